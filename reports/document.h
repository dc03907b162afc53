/* document.h: a JSON document in the making. cJSON holds it; what is in it is ours to release, so a writer builds it
 * inside dl_document_write, which also releases it when memory runs out. Private to reports/. */
#ifndef DL_REPORTS_DOCUMENT_H
#define DL_REPORTS_DOCUMENT_H

#include "reports/report.h"

#include <cjson/cJSON.h>

typedef struct dl_document {
    cJSON *root;
    dl_arena *arena;
} dl_document;

typedef void dl_document_build(dl_document *document, const dl_run_result *run, const dl_report_options *options);
/* Calls `build` to fill an empty object, and appends its text and a line end. */
void dl_document_write(dl_text *out, dl_document_build *build, const dl_run_result *run,
                       const dl_report_options *options);

/* Each adds to `to`: under `key`, or at its end when `key` is NULL and `to` an array. Strings are made valid UTF-8. */
cJSON *dl_put_object(dl_document *document, cJSON *to, const char *key);
cJSON *dl_put_array(dl_document *document, cJSON *to, const char *key);
void dl_put_string(dl_document *document, cJSON *to, const char *key, const char *value); /* NULL: null */
void dl_put_number(dl_document *document, cJSON *to, const char *key, size_t value);
void dl_put_bool(dl_document *document, cJSON *to, const char *key, bool value);
void dl_put_strings(dl_document *document, cJSON *to, const char *key, dl_name_set values);

#endif
