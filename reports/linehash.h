/* linehash.h: the hash of a line and what follows it, as code scanning services compute it for
 * `primaryLocationLineHash`. Exact to the bit, or a service warns and keeps its own. Private to reports/. */
#ifndef DL_REPORTS_LINEHASH_H
#define DL_REPORTS_LINEHASH_H

#include "support/text.h"

/* `hash:n` for each line of the file's bytes; n counts the lines so far with that hash. Lines end at CR, LF or CRLF;
 * a text that is empty or ends with a line end has one more line. */
const char *const *dl_line_hashes(const char *bytes, size_t size, size_t *count, dl_arena *arena);

#endif
