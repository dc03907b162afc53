/* wpp.c: see wpp.h. The preprocessor of the tracing tool reads these comments, and makes a macro of each function:
 * what is before and behind the message stands in macros that are named by the parameters (`WPP_LEVEL_STATUS_POST`). */
#include "frontend/wpp.h"

#include <string.h>

enum { MOST_MACROS = 256 };

typedef struct words {
    const char *at, *end;
} words;

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

/* `#define WPP_…_PRE` or `_POST`: what stands around the message. */
typedef struct hook {
    words name;
    size_t size; /* of what stands between `WPP` and `_PRE` or `_POST` there */
    bool leaves;
} hook;

typedef DL_VEC(hook) hook_list;

/* The length of `_PRE`, `_POST` at the end of a name; 0: there is neither. */
static size_t ending_of(words name)
{
    static const char *const endings[] = {"_PRE", "_POST"};

    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t size = strlen(endings[i]);

        if ((size_t)(name.end - name.at) >= strlen("WPP") + size && memcmp(name.end - size, endings[i], size) == 0)
            return size;
    }
    return 0;
}

static void find_hooks(words text, hook_list *hooks, dl_arena *arena)
{
    const char *at;

    while ((at = find(text, "#define WPP_")) != NULL) {
        words definition = {at, dl_line_end(at, text.end)}, rest = {at + strlen("#define "), text.end};
        words name;
        size_t ending;

        text.at = definition.end;
        if (next_name(&rest, &name) && (ending = ending_of(name)) > 0)
            dl_vec_push(arena, hooks,
                        ((hook){name, (size_t)(name.end - name.at) - strlen("WPP") - ending,
                                leaves((words){name.end, definition.end})}));
    }
}

/* ---- a function ---- */

/* What a function is given: by its configuration, `{LEVEL=ERROR}`, or by who calls it, `(STATUS, MSG, ...)`. */
typedef struct param {
    const char *name, *value; /* value: NULL, of who calls it */
} param;

typedef struct tracer {
    DL_VEC(param) params;
    size_t name_size; /* of what they make of a macro's name, `_LEVEL_STATUS` */
    bool is_plain;    /* there is nothing else between the brackets */
    bool has_more;    /* `...` */
} tracer;

static const char *copy(words text, dl_arena *arena)
{
    return dl_arena_strndup(arena, text.at, (size_t)(text.end - text.at));
}

static bool is_message(const param *one)
{
    return strcmp(one->name, "MSG") == 0;
}

/* `NAME`, `NAME=value`, `...` up to the next comma. */
static void take_param(tracer *made, words text, bool is_fixed, dl_arena *arena)
{
    const char *sign = memchr(text.at, '=', (size_t)(text.end - text.at));
    words name, rest = {text.at, sign ? sign : text.end}, value = {sign ? sign + 1 : text.end, text.end}, other;

    if (!next_name(&rest, &name)) {
        made->has_more = made->has_more || find(text, "...");
        made->is_plain = made->is_plain && (is_fixed || find(text, "..."));
        return;
    }
    made->is_plain = made->is_plain && !next_name(&rest, &other) && !find(text, "(") && is_fixed == (sign != NULL);
    dl_vec_push(arena, &made->params, ((param){copy(name, arena), sign ? copy(value, arena) : NULL}));
    if (!is_message(&made->params.at[made->params.count - 1]))
        made->name_size += 1 + (size_t)(name.end - name.at);
}

static void take_params(tracer *made, words *line, char open, char close, dl_arena *arena)
{
    const char *from, *end;

    while (line->at < line->end && (*line->at == ' ' || *line->at == '\t'))
        line->at++;
    if (line->at >= line->end || *line->at != open)
        return;
    from = line->at + 1;
    end = memchr(from, close, (size_t)(line->end - from));
    made->is_plain = made->is_plain && end;
    for (line->at = end ? end : line->end; from < line->at;) {
        const char *comma = memchr(from, ',', (size_t)(line->at - from));

        comma = comma ? comma : line->at;
        take_param(made, (words){from, comma}, open == '{', arena);
        from = comma + 1;
    }
    line->at += end != NULL;
}

/* Whether the macro is named by the function's parameters: nothing else stands in its name, and each does. */
static bool is_of_params(const hook *macro, const tracer *function)
{
    if (macro->size != function->name_size)
        return false;
    for (size_t i = 0; i < function->params.count; i++)
        if (!is_message(&function->params.at[i]) && !find(macro->name, function->params.at[i].name))
            return false;
    return true;
}

typedef struct reading {
    dl_sources *sources;
    dl_arena *arena;
    hook_list hooks;
    dl_map *traced, *leaving;
} reading;

static bool may_leave(const reading *r, const tracer *function)
{
    for (size_t i = 0; i < r->hooks.count; i++)
        if (r->hooks.at[i].leaves && is_of_params(&r->hooks.at[i], function))
            return true;
    return false;
}

