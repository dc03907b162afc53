/* Rules and models as wholes (docs/rules.md, sections 2 and 10). */
#include "ruleset/compile.h"

/* ---- rules ---- */

static bool is_kebab(const char *text)
{
    bool is_good = *text >= 'a' && *text <= 'z';

    for (const char *at = text; *at; at++)
        is_good = is_good &&
                  ((*at >= 'a' && *at <= 'z') || (*at >= '0' && *at <= '9') || (*at == '-' && at[1] && at[1] != '-'));
    return is_good;
}

/* Letters, then four digits. */
static bool is_code(const char *text)
{
    size_t letters = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    size_t digits = strspn(text + letters, "0123456789");

    return letters > 0 && digits == 4 && !text[letters + digits];
}

static void read_names(dl_compiler *c, dl_rule *rule, const dl_json *root, const char *folder, const char *name)
{
    const dl_model *model = dl_ruleset_model(c->set, folder);
    const dl_json *id = dl_reader_need(&c->read, root, "id", "a rule"),
                  *code = dl_reader_need(&c->read, root, "code", "a rule");

    rule->model = dl_reader_text(&c->read, dl_reader_need(&c->read, root, "model", "a rule"), "'model'");
    rule->id = dl_reader_text(&c->read, id, "'id'");
    rule->code = dl_reader_text(&c->read, code, "'code'");
    if (c->read.failed)
        return;
    if (strcmp(rule->model, folder) != 0)
        dl_reader_fail(&c->read, dl_json_get(root, "model"), "the rule stands in the folder '%s', but says '%s'",
                       folder, rule->model);
    else if (!model)
        dl_compile_unknown(c, dl_json_get(root, "model"), "model", folder,
                           dl_text_nearest(folder, c->model_names.at, c->model_names.count));
    else if (strcmp(rule->id, name) != 0)
        dl_reader_fail(&c->read, id, "the id '%s' differs from the name of the file, '%s'", rule->id, name);
    else if (!is_kebab(rule->id))
        dl_reader_fail(&c->read, id, "an id consists of lower-case words joined with '-'");
    else if (!dl_text_starts(rule->id, rule->model) || rule->id[strlen(rule->model)] != '-')
        dl_reader_fail(&c->read, id, "the id must begin with '%s-'", rule->model);
    else if (!is_code(rule->code))
        dl_reader_fail(&c->read, code, "a code is capital letters and four digits, such as DRV0901");
    else if (rule->is_ours && !dl_text_starts(rule->code, model->codes))
        dl_reader_fail(&c->read, code, "codes of the model '%s' begin with '%s'", folder, model->codes);
    else if (!rule->is_ours && dl_text_starts(rule->code, "DRV"))
        dl_reader_fail(&c->read, code, "codes that begin with DRV belong to drvlint: choose other letters");
}

static void read_sources(dl_compiler *c, dl_rule *rule, const dl_json *value)
{
    static const char *const keys[] = {"document", "heading", NULL};
    dl_source *at = DL_NEW_ARRAY(c->read.arena, value->count + 1, dl_source);

    rule->sources = at;
    if (!dl_reader_expect(&c->read, value, DL_JSON_ARRAY, "'source'"))
        return;
    if (value->count == 0)
        dl_reader_fail(&c->read, value, "a rule names at least one document");
    for (size_t i = 0; i < value->count; i++) {
        const dl_json *one = value->at[i].value;

        if (!dl_reader_keys(&c->read, one, keys, "a document"))
            return;
        at[i].document =
            dl_reader_text(&c->read, dl_reader_need(&c->read, one, "document", "a document"), "'document'");
        at[i].heading = dl_reader_member(&c->read, one, "heading");
    }
    rule->source_count = value->count;
}

static void read_words(dl_compiler *c, dl_rule *rule, const dl_json *root)
{
    static const char *const strengths[] = {"may", "should", "must", NULL};

    rule->title = dl_reader_text(&c->read, dl_reader_need(&c->read, root, "title", "a rule"), "'title'");
    rule->why = dl_reader_text(&c->read, dl_reader_need(&c->read, root, "why", "a rule"), "'why'");
    rule->fix = dl_reader_text(&c->read, dl_reader_need(&c->read, root, "fix", "a rule"), "'fix'");
    if (!c->read.failed && dl_text_ends(rule->title, "."))
        dl_reader_fail(&c->read, dl_json_get(root, "title"), "a title has no full stop");
    if (c->read.failed)
        return;
    rule->level = dl_compile_level(c, dl_reader_need(&c->read, root, "level", "a rule"));
    rule->level_why = dl_reader_member(&c->read, root, "levelWhy");
    rule->strength = (dl_strength)dl_reader_choice(&c->read, dl_reader_need(&c->read, root, "strength", "a rule"),
                                                   strengths, "strength");
    rule->enabled = dl_reader_bool(&c->read, root, "enabled", true);
    rule->aliases = dl_compile_names(c, root, "aliases");
    rule->limits = dl_compile_names(c, root, "limits");
}

