/* test_report_fixture.h: results made by hand, as the engine would make them. */
#ifndef TEST_REPORT_FIXTURE_H
#define TEST_REPORT_FIXTURE_H

#include "reports/report.h"
#include "support/vec.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

typedef struct fixture {
    dl_trap trap;
    dl_arena *arena;
    dl_text out;
    dl_report_options options;
} fixture;

static inline void fixture_init(fixture *of)
{
    memset(of, 0, sizeof *of);
    of->arena = dl_arena_new(&of->trap);
    ck_assert_ptr_nonnull(of->arena);
    dl_text_init(&of->out, of->arena);
    of->options.current_folder = "/work/tree";
    of->options.exit_status = 1;
}

static inline void fixture_clear(fixture *of)
{
    dl_arena_free(of->arena);
}

static inline const char *fixture_write(fixture *of, dl_report_write *write, const dl_run_result *run)
{
    dl_text_init(&of->out, of->arena);
    write(&of->out, run, &of->options);
    return dl_text_str(&of->out);
}

static inline dl_file *make_file(dl_arena *arena, const char *path, const char *text, size_t size)
{
    dl_file *file = DL_NEW(arena, dl_file);

    *file = (dl_file){.path = path, .text = text, .size = size, .is_user = true};
    return file;
}

/* Lines and columns of an offset, counted as the parser counts. */
static inline void set_place(const dl_file *file, unsigned offset, unsigned *line, unsigned *column)
{
    unsigned start = 0;

    *line = 1;
    for (unsigned i = 0; i < offset; i++)
        if (file->text[i] == '\n' || (file->text[i] == '\r' && file->text[i + 1] != '\n')) {
            ++*line;
            start = i + 1;
        }
    *column = offset - start + 1;
}

static inline dl_span make_span(const dl_file *file, unsigned offset, unsigned end)
{
    dl_span span = {.file = file, .offset = offset, .end = end};

    set_place(file, offset, &span.line, &span.column);
    set_place(file, end, &span.end_line, &span.end_column);
    return span;
}

/* The `nth` place of `needle`, from 1. */
static inline dl_span span_of(const dl_file *file, const char *needle, unsigned nth)
{
    const char *at = file->text - 1;

    for (; nth > 0; nth--) {
        at = strstr(at + 1, needle);
        ck_assert_msg(at != NULL, "'%s' is not in %s", needle, file->path);
    }
    return make_span(file, (unsigned)(at - file->text), (unsigned)(at - file->text + (ptrdiff_t)strlen(needle)));
}

static inline dl_function *make_function(dl_arena *arena, const char *name, dl_span span, dl_span end)
{
    dl_function *function = DL_NEW(arena, dl_function);

    function->name = name;
    function->span = span;
    function->end = end;
    return function;
}

static inline dl_name_set one_name(dl_arena *arena, const char *name)
{
    return (dl_name_set){dl_arena_copy(arena, &name, sizeof name), 1};
}

static inline dl_rule *make_rule(dl_arena *arena, const char *id, const char *code, dl_level level)
{
    static const dl_source sources[] = {{"ifs/initiating-filtering.md", NULL},
                                        {"fltkernel/nf-fltkernel-fltunregisterfilter.md", "Remarks"}};
    dl_rule *rule = DL_NEW(arena, dl_rule);

    *rule = (dl_rule){.id = id, .code = code, .level = level, .strength = DL_MUST, .enabled = true, .is_ours = true};
    rule->model = "minifilter";
    rule->title = "A registered filter is unregistered before DriverEntry fails";
    rule->why =
        "The unload callback is not called when DriverEntry fails; a filter left registered points into an image "
        "that has gone";
    rule->fix = "On every failing path after FltRegisterFilter succeeded, call FltUnregisterFilter with its handle.";
    rule->requirements = one_name(arena, "mf-fail-unregister-any");
    rule->limits = one_name(arena, "handles kept in arrays [such as gFilters[i]](0)");
    rule->sources = sources;
    rule->source_count = COUNT(sources);
    return rule;
}

static inline dl_finding make_finding(const dl_rule *rule, dl_span span, const char *message)
{
    return (dl_finding){.rule = rule,
                        .requirements = rule->requirements,
                        .level = rule->level,
                        .certainty = DL_DEFINITE,
                        .message = message,
                        .span = span};
}

/* ---- a driver that is understood: findings, all verdicts, a trace ---- */