/* A definition or declaration of the driver's own, `void Name(`: the tool's comes where the driver has none. */
static bool is_declared(const reading *r, const char *name)
{
    static const char *const words_before[] = {"return", "else", "do", NULL};

    for (size_t i = 0; i < r->sources->files.count; i++) {
        const dl_tokens *tokens = &r->sources->files.at[i]->tokens;

        for (size_t k = 1; k < tokens->count; k++)
            if (dl_token_is(&tokens->at[k], name) && !tokens->at[k].is_directive && !tokens->at[k].is_dead &&
                ((dl_token_is_name(&tokens->at[k - 1]) && !tokens->at[k - 1].is_directive &&
                  !dl_token_is_any(&tokens->at[k - 1], words_before)) ||
                 dl_token_is(&tokens->at[k - 1], "*")))
                return true;
    }
    return false;
}

/* `WPP_LEVEL_STATUS_PRE(ERROR, Status)`, or nothing where nobody defines it. */
static const char *use_of_hook(const reading *r, const tracer *function, const char *end)
{
    dl_text name, all;
    const char *between = "";

    dl_text_init(&name, r->arena);
    dl_text_init(&all, r->arena);
    dl_text_add(&name, "WPP");
    for (size_t i = 0; i < function->params.count; i++) {
        const param *one = &function->params.at[i];

        if (is_message(one))
            continue;
        dl_text_printf(&name, "_%s", one->name);
        dl_text_printf(&all, "%s%s", between, one->value ? one->value : one->name);
        between = ", ";
    }
    dl_text_add(&name, end);
    for (size_t i = 0; i < r->hooks.count; i++)
        if (is_word(r->hooks.at[i].name, dl_text_str(&name)))
            return dl_arena_printf(r->arena, "%s(%s)", dl_text_str(&name), dl_text_str(&all));
    return "";
}

/* The function as the tool makes it: a macro with the driver's own around the message. What stands before that is for
 * these alone: no call is given it. False: it is not known how it is made. */
static bool write_macro(reading *r, const char *name, const tracer *function)
{
    const char *before = use_of_hook(r, function, "_PRE"), *behind = use_of_hook(r, function, "_POST");
    bool has_message = false;
    dl_text params, told;

    if (!function->is_plain || !(*before || *behind) || is_declared(r, name))
        return false;
    dl_text_init(&params, r->arena);
    dl_text_init(&told, r->arena);
    for (size_t i = 0; i < function->params.count; i++) {
        const param *one = &function->params.at[i];

        has_message = has_message || is_message(one);
        if (!one->value)
            dl_text_printf(&params, "%s%s", params.count ? ", " : "", one->name);
        if (!one->value && has_message)
            dl_text_printf(&told, "%s%s", told.count ? ", " : "", one->name);
    }
    if (function->has_more) {
        dl_text_add(&params, params.count ? ", ..." : "...");
        dl_text_add(&told, told.count ? ", ##__VA_ARGS__" : "__VA_ARGS__");
    }
    dl_vec_push(
        r->arena, &r->sources->tracing,
        ((dl_tracing_macro){name, dl_arena_printf(r->arena, "#define %s(%s) %s ", name, dl_text_str(&params), before),
                            dl_arena_printf(r->arena, "%s(%s)", name, dl_text_str(&told)), behind}));
    return true;
}

/* `FUNC Name{LEVEL=VERBOSE}(FLAGS, MSG, …);` */
static void read_function(reading *r, words line)
{
    const char *end = memchr(line.at, ';', (size_t)(line.end - line.at)), *made;
    tracer function = {.is_plain = true};
    bool is_leaving;
    words word, name;

    while (line.at < line.end && strchr("/* \t", *line.at))
        line.at++;
    line.end = end ? end : line.end;
    if (!next_name(&line, &word) || !is_word(word, "FUNC") || !next_name(&line, &name))
        return;
    made = copy(name, r->arena);
    take_params(&function, &line, '{', '}', r->arena);
    take_params(&function, &line, '(', ')', r->arena);
    is_leaving = may_leave(r, &function);
    if (is_leaving && !dl_map_get(r->traced, made) && r->sources->tracing.count < MOST_MACROS &&
        write_macro(r, made, &function))
        is_leaving = false; /* it is seen where it leaves */
    (void)dl_map_add(is_leaving ? r->leaving : r->traced, made, r);
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

void dl_wpp_read(dl_sources *sources, dl_map **traced, dl_map **leaving, dl_arena *arena)
{
    reading *r = DL_NEW(arena, reading);
    bool is_configured = false;

    *r = (reading){.sources = sources, .arena = arena, .traced = dl_map_new(arena), .leaving = dl_map_new(arena)};
    for (size_t i = 0; i < sources->files.count && !is_configured; i++)
        is_configured = find(text_of(sources->files.at[i]), "begin_wpp config") != NULL;
    for (size_t i = 0; is_configured && i < sources->files.count; i++)
        find_hooks(text_of(sources->files.at[i]), &r->hooks, arena);
    for (size_t i = 0; is_configured && i < sources->files.count; i++)
        read_configuration(r, text_of(sources->files.at[i]));
    *traced = r->traced;
    *leaving = r->leaving;
}
