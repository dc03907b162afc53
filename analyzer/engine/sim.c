/* sim.c: the worklist; see sim.h. */
#include "engine/ahead.h"
#include "engine/bounds.h"
#include "engine/doubt.h"
#include "engine/idle.h"
#include "engine/key.h"
#include "engine/reckon.h"

#include <string.h>

const dl_node *dl_node_add(dl_sim *sim, dl_state *state, dl_node node)
{
    dl_node *made = dl_arena_copy(sim->world->scratch, &node, sizeof node);

    made->parent = state->trace;
    made->length = state->trace ? state->trace->length + 1 : 1;
    made->depth = sim->frame->depth;
    state->trace = made;
    return made;
}

bool dl_node_is_of_witness(const dl_node *node)
{
    switch (node->kind) {
    case DL_NODE_ENTER:
    case DL_NODE_LEAVE:
    case DL_NODE_EXCEPTION:
        return true;
    case DL_NODE_BRANCH:
    case DL_NODE_CASE:
        return node->was_open;
    case DL_NODE_STORE:
        return node->text != NULL;
    case DL_NODE_CALL:
        return node->outcome == DL_OUTCOME_FAILURE;
    default:
        return false;
    }
}

void dl_node_tell(dl_sim *sim, dl_state *state, dl_span span, const char *text)
{
    dl_node_add(sim, state, (dl_node){.kind = DL_NODE_STORE, .span = span, .text = text});
}

/* ---- states waiting at blocks ---- */

typedef struct waiting {
    dl_key key; /* has_key: else nothing else has come there that it is to be told from */
    dl_state *state;
    bool is_dirty, has_key;
} waiting;

typedef struct block_table {
    DL_VEC(waiting) at;
} block_table;

/* The states of one activation of a function. */
typedef struct worklist {
    block_table *blocks;
    uint64_t *ready; /* by order: blocks with a dirty state */
    size_t lowest;   /* no word before it has a bit */
    size_t words;
} worklist;

static void make_ready(worklist *list, const dl_frame *frame, unsigned block)
{
    unsigned order = frame->info->graph->order[block];

    list->ready[order / 64] |= (uint64_t)1 << (order % 64);
    if (order / 64 < list->lowest)
        list->lowest = order / 64;
}

/* The first dirty state of the first block that has one; NULL: none. */
static waiting *next_ready(worklist *list, const dl_frame *frame, unsigned *block)
{
    for (;;) {
        unsigned order = 0;
        block_table *here;

        while (list->lowest < list->words && !list->ready[list->lowest])
            list->lowest++;
        if (list->lowest == list->words)
            return NULL;
        while (!(list->ready[list->lowest] >> order & 1))
            order++;
        *block = frame->info->graph->by_order[list->lowest * 64 + order];
        here = &list->blocks[*block];
        for (size_t i = 0; i < here->at.count; i++)
            if (here->at.at[i].is_dirty)
                return &here->at.at[i];
        list->ready[list->lowest] &= ~((uint64_t)1 << order);
    }
}

int dl_step_where(const dl_frame *frame, unsigned block)
{
    return frame->context * 8192 + (int)block + 1;
}

static void merge_into(dl_sim *sim, waiting *into, const dl_state *state, int where)
{
    bool is_shorter = !into->is_dirty
                          ? false
                          : state->trace && into->state->trace && state->trace->length < into->state->trace->length;

    if (dl_state_join(sim->world, into->state, state, where)) {
        into->is_dirty = true;
    }
    if (is_shorter && !((state->flags & ~into->state->flags) & DL_STATE_DOUBT))
        into->state->trace = state->trace;
}

