/* stub.h: the embedded stub headers as one text, and what it declares. Private to frontend/. */
#ifndef DL_FRONTEND_STUB_H
#define DL_FRONTEND_STUB_H

#include "frontend/synth.h"

enum { DL_STUB_PARTS = 4 };

/* A declaration or a macro, which can be left out; or what holds others (`#ifdef`, `extern "C" {`). */
typedef struct dl_stub_piece {
    const char *text;
    dl_tokens tokens;
    bool is_structure;
    DL_VEC(const char *) names; /* declared in it */
} dl_stub_piece;

typedef struct dl_stub_name {
    const char *name;
    bool is_macro;
} dl_stub_name;

/* One header: only what a source names something of is given to the parser; the first always is. */
typedef struct dl_stub_part {
    const char *text;
    DL_VEC(dl_stub_name) names;   /* that it declares or defines */
    DL_VEC(dl_stub_piece) pieces; /* where real headers are read; else empty */
} dl_stub_part;

struct dl_stub {
    dl_arena *arena;
    dl_stub_part parts[DL_STUB_PARTS];
    dl_map *names; /* of all parts */
    dl_map *hooks_known;
    DL_VEC(const char *) hooks; /* DL_MORE_X: where a structure takes further members */
};

/* Whether the sources name something that this part declares. */
bool dl_stub_needs(const dl_stub *stub, size_t part, const dl_uses *uses);
bool dl_stub_declares(const dl_stub *stub, const char *name);

typedef bool dl_is_known(const void *self, const char *name);
void dl_stub_cut(dl_stub_part *part, const dl_tokens *tokens, dl_arena *arena);
/* The text of a piece without what is known elsewhere; "" when nothing is left. */
const char *dl_stub_piece_left(const dl_stub_piece *piece, dl_is_known *is_known, const void *self, dl_arena *arena);

#endif
