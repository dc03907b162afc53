#include "frontend/headers.h"

#include "project/driver.h"
#include "support/platform.h"

#include <string.h>

enum { MOST_BYTES = 32 << 20 };

typedef struct file_list {
    DL_VEC(const char *) paths;
} file_list;

struct dl_headers {
    dl_arena *arena;
    DL_VEC(const char *) folders, real_folders;
    dl_map *by_name; /* lower-case last part → file_list */
    dl_map *known;   /* path → dl_header, or `none` */
    size_t count;
};

static const char none[] = "none";

static bool take_file(void *self, const char *path)
{
    dl_headers *headers = self;
    const char *kept = dl_path_clean(path, headers->arena), *name = dl_path_key(dl_path_name(kept), headers->arena);
    file_list *same = dl_map_get(headers->by_name, name);

    if (!same) {
        same = DL_NEW(headers->arena, file_list);
        dl_map_set(headers->by_name, name, same);
    }
    dl_vec_push(headers->arena, &same->paths, kept);
    return true;
}

dl_headers *dl_headers_new(const char *const *folders, size_t count, dl_arena *arena)
{
    dl_headers *headers = DL_NEW(arena, dl_headers);

    if (count == 0)
        return NULL;
    headers->arena = arena;
    headers->by_name = dl_map_new(arena);
    headers->known = dl_map_new(arena);
    for (size_t i = 0; i < count; i++) {
        const char *folder = dl_path_clean(folders[i], arena), *real = dl_path_real(folder, arena);
        dl_status why = {0};

        if (!real)
            continue;
        dl_vec_push(arena, &headers->folders, folder);
        dl_vec_push(arena, &headers->real_folders, real);
        (void)dl_folder_walk(folder, take_file, headers, arena, &why);
    }
    return headers;
}

/* ---- finding ---- */

/* Of two files of one name, the lower is meant. */
static unsigned rank_of(const dl_headers *headers, const char *path, const char *name)
{
    static const char *const order[] = {"/km/", "/ddk/", "/shared/", "/kmdf/", "/umdf/", "/ucrt/", "/crt/"};
    const char *low = dl_path_key(path, headers->arena);
    unsigned rank = sizeof order / sizeof *order;

    for (size_t i = 0; i < headers->folders.count; i++)
        if (dl_text_equal_case(dl_path_join(headers->folders.at[i], name, headers->arena), path))
            return 0;
    for (unsigned i = 0; i < sizeof order / sizeof *order; i++)
        if (strstr(low, order[i]) && i < rank)
            rank = i;
    return rank + 1;
}

static const char *find_path(const dl_headers *headers, const char *name)
{
    const char *low = dl_path_key(name, headers->arena), *best = NULL;
    const char *end = dl_arena_printf(headers->arena, "/%s", low);
    const file_list *same = dl_map_get(headers->by_name, dl_path_name(low));
    unsigned best_rank = 0;

    for (size_t i = 0; same && i < same->paths.count; i++) {
        const char *path = same->paths.at[i];
        unsigned rank;

        if (!dl_text_ends(dl_path_key(path, headers->arena), end))
            continue;
        rank = rank_of(headers, path, low);
        /* of several versions of a framework, the newest */
        if (!best || rank < best_rank || (rank == best_rank && rank > 0 && strcmp(path, best) > 0)) {
            best = path;
            best_rank = rank;
        }
    }
    return best;
}

/* ---- reading ---- */

static void add_unsaved(const dl_headers *headers, dl_header *header, const char *given, const char *text, size_t size)
{
    struct CXUnsavedFile file = {given, text, (unsigned long)size};

    dl_vec_push(headers->arena, &header->unsaved, file);
}

/* The name in `#include <name>`, whose `#` is at `i`; NULL: computed, or another directive. */
static const char *included_name(const dl_tokens *tokens, size_t i, bool *is_quoted, dl_arena *arena)
{
    const char *text;
    size_t size;

    if (i + 2 >= tokens->count || !tokens->at[i].is_hash || tokens->at[i].is_dead || !tokens->at[i + 2].is_directive ||
        !(dl_token_is(&tokens->at[i + 1], "include") || dl_token_is(&tokens->at[i + 1], "include_next")))
        return NULL;
    text = tokens->at[i + 2].text;
    if (*text != '<' && *text != '"')
        return NULL;
    *is_quoted = *text == '"';
    size = strcspn(text + 1, *text == '<' ? ">\r\n" : "\"\r\n");
    return size ? dl_arena_strndup(arena, text + 1, size) : NULL;
}

