#include "project/msbuild_parts.h"
#include "support/platform.h"

#include <string.h>

enum { MOST_BYTES = 16 << 20, MOST_IMPORTS = 300, DEEPEST = 32, MOST_FILE = 8 << 20 };

/* The configuration that is looked at. */
typedef struct configuration {
    const char *name, *platform;
} configuration;

static const configuration usual = {"Release", "x64"};

/* States of an import. */
static const char is_open, is_done;

static void walk(dl_msbuild *project, const dl_xml *parent, unsigned depth);

const char *dl_msbuild_absent(const dl_msbuild *project)
{
    return project->absent;
}

const char *dl_msbuild_folder(const dl_msbuild *project)
{
    return project->folder;
}

const char *dl_msbuild_resolve(const dl_msbuild *project, const char *folder, const char *name)
{
    return dl_path_join(folder, dl_path_clean(name, project->arena), project->arena);
}

bool dl_msbuild_exists(const dl_msbuild *project, const char *absolute)
{
    const dl_tree *tree = project->files->tree;
    const char *shown = dl_tree_shown(tree, absolute, project->arena);

    return shown && (dl_tree_file(tree, shown, project->arena) || dl_tree_has_folder(tree, shown, project->arena));
}

static const char *shown_file(const dl_msbuild *project, const char *absolute)
{
    const char *shown = dl_tree_shown(project->files->tree, absolute, project->arena);

    return shown ? shown : absolute;
}

void dl_msbuild_note(dl_msbuild *project, unsigned line, const char *message)
{
    const dl_msbuild_files *files = project->files;
    dl_notice notice = {DL_NOTICE_WARNING, dl_arena_strdup(files->notice_arena, message),
                        dl_arena_strdup(files->notice_arena, shown_file(project, project->file)), line, 0};

    dl_notices_add_once(files->notices, notice, files->notice_arena);
}

static dl_code read_file(const dl_xml **out, const dl_msbuild_files *files, const char *path, dl_arena *arena,
                         dl_status *why)
{
    const char *text;
    size_t size;
    bool is_binary;
    dl_code code = dl_tree_read(files->tree, path, &text, &size, &is_binary, arena, why);

    *out = NULL;
    if (code == DL_OK && (is_binary || size > MOST_FILE))
        code = dl_fail_at(why, DL_BAD_INPUT, path, 0, 0, is_binary ? "is not a text file" : "is too large");
    return code == DL_OK ? dl_xml_read(out, path, text, size, arena, why) : code;
}

/* The root element of a file that is imported, read once; NULL, after a notice: it cannot be read. */
static const dl_xml *load_import(const dl_msbuild_files *files, const char *path)
{
    static const dl_xml unreadable;
    const dl_xml *root = dl_map_get(files->by_path, path);
    dl_status why = {0};

    if (root)
        return root == &unreadable ? NULL : root;
    if (read_file(&root, files, path, files->arena, &why) != DL_OK) {
        dl_notice notice = {DL_NOTICE_WARNING, dl_arena_strdup(files->notice_arena, why.message),
                            dl_arena_strdup(files->notice_arena, path), why.line, why.column};

        dl_vec_push(files->notice_arena, files->notices, notice);
    }
    dl_map_set(files->by_path, path, (void *)(root ? root : &unreadable));
    return root;
}

/* ---- properties ---- */

static void set_property(dl_msbuild *project, const char *name, const char *value)
{
    dl_project_property *property = DL_NEW(project->arena, dl_project_property);

    property->name = name;
    property->value = value;
    dl_map_set(project->properties, dl_text_lower(name, project->arena), property);
}

/* As the command line of a build does: no file may set it otherwise. */
static void lock_property(dl_msbuild *project, const char *name, const char *value)
{
    set_property(project, name, value);
    dl_map_set(project->locked, dl_text_lower(name, project->arena), project);
}

static void assign(dl_msbuild *project, const dl_xml *element)
{
    char *low = dl_text_lower(element->name, project->arena);
    const char *value;

    if (!project->is_spent)
        project->line = element->line;
    if (!dl_msbuild_holds(project, element) || dl_map_get(project->locked, low))
        return;
    value = dl_msbuild_expand(project, element->text, NULL, NULL);
    set_property(project, element->name, dl_msbuild_trim(value, strlen(value), project->arena));
    dl_vec_push(project->arena, &project->set, dl_map_get(project->properties, low));
}

