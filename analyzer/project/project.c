#include "project/driver.h"

#include "project/attach.h"
#include "project/build_files.h"
#include "project/builds.h"
#include "project/cmake.h"
#include "project/entries.h"
#include "project/tree.h"
#include "support/platform.h"

#include <stdlib.h>
#include <string.h>

/* A single file's folder is searched for headers only so far: it may be anybody's home. */
enum { MOST_BESIDE_FILE = 5000, MOST_BELOW_FOLDER = 2000000, MOST_AROUND_PROJECT = 200000 };

typedef struct finder {
    dl_project *project;
    const dl_settings *settings;
    const char *database; /* as reports show it, or NULL */
    const char *const *entry_names;
    size_t entry_count;
    dl_drivers drivers;
    dl_notices notices;
    dl_arena *arena;
    /* Of the path at hand. */
    const dl_tree *tree;
    dl_builds *builds;
    const dl_build_files *build_files; /* NULL: not asked for yet */
    const dl_found_entry *entries;
    size_t entries_found;
    dl_infs infs;
    DL_VEC(const dl_build *) owners; /* of the drivers from `first` on, or NULL */
    size_t first;
} finder;

static void add_notice(finder *find, dl_notice_level level, const char *message, const char *file)
{
    dl_notice notice = {level, message, file, 0, 0};

    dl_vec_push(find->arena, &find->notices, notice);
}

static void add_failure(finder *find, dl_notice_level level, const dl_status *why)
{
    dl_notice notice = {level, dl_arena_strdup(find->arena, why->message),
                        why->file[0] ? dl_arena_strdup(find->arena, why->file) : NULL, why->line, why->column};

    dl_vec_push(find->arena, &find->notices, notice);
}

static bool is_inf(const char *path)
{
    static const char *const endings[] = {".inf", ".inx"};

    return dl_path_ends_as(path, endings, sizeof endings / sizeof *endings);
}

static const char not_read[] = "such files are not read: give the folder, the project or the source file";

static bool is_unread_project(const char *path)
{
    static const char *const endings[] = {".json", ".props", ".targets"};

    return dl_path_ends_as(path, endings, sizeof endings / sizeof *endings);
}

/* ---- drivers ---- */

static const char *driver_name(const char *path, dl_arena *arena)
{
    const char *name = dl_path_name(path), *dot = strrchr(name, '.');
    const char *folder = dl_path_name(dl_path_folder(path, arena));
    char *stem = dl_arena_strndup(arena, name, dot && dot > name ? (size_t)(dot - name) : strlen(name));

    return strcmp(folder, ".") == 0 || strcmp(folder, "..") == 0 ? stem : dl_arena_printf(arena, "%s/%s", folder, stem);
}

static void fill_from_build(finder *find, dl_driver *driver, const dl_build *build)
{
    dl_strings list = {0};
    DL_VEC(const dl_settings *) settings = {0};
    size_t count;
    const dl_build_source *sources = dl_builds_sources(find->builds, build, &count);

    dl_vec_push(find->arena, &list, driver->entry_file);
    dl_vec_push(find->arena, &settings, driver->settings);
    for (size_t i = 0; i < count; i++)
        if (strcmp(sources[i].path, driver->entry_file) == 0) {
            driver->settings = settings.at[0] = sources[i].settings;
        } else if (dl_source_is_one(sources[i].path)) {
            dl_vec_push(find->arena, &list, sources[i].path);
            dl_vec_push(find->arena, &settings, sources[i].settings);
        }
    driver->sources = list.at;
    driver->source_count = list.count;
    driver->sources_settings = settings.at;
    driver->project = build->project;
    driver->target = build->target;
    driver->is_user_mode = build->is_user_mode;
    driver->is_made_elsewhere = build->is_made_elsewhere;
    driver->is_partial = build->absent != NULL;
    driver->missing_source = build->first_missing ? build->first_missing : build->first_outside;
    driver->properties = build->properties;
    driver->property_count = build->property_count;
    driver->libraries = build->libraries;
    driver->library_count = build->library_count;
    driver->link_options = build->link_options;
    driver->link_option_count = build->link_option_count;
}

