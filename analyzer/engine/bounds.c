/* bounds.c: see bounds.h. */
#include "engine/bounds.h"

#include "engine/reckon.h"
#include "engine/state_private.h"

enum { IS_UNSIGNED = 1, WORD = 4, LONG_WORD = 8 };

/* 1 + twice the logarithm of the size, and whether it is unsigned. */
int dl_bounds_view(const dl_type *type)
{
    int view = 1;

    if (type->kind != DL_TYPE_INT && type->kind != DL_TYPE_ENUM)
        return 0;
    for (int64_t size = 1; size < type->size; size *= 2)
        view += 2;
    if (type->size < 1 || type->size > LONG_WORD || 1 << (view - 1) / 2 != type->size)
        return 0;
    return view + (type->is_unsigned ? IS_UNSIGNED : 0);
}

static int size_of(int view)
{
    return 1 << (view - 1) / 2;
}

static bool is_unsigned(int view)
{
    return (view - 1) & IS_UNSIGNED;
}

/* The least and the largest number. Of what has more bits than a word, those of a word: they stand for all beyond. */
static dl_bounds all_of(int view)
{
    int bits = 8 * (size_of(view) < WORD ? size_of(view) : WORD);

    if (is_unsigned(view))
        return (dl_bounds){0, ((int64_t)1 << bits) - 1};
    return (dl_bounds){-((int64_t)1 << (bits - 1)), ((int64_t)1 << (bits - 1)) - 1};
}

/* The place of a constant in the order of the view: an unsigned word may be held as a negative number. False: it has
 * none that is told from all others. */
static bool find_rank(int view, int64_t k, int64_t *rank)
{
    dl_bounds all = all_of(view);

    *rank = k;
    if (size_of(view) == WORD && is_unsigned(view) && k < 0 && k >= INT32_MIN)
        *rank = k + UINT32_MAX + 1;
    if (size_of(view) == LONG_WORD)
        return k < all.high && (k > all.low || is_unsigned(view)) && k >= all.low;
    return size_of(view) < WORD ? k >= INT32_MIN && k <= UINT32_MAX : *rank >= all.low && *rank <= all.high;
}

static bool is_empty(dl_bounds of)
{
    return of.low > of.high;
}

static bool are_equal(dl_bounds a, dl_bounds b)
{
    return a.low == b.low && a.high == b.high;
}

static dl_bounds both(dl_bounds a, dl_bounds b)
{
    return (dl_bounds){a.low > b.low ? a.low : b.low, a.high < b.high ? a.high : b.high};
}

/* An end is left out; what lies between is not. */
static dl_bounds without(dl_bounds of, int64_t rank)
{
    return (dl_bounds){of.low + (of.low == rank), of.high - (of.high == rank)};
}

static dl_bounds narrowed(dl_bounds of, dl_op op, int64_t rank)
{
    switch (op) {
    case DL_OP_EQ:
        return both(of, (dl_bounds){rank, rank});
    case DL_OP_LT:
        return both(of, (dl_bounds){of.low, rank - 1});
    case DL_OP_LE:
        return both(of, (dl_bounds){of.low, rank});
    case DL_OP_GT:
        return both(of, (dl_bounds){rank + 1, of.high});
    case DL_OP_GE:
        return both(of, (dl_bounds){rank, of.high});
    default:
        return without(of, rank);
    }
}

/* What the classes leave. They are those of words: another number may have a sign that its word does not have. */
static dl_bounds of_classes(dl_bounds of, unsigned mask, int view)
{
    if (mask == DL_ZERO)
        return (dl_bounds){0, 0};
    if (size_of(view) == WORD && is_unsigned(view))
        of = (dl_bounds){mask == DL_NEG ? (int64_t)INT32_MAX + 1 : 0, mask & DL_NEG ? UINT32_MAX : INT32_MAX};
    else if (size_of(view) == WORD)
        of = (dl_bounds){mask & DL_NEG ? INT32_MIN : 0, mask & DL_POS ? INT32_MAX : 0};
    return mask & DL_ZERO ? of : without(of, 0);
}

static unsigned classes_of(dl_bounds of, int view)
{
    if (size_of(view) != WORD)
        return of.low > 0 || of.high < 0 ? DL_NEG | DL_POS : DL_ALL;
    return (of.low < 0 || of.high > INT32_MAX ? DL_NEG : 0u) | (of.low <= 0 && of.high >= 0 ? DL_ZERO : 0u) |
           (of.low <= INT32_MAX && of.high > 0 ? DL_POS : 0u);
}

/* ---- what is kept ---- */

/* Halves of words: those of unsigned ones are kept as what is above the middle. */
static int64_t middle(int view)
{
    return is_unsigned(view) && size_of(view) >= WORD ? (int64_t)INT32_MAX + 1 : 0;
}

