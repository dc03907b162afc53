/* never_listed.c: see never_listed.h. */
#include "engine/never_listed.h"

#include "engine/named.h"
#include "engine/unload.h"

/* The first fact of a call that puts what it makes into a list of the driver object. */
static const dl_push_fact *find_push(const dl_facts *facts)
{
    size_t count;
    const dl_api *const *apis = dl_facts_apis(facts, &count);

    for (size_t i = 0; i < count; i++)
        if (apis[i]->push_count)
            return &apis[i]->pushes[0];
    return NULL;
}

static bool is_driver_object(const dl_expr *expr)
{
    const dl_type *type = dl_expr_uncast(expr)->type;

    return type->kind == DL_TYPE_POINTER && type->element && dl_type_named(type->element, "DRIVER_OBJECT");
}

/* What is given the driver object may make something for it. */
static bool may_push(const dl_instr *instr)
{
    if (instr->kind == DL_I_LOST)
        return true;
    if (instr->kind != DL_I_CALL || instr->callee || dl_call_is_message(instr))
        return false;
    for (size_t i = 0; i < instr->arg_count; i++)
        if (is_driver_object(instr->args[i]))
            return true;
    return false;
}

static bool is_pushed_by_none(const dl_judge *judge)
{
    const dl_program *program = judge->world->program;
    const dl_driver *driver = judge->guards->driver;

    if ((driver && driver->missing_source) || dl_named_pushes(judge->guards->named))
        return false;
    for (size_t f = 0; f < program->function_count; f++)
        for (size_t b = 0; b < program->functions[f]->block_count; b++)
            for (size_t i = 0; i < program->functions[f]->blocks[b].count; i++)
                if (may_push(&program->functions[f]->blocks[b].instrs[i]))
                    return false;
    return true;
}

dl_loc dl_never_listed(dl_judge *judge, const dl_function *unload)
{
    dl_world *world = judge->world;
    const dl_push_fact *fact;

    if (!dl_unload_is_of_unload(judge, unload) || !dl_unload_takes_driver_object(unload))
        return DL_NOWHERE;
    if (!judge->lists_none)
        judge->lists_none = is_pushed_by_none(judge) ? 1 : -1;
    fact = judge->lists_none > 0 ? find_push(world->facts) : NULL;
    return fact ? dl_loc_field(world, dl_loc_object(world, dl_sym_param(world, 0)), fact->member) : DL_NOWHERE;
}
