/* eval.c: what an expression is worth in a state, and what a condition says. */
#include "engine/eval_parts.h"
#include "engine/reckon.h"
#include "engine/shrink.h"
#include "engine/sum.h"

#include <string.h>

bool dl_eval_is_word(const dl_type *type)
{
    return type->kind == DL_TYPE_INT && type->is_unsigned && type->size == 4;
}

int64_t dl_eval_as_type(int64_t k, const dl_type *type)
{
    if (type->kind != DL_TYPE_INT)
        return k;
    switch (type->size) {
    case 1:
        return type->is_unsigned ? (int64_t)(uint8_t)k : (int64_t)(int8_t)k;
    case 2:
        return type->is_unsigned ? (int64_t)(uint16_t)k : (int64_t)(int16_t)k;
    case 4:
        return type->is_unsigned && k >= INT32_MIN && k <= (int64_t)UINT32_MAX ? k
               : type->is_unsigned                                             ? (int64_t)(uint32_t)k
                                                                               : (int64_t)(int32_t)k;
    default:
        return k;
    }
}

static dl_val const_as_type(dl_val val, const dl_type *type)
{
    if (val.kind == DL_VAL_CONST)
        val.k = dl_eval_as_type(val.k, type);
    return val;
}

static dl_val eval_binary(dl_sim *sim, dl_state *state, const dl_expr *expr);

dl_loc dl_eval_pointee(dl_sim *sim, const dl_state *state, dl_val pointer)
{
    (void)state;
    if (pointer.kind == DL_VAL_ADDRESS)
        return pointer.id;
    if (pointer.kind == DL_VAL_SYM)
        return dl_loc_object(sim->world, pointer.id);
    return DL_NOWHERE;
}

const char *dl_val_text(const dl_world *world, dl_val literal)
{
    const dl_place *place = literal.kind == DL_VAL_ADDRESS ? dl_place_of(world, literal.id) : NULL;

    return place && place->kind == DL_LOC_STRING ? place->string->name : NULL;
}

size_t dl_val_known_text(const dl_world *world, dl_val literal)
{
    const dl_expr *string = dl_place_of(world, literal.id)->string;

    return string->is_synthesized ? (size_t)string->value : strlen(string->name);
}

dl_tri dl_val_same_text(const dl_world *world, dl_val left, dl_val right)
{
    const char *a = dl_val_text(world, left), *b = dl_val_text(world, right);

    if (!a || !b)
        return DL_MAYBE;
    if (dl_text_equal_case(a, b)) /* one name of a macro stands for one text */
        return DL_YES;
    return a[dl_val_known_text(world, left)] || b[dl_val_known_text(world, right)] ? DL_MAYBE : DL_NO;
}

/* What an array was filled with as a whole, by its initialiser or by the path. */
static dl_val array_literal(const dl_world *world, const dl_state *state, dl_loc array)
{
    const dl_place *place = dl_place_of(world, array);
    const dl_cell *cell = dl_state_cell(state, array);

    for (unsigned i = 0; i < state->cell_count; i++)
        if (state->cells[i].loc != array && dl_loc_is_below(world, state->cells[i].loc, array))
            return dl_val_unset();
    if (!cell && place->kind == DL_LOC_VAR && world->globals && !place->var->is_extern &&
        (world->at_entry || dl_world_is_lasting(world, place->var, NULL)))
        cell = dl_state_cell(world->globals, array);
    return cell ? dl_cell_val(world, cell) : dl_val_unset();
}

static dl_val literal_at(const dl_world *world, const dl_state *state, dl_val pointer)
{
    const dl_place *place;

    if (pointer.kind != DL_VAL_ADDRESS)
        return pointer;
    place = dl_place_of(world, pointer.id);
    if (place->kind == DL_LOC_INDEX && place->index == 0) /* the array decayed */
        pointer.id = place->parent;
    if (dl_val_text(world, pointer))
        return pointer;
    return array_literal(world, state, pointer.id);
}

dl_val dl_eval_literal(dl_sim *sim, const dl_state *state, dl_val pointer)
{
    dl_loc loc = dl_eval_pointee(sim, state, pointer);
    dl_val found = literal_at(sim->world, state, pointer);

    if (dl_val_text(sim->world, found))
        return found;
    if (loc == DL_NOWHERE)
        return pointer;
    found = literal_at(sim->world, state, dl_state_read(sim->world, state, dl_loc_field(sim->world, loc, "Buffer")));
    return dl_val_text(sim->world, found) ? found : pointer;
}

