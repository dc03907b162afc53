/* The report for people, and for editors that read `file:line:column: level: message`. No other line may look like
 * that. */
#include "reports/pen.h"
#include "reports/utf8.h"
#include "ruleset/explain.h"

#include <string.h>

typedef struct writer {
    dl_pen pen;
    dl_arena *arena;
    const dl_run_result *run;
    const dl_report_options *options;
    const dl_driver_result *driver; /* the one being written */
} writer;

static void end_line(writer *to)
{
    dl_text_add_char(to->pen.out, '\n');
}

/* ---- findings ---- */

static dl_place place_of(const writer *to, dl_span span)
{
    return dl_place_of(span, to->driver, to->options, to->arena);
}

static void add_head(writer *to, const dl_finding *finding, const dl_place *place)
{
    const char *doubt = finding->certainty == DL_POSSIBLE ? " (possible)" : "";

    dl_pen_printf(&to->pen, DL_BOLD, "%s:%u:%u:", place->path, place->line, place->column);
    dl_text_add_char(to->pen.out, ' ');
    dl_pen_printf(&to->pen, dl_pen_level(finding->level), "%s:", dl_level_name(finding->level));
    dl_text_add_char(to->pen.out, ' ');
    dl_pen_show(&to->pen, DL_BOLD, finding->message);
    dl_pen_add(&to->pen, DL_PLAIN, doubt);
    dl_pen_add(&to->pen, DL_PLAIN, finding->suppressed ? " (suppressed)" : "");
    dl_text_add_char(to->pen.out, ' ');
    dl_pen_printf(&to->pen, DL_DIM, "[%s %s]", finding->rule->code, finding->rule->id);
    end_line(to);
}

/* Steps in the finding's own file are shown by line alone. */
static const char *step_label(const writer *to, const dl_place *step, const dl_place *head)
{
    const char *label = strcmp(step->path, head->path) == 0
                            ? dl_arena_printf(to->arena, "line %u", step->line)
                            : dl_arena_printf(to->arena, "%s:%u", step->path, step->line);

    return dl_utf8_visible(label, to->arena);
}

static void add_path(writer *to, const dl_finding *finding, const dl_place *head)
{
    enum { MOST_LABEL = 32, DEEPEST = 12 };
    const char **labels = DL_NEW_ARRAY(to->arena, finding->path_count, const char *);
    unsigned widest = 0;

    for (size_t i = 0; i < finding->path_count; i++) {
        const dl_place place = place_of(to, finding->path[i].span);
        unsigned width;

        labels[i] = step_label(to, &place, head);
        width = dl_utf8_width_of(labels[i]);
        widest = width > widest && width <= MOST_LABEL ? width : widest;
    }
    for (size_t i = 0; i < finding->path_count; i++) {
        unsigned depth = finding->path[i].depth < DEEPEST ? finding->path[i].depth : DEEPEST;

        dl_pen_printf(&to->pen, DL_DIM, "%8zu. %s", i + 1, labels[i]);
        dl_pen_pad(&to->pen, labels[i], widest + 2);
        while (depth--)
            dl_text_add(to->pen.out, "  ");
        dl_pen_show(&to->pen, DL_PLAIN, finding->path[i].message);
        end_line(to);
    }
}

static void add_documents(writer *to, const dl_rule *rule)
{
    for (size_t i = 0; i < rule->source_count; i++) {
        const char *address = dl_source_address(rule, &rule->sources[i], to->arena);

        dl_pen_add(&to->pen, DL_DIM, i == 0 ? "       = document: " : "                   ");
        dl_pen_show(&to->pen, DL_PLAIN, address ? address : rule->sources[i].document);
        if (rule->sources[i].heading)
            dl_pen_printf(&to->pen, DL_PLAIN, " (%s)", rule->sources[i].heading);
        end_line(to);
    }
}

static void add_fix(writer *to, const dl_rule *rule)
{
    enum { INDENT = 14 };

    dl_pen_add(&to->pen, DL_DIM, "       = fix: ");
    dl_pen_wrap(&to->pen, rule->fix, INDENT);
    end_line(to);
}

