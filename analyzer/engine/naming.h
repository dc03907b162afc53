/* naming.h: which functions of a program name a global or a static local of it, and which initialisers do. What does
 * not name a variable neither writes it nor gives its address away: of a large program few functions are to be asked.
 * Owns: made once a driver, when first asked for, in the world's arena. */
#ifndef DL_ENGINE_NAMING_H
#define DL_ENGINE_NAMING_H

#include "engine/value.h"

typedef struct dl_naming {
    DL_VEC(unsigned) functions;     /* by number in the program, rising */
    DL_VEC(const dl_expr *) values; /* that globals are initialised with */
} dl_naming;

/* Never NULL. `var`: no parameter, temporary or other local. */
const dl_naming *dl_naming_of(dl_world *world, const dl_var *var);

#endif
