/* engine.c: from a parsed driver to findings and verdicts. */
#include "engine/engine.h"

#include "engine/ask.h"
#include "engine/beside.h"
#include "engine/declare.h"
#include "engine/lasting.h"
#include "engine/linked.h"
#include "engine/never_listed.h"
#include "engine/possible.h"
#include "engine/signal.h"
#include "engine/trace.h"
#include "engine/unload.h"
#include "ruleset/explain.h"
#include "support/platform.h"

#include <string.h>

void dl_match_init(dl_match *match, dl_judge *judge, dl_sim *sim, dl_state *state)
{
    bool is_entry = judge->root == dl_scope_entry(judge->scope);

    memset(match, 0, sizeof *match);
    match->sim = sim;
    match->state = state;
    match->scope = judge->scope;
    match->driver_object = is_entry ? dl_scope_driver_object(judge->scope) : -1;
    match->registry_path = is_entry ? dl_scope_registry_path(judge->scope) : -1;
}

dl_result_kind dl_root_result(const dl_judge *judge, const dl_function *root)
{
    const dl_type *type = root->type && root->type->kind == DL_TYPE_FUNCTION ? root->type->element : NULL;

    (void)judge;
    if (!type || type->kind == DL_TYPE_VOID)
        return DL_RESULT_VOID;
    if (dl_type_is_boolean(type))
        return DL_RESULT_BOOLEAN;
    return DL_RESULT_NTSTATUS;
}

static void run_form(dl_judge *judge, const dl_check *check, const dl_function *root, const dl_state *start)
{
    if (check->form == DL_FORM_EXPECT)
        dl_expect_run(judge, check, root, start);
    else
        dl_automaton_run(judge, check, root, start);
}

static void try_form(dl_judge *judge, const dl_check *check, const dl_function *root, const dl_state *start)
{
    if (check->form == DL_FORM_RELEASE) { /* which tries each place by itself */
        dl_release_run(judge, check, root, start);
        return;
    }
    if (dl_judge_try(judge, root)) {
        run_form(judge, check, root, start);
        if (dl_judge_stands(judge))
            return;
        dl_arena_reset(judge->scratch); /* nothing of the run is kept there */
    }
    run_form(judge, check, root, start);
}

enum { PAST_OF_FLAGS = 2, PAST_OF_ALL = 3 };

/* A success of the entry that has left out a step has left the pointer null as well; where an event is missed, that is
 * no fault. */
static bool is_of_past(void *self, dl_loc loc, bool is_pointer)
{
    const dl_judge *judge = self;

    return (!is_pointer || judge->world->past == PAST_OF_ALL) && dl_unload_may_be_set(self, loc);
}

void dl_check_run(dl_judge *judge, const dl_check *check, const dl_function *root)
{
    bool at_entry = root == dl_scope_entry(judge->scope);
    const dl_state *start = at_entry ? NULL : dl_lasting_after_entry(judge);

    judge->world->entry = root;
    judge->world->at_entry = at_entry;
    judge->world->is_of_past = !judge->world->at_entry && dl_unload_runs_at_end(judge, root) ? is_of_past : NULL;
    judge->world->is_of_past_self = judge;
    judge->world->past = !judge->world->is_of_past ? 0 : check->form == DL_FORM_REQUIRE ? PAST_OF_ALL : PAST_OF_FLAGS;
    judge->world->never_listed = at_entry ? DL_NOWHERE : dl_never_listed(judge, root);
    try_form(judge, check, root, start);
    judge->world->never_listed = DL_NOWHERE;
    judge->world->entry = dl_scope_entry(judge->scope);
    judge->world->at_entry = true;
    judge->world->is_of_past = NULL;
    judge->world->past = 0;
}

/* ---- when a check has nothing to judge ---- */

static const dl_event_pattern *trigger_of(const dl_check *check)
{
    if (check->if_event)
        return check->if_event;
    switch (check->form) {
    case DL_FORM_ORDER:
        return check->then;
    case DL_FORM_FORBID:
        return check->after ? check->after : check->event;
    case DL_FORM_PROPAGATE:
    case DL_FORM_EXAMINE:
        return check->call;
    case DL_FORM_EXPECT:
        return check->at;
    default:
        return NULL;
    }
}

