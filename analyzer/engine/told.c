/* told.c: see told.h. */
#include "engine/told.h"

#include <string.h>

typedef enum kept_kind { EVIDENCE, DOUBT, SEEN } kept_kind;

typedef struct kept {
    kept_kind kind;
    const char *text; /* evidence, doubt */
    unsigned faults;  /* doubt: which it is of */
    dl_seen seen;
    dl_state state; /* flags, doubt and trace alone */
    const dl_function *degraded;
    const char *unknown_jump;
    dl_span unknown_jump_span;
    bool joins_rounds;
} kept;

typedef struct run {
    DL_VEC(kept) kept;
    dl_sim end; /* what became of it */
} run;

struct dl_told {
    dl_arena *arena;
    const dl_resource *kind;
    const char *discharge;
    DL_VEC(run) runs;
    bool is_coarse;
    bool is_told;              /* its visits are counted */
    bool is_held, may_be_held; /* at some success */
    bool has_rounds;           /* of an undecided loop each acquires one */
    bool keeps_rounds;         /* while the first is kept where the driver's life is */
    bool was_there;            /* at some success the object had been acquired */
};

dl_told *dl_told_new(const dl_resource *kind, const char *discharge, bool is_coarse, dl_arena *arena)
{
    dl_told *made = DL_NEW(arena, dl_told);

    made->arena = arena;
    made->kind = kind;
    made->discharge = discharge;
    made->is_coarse = is_coarse;
    return made;
}

bool dl_told_is_coarse(const dl_told *told)
{
    return told->is_coarse;
}

void dl_told_begin(dl_told *told)
{
    dl_vec_push(told->arena, &told->runs, (run){0});
}

static run *running(dl_told *told)
{
    return &told->runs.at[told->runs.count - 1];
}

/* ---- what is seen ---- */

static bool same_span(dl_span a, dl_span b)
{
    return a.file == b.file && a.offset == b.offset;
}

void dl_told_evidence(dl_told *told, dl_span span, const char *what, const char *name)
{
    run *now = running(told);

    for (size_t i = 0; i < now->kept.count; i++)
        if (now->kept.at[i].kind == EVIDENCE && same_span(now->kept.at[i].seen.span, span))
            return;
    dl_vec_push(
        told->arena, &now->kept,
        (kept){.kind = EVIDENCE, .text = dl_arena_printf(told->arena, "%s: %s", what, name), .seen = {.span = span}});
}

void dl_told_doubt(dl_told *told, unsigned faults, const char *reason)
{
    run *now = running(told);

    for (size_t i = 0; i < now->kept.count; i++)
        if (now->kept.at[i].kind == DOUBT && now->kept.at[i].faults == faults &&
            dl_text_equal(now->kept.at[i].text, reason))
            return;
    dl_vec_push(told->arena, &now->kept, (kept){.kind = DOUBT, .text = reason, .faults = faults});
}

/* Whether whoever judges the one would say the same of the other, but for the path. */
static bool is_same(const kept *there, const dl_sim *sim, const dl_state *state, const dl_seen *seen)
{
    const dl_seen *old = &there->seen;

    return there->kind == SEEN && old->fault == seen->fault && old->is_fault == seen->is_fault &&
           old->is_unsure == seen->is_unsure && old->how == seen->how && same_span(old->span, seen->span) &&
           old->event->is_success == seen->event->is_success && old->event->is_failure == seen->event->is_failure &&
           old->instance->is_maybe == seen->instance->is_maybe &&
           dl_text_equal(old->instance->doubt, seen->instance->doubt) && dl_text_equal(old->doubt, seen->doubt) &&
           dl_text_equal(old->object, seen->object) && dl_text_equal(old->others, seen->others) &&
           dl_text_equal(old->instead, seen->instead) &&
           (there->state.flags & (DL_STATE_JUMP | DL_STATE_ROUNDS | DL_STATE_UNFOLLOWED)) ==
               (state->flags & (DL_STATE_JUMP | DL_STATE_ROUNDS | DL_STATE_UNFOLLOWED)) &&
           there->joins_rounds == sim->joins_rounds && there->degraded == sim->degraded &&
           there->unknown_jump == sim->unknown_jump;
}

static bool is_better(const dl_state *old, const dl_state *state)
{
    bool was_firm = !(old->flags & (DL_STATE_MERGED | DL_STATE_DOUBT));
    bool is_firm = !(state->flags & (DL_STATE_MERGED | DL_STATE_DOUBT));

    if (was_firm != is_firm)
        return is_firm;
    return old->trace && state->trace && state->trace->length < old->trace->length;
}

