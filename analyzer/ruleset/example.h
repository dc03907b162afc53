/* example.h: the example that shows how a rule is broken, and the one that keeps it: bad.c and good.c beside the rule,
 * else the first file whose name begins so. Ours are embedded; those of users' rules are read.
 * Owns: the text, in the arena given. Fails: never; a rule may have no examples. */
#ifndef DL_RULESET_EXAMPLE_H
#define DL_RULESET_EXAMPLE_H

#include "ruleset/rule.h"

typedef struct dl_rule_example {
    const char *name; /* `bad.c`; NULL: there is none */
    const char *text; /* ends with a line end */
} dl_rule_example;

/* Whether the file is one that examples are written in. */
bool dl_rule_example_is_source(const char *path);
dl_rule_example dl_rule_example_of(const dl_rule *rule, bool is_good, dl_arena *arena);

#endif
