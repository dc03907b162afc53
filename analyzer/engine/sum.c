/* sum.c: see sum.h. */
#include "engine/sum.h"

#include "engine/reckon.h"

static bool is_scalar(const dl_type *type)
{
    return type->kind == DL_TYPE_POINTER || type->kind == DL_TYPE_INT || type->kind == DL_TYPE_ENUM;
}

bool dl_sum_is_counted(dl_world *world, dl_loc loc, const dl_type *element)
{
    const dl_type *own = dl_loc_type_made(world, loc);
    dl_loc_kind kind = dl_place_of(world, loc)->kind;

    if (!own)
        return true;
    if (own->kind == DL_TYPE_RECORD)
        return element && element->kind == DL_TYPE_RECORD && dl_record_is_same(own->record, element->record);
    if ((kind != DL_LOC_FIELD && kind != DL_LOC_VAR) || !is_scalar(own))
        return true;
    return element && is_scalar(element) ? element->size == own->size : own->size == 1;
}

bool dl_sum_steps(dl_world *world, dl_val address, const dl_type *type)
{
    return address.kind == DL_VAL_ADDRESS &&
           dl_sum_is_counted(world, address.id, type->kind == DL_TYPE_POINTER ? type->element : NULL);
}

/* What lies behind the structure that the block begins with: its allocation was made larger for it. */
static bool is_behind(dl_world *world, const dl_state *state, dl_val pointer, dl_val by)
{
    const dl_symbol *symbol = pointer.kind == DL_VAL_SYM ? dl_symbol_of(world, pointer.id) : NULL;
    const dl_type *own = symbol && symbol->object ? dl_loc_type_made(world, symbol->object) : NULL;
    const dl_expr *size = by.kind == DL_VAL_SIZEOF ? by.p : NULL;
    int64_t k;

    if (!own || own->kind != DL_TYPE_RECORD)
        return false;
    if (size && size->of_type && size->of_type->kind == DL_TYPE_RECORD)
        return dl_record_is_same(own->record, size->of_type->record);
    return own->size > 0 && dl_val_constant(world, state, by, &k) && k >= own->size;
}

int dl_sum_leads_by(dl_world *world, const dl_state *state, dl_val pointer, dl_val by)
{
    return is_behind(world, state, pointer, by) ? 0 : dl_leads_of_sum(world, pointer, by);
}

static bool is_pointer(const dl_expr *expr)
{
    return dl_expr_uncast(expr)->type->kind == DL_TYPE_POINTER;
}

static void know_object(dl_world *world, const dl_expr *expr, dl_val val)
{
    if (val.kind == DL_VAL_SYM && is_pointer(expr))
        (void)dl_loc_object(world, val.id);
}

int dl_sum_leads(dl_world *world, const dl_state *state, const dl_expr *expr, dl_val left, dl_val right)
{
    bool is_sum = expr->op == DL_OP_ADD || expr->op == DL_OP_SUB || expr->op == DL_OP_AND || expr->op == DL_OP_OR;

    if (expr->kind != DL_E_BINARY || !is_sum || expr->type->size != 8 || (is_pointer(expr->a) && is_pointer(expr->b)))
        return 0;
    know_object(world, expr->a, left);
    know_object(world, expr->b, right);
    return dl_sum_leads_by(world, state, left, right);
}

static const dl_symbol *moved_pointer(const dl_world *world, dl_val val)
{
    const dl_symbol *symbol = val.kind == DL_VAL_SYM ? dl_symbol_of(world, val.id) : NULL;

    return symbol && symbol->kind == DL_SYM_EXPR && (symbol->b & DL_RECKON_BYTES) ? symbol : NULL;
}

dl_val dl_sum_base(dl_world *world, dl_val val)
{
    const dl_symbol *moved = moved_pointer(world, val);
    const dl_place *place = val.kind == DL_VAL_ADDRESS ? dl_place_of(world, val.id) : NULL;

    if (place && place->kind == DL_LOC_INDEX && dl_place_of(world, place->parent)->kind == DL_LOC_OBJECT)
        return dl_val_sym(dl_place_of(world, place->parent)->sym);
    return moved ? *moved->left : dl_val_begun(world, val);
}