static void check_strength(dl_compiler *c, const dl_rule *rule, const dl_json *root)
{
    static const char *const names[] = {"may", "should", "must"};
    dl_strength strongest = DL_MAY;

    for (size_t i = 0; i < rule->requirements.count; i++) {
        const dl_requirement *requirement = dl_map_get(c->requirements, rule->requirements.at[i]);

        if (requirement->strength > strongest)
            strongest = requirement->strength;
    }
    if (rule->requirements.count && strongest != rule->strength)
        dl_reader_fail(&c->read, dl_json_get(root, "strength"),
                       "the strongest requirement of the rule is a '%s', not a '%s'", names[strongest],
                       names[rule->strength]);
}

/* Whether the check decides the requirement: by name, or by saying `covers` of nothing. */
static bool decides(const dl_check *check, const char *requirement, bool is_covered)
{
    bool says_nothing = check->covers.count == 0;

    if (dl_name_set_has(check->covers, requirement))
        return true;
    for (size_t i = 0; i < check->item_count; i++)
        if (dl_name_set_has(check->items[i].covers, requirement) ||
            (!is_covered && says_nothing && check->items[i].covers.count == 0))
            return true;
    for (size_t i = 0; i < check->error_count; i++)
        if (dl_name_set_has(check->errors[i].covers, requirement) ||
            (!is_covered && says_nothing && check->errors[i].covers.count == 0))
            return true;
    return !is_covered && says_nothing && check->item_count + check->error_count == 0;
}

/* A requirement that nothing decides would have no verdict. */
static void check_coverage(dl_compiler *c, const dl_rule *rule, const dl_json *root)
{
    const dl_json *list = dl_json_get(root, "requirements");

    for (size_t r = 0; r < rule->requirements.count; r++) {
        bool is_decided = false;

        for (size_t i = 0; i < rule->check_count; i++)
            is_decided = is_decided || decides(&rule->checks[i], rule->requirements.at[r], false);
        if (!is_decided)
            dl_reader_fail(&c->read, list->at[r].value,
                           "no check decides '%s': each has 'covers', and none of them names it",
                           rule->requirements.at[r]);
    }
}

/* The check of one requirement among those that its `resource` names. */
static const dl_json *check_of_kinds(dl_compiler *c, const dl_json *check, const dl_json_member *kinds)
{
    dl_json_member *at = DL_NEW_ARRAY(c->read.arena, check->count + 1, dl_json_member);
    dl_json *covers = DL_NEW(c->read.arena, dl_json), *made = dl_arena_copy(c->read.arena, check, sizeof *check);

    *covers = (dl_json){
        .kind = DL_JSON_STRING, .line = kinds->line, .column = kinds->column, .file = check->file, .text = kinds->key};
    for (size_t i = 0; i < check->count; i++) {
        at[i] = check->at[i];
        if (strcmp(at[i].key, "resource") == 0)
            at[i].value = kinds->value;
    }
    at[check->count] = (dl_json_member){"covers", kinds->line, kinds->column, covers};
    made->at = at;
    made->count = check->count + 1;
    return made;
}

static void read_checks(dl_compiler *c, dl_rule *rule, const dl_json *list)
{
    DL_VEC(const dl_json *) values = {0};
    dl_check *at;

    if (!dl_reader_expect(&c->read, list, DL_JSON_ARRAY, "'check'"))
        return;
    if (list->count == 0)
        dl_reader_fail(&c->read, list, "a rule has at least one check");
    for (size_t i = 0; i < list->count; i++) {
        const dl_json *one = list->at[i].value, *kinds = dl_json_get(one, "resource");

        if (!kinds || kinds->kind != DL_JSON_OBJECT) {
            dl_vec_push(c->read.arena, &values, one);
            continue;
        }
        if (kinds->count == 0)
            dl_reader_fail(&c->read, kinds, "'resource' names at least one requirement and its kinds");
        if (dl_json_get(one, "covers"))
            dl_reader_fail_key(&c->read, one, "covers", "'resource' says which requirements the check covers");
        for (size_t k = 0; k < kinds->count; k++)
            dl_vec_push(c->read.arena, &values, check_of_kinds(c, one, &kinds->at[k]));
    }
    rule->checks = at = DL_NEW_ARRAY(c->read.arena, values.count + 1, dl_check);
    for (size_t i = 0; i < values.count && !c->read.failed; i++) {
        at[i].index = (unsigned)i;
        dl_compile_check(c, &at[i], values.at[i], rule);
    }
    rule->check_count = values.count;
}

