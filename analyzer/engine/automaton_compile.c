/* automaton_compile.c: a check of one of the path forms, as a machine; see automaton_parts.h. */
#include "engine/automaton_parts.h"

#include <string.h>

static void add_edge(dl_machine *m, dl_edge_kind kind, unsigned from, const dl_event_pattern *on, unsigned to,
                     bool is_discharge, const char *label)
{
    if ((on || kind != DL_EDGE_EVENT) && m->edge_count < DL_MOST_EDGES)
        m->edges[m->edge_count++] = (dl_machine_edge){
            .kind = kind, .from = from, .on = on, .to = to, .is_discharge = is_discharge, .label = label};
}

static dl_machine_fault *add_fault(dl_machine *m, dl_judged_kind kind, unsigned in, const dl_event_pattern *on)
{
    dl_machine_fault *made = &m->faults[m->fault_count < DL_MOST_FAULTS ? m->fault_count++ : DL_MOST_FAULTS - 1];

    *made = (dl_machine_fault){.kind = kind, .in = in, .on = on, .message = m->check->message, .tally = m->tally};
    return made;
}

static void compile_require(dl_machine *m, const dl_check *check)
{
    unsigned waiting = check->if_event ? 1 : 0;

    m->waiting = waiting;
    add_edge(m, DL_EDGE_EVENT, dl_bit(0) | dl_bit(waiting), check->event, 2, true, NULL);
    if (check->if_event)
        add_edge(m, DL_EDGE_EVENT, dl_bit(0), check->if_event, waiting, false, NULL);
    add_fault(m, DL_JUDGED_EVENT, dl_bit(waiting), check->by)->is_absence = true;
    add_fault(m, DL_JUDGED_EVENT, dl_bit(2), check->by)->of_doubt = true;
}

static void compile_order(dl_machine *m, const dl_check *check)
{
    unsigned waiting = check->if_event ? 2 : 0; /* the duty exists, and `first` has not happened */

    m->waiting = waiting;
    add_edge(m, DL_EDGE_EVENT, dl_bit(0) | dl_bit(waiting), check->first, 1, true, NULL);
    if (check->if_event)
        add_edge(m, DL_EDGE_EVENT, dl_bit(0), check->if_event, waiting, false, NULL);
    add_fault(m, DL_JUDGED_EVENT, dl_bit(waiting), check->then)->is_absence = true;
    add_fault(m, DL_JUDGED_EVENT, dl_bit(1), check->then)->of_doubt = true;
    if (check->reported_by) /* what follows from the same fault is said there, once on a path */
        add_edge(m, DL_EDGE_EVENT, dl_bit(waiting), check->then, DL_AT_GONE, true, NULL);
}

static void compile_forbid(dl_machine *m, const dl_check *check)
{
    unsigned armed = check->after ? 1 : 0, off = check->after ? 0 : 2;
    dl_machine_fault *made;

    if (check->after)
        add_edge(m, DL_EDGE_EVENT, dl_bit(0), check->after, 1, false, NULL);
    if (check->until)
        add_edge(m, DL_EDGE_EVENT, dl_bit(armed), check->until, off, true, NULL);
    if (check->unclear) {
        add_edge(m, DL_EDGE_EVENT, dl_bit(armed), check->unclear, off, true, NULL);
        m->edges[m->edge_count - 1].is_unclear = true;
    }
    if (check->undone) {
        add_edge(m, DL_EDGE_EVENT, dl_bit(armed), check->event, 3, false, NULL);
        m->edges[m->edge_count - 1].keeps_event = true;
        add_edge(m, DL_EDGE_EVENT, dl_bit(3), check->undone, armed, true, NULL);
        made = add_fault(m, DL_JUDGED_EVENT, dl_bit(3), check->by);
        made->at_event_span = true;
        made = add_fault(m, DL_JUDGED_EVENT, dl_bit(armed), check->by);
        made->at_event_span = made->of_doubt = true;
        return;
    }
    made = add_fault(m, DL_JUDGED_EVENT, dl_bit(armed), check->event);
    made->at_last = check->anchor == DL_ANCHOR_AFTER;
    if (check->until || check->unclear)
        add_fault(m, DL_JUDGED_EVENT, dl_bit(off), check->event)->of_doubt = true;
}

static const dl_event_pattern *return_pattern(dl_arena *arena, dl_outcome outcome)
{
    dl_event_form *form = DL_NEW(arena, dl_event_form);
    dl_event_pattern *made = DL_NEW(arena, dl_event_pattern);

    form->kind = DL_ON_RETURN;
    form->returned = outcome;
    made->forms = form;
    made->count = 1;
    made->text = "return";
    return made;
}

static void compile_propagate(dl_machine *m, const dl_check *check)
{
    dl_arena *arena = m->judge->scratch;

    const unsigned failed = dl_bit(DL_AT_FAILED) | dl_bit(DL_AT_FAILED_TESTED);

    m->by_call = true;
    add_edge(m, DL_EDGE_FAILS, dl_bit(0), check->call, DL_AT_FAILED, false, "failed");
    add_edge(m, DL_EDGE_SUCCEEDS, failed, check->call, 0, true, NULL);
    add_edge(m, DL_EDGE_TOLERATED, failed, NULL, 0, true, NULL); /* this very code is handled */
    if (check->unless) {                                         /* a fallback: behind the failure only */
        add_edge(m, DL_EDGE_TESTED, failed, NULL, DL_AT_FAILED_TESTED, false, NULL);
        add_edge(m, DL_EDGE_EVENT, failed, check->unless, 0, true, NULL);
        add_edge(m, DL_EDGE_OPTIONAL, failed, NULL, 0, true, NULL);
    }
    if (check->as == DL_AS_ANY_FAILURE || check->as == DL_AS_EXACT)
        add_fault(m, DL_JUDGED_EVENT, failed, return_pattern(arena, DL_OUTCOME_SUCCESS));
    if (check->as == DL_AS_SAME || check->as == DL_AS_EXACT)
        add_fault(m, DL_JUDGED_OTHER_STATUS, failed, return_pattern(arena, DL_OUTCOME_FAILURE));
}