bool dl_sum_is_rounded(const dl_world *world, const dl_expr *expr, dl_val val, dl_val by)
{
    enum { MOST = 0xffff }; /* no address is as low */

    return expr->op == DL_OP_AND && expr->type->size == 8 && by.kind == DL_VAL_CONST && by.k < 0 && ~by.k <= MOST &&
           (moved_pointer(world, val) || is_pointer(expr->a)) && !(dl_symbol_of(world, val.id)->base & DL_ZERO);
}

/* How many bytes it is to the next; 0: not known. */
static int64_t step_of(const dl_expr *pointer, bool has_moved)
{
    const dl_type *element = pointer->type->kind == DL_TYPE_POINTER ? pointer->type->element : NULL;

    if (pointer->type->kind == DL_TYPE_INT)
        return pointer->type->size == 8 && (has_moved || is_pointer(pointer));
    if (!element || element->kind == DL_TYPE_FUNCTION)
        return 0;
    return element->kind == DL_TYPE_VOID ? 1 : (int64_t)element->size;
}

bool dl_sum_moves(dl_world *world, const dl_state *state, const dl_expr *pointer, dl_val from, dl_val steps,
                  bool is_back, dl_val *to)
{
    const dl_symbol *moved = moved_pointer(world, from);
    int64_t step = step_of(pointer, moved != NULL), k, bytes;
    dl_val base = dl_sum_base(world, from), by;

    if (from.kind != DL_VAL_SYM || dl_sym_is_fuzzy(world, base.id) || step <= 0 || step > INT16_MAX ||
        !dl_val_constant(world, state, steps, &k) || k < -INT32_MAX || k > INT32_MAX)
        return false;
    bytes = (is_back ? -k : k) * step + (moved ? moved->right->k : 0);
    if (bytes == 0) {
        *to = base;
        return true;
    }
    by = dl_val_const(bytes, NULL);
    (void)dl_loc_object(world, base.id);
    *to = dl_val_sym(dl_sym(
        world, (dl_symbol){.kind = DL_SYM_EXPR,
                           .op = DL_OP_ADD,
                           .left = &base,
                           .right = &by,
                           .b = DL_RECKON_BYTES,
                           .base = bytes > 0 || pointer->type->kind == DL_TYPE_POINTER ? DL_NEG | DL_POS : DL_ALL,
                           .leads = dl_sum_leads_by(world, state, base, by)}));
    return true;
}

dl_loc dl_sum_part(dl_world *world, const dl_state *state, dl_val pointer, dl_val by)
{
    if (pointer.kind == DL_VAL_SYM)
        (void)dl_loc_object(world, pointer.id);
    return dl_loc_object(world, dl_sym(world, (dl_symbol){.kind = DL_SYM_EXPR,
                                                          .op = DL_OP_ADD,
                                                          .left = &pointer,
                                                          .right = &by,
                                                          .base = DL_NEG | DL_POS,
                                                          .leads = dl_sum_leads_by(world, state, pointer, by)}));
}

bool dl_sum_is_part(const dl_world *world, dl_loc loc)
{
    const dl_place *root = dl_place_of(world, dl_place_of(world, loc)->root);

    return root->kind == DL_LOC_OBJECT && world->leads.at[dl_symbol_of(world, root->sym)->leads].is_inside;
}

dl_loc dl_sum_containing(dl_world *world, dl_loc loc, const dl_expr *member)
{
    const dl_type *own;

    for (; loc && member && member->kind == DL_E_FIELD; member = member->a) {
        const dl_place *place = dl_place_of(world, loc);

        loc = place->kind == DL_LOC_FIELD && dl_text_equal(place->field, member->name) ? place->parent : DL_NOWHERE;
    }
    own = loc && member ? dl_loc_type_made(world, loc) : NULL;
    if (loc && member && !own && dl_place_of(world, loc)->kind == DL_LOC_OBJECT)
        return moved_pointer(world, dl_val_sym(dl_place_of(world, loc)->sym)) ? loc : DL_NOWHERE; /* behind a header */
    return own && own->kind == DL_TYPE_RECORD && dl_record_is_same(own->record, member->type->record) ? loc
                                                                                                      : DL_NOWHERE;
}
