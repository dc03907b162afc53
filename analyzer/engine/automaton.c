/* automaton.c: the path forms (require, order, forbid, propagate, examine, automaton) as one
 * kind of machine: states, edges, faults; and its instances, one for each binding of captures. */
#include "engine/ask.h"
#include "engine/automaton_parts.h"
#include "engine/spared.h"

#include <string.h>

static void put_label(dl_instance *instance, const char *name, dl_span span)
{
    if (!name)
        return;
    for (unsigned i = 0; i < DL_MAX_LABELS; i++)
        if (instance->labels[i].name && strcmp(instance->labels[i].name, name) == 0) {
            instance->labels[i] = (dl_label){name, span.line, span.file};
            return;
        }
    for (unsigned i = 0; i + 1 < DL_MAX_LABELS; i++)
        instance->labels[i] = instance->labels[i + 1];
    instance->labels[DL_MAX_LABELS - 1] = (dl_label){name, span.line, span.file};
}

static void tell_move(dl_sim *sim, dl_state *state, const dl_machine_edge *e, const dl_event *event)
{
    const char *text = NULL;

    if (e->kind == DL_EDGE_FAILS)
        text = dl_arena_printf(sim->world->scratch, "%s fails here", dl_event_call_name_or(event, "the call"));
    else if (event->kind == DL_ON_CALL && event->is_after && event->outcome == DL_OUTCOME_SUCCESS &&
             e->kind != DL_EDGE_CALLED) /* whether it does is what the driver has not asked */
        text = dl_arena_printf(sim->world->scratch, "%s succeeds here", dl_event_call_name_or(event, "the call"));
    else if (event->kind == DL_ON_CALL)
        text = dl_arena_printf(sim->world->scratch, "%s is called here", dl_event_call_name_or(event, "it"));
    else if (event->kind == DL_ON_STORE)
        text = dl_arena_printf(sim->world->scratch, "%s is written here",
                               event->target_expr ? dl_expr_text(event->target_expr, sim->world->scratch) : "it");
    if (text)
        dl_node_tell(sim, state, event->span, text);
}

/* The call of the helper that the step stands in; NULL: it stands in the root. */
static const dl_node *helper_of(const dl_node *node)
{
    const dl_node *at = node->parent;

    while (at && !(at->kind == DL_NODE_ENTER && at->depth < node->depth))
        at = at->parent;
    return node->depth ? at : NULL;
}

static bool is_same_chain(const dl_node *a, const dl_node *b)
{
    for (; a && b && a->depth == b->depth; a = helper_of(a), b = helper_of(b))
        if (a->kind == DL_NODE_ENTER && a->instr != b->instr)
            return false;
    return !a && !b;
}

/* In an earlier round of a loop the same call succeeded, on the way that the witness goes: what was made then may be
 * all that the driver needs. */
static bool has_succeeded_before(const dl_sim *sim, const dl_state *state, const dl_event *event)
{
    const dl_node *failed = state->trace;
    const dl_api *api = event->instr->name ? dl_facts_api(sim->world->facts, event->instr->name) : NULL;

    if (!api || api->result == DL_RESULT_POINTER) /* each block that is asked for is wanted */
        return false;
    while (failed && (failed->kind != DL_NODE_CALL || failed->instr != event->instr))
        failed = failed->parent;
    for (const dl_node *node = failed ? failed->parent : NULL; node; node = node->parent) {
        bool is_call = node->kind == DL_NODE_CALL && node->instr == event->instr;
        bool is_test = node->kind == DL_NODE_BRANCH && node->failed_sym >= 0 &&
                       dl_symbol_of(sim->world, node->failed_sym)->instr == event->instr;

        if ((is_call || is_test) && node->outcome == DL_OUTCOME_SUCCESS && is_same_chain(failed, node))
            return true;
    }
    return false;
}

static void doubt_flag(const dl_machine *m, dl_instance *instance, const dl_event *event)
{
    instance->is_maybe = true;
    instance->doubt = dl_arena_printf(m->judge->arena,
                                      "whether %s succeeds is kept in a flag at %s: whether the driver can do without "
                                      "it is to be checked by hand",
                                      instance->site && instance->site->name ? instance->site->name : "the step",
                                      dl_judge_where(m->judge, event->span));
    instance->doubt_span = event->span;
}

