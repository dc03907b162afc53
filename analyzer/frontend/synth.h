/* synth.h: declares what a source expects and nobody declares, in three ways: what the stub knows, what
 * the index of the WDK's names knows, and what the parser's complaints tell. Private to frontend/. */
#ifndef DL_FRONTEND_SYNTH_H
#define DL_FRONTEND_SYNTH_H

#include "frontend/sources.h"
#include "frontend/uses.h"
#include "kernel/facts.h"

/* The embedded stub headers, scanned once; cut into pieces only where real headers may take the place of some. */
typedef struct dl_stub dl_stub;
const dl_stub *dl_stub_load(bool has_headers, dl_arena *arena);

typedef struct dl_synth dl_synth;
/* All of it is in `arena`, but the names it made up are in `keep`. */
dl_synth *dl_synth_new(const dl_stub *stub, const dl_facts *facts, const dl_sources *sources, bool is_cpp,
                       dl_arena *arena, dl_arena *keep);
/* The unit header as it stands. */
const char *dl_synth_header(dl_synth *synth, size_t *size);
/* How often the sources' own text was changed for the parser since the synthesis was made. */
unsigned dl_synth_edits(const dl_synth *synth);
/* Reads the diagnostics of a parse. True when there is something new to try. */
bool dl_synth_learn(dl_synth *synth, CXTranslationUnit tu);
/* What is made of each name; members that were added since and edits of the sources are not taken back. In the arena of
 * the synthesis. */
typedef struct dl_synth_state {
    struct dl_item *items;
    struct dl_forced *forced;
    size_t item_count, forced_count;
} dl_synth_state;
void dl_synth_save(const dl_synth *synth, dl_synth_state *state);
void dl_synth_restore(dl_synth *synth, const dl_synth_state *state);
/* Name → non-NULL of what was made up, without the stub and without what has its real value. */
dl_map *dl_synth_names(const dl_synth *synth);
unsigned dl_synth_count(const dl_synth *synth);

#endif
