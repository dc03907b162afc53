/* engine.h: runs the rules over a driver's IR.
 * Method: property simulation (Das, Lerner, Seigle: ESP, PLDI 2002); docs/engine.md. */
#ifndef DL_ENGINE_ENGINE_H
#define DL_ENGINE_ENGINE_H

#include "engine/result.h"

typedef struct dl_engine_options {
    const char *const *models; /* --model, resolved */
    size_t model_count;
    bool wants_trace; /* every failure path, for `drvlint trace` */
} dl_engine_options;

/* `parse` may have failed: then models, verdicts and findings are empty. Memory in `arena`. */
dl_driver_result *dl_engine_run(const dl_ruleset *rules, const dl_driver *driver, const dl_parse *parse,
                                const dl_engine_options *options, dl_arena *arena);

#endif
