/* unload.c: what a successful entry leaves is undone when the driver goes. First sets are compared: whether anything
 * that runs then releases such an object. Where only the unload routine does, it is run as well. */
#include "engine/unload.h"
#include "engine/static_end.h"

#include "engine/ask.h"
#include "engine/footprint.h"
#include "engine/lasting.h"
#include "engine/release_parts.h"
#include "engine/told.h"

#include <string.h>

/* ---- the unload routine itself, path by path ---- */

static const char *const unload_role[] = {"unload"}, *const cleanup_role[] = {"driver-cleanup"};

static const dl_role_set only_unload_roles = {.roles = {unload_role, 1}};
static const dl_role_set only_cleanup_roles = {.roles = {cleanup_role, 1}};

static bool has_deref(const dl_expr *expr)
{
    return expr && (expr->kind == DL_E_DEREF || has_deref(expr->a) || has_deref(expr->b));
}

static bool follows_pointer(const dl_function *function)
{
    for (size_t b = 0; b < function->block_count; b++) {
        if (has_deref(function->blocks[b].term.value))
            return true;
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_instr *instr = &function->blocks[b].instrs[i];

            if (has_deref(instr->target) || has_deref(instr->value))
                return true;
            for (size_t n = 0; n < instr->arg_count; n++)
                if (has_deref(instr->args[n]))
                    return true;
        }
    }
    return false;
}

/* It comes by nothing that the driver keeps: it names no global, and follows no pointer. */
static bool is_idle(const dl_judge *judge, const dl_function *routine)
{
    const dl_reach *reach = dl_reach_of(judge->world, routine);

    for (size_t i = 0; i < reach->functions.count; i++)
        if (follows_pointer(reach->functions.at[i]))
            return false;
    return !reach->is_open && reach->globals.count == 0;
}

/* The roles of the routine that alone ends the driver: where it has no unload routine, or one that does nothing, as a
 * driver of the framework without devices must have one, what cleans up behind it. */
static const dl_role_set *end_roles(const dl_judge *judge)
{
    dl_function_list unloads = dl_scope_roots(judge->scope, &only_unload_roles);

    for (size_t i = 0; i < unloads.count; i++)
        if (!is_idle(judge, unloads.at[i]))
            return &only_unload_roles;
    return unloads.count && dl_scope_roots(judge->scope, &only_cleanup_roles).count == 0 ? &only_unload_roles
                                                                                         : &only_cleanup_roles;
}

static const dl_function *only_unload(dl_judge *judge)
{
    const dl_role_set *roles = end_roles(judge);
    dl_function_list roots = dl_scope_roots(judge->scope, roles);

    return roots.count == 1 && dl_unload_runs_for_sure(judge, roles, roots.at[0]) ? roots.at[0] : NULL;
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
            exit->instances[0].state == DL_UNLOAD_HELD)
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
    const dl_var *root = dl_expr_root(object);

    return root && root->storage == DL_TEMP;
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
    const char *stop;      /* why the driver may not go at all where no release is seen, or NULL */
    const dl_expr *missed; /* of a row of objects, one that no release comes to, or NULL */
    bool wants_ways;       /* the verdict hangs on which ways lead to the release, or on what holds the object */
} at_end;

/* The unload routine may stop the system rather than let the driver go. */
static const char *stops(dl_judge *judge)
{
    const dl_function *unload = only_unload(judge);
    const dl_instr *stop = unload ? dl_ask_stop(judge->world, unload) : NULL;

    return stop ? dl_arena_printf(judge->arena,
                                  "%s, called at line %d, does not come back: whether the driver goes with "
                                  "it is to be checked by hand",
                                  stop->name, stop->span.line)
                : NULL;
}

/* Who would release it elsewhere has no name for it. */
static bool is_known_to_none_else(const dl_unload_site *site)
{
    return site->kind->identity == DL_BY_HANDLE && site->kind->also_at.count == 0 &&
           dl_lasting_stays_in_local(site->judge, site->by, site->instr, site->slot, site->is_result);
}

