/* effects_forget.c: what is not known any more after a call, or where a loop makes it again. */
#include "engine/effects.h"
#include "engine/sum.h"

void dl_effects_doubt(dl_sim *sim, dl_state *state, dl_loc loc, const char *why)
{
    for (unsigned i = 0; i < state->instance_count; i++) {
        dl_instance *instance = &state->instances[i];

        if (instance->is_maybe || !instance->binds[0].has_val || instance->binds[0].val.kind != DL_VAL_SYM)
            continue;
        for (unsigned c = 0; c < state->cell_count; c++)
            if (dl_loc_is_below(sim->world, state->cells[c].loc, loc) &&
                dl_val_equal(dl_sum_base(sim->world, dl_cell_val(sim->world, &state->cells[c])),
                             dl_sum_base(sim->world, instance->binds[0].val))) {
                dl_state_own_instances(sim->world, state);
                instance = &state->instances[i];
                instance->is_maybe = true;
                instance->doubt = why;
            }
    }
}

void dl_effects_forget_zeroes(dl_sim *sim, dl_state *state, dl_val val)
{
    const dl_place *place = val.kind == DL_VAL_ADDRESS ? dl_place_of(sim->world, val.id) : NULL;
    const dl_cell *whole;
    dl_loc object;

    if (place && place->kind == DL_LOC_INDEX && dl_place_of(sim->world, place->parent)->kind == DL_LOC_OBJECT)
        val = dl_val_sym(dl_place_of(sim->world, place->parent)->sym); /* `block + 4` */
    if (val.kind != DL_VAL_SYM)
        return;
    object = dl_symbol_of(sim->world, val.id)->object;
    whole = object ? dl_state_cell(state, object) : NULL;
    if (dl_symbol_gives_zeroes(sim->world, dl_symbol_of(sim->world, val.id)) ||
        (whole && dl_cell_val(sim->world, whole).kind == DL_MARK_ZERO))
        dl_state_forget_rest(sim->world, state, dl_loc_object(sim->world, val.id), dl_sim_moment(sim, state));
}

void dl_effects_forget_made(dl_sim *sim, dl_state *state, dl_val val)
{
    static const char trait[] = "gives-zeroed-";
    const dl_symbol *maker = val.kind == DL_VAL_SYM ? dl_symbol_of(sim->world, val.id) : NULL;

    dl_effects_forget_zeroes(sim, state, val);
    for (size_t i = 0; maker && maker->api && i < maker->api->traits.count; i++)
        if (dl_text_starts(maker->api->traits.at[i], trait))
            dl_effects_forget_zeroes(sim, state,
                                     dl_state_read(sim->world, state,
                                                   dl_loc_field(sim->world, dl_loc_object(sim->world, val.id),
                                                                maker->api->traits.at[i] + sizeof trait - 1)));
}

typedef DL_VEC(dl_loc) place_list;

static void add_place(dl_world *world, place_list *to, dl_loc loc)
{
    for (size_t i = 0; i < to->count; i++)
        if (to->at[i] == loc)
            return;
    if (loc != DL_NOWHERE)
        dl_vec_push(world->scratch, to, loc);
}

/* What a value leads to, as a pointer. */
static void add_pointees(dl_world *world, place_list *to, dl_val val)
{
    const dl_symbol *symbol = val.kind == DL_VAL_SYM ? dl_symbol_of(world, val.id) : NULL;

    if (val.kind == DL_VAL_ADDRESS)
        add_place(world, to, val.id);
    if (!symbol)
        return;
    add_place(world, to, symbol->object);
    for (size_t i = 0; i < world->leads.at[symbol->leads].count; i++)
        add_place(world, to, world->leads.at[symbol->leads].at[i]);
}

/* Whoever is given the first element of an array, as it decays, or one that nobody knows, has all of it. */
static dl_loc whole_array(const dl_world *world, dl_loc loc)
{
    const dl_place *place = dl_place_of(world, loc);

    if (place->kind == DL_LOC_INDEX && place->index == 0)
        loc = place->parent;
    return place->any ? dl_place_of(world, place->any)->parent : loc;
}

