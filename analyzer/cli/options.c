#include "cli/options.h"

#include "support/platform.h"
#include "support/vec.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_THREADS = 256 };

typedef DL_VEC(const char *) string_list;

typedef struct parse_state {
    dl_options *out;
    dl_arena *arena;
    dl_status *why;
    string_list models, rule_folders, includes, defines, undefines, headers, operands;
    DL_VEC(dl_rule_setting) settings;
    DL_VEC(dl_report_target) reports;
} parse_state;

typedef struct command_row {
    dl_command_id id;
    const char *name, *operands, *help;
    unsigned least, most; /* operands */
} command_row;

static const command_row commands[] = {
    {DL_COMMAND_CHECK, "check", "PATH...", "check each DriverEntry of the paths (folders, sources, .vcxproj, .sln)", 1,
     ~0u},
    {DL_COMMAND_TRACE, "trace", "PATH...", "show the initialisation sequence of each DriverEntry", 1, ~0u},
    {DL_COMMAND_RULES, "rules", "", "list the rules", 0, 0},
    {DL_COMMAND_EXPLAIN, "explain", "RULE",
     "explain a rule, given by its id, its code, or the name of another analyser for it", 1, 1},
    {DL_COMMAND_TEST_RULES, "test-rules", "DIR", "try the rules of a folder on the good and bad examples beside them",
     1, 1},
    {DL_COMMAND_DUMP_IR, "dump-ir", "FILE", "print what the analysis sees of a source file", 1, 1},
};

/* ---- values ---- */

static dl_code bad_value(parse_state *parser, const char *option, const char *value, const char *choices)
{
    return dl_fail(parser->why, DL_USAGE, "'%s' is no value for %s (%s)", value, option, choices);
}

/* Which of the names between the bars of `choices` the value is, or -1. */
static int choice(const char *choices, const char *value)
{
    size_t size = strlen(value);

    for (int i = 0;; i++) {
        size_t length = strcspn(choices, "|");

        if (length == size && memcmp(choices, value, size) == 0)
            return i;
        if (choices[length] == '\0')
            return -1;
        choices += length + 1;
    }
}

static const char formats[] = "text|json|sarif";
static const char catalogue_formats[] = "text|json|markdown";
static const char page_formats[] = "text|markdown";
static const char trace_formats[] = "text|dot";
static const char thresholds[] = "note|warning|error|never";
static const char levels[] = "note|warning|error";
static const char colors[] = "auto|always|never";

static dl_code take_format(parse_state *parser, const char *value)
{
    const char *known = parser->out->command == DL_COMMAND_RULES     ? catalogue_formats
                        : parser->out->command == DL_COMMAND_EXPLAIN ? page_formats
                        : parser->out->command == DL_COMMAND_TRACE   ? trace_formats
                                                                     : formats;

    if (choice(known, value) < 0)
        return dl_fail(parser->why, DL_USAGE, "unknown format '%s' (%s)", value, known);
    parser->out->format = value;
    return DL_OK;
}

static dl_code take_report(parse_state *parser, const char *value)
{
    const char *mark = strchr(value, '=');
    const char *format;

    if (!mark || mark == value || !mark[1])
        return bad_value(parser, "--report", value, "FORMAT=FILE");
    format = dl_arena_strndup(parser->arena, value, (size_t)(mark - value));
    if (choice(formats, format) < 0)
        return dl_fail(parser->why, DL_USAGE, "unknown format '%s' (%s)", format, formats);
    dl_vec_push(parser->arena, &parser->reports,
                (dl_report_target){.path = mark + 1, .write = dl_report_by_name(format)});
    return DL_OK;
}

static dl_code take_model(parse_state *parser, const char *value)
{
    dl_vec_push(parser->arena, &parser->models, value);
    return DL_OK;
}

static dl_code take_rules(parse_state *parser, const char *value)
{
    dl_vec_push(parser->arena, &parser->rule_folders, value);
    return DL_OK;
}

static dl_code take_enable(parse_state *parser, const char *value)
{
    dl_vec_push(parser->arena, &parser->settings, (dl_rule_setting){.kind = DL_SET_ENABLE, .pattern = value});
    return DL_OK;
}

static dl_code take_disable(parse_state *parser, const char *value)
{
    dl_vec_push(parser->arena, &parser->settings, (dl_rule_setting){.kind = DL_SET_DISABLE, .pattern = value});
    return DL_OK;
}

