/* Rules as pages of Markdown (explain.h). */
#include "ruleset/example.h"
#include "ruleset/explain.h"

#include <string.h>

/* ---- Markdown ---- */

/* Text in which nothing is a sign of Markdown. */
static void add_plain(dl_text *out, const char *text)
{
    for (; *text; text++) {
        if (strchr("\\`*_<>[]|", *text))
            dl_text_add_char(out, '\\');
        dl_text_add_char(out, *text);
    }
}

static void add_heading(dl_text *out, const char *title)
{
    dl_text_printf(out, "\n## %s\n\n", title);
}

static void add_paragraph(dl_text *out, const char *title, const char *text)
{
    add_heading(out, title);
    add_plain(out, text);
    dl_text_add_char(out, '\n');
}

static void add_bullets(dl_text *out, const char *title, dl_name_set names)
{
    if (names.count)
        add_heading(out, title);
    for (size_t i = 0; i < names.count; i++) {
        dl_text_add(out, "- ");
        add_plain(out, names.at[i]);
        dl_text_add_char(out, '\n');
    }
}

static void add_code(dl_text *out, const char *title, dl_rule_example example)
{
    if (!example.name)
        return;
    add_heading(out, title);
    dl_text_printf(out, "```%s\n%s", dl_text_ends(example.name, ".cpp") ? "cpp" : "c", example.text);
    dl_text_add(out, dl_text_ends(example.text, "\n") ? "```\n" : "\n```\n");
}

/* ---- a rule ---- */

static void add_head(dl_text *out, const dl_ruleset *set, const dl_rule *rule)
{
    dl_text_printf(out, "<!-- printed by drvlint explain --format markdown %s -->\n", rule->id);
    dl_text_printf(out, "# %s %s\n\n", rule->code, rule->id);
    add_plain(out, rule->title);
    dl_text_printf(out, ".\n\n| | |\n|---|---|\n| model | [%s](../README.md#%s): ", rule->model, rule->model);
    add_plain(out, dl_ruleset_model(set, rule->model)->title);
    dl_text_printf(out, " |\n| level | %s: %s", dl_level_name(rule->level), dl_level_meaning(rule->level));
    if (rule->level_why) {
        dl_text_add(out, ". ");
        add_plain(out, rule->level_why);
    }
    dl_text_add(out, " |\n");
    dl_text_printf(out, "| strength | a '%s' of the documentation |\n", dl_strength_name(rule->strength));
    dl_text_printf(out, "| runs | %s |\n",
                   rule->enabled ? "with each driver of the model"
                                 : dl_arena_printf(out->arena, "only when asked for: `--enable %s`", rule->id));
    if (rule->aliases.count)
        dl_text_printf(out, "| also known as | %s |\n", dl_join_aliases(rule, out->arena));
}

static void add_checks(dl_text *out, const dl_rule *rule)
{
    dl_text words;

    add_heading(out, "What is checked");
    if (rule->when) {
        dl_text_add(out, "Only when ");
        add_plain(out, dl_explain_words(rule->when->text, out->arena));
        dl_text_add(out, ":\n\n");
    }
    for (size_t i = 0; i < rule->check_count; i++) {
        dl_text_init(&words, out->arena);
        dl_explain_check(&words, &rule->checks[i]);
        dl_text_add(out, "- ");
        add_plain(out, dl_explain_words(dl_text_str(&words), out->arena));
        dl_text_add_char(out, '\n');
    }
}

static void add_requirements(dl_text *out, const dl_ruleset *set, const dl_rule *rule)
{
    if (rule->requirements.count)
        add_heading(out, "Documented requirements that it decides");
    for (size_t i = 0; i < rule->requirements.count; i++) {
        const dl_requirement *requirement = dl_ruleset_requirement(set, rule->requirements.at[i]);

        dl_text_printf(out, "- `%s` (%s): ", requirement->id, dl_strength_name(requirement->strength));
        add_plain(out, requirement->statement);
        dl_text_add_char(out, '\n');
    }
}

static void add_documents(dl_text *out, const dl_rule *rule)
{
    add_heading(out, "Documents");
    for (size_t i = 0; i < rule->source_count; i++) {
        const dl_source *source = &rule->sources[i];
        const char *address = dl_source_address(rule, source, out->arena);

        dl_text_add(out, "- ");
        if (address)
            dl_text_printf(out, "<%s>", address);
        else
            add_plain(out, source->document);
        if (source->heading) {
            dl_text_add(out, ", ");
            add_plain(out, source->heading);
        }
        dl_text_add_char(out, '\n');
    }
}

void dl_explain_page(dl_text *out, const dl_ruleset *set, const dl_rule *rule)
{
    add_head(out, set, rule);
    add_paragraph(out, "Why", rule->why);
    add_paragraph(out, "How to fix it", rule->fix);
    add_checks(out, rule);
    add_requirements(out, set, rule);
    add_bullets(out, "What it does not see", rule->limits);
    add_code(out, "An example that breaks it", dl_rule_example_of(rule, false, out->arena));
    add_code(out, "The same, repaired", dl_rule_example_of(rule, true, out->arena));
    add_documents(out, rule);
}

/* ---- the index ---- */

static void add_model(dl_text *out, const dl_ruleset *set, const dl_model *model)
{
    dl_text_printf(out, "\n## %s\n\n", model->id);
    add_plain(out, model->title);
    dl_text_printf(out, "; %zu of %zu documented requirements are decided.\n\n", model->decided_count,
                   model->requirement_count);
    dl_text_add(out, "| code | rule | level | |\n|---|---|---|---|\n");
    for (size_t i = 0; i < set->rule_count; i++) {
        const dl_rule *rule = set->rules[i];

        if (strcmp(rule->model, model->id) != 0)
            continue;
        dl_text_printf(out, "| %s | [%s](%s/%s.md) | %s%s | ", rule->code, rule->id, rule->model, rule->id,
                       dl_level_name(rule->level), rule->enabled ? "" : ", off");
        add_plain(out, rule->title);
        dl_text_add(out, " |\n");
    }
}

void dl_explain_index(dl_text *out, const dl_ruleset *set, dl_rule_filter *is_asked, void *self)
{
    const char *last = NULL;

    dl_text_add(out, "<!-- printed by drvlint rules --format markdown -->\n# Rules\n\n"
                     "By model. `off`: runs only when asked for. `drvlint explain RULE` prints each page as text.\n");
    for (size_t i = 0; i < set->rule_count; i++) {
        const dl_rule *rule = set->rules[i];

        if ((is_asked && !is_asked(self, rule)) || dl_text_equal(last, rule->model))
            continue;
        last = rule->model;
        add_model(out, set, dl_ruleset_model(set, last));
    }
}
