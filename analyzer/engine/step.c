/* step.c: what assignments and the other plain instructions do to a state. */
#include "engine/step.h"

#include "engine/doubt.h"
#include "engine/effects.h"
#include "engine/reckon.h"
#include "engine/shrink.h"
#include "engine/sum.h"

void dl_step_emit(dl_sim *sim, dl_state *state, dl_event *event)
{
    event->function = sim->frame->function;
    event->depth = sim->frame->depth;
    event->context = sim->frame->context;
    if (sim->is_quiet || !sim->monitor.event)
        return;
    sim->monitor.event(sim->monitor.self, sim, state, event);
}

/* `a ^= b`, where the lowering knew the operator: its value is `a ^ b`. */
static bool is_whole_value(const dl_instr *instr)
{
    const dl_expr *value = instr->value;

    return instr->op == DL_ASSIGN_OTHER && value->kind == DL_E_BINARY && dl_expr_same(value->a, instr->target);
}

static dl_val combine(dl_sim *sim, dl_state *state, const dl_instr *instr, dl_val old, dl_val value)
{
    static const dl_op ops[] = {
        [DL_ASSIGN] = DL_OP_NONE,    [DL_ASSIGN_OR] = DL_OP_OR,   [DL_ASSIGN_AND] = DL_OP_AND,
        [DL_ASSIGN_ADD] = DL_OP_ADD, [DL_ASSIGN_SUB] = DL_OP_SUB, [DL_ASSIGN_OTHER] = DL_OP_NONE};
    dl_op op = ops[instr->op];
    int64_t a, b;
    dl_val made;

    if (instr->op == DL_ASSIGN || is_whole_value(instr))
        return value;
    if ((op == DL_OP_ADD || op == DL_OP_SUB) && dl_sum_steps(sim->world, old, instr->target->type) &&
        dl_val_constant(sim->world, state, value, &b))
        return dl_eval_shift(sim, state, old, op == DL_OP_ADD ? b : -b);
    if ((op == DL_OP_ADD || op == DL_OP_SUB) &&
        dl_sum_moves(sim->world, state, instr->target, old, value, op == DL_OP_SUB, &made))
        return made;
    if (dl_val_constant(sim->world, state, old, &a) && dl_val_constant(sim->world, state, value, &b) &&
        op != DL_OP_NONE)
        return dl_val_const(op == DL_OP_OR    ? a | b
                            : op == DL_OP_AND ? a & b
                            : op == DL_OP_ADD ? (int64_t)((uint64_t)a + (uint64_t)b)
                                              : (int64_t)((uint64_t)a - (uint64_t)b),
                            NULL);
    if (op == DL_OP_OR)
        value = dl_shrunk(sim, state, instr->value, instr->target->type, value);
    if (op == DL_OP_OR && old.kind == DL_VAL_CONST && old.k == 0 &&
        instr->target->type->size == instr->value->type->size)
        return value;
    if (op == DL_OP_NONE)
        return dl_val_sym(dl_sym(sim->world, (dl_symbol){.kind = DL_SYM_HAVOC, .a = dl_sim_moment(sim, state)}));
    if (dl_reckon_large(sim->world, op, old, value, &made))
        return made;
    made = dl_val_sym(dl_sym(
        sim->world,
        (dl_symbol){.kind = DL_SYM_EXPR,
                    .op = op,
                    .left = &old,
                    .right = &value,
                    .b = dl_eval_words(instr->target, instr->value) &
                         (instr->target->type->size == 8 ? ~DL_RECKON_WORD : DL_RECKON_ALL),
                    .leads = instr->target->type->size == 8 ? dl_sum_leads_by(sim->world, state, old, value) : 0,
                    .base = op == DL_OP_OR && dl_val_constant(sim->world, state, value, &b) && b ? DL_NEG | DL_POS
                                                                                                 : DL_ALL}));
    if (!sim->is_latch && dl_reckon_number(sim->world, state, made.id, &a))
        return dl_val_const(a, NULL);
    /* what is counted up from what is not negative is positive; of what a loop goes by nobody asks that */
    if (op == DL_OP_ADD && !sim->is_latch && dl_val_constant(sim->world, state, value, &b) && b > 0 &&
        (dl_val_mask(sim->world, state, old) & DL_NEG) == 0)
        (void)dl_state_narrow(sim->world, state, made, DL_POS);
    if ((op == DL_OP_OR || op == DL_OP_AND) && dl_val_constant(sim->world, state, value, &b)) { /* a flag word */
        uint32_t ones, zeroes, bits = (uint32_t)(uint64_t)b;

        dl_state_bits(sim->world, state, old, &ones, &zeroes);
        dl_state_put_bits(sim->world, state, made, op == DL_OP_OR ? ones | bits : ones & bits,
                          op == DL_OP_OR ? zeroes & ~bits : zeroes | ~bits);
    }
    return made;
}

