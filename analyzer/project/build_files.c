#include "project/build_files.h"

#include "project/build.h"
#include "project/cmake.h"
#include "project/tree.h"
#include "support/platform.h"

#include <string.h>

static bool is_build_file(const char *path)
{
    static const char *const starts[] = {"makefile",   "gnumakefile", "cmakelists.txt", "meson.build",
                                         "build.",     "build.ninja", "configure",      "sconstruct",
                                         "sconscript", "jamfile",     "wscript",        "compile_commands.json"};
    static const char *const ends[] = {".mk", ".mak", ".cmake",  ".bat", ".cmd", ".props", ".targets", ".gn",
                                       ".sh", ".ps1", ".vcproj", ".dsp", ".lua", ".gyp",   ".bazel",   ".pro"};
    const char *name = dl_path_name(path);

    if (dl_source_is_one(path) || dl_header_is_one(path))
        return false;
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (dl_text_starts_case(name, starts[i]))
            return true;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (dl_text_ends(name, ends[i]))
            return true;
    return dl_text_equal(name, "BUILD");
}

/* What cannot be read is NULL: it may hold anything. */
static const char *text_of(const dl_tree *tree, const char *path, dl_arena *arena)
{
    const char *text;
    size_t size;
    bool is_binary;
    dl_status why = {0};

    return dl_tree_read(tree, path, &text, &size, &is_binary, arena, &why) == DL_OK ? text : NULL;
}

/* ---- what they name ---- */

enum { MOST_FILES = 4000, MOST_BYTES = 1 << 20 };

struct dl_build_files {
    dl_map *by_source; /* path, or in lower case a name that may be in any folder → dl_strings */
    dl_arena *arena;
};

static void add_file(dl_build_files *files, const char *source, const char *path)
{
    dl_strings *list = dl_map_get(files->by_source, source);

    if (!list) {
        list = DL_NEW(files->arena, dl_strings);
        dl_map_set(files->by_source, dl_arena_strdup(files->arena, source), list);
    }
    if (list->count == 0 || list->at[list->count - 1] != path)
        dl_vec_push(files->arena, list, path);
}

static bool is_part_of_path(char c)
{
    return dl_text_is_word(c) || (c && strchr("./\\-+~:", c));
}

/* `../src/driver.c`, and of `$(SRC)/driver.c` the name. */
static void add_named(dl_build_files *files, const dl_tree *tree, const char *path, const char *text, dl_arena *scratch)
{
    const char *folder = dl_path_folder(path, scratch);

    for (const char *at = text; *at;) {
        size_t size = 0;
        bool is_whole = at == text || !strchr(")}", at[-1]);
        const char *word, *file;

        while (is_part_of_path(at[size]))
            size++;
        word = dl_arena_strndup(scratch, at, size);
        at += size + (at[size] != '\0' && size == 0);
        if (!dl_source_is_one(word))
            continue;
        file = is_whole ? dl_tree_file(tree, dl_path_join(folder, word, scratch), scratch) : NULL;
        add_file(files, file ? file : dl_text_lower(dl_path_name(word), scratch), path);
    }
}

dl_build_files *dl_build_files_read(const dl_tree *tree, dl_arena *arena)
{
    dl_build_files *files = DL_NEW(arena, dl_build_files);
    dl_arena *scratch = dl_arena_new(dl_arena_trap(arena));
    size_t count, read = 0;
    const char *const *paths = dl_tree_files(tree, &count);

    if (!scratch)
        longjmp(dl_arena_trap(arena)->back, 1);
    files->arena = arena;
    files->by_source = dl_map_new(arena);
    for (size_t i = 0; i < count && read < MOST_FILES; i++) {
        const char *text;

        if (!is_build_file(paths[i]) || dl_text_equal_case(dl_path_name(paths[i]), "compile_commands.json"))
            continue; /* a database is followed */
        read++;
        text = text_of(tree, paths[i], scratch);
        if (text && strlen(text) <= MOST_BYTES)
            add_named(files, tree, paths[i], text, scratch);
        dl_arena_reset(scratch);
    }
    dl_arena_free(scratch);
    return files;
}

