#include "reports/sarif.h"

#include "reports/linehash.h"
#include "reports/utf8.h"

#include <ctype.h>
#include <string.h>

/* ---- files ---- */

static size_t artifact_index(dl_sarif *to, const char *path)
{
    dl_artifact *made;

    for (size_t i = 0; i < to->artifacts.count; i++)
        if (strcmp(to->artifacts.at[i]->path, path) == 0)
            return i;
    made = DL_NEW(to->document->arena, dl_artifact);
    made->path = path;
    dl_vec_push(to->document->arena, &to->artifacts, made);
    return to->artifacts.count - 1;
}

static dl_artifact *artifact_of(dl_sarif *to, const char *path)
{
    size_t i = artifact_index(to, path);

    return to->artifacts.at[i];
}

static void collect_files(dl_sarif *to)
{
    for (size_t i = 0; i < to->run->driver_count; i++) {
        dl_path_list files = dl_files_of(to->run->drivers[i], to->options, to->document->arena);

        for (size_t k = 0; k < files.count; k++)
            artifact_of(to, files.at[k])->is_target = true;
    }
}

/* Relative to the current folder, as the path is; a file from elsewhere has a file: address. */
static const char *address_of(const char *path, dl_arena *arena)
{
    bool has_drive = isalpha((unsigned char)path[0]) && path[1] == ':';
    dl_text out;

    dl_text_init(&out, arena);
    if (has_drive)
        dl_text_printf(&out, "file:///%.2s", path);
    else if (path[0] == '/')
        dl_text_add(&out, path[1] == '/' ? "file:" : "file://");
    for (path += has_drive ? 2 : 0; *path; path++) {
        if (isalnum((unsigned char)*path) || strchr("-._~/", *path))
            dl_text_add_char(&out, *path);
        else
            dl_text_printf(&out, "%%%02X", (unsigned)(unsigned char)*path);
    }
    return dl_text_str(&out);
}

static void add_artifacts(dl_sarif *to, cJSON *list)
{
    static const char *const target = "analysisTarget";

    for (size_t i = 0; i < to->artifacts.count; i++) {
        const dl_artifact *artifact = to->artifacts.at[i];
        cJSON *item = dl_put_object(to->document, list, NULL),
              *location = dl_put_object(to->document, item, "location");

        dl_put_string(to->document, location, "uri", address_of(artifact->path, to->document->arena));
        if (artifact->is_target)
            dl_put_strings(to->document, item, "roles", (dl_name_set){&target, 1});
    }
}

/* ---- places ---- */

static void add_snippet(dl_sarif *to, cJSON *region, const char *text, size_t size)
{
    cJSON *snippet = dl_put_object(to->document, region, "snippet");

    dl_put_string(to->document, snippet, "text", dl_utf8_clean_n(text, size, to->document->arena));
}

/* One line at most: a service annotates a change only when each line of the region is part of it. */
static void add_region(dl_sarif *to, cJSON *physical, const dl_place *place)
{
    cJSON *region = dl_put_object(to->document, physical, "region");
    const char *start, *end;
    dl_line line;
    unsigned column;

    dl_put_number(to->document, region, "startLine", place->line);
    if (!place->file)
        return;
    line = dl_line_at(place->file, place->offset);
    start = place->file->text + place->offset;
    end = place->file->text + place->end;
    if (end > line.at + line.size)
        end = line.at + line.size;
    if (end < start)
        end = start;
    column = 1 + dl_utf16_units(line.at, (size_t)(start - line.at));
    dl_put_number(to->document, region, "startColumn", column);
    dl_put_number(to->document, region, "endLine", place->line);
    dl_put_number(to->document, region, "endColumn", column + dl_utf16_units(start, (size_t)(end - start)));
    add_snippet(to, region, start, (size_t)(end - start));
}

static void add_context(dl_sarif *to, cJSON *physical, const dl_place *place)
{
    enum { AROUND = 2 };
    unsigned first = place->line > AROUND ? place->line - AROUND : 1, last = place->line;
    cJSON *region;
    dl_line lines;

    if (!place->file)
        return;
    lines = dl_lines_of(place->file, place->line, place->line + AROUND);
    for (size_t i = 0; i < lines.size; i++)
        last += lines.at[i] == '\n' || (lines.at[i] == '\r' && lines.at[i + 1] != '\n');
    if (first == last)
        return;
    lines = dl_lines_of(place->file, first, last);
    region = dl_put_object(to->document, physical, "contextRegion");
    dl_put_number(to->document, region, "startLine", first);
    dl_put_number(to->document, region, "endLine", last);
    add_snippet(to, region, lines.at, lines.size);
}

