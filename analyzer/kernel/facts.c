/* facts.c: loads the facts and answers questions about them; see facts_private.h for the steps. */
#include "kernel/facts_private.h"

#include "kernel/wdk_index.h"
#include "support/embedded.h"

#include <stdio.h>
#include <string.h>

/* ---- all of it ---- */

static void each_entry(dl_fact_loader *l, dl_fact_section kind, void (*read)(dl_fact_loader *l, const dl_fact_entry *e))
{
    for (size_t i = 0; i < l->sections[kind].list.count && !l->read.failed; i++)
        read(l, l->sections[kind].list.at[i]);
}

static void read_all(dl_fact_loader *l)
{
    each_entry(l, DL_IN_RESULTS, dl_load_result);
    each_entry(l, DL_IN_CONSTANTS, dl_load_constant);
    each_entry(l, DL_IN_GLOBALS, dl_load_global);
    for (size_t i = 0; i < l->sections[DL_IN_FUNCTIONS].list.count && !l->read.failed; i++)
        dl_load_open_function(l, l->sections[DL_IN_FUNCTIONS].list.at[i]);
    for (size_t i = 0; i < l->sections[DL_IN_FUNCTIONS].list.count && !l->read.failed; i++)
        dl_load_open_aliases(l, l->sections[DL_IN_FUNCTIONS].list.at[i]);
    if (!l->read.failed)
        dl_load_rest_of_index(l);
    each_entry(l, DL_IN_ROLES, dl_load_role);
    each_entry(l, DL_IN_FUNCTIONS, dl_load_function);
    if (!l->read.failed)
        each_entry(l, DL_IN_FUNCTIONS, dl_load_fill_aliases);
    each_entry(l, DL_IN_PREFIXES, dl_load_prefix);
    each_entry(l, DL_IN_STRUCTS, dl_load_struct);
    each_entry(l, DL_IN_MACROS, dl_load_macro);
    each_entry(l, DL_IN_RESOURCES, dl_load_resource);
}

static void find_asked(dl_fact_loader *l)
{
    dl_facts *facts = l->facts;

    for (size_t i = 0; i < facts->api_list.count; i++) {
        const char *kind = facts->api_list.at[i]->nonnull_while;
        const dl_resource *asked = kind ? dl_facts_resource(facts, kind) : NULL;
        bool is_new = asked != NULL;

        for (size_t k = 0; is_new && k < facts->asked.count; k++)
            is_new = facts->asked.at[k] != asked;
        if (is_new)
            dl_vec_push(l->read.arena, &facts->asked, asked);
    }
}

static void note_kind(const dl_facts *facts, const dl_resource *kind, const char *name, bool is_release,
                      dl_arena *arena)
{
    dl_api_kinds *known = dl_map_get(facts->kinds, name);
    const dl_resource *const **list;
    size_t *count;

    if (!known) {
        known = DL_NEW(arena, dl_api_kinds);
        dl_map_set(facts->kinds, name, known);
    }
    list = is_release ? &known->released : &known->acquired;
    count = is_release ? &known->released_count : &known->acquired_count;
    if (*count && (*list)[*count - 1] == kind)
        return;
    *list = dl_arena_join(arena, *list, *count, &kind, 1, sizeof(const dl_resource *));
    ++*count;
}

/* Which kinds an API is of is asked of each call of each driver. */
static void find_kinds(const dl_facts *facts, dl_arena *arena)
{
    for (size_t i = 0; i < facts->resource_list.count; i++) {
        const dl_resource *kind = facts->resource_list.at[i];

        for (size_t u = 0; u < kind->acquire_count; u++)
            for (size_t k = 0; k < kind->acquire[u].calls.count; k++)
                note_kind(facts, kind, kind->acquire[u].calls.at[k], false, arena);
        for (size_t u = 0; u < kind->release_count; u++)
            for (size_t k = 0; k < kind->release[u].calls.count; k++)
                note_kind(facts, kind, kind->release[u].calls.at[k], true, arena);
    }
}

