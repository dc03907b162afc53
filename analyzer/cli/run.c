#include "cli/run.h"

#include "engine/keep.h"
#include "policy/suppress.h"
#include "ruleset/coverage.h"
#include "support/platform.h"
#include "support/vec.h"

#include <stdlib.h>

typedef struct run_state {
    const dl_session *session;
    const dl_engine_options *engine;
    const dl_ruleset *rules;
    const dl_project *project;
    dl_worker *workers;
    const dl_driver_result **results; /* NULL where the analysis did not come to its end */
    dl_parse **lost;                  /* what stands for such a driver */
    bool shows_progress;
} run_state;

static const char *const no_memory = "out of memory";
static const char *const internal_fault = "an internal fault of drvlint";

/* ---- rules ---- */

/* Those of the configuration come first. */
static dl_code refuse_model(const dl_options *options, const dl_ruleset *rules, size_t i, dl_status *why)
{
    const char *model = options->models[i], *nearest = dl_ruleset_nearest(rules, model);
    const dl_json *at = i < options->config.models.count ? options->config.models.places[i] : NULL;
    const char *file = at ? at->file : NULL;
    unsigned line = at ? at->line : 0, column = at ? at->column : 0;

    if (nearest && dl_ruleset_model(rules, nearest))
        return dl_fail_at(why, DL_USAGE, file, line, column, "unknown model '%s'; did you mean '%s'?", model, nearest);
    return dl_fail_at(why, DL_USAGE, file, line, column, "unknown model '%s'; 'drvlint rules' lists them", model);
}

dl_ruleset *dl_run_load_rules(dl_session *session, dl_status *why)
{
    const dl_options *options = &session->options;
    dl_ruleset *rules = NULL;
    dl_code code = dl_ruleset_load(&rules, options->rule_folders, options->rule_folder_count, options->settings,
                                   options->setting_count, session->arena, why);

    for (size_t i = 0; code == DL_OK && i < options->model_count; i++)
        if (!dl_ruleset_model(rules, options->models[i]) &&
            !(options->coverage && dl_coverage_has_model(rules, options->models[i])))
            code = refuse_model(options, rules, i, why);
    if (code == DL_OK)
        return rules;
    dl_session_fail(session, why);
    return NULL;
}

dl_run_result *dl_run_nothing(dl_arena *arena, const dl_status *why)
{
    dl_run_result *run = DL_NEW(arena, dl_run_result);
    dl_project *project = DL_NEW(arena, dl_project);
    dl_notice *notice = DL_NEW(arena, dl_notice);
    dl_ruleset *rules = DL_NEW(arena, dl_ruleset);

    notice->level = DL_NOTICE_ERROR;
    notice->message = dl_arena_strdup(arena, why->message);
    notice->file = why->file[0] ? dl_arena_strdup(arena, why->file) : NULL;
    notice->line = why->line;
    notice->column = why->column;
    project->notices = notice;
    project->notice_count = 1;
    run->rules = rules;
    run->project = project;
    return run;
}

/* ---- drivers ---- */

typedef DL_VEC(const char *) string_list;
typedef DL_VEC(dl_notice) notice_list;

static void add_entry_name(dl_arena *arena, string_list *names, const char *name)
{
    for (size_t i = 0; i < names->count; i++)
        if (dl_text_equal(names->at[i], name))
            return;
    dl_vec_push(arena, names, name);
}

/* The compile database of -p; NULL: none was asked for, or, after a failure was noted, it is not there. */
static const char *find_database(const dl_session *session, dl_status *why)
{
    const char *given = session->options.build.database, *path = given;

    if (given && dl_path_kind_of(given) == DL_PATH_FOLDER)
        path = dl_path_join(given, "compile_commands.json", session->arena);
    if (!path || dl_path_kind_of(path) == DL_PATH_FILE)
        return path;
    (void)dl_fail_at(why, DL_USAGE, path, 0, 0, "no such file: -p takes the folder of a compile_commands.json");
    return NULL;
}