const char *const *dl_build_files_of(const dl_build_files *files, const char *source, size_t *count, dl_arena *arena)
{
    const char *name = dl_text_lower(dl_path_name(source), arena);
    const dl_strings *lists[] = {dl_map_get(files->by_source, source), dl_map_get(files->by_source, name)};
    dl_strings all = {0};

    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        for (size_t k = 0; lists[i] && k < lists[i]->count; k++)
            if (!dl_strings_have(&all, lists[i]->at[k]))
                dl_vec_push(arena, &all, lists[i]->at[k]);
    *count = all.count;
    return all.at;
}

/* ---- whether they name it ---- */

typedef bool holds_word(const dl_driver *driver, const char *path, const char *word, dl_arena *arena);

static bool holds_text(const dl_driver *driver, const char *path, const char *word, dl_arena *arena)
{
    const char *text = text_of(driver->tree, path, arena);

    return !text || strstr(text, word);
}

/* `# …` of scripts and makefiles, `rem …` and `:: …` of batch files. In a `.dsp` such lines are orders. */
static bool is_in_comment(const char *path, const char *text, const char *at)
{
    const char *line = at;

    while (line > text && line[-1] != '\n')
        line--;
    if (dl_text_ends(path, ".dsp"))
        return false;
    if (dl_text_ends(path, ".bat") || dl_text_ends(path, ".cmd")) {
        line += strspn(line, " \t@");
        return dl_text_starts_case(line, "rem ") || dl_text_starts(line, "::");
    }
    for (const char *mark = line; mark < at; mark++)
        if (*mark == '#' && (mark == line || mark[-1] == ' ' || mark[-1] == '\t'))
            return true;
    return false;
}

static bool holds_macro(const dl_driver *driver, const char *path, const char *word, dl_arena *arena)
{
    const char *text = text_of(driver->tree, path, arena);

    if (!text)
        return true;
    if (driver->is_of_programs && dl_text_equal_case(dl_path_name(path), "compile_commands.json"))
        return false; /* what it says of the source is a program's */
    if (dl_text_equal_case(dl_path_name(path), "CMakeLists.txt"))
        return dl_cmake_names(driver->tree, path, driver->entry_file, word, arena);
    for (const char *at = dl_names_macro(text, word); at; at = dl_names_macro(at, word)) {
        if (!is_in_comment(path, text, at))
            return true;
        at += strcspn(at, "\n");
    }
    return false;
}

/* In the folder of the entry and those above it, and elsewhere: the first that holds the word; else `*first`, if there
 * is one. */
static const char *find_build_file(const dl_driver *driver, const char *word, holds_word *holds, const char **first,
                                   dl_arena *arena)
{
    const char *folder = dl_path_folder(driver->entry_file, arena), *above = folder, *found = NULL;
    dl_arena *scratch = dl_arena_new(dl_arena_trap(arena)); /* of one file's text */

    *first = NULL;
    if (!scratch)
        longjmp(dl_arena_trap(arena)->back, 1);
    do {
        size_t count;
        const char *const *files;

        folder = above;
        files = dl_tree_folder_files(driver->tree, folder, &count, arena);
        for (size_t i = 0; i < count && !found; i++) {
            if (!is_build_file(files[i]))
                continue;
            *first = *first ? *first : files[i];
            if (holds(driver, files[i], word, scratch))
                found = files[i];
            dl_arena_reset(scratch);
        }
        above = dl_path_folder(folder, arena);
    } while (!found && strcmp(above, folder) != 0 && dl_tree_has_folder(driver->tree, above, arena));
    for (size_t i = 0; i < driver->build_file_count && !found; i++) {
        *first = *first ? *first : driver->build_files[i];
        if (holds(driver, driver->build_files[i], word, scratch))
            found = driver->build_files[i];
        dl_arena_reset(scratch);
    }
    dl_arena_free(scratch);
    return found;
}

const char *dl_build_file(const dl_driver *driver, const char *word, bool *holds, dl_arena *arena)
{
    const char *first, *found = find_build_file(driver, word, holds_text, &first, arena);

    *holds = found != NULL;
    return found ? found : first;
}

const char *dl_build_naming(const dl_driver *driver, const char *macro, dl_arena *arena)
{
    const char *first;

    if (driver->lost_by && holds_macro(driver, driver->lost_by, macro, arena))
        return driver->lost_by;
    return find_build_file(driver, macro, holds_macro, &first, arena);
}
