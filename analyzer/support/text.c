#include "support/text.h"

#include <stdio.h>
#include <string.h>

/* ---- names and maps: one open-addressed table serves both ---- */

typedef struct slot {
    const char *key;
    uint32_t size, hash;
    void *value;
} slot;

struct dl_map {
    dl_arena *arena;
    slot *slots;
    size_t room, count;
};

struct dl_names {
    dl_map map;
};

uint64_t dl_hash_bytes(const void *bytes, size_t size, uint64_t seed)
{
    const unsigned char *at = bytes;
    uint64_t hash = seed ^ 0xcbf29ce484222325u;

    for (size_t i = 0; i < size; i++)
        hash = (hash ^ at[i]) * 0x100000001b3u;
    return hash;
}

/* Up to eight bytes, without a call for a few. */
static uint64_t word_of(const char *at, size_t size)
{
    uint32_t first, last;
    uint64_t word = 0;

    if (size == sizeof word) {
        memcpy(&word, at, sizeof word);
    } else if (size >= sizeof first) {
        memcpy(&first, at, sizeof first);
        memcpy(&last, at + size - sizeof last, sizeof last);
        word = first | (uint64_t)last << 32;
    } else if (size > 0) {
        word = (unsigned char)at[0] | (uint64_t)(unsigned char)at[size / 2] << 8 |
               (uint64_t)(unsigned char)at[size - 1] << 16;
    }
    return word;
}

uint32_t dl_hash_name(const char *name, size_t size)
{
    uint64_t hash = size;

    for (; size > sizeof hash; name += sizeof hash, size -= sizeof hash)
        hash = dl_hash_mix(hash, word_of(name, sizeof hash));
    hash = dl_hash_mix(hash, word_of(name, size));
    return (uint32_t)(hash ^ hash >> 32);
}

static slot *find_slot(slot *slots, size_t room, const char *key, size_t size, uint32_t hash)
{
    size_t i = hash & (room - 1);

    while (slots[i].key && (slots[i].hash != hash || slots[i].size != size || memcmp(slots[i].key, key, size) != 0))
        i = (i + 1) & (room - 1);
    return &slots[i];
}

static void grow_map(dl_map *map)
{
    size_t room = map->room ? map->room * 2 : 16;
    slot *slots = DL_NEW_ARRAY(map->arena, room, slot);

    for (size_t i = 0; i < map->room; i++)
        if (map->slots[i].key)
            *find_slot(slots, room, map->slots[i].key, map->slots[i].size, map->slots[i].hash) = map->slots[i];
    dl_arena_drop(map->arena, map->slots);
    map->slots = slots;
    map->room = room;
}

static slot *put_slot(dl_map *map, const char *key, size_t size)
{
    uint32_t hash = dl_hash_name(key, size);
    slot *at;

    if ((map->count + 1) * 4 > map->room * 3)
        grow_map(map);
    at = find_slot(map->slots, map->room, key, size, hash);
    if (!at->key) {
        at->key = dl_arena_strndup(map->arena, key, size);
        at->size = (uint32_t)size;
        at->hash = hash;
        map->count++;
    }
    return at;
}

dl_names *dl_names_new(dl_arena *arena)
{
    dl_names *names = DL_NEW(arena, dl_names);

    names->map.arena = arena;
    return names;
}

const char *dl_name_n(dl_names *names, const char *text, size_t size)
{
    return put_slot(&names->map, text, size)->key;
}

const char *dl_name(dl_names *names, const char *text)
{
    return dl_name_n(names, text, strlen(text));
}

const char *dl_name_find(const dl_names *names, const char *text)
{
    size_t size = strlen(text);

    return names->map.count ? find_slot(names->map.slots, names->map.room, text, size, dl_hash_name(text, size))->key
                            : NULL;
}

dl_map *dl_map_new(dl_arena *arena)
{
    dl_map *map = DL_NEW(arena, dl_map);

    map->arena = arena;
    return map;
}

void *dl_map_get(const dl_map *map, const char *key)
{
    return dl_map_get_n(map, key, strlen(key));
}

void *dl_map_get_n(const dl_map *map, const char *key, size_t size)
{
    if (map->count == 0)
        return NULL;
    return find_slot(map->slots, map->room, key, size, dl_hash_name(key, size))->value;
}

bool dl_map_add(dl_map *map, const char *key, void *value)
{
    size_t before = map->count;
    slot *at = put_slot(map, key, strlen(key));

    if (map->count == before)
        return false;
    at->value = value;
    return true;
}

void dl_map_set(dl_map *map, const char *key, void *value)
{
    put_slot(map, key, strlen(key))->value = value;
}

void **dl_map_at(dl_map *map, const char *key, size_t size, const char **kept)
{
    slot *at = put_slot(map, key, size);

    *kept = at->key;
    return &at->value;
}

/* ---- building ---- */

void dl_text_init(dl_text *text, dl_arena *arena)
{
    memset(text, 0, sizeof *text);
    text->arena = arena;
}

void dl_text_add_n(dl_text *text, const char *more, size_t size)
{
    const char *old = NULL; /* `more` may stand in it */

    if (text->room - text->count <= size) {
        size_t room = (text->count + size + 1) * 2;
        char *made = dl_arena_alloc(text->arena, room);

        if (text->count)
            memcpy(made, text->at, text->count);
        old = text->at;
        text->at = made;
        text->room = room;
    }
    if (size)
        memcpy(text->at + text->count, more, size);
    text->count += size;
    text->at[text->count] = '\0';
    dl_arena_drop(text->arena, old);
}