static dl_code take_level(parse_state *parser, const char *value)
{
    const char *mark = strrchr(value, '=');
    int level = mark ? choice(levels, mark + 1) : -1;

    if (level < 0 || mark == value)
        return bad_value(parser, "--level", value, "RULE=note|warning|error");
    dl_vec_push(parser->arena, &parser->settings,
                (dl_rule_setting){.kind = DL_SET_LEVEL,
                                  .pattern = dl_arena_strndup(parser->arena, value, (size_t)(mark - value)),
                                  .level = (dl_level)level});
    return DL_OK;
}

static dl_code take_fail_on(parse_state *parser, const char *value)
{
    int at = choice(thresholds, value);

    if (at < 0)
        return bad_value(parser, "--fail-on", value, thresholds);
    parser->out->fail_on = (unsigned)at;
    parser->out->is_fail_on_given = true;
    return DL_OK;
}

static dl_code take_baseline(parse_state *parser, const char *value)
{
    parser->out->baseline = value;
    parser->out->is_baseline_given = true;
    return DL_OK;
}

static dl_code take_no_baseline(parse_state *parser, const char *value)
{
    (void)value;
    parser->out->baseline = NULL;
    parser->out->is_baseline_given = true;
    return DL_OK;
}

static dl_code take_new_baseline(parse_state *parser, const char *value)
{
    parser->out->new_baseline = value;
    return DL_OK;
}

static dl_code take_strict(parse_state *parser, const char *value)
{
    (void)value;
    parser->out->strict = parser->out->is_strict_given = true;
    return DL_OK;
}

static dl_code take_no_strict(parse_state *parser, const char *value)
{
    (void)value;
    parser->out->strict = false;
    parser->out->is_strict_given = true;
    return DL_OK;
}

static dl_code take_config(parse_state *parser, const char *value)
{
    parser->out->config_path = value;
    parser->out->no_config = false;
    return DL_OK;
}

static dl_code take_no_config(parse_state *parser, const char *value)
{
    (void)value;
    parser->out->config_path = NULL;
    parser->out->no_config = true;
    return DL_OK;
}

static dl_code take_coverage(parse_state *parser, const char *value)
{
    (void)value;
    parser->out->coverage = true;
    return DL_OK;
}

static dl_code take_include(parse_state *parser, const char *value)
{
    dl_vec_push(parser->arena, &parser->includes, value);
    return DL_OK;
}

static dl_code take_define(parse_state *parser, const char *value)
{
    if (!dl_text_is_name(value, strcspn(value, "=")))
        return bad_value(parser, "-D", value, "NAME[=VALUE]");
    dl_vec_push(parser->arena, &parser->defines, value);
    return DL_OK;
}

static dl_code take_undefine(parse_state *parser, const char *value)
{
    if (!dl_text_is_name(value, strlen(value)))
        return bad_value(parser, "-U", value, "NAME");
    dl_vec_push(parser->arena, &parser->undefines, value);
    return DL_OK;
}

static dl_code take_database(parse_state *parser, const char *value)
{
    parser->out->build.database = value;
    return DL_OK;
}

static dl_code take_threads(parse_state *parser, const char *value)
{
    char *end = NULL;
    unsigned long count;

    errno = 0;
    count = strtoul(value, &end, 10);
    if (errno != 0 || *end != '\0' || value[0] < '0' || value[0] > '9' || count == 0 || count > MOST_THREADS)
        return bad_value(parser, "-j", value, "a number from 1 to 256");
    parser->out->threads = (unsigned)count;
    return DL_OK;
}

static dl_code take_headers(parse_state *parser, const char *value)
{
    if (dl_path_kind_of(value) != DL_PATH_FOLDER)
        return dl_fail(parser->why, DL_USAGE, "'%s' is no folder of headers", value);
    dl_vec_push(parser->arena, &parser->headers, value);
    return DL_OK;
}

static dl_code take_timeout(parse_state *parser, const char *value)
{
    char *end = NULL;
    double seconds;

    errno = 0;
    seconds = strtod(value, &end);
    if (errno != 0 || *end != '\0' || value[0] < '0' || value[0] > '9' || !(seconds >= 0 && seconds < 1e6))
        return bad_value(parser, "--timeout", value, "seconds; 0 for no limit");
    parser->out->timeout = seconds;
    parser->out->is_timeout_given = true;
    return DL_OK;
}