static const dl_event *copy_event(dl_told *told, const dl_event *event)
{
    dl_event *made = dl_arena_copy(told->arena, event, sizeof *event);
    dl_call_view *views = NULL;

    if (event->view_count)
        views = dl_arena_copy(told->arena, event->views, event->view_count * sizeof *views);
    for (size_t v = 0; v < event->view_count; v++)
        if (views[v].arg_count)
            views[v].args = dl_arena_copy(told->arena, views[v].args, views[v].arg_count * sizeof(const dl_expr *));
    made->views = views;
    return made;
}

void dl_told_add(dl_told *told, const dl_sim *sim, const dl_state *state, const dl_seen *seen)
{
    run *now = running(told);
    kept *at = NULL;

    for (size_t i = 0; i < now->kept.count && !at; i++)
        if (is_same(&now->kept.at[i], sim, state, seen))
            at = &now->kept.at[i];
    if (at && !(seen->is_fault && is_better(&at->state, state)))
        return;
    if (!at) {
        dl_vec_push(told->arena, &now->kept, (kept){.kind = SEEN});
        at = &now->kept.at[now->kept.count - 1];
    }
    at->seen = *seen;
    at->seen.event = copy_event(told, seen->event);
    at->seen.instance = dl_arena_copy(told->arena, seen->instance, sizeof *seen->instance);
    at->state = (dl_state){.flags = state->flags,
                           .doubt = state->doubt,
                           .doubt_span = state->doubt_span,
                           .trace = seen->is_fault ? state->trace : NULL};
    at->degraded = sim->degraded;
    at->joins_rounds = sim->joins_rounds;
    at->unknown_jump = sim->unknown_jump;
    at->unknown_jump_span = sim->unknown_jump_span;
}

void dl_told_success(dl_told *told, dl_tri held)
{
    told->was_there = true;
    told->is_held |= held == DL_YES;
    told->may_be_held |= held == DL_MAYBE;
}

void dl_told_rounds(dl_told *told, bool is_kept)
{
    told->has_rounds = true;
    told->keeps_rounds |= is_kept;
}

bool dl_told_was_there(const dl_told *told)
{
    return told->was_there;
}

dl_tri dl_told_is_held(const dl_told *told)
{
    return told->is_held ? DL_YES : told->may_be_held ? DL_MAYBE : DL_NO;
}

/* What is kept for the driver's life at a success is no leak, but there. */
bool dl_told_is_left(const dl_told *told)
{
    if (told->is_held || told->may_be_held || dl_told_gave_up_in(told))
        return true;
    for (size_t r = 0; r < told->runs.count; r++)
        for (size_t i = 0; i < told->runs.at[r].kept.count; i++) {
            const kept *at = &told->runs.at[r].kept.at[i];

            if (at->kind == DOUBT || (at->kind == SEEN && at->seen.fault == DL_FAULT_LEAK &&
                                      (at->seen.is_fault || at->seen.is_unsure || at->seen.others)))
                return true;
        }
    return false;
}

unsigned long dl_told_visits(const dl_told *told)
{
    unsigned long visits = 0;

    for (size_t r = 0; r < told->runs.count; r++)
        visits += told->runs.at[r].end.visits;
    return visits;
}

const dl_function *dl_told_gave_up_in(const dl_told *told)
{
    for (size_t i = 0; i < told->runs.count; i++)
        if (told->runs.at[i].end.gave_up)
            return told->runs.at[i].end.gave_up_in;
    return NULL;
}

/* ---- the end of a run ---- */

/* The newest step, and of the others those that a witness may show. */
static const dl_node *copy_trace(dl_told *told, const dl_node *trace)
{
    const dl_node *first = NULL;
    dl_node *last = NULL;

    for (const dl_node *node = trace; node; node = node->parent) {
        dl_node *made;

        if (node != trace && !dl_node_is_of_witness(node))
            continue;
        made = dl_arena_copy(told->arena, node, sizeof *node);
        made->parent = NULL;
        if (node->text)
            made->text = dl_arena_strdup(told->arena, node->text);
        if (last)
            last->parent = made;
        else
            first = made;
        last = made;
    }
    return first;
}

void dl_told_end(dl_told *told, const dl_sim *sim)
{
    run *now = running(told);

    for (size_t i = 0; i < now->kept.count; i++)
        now->kept.at[i].state.trace = copy_trace(told, now->kept.at[i].state.trace);
    now->end = (dl_sim){.world = sim->world,
                        .visits = sim->visits,
                        .gave_up = sim->gave_up,
                        .is_refused = sim->is_refused,
                        .gave_up_in = sim->gave_up_in,
                        .degraded = sim->degraded,
                        .unknown_jump = sim->unknown_jump,
                        .unknown_jump_span = sim->unknown_jump_span};
}