static const char filter_text[] =
    "#include <fltKernel.h>\n"
    "\n"
    "static NTSTATUS StartPort(void)\n"
    "{\n"
    "    NTSTATUS status = FltCreateCommunicationPort(gFilter, &gPort, &attributes, NULL, Connect, NULL, NULL, 1);\n"
    "    return status;\n"
    "}\n"
    "\n"
    "NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)\n"
    "{\n"
    "    NTSTATUS status = FltRegisterFilter(DriverObject, &registration, &gFilter);\n"
    "    if (!NT_SUCCESS(status))\n"
    "        return status;\n"
    "    gPath = *RegistryPath;\n"
    "    status = StartPort();\n"
    "    if (!NT_SUCCESS(status))\n"
    "        return status;\n"
    "    status = FltStartFiltering(gFilter);\n"
    "    if (!NT_SUCCESS(status)) {\n"
    "        FltCloseCommunicationPort(gPort);\n"
    "        FltUnregisterFilter(gFilter);\n"
    "    }\n"
    "    return status;\n"
    "}\n";

static inline dl_parse *parse_of(dl_arena *arena, const dl_file *file, const dl_function *const *functions,
                                 size_t count)
{
    dl_program *program = DL_NEW(arena, dl_program);
    dl_file *stub = make_file(arena, "stub.h", "", 0);
    const dl_file *files[] = {file, stub};
    dl_parse *parse = DL_NEW(arena, dl_parse);

    stub->is_user = false;
    program->files = dl_arena_copy(arena, files, sizeof files);
    program->file_count = COUNT(files);
    program->functions = dl_arena_copy(arena, functions, count * sizeof *functions);
    program->function_count = count;
    *parse =
        (dl_parse){.program = program, .entry = functions[count - 1], .rounds = 2, .synthesized = 14, .events = 19};
    return parse;
}

static inline dl_driver *make_driver(dl_arena *arena, const char *name, const char *file, unsigned line)
{
    dl_driver *driver = DL_NEW(arena, dl_driver);

    *driver = (dl_driver){.name = name, .entry_file = file, .entry_function = "DriverEntry", .entry_line = line};
    driver->root = "drivers";
    return driver;
}

static inline dl_path_step_shown step(dl_span span, const char *message, const char *kind, unsigned depth)
{
    return (dl_path_step_shown){span, message, kind, depth};
}

static inline dl_finding leak_finding(dl_arena *arena, const dl_file *file, const dl_rule *rule)
{
    dl_finding finding =
        make_finding(rule, span_of(file, "return status;", 3),
                     "DriverEntry fails here while the filter registered at line 11 is still registered");
    const dl_path_step_shown path[] = {
        step(span_of(file, "FltRegisterFilter", 1), "FltRegisterFilter succeeds: gFilter is registered", "state", 0),
        step(span_of(file, "!NT_SUCCESS(status)", 1), "status is success, so the branch is not taken", "decision", 0),
        step(span_of(file, "StartPort()", 1), "StartPort is called", "call", 0),
        step(span_of(file, "FltCreateCommunicationPort", 1), "FltCreateCommunicationPort fails", "event", 1),
        step(span_of(file, "return status", 1), "StartPort returns failure", "return", 1),
        step(span_of(file, "!NT_SUCCESS(status)", 2), "status is failure, so the branch is taken", "decision", 0),
        step(span_of(file, "return status;", 3), "DriverEntry returns failure", "event", 0),
    };

    finding.path = dl_arena_copy(arena, path, sizeof path);
    finding.path_count = COUNT(path);
    return finding;
}

static inline void add_filter_findings(dl_arena *arena, dl_driver_result *result, const dl_file *file)
{
    dl_rule *leak = make_rule(arena, "minifilter-unregister-on-failure", "DRV0902", DL_LEVEL_ERROR);
    dl_rule *copy = make_rule(arena, "wdm-registry-path-copied", "DRV0104", DL_LEVEL_WARNING);
    dl_rule *local = make_rule(arena, "house-port-name", "HOUSE001", DL_LEVEL_NOTE);
    static const dl_source house[] = {{"C:\\rules\\ports.docx", "2 Names"}};
    const dl_suppression reasons[] = {{DL_IN_SOURCE, "copied by StartPort [see](1) \"below\"", file->path, 14},
                                      {DL_IN_BASELINE, NULL, "drivers/drvlint-baseline.json", 0}};
    dl_finding findings[3];

    local->is_ours = false;
    local->sources = house;
    local->source_count = 1;
    findings[0] = make_finding(local, span_of(file, "FltCreateCommunicationPort", 1),
                               "[port](1) of StartPort has no name\nof the house");
    findings[1] = make_finding(copy, span_of(file, "gPath = *RegistryPath", 1),
                               "the buffer of RegistryPath is kept in gPath, and is gone after DriverEntry");
    findings[1].certainty = DL_POSSIBLE;
    findings[1].suppressed = true;
    findings[1].suppressions = dl_arena_copy(arena, reasons, sizeof reasons);
    findings[1].suppression_count = COUNT(reasons);
    findings[2] = leak_finding(arena, file, leak);
    result->findings = dl_arena_copy(arena, findings, sizeof findings);
    result->finding_count = COUNT(findings);
}

