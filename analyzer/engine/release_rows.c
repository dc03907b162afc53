/* release_rows.c: rows of objects. One loop acquires an object for each element of an array, another one releases them:
 * of such a row the first object is followed, and what is done to all elements is done to it.
 *
 * `for (i = 0; i < n; i++) row[i] = Make();` fills a row. It is emptied by a loop that nothing but its test leaves,
 * each round of which releases the element of its index (if there is one), and which goes through the same indexes:
 * from the first up to what bounds the filling, or to the index that this has come to, or down from there. What a round
 * of the filling has acquired when it fails itself, its first round shows. */
#include "engine/release_parts.h"
#include "engine/step.h"
#include "ir/loops.h"

enum { MOST_FIELDS = 4, MOST_DEPTH = 32 };

/* `row[i].Member`: the element, and the members below it, the innermost first. */
typedef struct element {
    const dl_expr *base;  /* the innermost place of whose members it is one */
    const dl_expr *index; /* that, where it is the element at a loop's variable, or so far behind that; or NULL */
    const dl_loop *loop;
    int64_t offset;
    const char *fields[MOST_FIELDS];
    size_t field_count;
} element;

/* A loop that releases each of its elements. */
typedef struct dl_row_drain {
    const dl_function *function;
    const dl_instr *call;
    const dl_expr *index;
    const dl_loop *loop;
    bool goes_on; /* counts on with the variable of the filling */
} drain;

struct dl_row {
    dl_row *other; /* of another function that the place is reached from */
    const dl_function *function;
    const dl_instr *call; /* in that function: the place, or what gives it what the place has made */
    unsigned level;       /* so many calls above the place */
    element filled;
    const dl_expr *slot; /* where the filling keeps what it has made first */
    const dl_loop *loop;
    bool counts_alone; /* nothing else writes its variable */
    DL_VEC(drain *) drains;
};

/* ---- what the code says ---- */

/* As large as numbers of elements are: nothing that is reckoned of such goes beyond 64 bits. */
static bool is_index(int64_t k)
{
    enum { LARGEST = 1 << 30 };

    return -LARGEST <= k && k <= LARGEST;
}

/* Of a constant, of a global that is one (`const ULONG FIRST = 4;`), of a sum of such. */
static bool constant_of(const dl_expr *expr, int64_t *k, unsigned depth)
{
    const dl_var *var;
    int64_t other;

    expr = dl_expr_uncast(expr);
    var = expr->kind == DL_E_VAR && dl_var_is_static(expr->var) ? expr->var : NULL;
    if (expr->has_value) {
        *k = expr->value;
        return is_index(*k);
    }
    if (depth > MOST_DEPTH)
        return false;
    if (var)
        return var->is_const && !var->is_extern && var->init_count == 1 && var->inits[0].kind == DL_I_ASSIGN &&
               constant_of(var->inits[0].value, k, depth + 1);
    if (expr->kind != DL_E_BINARY || expr->op != DL_OP_ADD || !constant_of(expr->a, k, depth + 1) ||
        !constant_of(expr->b, &other, depth + 1))
        return false;
    *k += other;
    return true;
}

/* Whether a round of the loop may come to the block. */
static bool is_in_loop(const dl_releaser *r, const dl_function *function, const dl_loop *loop, unsigned block)
{
    bool *is_in = DL_NEW_ARRAY(r->judge->scratch, function->block_count, bool);
    unsigned *work = DL_NEW_ARRAY(r->judge->scratch, function->block_count + 1, unsigned);

    is_in[loop->head] = is_in[loop->latch] = true;
    work[0] = loop->latch;
    (void)dl_loops_collect(function->blocks, is_in, work, loop->head != loop->latch);
    return is_in[block];
}

/* The variable is stepped where the round ends: all of it runs with the round's value. */
static bool is_stepped_last(const dl_function *function, const dl_loop *loop)
{
    const dl_block *latch = &function->blocks[loop->latch];

    for (size_t i = latch->count; i-- > 0;) {
        const dl_instr *instr = &latch->instrs[i];

        if (instr->kind == DL_I_ASSIGN && instr->target->kind == DL_E_VAR && instr->target->var == loop->index)
            return true;
        if (instr->kind != DL_I_LEAVE)
            return false;
    }
    return false;
}

