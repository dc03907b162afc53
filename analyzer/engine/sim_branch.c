/* sim_branch.c: which ways a branch or a switch is gone, and what is doubtful of that; see sim_parts.h. */
#include "engine/answer.h"
#include "engine/ask.h"
#include "engine/bounds.h"
#include "engine/doubt.h"
#include "engine/drain.h"
#include "engine/effects.h"
#include "engine/idle.h"
#include "engine/reckon.h"
#include "engine/sim_parts.h"
#include "engine/untold.h"

#include <stdint.h>
#include <string.h>

/* Which of the two happens hangs on what was merged. */
static void doubt_merged(dl_sim *sim, dl_state *left, dl_state *right, dl_span span, bool is_round, bool is_overlaid)
{
    dl_state *const ways[] = {left, right};
    bool is_again = dl_recurse_is_within(sim->frame), is_lasting = is_round || is_overlaid || is_again;
    const char *why = is_overlaid ? "whether this branch is taken depends on memory that was written by another name"
                      : is_round  ? "how often this loop runs depends on values that were merged"
                      : is_again  ? "how often this function calls itself depends on values that were merged"
                                  : "whether this branch is taken depends on values that were merged";

    if (!is_lasting && !sim->tells_ways) {
        dl_doubt_part(sim->world, left, right, why, span);
        return;
    }
    for (int i = 0; i < 2; i++) {
        dl_doubt_stay(ways[i], why, span);
        if (is_lasting)
            ways[i]->flags |= DL_STATE_ROUNDS;
    }
}

/* What is read behind a joined pointer is what one of several places holds, whatever it was read through. */
static bool is_behind_joined(const dl_world *world, int sym)
{
    enum { DEEPEST = 16 };

    for (int depth = 0; depth < DEEPEST; depth++) {
        sym = dl_symbol_behind(world, sym);
        if (!sym || dl_symbol_of(world, sym)->kind == DL_SYM_PHI)
            return sym != 0;
    }
    return true;
}

static bool is_joined_value(const dl_sim *sim, const dl_state *state, dl_val val);

/* Of what stands in a sum, as the number of steps that were taken in `Undo(Step - 1)`; what such sums were found to be
 * is asked of the sum. */
static bool is_joined_part(const dl_sim *sim, const dl_state *state, dl_val val)
{
    const dl_known *known = val.kind == DL_VAL_SYM ? dl_state_known(state, val.id) : NULL;

    return !(known && known->is_in_sum && !known->is_joined) && is_joined_value(sim, state, val);
}

/* Whether what is known of the value was joined flatly: of two ways that seem open one may be impossible. */
static bool is_joined_value(const dl_sim *sim, const dl_state *state, dl_val val)
{
    const dl_known *known = val.kind == DL_VAL_SYM ? dl_state_known(state, val.id) : NULL;
    const dl_symbol *symbol = val.kind == DL_VAL_SYM ? dl_symbol_of(sim->world, val.id) : NULL;

    if (symbol && symbol->kind == DL_SYM_EXPR && symbol->op == DL_OP_AND) { /* a flag of a word that was joined */
        if ((symbol->b & DL_RECKON_SHRUNK) && !(dl_val_mask(sim->world, state, *symbol->left) & DL_ZERO) &&
            (dl_val_mask(sim->world, state, val) & DL_ZERO))
            return true; /* of what is not zero a narrower type may have kept nothing all the same */
        return is_joined_value(sim, state, *symbol->left);
    }
    if (dl_reckon_is_rough(sim->world, state, val))
        return true;
    if (symbol && symbol->kind == DL_SYM_EXPR && (symbol->op == DL_OP_ADD || symbol->op == DL_OP_SUB))
        return is_joined_part(sim, state, *symbol->left) || is_joined_part(sim, state, *symbol->right);
    if (symbol &&
        (is_behind_joined(sim->world, val.id) || (symbol->kind == DL_SYM_HAVOC && symbol->b == DL_LOST_BY_JOIN)))
        return true;
    return symbol &&
           ((symbol->kind == DL_SYM_PHI && !symbol->is_untested) || (known && (known->is_joined || known->is_in_sum)));
}

/* What a place keeps of the round before is named as a joined value is, and is none. */
static bool is_of_round_before(const dl_world *world, dl_val val)
{
    const dl_symbol *symbol = dl_symbol_of(world, val.id);

    return symbol->kind == DL_SYM_PHI && symbol->a < 0 && symbol->a != DL_JOINED_BY_ALIAS;
}