static const char *role_text(const dl_role_set *in, dl_arena *arena)
{
    if (in->is_any || in->roles.count == 0)
        return "the driver";
    if (in->is_not)
        return dl_arena_printf(arena, "any function but those that run as %s", in->roles.at[0]);
    if (dl_text_equal(in->roles.at[0], "entry"))
        return "the entry routine and what it calls";
    return dl_arena_printf(arena, "the functions that run as %s", in->roles.at[0]);
}

static bool is_return(const dl_event_pattern *pattern)
{
    for (size_t i = 0; i < pattern->count; i++)
        if (pattern->forms[i].kind == DL_ON_RETURN)
            return true;
    return false;
}

/* A function that was not understood in full, and whose text may hold the event; NULL: none is. */
static const dl_function *degraded_for(dl_judge *judge, const dl_event_pattern *event, const dl_role_set *in)
{
    dl_function_list list = dl_scope_degraded_all(judge->scope, in);

    for (size_t i = 0; i < list.count; i++)
        if (dl_named_may_hold(judge->guards->named, list.at[i], event))
            return list.at[i];
    return NULL;
}

static bool has_trigger(dl_judge *judge, const dl_check *check, dl_tally *tally)
{
    const dl_event_pattern *trigger = trigger_of(check);
    const dl_function *degraded;

    if (!trigger || is_return(trigger)) /* every root returns */
        return true;
    if (dl_possible_event(judge->scope, trigger, &check->in, NULL) != DL_NO) {
        trigger = check->form == DL_FORM_FORBID                     ? check->event
                  : check->form == DL_FORM_ORDER && check->if_event ? check->then
                                                                    : NULL;
        if (!trigger || is_return(trigger) || dl_possible_event(judge->scope, trigger, &check->in, NULL) != DL_NO)
            return true;
    }
    tally->idle =
        dl_arena_printf(judge->arena, "not seen in %s: %s", role_text(&check->in, judge->arena),
                        trigger->text ? dl_explain_words(trigger->text, judge->arena) : "what the rule is about");
    degraded = degraded_for(judge, trigger, &check->in);
    if (degraded)
        dl_judge_doubt(judge, tally, dl_judge_why_degraded(judge, degraded));
    return false;
}

/* ---- forms without paths ---- */

static void run_declare(dl_judge *judge, const dl_check *check)
{
    dl_declare_result result = dl_declare_check(judge->guards, check, judge->arena);
    dl_tally *tally = dl_judge_tally(judge, check, check->covers);

    for (size_t i = 0; i < result.fault_count; i++) {
        const dl_declare_fault *fault = &result.faults[i];
        dl_event event = {.kind = DL_ON_USE, .span = fault->span, .function = fault->subject};
        dl_words words = {.event = &event,
                          .user = fault->user,
                          .role = fault->role,
                          .problem = fault->problem,
                          .event_line = fault->span.line};
        dl_state doubtful = {.flags = fault->is_possible ? DL_STATE_DOUBT : 0};

        dl_judge_fault(judge, tally, NULL, &doubtful, DL_YES, &words, check->message, NULL, fault->span, NULL);
        if (tally->drafts.count && fault->declared.file) {
            dl_path_step_shown *steps = DL_NEW_ARRAY(judge->arena, 2, dl_path_step_shown);
            dl_draft *draft = &tally->drafts.at[tally->drafts.count - 1];

            steps[0] = (dl_path_step_shown){.span = fault->declared,
                                            .message = fault->declared_as ? fault->declared_as : "declared here",
                                            .kind = "event"};
            steps[1] = (dl_path_step_shown){.span = fault->span, .message = draft->finding.message, .kind = "event"};
            draft->finding.path = steps;
            draft->finding.path_count = 2;
        }
    }
    if (result.verdict == DL_UNDETERMINED)
        dl_judge_doubt(judge, tally, result.reason);
    else if (result.verdict == DL_NOT_APPLICABLE)
        tally->idle = result.reason;
    else
        tally->is_triggered = true;
    for (size_t i = 0; i < result.evidence_count; i++)
        dl_judge_evidence(judge, tally, result.evidence[i].span, result.evidence[i].message);
}

