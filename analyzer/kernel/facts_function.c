/* facts_function.c: functions: their entries, their other names, what prefixes say of them. */
#include "kernel/facts_private.h"

#include "kernel/wdk_index.h"

#include <string.h>

/* ---- functions ---- */

static const char *const result_names[] = {"value",   "ntstatus", "ndis",   "zero",  "hresult", "pointer",
                                           "boolean", "void",     "always", "error", NULL};

void dl_load_result(dl_fact_loader *l, const dl_fact_entry *e)
{
    static const char *const keys[] = {"success", "failure", "note", NULL};

    for (size_t i = 0; result_names[i]; i++) {
        if (strcmp(e->name, result_names[i]) == 0) {
            (void)dl_reader_keys(&l->read, e->value, keys, "a result convention");
            return;
        }
    }
    dl_reader_fail(&l->read, e->value, "'%s' is no result convention; new ones need code", e->name);
}

/* The names stand in one copy of the text: there are thousands of such lists. */
static dl_name_set split_params(const char *text, dl_arena *arena)
{
    char *copy = dl_arena_strdup(arena, text);
    const char **names;
    size_t most = *text != '\0', count = 0;

    for (const char *at = text; *at; at++)
        most += *at == ';';
    names = DL_NEW_ARRAY(arena, most, const char *);
    while (*copy) {
        size_t size = strcspn(copy, "; \t[,");
        char *behind = copy + size;

        behind += strcspn(behind, ";");
        behind += strspn(behind, "; \t");
        if (size)
            names[count++] = copy;
        if (copy[size])
            copy[size] = '\0';
        copy = behind;
    }
    return (dl_name_set){names, count};
}

static dl_out_class out_class(dl_fact_loader *l, const dl_json *object, const char *key)
{
    static const char *const names[] = {"unchanged", "nonnull", "null", "undefined", "kept-or-nonnull", NULL};
    const dl_json *value = dl_json_get(object, key);

    return value ? (dl_out_class)dl_reader_choice(&l->read, value, names, "class of an out-parameter")
                 : DL_OUT_UNCHANGED;
}

static void read_out(dl_fact_loader *l, dl_api *api, const dl_json *value)
{
    static const char *const keys[] = {"success", "failure", NULL};
    dl_out_fact *at = DL_NEW_ARRAY(l->read.arena, value->count + 1, dl_out_fact);

    api->out = at;
    if (!dl_reader_expect(&l->read, value, DL_JSON_OBJECT, "'out'"))
        return;
    for (size_t i = 0; i < value->count; i++) {
        const dl_json *classes = value->at[i].value;

        at[i].param = dl_load_param(l, api, value->at[i].key, classes);
        if (!dl_reader_keys(&l->read, classes, keys, "an out-parameter"))
            return;
        at[i].success = out_class(l, classes, "success");
        at[i].failure = out_class(l, classes, "failure");
    }
    api->out_count = value->count;
}

/* What is stored, as an object says it. */
static void read_stored(dl_fact_loader *l, const dl_api *api, dl_store_fact *fact, const dl_json *value)
{
    const dl_json *made = dl_json_get(value, "madeIf"), *from = dl_json_get(value, "from");

    if (from) {
        fact->kind = DL_STORED_FROM;
        fact->from = dl_load_path(l, api, dl_reader_text(&l->read, from, "'from'"), from);
        return;
    }
    if (made) {
        fact->kind = DL_STORED_MADE;
        fact->param = dl_load_param(l, api, dl_reader_text(&l->read, made, "'madeIf'"), made);
        return;
    }
    fact->kind = DL_STORED_SIZEOF;
    fact->name = dl_reader_member(&l->read, value, "sizeof");
    if (!fact->name)
        fact->name = dl_reader_text(&l->read, dl_reader_need(&l->read, value, "sizeof", "a stored value"), "'sizeof'");
}