static inline void add_filter_verdicts(dl_arena *arena, dl_driver_result *result, const dl_file *file)
{
    const dl_rule *order = make_rule(arena, "minifilter-register-then-start", "DRV0901", DL_LEVEL_ERROR);
    const dl_rule *house = result->findings[0].rule, *copy = result->findings[1].rule;
    const dl_rule *leak = result->findings[2].rule;
    const dl_evidence seen[] = {{span_of(file, "FltRegisterFilter", 1), "FltRegisterFilter succeeds first"},
                                {span_of(file, "FltStartFiltering", 1), "FltStartFiltering after it"}};
    const dl_evidence unseen[] = {{span_of(file, "&registration", 1), "registration is filled in another file"}};
    const dl_verdict verdicts[] = {
        {copy, "rp-copied", DL_VIOLATED, "all findings are possible", NULL, 0, false, NULL},
        {order, "mf-register-first", DL_SATISFIED, "", dl_arena_copy(arena, seen, sizeof seen), COUNT(seen), false,
         NULL},
        {order, "mf-start-once", DL_NOT_APPLICABLE, "FltStartFiltering is called in one place", NULL, 0, false, NULL},
        {leak, "mf-fail-unregister-any", DL_VIOLATED, "", NULL, 0, false, NULL},
        {leak, "mf-unregister-only-if-registered", DL_UNDETERMINED,
         "registration, given to FltRegisterFilter at line 11, is defined in a file that was not read, so what its "
         "unload "
         "callback does is not known",
         dl_arena_copy(arena, unseen, sizeof unseen), COUNT(unseen), false, NULL},
        {house, NULL, DL_VIOLATED, "", NULL, 0, false, NULL},
    };

    result->verdicts = dl_arena_copy(arena, verdicts, sizeof verdicts);
    result->verdict_count = COUNT(verdicts);
}

static inline dl_trace_event event(dl_span span, const char *text, const char *kind, unsigned depth, unsigned pair)
{
    return (dl_trace_event){span, text, kind, depth, pair, NULL};
}

static inline void add_filter_paths(dl_arena *arena, dl_driver_result *result, const dl_file *file)
{
    const dl_span reg = span_of(file, "FltRegisterFilter", 1), port = span_of(file, "FltCreateCommunicationPort", 1);
    const dl_trace_event good[] = {
        event(reg, "FltRegisterFilter(DriverObject, &registration, &gFilter)", "acquire", 0, 1),
        event(span_of(file, "gPath = *RegistryPath", 1), "gPath = *RegistryPath", "store", 0, 0),
        event(span_of(file, "StartPort()", 1), "StartPort()", "call", 0, 0),
        event(port, "FltCreateCommunicationPort(gFilter, &gPort, …)", "acquire", 1, 2),
        event(span_of(file, "FltStartFiltering", 1), "FltStartFiltering(gFilter)", "call", 0, 0),
        event(span_of(file, "return status;", 4), "return status", "return", 0, 0),
    };
    const dl_trace_event no_port[] = {good[0], good[1]};
    const dl_trace_event no_start[] = {
        good[0],
        good[1],
        good[3],
        event(span_of(file, "FltCloseCommunicationPort", 1), "FltCloseCommunicationPort(gPort)", "release", 0, 2),
        event(span_of(file, "FltUnregisterFilter", 1), "FltUnregisterFilter(gFilter)", "release", 0, 1),
    };
    const dl_trace_path paths[] = {
        {true, "success", span_of(file, "return status;", 4), dl_arena_copy(arena, good, sizeof good), COUNT(good),
         false},
        {false, "FltRegisterFilter fails (line 11)", span_of(file, "return status;", 2), NULL, 0, false},
        {false, "FltCreateCommunicationPort fails (line 5)", span_of(file, "return status;", 3),
         dl_arena_copy(arena, no_port, sizeof no_port), COUNT(no_port), false},
        {false, "FltStartFiltering fails (line 18)", span_of(file, "return status;", 4),
         dl_arena_copy(arena, no_start, sizeof no_start), COUNT(no_start), false},
    };

    result->paths = dl_arena_copy(arena, paths, sizeof paths);
    result->path_count = COUNT(paths);
}

