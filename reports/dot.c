/* What `drvlint trace --format dot` prints: each driver's ways through its entry as one graph in the DOT language. The
 * success path runs down; each way to fail leaves it behind the last step that both have. */
#include "reports/pen.h"
#include "reports/utf8.h"

#include <string.h>

typedef struct writer {
    dl_text *out;
    dl_arena *arena;
    const dl_report_options *options;
    const dl_driver_result *driver;
    const char *entry_path;
    size_t number; /* of the driver */
} writer;

/* As the inside of a quoted string; `\n` in `text` begins another line of the label. */
static void add_quoted(writer *to, const char *text)
{
    dl_text_add_char(to->out, '"');
    for (const char *line = text;;) {
        size_t size = strcspn(line, "\n");
        const char *shown = dl_utf8_visible(dl_arena_strndup(to->arena, line, size), to->arena);

        for (; *shown; shown++) {
            if (*shown == '"' || *shown == '\\')
                dl_text_add_char(to->out, '\\');
            dl_text_add_char(to->out, *shown);
        }
        if (line[size] == '\0')
            break;
        dl_text_add(to->out, "\\n");
        line += size + 1;
    }
    dl_text_add_char(to->out, '"');
}

static const char *place_of(const writer *to, dl_span span)
{
    const dl_place place = dl_place_of(span, to->driver, to->options, to->arena);

    return strcmp(place.path, to->entry_path) == 0 ? dl_arena_printf(to->arena, "line %u", place.line)
                                                   : dl_arena_printf(to->arena, "%s:%u", place.path, place.line);
}

static bool is_kind(const dl_trace_event *event, const char *kind)
{
    return strcmp(event->kind, kind) == 0;
}

static const char *color_of(const dl_trace_event *event)
{
    return is_kind(event, "acquire") ? "goldenrod3" : is_kind(event, "release") ? "forestgreen" : "gray40";
}

/* Steps are `d1p0s3`: driver, path, step; the ends of paths `d1p0end`. */
static void add_step(writer *to, size_t path, size_t step, const dl_trace_event *event)
{
    dl_text_printf(to->out, "    d%zup%zus%zu [color=%s, label=", to->number, path, step, color_of(event));
    add_quoted(to, dl_arena_printf(to->arena, "%s\n%s", place_of(to, event->span), event->event));
    dl_text_add(to->out, "];\n");
}

static bool is_same_step(const dl_trace_event *a, const dl_trace_event *b)
{
    return a->span.file == b->span.file && a->span.offset == b->span.offset && a->depth == b->depth &&
           strcmp(a->kind, b->kind) == 0 && strcmp(a->event, b->event) == 0;
}

static bool is_undone(const dl_trace_path *path, size_t acquire)
{
    for (size_t i = acquire + 1; i < path->event_count; i++)
        if (path->events[i].pair == path->events[acquire].pair && is_kind(&path->events[i], "release"))
            return true;
    return false;
}

/* `*is_left`: something that the path acquired is neither undone nor kept by another. */
static const char *end_label(const writer *to, const dl_trace_path *path, bool *is_left)
{
    dl_text text;

    *is_left = false;
    dl_text_init(&text, to->arena);
    dl_text_add(&text, path->title);
    if (!path->is_success && path->end.file)
        dl_text_printf(&text, "\nreturns at %s", place_of(to, path->end));
    for (size_t i = 0; i < path->event_count && !path->is_success; i++) {
        const dl_trace_event *event = &path->events[i];

        if (!is_kind(event, "acquire") || !event->pair || is_undone(path, i))
            continue;
        if (event->keeper)
            dl_text_printf(&text, "\nleft to %s: %s", event->keeper, event->event);
        else
            dl_text_printf(&text, "\nnot undone: %s (%s)", event->event, place_of(to, event->span));
        *is_left |= event->keeper == NULL;
    }
    return dl_text_str(&text);
}

static void add_path(writer *to, size_t number)
{
    const dl_trace_path *path = &to->driver->paths[number], *main = &to->driver->paths[0];
    size_t shared = 0, count = path->event_count;
    const char *before = dl_arena_printf(to->arena, "d%zu", to->number);
    bool is_left, is_branch = number > 0;

    while (count > 0 && is_kind(&path->events[count - 1], "return")) /* the end says it */
        count--;
    while (is_branch && shared < count && shared < main->event_count &&
           is_same_step(&path->events[shared], &main->events[shared]))
        shared++;
    if (shared > 0)
        before = dl_arena_printf(to->arena, "d%zup0s%zu", to->number, shared - 1);
    for (size_t i = shared; i < count; i++) {
        add_step(to, number, i, &path->events[i]);
        dl_text_printf(to->out, "    %s -> d%zup%zus%zu%s;\n", before, to->number, number, i,
                       is_branch && i == shared ? " [style=dashed]" : "");
        before = dl_arena_printf(to->arena, "d%zup%zus%zu", to->number, number, i);
    }
    dl_text_printf(to->out, "    d%zup%zuend [shape=%s, color=%s, label=", to->number, number,
                   path->is_success ? "doubleoctagon" : "octagon",
                   path->is_success   ? "forestgreen"
                   : path->is_partial ? "gray40"
                                      : "firebrick");
    add_quoted(to, end_label(to, path, &is_left));
    dl_text_printf(to->out, "%s];\n", is_left ? ", fontcolor=firebrick" : "");
    dl_text_printf(to->out, "    %s -> d%zup%zuend%s;\n", before, to->number, number,
                   is_branch && count == shared ? " [style=dashed]" : "");
}

static void add_driver(writer *to)
{
    const dl_place entry = dl_place_of_entry(to->driver, to->options, to->arena);

    to->entry_path = entry.path;
    dl_text_printf(to->out, "  subgraph cluster_%zu {\n    label=", to->number);
    add_quoted(to, to->driver->driver->name);
    dl_text_printf(to->out, ";\n    d%zu [shape=oval, label=", to->number);
    add_quoted(to, dl_arena_printf(to->arena, "%s\n%s, line %u%s%s%s", dl_entry_name(to->driver), entry.path,
                                   entry.line, to->driver->path_count ? "" : "\nno path was traced",
                                   to->driver->path_gap ? "\n" : "", to->driver->path_gap ? to->driver->path_gap : ""));
    dl_text_add(to->out, "];\n");
    for (size_t i = 0; i < to->driver->path_count; i++)
        add_path(to, i);
    dl_text_add(to->out, "  }\n");
}

void dl_report_dot(dl_text *out, const dl_run_result *run, const dl_report_options *options)
{
    writer to = {.out = out, .arena = out->arena, .options = options};

    dl_text_add(out, "digraph drvlint {\n  node [shape=box, fontname=\"monospace\"];\n");
    for (size_t i = 0; i < run->driver_count; i++) {
        to.driver = run->drivers[i];
        to.number = i;
        add_driver(&to);
    }
    dl_text_add(out, "}\n");
}
