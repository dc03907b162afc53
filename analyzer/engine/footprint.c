/* footprint.c: see footprint.h. */
#include "engine/footprint.h"

#include "engine/cycles.h"
#include "engine/step.h"

#include <string.h>

enum { MOST_DEEP = 16 };

/* A global whose initialiser holds the address of another. */
typedef struct link {
    dl_loc from, to;
} link;

struct dl_footprints {
    dl_table reaches;
    unsigned *seen, reach_count; /* of variables by id: the last reach that has it */
    dl_table cyclic;             /* functions that call themselves, once somebody has asked */
    bool knows_cycles;
    DL_VEC(link) links;
    /* equal to `mark` where the root, the symbol is in the footprint */
    unsigned *roots, *symbols, mark;
    size_t root_room, symbol_room;
    bool has_grown;
};

static struct dl_footprints *footprints_of(dl_world *world)
{
    struct dl_footprints *made = world->footprints;

    if (made)
        return made;
    world->footprints = made = DL_NEW(world->arena, struct dl_footprints);
    dl_table_init(&made->reaches, world->arena);
    made->seen = DL_NEW_ARRAY(world->arena, world->program->var_count + 1, unsigned);
    dl_table_init(&made->cyclic, world->arena);
    for (unsigned i = 0; world->globals && i < world->globals->cell_count; i++) {
        dl_val val = dl_cell_val(world, &world->globals->cells[i]);

        if (val.kind == DL_VAL_ADDRESS)
            dl_vec_push(world->arena, &made->links,
                        ((link){dl_place_of(world, world->globals->cells[i].loc)->root, val.id}));
    }
    return made;
}

/* What is interned after the footprint was marked is in none. */
static bool is_marked(const unsigned *marks, size_t room, int number, unsigned mark)
{
    return (size_t)number < room && marks[number] == mark;
}

static bool is_root_in(const struct dl_footprints *in, dl_loc root)
{
    return is_marked(in->roots, in->root_room, root, in->mark);
}

/* ---- what is named ---- */

typedef struct reacher {
    dl_world *world;
    dl_reach *to;
    unsigned *seen; /* of variables by id: `number`, where this reach has it */
    unsigned number;
    dl_table functions; /* those of `to` */
} reacher;

static void reach_var(reacher *r, const dl_var *var)
{
    if ((var->storage != DL_GLOBAL && var->storage != DL_STATIC_LOCAL) || r->seen[var->id] == r->number)
        return;
    r->seen[var->id] = r->number;
    dl_vec_push(r->world->arena, &r->to->globals, var);
}

static void reach_expr(reacher *r, const dl_expr *expr)
{
    for (; expr; expr = expr->a) {
        if (expr->var)
            reach_var(r, expr->var);
        reach_expr(r, expr->b);
    }
}

static bool gives_pointer(dl_world *world, const char *name)
{
    const dl_api *api = name ? dl_world_api(world, name) : NULL;

    return api && api->result == DL_RESULT_POINTER;
}

/* It changes a list of the system's, wherever that begins. */
static bool changes_lists(dl_world *world, const char *name)
{
    const dl_api *api = world->has_lists && name ? dl_world_api(world, name) : NULL;

    return api && (api->unlink_count || api->push_count);
}

static void reach_function(reacher *r, const dl_function *function)
{
    if (dl_table_get(&r->functions, function))
        return;
    dl_table_set(&r->functions, function, r);
    dl_vec_push(r->world->arena, &r->to->functions, function);
    r->to->blocks += function->block_count;
    for (size_t b = 0; b < function->block_count; b++) {
        const dl_block *block = &function->blocks[b];

        reach_expr(r, block->term.value);
        for (size_t i = 0; i < block->count; i++) {
            const dl_instr *instr = &block->instrs[i];

            r->to->is_open |= instr->pointer != NULL || changes_lists(r->world, instr->name);
            for (size_t e = 0; e < dl_instr_expr_count(instr); e++)
                reach_expr(r, dl_instr_expr(instr, e));
            if (instr->callee)
                reach_function(r, instr->callee);
            r->to->makes_pointers |= gives_pointer(r->world, instr->name) || gives_pointer(r->world, instr->macro);
        }
    }
}

const dl_reach *dl_reach_of(dl_world *world, const dl_function *function)
{
    struct dl_footprints *in = footprints_of(world);
    dl_reach *made = dl_table_get(&in->reaches, function);
    reacher r = {.world = world, .seen = in->seen};

    if (made)
        return made;
    r.to = made = DL_NEW(world->arena, dl_reach);
    r.number = ++in->reach_count;
    dl_table_init(&r.functions, world->scratch);
    reach_function(&r, function);
    dl_table_set(&in->reaches, function, made);
    return made;
}

bool dl_reach_has(dl_world *world, const dl_function *from, const dl_function *function)
{
    const dl_reach *reach = dl_reach_of(world, from);

    for (size_t i = 0; i < reach->functions.count; i++)
        if (reach->functions.at[i] == function)
            return true;
    return false;
}