const dl_project_property *dl_msbuild_properties(const dl_msbuild *project, size_t *count)
{
    DL_VEC(dl_project_property) list = {0};
    dl_map *seen = dl_map_new(project->arena);

    for (size_t i = 0; i < project->set.count; i++) {
        const char *low = dl_text_lower(project->set.at[i]->name, project->arena);

        if (dl_map_add(seen, low, seen))
            dl_vec_push(project->arena, &list, *(dl_project_property *)dl_map_get(project->properties, low));
    }
    *count = list.count;
    return list.at;
}

static void set_defaults(dl_msbuild *project, const char *solution_folder, configuration chosen)
{
    dl_arena *arena = project->arena;
    const char *absolute = dl_tree_absolute(project->files->tree, project->path, arena);
    const char *file = dl_path_name(absolute), *dot = strrchr(file, '.');
    const char *name = dl_arena_strndup(arena, file, dot ? (size_t)(dot - file) : strlen(file));
    const char *folder = dl_arena_printf(arena, "%s/", project->folder);
    const char *solution = solution_folder ? dl_arena_printf(arena, "%s/", solution_folder) : folder;
    const char *output = dl_arena_printf(arena, "%s/%s/", chosen.platform, chosen.name);

    lock_property(project, "Configuration", chosen.name);
    lock_property(project, "Platform", chosen.platform);
    lock_property(project, "MSBuildProjectDirectory", project->folder);
    lock_property(project, "MSBuildProjectName", name);
    lock_property(project, "MSBuildProjectFile", file);
    lock_property(project, "MSBuildProjectFullPath", absolute);
    lock_property(project, "MSBuildProjectExtension", dot ? dot : "");
    set_property(project, "ConfigurationName", chosen.name);
    set_property(project, "PlatformName", chosen.platform);
    set_property(project, "PlatformTarget", chosen.platform);
    set_property(project, "PlatformShortName", chosen.platform);
    set_property(project, "ProjectDir", folder);
    set_property(project, "ProjectName", name);
    set_property(project, "ProjectFileName", file);
    set_property(project, "ProjectPath", absolute);
    set_property(project, "ProjectExt", dot ? dot : "");
    set_property(project, "SolutionDir", solution);
    set_property(project, "TargetName", name);
    set_property(project, "IntDir", output);
    set_property(project, "OutDir", dl_arena_printf(arena, "%s%s", solution, output));
    set_property(project, "OS", "Windows_NT");
}

/* ---- imports ---- */

static void import_file(dl_msbuild *project, const char *shown, unsigned line, unsigned depth)
{
    const char *was = project->file;
    const dl_xml *root;
    const char *state = dl_map_get(project->imported, shown);

    if (state == &is_open) {
        dl_msbuild_note(project, line, dl_arena_printf(project->arena, "imports in a circle: %s", shown));
        return;
    }
    if (state || depth >= DEEPEST || project->imports >= MOST_IMPORTS) /* twice is once */
        return;
    project->imports++;
    root = load_import(project->files, shown);
    if (!root)
        return;
    dl_map_set(project->imported, shown, (void *)&is_open);
    project->file = dl_tree_absolute(project->files->tree, shown, project->arena);
    walk(project, root, depth + 1);
    if (project->is_spent)
        return;
    project->file = was;
    dl_map_set(project->imported, shown, (void *)&is_done);
}

/* The nearest file of the name at or above the project that the tools would import by themselves. */
static void import_above(dl_msbuild *project, const char *name, unsigned line, unsigned depth)
{
    const dl_tree *tree = project->files->tree;
    const char *folder = dl_tree_shown(tree, project->folder, project->arena);

    while (folder) {
        const char *file = dl_tree_file(tree, dl_path_join(folder, name, project->arena), project->arena);
        const char *above = dl_path_folder(dl_tree_absolute(tree, folder, project->arena), project->arena);

        if (file) {
            import_file(project, file, line, depth);
            return;
        }
        above = dl_tree_shown(tree, above, project->arena);
        folder = above && strcmp(above, folder) != 0 ? above : NULL;
    }
}

/* What begins with a property of kits and tools, which nothing here sets, lies in one, and so do the kits that are had
 * as packages: `packages\Microsoft.Windows.WDK.x64.10.0.26100.1\build\native\Microsoft.Windows.WDK.x64.props`. */
