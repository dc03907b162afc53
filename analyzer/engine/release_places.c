/* release_places.c: the places of acquisition that a release check asks about, what the code says of releases before
 * it is run, and what the runs for a place have seen, which is told to each check that asks. */
#include "engine/footprint.h"
#include "engine/release_parts.h"
#include "engine/told.h"

/* A call that acquires or releases an object of some kind, by its name or as a macro. */
typedef struct known_call {
    const dl_instr *instr;
    const dl_api_kinds *by_name, *by_macro;
} known_call;

typedef DL_VEC(known_call) known_call_list;
typedef DL_VEC(const dl_resource *) kind_list;

/* What a routine leaves by itself. */
typedef struct leaving {
    const dl_resource *kind;
    const dl_instr *site;
    const dl_function *routine;
    bool leaves;
} leaving;

struct dl_release_runs {
    DL_VEC(leaving) leavings;
    bool is_asked_of_routine; /* a routine is run for what it leaves by itself */
    DL_VEC(dl_followed_place) places;
    dl_table kinds;   /* check of releases that names none → its kinds */
    dl_table calls;   /* function → the known calls of it, in its order */
    dl_table by_kind; /* kind → whether the driver acquires objects of it, or releases any: CAN_ACQUIRE and the like */
    bool is_known;
};

enum { CAN_ACQUIRE = 1, CAN_RELEASE = 2 };

void dl_release_begin(dl_judge *judge)
{
    judge->release_runs = DL_NEW(judge->arena, struct dl_release_runs);
    dl_table_init(&judge->release_runs->kinds, judge->arena);
    dl_table_init(&judge->release_runs->calls, judge->arena);
    dl_table_init(&judge->release_runs->by_kind, judge->arena);
}

/* ---- what the code says before it is run ---- */

static void add_known_call(const dl_judge *judge, known_call_list *list, const dl_instr *instr)
{
    dl_world *world = judge->world;
    known_call call = {.instr = instr};

    if (instr->kind != DL_I_CALL)
        return;
    call.by_name = instr->name ? dl_facts_kinds(world->facts, dl_world_api(world, instr->name)) : NULL;
    call.by_macro = instr->macro ? dl_facts_kinds(world->facts, dl_world_api(world, instr->macro)) : NULL;
    if (call.by_name || call.by_macro)
        dl_vec_push(judge->arena, list, call);
}

static const known_call_list *known_calls(const dl_judge *judge, const dl_function *function)
{
    known_call_list *list = dl_table_get(&judge->release_runs->calls, function);

    if (list)
        return list;
    list = DL_NEW(judge->arena, known_call_list);
    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++)
            add_known_call(judge, list, &function->blocks[b].instrs[i]);
    dl_table_set(&judge->release_runs->calls, function, list);
    return list;
}

static bool is_among(const dl_resource *const *kinds, size_t count, const dl_resource *kind)
{
    for (size_t i = 0; i < count; i++)
        if (kinds[i] == kind)
            return true;
    return false;
}

static bool acquires(const known_call *call, const dl_resource *kind)
{
    return (call->by_name && is_among(call->by_name->acquired, call->by_name->acquired_count, kind)) ||
           (call->by_macro && is_among(call->by_macro->acquired, call->by_macro->acquired_count, kind));
}

static bool releases(const known_call *call, const dl_resource *kind)
{
    return (call->by_name && is_among(call->by_name->released, call->by_name->released_count, kind)) ||
           (call->by_macro && is_among(call->by_macro->released, call->by_macro->released_count, kind));
}

static void note_uses(dl_table *table, const dl_resource *const *kinds, size_t count, uintptr_t use)
{
    for (size_t i = 0; i < count; i++)
        dl_table_set(table, kinds[i], (void *)((uintptr_t)dl_table_get(table, kinds[i]) | use));
}

static void note_kinds(dl_table *table, const dl_api_kinds *kinds)
{
    if (!kinds)
        return;
    note_uses(table, kinds->acquired, kinds->acquired_count, CAN_ACQUIRE);
    note_uses(table, kinds->released, kinds->released_count, CAN_RELEASE);
}

/* What any function of the driver does with objects of the kind. Of most, nothing. */
static unsigned uses_of(const dl_judge *judge, const dl_resource *kind)
{
    struct dl_release_runs *runs = judge->release_runs;
    const dl_program *program = judge->world->program;

    for (size_t f = 0; !runs->is_known && f < program->function_count; f++) {
        const known_call_list *calls = known_calls(judge, program->functions[f]);

        for (size_t i = 0; i < calls->count; i++) {
            note_kinds(&runs->by_kind, calls->at[i].by_name);
            note_kinds(&runs->by_kind, calls->at[i].by_macro);
        }
    }
    runs->is_known = true;
    return (unsigned)(uintptr_t)dl_table_get(&runs->by_kind, kind);
}