static cJSON *add_physical(dl_sarif *to, cJSON *location, const dl_place *place)
{
    cJSON *physical = dl_put_object(to->document, location, "physicalLocation");
    cJSON *artifact = dl_put_object(to->document, physical, "artifactLocation");

    dl_put_string(to->document, artifact, "uri", address_of(place->path, to->document->arena));
    dl_put_number(to->document, artifact, "index", artifact_index(to, place->path));
    add_region(to, physical, place);
    return physical;
}

static void add_location(dl_sarif *to, cJSON *location, const dl_place *place, const char *message)
{
    add_physical(to, location, place);
    if (message)
        dl_sarif_add_message(to, location, "message", message);
}

static dl_place place_of(const dl_sarif *to, dl_span span)
{
    return dl_place_of(span, to->driver, to->options, to->document->arena);
}

/* ---- results ---- */

static void add_main_location(dl_sarif *to, cJSON *result, const dl_finding *finding, const dl_place *place)
{
    cJSON *locations = dl_put_array(to->document, result, "locations");
    cJSON *location = dl_put_object(to->document, locations, NULL);
    const char *function = dl_function_of(to->driver, finding->span);

    add_context(to, add_physical(to, location, place), place);
    if (*function) {
        cJSON *list = dl_put_array(to->document, location, "logicalLocations");
        cJSON *logical = dl_put_object(to->document, list, NULL);

        dl_put_string(to->document, logical, "fullyQualifiedName", function);
        dl_put_string(to->document, logical, "kind", "function");
    }
}

static bool is_state(const dl_path_step_shown *step)
{
    return dl_text_equal(step->kind, "state");
}

/* What the path has established before the finding, and where the driver begins when the finding is in a helper. */
static void add_related(dl_sarif *to, cJSON *result, const dl_finding *finding)
{
    bool is_elsewhere = !dl_text_equal(dl_function_of(to->driver, finding->span), dl_entry_name(to->driver));
    cJSON *list = NULL;
    size_t id = 0;

    for (size_t i = 0; i < finding->path_count + is_elsewhere; i++) {
        bool is_entry = i == finding->path_count;
        dl_place place;
        cJSON *location;

        if (!is_entry && !is_state(&finding->path[i]))
            continue;
        if (!list)
            list = dl_put_array(to->document, result, "relatedLocations");
        place = is_entry ? dl_place_of_entry(to->driver, to->options, to->document->arena)
                         : place_of(to, finding->path[i].span);
        location = dl_put_object(to->document, list, NULL);
        dl_put_number(to->document, location, "id", ++id);
        add_location(to, location, &place, is_entry ? "the entry routine of the driver" : finding->path[i].message);
    }
}

static const char *importance_of(const dl_path_step_shown *step, bool is_last)
{
    if (is_last || is_state(step))
        return "essential";
    return dl_text_equal(step->kind, "decision") || dl_text_equal(step->kind, "event") ? "important" : "unimportant";
}

static void add_kinds(dl_sarif *to, cJSON *item, const char *kind)
{
    static const struct {
        const char *kind, *kinds[2];
        size_t count;
    } table[] = {
        {"enter", {"enter", "function"}, 2},
        {"call", {"call", "function"}, 2},
        {"return", {"return", "function"}, 2},
        {"decision", {"branch"}, 1},
    };

    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        if (dl_text_equal(table[i].kind, kind))
            dl_put_strings(to->document, item, "kinds", (dl_name_set){table[i].kinds, table[i].count});
}

static void add_step(dl_sarif *to, cJSON *list, const dl_finding *finding, size_t i)
{
    const dl_path_step_shown *step = &finding->path[i];
    const dl_place place = place_of(to, step->span);
    cJSON *item = dl_put_object(to->document, list, NULL);

    add_location(to, dl_put_object(to->document, item, "location"), &place, step->message);
    add_kinds(to, item, step->kind);
    dl_put_number(to->document, item, "nestingLevel", step->depth + 1); /* a viewer cuts level 0 off */
    dl_put_number(to->document, item, "executionOrder", i + 1);
    dl_put_string(to->document, item, "importance", importance_of(step, i + 1 == finding->path_count));
}

