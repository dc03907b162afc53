/* stub.h: the embedded stub headers as one text, and what it declares. Private to frontend/. */
#ifndef DL_FRONTEND_STUB_H
#define DL_FRONTEND_STUB_H

#include "frontend/synth.h"

struct dl_stub {
    dl_arena *arena;
    const char *text;
    dl_uses uses;
    dl_map *hooks_known;
    DL_VEC(const char *) hooks; /* DL_MORE_X: where a structure takes further members */
};

bool dl_stub_declares(const dl_stub *stub, const char *name);

#endif
