/* Reads the facts in three steps: merge the files by section and name, give every function its
 * entry (so that names can be looked up), then fill the entries. */
#include "kernel/facts.h"

#include "kernel/wdk_index.h"
#include "support/embedded.h"
#include "support/json.h"
#include "support/vec.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef DL_VEC(const char *) name_list;

struct dl_facts {
    dl_map *apis, *resources, *roles, *structs, *macros, *constants, *globals, *traits;
    DL_VEC(const dl_api *) api_list;
    DL_VEC(const dl_api *) families;   /* entries whose name ends with `*` */
    bool begins_family[UCHAR_MAX + 1]; /* by first character */
    DL_VEC(const dl_resource *) resource_list;
    DL_VEC(const dl_role *) role_list;
    name_list api_names, trait_names, resource_names, role_names, constant_names;
};

/* A constant that is known; `has_value` is false for those known by their spelling only. */
typedef struct constant {
    bool has_value;
    int64_t value;
} constant;

typedef enum section_kind {
    IN_FUNCTIONS,
    IN_RESOURCES,
    IN_ROLES,
    IN_STRUCTS,
    IN_MACROS,
    IN_PREFIXES,
    IN_CONSTANTS,
    IN_GLOBALS,
    IN_RESULTS,
    SECTIONS
} section_kind;

static const char *const section_names[SECTIONS + 2] = {"functions", "resources", "roles",   "structs", "macros",
                                                        "prefixes",  "constants", "globals", "results", "schema"};

/* One name of a section, all files taken together. */
typedef struct entry {
    const char *name;
    unsigned line, column; /* of the key */
    const dl_json *value;
    dl_api *api;
} entry;

typedef struct loader {
    dl_reader read;
    dl_facts *facts;
    struct {
        dl_map *by_name;
        DL_VEC(entry *) list;
    } sections[SECTIONS];
} loader;

/* ---- merging ---- */

/* The members of both; a user's file may add keys to an entry of ours, not change one. */
static const dl_json *join(loader *l, const dl_json *first, const dl_json *second)
{
    dl_json *joined = dl_arena_copy(l->read.arena, first, sizeof *first);
    dl_json_member *at = DL_NEW_ARRAY(l->read.arena, first->count + second->count + 1, dl_json_member);

    if (first->count)
        memcpy(at, first->at, first->count * sizeof *at);
    for (size_t i = 0; i < second->count; i++) {
        if (dl_json_get(first, second->at[i].key))
            dl_reader_fail_key(&l->read, second, second->at[i].key, "'%s' is set already, in %s", second->at[i].key,
                               first->file);
        at[joined->count++] = second->at[i];
    }
    joined->at = at;
    return joined;
}

static void merge_entry(loader *l, section_kind kind, const dl_json *section, const dl_json_member *member, bool is_own)
{
    entry *known = dl_map_get(l->sections[kind].by_name, member->key);

    if (known && (is_own || known->value->kind != DL_JSON_OBJECT || member->value->kind != DL_JSON_OBJECT)) {
        dl_reader_fail_key(&l->read, section, member->key, "'%s' stands twice in '%s', first in %s", member->key,
                           section_names[kind], known->value->file);
    } else if (known) {
        known->value = join(l, known->value, member->value);
    } else {
        entry *made = DL_NEW(l->read.arena, entry);

        made->name = member->key;
        made->line = member->line;
        made->column = member->column;
        made->value = member->value;
        dl_map_set(l->sections[kind].by_name, made->name, made);
        dl_vec_push(l->read.arena, &l->sections[kind].list, made);
    }
}

static void merge_file(loader *l, const dl_source_text *file, bool is_own)
{
    static const char *const schemas[] = {"drvlint-apis-1", NULL};
    const dl_json *root;

    if (dl_json_parse(&root, file->path, file->text, file->size, l->read.arena, l->read.why)) {
        l->read.failed = true;
        return;
    }
    if (!dl_reader_keys(&l->read, root, section_names, "the API facts"))
        return;
    (void)dl_reader_choice(&l->read, dl_reader_need(&l->read, root, "schema", "a file of API facts"), schemas,
                           "schema of API facts");
    for (unsigned kind = 0; kind < SECTIONS && !l->read.failed; kind++) {
        const dl_json *section = dl_json_get(root, section_names[kind]);

        if (!section || !dl_reader_expect(&l->read, section, DL_JSON_OBJECT, section_names[kind]))
            continue;
        for (size_t i = 0; i < section->count; i++)
            merge_entry(l, (section_kind)kind, section, &section->at[i], is_own);
    }
}

