/* coverage.h: which documented requirements the rules decide.
 * Of a requirement of the catalogue: decided (a rule names it), undecided (rules/undecided.json says why none does),
 * or open (neither yet). The loader refuses a requirement that is both, and one that nobody knows.
 * Owns: nothing; the text given grows. */
#ifndef DL_RULESET_COVERAGE_H
#define DL_RULESET_COVERAGE_H

#include "ruleset/rule.h"

typedef enum dl_coverage { DL_COVERAGE_DECIDED, DL_COVERAGE_UNDECIDED, DL_COVERAGE_OPEN } dl_coverage;

dl_coverage dl_coverage_of(const dl_ruleset *set, const dl_requirement *requirement);
/* How many requirements of the model (NULL: of all) stand so. */
size_t dl_coverage_count(const dl_ruleset *set, const char *model, dl_coverage coverage);
/* Whether the catalogue has requirements of the model; it may have no rules and no model.json yet. */
bool dl_coverage_has_model(const dl_ruleset *set, const char *model);

/* A table with one line for each model of the catalogue. With models: their lines alone, and below each its
 * requirements with the rules that decide them, or the reason why none does. */
void dl_coverage_text(dl_text *out, const dl_ruleset *set, const char *const *models, size_t count);
/* The same as a JSON object, always with the requirements. */
void dl_coverage_json(dl_text *out, const dl_ruleset *set, const char *const *models, size_t count);

#endif
