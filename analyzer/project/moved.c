#include "project/moved.h"

#include "support/platform.h"

#include <string.h>

static bool is_slash(char c)
{
    return c == '/' || c == '\\';
}

static char folded(char c)
{
    return c == '\\' ? '/' : c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool are_alike(const char *left, const char *right, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (folded(left[i]) != folded(right[i]))
            return false;
    return true;
}

/* How many folders the two paths end with in common. */
static size_t shared_end(const char *left, size_t left_size, const char *right, size_t right_size)
{
    size_t shared = 0;

    for (;;) {
        size_t left_name = left_size, right_name = right_size;

        while (left_name > 0 && !is_slash(left[left_name - 1]))
            left_name--;
        while (right_name > 0 && !is_slash(right[right_name - 1]))
            right_name--;
        if (left_name == 0 || right_name == 0 || left_size - left_name != right_size - right_name ||
            !are_alike(left + left_name, right + right_name, left_size - left_name))
            return shared;
        shared++;
        left_size = left_name - 1;
        right_size = right_name - 1;
    }
}

/* No project has more folders below one another: of a longer path the end counts alone. */
enum { MOST_FOLDERS = 64 };

static size_t folder_count(const char *path)
{
    size_t count = 0;

    for (; *path; path++)
        count += *path == '/';
    return count;
}

const char *dl_moved_file(const dl_tree *tree, const char *path, const char *near, dl_move *how, dl_arena *arena)
{
    const char *clean = dl_path_clean(path, arena), *best = NULL;
    size_t best_shared = 0, left = folder_count(clean);

    for (const char *slash = strchr(clean, '/'); slash; slash = strchr(slash + 1, '/')) {
        const char *folder = near, *above;

        if (--left > MOST_FOLDERS)
            continue;
        for (; dl_tree_shown(tree, folder, arena); folder = above) {
            const char *shown = dl_tree_shown(tree, dl_path_join(folder, slash + 1, arena), arena);
            const char *file = shown ? dl_tree_file(tree, shown, arena) : NULL;
            size_t prefix = (size_t)(slash - clean);
            size_t shared = left + shared_end(clean, prefix, folder, strlen(folder));

            if (file && (shared > best_shared || (!best && folder == near))) {
                best = file;
                best_shared = shared;
                *how = (dl_move){dl_arena_strndup(arena, clean, prefix), folder};
            }
            above = dl_path_folder(folder, arena);
            if (strcmp(above, folder) == 0)
                break;
        }
    }
    return best;
}

const char *dl_moved_text(const dl_move *how, const char *text, dl_arena *arena)
{
    size_t size = how->from ? strlen(how->from) : 0;
    const char *end = text + strlen(text);

    for (const char *at = text; size > 0 && (size_t)(end - at) > size; at++)
        if (is_slash(at[size]) && are_alike(at, how->from, size))
            return dl_arena_printf(arena, "%.*s%s%s", (int)(at - text), text, how->to, at + size);
    return text;
}
