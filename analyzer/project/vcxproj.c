#include "project/vcxproj.h"

#include "project/arguments.h"
#include "project/moved.h"
#include "support/platform.h"

#include <string.h>

typedef struct reader {
    const dl_msbuild *project;
    const dl_tree *tree;
    const dl_settings *given;
    dl_arena *scratch, *arena;
    dl_build *build;
    dl_strings lost;
} reader;

static bool is_true(const char *text)
{
    return dl_text_equal_case(text, "true");
}

static bool has_property(const reader *in, const char *name, const char *value)
{
    return dl_text_equal_case(dl_msbuild_property(in->project, name), value);
}

/* ---- settings ---- */

static void add_list(dl_arguments *arguments, const char *list, void (*add)(dl_arguments *in, const char *one))
{
    dl_strings parts = {0};

    dl_msbuild_split(list, &parts, arguments->arena);
    for (size_t i = 0; i < parts.count; i++)
        add(arguments, parts.at[i]);
}

/* The build hands on quotes as they are written: `A="x"` is a string, and so are `A=\"x\"` and `A="""x"""`, which are
 * written for the compiler's command line. Quotes around all of it are no part of it. */
static void define(dl_arguments *in, const char *one)
{
    size_t size = strlen(one);
    dl_text text;

    if (size >= 2 && one[0] == '"' && one[size - 1] == '"')
        one = dl_arena_strndup(in->arena, one + 1, size - 2);
    dl_text_init(&text, in->arena);
    while (*one) {
        if (strncmp(one, "\"\"\"", 3) == 0)
            one += 2;
        else if (one[0] == '\\' && one[1] == '"')
            one++;
        dl_text_add_char(&text, *one++);
    }
    dl_arguments_define(in, dl_text_str(&text));
}

/* `$(KIT)\header.h`, of which nothing here knows the folder, is the kit's. */
static void force(dl_arguments *in, const char *one)
{
    const char *clean = dl_path_clean(one, in->arena);
    size_t first = clean[0] == '/' ? 1 + strcspn(clean + 1, "/") : 0;

    if (first == 0 || dl_path_is_below(in->folder, dl_arena_strndup(in->arena, clean, first)))
        dl_arguments_force(in, one);
}

/* The versions of the frameworks reach the sources as macros. */
static void define_versions(const reader *in, dl_arguments *arguments)
{
    static const char *const names[] = {"KMDF_VERSION_MAJOR", "KMDF_VERSION_MINOR", "UMDF_VERSION_MAJOR",
                                        "UMDF_VERSION_MINOR"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = dl_msbuild_property(in->project, names[i]);

        if (*value && strspn(value, "0123456789") == strlen(value))
            dl_arguments_define(arguments, dl_arena_printf(in->scratch, "%s=%s", names[i], value));
    }
}

/* The system that the driver is made for, as the kit's property sheets tell it to the sources. Nothing where the
 * project does not say it, or where it is the newest, whose releases differ. */
static void define_system(const reader *in, dl_arguments *arguments)
{
    static const struct {
        const char *name, *version;
    } systems[] = {{"Vista", "0x0600"}, {"Windows7", "0x0601"}, {"Win7", "0x0601"},       {"Windows8", "0x0602"},
                   {"Win8", "0x0602"},  {"Win8.1", "0x0603"},   {"WindowsV6.3", "0x0603"}};
    const char *version = dl_msbuild_property(in->project, "_NT_TARGET_VERSION");

    for (size_t i = 0; !*version && i < sizeof systems / sizeof *systems; i++)
        if (has_property(in, "TargetVersion", systems[i].name))
            version = systems[i].version;
    if (strlen(version) != 6 || !dl_text_starts_case(version, "0x") ||
        strspn(version + 2, "0123456789abcdefABCDEF") != 4)
        return;
    dl_arguments_define(arguments, dl_arena_printf(in->scratch, "_NT_TARGET_VERSION=%s", version));
    dl_arguments_define(arguments, dl_arena_printf(in->scratch, "_WIN32_WINNT=%s", version));
    dl_arguments_define(arguments, dl_arena_printf(in->scratch, "WINVER=%s", version));
    if (!dl_text_equal_case(version, "0x0A00"))
        dl_arguments_define(arguments, dl_arena_printf(in->scratch, "NTDDI_VERSION=%s0000", version));
}

