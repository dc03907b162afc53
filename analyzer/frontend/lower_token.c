/* lower_token.c: simple expressions read from text, for what a macro's argument says
 * when the tree holds nothing of it. */
#include "frontend/lower.h"

#include <stdlib.h>

typedef struct reader {
    dl_fn *fn;
    const dl_file *file;
    unsigned at, end;
    unsigned depth;
} reader;

static const dl_expr *read_unary(reader *r);

static void skip(reader *r)
{
    r->at = dl_lower_skip_space(r->file, r->at, r->end);
}

static bool is_next(reader *r, const char *token)
{
    size_t size = strlen(token);

    skip(r);
    return r->end - r->at >= size && strncmp(r->file->text + r->at, token, size) == 0;
}

static bool take(reader *r, const char *token)
{
    if (!is_next(r, token))
        return false;
    r->at += (unsigned)strlen(token);
    return true;
}

static const char *take_word(reader *r)
{
    unsigned begin, end;

    skip(r);
    begin = r->at;
    if (begin >= r->end || !dl_text_is_letter(r->file->text[begin]))
        return NULL;
    end = dl_lower_token_end(r->file, begin, r->end);
    if (r->file->text[end - 1] == '"' || r->file->text[end - 1] == '\'')
        return NULL;
    r->at = end;
    return dl_name_n(r->fn->l->names, r->file->text + begin, end - begin);
}

static dl_span span_from(reader *r, unsigned begin)
{
    return dl_lower_span_at(r->fn->l, r->file, begin, r->at);
}

static const dl_expr *read_number(reader *r)
{
    unsigned begin = r->at, end = dl_lower_token_end(r->file, begin, r->end);
    char *text = dl_arena_strndup(r->fn->l->scratch, r->file->text + begin, end - begin), *rest;
    unsigned long long value = strtoull(text, &rest, 0);

    if (strspn(rest, "uUlLiI0123456789") != strlen(rest))
        return NULL;
    r->at = end;
    return dl_expr_const(r->fn->l, (int64_t)value, dl_lower_type_named(r->fn->l, "long long", DL_TYPE_OTHER),
                         span_from(r, begin));
}

static const dl_expr *read_string(reader *r)
{
    unsigned begin = r->at, end = dl_lower_token_end(r->file, begin, r->end);
    const char *text = dl_arena_strndup(r->fn->l->scratch, r->file->text + begin, end - begin);
    dl_expr *made;

    r->at = end;
    made = dl_expr_new(r->fn->l, DL_E_STRING, NULL, span_from(r, begin));
    made->name = dl_lower_name(r->fn->l, dl_lower_read_string(r->fn->l, text));
    return made;
}

static const dl_expr *read_name(reader *r)
{
    unsigned begin;
    const char *name;
    const dl_expr *found;
    const dl_expansion *macro;
    dl_expr *made;

    skip(r);
    begin = r->at;
    name = take_word(r);
    if (!name)
        return NULL;
    found = dl_lower_named(r->fn, name, span_from(r, begin));
    if (found)
        return found;
    macro = dl_lower_expansion_from(r->fn->l, r->file, begin);
    if (!macro || is_next(r, "("))
        return NULL;
    made = dl_expr_new(r->fn->l, DL_E_CONST, NULL, span_from(r, begin));
    made->name = made->macro = name;
    return made;
}

static const dl_expr *read_primary(reader *r)
{
    unsigned begin;
    char c;

    skip(r);
    begin = r->at;
    if (begin >= r->end)
        return NULL;
    c = r->file->text[begin];
    if (c >= '0' && c <= '9')
        return read_number(r);
    if (c == '"' || ((c == 'L' || c == 'u' || c == 'U') && begin + 1 < r->end && r->file->text[begin + 1] == '"'))
        return read_string(r);
    if (c == '(') {
        const dl_expr *inner;

        r->at++;
        inner = read_unary(r);
        return inner && take(r, ")") ? inner : NULL;
    }
    return read_name(r);
}

static const dl_type *field_type(dl_lower *l, const dl_type *of, const char *name)
{
    dl_lower_fill_records(l);
    for (size_t i = 0; of->record && i < of->record->field_count; i++)
        if (of->record->fields[i].name == name)
            return of->record->fields[i].type;
    return l->type_other;
}

static const dl_expr *read_member(reader *r, const dl_expr *base, unsigned begin, bool is_arrow)
{
    const char *name = take_word(r);
    dl_lower *l = r->fn->l;

    if (!name)
        return NULL;
    if (is_arrow)
        base = dl_expr_deref(l, base, base->type->element, base->span);
    return dl_expr_field(l, base, name, field_type(l, base->type, name), span_from(r, begin));
}

static const dl_expr *read_element(reader *r, const dl_expr *base, unsigned begin)
{
    dl_lower *l = r->fn->l;
    const dl_expr *index = read_unary(r);
    const dl_type *type = base->type->element;

    if (!index || !take(r, "]"))
        return NULL;
    if (base->type->kind == DL_TYPE_POINTER)
        base = dl_expr_deref(l, base, type, base->span);
    return dl_expr_index(l, base, index, type, span_from(r, begin));
}

