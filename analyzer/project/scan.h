/* scan.h: finds the definitions of entry routines in a source, by its tokens.
 * Private to project/. */
#ifndef DL_PROJECT_SCAN_H
#define DL_PROJECT_SCAN_H

#include "project/lex.h"

typedef struct dl_scanned_entry {
    const char *function; /* one of the names asked for */
    unsigned line;
    bool takes_driver; /* its parameters say that it is given a driver object */
} dl_scanned_entry;

/* Each routine once, in order; two definitions in the arms of an `#if` are one. */
const dl_scanned_entry *dl_scan_entries(const dl_tokens *tokens, const char *const *names, size_t name_count,
                                        size_t *count, dl_arena *arena);

/* A file that another one includes: `#include "name"`. */
typedef struct dl_scanned_include {
    const char *name; /* as written */
    unsigned line;
} dl_scanned_include;

const dl_scanned_include *dl_scan_includes(const dl_tokens *tokens, size_t *count, dl_arena *arena);

/* The names that are declared by the role type of entry routines: `DRIVER_INITIALIZE Name, Other;`. */
const char *const *dl_scan_role_names(const dl_tokens *tokens, size_t *count, dl_arena *arena);

#endif
