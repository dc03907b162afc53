/* What `drvlint trace` prints: the success path step by step, and for each failure path what it has acquired by then
 * and what it undoes. */
#include "reports/pen.h"
#include "reports/utf8.h"

#include <string.h>

typedef struct writer {
    dl_pen pen;
    dl_arena *arena;
    const dl_report_options *options;
    const dl_driver_result *driver;
    const char *entry_path;
} writer;

/* Columns are as wide as what stands in them, up to these: one long path may stand out. */
enum { MOST_LABEL = 72, MOST_CELL = 120, DEEPEST = 12 };

static void end_line(writer *to)
{
    dl_text_add_char(to->pen.out, '\n');
}

static const char *label_of(const writer *to, dl_span span)
{
    const dl_place place = dl_place_of(span, to->driver, to->options, to->arena);
    const char *label = strcmp(place.path, to->entry_path) == 0
                            ? dl_arena_printf(to->arena, "line %u", place.line)
                            : dl_arena_printf(to->arena, "%s:%u", place.path, place.line);

    return dl_utf8_visible(label, to->arena);
}

/* ---- the success path ---- */

static unsigned widest_label(const writer *to, const dl_trace_path *path)
{
    unsigned widest = 0;

    for (size_t i = 0; i < path->event_count; i++) {
        unsigned width = dl_utf8_width_of(label_of(to, path->events[i].span));

        widest = width > widest && width <= MOST_LABEL ? width : widest;
    }
    return widest;
}

static void add_steps(writer *to, const dl_trace_path *path)
{
    unsigned widest = widest_label(to, path);

    for (size_t i = 0; i < path->event_count; i++) {
        const dl_trace_event *event = &path->events[i];
        const char *label = label_of(to, event->span);
        unsigned depth = event->depth < DEEPEST ? event->depth : DEEPEST;

        dl_pen_printf(&to->pen, DL_DIM, "%8zu. ", i + 1);
        dl_pen_add(&to->pen, DL_DIM, label);
        dl_pen_pad(&to->pen, label, widest + 2);
        dl_pen_printf(&to->pen, DL_DIM, "%-9s", event->kind);
        while (depth--)
            dl_text_add(to->pen.out, "  ");
        dl_pen_show(&to->pen, DL_PLAIN, event->event);
        end_line(to);
    }
}

/* ---- failure paths ---- */

static const dl_trace_event *release_of(const dl_trace_path *path, size_t acquire)
{
    unsigned pair = path->events[acquire].pair;

    for (size_t i = acquire + 1; pair && i < path->event_count; i++)
        if (path->events[i].pair == pair && strcmp(path->events[i].kind, "release") == 0)
            return &path->events[i];
    return NULL;
}

static const char *cell(const writer *to, const dl_trace_event *event, unsigned widest)
{
    const char *label = label_of(to, event->span);
    unsigned width = dl_utf8_width_of(label);

    return dl_arena_printf(to->arena, "%s%*s%s", label, (int)(width < widest ? widest - width : 0) + 2, "",
                           dl_utf8_visible(event->event, to->arena));
}

static void add_row(writer *to, const char *left, const char *right, dl_style style, unsigned column)
{
    dl_text_add(to->pen.out, "      ");
    dl_pen_add(&to->pen, DL_PLAIN, left);
    dl_pen_pad(&to->pen, left, column);
    dl_pen_add(&to->pen, style, right);
    end_line(to);
}

static bool is_kind(const dl_trace_event *event, const char *kind)
{
    return strcmp(event->kind, kind) == 0;
}

static bool is_acquired_here(const dl_trace_path *path, size_t release)
{
    for (size_t i = 0; i < release; i++)
        if (is_kind(&path->events[i], "acquire") && release_of(path, i) == &path->events[release])
            return true;
    return false;
}

