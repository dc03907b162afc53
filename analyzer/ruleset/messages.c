/* Messages: their placeholders must mean something in the check they belong to (docs/rules.md, section 9). */
#include "ruleset/compile.h"

enum {
    IN_REQUIRE = 1 << DL_FORM_REQUIRE,
    IN_ORDER = 1 << DL_FORM_ORDER,
    IN_FORBID = 1 << DL_FORM_FORBID,
    IN_RELEASE = 1 << DL_FORM_RELEASE,
    IN_PROPAGATE = 1 << DL_FORM_PROPAGATE,
    IN_EXAMINE = 1 << DL_FORM_EXAMINE,
    IN_EXPECT = 1 << DL_FORM_EXPECT,
    IN_DECLARE = 1 << DL_FORM_DECLARE,
    IN_AUTOMATON = 1 << DL_FORM_AUTOMATON,
    IN_PATHS = IN_REQUIRE | IN_ORDER | IN_FORBID | IN_RELEASE | IN_PROPAGATE | IN_EXAMINE | IN_EXPECT | IN_AUTOMATON,
    IN_ALL = IN_PATHS | IN_DECLARE
};

static const struct {
    const char *name;
    unsigned forms;
} placeholders[] = {{"entry", IN_ALL},
                    {"function", IN_ALL},
                    {"role", IN_ALL},
                    {"call", IN_PATHS},
                    {"event", IN_PATHS},
                    {"target", IN_PATHS},
                    {"of", IN_PATHS},
                    {"value", IN_PATHS},
                    {"problem", IN_EXPECT | IN_DECLARE},
                    {"missing", IN_REQUIRE | IN_ORDER | IN_EXPECT},
                    {"object", IN_PATHS},
                    {"kind", IN_RELEASE},
                    {"instead", IN_RELEASE},
                    {"discharge", IN_RELEASE},
                    {"user", IN_DECLARE | IN_FORBID},
                    {"reader", IN_PATHS},
                    {"unload", IN_RELEASE},
                    {"line:acquired", IN_RELEASE},
                    {"line:released", IN_RELEASE},
                    {"line:failed", IN_PROPAGATE},
                    {"line:called", IN_PROPAGATE | IN_EXAMINE},
                    {"line:last", IN_AUTOMATON},
                    {"line:event", IN_PATHS}};
enum { PLACEHOLDERS = sizeof placeholders / sizeof *placeholders };

const char *const dl_form_names[] = {"require", "order",  "forbid",  "release",   "propagate",
                                     "examine", "expect", "declare", "automaton", NULL};

static bool is_label(const dl_compiler *c, const char *name)
{
    for (size_t i = 0; i < c->labels.count; i++)
        if (strcmp(c->labels.at[i], name) == 0)
            return true;
    return false;
}

/* {line:LABEL} of an event of the check. */
static const char *line_problem(dl_compiler *c, const char *name)
{
    const char *label = name + strlen("line:");

    if (is_label(c, label))
        return NULL;
    return dl_arena_printf(c->read.arena, "no event of this check has the label '%s'%s", label,
                           dl_reader_hint(&c->read, label, c->labels.at, c->labels.count));
}

static const char *arg_problem(dl_compiler *c, const char *name)
{
    static const char *const facts[] = {"#kept", "#freed", "#initialised", "#copied", NULL};
    const char *param = name + strlen("arg:");
    dl_text_list params = {0};

    for (size_t i = 0; facts[i]; i++)
        if (strcmp(facts[i], param) == 0)
            return NULL;
    for (size_t i = 0; i < c->apis.count; i++) {
        if (dl_api_param(c->apis.at[i], param) >= 0)
            return NULL;
        for (size_t j = 0; j < c->apis.at[i]->params.count; j++)
            dl_vec_push(c->read.arena, &params, c->apis.at[i]->params.at[j]);
    }
    return dl_arena_printf(c->read.arena, "no call of this check has a parameter '%s'%s", param,
                           dl_reader_hint(&c->read, param, params.at, params.count));
}

static const char *problem_of(dl_compiler *c, const char *name, dl_form form)
{
    const char *names[PLACEHOLDERS];

    if (*name == '$') {
        for (size_t i = 0; i < c->capture_count; i++)
            if (strcmp(c->captures[i].name, name) == 0)
                return NULL;
        return dl_arena_printf(c->read.arena, "nothing in this check binds '%s'", name);
    }
    for (size_t i = 0; i < PLACEHOLDERS; i++) {
        names[i] = placeholders[i].name;
        if (strcmp(name, names[i]) != 0)
            continue;
        if (placeholders[i].forms & (1u << form) || (dl_text_starts(name, "line:") && is_label(c, name + 5)))
            return NULL;
        return dl_arena_printf(c->read.arena, "'{%s}' has no meaning in the form '%s'", name, dl_form_names[form]);
    }
    if (dl_text_starts(name, "line:"))
        return line_problem(c, name);
    if (dl_text_starts(name, "arg:"))
        return arg_problem(c, name);
    return dl_arena_printf(c->read.arena, "unknown placeholder '{%s}'%s", name,
                           dl_reader_hint(&c->read, name, names, PLACEHOLDERS));
}

void dl_compile_message(dl_compiler *c, const dl_json *value, dl_form form)
{
    const char *text = dl_reader_text(&c->read, value, "'message'");

    for (const char *at = text; *at && !c->read.failed; at++) {
        const char *end, *problem;

        if (*at == '}')
            dl_reader_fail(&c->read, value, "'}' in a message has no '{' before it");
        if (*at != '{')
            continue;
        end = strpbrk(at + 1, "{}");
        if (!end || *end == '{') {
            dl_reader_fail(&c->read, value, "'{' in a message has no '}' behind it");
            return;
        }
        problem = problem_of(c, dl_arena_strndup(c->read.arena, at + 1, (size_t)(end - at) - 1), form);
        if (problem)
            dl_reader_fail(&c->read, value, "%s", problem);
        at = end;
    }
    if (!c->read.failed && dl_text_ends(text, "."))
        dl_reader_fail(&c->read, value, "a message is one sentence without a full stop");
}