static dl_code take_quiet(parse_state *parser, const char *value)
{
    (void)value;
    parser->out->quiet = true;
    return DL_OK;
}

static dl_code take_verbose(parse_state *parser, const char *value)
{
    (void)value;
    parser->out->verbose = true;
    return DL_OK;
}

static dl_code take_color(parse_state *parser, const char *value)
{
    int at = choice(colors, value);

    if (at < 0 || at > DL_COLOR_NEVER)
        return bad_value(parser, "--color", value, colors);
    parser->out->color = (dl_color)at;
    return DL_OK;
}

static dl_code take_help(parse_state *parser, const char *value)
{
    (void)value;
    parser->out->wants_help = true;
    return DL_OK;
}

static dl_code take_version(parse_state *parser, const char *value)
{
    (void)value;
    parser->out->wants_version = true;
    return DL_OK;
}

/* ---- the table ---- */

enum {
    RUNS = DL_COMMAND_CHECK | DL_COMMAND_TRACE,
    PARSES = RUNS | DL_COMMAND_DUMP_IR,
    EVERY = PARSES | DL_COMMAND_RULES | DL_COMMAND_EXPLAIN,
    NO_COMMAND = 1024
};

typedef struct option_row {
    const char *name;     /* behind `--`, or NULL */
    char letter;          /* behind `-`, or 0 */
    const char *argument; /* NULL: takes none */
    const char *help;
    unsigned commands;
    dl_code (*take)(parse_state *parser, const char *value);
} option_row;

static const option_row options[] = {
    {"format", 0, formats, "what goes to standard output (default: text)", DL_COMMAND_CHECK, take_format},
    {"format", 0, trace_formats, "what is printed (default: text); dot is a picture for Graphviz", DL_COMMAND_TRACE,
     take_format},
    {"format", 0, catalogue_formats, "what goes to standard output (default: text)", DL_COMMAND_RULES, take_format},
    {"format", 0, page_formats, "what goes to standard output (default: text)", DL_COMMAND_EXPLAIN, take_format},
    {"report", 0, "FORMAT=FILE", "also write this report; repeatable", DL_COMMAND_CHECK, take_report},
    {"model", 0, "M", "the driver's model, where it cannot be seen from the source; repeatable", RUNS, take_model},
    {"model", 0, "M", "only the rules that apply to this model", DL_COMMAND_RULES, take_model},
    {"coverage", 0, NULL, "which documented requirements the rules decide, by model", DL_COMMAND_RULES, take_coverage},
    {"rules", 0, "DIR", "more rules, as DIR/<model>/<rule>.json; repeatable", EVERY, take_rules},
    {"config", 0, "FILE", "the project's settings (default: the nearest .drvlint.json from the first path upwards)",
     RUNS, take_config},
    {"no-config", 0, NULL, "the command line's settings alone", RUNS, take_no_config},
    {"enable", 0, "R", "switch on a rule, the rules of a model, or a glob; repeatable", DL_COMMAND_CHECK, take_enable},
    {"disable", 0, "R", "switch off a rule, the rules of a model, or a glob; repeatable", DL_COMMAND_CHECK,
     take_disable},
    {"level", 0, "R=LEVEL", "report R as note, warning or error; repeatable", DL_COMMAND_CHECK, take_level},
    {"fail-on", 0, "error|warning|note|never", "the least level that makes the exit status 1 (default: warning)",
     DL_COMMAND_CHECK, take_fail_on},
    {"strict", 0, NULL, "an undetermined verdict makes the exit status 1 too", DL_COMMAND_CHECK, take_strict},
    {"no-strict", 0, NULL, "it does not, whatever the configuration says", DL_COMMAND_CHECK, take_no_strict},
    {"baseline", 0, "FILE", "put aside the findings of this file: only new ones count", DL_COMMAND_CHECK,
     take_baseline},
    {"no-baseline", 0, NULL, "all findings count, whatever the configuration says", DL_COMMAND_CHECK, take_no_baseline},
    {"write-baseline", 0, "FILE", "write such a file, of all findings", DL_COMMAND_CHECK, take_new_baseline},
    {NULL, 'p', "DIR", "take settings from the compile_commands.json in this folder", RUNS, take_database},
    {NULL, 'I', "DIR", "look for included files here; repeatable", PARSES, take_include},
    {NULL, 'D', "NAME[=V]", "define a macro; repeatable", PARSES, take_define},
    {NULL, 'U', "NAME", "undefine a macro; repeatable", PARSES, take_undefine},
    {NULL, 'j', "N", "drivers analysed at a time (default: one per processor)", RUNS | DL_COMMAND_TEST_RULES,
     take_threads},
    {"wdk", 0, "DIR", "look here for headers that the driver lacks: a WDK's Include folder; repeatable", PARSES,
     take_headers},
    {"isystem", 0, "DIR", "the same, as compilers spell it: -isystem DIR; repeatable", PARSES, take_headers},
    {"timeout", 0, "SECONDS", "parse a file no longer than this (default: 20; 0: no limit)",
     PARSES | DL_COMMAND_TEST_RULES, take_timeout},
    {"quiet", 0, NULL, "findings and errors only", RUNS, take_quiet},
    {"verbose", 0, NULL, "verdicts too, and what the run took", RUNS, take_verbose},
    {"color", 0, colors, "colour in text (default: auto)", RUNS, take_color},
    {"help", 'h', NULL, "show this help", EVERY | DL_COMMAND_TEST_RULES | NO_COMMAND, take_help},
    {"version", 0, NULL, "show the version", NO_COMMAND, take_version},
};

