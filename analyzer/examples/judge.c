#include "examples/judge.h"

#include "support/platform.h"

#include <stdarg.h>
#include <string.h>

void dl_judge_complain(const dl_judgement *judge, const char *file, unsigned line, const char *format, ...)
{
    dl_example_failure failure = {.file = dl_arena_strdup(judge->keep, file), .line = line};
    va_list args;

    va_start(args, format);
    failure.message = dl_arena_vprintf(judge->keep, format, args);
    va_end(args);
    dl_vec_push(judge->keep, judge->failures, failure);
}

static const char *verdict_name(dl_verdict_kind kind)
{
    static const char *const names[] = {[DL_NOT_APPLICABLE] = "not-applicable",
                                        [DL_SATISFIED] = "satisfied",
                                        [DL_UNDETERMINED] = "undetermined",
                                        [DL_VIOLATED] = "violated"};

    return names[kind];
}

/* ---- findings ---- */

/* Whether a comment asks for this finding and no other finding has met it yet. */
static dl_expectation *find_expectation(const dl_judgement *judge, const dl_finding *finding)
{
    const char *file = finding->span.file ? dl_path_real(finding->span.file->path, judge->scratch) : NULL;

    for (size_t i = 0; i < judge->said->findings.count; i++) {
        dl_expectation *want = &judge->said->findings.at[i];

        if (!want->is_met && want->line == finding->span.line && dl_text_equal(want->rule, finding->rule->id) &&
            dl_text_equal(want->file, file))
            return want;
    }
    return NULL;
}

/* `{$init} is freed twice` of what has no name. */
static bool lacks_word(const char *message)
{
    return message[0] == ' ' || strstr(message, "  ");
}

static void judge_finding(const dl_judgement *judge, const dl_finding *finding)
{
    dl_expectation *want = find_expectation(judge, finding);

    if (lacks_word(finding->message))
        dl_judge_complain(judge, finding->span.file ? finding->span.file->path : judge->one->path, finding->span.line,
                          "a word is missing: %s: '%s'", finding->rule->id, finding->message);
    if (want) {
        want->is_met = true;
        if (want->is_gap)
            dl_judge_complain(judge, want->path, want->line, "the gap of %s is closed: make it an expectation",
                              want->rule);
    } else if (!finding->suppressed && finding->level >= DL_LEVEL_WARNING &&
               (judge->is_ours || !finding->rule->is_ours)) {
        dl_judge_complain(judge, finding->span.file ? finding->span.file->path : judge->one->path, finding->span.line,
                          "not expected: %s: %s: %s", dl_level_name(finding->level), finding->rule->id,
                          finding->message);
    }
}

