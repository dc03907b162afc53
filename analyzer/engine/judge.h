/* judge.h: what the checks of a rule have found while states ran: findings with their
 * witness, doubts, evidence; one tally for each check, or item of an `expect`, or fault of an automaton.
 * Memory of a run is scratch: messages and paths are made in the arena of the result. */
#ifndef DL_ENGINE_JUDGE_H
#define DL_ENGINE_JUDGE_H

#include "engine/match.h"
#include "engine/recognise.h"
#include "engine/result.h"

typedef struct dl_draft {
    dl_finding finding;
    const dl_node *trace; /* scratch; NULL: nothing was met on the way */
    bool wants_path;      /* until it is made */
    unsigned length;
    dl_span judged;
    const char *judged_text;
    const char *object;     /* that it is about; "": without a name; NULL: the check speaks of none */
    const dl_expr *spelled; /* as the code does where that was acquired, or NULL */
    const dl_instr *site;
} dl_draft;

typedef struct dl_tally {
    const dl_check *check;
    dl_name_set covers; /* requirements it decides; empty: the rule's rest */
    bool is_triggered;  /* something was judged */
    DL_VEC(dl_draft) drafts;
    const char *doubt; /* the first reason for `undetermined`, or NULL */
    DL_VEC(dl_evidence) evidence;
    const char *idle; /* why nothing was judged: reason of not-applicable */
} dl_tally;

/* Where a routine stands in the driver object. */
typedef enum dl_slot { DL_SLOT_UNLOAD, DL_SLOT_PNP, DL_SLOTS } dl_slot;

typedef struct dl_judge {
    dl_world *world;
    const dl_scope *scope;
    const dl_guard_context *guards;
    const dl_rule_use *uses; /* of the driver's models; NULL: to be asked for */
    size_t use_count;
    const dl_rule_use *use;
    const dl_rule *rule;
    const dl_check *check;
    dl_arena *arena; /* of the result */
    dl_arena *scratch;
    DL_VEC(dl_tally *) tallies; /* of the rule */
    const dl_function *root;
    bool only_doubt; /* the guard is unknown: nothing more than undetermined */
    const char *only_doubt_reason;
    unsigned long visits;
    bool is_coarse, is_refused;             /* see dl_judge_try */
    DL_VEC(dl_tally) before;                /* the trial: the tallies as they were */
    struct dl_release_runs *release_runs;   /* release_places.c's */
    dl_table tested;                        /* form of a test → whether the driver may make such a one: relevance.c's */
    dl_table writers;                       /* variable → what may write it or behind it: unload_end.c's */
    dl_table unload_releases;               /* kind → its releases: unload_end.c's */
    const dl_path_pattern *slots[DL_SLOTS]; /* see dl_judge_slot */
    signed char puts_into_list;  /* whether the driver puts anything into one; 0: not asked yet: unload.c's */
    signed char lists_none;      /* whether a list of the driver object's stays empty, likewise: never_listed.c's */
    signed char fails_waiting;   /* whether the entry may fail once it has waited, likewise: release_started.c's */
    signed char loses_something; /* of what its functions say, likewise: lasting.c's */
    dl_table lasting;            /* global → whether it holds its initialiser for good: lasting.c's */
    dl_table unread_changes;     /* global → whether what was not read may change it, `yes` or `no`: likewise */
    dl_table changes;            /* global → what else was asked of it, and of its members: likewise */
    struct dl_spread *spread;    /* what was asked for last: spread.c's */
    const dl_state *after_entry; /* NULL: not asked for yet; lasting_entry.c's */
    const bool *runs_later;      /* of functions by number, whether they run when the entry has; likewise */
    const bool *runs_before_end; /* and before the driver's end: unload_paths.c's */
    const bool *runs_at_entry;   /* and before that: likewise */
} dl_judge;

