/* sarif.h: shared by the two halves of the SARIF writer: sarif.c writes the run and its results, sarif_rules.c what
 * describes them. Why the log is as it is: docs/reports.md. Private to reports/. */
#ifndef DL_REPORTS_SARIF_H
#define DL_REPORTS_SARIF_H

#include "reports/document.h"
#include "reports/shown.h"

typedef struct dl_artifact {
    const char *path;
    const char *const *hashes; /* of its lines, once asked for */
    size_t hash_count;
    bool is_target; /* belongs to a driver */
} dl_artifact;

typedef struct dl_sarif {
    dl_document *document;
    const dl_run_result *run;
    const dl_report_options *options;
    const dl_driver_result *driver;  /* the one being written */
    DL_VEC(dl_artifact *) artifacts; /* in the order they are met; an index into it is the log's */
    DL_VEC(const dl_rule *) rules;   /* those that results and notifications speak of, by code */
    bool has_suppressed;
} dl_sarif;

typedef enum dl_sarif_notice {
    DL_SARIF_NOTICE,
    DL_SARIF_DEGRADED,
    DL_SARIF_FAILED,
    DL_SARIF_UNDETERMINED,
    DL_SARIF_MODELS
} dl_sarif_notice;
const char *dl_sarif_notice_id(dl_sarif_notice notice);

void dl_sarif_collect_rules(dl_sarif *to);
size_t dl_sarif_rule_index(const dl_sarif *to, const dl_rule *rule);
/* `tool.driver` */
void dl_sarif_add_tool(dl_sarif *to, cJSON *run);
/* {"text": …} under `key`; the text ends with a full stop. */
void dl_sarif_add_message(dl_sarif *to, cJSON *object, const char *key, const char *text);

#endif