/* The directive at `i` would open a file by another way than a name that is looked for. */
static bool opens_otherwise(const dl_tokens *tokens, size_t i)
{
    static const char *const words[] = {"include", "include_next", "import", "embed", "__include_macros"};

    for (size_t k = 0; tokens->at[i].is_hash && i + 1 < tokens->count && k < sizeof words / sizeof *words; k++)
        if (dl_token_is(&tokens->at[i + 1], words[k]))
            return true;
    return false;
}

static void hide_directive(char *text, const dl_tokens *tokens, size_t i)
{
    size_t end = i + 1;

    while (end < tokens->count && tokens->at[end].is_directive && !tokens->at[end].is_hash)
        end++;
    for (size_t at = tokens->at[i].offset; at < tokens->at[end - 1].offset + tokens->at[end - 1].size; at++)
        if (text[at] != '\n' && text[at] != '\r')
            text[at] = ' ';
}

/* Every include of a header gets a small file, under the spelling asked for: it leads on, or is empty. */
static void follow_includes(dl_headers *headers, dl_header *header, char *shown, const dl_tokens *tokens)
{
    const char *folder = dl_path_folder(header->given, headers->arena);

    for (size_t i = 0; i < tokens->count; i++) {
        bool is_quoted;
        const char *name = included_name(tokens, i, &is_quoted, headers->arena), *text = "\n";
        const dl_header *found;

        if (!name || dl_path_is_rooted(name)) {
            if (opens_otherwise(tokens, i))
                hide_directive(shown, tokens, i);
            continue;
        }
        found = dl_headers_find(headers, name);
        if (found) {
            dl_vec_push(headers->arena, &header->includes, found);
            text = dl_arena_printf(headers->arena, "#include \"%s\"\n", found->given);
        }
        name = dl_arena_printf(headers->arena, "%s/%s", is_quoted ? folder : DL_SEARCHED_FOLDER, name);
        add_unsaved(headers, header, name, text, strlen(text));
    }
}

static bool is_inside(const dl_headers *headers, const char *path)
{
    const char *real = dl_path_real(path, headers->arena);

    for (size_t i = 0; real && i < headers->real_folders.count; i++)
        if (dl_path_is_below(real, headers->real_folders.at[i]))
            return true;
    return false;
}

static dl_header *read_header(dl_headers *headers, const char *path)
{
    dl_header *header = DL_NEW(headers->arena, dl_header);
    dl_tokens *tokens = DL_NEW(headers->arena, dl_tokens);
    const char *bytes;
    dl_status why = {0};
    bool is_binary;
    char *shown; /* to the parser */
    size_t size;

    if (!is_inside(headers, path) || dl_file_read(&bytes, &size, path, MOST_BYTES, headers->arena, &why) != DL_OK)
        return NULL;
    header->text = dl_source_decode(bytes, size, &header->size, &is_binary, headers->arena);
    if (is_binary)
        return NULL;
    header->path = path;
    header->given = dl_arena_printf(headers->arena, "/drvlint/w/%zu/%s", headers->count++, dl_path_name(path));
    dl_map_set(headers->known, path, header); /* before its includes, which may lead back */
    *tokens = dl_lex(header->text, header->size, headers->arena);
    dl_uses_init(&header->uses, headers->arena);
    dl_uses_add(&header->uses, tokens);
    shown = dl_arena_strndup(headers->arena, header->text, header->size);
    add_unsaved(headers, header, header->given, shown, header->size);
    follow_includes(headers, header, shown, tokens);
    return header;
}

const dl_header *dl_headers_find(dl_headers *headers, const char *name)
{
    const char *path =
        headers && *name ? find_path(headers, dl_path_clean(dl_path_key(name, headers->arena), headers->arena)) : NULL;
    void *known = path ? dl_map_get(headers->known, path) : (void *)none;
    dl_header *header;

    if (known)
        return known == (void *)none ? NULL : known;
    header = read_header(headers, path);
    if (!header)
        dl_map_set(headers->known, path, (void *)none);
    return header;
}

void dl_headers_add(dl_header_list *list, const dl_header *header, dl_arena *arena)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->at[i] == header)
            return;
    dl_vec_push(arena, list, header);
    for (size_t i = 0; i < header->includes.count; i++)
        dl_headers_add(list, header->includes.at[i], arena);
}