enum { MOST_ELEMENTS = 256 };

static void store_range(dl_sim *sim, dl_state *state, const dl_expr *target, dl_val value)
{
    const dl_range *range = target->range;
    dl_loc array = dl_eval_place(sim, state, target->a);
    const dl_type *type = target->a->type;

    if (!array)
        return;
    if (target->a->kind == DL_E_DEREF && dl_place_of(sim->world, array)->kind == DL_LOC_INDEX &&
        dl_place_of(sim->world, array)->index == 0)
        array = dl_place_of(sim->world, array)->parent;
    if (!range->known || range->last - range->first >= MOST_ELEMENTS) {
        dl_val index = dl_eval(sim, state, target->b);
        int64_t k;

        if (dl_val_constant(sim->world, state, index, &k)) /* the first round */
            dl_state_write(sim->world, state, dl_eval_place(sim, state, target), value);
        else
            dl_state_write_weak(sim->world, state, dl_loc_chosen(sim->world, array, index), value,
                                dl_step_where(sim->frame, 0));
        return;
    }
    if (range->is_each && type->kind == DL_TYPE_ARRAY && range->first == 0 && range->last == type->count - 1) {
        dl_state_write(sim->world, state, array, (dl_val){.kind = DL_MARK_COPY, .id = array});
        dl_state_write(sim->world, state, dl_loc_each(sim->world, array), value);
        return;
    }
    for (int64_t k = range->first; k <= range->last; k++) {
        dl_loc slot = dl_loc_index(sim->world, array, k);

        if (range->is_each)
            dl_state_write(sim->world, state, slot, value);
        else
            dl_state_write_weak(sim->world, state, slot, value, dl_step_where(sim->frame, 0));
    }
    if (!range->is_each)
        dl_state_choose(sim->world, state, dl_eval_place(sim, state, target), value);
}

static void store(dl_sim *sim, dl_state *state, dl_loc loc, dl_val value)
{
    bool is_any = false;

    for (dl_loc at = loc; at; at = dl_place_of(sim->world, at)->parent)
        is_any |= dl_place_of(sim->world, at)->kind == DL_LOC_ANY;
    if (is_any)
        dl_state_write_weak(sim->world, state, loc, value, dl_step_where(sim->frame, 0));
    else
        dl_state_write(sim->world, state, loc, value);
}

/* `((UCHAR *)&x)[i] = v` in a loop: the bytes of a structure. */
static bool is_byte_store(dl_sim *sim, dl_state *state, const dl_instr *instr, const dl_event *event)
{
    const dl_expr *target = instr->target;
    const dl_type *type;
    dl_loc whole;

    if (!event->range || target->kind != DL_E_INDEX || target->a->kind != DL_E_DEREF || target->type->size != 1)
        return false;
    whole = dl_eval_pointee(sim, state, dl_eval(sim, state, target->a->a));
    type = whole ? dl_loc_type(sim->world, whole) : NULL;
    return type && type->kind == DL_TYPE_RECORD;
}

