/* reckon.c: see reckon.h. */
#include "engine/reckon.h"

#include "engine/bounds.h"

/* What a number may be: between bounds, with bits that are surely set, and surely clear. */
typedef struct range {
    int64_t low, high;
    uint64_t ones, zeroes;
} range;

enum { DEEPEST = 6, MOST_LEAVES = 4 };
#define FAR ((int64_t)1 << 40) /* bounds beyond are not reckoned with */

static const range anything = {INT64_MIN, INT64_MAX, 0, 0};

static range number(int64_t k)
{
    return (range){k, k, (uint64_t)k, ~(uint64_t)k};
}

static range between(int64_t low, int64_t high)
{
    range made = {low, high, 0, 0};

    if (low == high)
        return number(low);
    if (low >= 0)
        for (int bit = 63; bit >= 0 && !((uint64_t)high >> bit); bit--)
            made.zeroes |= (uint64_t)1 << bit;
    else if (high < 0)
        for (int bit = 63; bit >= 0 && !(~(uint64_t)low >> bit); bit--)
            made.ones |= (uint64_t)1 << bit;
    return made;
}

/* Bits say something of the bounds, too. */
static range of_bits(uint64_t ones, uint64_t zeroes)
{
    uint64_t sign = (uint64_t)1 << 63;
    range made = {INT64_MIN, INT64_MAX, ones, zeroes};

    if (zeroes & sign) {
        made.low = (int64_t)ones;
        made.high = (int64_t)~zeroes;
    } else if (ones & sign) {
        made.low = (int64_t)ones;
        made.high = (int64_t)~zeroes;
    }
    return made;
}

static range either(range a, range b)
{
    return (range){a.low < b.low ? a.low : b.low, a.high > b.high ? a.high : b.high, a.ones & b.ones,
                   a.zeroes & b.zeroes};
}

static bool is_near(range a)
{
    return a.low > -FAR && a.high < FAR;
}

/* As dl_mask_of has it: what an unsigned type holds of a negative word is negative. */
static unsigned classes(range a)
{
    bool is_negative = a.low < 0 || (a.low <= UINT32_MAX && a.high > INT32_MAX);
    bool is_positive = (a.low <= INT32_MAX && a.high > 0) || a.high > UINT32_MAX;

    return (is_negative ? DL_NEG : 0u) | (a.low <= 0 && a.high >= 0 ? DL_ZERO : 0u) | (is_positive ? DL_POS : 0u);
}

static range as_word(range a)
{
    if (a.low >= 0)
        return a;
    if (a.high < 0 && a.low >= INT32_MIN)
        return (range){a.low + UINT32_MAX + 1, a.high + UINT32_MAX + 1, a.ones & UINT32_MAX,
                       a.zeroes | ~(uint64_t)UINT32_MAX};
    return (range){0, UINT32_MAX, a.ones & UINT32_MAX, a.zeroes | ~(uint64_t)UINT32_MAX};
}

static range truth(bool may_hold, bool may_fail)
{
    return !may_fail ? number(1) : !may_hold ? number(0) : between(0, 1);
}

static range compared(dl_op op, range a, range b)
{
    bool is_apart = a.high < b.low || b.high < a.low || (a.ones & b.zeroes) || (a.zeroes & b.ones);
    bool is_same = a.low == a.high && b.low == b.high && a.low == b.low;

    switch (op) {
    case DL_OP_EQ:
        return truth(!is_apart, !is_same);
    case DL_OP_NE:
        return truth(!is_same, !is_apart);
    case DL_OP_LT:
        return truth(a.low < b.high, a.high >= b.low);
    case DL_OP_LE:
        return truth(a.low <= b.high, a.high > b.low);
    case DL_OP_GT:
        return truth(a.high > b.low, a.low <= b.high);
    default:
        return truth(a.high >= b.low, a.low < b.high);
    }
}

static range both(range a, range b)
{
    range made = of_bits(a.ones & b.ones, a.zeroes | b.zeroes);

    if (a.low >= 0 && a.high < made.high)
        made.high = a.high;
    if (b.low >= 0 && b.high < made.high)
        made.high = b.high;
    return made;
}

static range any_of(range a, range b)
{
    range made = of_bits(a.ones | b.ones, a.zeroes & b.zeroes);

    if (a.low >= 0 && b.low >= 0 && made.low < (a.low > b.low ? a.low : b.low))
        made.low = a.low > b.low ? a.low : b.low;
    return made;
}

