/* engine.h: runs the rules over a driver's IR.
 * Method: property simulation (Das, Lerner, Seigle: ESP, PLDI 2002); docs/engine.md. */
#ifndef DL_ENGINE_ENGINE_H
#define DL_ENGINE_ENGINE_H

#include "engine/result.h"

/* Which ways through the entry a report tells: to make them takes a run of its own. */
typedef enum dl_wanted_paths {
    DL_PATHS_SUCCESS, /* the way to success: `trace` of the JSON report */
    DL_PATHS_ALL,     /* each failure path too: `drvlint trace` */
    DL_PATHS_NONE
} dl_wanted_paths;

typedef struct dl_engine_options {
    const char *const *models; /* --model, resolved */
    size_t model_count;
    dl_wanted_paths paths;
} dl_engine_options;

/* `parse` may have failed: then models, verdicts and findings are empty. Memory in `arena`. */
dl_driver_result *dl_engine_run(const dl_ruleset *rules, const dl_driver *driver, const dl_parse *parse,
                                const dl_engine_options *options, dl_arena *arena);

#endif
