/* keep.h: what a report needs of a driver's result, without what it was made from.
 * The copy has the findings, verdicts, paths and notices whole; of the program the files' names, the functions' names
 * and places, and what was lost in them; the text of those files that some place stands in. It points to the ruleset,
 * to the driver, to `texts`, where its strings are, and else only to itself: the arena of the analysis may go. */
#ifndef DL_ENGINE_KEEP_H
#define DL_ENGINE_KEEP_H

#include "engine/result.h"

const dl_driver_result *dl_result_keep(const dl_driver_result *result, dl_names *texts, dl_arena *arena);

#endif