static range shifted(dl_op op, range a, range b)
{
    if (b.low != b.high || b.low < 0 || b.low > 62)
        return anything;
    if (op == DL_OP_SHR)
        return between(a.low >> b.low, a.high >> b.low);
    if (!is_near(a) || b.low > 20)
        return anything;
    return between(a.low * ((int64_t)1 << b.low), a.high * ((int64_t)1 << b.low));
}

static range multiplied(range a, range b)
{
    range made;
    int64_t at[4];

    if (a.low <= INT32_MIN || a.high >= INT32_MAX || b.low <= INT32_MIN || b.high >= INT32_MAX)
        return anything;
    at[0] = a.low * b.low, at[1] = a.low * b.high, at[2] = a.high * b.low, at[3] = a.high * b.high;
    made = between(at[0], at[0]);
    for (int i = 1; i < 4; i++) {
        made.low = at[i] < made.low ? at[i] : made.low;
        made.high = at[i] > made.high ? at[i] : made.high;
    }
    return between(made.low, made.high);
}

static range combined(dl_op op, range a, range b)
{
    switch (op) {
    case DL_OP_AND:
        return both(a, b);
    case DL_OP_OR:
        return any_of(a, b);
    case DL_OP_XOR:
        return of_bits((a.ones & b.zeroes) | (a.zeroes & b.ones), (a.ones & b.ones) | (a.zeroes & b.zeroes));
    case DL_OP_ADD:
        return is_near(a) && is_near(b) ? between(a.low + b.low, a.high + b.high) : anything;
    case DL_OP_SUB:
        return is_near(a) && is_near(b) ? between(a.low - b.high, a.high - b.low) : anything;
    case DL_OP_MUL:
        return multiplied(a, b);
    case DL_OP_SHL:
    case DL_OP_SHR:
        return shifted(op, a, b);
    case DL_OP_NEG:
        return is_near(a) ? between(-a.high, -a.low) : anything;
    case DL_OP_BITNOT:
        return (range){~a.high, ~a.low, a.zeroes, a.ones};
    default:
        return anything;
    }
}

/* Too large a sum begins again at zero. */
static range sum_of_words(dl_op op, range a, range b)
{
    range x = as_word(a), y = b.low == b.high && b.low < 0 ? b : as_word(b), made = combined(op, x, y);

    return made.low >= 0 && made.high <= UINT32_MAX ? made : between(0, UINT32_MAX);
}

/* The low bits of a number, as a type with a sign takes them. */
static range with_sign(range a, int64_t bits)
{
    int64_t most = bits / 2;

    if (a.high <= most)
        return a;
    return a.low == a.high ? number(a.low - bits - 1) : between(-most - 1, most);
}

/* One of the symbols that it is made of, taken to be so. */
typedef struct assumption {
    int sym;
    range is;
} assumption;

typedef struct reckoning {
    const dl_world *world;
    const dl_state *state;
    const assumption *assumed;
    unsigned depth;
} reckoning;

/* An operand of a comparison of plain values is asked for its class alone; else the negative ones among the unsigned
 * are large. */
typedef enum operand_kind { UNSIGNED, PLAIN, SIGNED_WORD } operand_kind;

static operand_kind kind_of(const dl_symbol *symbol, int flag)
{
    return symbol->b & flag ? SIGNED_WORD : symbol->op >= DL_OP_EQ && !(symbol->b & DL_RECKON_ALL) ? PLAIN : UNSIGNED;
}

/* What a value of the class is. */
static range of_class(unsigned class, operand_kind kind)
{
    switch (class) {
    case DL_NEG:
        return kind == SIGNED_WORD ? between(INT32_MIN, -1)
                                   : between(INT64_MIN, kind == PLAIN ? -1 : (int64_t)UINT32_MAX);
    case DL_ZERO:
        return number(0);
    default:
        return between(1, kind == SIGNED_WORD ? INT32_MAX : INT64_MAX);
    }
}

static range of_mask(unsigned mask, operand_kind kind)
{
    range made = anything;
    bool is_first = true;

    for (unsigned class = 1; class <= 4; class <<= 1)
        if (mask & class) {
            made = is_first ? of_class(class, kind) : either(made, of_class(class, kind));
            is_first = false;
        }
    return made;
}

static const dl_symbol *expression(const dl_world *world, dl_val val)
{
    const dl_symbol *symbol = val.kind == DL_VAL_SYM ? dl_symbol_of(world, val.id) : NULL;

    return symbol && symbol->kind == DL_SYM_EXPR ? symbol : NULL;
}

bool dl_sym_is_arithmetic(const dl_world *world, dl_val val)
{
    return expression(world, val) != NULL;
}

