#include "project/tree.h"

#include "support/platform.h"
#include "support/vec.h"

#include <string.h>

/* How many folders up from the asking file a header found by name alone may lie: the next driver's
 * header of the same name is worse than none. */
enum { MOST_UP = 3 };

/* Steps, up and down, to a folder beside the asking one. */
enum { NEXT = 2 };

/* Of the files of an include folder that was given. */
enum { MOST_INCLUDED = 2000000 };

typedef DL_VEC(const char *) path_list;

struct dl_tree {
    const char *root;
    path_list files;   /* below the root, as walked */
    path_list beside;  /* of these, assembly and lists of exports */
    dl_map *by_path;   /* lower-case path → path */
    dl_map *by_name;   /* lower-case last part → path_list, of the root's files */
    dl_map *by_folder; /* lower-case folder → path_list, of the root's files; empty where only folders stand in it */
    const char *current, *root_absolute;
    dl_arena *arena;
    size_t most, taken;
    const char *cut;        /* the first folder that had more files than are taken, or NULL */
    bool is_root;           /* while walking */
    path_list real_folders; /* the root and the include folders, without links */
};

static path_list *list_at(dl_map *map, const char *key, dl_arena *arena)
{
    path_list *list = dl_map_get(map, key);

    if (!list) {
        list = dl_arena_alloc(arena, sizeof *list);
        dl_map_set(map, key, list);
    }
    return list;
}

/* Each folder on the way to a file is one, too. */
static void add_to_folder(dl_tree *tree, const char *low, const char *path)
{
    const char *folder = dl_path_folder(low, tree->arena);
    bool is_new = !dl_map_get(tree->by_folder, folder);

    dl_vec_push(tree->arena, list_at(tree->by_folder, folder, tree->arena), path);
    while (is_new && strcmp(folder, ".") != 0 && strcmp(folder, dl_path_folder(folder, tree->arena)) != 0) {
        folder = dl_path_folder(folder, tree->arena);
        is_new = !dl_map_get(tree->by_folder, folder);
        (void)list_at(tree->by_folder, folder, tree->arena);
    }
}

/* A link to a source that is walked under its own name: the same source once more. */
static bool is_twin(const dl_tree *tree, const char *path)
{
    const char *root = tree->real_folders.count ? tree->real_folders.at[0] : NULL;
    const char *real = root && dl_source_is_one(path) && dl_path_is_link(path) ? dl_path_real(path, tree->arena) : NULL;

    return real && dl_source_is_one(real) && dl_path_is_below(real, root) &&
           !strstr(dl_path_below(real, root, tree->arena), "/.");
}

static bool take_file(void *self, const char *path)
{
    static const char *const beside[] = {".asm", ".s", ".def"};
    dl_tree *tree = self;
    const char *kept = dl_path_clean(path, tree->arena);
    char *low = dl_path_key(kept, tree->arena);

    if (++tree->taken > tree->most)
        return false;
    (void)dl_map_add(tree->by_path, low, (void *)kept);
    if (tree->is_root && !is_twin(tree, kept)) {
        dl_vec_push(tree->arena, list_at(tree->by_name, dl_path_name(low), tree->arena), kept);
        dl_vec_push(tree->arena, &tree->files, kept);
        if (dl_path_ends_as(kept, beside, sizeof beside / sizeof *beside))
            dl_vec_push(tree->arena, &tree->beside, kept);
        add_to_folder(tree, low, kept);
    }
    return true;
}

static void add_real(dl_tree *tree, const char *folder)
{
    const char *real = dl_path_real(folder, tree->arena);

    if (real)
        dl_vec_push(tree->arena, &tree->real_folders, real);
}

static dl_code walk(dl_tree *tree, const char *folder, size_t most, dl_status *why)
{
    dl_code code;

    tree->taken = 0;
    tree->most = most;
    add_real(tree, folder);
    code = dl_folder_walk(folder, take_file, tree, tree->arena, why);
    if (tree->taken > most && !tree->cut)
        tree->cut = folder;
    return code;
}

