/* possible_parts.h: between possible.c (events) and possible_value.c (values, paths). Private to them. */
#ifndef DL_ENGINE_POSSIBLE_PARTS_H
#define DL_ENGINE_POSSIBLE_PARTS_H

#include "engine/possible.h"

/* A capture matches everything. */
dl_tri dl_possible_value(const dl_scope *scope, const dl_value_pattern *pattern, const dl_expr *expr);
/* Whether the lvalue may be an object that the path names: type roots, members, indexes. */
dl_tri dl_possible_path(const dl_scope *scope, const dl_path_pattern *path, const dl_expr *target);
/* What an expression of constants is worth; false: it is none, or one of them has no known value. */
bool dl_possible_constant(const dl_expr *expr, int64_t *value);
/* What stands for itself and is no storage. */
bool dl_possible_is_plain(const dl_expr *expr);
/* Where an lvalue lies: persistent or automatic; MAYBE behind a pointer. */
dl_tri dl_possible_lies_in(const dl_expr *lvalue, bool is_persistent);
/* Whether the lvalue is the root with the first `count` steps. Pointers on the way are followed. */
dl_tri dl_possible_steps(const dl_scope *scope, const dl_path_pattern *path, size_t count, const dl_expr *lvalue);

#endif