/* `forbid` in other roles, without paths: a question to the call graph. */
static bool is_placement(const dl_check *check)
{
    return check->form == DL_FORM_FORBID && !check->after && !check->until && !check->unclear && !check->undone &&
           !check->unless && !check->if_event && (check->in.is_not || check->in.is_any) && check->event;
}

/* Where no path was asked for: the function, as what it runs, and the place in it. */
static void show_place(dl_judge *judge, dl_tally *tally, const dl_function *function, const char *role, dl_span span)
{
    for (size_t i = 0; i < tally->drafts.count; i++) {
        dl_finding *finding = &tally->drafts.at[i].finding;
        dl_path_step_shown *steps;

        if (finding->path_count || finding->span.file != span.file || finding->span.offset != span.offset)
            continue;
        steps = DL_NEW_ARRAY(judge->arena, 2, dl_path_step_shown);
        steps[0] = (dl_path_step_shown){.span = function->span,
                                        .message = dl_arena_printf(judge->arena, "%s runs as %s", function->name, role),
                                        .kind = "enter"};
        steps[1] = (dl_path_step_shown){.span = span, .message = finding->message, .kind = "event"};
        finding->path = steps;
        finding->path_count = 2;
    }
}

/* The address is an argument of a call of what nothing is known of. */
static bool is_given_to_unknown(dl_judge *judge, dl_span where)
{
    const dl_program *program = judge->world->program;

    for (size_t f = 0; f < program->function_count; f++)
        for (size_t b = 0; b < program->functions[f]->block_count; b++)
            for (size_t i = 0; i < program->functions[f]->blocks[b].count; i++) {
                const dl_instr *instr = &program->functions[f]->blocks[b].instrs[i];
                dl_called called;

                if (instr->kind != DL_I_CALL || instr->callee || instr->span.file != where.file ||
                    instr->span.line != where.line)
                    continue;
                called = dl_called_by(judge->world, instr);
                if (!called.by_name && !called.by_macro)
                    return true;
            }
    return false;
}

/* Only the roots that call the function count; a routine that something unknown was given may be called there and
 * then. */
static const char *doubt_when(dl_judge *judge, const dl_check *check, const dl_function *function)
{
    dl_function_list roots = dl_scope_roots(judge->scope, &check->in);
    const dl_function *unknown = NULL;
    dl_span given = {0}, where;
    bool is_weak;

    for (size_t r = 0; r < roots.count; r++) {
        if (!dl_scope_calls(judge->scope, roots.at[r], function))
            continue;
        if (!dl_scope_role_given(judge->scope, roots.at[r], "callback", &where, &is_weak) || !is_weak ||
            !is_given_to_unknown(judge, where))
            return NULL;
        unknown = roots.at[r];
        given = where;
    }
    return unknown ? dl_arena_printf(judge->arena, "when %s runs, whose address is given away at %s, is not known",
                                     unknown->name, dl_judge_where(judge, given))
                   : NULL;
}

