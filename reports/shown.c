#include "reports/shown.h"

#include "reports/pen.h"
#include "reports/utf8.h"
#include "support/platform.h"

#include <string.h>

/* ---- places ---- */

const char *dl_path_shown(const char *path, const dl_report_options *options, dl_arena *arena)
{
    const char *shown = path;

    if (dl_path_is_rooted(path) && options && options->current_folder)
        shown = dl_path_below(path, options->current_folder, arena);
    else if (strchr(path, '\\'))
        shown = dl_path_clean(path, arena);
    return dl_utf8_clean(shown, arena);
}

static dl_place without_text(const char *path, unsigned line, const dl_report_options *options, dl_arena *arena)
{
    dl_place place = {.path = dl_path_shown(path, options, arena), .line = line ? line : 1, .column = 1};

    place.end_line = place.line;
    place.end_column = 1;
    return place;
}

static dl_place with_text(dl_span span, const dl_report_options *options, dl_arena *arena)
{
    dl_place place = {
        .path = dl_path_shown(span.file->path, options, arena),
        .file = span.file->text ? span.file : NULL,
        .offset = span.offset,
        .end = span.end > span.offset ? span.end : span.offset,
        .line = span.line ? span.line : 1,
        .column = span.column ? span.column : 1,
    };
    bool is_ordered = span.end_line > place.line || (span.end_line == place.line && span.end_column >= place.column);

    if (place.file && place.end > place.file->size)
        place.file = NULL;
    place.end_line = is_ordered ? span.end_line : place.line;
    place.end_column = is_ordered ? span.end_column : place.column;
    if (!place.file)
        place.offset = place.end = 0;
    return place;
}

dl_place dl_place_of_entry(const dl_driver_result *driver, const dl_report_options *options, dl_arena *arena)
{
    const dl_function *entry = driver->parse ? driver->parse->entry : NULL;

    if (entry && entry->span.file)
        return with_text(entry->span, options, arena);
    return without_text(driver->driver->entry_file, driver->driver->entry_line, options, arena);
}

dl_place dl_place_of(dl_span span, const dl_driver_result *driver, const dl_report_options *options, dl_arena *arena)
{
    return span.file ? with_text(span, options, arena) : dl_place_of_entry(driver, options, arena);
}

/* ---- lines ---- */

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

static size_t end_of_line(const dl_file *file, size_t at)
{
    while (at < file->size && !is_line_end(file->text[at]))
        at++;
    return at;
}

static size_t next_line(const dl_file *file, size_t at)
{
    at = end_of_line(file, at);
    if (at + 1 < file->size && file->text[at] == '\r' && file->text[at + 1] == '\n')
        at++;
    return at < file->size ? at + 1 : at;
}

dl_line dl_line_at(const dl_file *file, unsigned offset)
{
    size_t start = offset;

    while (start > 0 && !is_line_end(file->text[start - 1]))
        start--;
    return (dl_line){file->text + start, end_of_line(file, start) - start};
}

dl_line dl_lines_of(const dl_file *file, unsigned first, unsigned last)
{
    size_t start = 0, end;

    for (unsigned line = 1; line < first; line++)
        start = next_line(file, start);
    end = end_of_line(file, start);
    for (unsigned line = first; line < last && next_line(file, end) < file->size; line++)
        end = end_of_line(file, next_line(file, end));
    return (dl_line){file->text + start, end - start};
}

/* ---- drivers ---- */

const char *dl_entry_name(const dl_driver_result *driver)
{
    const dl_function *entry = driver->parse ? driver->parse->entry : NULL;

    return entry ? entry->name : driver->driver->entry_function;
}

const char *dl_function_of(const dl_driver_result *driver, dl_span span)
{
    const dl_program *program = driver->parse ? driver->parse->program : NULL;

    for (size_t i = 0; program && span.file && i < program->function_count; i++) {
        const dl_function *function = program->functions[i];

        if (function->span.file == span.file && function->span.offset <= span.offset &&
            span.offset <= function->end.offset)
            return function->name;
    }
    return "";
}

dl_path_list dl_files_of(const dl_driver_result *driver, const dl_report_options *options, dl_arena *arena)
{
    const dl_program *program = driver->parse ? driver->parse->program : NULL;
    dl_path_list list = {0};

    for (size_t i = 0; program && i < program->file_count; i++)
        if (program->files[i]->is_user)
            dl_vec_push(arena, &list, dl_path_shown(program->files[i]->path, options, arena));
    if (list.count == 0)
        dl_vec_push(arena, &list, dl_path_shown(driver->driver->entry_file, options, arena));
    return list;
}

const dl_trace_path *dl_success_path(const dl_driver_result *driver)
{
    return driver->path_count && driver->paths[0].is_success ? &driver->paths[0] : NULL;
}

/* ---- names ---- */

dl_parse_status dl_parse_status_of(const dl_driver_result *driver)
{
    return driver->parse ? driver->parse->status : DL_PARSE_FAILED;
}

const char *dl_parse_status_name(dl_parse_status status)
{
    return status == DL_PARSE_COMPLETE ? "complete" : status == DL_PARSE_DEGRADED ? "degraded" : "failed";
}

const char *dl_verdict_name(dl_verdict_kind kind)
{
    switch (kind) {
    case DL_NOT_APPLICABLE:
        return "not-applicable";
    case DL_SATISFIED:
        return "satisfied";
    case DL_VIOLATED:
        return "violated";
    case DL_UNDETERMINED:
        break;
    }
    return "undetermined";
}

const char *dl_certainty_name(dl_certainty certainty)
{
    return certainty == DL_DEFINITE ? "definite" : "possible";
}

