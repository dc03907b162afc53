/* elements.c: see elements.h. Which pointers hold the address of which element is a question of available expressions:
 * true behind the assignment, false behind what changes the index or the array's place, and where ways meet what is
 * true on all of them. */
#include "ir/elements.h"

#include <string.h>

enum { DEEPEST = 64 };

/* One local that is given the address of an element. */
typedef struct holder {
    const dl_function *function;
    dl_arena *arena;
    const dl_instr *from; /* where */
    const dl_var *pointer;
    const dl_expr *address, *element;
    const dl_var *index;
    const dl_expr *base; /* the pointer that the array is found by, or NULL */
    bool is_base_lent;   /* its address is taken somewhere */
} holder;

/* ---- what the code says ---- */

static bool is_var(const dl_expr *expr, const dl_var *var)
{
    return expr && expr->kind == DL_E_VAR && expr->var == var;
}

static bool writes(const dl_instr *instr, const dl_var *var)
{
    return instr->result == var || (instr->kind == DL_I_LOST && is_var(instr->value, var)) ||
           ((instr->kind == DL_I_ASSIGN || instr->kind == DL_I_ZERO) && is_var(instr->target, var));
}

/* Whether its address is taken somewhere. */
static bool is_lent(const dl_function *function, const dl_var *var)
{
    for (size_t b = 0; b < function->block_count; b++) {
        const dl_block *block = &function->blocks[b];

        for (size_t i = 0; i < block->count; i++)
            for (size_t e = 0; e < dl_instr_expr_count(&block->instrs[i]); e++)
                if (dl_expr_takes_address(dl_instr_expr(&block->instrs[i], e), var))
                    return true;
        if (dl_expr_takes_address(block->term.value, var))
            return true;
    }
    return false;
}

/* So many writes; more than one, too, where somebody else may write it. */
static size_t count_writes(const dl_function *function, const dl_var *var)
{
    size_t count = is_lent(function, var) ? 2 : 0;

    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++)
            count += writes(&function->blocks[b].instrs[i], var);
    return count;
}

static bool is_own(const dl_var *var, const dl_function *function)
{
    return var->function == function && (var->storage == DL_LOCAL || var->storage == DL_PARAM);
}

/* Whether the array is found by names and at most one pointer: that, or NULL. */
static bool find_base(const dl_expr *array, const dl_expr **pointer)
{
    *pointer = NULL;
    for (; array; array = array->a) {
        if (array->kind == DL_E_VAR)
            return true;
        if (array->kind == DL_E_DEREF) {
            const dl_expr *by = dl_expr_uncast(array->a);

            if (*pointer || (by->kind != DL_E_VAR && by->kind != DL_E_FIELD))
                return false;
            *pointer = by;
            if (by->kind == DL_E_VAR)
                return true;
            array = by; /* `context->Workers`: goes on with what that is a member of */
            if (array->a->kind == DL_E_DEREF && dl_expr_uncast(array->a->a)->kind == DL_E_VAR)
                return true;
        } else if (array->kind != DL_E_FIELD) {
            return false;
        }
    }
    return false;
}

static bool read_holder(const dl_function *function, const dl_instr *instr, dl_arena *arena, holder *out)
{
    const dl_expr *value = instr->kind == DL_I_ASSIGN && instr->op == DL_ASSIGN ? dl_expr_uncast(instr->value) : NULL;
    const dl_expr *element = value && value->kind == DL_E_ADDRESS ? value->a : NULL, *index, *pointer;

    if (!element || element->kind != DL_E_INDEX || !element->range || instr->target->kind != DL_E_VAR ||
        instr->target->var->storage != DL_LOCAL || instr->target->var->function != function ||
        !find_base(element->a, &pointer))
        return false;
    index = dl_expr_uncast(element->b);
    if (index->kind != DL_E_VAR || !is_own(index->var, function))
        return false;
    *out = (holder){function, arena, instr, instr->target->var, value, element, index->var, pointer, false};
    if (pointer && pointer->kind == DL_E_VAR && is_own(pointer->var, function))
        out->is_base_lent = is_lent(function, pointer->var);
    return count_writes(function, out->pointer) == 1 && !is_lent(function, index->var);
}

/* ---- where it is so ---- */

/* A store may be one to the pointer: to such a member, to a whole structure, or through a pointer to pointers. */
static bool may_store_base(const dl_expr *base, const dl_expr *target)
{
    if (target->type->kind == DL_TYPE_RECORD || target->kind == DL_E_DEREF || target->kind == DL_E_INDEX)
        return target->type->kind == DL_TYPE_RECORD || target->type->kind == DL_TYPE_POINTER;
    return base->kind == DL_E_FIELD && target->kind == DL_E_FIELD && dl_text_equal(target->name, base->name);
}

