/* cmake.c: see cmake.h. */
#include "project/cmake.h"

#include "project/tree.h"
#include "support/platform.h"
#include "support/text.h"

#include <string.h>

enum { MOST_FOLDERS = 16 };

typedef struct script {
    const char *at;
    dl_arena *arena;
    unsigned depth; /* of what opens a block: its commands may never run */
    const char *source;
    dl_map *targets;  /* that the source is named in; NULL: none */
    dl_strings words; /* of the command at hand, its name first */
    dl_strings *defines;
} script;

/* ---- commands ---- */

static void skip_space(script *s)
{
    for (;;) {
        s->at += strspn(s->at, " \t\r\n;");
        if (*s->at != '#')
            return;
        s->at += strcspn(s->at, "\n");
    }
}

static const char *read_word(script *s)
{
    bool is_quoted = *s->at == '"';
    const char *from = s->at + is_quoted;
    size_t size = strcspn(from, is_quoted ? "\"" : " \t\r\n;()#\"");

    s->at = from + size + (is_quoted && from[size] == '"');
    return dl_arena_strndup(s->arena, from, size);
}

/* The next `name(words…)`; false: there is none. */
static bool read_command(script *s)
{
    unsigned open = 1;

    s->words.count = 0;
    skip_space(s);
    while (*s->at && !dl_text_is_letter(*s->at)) {
        s->at++;
        skip_space(s);
    }
    if (!*s->at)
        return false;
    dl_vec_push(s->arena, &s->words, read_word(s));
    skip_space(s);
    if (*s->at != '(')
        return true;
    s->at++;
    for (skip_space(s); *s->at && open > 0; skip_space(s)) {
        if (*s->at == '(' || *s->at == ')')
            open = *s->at++ == '(' ? open + 1 : open - 1;
        else
            dl_vec_push(s->arena, &s->words, read_word(s));
    }
    return true;
}

static bool is_command(const script *s, const char *name)
{
    return dl_text_equal_case(s->words.at[0], name);
}

static bool is_one_of(const script *s, const char *const *names)
{
    for (; *names; names++)
        if (is_command(s, *names))
            return true;
    return false;
}

/* ---- what they say ---- */

/* `NAME`, `NAME=3`: nothing that CMake or a shell would put together. */
static bool is_plain(const char *define)
{
    size_t name = 0;

    while (dl_text_is_word(define[name]))
        name++;
    return name > 0 && !(*define >= '0' && *define <= '9') && (define[name] == '\0' || define[name] == '=') &&
           strcspn(define, "$<>\\\"'`") == strlen(define);
}

static void add_defines(script *s, size_t from, bool has_option)
{
    for (size_t i = from; i < s->words.count; i++) {
        const char *word = s->words.at[i];
        bool is_option = dl_text_starts(word, "-D") || dl_text_starts(word, "/D");

        if (has_option && !is_option)
            continue;
        if (is_plain(word + (is_option ? 2 : 0)))
            dl_vec_push(s->arena, s->defines, word + (is_option ? 2 : 0));
    }
}

/* `wdk_add_driver(Name … main.c)`: whatever the command is called. */
static void see_target(script *s)
{
    if (!strstr(s->words.at[0], "add") || s->words.count < 3)
        return;
    for (size_t i = 2; i < s->words.count; i++)
        if (dl_text_equal_case(dl_path_name(s->words.at[i]), dl_path_name(s->source))) {
            s->targets = s->targets ? s->targets : dl_map_new(s->arena);
            (void)dl_map_add(s->targets, s->words.at[1], s);
        }
}

static bool is_target(const script *s, const char *name)
{
    return s->targets && dl_map_get(s->targets, name);
}

