#include "ruleset/coverage.h"

#include "ruleset/compile.h"

typedef DL_VEC(const char *) name_list;

/* ---- rules/undecided.json ---- */

static void read_entry(dl_compiler *c, dl_undecided *out, const dl_json *value, const dl_undecided *before)
{
    static const char *const keys[] = {"id", "model", "reason", NULL};
    const dl_json *id = dl_json_get(value, "id"), *model = dl_json_get(value, "model");
    const dl_requirement *requirement;

    if (!dl_reader_keys(&c->read, value, keys, "an undecided requirement"))
        return;
    out->at = value;
    out->id = dl_reader_text(&c->read, dl_reader_need(&c->read, value, "id", "an undecided requirement"), "'id'");
    out->model =
        dl_reader_text(&c->read, dl_reader_need(&c->read, value, "model", "an undecided requirement"), "'model'");
    out->reason =
        dl_reader_text(&c->read, dl_reader_need(&c->read, value, "reason", "an undecided requirement"), "'reason'");
    if (c->read.failed)
        return;
    requirement = dl_map_get(c->requirements, out->id);
    if (!requirement)
        dl_compile_unknown(c, id, "requirement", out->id,
                           dl_text_nearest(out->id, c->requirement_names.at, c->requirement_names.count));
    else if (strcmp(requirement->model, out->model) != 0)
        dl_reader_fail(&c->read, model, "'%s' is a requirement of '%s', not of '%s'", out->id, requirement->model,
                       out->model);
    else if (before && strcmp(before->id, out->id) >= 0)
        dl_reader_fail(&c->read, id,
                       strcmp(before->id, out->id) == 0 ? "'%s' stands here twice"
                                                        : "'%s' is out of order: the list is sorted by id",
                       out->id);
}

void dl_compile_undecided(dl_compiler *c, dl_ruleset *set, const dl_json *root)
{
    static const char *const keys[] = {"schema", "undecided", NULL}, *const schemas[] = {"drvlint-undecided-1", NULL};
    const dl_json *list;
    dl_undecided *at;

    if (!dl_reader_keys(&c->read, root, keys, "the list of what is not decided"))
        return;
    (void)dl_reader_choice(&c->read, dl_reader_need(&c->read, root, "schema", "the list of what is not decided"),
                           schemas, "schema");
    list = dl_reader_need(&c->read, root, "undecided", "the list of what is not decided");
    if (!dl_reader_expect(&c->read, list, DL_JSON_ARRAY, "'undecided'"))
        return;
    at = DL_NEW_ARRAY(c->read.arena, list->count + 1, dl_undecided);
    for (size_t i = 0; i < list->count && !c->read.failed; i++)
        read_entry(c, &at[i], list->at[i].value, i ? &at[i - 1] : NULL);
    set->undecided = at;
    set->undecided_count = list->count;
}

static const dl_undecided *undecided_of(const dl_ruleset *set, const char *id)
{
    for (size_t i = 0; i < set->undecided_count; i++)
        if (strcmp(set->undecided[i].id, id) == 0)
            return &set->undecided[i];
    return NULL;
}

void dl_compile_check_undecided(dl_compiler *c, const dl_ruleset *set)
{
    for (size_t i = 0; i < set->rule_count && !c->read.failed; i++) {
        const dl_rule *rule = set->rules[i];

        for (size_t j = 0; rule->is_ours && j < rule->requirements.count; j++) {
            const dl_undecided *entry = undecided_of(set, rule->requirements.at[j]);

            if (entry)
                dl_reader_fail(&c->read, dl_json_get(entry->at, "id"),
                               "'%s' is not undecided: the rule '%s' decides it, in %s", entry->id, rule->id,
                               rule->path);
        }
    }
}

void dl_compile_count_decided(dl_compiler *c, const dl_ruleset *set)
{
    for (size_t i = 0; i < set->rule_count; i++) {
        ((dl_model *)(uintptr_t)dl_ruleset_model(set, set->rules[i]->model))->rule_count++;
        for (size_t j = 0; j < set->rules[i]->requirements.count; j++) {
            dl_requirement *requirement = dl_map_get(c->requirements, set->rules[i]->requirements.at[j]);

            requirement->is_decided = true;
        }
    }
    for (size_t i = 0; i < set->requirement_count; i++) {
        const dl_requirement *requirement = set->requirements[i];
        dl_model *model = (dl_model *)(uintptr_t)dl_ruleset_model(set, requirement->model);

        if (!model)
            continue;
        model->requirement_count++;
        model->decided_count += requirement->is_decided;
        model->undecided_count += !requirement->is_decided && undecided_of(set, requirement->id);
    }
}

/* ---- questions ---- */

static bool decides(const dl_rule *rule, const char *requirement)
{
    for (size_t i = 0; i < rule->requirements.count; i++)
        if (strcmp(rule->requirements.at[i], requirement) == 0)
            return true;
    return false;
}

dl_coverage dl_coverage_of(const dl_ruleset *set, const dl_requirement *requirement)
{
    if (requirement->is_decided)
        return DL_COVERAGE_DECIDED;
    return undecided_of(set, requirement->id) ? DL_COVERAGE_UNDECIDED : DL_COVERAGE_OPEN;
}

size_t dl_coverage_count(const dl_ruleset *set, const char *model, dl_coverage coverage)
{
    size_t count = 0;

    for (size_t i = 0; i < set->requirement_count; i++) {
        const dl_requirement *requirement = set->requirements[i];

        if (!model || strcmp(requirement->model, model) == 0)
            count += dl_coverage_of(set, requirement) == coverage;
    }
    return count;
}

