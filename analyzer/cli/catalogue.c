/* catalogue.c: the commands `rules` and `explain`. */
#include "cli/run.h"
#include "support/embedded.h"
#include "support/json.h"

#include <string.h>

static const char *strength_name(dl_strength strength)
{
    return strength == DL_MUST ? "must" : strength == DL_SHOULD ? "should" : "may";
}

/* ---- JSON ---- */

static void add_json_string(dl_text *out, const char *text)
{
    dl_text_add_char(out, '"');
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;

        if (c == '"' || c == '\\')
            dl_text_printf(out, "\\%c", c);
        else if (c < 0x20)
            dl_text_printf(out, "\\u%04x", c);
        else
            dl_text_add_char(out, (char)c);
    }
    dl_text_add_char(out, '"');
}

static void add_json_member(dl_text *out, const char *key, const char *text)
{
    dl_text_printf(out, "\"%s\": ", key);
    add_json_string(out, text);
    dl_text_add(out, ", ");
}

static void add_json_names(dl_text *out, const char *key, dl_name_set names)
{
    dl_text_printf(out, "\"%s\": [", key);
    for (size_t i = 0; i < names.count; i++) {
        dl_text_add(out, i ? ", " : "");
        add_json_string(out, names.at[i]);
    }
    dl_text_add_char(out, ']');
}

static void add_rule_json(dl_text *out, const dl_rule *rule)
{
    dl_text_add(out, "    { ");
    add_json_member(out, "id", rule->id);
    add_json_member(out, "code", rule->code);
    add_json_member(out, "model", rule->model);
    add_json_member(out, "title", rule->title);
    add_json_member(out, "level", dl_level_name(rule->level));
    add_json_member(out, "strength", strength_name(rule->strength));
    dl_text_printf(out, "\"enabled\": %s, ", rule->enabled ? "true" : "false");
    add_json_names(out, "requirements", rule->requirements);
    dl_text_add(out, " }");
}

/* ---- rules ---- */

/* Whether the rule belongs to one of the models asked for, or to one that they build on. */
static bool is_asked(const dl_session *session, const dl_ruleset *rules, const dl_rule *rule)
{
    const dl_options *options = &session->options;

    for (size_t i = 0; i < options->model_count; i++)
        if (dl_model_extends(rules, dl_ruleset_model(rules, options->models[i]), rule->model))
            return true;
    return options->model_count == 0;
}

static void add_rule_line(dl_text *out, const dl_rule *rule)
{
    dl_text_printf(out, "%s  %-7s  %s%s\n         %s\n", rule->code, dl_level_name(rule->level), rule->id,
                   rule->enabled ? "" : " (off)", rule->title);
}

void dl_command_rules(dl_session *session)
{
    bool is_json = strcmp(session->options.format, "json") == 0;
    dl_text *out = &session->out;
    dl_status why = {0};
    const dl_ruleset *rules = dl_run_load_rules(session, &why);
    size_t count = 0;

    if (is_json)
        dl_text_add(out, "{\n  \"schema\": \"drvlint-rules-1\",\n  \"rules\": [");
    for (size_t i = 0; rules && i < rules->rule_count; i++) {
        if (!is_asked(session, rules, rules->rules[i]))
            continue;
        if (is_json) {
            dl_text_add(out, count ? ",\n" : "\n");
            add_rule_json(out, rules->rules[i]);
        } else {
            add_rule_line(out, rules->rules[i]);
        }
        count++;
    }
    if (is_json)
        dl_text_add(out, count ? "\n  ]\n}\n" : "]\n}\n");
    else if (rules)
        dl_text_printf(out, "%zu rules\n", count);
}

/* ---- explain ---- */

/* The requirements by id, as embedded; NULL when they are not there. */
static const dl_json *catalogue(dl_arena *arena)
{
    for (size_t i = 0; i < dl_embedded_rules_count; i++) {
        const dl_embedded_file *file = &dl_embedded_rules[i];
        const dl_json *tree = NULL;
        dl_status why = {0};

        if (strcmp(file->path, "requirements.json") == 0 &&
            dl_json_parse(&tree, file->path, dl_embedded_text(file, arena), file->size, arena, &why) == DL_OK)
            return dl_json_get(tree, "requirements");
    }
    return NULL;
}

/* NULL for a requirement that is not ours. */
static const char *statement_of(const dl_json *requirements, const char *id)
{
    const dl_json *one = requirements ? dl_json_get(requirements, id) : NULL;

    one = one ? dl_json_get(one, "statement") : NULL;
    return one ? one->text : NULL;
}

/* `text` in lines of at most 100 columns, each behind `indent`. */
static void add_wrapped(dl_text *out, const char *indent, const char *text)
{
    enum { WIDTH = 100 };
    size_t column = 0;

    while (*text) {
        size_t size = strcspn(text, " \n");

        if (column > 0 && column + 1 + size > WIDTH) {
            dl_text_add_char(out, '\n');
            column = 0;
        }
        dl_text_add(out, column ? " " : indent);
        column += column ? 1 : strlen(indent);
        dl_text_add_n(out, text, size);
        column += size;
        text += size;
        text += strspn(text, " \n");
    }
    dl_text_add_char(out, '\n');
}

static void add_section(dl_text *out, const char *title, const char *text)
{
    if (!text || !text[0])
        return;
    dl_text_printf(out, "\n%s\n", title);
    add_wrapped(out, "  ", text);
}

static void add_requirements(dl_text *out, const dl_rule *rule)
{
    const dl_json *requirements = catalogue(out->arena);

    if (rule->requirements.count > 0)
        dl_text_add(out, "\nDecides\n");
    for (size_t i = 0; i < rule->requirements.count; i++) {
        const char *statement = statement_of(requirements, rule->requirements.at[i]);

        dl_text_printf(out, "  %s\n", rule->requirements.at[i]);
        if (statement)
            add_wrapped(out, "      ", statement);
    }
}

static void add_list(dl_text *out, const char *title, dl_name_set names)
{
    if (names.count > 0)
        dl_text_printf(out, "\n%s\n", title);
    for (size_t i = 0; i < names.count; i++)
        add_wrapped(out, "  ", names.at[i]);
}

static void explain_rule(dl_text *out, const dl_rule *rule)
{
    dl_text_printf(out, "%s  %s\n", rule->code, rule->id);
    add_wrapped(out, "", rule->title);
    dl_text_printf(out, "\nmodel %s, level %s, %s of the documentation%s\n", rule->model, dl_level_name(rule->level),
                   strength_name(rule->strength), rule->enabled ? "" : ", off unless enabled");
    add_section(out, "Why", rule->why);
    add_section(out, "Fix", rule->fix);
    add_requirements(out, rule);
    add_list(out, "Not seen", rule->limits);
    add_list(out, "Also known as", rule->aliases);
    dl_text_add(out, "\nDocuments\n");
    for (size_t i = 0; i < rule->source_count; i++)
        dl_text_printf(out, "  %s%s%s\n", rule->sources[i].document, rule->sources[i].heading ? ", " : "",
                       rule->sources[i].heading ? rule->sources[i].heading : "");
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
        explain_rule(&session->out, rule);
        return;
    }
    nearest = dl_ruleset_nearest(rules, name);
    if (nearest && dl_ruleset_rule(rules, nearest))
        (void)dl_fail(&why, DL_USAGE, "unknown rule '%s'; did you mean '%s'?", name, nearest);
    else
        (void)dl_fail(&why, DL_USAGE, "unknown rule '%s'", name);
    dl_say_failure(&why);
    dl_session_raise(session, DL_EXIT_USAGE);
}
