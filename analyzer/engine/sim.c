/* sim.c: the worklist; see sim.h. */
#include "engine/sim.h"

#include <string.h>

typedef DL_VEC(dl_state *) state_list;

static void run_function(dl_sim *sim, dl_frame *frame, dl_state *start, state_list *exits);

const dl_node *dl_node_add(dl_sim *sim, dl_state *state, dl_node node)
{
    dl_node *made = dl_arena_copy(sim->world->scratch, &node, sizeof node);

    made->parent = state->trace;
    made->length = state->trace ? state->trace->length + 1 : 1;
    made->depth = sim->frame->depth;
    state->trace = made;
    return made;
}

void dl_node_tell(dl_sim *sim, dl_state *state, dl_span span, const char *text)
{
    dl_node_add(sim, state, (dl_node){.kind = DL_NODE_STORE, .span = span, .text = text});
}

/* ---- keys ---- */

typedef struct key {
    uint64_t hash;
    uint64_t instances;
} key;

static uint64_t hash_bind(uint64_t hash, const dl_bind *bind)
{
    hash = dl_hash_mix(hash, (uint64_t)bind->loc);
    hash = dl_hash_mix(hash, (uint64_t)bind->val.kind);
    hash = dl_hash_mix(hash, (uint64_t)bind->val.id);
    return dl_hash_mix(hash, (uint64_t)bind->val.k);
}

static uint64_t hash_instances(const dl_state *state)
{
    uint64_t hash = state->instance_count;

    for (unsigned i = 0; i < state->instance_count; i++) {
        const dl_instance *instance = &state->instances[i];

        hash = dl_hash_mix(hash, instance->state * 2u + instance->is_maybe);
        hash = dl_hash_mix(hash, instance->site ? instance->site->span.offset : 0);
        for (unsigned b = 0; b < DL_MAX_BINDS; b++)
            if (instance->binds[b].is_bound)
                hash = hash_bind(dl_hash_mix(hash, b), &instance->binds[b]);
        hash = dl_hash_mix(hash, (uint64_t)instance->value.id * 8u + instance->value.kind);
    }
    return hash;
}

static uint64_t class_at(dl_sim *sim, dl_state *state, dl_loc loc)
{
    dl_val val = dl_state_read(sim->world, state, loc);

    return dl_val_mask(sim->world, state, val) + 8u * (val.kind == DL_VAL_FUNCTION) + 16u * (val.kind == DL_VAL_UNSET);
}

static uint64_t class_of(dl_sim *sim, dl_state *state, const dl_expr *expr, bool is_exact)
{
    dl_val val = dl_eval(sim, state, expr);

    if (is_exact && val.kind == DL_VAL_CONST)
        return (uint64_t)val.k * 64u + 32u;

    return dl_val_mask(sim->world, state, val) + (val.kind == DL_VAL_UNSET ? 8u : 0u);
}

static key key_of(dl_sim *sim, dl_state *state, const dl_frame *frame)
{
    key made = {.instances = hash_instances(state)};

    made.hash = dl_hash_mix(made.instances, state->flags & DL_STATE_OWNER);
    for (unsigned i = 0; i < state->round_count; i++)
        made.hash = dl_hash_mix(made.hash, state->rounds[i]);
    sim->is_quiet = true;
    for (size_t i = 0; i < sim->place_count; i++)
        made.hash = dl_hash_mix(made.hash, class_at(sim, state, sim->places[i]));
    for (; frame; frame = frame->up) {
        for (size_t i = 0; i < frame->info->control_count; i++)
            made.hash =
                dl_hash_mix(made.hash, class_of(sim, state, frame->info->controls[i], frame->info->is_exact[i]));
        for (size_t i = 0; i < sim->handle_count; i++)
            if (!sim->handle_functions[i] || sim->handle_functions[i] == frame->function)
                made.hash = dl_hash_mix(made.hash, class_of(sim, state, sim->handles[i], false));
    }
    sim->is_quiet = false;
    return made;
}

/* ---- states waiting at blocks ---- */

typedef struct waiting {
    key key;
    dl_state *state;
    bool is_dirty;
} waiting;

typedef struct block_table {
    DL_VEC(waiting) at;
} block_table;

static int block_number(const dl_frame *frame, unsigned block)
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

static void arrive(dl_sim *sim, dl_frame *frame, block_table *table, unsigned block, dl_state *state)
{
    key wanted = key_of(sim, state, frame);
    block_table *here = &table[block];
    int where = block_number(frame, block);

    for (size_t i = 0; i < here->at.count; i++)
        if (here->at.at[i].key.hash == wanted.hash) {
            merge_into(sim, &here->at.at[i], state, where);
            return;
        }
    if (here->at.count >= DL_MAX_KEYS)
        for (size_t i = 0; i < here->at.count; i++)
            if (here->at.at[i].key.instances == wanted.instances) {
                here->at.at[i].state->flags |= DL_STATE_MERGED;
                merge_into(sim, &here->at.at[i], state, where);
                return;
            }
    dl_vec_push(sim->world->scratch, &here->at,
                (waiting){.key = wanted, .state = dl_state_copy(sim->world, state), .is_dirty = true});
}

/* ---- instructions ---- */

static void emit(dl_sim *sim, dl_state *state, dl_event *event)
{
    event->function = sim->frame->function;
    event->depth = sim->frame->depth;
    event->context = sim->frame->context;
    if (!sim->is_quiet && sim->monitor.event)
        sim->monitor.event(sim->monitor.self, sim, state, event);
}

