/* value.c: values: their classes, and whether two are one. */
#include "engine/value.h"

#include "engine/reckon.h"
#include "engine/stems.h"

dl_val dl_val_const(int64_t k, const char *name)
{
    return (dl_val){.kind = DL_VAL_CONST, .k = k, .name = name};
}

dl_val dl_val_null(void)
{
    return dl_val_const(0, NULL);
}

dl_val dl_val_sym(int sym)
{
    return (dl_val){.kind = DL_VAL_SYM, .id = sym};
}

dl_val dl_val_address(dl_loc loc)
{
    return (dl_val){.kind = DL_VAL_ADDRESS, .id = loc};
}

dl_val dl_val_function(const char *name)
{
    return (dl_val){.kind = DL_VAL_FUNCTION, .name = name};
}

dl_val dl_val_unset(void)
{
    return (dl_val){.kind = DL_VAL_UNSET};
}

bool dl_val_equal(dl_val a, dl_val b)
{
    return a.kind == b.kind && a.id == b.id && a.k == b.k && a.p == b.p &&
           (a.kind != DL_VAL_FUNCTION || dl_text_equal(a.name, b.name));
}

/* Status codes of unsigned type are above INT32_MAX: they are failures all the same. */
unsigned dl_mask_of(int64_t k)
{
    if (k > INT32_MAX && k <= (int64_t)UINT32_MAX)
        return DL_NEG;
    return k < 0 ? DL_NEG : k == 0 ? DL_ZERO : DL_POS;
}

unsigned dl_val_mask(const dl_world *world, const dl_state *state, dl_val val)
{
    const dl_known *known;
    const dl_symbol *symbol;

    switch (val.kind) {
    case DL_VAL_CONST:
        return dl_mask_of(val.k);
    case DL_VAL_ADDRESS:
    case DL_VAL_FUNCTION:
    case DL_VAL_SIZEOF:
        return DL_POS;
    case DL_VAL_SYM:
        known = dl_state_known(state, val.id);
        symbol = dl_symbol_of(world, val.id);
        if (known)
            return known->mask;
        /* A slot is written when the call has succeeded, and that may have been tested since. */
        if (symbol->partner && (dl_val_mask(world, state, dl_val_sym(symbol->partner)) & DL_NEG) == 0)
            return DL_NEG | DL_POS;
        if (symbol->was_null && dl_val_mask(world, state, dl_val_sym(symbol->partner)) == DL_NEG)
            return DL_ZERO;
        return symbol->base;
    default:
        return DL_ALL;
    }
}

bool dl_val_constant(const dl_world *world, const dl_state *state, dl_val val, int64_t *k)
{
    const dl_known *known;

    if (val.kind == DL_VAL_CONST || (val.kind == DL_VAL_SIZEOF && val.k > 0)) {
        *k = val.k;
        return true;
    }
    if (val.kind != DL_VAL_SYM)
        return false;
    known = dl_state_known(state, val.id);
    if (known && known->has_equal) {
        *k = known->k;
        return true;
    }
    if (dl_val_mask(world, state, val) == DL_ZERO) {
        *k = 0;
        return true;
    }
    return false;
}

/* What was read at an index that nobody knows, or lies behind it: two readings of it need not be of one element. */
static bool is_of_any_element(const dl_world *world, int sym)
{
    const dl_symbol *symbol = dl_symbol_of(world, sym);
    int object;

    if (symbol->kind == DL_SYM_EXPR)
        return (symbol->left->kind == DL_VAL_SYM && is_of_any_element(world, symbol->left->id)) ||
               (symbol->right->kind == DL_VAL_SYM && is_of_any_element(world, symbol->right->id));
    if (symbol->kind == DL_SYM_ELEMENT)
        return true;
    object =
        symbol->kind == DL_SYM_INITIAL || symbol->kind == DL_SYM_HAVOC ? dl_life_of(world, symbol->loc)->object : 0;
    return object && is_of_any_element(world, object);
}

static dl_tri same_symbols(const dl_world *world, int a, int b)
{
    if (a == b)
        return DL_YES;
    if (dl_sym_is_fuzzy(world, a) || dl_sym_is_fuzzy(world, b))
        return dl_stems_are_others(world, a, b) || dl_stems_are_others(world, b, a) ? DL_NO : DL_MAYBE;
    return DL_NO;
}

/* Behind a pointer that has gone on by a known number of bytes (`header + 1`): the one that it was made of; else 0. */
static int moved_from(const dl_world *world, dl_loc loc)
{
    const dl_place *root = dl_place_of(world, dl_place_of(world, loc)->root);
    int sym = root->kind == DL_LOC_OBJECT ? root->sym : 0;

    if (!sym || dl_place_of(world, loc)->any || !(dl_symbol_of(world, sym)->b & DL_RECKON_BYTES) ||
        dl_symbol_of(world, sym)->kind != DL_SYM_EXPR)
        return 0;
    sym = dl_symbol_of(world, sym)->left->id;
    return dl_sym_is_fuzzy(world, sym) ? 0 : sym;
}

/* It lies in no block but the one that the pointer leads into. */
static bool is_outside(const dl_world *world, int moved, dl_loc other)
{
    int object = dl_life_of(world, other)->object, from = moved_from(world, other);

    return moved && (from ? from != moved : !dl_loc_is_fuzzy(world, other) && object != moved);
}

static dl_tri same_places(const dl_world *world, dl_loc a, dl_loc b)
{
    int moved = moved_from(world, a);

    if (is_outside(world, moved, b) || is_outside(world, moved_from(world, b), a))
        return DL_NO;
    if (a == b && moved)
        return DL_YES;
    if (a == b)
        return dl_loc_is_fuzzy(world, a) ? DL_MAYBE : DL_YES;
    return dl_loc_is_fuzzy(world, a) || dl_loc_is_fuzzy(world, b) ? DL_MAYBE : DL_NO;
}

dl_tri dl_val_same(const dl_world *world, const dl_state *state, dl_val a, dl_val b)
{
    int64_t left, right;

    if (a.kind == DL_VAL_SYM && b.kind == DL_VAL_SYM && a.id == b.id)
        return dl_sym_is_shared(world, a.id) || is_of_any_element(world, a.id) ? DL_MAYBE : DL_YES;
    if ((dl_val_mask(world, state, a) & dl_val_mask(world, state, b)) == 0)
        return DL_NO;
    if (dl_val_constant(world, state, a, &left) && dl_val_constant(world, state, b, &right))
        return left == right ? DL_YES : DL_NO;
    if (a.kind == DL_VAL_UNSET || b.kind == DL_VAL_UNSET)
        return DL_NO;
    if (a.kind == DL_VAL_SYM && b.kind == DL_VAL_SYM)
        return same_symbols(world, a.id, b.id);
    if (a.kind == DL_VAL_SYM)
        return dl_sym_is_fuzzy(world, a.id) || b.kind == DL_VAL_CONST ? DL_MAYBE : DL_NO;
    if (b.kind == DL_VAL_SYM)
        return dl_sym_is_fuzzy(world, b.id) || a.kind == DL_VAL_CONST ? DL_MAYBE : DL_NO;
    if (a.kind != b.kind)
        return DL_NO;
    if (a.kind == DL_VAL_ADDRESS)
        return same_places(world, a.id, b.id);
    return dl_val_equal(a, b) ? DL_YES : DL_NO;
}