/* ---- small things ---- */

static void fail_name(loader *l, const dl_json *at, const char *what, const char *name, const char *near)
{
    if (near)
        dl_reader_fail(&l->read, at, "unknown %s '%s'; did you mean '%s'?", what, name, near);
    else
        dl_reader_fail(&l->read, at, "unknown %s '%s'", what, name);
}

static dl_name_set name_set(loader *l, const dl_json *object, const char *key)
{
    const dl_json *value = dl_json_get(object, key);
    dl_name_set set = {0};

    if (value)
        set.count = dl_reader_texts(&l->read, &set.at, value, dl_arena_printf(l->read.arena, "'%s'", key));
    return set;
}

static bool is_in_section(const loader *l, section_kind kind, const char *name)
{
    return dl_map_get(l->sections[kind].by_name, name) != NULL;
}

/* A name that must be an entry of the section. */
static const char *known_name(loader *l, section_kind kind, const dl_json *at, const char *what)
{
    const char *name = dl_reader_text(&l->read, at, what);
    name_list names = {0};

    if (l->read.failed || is_in_section(l, kind, name))
        return name;
    for (size_t i = 0; i < l->sections[kind].list.count; i++)
        dl_vec_push(l->read.arena, &names, l->sections[kind].list.at[i]->name);
    fail_name(l, at, what, name, dl_text_nearest(name, names.at, names.count));
    return name;
}

static const char *api_name(loader *l, const dl_json *at)
{
    const char *name = dl_reader_text(&l->read, at, "the name of an API");
    const dl_api *api = dl_map_get(l->facts->apis, name);

    if (!api && !l->read.failed)
        fail_name(l, at, "API", name, dl_facts_nearest_api(l->facts, name));
    return api ? api->canonical : name;
}

/* The list or single name `value`; every name of an API, canonical, none twice. */
static dl_name_set api_names(loader *l, const dl_json *value)
{
    size_t count = value->kind == DL_JSON_ARRAY ? value->count : 1;
    const char **at = DL_NEW_ARRAY(l->read.arena, count + 1, const char *);
    dl_name_set set = {at, 0};

    for (size_t i = 0; i < count; i++) {
        const char *name = api_name(l, value->kind == DL_JSON_ARRAY ? value->at[i].value : value);
        bool is_new = true;

        for (size_t j = 0; j < set.count; j++)
            is_new = is_new && strcmp(at[j], name) != 0;
        if (is_new)
            at[set.count++] = name;
    }
    return set;
}

static unsigned param_of(loader *l, const dl_api *api, const char *name, const dl_json *at)
{
    int found = dl_api_param(api, name);

    if (found >= 0)
        return (unsigned)found;
    if (strcmp(name, "result") == 0)
        return DL_FACT_RESULT;
    if (!l->read.failed)
        dl_reader_fail(&l->read, at, "%s has no parameter '%s'%s", api->name, name,
                       dl_reader_hint(&l->read, name, api->params.at, api->params.count));
    return 0;
}

static dl_param_set param_set(loader *l, const dl_api *api, const dl_json *object, const char *key)
{
    dl_name_set names = name_set(l, object, key);
    unsigned *at = DL_NEW_ARRAY(l->read.arena, names.count + 1, unsigned);
    const dl_json *value = dl_json_get(object, key);

    for (size_t i = 0; i < names.count && !l->read.failed; i++)
        at[i] = param_of(l, api, names.at[i], value->kind == DL_JSON_ARRAY ? value->at[i].value : value);
    return (dl_param_set){at, names.count};
}

bool dl_name_set_has(dl_name_set set, const char *name)
{
    for (size_t i = 0; name && i < set.count; i++)
        if (strcmp(set.at[i], name) == 0)
            return true;
    return false;
}

static bool is_word_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static const char *take_word(loader *l, const char **at)
{
    const char *start = *at;

    while (is_word_char(**at))
        (*at)++;
    return dl_arena_strndup(l->read.arena, start, (size_t)(*at - start));
}

/* Behind the `[`. */
static bool take_index(loader *l, const char **at, dl_step *step)
{
    const char *word;
    char *end;

    step->kind = DL_STEP_INDEX;
    if (**at == '*') {
        step->kind = DL_STEP_EACH_INDEX;
        (*at)++;
    } else {
        word = take_word(l, at);
        step->index = strtoll(word, &end, 10);
        if (!*word || (*end && !dl_facts_constant(l->facts, word, &step->index)))
            return false;
    }
    return *(*at)++ == ']';
}

