/* The report drvlint-report-1: keys may be added, none changes its name or meaning. Its schema stands beside this file.
 */
#include "reports/document.h"
#include "reports/shown.h"
#include "ruleset/explain.h"

typedef struct writer {
    dl_document *document;
    const dl_run_result *run;
    const dl_report_options *options;
    const dl_driver_result *driver; /* the one being written */
} writer;

static dl_place place_of(const writer *to, dl_span span)
{
    return dl_place_of(span, to->driver, to->options, to->document->arena);
}

static void add_start(const writer *to, cJSON *object, const dl_place *place)
{
    dl_put_string(to->document, object, "file", place->path);
    dl_put_number(to->document, object, "line", place->line);
    dl_put_number(to->document, object, "column", place->column);
}

static void add_tool(const writer *to)
{
    cJSON *tool = dl_put_object(to->document, to->document->root, "tool");

    dl_put_string(to->document, tool, "name", "drvlint");
    dl_put_string(to->document, tool, "version", DRVLINT_VERSION);
    dl_put_number(to->document, tool, "rules", to->run->rules ? to->run->rules->rule_count : 0);
}

static void add_entry(const writer *to, cJSON *driver)
{
    cJSON *entry = dl_put_object(to->document, driver, "entry");
    const dl_place place = dl_place_of_entry(to->driver, to->options, to->document->arena);

    dl_put_string(to->document, entry, "function", dl_entry_name(to->driver));
    add_start(to, entry, &place);
}

static void add_model(const writer *to, cJSON *models, const dl_model_hit *hit)
{
    cJSON *model = dl_put_object(to->document, models, NULL), *list;

    dl_put_string(to->document, model, "id", hit->model->id);
    dl_put_bool(to->document, model, "thin", hit->is_thin);
    dl_put_number(to->document, model, "unchecked", hit->model->requirement_count - hit->model->decided_count);
    list = dl_put_array(to->document, model, "evidence");
    for (size_t i = 0; i < hit->evidence_count; i++) {
        const dl_model_evidence *evidence = &hit->evidence[i];
        cJSON *item = dl_put_object(to->document, list, NULL);

        dl_put_string(to->document, item, "kind", evidence->kind);
        dl_put_string(to->document, item, "detail", evidence->detail);
        dl_put_string(to->document, item, "file",
                      evidence->file ? dl_path_shown(evidence->file, to->options, to->document->arena) : NULL);
        if (evidence->line)
            dl_put_number(to->document, item, "line", evidence->line);
        else
            dl_put_string(to->document, item, "line", NULL);
    }
}

static void add_models(const writer *to, cJSON *driver)
{
    cJSON *models = dl_put_array(to->document, driver, "models");

    for (size_t i = 0; i < to->driver->model_count; i++)
        add_model(to, models, &to->driver->models[i]);
}

static void add_files(const writer *to, cJSON *driver)
{
    cJSON *files = dl_put_array(to->document, driver, "files");
    dl_path_list paths = dl_files_of(to->driver, to->options, to->document->arena);

    for (size_t i = 0; i < paths.count; i++)
        dl_put_string(to->document, files, NULL, paths.at[i]);
}

static void add_lost(const writer *to, cJSON *parse)
{
    const dl_program *program = to->driver->parse ? to->driver->parse->program : NULL;
    cJSON *list = dl_put_array(to->document, parse, "lostEvents");

    for (size_t i = 0; program && i < program->function_count; i++) {
        const dl_function *function = program->functions[i];

        for (size_t k = 0; k < function->lost_count; k++) {
            const dl_place place = place_of(to, function->lost[k].span);
            cJSON *item = dl_put_object(to->document, list, NULL);

            dl_put_string(to->document, item, "function", function->name);
            dl_put_string(to->document, item, "kind", function->lost[k].kind);
            dl_put_string(to->document, item, "detail", function->lost[k].detail);
            add_start(to, item, &place);
        }
    }
}

static void add_parse(const writer *to, cJSON *driver)
{
    static const dl_parse none = {.status = DL_PARSE_FAILED};
    const dl_parse *from = to->driver->parse ? to->driver->parse : &none;
    cJSON *parse = dl_put_object(to->document, driver, "parse");

    dl_put_string(to->document, parse, "status", dl_parse_status_name(from->status));
    dl_put_string(to->document, parse, "reason", from->reason);
    dl_put_number(to->document, parse, "unresolved", from->unresolved);
    dl_put_number(to->document, parse, "synthesized", from->synthesized);
    dl_put_number(to->document, parse, "rounds", from->rounds);
    dl_put_number(to->document, parse, "events", from->events);
    dl_put_number(to->document, parse, "lost", from->lost);
    add_lost(to, parse);
}

