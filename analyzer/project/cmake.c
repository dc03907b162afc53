/* cmake.c: see cmake.h. */
#include "project/cmake.h"

#include "project/programs.h"
#include "project/tree.h"
#include "support/platform.h"
#include "support/text.h"

#include <string.h>

/* Past any of these what the scripts say is not known: `is_cut`. */
enum { MOST_FOLDERS = 16, MOST_TARGETS = 1024, LONGEST_WORD = 1 << 16, MOST_EXPANDED = 1 << 21 };

/* What a command makes or speaks of: a driver, a library, a program. */
typedef struct target {
    const char *name;
    bool is_executable;       /* made by `add_executable`: a program, or a driver that is linked as one */
    bool has_source;          /* the one that is asked for is named in it */
    bool is_listed;           /* each of its sources is spelled out */
    bool is_native;           /* the linker is told that it is for the system */
    bool is_read, is_program; /* the sources are: one of them begins a program, or tests */
    dl_strings sources;       /* that are spelled out and are there */
    dl_strings defines;
    dl_strings lent;         /* to what links it: `PUBLIC`, `INTERFACE` */
    dl_strings links, maybe; /* other targets; those under a condition */
} target;

/* What the scripts of the source's folder, and of those above it, say. */
typedef struct model {
    const dl_tree *tree;
    const char *source;
    dl_arena *arena;
    dl_map *by_name;
    DL_VEC(target *) targets;
    dl_strings defines; /* for all */
    dl_map *values;     /* of variables: `unknown_value` where it is not known which */
    size_t expanded;    /* bytes that variables have become */
    bool is_cut;        /* there is more in them than is followed */
} model;

