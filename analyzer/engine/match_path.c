/* match_path.c: patterns of paths against places; see match.h. */
#include "engine/match_parts.h"

/* ---- parameters ---- */

int dl_match_param_number(const dl_match *match, const dl_path_pattern *path)
{
    switch (path->param) {
    case DL_PARAM_DRIVER_OBJECT:
        return match->driver_object;
    case DL_PARAM_REGISTRY_PATH:
        return match->registry_path;
    default:
        return (int)path->param_number;
    }
}

dl_tri dl_match_is_param(const dl_match *match, dl_val val, int param)
{
    const dl_symbol *symbol;

    if (param < 0 || val.kind != DL_VAL_SYM)
        return DL_NO;
    symbol = dl_symbol_of(match->sim->world, val.id);
    if (symbol->kind == DL_SYM_PARAM)
        return symbol->a == param ? DL_YES : DL_NO;
    /* Only a join can hide a parameter: what calls leave behind is something else. */
    return symbol->kind == DL_SYM_PHI ? DL_MAYBE : DL_NO;
}

/* ---- the chain of a place: its root and the steps to it, pointers followed ---- */

enum { MOST_STEPS = 32 };

typedef struct chain {
    dl_loc at[MOST_STEPS]; /* at[0]: the root; at[i]: the place after i steps */
    size_t count;
} chain;

static bool push_chain(const dl_world *world, dl_loc loc, chain *out)
{
    const dl_place *place = dl_place_of(world, loc);

    if (place->parent) {
        if (!push_chain(world, place->parent, out) || out->count == MOST_STEPS)
            return false;
        out->at[out->count++] = loc;
        return true;
    }
    if (place->kind == DL_LOC_OBJECT) {
        const dl_symbol *symbol = dl_symbol_of(world, place->sym);

        if (symbol->kind == DL_SYM_INITIAL) { /* behind a pointer that the path reads: the same step */
            if (!push_chain(world, symbol->loc, out))
                return false;
            out->at[out->count - 1] = loc;
            return true;
        }
    }
    out->at[0] = loc;
    out->count = 1;
    return true;
}

static bool chain_of(const dl_world *world, dl_loc loc, chain *out)
{
    out->count = 0;
    return loc != DL_NOWHERE && push_chain(world, loc, out);
}

/* The step that leads to chain->at[i], even where a pointer was followed behind it. */
static const dl_place *step_of(const dl_world *world, const chain *steps, size_t i)
{
    const dl_place *place = dl_place_of(world, steps->at[i]);

    while (place->kind == DL_LOC_OBJECT && dl_symbol_of(world, place->sym)->kind == DL_SYM_INITIAL)
        place = dl_place_of(world, dl_symbol_of(world, place->sym)->loc);
    return place;
}

/* The index of an element is what the capture holds; one that holds nothing yet gets it. */
static dl_tri match_index_capture(dl_match *match, const dl_path_step *step, const dl_place *place,
                                  const dl_event *event, const dl_range *range)
{
    dl_bind *bind = step->capture < DL_MAX_BINDS ? &match->binds[step->capture] : NULL;

    if (!bind)
        return DL_NO;
    if (bind->is_bound) {
        if (range && range->known)
            return bind->val.k >= range->first && bind->val.k <= range->last ? DL_YES : DL_NO;
        return place->kind != DL_LOC_INDEX ? DL_MAYBE : bind->val.k == place->index ? DL_YES : DL_NO;
    }
    if (range || place->kind != DL_LOC_INDEX)
        return DL_MAYBE; /* no single slot to bind */
    *bind = (dl_bind){.is_bound = true, .has_val = true, .val = dl_val_const(place->index, NULL)};
    if (event && event->target_expr && event->target_expr->kind == DL_E_INDEX) {
        bind->val.name = event->target_expr->b->name;
        bind->expr = event->target_expr->b;
    }
    return DL_YES;
}

static dl_tri match_step(dl_match *match, const dl_path_step *step, const dl_place *place, const dl_event *event,
                         bool is_last)
{
    const dl_range *range = is_last && event ? event->range : NULL;
    bool is_index = place->kind == DL_LOC_INDEX || place->kind == DL_LOC_ANY || place->kind == DL_LOC_EACH;

    switch (step->kind) {
    case DL_P_FIELD:
        return place->kind == DL_LOC_FIELD && dl_text_equal(place->field, step->field) ? DL_YES : DL_NO;
    case DL_P_EACH_FIELD:
        return place->kind == DL_LOC_FIELD ? DL_YES : DL_NO;
    case DL_P_INDEX:
    case DL_P_RANGE:
        if (!is_index)
            return DL_NO;
        if (range && range->known)
            return range->first <= step->last && range->last >= step->first
                       ? (step->kind == DL_P_RANGE || range->is_each ? DL_YES : DL_MAYBE)
                       : DL_NO;
        if (range || place->kind != DL_LOC_INDEX)
            return DL_MAYBE;
        return place->index >= step->first && place->index <= step->last ? DL_YES : DL_NO;
    case DL_P_INDEX_CAPTURE:
        return is_index ? match_index_capture(match, step, place, event, range) : DL_NO;
    default:
        return is_index ? DL_YES : DL_NO;
    }
}

