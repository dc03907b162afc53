/* utf8.h: text of any origin, made fit for a report: valid UTF-8, nothing hidden.
 * Malformed bytes become U+FFFD, one for each maximal subpart, as the Unicode
 * standard recommends and as JavaScript decodes. Private to reports/. */
#ifndef DL_REPORTS_UTF8_H
#define DL_REPORTS_UTF8_H

#include "support/text.h"

/* The character at `at`, which lies before `end`; `*size` is how many bytes it takes, at least 1. */
uint32_t dl_utf8_next(const char *at, const char *end, unsigned *size);

/* Valid UTF-8 of the same text. NULs inside become U+FFFD too. The text itself when nothing is to change. */
const char *dl_utf8_clean(const char *text, dl_arena *arena);
const char *dl_utf8_clean_n(const char *text, size_t size, dl_arena *arena);

/* For one line on a terminal: also escapes what a terminal would act upon or hide (control characters, line ends,
 * marks that turn the direction of writing): `\n`, `\t`, `\x1b`, `\u202e`. */
const char *dl_utf8_visible(const char *text, dl_arena *arena);
void dl_utf8_add_visible(dl_text *text, uint32_t code);

/* UTF-16 code units of `size` bytes. */
unsigned dl_utf16_units(const char *text, size_t size);
/* Columns on a terminal: 0, 1 or 2; of what dl_utf8_add_visible writes for it. */
unsigned dl_utf8_width(uint32_t code);
unsigned dl_utf8_width_of(const char *text);

#endif
