/* unload_paths.c: the unload routine run from the states that a successful entry leaves, for one place of acquisition
 * whose release it reaches: whether any way through it comes to that release. */
#include "engine/ask.h"
#include "engine/beside.h"
#include "engine/effects.h"
#include "engine/lasting.h"
#include "engine/linked.h"
#include "engine/naming.h"
#include "engine/refusal.h"
#include "engine/release_parts.h"
#include "engine/step.h"
#include "engine/sum.h"
#include "engine/unload.h"

#include <string.h>

enum { HELD = DL_UNLOAD_HELD, GONE };
enum { MOST_BEHIND = 8 };
enum { MOST_MEMBERS = 64 }; /* of a structure, that are told apart */
enum { PAST_SINCE = 128 };  /* summaries of such runs are kept apart */

/* ---- what may have changed between ---- */

bool dl_unload_runs_between(const dl_judge *judge, const dl_function *function)
{
    dl_name_set roles = dl_scope_roles(judge->scope, function);
    size_t ends = (size_t)dl_name_set_has(roles, "entry") + (size_t)dl_name_set_has(roles, "unload") +
                  (size_t)dl_name_set_has(roles, "filter-unload") + (size_t)dl_name_set_has(roles, "driver-cleanup");

    return roles.count > ends || dl_scope_is_of_other_entry(judge->scope, function);
}

/* What the unload routine does before it refuses comes before the call in which it does not. */
static bool runs_before_end(const dl_judge *judge, const dl_function *function)
{
    dl_name_set roles = dl_scope_roles(judge->scope, function);

    return dl_unload_runs_between(judge, function) ||
           ((dl_name_set_has(roles, "unload") || dl_name_set_has(roles, "filter-unload")) &&
            dl_refusal_may_follow(judge, function));
}

static const bool *find_before_end(const dl_judge *judge)
{
    const dl_program *program = judge->world->program;
    bool *before = DL_NEW_ARRAY(judge->arena, program->function_count + 1, bool);

    for (size_t f = 0; f < program->function_count; f++)
        before[f] = runs_before_end(judge, program->functions[f]);
    return before;
}

static bool may_change(dl_judge *judge, const dl_var *var, const char *member)
{
    if (var->is_const)
        return false;
    if (!judge->runs_before_end)
        judge->runs_before_end = find_before_end(judge);
    return dl_lasting_may_change_in(judge, judge->runs_before_end, var, member) ||
           dl_lasting_may_change_unread(judge, var, member);
}

static const dl_var *lasting_var(const dl_world *world, dl_loc loc)
{
    const dl_place *root = dl_place_of(world, dl_place_of(world, loc)->root);

    return root->kind == DL_LOC_VAR && dl_var_is_static(root->var) ? root->var : NULL;
}

bool dl_unload_may_change(dl_judge *judge, dl_loc loc)
{
    const dl_var *var = lasting_var(judge->world, loc);

    return var && may_change(judge, var, dl_lasting_member(judge->world, loc));
}

static bool is_set_at_entry(dl_judge *judge, const dl_var *var, const char *member)
{
    const dl_function *entry = dl_scope_entry(judge->scope);
    const dl_program *program = judge->world->program;
    bool *at_entry;

    if (!judge->runs_at_entry) {
        at_entry = DL_NEW_ARRAY(judge->arena, program->function_count + 1, bool);
        for (size_t f = 0; f < program->function_count; f++)
            at_entry[f] = program->functions[f] == entry || dl_scope_calls(judge->scope, entry, program->functions[f]);
        judge->runs_at_entry = at_entry;
    }
    return !var->is_const && dl_lasting_may_change_in(judge, judge->runs_at_entry, var, member);
}

bool dl_unload_may_be_set(dl_judge *judge, dl_loc loc)
{
    const dl_world *world = judge->world;
    const dl_var *var = lasting_var(world, loc);
    const dl_place *root = dl_place_of(world, dl_place_of(world, loc)->root);

    if (var)
        return dl_unload_may_change(judge, loc) || is_set_at_entry(judge, var, dl_lasting_member(world, loc));
    for (int depth = 0; depth < MOST_BEHIND && !var && root->kind == DL_LOC_OBJECT; depth++) {
        const dl_symbol *behind = dl_symbol_of(world, root->sym);

        if (behind->kind != DL_SYM_INITIAL)
            return false;
        var = lasting_var(world, behind->loc);
        root = dl_place_of(world, dl_place_of(world, behind->loc)->root);
    }
    return var != NULL;
}

