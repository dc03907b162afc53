/* members.h: members of one name in one object of C++.
 *
 *     struct Base { PVOID p; };
 *     struct Both : Base { PVOID p; };              Both::p is `p@1`, wherever it is met; Base::p is `p`
 *
 * Places are told apart by the names of members. Of two members of one name in an object, as in one class and its base
 * or in two bases, that of the base that comes first keeps its name. */
#ifndef DL_IR_MEMBERS_H
#define DL_IR_MEMBERS_H

#include "ir/ir.h"

/* The units' expressions and records are changed where they stand, and may be changed again, with other units. */
void dl_members_part(const dl_program *const *units, size_t count, dl_arena *arena);

#endif
