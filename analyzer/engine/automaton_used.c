/* automaton_used.c: objects of which nothing but a use is a fault, such as the blocks of a table that a loop frees: it
 * is enough to know that nothing uses what stands in such a place, whichever it is. */
#include "engine/automaton_parts.h"
#include "engine/footprint.h"

#include <string.h>

/* The member, or the variable, that is or holds the place, whichever element of it. */
static const char *name_of_place(const dl_world *world, dl_loc loc)
{
    const dl_place *place = dl_place_of(world, loc);

    while (place->kind == DL_LOC_INDEX || place->kind == DL_LOC_ANY || place->kind == DL_LOC_EACH)
        place = dl_place_of(world, place->parent);
    if (place->kind == DL_LOC_FIELD)
        return place->field;
    return place->kind == DL_LOC_VAR && dl_var_is_static(place->var) ? place->var->name : NULL;
}

/* What the places are called in which the object stands; NULL: that is not known, or they have several names. */
static const char *home_of(const dl_world *world, const dl_state *state, const dl_instance *instance)
{
    const dl_bind *bind = &instance->binds[0];
    const dl_symbol *symbol =
        bind->is_bound && bind->has_val && bind->val.kind == DL_VAL_SYM ? dl_symbol_of(world, bind->val.id) : NULL;
    const char *name = NULL;

    for (unsigned b = 1; b < DL_MAX_BINDS; b++)
        if (instance->binds[b].is_bound)
            return NULL;
    if (!symbol || (symbol->kind != DL_SYM_INITIAL && symbol->kind != DL_SYM_ELEMENT && symbol->kind != DL_SYM_HAVOC &&
                    symbol->kind != DL_SYM_RESULT))
        return NULL;
    if (symbol->kind != DL_SYM_RESULT && (!symbol->loc || (name = name_of_place(world, symbol->loc)) == NULL))
        return NULL;
    for (unsigned i = 0; i < state->cell_count; i++) {
        const char *other;

        if (!dl_val_equal(dl_cell_val(world, &state->cells[i]), bind->val))
            continue;
        other = name_of_place(world, state->cells[i].loc);
        if (!other || (name && !dl_text_equal(name, other)))
            return NULL;
        name = other;
    }
    return name;
}

static bool is_named(const dl_expr *place, const char *name)
{
    place = dl_expr_uncast(place);
    while (place->kind == DL_E_INDEX)
        place = dl_expr_uncast(place->a);
    return (place->kind == DL_E_FIELD && dl_text_equal(place->name, name)) ||
           (place->kind == DL_E_VAR && dl_text_equal(place->var->name, name));
}

/* Something is read or written behind such a place, or its address is taken. */
static bool goes_through(const dl_expr *expr, const char *name)
{
    if (!expr || expr->kind == DL_E_SIZEOF)
        return false;
    if ((expr->kind == DL_E_DEREF || expr->kind == DL_E_ADDRESS) && is_named(expr->a, name) && !expr->decays)
        return true;
    return goes_through(expr->a, name) || goes_through(expr->b, name);
}

/* What stands in such a place is handed on, in some form. */
static bool hands_on(const dl_expr *value, const char *name)
{
    if (!value || value->kind == DL_E_SIZEOF || (value->kind == DL_E_BINARY && value->op >= DL_OP_EQ) ||
        (value->kind == DL_E_UNARY && value->op == DL_OP_NOT))
        return goes_through(value, name);
    if (dl_expr_is_place(value))
        return is_named(value, name) || goes_through(value, name);
    return goes_through(value, name) || hands_on(value->a, name) || hands_on(value->b, name);
}

/* It puts there what has another name. */
static bool puts_in(const dl_instr *instr, const char *name)
{
    const dl_expr *value = instr->kind == DL_I_ASSIGN ? dl_expr_uncast(instr->value) : NULL;

    return value && is_named(instr->target, name) && value->kind != DL_E_CONST && value->kind != DL_E_STRING &&
           !(value->kind == DL_E_VAR && value->var->storage == DL_TEMP);
}

/* `&String` of the member `Buffer`: who is given the structure may look behind what stands in it. */
static bool lends_whole(const dl_expr *given, const char *name)
{
    const dl_type *type = dl_expr_uncast(given)->type;
    const dl_record *record = type->kind == DL_TYPE_POINTER && type->element ? type->element->record : NULL;

    for (size_t i = 0; record && i < record->field_count; i++)
        if (dl_text_equal(record->fields[i].name, name))
            return true;
    return false;
}