/* The first bytes of a structure alone: of those members that lie in them. */
static void zero_begin(dl_sim *sim, dl_state *state, dl_loc whole, const dl_record *record, int64_t bytes)
{
    int64_t begin = 0;

    for (size_t i = 0; i < record->field_count && begin < bytes; i++) {
        const dl_type *type = record->fields[i].type;
        dl_loc member = dl_loc_field(sim->world, whole, record->fields[i].name);

        if (type->size <= 0 || dl_type_is_aggregate(type) || (record->overlays && record->overlays[i])) {
            dl_effects_havoc(sim, state, whole); /* where the next one lies is not known */
            return;
        }
        begin = (begin + type->size - 1) / type->size * type->size;
        if (begin + type->size <= bytes)
            dl_state_write(sim->world, state, member, dl_val_const(0, NULL));
        else if (begin < bytes)
            dl_effects_havoc(sim, state, member);
        begin += type->size;
    }
}

static void store_bytes(dl_sim *sim, dl_state *state, const dl_instr *instr, const dl_event *event, dl_val value)
{
    dl_loc whole = dl_eval_pointee(sim, state, dl_eval(sim, state, instr->target->a->a));
    const dl_type *type = dl_loc_type(sim->world, whole);
    const dl_range *range = event->range;

    if (!event->is_range || dl_val_mask(sim->world, state, value) != DL_ZERO)
        dl_effects_havoc(sim, state, whole);
    else if (range->known && range->first == 0 && range->last + 1 < type->size && type->record &&
             !type->record->is_synthesized)
        zero_begin(sim, state, whole, type->record, range->last + 1);
    else
        dl_state_mark(sim->world, state, whole, DL_MARK_ZERO, 0);
}

void dl_step_tell_answer(dl_sim *sim, dl_state *state, const dl_expr *value, bool is_returned)
{
    const dl_expr *operand = NULL;
    const dl_symbol *symbol;
    unsigned mask, failure;
    dl_val tested;

    value = dl_expr_uncast(value);
    if (sim->is_quiet || (value->kind != DL_E_BINARY && value->kind != DL_E_UNARY) ||
        value->type->kind == DL_TYPE_POINTER) /* `block + 1` asks nothing */
        return;
    tested = dl_eval_tested(sim, state, value, &operand);
    symbol = tested.kind == DL_VAL_SYM ? dl_symbol_of(sim->world, tested.id) : NULL;
    if (!operand || !symbol || symbol->kind != DL_SYM_RESULT || !symbol->api ||
        (is_returned && symbol->api->result == DL_RESULT_POINTER))
        return;
    mask = dl_val_mask(sim->world, state, tested);
    failure = dl_effects_failure_mask(symbol->api->result);
    if ((mask & failure) == 0 || (mask & ~failure) == 0)
        dl_step_emit(
            sim, state,
            &(dl_event){
                .kind = DL_ON_TEST, .span = value->span, .value = tested, .value_expr = operand, .cond = value});
}

/* A part of a union is written: the number that is all of it is not known any more. */
static void forget_whole(dl_sim *sim, dl_state *state, const dl_expr *part, dl_loc written, dl_val value)
{
    const char *whole = NULL;
    dl_loc loc;

    for (; (part->kind == DL_E_FIELD || part->kind == DL_E_INDEX) && !whole; part = part->a)
        if (part->kind == DL_E_FIELD && (whole = dl_type_whole(part->a->type)) != NULL &&
            dl_text_equal(whole, part->name))
            return;
    loc = whole ? dl_eval_place(sim, state, part) : DL_NOWHERE;
    if (loc && (dl_val_mask(sim->world, state, value) != DL_ZERO ||
                dl_val_mask(sim->world, state, dl_state_read(sim->world, state, loc)) != DL_ZERO))
        dl_state_write_part(sim->world, state, loc, written);
}

/* What is stored there goes somewhere into a structure that is of another type. */
static void forget_seen_otherwise(dl_sim *sim, dl_state *state, const dl_expr *target)
{
    while (target->kind == DL_E_FIELD || target->kind == DL_E_INDEX)
        target = target->a;
    if (target->kind == DL_E_DEREF)
        dl_effects_havoc(sim, state, dl_eval_place(sim, state, target));
}