/* Maybe what excuses the driver: the failure is still there, and what comes of it is open. */
static void doubt_excuse(const dl_machine *m, dl_instance *instance, const dl_event *event)
{
    if (instance->is_maybe)
        return;
    instance->is_maybe = true;
    instance->doubt = dl_arena_printf(m->judge->arena,
                                      "whether what is stored at %s says that the driver can do without %s is to be "
                                      "checked by hand",
                                      dl_judge_where(m->judge, event->span),
                                      instance->site && instance->site->name ? instance->site->name : "the step");
    instance->doubt_span = event->span;
}

static void move(dl_machine *m, dl_sim *sim, dl_state *state, dl_instance *instance, const dl_machine_edge *e,
                 dl_match *match, const dl_event *event, dl_tri how)
{
    if (e->kind == DL_EDGE_TESTED) {
        instance->asked_in = sim->frame->function;
        instance->asked_block = sim->frame->block;
        instance->asked_depth = sim->frame->depth;
        if (m->check->form == DL_FORM_PROPAGATE && !m->check->mandatory) {
            dl_tri kept = dl_machine_keeps_outcome(sim, state, instance->value, event);

            if (kept == DL_YES) {
                instance->state = 0;
                return;
            }
            if (kept == DL_MAYBE && !instance->is_maybe)
                doubt_flag(m, instance, event);
        }
    }
    if (e->to == instance->state && (e->kind == DL_EDGE_EVENT || e->kind == DL_EDGE_TESTED))
        return;
    memcpy(instance->binds, match->binds, sizeof instance->binds);
    instance->state = (unsigned char)e->to;
    if (e->kind == DL_EDGE_TESTED && m->check->forbid_after_failure &&
        (dl_val_mask(sim->world, state, instance->value) & (DL_ZERO | DL_POS)) == 0)
        instance->state = 3; /* known to have failed */
    instance->last = event->span;
    instance->stored = event->kind == DL_ON_STORE ? event->target_expr : NULL;
    instance->stored_value = event->kind == DL_ON_STORE ? event->value_expr : NULL;
    if (e->keeps_event)
        instance->event_span = event->span;
    put_label(instance, e->label ? e->label : match->form ? match->form->label : NULL, event->span);
    put_label(instance, "last", event->span);
    if (e->kind == DL_EDGE_FAILS || e->kind == DL_EDGE_CALLED) {
        instance->value = event->result;
        instance->site = event->instr;
        instance->depth = event->depth;
    }
    if (e->kind == DL_EDGE_FAILS && has_succeeded_before(sim, state, event)) {
        instance->is_maybe = true;
        instance->doubt = dl_arena_printf(
            m->judge->arena, "%s at %s succeeded in an earlier round: whether that is enough is to be checked by hand",
            dl_event_call_name_or(event, "the call"), dl_judge_where(m->judge, event->span));
        instance->doubt_span = event->span;
    }
    if (e->kind == DL_EDGE_FAILS)
        instance->round = state->round_count;
    if (e->kind == DL_EDGE_CALLED) /* what was bound before the effects is looked up again */
        for (unsigned b = 0; b < DL_MAX_BINDS; b++)
            if (instance->binds[b].is_bound && instance->binds[b].loc) {
                instance->binds[b].val = dl_state_read(sim->world, state, instance->binds[b].loc);
                instance->binds[b].has_val =
                    instance->binds[b].val.kind < DL_MARK_ZERO &&
                    !(event->outcome == DL_OUTCOME_FAILURE &&
                      dl_val_is_of_call(sim->world, instance->binds[b].val, event->instr)); /* of an earlier round */
            }
    if (how == DL_YES && e->is_discharge && m->check->form == DL_FORM_REQUIRE)
        instance->is_maybe = false;
    if (how == DL_MAYBE && !instance->is_maybe) {
        instance->is_maybe = true;
        instance->doubt =
            e->is_unclear
                ? dl_arena_printf(m->judge->arena, "%s at %s may be the reason as well",
                                  dl_event_call_name_or(event, "the test"), dl_judge_where(m->judge, event->span))
                : dl_arena_printf(m->judge->arena, "whether %s at %s is the one that is meant was not decided",
                                  dl_event_call_name_or(event, "the statement"), dl_judge_where(m->judge, event->span));
        instance->doubt_span = event->span;
    }
    tell_move(sim, state, e, event);
    if (e->is_discharge && how == DL_YES && e->to != DL_AT_GONE) {
        const char *name = dl_event_call_name(event);

        dl_judge_evidence(m->judge, m->tally, event->span,
                          name ? dl_arena_strdup(m->judge->arena, name)
                               : dl_span_text(event->span, 60, m->judge->arena));
    }
}