static dl_tri match_root(dl_match *match, const dl_path_pattern *path, const chain *steps, size_t prefix)
{
    const dl_world *world = match->sim->world;
    dl_loc loc = steps->at[prefix - 1];
    const dl_place *place = dl_place_of(world, loc);
    dl_bind *bind;

    switch (path->root) {
    case DL_ROOT_PARAM:
        if (prefix != 1)
            return DL_NO;
        return place->kind == DL_LOC_OBJECT
                   ? dl_match_is_param(match, dl_val_sym(place->sym), dl_match_param_number(match, path))
                   : DL_NO;
    case DL_ROOT_TYPE:
        return dl_loc_type(world, loc) && dl_type_named(dl_loc_type(world, loc), path->type) ? DL_YES : DL_NO;
    default:
        if (path->capture >= DL_MAX_BINDS)
            return DL_NO;
        bind = &match->binds[path->capture];
        if (!bind->is_bound) {
            *bind = (dl_bind){.is_bound = true, .loc = loc};
            return DL_YES;
        }
        if (bind->loc == loc)
            return DL_YES;
        if (bind->has_val) {
            dl_loc behind = dl_eval_pointee(match->sim, match->state, bind->val);

            return behind == loc ? DL_YES : DL_NO;
        }
        return DL_NO;
    }
}

/* Whether the sources take what is written for the pattern's structure, whatever it was declared as: through a cast. */
static bool is_cast_to_root(const dl_path_pattern *path, const dl_expr *target)
{
    if (path->root != DL_ROOT_TYPE)
        return false;
    for (size_t i = 0; i < path->count && target; i++)
        target = target->kind == DL_E_FIELD || target->kind == DL_E_INDEX ? target->a : NULL;
    return target && dl_type_named(target->type, path->type);
}

/* What is written is the object that the capture holds, or a part of it. */
static dl_tri match_part(dl_match *match, const dl_path_pattern *path, const dl_event *event, const chain *steps)
{
    const dl_world *world = match->sim->world;
    const dl_bind *bind = path->capture < DL_MAX_BINDS ? &match->binds[path->capture] : NULL;

    if (!bind || !bind->is_bound)
        return match_root(match, path, steps, steps->count);
    return bind->loc && (dl_loc_is_below(world, event->target, bind->loc) ||
                         dl_loc_is_below(world, bind->loc, event->target))
               ? DL_YES
               : DL_NO;
}

dl_tri dl_match_path(dl_match *match, const dl_path_pattern *path, const dl_event *event)
{
    const dl_world *world = match->sim->world;
    chain steps;
    dl_tri result;

    if (!chain_of(world, event->target, &steps))
        return DL_NO;
    if (path->root == DL_ROOT_CAPTURE && path->count == 0)
        return match_part(match, path, event, &steps);
    size_t prefix = path->root == DL_ROOT_PARAM || steps.count <= path->count ? 1 : steps.count - path->count;
    size_t left = steps.count - prefix;
    /* A whole object that is zeroed or copied is written in all its members. */
    if (left > path->count || (left < path->count && !event->is_whole))
        return DL_NO;
    result = match_root(match, path, &steps, prefix);
    if (result == DL_NO && !is_cast_to_root(path, event->target_expr))
        return DL_NO;
    result = result == DL_NO ? DL_YES : result;
    for (size_t i = 0; i < left; i++)
        result = dl_tri_and(
            result, match_step(match, &path->steps[i], step_of(world, &steps, prefix + i), event, i + 1 == left));
    if (left == 0 && path->count > 0 && path->root != DL_ROOT_PARAM && event->is_init)
        return DL_NO; /* `= {0}` is where it begins */
    return result;
}

static bool holds_pointer(const dl_world *world, dl_loc loc)
{
    const dl_type *type = dl_loc_type(world, loc);

    return type && type->kind == DL_TYPE_POINTER;
}