/* `FIRST + i`, `i + FIRST`: the loop that `i` is the variable of, where no other one has it. */
static void find_offset(const dl_releaser *r, const dl_function *function, unsigned block, element *made)
{
    const dl_expr *index = dl_expr_uncast(made->base->b);
    const dl_expr *a = index->kind == DL_E_BINARY && index->op == DL_OP_ADD ? dl_expr_uncast(index->a) : NULL;
    const dl_expr *b = a ? dl_expr_uncast(index->b) : NULL;
    int64_t by = 0;
    const dl_expr *var = index->kind == DL_E_VAR       ? index
                         : a && constant_of(a, &by, 0) ? b
                         : a && constant_of(b, &by, 0) ? a
                                                       : NULL;
    const dl_loop *found = NULL;
    size_t count = 0;

    if (!var || var->kind != DL_E_VAR)
        return;
    for (size_t i = 0; i < function->block_count; i++)
        if (function->blocks[i].loop && function->blocks[i].loop->index == var->var) {
            found = function->blocks[i].loop;
            count++;
        }
    if (count != 1 || found->asks_before || !is_stepped_last(function, found) || !is_in_loop(r, function, found, block))
        return;
    made->index = made->base;
    made->loop = found;
    made->offset = by;
}

static element element_of(const dl_releaser *r, const dl_function *function, unsigned block, const dl_expr *expr)
{
    element made = {0};

    for (expr = dl_expr_uncast(expr); expr && expr->kind == DL_E_FIELD; expr = dl_expr_uncast(expr->a)) {
        if (made.field_count == MOST_FIELDS)
            return made;
        made.fields[made.field_count++] = expr->name;
    }
    made.base = expr;
    if (expr && expr->kind == DL_E_INDEX && expr->range && expr->range->loop && expr->range->loop->index) {
        made.index = expr;
        made.loop = expr->range->loop;
    } else if (expr && expr->kind == DL_E_INDEX) {
        find_offset(r, function, block, &made);
    }
    return made;
}

/* The indexes that a store there is to, where the loop tells them; false: it does not. */
static bool find_interval(const element *of, int64_t *first, int64_t *last)
{
    int64_t bound;

    if (of->base && of->base->kind == DL_E_INDEX && !of->loop && constant_of(of->base->b, first, 0)) {
        *last = *first;
        return true;
    }
    if (!of->loop || !of->loop->has_first || !is_index(of->loop->first) || of->loop->step != 1 ||
        of->loop->asks_before || !constant_of(of->loop->bound, &bound, 0))
        return false;
    *first = of->loop->first + of->offset;
    *last = bound + of->offset - (of->loop->op == DL_OP_LE ? 0 : 1);
    return of->loop->op == DL_OP_LT || of->loop->op == DL_OP_LE || of->loop->op == DL_OP_NE;
}

static bool are_apart(const element *a, const element *b)
{
    int64_t first, last, other_first, other_last;

    return find_interval(a, &first, &last) && find_interval(b, &other_first, &other_last) &&
           (last < other_first || other_last < first);
}

static bool has_same_fields(const element *a, const element *b)
{
    if (a->field_count != b->field_count)
        return false;
    for (size_t i = 0; i < a->field_count; i++)
        if (!dl_text_equal(a->fields[i], b->fields[i]))
            return false;
    return true;
}

/* `p = Make(); …; row[i] = p;` */
static element kept_element(const dl_releaser *r, const dl_function *function, const dl_var *var)
{
    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_instr *instr = &function->blocks[b].instrs[i];
            const dl_expr *from = instr->kind == DL_I_ASSIGN ? dl_expr_uncast(instr->value) : NULL;
            element to;

            if (!from || instr->op != DL_ASSIGN || from->kind != DL_E_VAR || from->var != var)
                continue;
            to = element_of(r, function, (unsigned)b, instr->target);
            if (to.index)
                return to;
        }
    return (element){0};
}

