/* effects.h: what a call of a known API does to memory, from its facts and from what the index of the documentation
 * says of its parameters. */
#ifndef DL_ENGINE_EFFECTS_H
#define DL_ENGINE_EFFECTS_H

#include "engine/sim.h"

/* What the call does to memory; `result` is its value. */
void dl_effects_apply(dl_sim *sim, dl_state *state, const dl_instr *instr, const dl_call_view *view, dl_outcome outcome,
                      dl_val result);

/* Where a structure, one that a pointer leads to, keeps that a part of it was put into a list: not zero then;
 * DL_NOWHERE for others. */
dl_loc dl_effects_linked_mark(dl_world *world, dl_loc part);

/* ---- what facts say of results and parameters: effects_facts.c ---- */

/* The classes of a result that mean success, and those that mean failure; DL_ALL and 0 where none is known. */
unsigned dl_effects_success_mask(dl_result_kind kind, bool has_success_codes);
unsigned dl_effects_failure_mask(dl_result_kind kind);

/* What the call writes through the parameter; NULL: no fact says so. */
const dl_out_fact *dl_effects_out(const dl_api *api, unsigned param);
/* The documentation says that the function only reads what the parameter points to. */
bool dl_effects_is_input(const dl_api *api, unsigned param);
/* Facts of another kind than `out` say what becomes of what the parameter points to. */
bool dl_effects_describes(const dl_api *api, unsigned param);
/* Whether the call by itself reads or writes what the parameter points to. */
bool dl_effects_touches(const dl_api *api, unsigned param);
/* What the parameter points to, what lies behind it included, is not written by the call. */
bool dl_effects_only_reads(const dl_api *api, unsigned param);
/* Of a counted string behind the parameter the text is read: it is not only given on, as a name to be opened later. */
bool dl_effects_reads_text(const dl_api *api, unsigned param);

/* ---- what is not known any more: effects_forget.c ---- */

/* The place holds what nobody knows. */
void dl_effects_havoc(dl_sim *sim, dl_state *state, dl_loc loc);
/* The place and what pointers in it lead to. */
void dl_effects_havoc_reachable(dl_sim *sim, dl_state *state, dl_loc loc);
/* Something unknown is done where a tracked object is kept: what becomes of it is not known, `why` says what it was. */
void dl_effects_doubt(dl_sim *sim, dl_state *state, dl_loc loc, const char *why);
/* Something unknown is written to a block: what nobody wrote there is not zero any more, be it that its allocator gave
 * it zeroed, or that the driver has zeroed it. */
void dl_effects_forget_zeroes(dl_sim *sim, dl_state *state, dl_val val);
/* A routine that runs at once is given the block, or the object that it came with. */
void dl_effects_forget_made(dl_sim *sim, dl_state *state, dl_val val);

/* The call that gave the symbol is made again, and writes to `slot`: what an object that is followed was bound to by
 * value is found in `copy`, where the old value still is, or by nothing (DL_NOWHERE). Those that are told by their call
 * are another one with each call. */
void dl_effects_rebind(dl_sim *sim, dl_state *state, int sym, dl_loc slot, dl_loc copy);
/* Likewise: what instances are bound to in the object of the round before has no name any more. */
void dl_effects_unbind_within(dl_sim *sim, dl_state *state, int sym);
/* Likewise: what is followed and kept in what it gave before, of which the name goes over to what it gives now, is in
 * doubt. Not what the call gave itself: a list of the system's leads from each to the one before. */
void dl_effects_doubt_kept(dl_sim *sim, dl_state *state, int sym);

#endif