/* Takes the state over. */
static void arrive(dl_sim *sim, dl_frame *frame, worklist *list, unsigned block, dl_state *state)
{
    block_table *here = &list->blocks[block];
    dl_key wanted;
    int where = dl_step_where(frame, block);

    if (dl_ahead_is_settled(sim, frame, block, state))
        return;
    dl_state_drop_dead(sim->world, state, frame->info->graph, block, &frame->info->held,
                       frame->info->wanted_from[block]);
    if (sim->monitor.forget && state->instance_count)
        sim->monitor.forget(sim->monitor.self, sim, state);
    dl_state_drop_known(sim->world, state);
    if (here->at.count == 0) {
        dl_vec_push(sim->world->scratch, &here->at, (waiting){.state = state, .is_dirty = true});
        make_ready(list, frame, block);
        return;
    }
    if (!here->at.at[0].has_key) {
        here->at.at[0].key = dl_key_at(sim, here->at.at[0].state, frame, block);
        here->at.at[0].has_key = true;
    }
    wanted = dl_key_at(sim, state, frame, block);
    for (size_t i = 0; i < here->at.count; i++)
        if (here->at.at[i].key.hash == wanted.hash) {
            merge_into(sim, &here->at.at[i], state, where);
            make_ready(list, frame, block);
            return;
        }
    if (here->at.count >= DL_MAX_KEYS)
        for (size_t i = 0; i < here->at.count; i++)
            if (here->at.at[i].key.instances == wanted.instances) {
                here->at.at[i].state->flags |= DL_STATE_MERGED;
                merge_into(sim, &here->at.at[i], state, where);
                make_ready(list, frame, block);
                return;
            }
    dl_vec_push(sim->world->scratch, &here->at,
                (waiting){.key = wanted, .has_key = true, .state = state, .is_dirty = true});
    make_ready(list, frame, block);
}

/* ---- terminators ---- */

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

/* Of what stands in a sum; what such sums were found to be is asked of the sum. */
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
        uint32_t ones, zeroes;

        if ((symbol->b & DL_RECKON_SHRUNK) && !(dl_val_mask(sim->world, state, *symbol->left) & DL_ZERO))
            return true; /* of what is not zero a narrower type may have kept nothing all the same */
        dl_state_bits(sim->world, state, *symbol->left, &ones, &zeroes);
        return (ones | zeroes || (symbol->b & DL_RECKON_SHRUNK)) && is_joined_value(sim, state, *symbol->left);
    }
    if (dl_reckon_is_rough(sim->world, state, val))
        return true;
    if (symbol && symbol->kind == DL_SYM_EXPR && symbol->op == DL_OP_SUB) /* one step less than were taken */
        return is_joined_part(sim, state, *symbol->left) || is_joined_part(sim, state, *symbol->right);
    if (symbol && is_behind_joined(sim->world, val.id))
        return true;
    return symbol &&
           ((symbol->kind == DL_SYM_PHI && !symbol->is_untested) || (known && (known->is_joined || known->is_in_sum)));
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

/* The values that the test of a loop compared. */
static uint64_t round_of(dl_sim *sim, dl_state *state, const dl_expr *cond)
{
    uint64_t hash = 1;
    dl_val val;

    if (cond->kind == DL_E_VAR || cond->kind == DL_E_FIELD || cond->kind == DL_E_DEREF) {
        val = dl_eval(sim, state, cond);
        if (val.kind == DL_VAL_SYM && !(sim->world->has_lists && dl_symbol_of(sim->world, val.id)->kind == DL_SYM_OUT))
            val.id = 0; /* no number to count by, and no member of a list that the system keeps */
        hash = dl_hash_mix(dl_hash_mix(val.kind, (uint64_t)val.id), (uint64_t)val.k);
        if (val.kind == DL_VAL_FUNCTION && val.name) /* of a table that ends with a null */
            hash = dl_hash_bytes(val.name, strlen(val.name), hash);
        return hash ? hash : 1;
    }
    if (cond->a)
        hash = dl_hash_mix(hash, round_of(sim, state, cond->a));
    if (cond->b)
        hash = dl_hash_mix(hash, round_of(sim, state, cond->b));
    return hash ? hash : 1;
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
        round = sim->joins_rounds ? 1 : round;
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

/* A flag in what lasts, when the driver ends: which routines have set it before, and on which ways, is not followed.
 * What the entry leaves there for sure, if nothing else writes it, is known (lasting_entry.c). */
static bool is_flag_of_past(const dl_sim *sim, dl_val tested, const dl_expr *operand)
{
    const dl_symbol *symbol = tested.kind == DL_VAL_SYM ? dl_symbol_of(sim->world, tested.id) : NULL;
    const dl_place *root;

    if (!sim->world->is_of_past || !operand || operand->type->kind == DL_TYPE_POINTER || !symbol ||
        symbol->kind != DL_SYM_INITIAL)
        return false;
    root = dl_place_of(sim->world, dl_place_of(sim->world, symbol->loc)->root);
    return root->kind == DL_LOC_VAR && (root->var->storage == DL_GLOBAL || root->var->storage == DL_STATIC_LOCAL) &&
           sim->world->is_of_past(sim->world->is_of_past_self, symbol->loc);
}

/* What is asked may be what the path has written: a result that is still to be tested, among others. */
static bool is_written_element(const dl_sim *sim, dl_val tested)
{
    const dl_symbol *symbol = tested.kind == DL_VAL_SYM ? dl_symbol_of(sim->world, tested.id) : NULL;

    return symbol && symbol->kind == DL_SYM_ELEMENT && (symbol->a & DL_WRITTEN);
}

/* Whether the variable, or a cast of it, is given to the call, other than first. */
static bool is_given(const dl_instr *call, const dl_var *var)
{
    for (size_t i = 1; i < call->arg_count; i++) {
        const dl_expr *given = dl_expr_uncast(call->args[i]);

        if (given->kind == DL_E_VAR && given->var == var)
            return true;
    }
    return false;
}

/* Whether a call gives the object, whose address it is given first, what the call at `site` returned: it is made of it.
 */
static bool is_made_of(dl_sim *sim, dl_state *state, dl_loc object, const dl_instr *site)
{
    const dl_function *function = sim->frame->function;

    if (!site || !site->result)
        return false;
    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_instr *call = &function->blocks[b].instrs[i];
            dl_val to;

            if (call->kind != DL_I_CALL || call->callee || !is_given(call, site->result))
                continue;
            to = dl_eval(sim, state, call->args[0]);
            if (to.kind == DL_VAL_ADDRESS && to.id == object)
                return true;
        }
    return false;
}

