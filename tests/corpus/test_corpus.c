/* test_corpus.c: runs the analysis over corpus/ and compares it with what the files expect.
 *
 *     test_corpus [MODEL/RULE | drivers/NAME | models/MODEL]
 *
 * corpus/MODEL/RULE/bad*.c, good*.c (or .cpp): the examples of a rule. corpus/drivers/NAME/: whole drivers.
 * corpus/models/MODEL/: a driver without faults by which the model is recognised.
 * What a file says of itself, in comments of either kind:
 *
 *     expect: RULE, RULE …              a finding of the rule on this line, once for each name
 *     gap: RULE (why)                   one is missing here, and known to be; fails when it is found
 *     verdict: RULE REQUIREMENT VERDICT anywhere: what the report must say; `-` for no requirement
 *     model: MODEL                      as --model
 *     models: MODEL MODEL? …            by name, all models that the driver is recognised as, but for those that
 *                                       hold for each; `?` for thin evidence
 *     undetermined-ok, not-applicable   what a good file may say of its rule instead of satisfied
 *
 * A finding at warning or above that is not expected fails, as does an expected one that is missing. Every rule
 * needs a bad and a good file. */
#include "engine/engine.h"
#include "support/platform.h"
#include "support/vec.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_BYTES = 4 << 20 };

static const char corpus[] = DRVLINT_SOURCE_DIR "/corpus";

/* ---- what a file says ---- */

typedef struct expectation {
    const char *file; /* real path */
    unsigned line;
    const char *rule;
    bool is_gap, is_met;
} expectation;

typedef struct wanted_verdict {
    const char *file;
    unsigned line;
    const char *rule, *requirement, *verdict;
} wanted_verdict;

typedef struct said_things {
    DL_VEC(expectation) findings;
    DL_VEC(wanted_verdict) verdicts;
    DL_VEC(const char *) models;
    const char *recognised; /* `models:` as written, or NULL */
    unsigned recognised_line;
    bool undetermined_ok, not_applicable;
} said_things;

/* The words of a comment up to its end, a line end, `(` or, in lists, behind the commas. */
static const char *next_word(const char **at, dl_arena *arena)
{
    const char *start;
    size_t size;

    *at += strspn(*at, " \t,");
    start = *at;
    size = strcspn(start, " \t,(*\r\n");
    *at += size;
    return size ? dl_arena_strndup(arena, start, size) : NULL;
}

/* The words of the comment with one blank between them. */
static const char *words_up_to_end(const char *at, dl_arena *arena)
{
    const char *word;
    dl_text text;

    dl_text_init(&text, arena);
    while ((word = next_word(&at, arena)) != NULL)
        dl_text_printf(&text, "%s%s", text.count ? " " : "", word);
    return dl_text_str(&text);
}

static bool takes(const char **at, const char *word)
{
    if (!dl_text_starts(*at, word))
        return false;
    *at += strlen(word);
    return true;
}

static void read_comment(said_things *said, const char *at, const char *file, unsigned line, dl_arena *arena)
{
    const char *word;
    bool is_gap;

    at += strspn(at, " \t");
    if (takes(&at, "undetermined-ok")) {
        said->undetermined_ok = true;
    } else if (takes(&at, "not-applicable")) {
        said->not_applicable = true;
    } else if (takes(&at, "models:")) {
        said->recognised_line = line;
        said->recognised = words_up_to_end(at, arena);
    } else if (takes(&at, "model:")) {
        while ((word = next_word(&at, arena)) != NULL)
            dl_vec_push(arena, &said->models, word);
    } else if (takes(&at, "verdict:")) {
        wanted_verdict want = {.file = file, .line = line};

        want.rule = next_word(&at, arena);
        want.requirement = next_word(&at, arena);
        want.verdict = next_word(&at, arena);
        dl_vec_push(arena, &said->verdicts, want);
    } else if ((is_gap = takes(&at, "gap:")) || takes(&at, "expect:")) {
        while ((word = next_word(&at, arena)) != NULL)
            dl_vec_push(arena, &said->findings,
                        (expectation){.file = file, .line = line, .rule = word, .is_gap = is_gap});
    }
}