enum { COMMAND_COUNT = sizeof commands / sizeof commands[0], OPTION_COUNT = sizeof options / sizeof options[0] };

/* ---- parsing ---- */

static bool applies(const option_row *option, dl_command_id id)
{
    return (option->commands & (id ? (unsigned)id : (unsigned)NO_COMMAND)) != 0;
}

static const option_row *find_long(dl_command_id id, const char *name, size_t size)
{
    for (size_t i = 0; i < OPTION_COUNT; i++)
        if (options[i].name && applies(&options[i], id) && strlen(options[i].name) == size &&
            memcmp(options[i].name, name, size) == 0)
            return &options[i];
    return NULL;
}

static const option_row *find_letter(dl_command_id id, char letter)
{
    for (size_t i = 0; i < OPTION_COUNT; i++)
        if (options[i].letter == letter && applies(&options[i], id))
            return &options[i];
    return NULL;
}

static dl_code unknown_option(parse_state *parser, const char *given)
{
    const char *names[OPTION_COUNT];
    const char *nearest;
    size_t count = 0;

    for (size_t i = 0; i < OPTION_COUNT; i++)
        if (options[i].name && applies(&options[i], parser->out->command))
            names[count++] = dl_arena_printf(parser->arena, "--%s", options[i].name);
    nearest = given[1] == '-' ? dl_text_nearest(given, names, count) : NULL;
    if (nearest)
        return dl_fail(parser->why, DL_USAGE, "unknown option '%s'; did you mean '%s'?", given, nearest);
    return dl_fail(parser->why, DL_USAGE, "unknown option '%s'", given);
}

/* Takes the option at argv[*at], moves *at behind it and its value. */
static dl_code parse_option(parse_state *parser, int argc, char *const *argv, int *at)
{
    /* one option of one dash has a long name: as compilers spell it */
    const char *given = strcmp(argv[*at], "-isystem") == 0 ? "--isystem" : argv[*at], *value = NULL, *shown;
    const option_row *option;

    if (given[1] == '-') {
        size_t size = strcspn(given + 2, "=");

        option = find_long(parser->out->command, given + 2, size);
        value = given[2 + size] == '=' ? given + 3 + size : NULL;
        shown = dl_arena_strndup(parser->arena, given, size + 2);
    } else {
        option = find_letter(parser->out->command, given[1]);
        value = given[2] != '\0' ? given + 2 : NULL;
        shown = dl_arena_strndup(parser->arena, given, 2);
    }
    if (!option)
        return unknown_option(parser, given[1] == '-' ? shown : given);
    if (!option->argument && value)
        return given[1] == '-' ? dl_fail(parser->why, DL_USAGE, "%s takes no value", shown)
                               : unknown_option(parser, given);
    ++*at;
    if (option->argument && !value) {
        if (*at == argc)
            return dl_fail(parser->why, DL_USAGE, "%s needs a value (%s)", shown, option->argument);
        value = argv[(*at)++];
    }
    if (option->argument && value[0] == '\0')
        return dl_fail(parser->why, DL_USAGE, "%s needs a value (%s)", shown, option->argument);
    return option->take(parser, value);
}

