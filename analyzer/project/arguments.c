#include "project/arguments.h"

#include "support/platform.h"

#include <string.h>

enum {
    MOST_LISTED = 4096,
    MOST_MACROS = 1 << 16,
    LONGEST_DEFINE = 4096,
    MOST_RESPONSES = 16,
    LONGEST_RESPONSE = 1 << 20
};

/* What an argument is, by how it begins. */
typedef enum option_kind {
    OPTION_DEFINE,
    OPTION_UNDEFINE,
    OPTION_INCLUDE,
    OPTION_FORCE,
    OPTION_LANGUAGE,
    OPTION_C,
    OPTION_CPP,
    OPTION_SKIP,
    OPTION_REFUSE
} option_kind;

/* Where an option's value stands. */
typedef enum value_place { VALUE_NONE, VALUE_NEXT, VALUE_JOINED_OR_NEXT } value_place;

typedef struct option_row {
    const char *name; /* without the `-` or `/` it begins with */
    option_kind kind;
    value_place value;
} option_row;

/* The longest that fits is meant. What is not here has no value that matters, or has it joined. */
static const option_row rows[] = {
    {"D", OPTION_DEFINE, VALUE_JOINED_OR_NEXT},
    {"U", OPTION_UNDEFINE, VALUE_JOINED_OR_NEXT},
    {"I", OPTION_INCLUDE, VALUE_JOINED_OR_NEXT},
    {"isystem", OPTION_INCLUDE, VALUE_JOINED_OR_NEXT},
    {"iquote", OPTION_INCLUDE, VALUE_JOINED_OR_NEXT},
    {"idirafter", OPTION_INCLUDE, VALUE_JOINED_OR_NEXT},
    {"imsvc", OPTION_INCLUDE, VALUE_JOINED_OR_NEXT},
    {"external:I", OPTION_INCLUDE, VALUE_JOINED_OR_NEXT},
    {"include", OPTION_FORCE, VALUE_NEXT},
    {"-include", OPTION_FORCE, VALUE_NEXT},
    {"imacros", OPTION_FORCE, VALUE_NEXT},
    {"FI", OPTION_FORCE, VALUE_JOINED_OR_NEXT},
    {"load", OPTION_REFUSE, VALUE_NEXT},
    {"plugin", OPTION_REFUSE, VALUE_NEXT},
    {"add-plugin", OPTION_REFUSE, VALUE_NEXT},
    {"fplugin", OPTION_REFUSE, VALUE_NONE},
    {"fpass-plugin", OPTION_REFUSE, VALUE_NONE},
    {"Xclang", OPTION_REFUSE, VALUE_NEXT},
    {"mllvm", OPTION_REFUSE, VALUE_NEXT},
    {"ivfsoverlay", OPTION_REFUSE, VALUE_NEXT},
    {"B", OPTION_REFUSE, VALUE_JOINED_OR_NEXT},
    {"wrapper", OPTION_REFUSE, VALUE_NEXT},
    {"include-pch", OPTION_SKIP, VALUE_NEXT},
    {"o", OPTION_SKIP, VALUE_JOINED_OR_NEXT},
    {"x", OPTION_LANGUAGE, VALUE_JOINED_OR_NEXT},
    {"MF", OPTION_SKIP, VALUE_JOINED_OR_NEXT},
    {"MT", OPTION_SKIP, VALUE_JOINED_OR_NEXT},
    {"MQ", OPTION_SKIP, VALUE_JOINED_OR_NEXT},
    {"MJ", OPTION_SKIP, VALUE_JOINED_OR_NEXT},
    {"Xpreprocessor", OPTION_SKIP, VALUE_NEXT},
    {"Xassembler", OPTION_SKIP, VALUE_NEXT},
    {"Xlinker", OPTION_SKIP, VALUE_NEXT},
    {"arch", OPTION_SKIP, VALUE_NEXT},
    {"target", OPTION_SKIP, VALUE_NEXT},
    {"isysroot", OPTION_SKIP, VALUE_JOINED_OR_NEXT},
    {"iprefix", OPTION_SKIP, VALUE_NEXT},
    {"iwithprefix", OPTION_SKIP, VALUE_NEXT},
    {"iwithprefixbefore", OPTION_SKIP, VALUE_NEXT},
    {"-sysroot", OPTION_SKIP, VALUE_NEXT},
    {"-param", OPTION_SKIP, VALUE_NEXT},
    {"-serialize-diagnostics", OPTION_SKIP, VALUE_NEXT},
    {"serialize-diagnostics", OPTION_SKIP, VALUE_NEXT},
    {"index-store-path", OPTION_SKIP, VALUE_NEXT},
    {"dependency-file", OPTION_SKIP, VALUE_NEXT},
    {"working-directory", OPTION_SKIP, VALUE_NEXT},
    {"gcc-toolchain", OPTION_SKIP, VALUE_NEXT},
    {"framework", OPTION_SKIP, VALUE_NEXT},
    {"aux-info", OPTION_SKIP, VALUE_NEXT},
    {"L", OPTION_SKIP, VALUE_JOINED_OR_NEXT},
    {"T", OPTION_SKIP, VALUE_JOINED_OR_NEXT},
    {"TC", OPTION_C, VALUE_NONE},
    {"TP", OPTION_CPP, VALUE_NONE},
    {"Tc", OPTION_C, VALUE_JOINED_OR_NEXT},
    {"Tp", OPTION_CPP, VALUE_JOINED_OR_NEXT},
};