/* `Param->Member[*].Member`, `*Param`, `result`. */
static dl_fact_path fact_path(loader *l, const dl_api *api, const char *text, const dl_json *at)
{
    DL_VEC(dl_step) steps = {0};
    dl_fact_path path = {.text = text};
    const char *rest = text;
    bool is_deref = *rest == '*', is_good = true;

    if (is_deref)
        rest++;
    path.param = param_of(l, api, take_word(l, &rest), at);
    if (is_deref)
        dl_vec_push(l->read.arena, &steps, (dl_step){.kind = DL_STEP_DEREF});
    while (*rest && is_good) {
        dl_step step = {.kind = DL_STEP_FIELD};

        if (*rest == '[') {
            rest++;
            is_good = take_index(l, &rest, &step);
        } else {
            size_t skip = *rest == '.' ? 1 : rest[0] == '-' && rest[1] == '>' ? 2 : 0;

            rest += skip;
            is_good = skip > 0;
            if (is_good && *rest == '*') {
                step.kind = DL_STEP_EACH_FIELD;
                rest++;
            } else if (is_good) {
                step.field = take_word(l, &rest);
                is_good = *step.field != '\0';
            }
        }
        dl_vec_push(l->read.arena, &steps, step);
    }
    if (!is_good)
        dl_reader_fail(&l->read, at, "'%s' is no path such as 'Parameter->Member[*].Member'", text);
    path.steps = steps.at;
    path.count = steps.count;
    return path;
}

/* ---- constants, structures, macros, roles ---- */

static void read_constant(loader *l, const entry *e)
{
    constant *made = DL_NEW(l->read.arena, constant);
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

static void read_global(loader *l, const entry *e)
{
    static const char *const keys[] = {"type", NULL};

    (void)dl_reader_keys(&l->read, e->value, keys, "a global variable");
    dl_map_set(l->facts->globals, e->name, l->facts);
    dl_vec_push(l->read.arena, &l->facts->constant_names, e->name);
}

static void read_result(loader *l, const entry *e);

static void read_struct(loader *l, const entry *e)
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
    made->opaque = name_set(l, e->value, "opaque");
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
            fail_name(l, last, "constant", last->text, dl_facts_nearest_constant(l->facts, last->text));
    }
}

static void read_macro(loader *l, const entry *e)
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

static void read_role(loader *l, const entry *e)
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
    made->from = name_set(l, e->value, "from");
    made->functions = name_set(l, e->value, "functions");
    if (dl_json_get(e->value, "owner"))
        made->owner = known_name(l, IN_RESOURCES, dl_json_get(e->value, "owner"), "resource");
    if (made->runs == DL_RUNS_WITH_OWNER && !made->owner)
        dl_reader_fail(&l->read, e->value, "a role that runs 'with-owner' needs the key 'owner'");
}

/* ---- functions ---- */

static const char *const result_names[] = {"value",   "ntstatus", "ndis", "zero",   "hresult",
                                           "pointer", "boolean",  "void", "always", NULL};

static void read_result(loader *l, const entry *e)
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

static dl_out_class out_class(loader *l, const dl_json *object, const char *key)
{
    static const char *const names[] = {"unchanged", "nonnull", "null", "undefined", NULL};
    const dl_json *value = dl_json_get(object, key);

    return value ? (dl_out_class)dl_reader_choice(&l->read, value, names, "class of an out-parameter")
                 : DL_OUT_UNCHANGED;
}

static void read_out(loader *l, dl_api *api, const dl_json *value)
{
    static const char *const keys[] = {"success", "failure", NULL};
    dl_out_fact *at = DL_NEW_ARRAY(l->read.arena, value->count + 1, dl_out_fact);

    api->out = at;
    if (!dl_reader_expect(&l->read, value, DL_JSON_OBJECT, "'out'"))
        return;
    for (size_t i = 0; i < value->count; i++) {
        const dl_json *classes = value->at[i].value;

        at[i].param = param_of(l, api, value->at[i].key, classes);
        if (!dl_reader_keys(&l->read, classes, keys, "an out-parameter"))
            return;
        at[i].success = out_class(l, classes, "success");
        at[i].failure = out_class(l, classes, "failure");
    }
    api->out_count = value->count;
}

