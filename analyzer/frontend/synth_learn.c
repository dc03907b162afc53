#include "frontend/synth_items.h"

#include <string.h>

/* One error, taken apart. */
typedef struct complaint {
    dl_synth *s;
    const char *text;
    const char *quoted[3];        /* what stands in quotes, in order; NULL where there is none */
    const dl_unit_source *source; /* NULL: not in a file of the project */
    bool in_header;
    unsigned line;                 /* in the header */
    size_t token;                  /* the token at the place, in source->tokens; count: none */
    const dl_unit_source *used_in; /* where the macro that the place stands in is used, or NULL */
    size_t used_at;                /* its token there */
} complaint;

/* ---- taking apart ---- */

/* The `n`-th text in single quotes. A quote inside a type is always part of a pair of its own. */
static const char *quoted(const char *text, size_t n, dl_arena *arena)
{
    for (const char *at = strchr(text, '\''); at; at = strchr(at, '\'')) {
        const char *end = strchr(at + 1, '\'');

        if (!end)
            return NULL;
        if (n-- == 0)
            return dl_arena_strndup(arena, at + 1, (size_t)(end - at - 1));
        at = end + 1;
    }
    return NULL;
}

/* `'ULONG' (aka 'unsigned long')` → `'ULONG'`. */
static const char *without_aka(const char *text, dl_arena *arena)
{
    dl_text out;

    dl_text_init(&out, arena);
    while (*text) {
        const char *end = dl_text_starts(text, " (aka '") ? strstr(text, "')") : NULL;

        if (end)
            text = end + 2;
        else
            dl_text_add_char(&out, *text++);
    }
    return dl_text_str(&out);
}

