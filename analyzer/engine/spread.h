/* spread.h: where what a call returns may have gone, by the names of variables and members alone: without order, and
 * whatever the state. What the state does not tell (an element at an unknown index, what lies behind a joined pointer)
 * is not the object where nothing of the driver ever puts that there. */
#ifndef DL_ENGINE_SPREAD_H
#define DL_ENGINE_SPREAD_H

#include "engine/judge.h"

/* Whether the place that the expression names may hold what the call in `site` returned, in the root or what that
 * calls. Kept for the last site and root that were asked for. */
bool dl_spread_may_be_in(dl_judge *judge, const dl_function *root, const dl_instr *site, const dl_expr *place);

#endif
