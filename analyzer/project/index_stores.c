/* index_stores.c: which members a body may store to, and what the variables are declared as that lead to these; the
 * names that typedefs give to structures. */
#include "project/index_parts.h"

size_t dl_indexer_behind_indexes(const dl_indexer *x, size_t i)
{
    unsigned depth = 0;

    for (; i < x->tokens->count && (depth || dl_indexer_is(x, i, "[")); i = dl_indexer_next(x, i)) {
        depth += dl_indexer_is(x, i, "[") ? 1 : 0;
        depth -= dl_indexer_is(x, i, "]") ? 1 : 0;
    }
    return i;
}

static bool is_member(const dl_indexer *x, size_t i)
{
    size_t before = dl_indexer_previous(x, i);

    return dl_indexer_is(x, before, "->") || dl_indexer_is(x, before, ".");
}

/* `switch (stack->Member) {`; `i`: where the whole of it begins. */
static bool is_asked(const dl_indexer *x, size_t i, size_t behind)
{
    static const char *const asking[] = {"if", "while", "switch", NULL};
    size_t open = dl_indexer_previous(x, i);

    return dl_indexer_is(x, behind, ")") && dl_indexer_is(x, open, "(") && dl_indexer_is_name(x, i) &&
           dl_indexer_is_any(x, dl_indexer_previous(x, open), asking);
}

/* `stack->Member == 2`, `driver->Member[i](…)`, but not `&driver->Member == 2`: what reads a member and no more. */
bool dl_indexer_is_stored(const dl_indexer *x, size_t i)
{
    static const char *const reading[] = {"==", "!=", "<=", ">=", "<", ">", "&&", "||", "?", "(", NULL};
    size_t behind;

    if (!is_member(x, i))
        return false;
    behind = dl_indexer_behind_indexes(x, dl_indexer_next(x, i));
    while (is_member(x, i))
        i = dl_indexer_previous(x, dl_indexer_previous(x, i));
    return (!dl_indexer_is_any(x, behind, reading) && !is_asked(x, i, behind)) ||
           dl_indexer_is(x, dl_indexer_previous(x, i), "&");
}

/* `x = a->b->Member;`, but for a reference to it. */
static bool is_copied(const dl_indexer *x, size_t i)
{
    size_t before, target;

    if (!dl_indexer_is(x, dl_indexer_next(x, i), ";"))
        return false;
    while (is_member(x, i))
        i = dl_indexer_previous(x, dl_indexer_previous(x, i));
    before = dl_indexer_previous(x, i);
    target = dl_indexer_previous(x, before);
    return dl_indexer_is_name(x, i) && dl_indexer_is(x, before, "=") && dl_indexer_is_name(x, target) &&
           !dl_indexer_is(x, dl_indexer_previous(x, target), "&") &&
           !dl_indexer_is(x, dl_indexer_previous(x, target), "&&");
}

/* ---- what a variable is declared as ---- */

/* Of more variables in one body than this it is not told what they are declared as. */
enum { MOST_VARIABLES = 256 };

typedef struct variable {
    const char *name, *type; /* NULL: declared nowhere, or in several ways */
} variable;

typedef struct stores {
    DL_VEC(variable) variables;
    DL_VEC(dl_indexed_store) found;
} stores;

/* `T name`, `T *name`, where that ends as a declarator does: the type. */
static const char *type_before(const dl_indexer *x, size_t name, size_t first)
{
    static const char *const ends[] = {";", "=", ",", ")", "[", NULL};
    static const char *const words[] = {"return", "else", "case", "goto", "sizeof", "new", "delete", "throw", NULL};
    static const char *const starts[] = {"(", "{", "}", ";", ",", ")", NULL};
    size_t at = dl_indexer_previous(x, name), before;

    if (!dl_indexer_is_any(x, dl_indexer_next(x, name), ends))
        return NULL;
    while (at < x->tokens->count && at > first && (dl_indexer_is(x, at, "*") || dl_indexer_is(x, at, "const")))
        at = dl_indexer_previous(x, at);
    if (at <= first || !dl_indexer_is_name(x, at) || dl_indexer_is_any(x, at, words))
        return NULL;
    before = dl_indexer_previous(x, at);
    return before < x->tokens->count && (dl_indexer_is_name(x, before) || dl_indexer_is_any(x, before, starts))
               ? dl_indexer_intern(x, at)
               : NULL;
}