/* ---- telling ---- */

/* Whether the check asks for a leak at such a return. */
static dl_tri is_asked_return(const dl_check *check, const dl_event *event)
{
    dl_tri how = DL_NO;

    if (check->on & DL_ON_FAILURE)
        how = dl_tri_or(how, event->is_failure);
    if (check->on & DL_ON_SUCCESS)
        how = dl_tri_or(how, event->is_success);
    return check->on & DL_ON_ANY_RETURN ? DL_YES : how;
}

/* What is called by no name: the kind tells, once. */
static const char *nameless(const dl_told *told, const dl_check *check)
{
    return strstr(check->message, "{kind}") ? "" : dl_arena_printf(told->arena, "the %s", told->kind->title);
}

static const char *to_compare(const dl_judge *judge, const dl_instance *instance)
{
    return instance->site ? dl_arena_printf(judge->arena, "to be compared by hand with that of %s",
                                            dl_judge_where(judge, instance->site->span))
                          : "to be checked by hand";
}

static void tell_seen(const dl_told *told, dl_judge *judge, const dl_check *check, dl_tally *tally, dl_sim *sim,
                      const kept *at)
{
    const dl_seen *seen = &at->seen;
    dl_words words = {.event = seen->event,
                      .instance = seen->instance,
                      .event_line = seen->event->span.line,
                      .kind = told->kind->title,
                      .discharge = told->discharge,
                      .instead = seen->instead ? seen->instead : ""};
    const char *doubt = seen->instance->doubt ? seen->instance->doubt : seen->doubt;
    dl_tri how = seen->fault == DL_FAULT_LEAK ? is_asked_return(check, seen->event) : seen->how;

    if (!(check->faults & seen->fault) || (seen->fault == DL_FAULT_LEAK && how == DL_NO))
        return;
    tally->is_triggered = true;
    if (seen->is_unsure)
        dl_judge_doubt(judge, tally, seen->instance->doubt);
    if (seen->others)
        dl_judge_doubt(judge, tally, seen->others);
    if (!seen->is_fault)
        return;
    if (seen->instance->is_maybe)
        how = DL_MAYBE;
    /* What holds one of another round may hold this one as well: a list's links are joined. */
    if (how == DL_YES && told->has_rounds &&
        ((at->state.flags & (DL_STATE_DOUBT | DL_STATE_MERGED)) ||
         (told->keeps_rounds && seen->fault == DL_FAULT_LEAK && seen->event->is_failure != DL_YES))) {
        how = DL_MAYBE;
        doubt = dl_arena_printf(judge->arena,
                                "the %s of %s is acquired in a loop: which of them is meant could not be followed",
                                told->kind->title, dl_judge_where(judge, seen->instance->site->span));
    }
    if (how == DL_MAYBE && !doubt)
        doubt = dl_arena_printf(judge->arena, "which %s %s at %s is about could not be followed: %s", told->kind->title,
                                seen->event->kind == DL_ON_CALL ? dl_event_call_name_or(seen->event, "the call")
                                                                : "the return",
                                dl_judge_where(judge, seen->span), to_compare(judge, seen->instance));
    words.object = seen->object ? seen->object : nameless(told, check);
    sim->degraded = at->degraded;
    sim->joins_rounds = at->joins_rounds;
    sim->unknown_jump = at->unknown_jump;
    sim->unknown_jump_span = at->unknown_jump_span;
    dl_judge_fault(judge, tally, sim, &at->state, how, &words, check->message, NULL, seen->span, doubt);
}

void dl_told_tell(dl_told *told, dl_judge *judge, const dl_check *check, dl_tally *tally)
{
    for (size_t r = 0; r < told->runs.count; r++) {
        const run *one = &told->runs.at[r];
        dl_sim end = one->end;

        for (size_t i = 0; i < one->kept.count; i++) {
            const kept *at = &one->kept.at[i];

            if (at->kind == EVIDENCE)
                dl_judge_evidence(judge, tally, at->seen.span, at->text);
            else if (at->kind == DOUBT && (check->faults & at->faults))
                dl_judge_doubt(judge, tally, at->text);
            else if (at->kind == SEEN)
                tell_seen(told, judge, check, tally, &end, at);
        }
        end = one->end;
        if (told->is_told)
            end.visits = 0;
        dl_judge_keep(judge, &end);
    }
    told->is_told = true;
}
