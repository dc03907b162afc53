/* check.c: the commands `check` and `trace`. */
#include "cli/configure.h"
#include "cli/run.h"
#include "policy/baseline.h"
#include "policy/suppress.h"
#include "support/platform.h"

#include <stdlib.h>

static bool wants_color(const dl_options *options)
{
    if (options->color == DL_COLOR_AUTO)
        return !getenv("NO_COLOR") && dl_is_terminal(stdout);
    return options->color == DL_COLOR_ALWAYS;
}

static void judge_driver(dl_session *session, const dl_driver_result *result)
{
    const dl_options *options = &session->options;

    if (options->fail_on == DL_FAIL_ON_NEVER)
        return;
    for (size_t i = 0; i < result->finding_count; i++)
        if (!result->findings[i].suppressed && (unsigned)result->findings[i].level >= options->fail_on)
            dl_session_raise(session, DL_EXIT_FINDINGS);
    for (size_t i = 0; options->strict && i < result->verdict_count; i++)
        if (result->verdicts[i].kind == DL_UNDETERMINED)
            dl_session_raise(session, DL_EXIT_FINDINGS);
}

static dl_report_options report_options(const dl_session *session)
{
    return (dl_report_options){.current_folder = dl_path_current(session->arena),
                               .command_line = session->options.command_line,
                               .verbose = session->options.verbose,
                               .quiet = session->options.quiet,
                               .exit_status = (int)session->status};
}

/* The files first, as one that cannot be written changes the status that the others tell. */
static void write_reports(dl_session *session, const dl_run_result *run)
{
    dl_report_options how = report_options(session);

    for (size_t i = 0; i < session->options.report_count; i++) {
        const dl_report_target *target = &session->options.reports[i];
        dl_status why = {0};
        dl_text text;

        dl_text_init(&text, session->arena);
        how.exit_status = (int)session->status;
        target->write(&text, run, &how);
        if (dl_file_write(target->path, dl_text_str(&text), text.count, session->arena, &why) != DL_OK)
            dl_session_fail(session, &why);
    }
    how.color = wants_color(&session->options);
    how.exit_status = (int)session->status;
    dl_report_by_name(session->options.format)(&session->out, run, &how);
}

static int by_size(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;

    return (a > b) - (a < b);
}

static double median(double *values, size_t count)
{
    qsort(values, count, sizeof *values, by_size);
    return count ? values[count / 2] : 0;
}

/* One line for each driver; times are in no report, as the same input gives the same report. */
static void say_parses(const dl_run_result *run, dl_arena *arena)
{
    double *rounds = DL_NEW_ARRAY(arena, run->driver_count, double);
    double *seconds = DL_NEW_ARRAY(arena, run->driver_count, double);

    for (size_t i = 0; i < run->driver_count; i++) {
        const dl_parse *parse = run->drivers[i]->parse;

        rounds[i] = parse->rounds;
        seconds[i] = parse->seconds;
        (void)fprintf(stderr, "drvlint: %s: %u rounds, %u events, %u lost, %u synthesized, %.1f ms\n",
                      run->drivers[i]->driver->entry_file, parse->rounds, parse->events, parse->lost,
                      parse->synthesized, parse->seconds * 1e3);
    }
    if (run->driver_count > 0)
        (void)fprintf(stderr, "drvlint: half of the drivers took no more than %.0f rounds, and %.1f ms to parse\n",
                      median(rounds, run->driver_count), median(seconds, run->driver_count) * 1e3);
}

static void say_effort(const dl_run_result *run)
{
    double parse = 0, analysis = 0;
    unsigned long events = 0, lost = 0, visits = 0, degraded = 0, bodies = 0;

    for (size_t i = 0; i < run->driver_count; i++) {
        const dl_driver_result *result = run->drivers[i];

        if (result->driver->twin)
            continue; /* one analysis for both */
        parse += result->parse->seconds;
        analysis += result->seconds;
        events += result->parse->events;
        lost += result->parse->lost;
        visits += result->edge_visits;
        for (size_t at = 0; result->parse->program && at < result->parse->program->function_count; at++) {
            bodies++;
            degraded += result->parse->program->functions[at]->lost_count > 0;
        }
    }
    (void)fprintf(stderr,
                  "drvlint: %zu drivers, %lu functions (%lu degraded), %lu events (%lu lost)\n"
                  "drvlint: %.3f s parsing, %.3f s analysis, %lu edges visited\n",
                  run->driver_count, bodies, degraded, events, lost, parse, analysis, visits);
}

