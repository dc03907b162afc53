/* synth_learn.c: what the complaints of the parser teach synthesis. */
#include "frontend/synth_change.h"
#include "frontend/synth_complaint.h"

#include <string.h>

/* The hook of the stub's record with this tag, or NULL. */
static const char *hook_of(const dl_synth *s, const char *tag)
{
    const char *plain = tag[0] == '_' ? tag + 1 : tag;
    const char *hook = dl_arena_printf(s->arena, "DL_MORE_%s", plain);

    return dl_map_get(s->stub->hooks_known, hook) ? hook : NULL;
}

static const char *tag_of_type(const dl_complaint *c, const char *type)
{
    const char *bare = dl_bare_type(type);
    const dl_item *item = dl_is_identifier(bare) ? dl_synth_item(c->s, bare) : NULL;

    return item && item->tag ? item->tag : bare;
}

static void learn_member(dl_complaint *c)
{
    const char *member = c->quoted[0], *type = c->quoted[1];
    const char *tag = tag_of_type(c, type), *hook;

    if (!dl_is_identifier(member) || !tag)
        return;
    if (strstr(type, "_IO_STACK_LOCATION::"))
        hook = "DL_MORE_IO_STACK_LOCATION_PARAMETERS";
    else
        hook = dl_is_identifier(tag) ? hook_of(c->s, tag) : NULL;
    if (hook)
        (void)dl_synth_add_member(c->s, hook, member);
    else if (dl_is_identifier(tag))
        (void)dl_synth_add_member(c->s, tag, member);
}

static void set_shape_before(dl_complaint *c, dl_shape shape)
{
    bool is_member;
    const char *name = dl_complaint_name_before(c, c->token, &is_member);

    dl_synth_set_shape(c->s, name, is_member, shape);
}

static void set_shape_behind(dl_complaint *c, dl_shape shape)
{
    bool is_member;
    const char *name = dl_complaint_name_behind(c, c->token, &is_member);

    dl_synth_set_shape(c->s, name, is_member, shape);
}

static void learn_not_record(dl_complaint *c)
{
    const dl_tokens *tokens = &c->source->tokens;
    bool is_member;
    size_t at = c->token;
    const char *name;
    bool is_arrow;

    /* the place is the member operator, or the member's name */
    if (at < tokens->count && tokens->at[at].kind == DL_TOKEN_NAME && dl_token_before(tokens, at))
        at = (size_t)(dl_token_before(tokens, at) - tokens->at);
    if (at >= tokens->count || !(dl_token_is(&tokens->at[at], ".") || dl_token_is(&tokens->at[at], "->")))
        return;
    is_arrow = dl_token_is(&tokens->at[at], "->") && dl_complaint_says(c, "is not a pointer");
    if (c->quoted[0] && dl_synth_change_type(c->s, c->quoted[0], is_arrow ? DL_ITEM_POINTER : DL_ITEM_RECORD))
        return;
    name = dl_complaint_name_before(c, at, &is_member);
    is_arrow = dl_token_is(&tokens->at[at], "->");
    if (!is_member && dl_complaint_move_to_argument(c, name))
        name = dl_complaint_name_before(c, c->token, &is_member);
    dl_synth_set_shape(c->s, name, is_member, is_arrow ? DL_SHAPE_POINTER_TO_RECORD : DL_SHAPE_RECORD);
}

