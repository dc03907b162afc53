#include "project/driver.h"

#include "project/inf.h"
#include "project/scan.h"
#include "project/tree.h"
#include "support/platform.h"
#include "support/vec.h"

#include <stdlib.h>
#include <string.h>

/* A single file's folder is searched for headers only so far: it may be anybody's home. */
enum { MOST_BESIDE_FILE = 5000, MOST_BELOW_FOLDER = 2000000 };

typedef struct finder {
    dl_project *project;
    const dl_settings *settings;
    const char *const *entry_names;
    size_t entry_count;
    DL_VEC(dl_driver *) drivers;
    DL_VEC(dl_notice) notices;
    DL_VEC(dl_inf *) infs; /* of the tree at hand */
    dl_arena *arena;
} finder;

static void add_notice(finder *find, dl_notice_level level, const char *message, const char *file)
{
    dl_notice notice = {level, message, file, 0};

    dl_vec_push(find->arena, &find->notices, notice);
}

static bool has_ending(const char *path, const char *const *endings, size_t count)
{
    const char *dot = strrchr(dl_path_name(path), '.');

    for (size_t i = 0; dot && i < count; i++)
        if (dl_text_equal_case(dot, endings[i]))
            return true;
    return false;
}

static bool is_source(const char *path)
{
    static const char *const endings[] = {".c", ".cpp", ".cxx", ".cc"};

    return has_ending(path, endings, sizeof endings / sizeof *endings);
}

static bool is_inf(const char *path)
{
    static const char *const endings[] = {".inf", ".inx"};

    return has_ending(path, endings, sizeof endings / sizeof *endings);
}

static bool is_project_file(const char *path)
{
    static const char *const endings[] = {".vcxproj", ".sln", ".slnx", ".json", ".props"};

    return has_ending(path, endings, sizeof endings / sizeof *endings);
}

/* The name without its ending. */
static char *stem_of(const char *path, dl_arena *arena)
{
    const char *name = dl_path_name(path), *dot = strrchr(name, '.');

    return dl_arena_strndup(arena, name, dot && dot > name ? (size_t)(dot - name) : strlen(name));
}

static const char *driver_name(const char *path, dl_arena *arena)
{
    const char *folder = dl_path_name(dl_path_folder(path, arena));

    if (strcmp(folder, ".") == 0 || strcmp(folder, "..") == 0)
        return stem_of(path, arena);
    return dl_arena_printf(arena, "%s/%s", folder, stem_of(path, arena));
}

static void add_driver(finder *find, const dl_tree *tree, const char *path, const dl_scanned_entry *entry)
{
    dl_driver *driver = DL_NEW(find->arena, dl_driver);

    for (size_t i = 0; i < find->drivers.count; i++)
        if (strcmp(find->drivers.at[i]->entry_file, path) == 0 &&
            strcmp(find->drivers.at[i]->entry_function, entry->function) == 0)
            return; /* the paths given overlap */
    driver->name = driver_name(path, find->arena);
    driver->entry_file = path;
    driver->entry_function = entry->function;
    driver->entry_line = entry->line;
    driver->root = dl_tree_root(tree);
    driver->settings = find->settings;
    driver->tree = tree;
    dl_vec_push(find->arena, &find->drivers, driver);
}

static bool is_entry_file(const finder *find, const char *path)
{
    for (size_t i = 0; i < find->drivers.count; i++)
        if (strcmp(find->drivers.at[i]->entry_file, path) == 0)
            return true;
    return false;
}

static bool names_entry(const finder *find, const char *text)
{
    for (size_t i = 0; i < find->entry_count; i++)
        if (strstr(text, find->entry_names[i]))
            return true;
    return false;
}

/* Adds the drivers of one source; returns how many entry routines it holds. Its text is kept in `scratch` only. */
static size_t scan_file(finder *find, const dl_tree *tree, const char *path, dl_arena *scratch)
{
    const dl_scanned_entry *entries;
    const char *text;
    size_t size, count = 0;
    bool is_binary;
    dl_status why = {0};
    dl_tokens tokens;

    if (dl_tree_read(tree, path, &text, &size, &is_binary, scratch, &why) != DL_OK || is_binary) {
        add_notice(find, DL_NOTICE_ERROR, is_binary ? "is not a text file" : dl_arena_strdup(find->arena, why.message),
                   path);
        find->project->has_unread = true;
        return 0;
    }
    if (!names_entry(find, text))
        return 0;
    tokens = dl_lex(text, size, scratch);
    entries = dl_scan_entries(&tokens, find->entry_names, find->entry_count, &count, scratch);
    for (size_t i = 0; i < count; i++)
        add_driver(find, tree, path, &entries[i]);
    return count;
}

