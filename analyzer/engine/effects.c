/* effects.c: what a call of a known API does to memory. */
#include "engine/effects.h"

#include "engine/beside.h"
#include "engine/linked.h"
#include "engine/step.h"

/* What a call leaves in a place; of elements nobody knows which one it is. */
static void write_at(dl_sim *sim, dl_state *state, dl_loc loc, dl_val val)
{
    if (dl_place_of(sim->world, loc)->any)
        dl_state_write_weak(sim->world, state, loc, val, dl_step_where(sim->frame, 0));
    else
        dl_state_write(sim->world, state, loc, val);
}

static bool is_structure(dl_sim *sim, dl_loc loc)
{
    const dl_type *type = dl_loc_type(sim->world, loc);

    return type && type->kind == DL_TYPE_RECORD;
}

/* One of the parts that the system keeps with the object: a member with a name of its own for each value. */
static dl_loc part_told_by(dl_sim *sim, dl_loc loc, const dl_call_view *view, unsigned param)
{
    dl_val val = param < view->arg_count ? view->vals[param] : dl_val_unset();

    return dl_loc_field(sim->world, loc,
                        dl_arena_printf(sim->world->arena, "[%d.%d.%lld]", (int)val.kind, val.id, (long long)val.k));
}

dl_loc dl_eval_fact_path(dl_sim *sim, dl_state *state, const dl_call_view *view, dl_val result,
                         const dl_fact_path *path)
{
    dl_val val;
    dl_loc loc;

    if (path->param != DL_FACT_RESULT && path->param >= view->arg_count)
        return DL_NOWHERE;
    val = path->param == DL_FACT_RESULT ? result : view->vals[path->param];
    loc = dl_eval_pointee(sim, state, val);
    for (size_t i = 0; i < path->count && loc; i++) {
        const dl_step *step = &path->steps[i];

        /* `a->b->c`: behind each member that is followed by another one stands a pointer, unless it is an array. */
        if (i > 0 && path->steps[i].kind == DL_STEP_FIELD && path->steps[i - 1].kind == DL_STEP_FIELD &&
            !is_structure(sim, loc))
            loc = dl_eval_pointee(sim, state, dl_state_read(sim->world, state, loc));
        if (step->kind == DL_STEP_FIELD)
            loc = dl_loc_field(sim->world, loc, step->field);
        else if (step->kind == DL_STEP_INDEX)
            loc = dl_loc_index(sim->world, loc, step->index);
        else if (step->kind == DL_STEP_BY)
            loc = part_told_by(sim, loc, view, (unsigned)step->index);
        else if (step->kind == DL_STEP_DEREF)
            loc = dl_eval_pointee(sim, state, dl_state_read(sim->world, state, loc));
    }
    return loc;
}

/* The call is made again: what holds what it wrote before holds another object than what it writes now. Where
 * an acquired object is followed, one name stands for those of all rounds. */
static void renew_out(dl_sim *sim, dl_state *state, const dl_instr *instr, int sym, dl_loc slot)
{
    unsigned plain = dl_held_sym(sim->world, sym);
    dl_loc copy = DL_NOWHERE;

    dl_effects_doubt_kept(sim, state, sym);
    if (sim->monitor.is_apart && sim->monitor.followed)
        return;
    for (unsigned i = 0; i < state->cell_count && !copy; i++)
        if (state->cells[i].held == plain && state->cells[i].loc != slot)
            copy = state->cells[i].loc;
    dl_state_renew(sim->world, state, sym, dl_context_of(sim->world, sim->frame->context, instr, 0));
    dl_effects_rebind(sim, state, sym, slot, copy);
    dl_effects_unbind_within(sim, state, sym);
}

/* What the call was asked for is what it gives: it was some pointer before, and stays that one. */
static bool is_kept(dl_sim *sim, dl_state *state, const dl_out_fact *out, dl_loc loc)
{
    dl_val held = out->success == DL_OUT_KEPT && loc ? dl_state_read(sim->world, state, loc) : dl_val_unset();

    return held.kind == DL_VAL_SYM && (dl_val_mask(sim->world, state, held) & DL_ZERO) == 0;
}

