#include "schema/json_schema.h"

#include <string.h>

typedef struct checker {
    const dl_json *root;
    dl_arena *arena;
    json_schema_fault fault;
} checker;

static bool check(checker *c, const dl_json *schema, const dl_json *value);

static bool refuse(checker *c, const dl_json *at, const char *format, ...) DL_PRINTF(3, 4);

static bool refuse(checker *c, const dl_json *at, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    c->fault = (json_schema_fault){.at = at, .message = dl_arena_vprintf(c->arena, format, args)};
    va_end(args);
    return false;
}

/* ---- comparing ---- */

static bool is_equal(const dl_json *left, const dl_json *right)
{
    if (left->kind != right->kind || left->count != right->count)
        return false;
    switch (left->kind) {
    case DL_JSON_NULL:
        return true;
    case DL_JSON_BOOL:
        return left->is_true == right->is_true;
    case DL_JSON_NUMBER:
        return left->number == right->number;
    case DL_JSON_STRING:
        return strcmp(left->text, right->text) == 0;
    case DL_JSON_ARRAY:
        for (size_t i = 0; i < left->count; i++)
            if (!is_equal(left->at[i].value, right->at[i].value))
                return false;
        return true;
    case DL_JSON_OBJECT:
        for (size_t i = 0; i < left->count; i++) {
            const dl_json *other = dl_json_get(right, left->at[i].key);

            if (!other || !is_equal(left->at[i].value, other))
                return false;
        }
        return true;
    }
    return false;
}

static bool is_of_type(const dl_json *value, const char *type)
{
    static const char *const names[] = {"null", "boolean", "number", "string", "array", "object"};

    if (strcmp(type, "integer") == 0)
        return value->kind == DL_JSON_NUMBER && value->is_integer;
    return strcmp(type, names[value->kind]) == 0;
}

/* ---- patterns: characters, `\c`, `[a-z]`, `[^a]`, each with `*`, `+` or `{n}`; `^` and `$` at the ends ---- */

static const char *behind_atom(const char *at)
{
    if (*at == '\\')
        return at + 2;
    if (*at != '[')
        return at + 1;
    at += at[1] == '^' ? 2 : 1;
    return strchr(at, ']') + 1;
}

static bool meets_atom(const char *atom, char c)
{
    bool is_not, is_in = false;

    if (!c)
        return false;
    if (*atom != '[')
        return c == (*atom == '\\' ? atom[1] : *atom);
    is_not = atom[1] == '^';
    for (atom += is_not ? 2 : 1; *atom != ']'; atom++) {
        if (atom[1] == '-' && atom[2] != ']') {
            is_in = is_in || (c >= atom[0] && c <= atom[2]);
            atom += 2;
        } else {
            is_in = is_in || c == *atom;
        }
    }
    return is_in != is_not;
}

static int number_at(const char *digits)
{
    int number = 0;

    for (; *digits >= '0' && *digits <= '9'; digits++)
        number = number * 10 + (*digits - '0');
    return number;
}

static bool matches_here(const char *pattern, const char *text)
{
    const char *next;
    int least = 1, most = 1;

    if (!*pattern)
        return true;
    if (strcmp(pattern, "$") == 0)
        return !*text;
    next = behind_atom(pattern);
    if (*next == '*' || *next == '+') {
        least = *next == '+';
        most = 1000;
        next++;
    } else if (*next == '{') {
        least = most = number_at(next + 1);
        next = strchr(next, '}') + 1;
    }
    for (int i = 0; i <= most; i++) {
        if (i >= least && matches_here(next, text))
            return true;
        if (!meets_atom(pattern, *text++))
            return false;
    }
    return false;
}

static bool matches(const char *pattern, const char *text)
{
    if (*pattern == '^')
        return matches_here(pattern + 1, text);
    for (;; text++) {
        if (matches_here(pattern, text))
            return true;
        if (!*text)
            return false;
    }
}

/* ---- keywords ---- */

static bool check_ref(checker *c, const dl_json *word, const dl_json *schema, const dl_json *value)
{
    static const char prefix[] = "#/definitions/";
    const dl_json *found = dl_json_get(dl_json_get(c->root, "definitions"), word->text + sizeof prefix - 1);

    (void)schema;
    if (strncmp(word->text, prefix, sizeof prefix - 1) == 0 && found)
        return check(c, found, value);
    (void)refuse(c, word, "there is no '%s'", word->text);
    c->fault.is_of_schema = true;
    return false;
}

