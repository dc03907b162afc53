/* stems.c: see stems.h. */
#include "engine/stems.h"

#include <string.h>

enum { MOST_STEMS = 4, MOST_DEPTH = 16, MOST_PARTS = 64 };

typedef struct stem_set {
    int at[MOST_STEMS];
    size_t count;
} stem_set;

static bool add_stem(stem_set *to, int sym)
{
    size_t at = 0;

    while (at < to->count && to->at[at] < sym)
        at++;
    if (at < to->count && to->at[at] == sym)
        return true;
    if (to->count == MOST_STEMS)
        return false;
    memmove(to->at + at + 1, to->at + at, (to->count - at) * sizeof *to->at);
    to->at[at] = sym;
    to->count++;
    return true;
}

static bool add_all(stem_set *to, dl_stems stems)
{
    for (size_t i = 0; i < stems.count; i++)
        if (!add_stem(to, stems.at[i]))
            return false;
    return stems.count > 0;
}

static dl_stems stems_of(const dl_world *world, int sym)
{
    return world->stems.at[dl_symbol_of(world, sym)->stems];
}

/* It is one of them, or a constant, or an address. */
static bool add_stems_of(const dl_world *world, stem_set *to, dl_val val)
{
    if (val.kind == DL_VAL_ADDRESS)
        return !dl_loc_is_fuzzy(world, val.id);
    if (val.kind != DL_VAL_SYM)
        return true;
    if (!dl_sym_is_fuzzy(world, val.id))
        return add_stem(to, val.id);
    return !stems_of(world, val.id).is_inside && add_all(to, stems_of(world, val.id));
}

/* ---- what it leads into ---- */

/* It is no pointer, whatever it is worth. `parts`: of how many it may be made still: a number of which two parts are
 * one has as many ways through it as there are doublings. */
static bool is_made_of_numbers(const dl_world *world, dl_val val, unsigned *parts)
{
    const dl_symbol *symbol = val.kind == DL_VAL_SYM ? dl_symbol_of(world, val.id) : NULL;
    const dl_type *type = symbol && symbol->loc ? dl_loc_type(world, symbol->loc) : NULL;

    if (*parts == 0)
        return false;
    --*parts;
    if (!symbol)
        return val.kind == DL_VAL_CONST || val.kind == DL_VAL_SIZEOF;
    if (symbol->kind == DL_SYM_EXPR)
        return is_made_of_numbers(world, *symbol->left, parts) && is_made_of_numbers(world, *symbol->right, parts);
    if (symbol->kind == DL_SYM_RESULT)
        return symbol->instr && symbol->instr->result && symbol->instr->result->type->kind == DL_TYPE_INT;
    return symbol->kind != DL_SYM_OPAQUE && type && type->kind == DL_TYPE_INT;
}

static bool is_number(const dl_world *world, dl_val val)
{
    unsigned parts = MOST_PARTS;

    return is_made_of_numbers(world, val, &parts);
}

static bool add_bases_of(const dl_world *world, stem_set *to, dl_val val, unsigned depth);

/* A global may be led to by whoever was there before. */
static bool add_base_of_place(const dl_world *world, stem_set *to, dl_loc loc, unsigned depth)
{
    const dl_place *root = dl_place_of(world, dl_place_of(world, loc)->root);

    if (root->kind == DL_LOC_OBJECT)
        return add_bases_of(world, to, dl_val_sym(root->sym), depth + 1);
    return root->kind == DL_LOC_VAR && !dl_var_is_static(root->var);
}

static bool add_bases_of_sum(const dl_world *world, stem_set *to, const dl_symbol *sum, unsigned depth)
{
    if (sum->op != DL_OP_ADD && sum->op != DL_OP_SUB)
        return false;
    if (is_number(world, *sum->right))
        return add_bases_of(world, to, *sum->left, depth + 1);
    return sum->op == DL_OP_ADD && is_number(world, *sum->left) && add_bases_of(world, to, *sum->right, depth + 1);
}

