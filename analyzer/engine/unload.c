/* unload.c: what a successful entry leaves is undone when the driver goes. First sets are compared: whether anything
 * that runs then releases such an object. Where only the unload routine does, it is run as well. */
#include "engine/unload.h"

#include "engine/lasting.h"
#include "engine/linked.h"
#include "engine/release_parts.h"
#include "engine/step.h"
#include "engine/sum.h"
#include "engine/told.h"

#include <string.h>

enum { MOST_CHAINS = 9, ALL_CHAINS };

/* The chains of calls that lead to the place: each acquires an object of its own, and is followed by itself. */
typedef struct chains {
    uint64_t keys[MOST_CHAINS];
    size_t count;
    bool is_more;
    dl_unfollowed unfollowed; /* on the ways to all of them */
} chains;

/* Of an instance. GONE: or it may be; LENT: held, and given to a function that was not read; RENAMED: released, if it
 * is the one that an earlier round of a loop has made. */
enum { HELD = 1, GONE, LISTED, KEPT, LENT, RENAMED };

typedef struct leaver {
    dl_judge *judge;
    const dl_resource *kind;
    const dl_instr *site;
    chains *chains;
    size_t chain;             /* the one that is followed; ALL_CHAINS: where only whether one is held is asked */
    bool is_live;             /* at some successful return */
    bool is_listed;           /* likewise, in a list out of which the entry takes something */
    bool is_kept;             /* likewise, where a callee without a source said: what it belongs to may release it */
    bool is_renamed;          /* likewise, where it is not known which round's is released */
    const dl_instr *keeper;   /* that callee */
    bool wants_installer;     /* the driver has no unload routine of its own: a library must have set one */
    const char *installed_by; /* the library's routine that did, or NULL */
    bool is_hooked;           /* ... and may have been given one of the driver's */
    const dl_state *held;     /* where the entry succeeds with the object: for the witness */
} leaver;

/* ---- which objects live at success: a run that follows the place of acquisition ---- */

bool dl_unload_may_be_text(dl_sim *sim, dl_state *state, dl_val val)
{
    dl_val own = state->instances[0].binds[0].val;

    return dl_val_same_text(sim->world, own, dl_eval_literal(sim, state, val)) != DL_NO;
}

/* The object of a release or a hand-over is the tracked one, as far as can be said before the call. */
static bool is_tracked(const leaver *l, dl_sim *sim, dl_state *state, const dl_event *event, const dl_api_use *use)
{
    dl_val val;

    if (!dl_release_may_be(use, event, sim->world, state))
        return false;
    if (!use->has_object || use->object >= event->views[0].arg_count)
        return true;
    val = event->views[0].vals[use->object];
    if (l->kind->identity == DL_BY_STRING)
        return dl_unload_may_be_text(sim, state, val);
    val = dl_eval_use(sim, state, use, val, NULL);
    return dl_val_same(sim->world, state, val, state->instances[0].binds[0].val) != DL_NO;
}

/* The call was made again since: what it made in an earlier round has another name. */
static bool is_renamed(dl_sim *sim, const dl_state *state, const dl_event *event, const dl_api_use *use)
{
    dl_val val =
        use->has_object && use->object < event->views[0].arg_count ? event->views[0].vals[use->object] : dl_val_unset();

    return state->instances[0].is_again && val.kind == DL_VAL_SYM && dl_sym_is_fuzzy(sim->world, val.id);
}

/* The call without a source that said where the place is; NULL: none did. */
static const dl_instr *keeper_of(const dl_world *world, dl_loc loc)
{
    const dl_place *root = loc ? dl_place_of(world, dl_place_of(world, loc)->root) : NULL;
    const dl_symbol *symbol = root && root->kind == DL_LOC_OBJECT ? dl_symbol_of(world, root->sym) : NULL;

    return symbol && symbol->kind == DL_SYM_OPAQUE ? symbol->instr : NULL;
}

static void acquired(leaver *l, dl_sim *sim, dl_state *state, const dl_event *event)
{
    const dl_api_use *use = dl_unload_use_of(sim->world, l->kind->acquire, l->kind->acquire_count, event->instr);
    dl_instance *instance;

    if (state->instance_count == 0)
        (void)dl_state_add_instance(sim->world, state);
    instance = &state->instances[0];
    memset(instance, 0, sizeof *instance);
    instance->state = HELD;
    instance->binds[0] = (dl_bind){.is_bound = true, .has_val = true, .val = event->result};
    dl_node_tell(
        sim, state, event->span,
        dl_arena_printf(sim->world->scratch, "%s succeeds: %s acquired", dl_event_call_name(event), l->kind->title));
    if (use && use->has_object && use->object != DL_FACT_RESULT && use->object < event->views[0].arg_count) {
        dl_val val = event->views[0].vals[use->object];
        dl_loc loc = DL_NOWHERE;
        const dl_instr *keeper;

        instance->binds[0].val = dl_eval_use(sim, state, use, val, &loc);
        keeper = keeper_of(sim->world, loc);
        if (keeper) {
            instance->state = KEPT;
            l->keeper = keeper;
        }
        if (l->kind->identity == DL_BY_STRING)
            instance->binds[0].val = dl_eval_literal(sim, state, val);
    }
}

