/* shape_parts.h: between shape.c (what a name is) and shape_value.c (what values are used as). Private to them. */
#ifndef DL_FRONTEND_SHAPE_PARTS_H
#define DL_FRONTEND_SHAPE_PARTS_H

#include "frontend/shape.h"

/* A type of the kits, or a name as pointer types have them: `PXYZ`. */
bool dl_shape_is_known_type(const dl_token *token);
/* The token before, annotations passed over: `_In_ T x`, `_In_reads_(n) T *x`. */
const dl_token *dl_shape_before_annotations(const dl_occurrence *at);
/* `FIELD_OFFSET(T, member)` and the like: the member at an occurrence of T, or NULL. */
const dl_token *dl_shape_offset_member(const dl_occurrence *at);
/* `auto x = T{};`, `auto x = KITS_TYPE();`: x, at an occurrence of the type; or NULL. */
const dl_token *dl_shape_made_into(const dl_occurrence *at);
/* `class C : public NAME` */
bool dl_shape_is_base(const dl_occurrence *at);

#endif
