#include "project/attach.h"

#include "project/builds.h"
#include "project/programs.h"
#include "project/scan.h"
#include "project/tree.h"
#include "support/platform.h"

#include <string.h>

/* ---- INFs ---- */

typedef struct chosen_infs {
    dl_driver *driver;
    const dl_infs *infs;
    dl_arena *arena; /* of what the driver keeps */
    dl_arena *scratch;
    const char *names[3]; /* what an INF of the driver installs goes by one of these */
    size_t name_count;
} chosen_infs;

static bool installs(const chosen_infs *in, const dl_inf *inf)
{
    for (size_t i = 0; i < inf->binary_count; i++)
        for (size_t k = 0; k < in->name_count; k++)
            if (dl_text_equal_case(inf->binaries[i], in->names[k]))
                return true;
    return false;
}

/* Takes over the facts of those of the list that install the driver when some do, else of all. False: it is empty. */
static bool take(const chosen_infs *in, const dl_infs *list)
{
    DL_VEC(dl_inf_fact) facts = {0};
    bool is_named = false;

    for (size_t i = 0; i < list->count; i++)
        is_named = is_named || installs(in, list->at[i]);
    for (size_t i = 0; i < list->count; i++)
        for (size_t k = 0; (!is_named || installs(in, list->at[i])) && k < list->at[i]->count; k++)
            dl_vec_push(in->scratch, &facts, list->at[i]->facts[k]);
    if (list->count == 0)
        return false;
    in->driver->inf = dl_arena_copy(in->arena, facts.at, facts.count * sizeof *facts.at);
    in->driver->inf_count = facts.count;
    return true;
}

/* Those that the project names; false: it names none. */
static bool take_named(const chosen_infs *in, const dl_build *build)
{
    dl_infs list = {0};

    for (size_t i = 0; i < in->infs->count; i++)
        for (size_t k = 0; k < build->inf_count; k++)
            if (strcmp(in->infs->at[i]->path, build->infs[k]) == 0)
                dl_vec_push(in->scratch, &list, in->infs->at[i]);
    return take(in, &list);
}

/* Whether another project that builds a thing of the same name names the INF: then it is that one's. */
static bool is_of_another(const dl_builds *builds, const dl_build *build, const char *inf)
{
    size_t count;
    const dl_build *const *all = dl_builds_all(builds, &count);

    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; all[i] != build && k < all[i]->inf_count; k++)
            if (strcmp(all[i]->infs[k], inf) == 0 && dl_text_equal_case(all[i]->target, build->target))
                return true;
    return false;
}

/* The nearest of those that install what the project builds. */
static bool take_nearest(const chosen_infs *in, const dl_builds *builds, const dl_build *build)
{
    dl_infs list = {0};
    size_t best = 0;

    for (size_t i = 0; i < in->infs->count; i++) {
        const char *path = in->infs->at[i]->path;
        size_t shared = dl_path_shared(path, build->project);

        if (!installs(in, in->infs->at[i]) || (list.count && shared < best) || is_of_another(builds, build, path))
            continue;
        if (shared > best)
            list.count = 0;
        best = shared;
        dl_vec_push(in->scratch, &list, in->infs->at[i]);
    }
    return take(in, &list);
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
        const char *other = dl_source_is_one(files[i]) ? dl_path_folder(files[i], arena) : folder;

        if (strcmp(other, folder) != 0 && dl_path_is_below(other, folder) && dl_path_is_below(inf, other))
            return false;
    }
    return true;
}

static bool take_where(const chosen_infs *in, const char *folder,
                       bool (*stands)(const dl_driver *driver, const char *inf, const char *folder, dl_arena *arena))
{
    dl_infs list = {0};

    for (size_t i = 0; i < in->infs->count; i++)
        if (stands(in->driver, in->infs->at[i]->path, folder, in->scratch))
            dl_vec_push(in->scratch, &list, in->infs->at[i]);
    return take(in, &list);
}