/* By a routine that gives back too, an argument of which the code shows only here. */
static bool is_acquisition(const leaver *l, const dl_sim *sim, const dl_state *state, const dl_event *event)
{
    const dl_api_use *use = dl_unload_use_of(sim->world, l->kind->acquire, l->kind->acquire_count, event->instr);

    return !use || dl_release_may_be(use, event, sim->world, state);
}

static bool is_followed(leaver *l, const dl_sim *sim, const dl_event *event)
{
    uint64_t key = dl_context_chain_key(sim->world, event->context);
    size_t i = 0;

    while (i < l->chains->count && l->chains->keys[i] != key)
        i++;
    if (i == l->chains->count && i < MOST_CHAINS)
        l->chains->keys[l->chains->count++] = key;
    l->chains->is_more |= i == MOST_CHAINS;
    return i == l->chain || l->chain == ALL_CHAINS;
}

/* It sets DriverUnload to a function of its own, which calls the driver's where one was registered. */
static bool is_installer(const dl_api *api)
{
    bool has_slot = false;

    for (size_t i = 0; i < api->callback_count && !has_slot; i++)
        has_slot = dl_text_equal(api->callbacks[i].role, "unload");
    for (size_t i = 0; has_slot && i < api->write_count; i++) {
        const dl_fact_path *path = &api->writes[i].path;

        if (path->count && dl_text_equal(path->steps[path->count - 1].field, "DriverUnload"))
            return true;
    }
    return false;
}

static bool is_null(const dl_sim *sim, const dl_state *state, dl_val val)
{
    return val.kind == DL_VAL_UNSET || dl_val_mask(sim->world, state, val) == DL_ZERO;
}

/* The library is given a routine of the driver's for its end, or may be. */
static bool is_hooked(dl_sim *sim, dl_state *state, const dl_call_view *view)
{
    for (size_t i = 0; i < view->api->callback_count; i++) {
        const dl_callback_fact *fact = &view->api->callbacks[i];
        dl_loc loc;

        if ((!dl_text_equal(fact->role, "unload") && !dl_text_equal(fact->role, "driver-cleanup")) ||
            fact->path.param >= view->arg_count)
            continue;
        loc = dl_eval_fact_path(sim, state, view, dl_val_null(), &fact->path);
        if (!is_null(sim, state, loc ? dl_state_read(sim->world, state, loc) : view->vals[fact->path.param]))
            return true;
    }
    return false;
}

/* What an API sets to a function of its own holds its name in parentheses. */
static const char *installer_of(leaver *l, dl_sim *sim, dl_state *state)
{
    dl_match match;
    dl_loc place;
    bool some;
    dl_val val;

    dl_match_init(&match, l->judge, sim, state);
    if (dl_match_places(&match, dl_judge_slot(l->judge, DL_SLOT_UNLOAD), &place, 1, &some) != 1)
        return NULL;
    val = dl_state_read(sim->world, state, place);
    return val.kind == DL_VAL_FUNCTION && val.name[0] == '('
               ? dl_arena_strndup(l->judge->arena, val.name + 1, strlen(val.name) - 2)
               : NULL;
}

/* Whether nothing holds the object but variables of the functions that run: what is not found when the driver goes is
 * not left for its end. */
static bool is_held_by_locals(const dl_sim *sim, const dl_state *state, dl_val object)
{
    for (unsigned i = 0; i < state->cell_count; i++)
        if (dl_val_equal(dl_cell_val(sim->world, &state->cells[i]), object) &&
            dl_loc_is_persistent(sim->world, state->cells[i].loc) != DL_NO)
            return false;
    return object.kind == DL_VAL_SYM;
}

/* What is stored behind a call that may have released it is held all the same. */
static void settle_lent(const dl_sim *sim, dl_state *state)
{
    bool is_lost;

    if (state->instance_count == 0 || state->instances[0].state != LENT)
        return;
    is_lost = is_held_by_locals(sim, state, state->instances[0].binds[0].val);
    dl_state_own_instances(sim->world, state);
    state->instances[0].state = is_lost ? KEPT : HELD;
}