const char *dl_suppression_kind_name(dl_suppression_kind kind)
{
    return kind == DL_IN_SOURCE ? "source" : "baseline";
}

const char *dl_notice_level_name(dl_notice_level level)
{
    return level == DL_NOTICE_ERROR ? "error" : level == DL_NOTICE_WARNING ? "warning" : "note";
}

bool dl_model_is_unchecked(const dl_model *model)
{
    return !model->always && model->rule_count == 0 && model->decided_count < model->requirement_count;
}

bool dl_model_is_undecidable(const dl_model *model)
{
    return model->undecided_count == model->requirement_count - model->decided_count;
}

const char *dl_unchecked_sentence(const dl_model *model, dl_arena *arena)
{
    size_t count = model->requirement_count - model->decided_count;

    if (dl_model_is_undecidable(model) && model->requirement_count == 1)
        return "no rules: its documented requirement cannot be decided from the sources";
    if (dl_model_is_undecidable(model))
        return dl_arena_printf(arena, "no rules: %s of it cannot be decided from the sources",
                               dl_counted(count, "documented requirement", "documented requirements", arena));
    if (model->requirement_count == 1)
        return "no rules yet: its documented requirement is not checked";
    if (model->decided_count == 0)
        return dl_arena_printf(arena, "no rules yet: its %zu documented requirements are not checked", count);
    return dl_arena_printf(arena, "no rules yet: %zu of its %zu documented requirements are not checked", count,
                           model->requirement_count);
}

/* ---- totals ---- */

static void count_driver(dl_totals *totals, const dl_driver_result *driver)
{
    size_t undetermined = totals->verdicts[DL_UNDETERMINED];

    totals->degraded += dl_parse_status_of(driver) == DL_PARSE_DEGRADED;
    totals->failed += dl_parse_status_of(driver) == DL_PARSE_FAILED;
    totals->findings += driver->finding_count;
    for (size_t i = 0; i < driver->finding_count; i++) {
        if (driver->findings[i].suppressed)
            totals->suppressed++;
        else
            totals->levels[driver->findings[i].level]++;
    }
    for (size_t i = 0; i < driver->verdict_count; i++)
        totals->verdicts[driver->verdicts[i].kind]++;
    totals->doubtful_drivers += totals->verdicts[DL_UNDETERMINED] > undetermined;
}

dl_totals dl_totals_of(const dl_run_result *run)
{
    dl_totals totals = {.drivers = run->driver_count};

    for (size_t i = 0; i < run->driver_count; i++)
        count_driver(&totals, run->drivers[i]);
    return totals;
}

/* ---- notices ---- */

typedef struct collector {
    dl_notice_list list;
    dl_map *seen;
    dl_arena *arena;
} collector;

static void collect(collector *all, const dl_notice *notices, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const dl_notice *notice = &notices[i];
        const char *key = dl_arena_printf(all->arena, "%d:%s:%u:%s", (int)notice->level,
                                          notice->file ? notice->file : "", notice->line, notice->message);

        if (dl_map_add(all->seen, key, all->seen))
            dl_vec_push(all->arena, &all->list, notice);
    }
}

dl_notice_list dl_notices_of(const dl_run_result *run, dl_arena *arena)
{
    collector all = {.seen = dl_map_new(arena), .arena = arena};

    if (run->project)
        collect(&all, run->project->notices, run->project->notice_count);
    for (size_t i = 0; i < run->driver_count; i++) {
        const dl_driver_result *driver = run->drivers[i];

        if (driver->parse)
            collect(&all, driver->parse->notices, driver->parse->notice_count);
        collect(&all, driver->notices, driver->notice_count);
    }
    return all.list;
}

/* ---- one finding of several drivers ---- */

bool dl_are_of_one_entry(const dl_driver *a, const dl_driver *b)
{
    return a->entry_line == b->entry_line && strcmp(a->entry_file, b->entry_file) == 0 &&
           strcmp(a->entry_function, b->entry_function) == 0;
}

static bool are_equal(const dl_finding *a, const dl_finding *b)
{
    return a->rule == b->rule && a->level == b->level && a->certainty == b->certainty &&
           a->suppressed == b->suppressed && a->span.line == b->span.line && a->span.column == b->span.column &&
           dl_text_equal(a->span.file ? a->span.file->path : NULL, b->span.file ? b->span.file->path : NULL) &&
           strcmp(a->message, b->message) == 0;
}

static const dl_finding *equal_finding(const dl_driver_result *driver, const dl_finding *finding)
{
    for (size_t i = 0; i < driver->finding_count; i++)
        if (are_equal(&driver->findings[i], finding))
            return &driver->findings[i];
    return NULL;
}

bool dl_has_finding(const dl_driver_result *driver, const dl_finding *finding)
{
    return equal_finding(driver, finding) != NULL;
}

/* The same entry in two projects, or two entries of one binary: an export driver has one beside DriverEntry. */
static bool share_code(const dl_driver *a, const dl_driver *b)
{
    return strcmp(a->entry_file, b->entry_file) == 0 || (a->project && dl_text_equal(a->project, b->project));
}

const dl_finding *dl_report_told_before(const dl_run_result *run, const dl_driver_result *driver,
                                        const dl_finding *finding)
{
    for (size_t i = 0; i < run->driver_count && run->drivers[i] != driver; i++) {
        const dl_finding *told =
            share_code(run->drivers[i]->driver, driver->driver) ? equal_finding(run->drivers[i], finding) : NULL;

        if (told)
            return told;
    }
    return NULL;
}
