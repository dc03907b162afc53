#include "support/json.h"

#include "support/text.h"
#include "support/vec.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct parser {
    const char *file;
    const char *text, *at, *end;
    const char *line_start;
    unsigned line, depth;
    dl_arena *arena;
    dl_status *why;
    bool failed;
    DL_VEC(dl_json_member) open; /* members of the objects and arrays that are not closed yet */
} parser;

static unsigned column_of(const parser *p, const char *at)
{
    return (unsigned)(at - p->line_start) + 1;
}

static DL_PRINTF(3, 4) bool refuse(parser *p, const char *at, const char *format, ...)
{
    char message[256];
    va_list args;

    va_start(args, format);
    (void)vsnprintf(message, sizeof message, format, args);
    va_end(args);
    if (!p->failed)
        (void)dl_fail_at(p->why, DL_USAGE, p->file, p->line, column_of(p, at), "%s", message);
    p->failed = true;
    return false;
}

/* What stands at the place, for messages. */
static const char *seen(const parser *p, char text[16])
{
    unsigned char c;

    if (p->at == p->end)
        return "the end of the file";
    c = (unsigned char)*p->at;
    (void)snprintf(text, 16, c >= 32 && c < 127 ? "'%c'" : "byte 0x%02X", c);
    return text;
}

static void skip_space(parser *p)
{
    while (p->at < p->end && (*p->at == ' ' || *p->at == '\t' || *p->at == '\n' || *p->at == '\r')) {
        if (*p->at++ == '\n') {
            p->line++;
            p->line_start = p->at;
        }
    }
}

/* The length of the well-formed UTF-8 character at the place, 0 when there is none. */
static size_t utf8_size(const char *at, const char *end)
{
    unsigned char c = (unsigned char)*at;
    size_t size = c < 0x80 ? 1 : c >= 0xC2 && c < 0xE0 ? 2 : c >= 0xE0 && c < 0xF0 ? 3 : c >= 0xF0 && c < 0xF5 ? 4 : 0;
    unsigned char low = c == 0xE0 ? 0xA0 : c == 0xF0 ? 0x90 : 0x80;
    unsigned char high = c == 0xED ? 0x9F : c == 0xF4 ? 0x8F : 0xBF;

    if (size == 0 || (size_t)(end - at) < size)
        return 0;
    for (size_t i = 1; i < size; i++) {
        unsigned char next = (unsigned char)at[i];

        if (next < (i == 1 ? low : 0x80) || next > (i == 1 ? high : 0xBF))
            return 0;
    }
    return size;
}

/* Four hexadecimal digits at the place; passes over them. */
static bool read_hex4(parser *p, unsigned long *code)
{
    *code = 0;
    for (int i = 0; i < 4; i++, p->at++) {
        char c = p->at < p->end ? *p->at : '\0';

        if (c >= '0' && c <= '9')
            *code = *code * 16 + (unsigned long)(c - '0');
        else if ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'))
            *code = *code * 16 + (unsigned long)((c | 32) - 'a') + 10;
        else
            return refuse(p, p->at, "'\\u' needs four hexadecimal digits");
    }
    return true;
}

/* Behind the backslash. */
static bool read_escape(parser *p, dl_text *to)
{
    static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
    const char *start = p->at - 1, *found;
    unsigned long code, low;

    if (p->at == p->end)
        return refuse(p, p->at, "the string has no end");
    if (*p->at != 'u') {
        found = *p->at ? strchr(names, *p->at) : NULL;
        if (!found)
            return refuse(p, start, "unknown escape in a string");
        dl_text_add_char(to, values[found - names]);
        p->at++;
        return true;
    }
    p->at++;
    if (!read_hex4(p, &code))
        return false;
    if (code >= 0xD800 && code < 0xDC00 && p->end - p->at >= 2 && p->at[0] == '\\' && p->at[1] == 'u') {
        p->at += 2;
        if (!read_hex4(p, &low))
            return false;
        if (low < 0xDC00 || low > 0xDFFF)
            return refuse(p, start, "half a surrogate pair in a string");
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
    }
    if (code == 0)
        return refuse(p, start, "a string may not hold U+0000");
    if (code >= 0xD800 && code <= 0xDFFF)
        return refuse(p, start, "half a surrogate pair in a string");
    dl_text_add_utf8(to, (uint32_t)code);
    return true;
}