/* For the witness: a way that is there for sure, else a shorter one. */
static bool is_better(const dl_state *state, const dl_state *held)
{
    bool is_doubtful = (state->flags & DL_STATE_DOUBT) != 0, was_doubtful = (held->flags & DL_STATE_DOUBT) != 0;

    if (is_doubtful != was_doubtful)
        return was_doubtful;
    return state->trace && held->trace && state->trace->length + 1 < held->trace->length;
}

static void on_return(leaver *l, dl_sim *sim, dl_state *state, const dl_event *event)
{
    unsigned left;

    settle_lent(sim, state);
    left = event->is_success != DL_NO && state->instance_count ? state->instances[0].state : GONE;
    l->is_listed |= left == LISTED;
    l->is_kept |= left == KEPT;
    l->is_renamed |= left == RENAMED;
    if (left != HELD)
        return;
    if (l->wants_installer && !l->installed_by)
        l->installed_by = installer_of(l, sim, state);
    l->is_live |= !l->wants_installer || l->installed_by;
    if (!l->held || is_better(state, l->held)) {
        dl_state *held = dl_state_copy(sim->world, state);

        held->flags &= DL_STATE_DOUBT; /* that it is held on some way is enough, if that is one */
        dl_node_tell(sim, held, event->span,
                     dl_arena_printf(sim->world->scratch, "%s succeeds here, and leaves it", sim->root->name));
        l->held = held;
    }
}

static void on_event(void *self, dl_sim *sim, dl_state *state, const dl_event *event)
{
    leaver *l = self;
    const dl_api_use *use;
    dl_instance *instance;

    if (event->kind == DL_ON_RETURN) {
        on_return(l, sim, state, event);
        return;
    }
    if (event->kind != DL_ON_CALL)
        return;
    dl_state_own_instances(sim->world, state);
    instance = state->instance_count ? &state->instances[0] : NULL;
    if (!event->is_after) {
        for (size_t v = 0; l->wants_installer && v < event->view_count; v++)
            l->is_hooked |=
                event->views[v].api && is_installer(event->views[v].api) && is_hooked(sim, state, &event->views[v]);
        if (!instance || (instance->state != HELD && instance->state != LENT))
            return;
        use = dl_unload_use_of(sim->world, l->kind->release, l->kind->release_count, event->instr);
        if (use && is_tracked(l, sim, state, event, use))
            instance->state = GONE;
        else if (use && is_renamed(sim, state, event, use))
            instance->state = RENAMED;
        use = dl_unload_use_of(sim->world, l->kind->consumed_by, l->kind->consumed_count, event->instr);
        if (use && is_tracked(l, sim, state, event, use) && dl_release_is_taken(l->judge, l->kind, event))
            instance->taker = event->instr;
        return;
    }
    if (event->outcome == DL_OUTCOME_FAILURE) {
        /* What an earlier round of a loop left has another name from now on: that it is released is not seen. */
        if (instance && event->instr == l->site && is_followed(l, sim, event))
            instance->is_again = true;
        return;
    }
    if (event->instr == l->site) {
        if (is_acquisition(l, sim, state, event) && is_followed(l, sim, event))
            acquired(l, sim, state, event);
    } else if (instance && instance->taker == event->instr) {
        instance->state = GONE;
    } else if (instance && (instance->state == HELD || instance->state == LENT) &&
               dl_release_is_linked(sim, state, event, instance) && dl_linked_takes_out(sim->world)) {
        instance->state = LISTED;
    }
}

/* An object of a class whose methods were not read, `unique_handle own(handle)`, undoes what it was given when it goes,
 * or keeps it; so may a function that was not read, of what nothing else holds. */
static void on_opaque(void *self, dl_sim *sim, dl_state *state, const dl_instr *instr, const char *name,
                      const dl_val *args, size_t count)
{
    leaver *l = self;
    bool is_given = false, is_method = name && strstr(name, "::"), is_all;
    dl_val object;

    dl_release_see_unfollowed(l->judge, &l->chains->unfollowed, instr, name);
    if (state->instance_count == 0 || state->instances[0].state != HELD)
        return;
    object = state->instances[0].binds[0].val;
    is_all = l->kind->also_at.count == 0 && is_held_by_locals(sim, state, object);
    if (!is_method && !is_all)
        return;
    is_given = is_all && state->instances[0].is_maybe; /* it was given the variable that held it */
    for (size_t i = is_all ? 0 : 1; i < count; i++)
        is_given = is_given || dl_val_equal(dl_sum_base(sim->world, args[i]), object);
    if (!is_given)
        return;
    dl_state_own_instances(sim->world, state);
    state->instances[0].state = is_method ? KEPT : LENT;
    l->keeper = instr;
}

