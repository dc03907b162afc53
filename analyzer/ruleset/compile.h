/* compile.h: the parts of the rule compiler, for the files of this folder only.
 * All of them record a failure in `read` and go on; see dl_reader.
 * Owns: all in the arena of `read`. */
#ifndef DL_RULESET_COMPILE_H
#define DL_RULESET_COMPILE_H

#include "ruleset/rule.h"
#include "support/json.h"
#include "support/vec.h"

enum {
    DL_MAX_LET_DEPTH = 16,
    DL_MAX_FORMS = 256, /* alternatives of one event */
    DL_MAX_PATTERNS =
        20000 /* patterns of one check, its `let` entries put in: a rule that grows without end stops here */
};

typedef DL_VEC(const char *) dl_text_list;

/* `let` entries that can be seen, nearest first. */
typedef struct dl_lets {
    const dl_json *const *at;
    size_t count;
} dl_lets;

/* A capture of the check that is being compiled. */
typedef struct dl_capture {
    const char *name;     /* with the `$` */
    const dl_json *first; /* where it is met first */
    bool is_bound;
} dl_capture;

typedef struct dl_compiler {
    dl_reader read;
    const dl_facts *facts;
    const dl_ruleset *set;
    dl_map *requirements; /* id → dl_requirement */
    dl_text_list requirement_names, role_names, model_names;
    /* the rule or model */
    dl_lets lets;
    dl_name_set rule_requirements;
    /* the check or guard */
    dl_capture captures[DL_MAX_CAPTURES];
    size_t capture_count;
    dl_text_list labels;
    DL_VEC(const dl_api *) apis; /* that its events call, for {arg:NAME} */
    const char *open_lets[DL_MAX_LET_DEPTH];
    size_t open_let_count;
    size_t patterns;
} dl_compiler;

/* Forgets captures, labels and APIs of the check before. */
void dl_compile_begin(dl_compiler *c);
/* Refuses captures that nothing binds; gives their names. */
void dl_compile_end(dl_compiler *c, const char *const **captures, size_t *count);
/* The number of a capture; -1 after a failure. */
int dl_compile_capture(dl_compiler *c, const char *name, const dl_json *at, bool binds);
bool dl_compile_spend(dl_compiler *c, const dl_json *at);

/* `unknown WHAT 'NAME'; did you mean 'NEAR'?`; `near` may be NULL. */
void dl_compile_unknown(dl_compiler *c, const dl_json *at, const char *what, const char *name, const char *near);
/* Refuses those of `keys` (NULL-terminated) that `object` has: docs/rules.md, section 13. */
void dl_compile_not_built(dl_compiler *c, const dl_json *object, const char *const *keys, const char *what);
/* The names of `key`, or an empty set. */
dl_name_set dl_compile_names(dl_compiler *c, const dl_json *object, const char *key);
/* As above; each must be a role that the facts know. */
dl_name_set dl_compile_roles(dl_compiler *c, const dl_json *value);
dl_role_set dl_compile_role_set(dl_compiler *c, const dl_json *value);
dl_name_set dl_compile_requirements(dl_compiler *c, const dl_json *value);
/* Requirements under `key`, each of which the rule must have. */
dl_name_set dl_compile_covers(dl_compiler *c, const dl_json *object, const char *key);
dl_level dl_compile_level(dl_compiler *c, const dl_json *value);
const char *dl_join_names(dl_arena *arena, dl_name_set names, const char *between);

/* `binds`: whether a capture met here gets its value here. */
const dl_value_pattern *dl_compile_value(dl_compiler *c, const dl_json *value, bool binds);
bool dl_compile_path(dl_compiler *c, dl_path_pattern *out, const char *text, const dl_json *at, bool binds);
/* The paths of `key`, a text or a list; none has a capture. */
size_t dl_compile_places(dl_compiler *c, const dl_path_pattern **out, const dl_json *object, const char *key);
void dl_compile_type(dl_compiler *c, const char *name, const dl_json *at);
/* is_subject: of a `declare`, which may ask for more. */
dl_function_pattern dl_compile_function_pattern(dl_compiler *c, const dl_json *value, bool is_subject);
const dl_event_pattern *dl_compile_event(dl_compiler *c, const dl_json *value);
/* The optional event `key`, or NULL. */
const dl_event_pattern *dl_compile_event_member(dl_compiler *c, const dl_json *object, const char *key);
const dl_event_pattern *dl_compile_return(dl_compiler *c, dl_outcome outcome);
const char *dl_compile_api(dl_compiler *c, const char *name, const dl_json *at);

/* NULL where `value` is NULL. */
const dl_guard *dl_compile_guard(dl_compiler *c, const dl_json *value);
dl_project_pattern dl_compile_project(dl_compiler *c, const dl_json *value);
/* `values`: NULL where there may be none. */
void dl_compile_inf(dl_compiler *c, const dl_json *value, dl_name_set *classes, dl_name_set *sections,
                    dl_name_set *directives, dl_name_set *values);
/* Checks the placeholders of a message against the check it belongs to. */
void dl_compile_message(dl_compiler *c, const dl_json *value, dl_form form);
void dl_compile_check(dl_compiler *c, dl_check *out, const dl_json *value, const dl_rule *rule);
void dl_compile_rule(dl_compiler *c, dl_rule *out, const dl_json *root, const char *folder, const char *name);
/* Before any dl_compile_model: the `let` entries of a model are those of its lineage too. */
void dl_compile_extends(dl_compiler *c, dl_model *model, const dl_json *root);
void dl_compile_model(dl_compiler *c, dl_model *out, const dl_json *root, const char *folder);
/* rules/undecided.json, behind the requirements; and, behind the rules, how much of each model is decided, and that
 * none of ours decides what is said to be undecided. */
void dl_compile_undecided(dl_compiler *c, dl_ruleset *set, const dl_json *root);
void dl_compile_count_decided(dl_compiler *c, const dl_ruleset *set);
void dl_compile_check_undecided(dl_compiler *c, const dl_ruleset *set);

extern const char *const dl_form_names[]; /* by dl_form, NULL-terminated */

#endif
