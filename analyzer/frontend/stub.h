/* stub.h: the embedded stub headers as one text, and what it declares. Private to frontend/. */
#ifndef DL_FRONTEND_STUB_H
#define DL_FRONTEND_STUB_H

#include "frontend/synth.h"

enum { DL_STUB_PARTS = 4 };

/* One header: only what a source names something of is given to the parser; the first always is. */
typedef struct dl_stub_part {
    const char *text;
    dl_uses uses;
} dl_stub_part;

struct dl_stub {
    dl_arena *arena;
    dl_stub_part parts[DL_STUB_PARTS];
    dl_map *hooks_known;
    DL_VEC(const char *) hooks; /* DL_MORE_X: where a structure takes further members */
};

/* Whether the sources name something that this part declares. */
bool dl_stub_needs(const dl_stub *stub, size_t part, const dl_uses *uses);
bool dl_stub_declares(const dl_stub *stub, const char *name);

#endif