static bool check_all_of(checker *c, const dl_json *word, const dl_json *schema, const dl_json *value)
{
    (void)schema;
    for (size_t i = 0; i < word->count; i++)
        if (!check(c, word->at[i].value, value))
            return false;
    return true;
}

/* How many of the list hold; the fault that stays is the deepest. */
static size_t count_holding(checker *c, const dl_json *word, const dl_json *value)
{
    json_schema_fault best = {.message = NULL};
    size_t count = 0;

    for (size_t i = 0; i < word->count; i++) {
        if (check(c, word->at[i].value, value))
            count++;
        else if (c->fault.is_of_schema)
            return 0;
        else if (!best.message || best.at == value)
            best = c->fault;
    }
    c->fault = best;
    return count;
}

static bool check_any_of(checker *c, const dl_json *word, const dl_json *schema, const dl_json *value)
{
    (void)schema;
    return count_holding(c, word, value) > 0;
}

static bool check_one_of(checker *c, const dl_json *word, const dl_json *schema, const dl_json *value)
{
    size_t count = count_holding(c, word, value);

    (void)schema;
    if (count > 1)
        return refuse(c, value, "%zu alternatives hold, not one", count);
    return count == 1;
}

static bool check_not(checker *c, const dl_json *word, const dl_json *schema, const dl_json *value)
{
    (void)schema;
    return !check(c, word, value) || refuse(c, value, "this is what it must not be");
}

static bool check_if(checker *c, const dl_json *word, const dl_json *schema, const dl_json *value)
{
    const dl_json *then = dl_json_get(schema, "then");

    return !check(c, word, value) || !then || check(c, then, value);
}

static bool check_type(checker *c, const dl_json *word, const dl_json *schema, const dl_json *value)
{
    bool is_one = word->kind == DL_JSON_STRING && is_of_type(value, word->text);

    (void)schema;
    for (size_t i = 0; word->kind == DL_JSON_ARRAY && i < word->count; i++)
        is_one = is_one || is_of_type(value, word->at[i].value->text);
    return is_one || refuse(c, value, "the type is wrong");
}

static bool check_enum(checker *c, const dl_json *word, const dl_json *schema, const dl_json *value)
{
    (void)schema;
    for (size_t i = 0; i < word->count; i++)
        if (is_equal(word->at[i].value, value))
            return true;
    return refuse(c, value, "'%s' is none of the values that may stand here", value->text);
}

static bool check_const(checker *c, const dl_json *word, const dl_json *schema, const dl_json *value)
{
    (void)schema;
    return is_equal(word, value) || refuse(c, value, "'%s' is not what must stand here", value->text);
}

static bool check_properties(checker *c, const dl_json *word, const dl_json *schema, const dl_json *value)
{
    (void)schema;
    for (size_t i = 0; value->kind == DL_JSON_OBJECT && i < value->count; i++) {
        const dl_json *own = dl_json_get(word, value->at[i].key);

        if (own && !check(c, own, value->at[i].value))
            return false;
    }
    return true;
}

static bool check_additional(checker *c, const dl_json *word, const dl_json *schema, const dl_json *value)
{
    const dl_json *known = dl_json_get(schema, "properties");

    for (size_t i = 0; value->kind == DL_JSON_OBJECT && i < value->count; i++) {
        if (known && dl_json_get(known, value->at[i].key))
            continue;
        if (word->kind == DL_JSON_BOOL && !word->is_true)
            return refuse(c, value, "the key '%s' is not known here", value->at[i].key);
        if (word->kind == DL_JSON_OBJECT && !check(c, word, value->at[i].value))
            return false;
    }
    return true;
}

static bool check_required(checker *c, const dl_json *word, const dl_json *schema, const dl_json *value)
{
    (void)schema;
    for (size_t i = 0; value->kind == DL_JSON_OBJECT && i < word->count; i++)
        if (!dl_json_get(value, word->at[i].value->text))
            return refuse(c, value, "the key '%s' is missing", word->at[i].value->text);
    return true;
}

static bool check_items(checker *c, const dl_json *word, const dl_json *schema, const dl_json *value)
{
    (void)schema;
    for (size_t i = 0; value->kind == DL_JSON_ARRAY && i < value->count; i++)
        if (!check(c, word, value->at[i].value))
            return false;
    return true;
}