void dl_attach_inf(dl_driver *driver, const dl_builds *builds, const dl_build *build, const dl_infs *infs,
                   dl_arena *arena, dl_arena *scratch)
{
    const char *folder = dl_path_folder(driver->entry_file, scratch), *file = dl_path_name(driver->entry_file);
    const char *dot = strrchr(file, '.');
    chosen_infs in = {driver, infs, arena, scratch, {NULL}, 0};

    if (build && *build->target) {
        in.names[in.name_count++] =
            dl_arena_printf(scratch, "%s.%s", build->target, build->type == DL_BUILD_DLL ? "dll" : "sys");
        if (take_named(&in, build) || take_nearest(&in, builds, build))
            return;
    }
    in.names[in.name_count++] =
        dl_arena_printf(scratch, "%.*s.sys", (int)(dot ? (size_t)(dot - file) : strlen(file)), file);
    in.names[in.name_count++] = dl_arena_printf(scratch, "%s.sys", dl_path_name(folder));
    if (take_where(&in, folder, stands_in) || take_where(&in, folder, stands_below))
        return;
    while (strcmp(folder, driver->root) != 0 && dl_path_is_below(folder, driver->root) && strcmp(folder, ".") != 0) {
        folder = dl_path_folder(folder, scratch);
        if (take_where(&in, folder, stands_in))
            return;
    }
}

/* ---- sources ---- */

static bool is_entry_file(const dl_drivers *drivers, const char *path)
{
    for (size_t i = 0; i < drivers->count; i++)
        if (strcmp(drivers->at[i]->entry_file, path) == 0)
            return true;
    return false;
}

/* Whether the folder, or one between it and `top`, holds what makes it another thing than a part of the driver. */
static bool is_apart(const dl_driver *driver, const dl_drivers *drivers, const char *folder, const char *top,
                     dl_arena *arena)
{
    while (strcmp(folder, top) != 0) {
        size_t count;
        const char *const *files = dl_tree_folder_files(driver->tree, folder, &count, arena);
        const char *above = dl_path_folder(folder, arena);

        for (size_t i = 0; i < count; i++)
            if (dl_builds_is_project(files[i]) || is_entry_file(drivers, files[i]))
                return true;
        if (strcmp(above, folder) == 0)
            return true;
        folder = above;
    }
    return false;
}

/* ---- around the entry's folder ---- */

enum { MOST_AROUND = 400 };

/* Whether nothing below the folder is another driver's, and it is not too much for one. */
static bool is_of_one(const dl_driver *driver, const dl_drivers *drivers, const char *folder)
{
    size_t count, sources = 0;
    const char *const *files = dl_tree_files(driver->tree, &count);

    for (size_t i = 0; i < drivers->count; i++)
        if (strcmp(drivers->at[i]->entry_file, driver->entry_file) != 0 &&
            dl_path_is_below(drivers->at[i]->entry_file, folder))
            return false;
    for (size_t i = 0; i < count; i++) {
        if (!dl_path_is_below(files[i], folder))
            continue;
        if (dl_builds_is_project(files[i]))
            return false;
        sources += dl_source_is_one(files[i]);
    }
    return sources <= MOST_AROUND;
}

/* The entry's folder, or the highest above it that is the driver's alone. */
static const char *widest_folder(const dl_driver *driver, const dl_drivers *drivers, dl_arena *arena)
{
    const char *folder = dl_path_folder(driver->entry_file, arena);

    while (strcmp(folder, driver->root) != 0) {
        const char *above = dl_path_folder(folder, arena);

        if (strcmp(above, folder) == 0 || !is_of_one(driver, drivers, above))
            break;
        folder = above;
    }
    return folder;
}

static bool has_any(const char *text, const char *const *parts)
{
    for (; *parts; parts++)
        if (strstr(text, *parts))
            return true;
    return false;
}

static bool includes_source(const dl_tokens *tokens, dl_arena *scratch)
{
    size_t count;
    const dl_scanned_include *includes = dl_scan_includes(tokens, &count, scratch);

    for (size_t i = 0; i < count; i++)
        if (dl_source_is_one(includes[i].name))
            return true;
    return false;
}

/* Whether a source that stands among the driver's holds tests. A driver's own header may have the name of one for them:
 * what reaches a header for drivers is none, but by a source that is tested. */
static bool is_test(const dl_driver *driver, const char *path, dl_arena *scratch)
{
    dl_tokens tokens;

    if (!dl_tree_lex(driver->tree, path, &tokens, scratch))
        return false;
    return dl_program_is_test(&tokens, scratch) && !dl_program_reaches(&tokens, scratch).kernel &&
           (includes_source(&tokens, scratch) ||
            !dl_program_reaches_all(driver->tree, driver->settings, path, scratch).kernel);
}

