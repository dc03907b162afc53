#include "reports/pen.h"

#include "reports/utf8.h"

#include <string.h>

static const char *code_of(dl_style style)
{
    static const char *const codes[] = {"",           "\x1b[1m",    "\x1b[2m",    "\x1b[1;31m",
                                        "\x1b[1;35m", "\x1b[1;36m", "\x1b[1;32m", "\x1b[33m"};

    return codes[style];
}

void dl_pen_add(dl_pen *pen, dl_style style, const char *text)
{
    bool is_colored = pen->color && style != DL_PLAIN;

    if (is_colored)
        dl_text_add(pen->out, code_of(style));
    dl_text_add(pen->out, text);
    if (is_colored)
        dl_text_add(pen->out, "\x1b[0m");
}

void dl_pen_show(dl_pen *pen, dl_style style, const char *text)
{
    dl_pen_add(pen, style, dl_utf8_visible(text, pen->out->arena));
}

void dl_pen_printf(dl_pen *pen, dl_style style, const char *format, ...)
{
    va_list args;
    const char *text;

    va_start(args, format);
    text = dl_arena_vprintf(pen->out->arena, format, args);
    va_end(args);
    dl_pen_show(pen, style, text);
}

static void add_blanks(dl_text *out, unsigned count)
{
    while (count--)
        dl_text_add_char(out, ' ');
}

void dl_pen_pad(dl_pen *pen, const char *text, unsigned column)
{
    unsigned width = dl_utf8_width_of(text);

    add_blanks(pen->out, width < column ? column - width : 1);
}

void dl_pen_wrap(dl_pen *pen, const char *text, unsigned indent)
{
    const char *shown = dl_utf8_visible(text, pen->out->arena);
    unsigned column = indent;

    while (*shown) {
        size_t size = strcspn(shown, " ");
        const char *word = dl_arena_strndup(pen->out->arena, shown, size);
        unsigned width = dl_utf8_width_of(word);

        if (column > indent && column + 1 + width > DL_PEN_WIDTH) {
            dl_text_add_char(pen->out, '\n');
            add_blanks(pen->out, indent);
            column = indent;
        } else if (column > indent) {
            dl_text_add_char(pen->out, ' ');
            column++;
        }
        dl_text_add(pen->out, word);
        column += width;
        shown += size;
        shown += strspn(shown, " ");
    }
}

/* ---- excerpts ---- */

enum { TAB = 4, EXCERPT_WIDTH = 120, LEAD = 40 };

typedef struct excerpt {
    dl_text shown, marks;
    unsigned column;         /* where the next character stands in the whole line */
    unsigned from, to;       /* columns shown */
    const char *first, *end; /* what is marked */
    bool is_marked;          /* the mark has begun */
} excerpt;

static unsigned width_at(uint32_t code, unsigned column)
{
    return code == '\t' ? TAB - column % TAB : dl_utf8_width(code);
}

static unsigned columns_up_to(dl_line line, const char *end)
{
    unsigned column = 0, step;

    for (const char *at = line.at; at < end; at += step)
        column += width_at(dl_utf8_next(at, line.at + line.size, &step), column);
    return column;
}

static void add_marks(excerpt *to, const char *at, unsigned width)
{
    bool is_in = at >= to->first && at < to->end;

    for (unsigned i = 0; i < width; i++) {
        dl_text_add_char(&to->marks, !is_in ? ' ' : to->is_marked ? '~' : '^');
        to->is_marked = to->is_marked || is_in;
    }
}

static void add_character(excerpt *to, const char *at, uint32_t code)
{
    unsigned width = width_at(code, to->column);

    if (to->column >= to->from && to->column + width <= to->to) {
        if (code == '\t')
            add_blanks(&to->shown, width);
        else
            dl_utf8_add_visible(&to->shown, code);
        if (at < to->end)
            add_marks(to, at, width);
    }
    to->column += width;
}

/* The part of the line that the place means: never beyond the line's text, never empty unless at its end. */
static void set_marked(excerpt *to, const dl_place *place, dl_line line)
{
    const char *last = line.at + line.size;

    to->first = place->file->text + place->offset;
    to->end = place->file->text + place->end;
    if (to->end > last)
        to->end = last;
    while (to->end > to->first && (to->end[-1] == ' ' || to->end[-1] == '\t'))
        to->end--;
    if (to->end <= to->first)
        to->end = to->first + 1;
}

static void add_line(excerpt *to, dl_line line)
{
    const char *end = line.at + line.size;
    unsigned step;

    for (const char *at = line.at; at < end; at += step)
        add_character(to, at, dl_utf8_next(at, end, &step));
    if (!to->is_marked && to->first >= end) {
        while (to->marks.count < to->column - to->from)
            dl_text_add_char(&to->marks, ' ');
        dl_text_add_char(&to->marks, '^');
    }
}

void dl_pen_excerpt(dl_pen *pen, const dl_place *place, dl_style mark)
{
    excerpt to = {0};
    bool is_cut_before, is_cut_after;
    unsigned width, start;
    dl_line line;

    if (!place->file)
        return;
    line = dl_line_at(place->file, place->offset);
    dl_text_init(&to.shown, pen->out->arena);
    dl_text_init(&to.marks, pen->out->arena);
    set_marked(&to, place, line);
    width = columns_up_to(line, line.at + line.size);
    start = columns_up_to(line, to.first);
    to.from = width > EXCERPT_WIDTH && start > EXCERPT_WIDTH - LEAD ? start - LEAD : 0;
    to.to = to.from + EXCERPT_WIDTH;
    is_cut_before = to.from > 0;
    is_cut_after = width > to.to;
    add_line(&to, line);
    dl_pen_printf(pen, DL_DIM, "%6u | ", place->line);
    dl_pen_add(pen, DL_DIM, is_cut_before ? "..." : "");
    dl_text_add(pen->out, dl_text_str(&to.shown));
    dl_pen_add(pen, DL_DIM, is_cut_after ? "...\n" : "\n");
    dl_pen_add(pen, DL_DIM, "       | ");
    add_blanks(pen->out, is_cut_before ? 3 : 0);
    dl_pen_add(pen, mark, dl_text_str(&to.marks));
    dl_text_add_char(pen->out, '\n');
}

dl_style dl_pen_level(dl_level level)
{
    return level == DL_LEVEL_ERROR ? DL_RED : level == DL_LEVEL_WARNING ? DL_MAGENTA : DL_CYAN;
}

const char *dl_counted(size_t count, const char *one, const char *many, dl_arena *arena)
{
    return dl_arena_printf(arena, "%zu %s", count, count == 1 ? one : many);
}
