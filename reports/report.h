/* report.h: one writer per format; all take the same result.
 * Each writer appends to `out`; the caller writes the bytes. Same input, same bytes. Any pointer of the run may be
 * NULL: the report of a run that came to nothing is whole too. What the formats promise: docs/reports.md. */
#ifndef DL_REPORTS_REPORT_H
#define DL_REPORTS_REPORT_H

#include "engine/result.h"

typedef struct dl_report_options {
    const char *current_folder; /* absolute; paths below it are shown relative to it */
    const char *command_line;   /* for SARIF's invocation; NULL: left out */
    bool color, verbose, quiet; /* text only */
    int exit_status;
} dl_report_options;

typedef void dl_report_write(dl_text *out, const dl_run_result *run, const dl_report_options *options);

void dl_report_text(dl_text *out, const dl_run_result *run, const dl_report_options *options);
void dl_report_json(dl_text *out, const dl_run_result *run, const dl_report_options *options);
void dl_report_sarif(dl_text *out, const dl_run_result *run, const dl_report_options *options);
/* `drvlint trace`. */
void dl_report_trace(dl_text *out, const dl_run_result *run, const dl_report_options *options);
/* `drvlint trace --format dot`: a picture of the same, in the DOT language. */
void dl_report_dot(dl_text *out, const dl_run_result *run, const dl_report_options *options);

/* NULL for an unknown format. */
dl_report_write *dl_report_by_name(const char *format);

/* The finding's id over time: rule, file, function, and the judged text; not the line number. 16 hex digits. */
const char *dl_report_fingerprint(const dl_driver_result *driver, const dl_finding *finding, dl_arena *arena);

#endif