static void say_notices(const dl_session *session, const dl_notice *notices, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (notices[i].level != DL_NOTICE_NOTE || !session->options.quiet)
            dl_say_notice(&notices[i]);
}

/* A name that is wrong leaves headers unread. One of the configuration may be made by the build. */
static void note_missing_includes(const dl_session *session, notice_list *notices)
{
    const dl_options *options = &session->options;

    for (size_t i = 0; i < options->build.include_count; i++) {
        const char *folder = options->build.include_folders[i];
        const dl_json *at =
            i < options->config.include_folders.count ? options->config.include_folders.places[i] : NULL;
        dl_notice notice = {at ? DL_NOTICE_NOTE : DL_NOTICE_WARNING,
                            dl_arena_printf(session->arena, "the include folder '%.400s' is not there", folder),
                            at ? at->file : NULL, at ? at->line : 0, at ? at->column : 0};

        if (dl_path_kind_of(folder) != DL_PATH_FOLDER)
            dl_vec_push(session->arena, notices, notice);
    }
}

dl_project *dl_run_find(dl_session *session, const dl_ruleset *rules)
{
    const dl_options *options = &session->options;
    dl_arena *arena = session->arena;
    string_list names = {0}, paths = {0};
    notice_list notices = {0};
    dl_project *project = NULL;
    dl_settings build = options->build;
    dl_status why = {0};
    dl_code code;

    add_entry_name(arena, &names, "DriverEntry");
    for (size_t i = 0; i < rules->model_count; i++)
        for (size_t at = 0; at < rules->models[i]->entry_functions.count; at++)
            add_entry_name(arena, &names, rules->models[i]->entry_functions.at[at]);
    for (size_t i = 0; i < options->operand_count; i++) {
        const char *path = options->operands[i];

        if (dl_path_kind_of(path) != DL_PATH_MISSING) {
            dl_vec_push(arena, &paths, path);
            continue;
        }
        dl_vec_push(arena, &notices, (dl_notice){DL_NOTICE_ERROR, "no such file or folder", path, 0, 0});
        dl_session_raise(session, DL_EXIT_USAGE);
    }
    note_missing_includes(session, &notices);
    build.database = find_database(session, &why);
    code = why.code;
    if (code == DL_OK && paths.count > 0)
        code = dl_project_find(&project, paths.at, paths.count, &build, names.at, names.count, arena, &why);
    if (code != DL_OK) {
        dl_vec_push(arena, &notices,
                    (dl_notice){DL_NOTICE_ERROR, dl_arena_strdup(arena, why.message),
                                why.file[0] ? dl_arena_strdup(arena, why.file) : NULL, why.line, why.column});
        dl_session_raise(session, dl_exit_of(code));
    }
    if (code != DL_OK || !project)
        project = DL_NEW(arena, dl_project);
    for (size_t i = 0; i < project->notice_count; i++)
        dl_vec_push(arena, &notices, project->notices[i]);
    project->notices = notices.at;
    project->notice_count = notices.count;
    say_notices(session, notices.at, notices.count);
    if (project->has_unread || project->has_empty)
        dl_session_raise(session, DL_EXIT_INPUT);
    return project;
}

/* ---- analysis ---- */

/* The jobs are handed out in order, so the first thread's are as good a measure as any. */
static void show_progress(const run_state *run, size_t i)
{
    (void)fprintf(stderr, "\r%zu/%zu %-60.60s", i + 1, run->project->driver_count, run->project->drivers[i]->name);
    (void)fflush(stderr);
}

enum { MOST_REUSED = 16 * 1024 * 1024 }; /* what a large driver took is given back */