static bool is_relevant(void *self, const dl_instr *instr, const dl_api *by_name, const dl_api *by_macro)
{
    const leaver *l = self;

    (void)by_name;
    (void)by_macro;
    return instr == l->site || dl_unload_use_of(l->judge->world, l->kind->release, l->kind->release_count, instr);
}

static bool is_told(void *self, const dl_instr *instr, const dl_api *by_name, const dl_api *by_macro,
                    bool has_instances)
{
    const leaver *l = self;
    dl_world *world = l->judge->world;

    if (instr == l->site)
        return true;
    if (l->wants_installer && ((by_name && is_installer(by_name)) || (by_macro && is_installer(by_macro))))
        return true;
    return has_instances && ((by_name && dl_api_has_trait(by_name, "links")) ||
                             dl_unload_use_of(world, l->kind->release, l->kind->release_count, instr) ||
                             dl_unload_use_of(world, l->kind->consumed_by, l->kind->consumed_count, instr));
}

/* The ways of the entry that leave the object, and of a library its routine, are looked at behind the run. */
static bool is_settled(void *self, const dl_state *state)
{
    const leaver *l = self;

    return !l->wants_installer && (state->instance_count == 0 || state->instances[0].state == GONE);
}

static bool can_unsettle(void *self, const dl_instr *instr, const dl_api *by_name, const dl_api *by_macro,
                         bool has_instances)
{
    (void)by_name;
    (void)by_macro;
    (void)has_instances;
    return instr == ((const leaver *)self)->site;
}

static bool is_split(void *self, const dl_instr *instr, const dl_api *by_name, const dl_api *by_macro)
{
    (void)by_name;
    (void)by_macro;
    return instr == ((const leaver *)self)->site ||
           dl_unload_use_of(((const leaver *)self)->judge->world, ((const leaver *)self)->kind->consumed_by,
                            ((const leaver *)self)->kind->consumed_count, instr);
}

/* ---- the unload routine itself, path by path ---- */

static const dl_function *only_unload(dl_judge *judge)
{
    static const char *const name[] = {"unload"};
    static const dl_role_set unload = {.roles = {name, 1}};
    dl_function_list roots = dl_scope_roots(judge->scope, &unload);

    return roots.count == 1 && dl_unload_runs_for_sure(judge, &unload, roots.at[0]) ? roots.at[0] : NULL;
}

/* Something that runs at other times releases an object of the kind, which may be this one. */
static bool is_released_between(const dl_unload_site *site)
{
    const dl_unload_releases *all = dl_unload_releases_of(site);

    for (size_t i = 0; i < all->count; i++)
        if (!dl_unload_is_other(site, all->at[i].function, all->at[i].instr) &&
            dl_unload_runs_between(site->judge, all->at[i].function))
            return true;
    return false;
}

/* What the unload routine asks of globals keeps the ways through the entry apart. */
static void track_questions(const dl_unload_site *site, dl_sim *sim)
{
    const dl_function *unload = only_unload(site->judge);

    for (size_t b = 0; unload && b < unload->block_count; b++) {
        const dl_term *term = &unload->blocks[b].term;
        const dl_expr *asked = term->kind == DL_T_BRANCH   ? dl_control_operand(site->judge->world->facts, term->value)
                               : term->kind == DL_T_SWITCH ? term->value
                                                           : NULL;
        const dl_var *var = asked ? dl_expr_root(asked) : NULL;

        if (var && dl_var_is_static(var) && dl_expr_is_place(asked))
            dl_track_slot(sim, unload, asked);
    }
}

/* `list->Next = &node->Link`: a list that the driver links by hand. */
static bool links_by_hand(const dl_instr *instr)
{
    const dl_expr *value = instr->value;

    return instr->kind == DL_I_ASSIGN && value && value->kind == DL_E_ADDRESS && value->a &&
           value->a->kind == DL_E_FIELD && value->a->a && value->a->a->kind == DL_E_DEREF && instr->target &&
           instr->target->kind != DL_E_VAR;
}

static bool may_put_into_list(const dl_judge *judge)
{
    const dl_program *program = judge->world->program;

    for (size_t f = 0; f < program->function_count; f++)
        for (size_t b = 0; b < program->functions[f]->block_count; b++)
            for (size_t i = 0; i < program->functions[f]->blocks[b].count; i++) {
                const dl_instr *instr = &program->functions[f]->blocks[b].instrs[i];
                const dl_api *api = instr->name ? dl_world_api(judge->world, instr->name) : NULL;

                if ((api && dl_api_has_trait(api, "links")) || links_by_hand(instr))
                    return true;
            }
    return false;
}