static void read_file(said_things *said, const char *path, dl_arena *arena)
{
    const char *text = NULL, *file = dl_path_real(path, arena);
    dl_status why = {0};
    unsigned line = 1;
    size_t size;

    if (!file || dl_file_read(&text, &size, path, MOST_BYTES, arena, &why) != DL_OK)
        return;
    for (const char *at = text; *at; at++) {
        if (*at == '\n')
            line++;
        else if (at[0] == '/' && (at[1] == '/' || at[1] == '*'))
            read_comment(said, at + 2, file, line, arena);
    }
}

/* ---- cases ---- */

typedef enum case_kind { CASE_BAD, CASE_GOOD, CASE_DRIVER, CASE_MODEL, CASE_NEITHER } case_kind;

typedef struct corpus_case {
    case_kind kind;
    const char *name; /* MODEL/RULE/FILE, drivers/NAME or models/NAME */
    const char *path;
    const char *model, *rule;
} corpus_case;

typedef struct corpus_worker {
    dl_trap trap;
    dl_arena *keep, *scratch;
    dl_frontend *frontend;
} corpus_worker;

typedef struct corpus_run {
    const dl_ruleset *rules;
    DL_VEC(corpus_case) cases;
    dl_text *complaints; /* one for each case, of its worker's arena */
    corpus_worker *workers;
    DL_VEC(const char *) entry_names;
    const char *only;
    dl_arena *arena;
} corpus_run;

static bool is_source(const char *path)
{
    return dl_text_ends(path, ".c") || dl_text_ends(path, ".cpp");
}

static bool is_whole_driver(const corpus_case *one)
{
    return one->kind == CASE_DRIVER || one->kind == CASE_MODEL;
}

static void add_case(corpus_run *run, const char *path)
{
    const char *name = path + sizeof corpus, *file = dl_path_name(path);
    const char *first = strchr(name, '/'), *second = first ? strchr(first + 1, '/') : NULL;
    corpus_case made = {.path = path, .name = name};

    if (!second || !is_source(path))
        return;
    made.model = dl_arena_strndup(run->arena, name, (size_t)(first - name));
    made.rule = dl_arena_strndup(run->arena, first + 1, (size_t)(second - first - 1));
    if (run->only && strcmp(run->only, dl_arena_printf(run->arena, "%s/%s", made.model, made.rule)) != 0)
        return;
    made.kind = dl_text_starts(file, "bad") ? CASE_BAD : dl_text_starts(file, "good") ? CASE_GOOD : CASE_NEITHER;
    if (strcmp(made.model, "drivers") == 0 || strcmp(made.model, "models") == 0) {
        made.kind = strcmp(made.model, "drivers") == 0 ? CASE_DRIVER : CASE_MODEL;
        made.name = dl_arena_strndup(run->arena, name, (size_t)(second - name));
        made.path = dl_arena_strndup(run->arena, path, (size_t)(second - path));
        if (run->cases.count > 0 && strcmp(run->cases.at[run->cases.count - 1].name, made.name) == 0)
            return;
    }
    dl_vec_push(run->arena, &run->cases, made);
}

static bool visit_corpus(void *self, const char *path)
{
    add_case(self, path);
    return true;
}

typedef struct folder_reader {
    said_things *said;
    dl_arena *arena;
} folder_reader;

static bool visit_driver_file(void *self, const char *path)
{
    const folder_reader *reader = self;

    if (is_source(path) || dl_text_ends(path, ".h") || dl_text_ends(path, ".hpp"))
        read_file(reader->said, path, reader->arena);
    return true;
}

static const said_things *read_case(const corpus_case *one, dl_arena *arena)
{
    said_things *made = DL_NEW(arena, said_things);
    folder_reader reader = {made, arena};
    dl_status why = {0};

    if (is_whole_driver(one))
        (void)dl_folder_walk(one->path, visit_driver_file, &reader, arena, &why);
    else
        read_file(made, one->path, arena);
    return made;
}

/* ---- judging ---- */

static const char *verdict_name(dl_verdict_kind kind)
{
    static const char *const names[] = {[DL_NOT_APPLICABLE] = "not-applicable",
                                        [DL_SATISFIED] = "satisfied",
                                        [DL_UNDETERMINED] = "undetermined",
                                        [DL_VIOLATED] = "violated"};

    return names[kind];
}

typedef struct judgement {
    const corpus_case *one;
    const dl_ruleset *rules;
    const said_things *said;
    const dl_driver_result **drivers;
    size_t driver_count;
    dl_text *complaints;
    dl_arena *arena;
} judgement;

static void complain(const judgement *judge, unsigned line, const char *format, ...) DL_PRINTF(3, 4);