/* What the placeholders of a message stand for. */
typedef struct dl_words {
    const dl_event *event;
    const dl_instance *instance;
    const dl_match *match;
    const char *of, *problem, *object, *kind, *instead, *discharge, *user, *reader, *role, *unload, *missing;
    unsigned event_line;
    const dl_file *file; /* that the message stands at: of lines elsewhere the file is told */
} dl_words;

dl_tally *dl_judge_tally(dl_judge *judge, const dl_check *check, dl_name_set covers);
/* A fault seen with certainty `how`: yes makes a finding (possible where the state is doubtful), maybe a doubt. */
void dl_judge_fault(dl_judge *judge, dl_tally *tally, dl_sim *sim, const dl_state *state, dl_tri how,
                    const dl_words *words, const char *message, const dl_level *level, dl_span span, const char *doubt);
void dl_judge_doubt(dl_judge *judge, dl_tally *tally, const char *reason);
/* Most of what is asked is right, and is seen to be with less than it takes to tell each way from each other: so a
 * check is tried first with keys that hold the property alone, as ESP has them. Ways are joined there, none is lost:
 * where nothing is wrong or in doubt, nothing is on any way. Else all that the trial has told is dropped, and the finer
 * run judges. From dl_judge_try on runs are coarse; dl_judge_stands ends that. False: the finer run is to be made. */
bool dl_judge_try(dl_judge *judge, const dl_function *root);
bool dl_judge_stands(dl_judge *judge);
void dl_judge_evidence(dl_judge *judge, dl_tally *tally, dl_span span, const char *message);
/* After each run, before scratch is reset: makes the paths of new findings. */
void dl_judge_keep(dl_judge *judge, dl_sim *sim);
const char *dl_judge_message(dl_judge *judge, dl_sim *sim, const dl_state *state, const char *form,
                             const dl_words *words);
/* Why a verdict is open: of a function that lost something, and of one whose ways met a limit. */
const char *dl_judge_why_degraded(const dl_judge *judge, const dl_function *function);
const char *dl_judge_why_endless(const dl_judge *judge, const dl_function *function);
/* One pattern for the whole driver: dl_possible_stored_in knows by its address what it was asked before. */
const dl_path_pattern *dl_judge_slot(dl_judge *judge, dl_slot slot);
/* `line 3`, `line 3 of helper.c` where that is not the entry's file. */
const char *dl_judge_where(const dl_judge *judge, dl_span span);
/* What a call is to: a name, or how the pointer is written. */
const char *dl_judge_called(const dl_judge *judge, const dl_instr *call);
/* Why what is called there is not followed, behind its name and place in a sentence. */
const char *dl_judge_why_unread(const dl_judge *judge, const char *name, dl_span span);
/* `Help, called at line 3, is not in the sources that were read`. */
const char *dl_judge_callee(const dl_judge *judge, const char *name, dl_span span);
/* The same of the first opaque callee on the way to this state; NULL: there was none. */
const char *dl_judge_opaque(const dl_judge *judge, const dl_state *state);
/* Why it is not known which function runs in this role; NULL: it is, or there is none. */
const char *dl_judge_unseen_role(const dl_judge *judge, const char *role);

/* ---- from tallies to verdicts ---- */

dl_verdict_kind dl_tally_kind(const dl_tally *tally);
/* NULL, or why a requirement is not asked of this driver: it belongs to a model that the driver does not follow. */
const char *dl_judge_other_model(dl_judge *judge, const char *requirement);
/* Sets the reason of a violated verdict. */
void dl_judge_explain_violated(const dl_judge *judge, dl_verdict *verdict);

typedef DL_VEC(dl_finding) dl_finding_list;
typedef DL_VEC(dl_verdict) dl_verdict_list;

/* What a check of releases says of its kinds. */
typedef struct dl_claim {
    const dl_rule *rule;
    const dl_check *check;
    const dl_tally *tally;
    dl_verdict_kind kind;
} dl_claim;

/* A finding that another rule may have told. */
typedef struct dl_deferred {
    dl_finding finding;
    const char *by;
} dl_deferred;

