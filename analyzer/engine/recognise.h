/* recognise.h: which models a driver follows, why, and which rules that brings.
 * Owns: all in the arena given. Fails: never. */
#ifndef DL_ENGINE_RECOGNISE_H
#define DL_ENGINE_RECOGNISE_H

#include "engine/guard.h"

/* All models that hold, with their evidence, by id; the `always` ones among them. `scope` was built without models.
 * `asked` are the ids of --model. */
const dl_model_hit *dl_models_recognise(size_t *count, const dl_scope *scope, const dl_driver *driver,
                                        const char *const *asked, size_t asked_count, dl_arena *arena);

/* A rule that the driver's models bring, by themselves or through what they extend. */
typedef struct dl_rule_use {
    const dl_rule *rule;
    const dl_model_hit *hit; /* the firmest hit that brings it */
    bool is_thin;            /* every hit that brings it is thin: its findings are possible */
    bool is_disabled;        /* by a model: the verdict is not-applicable */
    const char *why;         /* of the disabling, else NULL */
    bool is_doubtful;        /* an `unless` of a disabling could not be decided: at most undetermined */
    dl_level level;          /* with the models' `levels` */
} dl_rule_use;

/* By code. Rules that are not enabled are in it too: `rule->enabled` is the caller's to ask. `context` holds the final
 * scope. */
const dl_rule_use *dl_rules_of_models(size_t *count, const dl_guard_context *context, dl_arena *arena);

#endif
