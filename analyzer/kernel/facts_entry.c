/* facts_entry.c: constants, structures, macros, roles and resources. */
#include "kernel/facts_private.h"

#include <stdlib.h>
#include <string.h>

/* ---- constants, structures, macros, roles ---- */

void dl_load_constant(dl_fact_loader *l, const dl_fact_entry *e)
{
    dl_known_constant *made = DL_NEW(l->read.arena, dl_known_constant);
    char *end = NULL;

    made->has_value = e->value->kind != DL_JSON_NULL;
    if (e->value->kind == DL_JSON_STRING) {
        made->value = (int64_t)strtoull(e->value->text, &end, 16);
        if (!dl_text_starts(e->value->text, "0x") || *end || !e->value->text[2])
            dl_reader_fail(&l->read, e->value, "a constant is a number, '0x…' or null");
    } else if (made->has_value) {
        if (e->value->kind != DL_JSON_NUMBER || !e->value->is_integer)
            dl_reader_fail(&l->read, e->value, "a constant is a whole number, '0x…' or null");
        made->value = e->value->integer;
    }
    dl_map_set(l->facts->constants, e->name, made);
    dl_vec_push(l->read.arena, &l->facts->constant_names, e->name);
}

void dl_load_global(dl_fact_loader *l, const dl_fact_entry *e)
{
    static const char *const keys[] = {"type", NULL};

    (void)dl_reader_keys(&l->read, e->value, keys, "a global variable");
    dl_map_set(l->facts->globals, e->name, l->facts);
    dl_vec_push(l->read.arena, &l->facts->constant_names, e->name);
}

void dl_load_struct(dl_fact_loader *l, const dl_fact_entry *e)
{
    static const char *const keys[] = {"opaque", "arrays", "size", "revisions", NULL};
    static const char *const array_keys[] = {"last", "unset", NULL};
    dl_struct_fact *made = DL_NEW(l->read.arena, dl_struct_fact);
    const dl_json *arrays = dl_json_get(e->value, "arrays");

    made->name = e->name;
    dl_map_set(l->facts->structs, e->name, made);
    if (!dl_reader_keys(&l->read, e->value, keys, "a structure"))
        return;
    if (dl_json_get(e->value, "revisions"))
        dl_reader_fail_key(&l->read, e->value, "revisions", "'revisions' is not built yet");
    made->opaque = dl_load_names(l, e->value, "opaque");
    made->size_field = dl_reader_member(&l->read, e->value, "size");
    if (!arrays || !dl_reader_expect(&l->read, arrays, DL_JSON_OBJECT, "'arrays'"))
        return;
    if (arrays->count > 1)
        dl_reader_fail(&l->read, arrays, "more than one array of a structure is not built yet");
    for (size_t i = 0; i < arrays->count && dl_reader_keys(&l->read, arrays->at[i].value, array_keys, "an array");
         i++) {
        const dl_json *last = dl_reader_need(&l->read, arrays->at[i].value, "last", "an array");

        made->array = arrays->at[i].key;
        made->array_last = last->integer;
        if (last->kind == DL_JSON_STRING && !dl_facts_constant(l->facts, last->text, &made->array_last))
            dl_load_fail_name(l, last, "constant", last->text, dl_facts_nearest_constant(l->facts, last->text));
    }
}

void dl_load_macro(dl_fact_loader *l, const dl_fact_entry *e)
{
    static const char *const keys[] = {"tests", "ignored", NULL}, *const tests[] = {"nothing", "success", "failure",
                                                                                    NULL};
    dl_macro_fact *made = DL_NEW(l->read.arena, dl_macro_fact);
    const dl_json *test = dl_json_get(e->value, "tests");

    made->name = e->name;
    dl_map_set(l->facts->macros, e->name, made);
    if (!dl_reader_keys(&l->read, e->value, keys, "a macro"))
        return;
    if (test)
        made->tests = (dl_macro_test)dl_reader_choice(&l->read, test, tests, "outcome that a macro tests");
    made->is_ignored = dl_reader_bool(&l->read, e->value, "ignored", false);
}

