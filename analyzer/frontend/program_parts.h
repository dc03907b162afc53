/* program_parts.h: what the parts of program.c share: which of a driver's other sources are wanted. Not for others. */
#ifndef DL_FRONTEND_PROGRAM_PARTS_H
#define DL_FRONTEND_PROGRAM_PARTS_H

#include "frontend/parse.h"

/* One of the driver's other sources. */
typedef struct dl_source {
    const dl_indexed_file *index; /* NULL: not read */
    bool *is_wanted;              /* by function */
    bool is_used, is_new;         /* something of it is wanted, something since it was last parsed */
    bool is_failed, is_cpp;
    const dl_program *unit; /* NULL: not parsed */
} dl_source;

typedef struct dl_wanted_function {
    dl_source *from;
    size_t number;
} dl_wanted_function;

typedef struct dl_whole {
    dl_frontend *frontend;
    dl_texts *texts;
    dl_names *names;
    dl_arena *arena, *scratch;
    dl_parse *parse;
    const dl_program *first; /* the entry's unit */
    dl_program *program;     /* as linked */
    unsigned var_count, parsed;
    bool is_indexed;
    dl_source *sources;
    size_t source_count;
    DL_VEC(dl_wanted_function) todo;
    size_t wanted_count;
    dl_map *asked;  /* names that were looked for, with the file that asks */
    dl_map *plain;  /* variables that another file defines without an initialiser */
    dl_map *doubts; /* name → why its body is not read */
    DL_VEC(dl_unread) unread;
    DL_VEC(dl_notice) notices;
} dl_whole;

/* ---- program.c ---- */

void dl_program_index(dl_whole *w);
/* `asker`: the file where the name stands. */
void dl_program_want_function(dl_whole *w, const char *name, const char *asker);
/* Likewise; what nothing defines by this name may be a namespace's. */
void dl_program_want_callee(dl_whole *w, const char *name, const char *asker);
void dl_program_want_variable(dl_whole *w, const char *name);

/* ---- program_open.c ---- */

/* From the entry on, in the program as far as it is linked: wants what is called, stored or met there, and not read. */
void dl_program_look(dl_whole *w);

/* ---- program_asked.c ---- */

/* When all that is looked for is read: wants the bodies that a rule may ask about without that anything leads to them.
 * False: there are none. */
bool dl_program_want_asked(dl_whole *w);

#endif