static dl_val combine(dl_sim *sim, dl_state *state, const dl_instr *instr, dl_val old, dl_val value)
{
    static const dl_op ops[] = {
        [DL_ASSIGN] = DL_OP_NONE,    [DL_ASSIGN_OR] = DL_OP_OR,   [DL_ASSIGN_AND] = DL_OP_AND,
        [DL_ASSIGN_ADD] = DL_OP_ADD, [DL_ASSIGN_SUB] = DL_OP_SUB, [DL_ASSIGN_OTHER] = DL_OP_NONE};
    dl_op op = ops[instr->op];
    int64_t a, b;

    if (instr->op == DL_ASSIGN)
        return value;
    if (old.kind == DL_VAL_ADDRESS && (op == DL_OP_ADD || op == DL_OP_SUB) &&
        dl_val_constant(sim->world, state, value, &b))
        return dl_eval_shift(sim, state, old, op == DL_OP_ADD ? b : -b);
    if (dl_val_constant(sim->world, state, old, &a) && dl_val_constant(sim->world, state, value, &b) &&
        op != DL_OP_NONE)
        return dl_val_const(op == DL_OP_OR    ? a | b
                            : op == DL_OP_AND ? a & b
                            : op == DL_OP_ADD ? (int64_t)((uint64_t)a + (uint64_t)b)
                                              : (int64_t)((uint64_t)a - (uint64_t)b),
                            NULL);
    if (op == DL_OP_NONE)
        return dl_val_sym(dl_sym(sim->world, (dl_symbol){.kind = DL_SYM_HAVOC, .a = ++sim->clock}));
    return dl_val_sym(
        dl_sym(sim->world, (dl_symbol){.kind = DL_SYM_EXPR,
                                       .op = op,
                                       .left = &old,
                                       .right = &value,
                                       .base = op == DL_OP_OR && dl_val_constant(sim->world, state, value, &b) && b
                                                   ? DL_NEG | DL_POS
                                                   : DL_ALL}));
}

static bool is_aggregate(const dl_type *type)
{
    return type->kind == DL_TYPE_RECORD || type->kind == DL_TYPE_ARRAY;
}

static bool is_source_place(const dl_expr *expr)
{
    return expr->kind == DL_E_VAR || expr->kind == DL_E_FIELD || expr->kind == DL_E_INDEX || expr->kind == DL_E_DEREF;
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
        dl_state_write_weak(sim->world, state, dl_loc_any(sim->world, array), value, block_number(sim->frame, 0));
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
            dl_state_write_weak(sim->world, state, slot, value, block_number(sim->frame, 0));
    }
}

static void store(dl_sim *sim, dl_state *state, dl_loc loc, dl_val value)
{
    bool is_any = false;

    for (dl_loc at = loc; at; at = dl_place_of(sim->world, at)->parent)
        is_any |= dl_place_of(sim->world, at)->kind == DL_LOC_ANY;
    if (is_any)
        dl_state_write_weak(sim->world, state, loc, value, block_number(sim->frame, 0));
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
    bool is_copy = is_aggregate(instr->target->type) && is_source_place(instr->value) && instr->op == DL_ASSIGN;

    dl_sim_read_events(sim, state, instr->value, instr, false);
    if (instr->target->kind == DL_E_FIELD || instr->target->kind == DL_E_INDEX)
        dl_sim_read_events(sim, state, instr->target->a, instr, true);
    else if (instr->target->kind == DL_E_DEREF)
        dl_sim_read_events(sim, state, instr->target, instr, true);
    value = is_copy ? dl_val_address(dl_eval_place(sim, state, instr->value)) : dl_eval(sim, state, instr->value);
    event.target = dl_eval_place(sim, state, instr->target);
    event.range = instr->target->kind == DL_E_INDEX ? instr->target->range : NULL;
    event.is_range = event.range != NULL && event.range->is_each;
    event.is_whole = is_copy;
    if (!is_copy)
        value = combine(sim, state, instr, dl_state_read(sim->world, state, event.target), value);
    event.value = instr->op == DL_ASSIGN ? value : dl_eval(sim, state, instr->value);
    if (instr->target->kind != DL_E_VAR || instr->target->var->storage != DL_TEMP)
        emit(sim, state, &event);
    if (is_byte_store(sim, state, instr, &event)) {
        dl_loc whole = dl_eval_pointee(sim, state, dl_eval(sim, state, instr->target->a->a));

        if (event.range->is_each && dl_val_mask(sim->world, state, value) == DL_ZERO)
            dl_state_mark(sim->world, state, whole, DL_MARK_ZERO, 0);
        else
            dl_effects_havoc(sim, state, whole);
    } else if (event.range && (!event.target || dl_place_of(sim->world, event.target)->kind != DL_LOC_INDEX))
        store_range(sim, state, instr->target, value);
    else if (is_copy)
        dl_state_copy_object(sim->world, state, event.target, dl_eval_place(sim, state, instr->value));
    else if (event.target)
        store(sim, state, event.target, value);
}

static void step_simple(dl_sim *sim, dl_state *state, const dl_instr *instr)
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
        emit(sim, state,
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
        dl_sim_read_events(sim, state, instr->value, instr, false);
        break;
    case DL_I_ENTER:
        if (instr->var->storage != DL_STATIC_LOCAL)
            dl_state_mark(sim->world, state, dl_loc_var(sim->world, instr->var), DL_MARK_UNSET, 0);
        break;
    case DL_I_LOST:
        state->flags |= DL_STATE_DOUBT;
        if (!state->doubt) {
            state->doubt = "a statement here was not understood";
            state->doubt_span = instr->span;
        }
        break;
    default:
        break;
    }
}

