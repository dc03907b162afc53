/* json.h: strict JSON with a place for every value, and reading such a tree key by key.
 * An own reader, because the errors of rules, facts and configuration name file, line and
 * column, and because cJSON accepts duplicate keys, NaN and text after the value, and keeps
 * the place of its last error in a global. cJSON is used where JSON is written.
 * Strict is: RFC 8259, UTF-8 well formed, no duplicate key, no text after the value, no
 * U+0000 in a string, at most DL_JSON_DEPTH levels. A byte order mark is passed over.
 * Owns: all in the arena given; values keep `file`, not the text. */
#ifndef DL_SUPPORT_JSON_H
#define DL_SUPPORT_JSON_H

#include "support/arena.h"

#include <stdint.h>

enum { DL_JSON_DEPTH = 64 };

typedef enum dl_json_kind {
    DL_JSON_NULL,
    DL_JSON_BOOL,
    DL_JSON_NUMBER,
    DL_JSON_STRING,
    DL_JSON_ARRAY,
    DL_JSON_OBJECT
} dl_json_kind;

typedef struct dl_json dl_json;

/* A member of an object, in the order of the file; of an array: `key` is NULL. */
typedef struct dl_json_member {
    const char *key;
    unsigned line, column; /* of the key */
    const dl_json *value;
} dl_json_member;

struct dl_json {
    dl_json_kind kind;
    unsigned line, column; /* from 1; bytes */
    const char *file;
    bool is_true;
    bool is_integer; /* `integer` holds the number exactly */
    int64_t integer;
    double number;
    const char *text; /* string, NUL-terminated; else "" */
    const dl_json_member *at;
    size_t count;
};

/* Fails with DL_USAGE, file, line and column. `path` is for messages and is not opened. */
dl_code dl_json_parse(const dl_json **out, const char *path, const char *text, size_t size, dl_arena *arena,
                      dl_status *why);
/* NULL where `object` is no object or has no such key. */
const dl_json *dl_json_get(const dl_json *object, const char *key);

/* ---- reading a tree ----
 * A reader remembers the first failure; after one, all goes on with harmless values, and the
 * holder looks at `failed` at its end. So the readers of a deep tree need no code for every step. */
typedef struct dl_reader {
    dl_arena *arena;
    dl_status *why;
    bool failed;
} dl_reader;

/* Records a failure (DL_USAGE) at the value. */
void dl_reader_fail(dl_reader *reader, const dl_json *at, const char *format, ...) DL_PRINTF(3, 4);
void dl_reader_fail_key(dl_reader *reader, const dl_json *object, const char *key, const char *format, ...)
    DL_PRINTF(4, 5);
/* "; did you mean 'NAME'?" or "". */
const char *dl_reader_hint(dl_reader *reader, const char *text, const char *const *names, size_t count);
/* Whether `value` is of the kind; fails with "WHAT must be a string, not a number". */
bool dl_reader_expect(dl_reader *reader, const dl_json *value, dl_json_kind kind, const char *what);
/* Whether `object` is an object and has no key but those of `keys` (NULL-terminated). */
bool dl_reader_keys(dl_reader *reader, const dl_json *object, const char *const *keys, const char *what);
/* The member; fails when it is missing. */
const dl_json *dl_reader_need(dl_reader *reader, const dl_json *object, const char *key, const char *what);
/* A string that is not empty; "" after a failure. */
const char *dl_reader_text(dl_reader *reader, const dl_json *value, const char *what);
/* The optional string `key` of an object, or NULL. */
const char *dl_reader_member(dl_reader *reader, const dl_json *object, const char *key);
bool dl_reader_bool(dl_reader *reader, const dl_json *object, const char *key, bool otherwise);
/* Which of `names` (NULL-terminated) the string is; 0 after a failure. */
unsigned dl_reader_choice(dl_reader *reader, const dl_json *value, const char *const *names, const char *what);
/* A list of strings, or one string that stands for such a list; no string twice. */
size_t dl_reader_texts(dl_reader *reader, const char *const **out, const dl_json *value, const char *what);

#endif
