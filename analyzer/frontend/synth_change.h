/* synth_change.h: what is made of a name, a member or a type is changed, as complaints of the parser tell. What changes
 * something notes that there is something new to try (`is_changed`). Private to frontend/. */
#ifndef DL_FRONTEND_SYNTH_CHANGE_H
#define DL_FRONTEND_SYNTH_CHANGE_H

#include "frontend/synth_items.h"

/* Gives the record of that tag, or the hook of the stub, a member. False: it has it. */
bool dl_synth_add_member(dl_synth *s, const char *tag, const char *member);
/* What was learnt of the member of that name, in whatever record; to be filled in by the caller. */
dl_forced *dl_synth_force(dl_synth *s, const char *member);
/* `name` may be NULL: nothing is changed. `is_member`: of each member of that name, else of the variable or function.
 */
void dl_synth_set_shape(dl_synth *s, const char *name, bool is_member, dl_shape shape);
void dl_synth_set_type(dl_synth *s, const char *name, bool is_member, const char *type);
/* The type that was made up as a scalar holds members after all, or the other way round. False: it is not ours to
 * change. */
bool dl_synth_change_type(dl_synth *s, const char *type, dl_item_kind kind);
/* `X x = nullptr`: the X that was made up as a number is a pointer's type. */
bool dl_synth_make_pointer(dl_synth *s, const char *type);

#endif
