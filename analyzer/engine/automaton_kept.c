/* automaton_kept.c: where the outcome of a step goes in the function that asks for it, for propagate; see
 * automaton_parts.h. */
#include "engine/automaton_parts.h"

enum { MOST_HOLDERS = 64 };

/* The way of an outcome through a function, from where it is asked for on. */
typedef struct trail {
    dl_world *world;
    const dl_function *function;
    const dl_graph *graph;
    const dl_var *holders[MOST_HOLDERS]; /* locals that hold it somewhere, or what is made of it */
    size_t holder_count;
    uint64_t *held;           /* by block: which of them when it begins */
    bool *is_reached, *hangs; /* by block: whether it is come to, and whether that hangs on the outcome */
    bool *is_waiting;
    unsigned *todo;
    size_t todo_count;
    const dl_expr *flag; /* that it went into; or NULL */
    bool is_in_flag, is_said;
    bool is_noted;     /* in another way, of which it is for the author to say whether it is one */
    bool is_returned;  /* what is returned is made of it, or hangs on it */
    bool is_elsewhere; /* something else is done with it */
} trail;

static bool names(const trail *t, const dl_expr *expr, uint64_t held)
{
    for (size_t i = 0; i < t->holder_count; i++)
        if ((held >> i & 1) && dl_expr_mentions(expr, t->holders[i]))
            return true;
    return false;
}

/* Its bit; 0: there are too many. */
static uint64_t bit_of(trail *t, const dl_var *var)
{
    size_t i = 0;

    while (i < t->holder_count && t->holders[i] != var)
        i++;
    if (i == MOST_HOLDERS) {
        t->is_elsewhere = true;
        return 0;
    }
    t->holders[i] = var;
    t->holder_count += i == t->holder_count;
    return UINT64_C(1) << i;
}

static const dl_var *local_of(const dl_expr *target)
{
    return target && target->kind == DL_E_VAR && !dl_var_is_static(target->var) ? target->var : NULL;
}

/* `NT_SUCCESS(status) ? 1 : 0`, `if (!NT_SUCCESS(status)) ok = FALSE;` */
static bool says_how_it_went(const dl_var *local, const dl_instr *instr)
{
    const dl_expr *value = dl_expr_uncast(instr->value);

    return local->storage == DL_TEMP ||
           (value->kind == DL_E_CONST && value->value == 0 && !dl_machine_is_status(local->type));
}

/* Of what is held, what the instruction leaves. */
static uint64_t pass(trail *t, const dl_instr *instr, uint64_t held, bool hangs)
{
    const dl_var *local = instr->kind == DL_I_CALL                                 ? instr->result
                          : instr->kind == DL_I_ASSIGN || instr->kind == DL_I_ZERO ? local_of(instr->target)
                                                                                   : instr->var;
    uint64_t bit;

    if (!local)
        return held;
    if (instr->kind == DL_I_ASSIGN && instr->op != DL_ASSIGN_ADD &&
        (names(t, instr->value, held) || (hangs && says_how_it_went(local, instr))))
        return held | bit_of(t, local);
    if (instr->kind == DL_I_ASSIGN && instr->op != DL_ASSIGN)
        return held;
    for (size_t i = 0; i < t->holder_count; i++)
        if (t->holders[i] == local) {
            bit = UINT64_C(1) << i;
            return held & ~bit;
        }
    return held;
}

/* `if (!NT_SUCCESS(status)) Handle = NULL;`: what is kept says that there is none. */
static bool clears_what_is_kept(const trail *t, const dl_block *block, const dl_instr *instr)
{
    const dl_var *root = dl_expr_root(instr->target);

    return block->pred_count == 1 && instr == &block->instrs[block->count - 1] && root && dl_var_is_static(root) &&
           instr->op == DL_ASSIGN && dl_expr_is_null(instr->value) &&
           (instr->target->type->kind == DL_TYPE_POINTER || dl_machine_is_note(t->world, instr));
}

/* `Made++;`, `if (NT_SUCCESS(status)) ok = 1;`: what has worked is counted, or told by a number. */
static bool counts(const dl_instr *instr, const dl_expr *value)
{
    const dl_var *local = local_of(instr->target);

    return value->kind == DL_E_CONST && value->value != 0 && instr->target->type->kind == DL_TYPE_INT &&
           (instr->op == DL_ASSIGN_ADD || (local && local->storage != DL_TEMP && !dl_machine_is_status(local->type)));
}

