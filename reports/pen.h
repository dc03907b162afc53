/* pen.h: how the text formats write: colours when asked for, columns that line up, source excerpts.
 * Everything written here is one line's worth of visible characters; see utf8.h. Private to reports/. */
#ifndef DL_REPORTS_PEN_H
#define DL_REPORTS_PEN_H

#include "reports/shown.h"

typedef enum dl_style { DL_PLAIN, DL_BOLD, DL_DIM, DL_RED, DL_MAGENTA, DL_CYAN, DL_GREEN, DL_YELLOW } dl_style;

typedef struct dl_pen {
    dl_text *out;
    bool color;
} dl_pen;

/* Text of any origin, escaped; and what is ours, as it is. */
void dl_pen_show(dl_pen *pen, dl_style style, const char *text);
void dl_pen_add(dl_pen *pen, dl_style style, const char *text);
void dl_pen_printf(dl_pen *pen, dl_style style, const char *format, ...) DL_PRINTF(3, 4);
/* Blanks up to `column` of a field that `text` was written in; at least one. */
void dl_pen_pad(dl_pen *pen, const char *text, unsigned column);
/* Words, broken before DL_PEN_WIDTH; the first line is at column `indent` already, further ones are moved there. */
enum { DL_PEN_WIDTH = 110 };
void dl_pen_wrap(dl_pen *pen, const char *text, unsigned indent);

/* The line of the place and a mark under what is meant; nothing when there is no text.
 * Tabs become blanks, wide characters keep the mark in place, a long line is cut around it. */
void dl_pen_excerpt(dl_pen *pen, const dl_place *place, dl_style mark);

dl_style dl_pen_level(dl_level level);
/* `1 error`, `2 errors` */
const char *dl_counted(size_t count, const char *one, const char *many, dl_arena *arena);

#endif