static bool gives_status(const dl_world *world, const dl_instance *instance)
{
    const dl_api *api = dl_machine_api_of(world, instance);

    return api && api->result == DL_RESULT_NTSTATUS;
}

static void judge_fault(dl_machine *m, const dl_machine_fault *f, dl_sim *sim, dl_state *state,
                        const dl_instance *instance, dl_match *match, const dl_event *event, dl_tri how)
{
    dl_words words = {.event = event, .instance = instance, .match = match, .event_line = event->span.line};
    const char *doubt = instance->doubt;
    dl_span span = f->at_event_span ? instance->event_span : f->at_last ? instance->last : event->span;

    if (m->check->form == DL_FORM_PROPAGATE && !m->check->mandatory && gives_status(sim->world, instance) &&
        dl_machine_notes_outcome(sim->world, state, instance->value))
        return; /* `Globals.Status = Register(…);`: what is made of it is asked elsewhere */
    if (instance->is_maybe)
        how = DL_MAYBE;
    if (how == DL_YES && m->check->form == DL_FORM_PROPAGATE && instance->round &&
        (state->flags & (DL_STATE_MERGED | DL_STATE_DOUBT))) {
        how = DL_MAYBE;
        doubt = dl_arena_printf(m->judge->arena,
                                "whether another round of the loop makes good that %s at %s failed could not be "
                                "followed: to be checked by hand",
                                instance->site && instance->site->name ? instance->site->name : "the call",
                                dl_judge_where(m->judge, instance->last));
    }
    if (how == DL_YES && f->is_absence) {
        const char *opaque = dl_judge_opaque(m->judge, state); /* it may have done what is missed */

        if (opaque) {
            how = DL_MAYBE;
            doubt = opaque;
        }
    }
    dl_judge_fault(m->judge, f->tally, sim, state, how, &words, f->message, NULL, span, doubt);
}

/* Where the outcomes of an allocation went apart before anything asked for them, a use of the block is none of an
   untested one: where null comes to it too, it is told there. */
static bool has_surely_block(const dl_machine *m, const dl_sim *sim, const dl_state *state, const dl_instance *instance)
{
    const dl_api *api = dl_machine_api_of(sim->world, instance);

    return m->check->form == DL_FORM_EXAMINE && api && api->result == DL_RESULT_POINTER &&
           instance->value.kind == DL_VAL_SYM && (dl_val_mask(sim->world, state, instance->value) & DL_ZERO) == 0;
}

/* What an unseen callee was given it may have kept alone; whether that is used before the outcome is tested is open. */
static void doubt_keeper(const dl_machine *m, dl_instance *instance, const dl_event *event)
{
    instance->is_maybe = true;
    instance->doubt = dl_judge_callee(m->judge, event->instr->name, event->span);
    instance->doubt_span = event->span;
}

/* The same slot written again by the same step: it holds another value now. */
static void refresh(dl_sim *sim, dl_state *state, dl_instance *instance)
{
    for (unsigned b = 0; b < DL_MAX_BINDS; b++) {
        dl_bind *bind = &instance->binds[b];

        if (!bind->is_bound || !bind->loc || !bind->has_val)
            continue;
        bind->val = dl_state_read(sim->world, state, bind->loc);
        bind->has_val = bind->val.kind < DL_MARK_ZERO;
    }
}

typedef struct told {
    bool yes, maybe;
} told;

