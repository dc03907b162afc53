/* possible.h: whether an event can happen at all, anywhere in a driver: patterns against instructions as they are
 * spelled, without a path. What only a path knows (what a capture holds, how a call came out) is MAYBE or not asked.
 * Owns: nothing. Fails: never. */
#ifndef DL_ENGINE_POSSIBLE_H
#define DL_ENGINE_POSSIBLE_H

#include "engine/scope.h"

/* Whether some instruction of the functions of `in` (of each form's own `in`, where it has one) can be the event.
 * NO is certain for what was seen: nothing matches (an opaque callee or a lost statement is not asked).
 * YES: name, constants and path match. MAYBE: it depends on what only a path knows.
 * `where` (or NULL) gets the first instruction that gave the answer. Outcomes are not asked. */
dl_tri dl_possible_event(const dl_scope *scope, const dl_event_pattern *event, const dl_role_set *in, dl_span *where);

/* Likewise, in this function alone, of whatever role. */
dl_tri dl_possible_in(const dl_scope *scope, const dl_event_pattern *event, const dl_function *function,
                      dl_span *where);

/* Whether the driver has a call that the names of the form can mean: without one there is no such event. */
bool dl_possible_by_name(const dl_scope *scope, const dl_event_form *form);

/* Whether the function's address is stored in one of the places, anywhere in the driver. What may be stored there is
 * kept by the address of `paths`: they stay as they are for as long as the scope. */
dl_tri dl_possible_stored_in(const dl_scope *scope, const char *function, const dl_path_pattern *paths, size_t count);

/* The parts of it, for one instruction and one alternative. `in` is not asked. */
dl_tri dl_possible_form(const dl_scope *scope, const dl_event_form *form, const dl_instr *instr);
/* The parameters that a pattern means by a fact: `#kept`. */
dl_param_set dl_possible_fact_params(const dl_api *api, dl_arg_fact fact);

#endif