static size_t token_at(const dl_tokens *tokens, unsigned offset)
{
    size_t low = 0, high = tokens->count;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (tokens->at[middle].offset + tokens->at[middle].size <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low < tokens->count && tokens->at[low].offset <= offset ? low : tokens->count;
}

static bool take_apart(complaint *c, dl_synth *s, CXDiagnostic diagnostic)
{
    CXString text = clang_getDiagnosticSpelling(diagnostic), name;
    CXFile file;
    unsigned offset, column;
    const char *given;

    memset(c, 0, sizeof *c);
    c->s = s;
    c->text = without_aka(clang_getCString(text), s->arena);
    clang_disposeString(text);
    for (size_t i = 0; i < 3; i++)
        c->quoted[i] = quoted(c->text, i, s->arena);
    clang_getExpansionLocation(clang_getDiagnosticLocation(diagnostic), &file, &c->line, &column, &offset);
    if (!file)
        return false;
    name = clang_getFileName(file);
    c->used_in = clang_getCString(name) ? dl_sources_find(s->sources, clang_getCString(name)) : NULL;
    c->used_at = c->used_in ? token_at(&c->used_in->tokens, offset) : 0;
    clang_disposeString(name);
    clang_getSpellingLocation(clang_getDiagnosticLocation(diagnostic), &file, &c->line, &column, &offset);
    name = clang_getFileName(file);
    given = clang_getCString(name);
    c->in_header = given && strcmp(given, DL_UNIT_HEADER) == 0;
    c->source = given ? dl_sources_find(s->sources, given) : NULL;
    clang_disposeString(name);
    if (c->in_header) { /* a macro of ours: the place that matters is where it is used */
        unsigned line = c->line;

        clang_getExpansionLocation(clang_getDiagnosticLocation(diagnostic), &file, &c->line, &column, &offset);
        name = clang_getFileName(file);
        given = clang_getCString(name);
        c->in_header = given && strcmp(given, DL_UNIT_HEADER) == 0;
        c->source = given ? dl_sources_find(s->sources, given) : NULL;
        clang_disposeString(name);
        if (c->in_header)
            c->line = line;
    }
    c->token = c->source ? token_at(&c->source->tokens, offset) : 0;
    return true;
}

static bool says(const complaint *c, const char *words)
{
    return strstr(c->text, words) != NULL;
}

static bool is_identifier(const char *text)
{
    if (!text || !*text || (*text >= '0' && *text <= '9'))
        return false;
    for (; *text; text++)
        if (!((*text >= 'a' && *text <= 'z') || (*text >= 'A' && *text <= 'Z') || (*text >= '0' && *text <= '9') ||
              *text == '_' || *text == '$'))
            return false;
    return true;
}

/* `struct _X`, `_X`, `const X` … → the name alone. */
static const char *bare_type(const char *type)
{
    static const char *const heads[] = {"const ", "volatile ", "struct ", "union ", "enum ", "class "};

    for (size_t i = 0; type && i < sizeof heads / sizeof *heads; i++)
        if (dl_text_starts(type, heads[i])) {
            type += strlen(heads[i]);
            i = (size_t)-1;
        }
    return type;
}

/* The name before or behind the place, brackets passed over. NULL when there is none. */
static const char *name_before(const complaint *c, size_t token, bool *is_member, bool *is_call)
{
    const dl_tokens *tokens = &c->source->tokens;
    const dl_token *at = dl_token_before(tokens, token), *before;
    int depth = 0;

    *is_member = *is_call = false;
    while (at && (depth > 0 || dl_token_is(at, "]") || dl_token_is(at, ")"))) {
        if (dl_token_is(at, "]") || dl_token_is(at, ")")) {
            *is_call = depth == 0 && dl_token_is(at, ")");
            depth++;
        } else if (dl_token_is(at, "[") || dl_token_is(at, "(")) {
            depth--;
        }
        at = dl_token_before(tokens, (size_t)(at - tokens->at));
    }
    if (!at || at->kind != DL_TOKEN_NAME)
        return NULL;
    before = dl_token_before(tokens, (size_t)(at - tokens->at));
    *is_member = before && (dl_token_is(before, ".") || dl_token_is(before, "->"));
    return dl_token_str(at, c->s->arena);
}

/* At or behind a place; in the text of a macro, there. `count` when there is nothing more. */
static size_t token_from(const dl_tokens *tokens, size_t at)
{
    return at < tokens->count && tokens->at[at].is_directive ? at : dl_tokens_live(tokens, at);
}

static size_t token_behind(const dl_tokens *tokens, size_t at)
{
    const dl_token *next = at < tokens->count ? dl_token_behind(tokens, at) : NULL;

    return next ? (size_t)(next - tokens->at) : tokens->count;
}

/* The last name of the path that begins behind the place: `&a->b.c` → c. */
static const char *name_behind(const complaint *c, size_t token, bool *is_member, bool *is_call)
{
    const dl_tokens *tokens = &c->source->tokens;
    size_t at = token_from(tokens, token);
    const char *name = NULL;

    *is_member = *is_call = false;
    while (at < tokens->count && tokens->at[at].kind != DL_TOKEN_NAME) {
        if (!strchr("&*(!~-:", *tokens->at[at].text))
            return NULL;
        at = token_behind(tokens, at);
    }
    while (at < tokens->count && tokens->at[at].kind == DL_TOKEN_NAME) {
        size_t next = token_behind(tokens, at);

        name = dl_token_str(&tokens->at[at], c->s->arena);
        *is_call = false;
        while (next < tokens->count && (dl_token_is(&tokens->at[next], "[") || dl_token_is(&tokens->at[next], "("))) {
            const dl_token *close = dl_token_close(tokens, next);

            *is_call = dl_token_is(&tokens->at[next], "(");
            next = close ? token_behind(tokens, (size_t)(close - tokens->at)) : tokens->count;
        }
        if (next >= tokens->count || !(dl_token_is(&tokens->at[next], ".") || dl_token_is(&tokens->at[next], "->")))
            return name;
        *is_member = true;
        at = token_behind(tokens, next);
    }
    return name;
}

/* ---- acting ---- */

bool dl_synth_add_member(dl_synth *s, const char *tag, const char *member)
{
    dl_learnt_members *list = dl_map_get(s->members, tag);

    if (!list) {
        list = DL_NEW(s->arena, dl_learnt_members);
        list->tag = dl_arena_strdup(s->arena, tag);
        dl_map_set(s->members, tag, list);
        dl_vec_push(s->arena, &s->member_lists, list);
    }
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->at[i], member) == 0)
            return false;
    dl_vec_push(s->arena, list, dl_arena_strdup(s->arena, member));
    s->is_changed = true;
    return true;
}

dl_forced *dl_synth_force(dl_synth *s, const char *member)
{
    dl_forced *forced = dl_map_get(s->forced, member);

    if (!forced) {
        forced = DL_NEW(s->arena, dl_forced);
        forced->member = dl_arena_strdup(s->arena, member);
        dl_map_set(s->forced, member, forced);
        dl_vec_push(s->arena, &s->forced_list, forced);
    }
    return forced;
}

/* The hook of the stub's record with this tag, or NULL. */
static const char *hook_of(const dl_synth *s, const char *tag)
{
    const char *plain = tag[0] == '_' ? tag + 1 : tag;
    const char *hook = dl_arena_printf(s->arena, "DL_MORE_%s", plain);

    return dl_map_get(s->stub->hooks_known, hook) ? hook : NULL;
}

static const char *tag_of_type(const complaint *c, const char *type)
{
    const char *bare = bare_type(type);
    const dl_item *item = is_identifier(bare) ? dl_synth_item(c->s, bare) : NULL;

    return item && item->tag ? item->tag : bare;
}