/* `p[i]` and `*(p + i)`: the element i behind the one p points to. */
static dl_loc shift(dl_sim *sim, dl_loc loc, dl_val index, dl_state *state)
{
    dl_world *world = sim->world;
    const dl_place *place = dl_place_of(world, loc);
    int64_t k;

    if (loc == DL_NOWHERE)
        return loc;
    if (!dl_val_constant(world, state, index, &k))
        return dl_loc_any(world, place->kind == DL_LOC_INDEX ? place->parent : loc);
    if (k == 0)
        return loc;
    if (place->kind == DL_LOC_INDEX && place->index + k == 0 &&
        dl_place_of(world, place->parent)->kind == DL_LOC_OBJECT)
        return place->parent;
    if (place->kind == DL_LOC_INDEX)
        return dl_loc_index(world, place->parent, place->index + k);
    return dl_loc_index(world, loc, k);
}

/* Of objects and handles it matters which one it is. */
static dl_loc chosen(dl_world *world, const dl_expr *expr, dl_loc array, dl_val index)
{
    const dl_place *place = dl_place_of(world, array);
    bool is_behind = dl_expr_is_step(expr) && place->kind == DL_LOC_INDEX;
    bool matters = expr->type->kind == DL_TYPE_POINTER || expr->type->kind == DL_TYPE_RECORD;

    if (is_behind && place->index == 0) /* the array decayed */
        return matters ? dl_loc_chosen(world, place->parent, index) : dl_loc_any(world, place->parent);
    return matters && !is_behind ? dl_loc_chosen(world, array, index)
                                 : dl_loc_any(world, is_behind ? place->parent : array);
}

static bool is_whole(const dl_expr *field)
{
    const char *whole = dl_type_whole(field->a->type);

    return whole && dl_text_equal(whole, field->name);
}

/* Of an address that a local was given, the element of the index that it was taken with (`v = &p[i]`): only who goes
 * behind that local asks which one it is, see dl_eval_to_hold. */
static dl_val plain(dl_world *world, dl_val val)
{
    return val.kind == DL_VAL_ADDRESS && dl_life_of(world, val.id)->is_chosen
               ? dl_val_address(dl_loc_unchosen(world, val.id))
               : val;
}

static dl_loc chosen_behind(dl_sim *sim, const dl_state *state, const dl_expr *pointer)
{
    const dl_expr *expr = dl_expr_uncast(pointer);
    const dl_cell *cell = expr->kind == DL_E_VAR ? dl_state_cell(state, dl_loc_var(sim->world, expr->var)) : NULL;
    dl_val val = cell ? dl_held_val(sim->world, cell->held) : dl_val_unset();

    return val.kind == DL_VAL_ADDRESS && dl_life_of(sim->world, val.id)->is_chosen ? val.id : DL_NOWHERE;
}

dl_val dl_eval_to_hold(dl_sim *sim, dl_state *state, const dl_expr *target, const dl_expr *value)
{
    const dl_expr *address = dl_expr_uncast(value);
    dl_loc loc = DL_NOWHERE;

    if (target->kind == DL_E_VAR && (target->var->storage == DL_LOCAL || target->var->storage == DL_TEMP) &&
        address->kind == DL_E_ADDRESS && address->a->kind == DL_E_INDEX && address->a->type->kind == DL_TYPE_RECORD)
        loc = dl_eval_place(sim, state, address->a);
    return loc && dl_life_of(sim->world, loc)->is_chosen ? dl_val_address(loc) : dl_eval(sim, state, value);
}

/* Whatever type it has. */
static dl_loc behind(dl_sim *sim, dl_state *state, const dl_expr *pointer)
{
    dl_loc chosen_one = chosen_behind(sim, state, pointer);

    return chosen_one ? chosen_one : dl_eval_pointee(sim, state, dl_eval(sim, state, pointer));
}

/* `((PVOID *)object)[i]`, where the object is no array of pointers. */
static dl_loc part_of(dl_sim *sim, dl_state *state, const dl_expr *expr, dl_loc base, dl_val index)
{
    int64_t k;

    if (dl_val_constant(sim->world, state, index, &k) && k == 0)
        return dl_loc_as(sim->world, base, expr->type);
    return dl_sum_part(sim->world, state, dl_eval(sim, state, expr->a->a), index);
}