/* It is null, or leads into a local of a function that runs, or into what one of them leads to. */
static bool add_bases_of(const dl_world *world, stem_set *to, dl_val val, unsigned depth)
{
    if (depth > MOST_DEPTH)
        return false;
    if (val.kind == DL_VAL_ADDRESS)
        return add_base_of_place(world, to, val.id, depth);
    if (val.kind != DL_VAL_SYM)
        return val.kind == DL_VAL_CONST && val.k == 0;
    if (dl_symbol_of(world, val.id)->kind == DL_SYM_EXPR)
        return add_bases_of_sum(world, to, dl_symbol_of(world, val.id), depth);
    return dl_sym_is_fuzzy(world, val.id) ? add_all(to, stems_of(world, val.id)) : add_stem(to, val.id);
}

/* ---- joining ---- */

static int number_of(dl_world *world, const stem_set *set, bool is_inside)
{
    for (size_t i = 1; i < world->stems.count; i++)
        if (world->stems.at[i].count == set->count && world->stems.at[i].is_inside == is_inside &&
            memcmp(world->stems.at[i].at, set->at, set->count * sizeof *set->at) == 0)
            return (int)i;
    dl_vec_push(world->arena, &world->stems,
                (dl_stems){dl_arena_copy(world->arena, set->at, set->count * sizeof *set->at), set->count, is_inside});
    return (int)(world->stems.count - 1);
}

int dl_stems_of_both(dl_world *world, dl_val a, dl_val b, dl_loc loc)
{
    const dl_type *type = dl_loc_type(world, loc);
    stem_set set = {.count = 0};

    if (!type || type->kind != DL_TYPE_POINTER)
        return 0;
    if (add_stems_of(world, &set, a) && add_stems_of(world, &set, b))
        return set.count ? number_of(world, &set, false) : 0;
    set.count = 0;
    return add_bases_of(world, &set, a, 0) && add_bases_of(world, &set, b, 0) && set.count
               ? number_of(world, &set, true)
               : 0;
}

int dl_stems_of_sum(dl_world *world, dl_val sum)
{
    stem_set set = {.count = 0};

    return add_bases_of(world, &set, sum, 0) && set.count ? number_of(world, &set, true) : 0;
}

/* ---- comparing ---- */

/* It was in a variable, or was found behind one, when the root began. */
static bool was_there_before(const dl_world *world, int sym)
{
    for (unsigned depth = 0; depth < MOST_DEPTH; depth++) {
        const dl_symbol *symbol = dl_symbol_of(world, sym);
        const dl_place *root;

        if (symbol->kind == DL_SYM_PARAM)
            return true;
        if (symbol->kind != DL_SYM_INITIAL)
            return false;
        root = dl_place_of(world, dl_place_of(world, symbol->loc)->root);
        if (root->kind != DL_LOC_OBJECT)
            return root->kind == DL_LOC_VAR;
        sym = root->sym;
    }
    return false;
}

/* What leads into a block that was allocated since is neither what was there before, nor another block. */
static bool leads_into_others(const dl_world *world, const stem_set *set, int other)
{
    bool is_block = dl_symbol_is_block(dl_symbol_of(world, other));

    for (size_t i = 0; i < set->count; i++)
        if (set->at[i] == other || !dl_symbol_is_block(dl_symbol_of(world, set->at[i])))
            return false;
    return set->count && (is_block || was_there_before(world, other));
}

bool dl_stems_are_others(const dl_world *world, int sym, int other)
{
    dl_stems stems = stems_of(world, sym);
    stem_set set = {.count = 0};

    if (dl_sym_is_fuzzy(world, other))
        return false;
    if (stems.count == 0 || stems.is_inside)
        return add_bases_of(world, &set, dl_val_sym(sym), 0) && leads_into_others(world, &set, other);
    for (size_t i = 0; i < stems.count; i++)
        if (stems.at[i] == other)
            return false;
    return true;
}