static dl_store_fact read_store(dl_fact_loader *l, const dl_api *api, const dl_json_member *member)
{
    static const char *const keys[] = {"sizeof", "constant", "madeIf", "from", NULL};
    const dl_json *value = member->value;
    dl_store_fact fact = {.path = dl_load_path(l, api, member->key, value), .kind = DL_STORED_UNKNOWN};

    if (value->kind == DL_JSON_NUMBER && value->is_integer) {
        fact.kind = DL_STORED_CONSTANT;
        fact.value = value->integer;
        fact.name = dl_arena_printf(l->read.arena, "%lld", (long long)fact.value);
    } else if (value->kind == DL_JSON_OBJECT && dl_reader_keys(&l->read, value, keys, "a stored value")) {
        read_stored(l, api, &fact, value);
    } else if (strcmp(dl_reader_text(&l->read, value, "a stored value"), "unknown") != 0) {
        int param = dl_api_param(api, value->text);

        fact.name = value->text;
        fact.kind = param >= 0 ? DL_STORED_PARAM : DL_STORED_CONSTANT;
        fact.param = param >= 0 ? (unsigned)param : 0;
        if (param < 0 && !dl_facts_constant(l->facts, value->text, &fact.value) && !l->read.failed)
            dl_load_fail_name(l, value, "parameter or constant with a value", value->text,
                              dl_text_nearest(value->text, api->params.at, api->params.count));
    }
    return fact;
}

static void read_stores(dl_fact_loader *l, dl_api *api, const dl_json *value)
{
    dl_store_fact *at = DL_NEW_ARRAY(l->read.arena, value->count + 1, dl_store_fact);

    api->stores = at;
    if (!dl_reader_expect(&l->read, value, DL_JSON_OBJECT, "'stores'"))
        return;
    for (size_t i = 0; i < value->count; i++)
        at[i] = read_store(l, api, &value->at[i]);
    api->store_count = value->count;
}

static void read_zeroes(dl_fact_loader *l, dl_api *api, const dl_json *value)
{
    dl_zero_fact *at = DL_NEW_ARRAY(l->read.arena, value->count + 1, dl_zero_fact);

    api->zeroes = at;
    if (!dl_reader_expect(&l->read, value, DL_JSON_OBJECT, "'zeroes'"))
        return;
    for (size_t i = 0; i < value->count; i++) {
        const dl_json *length = value->at[i].value;
        bool is_filled = length->kind == DL_JSON_ARRAY && length->count == 2;
        const dl_json *fill = is_filled ? length->at[1].value : NULL;
        const char *name;

        length = is_filled ? length->at[0].value : length;
        name = dl_reader_text(&l->read, length, "the length of what is zeroed");
        at[i].fill_param =
            fill ? (int)dl_load_param(l, api, dl_reader_text(&l->read, fill, "what it is filled with"), fill) : -1;

        at[i].param = dl_load_param(l, api, value->at[i].key, length);
        at[i].length_param = strcmp(name, "sizeof") == 0 ? -1 : (int)dl_load_param(l, api, name, length);
    }
    api->zero_count = value->count;
}

static void read_copies(dl_fact_loader *l, dl_api *api, const dl_json *value)
{
    dl_copy_fact *at = DL_NEW_ARRAY(l->read.arena, value->count + 1, dl_copy_fact);

    api->copies = at;
    if (!dl_reader_expect(&l->read, value, DL_JSON_OBJECT, "'copies'"))
        return;
    for (size_t i = 0; i < value->count; i++) {
        at[i].from = dl_load_param(l, api, value->at[i].key, value->at[i].value);
        at[i].to = dl_load_path(l, api, dl_reader_text(&l->read, value->at[i].value, "where to it is copied"),
                                value->at[i].value);
    }
    api->copy_count = value->count;
}

/* Of each source `[DESTINATION, LENGTH]`. */
static void read_moves(dl_fact_loader *l, dl_api *api, const dl_json *value)
{
    dl_move_fact *at = DL_NEW_ARRAY(l->read.arena, value->count + 1, dl_move_fact);

    api->moves = at;
    if (!dl_reader_expect(&l->read, value, DL_JSON_OBJECT, "'moves'"))
        return;
    for (size_t i = 0; i < value->count; i++) {
        dl_name_set names = dl_load_names(l, value, value->at[i].key);

        if (names.count != 2) {
            dl_reader_fail(&l->read, value->at[i].value, "'moves' names where to it goes, and the length");
            return;
        }
        at[i].from = dl_load_param(l, api, value->at[i].key, value->at[i].value);
        at[i].to = dl_load_param(l, api, names.at[0], value->at[i].value);
        at[i].length = dl_load_param(l, api, names.at[1], value->at[i].value);
    }
    api->move_count = value->count;
}