/* What is put into a list comes out of it through links that are not followed: which release takes it is not known. */
static bool puts_into_list(dl_judge *judge)
{
    if (!judge->puts_into_list)
        judge->puts_into_list = may_put_into_list(judge) ? 1 : -1;
    return judge->puts_into_list > 0;
}

/* What leads to the object stands in globals alone, or it is one: no walk through a list comes to it. */
static bool is_held_by_globals(const dl_world *world, const dl_state *exit)
{
    dl_val val = exit->instances[0].binds[0].val;
    const dl_var *var = val.kind == DL_VAL_ADDRESS ? dl_place_of(world, dl_place_of(world, val.id)->root)->var : NULL;
    bool is_held = var && dl_var_is_static(var);

    for (unsigned i = 0; i < exit->cell_count; i++) {
        const dl_place *root = dl_place_of(world, dl_place_of(world, exit->cells[i].loc)->root);

        if (!dl_val_equal(dl_cell_val(world, &exit->cells[i]), val))
            continue;
        if (root->kind != DL_LOC_VAR)
            return false;
        is_held |= dl_var_is_static(root->var);
    }
    return is_held;
}

/* The place in which alone the exit leaves the object, where a parameter led to it; NULL: another may hold it. */
static const dl_expr *sole_place(const dl_unload_site *site, const dl_state *exit)
{
    const dl_world *world = site->judge->world;
    dl_loc held = DL_NOWHERE;

    if (site->alone || !site->slot || site->kind->identity != DL_BY_HANDLE)
        return site->alone;
    for (unsigned i = 0; i < exit->cell_count; i++) {
        dl_loc loc = exit->cells[i].loc;

        if (!dl_val_equal(dl_cell_val(world, &exit->cells[i]), exit->instances[0].binds[0].val) ||
            dl_loc_is_persistent(world, loc) == DL_NO)
            continue;
        if (held)
            return NULL;
        held = loc;
    }
    return held ? dl_lasting_sole_place(site->judge, site->by, site->instr, site->slot, site->is_result, held) : NULL;
}

/* As an exit of the entry leaves it. */
static dl_tri is_passed_over_from(const dl_unload_site *site, const dl_function *unload, const dl_state *exit,
                                  dl_sim *sim, const dl_state **end)
{
    dl_unload_site from = *site;
    dl_tri never;

    from.alone = sole_place(site, exit);
    never = dl_unload_never_releases(&from, unload, exit, sim, end);
    if (never == DL_YES && (is_released_between(&from) || exit->instances[0].is_again ||
                            (exit->flags & (DL_STATE_DOUBT | DL_STATE_MERGED | DL_STATE_OPAQUE)) ||
                            (puts_into_list(site->judge) && !is_held_by_globals(site->judge->world, exit))))
        return DL_MAYBE;
    return never;
}

/* An object that some way through the entry leaves, and that no way through the unload routine releases then: maybe,
 * where that way is doubtful. */
static dl_tri is_passed_over(const dl_unload_site *site, const dl_sim *entry, dl_sim *sim, const dl_state **end)
{
    dl_tri result = DL_NO;
    const dl_function *unload = only_unload(site->judge);

    for (size_t i = 0; unload && result != DL_YES && i < entry->exits.count; i++) {
        const dl_state *exit = entry->exits.at[i];

        if (exit->trace && exit->trace->outcome == DL_OUTCOME_SUCCESS && exit->instance_count &&
            exit->instances[0].state == HELD)
            result = dl_tri_or(result, is_passed_over_from(site, unload, exit, sim, end));
    }
    return result;
}

typedef struct left {
    const dl_resource *kind;
    const dl_function *by;
    const dl_instr *site;
    const dl_expr *object;
    dl_sim *sim;
    const dl_state *end;      /* of the witness */
    bool is_passed_over;      /* the unload routine has the release, and no way through it comes there */
    const char *installed_by; /* the API that set the only unload routine, or NULL */
} left;

static const char *unload_words(const dl_judge *judge, bool is_passed_over, const char *installed_by)
{
    static const char *const names[] = {"unload", "driver-cleanup"};
    const dl_role_set unload = {.roles = {names, 2}};
    dl_function_list unloads = dl_scope_roots(judge->scope, &unload);
    const char *name = unloads.count ? unloads.at[0]->name : "the unload routine";

    if (installed_by)
        return dl_arena_printf(judge->arena, "the unload routine that %s sets", installed_by);
    return is_passed_over ? dl_arena_printf(judge->arena, "any way through %s", name) : name;
}

