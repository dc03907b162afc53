/* automaton_leave.c: what a helper that returns says of the failures behind it, for propagate; see
 * automaton_parts.h. */
#include "engine/automaton_parts.h"

/* By the type of the helper that returns it. */
static bool is_failure_of(const dl_sim *sim, const dl_state *state, dl_val returned)
{
    const dl_type *type = sim->frame->function->type->element;
    unsigned mask = dl_val_mask(sim->world, state, returned);
    bool by_zero = type && (type->kind == DL_TYPE_POINTER || dl_type_is_boolean(type));

    return by_zero ? mask == DL_ZERO : mask == DL_NEG;
}

bool dl_machine_is_status(const dl_type *type)
{
    static const char *const names[] = {"NTSTATUS", "long", "NDIS_STATUS", "HRESULT"};

    for (size_t i = 0; type && i < sizeof names / sizeof *names; i++)
        if (dl_text_equal(type->spelling, names[i]) || dl_text_equal(type->canonical, names[i]))
            return true;
    return false;
}

/* A helper that answers a null allocation with a failure has said what there is to say: its caller decides. */
static bool answers_status(const dl_function *function)
{
    return dl_machine_is_status(function->type->element);
}

static bool outlives(const dl_expr *place)
{
    const dl_var *root = dl_expr_root(place);

    return place->kind != DL_E_VAR || (root && root->storage == DL_GLOBAL);
}

/* `Out->Table = table;`, with `table` the variable that the block was put into. */
static bool is_handed_out(const dl_function *helper, const dl_var *var)
{
    for (size_t b = 0; b < helper->block_count; b++)
        for (size_t i = 0; i < helper->blocks[b].count; i++) {
            const dl_instr *instr = &helper->blocks[b].instrs[i];
            const dl_expr *value = instr->kind == DL_I_ASSIGN ? dl_expr_uncast(instr->value) : NULL;

            if (value && value->kind == DL_E_VAR && value->var == var && instr->target && outlives(instr->target))
                return true;
        }
    return false;
}

/* Whether the block goes where it is there for longer than the helper. */
static bool is_kept(const dl_function *helper, const dl_instr *site)
{
    const dl_expr *slot = dl_result_slot(helper, site);

    return slot && (outlives(slot) || is_handed_out(helper, slot->var));
}

static bool gives_pointer(const dl_function *function)
{
    return function->type->element && function->type->element->kind == DL_TYPE_POINTER;
}

static void doubt_without_block(const dl_machine *m, dl_instance *instance, const dl_function *helper)
{
    instance->is_maybe = true;
    instance->doubt = dl_arena_printf(m->judge->arena,
                                      "%s fails without the memory of %s, and its caller goes on: whether the driver "
                                      "can do without it is to be checked by hand",
                                      helper->name, instance->site->name);
    instance->doubt_span = instance->site->span;
}

/* The call of the helper that is being left. */
static const dl_instr *call_of(const dl_sim *sim)
{
    return sim->frame->up ? sim->world->contexts.at[sim->frame->context].instr : NULL;
}

/* `HasIt = MakeIt();`, `if (MakeIt()) HasIt = TRUE;`: the answer goes nowhere but into a flag that is kept. */
static bool goes_into_flag(const dl_sim *sim, const dl_instr *call)
{
    const dl_function *caller = sim->frame->up->function;
    const dl_block *block = &caller->blocks[sim->frame->up->block];

    if (!call->result || call->result->storage != DL_TEMP)
        return false;
    for (size_t i = 0; i < block->count; i++) {
        const dl_instr *instr = &block->instrs[i];

        if (instr->kind == DL_I_ASSIGN && instr->target && dl_machine_is_flag(instr) && outlives(instr->target) &&
            dl_expr_mentions(instr->value, call->result))
            return true;
    }
    if (block->term.kind != DL_T_BRANCH || !dl_expr_mentions(block->term.value, call->result))
        return false;
    return dl_machine_sets_flag(sim->world, caller, &block->term);
}

/* FALSE, null or a number below zero where a step has failed: what gives no status says by it that it has failed. */
static bool hands_failure_on(const dl_function *helper, bool is_failure)
{
    const dl_type *type = helper->type->element;

    return answers_status(helper) || (is_failure && type && type->kind != DL_TYPE_VOID);
}

void dl_machine_leave(void *self, dl_sim *sim, dl_state *state, dl_val returned)
{
    const dl_machine *m = self;
    const dl_function *helper = sim->frame->function;
    const dl_instr *call;
    bool is_failure, is_optional;

    if (m->check->form != DL_FORM_PROPAGATE || state->instance_count == 0)
        return;
    is_failure = is_failure_of(sim, state, returned);
    call = call_of(sim);
    is_optional = is_failure && call && !m->check->mandatory && (call->is_discarded || goes_into_flag(sim, call));
    dl_state_own_instances(sim->world, state);
    for (unsigned i = 0; i < state->instance_count; i++) {
        dl_instance *instance = &state->instances[i];
        const dl_api *api = dl_machine_api_of(sim->world, instance);

        if (instance->asked_in == helper && instance->asked_depth == sim->frame->depth && sim->frame->up) {
            instance->asked_in = sim->frame->up->function;
            instance->asked_block = sim->frame->up->block;
            instance->asked_depth--;
        }
        if ((instance->state != DL_AT_FAILED && instance->state != DL_AT_FAILED_TESTED) || !api ||
            instance->depth < sim->frame->depth)
            continue; /* the failure is not of this helper's making */
        instance->depth = sim->frame->depth - 1;
        if (api->result == DL_RESULT_POINTER) {
            /* `return block;`: an allocator by another name, whose caller allocates. */
            if (!is_failure || (returned.kind == DL_VAL_SYM && dl_val_equal(returned, instance->value)))
                continue;
            if (instance->is_maybe) /* as the helper that asked for it has left it */
                continue;
            if (is_kept(helper, instance->site) || gives_pointer(helper))
                doubt_without_block(m, instance, helper);
            else
                instance->state = 0;
        } else if (is_optional) {
            instance->state = 0;
        } else if (!hands_failure_on(helper, is_failure) && !instance->is_maybe) {
            /* It has no way to hand the status on: what it does instead is its own. */
            instance->is_maybe = true;
            instance->doubt = dl_arena_printf(m->judge->arena, "%s deals with the failure of %s in a way of its own",
                                              helper->name, instance->site->name);
        }
    }
}