dl_loc dl_eval_place(dl_sim *sim, dl_state *state, const dl_expr *expr)
{
    dl_world *world = sim->world;
    dl_loc base;
    bool is_step;
    int64_t k;
    dl_val index;

    switch (expr->kind) {
    case DL_E_VAR:
        return dl_loc_var(world, expr->var);
    case DL_E_FIELD:
        base = dl_eval_place(sim, state, expr->a);
        if (!base || is_whole(expr))
            return base;
        return expr->a->kind == DL_E_DEREF || dl_place_of(world, base)->kind == DL_LOC_OBJECT
                   ? dl_loc_member(world, base, expr->a->type, expr->name)
                   : dl_loc_field(world, base, expr->name);
    case DL_E_INDEX:
        is_step = dl_expr_is_step(expr);
        base = is_step ? behind(sim, state, expr->a->a) : dl_eval_place(sim, state, expr->a);
        if (!base)
            return base;
        index = dl_eval(sim, state, expr->b);
        if (is_step && !dl_sum_is_counted(world, base, expr->type))
            return part_of(sim, state, expr, base, index);
        if (dl_val_constant(world, state, index, &k))
            return is_step ? shift(sim, base, index, state) : dl_loc_index(world, base, k);
        return chosen(world, expr, base, index);
    case DL_E_DEREF:
        return dl_loc_as(world, behind(sim, state, expr->a), expr->type);
    case DL_E_CAST:
        return dl_eval_place(sim, state, expr->a);
    case DL_E_STRING:
        return dl_loc_string(world, expr);
    default:
        return DL_NOWHERE;
    }
}

dl_val dl_eval_symbol(dl_sim *sim, dl_op op, dl_val left, dl_val right, int how, unsigned base)
{
    return dl_val_sym(dl_sym(
        sim->world,
        (dl_symbol){
            .kind = DL_SYM_EXPR, .op = op, .left = &left, .right = &right, .b = how, .base = (unsigned char)base}));
}

static bool is_signed_word(const dl_expr *expr)
{
    const dl_type *type = expr ? dl_expr_uncast(expr)->type : NULL;

    return type && type->kind == DL_TYPE_INT && !type->is_unsigned && type->size == 4;
}

int dl_eval_words(const dl_expr *left, const dl_expr *right)
{
    return (dl_eval_is_word(left->type) || (right && dl_eval_is_word(right->type)) ? DL_RECKON_WORD : 0) |
           (is_signed_word(left) ? DL_RECKON_LEFT : 0) | (is_signed_word(right) ? DL_RECKON_RIGHT : 0);
}

dl_val dl_eval_reckoned(dl_sim *sim, const dl_state *state, const dl_expr *expr, dl_val left, dl_val right, int flags,
                        unsigned base)
{
    dl_val made;
    int64_t k;

    if (dl_reckon_large(sim->world, expr->op, left, right, &made))
        return made;
    made = dl_val_sym(dl_sym(sim->world, (dl_symbol){.kind = DL_SYM_EXPR,
                                                     .op = expr->op,
                                                     .left = &left,
                                                     .right = &right,
                                                     .b = dl_eval_words(expr->a, expr->b) | flags,
                                                     .base = (unsigned char)base,
                                                     .leads = dl_sum_leads(sim->world, state, expr, left, right)}));
    return dl_reckon_number(sim->world, state, made.id, &k) ? dl_val_const(k, NULL) : made;
}

static dl_val constant_of(dl_sim *sim, const dl_expr *expr)
{
    int64_t k = expr->value;
    unsigned base = DL_ALL;

    if (expr->has_value || (expr->name && dl_facts_constant(sim->world->facts, expr->name, &k)))
        return dl_val_const(k, expr->name);
    if (expr->name && (dl_text_starts(expr->name, "STATUS_") || dl_text_starts(expr->name, "NDIS_STATUS_")))
        base = DL_NEG | DL_POS; /* a code of the driver's own: certainly not success */
    if (!expr->name)
        return dl_val_sym(dl_sym(sim->world, (dl_symbol){.kind = DL_SYM_HAVOC, .a = -3}));
    return dl_val_sym(
        dl_sym(sim->world, (dl_symbol){.kind = DL_SYM_NAMED, .name = expr->name, .base = (unsigned char)base}));
}

