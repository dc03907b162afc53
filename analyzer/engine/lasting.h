/* lasting.h: what nothing in the driver changes: a global that still holds what it was initialised with, or what the
 * entry left in it, whenever a later routine runs. Bodies that were not read count by the names in them. */
#ifndef DL_ENGINE_LASTING_H
#define DL_ENGINE_LASTING_H

#include "engine/judge.h"

/* Whether the function may write to the global: by a store, or by handing its address to what may write there. Helpers
 * are followed. `member`: it is asked of this member alone; NULL: of any part. */
bool dl_lasting_writes(const dl_world *world, const dl_function *function, const dl_var *var, const char *member);
/* As writes, of the functions that are `in` by their number in the program, and behind a pointer to such a structure,
 * where the global's address is given away: CONTAINING_RECORD leads from a part of it back to it. */
bool dl_lasting_may_change_in(dl_judge *judge, const bool *in, const dl_var *var, const char *member);
/* The member of a global structure, or of each element of an array of such, that the place is or lies in; NULL: it is
 * not in one. */
const char *dl_lasting_member(const dl_world *world, dl_loc loc);
/* Whether a file that was not read, or a body of one that was, may write to it, or to the member of it. */
bool dl_lasting_may_change_unread(dl_judge *judge, const dl_var *var, const char *member);
/* The place that alone holds what the call put into the slot once the function has returned: whatever reads it only
 * looks through it, compares it or hands it to a routine that does not keep it. The slot, or the one global that a
 * local slot is copied to; NULL: there may be others. `is_result`: it is what the call returns. */
const dl_expr *dl_lasting_sole_holder(dl_judge *judge, const dl_scope *scope, const dl_function *by,
                                      const dl_instr *call, const dl_expr *slot, bool is_result);
/* Likewise of a slot that a parameter leads to, and is the place where the entry, once it has ended, holds what the
 * call put there: that place, as it is spelled. */
const dl_expr *dl_lasting_sole_place(dl_judge *judge, const dl_function *by, const dl_instr *call, const dl_expr *slot,
                                     bool is_result, dl_loc place);
/* Whether what the call put into the slot, a local, is handed to nobody who keeps it: no other routine comes by it. */
bool dl_lasting_stays_in_local(const dl_judge *judge, const dl_function *by, const dl_instr *call, const dl_expr *slot,
                               bool is_result);
/* What routines other than the entry may start from, by a run of the entry that is judged by no rule: handles that
 * every successful path leaves in globals are not null, and flags and texts that nothing else changes are as each such
 * path left them. In the judge's arena, and made when it is first asked for; notes with the judge's world whether the
 * entry is heavy. Resets the judge's scratch arena. */
const dl_state *dl_lasting_after_entry(dl_judge *judge);
/* Has that run made before any other where it may show the entry to be heavy. */
void dl_lasting_weigh_entry(dl_judge *judge);
/* From now on the judge's world takes a global with an initialiser that nothing changes for a constant. */
void dl_lasting_begin(dl_judge *judge);

#endif