/* `= suppressed: reason (file:line)` */
static void add_suppressions(writer *to, const dl_finding *finding)
{
    enum { INDENT = 21 };

    for (size_t i = 0; i < finding->suppression_count; i++) {
        const dl_suppression *from = &finding->suppressions[i];
        const char *path = dl_path_shown(from->file, to->options, to->arena);
        const char *told = from->kind == DL_IN_SOURCE
                               ? dl_arena_printf(to->arena, "%s (%s:%u)", from->reason, path, from->line)
                               : dl_arena_printf(to->arena, "in the baseline %s", path);

        dl_pen_add(&to->pen, DL_DIM, "       = suppressed: ");
        dl_pen_wrap(&to->pen, told, INDENT);
        end_line(to);
    }
}

/* ---- one entry in several projects ---- */

/* `= in 2 projects: a.vcxproj, b.vcxproj` where more than one has the finding. */
static void add_projects(writer *to, const dl_finding *finding)
{
    enum { INDENT = 14 };
    size_t count = 0;
    dl_text names;

    dl_text_init(&names, to->arena);
    for (size_t i = 0; i < to->run->driver_count; i++) {
        const dl_driver_result *other = to->run->drivers[i];

        if (!other->driver->project || !dl_are_of_one_entry(other->driver, to->driver->driver) ||
            !dl_has_finding(other, finding))
            continue;
        dl_text_printf(&names, "%s%s", count ? ", " : "",
                       dl_path_shown(other->driver->project, to->options, to->arena));
        count++;
    }
    if (count < 2)
        return;
    dl_pen_printf(&to->pen, DL_DIM, "       = in %zu projects: ", count);
    dl_pen_wrap(&to->pen, dl_text_str(&names), INDENT);
    end_line(to);
}

static void add_finding(writer *to, const dl_finding *finding)
{
    const dl_place place = place_of(to, finding->span);

    if ((finding->suppressed && !to->options->verbose) || dl_report_told_before(to->run, to->driver, finding))
        return;
    add_head(to, finding, &place);
    if (to->options->quiet)
        return;
    dl_pen_excerpt(&to->pen, &place, DL_GREEN);
    add_path(to, finding, &place);
    add_documents(to, finding->rule);
    add_fix(to, finding->rule);
    add_suppressions(to, finding);
    add_projects(to, finding);
    end_line(to);
}

/* ---- what --verbose adds ---- */

static void add_models(writer *to)
{
    for (size_t i = 0; i < to->driver->model_count; i++) {
        const dl_model_hit *hit = &to->driver->models[i];

        dl_pen_add(&to->pen, DL_DIM, i == 0 ? "  models   " : "           ");
        dl_pen_show(&to->pen, DL_BOLD, hit->model->id);
        dl_pen_add(&to->pen, DL_PLAIN, hit->is_thin ? " (thin evidence)" : "");
        for (size_t k = 0; k < hit->evidence_count; k++) {
            const dl_model_evidence *evidence = &hit->evidence[k];

            dl_pen_add(&to->pen, DL_PLAIN, k == 0 ? ": " : "; ");
            dl_pen_printf(&to->pen, DL_PLAIN, "%s%s%s", evidence->kind,
                          evidence->detail && *evidence->detail ? " " : "", evidence->detail ? evidence->detail : "");
            if (evidence->file && evidence->line)
                dl_pen_printf(&to->pen, DL_DIM, " (%s:%u)", dl_path_shown(evidence->file, to->options, to->arena),
                              evidence->line);
            else if (evidence->file)
                dl_pen_printf(&to->pen, DL_DIM, " (%s)", dl_path_shown(evidence->file, to->options, to->arena));
        }
        end_line(to);
    }
}

static void add_lost(writer *to)
{
    const dl_program *program = to->driver->parse->program;

    for (size_t i = 0; program && i < program->function_count; i++) {
        const dl_function *function = program->functions[i];

        for (size_t k = 0; k < function->lost_count; k++) {
            const dl_place place = place_of(to, function->lost[k].span);

            dl_pen_printf(&to->pen, DL_PLAIN, "           lost %s in %s: ", function->lost[k].kind, function->name);
            dl_pen_show(&to->pen, DL_PLAIN, function->lost[k].detail);
            dl_pen_printf(&to->pen, DL_DIM, " (%s:%u)", place.path, place.line);
            end_line(to);
        }
    }
}