/* Through integer casts only what is certainly kept. */
static dl_val eval_cast(dl_sim *sim, dl_state *state, const dl_expr *expr)
{
    dl_val val = dl_eval(sim, state, expr->a);
    int64_t k, now;

    if (expr->type->kind != DL_TYPE_INT || !dl_val_constant(sim->world, state, val, &k))
        return dl_shrunk(sim, state, expr->a, expr->type, val);
    now = dl_eval_as_type(k, expr->a->type);
    if (expr->type->size == 8 && dl_eval_is_word(expr->a->type))
        now &= UINT32_MAX;
    now = dl_eval_as_type(now, expr->type);
    return now == k ? val : dl_val_const(now, val.name);
}

static dl_val eval_address(dl_sim *sim, dl_state *state, const dl_expr *expr)
{
    dl_loc loc;

    if (expr->a->kind == DL_E_DEREF) /* &*p, &p[0] after folding */
        return dl_eval(sim, state, expr->a->a);
    if (expr->a->kind == DL_E_FUNCTION)
        return dl_eval(sim, state, expr->a);
    if (expr->a->kind == DL_E_INDEX && expr->a->a->kind == DL_E_STRING)
        return dl_val_address(dl_loc_string(sim->world, expr->a->a));
    if (!dl_expr_is_place(expr->a) && expr->a->kind != DL_E_STRING && expr->a->kind != DL_E_CAST)
        return dl_val_sym(dl_sym(sim->world, (dl_symbol){.kind = DL_SYM_HAVOC, .a = -4, .base = DL_POS}));
    loc = dl_eval_place(sim, state, expr->a);
    if (loc == DL_NOWHERE)
        return dl_val_sym(dl_sym(sim->world, (dl_symbol){.kind = DL_SYM_HAVOC, .a = -4, .base = DL_POS}));
    return dl_val_address(dl_loc_unchosen(sim->world, loc));
}

/* Routines of one name, in two files, namespaces or instances of a template, are told apart by themselves; which of
 * them another file means by the name is not known. */
static dl_val function_of(dl_world *world, const dl_expr *expr)
{
    const char *name = expr->function ? expr->function->name : expr->name;
    dl_val val = dl_val_function(name);

    if (!name || !dl_world_has_twins(world, name))
        return val;
    if (!expr->function)
        return dl_val_sym(
            dl_sym(world, (dl_symbol){.kind = DL_SYM_HAVOC, .a = -9, .name = name, .base = DL_NEG | DL_POS}));
    val.p = expr->function;
    return val;
}

dl_val dl_eval(dl_sim *sim, dl_state *state, const dl_expr *expr)
{
    const dl_cell *cell;
    dl_val a;
    int64_t k;

    switch (expr->kind) {
    case DL_E_CONST:
        return constant_of(sim, expr);
    case DL_E_STRING:
        return dl_val_address(dl_loc_string(sim->world, expr));
    case DL_E_FUNCTION:
        return function_of(sim->world, expr);
    case DL_E_VAR:
        cell = expr->type->kind == DL_TYPE_ARRAY ? NULL : dl_state_cell(state, dl_loc_var(sim->world, expr->var));
        if (cell && !dl_cell_is_mark(sim->world, cell)) /* most variables have a value of their own */
            return const_as_type(plain(sim->world, dl_held_val(sim->world, cell->held)), expr->type);
        /* fall through */
    case DL_E_FIELD:
    case DL_E_INDEX:
    case DL_E_DEREF:
        if (expr->type->kind == DL_TYPE_ARRAY) /* an array is worth its address */
            return dl_val_address(dl_loc_index(sim->world, dl_eval_place(sim, state, expr), 0));
        /* as a member of a union, or behind a cast, it may have been written as another type */
        return const_as_type(plain(sim->world, dl_state_read(sim->world, state, dl_eval_place(sim, state, expr))),
                             expr->type);
    case DL_E_ADDRESS:
        return eval_address(sim, state, expr);
    case DL_E_CAST:
        return eval_cast(sim, state, expr);
    case DL_E_SIZEOF:
        return (dl_val){.kind = DL_VAL_SIZEOF, .k = expr->has_value ? expr->value : 0, .p = expr, .name = expr->name};
    case DL_E_UNARY:
        a = dl_eval(sim, state, expr->a);
        if (expr->op == DL_OP_NOT) {
            unsigned mask = dl_val_mask(sim->world, state, a);

            if (mask == DL_ZERO)
                return dl_val_const(1, NULL);
            if ((mask & DL_ZERO) == 0)
                return dl_val_const(0, NULL);
            return dl_eval_symbol(sim, DL_OP_EQ, a, dl_val_null(), 0, DL_ZERO | DL_POS);
        }
        if (dl_val_constant(sim->world, state, a, &k))
            return dl_val_const(expr->op == DL_OP_NEG ? (int64_t)(0 - (uint64_t)k) : ~k, NULL);
        return dl_eval_reckoned(sim, state, expr, a, dl_val_null(), 0, DL_ALL);
    case DL_E_BINARY:
        return eval_binary(sim, state, expr);
    default:
        return dl_val_sym(dl_sym(sim->world, (dl_symbol){.kind = DL_SYM_HAVOC, .a = -5 - (int)(expr->span.offset)}));
    }
}