/* Each place that may declare it agrees. */
static const char *declared_type(const dl_indexer *x, const char *name, size_t open, size_t close)
{
    const char *type = NULL;

    for (size_t i = dl_indexer_next(x, open); i < close; i = dl_indexer_next(x, i)) {
        const char *here;

        if (!dl_indexer_is_name(x, i) || is_member(x, i) || dl_indexer_intern(x, i) != name)
            continue;
        here = type_before(x, i, open);
        if (here && type && here != type)
            return NULL;
        type = here ? here : type;
    }
    return type;
}

static const char *type_of(dl_indexer *x, stores *all, const char *name, const dl_name_group *of, size_t open,
                           size_t close)
{
    const char *given, *type;

    for (size_t i = 0; i < all->variables.count; i++)
        if (all->variables.at[i].name == name)
            return all->variables.at[i].type;
    if (all->variables.count == MOST_VARIABLES)
        return NULL;
    given = declared_type(x, name, of->open, of->close);
    type = declared_type(x, name, open, close);
    type = !type ? given : !given || given == type ? type : NULL;
    dl_vec_push(x->scratch, &all->variables, ((variable){name, type}));
    return type;
}

/* Of `name->Member`: the type of the variable. Of anything else nothing is told. */
static const char *type_of_owner(dl_indexer *x, stores *all, size_t member, const dl_name_group *of, size_t open,
                                 size_t close)
{
    size_t owner = dl_indexer_previous(x, dl_indexer_previous(x, member));

    return owner < close && owner > open && dl_indexer_is_name(x, owner) && !is_member(x, owner)
               ? type_of(x, all, dl_indexer_intern(x, owner), of, open, close)
               : NULL;
}

/* Whether it is one of the last that were found: to find one twice does no harm. */
static bool is_among_last(const stores *all, const dl_indexed_store *store)
{
    size_t first = all->found.count > MOST_VARIABLES ? all->found.count - MOST_VARIABLES : 0;

    for (size_t i = first; i < all->found.count; i++)
        if (all->found.at[i].member == store->member && all->found.at[i].type == store->type &&
            all->found.at[i].is_copied == store->is_copied)
            return true;
    return false;
}

void dl_index_stores(dl_indexer *x, dl_indexed_function *function, const dl_name_group *of, size_t open, size_t close)
{
    stores all = {0};

    for (size_t i = dl_indexer_next(x, open); i < close; i = dl_indexer_next(x, i)) {
        dl_indexed_store store;

        if (!dl_indexer_is_name(x, i) || !dl_indexer_is_stored(x, i))
            continue;
        store.member = dl_indexer_intern(x, i);
        store.type = type_of_owner(x, &all, i, of, open, close);
        store.is_copied = is_copied(x, i);
        if (!is_among_last(&all, &store))
            dl_vec_push(x->scratch, &all.found, store);
    }
    function->stores = dl_arena_copy(x->index->arena, all.found.at, all.found.count * sizeof *all.found.at);
    function->store_count = all.found.count;
}

/* ---- structures ---- */

/* Where the tag is that of the system's driver object, what it is called is no structure of the driver's. */
static bool is_of_system(const dl_indexer *x, size_t i)
{
    return dl_indexer_is(x, i, "_DRIVER_OBJECT") || dl_indexer_is(x, i, "DRIVER_OBJECT");
}

void dl_index_records(dl_indexer *x, size_t end)
{
    size_t depth = 0, before = x->records.count;

    for (size_t i = dl_tokens_live(x->tokens, x->from); i < end; i = dl_indexer_next(x, i)) {
        size_t behind = dl_indexer_next(x, i);

        if (dl_indexer_is(x, i, "{") || dl_indexer_is(x, i, "("))
            depth++;
        else if (depth && (dl_indexer_is(x, i, "}") || dl_indexer_is(x, i, ")")))
            depth--;
        else if (depth == 0 && is_of_system(x, i))
            break;
        else if (depth == 0 && dl_indexer_is_name(x, i) && (behind == end || dl_indexer_is(x, behind, ",")))
            dl_vec_push(x->scratch, &x->records, dl_indexer_intern(x, i));
        if (behind >= end)
            return;
    }
    x->records.count = before;
}
