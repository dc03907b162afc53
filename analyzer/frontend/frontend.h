/* frontend.h: a driver's sources, parsed without the WDK, as IR.
 * The only folder that includes <clang-c/…>. The translation units are gone when
 * dl_frontend_parse returns. Safe on several threads, one dl_frontend each. */
#ifndef DL_FRONTEND_FRONTEND_H
#define DL_FRONTEND_FRONTEND_H

#include "ir/ir.h"
#include "kernel/facts.h"
#include "project/driver.h"
#include "project/index.h"
#include "support/platform.h"

typedef struct dl_frontend dl_frontend;

/* The parser's index; made at the first parse, so nothing is loaded when nothing needs parsing. */
dl_frontend *dl_frontend_new(const dl_facts *facts, dl_arena *arena);
void dl_frontend_free(dl_frontend *frontend);

typedef enum dl_parse_status { DL_PARSE_COMPLETE, DL_PARSE_DEGRADED, DL_PARSE_FAILED } dl_parse_status;

typedef struct dl_parse {
    const dl_program *program; /* NULL when failed */
    const dl_function *entry;  /* the entry routine; NULL when failed */
    dl_parse_status status;    /* degraded: a function in the sources that were read has lost events */
    const char *reason;        /* of failed, degraded; else NULL */
    unsigned units;            /* translation units of the program */
    unsigned rounds;           /* of the entry's unit */
    unsigned all_rounds;       /* of all units: how often the parser ran */
    unsigned synthesized;      /* declarations made up */
    unsigned unresolved;       /* errors left */
    unsigned events, lost;     /* self-check over the functions of the user's files */
    double seconds;            /* in the parser (wall time) and the lowering */
    const dl_notice *notices;
    size_t notice_count;
    dl_index *files; /* of the driver's files; the frontend's, until it parses the next driver or goes; or NULL */
} dl_parse;

/* Real headers, looked for where the driver has none of a name. What they declare is not made up. */
void dl_frontend_use_headers(dl_frontend *frontend, const char *const *folders, size_t count);
/* A file is parsed no further after the round in which it passes this time (wall time); what was understood by then is
 * used, and the file is degraded. 0: no limit. A round that is still going on then, and has for a second, is given up:
 * it is counted in `strays`, and the arena that the frontend was made with stays as it is until the process ends.
 * Nothing is parsed while too many go on. NULL: none is given up. */
void dl_frontend_limit(dl_frontend *frontend, double seconds, dl_strays *strays);

/* The entry's file as a whole, and of the driver's other sources what is called from it or registered in it.
 * Never fails as a call: what went wrong is in `status` and `reason`. Memory of the result is in `arena`.
 * A driver without an entry_function is one source file, of which no entry is asked for. */
dl_parse *dl_frontend_parse(dl_frontend *frontend, const dl_driver *driver, dl_arena *arena);

/* `LLVM version` as libclang gives it. */
const char *dl_frontend_version(dl_arena *arena);

#endif