/* A pointer to a whole object is the one that it was reached by. */
static dl_val address_of(const dl_world *world, dl_loc loc)
{
    const dl_place *place = dl_place_of(world, loc);

    return place->kind == DL_LOC_OBJECT ? dl_val_sym(place->sym) : dl_val_address(loc);
}

dl_val dl_eval_shift(dl_sim *sim, dl_state *state, dl_val pointer, int64_t by)
{
    if (pointer.kind != DL_VAL_ADDRESS)
        return dl_val_sym(
            dl_sym(sim->world, (dl_symbol){.kind = DL_SYM_HAVOC, .a = dl_sim_moment(sim, state), .base = DL_POS}));
    return address_of(sim->world, shift(sim, pointer.id, dl_val_const(by, NULL), state));
}

static dl_val eval_arithmetic(dl_op op, int64_t x, int64_t y, bool *known)
{
    uint64_t a = (uint64_t)x, b = (uint64_t)y;

    *known = true;
    switch (op) {
    case DL_OP_ADD:
        return dl_val_const((int64_t)(a + b), NULL);
    case DL_OP_SUB:
        return dl_val_const((int64_t)(a - b), NULL);
    case DL_OP_MUL:
        return dl_val_const((int64_t)(a * b), NULL);
    case DL_OP_AND:
        return dl_val_const(x & y, NULL);
    case DL_OP_OR:
        return dl_val_const(x | y, NULL);
    case DL_OP_XOR:
        return dl_val_const(x ^ y, NULL);
    case DL_OP_SHL:
        if (y >= 0 && y < 63)
            return dl_val_const((int64_t)(a << y), NULL);
        break;
    case DL_OP_SHR:
        if (y >= 0 && y < 63)
            return dl_val_const(x >> y, NULL);
        break;
    case DL_OP_DIV:
        if (y != 0 && !(x == INT64_MIN && y == -1))
            return dl_val_const(x / y, NULL);
        break;
    case DL_OP_REM:
        if (y != 0 && !(x == INT64_MIN && y == -1))
            return dl_val_const(x % y, NULL);
        break;
    default:
        break;
    }
    *known = false;
    return dl_val_unset();
}

/* A pointer into an object, which is not null. */
static unsigned sum_base(const dl_expr *expr)
{
    bool is_sum = expr->op == DL_OP_ADD || expr->op == DL_OP_SUB;

    return is_sum && expr->type->kind == DL_TYPE_POINTER ? DL_NEG | DL_POS : DL_ALL;
}

/* `step - Steps`: how many elements lie between two of an array. */
static bool eval_distance(dl_sim *sim, const dl_expr *expr, dl_val a, dl_val b, dl_val *distance)
{
    const dl_symbol *first = b.kind == DL_VAL_SYM ? dl_symbol_of(sim->world, b.id) : NULL;
    const dl_place *place;
    int64_t x, y = 0;

    if (expr->op != DL_OP_SUB || a.kind != DL_VAL_ADDRESS || expr->b->type->kind != DL_TYPE_POINTER ||
        !dl_sum_steps(sim->world, a, expr->a->type))
        return false;
    place = dl_place_of(sim->world, a.id);
    if (first && first->object && place->kind == DL_LOC_INDEX && place->parent == first->object)
        x = place->index;
    else if (!dl_eval_order_addresses(sim->world, a, b, &x, &y))
        return false;
    *distance = dl_val_const(x - y, NULL);
    return true;
}

