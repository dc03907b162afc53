/* lower_unseen.c: classes whose header is missing: which names are of one, and where an object of it may keep or close
 * what it is given. */
#include "frontend/lower.h"
#include "frontend/sources.h"

enum { MOST_HANDED = 8 };

/* `CamelCase`: what Windows calls structures is in capitals; `unique_handle`, `scoped_lock`. */
static bool is_class_name(const char *name)
{
    static const char *const beginnings[] = {"unique_", "scoped_", "auto_", "scope_", "safe_", "smart_"};
    bool has_small = false;

    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (dl_text_starts(name, beginnings[i]))
            return true;

    for (const char *at = name; *at; at++)
        has_small = has_small || (*at >= 'a' && *at <= 'z');
    return has_small && name[0] >= 'A' && name[0] <= 'Z';
}

/* `u32`, `uint16`, `size_t`, `byte`: as numbers are called in small letters. */
static bool is_number_name(const char *name)
{
    static const char *const words[] = {"int",     "char", "short",  "long",  "llong", "bool",
                                        "boolean", "byte", "word",   "dword", "qword", "float",
                                        "double",  "size", "status", "i",     "s",     "f"};

    if (dl_text_ends(name, "_t") || name[0] == '_')
        return true;
    name += name[0] == 'u';
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (dl_text_starts(name, words[i]) && !name[strlen(words[i]) + strspn(name + strlen(words[i]), "0123456789")])
            return true;
    return name[strspn(name, "0123456789")] == '\0';
}

/* Besides: `khandle`, `guard`. Structures of C that came out as records are called so as well. */
static bool may_be_class_name(const char *name)
{
    return is_class_name(name) || (name[0] >= 'a' && name[0] <= 'z' && !is_number_name(name));
}

const char *dl_unseen_destructor(dl_lower *l, const char *name)
{
    name = dl_text_last_name(name);
    return dl_lower_name(l, dl_arena_printf(l->scratch, "%s::~%s", name, name));
}

const char *dl_unseen_class(dl_lower *l, CXType type)
{
    CXCursor decl, parent;
    const char *name;

    if (type.kind == CXType_Elaborated)
        type = clang_Type_getNamedType(type);
    decl = clang_getTypeDeclaration(type);
    if (clang_Cursor_isNull(decl) || dl_lower_is_in_user_file(l, clang_getCursorLocation(decl)))
        return NULL;
    if (clang_getCursorKind(decl) == CXCursor_NoDeclFound)
        return NULL;
    name = dl_lower_string(l, clang_getCursorSpelling(decl));
    parent = clang_getCursorSemanticParent(decl);
    if (clang_getCursorKind(parent) == CXCursor_Namespace)
        return dl_lower_is_made_up(l, dl_lower_string(l, clang_getCursorSpelling(parent))) ? name : NULL;
    return dl_object_is_record(type) && dl_lower_is_made_up(l, name) && is_class_name(name) ? name : NULL;
}

bool dl_unseen_is_made(dl_lower *l, CXCursor cursor)
{
    CXType type = clang_getCursorType(cursor);
    dl_span whole, given;
    CXCursor inner;

    if (!l->unit->is_cpp || !dl_object_is_record(type) || !dl_is_wrapper(l, cursor, &inner) ||
        dl_object_is_record(clang_getCursorType(inner)) || !dl_unseen_class(l, type))
        return false;
    whole = dl_lower_place(l, cursor).span;
    given = dl_lower_place(l, inner).span;
    return whole.file && whole.file == given.file && whole.offset < given.offset && given.end < whole.end;
}

/* ---- those that came out as a number ---- */

static CXType element_of(CXType type)
{
    while (type.kind == CXType_ConstantArray)
        type = clang_getArrayElementType(type);
    return type.kind == CXType_Elaborated ? clang_Type_getNamedType(type) : type;
}