/* Whether the argument is what the instance follows, or an object that was made of it; or asks about that
 * (`unlikely(block == NULL)`). */
static bool asks_about(dl_sim *sim, dl_state *state, const dl_expr *arg, const dl_instance *instance)
{
    dl_val given;

    if (!arg)
        return false;
    given = dl_eval(sim, state, arg);
    if (given.kind == DL_VAL_ADDRESS && is_made_of(sim, state, given.id, instance->site))
        return true;
    if (given.kind == DL_VAL_SYM && (dl_val_equal(given, instance->value) ||
                                     (instance->binds[0].has_val && dl_val_equal(given, instance->binds[0].val))))
        return true;
    arg = dl_expr_uncast(arg);
    return (arg->kind == DL_E_BINARY || arg->kind == DL_E_UNARY) &&
           (asks_about(sim, state, arg->a, instance) || asks_about(sim, state, arg->b, instance));
}

/* Whether what is tested was answered by a callee that nothing is known of, and that was asked about what an instance
 * follows, or about an object that was made of it: it may be the very test of that. */
static bool is_answer_about_any(dl_sim *sim, dl_state *state, dl_val tested)
{
    const dl_symbol *symbol =
        state->instance_count && tested.kind == DL_VAL_SYM ? dl_symbol_of(sim->world, tested.id) : NULL;

    if (symbol && symbol->kind == DL_SYM_EXPR)
        return is_answer_about_any(sim, state, *symbol->left) || is_answer_about_any(sim, state, *symbol->right);
    if (!symbol || symbol->kind != DL_SYM_OPAQUE || !symbol->instr)
        return false;
    for (size_t a = 0; a < symbol->instr->arg_count; a++)
        for (size_t i = 0; i < state->instance_count; i++)
            if (asks_about(sim, state, symbol->instr->args[a], &state->instances[i]))
                return true;
    return false;
}