static bool is_listed(const finder *find, const dl_found_entry *entry, const dl_build *build)
{
    const char *project = build ? build->project : NULL, *target = build ? build->target : NULL;

    for (size_t i = 0; i < find->drivers.count; i++) {
        const dl_driver *other = find->drivers.at[i];

        if (strcmp(other->entry_file, entry->file) == 0 && strcmp(other->entry_function, entry->function) == 0 &&
            ((dl_text_equal(other->project, project) && dl_text_equal(other->target, target)) ||
             (i < find->first && !project)))
            return true; /* the paths given overlap */
    }
    return false;
}

/* Without a project nothing says which of the definitions is compiled. */
static void tell_other(finder *find, const dl_found_entry *entry)
{
    dl_notice notice = {DL_NOTICE_NOTE, NULL, entry->file, entry->other, 0};

    if (!entry->other)
        return;
    notice.message =
        dl_arena_printf(find->arena,
                        "%s is defined in line %u too, under another condition: one of them is checked, -D "
                        "tells which",
                        entry->function, entry->line);
    dl_vec_push(find->arena, &find->notices, notice);
}

static void add_driver(finder *find, const dl_found_entry *entry, const dl_build *build)
{
    dl_driver *driver;

    if (is_listed(find, entry, build))
        return;
    driver = DL_NEW(find->arena, dl_driver);
    driver->name = driver_name(entry->file, find->arena);
    driver->entry_file = entry->file;
    driver->entry_function = entry->function;
    driver->entry_line = entry->line;
    driver->entry_is_inner = entry->space != NULL;
    driver->root = dl_tree_root(find->tree);
    driver->settings = find->settings;
    driver->tree = find->tree;
    if (build) {
        fill_from_build(find, driver, build);
    } else {
        driver->settings = dl_cmake_settings(find->tree, entry->file, find->settings, find->arena);
        driver->lost_by = dl_builds_losing(find->builds, entry->file);
        if (!find->build_files)
            find->build_files = dl_build_files_read(find->tree, find->arena);
        driver->build_files = dl_build_files_of(find->build_files, entry->file, &driver->build_file_count, find->arena);
        driver->is_of_programs = dl_builds_have(find->builds, entry->file);
        tell_other(find, entry);
    }
    dl_vec_push(find->arena, &find->drivers, driver);
    dl_vec_push(find->arena, &find->owners, build);
}

/* One driver for each build that the entry goes into. */
static void add_drivers(finder *find, const dl_found_entry *entry)
{
    size_t count, added = 0;
    const dl_build *const *owners = dl_builds_owners(find->builds, entry->file, &count, find->arena);

    for (size_t i = 0; i < count; i++) {
        if (entry->is_of_project && !dl_text_equal(owners[i]->entry_symbol, entry->function))
            continue;
        add_driver(find, entry, owners[i]);
        added++;
    }
    if (added == 0)
        add_driver(find, entry, NULL);
}

static dl_code read_inf(finder *find, const char *path, const dl_inf **out, dl_arena *scratch, dl_status *why)
{
    const char *text;
    size_t size;
    bool is_binary;
    dl_code code = dl_tree_read(find->tree, path, &text, &size, &is_binary, scratch, why);

    if (code == DL_OK && is_binary)
        code = dl_fail_at(why, DL_BAD_INPUT, path, 0, 0, "is not a text file");
    return code == DL_OK ? dl_inf_read(out, path, text, find->arena, scratch, why) : code;
}

static void read_infs(finder *find, dl_arena *scratch)
{
    size_t count;
    const char *const *files = dl_tree_files(find->tree, &count);

    find->infs.count = 0;
    for (size_t i = 0; i < count; i++) {
        const dl_inf *inf;
        dl_status why = {0};

        if (!is_inf(files[i]))
            continue;
        if (read_inf(find, files[i], &inf, scratch, &why) != DL_OK)
            add_failure(find, DL_NOTICE_WARNING, &why);
        else
            dl_vec_push(find->arena, &find->infs, inf);
        dl_arena_reset(scratch);
    }
}