/* The element without which a branch goes on: `if (row[i] != NULL)`; `holds`: which way is the one with it. */
static const dl_expr *asked_element(const dl_expr *cond, bool *holds)
{
    cond = dl_expr_uncast(cond);
    *holds = true;
    for (; cond && cond->kind == DL_E_UNARY && cond->op == DL_OP_NOT; cond = dl_expr_uncast(cond->a))
        *holds = !*holds;
    if (cond && cond->kind == DL_E_BINARY && (cond->op == DL_OP_EQ || cond->op == DL_OP_NE) &&
        dl_expr_is_null(cond->b)) {
        *holds = *holds == (cond->op == DL_OP_NE);
        cond = cond->a;
    }
    return cond;
}

/* Whether the element is asked about in each round, and the block runs where it is there. */
static bool is_guarded(const dl_releaser *r, const dl_function *function, const dl_block *block,
                       const dl_expr *released)
{
    const dl_block *before = block->pred_count == 1 ? &function->blocks[block->preds[0]] : NULL;
    const dl_expr *asked;
    element there;
    bool holds;

    if (!before || before->term.kind != DL_T_BRANCH || before->term.to[0] == before->term.to[1])
        return false;
    asked = asked_element(before->term.value, &holds);
    there = element_of(r, function, before->id, asked);
    return there.index && there.index->range && there.index->range->is_each &&
           dl_expr_same(dl_expr_uncast(asked), dl_expr_uncast(released)) && before->term.to[holds ? 0 : 1] == block->id;
}

static void add_drain(const dl_releaser *r, dl_row *row, const dl_function *function, const dl_block *block,
                      const dl_instr *call)
{
    for (size_t u = 0; u < r->kind->release_count; u++) {
        const dl_api_use *use = &r->kind->release[u];
        const dl_expr *arg;
        element there;
        drain *made;

        if (!use->has_object || use->object >= call->arg_count || use->args_name ||
            !dl_release_calls(r->judge->world, call, use, 1))
            continue;
        arg = dl_expr_uncast(call->args[use->object]);
        if (use->object_is_deref)
            arg = arg->kind == DL_E_ADDRESS ? arg->a : NULL;
        there = element_of(r, function, block->id, arg);
        if (!there.index || !there.index->range || !has_same_fields(&there, &row->filled) ||
            !there.loop->ends_by_test || !(there.index->range->is_each || is_guarded(r, function, block, arg)))
            continue;
        made = DL_NEW(r->judge->arena, drain);
        *made = (drain){function, call, there.index, there.loop, false};
        dl_vec_push(r->judge->arena, &row->drains, made);
        return;
    }
}

static void find_drains(const dl_releaser *r, dl_row *row)
{
    const dl_program *program = r->judge->world->program;

    for (size_t f = 0; f < program->function_count; f++) {
        const dl_function *function = program->functions[f];

        if (!dl_release_is_in(r->judge, function, r->kind))
            continue;
        for (size_t b = 0; b < function->block_count; b++)
            for (size_t i = 0; i < function->blocks[b].count; i++)
                if (function->blocks[b].instrs[i].kind == DL_I_CALL)
                    add_drain(r, row, function, &function->blocks[b], &function->blocks[b].instrs[i]);
    }
}

static bool is_of_row(const dl_row *row, const dl_loop *loop)
{
    bool is_one = loop == row->loop;

    for (size_t d = 0; d < row->drains.count; d++)
        is_one |= loop == row->drains.at[d]->loop;
    return is_one;
}