static void learn_member(complaint *c, const char *member, const char *type)
{
    const char *tag = tag_of_type(c, type), *hook;

    if (!is_identifier(member) || !tag)
        return;
    if (strstr(type, "_IO_STACK_LOCATION::"))
        hook = "DL_MORE_IO_STACK_LOCATION_PARAMETERS";
    else
        hook = is_identifier(tag) ? hook_of(c->s, tag) : NULL;
    if (hook)
        (void)dl_synth_add_member(c->s, hook, member);
    else if (is_identifier(tag))
        (void)dl_synth_add_member(c->s, tag, member);
}

static void set_shape(complaint *c, const char *name, bool is_member, bool is_call, dl_shape shape)
{
    dl_item *item = name && !is_member ? dl_synth_item(c->s, name) : NULL;

    if (is_member && name) {
        dl_forced *forced = dl_synth_force(c->s, name);

        if ((forced->shape == shape && !forced->type) || forced->changes >= 4)
            return;
        forced->shape = shape;
        forced->type = NULL;
        forced->changes++;
        c->s->is_changed = true;
    } else if (item && item->changes < 6 && (item->shape != shape || item->type)) {
        (void)is_call;
        item->shape = shape;
        item->type = NULL;
        item->changes++;
        c->s->is_changed = true;
    }
}

static void set_shape_before(complaint *c, dl_shape shape)
{
    bool is_member, is_call;
    const char *name = name_before(c, c->token, &is_member, &is_call);

    set_shape(c, name, is_member, is_call, shape);
}

static void set_shape_behind(complaint *c, dl_shape shape)
{
    bool is_member, is_call;
    const char *name = name_behind(c, c->token, &is_member, &is_call);

    set_shape(c, name, is_member, is_call, shape);
}

/* `typeof(X)`, which is what we wrote for a member → X. */
static const char *without_typeof(const complaint *c, const char *type)
{
    static const char *const heads[] = {"typeof(", "__typeof__("};

    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        size_t head = strlen(heads[i]), size = strlen(type);

        if (!dl_text_starts(type, heads[i]) || type[size - 1] != ')')
            continue;
        type = dl_arena_strndup(c->s->arena, type + head, size - head - 1);
        i = (size_t)-1;
    }
    return type;
}

static void set_type(complaint *c, const char *name, bool is_member, const char *type)
{
    dl_item *item = name && !is_member ? dl_synth_item(c->s, name) : NULL;

    while (type && dl_text_starts(type, "const ") && !strchr(type, '*'))
        type += strlen("const ");
    type = type ? without_typeof(c, type) : NULL;
    if (!name || !type || strstr(type, "dl_m_") || strstr(type, "overloaded") || strstr(type, "lambda") ||
        strstr(type, "unnamed") || strstr(type, "anonymous"))
        return;
    if (is_member) {
        dl_forced *forced = dl_synth_force(c->s, name);

        if (dl_text_equal(forced->type, type) || forced->changes >= 4)
            return;
        forced->type = type;
        forced->changes++;
        c->s->is_changed = true;
    } else if (item && item->changes < 6 && !dl_text_equal(item->type, type) &&
               (item->kind == DL_ITEM_FUNCTION || item->kind == DL_ITEM_VARIABLE || item->kind == DL_ITEM_CONSTANT)) {
        if (item->kind == DL_ITEM_CONSTANT)
            item->kind = DL_ITEM_VARIABLE;
        item->type = type;
        item->changes++;
        c->s->is_changed = true;
    }
}

/* What a made-up pointer type points to is no record. */
static bool change_pointed(complaint *c, const char *tag)
{
    for (size_t i = 0; i < c->s->list.count; i++) {
        dl_item *item = c->s->list.at[i];

        if (item->kind != DL_ITEM_POINTER || item->is_banned || item->changes > 3 || !dl_text_equal(item->tag, tag))
            continue;
        item->kind = DL_ITEM_SCALAR_POINTER;
        item->changes++;
        c->s->is_changed = true;
        return true;
    }
    return false;
}

/* The type that was made up as a scalar holds members after all, or the other way round. */
static bool change_type(complaint *c, const char *type, dl_item_kind kind)
{
    const char *bare = bare_type(type);
    dl_item *item = is_identifier(bare) ? dl_synth_item(c->s, bare) : NULL;

    if (!item && kind == DL_ITEM_SCALAR && is_identifier(bare) && change_pointed(c, bare))
        return true;

    if (kind == DL_ITEM_SCALAR && item) {
        const dl_use *use = dl_uses_get(&c->s->uses, bare);
        bool has_stars, is_held;

        if (use && dl_shape_of_type(&c->s->uses, use, &has_stars, &is_held) == DL_SHAPE_RECORD)
            return false;
    }
    if (!item || item->is_banned || item->kind == kind || item->changes > 3 ||
        !(item->kind == DL_ITEM_SCALAR || item->kind == DL_ITEM_RECORD || item->kind == DL_ITEM_POINTER ||
          item->kind == DL_ITEM_FUNCTION_POINTER || item->kind == DL_ITEM_SCALAR_POINTER))
        return false;
    item->kind = kind;
    item->changes++;
    if ((kind == DL_ITEM_RECORD || kind == DL_ITEM_POINTER) && !item->tag)
        item->tag = dl_arena_printf(c->s->arena, "dl_t_%s", item->name);
    c->s->is_changed = true;
    return true;
}