static void run_placement(dl_judge *judge, const dl_check *check)
{
    dl_function_list functions = dl_scope_functions(judge->scope, &check->in);
    dl_tally *tally = dl_judge_tally(judge, check, check->covers);

    tally->is_triggered = true;
    for (size_t f = 0; f < functions.count; f++) {
        const dl_function *function = functions.at[f];
        const char *role = dl_scope_role_in(judge->scope, function, &check->in);
        const char *doubt = NULL;

        if (!check->in.is_any && !dl_scope_surely_in(judge->scope, function, &check->in))
            doubt = dl_arena_printf(judge->arena,
                                    "whether %s is called there hangs on a call that may be of several functions",
                                    function->name);
        else if (!check->in.is_any)
            doubt = doubt_when(judge, check, function);

        for (size_t b = 0; b < function->block_count; b++)
            for (size_t i = 0; i < function->blocks[b].count; i++)
                for (size_t k = 0; k < check->event->count; k++) {
                    const dl_instr *instr = &function->blocks[b].instrs[i];
                    dl_tri how = dl_possible_form(judge->scope, &check->event->forms[k], instr);
                    dl_call_view view = {.name = instr->name};
                    bool is_store = instr->kind == DL_I_ASSIGN || instr->kind == DL_I_ZERO;
                    dl_event event = {.kind = is_store ? DL_ON_STORE : DL_ON_CALL,
                                      .span = instr->span,
                                      .instr = instr,
                                      .function = function,
                                      .views = &view,
                                      .view_count = is_store ? 0 : 1,
                                      .target_expr = is_store ? instr->target : NULL,
                                      .value_expr = is_store ? instr->value : NULL};
                    dl_words words = {.event = &event, .event_line = instr->span.line};

                    if (how == DL_NO)
                        continue;
                    words.role = role ? role : "a function of the system";
                    judge->root = function;
                    if (doubt)
                        how = DL_MAYBE;
                    dl_judge_fault(judge, tally, NULL, NULL, how, &words, check->message, NULL, instr->span, doubt);
                    show_place(judge, tally, function, words.role, instr->span);
                }
    }
}

/* ---- one rule ---- */

static bool may_give(dl_judge *judge, const dl_opaque_call *callee, const dl_resource *const *kinds, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (dl_named_may_give(judge->guards->named, callee->call, kinds[i]))
            return true;
    return false;
}

/* A routine that is looked up by its name, and called through a pointer. */
static const char *looked_up(dl_judge *judge, const dl_instr *call, const dl_resource *const *kinds, size_t count)
{
    for (size_t i = 0; call->pointer && i < count; i++) {
        const char *name = dl_named_by_text(judge->guards->named, kinds[i]);

        if (name)
            return dl_arena_printf(judge->arena, "what is called through a pointer at %s may be %s, which a text names",
                                   dl_judge_where(judge, call->span), name);
    }
    return NULL;
}

/* A callee of the driver's own whose file was not read may do what was not seen. `is_any`: there is one at all. */
static const char *unread_callee(dl_judge *judge, const dl_check *check, bool *is_any)
{
    dl_function_list functions = dl_scope_functions(judge->scope, &check->in);
    size_t kind_count;
    const dl_resource *const *kinds = dl_release_kinds(judge, check, &kind_count);

    *is_any = false;
    for (size_t f = 0; f < functions.count; f++) {
        size_t count;
        const dl_opaque_call *calls = dl_scope_opaque(judge->scope, functions.at[f], &count);

        for (size_t i = 0; i < count; i++) {
            const char *gap, *found = looked_up(judge, calls[i].call, kinds, kind_count);

            if (found)
                return found;
            if (!calls[i].name || dl_call_is_message(calls[i].call) || dl_scope_is_foreign(judge->scope, calls[i].call))
                continue;
            *is_any = true;
            if (!may_give(judge, &calls[i], kinds, kind_count))
                continue;
            gap = dl_named_gap(judge->guards->named);
            return dl_arena_printf(judge->arena, "%s%s%s", dl_judge_callee(judge, calls[i].name, calls[i].call->span),
                                   gap ? "; " : "", gap ? gap : "");
        }
    }
    return NULL;
}

/* What is forbidden anywhere may stand in a body that was not read: files that only a framework's callbacks reach. */
static void doubt_unread(dl_judge *judge, const dl_check *check, dl_tally *tally)
{
    const char *unread;

    if (check->form != DL_FORM_FORBID || check->after || !(check->in.is_any || check->in.is_not))
        return;
    unread = dl_unread_event(judge->guards->unread, check->event);
    if (unread)
        dl_judge_doubt(judge, tally, unread);
}