/* What tells the machine that is built for. Sources are parsed as for x64: of another machine the names that they ask
 * for are known. */
static void define_machine(const reader *in, dl_arguments *arguments)
{
    static const char *const x64[] = {"AMD64",      "_AMD64_",  "_M_AMD64",  "_M_X64",
                                      "__x86_64__", "__x86_64", "__amd64__", "__amd64"};
    static const struct {
        const char *platform, *defines[5];
        bool is_32;
    } machines[] = {{"Win32", {"_X86_=1", "i386=1", "STD_CALL", "_M_IX86=600"}, true},
                    {"x86", {"_X86_=1", "i386=1", "STD_CALL", "_M_IX86=600"}, true},
                    {"ARM", {"_ARM_", "ARM", "STD_CALL", "_USE_DECLSPECS_FOR_SAL=1", "_M_ARM=7"}, true},
                    {"ARM64", {"_ARM64_", "ARM64", "STD_CALL", "_USE_DECLSPECS_FOR_SAL=1", "_M_ARM64=1"}, false}};

    for (size_t i = 0; i < sizeof machines / sizeof *machines; i++) {
        if (!has_property(in, "Platform", machines[i].platform))
            continue;
        for (size_t k = 0; k < sizeof x64 / sizeof *x64; k++)
            dl_arguments_undefine(arguments, x64[k]);
        if (machines[i].is_32)
            dl_arguments_undefine(arguments, "_WIN64");
        for (size_t k = 0; k < 5 && machines[i].defines[k]; k++)
            dl_arguments_define(arguments, machines[i].defines[k]);
    }
}

/* What a checked build is told by. */
static void define_checked(const reader *in, dl_arguments *arguments)
{
    if (has_property(in, "UseDebugLibraries", "true") ||
        (!*dl_msbuild_property(in->project, "UseDebugLibraries") && has_property(in, "Configuration", "Debug")))
        dl_arguments_define(arguments, "DBG=1");
}

static dl_language language_of(const char *told)
{
    return dl_text_equal_case(told, "CompileAsC")     ? DL_LANGUAGE_C
           : dl_text_equal_case(told, "CompileAsCpp") ? DL_LANGUAGE_CPP
                                                      : DL_LANGUAGE_OF_NAME;
}

static const dl_settings *settings_of(const reader *in, const dl_msbuild_item *item)
{
    const dl_msbuild *project = in->project;
    dl_arguments arguments;
    dl_strings more = {0};

    dl_arguments_init(&arguments, in->tree, dl_msbuild_folder(project), in->scratch);
    arguments.language = language_of(dl_msbuild_metadata(project, "ClCompile", item, "CompileAs"));
    define_machine(in, &arguments);
    define_versions(in, &arguments);
    if (in->build->type == DL_BUILD_DRIVER || in->build->type == DL_BUILD_LIBRARY) {
        define_system(in, &arguments);
        define_checked(in, &arguments);
    }
    add_list(&arguments, dl_msbuild_metadata(project, "ClCompile", item, "PreprocessorDefinitions"), define);
    add_list(&arguments, dl_msbuild_metadata(project, "ClCompile", item, "UndefinePreprocessorDefinitions"),
             dl_arguments_undefine);
    add_list(&arguments, dl_msbuild_metadata(project, "ClCompile", item, "AdditionalIncludeDirectories"),
             dl_arguments_include);
    add_list(&arguments, dl_msbuild_property(project, "IncludePath"), dl_arguments_include);
    if (in->build->is_made_elsewhere) { /* what the project says for who reads the sources in an editor */
        add_list(&arguments, dl_msbuild_property(project, "NMakePreprocessorDefinitions"), define);
        add_list(&arguments, dl_msbuild_property(project, "NMakeIncludeSearchPath"), dl_arguments_include);
        add_list(&arguments, dl_msbuild_property(project, "NMakeForcedIncludes"), force);
    }
    add_list(&arguments, dl_msbuild_metadata(project, "ClCompile", item, "ForcedIncludeFiles"), force);
    dl_arguments_split(dl_msbuild_metadata(project, "ClCompile", item, "AdditionalOptions"), true, &more, in->scratch);
    dl_arguments_read(&arguments, more.at, more.count);
    return dl_arguments_settings(&arguments, in->given, in->arena);
}

