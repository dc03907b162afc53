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

/* What a function names by itself. */
typedef struct body {
    dl_vars globals;
    DL_VEC(dl_loc) places;              /* these, or members of them */
    DL_VEC(const dl_record *) pointed;  /* structures that pointers in it lead to */
    DL_VEC(const dl_function *) called; /* each call's */
    bool is_open, makes_pointers, waits;
} body;

struct dl_footprints {
    dl_table bodies, reaches;
    dl_table cyclic; /* functions that call themselves, once somebody has asked */
    bool knows_cycles;
    DL_VEC(link) links;
    dl_arena *arena;
    const dl_reach *reach; /* whose footprint is marked */
    /* equal to `mark` where all of the root, the member of a global, the symbol is in the footprint; where members of
     * the root alone are */
    unsigned *places, *parted, *symbols, mark;
    size_t place_room, symbol_room;
    dl_locs parted_roots, members;
    bool has_grown;
};

static struct dl_footprints *footprints_of(dl_world *world)
{
    struct dl_footprints *made = world->footprints;

    if (made)
        return made;
    world->footprints = made = DL_NEW(world->arena, struct dl_footprints);
    made->arena = world->arena;
    dl_table_init(&made->bodies, world->arena);
    dl_table_init(&made->reaches, world->arena);
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

/* The member of the variable that the place is, or is a part of; DL_NOWHERE: it is no part of one alone. */
static dl_loc member_of(const dl_world *world, dl_loc loc)
{
    dl_loc root = dl_place_of(world, loc)->root;

    if (loc == root || dl_place_of(world, root)->kind != DL_LOC_VAR)
        return DL_NOWHERE;
    while (dl_place_of(world, loc)->parent != root)
        loc = dl_place_of(world, loc)->parent;
    return dl_place_of(world, loc)->kind == DL_LOC_FIELD ? loc : DL_NOWHERE;
}

/* ---- what is named ---- */

/* What is in a list already. */
static bool is_new(dl_table *of, const void *key)
{
    if (dl_table_get(of, key))
        return false;
    dl_table_set(of, key, of);
    return true;
}

static bool is_new_place(dl_table *of, dl_loc loc)
{
    return is_new(of, (const void *)(uintptr_t)loc);
}

typedef struct known_names {
    dl_table globals, places, pointed;
} known_names;

static void begin_names(known_names *known, dl_arena *scratch)
{
    dl_table_init(&known->globals, scratch);
    dl_table_init(&known->places, scratch);
    dl_table_init(&known->pointed, scratch);
}

typedef struct reacher {
    dl_world *world;
    body *to;
    known_names known; /* those of `to` */
} reacher;

static void reach_pointed(reacher *r, const dl_type *type)
{
    const dl_record *record = type->kind == DL_TYPE_POINTER && type->element ? type->element->record : NULL;

    if (record && is_new(&r->known.pointed, record))
        dl_vec_push(r->world->arena, &r->to->pointed, record);
}

/* `part`: what stands around the variable, where that is a member of it, or NULL. */
static void reach_var(reacher *r, const dl_var *var, const dl_expr *part)
{
    dl_loc whole, member = DL_NOWHERE;

    if (!dl_var_is_static(var))
        return;
    if (is_new(&r->known.globals, var))
        dl_vec_push(r->world->arena, &r->to->globals, var);
    whole = dl_loc_var(r->world, var);
    if (part)
        member = dl_loc_member(r->world, whole, part->a->type, part->name);
    member = member ? member_of(r->world, member) : DL_NOWHERE;
    member = member ? member : whole;
    if (is_new_place(&r->known.places, member))
        dl_vec_push(r->world->arena, &r->to->places, member);
}

static void reach_expr(reacher *r, const dl_expr *expr)
{
    for (; expr; expr = expr->a) {
        reach_pointed(r, expr->type);
        if (expr->kind == DL_E_FIELD && expr->a->kind == DL_E_VAR) {
            reach_var(r, expr->a->var, expr);
            return;
        }
        if (expr->var)
            reach_var(r, expr->var, NULL);
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

static bool waits(dl_world *world, const dl_instr *call)
{
    const dl_api *api = call->name && !call->callee ? dl_world_api(world, call->name) : NULL;

    return api && dl_api_has_trait(api, "waits");
}

static const body *body_of(dl_world *world, const dl_function *function)
{
    struct dl_footprints *in = footprints_of(world);
    body *made = dl_table_get(&in->bodies, function);
    reacher r = {.world = world};

    if (made)
        return made;
    r.to = made = DL_NEW(world->arena, body);
    begin_names(&r.known, world->scratch);
    for (size_t b = 0; b < function->block_count; b++) {
        const dl_block *block = &function->blocks[b];

        reach_expr(&r, block->term.value);
        for (size_t i = 0; i < block->count; i++) {
            const dl_instr *instr = &block->instrs[i];

            made->is_open |= instr->pointer != NULL || changes_lists(world, instr->name);
            for (size_t e = 0; e < dl_instr_expr_count(instr); e++)
                reach_expr(&r, dl_instr_expr(instr, e));
            if (instr->callee)
                dl_vec_push(world->arena, &made->called, instr->callee);
            made->waits |= instr->kind == DL_I_CALL && waits(world, instr);
            made->makes_pointers |= gives_pointer(world, instr->name) || gives_pointer(world, instr->macro);
        }
    }
    dl_table_set(&in->bodies, function, made);
    return made;
}

typedef struct reach_maker {
    dl_world *world;
    dl_reach *to;
    dl_table functions; /* those of `to` */
    known_names known;  /* likewise */
} reach_maker;

static void add_names(reach_maker *m, const body *own)
{
    dl_arena *arena = m->world->arena;

    for (size_t i = 0; i < own->globals.count; i++)
        if (is_new(&m->known.globals, own->globals.at[i]))
            dl_vec_push(arena, &m->to->globals, own->globals.at[i]);
    for (size_t i = 0; i < own->places.count; i++)
        if (is_new_place(&m->known.places, own->places.at[i]))
            dl_vec_push(arena, &m->to->places, own->places.at[i]);
    for (size_t i = 0; i < own->pointed.count; i++)
        if (is_new(&m->known.pointed, own->pointed.at[i]))
            dl_vec_push(arena, &m->to->pointed, own->pointed.at[i]);
}

static void add_body(reach_maker *m, const dl_function *function)
{
    const body *own;

    if (!is_new(&m->functions, function))
        return;
    own = body_of(m->world, function);
    dl_vec_push(m->world->arena, &m->to->functions, function);
    m->to->blocks += function->block_count;
    m->to->is_open |= own->is_open;
    m->to->makes_pointers |= own->makes_pointers;
    m->to->waits |= own->waits;
    add_names(m, own);
    for (size_t i = 0; i < own->called.count; i++)
        add_body(m, own->called.at[i]);
}

const dl_reach *dl_reach_of(dl_world *world, const dl_function *function)
{
    struct dl_footprints *in = footprints_of(world);
    dl_reach *made = dl_table_get(&in->reaches, function);
    reach_maker m = {.world = world};

    if (made)
        return made;
    m.to = made = DL_NEW(world->arena, dl_reach);
    dl_table_init(&m.functions, world->scratch);
    made->parted = DL_NEW(world->arena, dl_table);
    dl_table_init(made->parted, world->arena);
    begin_names(&m.known, world->scratch);
    add_body(&m, function);
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

/* Whether the helper comes by members of the global one by one: their places are their own, and nothing in it points to
 * the structure, which would lead from one to all. */
static bool find_parted(const dl_reach *reach, const dl_var *var)
{
    const dl_record *record = var->type->kind == DL_TYPE_RECORD ? var->type->record : NULL;

    if (!record || record->is_synthesized || record->is_union || record->overlays || record->field_count == 0)
        return false;
    for (size_t i = 0; i < reach->pointed.count; i++)
        if (dl_record_is_same(reach->pointed.at[i], record))
            return false;
    return true;
}

static bool is_parted(const dl_reach *reach, const dl_var *var)
{
    static char yes, no;
    void *found = dl_var_is_static(var) ? dl_table_get(reach->parted, var) : &no;

    if (!found) {
        found = find_parted(reach, var) ? &yes : &no;
        dl_table_set(reach->parted, var, found);
    }
    return found == &yes;
}

static void hold_symbol(dl_world *world, int sym);

static void hold_member(struct dl_footprints *in, dl_loc root, dl_loc member)
{
    if (in->places[member] == in->mark)
        return;
    in->places[member] = in->mark;
    in->has_grown = true;
    dl_vec_push(in->arena, &in->members, member);
    if (in->parted[root] != in->mark)
        dl_vec_push(in->arena, &in->parted_roots, root);
    in->parted[root] = in->mark;
}

static void hold_place(dl_world *world, dl_loc loc)
{
    struct dl_footprints *in = world->footprints;
    dl_loc root, member;

    if (loc == DL_NOWHERE)
        return;
    root = dl_place_of(world, loc)->root;
    if ((size_t)root >= in->place_room || in->places[root] == in->mark)
        return;
    member = member_of(world, loc);
    if (member && is_parted(in->reach, dl_place_of(world, root)->var)) {
        hold_member(in, root, member);
        return;
    }
    in->places[root] = in->mark;
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

/* All of the root, this member of it, or, of the root itself, one of its members. */
static bool is_place_in(const dl_world *world, dl_loc loc)
{
    const struct dl_footprints *in = world->footprints;
    dl_loc root = dl_place_of(world, loc)->root, member;

    if (is_marked(in->places, in->place_room, root, in->mark))
        return true;
    if (!is_marked(in->parted, in->place_room, root, in->mark))
        return false;
    member = member_of(world, loc);
    return !member || is_marked(in->places, in->place_room, member, in->mark);
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
               is_marked(in->places, in->place_room, world->var_locs[world->entry->params[symbol->a]->id], in->mark);
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
    return is_place_in(world, symbol->loc) ||
           (root->kind == DL_LOC_OBJECT && is_symbol_in(world, root->sym, depth + 1));
}

bool dl_footprint_has_symbol(const dl_world *world, int sym)
{
    return is_symbol_in(world, sym, 0);
}

bool dl_footprint_has_place(const dl_world *world, dl_loc loc)
{
    dl_loc root = dl_place_of(world, loc)->root;

    return is_place_in(world, loc) ||
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

    if (in->place_room < world->places.count) {
        in->place_room = world->places.room;
        in->places = DL_NEW_ARRAY(world->arena, in->place_room, unsigned);
        in->parted = DL_NEW_ARRAY(world->arena, in->place_room, unsigned);
        in->mark = 0;
    }
    if (in->symbol_room < world->symbols.count) {
        in->symbol_room = world->symbols.room;
        in->symbols = DL_NEW_ARRAY(world->arena, in->symbol_room, unsigned);
        if (in->mark && in->place_room) {
            memset(in->places, 0, in->place_room * sizeof *in->places);
            memset(in->parted, 0, in->place_room * sizeof *in->parted);
        }
        in->mark = 0;
    }
    if (in->mark == 0)
        memset(in->symbols, 0, in->symbol_room * sizeof *in->symbols);
    in->mark++;
    in->parted_roots.count = in->members.count = 0;
}

/* What the cell is of is in the footprint then. A mark of all of a structure is above its members. */
static void hold_cell(dl_world *world, const dl_cell *cell)
{
    const dl_place *root = dl_place_of(world, dl_place_of(world, cell->loc)->root);
    dl_val val = dl_cell_val(world, cell);

    if (root->kind != DL_LOC_VAR || !is_place_in(world, cell->loc))
        hold_place(world, cell->loc);
    if (val.kind != DL_MARK_COPY || val.id != cell->loc)
        hold_value(world, val);
}

void dl_footprint_find(dl_world *world, const dl_function *function, const dl_reach *to, const dl_state *state,
                       bool *is_cell_in, bool *is_known_in)
{
    struct dl_footprints *in = world->footprints;

    for (size_t i = 0; i < function->param_count; i++)
        (void)dl_loc_var(world, function->params[i]);
    begin_footprint(world);
    in->reach = to;
    for (size_t i = 0; i < function->param_count; i++)
        hold_place(world, dl_loc_var(world, function->params[i]));
    for (size_t i = 0; i < to->places.count; i++)
        hold_place(world, to->places.at[i]);
    do {
        in->has_grown = false;
        for (size_t i = 0; i < in->links.count; i++)
            if (is_place_in(world, in->links.at[i].from))
                hold_place(world, in->links.at[i].to);
        for (unsigned i = 0; i < state->cell_count; i++)
            if (!is_cell_in[i] && (dl_footprint_has_place(world, state->cells[i].loc) ||
                                   leads_in(world, dl_cell_val(world, &state->cells[i])))) {
                is_cell_in[i] = true;
                hold_cell(world, &state->cells[i]);
            }
    } while (in->has_grown);
    for (unsigned i = 0; i < state->known_count; i++)
        is_known_in[i] = is_symbol_in(world, state->known[i].sym, 0);
}

static dl_locs copy_places(dl_world *world, const dl_locs *from)
{
    return (dl_locs){.at = dl_arena_copy(world->scratch, from->at, from->count * sizeof *from->at),
                     .count = from->count,
                     .room = from->count};
}

dl_parted dl_footprint_parted(dl_world *world)
{
    const struct dl_footprints *in = world->footprints;

    return (dl_parted){copy_places(world, &in->parted_roots), copy_places(world, &in->members)};
}

static bool has(const dl_locs *places, dl_loc loc)
{
    for (size_t i = 0; i < places->count; i++)
        if (places->at[i] == loc)
            return true;
    return false;
}

bool dl_parted_is_beside(const dl_world *world, const dl_parted *parted, dl_loc loc)
{
    dl_loc root = dl_place_of(world, loc)->root;

    return parted->roots.count && has(&parted->roots, root) && loc != root &&
           !has(&parted->members, member_of(world, loc));
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