static void write_out(dl_sim *sim, dl_state *state, const dl_instr *instr, const dl_call_view *view,
                      const dl_out_fact *out, dl_out_class class, const dl_api *api)
{
    dl_world *world = sim->world;
    dl_loc loc = dl_eval_pointee(sim, state, view->vals[out->param]);
    dl_symbol symbol = {.kind = DL_SYM_OUT, .instr = instr, .a = sim->frame->context, .b = (int)out->param, .api = api};

    if (loc == DL_NOWHERE || class == DL_OUT_UNCHANGED || is_kept(sim, state, out, loc))
        return;
    if (class == DL_OUT_NULL) {
        write_at(sim, state, loc, dl_val_null());
    } else if (class == DL_OUT_UNDEFINED) {
        int moment = dl_sim_moment(sim, state);

        if (dl_place_of(world, loc)->any)
            write_at(sim, state, loc,
                     dl_val_sym(dl_sym(world, (dl_symbol){.kind = DL_SYM_HAVOC, .loc = loc, .a = moment})));
        else
            dl_state_mark(world, state, loc, DL_MARK_HAVOC, moment);
    } else {
        int made;

        symbol.base = DL_NEG | DL_POS;
        made = dl_sym(world, symbol);
        renew_out(sim, state, instr, made, loc);
        write_at(sim, state, loc, dl_val_sym(made));
    }
}

/* The outcome was not told apart: the slot holds what the call left there, whatever it is. */
static void write_open(dl_sim *sim, dl_state *state, const dl_instr *instr, const dl_call_view *view,
                       const dl_out_fact *out, const dl_api *api, dl_val result)
{
    dl_loc loc = dl_eval_pointee(sim, state, view->vals[out->param]);
    dl_symbol symbol = {
        .kind = DL_SYM_OUT, .instr = instr, .a = sim->frame->context, .b = (int)out->param + DL_OUT_OPEN, .api = api};
    unsigned before = DL_ALL; /* of what stays there if the call fails */
    bool is_made = out->success == DL_OUT_NONNULL || out->success == DL_OUT_KEPT;

    if (is_kept(sim, state, out, loc) && out->failure == DL_OUT_UNCHANGED)
        return;
    if (result.kind == DL_VAL_SYM && is_made && api->result != DL_RESULT_POINTER && api->result != DL_RESULT_BOOLEAN)
        symbol.partner = result.id;
    if (loc && out->failure == DL_OUT_UNCHANGED)
        before = dl_val_mask(sim->world, state, dl_state_read(sim->world, state, loc));
    else if (out->failure == DL_OUT_NULL)
        before = DL_ZERO;
    symbol.was_null = symbol.partner && before == DL_ZERO;
    if (symbol.was_null) {
        symbol.b += DL_OUT_OPEN;
    } else if (is_made && (before & DL_ZERO) == 0) {
        symbol.base = DL_NEG | DL_POS;
        symbol.b += 2 * DL_OUT_OPEN;
    }
    if (loc) {
        int made = dl_sym(sim->world, symbol);

        renew_out(sim, state, instr, made, loc);
        write_at(sim, state, loc, dl_val_sym(made));
    }
}

static bool covers_whole(dl_sim *sim, dl_state *state, dl_loc loc, dl_val length, const dl_expr *target)
{
    const dl_expr *size = length.kind == DL_VAL_SIZEOF ? length.p : NULL;
    const dl_type *type = target->type;
    int64_t k;

    (void)loc;
    if (size)
        return true; /* sizeof of the object or of its type; a pointer's is the rule's matter */
    if (type->kind == DL_TYPE_POINTER && type->element && type->element->size > 0 &&
        dl_val_constant(sim->world, state, length, &k))
        return k >= type->element->size;
    return true;
}

static bool is_pointer_sizeof(dl_val length)
{
    const dl_expr *size = length.kind == DL_VAL_SIZEOF ? length.p : NULL;

    return size && size->of_type && size->of_type->kind == DL_TYPE_POINTER;
}

