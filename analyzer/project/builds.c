#include "project/builds.h"

#include "project/compdb.h"
#include "project/programs.h"
#include "project/sources_file.h"
#include "project/vcxproj.h"
#include "support/platform.h"

#include <string.h>

typedef DL_VEC(const dl_build *) build_list;

/* A build and the static libraries in it. */
typedef struct whole_build {
    const dl_build *build;
    const dl_build_source *sources;
    size_t count;
} whole_build;

struct dl_builds {
    const dl_tree *tree;
    const dl_settings *given;
    dl_notices *notices;
    build_list all;
    bool has_database;  /* one was given: what it says comes first */
    size_t asked;       /* how many of them were asked for; the others are there to be linked */
    dl_map *by_project; /* project file → dl_build */
    dl_map *by_library; /* `name.lib` in lower case → build_list of static libraries */
    dl_map *by_source;  /* source → build_list, static libraries taken in */
    dl_map *linked;     /* keys of static libraries that something links which may be a driver */
    dl_map *by_program; /* keys of those that something of user mode links → build_list of these */
    dl_map *wholes;     /* key → whole_build */
    dl_map *programs;   /* key → whether its sources make it a program or a test */
    dl_arena *arena;
};

/* While reading. */
typedef struct build_reader {
    dl_builds *builds;
    dl_msbuild_files files;
    bool is_single;     /* one project file was given */
    dl_map *solutions;  /* project file → absolute folder of its nearest solution */
    dl_map *companions; /* project file → dl_strings of the projects of that solution */
    dl_arena *kept;     /* as long as the reading */
    dl_arena *scratch;  /* of one file */
} build_reader;

static bool ends(const char *path, const char *ending)
{
    size_t size = strlen(path), tail = strlen(ending);

    return size > tail && dl_text_equal_case(path + size - tail, ending);
}

static bool is_database(const char *path)
{
    return dl_text_equal_case(dl_path_name(path), "compile_commands.json");
}

bool dl_builds_is_project(const char *path)
{
    return ends(path, ".vcxproj") || ends(path, ".sln") || ends(path, ".slnx") || is_database(path) ||
           dl_sources_file_is_one(path) || dl_dirs_file_is_one(path);
}

static void add_notice(build_reader *in, const dl_status *why, const char *path)
{
    dl_arena *arena = in->builds->arena;
    dl_notice notice = {DL_NOTICE_WARNING, dl_arena_strdup(arena, why->message),
                        dl_arena_strdup(arena, why->file[0] ? why->file : path), why->line, why->column};

    dl_vec_push(arena, in->builds->notices, notice);
}

/* ---- solutions ---- */

/* The solution whose folder is deepest is the project's own. */
static void note_solution(build_reader *in, const char *path, const dl_strings *projects)
{
    const char *folder = dl_path_folder(dl_tree_absolute(in->builds->tree, path, in->kept), in->kept);

    for (size_t i = 0; i < projects->count; i++) {
        const char *known = dl_map_get(in->solutions, projects->at[i]);

        if (known && strlen(folder) <= strlen(known))
            continue;
        dl_map_set(in->solutions, projects->at[i], (void *)folder);
        dl_map_set(in->companions, projects->at[i], dl_arena_copy(in->kept, projects, sizeof *projects));
    }
}

static bool is_outside(const build_reader *in, const char *solution, const char *project)
{
    dl_arena *arena = in->builds->arena;
    const char *path = dl_path_join(dl_path_folder(solution, arena), dl_path_clean(project, arena), arena);

    return !dl_tree_shown(in->builds->tree, dl_tree_absolute(in->builds->tree, path, arena), arena);
}

/* Of a project that is not there nobody knows whether it builds a driver. One outside of what was given may be there.
 */