static void add_flow(dl_sarif *to, cJSON *result, const dl_finding *finding)
{
    cJSON *flows, *threads, *steps;

    if (finding->path_count == 0)
        return;
    flows = dl_put_array(to->document, result, "codeFlows");
    threads = dl_put_array(to->document, dl_put_object(to->document, flows, NULL), "threadFlows");
    steps = dl_put_array(to->document, dl_put_object(to->document, threads, NULL), "locations");
    for (size_t i = 0; i < finding->path_count; i++)
        add_step(to, steps, finding, i);
}

/* The bytes on disk are hashed: without them there is no hash, as a wrong one is worse. */
static const char *line_hash(dl_sarif *to, const dl_place *place)
{
    dl_artifact *artifact = artifact_of(to, place->path);

    if (!place->file || place->file->is_recoded)
        return NULL;
    if (!artifact->hashes)
        artifact->hashes =
            dl_line_hashes(place->file->text, place->file->size, &artifact->hash_count, to->document->arena);
    return place->line <= artifact->hash_count ? artifact->hashes[place->line - 1] : NULL;
}

static void add_fingerprints(dl_sarif *to, cJSON *result, const dl_finding *finding, const dl_place *place)
{
    cJSON *prints = dl_put_object(to->document, result, "partialFingerprints");
    const char *hash = line_hash(to, place);

    if (hash)
        dl_put_string(to->document, prints, "primaryLocationLineHash", hash);
    dl_put_string(to->document, prints, "drvlintContext/v1",
                  dl_report_fingerprint(to->driver, finding, to->document->arena));
}

static void add_suppression(dl_sarif *to, cJSON *list, const dl_suppression *from)
{
    const char *path = dl_path_shown(from->file, to->options, to->document->arena);
    cJSON *item = dl_put_object(to->document, list, NULL);
    const dl_place place = {.path = path, .line = from->line};

    dl_put_string(to->document, item, "kind", from->kind == DL_IN_SOURCE ? "inSource" : "external");
    dl_put_string(to->document, item, "status", "accepted");
    dl_put_string(to->document, item, "justification",
                  from->reason ? from->reason : dl_arena_printf(to->document->arena, "in the baseline %s", path));
    if (from->line)
        add_location(to, dl_put_object(to->document, item, "location"), &place, NULL);
}

/* Those that are gone are in no result: they have no place any more. */
static void add_baseline_state(dl_sarif *to, cJSON *result, const dl_finding *finding)
{
    bool is_known = false;

    if (!to->run->baseline)
        return;
    for (size_t i = 0; i < finding->suppression_count; i++)
        is_known |= finding->suppressions[i].kind == DL_IN_BASELINE;
    dl_put_string(to->document, result, "baselineState", is_known ? "unchanged" : "new");
}

static void add_suppressions(dl_sarif *to, cJSON *result, const dl_finding *finding)
{
    cJSON *list;

    if (!to->has_suppressed)
        return;
    list = dl_put_array(to->document, result, "suppressions");
    for (size_t i = 0; i < finding->suppression_count; i++)
        add_suppression(to, list, &finding->suppressions[i]);
}

/* Those that build the same entry and have the same finding, where there are several. */
static void add_projects(dl_sarif *to, cJSON *properties, const dl_finding *finding)
{
    DL_VEC(const char *) projects = {0};

    for (size_t i = 0; i < to->run->driver_count; i++) {
        const dl_driver_result *other = to->run->drivers[i];

        if (other->driver->project && dl_are_of_one_entry(other->driver, to->driver->driver) &&
            dl_has_finding(other, finding))
            dl_vec_push(to->document->arena, &projects,
                        dl_path_shown(other->driver->project, to->options, to->document->arena));
    }
    if (projects.count > 1)
        dl_put_strings(to->document, properties, "projects", (dl_name_set){projects.at, projects.count});
}

static void add_result(dl_sarif *to, cJSON *results, const dl_finding *finding)
{
    const dl_place place = place_of(to, finding->span);
    cJSON *result = dl_put_object(to->document, results, NULL), *properties;

    dl_put_string(to->document, result, "ruleId", finding->rule->code);
    dl_put_number(to->document, result, "ruleIndex", dl_sarif_rule_index(to, finding->rule));
    dl_put_string(to->document, result, "kind", "fail");
    dl_put_string(to->document, result, "level", dl_level_name(finding->level));
    dl_sarif_add_message(to, result, "message", finding->message);
    add_main_location(to, result, finding, &place);
    add_related(to, result, finding);
    add_flow(to, result, finding);
    add_fingerprints(to, result, finding, &place);
    add_suppressions(to, result, finding);
    add_baseline_state(to, result, finding);
    properties = dl_put_object(to->document, result, "properties");
    dl_put_string(to->document, properties, "certainty", dl_certainty_name(finding->certainty));
    dl_put_string(to->document, properties, "driver", to->driver->driver->name);
    add_projects(to, properties, finding);
    dl_put_strings(to->document, properties, "requirements", finding->requirements);
}

