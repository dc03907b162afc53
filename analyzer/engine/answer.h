/* answer.h: branches on what a callee without a source has answered. Both ways seem open there; but the answer may go
 * with what the path has done before: with the status or the object that the callee was asked about, with what another
 * such callee was told, or with an answer that it gave before.
 *
 * Owns: the text, in the world's arena. Fails: never. */
#ifndef DL_ENGINE_ANSWER_H
#define DL_ENGINE_ANSWER_H

#include "engine/sim.h"

/* Why what is tested may hang on what the path has done, as a clause; NULL: it does not, as far as can be seen. */
const char *dl_answer_unfollowed(dl_sim *sim, dl_state *state, dl_val tested);

#endif
