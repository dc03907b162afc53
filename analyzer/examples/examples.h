/* examples.h: rules tried on the examples that stand beside them, for `drvlint test-rules` and the tests of rules/.
 *
 *     FOLDER/MODEL/RULE/bad*.c, good*.c (or .cpp)   examples of a rule; each is a driver of its own
 *     FOLDER/drivers/NAME/                          a whole driver of several files
 *     FOLDER/models/MODEL/                          a driver without faults by which the model is recognised
 *
 * What a file says of itself, in comments of either kind:
 *
 *     expect: RULE, RULE …              a finding of the rule on this line, once for each name
 *     gap: RULE (why)                   one is missing here, and known to be; fails when it is found
 *     verdict: RULE REQUIREMENT VERDICT anywhere: what the report must say; `-` for no requirement
 *     model: MODEL                      as --model
 *     models: MODEL MODEL? …            by name, all models that the driver is recognised as, but for those that
 *                                       hold for each; `?` for thin evidence
 *     undetermined-ok, not-applicable   what a good file may say of its rule instead of satisfied
 *
 * A finding at warning or above that is not expected fails, as does an expected one that is missing. Every rule needs
 * a bad and a good file.
 * Owns: the result, in the arena given. Fails: with DL_USAGE for a folder that cannot be read or holds nothing that is
 * asked for, DL_NO_MEMORY, DL_INTERNAL; an example that is not as it should be is no failure of the call. */
#ifndef DL_EXAMPLES_EXAMPLES_H
#define DL_EXAMPLES_EXAMPLES_H

#include "ruleset/rule.h"
#include "support/platform.h"

typedef struct dl_examples_options {
    const char *folder;
    const char *only;        /* MODEL/RULE, drivers/NAME or models/NAME; NULL: all */
    const char *rule_folder; /* of users' rules, as given to dl_ruleset_load; NULL: our rules are tried */
    unsigned threads;
    double seconds;    /* of parsing a file; 0: any; see dl_frontend_limit */
    dl_strays *strays; /* of the parser; NULL: none is given up */
} dl_examples_options;

typedef struct dl_example_failure {
    const char *file;
    unsigned line;
    const char *message;
} dl_example_failure;

typedef struct dl_examples_result {
    const dl_example_failure *failures; /* by example, in the order of the folder; then by rule and model */
    size_t failure_count;
    size_t example_count, rule_count, model_count; /* looked at; models: of ours only */
    size_t failed_count;                           /* of those, how many have failures */
} dl_examples_result;

/* `rules`: with those of `rule_folder`. With users' rules, findings of ours are passed over. */
dl_code dl_examples_run(dl_examples_result *out, const dl_ruleset *rules, const dl_examples_options *options,
                        dl_arena *arena, dl_status *why);

#endif