/* Entries that no check names are read too, so that they are right. */
static void check_lets(dl_compiler *c, const dl_json *lets)
{
    for (size_t i = 0; i < lets->count && !c->read.failed; i++) {
        if (dl_facts_api(c->facts, lets->at[i].key))
            dl_reader_fail_key(&c->read, lets, lets->at[i].key, "'%s' is the name of an API", lets->at[i].key);
        dl_compile_begin(c);
        c->open_lets[c->open_let_count++] = lets->at[i].key;
        (void)dl_compile_event(c, lets->at[i].value);
    }
}

/* The rule's own `let` before those of its model, which `c->lets` has on entry. */
static dl_lets join_lets(dl_compiler *c, const dl_json *own)
{
    const dl_json **at = DL_NEW_ARRAY(c->read.arena, c->lets.count + 1, const dl_json *);

    at[0] = own;
    if (c->lets.count)
        memcpy(at + 1, c->lets.at, c->lets.count * sizeof *at);
    return (dl_lets){at, c->lets.count + 1};
}

void dl_compile_rule(dl_compiler *c, dl_rule *rule, const dl_json *root, const char *folder, const char *name)
{
    static const char *const keys[] = {"schema",   "id",       "code",     "title",   "why",          "fix",
                                       "model",    "level",    "strength", "enabled", "requirements", "source",
                                       "aliases",  "limits",   "when",     "in",      "let",          "check",
                                       "override", "levelWhy", NULL};
    static const char *const schemas[] = {"drvlint-rule-1", NULL}, *const later[] = {"override", NULL};
    static const char *const entry[] = {"entry"};
    const dl_json *lets = dl_json_get(root, "let");

    if (!dl_reader_keys(&c->read, root, keys, "a rule"))
        return;
    dl_compile_not_built(c, root, later, "a rule");
    (void)dl_reader_choice(&c->read, dl_reader_need(&c->read, root, "schema", "a rule"), schemas, "schema of a rule");
    read_names(c, rule, root, folder, name);
    if (c->read.failed)
        return;
    read_words(c, rule, root);
    rule->requirements = dl_compile_requirements(c, dl_reader_need(&c->read, root, "requirements", "a rule"));
    read_sources(c, rule, dl_reader_need(&c->read, root, "source", "a rule"));
    if (c->read.failed)
        return;
    check_strength(c, rule, root);
    c->rule_requirements = rule->requirements;
    rule->in = (dl_role_set){.roles = {entry, 1}};
    if (dl_json_get(root, "in"))
        rule->in = dl_compile_role_set(c, dl_json_get(root, "in"));
    if (lets && dl_reader_expect(&c->read, lets, DL_JSON_OBJECT, "'let'")) {
        c->lets = join_lets(c, lets);
        check_lets(c, lets);
    }
    dl_compile_begin(c);
    rule->when = dl_compile_guard(c, dl_json_get(root, "when"));
    if (!c->read.failed)
        read_checks(c, rule, dl_reader_need(&c->read, root, "check", "a rule"));
    if (!c->read.failed)
        check_coverage(c, rule, root);
}

/* ---- models ---- */

static void read_parameters(dl_compiler *c, dl_model *model, const dl_json *value)
{
    static const char *const keys[] = {"driver-object", "registry-path", NULL};
    int *const slots[] = {&model->driver_object, &model->registry_path};

    if (!dl_reader_keys(&c->read, value, keys, "'parameters'"))
        return;
    for (size_t i = 0; i < 2; i++) {
        const dl_json *at = dl_json_get(value, keys[i]);

        if (!at)
            continue;
        if (at->kind != DL_JSON_NUMBER || !at->is_integer || at->integer < 0 || at->integer > 9)
            dl_reader_fail(&c->read, at, "'%s' is the number of a parameter, from 0", keys[i]);
        else
            *slots[i] = (int)at->integer;
    }
}

