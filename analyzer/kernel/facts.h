/* facts.h: what the Windows kernel API is, as data (the .json files of analyzer/kernel).
 * docs/rules.md, section 11, is the reference for each key.
 * Owns: all in the arena given to dl_facts_load; read-only afterwards. */
#ifndef DL_KERNEL_FACTS_H
#define DL_KERNEL_FACTS_H

#include "kernel/wdk_index.h"
#include "support/arena.h"
#include "support/text.h"

#include <stdint.h>

typedef enum dl_result_kind {
    DL_RESULT_VALUE,
    DL_RESULT_NTSTATUS,
    DL_RESULT_NDIS,
    DL_RESULT_ZERO,
    DL_RESULT_HRESULT,
    DL_RESULT_POINTER,
    DL_RESULT_BOOLEAN,
    DL_RESULT_VOID,
    DL_RESULT_ALWAYS,
    DL_RESULT_ERROR
} dl_result_kind;

typedef enum dl_out_class {
    DL_OUT_UNCHANGED,
    DL_OUT_NONNULL,
    DL_OUT_NULL,
    DL_OUT_UNDEFINED,
    DL_OUT_KEPT, /* as it was where it was not null, else nonnull: where to make it, or where it was made */
} dl_out_class;

/* A path from a parameter: `Registration->OperationRegistration[*].PreOperation`.
 * `.` and `->` mean the same; `*` as a member is each member. */
typedef enum dl_step_kind {
    DL_STEP_FIELD,
    DL_STEP_EACH_FIELD,
    DL_STEP_INDEX,
    DL_STEP_EACH_INDEX,
    DL_STEP_BY, /* `[Parameter]`: what the value of the parameter that is the index tells from others */
    DL_STEP_DEREF
} dl_step_kind;
typedef struct dl_step {
    dl_step_kind kind;
    const char *field;
    int64_t index;
} dl_step;
typedef struct dl_fact_path {
    unsigned param; /* DL_FACT_RESULT: the returned value */
    const dl_step *steps;
    size_t count;
    const char *text;
} dl_fact_path;
enum { DL_FACT_RESULT = 1000, DL_FACT_UNTOLD };

typedef struct dl_out_fact {
    unsigned param;
    dl_out_class success, failure;
} dl_out_fact;

/* What an initialiser leaves in a member. */
typedef enum dl_stored_kind {
    DL_STORED_SIZEOF,
    DL_STORED_PARAM,
    DL_STORED_CONSTANT,
    DL_STORED_UNKNOWN,
    DL_STORED_MADE,
    DL_STORED_FROM
} dl_stored_kind;
typedef struct dl_store_fact {
    dl_fact_path path;
    dl_stored_kind kind;
    const char *name; /* type or constant */
    unsigned param;   /* of what the call makes, if this one is not zero: that */
    int64_t value;
    dl_fact_path from; /* what stands there */
} dl_store_fact;

/* What an API sets to a function of its own. */
typedef struct dl_write_fact {
    dl_fact_path path;
    bool has_condition; /* surely while this is zero, else perhaps: */
    dl_fact_path while_zero;
} dl_write_fact;

typedef struct dl_callback_fact {
    dl_fact_path path;
    const char *role;
} dl_callback_fact;

typedef struct dl_zero_fact {
    unsigned param;
    int length_param; /* -1: the whole object */
    int fill_param;   /* what it is filled with; -1: zeroes */
} dl_zero_fact;

typedef struct dl_copy_fact {
    unsigned from;
    dl_fact_path to;
} dl_copy_fact;

/* As many bytes as the length says go from one object to the other. */
typedef struct dl_move_fact {
    unsigned from, to, length;
} dl_move_fact;

/* The list that what the call removes is in: where it begins, and what leads on. */
typedef struct dl_unlink_fact {
    unsigned param;
    const char *record, *member, *next;
} dl_unlink_fact;

/* What the call makes, behind an out-parameter, is the first of a list from then on: where the list is, the member in
 * which it begins, and what leads on. */
typedef struct dl_push_fact {
    unsigned param, list;
    const char *member, *next;
} dl_push_fact;

/* What a routine in a table is given: a member of its entry, or a parameter of the call. */
typedef struct dl_table_arg {
    const char *member; /* or NULL: */
    unsigned param;     /* DL_FACT_UNTOLD: the system's */
} dl_table_arg;

typedef struct dl_param_set {
    const unsigned *at;
    size_t count;
} dl_param_set;
bool dl_param_set_has(dl_param_set set, unsigned param);
typedef struct dl_name_set {
    const char *const *at;
    size_t count;
} dl_name_set;
/* `name` may be NULL: then it is not there. Of globs: whether one fits the name. */
bool dl_name_set_has(dl_name_set set, const char *name);
bool dl_name_set_fits(dl_name_set globs, const char *name);

