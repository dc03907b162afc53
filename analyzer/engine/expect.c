/* expect.c: at this event these values, structures and arrays are so. */
#include "engine/expect_parts.h"

#include <string.h>

typedef struct expecter {
    dl_judge *judge;
    const dl_check *check;
    dl_tally **tallies; /* one for each item */
    bool waits_for_copies;
} expecter;

enum { NO_DUTY = 0, DUTY = 1, FREED = 2, WAITING = 3 };

static void wait_for_copy(dl_sim *sim, dl_state *state, const dl_event *event, const dl_match *match, size_t index,
                          const char *of)
{
    dl_instance *made;

    made = dl_state_add_instance(sim->world, state);
    if (!made)
        return;
    made->state = WAITING;
    memcpy(made->binds, match->binds, sizeof made->binds);
    made->last = event->span;
    made->site = event->instr;
    made->value = dl_val_const((int64_t)index, of);
}

/* What stands in the place whose copy is waited for. */
static void remember(dl_sim *sim, const dl_state *state, dl_bind *bind)
{
    if (!bind->loc)
        return;
    bind->val = dl_state_read(sim->world, state, bind->loc);
    bind->has_val = bind->val.kind < DL_MARK_ZERO;
}

/* The call has left its value there; or it has failed, and there is none. */
static void keep_given(expecter *e, dl_sim *sim, dl_state *state, const dl_event *event)
{
    unsigned kept = 0;

    for (unsigned i = 0; i < state->instance_count; i++) {
        dl_instance *instance = &state->instances[i];
        dl_bind *bind;

        if (instance->state == WAITING && instance->site == event->instr) {
            bind = &instance->binds[e->check->items[instance->value.k].of->capture];
            if (event->outcome == DL_OUTCOME_FAILURE)
                continue;
            remember(sim, state, bind);
        }
        state->instances[kept++] = *instance;
    }
    state->instance_count = kept;
}

static void judge_copies(expecter *e, dl_sim *sim, dl_state *state, const dl_event *event)
{
    for (unsigned i = 0; i < state->instance_count; i++) {
        const dl_instance *instance = &state->instances[i];
        const dl_item *item;
        dl_bind bind;
        dl_words words = {.event = event, .instance = instance, .event_line = event->span.line};

        if (instance->state != WAITING)
            continue;
        item = &e->check->items[instance->value.k];
        bind = instance->binds[item->of->capture];
        words.of = instance->value.name;
        e->tallies[instance->value.k]->is_triggered = true;
        if (dl_expect_escapes(sim->world, state, &bind))
            continue;
        remember(sim, state, &bind); /* what stands there now may be a later one */
        if (!dl_expect_escapes(sim->world, state, &bind))
            dl_judge_fault(e->judge, e->tallies[instance->value.k], sim, state, event->is_success, &words,
                           item->message ? item->message : e->check->message, item->has_level ? &item->level : NULL,
                           instance->last, NULL);
    }
}

/* A value whose problem is its own text, or that of its pattern, has none that could be told. */
static const char *doubt_of(const expecter *e, const dl_words *words, const dl_item *item, const dl_state *state)
{
    const char *of = words->of ? words->of : "the value", *opaque = dl_judge_opaque(e->judge, state);

    if (!words->problem || dl_text_equal(words->problem, of) ||
        (item->kind == DL_ITEM_VALUE && words->problem == item->of->text))
        return dl_arena_printf(e->judge->arena, "what %s holds at %s could not be followed%s%s", of,
                               dl_judge_where(e->judge, words->event->span), opaque ? ": " : "", opaque ? opaque : "");
    return dl_arena_printf(e->judge->arena, "%s: %s", of, words->problem);
}

static const char *doubt_of_return(const expecter *e, const dl_state *state, const dl_event *event)
{
    const dl_symbol *symbol = event->value.kind == DL_VAL_SYM ? dl_symbol_of(e->judge->world, event->value.id) : NULL;
    const char *opaque = symbol && symbol->kind == DL_SYM_OPAQUE && symbol->instr->name
                             ? dl_judge_callee(e->judge, symbol->instr->name, symbol->instr->span)
                             : dl_judge_opaque(e->judge, state);

    return dl_arena_printf(e->judge->arena, "whether the return at %s is a success could not be followed%s%s",
                           dl_judge_where(e->judge, event->span), opaque ? ": " : "", opaque ? opaque : "");
}