/* ---- calls ---- */

const dl_api *dl_sim_api(dl_sim *sim, const dl_state *state, const char *name, const dl_expr *const *args, size_t count)
{
    int64_t k;
    dl_val value;

    if (!name)
        return NULL;
    if (count >= 2 && dl_text_equal(name, "memset")) {
        value = dl_eval(sim, (dl_state *)state, args[1]);
        if (dl_val_constant(sim->world, state, value, &k))
            return dl_facts_api_with_value(sim->world->facts, name, k);
    }
    return dl_facts_api(sim->world->facts, name);
}

static int context_of(dl_sim *sim, int parent, const dl_instr *instr)
{
    for (int i = 1; i < sim->context_count; i++)
        if (sim->contexts[i].parent == parent && sim->contexts[i].instr == instr)
            return i;
    if (sim->context_count == sim->context_room) {
        int room = sim->context_room ? sim->context_room * 2 : 16;
        void *made = dl_arena_array(sim->world->scratch, (size_t)room, sizeof *sim->contexts);

        if (sim->context_count)
            memcpy(made, sim->contexts, (size_t)sim->context_count * sizeof *sim->contexts);
        sim->contexts = made;
        sim->context_room = room;
        if (sim->context_count == 0)
            sim->context_count = 1;
    }
    sim->contexts[sim->context_count].parent = parent;
    sim->contexts[sim->context_count].instr = instr;
    return sim->context_count++;
}

static bool is_running(const dl_frame *frame, const dl_function *function)
{
    for (; frame; frame = frame->up)
        if (frame->function == function)
            return true;
    return false;
}

static void write_result(dl_sim *sim, dl_state *state, const dl_instr *instr, dl_val value)
{
    if (instr->result)
        dl_state_write(sim->world, state, dl_loc_var(sim->world, instr->result), value);
}

static void fill_view(dl_sim *sim, dl_state *state, dl_call_view *view, const char *name, const dl_expr *const *args,
                      size_t count)
{
    view->name = name;
    view->args = args;
    view->arg_count = count < DL_MAX_ARGS ? count : DL_MAX_ARGS;
    view->api = dl_sim_api(sim, state, name, args, count);
    if (view->api && view->api->name && strchr(view->api->name, ':')) {
        /* memset with a known value: the value is not among the parameters */
        const dl_expr **shown = DL_NEW_ARRAY(sim->world->scratch, 2, const dl_expr *);

        shown[0] = args[0];
        shown[1] = count > 2 ? args[2] : args[0];
        view->args = shown;
        view->arg_count = 2;
    }
    for (size_t i = 0; i < view->arg_count; i++)
        view->vals[i] = dl_eval(sim, state, view->args[i]);
}

static bool is_text(const dl_expr *expr)
{
    while (expr->kind == DL_E_CAST)
        expr = expr->a;
    return expr->kind == DL_E_STRING || (expr->kind == DL_E_ADDRESS && expr->decays && expr->a->kind == DL_E_INDEX &&
                                         expr->a->a->kind == DL_E_STRING);
}

/* A message of a tracing macro or a printing function of the driver's own changes nothing:
 * its name says so, and it is given a format. */
bool dl_sim_is_message_call(const dl_instr *call)
{
    static const char *const words[] = {"*race*", "*RACE*", "*rint*", "*RINT*",  "*bg*",
                                        "*BG*",   "*ebug*", "*EBUG*", "*og*",    "*OG*",
                                        "*sg*",   "*MSG*",  "*vent*", "*EVENT*", "*erbose*"};
    bool has_text = false;

    for (size_t i = 0; i < call->arg_count; i++)
        has_text |= is_text(call->args[i]);
    for (size_t i = 0; call->name && has_text && i < sizeof words / sizeof *words; i++)
        if (dl_text_glob(words[i], call->name))
            return true;
    return false;
}

/* An unknown callee may do anything to what it is given. */
static void call_opaque(dl_sim *sim, dl_state *state, const dl_instr *instr, const dl_call_view *view, const char *name)
{
    bool harmless = dl_sim_is_message_call(instr);

    for (size_t i = 0; i < view->arg_count && !harmless; i++) {
        dl_loc loc = dl_eval_pointee(sim, state, view->vals[i]);

        if (loc)
            dl_effects_havoc_reachable(sim, state, loc);
    }
    if (!harmless && !sim->is_quiet) {
        if (!(state->flags & DL_STATE_OPAQUE)) {
            state->flags |= DL_STATE_OPAQUE;
            state->opaque = name ? name : "a function pointer";
            state->opaque_span = instr->span;
        }
        if (sim->monitor.opaque)
            sim->monitor.opaque(sim->monitor.self, sim, state, instr, name, view->vals, view->arg_count);
    }
    write_result(
        sim, state, instr,
        dl_val_sym(dl_sym(sim->world, (dl_symbol){.kind = DL_SYM_OPAQUE, .instr = instr, .a = sim->frame->context})));
}