bool dl_sym_is_reckoned(const dl_world *world, int sym)
{
    const dl_symbol *symbol = dl_symbol_of(world, sym);

    return symbol->kind == DL_SYM_EXPR &&
           (symbol->op < DL_OP_EQ || expression(world, *symbol->left) || expression(world, *symbol->right));
}

enum { MOST_PARTS = 512 };

/* No further than MOST_PARTS. */
static void count_parts(const dl_world *world, dl_val val, unsigned *parts)
{
    const dl_symbol *symbol = expression(world, val);

    if (++*parts > MOST_PARTS || !symbol)
        return;
    count_parts(world, *symbol->left, parts);
    if (*parts <= MOST_PARTS)
        count_parts(world, *symbol->right, parts);
}

bool dl_reckon_large(dl_world *world, dl_op op, dl_val left, dl_val right, dl_val *made)
{
    unsigned parts = 0;
    const char *step;

    count_parts(world, left, &parts);
    count_parts(world, right, &parts);
    if (parts <= MOST_PARTS)
        return false;
    step = dl_arena_printf(world->arena, "(%d %d:%d:%lld %d:%d:%lld)", (int)op, (int)left.kind, left.id,
                           (long long)left.k, (int)right.kind, right.id, (long long)right.k);
    *made = dl_val_sym(dl_sym(world, (dl_symbol){.kind = DL_SYM_HAVOC, .a = -10, .name = step}));
    return true;
}

bool dl_sym_is_counted(const dl_world *world, dl_val val)
{
    const dl_symbol *symbol = expression(world, val);

    return symbol &&
           ((symbol->op >= DL_OP_ADD && symbol->op <= DL_OP_REM) || symbol->op == DL_OP_SHL || symbol->op == DL_OP_SHR);
}

/* `is_new`: what it stands in was not compared itself. */
static bool is_compared(const dl_world *world, const dl_state *state, dl_val val, bool is_new)
{
    const dl_symbol *symbol = expression(world, val);
    const dl_known *known = val.kind == DL_VAL_SYM ? dl_state_known(state, val.id) : NULL;

    if (symbol)
        return is_compared(world, state, *symbol->left, is_new) || is_compared(world, state, *symbol->right, is_new);
    return known && !dl_sym_is_fuzzy(world, val.id) &&
           (known->view || known->has_other || known->is_joined || (known->is_in_sum && is_new));
}

bool dl_reckon_is_rough(const dl_world *world, const dl_state *state, dl_val val)
{
    return dl_sym_is_counted(world, val) && is_compared(world, state, val, !dl_state_known(state, val.id)) &&
           !dl_bounds_sum_is_exact(world, state, val);
}

static range reckon(const reckoning *r, const dl_symbol *symbol);

/* Of a number that is not zero: if it can have one bit alone, it has that. */
static range not_zero(range of)
{
    uint64_t may = ~of.zeroes;

    return may && !(may & (may - 1)) ? number((int64_t)may) : of;
}

/* What the path has compared it with. An unsigned word may be held as a negative number. */
static range within_bounds(const reckoning *r, dl_val val, range of, operand_kind kind)
{
    dl_bounds found;

    if (!dl_bounds_found(r->state, val, &found) || (kind == SIGNED_WORD && found.high > INT32_MAX))
        return of;
    return between(found.low, found.high);
}

static range reckon_operand(const reckoning *r, dl_val val, operand_kind kind)
{
    const dl_symbol *symbol = expression(r->world, val);
    reckoning below = *r;
    uint32_t ones, zeroes;
    range made;
    int64_t k;

    if (r->assumed && val.kind == DL_VAL_SYM && val.id == r->assumed->sym)
        return r->assumed->is;
    if (dl_val_constant(r->world, r->state, val, &k))
        return number(k);
    if (val.kind != DL_VAL_SYM)
        return anything;
    below.depth++;
    if (symbol && below.depth <= DEEPEST) {
        made = reckon(&below, symbol);
        return dl_val_mask(r->world, r->state, val) & DL_ZERO ? made : not_zero(made);
    }
    made = within_bounds(r, val, of_mask(dl_val_mask(r->world, r->state, val), kind), kind);
    dl_state_bits(r->world, r->state, val, &ones, &zeroes);
    made.ones |= ones;
    made.zeroes |= zeroes;
    return made;
}

