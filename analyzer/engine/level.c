/* level.c: see level.h. */
#include "engine/level.h"

#include "engine/sim.h"

/* `Undo(Step - 1)`: the level that was counted. */
static const dl_expr *without_offset(const dl_expr *expr)
{
    expr = dl_expr_uncast(expr);
    while (expr->kind == DL_E_BINARY && (expr->op == DL_OP_ADD || expr->op == DL_OP_SUB)) {
        if (dl_control_is_constant(expr->b))
            expr = dl_expr_uncast(expr->a);
        else if (expr->op == DL_OP_ADD && dl_control_is_constant(expr->a))
            expr = dl_expr_uncast(expr->b);
        else
            break;
    }
    return expr;
}

static const dl_expr *with_base(dl_arena *arena, const dl_expr *expr, const dl_expr *base)
{
    dl_expr *made = dl_arena_copy(arena, expr, sizeof *expr);

    made->a = base;
    return made;
}

/* `*(CONTEXT *)given`: as what the pointer is cast to. */
static const dl_expr *deref(dl_arena *arena, const dl_expr *expr, const dl_expr *pointer)
{
    const dl_expr *to = dl_expr_uncast(pointer);

    if (to->kind == DL_E_ADDRESS && to->a->type->record == expr->type->record)
        return to->a;
    return with_base(arena, expr, pointer);
}

static bool is_lasting_place(const dl_expr *expr)
{
    return dl_expr_is_place(expr) && !(expr->kind == DL_E_VAR && expr->var->storage == DL_TEMP);
}

const dl_expr *dl_level_given(dl_arena *arena, const dl_expr *member, const dl_instr *call)
{
    const dl_expr *base;

    if (member->kind == DL_E_VAR && member->var->storage == DL_PARAM && member->var->index < call->arg_count) {
        base = without_offset(call->args[member->var->index]);
        return is_lasting_place(base) ? base : NULL;
    }
    if (member->kind == DL_E_DEREF) {
        const dl_expr *pointer = dl_expr_uncast(member->a);

        if (pointer->kind == DL_E_VAR && pointer->var->storage == DL_PARAM && pointer->var->index < call->arg_count) {
            base = dl_expr_uncast(call->args[pointer->var->index]);
            if (base->kind == DL_E_ADDRESS && member->a->kind != DL_E_CAST)
                return base->a;
            return base->kind == DL_E_ADDRESS || is_lasting_place(base) ? deref(arena, member, base) : NULL;
        }
        base = pointer->kind == DL_E_FIELD ? dl_level_given(arena, pointer, call) : NULL;
        return base ? with_base(arena, member, base) : NULL;
    }
    base = member->kind == DL_E_FIELD ? dl_level_given(arena, member->a, call) : NULL;
    return base ? with_base(arena, member, base) : NULL;
}

bool dl_level_is_number(const dl_expr *control)
{
    const dl_type *whole = control->kind == DL_E_FIELD ? control->a->type : NULL;

    if (whole && whole->record && whole->record->is_synthesized)
        return false;
    return control->type->kind == DL_TYPE_INT || control->type->kind == DL_TYPE_ENUM ||
           control->type->kind == DL_TYPE_BOOL;
}

bool dl_level_is_of_parameter(const dl_expr *control)
{
    const dl_var *root = dl_expr_root(control);

    return (control->kind == DL_E_VAR || control->kind == DL_E_FIELD) && root && root->storage == DL_PARAM &&
           dl_level_is_number(control);
}

enum { MOST_NAMES = 4 };

/* With what the local at its root was set to, once; NULL: it is no local, or is set to something else. */
static const dl_expr *by_source(dl_arena *arena, const dl_function *function, const dl_expr *place)
{
    const dl_expr *base = place->a, *value;

    if (place->kind == DL_E_FIELD) {
        base = by_source(arena, function, base);
        return base ? with_base(arena, place, base) : NULL;
    }
    base = place->kind == DL_E_DEREF ? dl_expr_uncast(base) : NULL;
    if (!base)
        return NULL;
    if (base->kind == DL_E_VAR && base->var->storage == DL_LOCAL) {
        value = dl_function_only_value(function, base->var);
        return value ? deref(arena, place, dl_expr_uncast(value)) : NULL;
    }
    base = by_source(arena, function, base);
    return base ? with_base(arena, place, base) : NULL;
}

const dl_expr *dl_level_by_parameter(dl_arena *arena, const dl_function *function, const dl_expr *control)
{
    for (unsigned i = 0; i < MOST_NAMES && control && !dl_level_is_of_parameter(control); i++)
        control = by_source(arena, function, control);
    return control && dl_level_is_of_parameter(control) ? control : NULL;
}

bool dl_level_is_set_in(const dl_function *function)
{
    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_expr *target = function->blocks[b].instrs[i].target;

            if (target && target->kind == DL_E_FIELD && dl_level_is_number(target))
                return true;
        }
    return false;
}

bool dl_level_is_same_member(const dl_expr *a, const dl_expr *b)
{
    return a->kind == DL_E_FIELD && b->kind == DL_E_FIELD && dl_text_equal(a->name, b->name) &&
           dl_record_is_same(a->a->type->record, b->a->type->record);
}

size_t dl_level_set_in(const dl_function *function, const dl_expr *control, const dl_expr **set, size_t room)
{
    size_t count = 0;

    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count && count < room; i++) {
            const dl_expr *target = function->blocks[b].instrs[i].target;
            size_t known = 0;

            if (!target || !dl_level_is_same_member(target, control))
                continue;
            while (known < count && !dl_expr_same(set[known], target))
                known++;
            if (known == count)
                set[count++] = target;
        }
    return count;
}

enum { MOST_CALLERS = 3, MOST_ASKED = 256 };

static void walk_names(dl_level_walk *walk, const dl_function *function, const dl_expr *place, unsigned depth)
{
    if (!walk->see(walk->self, function, place) || depth == MOST_CALLERS || walk->asked == MOST_ASKED)
        return;
    walk->asked++;
    for (size_t f = 0; f < walk->count; f++) {
        const dl_function *caller = walk->functions[f];

        for (size_t b = 0; b < caller->block_count; b++)
            for (size_t i = 0; i < caller->blocks[b].count; i++) {
                const dl_instr *call = &caller->blocks[b].instrs[i];
                const dl_expr *given = call->callee == function ? dl_level_given(walk->arena, place, call) : NULL;

                if (given)
                    walk_names(walk, caller, given, depth + 1);
            }
    }
}

void dl_level_walk_names(dl_level_walk *walk, const dl_function *function, const dl_expr *place)
{
    walk_names(walk, function, place, 0);
}