dl_code dl_facts_load_texts(dl_facts **out, const dl_source_text *own, size_t own_count, const dl_source_text *more,
                            size_t more_count, dl_arena *arena, dl_status *why)
{
    dl_facts *facts = *out = DL_NEW(arena, dl_facts);
    dl_fact_loader *l = DL_NEW(arena, dl_fact_loader);

    l->read = (dl_reader){.arena = arena, .why = why};
    l->facts = facts;
    facts->apis = dl_map_new(arena);
    facts->valued = dl_map_new(arena);
    facts->resources = dl_map_new(arena);
    facts->roles = dl_map_new(arena);
    facts->structs = dl_map_new(arena);
    facts->macros = dl_map_new(arena);
    facts->constants = dl_map_new(arena);
    facts->globals = dl_map_new(arena);
    facts->traits = dl_map_new(arena);
    for (size_t i = 0; i < DL_FACT_SECTIONS; i++)
        l->sections[i].by_name = dl_map_new(arena);
    for (size_t i = 0; i < own_count && !l->read.failed; i++)
        dl_load_merge(l, &own[i], true);
    for (size_t i = 0; i < more_count && !l->read.failed; i++)
        dl_load_merge(l, &more[i], false);
    if (!l->read.failed)
        read_all(l);
    if (!l->read.failed)
        find_asked(l);
    facts->kinds = dl_map_new(arena);
    if (!l->read.failed)
        find_kinds(facts, arena);
    return l->read.failed ? DL_USAGE : DL_OK;
}

dl_code dl_facts_load(dl_facts **out, const dl_source_text *more, size_t more_count, dl_arena *arena, dl_status *why)
{
    dl_source_text *own = DL_NEW_ARRAY(arena, dl_embedded_facts_count + 1, dl_source_text);
    dl_code code;

    for (size_t i = 0; i < dl_embedded_facts_count; i++) {
        own[i].path = dl_arena_printf(arena, "analyzer/kernel/%s", dl_embedded_facts[i].path);
        own[i].text = dl_embedded_text(&dl_embedded_facts[i], arena);
        own[i].size = dl_embedded_facts[i].size;
    }
    code = dl_facts_load_texts(out, own, dl_embedded_facts_count, more, more_count, arena, why);
    for (size_t i = 0; i < dl_embedded_facts_count; i++)
        dl_arena_drop(arena, own[i].text);
    return code;
}

/* ---- questions ---- */

bool dl_param_set_has(dl_param_set set, unsigned param)
{
    for (size_t i = 0; i < set.count; i++)
        if (set.at[i] == param)
            return true;
    return false;
}

bool dl_name_set_has(dl_name_set set, const char *name)
{
    for (size_t i = 0; name && i < set.count; i++)
        if (set.at[i][0] == name[0] && strcmp(set.at[i], name) == 0)
            return true;
    return false;
}

bool dl_name_set_fits(dl_name_set globs, const char *name)
{
    for (size_t i = 0; name && i < globs.count; i++)
        if (dl_text_glob(globs.at[i], name))
            return true;
    return false;
}

const dl_api *dl_facts_api(const dl_facts *facts, const char *name)
{
    const dl_family_list *families = &facts->families[(unsigned char)name[0]];
    const dl_api *found = dl_map_get(facts->apis, name);

    for (size_t i = 0; !found && i < families->count; i++)
        if (strncmp(name, families->at[i].api->name, families->at[i].size) == 0 && name[families->at[i].size])
            found = families->at[i].api;
    return found;
}

const dl_api *dl_facts_api_with_value(const dl_facts *facts, const char *name, int64_t value)
{
    char key[160];
    int size;

    if (!dl_map_get(facts->valued, name))
        return NULL;
    size = snprintf(key, sizeof key, "%s:%lld", name, (long long)value);

    return size > 0 && (size_t)size < sizeof key ? dl_map_get(facts->apis, key) : NULL;
}

bool dl_facts_is_asked_for(const dl_facts *facts, const dl_api *api)
{
    for (size_t i = 0; i < facts->asked.count; i++)
        if (dl_api_is_among(api, facts->asked.at[i]->acquire, facts->asked.at[i]->acquire_count))
            return true;
    return false;
}