static void read_prototypes(dl_compiler *c, dl_model *model, const dl_json *value)
{
    dl_prototype *at = DL_NEW_ARRAY(c->read.arena, value->count + 1, dl_prototype);

    model->prototypes = at;
    if (!dl_reader_expect(&c->read, value, DL_JSON_ARRAY, "'prototypes'"))
        return;
    for (size_t i = 0; i < value->count && !c->read.failed; i++) {
        const dl_json *types = value->at[i].value;
        const char **names = DL_NEW_ARRAY(c->read.arena, types->count + 1, const char *);

        if (!dl_reader_expect(&c->read, types, DL_JSON_ARRAY, "a prototype"))
            return;
        for (size_t j = 0; j < types->count; j++)
            names[j] = dl_reader_text(&c->read, types->at[j].value, "a type");
        if (types->count == 0)
            dl_reader_fail(&c->read, types, "a prototype begins with the type of its result");
        at[i] = (dl_prototype){names, types->count};
    }
    model->prototype_count = value->count;
}

static void read_entry(dl_compiler *c, dl_model *model, const dl_json *value)
{
    static const char *const keys[] = {"functions", "roleType", "parameters", "prototypes", "anyIrql", NULL};

    model->has_entry = true;
    if (!dl_reader_keys(&c->read, value, keys, "'entry'"))
        return;
    model->entry_functions = dl_compile_names(c, value, "functions");
    model->entry_roles = dl_compile_names(c, value, "roleType");
    model->enters_at_any_irql = dl_reader_bool(&c->read, value, "anyIrql", false);
    if (dl_json_get(value, "parameters"))
        read_parameters(c, model, dl_json_get(value, "parameters"));
    if (dl_json_get(value, "prototypes"))
        read_prototypes(c, model, dl_json_get(value, "prototypes"));
}

static void read_model_roles(dl_compiler *c, dl_model *model, const dl_json *value)
{
    static const char *const keys[] = {"functions", "from", NULL};
    dl_role *at = DL_NEW_ARRAY(c->read.arena, value->count + 1, dl_role);

    model->roles = at;
    if (!dl_reader_expect(&c->read, value, DL_JSON_OBJECT, "'roles'"))
        return;
    for (size_t i = 0; i < value->count; i++) {
        const dl_role *known = dl_facts_role(c->facts, value->at[i].key);

        if (!known) {
            dl_reader_fail_key(&c->read, value, value->at[i].key, "unknown role '%s'%s", value->at[i].key,
                               dl_reader_hint(&c->read, value->at[i].key, c->role_names.at, c->role_names.count));
            return;
        }
        if (!dl_reader_keys(&c->read, value->at[i].value, keys, "a role of a model"))
            return;
        at[i] = *known;
        at[i].functions = dl_compile_names(c, value->at[i].value, "functions");
        at[i].from = dl_compile_names(c, value->at[i].value, "from");
    }
    model->role_count = value->count;
}

static dl_name_set read_calls(dl_compiler *c, const dl_json *object, const char *key)
{
    const dl_json *value = dl_json_get(object, key);
    dl_name_set calls = dl_compile_names(c, object, key);

    for (size_t i = 0; i < calls.count && !c->read.failed; i++)
        (void)dl_compile_api(c, calls.at[i], value->kind == DL_JSON_ARRAY ? value->at[i].value : value);
    return calls;
}

static void read_recognise(dl_compiler *c, dl_model *model, const dl_json *value)
{
    static const char *const keys[] = {"always",  "asked", "calls", "reaches",  "defines",
                                       "project", "inf",   "when",  "includes", NULL};

    if (!dl_reader_keys(&c->read, value, keys, "'recognise'"))
        return;
    model->always = dl_reader_bool(&c->read, value, "always", false);
    model->asked = dl_reader_bool(&c->read, value, "asked", false);
    model->calls = read_calls(c, value, "calls");
    model->reaches = read_calls(c, value, "reaches");
    model->defines = dl_compile_names(c, value, "defines");
    model->includes = dl_compile_names(c, value, "includes");
    if (dl_json_get(value, "project"))
        model->project = dl_compile_project(c, dl_json_get(value, "project"));
    if (dl_json_get(value, "inf"))
        dl_compile_inf(c, dl_json_get(value, "inf"), &model->inf_class, &model->inf_section, &model->inf_directive,
                       NULL);
    dl_compile_begin(c);
    model->when = dl_compile_guard(c, dl_json_get(value, "when"));
    if (value->count == 0)
        dl_reader_fail(&c->read, value, "'recognise' needs a kind of evidence, 'always' or 'asked'");
}