/* A store to the same member of an element, by another loop or none: what is filled may be written over there. */
static bool is_written_elsewhere(const dl_releaser *r, const dl_row *row)
{
    const dl_program *program = r->judge->world->program;
    const dl_var *array = dl_expr_root(row->filled.index->a);

    for (size_t f = 0; f < program->function_count; f++)
        for (size_t b = 0; b < program->functions[f]->block_count; b++)
            for (size_t i = 0; i < program->functions[f]->blocks[b].count; i++) {
                const dl_instr *instr = &program->functions[f]->blocks[b].instrs[i];
                element there;

                if (instr->kind != DL_I_ASSIGN || !instr->target || dl_expr_root(instr->target) != array)
                    continue;
                there = element_of(r, program->functions[f], (unsigned)b, instr->target);
                if (there.base && there.base->kind != DL_E_VAR && has_same_fields(&there, &row->filled) &&
                    !(there.index && is_of_row(row, there.loop)) && !are_apart(&there, &row->filled))
                    return true;
            }
    return false;
}

/* How often the variable is stepped, and how often it is written else. */
static size_t count_steps(const dl_function *function, const dl_var *index, size_t *begins)
{
    size_t steps = 0;

    *begins = 0;
    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_instr *instr = &function->blocks[b].instrs[i];
            bool writes = instr->kind != DL_I_CALL && instr->target && instr->target->kind == DL_E_VAR &&
                          instr->target->var == index;

            steps += writes && instr->kind == DL_I_ASSIGN && instr->op != DL_ASSIGN;
            *begins += instr->result == index || (writes && (instr->kind != DL_I_ASSIGN || instr->op == DL_ASSIGN));
        }
    return steps;
}

/* Whether the loop goes on with the variable that the filling has counted with, where that has left it: nothing else
 * writes it. */
static bool goes_on_counting(const dl_row *row, const drain *d)
{
    size_t begins, steps;

    if (d->loop->index != row->loop->index || d->loop == row->loop || d->loop->step != -1)
        return false;
    steps = count_steps(d->function, row->loop->index, &begins);
    /* of the filling one, of the other two where its test stands before it, too */
    return begins == 1 && steps == (d->loop->asks_before && !d->loop->steps_first ? 3u : 2u);
}

static bool find_row(const dl_releaser *r, const dl_expr *slot, dl_row *row)
{
    size_t begins;

    row->slot = slot;
    row->filled = slot->kind == DL_E_VAR
                      ? kept_element(r, row->function, slot->var)
                      : element_of(r, row->function, dl_function_block(row->function, row->call)->id, slot);
    row->loop = row->filled.loop;
    if (!row->loop || row->loop->step != 1 || row->loop->asks_before || !row->loop->has_first ||
        (row->loop->op != DL_OP_LT && row->loop->op != DL_OP_NE))
        return false;
    row->counts_alone = count_steps(row->function, row->loop->index, &begins) == 1 && begins == 1;
    find_drains(r, row);
    for (size_t i = 0; i < row->drains.count; i++)
        row->drains.at[i]->goes_on = goes_on_counting(row, row->drains.at[i]);
    return row->drains.count && !is_written_elsewhere(r, row);
}

enum { MOST_LEVELS = 3 }; /* of wrappers */

/* `PVOID Make(SIZE_T size) { return ExAllocatePool2(…); }`: all that it returns, but for null, is what it has made. */
static bool hands_out(const dl_function *wrapper, const dl_var *made)
{
    bool is_returned = false;

    for (size_t b = 0; made && b < wrapper->block_count; b++) {
        const dl_term *term = &wrapper->blocks[b].term;
        const dl_expr *value = term->kind == DL_T_RETURN ? dl_expr_uncast(term->value) : NULL;

        if (term->kind != DL_T_RETURN || (value && dl_expr_is_null(value)))
            continue;
        if (!value || value->kind != DL_E_VAR || value->var != made)
            return false;
        is_returned = true;
    }
    return is_returned;
}

/* The variable that has it in its function, as long as no more is done with it than to hand it out; NULL: none. */
static const dl_var *made_var(const dl_function *function, const dl_instr *call)
{
    const dl_expr *slot = dl_result_slot(function, call);

    return slot && slot->kind == DL_E_VAR ? slot->var : slot ? NULL : call->result;
}