/* One of the two is an address. */
static dl_val eval_pointer_sum(dl_sim *sim, dl_state *state, const dl_expr *expr, dl_val a, dl_val b)
{
    const dl_expr *offset = dl_expr_uncast(expr->b);
    dl_loc whole = DL_NOWHERE;
    dl_val distance;
    int64_t k;

    if (eval_distance(sim, expr, a, b, &distance))
        return distance;
    if (expr->op == DL_OP_ADD && dl_sum_steps(sim->world, a, expr->a->type))
        return address_of(sim->world, shift(sim, a.id, b, state));
    if (expr->op == DL_OP_ADD && dl_sum_steps(sim->world, b, expr->b->type))
        return address_of(sim->world, shift(sim, b.id, a, state));
    if (expr->op == DL_OP_SUB && dl_sum_steps(sim->world, a, expr->a->type) &&
        dl_val_constant(sim->world, state, b, &k))
        return dl_eval_shift(sim, state, a, -k);
    if (expr->op == DL_OP_SUB && a.kind == DL_VAL_ADDRESS && offset->kind == DL_E_CONST && offset->a)
        whole = dl_sum_containing(sim->world, a.id, offset->a);
    return whole ? address_of(sim->world, whole) : dl_eval_reckoned(sim, state, expr, a, b, 0, sum_base(expr));
}

static dl_val eval_binary(dl_sim *sim, dl_state *state, const dl_expr *expr)
{
    dl_world *world = sim->world;
    dl_val a = dl_eval(sim, state, expr->a), b = dl_eval(sim, state, expr->b), result;
    int64_t x, y;
    bool known;

    if (expr->op >= DL_OP_EQ)
        return dl_eval_comparison(sim, state, expr, a, b);
    if (expr->op == DL_OP_DIV && a.kind == DL_VAL_SIZEOF && b.kind == DL_VAL_SIZEOF) { /* RTL_NUMBER_OF */
        const dl_expr *whole = a.p, *part = b.p;

        if (whole->of_type && whole->of_type->kind == DL_TYPE_ARRAY && whole->of_type->count > 0 && part->of_type &&
            whole->of_type->element && dl_text_equal(whole->of_type->element->canonical, part->of_type->canonical))
            return dl_val_const(whole->of_type->count, NULL);
    }
    if (dl_val_constant(world, state, a, &x) && dl_val_constant(world, state, b, &y)) {
        if ((expr->op == DL_OP_SHR || expr->op == DL_OP_DIV || expr->op == DL_OP_REM) && dl_eval_is_word(expr->a->type))
            x &= UINT32_MAX; /* a status among them is held as the negative number that it is */
        result = eval_arithmetic(expr->op, x, y, &known);
        if (known)
            return result;
    }
    if (dl_val_constant(world, state, b, &y) && y == 0 &&
        (expr->op == DL_OP_ADD || expr->op == DL_OP_SUB || expr->op == DL_OP_OR || expr->op == DL_OP_XOR))
        return a;
    if ((expr->op == DL_OP_ADD || expr->op == DL_OP_SUB) &&
        dl_sum_moves(world, state, expr->a, a, b, expr->op == DL_OP_SUB, &result))
        return result;
    if ((expr->op == DL_OP_ADD || expr->op == DL_OP_SUB) && (a.kind == DL_VAL_ADDRESS || b.kind == DL_VAL_ADDRESS))
        return eval_pointer_sum(sim, state, expr, a, b);
    if (expr->op == DL_OP_SHR && dl_eval_is_word(expr->a->type) && dl_val_constant(world, state, b, &y) && y == 31)
        return dl_eval_symbol(sim, DL_OP_LT, a, dl_val_null(), 0, DL_ZERO | DL_POS); /* the sign as a bit */
    if (expr->op == DL_OP_AND && dl_val_constant(world, state, b, &y) && (y == 0x80000000LL || y == INT32_MIN) &&
        expr->type->size == 4) /* the sign */
        return dl_eval_symbol(sim, DL_OP_LT, a, dl_val_null(), 0, DL_ZERO | DL_NEG);
    if (expr->op == DL_OP_AND && dl_val_constant(world, state, b, &y) && y >= 0 && y <= UINT32_MAX) {
        uint32_t ones, zeroes;

        dl_state_bits(world, state, a, &ones, &zeroes);
        if ((((int64_t)ones | zeroes) & y) == y)
            return dl_val_const(ones & y, NULL);
        result = dl_eval_reckoned(sim, state, expr, a, b, 0, DL_ALL);
        if (ones & y)
            (void)dl_state_narrow(world, state, result, DL_NEG | DL_POS);
        return result;
    }
    if (a.kind == DL_VAL_SYM && dl_sum_is_rounded(world, expr, a, b))
        return dl_eval_reckoned(sim, state, expr, a, b, 0, DL_NEG | DL_POS);
    if (expr->op == DL_OP_OR && (dl_val_mask(world, state, a) & dl_val_mask(world, state, b) & DL_ZERO) == 0)
        return dl_eval_reckoned(sim, state, expr, a, b, 0, DL_NEG | DL_POS);
    return dl_eval_reckoned(sim, state, expr, a, b, 0, sum_base(expr));
}