/* Whether a source holds the main routine of a program; `is_other`: it is not of the driver for another reason. */
static bool is_program(const dl_driver *driver, const char *path, bool *is_other, dl_arena *scratch)
{
    static const char *const mains[] = {
        "main", "wmain", "WinMain", "wWinMain", "_tmain", "DllMain", "LLVMFuzzerTestOneInput", NULL};
    static const char *const user_headers[] = {"<windows.h>",  "<Windows.h>", "<winsock2.h>", "<WinSock2.h>",
                                               "<Winsock2.h>", "<winsock.h>", "<iostream>",   NULL};
    const char *text;
    size_t size, found = 0;
    bool is_binary;
    dl_status why = {0};
    dl_tokens tokens;

    *is_other = dl_tree_read(driver->tree, path, &text, &size, &is_binary, scratch, &why) != DL_OK || is_binary;
    if (*is_other)
        return false;
    tokens = dl_lex(text, size, scratch);
    *is_other = !driver->is_user_mode &&
                (has_any(text, user_headers) ||
                 (dl_program_is_test(&tokens, scratch) && !dl_program_reaches(&tokens, scratch).kernel));
    if (!has_any(text, mains))
        return false;
    (void)dl_scan_entries(&tokens, mains, sizeof mains / sizeof *mains - 1, &found, scratch);
    return found > 0;
}

/* Adds the sources of the folders around: neither those of a program's folder, nor those for user mode. */
static void add_around(const dl_driver *driver, const dl_drivers *drivers, const char *own, const char *top,
                       dl_strings *sources, dl_arena *arena, dl_arena *scratch)
{
    dl_strings around = {0}, programs = {0};
    size_t count;
    const char *const *files = dl_tree_files(driver->tree, &count);

    for (size_t i = 0; i < count; i++) {
        bool is_other;

        if (!dl_path_is_below(files[i], top) || dl_path_is_below(files[i], own) || !dl_source_is_one(files[i]) ||
            is_entry_file(drivers, files[i]))
            continue;
        if (is_program(driver, files[i], &is_other, scratch))
            dl_vec_push(arena, &programs, dl_path_folder(files[i], arena));
        else if (!is_other)
            dl_vec_push(arena, &around, files[i]);
        dl_arena_reset(scratch);
    }
    for (size_t i = 0; i < around.count; i++) {
        bool is_apart = false;

        for (size_t k = 0; k < programs.count; k++)
            is_apart = is_apart || dl_path_is_below(around.at[i], programs.at[k]);
        if (!is_apart)
            dl_vec_push(arena, sources, around.at[i]);
    }
}

/* ---- beside what it includes ---- */

typedef struct include {
    const char *name;
    bool is_quoted;
} include;
typedef DL_VEC(include) includes;

static const char *skip_blanks(const char *at)
{
    while (*at == ' ' || *at == '\t')
        at++;
    return at;
}

/* What the text includes, in whatever arm of a conditional. */
static void find_includes(const char *text, includes *out, dl_arena *arena)
{
    for (const char *line = text; line; line = strchr(line, '\n')) {
        const char *at = skip_blanks(line + (*line == '\n')), *end;

        if (*at == '#' && dl_text_starts(skip_blanks(at + 1), "include")) {
            at = skip_blanks(skip_blanks(at + 1) + strlen("include"));
            end = *at == '"' ? strchr(at + 1, '"') : *at == '<' ? strchr(at + 1, '>') : NULL;
            if (end && !memchr(at, '\n', (size_t)(end - at)))
                dl_vec_push(arena, out,
                            ((include){dl_arena_strndup(arena, at + 1, (size_t)(end - at - 1)), *at == '"'}));
        }
        line += *line == '\n';
    }
}

static bool has_same_stem(const char *source, const char *header, dl_arena *arena)
{
    const char *left = dl_path_name(source), *right = dl_path_name(header);
    const char *left_end = strrchr(left, '.'), *right_end = strrchr(right, '.');

    return left_end && right_end &&
           dl_text_equal_case(dl_arena_strndup(arena, left, (size_t)(left_end - left)),
                              dl_arena_strndup(arena, right, (size_t)(right_end - right)));
}