void dl_load_role(dl_fact_loader *l, const dl_fact_entry *e)
{
    static const char *const keys[] = {"runs", "first", "owner", "from", "functions", NULL};
    static const char *const runs[] = {"any-time", "once", "after-success", "with-owner", NULL};
    dl_role *made = DL_NEW(l->read.arena, dl_role);

    made->id = e->name;
    dl_map_set(l->facts->roles, e->name, made);
    dl_vec_push(l->read.arena, &l->facts->role_list, made);
    dl_vec_push(l->read.arena, &l->facts->role_names, e->name);
    if (!dl_reader_keys(&l->read, e->value, keys, "a role"))
        return;
    made->runs = (dl_role_runs)dl_reader_choice(&l->read, dl_reader_need(&l->read, e->value, "runs", "a role"), runs,
                                                "time when a role runs");
    if (dl_reader_bool(&l->read, e->value, "first", false) != (made->runs == DL_RUNS_ONCE_FIRST))
        dl_reader_fail(&l->read, e->value, "a role that runs 'once' must say '\"first\": true', and no other may");
    made->from = dl_load_names(l, e->value, "from");
    made->functions = dl_load_names(l, e->value, "functions");
    if (dl_json_get(e->value, "owner"))
        made->owner = dl_load_known_name(l, DL_IN_RESOURCES, dl_json_get(e->value, "owner"), "resource");
    if (made->runs == DL_RUNS_WITH_OWNER && !made->owner)
        dl_reader_fail(&l->read, e->value, "a role that runs 'with-owner' needs the key 'owner'");
}

/* ---- resources ---- */

static void read_use_args(dl_fact_loader *l, dl_api_use *use, const dl_json *args)
{
    static const char *const classes[] = {"nonzero", "zero", NULL};
    const dl_json *wanted;

    if (!dl_reader_expect(&l->read, args, DL_JSON_OBJECT, "'args'"))
        return;
    if (args->count != 1) {
        dl_reader_fail(&l->read, args, "'args' of a resource names one parameter; more is not built yet");
        return;
    }
    use->args_name = args->at[0].key;
    for (size_t i = 0; i < use->calls.count && !l->read.failed; i++)
        (void)dl_load_param(l, dl_map_get(l->facts->apis, use->calls.at[i]), use->args_name, args->at[0].value);
    wanted = args->at[0].value;
    use->args_is_number = wanted->kind == DL_JSON_STRING && strcmp(wanted->text, "zero") != 0 &&
                          dl_facts_constant(l->facts, wanted->text, &use->args_number);
    if (wanted->kind == DL_JSON_NUMBER && wanted->is_integer) {
        use->args_is_number = true;
        use->args_number = wanted->integer;
    } else if (!use->args_is_number)
        use->args_zero = dl_reader_choice(&l->read, wanted, classes, "class of an argument") == 1;
}

static void read_signalled(dl_fact_loader *l, dl_api_use *use, const dl_json *by)
{
    if (!dl_reader_expect(&l->read, by, DL_JSON_OBJECT, "'signalledBy'"))
        return;
    if (by->count != 1) {
        dl_reader_fail(&l->read, by, "'signalledBy' of a resource names one parameter and its role");
        return;
    }
    for (size_t i = 0; i < use->calls.count && !l->read.failed; i++)
        use->signalled_param =
            (int)dl_load_param(l, dl_map_get(l->facts->apis, use->calls.at[i]), by->at[0].key, by->at[0].value);
    use->signalled_by = dl_load_known_name(l, DL_IN_ROLES, by->at[0].value, "role");
}

typedef DL_VEC(dl_api_use) use_list;

/* The object stands at different places in IoCreateDevice and IoCreateDeviceSecure: one use for each place. */
static void add_uses(dl_fact_loader *l, use_list *uses, dl_api_use use, const char *object, const dl_json *at)
{
    size_t first = uses->count, skipped = *object == '*';
    const char *arrow = strstr(object, "->");
    const char *name = arrow ? dl_arena_strndup(l->read.arena, object, (size_t)(arrow - object)) : object + skipped;

    use.object_is_deref = skipped || arrow;
    use.object_field = arrow ? arrow + 2 : NULL;
    for (size_t i = 0; i < use.calls.count && !l->read.failed; i++) {
        dl_api_use one = use;
        dl_name_set call = {use.calls.at + i, 1};
        size_t same = first;

        one.calls = call;
        one.object = dl_load_param_or_result(l, dl_map_get(l->facts->apis, use.calls.at[i]), name, at);
        while (same < uses->count && uses->at[same].object != one.object)
            same++;
        if (same < uses->count)
            uses->at[same].calls = dl_load_join_names(l, uses->at[same].calls, call);
        else
            dl_vec_push(l->read.arena, uses, one);
    }
}