/* Of each parameter `[RECORD, MEMBER, NEXT]`. */
static void read_unlinks(dl_fact_loader *l, dl_api *api, const dl_json *value)
{
    dl_unlink_fact *at = DL_NEW_ARRAY(l->read.arena, value->count + 1, dl_unlink_fact);

    api->unlinks = at;
    if (!dl_reader_expect(&l->read, value, DL_JSON_OBJECT, "'unlinks'"))
        return;
    for (size_t i = 0; i < value->count; i++) {
        dl_name_set names = dl_load_names(l, value, value->at[i].key);

        if (names.count == 3)
            at[i] = (dl_unlink_fact){dl_load_param(l, api, value->at[i].key, value->at[i].value), names.at[0],
                                     names.at[1], names.at[2]};
        else
            dl_reader_fail(&l->read, value->at[i].value, "'unlinks' needs a structure, a member and the next");
    }
    api->unlink_count = value->count;
}

/* Of each out-parameter `[LIST, MEMBER, NEXT]`. */
static void read_pushes(dl_fact_loader *l, dl_api *api, const dl_json *value)
{
    dl_push_fact *at = DL_NEW_ARRAY(l->read.arena, value->count + 1, dl_push_fact);

    api->pushes = at;
    if (!dl_reader_expect(&l->read, value, DL_JSON_OBJECT, "'pushes'"))
        return;
    for (size_t i = 0; i < value->count; i++) {
        dl_name_set names = dl_load_names(l, value, value->at[i].key);

        if (names.count == 3)
            at[i] = (dl_push_fact){dl_load_param(l, api, value->at[i].key, value->at[i].value),
                                   dl_load_param(l, api, names.at[0], value->at[i].value), names.at[1], names.at[2]};
        else
            dl_reader_fail(&l->read, value->at[i].value, "'pushes' needs a list, a member and the next");
    }
    api->push_count = value->count;
}

/* `?`: something that the system makes. */
static unsigned load_given(dl_fact_loader *l, const dl_api *api, const dl_json *value)
{
    const char *name = dl_reader_text(&l->read, value, "what 'calls' gives the routine");

    return l->read.failed || strcmp(name, "?") == 0 ? DL_FACT_UNTOLD : dl_load_param(l, api, name, value);
}

static dl_param_set load_all_given(dl_fact_loader *l, const dl_api *api, const dl_json *value)
{
    size_t count = value->kind == DL_JSON_ARRAY ? value->count : 1;
    unsigned *at = DL_NEW_ARRAY(l->read.arena, count + 1, unsigned);

    for (size_t i = 0; i < count; i++)
        at[i] = load_given(l, api, value->kind == DL_JSON_ARRAY ? value->at[i].value : value);
    return (dl_param_set){at, count};
}

/* Of the parameter that is a routine: with which parameters it is called. */
static void read_calls(dl_fact_loader *l, dl_api *api, const dl_json *value)
{
    const dl_json_member *member = value->at;

    if (!dl_reader_expect(&l->read, value, DL_JSON_OBJECT, "'calls'"))
        return;
    if (value->count != 1) {
        dl_reader_fail(&l->read, value, "'calls' names one routine, and what it is called with");
        return;
    }
    api->called = (int)dl_load_param(l, api, member->key, member->value);
    api->called_with = load_all_given(l, api, member->value);
}

/* While what `calls` names runs: the path that is zero until it has succeeded. */
static void read_once(dl_fact_loader *l, dl_api *api, const dl_json *value)
{
    api->once = dl_load_path(l, api, dl_reader_text(&l->read, value, "'callsOnce'"), value);
    api->is_called_once = !l->read.failed;
    if (api->is_called_once && (api->called < 0 || api->once.count != 1 || api->once.steps[0].kind != DL_STEP_FIELD))
        dl_reader_fail(&l->read, value, "'callsOnce' is a member behind a parameter of a function with 'calls'");
}

