/* said.h: what an example says of itself in its comments. Private to examples/. */
#ifndef DL_EXAMPLES_SAID_H
#define DL_EXAMPLES_SAID_H

#include "support/text.h"
#include "support/vec.h"

typedef struct dl_expectation {
    const char *path; /* as walked */
    const char *file; /* real path */
    unsigned line;
    const char *rule;
    bool is_gap, is_met;
} dl_expectation;

typedef struct dl_wanted_verdict {
    const char *path;
    unsigned line;
    const char *rule, *requirement, *verdict; /* the last are NULL where words are missing */
} dl_wanted_verdict;

typedef struct dl_said {
    DL_VEC(dl_expectation) findings;
    DL_VEC(dl_wanted_verdict) verdicts;
    DL_VEC(const char *) models;
    const char *recognised; /* `models:` with one blank between the names, or NULL */
    const char *recognised_path;
    unsigned recognised_line;
    bool undetermined_ok, not_applicable;
} dl_said;

/* Adds what the file says; a file that cannot be read says nothing. */
void dl_said_read(dl_said *said, const char *path, dl_arena *arena);

#endif
