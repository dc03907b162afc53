/* explain.h: rules in words, for `drvlint explain` and `drvlint rules`.
 * Owns: nothing; the text given grows. */
#ifndef DL_RULESET_EXPLAIN_H
#define DL_RULESET_EXPLAIN_H

#include "ruleset/rule.h"

/* Where the document can be read, or NULL when that is not known. */
const char *dl_source_address(const dl_rule *rule, const dl_source *source, dl_arena *arena);

/* All there is to say of a rule: what it asks and why, each check in words, its requirements, its limits, its documents
 * and two examples. */
void dl_explain_rule(dl_text *out, const dl_ruleset *set, const dl_rule *rule);
/* The same as a page of Markdown, for docs/rules/MODEL/ID.md. */
void dl_explain_page(dl_text *out, const dl_ruleset *set, const dl_rule *rule);
/* Texts of patterns with the signs of the rule language in words: `@registry-path` is RegistryPath. */
const char *dl_explain_words(const char *text, dl_arena *arena);
/* The checks alone, one line each, behind `indent`. */
void dl_explain_checks(dl_text *out, const dl_rule *rule, const char *indent);
/* One check, with the signs of the rule language still in it. */
void dl_explain_check(dl_text *out, const dl_check *check);
const char *dl_level_meaning(dl_level level);
const char *dl_strength_name(dl_strength strength);
/* The aliases of a rule, with commas between them. */
const char *dl_join_aliases(const dl_rule *rule, dl_arena *arena);
/* One line: code, id, level, title. */
void dl_explain_line(dl_text *out, const dl_rule *rule);
/* Those rules of which `is_asked` is true, as a JSON array of objects. NULL: all. */
typedef bool dl_rule_filter(void *self, const dl_rule *rule);
void dl_explain_json(dl_text *out, const dl_ruleset *set, dl_rule_filter *is_asked, void *self);

/* The same rules by model as a page of Markdown, with links to the pages of each. */
void dl_explain_index(dl_text *out, const dl_ruleset *set, dl_rule_filter *is_asked, void *self);

#endif