void dl_arguments_init(dl_arguments *in, const dl_tree *tree, const char *folder, dl_arena *arena)
{
    memset(in, 0, sizeof *in);
    in->tree = tree;
    in->folder = folder;
    in->arena = arena;
    in->last_words = dl_map_new(arena);
}

static void add_once(dl_arguments *in, dl_strings *list, const char *text)
{
    if (list->count < MOST_LISTED && !dl_strings_have(list, text))
        dl_vec_push(in->arena, list, text);
}

/* ---- one of each ---- */

static size_t name_size(const char *text)
{
    size_t size = 0;

    while ((text[size] >= 'a' && text[size] <= 'z') || (text[size] >= 'A' && text[size] <= 'Z') || text[size] == '_' ||
           (size > 0 && text[size] >= '0' && text[size] <= '9'))
        size++;
    return size;
}

static bool is_plain(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text < ' ')
            return false;
    return true;
}

/* The last word counts: an earlier one goes. */
static void say_macro(dl_arguments *in, const char *text, size_t size, bool is_defined)
{
    dl_macro_word *word, *earlier = dl_map_get_n(in->last_words, text, size);

    if (earlier)
        earlier->is_replaced = true;
    else if (in->macro_count++ >= MOST_MACROS)
        return;
    word = DL_NEW(in->arena, dl_macro_word);
    word->text = text;
    word->is_defined = is_defined;
    dl_vec_push(in->arena, &in->macros, word);
    dl_map_set(in->last_words, dl_arena_strndup(in->arena, text, size), word);
}

void dl_arguments_define(dl_arguments *in, const char *define)
{
    size_t size = name_size(define);
    char *kept;

    if (size == 0 || strlen(define) > LONGEST_DEFINE || !is_plain(define))
        return;
    if (define[size] == '#') /* Microsoft's other equals sign */
        kept = dl_arena_printf(in->arena, "%.*s=%s", (int)size, define, define + size + 1);
    else if (define[size] == '=' || define[size] == '\0')
        kept = dl_arena_strdup(in->arena, define);
    else
        return;
    say_macro(in, kept, size, true);
}

void dl_arguments_undefine(dl_arguments *in, const char *name)
{
    size_t size = name_size(name);

    if (size == 0 || name[size] != '\0')
        return;
    say_macro(in, dl_arena_strdup(in->arena, name), size, false);
}

void dl_arguments_include(dl_arguments *in, const char *folder)
{
    const char *shown =
        *folder ? dl_tree_shown(in->tree, dl_path_join(in->folder, folder, in->arena), in->arena) : NULL;

    if (shown)
        add_once(in, &in->includes, shown);
}

void dl_arguments_force(dl_arguments *in, const char *name)
{
    if (*name && is_plain(name))
        add_once(in, &in->forced, dl_arena_strdup(in->arena, name));
}

/* ---- a command ---- */

