/* lower_head.c: `switch (auto x = f(); x)`, `for (auto x = f(); auto &y : x.all)`. libclang's tree holds what stands
 * before the `;` in no statement but `if`. Its index of declarations, which is made for tools that look names up, has
 * the variables all the same. An expression that stands there is read from the text. */
#include "frontend/lower.h"

/* ---- the variables of functions ---- */

static void take_local(CXClientData data, const CXIdxDeclInfo *info)
{
    dl_lower *l = data;

    if (clang_getCursorKind(info->cursor) == CXCursor_VarDecl &&
        clang_Cursor_hasVarDeclGlobalStorage(info->cursor) == 0 &&
        dl_lower_is_in_user_file(l, clang_getCursorLocation(info->cursor)))
        dl_vec_push(l->scratch, &l->locals, info->cursor);
}

static void find_locals(dl_lower *l)
{
    const unsigned options = CXIndexOpt_IndexFunctionLocalSymbols | CXIndexOpt_IndexImplicitTemplateInstantiations |
                             CXIndexOpt_SuppressWarnings;
    IndexerCallbacks callbacks = {.indexDeclaration = take_local};
    CXIndexAction action;
    CXIndex index;

    if (l->has_locals)
        return;
    l->has_locals = true;
    index = clang_createIndex(0, 0);
    action = clang_IndexAction_create(index);
    (void)clang_indexTranslationUnit(action, l, &callbacks, sizeof callbacks, options, l->unit->tu);
    clang_IndexAction_dispose(action);
    clang_disposeIndex(index);
}

/* ---- the head of a statement ---- */

/* From behind the `(` up to the `;`. */
static bool head_range(dl_lower *l, CXCursor whole, const dl_file **file, dl_text_range *range)
{
    dl_place place = dl_lower_place(l, whole);
    unsigned at = place.span.offset, end = place.span.end, depth = 0;

    if (!l->unit->is_cpp || !place.span.file || place.from)
        return false;
    *file = place.span.file;
    at = dl_lower_skip_space(*file, dl_lower_token_end(*file, at, end), end);
    range->offset = at + 1;
    for (; at < end; at = dl_lower_skip_space(*file, dl_lower_token_end(*file, at, end), end)) {
        char c = (*file)->text[at];

        if (c == '(' || c == '[' || c == '{')
            depth++;
        else if (c == ')' || c == ']' || c == '}')
            depth--;
        if (depth == 0)
            return false;
        range->end = at;
        if (c == ';' && depth == 1)
            return true;
    }
    return false;
}

static enum CXChildVisitResult take_function(CXCursor cursor, CXCursor parent, CXClientData data)
{
    CXCursor decl = clang_getCursorReferenced(cursor), *function = data;
    enum CXCursorKind kind = clang_getCursorKind(decl);

    (void)parent;
    if (clang_getCursorKind(cursor) != CXCursor_DeclRefExpr ||
        !(kind == CXCursor_ParmDecl || (kind == CXCursor_VarDecl && !clang_Cursor_hasVarDeclGlobalStorage(decl))))
        return CXChildVisit_Recurse;
    *function = clang_getCanonicalCursor(clang_getCursorSemanticParent(decl));
    return CXChildVisit_Break;
}

/* Of one place a template has a variable for each of what it was made into: the one that is wanted stands in the same
 * function as what the statement names. */
static void keep_own(CXCursor whole, dl_cursors *vars)
{
    CXCursor function = clang_getNullCursor();
    size_t kept = 0;

    clang_visitChildren(whole, take_function, &function);
    for (size_t i = 0; i < vars->count; i++)
        if (clang_equalCursors(clang_getCanonicalCursor(clang_getCursorSemanticParent(vars->at[i])), function))
            vars->at[kept++] = vars->at[i];
    vars->count = kept;
}

static void find_vars(dl_lower *l, CXCursor whole, const dl_file *file, dl_text_range range, dl_cursors *out)
{
    bool has_twins = false;

    find_locals(l);
    for (size_t i = 0; i < l->locals.count; i++) {
        const dl_file *at_file;
        bool is_known = false;
        unsigned at;

        if (!dl_lower_offset(l, clang_getCursorLocation(l->locals.at[i]), &at_file, &at) || at_file != file ||
            at < range.offset || at >= range.end)
            continue;
        for (size_t k = 0; k < out->count; k++) {
            is_known = is_known || clang_equalCursors(out->at[k], l->locals.at[i]);
            has_twins = has_twins || (!is_known && clang_equalLocations(clang_getCursorLocation(out->at[k]),
                                                                        clang_getCursorLocation(l->locals.at[i])));
        }
        if (!is_known)
            dl_vec_push(l->scratch, out, l->locals.at[i]);
    }
    if (has_twins)
        keep_own(whole, out);
}

void dl_lower_head_vars(dl_lower *l, CXCursor whole, dl_cursors *out)
{
    const dl_file *file;
    dl_text_range range;

    out->count = 0;
    if (head_range(l, whole, &file, &range))
        find_vars(l, whole, file, range, out);
}

void dl_lower_hidden_head(dl_fn *fn, CXCursor whole)
{
    dl_cursors vars = {0};
    const dl_file *file;
    dl_text_range range;

    if (!head_range(fn->l, whole, &file, &range))
        return;
    find_vars(fn->l, whole, file, range, &vars);
    for (size_t i = 0; i < vars.count; i++)
        dl_lower_local(fn, vars.at[i]);
    if (vars.count == 0)
        dl_lower_gap(fn, file, range.offset, range.end + 1);
    else
        dl_lower_macros_in(fn, file, range.offset, range.end);
}