typedef struct dl_api {
    const char *name;
    const char *canonical; /* its own name, or that of the entry whose `sameAs` names it */
    bool is_known_only;    /* in the index of names but not in the facts: known and harmless */
    bool is_macro;
    dl_name_set params;
    const dl_wdk_function *indexed; /* in the index of names; NULL: it is not there */
    dl_result_kind result;
    dl_name_set success_codes;
    const dl_out_fact *out;
    size_t out_count;
    bool is_essential, is_noreturn, is_ignored, returns_persistent;
    bool is_stable;            /* the same value whenever it is asked during one run of a routine … */
    dl_param_set stable_for;   /* … for the same values of these, the first two; empty: of any */
    dl_name_set zero_in_entry; /* zero in the entry while none of these kinds of resource may be held there */
    dl_name_set performs;      /* canonical names */
    const dl_write_fact *writes;
    size_t write_count;
    const dl_store_fact *stores;
    size_t store_count;
    const dl_zero_fact *zeroes;
    size_t zero_count;
    const dl_copy_fact *copies;
    size_t copy_count;
    const dl_move_fact *moves;
    size_t move_count;
    const dl_unlink_fact *unlinks;
    size_t unlink_count;
    const dl_push_fact *pushes;
    size_t push_count;
    dl_param_set initialised, copied, kept, freed;
    dl_param_set compared; /* names for something: an address that stands there is not given away */
    int called; /* the parameter that is a routine which runs before the call comes back, whose result is the call's …
                 */
    dl_param_set called_with; /* … and what it is given, DL_FACT_UNTOLD where that is the system's; -1: none */
    bool is_called_once;      /* … only while this is zero, which its success, a result that is not zero, ends: */
    dl_fact_path once;
    int table; /* the parameter that is a table of such routines, of which each may run; the first that fails ends the
                  call; -1: none */
    const char *table_routine; /* the member of an entry that is the routine … */
    const dl_table_arg *table_with;
    size_t table_with_count; /* … and what it is given */
    int result_in;           /* the parameter that leads to where the call writes its result; -1: it returns that */
    const dl_callback_fact *callbacks;
    size_t callback_count;
    const char *nonnull_while; /* resource kind, or NULL */
    bool has_given;            /* what stands there, where that is known, is what it returns: */
    dl_fact_path given;
    const char *expands_to;
    dl_name_set traits;               /* those of `prefixes` included */
    int driver_object, registry_path; /* parameter numbers by role, or -1 */
} dl_api;

typedef struct dl_api_use {
    dl_name_set calls;     /* canonical names */
    const char *args_name; /* parameter that must be so, or NULL: `Remove` … */
    bool args_zero;        /* … zero, else non-zero … */
    bool args_is_number;   /* … or just this: */
    int64_t args_number;
    int signalled_param;      /* what this parameter leads to … (with signalled_by) */
    const char *signalled_by; /* … if it is the driver's own, is signalled by routines of the role; or NULL */
    bool has_object;
    unsigned object;          /* parameter, or DL_FACT_RESULT */
    bool object_is_deref;     /* `*DeviceObject`: what the parameter points to … */
    const char *object_field; /* … `UnicodeString->Buffer`: or this member of it; NULL: the whole */
    bool is_null_harmless;    /* given none, the call does nothing */
} dl_api_use;
/* Whether the API, or NULL, is what one of the uses calls. */
bool dl_api_is_among(const dl_api *api, const dl_api_use *uses, size_t count);

typedef enum dl_identity {
    DL_BY_HANDLE,
    DL_BY_STORAGE,
    DL_BY_FUNCTION,
    DL_BY_STRING,
    DL_BY_NAME,
    DL_BY_SINGLE
} dl_identity;
typedef enum dl_unload_duty { DL_UNLOAD_REQUIRED, DL_UNLOAD_OPTIONAL, DL_UNLOAD_AUTOMATIC } dl_unload_duty;

typedef struct dl_resource {
    const char *id, *title;
    const dl_api_use *acquire, *release, *consumed_by, *uses;
    size_t acquire_count, release_count, consumed_count, use_count;
    dl_identity identity;
    dl_name_set also_at;     /* path patterns, as text */
    const char *owner;       /* `driver-object`, `framework`, a resource kind, or NULL */
    dl_name_set released_by; /* roles */
    dl_unload_duty unload;
    const char *level;      /* `error`, `warning`, `note` */
    bool nests;             /* acquired twice, it is held until it was released twice */
    bool is_again_harmless; /* released once more, nothing happens */
} dl_resource;