/* `RtlZeroMemory(&Slots[0], sizeof(SLOT))`: no more than the first element. */
static bool is_one_element(dl_sim *sim, dl_state *state, dl_loc array, const dl_call_view *view,
                           const dl_zero_fact *fact)
{
    const dl_type *type = dl_loc_type(sim->world, array), *element = type ? type->element : NULL;
    const dl_expr *size;
    dl_val length;
    int64_t k;

    if (fact->length_param < 0 || (size_t)fact->length_param >= view->arg_count || !element ||
        type->kind != DL_TYPE_ARRAY)
        return false;
    length = view->vals[fact->length_param];
    if (element->size > 0 && dl_val_constant(sim->world, state, length, &k))
        return k <= element->size;
    size = length.kind == DL_VAL_SIZEOF ? length.p : NULL;
    return size && size->of_type && dl_text_equal(size->of_type->canonical, element->canonical);
}

/* What is filled; DL_NOWHERE: nothing that is known, or a few bytes of it only. */
static dl_loc filled_place(dl_sim *sim, dl_state *state, const dl_call_view *view, const dl_zero_fact *fact)
{
    dl_loc loc = dl_eval_pointee(sim, state, view->vals[fact->param]);
    const dl_place *place = dl_place_of(sim->world, loc);
    const dl_type *type;
    dl_val length;

    if (loc == DL_NOWHERE)
        return loc;
    if (place->kind == DL_LOC_INDEX && place->index == 0 && !is_one_element(sim, state, place->parent, view, fact))
        loc = place->parent;
    if (fact->length_param < 0 || (size_t)fact->length_param >= view->arg_count)
        return loc;
    length = view->vals[fact->length_param];
    type = dl_loc_type(sim->world, loc);
    if (is_pointer_sizeof(length) && !(type && type->kind == DL_TYPE_POINTER))
        return DL_NOWHERE;
    return covers_whole(sim, state, loc, length, view->args[fact->param]) ? loc : DL_NOWHERE;
}

static void zero(dl_sim *sim, dl_state *state, const dl_instr *instr, const dl_call_view *view,
                 const dl_zero_fact *fact)
{
    dl_loc loc = fact->param < view->arg_count ? filled_place(sim, state, view, fact) : DL_NOWHERE;
    bool is_filled = fact->fill_param >= 0 && (size_t)fact->fill_param < view->arg_count;
    dl_event event = {.kind = DL_ON_STORE,
                      .span = instr->span,
                      .instr = instr,
                      .function = sim->frame->function,
                      .depth = sim->frame->depth,
                      .context = sim->frame->context,
                      .is_range = true,
                      .is_whole = true};

    if (loc == DL_NOWHERE)
        return;
    if (is_filled && dl_val_mask(sim->world, state, view->vals[fact->fill_param]) != DL_ZERO) {
        dl_effects_havoc(sim, state, loc);
        return;
    }
    dl_state_mark(sim->world, state, loc, DL_MARK_ZERO, 0);
    event.target = loc;
    event.value = dl_val_null();
    event.target_expr = view->args[fact->param];
    event.value_expr = view->args[fact->param];
    if (sim->is_quiet || !sim->monitor.event)
        return;
    dl_state_own_instances(sim->world, state);
    sim->monitor.event(sim->monitor.self, sim, state, &event);
}

dl_val dl_eval_use(dl_sim *sim, const dl_state *state, const dl_api_use *use, dl_val given, dl_loc *loc)
{
    dl_loc at;

    if (!use->object_is_deref)
        return given;
    at = dl_eval_pointee(sim, state, given);
    if (at && use->object_field)
        at = dl_loc_field(sim->world, at, use->object_field);
    if (loc)
        *loc = at;
    return dl_state_read(sim->world, state, at);
}

/* The members of one argument that uses mean: mostly one. */
typedef struct meant_member {
    dl_expr expr;
    struct meant_member *next;
} meant_member;