/* ---- conditions ---- */

static dl_macro_test macro_test(const dl_facts *facts, const char *macro)
{
    const dl_macro_fact *fact = macro ? dl_facts_macro(facts, macro) : NULL;

    return fact ? fact->tests : DL_TESTS_NOTHING;
}

dl_val dl_eval_asked(dl_sim *sim, dl_state *state, const dl_expr *cond, unsigned *mask)
{
    dl_macro_test test = macro_test(sim->world->facts, cond->macro);
    const dl_expr *operand = test != DL_TESTS_NOTHING ? dl_control_operand(sim->world->facts, cond) : NULL;
    dl_val val;

    if (operand) {
        *mask = test == DL_TESTS_SUCCESS ? DL_ZERO | DL_POS : DL_NEG;
        return dl_eval(sim, state, operand);
    }
    if (cond->kind == DL_E_UNARY && cond->op == DL_OP_NOT) {
        val = dl_eval_asked(sim, state, cond->a, mask);
        *mask = DL_ALL & ~*mask;
        return val;
    }
    if (cond->kind == DL_E_CAST && !dl_shrinks(cond->a, cond->type))
        return dl_eval_asked(sim, state, cond->a, mask);
    *mask = DL_NEG | DL_POS;
    return dl_eval(sim, state, cond);
}

bool dl_eval_assume(dl_sim *sim, dl_state *state, const dl_expr *cond, bool holds)
{
    unsigned mask;
    dl_val val = dl_eval_asked(sim, state, cond, &mask);

    return dl_state_narrow(sim->world, state, val, holds ? mask : DL_ALL & ~mask);
}

/* Of a comparison with what holds a constant here, such as what a helper returned: the other side. */
static const dl_expr *compared_side(dl_sim *sim, dl_state *state, const dl_expr *cond)
{
    int64_t k;
    bool left, right;

    if (!cond || cond->kind != DL_E_BINARY || cond->op < DL_OP_EQ)
        return cond;
    left = dl_val_constant(sim->world, state, dl_eval(sim, state, cond->a), &k);
    right = dl_val_constant(sim->world, state, dl_eval(sim, state, cond->b), &k);
    if (left == right)
        return cond;
    cond = left ? cond->b : cond->a;
    cond = dl_expr_uncast(cond);
    return cond;
}

/* `status & 0xC0000000`: of what a call returned, as one of its bits asks for. */
static bool is_of_status(const dl_world *world, const dl_symbol *symbol)
{
    const dl_symbol *left = symbol->left->kind == DL_VAL_SYM ? dl_symbol_of(world, symbol->left->id) : NULL;

    return left && left->kind == DL_SYM_RESULT && symbol->right->kind == DL_VAL_CONST;
}

dl_val dl_eval_tested(dl_sim *sim, dl_state *state, const dl_expr *cond, const dl_expr **operand)
{
    const dl_expr *found = compared_side(sim, state, dl_control_operand(sim->world->facts, cond));
    dl_val val;

    if (operand)
        *operand = found;
    if (!found)
        return dl_val_unset();
    val = dl_eval(sim, state, found);
    if (val.kind == DL_VAL_CONST && found->kind == DL_E_BINARY && found->op < DL_OP_EQ &&
        found->b->kind == DL_E_CONST) /* `status & 0xC0000000`, decided: of what is known */
        val = dl_eval(sim, state, found->a);
    while (val.kind == DL_VAL_SYM) { /* a flag that holds a comparison speaks of what was compared */
        const dl_symbol *symbol = dl_symbol_of(sim->world, val.id);

        if (symbol->kind != DL_SYM_EXPR || (symbol->op < DL_OP_EQ && !is_of_status(sim->world, symbol)))
            break;
        val = symbol->left->kind == DL_VAL_CONST ? *symbol->right : *symbol->left;
    }
    return val;
}