/* ---- what is built of what ---- */

/* The file of the tree that an item names; NULL: it is generated, or missing, or lies outside. */
static const char *file_of(const reader *in, const dl_msbuild_item *item)
{
    const char *shown = dl_tree_shown(in->tree, item->path, in->scratch);

    dl_move how;

    if (!shown && dl_path_is_rooted(item->name))
        return dl_moved_file(in->tree, item->name, dl_msbuild_folder(in->project), &how, in->scratch);
    return shown ? dl_tree_file(in->tree, shown, in->scratch) : NULL;
}

/* A source that is not there may be made on the way: what stands in the folders of the build is. */
static void note_absent(reader *in, const dl_msbuild_item *item)
{
    static const char *const made[] = {"IntDir", "OutDir"};
    dl_build *build = in->build;

    dl_vec_push(in->arena, &in->lost, dl_arena_strdup(in->arena, dl_path_name(item->name)));
    if (!dl_tree_shown(in->tree, item->path, in->scratch)) {
        if (build->outside_count++ == 0) {
            build->first_outside = dl_arena_strdup(in->arena, item->name);
            build->is_elsewhere = dl_path_is_rooted(item->name);
        }
        return;
    }
    for (size_t i = 0; i < sizeof made / sizeof *made; i++) {
        const char *folder = dl_msbuild_property(in->project, made[i]);

        if (dl_path_is_below(item->path, dl_path_join(dl_msbuild_folder(in->project), folder, in->scratch)))
            return;
    }
    if (build->missing_count++ == 0)
        build->first_missing = dl_arena_strdup(in->arena, item->name);
}

static void read_sources(reader *in)
{
    const dl_msbuild_items *items = dl_msbuild_items_of(in->project, "ClCompile");
    const dl_settings *common = NULL;
    dl_map *known = dl_map_new(in->scratch);
    DL_VEC(dl_build_source) sources = {0};

    for (size_t i = 0; i < items->count; i++) {
        const dl_msbuild_item *item = &items->at[i];
        dl_build_source source = {file_of(in, item), NULL};

        if (is_true(dl_msbuild_metadata(in->project, "ClCompile", item, "ExcludedFromBuild")))
            continue;
        if (!source.path)
            note_absent(in, item);
        if (!source.path || !dl_map_add(known, source.path, known))
            continue;
        if (item->metadata)
            source.settings = settings_of(in, item);
        else
            source.settings = common ? common : (common = settings_of(in, NULL));
        dl_vec_push(in->arena, &sources, source);
    }
    in->build->lost = in->lost.at;
    in->build->lost_count = in->lost.count;
    in->build->sources = sources.at;
    in->build->source_count = sources.count;
}

static const char *const *files_of(const reader *in, const char *type, size_t *count)
{
    const dl_msbuild_items *items = dl_msbuild_items_of(in->project, type);
    dl_strings files = {0};

    for (size_t i = 0; i < items->count; i++) {
        const char *file = file_of(in, &items->at[i]);

        if (file)
            dl_vec_push(in->arena, &files, file);
    }
    *count = files.count;
    return files.at;
}

static dl_build_type type_of(const reader *in)
{
    static const struct {
        const char *value;
        dl_build_type type;
    } types[] = {{"Driver", DL_BUILD_DRIVER},
                 {"StaticLibrary", DL_BUILD_LIBRARY},
                 {"DynamicLibrary", DL_BUILD_DLL},
                 {"Application", DL_BUILD_PROGRAM}};

    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (has_property(in, "ConfigurationType", types[i].value))
            return types[i].type;
    return DL_BUILD_UNKNOWN;
}

static bool is_user_mode(const reader *in)
{
    return dl_text_starts(dl_msbuild_property(in->project, "PlatformToolset"), "WindowsUserModeDriver") ||
           has_property(in, "DriverType", "UMDF") || *dl_msbuild_property(in->project, "UMDF_VERSION_MAJOR");
}

/* ---- the linker ---- */

static void add_library(reader *in, dl_strings *list, const char *path)
{
    const char *name = dl_path_name(dl_path_clean(path, in->scratch));

    for (size_t i = 0; i < list->count; i++)
        if (dl_text_equal_case(list->at[i], name))
            return;
    if (*name)
        dl_vec_push(in->arena, list, dl_arena_strdup(in->arena, name));
}