static range reckon(const reckoning *r, const dl_symbol *symbol)
{
    range a = reckon_operand(r, *symbol->left, kind_of(symbol, DL_RECKON_LEFT));
    range b = reckon_operand(r, *symbol->right, kind_of(symbol, DL_RECKON_RIGHT));

    if ((symbol->b & DL_RECKON_WORD) && (symbol->op >= DL_OP_EQ || symbol->op == DL_OP_SHR)) {
        a = as_word(a);
        b = as_word(b);
    }
    /* Plain numbers of which the negative ones are the largest: which of two is larger is not asked for here. */
    if ((symbol->b & (DL_RECKON_UNSIGNED | DL_RECKON_WORD)) == DL_RECKON_UNSIGNED && (a.low < 0 || b.low < 0))
        return between(0, 1);
    if (symbol->b & DL_RECKON_SHRUNK_SIGNED)
        return with_sign(both(a, b), symbol->right->k);
    if ((symbol->b & DL_RECKON_WORD) && (symbol->op == DL_OP_ADD || symbol->op == DL_OP_SUB))
        return sum_of_words(symbol->op, a, b);
    return symbol->op >= DL_OP_EQ ? compared(symbol->op, a, b) : combined(symbol->op, a, b);
}

bool dl_reckon_number(const dl_world *world, const dl_state *state, int sym, int64_t *k)
{
    range made = reckon(&(reckoning){.world = world, .state = state}, dl_symbol_of(world, sym));

    *k = made.low;
    return made.low == made.high;
}

void dl_reckon_bits(const dl_world *world, const dl_state *state, dl_val val, uint32_t *ones, uint32_t *zeroes)
{
    range made = reckon_operand(&(reckoning){.world = world, .state = state}, val, UNSIGNED);

    *ones = (uint32_t)made.ones;
    *zeroes = (uint32_t)made.zeroes;
}

bool dl_reckon_fits(const dl_world *world, const dl_state *state, dl_val val, int64_t low, int64_t high)
{
    range made = reckon_operand(&(reckoning){.world = world, .state = state}, val, UNSIGNED);

    return made.low >= low && made.high <= high;
}

/* ---- narrowing ---- */

typedef struct leaf {
    int sym;
    operand_kind kind;
} leaf;

typedef struct leaves {
    leaf at[MOST_LEAVES];
    size_t count;
} leaves;

static void find_leaves(const dl_world *world, const dl_symbol *symbol, unsigned depth, leaves *found)
{
    const dl_val *operands[2] = {symbol->left, symbol->right};

    for (int i = 0; i < 2 && depth < DEEPEST; i++) {
        const dl_symbol *inner = expression(world, *operands[i]);
        operand_kind kind = kind_of(symbol, i == 0 ? DL_RECKON_LEFT : DL_RECKON_RIGHT);
        bool is_new = true;

        if (inner) {
            find_leaves(world, inner, depth + 1, found);
            continue;
        }
        if (operands[i]->kind != DL_VAL_SYM)
            continue;
        for (size_t k = 0; k < found->count; k++)
            if (found->at[k].sym == operands[i]->id) {
                found->at[k].kind = found->at[k].kind == kind ? kind : UNSIGNED;
                is_new = false;
            }
        if (is_new && found->count < MOST_LEAVES)
            found->at[found->count++] = (leaf){operands[i]->id, kind};
    }
}

static bool can_be(const dl_world *world, const dl_state *state, int sym, const leaf *of, range is, unsigned mask)
{
    assumption assumed = {of->sym, is};

    return classes(
               reckon(&(reckoning){.world = world, .state = state, .assumed = &assumed}, dl_symbol_of(world, sym))) &
           mask;
}

/* The classes of a leaf with which the expression can be of these. */
static unsigned allowed(const dl_world *world, const dl_state *state, int sym, const leaf *of, unsigned mask)
{
    int64_t least_error = -0x40000000;
    unsigned found = 0;

    for (unsigned class = 1; class <= 4; class <<= 1) {
        range is = class == DL_NEG && of->kind == SIGNED_WORD ? between(least_error, -1) : of_class(class, of->kind);

        if (can_be(world, state, sym, of, is, mask))
            found |= class;
    }
    if (!found && of->kind == SIGNED_WORD && can_be(world, state, sym, of, between(INT32_MIN, least_error - 1), mask))
        found = DL_NEG;
    return found;
}

bool dl_reckon_narrow(dl_world *world, dl_state *state, int sym, unsigned mask)
{
    leaves found = {0};

    find_leaves(world, dl_symbol_of(world, sym), 0, &found);
    for (size_t i = 0; i < found.count; i++) {
        unsigned left = allowed(world, state, sym, &found.at[i], mask);

        if (!dl_state_narrow(world, state, dl_val_sym(found.at[i].sym), left))
            return false;
    }
    return true;
}
