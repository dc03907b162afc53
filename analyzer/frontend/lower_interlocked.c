/* lower_interlocked.c: the compiler's functions that change a word at once, or ask for one of its bits: for one thread
 * they are assignments. */
#include "frontend/lower.h"

#include <string.h>

/* Whether nothing is left of the name but widths and orderings, as the kit and the compiler spell them. */
static bool is_ending(const char *at)
{
    static const char *const endings[] = {"8",       "16",   "64",   "SizeT", "Pointer", "Acquire",     "Release",
                                          "NoFence", "_acq", "_rel", "_nf",   "_np",     "_HLEAcquire", "_HLERelease"};
    size_t i = 0;

    while (*at != '\0' && i < sizeof endings / sizeof *endings) {
        bool is_next = dl_text_starts(at, endings[i]);

        at += is_next ? strlen(endings[i]) : 0;
        i = is_next ? 0 : i + 1;
    }
    return *at == '\0';
}

static bool is_interlocked(const char *name, const char *operation)
{
    name += *name == '_';
    if (!dl_text_starts(name, "Interlocked"))
        return false;
    name += strlen("Interlocked");
    return dl_text_starts(name, operation) && is_ending(name + strlen(operation));
}

/* What an interlocked function does with a value that it is given. */
typedef struct interlocked {
    const char *operation;
    dl_assign_op op;
    bool gives_new;
} interlocked;

static const interlocked *interlocked_of(const char *name, int count)
{
    static const interlocked unary[] = {{"Increment", DL_ASSIGN_ADD, true}, {"Decrement", DL_ASSIGN_SUB, true}};
    static const interlocked binary[] = {{"Exchange", DL_ASSIGN, false},        {"Or", DL_ASSIGN_OR, false},
                                         {"And", DL_ASSIGN_AND, false},         {"Xor", DL_ASSIGN_OTHER, false},
                                         {"ExchangeAdd", DL_ASSIGN_ADD, false}, {"Add", DL_ASSIGN_ADD, true}};
    const interlocked *all = count == 1 ? unary : binary;
    size_t most = count == 1 ? sizeof unary / sizeof *unary : sizeof binary / sizeof *binary;

    for (size_t i = 0; i < most && (count == 1 || count == 2); i++)
        if (is_interlocked(name, all[i].operation))
            return &all[i];
    return NULL;
}

/* What the first argument points to; NULL: nobody knows what that is. */
static const dl_expr *target_of(dl_fn *fn, CXCursor call, dl_span span)
{
    const dl_expr *pointer = dl_lower_expr(fn, clang_Cursor_getArgument(call, 0));

    pointer = dl_expr_uncast(pointer); /* to a pointer to volatile */
    if (pointer->type->kind != DL_TYPE_POINTER || !pointer->type->element)
        return NULL;
    return dl_expr_deref(fn->l, pointer, pointer->type->element, span);
}

/* `InterlockedCompareExchange(&p, v, k)` gives the old `p`, and leaves `p == k ? v : p`. */
static const dl_expr *lower_compare_exchange(dl_fn *fn, CXCursor call, dl_span span)
{
    const dl_expr *target, *value, *comparand, *old;
    unsigned same, end;

    if (clang_Cursor_getNumArguments(call) != 3 || dl_lower_cannot_branch(fn))
        return NULL;
    target = target_of(fn, call, span);
    if (!target)
        return NULL;
    value = dl_lower_expr(fn, clang_Cursor_getArgument(call, 1));
    comparand = dl_lower_expr(fn, clang_Cursor_getArgument(call, 2));
    old = dl_lower_kept(fn, target, span);
    same = dl_block_new(fn);
    end = dl_block_new(fn);
    dl_end_branch(fn, dl_expr_binary(fn->l, DL_OP_EQ, old, comparand, fn->l->type_int, span), same, end, span);
    dl_start(fn, same);
    dl_emit_assign(fn, target, value, span);
    dl_end_jump(fn, end);
    dl_start(fn, end);
    return old;
}

/* `InterlockedIncrement(&n)` is `++n`, `InterlockedExchange(&p, v)` gives the old `p`. */
static const dl_expr *lower_change(dl_fn *fn, const char *name, CXCursor call, dl_span span)
{
    int count = clang_Cursor_getNumArguments(call);
    const interlocked *what = interlocked_of(name, count);
    const dl_expr *target = what ? target_of(fn, call, span) : NULL, *value, *old = NULL;

    if (!target)
        return NULL;
    value = count == 2 ? dl_lower_expr(fn, clang_Cursor_getArgument(call, 1))
                       : dl_expr_const(fn->l, 1, fn->l->type_int, span);
    if (!what->gives_new)
        old = dl_lower_kept(fn, target, span);
    if (what->op == DL_ASSIGN_OTHER)
        value = dl_expr_binary(fn->l, DL_OP_XOR, target, value, target->type, span);
    dl_emit(fn, (dl_instr){.kind = DL_I_ASSIGN, .span = span, .target = target, .value = value, .op = what->op});
    return old ? old : dl_lower_kept(fn, target, span);
}