static bool is_temporary(const dl_expr *object)
{
    return object->kind == DL_E_VAR && object->var->storage == DL_TEMP;
}

static void report_site(dl_judge *judge, dl_tally *tally, const dl_check *check, const left *what)
{
    dl_words words = {.kind = what->kind->title, .event_line = what->site->span.line};
    dl_instance instance = {.site = what->site};
    dl_event event = {.kind = DL_ON_CALL, .span = what->site->span, .instr = what->site, .function = what->by};
    const dl_expr *object = what->object ? dl_expr_uncast(what->object) : NULL;

    words.object = object && !is_temporary(object)    ? dl_expr_text(object, judge->arena)
                   : strstr(check->message, "{kind}") ? ""
                                                      : dl_arena_printf(judge->arena, "the %s", what->kind->title);
    words.unload = unload_words(judge, what->is_passed_over, what->installed_by);
    words.discharge = "no callback that runs when the driver goes ends it";
    words.event = &event;
    instance.labels[0] = (dl_label){"acquired", what->site->span.line, what->site->span.file};
    instance.last = what->site->span;
    words.instance = &instance;
    dl_judge_fault(judge, tally, what->sim, what->end, DL_YES, &words, check->message, NULL, what->site->span, NULL);
    dl_judge_keep(judge, what->sim);
}

typedef struct acquisition {
    const dl_resource *kind;
    const dl_function *by;
    const dl_instr *instr;
} acquisition;
typedef DL_VEC(acquisition) acquisition_list;

static const char *why_not_in_full(const dl_judge *judge, const dl_sim *entry)
{
    return entry->gave_up ? dl_judge_why_endless(judge, entry->gave_up_in)
                          : dl_judge_why_degraded(judge, entry->degraded);
}

/* What the unload routine and the callbacks at the end say of the object, before any way is followed. */
typedef struct at_end {
    dl_unload_site site;
    const dl_expr *object;
    dl_tri released; /* maybe: by a routine that nothing was seen to register */
    const dl_function *releaser;
    const char *opaque;    /* what may release it unseen, or NULL */
    const char *unread;    /* … of that, a body that was not read and that the sources name */
    const dl_expr *missed; /* of a row of objects, one that no release comes to, or NULL */
    bool wants_ways;       /* the verdict hangs on which ways lead to the release, or on what holds the object */
} at_end;

static at_end look_at_end(dl_judge *judge, const acquisition *where)
{
    const dl_resource *kind = where->kind;
    const dl_api_use *acquire = dl_unload_use_of(judge->world, kind->acquire, kind->acquire_count, where->instr);
    at_end end = {.site = dl_unload_site_of(judge, kind, where->by, where->instr),
                  .object = acquire ? dl_unload_object_of(judge->world, where->by, acquire, where->instr) : NULL};

    end.unread = dl_unread_release(judge->guards->unread, kind, end.object);
    end.released = dl_unload_is_released(&end.site, where->by, where->instr, &end.releaser);
    end.missed = end.released == DL_NO ? NULL : dl_unload_missed_element(&end.site, end.object);
    if (end.missed)
        end.released = DL_NO;
    end.opaque = dl_unload_opaque(judge);
    if (!end.opaque)
        end.opaque = end.unread;
    if (!end.opaque && end.released == DL_NO)
        end.opaque = dl_unload_unseen_shutdown(judge, kind);
    end.wants_ways = end.released == DL_YES ? dl_unload_is_of_unload(judge, end.releaser) && only_unload(judge)
                                            : end.released == DL_NO && !end.opaque;
    return end;
}

/* The object is there when the driver goes, and its release, if any, surely or maybe comes to it. */
static void judge_held(dl_judge *judge, dl_tally *tally, const acquisition *where, const at_end *end)
{
    tally->is_triggered = true;
    if (end->released == DL_YES)
        dl_judge_evidence(judge, tally, where->instr->span, where->kind->title);
    else if (end->releaser) /* maybe */
        dl_judge_doubt(
            judge, tally,
            dl_arena_printf(judge->arena,
                            dl_unload_is_registered(judge, end->releaser)
                                ? "%s releases a %s, but whether it is this one, before the driver ends, is not known"
                                : "%s releases the %s, but nothing here registers that routine",
                            end->releaser->name, where->kind->title));
    else
        dl_judge_doubt(judge, tally, end->opaque);
}

/* Runs the entry for its ways to success that leave the object of one chain, and what is asked of them. True: it was
 * told that it is left. */