static const dl_expr *member_meant(dl_world *world, const dl_expr *given, const dl_expr *whole, const char *name)
{
    static const dl_type unknown = {.kind = DL_TYPE_OTHER, .spelling = "", .canonical = "", .size = -1};
    meant_member *known = dl_table_get(&world->made, given), *made;
    const dl_type *type = dl_type_member(whole->type, name);

    for (made = known; made; made = made->next)
        if (dl_text_equal(made->expr.name, name))
            return &made->expr;
    made = DL_NEW(world->arena, meant_member);
    made->expr =
        (dl_expr){.kind = DL_E_FIELD, .a = whole, .name = name, .type = type ? type : &unknown, .span = given->span};
    made->next = known;
    dl_table_set(&world->made, given, made);
    return &made->expr;
}

const dl_expr *dl_use_expr(dl_world *world, const dl_api_use *use, const dl_expr *given)
{
    const dl_expr *whole = given->kind == DL_E_ADDRESS ? given->a : NULL;

    if (!use->object_is_deref)
        return given;
    return use->object_field && whole ? member_meant(world, given, whole, use->object_field) : whole;
}

/* Made once, so that the value is the same in every run. */
static const dl_expr *size_of_fact(dl_world *world, const dl_store_fact *fact)
{
    dl_expr *size = dl_table_get(&world->made, fact);
    dl_type *type;

    if (size)
        return size;
    size = DL_NEW(world->arena, dl_expr);
    type = DL_NEW(world->arena, dl_type);
    type->kind = DL_TYPE_RECORD;
    type->spelling = type->canonical = fact->name;
    type->size = -1;
    size->kind = DL_E_SIZEOF;
    size->type = type;
    size->of_type = type;
    size->name = fact->name;
    dl_table_set(&world->made, fact, size);
    return size;
}

/* What stands for a routine that the API puts somewhere; likewise. */
static const char *routine_of_fact(dl_world *world, const dl_api *api)
{
    char *name = dl_table_get(&world->made, api);

    if (!name) {
        name = dl_arena_printf(world->arena, "(%s)", api->name);
        dl_table_set(&world->made, api, name);
    }
    return name;
}

/* What a store of this call's own leaves in `loc`: what was there before is another one. */
static dl_val own_value(dl_sim *sim, const dl_instr *instr, const dl_call_view *view, const dl_store_fact *fact,
                        dl_loc loc, unsigned char base)
{
    return dl_val_sym(dl_sym(sim->world, (dl_symbol){.kind = DL_SYM_OUT,
                                                     .instr = instr,
                                                     .loc = loc,
                                                     .a = sim->frame->context,
                                                     .b = (int)fact->path.param,
                                                     .api = view->api,
                                                     .base = base}));
}

/* The call makes the value if it is asked to, and else leaves what is there. */
static void make_if_asked(dl_sim *sim, dl_state *state, const dl_instr *instr, const dl_call_view *view,
                          const dl_store_fact *fact, dl_loc loc)
{
    unsigned asked = fact->param < view->arg_count ? dl_val_mask(sim->world, state, view->vals[fact->param]) : DL_ALL;

    if (asked == DL_ZERO)
        return;
    if (asked & DL_ZERO)
        dl_effects_havoc(sim, state, loc);
    else
        write_at(sim, state, loc, own_value(sim, instr, view, fact, loc, DL_NEG | DL_POS));
}

static void store_fact(dl_sim *sim, dl_state *state, const dl_instr *instr, const dl_call_view *view, dl_val result,
                       const dl_store_fact *fact)
{
    dl_loc loc = dl_eval_fact_path(sim, state, view, result, &fact->path);
    dl_val val;

    if (loc == DL_NOWHERE)
        return;
    switch (fact->kind) {
    case DL_STORED_MADE:
        make_if_asked(sim, state, instr, view, fact, loc);
        return;
    case DL_STORED_SIZEOF:
        val = (dl_val){.kind = DL_VAL_SIZEOF, .p = size_of_fact(sim->world, fact), .name = fact->name};
        break;
    case DL_STORED_PARAM:
        val = fact->param < view->arg_count ? view->vals[fact->param] : dl_val_unset();
        break;
    case DL_STORED_CONSTANT:
        val = dl_val_const(fact->value, fact->name);
        break;
    case DL_STORED_FROM: {
        bool is_result = fact->from.param == DL_FACT_RESULT && fact->from.count == 0;
        dl_loc from = is_result ? DL_NOWHERE : dl_eval_fact_path(sim, state, view, result, &fact->from);

        val = is_result            ? result
              : from != DL_NOWHERE ? dl_state_read(sim->world, state, from)
                                   : own_value(sim, instr, view, fact, loc, DL_ALL);
        break;
    }
    default:
        val = own_value(sim, instr, view, fact, loc, DL_ALL);
    }
    dl_state_write(sim->world, state, loc, val);
}

