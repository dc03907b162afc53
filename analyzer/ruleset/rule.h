/* rule.h: rules and models as they are after loading: every name resolved, every
 * `let` put in its place, nothing left to fail. The language is docs/rules.md.
 * Owns: all in the arena given to dl_ruleset_load; read-only afterwards. */
#ifndef DL_RULESET_RULE_H
#define DL_RULESET_RULE_H

#include "kernel/facts.h"

typedef enum dl_level { DL_LEVEL_NOTE, DL_LEVEL_WARNING, DL_LEVEL_ERROR } dl_level;
typedef enum dl_strength { DL_MAY, DL_SHOULD, DL_MUST } dl_strength;

/* ---- values and paths ---- */

enum { DL_MAX_CAPTURES = 8 };

typedef enum dl_value_kind {
    DL_V_ANY,
    DL_V_CLASS,    /* null nonnull zero nonzero: `name_class` */
    DL_V_FUNCTION, /* the address of a function */
    DL_V_UNSET,
    DL_V_CAPTURE,   /* $name, with steps */
    DL_V_PARAM,     /* @driver-object, @registry-path, @parameter-N, with steps */
    DL_V_CONSTANTS, /* names (globs) and numbers: one of these */
    DL_V_GLOBAL,    /* a variable of the system by name */
    DL_V_BITS,
    DL_V_SIZEOF,
    DL_V_FUNCTION_IS, /* {"function": {…}} */
    DL_V_TO,
    DL_V_DEREF,
    DL_V_ALIAS,    /* of `inner` */
    DL_V_FROM,     /* produced by `event` */
    DL_V_STORAGE,  /* persistent or automatic; binds `capture` if >= 0 */
    DL_V_READ_BY,  /* roles */
    DL_V_GIVEN_TO, /* a parameter of a routine */
    DL_V_TYPE,
    DL_V_MEMBER_OF, /* of a store's target: in such a structure */
    DL_V_STRING,    /* text of a literal or counted string; binds `capture` if >= 0 */
    DL_V_NOT,
    DL_V_ANY_OF,
    DL_V_ALL_OF
} dl_value_kind;

typedef enum dl_class { DL_CLASS_ZERO, DL_CLASS_NONZERO } dl_class; /* null is zero, nonnull nonzero */
typedef enum dl_param_role { DL_PARAM_DRIVER_OBJECT, DL_PARAM_REGISTRY_PATH, DL_PARAM_NUMBER } dl_param_role;

typedef struct dl_value_pattern dl_value_pattern;
typedef struct dl_event_pattern dl_event_pattern;

/* One step of a path pattern. */
typedef enum dl_path_step_kind {
    DL_P_FIELD,
    DL_P_EACH_FIELD,
    DL_P_INDEX, /* a number or constant */
    DL_P_RANGE, /* first..last ; last may be open: INT64_MAX */
    DL_P_INDEX_CAPTURE,
    DL_P_EACH, /* [*] */
    DL_P_SOME  /* [?] */
} dl_path_step_kind;
typedef struct dl_path_step {
    dl_path_step_kind kind;
    const char *field;
    int64_t first, last;
    const char *first_name; /* as written, for messages */
    int capture;
} dl_path_step;

typedef enum dl_root_kind { DL_ROOT_CAPTURE, DL_ROOT_PARAM, DL_ROOT_TYPE } dl_root_kind;
typedef struct dl_path_pattern {
    dl_root_kind root;
    int capture;
    dl_param_role param;
    unsigned param_number;
    const char *type; /* DL_ROOT_TYPE: any object of this structure */
    const dl_path_step *steps;
    size_t count;
    const char *text; /* as written */
} dl_path_pattern;

/* Letter case is ignored, as the object manager does. Empty sets ask nothing; of each, one must fit. */
typedef struct dl_string_pattern {
    dl_name_set equals, prefixes, suffixes;
    int same; /* capture whose text it is; -1 none */
} dl_string_pattern;

typedef struct dl_function_pattern {
    dl_name_set names, role_types, roles;
    const char *section;              /* glob, or NULL */
    dl_name_set mentions;             /* globs: its text has such a word; only of a subject of `declare` */
    const dl_path_pattern *stored_in; /* its address is stored in one of these */
    size_t stored_count;
} dl_function_pattern;