static void tell_instance(dl_machine *m, dl_sim *sim, dl_state *state, dl_instance *instance, const dl_event *event,
                          const dl_machine_parts *parts, dl_tri cap, told *out, bool *moved)
{
    dl_match match;
    dl_bind before[DL_MAX_BINDS];
    bool is_done = false;

    memcpy(before, instance->binds, sizeof before);
    for (size_t i = 0; i < m->fault_count; i++) {
        const dl_machine_fault *f = &m->faults[i];
        dl_tri how;

        if (!(f->kinds & dl_bit(event->kind)) || !(parts->faults >> i & 1) || (f->of_doubt && !instance->is_maybe))
            continue;
        dl_match_init(&match, m->judge, sim, state);
        memcpy(match.binds, before, sizeof before);
        how = dl_machine_fault_matches(f, &match, instance, event);
        if (how == DL_NO)
            continue;
        /* if it is one, it is about this instance */
        out->yes |= how == DL_YES || match.is_of_bound_text || (event->kind == DL_ON_CALL && f->on && f->captures == 0);
        out->maybe |= how == DL_MAYBE;
        if (f->kind == DL_JUDGED_EARLY_USE && !f->on && dl_machine_is_held(m, event))
            doubt_keeper(m, instance, event);
        else if (f->kind == DL_JUDGED_EARLY_USE && has_surely_block(m, sim, state, instance)) {
            f->tally->is_triggered |= f->in != 0;
        } else if (f->in & dl_bit(instance->state)) {
            judge_fault(m, f, sim, state, instance, &match, event, dl_tri_and(how, cap));
            if ((f->kind == DL_JUDGED_EARLY_USE || f->kind == DL_JUDGED_WRONG_TEST) && instance->state != m->start) {
                instance->state = DL_AT_GONE; /* said once on a path */
                return;
            }
        } else if (f->in) {
            f->tally->is_triggered = true;
        }
    }
    for (size_t i = 0; i < m->edge_count; i++) {
        const dl_machine_edge *e = &m->edges[i];
        dl_tri how;

        if (!(e->kinds & dl_bit(event->kind)) || !(parts->edges >> i & 1))
            continue;
        dl_match_init(&match, m->judge, sim, state);
        memcpy(match.binds, before, sizeof before);
        how = dl_machine_edge_matches(m, e, &match, instance, event);
        if (how == DL_NO)
            continue;
        out->yes |= how == DL_YES;
        out->maybe |= how == DL_MAYBE;
        if (how == DL_YES && e->to == instance->state && event->is_after)
            refresh(sim, state, instance);
        if (how == DL_YES && e->to == instance->state &&
            (m->check->form == DL_FORM_REQUIRE || (m->check->form == DL_FORM_FORBID && e->on == m->check->undone)))
            instance->is_maybe = false; /* another one for sure */
        if (is_done || !(e->from & dl_bit(instance->state)) ||
            (how == DL_MAYBE && !e->is_discharge && !m->check->essential_calls && m->check->form != DL_FORM_AUTOMATON))
            continue;
        if (how == DL_MAYBE && m->check->form == DL_FORM_PROPAGATE && e->on && e->on == m->check->unless &&
            event->kind == DL_ON_STORE) {
            doubt_excuse(m, instance, event);
            *moved = true;
            continue;
        }
        move(m, sim, state, instance, e, &match, event, e->is_unclear ? DL_MAYBE : how);
        is_done = *moved = true;
    }
}

static bool any_bound(const dl_instance *instance)
{
    for (unsigned i = 0; i < DL_MAX_BINDS; i++)
        if (instance->binds[i].is_bound)
            return true;
    return instance->site != NULL;
}

/* The captures by which nothing leads to what they are bound to any more. */
static unsigned lost_captures(const dl_instance *instance)
{
    unsigned lost = 0;

    for (unsigned b = 0; b < DL_MAX_BINDS; b++)
        if (instance->binds[b].is_bound && !instance->binds[b].loc && !instance->binds[b].has_val)
            lost |= dl_bit(b);
    return lost;
}

static bool is_needless(const dl_machine *m, const dl_instance *instance)
{
    unsigned lost = lost_captures(instance);
    bool is_asked = false;

    if (m->check->form == DL_FORM_REQUIRE || m->check->form == DL_FORM_ORDER)
        return lost && instance->state != m->waiting;
    for (size_t i = 0; i < m->fault_count; i++)
        is_asked |= (m->faults[i].captures & lost) == 0;
    return lost && !is_asked;
}

/* A lost object that nothing can be asked of, or the same as of another lost one, takes no room. */
static void drop_lost(const dl_machine *m, dl_state *state)
{
    unsigned kept = 0, seen = 0;

    for (unsigned i = 0; i < state->instance_count; i++) {
        const dl_instance *instance = &state->instances[i];
        bool is_lost = lost_captures(instance) != 0;

        if (is_lost && ((seen & dl_bit(instance->state)) || is_needless(m, instance)))
            continue;
        seen |= is_lost ? dl_bit(instance->state) : 0;
        state->instances[kept++] = *instance;
    }
    state->instance_count = kept;
}

static void add_instance(dl_machine *m, dl_sim *sim, dl_state *state, const dl_instance *fresh, const dl_event *event)
{
    dl_instance *made;

    if (!m->by_call)
        drop_lost(m, state);
    if (dl_machine_is_needless(m, sim, state, fresh))
        return;
    made = dl_state_add_instance(sim->world, state);
    if (!made) {
        dl_judge_doubt(m->judge, m->tally,
                       dl_arena_printf(m->judge->arena,
                                       "more objects than can be followed at once: that of %s is to be checked by hand",
                                       dl_judge_where(m->judge, event->span)));
        return;
    }
    *made = *fresh;
}