bool dl_release_is_in(const dl_judge *judge, const dl_function *function, const dl_resource *kind)
{
    const known_call_list *calls;

    if (!(uses_of(judge, kind) & CAN_RELEASE))
        return false;
    calls = known_calls(judge, function);
    for (size_t i = 0; i < calls->count; i++)
        if (releases(&calls->at[i], kind))
            return true;
    return false;
}

bool dl_release_is_reached(const dl_judge *judge, const dl_function *function, const dl_resource *kind)
{
    const dl_reach *reach = dl_reach_of(judge->world, function);

    for (size_t i = 0; i < reach->functions.count; i++)
        if (dl_release_is_in(judge, reach->functions.at[i], kind))
            return true;
    return false;
}

const dl_instr *const *dl_release_acquiring(const dl_judge *judge, const dl_function *function, const dl_resource *kind,
                                            size_t *count)
{
    const known_call_list *calls;
    DL_VEC(const dl_instr *) found = {0};

    *count = 0;
    if (!(uses_of(judge, kind) & CAN_ACQUIRE))
        return NULL;
    calls = known_calls(judge, function);
    for (size_t i = 0; i < calls->count; i++)
        if (acquires(&calls->at[i], kind))
            dl_vec_push(judge->arena, &found, calls->at[i].instr);
    *count = found.count;
    return found.at;
}

static bool block_releases(dl_world *world, const dl_block *block, const dl_resource *kind)
{
    for (size_t i = 0; i < block->count; i++)
        if (dl_release_calls(world, &block->instrs[i], kind->release, kind->release_count))
            return true;
    return false;
}

/* Each way through it comes to a release. */
static bool surely_releases(dl_world *world, const dl_function *function, const dl_resource *kind)
{
    for (unsigned b = 0; b < function->block_count; b++)
        if (block_releases(world, &function->blocks[b], kind) &&
            (b == 0 || dl_graph_always_comes(dl_graph_of(world, function), 0, b)))
            return true;
    return false;
}

/* Where the callback of the one owner is known, and there is no other. */
static const dl_function *only_routine(const dl_judge *judge, const dl_resource *owner, const dl_role_set *set)
{
    dl_function_list roots = dl_scope_roots(judge->scope, set);
    dl_span where;

    if (owner->identity != DL_BY_SINGLE || roots.count != 1 || dl_scope_has_unseen(judge->scope, set, &where) ||
        dl_scope_role_unknown(judge->scope, set->roles.at[0], &where))
        return NULL;
    return roots.at[0];
}

dl_cleanup dl_release_cleanup(const dl_judge *judge, const dl_resource *kind)
{
    const dl_facts *facts = judge->world->facts;
    size_t count;
    const dl_role *const *roles = dl_facts_roles(facts, &count);
    dl_cleanup made = {.discharge =
                           "no cleanup callback ends it, and the unload routine is not called when the entry fails"};

    for (size_t i = 0; i < count && !made.owner; i++) {
        dl_role_set set = {.roles = {&roles[i]->id, 1}};
        dl_function_list functions;

        if (roles[i]->runs != DL_RUNS_WITH_OWNER || !roles[i]->owner || !dl_facts_resource(facts, roles[i]->owner))
            continue;
        if (kind->released_by.count && !dl_name_set_has(kind->released_by, roles[i]->id))
            continue;
        functions = dl_scope_functions(judge->scope, &set);
        for (size_t f = 0; f < functions.count && !made.owner; f++)
            if (dl_release_is_in(judge, functions.at[f], kind))
                made = (dl_cleanup){
                    .owner = dl_facts_resource(facts, roles[i]->owner),
                    .is_sure = functions.count == 1 && surely_releases(judge->world, functions.at[f], kind),
                    .routine = only_routine(judge, dl_facts_resource(facts, roles[i]->owner), &set),
                    .discharge = "the cleanup callback runs only once the object it belongs to was created"};
    }
    return made;
}

static bool keeps_something(const dl_facts *facts, const dl_instr *instr)
{
    const dl_api *apis[2] = {instr->name ? dl_facts_api(facts, instr->name) : NULL,
                             instr->macro ? dl_facts_api(facts, instr->macro) : NULL};
    const dl_expr *const *args[2] = {instr->args, instr->macro_args};
    size_t counts[2] = {instr->arg_count, instr->macro_arg_count};

    for (size_t v = 0; v < 2; v++)
        for (size_t i = 0; apis[v] && i < apis[v]->kept.count; i++)
            if (apis[v]->kept.at[i] < counts[v] && !dl_expr_is_null(args[v][apis[v]->kept.at[i]]))
                return true;
    return false;
}

/* Of what is judged where the root succeeds alone, a system routine that keeps the object has it for the driver: if
 * there is such a call. */