struct dl_value_pattern {
    dl_value_kind kind;
    const char *text; /* as written, for messages */
    dl_class value_class;
    int capture;            /* DL_V_CAPTURE, DL_V_STORAGE, DL_V_STRING; -1 none */
    dl_path_pattern path;   /* DL_V_CAPTURE and DL_V_PARAM: root and steps */
    dl_name_set names;      /* constants (globs), types, roles, functions */
    const int64_t *numbers; /* DL_V_CONSTANTS: those written and the known values of `names` */
    size_t number_count;
    dl_name_set bits_set, bits_clear, bits_only; /* constants by name, or numbers as text */
    bool has_only;
    bool has_masks; /* every bit has a known value: the masks hold them */
    int64_t set_mask, clear_mask, only_mask;
    bool is_persistent; /* DL_V_STORAGE */
    const char *param;  /* DL_V_GIVEN_TO: of the routines in `names` */
    dl_function_pattern function;
    dl_string_pattern string;
    const dl_event_pattern *event; /* DL_V_FROM */
    const dl_value_pattern *const *inner;
    size_t inner_count;
};

/* ---- events ---- */

typedef enum dl_event_kind { DL_ON_CALL, DL_ON_STORE, DL_ON_RETURN, DL_ON_TEST, DL_ON_USE, DL_ON_DEREF } dl_event_kind;
typedef enum dl_outcome { DL_OUTCOME_ANY, DL_OUTCOME_SUCCESS, DL_OUTCOME_FAILURE } dl_outcome;
typedef enum dl_store_op { DL_OPS_ANY, DL_OPS_ASSIGN, DL_OPS_OR, DL_OPS_AND, DL_OPS_ADD, DL_OPS_OTHER } dl_store_op;
typedef enum dl_store_span { DL_SPAN_ANY, DL_SPAN_ONE, DL_SPAN_RANGE } dl_store_span;

/* Functions of these roles; `is_not` turns it round; `any` when count is 0. */
typedef struct dl_role_set {
    dl_name_set roles;
    bool is_not, is_any;
} dl_role_set;

typedef enum dl_arg_key { DL_ARG_NAME, DL_ARG_INDEX, DL_ARG_FACT } dl_arg_key;
typedef enum dl_arg_fact { DL_FACT_KEPT, DL_FACT_FREED, DL_FACT_INITIALISED, DL_FACT_COPIED } dl_arg_fact;
typedef struct dl_arg_pattern {
    dl_arg_key key;
    const char *name;
    unsigned index;
    dl_arg_fact fact;
    const dl_value_pattern *value;
} dl_arg_pattern;

/* One alternative of an event. */
typedef struct dl_event_form {
    dl_event_kind kind;
    const char *label; /* `let` name or `as`, or NULL */
    dl_role_set in;
    bool has_in;
    /* call */
    dl_name_set calls; /* canonical names; the globs are in `call_globs` */
    dl_name_set call_globs;
    const char *trait;
    bool any_call;
    const dl_arg_pattern *args;
    size_t arg_count;
    dl_outcome outcome;
    const dl_value_pattern *result;
    /* store */
    const dl_path_pattern *paths; /* any of them */
    size_t path_count;
    const dl_value_pattern *target; /* or the target as a value: its storage */
    dl_store_op op;
    dl_store_span span;
    dl_role_set outside; /* not where one of these runs: maybe in a helper that they share */
    bool has_outside;
    /* store, return, test, use, deref */
    const dl_value_pattern *value;
    const dl_value_pattern *is; /* test */
    dl_outcome returned;        /* return */
} dl_event_form;

struct dl_event_pattern {
    const dl_event_form *forms; /* any of them */
    size_t count;
    const char *text;
};

/* ---- guards ---- */

