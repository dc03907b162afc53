/* Items of MSBuild: Include, Exclude, Remove and Update, wildcards, metadata. */
#include "project/msbuild_parts.h"
#include "support/platform.h"

#include <string.h>

enum { MOST_ITEMS = 20000, MOST_MATCHES = 2000000, LONGEST_PATTERN = 1024 };

typedef struct item_reader {
    dl_msbuild *project;
    dl_map *wanted; /* lower-case types */
    size_t left;    /* comparisons of wildcards that may still be made */
} item_reader;

static const char *const asked_types[] = {"clcompile", "projectreference", "inf"};

const dl_msbuild_items *dl_msbuild_list(const dl_msbuild *project, const char *type)
{
    return dl_map_get(project->items, dl_text_lower(type, project->arena));
}

const dl_msbuild_items *dl_msbuild_items_of(const dl_msbuild *project, const char *type)
{
    static const dl_msbuild_items none;
    const dl_msbuild_items *items = dl_msbuild_list(project, type);

    return items ? items : &none;
}

/* ---- which types matter ---- */

static bool is_wanted(const item_reader *in, const char *type)
{
    return dl_map_get(in->wanted, dl_text_lower(type, in->project->arena)) != NULL;
}

/* Wants the types that `@(…)` in a text names. Returns whether one is new. */
static bool want_named(item_reader *in, const char *text)
{
    bool has_grown = false;

    for (const char *at = text ? strstr(text, "@(") : NULL; at; at = strstr(at, "@(")) {
        size_t size;

        at += 2;
        size = strspn(at, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");
        has_grown |= dl_map_add(in->wanted,
                                dl_text_lower(dl_arena_strndup(in->project->arena, at, size), in->project->arena), in);
    }
    return has_grown;
}

static void find_wanted(item_reader *in)
{
    static const char *const lists[] = {"Include", "Exclude", "Remove", "Update"};
    bool has_grown = true;

    for (size_t i = 0; i < sizeof asked_types / sizeof *asked_types; i++)
        dl_map_set(in->wanted, asked_types[i], in);
    for (unsigned round = 0; has_grown && round < 8; round++) {
        has_grown = false;
        for (size_t i = 0; i < in->project->groups.count; i++)
            for (const dl_xml *at = in->project->groups.at[i].at->first; at; at = at->next)
                for (size_t k = 0; is_wanted(in, at->name) && k < sizeof lists / sizeof *lists; k++)
                    has_grown |= want_named(in, dl_xml_get(at, lists[k]));
    }
}

/* ---- wildcards ---- */

static bool has_wildcard(const char *text)
{
    return strpbrk(text, "*?") != NULL;
}

/* `*` and `?` stay within a folder, a part that is `**` stands for any number of folders. Both in lower case. */
static bool matches(item_reader *in, const char *pattern, const char *path)
{
    while (in->left > 0) {
        in->left--;
        if (strncmp(pattern, "**/", 3) == 0) {
            for (const char *at = path; at; at = strchr(at, '/') ? strchr(at, '/') + 1 : NULL)
                if (matches(in, pattern + 3, at))
                    return true;
            return false;
        }
        if (*pattern == '*') {
            for (const char *at = path;; at++) {
                if (matches(in, pattern + 1, at))
                    return true;
                if (*at == '\0' || *at == '/')
                    return false;
            }
        }
        if (*pattern == '\0' || *path == '\0')
            return *pattern == *path;
        if (*pattern != *path && !(*pattern == '?' && *path != '/'))
            return false;
        pattern++;
        path++;
    }
    return false;
}

/* Whether there is room for one more; that there is not is said. */
static bool has_room(item_reader *in, const dl_msbuild_items *items)
{
    bool has = items->count < MOST_ITEMS && in->left > 0;

    if (!has)
        dl_msbuild_note(in->project, in->project->line, "names more files than are looked at: some are left out");
    return has;
}

static dl_msbuild_item item_at(const item_reader *in, const char *name)
{
    dl_msbuild_item item = {dl_path_clean(name, in->project->arena), NULL, NULL};

    item.path = dl_msbuild_resolve(in->project, in->project->folder, name);
    return item;
}

/* Adds the files of the tree that the pattern means; none outside of it is looked at. */
static void add_matches(item_reader *in, dl_msbuild_items *items, const char *name)
{
    const dl_msbuild *project = in->project;
    const char *pattern = dl_path_clean(name, project->arena), *whole, *shown, *low;
    const char *fixed = dl_arena_strndup(project->arena, pattern, strcspn(pattern, "*?"));
    size_t count, depth = strstr(pattern, "**") || strchr(pattern + strlen(fixed), '/') ? 1 : 0;
    const char *const *files;

    fixed = dl_arena_strndup(project->arena, fixed, (size_t)(dl_path_name(fixed) - fixed));
    whole = dl_msbuild_resolve(project, project->folder, *fixed ? fixed : ".");
    shown = dl_tree_shown(project->files->tree, whole, project->arena);
    if (!shown || strlen(pattern) > LONGEST_PATTERN)
        return;
    low = dl_text_lower(dl_path_join(shown, pattern + strlen(fixed), project->arena), project->arena);
    files = depth ? dl_tree_files(project->files->tree, &count)
                  : dl_tree_folder_files(project->files->tree, shown, &count, project->arena);
    for (size_t i = 0; i < count; i++) {
        if (depth && !dl_path_is_below(files[i], shown))
            continue;
        if (!has_room(in, items))
            return;
        if (matches(in, low, dl_text_lower(files[i], project->arena)))
            dl_vec_push(project->arena, items,
                        item_at(in, dl_tree_absolute(project->files->tree, files[i], project->arena)));
    }
}

/* ---- one element ---- */

static dl_msbuild_items listed(item_reader *in, const char *text)
{
    dl_msbuild_items items = {0};
    dl_strings parts = {0};

    if (!text)
        return items;
    dl_msbuild_split(dl_msbuild_expand(in->project, text, NULL, NULL), &parts, in->project->arena);
    for (size_t i = 0; i < parts.count && has_room(in, &items); i++)
        if (has_wildcard(parts.at[i]))
            add_matches(in, &items, parts.at[i]);
        else
            dl_vec_push(in->project->arena, &items, item_at(in, parts.at[i]));
    return items;
}

static dl_map *paths_of(const dl_msbuild_items *items, dl_arena *arena)
{
    dl_map *paths = dl_map_new(arena);

    for (size_t i = 0; i < items->count; i++)
        dl_map_set(paths, dl_text_lower(items->at[i].path, arena), paths);
    return paths;
}

static bool holds_item(const dl_map *paths, const dl_msbuild_item *item, dl_arena *arena)
{
    return dl_map_get(paths, dl_text_lower(item->path, arena)) != NULL;
}

typedef struct asked_metadata {
    const char *type;
    const dl_msbuild_item *item;
} asked_metadata;

static const char *ask_metadata(const dl_msbuild *project, void *self, const char *name)
{
    const asked_metadata *asked = self;
    const char *file = dl_path_name(asked->item->path), *dot = strrchr(file, '.');

    if (dl_text_equal_case(name, "Identity"))
        return asked->item->name;
    if (dl_text_equal_case(name, "FullPath"))
        return asked->item->path;
    if (dl_text_equal_case(name, "Filename"))
        return dl_arena_strndup(project->arena, file, dot ? (size_t)(dot - file) : strlen(file));
    if (dl_text_equal_case(name, "Extension"))
        return dot ? dot : "";
    return dl_msbuild_metadata(project, asked->type, asked->item, name);
}

/* Attributes give metadata, too. */
static bool is_metadata(const char *name)
{
    static const char *const others[] = {"Include", "Exclude", "Remove", "Update", "Condition", "Label"};

    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (dl_text_equal_case(name, others[i]))
            return false;
    return true;
}

static void set_metadata(item_reader *in, dl_msbuild_item *item, const dl_xml *element)
{
    dl_msbuild *project = in->project;
    asked_metadata asked = {element->name, item};

    for (size_t i = 0; i < element->attribute_count; i++) {
        const dl_xml_attribute *at = &element->attributes[i];

        if (!is_metadata(at->name))
            continue;
        item->metadata = item->metadata ? item->metadata : dl_map_new(project->arena);
        dl_map_set(item->metadata, dl_text_lower(at->name, project->arena),
                   (void *)dl_msbuild_expand(project, at->value, ask_metadata, &asked));
    }
    for (const dl_xml *at = element->first; at; at = at->next) {
        const char *value;

        if (!dl_msbuild_holds(project, at))
            continue;
        value = dl_msbuild_expand(project, at->text, ask_metadata, &asked);
        item->metadata = item->metadata ? item->metadata : dl_map_new(project->arena);
        dl_map_set(item->metadata, dl_text_lower(at->name, project->arena), (void *)value);
    }
}

static void remove_items(dl_msbuild_items *items, const dl_map *paths, dl_arena *arena)
{
    size_t kept = 0;

    for (size_t i = 0; i < items->count; i++)
        if (!holds_item(paths, &items->at[i], arena))
            items->at[kept++] = items->at[i];
    items->count = kept;
}

static void read_element(item_reader *in, const dl_xml *element)
{
    dl_arena *arena = in->project->arena;
    char *type = dl_text_lower(element->name, arena);
    dl_msbuild_items *items = dl_map_get(in->project->items, type), other;

    if (!is_wanted(in, type) || !dl_msbuild_holds(in->project, element))
        return;
    if (!items) {
        items = dl_arena_alloc(arena, sizeof *items);
        dl_map_set(in->project->items, type, items);
    }
    other = listed(in, dl_xml_get(element, "Remove"));
    if (other.count)
        remove_items(items, paths_of(&other, arena), arena);
    other = listed(in, dl_xml_get(element, "Update"));
    if (other.count) {
        dl_map *paths = paths_of(&other, arena);

        for (size_t i = 0; i < items->count; i++)
            if (holds_item(paths, &items->at[i], arena))
                set_metadata(in, &items->at[i], element);
    }
    other = listed(in, dl_xml_get(element, "Include"));
    if (dl_xml_get(element, "Exclude")) {
        dl_msbuild_items out = listed(in, dl_xml_get(element, "Exclude"));

        remove_items(&other, paths_of(&out, arena), arena);
    }
    for (size_t i = 0; i < other.count && has_room(in, items); i++) {
        set_metadata(in, &other.at[i], element);
        dl_vec_push(arena, items, other.at[i]);
    }
}

void dl_msbuild_read_items(dl_msbuild *project)
{
    item_reader in = {project, dl_map_new(project->arena), MOST_MATCHES};

    find_wanted(&in);
    for (size_t i = 0; i < project->groups.count && !project->is_spent; i++) {
        const dl_xml *group = project->groups.at[i].at;

        project->file = project->groups.at[i].file;
        if (!dl_xml_is(group, "ItemGroup") || !dl_msbuild_holds(project, group))
            continue;
        for (const dl_xml *at = group->first; at && !project->is_spent; at = at->next) {
            project->line = at->line;
            read_element(&in, at);
        }
    }
}