/* Runs every function that the check is about. */
static void run_roots(dl_judge *judge, const dl_check *check, dl_tally *tally)
{
    dl_function_list roots = dl_scope_roots(judge->scope, &check->in);
    bool is_of_roles = check->in.roles.count && !check->in.is_not;
    const char *unseen = roots.count == 0 && is_of_roles ? dl_judge_unseen_role(judge, check->in.roles.at[0]) : NULL;

    if (unseen)
        dl_judge_doubt(judge, tally, unseen);
    else if (roots.count == 0)
        tally->idle =
            is_of_roles ? dl_arena_printf(judge->arena, "no function runs as %s", check->in.roles.at[0])
                        : dl_arena_printf(judge->arena, "there is nothing in %s", role_text(&check->in, judge->arena));
    for (size_t i = 0; i < roots.count; i++)
        dl_check_run(judge, check, roots.at[i]);
    if (check->form == DL_FORM_RELEASE && (check->on & DL_ON_UNLOAD))
        dl_unload_run(judge, check);
}

static void run_by_form(dl_judge *judge, const dl_check *check, dl_tally *tally)
{
    if (check->form == DL_FORM_DECLARE) {
        run_declare(judge, check);
    } else if (is_placement(check)) {
        if (has_trigger(judge, check, tally))
            run_placement(judge, check);
    } else if (check->form == DL_FORM_RELEASE && check->on == DL_ON_UNLOAD) {
        dl_unload_run(judge, check);
    } else if (has_trigger(judge, check, tally)) {
        run_roots(judge, check, tally);
    }
}

/* Nothing wrong was seen: whether the duty exists makes no difference. */
static void drop_doubtful_duty(dl_judge *judge, const dl_check *check)
{
    for (size_t i = 0; i < judge->tallies.count; i++) {
        dl_tally *one = judge->tallies.at[i];

        if (one->check == check && one->is_triggered && !one->doubt && !one->drafts.count) {
            one->is_triggered = false;
            one->idle = judge->only_doubt_reason;
        }
    }
}

static void run_check(dl_judge *judge, const dl_check *check)
{
    dl_tally *tally = dl_judge_tally(judge, check, check->covers);
    dl_guard_result guard = dl_guard_eval(judge->guards, check->when, &check->in, judge->arena);
    bool was_doubt = judge->only_doubt;

    judge->check = check;
    judge->root = dl_scope_entry(judge->scope);
    for (size_t i = 0; i < check->item_count; i++)
        if (check->items[i].covers.count)
            (void)dl_judge_tally(judge, check, check->items[i].covers);
    if (guard.value == DL_NO) {
        tally->idle = guard.reason;
        return;
    }
    if (guard.value == DL_MAYBE && !judge->only_doubt) {
        judge->only_doubt = true;
        judge->only_doubt_reason = guard.reason;
    }
    run_by_form(judge, check, tally);
    doubt_unread(judge, check, tally);
    if (judge->only_doubt)
        drop_doubtful_duty(judge, check);
    if (check->form == DL_FORM_RELEASE && (check->on & DL_ON_FAILURE) && !tally->is_triggered && !tally->doubt) {
        bool is_any;
        const char *callee = unread_callee(judge, check, &is_any);

        if (callee)
            dl_judge_doubt(judge, tally, callee);
        else if (is_any)
            tally->idle = "nothing that the driver calls gives it what the rule is about";
    }
    for (size_t i = 0; i < judge->tallies.count; i++)
        if (judge->tallies.at[i]->check == check && !judge->tallies.at[i]->is_triggered && !judge->tallies.at[i]->idle)
            judge->tallies.at[i]->idle = tally->idle;
    judge->only_doubt = was_doubt;
}

static bool tally_decides(const dl_tally *tally, const char *requirement, bool is_covered)
{
    if (tally->covers.count == 0)
        return !is_covered;
    for (size_t i = 0; requirement && i < tally->covers.count; i++)
        if (strcmp(tally->covers.at[i], requirement) == 0)
            return true;
    return false;
}

static bool is_covered(const dl_judge *judge, const char *requirement)
{
    for (size_t i = 0; requirement && i < judge->tallies.count; i++)
        if (judge->tallies.at[i]->covers.count && tally_decides(judge->tallies.at[i], requirement, true))
            return true;
    return false;
}