static bool is_relevant(void *self, const dl_instr *instr, const dl_api *by_name, const dl_api *by_macro);

/* A call that the rule is about, or of what may make one. */
static bool is_call_asked(const dl_machine *m, const dl_instr *instr)
{
    dl_called called;

    if (instr->kind != DL_I_CALL || instr->callee)
        return instr->kind == DL_I_CALL;
    called = dl_called_by(m->judge->world, instr);
    return is_relevant((void *)(uintptr_t)m, instr, called.by_name, called.by_macro);
}

/* Of all structures that are written, only those are followed that a call of the rule's is given somewhere. */
static bool is_handed_somewhere(const dl_machine *m, const dl_var *var)
{
    const dl_program *program = m->judge->world->program;
    bool has_calls = false;

    for (size_t e = 0; e < m->edge_count; e++)
        for (size_t i = 0; m->edges[e].on && i < m->edges[e].on->count; i++)
            has_calls |= m->edges[e].on->forms[i].kind == DL_ON_CALL;
    for (size_t e = 0; e < m->fault_count; e++)
        for (size_t i = 0; m->faults[e].on && i < m->faults[e].on->count; i++)
            has_calls |= m->faults[e].on->forms[i].kind == DL_ON_CALL;
    if (!has_calls)
        return true;
    for (size_t f = 0; f < program->function_count; f++)
        for (size_t b = 0; b < program->functions[f]->block_count; b++)
            for (size_t i = 0; i < program->functions[f]->blocks[b].count; i++) {
                const dl_instr *instr = &program->functions[f]->blocks[b].instrs[i];

                if (!is_call_asked(m, instr))
                    continue;
                for (size_t a = 0; a < instr->arg_count; a++)
                    if (dl_expr_root(instr->args[a]) == var)
                        return true;
            }
    return false;
}

static bool may_be_handed(dl_machine *m, const dl_event *event)
{
    const dl_var *var = dl_expr_root(event->target_expr);
    void *known;

    if (!var || var->storage == DL_PARAM || var->type->kind == DL_TYPE_POINTER)
        return true;
    known = dl_table_get(&m->handed, var);
    if (!known) {
        known = is_handed_somewhere(m, var) ? (void *)m : (void *)m->judge->world;
        dl_table_set(&m->handed, var, known);
    }
    return known == m;
}

/* What was tested may be used: it is not asked about any more, and would part the rounds of a loop that fills an array.
 */
static void drop_tested(const dl_machine *m, dl_state *state)
{
    unsigned kept = 0;

    for (unsigned i = 0; i < state->instance_count; i++)
        if (state->instances[i].state != DL_AT_TESTED)
            state->instances[kept++] = state->instances[i];
    for (size_t f = 0; f < m->fault_count && kept < state->instance_count; f++)
        m->faults[f].tally->is_triggered |= m->faults[f].in != 0;
    state->instance_count = kept;
}

/* A further call that writes the same place: what an earlier one gave out, or did not, is gone. */
static void end_overwritten(dl_machine *m, dl_sim *sim, dl_state *state, const dl_event *event)
{
    for (unsigned i = 0; i < state->instance_count; i++) {
        dl_instance *instance = &state->instances[i];
        dl_match match;

        if (instance->state == DL_AT_GONE || !instance->site || instance->site == event->instr)
            continue;
        dl_match_init(&match, m->judge, sim, state);
        if (dl_machine_same_call(m, &match, event, m->check->call, DL_OUTCOME_ANY) == DL_YES)
            for (unsigned b = 0; b < DL_MAX_BINDS; b++)
                if (match.binds[b].is_bound && match.binds[b].loc && instance->binds[b].is_bound &&
                    match.binds[b].loc == instance->binds[b].loc)
                    instance->state = DL_AT_GONE;
    }
}

/* Whether the call itself has made what the capture is bound to: it is no object that was there before. */
static bool is_made_by(const dl_world *world, const dl_bind *bind, const dl_instr *call)
{
    const dl_symbol *symbol =
        bind->is_bound && bind->has_val && bind->val.kind == DL_VAL_SYM ? dl_symbol_of(world, bind->val.id) : NULL;

    return symbol && (symbol->kind == DL_SYM_RESULT || symbol->kind == DL_SYM_OUT) && symbol->instr == call;
}

