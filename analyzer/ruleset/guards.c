/* Guards (docs/rules.md, section 3). */
#include "ruleset/compile.h"

dl_project_pattern dl_compile_project(dl_compiler *c, const dl_json *value)
{
    static const char *const keys[] = {"property", "linksWith", "linkOption", NULL};
    dl_project_pattern made = {0};
    const dl_json *list = dl_json_get(value, "property");
    dl_property *properties;

    if (!dl_reader_keys(&c->read, value, keys, "'project'"))
        return made;
    made.links_with = dl_compile_names(c, value, "linksWith");
    made.link_options = dl_compile_names(c, value, "linkOption");
    if (!list || !dl_reader_expect(&c->read, list, DL_JSON_OBJECT, "'property'"))
        return made;
    made.properties = properties = DL_NEW_ARRAY(c->read.arena, list->count + 1, dl_property);
    for (size_t i = 0; i < list->count; i++) {
        properties[i].name = list->at[i].key;
        properties[i].values = dl_compile_names(c, list, list->at[i].key);
    }
    made.property_count = list->count;
    return made;
}

void dl_compile_inf(dl_compiler *c, const dl_json *value, dl_name_set *classes, dl_name_set *sections,
                    dl_name_set *directives, dl_name_set *values)
{
    static const char *const keys[] = {"class", "section", "directive", "value", NULL};

    if (!dl_reader_keys(&c->read, value, keys, "'inf'"))
        return;
    if (dl_json_get(value, "value") && (!values || !dl_json_get(value, "directive") || value->count > 2))
        dl_reader_fail_key(&c->read, value, "value",
                           values ? "'value' goes with 'directive', and nothing else"
                                  : "a model's 'inf' has no 'value'");
    if (values)
        *values = dl_compile_names(c, value, "value");
    if (value->count == 0)
        dl_reader_fail(&c->read, value, "'inf' needs 'class', 'section' or 'directive'");
    *classes = dl_compile_names(c, value, "class");
    *sections = dl_compile_names(c, value, "section");
    *directives = dl_compile_names(c, value, "directive");
}

static void read_possible(dl_compiler *c, dl_guard *made, const dl_json *value)
{
    made->kind = DL_GUARD_POSSIBLE;
    made->event = dl_compile_event(c, value);
    made->text = dl_arena_printf(c->read.arena, "%s is possible", made->event->text);
}

static void read_declared(dl_compiler *c, dl_guard *made, const dl_json *value)
{
    static const char *const keys[] = {"roleType", "name", NULL};

    made->kind = DL_GUARD_DECLARED;
    if (!dl_reader_keys(&c->read, value, keys, "'declared'"))
        return;
    made->name = dl_reader_member(&c->read, value, "name");
    made->names = dl_compile_names(c, value, "roleType");
    if (!made->name && made->names.count == 0)
        dl_reader_fail(&c->read, value, "'declared' needs 'roleType' or 'name'");
    made->text = dl_arena_printf(c->read.arena, "a declaration of %s is there",
                                 made->name ? made->name : dl_join_names(c->read.arena, made->names, " or "));
}

static void read_model(dl_compiler *c, dl_guard *made, const dl_json *value)
{
    made->kind = DL_GUARD_MODEL;
    made->name = dl_reader_text(&c->read, value, "'model'");
    made->text = dl_arena_printf(c->read.arena, "the driver is of the model %s", made->name);
    for (size_t i = 0; i < c->model_names.count; i++)
        if (strcmp(c->model_names.at[i], made->name) == 0)
            return;
    if (!c->read.failed)
        dl_compile_unknown(c, value, "model", made->name,
                           dl_text_nearest(made->name, c->model_names.at, c->model_names.count));
}

static void read_define(dl_compiler *c, dl_guard *made, const dl_json *value)
{
    made->kind = DL_GUARD_DEFINE;
    made->name = dl_reader_text(&c->read, value, "'define'");
    made->text = dl_arena_printf(c->read.arena, "%s is defined", made->name);
}