/* `{"in": TABLE, "routine": MEMBER, "with": [PARAMETER, ".MEMBER", "?"]}` */
static void read_table(dl_fact_loader *l, dl_api *api, const dl_json *value)
{
    static const char *const keys[] = {"in", "routine", "with", NULL};
    const char *table;
    const dl_json *with;
    dl_table_arg *args;

    if (!dl_reader_keys(&l->read, value, keys, "'callsEach'"))
        return;
    table = dl_reader_text(&l->read, dl_reader_need(&l->read, value, keys[0], "'callsEach'"), "'in'");
    api->table_routine = dl_reader_text(&l->read, dl_reader_need(&l->read, value, keys[1], "'callsEach'"), "'routine'");
    with = dl_reader_need(&l->read, value, keys[2], "'callsEach'");
    if (l->read.failed || !dl_reader_expect(&l->read, with, DL_JSON_ARRAY, "'with'"))
        return;
    api->table = (int)dl_load_param(l, api, table, value);
    args = DL_NEW_ARRAY(l->read.arena, with->count + 1, dl_table_arg);
    for (size_t i = 0; i < with->count; i++) {
        const char *text = dl_reader_text(&l->read, with->at[i].value, "what 'with' gives the routine");

        if (!l->read.failed && *text == '.')
            args[i].member = text + 1;
        else
            args[i].param = load_given(l, api, with->at[i].value);
    }
    api->table_with = args;
    api->table_with_count = with->count;
}

static void read_callbacks(dl_fact_loader *l, dl_api *api, const dl_json *value)
{
    DL_VEC(dl_callback_fact) facts = {0};

    if (!dl_reader_expect(&l->read, value, DL_JSON_OBJECT, "'callbacks'"))
        return;
    for (size_t i = 0; i < value->count; i++) {
        const dl_json *roles = value->at[i].value;
        bool is_list = roles->kind == DL_JSON_ARRAY;
        dl_fact_path path = dl_load_path(l, api, value->at[i].key, roles);

        for (size_t k = 0; k < (is_list ? roles->count : 1); k++) {
            const char *role = dl_load_known_name(l, DL_IN_ROLES, is_list ? roles->at[k].value : roles, "role");

            dl_vec_push(l->read.arena, &facts, (dl_callback_fact){path, role});
        }
    }
    api->callbacks = facts.at;
    api->callback_count = facts.count;
}

/* A path, or `{"path", "whileZero"}`. */
static dl_write_fact read_write(dl_fact_loader *l, const dl_api *api, const dl_json *value)
{
    static const char *const keys[] = {"path", "whileZero", NULL};
    dl_write_fact fact = {.has_condition = value->kind == DL_JSON_OBJECT};
    const char *text, *condition;

    if (!fact.has_condition) {
        fact.path = dl_load_path(l, api, dl_reader_text(&l->read, value, "what is written"), value);
        return fact;
    }
    if (!dl_reader_keys(&l->read, value, keys, "what is written"))
        return fact;
    text = dl_reader_text(&l->read, dl_reader_need(&l->read, value, keys[0], "what is written"), "'path'");
    condition = dl_reader_text(&l->read, dl_reader_need(&l->read, value, keys[1], "what is written"), "'whileZero'");
    fact.path = dl_load_path(l, api, text, value);
    fact.while_zero = dl_load_path(l, api, condition, value);
    return fact;
}

static void read_writes(dl_fact_loader *l, dl_api *api, const dl_json *object)
{
    const dl_json *list = dl_json_get(object, "writes");
    dl_write_fact *at;

    if (!list || !dl_reader_expect(&l->read, list, DL_JSON_ARRAY, "'writes'"))
        return;
    at = DL_NEW_ARRAY(l->read.arena, list->count + 1, dl_write_fact);
    for (size_t i = 0; i < list->count; i++)
        at[i] = read_write(l, api, list->at[i].value);
    api->writes = at;
    api->write_count = list->count;
}