/* What `if` has made now is another object than what the slot held before: that one keeps its duty, if it still has
 * one, and what happened to it says nothing of the new one. */
static void part_from_made(dl_machine *m, dl_sim *sim, dl_state *state, const dl_event *event)
{
    const dl_world *world = sim->world;
    unsigned kept = 0;
    dl_match match;

    dl_match_init(&match, m->judge, sim, state);
    if (event->kind != DL_ON_CALL || !event->is_after || state->instance_count == 0 ||
        dl_match_event(&match, m->check->if_event, event) != DL_YES)
        return;
    for (unsigned i = 0; i < state->instance_count; i++) {
        dl_instance *instance = &state->instances[i];
        bool is_over = false;

        for (unsigned b = 0; b < DL_MAX_BINDS; b++) {
            dl_bind *old = &instance->binds[b];
            bool is_same = old->is_bound && old->has_val && dl_val_equal(old->val, match.binds[b].val);

            if (!old->is_bound || !is_made_by(world, &match.binds[b], event->instr) ||
                !(is_same || (old->loc && old->loc == match.binds[b].loc)))
                continue;
            if (instance->state != m->waiting || !old->has_val)
                is_over = true;
            else if (!is_same)
                old->loc = DL_NOWHERE;
            else if (m->check->form == DL_FORM_REQUIRE)
                dl_judge_doubt(m->judge, m->tally,
                               dl_arena_printf(m->judge->arena,
                                               "%s at %s makes more than one in a loop: what is required of each could "
                                               "not be followed",
                                               dl_event_call_name_or(event, "the call"),
                                               dl_judge_where(m->judge, event->span)));
        }
        if (!is_over)
            state->instances[kept++] = *instance;
    }
    state->instance_count = kept;
}

static bool is_essential(const dl_machine *m, const dl_api *by_name, const dl_api *by_macro)
{
    return m->check->essential_calls && ((by_name && by_name->is_essential) || (by_macro && by_macro->is_essential));
}

static bool may_name(const dl_machine *m, const dl_event_pattern *on, const dl_instr *call, const dl_api *by_name,
                     const dl_api *by_macro)
{
    return (on && dl_relevant_pattern(on, call, by_name, by_macro)) || is_essential(m, by_name, by_macro);
}

bool dl_machine_is_step(const dl_machine *m, const dl_instr *call)
{
    dl_called called = dl_called_by(m->judge->world, call);

    for (size_t i = 0; i < m->edge_count; i++)
        if (m->edges[i].on && m->edges[i].on == m->check->after &&
            may_name(m, m->edges[i].on, call, called.by_name, called.by_macro))
            return true;
    return false;
}

/* Most calls are named by no pattern; of those through a pointer the name may be another each time. */
static const dl_machine_parts *find_named(dl_machine *m, const dl_event *event)
{
    static const dl_machine_parts all = {~(uint64_t)0, ~0u};
    const dl_instr *call = event->instr;
    dl_machine_parts *known;

    if (event->kind != DL_ON_CALL || !m->is_by_name || !call || call->pointer)
        return &all;
    known = dl_table_get(&m->named, call);
    if (!known) {
        dl_called called = dl_called_by(m->judge->world, call);

        known = DL_NEW(m->judge->scratch, dl_machine_parts);
        for (size_t i = 0; i < m->edge_count; i++)
            known->edges |= (uint64_t)may_name(m, m->edges[i].on, call, called.by_name, called.by_macro) << i;
        for (size_t i = 0; i < m->fault_count; i++)
            known->faults |= (unsigned)may_name(m, m->faults[i].on, call, called.by_name, called.by_macro) << i;
        dl_table_set(&m->named, call, known);
    }
    return known;
}

/* Memory for a while, without which the function goes on: whether the driver can is not told. */
static void doubt_spared(const dl_machine *m, dl_sim *sim, dl_state *state, const dl_event *event)
{
    const dl_api *api = event->instr && event->instr->name ? dl_facts_api(sim->world->facts, event->instr->name) : NULL;

    if (m->check->form != DL_FORM_PROPAGATE || event->kind != DL_ON_CALL || !api || api->result != DL_RESULT_POINTER ||
        !dl_is_spared(sim->world, sim->frame->function, event->instr))
        return;
    for (unsigned i = 0; i < state->instance_count; i++) {
        dl_instance *instance = &state->instances[i];

        if (instance->state != DL_AT_FAILED || instance->site != event->instr || instance->is_maybe)
            continue;
        instance->is_maybe = true;
        instance->doubt = dl_arena_printf(m->judge->arena,
                                          "%s goes on without the memory of %s that it frees again itself: whether the "
                                          "driver can do without it is to be checked by hand",
                                          sim->frame->function->name, event->instr->name);
        instance->doubt_span = event->span;
    }
}

