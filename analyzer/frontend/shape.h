/* shape.h: what a name must be, from the tokens around its uses. Private to frontend/. */
#ifndef DL_FRONTEND_SHAPE_H
#define DL_FRONTEND_SHAPE_H

#include "frontend/uses.h"

/* What a value is used as, strongest use last. */
typedef enum dl_shape {
    DL_SHAPE_NONE,
    DL_SHAPE_INT,
    DL_SHAPE_POINTER,
    DL_SHAPE_ARRAY,
    DL_SHAPE_INNER_ARRAY,
    DL_SHAPE_CALLED,
    DL_SHAPE_POINTER_TO_RECORD,
    DL_SHAPE_RECORD
} dl_shape;

/* Gets a name and what it is used as. */
typedef void dl_visit_name(void *self, const char *name, dl_shape shape);

typedef enum dl_role_of_name {
    DL_NAME_UNKNOWN,
    DL_NAME_LABEL,
    DL_NAME_ANNOTATION,
    DL_NAME_ANNOTATION_WITH_ARGS,
    DL_NAME_TYPE,
    DL_NAME_FUNCTION_TYPE,
    DL_NAME_FUNCTION,
    DL_NAME_LVALUE_FUNCTION,
    DL_NAME_VARIABLE,
    DL_NAME_STRING,
    DL_NAME_CONSTANT,
    DL_NAME_STATEMENT_MACRO, /* at file scope */
    DL_NAME_STATEMENT,       /* in a body, with its own `;` */
    DL_NAME_LOOP,            /* `FOR_EACH(element, …)` before a statement */
    DL_NAME_NAMESPACE
} dl_role_of_name;

/* SAL, new and old: by the form of the name. */
bool dl_shape_is_annotation(const char *name);
/* `T name OPTIONAL`, `T *name MY_OPT`: whether the word of a list of parameters stands behind a parameter's name. */
bool dl_shape_is_behind_parameter(const dl_tokens *tokens, const dl_token *word);
dl_role_of_name dl_shape_role(const dl_uses *uses, const dl_use *use);
/* Of the value that stands at an occurrence, or that the call there gives. */
dl_shape dl_shape_of(const dl_uses *uses, const dl_occurrence *at);
/* The strongest over all occurrences of a variable, or a member. */
dl_shape dl_shape_of_value(const dl_uses *uses, const dl_use *use);
dl_shape dl_shape_of_member(const dl_uses *uses, const dl_use *use);
/* Of what calls of a function give. */
dl_shape dl_shape_of_result(const dl_use *use);
/* Whether it is a label somewhere, or a variable or member of lower case: no place for a macro of the stub. */
bool dl_shape_is_own_word(const dl_use *use);
/* Calls `visit` with each name behind `X::`, or behind `X::inner::` if that is not NULL; the shape is called, a record
 * for a type, or none for a value. */
void dl_shape_scoped(const dl_use *use, const char *inner, dl_visit_name *visit, void *self, dl_arena *arena);
/* … with each name that stands as `X::name::other` somewhere. */
void dl_shape_inner_scopes(const dl_use *use, dl_visit_name *visit, void *self, dl_arena *arena);
/* Whether some variable of the type is initialised by a list without names. */
bool dl_shape_is_listed(const dl_use *type);
/* The shape of the variables declared with a type; `has_stars` is set when some are pointers to it, `is_held` when one
 * of a body is sure to be a record: its members are named with a dot. */
dl_shape dl_shape_of_type(const dl_uses *uses, const dl_use *type, bool *has_stars, bool *is_held);

/* Calls `visit` with each member that is reached through the value, `x.m`, `x->m`, and what it is there. */
void dl_shape_members(const dl_uses *uses, const dl_use *use, dl_visit_name *visit, void *self, dl_arena *arena);
/* … through the variables declared with the type. */
void dl_shape_type_members(const dl_uses *uses, const dl_use *type, dl_visit_name *visit, void *self, dl_arena *arena);

#endif
