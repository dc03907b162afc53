/* match.h: whether an event of the simulation is one that a pattern describes; three-valued.
 * Captures that are not bound match and bind. RULES: docs/rules.md, sections 4 and 5. */
#ifndef DL_ENGINE_MATCH_H
#define DL_ENGINE_MATCH_H

#include "engine/possible.h"
#include "engine/sim.h"

/* What a pattern may refer to. */
typedef struct dl_match {
    dl_sim *sim;
    dl_state *state;
    const dl_scope *scope;
    int driver_object, registry_path; /* parameters of the root; -1 none */
    dl_bind binds[DL_MAX_BINDS];      /* in and out */
    const char *doubt;                /* why the answer is maybe, or NULL */
    const dl_event_form *form;        /* out: which alternative matched */
    int64_t index;                    /* out: index of a store's path where a capture stands for it */
    bool is_of_bound_text;            /* out: a text that is not known is surely the one that was bound */
} dl_match;

dl_tri dl_match_event(dl_match *match, const dl_event_pattern *pattern, const dl_event *event);
/* `expr` is what the value was read from, or NULL. */
dl_tri dl_match_value(dl_match *match, const dl_value_pattern *pattern, dl_val val, const dl_expr *expr);
/* Every place that the path means in this state: fills `out`, returns how many (at most `room`); `some` tells a path
 * with `[?]`. */
size_t dl_match_places(dl_match *match, const dl_path_pattern *path, dl_loc *out, size_t room, bool *some);
/* An argument of a call event by its key; false: there is none. Several for `#fact`: the first. */
bool dl_match_arg(const dl_event *event, const char *name, dl_val *val, const dl_expr **expr);
/* Whether the place is the parameter's object or is held in it. */
dl_tri dl_match_is_param(const dl_match *match, dl_val val, int param);

#endif