/* The address of a member (`&entry->Link != &List`) behind a pointer that was joined, or reckoned from another. */
static bool is_address_of_any(const dl_world *world, dl_val val)
{
    int object = val.kind == DL_VAL_ADDRESS ? dl_symbol_in(world, val) : 0;

    return object &&
           (dl_symbol_of(world, object)->kind == DL_SYM_PHI || dl_symbol_of(world, object)->kind == DL_SYM_EXPR);
}

/* Of two values that are compared, neither of them known, one may be joined. */
static bool is_joined_side(const dl_sim *sim, const dl_state *state, dl_val val)
{
    const dl_symbol *symbol = val.kind == DL_VAL_SYM ? dl_symbol_of(sim->world, val.id) : NULL;
    const dl_val *sides[2];

    if (!symbol || symbol->kind != DL_SYM_EXPR || symbol->op < DL_OP_EQ)
        return false;
    sides[0] = symbol->left;
    sides[1] = symbol->right;
    if (is_address_of_any(sim->world, *sides[0]) || is_address_of_any(sim->world, *sides[1]))
        return true;
    if (sides[0]->kind != DL_VAL_SYM || sides[1]->kind != DL_VAL_SYM)
        return false;
    for (int i = 0; i < 2; i++)
        if (is_joined_value(sim, state, *sides[i]) && !is_of_round_before(sim->world, *sides[i]))
            return true;
    return false;
}

/* `x != !x`: nobody has worked out what comes of that. */
static bool is_of_itself(const dl_world *world, dl_val val)
{
    const dl_symbol *symbol = val.kind == DL_VAL_SYM ? dl_symbol_of(world, val.id) : NULL;

    return symbol && symbol->kind == DL_SYM_EXPR && symbol->left->kind == DL_VAL_SYM &&
           symbol->right->kind == DL_VAL_SYM &&
           (dl_sym_depends_on(world, symbol->left->id, symbol->right->id) ||
            dl_sym_depends_on(world, symbol->right->id, symbol->left->id));
}

/* What a list is walked by: a member of one that the system keeps, a block that the driver has allocated. */
static bool is_node(const dl_world *world, int sym)
{
    const dl_symbol *symbol = dl_symbol_of(world, sym);

    return (symbol->kind == DL_SYM_OUT && world->has_lists) || dl_symbol_is_block(symbol);
}

/* `step->Up`: two rows of a table may have one routine. */
static uint64_t place_asked(dl_sim *sim, dl_state *state, const dl_expr *cond)
{
    return dl_expr_is_place(cond) ? (uint64_t)dl_eval_place(sim, state, cond) : 0;
}

/* The values that the test of a loop compared. */
static uint64_t round_of(dl_sim *sim, dl_state *state, const dl_expr *cond)
{
    uint64_t hash = 1;
    dl_val val;

    if (cond->kind == DL_E_VAR || cond->kind == DL_E_FIELD || cond->kind == DL_E_DEREF) {
        val = dl_eval(sim, state, cond);
        if (val.kind == DL_VAL_SYM && !is_node(sim->world, val.id))
            val.id = 0; /* no number to count by, and no member of a list that the system keeps */
        hash = dl_hash_mix(dl_hash_mix(val.kind, (uint64_t)val.id), (uint64_t)val.k);
        if (val.kind == DL_VAL_FUNCTION && val.name) /* of a table that ends with a null */
            hash = dl_hash_mix(dl_hash_bytes(val.name, strlen(val.name), hash), place_asked(sim, state, cond));
        return hash ? hash : 1;
    }
    if (cond->a)
        hash = dl_hash_mix(hash, round_of(sim, state, cond->a));
    if (cond->b)
        hash = dl_hash_mix(hash, round_of(sim, state, cond->b));
    return hash ? hash : 1;
}

static bool is_open_number(dl_sim *sim, dl_state *state, const dl_expr *side)
{
    dl_val val = dl_eval(sim, state, side);
    int64_t k;

    return val.kind == DL_VAL_SYM && !dl_val_constant(sim->world, state, val, &k);
}