/* Where the path begins in this state. */
static dl_loc root_place(dl_match *match, const dl_path_pattern *path)
{
    dl_world *world = match->sim->world;

    if (path->root == DL_ROOT_PARAM) {
        int param = dl_match_param_number(match, path);

        return param < 0 ? DL_NOWHERE : dl_loc_object(world, dl_sym_param(world, param));
    }
    if (path->root != DL_ROOT_CAPTURE || path->capture >= DL_MAX_BINDS || !match->binds[path->capture].is_bound)
        return DL_NOWHERE;
    const dl_bind *bind = &match->binds[path->capture];
    /* The members of a pointer variable are behind it. */
    bool is_behind = !bind->loc || (bind->has_val && path->count && holds_pointer(world, bind->loc));
    return is_behind ? dl_eval_pointee(match->sim, match->state, bind->val) : bind->loc;
}

dl_tri dl_match_is_part(dl_match *match, const dl_path_pattern *path, dl_loc loc)
{
    const dl_world *world = match->sim->world;
    dl_loc object = root_place(match, path), top = loc;

    if (object == DL_NOWHERE)
        return match->binds[path->capture].is_bound ? DL_MAYBE : DL_NO;
    if (dl_loc_is_below(world, loc, object))
        return DL_YES;
    while (dl_place_of(world, top)->parent)
        top = dl_place_of(world, top)->parent;
    /* Behind a joined pointer there may be that object, too. */
    if (dl_place_of(world, top)->kind == DL_LOC_OBJECT && dl_place_of(world, object)->kind == DL_LOC_OBJECT)
        return dl_val_same(world, match->state, dl_val_sym(dl_place_of(world, top)->sym),
                           dl_val_sym(dl_place_of(world, object)->sym)) == DL_NO
                   ? DL_NO
                   : DL_MAYBE;
    return DL_NO;
}

/* The elements of an array that the step names; those behind a pointer are counted from the one it points to. */
static size_t elements_of(dl_world *world, const dl_path_step *step, dl_loc array, bool is_behind, dl_loc *out,
                          size_t room)
{
    const dl_place *place = dl_place_of(world, array);
    bool is_element = is_behind && place->kind == DL_LOC_INDEX;
    int64_t from = is_element ? place->index : 0;
    const dl_type *type = dl_loc_type(world, array = is_element ? place->parent : array);
    int64_t first = 0, last = type && type->kind == DL_TYPE_ARRAY && type->count > 0 ? type->count - 1 : 27;
    size_t count = 0;

    if (step->kind == DL_P_INDEX || step->kind == DL_P_RANGE) {
        first = step->first;
        last = step->last < last || step->kind == DL_P_INDEX ? step->last : last;
    }
    for (int64_t k = first; k <= last && count < room; k++)
        out[count++] = dl_loc_index(world, array, from + k);
    return count;
}

size_t dl_match_places(dl_match *match, const dl_path_pattern *path, dl_loc *out, size_t room, bool *some)
{
    dl_world *world = match->sim->world;
    bool is_behind = false;
    size_t count = 1;

    *some = false;
    if (room == 0)
        return 0;
    out[0] = root_place(match, path);
    for (size_t i = 0; i < path->count && out[0]; i++) {
        const dl_path_step *step = &path->steps[i];

        is_behind = i > 0 && holds_pointer(world, out[0]);
        for (size_t n = 0; i > 0 && n < count; n++) /* `a->b->c`: the pointer in b is followed */
            if (holds_pointer(world, out[n]))
                out[n] = dl_eval_pointee(match->sim, match->state, dl_state_read(world, match->state, out[n]));
        switch (step->kind) {
        case DL_P_FIELD:
            for (size_t n = 0; n < count; n++)
                out[n] = dl_loc_field(world, out[n], step->field);
            break;
        case DL_P_EACH:
        case DL_P_SOME:
        case DL_P_RANGE:
        case DL_P_INDEX:
            *some |= step->kind == DL_P_SOME;
            count = out[0] ? elements_of(world, step, out[0], is_behind, out, room) : 0;
            break;
        case DL_P_EACH_FIELD:
        case DL_P_INDEX_CAPTURE:
            return 0;
        }
    }
    return out[0] ? count : 0;
}

const dl_var *dl_match_variable(const dl_world *world, dl_loc loc, const char **field)
{
    chain steps;

    if (!chain_of(world, loc, &steps))
        return NULL;
    const dl_place *root = step_of(world, &steps, 0);
    if (root->kind != DL_LOC_VAR)
        return NULL;
    *field = root->var->type->kind == DL_TYPE_RECORD && steps.count > 1 ? step_of(world, &steps, 1)->field : NULL;
    return root->var;
}
