/* lower_new.c: `new` and `delete`: the operator that the driver or the class brings, and the object's life. */
#include "frontend/lower.h"

static const dl_expr *size_as(dl_fn *fn, const dl_type *type, const dl_type *as, dl_span span)
{
    dl_expr *made = dl_expr_new(fn->l, DL_E_SIZEOF, as, span);

    made->of_type = type;
    made->name = type->spelling;
    made->has_value = type->size >= 0;
    made->value = made->has_value ? type->size : 0;
    return made;
}

static const dl_expr *size_of(dl_fn *fn, const dl_type *type, dl_span span)
{
    return size_as(fn, type, fn->l->type_int, span);
}

/* The block for what is done where the pointer is not null; `*behind` is where both ways go on. */
static void start_unless_null(dl_fn *fn, const dl_expr *pointer, unsigned *behind, dl_span span)
{
    unsigned inside = dl_block_new(fn);

    *behind = dl_block_new(fn);
    dl_end_branch(fn, pointer, inside, *behind, span);
    dl_start(fn, inside);
}

/* ---- as it is written ---- */

typedef struct spelling {
    bool is_global; /* `::new` */
    bool is_array;
    bool is_read;    /* not where a macro hides it */
    bool is_foreign; /* the driver shows no such operator */
    unsigned placed; /* arguments in `new (…)` */
} spelling;

static bool is_word(const dl_file *file, unsigned at, unsigned end, const char *word)
{
    return dl_lower_token_end(file, at, end) - at == strlen(word) && strncmp(file->text + at, word, strlen(word)) == 0;
}