/* ---- the start ---- */

bool dl_unload_takes_driver_object(const dl_function *unload)
{
    return unload->param_count > 0 && unload->params[0]->type->kind == DL_TYPE_POINTER &&
           dl_type_named(unload->params[0]->type->element, "DRIVER_OBJECT");
}

/* A member of a block that the entry made, or an element of it, and no other routine writes. */
static bool is_kept_member(dl_judge *judge, dl_loc loc, const dl_symbol *block)
{
    const dl_world *world = judge->world;

    if (block->kind != DL_SYM_RESULT && block->kind != DL_SYM_OUT && !dl_symbol_gives_zeroes(world, block))
        return false;
    for (const dl_place *place = dl_place_of(world, loc); place->parent; place = dl_place_of(world, place->parent))
        if (place->is_overlaid ||
            (place->kind != DL_LOC_INDEX && (place->kind != DL_LOC_FIELD || dl_between_sets(judge, place->field))))
            return false;
    return true;
}

/* Globals and members that nothing else writes, members of the driver object, and what is known of the values there. */
static bool lasts(dl_judge *judge, const dl_function *unload, dl_loc loc)
{
    const dl_world *world = judge->world;
    const dl_place *root = dl_place_of(world, dl_place_of(world, loc)->root);
    const dl_symbol *block = root->kind == DL_LOC_OBJECT ? dl_symbol_of(world, root->sym) : NULL;

    if (block)
        return block->kind == DL_SYM_PARAM ? block->a == world->driver_object && dl_unload_takes_driver_object(unload)
                                           : is_kept_member(judge, loc, block);
    if (root->kind != DL_LOC_VAR || (root->var->storage != DL_GLOBAL && root->var->storage != DL_STATIC_LOCAL))
        return false;
    return !may_change(judge, root->var, dl_lasting_member(world, loc));
}

static bool is_scalar(const dl_type *type)
{
    return type->kind == DL_TYPE_BOOL || type->kind == DL_TYPE_INT || type->kind == DL_TYPE_ENUM ||
           type->kind == DL_TYPE_POINTER;
}

/* A flag that the entry never wrote holds its initialiser still. */
static void keep_untouched(dl_judge *judge, const dl_state *exit, dl_state *start)
{
    dl_world *world = judge->world;
    const dl_program *program = world->program;

    for (size_t i = 0; i < program->global_count; i++) {
        const dl_var *var = program->globals[i];
        dl_loc loc = dl_loc_var(world, var);

        if (is_scalar(var->type) && !dl_state_cell(exit, loc) && !may_change(judge, var, NULL))
            dl_state_write(world, start, loc, dl_state_read(world, exit, loc));
    }
}

/* Members that nobody else sets, of a structure of which others set some. */
static void keep_zero_members(dl_judge *judge, const dl_state *exit, dl_state *start, const dl_var *var)
{
    dl_world *world = judge->world;
    const dl_record *record = var->type->kind == DL_TYPE_RECORD ? var->type->record : NULL;

    if (!record || record->is_union)
        return;
    for (size_t i = 0; i < record->field_count && i < MOST_MEMBERS; i++) {
        const dl_field *field = &record->fields[i];
        dl_loc loc = *field->name && is_scalar(field->type)
                         ? dl_loc_member(world, dl_loc_var(world, var), var->type, field->name)
                         : DL_NOWHERE;

        if (loc && !dl_place_of(world, loc)->is_overlaid && !dl_state_cell(exit, loc) &&
            !may_change(judge, var, field->name))
            dl_state_write(world, start, loc, dl_state_read(world, exit, loc));
    }
}

/* Of a structure that began as zeroes, what was not written is zero still. */
static void keep_zeroes(dl_judge *judge, const dl_state *exit, dl_state *start)
{
    dl_world *world = judge->world;
    const dl_program *program = world->program;

    for (size_t i = 0; i < program->global_count; i++) {
        const dl_var *var = program->globals[i];
        dl_loc loc = dl_loc_var(world, var);

        if (is_scalar(var->type) || var->init_count > 0 || var->is_extern || dl_state_cell(exit, loc))
            continue;
        if (may_change(judge, var, NULL))
            keep_zero_members(judge, exit, start, var);
        else
            dl_state_mark(world, start, loc, DL_MARK_ZERO, 0);
    }
}

