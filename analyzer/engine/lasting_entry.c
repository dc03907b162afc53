/* lasting_entry.c: what each successful entry leaves, and nothing changes before a later routine runs; see lasting.h.
 */
#include "engine/beside.h"
#include "engine/footprint.h"
#include "engine/lasting.h"
#include "engine/naming.h"
#include "engine/refusal.h"
#include "engine/state_private.h"
#include "engine/step.h"
#include "engine/unload.h"

static bool is_live_handle(const dl_world *world, const dl_state *state, dl_val val)
{
    dl_sym_kind kind;

    if (val.kind != DL_VAL_SYM)
        return false;
    kind = dl_symbol_of(world, val.id)->kind;
    return (kind == DL_SYM_OUT || kind == DL_SYM_RESULT) && (dl_val_mask(world, state, val) & DL_ZERO) == 0;
}

/* It runs only when the driver goes, once: nothing else that is asked about runs behind it. */
static bool runs_last(const dl_judge *judge, const dl_function *function)
{
    dl_name_set roles = dl_scope_roles(judge->scope, function);

    return roles.count == (size_t)dl_name_set_has(roles, "unload") + (size_t)dl_name_set_has(roles, "filter-unload") &&
           roles.count > 0;
}

/* By number: the functions that may write after the entry what is still asked for: those other than the entry, and of
 * its helpers such as others call, too. */
static const bool *find_later(const dl_judge *judge)
{
    const dl_function *entry = dl_scope_entry(judge->scope);
    const dl_program *program = judge->world->program;
    bool *later = DL_NEW_ARRAY(judge->arena, program->function_count + 1, bool);

    for (size_t f = 0; f < program->function_count; f++)
        later[f] = dl_unload_runs_between(judge, program->functions[f]) ||
                   (!dl_scope_calls(judge->scope, entry, program->functions[f]) &&
                    (!runs_last(judge, program->functions[f]) || dl_refusal_may_follow(judge, program->functions[f])));
    return later;
}

/* Whether one of them writes the variable: then its constant does not last. */
static bool is_written_later(dl_judge *judge, dl_loc loc)
{
    const dl_var *var = dl_place_of(judge->world, dl_place_of(judge->world, loc)->root)->var;

    const char *member = dl_lasting_member(judge->world, loc);

    if (!judge->runs_later)
        judge->runs_later = find_later(judge);
    return dl_lasting_may_change_in(judge, judge->runs_later, var, member) ||
           dl_lasting_may_change_unread(judge, var, member);
}

static bool words(const dl_judge *judge, const dl_function *function, const dl_var *var)
{
    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_instr *instr = &function->blocks[b].instrs[i];
            bool is_input =
                instr->kind == DL_I_CALL && (instr->callee || (instr->name && !dl_text_starts(instr->name, "Rtl") &&
                                                               dl_facts_api(judge->world->facts, instr->name)));

            for (size_t a = 0; instr->kind == DL_I_CALL && !is_input && a < instr->arg_count; a++)
                if (dl_expr_root(instr->args[a]) == var)
                    return true;
        }
    return false;
}

/* Whether a function other than those of the entry hands the variable to a routine that may give it another text. */
static bool is_worded_later(dl_judge *judge, const dl_var *var)
{
    const dl_function *entry = dl_scope_entry(judge->scope);
    const dl_naming *naming = dl_naming_of(judge->world, var);

    for (size_t i = 0; i < naming->functions.count; i++) {
        const dl_function *function = judge->world->program->functions[naming->functions.at[i]];

        if (!dl_scope_calls(judge->scope, entry, function) && words(judge, function, var))
            return true;
    }
    return false;
}

static bool is_success(const dl_state *exit)
{
    return exit->trace && exit->trace->outcome == DL_OUTCOME_SUCCESS;
}