static size_t read_uses(dl_fact_loader *l, const dl_api_use **out, const dl_json *resource, const char *key)
{
    static const char *const keys[] = {"call", "args", "signalledBy", "object", "nullHarmless", NULL};
    const dl_json *list = dl_json_get(resource, key);
    use_list uses = {0};

    if (!list || !dl_reader_expect(&l->read, list, DL_JSON_ARRAY, key))
        return 0;
    for (size_t i = 0; i < list->count && !l->read.failed; i++) {
        const dl_json *value = list->at[i].value;
        dl_api_use use = {0};
        const char *object;

        if (!dl_reader_keys(&l->read, value, keys, key))
            return 0;
        use.calls = dl_load_api_names(l, dl_reader_need(&l->read, value, "call", key));
        if (dl_json_get(value, "args") && !l->read.failed)
            read_use_args(l, &use, dl_json_get(value, "args"));
        if (dl_json_get(value, "signalledBy") && !l->read.failed)
            read_signalled(l, &use, dl_json_get(value, "signalledBy"));
        use.is_null_harmless = dl_reader_bool(&l->read, value, "nullHarmless", false);
        object = dl_reader_member(&l->read, value, "object");
        use.has_object = object != NULL;
        if (object)
            add_uses(l, &uses, use, object, dl_json_get(value, "object"));
        else
            dl_vec_push(l->read.arena, &uses, use);
    }
    *out = uses.at;
    return uses.count;
}

static void read_owner(dl_fact_loader *l, dl_resource *made, const dl_json *value)
{
    made->owner = dl_reader_text(&l->read, value, "'owner'");
    if (strcmp(made->owner, "driver-object") != 0 && strcmp(made->owner, "framework") != 0)
        (void)dl_load_known_name(l, DL_IN_RESOURCES, value, "owner: 'driver-object', 'framework' or a resource, not");
}

static bool are_families(const dl_api_use *uses, size_t count)
{
    for (size_t u = 0; u < count; u++)
        for (size_t i = 0; i < uses[u].calls.count; i++)
            if (!dl_text_ends(uses[u].calls.at[i], "*"))
                return false;
    return count > 0;
}

/* What the name of the call has more than its family's tells the objects apart. */
static void refuse_single_names(dl_fact_loader *l, const dl_resource *made, const dl_json *value)
{
    if (!are_families(made->acquire, made->acquire_count) || !are_families(made->release, made->release_count))
        dl_reader_fail_key(&l->read, value, "identity",
                           "the identity 'name' needs families of functions ('EventRegister*') to acquire and release");
}

void dl_load_resource(dl_fact_loader *l, const dl_fact_entry *e)
{
    static const char *const keys[] = {"title",    "acquire", "release", "consumedBy",    "uses",
                                       "identity", "alsoAt",  "note",    "owner",         "releasedBy",
                                       "unload",   "level",   "nests",   "againHarmless", NULL};
    static const char *const identities[] = {"handle", "storage", "function", "string", "name", "single", NULL};
    static const char *const duties[] = {"required", "optional", "automatic", NULL};
    static const char *const levels[] = {"error", "warning", "note", NULL};
    dl_resource *made = DL_NEW(l->read.arena, dl_resource);
    const dl_json *value = e->value, *part;

    made->id = e->name;
    dl_map_set(l->facts->resources, e->name, made);
    dl_vec_push(l->read.arena, &l->facts->resource_list, made);
    dl_vec_push(l->read.arena, &l->facts->resource_names, e->name);
    if (!dl_reader_keys(&l->read, value, keys, "a resource"))
        return;
    made->title = dl_reader_text(&l->read, dl_reader_need(&l->read, value, "title", "a resource"), "'title'");
    (void)dl_reader_need(&l->read, value, "acquire", "a resource");
    made->acquire_count = read_uses(l, &made->acquire, value, "acquire");
    made->release_count = read_uses(l, &made->release, value, "release");
    made->consumed_count = read_uses(l, &made->consumed_by, value, "consumedBy");
    made->use_count = read_uses(l, &made->uses, value, "uses");
    made->identity = (dl_identity)dl_reader_choice(&l->read, dl_reader_need(&l->read, value, "identity", "a resource"),
                                                   identities, "identity");
    if (made->identity == DL_BY_NAME && !l->read.failed)
        refuse_single_names(l, made, value);
    made->also_at = dl_load_names(l, value, "alsoAt");
    made->released_by = dl_load_names(l, value, "releasedBy");
    for (size_t i = 0; i < made->released_by.count && !l->read.failed; i++)
        if (!dl_load_has_entry(l, DL_IN_ROLES, made->released_by.at[i]))
            dl_load_fail_name(
                l, dl_json_get(value, "releasedBy"), "role", made->released_by.at[i],
                dl_text_nearest(made->released_by.at[i], l->facts->role_names.at, l->facts->role_names.count));
    if ((part = dl_json_get(value, "owner")))
        read_owner(l, made, part);
    part = dl_json_get(value, "unload");
    made->unload = part ? (dl_unload_duty)dl_reader_choice(&l->read, part, duties, "duty of the unload routine")
                        : DL_UNLOAD_REQUIRED;
    made->nests = dl_reader_bool(&l->read, value, "nests", false);
    made->is_again_harmless = dl_reader_bool(&l->read, value, "againHarmless", false);
    part = dl_json_get(value, "level");
    made->level = part ? levels[dl_reader_choice(&l->read, part, levels, "level")] : "error";
}
