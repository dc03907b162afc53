/* expect_parts.h: between expect.c, the form, and expect_holds.c, its conditions. Private to them.
 * Owns: nothing; problems are in the arena given. Fails: never; what could not be followed is DL_MAYBE. */
#ifndef DL_ENGINE_EXPECT_PARTS_H
#define DL_ENGINE_EXPECT_PARTS_H

#include "engine/judge.h"

/* What an item said: the answer, and what is wrong. */
typedef struct dl_answer {
    dl_tri how;
    const char *problem; /* or NULL */
} dl_answer;

/* The object that an item is about: what the capture was bound to, then the steps. DL_NOWHERE: it is null, or, where
 * `known` is DL_MAYBE, it could not be found. */
dl_loc dl_expect_object(dl_match *match, const dl_value_pattern *object, dl_tri *known);
/* Conditions that are asked only where other fields are as written, and those are not: nothing of this object is
 * required, and a verdict must not rest on it. */
bool dl_expect_asks_nothing(dl_match *match, dl_loc object, const dl_struct_conditions *c);
dl_answer dl_expect_struct(dl_match *match, dl_loc object, const dl_struct_conditions *c, dl_arena *arena);
/* Another item of the check may tell where the table ends. */
dl_answer dl_expect_array(const dl_check *check, dl_match *match, dl_loc array, const dl_item *item, dl_arena *arena);
/* `of` gets the text of what was asked about. */
dl_answer dl_expect_value(dl_match *match, const dl_item *item, const char **of, dl_arena *arena);
/* Whether what the capture was bound to stands in a place that stays. */
bool dl_expect_escapes(dl_world *world, const dl_state *state, const dl_bind *bind);

#endif
