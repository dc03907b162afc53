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

/* What tells a finding from all others over time: rule, file, function, and the judged text; not the line number. */
typedef struct dl_finding_id {
    const char *print; /* 16 hex digits, over the others and the judged text */
    const char *file;  /* below the folder that a run was in, or below the driver's own */
    const char *function;
} dl_finding_id;
/* `folder`: the identity that a run in this folder gives, by a run in the folder `current`; both absolute. NULL: that
 * of the run itself, which its reports show. */
dl_finding_id dl_report_finding_id(const dl_driver_result *driver, const dl_finding *finding, const char *folder,
                                   const char *current, dl_arena *arena);
const char *dl_report_fingerprint(const dl_driver_result *driver, const dl_finding *finding, dl_arena *arena);
/* The same of a file that is not a finding's. */
const char *dl_report_file(const dl_driver_result *driver, const char *path, const char *folder, const char *current,
                           dl_arena *arena);

/* The finding of a driver before this one, of the same entry in another project or of the same binary, that tells the
 * same; NULL: none does. */
const dl_finding *dl_report_told_before(const dl_run_result *run, const dl_driver_result *driver,
                                        const dl_finding *finding);

#endif