static dl_store_fact read_store(loader *l, const dl_api *api, const dl_json_member *member)
{
    static const char *const keys[] = {"sizeof", "constant", NULL};
    const dl_json *value = member->value;
    dl_store_fact fact = {.path = fact_path(l, api, member->key, value), .kind = DL_STORED_UNKNOWN};

    if (value->kind == DL_JSON_NUMBER && value->is_integer) {
        fact.kind = DL_STORED_CONSTANT;
        fact.value = value->integer;
        fact.name = dl_arena_printf(l->read.arena, "%lld", (long long)fact.value);
    } else if (value->kind == DL_JSON_OBJECT && dl_reader_keys(&l->read, value, keys, "a stored value")) {
        fact.name = dl_reader_member(&l->read, value, "sizeof");
        fact.kind = DL_STORED_SIZEOF;
        if (!fact.name)
            fact.name =
                dl_reader_text(&l->read, dl_reader_need(&l->read, value, "sizeof", "a stored value"), "'sizeof'");
    } else if (strcmp(dl_reader_text(&l->read, value, "a stored value"), "unknown") != 0) {
        int param = dl_api_param(api, value->text);

        fact.name = value->text;
        fact.kind = param >= 0 ? DL_STORED_PARAM : DL_STORED_CONSTANT;
        fact.param = param >= 0 ? (unsigned)param : 0;
        if (param < 0 && !dl_facts_constant(l->facts, value->text, &fact.value) && !l->read.failed)
            fail_name(l, value, "parameter or constant with a value", value->text,
                      dl_text_nearest(value->text, api->params.at, api->params.count));
    }
    return fact;
}

static void read_stores(loader *l, dl_api *api, const dl_json *value)
{
    dl_store_fact *at = DL_NEW_ARRAY(l->read.arena, value->count + 1, dl_store_fact);

    api->stores = at;
    if (!dl_reader_expect(&l->read, value, DL_JSON_OBJECT, "'stores'"))
        return;
    for (size_t i = 0; i < value->count; i++)
        at[i] = read_store(l, api, &value->at[i]);
    api->store_count = value->count;
}

static void read_zeroes(loader *l, dl_api *api, const dl_json *value)
{
    dl_zero_fact *at = DL_NEW_ARRAY(l->read.arena, value->count + 1, dl_zero_fact);

    api->zeroes = at;
    if (!dl_reader_expect(&l->read, value, DL_JSON_OBJECT, "'zeroes'"))
        return;
    for (size_t i = 0; i < value->count; i++) {
        const dl_json *length = value->at[i].value;
        const char *name = dl_reader_text(&l->read, length, "the length of what is zeroed");

        at[i].param = param_of(l, api, value->at[i].key, length);
        at[i].length_param = strcmp(name, "sizeof") == 0 ? -1 : (int)param_of(l, api, name, length);
    }
    api->zero_count = value->count;
}

static void read_copies(loader *l, dl_api *api, const dl_json *value)
{
    dl_copy_fact *at = DL_NEW_ARRAY(l->read.arena, value->count + 1, dl_copy_fact);

    api->copies = at;
    if (!dl_reader_expect(&l->read, value, DL_JSON_OBJECT, "'copies'"))
        return;
    for (size_t i = 0; i < value->count; i++) {
        at[i].from = param_of(l, api, value->at[i].key, value->at[i].value);
        at[i].to = fact_path(l, api, dl_reader_text(&l->read, value->at[i].value, "where to it is copied"),
                             value->at[i].value);
    }
    api->copy_count = value->count;
}

static void read_callbacks(loader *l, dl_api *api, const dl_json *value)
{
    DL_VEC(dl_callback_fact) facts = {0};

    if (!dl_reader_expect(&l->read, value, DL_JSON_OBJECT, "'callbacks'"))
        return;
    for (size_t i = 0; i < value->count; i++) {
        const dl_json *roles = value->at[i].value;
        bool is_list = roles->kind == DL_JSON_ARRAY;
        dl_fact_path path = fact_path(l, api, value->at[i].key, roles);

        for (size_t k = 0; k < (is_list ? roles->count : 1); k++) {
            const char *role = known_name(l, IN_ROLES, is_list ? roles->at[k].value : roles, "role");

            dl_vec_push(l->read.arena, &facts, (dl_callback_fact){path, role});
        }
    }
    api->callbacks = facts.at;
    api->callback_count = facts.count;
}