/* `i < count`, of which no more is known than bounds: they decide some rounds of a loop, and not how many there are. */
static bool hangs_on_bounds(dl_sim *sim, dl_state *state, const dl_expr *cond)
{
    const dl_known *known = NULL;
    dl_val val;

    if (cond->kind == DL_E_VAR || cond->kind == DL_E_FIELD || cond->kind == DL_E_DEREF) {
        val = dl_eval(sim, state, cond);
        known = val.kind == DL_VAL_SYM ? dl_state_known(state, val.id) : NULL;
        return known && known->view;
    }
    if (cond->kind == DL_E_BINARY && cond->op > DL_OP_NE &&
        (is_open_number(sim, state, cond->a) || is_open_number(sim, state, cond->b)))
        return true; /* `0 < count`, of which only that it is not zero is known */
    return (cond->a && hangs_on_bounds(sim, state, cond->a)) || (cond->b && hangs_on_bounds(sim, state, cond->b));
}

enum { MOST_ROUNDS = 64 };

/* `i < COUNT && NT_SUCCESS(status)`: what those parts of the test compared that are decided; 0: none is. */
static uint64_t round_of_test(dl_sim *sim, dl_state *state, const dl_frame *frame, const dl_block *block, int way,
                              bool is_open)
{
    const dl_expr *cond = block->term.value;
    uint64_t round = is_open || hangs_on_bounds(sim, state, cond) ? 0 : round_of(sim, state, cond);
    int64_t k;

    for (int depth = 0; depth < 4 && block->count == 0 && block->pred_count == 1; depth++) {
        unsigned out = block->term.to[!way];

        block = &frame->function->blocks[block->preds[0]];
        if (block->term.kind != DL_T_BRANCH || (block->term.to[0] != out && block->term.to[1] != out))
            break;
        way = block->term.to[0] == out;
        cond = block->term.value;
        if (dl_val_constant(sim->world, state, dl_eval(sim, state, cond), &k) && !hangs_on_bounds(sim, state, cond))
            round = dl_hash_mix(round, round_of(sim, state, cond));
    }
    return round;
}

/* From `at` on more rounds are to come than keys are told apart: they would be merged in the end. */
static bool are_many(dl_sim *sim, dl_state *state, const dl_loop *loop, int64_t at)
{
    enum { MANY = DL_MAX_KEYS };
    int64_t bound;

    if (!dl_val_constant(sim->world, state, dl_eval(sim, state, loop->bound), &bound))
        return false;
    return loop->step > 0 ? bound > at && bound - at > MANY : at > bound && at - bound > MANY;
}

static bool has_many_rounds(dl_sim *sim, dl_state *state, const dl_loop *loop)
{
    int64_t at;
    dl_val index;

    if (!loop)
        return false;
    index = dl_eval(sim, state, loop->place);
    return dl_val_constant(sim->world, state, index, &at) && are_many(sim, state, loop, at);
}

/* The test behind a round of a loop that has a known number of rounds: it is joined, and hangs on nothing. */
static bool is_counted(dl_sim *sim, dl_state *state, const dl_frame *frame, const dl_block *block)
{
    for (int i = 0; i < 2; i++) {
        const dl_loop *loop = frame->function->blocks[block->term.to[i]].loop;

        if (loop && loop->latch == block->id && loop->has_first && loop->is_even &&
            are_many(sim, state, loop, loop->first))
            return true;
    }
    return false;
}

/* Loops whose test is decided by what is known are run round by round: each round is a part of the key. */
static void count_round(dl_sim *sim, dl_frame *frame, const dl_block *block, const dl_term *term, dl_state *state,
                        int way, bool is_open)
{
    const unsigned *order = frame->info->graph->order;
    uint64_t round;
    bool to_head[2];
    bool from_below = false;

    for (int i = 0; i < 2; i++) {
        to_head[i] = frame->function->blocks[term->to[i]].is_loop_head;
        from_below |= to_head[i] && order[block->id] >= order[term->to[i]];
    }
    if (from_below && state->round_count > frame->first_round) /* those of the callers are theirs */
        state->round_count--;
    if (!to_head[way] || state->round_count == DL_MAX_ROUNDS)
        return;
    round = round_of_test(sim, state, frame, block, way, is_open);
    if (round) {
        if (sim->joins_rounds || has_many_rounds(sim, state, frame->function->blocks[term->to[way]].loop))
            round = 1;
        sim->has_rounds = true;
        /* Past the limit the rounds are joined. */
        state->rounds[state->round_count++] = frame->rounds++ < MOST_ROUNDS * 8u ? round : 1;
    }
}