/* The type of the name behind a place whose expression has `type`: one star less behind `&`, one more behind `*`. */
static const char *as_named(const dl_complaint *c, size_t at, const char *type)
{
    const dl_tokens *tokens = &c->source->tokens;
    const char *star;

    at = dl_complaint_token_from(tokens, at);
    while (at < tokens->count && (dl_token_is(&tokens->at[at], "(") || dl_token_is(&tokens->at[at], "{")))
        at = dl_complaint_token_behind(tokens, at);
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
static const char *name_in_macro(const dl_complaint *c, const char *name, bool *is_member)
{
    const dl_use *use = name && !*is_member ? dl_uses_get(&c->s->uses, name) : NULL;
    const dl_token *last = use && use->is_macro ? dl_use_last_name(use) : NULL, *before;

    if (!last)
        return name;
    before = last - 1;
    *is_member = dl_token_is(before, ".") || dl_token_is(before, "->");
    return dl_token_str(last, c->s->arena);
}

/* The type of a function or of a pointer to one, as the parser tells it → of the function: `R (*)(P)` → `R (P)`; NULL:
 * it is none, or no declaration can say it. */
static const char *function_type(const dl_complaint *c, const char *type)
{
    static const char pointer[] = " (*)(", exception[] = " noexcept";
    const char *star = type ? strstr(type, pointer) : NULL, *open = type ? strchr(type, '(') : NULL;
    size_t size = type ? strlen(type) : 0;

    if (!open || open == type || open[-1] != ' ' || (open[1] == '*' && star != open - 1) ||
        strstr(type, DL_NAMELESS_TAG) || strstr(type, "lambda") || strstr(type, "unnamed") || strstr(type, "anonymous"))
        return NULL;
    if (dl_text_ends(type, exception))
        size -= strlen(exception);
    if (!star)
        return dl_arena_strndup(c->s->arena, type, size);
    return dl_arena_printf(c->s->arena, "%.*s (%.*s", (int)(star - type), type,
                           (int)(size - (size_t)(star - type) - strlen(pointer)), star + strlen(pointer));
}

static bool gives_value(const dl_tokens *tokens, size_t open)
{
    size_t close = dl_tokens_close(tokens, open);

    for (size_t at = open; at < close; at = dl_complaint_token_behind(tokens, at))
        if (dl_token_is(&tokens->at[at], "return") && !dl_token_is(dl_token_behind(tokens, at), ";"))
            return true;
    return false;
}

/* The type of the function that a lambda at the place becomes: `[](P) -> R { … }` → `R (P)`. What a status or nothing
 * is returned by says so itself. */
static const char *lambda_type(const dl_complaint *c)
{
    const dl_tokens *tokens = &c->source->tokens;
    const dl_token *close = dl_token_is(&tokens->at[c->token], "[") ? dl_token_close(tokens, c->token) : NULL, *at;
    const dl_token *open = close ? dl_token_behind(tokens, (size_t)(close - tokens->at)) : NULL;
    dl_text params, result;

    close = dl_token_is(open, "(") ? dl_token_close(tokens, (size_t)(open - tokens->at)) : NULL;
    if (!close)
        return NULL;
    dl_text_init(&params, c->s->arena);
    for (at = open + 1; at < close; at++)
        if (!at->is_directive && !at->is_dead)
            dl_text_printf(&params, "%.*s ", (int)at->size, at->text);
    dl_text_init(&result, c->s->arena);
    at = dl_token_behind(tokens, (size_t)(close - tokens->at));
    if (dl_token_is(at, "->"))
        while ((at = dl_token_behind(tokens, (size_t)(at - tokens->at))) != NULL && !dl_token_is(at, "{"))
            dl_text_printf(&result, "%.*s ", (int)at->size, at->text);
    else if (dl_token_is(at, "{"))
        dl_text_add(&result, gives_value(tokens, (size_t)(at - tokens->at)) ? "NTSTATUS " : "void ");
    if (!dl_token_is(at, "{"))
        return NULL;
    return dl_arena_printf(c->s->arena, "%s(%s)", dl_text_str(&result), dl_text_str(&params));
}

/* What nobody shows of the type: anything that a name of callbacks may have been taken for. */
static bool may_be_callback(const dl_item *item)
{
    return item->kind == DL_ITEM_FUNCTION_POINTER || item->kind == DL_ITEM_FUNCTION_TYPE ||
           item->kind == DL_ITEM_SCALAR || item->kind == DL_ITEM_POINTER || item->kind == DL_ITEM_SCALAR_POINTER;
}

/* A routine is given where a type is asked for that nobody shows: it is the type of that routine, or of a pointer to
 * it; where routines of several types are given, any pointer. */
static bool learn_callback(dl_complaint *c, const char *to, const char *from)
{
    const char *bare = to ? dl_bare_type(to) : NULL, *star;
    const char *type = from && strstr(from, "(lambda at") ? lambda_type(c) : function_type(c, from);
    dl_item *item;
    dl_item_kind kind;

    if (!c->s->is_cpp || !bare || !type)
        return false;
    star = strstr(bare, " *");
    kind = star ? DL_ITEM_FUNCTION_TYPE : DL_ITEM_FUNCTION_POINTER;
    item = dl_synth_item(c->s, star ? dl_arena_strndup(c->s->arena, bare, (size_t)(star - bare)) : bare);
    if (!item || (star && star[2]) || !may_be_callback(item) || item->is_banned || item->changes > 3 || item->shape)
        return false;
    if (item->kind != kind && item->kind == DL_ITEM_FUNCTION_TYPE)
        return false;
    if (item->kind != kind) {
        item->kind = kind;
        item->type = NULL;
        item->is_plain = false;
    }
    if ((item->is_plain || (item->type && !dl_text_equal(item->type, type))) && !strstr(from, "lambda"))
        item->shape = DL_SHAPE_POINTER;
    else if (item->type)
        return false;
    item->type = item->shape ? NULL : type;
    item->changes++;
    c->s->is_changed = true;
    return true;
}

static void learn_assignment(dl_complaint *c, const char *to, const char *from)
{
    const dl_tokens *tokens = &c->source->tokens;
    bool is_member, is_argument = dl_complaint_says(c, "a parameter of type") || dl_complaint_says(c, "passing");
    size_t at = c->token;
    const char *name;

    if (learn_callback(c, to, from) || (dl_text_equal(from, "std::nullptr_t") && dl_synth_make_pointer(c->s, to)))
        return;
    /* the place is the operator, or what is initialised, or the value */
    if (dl_token_before(tokens, at) && dl_token_is(dl_token_before(tokens, at), "="))
        at = (size_t)(dl_token_before(tokens, at) - tokens->at);
    for (size_t steps = 0; at < tokens->count && steps < 40 && !is_argument && !dl_token_is(&tokens->at[at], "=") &&
                           !dl_token_is(&tokens->at[at], ";");
         steps++)
        at = dl_complaint_token_behind(tokens, at);
    if (!is_argument && at < tokens->count && dl_token_is(&tokens->at[at], "=")) {
        name = dl_complaint_name_behind(c, at + 1, &is_member);
        if (name &&
            (is_member ? dl_map_get(c->s->forced, name) != NULL || !dl_synth_item(c->s, name)
                       : dl_synth_item(c->s, name) != NULL) &&
            to && !strstr(to, DL_NAMELESS_TAG)) {
            bool was = c->s->is_changed;

            c->s->is_changed = false;
            dl_synth_set_type(c->s, name, is_member, as_named(c, at + 1, to));
            if (c->s->is_changed)
                return;
            c->s->is_changed = was;
        }
        name = dl_complaint_name_before(c, at, &is_member);
        name = name_in_macro(c, name, &is_member);
        if (from && strstr(from, "lambda"))
            return;
        if (from && (strstr(from, "overloaded") || (strpbrk(from, "(*") && !strstr(from, "(*"))))
            dl_synth_set_shape(c->s, name, is_member, DL_SHAPE_POINTER);
        else
            dl_synth_set_type(c->s, name, is_member, from);
        return;
    }
    name = dl_complaint_name_behind(c, c->token, &is_member);
    dl_synth_set_type(c->s, name, is_member, as_named(c, c->token, to));
}

/* `static_cast<T>(x)`, where nobody shows T and x is a handle: T is another name of what x is. */
static bool learn_alias(dl_complaint *c, const char *to, const char *from)
{
    dl_item *item = dl_is_identifier(to) ? dl_synth_item(c->s, to) : NULL;

    if (!item || item->kind != DL_ITEM_SCALAR || item->is_banned || item->changes > 3 || !dl_is_identifier(from) ||
        !dl_text_starts(from, "WDF") || !dl_synth_stub_declares(c->s, from))
        return false;
    item->kind = DL_ITEM_ALIAS;
    item->whole = from;
    item->changes++;
    c->s->is_changed = true;
    return true;
}

/* `static_cast<T>(name…)`, `(T)name…`: what is cast is no pointer, or T is none. */
static void learn_cast(dl_complaint *c)
{
    const dl_tokens *tokens = &c->source->tokens;
    const char *to = c->quoted[1] ? c->quoted[1] : c->quoted[0];
    size_t at = c->token;
    bool is_member, is_pointer;
    const char *name;

    if (!to)
        return;
    is_pointer = dl_complaint_says(c, "to pointer type") || strchr(to, '*');
    if (dl_complaint_says(c, "static_cast") && learn_alias(c, to, c->quoted[0]))
        return;
    if (c->quoted[1] && !is_pointer && dl_synth_change_type(c->s, to, DL_ITEM_POINTER))
        return;
    while (at < tokens->count && !dl_token_is(&tokens->at[at], ">") && !dl_token_is(&tokens->at[at], ";") &&
           !dl_token_is(&tokens->at[at], ")"))
        at = dl_complaint_token_behind(tokens, at);
    if (at >= tokens->count || dl_token_is(&tokens->at[at], ";"))
        return;
    name = dl_complaint_name_behind(c, dl_complaint_token_behind(tokens, at), &is_member);
    /* `reinterpret_cast<UCHAR>(x)`: of a pointer, as a number takes no such cast */
    is_pointer = is_pointer || (dl_complaint_says(c, "reinterpret_cast") && !strchr(c->quoted[0], '*'));
    dl_synth_set_shape(c->s, name, is_member, is_pointer ? DL_SHAPE_POINTER : DL_SHAPE_INT);
}

/* `Names[id]`: no record counts elements. */
static void learn_index(dl_complaint *c)
{
    bool is_member; /* the complaint stands at the bracket */
    const char *name = dl_complaint_name_behind(c, dl_complaint_token_behind(&c->source->tokens, c->token), &is_member);
    const char *type = name && !is_member ? dl_complaint_declared_type(c, name) : NULL;

    if (type && dl_synth_change_type(c->s, type, DL_ITEM_SCALAR))
        return;
    dl_synth_set_shape(c->s, name, is_member, DL_SHAPE_INT);
}

static void learn_operands(dl_complaint *c)
{
    bool is_member;
    const char *name;

    for (size_t i = 0; i < 2; i++)
        if (c->quoted[i])
            (void)dl_synth_change_type(c->s, c->quoted[i], DL_ITEM_SCALAR);
    if (c->token >= c->source->tokens.count)
        return;
    name = dl_complaint_name_before(c, c->token, &is_member);
    if (name)
        dl_synth_set_shape(c->s, name, is_member, DL_SHAPE_INT);
    name = dl_complaint_name_behind(c, c->token + 1, &is_member);
    if (name)
        dl_synth_set_shape(c->s, name, is_member, DL_SHAPE_INT);
}

static void learn_conflict(dl_complaint *c)
{
    dl_item *item =
        dl_is_identifier(dl_bare_type(c->quoted[0])) ? dl_synth_item(c->s, dl_bare_type(c->quoted[0])) : NULL;

    if (item) {
        item->declared_in = item->is_banned || !c->source ? item->declared_in : c->source->path;
        dl_synth_ban(c->s, item);
    }
    for (size_t i = 0; !item && c->quoted[0] && i < c->s->list.count; i++)
        if (c->s->list.at[i]->tag && strcmp(c->s->list.at[i]->tag, dl_bare_type(c->quoted[0])) == 0 &&
            !dl_text_starts(c->s->list.at[i]->tag, "dl_t_")) {
            c->s->list.at[i]->tag = dl_arena_printf(c->s->arena, "dl_t_%s", c->s->list.at[i]->name);
            c->s->is_changed = true;
        }
}

/* `struct X;` of the sources, where X was made up as the name of some type: it is the tag's. */
static void learn_tag(dl_complaint *c)
{
    dl_item *item = c->quoted[0] ? dl_synth_item(c->s, c->quoted[0]) : NULL;

    if (!item || item->is_banned || item->kind == DL_ITEM_TAG)
        return;
    item->kind = DL_ITEM_TAG;
    item->tag = item->name;
    c->s->is_changed = true;
}

static void learn_incomplete(dl_complaint *c)
{
    for (size_t i = 0; i < 3; i++) {
        const char *type = c->quoted[i] ? dl_bare_type(c->quoted[i]) : NULL;
        dl_item *item;

        if (!type || !dl_is_identifier(type))
            continue;
        item = dl_synth_item(c->s, type);
        if (!item && dl_text_starts(type, "dl_"))
            continue;
        if (item && item->kind == DL_ITEM_TAG)
            return;
        if (!item && (dl_is_tagged(c->quoted[i]) || type[0] == '_' || c->s->is_cpp)) {
            item = dl_synth_add(c->s, type, DL_ITEM_TAG);
            item->tag = type;
            return;
        }
    }
}

/* A real header seemed to declare it, in an arm that is not compiled, or no source names it: a macro put it together.
 * The stub's is needed after all. */
static bool learn_from_stub(dl_complaint *c, const char *name)
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

static void learn_in_header(dl_complaint *c)
{
    dl_synth *s = c->s;
    dl_item *item;

    if (c->line < s->first_line && c->line > 0 && c->line - 1 < s->stub_lines.count && s->stub_lines.at[c->line - 1] &&
        !((dl_complaint_says(c, "unknown type name") || dl_complaint_says(c, "undeclared")) && c->quoted[0] &&
          learn_from_stub(c, c->quoted[0])))
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

static void learn_name(dl_complaint *c)
{
    const char *name = c->quoted[0];
    const dl_use *use = dl_is_identifier(name) ? dl_uses_get(&c->s->uses, name) : NULL;
    const dl_item *item;

    if (!dl_is_identifier(name) || learn_from_stub(c, name))
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

static void learn_type(dl_complaint *c)
{
    const char *name = c->quoted[0];
    dl_item *item;

    if (!name || !dl_is_identifier(name) || learn_from_stub(c, name))
        return;
    item = dl_synth_item(c->s, name);
    if (!item) {
        dl_synth_declare(c->s, name, true);
        item = dl_synth_item(c->s, name);
    }
    if (!item || item->kind == DL_ITEM_CONSTANT || item->kind == DL_ITEM_VARIABLE || item->kind == DL_ITEM_FUNCTION)
        (void)dl_synth_add(c->s, name, DL_ITEM_SCALAR);
}

/* `Slot<NAME>` of the driver's own template: a type is asked for at the place. */
static void learn_type_at(dl_complaint *c)
{
    const dl_token *at = &c->source->tokens.at[c->token];

    c->quoted[0] = at->kind == DL_TOKEN_NAME ? dl_token_str(at, c->s->arena) : NULL;
    learn_type(c);
}

/* `class C : public Base`, and nobody shows Base. */
static void learn_base(dl_complaint *c)
{
    learn_type_at(c);
    if (c->quoted[0])
        (void)dl_synth_change_type(c->s, c->quoted[0], DL_ITEM_RECORD);
}

/* The item whose line of the header a type's text names: `(unnamed enum at …/unit.h:12:1)`. */
static dl_item *item_named_by_place(const dl_complaint *c, const char *type)
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
static void learn_case(dl_complaint *c)
{
    enum { MOST_SPREADS = 4 };
    const dl_tokens *tokens = &c->source->tokens;

    for (size_t at = c->token, steps = 0; at < tokens->count && steps < 32;
         at = dl_complaint_token_behind(tokens, at), steps++) {
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

/* A type of callbacks that was to take any pointer: such a pointer is called. */
static bool change_called(dl_complaint *c, const char *type)
{
    dl_item *item = type ? dl_synth_item(c->s, type) : NULL;

    if (!item || item->kind != DL_ITEM_FUNCTION_POINTER || item->shape != DL_SHAPE_POINTER)
        return false;
    item->shape = DL_SHAPE_CALLED;
    c->s->is_changed = true;
    return true;
}

static void learn_called(dl_complaint *c)
{
    dl_item *constant = item_named_by_place(c, c->quoted[0]);
    bool is_member;
    const char *name = dl_complaint_name_before(c, c->token, &is_member);
    dl_item *item = name && !is_member ? dl_synth_item(c->s, name) : NULL;

    if (change_called(c, c->quoted[0]))
        return;
    if (constant && constant->kind == DL_ITEM_CONSTANT)
        (void)dl_synth_add(c->s, constant->name, DL_ITEM_FUNCTION);
    else if (item && item->kind == DL_ITEM_CONSTANT)
        (void)dl_synth_add(c->s, name, DL_ITEM_FUNCTION);
    else
        dl_synth_set_shape(c->s, name, is_member, DL_SHAPE_CALLED);
}

static void change_function_type(dl_complaint *c, dl_item *item, dl_item_kind kind)
{
    if (!item || item->is_banned || item->kind != DL_ITEM_FUNCTION_TYPE || item->changes > 3)
        return;
    item->kind = kind;
    item->changes++;
    c->s->is_changed = true;
}

/* `X_FN fn;` in a structure, `X_FN saved = NULL;`: a name that reads like that of a function's type is a pointer's. */
static void learn_function_pointer(dl_complaint *c)
{
    dl_item *item = NULL;
    bool is_member;

    for (size_t i = 0; i < sizeof c->quoted / sizeof *c->quoted && c->quoted[i] && !item; i++) {
        item = dl_synth_item(c->s, dl_bare_type(c->quoted[i]));
        item = item && item->kind == DL_ITEM_FUNCTION_TYPE ? item : NULL;
    }
    if (!item) {
        const char *name = dl_complaint_name_before(c, c->token, &is_member);

        item = name ? dl_synth_item(c->s, name) : NULL;
    }
    change_function_type(c, item, DL_ITEM_FUNCTION_POINTER);
}

/* `X Find(PVOID p)`, where X read like the type of what stands behind it. */
static void learn_returned(dl_complaint *c)
{
    change_function_type(c, c->quoted[0] ? dl_synth_item(c->s, dl_bare_type(c->quoted[0])) : NULL, DL_ITEM_SCALAR);
}

static void learn_assigned(dl_complaint *c)
{
    learn_assignment(c, c->quoted[0], c->quoted[1]);
}

static void learn_converted(dl_complaint *c)
{
    learn_assignment(c, c->quoted[1], c->quoted[0]);
}

static void learn_list(dl_complaint *c)
{
    static const char name[] = "initializer_list";

    if (!c->s->library)
        (void)learn_from_stub(c, name);
    else if (dl_need_name(c->s->library, name, strlen(name)))
        c->s->is_changed = true;
}

static void learn_offset(dl_complaint *c)
{
    (void)dl_synth_change_type(c->s, c->quoted[0], DL_ITEM_RECORD);
}

static void learn_subscript(dl_complaint *c)
{
    set_shape_before(c, DL_SHAPE_ARRAY);
}

static void learn_indirection(dl_complaint *c)
{
    set_shape_behind(c, DL_SHAPE_ARRAY);
}

/* What stands behind the place and was made up as `from` is to be `to`. */
static void learn_kind(dl_complaint *c, dl_item_kind from, dl_item_kind to)
{
    bool is_member;
    const char *name = dl_complaint_name_behind(c, c->token, &is_member);
    const dl_item *item = name && !is_member ? dl_synth_item(c->s, name) : NULL;

    if (item && item->kind == from)
        (void)dl_synth_add(c->s, name, to);
}

static void learn_constant(dl_complaint *c)
{
    learn_kind(c, DL_ITEM_VARIABLE, DL_ITEM_CONSTANT);
}

/* `X = y`, `Macro(x) = y`, `&Macro(x)`: what was made up is a place. */
static void learn_place(dl_complaint *c)
{
    bool is_member;
    const char *name = dl_complaint_name_behind(c, c->token, &is_member);
    const dl_item *item = name && !is_member ? dl_synth_item(c->s, name) : NULL;

    if (!item || (item->kind != DL_ITEM_CONSTANT && item->kind != DL_ITEM_FUNCTION)) {
        name = dl_complaint_name_before(c, c->token, &is_member);
        item = name && !is_member ? dl_synth_item(c->s, name) : NULL;
    }
    if (item && item->kind == DL_ITEM_CONSTANT)
        (void)dl_synth_add(c->s, name, DL_ITEM_VARIABLE);
    else if (item && item->kind == DL_ITEM_FUNCTION)
        (void)dl_synth_add(c->s, name, DL_ITEM_LVALUE_FUNCTION);
}

/* `Owner owner{Make(x)}`, `Take(Make(x))`: no constructor or overload takes what was made up for the argument. */
static void learn_candidate(dl_complaint *c)
{
    static const char *const stops[] = {"(", "{", ";", NULL};
    const dl_tokens *tokens = &c->source->tokens;
    size_t open = dl_complaint_token_from(tokens, c->token), at;
    bool is_member;
    const char *name;

    if (learn_callback(c, c->wanted, c->given))
        return;
    for (unsigned steps = 0; open < tokens->count && steps < 8 && !dl_token_is_any(&tokens->at[open], stops); steps++)
        open = dl_complaint_token_behind(tokens, open);
    if (!c->wanted || open >= tokens->count || !strchr("({", *tokens->at[open].text))
        return;
    at = dl_complaint_token_behind(tokens,
                                   c->argument > 0 ? dl_complaint_argument_end(tokens, open, c->argument - 1) : open);
    name = at < dl_tokens_close(tokens, open) ? dl_complaint_name_behind(c, at, &is_member) : NULL;
    if (name && !is_member)
        dl_synth_set_type(c->s, name, false, as_named(c, at, c->wanted));
}

/* What errors speak of, by words of the parser's, and what is learnt from them. The first that fits is taken. */
static const struct lesson {
    const char *words[7]; /* one of these */
    const char *not_of;   /* unless this is the first in quotes; or NULL */
    bool needs_place;     /* a token of a source */
    void (*learn)(dl_complaint *c);
} lessons[] = {
    {.words = {"redefinition of", "conflicting types for", "typedef redefinition", "redeclaration of",
               "differ only in their return type", "is ambiguous", "different language linkage"},
     .learn = learn_conflict},
    {.words = {"conflicts with typedef of the same name"}, .learn = learn_tag},
    {.words = {"unknown type name", "unknown class name"}, .learn = learn_type},
    {.words = {"expected class name"}, .needs_place = true, .learn = learn_base},
    {.words = {"must be a type"}, .needs_place = true, .learn = learn_type_at},
    {.words = {"use of undeclared identifier", "undeclared function", "undeclared label", "in the global namespace"},
     .learn = learn_name},
    {.words = {"std::initializer_list was not found"}, .learn = learn_list},
    {.words = {"does not refer to any field", "no member named"}, .learn = learn_member},
    {.words = {"offsetof requires struct"}, .learn = learn_offset},
    {.words = {"incomplete"}, .not_of = "void", .learn = learn_incomplete},
    {.words = {"duplicate case value"}, .needs_place = true, .learn = learn_case},
    {.words = {"lvalue casts are not supported"}, .needs_place = true, .learn = dl_synth_hide_lvalue_cast},
    {.words = {"for function-style cast"}, .needs_place = true, .learn = dl_synth_hide_conversion},
    {.words = {"subscript of pointer to incomplete"}, .needs_place = true, .learn = learn_subscript},
    {.words = {"cannot cast from type", "_cast from"}, .needs_place = true, .learn = learn_cast},
    {.words = {"too many arguments provided to function-like macro"},
     .needs_place = true,
     .learn = dl_synth_hide_too_many},
    {.words = {"member reference"}, .needs_place = true, .learn = learn_not_record},
    {.words = {"function cannot return function type"}, .learn = learn_returned},
    {.words = {"subscripted value is not"}, .needs_place = true, .learn = learn_subscript},
    {.words = {"array subscript is not an integer"}, .needs_place = true, .learn = learn_index},
    {.words = {"is not a function or function pointer"}, .needs_place = true, .learn = learn_called},
    {.words = {"declared as a function", "only variables can be initialized", "declared as array of functions",
               "non-object type"},
     .needs_place = true,
     .learn = learn_function_pointer},
    {.words = {"indirection requires pointer"}, .needs_place = true, .learn = learn_indirection},
    {.words = {"invalid operands to binary", "invalid argument type", "requires expression of",
               "arithmetic or pointer type is required", "is not contextually convertible"},
     .needs_place = true,
     .learn = learn_operands},
    {.words = {"no viable conversion from"}, .needs_place = true, .learn = learn_converted},
    {.words = {"cannot initialize"}, .needs_place = true, .learn = learn_assigned},
    {.words = {"conversion passing", "conversion returning"}, .needs_place = true, .learn = learn_converted},
    {.words = {"assigning to", "initializing"}, .needs_place = true, .learn = learn_assigned},
    {.words = {"no matching "}, .needs_place = true, .learn = learn_candidate},
    {.words = {"not a compile-time constant", "is not an integer constant", "not an integral constant",
               "is not a constant expression"},
     .needs_place = true,
     .learn = learn_constant},
    {.words = {"cannot take the address of an rvalue", "expression is not assignable"},
     .needs_place = true,
     .learn = learn_place},
};

static bool is_of(const dl_complaint *c, const struct lesson *lesson)
{
    if (lesson->not_of && dl_text_equal(c->quoted[0], lesson->not_of))
        return false;
    if (lesson->needs_place && (!c->source || c->token >= c->source->tokens.count))
        return false;
    for (size_t i = 0; i < sizeof lesson->words / sizeof *lesson->words && lesson->words[i]; i++)
        if (dl_complaint_says(c, lesson->words[i]))
            return true;
    return false;
}

static void learn(dl_complaint *c)
{
    if (c->in_header) {
        learn_in_header(c);
        return;
    }
    for (size_t i = 0; i < sizeof lessons / sizeof *lessons; i++)
        if (is_of(c, &lessons[i])) {
            lessons[i].learn(c);
            return;
        }
}

bool dl_synth_learn(dl_synth *s, CXTranslationUnit tu)
{
    unsigned count = clang_getNumDiagnostics(tu);

    s->is_changed = false;
    for (unsigned i = 0; i < count; i++) {
        CXDiagnostic diagnostic = clang_getDiagnostic(tu, i);
        dl_complaint c;

        if (clang_getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error && dl_complaint_take(&c, s, diagnostic))
            learn(&c);
        clang_disposeDiagnostic(diagnostic);
    }
    return s->is_changed;
}