dl_verdict_kind dl_tally_kind(const dl_tally *tally)
{
    if (tally->drafts.count)
        return DL_VIOLATED;
    if (tally->doubt)
        return DL_UNDETERMINED;
    return tally->is_triggered ? DL_SATISFIED : DL_NOT_APPLICABLE;
}

const char *dl_judge_other_model(dl_judge *judge, const char *requirement)
{
    const dl_ruleset *rules = dl_scope_rules(judge->scope);
    const dl_requirement *known = requirement ? dl_ruleset_requirement(rules, requirement) : NULL;

    if (!known || !known->model)
        return NULL;
    for (size_t i = 0; i < judge->guards->model_count; i++)
        if (dl_model_extends(judge->guards->models[i].model, known->model))
            return NULL;
    return dl_arena_printf(judge->arena, "the driver was not recognised as %s", known->model);
}

/* A finding says nothing of the places that were not understood. */
void dl_judge_explain_violated(const dl_judge *judge, dl_verdict *verdict)
{
    const char *firmness = verdict->is_only_possible ? "only on paths that may not be possible" : "";

    verdict->reason = verdict->besides ? dl_arena_printf(judge->arena, "%s%sbesides: %s", firmness,
                                                         *firmness ? "; " : "", verdict->besides)
                                       : firmness;
}

static dl_verdict verdict_of(dl_judge *judge, const char *requirement)
{
    dl_verdict verdict = {
        .rule = judge->rule, .requirement = requirement, .kind = DL_NOT_APPLICABLE, .is_only_possible = true};
    bool covered = is_covered(judge, requirement);
    DL_VEC(dl_evidence) evidence = {0};

    for (size_t i = 0; i < judge->tallies.count; i++) {
        const dl_tally *tally = judge->tallies.at[i];
        dl_verdict_kind kind = dl_tally_kind(tally);

        if (!tally_decides(tally, requirement, covered))
            continue;
        verdict.besides = verdict.besides ? verdict.besides : tally->doubt;
        if (kind > verdict.kind || (kind == verdict.kind && !verdict.reason)) {
            verdict.kind = kind;
            verdict.reason = kind == DL_UNDETERMINED ? tally->doubt : kind == DL_NOT_APPLICABLE ? tally->idle : NULL;
        }
        for (size_t d = 0; d < tally->drafts.count; d++) {
            dl_vec_push(judge->arena, &evidence,
                        (dl_evidence){tally->drafts.at[d].finding.span, tally->drafts.at[d].finding.message});
            verdict.is_only_possible &= tally->drafts.at[d].finding.certainty == DL_POSSIBLE;
        }
        for (size_t e = 0; kind == DL_SATISFIED && e < tally->evidence.count; e++)
            dl_vec_push(judge->arena, &evidence, tally->evidence.at[e]);
    }
    if (verdict.kind == DL_VIOLATED) {
        size_t kept = 0;

        dl_judge_explain_violated(judge, &verdict);
        for (size_t i = 0; i < evidence.count; i++) { /* findings only */
            bool is_finding = false;

            for (size_t t = 0; t < judge->tallies.count; t++)
                for (size_t d = 0; d < judge->tallies.at[t]->drafts.count; d++)
                    is_finding |= judge->tallies.at[t]->drafts.at[d].finding.message == evidence.at[i].message;
            if (is_finding)
                evidence.at[kept++] = evidence.at[i];
        }
        evidence.count = kept;
    }
    verdict.evidence = evidence.at;
    verdict.evidence_count = evidence.count;
    if (!verdict.reason)
        verdict.reason = verdict.kind == DL_NOT_APPLICABLE ? "nothing in this driver raises the question"
                         : verdict.kind == DL_UNDETERMINED ? "it could not be decided"
                                                           : "";
    return verdict;
}

/* Of the requirements that a finding breaks, those of the driver's models. */
static dl_name_set own_requirements(dl_judge *judge, dl_name_set all)
{
    const char **kept = DL_NEW_ARRAY(judge->arena, all.count + 1, const char *);
    dl_name_set made = {kept, 0};

    for (size_t i = 0; i < all.count; i++)
        if (!dl_judge_other_model(judge, all.at[i]))
            kept[made.count++] = all.at[i];
    return made;
}

