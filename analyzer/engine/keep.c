/* keep.c: see keep.h. */
#include "engine/keep.h"

#include "support/table.h"

typedef struct keeper {
    dl_arena *arena;
    dl_names *texts;
    dl_table files; /* dl_file → its copy */
} keeper;

static const char *keep_text(keeper *k, const char *text)
{
    return text ? dl_name(k->texts, text) : NULL;
}

/* The copy of a file; its text only where something in it is shown. */
static const dl_file *keep_file(keeper *k, const dl_file *file, bool wants_text)
{
    dl_file *made = dl_table_get(&k->files, file);

    if (!made) {
        made = dl_arena_copy(k->arena, file, sizeof *file);
        made->path = keep_text(k, file->path);
        made->text = NULL;
        dl_table_set(&k->files, file, made);
    }
    if (wants_text && !made->text && file->text)
        made->text = dl_arena_strndup(k->arena, file->text, file->size);
    return made;
}

static dl_span keep_span(keeper *k, dl_span span)
{
    if (span.file)
        span.file = keep_file(k, span.file, true);
    return span;
}

/* A function is found by its place; nothing of its text is shown. */
static dl_span keep_place(keeper *k, dl_span span)
{
    if (span.file)
        span.file = keep_file(k, span.file, false);
    return span;
}

static const dl_notice *keep_notices(keeper *k, const dl_notice *notices, size_t count)
{
    dl_notice *made = DL_NEW_ARRAY(k->arena, count, dl_notice);

    for (size_t i = 0; i < count; i++) {
        made[i] = notices[i];
        made[i].message = keep_text(k, notices[i].message);
        made[i].file = keep_text(k, notices[i].file);
    }
    return made;
}

/* ---- the program ---- */

static const dl_function *keep_function(keeper *k, const dl_function *function)
{
    dl_function *made = DL_NEW(k->arena, dl_function);
    dl_lost *lost = DL_NEW_ARRAY(k->arena, function->lost_count, dl_lost);

    made->name = keep_text(k, function->name);
    made->span = keep_place(k, function->span);
    made->end = keep_place(k, function->end);
    made->events = function->events;
    for (size_t i = 0; i < function->lost_count; i++)
        lost[i] = (dl_lost){keep_span(k, function->lost[i].span), keep_text(k, function->lost[i].kind),
                            keep_text(k, function->lost[i].detail)};
    made->lost = lost;
    made->lost_count = function->lost_count;
    return made;
}

static const dl_program *keep_program(keeper *k, const dl_program *program, const dl_function *entry, dl_parse *parse)
{
    dl_program *made = DL_NEW(k->arena, dl_program);
    const dl_file **files = DL_NEW_ARRAY(k->arena, program->file_count, const dl_file *);
    const dl_function **functions = DL_NEW_ARRAY(k->arena, program->function_count, const dl_function *);

    for (size_t i = 0; i < program->file_count; i++)
        files[i] = keep_file(k, program->files[i], false);
    for (size_t i = 0; i < program->function_count; i++) {
        functions[i] = keep_function(k, program->functions[i]);
        if (program->functions[i] == entry)
            parse->entry = functions[i];
    }
    made->arena = k->arena;
    made->files = files;
    made->file_count = program->file_count;
    made->functions = functions;
    made->function_count = program->function_count;
    return made;
}

static const dl_parse *keep_parse(keeper *k, const dl_parse *parse)
{
    dl_parse *made = dl_arena_copy(k->arena, parse, sizeof *parse);

    made->entry = NULL;
    if (parse->program)
        made->program = keep_program(k, parse->program, parse->entry, made);
    if (parse->entry && !made->entry)
        made->entry = keep_function(k, parse->entry);
    if (parse->entry)
        (void)keep_span(k, parse->entry->span); /* stands where something has no place of its own */
    made->files = NULL;
    made->reason = keep_text(k, parse->reason);
    made->notices = keep_notices(k, parse->notices, parse->notice_count);
    return made;
}

/* ---- what was found ---- */

static const dl_path_step_shown *keep_steps(keeper *k, const dl_path_step_shown *steps, size_t count)
{
    dl_path_step_shown *made = DL_NEW_ARRAY(k->arena, count, dl_path_step_shown);

    for (size_t i = 0; i < count; i++) {
        made[i] = steps[i];
        made[i].span = keep_span(k, steps[i].span);
        made[i].message = keep_text(k, steps[i].message);
        made[i].kind = keep_text(k, steps[i].kind);
    }
    return made;
}

static const dl_suppression *keep_suppressions(keeper *k, const dl_suppression *suppressions, size_t count)
{
    dl_suppression *made = DL_NEW_ARRAY(k->arena, count, dl_suppression);

    for (size_t i = 0; i < count; i++) {
        made[i] = suppressions[i];
        made[i].reason = keep_text(k, suppressions[i].reason);
        made[i].file = keep_text(k, suppressions[i].file);
    }
    return made;
}