bool dl_reach_is_recursive(dl_world *world, const dl_function *function)
{
    struct dl_footprints *in = footprints_of(world);

    if (!in->knows_cycles)
        dl_cycles_find(&in->cyclic, world->program, world->arena);
    in->knows_cycles = true;
    return dl_table_get(&in->cyclic, function) != NULL;
}

/* ---- the footprint ---- */

static void hold_symbol(dl_world *world, int sym);

static void hold_place(dl_world *world, dl_loc loc)
{
    struct dl_footprints *in = world->footprints;
    dl_loc root;

    if (loc == DL_NOWHERE)
        return;
    root = dl_place_of(world, loc)->root;
    if ((size_t)root >= in->root_room || in->roots[root] == in->mark)
        return;
    in->roots[root] = in->mark;
    in->has_grown = true;
    if (dl_place_of(world, root)->kind == DL_LOC_OBJECT)
        hold_symbol(world, dl_place_of(world, root)->sym);
}

static void hold_value(dl_world *world, dl_val val)
{
    if (val.kind == DL_VAL_SYM)
        hold_symbol(world, val.id);
    else if (val.kind == DL_VAL_ADDRESS || val.kind == DL_MARK_COPY)
        hold_place(world, val.id);
}

static void hold_symbol(dl_world *world, int sym)
{
    struct dl_footprints *in = world->footprints;
    const dl_symbol *symbol;

    if (in->symbols[sym] == in->mark)
        return;
    in->symbols[sym] = in->mark;
    in->has_grown = true;
    symbol = dl_symbol_of(world, sym);
    for (size_t i = 0; i < world->leads.at[symbol->leads].count; i++)
        hold_place(world, world->leads.at[symbol->leads].at[i]);
    if (symbol->partner)
        hold_symbol(world, symbol->partner);
    if (symbol->left)
        hold_value(world, *symbol->left);
    if (symbol->right)
        hold_value(world, *symbol->right);
}

static bool is_symbol_in(const dl_world *world, int sym, unsigned depth)
{
    const struct dl_footprints *in = world->footprints;
    const dl_symbol *symbol = dl_symbol_of(world, sym);
    const dl_place *root;

    if (is_marked(in->symbols, in->symbol_room, sym, in->mark) || depth > MOST_DEEP)
        return true;
    switch (symbol->kind) {
    case DL_SYM_NAMED:
        return true;
    case DL_SYM_PARAM: /* by the address of the parameter alone */
        return (size_t)symbol->a >= world->entry->param_count ||
               is_root_in(in, world->var_locs[world->entry->params[symbol->a]->id]);
    case DL_SYM_RESULT:
        return symbol->is_asked_for || (symbol->api && symbol->api->is_stable);
    case DL_SYM_EXPR:
        return (symbol->left->kind != DL_VAL_SYM || is_symbol_in(world, symbol->left->id, depth + 1)) &&
               (symbol->right->kind != DL_VAL_SYM || is_symbol_in(world, symbol->right->id, depth + 1));
    default:
        break;
    }
    if (!symbol->loc)
        return symbol->kind == DL_SYM_HAVOC;
    root = dl_place_of(world, dl_place_of(world, symbol->loc)->root);
    return is_root_in(in, dl_place_of(world, symbol->loc)->root) ||
           (root->kind == DL_LOC_OBJECT && is_symbol_in(world, root->sym, depth + 1));
}

bool dl_footprint_has_symbol(const dl_world *world, int sym)
{
    return is_symbol_in(world, sym, 0);
}

bool dl_footprint_has_place(const dl_world *world, dl_loc loc)
{
    const struct dl_footprints *in = world->footprints;
    dl_loc root = dl_place_of(world, loc)->root;

    return is_root_in(in, root) ||
           (dl_place_of(world, root)->kind == DL_LOC_OBJECT && is_symbol_in(world, dl_place_of(world, root)->sym, 0));
}

/* Whether what is stored in the footprint may be behind this value, as a pointer. */
static bool leads_in(const dl_world *world, dl_val val)
{
    dl_leads leads = world->leads.at[val.kind == DL_VAL_SYM ? dl_symbol_of(world, val.id)->leads : 0];

    for (size_t i = 0; i < leads.count; i++)
        if (dl_footprint_has_place(world, leads.at[i]))
            return true;
    return false;
}

static void begin_footprint(dl_world *world)
{
    struct dl_footprints *in = world->footprints;

    if (in->root_room < world->places.count) {
        in->root_room = world->places.room;
        in->roots = DL_NEW_ARRAY(world->arena, in->root_room, unsigned);
        in->mark = 0;
    }
    if (in->symbol_room < world->symbols.count) {
        in->symbol_room = world->symbols.room;
        in->symbols = DL_NEW_ARRAY(world->arena, in->symbol_room, unsigned);
        if (in->mark && in->root_room)
            memset(in->roots, 0, in->root_room * sizeof *in->roots);
        in->mark = 0;
    }
    if (in->mark == 0)
        memset(in->symbols, 0, in->symbol_room * sizeof *in->symbols);
    in->mark++;
}