static void branch(dl_sim *sim, dl_frame *frame, worklist *list, const dl_block *block, dl_state *state)
{
    const dl_term *term = &block->term;
    const dl_expr *operand;
    dl_val tested = dl_eval_tested(sim, state, term->value, &operand), asked;
    unsigned mask;
    dl_state *ways[2];
    bool feasible[2];
    int failed_sym = tested.kind == DL_VAL_SYM ? tested.id : -1;
    bool is_overlaid, is_merged = is_joined_value(sim, state, tested);
    bool is_answer = is_answer_about_any(sim, state, tested);
    bool is_round =
        frame->function->blocks[term->to[0]].is_loop_head || frame->function->blocks[term->to[1]].is_loop_head;

    dl_sim_read_events(sim, state, term->value, NULL, true);
    asked = dl_eval_asked(sim, state, term->value, &mask);
    is_overlaid = dl_val_is_overlaid(sim->world, asked);
    is_merged |= is_of_itself(sim->world, asked) || is_overlaid;
    ways[0] = state;
    ways[1] = dl_state_copy(sim->world, state);
    feasible[0] = dl_state_narrow(sim->world, ways[0], asked, mask);
    feasible[1] = dl_state_narrow(sim->world, ways[1], asked, DL_ALL & ~mask);
    if (feasible[0] && feasible[1] && is_merged && !(is_round && ends_alike(sim, frame, state, term)))
        doubt_merged(sim, ways[0], ways[1], term->value->span, is_round, is_overlaid);
    else if (feasible[0] && feasible[1] && is_flag_of_past(sim, tested, operand))
        doubt_unfollowed(sim, ways[0], ways[1],
                         "this branch hangs on what routines that ran before have stored, which is not followed",
                         term->value->span);
    else if (feasible[0] && feasible[1] && is_written_element(sim, tested))
        doubt_unfollowed(sim, ways[0], ways[1],
                         "this branch asks an element of an array, and which one was written before is not known",
                         term->value->span);
    else if (feasible[0] && feasible[1] && is_answer)
        doubt_unfollowed(sim, ways[0], ways[1],
                         "this branch hangs on what a callee without a source says of what it was given",
                         term->value->span);
    for (int i = 0; i < 2; i++) {
        bool is_open = feasible[0] && feasible[1];

        if (!feasible[i])
            continue;
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
        count_round(sim, frame, block, term, ways[i], i, is_open);
        arrive(sim, frame, list, term->to[i], ways[i]);
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
    if (label->first == label->last)
        return dl_bounds_narrow(sim->world, state, val, is_in ? DL_OP_EQ : DL_OP_NE, label->first,
                                dl_eval_view(value)) &&
               dl_state_fix(sim->world, state, val, label->first, is_in);
    return bound_by_case(sim, state, val, dl_eval_view(value), label, is_in) &&
           dl_state_narrow(sim->world, state, val, is_in ? touched : DL_ALL & ~filled);
}

static void switch_on(dl_sim *sim, dl_frame *frame, worklist *list, const dl_term *term, dl_state *state)
{
    dl_val tested = dl_eval_tested(sim, state, term->value, NULL);
    dl_val val = dl_eval(sim, state, term->value);
    dl_state *rest = dl_state_copy(sim->world, state);
    bool is_overlaid = dl_val_is_overlaid(sim->world, val);
    bool can_rest = true, is_merged = is_overlaid || is_joined_value(sim, state, tested);

    dl_sim_read_events(sim, state, term->value, NULL, true);
    for (size_t i = 0; i < term->case_count; i++) {
        const dl_case *label = &term->cases[i];
        dl_state *way = dl_state_copy(sim->world, state);

        if (!narrow_to_case(sim, way, val, term->value, label, true))
            continue;
        can_rest = can_rest && narrow_to_case(sim, rest, val, term->value, label, false);
        if (is_merged)
            doubt_merged(sim, rest, way, term->value->span, false, is_overlaid);
        dl_node_add(sim, way,
                    (dl_node){.kind = DL_NODE_CASE,
                              .span = term->span,
                              .cond = label->value,
                              .taken = true,
                              .was_open = true,
                              .failed_sym = tested.kind == DL_VAL_SYM ? tested.id : -1});
        dl_step_emit(sim, way,
                     &(dl_event){.kind = DL_ON_TEST, .span = term->span, .value = tested, .value_expr = term->value});
        arrive(sim, frame, list, label->to, way);
    }
    if (can_rest && term->to_count) {
        dl_node_add(
            sim, rest,
            (dl_node){.kind = DL_NODE_CASE, .span = term->span, .taken = true, .was_open = true, .failed_sym = -1});
        dl_step_emit(sim, rest,
                     &(dl_event){.kind = DL_ON_TEST, .span = term->span, .value = tested, .value_expr = term->value});
        arrive(sim, frame, list, term->to[0], rest);
    }
}

enum { MOST_APART = 8 };

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
            (dl_val_equal(there->returned, state->returned) || exits->count >= MOST_APART)) {
            dl_state_join(sim->world, there, state, dl_step_where(frame, (unsigned)frame->function->block_count + 1));
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

/* The call that the exception would come from undoes something: such routines do not raise. */
static bool is_undone_there(const dl_sim *sim, const dl_frame *frame, const dl_term *term)
{
    const dl_block *block = &frame->function->blocks[term->to[0]];
    const dl_instr *call = block->count ? &block->instrs[0] : NULL;

    return call && call->kind == DL_I_CALL && call->name && !call->callee &&
           dl_facts_is_release(sim->world->facts, dl_facts_api(sim->world->facts, call->name));
}

static void finish_block(dl_sim *sim, dl_frame *frame, worklist *list, const dl_block *block, dl_state *state,
                         dl_states *exits)
{
    const dl_term *term = &block->term;

    switch (term->kind) {
    case DL_T_JUMP:
        arrive(sim, frame, list, term->to[0], state);
        break;
    case DL_T_BRANCH:
        branch(sim, frame, list, block, state);
        break;
    case DL_T_SWITCH:
        switch_on(sim, frame, list, term, state);
        break;
    case DL_T_CHOICE:
        for (size_t i = 0; i < term->to_count; i++) {
            dl_state *way = dl_state_copy(sim->world, state);

            if (i > 0 && is_undone_there(sim, frame, term))
                break;
            if (i > 0) {
                dl_doubt_stay(way, "an exception here would have to be raised", term->span);
                dl_node_add(sim, way, (dl_node){.kind = DL_NODE_EXCEPTION, .span = term->span});
            }
            arrive(sim, frame, list, term->to[i], way);
        }
        break;
    case DL_T_RETURN:
        dl_sim_return(sim, frame, term, state, exits);
        break;
    default:
        break;
    }
}

enum {
    MOST_MEMORY = 40 * 1024 * 1024,
    FIRST = 2,
    HEAVY = 2,
    HOPELESS = 4,
    MOST_HEAVY = 3,
    VISITS_A_BLOCK = 32,
    MEMORY_A_BLOCK = 16 * 1024
};

/* Which part of the budget a run gets. A monitor makes a run longer, so one without must do with less before the rounds
 * of loops are joined in all. Where they are, a run is short or will not end: the less likely so the more have not. */
static size_t share_of(const dl_sim *sim)
{
    if (!sim->monitor.event)
        return sim->joins_rounds ? 1 : FIRST;
    return !sim->joins_rounds ? 1 : sim->world->endless < MOST_HEAVY ? HEAVY : HOPELESS;
}

/* A long routine gets more. */
static bool is_spent(const dl_sim *sim)
{
    size_t share = share_of(sim);
    size_t blocks = sim->root->block_count;

    return sim->is_refused || sim->visits > (sim->most_visits + VISITS_A_BLOCK * blocks) / share ||
           dl_arena_used(sim->world->scratch) - sim->first_byte > (MOST_MEMORY + MEMORY_A_BLOCK * blocks) / share;
}

/* Of more states than `most` those that the key holds equal are one: the calls of one block would multiply the ways
 * that each comes back in otherwise. */
static void merge_alike(dl_sim *sim, dl_frame *frame, const dl_block *block, dl_states *now, size_t most)
{
    DL_VEC(dl_key) keys = {0};
    size_t kept = 0;

    if (now->count <= most)
        return;
    for (size_t i = 0; i < now->count; i++) {
        dl_key own = dl_key_within(sim, now->at[i], frame);
        size_t same = 0;

        own.hash = dl_hash_mix(own.hash, now->at[i]->answer); /* the next call may be given the object */
        while (same < kept && keys.at[same].hash != own.hash)
            same++;
        if (same < kept) {
            (void)dl_state_join(sim->world, now->at[same], now->at[i], dl_step_where(frame, block->id));
            continue;
        }
        dl_vec_push(sim->world->scratch, &keys, own);
        now->at[kept++] = now->at[i];
    }
    now->count = kept;
}

static void run_block(dl_sim *sim, dl_frame *frame, worklist *list, const dl_block *block, dl_state *state,
                      dl_states *exits)
{
    dl_states now = {0}, next = {0};

    frame->block = block->id;
    dl_vec_push(sim->world->scratch, &now, state);
    for (size_t i = 0; i < block->count; i++) {
        const dl_instr *instr = &block->instrs[i];

        sim->instr = instr;
        sim->is_latch = block->term.kind == DL_T_JUMP && frame->function->blocks[block->term.to[0]].is_loop_head;
        if (instr->kind != DL_I_CALL) {
            for (size_t s = 0; s < now.count; s++)
                dl_step_plain(sim, now.at[s], instr);
            continue;
        }
        next = (dl_states){0};
        if (instr->callee) /* it is run for each */
            merge_alike(sim, frame, block, &now, 1);
        for (size_t s = 0; s < now.count; s++) {
            sim->instr = instr; /* a helper's were run in between */
            dl_step_call(sim, now.at[s], instr, &next);
        }
        now = next;
        merge_alike(sim, frame, block, &now, MOST_APART);
        sim->visits += (unsigned long)now.count;
        if (is_spent(sim)) {
            sim->gave_up = true;
            sim->gave_up_in = sim->frame->function;
            return;
        }
    }
    for (size_t s = 0; s < now.count; s++)
        finish_block(sim, frame, list, block, now.at[s], exits);
}

void dl_sim_function(dl_sim *sim, dl_frame *frame, dl_state *start, dl_states *exits)
{
    const dl_function *function = frame->function;
    dl_arena *scratch = sim->world->scratch;
    worklist list = {.blocks = DL_NEW_ARRAY(scratch, function->block_count + 1, block_table),
                     .words = function->block_count / 64 + 1};
    waiting *next;
    unsigned block;

    if (function->lost_count && !sim->degraded)
        sim->degraded = function;
    frame->exits = exits;
    if (function->block_count == 0)
        return;
    list.ready = DL_NEW_ARRAY(scratch, list.words, uint64_t);
    arrive(sim, frame, &list, 0, start);
    while (!sim->gave_up && (next = next_ready(&list, frame, &block)) != NULL) {
        next->is_dirty = false;
        sim->visits++;
        if (is_spent(sim)) {
            sim->gave_up = true;
            sim->gave_up_in = sim->frame->function;
            return;
        }
        run_block(sim, frame, &list, &function->blocks[block], dl_state_copy(sim->world, next->state), exits);
    }
}

static void attempt(dl_sim *sim, const dl_state *start)
{
    dl_world *world = sim->world;
    dl_frame frame = {.function = sim->root};
    dl_state *state = start ? dl_state_copy(world, start) : DL_NEW(world->scratch, dl_state);
    dl_states exits = {0};

    sim->gave_up = false;
    sim->first_byte = dl_arena_used(world->scratch);
    sim->frame = &frame;
    frame.info = dl_control_info(sim, sim->root);
    dl_sim_function(sim, &frame, state, &exits);
    world->spent += sim->visits;
    sim->exits.at = exits.at;
    sim->exits.count = exits.count;
    sim->exits.room = exits.room;
    sim->frame = NULL;
}

void dl_sim_run(dl_sim *sim, dl_world *world, const dl_monitor *monitor, const dl_function *root, const dl_state *start)
{
    sim->world = world;
    sim->monitor = *monitor;
    sim->root = root;
    sim->most_visits = world->spent > DL_MAX_VISITS_IN_ALL ? DL_FEW_VISITS : DL_MAX_VISITS;
    if (!sim->infos) {
        sim->infos = DL_NEW(world->scratch, dl_table);
        dl_table_init(sim->infos, world->scratch);
    }
    sim->joins_rounds = world->is_heavy;
    attempt(sim, start);
    if (sim->gave_up && sim->has_rounds && !sim->joins_rounds && !sim->is_refused) {
        unsigned long before = sim->visits;

        sim->is_cut = sim->joins_rounds = true;
        sim->visits = 0;
        attempt(sim, start);
        sim->visits += before;
    }
    world->endless += sim->gave_up && !sim->is_refused && sim->joins_rounds && monitor->event;
    if (sim->unfollowed && !sim->gave_up) {
        sim->gave_up = true;
        sim->gave_up_in = sim->unfollowed;
    }
}

static void initialise(dl_sim *sim, dl_state *state, const dl_var *var)
{
    for (size_t i = 0; i < var->init_count; i++) {
        const dl_instr *instr = &var->inits[i];
        dl_loc loc = instr->target ? dl_eval_place(sim, state, instr->target) : DL_NOWHERE;

        if (!loc)
            continue;
        if (instr->kind == DL_I_ZERO)
            dl_state_mark(sim->world, state, loc, DL_MARK_ZERO, 0);
        else if (instr->kind == DL_I_ASSIGN)
            dl_state_write(sim->world, state, loc, dl_eval(sim, state, instr->value));
    }
}

void dl_sim_globals(dl_world *world)
{
    const dl_program *program = world->program;
    dl_arena *scratch = world->scratch;
    dl_sim sim = {.world = world, .is_quiet = true};
    dl_frame frame = {.function = world->entry};
    dl_state *state = DL_NEW(world->arena, dl_state);

    sim.frame = &frame;
    world->scratch = world->arena; /* lives as long as the world */
    world->globals = NULL;
    world->at_entry = true;
    for (size_t i = 0; i < program->global_count; i++)
        initialise(&sim, state, program->globals[i]);
    for (size_t f = 0; f < program->function_count; f++)
        for (size_t i = 0; i < program->functions[f]->local_count; i++)
            if (program->functions[f]->locals[i]->storage == DL_STATIC_LOCAL)
                initialise(&sim, state, program->functions[f]->locals[i]);
    world->globals = state;
    world->scratch = scratch;
}
