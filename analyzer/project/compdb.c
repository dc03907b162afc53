#include "project/compdb.h"

#include "project/arguments.h"
#include "project/moved.h"
#include "support/json.h"
#include "support/platform.h"

#include <string.h>

enum { MOST_BYTES = 64 << 20 };

typedef struct target {
    dl_build *build;
    DL_VEC(dl_build_source) sources;
    dl_strings lost;
    dl_map *known; /* sources */
} target;

typedef struct reader {
    const dl_tree *tree;
    const char *shown, *folder; /* of the database, the folder absolute */
    const dl_settings *given;
    dl_notices *notices;
    dl_map *targets; /* name → target */
    DL_VEC(target *) list;
    size_t outside;
    const char *first_outside;
    dl_map *settings; /* of a folder and a command → dl_settings */
    dl_map *said;     /* notices */
    dl_move move;     /* of the folders that the database was written in; of the last source that shows it */
    dl_arena *scratch, *arena;
} reader;

/* `at`: the entry that it is about, or NULL. */
static void add_notice(reader *in, dl_notice_level level, const dl_json *at, const char *message)
{
    dl_notice notice = {level, NULL, in->shown, at ? at->line : 0, at ? at->column : 0};

    if (!dl_map_add(in->said, message, in)) /* a database says the same for each source */
        return;
    notice.message = dl_arena_strdup(in->arena, message);
    dl_vec_push(in->arena, in->notices, notice);
}

/* ---- one command ---- */

static bool is_windows(const char *command)
{
    size_t size = strcspn(command, " \t\"");

    return strstr(command, ":\\") != NULL || (size >= 2 && memcmp(command + size - 2, "cl", 2) == 0) ||
           strstr(command, "cl.exe") != NULL;
}

/* What is no command is said: the source is then read as if it were built without options. */
static dl_strings words_of(reader *in, const dl_json *entry)
{
    static const char none[] =
        "an entry has neither a 'command' nor a list of texts as 'arguments': it gives no options";
    const dl_json *list = dl_json_get(entry, "arguments"), *command = dl_json_get(entry, "command");
    bool is_list = list && list->kind == DL_JSON_ARRAY && list->count > 0;
    dl_strings words = {0};

    for (size_t i = 0; is_list && i < list->count; i++)
        is_list = list->at[i].value->kind == DL_JSON_STRING;
    for (size_t i = 0; is_list && i < list->count; i++)
        dl_vec_push(in->scratch, &words, list->at[i].value->text);
    if (!is_list && command && command->kind == DL_JSON_STRING)
        dl_arguments_split(command->text, is_windows(command->text), &words, in->scratch);
    if (words.count == 0)
        add_notice(in, DL_NOTICE_WARNING, entry, none);
    return words;
}

static const char *member(const dl_json *entry, const char *key)
{
    const dl_json *value = dl_json_get(entry, key);

    return value && value->kind == DL_JSON_STRING ? value->text : "";
}

/* The absolute folder that the command runs in, as it is called where the database was written. */
static const char *folder_of(const reader *in, const dl_json *entry)
{
    return dl_path_join(in->folder, dl_path_clean(member(entry, "directory"), in->scratch), in->scratch);
}

/* Where a file stands that is not where the database says. */
static const char *moved_source(reader *in, const char *path)
{
    const char *here = dl_moved_text(&in->move, path, in->scratch);
    const char *shown = here != path ? dl_tree_shown(in->tree, here, in->scratch) : NULL;
    const char *file = shown ? dl_tree_file(in->tree, shown, in->scratch) : NULL;
    const char *folder = dl_tree_shown(in->tree, in->folder, in->scratch)
                             ? in->folder
                             : dl_tree_absolute(in->tree, dl_tree_root(in->tree), in->scratch);

    return file ? file : dl_moved_file(in->tree, path, folder, &in->move, in->scratch);
}