void dl_footprint_find(dl_world *world, const dl_function *function, const dl_reach *to, const dl_state *state,
                       bool *is_cell_in, bool *is_known_in)
{
    struct dl_footprints *in = world->footprints;

    for (size_t i = 0; i < function->param_count; i++)
        (void)dl_loc_var(world, function->params[i]);
    for (size_t i = 0; i < to->globals.count; i++)
        (void)dl_loc_var(world, to->globals.at[i]);
    begin_footprint(world);
    for (size_t i = 0; i < function->param_count; i++)
        hold_place(world, dl_loc_var(world, function->params[i]));
    for (size_t i = 0; i < to->globals.count; i++)
        hold_place(world, dl_loc_var(world, to->globals.at[i]));
    do {
        in->has_grown = false;
        for (size_t i = 0; i < in->links.count; i++)
            if (is_root_in(in, in->links.at[i].from))
                hold_place(world, in->links.at[i].to);
        for (unsigned i = 0; i < state->cell_count; i++)
            if (!is_cell_in[i] && (dl_footprint_has_place(world, state->cells[i].loc) ||
                                   leads_in(world, dl_cell_val(world, &state->cells[i])))) {
                is_cell_in[i] = true;
                hold_place(world, state->cells[i].loc);
                hold_value(world, dl_cell_val(world, &state->cells[i]));
            }
    } while (in->has_grown);
    for (unsigned i = 0; i < state->known_count; i++)
        is_known_in[i] = is_symbol_in(world, state->known[i].sym, 0);
}

/* ---- what this run of the helper would name anew ---- */

static bool is_made_below(const dl_world *world, int sym, int context, unsigned depth);

static bool is_place_made_below(const dl_world *world, dl_loc loc, int context, unsigned depth)
{
    const dl_place *root;

    if (loc == DL_NOWHERE)
        return false;
    root = dl_place_of(world, dl_place_of(world, loc)->root);
    if (root->kind == DL_LOC_OBJECT && is_made_below(world, root->sym, context, depth))
        return true;
    for (dl_loc at = dl_place_of(world, loc)->any; at; at = dl_place_of(world, at)->parent)
        if (dl_place_of(world, at)->kind == DL_LOC_ANY && dl_place_of(world, at)->sym &&
            is_made_below(world, dl_place_of(world, at)->sym, context, depth))
            return true;
    return false;
}

static int context_of_block(int where)
{
    return (where - 1) / DL_BLOCKS_A_CONTEXT;
}

/* Whether the symbol may be one that the helper called in this context names: a run of it would make it anew. */
static bool is_made_below(const dl_world *world, int sym, int context, unsigned depth)
{
    const dl_symbol *symbol = dl_symbol_of(world, sym);

    if (depth > MOST_DEEP)
        return true;
    switch (symbol->kind) {
    case DL_SYM_RESULT:
    case DL_SYM_OUT:
    case DL_SYM_OPAQUE:
        if (dl_context_is_below(world, symbol->a, context))
            return true;
        break;
    case DL_SYM_PHI:
        if (symbol->a == DL_JOINED_BY_ALIAS ||
            dl_context_is_below(world, symbol->a < 0 ? -1 - symbol->a : context_of_block(symbol->a), context))
            return true;
        break;
    case DL_SYM_HAVOC: /* below a mark that a join left, or a symbol: both are told by a negative number */
        if (symbol->a > 0 && dl_context_is_below(world, symbol->a, context))
            return true;
        if (symbol->a < -1 &&
            ((size_t)-symbol->a >= world->symbols.count || is_made_below(world, -symbol->a, context, depth + 1) ||
             dl_context_is_below(world, context_of_block(-2 - symbol->a), context)))
            return true;
        break;
    case DL_SYM_EXPR:
        return (symbol->left->kind == DL_VAL_SYM && is_made_below(world, symbol->left->id, context, depth + 1)) ||
               (symbol->right->kind == DL_VAL_SYM && is_made_below(world, symbol->right->id, context, depth + 1));
    default:
        break;
    }
    return is_place_made_below(world, symbol->loc, context, depth + 1);
}

static bool is_value_made_below(const dl_world *world, dl_val val, int context)
{
    if (val.kind == DL_VAL_SYM)
        return is_made_below(world, val.id, context, 0);
    return val.kind == DL_VAL_ADDRESS && is_place_made_below(world, val.id, context, 0);
}

bool dl_footprint_is_stale(const dl_world *world, const dl_state *state, int context, const bool *is_cell_in,
                           const bool *is_known_in)
{
    for (unsigned i = 0; i < state->cell_count; i++)
        if (!is_cell_in[i] && (is_place_made_below(world, state->cells[i].loc, context, 0) ||
                               is_value_made_below(world, dl_cell_val(world, &state->cells[i]), context)))
            return true;
    for (unsigned i = 0; i < state->known_count; i++)
        if (!is_known_in[i] && is_made_below(world, state->known[i].sym, context, 0))
            return true;
    return false;
}
