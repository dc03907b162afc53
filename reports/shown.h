/* shown.h: what the writers share: places, names, totals. Private to reports/.
 * Every string that comes back is valid UTF-8 and in the arena given, or constant. */
#ifndef DL_REPORTS_SHOWN_H
#define DL_REPORTS_SHOWN_H

#include "reports/report.h"
#include "support/vec.h"

/* A place as reports show it: never without a path, never at line 0. */
typedef struct dl_place {
    const char *path;                            /* relative to the current folder where below it, forward slashes */
    const dl_file *file;                         /* its text, or NULL */
    unsigned offset, end;                        /* bytes in the text; 0, 0 without one */
    unsigned line, column, end_line, end_column; /* columns in bytes */
} dl_place;

/* Of a span; one that is nowhere is shown at the driver's entry. */
dl_place dl_place_of(dl_span span, const dl_driver_result *driver, const dl_report_options *options, dl_arena *arena);
dl_place dl_place_of_entry(const dl_driver_result *driver, const dl_report_options *options, dl_arena *arena);
const char *dl_path_shown(const char *path, const dl_report_options *options, dl_arena *arena);

/* The line of the text that holds `offset`, without its end (LF, CR or CRLF). */
typedef struct dl_line {
    const char *at;
    size_t size;
} dl_line;
dl_line dl_line_at(const dl_file *file, unsigned offset);
/* `first`..`last` as one piece of text, cut to what the file has; lines from 1. */
dl_line dl_lines_of(const dl_file *file, unsigned first, unsigned last);

const char *dl_entry_name(const dl_driver_result *driver);
/* The function whose body holds the finding; "" when there is none. */
const char *dl_function_of(const dl_driver_result *driver, dl_span span);
/* Paths of the user's files, the entry's first, as shown; the entry's file alone when nothing was parsed. */
typedef DL_VEC(const char *) dl_path_list;
dl_path_list dl_files_of(const dl_driver_result *driver, const dl_report_options *options, dl_arena *arena);
/* The path that returns success, or NULL. */
const dl_trace_path *dl_success_path(const dl_driver_result *driver);

dl_parse_status dl_parse_status_of(const dl_driver_result *driver);
const char *dl_parse_status_name(dl_parse_status status);
const char *dl_verdict_name(dl_verdict_kind kind);
const char *dl_certainty_name(dl_certainty certainty);
const char *dl_suppression_kind_name(dl_suppression_kind kind);
const char *dl_notice_level_name(dl_notice_level level);

/* Whether the model has no rules of its own yet, and requirements that nothing else decides. */
bool dl_model_is_unchecked(const dl_model *model);
/* Whether none of those can be decided from the sources. */
bool dl_model_is_undecidable(const dl_model *model);
/* `no rules yet: 9 of its 10 documented requirements are not checked`, or that they cannot be decided. */
const char *dl_unchecked_sentence(const dl_model *model, dl_arena *arena);

enum { DL_VERDICT_KINDS = DL_VIOLATED + 1, DL_LEVELS = DL_LEVEL_ERROR + 1 };
typedef struct dl_totals {
    size_t drivers, degraded, failed;
    size_t findings, suppressed;
    size_t levels[DL_LEVELS]; /* of findings that are not suppressed */
    size_t verdicts[DL_VERDICT_KINDS];
    size_t doubtful_drivers; /* with an undetermined verdict */
} dl_totals;
dl_totals dl_totals_of(const dl_run_result *run);

/* All notices of the run, each once: the project's, then those of each driver. */
typedef DL_VEC(const dl_notice *) dl_notice_list;
dl_notice_list dl_notices_of(const dl_run_result *run, dl_arena *arena);

/* ---- one finding of several drivers ---- */

/* One entry routine that several projects build. */
bool dl_are_of_one_entry(const dl_driver *a, const dl_driver *b);
bool dl_has_finding(const dl_driver_result *driver, const dl_finding *finding);

#endif