static void read_param_roles(dl_fact_loader *l, dl_api *api, const dl_json *value)
{
    static const char *const keys[] = {"driver-object", "registry-path", NULL};
    const char *name;

    if (!dl_reader_keys(&l->read, value, keys, "'roles' of a function"))
        return;
    if ((name = dl_reader_member(&l->read, value, keys[0])))
        api->driver_object = (int)dl_load_param(l, api, name, value);
    if ((name = dl_reader_member(&l->read, value, keys[1])))
        api->registry_path = (int)dl_load_param(l, api, name, value);
}

static void add_trait(dl_fact_loader *l, const char *name)
{
    if (dl_map_add(l->facts->traits, name, l->facts))
        dl_vec_push(l->read.arena, &l->facts->trait_names, name);
}

static void read_flags(dl_fact_loader *l, dl_api *api, const dl_json *value)
{
    static const char *const storages[] = {"unknown", "persistent", "automatic", NULL};
    const dl_json *result = dl_json_get(value, "result"), *storage = dl_json_get(value, "storage");
    const dl_json *result_in = dl_json_get(value, "resultIn");

    api->is_essential = dl_reader_bool(&l->read, value, "essential", false);
    api->is_noreturn = dl_reader_bool(&l->read, value, "noreturn", false);
    api->is_ignored = dl_reader_bool(&l->read, value, "ignored", false);
    if (dl_json_get(value, "stable") && dl_json_get(value, "stable")->kind == DL_JSON_ARRAY) {
        api->is_stable = true;
        api->stable_for = dl_load_params(l, api, value, "stable");
    } else {
        api->is_stable = dl_reader_bool(&l->read, value, "stable", false);
    }
    api->expands_to = dl_reader_member(&l->read, value, "expandsTo");
    api->success_codes = dl_load_names(l, value, "successCodes");
    if (result)
        api->result = (dl_result_kind)dl_reader_choice(&l->read, result, result_names, "result convention");
    if (result_in)
        api->result_in = (int)dl_load_param(l, api, dl_reader_member(&l->read, value, "resultIn"), result_in);
    if (storage)
        api->returns_persistent = dl_reader_choice(&l->read, storage, storages, "storage") == 1;
    if (dl_json_get(value, "nonnullWhile"))
        api->nonnull_while = dl_load_known_name(l, DL_IN_RESOURCES, dl_json_get(value, "nonnullWhile"), "resource");
    api->zero_in_entry = dl_load_names(l, value, "zeroInEntry");
    for (size_t i = 0; i < api->zero_in_entry.count; i++)
        (void)dl_load_known_name(l, DL_IN_RESOURCES, dl_json_get(value, "zeroInEntry")->at[i].value, "resource");
    for (size_t i = 0; i < api->success_codes.count; i++)
        if (!dl_facts_is_constant(l->facts, api->success_codes.at[i]))
            dl_load_fail_name(l, dl_json_get(value, "successCodes"), "constant", api->success_codes.at[i],
                              dl_facts_nearest_constant(l->facts, api->success_codes.at[i]));
}