/* The text that a counted string of the image has after each successful entry, it still has when it is used. */
static void keep_text(dl_judge *judge, const dl_sim *sim, dl_loc loc, dl_state *start)
{
    dl_world *world = judge->world;
    dl_arena *scratch = world->scratch;
    const dl_place *root = dl_place_of(world, dl_place_of(world, loc)->root);
    dl_val text = dl_val_unset(), val;

    if (root->kind != DL_LOC_VAR || root->var->storage != DL_GLOBAL || dl_place_of(world, loc)->kind != DL_LOC_FIELD)
        return;
    for (size_t i = 0; i < sim->exits.count; i++) {
        const dl_state *exit = sim->exits.at[i];

        if (!is_success(exit))
            continue;
        val = dl_state_read(world, exit, loc);
        if (!dl_val_text(world, val) || (text.kind != DL_VAL_UNSET && !dl_val_equal(text, val)))
            return;
        text = val;
    }
    if (text.kind == DL_VAL_UNSET || is_written_later(judge, loc) || is_worded_later(judge, root->var))
        return;
    world->scratch = judge->arena;
    dl_state_write(world, start, loc, text);
    world->scratch = scratch;
}

/* ---- what lives in a global, and behind the pointers there ---- */

enum { MOST_BEHIND = 4 };

/* A place of each exit, and where the later routine finds what is there. */
typedef struct place_left {
    dl_loc *at;   /* by the number of the exit */
    dl_loc begin; /* named from what the routine begins with */
    bool is_kept; /* no other routine writes it */
} place_left;

static bool is_live_at_each(const dl_judge *judge, const dl_sim *sim, const place_left *left)
{
    for (size_t i = 0; i < sim->exits.count; i++) {
        const dl_state *exit = sim->exits.at[i];

        if (is_success(exit) && !is_live_handle(judge->world, exit, dl_state_read(judge->world, exit, left->at[i])))
            return false;
    }
    return true;
}

static bool is_constant_at_each(const dl_judge *judge, const dl_sim *sim, const place_left *left, int64_t *k)
{
    bool has_one = false;

    for (size_t i = 0; i < sim->exits.count; i++) {
        const dl_state *exit = sim->exits.at[i];
        int64_t k_there = 0;

        if (!is_success(exit))
            continue;
        if (!dl_val_constant(judge->world, exit, dl_state_read(judge->world, exit, left->at[i]), &k_there) ||
            (has_one && k_there != *k))
            return false;
        *k = k_there;
        has_one = true;
    }
    return has_one;
}

/* The bits of a flag word that are the same at each. */
static bool are_bits_at_each(const dl_judge *judge, const dl_sim *sim, const place_left *left, uint32_t *ones,
                             uint32_t *zeroes)
{
    *ones = *zeroes = UINT32_MAX;
    for (size_t i = 0; i < sim->exits.count; i++) {
        const dl_state *exit = sim->exits.at[i];
        uint32_t ones_there, zeroes_there;

        if (!is_success(exit))
            continue;
        dl_state_bits(judge->world, exit, dl_state_read(judge->world, exit, left->at[i]), &ones_there, &zeroes_there);
        *ones &= ones_there;
        *zeroes &= zeroes_there;
    }
    return (*ones | *zeroes) != 0 && (*ones & *zeroes) == 0;
}

/* A text that a member of a block is given, or the address of a variable of the image. */
static bool is_address_at_each(const dl_judge *judge, const dl_sim *sim, const place_left *left, dl_val *address)
{
    dl_world *world = judge->world;
    bool is_member = dl_place_of(world, dl_place_of(world, left->begin)->root)->kind == DL_LOC_OBJECT;

    *address = dl_val_unset();
    for (size_t i = 0; i < sim->exits.count; i++) {
        const dl_state *exit = sim->exits.at[i];
        dl_val val;

        if (!is_success(exit))
            continue;
        val = dl_state_read(world, exit, left->at[i]);
        if (address->kind != DL_VAL_UNSET && !dl_val_equal(*address, val))
            return false;
        if (!(is_member && dl_val_text(world, val)) &&
            !(val.kind == DL_VAL_ADDRESS && dl_place_of(world, val.id)->kind == DL_LOC_VAR &&
              dl_var_is_static(dl_place_of(world, val.id)->var)))
            return false;
        *address = val;
    }
    return address->kind != DL_VAL_UNSET;
}

