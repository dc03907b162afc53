#include "examples/examples.h"

#include "engine/engine.h"
#include "examples/judge.h"
#include "ruleset/example.h"
#include "support/platform.h"

#include <stdlib.h>
#include <string.h>

/* What one thread works with. */
typedef struct worker {
    dl_trap trap;
    dl_arena *keep, *scratch; /* scratch: of one example */
    dl_frontend *frontend;
    dl_code code; /* DL_NO_MEMORY, DL_INTERNAL: it came to no end */
} worker;

typedef struct run_state {
    const dl_examples_options *options;
    const dl_ruleset *rules;
    const char *folder; /* cleaned */
    DL_VEC(dl_example) examples;
    DL_VEC(const char *) entry_names;
    dl_failure_list *failures; /* one list for each example, of its worker's arena */
    worker *workers;
    dl_arena *arena;
} run_state;

/* ---- the examples of a folder ---- */

static bool is_whole_driver(const dl_example *one)
{
    return one->kind == DL_EXAMPLE_DRIVER || one->kind == DL_EXAMPLE_MODEL;
}

static dl_example_kind kind_of_file(const char *name)
{
    if (dl_text_starts(name, "bad"))
        return DL_EXAMPLE_BAD;
    return dl_text_starts(name, "good") ? DL_EXAMPLE_GOOD : DL_EXAMPLE_UNNAMED;
}

static bool is_asked(const run_state *run, const char *model, const char *rule)
{
    const char *only = run->options->only;

    return !only || strcmp(only, dl_arena_printf(run->arena, "%s/%s", model, rule)) == 0;
}

static bool visit_file(void *self, const char *path)
{
    run_state *run = self;
    const char *name = dl_path_below(path, run->folder, run->arena);
    const char *first = strchr(name, '/'), *second = first ? strchr(first + 1, '/') : NULL;
    dl_example made = {.path = dl_arena_strdup(run->arena, path)};

    if (!dl_rule_example_is_source(path) || !first)
        return true;
    made.model = dl_arena_strndup(run->arena, name, (size_t)(first - name));
    made.rule = second ? dl_arena_strndup(run->arena, first + 1, (size_t)(second - first - 1)) : "";
    if (!is_asked(run, made.model, made.rule))
        return true;
    made.kind = second ? kind_of_file(dl_path_name(path)) : DL_EXAMPLE_MISPLACED;
    if (second && (strcmp(made.model, "drivers") == 0 || strcmp(made.model, "models") == 0)) {
        made.kind = strcmp(made.model, "drivers") == 0 ? DL_EXAMPLE_DRIVER : DL_EXAMPLE_MODEL;
        made.path = dl_path_join(dl_path_join(run->folder, made.model, run->arena), made.rule, run->arena);
        if (run->examples.count > 0 && strcmp(run->examples.at[run->examples.count - 1].path, made.path) == 0)
            return true;
    }
    dl_vec_push(run->arena, &run->examples, made);
    return true;
}

typedef struct folder_reader {
    dl_said *said;
    dl_arena *arena;
} folder_reader;

static bool visit_driver_file(void *self, const char *path)
{
    const folder_reader *reader = self;

    if (dl_rule_example_is_source(path) || dl_text_ends(path, ".h") || dl_text_ends(path, ".hpp"))
        dl_said_read(reader->said, path, reader->arena);
    return true;
}

static dl_said *read_example(const dl_example *one, dl_arena *arena)
{
    dl_said *made = DL_NEW(arena, dl_said);
    folder_reader reader = {made, arena};
    dl_status why = {0};

    if (is_whole_driver(one))
        (void)dl_folder_walk(one->path, visit_driver_file, &reader, arena, &why);
    else
        dl_said_read(made, one->path, arena);
    return made;
}

/* ---- running ---- */

/* The rules for an example: those of the run, or others with its own rule switched on. */
static const dl_ruleset *rules_for(const run_state *run, const dl_example *one, dl_arena *arena)
{
    const dl_rule *rule = is_whole_driver(one) ? NULL : dl_ruleset_rule(run->rules, one->rule);
    const dl_rule_setting setting = {.kind = DL_SET_ENABLE, .pattern = one->rule};
    const char *const folders[] = {run->options->rule_folder};
    dl_ruleset *made = NULL;
    dl_status why = {0};

    if (!rule || rule->enabled ||
        dl_ruleset_load(&made, folders, folders[0] ? 1 : 0, &setting, 1, arena, &why) != DL_OK)
        return run->rules;
    return made;
}