/* What the kit's tools link a kernel driver with by themselves. */
static void add_default_libraries(reader *in, dl_strings *list)
{
    static const char *const kernel[] = {"ntoskrnl.lib", "hal.lib", "wmilib.lib"};
    static const char *const framework[] = {"WdfLdr.lib", "WdfDriverEntry.lib"};

    if (in->build->type != DL_BUILD_DRIVER || in->build->is_user_mode)
        return;
    for (size_t i = 0; i < sizeof kernel / sizeof *kernel; i++)
        add_library(in, list, kernel[i]);
    for (size_t i = 0; has_property(in, "DriverType", "KMDF") && i < sizeof framework / sizeof *framework; i++)
        add_library(in, list, framework[i]);
}

/* A driver may be built as a library or program with the system for its subsystem. */
static bool is_native(const reader *in, const dl_strings *options)
{
    static const char *const told[] = {"driver", "subsystem:native"};
    const char *driver = dl_msbuild_metadata(in->project, "Link", NULL, "Driver");

    for (size_t i = 0; i < options->count; i++)
        for (size_t k = 0; k < sizeof told / sizeof *told; k++)
            if (options->at[i][0] && strchr("/-", options->at[i][0]) &&
                dl_text_starts_case(options->at[i] + 1, told[k]))
                return true;
    return (in->build->type != DL_BUILD_PROGRAM &&
            dl_text_starts(dl_msbuild_property(in->project, "PlatformToolset"), "WindowsKernelModeDriver")) ||
           dl_text_equal_case(dl_msbuild_metadata(in->project, "Link", NULL, "SubSystem"), "Native") ||
           (*driver && !dl_text_equal_case(driver, "NotSet"));
}

static void read_linker(reader *in)
{
    dl_strings libraries = {0}, parts = {0}, options = {0};
    const char *entry = dl_msbuild_metadata(in->project, "Link", NULL, "EntryPointSymbol");

    dl_msbuild_split(dl_msbuild_metadata(in->project, "Link", NULL, "AdditionalDependencies"), &parts, in->scratch);
    for (size_t i = 0; i < parts.count; i++)
        if (!strstr(parts.at[i], "%("))
            add_library(in, &libraries, parts.at[i]);
    add_default_libraries(in, &libraries);
    dl_arguments_split(dl_msbuild_metadata(in->project, "Link", NULL, "AdditionalOptions"), true, &options, in->arena);
    for (size_t i = 0; i < options.count; i++)
        if (dl_text_starts(dl_text_lower(options.at[i] + (options.at[i][0] != '\0'), in->scratch), "entry:"))
            entry = options.at[i] + strlen("/entry:");
    in->build->libraries = libraries.at;
    in->build->library_count = libraries.count;
    in->build->link_options = options.at;
    in->build->link_option_count = options.count;
    in->build->is_native = is_native(in, &options);
    if (*entry)
        in->build->entry_symbol = dl_build_entry(entry, in->arena);
}

static void read_properties(reader *in)
{
    enum { LONGEST = 256 };
    static const char *const given[] = {"Configuration", "Platform", "TargetName"};
    size_t count, extra = sizeof given / sizeof *given;
    const dl_project_property *all = dl_msbuild_properties(in->project, &count);
    dl_project_property *kept = DL_NEW_ARRAY(in->arena, count + extra + 1, dl_project_property);

    for (size_t i = 0; i < count + extra; i++) {
        const char *name = i < extra ? given[i] : all[i - extra].name;
        const char *value = i < extra ? dl_msbuild_property(in->project, name) : all[i - extra].value;
        bool is_new = true;

        for (size_t k = 0; i >= extra && k < extra; k++)
            is_new = is_new && !dl_text_equal_case(name, given[k]);
        if (!is_new || strlen(value) > LONGEST)
            continue;
        kept[in->build->property_count].name = dl_arena_strdup(in->arena, name);
        kept[in->build->property_count++].value = dl_arena_strdup(in->arena, value);
    }
    in->build->properties = kept;
}