static void step_assign(dl_sim *sim, dl_state *state, const dl_instr *instr)
{
    dl_event event = {.kind = DL_ON_STORE,
                      .span = instr->span,
                      .instr = instr,
                      .target_expr = instr->target,
                      .value_expr = instr->value,
                      .op = instr->op,
                      .is_init = instr->is_init};
    dl_val value;
    bool is_copy =
        dl_type_is_aggregate(instr->target->type) && dl_expr_is_place(instr->value) && instr->op == DL_ASSIGN;

    dl_sim_read_events(sim, state, instr->value, instr, false);
    dl_step_tell_answer(sim, state, instr->value, false);
    if (instr->target->kind == DL_E_FIELD || instr->target->kind == DL_E_INDEX)
        dl_sim_read_events(sim, state, instr->target->a, instr, true);
    else if (instr->target->kind == DL_E_DEREF)
        dl_sim_read_events(sim, state, instr->target, instr, true);
    value = is_copy ? dl_val_address(dl_eval_place(sim, state, instr->value))
                    : dl_eval_to_hold(sim, state, instr->target, instr->value);
    event.target = dl_eval_place(sim, state, instr->target);
    event.range = instr->target->kind == DL_E_INDEX ? instr->target->range : NULL;
    event.is_range = event.range != NULL && event.range->is_each;
    event.is_whole = is_copy;
    if (!is_copy)
        value = combine(sim, state, instr, dl_state_read(sim->world, state, event.target), value);
    event.op = dl_expr_update(instr, &event.value_expr);
    event.value = event.op == DL_ASSIGN ? value : dl_eval(sim, state, event.value_expr);
    if (instr->target->kind != DL_E_VAR || instr->target->var->storage != DL_TEMP)
        dl_step_emit(sim, state, &event);
    forget_whole(sim, state, instr->target, event.target, value);
    if (is_byte_store(sim, state, instr, &event))
        store_bytes(sim, state, instr, &event, value);
    else if (event.range && !dl_sum_is_part(sim->world, event.target) &&
             (!event.target || dl_place_of(sim->world, event.target)->kind != DL_LOC_INDEX))
        store_range(sim, state, instr->target, value);
    else if (is_copy && dl_state_copy_across(sim->world, state, event.target, dl_eval_place(sim, state, instr->value)))
        return;
    else if (is_copy)
        dl_state_copy_object(sim->world, state, event.target, dl_eval_place(sim, state, instr->value));
    else if (event.target)
        store(sim, state, event.target, value);
    else
        forget_seen_otherwise(sim, state, instr->target);
}

void dl_step_plain(dl_sim *sim, dl_state *state, const dl_instr *instr)
{
    dl_loc loc;

    switch (instr->kind) {
    case DL_I_ASSIGN:
        step_assign(sim, state, instr);
        break;
    case DL_I_ZERO:
        loc = dl_eval_place(sim, state, instr->target);
        if (loc)
            dl_state_mark(sim->world, state, loc, DL_MARK_ZERO, 0);
        dl_step_emit(sim, state,
                     &(dl_event){.kind = DL_ON_STORE,
                                 .span = instr->span,
                                 .instr = instr,
                                 .target = loc,
                                 .target_expr = instr->target,
                                 .value_expr = instr->target,
                                 .value = dl_val_null(),
                                 .is_range = true,
                                 .is_whole = true,
                                 .is_init = instr->is_init});
        break;
    case DL_I_EVAL:
        dl_sim_read_events(sim, state, instr->value, instr, true); /* for nothing, but for what it is read behind */
        break;
    case DL_I_ENTER:
        if (instr->var->storage != DL_STATIC_LOCAL)
            dl_state_mark(sim->world, state, dl_loc_var(sim->world, instr->var), DL_MARK_UNSET, 0);
        break;
    case DL_I_LOST:
        dl_doubt_stay(state, "a statement here was not understood", instr->span);
        break;
    default:
        break;
    }
}
