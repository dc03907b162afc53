/* judge.h: whether an example is as it says. Private to examples/. */
#ifndef DL_EXAMPLES_JUDGE_H
#define DL_EXAMPLES_JUDGE_H

#include "engine/result.h"
#include "examples/examples.h"
#include "examples/said.h"

typedef enum dl_example_kind {
    DL_EXAMPLE_BAD,
    DL_EXAMPLE_GOOD,
    DL_EXAMPLE_DRIVER,
    DL_EXAMPLE_MODEL,
    DL_EXAMPLE_UNNAMED, /* in the folder of a rule, but called neither bad nor good */
    DL_EXAMPLE_MISPLACED
} dl_example_kind;

typedef struct dl_example {
    dl_example_kind kind;
    const char *path;         /* of the file, or of the folder of a whole driver */
    const char *model, *rule; /* folders: MODEL/RULE, drivers/NAME, models/NAME */
} dl_example;

typedef DL_VEC(dl_example_failure) dl_failure_list;

typedef struct dl_judgement {
    const dl_example *one;
    const dl_ruleset *rules;
    bool is_ours; /* our rules are tried; else users', and findings of ours are passed over */
    dl_said *said;
    const dl_driver_result **drivers;
    size_t driver_count;
    dl_failure_list *failures;
    dl_arena *keep, *scratch; /* failures are kept */
} dl_judgement;

void dl_judge_complain(const dl_judgement *judge, const char *file, unsigned line, const char *format, ...)
    DL_PRINTF(4, 5);
void dl_judge_example(const dl_judgement *judge);

#endif