static void call_helper(dl_sim *sim, dl_state *state, const dl_instr *instr, const dl_function *callee,
                        const dl_call_view *view, state_list *out)
{
    dl_frame frame = {.up = sim->frame, .function = callee, .depth = sim->frame->depth + 1};
    dl_frame *caller = sim->frame;
    state_list exits = {0};
    dl_val vals[DL_MAX_ARGS];

    frame.context = context_of(sim, caller->context, instr);
    frame.info = dl_control_info(sim, callee);
    memcpy(vals, view->vals, sizeof vals);
    for (size_t i = 0; i < callee->param_count; i++) {
        dl_loc param = dl_loc_var(sim->world, callee->params[i]);

        if (i < view->arg_count && is_aggregate(callee->params[i]->type) && is_source_place(view->args[i]))
            dl_state_copy_object(sim->world, state, param, dl_eval_place(sim, state, view->args[i]));
        else if (i < view->arg_count)
            dl_state_write(sim->world, state, param, vals[i]);
        else
            dl_state_mark(sim->world, state, param, DL_MARK_HAVOC, ++sim->clock);
    }
    dl_node_add(sim, state,
                (dl_node){.kind = DL_NODE_ENTER, .span = instr->span, .instr = instr, .name = callee->name});
    sim->frame = &frame;
    run_function(sim, &frame, state, &exits);
    sim->frame = caller;
    for (size_t i = 0; i < exits.count; i++) {
        dl_state *exit = exits.at[i];

        write_result(sim, exit, instr, exit->returned);
        dl_state_drop_locals(sim->world, exit, callee);
        dl_node_add(sim, exit,
                    (dl_node){.kind = DL_NODE_LEAVE, .span = instr->span, .instr = instr, .name = callee->name});
        dl_vec_push(sim->world->scratch, out, exit);
    }
}

static dl_val result_of(dl_sim *sim, const dl_state *state, const dl_instr *instr, const dl_call_view *view)
{
    const dl_api *api = view->api;
    dl_symbol symbol = {.kind = DL_SYM_RESULT, .instr = instr, .a = sim->frame->context, .api = api};
    bool codes = api->success_codes.count > 0;

    symbol.base = (unsigned char)(dl_effects_success_mask(api->result, codes) | dl_effects_failure_mask(api->result));
    if (api->result == DL_RESULT_VALUE && view->arg_count) {
        /* A pure question asked twice of the same things has the same answer within a path. */
        (void)state;
    }
    return dl_val_sym(dl_sym(sim->world, symbol));
}

static void after_call(dl_sim *sim, dl_state *state, const dl_instr *instr, const dl_call_view *views, size_t count,
                       size_t effective, dl_outcome outcome, dl_val result, state_list *out)
{
    dl_event event = {.kind = DL_ON_CALL,
                      .span = instr->span,
                      .instr = instr,
                      .is_after = true,
                      .outcome = outcome,
                      .views = views,
                      .view_count = count,
                      .result = result};

    dl_node_add(sim, state,
                (dl_node){.kind = DL_NODE_CALL,
                          .span = instr->span,
                          .instr = instr,
                          .outcome = outcome,
                          .name = views[effective].name});
    dl_effects_apply(sim, state, instr, &views[effective], outcome, result);
    write_result(sim, state, instr, result);
    emit(sim, state, &event);
    dl_vec_push(sim->world->scratch, out, state);
}

/* `WdfGetDriver()` is null exactly where no WdfDriverCreate has succeeded. */
static bool ask_liveness(dl_sim *sim, dl_state *state, const dl_api *api, dl_val *result)
{
    const dl_resource *kind = dl_facts_resource(sim->world->facts, api->nonnull_while);
    bool is_live = false, was_tried = false;

    for (unsigned i = 0; kind && i < state->known_count; i++) {
        const dl_symbol *symbol = dl_symbol_of(sim->world, state->known[i].sym);
        bool acquires = false;

        if (symbol->kind != DL_SYM_RESULT || !symbol->api)
            continue;
        for (size_t u = 0; u < kind->acquire_count; u++)
            for (size_t n = 0; n < kind->acquire[u].calls.count; n++)
                acquires |= dl_text_equal(kind->acquire[u].calls.at[n], symbol->api->canonical);
        if (!acquires)
            continue;
        was_tried = true;
        is_live |= (state->known[i].mask & dl_effects_failure_mask(symbol->api->result)) == 0;
        if (!is_live && (state->known[i].mask & ~dl_effects_failure_mask(symbol->api->result)))
            return false;
    }
    if (is_live)
        return dl_state_narrow(sim->world, state, *result, DL_NEG | DL_POS);
    if (was_tried)
        *result = dl_val_null();
    return was_tried;
}

/* Whether a slot that the call writes is a control expression: then its class goes with the outcome. */
static bool writes_control(const dl_sim *sim, const dl_call_view *view)
{
    for (size_t i = 0; i < view->api->out_count; i++) {
        unsigned param = view->api->out[i].param;
        const dl_expr *slot = param < view->arg_count ? view->args[param] : NULL;

        while (slot && slot->kind == DL_E_CAST)
            slot = slot->a;
        if (!slot || slot->kind != DL_E_ADDRESS)
            continue;
        for (const dl_frame *frame = sim->frame; frame; frame = frame->up)
            for (size_t c = 0; c < frame->info->control_count; c++)
                if (dl_expr_same(frame->info->controls[c], slot->a))
                    return true;
        for (size_t h = 0; h < sim->handle_count; h++)
            if (dl_expr_same(sim->handles[h], slot->a))
                return true;
    }
    return false;
}