static void see_store(trail *t, const dl_block *block, const dl_instr *instr, uint64_t held, bool hangs)
{
    const dl_expr *value = dl_expr_uncast(instr->value);
    bool is_told = names(t, value, held), is_local = local_of(instr->target) != NULL;
    bool is_set = is_told || (hangs && value->kind == DL_E_CONST && value->value != 0);

    if (!is_local && names(t, instr->target, held))
        t->is_elsewhere = true;
    if (is_told && is_local) {
        t->is_noted = t->is_noted || instr->op == DL_ASSIGN_ADD; /* `made += Make();` */
        return;
    }
    if (is_set && (dl_machine_is_flag(instr) || dl_machine_is_note(t->world, instr))) {
        t->is_in_flag = true;
        t->flag = instr->target;
    } else if (is_told) {
        t->is_elsewhere = true;
    } else if (hangs && (counts(instr, value) || clears_what_is_kept(t, block, instr))) {
        t->is_noted = true;
    }
}

static bool says_so(const dl_block *block)
{
    return block->count > 0 && dl_call_is_message(&block->instrs[block->count - 1]);
}

static void see_call(trail *t, const dl_block *block, const dl_instr *instr, uint64_t held, bool hangs)
{
    if (dl_call_is_message(instr)) {
        t->is_said = t->is_said || (hangs && !dl_machine_has_flag(block));
        return;
    }
    if (hangs && !dl_machine_has_flag(block) && !says_so(block))
        t->is_elsewhere = true;
    for (size_t i = 0; i < dl_instr_expr_count(instr); i++)
        if (dl_instr_expr(instr, i) && names(t, dl_instr_expr(instr, i), held))
            t->is_elsewhere = true;
}

static void wait(trail *t, unsigned block)
{
    if (!t->is_waiting[block])
        t->todo[t->todo_count++] = block;
    t->is_waiting[block] = true;
}

/* What is come to by some ways of the branch alone hangs on what it asks. */
static void hang(trail *t, dl_arena *scratch, unsigned branch)
{
    const size_t count = t->function->block_count;
    unsigned *todo = DL_NEW_ARRAY(scratch, count + 1, unsigned);
    bool *is_seen = DL_NEW_ARRAY(scratch, count, bool);
    size_t left = 0;

    todo[left++] = branch;
    while (left > 0) {
        const dl_term *term = &t->function->blocks[todo[--left]].term;

        for (size_t i = 0; i < dl_term_count(term); i++) {
            unsigned to = dl_term_to(term, i);

            if (is_seen[to] || dl_graph_always_comes(t->graph, branch, to))
                continue;
            is_seen[to] = true;
            todo[left++] = to;
            if (!t->hangs[to])
                wait(t, to);
            t->hangs[to] = true;
        }
    }
}

static void follow(trail *t, dl_arena *scratch, unsigned id, size_t from, uint64_t held)
{
    const dl_block *block = &t->function->blocks[id];
    const dl_term *term = &block->term;
    bool hangs = t->hangs[id];

    for (size_t i = from; i < block->count; i++) {
        const dl_instr *instr = &block->instrs[i];

        if (instr->kind == DL_I_ASSIGN)
            see_store(t, block, instr, held, hangs);
        else if (instr->kind == DL_I_CALL)
            see_call(t, block, instr, held, hangs);
        t->is_elsewhere = t->is_elsewhere || instr->kind == DL_I_LOST;
        held = pass(t, instr, held, hangs);
    }
    t->is_returned = t->is_returned || (term->kind == DL_T_RETURN && (hangs || names(t, term->value, held)));
    if ((term->kind == DL_T_BRANCH || term->kind == DL_T_SWITCH) && names(t, term->value, held))
        hang(t, scratch, id);
    for (size_t i = 0; i < dl_term_count(term); i++) {
        unsigned to = dl_term_to(term, i);

        if (!t->is_reached[to] || (held & ~t->held[to]))
            wait(t, to);
        t->is_reached[to] = true;
        t->held[to] |= held;
    }
}

/* `HasIt = NT_SUCCESS(status); if (!HasIt) DbgPrint("without it");` */
static bool says_of_flag(const trail *t)
{
    for (unsigned b = 0; t->flag && b < t->function->block_count; b++) {
        const dl_term *term = &t->function->blocks[b].term;

        if (term->kind == DL_T_BRANCH && dl_expr_same(dl_expr_uncast(term->value), t->flag) &&
            t->is_reached[term->to[1]] && t->function->blocks[term->to[1]].pred_count == 1 &&
            says_so(&t->function->blocks[term->to[1]]))
            return true;
    }
    return false;
}

/* The locals that hold the outcome where it is asked for. */
static uint64_t find_holders(trail *t, const dl_sim *sim, const dl_state *state, dl_val outcome, const dl_expr *asked)
{
    uint64_t held = local_of(asked) ? bit_of(t, asked->var) : 0;

    for (unsigned c = 0; outcome.kind == DL_VAL_SYM && c < state->cell_count; c++) {
        const dl_place *place = dl_place_of(sim->world, state->cells[c].loc);
        dl_val val = dl_cell_val(sim->world, &state->cells[c]);

        if (place->kind == DL_LOC_VAR && place->var->function == t->function && val.kind == DL_VAL_SYM &&
            dl_sym_depends_on(sim->world, val.id, outcome.id))
            held |= bit_of(t, place->var);
    }
    return held;
}