static bool mentions(const dl_instr *call, const dl_var *made)
{
    for (size_t i = 0; i < call->arg_count; i++)
        if (dl_expr_mentions(call->args[i], made))
            return true;
    return false;
}

/* Whether the wrapper does nothing with it but to ask whether it is there, to fill it, and to hand it out. */
static bool only_hands_out(const dl_releaser *r, const dl_function *wrapper, const dl_var *made)
{
    if (!hands_out(wrapper, made))
        return false;
    for (size_t b = 0; b < wrapper->block_count; b++)
        for (size_t i = 0; i < wrapper->blocks[b].count; i++) {
            const dl_instr *instr = &wrapper->blocks[b].instrs[i];
            const dl_api *api = instr->name ? dl_world_api(r->judge->world, instr->name) : NULL;

            if (instr->kind == DL_I_CALL ? mentions(instr, made) && (!api || instr->callee || api->kept.count)
                                         : instr->value && dl_expr_mentions(instr->value, made) && instr->target &&
                                               instr->target->kind != DL_E_VAR)
                return false;
        }
    return true;
}

/* What gives the caller what the place has made, through wrappers that do no more. */
static const dl_instr *find_giver(const dl_releaser *r, const dl_sim *sim)
{
    const dl_frame *frame = sim->frame;
    const dl_instr *giver = r->site;

    for (unsigned level = 0; level < MOST_LEVELS && frame->up && frame->function; level++) {
        int context = dl_context_of_call(sim->world, frame->context);
        const dl_var *made = made_var(frame->function, giver);

        if (context <= 0 || !made || !only_hands_out(r, frame->function, made))
            break;
        giver = sim->world->contexts.at[context].instr;
        frame = frame->up;
    }
    return giver;
}

static void add_rows(const dl_releaser *r, const dl_expr *slot, dl_row at, dl_row **rows)
{
    const dl_program *program = r->judge->world->program;
    dl_row *row = dl_arena_copy(r->judge->arena, &at, sizeof at);

    if (slot && find_row(r, slot, row)) {
        row->other = *rows;
        *rows = row;
        return;
    }
    if (at.level == MOST_LEVELS || !hands_out(at.function, made_var(at.function, at.call)))
        return;
    for (size_t f = 0; f < program->function_count; f++)
        for (size_t b = 0; b < program->functions[f]->block_count; b++)
            for (size_t i = 0; i < program->functions[f]->blocks[b].count; i++) {
                const dl_instr *call = &program->functions[f]->blocks[b].instrs[i];

                if (call->callee == at.function)
                    add_rows(r, dl_result_slot(program->functions[f], call),
                             (dl_row){.function = program->functions[f], .call = call, .level = at.level + 1}, rows);
            }
}

dl_row *dl_row_of(const dl_releaser *r, const dl_expr *slot)
{
    dl_row *rows = NULL;

    if (r->kind->identity == DL_BY_HANDLE)
        add_rows(r, slot, (dl_row){.function = r->site_function, .call = r->site}, &rows);
    return rows;
}

/* ---- a run ---- */

/* The frame of the function that fills the row, from where the place is; NULL: it was not reached from there. */
static const dl_frame *filling_frame(const dl_sim *sim, const dl_row *row)
{
    const dl_frame *frame = sim->frame;

    for (unsigned level = 0; level < row->level; level++) {
        int context = dl_context_of_call(sim->world, frame->context);

        if (!frame->up || context <= 0)
            return NULL;
        if (level + 1 == row->level && sim->world->contexts.at[context].instr != row->call)
            return NULL;
        frame = frame->up;
    }
    return frame->function == row->function ? frame : NULL;
}

/* The activation that fills the row: while a call of a round is run, it goes by the round's name. */
static int filled_in(const dl_sim *sim, const dl_frame *frame)
{
    return dl_context_of_call(sim->world, frame->context);
}

/* The array, or what a pointer to the first element leads to. */
static dl_loc array_of(dl_sim *sim, dl_state *state, const dl_expr *index)
{
    return dl_expr_is_place(index->a) ? dl_eval_place(sim, state, index->a) : DL_NOWHERE;
}