static void conclude(dl_judge *judge, const char *not_applicable, dl_settler *settler, dl_finding_list *findings,
                     dl_verdict_list *verdicts)
{
    size_t count = judge->rule->requirements.count;

    for (size_t i = 0; i < (count ? count : 1); i++) {
        const char *requirement = count ? judge->rule->requirements.at[i] : NULL;
        dl_verdict verdict = {
            .rule = judge->rule, .requirement = requirement, .kind = DL_NOT_APPLICABLE, .reason = not_applicable};

        if (!not_applicable)
            verdict.reason = dl_judge_other_model(judge, requirement);
        dl_vec_push(judge->arena, verdicts, verdict.reason ? verdict : verdict_of(judge, requirement));
    }
    for (size_t t = 0; t < judge->tallies.count; t++)
        for (size_t d = 0; d < judge->tallies.at[t]->drafts.count; d++) {
            dl_finding finding = judge->tallies.at[t]->drafts.at[d].finding;

            finding.requirements = own_requirements(judge, finding.requirements);
            if (finding.requirements.count == 0 && judge->rule->requirements.count)
                continue;
            if (judge->tallies.at[t]->check->reported_by)
                dl_settle_finding(settler, judge, judge->tallies.at[t]->check, finding);
            else
                dl_vec_push(judge->arena, findings, finding);
        }
    dl_settle_note(settler, judge);
}

static void run_rule(dl_judge *judge, dl_settler *settler, dl_finding_list *findings, dl_verdict_list *verdicts)
{
    dl_guard_result guard;

    judge->tallies.count = 0;
    judge->tallies.at = NULL;
    judge->tallies.room = 0;
    judge->only_doubt = false;
    if (judge->use->is_disabled) {
        conclude(judge, judge->use->why ? judge->use->why : "a model of this driver turns the rule off", settler,
                 findings, verdicts);
        return;
    }
    guard = dl_guard_eval(judge->guards, judge->rule->when, &judge->rule->in, judge->arena);
    if (guard.value == DL_NO) {
        conclude(judge, guard.reason ? guard.reason : "its condition does not hold", settler, findings, verdicts);
        return;
    }
    judge->only_doubt = guard.value == DL_MAYBE;
    judge->only_doubt_reason = guard.reason;
    for (size_t i = 0; i < judge->rule->check_count; i++) {
        run_check(judge, &judge->rule->checks[i]);
        dl_arena_reset(judge->scratch);
    }
    conclude(judge, NULL, settler, findings, verdicts);
}

/* ---- order ---- */

static int compare_spans(dl_span a, dl_span b)
{
    int files = a.file && b.file ? strcmp(a.file->path, b.file->path) : (a.file != NULL) - (b.file != NULL);

    if (files)
        return files;
    return a.offset < b.offset ? -1 : a.offset > b.offset;
}

static int compare_findings(const dl_finding *a, const dl_finding *b)
{
    int where = compare_spans(a->span, b->span);

    return where                                  ? where
           : strcmp(a->rule->code, b->rule->code) ? strcmp(a->rule->code, b->rule->code)
                                                  : strcmp(a->message, b->message);
}

/* Few elements, and equal ones stay as they are. */
static void sort_findings(dl_finding_list *findings)
{
    for (size_t i = 1; i < findings->count; i++)
        for (size_t k = i; k > 0 && compare_findings(&findings->at[k - 1], &findings->at[k]) > 0; k--) {
            dl_finding swap = findings->at[k];

            findings->at[k] = findings->at[k - 1];
            findings->at[k - 1] = swap;
        }
}

/* Two rules' words for one fault at one place with one message are one finding. */
static void drop_twins(dl_finding_list *findings)
{
    size_t kept = 0;

    for (size_t i = 0; i < findings->count; i++)
        if (kept == 0 || compare_findings(&findings->at[kept - 1], &findings->at[i]) != 0)
            findings->at[kept++] = findings->at[i];
    findings->count = kept;
}