/* ---- notifications ---- */

static cJSON *add_notification(dl_sarif *to, cJSON *list, dl_sarif_notice kind, const char *level, const char *message)
{
    cJSON *item = dl_put_object(to->document, list, NULL),
          *descriptor = dl_put_object(to->document, item, "descriptor");

    dl_put_string(to->document, descriptor, "id", dl_sarif_notice_id(kind));
    dl_put_number(to->document, descriptor, "index", (size_t)kind);
    dl_put_string(to->document, item, "level", level);
    dl_sarif_add_message(to, item, "message", message);
    return item;
}

static void add_notification_place(dl_sarif *to, cJSON *notification, const dl_place *place)
{
    cJSON *list = dl_put_array(to->document, notification, "locations");

    add_location(to, dl_put_object(to->document, list, NULL), place, NULL);
}

static void add_notices(dl_sarif *to, cJSON *list)
{
    dl_notice_list notices = dl_notices_of(to->run, to->document->arena);

    for (size_t i = 0; i < notices.count; i++) {
        const dl_notice *notice = notices.at[i];
        cJSON *item = add_notification(to, list, DL_SARIF_NOTICE, dl_notice_level_name(notice->level), notice->message);
        dl_place place = {.line = notice->line};
        cJSON *location, *artifact;

        if (!notice->file)
            continue;
        place.path = dl_path_shown(notice->file, to->options, to->document->arena);
        if (notice->line) {
            add_notification_place(to, item, &place);
            continue;
        }
        location = dl_put_object(to->document, dl_put_array(to->document, item, "locations"), NULL);
        location = dl_put_object(to->document, location, "physicalLocation");
        artifact = dl_put_object(to->document, location, "artifactLocation");
        dl_put_string(to->document, artifact, "uri", address_of(place.path, to->document->arena));
        dl_put_number(to->document, artifact, "index", artifact_index(to, place.path));
    }
}

static void add_parse_notice(dl_sarif *to, cJSON *list)
{
    const dl_parse *parse = to->driver->parse;
    dl_parse_status status = dl_parse_status_of(to->driver);
    const dl_place entry = dl_place_of_entry(to->driver, to->options, to->document->arena);
    const char *message;
    cJSON *item;

    if (status == DL_PARSE_COMPLETE)
        return;
    message =
        dl_arena_printf(to->document->arena, "Driver %s is %s: %s", to->driver->driver->name,
                        dl_parse_status_name(status), parse && parse->reason ? parse->reason : "no reason was given");
    item = status == DL_PARSE_FAILED ? add_notification(to, list, DL_SARIF_FAILED, "error", message)
                                     : add_notification(to, list, DL_SARIF_DEGRADED, "warning", message);
    add_notification_place(to, item, &entry);
}

static void add_undetermined(dl_sarif *to, cJSON *list, const dl_verdict *verdict)
{
    dl_arena *arena = to->document->arena;
    const dl_place place = verdict->evidence_count ? place_of(to, verdict->evidence[0].span)
                                                   : dl_place_of_entry(to->driver, to->options, arena);
    const char *reason = verdict->reason && *verdict->reason ? verdict->reason : "no reason was given";
    const char *message = dl_arena_printf(arena, "Driver %s: %s%s%s could not be decided: %s", to->driver->driver->name,
                                          verdict->rule->id, verdict->requirement ? ", " : "",
                                          verdict->requirement ? verdict->requirement : "", reason);
    cJSON *item = add_notification(to, list, DL_SARIF_UNDETERMINED, "note", message), *rule;

    rule = dl_put_object(to->document, item, "associatedRule");
    dl_put_string(to->document, rule, "id", verdict->rule->code);
    dl_put_number(to->document, rule, "index", dl_sarif_rule_index(to, verdict->rule));
    add_notification_place(to, item, &place);
}