/* Says which sources of a driver's project were not to be had. */
static void tell_absent(finder *find, const dl_build *build)
{
    dl_arena *arena = find->arena;
    const char *root = dl_tree_root(find->tree);

    for (size_t i = 0; i < find->notices.count; i++)
        if (find->notices.at[i].file == build->project && find->notices.at[i].level == DL_NOTICE_NOTE)
            return; /* of another entry of the project */
    if (build->absent)
        add_notice(
            find, DL_NOTICE_NOTE,
            dl_arena_printf(arena, "imports %.400s, which is not in %s: settings may be missing", build->absent, root),
            build->project);
    if (build->outside_count)
        add_notice(find, DL_NOTICE_NOTE,
                   dl_arena_printf(arena, "%zu of its sources, %s first, lie outside of %s, and are not read",
                                   build->outside_count, build->first_outside, root),
                   build->project);
    if (build->missing_count)
        add_notice(find, DL_NOTICE_NOTE,
                   dl_arena_printf(arena, "%zu of its sources, %s first, are not there", build->missing_count,
                                   build->first_missing),
                   build->project);
}

/* What the entries stand for, with all that belongs to them. */
static void make_drivers(finder *find, bool is_deep, dl_arena *scratch)
{
    find->first = find->drivers.count;
    find->owners.count = 0;
    for (size_t i = 0; i < find->entries_found; i++)
        add_drivers(find, &find->entries[i]);
    if (find->drivers.count > find->first)
        read_infs(find, scratch);
    for (size_t i = find->first; i < find->drivers.count; i++) {
        const dl_build *build = find->owners.at[i - find->first];

        dl_attach_inf(find->drivers.at[i], find->builds, build, &find->infs, find->arena, scratch);
        dl_arena_reset(scratch);
        if (build)
            tell_absent(find, build);
        else
            dl_attach_folder(find->drivers.at[i], &find->drivers, is_deep, find->arena, scratch);
    }
}

/* ---- paths ---- */

/* As reports show it: relative to the current folder when below it. */
static const char *shown_path(const char *path, dl_arena *arena)
{
    const char *current = dl_path_current(arena);

    return current ? dl_path_below(path, current, arena) : dl_path_clean(path, arena);
}

/* Those of one source, of what the projects build, or of the whole tree. */
static void find_entries(finder *find, const char *file, bool is_built, dl_arena *scratch)
{
    const dl_entry_search search = {
        .tree = find->tree,
        .settings = find->settings,
        .builds = find->builds,
        .names = find->entry_names,
        .name_count = find->entry_count,
        .notices = &find->notices,
        .has_unread = &find->project->has_unread,
        .arena = find->arena,
    };

    find->entries = dl_entries_find(&search, file, is_built, &find->entries_found, scratch);
}

static void find_in_file(finder *find, const char *shown, dl_arena *scratch)
{
    bool was_unread = find->project->has_unread;

    find->project->has_unread = false;
    find_entries(find, shown, false, scratch);
    if (find->entries_found == 0 && !find->project->has_unread) {
        bool is_code = dl_source_is_one(shown) || dl_header_is_one(shown);

        add_notice(find, is_code ? DL_NOTICE_NOTE : DL_NOTICE_ERROR, is_code ? "holds no entry routine" : not_read,
                   shown);
        find->project->has_unread = !is_code;
    }
    find->project->has_unread = find->project->has_unread || was_unread;
}

/* Lists what stands at and below the root. */
static void list_tree(finder *find, const char *root, size_t most)
{
    dl_status why = {0};
    dl_tree *tree;

    if (dl_tree_new(&tree, root, find->settings, most, find->arena, &why) != DL_OK) {
        add_failure(find, DL_NOTICE_WARNING, &why);
        find->project->has_unread = true;
    }
    if (dl_tree_cut(tree)) {
        add_notice(find, DL_NOTICE_WARNING,
                   "holds more files than are looked at: what belongs to the driver may be missing", dl_tree_cut(tree));
        find->project->has_unread = find->project->has_unread || most != MOST_BESIDE_FILE; /* drivers, too */
    }
    find->tree = tree;
    find->build_files = NULL;
    find->entries_found = 0;
}

typedef struct solution_search {
    const char *folder, *wanted; /* the project's file name */
    bool is_found;
    dl_arena *arena;
} solution_search;