static void add_path(const writer *to, cJSON *item, const dl_finding *finding)
{
    cJSON *path = dl_put_array(to->document, item, "path");

    for (size_t i = 0; i < finding->path_count; i++) {
        const dl_path_step_shown *step = &finding->path[i];
        const dl_place place = place_of(to, step->span);
        cJSON *object = dl_put_object(to->document, path, NULL);

        add_start(to, object, &place);
        dl_put_string(to->document, object, "message", step->message);
        dl_put_string(to->document, object, "kind", step->kind);
        dl_put_number(to->document, object, "depth", step->depth);
    }
}

static void add_sources(const writer *to, cJSON *item, const dl_rule *rule)
{
    cJSON *sources = dl_put_array(to->document, item, "sources");

    for (size_t i = 0; i < rule->source_count; i++) {
        cJSON *source = dl_put_object(to->document, sources, NULL);

        dl_put_string(to->document, source, "document", rule->sources[i].document);
        dl_put_string(to->document, source, "heading", rule->sources[i].heading);
        dl_put_string(to->document, source, "address", dl_source_address(rule, &rule->sources[i], to->document->arena));
    }
}

static void add_suppressions(const writer *to, cJSON *item, const dl_finding *finding)
{
    cJSON *list;

    dl_put_bool(to->document, item, "suppressed", finding->suppressed);
    if (!finding->suppressed)
        return;
    list = dl_put_array(to->document, item, "suppressions");
    for (size_t i = 0; i < finding->suppression_count; i++) {
        const dl_suppression *from = &finding->suppressions[i];
        cJSON *made = dl_put_object(to->document, list, NULL);

        dl_put_string(to->document, made, "kind", dl_suppression_kind_name(from->kind));
        dl_put_string(to->document, made, "reason", from->reason);
        dl_put_string(to->document, made, "file", dl_path_shown(from->file, to->options, to->document->arena));
        if (from->line)
            dl_put_number(to->document, made, "line", from->line);
        else
            dl_put_string(to->document, made, "line", NULL);
    }
}

static void add_finding(const writer *to, cJSON *findings, const dl_finding *finding)
{
    const dl_place place = place_of(to, finding->span);
    cJSON *item = dl_put_object(to->document, findings, NULL);

    dl_put_string(to->document, item, "rule", finding->rule->id);
    dl_put_string(to->document, item, "code", finding->rule->code);
    dl_put_strings(to->document, item, "requirements", finding->requirements);
    dl_put_string(to->document, item, "level", dl_level_name(finding->level));
    dl_put_string(to->document, item, "certainty", dl_certainty_name(finding->certainty));
    dl_put_string(to->document, item, "message", finding->message);
    add_start(to, item, &place);
    dl_put_number(to->document, item, "endLine", place.end_line);
    dl_put_number(to->document, item, "endColumn", place.end_column);
    dl_put_string(to->document, item, "function", dl_function_of(to->driver, finding->span));
    add_path(to, item, finding);
    dl_put_string(to->document, item, "fix", finding->rule->fix);
    add_sources(to, item, finding->rule);
    dl_put_string(to->document, item, "fingerprint", dl_report_fingerprint(to->driver, finding, to->document->arena));
    add_suppressions(to, item, finding);
}

static void add_verdict(const writer *to, cJSON *verdicts, const dl_verdict *verdict)
{
    cJSON *item = dl_put_object(to->document, verdicts, NULL), *list;

    dl_put_string(to->document, item, "rule", verdict->rule->id);
    dl_put_string(to->document, item, "code", verdict->rule->code);
    dl_put_strings(to->document, item, "requirements",
                   (dl_name_set){&verdict->requirement, verdict->requirement ? 1 : 0});
    dl_put_string(to->document, item, "verdict", dl_verdict_name(verdict->kind));
    dl_put_string(to->document, item, "reason", verdict->reason ? verdict->reason : "");
    list = dl_put_array(to->document, item, "evidence");
    for (size_t i = 0; i < verdict->evidence_count; i++) {
        const dl_place place = place_of(to, verdict->evidence[i].span);
        cJSON *evidence = dl_put_object(to->document, list, NULL);

        add_start(to, evidence, &place);
        dl_put_string(to->document, evidence, "message", verdict->evidence[i].message);
    }
}

