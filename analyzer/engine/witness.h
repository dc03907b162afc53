/* witness.h: the path of a finding: of the trace to it what matters, in order. Branches that could have gone otherwise,
 * calls that failed, changes of what is followed, helpers in which any of that happened, and the judged line last.
 * docs/engine.md, "Witnesses". */
#ifndef DL_ENGINE_WITNESS_H
#define DL_ENGINE_WITNESS_H

#include "engine/judge.h"

/* Sets the path of the draft's finding, in the arena of the judge. While the run's nodes are there. */
void dl_witness_make(dl_judge *judge, dl_sim *sim, dl_draft *draft);

#endif
