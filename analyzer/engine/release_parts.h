/* release_parts.h: between release.c, which follows what one place acquires, and release_places.c, which knows the
 * places and what is asked of each. Private to them. */
#ifndef DL_ENGINE_RELEASE_PARTS_H
#define DL_ENGINE_RELEASE_PARTS_H

#include "engine/judge.h"
#include "engine/told.h"

typedef struct dl_followed_place {
    const dl_resource *kind;
    const dl_instr *site; /* NULL: releases of what was never acquired */
    const dl_function *root;
    const dl_state *start;
    bool is_asked_of_success; /* what a system routine keeps is handed over */
    bool is_kept_somewhere;   /* out: whether that made, or would make, a difference */
    dl_told *told;
} dl_followed_place;

/* Runs the root for the place, once for each way that leads to it, and keeps what is seen, in the judge's arena. */
dl_told *dl_release_follow(dl_judge *judge, dl_followed_place *place, const dl_function *site_function);
/* Whether the instruction calls one of the uses, by its name or as a macro. */
bool dl_release_calls(const dl_facts *facts, const dl_instr *instr, const dl_api_use *uses, size_t count);
/* Whether the function itself calls a release of the kind. */
bool dl_release_is_in(const dl_facts *facts, const dl_function *function, const dl_resource *kind);

#endif