static void add_trace(const writer *to, cJSON *driver)
{
    const dl_trace_path *path = dl_success_path(to->driver);
    cJSON *trace = dl_put_array(to->document, driver, "trace");

    for (size_t i = 0; path && i < path->event_count; i++) {
        const dl_place place = place_of(to, path->events[i].span);
        cJSON *item = dl_put_object(to->document, trace, NULL);

        add_start(to, item, &place);
        dl_put_string(to->document, item, "event", path->events[i].event);
        dl_put_string(to->document, item, "kind", path->events[i].kind);
        dl_put_number(to->document, item, "depth", path->events[i].depth);
    }
}

static void add_driver(const writer *to, cJSON *drivers)
{
    const dl_driver_result *from = to->driver;
    cJSON *driver = dl_put_object(to->document, drivers, NULL), *list;

    dl_put_string(to->document, driver, "name", from->driver->name);
    dl_put_string(to->document, driver, "project",
                  from->driver->project ? dl_path_shown(from->driver->project, to->options, to->document->arena)
                                        : NULL);
    if (from->driver->project) {
        dl_put_string(to->document, driver, "target", from->driver->target);
        dl_put_bool(to->document, driver, "userMode", from->driver->is_user_mode);
    }
    add_entry(to, driver);
    add_models(to, driver);
    add_files(to, driver);
    add_parse(to, driver);
    list = dl_put_array(to->document, driver, "findings");
    for (size_t i = 0; i < from->finding_count; i++)
        add_finding(to, list, &from->findings[i]);
    list = dl_put_array(to->document, driver, "verdicts");
    for (size_t i = 0; i < from->verdict_count; i++)
        add_verdict(to, list, &from->verdicts[i]);
    add_trace(to, driver);
}

static void add_notices(const writer *to)
{
    cJSON *list = dl_put_array(to->document, to->document->root, "notifications");
    dl_notice_list notices = dl_notices_of(to->run, to->document->arena);

    for (size_t i = 0; i < notices.count; i++) {
        const dl_notice *notice = notices.at[i];
        cJSON *item = dl_put_object(to->document, list, NULL);

        dl_put_string(to->document, item, "level", dl_notice_level_name(notice->level));
        dl_put_string(to->document, item, "message", notice->message);
        dl_put_string(to->document, item, "file",
                      notice->file ? dl_path_shown(notice->file, to->options, to->document->arena) : NULL);
        if (notice->line)
            dl_put_number(to->document, item, "line", notice->line);
        else
            dl_put_string(to->document, item, "line", NULL);
    }
}

static void add_summary(const writer *to)
{
    const dl_totals totals = dl_totals_of(to->run);
    cJSON *summary = dl_put_object(to->document, to->document->root, "summary"), *verdicts;

    dl_put_number(to->document, summary, "drivers", totals.drivers);
    dl_put_number(to->document, summary, "findings", totals.findings);
    dl_put_number(to->document, summary, "degraded", totals.degraded);
    dl_put_number(to->document, summary, "failed", totals.failed);
    dl_put_number(to->document, summary, "suppressed", totals.suppressed);
    dl_put_number(to->document, summary, "errors", totals.levels[DL_LEVEL_ERROR]);
    dl_put_number(to->document, summary, "warnings", totals.levels[DL_LEVEL_WARNING]);
    dl_put_number(to->document, summary, "notes", totals.levels[DL_LEVEL_NOTE]);
    verdicts = dl_put_object(to->document, summary, "verdicts");
    dl_put_number(to->document, verdicts, "satisfied", totals.verdicts[DL_SATISFIED]);
    dl_put_number(to->document, verdicts, "violated", totals.verdicts[DL_VIOLATED]);
    dl_put_number(to->document, verdicts, "undetermined", totals.verdicts[DL_UNDETERMINED]);
    dl_put_number(to->document, verdicts, "not-applicable", totals.verdicts[DL_NOT_APPLICABLE]);
}

static void build(dl_document *document, const dl_run_result *run, const dl_report_options *options)
{
    writer to = {.document = document, .run = run, .options = options};
    cJSON *drivers;

    dl_put_string(document, document->root, "schema", "drvlint-report-1");
    add_tool(&to);
    drivers = dl_put_array(document, document->root, "drivers");
    for (size_t i = 0; i < run->driver_count; i++) {
        to.driver = run->drivers[i];
        add_driver(&to, drivers);
    }
    add_notices(&to);
    add_summary(&to);
}

void dl_report_json(dl_text *out, const dl_run_result *run, const dl_report_options *options)
{
    dl_document_write(out, build, run, options);
}
