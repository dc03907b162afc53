/* never_listed.h: a list of the system's that nothing in the driver ever puts anything into: that of its devices, where
 * it makes none. Owns: nothing. Fails: never. */
#ifndef DL_ENGINE_NEVER_LISTED_H
#define DL_ENGINE_NEVER_LISTED_H

#include "engine/judge.h"

/* Where it begins, in the driver object that the unload routine is given first: null stands there. NOWHERE: something
 * may have been put in. */
dl_loc dl_never_listed(dl_judge *judge, const dl_function *unload);

#endif