/* A path, or `{"path", "whileZero"}`. */
static dl_write_fact read_write(loader *l, const dl_api *api, const dl_json *value)
{
    static const char *const keys[] = {"path", "whileZero", NULL};
    dl_write_fact fact = {.has_condition = value->kind == DL_JSON_OBJECT};
    const char *text, *condition;

    if (!fact.has_condition) {
        fact.path = fact_path(l, api, dl_reader_text(&l->read, value, "what is written"), value);
        return fact;
    }
    if (!dl_reader_keys(&l->read, value, keys, "what is written"))
        return fact;
    text = dl_reader_text(&l->read, dl_reader_need(&l->read, value, keys[0], "what is written"), "'path'");
    condition = dl_reader_text(&l->read, dl_reader_need(&l->read, value, keys[1], "what is written"), "'whileZero'");
    fact.path = fact_path(l, api, text, value);
    fact.while_zero = fact_path(l, api, condition, value);
    return fact;
}

static void read_writes(loader *l, dl_api *api, const dl_json *object)
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

static void read_param_roles(loader *l, dl_api *api, const dl_json *value)
{
    static const char *const keys[] = {"driver-object", "registry-path", NULL};
    const char *name;

    if (!dl_reader_keys(&l->read, value, keys, "'roles' of a function"))
        return;
    if ((name = dl_reader_member(&l->read, value, keys[0])))
        api->driver_object = (int)param_of(l, api, name, value);
    if ((name = dl_reader_member(&l->read, value, keys[1])))
        api->registry_path = (int)param_of(l, api, name, value);
}

static void add_trait(loader *l, const char *name)
{
    if (dl_map_add(l->facts->traits, name, l->facts))
        dl_vec_push(l->read.arena, &l->facts->trait_names, name);
}

static void read_flags(loader *l, dl_api *api, const dl_json *value)
{
    static const char *const storages[] = {"unknown", "persistent", "automatic", NULL};
    const dl_json *result = dl_json_get(value, "result"), *storage = dl_json_get(value, "storage");

    api->is_essential = dl_reader_bool(&l->read, value, "essential", false);
    api->is_noreturn = dl_reader_bool(&l->read, value, "noreturn", false);
    api->is_ignored = dl_reader_bool(&l->read, value, "ignored", false);
    api->is_stable = dl_reader_bool(&l->read, value, "stable", false);
    api->expands_to = dl_reader_member(&l->read, value, "expandsTo");
    api->success_codes = name_set(l, value, "successCodes");
    if (result)
        api->result = (dl_result_kind)dl_reader_choice(&l->read, result, result_names, "result convention");
    if (storage)
        api->returns_persistent = dl_reader_choice(&l->read, storage, storages, "storage") == 1;
    if (dl_json_get(value, "nonnullWhile"))
        api->nonnull_while = known_name(l, IN_RESOURCES, dl_json_get(value, "nonnullWhile"), "resource");
    for (size_t i = 0; i < api->success_codes.count; i++)
        if (!dl_facts_is_constant(l->facts, api->success_codes.at[i]))
            fail_name(l, dl_json_get(value, "successCodes"), "constant", api->success_codes.at[i],
                      dl_facts_nearest_constant(l->facts, api->success_codes.at[i]));
}

static void read_function(loader *l, const entry *e)
{
    static const struct {
        const char *key;
        void (*read)(loader *l, dl_api *api, const dl_json *value);
    } parts[] = {{"out", read_out},       {"stores", read_stores},       {"zeroes", read_zeroes},
                 {"copies", read_copies}, {"callbacks", read_callbacks}, {"roles", read_param_roles}};
    static const char *const keys[] = {"params",       "macro",     "expandsTo", "result",  "successCodes", "out",
                                       "sameAs",       "essential", "performs",  "writes",  "stores",       "zeroes",
                                       "initialised",  "copies",    "copied",    "kept",    "freed",        "callbacks",
                                       "nonnullWhile", "storage",   "noreturn",  "ignored", "traits",       "roles",
                                       "stable",       "note",      NULL};
    const dl_json *value = e->value;
    dl_api *api = e->api;

    if (!dl_reader_keys(&l->read, value, keys, "a function"))
        return;
    read_flags(l, api, value);
    api->kept = param_set(l, api, value, "kept");
    api->freed = param_set(l, api, value, "freed");
    api->copied = param_set(l, api, value, "copied");
    api->initialised = param_set(l, api, value, "initialised");
    api->traits = name_set(l, value, "traits");
    for (size_t i = 0; i < api->traits.count; i++)
        add_trait(l, api->traits.at[i]);
    read_writes(l, api, value);
    if (dl_json_get(value, "performs"))
        api->performs = api_names(l, dl_json_get(value, "performs"));
    for (size_t i = 0; i < sizeof parts / sizeof *parts && !l->read.failed; i++)
        if (dl_json_get(value, parts[i].key))
            parts[i].read(l, api, dl_json_get(value, parts[i].key));
}

