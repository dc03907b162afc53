#include "project/inf.h"

#include "support/vec.h"

#include <string.h>

/* Bytes that the texts of one file may become when its strings are replaced. */
enum { MOST_REPLACED = 8 << 20 };

/* What stands around the name of a binary. */
static const char around_binary[] = "\\/%, \t\r\"'=;";

typedef struct reader {
    dl_inf *inf;
    DL_VEC(dl_inf_fact) facts;
    DL_VEC(const char *) binaries;
    const char *section;
    dl_map *strings; /* [Strings], by lower-case name */
    size_t left;     /* of MOST_REPLACED */
    dl_arena *arena; /* of what is kept */
    dl_arena *scratch;
} reader;

/* The text between, without white space and one pair of quotes around it. */
static char *unquoted(const char *from, const char *end, dl_arena *arena)
{
    char *text = dl_text_trimmed(from, end, arena);
    size_t size = strlen(text);

    if (size < 2 || text[0] != '"' || text[size - 1] != '"')
        return text;
    text[size - 1] = '\0';
    return text + 1;
}

static void add_fact(reader *in, dl_inf_kind kind, const char *name, const char *value, unsigned line)
{
    dl_inf_fact fact = {kind, name, value, in->inf->path, line};

    dl_vec_push(in->scratch, &in->facts, fact);
}

static bool is_binary_ending(const char *at)
{
    return (dl_text_starts(at, ".sys") || dl_text_starts(at, ".dll")) &&
           (at[4] == '\0' || strchr(around_binary, at[4]));
}

/* Each `name.sys` and `name.dll` in a value names a binary that the INF installs. */
static void note_binaries(reader *in, const char *value)
{
    char *low = dl_text_lower(value, in->scratch);

    for (const char *at = low; *at; at++) {
        const char *from = at;

        if (!is_binary_ending(at))
            continue;
        while (from > low && !strchr(around_binary, from[-1]))
            from--;
        if (from < at)
            dl_vec_push(in->scratch, &in->binaries, dl_arena_strndup(in->arena, from, (size_t)(at - from) + 4));
    }
}

/* The value of `%name%` in [Strings]; NULL: there is none. */
static const char *string_of(const reader *in, const char *name, size_t size)
{
    const char *key = dl_text_lower(dl_arena_strndup(in->scratch, name, size), in->scratch);

    return size ? dl_map_get(in->strings, key) : NULL;
}

/* Replaces `%name%` by what [Strings] says; what it does not say (folders: %12%) stays. Ends early when the file has
 * grown too much. */
static const char *replaced(reader *in, const char *from, const char *end)
{
    dl_text out;

    if (!memchr(from, '%', (size_t)(end - from)))
        return dl_arena_strndup(in->scratch, from, (size_t)(end - from));
    dl_text_init(&out, in->scratch);
    while (from < end && in->left > 0) {
        const char *close = *from == '%' ? memchr(from + 1, '%', (size_t)(end - from) - 1) : NULL;
        const char *value = close ? string_of(in, from + 1, (size_t)(close - from) - 1) : NULL;

        if (value) {
            size_t size = strlen(value);

            in->left -= size < in->left ? size : in->left;
            dl_text_add_n(&out, value, size);
            from = close + 1;
        } else {
            dl_text_add_char(&out, *from++);
        }
    }
    return dl_text_str(&out);
}

/* `HKR,,"UpperFilters",0x00010000,"name"`: a filter of the device; other registry values tell nothing of the driver. */
static void read_registry_value(reader *in, const char *from, const char *end, unsigned line)
{
    const char *fields[5] = {from, end, end, end, end};
    size_t count = 1;
    const char *stop;
    char *name;

    for (const char *at = from; at < end && count < 5; at++)
        if (*at == ',')
            fields[count++] = at + 1;
    if (count < 5)
        return;
    name = unquoted(fields[2], fields[3] - 1, in->arena);
    stop = memchr(fields[4], ',', (size_t)(end - fields[4]));
    if (dl_text_equal_case(name, "UpperFilters") || dl_text_equal_case(name, "LowerFilters"))
        add_fact(in, DL_INF_DIRECTIVE, name, unquoted(fields[4], stop ? stop : end, in->arena), line);
}