/* The object that the live handle at the place leads to, at the exit of this number. */
static dl_loc object_left(const dl_judge *judge, const dl_sim *sim, const place_left *left, size_t i)
{
    return dl_loc_object(judge->world, dl_state_read(judge->world, sim->exits.at[i], left->at[i]).id);
}

static bool is_member_kept(dl_judge *judge, dl_loc loc)
{
    for (const dl_place *place = dl_place_of(judge->world, loc); place->parent;
         place = dl_place_of(judge->world, place->parent))
        if (place->kind != DL_LOC_FIELD || place->is_overlaid || dl_between_sets(judge, place->field))
            return false;
    return true;
}

static void keep_place(dl_judge *judge, const dl_sim *sim, const dl_state *first, const place_left *left, int depth,
                       dl_state *start);

/* The members of the object that the handle leads to. */
static void keep_behind(dl_judge *judge, const dl_sim *sim, const dl_state *first, const place_left *left, int sym,
                        int depth, dl_state *start)
{
    dl_world *world = judge->world;
    dl_loc object = dl_loc_object(world, sym), *objects = DL_NEW_ARRAY(judge->scratch, sim->exits.count, dl_loc);
    dl_loc of_first = 0;

    for (size_t i = 0; i < sim->exits.count; i++) {
        if (!is_success(sim->exits.at[i]))
            continue;
        objects[i] = object_left(judge, sim, left, i);
        if (sim->exits.at[i] == first)
            of_first = objects[i];
    }
    for (unsigned c = 0; c < first->cell_count; c++) {
        dl_loc loc = first->cells[c].loc;
        place_left member = {0};

        if (dl_place_of(world, loc)->root != of_first || loc == of_first || dl_cell_is_mark(world, &first->cells[c]))
            continue;
        member.at = DL_NEW_ARRAY(judge->scratch, sim->exits.count, dl_loc);
        for (size_t i = 0; i < sim->exits.count; i++)
            if (objects[i])
                member.at[i] = dl_loc_moved(world, loc, of_first, objects[i]);
        member.begin = dl_loc_moved(world, loc, of_first, object);
        member.is_kept = left->is_kept && is_member_kept(judge, loc);
        keep_place(judge, sim, first, &member, depth + 1, start);
    }
}

/* A flag that is one constant on every successful path still is, and so is an address; a handle that lives there on
 * each is not null. */
static void keep_place(dl_judge *judge, const dl_sim *sim, const dl_state *first, const place_left *left, int depth,
                       dl_state *start)
{
    dl_world *world = judge->world;
    dl_arena *scratch = world->scratch;
    dl_val address;
    int64_t k = 0;
    int sym;
    uint32_t ones, zeroes;

    if (is_live_at_each(judge, sim, left)) {
        world->scratch = judge->arena;
        world->at_entry = false;
        sym = dl_sym(world, (dl_symbol){.kind = DL_SYM_INITIAL, .loc = left->begin});
        (void)dl_state_narrow(world, start, dl_val_sym(sym), DL_NEG | DL_POS);
        world->at_entry = true;
        world->scratch = scratch;
        if (depth < MOST_BEHIND)
            keep_behind(judge, sim, first, left, sym, depth, start);
    } else if (left->is_kept && is_constant_at_each(judge, sim, left, &k)) {
        world->scratch = judge->arena;
        dl_state_write(world, start, left->begin, dl_val_const(k, NULL));
        world->scratch = scratch;
    } else if (left->is_kept && is_address_at_each(judge, sim, left, &address)) {
        world->scratch = judge->arena;
        dl_state_write(world, start, left->begin, address);
        world->scratch = scratch;
    } else if (left->is_kept && are_bits_at_each(judge, sim, left, &ones, &zeroes)) {
        world->scratch = judge->arena;
        world->at_entry = false;
        sym = dl_sym(world, (dl_symbol){.kind = DL_SYM_INITIAL, .loc = left->begin});
        dl_state_put_bits(world, start, dl_val_sym(sym), ones, zeroes);
        world->at_entry = true;
        world->scratch = scratch;
    }
}