static const dl_expr *read_postfix(reader *r)
{
    unsigned begin;
    const dl_expr *made;

    skip(r);
    begin = r->at;
    made = read_primary(r);
    while (made) {
        if (take(r, "->"))
            made = read_member(r, made, begin, true);
        else if (take(r, "."))
            made = read_member(r, made, begin, false);
        else if (take(r, "["))
            made = read_element(r, made, begin);
        else
            break;
    }
    return made;
}

/* `(TYPE)` or `(TYPE *)` before an operand, when no variable has that name. */
static void skip_cast(reader *r)
{
    unsigned begin = r->at;
    const char *word;

    if (!take(r, "("))
        return;
    word = take_word(r);
    if (word && !dl_lower_named(r->fn, word, (dl_span){0})) {
        while (take_word(r) || take(r, "*"))
            ;
        if (take(r, ")")) {
            skip(r);
            if (r->at < r->end)
                return;
        }
    }
    r->at = begin;
}

static const dl_expr *read_unary(reader *r)
{
    dl_lower *l = r->fn->l;
    unsigned begin;
    const dl_expr *of = NULL;

    if (r->depth > 32)
        return NULL;
    r->depth++;
    skip(r);
    begin = r->at;
    skip_cast(r);
    if (take(r, "&")) {
        of = read_unary(r);
        if (of)
            of = dl_expr_address(l, of, dl_lower_pointer_to(l, of->type), span_from(r, begin));
    } else if (take(r, "*")) {
        of = read_unary(r);
        if (of)
            of = dl_expr_deref(l, of, of->type->element, span_from(r, begin));
    } else if (take(r, "-")) {
        of = read_unary(r);
        if (of)
            of = dl_expr_unary(l, DL_OP_NEG, of, of->type, span_from(r, begin));
    } else {
        of = read_postfix(r);
    }
    r->depth--;
    return of;
}

const dl_expr *dl_lower_text(dl_fn *fn, const dl_file *file, unsigned offset, unsigned end)
{
    reader r = {fn, file, offset, end, 0};
    const dl_expr *made = read_unary(&r);

    dl_expr *unknown;

    skip(&r);
    if (made && r.at >= end)
        return made;
    unknown = dl_expr_unknown(fn->l, dl_lower_span_at(fn->l, file, offset, end), NULL, NULL);
    r.at = offset;
    unknown->name = take_word(&r); /* of a type, a member … */
    if (r.at < end)
        unknown->name = NULL;
    return unknown;
}

/* ---- statements that the parser dropped ---- */

void dl_lower_see_read(dl_lower *l, dl_event_kind_seen kind, unsigned at, unsigned end)
{
    if (l->seen.count)
        dl_vec_push(l->arena, &l->seen.at[l->seen.count - 1],
                    (dl_seen){.kind = kind, .offset = at, .end = end, .is_read = true});
}

static void seen_at(reader *r, dl_event_kind_seen kind, unsigned at)
{
    dl_lower_see_read(r->fn->l, kind, at, r->end);
}

/* An operand that is understood, or at least a name that nothing declares. */
static const dl_expr *read_range(reader *r, dl_text_range range)
{
    const dl_expr *made = dl_lower_text(r->fn, r->file, range.offset, range.end);

    return made->kind == DL_E_UNKNOWN && !made->name ? NULL : made;
}

typedef struct text_call {
    dl_instr call;
    unsigned at;
} text_call;

/* Behind the `>` of what a template is given, where `::` follows. */
static bool skip_given(reader *r)
{
    unsigned at = r->at, depth = 0;

    while (at < r->end && !strchr(";(){}", r->file->text[at])) {
        depth += r->file->text[at] == '<';
        if (r->file->text[at] == '>' && --depth == 0) {
            at = dl_lower_skip_space(r->file, at + 1, r->end);
            if (at + 2 >= r->end || strncmp(r->file->text + at, "::", 2) != 0)
                return false;
            r->at = at;
            return true;
        }
        at = r->file->text[at] == '>' ? at + 1
                                      : dl_lower_skip_space(r->file, dl_lower_token_end(r->file, at, r->end), r->end);
    }
    return false;
}

/* `Name`, or `Class::Name` of `Space::Class<TYPE>::Name`, which stands at `*at`; NULL: it is neither. */
static const char *take_scoped(reader *r, unsigned *at, bool *is_scoped)
{
    const char *word, *scope = NULL;

    for (;;) {
        skip(r);
        *at = r->at;
        word = take_word(r);
        skip(r);
        if (!word || !((r->at < r->end && r->file->text[r->at] == '<' && skip_given(r)) || is_next(r, "::")))
            break;
        (void)take(r, "::");
        scope = word;
    }
    *is_scoped = scope != NULL;
    return word && scope ? dl_lower_name(r->fn->l, dl_arena_printf(r->fn->l->scratch, "%s::%s", scope, word)) : word;
}