static void tell_absent(build_reader *in, const char *path, const dl_solution *solution, bool is_asked)
{
    dl_arena *arena = in->builds->arena;
    dl_notice notice = {is_asked ? DL_NOTICE_ERROR : DL_NOTICE_NOTE, NULL, path, 0, 0};
    bool is_one = solution->absent.count == 1;
    const char *first = NULL;

    if (solution->absent.count == 0)
        return;
    for (size_t i = 0; i < solution->absent.count && !first; i++)
        if (!is_outside(in, path, solution->absent.at[i]))
            first = solution->absent.at[i];
    if (!first)
        notice.level = DL_NOTICE_NOTE;
    notice.message =
        dl_arena_printf(arena, "names %zu %s %s%s: %.400s%s%s", solution->absent.count,
                        is_one ? "project that is" : "projects that are", first ? "not there" : "outside of ",
                        first ? "" : dl_tree_root(in->builds->tree), first ? first : solution->absent.at[0],
                        is_one ? "" : " first", first ? "" : "; give a folder above");
    dl_vec_push(arena, in->builds->notices, notice);
}

/* `is_asked`: the solution was given itself. */
static dl_code read_solution(build_reader *in, const char *path, dl_strings *projects, bool is_asked, dl_status *why)
{
    dl_solution solution = {0};
    dl_code code = dl_solution_read(&solution, &in->files, path, in->kept, why);

    *projects = solution.projects;
    if (code != DL_OK)
        return code;
    note_solution(in, path, projects);
    if (is_asked || !in->is_single)
        tell_absent(in, path, &solution, is_asked);
    return DL_OK;
}

/* Of one project: what is wrong with a solution beside it is of no interest, only of one above it. */
static void read_solutions(build_reader *in, const char *only)
{
    size_t count;
    const char *const *files = dl_tree_files(in->builds->tree, &count);

    for (size_t i = 0; i < count; i++) {
        dl_strings projects = {0};
        dl_status why = {0};

        if ((ends(files[i], ".sln") || ends(files[i], ".slnx")) && !dl_text_equal(files[i], only) &&
            read_solution(in, files[i], &projects, false, &why) != DL_OK &&
            (!only || dl_path_is_below(only, dl_path_folder(files[i], in->builds->arena))))
            add_notice(in, &why, files[i]);
    }
}

/* ---- projects ---- */

static void add_build(dl_builds *builds, dl_build *build)
{
    dl_map_set(builds->by_project, build->project, build);
    dl_vec_push(builds->arena, &builds->all, build);
}

/* A project or a `sources` file, once. */
static dl_code read_project(build_reader *in, const char *path, dl_status *why)
{
    dl_builds *builds = in->builds;
    dl_build *build;
    dl_code code;

    if (dl_map_get(builds->by_project, path))
        return DL_OK;
    if (dl_sources_file_is_one(path))
        code = dl_sources_file_read(&build, builds->tree, path, builds->given, builds->notices, in->scratch,
                                    builds->arena, why);
    else
        code = dl_vcxproj_read(&build, &in->files, path, dl_map_get(in->solutions, path), builds->given, in->scratch,
                               builds->arena, why);
    dl_arena_reset(in->scratch);
    if (code == DL_OK && build)
        add_build(builds, build);
    return code;
}

static dl_code read_database(build_reader *in, const char *path, bool is_asked, dl_status *why)
{
    dl_builds *builds = in->builds;
    dl_build_list list = {0};
    dl_code code = dl_compdb_read(&list, builds->tree, path, is_asked, builds->given, builds->notices, in->scratch,
                                  builds->arena, why);

    dl_arena_reset(in->scratch);
    for (size_t i = 0; code == DL_OK && i < list.count; i++)
        add_build(builds, list.at[i]);
    return code;
}