static bool is_plain_member(const dl_world *world, dl_loc loc)
{
    const dl_place *place = dl_place_of(world, loc);

    for (; place->parent && place->kind == DL_LOC_FIELD && !place->is_overlaid;)
        place = dl_place_of(world, place->parent);
    return !place->parent;
}

/* A number, or a routine: what a static object's class answers a virtual call with. */
static bool is_plain_value(dl_val val)
{
    return val.kind == DL_VAL_CONST || val.kind == DL_VAL_FUNCTION;
}

/* So does a member of a structure that began with initialisers: `bool on_ = false;` of a static object. */
static void keep_initialised(dl_judge *judge, const dl_state *exit, dl_state *start)
{
    dl_world *world = judge->world;
    const dl_state *begin = world->globals;

    for (unsigned i = 0; begin && i < begin->cell_count; i++) {
        dl_loc loc = begin->cells[i].loc;
        const dl_var *var = lasting_var(world, loc);

        if (var && !var->is_const && !is_scalar(var->type) && is_plain_value(dl_cell_val(world, &begin->cells[i])) &&
            is_plain_member(world, loc) && !dl_state_cell(exit, loc) && !dl_unload_may_change(judge, loc))
            dl_state_write(world, start, loc, dl_state_read(world, exit, loc));
    }
}

/* Below what is kept, what others may write since: the whole, a block of zeroes, says nothing of it. */
static void forget_member(dl_world *world, dl_state *start, dl_loc loc)
{
    if (dl_place_of(world, dl_place_of(world, loc)->root)->kind == DL_LOC_OBJECT)
        dl_state_write(world, start, loc,
                       dl_val_sym(dl_sym(world, (dl_symbol){.kind = DL_SYM_HAVOC, .loc = loc, .a = -8})));
}

/* What the entry left a block of zeroes in. */
static bool is_written_since(void *self, dl_loc loc, dl_loc above)
{
    dl_judge *judge = self;
    dl_world *world = judge->world;

    if (dl_place_of(world, dl_place_of(world, above)->root)->kind != DL_LOC_OBJECT)
        return false;
    for (; loc && loc != above; loc = dl_place_of(world, loc)->parent)
        if (dl_place_of(world, loc)->kind == DL_LOC_FIELD &&
            (dl_between_sets(judge, dl_place_of(world, loc)->field) ||
             dl_between_sets_whole(judge, dl_loc_type_made(world, dl_place_of(world, loc)->parent))))
            return true;
    return false;
}

void dl_unload_ask_since(dl_judge *judge, bool asks)
{
    judge->world->is_written_since = asks ? is_written_since : NULL;
    judge->world->is_written_since_self = judge;
    judge->world->past = (unsigned char)(asks ? judge->world->past | PAST_SINCE : judge->world->past & ~PAST_SINCE);
}

/* A step of the witness between the two routines. */
static void tell_start(dl_judge *judge, const dl_function *unload, dl_state *start)
{
    const dl_node node = {.kind = DL_NODE_STORE,
                          .parent = start->trace,
                          .length = start->trace ? start->trace->length + 1 : 1,
                          .span = unload->span,
                          .failed_sym = -1,
                          .text = dl_arena_printf(judge->scratch, "%s runs when the driver goes", unload->name)};

    start->trace = dl_arena_copy(judge->scratch, &node, sizeof node);
}

/* The object that the call has made which was given the routine, of which something stands in the cell; 0: none. */
static int owner_in(dl_world *world, const dl_cell *cell)
{
    const dl_place *root = dl_place_of(world, dl_place_of(world, cell->loc)->root);
    dl_val val = dl_cell_val(world, cell);
    int syms[] = {val.kind == DL_VAL_SYM ? val.id : 0, root->kind == DL_LOC_OBJECT ? root->sym : 0};

    for (int i = 0; i < 2; i++) {
        const dl_symbol *symbol = syms[i] ? dl_symbol_of(world, syms[i]) : NULL;

        if (symbol && symbol->kind == DL_SYM_OUT && symbol->instr && symbol->instr->name &&
            dl_release_takes_unload(dl_world_api(world, symbol->instr->name)))
            return syms[i];
    }
    return 0;
}

