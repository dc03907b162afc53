/* beside.c: see beside.h. */
#include "engine/beside.h"

#include "engine/ask.h"
#include "engine/effects.h"
#include "engine/footprint.h"
#include "engine/sim.h"
#include "engine/unload.h"
#include "engine/unread.h"

#include <string.h>

/* Functions that may run beside the entry, each once; the vector lives in the world's arena. */
typedef struct finder {
    dl_world *world;
    dl_table seen; /* functions */
    DL_VEC(const dl_function *) functions;
    dl_map *set;      /* members that they write */
    dl_map *parts;    /* likewise, with the structures that they are of: see part_name */
    dl_table globals; /* of which they write a part, or all */
    dl_vars written;  /* these, in the order in which they were found */
    bool all;         /* not only what they set to anything but zero; and structures that they write whole, by type */
} finder;

static const char *part_name(dl_arena *arena, const dl_type *structure, const char *member)
{
    return dl_arena_printf(arena, "%s.%s", structure->canonical, member);
}

static void note_global(finder *f, const dl_var *var)
{
    if (!dl_var_is_static(var) || dl_table_get(&f->globals, var))
        return;
    dl_table_set(&f->globals, var, f);
    dl_vec_push(f->world->arena, &f->written, var);
}

/* The members on the way to what is written, and the global that it is a part of. */
static void note_members(finder *f, const dl_expr *place)
{
    bool is_behind = false;

    for (; place; place = dl_expr_uncast(place->a)) {
        is_behind |= place->kind == DL_E_DEREF;
        if (place->kind == DL_E_FIELD) {
            dl_map_set(f->set, place->name, f->world);
            dl_map_set(f->parts, part_name(f->world->arena, place->a->type, place->name), f->world);
        }
        if (place->kind == DL_E_VAR && !is_behind)
            note_global(f, place->var);
    }
}

/* What is pointed to may be written by whoever has the address. */
static void note_addresses(finder *f, const dl_expr *value)
{
    for (; value; value = value->a) {
        if (value->kind == DL_E_ADDRESS)
            note_members(f, value->a);
        note_addresses(f, value->b);
    }
}

/* The structure that the pointer leads to, by its type's name; NULL: none. */
static const char *structure_behind(const dl_type *pointer)
{
    const dl_type *of = pointer->kind == DL_TYPE_POINTER ? pointer->element : NULL;

    return of && of->kind == DL_TYPE_RECORD ? of->canonical : NULL;
}

static void note_lost(finder *f, const dl_expr *pointer, const dl_type *as)
{
    const char *of = structure_behind(dl_expr_uncast(pointer)->type);

    if (of && !(as && dl_text_equal(structure_behind(as), of)))
        dl_map_set(f->set, of, f->world);
}

/* `(PUCHAR)state`, `(ULONG_PTR)state`: what a pointer to the structure is used as, that may write any member of it. */
static void note_casts(finder *f, const dl_expr *expr)
{
    for (; expr; expr = expr->a) {
        if (expr->kind == DL_E_CAST)
            note_lost(f, expr->a, expr->type);
        if (expr->kind == DL_E_ADDRESS && expr->a->kind == DL_E_FIELD) /* counted from there */
            dl_map_set(f->set, expr->a->a->type->canonical, f->world);
        note_casts(f, expr->b);
    }
}

/* Whether what the call is given stays with somebody: what a callback gets is any pointer there. */
static bool is_kept_by(const dl_api *api, size_t arg)
{
    return !api || dl_param_set_has(api->kept, (unsigned)arg) ||
           (arg < api->params.count && strstr(api->params.at[arg], "Context"));
}

/* Structures of which any member may be written, by who has a pointer that is none to it: it was cast, assigned, given
 * away. `is_between`: in what runs between the entry and the driver's end, which may write all of it itself as well. */
static void note_whole(finder *f, const dl_instr *instr, bool is_between)
{
    dl_called called = dl_called_by(f->world, instr);
    const dl_api *api = called.by_name ? called.by_name : called.by_macro;

    if (is_between && instr->target && instr->target->type->kind == DL_TYPE_RECORD)
        dl_map_set(f->set, instr->target->type->canonical, f->world);
    if (instr->kind == DL_I_ASSIGN) {
        note_lost(f, instr->value, instr->target->type);
        note_casts(f, instr->value);
        note_casts(f, instr->target);
        if (!is_between)
            note_addresses(f, instr->value);
    }
    for (size_t a = 0; a < instr->arg_count && !dl_call_is_message(instr); a++) {
        if (instr->callee && a < instr->callee->param_count)
            note_lost(f, instr->args[a], instr->callee->params[a]->type);
        else if (is_between ? !(api && dl_effects_only_reads(api, (unsigned)a)) : is_kept_by(api, a))
            note_lost(f, instr->args[a], NULL);
    }
}

