/* declare.h: the form `declare`: prototypes, sections, who may use a function. No paths.
 * Owns: all in the arena given. Fails: never. */
#ifndef DL_ENGINE_DECLARE_H
#define DL_ENGINE_DECLARE_H

#include "engine/guard.h"

/* One broken demand. The fields are the arguments of the check's message; NULL where they have no meaning. */
typedef struct dl_declare_fault {
    dl_span span;               /* the use, or the declaration */
    const dl_function *subject; /* {function} */
    const char *user;           /* {user}: the function, or the variable whose initialiser uses it */
    const char *role;           /* {role}: as what it is used */
    const char *problem;        /* {problem}: `returns VOID instead of NTSTATUS` */
    dl_span declared;           /* of the subject, or of what put it into its section; for the path */
    const char *declared_as;    /* `alloc_text puts it into INIT` */
    bool is_possible;           /* rests on weak evidence */
} dl_declare_fault;

typedef struct dl_declare_result {
    dl_verdict_kind verdict;
    const char *reason; /* never NULL; "" for satisfied */
    const dl_declare_fault *faults;
    size_t fault_count;
    const dl_evidence *evidence;
    size_t evidence_count;
} dl_declare_result;

/* `check->form` is DL_FORM_DECLARE. */
dl_declare_result dl_declare_check(const dl_guard_context *context, const dl_check *check, dl_arena *arena);

#endif
