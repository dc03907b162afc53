#include "reports/linehash.h"

#include "reports/utf8.h"
#include "support/vec.h"

#include <inttypes.h>

enum { WINDOW = 100, AT_END = 0xFFFF };
static const uint64_t factor = 37;

/* The text as the hash sees it: UTF-16 units without blanks, each line end one LF. */
typedef struct unit_list {
    dl_arena *arena;
    DL_VEC(uint16_t) units;
    DL_VEC(size_t) starts; /* of lines, as indices into units */
    bool at_start, after_cr;
} unit_list;

static void add_unit(unit_list *list, uint16_t unit)
{
    bool is_skipped = unit == ' ' || unit == '\t' || (list->after_cr && unit == '\n');

    list->after_cr = unit == '\r';
    if (is_skipped)
        return;
    if (unit == '\r')
        unit = '\n';
    if (list->at_start)
        dl_vec_push(list->arena, &list->starts, list->units.count);
    dl_vec_push(list->arena, &list->units, unit);
    list->at_start = unit == '\n';
}

static void add_units(unit_list *list, const char *bytes, size_t size)
{
    const char *end = bytes + size;
    unsigned step;

    for (const char *at = bytes; at < end; at += step) {
        uint32_t code = dl_utf8_next(at, end, &step);

        if (code > 0xFFFF) {
            add_unit(list, (uint16_t)(0xD800 | (code - 0x10000) >> 10));
            add_unit(list, (uint16_t)(0xDC00 | ((code - 0x10000) & 0x3FF)));
        } else {
            add_unit(list, (uint16_t)code);
        }
    }
    add_unit(list, AT_END);
}

static uint16_t unit_at(const unit_list *list, size_t i)
{
    return i < list->units.count ? list->units.at[i] : 0;
}

static const char *counted(dl_map *seen, uint64_t hash, dl_arena *arena)
{
    const char *hex = dl_arena_printf(arena, "%" PRIx64, hash);
    unsigned *count = dl_map_get(seen, hex);

    if (!count) {
        count = DL_NEW(arena, unsigned);
        dl_map_add(seen, hex, count);
    }
    return dl_arena_printf(arena, "%s:%u", hex, ++*count);
}

const char *const *dl_line_hashes(const char *bytes, size_t size, size_t *count, dl_arena *arena)
{
    unit_list list = {.arena = arena, .at_start = true};
    dl_map *seen = dl_map_new(arena);
    uint64_t hash = 0, leaving = 1;
    const char **hashes;
    size_t at = 0;

    add_units(&list, bytes, size);
    for (size_t i = 0; i < WINDOW; i++) {
        leaving *= factor;
        hash = hash * factor + unit_at(&list, i);
    }
    hashes = DL_NEW_ARRAY(arena, list.starts.count, const char *);
    for (size_t line = 0; line < list.starts.count; line++) {
        for (; at < list.starts.at[line]; at++)
            hash = hash * factor + unit_at(&list, at + WINDOW) - leaving * unit_at(&list, at);
        hashes[line] = counted(seen, hash, arena);
    }
    *count = list.starts.count;
    return hashes;
}
