/* scan.h: finds the definitions of entry routines in a source, by its tokens.
 * Private to project/. */
#ifndef DL_PROJECT_SCAN_H
#define DL_PROJECT_SCAN_H

#include "project/lex.h"

typedef struct dl_scanned_entry {
    const char *function; /* one of the names asked for */
    unsigned line;
    bool takes_driver; /* its parameters say that it is given a driver object */
    const char *space; /* the namespace that it stands in, or NULL: the system calls it if no other has that name */
    unsigned other;    /* the line of another definition with a body of its own: one of them is compiled; 0: none */
} dl_scanned_entry;

/* Each routine once, in order: two definitions in the arms of an `#if` are one. */
const dl_scanned_entry *dl_scan_entries(const dl_tokens *tokens, const char *const *names, size_t name_count,
                                        size_t *count, dl_arena *arena);

/* A macro that makes the head of an entry routine, or its name: `#define MyMain DriverEntry`. */
typedef struct dl_entry_macro {
    const char *name, *function;
    bool is_head;    /* with the parameters: `#define ENTRY NTSTATUS DriverEntry(PDRIVER_OBJECT o, …)` */
    bool opens_body; /* and the `{` */
} dl_entry_macro;

const dl_entry_macro *dl_scan_entry_macros(const dl_tokens *tokens, const char *const *names, size_t name_count,
                                           size_t *count, dl_arena *arena);

/* A definition that such a macro makes. */
typedef struct dl_made_entry {
    const char *macro, *function;
    unsigned line;
    unsigned argument; /* that names the routine, `DECLARE(DriverEntry) {`, from 1; 0: the macro does */
    const char *rest; /* what it puts to its argument to make the name, `NAME(Entry)(PDRIVER_OBJECT o, …) {`, or NULL */
} dl_made_entry;

/* Of the macros, and of any that is given one of the names: what that does is not known here. */
const dl_made_entry *dl_scan_made_entries(const dl_tokens *tokens, const dl_entry_macro *macros, size_t macro_count,
                                          const char *const *names, size_t name_count, size_t *count, dl_arena *arena);
/* Whether the tokens define the macro, as one that makes such a definition. */
bool dl_scan_defines(const dl_tokens *tokens, const dl_made_entry *made);

/* A file that another one includes: `#include "name"`. */
typedef struct dl_scanned_include {
    const char *name; /* as written */
    unsigned line;
} dl_scanned_include;

const dl_scanned_include *dl_scan_includes(const dl_tokens *tokens, size_t *count, dl_arena *arena);

/* The names that are declared by the role type of entry routines: `DRIVER_INITIALIZE Name, Other;`. */
const char *const *dl_scan_role_names(const dl_tokens *tokens, size_t *count, dl_arena *arena);

#endif