static void read_infs(finder *find, const dl_tree *tree, dl_arena *scratch)
{
    size_t count, size;
    const char *const *files = dl_tree_files(tree, &count);

    find->infs.count = 0;
    for (size_t i = 0; i < count; i++) {
        const char *text;
        bool is_binary;
        dl_status why = {0};

        if (!is_inf(files[i]))
            continue;
        if (dl_tree_read(tree, files[i], &text, &size, &is_binary, scratch, &why) != DL_OK || is_binary)
            add_notice(find, DL_NOTICE_WARNING,
                       is_binary ? "is not a text file" : dl_arena_strdup(find->arena, why.message), files[i]);
        else
            dl_vec_push(find->arena, &find->infs, dl_inf_read(files[i], text, find->arena));
        dl_arena_reset(scratch);
    }
}

static bool installs(const dl_inf *inf, const char *stem, const char *folder)
{
    for (size_t i = 0; i < inf->binary_count; i++)
        if (dl_text_equal_case(inf->binaries[i], stem) || dl_text_equal_case(inf->binaries[i], folder))
            return true;
    return false;
}

/* Takes over the facts of the INFs that `stands` says yes to, of these only of the ones that install the driver when
 * some do. False: there is none. */
static bool take_infs(finder *find, dl_driver *driver, const char *folder,
                      bool (*stands)(const dl_driver *driver, const char *inf, const char *folder, dl_arena *arena))
{
    const char *own = dl_path_name(dl_path_folder(driver->entry_file, find->arena));
    const char *stem = stem_of(driver->entry_file, find->arena);
    DL_VEC(dl_inf_fact) facts = {0};
    bool is_named = false, is_any = false;

    for (size_t i = 0; i < find->infs.count; i++)
        if (stands(driver, find->infs.at[i]->path, folder, find->arena)) {
            is_any = true;
            is_named = is_named || installs(find->infs.at[i], stem, own);
        }
    for (size_t i = 0; is_any && i < find->infs.count; i++) {
        const dl_inf *inf = find->infs.at[i];

        if (!stands(driver, inf->path, folder, find->arena) || (is_named && !installs(inf, stem, own)))
            continue;
        for (size_t k = 0; k < inf->count; k++)
            dl_vec_push(find->arena, &facts, inf->facts[k]);
    }
    driver->inf = facts.at;
    driver->inf_count = facts.count;
    return is_any;
}

static bool stands_in(const dl_driver *driver, const char *inf, const char *folder, dl_arena *arena)
{
    (void)driver;
    return strcmp(dl_path_folder(inf, arena), folder) == 0;
}

/* In a folder below that has project files only: a source on the way may be another driver's. */
static bool stands_below(const dl_driver *driver, const char *inf, const char *folder, dl_arena *arena)
{
    size_t count;
    const char *const *files = dl_tree_files(driver->tree, &count);

    if (!dl_path_is_below(inf, folder))
        return false;
    for (size_t i = 0; i < count; i++) {
        const char *other = is_source(files[i]) ? dl_path_folder(files[i], arena) : folder;

        if (strcmp(other, folder) != 0 && dl_path_is_below(other, folder) && dl_path_is_below(inf, other))
            return false;
    }
    return true;
}

/* The INFs of the nearest folder that has any: the entry's own, one below, one above. */
static void attach_inf(finder *find, dl_driver *driver)
{
    const char *folder = dl_path_folder(driver->entry_file, find->arena);

    if (take_infs(find, driver, folder, stands_in) || take_infs(find, driver, folder, stands_below))
        return;
    while (strcmp(folder, driver->root) != 0 && dl_path_is_below(folder, driver->root) && strcmp(folder, ".") != 0) {
        folder = dl_path_folder(folder, find->arena);
        if (take_infs(find, driver, folder, stands_in))
            return;
    }
}

/* Without a project file: what stands in the entry's folder, but for the files of other entries. */
static void attach_sources(finder *find, dl_driver *driver)
{
    const char *folder = dl_path_folder(driver->entry_file, find->arena);
    DL_VEC(const char *) sources = {0};
    size_t count;
    const char *const *files = dl_tree_files(driver->tree, &count);

    dl_vec_push(find->arena, &sources, driver->entry_file);
    for (size_t i = 0; i < count; i++)
        if (is_source(files[i]) && strcmp(dl_path_folder(files[i], find->arena), folder) == 0 &&
            !is_entry_file(find, files[i]))
            dl_vec_push(find->arena, &sources, files[i]);
    driver->sources = sources.at;
    driver->source_count = sources.count;
}