static dl_engine_options engine_options(const dl_session *session, dl_wanted_paths paths)
{
    return (dl_engine_options){
        .models = session->options.models, .model_count = session->options.model_count, .paths = paths};
}

/* Of the reports of a check the JSON report alone tells a way through the entry. */
static dl_wanted_paths wanted_paths(const dl_options *options)
{
    bool is_told = dl_report_by_name(options->format) == dl_report_json;

    for (size_t i = 0; i < options->report_count; i++)
        is_told |= options->reports[i].write == dl_report_json;
    return is_told ? DL_PATHS_SUCCESS : DL_PATHS_NONE;
}

/* Whether all was looked at that was asked for, as far as it could be read. */
static bool is_complete(const dl_session *session)
{
    return session->status != DL_EXIT_USAGE && session->status != DL_EXIT_FAULT;
}

static void hold_against(dl_session *session, dl_baseline *baseline, dl_run_result *run)
{
    const char *current = dl_path_current(session->arena);
    dl_notice gone;

    dl_baseline_apply(baseline, run, current, session->arena);
    if (is_complete(session) && dl_baseline_notices(&gone, baseline, run, current, session->arena) > 0)
        dl_run_tell(session, run, &gone, 1);
}

/* Of a run that did not come to its end nothing is written: what stands there is worth more. */
static void write_baseline(dl_session *session, const dl_run_result *run)
{
    const char *path = session->options.new_baseline;
    dl_status why = {0};

    if (!is_complete(session))
        (void)dl_fail_at(&why, DL_USAGE, path, 0, 0, "is not written, as not all was analysed that was asked for");
    else
        (void)dl_baseline_write(path, run, dl_path_current(session->arena), session->arena, &why);
    if (why.code != DL_OK)
        dl_session_fail(session, &why);
}

/* With what was used of the project's own settings. */
static dl_run_result *run_configured(dl_session *session, const dl_engine_options *engine)
{
    dl_run_result *run = dl_run(session, engine);
    const dl_notice used = {DL_NOTICE_NOTE, "the settings of this file are used", session->options.config.path, 0, 0};

    if (used.file) {
        dl_run_note(session, run, &used, 1);
        if (session->options.verbose)
            dl_say_notice(&used);
    }
    return run;
}

static dl_run_result *run_against(dl_session *session, dl_baseline *baseline)
{
    dl_engine_options engine = engine_options(session, wanted_paths(&session->options));
    dl_run_result *run = run_configured(session, &engine);
    size_t count;
    const dl_notice *notices = dl_suppress_notices(&count, run, session->arena);

    dl_run_tell(session, run, notices, count);
    if (baseline)
        hold_against(session, baseline, run);
    for (size_t i = 0; i < run->driver_count; i++)
        judge_driver(session, run->drivers[i]);
    return run;
}

static dl_run_result *refuse(dl_session *session, const dl_status *why)
{
    dl_session_fail(session, why);
    return dl_run_nothing(session->arena, why);
}

void dl_command_check(dl_session *session)
{
    dl_code code;
    dl_baseline *baseline = NULL;
    const dl_run_result *run;
    dl_status why = {0};

    code = dl_configure(session, &why);
    if (code == DL_OK && session->options.baseline)
        code = dl_baseline_read(&baseline, session->options.baseline, session->arena, &why);
    run = code == DL_OK ? run_against(session, baseline) : refuse(session, &why);
    if (session->options.new_baseline)
        write_baseline(session, run);
    write_reports(session, run);
    if (session->options.verbose) {
        say_parses(run, session->arena);
        say_effort(run);
    }
}

void dl_command_check_failed(dl_session *session, const char *message)
{
    dl_status why = {0};

    (void)dl_fail(&why, DL_NO_MEMORY, "%s", message);
    write_reports(session, dl_run_nothing(session->arena, &why));
}

void dl_command_trace(dl_session *session)
{
    dl_engine_options engine;
    const dl_run_result *run;
    dl_report_options how;
    dl_status why = {0};

    if (dl_configure(session, &why) == DL_OK) {
        engine = engine_options(session, DL_PATHS_ALL);
        run = run_configured(session, &engine);
    } else {
        run = refuse(session, &why);
    }
    how = report_options(session);
    how.color = wants_color(&session->options);
    if (dl_text_equal(session->options.format, "dot"))
        dl_report_dot(&session->out, run, &how);
    else
        dl_report_trace(&session->out, run, &how);
    if (session->options.verbose) {
        say_parses(run, session->arena);
        say_effort(run);
    }
}