static void judge_item(expecter *e, dl_sim *sim, dl_state *state, const dl_event *event, const dl_match *at,
                       size_t index)
{
    const dl_item *item = &e->check->items[index];
    dl_match match = *at;
    dl_words words = {.event = event, .match = &match, .event_line = event->span.line};
    dl_tri known = DL_YES;
    dl_loc object = DL_NOWHERE;
    dl_answer said;
    const char *message = item->message ? item->message : e->check->message;

    if (item->kind == DL_ITEM_VALUE) {
        said = dl_expect_value(&match, item, &words.of, e->judge->arena);
    } else {
        const dl_value_pattern *what = item->object;
        bool optional = item->optional || item->conditions.optional;

        words.of = what->text;
        if (what->capture >= 0 && what->capture < DL_MAX_BINDS && match.binds[what->capture].expr)
            words.of = dl_expr_text(match.binds[what->capture].expr, e->judge->arena);
        object = dl_expect_object(&match, what, &known);
        if (object == DL_NOWHERE && known == DL_YES)
            said = optional
                       ? (dl_answer){DL_YES, NULL}
                       : (dl_answer){match.binds[what->capture < 0 ? 0 : what->capture].is_bound ? DL_NO : DL_MAYBE,
                                     "there is none"};
        else if (object == DL_NOWHERE)
            said = (dl_answer){DL_MAYBE, "what it points to could not be followed"};
        else if (item->kind == DL_ITEM_STRUCT && dl_expect_asks_nothing(&match, object, &item->conditions))
            return;
        else if (item->kind == DL_ITEM_STRUCT)
            said = dl_expect_struct(&match, object, &item->conditions, e->judge->arena);
        else
            said = dl_expect_array(e->check, &match, object, item, e->judge->arena);
    }
    e->tallies[index]->is_triggered = true;
    words.problem = said.problem;
    if (said.how == DL_NO && item->escape &&
        item->of->capture >= 0) { /* unless it is copied to where it stays, before success */
        wait_for_copy(sim, state, event, &match, index, words.of);
        return;
    }
    if (said.how == DL_YES) {
        dl_judge_evidence(e->judge, e->tallies[index], event->span, dl_span_text(event->span, 60, e->judge->arena));
        return;
    }
    dl_judge_fault(e->judge, e->tallies[index], sim, state, dl_tri_not(said.how), &words, message,
                   item->has_level ? &item->level : NULL, event->span,
                   said.how == DL_MAYBE ? doubt_of(e, &words, item, state) : NULL);
}

static dl_instance *duty_of(dl_state *state)
{
    for (unsigned i = 0; i < state->instance_count; i++)
        if (state->instances[i].state != WAITING)
            return &state->instances[i];
    return NULL;
}

static bool has_duty(const expecter *e, dl_state *state)
{
    const dl_instance *instance = duty_of(state);

    if (!instance)
        return !e->check->if_event;
    return instance->state == DUTY;
}

static void note(expecter *e, dl_sim *sim, dl_state *state, const dl_event *event)
{
    dl_match match;

    for (int i = 0; i < 2; i++) {
        const dl_event_pattern *pattern = i == 0 ? e->check->if_event : e->check->unless;
        dl_instance *instance;
        dl_tri how;

        if (!pattern)
            continue;
        dl_match_init(&match, e->judge, sim, state);
        how = dl_match_event(&match, pattern, event);
        if (how == DL_NO || (i == 0 && how != DL_YES))
            continue;
        instance = duty_of(state);
        if (!instance)
            instance = dl_state_add_instance(sim->world, state);
        if (!instance)
            return;
        if (instance->state != FREED)
            instance->state = i == 0 ? DUTY : FREED;
    }
}