/* `WDFDRIVER Driver`: the framework's object, which the routine is given; of several nothing is said. */
static void give_owner(dl_world *world, const dl_function *unload, const dl_state *exit, dl_state *start)
{
    int found = 0;

    if (unload->param_count == 0 || dl_unload_takes_driver_object(unload) ||
        unload->params[0]->type->kind != DL_TYPE_POINTER)
        return;
    for (unsigned i = 0; i < exit->cell_count; i++) {
        int owner = owner_in(world, &exit->cells[i]);

        if (found && owner && owner != found)
            return;
        found = owner ? owner : found;
    }
    if (found)
        dl_state_write(world, start, dl_loc_var(world, unload->params[0]), dl_val_sym(found));
}

dl_state *dl_unload_start(dl_judge *judge, const dl_function *unload, const dl_state *exit)
{
    dl_world *world = judge->world;
    dl_state *start = dl_state_copy(world, exit);

    start->cell_count = 0;
    keep_zeroes(judge, exit, start);
    keep_initialised(judge, exit, start);
    for (unsigned i = 0; i < exit->cell_count; i++)
        if (lasts(judge, unload, exit->cells[i].loc))
            dl_state_write(world, start, exit->cells[i].loc, dl_cell_val(world, &exit->cells[i]));
        else
            forget_member(world, start, exit->cells[i].loc);
    start->round_count = 0;
    keep_untouched(judge, exit, start);
    give_owner(world, unload, exit, start);
    tell_start(judge, unload, start);
    return start;
}

/* ---- which release is the object's ---- */

/* What a call made. `IoGetDriverObjectExtension` gives what another one did. */
static bool is_made(const dl_world *world, int sym)
{
    const dl_symbol *symbol = dl_symbol_of(world, sym);

    return (symbol->kind == DL_SYM_RESULT || symbol->kind == DL_SYM_OUT) &&
           dl_facts_is_acquisition(world->facts, symbol->api);
}

/* Something in an object that no call made as far as is known: any. */
static bool is_in_unknown(const dl_world *world, dl_val val)
{
    const dl_place *root;

    if (val.kind != DL_VAL_ADDRESS)
        return false;
    root = dl_place_of(world, dl_place_of(world, val.id)->root);
    return root->kind == DL_LOC_OBJECT && !is_made(world, root->sym);
}

/* No: it is what another call made, or was joined of what other calls made. */
static bool may_be_handle(const dl_world *world, const dl_state *state, dl_val val, dl_val held)
{
    const dl_symbol *symbol = val.kind == DL_VAL_SYM ? dl_symbol_of(world, val.id) : NULL;
    dl_stems stems;

    if (!symbol)
        return true;
    if (!dl_sym_is_fuzzy(world, val.id))
        return !is_made(world, val.id) || dl_val_same(world, state, val, held) != DL_NO;
    if (symbol->leads || held.kind != DL_VAL_SYM) /* of addresses, too */
        return true;
    stems = world->stems.at[symbol->stems];
    for (size_t i = 0; i < stems.count; i++)
        if (!is_made(world, stems.at[i]) || dl_val_same(world, state, dl_val_sym(stems.at[i]), held) != DL_NO)
            return true;
    return stems.count == 0 || stems.is_inside;
}

/* No only where the value is known to be another thing: null, what another call made, another text. */
static bool may_be_object(const dl_unload_site *site, dl_sim *sim, dl_state *state, dl_val val)
{
    const dl_world *world = sim->world;
    dl_val held = state->instances[0].binds[0].val;

    if (site->kind->identity == DL_BY_STRING)
        return dl_unload_may_be_text(sim, state, val);
    if (site->kind->identity != DL_BY_HANDLE)
        return site->kind->identity == DL_BY_SINGLE || dl_val_same(world, state, val, held) != DL_NO ||
               is_in_unknown(world, val) ||
               (site->kind->identity == DL_BY_STORAGE && val.kind == DL_VAL_SYM &&
                may_be_handle(world, state, val, held));
    if (val.kind == DL_VAL_UNSET || dl_val_mask(world, state, val) == DL_ZERO)
        return false;
    return may_be_handle(world, state, val, held);
}

static dl_val val_at_exit(dl_world *world, const dl_state *exit, dl_val val);