static void add_models(dl_sarif *to, cJSON *list)
{
    const dl_place entry = dl_place_of_entry(to->driver, to->options, to->document->arena);
    bool has_unchecked = false;
    dl_text text;

    if (to->driver->model_count == 0)
        return;
    dl_text_init(&text, to->document->arena);
    dl_text_printf(&text, "Driver %s was taken for", to->driver->driver->name);
    for (size_t i = 0; i < to->driver->model_count; i++)
        dl_text_printf(&text, "%s %s%s", i ? "," : "", to->driver->models[i].model->id,
                       to->driver->models[i].is_thin ? " (thin evidence)" : "");
    for (size_t i = 0; i < to->driver->model_count; i++) {
        const dl_model *model = to->driver->models[i].model;

        if (!dl_model_is_unchecked(model))
            continue;
        dl_text_printf(&text, "; %s has %s", model->id, dl_unchecked_sentence(model, to->document->arena));
        has_unchecked = true;
    }
    add_notification_place(
        to, add_notification(to, list, DL_SARIF_MODELS, has_unchecked ? "warning" : "note", dl_text_str(&text)),
        &entry);
}

static void add_notifications(dl_sarif *to, cJSON *list)
{
    add_notices(to, list);
    for (size_t i = 0; i < to->run->driver_count; i++) {
        to->driver = to->run->drivers[i];
        add_parse_notice(to, list);
        add_models(to, list);
        for (size_t k = 0; k < to->driver->verdict_count; k++)
            if (to->driver->verdicts[k].kind == DL_UNDETERMINED)
                add_undetermined(to, list, &to->driver->verdicts[k]);
    }
}

/* ---- the run ---- */

static void add_invocation(dl_sarif *to, cJSON *run, const dl_totals *totals)
{
    const dl_project *project = to->run->project;
    bool is_whole = totals->failed == 0 && !(project && (project->has_unread || project->has_empty));
    cJSON *list = dl_put_array(to->document, run, "invocations"), *item = dl_put_object(to->document, list, NULL);

    if (to->options->command_line)
        dl_put_string(to->document, item, "commandLine", to->options->command_line);
    dl_put_number(to->document, item, "exitCode", (size_t)to->options->exit_status);
    dl_put_bool(to->document, item, "executionSuccessful", to->options->exit_status < 2 && is_whole);
    add_notifications(to, dl_put_array(to->document, item, "toolExecutionNotifications"));
}

static void add_totals(dl_sarif *to, cJSON *run, const dl_totals *totals)
{
    cJSON *properties = dl_put_object(to->document, run, "properties"), *verdicts;

    dl_put_number(to->document, properties, "drivers", totals->drivers);
    dl_put_number(to->document, properties, "degraded", totals->degraded);
    dl_put_number(to->document, properties, "failed", totals->failed);
    verdicts = dl_put_object(to->document, properties, "verdicts");
    for (int kind = DL_VERDICT_KINDS; kind-- > 0;)
        dl_put_number(to->document, verdicts, dl_verdict_name((dl_verdict_kind)kind), totals->verdicts[kind]);
}

static void build(dl_document *document, const dl_run_result *result, const dl_report_options *options)
{
    const dl_totals totals = dl_totals_of(result);
    dl_sarif to = {.document = document, .run = result, .options = options, .has_suppressed = totals.suppressed > 0};
    cJSON *run, *artifacts, *results;

    dl_put_string(document, document->root, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    dl_put_string(document, document->root, "version", "2.1.0");
    run = dl_put_object(document, dl_put_array(document, document->root, "runs"), NULL);
    dl_sarif_collect_rules(&to);
    collect_files(&to);
    dl_sarif_add_tool(&to, run);
    add_invocation(&to, run, &totals);
    dl_put_string(document, run, "columnKind", "utf16CodeUnits");
    artifacts = dl_put_array(document, run, "artifacts");
    results = dl_put_array(document, run, "results");
    for (size_t i = 0; i < result->driver_count; i++) {
        to.driver = result->drivers[i];
        for (size_t k = 0; k < to.driver->finding_count; k++)
            if (!dl_report_told_before(result, to.driver, &to.driver->findings[k]))
                add_result(&to, results, &to.driver->findings[k]);
    }
    add_artifacts(&to, artifacts); /* results may have named more */
    add_totals(&to, run, &totals);
}

void dl_report_sarif(dl_text *out, const dl_run_result *run, const dl_report_options *options)
{
    dl_document_write(out, build, run, options);
}
