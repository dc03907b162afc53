/* linked.h: lists that the system keeps by members of its structures: of a driver's devices, the newest is
 * DriverObject->DeviceObject, and each leads to the one made before it by NextDevice.
 *
 * They are followed where the entry or a helper of it asks for them. */
#ifndef DL_ENGINE_LINKED_H
#define DL_ENGINE_LINKED_H

#include "engine/sim.h"

/* Whether the entry, what it calls, or what may run beside it, may take something out of a list that drivers link
 * (LIST_ENTRY): it calls what knows such lists and does not put anything in, reads their links, or calls what is not
 * known. Of other roots: yes. */
bool dl_linked_takes_out(dl_world *world);

/* What stands at the member of a list that the system keeps, as that into which `made_by`, in `by`, has put what it
 * makes. NO: the member is of no such list. YES: what that call has made, as the entry makes nothing else of the kind,
 * or `root` goes through the list. MAYBE: another one. */
dl_tri dl_linked_leads_to(dl_world *world, const dl_function *root, const dl_function *by, const dl_instr *made_by,
                          const char *member);

/* Whether the instruction may take something out of a list into which the entry, or a helper of it, puts some. */
bool dl_linked_is_taken_by(dl_world *world, const dl_instr *instr);

/* Whether the call asks something of a list (`IsListEmpty(&List)`, `ExInterlockedRemoveHeadList(&List, &Lock)`) whose
 * head leads to itself, as InitializeListHead has left it: what it returns then; it changes nothing. What runs beside
 * the entry may have put something in, but need not. */
bool dl_linked_is_of_empty(dl_sim *sim, dl_state *state, const dl_call_view *view, dl_val *result);

/* Finds out, once for a driver, whether such a list is asked for. The entry's parameters are known. */
void dl_linked_begin(dl_world *world);
/* Whether the call, if it succeeds, changes a list that is followed: its outcomes are told apart. */
static inline bool dl_linked_is_pushed(const dl_world *world, const dl_api *api)
{
    return api->push_count && world->has_lists && world->at_entry;
}
/* The call has succeeded, and its out-parameters are written. */
void dl_linked_push(dl_sim *sim, dl_state *state, const dl_call_view *view, const dl_push_fact *fact);
/* A call that has succeeded was given the structure: where nothing stood first in its list so far, something may now.
 */
void dl_linked_share(dl_sim *sim, dl_state *state, const dl_call_view *view);
/* Where what is removed stood, the next one stands now. */
void dl_linked_remove(dl_sim *sim, dl_state *state, const dl_call_view *view, const dl_unlink_fact *fact);

#endif
