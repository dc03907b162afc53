#include "project/sources_file.h"

#include "project/arguments.h"
#include "project/moved.h"
#include "project/nmake.h"
#include "support/platform.h"

#include <string.h>

typedef struct reader {
    const dl_nmake *file;
    const dl_tree *tree;
    const char *folder; /* absolute */
    dl_build *build;
    dl_strings lost;
    dl_arena *scratch, *arena;
} reader;

bool dl_sources_file_is_one(const char *path)
{
    return dl_text_equal_case(dl_path_name(path), "sources");
}

bool dl_dirs_file_is_one(const char *path)
{
    return dl_text_equal_case(dl_path_name(path), "dirs");
}

/* The words of a list that spaces and `;` part, without quotes. */
static dl_strings words_of(const char *list, dl_arena *arena)
{
    dl_strings words = {0};

    while (*list) {
        size_t size;

        list += strspn(list, " \t;\"");
        size = strcspn(list, " \t;\"");
        if (size)
            dl_vec_push(arena, &words, dl_arena_strndup(arena, list, size));
        list += size;
    }
    return words;
}

static dl_build_type type_of(const char *type)
{
    static const struct {
        const char *name;
        dl_build_type type;
    } types[] = {{"DRIVER", DL_BUILD_DRIVER},     {"EXPORT_DRIVER", DL_BUILD_DRIVER},   {"MINIPORT", DL_BUILD_DRIVER},
                 {"GDI_DRIVER", DL_BUILD_DRIVER}, {"DRIVER_LIBRARY", DL_BUILD_LIBRARY}, {"LIBRARY", DL_BUILD_LIBRARY},
                 {"DYNLINK", DL_BUILD_DLL},       {"PROGRAM", DL_BUILD_PROGRAM}};

    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (dl_text_equal_case(type, types[i].name))
            return types[i].type;
    return DL_BUILD_UNKNOWN;
}

static void read_settings(reader *in, const dl_settings *given, const dl_settings **out)
{
    static const char *const flags[] = {"C_DEFINES", "USER_C_FLAGS", "C_COMMON_FLAGS"};
    static const char *const versions[] = {"KMDF_VERSION_MAJOR", "KMDF_VERSION_MINOR", "UMDF_VERSION_MAJOR",
                                           "UMDF_VERSION_MINOR"};
    static const char *const always[] = {"CONDITION_HANDLING=1", "NT_INST=0", "WIN32=100",
                                         "_NT1X_=100",           "DEVL=1",    "WIN32_LEAN_AND_MEAN=1"};
    dl_arguments arguments;
    dl_strings folders = words_of(dl_nmake_macro(in->file, "INCLUDES"), in->scratch);

    dl_arguments_init(&arguments, in->tree, in->folder, in->scratch);
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        dl_arguments_define(&arguments, always[i]);
    for (size_t i = 0; i < sizeof versions / sizeof *versions; i++)
        if (*dl_nmake_macro(in->file, versions[i]))
            dl_arguments_define(
                &arguments, dl_arena_printf(in->scratch, "%s=%s", versions[i], dl_nmake_macro(in->file, versions[i])));
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
        dl_strings words = {0};

        dl_arguments_split(dl_nmake_macro(in->file, flags[i]), true, &words, in->scratch);
        dl_arguments_read(&arguments, words.at, words.count);
    }
    for (size_t i = 0; i < folders.count; i++)
        dl_arguments_include(&arguments, folders.at[i]);
    *out = dl_arguments_settings(&arguments, given, in->arena);
}

static void note_absent(reader *in, const char *word, bool is_inside)
{
    dl_build *build = in->build;

    dl_vec_push(in->arena, &in->lost, dl_arena_strdup(in->arena, dl_path_name(word)));
    if (is_inside) {
        if (build->missing_count++ == 0)
            build->first_missing = dl_arena_strdup(in->arena, word);
    } else if (build->outside_count++ == 0) {
        build->first_outside = dl_arena_strdup(in->arena, word);
        build->is_elsewhere = dl_path_is_rooted(word);
    }
}

static void read_sources(reader *in, const dl_settings *settings)
{
    static const char *const lists[] = {"SOURCES", "AMD64_SOURCES", "NTTARGETFILE_SOURCES"};
    DL_VEC(dl_build_source) sources = {0};

    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        dl_strings words = words_of(dl_nmake_macro(in->file, lists[i]), in->scratch);

        for (size_t k = 0; k < words.count; k++) {
            const char *path = dl_path_join(in->folder, dl_path_clean(words.at[k], in->scratch), in->scratch);
            const char *shown = dl_tree_shown(in->tree, path, in->scratch);
            dl_build_source source = {shown ? dl_tree_file(in->tree, shown, in->scratch) : NULL, settings};
            dl_move how;

            if (!shown && dl_path_is_rooted(words.at[k]))
                source.path = dl_moved_file(in->tree, words.at[k], in->folder, &how, in->scratch);

            if (!dl_source_is_one(words.at[k])) /* resources */
                continue;
            if (source.path)
                dl_vec_push(in->arena, &sources, source);
            else
                note_absent(in, words.at[k], shown != NULL);
        }
    }
    in->build->lost = in->lost.at;
    in->build->lost_count = in->lost.count;
    in->build->sources = sources.at;
    in->build->source_count = sources.count;
}