static bool is_asked_of_success(const dl_judge *judge, const dl_check *check, const dl_function *root)
{
    const dl_program *program = judge->world->program;

    for (size_t f = 0; check->on == DL_ON_SUCCESS && f < program->function_count; f++) {
        const dl_function *function = program->functions[f];
        bool keeps = false;

        for (size_t b = 0; b < function->block_count && !keeps; b++)
            for (size_t i = 0; i < function->blocks[b].count && !keeps; i++)
                keeps = function->blocks[b].instrs[i].kind == DL_I_CALL &&
                        keeps_something(judge->world->facts, &function->blocks[b].instrs[i]);
        if (keeps && (function == root || dl_scope_calls(judge->scope, root, function)))
            return true;
    }
    return false;
}

/* ---- the places ---- */

static void tell_place(dl_judge *judge, dl_followed_place *place, const dl_function *site_function, dl_tally *tally)
{
    if (!place->told)
        place->told = dl_release_follow(judge, place, site_function);
    judge->root = place->root;
    dl_told_tell(place->told, judge, tally->check, tally);
}

/* A coarse run is enough for a check that sees nothing in it. */
static void try_place(dl_judge *judge, dl_followed_place *place, const dl_function *site_function, dl_tally *tally)
{
    if ((!place->told || dl_told_is_coarse(place->told)) && dl_judge_try(judge, place->root)) {
        tell_place(judge, place, site_function, tally);
        if (dl_judge_stands(judge))
            return;
        place->told = NULL;
    }
    tell_place(judge, place, site_function, tally);
}

static void ask_place(dl_judge *judge, const dl_check *check, dl_followed_place place, const dl_function *site_function)
{
    struct dl_release_runs *runs = judge->release_runs;
    dl_followed_place *found = NULL;

    place.is_asked_of_success = place.site && is_asked_of_success(judge, check, place.root);
    for (size_t i = 0; i < runs->places.count && !found; i++) {
        dl_followed_place *there = &runs->places.at[i];

        if (there->kind == place.kind && there->site == place.site && there->root == place.root &&
            there->start == place.start &&
            (there->is_asked_of_success == place.is_asked_of_success || !there->is_kept_somewhere))
            found = there;
    }
    if (!found) {
        dl_vec_push(judge->arena, &runs->places, place);
        found = &runs->places.at[runs->places.count - 1];
    }
    try_place(judge, found, site_function, dl_judge_tally(judge, check, check->covers));
}

/* A pointer that such a routine calls through is not asked where it leads. */
bool dl_release_leaves(dl_judge *judge, const dl_resource *kind, const dl_instr *site, const dl_function *site_function,
                       const dl_function *routine)
{
    struct dl_release_runs *runs = judge->release_runs;
    dl_followed_place place = {.kind = kind, .site = site, .root = routine};
    const dl_function *root = judge->root;
    bool was_coarse = judge->is_coarse;
    leaving made = {kind, site, routine, false};
    const dl_told *told;

    for (size_t i = 0; i < runs->leavings.count; i++)
        if (runs->leavings.at[i].kind == kind && runs->leavings.at[i].site == site &&
            runs->leavings.at[i].routine == routine)
            return runs->leavings.at[i].leaves;
    if (runs->is_asked_of_routine)
        return true;
    runs->is_asked_of_routine = true;
    judge->is_coarse = false;
    told = dl_release_follow(judge, &place, site_function);
    judge->is_coarse = was_coarse;
    judge->root = root;
    runs->is_asked_of_routine = false;
    judge->visits += dl_told_visits(told);
    made.leaves = dl_told_is_left(told);
    dl_vec_push(judge->arena, &runs->leavings, made);
    return made.leaves;
}

/* Where what a system routine keeps was not taken for handed over. */
const dl_told *dl_release_told(const dl_judge *judge, const dl_resource *kind, const dl_instr *site,
                               const dl_function *root)
{
    const struct dl_release_runs *runs = judge->release_runs;

    for (size_t i = 0; i < runs->places.count; i++) {
        const dl_followed_place *place = &runs->places.at[i];

        if (place->kind == kind && place->site == site && place->root == root && !place->start &&
            (!dl_told_is_coarse(place->told) || dl_told_is_held(place->told) == DL_NO) &&
            dl_told_was_there(place->told) && (!place->is_asked_of_success || !place->is_kept_somewhere))
            return place->told;
    }
    return NULL;
}

/* Whether a later routine may come to a release of nothing: of a pointer that was null when it began, or of storage. */
static bool may_find_nothing(const dl_judge *judge, const dl_resource *kind, const dl_state *start)
{
    const dl_world *world = judge->world;
    int64_t k;

    if (world->at_entry || kind->identity != DL_BY_HANDLE || !start || (world->never_listed && kind->also_at.count))
        return true;
    for (unsigned c = 0; c < start->cell_count; c++) {
        const dl_type *type = dl_loc_type(world, start->cells[c].loc);

        if (type && type->kind == DL_TYPE_POINTER &&
            dl_val_constant(world, start, dl_cell_val(world, &start->cells[c]), &k) && k == 0)
            return true;
    }
    return false;
}

