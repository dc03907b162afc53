/* lessons.h: what the parser's complaints of one unit taught synthesis, for the driver's other units: these
 * share headers, and a unit may be parsed again. A lesson is where to begin; the parser has the last word. Private to
 * frontend/. */
#ifndef DL_FRONTEND_LESSONS_H
#define DL_FRONTEND_LESSONS_H

#include "frontend/synth.h"

/* Of units of one language. `arena` lives as long as the driver is parsed. */
typedef struct dl_lessons dl_lessons;
dl_lessons *dl_lessons_new(dl_arena *arena);
/* When a unit was parsed to its end. What a source's own declarations rule out is kept for that source alone. */
void dl_lessons_keep(dl_lessons *lessons, const dl_synth *synth);
/* Before a unit is parsed for the first time. */
void dl_lessons_teach(const dl_lessons *lessons, dl_synth *synth);

#endif