/* Reads the projects and all that they refer to; `all.count` grows on the way. */
static dl_code read_projects(build_reader *in, const dl_strings *projects, bool is_asked, dl_status *why)
{
    dl_builds *builds = in->builds;
    dl_code first = DL_OK;

    for (size_t i = 0; i < projects->count; i++) {
        dl_status own = {0};
        dl_code code = read_project(in, projects->at[i], &own);

        if (code == DL_OK)
            continue;
        if (is_asked && first == DL_OK) {
            first = code;
            *why = own;
        } else {
            add_notice(in, &own, projects->at[i]);
        }
    }
    for (size_t i = 0; i < builds->all.count; i++)
        for (size_t k = 0; k < builds->all.at[i]->reference_count; k++) {
            const char *path = builds->all.at[i]->references[k];
            dl_status own = {0};

            if (ends(path, ".vcxproj") && read_project(in, path, &own) != DL_OK) {
                add_notice(in, &own, path);
                dl_map_set(builds->by_project, path, DL_NEW(builds->arena, dl_build)); /* once is enough */
            }
        }
    return first;
}

static dl_code read_all(build_reader *in, dl_status *why)
{
    size_t count;
    const char *const *files = dl_tree_files(in->builds->tree, &count);
    dl_strings projects = {0};

    for (size_t i = 0; i < count; i++) {
        dl_status own = {0};

        if (ends(files[i], ".vcxproj") || dl_sources_file_is_one(files[i]))
            dl_vec_push(in->kept, &projects, files[i]);
        else if (is_database(files[i]) && !in->builds->has_database &&
                 read_database(in, files[i], false, &own) != DL_OK)
            add_notice(in, &own, files[i]);
    }
    return read_projects(in, &projects, false, why);
}

/* The project, and to be linked with it the others of its solution: a library may be linked by name. */
static dl_code read_single(build_reader *in, const char *path, dl_status *why)
{
    dl_strings projects = {0};
    dl_code code;

    dl_vec_push(in->kept, &projects, path);
    code = read_projects(in, &projects, true, why);
    in->builds->asked = in->builds->all.count;
    if (code == DL_OK && dl_map_get(in->companions, path))
        (void)read_projects(in, dl_map_get(in->companions, path), false, why);
    return code;
}

static dl_code read_one(build_reader *in, const char *path, dl_status *why)
{
    dl_strings projects = {0};
    dl_code code;

    if (is_database(path))
        return read_database(in, path, false, why);
    if (ends(path, ".vcxproj") || dl_sources_file_is_one(path)) {
        code = read_single(in, path, why);
        if (code == DL_OK && !dl_map_get(in->builds->by_project, path))
            code = dl_fail_at(why, DL_BAD_INPUT, path, 0, 0, "sets no TARGETNAME or no SOURCES");
        return code;
    }
    if (dl_dirs_file_is_one(path))
        code = dl_dirs_file_read(&projects, in->builds->tree, path, in->kept, why);
    else
        code = read_solution(in, path, &projects, true, why);
    return code == DL_OK ? read_projects(in, &projects, true, why) : code;
}

/* ---- static libraries ---- */

static build_list *list_at(dl_map *map, const char *key, dl_arena *arena)
{
    build_list *list = dl_map_get(map, key);

    if (!list) {
        list = dl_arena_alloc(arena, sizeof *list);
        dl_map_set(map, key, list);
    }
    return list;
}

/* The static library of the name that stands nearest to the build; NULL: the tree builds none. */
static const dl_build *library_named(const dl_builds *builds, const dl_build *build, const char *name)
{
    const build_list *list = dl_map_get(builds->by_library, dl_text_lower(name, builds->arena));
    const dl_build *best = NULL;

    for (size_t i = 0; list && i < list->count; i++)
        if (!best ||
            dl_path_shared(list->at[i]->project, build->project) > dl_path_shared(best->project, build->project))
            best = list->at[i];
    return best;
}

typedef struct source_collector {
    const dl_builds *builds;
    DL_VEC(dl_build_source) sources;
    dl_map *seen; /* sources and project files */
} source_collector;