static void complain(const judgement *judge, unsigned line, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    dl_text_printf(judge->complaints, "corpus/%s:%u:F: %s\n", judge->one->name, line,
                   dl_arena_vprintf(judge->arena, format, args));
    va_end(args);
}

/* Whether a comment asks for this finding and no other finding has met it yet. */
static expectation *find_expectation(const judgement *judge, const dl_finding *finding)
{
    const char *file = finding->span.file ? dl_path_real(finding->span.file->path, judge->arena) : NULL;

    for (size_t i = 0; i < judge->said->findings.count; i++) {
        expectation *want = &judge->said->findings.at[i];

        if (!want->is_met && want->line == finding->span.line && dl_text_equal(want->rule, finding->rule->id) &&
            dl_text_equal(want->file, file))
            return want;
    }
    return NULL;
}

static void judge_finding(const judgement *judge, const dl_finding *finding)
{
    expectation *want = find_expectation(judge, finding);

    if (want) {
        want->is_met = true;
        if (want->is_gap)
            complain(judge, want->line, "the gap of %s is closed: make it an expectation", want->rule);
    } else if (!finding->suppressed && finding->level >= DL_LEVEL_WARNING) {
        complain(judge, finding->span.line, "not expected: %s: %s: %s", dl_level_name(finding->level),
                 finding->rule->id, finding->message);
    }
}

static void judge_expectations(const judgement *judge)
{
    bool speaks_of_rule = false;

    for (size_t i = 0; i < judge->said->findings.count; i++) {
        const expectation *want = &judge->said->findings.at[i];

        if (!dl_ruleset_rule(judge->rules, want->rule))
            complain(judge, want->line, "no rule is called '%s'", want->rule);
        else if (!want->is_met && !want->is_gap)
            complain(judge, want->line, "missing: a finding of %s", want->rule);
        speaks_of_rule = speaks_of_rule || dl_text_equal(want->rule, judge->one->rule);
    }
    if (judge->one->kind == CASE_BAD && !speaks_of_rule)
        complain(judge, 1, "a bad file must expect a finding of its rule");
    if (judge->one->kind == CASE_GOOD && speaks_of_rule)
        complain(judge, 1, "a good file must not expect a finding of its rule");
}

static void judge_wanted_verdict(const judgement *judge, const wanted_verdict *want)
{
    const char *found = NULL;

    if (!want->verdict) {
        complain(judge, want->line, "a verdict is 'verdict: RULE REQUIREMENT VERDICT'");
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
    complain(judge, want->line, "%s %s is %s, not %s", want->rule, want->requirement, found ? found : "without verdict",
             want->verdict);
}

/* A good file is one that its own rule calls satisfied, unless it says otherwise. */
static void judge_good(const judgement *judge)
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
                complain(judge, 1, "%s %s is %s: %s", verdict->rule->id,
                         verdict->requirement ? verdict->requirement : "-", verdict_name(verdict->kind),
                         verdict->reason);
        }
    if (counts[DL_SATISFIED] > 0 || counts[DL_VIOLATED] > 0 || counts[DL_UNDETERMINED] > 0)
        return;
    if (counts[DL_NOT_APPLICABLE] == 0)
        complain(judge, 1, "%s gives no verdict", judge->one->rule);
    else if (!judge->said->not_applicable)
        complain(judge, 1, "%s is not applicable", judge->one->rule);
}

static void judge_models(const judgement *judge)
{
    if (judge->one->kind == CASE_MODEL && !judge->said->recognised)
        complain(judge, 1, "the driver must say which 'models:' it is recognised as");
    for (size_t i = 0; i < judge->driver_count && judge->said->recognised; i++) {
        const dl_driver_result *driver = judge->drivers[i];
        dl_text found;

        dl_text_init(&found, judge->arena);
        for (size_t k = 0; k < driver->model_count; k++)
            if (!driver->models[k].model->always)
                dl_text_printf(&found, "%s%s%s", found.count ? " " : "", driver->models[k].model->id,
                               driver->models[k].is_thin ? "?" : "");
        if (strcmp(dl_text_str(&found), judge->said->recognised) != 0)
            complain(judge, judge->said->recognised_line, "recognised as '%s', not '%s'", dl_text_str(&found),
                     judge->said->recognised);
        if (judge->one->kind == CASE_MODEL && driver->parse->status != DL_PARSE_COMPLETE)
            complain(judge, 1, "not understood in full: %s", driver->parse->reason ? driver->parse->reason : "?");
    }
}