static void on_event(void *self, dl_sim *sim, dl_state *state, const dl_event *event)
{
    expecter *e = self;
    dl_match match;
    dl_tri how;

    dl_state_own_instances(sim->world, state);
    if (e->check->if_event || e->check->unless)
        note(e, sim, state, event);
    dl_match_init(&match, e->judge, sim, state);
    how = dl_match_event(&match, e->check->at, event);
    if (event->kind == DL_ON_CALL && event->is_after)
        keep_given(e, sim, state, event);
    if (event->kind == DL_ON_RETURN && event->is_success != DL_NO)
        judge_copies(e, sim, state, event);
    if (how == DL_NO || !has_duty(e, state))
        return;
    for (size_t i = 0; i < e->check->item_count; i++) {
        if (how == DL_MAYBE && event->kind == DL_ON_RETURN)
            dl_judge_doubt(e->judge, e->tallies[i], doubt_of_return(e, state, event));
        else if (how == DL_YES)
            judge_item(e, sim, state, event, &match, i);
    }
}

static bool any_pattern(const expecter *e, dl_pattern_test *test, const dl_instr *instr, const dl_api *by_name,
                        const dl_api *by_macro)
{
    return test(e->check->at, instr, by_name, by_macro) ||
           (e->check->if_event && test(e->check->if_event, instr, by_name, by_macro)) ||
           (e->check->unless && test(e->check->unless, instr, by_name, by_macro));
}

static bool is_relevant(void *self, const dl_instr *instr, const dl_api *by_name, const dl_api *by_macro)
{
    return any_pattern(self, dl_relevant_pattern, instr, by_name, by_macro);
}

static bool is_told(void *self, const dl_instr *instr, const dl_api *by_name, const dl_api *by_macro,
                    bool has_instances)
{
    const expecter *e = self;

    (void)has_instances;
    return dl_told_pattern(e->judge, e->check->at, instr, by_name, by_macro) ||
           (e->check->if_event && dl_told_pattern(e->judge, e->check->if_event, instr, by_name, by_macro)) ||
           (e->check->unless && dl_told_pattern(e->judge, e->check->unless, instr, by_name, by_macro));
}

static bool is_split(void *self, const dl_instr *instr, const dl_api *by_name, const dl_api *by_macro)
{
    const expecter *e = self;

    return (e->waits_for_copies && dl_relevant_pattern(e->check->at, instr, by_name, by_macro)) ||
           any_pattern(e, dl_pattern_splits, instr, by_name, by_macro);
}

/* What items ask about at a return tells paths apart. */
static void track_places(expecter *e, dl_sim *sim)
{
    dl_state none = {0};
    dl_match match;

    dl_match_init(&match, e->judge, sim, &none);
    for (size_t i = 0; i < e->check->item_count && sim->place_count < DL_MAX_HANDLES; i++) {
        const dl_item *item = &e->check->items[i];
        dl_loc places[2];
        bool some;

        if (item->kind == DL_ITEM_VALUE && item->of->kind == DL_V_PARAM && item->of->path.count &&
            dl_match_places(&match, &item->of->path, places, 2, &some) == 1 && !some)
            sim->places[sim->place_count++] = places[0];
    }
}

void dl_expect_run(dl_judge *judge, const dl_check *check, const dl_function *root, const dl_state *start)
{
    expecter *e = DL_NEW(judge->scratch, expecter);
    dl_sim *sim = DL_NEW(judge->scratch, dl_sim);
    dl_monitor monitor = {
        .self = e, .event = on_event, .is_relevant = is_relevant, .is_told = is_told, .is_split = is_split};

    *e = (expecter){.judge = judge, .check = check};
    e->tallies = DL_NEW_ARRAY(judge->scratch, check->item_count + 1, dl_tally *);
    for (size_t i = 0; i < check->item_count; i++)
        e->tallies[i] =
            dl_judge_tally(judge, check, check->items[i].covers.count ? check->items[i].covers : check->covers);
    for (size_t i = 0; i < check->item_count; i++)
        e->waits_for_copies |= check->items[i].escape;
    monitor.wants_reads = dl_pattern_reads(check->at);
    sim->root_result = dl_root_result(judge, root);
    sim->is_coarse = judge->is_coarse;
    judge->root = root;
    sim->world = judge->world;
    track_places(e, sim);
    dl_track_handles(sim, judge->scope, check->at, &check->in);
    sim->tells_addresses = true;
    dl_sim_run(sim, judge->world, &monitor, root, start);
    dl_judge_keep(judge, sim);
}
