/* wpp.h: the tracing functions that a driver's own comments configure: `// begin_wpp config … // end_wpp`. */
#ifndef DL_FRONTEND_WPP_H
#define DL_FRONTEND_WPP_H

#include "frontend/sources.h"

/* Names of the functions that the unit's files configure: name → non-NULL. Those in `leaving` have macros that may
 * leave the function they stand in, those in `traced` only tell something, or leave it by the macros that
 * `sources->tracing` then has of them. In `arena`. */
void dl_wpp_read(dl_sources *sources, dl_map **traced, dl_map **leaving, dl_arena *arena);

#endif