/* ---- names of functions ---- */

static dl_api *new_api(loader *l, const char *name)
{
    dl_api *api = DL_NEW(l->read.arena, dl_api);

    api->name = api->canonical = name;
    api->driver_object = api->registry_path = -1;
    return api;
}

static void put_api(loader *l, dl_api *api)
{
    dl_map_set(l->facts->apis, api->name, api);
    dl_vec_push(l->read.arena, &l->facts->api_list, api);
    dl_vec_push(l->read.arena, &l->facts->api_names, api->name);
    if (dl_text_ends(api->name, "*")) {
        dl_vec_push(l->read.arena, &l->facts->families, api);
        l->facts->begins_family[(unsigned char)api->name[0]] = true;
    }
}

/* Gives each entry a dl_api with its parameters, which paths need before they are read. */
static void open_function(loader *l, entry *e)
{
    const dl_wdk_function *known = dl_wdk_find_function(e->name);
    dl_api *api = e->api = new_api(l, e->name);

    if (!dl_reader_expect(&l->read, e->value, DL_JSON_OBJECT, "a function"))
        return;
    api->is_macro = dl_reader_bool(&l->read, e->value, "macro", false);
    if (dl_json_get(e->value, "params"))
        api->params = name_set(l, e->value, "params");
    else if (known)
        api->params = split_params(known->params ? known->params : "", l->read.arena);
    put_api(l, api);
}

/* Names of `sameAs` before the entries are filled, so that a rule may use either. */
static void open_aliases(loader *l, entry *e)
{
    dl_name_set names = name_set(l, e->value, "sameAs");

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

static dl_param_set shift_set(loader *l, dl_param_set set, unsigned at)
{
    unsigned *moved = DL_NEW_ARRAY(l->read.arena, set.count + 1, unsigned);

    for (size_t i = 0; i < set.count; i++)
        moved[i] = set.at[i] + (set.at[i] >= at && set.at[i] != DL_FACT_RESULT);
    return (dl_param_set){moved, set.count};
}

/* `memset:0` takes its value as second argument, which RtlZeroMemory does not have: the
 * parameters behind it move up. Only what such functions can have is moved. */
static void shift_params(loader *l, const entry *e, dl_api *api)
{
    const char **names = DL_NEW_ARRAY(l->read.arena, api->params.count + 2, const char *);
    dl_zero_fact *zeroes = DL_NEW_ARRAY(l->read.arena, api->zero_count + 1, dl_zero_fact);
    size_t count = 0;

    if (api->out_count || api->store_count || api->write_count || api->callback_count || api->copy_count) {
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
    }
    api->params = (dl_name_set){names, count};
    api->zeroes = zeroes;
    api->kept = shift_set(l, api->kept, 1);
    api->freed = shift_set(l, api->freed, 1);
    api->copied = shift_set(l, api->copied, 1);
    api->initialised = shift_set(l, api->initialised, 1);
}

static void fill_aliases(loader *l, const entry *e)
{
    dl_name_set names = name_set(l, e->value, "sameAs");

    for (size_t i = 0; i < names.count; i++) {
        dl_api *alias = dl_map_get(l->facts->apis, names.at[i]);

        *alias = *e->api;
        alias->name = names.at[i];
        if (strchr(alias->name, ':'))
            shift_params(l, e, alias);
    }
}

/* ---- prefixes ---- */

static bool is_excepted(dl_name_set except, const char *name)
{
    for (size_t i = 0; i < except.count; i++)
        if (dl_text_glob(except.at[i], name))
            return true;
    return false;
}

static dl_name_set add_names(loader *l, dl_name_set left, dl_name_set right)
{
    const char **at = DL_NEW_ARRAY(l->read.arena, left.count + right.count + 1, const char *);
    size_t count = 0;

    for (size_t i = 0; i < left.count + right.count; i++) {
        const char *name = i < left.count ? left.at[i] : right.at[i - left.count];
        bool is_new = true;

        for (size_t j = 0; j < count; j++)
            is_new = is_new && strcmp(at[j], name) != 0;
        if (is_new)
            at[count++] = name;
    }
    return (dl_name_set){at, count};
}

static void apply_prefix(loader *l, const entry *e)
{
    static const char *const keys[] = {"traits", "except", NULL};
    dl_name_set traits, except;

    if (!dl_reader_keys(&l->read, e->value, keys, "a prefix"))
        return;
    traits = name_set(l, e->value, "traits");
    except = name_set(l, e->value, "except");
    for (size_t i = 0; i < traits.count; i++)
        add_trait(l, traits.at[i]);
    for (size_t i = 0; i < l->facts->api_list.count; i++) {
        dl_api *api = dl_map_get(l->facts->apis, l->facts->api_list.at[i]->name);

        if (dl_text_glob(e->name, api->name) && !is_excepted(except, api->name))
            api->traits = add_names(l, api->traits, traits);
    }
}

/* ---- resources ---- */

static void read_use_args(loader *l, dl_api_use *use, const dl_json *args)
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
        (void)param_of(l, dl_map_get(l->facts->apis, use->calls.at[i]), use->args_name, args->at[0].value);
    wanted = args->at[0].value;
    use->args_is_number = wanted->kind == DL_JSON_STRING && strcmp(wanted->text, "zero") != 0 &&
                          dl_facts_constant(l->facts, wanted->text, &use->args_number);
    if (!use->args_is_number)
        use->args_zero = dl_reader_choice(&l->read, wanted, classes, "class of an argument") == 1;
}