/* Of the folder's own files; those below it come later and end the walk. */
static bool look_at_solution(void *self, const char *path)
{
    enum { MOST_BYTES = 4 << 20 };
    static const char *const endings[] = {".sln", ".slnx"};
    solution_search *search = self;
    const char *text;
    size_t size;
    dl_status why = {0};

    if (strcmp(dl_path_folder(path, search->arena), dl_path_clean(search->folder, search->arena)) != 0)
        return false;
    if (dl_path_ends_as(path, endings, sizeof endings / sizeof *endings) &&
        dl_file_read(&text, &size, path, MOST_BYTES, search->arena, &why) == DL_OK)
        search->is_found = search->is_found || strstr(text, search->wanted) != NULL;
    return !search->is_found;
}

/* What may be read for a project file, the widest of: the folder it stands in; that of a solution that names it, at
 * most four up; the current folder, where the file stands below it. */
static const char *root_of_project(const char *shown, dl_arena *scratch, dl_arena *arena)
{
    enum { MOST_UP = 4 };
    const char *root = dl_path_folder(shown, arena), *folder = root;

    if (dl_path_is_below(shown, "."))
        return ".";
    for (unsigned up = 0; up <= MOST_UP; up++) {
        const char *above = dl_path_folder(folder, arena);
        solution_search search = {folder, dl_path_name(shown), false, scratch};
        dl_status why = {0};

        (void)dl_folder_walk(folder, look_at_solution, &search, scratch, &why);
        dl_arena_reset(scratch);
        if (search.is_found)
            root = folder;
        if (strcmp(above, folder) == 0 || strcmp(above, ".") == 0)
            break;
        folder = above;
    }
    return root;
}

static bool has_sources(const dl_tree *tree)
{
    size_t count;
    const char *const *files = dl_tree_files(tree, &count);

    for (size_t i = 0; i < count; i++)
        if (dl_source_is_one(files[i]))
            return true;
    return false;
}

/* Of one source file: what was wrong with project files that have nothing to do with it is of no interest. Those have
 * that own it, or stand in its folder or above. */
static void drop_unrelated(finder *find, size_t first_notice, const char *shown)
{
    size_t kept = first_notice;

    for (size_t i = first_notice; i < find->notices.count; i++) {
        const dl_notice *notice = &find->notices.at[i];
        bool is_of_it = !notice->file || dl_path_is_below(shown, dl_path_folder(notice->file, find->arena));

        for (size_t k = find->first; k < find->drivers.count && !is_of_it; k++)
            is_of_it = dl_text_equal(find->drivers.at[k]->project, notice->file);
        if (is_of_it)
            find->notices.at[kept++] = *notice;
    }
    find->notices.count = kept;
}

/* Whether a driver was found for the build, or, of a source of it, for one that comes before it. */
static bool has_driver(const finder *find, const dl_build *build)
{
    size_t count;
    const dl_build_source *sources = dl_builds_sources(find->builds, build, &count);

    for (size_t i = 0; i < find->drivers.count; i++) {
        if (dl_text_equal(find->drivers.at[i]->project, build->project))
            return true;
        for (size_t k = 0; k < count; k++)
            if (strcmp(find->drivers.at[i]->entry_file, sources[k].path) == 0)
                return true;
    }
    return false;
}

static const char *why_without(const finder *find, const dl_build *build)
{
    size_t absent = build->missing_count + build->outside_count;

    if (build->missing_count)
        return dl_arena_printf(find->arena,
                               "no entry routine was found: %zu of its sources, %.400s first, %s not there", absent,
                               build->first_missing, absent == 1 ? "is" : "are");
    if (build->outside_count)
        return dl_arena_printf(find->arena,
                               "no entry routine was found: %zu of its sources, %.400s first, %s outside of %s%s",
                               absent, build->first_outside, absent == 1 ? "lies" : "lie", dl_tree_root(find->tree),
                               build->is_elsewhere ? ", or the path is another machine's" : ": give a folder above");
    return "no entry routine was found: no source of it holds one";
}

/* Says which projects of drivers none was found for: none that builds a source is passed over in silence. `given`: the
 * project or solution that was given, or NULL. Whether something was said of it. */
static bool tell_without_driver(finder *find, const char *given)
{
    bool is_told = false;
    size_t count;
    const dl_build *const *builds = dl_builds_all(find->builds, &count);

    for (size_t i = 0; i < count; i++) {
        const dl_build *build = builds[i];

        if (!dl_build_is_driver(build) || has_driver(find, build) ||
            build->source_count + build->missing_count + build->outside_count == 0)
            continue;
        add_notice(find, given ? DL_NOTICE_ERROR : DL_NOTICE_WARNING, why_without(find, build), build->project);
        find->project->has_unread = find->project->has_unread || given;
        is_told = is_told || dl_text_equal(build->project, given);
    }
    return is_told;
}

