/* config.h: the configuration of a project, `.drvlint.json`: what its people would else say on each command line.
 * It comes with the project and is no more trusted than its sources: it leads to nothing outside of its own folder, and
 * names nothing that is written or run. Its schema is reports/drvlint-config-1.schema.json.
 * Owns: all in the arena given. */
#ifndef DL_POLICY_CONFIG_H
#define DL_POLICY_CONFIG_H

#include "ruleset/rule.h"
#include "support/json.h"

#define DL_CONFIG_NAME ".drvlint.json"

typedef struct dl_config_texts {
    const char *const *at;
    const dl_json *const *places; /* of each */
    size_t count;
} dl_config_texts;

/* What the file says; zeroed: nothing. Paths are as reports show them, or absolute; they lie in the file's folder. */
typedef struct dl_config {
    const char *path; /* NULL: there is no file */
    dl_config_texts models, rule_folders, defines, undefines, include_folders;
    const dl_rule_setting *settings; /* in the order of the file */
    size_t setting_count;
    bool has_fail_on, has_strict, has_timeout;
    int fail_on; /* a dl_level; above them: never */
    bool strict;
    double timeout;
    const char *baseline; /* or NULL */
} dl_config;

/* The file that is meant where none is named: the nearest from `path`, a file or folder, upwards, no further than the
 * root of its repository. NULL: there is none. */
const char *dl_config_find(const char *path, dl_arena *arena);

/* Fails with DL_USAGE: it cannot be read, or is not as it should be; with line and column where there are such.
 * `is_found`: nobody named the file, so it may not be a link that leads out of its folder either. */
dl_code dl_config_read(dl_config *out, const char *path, bool is_found, dl_arena *arena, dl_status *why);

#endif