/* `Name(…)` up to the end, with operands that hold no call themselves. */
static bool read_call(reader *r, text_call *out)
{
    dl_lower *l = r->fn->l;
    dl_text_ranges ranges = {0};
    unsigned end, name_end;
    const dl_expr **args;
    bool is_scoped, is_of_this;
    size_t first;

    out->call = (dl_instr){.kind = DL_I_CALL, .name = take_scoped(r, &out->at, &is_scoped)};
    name_end = r->at;
    if (!out->call.name || !dl_lower_text_args(l, r->file, name_end, &ranges, &end) || end > r->end)
        return false;
    r->at = end;
    skip(r);
    if (r->at < r->end)
        return false;
    is_of_this = is_scoped && r->fn->function->is_method; /* it may be a method of a base */
    first = is_of_this ? 1 : 0;
    args = DL_NEW_ARRAY(l->arena, first + ranges.count, const dl_expr *);
    out->call.span = dl_lower_span_at(l, r->file, out->at, end);
    if (is_of_this)
        args[0] = dl_lower_this(r->fn, out->call.span);
    for (size_t i = 0; i < ranges.count; i++) {
        args[first + i] = read_range(r, ranges.at[i]);
        if (!args[first + i])
            return false;
    }
    out->call.args = args;
    out->call.arg_count = first + ranges.count;
    out->call.callee = is_scoped ? NULL : dl_lower_body_named(l, out->call.name);
    return true;
}

static const dl_expr *emit_text_call(reader *r, const text_call *made)
{
    const dl_function *callee = made->call.callee;

    seen_at(r, DL_SEEN_CALL, made->at);
    return dl_emit_call(r->fn, made->call,
                        callee && callee->type->element ? callee->type->element : r->fn->l->type_other);
}

static const dl_expr *read_value(reader *r, unsigned at)
{
    reader whole = {r->fn, r->file, at, r->end, 0};
    text_call call;

    if (read_call(&whole, &call))
        return emit_text_call(r, &call);
    return read_range(r, (dl_text_range){dl_lower_skip_space(r->file, at, r->end), r->end});
}

/* Where ` = ` stands, outside of brackets; the end when nowhere. */
static unsigned assignment_at(const reader *r)
{
    unsigned depth = 0;

    for (unsigned at = r->at; at < r->end;
         at = dl_lower_skip_space(r->file, dl_lower_token_end(r->file, at, r->end), r->end)) {
        char c = r->file->text[at];

        if (c == '(' || c == '[' || c == '{')
            depth++;
        else if ((c == ')' || c == ']' || c == '}') && depth)
            depth--;
        else if (c == '=' && depth == 0)
            return at;
    }
    return r->end;
}

static bool read_assignment(reader *r)
{
    unsigned at = assignment_at(r);
    const dl_expr *target, *value;

    if (at >= r->end || (at > 0 && strchr("=!<>+-*/%&|^", r->file->text[at - 1])) || r->file->text[at + 1] == '=')
        return false;
    target = dl_lower_text(r->fn, r->file, r->at, dl_lower_skip_space_back(r->file, r->at, at));
    if (target->kind == DL_E_UNKNOWN || target->kind == DL_E_CONST)
        return false;
    value = read_value(r, at + 1);
    if (!value)
        return false;
    seen_at(r, DL_SEEN_ASSIGN, at);
    dl_emit_assign(r->fn, target, value, dl_lower_span_at(r->fn->l, r->file, r->at, r->end));
    return true;
}

static void read_return(reader *r, unsigned begin)
{
    dl_span span = dl_lower_span_at(r->fn->l, r->file, begin, r->end);
    const dl_expr *value = NULL;

    skip(r);
    if (r->at < r->end)
        value = read_value(r, r->at);
    if (value || r->at >= r->end)
        seen_at(r, DL_SEEN_RETURN, begin);
    else
        value = dl_expr_unknown(r->fn->l, span, NULL, NULL);
    dl_lower_return(r->fn, value, span, NULL);
}

/* `(VOID)` before a call. */
static void skip_void(reader *r)
{
    unsigned begin = r->at;
    const char *word;

    if (!take(r, "("))
        return;
    word = take_word(r);
    if (!word || !dl_text_equal_case(word, "void") || !take(r, ")"))
        r->at = begin;
    skip(r);
}

bool dl_lower_text_statement(dl_fn *fn, const dl_file *file, unsigned at, unsigned end)
{
    reader r = {fn, file, at, end, 0}, again;
    text_call call;
    const char *word;

    if (end > at && file->text[end - 1] == ';')
        r.end = dl_lower_skip_space_back(file, at, end - 1);
    again = r;
    word = take_word(&again);
    if (dl_text_equal(word, "return")) {
        read_return(&again, at);
        return true;
    }
    again = r;
    skip_void(&again);
    if (read_call(&again, &call)) {
        call.call.is_discarded = call.at != r.at;
        (void)emit_text_call(&r, &call);
        return true;
    }
    return read_assignment(&r);
}