static void analyse(dl_judgement *judge, const run_state *run, worker *own)
{
    static const dl_settings settings = {0};
    const dl_engine_options options = {.models = judge->said->models.at, .model_count = judge->said->models.count};
    dl_project *project = NULL;
    dl_status why = {0};

    for (size_t at = 0; at < options.model_count; at++)
        if (!dl_ruleset_model(judge->rules, options.models[at])) {
            dl_judge_complain(judge, judge->one->path, 1, "no model is called '%s'", options.models[at]);
            return;
        }
    if (dl_project_find(&project, &judge->one->path, 1, &settings, run->entry_names.at, run->entry_names.count,
                        own->scratch, &why) != DL_OK) {
        dl_judge_complain(judge, judge->one->path, 1, "%s", why.message);
        return;
    }
    judge->drivers = DL_NEW_ARRAY(own->scratch, project->driver_count + 1, const dl_driver_result *);
    for (; judge->driver_count < project->driver_count; judge->driver_count++) {
        const dl_driver *driver = project->drivers[judge->driver_count];
        const dl_parse *parse = dl_frontend_parse(own->frontend, driver, own->scratch);

        judge->drivers[judge->driver_count] = dl_engine_run(judge->rules, driver, parse, &options, own->scratch);
    }
    dl_judge_example(judge);
}

static void run_example(run_state *run, worker *own, size_t i)
{
    const dl_example *one = &run->examples.at[i];
    const dl_rule *rule = dl_ruleset_rule(run->rules, one->rule);
    dl_judgement judge = {.one = one,
                          .is_ours = !run->options->rule_folder,
                          .failures = &run->failures[i],
                          .keep = own->keep,
                          .scratch = own->scratch};

    judge.rules = rules_for(run, one, own->scratch);
    if (one->kind == DL_EXAMPLE_MISPLACED) {
        dl_judge_complain(&judge, one->path, 1, "an example stands in the folder of its rule: %s/RULE/%s", one->model,
                          dl_path_name(one->path));
    } else if (!is_whole_driver(one) && (!rule || strcmp(rule->model, one->model) != 0)) {
        dl_judge_complain(&judge, one->path, 1, "the model '%s' has no rule '%s'", one->model, one->rule);
    } else {
        judge.said = read_example(one, own->scratch);
        analyse(&judge, run, own);
    }
}

typedef struct job {
    run_state *run;
    worker *own;
    size_t i;
} job;

static void work_guarded(void *self)
{
    const job *one = self;
    worker *own = one->own;

    if (setjmp(own->trap.back) != 0) {
        own->code = DL_NO_MEMORY;
        return;
    }
    if (!own->frontend) {
        own->frontend = dl_frontend_new(one->run->rules->facts, own->keep);
        dl_frontend_limit(own->frontend, one->run->options->seconds, one->run->options->strays);
    }
    run_example(one->run, own, one->i);
    dl_arena_reset(own->scratch);
}

static void work(void *self, unsigned number, size_t i)
{
    run_state *run = self;
    worker *own = &run->workers[number];
    job one = {run, own, i};

    if (own->code != DL_OK)
        return;
    if (!own->keep) {
        own->keep = dl_arena_new(&own->trap);
        own->scratch = dl_arena_new(&own->trap);
    }
    if (!own->keep || !own->scratch)
        own->code = DL_NO_MEMORY;
    else if (!dl_run_guarded(work_guarded, &one))
        own->code = DL_INTERNAL;
}

/* ---- completeness ---- */

static void fail(const run_state *run, dl_failure_list *list, const char *file, const char *message)
{
    dl_vec_push(run->arena, list, (dl_example_failure){file, 1, message});
}

/* Every rule has a bad and a good example. */
static void check_rule(const run_state *run, const dl_rule *rule, dl_failure_list *failures)
{
    static const char *const words[] = {[DL_EXAMPLE_BAD] = "bad", [DL_EXAMPLE_GOOD] = "good"};
    bool has[] = {[DL_EXAMPLE_BAD] = false, [DL_EXAMPLE_GOOD] = false};

    for (size_t i = 0; i < run->examples.count; i++) {
        const dl_example *one = &run->examples.at[i];

        if (one->kind <= DL_EXAMPLE_GOOD && strcmp(one->rule, rule->id) == 0 && strcmp(one->model, rule->model) == 0)
            has[one->kind] = true;
    }
    for (int kind = DL_EXAMPLE_BAD; kind <= DL_EXAMPLE_GOOD; kind++)
        if (!has[kind])
            fail(run, failures, rule->path,
                 dl_arena_printf(run->arena, "the rule has no %s example: %s/%s/%s/%s.c", words[kind], run->folder,
                                 rule->model, rule->id, words[kind]));
}