void dl_row_begin(dl_releaser *r, dl_sim *sim, dl_state *state, dl_instance *instance)
{
    const dl_frame *frame = NULL;

    r->giver = find_giver(r, sim);
    for (r->row = r->rows; r->row; r->row = r->row->other) {
        frame = filling_frame(sim, r->row);
        if (frame)
            break;
    }
    if (!r->row)
        return;
    instance->row = array_of(sim, state, r->row->filled.index);
    instance->row_end = dl_eval(sim, state, r->row->loop->bound);
    instance->row_where = filled_in(sim, frame);
}

bool dl_row_goes_on(const dl_releaser *r, dl_sim *sim, dl_state *state, const dl_instance *instance)
{
    const dl_frame *frame = r->row ? filling_frame(sim, r->row) : NULL;

    return frame && instance->row && !instance->is_maybe && filled_in(sim, frame) == instance->row_where &&
           array_of(sim, state, r->row->filled.index) == instance->row;
}

void dl_row_refill(const dl_releaser *r, dl_sim *sim, dl_state *state)
{
    const dl_frame *frame = r->row && state->instance_count ? filling_frame(sim, r->row) : NULL;

    if (!frame || !state->instances[0].row || filled_in(sim, frame) == state->instances[0].row_where ||
        array_of(sim, state, r->row->filled.index) != state->instances[0].row)
        return;
    dl_state_own_instances(sim->world, state);
    state->instances[0].row = DL_NOWHERE;
    state->instances[0].is_row = false;
    state->instances[0].has_others = true;
}

/* How many the filling makes, or has made: what bounds it, or the index that it has come to. While the round lasts in
 * which the first was made, that is not among those below its index. */
static bool is_end(const dl_releaser *r, const dl_sim *sim, dl_state *state, dl_val val)
{
    return dl_val_equal(val, state->instances[0].row_end) ||
           (r->row->counts_alone && state->instances[0].is_past_first &&
            dl_val_equal(val, dl_state_read(sim->world, state, dl_loc_var(sim->world, r->row->loop->index))));
}

static bool is_one_less(const dl_releaser *r, const dl_sim *sim, dl_state *state, dl_val val)
{
    const dl_symbol *symbol = val.kind == DL_VAL_SYM ? dl_symbol_of(sim->world, val.id) : NULL;

    if (val.kind == DL_VAL_CONST)
        return is_end(r, sim, state, dl_val_const(val.k + 1, NULL));
    return symbol && symbol->kind == DL_SYM_EXPR && symbol->right && symbol->right->kind == DL_VAL_CONST &&
           ((symbol->op == DL_OP_SUB && symbol->right->k == 1) ||
            (symbol->op == DL_OP_ADD && symbol->right->k == -1)) &&
           is_end(r, sim, state, *symbol->left);
}

/* The side of the test that is no bound. */
static const dl_expr *asked_index(const dl_loop *loop, const dl_expr *test)
{
    if (test->kind != DL_E_BINARY)
        return test;
    return dl_expr_uncast(test->a) == loop->bound || dl_expr_same(dl_expr_uncast(test->a), loop->bound) ? test->b
                                                                                                        : test->a;
}

static bool ends_at(const dl_loop *loop, int64_t bound, int64_t first)
{
    int64_t last = loop->op == DL_OP_GE ? bound : bound + 1; /* of !=, too, where it comes down to there */

    return last + (loop->asks_before ? loop->step : 0) <= first;
}

/* Up to the index that the filling has come to, itself included: what this round has not made would be released, too.
 */
static bool is_made_at_end(const dl_releaser *r, dl_sim *sim, dl_state *state)
{
    const dl_row *row = r->row;

    return row->counts_alone && state->instances[0].is_past_first &&
           (dl_val_mask(sim->world, state, dl_eval(sim, state, row->slot)) & DL_ZERO) == 0;
}

