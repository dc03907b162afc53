#include "project/inf.h"

#include "support/vec.h"

#include <string.h>

typedef struct reader {
    dl_inf *inf;
    DL_VEC(dl_inf_fact) facts;
    DL_VEC(const char *) binaries;
    const char *section;
    dl_arena *arena;
} reader;

/* The text between, without white space and one pair of quotes around it. */
static char *trimmed(const char *from, const char *end, dl_arena *arena)
{
    while (from < end && strchr(" \t\r", *from))
        from++;
    while (end > from && strchr(" \t\r", end[-1]))
        end--;
    if (end - from >= 2 && *from == '"' && end[-1] == '"') {
        from++;
        end--;
    }
    return dl_arena_strndup(arena, from, (size_t)(end - from));
}

static void add_fact(reader *in, dl_inf_kind kind, const char *name, const char *value, unsigned line)
{
    dl_inf_fact fact = {kind, name, value, in->inf->path, line};

    dl_vec_push(in->arena, &in->facts, fact);
}

/* Each `name.sys` in a value names a binary that the INF installs. */
static void note_binaries(reader *in, const char *value)
{
    for (const char *at = value; *at; at++) {
        const char *from = at;
        char *name;

        if (*at != '.' || !dl_text_equal_case(dl_arena_strndup(in->arena, at, strlen(at) < 4 ? strlen(at) : 4), ".sys"))
            continue;
        while (from > value && !strchr("\\/%, \t\"=", from[-1]))
            from--;
        name = dl_arena_strndup(in->arena, from, (size_t)(at - from));
        for (char *c = name; *c; c++)
            if (*c >= 'A' && *c <= 'Z')
                *c = (char)(*c - 'A' + 'a');
        if (*name)
            dl_vec_push(in->arena, &in->binaries, name);
    }
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
    name = trimmed(fields[2], fields[3] - 1, in->arena);
    stop = memchr(fields[4], ',', (size_t)(end - fields[4]));
    if (dl_text_equal_case(name, "UpperFilters") || dl_text_equal_case(name, "LowerFilters"))
        add_fact(in, DL_INF_DIRECTIVE, name, trimmed(fields[4], stop ? stop : end, in->arena), line);
}

static void read_line(reader *in, const char *from, const char *end, unsigned line)
{
    const char *equals = NULL;
    bool is_quoted = false;
    char *name;

    for (const char *at = from; at < end; at++) {
        if (*at == '"')
            is_quoted = !is_quoted;
        else if (*at == ';' && !is_quoted)
            end = at;
        else if (*at == '=' && !is_quoted && !equals)
            equals = at;
    }
    while (from < end && strchr(" \t\r", *from))
        from++;
    if (from == end)
        return;
    if (*from == '[') {
        const char *close = memchr(from, ']', (size_t)(end - from));

        in->section = trimmed(from + 1, close ? close : end, in->arena);
        add_fact(in, DL_INF_SECTION, in->section, "", line);
        return;
    }
    note_binaries(in, dl_arena_strndup(in->arena, from, (size_t)(end - from)));
    if (!equals) {
        read_registry_value(in, from, end, line);
        return;
    }
    name = trimmed(from, equals, in->arena);
    if (dl_text_equal_case(in->section, "Version") && dl_text_equal_case(name, "Class"))
        add_fact(in, DL_INF_CLASS, "Class", trimmed(equals + 1, end, in->arena), line);
    else if (dl_text_equal_case(in->section, "Version") && dl_text_equal_case(name, "ClassGuid"))
        add_fact(in, DL_INF_CLASS_GUID, "ClassGuid", trimmed(equals + 1, end, in->arena), line);
    else
        add_fact(in, DL_INF_DIRECTIVE, name, trimmed(equals + 1, end, in->arena), line);
}

dl_inf *dl_inf_read(const char *path, const char *text, dl_arena *arena)
{
    dl_inf *inf = DL_NEW(arena, dl_inf);
    reader in = {inf, {0}, {0}, "", arena};
    unsigned line = 1;

    inf->path = path;
    while (*text) {
        const char *end = text + strcspn(text, "\n");

        read_line(&in, text, end, line++);
        text = *end ? end + 1 : end;
    }
    inf->facts = in.facts.at;
    inf->count = in.facts.count;
    inf->binaries = in.binaries.at;
    inf->binary_count = in.binaries.count;
    return inf;
}