/* The instruction of the block that asks; its count: the branch behind them; past that: neither does. */
static size_t find_asking(const dl_sim *sim, const dl_block *block, const dl_event *event)
{
    const dl_expr *of_term = block->term.value;

    if ((event->cond ? event->cond : event->value_expr) ==
        (block->term.kind == DL_T_RETURN && of_term ? dl_expr_uncast(of_term) : of_term))
        return block->count;
    return dl_block_holds(block, sim->instr) && dl_expr_uncast(sim->instr->value) == event->cond
               ? (size_t)(sim->instr - block->instrs)
               : block->count + 1;
}

static bool is_kept_by_name(const trail *t)
{
    for (size_t i = 0; i < t->holder_count; i++)
        if (t->holders[i]->storage != DL_TEMP)
            return true;
    return false;
}

static trail *new_trail(const dl_sim *sim, const dl_function *function)
{
    dl_arena *scratch = sim->world->scratch;
    trail *t = DL_NEW(scratch, trail);

    t->world = sim->world;
    t->function = function;
    t->graph = dl_graph_of(sim->world, function);
    t->held = DL_NEW_ARRAY(scratch, function->block_count, uint64_t);
    t->is_reached = DL_NEW_ARRAY(scratch, function->block_count, bool);
    t->hangs = DL_NEW_ARRAY(scratch, function->block_count, bool);
    t->is_waiting = DL_NEW_ARRAY(scratch, function->block_count, bool);
    t->todo = DL_NEW_ARRAY(scratch, function->block_count, unsigned);
    return t;
}

static void follow_all(trail *t, dl_arena *scratch, unsigned block, size_t from, uint64_t held)
{
    follow(t, scratch, block, from, held);
    while (t->todo_count > 0 && !t->is_elsewhere) {
        unsigned next = t->todo[--t->todo_count];

        t->is_waiting[next] = false;
        follow(t, scratch, next, 0, t->held[next]);
    }
}

static dl_tri judge_trail(const trail *t)
{
    if (t->is_elsewhere || t->is_returned || (!t->is_in_flag && !t->is_noted))
        return DL_NO;
    return t->is_in_flag && (t->is_said || says_of_flag(t) || !is_kept_by_name(t)) ? DL_YES : DL_MAYBE;
}

/* `if (Worked(status))`: a helper that does nothing but ask says so to its caller, and that goes on with it. */
static dl_tri keeps_answer(const dl_sim *sim, const trail *t)
{
    const dl_frame *frame = sim->frame;

    while (t->is_returned && !t->is_elsewhere && !t->is_in_flag && !t->is_noted && frame->up) {
        const dl_instr *call = sim->world->contexts.at[frame->context].instr;
        const dl_function *caller = frame->up->function;
        const dl_block *block = &caller->blocks[frame->up->block];
        trail *above;

        if (!call->result || !dl_block_holds(block, call))
            return DL_NO;
        above = new_trail(sim, caller);
        follow_all(above, sim->world->scratch, frame->up->block, (size_t)(call - block->instrs) + 1,
                   bit_of(above, call->result));
        t = above;
        frame = frame->up;
    }
    return judge_trail(t);
}

/* `if (NT_SUCCESS(Register(…))) Globals.HasIt = TRUE;`: the outcome goes nowhere but into a flag, as in
 * `HasIt = NT_SUCCESS(Register(…))`; likewise by way of locals that nobody asks for anything else, where the failure is
 * spoken of. Maybe: where it is not. */
dl_tri dl_machine_keeps_outcome(dl_sim *sim, const dl_state *state, dl_val outcome, const dl_event *event)
{
    const dl_function *function = sim->frame->function;
    const dl_block *block = &function->blocks[sim->frame->block];
    const dl_expr *asked = dl_expr_uncast(event->value_expr);
    size_t from = event->value_expr ? find_asking(sim, block, event) : block->count + 1;
    trail *t;

    if (from > block->count)
        return DL_NO;
    if (event->cond && from == block->count && asked->kind == DL_E_VAR && asked->var->storage == DL_TEMP &&
        dl_machine_sets_flag(sim->world, function, &block->term))
        return DL_YES;
    t = new_trail(sim, function);
    follow_all(t, sim->world->scratch, sim->frame->block, from, find_holders(t, sim, state, outcome, asked));
    return keeps_answer(sim, t);
}