/* All elements that the array has, or all indexes that the filling goes through. */
static bool is_of_all(const dl_row *row, const drain *d, int64_t first, dl_val bound)
{
    const dl_type *array = d->index->a->type;
    int64_t end, filled_first, filled_last;

    if (bound.kind != DL_VAL_CONST || !is_index(bound.k))
        return false;
    end = bound.k + (d->loop->op == DL_OP_LE);
    if (array->kind == DL_TYPE_ARRAY && array->count > 0 && first == 0 && end >= array->count)
        return true;
    return find_interval(&row->filled, &filled_first, &filled_last) && first <= filled_first && filled_last < end;
}

/* Whether the loop, where it begins, will go through all that the filling has made. */
static bool is_covered(const dl_releaser *r, dl_sim *sim, dl_state *state, const dl_instance *instance, const drain *d,
                       const dl_block *block)
{
    const dl_loop *loop = d->loop;
    dl_val index = dl_state_read(sim->world, state, dl_loc_var(sim->world, loop->index));
    int64_t k;

    if (!instance->row || array_of(sim, state, d->index) != instance->row)
        return false;
    if (loop->step == 1 && (loop->asks_before || !dl_val_constant(sim->world, state, index, &k)))
        return false;
    if (loop->step == 1 && loop->op != DL_OP_LT && loop->op != DL_OP_LE && loop->op != DL_OP_NE)
        return false;
    if (loop->step == 1 && is_of_all(r->row, d, k, dl_eval(sim, state, loop->bound)))
        return true;
    if (r->row->filled.offset)
        return false;
    if (loop->step == 1)
        return k <= r->row->loop->first && is_end(r, sim, state, dl_eval(sim, state, loop->bound)) &&
               (loop->op != DL_OP_LE || is_made_at_end(r, sim, state));
    if ((loop->op != DL_OP_GT && loop->op != DL_OP_GE && loop->op != DL_OP_NE) || !loop->bound->has_value ||
        !ends_at(loop, loop->bound->value, r->row->loop->first))
        return false;
    if (d->goes_on)
        return loop->asks_before && instance->is_past_first;
    return loop->asks_before ? is_end(r, sim, state, dl_eval(sim, state, asked_index(loop, block->term.value)))
                             : is_one_less(r, sim, state, index);
}

static void end_drain(dl_releaser *r, dl_sim *sim, dl_state *state, const drain *d)
{
    dl_instance *instance = &state->instances[0];
    const char *name = d->call->name ? d->call->name : "the loop";

    instance->drain = NULL;
    if (instance->state != LIVE)
        return;
    instance->state = RELEASED;
    dl_release_label(instance, 1, "released", d->call->span);
    dl_told_evidence(r->told, d->call->span, "released", name);
    dl_node_tell(sim, state, d->call->span,
                 dl_arena_printf(sim->world->scratch, "%s releases the %s, as all of its row", name, r->kind->title));
}

void dl_row_pass(dl_releaser *r, dl_sim *sim, dl_state *state, const dl_block *block, unsigned to)
{
    if (!r->row)
        return;
    if (state->instance_count && state->instances[0].row && sim->frame->function == r->row->function &&
        block->id == r->row->loop->latch && !state->instances[0].is_past_first) {
        dl_state_own_instances(sim->world, state);
        state->instances[0].is_past_first = true;
    }
    for (size_t i = 0; i < r->row->drains.count && state->instance_count; i++) {
        const drain *d = r->row->drains.at[i];
        bool is_latch = block->id == d->loop->latch;

        if (d->function != sim->frame->function ||
            !(is_latch || block->term.to[0] == d->loop->head || block->term.to[1] == d->loop->head))
            continue;
        if (is_latch ? state->instances[0].drain != d
                     : state->instances[0].state != LIVE || !is_covered(r, sim, state, &state->instances[0], d, block))
            continue;
        dl_state_own_instances(sim->world, state);
        if (to == d->loop->head)
            state->instances[0].drain = d;
        else
            end_drain(r, sim, state, d);
    }
}