typedef DL_VEC(dl_api_use) use_list;

/* The object stands at different places in IoCreateDevice and IoCreateDeviceSecure: one use for each place. */
static void add_uses(loader *l, use_list *uses, dl_api_use use, const char *object, const dl_json *at)
{
    size_t first = uses->count;

    use.object_is_deref = *object == '*';
    for (size_t i = 0; i < use.calls.count && !l->read.failed; i++) {
        dl_api_use one = use;
        dl_name_set call = {use.calls.at + i, 1};
        size_t same = first;

        one.calls = call;
        one.object = param_of(l, dl_map_get(l->facts->apis, use.calls.at[i]), object + use.object_is_deref, at);
        while (same < uses->count && uses->at[same].object != one.object)
            same++;
        if (same < uses->count)
            uses->at[same].calls = add_names(l, uses->at[same].calls, call);
        else
            dl_vec_push(l->read.arena, uses, one);
    }
}

static size_t read_uses(loader *l, const dl_api_use **out, const dl_json *resource, const char *key)
{
    static const char *const keys[] = {"call", "args", "object", NULL};
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
        use.calls = api_names(l, dl_reader_need(&l->read, value, "call", key));
        if (dl_json_get(value, "args") && !l->read.failed)
            read_use_args(l, &use, dl_json_get(value, "args"));
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

static void read_owner(loader *l, dl_resource *made, const dl_json *value)
{
    made->owner = dl_reader_text(&l->read, value, "'owner'");
    if (strcmp(made->owner, "driver-object") != 0 && strcmp(made->owner, "framework") != 0)
        (void)known_name(l, IN_RESOURCES, value, "owner: 'driver-object', 'framework' or a resource, not");
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
static void refuse_single_names(loader *l, const dl_resource *made, const dl_json *value)
{
    if (!are_families(made->acquire, made->acquire_count) || !are_families(made->release, made->release_count))
        dl_reader_fail_key(&l->read, value, "identity",
                           "the identity 'name' needs families of functions ('EventRegister*') to acquire and release");
}

static void read_resource(loader *l, const entry *e)
{
    static const char *const keys[] = {"title", "acquire", "release",    "consumedBy", "uses",  "identity", "alsoAt",
                                       "note",  "owner",   "releasedBy", "unload",     "level", NULL};
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
    made->also_at = name_set(l, value, "alsoAt");
    made->released_by = name_set(l, value, "releasedBy");
    for (size_t i = 0; i < made->released_by.count && !l->read.failed; i++)
        if (!is_in_section(l, IN_ROLES, made->released_by.at[i]))
            fail_name(l, dl_json_get(value, "releasedBy"), "role", made->released_by.at[i],
                      dl_text_nearest(made->released_by.at[i], l->facts->role_names.at, l->facts->role_names.count));
    if ((part = dl_json_get(value, "owner")))
        read_owner(l, made, part);
    part = dl_json_get(value, "unload");
    made->unload = part ? (dl_unload_duty)dl_reader_choice(&l->read, part, duties, "duty of the unload routine")
                        : DL_UNLOAD_REQUIRED;
    part = dl_json_get(value, "level");
    made->level = part ? levels[dl_reader_choice(&l->read, part, levels, "level")] : "error";
}

/* ---- all of it ---- */

static void add_known_only(loader *l)
{
    for (size_t i = 0; i < dl_wdk_function_count(); i++) {
        const dl_wdk_function *known = dl_wdk_function_at(i);
        dl_api *api;

        if (dl_map_get(l->facts->apis, known->name))
            continue;
        api = new_api(l, known->name);
        api->is_known_only = true;
        api->params = split_params(known->params ? known->params : "", l->read.arena);
        put_api(l, api);
    }
}

static void each_entry(loader *l, section_kind kind, void (*read)(loader *l, const entry *e))
{
    for (size_t i = 0; i < l->sections[kind].list.count && !l->read.failed; i++)
        read(l, l->sections[kind].list.at[i]);
}

static void read_all(loader *l)
{
    each_entry(l, IN_RESULTS, read_result);
    each_entry(l, IN_CONSTANTS, read_constant);
    each_entry(l, IN_GLOBALS, read_global);
    for (size_t i = 0; i < l->sections[IN_FUNCTIONS].list.count && !l->read.failed; i++)
        open_function(l, l->sections[IN_FUNCTIONS].list.at[i]);
    for (size_t i = 0; i < l->sections[IN_FUNCTIONS].list.count && !l->read.failed; i++)
        open_aliases(l, l->sections[IN_FUNCTIONS].list.at[i]);
    if (!l->read.failed)
        add_known_only(l);
    each_entry(l, IN_ROLES, read_role);
    each_entry(l, IN_FUNCTIONS, read_function);
    if (!l->read.failed)
        each_entry(l, IN_FUNCTIONS, fill_aliases);
    each_entry(l, IN_PREFIXES, apply_prefix);
    each_entry(l, IN_STRUCTS, read_struct);
    each_entry(l, IN_MACROS, read_macro);
    each_entry(l, IN_RESOURCES, read_resource);
}

dl_code dl_facts_load_texts(dl_facts **out, const dl_source_text *own, size_t own_count, const dl_source_text *more,
                            size_t more_count, dl_arena *arena, dl_status *why)
{
    dl_facts *facts = *out = DL_NEW(arena, dl_facts);
    loader *l = DL_NEW(arena, loader);

    l->read = (dl_reader){.arena = arena, .why = why};
    l->facts = facts;
    facts->apis = dl_map_new(arena);
    facts->resources = dl_map_new(arena);
    facts->roles = dl_map_new(arena);
    facts->structs = dl_map_new(arena);
    facts->macros = dl_map_new(arena);
    facts->constants = dl_map_new(arena);
    facts->globals = dl_map_new(arena);
    facts->traits = dl_map_new(arena);
    for (size_t i = 0; i < SECTIONS; i++)
        l->sections[i].by_name = dl_map_new(arena);
    for (size_t i = 0; i < own_count && !l->read.failed; i++)
        merge_file(l, &own[i], true);
    for (size_t i = 0; i < more_count && !l->read.failed; i++)
        merge_file(l, &more[i], false);
    if (!l->read.failed)
        read_all(l);
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

const dl_api *dl_facts_api(const dl_facts *facts, const char *name)
{
    const dl_api *found = dl_map_get(facts->apis, name);

    if (found || !facts->begins_family[(unsigned char)name[0]])
        return found;
    for (size_t i = 0; !found && i < facts->families.count; i++) {
        const dl_api *family = facts->families.at[i];
        size_t size = strlen(family->name) - 1;

        if (strncmp(name, family->name, size) == 0 && name[size])
            found = family;
    }
    return found;
}

const dl_api *dl_facts_api_with_value(const dl_facts *facts, const char *name, int64_t value)
{
    char key[160];
    int size = snprintf(key, sizeof key, "%s:%lld", name, (long long)value);

    return size > 0 && (size_t)size < sizeof key ? dl_map_get(facts->apis, key) : NULL;
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

bool dl_facts_is_trait(const dl_facts *facts, const char *trait)
{
    return dl_map_get(facts->traits, trait) != NULL;
}

bool dl_facts_constant(const dl_facts *facts, const char *name, int64_t *value)
{
    const constant *known = dl_map_get(facts->constants, name);

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