/* An object that is where each one begins is as one that was never met; so is a call whose failure was made good, and a
 * block of which another one tells the same. */
static void drop_rested(const dl_machine *m, const dl_world *world, dl_state *state)
{
    unsigned kept = 0;

    for (unsigned i = 0; i < state->instance_count; i++)
        if ((state->instances[i].state != m->start || state->instances[i].is_maybe) &&
            !(m->judges_uses && dl_machine_is_there(world, state, kept, &state->instances[i])))
            state->instances[kept++] = state->instances[i];
    state->instance_count = kept;
}

static void on_event(void *self, dl_sim *sim, dl_state *state, const dl_event *event)
{
    dl_machine *m = self;
    dl_instance fresh = {.state = (unsigned char)m->start};
    told out = {0};
    bool moved = false;
    unsigned count;
    bool speaks_to_all = event->kind == DL_ON_RETURN;
    const dl_machine_parts *parts;

    if (!(m->kinds & dl_bit(event->kind)))
        return;
    parts = find_named(m, event);
    if (parts->edges == 0 && parts->faults == 0)
        return;
    dl_state_own_instances(sim->world, state);
    if (m->check->form == DL_FORM_EXAMINE && event->kind == DL_ON_CALL)
        end_overwritten(m, sim, state, event);
    else if ((m->check->form == DL_FORM_REQUIRE || m->check->form == DL_FORM_ORDER) && m->check->if_event) {
        part_from_made(m, sim, state, event);
    }
    if (dl_machine_is_undone(m, event))
        state->instance_count = 0;
    count = state->instance_count;
    for (unsigned i = 0; i < count; i++)
        tell_instance(m, sim, state, &state->instances[i], event, parts, DL_YES, &out, &moved);
    if (moved && m->check->form == DL_FORM_EXAMINE)
        drop_tested(m, state);
    if (moved && (m->check->form == DL_FORM_PROPAGATE || (m->judges_uses && m->check->form == DL_FORM_FORBID)))
        drop_rested(m, sim->world, state);
    if (moved)
        doubt_spared(m, sim, state, event);
    if (out.yes || (speaks_to_all && count))
        return;
    moved = false;
    tell_instance(m, sim, state, &fresh, event, parts, out.maybe ? DL_MAYBE : DL_YES, &out, &moved);
    if (moved && event->kind == DL_ON_STORE && any_bound(&fresh) && !may_be_handed(m, event))
        return;
    if (moved && (any_bound(&fresh) || count == 0)) {
        add_instance(m, sim, state, &fresh, event);
        doubt_spared(m, sim, state, event);
    }
}

/* ---- what may matter where ---- */

static bool any_pattern(const dl_machine *m, dl_pattern_test *test, const dl_instr *instr, const dl_api *by_name,
                        const dl_api *by_macro)
{
    for (size_t i = 0; i < m->edge_count; i++)
        if (m->edges[i].on && test(m->edges[i].on, instr, by_name, by_macro))
            return true;
    for (size_t i = 0; i < m->fault_count; i++)
        if (m->faults[i].on && test(m->faults[i].on, instr, by_name, by_macro))
            return true;
    return false;
}

static bool is_relevant(void *self, const dl_instr *instr, const dl_api *by_name, const dl_api *by_macro)
{
    return any_pattern(self, dl_relevant_pattern, instr, by_name, by_macro) || is_essential(self, by_name, by_macro);
}

static bool is_told(void *self, const dl_instr *instr, const dl_api *by_name, const dl_api *by_macro,
                    bool has_instances)
{
    const dl_machine *m = self;

    (void)has_instances;                                       /* one begins with any event */
    if (m->check->form == DL_FORM_PROPAGATE && instr->is_init) /* of a local that held nothing of the caller's */
        return false;
    for (size_t i = 0; i < m->edge_count; i++)
        if (m->edges[i].on && dl_told_pattern(m->judge, m->edges[i].on, instr, by_name, by_macro))
            return true;
    for (size_t i = 0; i < m->fault_count; i++)
        if (m->faults[i].on && dl_told_pattern(m->judge, m->faults[i].on, instr, by_name, by_macro))
            return true;
    return is_essential(m, by_name, by_macro);
}