static inline void add_filter_models(dl_arena *arena, dl_driver_result *result)
{
    dl_model *models = DL_NEW_ARRAY(arena, 2, dl_model);
    const dl_model_evidence seen[] = {{"call", "FltRegisterFilter", "drivers/filter/filter.c", 11},
                                      {"inf", "Class ActivityMonitor", "drivers/filter/filter.inf", 4}};
    const dl_model_evidence always[] = {{"always", "", NULL, 0}};
    const dl_model_hit hits[] = {{&models[0], false, dl_arena_copy(arena, seen, sizeof seen), COUNT(seen)},
                                 {&models[1], false, dl_arena_copy(arena, always, sizeof always), COUNT(always)}};

    models[0].id = "minifilter";
    models[1].id = "wdm";
    result->models = dl_arena_copy(arena, hits, sizeof hits);
    result->model_count = COUNT(hits);
}

static inline dl_driver_result *filter_driver(dl_arena *arena, bool is_clean)
{
    dl_driver_result *result = DL_NEW(arena, dl_driver_result);
    dl_file *file = make_file(arena, "drivers/filter/filter.c", filter_text, sizeof filter_text - 1);
    const dl_function *functions[] = {
        make_function(arena, "StartPort", span_of(file, "StartPort", 1), span_of(file, "}", 1)),
        make_function(arena, "DriverEntry", span_of(file, "DriverEntry", 1), span_of(file, "\n}\n", 2)),
    };

    result->driver = make_driver(arena, "filter/filter", file->path, 9);
    result->parse = parse_of(arena, file, functions, COUNT(functions));
    add_filter_models(arena, result);
    add_filter_paths(arena, result, file);
    if (is_clean)
        return result;
    add_filter_findings(arena, result, file);
    add_filter_verdicts(arena, result, file);
    return result;
}

/* ---- a degraded driver: tabs, CRLF, wide and non-BMP characters, malformed bytes, what a terminal would act upon ----
 */

static const char odd_text[] =
    "/* \xF0\x9F\x90\xA7 */\r\n"
    "NTSTATUS\tDriverEntry(PVOID a, PVOID b)\r\n"
    "{\r\n"
    "\tLog(\"\xF0\x9F\x90\xA7 \xE6\xBC\xA2\xE5\xAD\x97 e\xCC\x81\");\tKeep(b);\t/* \xFF\x1B[31m */\r\n"
    "\tDo(\"\xE2\x80\xAE\",\r\n"
    "\t   a);\r\n"
    "\treturn 0;\r\n"
    "}";

static inline void add_odd_model(dl_arena *arena, dl_driver_result *result)
{
    static const dl_model_evidence seen[] = {{"inf", "Class CDROM", "drivers/odd name/odd.inf", 3},
                                             {"include", "classpnp.h", NULL, 0}};
    dl_model_hit *hit = DL_NEW(arena, dl_model_hit);
    dl_model *model = DL_NEW(arena, dl_model);

    model->id = "storage-class";
    model->requirement_count = 10;
    model->decided_count = 1;
    *hit = (dl_model_hit){model, true, seen, COUNT(seen)};
    result->models = hit;
    result->model_count = 1;
}