static void read_inf(dl_compiler *c, dl_guard *made, const dl_json *value)
{
    made->kind = DL_GUARD_INF;
    dl_compile_inf(c, value, &made->inf_class, &made->inf_section, &made->inf_directive, &made->inf_value);
    made->text = "the INF says so";
}

static void read_project(dl_compiler *c, dl_guard *made, const dl_json *value)
{
    made->kind = DL_GUARD_PROJECT;
    made->project = dl_compile_project(c, value);
    made->text = "the project says so";
    if (value->count == 0 && !c->read.failed)
        dl_reader_fail(&c->read, value, "'project' needs 'property', 'linksWith' or 'linkOption'");
}

static void read_includes(dl_compiler *c, dl_guard *made, const dl_json *value)
{
    made->kind = DL_GUARD_INCLUDES;
    made->names.count = dl_reader_texts(&c->read, &made->names.at, value, "'includes'");
    made->text = dl_arena_printf(c->read.arena, "%s is included", dl_join_names(c->read.arena, made->names, " or "));
}

static void read_target(dl_compiler *c, dl_guard *made, const dl_json *value)
{
    (void)made;
    dl_reader_fail(&c->read, value, "'target' of a guard is not built yet");
}

static void read_inner(dl_compiler *c, dl_guard *made, dl_guard_kind kind, const dl_json *value, const char *between)
{
    const dl_guard **inner = DL_NEW_ARRAY(c->read.arena, value->count + 1, const dl_guard *);
    dl_text_list texts = {0};

    made->kind = kind;
    made->inner = inner;
    if (!dl_reader_expect(&c->read, value, DL_JSON_ARRAY, "a list of guards"))
        return;
    if (value->count == 0)
        dl_reader_fail(&c->read, value, "an empty list says nothing");
    for (size_t i = 0; i < value->count && !c->read.failed; i++) {
        inner[made->inner_count++] = dl_compile_guard(c, value->at[i].value);
        dl_vec_push(c->read.arena, &texts, inner[i]->text);
    }
    made->text = dl_join_names(c->read.arena, (dl_name_set){texts.at, texts.count}, between);
}

static void read_all(dl_compiler *c, dl_guard *made, const dl_json *value)
{
    read_inner(c, made, DL_GUARD_ALL, value, " and ");
}

static void read_any(dl_compiler *c, dl_guard *made, const dl_json *value)
{
    read_inner(c, made, DL_GUARD_ANY, value, " or ");
}

static void read_not(dl_compiler *c, dl_guard *made, const dl_json *value)
{
    const dl_guard **inner = DL_NEW(c->read.arena, const dl_guard *);

    made->kind = DL_GUARD_NOT;
    *inner = dl_compile_guard(c, value);
    made->inner = inner;
    made->inner_count = 1;
    made->text = dl_arena_printf(c->read.arena, "not (%s)", (*inner)->text);
}

static const struct {
    const char *key;
    void (*read)(dl_compiler *c, dl_guard *made, const dl_json *value);
} heads[] = {{"possible", read_possible},
             {"declared", read_declared},
             {"model", read_model},
             {"define", read_define},
             {"inf", read_inf},
             {"project", read_project},
             {"includes", read_includes},
             {"target", read_target},
             {"allOf", read_all},
             {"anyOf", read_any},
             {"not", read_not}};
enum { HEADS = sizeof heads / sizeof *heads };

const dl_guard *dl_compile_guard(dl_compiler *c, const dl_json *value)
{
    static const char *const keys[] = {"possible", "declared", "model", "define", "inf", "project",
                                       "includes", "target",   "allOf", "anyOf",  "not", NULL};
    dl_guard *made = DL_NEW(c->read.arena, dl_guard);

    made->text = "true";
    if (!value)
        return NULL;
    if (!dl_compile_spend(c, value) || !dl_reader_keys(&c->read, value, keys, "a guard"))
        return made;
    if (value->count != 1) {
        dl_reader_fail(&c->read, value, "a guard has one key, not %zu; 'allOf' joins several", value->count);
        return made;
    }
    for (size_t i = 0; i < HEADS; i++)
        if (strcmp(value->at[0].key, heads[i].key) == 0)
            heads[i].read(c, made, value->at[0].value);
    return made;
}
