#include "project/driver.h"

#include <string.h>

enum { REPLACEMENT = 0xFFFD };

static void decode_utf16(dl_text *out, const unsigned char *at, size_t size, bool is_big)
{
    for (size_t i = 0; i + 1 < size; i += 2) {
        uint32_t c = is_big ? (uint32_t)(at[i] << 8 | at[i + 1]) : (uint32_t)(at[i + 1] << 8 | at[i]);

        if (c >= 0xD800 && c < 0xDC00 && i + 3 < size) {
            uint32_t low = is_big ? (uint32_t)(at[i + 2] << 8 | at[i + 3]) : (uint32_t)(at[i + 3] << 8 | at[i + 2]);

            if (low >= 0xDC00 && low < 0xE000) {
                c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
                i += 2;
            }
        }
        dl_text_add_utf8(out, (c >= 0xD800 && c < 0xE000) || c == 0 ? REPLACEMENT : c);
    }
}

/* The length of the UTF-8 sequence at `at`, 0 when it is none. */
static size_t utf8_size(const unsigned char *at, size_t left)
{
    size_t size = at[0] < 0x80                    ? 1
                  : at[0] >= 0xC2 && at[0] < 0xE0 ? 2
                  : (at[0] & 0xF0) == 0xE0        ? 3
                  : at[0] >= 0xF0 && at[0] < 0xF5 ? 4
                                                  : 0;

    if (size == 0 || size > left)
        return 0;
    for (size_t i = 1; i < size; i++)
        if ((at[i] & 0xC0) != 0x80)
            return 0;
    return size;
}

/* How many bytes from there on are ASCII, in words. */
static size_t ascii_size(const unsigned char *at, size_t size)
{
    uint64_t word;
    size_t i = 0;

    for (; size - i >= sizeof word; i += sizeof word) {
        memcpy(&word, at + i, sizeof word);
        if (word & 0x8080808080808080u)
            break;
    }
    return i;
}

static bool is_utf8(const unsigned char *at, size_t size)
{
    for (size_t i = ascii_size(at, size); i < size; i += ascii_size(at + i, size - i)) {
        size_t step = utf8_size(at + i, size - i);

        if (step == 0)
            return false;
        i += step;
    }
    return true;
}

/* A first byte of Shift JIS that hardly any text of single bytes has. */
static bool is_eastern(unsigned char c)
{
    return (c >= 0x81 && c <= 0x83) || (c >= 0x86 && c <= 0x89) || c == 0x90 || c == 0x98;
}

/* Whether text that is no UTF-8 is of an East Asian code page (GBK, Big5, Shift JIS, KS C 5601), in which the second
 * byte of a character may be a backslash. High bytes stand in pairs there; in Latin-1 most stand alone, and in Cyrillic
 * every other word is of odd length. */
static bool has_double_bytes(const unsigned char *at, size_t size)
{
    size_t high = 0, mixed = 0, broken = 0;

    for (size_t i = 0; i < size; i++) {
        unsigned next = i + 1 < size ? at[i + 1] : 0;

        if (at[i] < 0x80)
            continue;
        if (at[i] == 0x80 || at[i] == 0xFF || next < 0x40 || next == 0x7F || next == 0xFF) {
            broken++;
            continue;
        }
        *(next >= 0x80 || is_eastern(at[i]) ? &high : &mixed) += 1;
        i++;
    }
    return high > mixed + 8 * broken;
}

/* No second byte is left that reads like an escape, or joins a line to the next. */
static void decode_double_bytes(dl_text *out, const unsigned char *at, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (at[i] < 0x80) {
            dl_text_add_char(out, (char)at[i]);
            continue;
        }
        dl_text_add_utf8(out, REPLACEMENT);
        if (i + 1 < size && at[i + 1] >= 0x40)
            i++;
    }
}

static void decode_latin1(dl_text *out, const unsigned char *at, size_t size)
{
    for (size_t i = 0; i < size; i++)
        dl_text_add_utf8(out, at[i]);
}

/* The next that no line feed follows, or NULL: it ends a line, as those of old Macs do. */
static const char *lone_return(const char *text, const char *end)
{
    for (text = memchr(text, '\r', (size_t)(end - text)); text; text = memchr(text, '\r', (size_t)(end - text))) {
        text++;
        if (text == end || *text != '\n')
            return text - 1;
    }
    return NULL;
}

/* All who read the text look for line feeds. */
static const char *end_lines(const char *text, size_t size, dl_arena *arena)
{
    const char *at = lone_return(text, text + size);
    char *made;

    if (!at)
        return text;
    made = dl_arena_strndup(arena, text, size);
    for (char *end = made + (at - text); end; end = (char *)(uintptr_t)lone_return(end, made + size))
        *end = '\n';
    return made;
}

/* Without a mark: of most characters one byte is zero, the first where it is big-endian. */
static bool is_utf16(const unsigned char *at, size_t size, bool *is_big)
{
    size_t zeros[2] = {0, 0};

    for (size_t i = 0; i < size; i++)
        zeros[i % 2] += at[i] == 0;
    *is_big = zeros[0] > 0;
    return size % 2 == 0 && (zeros[0] == 0 || zeros[1] == 0) && (zeros[0] + zeros[1]) * 4 > size;
}

static const char *decode(const char *bytes, size_t size, size_t *out_size, bool *is_binary, dl_arena *arena)
{
    const unsigned char *at = (const unsigned char *)bytes;
    bool is_big;
    dl_text out;

    *is_binary = false;
    dl_text_init(&out, arena);
    if (size >= 4 && memcmp(at, "\xFF\xFE\0", 4) == 0) { /* UTF-32 */
        *is_binary = true;
    } else if (size >= 2 && ((at[0] == 0xFF && at[1] == 0xFE) || (at[0] == 0xFE && at[1] == 0xFF))) {
        decode_utf16(&out, at + 2, size - 2, at[0] == 0xFE);
    } else if (memchr(bytes, 0, size) && is_utf16(at, size, &is_big)) {
        decode_utf16(&out, at, size, is_big);
    } else if (memchr(bytes, 0, size)) {
        *is_binary = true;
    } else {
        size_t mark = size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

        if (is_utf8(at + mark, size - mark)) {
            *out_size = size - mark;
            return bytes + mark;
        }
        if (has_double_bytes(at + mark, size - mark))
            decode_double_bytes(&out, at + mark, size - mark);
        else
            decode_latin1(&out, at + mark, size - mark);
    }
    *out_size = out.count;
    return dl_text_str(&out);
}

const char *dl_source_decode(const char *bytes, size_t size, size_t *out_size, bool *is_binary, dl_arena *arena)
{
    const char *text;
    size_t left = size;

    while (left > 0 && bytes[left - 1] == '\0') /* room that was kept behind the text */
        left--;
    if (left % 2 && left < size && (memchr(bytes, 0, left) || (unsigned char)bytes[0] == 0xFF))
        left++; /* the other half of a character of UTF-16 */
    text = decode(bytes, left, out_size, is_binary, arena);
    return *is_binary ? text : end_lines(text, *out_size, arena);
}