/* In the text of a macro: what is given, where it is used, for the parameter that stands before the place. False: it
 * is none. `c` is then moved behind the argument. */
static bool move_to_argument(complaint *c, const char *name)
{
    const dl_tokens *tokens = &c->source->tokens;
    size_t hash = c->token, open, at, close;
    const char *macro;
    unsigned wanted = 0;

    while (hash > 0 && hash < tokens->count && !tokens->at[hash].is_hash)
        hash--;
    if (!name || !c->used_in || hash + 3 >= tokens->count || !tokens->at[hash].is_hash ||
        !dl_token_is(&tokens->at[hash + 1], "define") || !dl_token_is(&tokens->at[hash + 3], "("))
        return false;
    macro = dl_token_str(&tokens->at[hash + 2], c->s->arena);
    for (at = hash + 4; at < c->token && !dl_token_is(&tokens->at[at], name); at++) {
        if (dl_token_is(&tokens->at[at], ")"))
            return false;
        wanted += dl_token_is(&tokens->at[at], ",");
    }
    tokens = &c->used_in->tokens;
    open = token_behind(tokens, c->used_at);
    if (at >= c->token || c->used_at >= tokens->count || !dl_token_is(&tokens->at[c->used_at], macro) ||
        open >= tokens->count || !dl_token_is(&tokens->at[open], "("))
        return false;
    close = dl_tokens_close(tokens, open);
    for (at = token_behind(tokens, open); at < close; at = token_behind(tokens, at)) {
        if (dl_token_is(&tokens->at[at], "(") || dl_token_is(&tokens->at[at], "["))
            at = dl_tokens_close(tokens, at);
        else if (dl_token_is(&tokens->at[at], ",") && wanted-- == 0)
            break;
    }
    c->source = c->used_in;
    c->token = at;
    c->used_in = NULL;
    return at < tokens->count;
}

static void learn_not_record(complaint *c)
{
    const dl_tokens *tokens = &c->source->tokens;
    bool is_member, is_call;
    size_t at = c->token;
    const char *name;
    bool is_arrow;

    /* the place is the member operator, or the member's name */
    if (at < tokens->count && tokens->at[at].kind == DL_TOKEN_NAME && dl_token_before(tokens, at))
        at = (size_t)(dl_token_before(tokens, at) - tokens->at);
    if (at >= tokens->count || !(dl_token_is(&tokens->at[at], ".") || dl_token_is(&tokens->at[at], "->")))
        return;
    is_arrow = dl_token_is(&tokens->at[at], "->") && says(c, "is not a pointer");
    if (c->quoted[0] && change_type(c, c->quoted[0], is_arrow ? DL_ITEM_POINTER : DL_ITEM_RECORD))
        return;
    name = name_before(c, at, &is_member, &is_call);
    is_arrow = dl_token_is(&tokens->at[at], "->");
    if (!is_member && move_to_argument(c, name))
        name = name_before(c, c->token, &is_member, &is_call);
    set_shape(c, name, is_member, is_call, is_arrow ? DL_SHAPE_POINTER_TO_RECORD : DL_SHAPE_RECORD);
}

/* The type of the name behind a place whose expression has `type`: one star less behind `&`, one more behind `*`. */
static const char *as_named(const complaint *c, size_t at, const char *type)
{
    const dl_tokens *tokens = &c->source->tokens;
    const char *star;

    at = token_from(tokens, at);
    while (at < tokens->count && (dl_token_is(&tokens->at[at], "(") || dl_token_is(&tokens->at[at], "{")))
        at = token_behind(tokens, at);
    if (!type || at >= tokens->count)
        return type;
    if (dl_token_is(&tokens->at[at], "*"))
        return strchr(type, '(') ? NULL : dl_arena_printf(c->s->arena, "%s *", type);
    if (!dl_token_is(&tokens->at[at], "&"))
        return type;
    star = strrchr(type, '*');
    return star && !strchr(type, '(') ? dl_arena_strndup(c->s->arena, type, (size_t)(star - type)) : NULL;
}

