/* wpp.c: see wpp.h. The preprocessor of the tracing tool reads these comments, and makes a macro of each function:
 * what is before and behind the message stands in macros that are named by the parameters (`WPP_LEVEL_STATUS_POST`). */
#include "frontend/wpp.h"

#include <string.h>

typedef struct words {
    const char *at, *end;
} words;

typedef DL_VEC(words) macro_list;

/* The next name; false: there is none. */
static bool next_name(words *text, words *name)
{
    while (text->at < text->end && !dl_text_is_word(*text->at))
        text->at++;
    name->at = text->at;
    while (text->at < text->end && dl_text_is_word(*text->at))
        text->at++;
    name->end = text->at;
    return name->at < name->end;
}

static bool is_word(words name, const char *word)
{
    size_t size = strlen(word);

    return (size_t)(name.end - name.at) == size && memcmp(name.at, word, size) == 0;
}

static const char *find(words text, const char *wanted)
{
    size_t size = strlen(wanted);

    while (text.at + size <= text.end) {
        text.at = memchr(text.at, wanted[0], (size_t)(text.end - text.at) - size + 1);
        if (!text.at || memcmp(text.at, wanted, size) == 0)
            return text.at;
        text.at++;
    }
    return NULL;
}

static const char *end_of_line(words text)
{
    const char *end = memchr(text.at, '\n', (size_t)(text.end - text.at));

    return end ? end : text.end;
}

/* A definition with the lines that it goes on to. */
static const char *end_of_definition(words text)
{
    const char *end = end_of_line(text);

    while (end < text.end && end > text.at && (end[-1] == '\\' || (end[-1] == '\r' && end[-2] == '\\')))
        end = end_of_line((words){end + 1, text.end});
    return end;
}

static bool leaves(words body)
{
    static const char *const ways[] = {"return", "goto", "leave", "__leave", "break", "continue", "throw"};
    words name;

    while (next_name(&body, &name))
        for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
            if (is_word(name, ways[i]))
                return true;
    return false;
}

/* `#define WPP_…_PRE` and `_POST` with a body that leaves: what stands between. */
static void find_leaving(words text, macro_list *leaving, dl_arena *arena)
{
    const char *at;

    while ((at = find(text, "#define WPP_")) != NULL) {
        words definition = {at, end_of_definition((words){at, text.end})}, rest = {at + strlen("#define "), text.end};
        words name;

        text.at = definition.end;
        if (next_name(&rest, &name) && (find(name, "_PRE") || find(name, "_POST")) &&
            leaves((words){name.end, definition.end}))
            dl_vec_push(arena, leaving, name);
    }
}

/* Whether the macro is named by the function's parameters: each stands in its name, and nothing else does. */
static bool is_of_params(words macro, words params, dl_arena *arena)
{
    size_t size = strlen("WPP") + strlen(find(macro, "_PRE") ? "_PRE" : "_POST");
    words name;

    while (next_name(&params, &name)) {
        const char *param = dl_arena_strndup(arena, name.at, (size_t)(name.end - name.at));

        if (params.at < params.end && *params.at == '=') /* `LEVEL=ERROR`: the name alone counts */
            (void)next_name(&params, &name);
        if (strcmp(param, "MSG") == 0)
            continue;
        if (!find(macro, param))
            return false;
        size += 1 + strlen(param);
    }
    return size == (size_t)(macro.end - macro.at);
}

static bool may_leave(words params, const macro_list *leaving, dl_arena *arena)
{
    for (size_t i = 0; i < leaving->count; i++)
        if (is_of_params(leaving->at[i], params, arena))
            return true;
    return false;
}

typedef struct reading {
    dl_arena *arena;
    macro_list macros; /* that leave */
    dl_map *traced, *leaving;
} reading;

/* `FUNC Name{LEVEL=VERBOSE}(FLAGS, MSG, …);` */
static void read_function(reading *r, words line)
{
    const char *end = memchr(line.at, ';', (size_t)(line.end - line.at));
    words word, name;

    while (line.at < line.end && strchr("/* \t", *line.at))
        line.at++;
    line.end = end ? end : line.end;
    if (!next_name(&line, &word) || !is_word(word, "FUNC") || !next_name(&line, &name))
        return;
    (void)dl_map_add(may_leave(line, &r->macros, r->arena) ? r->leaving : r->traced,
                     dl_arena_strndup(r->arena, name.at, (size_t)(name.end - name.at)), r);
}

static void read_configuration(reading *r, words text)
{
    const char *at;

    while ((at = find(text, "begin_wpp config")) != NULL) {
        const char *end = find((words){at, text.end}, "end_wpp");
        words block = {at, end ? end : text.end};

        for (text.at = block.end; block.at < block.end; block.at = end_of_line(block) + 1)
            read_function(r, (words){block.at, end_of_line(block)});
    }
}

static words text_of(const dl_unit_source *source)
{
    return (words){source->file->text, source->file->text + source->file->size};
}

void dl_wpp_read(const dl_sources *sources, dl_map **traced, dl_map **leaving, dl_arena *arena)
{
    reading *r = DL_NEW(arena, reading);
    bool is_configured = false;

    *r = (reading){.arena = arena, .traced = dl_map_new(arena), .leaving = dl_map_new(arena)};
    for (size_t i = 0; i < sources->files.count && !is_configured; i++)
        is_configured = find(text_of(sources->files.at[i]), "begin_wpp config") != NULL;
    for (size_t i = 0; is_configured && i < sources->files.count; i++)
        find_leaving(text_of(sources->files.at[i]), &r->macros, arena);
    for (size_t i = 0; is_configured && i < sources->files.count; i++)
        read_configuration(r, text_of(sources->files.at[i]));
    *traced = r->traced;
    *leaving = r->leaving;
}
