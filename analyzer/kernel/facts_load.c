/* facts_load.c: merges the files by section and name; reads names, parameters and paths as the entries spell them. */
#include "kernel/facts_private.h"

#include <stdlib.h>
#include <string.h>

static const char *const section_names[DL_FACT_SECTIONS + 2] = {
    "functions", "resources", "roles", "structs", "macros", "prefixes", "constants", "globals", "results", "schema"};

/* ---- merging ---- */

/* The members of both; a user's file may add keys to an entry of ours, not change one. */
static const dl_json *join(dl_fact_loader *l, const dl_json *first, const dl_json *second)
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

static void merge_entry(dl_fact_loader *l, dl_fact_section kind, const dl_json *section, const dl_json_member *member,
                        bool is_own)
{
    dl_fact_entry *known = dl_map_get(l->sections[kind].by_name, member->key);

    if (known && (is_own || known->value->kind != DL_JSON_OBJECT || member->value->kind != DL_JSON_OBJECT)) {
        dl_reader_fail_key(&l->read, section, member->key, "'%s' stands twice in '%s', first in %s", member->key,
                           section_names[kind], known->value->file);
    } else if (known) {
        known->value = join(l, known->value, member->value);
    } else {
        dl_fact_entry *made = DL_NEW(l->read.arena, dl_fact_entry);

        made->name = member->key;
        made->line = member->line;
        made->column = member->column;
        made->value = member->value;
        dl_map_set(l->sections[kind].by_name, made->name, made);
        dl_vec_push(l->read.arena, &l->sections[kind].list, made);
    }
}

void dl_load_merge(dl_fact_loader *l, const dl_source_text *file, bool is_own)
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
    for (unsigned kind = 0; kind < DL_FACT_SECTIONS && !l->read.failed; kind++) {
        const dl_json *section = dl_json_get(root, section_names[kind]);

        if (!section || !dl_reader_expect(&l->read, section, DL_JSON_OBJECT, section_names[kind]))
            continue;
        for (size_t i = 0; i < section->count; i++)
            merge_entry(l, (dl_fact_section)kind, section, &section->at[i], is_own);
    }
}

/* ---- small things ---- */

void dl_load_fail_name(dl_fact_loader *l, const dl_json *at, const char *what, const char *name, const char *near)
{
    if (near)
        dl_reader_fail(&l->read, at, "unknown %s '%s'; did you mean '%s'?", what, name, near);
    else
        dl_reader_fail(&l->read, at, "unknown %s '%s'", what, name);
}

dl_name_set dl_load_names(dl_fact_loader *l, const dl_json *object, const char *key)
{
    const dl_json *value = dl_json_get(object, key);
    dl_name_set set = {0};

    if (value)
        set.count = dl_reader_texts(&l->read, &set.at, value, dl_arena_printf(l->read.arena, "'%s'", key));
    return set;
}

bool dl_load_has_entry(const dl_fact_loader *l, dl_fact_section kind, const char *name)
{
    return dl_map_get(l->sections[kind].by_name, name) != NULL;
}

const char *dl_load_known_name(dl_fact_loader *l, dl_fact_section kind, const dl_json *at, const char *what)
{
    const char *name = dl_reader_text(&l->read, at, what);
    dl_name_list names = {0};

    if (l->read.failed || dl_load_has_entry(l, kind, name))
        return name;
    for (size_t i = 0; i < l->sections[kind].list.count; i++)
        dl_vec_push(l->read.arena, &names, l->sections[kind].list.at[i]->name);
    dl_load_fail_name(l, at, what, name, dl_text_nearest(name, names.at, names.count));
    return name;
}

static const char *api_name(dl_fact_loader *l, const dl_json *at)
{
    const char *name = dl_reader_text(&l->read, at, "the name of an API");
    const dl_api *api = dl_map_get(l->facts->apis, name);

    if (!api && !l->read.failed)
        dl_load_fail_name(l, at, "API", name, dl_facts_nearest_api(l->facts, name));
    return api ? api->canonical : name;
}

dl_name_set dl_load_api_names(dl_fact_loader *l, const dl_json *value)
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

unsigned dl_load_param(dl_fact_loader *l, const dl_api *api, const char *name, const dl_json *at)
{
    int found = dl_api_param(api, name);

    if (found >= 0)
        return (unsigned)found;
    if (!l->read.failed)
        dl_reader_fail(&l->read, at, "%s has no parameter '%s'%s", api->name, name,
                       dl_reader_hint(&l->read, name, api->params.at, api->params.count));
    return 0;
}

unsigned dl_load_param_or_result(dl_fact_loader *l, const dl_api *api, const char *name, const dl_json *at)
{
    bool is_result = strcmp(name, "result") == 0 && dl_api_param(api, name) < 0;

    return is_result ? DL_FACT_RESULT : dl_load_param(l, api, name, at);
}

dl_param_set dl_load_params(dl_fact_loader *l, const dl_api *api, const dl_json *object, const char *key)
{
    dl_name_set names = dl_load_names(l, object, key);
    unsigned *at = DL_NEW_ARRAY(l->read.arena, names.count + 1, unsigned);
    const dl_json *value = dl_json_get(object, key);

    for (size_t i = 0; i < names.count && !l->read.failed; i++)
        at[i] = dl_load_param(l, api, names.at[i], value->kind == DL_JSON_ARRAY ? value->at[i].value : value);
    return (dl_param_set){at, names.count};
}

static const char *take_word(dl_fact_loader *l, const char **at)
{
    const char *start = *at;

    while (dl_text_is_word(**at))
        (*at)++;
    return dl_arena_strndup(l->read.arena, start, (size_t)(*at - start));
}

/* Behind the `[`. */
static bool take_index(dl_fact_loader *l, const dl_api *api, const char **at, dl_step *step)
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
        for (size_t i = 0; api && i < api->params.count; i++)
            if (dl_text_equal(api->params.at[i], word)) {
                step->kind = DL_STEP_BY;
                step->index = (int64_t)i;
            }
        if (!*word || (*end && step->kind != DL_STEP_BY && !dl_facts_constant(l->facts, word, &step->index)))
            return false;
    }
    return *(*at)++ == ']';
}

dl_fact_path dl_load_path(dl_fact_loader *l, const dl_api *api, const char *text, const dl_json *at)
{
    DL_VEC(dl_step) steps = {0};
    dl_fact_path path = {.text = text};
    const char *rest = text;
    bool is_deref = *rest == '*', is_good = true;

    if (is_deref)
        rest++;
    path.param = dl_load_param_or_result(l, api, take_word(l, &rest), at);
    if (is_deref)
        dl_vec_push(l->read.arena, &steps, (dl_step){.kind = DL_STEP_DEREF});
    while (*rest && is_good) {
        dl_step step = {.kind = DL_STEP_FIELD};

        if (*rest == '[') {
            rest++;
            is_good = take_index(l, api, &rest, &step);
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

dl_name_set dl_load_join_names(dl_fact_loader *l, dl_name_set left, dl_name_set right)
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