void dl_effects_havoc_reachable(dl_sim *sim, dl_state *state, dl_loc loc)
{
    place_list reached = {0};

    add_place(sim->world, &reached, loc);
    for (size_t i = 0; i < reached.count; i++)
        for (unsigned c = 0; c < state->cell_count; c++) {
            dl_val val = dl_cell_val(sim->world, &state->cells[c]);

            if (!dl_loc_is_below(sim->world, state->cells[c].loc, whole_array(sim->world, reached.at[i])))
                continue;
            add_pointees(sim->world, &reached, val);
            dl_effects_forget_zeroes(sim, state, val);
        }
    for (size_t i = 0; i < reached.count; i++)
        dl_effects_havoc(sim, state, reached.at[i]);
}

/* What nobody may write: a text, and a constant that outlives its function. */
static bool is_for_good(const dl_world *world, dl_loc loc)
{
    const dl_place *root = dl_place_of(world, dl_place_of(world, loc)->root);

    return root->kind == DL_LOC_STRING ||
           (root->kind == DL_LOC_VAR && root->var->is_const && dl_var_is_static(root->var));
}

void dl_effects_havoc(dl_sim *sim, dl_state *state, dl_loc loc)
{
    if (loc == DL_NOWHERE || is_for_good(sim->world, loc))
        return;
    loc = whole_array(sim->world, loc);
    dl_effects_doubt(sim, state, loc, "a call may have changed the variable that holds it");
    dl_state_mark(sim->world, state, loc, DL_MARK_HAVOC, dl_sim_moment(sim, state));
}

static const char kept_doubt[] = "what a round of a loop keeps in the object that it makes is not followed through the "
                                 "next: to be checked by hand";

void dl_effects_rebind(dl_sim *sim, dl_state *state, int sym, dl_loc slot, dl_loc copy)
{
    for (unsigned i = 0; i < state->instance_count; i++)
        for (unsigned b = 0; b < DL_MAX_BINDS; b++) {
            const dl_bind *bind = &state->instances[i].binds[b];
            dl_bind *own;

            if (state->instances[i].site || !bind->is_bound || !bind->has_val || bind->val.kind != DL_VAL_SYM ||
                bind->val.id != sym)
                continue;
            dl_state_own_instances(sim->world, state);
            own = &state->instances[i].binds[b];
            own->loc = own->loc == slot ? DL_NOWHERE : own->loc;
            own->has_val = copy != DL_NOWHERE;
            if (own->has_val)
                own->val = dl_state_read(sim->world, state, copy);
        }
}

void dl_effects_unbind_within(dl_sim *sim, dl_state *state, int sym)
{
    for (unsigned i = 0; i < state->instance_count; i++)
        for (unsigned b = 0; b < DL_MAX_BINDS; b++) {
            const dl_bind *bind = &state->instances[i].binds[b];
            int object = bind->is_bound && bind->loc ? dl_life_of(sim->world, bind->loc)->object : 0;
            dl_instance *own;

            if (!object || !dl_sym_depends_on(sim->world, object, sym))
                continue;
            dl_state_own_instances(sim->world, state);
            own = &state->instances[i];
            own->binds[b].loc = DL_NOWHERE;
            own->binds[b].has_val = false;
            own->is_maybe = true;
            own->doubt = kept_doubt;
        }
}

void dl_effects_doubt_kept(dl_sim *sim, dl_state *state, int sym)
{
    const dl_instr *call = dl_symbol_of(sim->world, sym)->instr;

    for (unsigned i = 0; i < state->instance_count; i++) {
        dl_val val = state->instances[i].binds[0].val;
        bool is_kept = false;

        if (state->instances[i].is_maybe || !state->instances[i].binds[0].has_val || val.kind != DL_VAL_SYM ||
            dl_val_is_of_call(sim->world, val, call))
            continue;
        for (unsigned c = 0; c < state->cell_count && !is_kept; c++) {
            int object = dl_life_of(sim->world, state->cells[c].loc)->object;

            is_kept = object && dl_val_equal(dl_cell_val(sim->world, &state->cells[c]), val) &&
                      dl_sym_depends_on(sim->world, object, sym);
        }
        if (!is_kept)
            continue;
        dl_state_own_instances(sim->world, state);
        state->instances[i].is_maybe = true;
        state->instances[i].doubt = kept_doubt;
    }
}