/* A library in another is linked by what links that one, or by nobody. */
static void note_link(const dl_builds *builds, const dl_build *by, const dl_build *library)
{
    if (!dl_build_is_plain(by))
        dl_map_set(builds->linked, library->key, (void *)library);
    else
        dl_vec_push(builds->arena, list_at(builds->by_program, library->key, builds->arena), by);
}

static void collect_sources(source_collector *in, const dl_build *build, unsigned depth)
{
    enum { DEEPEST = 16 };
    const dl_builds *builds = in->builds;

    if (depth > DEEPEST || !build->key || !dl_map_add(in->seen, build->key, in))
        return;
    for (size_t i = 0; i < build->source_count; i++)
        if (dl_map_add(in->seen, build->sources[i].path, in))
            dl_vec_push(builds->arena, &in->sources, build->sources[i]);
    for (size_t i = 0; i < build->reference_count; i++) {
        const dl_build *other = dl_map_get(builds->by_project, build->references[i]);

        if (other && other->type == DL_BUILD_LIBRARY) {
            note_link(builds, build, other);
            collect_sources(in, other, depth + 1);
        }
    }
    for (size_t i = 0; i < build->library_count; i++) {
        const dl_build *other = library_named(builds, build, build->libraries[i]);

        if (other && other != build) {
            note_link(builds, build, other);
            collect_sources(in, other, depth + 1);
        }
    }
}

static void link_build(dl_builds *builds, const dl_build *build, bool is_asked)
{
    source_collector in = {builds, {0}, dl_map_new(builds->arena)};
    whole_build *whole = DL_NEW(builds->arena, whole_build);

    collect_sources(&in, build, 0);
    whole->build = build;
    whole->sources = in.sources.at;
    whole->count = in.sources.count;
    dl_map_set(builds->wholes, build->key, whole);
    for (size_t i = 0; is_asked && i < whole->count; i++)
        dl_vec_push(builds->arena, list_at(builds->by_source, whole->sources[i].path, builds->arena), build);
}

static void link_builds(dl_builds *builds)
{
    for (size_t i = 0; i < builds->all.count; i++) {
        const dl_build *build = builds->all.at[i];
        const char *name = dl_arena_printf(builds->arena, "%s.lib", build->target);

        if (build->type == DL_BUILD_LIBRARY)
            dl_vec_push(builds->arena, list_at(builds->by_library, dl_text_lower(name, builds->arena), builds->arena),
                        build);
    }
    for (size_t i = 0; i < builds->all.count; i++)
        link_build(builds, builds->all.at[i], i < builds->asked);
}

/* ---- the whole ---- */

static dl_builds *new_builds(const dl_tree *tree, const dl_settings *given, dl_notices *notices, dl_arena *arena)
{
    dl_builds *builds = DL_NEW(arena, dl_builds);

    builds->tree = tree;
    builds->given = given;
    builds->notices = notices;
    builds->by_project = dl_map_new(arena);
    builds->by_library = dl_map_new(arena);
    builds->by_source = dl_map_new(arena);
    builds->linked = dl_map_new(arena);
    builds->by_program = dl_map_new(arena);
    builds->wholes = dl_map_new(arena);
    builds->programs = dl_map_new(arena);
    builds->arena = arena;
    return builds;
}

dl_code dl_builds_read(dl_builds **out, const dl_tree *tree, const char *only, const char *database,
                       const dl_settings *given, dl_notices *notices, dl_arena *arena, dl_status *why)
{
    dl_builds *builds = new_builds(tree, given, notices, arena);
    build_reader in = {.builds = builds};
    dl_code code = DL_OK;

    *out = builds;
    builds->has_database = database != NULL;
    in.kept = dl_arena_new(dl_arena_trap(arena));
    in.scratch = dl_arena_new(dl_arena_trap(arena));
    if (!in.kept || !in.scratch) {
        code = dl_fail(why, DL_NO_MEMORY, "out of memory");
        goto out;
    }
    in.is_single = only != NULL;
    in.solutions = dl_map_new(in.kept);
    in.companions = dl_map_new(in.kept);
    in.files = (dl_msbuild_files){tree, dl_map_new(in.kept), in.kept, notices, arena};
    read_solutions(&in, only);
    if (database)
        code = read_database(&in, database, true, why);
    if (code == DL_OK)
        code = only ? read_one(&in, only, why) : read_all(&in, why);
    if (builds->asked == 0)
        builds->asked = builds->all.count;
    link_builds(builds);
out:
    dl_arena_free(in.scratch);
    dl_arena_free(in.kept);
    return code;
}