/* At the quote. */
static bool read_string(parser *p, const char **out)
{
    dl_text text;
    const char *start = p->at++, *plain = p->at; /* from there on there is no escape */

    dl_text_init(&text, p->arena);
    while (p->at < p->end && *p->at != '"') {
        size_t size = utf8_size(p->at, p->end);

        if (size == 0)
            return refuse(p, p->at, "this is not UTF-8");
        if (size == 1 && (unsigned char)*p->at < 32)
            return refuse(p, p->at, "a control character in a string must be written as an escape");
        if (*p->at == '\\') {
            dl_text_add_n(&text, plain, (size_t)(p->at++ - plain));
            if (!read_escape(p, &text))
                return false;
            plain = p->at;
        } else {
            p->at += size;
        }
    }
    if (p->at == p->end)
        return refuse(p, start, "the string has no end");
    if (plain == start + 1) {
        *out = dl_arena_strndup(p->arena, plain, (size_t)(p->at - plain));
    } else {
        dl_text_add_n(&text, plain, (size_t)(p->at - plain));
        *out = dl_text_str(&text);
    }
    p->at++;
    return true;
}

static void skip_digits(parser *p)
{
    while (p->at < p->end && *p->at >= '0' && *p->at <= '9')
        p->at++;
}

static bool read_number(parser *p, dl_json *value)
{
    const char *start = p->at, *digits;
    char *copy;

    value->is_integer = true;
    if (*p->at == '-')
        p->at++;
    digits = p->at;
    skip_digits(p);
    if (p->at == digits || (*digits == '0' && p->at - digits > 1))
        return refuse(p, start, "this is no number as JSON writes them");
    if (p->at < p->end && *p->at == '.') {
        digits = ++p->at;
        skip_digits(p);
        value->is_integer = false;
    }
    if (p->at > digits && p->at < p->end && (*p->at == 'e' || *p->at == 'E')) {
        p->at++;
        if (p->at < p->end && (*p->at == '+' || *p->at == '-'))
            p->at++;
        digits = p->at;
        skip_digits(p);
        value->is_integer = false;
    }
    if (p->at == digits)
        return refuse(p, start, "this is no number as JSON writes them");
    copy = dl_arena_strndup(p->arena, start, (size_t)(p->at - start));
    value->number = strtod(copy, NULL);
    if (value->is_integer) {
        errno = 0;
        value->integer = strtoll(copy, NULL, 10);
        if (errno == ERANGE)
            return refuse(p, start, "the number is too large");
    }
    return true;
}

/* What people write who take the file for something like JSON. */
static const char *mistake(const parser *p)
{
    if (p->at == p->end)
        return "";
    if (*p->at == '/' || *p->at == '#')
        return ": there are no comments in JSON";
    if (*p->at == '\'')
        return ": texts stand in double quotes";
    return "";
}

static bool read_value(parser *p, const dl_json **out);

/* Of few members each is looked at; of more there is a map, made when it is first needed. */
static bool is_known_key(parser *p, size_t first, dl_map **keys, const char *key)
{
    enum { FEW = 16 };

    if (p->open.count - first < FEW) {
        for (size_t i = first; i < p->open.count; i++)
            if (dl_text_equal(p->open.at[i].key, key))
                return true;
        return false;
    }
    if (!*keys) {
        *keys = dl_map_new(p->arena);
        for (size_t i = first; i < p->open.count; i++)
            (void)dl_map_add(*keys, p->open.at[i].key, p);
    }
    return !dl_map_add(*keys, key, p);
}

static bool read_key(parser *p, size_t first, dl_map **keys, dl_json_member *member)
{
    char text[16];

    if (p->at == p->end || *p->at != '"')
        return refuse(p, p->at, "expected a key in quotes, found %s%s", seen(p, text), mistake(p));
    member->line = p->line;
    member->column = column_of(p, p->at);
    if (!read_string(p, &member->key))
        return false;
    if (is_known_key(p, first, keys, member->key)) {
        p->failed = true;
        (void)dl_fail_at(p->why, DL_USAGE, p->file, member->line, member->column, "duplicate key '%s'", member->key);
        return false;
    }
    skip_space(p);
    if (p->at == p->end || *p->at != ':')
        return refuse(p, p->at, "expected ':' after the key '%s', found %s", member->key, seen(p, text));
    p->at++;
    skip_space(p);
    return true;
}