static const dl_driver_result *analyse_driver(const run_state *run, dl_worker *worker, const dl_driver *driver)
{
    const dl_driver_result *kept;
    dl_driver_result *result;
    const dl_parse *parse;

    if (!worker->frontend) {
        worker->frontend = dl_frontend_new(run->rules->facts, worker->arena);
        dl_frontend_limit(worker->frontend, run->session->options.timeout, run->session->strays);
        dl_frontend_use_headers(worker->frontend, run->session->options.header_folders,
                                run->session->options.header_folder_count);
    }
    if (!worker->texts)
        worker->texts = dl_names_new(worker->arena);
    if (!worker->driver && !(worker->driver = dl_arena_new(&worker->trap)))
        longjmp(worker->trap.back, 1);
    parse = dl_frontend_parse(worker->frontend, driver, worker->driver);
    result = dl_engine_run(run->rules, driver, parse, run->engine, worker->driver);
    dl_suppress_in_sources(result, run->rules, worker->driver);
    kept = dl_result_keep(result, worker->texts, worker->arena);
    if (dl_arena_used(worker->driver) > MOST_REUSED) {
        dl_arena_free(worker->driver);
        worker->driver = NULL;
    } else {
        dl_arena_reset(worker->driver);
    }
    return kept;
}

typedef struct driver_job {
    run_state *run;
    dl_worker *worker;
    size_t i;
} driver_job;

static void analyse_guarded(void *self)
{
    const driver_job *job = self;
    dl_worker *worker = job->worker;

    if (setjmp(worker->trap.back) == 0)
        job->run->results[job->i] = analyse_driver(job->run, worker, job->run->project->drivers[job->i]);
    else
        worker->frontend = NULL; /* it may have been left half made: given up, the process is about to end */
}

static void analyse(void *self, unsigned number, size_t i)
{
    run_state *run = self;
    driver_job job = {run, &run->workers[number], i};

    if (run->project->drivers[i]->twin)
        return;
    if (number == 0 && run->shows_progress)
        show_progress(run, i);
    if (!job.worker->arena)
        job.worker->arena = dl_arena_new(&job.worker->trap);
    if (job.worker->arena && !dl_run_guarded(analyse_guarded, &job)) {
        run->lost[i]->reason = internal_fault;
        job.worker->frontend = NULL;
        job.worker->texts = NULL;
        job.worker->arena = job.worker->driver = NULL; /* nobody knows in what state they were left */
    }
}

/* The results stand on their own. */
static void drop_tools(dl_worker *worker)
{
    dl_frontend_free(worker->frontend);
    dl_arena_free(worker->driver);
    worker->frontend = NULL;
    worker->driver = NULL;
}

/* What stands for a driver whose analysis ran out of memory or ended by a fault; made before that can happen. */
static dl_driver_result *lost_result(const dl_driver *driver, dl_parse *parse, dl_arena *arena)
{
    dl_driver_result *result = DL_NEW(arena, dl_driver_result);

    parse->status = DL_PARSE_FAILED;
    parse->reason = no_memory;
    result->driver = driver;
    result->parse = parse;
    return result;
}

/* Drivers that differ in their project only share one analysis. */
static void share_results(const run_state *run, dl_arena *arena)
{
    for (size_t i = 0; i < run->project->driver_count; i++) {
        const dl_driver *driver = run->project->drivers[i];

        for (size_t k = 0; driver->twin && k < i; k++)
            if (run->project->drivers[k] == driver->twin) {
                dl_driver_result *copy = dl_arena_copy(arena, run->results[k], sizeof *copy);

                copy->driver = driver;
                run->results[i] = copy;
            }
    }
}

static void end_progress(const run_state *run)
{
    if (run->shows_progress)
        (void)fprintf(stderr, "\r%80s\r", "");
}