static bool is_of_kit(const char *asked, const char *path)
{
    static const char *const beginnings[] = {"VC",  "VS",  "MSBuild", "UserRootDir", "WDK",   "EWDK",
                                             "DDK", "KIT", "UCRT",    "Windows",     "NuGet", "LLVM",
                                             "Wix", "Qt",  "Target",  "Platform"};

    if (dl_text_starts_case(dl_path_name(path), "Microsoft.Windows."))
        return true;
    if (path[0] != '/' && path[0] != '\\')
        return false;
    asked += strspn(asked, " \t\r\n");
    for (size_t i = 0; dl_text_starts(asked, "$(") && i < sizeof beginnings / sizeof *beginnings; i++)
        if (dl_text_starts_case(asked + 2, beginnings[i]) || asked[2] == '[')
            return true;
    return !dl_text_starts(asked, "$(");
}

static void import(dl_msbuild *project, const dl_xml *element, unsigned depth)
{
    const char *asked = dl_xml_get(element, "Project"), *value, *name, *shown, *file;
    bool is_own;

    if (!asked || !dl_msbuild_holds(project, element))
        return;
    value = dl_msbuild_expand(project, asked, NULL, NULL);
    value = dl_path_clean(dl_msbuild_trim(value, strlen(value), project->arena), project->arena);
    is_own = !is_of_kit(asked, value) || dl_tree_shown(project->files->tree, value, project->arena);
    name = dl_path_name(value);
    if (dl_text_equal_case(name, "Microsoft.Cpp.Default.props"))
        import_above(project, "Directory.Build.props", element->line, depth);
    else if (dl_text_equal_case(name, "Microsoft.Cpp.targets"))
        import_above(project, "Directory.Build.targets", element->line, depth);
    value = dl_msbuild_resolve(project, dl_path_folder(project->file, project->arena), value);
    shown = *name ? dl_tree_shown(project->files->tree, value, project->arena) : NULL;
    file = shown ? dl_tree_file(project->files->tree, shown, project->arena) : NULL;
    if (file)
        import_file(project, file, element->line, depth);
    else if (*name && is_own && !project->absent)
        project->absent = asked;
}

/* ---- the walk over properties and imports ---- */

static void choose(dl_msbuild *project, const dl_xml *element, unsigned depth)
{
    for (const dl_xml *arm = element->first; arm; arm = arm->next)
        if ((dl_xml_is(arm, "When") && dl_msbuild_holds(project, arm)) || dl_xml_is(arm, "Otherwise")) {
            walk(project, arm, depth + 1);
            return;
        }
}

static void walk(dl_msbuild *project, const dl_xml *parent, unsigned depth)
{
    for (const dl_xml *at = parent->first; at && !project->is_spent && depth < DEEPEST * 2; at = at->next) {
        if (dl_xml_is(at, "PropertyGroup")) {
            if (dl_msbuild_holds(project, at))
                for (const dl_xml *one = at->first; one; one = one->next)
                    assign(project, one);
        } else if (dl_xml_is(at, "Import")) {
            import(project, at, depth);
        } else if (dl_xml_is(at, "ImportGroup")) {
            if (dl_msbuild_holds(project, at))
                walk(project, at, depth + 1);
        } else if (dl_xml_is(at, "Choose")) {
            choose(project, at, depth);
        } else if (dl_xml_is(at, "ItemGroup") || dl_xml_is(at, "ItemDefinitionGroup")) {
            dl_msbuild_group group = {at, project->file};

            dl_vec_push(project->arena, &project->groups, group);
        }
    }
}

/* ---- item definitions ---- */

typedef struct asked_definition {
    const char *type;
} asked_definition;

static const char *definition_of(const dl_msbuild *project, const char *type, const char *name)
{
    const char *key = dl_arena_printf(project->arena, "%s/%s", type, name);

    return dl_map_get(project->definitions, dl_text_lower(key, project->arena));
}

static const char *ask_definition(const dl_msbuild *project, void *self, const char *name)
{
    return definition_of(project, ((asked_definition *)self)->type, name);
}

static void define_type(dl_msbuild *project, const dl_xml *type)
{
    asked_definition asked = {type->name};

    if (!project->is_spent)
        project->line = type->line;
    if (!dl_msbuild_holds(project, type))
        return;
    for (const dl_xml *at = type->first; at; at = at->next) {
        const char *key = dl_arena_printf(project->arena, "%s/%s", type->name, at->name);

        if (dl_msbuild_holds(project, at))
            dl_map_set(project->definitions, dl_text_lower(key, project->arena),
                       (void *)dl_msbuild_expand(project, at->text, ask_definition, &asked));
    }
}

