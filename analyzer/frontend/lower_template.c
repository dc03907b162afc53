/* lower_template.c: what the parser made of class templates. Of a class made of a template libclang shows no members;
 * the functions that were made for it stand among the declarations of the unit, each with its body. */
#include "frontend/lower.h"

#include <string.h>

enum { DEEPEST = 16 }; /* declarations around one another */

typedef struct made_class {
    dl_cursors members;
    CXType type;
} made_class;

typedef DL_VEC(made_class *) made_classes;

bool dl_template_is_made(CXCursor decl)
{
    return !clang_Cursor_isNull(clang_getSpecializedCursorTemplate(decl));
}

static CXCursor class_of(CXType type)
{
    return clang_getCanonicalCursor(clang_getTypeDeclaration(clang_getCanonicalType(type)));
}

/* Each class stands in the list of its template as well, which tells how many there are. */
static made_class *class_made(dl_lower *l, CXCursor decl)
{
    CXCursor key = clang_getCanonicalCursor(decl), from = clang_getSpecializedCursorTemplate(decl);
    made_class *made = dl_cursor_get(&l->made_classes, key);
    made_classes *all;

    if (made)
        return made;
    made = DL_NEW(l->scratch, made_class);
    made->type = clang_getCursorType(decl);
    dl_cursor_put(l->scratch, &l->made_classes, key, made);
    from = clang_getCanonicalCursor(from);
    all = dl_cursor_get(&l->made_of, from);
    if (!all) {
        all = DL_NEW(l->scratch, made_classes);
        dl_cursor_put(l->scratch, &l->made_of, from, all);
    }
    dl_vec_push(l->scratch, all, made);
    return made;
}

void dl_template_note(dl_lower *l, CXCursor member)
{
    CXCursor parent = clang_getCursorSemanticParent(member);
    enum CXCursorKind kind = clang_getCursorKind(parent);

    if ((kind == CXCursor_ClassDecl || kind == CXCursor_StructDecl) && dl_template_is_made(parent))
        dl_vec_push(l->scratch, &class_made(l, parent)->members, member);
}

void dl_template_members(dl_lower *l, CXType type, dl_cursors *out)
{
    const made_class *made = dl_cursor_get(&l->made_classes, class_of(type));

    out->count = 0;
    for (size_t i = 0; made && i < made->members.count; i++)
        dl_vec_push(l->scratch, out, made->members.at[i]);
}

/* Which parameter of the template this is; -1: none. */
static int parameter_index(dl_lower *l, CXCursor pattern, CXCursor parameter)
{
    dl_cursors children = {0};
    int index = 0;

    dl_lower_children(l, pattern, &children);
    for (size_t i = 0; i < children.count; i++) {
        enum CXCursorKind kind = clang_getCursorKind(children.at[i]);

        if (clang_equalCursors(children.at[i], parameter))
            return index;
        index += kind == CXCursor_TemplateTypeParameter || kind == CXCursor_NonTypeTemplateParameter ||
                 kind == CXCursor_TemplateTemplateParameter;
    }
    return -1;
}

/* `class D : F` is the argument given for F; `class D : B<F>` what was made of B, where that is one class only. */
CXType dl_template_base(dl_lower *l, CXType type, CXCursor base)
{
    CXType written = clang_getCursorType(base);
    dl_cursors children = {0};

    if (clang_getCanonicalType(written).kind == CXType_Record)
        return written;
    dl_lower_children(l, base, &children);
    for (size_t i = 0; i < children.count; i++) {
        CXCursor named = clang_getCursorReferenced(children.at[i]);

        if (clang_getCursorKind(children.at[i]) == CXCursor_TemplateRef) {
            const made_classes *all = dl_cursor_get(&l->made_of, clang_getCanonicalCursor(named));

            return all && all->count == 1 ? all->at[0]->type : written;
        }
        if (clang_getCursorKind(named) == CXCursor_TemplateTypeParameter) {
            int at = parameter_index(l, clang_getCursorSemanticParent(named), named);
            CXType given =
                at < 0 ? written : clang_Type_getTemplateArgumentAsType(clang_getCanonicalType(type), (unsigned)at);

            return given.kind == CXType_Invalid ? written : given;
        }
    }
    return written;
}

static CXType invalid(void)
{
    return (CXType){.kind = CXType_Invalid};
}

/* What was given for the parameter of that name where `made` was made; invalid: it has none, or that is no type. */
static CXType given_by_name(dl_lower *l, CXCursor made, const char *name)
{
    CXCursor pattern = clang_getSpecializedCursorTemplate(made);
    dl_cursors children = {0};
    CXType type = clang_getCanonicalType(clang_getCursorType(made));

    if (clang_getCursorKind(pattern) == CXCursor_ClassTemplatePartialSpecialization)
        return invalid(); /* its parameters are not what the class was given */
    dl_lower_children(l, pattern, &children);
    for (size_t i = 0; i < children.count; i++) {
        int at;

        if (clang_getCursorKind(children.at[i]) != CXCursor_TemplateTypeParameter ||
            !dl_text_equal(dl_lower_string(l, clang_getCursorSpelling(children.at[i])), name))
            continue;
        at = parameter_index(l, pattern, children.at[i]);
        return type.kind == CXType_Record ? clang_Type_getTemplateArgumentAsType(type, (unsigned)at)
                                          : clang_Cursor_getTemplateArgumentType(made, (unsigned)at);
    }
    return invalid();
}

CXType dl_template_argument(dl_lower *l, CXCursor made, const char *name)
{
    CXType given = invalid();

    for (unsigned depth = 0; depth < DEEPEST && !clang_Cursor_isNull(made) && given.kind == CXType_Invalid; depth++) {
        if (clang_isTranslationUnit(clang_getCursorKind(made)))
            break;
        if (dl_template_is_made(made))
            given = given_by_name(l, made, name);
        made = clang_getCursorSemanticParent(made);
    }
    return given;
}

static bool is_within_made(CXCursor decl)
{
    CXCursor at = decl;

    for (unsigned depth = 0; depth < DEEPEST && !clang_Cursor_isNull(at); depth++) {
        if (clang_isTranslationUnit(clang_getCursorKind(at)))
            return false;
        if (dl_template_is_made(at))
            return true;
        at = clang_getCursorSemanticParent(at);
    }
    return false;
}

static const char *lambdas_of(dl_lower *l, CXCursor decl)
{
    const char *type = dl_lower_string(l, clang_getTypeSpelling(clang_getCursorType(decl)));

    return strstr(type, "(lambda at") ? type : "";
}

/* In the USR all lambdas of a function are alike; the types that are made of them are not. */
const char *dl_template_identity(dl_lower *l, CXCursor decl)
{
    if (!is_within_made(decl))
        return NULL;
    return dl_arena_printf(l->arena, "%s%s%s", dl_lower_string(l, clang_getCursorUSR(decl)), lambdas_of(l, decl),
                           lambdas_of(l, clang_getCursorSemanticParent(decl)));
}