/* Whether the condition of a write holds for sure. */
static bool is_written(dl_sim *sim, dl_state *state, const dl_call_view *view, dl_val result, const dl_write_fact *fact)
{
    dl_loc loc = fact->has_condition ? dl_eval_fact_path(sim, state, view, result, &fact->while_zero) : DL_NOWHERE;

    return !fact->has_condition ||
           (loc != DL_NOWHERE && dl_val_mask(sim->world, state, dl_state_read(sim->world, state, loc)) == DL_ZERO);
}

static void write_fact(dl_sim *sim, dl_state *state, const dl_call_view *view, dl_val result, const dl_api *api,
                       const dl_write_fact *fact)
{
    const dl_fact_path *path = &fact->path;
    dl_loc loc = dl_eval_fact_path(sim, state, view, result, path);
    const dl_step *last = path->count ? &path->steps[path->count - 1] : NULL;
    const char *name = routine_of_fact(sim->world, api);

    if (loc == DL_NOWHERE)
        return;
    if (!is_written(sim, state, view, result, fact)) {
        dl_state_mark(sim->world, state, loc, DL_MARK_HAVOC, dl_sim_moment(sim, state));
    } else if (last && last->kind == DL_STEP_EACH_INDEX) {
        dl_state_write(sim->world, state, loc, (dl_val){.kind = DL_MARK_COPY, .id = loc});
        dl_state_write(sim->world, state, dl_loc_each(sim->world, loc), dl_val_function(name));
    } else {
        dl_state_write(sim->world, state, loc, dl_val_function(name));
    }
}

/* A literal, or what is made after a format that is one, and begins with a character that is written as it stands. */
static bool begins_as_said(dl_sim *sim, const dl_state *state, dl_val text)
{
    dl_val literal = dl_eval_literal(sim, state, text);
    const char *said = dl_val_text(sim->world, literal);

    return said && dl_val_known_text(sim->world, literal) > 0 && said[0] != '%';
}

/* The characters that stood in the buffer are others now. One that is handed over by itself has been forgotten already:
 * of its text that it is none without characters may be known. */
static void copy_fact(dl_sim *sim, dl_state *state, const dl_call_view *view, const dl_copy_fact *fact)
{
    dl_loc loc = dl_eval_fact_path(sim, state, view, dl_val_null(), &fact->to);
    bool is_buffer = fact->to.count == 0;
    dl_val val = loc == DL_NOWHERE ? dl_val_unset() : dl_state_read(sim->world, state, loc);
    const dl_place *place = val.kind == DL_VAL_ADDRESS ? dl_place_of(sim->world, val.id) : NULL;

    if (!is_buffer && place && place->kind == DL_LOC_INDEX &&
        dl_place_of(sim->world, place->parent)->kind != DL_LOC_STRING)
        dl_state_mark(sim->world, state, place->parent, DL_MARK_HAVOC, dl_sim_moment(sim, state));
    if (is_buffer && val.kind == DL_VAL_SYM && !dl_loc_is_fuzzy(sim->world, loc) && fact->from < view->arg_count &&
        begins_as_said(sim, state, view->vals[fact->from]))
        (void)dl_state_narrow(sim->world, state, val, DL_NEG | DL_POS);
}

/* What the argument points to, as its type has it; NULL: nothing is known of its size. */
static const dl_type *pointed_type(const dl_expr *arg)
{
    const dl_type *type = dl_expr_uncast(arg)->type;

    type = type->kind == DL_TYPE_POINTER || type->kind == DL_TYPE_ARRAY ? type->element : NULL;
    return type && type->kind != DL_TYPE_VOID ? type : NULL;
}

