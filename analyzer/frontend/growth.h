/* growth.h: what would keep the parser for ever, take all memory or use up its stack, seen before it is parsed: macros
 * that grow into one another, expressions and statements that nest without an end, one name declared over and over.
 * The parser has no bounds of its own for these. Private to frontend/. */
#ifndef DL_FRONTEND_GROWTH_H
#define DL_FRONTEND_GROWTH_H

#include "frontend/sources.h"

/* NULL: nothing of the kind. Else what it is and where, in `out`: the unit is not to be parsed. Linear in the tokens;
 * bounds are those of the header's source, several times what any driver has. `scratch`: while it runs. */
const char *dl_growth_check(const dl_sources *sources, dl_arena *out, dl_arena *scratch);

#endif