/* Every model that is recognised by evidence has a driver of its name, or rules whose examples show it. */
static void check_model(const run_state *run, const dl_model *model, dl_failure_list *failures)
{
    if (model->always || model->asked || model->rule_count)
        return;
    for (size_t i = 0; i < run->examples.count; i++)
        if (run->examples.at[i].kind == DL_EXAMPLE_MODEL && strcmp(run->examples.at[i].rule, model->id) == 0)
            return;
    fail(run, failures, dl_arena_printf(run->arena, "rules/%s/model.json", model->id),
         dl_arena_printf(run->arena, "the model has no driver that shows how it is recognised: %s/models/%s/",
                         run->folder, model->id));
}

static void check_all(dl_examples_result *out, const run_state *run, dl_failure_list *failures)
{
    bool is_ours = !run->options->rule_folder;

    for (size_t i = 0; i < run->rules->rule_count; i++) {
        const dl_rule *rule = run->rules->rules[i];
        size_t before = failures->count;

        if (rule->is_ours != is_ours || !is_asked(run, rule->model, rule->id))
            continue;
        check_rule(run, rule, failures);
        out->rule_count++;
        out->failed_count += failures->count > before;
    }
    for (size_t i = 0; is_ours && !run->options->only && i < run->rules->model_count; i++) {
        size_t before = failures->count;

        check_model(run, run->rules->models[i], failures);
        out->model_count++;
        out->failed_count += failures->count > before;
    }
}

/* ---- together ---- */

static void collect(dl_examples_result *out, const run_state *run)
{
    dl_failure_list all = {0};

    for (size_t i = 0; i < run->examples.count; i++) {
        for (size_t k = 0; k < run->failures[i].count; k++) {
            const dl_example_failure *one = &run->failures[i].at[k];

            dl_vec_push(run->arena, &all,
                        (dl_example_failure){dl_arena_strdup(run->arena, one->file), one->line,
                                             dl_arena_strdup(run->arena, one->message)});
        }
        out->failed_count += run->failures[i].count > 0;
    }
    out->example_count = run->examples.count;
    check_all(out, run, &all);
    out->failures = all.at;
    out->failure_count = all.count;
}

static dl_code end_workers(const run_state *run, unsigned threads, dl_status *why)
{
    const dl_strays *strays = run->options->strays;
    dl_code code = DL_OK;

    for (unsigned i = 0; i < threads; i++) {
        worker *own = &run->workers[i];

        if (own->code != DL_OK)
            code = own->code;
        if (own->code == DL_INTERNAL)
            continue; /* nobody knows in what state its memory was left */
        dl_frontend_free(own->frontend);
        dl_arena_free(own->scratch);
        if (!strays || atomic_load(&strays->all) == 0)
            dl_arena_free(own->keep);
    }
    if (code == DL_NO_MEMORY)
        return dl_fail(why, code, "out of memory");
    return code == DL_OK ? DL_OK : dl_fail(why, code, "an internal fault of drvlint");
}

static void find_entry_names(run_state *run)
{
    dl_vec_push(run->arena, &run->entry_names, "DriverEntry");
    for (size_t i = 0; i < run->rules->model_count; i++)
        for (size_t at = 0; at < run->rules->models[i]->entry_functions.count; at++)
            dl_vec_push(run->arena, &run->entry_names, run->rules->models[i]->entry_functions.at[at]);
}

dl_code dl_examples_run(dl_examples_result *out, const dl_ruleset *rules, const dl_examples_options *options,
                        dl_arena *arena, dl_status *why)
{
    run_state run = {.options = options, .rules = rules, .arena = arena};
    dl_code code;

    memset(out, 0, sizeof *out);
    run.folder = dl_path_clean(options->folder, arena);
    if (dl_path_kind_of(run.folder) != DL_PATH_FOLDER)
        return dl_fail(why, DL_USAGE, "there is no folder '%s'", options->folder);
    if (dl_folder_walk(run.folder, visit_file, &run, arena, why) != DL_OK)
        return why->code = DL_USAGE;
    find_entry_names(&run);
    run.failures = DL_NEW_ARRAY(arena, run.examples.count + 1, dl_failure_list);
    run.workers = DL_NEW_ARRAY(arena, options->threads, worker);
    dl_run_parallel(options->threads, run.examples.count, work, &run);
    collect(out, &run);
    code = end_workers(&run, options->threads, why);
    if (code == DL_OK && out->example_count + out->rule_count == 0)
        return dl_fail(why, DL_USAGE, "there are no rules and no examples%s%s in '%s'", options->only ? " of " : "",
                       options->only ? options->only : "", options->folder);
    return code;
}