void dl_load_function(dl_fact_loader *l, const dl_fact_entry *e)
{
    static const struct {
        const char *key;
        void (*read)(dl_fact_loader *l, dl_api *api, const dl_json *value);
    } parts[] = {{"out", read_out},         {"stores", read_stores},       {"zeroes", read_zeroes},
                 {"copies", read_copies},   {"callbacks", read_callbacks}, {"roles", read_param_roles},
                 {"unlinks", read_unlinks}, {"moves", read_moves},         {"pushes", read_pushes},
                 {"calls", read_calls},     {"callsOnce", read_once},      {"callsEach", read_table}};
    static const char *const keys[] = {
        "params",    "macro",    "expandsTo", "result",    "successCodes", "out",         "sameAs",
        "essential", "performs", "writes",    "stores",    "zeroes",       "initialised", "copies",
        "copied",    "kept",     "freed",     "callbacks", "nonnullWhile", "storage",     "noreturn",
        "ignored",   "traits",   "roles",     "stable",    "unlinks",      "moves",       "note",
        "pushes",    "calls",    "callsOnce", "callsEach", "resultIn",     "zeroInEntry", "gives",
        "compared",  NULL};
    const dl_json *value = e->value;
    dl_api *api = e->api;

    if (!dl_reader_keys(&l->read, value, keys, "a function"))
        return;
    read_flags(l, api, value);
    api->kept = dl_load_params(l, api, value, "kept");
    api->freed = dl_load_params(l, api, value, "freed");
    api->compared = dl_load_params(l, api, value, "compared");
    api->copied = dl_load_params(l, api, value, "copied");
    api->initialised = dl_load_params(l, api, value, "initialised");
    api->traits = dl_load_names(l, value, "traits");
    for (size_t i = 0; i < api->traits.count; i++)
        add_trait(l, api->traits.at[i]);
    read_writes(l, api, value);
    if (dl_json_get(value, "gives")) {
        api->has_given = true;
        api->given = dl_load_path(l, api, dl_reader_text(&l->read, dl_json_get(value, "gives"), "'gives'"),
                                  dl_json_get(value, "gives"));
    }
    if (dl_json_get(value, "performs"))
        api->performs = dl_load_api_names(l, dl_json_get(value, "performs"));
    for (size_t i = 0; i < sizeof parts / sizeof *parts && !l->read.failed; i++)
        if (dl_json_get(value, parts[i].key))
            parts[i].read(l, api, dl_json_get(value, parts[i].key));
}

/* ---- names of functions ---- */

static dl_api *new_api(dl_fact_loader *l, const char *name)
{
    dl_api *api = DL_NEW(l->read.arena, dl_api);

    api->name = api->canonical = name;
    api->driver_object = api->registry_path = api->called = api->table = api->result_in = -1;
    return api;
}

static void put_api(dl_fact_loader *l, dl_api *api)
{
    const char *value = strchr(api->name, ':');

    dl_map_set(l->facts->apis, api->name, api);
    dl_vec_push(l->read.arena, &l->facts->api_list, api);
    dl_vec_push(l->read.arena, &l->facts->api_names, api->name);
    if (value)
        (void)dl_map_add(l->facts->valued, dl_arena_strndup(l->read.arena, api->name, (size_t)(value - api->name)),
                         api);
    if (dl_text_ends(api->name, "*"))
        dl_vec_push(l->read.arena, &l->facts->families[(unsigned char)api->name[0]],
                    ((dl_family){api, strlen(api->name) - 1}));
}

/* Gives each entry a dl_api with its parameters, which paths need before they are read. */
void dl_load_open_function(dl_fact_loader *l, dl_fact_entry *e)
{
    const dl_wdk_function *known = dl_wdk_find_function(e->name);
    dl_api *api = e->api = new_api(l, e->name);

    api->indexed = known;
    if (!dl_reader_expect(&l->read, e->value, DL_JSON_OBJECT, "a function"))
        return;
    api->is_macro = dl_reader_bool(&l->read, e->value, "macro", false);
    if (dl_json_get(e->value, "params"))
        api->params = dl_load_names(l, e->value, "params");
    else if (known)
        api->params = split_params(known->params ? known->params : "", l->read.arena);
    put_api(l, api);
}

void dl_load_open_aliases(dl_fact_loader *l, dl_fact_entry *e)
{
    dl_name_set names = dl_load_names(l, e->value, "sameAs");

    for (size_t i = 0; i < names.count; i++) {
        const dl_api *known = dl_map_get(l->facts->apis, names.at[i]);
        dl_api *alias;

        if (known) {
            dl_reader_fail_key(&l->read, e->value, "sameAs", "'%s' is an entry or another name of '%s' already",
                               names.at[i], known->canonical);
            return;
        }
        alias = new_api(l, names.at[i]);
        alias->canonical = e->name;
        put_api(l, alias);
    }
}

static dl_param_set shift_set(dl_fact_loader *l, dl_param_set set, unsigned at)
{
    unsigned *moved = DL_NEW_ARRAY(l->read.arena, set.count + 1, unsigned);

    for (size_t i = 0; i < set.count; i++)
        moved[i] = set.at[i] + (set.at[i] >= at);
    return (dl_param_set){moved, set.count};
}