/* Of a macro that gives a place, `X(p) = 1`: the member or variable that it ends with. */
static const char *name_in_macro(const complaint *c, const char *name, bool *is_member)
{
    const dl_use *use = name && !*is_member ? dl_uses_get(&c->s->uses, name) : NULL;
    const dl_token *last = use && use->is_macro ? dl_use_last_name(use) : NULL, *before;

    if (!last)
        return name;
    before = last - 1;
    *is_member = dl_token_is(before, ".") || dl_token_is(before, "->");
    return dl_token_str(last, c->s->arena);
}

static void learn_assignment(complaint *c, const char *to, const char *from)
{
    const dl_tokens *tokens = &c->source->tokens;
    bool is_member, is_call, is_argument = says(c, "a parameter of type") || says(c, "passing");
    size_t at = c->token;
    const char *name;

    /* the place is the operator, or what is initialised, or the value */
    if (dl_token_before(tokens, at) && dl_token_is(dl_token_before(tokens, at), "="))
        at = (size_t)(dl_token_before(tokens, at) - tokens->at);
    for (size_t steps = 0; at < tokens->count && steps < 40 && !is_argument && !dl_token_is(&tokens->at[at], "=") &&
                           !dl_token_is(&tokens->at[at], ";");
         steps++)
        at = token_behind(tokens, at);
    if (!is_argument && at < tokens->count && dl_token_is(&tokens->at[at], "=")) {
        name = name_behind(c, at + 1, &is_member, &is_call);
        if (name &&
            (is_member ? dl_map_get(c->s->forced, name) != NULL || !dl_synth_item(c->s, name)
                       : dl_synth_item(c->s, name) != NULL) &&
            to && !strstr(to, "dl_m_")) {
            bool was = c->s->is_changed;

            c->s->is_changed = false;
            set_type(c, name, is_member, as_named(c, at + 1, to));
            if (c->s->is_changed)
                return;
            c->s->is_changed = was;
        }
        name = name_before(c, at, &is_member, &is_call);
        name = name_in_macro(c, name, &is_member);
        if (from && strstr(from, "lambda"))
            return;
        if (from && (strstr(from, "overloaded") || (strchr(from, '(') && !strstr(from, "(*"))))
            set_shape(c, name, is_member, false, DL_SHAPE_POINTER);
        else if (from && strchr(from, '*') && !strstr(from, "(*"))
            set_shape(c, name, is_member, false, DL_SHAPE_POINTER);
        else
            set_type(c, name, is_member, from);
        return;
    }
    name = name_behind(c, c->token, &is_member, &is_call);
    set_type(c, name, is_member, as_named(c, c->token, to));
}

/* `static_cast<T>(x)`, where nobody shows T and x is a handle: T is another name of what x is. */
static bool learn_alias(complaint *c, const char *to, const char *from)
{
    dl_item *item = is_identifier(to) ? dl_synth_item(c->s, to) : NULL;

    if (!item || item->kind != DL_ITEM_SCALAR || item->is_banned || item->changes > 3 || !is_identifier(from) ||
        !dl_text_starts(from, "WDF") || !dl_synth_stub_declares(c->s, from))
        return false;
    item->kind = DL_ITEM_ALIAS;
    item->whole = from;
    item->changes++;
    c->s->is_changed = true;
    return true;
}

/* `static_cast<T>(name…)`, `(T)name…`: what is cast is no pointer, or T is none. */
static void learn_cast(complaint *c)
{
    const dl_tokens *tokens = &c->source->tokens;
    const char *to = c->quoted[1] ? c->quoted[1] : c->quoted[0];
    size_t at = c->token;
    bool is_member, is_call;
    bool is_pointer;
    const char *name;

    if (!to)
        return;
    is_pointer = says(c, "to pointer type") || strchr(to, '*');
    if (says(c, "static_cast") && learn_alias(c, to, c->quoted[0]))
        return;
    if (c->quoted[1] && !is_pointer && change_type(c, to, DL_ITEM_POINTER))
        return;
    while (at < tokens->count && !dl_token_is(&tokens->at[at], ">") && !dl_token_is(&tokens->at[at], ";") &&
           !dl_token_is(&tokens->at[at], ")"))
        at = token_behind(tokens, at);
    if (at >= tokens->count || dl_token_is(&tokens->at[at], ";"))
        return;
    name = name_behind(c, token_behind(tokens, at), &is_member, &is_call);
    set_shape(c, name, is_member, is_call, is_pointer ? DL_SHAPE_POINTER : DL_SHAPE_INT);
}

static void learn_operands(complaint *c)
{
    bool is_member, is_call;
    const char *name;

    for (size_t i = 0; i < 2; i++)
        if (c->quoted[i])
            (void)change_type(c, c->quoted[i], DL_ITEM_SCALAR);
    if (c->token >= c->source->tokens.count)
        return;
    name = name_before(c, c->token, &is_member, &is_call);
    if (name)
        set_shape(c, name, is_member, is_call, DL_SHAPE_INT);
    name = name_behind(c, c->token + 1, &is_member, &is_call);
    if (name)
        set_shape(c, name, is_member, is_call, DL_SHAPE_INT);
}