/* Where the place stood when the entry ended: what a pointer leads to that the routine has found somewhere. */
static dl_loc place_at_exit(dl_world *world, const dl_state *exit, dl_loc loc)
{
    const dl_place place = *dl_place_of(world, loc);
    dl_loc parent;

    if (place.kind == DL_LOC_VAR)
        return loc;
    if (place.kind == DL_LOC_OBJECT) {
        dl_val behind = val_at_exit(world, exit, dl_val_sym(place.sym));

        return behind.kind == DL_VAL_ADDRESS ? behind.id
               : behind.kind == DL_VAL_SYM   ? dl_loc_object(world, behind.id)
                                             : DL_NOWHERE;
    }
    parent = place.kind == DL_LOC_FIELD || place.kind == DL_LOC_INDEX ? place_at_exit(world, exit, place.parent)
                                                                      : DL_NOWHERE;
    if (parent == DL_NOWHERE)
        return DL_NOWHERE;
    return place.kind == DL_LOC_FIELD ? dl_loc_field(world, parent, place.field)
                                      : dl_loc_index(world, parent, place.index);
}

/* What stood, when the entry ended, where the unload routine has found the value; or the value. */
static dl_val val_at_exit(dl_world *world, const dl_state *exit, dl_val val)
{
    const dl_symbol *symbol = val.kind == DL_VAL_SYM ? dl_symbol_of(world, val.id) : NULL;
    dl_loc loc = symbol && symbol->kind == DL_SYM_INITIAL ? place_at_exit(world, exit, symbol->loc)
                 : val.kind == DL_VAL_ADDRESS             ? place_at_exit(world, exit, val.id)
                                                          : DL_NOWHERE;

    if (loc == DL_NOWHERE)
        return val;
    return val.kind == DL_VAL_ADDRESS ? dl_val_address(loc) : dl_state_read(world, exit, loc);
}

/* Where the entry left something else in the place, only what another routine has put there since may be it. */
static bool was_other(dl_sim *sim, const dl_state *exit, dl_val val)
{
    dl_world *world = sim->world;
    dl_val then;

    world->at_entry = true;
    then = val_at_exit(world, exit, val);
    world->at_entry = false;
    return !dl_val_equal(then, val) && dl_val_same(world, exit, then, exit->instances[0].binds[0].val) == DL_NO;
}

static const char *member_of(const dl_world *world, dl_loc loc)
{
    const dl_place *place = dl_place_of(world, loc);

    while (place->kind == DL_LOC_INDEX || place->kind == DL_LOC_ANY)
        place = dl_place_of(world, place->parent);
    return place->kind == DL_LOC_FIELD ? place->field : NULL;
}

/* Something that the routine has found in a member where the entry has put the object nowhere: nobody knows what it is,
 * and the object may still be where it was put. */
static bool is_of_other_member(const dl_unload_site *site, const dl_world *world, const dl_state *exit, dl_val val)
{
    const dl_symbol *symbol = val.kind == DL_VAL_SYM ? dl_symbol_of(world, val.id) : NULL;
    const char *member = symbol && symbol->kind == DL_SYM_INITIAL ? member_of(world, symbol->loc) : NULL;
    const dl_expr *slot = site->slot ? dl_expr_uncast(site->slot) : NULL;
    bool is_known = slot && slot->kind == DL_E_FIELD;

    if (!member || (is_known && dl_text_equal(slot->name, member)))
        return false;
    for (unsigned i = 0; i < exit->cell_count; i++) {
        const char *holder = member_of(world, exit->cells[i].loc);

        if (!dl_val_equal(dl_cell_val(world, &exit->cells[i]), exit->instances[0].binds[0].val))
            continue;
        if (!holder || strcmp(holder, member) == 0)
            return false;
        is_known = true;
    }
    return is_known;
}

/* Whether what the routine has found may be another object than the one that is followed. */
static bool may_be_other(const dl_unload_site *site, dl_sim *sim, const dl_state *exit, dl_val val)
{
    const dl_symbol *symbol = val.kind == DL_VAL_SYM ? dl_symbol_of(sim->world, val.id) : NULL;
    const char *member = symbol && symbol->kind == DL_SYM_INITIAL ? member_of(sim->world, symbol->loc) : NULL;
    dl_tri listed = member ? dl_linked_leads_to(sim->world, sim->root, site->by, site->instr, member) : DL_NO;

    if (was_other(sim, exit, val))
        return true;
    return listed == DL_NO ? is_of_other_member(site, sim->world, exit, val) : listed == DL_MAYBE;
}