static void note_instr(finder *f, const dl_instr *instr)
{
    if (instr->target && (f->all || !(instr->kind == DL_I_ASSIGN && instr->value && dl_expr_is_null(instr->value))))
        note_members(f, instr->target);
    if (f->all)
        note_whole(f, instr, true);
    note_addresses(f, instr->value);
    for (size_t a = 0; a < instr->arg_count; a++)
        note_addresses(f, instr->args[a]);
}

static void add(finder *f, const dl_function *function)
{
    if (dl_table_get(&f->seen, function))
        return;
    dl_table_set(&f->seen, function, f);
    dl_vec_push(f->world->arena, &f->functions, function);
}

static void add_callees(finder *f)
{
    for (size_t i = 0; i < f->functions.count; i++)
        for (size_t b = 0; b < f->functions.at[i]->block_count; b++) {
            const dl_block *block = &f->functions.at[i]->blocks[b];

            for (size_t k = 0; k < block->count; k++)
                if (block->instrs[k].callee)
                    add(f, block->instrs[k].callee);
        }
}

/* Not before the entry has returned: what the system calls of a driver that it has started. */
static bool comes_later(const char *role)
{
    static const char *const later[] = {"unload",     "filter-unload", "driver-cleanup",
                                        "add-device", "dispatch",      "reinitialize"};

    for (size_t i = 0; i < sizeof later / sizeof *later; i++)
        if (dl_text_equal(role, later[i]))
            return true;
    return false;
}

static bool all_come_later(dl_name_set roles)
{
    for (size_t i = 0; i < roles.count; i++)
        if (!comes_later(roles.at[i]))
            return false;
    return roles.count > 0;
}

/* Nothing is known to call it but the entry, and what comes later. */
static bool all_run_in_entry(dl_name_set roles)
{
    for (size_t i = 0; i < roles.count; i++)
        if (!dl_text_equal(roles.at[i], "entry") && !comes_later(roles.at[i]))
            return false;
    return true;
}

/* `return state;` of a routine that gives a PVOID. */
static void note_returned(finder *f, const dl_function *function)
{
    for (size_t b = 0; b < function->block_count; b++) {
        const dl_term *term = &function->blocks[b].term;

        if (term->kind == DL_T_RETURN && term->value)
            note_lost(f, term->value, function->type->element);
    }
}

static void note_functions(finder *f)
{
    f->set = dl_map_new(f->world->arena);
    f->parts = dl_map_new(f->world->arena);
    dl_table_init(&f->globals, f->world->arena);
    for (size_t i = 0; i < f->functions.count; i++)
        for (size_t b = 0; b < f->functions.at[i]->block_count; b++)
            for (size_t k = 0; k < f->functions.at[i]->blocks[b].count; k++)
                note_instr(f, &f->functions.at[i]->blocks[b].instrs[k]);
}

static void add_reach(finder *f, const dl_function *function)
{
    const dl_reach *reach = dl_reach_of(f->world, function);

    for (size_t i = 0; i < reach->functions.count; i++)
        add(f, reach->functions.at[i]);
}

/* What the entry runs itself: what it calls, and what its calls through pointers (a table of steps) may be of. */
static void find_own(finder *own)
{
    dl_world *world = own->world;

    add_reach(own, world->entry);
    for (size_t i = 0; i < own->functions.count; i++)
        for (size_t b = 0; b < own->functions.at[i]->block_count; b++)
            for (size_t k = 0; k < own->functions.at[i]->blocks[b].count; k++) {
                const dl_instr *instr = &own->functions.at[i]->blocks[b].instrs[k];
                size_t count = 0;
                const dl_function *const *targets = instr->pointer && world->find_targets
                                                        ? world->find_targets(world->scope_self, instr, &count)
                                                        : NULL;

                for (size_t n = 0; targets && n < count; n++)
                    add_reach(own, targets[n]);
            }
}

void dl_beside_begin(dl_judge *judge)
{
    dl_world *world = judge->world;
    finder f = {.world = world}, own = {.world = world};

    dl_table_init(&f.seen, world->scratch);
    dl_table_init(&own.seen, world->scratch);
    find_own(&own);
    for (size_t i = 0; i < world->program->function_count; i++) {
        const dl_function *function = world->program->functions[i];
        dl_name_set roles = dl_scope_roles(judge->scope, function);

        if (!all_come_later(roles) && !(dl_table_get(&own.seen, function) && all_run_in_entry(roles)))
            add(&f, function);
    }
    add_callees(&f);
    note_functions(&f);
    world->set_beside = f.set;
    world->parts_beside = f.parts;
    world->globals_beside = f.globals;
    world->written_beside = f.written.at;
    world->written_beside_count = f.written.count;
    world->set_between = NULL;
    world->beside = f.functions.at;
    world->beside_count = f.functions.count;
}