typedef struct bit_test {
    const char *operation;
    dl_assign_op op; /* DL_ASSIGN: the bit stays as it is */
} bit_test;

/* `InterlockedBitTestAndSet64`, `_interlockedbittestandset`, `_bittest`, `BitTest`. */
static const bit_test *bit_test_of(const char *name)
{
    static const bit_test all[] = {{"BitTestAndSet", DL_ASSIGN_OR},
                                   {"BitTestAndReset", DL_ASSIGN_AND},
                                   {"BitTestAndComplement", DL_ASSIGN_OTHER},
                                   {"BitTest", DL_ASSIGN}};

    name += *name == '_';
    name += dl_text_starts_case(name, "Interlocked") ? strlen("Interlocked") : 0;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (dl_text_starts_case(name, all[i].operation) && is_ending(name + strlen(all[i].operation)))
            return &all[i];
    return NULL;
}

/* That bit alone, as a word like `target`; NULL: it may lie in one of the words behind. */
static const dl_expr *bit_of(dl_fn *fn, const dl_expr *target, const dl_expr *index, dl_span span)
{
    const dl_expr *number = dl_expr_uncast(index);

    if (number->kind == DL_E_CONST)
        return number->value >= 0 && number->value < target->type->size * 8
                   ? dl_expr_const(fn->l, (int64_t)((uint64_t)1 << number->value), target->type, span)
                   : NULL;
    if (target->kind != DL_E_VAR && target->kind != DL_E_FIELD)
        return NULL;
    return dl_expr_binary(fn->l, DL_OP_SHL, dl_expr_const(fn->l, 1, target->type, span), index, target->type, span);
}

/* `InterlockedBitTestAndReset(&n, k)` tells whether `n & (1 << k)`, and takes it out. */
static const dl_expr *lower_bit_test(dl_fn *fn, const bit_test *what, CXCursor call, dl_span span)
{
    const dl_expr *target, *bit, *old, *change;

    if (clang_Cursor_getNumArguments(call) != 2)
        return NULL;
    target = target_of(fn, call, span);
    if (!target || target->type->kind != DL_TYPE_INT)
        return NULL;
    bit = bit_of(fn, target, dl_lower_expr(fn, clang_Cursor_getArgument(call, 1)), span);
    if (!bit)
        return NULL;
    old = dl_lower_kept(fn, target, span);
    change = what->op == DL_ASSIGN_AND     ? dl_expr_unary(fn->l, DL_OP_BITNOT, bit, target->type, span)
             : what->op == DL_ASSIGN_OTHER ? dl_expr_binary(fn->l, DL_OP_XOR, target, bit, target->type, span)
                                           : bit;
    if (what->op != DL_ASSIGN)
        dl_emit(fn, (dl_instr){.kind = DL_I_ASSIGN, .span = span, .target = target, .value = change, .op = what->op});
    return dl_expr_binary(fn->l, DL_OP_NE, dl_expr_binary(fn->l, DL_OP_AND, old, bit, target->type, span),
                          dl_expr_const(fn->l, 0, target->type, span), fn->l->type_int, span);
}

/* `ReadULongAcquire`, `ReadPointerNoFence`, `WriteRelease64`: a word that is read or written as it is. */
static bool is_ordered(const char *name, const char *verb, const char *ordering)
{
    static const char *const types[] = {"Pointer", "Boolean", "Char", "UChar", "Short", "UShort", "Long", "ULong", ""};
    const char *const orderings[] = {ordering, "NoFence"};

    if (!dl_text_starts(name, verb))
        return false;
    name += strlen(verb);
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        const char *at = name + strlen(types[i]);

        if (!dl_text_starts(name, types[i]))
            continue;
        at += dl_text_starts(at, "64") ? strlen("64") : 0;
        for (size_t k = 0; k < sizeof orderings / sizeof *orderings; k++)
            if (dl_text_starts(at, orderings[k]) && is_ending(at))
                return true;
    }
    return false;
}

static const dl_expr *lower_ordered(dl_fn *fn, const char *name, CXCursor call, dl_span span)
{
    int count = clang_Cursor_getNumArguments(call);
    bool is_write = count == 2 && is_ordered(name, "Write", "Release");
    const dl_expr *target, *value;

    if (!is_write && !(count == 1 && is_ordered(name, "Read", "Acquire")))
        return NULL;
    target = target_of(fn, call, span);
    if (!target || !is_write)
        return target ? dl_lower_kept(fn, target, span) : NULL;
    value = dl_lower_expr(fn, clang_Cursor_getArgument(call, 1));
    dl_emit_assign(fn, target, value, span);
    return value;
}

const dl_expr *dl_lower_interlocked(dl_fn *fn, const char *name, CXCursor call, dl_span span)
{
    const bit_test *bit = bit_test_of(name);
    const dl_expr *made;

    if (bit)
        return lower_bit_test(fn, bit, call, span);
    if (is_interlocked(name, "CompareExchange"))
        return lower_compare_exchange(fn, call, span);
    made = lower_change(fn, name, call, span);
    return made ? made : lower_ordered(fn, name, call, span);
}