typedef enum dl_role_runs {
    DL_RUNS_ANY_TIME,
    DL_RUNS_ONCE_FIRST,
    DL_RUNS_AFTER_SUCCESS,
    DL_RUNS_WITH_OWNER
} dl_role_runs;
typedef struct dl_role {
    const char *id;
    dl_role_runs runs;
    const char *owner;
    dl_name_set from;      /* path patterns, as text */
    dl_name_set functions; /* by name */
} dl_role;

typedef struct dl_struct_fact {
    const char *name;
    const char *size_field;
    dl_name_set opaque;
    const char *array; /* `MajorFunction` */
    int64_t array_last;
} dl_struct_fact;

typedef enum dl_macro_test { DL_TESTS_NOTHING, DL_TESTS_SUCCESS, DL_TESTS_FAILURE } dl_macro_test;
typedef struct dl_macro_fact {
    const char *name;
    dl_macro_test tests;
    bool is_ignored;
} dl_macro_fact;

typedef struct dl_facts dl_facts;

/* Loads the embedded facts, then each text of `more` (users' `apis.json`).
 * Fails with DL_USAGE and file, line, column. */
typedef struct dl_source_text {
    const char *path, *text;
    size_t size;
} dl_source_text;
dl_code dl_facts_load(dl_facts **out, const dl_source_text *more, size_t more_count, dl_arena *arena, dl_status *why);

/* As dl_facts_load, of the texts given instead of the embedded ones. */
dl_code dl_facts_load_texts(dl_facts **out, const dl_source_text *own, size_t own_count, const dl_source_text *more,
                            size_t more_count, dl_arena *arena, dl_status *why);

/* What is known of a function or macro by its spelled name: its own entry, that of
 * the entry whose `sameAs` names it, an entry made of the index of names alone
 * (is_known_only), that of the family with its beginning (`EventRegister*`, which name it
 * keeps), or NULL: unknown, so opaque unless the driver defines it. */
const dl_api *dl_facts_api(const dl_facts *facts, const char *name);
/* As above for `memset` with a known second argument: `memset:0`. */
const dl_api *dl_facts_api_with_value(const dl_facts *facts, const char *name, int64_t value);
int dl_api_param(const dl_api *api, const char *name); /* -1: none */
bool dl_api_has_trait(const dl_api *api, const char *trait);

const dl_resource *dl_facts_resource(const dl_facts *facts, const char *id);
const dl_resource *const *dl_facts_resources(const dl_facts *facts, size_t *count);
/* Whether some other API's result says if this call has ever succeeded: it is `nonnullWhile` what this one acquires. */
bool dl_facts_is_asked_for(const dl_facts *facts, const dl_api *api);
const dl_role *dl_facts_role(const dl_facts *facts, const char *id);
const dl_role *const *dl_facts_roles(const dl_facts *facts, size_t *count);
const dl_struct_fact *dl_facts_struct(const dl_facts *facts, const char *name);
const dl_macro_fact *dl_facts_macro(const dl_facts *facts, const char *name);
/* Every function and macro that there is an entry for, by other names and index of names included. */
const dl_api *const *dl_facts_apis(const dl_facts *facts, size_t *count);
/* The kinds of which a call of it acquires an object, and those of which it releases one. NULL: of none. */
typedef struct dl_api_kinds {
    const dl_resource *const *acquired, *const *released;
    size_t acquired_count, released_count;
} dl_api_kinds;
const dl_api_kinds *dl_facts_kinds(const dl_facts *facts, const dl_api *api);
/* Whether it acquires, or releases, a resource of some kind; NULL: no. */
bool dl_facts_is_acquisition(const dl_facts *facts, const dl_api *api);
bool dl_facts_is_release(const dl_facts *facts, const dl_api *api);
/* Whether it raises an exception at most for memory that is not there. */
bool dl_facts_raises_for_memory(const dl_api *api);
bool dl_facts_is_trait(const dl_facts *facts, const char *trait);
/* Real values of documented constants: NTSTATUS codes and what the stub defines. */
bool dl_facts_constant(const dl_facts *facts, const char *name, int64_t *value);
/* Whether it is a documented constant at all: some are known by their spelling only. */
bool dl_facts_is_constant(const dl_facts *facts, const char *name);
/* A variable of the system: `InitSafeBootMode`. */
bool dl_facts_is_global(const dl_facts *facts, const char *name);
const char *dl_facts_nearest_constant(const dl_facts *facts, const char *name);
/* The nearest known name or NULL, for messages. */
const char *dl_facts_nearest_api(const dl_facts *facts, const char *name);
const char *dl_facts_nearest_trait(const dl_facts *facts, const char *name);
const char *dl_facts_nearest_resource(const dl_facts *facts, const char *name);

#endif
