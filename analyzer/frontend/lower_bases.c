/* lower_bases.c: virtual bases. Of a whole object each is there once: it begins before all else and ends behind all
 * else, and neither the constructors nor the destructors of the other bases do that. */
#include "frontend/lower.h"

enum { DEEPEST_BASE = 16 };

static bool holds(const dl_cx_types *types, CXType type)
{
    for (size_t i = 0; i < types->count; i++)
        if (clang_equalTypes(clang_getCanonicalType(types->at[i]), clang_getCanonicalType(type)))
            return true;
    return false;
}

static void add_virtual(dl_lower *l, CXType type, dl_cx_types *out, unsigned depth)
{
    dl_cx_types all = {0}, own = {0};

    if (depth > DEEPEST_BASE || !dl_object_is_record(type))
        return;
    dl_object_bases(l, type, &all);
    dl_object_own_bases(l, type, &own);
    for (size_t i = 0; i < all.count; i++) {
        add_virtual(l, all.at[i], out, depth + 1);
        if (!holds(&own, all.at[i]) && !holds(out, all.at[i]))
            dl_vec_push(l->scratch, out, all.at[i]);
    }
}

void dl_object_virtual_bases(dl_lower *l, CXType type, dl_cx_types *bases)
{
    bases->count = 0;
    if (l->unit->is_cpp)
        add_virtual(l, type, bases, 0);
}

/* Whether the constructor's list gives one of the bases anything: that is told in its own terms. */
static bool gives_any(dl_lower *l, CXCursor constructor, const dl_cx_types *bases)
{
    CXCursor definition = clang_getCursorDefinition(constructor);
    dl_cursors list = {0};

    if (clang_Cursor_isNull(definition))
        return true;
    dl_lower_children(l, definition, &list);
    for (size_t i = 0; i + 1 < list.count; i++) {
        CXCursor init = dl_strip(l, list.at[i + 1]);

        if (clang_getCursorKind(list.at[i]) == CXCursor_TypeRef && holds(bases, clang_getCursorType(list.at[i + 1])) &&
            (clang_getCursorKind(init) != CXCursor_CallExpr || clang_Cursor_getNumArguments(init) != 0))
            return true;
    }
    return false;
}

bool dl_object_begins_plainly(dl_lower *l, CXType type, CXCursor constructor)
{
    dl_cx_types bases = {0};
    bool ends = false;

    dl_object_virtual_bases(l, type, &bases);
    if (bases.count == 0)
        return true;
    for (size_t i = 0; i < bases.count; i++)
        ends = ends || dl_object_ends(l, bases.at[i]);
    return !(ends && dl_lower_ends_virtually(l, type)) &&
           (clang_Cursor_isNull(constructor) || !gives_any(l, constructor, &bases));
}
