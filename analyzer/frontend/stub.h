/* stub.h: the embedded stub headers as one text, and what it declares. Private to frontend/. */
#ifndef DL_FRONTEND_STUB_H
#define DL_FRONTEND_STUB_H

#include "frontend/synth.h"

/* The last are what the parser would define of itself, and class templates, which a source's own stand in for. */
enum { DL_STUB_PARTS = 8, DL_STUB_COMPILER = 6, DL_STUB_LIBRARY = 7 };

typedef struct dl_stub_name {
    const char *name;
    bool is_macro;
    const unsigned *pieces; /* that declare or define it, by number */
    size_t piece_count;
} dl_stub_name;

/* A declaration or a macro, which can be left out; or what holds others (`#ifdef`, `extern "C" {`). */
typedef struct dl_stub_piece {
    const char *text;
    dl_tokens tokens; /* where real headers are read; else empty */
    bool is_structure;
    const dl_stub_name *const *names; /* declared in it; none: it is always needed */
    const unsigned *needs;            /* the pieces that declare what it names */
    size_t name_count, need_count;
} dl_stub_piece;

/* DL_MORE_X: where a structure takes further members. */
typedef struct dl_stub_hook {
    const char *name;
    unsigned piece; /* that it stands in */
} dl_stub_hook;

/* One header. */
typedef struct dl_stub_part {
    unsigned first, end; /* of its pieces */
} dl_stub_part;

struct dl_stub {
    dl_arena *arena;
    dl_stub_part parts[DL_STUB_PARTS];
    DL_VEC(dl_stub_piece) pieces; /* while they are made: in the scratch arena */
    dl_map *names;                /* dl_stub_name */
    dl_map *hooks_known;
    DL_VEC(dl_stub_hook) hooks;
};

/* Whether the sources name something that this part declares; the first is always given. */
bool dl_stub_needs(const dl_stub *stub, size_t part, const dl_uses *uses);
bool dl_stub_declares(const dl_stub *stub, const char *name);

/* Finds what each piece needs, when all are there. */
void dl_stub_connect(dl_stub *stub, dl_arena *scratch);

/* Which pieces a unit needs: those that declare what it names, and what these name in turn. */
typedef struct dl_need dl_need;
dl_need *dl_need_new(const dl_stub *stub, dl_arena *arena);
/* False: the stub does not declare the name, or it was needed before. */
bool dl_need_name(dl_need *need, const char *name, size_t size);
/* Each name in the text. */
void dl_need_text(dl_need *need, const char *text, size_t size);
void dl_need_uses(dl_need *need, const dl_uses *uses);
bool dl_need_has(const dl_need *need, size_t piece);

typedef bool dl_is_known(const void *self, const char *name);
/* Adds the pieces of one header. `keeps_tokens`: the tokens live as long as the stub. */
void dl_stub_cut(dl_stub *stub, const dl_tokens *tokens, bool keeps_tokens, dl_arena *scratch);
/* The text of a piece without what is known elsewhere; "" when nothing is left. */
const char *dl_stub_piece_left(const dl_stub_piece *piece, dl_is_known *is_known, const void *self, dl_arena *arena);

#endif