typedef enum dl_guard_kind {
    DL_GUARD_TRUE,
    DL_GUARD_POSSIBLE,
    DL_GUARD_DECLARED,
    DL_GUARD_MODEL,
    DL_GUARD_DEFINE,
    DL_GUARD_INF,
    DL_GUARD_PROJECT /* any of what `project` names */,
    DL_GUARD_INCLUDES,
    DL_GUARD_ALL,
    DL_GUARD_ANY,
    DL_GUARD_NOT
} dl_guard_kind;
/* What a project file says; values are globs. */
typedef struct dl_property {
    const char *name;
    dl_name_set values;
} dl_property;
typedef struct dl_project_pattern {
    const dl_property *properties;
    size_t property_count;
    dl_name_set links_with, link_options;
} dl_project_pattern;

typedef struct dl_guard dl_guard;
struct dl_guard {
    dl_guard_kind kind;
    const char *text;
    const dl_event_pattern *event; /* possible; each form's `in`, else the rule's */
    const char *name;              /* model, define; declared: name */
    dl_name_set names;             /* includes: globs, any letter case; declared: role types */
    dl_name_set inf_class, inf_section, inf_directive;
    dl_name_set inf_value; /* globs that the value of the directive is one of; empty: any */
    dl_project_pattern project;
    const dl_guard *const *inner;
    size_t inner_count;
};

/* ---- checks ---- */

typedef enum dl_form {
    DL_FORM_REQUIRE,
    DL_FORM_ORDER,
    DL_FORM_FORBID,
    DL_FORM_RELEASE,
    DL_FORM_PROPAGATE,
    DL_FORM_EXAMINE,
    DL_FORM_EXPECT,
    DL_FORM_DECLARE,
    DL_FORM_AUTOMATON
} dl_form;

typedef struct dl_field_value {
    const char *field;
    const dl_value_pattern *value;
} dl_field_value;
typedef struct dl_implication {
    const dl_field_value *if_fields; /* all */
    size_t if_count;
    bool if_any; /* {"anyOf": …}: any of them instead */
    const dl_field_value *then_fields;
    size_t then_count;
    bool then_any;
} dl_implication;
typedef struct dl_field_pair {
    const char *a, *b;
} dl_field_pair;

/* Conditions on a structure; of an item, or of each element of an array. */
typedef struct dl_struct_conditions {
    bool zeroed;
    const char *size; /* field that holds the sizeof */
    const char *or_sized;
    const char *type;
    dl_name_set nonnull, null, set, initialised_by;
    const dl_field_value *fields;
    size_t field_count;
    const dl_field_pair *together, *one_of;
    size_t together_count, one_of_count;
    const dl_implication *implies;
    size_t implies_count;
    const dl_field_value *when; /* `if`: all must hold, else the item holds */
    size_t when_count;
    bool optional;
} dl_struct_conditions;

/* Entries of an array that have one value of `by`, at most so many. */
typedef struct dl_count_demand {
    const char *by;
    int64_t at_most;
    const dl_field_value *where; /* entries that count: all of these hold */
    size_t where_count;
    const dl_field_value *with; /* values of `by` that some entry with all of these has; none: every value */
    size_t with_count;
} dl_count_demand;

typedef enum dl_item_kind { DL_ITEM_VALUE, DL_ITEM_STRUCT, DL_ITEM_ARRAY } dl_item_kind;
typedef struct dl_item {
    dl_item_kind kind;
    dl_name_set covers;
    bool has_level;
    dl_level level;
    const char *message; /* or NULL: the check's */
    /* value */
    const dl_value_pattern *of;
    const dl_value_pattern *is;
    bool escape;
    /* struct and array: the capture (DL_V_CAPTURE with steps) */
    const dl_value_pattern *object;
    dl_struct_conditions conditions; /* struct */
    /* array */
    const dl_field_value *last, *some; /* of the last entry; of one at least */
    size_t last_count, some_count;
    const dl_count_demand *counts;
    size_t count_count;
    const dl_struct_conditions *each;
    size_t each_count;
    const char *unique;
    bool optional;
} dl_item;

typedef enum dl_fault {
    DL_FAULT_LEAK = 1,
    DL_FAULT_DOUBLE_RELEASE = 2,
    DL_FAULT_RELEASE_UNACQUIRED = 4,
    DL_FAULT_USE_AFTER_RELEASE = 8,
    DL_FAULT_USE_UNACQUIRED = 16
} dl_fault;
typedef enum dl_release_on {
    DL_ON_FAILURE = 1,
    DL_ON_SUCCESS = 2,
    DL_ON_ANY_RETURN = 4,
    DL_ON_UNLOAD = 8
} dl_release_on;

