/* lower_string.c: the characters of a literal. */
#include "frontend/lower.h"
#include "frontend/sources.h"

#include <stdlib.h>

/* ---- what the parser spells ---- */

/* What a file is called where the parser has told its name: by its path only where another one is called the same. */
static const char *shown_name(dl_lower *l, const char *given)
{
    const dl_sources *sources = l->unit->files;
    const dl_unit_source *source = dl_sources_find(sources, given);
    const char *name = dl_path_name(given);

    for (size_t i = 0; source && i < sources->files.count; i++)
        if (sources->files.at[i] != source && dl_text_equal(dl_path_name(sources->files.at[i]->path), name))
            return source->path;
    return name;
}

/* `(lambda at /drvlint/0/driver.cpp:16:30)`: the parser knows a file by a name of ours. */
static const char *shown(dl_lower *l, const char *text)
{
    static const char ours[] = "/drvlint/";

    for (const char *at = strstr(text, ours); at; at = strstr(text, ours)) {
        size_t size = strcspn(at, ":)");
        const char *name = shown_name(l, dl_arena_printf(l->scratch, "%.*s", (int)size, at));

        text = dl_arena_printf(l->scratch, "%.*s%s%s", (int)(at - text), text, name, at + size);
    }
    return text;
}

const char *dl_lower_string(dl_lower *l, CXString string)
{
    const char *text = clang_getCString(string);
    const char *made = dl_name(l->names, text ? shown(l, text) : "");

    clang_disposeString(string);
    return made;
}

/* ---- literals ---- */

static void add_code_point(dl_text *out, uint32_t code)
{
    if (code < 0x80) {
        dl_text_add_char(out, (char)code);
    } else if (code < 0x800) {
        dl_text_add_char(out, (char)(0xC0 | code >> 6));
        dl_text_add_char(out, (char)(0x80 | (code & 0x3F)));
    } else if (code < 0x10000) {
        dl_text_add_char(out, (char)(0xE0 | code >> 12));
        dl_text_add_char(out, (char)(0x80 | (code >> 6 & 0x3F)));
        dl_text_add_char(out, (char)(0x80 | (code & 0x3F)));
    } else {
        dl_text_add_char(out, (char)(0xF0 | (code >> 18 & 7)));
        dl_text_add_char(out, (char)(0x80 | (code >> 12 & 0x3F)));
        dl_text_add_char(out, (char)(0x80 | (code >> 6 & 0x3F)));
        dl_text_add_char(out, (char)(0x80 | (code & 0x3F)));
    }
}

static uint32_t simple_escape(char c)
{
    static const char from[] = "abfnrtv", to[] = "\a\b\f\n\r\t\v";
    const char *at = c ? strchr(from, c) : NULL;

    return at ? (uint32_t)to[at - from] : (unsigned char)c;
}

/* An escape behind its backslash. */
static uint32_t read_escape(const char **at)
{
    char c = *(*at)++;
    unsigned base = 8, most = 3;
    uint32_t code = 0;

    if (c == 'x' || c == 'u' || c == 'U') {
        base = 16;
        most = c == 'u' ? 4 : 8;
    } else if (c >= '0' && c <= '7') {
        (*at)--;
    } else {
        return simple_escape(c);
    }
    for (unsigned i = 0; i < most && **at; i++) {
        char digit[2] = {**at, '\0'};
        char *end;
        unsigned long value = strtoul(digit, &end, (int)base);

        if (end == digit || digit[0] == '+' || digit[0] == '-' || digit[0] == ' ')
            break;
        code = code * base + (uint32_t)value;
        (*at)++;
    }
    return code;
}

/* libclang prints a literal, joined and expanded, as one token with escapes. */
const char *dl_lower_read_string(dl_lower *l, const char *printed)
{
    const char *at = strchr(printed, '"');
    bool is_wide = at && at != printed && strncmp(printed, "u8", 2) != 0;
    uint32_t high = 0;
    dl_text out;

    dl_text_init(&out, l->scratch);
    if (!at)
        return "";
    for (at++; *at;) {
        uint32_t code;

        if (*at == '"') {
            at += at[1] == '"' ? 2 : 1; /* `""` ends an escape before a digit */
            continue;
        }
        if (*at != '\\') {
            dl_text_add_char(&out, *at++);
            continue;
        }
        at++;
        if (!*at)
            break;
        code = read_escape(&at);
        if (code >= 0xD800 && code < 0xDC00) {
            high = code;
        } else if (high && code >= 0xDC00 && code < 0xE000) {
            add_code_point(&out, 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00));
            high = 0;
        } else if (is_wide) {
            add_code_point(&out, code);
        } else {
            dl_text_add_char(&out, (char)code);
        }
    }
    return dl_text_str(&out);
}