/* `context->Workers`, or a global, may be another one behind a store that may be to it, or a call of what may store
 * there. An own variable whose address is taken nowhere is changed by name alone. */
static bool changes_base(const holder *h, const dl_instr *instr)
{
    const dl_expr *base = h->base;
    const dl_var *root = base ? dl_expr_root(base) : NULL;

    if (!base)
        return false;
    if (!root || writes(instr, root))
        return true;
    if (base->kind == DL_E_VAR && is_own(root, h->function))
        return h->is_base_lent && (instr->kind == DL_I_CALL || instr->target != NULL);
    if (instr->kind != DL_I_CALL)
        return instr->target && may_store_base(base, instr->target);
    if (instr->callee || instr->pointer)
        return true;
    for (size_t i = 0; i < instr->arg_count; i++)
        if (dl_expr_mentions(instr->args[i], root))
            return true;
    return false;
}

static bool pass(const holder *h, const dl_instr *instr, bool is_so)
{
    if (instr == h->from)
        return true;
    return is_so && !writes(instr, h->index) && !changes_base(h, instr);
}

static bool pass_block(const holder *h, const dl_block *block, bool is_so)
{
    for (size_t i = 0; i < block->count; i++)
        is_so = pass(h, &block->instrs[i], is_so);
    return is_so;
}

/* Of each block, whether it is so where it begins. */
static const bool *find_where(const holder *h)
{
    size_t count = h->function->block_count;
    bool *begins = DL_NEW_ARRAY(h->arena, count, bool), *ends = DL_NEW_ARRAY(h->arena, count, bool);
    bool is_new = true;

    memset(begins, true, count);
    memset(ends, true, count);
    while (is_new) {
        is_new = false;
        for (size_t b = 0; b < count; b++) {
            const dl_block *block = &h->function->blocks[b];
            bool begin = block->pred_count > 0 && b != 0, end;

            for (size_t p = 0; p < block->pred_count; p++)
                begin &= ends[block->preds[p]];
            end = pass_block(h, block, begin);
            is_new |= begin != begins[b] || end != ends[b];
            begins[b] = begin;
            ends[b] = end;
        }
    }
    return begins;
}

/* ---- naming ---- */

static const dl_expr *element_at(const holder *h, const dl_expr *use)
{
    dl_expr *made = dl_arena_copy(h->arena, h->element, sizeof *made);

    made->span = use->span;
    made->macro = use->macro;
    made->range = NULL;
    return made;
}

/* The expression, with the element where the pointer is followed. */
static const dl_expr *name_in(const holder *h, const dl_expr *expr, unsigned depth)
{
    const dl_expr *a, *b;
    dl_expr *made;

    if (!expr || depth > DEEPEST)
        return expr;
    if (expr->kind == DL_E_DEREF && is_var(expr->a, h->pointer))
        return element_at(h, expr);
    if (expr->kind == DL_E_INDEX && dl_expr_is_step(expr) && is_var(expr->a->a, h->pointer))
        return expr; /* `worker[1]`: of that it is the next */
    a = name_in(h, expr->a, depth + 1);
    b = name_in(h, expr->b, depth + 1);
    if (a == expr->a && b == expr->b)
        return expr;
    made = dl_arena_copy(h->arena, expr, sizeof *made);
    made->a = a;
    made->b = b;
    return made;
}

/* What is handed over: there the pointer itself, too. */
static const dl_expr *name_handed(const holder *h, const dl_expr *arg)
{
    dl_expr *made;

    if (!is_var(dl_expr_uncast(arg), h->pointer))
        return name_in(h, arg, 0);
    made = dl_arena_copy(h->arena, h->address, sizeof *made);
    made->span = arg->span;
    made->type = arg->type;
    made->a = element_at(h, arg);
    return made;
}

static bool name_args(const holder *h, const dl_expr *const **args, size_t count)
{
    const dl_expr **made = NULL;

    for (size_t i = 0; i < count; i++) {
        const dl_expr *named = name_handed(h, (*args)[i]);

        if (named == (*args)[i])
            continue;
        if (!made)
            made = dl_arena_copy(h->arena, *args, count * sizeof *made);
        made[i] = named;
    }
    if (made)
        *args = made;
    return made != NULL;
}

static bool name_instr(const holder *h, dl_instr *instr)
{
    dl_instr before = *instr;
    bool is_any;

    if (instr == h->from)
        return false;
    instr->target = name_in(h, instr->target, 0);
    instr->value = name_in(h, instr->value, 0);
    instr->pointer = name_in(h, instr->pointer, 0);
    is_any = instr->target != before.target || instr->value != before.value || instr->pointer != before.pointer;
    is_any |= name_args(h, &instr->args, instr->arg_count);
    is_any |= name_args(h, &instr->macro_args, instr->macro_arg_count);
    return is_any;
}