/* As reports show it: relative to the current folder when below it. */
static const char *shown_path(const char *path, dl_arena *arena)
{
    const char *current = dl_path_current(arena);

    return current ? dl_path_below(path, current, arena) : dl_path_clean(path, arena);
}

static void find_in(finder *find, const char *path, dl_path_kind kind, dl_arena *scratch)
{
    const char *shown = shown_path(path, find->arena);
    const char *root = kind == DL_PATH_FOLDER ? shown : dl_path_folder(shown, find->arena);
    size_t before = find->drivers.count, entries = 0, count;
    const char *const *files;
    dl_status why = {0};
    dl_tree *tree;

    if (kind == DL_PATH_OTHER || (kind == DL_PATH_FILE && is_project_file(path))) {
        add_notice(find, DL_NOTICE_ERROR,
                   kind == DL_PATH_OTHER ? "is neither a file nor a folder"
                                         : "project files are not read: give the folder or the source file",
                   shown);
        find->project->has_unread = true;
        return;
    }
    if (dl_tree_new(&tree, root, find->settings, kind == DL_PATH_FILE ? MOST_BESIDE_FILE : MOST_BELOW_FOLDER,
                    find->arena, &why) != DL_OK) {
        add_notice(find, DL_NOTICE_WARNING, dl_arena_strdup(find->arena, why.message),
                   dl_arena_strdup(find->arena, why.file));
        find->project->has_unread = true;
    }
    if (kind == DL_PATH_FILE) {
        bool was_unread = find->project->has_unread;

        find->project->has_unread = false;
        entries = scan_file(find, tree, shown, scratch);
        if (entries == 0 && !find->project->has_unread)
            add_notice(find, DL_NOTICE_NOTE, "holds no entry routine", shown);
        find->project->has_unread = find->project->has_unread || was_unread;
    } else {
        files = dl_tree_files(tree, &count);
        for (size_t i = 0; i < count; i++) {
            if (!is_source(files[i]))
                continue;
            entries += scan_file(find, tree, files[i], scratch);
            dl_arena_reset(scratch);
        }
        if (entries == 0) {
            add_notice(find, DL_NOTICE_ERROR, "the folder holds no entry routine", shown);
            find->project->has_empty = true;
        }
    }
    if (find->drivers.count > before)
        read_infs(find, tree, scratch);
    for (size_t i = before; i < find->drivers.count; i++) {
        attach_inf(find, find->drivers.at[i]);
        attach_sources(find, find->drivers.at[i]);
    }
}

static int by_place(const void *left, const void *right)
{
    const dl_driver *a = *(dl_driver *const *)left, *b = *(dl_driver *const *)right;
    int order = strcmp(a->entry_file, b->entry_file);

    return order ? order : a->entry_line < b->entry_line ? -1 : a->entry_line > b->entry_line;
}

dl_code dl_project_find(dl_project **out, const char *const *paths, size_t path_count, const dl_settings *settings,
                        const char *const *entry_names, size_t entry_count, dl_arena *arena, dl_status *why)
{
    dl_project *project = DL_NEW(arena, dl_project);
    finder find = {.project = project,
                   .settings = settings,
                   .entry_names = entry_names,
                   .entry_count = entry_count,
                   .arena = arena};
    dl_arena *scratch;

    *out = project;
    for (size_t i = 0; i < path_count; i++)
        if (dl_path_kind_of(paths[i]) == DL_PATH_MISSING)
            return dl_fail(why, DL_USAGE, "no such file or folder: '%s'", paths[i]);
    scratch = dl_arena_new(dl_arena_trap(arena));
    if (!scratch)
        return dl_fail(why, DL_NO_MEMORY, "out of memory");
    for (size_t i = 0; i < path_count; i++) {
        find_in(&find, paths[i], dl_path_kind_of(paths[i]), scratch);
        dl_arena_reset(scratch);
    }
    dl_arena_free(scratch);
    if (find.drivers.count)
        qsort(find.drivers.at, find.drivers.count, sizeof(dl_driver *), by_place);
    project->drivers = (const dl_driver *const *)find.drivers.at;
    project->driver_count = find.drivers.count;
    project->notices = find.notices.at;
    project->notice_count = find.notices.count;
    return DL_OK;
}