const dl_api *const *dl_facts_apis(const dl_facts *facts, size_t *count)
{
    *count = facts->api_list.count;
    return facts->api_list.at;
}

int dl_api_param(const dl_api *api, const char *name)
{
    for (size_t i = 0; i < api->params.count; i++)
        if (strcmp(api->params.at[i], name) == 0)
            return (int)i;
    return -1;
}

bool dl_api_is_among(const dl_api *api, const dl_api_use *uses, size_t count)
{
    for (size_t u = 0; api && u < count; u++)
        if (dl_name_set_has(uses[u].calls, api->canonical))
            return true;
    return false;
}

bool dl_api_has_trait(const dl_api *api, const char *trait)
{
    for (size_t i = 0; i < api->traits.count; i++)
        if (strcmp(api->traits.at[i], trait) == 0)
            return true;
    return false;
}

const dl_resource *dl_facts_resource(const dl_facts *facts, const char *id)
{
    return dl_map_get(facts->resources, id);
}

const dl_resource *const *dl_facts_resources(const dl_facts *facts, size_t *count)
{
    *count = facts->resource_list.count;
    return facts->resource_list.at;
}

const dl_role *dl_facts_role(const dl_facts *facts, const char *id)
{
    return dl_map_get(facts->roles, id);
}

const dl_role *const *dl_facts_roles(const dl_facts *facts, size_t *count)
{
    *count = facts->role_list.count;
    return facts->role_list.at;
}

const dl_struct_fact *dl_facts_struct(const dl_facts *facts, const char *name)
{
    return dl_map_get(facts->structs, name);
}

const dl_macro_fact *dl_facts_macro(const dl_facts *facts, const char *name)
{
    return dl_map_get(facts->macros, name);
}

const dl_api_kinds *dl_facts_kinds(const dl_facts *facts, const dl_api *api)
{
    return api ? dl_map_get(facts->kinds, api->canonical) : NULL;
}

bool dl_facts_is_acquisition(const dl_facts *facts, const dl_api *api)
{
    const dl_api_kinds *kinds = dl_facts_kinds(facts, api);

    return kinds && kinds->acquired_count > 0;
}

bool dl_facts_is_release(const dl_facts *facts, const dl_api *api)
{
    const dl_api_kinds *kinds = dl_facts_kinds(facts, api);

    return kinds && kinds->released_count > 0;
}

bool dl_facts_raises_for_memory(const dl_api *api)
{
    return api && !api->is_known_only && !api->is_noreturn && !dl_api_has_trait(api, "may-raise");
}

bool dl_facts_is_trait(const dl_facts *facts, const char *trait)
{
    return dl_map_get(facts->traits, trait) != NULL;
}

bool dl_facts_constant(const dl_facts *facts, const char *name, int64_t *value)
{
    const dl_known_constant *known = dl_map_get(facts->constants, name);

    if (known && known->has_value)
        *value = known->value;
    return known ? known->has_value : dl_wdk_find_status(name, value);
}

bool dl_facts_is_constant(const dl_facts *facts, const char *name)
{
    int64_t value;
    size_t position;

    return dl_map_get(facts->constants, name) || dl_wdk_find_status(name, &value) ||
           dl_wdk_find_enumerator(name, &position);
}

bool dl_facts_is_global(const dl_facts *facts, const char *name)
{
    return dl_map_get(facts->globals, name) != NULL;
}

const char *dl_facts_nearest_api(const dl_facts *facts, const char *name)
{
    return dl_text_nearest(name, facts->api_names.at, facts->api_names.count);
}

const char *dl_facts_nearest_trait(const dl_facts *facts, const char *name)
{
    return dl_text_nearest(name, facts->trait_names.at, facts->trait_names.count);
}

const char *dl_facts_nearest_resource(const dl_facts *facts, const char *name)
{
    return dl_text_nearest(name, facts->resource_names.at, facts->resource_names.count);
}

const char *dl_facts_nearest_constant(const dl_facts *facts, const char *name)
{
    return dl_text_nearest(name, facts->constant_names.at, facts->constant_names.count);
}