/* Whether two types are one, whatever is const of them. */
static bool is_one_type(const dl_type *a, const dl_type *b)
{
    return a->kind == DL_TYPE_RECORD ? dl_record_is_same(a->record, b->record)
                                     : dl_text_equal(a->canonical, b->canonical);
}

/* `memcpy(&to, &from, sizeof(to))`, where both are of one type. */
static bool moves_whole(dl_sim *sim, dl_state *state, const dl_call_view *view, const dl_move_fact *fact)
{
    const dl_type *to = pointed_type(view->args[fact->to]), *from = pointed_type(view->args[fact->from]);
    dl_val length = view->vals[fact->length];
    const dl_expr *size = length.kind == DL_VAL_SIZEOF ? length.p : NULL;
    int64_t k;

    if (!to || !from || !is_one_type(to, from) || (is_pointer_sizeof(length) && to->kind != DL_TYPE_POINTER))
        return false;
    if (size && size->of_type && is_one_type(to, size->of_type))
        return true;
    return to->size > 0 && dl_val_constant(sim->world, state, length, &k) && k == to->size;
}

static void emit_move(dl_sim *sim, dl_state *state, const dl_instr *instr, const dl_call_view *view,
                      const dl_move_fact *fact, dl_loc to, dl_loc from)
{
    dl_event event = {.kind = DL_ON_STORE,
                      .span = instr->span,
                      .instr = instr,
                      .target = to,
                      .target_expr = view->args[fact->to],
                      .value = dl_val_address(from),
                      .value_expr = view->args[fact->from],
                      .is_whole = true};

    dl_step_emit(sim, state, &event);
}

static void move_fact(dl_sim *sim, dl_state *state, const dl_instr *instr, const dl_call_view *view,
                      const dl_move_fact *fact)
{
    dl_loc to, from;

    if (fact->from >= view->arg_count || fact->to >= view->arg_count || fact->length >= view->arg_count)
        return;
    to = dl_eval_pointee(sim, state, view->vals[fact->to]);
    from = dl_eval_pointee(sim, state, view->vals[fact->from]);
    if (to == DL_NOWHERE)
        return;
    if (from != DL_NOWHERE && !dl_place_of(sim->world, to)->any && !dl_place_of(sim->world, from)->any &&
        moves_whole(sim, state, view, fact)) {
        emit_move(sim, state, instr, view, fact, to, from);
        if (is_structure(sim, from))
            dl_state_copy_object(sim->world, state, to, from);
        else
            dl_state_write(sim->world, state, to, dl_state_read(sim->world, state, from));
        return;
    }
    if (from != DL_NOWHERE)
        dl_effects_doubt(sim, state, from, "what holds it was copied in a way that was not followed");
    if (view->vals[fact->to].kind == DL_VAL_ADDRESS)
        dl_effects_havoc_reachable(sim, state, to);
    dl_effects_forget_zeroes(sim, state, view->vals[fact->to]);
}

dl_loc dl_effects_linked_mark(dl_world *world, dl_loc part)
{
    dl_loc root = part ? dl_place_of(world, part)->root : DL_NOWHERE;

    return root && dl_place_of(world, root)->kind == DL_LOC_OBJECT ? dl_loc_field(world, root, "(linked)") : DL_NOWHERE;
}

static void link_fact(dl_sim *sim, dl_state *state, const dl_call_view *view)
{
    for (size_t i = 0; i < view->api->kept.count; i++) {
        unsigned at = view->api->kept.at[i];
        dl_loc mark = at < view->arg_count
                          ? dl_effects_linked_mark(sim->world, dl_eval_pointee(sim, state, view->vals[at]))
                          : DL_NOWHERE;

        if (mark)
            dl_state_write(sim->world, state, mark, dl_val_const(1, NULL));
    }
}

/* A local whose address is kept for a routine that is registered here: the routine is to write there. */
static bool is_for_callback(dl_sim *sim, const dl_api *api, unsigned param, dl_val val)
{
    const dl_place *place;

    if (api->callback_count == 0 || !dl_param_set_has(api->kept, param) || val.kind != DL_VAL_ADDRESS)
        return false;
    place = dl_place_of(sim->world, val.id);
    while (place->kind != DL_LOC_VAR && place->parent != DL_NOWHERE)
        place = dl_place_of(sim->world, place->parent);
    return place->kind == DL_LOC_VAR && place->var->storage == DL_LOCAL;
}