/* What the branch says of the call whose result was tested. */
static dl_outcome outcome_of(dl_sim *sim, const dl_state *state, dl_val tested)
{
    const dl_symbol *symbol = tested.kind == DL_VAL_SYM ? dl_symbol_of(sim->world, tested.id) : NULL;
    unsigned mask;

    if (!symbol || symbol->kind != DL_SYM_RESULT || !symbol->api)
        return DL_OUTCOME_ANY;
    mask = dl_val_mask(sim->world, state, tested);
    if ((mask & dl_effects_failure_mask(symbol->api->result)) == 0)
        return DL_OUTCOME_SUCCESS;
    return (mask & ~dl_effects_failure_mask(symbol->api->result)) == 0 ? DL_OUTCOME_FAILURE : DL_OUTCOME_ANY;
}

/* Behind the loop it makes no difference how often it ran. */
static bool ends_alike(dl_sim *sim, const dl_frame *frame, const dl_state *state, const dl_term *term)
{
    bool to_head[2];

    for (int i = 0; i < 2; i++)
        to_head[i] = frame->function->blocks[term->to[i]].is_loop_head;
    return to_head[0] != to_head[1] && dl_idle_loop(sim, frame, state, term->to[to_head[1]], term->to[to_head[0]]);
}

static void doubt_unfollowed(dl_sim *sim, dl_state *left, dl_state *right, const char *why, dl_span span)
{
    dl_doubt_part(sim->world, left, right, why, span);
    left->flags |= DL_STATE_UNFOLLOWED;
    right->flags |= DL_STATE_UNFOLLOWED;
}

/* Which of what was put there comes next, and how many there are, is not followed. */
static void doubt_drained(dl_state *ways[2], dl_span span)
{
    for (int i = 0; i < 2; i++) {
        dl_doubt_stay(ways[i], "what this loop undoes hangs on what was put where it looks", span);
        ways[i]->flags |= DL_STATE_UNFOLLOWED;
    }
}

static void doubt_untold(dl_state *way, dl_span span)
{
    dl_doubt_stay(way, "how many rounds this loop has is told by what was not seen", span);
    way->flags |= DL_STATE_UNFOLLOWED;
}

/* A flag in what lasts, when the driver ends: which routines have set it before, and on which ways, is not followed.
 * What the entry leaves there for sure, if nothing else writes it, is known (lasting_entry.c). */
static bool is_flag_of_past(const dl_sim *sim, const dl_state *state, dl_val tested, const dl_expr *operand)
{
    const dl_symbol *symbol = tested.kind == DL_VAL_SYM ? dl_symbol_of(sim->world, tested.id) : NULL;

    /* a bit of a word of which nothing is known that the entry leaves in it */
    while (symbol && symbol->kind == DL_SYM_EXPR && symbol->op == DL_OP_AND && symbol->left->kind == DL_VAL_SYM &&
           symbol->right->kind == DL_VAL_CONST) {
        const dl_known *known = dl_state_known(state, symbol->left->id);

        symbol = known && known->has_bits ? NULL : dl_symbol_of(sim->world, symbol->left->id);
    }
    return sim->world->is_of_past && operand && symbol && symbol->kind == DL_SYM_INITIAL &&
           sim->world->is_of_past(sim->world->is_of_past_self, symbol->loc, operand->type->kind == DL_TYPE_POINTER);
}

#define UNKNOWN_CONSTANT "this branch asks a constant whose value is not known"

/* Nothing but constants, or what arithmetic makes of them: `-ENOMEM`. */
static bool is_of_constants(const dl_sim *sim, dl_val val, unsigned depth)
{
    enum { DEEPEST = 8 };
    const dl_symbol *symbol = val.kind == DL_VAL_SYM ? dl_symbol_of(sim->world, val.id) : NULL;

    if (!symbol || depth > DEEPEST)
        return val.kind == DL_VAL_CONST;
    return symbol->kind == DL_SYM_NAMED ||
           (symbol->kind == DL_SYM_EXPR && is_of_constants(sim, *symbol->left, depth + 1) &&
            is_of_constants(sim, *symbol->right, depth + 1));
}

/* A constant whose value nobody tells: one of the two ways is never gone. */
static bool is_unknown_constant(const dl_sim *sim, dl_val tested)
{
    return tested.kind == DL_VAL_SYM && is_of_constants(sim, tested, 0);
}