/* The name of a type that may be such a class; NULL: it is none. */
static const char *scalar_named(dl_lower *l, CXType type)
{
    const char *name;

    type = element_of(type);
    if (type.kind != CXType_Typedef)
        return NULL;
    name = dl_lower_string(l, clang_getTypeSpelling(type));
    return dl_lower_is_made_up(l, name) && may_be_class_name(name) ? name : NULL;
}

/* How many tokens of a subscript are passed over. */
enum { LONGEST_SUBSCRIPT = 64 };

static size_t behind_subscript(const dl_tokens *tokens, size_t at)
{
    size_t end = at;

    while (end < tokens->count && end - at < LONGEST_SUBSCRIPT)
        if (dl_token_is(&tokens->at[end++], "]"))
            return end;
    return tokens->count;
}

/* The `name` of `&name`, `&this->name`, `&owner.parts[1].name`, or of what stands in `&name[1]`, behind the `&`. */
static bool is_address_of(const dl_tokens *tokens, size_t at, const char *name)
{
    for (; at < tokens->count && dl_token_is_name(&tokens->at[at]); at++) {
        if (dl_token_is(&tokens->at[at++], name))
            return true;
        while (at < tokens->count && dl_token_is(&tokens->at[at], "["))
            at = behind_subscript(tokens, at);
        if (at >= tokens->count || !(dl_token_is(&tokens->at[at], ".") || dl_token_is(&tokens->at[at], "->")))
            return false;
    }
    return false;
}

/* Whether a file, or `file` behind the byte `from`, has the address of a variable or member of that name. */
static bool is_given_away(const dl_lower *l, const dl_file *file, unsigned from, const char *name)
{
    const dl_sources *sources = l->unit->files;

    for (size_t i = 0; i < sources->files.count; i++) {
        const dl_tokens *tokens = &sources->files.at[i]->tokens;

        for (size_t k = 0; (!file || sources->files.at[i]->file == file) && k < tokens->count; k++)
            if (tokens->at[k].offset >= from && dl_token_is(&tokens->at[k], "&") && is_address_of(tokens, k + 1, name))
                return true;
    }
    return false;
}

/* The parameter of that name is the type of a member. */
static bool is_held(dl_lower *l, const dl_cursors *members, const char *parameter)
{
    for (size_t i = 0; i < members->count; i++)
        if (clang_getCursorKind(members->at[i]) == CXCursor_FieldDecl &&
            dl_text_equal(dl_lower_string(l, clang_getTypeSpelling(element_of(clang_getCursorType(members->at[i])))),
                          parameter))
            return true;
    return false;
}

/* `Slot<unique_handle> slot;`: the argument of a template of the driver's that holds one. The instance that the parser
 * makes holds a number, and does not know of which name. */
static const char *unseen_argument(dl_lower *l, CXType type)
{
    CXCursor from;
    dl_cursors members = {0};
    unsigned number = 0;

    type = element_of(type);
    from = clang_getSpecializedCursorTemplate(clang_getTypeDeclaration(type));
    if (clang_Cursor_isNull(from) || clang_Cursor_isNull(clang_getCursorDefinition(from)) || dl_object_ends(l, type))
        return NULL;
    dl_lower_children(l, clang_getCursorDefinition(from), &members);
    for (size_t i = 0; i < members.count; i++) {
        enum CXCursorKind kind = clang_getCursorKind(members.at[i]);
        const char *name = kind == CXCursor_TemplateTypeParameter
                               ? scalar_named(l, clang_Type_getTemplateArgumentAsType(type, number))
                               : NULL;

        if (name && is_held(l, &members, dl_lower_string(l, clang_getCursorSpelling(members.at[i]))))
            return name;
        number += kind == CXCursor_TemplateTypeParameter || kind == CXCursor_NonTypeTemplateParameter ||
                  kind == CXCursor_TemplateTemplateParameter;
    }
    return NULL;
}

