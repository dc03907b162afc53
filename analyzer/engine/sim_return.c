/* sim_return.c: what a return leaves to the caller, or ends the run with; see sim_parts.h. */
#include "engine/key.h"
#include "engine/sim_parts.h"
#include "engine/state_private.h"

/* Two exits become one. Where they return different values, that is a joined value, of the class that both are of. */
static void join_exits(dl_world *world, dl_state *into, const dl_state *from, uint64_t class, int where)
{
    dl_val returned = dl_state_join_values(world, into, from, into->returned, from->returned, DL_NOWHERE, where);
    bool is_joined = !dl_val_equal(into->returned, from->returned);

    dl_state_join(world, into, from, where);
    if (returned.kind == DL_VAL_SYM && is_joined)
        dl_state_put_known(world, into, returned.id)->mask = (unsigned char)class;
    into->returned = returned;
}

static void add_exit(dl_sim *sim, dl_frame *frame, dl_states *exits, dl_state *state)
{
    uint64_t class, wanted;

    if (exits->count == 0) { /* there is nothing that it is to be told from */
        state->has_exit_key = false;
        dl_vec_push(sim->world->scratch, exits, state);
        return;
    }
    if (!exits->at[0]->has_exit_key) {
        exits->at[0]->exit_key = dl_key_within(sim, exits->at[0], frame->up).hash;
        exits->at[0]->has_exit_key = true;
    }
    wanted = dl_key_within(sim, state, frame->up).hash;
    class = dl_val_mask(sim->world, state, state->returned);
    for (size_t i = 0; i < exits->count; i++) {
        dl_state *there = exits->at[i];

        if (there->exit_key == wanted && there->answer == state->answer &&
            dl_val_mask(sim->world, there, there->returned) == class &&
            (dl_val_equal(there->returned, state->returned) || exits->count >= DL_MOST_APART)) {
            join_exits(sim->world, there, state, class,
                       dl_step_where(frame, (unsigned)frame->function->block_count + 1));
            return;
        }
    }
    state->exit_key = wanted;
    state->has_exit_key = true;
    dl_vec_push(sim->world->scratch, exits, state);
}

/* What a call returned, or what is gathered from such by their bits: that each may be this or that is no doubt. */
static bool is_known_result(const dl_world *world, dl_val val)
{
    const dl_symbol *symbol;

    if (val.kind != DL_VAL_SYM)
        return val.kind == DL_VAL_CONST;
    symbol = dl_symbol_of(world, val.id);
    return symbol->kind == DL_SYM_RESULT || symbol->is_untested ||
           (symbol->kind == DL_SYM_EXPR && symbol->op == DL_OP_OR && is_known_result(world, *symbol->left) &&
            is_known_result(world, *symbol->right));
}

/* `return Start();`: no test has said yet that the call fails on this way. */
static void tell_failed_call(dl_sim *sim, dl_state *state, dl_val val)
{
    const dl_symbol *symbol = val.kind == DL_VAL_SYM ? dl_symbol_of(sim->world, val.id) : NULL;

    if (symbol && symbol->kind == DL_SYM_RESULT && symbol->instr->name)
        dl_node_add(sim, state,
                    (dl_node){.kind = DL_NODE_CALL,
                              .instr = symbol->instr,
                              .span = symbol->instr->span,
                              .name = symbol->instr->name,
                              .outcome = DL_OUTCOME_FAILURE});
}

/* The root returns: each class that the value may be of is a return of its own. */
static void return_root(dl_sim *sim, dl_state *state, const dl_term *term, dl_val val, dl_states *exits)
{
    bool is_void = sim->root_result == DL_RESULT_VOID || !term->value;
    unsigned success = sim->root_result == DL_RESULT_BOOLEAN ? DL_NEG | DL_POS : DL_ZERO | DL_POS;
    unsigned mask = dl_val_mask(sim->world, state, val);

    if (val.kind == DL_VAL_SYM && !(mask & DL_ZERO) && (mask & DL_NEG))
        mask = DL_NEG; /* `if (status) return status;`: tested against success, so a failure is meant */
    for (int i = 0; i < 2; i++) {
        unsigned wanted = i == 0 ? success : DL_ALL & ~success;
        dl_state *way;
        dl_event event = {.kind = DL_ON_RETURN, .span = term->span, .value = val, .value_expr = term->value};
        bool sure = (mask & ~wanted) == 0 || is_known_result(sim->world, val);

        if (is_void ? i == 1 : (mask & wanted) == 0)
            continue;
        way = dl_state_copy(sim->world, state);
        if (!is_void && !dl_state_narrow(sim->world, way, val, wanted))
            continue;
        if (i == 1 && (mask & success))
            tell_failed_call(sim, way, val);
        event.is_success = i == 0 ? (is_void || sure ? DL_YES : DL_MAYBE) : DL_NO;
        event.is_failure = i == 1 ? (sure ? DL_YES : DL_MAYBE) : DL_NO;
        way->returned = val;
        way->return_span = term->span;
        dl_node_add(sim, way,
                    (dl_node){.kind = DL_NODE_RETURN,
                              .span = term->span,
                              .cond = term->value,
                              .outcome = i == 0 ? DL_OUTCOME_SUCCESS : DL_OUTCOME_FAILURE});
        dl_step_emit(sim, way, &event);
        dl_vec_push(sim->world->scratch, exits, way);
    }
}

/* Of an object: where it is. */
static dl_val returned_value(dl_sim *sim, dl_state *state, const dl_expr *value)
{
    dl_loc place;

    if (!dl_type_is_aggregate(value->type) || !dl_expr_is_place(value))
        return dl_eval(sim, state, value);
    place = dl_eval_place(sim, state, value);
    return place ? dl_val_address(place) : dl_eval(sim, state, value);
}

static uint64_t answer_of(dl_sim *sim, dl_state *state, const dl_expr *value)
{
    const dl_expr *parts[DL_MAX_ANSWERS];
    size_t count;
    uint64_t hash = 0;

    if (!value || !dl_type_is_aggregate(value->type))
        return 0;
    count = dl_control_answers(sim->world->scratch, value, parts);
    sim->is_quiet = true;
    for (size_t i = 0; i < count; i++)
        hash = dl_hash_mix(hash, dl_key_class(sim, state, parts[i], DL_EXACT_FIRST));
    sim->is_quiet = false;
    return hash;
}

void dl_sim_return(dl_sim *sim, dl_frame *frame, const dl_term *term, dl_state *state, dl_states *exits)
{
    dl_val val = term->value ? returned_value(sim, state, term->value) : dl_val_unset();

    if (term->value)
        dl_sim_read_events(sim, state, term->value, NULL, true);
    if (!frame->up) {
        return_root(sim, state, term, val, exits);
        return;
    }
    if (term->value)
        dl_step_tell_answer(sim, state, term->value, true);
    if (sim->monitor.leave && !sim->is_quiet)
        sim->monitor.leave(sim->monitor.self, sim, state, val);
    if (state->round_count > frame->first_round) /* out of a loop */
        state->round_count = frame->first_round;
    state->returned = val;
    state->answer = answer_of(sim, state, term->value);
    state->return_span = term->span;
    dl_node_add(sim, state, (dl_node){.kind = DL_NODE_RETURN, .span = term->span, .cond = term->value});
    add_exit(sim, frame, exits, state);
}