/* Where nothing was found at all. */
static void tell_empty(finder *find, const char *shown, bool is_project)
{
    const char *root = dl_tree_root(find->tree);

    if (is_project)
        add_notice(find, DL_NOTICE_ERROR,
                   dl_arena_printf(find->arena, "no source of it in %s holds an entry routine", root), shown);
    else
        add_notice(find, DL_NOTICE_ERROR,
                   has_sources(find->tree) ? "the folder holds no entry routine"
                                           : "the folder holds no C or C++ source",
                   shown);
}

static bool has_errors(const finder *find, size_t from)
{
    for (size_t i = from; i < find->notices.count; i++)
        if (find->notices.at[i].level == DL_NOTICE_ERROR)
            return true;
    return false;
}

static void find_in(finder *find, const char *path, dl_path_kind kind, dl_arena *scratch)
{
    const char *shown = shown_path(path, find->arena);
    size_t notices = find->notices.count;
    bool is_project = kind == DL_PATH_FILE && dl_builds_is_project(path);
    dl_status why = {0};

    if (kind == DL_PATH_OTHER || (kind == DL_PATH_FILE && !is_project && is_unread_project(path))) {
        add_notice(find, DL_NOTICE_ERROR, kind == DL_PATH_OTHER ? "is neither a file nor a folder" : not_read, shown);
        find->project->has_unread = true;
        return;
    }
    if (is_project)
        list_tree(find, root_of_project(shown, scratch, find->arena), MOST_AROUND_PROJECT);
    else if (kind == DL_PATH_FILE)
        list_tree(find, dl_path_folder(shown, find->arena), MOST_BESIDE_FILE);
    else
        list_tree(find, shown, MOST_BELOW_FOLDER);
    if (dl_builds_read(&find->builds, find->tree, is_project ? shown : NULL, find->database, find->settings,
                       &find->notices, find->arena, &why) != DL_OK) {
        add_failure(find, DL_NOTICE_ERROR, &why);
        find->project->has_unread = true;
    } else if (kind == DL_PATH_FILE && !is_project) {
        find_in_file(find, shown, scratch);
    } else {
        find->project->has_unread = find->project->has_unread || has_errors(find, notices);
        find_entries(find, NULL, is_project, scratch);
    }
    make_drivers(find, kind != DL_PATH_FILE || is_project, scratch);
    if (kind == DL_PATH_FILE && !is_project) {
        drop_unrelated(find, notices, shown);
    } else if (why.code == DL_OK) {
        bool is_told = tell_without_driver(find, is_project ? shown : NULL);

        if (find->entries_found == 0 && !is_told)
            tell_empty(find, shown, is_project);
        find->project->has_empty = find->project->has_empty || find->entries_found == 0;
    }
}

static int by_place(const void *left, const void *right)
{
    const dl_driver *a = *(dl_driver *const *)left, *b = *(dl_driver *const *)right;
    int order = strcmp(a->entry_file, b->entry_file);

    if (order == 0 && a->entry_line != b->entry_line)
        order = a->entry_line < b->entry_line ? -1 : 1;
    return order ? order : strcmp(a->project ? a->project : "", b->project ? b->project : "");
}

/* ---- twins ---- */

static bool are_equal(const char *const *left, size_t left_count, const char *const *right, size_t right_count)
{
    if (left_count != right_count)
        return false;
    for (size_t i = 0; i < left_count; i++)
        if (strcmp(left[i], right[i]) != 0)
            return false;
    return true;
}

static bool have_equal_settings(const dl_settings *a, const dl_settings *b)
{
    return a->is_whole == b->is_whole && a->language == b->language &&
           are_equal(a->include_folders, a->include_count, b->include_folders, b->include_count) &&
           are_equal(a->defines, a->define_count, b->defines, b->define_count) &&
           are_equal(a->undefines, a->undefine_count, b->undefines, b->undefine_count) &&
           are_equal(a->forced_includes, a->forced_count, b->forced_includes, b->forced_count);
}