/* Whether a return may be judged, in any state. */
static bool judges_returns(const dl_machine *m)
{
    for (size_t i = 0; i < m->fault_count; i++)
        if (!m->faults[i].on || (m->faults[i].kinds & dl_bit(DL_ON_RETURN)))
            return true;
    return false;
}

/* Where no return is judged, what begins a duty matters only if something that meets it, or breaks it, may follow. */
static bool can_unsettle(void *self, const dl_instr *instr, const dl_api *by_name, const dl_api *by_macro,
                         bool has_instances)
{
    const dl_machine *m = self;

    if (judges_returns(m))
        return is_told(self, instr, by_name, by_macro, has_instances);
    for (size_t i = 0; i < m->fault_count; i++)
        if (dl_told_pattern(m->judge, m->faults[i].on, instr, by_name, by_macro))
            return true;
    for (size_t i = 0; i < m->edge_count; i++)
        if (m->edges[i].is_discharge && m->edges[i].on &&
            dl_told_pattern(m->judge, m->edges[i].on, instr, by_name, by_macro))
            return true;
    return false;
}

static bool is_split(void *self, const dl_instr *instr, const dl_api *by_name, const dl_api *by_macro)
{
    const dl_machine *m = self;

    if (m->check->form == DL_FORM_PROPAGATE)
        return is_relevant(self, instr, by_name, by_macro);
    return any_pattern(m, dl_pattern_splits, instr, by_name, by_macro);
}

/* Whether an instance in this state stays as it is, and is not judged, as long as no pattern is met but that of a
 * return. What is there at a return may show that the rule is about something here: so that must have been seen. */
static bool is_at_rest(const dl_machine *m, unsigned at, bool is_maybe)
{
    for (size_t i = 0; i < m->edge_count; i++) {
        const dl_machine_edge *e = &m->edges[i];

        if ((e->from & dl_bit(at)) && (!e->on || (e->kinds & dl_bit(DL_ON_RETURN))))
            return false;
    }
    for (size_t i = 0; i < m->fault_count; i++) {
        const dl_machine_fault *f = &m->faults[i];
        bool is_at_return = !f->on || (f->kinds & dl_bit(DL_ON_RETURN));

        if (is_at_return && (((f->in & dl_bit(at)) && (!f->of_doubt || is_maybe)) || !f->tally->is_triggered))
            return false;
    }
    return true;
}

static bool is_settled(void *self, const dl_state *state)
{
    const dl_machine *m = self;

    if (state->instance_count == 0)
        return is_at_rest(m, m->start, false);
    for (unsigned i = 0; i < state->instance_count; i++)
        if (!is_at_rest(m, state->instances[i].state, state->instances[i].is_maybe))
            return false;
    return true;
}

void dl_automaton_run(dl_judge *judge, const dl_check *check, const dl_function *root, const dl_state *start)
{
    dl_machine *m = DL_NEW(judge->scratch, dl_machine);
    dl_sim *sim = DL_NEW(judge->scratch, dl_sim);
    dl_monitor monitor = {.self = m,
                          .event = on_event,
                          .leave = dl_machine_leave,
                          .is_relevant = is_relevant,
                          .is_told = is_told,
                          .is_settled = is_settled,
                          .can_unsettle = can_unsettle,
                          .is_split = is_split};

    dl_machine_compile(m, judge, check);
    m->judges_uses = dl_machine_judges_uses(m);
    if (m->judges_uses)
        monitor.forget = dl_machine_forget;
    sim->world = judge->world;
    for (size_t i = 0; i < m->edge_count; i++)
        if (m->edges[i].on) {
            dl_track_handles(sim, judge->scope, m->edges[i].on, &check->in);
            monitor.wants_reads |= dl_pattern_reads(m->edges[i].on);
        }
    for (size_t i = 0; i < m->fault_count; i++)
        monitor.wants_reads |=
            m->faults[i].on ? dl_pattern_reads(m->faults[i].on) : m->faults[i].kind == DL_JUDGED_EARLY_USE;
    sim->root_result = dl_root_result(judge, root);
    sim->is_coarse = judge->is_coarse;
    judge->root = root;
    dl_sim_run(sim, judge->world, &monitor, root, start);
    dl_judge_keep(judge, sim);
}
