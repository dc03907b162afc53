/* reckon.h: what arithmetic over unknown symbols can come to: `status & 0xC0000000`, `~status`, `(a | b) < 0`,
 * `ok ^ 1`. Bounds and known bits of the operands give bounds and known bits of the result.
 *
 * Of a 32-bit status the negative class means a failure, severity 3: that a warning may be negative too is heeded only
 * where a condition holds for nothing else (`NT_WARNING`). */
#ifndef DL_ENGINE_RECKON_H
#define DL_ENGINE_RECKON_H

#include "engine/value.h"

/* In `b` of an expression symbol: its operands are taken as unsigned words; the left, the right one is a signed word;
 * plain values are ordered as unsigned numbers; the low bits that a narrower type, with a sign, keeps (shrink.h).
 * Apart: a pointer and a number of bytes (sum.h). */
enum {
    DL_RECKON_WORD = 1,
    DL_RECKON_LEFT = 2,
    DL_RECKON_RIGHT = 4,
    DL_RECKON_UNSIGNED = 8,
    DL_RECKON_SHRUNK = 16,
    DL_RECKON_SHRUNK_SIGNED = 32,
    DL_RECKON_ALL = 63,
    DL_RECKON_BYTES = 0x100000
};

/* Whether the value is what arithmetic, a comparison or `!` gave, and is not known. */
bool dl_sym_is_arithmetic(const dl_world *world, dl_val val);
/* Whether the expression symbol is more than a comparison of plain values. */
bool dl_sym_is_reckoned(const dl_world *world, int sym);

/* What is reckoned of the two, where it would have too many parts: of `x ^= x << 13;` over and over they are twice as
 * many with each step, and are gone through often. Only the step that made it is known of it. False: they are few. */
bool dl_reckon_large(dl_world *world, dl_op op, dl_val left, dl_val right, dl_val *made);
/* Whether it is what is made of numbers by counting: sums, products and the like, of which bits say little. */
bool dl_sym_is_counted(const dl_world *world, dl_val val);
/* Whether it is, and what is compared with constants on the path stands in it: more may be known of that than is
 * reckoned with. */
bool dl_reckon_is_rough(const dl_world *world, const dl_state *state, dl_val val);
/* Of an expression symbol that is no comparison of a plain value: the number that it is, whatever its operands are. */
bool dl_reckon_number(const dl_world *world, const dl_state *state, int sym, int64_t *k);

/* Whether the value lies between these two, whatever its operands are. */
bool dl_reckon_fits(const dl_world *world, const dl_state *state, dl_val val, int64_t low, int64_t high);

/* The bits of the value that are surely set, and those that are surely clear, whatever its operands are. */
void dl_reckon_bits(const dl_world *world, const dl_state *state, dl_val val, uint32_t *ones, uint32_t *zeroes);

/* The expression symbol is of these classes: narrows what it is made of. False: nothing of that can be. */
bool dl_reckon_narrow(dl_world *world, dl_state *state, int sym, unsigned mask);

#endif
