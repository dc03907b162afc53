/* text.h: strings: interning, building, comparing.
 * Interned strings are equal exactly when their pointers are. */
#ifndef DL_SUPPORT_TEXT_H
#define DL_SUPPORT_TEXT_H

#include "support/arena.h"

#include <stdint.h>

/* A table of strings, each held once. Lives in `arena`. One thread only. */
typedef struct dl_names dl_names;
dl_names *dl_names_new(dl_arena *arena);
const char *dl_name(dl_names *names, const char *text);
const char *dl_name_n(dl_names *names, const char *text, size_t size);
/* NULL: it is not held. */
const char *dl_name_find(const dl_names *names, const char *text);

/* A string that grows. `at` is always terminated once something was added. */
typedef struct dl_text {
    dl_arena *arena;
    char *at;
    size_t count, room;
} dl_text;

void dl_text_init(dl_text *text, dl_arena *arena);
void dl_text_add(dl_text *text, const char *more);
void dl_text_add_n(dl_text *text, const char *more, size_t size);
void dl_text_add_char(dl_text *text, char more);
void dl_text_add_utf8(dl_text *text, uint32_t code);      /* code: at most 0x1FFFFF, not checked */
void dl_text_add_quoted(dl_text *text, const char *more); /* as a JSON string; `more`: UTF-8 */
void dl_text_printf(dl_text *text, const char *format, ...) DL_PRINTF(2, 3);
/* The string so far, "" when nothing was added; gone when more is added. */
const char *dl_text_str(const dl_text *text);

/* A map from strings to pointers; keys are copied into the arena. One thread only. */
typedef struct dl_map dl_map;
dl_map *dl_map_new(dl_arena *arena);
void *dl_map_get(const dl_map *map, const char *key);
void *dl_map_get_n(const dl_map *map, const char *key, size_t size);
/* Returns false and changes nothing when the key is there already. */
bool dl_map_add(dl_map *map, const char *key, void *value);
void dl_map_set(dl_map *map, const char *key, void *value);
/* Where the value of a key of `size` bytes is kept, until another key is added; a new key's is NULL. `kept`: the map's
 * copy of the key. */
void **dl_map_at(dl_map *map, const char *key, size_t size, const char **kept);

uint64_t dl_hash_bytes(const void *bytes, size_t size, uint64_t seed);
static inline uint64_t dl_hash_mix(uint64_t hash, uint64_t more)
{
    hash ^= more + 0x9e3779b97f4a7c15u + (hash << 6) + (hash >> 2);
    hash *= 0xff51afd7ed558ccdu;
    return hash ^ (hash >> 33);
}
/* Of a name. Eight bytes at a time: names are looked up more often than anything else is done. */
uint32_t dl_hash_name(const char *name, size_t size);

bool dl_text_equal(const char *left, const char *right);      /* accepts NULL: equal only to NULL */
bool dl_text_equal_case(const char *left, const char *right); /* letter case of ASCII is ignored */
bool dl_text_starts(const char *text, const char *prefix);
bool dl_text_starts_case(const char *text, const char *prefix); /* letter case of ASCII is ignored */
bool dl_text_ends(const char *text, const char *suffix);
/* The text from `from` up to `end` without the white space around it. */
char *dl_text_trimmed(const char *from, const char *end, dl_arena *arena);
/* A copy in lower case, of ASCII. */
char *dl_text_lower(const char *text, dl_arena *arena);
/* Of what names are made of, in ASCII. */
static inline bool dl_text_is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
static inline bool dl_text_is_word(char c)
{
    return dl_text_is_letter(c) || (c >= '0' && c <= '9');
}
/* Whether it is a name as C has them, in ASCII. */
bool dl_text_is_name(const char *text, size_t size);
/* What stands behind the last `::`, or all of it. */
const char *dl_text_last_name(const char *name);
/* `*` any characters, `?` one; the whole text must match; case counts. */
bool dl_text_glob(const char *pattern, const char *text);
bool dl_text_glob_case(const char *pattern, const char *text); /* letter case of ASCII is ignored */
/* Edit distance, at most `cap`. */
unsigned dl_text_distance(const char *left, const char *right, unsigned cap);
/* The nearest of `count` names, or NULL when none is near enough to be meant. */
const char *dl_text_nearest(const char *text, const char *const *names, size_t count);

#endif