static const dl_function *const *find_targets(const void *self, const dl_instr *call, size_t *count)
{
    bool is_complete;
    dl_function_list list = dl_scope_targets(self, call, &is_complete);

    *count = is_complete ? list.count : 0;
    return list.at;
}

/* What is known of the driver before any path is followed. */
static dl_guard_context know_driver(const dl_ruleset *rules, const dl_driver *driver, const dl_parse *parse,
                                    const dl_engine_options *options, dl_arena *arena)
{
    dl_guard_context known = {.driver = driver};

    known.scope = dl_scope_build(rules, parse->program, parse->entry, NULL, 0, arena);
    known.models =
        dl_models_recognise(&known.model_count, known.scope, driver, options->models, options->model_count, arena);
    known.scope = dl_scope_with_models(known.scope, known.models, known.model_count);
    known.named = dl_named_new(parse->files, driver, known.scope, arena);
    known.unread = dl_unread_new(parse->files, driver, known.scope, known.named, arena);
    return known;
}

static void open_judge(dl_judge *judge, const dl_ruleset *rules, const dl_parse *parse)
{
    judge->scope = judge->guards->scope;
    judge->world = dl_world_new(rules->facts, parse->program, parse->entry, judge->arena, judge->scratch);
    judge->world->driver_object = dl_scope_driver_object(judge->scope);
    for (size_t i = 0; i < judge->guards->model_count; i++)
        judge->world->enters_at_any_irql |= judge->guards->models[i].model->enters_at_any_irql;
    judge->world->unread = judge->guards->unread;
    judge->world->scope_self = judge->scope;
    judge->world->find_targets = find_targets;
    dl_sim_globals(judge->world);
    dl_linked_begin(judge->world);
    dl_beside_begin(judge);
    dl_lasting_begin(judge);
    dl_table_init(&judge->tested, judge->arena);
    dl_release_begin(judge);
    judge->world->is_signalled = dl_signal_is_of;
    judge->root = parse->entry;
}

static void run_rules(dl_judge *judge, dl_driver_result *result)
{
    dl_finding_list findings = {0};
    dl_verdict_list verdicts = {0};
    dl_settler settler = {0};

    dl_lasting_weigh_entry(judge);
    judge->uses = dl_rules_of_models(&judge->use_count, judge->guards, judge->arena);
    for (size_t i = 0; i < judge->use_count; i++) {
        if (!judge->uses[i].rule->enabled)
            continue;
        judge->use = &judge->uses[i];
        judge->rule = judge->uses[i].rule;
        run_rule(judge, &settler, &findings, &verdicts);
    }
    dl_settle_end(&settler, judge, &findings, &verdicts);
    sort_findings(&findings);
    drop_twins(&findings);
    result->findings = findings.at;
    result->finding_count = findings.count;
    result->verdicts = verdicts.at;
    result->verdict_count = verdicts.count;
}

dl_driver_result *dl_engine_run(const dl_ruleset *rules, const dl_driver *driver, const dl_parse *parse,
                                const dl_engine_options *options, dl_arena *arena)
{
    dl_driver_result *result = DL_NEW(arena, dl_driver_result);
    dl_guard_context known;
    dl_judge judge = {.guards = &known, .arena = arena};
    double began = dl_seconds();

    result->driver = driver;
    result->parse = parse;
    result->notices = parse->notices;
    result->notice_count = parse->notice_count;
    if (!parse->program || !parse->entry)
        return result;
    judge.scratch = dl_arena_new(dl_arena_trap(arena));
    if (!judge.scratch)
        longjmp(dl_arena_trap(arena)->back, 1);
    known = know_driver(rules, driver, parse, options, arena);
    result->models = known.models;
    result->model_count = known.model_count;
    open_judge(&judge, rules, parse);
    run_rules(&judge, result);
    judge.root = parse->entry;
    if (options->paths != DL_PATHS_NONE)
        result->paths = dl_trace_paths(&judge, options->paths == DL_PATHS_ALL, &result->path_count, &result->path_gap);
    result->edge_visits = judge.visits;
    dl_arena_free(judge.scratch);
    result->seconds = dl_seconds() - began;
    return result;
}