static void read_linker(reader *in)
{
    static const char *const lists[] = {"TARGETLIBS", "LINKLIBS"};
    dl_strings libraries = {0}, options = {0};

    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        dl_strings words = words_of(dl_nmake_macro(in->file, lists[i]), in->scratch);

        for (size_t k = 0; k < words.count; k++)
            dl_vec_push(in->arena, &libraries,
                        dl_arena_strdup(in->arena, dl_path_name(dl_path_clean(words.at[k], in->scratch))));
    }
    dl_arguments_split(dl_nmake_macro(in->file, "LINKER_FLAGS"), true, &options, in->arena);
    for (size_t i = 0; i < options.count; i++)
        if (options.at[i][0] && dl_text_starts(dl_text_lower(options.at[i] + 1, in->scratch), "entry:"))
            in->build->entry_symbol = dl_build_entry(options.at[i] + strlen("/entry:"), in->arena);
    in->build->libraries = libraries.at;
    in->build->library_count = libraries.count;
    in->build->link_options = options.at;
    in->build->link_option_count = options.count;
}

/* The macros, and what a project would say: guards ask for `DriverType`. */
static void read_properties(reader *in)
{
    enum { LONGEST = 256 };
    size_t count;
    const dl_project_property *macros = dl_nmake_macros(in->file, &count);
    dl_project_property *kept = DL_NEW_ARRAY(in->arena, count + 1, dl_project_property);
    bool is_kmdf = *dl_nmake_macro(in->file, "KMDF_VERSION_MAJOR") || *dl_nmake_macro(in->file, "KMDF_VERSION");
    size_t kept_count = 0;

    in->build->is_user_mode =
        *dl_nmake_macro(in->file, "UMDF_VERSION_MAJOR") || *dl_nmake_macro(in->file, "UMDF_VERSION");
    kept[kept_count++] = (dl_project_property){"DriverType", is_kmdf                   ? "KMDF"
                                                             : in->build->is_user_mode ? "UMDF"
                                                                                       : "WDM"};
    for (size_t i = 0; i < count; i++)
        if (strlen(macros[i].value) <= LONGEST)
            kept[kept_count++] = (dl_project_property){dl_arena_strdup(in->arena, macros[i].name),
                                                       dl_arena_strdup(in->arena, macros[i].value)};
    in->build->properties = kept;
    in->build->property_count = kept_count;
}

/* What stands in such an arm may be missing: sources, settings. */
static void say_doubts(const dl_nmake *file, dl_notices *notices, dl_arena *arena)
{
    size_t count;
    const dl_nmake_place *at = dl_nmake_doubts(file, &count);

    for (size_t i = 0; i < count; i++) {
        dl_notice notice = {DL_NOTICE_WARNING, "the condition is not understood, and taken as false",
                            dl_arena_strdup(arena, at[i].file), at[i].line, 0};

        dl_notices_add_once(notices, notice, arena);
    }
}

dl_code dl_sources_file_read(dl_build **out, const dl_tree *tree, const char *path, const dl_settings *given,
                             dl_notices *notices, dl_arena *scratch, dl_arena *arena, dl_status *why)
{
    dl_nmake *file;
    dl_code code = dl_nmake_read(&file, tree, path, scratch, why);
    reader in = {.file = file, .tree = tree, .scratch = scratch, .arena = arena};
    const dl_settings *settings;

    *out = NULL;
    if (code != DL_OK || !*dl_nmake_macro(file, "TARGETNAME") || !*dl_nmake_macro(file, "SOURCES"))
        return code;
    say_doubts(file, notices, arena);
    in.folder = dl_path_folder(dl_tree_absolute(tree, path, scratch), scratch);
    in.build = *out = DL_NEW(arena, dl_build);
    in.build->kind = DL_BUILD_SOURCES;
    in.build->project = path;
    in.build->key = path;
    in.build->target = dl_arena_strdup(arena, dl_nmake_macro(file, "TARGETNAME"));
    in.build->type = type_of(dl_nmake_macro(file, "TARGETTYPE"));
    read_settings(&in, given, &settings);
    read_sources(&in, settings);
    read_linker(&in);
    read_properties(&in);
    return DL_OK;
}

/* ---- dirs ---- */

static dl_code read_dirs(dl_strings *out, const dl_tree *tree, const char *path, dl_map *seen, unsigned depth,
                         dl_arena *arena, dl_status *why)
{
    enum { DEEPEST = 16 };
    static const char *const lists[] = {"DIRS", "OPTIONAL_DIRS"};
    dl_nmake *file;
    dl_code code = DL_OK;

    if (depth > DEEPEST || !dl_map_add(seen, path, seen))
        return DL_OK;
    code = dl_nmake_read(&file, tree, path, arena, why);
    for (size_t i = 0; code == DL_OK && i < sizeof lists / sizeof *lists; i++) {
        dl_strings words = words_of(dl_nmake_macro(file, lists[i]), arena);

        for (size_t k = 0; code == DL_OK && k < words.count; k++) {
            const char *name = dl_path_clean(dl_arena_strndup(arena, words.at[k], strcspn(words.at[k], "{")), arena);
            const char *folder = dl_path_folder(dl_tree_absolute(tree, path, arena), arena);
            const char *shown = dl_tree_shown(tree, dl_path_join(folder, name, arena), arena);
            const char *sources = shown ? dl_tree_file(tree, dl_path_join(shown, "sources", arena), arena) : NULL;
            const char *dirs = shown ? dl_tree_file(tree, dl_path_join(shown, "dirs", arena), arena) : NULL;

            if (sources && dl_map_add(seen, sources, seen))
                dl_vec_push(arena, out, sources);
            if (dirs)
                code = read_dirs(out, tree, dirs, seen, depth + 1, arena, why);
        }
    }
    return code;
}

dl_code dl_dirs_file_read(dl_strings *out, const dl_tree *tree, const char *path, dl_arena *arena, dl_status *why)
{
    return read_dirs(out, tree, path, dl_map_new(arena), 0, arena, why);
}
