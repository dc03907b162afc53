/* settle.c: where rules share a requirement or a fault, once all of them have run: a requirement that speaks of every
 * resource is broken by what another rule reports of its own kinds, and what another rule reports at the same place is
 * said once. */
#include "engine/judge.h"

#include <string.h>

void dl_settle_note(dl_settler *settler, const dl_judge *judge)
{
    for (size_t i = 0; i < judge->tallies.count; i++) {
        const dl_tally *tally = judge->tallies.at[i];
        const dl_check *check = tally->check;
        dl_claim claim = {.rule = judge->rule, .check = check, .tally = tally, .kind = dl_tally_kind(tally)};

        if (check->form == DL_FORM_RELEASE && (check->faults & DL_FAULT_LEAK) && claim.kind != DL_NOT_APPLICABLE &&
            (check->resources.count || check->also_claimed.count))
            dl_vec_push(judge->arena, &settler->claims, claim);
    }
}

void dl_settle_finding(dl_settler *settler, const dl_judge *judge, const dl_check *check, dl_finding finding)
{
    dl_vec_push(judge->arena, &settler->deferred, (dl_deferred){finding, check->reported_by});
}

static bool is_told(const dl_finding_list *findings, const dl_deferred *deferred)
{
    for (size_t i = 0; i < findings->count; i++) {
        const dl_finding *other = &findings->at[i];

        if (strcmp(other->rule->id, deferred->by) == 0 && other->span.file == deferred->finding.span.file &&
            other->span.offset == deferred->finding.span.offset)
            return true;
    }
    return false;
}

/* The worse of the verdict and of what the claim says. */
static void take(const dl_judge *judge, dl_verdict *verdict, const dl_claim *claim)
{
    DL_VEC(dl_evidence) evidence = {0};
    bool was_violated = verdict->kind == DL_VIOLATED;

    if (!verdict->besides)
        verdict->besides = claim->tally->doubt;
    if (was_violated && claim->kind != DL_VIOLATED)
        dl_judge_explain_violated(judge, verdict);
    if (claim->kind < verdict->kind || (claim->kind == verdict->kind && claim->kind != DL_VIOLATED))
        return;
    verdict->is_only_possible |= !was_violated;
    for (size_t i = 0; was_violated && i < verdict->evidence_count; i++)
        dl_vec_push(judge->arena, &evidence, verdict->evidence[i]);
    for (size_t d = 0; d < claim->tally->drafts.count; d++) {
        const dl_finding *finding = &claim->tally->drafts.at[d].finding;

        verdict->is_only_possible &= finding->certainty == DL_POSSIBLE;
        dl_vec_push(judge->arena, &evidence, (dl_evidence){finding->span, finding->message});
    }
    for (size_t e = 0; claim->kind == DL_SATISFIED && e < claim->tally->evidence.count; e++)
        dl_vec_push(judge->arena, &evidence, claim->tally->evidence.at[e]);
    verdict->kind = claim->kind;
    verdict->reason = claim->kind == DL_UNDETERMINED ? claim->tally->doubt : "";
    if (claim->kind == DL_VIOLATED)
        dl_judge_explain_violated(judge, verdict);
    verdict->evidence = evidence.at;
    verdict->evidence_count = evidence.count;
}

/* `verdict` is one of a rule that ran, of a requirement of the driver's models. */
static void share(dl_settler *settler, dl_judge *judge, dl_verdict *verdict)
{
    const dl_rule *rule = verdict->rule;

    for (size_t c = 0; c < rule->check_count; c++) {
        const dl_check *check = &rule->checks[c];

        if (!dl_name_set_has(check->also_claimed, verdict->requirement) ||
            dl_judge_other_model(judge, verdict->requirement))
            continue;
        for (size_t i = 0; i < settler->claims.count; i++)
            if (settler->claims.at[i].rule != rule && settler->claims.at[i].check->resources.count &&
                (settler->claims.at[i].check->on & check->on))
                take(judge, verdict, &settler->claims.at[i]);
    }
}

void dl_settle_end(dl_settler *settler, dl_judge *judge, dl_finding_list *findings, dl_verdict_list *verdicts)
{
    size_t own = findings->count;

    for (size_t i = 0; i < settler->deferred.count; i++) {
        dl_finding_list before = {findings->at, own, findings->room};

        if (!is_told(&before, &settler->deferred.at[i]))
            dl_vec_push(judge->arena, findings, settler->deferred.at[i].finding);
    }
    for (size_t i = 0; i < verdicts->count; i++) {
        dl_verdict *verdict = &verdicts->at[i];
        bool has_run = false;

        for (size_t u = 0; u < judge->use_count && !has_run; u++)
            has_run = judge->uses[u].rule == verdict->rule && !judge->uses[u].is_disabled;
        if (has_run && verdict->requirement)
            share(settler, judge, verdict);
    }
}