const dl_build *const *dl_builds_all(const dl_builds *builds, size_t *count)
{
    *count = builds->asked;
    return builds->all.at;
}

/* ---- owners ---- */

/* Whether it is known which sources are linked to one thing, and that they are to one which may have a main routine. */
static bool is_told_apart(const dl_build *build)
{
    return build->kind == DL_BUILD_COMMANDS ? !build->is_folder : build->type == DL_BUILD_PROGRAM && !build->absent;
}

static bool is_of_program(const dl_builds *builds, const dl_build *build, const dl_build_source *source,
                          dl_arena *scratch)
{
    dl_tokens tokens;

    if (!dl_tree_lex(builds->tree, source->path, &tokens, scratch))
        return false;
    return (dl_program_is_one(&tokens, scratch) && !dl_program_reaches(&tokens, scratch).kernel &&
            !dl_program_is_forced(builds->tree, source->settings, source->path, scratch)) ||
           (is_told_apart(build) && dl_program_begins_one(&tokens, scratch));
}

/* Whether the linker is told to enter by a routine of the source's, as it is for drivers, not by the C library's. */
static bool names_entry(const dl_build *build)
{
    return build->entry_symbol && !strstr(build->entry_symbol, "CRTStartup") && !strstr(build->entry_symbol, "ain");
}

bool dl_build_may_be_driver(const dl_build *build)
{
    return build->type == DL_BUILD_DRIVER || build->is_native || build->is_user_mode || names_entry(build) ||
           (build->type == DL_BUILD_UNKNOWN && build->kind == DL_BUILD_MSBUILD);
}

bool dl_builds_is_program(dl_builds *builds, const dl_build *build)
{
    static const char yes, no;
    const char *known = dl_map_get(builds->programs, build->key);
    dl_arena *scratch;

    if (build->type == DL_BUILD_LIBRARY || dl_build_may_be_driver(build))
        return false;
    if (known)
        return known == &yes;
    known = &no;
    scratch = dl_arena_new(dl_arena_trap(builds->arena));
    for (size_t i = 0; scratch && i < build->source_count && known == &no; i++) {
        known = is_of_program(builds, build, &build->sources[i], scratch) ? &yes : &no;
        dl_arena_reset(scratch);
    }
    dl_arena_free(scratch);
    dl_map_set(builds->programs, build->key, (void *)known);
    return known == &yes;
}

bool dl_build_is_driver(const dl_build *build)
{
    return (build->type == DL_BUILD_DRIVER || build->is_native) && build->type != DL_BUILD_LIBRARY &&
           !build->is_user_mode;
}

bool dl_build_is_plain(const dl_build *build)
{
    return !dl_build_may_be_driver(build) &&
           (build->type == DL_BUILD_PROGRAM || (build->type == DL_BUILD_DLL && build->kind == DL_BUILD_MSBUILD));
}

/* Whether it is a library that programs link, and nothing else. */
static bool is_of_programs(dl_builds *builds, const dl_build *library)
{
    const build_list *list = dl_map_get(builds->by_program, library->key);

    for (size_t i = 0; list && i < list->count; i++)
        if (!dl_builds_is_program(builds, list->at[i]))
            return false;
    return list && !dl_build_may_be_driver(library);
}