static void learn_conflict(complaint *c)
{
    dl_item *item = is_identifier(bare_type(c->quoted[0])) ? dl_synth_item(c->s, bare_type(c->quoted[0])) : NULL;

    if (item) {
        item->declared_in = item->is_banned || !c->source ? item->declared_in : c->source->path;
        dl_synth_ban(c->s, item);
    }
    for (size_t i = 0; !item && c->quoted[0] && i < c->s->list.count; i++)
        if (c->s->list.at[i]->tag && strcmp(c->s->list.at[i]->tag, bare_type(c->quoted[0])) == 0 &&
            !dl_text_starts(c->s->list.at[i]->tag, "dl_t_")) {
            c->s->list.at[i]->tag = dl_arena_printf(c->s->arena, "dl_t_%s", c->s->list.at[i]->name);
            c->s->is_changed = true;
        }
}

/* `struct X`, `const struct X` */
static bool is_tagged(const char *type)
{
    return dl_text_starts(dl_text_starts(type, "const ") ? type + strlen("const ") : type, "struct ");
}

static void learn_incomplete(complaint *c)
{
    for (size_t i = 0; i < 3; i++) {
        const char *type = c->quoted[i] ? bare_type(c->quoted[i]) : NULL;
        dl_item *item;

        if (!type || !is_identifier(type))
            continue;
        item = dl_synth_item(c->s, type);
        if (!item && dl_text_starts(type, "dl_"))
            continue;
        if (item && item->kind == DL_ITEM_TAG)
            return;
        if (!item && (is_tagged(c->quoted[i]) || type[0] == '_' || c->s->is_cpp)) {
            item = dl_synth_add(c->s, type, DL_ITEM_TAG);
            item->tag = type;
            return;
        }
    }
}

/* A real header seemed to declare it, in an arm that is not compiled, or no source names it: a macro put it together.
 * The stub's is needed after all. */
static bool learn_from_stub(complaint *c, const char *name)
{
    const dl_stub_piece *piece = dl_synth_piece_of(c->s, name);
    bool was = c->s->is_changed;

    if (c->s->need && dl_need_name(c->s->need, name, strlen(name))) {
        c->s->is_changed = true;
        return true;
    }
    if (!piece)
        return false;
    c->s->is_changed = false;
    dl_synth_keep_piece(c->s, piece, true);
    if (c->s->is_changed)
        return true;
    c->s->is_changed = was;
    return false;
}

static void learn_in_header(complaint *c)
{
    dl_synth *s = c->s;
    dl_item *item;

    if (c->line < s->first_line && c->line > 0 && c->line - 1 < s->stub_lines.count && s->stub_lines.at[c->line - 1] &&
        !((says(c, "unknown type name") || says(c, "undeclared")) && c->quoted[0] && learn_from_stub(c, c->quoted[0])))
        dl_synth_keep_piece(s, s->stub_lines.at[c->line - 1], false);
    if (c->line < s->first_line || c->line - s->first_line >= s->blame.count)
        return;
    item = s->blame.at[c->line - s->first_line].item;
    if (s->blame.at[c->line - s->first_line].member) {
        dl_forced *forced = dl_synth_force(s, s->blame.at[c->line - s->first_line].member);

        if (!forced->is_plain || forced->shape) {
            forced->shape = forced->is_plain ? DL_SHAPE_NONE : forced->shape;
            forced->is_plain = true;
            s->is_changed = true;
        }
        return;
    }
    if (!item)
        return;
    if (!item->is_plain) {
        item->is_plain = true;
        s->is_changed = true;
    } else {
        dl_synth_ban(s, item);
    }
}

static void learn_name(complaint *c, const char *name)
{
    const dl_use *use = is_identifier(name) ? dl_uses_get(&c->s->uses, name) : NULL;
    const dl_item *item;

    if (!is_identifier(name) || learn_from_stub(c, name))
        return;
    item = dl_synth_item(c->s, name);
    if (item && item->is_banned)
        return;
    if (!item && use && use->plain.count == 0 && c->source && c->token < c->source->tokens.count &&
        dl_token_behind(&c->source->tokens, c->token) &&
        dl_token_is(dl_token_behind(&c->source->tokens, c->token), "("))
        (void)dl_synth_add(c->s, name, DL_ITEM_FUNCTION); /* `#define PRINT name`, and PRINT is called */
    else if (!item)
        dl_synth_declare(c->s, name, true);
}