static void add_parse(writer *to)
{
    const dl_parse *parse = to->driver->parse;

    dl_pen_add(&to->pen, DL_DIM, "  parse    ");
    dl_pen_add(&to->pen, DL_PLAIN, dl_parse_status_name(dl_parse_status_of(to->driver)));
    if (parse && parse->reason)
        dl_pen_printf(&to->pen, DL_PLAIN, ": %s", parse->reason);
    if (parse && parse->status != DL_PARSE_FAILED)
        dl_pen_printf(&to->pen, DL_PLAIN, "; %s, %u lost; %s in %s",
                      dl_counted(parse->events, "event", "events", to->arena), parse->lost,
                      dl_counted(parse->synthesized, "declaration synthesized", "declarations synthesized", to->arena),
                      dl_counted(parse->rounds, "round", "rounds", to->arena));
    end_line(to);
    if (parse)
        add_lost(to);
}

static void add_files(writer *to)
{
    dl_path_list files = dl_files_of(to->driver, to->options, to->arena);

    for (size_t i = 0; i < files.count; i++) {
        dl_pen_add(&to->pen, DL_DIM, i == 0 ? "  files    " : "           ");
        dl_pen_show(&to->pen, DL_PLAIN, files.at[i]);
        end_line(to);
    }
}

static void add_about(writer *to)
{
    const dl_place entry = dl_place_of_entry(to->driver, to->options, to->arena);

    dl_pen_show(&to->pen, DL_BOLD, to->driver->driver->name);
    dl_pen_printf(&to->pen, DL_PLAIN, ": %s in %s, line %u", dl_entry_name(to->driver), entry.path, entry.line);
    end_line(to);
    if (to->driver->driver->project) {
        dl_pen_add(&to->pen, DL_DIM, "  project  ");
        dl_pen_show(&to->pen, DL_PLAIN, dl_path_shown(to->driver->driver->project, to->options, to->arena));
        dl_pen_add(&to->pen, DL_PLAIN, to->driver->driver->is_user_mode ? " (user mode)" : "");
        end_line(to);
    }
    add_models(to);
    add_parse(to);
    add_files(to);
    end_line(to);
}

static dl_style verdict_style(dl_verdict_kind kind)
{
    switch (kind) {
    case DL_SATISFIED:
        return DL_GREEN;
    case DL_VIOLATED:
        return DL_RED;
    case DL_UNDETERMINED:
        return DL_YELLOW;
    case DL_NOT_APPLICABLE:
        break;
    }
    return DL_DIM;
}

static void add_verdict(writer *to, const dl_verdict *verdict)
{
    enum { INDENT = 19 };

    dl_pen_add(&to->pen, DL_PLAIN, "  ");
    dl_pen_printf(&to->pen, verdict_style(verdict->kind), "%-14s", dl_verdict_name(verdict->kind));
    dl_pen_printf(&to->pen, DL_PLAIN, " %s %s", verdict->rule->code, verdict->rule->id);
    if (verdict->requirement)
        dl_pen_printf(&to->pen, DL_DIM, " %s", verdict->requirement);
    end_line(to);
    if (verdict->reason && *verdict->reason) {
        dl_text_printf(to->pen.out, "%*s", INDENT, "");
        dl_pen_wrap(&to->pen, verdict->reason, INDENT);
        end_line(to);
    }
    for (size_t i = 0; i < verdict->evidence_count; i++) {
        const dl_place place = place_of(to, verdict->evidence[i].span);

        dl_text_printf(to->pen.out, "%*s", INDENT, "");
        dl_pen_printf(&to->pen, DL_DIM, "%s:%u", place.path, place.line);
        dl_pen_printf(&to->pen, DL_PLAIN, "  %s", verdict->evidence[i].message);
        end_line(to);
    }
}