static const option_row *find_row(const char *name, bool is_slash)
{
    const option_row *best = NULL;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const option_row *row = &rows[i];
        size_t size = strlen(row->name);
        bool fits = strncmp(name, row->name, size) == 0;

        if (row->value == VALUE_NEXT)
            fits = fits && name[size] == '\0';
        if (row->value == VALUE_NONE)
            fits = fits && (name[size] == '\0' || (row->kind == OPTION_REFUSE && name[size] == '='));
        if (is_slash && (row->kind == OPTION_SKIP || row->kind == OPTION_LANGUAGE) && strlen(row->name) == 1)
            fits = false; /* `/O2`, `/x`: the short ones are GNU's */
        if (fits && (!best || size > strlen(best->name)))
            best = row;
    }
    return best;
}

/* One that the table has, or `@file`, whose row is NULL. `value` may be a part of `given`. */
typedef struct option {
    const option_row *row;
    const char *given, *value;
} option;

static void apply(dl_arguments *in, const option *one)
{
    const char *given = one->given, *value = one->value;

    switch (one->row->kind) {
    case OPTION_DEFINE:
        dl_arguments_define(in, value);
        break;
    case OPTION_UNDEFINE:
        dl_arguments_undefine(in, value);
        break;
    case OPTION_INCLUDE:
        dl_arguments_include(in, value);
        break;
    case OPTION_FORCE:
        dl_arguments_force(in, value);
        break;
    case OPTION_LANGUAGE:
        in->language = strcmp(value, "c") == 0     ? DL_LANGUAGE_C
                       : strcmp(value, "c++") == 0 ? DL_LANGUAGE_CPP
                                                   : DL_LANGUAGE_OF_NAME;
        break;
    case OPTION_C:
    case OPTION_CPP:
        in->language = one->row->kind == OPTION_C ? DL_LANGUAGE_C : DL_LANGUAGE_CPP;
        break;
    case OPTION_REFUSE:
        add_once(in, &in->refused,
                 *value && !strstr(given, value) ? dl_arena_printf(in->arena, "%s %s", given, value) : given);
        break;
    case OPTION_SKIP:
        break;
    }
}

static void read_response(dl_arguments *in, const char *name)
{
    const char *shown = dl_tree_shown(in->tree, dl_path_join(in->folder, name, in->arena), in->arena);
    const char *file = shown && in->takes_responses ? dl_tree_file(in->tree, shown, in->arena) : NULL, *text = NULL;
    size_t size = 0;
    bool is_binary = false;
    dl_status why = {0};
    dl_strings arguments = {0};

    if (!file || in->responses >= MOST_RESPONSES ||
        dl_tree_read(in->tree, file, &text, &size, &is_binary, in->arena, &why) != DL_OK || is_binary ||
        size > LONGEST_RESPONSE) {
        add_once(in, &in->refused, dl_arena_printf(in->arena, "@%s", name));
        return;
    }
    in->responses++;
    dl_arguments_split(text, true, &arguments, in->arena);
    dl_arguments_read(in, arguments.at, arguments.count);
}

/* `/clang:-DNAME`: what clang-cl hands on to clang, of which each word has the mark. */
static const char *handed_on(const char *argument)
{
    static const char mark[] = "clang:";

    while ((argument[0] == '-' || argument[0] == '/') && dl_text_starts(argument + 1, mark))
        argument += strlen(mark) + 1;
    return argument;
}

/* Takes the next that matters from `*at` on; false: there is none. */
static bool next_option(option *out, const char *const *arguments, size_t count, size_t *at)
{
    while (*at < count) {
        const char *given = handed_on(arguments[(*at)++]);
        const option_row *row;
        size_t size;

        if (given[0] == '@' && given[1]) {
            *out = (option){NULL, given, given + 1};
            return true;
        }
        if ((given[0] != '-' && given[0] != '/') || !given[1])
            continue;
        if (dl_text_equal_case(given + 1, "link") || strcmp(given, "--") == 0)
            return false; /* the linker's, and files */
        row = find_row(given + 1, given[0] == '/');
        if (!row)
            continue;
        size = strlen(row->name) + 1;
        *out = (option){row, given, given + size};
        if (row->value == VALUE_NEXT || (row->value == VALUE_JOINED_OR_NEXT && !given[size]))
            out->value = *at < count ? handed_on(arguments[(*at)++]) : "";
        if (row->kind != OPTION_SKIP)
            return true;
    }
    return false;
}

void dl_arguments_read(dl_arguments *in, const char *const *arguments, size_t count)
{
    option one;

    for (size_t at = 0; next_option(&one, arguments, count, &at);)
        if (one.row)
            apply(in, &one);
        else
            read_response(in, one.value);
}