static void judge_expectations(const dl_judgement *judge)
{
    bool speaks_of_rule = false;

    for (size_t i = 0; i < judge->said->findings.count; i++) {
        const dl_expectation *want = &judge->said->findings.at[i];
        const char *near = dl_ruleset_nearest(judge->rules, want->rule);

        if (!dl_ruleset_rule(judge->rules, want->rule))
            dl_judge_complain(judge, want->path, want->line, "no rule is called '%s'%s%s%s", want->rule,
                              near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
        else if (!want->is_met && !want->is_gap)
            dl_judge_complain(judge, want->path, want->line, "missing: a finding of %s", want->rule);
        speaks_of_rule = speaks_of_rule || dl_text_equal(want->rule, judge->one->rule);
    }
    if (judge->one->kind == DL_EXAMPLE_BAD && !speaks_of_rule)
        dl_judge_complain(judge, judge->one->path, 1,
                          "a bad example must expect a finding of its rule: /* expect: %s */ on the judged line",
                          judge->one->rule);
    if (judge->one->kind == DL_EXAMPLE_GOOD && speaks_of_rule)
        dl_judge_complain(judge, judge->one->path, 1, "a good example must not expect a finding of its rule");
}

/* ---- verdicts ---- */

static void judge_wanted_verdict(const dl_judgement *judge, const dl_wanted_verdict *want)
{
    const char *found = NULL;

    if (!want->verdict) {
        dl_judge_complain(judge, want->path, want->line, "a verdict is 'verdict: RULE REQUIREMENT VERDICT'");
        return;
    }
    for (size_t i = 0; i < judge->driver_count; i++)
        for (size_t at = 0; at < judge->drivers[i]->verdict_count; at++) {
            const dl_verdict *verdict = &judge->drivers[i]->verdicts[at];
            const char *requirement = verdict->requirement ? verdict->requirement : "-";

            if (strcmp(verdict->rule->id, want->rule) == 0 && strcmp(requirement, want->requirement) == 0) {
                found = verdict_name(verdict->kind);
                if (strcmp(found, want->verdict) == 0)
                    return;
            }
        }
    dl_judge_complain(judge, want->path, want->line, "%s %s is %s, not %s", want->rule, want->requirement,
                      found ? found : "without verdict", want->verdict);
}

/* Why the rule gave no verdict: its model was not recognised. */
static void complain_of_silence(const dl_judgement *judge)
{
    dl_text models;

    dl_text_init(&models, judge->scratch);
    for (size_t i = 0; i < judge->driver_count; i++)
        for (size_t k = 0; k < judge->drivers[i]->model_count; k++)
            dl_text_printf(&models, "%s%s", models.count ? ", " : "", judge->drivers[i]->models[k].model->id);
    dl_judge_complain(judge, judge->one->path, 1,
                      "%s gives no verdict: the driver was taken for %s (/* model: %s */ says what cannot be seen)",
                      judge->one->rule, dl_text_str(&models), judge->one->model);
}

/* A good example is one that its own rule calls satisfied, unless it says otherwise. */
static void judge_good(const dl_judgement *judge)
{
    unsigned counts[DL_VIOLATED + 1] = {0};

    for (size_t i = 0; i < judge->driver_count; i++)
        for (size_t at = 0; at < judge->drivers[i]->verdict_count; at++) {
            const dl_verdict *verdict = &judge->drivers[i]->verdicts[at];
            bool is_excused = verdict->kind != DL_UNDETERMINED || judge->said->undetermined_ok;

            if (strcmp(verdict->rule->id, judge->one->rule) != 0)
                continue;
            counts[verdict->kind]++;
            if (verdict->kind == DL_VIOLATED || !is_excused)
                dl_judge_complain(judge, judge->one->path, 1, "%s%s%s is %s%s%s", verdict->rule->id,
                                  verdict->requirement ? " " : "", verdict->requirement ? verdict->requirement : "",
                                  verdict_name(verdict->kind), *verdict->reason ? ": " : "", verdict->reason);
        }
    if (counts[DL_SATISFIED] > 0 || counts[DL_VIOLATED] > 0 || counts[DL_UNDETERMINED] > 0)
        return;
    if (counts[DL_NOT_APPLICABLE] == 0)
        complain_of_silence(judge);
    else if (!judge->said->not_applicable)
        dl_judge_complain(judge, judge->one->path, 1,
                          "%s is not applicable: nothing here raises its question (/* not-applicable */ allows that)",
                          judge->one->rule);
}

/* ---- models ---- */

static void judge_models(const dl_judgement *judge)
{
    const dl_said *said = judge->said;

    if (judge->one->kind == DL_EXAMPLE_MODEL && !said->recognised)
        dl_judge_complain(judge, judge->one->path, 1, "the driver must say which 'models:' it is recognised as");
    for (size_t i = 0; i < judge->driver_count; i++) {
        const dl_driver_result *driver = judge->drivers[i];
        dl_text found;

        if (judge->one->kind == DL_EXAMPLE_MODEL && driver->parse->status != DL_PARSE_COMPLETE)
            dl_judge_complain(judge, judge->one->path, 1, "not understood in full: %s",
                              driver->parse->reason ? driver->parse->reason : "no reason was given");
        if (!said->recognised)
            continue;
        dl_text_init(&found, judge->scratch);
        for (size_t k = 0; k < driver->model_count; k++)
            if (!driver->models[k].model->always)
                dl_text_printf(&found, "%s%s%s", found.count ? " " : "", driver->models[k].model->id,
                               driver->models[k].is_thin ? "?" : "");
        if (strcmp(dl_text_str(&found), said->recognised) != 0)
            dl_judge_complain(judge, said->recognised_path, said->recognised_line, "recognised as '%s', not '%s'",
                              dl_text_str(&found), said->recognised);
    }
}

void dl_judge_example(const dl_judgement *judge)
{
    const dl_example *one = judge->one;

    if (one->kind == DL_EXAMPLE_UNNAMED)
        dl_judge_complain(judge, one->path, 1, "the name of an example begins with 'bad' or with 'good'");
    if (judge->driver_count == 0)
        dl_judge_complain(judge, one->path, 1, "no entry routine found");
    for (size_t i = 0; i < judge->driver_count; i++) {
        const dl_driver_result *driver = judge->drivers[i];

        if (driver->parse->status == DL_PARSE_FAILED)
            dl_judge_complain(judge, one->path, 1, "could not be parsed: %s",
                              driver->parse->reason ? driver->parse->reason : "no reason was given");
        for (size_t at = 0; at < driver->finding_count; at++)
            judge_finding(judge, &driver->findings[at]);
    }
    judge_expectations(judge);
    judge_models(judge);
    for (size_t i = 0; i < judge->said->verdicts.count; i++)
        judge_wanted_verdict(judge, &judge->said->verdicts.at[i]);
    if (one->kind == DL_EXAMPLE_GOOD)
        judge_good(judge);
}
