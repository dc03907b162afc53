/* link.h: the translation units of a driver as one program.
 *
 * Functions and variables of external linkage are bound by name, as the linker does; what is `static` stays in its
 * unit. A function in a header that several units include is one function: that of the first unit. Overloads are told
 * apart by their parameters. What has several definitions that fit stays unbound. */
#ifndef DL_IR_LINK_H
#define DL_IR_LINK_H

#include "ir/ir.h"

/* `units[0]` holds the entry: its includes and macros are the program's. The units' instructions and expressions are
 * changed where they stand, and may be linked again, with other units in their place. Variables of all units have
 * numbers of their own; `var_count` is above all of them. */
dl_program *dl_link(const dl_program *const *units, size_t count, unsigned var_count, dl_arena *arena);

#endif