/* What is asked may be what the path has written: a result that is still to be tested, among others. */
static bool is_written_element(const dl_sim *sim, dl_val tested)
{
    const dl_symbol *symbol = tested.kind == DL_VAL_SYM ? dl_symbol_of(sim->world, tested.id) : NULL;

    return symbol && symbol->kind == DL_SYM_ELEMENT && (symbol->a & DL_WRITTEN);
}

/* What routines have made of an object of the system's is not followed: `RtlTestBit(&Done, HAS_LINK)` tells which of
 * them were called. */
static bool is_state_of_object(const dl_sim *sim, dl_val tested)
{
    const dl_symbol *symbol = tested.kind == DL_VAL_SYM ? dl_symbol_of(sim->world, tested.id) : NULL;

    if (symbol && symbol->kind == DL_SYM_EXPR)
        return is_state_of_object(sim, *symbol->left) || is_state_of_object(sim, *symbol->right);
    return symbol && symbol->kind == DL_SYM_RESULT && symbol->api && dl_api_has_trait(symbol->api, "asks-state");
}

/* `State->Count++` of what something unknown may have written: more was counted than is known, and not less. */
static bool is_count_from_unknown(const dl_world *world, dl_val val)
{
    const dl_symbol *symbol = val.kind == DL_VAL_SYM ? dl_symbol_of(world, val.id) : NULL;
    const dl_symbol *from;

    if (!symbol || symbol->kind != DL_SYM_EXPR)
        return false;
    if (symbol->op >= DL_OP_EQ)
        return is_count_from_unknown(world, *symbol->left) || is_count_from_unknown(world, *symbol->right);
    if ((symbol->op != DL_OP_ADD && symbol->op != DL_OP_SUB) || symbol->left->kind != DL_VAL_SYM ||
        symbol->right->kind != DL_VAL_CONST)
        return false;
    from = dl_symbol_of(world, symbol->left->id);
    return from->kind == DL_SYM_HAVOC || is_count_from_unknown(world, *symbol->left);
}

/* Of a branch both ways of which seem open: what it hangs on that is not followed, or NULL. */
static const char *why_unfollowed(dl_sim *sim, const dl_state *state, dl_val tested, dl_val asked,
                                  const dl_expr *operand, const char *answer)
{
    if (is_count_from_unknown(sim->world, asked))
        return "this branch asks for a count that begins with what is not known";
    if (is_flag_of_past(sim, state, tested, operand))
        return "this branch hangs on what routines that ran before have stored, which is not followed";
    if (is_unknown_constant(sim, tested))
        return UNKNOWN_CONSTANT;
    if (is_written_element(sim, tested))
        return "this branch asks an element of an array, and which one was written before is not known";
    if (answer)
        return answer;
    return is_state_of_object(sim, tested) ? "this branch asks for the state of an object, which is not followed"
                                           : NULL;
}

/* What the frontend did not understand may be false, and may be true each time. */
static bool is_not_understood(const dl_expr *value)
{
    if (!value || value->has_value)
        return false;
    if (value->kind == DL_E_UNKNOWN)
        return !value->is_synthesized;
    return (value->kind == DL_E_BINARY || value->kind == DL_E_UNARY || value->kind == DL_E_CAST) &&
           (is_not_understood(value->a) || is_not_understood(value->b));
}

/* No condition of the source. */
static bool is_of_system(const dl_expr *value)
{
    return value->kind == DL_E_UNKNOWN && value->is_synthesized;
}

enum { MOST_BEFORE_AGAIN = 500 };