const char *dl_arguments_key(const char *const *arguments, size_t count, dl_arena *arena)
{
    dl_text key;
    option one;

    dl_text_init(&key, arena);
    for (size_t at = 0; next_option(&one, arguments, count, &at);)
        dl_text_printf(&key, "\n%s\n%s", one.given, one.value);
    return dl_text_str(&key);
}

/* As the C runtime of Microsoft reads a command line: backslashes count before a quote only. */
static const char *split_windows(const char *at, dl_text *out)
{
    bool is_quoted = false;

    for (; *at && (is_quoted || !strchr(" \t\r\n", *at)); at++) {
        size_t slashes = strspn(at, "\\");

        if (slashes > 0 && at[slashes] == '"') {
            for (size_t i = 0; i < slashes / 2; i++)
                dl_text_add_char(out, '\\');
            at += slashes - 1;
            if (slashes % 2) {
                dl_text_add_char(out, '"');
                at++;
            }
        } else if (*at == '"') {
            is_quoted = !is_quoted;
        } else {
            dl_text_add_char(out, *at);
        }
    }
    return at;
}

static const char *split_shell(const char *at, dl_text *out)
{
    char quote = 0;

    for (; *at && (quote || !strchr(" \t\r\n", *at)); at++) {
        if (quote && *at == quote)
            quote = 0;
        else if (!quote && (*at == '"' || *at == '\''))
            quote = *at;
        else if (*at == '\\' && quote != '\'' && at[1])
            dl_text_add_char(out, *++at);
        else
            dl_text_add_char(out, *at);
    }
    return at;
}

void dl_arguments_split(const char *line, bool is_windows, dl_strings *out, dl_arena *arena)
{
    for (;;) {
        dl_text one;

        line += strspn(line, " \t\r\n");
        if (!*line)
            return;
        dl_text_init(&one, arena);
        line = is_windows ? split_windows(line, &one) : split_shell(line, &one);
        dl_vec_push(arena, out, dl_text_str(&one));
    }
}

/* ---- the result ---- */

static const char *const *joined(const char *const *first, size_t first_count, const char *const *then,
                                 size_t then_count, size_t *count, dl_arena *arena)
{
    const char **made = DL_NEW_ARRAY(arena, first_count + then_count + 1, const char *);

    *count = 0;
    for (size_t i = 0; i < first_count; i++)
        made[(*count)++] = first[i];
    for (size_t i = 0; i < then_count; i++)
        made[(*count)++] = dl_arena_strdup(arena, then[i]);
    return made;
}

static void add_names(dl_map *names, const char *const *defines, size_t count, dl_arena *arena)
{
    for (size_t i = 0; i < count; i++)
        (void)dl_map_add(names, dl_arena_strndup(arena, defines[i], strcspn(defines[i], "=")), names);
}

/* The last words on macros of which nothing was given. */
static void split_macros(const dl_arguments *in, const dl_settings *given, dl_strings *defines, dl_strings *undefines)
{
    dl_map *said = dl_map_new(in->arena);

    add_names(said, given->defines, given->define_count, in->arena);
    add_names(said, given->undefines, given->undefine_count, in->arena);
    for (size_t i = 0; i < in->macros.count; i++) {
        const dl_macro_word *word = in->macros.at[i];

        if (!word->is_replaced && !dl_map_get_n(said, word->text, strcspn(word->text, "=")))
            dl_vec_push(in->arena, word->is_defined ? defines : undefines, word->text);
    }
}

const dl_settings *dl_arguments_settings(const dl_arguments *in, const dl_settings *given, dl_arena *arena)
{
    dl_settings *made = DL_NEW(arena, dl_settings);
    dl_strings defines = {0}, undefines = {0};

    made->language = in->language;
    made->is_whole = in->is_whole;
    split_macros(in, given, &defines, &undefines);
    made->include_folders = joined(given->include_folders, given->include_count, in->includes.at, in->includes.count,
                                   &made->include_count, arena);
    made->defines = joined(given->defines, given->define_count, defines.at, defines.count, &made->define_count, arena);
    made->undefines =
        joined(given->undefines, given->undefine_count, undefines.at, undefines.count, &made->undefine_count, arena);
    made->forced_includes = joined(given->forced_includes, given->forced_count, in->forced.at, in->forced.count,
                                   &made->forced_count, arena);
    return made;
}