/* A structure of nothing but pointers to its like: LIST_ENTRY. */
static bool is_link(const dl_type *type)
{
    const dl_record *record = type && type->kind == DL_TYPE_POINTER && type->element ? type->element->record : NULL;
    bool is_all = record && record->field_count > 0;

    for (size_t i = 0; is_all && i < record->field_count; i++) {
        const dl_type *field = record->fields[i].type;

        is_all = field->kind == DL_TYPE_POINTER && field->element && dl_record_is_same(field->element->record, record);
    }
    return is_all;
}

/* A routine of the system's that is given a list. */
static bool is_given_list(const dl_instr *call)
{
    bool is_given = false;

    for (size_t i = 0; i < call->arg_count && !call->callee; i++)
        is_given |= is_link(dl_expr_uncast(call->args[i])->type);
    return is_given;
}

static dl_tri is_of_list(dl_world *world, dl_val val);

static dl_tri is_in_listed(dl_world *world, dl_loc loc)
{
    const dl_place *root = dl_place_of(world, dl_place_of(world, loc)->root);

    return root->kind == DL_LOC_OBJECT ? is_of_list(world, dl_val_sym(root->sym)) : DL_NO;
}

/* Maybe: as far as the places tell that it leads to. */
static dl_tri is_each_of_list(dl_world *world, const dl_symbol *joined)
{
    dl_stems stems = world->stems.at[joined->stems];
    dl_leads leads = world->leads.at[joined->leads];
    dl_tri is_each = stems.count && !joined->leads ? DL_YES : leads.count ? DL_MAYBE : DL_NO;

    for (size_t i = 0; i < stems.count; i++)
        is_each = dl_tri_and(is_each, is_of_list(world, dl_val_sym(stems.at[i])));
    for (size_t i = 0; i < leads.count; i++)
        is_each = dl_tri_and(is_each, is_in_listed(world, leads.at[i]));
    return is_each;
}

/* `CONTAINING_RECORD(RemoveHeadList(&List), …)`: what came out of a list, what such a thing leads to, or one of several
 * such. */
static dl_tri is_of_list(dl_world *world, dl_val val)
{
    dl_val base = dl_sum_base(world, val);
    const dl_symbol *symbol = base.kind == DL_VAL_SYM ? dl_symbol_of(world, base.id) : NULL;

    if (base.kind == DL_VAL_ADDRESS)
        return is_in_listed(world, base.id);
    while (symbol && symbol->kind == DL_SYM_EXPR && symbol->left->kind == DL_VAL_SYM)
        symbol = dl_symbol_of(world, symbol->left->id);
    if (!symbol)
        return DL_NO;
    switch (symbol->kind) {
    case DL_SYM_PHI:
        return is_each_of_list(world, symbol);
    case DL_SYM_INITIAL:
        return is_in_listed(world, symbol->loc);
    case DL_SYM_RESULT:
        return is_given_list(symbol->instr) ? DL_YES : DL_NO;
    default:
        return DL_NO;
    }
}

/* Whether the entry has put the object into no list: only a global leads to it, which nobody else can have read. */
static bool is_in_no_list(dl_judge *judge, const dl_state *exit)
{
    dl_world *world = judge->world;
    dl_val held = exit->instances[0].binds[0].val;
    dl_loc mark = held.kind == DL_VAL_SYM ? dl_effects_linked_mark(world, dl_loc_object(world, held.id)) : DL_NOWHERE;
    bool is_held = false;

    if (!mark || dl_state_cell(exit, mark))
        return false;
    for (unsigned i = 0; i < exit->cell_count; i++) {
        const dl_var *var;
        const dl_naming *naming;

        if (!dl_val_equal(dl_cell_val(world, &exit->cells[i]), held))
            continue;
        var = lasting_var(world, exit->cells[i].loc);
        naming = var ? dl_naming_of(world, var) : NULL;
        if (!naming || dl_place_of(world, exit->cells[i].loc)->kind != DL_LOC_VAR ||
            dl_lasting_may_change_unread(judge, var, NULL))
            return false;
        for (size_t f = 0; f < naming->functions.count; f++)
            if (dl_unload_runs_between(judge, world->program->functions[naming->functions.at[f]]))
                return false;
        is_held = true;
    }
    return is_held;
}

