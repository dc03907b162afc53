/* match_parts.h: between match.c (events) and match_value.c (values, paths). Private to them. */
#ifndef DL_ENGINE_MATCH_PARTS_H
#define DL_ENGINE_MATCH_PARTS_H

#include "engine/match.h"

/* The place that a store event writes, against a path pattern. */
dl_tri dl_match_path(dl_match *match, const dl_path_pattern *path, const dl_event *event);
/* Binds a capture, or compares with what it is bound to. */
dl_tri dl_match_capture(dl_match *match, int capture, dl_val val, dl_loc loc, const dl_expr *expr);
dl_tri dl_match_storage(dl_match *match, const dl_value_pattern *pattern, dl_loc loc, const dl_expr *expr);

#endif