static void compile_examine(dl_machine *m, const dl_check *check)
{
    m->by_call = true;
    add_edge(m, DL_EDGE_CALLED, dl_bit(0) | dl_bit(1) | dl_bit(2) | dl_bit(3), check->call, 1, false, "called");
    add_edge(m, DL_EDGE_TESTED, dl_bit(1), NULL, DL_AT_TESTED, true, NULL);
    add_fault(m, DL_JUDGED_WRONG_TEST, dl_bit(1), NULL);
    add_fault(m, DL_JUDGED_EARLY_USE, dl_bit(1) | (check->forbid_after_failure ? dl_bit(3) : 0), check->before);
}

static void compile_automaton(dl_machine *m, const dl_check *check)
{
    m->start = check->start;
    for (size_t i = 0; i < check->transition_count; i++)
        add_edge(m, DL_EDGE_EVENT, check->transitions[i].from, check->transitions[i].on, check->transitions[i].to,
                 false, NULL);
    for (size_t i = 0; i < check->error_count; i++) {
        dl_machine_fault *made = add_fault(m, DL_JUDGED_EVENT, check->errors[i].in, check->errors[i].on);

        if (check->errors[i].message)
            made->message = check->errors[i].message;
        if (check->errors[i].covers.count)
            made->tally = dl_judge_tally(m->judge, check, check->errors[i].covers);
    }
}

static unsigned kinds_of(const dl_event_pattern *pattern)
{
    unsigned kinds = 0;

    for (size_t i = 0; pattern && i < pattern->count; i++)
        kinds |= dl_bit(pattern->forms[i].kind);
    return kinds;
}

static unsigned captures_of_value(const dl_value_pattern *value)
{
    unsigned set = 0;

    if (!value || value->kind == DL_V_ANY_OF || value->kind == DL_V_NOT)
        return 0;
    if (value->kind == DL_V_CAPTURE && value->capture >= 0)
        set = dl_bit((unsigned)value->capture);
    for (size_t i = 0; i < value->inner_count; i++)
        set |= captures_of_value(value->inner[i]);
    return set;
}

/* Those without which no alternative of it matches. */
static unsigned captures_of(const dl_event_pattern *pattern)
{
    unsigned set = ~0u;

    for (size_t i = 0; pattern && i < pattern->count; i++) {
        const dl_event_form *form = &pattern->forms[i];
        unsigned named = captures_of_value(form->result) | captures_of_value(form->value) |
                         captures_of_value(form->is) | captures_of_value(form->target);

        for (size_t a = 0; a < form->arg_count; a++)
            named |= captures_of_value(form->args[a].value);
        set &= named;
    }
    return pattern ? set : 0;
}

/* Most events are of no kind that a machine waits for. */
static void find_kinds(dl_machine *m)
{
    m->is_by_name = true;
    for (size_t i = 0; i < m->edge_count; i++) {
        dl_machine_edge *e = &m->edges[i];

        e->kinds = e->kind == DL_EDGE_EVENT ? kinds_of(e->on)
                   : e->kind == DL_EDGE_TESTED || e->kind == DL_EDGE_TOLERATED || e->kind == DL_EDGE_OPTIONAL
                       ? dl_bit(DL_ON_TEST)
                       : dl_bit(DL_ON_CALL);
        m->kinds |= e->kinds;
    }
    for (size_t i = 0; i < m->fault_count; i++) {
        dl_machine_fault *f = &m->faults[i];

        f->captures = captures_of(f->on);
        f->kinds = f->kind == DL_JUDGED_WRONG_TEST ? dl_bit(DL_ON_TEST) : kinds_of(f->on);
        if (f->kind == DL_JUDGED_EARLY_USE)
            f->kinds |= dl_bit(DL_ON_RETURN) | (f->on ? 0 : dl_bit(DL_ON_USE) | dl_bit(DL_ON_DEREF));
        m->is_by_name = m->is_by_name && (f->on || !(f->kinds & dl_bit(DL_ON_CALL)));
        m->kinds |= f->kinds;
    }
}

void dl_machine_compile(dl_machine *m, dl_judge *judge, const dl_check *check)
{
    memset(m, 0, sizeof *m);
    m->judge = judge;
    m->check = check;
    m->tally = dl_judge_tally(judge, check, check->covers);
    dl_table_init(&m->named, judge->scratch);
    dl_table_init(&m->handed, judge->scratch);
    switch (check->form) {
    case DL_FORM_REQUIRE:
        compile_require(m, check);
        break;
    case DL_FORM_ORDER:
        compile_order(m, check);
        break;
    case DL_FORM_FORBID:
        compile_forbid(m, check);
        break;
    case DL_FORM_PROPAGATE:
        compile_propagate(m, check);
        break;
    case DL_FORM_EXAMINE:
        compile_examine(m, check);
        break;
    default:
        compile_automaton(m, check);
        break;
    }
    if (check->unless && check->form != DL_FORM_PROPAGATE)
        add_edge(m, DL_EDGE_EVENT, ~dl_bit(DL_AT_GONE), check->unless, DL_AT_GONE, true, NULL);
    find_kinds(m);
}