typedef struct dl_transition {
    unsigned from; /* set of states, one bit each */
    const dl_event_pattern *on;
    unsigned to;
} dl_transition;
typedef struct dl_automaton_error {
    unsigned in;
    const dl_event_pattern *on;
    const char *message;
    dl_name_set covers;
} dl_automaton_error;

typedef enum dl_anchor { DL_ANCHOR_EVENT, DL_ANCHOR_AFTER } dl_anchor;
typedef enum dl_propagate_as { DL_AS_ANY_FAILURE, DL_AS_SAME, DL_AS_EXACT } dl_propagate_as;

typedef struct dl_check {
    dl_form form;
    unsigned index;      /* in the rule */
    const char *message; /* the rule's title where none is written */
    bool has_level;
    dl_level level;
    dl_role_set in;                   /* the check's, else the rule's */
    const dl_guard *when;             /* NULL: true */
    dl_name_set covers;               /* empty: none written */
    const char *reported_by;          /* a rule that tells the same fault, or NULL */
    const dl_event_pattern *if_event; /* NULL: none */
    const dl_event_pattern *unless;
    const char *const *captures; /* names, by number */
    size_t capture_count;
    /* require: event, by. order: first, then. forbid: event, after, until, unclear, undone, by. examine: call,
     * before (NULL: use or dereference of an out-parameter). `by` is never NULL where its form has it. */
    const dl_event_pattern *event, *by, *first, *then, *after, *until, *unclear, *undone, *call, *before;
    bool essential_calls; /* propagate of every API with the fact `essential` */
    dl_anchor anchor;
    dl_propagate_as as;
    bool mandatory;            /* propagate: a cast to void excuses nothing */
    bool forbid_after_failure; /* examine */
    /* release */
    dl_name_set resources;           /* kinds; empty with `unclaimed` */
    const dl_resource *const *kinds; /* these, in the order of the facts */
    size_t kind_count;
    bool unclaimed;
    dl_name_set also_claimed; /* requirements that speak of the kinds of other rules too */
    unsigned on;              /* dl_release_on */
    unsigned faults;          /* dl_fault */
    /* expect */
    const dl_event_pattern *at;
    const dl_item *items;
    size_t item_count;
    /* declare */
    dl_function_pattern subject;
    dl_role_set used_only_from;
    bool has_used_only_from, wants_prototype; /* of the driver's models, or `prototype` */
    bool has_exists, exists, wants_annotation, wants_address_taken;
    const char *const *prototype; /* types, the result first; NULL: none written */
    size_t prototype_count;
    dl_name_set role_types, sections, not_sections, mentions; /* demands; the last three are globs */
    const dl_path_pattern *stored_in;
    size_t stored_count;
    /* automaton */
    dl_name_set states;
    unsigned start;
    int track; /* capture, or -1 */
    const dl_transition *transitions;
    size_t transition_count;
    const dl_automaton_error *errors;
    size_t error_count;
} dl_check;

typedef struct dl_source {
    const char *document, *heading; /* heading: or NULL */
} dl_source;

typedef struct dl_rule {
    const char *id, *code, *title, *why, *fix;
    const char *model;
    dl_level level;
    const char *level_why; /* or NULL */
    bool is_level_set;     /* by the command line: levels of models do not change it */
    dl_strength strength;
    bool enabled;
    dl_name_set requirements, aliases, limits;
    const dl_source *sources;
    size_t source_count;
    const dl_guard *when; /* NULL: true */
    dl_role_set in;
    const dl_check *checks;
    size_t check_count;
    const char *path; /* of the rule file, for messages */
    bool is_ours;     /* false: from --rules */
} dl_rule;

/* ---- models ---- */

typedef struct dl_disable {
    const char *rules;
    const char *why;
    const dl_guard *unless;
} dl_disable;
typedef struct dl_prototype {
    const char *const *types;
    size_t count;
} dl_prototype; /* result first */