static bool splits(const dl_sim *sim, const dl_instr *instr, const dl_call_view *views, size_t count, size_t effective)
{
    if (sim->monitor.is_split &&
        sim->monitor.is_split(sim->monitor.self, instr, views[0].api, count > 1 ? views[1].api : NULL))
        return true;
    return writes_control(sim, &views[effective]);
}

static void call_api(dl_sim *sim, dl_state *state, const dl_instr *instr, const dl_call_view *views, size_t count,
                     size_t effective, state_list *out)
{
    const dl_api *api = views[effective].api;
    unsigned failure = dl_effects_failure_mask(api->result);
    dl_val result = result_of(sim, state, instr, &views[effective]);
    bool wants_split = failure && splits(sim, instr, views, count, effective);

    if (api->nonnull_while && ask_liveness(sim, state, api, &result)) {
        after_call(sim, state, instr, views, count, effective, DL_OUTCOME_SUCCESS, result, out);
        return;
    }
    /* The same call again on this path gives a new value. */
    for (unsigned i = 0; i < state->known_count; i++)
        if (state->known[i].sym == result.id) {
            memmove(state->known + i, state->known + i + 1, (state->known_count - i - 1) * sizeof *state->known);
            state->known_count--;
            break;
        }
    if (!wants_split) {
        after_call(sim, state, instr, views, count, effective, failure ? DL_OUTCOME_ANY : DL_OUTCOME_SUCCESS, result,
                   out);
        return;
    }
    {
        dl_state *failed = dl_state_copy(sim->world, state);

        if (dl_state_narrow(sim->world, state, result,
                            dl_effects_success_mask(api->result, api->success_codes.count > 0)))
            after_call(sim, state, instr, views, count, effective, DL_OUTCOME_SUCCESS, result, out);
        if (dl_state_narrow(sim->world, failed, result, failure))
            after_call(sim, failed, instr, views, count, effective, DL_OUTCOME_FAILURE, result, out);
    }
}

static void return_from(dl_sim *sim, dl_frame *frame, const dl_term *term, dl_state *state, state_list *exits);

/* Where a macro without a definition goes is not known: nothing is said of the paths behind it but what is seen. */
static void may_jump(dl_sim *sim, const char *name, dl_span span)
{
    if (sim->unknown_jump)
        return;
    sim->unknown_jump = name;
    sim->unknown_jump_span = span;
}

static void doubt_jump(dl_state *state, dl_span span)
{
    state->flags |= DL_STATE_JUMP;
    if (!state->doubt) {
        state->doubt = "a macro without a definition may have left the function before";
        state->doubt_span = span;
    }
}

/* A name in capitals that nothing declares may be a macro that leaves the function. */
static bool may_be_jumping_macro(const char *name)
{
    bool has_letter = false;

    for (; name && *name; name++) {
        if (*name >= 'a' && *name <= 'z')
            return false;
        has_letter |= *name >= 'A' && *name <= 'Z';
    }
    return has_letter;
}

/* A macro whose definition is not there, but is known to leave the function when its argument is a failure. */
static void expand_macro(dl_sim *sim, dl_state *state, const dl_instr *instr, const dl_call_view *view, state_list *out)
{
    dl_state *failed;
    dl_term *term;

    if (strcmp(view->api->expands_to, "return-if-failed") != 0 || view->arg_count == 0) {
        may_jump(sim, view->name, instr->span);
        if (view->arg_count == 0 || dl_state_narrow(sim->world, state, view->vals[0], DL_ZERO | DL_POS))
            dl_vec_push(sim->world->scratch, out, state);
        return;
    }
    failed = dl_state_copy(sim->world, state);
    if (dl_state_narrow(sim->world, failed, view->vals[0], DL_NEG)) {
        term = DL_NEW(sim->world->scratch, dl_term);
        term->kind = DL_T_RETURN;
        term->span = instr->span;
        term->value = view->args[0];
        dl_node_add(sim, failed,
                    (dl_node){.kind = DL_NODE_BRANCH,
                              .span = instr->span,
                              .cond = view->args[0],
                              .taken = false,
                              .was_open = true,
                              .failed_sym = view->vals[0].kind == DL_VAL_SYM ? view->vals[0].id : -1,
                              .outcome = DL_OUTCOME_FAILURE});
        emit(sim, failed,
             &(dl_event){.kind = DL_ON_TEST, .span = instr->span, .value = view->vals[0], .value_expr = view->args[0]});
        return_from(sim, sim->frame, term, failed, sim->frame->exits);
    }
    if (dl_state_narrow(sim->world, state, view->vals[0], DL_ZERO | DL_POS)) {
        emit(sim, state,
             &(dl_event){.kind = DL_ON_TEST, .span = instr->span, .value = view->vals[0], .value_expr = view->args[0]});
        dl_vec_push(sim->world->scratch, out, state);
    }
}

