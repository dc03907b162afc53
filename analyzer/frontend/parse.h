/* parse.h: the steps from a file to a unit's IR, and from a driver's units to its program. Private to frontend/. */
#ifndef DL_FRONTEND_PARSE_H
#define DL_FRONTEND_PARSE_H

#include "frontend/sources.h"
#include "frontend/unit.h"
#include "project/index.h"

struct dl_frontend {
    const dl_facts *facts;
    dl_arena *arena;
    CXIndex index; /* made when one is needed: a call that is given up keeps its own */
    const struct dl_stub *stub;
    dl_headers *headers;     /* real ones, or NULL */
    double most_seconds;     /* of a file; 0: any */
    dl_strays *strays;       /* the parser's threads that were given up; NULL: none is */
    unsigned crash_at;       /* tests: the round that is to crash; 0: none */
    dl_index *files;         /* of what was asked for */
    dl_arena *files_arena;   /* of these, or NULL: shared by drivers, given up between two when it has grown large */
    dl_map *roles_of_fields; /* member → role of the routine that is stored there; likewise */
};

/* What to parse: a file, of which the bodies of some functions are hidden. */
typedef struct dl_unit_request {
    const char *path;
    const dl_indexed_function *const *hidden; /* in the order of the file */
    size_t hidden_count;
    const char *entry_function; /* must be there; NULL: no routine in particular */
    unsigned entry_line;
    unsigned first_var; /* number of the unit's first variable */
} dl_unit_request;

typedef struct dl_unit_result {
    const dl_program *program; /* NULL: `reason` tells why */
    const dl_function *entry;
    const char *reason;
    const char *cut; /* why there are no later rounds; NULL: there was nothing more to learn */
    unsigned rounds, synthesized, unresolved;
    double seconds; /* in the parser, which works on a thread of its own */
    const dl_notice *notices;
    size_t notice_count;
} dl_unit_result;

/* The result is in the arena of `texts`; everything else goes with the call. */
dl_unit_result dl_unit_parse(dl_frontend *frontend, dl_texts *texts, dl_names *names, const dl_unit_request *request);

/* Makes the index of a driver's files, or keeps that of the drivers before. */
void dl_program_prepare(dl_frontend *frontend);
/* Parses what else of the driver matters, and links it with the entry's unit. Changes `parse`: its program, counts
 * and notices. `texts` and `names` as the entry's unit was read with; what is needed only meanwhile goes to the
 * scratch arena of `texts`. */
void dl_program_complete(dl_frontend *frontend, dl_texts *texts, dl_names *names, dl_parse *parse);

/* Fills in the section of each function that `#pragma alloc_text`, `#pragma code_seg` or
 * `__declspec(code_seg(…))` puts into one; read from the tokens, as the parser does not tell. */
void dl_sections_read(dl_unit *unit, dl_program *program);

/* For tests: the parser crashes in this round of each file. 0: in none but where it does. */
void dl_frontend_crash_at(dl_frontend *frontend, unsigned round);

#endif