static void learn_type(complaint *c, const char *name)
{
    dl_item *item;

    if (!is_identifier(name) || learn_from_stub(c, name))
        return;
    item = dl_synth_item(c->s, name);
    if (!item) {
        dl_synth_declare(c->s, name, true);
        item = dl_synth_item(c->s, name);
    }
    if (!item || item->kind == DL_ITEM_CONSTANT || item->kind == DL_ITEM_VARIABLE || item->kind == DL_ITEM_FUNCTION)
        (void)dl_synth_add(c->s, name, DL_ITEM_SCALAR);
}

/* `class C : public Base`, and nobody shows Base. */
static void learn_base(complaint *c)
{
    const char *name;
    dl_item *item;

    if (!c->source || c->token >= c->source->tokens.count || c->source->tokens.at[c->token].kind != DL_TOKEN_NAME)
        return;
    name = dl_token_str(&c->source->tokens.at[c->token], c->s->arena);
    if (learn_from_stub(c, name))
        return;
    item = dl_synth_item(c->s, name);
    if (!item || item->kind == DL_ITEM_CONSTANT || item->kind == DL_ITEM_VARIABLE || item->kind == DL_ITEM_FUNCTION)
        (void)dl_synth_add(c->s, name, DL_ITEM_SCALAR);
    (void)change_type(c, name, DL_ITEM_RECORD);
}

/* What the compiler of the WDK only warns of: it leaves the arguments out that the macro does not take. */
static void learn_too_many(complaint *c)
{
    const dl_tokens *tokens = &c->source->tokens;
    const dl_token *comma = dl_token_before(tokens, c->token);
    size_t at = c->token, from = comma && dl_token_is(comma, ",") ? comma->offset : tokens->at[at].offset;
    int depth = 0;

    for (; at < tokens->count; at = dl_tokens_live(tokens, at + 1)) {
        depth += dl_token_is(&tokens->at[at], "(") - dl_token_is(&tokens->at[at], ")");
        if (depth < 0)
            break;
    }
    if (at >= tokens->count || at - c->token > 400 || c->source->parsed[tokens->at[c->token].offset] == ' ')
        return;
    dl_sources_blank(c->source, from, tokens->at[at].offset);
    c->s->edits++;
    c->s->is_changed = true;
}

/* `(T)x = y`, which the compiler of the WDK takes for `x = y`. */
static void learn_lvalue_cast(complaint *c)
{
    const dl_tokens *tokens = &c->source->tokens;
    size_t at = c->token;
    const dl_token *close;

    while (at < tokens->count && dl_token_is(&tokens->at[at], "(") && token_behind(tokens, at) < tokens->count &&
           dl_token_is(&tokens->at[token_behind(tokens, at)], "("))
        at = token_behind(tokens, at);
    close = at < tokens->count && dl_token_is(&tokens->at[at], "(") ? dl_token_close(tokens, at) : NULL;
    if (!close || c->source->parsed[tokens->at[at].offset] == ' ')
        return;
    dl_sources_blank(c->source, tokens->at[at].offset, close->offset + 1);
    c->s->edits++;
    c->s->is_changed = true;
}

/* The item whose line of the header a type's text names: `(unnamed enum at …/unit.h:12:1)`. */
static dl_item *item_named_by_place(const complaint *c, const char *type)
{
    const char *at = type ? strstr(type, "unit.h:") : NULL;
    unsigned line = 0;

    for (at = at ? at + strlen("unit.h:") : ""; *at >= '0' && *at <= '9'; at++)
        line = line * 10 + (unsigned)(*at - '0');
    return line >= c->s->first_line && line - c->s->first_line < c->s->blame.count
               ? c->s->blame.at[line - c->s->first_line].item
               : NULL;
}

/* Two labels of a switch got the same value: those of `A | B` and of `B`. */
static void learn_case(complaint *c)
{
    enum { MOST_SPREADS = 4 };
    const dl_tokens *tokens = &c->source->tokens;

    for (size_t at = c->token, steps = 0; at < tokens->count && steps < 32; at = token_behind(tokens, at), steps++) {
        dl_item *item = tokens->at[at].kind == DL_TOKEN_NAME
                            ? dl_synth_item(c->s, dl_token_str(&tokens->at[at], c->s->arena))
                            : NULL;

        if (dl_token_is(&tokens->at[at], ":") || dl_token_is(&tokens->at[at], ")") || dl_token_is(&tokens->at[at], ","))
            break;
        if (!item || item->kind != DL_ITEM_CONSTANT || item->spread >= MOST_SPREADS)
            continue;
        item->spread++;
        c->s->is_changed = true;
    }
}

static void learn_called(complaint *c)
{
    dl_item *constant = item_named_by_place(c, c->quoted[0]);
    bool is_member, is_call;
    const char *name = name_before(c, c->token, &is_member, &is_call);
    dl_item *item = name && !is_member ? dl_synth_item(c->s, name) : NULL;

    if (constant && constant->kind == DL_ITEM_CONSTANT)
        (void)dl_synth_add(c->s, constant->name, DL_ITEM_FUNCTION);
    else if (item && item->kind == DL_ITEM_CONSTANT)
        (void)dl_synth_add(c->s, name, DL_ITEM_FUNCTION);
    else
        set_shape(c, name, is_member, is_call, DL_SHAPE_CALLED);
}