static void say_failed_drivers(dl_session *session, const dl_run_result *run)
{
    for (size_t i = 0; i < run->driver_count; i++) {
        const dl_driver_result *result = run->drivers[i];
        dl_notice notice = {DL_NOTICE_ERROR, NULL, result->driver->entry_file, result->driver->entry_line, 0};

        if (result->parse->status != DL_PARSE_FAILED)
            continue;
        notice.message = dl_arena_printf(session->arena, "could not be analysed: %s",
                                         result->parse->reason ? result->parse->reason : "the parser gave no reason");
        dl_say_notice(&notice);
        dl_session_raise(session, result->parse->reason == no_memory || result->parse->reason == internal_fault
                                      ? DL_EXIT_FAULT
                                      : DL_EXIT_INPUT);
    }
}

/* What of the drivers' files could not be read, once for all of them. */
static void say_unread(dl_session *session, const dl_run_result *run)
{
    dl_map *said = dl_map_new(session->arena);

    for (size_t i = 0; i < run->driver_count; i++)
        for (size_t k = 0; k < run->drivers[i]->notice_count; k++) {
            const dl_notice *notice = &run->drivers[i]->notices[k];
            const char *key = dl_arena_printf(session->arena, "%s:%u:%s", notice->file ? notice->file : "",
                                              notice->line, notice->message);

            if (notice->level != DL_NOTICE_NOTE && dl_map_add(said, key, said))
                dl_say_notice(notice);
        }
}

static void analyse_all(dl_session *session, run_state *run)
{
    size_t count = run->project->driver_count;
    const dl_driver_result **lost = DL_NEW_ARRAY(session->arena, count, const dl_driver_result *);
    unsigned threads = session->options.threads;

    run->lost = DL_NEW_ARRAY(session->arena, count, dl_parse *);
    for (size_t i = 0; i < count; i++) {
        run->lost[i] = DL_NEW(session->arena, dl_parse);
        lost[i] = lost_result(run->project->drivers[i], run->lost[i], session->arena);
    }
    run->results = DL_NEW_ARRAY(session->arena, count, const dl_driver_result *);
    session->workers = calloc(threads, sizeof *session->workers);
    if (session->workers) {
        session->worker_count = threads;
        run->workers = session->workers;
        dl_run_parallel(threads, count, analyse, run);
        for (unsigned i = 0; i < threads; i++)
            drop_tools(&run->workers[i]);
        end_progress(run);
    }
    for (size_t i = 0; i < count; i++)
        if (!run->results[i])
            run->results[i] = lost[i];
    share_results(run, session->arena);
}

dl_run_result *dl_run(dl_session *session, const dl_engine_options *engine)
{
    run_state state = {.session = session, .engine = engine};
    dl_status why = {0};
    dl_run_result *run;

    state.rules = dl_run_load_rules(session, &why);
    if (!state.rules)
        return dl_run_nothing(session->arena, &why);
    state.project = dl_run_find(session, state.rules);
    state.shows_progress = dl_is_terminal(stderr) && !session->options.quiet && state.project->driver_count > 1;
    analyse_all(session, &state);
    run = DL_NEW(session->arena, dl_run_result);
    run->rules = state.rules;
    run->project = state.project;
    run->drivers = state.results;
    run->driver_count = state.project->driver_count;
    say_unread(session, run);
    say_failed_drivers(session, run);
    return run;
}

void dl_run_note(dl_session *session, dl_run_result *run, const dl_notice *notices, size_t count)
{
    dl_project *project = dl_arena_copy(session->arena, run->project, sizeof *project);

    project->notices =
        dl_arena_join(session->arena, project->notices, project->notice_count, notices, count, sizeof *notices);
    project->notice_count += count;
    run->project = project;
}

void dl_run_tell(dl_session *session, dl_run_result *run, const dl_notice *notices, size_t count)
{
    dl_run_note(session, run, notices, count);
    say_notices(session, notices, count);
}

void dl_run_release(dl_session *session)
{
    for (size_t i = 0; i < session->worker_count; i++) {
        drop_tools(&session->workers[i]);
        dl_arena_free(session->workers[i].arena);
    }
    free(session->workers);
    session->workers = NULL;
    session->worker_count = 0;
}