void dl_sim_branch(dl_sim *sim, dl_frame *frame, dl_worklist *list, const dl_block *block, dl_state *state)
{
    const dl_term *term = &block->term;
    const dl_expr *operand;
    dl_val tested = dl_eval_tested(sim, state, term->value, &operand), asked;
    unsigned mask;
    dl_state *ways[2];
    bool feasible[2], is_open;
    int failed_sym = tested.kind == DL_VAL_SYM ? tested.id : -1;
    bool is_overlaid, is_merged = is_joined_value(sim, state, tested);
    const char *answer = dl_answer_unfollowed(sim, state, tested);
    const char *unfollowed;
    bool is_round =
        frame->function->blocks[term->to[0]].is_loop_head || frame->function->blocks[term->to[1]].is_loop_head;

    if (is_of_system(term->value) && sim->visits > MOST_BEFORE_AGAIN) {
        dl_doubt_stay(state, "what runs on each processor here was followed on one alone", term->span);
        state->flags |= DL_STATE_ROUNDS;
        dl_sim_arrive(sim, frame, list, term->to[1], state);
        return;
    }
    dl_sim_read_events(sim, state, term->value, NULL, true);
    asked = dl_eval_asked(sim, state, term->value, &mask);
    is_overlaid = dl_val_is_overlaid(sim->world, asked);
    is_merged |= is_of_itself(sim->world, asked) || is_joined_side(sim, state, asked) || is_overlaid;
    ways[0] = state;
    ways[1] = dl_state_copy(sim->world, state);
    feasible[0] = dl_state_narrow(sim->world, ways[0], asked, mask);
    feasible[1] = dl_state_narrow(sim->world, ways[1], asked, DL_ALL & ~mask);
    is_open = feasible[0] && feasible[1];
    unfollowed = is_open ? why_unfollowed(sim, state, tested, asked, operand, answer) : NULL;
    if (is_open && is_not_understood(term->value))
        unfollowed = "this branch asks what could not be understood";
    if (is_open && is_merged &&
        !(is_round && (is_counted(sim, state, frame, block) || ends_alike(sim, frame, state, term))))
        doubt_merged(sim, ways[0], ways[1], term->value->span, is_round, is_overlaid);
    else if (unfollowed)
        doubt_unfollowed(sim, ways[0], ways[1], unfollowed, term->value->span);
    if (is_open && dl_drain_is_asked(sim, frame, state, block))
        doubt_drained(ways, term->value->span);
    for (int i = 0; i < 2; i++) {
        if (!feasible[i])
            continue;
        if (is_open && dl_untold_is_passed(sim, frame, block, i, asked))
            doubt_untold(ways[i], term->value->span);
        if (!is_of_system(term->value))
            dl_node_add(sim, ways[i],
                        (dl_node){.kind = DL_NODE_BRANCH,
                                  .span = term->value->span,
                                  .cond = term->value,
                                  .taken = i == 0,
                                  .was_open = is_open,
                                  .failed_sym = failed_sym,
                                  .outcome = outcome_of(sim, ways[i], tested)});
        if (operand)
            dl_step_emit(sim, ways[i],
                         &(dl_event){.kind = DL_ON_TEST,
                                     .span = term->value->span,
                                     .value = tested,
                                     .value_expr = operand,
                                     .cond = term->value});
        if (sim->monitor.passes)
            sim->monitor.passes(sim->monitor.self, sim, ways[i], block, term->to[i]);
        count_round(sim, frame, block, term, ways[i], i, is_open);
        dl_sim_arrive(sim, frame, list, term->to[i], ways[i]);
    }
}

/* Of the bounds what the case leaves, or what is not in it; false: nothing. */
static bool bound_by_case(dl_sim *sim, dl_state *state, dl_val val, int view, const dl_case *label, bool is_in)
{
    dl_world *world = sim->world;

    if (is_in)
        return dl_bounds_narrow(world, state, val, DL_OP_GE, label->first, view) &&
               dl_bounds_narrow(world, state, val, DL_OP_LE, label->last, view);
    if (dl_bounds_decide(world, state, DL_OP_LT, val, label->first, view) == DL_NO)
        return dl_bounds_narrow(world, state, val, DL_OP_GT, label->last, view);
    return dl_bounds_decide(world, state, DL_OP_GT, val, label->last, view) != DL_NO ||
           dl_bounds_narrow(world, state, val, DL_OP_LT, label->first, view);
}

/* `case A ... B:` leaves the classes that it touches; what is not in it, those that it does not fill. */
static bool narrow_to_case(dl_sim *sim, dl_state *state, dl_val val, const dl_expr *value, const dl_case *label,
                           bool is_in)
{
    const dl_type *type = value->type;
    int64_t k;
    unsigned touched = (label->first < 0 ? DL_NEG : 0u) | (label->first <= 0 && label->last >= 0 ? DL_ZERO : 0u) |
                       (label->last > 0 ? DL_POS : 0u);
    unsigned filled = (label->first <= INT32_MIN && label->last >= -1 ? DL_NEG : 0u) | (touched & DL_ZERO) |
                      (label->first <= 1 && label->last >= INT32_MAX ? DL_POS : 0u);

    if (!label->has_value)
        return true;
    if (type->kind == DL_TYPE_INT && type->is_unsigned && type->size == 4 &&
        dl_val_constant(sim->world, state, val, &k))
        return ((k & UINT32_MAX) >= (label->first & UINT32_MAX) && (k & UINT32_MAX) <= (label->last & UINT32_MAX)) ==
               is_in;
    if (label->first == label->last &&
        dl_eval_is_number(sim, state, value, val, label->first) == (is_in ? DL_NO : DL_YES))
        return false;
    if (label->first == label->last)
        return dl_bounds_narrow(sim->world, state, val, is_in ? DL_OP_EQ : DL_OP_NE, label->first,
                                dl_eval_view(value)) &&
               dl_state_fix(sim->world, state, val, label->first, is_in);
    return bound_by_case(sim, state, val, dl_eval_view(value), label, is_in) &&
           dl_state_narrow(sim->world, state, val, is_in ? touched : DL_ALL & ~filled);
}