/* At the bracket; an array is read as an object whose members have no key. */
static bool read_members(parser *p, dl_json *value, char close)
{
    size_t first = p->open.count;
    dl_map *keys = NULL;
    char text[16];

    if (++p->depth > DL_JSON_DEPTH)
        return refuse(p, p->at, "more than %d levels of nesting", DL_JSON_DEPTH);
    p->at++;
    skip_space(p);
    if (p->at < p->end && *p->at == close) {
        p->at++;
        p->depth--;
        return true;
    }
    for (;;) {
        dl_json_member member = {0};

        if (value->kind == DL_JSON_OBJECT && !read_key(p, first, &keys, &member))
            return false;
        if (!read_value(p, &member.value))
            return false;
        dl_vec_push(p->arena, &p->open, member);
        skip_space(p);
        if (p->at == p->end || (*p->at != ',' && *p->at != close))
            return refuse(p, p->at, "expected ',' or '%c', found %s%s", close, seen(p, text),
                          p->at < p->end && *p->at == '"' ? ": a comma is missing before it" : mistake(p));
        if (*p->at++ == close)
            break;
        skip_space(p);
        if (p->at < p->end && *p->at == close)
            return refuse(p, p->at, "a comma before '%c' is not JSON", close);
    }
    value->count = p->open.count - first;
    value->at = dl_arena_copy(p->arena, p->open.at + first, value->count * sizeof *value->at);
    p->open.count = first;
    p->depth--;
    return true;
}

static bool read_word(parser *p, dl_json *value)
{
    static const struct {
        const char *word;
        dl_json_kind kind;
        bool is_true;
    } words[] = {{"true", DL_JSON_BOOL, true}, {"false", DL_JSON_BOOL, false}, {"null", DL_JSON_NULL, false}};
    char text[16];

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t size = strlen(words[i].word);

        if ((size_t)(p->end - p->at) >= size && memcmp(p->at, words[i].word, size) == 0) {
            value->kind = words[i].kind;
            value->is_true = words[i].is_true;
            p->at += size;
            return true;
        }
    }
    return refuse(p, p->at, "expected a value, found %s%s", seen(p, text), mistake(p));
}

static bool read_value(parser *p, const dl_json **out)
{
    dl_json *value = DL_NEW(p->arena, dl_json);

    value->file = p->file;
    value->line = p->line;
    value->column = column_of(p, p->at);
    value->text = "";
    *out = value;
    if (p->at < p->end && (*p->at == '{' || *p->at == '[')) {
        value->kind = *p->at == '{' ? DL_JSON_OBJECT : DL_JSON_ARRAY;
        return read_members(p, value, *p->at == '{' ? '}' : ']');
    }
    if (p->at < p->end && *p->at == '"') {
        value->kind = DL_JSON_STRING;
        return read_string(p, &value->text);
    }
    if (p->at < p->end && (*p->at == '-' || (*p->at >= '0' && *p->at <= '9'))) {
        value->kind = DL_JSON_NUMBER;
        return read_number(p, value);
    }
    return read_word(p, value);
}