/* A release whose acquisition is not known stands alone; an acquisition that is not paired at all says nothing. */
static void add_table(writer *to, const dl_trace_path *path)
{
    unsigned widest = widest_label(to, path), column = 24;
    bool is_empty = true;

    for (size_t i = 0; i < path->event_count; i++) {
        unsigned width =
            is_kind(&path->events[i], "acquire") ? dl_utf8_width_of(cell(to, &path->events[i], widest)) + 3 : 0;

        column = width > column && width <= MOST_CELL ? width : column;
        is_empty = is_empty && !is_kind(&path->events[i], "acquire") && !is_kind(&path->events[i], "release");
    }
    if (is_empty) {
        dl_pen_add(&to->pen, DL_DIM, "      nothing was acquired\n");
        return;
    }
    add_row(to, "acquired", "undone", DL_DIM, column);
    for (size_t i = 0; i < path->event_count; i++) {
        const dl_trace_event *event = &path->events[i], *release = release_of(path, i);

        if (is_kind(event, "acquire") && release)
            add_row(to, cell(to, event, widest), cell(to, release, widest), DL_GREEN, column);
        else if (is_kind(event, "acquire") && event->keeper)
            add_row(to, cell(to, event, widest), dl_arena_printf(to->arena, "left to %s", event->keeper), DL_PLAIN,
                    column);
        else if (is_kind(event, "acquire"))
            add_row(to, cell(to, event, widest), event->pair ? "not undone" : "?", DL_YELLOW, column);
        else if (is_kind(event, "release") && !is_acquired_here(path, i))
            add_row(to, "", cell(to, event, widest), DL_PLAIN, column);
    }
}

static void add_path(writer *to, const dl_trace_path *path)
{
    end_line(to);
    dl_text_add(to->pen.out, "   ");
    dl_pen_show(&to->pen, path->is_success ? DL_GREEN : path->is_partial ? DL_YELLOW : DL_RED, path->title);
    if (!path->is_success && path->end.file)
        dl_pen_printf(&to->pen, DL_PLAIN, ", returns at %s", label_of(to, path->end));
    end_line(to);
    if (path->is_success || path->is_partial)
        add_steps(to, path);
    else
        add_table(to, path);
}

static void add_driver(writer *to)
{
    const dl_place entry = dl_place_of_entry(to->driver, to->options, to->arena);
    dl_parse_status status = dl_parse_status_of(to->driver);

    to->entry_path = entry.path;
    dl_pen_show(&to->pen, DL_BOLD, to->driver->driver->name);
    dl_pen_printf(&to->pen, DL_PLAIN, ": %s in %s, line %u", dl_entry_name(to->driver), entry.path, entry.line);
    for (size_t i = 0; i < to->driver->model_count; i++)
        dl_pen_printf(&to->pen, DL_PLAIN, "%s%s", i == 0 ? "; " : ", ", to->driver->models[i].model->id);
    end_line(to);
    if (status != DL_PARSE_COMPLETE)
        dl_pen_printf(&to->pen, DL_YELLOW, "   %s: %s", dl_parse_status_name(status),
                      to->driver->parse && to->driver->parse->reason ? to->driver->parse->reason
                                                                     : "no reason was given");
    if (status != DL_PARSE_COMPLETE)
        end_line(to);
    for (size_t i = 0; i < to->driver->path_count; i++)
        add_path(to, &to->driver->paths[i]);
    if (to->driver->path_gap) {
        end_line(to);
        dl_text_add(to->pen.out, "   ");
        dl_pen_show(&to->pen, DL_YELLOW, to->driver->path_gap);
        end_line(to);
    }
    if (to->driver->path_count == 0 && status != DL_PARSE_FAILED)
        dl_pen_add(&to->pen, DL_DIM, "   no path was traced\n");
}

void dl_report_trace(dl_text *out, const dl_run_result *run, const dl_report_options *options)
{
    writer to = {.pen = {out, options->color}, .arena = out->arena, .options = options};

    for (size_t i = 0; i < run->driver_count; i++) {
        if (i > 0)
            end_line(&to);
        to.driver = run->drivers[i];
        add_driver(&to);
    }
    if (run->driver_count == 0)
        dl_pen_add(&to.pen, DL_PLAIN, "no driver was found\n");
}