/* Leaves white space and the comment; false: nothing is left. */
static bool trim_line(const char **from, const char **end, const char **equals)
{
    bool is_quoted = false;

    *equals = NULL;
    for (const char *at = *from; at < *end; at++) {
        if (*at == '"')
            is_quoted = !is_quoted;
        else if (*at == ';' && !is_quoted)
            *end = at;
        else if (*at == '=' && !is_quoted && !*equals)
            *equals = at;
    }
    while (*from < *end && strchr(" \t\r", **from))
        ++*from;
    return *from < *end;
}

/* The name between the brackets of a line that begins with one. */
static const char *section_of(const reader *in, const char *from, const char *end)
{
    const char *close = memchr(from, ']', (size_t)(end - from));

    return unquoted(from + 1, close ? close : end, in->arena);
}

static void read_string(reader *in, const char *from, const char *end)
{
    const char *equals;

    if (!trim_line(&from, &end, &equals))
        return;
    if (*from == '[')
        in->section = section_of(in, from, end);
    else if (equals && dl_text_equal_case(in->section, "Strings"))
        (void)dl_map_add(in->strings, dl_text_lower(unquoted(from, equals, in->scratch), in->scratch),
                         unquoted(equals + 1, end, in->scratch));
}

static void read_line(reader *in, const char *from, const char *end, unsigned line)
{
    const char *equals;
    char *name;

    if (!trim_line(&from, &end, &equals))
        return;
    if (*from == '[') {
        in->section = section_of(in, from, end);
        add_fact(in, DL_INF_SECTION, in->section, "", line);
        return;
    }
    if (dl_text_equal_case(in->section, "Strings"))
        return;
    from = replaced(in, from, end);
    end = from + strlen(from);
    (void)trim_line(&from, &end, &equals);
    note_binaries(in, from);
    if (!equals) {
        read_registry_value(in, from, end, line);
        return;
    }
    name = unquoted(from, equals, in->arena);
    if (dl_text_equal_case(in->section, "Version") && dl_text_equal_case(name, "Class"))
        add_fact(in, DL_INF_CLASS, "Class", unquoted(equals + 1, end, in->arena), line);
    else if (dl_text_equal_case(in->section, "Version") && dl_text_equal_case(name, "ClassGuid"))
        add_fact(in, DL_INF_CLASS_GUID, "ClassGuid", unquoted(equals + 1, end, in->arena), line);
    else
        add_fact(in, DL_INF_DIRECTIVE, name, unquoted(equals + 1, end, in->arena), line);
}

dl_code dl_inf_read(const dl_inf **out, const char *path, const char *text, dl_arena *arena, dl_arena *scratch,
                    dl_status *why)
{
    dl_inf *inf = DL_NEW(arena, dl_inf);
    reader in = {inf, {0}, {0}, "", dl_map_new(scratch), MOST_REPLACED, arena, scratch};
    unsigned line = 1;

    *out = inf;
    inf->path = path;
    for (const char *at = text; *at; at += *at == '\n') {
        const char *end = at + strcspn(at, "\n");

        read_string(&in, at, end);
        at = end;
    }
    in.section = "";
    for (; *text; line++) {
        const char *end = text + strcspn(text, "\n");

        read_line(&in, text, end, line);
        if (in.left == 0)
            return dl_fail_at(why, DL_BAD_INPUT, path, line, 0, "grows without end when its strings are replaced");
        text = *end ? end + 1 : end;
    }
    inf->facts = dl_arena_copy(arena, in.facts.at, in.facts.count * sizeof *in.facts.at);
    inf->count = in.facts.count;
    inf->binaries = dl_arena_copy(arena, in.binaries.at, in.binaries.count * sizeof *in.binaries.at);
    inf->binary_count = in.binaries.count;
    return DL_OK;
}