typedef struct script {
    const char *at;
    const char *folder;
    model *of;
    dl_arena *arena;
    unsigned depth;   /* of what opens a block: its commands may never run */
    dl_strings words; /* of the command at hand, its name first */
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

static const char unknown_value[] = "";

/* The word with the values of the variables in it that have one. */
static const char *expanded(const script *s, const char *word)
{
    const char *from = strstr(word, "${");
    dl_text out;

    if (!from || s->of->is_cut)
        return word;
    dl_text_init(&out, s->arena);
    while (from && !s->of->is_cut) {
        const char *end = strchr(from, '}');
        const char *value = end ? dl_map_get_n(s->of->values, from + 2, (size_t)(end - from - 2)) : NULL;

        if (!end)
            break;
        dl_text_add_n(&out, word, (size_t)(from - word));
        if (value && value != unknown_value)
            dl_text_add(&out, value);
        else
            dl_text_add_n(&out, from, (size_t)(end + 1 - from));
        word = end + 1;
        from = strstr(word, "${");
        s->of->is_cut = out.count > LONGEST_WORD;
    }
    dl_text_add(&out, word);
    s->of->expanded += out.count;
    s->of->is_cut = s->of->is_cut || s->of->expanded > MOST_EXPANDED;
    return dl_text_str(&out);
}

/* What a variable holds may be several words, but in quotes. */
static void add_word(script *s, const char *word, bool is_quoted)
{
    const char *text = expanded(s, word);

    if (is_quoted || text == word) {
        dl_vec_push(s->arena, &s->words, text);
        return;
    }
    for (text += strspn(text, ";"); *text; text += strspn(text, ";")) {
        size_t size = strcspn(text, ";");

        dl_vec_push(s->arena, &s->words, dl_arena_strndup(s->arena, text, size));
        text += size;
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
        else {
            bool is_quoted = *s->at == '"';

            add_word(s, read_word(s), is_quoted);
        }
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

static void add_defines(script *s, dl_strings *defines, size_t from, size_t end, bool has_option)
{
    for (size_t i = from; i < end; i++) {
        const char *word = s->words.at[i];
        bool is_option = dl_text_starts(word, "-D") || dl_text_starts(word, "/D");

        if (has_option && !is_option)
            continue;
        if (is_plain(word + (is_option ? 2 : 0)))
            dl_vec_push(s->arena, defines, word + (is_option ? 2 : 0));
    }
}

static bool is_scope(const char *word)
{
    return dl_text_equal(word, "PRIVATE") || dl_text_equal(word, "PUBLIC") || dl_text_equal(word, "INTERFACE");
}

/* ---- variables ---- */

static const char *joined(const script *s, size_t from)
{
    dl_text out;

    dl_text_init(&out, s->arena);
    for (size_t i = from; i < s->words.count; i++)
        dl_text_printf(&out, "%s%s", i > from ? ";" : "", s->words.at[i]);
    return dl_text_str(&out);
}

static void set_value(script *s, const char *name, const char *value)
{
    bool is_known = s->depth == 0 && !dl_map_get(s->of->values, name) && strlen(value) <= LONGEST_WORD;

    dl_map_set(s->of->values, name, (void *)(is_known ? value : unknown_value));
}

/* A variable has a value that is set once and under no condition, and that no other command may change. */
static void see_variables(script *s)
{
    static const char *const asking[] = {"if", "elseif", "else", "endif", "while", "endwhile", "message", NULL};

    if (s->words.count < 2 || is_one_of(s, asking))
        return;
    if (is_command(s, "set")) {
        bool is_plain_set = !dl_strings_have(&s->words, "CACHE") && !dl_strings_have(&s->words, "PARENT_SCOPE");

        set_value(s, s->words.at[1], is_plain_set ? joined(s, 2) : unknown_value);
        if (!is_plain_set)
            dl_map_set(s->of->values, s->words.at[1], (void *)unknown_value);
    } else if (is_command(s, "project")) {
        set_value(s, "PROJECT_NAME", s->words.at[1]);
    } else {
        for (size_t i = 1; i < s->words.count; i++)
            if (dl_map_get(s->of->values, s->words.at[i]))
                dl_map_set(s->of->values, s->words.at[i], (void *)unknown_value);
    }
}

/* ---- targets ---- */

static target *target_named(model *of, const char *name)
{
    target *known = dl_map_get(of->by_name, name);

    if (known)
        return known;
    known = DL_NEW(of->arena, target);
    known->name = name;
    known->is_listed = true;
    of->is_cut = of->is_cut || of->targets.count == MOST_TARGETS;
    if (of->is_cut)
        return known;
    dl_map_set(of->by_name, name, known);
    dl_vec_push(of->arena, &of->targets, known);
    return known;
}

/* The file that a command names; NULL: it is not there, or a variable says where. */
static const char *file_named(const script *s, const char *word)
{
    static const char *const own[] = {"${CMAKE_CURRENT_SOURCE_DIR}/", "${CMAKE_CURRENT_LIST_DIR}/"};

    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        word += dl_text_starts(word, own[i]) ? strlen(own[i]) : 0;
    if (strchr(word, '$'))
        return NULL;
    return dl_tree_file(s->of->tree, dl_path_join(s->folder, word, s->arena), s->arena);
}

static void add_source(script *s, target *to, const char *word)
{
    const char *file = dl_source_is_one(word) ? file_named(s, word) : NULL;

    if (file)
        dl_vec_push(s->arena, &to->sources, file);
    else
        to->is_listed = to->is_listed && !strchr(word, '$');
    if (file ? strcmp(file, s->of->source) == 0 : dl_text_equal_case(dl_path_name(word), dl_path_name(s->of->source)))
        to->has_source = true;
}

/* `wdk_add_driver(Name … main.c)`: whatever the command is called. */
static void see_target(script *s)
{
    static const char *const others[] = {"add_custom_command", "add_custom_target", "add_test",
                                         "add_dependencies",   "add_subdirectory",  NULL};
    bool is_made = strstr(s->words.at[0], "add") != NULL;
    target *made;

    if (s->words.count < 3 || is_one_of(s, others) || !(is_made || is_command(s, "target_sources")))
        return;
    made = target_named(s->of, s->words.at[1]);
    made->is_executable = made->is_executable || is_command(s, "add_executable");
    for (size_t i = 2; i < s->words.count; i++)
        add_source(s, made, s->words.at[i]);
}

/* `target_link_options(drv PRIVATE /DRIVER /SUBSYSTEM:NATIVE)`, by whatever command. */
static void see_options(script *s)
{
    static const char *const told[] = {"native", "ntoskrnl", "/driver", "/entry:", "-entry", NULL};

    if (s->words.count < 3 || is_one_of(s, (const char *const[]){"add_executable", "add_library", NULL}))
        return;
    for (size_t i = 2; i < s->words.count; i++)
        for (size_t k = 0; told[k]; k++)
            if (strstr(dl_text_lower(s->words.at[i], s->arena), told[k]))
                target_named(s->of, s->words.at[1])->is_native = true;
}

/* `target_link_libraries(drv PRIVATE common)` */
static void see_links(script *s)
{
    target *one;

    if (!is_command(s, "target_link_libraries") || s->words.count < 3)
        return;
    one = target_named(s->of, s->words.at[1]);
    for (size_t i = 2; i < s->words.count; i++)
        dl_vec_push(s->arena, s->depth > 0 ? &one->maybe : &one->links, s->words.at[i]);
}

/* `target_compile_definitions(drv PRIVATE … PUBLIC …)` */
static void see_defines(script *s, bool has_option)
{
    target *one = s->words.count > 3 ? target_named(s->of, s->words.at[1]) : NULL;

    for (size_t i = 2, end; one && i < s->words.count; i = end) {
        const char *scope = s->words.at[i];
        bool is_public = dl_text_equal(scope, "PUBLIC");

        for (end = i + 1; end < s->words.count && !is_scope(s->words.at[end]);)
            end++;
        if (!is_scope(scope))
            continue;
        if (is_public || dl_text_equal(scope, "PRIVATE"))
            add_defines(s, &one->defines, i + 1, end, has_option);
        if (is_public || dl_text_equal(scope, "INTERFACE"))
            add_defines(s, &one->lent, i + 1, end, has_option);
    }
}

/* Whether a file holds the main routine of a program, or tests. */
static bool is_of_program(const model *of, const char *file, dl_arena *scratch)
{
    dl_tokens tokens;

    if (!dl_tree_lex(of->tree, file, &tokens, scratch))
        return false;
    return dl_program_begins_one(&tokens, scratch) ||
           (dl_program_is_one(&tokens, scratch) && !dl_program_reaches(&tokens, scratch).kernel);
}

/* Whether it is a program or a test, which the source of a driver may go into as well. */
static bool is_program(const model *of, target *one)
{
    dl_arena *scratch;

    if (one->is_read || !one->is_executable || one->is_native)
        return one->is_program;
    scratch = dl_arena_new(dl_arena_trap(of->arena));
    if (!scratch)
        longjmp(dl_arena_trap(of->arena)->back, 1);
    for (size_t i = 0; i < one->sources.count && !one->is_program; i++) {
        one->is_program = is_of_program(of, one->sources.at[i], scratch);
        dl_arena_reset(scratch);
    }
    one->is_read = true;
    dl_arena_free(scratch);
    return one->is_program;
}

/* A library that nothing but programs links. */
static bool is_of_programs(const model *of, const target *one)
{
    bool is_linked = false;

    for (size_t i = 0; i < of->targets.count; i++) {
        target *by = of->targets.at[i];

        if (!dl_strings_have(&by->links, one->name) && !dl_strings_have(&by->maybe, one->name))
            continue;
        if (!is_program(of, by))
            return false;
        is_linked = true;
    }
    return is_linked;
}

/* Whether the driver is built by it, as far as is known. */
static bool is_own(const model *of, target *one)
{
    return one->has_source && !is_program(of, one) && !is_of_programs(of, one);
}

/* The names of all that it links, be it by others; without what is under a condition, where `is_sure`. */
static dl_map *linked_by(const model *of, const target *by, bool is_sure)
{
    dl_map *seen = dl_map_new(of->arena);
    DL_VEC(const target *) list = {0};

    dl_vec_push(of->arena, &list, by);
    for (size_t i = 0; i < list.count; i++) {
        const target *at = list.at[i];

        for (size_t k = 0; k < at->links.count + (is_sure ? 0 : at->maybe.count); k++) {
            const char *name = k < at->links.count ? at->links.at[k] : at->maybe.at[k - at->links.count];
            const target *other = dl_map_get(of->by_name, name);

            if (dl_map_add(seen, name, seen) && other)
                dl_vec_push(of->arena, &list, other);
        }
    }
    return seen;
}

static void see_block(script *s)
{
    static const char *const opens[] = {"if", "function", "macro", "foreach", "while", "block", NULL};
    static const char *const closes[] = {"endif",    "endfunction", "endmacro", "endforeach",
                                         "endwhile", "endblock",    NULL};

    if (is_one_of(s, opens))
        s->depth++;
    else if (is_one_of(s, closes))
        s->depth -= s->depth > 0;
}

static void take_command(script *s)
{
    see_block(s);
    see_target(s);
    see_options(s);
    see_links(s);
    if (s->depth > 0)
        return;
    if (is_command(s, "add_definitions") || is_command(s, "add_compile_options"))
        add_defines(s, &s->of->defines, 1, s->words.count, true);
    else if (is_command(s, "add_compile_definitions"))
        add_defines(s, &s->of->defines, 1, s->words.count, false);
    else if (is_command(s, "target_compile_definitions") || is_command(s, "target_compile_options"))
        see_defines(s, is_command(s, "target_compile_options"));
}

/* NULL: it cannot be read. */
static const char *text_of(const dl_tree *tree, const char *path, dl_arena *arena)
{
    const char *text;
    dl_status why = {0};
    bool is_binary;
    size_t size;

    return dl_tree_read(tree, path, &text, &size, &is_binary, arena, &why) == DL_OK && !is_binary ? text : NULL;
}

/* The `CMakeLists.txt` of the source's folder, and of those above it; and the one in `also`, or NULL. */
static model *read_scripts(const dl_tree *tree, const char *source, const char *also, dl_arena *arena)
{
    const char *folder = dl_path_folder(source, arena), *inner = "";
    model *of = DL_NEW(arena, model);
    DL_VEC(script) scripts = {0}; /* from the inside out */

    *of = (model){.tree = tree, .source = source, .arena = arena};
    of->by_name = dl_map_new(arena);
    of->values = dl_map_new(arena);
    for (unsigned i = 0; i < MOST_FOLDERS && !dl_text_equal(folder, inner); i++) {
        const char *path = dl_tree_file(tree, dl_path_join(folder, "CMakeLists.txt", arena), arena);
        script s = {.at = path ? text_of(tree, path, arena) : NULL, .folder = folder, .of = of, .arena = arena};

        if (s.at)
            dl_vec_push(arena, &scripts, s);
        also = also && path && strcmp(also, path) == 0 ? NULL : also;
        inner = folder;
        folder = dl_path_folder(folder, arena);
    }
    if (also && text_of(tree, also, arena))
        dl_vec_push(
            arena, &scripts,
            ((script){
                .at = text_of(tree, also, arena), .folder = dl_path_folder(also, arena), .of = of, .arena = arena}));
    for (size_t i = scripts.count; i-- > 0;) {
        script s = scripts.at[i];

        while (read_command(&s)) {
            see_block(&s);
            see_variables(&s);
        }
    }
    for (size_t i = 0; i < scripts.count; i++)
        while (read_command(&scripts.at[i]))
            take_command(&scripts.at[i]);
    return of;
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

/* Whether one of the links is told by a variable. */
static bool has_open_link(const target *one)
{
    for (size_t i = 0; i < one->links.count; i++)
        if (strchr(one->links.at[i], '$'))
            return true;
    for (size_t i = 0; i < one->maybe.count; i++)
        if (strchr(one->maybe.at[i], '$'))
            return true;
    return false;
}

/* Whether what a command tells a target, which is no program, may reach those that link it. */
static bool lends(const script *s, const target *to)
{
    for (size_t i = 2; i < s->words.count; i++)
        if (dl_text_equal(s->words.at[i], "PUBLIC") || dl_text_equal(s->words.at[i], "INTERFACE"))
            return !(to && to->is_executable);
    return false;
}

/* `target_compile_options(other …)`: it is known that it does not have the source, or that it is a program. */
static bool is_for_other(const script *s)
{
    const model *of = s->of;
    bool has_own = false, may_reach = false;
    target *to;

    if (!dl_text_starts_case(s->words.at[0], "target_") || s->words.count < 2 || strchr(s->words.at[1], '$'))
        return false;
    to = dl_map_get(of->by_name, s->words.at[1]);
    if (to && to->has_source)
        return !is_own(of, to);
    for (size_t i = 0; i < of->targets.count && !may_reach; i++) {
        target *own = of->targets.at[i];

        if (!is_own(of, own))
            continue;
        has_own = true;
        may_reach = dl_map_get(linked_by(of, own, false), s->words.at[1]) || (lends(s, to) && has_open_link(own));
    }
    if (has_own)
        return !may_reach;
    return to && ((to->sources.count && to->is_listed && !lends(s, to)) || is_program(of, to));
}

/* Of a variable that has a value what it holds is seen where it is used. */
static bool is_followed_set(const script *s)
{
    const char *value = is_command(s, "set") && s->words.count > 1 ? dl_map_get(s->of->values, s->words.at[1]) : NULL;

    return value && value != unknown_value;
}

bool dl_cmake_names(const dl_tree *tree, const char *path, const char *source, const char *macro, dl_arena *arena)
{
    const char *text = text_of(tree, path, arena);
    script s = {.at = text, .folder = dl_path_folder(path, arena), .arena = arena};

    if (!text || !dl_names_macro(text, macro))
        return !text;
    s.of = read_scripts(tree, source, path, arena);
    while (!s.of->is_cut && read_command(&s))
        for (size_t i = 1; i < (is_followed_set(&s) ? 2 : s.words.count); i++)
            if (dl_names_macro(s.words.at[i], macro) && !is_for_other(&s))
                return true;
    return s.of->is_cut;
}

/* ---- the whole ---- */

static bool is_among(const char *const *list, size_t count, const char *define)
{
    for (size_t i = 0; i < count; i++)
        if (dl_define_is_of(list[i], define, strcspn(define, "=")))
            return true;
    return false;
}

/* What it defines, with what those that it links lend it. */
static dl_strings defines_for(const model *of, const target *one)
{
    const dl_map *linked = linked_by(of, one, true);
    dl_strings all = {0};

    for (size_t i = 0; i < one->defines.count; i++)
        dl_vec_push(of->arena, &all, one->defines.at[i]);
    for (size_t i = 0; i < of->targets.count; i++)
        for (size_t k = 0; dl_map_get(linked, of->targets.at[i]->name) && k < of->targets.at[i]->lent.count; k++)
            dl_vec_push(of->arena, &all, of->targets.at[i]->lent.at[k]);
    return all;
}

/* What each target defines that the driver may be built by: nobody knows which of them does it. */
static dl_strings defines_of(const model *of)
{
    dl_strings common = {0};
    bool is_first = true;

    if (of->is_cut)
        return common;
    for (size_t i = 0; i < of->targets.count; i++) {
        dl_strings own;
        size_t kept = 0;

        if (!is_own(of, of->targets.at[i]))
            continue;
        own = defines_for(of, of->targets.at[i]);
        common = is_first ? own : common;
        for (size_t k = 0; k < common.count; k++)
            if (dl_strings_have(&own, common.at[k]))
                common.at[kept++] = common.at[k];
        common.count = kept;
        is_first = false;
    }
    for (size_t i = 0; i < of->defines.count; i++)
        dl_vec_push(of->arena, &common, of->defines.at[i]);
    return common;
}

const dl_settings *dl_cmake_settings(const dl_tree *tree, const char *source, const dl_settings *given, dl_arena *arena)
{
    const dl_strings defines = defines_of(read_scripts(tree, source, NULL, arena));
    dl_strings all = {0};
    dl_settings *made;

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