static void add_verdicts(writer *to)
{
    if (to->driver->verdict_count == 0)
        return;
    dl_pen_printf(&to->pen, DL_BOLD, "verdicts on %s", to->driver->driver->name);
    end_line(to);
    for (size_t i = 0; i < to->driver->verdict_count; i++)
        add_verdict(to, &to->driver->verdicts[i]);
    end_line(to);
}

static void add_notices(writer *to)
{
    dl_notice_list notices = dl_notices_of(to->run, to->arena);

    if (notices.count == 0)
        return;
    dl_pen_add(&to->pen, DL_BOLD, "notices\n");
    for (size_t i = 0; i < notices.count; i++) {
        const dl_notice *notice = notices.at[i];

        dl_pen_printf(&to->pen, DL_PLAIN, "  %-8s", dl_notice_level_name(notice->level));
        dl_pen_show(&to->pen, DL_PLAIN, notice->message);
        if (notice->file && notice->line)
            dl_pen_printf(&to->pen, DL_DIM, " (%s:%u)", dl_path_shown(notice->file, to->options, to->arena),
                          notice->line);
        else if (notice->file)
            dl_pen_printf(&to->pen, DL_DIM, " (%s)", dl_path_shown(notice->file, to->options, to->arena));
        end_line(to);
    }
    end_line(to);
}

static void add_driver(writer *to)
{
    bool is_verbose = to->options->verbose && !to->options->quiet;

    if (is_verbose)
        add_about(to);
    for (size_t i = 0; i < to->driver->finding_count; i++)
        add_finding(to, &to->driver->findings[i]);
    if (is_verbose)
        add_verdicts(to);
}

/* ---- the summary ---- */

static void add_summary_label(writer *to, dl_style style, const char *label)
{
    dl_pen_add(&to->pen, DL_PLAIN, "  ");
    dl_pen_printf(&to->pen, style, "%-14s", label);
}

static void add_drivers_with(writer *to, dl_parse_status status)
{
    enum { INDENT = 16 };

    for (size_t i = 0; i < to->run->driver_count; i++) {
        const dl_driver_result *driver = to->run->drivers[i];
        const char *reason = driver->parse && driver->parse->reason ? driver->parse->reason : "no reason was given";
        dl_place entry;

        if (dl_parse_status_of(driver) != status)
            continue;
        entry = dl_place_of_entry(driver, to->options, to->arena);
        add_summary_label(to, status == DL_PARSE_FAILED ? DL_RED : DL_YELLOW, dl_parse_status_name(status));
        dl_pen_wrap(&to->pen, dl_arena_printf(to->arena, "%s: %s", entry.path, reason), INDENT);
        end_line(to);
    }
}

static bool has_model(const dl_driver_result *driver, const dl_model *model)
{
    for (size_t i = 0; i < driver->model_count; i++)
        if (driver->models[i].model == model)
            return true;
    return false;
}

/* Each model once, where it is met first, with the number of drivers. */
static void add_unchecked(writer *to)
{
    enum { INDENT = 16 };
    dl_map *seen = dl_map_new(to->arena);

    for (size_t i = 0; i < to->run->driver_count; i++)
        for (size_t k = 0; k < to->run->drivers[i]->model_count; k++) {
            const dl_model *model = to->run->drivers[i]->models[k].model;
            size_t drivers = 0;

            if (!dl_model_is_unchecked(model) || !dl_map_add(seen, model->id, to))
                continue;
            for (size_t j = i; j < to->run->driver_count; j++)
                drivers += has_model(to->run->drivers[j], model);
            add_summary_label(to, DL_YELLOW, dl_model_is_undecidable(model) ? "not decided" : "not checked");
            dl_pen_wrap(&to->pen,
                        dl_arena_printf(to->arena, "%s%s has %s", model->id,
                                        drivers > 1 ? dl_arena_printf(to->arena, " (%zu drivers)", drivers) : "",
                                        dl_unchecked_sentence(model, to->arena)),
                        INDENT);
            end_line(to);
        }
}