static void learn(complaint *c)
{
    bool is_member, is_call;

    if (c->in_header) {
        learn_in_header(c);
        return;
    }
    if (says(c, "redefinition of") || says(c, "conflicting types for") || says(c, "typedef redefinition") ||
        says(c, "redeclaration of") || says(c, "differ only in their return type") || says(c, "is ambiguous") ||
        says(c, "different language linkage"))
        learn_conflict(c);
    else if (says(c, "unknown type name") || says(c, "unknown class name"))
        learn_type(c, c->quoted[0]);
    else if (says(c, "expected class name"))
        learn_base(c);
    else if (says(c, "use of undeclared identifier") || says(c, "undeclared function") || says(c, "undeclared label") ||
             says(c, "in the global namespace"))
        learn_name(c, c->quoted[0]);
    else if (says(c, "std::initializer_list was not found"))
        (void)learn_from_stub(c, "initializer_list");
    else if (says(c, "does not refer to any field"))
        learn_member(c, c->quoted[0], c->quoted[1]);
    else if (says(c, "no member named"))
        learn_member(c, c->quoted[0], c->quoted[1]);
    else if (says(c, "offsetof requires struct"))
        (void)change_type(c, c->quoted[0], DL_ITEM_RECORD);
    else if (says(c, "incomplete") && !dl_text_equal(c->quoted[0], "void"))
        learn_incomplete(c);
    else if (!c->source || c->token >= c->source->tokens.count)
        return;
    else if (says(c, "duplicate case value"))
        learn_case(c);
    else if (says(c, "lvalue casts are not supported"))
        learn_lvalue_cast(c);
    else if (says(c, "subscript of pointer to incomplete"))
        set_shape_before(c, DL_SHAPE_ARRAY);
    else if (says(c, "cannot cast from type") || says(c, "_cast from"))
        learn_cast(c);
    else if (says(c, "too many arguments provided to function-like macro"))
        learn_too_many(c);
    else if (says(c, "member reference"))
        learn_not_record(c);
    else if (says(c, "subscripted value is not"))
        set_shape_before(c, DL_SHAPE_ARRAY);
    else if (says(c, "is not a function or function pointer"))
        learn_called(c);
    else if (says(c, "indirection requires pointer"))
        set_shape_behind(c, DL_SHAPE_ARRAY);
    else if (says(c, "invalid operands to binary") || says(c, "invalid argument type") ||
             says(c, "requires expression of") || says(c, "arithmetic or pointer type is required") ||
             says(c, "is not contextually convertible"))
        learn_operands(c);
    else if (says(c, "cannot initialize") || says(c, "no viable conversion from"))
        learn_assignment(c, says(c, "no viable") ? c->quoted[1] : c->quoted[0],
                         says(c, "no viable") ? c->quoted[0] : c->quoted[1]);
    else if (says(c, "conversion passing") || says(c, "conversion returning"))
        learn_assignment(c, c->quoted[1], c->quoted[0]);
    else if (says(c, "assigning to") || says(c, "initializing"))
        learn_assignment(c, c->quoted[0], c->quoted[1]);
    else if (says(c, "not a compile-time constant") || says(c, "is not an integer constant") ||
             says(c, "not an integral constant")) {
        const char *name = name_behind(c, c->token, &is_member, &is_call);

        if (name && !is_member && dl_synth_item(c->s, name) && dl_synth_item(c->s, name)->kind == DL_ITEM_VARIABLE)
            (void)dl_synth_add(c->s, name, DL_ITEM_CONSTANT);
    } else if (says(c, "cannot take the address of an rvalue") || says(c, "expression is not assignable")) {
        const char *name = name_behind(c, c->token, &is_member, &is_call);

        if (name && !is_member && dl_synth_item(c->s, name) && dl_synth_item(c->s, name)->kind == DL_ITEM_CONSTANT)
            (void)dl_synth_add(c->s, name, DL_ITEM_VARIABLE);
    }
}

bool dl_synth_learn(dl_synth *s, CXTranslationUnit tu)
{
    unsigned count = clang_getNumDiagnostics(tu);

    s->is_changed = false;
    for (unsigned i = 0; i < count; i++) {
        CXDiagnostic diagnostic = clang_getDiagnostic(tu, i);
        complaint c;

        if (clang_getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error && take_apart(&c, s, diagnostic))
            learn(&c);
        clang_disposeDiagnostic(diagnostic);
    }
    return s->is_changed;
}