/* Names, identities and places tell nothing of what a driver is. */
static bool tells_nothing(const char *name)
{
    static const char *const names[] = {"RootNamespace", "TargetName", "ProjectName", "OutDir", "IntDir", "Keyword"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (dl_text_equal_case(name, names[i]))
            return true;
    return dl_text_ends(name, "Guid");
}

static bool have_equal_properties(const dl_driver *a, const dl_driver *b)
{
    size_t i = 0, k = 0;

    for (;; i++, k++) {
        while (i < a->property_count && tells_nothing(a->properties[i].name))
            i++;
        while (k < b->property_count && tells_nothing(b->properties[k].name))
            k++;
        if (i == a->property_count || k == b->property_count)
            return i == a->property_count && k == b->property_count;
        if (strcmp(a->properties[i].name, b->properties[k].name) != 0 ||
            strcmp(a->properties[i].value, b->properties[k].value) != 0)
            return false;
    }
}

static bool have_equal_infs(const dl_driver *a, const dl_driver *b)
{
    if (a->inf_count != b->inf_count)
        return false;
    for (size_t i = 0; i < a->inf_count; i++)
        if (a->inf[i].line != b->inf[i].line || strcmp(a->inf[i].file, b->inf[i].file) != 0)
            return false;
    return true;
}

static bool have_equal_source_settings(const dl_driver *a, const dl_driver *b)
{
    for (size_t i = 0; i < a->source_count; i++)
        if (!have_equal_settings(dl_driver_settings(a, a->sources[i]), dl_driver_settings(b, b->sources[i])))
            return false;
    return true;
}

static bool are_twins(const dl_driver *a, const dl_driver *b)
{
    return strcmp(a->entry_function, b->entry_function) == 0 && strcmp(a->root, b->root) == 0 &&
           a->is_user_mode == b->is_user_mode && are_equal(a->sources, a->source_count, b->sources, b->source_count) &&
           have_equal_settings(a->settings, b->settings) && have_equal_source_settings(a, b) &&
           are_equal(a->libraries, a->library_count, b->libraries, b->library_count) &&
           are_equal(a->link_options, a->link_option_count, b->link_options, b->link_option_count) &&
           have_equal_properties(a, b) && have_equal_infs(a, b);
}

const dl_settings *dl_driver_settings(const dl_driver *driver, const char *source)
{
    for (size_t i = 0; driver->sources_settings && i < driver->source_count; i++)
        if (strcmp(driver->sources[i], source) == 0 && driver->sources_settings[i])
            return driver->sources_settings[i];
    return driver->settings;
}

/* They stand beside one another: the list is sorted by entry. */
static void find_twins(const dl_drivers *drivers)
{
    for (size_t i = 1; i < drivers->count; i++)
        for (size_t k = i; k-- > 0 && strcmp(drivers->at[k]->entry_file, drivers->at[i]->entry_file) == 0;)
            if (!drivers->at[k]->twin && are_twins(drivers->at[k], drivers->at[i]))
                drivers->at[i]->twin = drivers->at[k];
}

bool dl_driver_is_cpp(const dl_driver *driver, const char *source)
{
    const dl_settings *settings = dl_driver_settings(driver, source);

    if (settings && settings->language != DL_LANGUAGE_OF_NAME)
        return settings->language == DL_LANGUAGE_CPP;
    return !dl_path_ends_as(source, (const char *const[]){".c"}, 1);
}

dl_code dl_project_find(dl_project **out, const char *const *paths, size_t path_count, const dl_settings *settings,
                        const char *const *entry_names, size_t entry_count, dl_arena *arena, dl_status *why)
{
    dl_project *project = DL_NEW(arena, dl_project);
    finder find = {.project = project,
                   .settings = settings,
                   .database = settings->database ? shown_path(settings->database, arena) : NULL,
                   .entry_names = entry_names,
                   .entry_count = entry_count,
                   .arena = arena};
    dl_settings *own = dl_arena_copy(arena, settings, sizeof *settings); /* of drivers without a project */
    dl_arena *scratch;

    own->database = NULL;
    find.settings = own;
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
    find_twins(&find.drivers);
    project->drivers = (const dl_driver *const *)find.drivers.at;
    project->driver_count = find.drivers.count;
    project->notices = find.notices.at;
    project->notice_count = find.notices.count;
    return DL_OK;
}