/* `memset:0` takes its value as second argument, which RtlZeroMemory does not have: the
 * parameters behind it move up. Only what such functions can have is moved. */
static void shift_params(dl_fact_loader *l, const dl_fact_entry *e, dl_api *api)
{
    const char **names = DL_NEW_ARRAY(l->read.arena, api->params.count + 2, const char *);
    dl_zero_fact *zeroes = DL_NEW_ARRAY(l->read.arena, api->zero_count + 1, dl_zero_fact);
    size_t count = 0;

    if (api->out_count || api->store_count || api->write_count || api->callback_count || api->copy_count ||
        api->move_count || api->called >= 0 || api->table >= 0 || api->result_in >= 0) {
        dl_reader_fail_key(&l->read, e->value, "sameAs",
                           "'%s': a name with a value is built for 'zeroes' and 'initialised'", api->name);
        return;
    }
    for (size_t i = 0; i < api->params.count; i++) {
        if (i == 1)
            names[count++] = "Value";
        names[count++] = api->params.at[i];
    }
    for (size_t i = 0; i < api->zero_count; i++) {
        zeroes[i] = api->zeroes[i];
        zeroes[i].param += zeroes[i].param >= 1;
        zeroes[i].length_param += zeroes[i].length_param >= 1;
        zeroes[i].fill_param += zeroes[i].fill_param >= 1;
    }
    api->params = (dl_name_set){names, count};
    api->zeroes = zeroes;
    api->kept = shift_set(l, api->kept, 1);
    api->freed = shift_set(l, api->freed, 1);
    api->compared = shift_set(l, api->compared, 1);
    api->copied = shift_set(l, api->copied, 1);
    api->initialised = shift_set(l, api->initialised, 1);
}

/* What the index has of another name; where that does not say what is only read, what it has of the first. */
static const dl_wdk_function *index_of_alias(const dl_api *api, const char *name)
{
    const dl_wdk_function *own = dl_wdk_find_function(name), *first = api->indexed;
    bool says = own && strspn(own->directions, "?") < strlen(own->directions);

    if (says || !first || strchr(name, ':') || (own && strlen(own->directions) != strlen(first->directions)))
        return own;
    return first;
}

void dl_load_fill_aliases(dl_fact_loader *l, const dl_fact_entry *e)
{
    dl_name_set names = dl_load_names(l, e->value, "sameAs");

    for (size_t i = 0; i < names.count; i++) {
        dl_api *alias = dl_map_get(l->facts->apis, names.at[i]);

        *alias = *e->api;
        alias->name = names.at[i];
        alias->indexed = index_of_alias(e->api, alias->name);
        if (strchr(alias->name, ':'))
            shift_params(l, e, alias);
    }
}

void dl_load_rest_of_index(dl_fact_loader *l)
{
    for (size_t i = 0; i < dl_wdk_function_count(); i++) {
        const dl_wdk_function *known = dl_wdk_function_at(i);
        dl_api *api;

        if (dl_map_get(l->facts->apis, known->name))
            continue;
        api = new_api(l, known->name);
        api->is_known_only = true;
        api->indexed = known;
        api->params = split_params(known->params ? known->params : "", l->read.arena);
        put_api(l, api);
    }
}

/* ---- prefixes ---- */

void dl_load_prefix(dl_fact_loader *l, const dl_fact_entry *e)
{
    static const char *const keys[] = {"traits", "except", NULL};
    dl_name_set traits, except;

    if (!dl_reader_keys(&l->read, e->value, keys, "a prefix"))
        return;
    traits = dl_load_names(l, e->value, "traits");
    except = dl_load_names(l, e->value, "except");
    for (size_t i = 0; i < traits.count; i++)
        add_trait(l, traits.at[i]);
    for (size_t i = 0; i < l->facts->api_list.count; i++) {
        dl_api *api = dl_map_get(l->facts->apis, l->facts->api_list.at[i]->name);

        if (dl_text_glob(e->name, api->name) && !dl_name_set_fits(except, api->name))
            api->traits = dl_load_join_names(l, api->traits, traits);
    }
}