static void add_doubts(writer *to, const dl_totals *totals)
{
    if (totals->verdicts[DL_UNDETERMINED]) {
        add_summary_label(to, DL_YELLOW, "undetermined");
        dl_pen_printf(&to->pen, DL_PLAIN, "%s in %s could not be decided",
                      dl_counted(totals->verdicts[DL_UNDETERMINED], "requirement", "requirements", to->arena),
                      dl_counted(totals->doubtful_drivers, "driver", "drivers", to->arena));
        dl_pen_add(&to->pen, DL_PLAIN, to->options->verbose ? "" : "; --verbose says why");
        end_line(to);
    }
    add_unchecked(to);
    add_drivers_with(to, DL_PARSE_DEGRADED);
    add_drivers_with(to, DL_PARSE_FAILED);
}

static void add_found(writer *to, const dl_totals *totals)
{
    static const struct {
        dl_level level;
        const char *one, *many;
    } words[] = {{DL_LEVEL_ERROR, "error", "errors"},
                 {DL_LEVEL_WARNING, "warning", "warnings"},
                 {DL_LEVEL_NOTE, "note", "notes"}};
    const char *between = "";

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t count = totals->levels[words[i].level];

        if (count == 0)
            continue;
        dl_pen_add(&to->pen, DL_PLAIN, between);
        dl_pen_add(&to->pen, dl_pen_level(words[i].level), dl_counted(count, words[i].one, words[i].many, to->arena));
        between = ", ";
    }
    if (!*between)
        dl_pen_add(&to->pen, DL_BOLD, "no findings");
    if (totals->suppressed)
        dl_pen_printf(&to->pen, DL_PLAIN, " (%zu suppressed)", totals->suppressed);
}

static void add_model_names(writer *to)
{
    const dl_driver_result *driver = to->run->drivers[0];

    for (size_t i = 0; i < driver->model_count; i++) {
        dl_pen_add(&to->pen, DL_PLAIN, i == 0 ? " (" : ", ");
        dl_pen_show(&to->pen, DL_PLAIN, driver->models[i].model->id);
    }
    dl_pen_add(&to->pen, DL_PLAIN, driver->model_count ? ")" : "");
}

/* What several projects share counts once, as it is told. */
static dl_totals totals_told(const writer *to)
{
    dl_totals totals = dl_totals_of(to->run);

    for (size_t i = 0; i < to->run->driver_count; i++)
        for (size_t k = 0; k < to->run->drivers[i]->finding_count; k++) {
            const dl_finding *finding = &to->run->drivers[i]->findings[k];

            if (dl_report_told_before(to->run, to->run->drivers[i], finding))
                *(finding->suppressed ? &totals.suppressed : &totals.levels[finding->level]) -= 1;
        }
    return totals;
}

static void add_summary(writer *to)
{
    const dl_totals totals = totals_told(to);

    if (to->options->quiet) {
        add_doubts(to, &totals);
        return;
    }
    if (totals.drivers == 0) {
        dl_pen_add(&to->pen, DL_PLAIN, "no driver was checked\n");
        return;
    }
    dl_pen_printf(&to->pen, DL_PLAIN, "checked %s", dl_counted(totals.drivers, "driver", "drivers", to->arena));
    if (totals.drivers == 1)
        add_model_names(to);
    dl_pen_add(&to->pen, DL_PLAIN, ": ");
    add_found(to, &totals);
    end_line(to);
    add_summary_label(to, DL_DIM, "verdicts");
    dl_pen_printf(&to->pen, DL_PLAIN, "%zu satisfied, %zu violated, %zu undetermined, %zu not applicable",
                  totals.verdicts[DL_SATISFIED], totals.verdicts[DL_VIOLATED], totals.verdicts[DL_UNDETERMINED],
                  totals.verdicts[DL_NOT_APPLICABLE]);
    end_line(to);
    add_doubts(to, &totals);
}

void dl_report_text(dl_text *out, const dl_run_result *run, const dl_report_options *options)
{
    writer to = {.pen = {out, options->color}, .arena = out->arena, .run = run, .options = options};

    for (size_t i = 0; i < run->driver_count; i++) {
        to.driver = run->drivers[i];
        add_driver(&to);
    }
    if (options->verbose && !options->quiet)
        add_notices(&to);
    add_summary(&to);
}