/* The object is known by what stands in a place, or by the place. */
static bool has_place(dl_identity identity)
{
    return identity == DL_BY_HANDLE || identity == DL_BY_STORAGE;
}

/* Whether the call releases the tracked object, instance 0 of the state: no, maybe, or as far as the code tells. */
static dl_tri is_release(const dl_unload_site *site, const dl_state *exit, dl_sim *sim, dl_state *state,
                         const dl_event *event)
{
    const dl_api_use *use = dl_unload_release_of(site, event->instr);
    dl_tri listed;
    dl_val val;

    if (!use || !dl_release_may_be(use, event, sim->world, state) ||
        dl_unload_is_other(site, event->function, event->instr))
        return DL_NO;
    if (!use->has_object || use->object >= event->views[0].arg_count)
        return DL_YES;
    val = dl_eval_use(sim, state, use, event->views[0].vals[use->object], NULL);
    if (!may_be_object(site, sim, state, val))
        return DL_NO;
    listed = site->kind->identity == DL_BY_HANDLE ? is_of_list(sim->world, val) : DL_NO;
    if (listed != DL_NO && is_in_no_list(site->judge, exit))
        return dl_tri_not(listed);
    return has_place(site->kind->identity) && may_be_other(site, sim, exit, val) ? DL_MAYBE : DL_YES;
}

/* ---- the run ---- */

typedef struct runner {
    const dl_unload_site *site;
    const dl_state *exit;
    bool is_held;     /* at some return */
    bool is_released; /* on some way: a loop may not show where it ends */
    bool is_stopped;  /* on some way the system stops before the end */
    bool is_doubtful;
    const dl_state *end;
} runner;

static void on_event(void *self, dl_sim *sim, dl_state *state, const dl_event *event)
{
    runner *r = self;
    dl_instance *instance;

    if (state->instance_count == 0)
        return;
    dl_state_own_instances(sim->world, state);
    instance = &state->instances[0];
    if (event->kind == DL_ON_RETURN) {
        r->is_doubtful |= (state->flags & (DL_STATE_OPAQUE | DL_STATE_MERGED | DL_STATE_JUMP)) != 0;
        if (instance->state == HELD && !r->is_held) {
            dl_state *end = dl_state_copy(sim->world, state);

            r->is_held = true;
            dl_node_tell(sim, end, event->span,
                         dl_arena_printf(sim->world->scratch, "%s ends here without it", sim->root->name));
            r->end = end;
        }
    } else if (event->kind == DL_ON_CALL && !event->is_after && instance->state == HELD) {
        dl_tri released = is_release(r->site, r->exit, sim, state, event);

        r->is_stopped |= dl_ask_is_stop(sim->world, event->instr);
        r->is_doubtful |= released == DL_MAYBE;
        if (released == DL_YES) {
            instance->state = GONE;
            r->is_released = true;
        }
    }
}

static bool is_relevant(void *self, const dl_instr *instr, const dl_api *by_name, const dl_api *by_macro)
{
    (void)by_macro;
    return (by_name && by_name->is_noreturn) || dl_unload_release_of(((const runner *)self)->site, instr) != NULL;
}

static bool is_told(void *self, const dl_instr *instr, const dl_api *by_name, const dl_api *by_macro,
                    bool has_instances)
{
    return has_instances && is_relevant(self, instr, by_name, by_macro);
}

dl_tri dl_unload_never_releases(const dl_unload_site *site, const dl_function *unload, const dl_state *exit,
                                dl_sim *sim, const dl_state **end)
{
    dl_judge *judge = site->judge;
    runner *r = DL_NEW(judge->scratch, runner);
    dl_monitor monitor = {.self = r, .event = on_event, .is_relevant = is_relevant, .is_told = is_told};
    dl_state *start = dl_unload_start(judge, unload, exit);

    r->site = site;
    r->exit = exit;
    judge->world->at_entry = false;
    dl_unload_ask_since(judge, true);
    sim->root_result = dl_root_result(judge, unload);
    dl_sim_run(sim, judge->world, &monitor, unload, start);
    dl_unload_ask_since(judge, false);
    judge->world->at_entry = true;
    judge->visits += sim->visits;
    *end = r->end;
    if (!r->is_held || r->is_released)
        return DL_NO;
    return r->is_stopped || r->is_doubtful || sim->gave_up || sim->degraded || sim->unknown_jump ? DL_MAYBE : DL_YES;
}