static void keep_slot(dl_judge *judge, const dl_sim *sim, dl_loc loc, const dl_state *first, dl_state *start)
{
    place_left left = {.begin = loc};

    if (dl_place_of(judge->world, dl_place_of(judge->world, loc)->root)->kind != DL_LOC_VAR ||
        dl_loc_is_persistent(judge->world, loc) != DL_YES)
        return;
    left.at = DL_NEW_ARRAY(judge->scratch, sim->exits.count, dl_loc);
    for (size_t i = 0; i < sim->exits.count; i++)
        left.at[i] = loc;
    left.is_kept = !is_written_later(judge, loc);
    keep_place(judge, sim, first, &left, 0, start);
}

/* A pointer of the image that the entry does not name holds on each successful path what it began with. */
static void keep_unnamed(dl_judge *judge, const dl_sim *sim, dl_loc loc, const dl_type *type, const dl_state *first,
                         dl_state *start)
{
    if (type->kind == DL_TYPE_POINTER && !dl_state_cell(first, loc) && !dl_state_cell(start, loc))
        keep_slot(judge, sim, loc, first, start);
}

/* What is a pointer in a structure that no header declares is a guess: an array is read like one. */
static void keep_pointers(dl_judge *judge, const dl_sim *sim, const dl_state *first, dl_state *start)
{
    const dl_program *program = judge->world->program;

    for (size_t i = 0; i < program->global_count; i++) {
        const dl_var *var = program->globals[i];
        const dl_record *record = var->type->record;
        dl_loc loc = dl_loc_var(judge->world, var);

        if (record && record->is_synthesized)
            continue;
        keep_unnamed(judge, sim, loc, var->type, first, start);
        for (size_t f = 0; record && f < record->field_count; f++)
            if (record->fields[f].name)
                keep_unnamed(judge, sim, dl_loc_field(judge->world, loc, record->fields[f].name),
                             record->fields[f].type, first, start);
    }
}

static const dl_state *find_lasting(dl_judge *judge)
{
    dl_sim *sim = DL_NEW(judge->scratch, dl_sim);
    dl_monitor monitor = {0};
    dl_world *world = judge->world;
    const dl_function *entry = dl_scope_entry(judge->scope);
    const dl_state *first = NULL;
    dl_state *start = DL_NEW(judge->arena, dl_state);

    sim->root_result = dl_root_result(judge, entry);
    dl_sim_run(sim, world, &monitor, entry, NULL);
    judge->visits += sim->visits;
    world->is_heavy = sim->gave_up || sim->is_cut;
    for (size_t i = 0; !sim->gave_up && i < sim->exits.count && !first; i++)
        if (is_success(sim->exits.at[i]))
            first = sim->exits.at[i];
    for (unsigned c = 0; first && world->globals && c < world->globals->cell_count; c++)
        keep_text(judge, sim, world->globals->cells[c].loc, start);
    for (unsigned c = 0; first && c < first->cell_count; c++)
        keep_text(judge, sim, first->cells[c].loc, start);
    for (unsigned c = 0; first && c < first->cell_count; c++)
        keep_slot(judge, sim, first->cells[c].loc, first, start);
    if (first)
        keep_pointers(judge, sim, first, start);
    dl_arena_reset(judge->scratch);
    return start;
}

const dl_state *dl_lasting_after_entry(dl_judge *judge)
{
    if (!judge->after_entry)
        judge->after_entry = find_lasting(judge);
    return judge->after_entry;
}

static bool has_loop(const dl_function *function)
{
    for (size_t b = 0; b < function->block_count; b++)
        if (function->blocks[b].is_loop_head)
            return true;
    return false;
}

/* A run is cut short by the rounds of loops; what a pointer calls may have some. */
static bool may_be_heavy(dl_judge *judge)
{
    const dl_reach *reach = dl_reach_of(judge->world, dl_scope_entry(judge->scope));

    for (size_t i = 0; i < reach->functions.count; i++)
        if (has_loop(reach->functions.at[i]))
            return true;
    return reach->is_open;
}

void dl_lasting_weigh_entry(dl_judge *judge)
{
    if (may_be_heavy(judge))
        (void)dl_lasting_after_entry(judge);
}