static const dl_allowance *keep_allowances(keeper *k, const dl_allowance *allowances, size_t count)
{
    dl_allowance *made = DL_NEW_ARRAY(k->arena, count, dl_allowance);

    for (size_t i = 0; i < count; i++) {
        made[i] = allowances[i];
        made[i].file = keep_text(k, allowances[i].file);
        made[i].name = keep_text(k, allowances[i].name);
        made[i].fault = keep_text(k, allowances[i].fault);
    }
    return made;
}

static const dl_finding *keep_findings(keeper *k, const dl_finding *findings, size_t count)
{
    dl_finding *made = DL_NEW_ARRAY(k->arena, count, dl_finding);

    for (size_t i = 0; i < count; i++) {
        made[i] = findings[i];
        made[i].requirements.at = dl_arena_copy(k->arena, findings[i].requirements.at,
                                                findings[i].requirements.count * sizeof *made[i].requirements.at);
        made[i].message = keep_text(k, findings[i].message);
        made[i].span = keep_span(k, findings[i].span);
        made[i].path = keep_steps(k, findings[i].path, findings[i].path_count);
        made[i].suppressions = keep_suppressions(k, findings[i].suppressions, findings[i].suppression_count);
    }
    return made;
}

static const dl_verdict *keep_verdicts(keeper *k, const dl_verdict *verdicts, size_t count)
{
    dl_verdict *made = DL_NEW_ARRAY(k->arena, count, dl_verdict);

    for (size_t i = 0; i < count; i++) {
        dl_evidence *evidence = DL_NEW_ARRAY(k->arena, verdicts[i].evidence_count, dl_evidence);

        for (size_t e = 0; e < verdicts[i].evidence_count; e++)
            evidence[e] = (dl_evidence){keep_span(k, verdicts[i].evidence[e].span),
                                        keep_text(k, verdicts[i].evidence[e].message)};
        made[i] = verdicts[i];
        made[i].reason = keep_text(k, verdicts[i].reason);
        made[i].evidence = evidence;
    }
    return made;
}

static const dl_model_hit *keep_models(keeper *k, const dl_model_hit *models, size_t count)
{
    dl_model_hit *made = DL_NEW_ARRAY(k->arena, count, dl_model_hit);

    for (size_t i = 0; i < count; i++) {
        dl_model_evidence *evidence = DL_NEW_ARRAY(k->arena, models[i].evidence_count, dl_model_evidence);

        for (size_t e = 0; e < models[i].evidence_count; e++) {
            const dl_model_evidence *from = &models[i].evidence[e];

            evidence[e] = (dl_model_evidence){keep_text(k, from->kind), keep_text(k, from->detail),
                                              keep_text(k, from->file), from->line};
        }
        made[i] = models[i];
        made[i].evidence = evidence;
    }
    return made;
}

static const dl_trace_path *keep_paths(keeper *k, const dl_trace_path *paths, size_t count)
{
    dl_trace_path *made = DL_NEW_ARRAY(k->arena, count, dl_trace_path);

    for (size_t i = 0; i < count; i++) {
        dl_trace_event *events = DL_NEW_ARRAY(k->arena, paths[i].event_count, dl_trace_event);

        for (size_t e = 0; e < paths[i].event_count; e++) {
            events[e] = paths[i].events[e];
            events[e].span = keep_span(k, paths[i].events[e].span);
            events[e].event = keep_text(k, paths[i].events[e].event);
            events[e].kind = keep_text(k, paths[i].events[e].kind);
            events[e].keeper = keep_text(k, paths[i].events[e].keeper);
        }
        made[i] = paths[i];
        made[i].title = keep_text(k, paths[i].title);
        made[i].end = keep_span(k, paths[i].end);
        made[i].events = events;
    }
    return made;
}

const dl_driver_result *dl_result_keep(const dl_driver_result *result, dl_names *texts, dl_arena *arena)
{
    dl_driver_result *made = dl_arena_copy(arena, result, sizeof *result);
    keeper k = {.arena = arena, .texts = texts};

    dl_table_init(&k.files, arena);
    if (result->parse)
        made->parse = keep_parse(&k, result->parse);
    made->models = keep_models(&k, result->models, result->model_count);
    made->findings = keep_findings(&k, result->findings, result->finding_count);
    made->verdicts = keep_verdicts(&k, result->verdicts, result->verdict_count);
    made->allowances = keep_allowances(&k, result->allowances, result->allowance_count);
    made->path_gap = keep_text(&k, result->path_gap);
    made->paths = keep_paths(&k, result->paths, result->path_count);
    made->notices = keep_notices(&k, result->notices, result->notice_count);
    return made;
}
