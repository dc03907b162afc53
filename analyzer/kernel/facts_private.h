/* facts_private.h: how the facts are loaded, for facts*.c alone. In three steps: merge the files by section and name
 * (dl_load_merge), give every function its entry so that names can be looked up (dl_load_open_*), fill the entries.
 * What is wrong is told through the loader's reader, with file, line and column; the functions go on with something
 * harmless, and the caller looks at `read.failed`. */
#ifndef DL_KERNEL_FACTS_PRIVATE_H
#define DL_KERNEL_FACTS_PRIVATE_H

#include "kernel/facts.h"
#include "support/json.h"
#include "support/vec.h"

#include <limits.h>

typedef DL_VEC(const char *) dl_name_list;

/* An entry whose name ends with `*`; `size`: of what stands before that. */
typedef struct dl_family {
    const dl_api *api;
    size_t size;
} dl_family;
typedef DL_VEC(dl_family) dl_family_list;

struct dl_facts {
    dl_map *valued; /* names that have an entry for some value of their second argument: `memset` of `memset:0` */
    dl_map *apis, *resources, *roles, *structs, *macros, *constants, *globals, *traits;
    DL_VEC(const dl_api *) api_list;
    dl_family_list families[UCHAR_MAX + 1]; /* by first character, in the order of the files */
    DL_VEC(const dl_resource *) resource_list;
    DL_VEC(const dl_resource *) asked; /* that some API is `nonnullWhile` */
    dl_map *kinds;                     /* canonical name → dl_api_kinds */
    DL_VEC(const dl_role *) role_list;
    dl_name_list api_names, trait_names, resource_names, role_names, constant_names;
};

/* A constant that is known; `has_value` is false for those known by their spelling only. */
typedef struct dl_known_constant {
    bool has_value;
    int64_t value;
} dl_known_constant;

typedef enum dl_fact_section {
    DL_IN_FUNCTIONS,
    DL_IN_RESOURCES,
    DL_IN_ROLES,
    DL_IN_STRUCTS,
    DL_IN_MACROS,
    DL_IN_PREFIXES,
    DL_IN_CONSTANTS,
    DL_IN_GLOBALS,
    DL_IN_RESULTS,
    DL_FACT_SECTIONS
} dl_fact_section;

/* One name of a section, all files taken together. */
typedef struct dl_fact_entry {
    const char *name;
    unsigned line, column; /* of the key */
    const dl_json *value;
    dl_api *api;
} dl_fact_entry;

typedef struct dl_fact_loader {
    dl_reader read;
    dl_facts *facts;
    struct {
        dl_map *by_name;
        DL_VEC(dl_fact_entry *) list;
    } sections[DL_FACT_SECTIONS];
} dl_fact_loader;

/* ---- facts_load.c ---- */

/* `is_own`: of the program itself; a user's file may add keys to an entry of it, not change one. */
void dl_load_merge(dl_fact_loader *l, const dl_source_text *file, bool is_own);
bool dl_load_has_entry(const dl_fact_loader *l, dl_fact_section kind, const char *name);
/* A name that must be an entry of the section. */
const char *dl_load_known_name(dl_fact_loader *l, dl_fact_section kind, const dl_json *at, const char *what);
/* `near`: what may have been meant, or NULL. */
void dl_load_fail_name(dl_fact_loader *l, const dl_json *at, const char *what, const char *name, const char *near);
/* A member that is a text or a list of texts; absent: none. */
dl_name_set dl_load_names(dl_fact_loader *l, const dl_json *object, const char *key);
dl_name_set dl_load_join_names(dl_fact_loader *l, dl_name_set left, dl_name_set right);
/* The list or single name `value`; every name of an API, canonical, none twice. */
dl_name_set dl_load_api_names(dl_fact_loader *l, const dl_json *value);
/* The number of a parameter. */
unsigned dl_load_param(dl_fact_loader *l, const dl_api *api, const char *name, const dl_json *at);
/* The same, or DL_FACT_RESULT for `result`. */
unsigned dl_load_param_or_result(dl_fact_loader *l, const dl_api *api, const char *name, const dl_json *at);
dl_param_set dl_load_params(dl_fact_loader *l, const dl_api *api, const dl_json *object, const char *key);
/* `Param->Member[*].Member`, `*Param`, `result`. */
dl_fact_path dl_load_path(dl_fact_loader *l, const dl_api *api, const char *text, const dl_json *at);

/* ---- facts_entry.c ---- */

void dl_load_constant(dl_fact_loader *l, const dl_fact_entry *e);
void dl_load_global(dl_fact_loader *l, const dl_fact_entry *e);
void dl_load_struct(dl_fact_loader *l, const dl_fact_entry *e);
void dl_load_macro(dl_fact_loader *l, const dl_fact_entry *e);
void dl_load_role(dl_fact_loader *l, const dl_fact_entry *e);
void dl_load_resource(dl_fact_loader *l, const dl_fact_entry *e);

/* ---- facts_function.c ---- */

void dl_load_result(dl_fact_loader *l, const dl_fact_entry *e);
void dl_load_open_function(dl_fact_loader *l, dl_fact_entry *e);
/* Names of `sameAs` before the entries are filled, so that a rule may use either. */
void dl_load_open_aliases(dl_fact_loader *l, dl_fact_entry *e);
/* Functions that only the name index knows. */
void dl_load_rest_of_index(dl_fact_loader *l);
void dl_load_function(dl_fact_loader *l, const dl_fact_entry *e);
void dl_load_fill_aliases(dl_fact_loader *l, const dl_fact_entry *e);
void dl_load_prefix(dl_fact_loader *l, const dl_fact_entry *e);

#endif
