/* untold.h: loops of which something that was not seen tells how many rounds they have: a container of a library, a
 * count that another file keeps. That there may be none is the code's say as little as it is the document's: where the
 * rounds do what is asked, nothing is sure on the way that goes by them. */
#ifndef DL_ENGINE_UNTOLD_H
#define DL_ENGINE_UNTOLD_H

#include "engine/step.h"

/* Whether the branch, both ways of which seem open, goes to such a loop by the one way and by it by the other; `asked`
 * is what it asks. */
bool dl_untold_is_passed(dl_sim *sim, const dl_frame *frame, const dl_block *block, int by, dl_val asked);

#endif