static void read_definitions(dl_msbuild *project)
{
    static const char *const types[] = {"ClCompile", "Link", "Lib"};

    for (size_t i = 0; i < project->groups.count && !project->is_spent; i++) {
        const dl_xml *group = project->groups.at[i].at;

        project->file = project->groups.at[i].file;
        if (!dl_xml_is(group, "ItemDefinitionGroup") || !dl_msbuild_holds(project, group))
            continue;
        for (const dl_xml *type = group->first; type; type = type->next)
            for (size_t k = 0; k < sizeof types / sizeof *types; k++)
                if (dl_xml_is(type, types[k]))
                    define_type(project, type);
    }
}

const char *dl_msbuild_metadata(const dl_msbuild *project, const char *type, const dl_msbuild_item *item,
                                const char *name)
{
    const char *own = item && item->metadata ? dl_map_get(item->metadata, dl_text_lower(name, project->arena)) : NULL;
    const char *value = own ? own : definition_of(project, type, name);

    return value ? dl_msbuild_trim(value, strlen(value), project->arena) : "";
}

/* ---- the configuration ---- */

static unsigned rank_of(const char *name, const char *platform)
{
    unsigned rank = 1;

    if (dl_text_equal_case(name, "Release"))
        rank += 4;
    else if (strstr(name, "Release") || strstr(name, "release"))
        rank += 3;
    if (dl_text_equal_case(platform, "x64"))
        rank += 16;
    else if (dl_text_equal_case(platform, "ARM64"))
        rank += 8;
    return rank;
}

/* Notes the best of the `Configuration|Platform` pairs that the groups list. */
static void find_configuration(dl_msbuild *project, configuration *best, unsigned *rank, const dl_xml *group)
{
    for (const dl_xml *item = group->first; item; item = item->next) {
        const char *pair = dl_xml_is(item, "ProjectConfiguration") ? dl_xml_get(item, "Include") : NULL;
        const char *bar = pair ? strchr(pair, '|') : NULL;
        configuration one;

        if (!bar)
            continue;
        one.name = dl_msbuild_trim(pair, (size_t)(bar - pair), project->arena);
        one.platform = dl_msbuild_trim(bar + 1, strlen(bar + 1), project->arena);
        if (rank_of(one.name, one.platform) > *rank) {
            *rank = rank_of(one.name, one.platform);
            *best = one;
        }
    }
}

static dl_msbuild *new_project(const dl_msbuild_files *files, const char *path, dl_arena *arena)
{
    dl_msbuild *project = DL_NEW(arena, dl_msbuild);

    project->files = files;
    project->arena = arena;
    project->path = path;
    project->file = dl_tree_absolute(files->tree, path, arena);
    project->folder = dl_path_folder(project->file, arena);
    project->properties = dl_map_new(arena);
    project->locked = dl_map_new(arena);
    project->definitions = dl_map_new(arena);
    project->items = dl_map_new(arena);
    project->imported = dl_map_new(arena);
    project->left = MOST_BYTES;
    return project;
}

dl_code dl_msbuild_evaluate(dl_msbuild **out, const dl_msbuild_files *files, const char *path,
                            const char *solution_folder, dl_arena *arena, dl_status *why)
{
    configuration chosen = usual;
    const dl_xml *root;
    unsigned rank = 0;
    dl_msbuild *project;
    dl_code code = read_file(&root, files, path, arena, why);

    *out = NULL;
    if (code != DL_OK)
        return code;
    if (!dl_xml_is(root, "Project"))
        return dl_fail_at(why, DL_BAD_INPUT, path, root->line, 0, "is no project: it begins with <%s>", root->name);
    project = new_project(files, path, arena);
    for (const dl_xml *group = root->first; group; group = group->next)
        if (dl_xml_is(group, "ItemGroup"))
            find_configuration(project, &chosen, &rank, group);
    for (unsigned round = 0; round < 2; round++) {
        const configuration before = chosen;

        project = new_project(files, path, arena);
        set_defaults(project, solution_folder, chosen);
        dl_map_set(project->imported, path, (void *)&is_open);
        walk(project, root, 0);
        for (size_t i = 0; rank == 0 && i < project->groups.count; i++) /* a sheet lists them */
            find_configuration(project, &chosen, &rank, project->groups.at[i].at);
        if (chosen.name == before.name && chosen.platform == before.platform)
            break;
    }
    if (!project->is_spent)
        read_definitions(project);
    if (!project->is_spent)
        dl_msbuild_read_items(project);
    if (project->is_spent)
        return dl_fail_at(why, DL_BAD_INPUT, shown_file(project, project->file), project->line, 0,
                          "grows without end when its properties are replaced");
    project->file = dl_tree_absolute(files->tree, path, arena);
    *out = project;
    return DL_OK;
}