dl_code dl_tree_new(dl_tree **out, const char *root, const dl_settings *settings, size_t most, dl_arena *arena,
                    dl_status *why)
{
    dl_tree *tree = DL_NEW(arena, dl_tree);
    dl_code code;

    tree->root = root;
    tree->arena = arena;
    tree->by_path = dl_map_new(arena);
    tree->by_name = dl_map_new(arena);
    tree->by_folder = dl_map_new(arena);
    tree->current = dl_path_current(arena);
    tree->root_absolute = dl_path_join(tree->current, root, arena);
    tree->is_root = true;
    code = walk(tree, root, most, why);
    tree->is_root = false;
    for (size_t i = 0; i < settings->include_count; i++) {
        const char *folder = settings->include_folders[i];
        dl_code walked = DL_OK;

        if (dl_path_kind_of(folder) == DL_PATH_FOLDER)
            walked = walk(tree, dl_path_clean(folder, arena), MOST_INCLUDED, why);
        code = code == DL_OK ? walked : code;
    }
    *out = tree;
    return code;
}

bool dl_tree_holds(const dl_tree *tree, const char *path, dl_arena *arena)
{
    const char *real = dl_path_real(path, arena);
    bool is_inside = !real;

    for (size_t i = 0; !is_inside && i < tree->real_folders.count; i++)
        is_inside = dl_path_is_below(real, tree->real_folders.at[i]);
    return is_inside;
}

dl_code dl_tree_read(const dl_tree *tree, const char *path, const char **text, size_t *size, bool *is_binary,
                     dl_arena *arena, dl_status *why)
{
    enum { MOST_BYTES = 32 << 20 };
    const char *bytes;
    dl_code code;

    *text = "";
    *size = 0;
    *is_binary = false;
    if (!dl_tree_holds(tree, path, arena))
        return dl_fail_at(why, DL_BAD_INPUT, path, 0, 0, "cannot be read: a link out of the folder");
    code = dl_file_read(&bytes, size, path, MOST_BYTES, arena, why);
    if (code == DL_OK)
        *text = dl_source_decode(bytes, *size, size, is_binary, arena);
    return code;
}

const char *dl_tree_cut(const dl_tree *tree)
{
    return tree->cut;
}

const char *const *dl_tree_files(const dl_tree *tree, size_t *count)
{
    *count = tree->files.count;
    return tree->files.at;
}

const char *const *dl_tree_files_beside_c(const dl_tree *tree, size_t *count)
{
    *count = tree->beside.count;
    return tree->beside.at;
}

const char *dl_tree_root(const dl_tree *tree)
{
    return tree->root;
}

const char *dl_tree_shown(const dl_tree *tree, const char *absolute, dl_arena *arena)
{
    const char *clean = dl_path_clean(absolute, arena);
    size_t size = strlen(tree->root_absolute);

    /* The letter case of folders is that of who wrote the path. */
    if (strlen(clean) < size || !dl_text_equal_case(dl_arena_strndup(arena, clean, size), tree->root_absolute))
        return NULL;
    if (size > 0 && tree->root_absolute[size - 1] == '/')
        return dl_path_join(tree->root, clean + size, arena);
    if (clean[size] == '\0')
        return tree->root;
    return clean[size] == '/' ? dl_path_join(tree->root, clean + size + 1, arena) : NULL;
}

const char *dl_tree_absolute(const dl_tree *tree, const char *shown, dl_arena *arena)
{
    return dl_path_join(tree->current, shown, arena);
}

const char *dl_tree_file(const dl_tree *tree, const char *shown, dl_arena *arena)
{
    return dl_map_get(tree->by_path, dl_path_key(dl_path_clean(shown, arena), arena));
}

bool dl_tree_has_folder(const dl_tree *tree, const char *shown, dl_arena *arena)
{
    return dl_map_get(tree->by_folder, dl_path_key(dl_path_clean(shown, arena), arena)) != NULL;
}

const char *const *dl_tree_folder_files(const dl_tree *tree, const char *shown, size_t *count, dl_arena *arena)
{
    const path_list *list = dl_map_get(tree->by_folder, dl_path_key(dl_path_clean(shown, arena), arena));

    *count = list ? list->count : 0;
    return list ? list->at : NULL;
}

static const char *find_exact(const dl_tree *tree, const char *folder, const char *name, dl_arena *arena)
{
    return dl_map_get(tree->by_path, dl_path_key(dl_path_join(folder, name, arena), arena));
}

static size_t part_count(const char *path)
{
    size_t count = 0;

    for (; *path; path++)
        count += *path == '/';
    return count;
}

/* The file whose path ends with `name` and that lies nearest to `from`; equally near: the first. Of several that lie in
 * other parts of the tree, equally far up, each may be another driver's, and the one that is meant not be there. */