/* Whether a program is known to be one from more than what stands in one folder: its settings are not the driver's. */
static bool is_sure_program(dl_builds *builds, const dl_build *build)
{
    return dl_builds_is_program(builds, build) && (build->kind == DL_BUILD_MSBUILD || is_told_apart(build));
}

/* How good an owner the build is; 0: none. A driver before a library before what is of user mode; of equals what was
 * given, a project, a database, what the old build tool left behind. */
static unsigned rank_of(dl_builds *builds, const dl_build *build)
{
    static const unsigned char types[] = {[DL_BUILD_UNKNOWN] = 3,
                                          [DL_BUILD_DRIVER] = 3,
                                          [DL_BUILD_LIBRARY] = 2,
                                          [DL_BUILD_DLL] = 3,
                                          [DL_BUILD_PROGRAM] = 1};
    static const unsigned char kinds[] = {[DL_BUILD_MSBUILD] = 3, [DL_BUILD_COMMANDS] = 2, [DL_BUILD_SOURCES] = 1};
    unsigned type = build->is_native ? 3 : dl_build_is_plain(build) ? 1 : types[build->type];
    bool is_given = builds->has_database && build->kind == DL_BUILD_COMMANDS;

    if (build->type == DL_BUILD_LIBRARY && (dl_map_get(builds->linked, build->key) || is_of_programs(builds, build)))
        return 0;
    if (is_sure_program(builds, build) && !is_given)
        return 0;
    if (dl_builds_is_program(builds, build))
        type = 1;
    return type * 8u + kinds[build->kind] + (is_given ? 64u : 0u);
}

bool dl_builds_force_kernel(const dl_builds *builds, const char *source, dl_arena *scratch)
{
    const build_list *list = dl_map_get(builds->by_source, source);

    for (size_t i = 0; list && i < list->count; i++)
        for (size_t k = 0; k < list->at[i]->source_count; k++)
            if (strcmp(list->at[i]->sources[k].path, source) == 0 &&
                dl_program_is_forced(builds->tree, list->at[i]->sources[k].settings, source, scratch))
                return true;
    return false;
}

bool dl_builds_have(const dl_builds *builds, const char *source)
{
    return dl_map_get(builds->by_source, source) != NULL;
}

const char *dl_builds_losing(const dl_builds *builds, const char *source)
{
    for (size_t i = 0; i < builds->all.count; i++)
        for (size_t k = 0; k < builds->all.at[i]->lost_count; k++)
            if (dl_text_equal_case(builds->all.at[i]->lost[k], dl_path_name(source)))
                return builds->all.at[i]->project;
    return NULL;
}

bool dl_builds_are_programs(dl_builds *builds, const char *source)
{
    const build_list *list = dl_map_get(builds->by_source, source);

    for (size_t i = 0; list && i < list->count; i++) {
        const dl_build *build = list->at[i];

        if (!is_sure_program(builds, build) && !(build->type == DL_BUILD_PROGRAM && dl_build_is_plain(build)))
            return false;
    }
    return list != NULL;
}

const dl_build *const *dl_builds_owners(dl_builds *builds, const char *source, size_t *count, dl_arena *arena)
{
    const build_list *list = dl_map_get(builds->by_source, source);
    build_list best = {0};
    unsigned best_rank = 0;

    for (size_t i = 0; list && i < list->count; i++) {
        const dl_build *build = list->at[i];
        unsigned rank = rank_of(builds, build);

        if (rank > best_rank) {
            best_rank = rank;
            best.count = 0;
        }
        if (rank > 0 && rank == best_rank)
            dl_vec_push(arena, &best, build);
    }
    *count = best.count;
    return best.at;
}

const dl_build_source *dl_builds_sources(const dl_builds *builds, const dl_build *build, size_t *count)
{
    const whole_build *whole = dl_map_get(builds->wholes, build->key);

    *count = whole ? whole->count : 0;
    return whole ? whole->sources : NULL;
}
