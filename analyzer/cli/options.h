/* options.h: the command line as a table: parsing and --help come from the same rows.
 * Owns: all in the arena given; strings of the command line are not copied. */
#ifndef DL_CLI_OPTIONS_H
#define DL_CLI_OPTIONS_H

#include "policy/config.h"
#include "reports/report.h"

typedef enum dl_command_id {
    DL_COMMAND_CHECK = 1,
    DL_COMMAND_TRACE = 2,
    DL_COMMAND_RULES = 4,
    DL_COMMAND_EXPLAIN = 8,
    DL_COMMAND_DUMP_IR = 16,
    DL_COMMAND_TEST_RULES = 32
} dl_command_id;

typedef enum dl_color { DL_COLOR_AUTO, DL_COLOR_ALWAYS, DL_COLOR_NEVER } dl_color;

enum { DL_FAIL_ON_NEVER = DL_LEVEL_ERROR + 1 };

typedef struct dl_report_target {
    const char *path;
    dl_report_write *write;
} dl_report_target;

typedef struct dl_options {
    dl_command_id command; /* 0 with --help or --version alone */
    bool wants_help, wants_version;
    const char *format;
    const dl_report_target *reports;
    size_t report_count;
    const char *const *models;
    size_t model_count;
    const char *const *rule_folders;
    size_t rule_folder_count;
    const dl_rule_setting *settings; /* in the order given */
    size_t setting_count;
    const char *baseline, *new_baseline; /* NULL: none */
    const char *config_path;             /* --config; NULL: the one that is found, unless `no_config` */
    bool no_config;
    bool is_fail_on_given, is_strict_given, is_timeout_given, is_baseline_given; /* on the command line */
    dl_config config; /* by dl_configure, and then part of the rest; zeroed: none */
    unsigned fail_on; /* a dl_level, or DL_FAIL_ON_NEVER */
    bool strict, quiet, verbose;
    bool coverage;                     /* rules */
    dl_settings build;                 /* `database` is as given: the file or its folder */
    const char *const *header_folders; /* --wdk, -isystem */
    size_t header_folder_count;
    unsigned threads;
    double timeout; /* seconds of parsing a file; 0: no limit */
    dl_color color;
    const char *const *operands; /* paths; the rule of explain */
    size_t operand_count;
    const char *command_line; /* for reports: without what changes no result (-j) */
} dl_options;

/* Fails with DL_USAGE: unknown command or option, missing or bad value. */
dl_code dl_options_parse(dl_options *out, int argc, char *const *argv, dl_arena *arena, dl_status *why);

/* The help of `command`, or of the program for 0. */
void dl_options_help(dl_text *out, dl_command_id command);
/* `drvlint check`; `drvlint` for 0. */
const char *dl_command_name(dl_command_id command);

#endif
