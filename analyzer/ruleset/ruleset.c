/* Loading: the files, their order, what the command line says of rules, and questions. */
#include "ruleset/compile.h"
#include "support/embedded.h"
#include "support/platform.h"

#include <stdlib.h>

enum { MOST_BYTES = 4 << 20 }; /* of one file */

/* One file of rules/: MODEL/model.json, MODEL/ID.json. */
typedef struct source_file {
    const dl_source_text *text;
    const dl_json *root;
    const char *folder, *name; /* name: without `.json` */
    bool is_ours;
    dl_model *model; /* of a model file */
} source_file;

typedef struct loading {
    dl_compiler compiler;
    dl_ruleset *set;
    DL_VEC(source_file) files;
    DL_VEC(dl_model *) models;
    DL_VEC(dl_rule *) rules;
    DL_VEC(const dl_requirement *) requirements;
    dl_map *models_by_id, *rules_by_name; /* id and code */
} loading;

/* ---- questions ---- */

const dl_model *dl_ruleset_model(const dl_ruleset *set, const char *id)
{
    size_t low = 0, high = set->model_count;

    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(set->models[middle]->id, id);

        if (order == 0)
            return set->models[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

const dl_rule *dl_ruleset_rule(const dl_ruleset *set, const char *id_or_code)
{
    for (size_t i = 0; i < set->rule_count; i++)
        if (strcmp(set->rules[i]->id, id_or_code) == 0 || strcmp(set->rules[i]->code, id_or_code) == 0)
            return set->rules[i];
    return NULL;
}

const dl_requirement *dl_ruleset_requirement(const dl_ruleset *set, const char *id)
{
    return dl_map_get(set->requirements_by_id, id);
}

/* `extends` has no circles after loading. */
bool dl_model_extends(const dl_model *model, const char *base)
{
    if (strcmp(model->id, base) == 0)
        return true;
    for (size_t i = 0; i < model->extends.count; i++)
        if (dl_model_extends(model->bases[i], base))
            return true;
    return false;
}

const char *dl_level_name(dl_level level)
{
    static const char *const names[] = {"note", "warning", "error"};

    return names[level];
}

const char *dl_ruleset_nearest(const dl_ruleset *set, const char *name)
{
    const char *best = NULL;
    unsigned limit = (unsigned)strlen(name) / 3 + 2;

    for (size_t i = 0; i < set->rule_count + set->model_count; i++) {
        const dl_rule *rule = i < set->rule_count ? set->rules[i] : NULL;
        const char *const names[] = {rule ? rule->id : set->models[i - set->rule_count]->id, rule ? rule->code : ""};

        for (size_t j = 0; j < 2; j++) {
            unsigned distance = dl_text_distance(name, names[j], limit);

            if (*names[j] && distance < limit) {
                limit = distance;
                best = names[j];
            }
        }
    }
    return best;
}

/* ---- files ---- */

/* Splits `…/MODEL/NAME.json`. */
static void add_file(loading *l, const dl_source_text *text, bool is_ours)
{
    dl_reader *read = &l->compiler.read;
    const char *slash = strrchr(text->path, '/'), *folder = slash;
    source_file file = {.text = text, .is_ours = is_ours};

    while (folder && folder > text->path && folder[-1] != '/')
        folder--;
    file.name = slash ? slash + 1 : text->path;
    file.folder = slash ? dl_arena_strndup(read->arena, folder, (size_t)(slash - folder)) : "";
    if (dl_text_ends(file.name, ".json"))
        file.name = dl_arena_strndup(read->arena, file.name, strlen(file.name) - 5);
    if (dl_json_parse(&file.root, text->path, text->text, text->size, read->arena, read->why))
        read->failed = true;
    else
        dl_vec_push(read->arena, &l->files, file);
}

static bool is_requirements(const source_file *file)
{
    return strcmp(file->name, "requirements") == 0;
}

static bool is_undecided(const source_file *file)
{
    return strcmp(file->name, "undecided") == 0;
}

static bool is_model(const source_file *file)
{
    return strcmp(file->name, "model") == 0;
}

static void read_requirements(loading *l, const dl_json *root)
{
    static const char *const keys[] = {"schema", "requirements", NULL}, *const own[] = {"model", "strength",
                                                                                        "statement", NULL};
    static const char *const schemas[] = {"drvlint-requirements-1", NULL}, *const strengths[] = {"may", "should",
                                                                                                 "must", NULL};
    dl_reader *read = &l->compiler.read;
    const dl_json *list;

    if (!dl_reader_keys(read, root, keys, "the list of requirements"))
        return;
    (void)dl_reader_choice(read, dl_reader_need(read, root, "schema", "the list of requirements"), schemas, "schema");
    list = dl_reader_need(read, root, "requirements", "the list of requirements");
    if (!dl_reader_expect(read, list, DL_JSON_OBJECT, "'requirements'"))
        return;
    for (size_t i = 0; i < list->count; i++) {
        const dl_json *value = list->at[i].value;
        dl_requirement *made = DL_NEW(read->arena, dl_requirement);

        if (!dl_reader_keys(read, value, own, "a requirement"))
            return;
        made->id = list->at[i].key;
        made->model = dl_reader_text(read, dl_reader_need(read, value, "model", "a requirement"), "'model'");
        made->statement =
            dl_reader_text(read, dl_reader_need(read, value, "statement", "a requirement"), "'statement'");
        made->strength = (dl_strength)dl_reader_choice(read, dl_reader_need(read, value, "strength", "a requirement"),
                                                       strengths, "strength");
        dl_map_set(l->compiler.requirements, made->id, made);
        dl_vec_push(read->arena, &l->requirements, made);
        dl_vec_push(read->arena, &l->compiler.requirement_names, made->id);
    }
}

/* ---- models ---- */

static int by_model_id(const void *left, const void *right)
{
    return strcmp((*(dl_model *const *)left)->id, (*(dl_model *const *)right)->id);
}

/* Gives every model its name before any of them is read. */
static void open_models(loading *l)
{
    dl_reader *read = &l->compiler.read;

    for (size_t i = 0; i < l->files.count && !read->failed; i++) {
        source_file *file = &l->files.at[i];

        if (!is_model(file))
            continue;
        file->model = DL_NEW(read->arena, dl_model);
        file->model->id = file->folder;
        if (!dl_map_add(l->models_by_id, file->folder, file))
            dl_reader_fail(read, file->root, "the model '%s' is there already", file->folder);
        dl_vec_push(read->arena, &l->models, file->model);
        dl_vec_push(read->arena, &l->compiler.model_names, file->folder);
    }
    if (l->models.count)
        qsort(l->models.at, l->models.count, sizeof *l->models.at, by_model_id);
    l->set->models = (const dl_model *const *)l->models.at;
    l->set->model_count = l->models.count;
}

typedef DL_VEC(const source_file *) lineage;

/* The model and those that it extends, each once, nearest first. */
static lineage lineage_of(loading *l, const source_file *start)
{
    lineage line = {0};

    dl_vec_push(l->compiler.read.arena, &line, start);
    for (size_t i = 0; i < line.count; i++) {
        dl_name_set extends = line.at[i]->model->extends;

        for (size_t j = 0; j < extends.count; j++) {
            const source_file *next = dl_map_get(l->models_by_id, extends.at[j]);
            bool is_new = next != NULL;

            for (size_t k = 0; k < line.count; k++)
                is_new = is_new && line.at[k] != next;
            if (is_new)
                dl_vec_push(l->compiler.read.arena, &line, next);
        }
    }
    return line;
}

/* A circle: one of those that a model extends extends the model. */
static void check_circles(loading *l)
{
    for (size_t i = 0; i < l->files.count; i++) {
        const source_file *file = &l->files.at[i];
        lineage line;

        if (!file->model)
            continue;
        line = lineage_of(l, file);
        for (size_t j = 0; j < line.count; j++)
            for (size_t k = 0; k < line.at[j]->model->extends.count; k++)
                if (strcmp(line.at[j]->model->extends.at[k], file->model->id) == 0)
                    dl_reader_fail(&l->compiler.read, dl_json_get(file->root, "extends"),
                                   "the model '%s' extends itself, by way of '%s'", file->model->id,
                                   line.at[j]->model->id);
    }
}

static dl_lets lets_of(loading *l, const source_file *file)
{
    lineage line = lineage_of(l, file);
    const dl_json **at = DL_NEW_ARRAY(l->compiler.read.arena, line.count + 1, const dl_json *);
    dl_lets lets = {at, 0};

    for (size_t i = 0; i < line.count; i++) {
        const dl_json *own = dl_json_get(line.at[i]->root, "let");

        if (own && own->kind == DL_JSON_OBJECT)
            at[lets.count++] = own;
    }
    return lets;
}

static void read_models(loading *l)
{
    dl_compiler *c = &l->compiler;

    open_models(l);
    for (size_t i = 0; i < l->files.count && !c->read.failed; i++)
        if (l->files.at[i].model)
            dl_compile_extends(c, l->files.at[i].model, l->files.at[i].root);
    if (!c->read.failed)
        check_circles(l);
    for (size_t i = 0; i < l->files.count && !c->read.failed; i++) {
        source_file *file = &l->files.at[i];

        if (!file->model)
            continue;
        c->lets = lets_of(l, file);
        dl_compile_model(c, file->model, file->root, file->folder);
    }
}

/* ---- rules ---- */

static void keep_name(loading *l, const dl_rule *rule, const dl_json *root, const char *key, const char *name)
{
    const dl_rule *other = dl_map_get(l->rules_by_name, name);

    if (other)
        dl_reader_fail(&l->compiler.read, dl_json_get(root, key), "'%s' is the %s of another rule already, in %s", name,
                       key, other->path);
    else
        dl_map_set(l->rules_by_name, name, (void *)(uintptr_t)rule);
}

static int by_code(const void *left, const void *right)
{
    return strcmp((*(dl_rule *const *)left)->code, (*(dl_rule *const *)right)->code);
}

static void read_rules(loading *l)
{
    dl_compiler *c = &l->compiler;

    for (size_t i = 0; i < l->files.count && !c->read.failed; i++) {
        const source_file *file = &l->files.at[i], *model;
        dl_rule *rule;

        if (is_model(file) || is_requirements(file) || is_undecided(file))
            continue;
        rule = DL_NEW(c->read.arena, dl_rule);
        rule->path = file->text->path;
        rule->is_ours = file->is_ours;
        model = dl_map_get(l->models_by_id, file->folder);
        c->lets = model ? lets_of(l, model) : (dl_lets){0};
        dl_compile_rule(c, rule, file->root, file->folder, file->name);
        if (c->read.failed)
            return;
        keep_name(l, rule, file->root, "id", rule->id);
        keep_name(l, rule, file->root, "code", rule->code);
        dl_vec_push(c->read.arena, &l->rules, rule);
    }
    if (l->rules.count)
        qsort(l->rules.at, l->rules.count, sizeof *l->rules.at, by_code);
    l->set->rules = (const dl_rule *const *)l->rules.at;
    l->set->rule_count = l->rules.count;
}

/* A name of a rule in a model. One that nothing resembles may wait for its rule, which a model in work has not got
 * yet; else it is misspelled. */
static void check_rule_name(loading *l, const dl_json *at, const char *name)
{
    const char *near = NULL;
    unsigned limit = (unsigned)strlen(name) / 5 + 2;
    bool is_of_model = false;

    if (strpbrk(name, "*?") || dl_map_get(l->rules_by_name, name))
        return;
    for (size_t i = 0; i < l->rules.count; i++)
        if (dl_text_distance(name, l->rules.at[i]->id, limit) < limit)
            near = l->rules.at[i]->id;
    for (size_t i = 0; i < l->models.count; i++) {
        size_t size = strlen(l->models.at[i]->id);

        is_of_model = is_of_model || (strncmp(name, l->models.at[i]->id, size) == 0 && name[size] == '-');
    }
    if (near || !is_of_model)
        dl_compile_unknown(&l->compiler, at, "rule", name, near);
}

/* The rules that checks name. */
static void check_reporters(loading *l, const dl_json *root)
{
    const dl_json *list = dl_json_get(root, "check");

    for (size_t i = 0; list && list->kind == DL_JSON_ARRAY && i < list->count; i++) {
        const dl_json *by =
            list->at[i].value->kind == DL_JSON_OBJECT ? dl_json_get(list->at[i].value, "reportedBy") : NULL;

        if (by && by->kind == DL_JSON_STRING)
            check_rule_name(l, by, by->text);
    }
}

static void check_rule_names(loading *l)
{
    for (size_t i = 0; i < l->files.count; i++) {
        const source_file *file = &l->files.at[i];
        const dl_json *levels = dl_json_get(file->root, "levels"), *disables = dl_json_get(file->root, "disables");

        check_reporters(l, file->root);
        if (!file->model)
            continue;
        for (size_t j = 0; j < file->model->disable_count; j++)
            check_rule_name(l, dl_json_get(disables->at[j].value, "rules"), file->model->disables[j].rules);
        for (size_t j = 0; j < file->model->level_count; j++)
            check_rule_name(l, levels->at[j].value, file->model->levels[j].rule);
    }
}

/* ---- settings ---- */

static bool is_meant(const dl_rule *rule, const char *pattern)
{
    if (dl_text_glob(pattern, rule->id) || dl_text_glob(pattern, rule->code) || dl_text_glob(pattern, rule->model))
        return true;
    for (size_t i = 0; i < rule->aliases.count; i++)
        if (dl_text_glob(pattern, rule->aliases.at[i]))
            return true;
    return false;
}

/* A level of the command line or the configuration replaces those of checks and items too. */
static void set_level(dl_rule *rule, dl_level level)
{
    rule->level = level;
    rule->is_level_set = true;
    for (size_t i = 0; i < rule->check_count; i++) {
        dl_check *check = (dl_check *)(uintptr_t)&rule->checks[i];

        check->has_level = false;
        for (size_t j = 0; j < check->item_count; j++)
            ((dl_item *)(uintptr_t)&check->items[j])->has_level = false;
    }
}

static dl_code apply_setting(loading *l, const dl_rule_setting *setting)
{
    const char *near;
    bool is_used = false;

    for (size_t i = 0; i < l->rules.count; i++) {
        dl_rule *rule = l->rules.at[i];

        if (!is_meant(rule, setting->pattern))
            continue;
        is_used = true;
        if (setting->kind == DL_SET_LEVEL)
            set_level(rule, setting->level);
        else
            rule->enabled = setting->kind == DL_SET_ENABLE;
    }
    /* a model without rules of its own is a known name too */
    if (is_used || dl_ruleset_model(l->set, setting->pattern))
        return DL_OK;
    near = dl_ruleset_nearest(l->set, setting->pattern);
    return dl_fail_at(l->compiler.read.why, DL_USAGE, setting->file, setting->line, setting->column,
                      "unknown rule or model '%s'%s%s%s", setting->pattern, near ? "; did you mean '" : "",
                      near ? near : "", near ? "'?" : "");
}

/* ---- all of it ---- */

static void open_loading(loading *l, dl_ruleset *set, const dl_facts *facts, dl_arena *arena, dl_status *why)
{
    const dl_role *const *roles;
    size_t count;

    l->set = set;
    set->facts = facts;
    l->compiler.read = (dl_reader){.arena = arena, .why = why};
    l->compiler.facts = facts;
    l->compiler.set = set;
    l->compiler.requirements = dl_map_new(arena);
    l->models_by_id = dl_map_new(arena);
    l->rules_by_name = dl_map_new(arena);
    roles = dl_facts_roles(facts, &count);
    for (size_t i = 0; i < count; i++)
        dl_vec_push(arena, &l->compiler.role_names, roles[i]->id);
}

dl_code dl_ruleset_load_texts(dl_ruleset **out, const dl_facts *facts, const dl_source_text *files, size_t count,
                              size_t ours, const dl_rule_setting *settings, size_t setting_count, dl_arena *arena,
                              dl_status *why)
{
    loading *l = DL_NEW(arena, loading);
    dl_reader *read = &l->compiler.read;

    *out = DL_NEW(arena, dl_ruleset);
    open_loading(l, *out, facts, arena, why);
    for (size_t i = 0; i < count && !read->failed; i++)
        add_file(l, &files[i], i < ours);
    for (size_t i = 0; i < l->files.count && !read->failed; i++)
        if (is_requirements(&l->files.at[i]))
            read_requirements(l, l->files.at[i].root);
    l->set->requirements = l->requirements.at;
    l->set->requirements_by_id = l->compiler.requirements;
    l->set->requirement_count = l->requirements.count;
    for (size_t i = 0; i < l->files.count && !read->failed; i++)
        if (is_undecided(&l->files.at[i]))
            dl_compile_undecided(&l->compiler, l->set, l->files.at[i].root);
    if (!read->failed)
        read_models(l);
    if (!read->failed)
        read_rules(l);
    if (!read->failed)
        check_rule_names(l);
    if (!read->failed)
        dl_compile_count_decided(&l->compiler, l->set);
    if (!read->failed)
        dl_compile_check_undecided(&l->compiler, l->set);
    for (size_t i = 0; i < setting_count && !read->failed; i++)
        read->failed = apply_setting(l, &settings[i]) != DL_OK;
    return read->failed ? DL_USAGE : DL_OK;
}

/* ---- folders of users ---- */

typedef DL_VEC(dl_source_text) text_list;

typedef struct folder_walk {
    const char *folder;
    text_list rules, facts;
    dl_arena *arena;
    dl_status *why;
    bool failed;
} folder_walk;

/* DIR/apis.json and DIR/MODEL/NAME.json; what lies deeper belongs to the rules' examples. */
static bool visit_file(void *self, const char *path)
{
    folder_walk *walk = self;
    const char *below = dl_path_below(path, walk->folder, walk->arena);
    const char *slash = strchr(below, '/');
    dl_source_text file = {.path = dl_arena_strdup(walk->arena, path)};

    if (!dl_text_ends(path, ".json") || dl_text_ends(path, ".schema.json") || (slash && strchr(slash + 1, '/')))
        return true;
    if (!slash && strcmp(below, "apis.json") != 0) {
        walk->failed = true;
        (void)dl_fail_at(walk->why, DL_USAGE, path, 0, 0,
                         "a rule stands in a folder that has the name of its model; only 'apis.json' stands here");
        return false;
    }
    if (dl_file_read(&file.text, &file.size, path, MOST_BYTES, walk->arena, walk->why)) {
        walk->failed = true;
        return false;
    }
    if (slash)
        dl_vec_push(walk->arena, &walk->rules, file);
    else
        dl_vec_push(walk->arena, &walk->facts, file);
    return true;
}

static dl_code walk_folder(folder_walk *walk, const char *folder)
{
    size_t before = walk->rules.count + walk->facts.count;

    walk->folder = dl_path_clean(folder, walk->arena);
    if (dl_path_kind_of(folder) != DL_PATH_FOLDER)
        return dl_fail(walk->why, DL_USAGE, "there is no folder of rules '%s'", folder);
    if (dl_folder_walk(walk->folder, visit_file, walk, walk->arena, walk->why) || walk->failed) {
        walk->why->code = DL_USAGE; /* a rule file that cannot be read is a broken rule file */
        return DL_USAGE;
    }
    if (walk->rules.count + walk->facts.count == before)
        return dl_fail(walk->why, DL_USAGE, "there is no rule in '%s': rules stand there as <model>/<rule>.json",
                       folder);
    return DL_OK;
}

dl_code dl_ruleset_load(dl_ruleset **out, const char *const *folders, size_t folder_count,
                        const dl_rule_setting *settings, size_t setting_count, dl_arena *arena, dl_status *why)
{
    folder_walk walk = {.arena = arena, .why = why};
    dl_facts *facts;

    for (size_t i = 0; i < dl_embedded_rules_count; i++) {
        const dl_embedded_file *file = &dl_embedded_rules[i];
        dl_source_text text = {dl_arena_printf(arena, "rules/%s", file->path), dl_embedded_text(file, arena),
                               file->size};

        dl_vec_push(arena, &walk.rules, text);
    }
    for (size_t i = 0; i < folder_count; i++)
        if (walk_folder(&walk, folders[i]))
            return DL_USAGE;
    if (dl_facts_load(&facts, walk.facts.at, walk.facts.count, arena, why))
        return DL_USAGE;
    return dl_ruleset_load_texts(out, facts, walk.rules.at, walk.rules.count, dl_embedded_rules_count, settings,
                                 setting_count, arena, why);
}