const char *dl_unseen_scalar(dl_lower *l, CXCursor decl)
{
    const char *name = scalar_named(l, clang_getCursorType(decl));
    dl_span span;
    unsigned at;

    if (!name)
        return unseen_argument(l, clang_getCursorType(decl));
    span = dl_lower_name_span(l, decl);
    if (!span.file)
        return NULL;
    at = dl_lower_skip_space(span.file, span.end, (unsigned)span.file->size);
    if (at >= span.file->size)
        return NULL;
    if (strchr(";,[", span.file->text[at]))
        return is_given_away(l, span.file, span.end, dl_lower_string(l, clang_getCursorSpelling(decl))) ? name : NULL;
    return span.file->text[at] == '(' || span.file->text[at] == '{' ? name : NULL;
}

const char *dl_unseen_member(dl_lower *l, CXCursor field)
{
    static const char yes, no;
    CXType type = clang_getCursorType(field);
    const char *name = l->unit->is_cpp ? scalar_named(l, type) : NULL, *own, *known;

    if (!name)
        return l->unit->is_cpp ? unseen_argument(l, type) : NULL;
    own = dl_lower_string(l, clang_getCursorSpelling(field));
    known = dl_map_get(l->given_away, own);
    if (!known) {
        known = is_given_away(l, NULL, 0, own) ? &yes : &no;
        dl_map_set(l->given_away, own, (void *)(uintptr_t)known);
    }
    return known == &yes ? name : NULL;
}

typedef struct handed {
    const dl_expr *at[MOST_HANDED];
    size_t count;
    bool has_pointer;
} handed;

/* What was given, also of `Guard guard(&lock, 1)`, whose arguments a number cannot be made of. */
static void take_handed(handed *all, const dl_expr *value, unsigned depth)
{
    if (!value || depth > MOST_HANDED)
        return;
    if (value->kind == DL_E_UNKNOWN && !value->name) {
        take_handed(all, value->a, depth + 1);
        take_handed(all, value->b, depth + 1);
    } else if (all->count < MOST_HANDED) {
        all->at[all->count++] = value;
        all->has_pointer = all->has_pointer || (value->kind != DL_E_CONST && value->type->kind == DL_TYPE_POINTER);
    }
}

/* `PDevice`, `LPDevice`: as Windows calls what points to something. */
static bool is_pointer_name(const char *name)
{
    name += name[0] == 'L';
    return name[0] == 'P' && name[1] >= 'A' && name[1] <= 'Z';
}

/* The name of a class that nobody shows, as whatever it came out; NULL: it is none. */
static const char *taker_of(dl_lower *l, const dl_type *type, const dl_expr *value)
{
    const char *name = type->spelling;

    if (!l->unit->is_cpp || !dl_lower_is_made_up(l, name))
        return NULL;
    if (is_pointer_name(name))
        return NULL;
    if (type->kind == DL_TYPE_RECORD)
        return is_class_name(name) ? name : NULL;
    return (type->kind == DL_TYPE_INT || type->kind == DL_TYPE_POINTER || value->kind == DL_E_UNKNOWN) &&
                   may_be_class_name(name)
               ? name
               : NULL;
}

bool dl_unseen_hand_over(dl_fn *fn, const dl_type *type, const dl_expr *value, dl_span span)
{
    const char *name = taker_of(fn->l, type, value);
    handed all = {0};

    if (value->kind == DL_E_CAST && value->type == type) /* `T(value)` */
        value = value->a;
    if (!name || (value->type == type && value->kind != DL_E_UNKNOWN))
        return false;
    take_handed(&all, value, 0);
    if (!all.has_pointer)
        return false;
    name = dl_lower_name(fn->l, dl_arena_printf(fn->l->scratch, "%s::%s", name, name));
    dl_emit(fn, (dl_instr){.kind = DL_I_CALL,
                           .span = span,
                           .name = name,
                           .args = dl_arena_copy(fn->l->arena, all.at, all.count * sizeof *all.at),
                           .arg_count = all.count});
    return true;
}