/* Whether a type begins there: then what stood in parentheses before it was placement. */
static bool is_type_start(const dl_file *file, unsigned at, unsigned end)
{
    char c = at < end ? file->text[at] : '\0';

    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' || c == '(';
}

/* Behind the type that begins there: its names, what templates are given in angle brackets, pointers, a bound. */
static unsigned type_end(const dl_file *file, unsigned at, unsigned end)
{
    unsigned angles = 0, squares = 0, behind = at;

    for (at = dl_lower_skip_space(file, at, end); at < end; at = dl_lower_skip_space(file, behind, end)) {
        char c = file->text[at];

        if (strchr(";{}", c) || (angles + squares == 0 && !dl_text_is_letter(c) && !strchr(":<*[", c)))
            break;
        squares += c == '[';
        squares -= c == ']' && squares > 0;
        angles += c == '<' && squares == 0;
        angles -= c == '>' && squares == 0 && angles > 0;
        behind = dl_lower_token_end(file, at, end);
    }
    return behind;
}

/* In an instance of a template a `new` without an initialiser ends with its first word: the whole of it then. */
static dl_span spelled_whole(dl_lower *l, dl_span span)
{
    const dl_file *file = span.file;
    dl_text_ranges args = {0};
    unsigned at = span.offset, end, behind;

    if (!file)
        return span;
    end = (unsigned)file->size;
    if (strncmp(file->text + at, "::", 2) == 0)
        at = dl_lower_skip_space(file, at + 2, end);
    if (!is_word(file, at, end, "new") || span.end > at + 3)
        return span;
    at = dl_lower_skip_space(file, at + 3, end);
    if (at < end && file->text[at] == '(' && dl_lower_text_args(l, file, at, &args, &behind))
        at = behind;
    return dl_lower_span_at(l, file, span.offset, type_end(file, at, end));
}

static spelling read_spelling(dl_lower *l, dl_span span, const char *word)
{
    spelling read = {0};
    const dl_file *file = span.file;
    dl_text_ranges args = {0};
    unsigned at = span.offset, behind;

    if (file && at + 2 < span.end && strncmp(file->text + at, "::", 2) == 0) {
        read.is_global = true;
        at = dl_lower_skip_space(file, at + 2, span.end);
    }
    if (!file || !is_word(file, at, span.end, word))
        return read;
    read.is_read = true;
    at = dl_lower_skip_space(file, at + (unsigned)strlen(word), span.end);
    if (at < span.end && file->text[at] == '(' && dl_lower_text_args(l, file, at, &args, &behind)) {
        at = dl_lower_skip_space(file, behind, span.end);
        if (is_type_start(file, at, span.end))
            read.placed = (unsigned)args.count;
    }
    if (strcmp(word, "delete") == 0) { /* what is deleted may have brackets of its own: `delete parts[0]` */
        read.is_array = at < span.end && file->text[at] == '[';
        return read;
    }
    while (at < span.end && file->text[at] != '(' && file->text[at] != '{' && !read.is_array) {
        read.is_array = file->text[at] == '[';
        at = dl_lower_skip_space(file, dl_lower_token_end(file, at, span.end), span.end);
    }
    return read;
}

/* ---- the operator ---- */

bool dl_is_allocator(dl_lower *l, CXCursor function)
{
    const char *name = dl_lower_string(l, clang_getCursorSpelling(function));

    return dl_text_starts(name, "operator new") || dl_text_starts(name, "operator delete");
}

static void take_named(dl_lower *l, const dl_cursors *from, const char *name, dl_cursors *out)
{
    for (size_t i = 0; i < from->count; i++) {
        enum CXCursorKind kind = clang_getCursorKind(from->at[i]);
        bool is_new = (kind == CXCursor_FunctionDecl || kind == CXCursor_CXXMethod) &&
                      dl_lower_string(l, clang_getCursorSpelling(from->at[i])) == name;

        for (size_t k = 0; is_new && k < out->count; k++)
            is_new = !clang_equalCursors(clang_getCanonicalCursor(out->at[k]), clang_getCanonicalCursor(from->at[i]));
        if (is_new)
            dl_vec_push(l->scratch, out, from->at[i]);
    }
}

/* How many of the last parameters have a value of their own. */
static size_t default_count(dl_lower *l, CXCursor decl)
{
    int count = clang_Cursor_getNumArguments(decl);
    size_t with = 0;

    for (int i = 0; i < count; i++) {
        dl_cursors value = {0};

        dl_lower_operands(l, clang_Cursor_getArgument(decl, (unsigned)i), &value);
        with += value.count > 0;
    }
    return with;
}

static bool takes(dl_lower *l, CXCursor decl, const dl_expr *const *args, size_t count, bool is_exact)
{
    size_t all = (size_t)clang_Cursor_getNumArguments(decl);

    if (count > all || count + default_count(l, decl) < all)
        return false;
    for (size_t i = 1; is_exact && i < count; i++)
        if (!dl_text_equal(
                dl_lower_type(l, clang_getCursorType(clang_Cursor_getArgument(decl, (unsigned)i)))->canonical,
                args[i]->type->canonical))
            return false;
    return true;
}

/* The one of these that is meant; null: none, or which one is not known. */
static CXCursor choose(dl_lower *l, const dl_cursors *all, const dl_expr *const *args, size_t count)
{
    CXCursor found = clang_getNullCursor();
    size_t able = 0;

    for (unsigned exact = 0; exact < 2 && able != 1; exact++) {
        able = 0;
        for (size_t i = 0; i < all->count; i++)
            if (takes(l, all->at[i], args, count, exact == 1)) {
                found = all->at[i];
                able++;
            }
    }
    return able == 1 ? found : clang_getNullCursor();
}

static CXCursor operator_for(dl_fn *fn, CXType type, const char *name, bool is_global, const dl_expr *const *args,
                             size_t count)
{
    dl_cursors members = {0}, candidates = {0};

    if (!is_global) {
        dl_object_members(fn->l, type, &members);
        take_named(fn->l, &members, name, &candidates);
    }
    if (candidates.count == 0)
        take_named(fn->l, &fn->l->allocators, name, &candidates);
    return choose(fn->l, &candidates, args, count);
}

typedef DL_VEC(const dl_expr *) dl_args;

static const dl_expr *call_operator(dl_fn *fn, CXCursor decl, const char *name, dl_args *args, dl_place place,
                                    const dl_type *result)
{
    bool is_known = !clang_Cursor_isNull(decl);
    size_t all = is_known ? (size_t)clang_Cursor_getNumArguments(decl) : 0;

    for (size_t i = args->count; i < all; i++) {
        dl_cursors value = {0};

        dl_lower_operands(fn->l, clang_Cursor_getArgument(decl, (unsigned)i), &value);
        dl_vec_push(fn->l->arena, args,
                    value.count ? dl_lower_expr(fn, value.at[value.count - 1])
                                : dl_expr_unknown(fn->l, place.span, NULL, NULL));
    }
    return dl_emit_call(fn,
                        (dl_instr){.span = place.span,
                                   .name = is_known ? dl_lower_function_name(fn->l, decl) : name,
                                   .callee = is_known ? dl_lower_function_of(fn->l, decl) : NULL,
                                   .args = args->at,
                                   .arg_count = args->count,
                                   .macro = place.from ? place.from->name : NULL},
                        result);
}

/* ---- new ---- */

static bool is_initialiser(dl_lower *l, CXCursor child)
{
    CXCursor inner = dl_strip(l, child), decl = clang_getCursorReferenced(inner);

    return clang_getCursorKind(inner) == CXCursor_InitListExpr ||
           (clang_getCursorKind(inner) == CXCursor_CallExpr && !clang_Cursor_isNull(decl) &&
            clang_getCursorKind(decl) == CXCursor_Constructor);
}

/* What is given; not what a parameter of the operator has for a value of its own. */
static bool is_given(dl_lower *l, CXCursor operand, dl_span around)
{
    dl_span span = dl_lower_place(l, operand).span;

    return span.file == around.file && span.offset >= around.offset && span.end <= around.end;
}

/* What stands before the type, as the tree has it. */
static unsigned placed_in_tree(dl_lower *l, CXCursor cursor, dl_span around)
{
    dl_cursors children = {0};
    unsigned count = 0;

    dl_lower_children(l, cursor, &children);
    for (size_t i = 0; i < children.count; i++) {
        if (clang_getCursorKind(children.at[i]) == CXCursor_TypeRef)
            return count;
        count += clang_isExpression(clang_getCursorKind(children.at[i])) && is_given(l, children.at[i], around);
    }
    return 0;
}

/* Where the driver shows no operator for it the stub's takes what is given, in an object of its own. */
static CXCursor without_stand_in(dl_lower *l, CXCursor operand, spelling *as)
{
    CXCursor inner = dl_strip(l, operand);

    while (dl_text_equal(dl_lower_type(l, clang_getCursorType(inner))->canonical, "dl_placed") &&
           clang_getCursorKind(inner) == CXCursor_CallExpr && clang_Cursor_getNumArguments(inner) == 1) {
        as->is_foreign = true;
        operand = clang_Cursor_getArgument(inner, 0);
        inner = dl_strip(l, operand);
    }
    return operand;
}

/* What stands in `new (…)` and the number of an array; returns the initialiser, or null. */
static CXCursor take_operands(dl_fn *fn, CXCursor cursor, spelling *as, dl_args *args, dl_span around)
{
    CXCursor init = clang_getNullCursor();
    dl_cursors operands = {0};
    const dl_expr *count;
    size_t kept = 0;

    dl_lower_operands(fn->l, cursor, &operands);
    for (size_t i = 0; i < operands.count; i++)
        if (is_given(fn->l, operands.at[i], around))
            operands.at[kept++] = operands.at[i];
    for (size_t i = 0; i < kept; i++) {
        if (i < as->placed) {
            dl_vec_push(fn->l->arena, args, dl_lower_expr(fn, without_stand_in(fn->l, operands.at[i], as)));
        } else if (i == as->placed && as->is_array) {
            count = dl_lower_expr(fn, operands.at[i]);
            args->at[0] = dl_expr_binary(fn->l, DL_OP_MUL, args->at[0], count, fn->l->type_int, args->at[0]->span);
        } else if (is_initialiser(fn->l, operands.at[i])) {
            init = operands.at[i];
        }
    }
    return init;
}

/* `new (there) T` where the driver brings no operator for it: the library's, which gives back what it is given. */
static bool is_in_place(const dl_args *args)
{
    return args->count == 2 && args->at[1]->type->kind == DL_TYPE_POINTER;
}

const dl_expr *dl_lower_new(dl_fn *fn, CXCursor cursor, dl_place place)
{
    dl_lower *l = fn->l;
    const dl_type *type = dl_lower_type(l, clang_getCursorType(cursor));
    const dl_type *made = type->element ? type->element : l->type_other;
    CXType object = clang_getPointeeType(clang_getCanonicalType(clang_getCursorType(cursor)));
    spelling as = read_spelling(l, place.span = spelled_whole(l, place.span), "new");
    const char *name = dl_lower_name(l, as.is_array ? "operator new[]" : "operator new");
    dl_args args = {0};
    const dl_expr *value;
    CXCursor init, decl;
    unsigned behind = 0, head;
    size_t unnamed;
    bool is_there;

    if (!as.is_read)
        as.placed = placed_in_tree(l, cursor, place.span);
    dl_vec_push(l->arena, &args, size_of(fn, made, place.span));
    init = take_operands(fn, cursor, &as, &args, place.span);
    decl = as.is_foreign ? clang_getNullCursor() : operator_for(fn, object, name, as.is_global, args.at, args.count);
    is_there = clang_Cursor_isNull(decl) && is_in_place(&args);
    if (is_there)
        value = dl_expr_cast(l, args.at[1], type, place.span, false);
    else
        value = call_operator(fn, decl, name, &args, place, type);
    if (!clang_Cursor_isNull(init) && !as.is_array && !fn->is_pure && !fn->inits) {
        head = fn->at;
        if (!is_there)
            start_unless_null(fn, value, &behind, place.span);
        unnamed = fn->unnamed.count;
        dl_lower_init(fn, dl_expr_deref(l, value, made, place.span), object, init);
        if (!is_there) {
            dl_unnamed_may_be(fn, unnamed, head, place.span);
            dl_start(fn, behind);
        }
    }
    return value;
}

/* ---- delete ---- */

/* The destructor may write what the pointer was read from. */
static const dl_expr *read_once(dl_fn *fn, const dl_expr *value, dl_span span)
{
    const dl_expr *pointer = dl_expr_uncast(value);

    return pointer->kind == DL_E_VAR && !dl_var_is_static(pointer->var) ? value : dl_lower_kept(fn, value, span);
}

const dl_expr *dl_lower_delete(dl_fn *fn, CXCursor cursor, dl_place place)
{
    dl_lower *l = fn->l;
    dl_cursors children = {0};
    spelling as = read_spelling(l, place.span, "delete");
    const char *name = dl_lower_name(l, as.is_array ? "operator delete[]" : "operator delete");
    dl_args args = {0};
    const dl_type *made;
    const dl_expr *value;
    unsigned behind = 0;
    CXCursor decl;
    CXType type;
    bool is_asked;

    dl_lower_children(l, cursor, &children);
    if (children.count == 0)
        return dl_expr_unknown(l, place.span, NULL, NULL);
    dl_vec_push(l->arena, &args, dl_lower_expr(fn, children.at[children.count - 1]));
    type = clang_getPointeeType(clang_getCanonicalType(clang_getCursorType(children.at[children.count - 1])));
    made = dl_lower_type(l, type);
    is_asked = !fn->is_pure && !fn->inits && (dl_object_ends(l, type) || dl_lower_ends_virtually(l, type));
    if (is_asked) {
        args.at[0] = read_once(fn, args.at[0], place.span);
        start_unless_null(fn, args.at[0], &behind, place.span);
        if (!as.is_array && dl_lower_ends_virtually(l, type))
            dl_lower_virtual_end(fn, args.at[0], type, place.span);
        else
            dl_object_end(fn, dl_expr_deref(l, args.at[0], made, place.span), type, place.span);
    }
    decl = operator_for(fn, type, name, as.is_global, args.at, 1);
    if (clang_Cursor_isNull(decl)) { /* with the size; one with a tag goes with a `new` that has failed */
        const dl_type *size = dl_lower_type_named(l, "unsigned long long", DL_TYPE_INT);

        dl_vec_push(l->arena, &args, size_as(fn, made, size, place.span));
        decl = operator_for(fn, type, name, as.is_global, args.at, 2);
        args.count -= clang_Cursor_isNull(decl);
    }
    value = call_operator(fn, decl, name, &args, place, NULL);
    if (is_asked) /* with nothing to end it is called for a null pointer as well */
        dl_start(fn, behind);
    return value;
}
