/* result.h: what the analysis says of a driver; what reports are written from.
 * Owns: all in the run's arena; spans point to files of the same lifetime. */
#ifndef DL_ENGINE_RESULT_H
#define DL_ENGINE_RESULT_H

#include "frontend/frontend.h"
#include "ruleset/rule.h"

typedef enum dl_certainty { DL_POSSIBLE, DL_DEFINITE } dl_certainty;
typedef enum dl_verdict_kind { DL_NOT_APPLICABLE, DL_SATISFIED, DL_UNDETERMINED, DL_VIOLATED } dl_verdict_kind;

/* A step of a witness: `kind` is one of `enter`, `decision`, `event`, `state`, `call`, `return`. */
typedef struct dl_path_step_shown {
    dl_span span;
    const char *message;
    const char *kind;
    unsigned depth; /* 0 in the entry, 1 in a helper it calls … */
} dl_path_step_shown;

/* Why a finding does not count: the author of the source says so, or it is in the baseline. */
typedef enum dl_suppression_kind { DL_IN_SOURCE, DL_IN_BASELINE } dl_suppression_kind;
typedef struct dl_suppression {
    dl_suppression_kind kind;
    const char *reason; /* as it was given; NULL: none */
    const char *file;   /* the source, or the baseline */
    unsigned line;      /* of what says so in the source; 0 for a baseline */
} dl_suppression;

typedef struct dl_finding {
    const dl_rule *rule;
    dl_name_set requirements;
    dl_level level;
    dl_certainty certainty;
    const char *message;
    dl_span span;
    const dl_path_step_shown *path;
    size_t path_count;
    bool suppressed; /* there is a suppression */
    const dl_suppression *suppressions;
    size_t suppression_count;
} dl_finding;

/* A comment of the sources that suppresses findings: of one rule, or one that is not as it should be. */
typedef struct dl_allowance {
    const char *file;
    unsigned line;
    const char *name;  /* of the rule, as written; NULL with `fault` */
    const char *fault; /* why the comment suppresses nothing, or NULL */
    bool is_used;      /* a finding of this driver was suppressed */
} dl_allowance;

typedef struct dl_evidence {
    dl_span span;
    const char *message;
} dl_evidence;

typedef struct dl_verdict {
    const dl_rule *rule;
    const char *requirement; /* NULL for a rule without requirements */
    dl_verdict_kind kind;
    const char *reason; /* never NULL; "" for satisfied; for violated what else stays open, or "" */
    const dl_evidence *evidence;
    size_t evidence_count;
    /* of a violated one, for its reason */
    bool is_only_possible; /* all of its findings are possible */
    const char *besides;   /* why another place of it is undetermined; NULL: none is */
} dl_verdict;

/* kind: `call`, `define`, `project`, `inf`, `code`, `include`, `asked`, `always`. */
typedef struct dl_model_evidence {
    const char *kind, *detail;
    const char *file; /* or NULL */
    unsigned line;
} dl_model_evidence;
typedef struct dl_model_hit {
    const dl_model *model;
    bool is_thin; /* inf, code or includes alone: its findings are possible */
    const dl_model_evidence *evidence;
    size_t evidence_count;
} dl_model_hit;

/* The success path, in order. kind: `call`, `store`, `acquire`, `release`, `return`. */
typedef struct dl_trace_event {
    dl_span span;
    const char *event;
    const char *kind;
    unsigned depth;
    unsigned pair;      /* of `acquire` and `release`: equal for what belongs together on this path; 0: unknown */
    const char *keeper; /* of `acquire`: what releases it where this path does not, or NULL */
} dl_trace_event;

/* One way through the entry, for `drvlint trace`. */
typedef struct dl_trace_path {
    bool is_success;
    const char *title; /* `success`, `FltStartFiltering fails (line 61)` */
    dl_span end;       /* the return */
    const dl_trace_event *events;
    size_t event_count;
    bool is_partial; /* it was not followed to its end */
} dl_trace_path;

typedef struct dl_driver_result {
    const dl_driver *driver;
    const dl_parse *parse;
    const dl_model_hit *models;
    size_t model_count;
    const dl_finding *findings; /* by file, line, column, rule */
    size_t finding_count;
    const dl_verdict *verdicts; /* by rule code, then requirement as the rule lists them */
    size_t verdict_count;
    const dl_trace_path *paths; /* the success path first, then each distinct failure path */
    size_t path_count;
    const dl_allowance *allowances; /* in the files that were read, in their order */
    size_t allowance_count;
    const char *path_gap; /* which paths are missing there, and why; NULL: none */
    const dl_notice *notices;
    size_t notice_count;
    double seconds; /* processor time of the analysis */
    unsigned long edge_visits;
} dl_driver_result;

typedef struct dl_run_result {
    const dl_ruleset *rules;
    const dl_project *project;
    const dl_driver_result *const *drivers; /* as in the project */
    size_t driver_count;
    const char *baseline; /* that the findings were held against; NULL: none */
} dl_run_result;

#endif