typedef struct dl_settler {
    DL_VEC(dl_claim) claims;
    DL_VEC(dl_deferred) deferred;
} dl_settler;

/* Remembers the tallies of the rule that has run. */
void dl_settle_note(dl_settler *settler, const dl_judge *judge);
void dl_settle_finding(dl_settler *settler, const dl_judge *judge, const dl_check *check, dl_finding finding);
/* When all rules have run: adds the findings that no other rule told, and shares verdicts. */
void dl_settle_end(dl_settler *settler, dl_judge *judge, dl_finding_list *findings, dl_verdict_list *verdicts);

/* Runs one check (of any form but declare and unload symmetry) over its roots. */
void dl_check_run(dl_judge *judge, const dl_check *check, const dl_function *root);
/* The parts, by form. */
void dl_automaton_run(dl_judge *judge, const dl_check *check, const dl_function *root, const dl_state *start);
/* Once for a driver, before any check of releases. */
void dl_release_begin(dl_judge *judge);
void dl_release_run(dl_judge *judge, const dl_check *check, const dl_function *root, const dl_state *start);
/* What the runs that `release` has made for the site tell of its object at a success of the root; NULL: there were
 * none, or they do not. */
const struct dl_told *dl_release_told(const dl_judge *judge, const dl_resource *kind, const dl_instr *site,
                                      const dl_function *root);
/* Whether the call gives something back: where one routine does both, an argument tells. */
dl_tri dl_release_is_undoing(const dl_world *world, const dl_state *state, const dl_call_view *view);
void dl_expect_run(dl_judge *judge, const dl_check *check, const dl_function *root, const dl_state *start);
/* Release, `on: unload`: compares what the entry leaves with what unloading undoes. */
void dl_unload_run(dl_judge *judge, const dl_check *check);

/* Kinds of resources that a check is about: those named, or those no enabled rule of the driver's models names. */
const dl_resource *const *dl_release_kinds(dl_judge *judge, const dl_check *check, size_t *count);
/* The calls of the function that acquire an object of the kind, in its order. */
const dl_instr *const *dl_release_acquiring(const dl_judge *judge, const dl_function *function, const dl_resource *kind,
                                            size_t *count);

/* What a sim needs to know of where events of a check may stand. */
bool dl_relevant_form(const dl_event_form *form, const dl_instr *instr, const dl_api *by_name, const dl_api *by_macro);
bool dl_relevant_pattern(const dl_event_pattern *pattern, const dl_instr *instr, const dl_api *by_name,
                         const dl_api *by_macro);
bool dl_pattern_splits(const dl_event_pattern *pattern, const dl_instr *instr, const dl_api *by_name,
                       const dl_api *by_macro);
/* One of the two above. */
typedef bool dl_pattern_test(const dl_event_pattern *pattern, const dl_instr *instr, const dl_api *by_name,
                             const dl_api *by_macro);
/* Whether an event that the pattern may match can happen at the instruction, in whatever state; of tests, in the
 * driver. */
bool dl_told_pattern(dl_judge *judge, const dl_event_pattern *pattern, const dl_instr *instr, const dl_api *by_name,
                     const dl_api *by_macro);
bool dl_pattern_reads(const dl_event_pattern *pattern);
/* Adds the slots that captures of the pattern are bound to, as the code spells them. */
void dl_track_handles(dl_sim *sim, const dl_scope *scope, const dl_event_pattern *pattern, const dl_role_set *in);
void dl_track_slot(dl_sim *sim, const dl_function *function, const dl_expr *slot);
/* The name of the known API that is called, else of the callee; NULL of other events. */
const char *dl_event_call_name(const dl_event *event);
/* That, or `other` where there is none. */
const char *dl_event_call_name_or(const dl_event *event, const char *other);
void dl_match_init(dl_match *match, dl_judge *judge, dl_sim *sim, dl_state *state);
dl_result_kind dl_root_result(const dl_judge *judge, const dl_function *root);

#endif