static void judge_case(const judgement *judge)
{
    if (judge->one->kind == CASE_NEITHER)
        complain(judge, 1, "the name begins neither with 'bad' nor with 'good'");
    if (judge->driver_count == 0)
        complain(judge, 1, "no entry routine found");
    for (size_t i = 0; i < judge->driver_count; i++) {
        const dl_driver_result *driver = judge->drivers[i];

        if (driver->parse->status == DL_PARSE_FAILED)
            complain(judge, 1, "could not be parsed: %s", driver->parse->reason ? driver->parse->reason : "?");
        for (size_t at = 0; at < driver->finding_count; at++)
            judge_finding(judge, &driver->findings[at]);
    }
    judge_expectations(judge);
    judge_models(judge);
    for (size_t i = 0; i < judge->said->verdicts.count; i++)
        judge_wanted_verdict(judge, &judge->said->verdicts.at[i]);
    if (judge->one->kind == CASE_GOOD)
        judge_good(judge);
}

/* ---- running ---- */

/* The rules for a case: those of the run, or others with its own rule switched on. */
static const dl_ruleset *rules_for(const corpus_run *run, const corpus_case *one, corpus_worker *worker)
{
    const dl_rule *rule = is_whole_driver(one) ? NULL : dl_ruleset_rule(run->rules, one->rule);
    const dl_rule_setting setting = {.kind = DL_SET_ENABLE, .pattern = one->rule};
    dl_ruleset *made = NULL;
    dl_status why = {0};

    if (!rule || rule->enabled || dl_ruleset_load(&made, NULL, 0, &setting, 1, worker->scratch, &why) != DL_OK)
        return run->rules;
    return made;
}

static void run_case(corpus_run *run, corpus_worker *worker, size_t i)
{
    static const dl_settings settings = {0};
    const corpus_case *one = &run->cases.at[i];
    judgement judge = {.one = one, .rules = rules_for(run, one, worker), .arena = worker->scratch};
    dl_engine_options options = {0};
    dl_project *project = NULL;
    dl_status why = {0};

    judge.complaints = &run->complaints[i];
    dl_text_init(judge.complaints, worker->keep);
    judge.said = read_case(one, worker->scratch);
    options.models = judge.said->models.at;
    options.model_count = judge.said->models.count;
    for (size_t at = 0; at < options.model_count; at++)
        if (!dl_ruleset_model(judge.rules, options.models[at])) {
            complain(&judge, 1, "no model is called '%s'", options.models[at]);
            return;
        }
    if (dl_project_find(&project, &one->path, 1, &settings, run->entry_names.at, run->entry_names.count,
                        worker->scratch, &why) != DL_OK) {
        complain(&judge, 1, "%s", why.message);
        return;
    }
    judge.drivers = DL_NEW_ARRAY(worker->scratch, project->driver_count, const dl_driver_result *);
    for (; judge.driver_count < project->driver_count; judge.driver_count++) {
        const dl_driver *driver = project->drivers[judge.driver_count];
        const dl_parse *parse = dl_frontend_parse(worker->frontend, driver, worker->scratch);

        judge.drivers[judge.driver_count] = dl_engine_run(judge.rules, driver, parse, &options, worker->scratch);
    }
    judge_case(&judge);
}

static void work(void *self, unsigned number, size_t i)
{
    corpus_run *run = self;
    corpus_worker *worker = &run->workers[number];

    if (setjmp(worker->trap.back) != 0) {
        (void)fprintf(stderr, "out of memory\n");
        abort();
    }
    if (!worker->keep) {
        worker->keep = dl_arena_new(&worker->trap);
        worker->scratch = dl_arena_new(&worker->trap);
        if (!worker->keep || !worker->scratch)
            abort();
        worker->frontend = dl_frontend_new(run->rules->facts, worker->keep);
    }
    run_case(run, worker, i);
    dl_arena_reset(worker->scratch);
}

/* ---- completeness ---- */