static void read_disables(dl_compiler *c, dl_model *model, const dl_json *value)
{
    static const char *const keys[] = {"rules", "why", "unless", NULL};
    dl_disable *at = DL_NEW_ARRAY(c->read.arena, value->count + 1, dl_disable);

    model->disables = at;
    if (!dl_reader_expect(&c->read, value, DL_JSON_ARRAY, "'disables'"))
        return;
    for (size_t i = 0; i < value->count; i++) {
        const dl_json *one = value->at[i].value;

        if (!dl_reader_keys(&c->read, one, keys, "'disables'"))
            return;
        at[i].rules = dl_reader_text(&c->read, dl_reader_need(&c->read, one, "rules", "'disables'"), "'rules'");
        at[i].why = dl_reader_text(&c->read, dl_reader_need(&c->read, one, "why", "'disables'"), "'why'");
        dl_compile_begin(c);
        at[i].unless = dl_compile_guard(c, dl_json_get(one, "unless"));
    }
    model->disable_count = value->count;
}

static void read_levels(dl_compiler *c, dl_model *model, const dl_json *value)
{
    struct dl_model_level *at = DL_NEW_ARRAY(c->read.arena, value->count + 1, struct dl_model_level);

    model->levels = at;
    if (!dl_reader_expect(&c->read, value, DL_JSON_OBJECT, "'levels'"))
        return;
    for (size_t i = 0; i < value->count; i++) {
        at[i].rule = value->at[i].key;
        at[i].level = dl_compile_level(c, value->at[i].value);
    }
    model->level_count = value->count;
}

void dl_compile_extends(dl_compiler *c, dl_model *model, const dl_json *root)
{
    const dl_json *value = dl_json_get(root, "extends");

    model->extends = dl_compile_names(c, root, "extends");
    model->bases = DL_NEW_ARRAY(c->read.arena, model->extends.count, const dl_model *);
    for (size_t i = 0; i < model->extends.count && !c->read.failed; i++) {
        model->bases[i] = dl_ruleset_model(c->set, model->extends.at[i]);
        if (!model->bases[i])
            dl_compile_unknown(c, value->kind == DL_JSON_ARRAY ? value->at[i].value : value, "model",
                               model->extends.at[i],
                               dl_text_nearest(model->extends.at[i], c->model_names.at, c->model_names.count));
    }
}

static const struct {
    const char *key;
    void (*read)(dl_compiler *c, dl_model *model, const dl_json *value);
} model_parts[] = {{"entry", read_entry},
                   {"roles", read_model_roles},
                   {"recognise", read_recognise},
                   {"disables", read_disables},
                   {"levels", read_levels}};

void dl_compile_model(dl_compiler *c, dl_model *model, const dl_json *root, const char *folder)
{
    static const char *const keys[] = {"schema", "id",        "title",    "codes", "extends", "entry",
                                       "roles",  "recognise", "disables", "let",   "levels",  NULL};
    static const char *const schemas[] = {"drvlint-model-1", NULL};
    const dl_json *lets = dl_json_get(root, "let");

    model->driver_object = model->registry_path = -1;
    if (!dl_reader_keys(&c->read, root, keys, "a model"))
        return;
    (void)dl_reader_choice(&c->read, dl_reader_need(&c->read, root, "schema", "a model"), schemas, "schema of a model");
    if (strcmp(dl_reader_text(&c->read, dl_reader_need(&c->read, root, "id", "a model"), "'id'"), folder) != 0)
        dl_reader_fail(&c->read, root, "the id of the model differs from its folder, '%s'", folder);
    model->title = dl_reader_text(&c->read, dl_reader_need(&c->read, root, "title", "a model"), "'title'");
    model->codes = dl_reader_text(&c->read, dl_reader_need(&c->read, root, "codes", "a model"), "'codes'");
    (void)dl_reader_need(&c->read, root, "recognise", "a model");
    for (size_t i = 0; i < sizeof model_parts / sizeof *model_parts && !c->read.failed; i++)
        if (dl_json_get(root, model_parts[i].key))
            model_parts[i].read(c, model, dl_json_get(root, model_parts[i].key));
    if (!c->read.failed && lets && dl_reader_expect(&c->read, lets, DL_JSON_OBJECT, "'let'"))
        check_lets(c, lets);
}
