#include "reports/utf8.h"

#include <string.h>

enum { REPLACEMENT = 0xFFFD };

typedef struct range {
    uint32_t first, last;
} range;

/* Marks that stand over or beside the character before them, or have no width. */
static const range zero_wide[] = {
    {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x0610, 0x061A}, {0x064B, 0x065F},
    {0x0E31, 0x0E31}, {0x0E34, 0x0E3A}, {0x0E47, 0x0E4E}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF},
    {0x200B, 0x200D}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xE0100, 0xE01EF},
};

/* East Asian wide and full-width characters, and pictures. */
static const range double_wide[] = {
    {0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0x4DBF},   {0x4E00, 0xA4CF},   {0xA960, 0xA97F},
    {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},
    {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x1FA70, 0x1FAFF}, {0x20000, 0x3FFFD},
};

/* What a terminal acts upon, and what lets text look other than it is. */
static const range hidden[] = {
    {0x0000, 0x001F}, {0x007F, 0x009F}, {0x061C, 0x061C}, {0x200E, 0x200F},
    {0x2028, 0x202E}, {0x2066, 0x2069}, {0xFEFF, 0xFEFF},
};

static bool is_in(const range *ranges, size_t count, uint32_t code)
{
    for (size_t i = 0; i < count; i++)
        if (code >= ranges[i].first && code <= ranges[i].last)
            return true;
    return false;
}

#define IS_IN(ranges, code) is_in((ranges), sizeof(ranges) / sizeof(ranges)[0], (code))

/* How many bytes follow a first byte, or -1 for one that cannot be first. */
static int bytes_after(unsigned char first)
{
    if (first < 0x80)
        return 0;
    if (first >= 0xC2 && first <= 0xDF)
        return 1;
    if (first >= 0xE0 && first <= 0xEF)
        return 2;
    return first >= 0xF0 && first <= 0xF4 ? 3 : -1;
}

uint32_t dl_utf8_next(const char *at, const char *end, unsigned *size)
{
    unsigned char first = (unsigned char)*at;
    unsigned char low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    unsigned char high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    int more = bytes_after(first);
    uint32_t code;

    *size = 1;
    if (more <= 0)
        return more == 0 ? first : REPLACEMENT;
    code = first & (0x3Fu >> more);
    for (int i = 0; i < more; i++) {
        unsigned char next = at + *size < end ? (unsigned char)at[*size] : 0;

        if (next < low || next > high)
            return REPLACEMENT;
        code = code << 6 | (next & 0x3Fu);
        low = 0x80;
        high = 0xBF;
        ++*size;
    }
    return code;
}

static bool is_clean(const char *text, size_t size)
{
    const char *end = text + size;
    unsigned step;

    for (const char *at = text; at < end; at += step) {
        uint32_t code = dl_utf8_next(at, end, &step);

        /* A replacement character that stands in the text takes three bytes, a malformed byte may too: look again. */
        if (code == 0 || (code == REPLACEMENT && !(step == 3 && memcmp(at, "\xEF\xBF\xBD", 3) == 0)))
            return false;
    }
    return true;
}

const char *dl_utf8_clean_n(const char *text, size_t size, dl_arena *arena)
{
    const char *end = text + size;
    dl_text out;
    unsigned step;

    if (is_clean(text, size))
        return dl_arena_strndup(arena, text, size);
    dl_text_init(&out, arena);
    for (const char *at = text; at < end; at += step) {
        uint32_t code = dl_utf8_next(at, end, &step);

        dl_text_add_utf8(&out, code ? code : REPLACEMENT);
    }
    return dl_text_str(&out);
}

const char *dl_utf8_clean(const char *text, dl_arena *arena)
{
    size_t size = strlen(text);

    return is_clean(text, size) ? text : dl_utf8_clean_n(text, size, arena);
}

static char short_escape(uint32_t code)
{
    return code == '\n' ? 'n' : code == '\t' ? 't' : code == '\r' ? 'r' : '\0';
}

void dl_utf8_add_visible(dl_text *text, uint32_t code)
{
    if (!IS_IN(hidden, code))
        dl_text_add_utf8(text, code);
    else if (short_escape(code))
        dl_text_printf(text, "\\%c", short_escape(code));
    else
        dl_text_printf(text, code > 0xFF ? "\\u%04x" : "\\x%02x", (unsigned)code);
}

const char *dl_utf8_visible(const char *text, dl_arena *arena)
{
    const char *end = text + strlen(text);
    dl_text out;
    unsigned step;

    dl_text_init(&out, arena);
    for (const char *at = text; at < end; at += step)
        dl_utf8_add_visible(&out, dl_utf8_next(at, end, &step));
    return dl_text_str(&out);
}

unsigned dl_utf16_units(const char *text, size_t size)
{
    const char *end = text + size;
    unsigned units = 0, step;

    for (const char *at = text; at < end; at += step)
        units += dl_utf8_next(at, end, &step) > 0xFFFF ? 2 : 1;
    return units;
}

unsigned dl_utf8_width(uint32_t code)
{
    if (IS_IN(hidden, code))
        return short_escape(code) ? 2 : code > 0xFF ? 6 : 4;
    if (code < 0x300)
        return 1;
    return IS_IN(zero_wide, code) ? 0 : IS_IN(double_wide, code) ? 2 : 1;
}

unsigned dl_utf8_width_of(const char *text)
{
    const char *end = text + strlen(text);
    unsigned width = 0, step;

    for (const char *at = text; at < end; at += step)
        width += dl_utf8_width(dl_utf8_next(at, end, &step));
    return width;
}