dl_code dl_json_parse(const dl_json **out, const char *path, const char *text, size_t size, dl_arena *arena,
                      dl_status *why)
{
    parser p = {.text = text, .at = text, .end = text + size, .line_start = text, .line = 1};
    char found[16];

    p.file = dl_arena_strdup(arena, path);
    p.arena = arena;
    p.why = why;
    if (size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
        p.line_start = p.at = text + 3;
    skip_space(&p);
    if (!read_value(&p, out))
        return DL_USAGE;
    skip_space(&p);
    if (p.at < p.end)
        (void)refuse(&p, p.at, "text after the value: %s", seen(&p, found));
    return p.failed ? DL_USAGE : DL_OK;
}

const dl_json *dl_json_get(const dl_json *object, const char *key)
{
    if (object->kind == DL_JSON_OBJECT)
        for (size_t i = 0; i < object->count; i++)
            if (strcmp(object->at[i].key, key) == 0)
                return object->at[i].value;
    return NULL;
}

/* ---- reading a tree ---- */

static void record(dl_reader *reader, const char *file, unsigned line, unsigned column, const char *format,
                   va_list args)
{
    if (!reader->failed)
        (void)dl_fail_at(reader->why, DL_USAGE, file, line, column, "%s",
                         dl_arena_vprintf(reader->arena, format, args));
    reader->failed = true;
}

void dl_reader_fail(dl_reader *reader, const dl_json *at, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    record(reader, at->file, at->line, at->column, format, args);
    va_end(args);
}

void dl_reader_fail_key(dl_reader *reader, const dl_json *object, const char *key, const char *format, ...)
{
    unsigned line = object->line, column = object->column;
    va_list args;

    for (size_t i = 0; object->kind == DL_JSON_OBJECT && i < object->count; i++) {
        if (strcmp(object->at[i].key, key) == 0) {
            line = object->at[i].line;
            column = object->at[i].column;
        }
    }
    va_start(args, format);
    record(reader, object->file, line, column, format, args);
    va_end(args);
}

const char *dl_reader_hint(dl_reader *reader, const char *text, const char *const *names, size_t count)
{
    const char *near = dl_text_nearest(text, names, count);

    return near ? dl_arena_printf(reader->arena, "; did you mean '%s'?", near) : "";
}

bool dl_reader_expect(dl_reader *reader, const dl_json *value, dl_json_kind kind, const char *what)
{
    static const char *const names[] = {"null", "true or false", "a number", "a string", "a list", "an object"};

    if (value->kind != kind)
        dl_reader_fail(reader, value, "%s must be %s, not %s", what, names[kind], names[value->kind]);
    return value->kind == kind;
}

static size_t count_names(const char *const *names)
{
    size_t count = 0;

    while (names[count])
        count++;
    return count;
}

static bool is_among(const char *text, const char *const *names)
{
    for (; *names; names++)
        if (strcmp(text, *names) == 0)
            return true;
    return false;
}

/* The nearest name, or where none is near all of a few. */
static const char *near_or_all(dl_reader *reader, const char *text, const char *const *names)
{
    enum { FEW = 16 };
    size_t count = count_names(names);
    const char *hint = dl_reader_hint(reader, text, names, count);
    dl_text all;

    if (*hint || count > FEW)
        return hint;
    dl_text_init(&all, reader->arena);
    for (size_t i = 0; i < count; i++)
        dl_text_printf(&all, "%s%s", i ? ", " : " (known: ", names[i]);
    dl_text_add(&all, ")");
    return dl_text_str(&all);
}

bool dl_reader_keys(dl_reader *reader, const dl_json *object, const char *const *keys, const char *what)
{
    if (!dl_reader_expect(reader, object, DL_JSON_OBJECT, what))
        return false;
    for (size_t i = 0; i < object->count; i++)
        if (!is_among(object->at[i].key, keys))
            dl_reader_fail_key(reader, object, object->at[i].key, "unknown key '%s' in %s%s", object->at[i].key, what,
                               near_or_all(reader, object->at[i].key, keys));
    return !reader->failed;
}

const dl_json *dl_reader_need(dl_reader *reader, const dl_json *object, const char *key, const char *what)
{
    static const dl_json nothing = {.file = "", .text = ""};
    const dl_json *value = dl_json_get(object, key);

    if (!value)
        dl_reader_fail(reader, object, "%s needs the key '%s'", what, key);
    return value ? value : &nothing;
}

const char *dl_reader_text(dl_reader *reader, const dl_json *value, const char *what)
{
    if (dl_reader_expect(reader, value, DL_JSON_STRING, what) && !*value->text)
        dl_reader_fail(reader, value, "%s must not be empty", what);
    return value->text;
}

const char *dl_reader_member(dl_reader *reader, const dl_json *object, const char *key)
{
    const dl_json *value = dl_json_get(object, key);

    return value ? dl_reader_text(reader, value, dl_arena_printf(reader->arena, "'%s'", key)) : NULL;
}

bool dl_reader_bool(dl_reader *reader, const dl_json *object, const char *key, bool otherwise)
{
    const dl_json *value = dl_json_get(object, key);

    if (!value)
        return otherwise;
    (void)dl_reader_expect(reader, value, DL_JSON_BOOL, dl_arena_printf(reader->arena, "'%s'", key));
    return value->is_true;
}

unsigned dl_reader_choice(dl_reader *reader, const dl_json *value, const char *const *names, const char *what)
{
    const char *text = dl_reader_text(reader, value, what);

    for (unsigned i = 0; names[i]; i++)
        if (strcmp(names[i], text) == 0)
            return i;
    if (!reader->failed) {
        dl_text list;

        dl_text_init(&list, reader->arena);
        for (unsigned i = 0; names[i]; i++)
            dl_text_printf(&list, "%s'%s'", i == 0 ? "" : names[i + 1] ? ", " : " or ", names[i]);
        dl_reader_fail(reader, value, "'%s' is no %s; it is %s", text, what, dl_text_str(&list));
    }
    return 0;
}

size_t dl_reader_texts(dl_reader *reader, const char *const **out, const dl_json *value, const char *what)
{
    const char **made;
    size_t count = value->kind == DL_JSON_ARRAY ? value->count : 1;

    *out = made = DL_NEW_ARRAY(reader->arena, count + 1, const char *);
    if (value->kind == DL_JSON_STRING) {
        made[0] = dl_reader_text(reader, value, what);
        return 1;
    }
    if (!dl_reader_expect(reader, value, DL_JSON_ARRAY, what))
        return 0;
    for (size_t i = 0; i < count; i++) {
        made[i] = dl_reader_text(reader, value->at[i].value, dl_arena_printf(reader->arena, "each of %s", what));
        for (size_t j = 0; j < i; j++)
            if (strcmp(made[i], made[j]) == 0)
                dl_reader_fail(reader, value->at[i].value, "'%s' stands twice in %s", made[i], what);
    }
    return count;
}
