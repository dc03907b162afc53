/* infer.h: the types of members and results that nobody declares, from the variables that they are stored to or come
 * from: what the parser would else complain of first. Private to frontend/. */
#ifndef DL_FRONTEND_INFER_H
#define DL_FRONTEND_INFER_H

#include "frontend/uses.h"

/* The type that all declarations of a variable give it, `T` or `T *`; NULL: there is none, or they differ, or it is
 * none so plain. In the arena of `uses`. */
const char *dl_infer_variable(const dl_uses *uses, const dl_use *use);
/* The type of a member that is assigned from such variables, or to such; NULL: not known. */
const char *dl_infer_member(const dl_uses *uses, const dl_use *member);
/* … of what calls of a function give. */
const char *dl_infer_result(const dl_uses *uses, const dl_use *function);
/* Whether a variable of the type holds a record as a whole, by its name. */
bool dl_infer_is_record(const char *type);

#endif