/* What was found of it as this view, or as the other one of the size, where the numbers are the same. */
static dl_bounds kept(const dl_known *known, int view)
{
    dl_bounds found = {known->low + middle(known->view), known->high + middle(known->view)};

    if (known->view == view)
        return found;
    if (!known->view || size_of(known->view) != size_of(view) || found.low < 0 ||
        found.high > all_of(is_unsigned(view) ? known->view : view).high - (size_of(view) == LONG_WORD))
        return all_of(view);
    return found;
}

static dl_bounds without_other(dl_bounds of, const dl_known *known, int view)
{
    int64_t rank;

    return known->has_other && find_rank(view, known->other, &rank) ? without(of, rank) : of;
}

/* What all that is known leaves, but for the bounds. */
static dl_bounds rest_of(const dl_known *known, int view)
{
    dl_bounds of = all_of(view);
    int64_t rank;

    if (known->has_equal)
        return find_rank(view, known->k, &rank) ? (dl_bounds){rank, rank} : of;
    return without_other(of_classes(of, known->mask, view), known, view);
}

static dl_bounds all_known(const dl_known *known, int view)
{
    dl_bounds of = rest_of(known, view);

    if (!known->view || known->has_equal)
        return of;
    of = both(of, kept(known, view));
    return without_other(known->mask & DL_ZERO ? of : without(of, 0), known, view);
}

static dl_known known_of(const dl_world *world, const dl_state *state, dl_val val)
{
    const dl_known *known = dl_state_known(state, val.id);

    return known ? *known : (dl_known){.mask = (unsigned char)dl_val_mask(world, state, val)};
}

void dl_bounds_put(dl_known *known, dl_bounds bounds, int view)
{
    known->view = 0;
    known->k = 0;
    if (are_equal(both(bounds, rest_of(known, view)), rest_of(known, view)))
        return;
    known->view = (unsigned char)view;
    known->low = (int32_t)(bounds.low - middle(view));
    known->high = (int32_t)(bounds.high - middle(view));
}

dl_bounds dl_bounds_of_both(const dl_known *one, const dl_known *other, int view, bool *is_apart)
{
    dl_bounds a = all_known(one, view), b = all_known(other, view);

    *is_apart = a.high + 1 < b.low || b.high + 1 < a.low;
    return (dl_bounds){a.low < b.low ? a.low : b.low, a.high > b.high ? a.high : b.high};
}

bool dl_bounds_found(const dl_state *state, dl_val val, dl_bounds *found)
{
    const dl_known *known = val.kind == DL_VAL_SYM ? dl_state_known(state, val.id) : NULL;
    dl_bounds all;

    if (!known || !known->view || known->has_equal)
        return false;
    all = all_of(known->view);
    *found = all_known(known, known->view);
    if (size_of(known->view) == LONG_WORD && found->high == all.high)
        found->high = INT64_MAX;
    if (size_of(known->view) == LONG_WORD && found->low == all.low && !is_unsigned(known->view))
        found->low = INT64_MIN;
    return !is_empty(*found);
}

/* ---- comparisons ---- */

/* Whether two words are equal does not hang on the sign. */
static int view_asked(const dl_known *known, dl_op op, int view)
{
    return op <= DL_OP_NE && known->view && size_of(known->view) == size_of(view) && size_of(view) >= WORD ? known->view
                                                                                                           : view;
}

dl_tri dl_bounds_decide(const dl_world *world, const dl_state *state, dl_op op, dl_val val, int64_t k, int view)
{
    dl_known known;
    dl_bounds of;
    int64_t rank;

    if (!view || val.kind != DL_VAL_SYM)
        return DL_MAYBE;
    known = known_of(world, state, val);
    view = view_asked(&known, op, view);
    if (!find_rank(view, k, &rank))
        return DL_MAYBE;
    of = all_known(&known, view);
    if (is_empty(of))
        return DL_MAYBE;
    if (is_empty(narrowed(of, op, rank)))
        return DL_NO;
    return is_empty(narrowed(of, dl_op_negated(op), rank)) ? DL_YES : DL_MAYBE;
}

/* Whether there is one number left, which is held in one way. */
static bool is_one_number(dl_bounds of, int view)
{
    return of.low == of.high && of.low <= INT32_MAX &&
           (size_of(view) < LONG_WORD || (of.low > all_of(view).low && of.low < all_of(view).high));
}

bool dl_bounds_narrow(dl_world *world, dl_state *state, dl_val val, dl_op op, int64_t k, int view)
{
    dl_known known;
    dl_bounds was, now;
    int64_t rank;

    if (!view || val.kind != DL_VAL_SYM ||
        dl_val_same(world, state, val, val) != DL_YES) /* an element may be another one each time that it is read */
        return true;
    known = known_of(world, state, val);
    view = view_asked(&known, op, view);
    if (!find_rank(view, k, &rank))
        return true;
    was = all_known(&known, view);
    now = narrowed(was, op, rank);
    if (is_empty(was) || are_equal(was, now))
        return true;
    if (is_empty(now) || !dl_state_narrow(world, state, val, classes_of(now, view)))
        return false;
    if (is_one_number(now, view))
        return dl_state_fix(world, state, val, now.low, true);
    if (!known.view || known.view == view || !are_equal(kept(&known, view), all_of(view)))
        dl_bounds_put(dl_state_put_known(world, state, val.id), now, view);
    return true;
}

