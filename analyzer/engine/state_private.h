/* state_private.h: the insides of states, for state.c, which reads and writes their cells, state_known.c, which keeps
 * what they know of symbols, and state_join.c and state_join_known.c, which join them. */
#ifndef DL_ENGINE_STATE_PRIVATE_H
#define DL_ENGINE_STATE_PRIVATE_H

#include "engine/graph.h"

/* `count` elements of `size` bytes, with room for `room`, in scratch memory. */
void *dl_state_grown(dl_world *world, const void *from, unsigned count, unsigned room, size_t size);
/* Room of its own for `more` cells; likewise for what is known. */
void dl_state_own_cells(dl_world *world, dl_state *state, unsigned more);
void dl_state_own_known(dl_world *world, dl_state *state, unsigned more);

/* The first cell that is of this place or behind it. */
static inline unsigned dl_cell_index(const dl_state *state, dl_loc loc)
{
    const dl_cell *at = state->cells;
    unsigned left = state->cell_count;

    if (left == 0)
        return 0;
    while (left > 1) { /* without a branch that the processor would have to guess */
        unsigned half = left / 2;

        at = at[half - 1].loc < loc ? at + half : at;
        left -= half;
    }
    return (unsigned)(at - state->cells) + (at->loc < loc);
}

/* Writes the place's own cell, and nothing below it. */
void dl_state_put_cell(dl_world *world, dl_state *state, dl_loc loc, dl_val val);
/* What is known of the symbol, to be written: until something else is put. */
dl_known *dl_state_put_known(dl_world *world, dl_state *state, int sym);
/* The bits of a flag word: surely set, surely clear. */
void dl_known_set_bits(dl_known *known, uint32_t ones, uint32_t zeroes);
void dl_known_bits(const dl_known *known, uint32_t *ones, uint32_t *zeroes);
bool dl_known_is_same(const dl_known *one, const dl_known *other);
/* Whether the one holds numbers where the other holds symbols that may be just these, each held nowhere else, and both
 * hold and know the same besides: whatever the first may be, the second may be. */
bool dl_state_is_case_of(dl_world *world, const dl_state *special, const dl_state *general);
/* Marks the symbols that the state holds, and those that they are made of, and no others, in world->marks. */
void dl_state_mark_held(dl_world *world, const dl_state *state);

/* Whether the symbol is held elsewhere than at `loc`, too, on both ways: there it is another value. */
bool dl_state_is_taken(dl_world *world, const dl_state *one, const dl_state *other, int sym, dl_loc loc);
/* The same of all symbols at once, for places where the two differ: dl_state_was_taken tells it, until another pair of
 * states is noted or marked. */
void dl_state_note_taken(dl_world *world, const dl_state *one, const dl_state *other);
bool dl_state_was_taken(const dl_world *world, const dl_state *one, int sym);

/* ---- state_alias.c: what joined pointers may lead to ---- */

/* The number of the places that the one or the other pointer, which `loc` holds, may lead to; 0: none that has a name,
 * or it is not asked. */
int dl_leads_of_both(dl_world *world, dl_val a, dl_val b, dl_loc loc);
/* Something is written at `loc`: so it may be at the places that the pointer it is named by may lead to, and at those
 * that are named by pointers which may lead to it. */
void dl_state_write_aliases(dl_world *world, dl_state *state, dl_loc loc, dl_val val);
static inline bool dl_loc_has_aliases(const dl_world *world, dl_loc loc)
{
    const dl_place *root = dl_place_of(world, dl_place_of(world, loc)->root);

    return root->is_led_to || (root->kind == DL_LOC_OBJECT && dl_symbol_of(world, root->sym)->leads);
}
/* Writes the place alone. */
void dl_state_write_one(dl_world *world, dl_state *state, dl_loc loc, dl_val val);

/* ---- state_union.c: places that share storage ---- */

/* A part of an overlaid place is written: the other members of the unions that it lies in are forgotten. */
void dl_state_write_over(dl_world *world, dl_state *state, dl_loc loc);
/* Whether the union that the member `loc` lies in was written by another member last; loc has no cell of its own. */
bool dl_state_is_written_over(const dl_world *world, const dl_state *state, dl_loc loc);
/* What such a member, or a part of it, is read as. */
dl_val dl_val_overlaid(dl_world *world, dl_loc loc);

/* The place that stands to `base` as `loc` stands to `above`. */
dl_loc dl_loc_moved(dl_world *world, dl_loc loc, dl_loc above, dl_loc base);
/* Whether the place is an element, or of one, that the symbol of its index alone tells. */
static inline bool dl_loc_is_chosen(const dl_world *world, dl_loc loc)
{
    return dl_life_of(world, loc)->is_chosen;
}
/* The index that each of these symbols stands for is another one now: what an element is known to hold by it goes, and
 * an address is that of any element. The cells are the state's own. */
void dl_state_drop_chosen_by(dl_world *world, dl_state *state, const int *syms, size_t count);
/* Whether it is a local or parameter of the function with this number, or a part of one. */
static inline bool dl_loc_is_local(const dl_world *world, dl_loc loc, unsigned owner)
{
    return dl_life_of(world, loc)->owner == owner;
}

/* What `a` of `into` and `b` of `other`, which place `loc` holds, are where they meet at block `where`. */
dl_val dl_state_join_values(dl_world *world, dl_state *into, const dl_state *other, dl_val a, dl_val b, dl_loc loc,
                            int where);

/* ---- state_join_known.c: between it and state_join.c ---- */

/* Memory for what is being joined, until it is asked for again: most joins find nothing new, and need no memory of
 * their own. */
void *dl_join_room(dl_world *world, size_t size);
/* These symbols stand for values that are joined now. Noted once, so that cells and what is known are gone through once
 * for all of them. */
void dl_join_note(dl_world *world, const dl_sym_list *joined);
/* Whether the symbol is one of them. */
static inline bool dl_join_has_made(const dl_world *world, int sym)
{
    return (size_t)sym < world->joined_room && world->joined_marks[sym] == world->joined_mark;
}
/* Whether other symbols or places are made of one of these. */
bool dl_join_has_parts(const dl_world *world, const dl_sym_list *made);
bool dl_state_knows_same(const dl_state *a, const dl_state *b);
/* Joins what the two know; `before`: what `into` was before its cells were joined, `joined`: the symbols that were
 * noted. True: that has changed. */
bool dl_state_join_known(dl_world *world, dl_state *into, const dl_state *before, const dl_state *from,
                         const dl_sym_list *joined);

/* ---- state_zeroes.c ---- */

/* `device->DeviceExtension` is not null where a `DeviceExtensionSize` was asked for. */
bool dl_state_is_made_sized(const dl_world *world, dl_loc loc);
/* A scalar in a block that came zeroed, of which nothing but members was written. */
bool dl_state_is_zero_still(dl_world *world, const dl_state *state, dl_loc loc);

#endif