static void run_kind(dl_judge *judge, const dl_check *check, const dl_resource *kind, const dl_function *root,
                     const dl_state *start)
{
    dl_function_list functions = dl_scope_functions(judge->scope, &check->in);
    dl_followed_place place = {.kind = kind, .root = root, .start = start};
    bool asks_of_places = !kind->owner || (check->faults & ~(unsigned)DL_FAULT_LEAK);
    bool has_release = false;

    /* What a later routine makes and undoes by itself is not what it may find undone. */
    asks_of_places &= judge->world->at_entry || check->faults != DL_FAULT_RELEASE_UNACQUIRED;

    for (size_t f = 0; f < functions.count; f++) {
        const dl_function *function = functions.at[f];
        const known_call_list *calls;

        if (function != root && !dl_scope_calls(judge->scope, root, function))
            continue;
        has_release |= dl_release_is_in(judge, function, kind);
        calls = known_calls(judge, function);
        for (size_t i = 0; i < calls->count; i++) {
            const known_call *call = &calls->at[i];

            if (!acquires(call, kind))
                continue;
            dl_judge_tally(judge, check, check->covers)->is_triggered = true;
            place.site = call->instr;
            if (asks_of_places)
                ask_place(judge, check, place, function);
        }
    }
    place.site = NULL;
    if (has_release && (check->faults & (DL_FAULT_RELEASE_UNACQUIRED | DL_FAULT_USE_UNACQUIRED)) &&
        may_find_nothing(judge, kind, start))
        ask_place(judge, check, place, NULL);
    dl_release_ask_started(judge, check, kind);
}

/* Whether a check that names its kinds asks what the other one, which takes those that nobody names, asks. */
static bool asks_the_same(const dl_check *check, const dl_check *by)
{
    /* What must be released at every return must be before a failing one, and before the driver goes. */
    unsigned on =
        check->on & DL_ON_ANY_RETURN ? DL_ON_FAILURE | DL_ON_SUCCESS | DL_ON_ANY_RETURN | DL_ON_UNLOAD : check->on;

    return check->form == DL_FORM_RELEASE && !check->unclaimed && (check->faults & by->faults) &&
           ((on & by->on) || by->faults != DL_FAULT_LEAK);
}

/* The kinds that other rules of the driver name in such a check. */
static dl_map *claimed_kinds(const dl_judge *judge, const dl_check *by)
{
    static char yes;
    dl_map *kinds = dl_map_new(judge->arena);

    for (size_t r = 0; r < judge->use_count; r++) {
        const dl_rule *rule = judge->uses[r].rule;

        for (size_t c = 0; rule->enabled && !judge->uses[r].is_disabled && rule != judge->rule && c < rule->check_count;
             c++)
            for (size_t i = 0; asks_the_same(&rule->checks[c], by) && i < rule->checks[c].resources.count; i++)
                dl_map_set(kinds, rule->checks[c].resources.at[i], &yes);
    }
    return kinds;
}

static kind_list *find_unclaimed(dl_judge *judge, const dl_check *check)
{
    size_t all;
    const dl_resource *const *kinds = dl_facts_resources(judge->world->facts, &all);
    kind_list *found = DL_NEW(judge->arena, kind_list);
    const dl_map *claimed;

    if (!judge->uses)
        judge->uses = dl_rules_of_models(&judge->use_count, judge->guards, judge->arena);
    claimed = claimed_kinds(judge, check);
    for (size_t i = 0; i < all; i++)
        if (!dl_map_get(claimed, kinds[i]->id))
            dl_vec_push(judge->arena, found, kinds[i]);
    return found;
}

const dl_resource *const *dl_release_kinds(dl_judge *judge, const dl_check *check, size_t *count)
{
    kind_list *found;

    *count = check->kind_count;
    if (!check->unclaimed)
        return check->kinds;
    found = dl_table_get(&judge->release_runs->kinds, check);
    if (!found) {
        found = find_unclaimed(judge, check);
        dl_table_set(&judge->release_runs->kinds, check, found);
    }
    *count = found->count;
    return found->at;
}

void dl_release_run(dl_judge *judge, const dl_check *check, const dl_function *root, const dl_state *start)
{
    size_t count;
    const dl_resource *const *kinds = dl_release_kinds(judge, check, &count);

    for (size_t i = 0; i < count; i++)
        if (uses_of(judge, kinds[i]))
            run_kind(judge, check, kinds[i], root, start);
}