/* A routine that is started may set what nobody sees: it is not known, or hands on what it is given. */
static bool starts_unknown(const dl_sim *sim, const dl_call_view *view)
{
    for (size_t i = 0; i < view->api->callback_count; i++) {
        unsigned param = view->api->callbacks[i].path.param;

        if (param < view->arg_count &&
            !(view->vals[param].kind == DL_VAL_FUNCTION && dl_beside_is_told_of(sim->world, view->vals[param].name)))
            return true;
    }
    return false;
}

void dl_effects_apply(dl_sim *sim, dl_state *state, const dl_instr *instr, const dl_call_view *view, dl_outcome outcome,
                      dl_val result)
{
    const dl_api *api = view->api;
    bool failed = outcome == DL_OUTCOME_FAILURE, runs_at_once, maps;

    if (api->is_ignored)
        return;
    for (unsigned i = 0; i < view->arg_count && i < DL_MAX_ARGS; i++) {
        const dl_out_fact *out = dl_effects_out(api, i);

        if (out) {
            if (outcome == DL_OUTCOME_ANY && out->failure != out->success)
                write_open(sim, state, instr, view, out, api, result);
            else
                write_out(sim, state, instr, view, out, failed ? out->failure : out->success, api);
            continue;
        }
        /* What a parameter leads to is changed only where nothing says otherwise and it is ours. */
        if (dl_effects_describes(api, i) || dl_effects_is_input(api, i))
            continue;
        if (view->vals[i].kind == DL_VAL_ADDRESS)
            dl_effects_havoc_reachable(sim, state, view->vals[i].id);
        dl_effects_forget_zeroes(sim, state, view->vals[i]);
    }
    if (failed)
        return;
    if (sim->world->at_entry && dl_api_has_trait(api, "waits"))
        dl_beside_pass(sim, state);
    dl_linked_share(sim, state, view);
    runs_at_once = dl_api_has_trait(api, "runs-at-once") && starts_unknown(sim, view);
    maps = dl_api_has_trait(api, "maps-storage");
    for (unsigned i = 0; i < view->arg_count && i < DL_MAX_ARGS; i++) {
        if (is_for_callback(sim, api, i, view->vals[i]))
            dl_effects_havoc_reachable(sim, state, view->vals[i].id);
        if (maps && view->vals[i].kind == DL_VAL_ADDRESS)
            dl_effects_havoc_reachable(sim, state, view->vals[i].id);
        if (maps || (runs_at_once && dl_param_set_has(api->kept, i)))
            dl_effects_forget_made(sim, state, view->vals[i]);
    }
    if (dl_api_has_trait(api, "tells-the-same") && result.kind == DL_VAL_SYM && view->arg_count > 0) {
        dl_loc told = dl_eval_pointee(sim, state, view->vals[0]);

        if (told != DL_NOWHERE)
            dl_state_copy_object(sim->world, state, told, dl_loc_object(sim->world, result.id));
    }
    for (size_t i = 0; i < api->zero_count; i++)
        zero(sim, state, instr, view, &api->zeroes[i]);
    for (size_t i = 0; i < api->store_count; i++)
        store_fact(sim, state, instr, view, result, &api->stores[i]);
    for (size_t i = 0; i < api->write_count; i++)
        write_fact(sim, state, view, result, api, &api->writes[i]);
    for (size_t i = 0; i < api->copy_count; i++)
        copy_fact(sim, state, view, &api->copies[i]);
    for (size_t i = 0; i < api->move_count; i++)
        move_fact(sim, state, instr, view, &api->moves[i]);
    for (size_t i = 0; i < api->unlink_count; i++)
        dl_linked_remove(sim, state, view, &api->unlinks[i]);
    for (size_t i = 0; i < api->push_count; i++)
        dl_linked_push(sim, state, view, &api->pushes[i]);
    if (api->kept.count && dl_api_has_trait(api, "links"))
        link_fact(sim, state, view);
}