static bool check_unique(checker *c, const dl_json *word, const dl_json *schema, const dl_json *value)
{
    (void)schema;
    for (size_t i = 0; word->is_true && value->kind == DL_JSON_ARRAY && i < value->count; i++)
        for (size_t j = 0; j < i; j++)
            if (is_equal(value->at[i].value, value->at[j].value))
                return refuse(c, value->at[i].value, "this stands twice in the list");
    return true;
}

static bool check_pattern(checker *c, const dl_json *word, const dl_json *schema, const dl_json *value)
{
    (void)schema;
    return value->kind != DL_JSON_STRING || matches(word->text, value->text) ||
           refuse(c, value, "'%s' does not match %s", value->text, word->text);
}

static bool check_size(checker *c, const dl_json *value, bool is_of_kind, bool is_right)
{
    return !is_of_kind || is_right || refuse(c, value, "there is too much or too little of it");
}

static bool check_min_size(checker *c, const dl_json *word, const dl_json *schema, const dl_json *value)
{
    bool is_list = value->kind == DL_JSON_ARRAY && dl_json_get(schema, "minItems") == word;
    bool is_object = value->kind == DL_JSON_OBJECT && dl_json_get(schema, "minProperties") == word;

    return check_size(c, value, is_list || is_object, (int64_t)value->count >= word->integer);
}

static bool check_max_size(checker *c, const dl_json *word, const dl_json *schema, const dl_json *value)
{
    bool is_list = value->kind == DL_JSON_ARRAY && dl_json_get(schema, "maxItems") == word;
    bool is_object = value->kind == DL_JSON_OBJECT && dl_json_get(schema, "maxProperties") == word;

    return check_size(c, value, is_list || is_object, (int64_t)value->count <= word->integer);
}

static bool check_min_length(checker *c, const dl_json *word, const dl_json *schema, const dl_json *value)
{
    (void)schema;
    return check_size(c, value, value->kind == DL_JSON_STRING, (int64_t)strlen(value->text) >= word->integer);
}

static bool check_minimum(checker *c, const dl_json *word, const dl_json *schema, const dl_json *value)
{
    (void)schema;
    return check_size(c, value, value->kind == DL_JSON_NUMBER, value->number >= word->number);
}

static bool check_maximum(checker *c, const dl_json *word, const dl_json *schema, const dl_json *value)
{
    (void)schema;
    return check_size(c, value, value->kind == DL_JSON_NUMBER, value->number <= word->number);
}

static bool pass(checker *c, const dl_json *word, const dl_json *schema, const dl_json *value)
{
    (void)c;
    (void)word;
    (void)schema;
    (void)value;
    return true;
}

static const struct {
    const char *word;
    bool (*check)(checker *c, const dl_json *word, const dl_json *schema, const dl_json *value);
} keywords[] = {{"$schema", pass},
                {"title", pass},
                {"description", pass},
                {"definitions", pass},
                {"then", pass}, /* `if` looks at it */
                {"$ref", check_ref},
                {"allOf", check_all_of},
                {"anyOf", check_any_of},
                {"oneOf", check_one_of},
                {"not", check_not},
                {"if", check_if},
                {"type", check_type},
                {"enum", check_enum},
                {"const", check_const},
                {"properties", check_properties},
                {"additionalProperties", check_additional},
                {"required", check_required},
                {"items", check_items},
                {"uniqueItems", check_unique},
                {"pattern", check_pattern},
                {"minItems", check_min_size},
                {"minProperties", check_min_size},
                {"maxItems", check_max_size},
                {"maxProperties", check_max_size},
                {"minLength", check_min_length},
                {"minimum", check_minimum},
                {"maximum", check_maximum}};
enum { KEYWORDS = sizeof keywords / sizeof *keywords };

static bool check(checker *c, const dl_json *schema, const dl_json *value)
{
    for (size_t i = 0; i < schema->count; i++) {
        size_t k = 0;

        while (k < KEYWORDS && strcmp(keywords[k].word, schema->at[i].key) != 0)
            k++;
        if (k == KEYWORDS) {
            (void)refuse(c, schema->at[i].value, "the keyword '%s' is not known", schema->at[i].key);
            c->fault.is_of_schema = true;
            return false;
        }
        if (!keywords[k].check(c, schema->at[i].value, schema, value))
            return false;
    }
    return true;
}

json_schema_fault json_schema_check(const dl_json *root, const dl_json *value, dl_arena *arena)
{
    checker c = {.root = root, .arena = arena};

    if (check(&c, root, value))
        return (json_schema_fault){.message = NULL};
    return c.fault;
}
