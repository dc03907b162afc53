/* catalogue.c: the commands `rules` and `explain`. */
#include "cli/run.h"
#include "ruleset/coverage.h"
#include "ruleset/explain.h"

#include <string.h>

typedef struct catalogue {
    const dl_session *session;
    const dl_ruleset *rules;
} catalogue;

/* Whether the rule belongs to one of the models asked for, or to one that they build on. */
static bool is_asked(void *self, const dl_rule *rule)
{
    const catalogue *all = self;
    const dl_options *options = &all->session->options;

    for (size_t i = 0; i < options->model_count; i++)
        if (dl_model_extends(dl_ruleset_model(all->rules, options->models[i]), rule->model))
            return true;
    return options->model_count == 0;
}

static const char *counted(size_t count)
{
    return count == 1 ? "rule" : "rules";
}

static void add_heading(dl_text *out, catalogue *all, const char *model)
{
    size_t count = 0;

    for (size_t i = 0; i < all->rules->rule_count; i++)
        count += strcmp(all->rules->rules[i]->model, model) == 0;
    dl_text_printf(out, "%s: %s, %zu %s\n", model, dl_ruleset_model(all->rules, model)->title, count, counted(count));
}

/* The rules stand in the order of their models. */
static void add_lines(dl_text *out, catalogue *all)
{
    const char *model = NULL;
    size_t count = 0, models = 0;

    for (size_t i = 0; i < all->rules->rule_count; i++) {
        const dl_rule *rule = all->rules->rules[i];

        if (!is_asked(all, rule))
            continue;
        if (!model || strcmp(rule->model, model) != 0) {
            model = rule->model;
            models++;
            dl_text_add(out, count ? "\n" : "");
            add_heading(out, all, model);
        }
        dl_text_add(out, "  ");
        dl_explain_line(out, rule);
        count++;
    }
    dl_text_printf(out, "%s%zu %s of %zu %s\n", count ? "\n" : "", count, counted(count), models,
                   models == 1 ? "model" : "models");
}

static void add_coverage(dl_session *session, const dl_ruleset *rules, bool is_json)
{
    const dl_options *options = &session->options;

    if (!rules)
        dl_text_add(&session->out, is_json ? "{}\n" : "");
    else if (is_json)
        dl_coverage_json(&session->out, rules, options->models, options->model_count);
    else
        dl_coverage_text(&session->out, rules, options->models, options->model_count);
}

void dl_command_rules(dl_session *session)
{
    dl_status why = {0};
    catalogue all = {session, dl_run_load_rules(session, &why)};
    bool is_json = strcmp(session->options.format, "json") == 0;
    bool is_markdown = strcmp(session->options.format, "markdown") == 0;

    if (session->options.coverage && is_markdown) {
        (void)dl_fail(&why, DL_USAGE, "--coverage has no format 'markdown' (text|json)");
        dl_session_fail(session, &why);
        return;
    }
    if (session->options.coverage) {
        add_coverage(session, all.rules, is_json);
        return;
    }
    if (!all.rules)
        dl_text_add(&session->out, is_json ? "[]\n" : "");
    else if (is_markdown)
        dl_explain_index(&session->out, all.rules, is_asked, &all);
    else if (is_json)
        dl_explain_json(&session->out, all.rules, is_asked, &all);
    else
        add_lines(&session->out, &all);
}

/* The name that another analyser gives to a fault may be that of several rules. */
static bool explain_alias(dl_session *session, const dl_ruleset *rules, const char *name)
{
    bool is_found = false;

    for (size_t i = 0; i < rules->rule_count; i++) {
        const dl_rule *rule = rules->rules[i];

        for (size_t k = 0; k < rule->aliases.count; k++) {
            if (!dl_text_equal_case(rule->aliases.at[k], name))
                continue;
            dl_text_add(&session->out, is_found ? "\n" : "");
            if (strcmp(session->options.format, "markdown") == 0)
                dl_explain_page(&session->out, rules, rule);
            else
                dl_explain_rule(&session->out, rules, rule);
            is_found = true;
        }
    }
    return is_found;
}

void dl_command_explain(dl_session *session)
{
    const char *name = session->options.operands[0];
    dl_status why = {0};
    const dl_ruleset *rules = dl_run_load_rules(session, &why);
    const dl_rule *rule = rules ? dl_ruleset_rule(rules, name) : NULL;
    const char *nearest;

    if (!rules)
        return;
    if (rule) {
        if (strcmp(session->options.format, "markdown") == 0)
            dl_explain_page(&session->out, rules, rule);
        else
            dl_explain_rule(&session->out, rules, rule);
        return;
    }
    if (explain_alias(session, rules, name))
        return;
    nearest = dl_ruleset_nearest(rules, name);
    if (nearest && dl_ruleset_rule(rules, nearest))
        (void)dl_fail(&why, DL_USAGE, "unknown rule '%s'; did you mean '%s'?", name, nearest);
    else
        (void)dl_fail(&why, DL_USAGE, "unknown rule '%s'; 'drvlint rules' lists them", name);
    dl_session_fail(session, &why);
}