/* Whatever runs once the driver has started, or may run before, but neither its entry nor its unload routine alone. */
static dl_map *find_between(dl_judge *judge)
{
    dl_world *world = judge->world;
    finder f = {.world = world, .all = true};

    dl_table_init(&f.seen, world->scratch);
    for (size_t i = 0; i < world->program->function_count; i++)
        if (dl_unload_runs_between(judge, world->program->functions[i]))
            add(&f, world->program->functions[i]);
    add_callees(&f);
    note_functions(&f);
    for (size_t i = 0; i < world->program->function_count; i++) {
        const dl_function *function = world->program->functions[i];

        note_returned(&f, function);
        for (size_t b = 0; b < function->block_count && !dl_table_get(&f.seen, function); b++)
            for (size_t k = 0; k < function->blocks[b].count; k++)
                note_whole(&f, &function->blocks[b].instrs[k], false);
    }
    return f.set;
}

bool dl_between_sets(dl_judge *judge, const char *member)
{
    if (!judge->world->set_between)
        judge->world->set_between = find_between(judge);
    return dl_map_get(judge->world->set_between, member) || dl_unread_names(judge->guards->unread, member);
}

bool dl_between_sets_whole(dl_judge *judge, const dl_type *structure)
{
    (void)dl_between_sets(judge, "");
    return !structure || dl_map_get(judge->world->set_between, structure->canonical) != NULL;
}

bool dl_beside_sets(const dl_world *world, dl_loc loc)
{
    const dl_place *place = dl_place_of(world, loc);

    for (; world->set_beside && place->kind == DL_LOC_FIELD; place = dl_place_of(world, place->parent))
        if (dl_map_get(world->set_beside, place->field))
            return true;
    return false;
}

bool dl_beside_sets_global(const dl_world *world, dl_loc loc)
{
    const dl_place *root = dl_place_of(world, dl_place_of(world, loc)->root);

    return world->globals_beside.arena && root->kind == DL_LOC_VAR &&
           (dl_beside_sets(world, loc) ||
            (dl_place_of(world, loc)->kind != DL_LOC_FIELD && dl_table_get(&world->globals_beside, root->var)));
}

/* What was made in the entry itself stays what it is: where others put something else there, the code does not show
 * when. */
static void pass_at(dl_sim *sim, dl_state *state, dl_loc loc)
{
    dl_val val = dl_state_read(sim->world, state, loc);

    if (val.kind == DL_VAL_CONST)
        dl_effects_havoc(sim, state, loc);
}

void dl_beside_pass(dl_sim *sim, dl_state *state)
{
    dl_world *world = sim->world;

    for (size_t i = 0; i < world->written_beside_count; i++) {
        const dl_var *var = world->written_beside[i];
        dl_loc loc = dl_loc_var(world, var);

        if (var->type->kind == DL_TYPE_ARRAY)
            continue;
        if (var->type->kind != DL_TYPE_RECORD || dl_type_whole(var->type))
            pass_at(sim, state, loc);
        else
            for (size_t m = 0; m < var->type->record->field_count; m++)
                if (dl_map_get(world->parts_beside,
                               part_name(world->scratch, var->type, var->type->record->fields[m].name)))
                    pass_at(sim, state, dl_loc_field(world, loc, var->type->record->fields[m].name));
    }
}

/* ---- a routine that the entry starts ---- */

static bool is_pointer_variable(const dl_expr *arg)
{
    arg = dl_expr_uncast(arg);
    return arg->kind == DL_E_VAR && arg->type->kind == DL_TYPE_POINTER;
}

/* Nothing is known of the callee, or it may write what a variable leads to. */
static bool may_set_unnamed(dl_world *world, const dl_instr *call)
{
    dl_called called = dl_called_by(world, call);
    const dl_api *api = called.by_name ? called.by_name : called.by_macro;

    if (call->callee || dl_call_is_message(call))
        return false;
    for (size_t a = 0; api && a < call->arg_count; a++)
        if (is_pointer_variable(call->args[a]) && !dl_effects_only_reads(api, (unsigned)a) &&
            !dl_param_set_has(api->kept, (unsigned)a))
            return true;
    return !api;
}

static bool is_told_of(dl_world *world, const dl_function *function)
{
    const dl_reach *reach = dl_reach_of(world, function);

    if (reach->is_open)
        return false;
    for (size_t f = 0; f < reach->functions.count; f++) {
        const dl_function *one = reach->functions.at[f];

        if (one->lost_count)
            return false;
        for (size_t b = 0; b < one->block_count; b++)
            for (size_t i = 0; i < one->blocks[b].count; i++)
                if (one->blocks[b].instrs[i].kind == DL_I_CALL && may_set_unnamed(world, &one->blocks[b].instrs[i]))
                    return false;
    }
    return true;
}

bool dl_beside_is_told_of(dl_world *world, const char *routine)
{
    static char yes, no;
    const dl_function *function = routine ? dl_program_function(world->program, routine) : NULL;
    const char *known;

    if (!function || function->block_count == 0)
        return false;
    if (!world->told_of_beside.arena)
        dl_table_init(&world->told_of_beside, world->arena);
    known = dl_table_get(&world->told_of_beside, function);
    if (!known) {
        known = is_told_of(world, function) ? &yes : &no;
        dl_table_set(&world->told_of_beside, function, (void *)(uintptr_t)known);
    }
    return known == &yes;
}