bool dl_coverage_has_model(const dl_ruleset *set, const char *model)
{
    for (size_t i = 0; i < set->requirement_count; i++)
        if (strcmp(set->requirements[i]->model, model) == 0)
            return true;
    return false;
}

static bool has_name(const char *const *names, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

/* The models of the catalogue in its order; of those that are asked for, if any are. */
static name_list models_of(const dl_ruleset *set, const char *const *asked, size_t count, dl_arena *arena)
{
    name_list models = {0};

    for (size_t i = 0; i < set->requirement_count; i++) {
        const char *model = set->requirements[i]->model;

        if ((count == 0 || has_name(asked, count, model)) && !has_name(models.at, models.count, model))
            dl_vec_push(arena, &models, model);
    }
    return models;
}

/* ---- text ---- */

static const char row[] = "%-26s  %7s  %9s  %5s  %4s\n";

static void add_row(dl_text *out, const dl_ruleset *set, const char *title, const char *model)
{
    size_t decided = dl_coverage_count(set, model, DL_COVERAGE_DECIDED);
    size_t undecided = dl_coverage_count(set, model, DL_COVERAGE_UNDECIDED);
    size_t open = dl_coverage_count(set, model, DL_COVERAGE_OPEN);

    dl_text_printf(out, "%-26s  %7zu  %9zu  %5zu  %4zu\n", title, decided, undecided, open, decided + undecided + open);
}

static void add_requirement(dl_text *out, const dl_ruleset *set, const dl_requirement *requirement)
{
    const dl_undecided *entry = undecided_of(set, requirement->id);
    bool is_first = true;

    dl_text_printf(out, "  %-40s  ", requirement->id);
    for (size_t i = 0; i < set->rule_count; i++) {
        if (!decides(set->rules[i], requirement->id))
            continue;
        dl_text_printf(out, "%s%s", is_first ? "" : ", ", set->rules[i]->id);
        is_first = false;
    }
    if (is_first)
        dl_text_add(out, entry ? "undecided: " : "open");
    if (is_first && entry)
        dl_text_add(out, entry->reason);
    dl_text_add_char(out, '\n');
}

void dl_coverage_text(dl_text *out, const dl_ruleset *set, const char *const *asked, size_t count)
{
    name_list models = models_of(set, asked, count, out->arena);

    dl_text_printf(out, row, "model", "decided", "undecided", "open", "all");
    for (size_t i = 0; i < models.count; i++) {
        add_row(out, set, models.at[i], models.at[i]);
        for (size_t j = 0; count && j < set->requirement_count; j++)
            if (strcmp(set->requirements[j]->model, models.at[i]) == 0)
                add_requirement(out, set, set->requirements[j]);
    }
    if (count == 0)
        add_row(out, set, dl_arena_printf(out->arena, "%zu models", models.count), NULL);
}

/* ---- JSON ---- */

static void add_rules(dl_text *out, const dl_ruleset *set, const char *id)
{
    bool is_first = true;

    for (size_t i = 0; i < set->rule_count; i++) {
        if (!decides(set->rules[i], id))
            continue;
        dl_text_add(out, is_first ? "" : ", ");
        dl_text_add_quoted(out, set->rules[i]->id);
        is_first = false;
    }
}

static void add_requirement_object(dl_text *out, const dl_ruleset *set, const dl_requirement *requirement)
{
    static const char *const names[] = {"decided", "undecided", "open"};
    dl_coverage coverage = dl_coverage_of(set, requirement);

    dl_text_add(out, "{\"id\": ");
    dl_text_add_quoted(out, requirement->id);
    dl_text_printf(out, ", \"coverage\": \"%s\"", names[coverage]);
    if (coverage == DL_COVERAGE_DECIDED) {
        dl_text_add(out, ", \"rules\": [");
        add_rules(out, set, requirement->id);
        dl_text_add_char(out, ']');
    } else if (coverage == DL_COVERAGE_UNDECIDED) {
        dl_text_add(out, ", \"reason\": ");
        dl_text_add_quoted(out, undecided_of(set, requirement->id)->reason);
    }
    dl_text_add_char(out, '}');
}

static void add_counts(dl_text *out, const dl_ruleset *set, const char *model)
{
    dl_text_printf(
        out, "\"decided\": %zu, \"undecided\": %zu, \"open\": %zu", dl_coverage_count(set, model, DL_COVERAGE_DECIDED),
        dl_coverage_count(set, model, DL_COVERAGE_UNDECIDED), dl_coverage_count(set, model, DL_COVERAGE_OPEN));
}

static void add_model_object(dl_text *out, const dl_ruleset *set, const char *model)
{
    bool is_first = true;

    dl_text_add(out, "{\"model\": ");
    dl_text_add_quoted(out, model);
    dl_text_add(out, ", ");
    add_counts(out, set, model);
    dl_text_add(out, ", \"requirements\": [");
    for (size_t i = 0; i < set->requirement_count; i++) {
        if (strcmp(set->requirements[i]->model, model) != 0)
            continue;
        dl_text_add(out, is_first ? "\n    " : ",\n    ");
        add_requirement_object(out, set, set->requirements[i]);
        is_first = false;
    }
    dl_text_add(out, "]}");
}

void dl_coverage_json(dl_text *out, const dl_ruleset *set, const char *const *asked, size_t count)
{
    name_list models = models_of(set, asked, count, out->arena);

    dl_text_add(out, "{");
    if (count == 0) {
        add_counts(out, set, NULL);
        dl_text_add(out, ", ");
    }
    dl_text_add(out, "\"models\": [");
    for (size_t i = 0; i < models.count; i++) {
        dl_text_add(out, i ? ",\n  " : "\n  ");
        add_model_object(out, set, models.at[i]);
    }
    dl_text_add(out, models.count ? "\n]}\n" : "]}\n");
}