static at_end look_at_end(dl_judge *judge, const acquisition *where)
{
    const dl_resource *kind = where->kind;
    const dl_api_use *acquire = dl_unload_use_of(judge->world, kind->acquire, kind->acquire_count, where->instr);
    at_end end = {.site = dl_unload_site_of(judge, kind, where->by, where->instr),
                  .object = acquire ? dl_unload_object_of(judge->world, where->by, acquire, where->instr) : NULL};

    end.unread = is_known_to_none_else(&end.site) ? NULL : dl_unread_release(judge->guards->unread, kind, end.object);
    end.released = dl_unload_is_released(&end.site, where->by, where->instr, &end.releaser);
    end.missed = end.released == DL_NO ? NULL : dl_unload_missed_element(&end.site, end.object);
    if (end.missed)
        end.released = DL_NO;
    end.opaque = dl_unload_opaque(judge);
    if (!end.opaque)
        end.opaque = end.unread;
    if (!end.opaque && end.released == DL_NO)
        end.opaque = dl_unload_unseen_shutdown(judge, kind);
    if (!end.opaque && end.released == DL_NO)
        end.stop = stops(judge);
    end.wants_ways = end.released == DL_YES
                         ? dl_scope_in(judge->scope, end.releaser, end_roles(judge)) && only_unload(judge)
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
                        bool wants_installer, dl_tally *tally, dl_chains *all, size_t chain)
{
    dl_leaver *l = DL_NEW(judge->arena, dl_leaver);
    dl_sim *sim = DL_NEW(judge->scratch, dl_sim), *through = DL_NEW(judge->scratch, dl_sim);
    dl_monitor monitor = dl_leaver_monitor(l);
    const dl_function *entry = dl_scope_entry(judge->scope);
    left what = {where->kind, where->by, where->instr, end.missed ? end.missed : end.object, sim, NULL, false, NULL};
    dl_tri passed = DL_NO;

    *l = (dl_leaver){.judge = judge,
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
    if (l->unsure && !l->is_live && end.released != DL_YES)
        dl_judge_doubt(judge, tally,
                       dl_arena_printf(judge->arena, "%s: to be checked by hand (%s)", l->unsure->doubt,
                                       dl_judge_where(judge, l->unsure->doubt_span)));
    l->is_live |= (l->is_listed || l->is_kept || l->is_renamed || l->unsure) && end.released == DL_YES;
    if (!l->is_live && !sim->gave_up)
        return false;
    if (!l->is_live && end.released != DL_YES) {
        dl_judge_doubt(judge, tally, why_not_in_full(judge, sim));
        return false;
    }
    tally->is_triggered = true;
    if (end.wants_ways && (end.released == DL_YES || end.stop) && !sim->gave_up && !sim->degraded)
        passed = dl_tri_or(is_passed_over(&end.site, sim, through, &what.end), l->is_renamed ? DL_MAYBE : DL_NO);
    if (passed == DL_YES && end.released == DL_YES && end.unread) {
        dl_judge_doubt(judge, tally, end.unread);
        return false;
    }
    if (passed == DL_YES && end.released == DL_YES) {
        what.sim = through;
        what.is_passed_over = true;
        report_site(judge, tally, check, &what);
        return true;
    }
    if (l->is_hooked)
        end.opaque = dl_arena_printf(judge->arena, "which routines %s is given was not seen", l->installed_by);
    if (!end.opaque && (sim->gave_up || sim->degraded))
        end.opaque = why_not_in_full(judge, sim);
    if (end.stop && !end.opaque && passed != DL_YES) {
        if (passed == DL_NO)
            dl_judge_evidence(judge, tally, where->instr->span, where->kind->title);
        else
            dl_judge_doubt(judge, tally, end.stop);
        return false;
    }
    if (passed == DL_MAYBE)
        dl_judge_doubt(judge, tally,
                       dl_arena_printf(judge->arena,
                                       "whether every way through %s releases the %s of %s depends on what was not "
                                       "followed: to be checked by hand",
                                       unload_words(judge, false, NULL), where->kind->title,
                                       dl_judge_where(judge, where->instr->span)));
    if (end.released == DL_NO && !end.opaque && l->held)
        end.opaque = dl_static_end_of(judge, where->kind, sim, l->held, &l->held->instances[0]);
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
static void doubt_beyond(dl_judge *judge, const acquisition *where, const dl_chains *all, dl_tally *tally)
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
    dl_chains *all = DL_NEW(judge->arena, dl_chains);

    if (!end.wants_ways || end.released != DL_YES) {
        if (!judge_chain(judge, check, where, end, wants_installer, tally, all, DL_ALL_CHAINS) &&
            end.released != DL_YES)
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

                if (api && dl_unload_is_installer(api))
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