typedef struct dl_model {
    const char *id, *title, *codes;
    dl_name_set extends;
    const struct dl_model **bases; /* the models of these names */
    dl_name_set entry_functions, entry_roles;
    bool enters_at_any_irql;          /* else at PASSIVE_LEVEL alone */
    bool has_entry;                   /* false: that of the models it extends, nearest first */
    int driver_object, registry_path; /* parameter numbers, -1 none */
    const dl_prototype *prototypes;
    size_t prototype_count;
    const dl_role *roles; /* further sources of a role */
    size_t role_count;
    /* recognise */
    bool always, asked;
    dl_name_set calls;   /* made in the entry */
    dl_name_set reaches; /* made anywhere that the system can come to */
    dl_name_set defines, includes;
    dl_name_set inf_class, inf_section, inf_directive;
    dl_project_pattern project;
    const dl_guard *when; /* NULL: none */
    const dl_disable *disables;
    size_t disable_count;
    const struct dl_model_level {
        const char *rule;
        dl_level level;
    } *levels;
    size_t level_count;
    size_t rule_count; /* rules of its own */
    /* of the catalogue: its requirements, those of them that a rule of any model decides, and those that none can */
    size_t requirement_count, decided_count, undecided_count;
} dl_model;

/* One of rules/requirements.json. */
typedef struct dl_requirement {
    const char *id, *model, *statement;
    dl_strength strength;
    bool is_decided; /* by some rule */
} dl_requirement;

/* One of rules/undecided.json: a requirement that no rule decides, and why. */
typedef struct dl_undecided {
    const char *id, *model, *reason;
    const struct dl_json *at; /* where it stands */
} dl_undecided;

typedef struct dl_ruleset {
    const dl_facts *facts;
    const dl_requirement *const *requirements; /* in the order of the file */
    size_t requirement_count;
    const dl_map *requirements_by_id;
    const dl_undecided *undecided; /* by id */
    size_t undecided_count;
    const dl_rule *const *rules; /* by code */
    size_t rule_count;
    const dl_model *const *models; /* by id */
    size_t model_count;
} dl_ruleset;

/* What the command line or the configuration says of rules: `pattern` is a rule id, a code, an alias, a model or a
 * glob. */
typedef enum dl_setting_kind { DL_SET_ENABLE, DL_SET_DISABLE, DL_SET_LEVEL } dl_setting_kind;
typedef struct dl_rule_setting {
    dl_setting_kind kind;
    const char *pattern;
    dl_level level;
    const char *file; /* of the configuration; NULL: the command line */
    unsigned line, column;
} dl_rule_setting;

/* Loads the embedded rules, models and facts, then those below each folder of `folders`
 * (--rules), then applies `settings` in order. Fails with DL_USAGE: a broken file (file, line,
 * column), an unknown pattern (with the nearest known name). Never skips a rule. */
dl_code dl_ruleset_load(dl_ruleset **out, const char *const *folders, size_t folder_count,
                        const dl_rule_setting *settings, size_t setting_count, dl_arena *arena, dl_status *why);
/* As dl_ruleset_load, of texts: the files of rules/ (`PATH/MODEL/ID.json`, `PATH/requirements.json`), and facts loaded
 * before. `ours` counts those of `files`, from the front, that are not users' rules. */
dl_code dl_ruleset_load_texts(dl_ruleset **out, const dl_facts *facts, const dl_source_text *files, size_t count,
                              size_t ours, const dl_rule_setting *settings, size_t setting_count, dl_arena *arena,
                              dl_status *why);
const dl_requirement *dl_ruleset_requirement(const dl_ruleset *set, const char *id);
/* Reads a path pattern such as those in dl_role.from and dl_resource.also_at; false when it is none or has a capture.
 */
bool dl_path_pattern_read(dl_path_pattern *out, const char *text, const dl_facts *facts, dl_arena *arena);
const dl_rule *dl_ruleset_rule(const dl_ruleset *set, const char *id_or_code);
const dl_model *dl_ruleset_model(const dl_ruleset *set, const char *id);
/* Whether `model` is `base` or extends it, directly or not. */
bool dl_model_extends(const dl_model *model, const char *base);
const char *dl_ruleset_nearest(const dl_ruleset *set, const char *name);
const char *dl_level_name(dl_level level);

#endif
