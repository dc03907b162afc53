/* Conditions of MSBuild: `or`, `and`, `!`, comparisons, Exists() and HasTrailingSlash(). */
#include "project/msbuild_parts.h"

#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 64 };

typedef struct condition {
    dl_msbuild *project;
    const char *at;
    unsigned depth;
    bool is_wrong;
} condition;

static bool read_or(condition *in);

static void skip_space(condition *in)
{
    while (*in->at == ' ' || *in->at == '\t' || *in->at == '\r' || *in->at == '\n')
        in->at++;
}

static bool take(condition *in, const char *mark)
{
    size_t size = strlen(mark);

    skip_space(in);
    if (strncmp(in->at, mark, size) != 0)
        return false;
    in->at += size;
    return true;
}

static bool is_word_char(char c)
{
    return dl_text_is_word(c) || c == '.';
}

/* The bytes of the word at hand. */
static size_t word_size(const char *at)
{
    size_t size = 0;

    while (is_word_char(at[size]))
        size++;
    return size;
}

static bool take_word(condition *in, const char *word)
{
    size_t size;

    skip_space(in);
    size = word_size(in->at);
    if (size != strlen(word) || !dl_text_equal_case(dl_arena_strndup(in->project->arena, in->at, size), word))
        return false;
    in->at += size;
    return true;
}

/* The end of the reference `$(…)`, `@(…)` or `%(…)` at `at`; NULL when it has none. */
static const char *end_of_reference(const char *at)
{
    size_t depth = 0;

    for (at++; *at; at++) {
        depth += *at == '(';
        if (*at == ')' && --depth == 0)
            return at + 1;
    }
    return NULL;
}

/* Reads a quoted text, a reference, or a word; `""` and wrong when there is none. */
static const char *read_operand(condition *in)
{
    const char *from, *end;
    dl_arena *arena = in->project->arena;

    skip_space(in);
    from = in->at;
    if (*from == '\'') {
        end = strchr(from + 1, '\'');
        /* Quotes within a reference do not end the text. */
        for (const char *open = strstr(from + 1, "$("); end && open && open < end; open = strstr(open, "$(")) {
            const char *close = end_of_reference(open);

            if (!close)
                break;
            end = close > end ? strchr(close, '\'') : end;
            open = close;
        }
        if (end) {
            in->at = end + 1;
            return dl_msbuild_expand(in->project, dl_arena_strndup(arena, from + 1, (size_t)(end - from) - 1), NULL,
                                     NULL);
        }
    } else if ((*from == '$' || *from == '@' || *from == '%') && from[1] == '(') {
        end = end_of_reference(from);
        if (end) {
            in->at = end;
            return dl_msbuild_expand(in->project, dl_arena_strndup(arena, from, (size_t)(end - from)), NULL, NULL);
        }
    } else if (word_size(from) > 0 || *from == '-' || *from == '+') {
        size_t size = word_size(from + 1) + 1;

        in->at += size;
        return dl_arena_strndup(arena, from, size);
    }
    in->is_wrong = true;
    return "";
}

static bool is_truth(condition *in, const char *value)
{
    static const char *const yes[] = {"true", "on", "yes", "!false", "!off", "!no"};
    static const char *const no[] = {"false", "off", "no", "!true", "!on", "!yes"};
    const char *text = dl_msbuild_trim(value, strlen(value), in->project->arena);

    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
        if (dl_text_equal_case(text, yes[i]))
            return true;
        if (dl_text_equal_case(text, no[i]))
            return false;
    }
    /* A property that only the tools would set stands alone here: it does not hold. */
    in->is_wrong = in->is_wrong || *text != '\0';
    return false;
}

static bool read_number(const char *text, double *number)
{
    char *end;

    while (*text == ' ')
        text++;
    if (*text == '\0')
        return false;
    *number = strncmp(text, "0x", 2) == 0 || strncmp(text, "0X", 2) == 0 ? (double)strtoull(text, &end, 16)
                                                                         : strtod(text, &end);
    while (*end == ' ')
        end++;
    return *end == '\0';
}

static bool compare(const char *left, const char *mark, const char *right)
{
    double a = 0, b = 0;
    bool are_numbers = read_number(left, &a) && read_number(right, &b);
    bool is_equal = are_numbers ? a == b : dl_text_equal_case(left, right);

    if (strcmp(mark, "==") == 0)
        return is_equal;
    if (strcmp(mark, "!=") == 0)
        return !is_equal;
    if (!are_numbers)
        return false; /* one is a property that only the tools set */
    if (mark[0] == '<')
        return mark[1] ? a <= b : a < b;
    return mark[1] ? a >= b : a > b;
}

static bool read_call(condition *in, bool is_exists)
{
    const char *value, *path, *folder = in->project->folder;

    if (!take(in, "("))
        in->is_wrong = true;
    value = read_operand(in);
    if (!take(in, ")"))
        in->is_wrong = true;
    if (in->is_wrong || !*value)
        return false;
    if (!is_exists)
        return strchr("/\\", value[strlen(value) - 1]) != NULL;
    path = dl_msbuild_resolve(in->project, folder, value);
    if (!strchr("/\\", value[0]) && !dl_tree_shown(in->project->files->tree, path, in->project->arena) &&
        !in->project->absent)
        in->project->absent = value; /* nobody may look whether it is there */
    return dl_msbuild_exists(in->project, path);
}

static bool read_unary(condition *in)
{
    static const char *const marks[] = {"==", "!=", "<=", ">=", "<", ">"};
    const char *left;
    bool value;

    if (in->depth >= DEEPEST || in->is_wrong) {
        in->is_wrong = true;
        return false;
    }
    in->depth++;
    skip_space(in);
    if (*in->at == '!' && in->at[1] != '=') {
        in->at++;
        value = !read_unary(in);
    } else if (take(in, "(")) {
        value = read_or(in);
        in->is_wrong = in->is_wrong || !take(in, ")");
    } else if (take_word(in, "exists")) {
        value = read_call(in, true);
    } else if (take_word(in, "hastrailingslash")) {
        value = read_call(in, false);
    } else {
        const char *mark = NULL;

        left = read_operand(in);
        for (size_t i = 0; !in->is_wrong && !mark && i < sizeof marks / sizeof *marks; i++)
            mark = take(in, marks[i]) ? marks[i] : NULL;
        value = !in->is_wrong && (mark ? compare(left, mark, read_operand(in)) : is_truth(in, left));
    }
    in->depth--;
    return value && !in->is_wrong;
}

static bool read_and(condition *in)
{
    bool value = read_unary(in);

    while (!in->is_wrong && take_word(in, "and")) {
        bool other = read_unary(in);

        value = value && other;
    }
    return value;
}

static bool read_or(condition *in)
{
    bool value = read_and(in);

    while (!in->is_wrong && take_word(in, "or")) {
        bool other = read_and(in);

        value = value || other;
    }
    return value;
}

bool dl_msbuild_holds(dl_msbuild *project, const dl_xml *element)
{
    const char *text = dl_xml_get(element, "Condition");
    condition in = {project, text, 0, false};
    bool value;

    if (!text)
        return true;
    skip_space(&in);
    if (!*in.at)
        return true;
    value = read_or(&in);
    skip_space(&in);
    if (in.is_wrong || *in.at) {
        dl_msbuild_note(project, element->line,
                        dl_arena_printf(project->arena, "the condition of %s is not understood, and taken as false",
                                        element->name));
        return false;
    }
    return value;
}