dl_code dl_vcxproj_read(dl_build **out, const dl_msbuild_files *files, const char *path, const char *solution_folder,
                        const dl_settings *given, dl_arena *scratch, dl_arena *arena, dl_status *why)
{
    dl_build *build = DL_NEW(arena, dl_build);
    dl_msbuild *project;
    dl_code code = dl_msbuild_evaluate(&project, files, path, solution_folder, scratch, why);
    reader in = {project, files->tree, given, scratch, arena, build, {0}};

    *out = build;
    build->kind = DL_BUILD_MSBUILD;
    build->project = path;
    build->key = path;
    if (code != DL_OK)
        return code;
    build->target = dl_arena_strdup(arena, dl_msbuild_property(project, "TargetName"));
    build->type = type_of(&in);
    build->is_made_elsewhere = has_property(&in, "ConfigurationType", "Makefile");
    build->is_user_mode = is_user_mode(&in);
    if (dl_msbuild_absent(project))
        build->absent = dl_arena_strdup(arena, dl_msbuild_absent(project));
    read_sources(&in);
    build->references = files_of(&in, "ProjectReference", &build->reference_count);
    build->infs = files_of(&in, "Inf", &build->inf_count);
    read_linker(&in);
    if (build->type != DL_BUILD_PROGRAM || build->is_native)
        read_properties(&in);
    return DL_OK;
}

/* ---- solutions ---- */

static void add_project(dl_solution *out, const dl_msbuild_files *files, const char *folder, const char *name,
                        dl_arena *arena)
{
    const char *shown, *file;

    if (!dl_text_ends(dl_text_lower(name, arena), ".vcxproj") || !dl_map_add(out->named, name, out))
        return;
    shown = dl_tree_shown(files->tree, dl_path_join(folder, dl_path_clean(name, arena), arena), arena);
    file = shown ? dl_tree_file(files->tree, shown, arena) : NULL;
    if (!file)
        dl_vec_push(arena, &out->absent, name);
    else if (!dl_strings_have(&out->projects, file))
        dl_vec_push(arena, &out->projects, file);
}

/* `Project("{kind}") = "name", "path", "{id}"` */
static void read_old_solution(dl_solution *out, const dl_msbuild_files *files, const char *folder, const char *text,
                              dl_arena *arena)
{
    for (const char *at = text; *at; at += strcspn(at, "\n"), at += *at == '\n') {
        const char *from = at;
        size_t quotes = 0;

        if (!dl_text_starts(at, "Project("))
            continue;
        for (; *from && *from != '\n' && quotes < 5; from++)
            quotes += *from == '"';
        if (quotes == 5)
            add_project(out, files, folder, dl_arena_strndup(arena, from, strcspn(from, "\"\r\n")), arena);
    }
}

static void read_new_solution(dl_solution *out, const dl_msbuild_files *files, const char *folder,
                              const dl_xml *element, dl_arena *arena)
{
    for (const dl_xml *at = element->first; at; at = at->next) {
        const char *path = dl_xml_is(at, "Project") ? dl_xml_get(at, "Path") : NULL;

        if (path)
            add_project(out, files, folder, path, arena);
        else if (dl_xml_is(at, "Folder"))
            read_new_solution(out, files, folder, at, arena);
    }
}

dl_code dl_solution_read(dl_solution *out, const dl_msbuild_files *files, const char *path, dl_arena *arena,
                         dl_status *why)
{
    const char *folder = dl_path_folder(dl_tree_absolute(files->tree, path, arena), arena), *text;
    size_t size;
    bool is_binary;
    dl_code code = dl_tree_read(files->tree, path, &text, &size, &is_binary, arena, why);
    const dl_xml *root;

    if (code == DL_OK && is_binary)
        code = dl_fail_at(why, DL_BAD_INPUT, path, 0, 0, "is not a text file");
    if (code != DL_OK)
        return code;
    out->named = dl_map_new(arena);
    if (dl_text_ends(dl_text_lower(path, arena), ".slnx")) {
        code = dl_xml_read(&root, path, text, size, arena, why);
        if (code == DL_OK)
            read_new_solution(out, files, folder, root, arena);
    } else if (strstr(text, "Microsoft Visual Studio Solution File")) {
        read_old_solution(out, files, folder, text, arena);
    } else {
        code = dl_fail_at(why, DL_BAD_INPUT, path, 1, 0, "is no solution");
    }
    return code;
}