static bool instr_uses(const dl_machine *m, const dl_instr *instr, const char *name)
{
    bool is_step = instr->kind == DL_I_CALL && !instr->callee && dl_machine_is_step(m, instr);

    if (instr->kind == DL_I_LOST || puts_in(instr, name) || goes_through(instr->target, name) ||
        hands_on(instr->value, name) || goes_through(instr->pointer, name))
        return true;
    for (size_t a = 0; a < instr->arg_count; a++)
        if (!instr->callee && lends_whole(instr->args[a], name) && !is_step)
            return true;
    for (size_t a = 0; a < instr->arg_count; a++)
        if (is_step ? goes_through(instr->args[a], name) : hands_on(instr->args[a], name))
            return true;
    for (size_t a = 0; a < instr->macro_arg_count && instr->is_macro_only; a++)
        if (hands_on(instr->macro_args[a], name))
            return true;
    return false;
}

static bool function_uses(const dl_machine *m, const dl_function *function, const char *name)
{
    if (function->lost_count)
        return true;
    for (size_t b = 0; b < function->block_count; b++) {
        const dl_term *term = &function->blocks[b].term;

        for (size_t i = 0; i < function->blocks[b].count; i++)
            if (instr_uses(m, &function->blocks[b].instrs[i], name))
                return true;
        if (term->kind == DL_T_RETURN ? hands_on(term->value, name) : goes_through(term->value, name))
            return true;
    }
    return false;
}

static bool is_used(dl_machine *m, dl_sim *sim, const char *name)
{
    static const bool used = true, unused = false;
    const dl_reach *reach = dl_reach_of(sim->world, sim->root);
    const void *known = m->used_names ? dl_map_get(m->used_names, name) : NULL;

    if (!m->used_names)
        m->used_names = dl_map_new(m->judge->scratch);
    if (!known) {
        known = reach->is_open ? &used : &unused;
        for (size_t f = 0; f < reach->functions.count && known == &unused; f++)
            if (function_uses(m, reach->functions.at[f], name))
                known = &used;
        (void)dl_map_add(m->used_names, name, (void *)(uintptr_t)known);
    }
    return known == &used;
}

static bool is_same_bind(const dl_bind *a, const dl_bind *b)
{
    return a->is_bound == b->is_bound && (!a->is_bound || (a->has_val && b->has_val && dl_val_equal(a->val, b->val)));
}

/* Two of that name need not be one: nothing is sure of any. */
static bool is_of_several(const dl_world *world, const dl_state *state, const dl_instance *instance)
{
    const dl_bind *bind = &instance->binds[0];

    return bind->is_bound && bind->has_val && dl_val_same(world, state, bind->val, bind->val) == DL_MAYBE;
}

bool dl_machine_is_there(const dl_world *world, const dl_state *state, unsigned count, const dl_instance *instance)
{
    for (unsigned i = 0; i < count; i++) {
        const dl_instance *there = &state->instances[i];
        bool is_same = there->state == instance->state &&
                       (there->is_maybe == instance->is_maybe || is_of_several(world, state, instance));

        for (unsigned b = 0; b < DL_MAX_BINDS && is_same; b++)
            is_same = is_same_bind(&there->binds[b], &instance->binds[b]);
        if (is_same)
            return true;
    }
    return false;
}

bool dl_machine_is_needless(dl_machine *m, dl_sim *sim, const dl_state *state, const dl_instance *instance)
{
    const char *name;

    if (!m->judges_uses || m->check->form != DL_FORM_FORBID)
        return false;
    if (dl_machine_is_there(sim->world, state, state->instance_count, instance))
        return true;
    name = home_of(sim->world, state, instance);
    return name && !is_used(m, sim, name);
}

bool dl_machine_judges_uses(const dl_machine *m)
{
    for (size_t i = 0; i < m->fault_count; i++)
        if (m->faults[i].kind != DL_JUDGED_EVENT || m->faults[i].kinds != dl_bit(DL_ON_DEREF))
            return false;
    return m->fault_count > 0;
}

static bool is_out_of_reach(dl_sim *sim, const dl_state *state, const dl_instance *instance)
{
    bool is_bound = false;

    for (unsigned b = 0; b < DL_MAX_BINDS; b++) {
        const dl_bind *bind = &instance->binds[b];

        if (bind->is_bound &&
            (!bind->has_val || bind->val.kind != DL_VAL_SYM || dl_state_leads_to(sim->world, state, bind->val.id)))
            return false;
        is_bound |= bind->is_bound;
    }
    return is_bound;
}

void dl_machine_forget(void *self, dl_sim *sim, dl_state *state)
{
    unsigned kept = 0;

    (void)self;
    while (kept < state->instance_count && !is_out_of_reach(sim, state, &state->instances[kept]))
        kept++;
    if (kept == state->instance_count)
        return;
    dl_state_own_instances(sim->world, state);
    for (unsigned i = kept; i < state->instance_count; i++)
        if (!is_out_of_reach(sim, state, &state->instances[i]))
            state->instances[kept++] = state->instances[i];
    state->instance_count = kept;
}
