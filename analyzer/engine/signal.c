/* signal.c: see signal.h. */
#include "engine/signal.h"

#include "engine/scope.h"

/* `&g_Done`, `&Extension->Done`: the variable or member; NULL: it is a pointer, to whatever it may be. */
static const dl_expr *own_object(const dl_expr *expr)
{
    expr = dl_expr_uncast(expr);
    if (!expr || expr->kind != DL_E_ADDRESS || expr->decays)
        return NULL;
    return expr->a->kind == DL_E_VAR || expr->a->kind == DL_E_FIELD ? expr->a : NULL;
}

static bool is_same_part(const dl_expr *a, const dl_expr *b)
{
    if (a->kind != b->kind)
        return false;
    return a->kind == DL_E_VAR ? a->var == b->var : dl_text_equal(a->name, b->name);
}

/* Whether the call may signal the object; one that is not known may. */
static bool may_signal(const dl_scope *scope, const dl_instr *call, const dl_expr *object)
{
    const dl_expr *const *args;
    const dl_expr *signalled;
    const dl_api *api;
    size_t count;

    if (call->kind != DL_I_CALL)
        return call->kind == DL_I_LOST;
    if (dl_scope_is_opaque(scope, call))
        return true;
    api = dl_scope_api(scope, call, &args, &count);
    if (!api || !dl_api_has_trait(api, "signals") || count == 0)
        return false;
    signalled = own_object(args[0]);
    return !signalled || is_same_part(signalled, object);
}

static bool waits(const dl_scope *scope, const dl_instr *call)
{
    const dl_expr *const *args;
    size_t count;
    const dl_api *api = call->kind == DL_I_CALL ? dl_scope_api(scope, call, &args, &count) : NULL;

    return api && dl_api_has_trait(api, "waits");
}

static bool waits_from(const dl_scope *scope, const dl_block *block, size_t from)
{
    for (size_t i = from; i < block->count; i++)
        if (waits(scope, &block->instrs[i]))
            return true;
    return false;
}

/* Whether some way from there comes to the routine's end without another wait: `KeSetEvent(&Started, …)` in a thread
 * that goes on to wait for its work says nothing of its end. */
static bool comes_to_end(const dl_scope *scope, const dl_function *function, const dl_block *block, size_t from)
{
    enum { MOST = 256 };
    bool seen[MOST] = {false};
    unsigned work[MOST];
    size_t left = 0;

    if (function->block_count > MOST)
        return true;
    if (waits_from(scope, block, from))
        return false;
    for (;;) {
        size_t ways = dl_term_count(&block->term);

        if (ways == 0)
            return true;
        for (size_t i = 0; i < ways; i++) {
            unsigned to = dl_term_to(&block->term, i);

            if (!seen[to] && !waits_from(scope, &function->blocks[to], 0))
                work[left++] = to;
            seen[to] = true;
        }
        if (left == 0)
            return false;
        block = &function->blocks[work[--left]];
    }
}

/* is_root: it is run as the routine itself, and not by a helper's caller, who may wait. */
static bool signals(const dl_scope *scope, const dl_function *function, const dl_expr *object, bool is_root)
{
    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++)
            if (may_signal(scope, &function->blocks[b].instrs[i], object) &&
                (!is_root || comes_to_end(scope, function, &function->blocks[b], i + 1)))
                return true;
    return function->lost_count > 0;
}

static bool is_among(dl_function_list list, const dl_function *function)
{
    for (size_t i = 0; i < list.count; i++)
        if (list.at[i] == function)
            return true;
    return false;
}

bool dl_signal_is_of(const void *self, const char *role, const dl_expr *expr)
{
    const dl_scope *scope = self;
    const dl_role_set set = {.roles = {&role, 1}};
    const dl_expr *object = own_object(expr);
    dl_function_list functions = dl_scope_functions(scope, &set), roots = dl_scope_roots(scope, &set);
    dl_span where;

    if (!object || functions.count == 0 || dl_scope_has_unseen(scope, &set, &where) ||
        dl_scope_role_unknown(scope, role, &where))
        return true;
    for (size_t f = 0; f < functions.count; f++)
        if (signals(scope, functions.at[f], object, is_among(roots, functions.at[f])))
            return true;
    return false;
}

bool dl_signal_may_come(const dl_world *world, const dl_api_use *use, const dl_expr *const *args, size_t count)
{
    size_t at = (size_t)use->signalled_param;

    return !use->signalled_by || !world->is_signalled || at >= count ||
           world->is_signalled(world->scope_self, use->signalled_by, args[at]);
}