/* ---- use and deref events ---- */

static void emit_read(dl_sim *sim, dl_state *state, dl_event_kind kind, dl_val val, dl_loc place, const dl_expr *expr,
                      const dl_instr *instr, bool is_handed)
{
    dl_event event = {.kind = kind,
                      .span = expr->span,
                      .instr = instr,
                      .function = sim->frame->function,
                      .depth = sim->frame->depth,
                      .context = sim->frame->context,
                      .value = val,
                      .place = place,
                      .value_expr = expr,
                      .is_handed = is_handed};

    if (kind == DL_ON_DEREF ? !sim->tells_uses : !sim->tells_derefs)
        sim->monitor.event(sim->monitor.self, sim, state, &event);
}

void dl_sim_deref_event(dl_sim *sim, dl_state *state, dl_val pointer, const dl_expr *expr, const dl_instr *instr)
{
    emit_read(sim, state, DL_ON_DEREF, pointer, DL_NOWHERE, expr, instr, false);
}

void dl_sim_text_event(dl_sim *sim, dl_state *state, dl_val pointer, const dl_expr *expr, const dl_instr *instr)
{
    bool is_string = expr->type->kind == DL_TYPE_POINTER && dl_type_member(expr->type->element, "MaximumLength") &&
                     dl_type_member(expr->type->element, "Buffer");
    dl_loc string = is_string ? dl_eval_pointee(sim, state, pointer) : DL_NOWHERE;
    dl_world *world = sim->world;
    int64_t length;

    if (string == DL_NOWHERE)
        return;
    if (dl_val_constant(world, state, dl_state_read(world, state, dl_loc_field(world, string, "Length")), &length) &&
        length == 0)
        return;
    dl_sim_deref_event(sim, state, dl_state_read(world, state, dl_loc_field(world, string, "Buffer")), expr, instr);
}

void dl_sim_read_events(dl_sim *sim, dl_state *state, const dl_expr *expr, const dl_instr *instr, bool is_compared)
{
    if (!expr || sim->is_quiet || !sim->monitor.wants_reads)
        return;
    switch (expr->kind) {
    case DL_E_DEREF:
        dl_sim_read_events(sim, state, expr->a, instr, true);
        emit_read(sim, state, DL_ON_DEREF, dl_eval(sim, state, expr->a), DL_NOWHERE, expr, instr, false);
        break;
    case DL_E_FIELD:
        dl_sim_read_events(sim, state, expr->a, instr, true);
        break;
    case DL_E_INDEX:
        dl_sim_read_events(sim, state, expr->a, instr, true);
        dl_sim_read_events(sim, state, expr->b, instr, is_compared);
        break;
    case DL_E_ADDRESS:
        if (dl_expr_is_at_null(expr->a))
            return;
        if (expr->a->kind == DL_E_VAR || expr->a->kind == DL_E_FIELD)
            emit_read(sim, state, DL_ON_USE, dl_eval(sim, state, expr), dl_eval_place(sim, state, expr->a), expr, instr,
                      true);
        dl_sim_read_events(sim, state, expr->a->kind == DL_E_VAR ? NULL : expr->a, instr, true);
        return;
    case DL_E_BINARY:
        dl_sim_read_events(sim, state, expr->a, instr, is_compared || expr->op >= DL_OP_EQ);
        dl_sim_read_events(sim, state, expr->b, instr, is_compared || expr->op >= DL_OP_EQ);
        return;
    case DL_E_UNARY:
        dl_sim_read_events(sim, state, expr->a, instr, is_compared || expr->op == DL_OP_NOT);
        return;
    case DL_E_CAST:
        dl_sim_read_events(sim, state, expr->a, instr, is_compared);
        return;
    default:
        break;
    }
    if (dl_expr_is_place(expr) && !is_compared)
        emit_read(sim, state, DL_ON_USE, dl_eval(sim, state, expr), dl_eval_place(sim, state, expr), expr, instr,
                  false);
}
