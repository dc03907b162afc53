/* mutate.h: faults that are seeded into drivers without faults, one at a time, by edits of their text.
 * Owns: all in the arena given. */
#ifndef DL_TESTS_MUTATE_H
#define DL_TESTS_MUTATE_H

#include "engine/result.h"
#include "support/vec.h"

/* Replaces the bytes `first`..`last` of the file's text, and a second piece where `second_last` is not 0. */
typedef struct edit {
    unsigned first, last;
    const char *with;
} edit;

typedef struct mutant {
    const char *how;  /* `drop-release` … */
    const char *what; /* `FltUnregisterFilter`, `MajorFunction`: what the edit is made to */
    unsigned number;  /* of those alike in the driver, from 1, in the order of the text */
    const dl_file *file;
    unsigned line;
    edit edits[2]; /* in the order of the text */
    size_t edit_count;
} mutant;

typedef DL_VEC(mutant) mutant_list;

/* The faults that make sense in a driver, by what the facts and rules know of it:
 *
 *   drop-release     a call that gives back what was acquired, in the entry, in Unload and their helpers
 *   drop-call        a call of which a satisfied requirement says that it is made
 *   drop-store       an assignment on which a satisfied requirement rests
 *   swap-calls       two calls of which a satisfied requirement says the order
 *   return-success   STATUS_SUCCESS where a step that must succeed has failed
 *   skip-check       a test of such a step never holds
 *   keep-pointer     RegistryPath is kept
 */
mutant_list mutants_of(const dl_ruleset *rules, const dl_driver_result *result, dl_arena *arena);

/* The text of the mutant's file. */
const char *mutant_text(const mutant *one, dl_arena *arena);

#endif