static dl_code parse_command(parse_state *parser, const char *given)
{
    const char *names[COMMAND_COUNT], *nearest;

    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        names[i] = commands[i].name;
        if (strcmp(commands[i].name, given) == 0) {
            parser->out->command = commands[i].id;
            return DL_OK;
        }
    }
    nearest = dl_text_nearest(given, names, COMMAND_COUNT);
    if (nearest)
        return dl_fail(parser->why, DL_USAGE, "unknown command '%s'; did you mean '%s'?", given, nearest);
    return dl_fail(parser->why, DL_USAGE, "unknown command '%s'", given);
}

static const command_row *command_of(dl_command_id id)
{
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (commands[i].id == id)
            return &commands[i];
    return NULL;
}

static dl_code check_operands(parse_state *parser)
{
    const command_row *command = command_of(parser->out->command);

    if (parser->operands.count < command->least)
        return dl_fail(parser->why, DL_USAGE, "%s needs %s", command->name, command->operands);
    if (parser->operands.count > command->most)
        return dl_fail(parser->why, DL_USAGE, "'%s' is one argument too many for %s",
                       parser->operands.at[command->most], command->name);
    return DL_OK;
}

/* Files alone: two may go to a device. */
static bool are_one_output(const char *left, const char *right, dl_arena *arena)
{
    return dl_path_kind_of(left) != DL_PATH_OTHER &&
           strcmp(dl_path_clean(left, arena), dl_path_clean(right, arena)) == 0;
}

/* What is written last would be all that is there. */
static dl_code check_outputs(parse_state *parser)
{
    for (size_t i = 0; i < parser->reports.count; i++) {
        const char *path = parser->reports.at[i].path, *baseline = parser->out->new_baseline;
        bool is_twice = baseline && are_one_output(path, baseline, parser->arena);

        for (size_t k = 0; k < i; k++)
            is_twice = is_twice || are_one_output(path, parser->reports.at[k].path, parser->arena);
        if (is_twice)
            return dl_fail(parser->why, DL_USAGE, "'%s' is to be written twice", path);
    }
    return DL_OK;
}

/* Options first or last, in any order; behind `--` all are operands. */
static dl_code parse_arguments(parse_state *parser, int argc, char *const *argv)
{
    dl_code code = DL_OK;
    int at = 1;

    if (argc < 2)
        return dl_fail(parser->why, DL_USAGE, "no command given");
    if (argv[1][0] != '-')
        code = parse_command(parser, argv[at++]);
    while (code == DL_OK && at < argc) {
        if (strcmp(argv[at], "--") == 0) {
            for (at++; at < argc; at++)
                dl_vec_push(parser->arena, &parser->operands, argv[at]);
        } else if (argv[at][0] == '-' && argv[at][1] != '\0') {
            code = parse_option(parser, argc, argv, &at);
        } else {
            dl_vec_push(parser->arena, &parser->operands, argv[at]);
            at++;
        }
    }
    if (code != DL_OK || parser->out->wants_help || parser->out->wants_version)
        return code;
    if (!parser->out->command)
        return dl_fail(parser->why, DL_USAGE, "no command given");
    code = check_outputs(parser);
    return code == DL_OK ? check_operands(parser) : code;
}

static const char *shown_command_line(int argc, char *const *argv, dl_arena *arena)
{
    dl_text text;

    dl_text_init(&text, arena);
    dl_text_add(&text, "drvlint");
    for (int i = 1; i < argc; i++) {
        bool is_plain = argv[i][0] != '\0' && strcspn(argv[i], " \t\n\"'\\$&;|<>()*?") == strlen(argv[i]);

        if (strncmp(argv[i], "-j", 2) == 0) {
            i += argv[i][2] == '\0';
            continue;
        }
        dl_text_printf(&text, is_plain ? " %s" : " \"%s\"", argv[i]);
    }
    return dl_text_str(&text);
}