/* Neither an entry routine nor a project stands there. */
static bool is_shared_folder(const dl_driver *driver, const dl_drivers *drivers, const char *folder, dl_arena *arena)
{
    size_t count;
    const char *const *files = dl_tree_folder_files(driver->tree, folder, &count, arena);

    for (size_t i = 0; i < count; i++)
        if (dl_builds_is_project(files[i]) || is_entry_file(drivers, files[i]))
            return false;
    return true;
}

/* The source that stands beside the header and has its name. */
static void add_beside(const dl_driver *driver, const dl_drivers *drivers, const char *header, dl_strings *sources,
                       dl_strings *queue, dl_arena *arena, dl_arena *scratch)
{
    const char *folder = dl_path_folder(header, scratch);
    size_t count;
    const char *const *files;

    if (!is_shared_folder(driver, drivers, folder, scratch))
        return;
    files = dl_tree_folder_files(driver->tree, folder, &count, scratch);
    for (size_t i = 0; i < count; i++) {
        bool is_other;

        if (!dl_source_is_one(files[i]) || !has_same_stem(files[i], header, scratch) ||
            dl_strings_have(sources, files[i]) || is_program(driver, files[i], &is_other, scratch) || is_other)
            continue;
        dl_vec_push(arena, sources, dl_arena_strdup(arena, files[i]));
        dl_vec_push(arena, queue, sources->at[sources->count - 1]);
    }
}

/* Of a folder that several drivers share, the sources of those headers that the driver's sources include. */
static void add_included(const dl_driver *driver, const dl_drivers *drivers, dl_strings *sources, dl_arena *arena,
                         dl_arena *scratch)
{
    dl_strings queue = {0};

    for (size_t i = 0; i < sources->count; i++)
        dl_vec_push(arena, &queue, sources->at[i]);
    for (size_t i = 0; i < queue.count && i < MOST_AROUND; i++) {
        const char *text;
        size_t size;
        bool is_binary;
        dl_status why = {0};
        includes found = {0};

        if (dl_tree_read(driver->tree, queue.at[i], &text, &size, &is_binary, scratch, &why) == DL_OK && !is_binary)
            find_includes(text, &found, scratch);
        for (size_t k = 0; k < found.count; k++) {
            const char *header = dl_tree_include(driver->tree, driver->settings, queue.at[i], found.at[k].name,
                                                 found.at[k].is_quoted, scratch);

            if (!header || dl_source_is_one(header) || dl_strings_have(&queue, header))
                continue;
            dl_vec_push(arena, &queue, dl_arena_strdup(arena, header));
            add_beside(driver, drivers, header, sources, &queue, arena, scratch);
        }
        dl_arena_reset(scratch);
    }
}

void dl_attach_folder(dl_driver *driver, const dl_drivers *drivers, bool is_deep, dl_arena *arena, dl_arena *scratch)
{
    const char *top = dl_path_folder(driver->entry_file, arena), *widest;
    dl_strings sources = {0};
    size_t count;
    const char *const *files = dl_tree_files(driver->tree, &count);
    dl_map *apart = dl_map_new(arena);
    static const char yes, no;

    dl_vec_push(arena, &sources, driver->entry_file);
    for (size_t i = 0; i < count; i++) {
        const char *folder;
        const char *known;

        if (!dl_path_is_below(files[i], top) || !dl_source_is_one(files[i]) || is_entry_file(drivers, files[i]))
            continue;
        folder = dl_path_folder(files[i], arena);
        known = dl_map_get(apart, folder);
        if (!known) {
            known =
                (is_deep || strcmp(folder, top) == 0) && !is_apart(driver, drivers, folder, top, arena) ? &no : &yes;
            dl_map_set(apart, folder, (void *)known);
        }
        if (known == &no && !is_test(driver, files[i], scratch))
            dl_vec_push(arena, &sources, files[i]);
        dl_arena_reset(scratch);
    }
    widest = is_deep ? widest_folder(driver, drivers, arena) : top;
    if (strcmp(widest, top) != 0)
        add_around(driver, drivers, top, widest, &sources, arena, scratch);
    if (is_deep)
        add_included(driver, drivers, &sources, arena, scratch);
    driver->sources = sources.at;
    driver->source_count = sources.count;
}