void dl_text_add(dl_text *text, const char *more)
{
    dl_text_add_n(text, more, strlen(more));
}

void dl_text_add_char(dl_text *text, char more)
{
    dl_text_add_n(text, &more, 1);
}

void dl_text_add_utf8(dl_text *text, uint32_t code)
{
    char bytes[4];
    size_t size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};

    for (size_t i = size; i-- > 1; code >>= 6)
        bytes[i] = (char)(0x80 | (code & 0x3F));
    bytes[0] = (char)(lead[size] | code);
    dl_text_add_n(text, bytes, size);
}

void dl_text_add_quoted(dl_text *out, const char *text)
{
    dl_text_add_char(out, '"');
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;

        if (c == '"' || c == '\\')
            dl_text_printf(out, "\\%c", c);
        else if (c < 32)
            dl_text_printf(out, "\\u%04x", c);
        else
            dl_text_add_char(out, *text);
    }
    dl_text_add_char(out, '"');
}

void dl_text_printf(dl_text *text, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    dl_text_add(text, dl_arena_vprintf(text->arena, format, args));
    va_end(args);
}

const char *dl_text_str(const dl_text *text)
{
    return text->at ? text->at : "";
}

/* ---- comparing ---- */

static int lower(int c)
{
    return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

bool dl_text_equal(const char *left, const char *right)
{
    return left == right || (left && right && strcmp(left, right) == 0);
}

bool dl_text_equal_case(const char *left, const char *right)
{
    if (!left || !right)
        return left == right;
    while (*left && lower(*left) == lower(*right)) {
        left++;
        right++;
    }
    return lower(*left) == lower(*right);
}

char *dl_text_trimmed(const char *from, const char *end, dl_arena *arena)
{
    while (from < end && strchr(" \t\r\n", *from))
        from++;
    while (end > from && strchr(" \t\r\n", end[-1]))
        end--;
    return dl_arena_strndup(arena, from, (size_t)(end - from));
}

char *dl_text_lower(const char *text, dl_arena *arena)
{
    char *made = dl_arena_strdup(arena, text);

    for (char *at = made; *at; at++)
        if (*at >= 'A' && *at <= 'Z')
            *at = (char)(*at - 'A' + 'a');
    return made;
}

bool dl_text_starts(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

bool dl_text_starts_case(const char *text, const char *prefix)
{
    while (*prefix && lower(*text) == lower(*prefix)) {
        text++;
        prefix++;
    }
    return *prefix == '\0';
}

bool dl_text_ends(const char *text, const char *suffix)
{
    size_t size = strlen(text), tail = strlen(suffix);

    return size >= tail && strcmp(text + size - tail, suffix) == 0;
}

bool dl_text_is_name(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (!(i == 0 ? dl_text_is_letter(text[i]) : dl_text_is_word(text[i])))
            return false;
    return size > 0;
}

const char *dl_text_last_name(const char *name)
{
    const char *at;

    while ((at = strstr(name, "::")) != NULL)
        name = at + 2;
    return name;
}

static bool fits(const char *pattern, const char *text, bool any_case)
{
    const char *star = NULL, *mark = NULL;

    while (*text) {
        if (*pattern == '*') {
            star = ++pattern;
            mark = text;
        } else if (*pattern == '?' || *pattern == *text || (any_case && lower(*pattern) == lower(*text))) {
            pattern++;
            text++;
        } else if (star) {
            pattern = star;
            text = ++mark;
        } else {
            return false;
        }
    }
    while (*pattern == '*')
        pattern++;
    return *pattern == '\0';
}

bool dl_text_glob(const char *pattern, const char *text)
{
    return fits(pattern, text, false);
}

bool dl_text_glob_case(const char *pattern, const char *text)
{
    return fits(pattern, text, true);
}

unsigned dl_text_distance(const char *left, const char *right, unsigned cap)
{
    enum { MOST = 64 };
    unsigned row[MOST + 1];
    size_t m = strlen(left), n = strlen(right);

    if (m > MOST || n > MOST)
        return strcmp(left, right) == 0 ? 0 : cap;
    for (size_t j = 0; j <= n; j++)
        row[j] = (unsigned)j;
    for (size_t i = 1; i <= m; i++) {
        unsigned corner = row[0];

        row[0] = (unsigned)i;
        for (size_t j = 1; j <= n; j++) {
            unsigned change = corner + (lower(left[i - 1]) != lower(right[j - 1]));
            unsigned drop = row[j] + 1, add = row[j - 1] + 1;

            corner = row[j];
            row[j] = change < drop ? change : drop;
            if (add < row[j])
                row[j] = add;
        }
    }
    return row[n] < cap ? row[n] : cap;
}

const char *dl_text_nearest(const char *text, const char *const *names, size_t count)
{
    unsigned limit = (unsigned)strlen(text) / 3 + 2;
    const char *best = NULL;

    for (size_t i = 0; i < count; i++) {
        unsigned distance = dl_text_distance(text, names[i], limit);

        if (distance < limit) {
            limit = distance;
            best = names[i];
        }
    }
    return best;
}