dl_code dl_options_parse(dl_options *out, int argc, char *const *argv, dl_arena *arena, dl_status *why)
{
    parse_state parser = {.out = out, .arena = arena, .why = why};
    dl_code code;

    memset(out, 0, sizeof *out);
    out->format = "text";
    out->fail_on = DL_LEVEL_WARNING;
    out->threads = dl_cpu_count();
    out->timeout = 20;
    code = parse_arguments(&parser, argc, argv);
    out->models = parser.models.at;
    out->model_count = parser.models.count;
    out->rule_folders = parser.rule_folders.at;
    out->rule_folder_count = parser.rule_folders.count;
    out->settings = parser.settings.at;
    out->setting_count = parser.settings.count;
    out->reports = parser.reports.at;
    out->report_count = parser.reports.count;
    out->header_folders = parser.headers.at;
    out->header_folder_count = parser.headers.count;
    out->build.include_folders = parser.includes.at;
    out->build.include_count = parser.includes.count;
    out->build.defines = parser.defines.at;
    out->build.define_count = parser.defines.count;
    out->build.undefines = parser.undefines.at;
    out->build.undefine_count = parser.undefines.count;
    out->operands = parser.operands.at;
    out->operand_count = parser.operands.count;
    out->command_line = shown_command_line(argc, argv, arena);
    return code;
}

/* ---- help ---- */

const char *dl_command_name(dl_command_id command)
{
    switch (command) {
    case DL_COMMAND_CHECK:
        return "drvlint check";
    case DL_COMMAND_TRACE:
        return "drvlint trace";
    case DL_COMMAND_RULES:
        return "drvlint rules";
    case DL_COMMAND_EXPLAIN:
        return "drvlint explain";
    case DL_COMMAND_DUMP_IR:
        return "drvlint dump-ir";
    case DL_COMMAND_TEST_RULES:
        return "drvlint test-rules";
    default:
        return "drvlint";
    }
}

static const char *synopsis(const option_row *option, dl_arena *arena)
{
    const char *letter = option->letter ? dl_arena_printf(arena, "-%c", option->letter) : "";
    const char *between = option->letter && option->name ? ", " : "";
    const char *name = option->name ? dl_arena_printf(arena, "--%s", option->name) : "";

    return dl_arena_printf(arena, "%s%s%s%s%s", letter, between, name, option->argument ? " " : "",
                           option->argument ? option->argument : "");
}

static void add_options(dl_text *out, dl_command_id id)
{
    dl_text_add(out, "\noptions:\n");
    for (size_t i = 0; i < OPTION_COUNT; i++)
        if (applies(&options[i], id))
            dl_text_printf(out, "  %-34s %s\n", synopsis(&options[i], out->arena), options[i].help);
}

void dl_options_help(dl_text *out, dl_command_id id)
{
    const command_row *one = command_of(id);

    if (one) {
        dl_text_printf(out, "usage: %s [OPTIONS]%s%s\n\n%s\n", dl_command_name(id), one->operands[0] ? " " : "",
                       one->operands, one->help);
        add_options(out, id);
    } else {
        dl_text_add(out,
                    "usage: drvlint COMMAND [OPTIONS] ...\n\n"
                    "checks the DriverEntry routine of Windows drivers against the documentation of their model\n\n"
                    "commands:\n");
        for (size_t i = 0; i < COMMAND_COUNT; i++)
            dl_text_printf(out, "  %-34s %s\n",
                           dl_arena_printf(out->arena, "%s %s", commands[i].name, commands[i].operands),
                           commands[i].help);
        add_options(out, id);
        dl_text_add(out, "\n'drvlint COMMAND --help' lists the options of a command.\n");
    }
    if (id == DL_COMMAND_TEST_RULES)
        dl_text_add(out,
                    "\nDIR/<model>/<rule>.json is a rule, DIR/<model>/<rule>/bad*.c and good*.c (or .cpp) are its\n"
                    "examples; a bad one says where: /* expect: <rule> */ on the line of the finding.\n"
                    "\nexit status: 0 all examples are as they say; 1 one is not; 2 usage or rule error; 4 an "
                    "internal fault\n");
    if (!one || id == DL_COMMAND_CHECK)
        dl_text_add(
            out, "\nexit status: 0 nothing at or above --fail-on; 1 findings; 2 usage, configuration or rule error;\n"
                 "3 some input could not be analysed; 4 an internal fault. The first of 4, 2, 1, 3 applies.\n");
}