/* The case that is certainly taken, or NULL. No two cases of a switch are the same, so it is the only one, whatever
 * constants of unknown value the others name. */
static const dl_case *case_taken(dl_sim *sim, dl_state *state, const dl_term *term, dl_val val)
{
    for (size_t i = 0; i < term->case_count; i++) {
        const dl_case *label = &term->cases[i];

        if (!label->has_value && is_unknown_constant(sim, val) && dl_val_equal(val, dl_eval(sim, state, label->value)))
            return label;
        if (label->has_value && label->first == label->last &&
            dl_eval_is_number(sim, state, term->value, val, label->first) == DL_YES)
            return label;
    }
    return NULL;
}

/* Whether a constant is asked for, and a value that nobody tells decides it. */
static bool asks_unknown_constant(const dl_sim *sim, const dl_state *state, const dl_term *term, dl_val val)
{
    int64_t k;

    if (is_unknown_constant(sim, val))
        return true;
    for (size_t i = 0; i < term->case_count; i++)
        if (!term->cases[i].has_value)
            return dl_val_constant(sim->world, state, val, &k);
    return false;
}

void dl_sim_switch(dl_sim *sim, dl_frame *frame, dl_worklist *list, const dl_term *term, dl_state *state)
{
    const dl_expr *operand;
    dl_val tested = dl_eval_tested(sim, state, term->value, &operand);
    dl_val val = dl_eval(sim, state, term->value);
    const dl_case *taken = case_taken(sim, state, term, val);
    dl_state *rest = dl_state_copy(sim->world, state);
    bool is_overlaid = dl_val_is_overlaid(sim->world, val);
    bool can_rest = !taken, is_merged = is_overlaid || is_joined_value(sim, state, tested);
    const char *unfollowed =
        taken ? NULL
        : asks_unknown_constant(sim, state, term, val)
            ? UNKNOWN_CONSTANT
            : why_unfollowed(sim, state, tested, val, operand, dl_answer_unfollowed(sim, state, tested));

    dl_sim_read_events(sim, state, term->value, NULL, true);
    for (size_t i = 0; i < term->case_count; i++) {
        const dl_case *label = &term->cases[i];
        dl_state *way = dl_state_copy(sim->world, state);

        if ((taken && label != taken) || !narrow_to_case(sim, way, val, term->value, label, true))
            continue;
        can_rest = can_rest && narrow_to_case(sim, rest, val, term->value, label, false);
        if (is_merged)
            doubt_merged(sim, rest, way, term->value->span, false, is_overlaid);
        else if (unfollowed)
            doubt_unfollowed(sim, rest, way, unfollowed, term->value->span);
        dl_node_add(sim, way,
                    (dl_node){.kind = DL_NODE_CASE,
                              .span = term->span,
                              .cond = label->value,
                              .taken = true,
                              .was_open = true,
                              .failed_sym = tested.kind == DL_VAL_SYM ? tested.id : -1});
        dl_step_emit(sim, way,
                     &(dl_event){.kind = DL_ON_TEST, .span = term->span, .value = tested, .value_expr = term->value});
        dl_sim_arrive(sim, frame, list, label->to, way);
    }
    if (can_rest && term->to_count) {
        dl_node_add(
            sim, rest,
            (dl_node){.kind = DL_NODE_CASE, .span = term->span, .taken = true, .was_open = true, .failed_sym = -1});
        dl_step_emit(sim, rest,
                     &(dl_event){.kind = DL_ON_TEST, .span = term->span, .value = tested, .value_expr = term->value});
        dl_sim_arrive(sim, frame, list, term->to[0], rest);
    }
}