static bool name_all(const holder *h, dl_block *blocks)
{
    const bool *begins = find_where(h);
    bool is_any = false;

    for (size_t b = 0; b < h->function->block_count; b++) {
        bool is_so = begins[b];
        const dl_expr *value = blocks[b].term.value;

        for (size_t i = 0; i < blocks[b].count; i++) {
            dl_instr *instr = (dl_instr *)(uintptr_t)&blocks[b].instrs[i];
            bool is_so_behind = pass(h, instr, is_so); /* by what it was */

            if (is_so)
                is_any |= name_instr(h, instr);
            is_so = is_so_behind;
        }
        if (is_so)
            blocks[b].term.value = name_in(h, value, 0);
        is_any |= blocks[b].term.value != value;
    }
    return is_any;
}

static bool is_read(const holder *h)
{
    for (size_t b = 0; b < h->function->block_count; b++) {
        const dl_block *block = &h->function->blocks[b];

        for (size_t i = 0; i < block->count; i++)
            for (size_t e = 0; e < dl_instr_expr_count(&block->instrs[i]); e++)
                if (&block->instrs[i] != h->from && dl_expr_mentions(dl_instr_expr(&block->instrs[i], e), h->pointer))
                    return true;
        if (dl_expr_mentions(block->term.value, h->pointer))
            return true;
    }
    return false;
}

/* What nobody reads any more holds nothing. */
static void drop_unread(const holder *h)
{
    dl_instr *instr = (dl_instr *)(uintptr_t)h->from;

    if (!is_read(h))
        *instr = (dl_instr){.kind = DL_I_EVAL, .span = instr->span, .value = h->element->b};
}

bool dl_elements_name(dl_function *function, dl_arena *arena)
{
    dl_block *blocks = (dl_block *)(uintptr_t)function->blocks; /* its own, still writable here */
    bool is_any = false;

    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < blocks[b].count; i++) {
            holder h;

            if (!read_holder(function, &blocks[b].instrs[i], arena, &h) || !name_all(&h, blocks))
                continue;
            drop_unread(&h);
            is_any = true;
        }
    return is_any;
}

/* ---- `Workers + i` ---- */

/* What the pointer's elements are those of: the array itself, or what it leads to; NULL: that has no name. */
static const dl_expr *row_at(const dl_expr *pointer, dl_arena *arena)
{
    dl_expr *made;

    if (pointer->kind == DL_E_ADDRESS && pointer->decays && pointer->a->kind == DL_E_INDEX)
        return pointer->a->a;
    if (!dl_expr_is_place(pointer) || pointer->type->kind != DL_TYPE_POINTER)
        return NULL;
    made = dl_arena_copy(arena, pointer, sizeof *made);
    *made = (dl_expr){.kind = DL_E_DEREF, .type = pointer->type->element, .span = pointer->span, .a = pointer};
    return made;
}

static const dl_expr *spelled(const dl_function *function, const dl_expr *value, dl_arena *arena)
{
    const dl_expr *sum = dl_expr_uncast(value);
    const dl_expr *index = sum->kind == DL_E_BINARY && sum->op == DL_OP_ADD ? dl_expr_uncast(sum->b) : NULL, *row;
    dl_expr *element, *address;

    if (!index || index->kind != DL_E_VAR || !is_own(index->var, function) || sum->a->type->kind != DL_TYPE_POINTER ||
        !sum->a->type->element)
        return value;
    row = row_at(sum->a, arena);
    if (!row)
        return value;
    element = dl_arena_copy(arena, sum, sizeof *element);
    *element = (dl_expr){.kind = DL_E_INDEX, .type = sum->a->type->element, .span = sum->span, .a = row, .b = sum->b};
    address = dl_arena_copy(arena, sum, sizeof *address);
    *address = (dl_expr){.kind = DL_E_ADDRESS, .type = sum->type, .span = sum->span, .a = element};
    return address;
}

void dl_elements_spell(dl_function *function, dl_arena *arena)
{
    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            dl_instr *instr = (dl_instr *)(uintptr_t)&function->blocks[b].instrs[i];

            if (instr->kind == DL_I_ASSIGN && instr->op == DL_ASSIGN && instr->target->kind == DL_E_VAR &&
                instr->target->var->storage == DL_LOCAL && instr->target->type->kind == DL_TYPE_POINTER)
                instr->value = spelled(function, instr->value, arena);
        }
}