/* Every rule has a bad and a good file; every folder of the corpus is one of a rule. Returns the failures. */
static unsigned check_rule(const corpus_run *run, const dl_rule *rule)
{
    bool has_bad = false, has_good = false;

    for (size_t i = 0; i < run->cases.count; i++)
        if (strcmp(run->cases.at[i].rule, rule->id) == 0 && strcmp(run->cases.at[i].model, rule->model) == 0) {
            has_bad = has_bad || run->cases.at[i].kind == CASE_BAD;
            has_good = has_good || run->cases.at[i].kind == CASE_GOOD;
        }
    if (!has_bad)
        (void)printf("corpus/%s/%s:1:F: the rule has no bad file\n", rule->model, rule->id);
    if (!has_good)
        (void)printf("corpus/%s/%s:1:F: the rule has no good file\n", rule->model, rule->id);
    return !has_bad || !has_good;
}

static unsigned check_folder(const corpus_run *run, const corpus_case *one)
{
    const dl_rule *rule = dl_ruleset_rule(run->rules, one->rule);

    if (is_whole_driver(one) || (rule && strcmp(rule->model, one->model) == 0))
        return 0;
    (void)printf("corpus/%s:1:F: the model '%s' has no rule '%s'\n", one->name, one->model, one->rule);
    return 1;
}

/* Every model that is recognised by evidence has a driver of its name, or rules whose examples show it. */
static unsigned check_model(const corpus_run *run, const dl_model *model)
{
    if (model->always || model->asked || model->rule_count)
        return 0;
    for (size_t i = 0; i < run->cases.count; i++)
        if (run->cases.at[i].kind == CASE_MODEL && strcmp(run->cases.at[i].rule, model->id) == 0)
            return 0;
    (void)printf("corpus/models/%s:1:F: the model has no driver that shows how it is recognised\n", model->id);
    return 1;
}

static int report(const corpus_run *run)
{
    unsigned checks = 0, failures = 0;

    for (size_t i = 0; i < run->cases.count; i++) {
        unsigned is_bad = run->complaints[i].count > 0 || check_folder(run, &run->cases.at[i]) > 0;

        (void)fputs(dl_text_str(&run->complaints[i]), stdout);
        failures += is_bad;
        checks++;
    }
    for (size_t i = 0; i < run->rules->rule_count; i++) {
        const dl_rule *rule = run->rules->rules[i];

        if (run->only && strcmp(run->only, dl_arena_printf(run->arena, "%s/%s", rule->model, rule->id)) != 0)
            continue;
        failures += check_rule(run, rule);
        checks++;
    }
    for (size_t i = 0; i < run->rules->model_count && !run->only; i++) {
        failures += check_model(run, run->rules->models[i]);
        checks++;
    }
    if (checks == 0) {
        (void)printf("nothing in the corpus is called '%s'\n", run->only ? run->only : "");
        failures = checks = 1;
    }
    (void)printf("%u%%: Checks: %u, Failures: %u, Errors: 0\n", (checks - failures) * 100 / checks, checks, failures);
    return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}

static int run_corpus(dl_arena *arena, const char *only)
{
    unsigned threads = dl_cpu_count();
    corpus_run run = {.only = only, .arena = arena};
    dl_ruleset *rules = NULL;
    dl_status why = {0};
    int status;

    if (dl_ruleset_load(&rules, NULL, 0, NULL, 0, arena, &why) != DL_OK ||
        dl_folder_walk(corpus, visit_corpus, &run, arena, &why) != DL_OK) {
        (void)printf("%s:%u:%u: %s\n", why.file, why.line, why.column, why.message);
        return EXIT_FAILURE;
    }
    dl_vec_push(arena, &run.entry_names, "DriverEntry");
    for (size_t i = 0; i < rules->model_count; i++)
        for (size_t at = 0; at < rules->models[i]->entry_functions.count; at++)
            dl_vec_push(arena, &run.entry_names, rules->models[i]->entry_functions.at[at]);
    run.rules = rules;
    run.complaints = DL_NEW_ARRAY(arena, run.cases.count, dl_text);
    run.workers = DL_NEW_ARRAY(arena, threads, corpus_worker);
    dl_run_parallel(threads, run.cases.count, work, &run);
    status = report(&run);
    for (unsigned i = 0; i < threads; i++) {
        dl_frontend_free(run.workers[i].frontend);
        dl_arena_free(run.workers[i].scratch);
        dl_arena_free(run.workers[i].keep);
    }
    return status;
}

int main(int argc, char **argv)
{
    dl_trap trap;
    dl_arena *arena = dl_arena_new(&trap);
    int status = EXIT_FAILURE;

    if (arena && setjmp(trap.back) == 0)
        status = run_corpus(arena, argc > 1 ? argv[1] : NULL);
    dl_arena_free(arena);
    return status;
}
