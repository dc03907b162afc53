/* explain.h: rules in words, for `drvlint explain` and `drvlint rules`.
 * Owns: nothing; the text given grows. */
#ifndef DL_RULESET_EXPLAIN_H
#define DL_RULESET_EXPLAIN_H

#include "ruleset/rule.h"

/* Where the document can be read, or NULL when that is not known. */
const char *dl_source_address(const dl_rule *rule, const dl_source *source, dl_arena *arena);

/* All there is to say of a rule: what it asks and why, its requirements, its documents, and each check in words. */
void dl_explain_rule(dl_text *out, const dl_ruleset *set, const dl_rule *rule);
/* Texts of patterns with the signs of the rule language in words: `@registry-path` is RegistryPath. */
const char *dl_explain_words(const char *text, dl_arena *arena);
/* The checks alone, one line each, behind `indent`. */
void dl_explain_checks(dl_text *out, const dl_rule *rule, const char *indent);
/* One line: code, id, level, title. */
void dl_explain_line(dl_text *out, const dl_rule *rule);
/* Those rules of which `is_asked` is true, as a JSON array of objects. NULL: all. */
typedef bool dl_rule_filter(void *self, const dl_rule *rule);
void dl_explain_json(dl_text *out, const dl_ruleset *set, dl_rule_filter *is_asked, void *self);

#endif
