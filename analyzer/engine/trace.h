/* trace.h: the initialisation sequence: the success path and each distinct failure path. */
#ifndef DL_ENGINE_TRACE_H
#define DL_ENGINE_TRACE_H

#include "engine/judge.h"

/* The success path first; without `all` only that. In `judge->arena`. `gap`: what is missing, and why; NULL: nothing.
 */
const dl_trace_path *dl_trace_paths(dl_judge *judge, bool all, size_t *count, const char **gap);

#endif