static void step_call(dl_sim *sim, dl_state *state, const dl_instr *instr, state_list *out)
{
    dl_call_view *views = DL_NEW_ARRAY(sim->world->scratch, 2, dl_call_view);
    const char *name = instr->name;
    const dl_function *callee = instr->callee;
    size_t count = 0, effective = 0;

    if (instr->pointer) {
        dl_val pointer = dl_eval(sim, state, instr->pointer);

        if (pointer.kind == DL_VAL_FUNCTION) {
            name = pointer.name;
            callee = dl_program_function(sim->world->program, name);
        } else if (!name && instr->pointer->type->kind == DL_TYPE_POINTER &&
                   dl_text_starts(instr->pointer->type->spelling, "PFN_")) {
            name = instr->pointer->type->spelling + 4;
        }
    }
    if (name || !instr->is_macro_only)
        fill_view(sim, state, &views[count++], name, instr->args, instr->arg_count);
    if (instr->macro && dl_facts_api(sim->world->facts, instr->macro)) {
        fill_view(sim, state, &views[count], instr->macro, instr->macro_args, instr->macro_arg_count);
        if (count == 0 || (!views[0].api && !callee))
            effective = count;
        count++;
    }
    if (count == 0) {
        dl_vec_push(sim->world->scratch, out, state);
        return;
    }
    emit(sim, state,
         &(dl_event){.kind = DL_ON_CALL, .span = instr->span, .instr = instr, .views = views, .view_count = count});
    for (size_t i = 0; i < instr->arg_count; i++)
        dl_sim_read_events(sim, state, instr->args[i], instr, false);
    if (instr->is_noreturn || (views[effective].api && views[effective].api->is_noreturn))
        return;
    if (views[effective].api && views[effective].api->expands_to && !callee) {
        expand_macro(sim, state, instr, &views[effective], out);
        return;
    }
    if (callee && effective == 0 && !(views[0].api && !views[0].api->is_known_only && views[0].api->is_ignored)) {
        if (is_running(sim->frame, callee) || sim->frame->depth + 1 >= DL_MAX_DEPTH) {
            call_opaque(sim, state, instr, &views[0], name);
            dl_vec_push(sim->world->scratch, out, state);
        } else {
            call_helper(sim, state, instr, callee, &views[0], out);
        }
    } else if (views[effective].api) {
        call_api(sim, state, instr, views, count, effective, out);
    } else {
        if (may_be_jumping_macro(name) && !dl_sim_is_message_call(instr)) {
            may_jump(sim, name, instr->span);
            doubt_jump(state, instr->span);
        }
        dl_node_add(sim, state, (dl_node){.kind = DL_NODE_CALL, .span = instr->span, .instr = instr, .name = name});
        call_opaque(sim, state, instr, &views[effective], name);
        dl_vec_push(sim->world->scratch, out, state);
    }
}

/* ---- terminators ---- */

static void doubt_merged(dl_state *state, dl_span span)
{
    state->flags |= DL_STATE_DOUBT;
    if (state->doubt)
        return;
    state->doubt = "whether this branch is taken depends on values that were merged";
    state->doubt_span = span;
}

/* The values that the test of a loop compared. */
static uint64_t round_of(dl_sim *sim, dl_state *state, const dl_expr *cond)
{
    uint64_t hash = 1;
    dl_val val;

    if (cond->kind == DL_E_VAR || cond->kind == DL_E_FIELD || cond->kind == DL_E_DEREF) {
        val = dl_eval(sim, state, cond);
        hash = dl_hash_mix(dl_hash_mix(val.kind, (uint64_t)val.id), (uint64_t)val.k);
        return hash ? hash : 1;
    }
    if (cond->a)
        hash = dl_hash_mix(hash, round_of(sim, state, cond->a));
    if (cond->b)
        hash = dl_hash_mix(hash, round_of(sim, state, cond->b));
    return hash ? hash : 1;
}

enum { MOST_ROUNDS = 64 };