static const char *find_nearest(const dl_tree *tree, const char *from, const char *name, dl_arena *arena)
{
    const char *low = dl_path_key(name, arena), *best = NULL;
    size_t best_up = MOST_UP + 1, best_down = 0, as_far_up = 0;
    const path_list *same;

    while (strncmp(low, "../", 3) == 0 || strncmp(low, "./", 2) == 0)
        low = strchr(low, '/') + 1;
    same = dl_map_get(tree->by_name, dl_path_name(low));
    for (size_t i = 0; same && i < same->count; i++) {
        const char *path = same->at[i];
        size_t shared = dl_path_shared(path, from);
        size_t up = part_count(from) - shared, down = part_count(path) - shared;

        if (!dl_text_ends(dl_arena_printf(arena, "/%s", dl_path_key(path, arena)), dl_arena_printf(arena, "/%s", low)))
            continue;
        as_far_up = up < best_up ? 1 : as_far_up + (up == best_up);
        if (up < best_up || (up == best_up && best && down < best_down)) {
            best = path;
            best_up = up;
            best_down = down;
        }
    }
    return as_far_up > 1 && best_up > 0 && best_up + best_down > NEXT ? NULL : best;
}

/* Where the directive says: in the folder of the file that it stands in, in an include folder. */
static const char *find_told(const dl_tree *tree, const dl_settings *settings, const char *from, const char *clean,
                             bool is_quoted, dl_arena *arena)
{
    const char *found = is_quoted ? find_exact(tree, dl_path_folder(from, arena), clean, arena) : NULL;

    for (size_t i = 0; !found && i < settings->include_count; i++)
        found = find_exact(tree, settings->include_folders[i], clean, arena);
    return found;
}

const char *dl_tree_include(const dl_tree *tree, const dl_settings *settings, const char *from, const char *name,
                            bool is_quoted, dl_arena *arena)
{
    const char *clean, *found;

    if (!name[0] || dl_path_is_rooted(name))
        return NULL;
    clean = dl_path_clean(name, arena);
    found = find_told(tree, settings, from, clean, is_quoted, arena);
    return found ? found : find_nearest(tree, dl_path_clean(from, arena), clean, arena);
}

const char *dl_tree_forced(const dl_tree *tree, const dl_settings *settings, const char *from, const char *name,
                           dl_arena *arena)
{
    const char *shown;

    if (!dl_path_is_rooted(name))
        return dl_tree_include(tree, settings, from, name, true, arena);
    shown = dl_tree_shown(tree, name, arena);
    return shown ? dl_tree_file(tree, shown, arena) : NULL;
}

bool dl_tree_is_guess(const dl_tree *tree, const dl_settings *settings, const char *from, const char *name,
                      bool is_quoted, dl_arena *arena)
{
    const char *clean = dl_path_clean(name, arena);
    const path_list *same = dl_map_get(tree->by_name, dl_path_name(dl_path_key(clean, arena)));

    return same && same->count > 1 && !find_told(tree, settings, from, clean, is_quoted, arena);
}

bool dl_tree_lex(const dl_tree *tree, const char *path, dl_tokens *tokens, dl_arena *scratch)
{
    const char *text;
    size_t size;
    bool is_binary;
    dl_status why = {0};

    if (dl_tree_read(tree, path, &text, &size, &is_binary, scratch, &why) != DL_OK || is_binary)
        return false;
    *tokens = dl_lex(text, size, scratch);
    return true;
}

bool dl_path_ends_as(const char *path, const char *const *endings, size_t count)
{
    const char *dot = strrchr(dl_path_name(path), '.');

    for (size_t i = 0; dot && i < count; i++)
        if (dl_text_equal_case(dot, endings[i]))
            return true;
    return false;
}

bool dl_source_is_one(const char *path)
{
    static const char *const endings[] = {".c", ".cpp", ".cxx", ".cc", ".c++", ".ixx", ".cppm", ".cxxm", ".ccm"};

    return dl_path_ends_as(path, endings, sizeof endings / sizeof *endings);
}

bool dl_header_is_one(const char *path)
{
    static const char *const endings[] = {".h", ".hpp", ".hxx", ".hh", ".inl", ".inc", ".ipp"};

    return dl_path_ends_as(path, endings, sizeof endings / sizeof *endings);
}