static bool judge_chain(dl_judge *judge, const dl_check *check, const acquisition *where, at_end end,
                        bool wants_installer, dl_tally *tally, chains *all, size_t chain)
{
    leaver *l = DL_NEW(judge->arena, leaver);
    dl_sim *sim = DL_NEW(judge->scratch, dl_sim), *through = DL_NEW(judge->scratch, dl_sim);
    dl_monitor monitor = {.self = l,
                          .event = on_event,
                          .opaque = on_opaque,
                          .is_relevant = is_relevant,
                          .is_told = is_told,
                          .is_settled = is_settled,
                          .can_unsettle = can_unsettle,
                          .is_split = is_split};
    const dl_function *entry = dl_scope_entry(judge->scope);
    left what = {where->kind, where->by, where->instr, end.missed ? end.missed : end.object, sim, NULL, false, NULL};
    dl_tri passed = DL_NO;

    *l = (leaver){.judge = judge,
                  .kind = where->kind,
                  .site = where->instr,
                  .chains = all,
                  .chain = chain,
                  .wants_installer = wants_installer};
    if (end.object)
        dl_track_slot(sim, where->by, end.object);
    track_questions(&end.site, sim);
    sim->root_result = dl_root_result(judge, entry);
    judge->root = entry;
    dl_sim_run(sim, judge->world, &monitor, entry, NULL);
    judge->visits += sim->visits;
    if (l->is_listed && !l->is_live && end.released != DL_YES)
        dl_judge_doubt(judge, tally,
                       dl_arena_printf(judge->arena,
                                       "what holds the %s of %s went into a list, out of which the entry may take it",
                                       where->kind->title, dl_judge_where(judge, where->instr->span)));
    if (l->is_renamed && !l->is_live && end.released != DL_YES)
        dl_judge_doubt(judge, tally,
                       dl_arena_printf(judge->arena,
                                       "the %s of %s is acquired in a loop: which of them is released there could not "
                                       "be followed",
                                       where->kind->title, dl_judge_where(judge, where->instr->span)));
    if (l->is_kept && !l->is_live && end.released != DL_YES)
        dl_judge_doubt(judge, tally,
                       dl_arena_printf(judge->arena, "%s; what it belongs to holds the %s",
                                       dl_judge_callee(judge, dl_judge_called(judge, l->keeper), l->keeper->span),
                                       where->kind->title));
    l->is_live |= (l->is_listed || l->is_kept || l->is_renamed) && end.released == DL_YES;
    if (!l->is_live && !sim->gave_up)
        return false;
    if (!l->is_live && end.released != DL_YES) {
        dl_judge_doubt(judge, tally, why_not_in_full(judge, sim));
        return false;
    }
    tally->is_triggered = true;
    if (end.wants_ways && end.released == DL_YES && !sim->gave_up && !sim->degraded)
        passed = dl_tri_or(is_passed_over(&end.site, sim, through, &what.end), l->is_renamed ? DL_MAYBE : DL_NO);
    if (passed == DL_YES && end.unread) {
        dl_judge_doubt(judge, tally, end.unread);
        return false;
    }
    if (passed == DL_YES) {
        what.sim = through;
        what.is_passed_over = true;
        report_site(judge, tally, check, &what);
        return true;
    }
    if (l->is_hooked)
        end.opaque = dl_arena_printf(judge->arena, "which routines %s is given was not seen", l->installed_by);
    if (!end.opaque && (sim->gave_up || sim->degraded))
        end.opaque = why_not_in_full(judge, sim);
    if (passed == DL_MAYBE)
        dl_judge_doubt(judge, tally,
                       dl_arena_printf(judge->arena,
                                       "whether every way through %s releases the %s of %s depends on what was not "
                                       "followed: to be checked by hand",
                                       unload_words(judge, false, NULL), where->kind->title,
                                       dl_judge_where(judge, where->instr->span)));
    if (end.released != DL_NO || end.opaque) {
        judge_held(judge, tally, where, &end);
        return false;
    }
    what.end = l->held;
    what.installed_by = l->installed_by;
    report_site(judge, tally, check, &what);
    return true;
}

/* Whether the entry leaves it hangs on what is called through a pointer. */
static void doubt_beyond(dl_judge *judge, const acquisition *where, const chains *all, dl_tally *tally)
{
    const char *beyond;

    dl_arena_reset(judge->scratch);
    beyond = dl_release_beyond(judge, where->kind, where->instr, where->by, &all->unfollowed);
    if (beyond)
        dl_judge_doubt(judge, tally, beyond);
}

