#include "engine/static_end.h"

#include "engine/release_parts.h"

/* Whether anything that the routine runs releases an object of the kind, or was not read. */
static bool may_release(dl_judge *judge, const dl_resource *kind, const dl_function *end)
{
    const dl_program *program = judge->world->program;

    for (size_t f = 0; f < program->function_count; f++) {
        const dl_function *function = program->functions[f];
        size_t count;

        if (function != end && !dl_scope_calls(judge->scope, end, function))
            continue;
        (void)dl_scope_opaque(judge->scope, function, &count);
        if (count || function->lost_count || dl_release_is_in(judge, function, kind))
            return true;
    }
    return false;
}

static bool has_runtime(const dl_judge *judge)
{
    static const char *const names[] = {"atexit", "_onexit", "__dllonexit"};
    dl_named *named = judge->guards->named;

    for (size_t i = 0; named && i < sizeof names / sizeof *names; i++)
        if (dl_named_is_defined(named, names[i]))
            return true;
    return false;
}

static bool ends_with_release(dl_judge *judge, const dl_resource *kind, const dl_var *var)
{
    for (size_t i = 0; i < var->end_count; i++) {
        const dl_function *end = var->ends[i].callee;

        if (!end || (has_runtime(judge) && may_release(judge, kind, end)))
            return true;
    }
    return false;
}

/* The variable in static storage, with an end, in which the place lies; or NULL. */
static const dl_var *ending_root(const dl_world *world, dl_loc loc)
{
    const dl_place *root = loc ? dl_place_of(world, dl_place_of(world, loc)->root) : NULL;

    return root && root->kind == DL_LOC_VAR && root->var->end_count ? root->var : NULL;
}

static const char *why_open(dl_judge *judge, const dl_resource *kind, const dl_var *var)
{
    if (!var || !ends_with_release(judge, kind, var))
        return NULL;
    return dl_arena_printf(judge->arena,
                           "the end of %s, which stands in static storage (%s), may release the %s, and whether "
                           "anything runs that is in no source",
                           var->name, dl_judge_where(judge, var->span), kind->title);
}

const char *dl_static_end_of(dl_judge *judge, const dl_resource *kind, const dl_sim *sim, const dl_state *state,
                             const dl_instance *instance)
{
    const char *why = why_open(judge, kind, ending_root(sim->world, instance->binds[0].loc));

    for (unsigned i = 0; i < state->cell_count && !why; i++)
        if (instance->binds[0].has_val &&
            dl_val_equal(dl_cell_val(sim->world, &state->cells[i]), instance->binds[0].val))
            why = why_open(judge, kind, ending_root(sim->world, state->cells[i].loc));
    return why;
}