static inline dl_driver_result *odd_driver(dl_arena *arena)
{
    dl_driver_result *result = DL_NEW(arena, dl_driver_result);
    dl_file *file = make_file(arena,
                              "/work/tree/drivers/odd name/\xC3\xB6"
                              "dd.c",
                              odd_text, sizeof odd_text - 1);
    dl_function *entry = make_function(arena, "DriverEntry", span_of(file, "DriverEntry", 1), span_of(file, "}", 1));
    const dl_lost lost[] = {{span_of(file, "Keep(b)", 1), "call", "Keep(b)"}};
    const dl_rule *rule = make_rule(arena, "wdm-registry-path-copied", "DRV0104", DL_LEVEL_WARNING);
    const dl_finding findings[] = {
        make_finding(rule, (dl_span){0}, "the driver has no unload routine"),
        make_finding(rule, span_of(file, "Keep(b)", 1), "b is kept \x1B[31m\xFF, 100% sure"),
        make_finding(rule, make_span(file, span_of(file, "Do(", 1).offset, span_of(file, "a);", 1).end),
                     "over two lines"),
    };
    const dl_verdict verdicts[] = {{rule, "rp-copied", DL_VIOLATED, "all findings are possible", NULL, 0, true, NULL},
                                   {rule, NULL, DL_UNDETERMINED, "DriverEntry lost events", NULL, 0, false, NULL}};
    const dl_function *functions[] = {entry};
    dl_parse *parse;

    entry->lost = dl_arena_copy(arena, lost, sizeof lost);
    entry->lost_count = COUNT(lost);
    parse = parse_of(arena, file, functions, 1);
    parse->status = DL_PARSE_DEGRADED;
    parse->reason = "1 of 19 events of DriverEntry lost: call of Keep at line 4";
    parse->lost = 1;
    parse->unresolved = 1;
    result->driver = make_driver(arena, "odd", file->path, 2);
    add_odd_model(arena, result);
    result->parse = parse;
    result->findings = dl_arena_copy(arena, findings, sizeof findings);
    result->finding_count = COUNT(findings);
    result->verdicts = dl_arena_copy(arena, verdicts, sizeof verdicts);
    result->verdict_count = COUNT(verdicts);
    return result;
}

/* ---- a driver whose parse failed ---- */

static inline dl_driver_result *failed_driver(dl_arena *arena)
{
    dl_driver_result *result = DL_NEW(arena, dl_driver_result);
    dl_parse *parse = DL_NEW(arena, dl_parse);
    static const dl_notice notices[] = {{DL_NOTICE_ERROR, "the parser gave up", "/elsewhere/old.c", 7, 0},
                                        {DL_NOTICE_ERROR, "the parser gave up", "/elsewhere/old.c", 7, 0}};
    dl_driver *driver = make_driver(arena, "old", "/elsewhere/old.c", 7);

    driver->project = "drivers/old/old.vcxproj";
    driver->target = "old";
    parse->status = DL_PARSE_FAILED;
    parse->reason = "the parser crashed";
    parse->notices = notices;
    parse->notice_count = 1;
    result->driver = driver;
    result->parse = parse;
    result->notices = notices;
    result->notice_count = COUNT(notices);
    return result;
}

/* ---- runs ---- */

static inline dl_run_result *run_of(dl_arena *arena, const dl_driver_result *const *drivers, size_t count)
{
    static const dl_notice notices[] = {{DL_NOTICE_NOTE, "no entry routine in this file", "drivers/util.c", 0, 0},
                                        {DL_NOTICE_WARNING, "2 links were not followed", NULL, 0, 0}};
    dl_run_result *run = DL_NEW(arena, dl_run_result);
    dl_project *project = DL_NEW(arena, dl_project);
    dl_ruleset *rules = DL_NEW(arena, dl_ruleset);

    project->notices = notices;
    project->notice_count = COUNT(notices);
    rules->rule_count = 3;
    run->rules = rules;
    run->project = project;
    run->drivers = count ? dl_arena_copy(arena, drivers, count * sizeof *drivers) : NULL;
    run->driver_count = count;
    return run;
}

static inline dl_run_result *full_run(dl_arena *arena)
{
    const dl_driver_result *drivers[] = {filter_driver(arena, false), odd_driver(arena), failed_driver(arena)};

    return run_of(arena, drivers, COUNT(drivers));
}

static inline dl_run_result *clean_run(dl_arena *arena)
{
    const dl_driver_result *drivers[] = {filter_driver(arena, true)};

    return run_of(arena, drivers, COUNT(drivers));
}

static inline dl_run_result *empty_run(dl_arena *arena)
{
    dl_run_result *run = run_of(arena, NULL, 0);
    dl_project *project = DL_NEW(arena, dl_project);

    *project = *run->project;
    project->has_empty = true;
    run->project = project;
    return run;
}

/* What a run without rules leaves: nothing but a notice. */
static inline dl_run_result *bare_run(dl_arena *arena)
{
    return DL_NEW(arena, dl_run_result);
}

static inline int run_suite(Suite *suite)
{
    SRunner *runner = srunner_create(suite);
    int failed;

    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#endif