static void take_command(script *s)
{
    static const char *const opens[] = {"if", "function", "macro", "foreach", "while", "block", NULL};
    static const char *const closes[] = {"endif",    "endfunction", "endmacro", "endforeach",
                                         "endwhile", "endblock",    NULL};

    if (is_one_of(s, opens))
        s->depth++;
    else if (is_one_of(s, closes))
        s->depth -= s->depth > 0;
    else if (s->depth > 0)
        return;
    else if (is_command(s, "add_definitions"))
        add_defines(s, 1, true);
    else if (is_command(s, "add_compile_definitions"))
        add_defines(s, 1, false);
    else if (is_command(s, "target_compile_definitions") && s->words.count > 3 && is_target(s, s->words.at[1]))
        add_defines(s, 3, false);
    else if (is_command(s, "add_compile_options"))
        add_defines(s, 1, true);
    else if (is_command(s, "target_compile_options") && s->words.count > 3 && is_target(s, s->words.at[1]))
        add_defines(s, 3, true);
    else
        see_target(s);
}

static void read_script(const dl_tree *tree, const char *path, const char *source, dl_strings *defines, dl_arena *arena)
{
    script s = {.arena = arena, .source = source, .defines = defines};
    dl_status why = {0};
    bool is_binary;
    size_t size;

    if (dl_tree_read(tree, path, &s.at, &size, &is_binary, arena, &why) != DL_OK || is_binary)
        return;
    while (read_command(&s))
        take_command(&s);
}

/* ---- what they name ---- */

const char *dl_names_macro(const char *text, const char *macro)
{
    size_t size = strlen(macro);

    for (const char *at = strstr(text, macro); at; at = strstr(at + 1, macro)) {
        bool is_option = at - text >= 2 && at[-1] == 'D' && (at[-2] == '-' || at[-2] == '/');

        if ((at == text || !dl_text_is_word(at[-1]) || is_option) && !dl_text_is_word(at[size]))
            return at;
    }
    return NULL;
}

/* `target_compile_options(other …)`, where it is known which targets have the source. */
static bool is_for_other(const script *s)
{
    return dl_text_starts_case(s->words.at[0], "target_") && s->targets && s->words.count > 1 &&
           !strchr(s->words.at[1], '$') && !is_target(s, s->words.at[1]);
}

bool dl_cmake_names(const char *text, const char *source, const char *macro, dl_arena *arena)
{
    dl_strings defines = {0};
    script s = {.at = text, .arena = arena, .source = source, .defines = &defines};

    while (read_command(&s)) {
        take_command(&s);
        for (size_t i = 1; i < s.words.count && !is_for_other(&s); i++)
            if (dl_names_macro(s.words.at[i], macro))
                return true;
    }
    return false;
}

/* ---- the whole ---- */

/* The `CMakeLists.txt` of the source's folder, and of those above it. */
static dl_strings scripts_of(const dl_tree *tree, const char *source, dl_arena *arena)
{
    const char *folder = dl_path_folder(source, arena), *inner = "";
    dl_strings scripts = {0};

    for (unsigned i = 0; i < MOST_FOLDERS && !dl_text_equal(folder, inner); i++) {
        const char *path = dl_tree_file(tree, dl_path_join(folder, "CMakeLists.txt", arena), arena);

        if (path)
            dl_vec_push(arena, &scripts, path);
        inner = folder;
        folder = dl_path_folder(folder, arena);
    }
    return scripts;
}

static bool is_among(const char *const *list, size_t count, const char *define)
{
    for (size_t i = 0; i < count; i++)
        if (dl_define_is_of(list[i], define, strcspn(define, "=")))
            return true;
    return false;
}

const dl_settings *dl_cmake_settings(const dl_tree *tree, const char *source, const dl_settings *given, dl_arena *arena)
{
    const dl_strings scripts = scripts_of(tree, source, arena);
    dl_strings defines = {0}, all = {0};
    dl_settings *made;

    for (size_t i = 0; i < scripts.count; i++)
        read_script(tree, scripts.at[i], source, &defines, arena);
    for (size_t i = 0; i < given->define_count; i++)
        dl_vec_push(arena, &all, given->defines[i]);
    for (size_t i = 0; i < defines.count; i++)
        if (!is_among(all.at, all.count, defines.at[i]) &&
            !is_among(given->undefines, given->undefine_count, defines.at[i]))
            dl_vec_push(arena, &all, defines.at[i]);
    if (all.count == given->define_count)
        return given;
    made = dl_arena_copy(arena, given, sizeof *given);
    made->defines = all.at;
    made->define_count = all.count;
    return made;
}