/* Loops whose test is decided by what is known are run round by round: each round is a part of the key. */
static void count_round(dl_sim *sim, dl_frame *frame, const dl_block *block, const dl_term *term, dl_state *state,
                        int way, bool is_open)
{
    const unsigned *order = frame->info->order;
    bool to_head[2];
    bool from_below = false;

    for (int i = 0; i < 2; i++) {
        to_head[i] = frame->function->blocks[term->to[i]].is_loop_head;
        from_below |= to_head[i] && order[block->id] >= order[term->to[i]];
    }
    if (from_below && state->round_count)
        state->round_count--;
    if (to_head[way] && !is_open && state->round_count < DL_MAX_ROUNDS) {
        uint64_t round = round_of(sim, state, term->value);

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

static void branch(dl_sim *sim, dl_frame *frame, block_table *table, const dl_block *block, dl_state *state)
{
    const dl_term *term = &block->term;
    const dl_expr *operand;
    dl_val tested = dl_eval_tested(sim, state, term->value, &operand);
    dl_state *ways[2];
    bool feasible[2];
    int failed_sym = tested.kind == DL_VAL_SYM ? tested.id : -1;

    dl_sim_read_events(sim, state, term->value, NULL, true);
    ways[0] = state;
    ways[1] = dl_state_copy(sim->world, state);
    feasible[0] = dl_eval_assume(sim, ways[0], term->value, true);
    feasible[1] = dl_eval_assume(sim, ways[1], term->value, false);
    for (int i = 0; i < 2; i++) {
        bool is_open = feasible[0] && feasible[1];

        if (!feasible[i])
            continue;
        if (is_open && failed_sym >= 0 && dl_symbol_of(sim->world, failed_sym)->kind == DL_SYM_PHI) {
            doubt_merged(ways[i], term->value->span);
        }
        dl_node_add(sim, ways[i],
                    (dl_node){.kind = DL_NODE_BRANCH,
                              .span = term->value->span,
                              .cond = term->value,
                              .taken = i == 0,
                              .was_open = is_open,
                              .failed_sym = failed_sym,
                              .outcome = outcome_of(sim, ways[i], tested)});
        if (operand)
            emit(sim, ways[i],
                 &(dl_event){.kind = DL_ON_TEST, .span = term->value->span, .value = tested, .value_expr = operand});
        count_round(sim, frame, block, term, ways[i], i, is_open);
        arrive(sim, frame, table, term->to[i], ways[i]);
    }
}

static void switch_on(dl_sim *sim, dl_frame *frame, block_table *table, const dl_term *term, dl_state *state)
{
    dl_val tested = dl_eval_tested(sim, state, term->value, NULL);
    dl_val val = dl_eval(sim, state, term->value);
    dl_state *rest = dl_state_copy(sim->world, state);
    bool can_rest = true;

    dl_sim_read_events(sim, state, term->value, NULL, true);
    if (tested.kind == DL_VAL_SYM && dl_symbol_of(sim->world, tested.id)->kind == DL_SYM_PHI) {
        doubt_merged(state, term->value->span);
        doubt_merged(rest, term->value->span);
    }
    for (size_t i = 0; i < term->case_count; i++) {
        const dl_case *label = &term->cases[i];
        dl_state *way = dl_state_copy(sim->world, state);
        bool single = label->has_value && label->first == label->last;

        if (single && !dl_state_fix(sim->world, way, val, label->first, true))
            continue;
        if (single && can_rest)
            can_rest = dl_state_fix(sim->world, rest, val, label->first, false);
        dl_node_add(sim, way,
                    (dl_node){.kind = DL_NODE_CASE,
                              .span = term->span,
                              .cond = label->value,
                              .taken = true,
                              .was_open = true,
                              .failed_sym = tested.kind == DL_VAL_SYM ? tested.id : -1});
        emit(sim, way, &(dl_event){.kind = DL_ON_TEST, .span = term->span, .value = tested, .value_expr = term->value});
        arrive(sim, frame, table, label->to, way);
    }
    if (can_rest && term->to_count) {
        dl_node_add(
            sim, rest,
            (dl_node){.kind = DL_NODE_CASE, .span = term->span, .taken = true, .was_open = true, .failed_sym = -1});
        emit(sim, rest,
             &(dl_event){.kind = DL_ON_TEST, .span = term->span, .value = tested, .value_expr = term->value});
        arrive(sim, frame, table, term->to[0], rest);
    }
}

enum { MOST_APART = 8 };

static void add_exit(dl_sim *sim, dl_frame *frame, state_list *exits, dl_state *state)
{
    key wanted = key_of(sim, state, frame->up);
    uint64_t class = dl_val_mask(sim->world, state, state->returned);

    for (size_t i = 0; i < exits->count; i++) {
        dl_state *there = exits->at[i];

        if (key_of(sim, there, frame->up).hash == wanted.hash &&
            dl_val_mask(sim->world, there, there->returned) == class &&
            (dl_val_equal(there->returned, state->returned) || exits->count >= MOST_APART)) {
            dl_state_join(sim->world, there, state, block_number(frame, (unsigned)frame->function->block_count + 1));
            return;
        }
    }
    dl_vec_push(sim->world->scratch, exits, dl_state_copy(sim->world, state));
}

static bool is_known_result(const dl_world *world, dl_val val)
{
    dl_sym_kind kind;

    if (val.kind != DL_VAL_SYM)
        return val.kind == DL_VAL_CONST;
    kind = dl_symbol_of(world, val.id)->kind;
    return kind == DL_SYM_RESULT || kind == DL_SYM_NAMED;
}

/* The root returns: each class that the value may be of is a return of its own. */
static void return_root(dl_sim *sim, dl_state *state, const dl_term *term, dl_val val, state_list *exits)
{
    bool is_void = sim->root_result == DL_RESULT_VOID || !term->value;
    unsigned success = sim->root_result == DL_RESULT_BOOLEAN ? DL_NEG | DL_POS : DL_ZERO | DL_POS;
    unsigned mask = dl_val_mask(sim->world, state, val);

    for (int i = 0; i < 2; i++) {
        unsigned wanted = i == 0 ? success : DL_ALL & ~success;
        dl_state *way;
        dl_event event = {.kind = DL_ON_RETURN, .span = term->span, .value = val, .value_expr = term->value};
        bool sure = (mask & ~wanted) == 0 || is_known_result(sim->world, val);

        if (is_void ? i == 1 : (mask & wanted) == 0)
            continue;
        way = dl_state_copy(sim->world, state);
        if (!is_void)
            (void)dl_state_narrow(sim->world, way, val, wanted);
        event.is_success = i == 0 ? (is_void || sure ? DL_YES : DL_MAYBE) : DL_NO;
        event.is_failure = i == 1 ? (sure ? DL_YES : DL_MAYBE) : DL_NO;
        way->returned = val;
        way->return_span = term->span;
        dl_node_add(sim, way,
                    (dl_node){.kind = DL_NODE_RETURN,
                              .span = term->span,
                              .cond = term->value,
                              .outcome = i == 0 ? DL_OUTCOME_SUCCESS : DL_OUTCOME_FAILURE});
        emit(sim, way, &event);
        dl_vec_push(sim->world->scratch, exits, way);
    }
}

static void return_from(dl_sim *sim, dl_frame *frame, const dl_term *term, dl_state *state, state_list *exits)
{
    dl_val val = term->value ? dl_eval(sim, state, term->value) : dl_val_unset();

    if (term->value)
        dl_sim_read_events(sim, state, term->value, NULL, true);
    if (!frame->up) {
        return_root(sim, state, term, val, exits);
        return;
    }
    if (sim->monitor.leave && !sim->is_quiet)
        sim->monitor.leave(sim->monitor.self, sim, state, val);
    state->returned = val;
    state->return_span = term->span;
    dl_node_add(sim, state, (dl_node){.kind = DL_NODE_RETURN, .span = term->span, .cond = term->value});
    add_exit(sim, frame, exits, state);
}

static void finish_block(dl_sim *sim, dl_frame *frame, block_table *table, const dl_block *block, dl_state *state,
                         state_list *exits)
{
    const dl_term *term = &block->term;

    switch (term->kind) {
    case DL_T_JUMP:
        arrive(sim, frame, table, term->to[0], state);
        break;
    case DL_T_BRANCH:
        branch(sim, frame, table, block, state);
        break;
    case DL_T_SWITCH:
        switch_on(sim, frame, table, term, state);
        break;
    case DL_T_CHOICE:
        for (size_t i = 0; i < term->to_count; i++) {
            dl_state *way = dl_state_copy(sim->world, state);

            if (i > 0) {
                way->flags |= DL_STATE_DOUBT;
                if (!way->doubt) {
                    way->doubt = "an exception here would have to be raised";
                    way->doubt_span = term->span;
                }
                dl_node_add(sim, way, (dl_node){.kind = DL_NODE_EXCEPTION, .span = term->span});
            }
            arrive(sim, frame, table, term->to[i], way);
        }
        break;
    case DL_T_RETURN:
        return_from(sim, frame, term, state, exits);
        break;
    default:
        break;
    }
}

enum { MOST_MEMORY = 48 * 1024 * 1024 };

/* Behind a call that came back in many ways, those that the key holds equal are one: the calls
 * of one block would multiply them otherwise. */
static void merge_alike(dl_sim *sim, dl_frame *frame, const dl_block *block, state_list *now)
{
    DL_VEC(key) keys = {0};
    size_t kept = 0;

    if (now->count <= MOST_APART)
        return;
    for (size_t i = 0; i < now->count; i++) {
        key own = key_of(sim, now->at[i], frame);
        size_t same = 0;

        while (same < kept && keys.at[same].hash != own.hash)
            same++;
        if (same < kept) {
            (void)dl_state_join(sim->world, now->at[same], now->at[i], block_number(frame, block->id));
            continue;
        }
        dl_vec_push(sim->world->scratch, &keys, own);
        now->at[kept++] = now->at[i];
    }
    now->count = kept;
}

static void run_block(dl_sim *sim, dl_frame *frame, block_table *table, const dl_block *block, dl_state *state,
                      state_list *exits)
{
    state_list now = {0}, next = {0};

    dl_vec_push(sim->world->scratch, &now, state);
    for (size_t i = 0; i < block->count; i++) {
        const dl_instr *instr = &block->instrs[i];

        if (instr->kind != DL_I_CALL) {
            for (size_t s = 0; s < now.count; s++)
                step_simple(sim, now.at[s], instr);
            continue;
        }
        next = (state_list){0};
        for (size_t s = 0; s < now.count; s++)
            step_call(sim, now.at[s], instr, &next);
        now = next;
        merge_alike(sim, frame, block, &now);
        sim->visits += now.count;
        if (sim->visits > DL_MAX_VISITS || dl_arena_used(sim->world->scratch) > MOST_MEMORY) {
            sim->gave_up = true;
            return;
        }
    }
    for (size_t s = 0; s < now.count; s++)
        finish_block(sim, frame, table, block, now.at[s], exits);
}

static void run_function(dl_sim *sim, dl_frame *frame, dl_state *start, state_list *exits)
{
    const dl_function *function = frame->function;
    block_table *table = DL_NEW_ARRAY(sim->world->scratch, function->block_count + 1, block_table);

    if (function->lost_count && !sim->degraded)
        sim->degraded = function;
    frame->exits = exits;
    if (function->block_count == 0)
        return;
    arrive(sim, frame, table, 0, start);
    for (;;) {
        size_t best = function->block_count, entry = 0;

        for (size_t b = 0; b < function->block_count; b++)
            for (size_t i = 0; i < table[b].at.count; i++)
                if (table[b].at.at[i].is_dirty &&
                    (best == function->block_count || frame->info->order[b] < frame->info->order[best])) {
                    best = b;
                    entry = i;
                }
        if (best == function->block_count || sim->gave_up)
            return;
        table[best].at.at[entry].is_dirty = false;
        if (++sim->visits > DL_MAX_VISITS || dl_arena_used(sim->world->scratch) > MOST_MEMORY) {
            sim->gave_up = true;
            return;
        }
        run_block(sim, frame, table, &function->blocks[best], dl_state_copy(sim->world, table[best].at.at[entry].state),
                  exits);
    }
}

void dl_sim_run(dl_sim *sim, dl_world *world, const dl_monitor *monitor, const dl_function *root, const dl_state *start)
{
    dl_frame frame = {.function = root};
    dl_state *state = start ? dl_state_copy(world, start) : DL_NEW(world->scratch, dl_state);
    state_list exits = {0};

    sim->world = world;
    sim->monitor = *monitor;
    sim->root = root;
    if (!sim->infos)
        sim->infos = dl_map_new(world->scratch);
    sim->contexts = NULL;
    sim->context_count = sim->context_room = 0;
    sim->frame = &frame;
    frame.context = 0;
    frame.info = dl_control_info(sim, root);
    run_function(sim, &frame, state, &exits);
    sim->exits.at = exits.at;
    sim->exits.count = exits.count;
    sim->exits.room = exits.room;
    sim->frame = NULL;
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