/* The source as the tree has it; NULL: it lies outside, or is not there. */
static const char *source_of(reader *in, const dl_json *entry)
{
    const char *path =
        dl_path_join(folder_of(in, entry), dl_path_clean(member(entry, "file"), in->scratch), in->scratch);
    const char *shown = dl_tree_shown(in->tree, path, in->scratch);

    if (!shown) { /* a link may lead into the tree */
        const char *real = dl_path_real(path, in->scratch);

        shown = real ? dl_tree_shown(in->tree, real, in->scratch) : NULL;
        if (!real)
            return moved_source(in, path);
    }
    return shown ? dl_tree_file(in->tree, shown, in->scratch) : NULL;
}

/* `…/CMakeFiles/NAME.dir/…` and `NAME.p/…` in a word; NULL: it shows no target. */
static const char *target_in(const reader *in, const char *word)
{
    const char *clean = dl_path_clean(word, in->scratch), *from = strstr(clean, "CMakeFiles/");
    const char *end = from ? strstr(from, ".dir/") : strstr(clean, ".p/");

    if (!end)
        return NULL;
    from = from ? from + strlen("CMakeFiles/") : clean;
    for (const char *at = from; at < end; at++)
        if (*at == '/')
            from = at + 1;
    return end > from ? dl_arena_strndup(in->scratch, from, (size_t)(end - from)) : NULL;
}

/* NULL: nothing shows one. */
static const char *target_of(const reader *in, const dl_json *entry, const dl_strings *words)
{
    const char *name = target_in(in, member(entry, "output"));

    for (size_t i = 0; !name && i < words->count; i++)
        name = strstr(words->at[i], "CMakeFiles") || strstr(words->at[i], ".p/") ? target_in(in, words->at[i]) : NULL;
    return name;
}

static const dl_settings *settings_of(reader *in, const dl_json *entry, const dl_strings *words)
{
    dl_arguments arguments;
    const char *folder = dl_moved_text(&in->move, folder_of(in, entry), in->scratch);
    const char *key =
        dl_arena_printf(in->scratch, "%s%s", folder, dl_arguments_key(words->at, words->count, in->scratch));
    const dl_settings *settings = dl_map_get(in->settings, key);

    if (settings)
        return settings;
    dl_arguments_init(&arguments, in->tree, folder, in->scratch);
    arguments.takes_responses = true;
    dl_arguments_read(&arguments, words->at, words->count);
    for (size_t i = 0; i < arguments.refused.count; i++)
        add_notice(in, DL_NOTICE_WARNING, entry,
                   dl_arena_printf(in->scratch,
                                   "the argument '%.200s' is not taken: it loads or runs something, or lies "
                                   "outside of what was given",
                                   arguments.refused.at[i]));
    arguments.is_whole = words->count > 0 && arguments.refused.count == 0;
    settings = dl_arguments_settings(&arguments, in->given, in->arena);
    dl_map_set(in->settings, key, (void *)settings);
    return settings;
}

/* ---- targets ---- */

static target *target_named(reader *in, const char *name, bool is_folder)
{
    target *known = dl_map_get(in->targets, name);

    if (known)
        return known;
    known = DL_NEW(in->scratch, target);
    known->known = dl_map_new(in->scratch);
    known->build = DL_NEW(in->arena, dl_build);
    known->build->kind = DL_BUILD_COMMANDS;
    known->build->project = in->shown;
    known->build->target = dl_arena_strdup(in->arena, name);
    known->build->is_folder = is_folder;
    known->build->key = dl_arena_printf(in->arena, "%s\n%s", in->shown, name);
    dl_map_set(in->targets, name, known);
    dl_vec_push(in->scratch, &in->list, known);
    return known;
}