/* ---- sums ---- */

/* The symbol, and what is added to it. */
static bool is_sum(const dl_world *world, const dl_state *state, dl_val val, dl_val *of, int64_t *added)
{
    const dl_symbol *symbol = val.kind == DL_VAL_SYM ? dl_symbol_of(world, val.id) : NULL;

    if (!symbol || symbol->kind != DL_SYM_EXPR || (symbol->op != DL_OP_ADD && symbol->op != DL_OP_SUB) ||
        symbol->left->kind != DL_VAL_SYM || dl_sym_is_fuzzy(world, symbol->left->id) ||
        !dl_val_constant(world, state, *symbol->right, added) || *added < -INT32_MAX || *added > INT32_MAX)
        return false;
    *of = *symbol->left;
    *added = symbol->op == DL_OP_SUB ? -*added : *added;
    return true;
}

/* Both are words of that view. */
static bool is_sum_of_words(const dl_world *world, const dl_state *state, dl_val val, int view, dl_val *of,
                            int64_t *added)
{
    return view && size_of(view) == WORD && is_sum(world, state, val, of, added) &&
           (dl_symbol_of(world, val.id)->b & (is_unsigned(view) ? DL_RECKON_WORD : DL_RECKON_LEFT));
}

bool dl_bounds_summand(const dl_world *world, const dl_state *state, dl_val val, dl_val *of, int64_t *k)
{
    int64_t added;

    if (!is_sum(world, state, val, of, &added) || *k - added < 0 || *k - added > INT32_MAX)
        return false;
    *k -= added;
    return true;
}

/* What the symbol is where the sum lies there. False: that is not one stretch of numbers. */
static bool before_sum(dl_bounds *of, int64_t added, int view)
{
    dl_bounds all = all_of(view);
    int64_t turn = all.high - all.low + 1;

    of->low -= added;
    of->high -= added;
    if (!is_unsigned(view)) { /* such a sum is never too large for its type */
        *of = both(*of, all);
        return true;
    }
    if (of->low < all.low && of->high >= all.low)
        return false;
    if (of->high > all.high && of->low <= all.high)
        return false;
    turn = of->low < all.low ? turn : of->low > all.high ? -turn : 0;
    *of = (dl_bounds){of->low + turn, of->high + turn};
    return true;
}

bool dl_bounds_sum_is_exact(const dl_world *world, const dl_state *state, dl_val val)
{
    const dl_symbol *symbol = dl_symbol_of(world, val.id);
    const dl_known *known = symbol->left->kind == DL_VAL_SYM ? dl_state_known(state, symbol->left->id) : NULL;
    dl_bounds found;
    int64_t added;
    dl_val of;

    if (!known || known->has_other || known->is_joined || known->is_in_sum ||
        !is_sum_of_words(world, state, val, known->view, &of, &added) || !dl_bounds_found(state, of, &found))
        return false;
    return before_sum(&found, -added, known->view);
}

static void doubt_operands(dl_world *world, dl_state *state, const dl_symbol *symbol)
{
    const dl_val *operands[2] = {symbol->left, symbol->right};

    for (int i = 0; i < 2; i++) {
        const dl_symbol *inner = operands[i]->kind == DL_VAL_SYM ? dl_symbol_of(world, operands[i]->id) : NULL;
        int64_t k;

        if (inner && inner->kind == DL_SYM_EXPR)
            doubt_operands(world, state, inner);
        else if (inner && !dl_sym_is_fuzzy(world, operands[i]->id) && !dl_val_constant(world, state, *operands[i], &k))
            dl_state_put_known(world, state, operands[i]->id)->is_in_sum = true;
    }
}

bool dl_bounds_narrow_sum(dl_world *world, dl_state *state, dl_val val, dl_op op, int64_t k, int view)
{
    dl_val of;
    dl_bounds left;
    int64_t rank, added;

    if (is_sum_of_words(world, state, val, view, &of, &added) && find_rank(view, k, &rank)) {
        left = narrowed(all_of(view), op, rank);
        if (is_empty(left))
            return false;
        if (before_sum(&left, added, view))
            return dl_bounds_narrow(world, state, of, DL_OP_GE, left.low, view) &&
                   dl_bounds_narrow(world, state, of, DL_OP_LE, left.high, view);
    }
    doubt_operands(world, state, dl_symbol_of(world, val.id));
    return true;
}