static void judge_by_ways(dl_judge *judge, const dl_check *check, const acquisition *where, at_end end,
                          bool wants_installer, dl_tally *tally)
{
    chains *all = DL_NEW(judge->arena, chains);

    if (!end.wants_ways || end.released != DL_YES) {
        if (!judge_chain(judge, check, where, end, wants_installer, tally, all, ALL_CHAINS) && end.released != DL_YES)
            doubt_beyond(judge, where, all, tally);
        return;
    }
    for (size_t i = 0; i == 0 || i < all->count; i++) {
        if (judge_chain(judge, check, where, end, wants_installer, tally, all, i))
            return;
        dl_arena_reset(judge->scratch);
    }
    if (all->is_more)
        dl_judge_doubt(judge, tally,
                       dl_arena_printf(judge->arena, "the %s of %s is acquired in more ways than are followed",
                                       where->kind->title, dl_judge_where(judge, where->instr->span)));
}

/* Where the runs that follow the place for its release at failures have seen whether it is held at a success, and no
 * more is asked, the entry is not run again. */
static void judge_site(dl_judge *judge, const dl_check *check, const acquisition *where, bool wants_installer,
                       dl_tally *tally)
{
    const dl_told *told =
        wants_installer ? NULL : dl_release_told(judge, where->kind, where->instr, dl_scope_entry(judge->scope));
    const dl_function *gave_up_in = told ? dl_told_gave_up_in(told) : NULL;
    dl_tri held = told ? dl_told_is_held(told) : DL_MAYBE;
    at_end end;

    if (held == DL_NO && !gave_up_in)
        return;
    end = look_at_end(judge, where);
    if (held == DL_MAYBE || end.wants_ways)
        judge_by_ways(judge, check, where, end, wants_installer, tally);
    else if (held == DL_NO && end.released != DL_YES)
        dl_judge_doubt(judge, tally, dl_judge_why_endless(judge, gave_up_in));
    else
        judge_held(judge, tally, where, &end);
}

/* Whether the entry calls such a routine. */
static bool has_installer(const dl_judge *judge, const dl_function_list *functions)
{

    for (size_t f = 0; f < functions->count; f++) {
        const dl_function *function = functions->at[f];

        if (!dl_scope_calls(judge->scope, dl_scope_entry(judge->scope), function))
            continue;
        for (size_t b = 0; b < function->block_count; b++)
            for (size_t i = 0; i < function->blocks[b].count; i++) {
                const dl_instr *instr = &function->blocks[b].instrs[i];
                const dl_api *api =
                    instr->kind == DL_I_CALL && instr->name ? dl_world_api(judge->world, instr->name) : NULL;

                if (api && is_installer(api))
                    return true;
            }
    }
    return false;
}

/* Where the entry and its helpers acquire what must be undone at the driver's end. */
static void find_sites(dl_judge *judge, const dl_check *check, const dl_function_list *functions, acquisition_list *out)
{
    const dl_function *entry = dl_scope_entry(judge->scope);
    size_t count;
    const dl_resource *const *kinds = dl_release_kinds(judge, check, &count);

    for (size_t k = 0; k < count; k++) {
        if (kinds[k]->unload != DL_UNLOAD_REQUIRED || kinds[k]->owner)
            continue;
        for (size_t f = 0; f < functions->count; f++) {
            const dl_function *function = functions->at[f];
            size_t call_count;
            const dl_instr *const *calls = dl_release_acquiring(judge, function, kinds[k], &call_count);

            for (size_t i = 0; i < call_count && dl_scope_calls(judge->scope, entry, function); i++)
                if (dl_unload_use_of(judge->world, kinds[k]->acquire, kinds[k]->acquire_count, calls[i]))
                    dl_vec_push(judge->arena, out, (acquisition){kinds[k], function, calls[i]});
        }
    }
}

void dl_unload_run(dl_judge *judge, const dl_check *check)
{
    static const char *const names[] = {"unload", "driver-cleanup"};
    dl_role_set unload = {.roles = {names, 2}}, any = {.is_any = true};
    dl_function_list unloads = dl_scope_roots(judge->scope, &unload);
    dl_tally *tally = dl_judge_tally(judge, check, check->covers);
    dl_function_list functions = dl_scope_functions(judge->scope, &any);
    acquisition_list sites = {0};
    const char *unseen;

    find_sites(judge, check, &functions, &sites);
    if (unloads.count == 0) {
        tally->idle = "the driver has no unload routine";
        unseen = sites.count ? dl_judge_unseen_role(judge, "unload") : NULL;
        if (unseen)
            dl_judge_doubt(judge, tally, unseen);
        if (tally->doubt || !has_installer(judge, &functions))
            return;
    }
    for (size_t i = 0; i < sites.count; i++) {
        judge_site(judge, check, &sites.at[i], unloads.count == 0, tally);
        dl_arena_reset(judge->scratch); /* nothing of the run is kept there */
    }
}
