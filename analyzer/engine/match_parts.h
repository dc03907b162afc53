/* match_parts.h: between match.c (events), match_path.c (paths), match_value.c and match_read.c (values). Private to
 * them. */
#ifndef DL_ENGINE_MATCH_PARTS_H
#define DL_ENGINE_MATCH_PARTS_H

#include "engine/match.h"

/* The parameter of the root that a path begins at, by its number; -1: the root has none such. */
int dl_match_param_number(const dl_match *match, const dl_path_pattern *path);
/* The variable that a place is in, pointers followed back, and the member of it, or NULL where it is no structure.
 * NULL: it is in none. */
const dl_var *dl_match_variable(const dl_world *world, dl_loc loc, const char **field);
/* The place that a store event writes, against a path pattern. */
dl_tri dl_match_path(dl_match *match, const dl_path_pattern *path, const dl_event *event);
/* Whether a place is the object that the path's capture holds or leads to, or stands in it: `$block->*`. */
dl_tri dl_match_is_part(dl_match *match, const dl_path_pattern *path, dl_loc loc);
/* Binds a capture, or compares with what it is bound to. */
dl_tri dl_match_capture(dl_match *match, int capture, dl_val val, dl_loc loc, const dl_expr *expr);
dl_tri dl_match_storage(dl_match *match, const dl_value_pattern *pattern, dl_loc loc, const dl_expr *expr);
/* Whether a routine of these roles reads the variable, or the member of it, that the pointer leads to. */
dl_tri dl_match_read_by(dl_match *match, dl_name_set roles, dl_val val);
/* Whether the variable or the member that the pointer is of is given to such a call as this parameter, itself or by a
 * copy, and never as another one of it; of a text that is known: no. */
dl_tri dl_match_given_to(dl_match *match, const dl_value_pattern *pattern, dl_val val, const dl_expr *expr);

#endif