static dl_code read_entry(reader *in, const dl_json *entry, dl_status *why)
{
    dl_build_source source = {0};
    dl_strings words;
    const char *name, *file = member(entry, "file");
    target *of;

    if (entry->kind != DL_JSON_OBJECT)
        return dl_fail_at(why, DL_BAD_INPUT, in->shown, entry->line, entry->column,
                          "is no compile database: an entry must be an object");
    if (!*file)
        return dl_fail_at(why, DL_BAD_INPUT, in->shown, entry->line, entry->column,
                          "is no compile database: an entry needs a 'file'");
    source.path = source_of(in, entry);
    words = words_of(in, entry);
    for (size_t i = 0; i < words.count; i++)
        words.at[i] = dl_moved_text(&in->move, words.at[i], in->scratch);
    name = target_of(in, entry, &words);
    of = target_named(in, name ? name : dl_path_name(dl_path_folder(source.path ? source.path : file, in->scratch)),
                      !name);
    if (!source.path) {
        if (in->outside++ == 0)
            in->first_outside = file;
        dl_vec_push(in->arena, &of->lost, dl_arena_strdup(in->arena, dl_path_name(file)));
        return DL_OK;
    }
    if (!dl_map_add(of->known, source.path, in)) /* the first command counts */
        return DL_OK;
    source.settings = settings_of(in, entry, &words);
    dl_vec_push(in->arena, &of->sources, source);
    return DL_OK;
}

/* One that was asked for may lie anywhere; one of the tree may be no link out of it. */
static dl_code parse(const dl_json **out, reader *in, const char *path, bool is_asked, dl_status *why)
{
    const char *bytes, *text;
    size_t size;
    bool is_binary;
    dl_status own = {0};

    if (!is_asked && !dl_tree_holds(in->tree, path, in->scratch))
        return dl_fail_at(why, DL_BAD_INPUT, in->shown, 0, 0, "is a link out of the folder: -p takes such a database");
    if (dl_file_read(&bytes, &size, path, MOST_BYTES, in->scratch, &own) != DL_OK)
        return dl_fail_at(why, DL_BAD_INPUT, in->shown, 0, 0, "%s", own.message);
    text = dl_source_decode(bytes, size, &size, &is_binary, in->scratch);
    if (is_binary)
        return dl_fail_at(why, DL_BAD_INPUT, in->shown, 0, 0, "is not a text file");
    if (dl_json_parse(out, in->shown, text, size, in->scratch, &own) != DL_OK)
        return dl_fail_at(why, DL_BAD_INPUT, in->shown, own.line, own.column, "is no JSON: %s", own.message);
    if ((*out)->kind != DL_JSON_ARRAY)
        return dl_fail_at(why, DL_BAD_INPUT, in->shown, (*out)->line, (*out)->column,
                          "is no compile database: it must be a list");
    return DL_OK;
}

static void end_targets(reader *in, dl_build_list *out)
{
    for (size_t i = 0; i < in->list.count; i++) {
        target *one = in->list.at[i];

        one->build->lost = one->lost.at;
        one->build->lost_count = one->lost.count;
        one->build->sources = one->sources.at;
        one->build->source_count = one->sources.count;
        dl_vec_push(in->arena, out, one->build);
    }
    if (in->outside)
        add_notice(in, DL_NOTICE_NOTE, NULL,
                   dl_arena_printf(in->scratch,
                                   "%zu of its sources, %.400s first, are not there or lie outside of %s, "
                                   "and are not read",
                                   in->outside, in->first_outside, dl_tree_root(in->tree)));
}

dl_code dl_compdb_read(dl_build_list *out, const dl_tree *tree, const char *shown, bool is_asked,
                       const dl_settings *given, dl_notices *notices, dl_arena *scratch, dl_arena *arena,
                       dl_status *why)
{
    const char *absolute = dl_tree_absolute(tree, shown, scratch);
    reader in = {.tree = tree, .shown = shown, .given = given, .notices = notices, .scratch = scratch, .arena = arena};
    const dl_json *root = NULL;
    dl_code code;

    in.folder = dl_path_folder(absolute, scratch);
    in.targets = dl_map_new(scratch);
    in.settings = dl_map_new(scratch);
    in.said = dl_map_new(scratch);
    code = parse(&root, &in, absolute, is_asked, why);
    for (size_t i = 0; code == DL_OK && root && i < root->count; i++)
        code = read_entry(&in, root->at[i].value, why);
    if (code == DL_OK)
        end_targets(&in, out);
    return code;
}
