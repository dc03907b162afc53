/* What each format promises beyond the whole reports in tests/reports. */
#include "test_report_fixture.h"

#include "reports/utf8.h"

#include <cjson/cJSON.h>
#include <ctype.h>

/* ---- text ---- */

static const char *after_number(const char *at)
{
    const char *start = at;

    while (isdigit((unsigned char)*at))
        at++;
    return at > start && *at == ':' ? at + 1 : NULL;
}

/* `file:line:column: level: ` as editors and build tools match it. */
static bool is_head(const char *line)
{
    static const char *const levels[] = {" error: ", " warning: ", " note: "};
    const char *end = strchr(line, '\n');

    for (const char *at = strchr(line, ':'); at && at < end; at = strchr(at + 1, ':')) {
        const char *behind = after_number(at + 1);

        behind = behind ? after_number(behind) : NULL;
        for (size_t i = 0; behind && i < COUNT(levels); i++)
            if (dl_text_starts(behind, levels[i]))
                return true;
    }
    return false;
}

static bool says_level(const char *line)
{
    size_t size = strcspn(line, "\n");
    char text[512];

    ck_assert_uint_lt(size, sizeof text);
    memcpy(text, line, size);
    text[size] = '\0';
    return strstr(text, "error:") || strstr(text, "warning:") || strstr(text, "note:");
}

static const struct {
    bool verbose, quiet;
    size_t heads;
} ways[] = {{false, false, 5}, {true, false, 6}, {false, true, 5}};

START_TEST(each_finding_is_one_line_for_editors)
{
    fixture of;
    size_t heads = 0;

    fixture_init(&of);
    of.options.verbose = ways[_i].verbose;
    of.options.quiet = ways[_i].quiet;
    for (const char *line = fixture_write(&of, dl_report_text, full_run(of.arena)); *line;
         line = strchr(line, '\n') + 1) {
        heads += is_head(line);
        ck_assert_msg(is_head(line) || !says_level(line), "a build tool takes this for a finding: %.80s", line);
    }
    ck_assert_uint_eq(heads, ways[_i].heads);
    fixture_clear(&of);
}
END_TEST

/* `       3. line 15  call     StartPort()`: where the kind stands; 0: it is no step of a trace. */
static size_t column_of_kind(const char *line)
{
    static const char *const kinds[] = {" acquire ", " release ", " call ", " store ", " return "};
    const char *end = strchr(line, '\n');

    for (size_t i = 0; end - line > 8 && isdigit((unsigned char)line[7]) && line[8] == '.' && i < COUNT(kinds); i++) {
        const char *kind = strstr(line, kinds[i]);

        if (kind && kind < end)
            return (size_t)(kind - line) + 1;
    }
    return 0;
}

/* A step in a helper's file has a longer place than those of the entry. */
START_TEST(steps_of_a_trace_stand_in_columns)
{
    size_t steps = 0, column = 0;
    fixture of;

    fixture_init(&of);
    dl_run_result *run = full_run(of.arena);
    const dl_trace_path *path = &run->drivers[0]->paths[0];
    dl_trace_event *port = (dl_trace_event *)(uintptr_t)&path->events[3];
    dl_file *helper = dl_arena_copy(of.arena, port->span.file, sizeof *helper);
    helper->path = "/work/tree/drivers/filter/communication/ports.c";
    port->span.file = helper;
    const char *text = fixture_write(&of, dl_report_trace, run);
    ck_assert_ptr_nonnull(strstr(text, "communication/ports.c:5"));
    for (const char *line = text; *line; line = strchr(line, '\n') + 1) {
        size_t found = column_of_kind(line);

        column = column ? column : found;
        steps += found > 0;
        ck_assert_msg(!found || found == column, "%s", line);
    }
    ck_assert_uint_eq(steps, path->event_count);
    fixture_clear(&of);
}
END_TEST

START_TEST(nothing_reaches_the_terminal_unescaped)
{
    fixture of;
    const char *text, *end;
    unsigned size;

    fixture_init(&of);
    of.options.verbose = true;
    text = fixture_write(&of, dl_report_text, full_run(of.arena));
    end = text + strlen(text);
    for (const char *at = text; at < end; at += size) {
        uint32_t code = dl_utf8_next(at, end, &size);

        ck_assert_msg(code == '\n' || (code >= 0x20 && code != 0x7F && !(code >= 0x80 && code < 0xA0)), "at %.20s", at);
        ck_assert_uint_ne(code, 0x202E);
    }
    ck_assert_str_eq(dl_utf8_clean(text, of.arena), text);
    fixture_clear(&of);
}
END_TEST

START_TEST(doubt_is_shown_even_when_quiet)
{
    fixture of;
    const char *text;

    fixture_init(&of);
    of.options.quiet = true;
    text = fixture_write(&of, dl_report_text, full_run(of.arena));
    ck_assert_ptr_nonnull(strstr(text, "undetermined"));
    ck_assert_ptr_nonnull(strstr(text, "degraded"));
    ck_assert_ptr_nonnull(strstr(text, "failed"));
    fixture_clear(&of);
}
END_TEST

static const struct {
    const char *text, *judged, *want;
} excerpts[] = {
    {"a b", "b", "     1 | a b\n       |   ^\n"},
    {"\tf(x);", "f(x)", "     1 |     f(x);\n       |     ^~~~\n"},
    {"a\tf(x);", "f(x)", "     1 | a   f(x);\n       |     ^~~~\n"},
    {"\xE6\xBC\xA2 f", "f", "     1 | \xE6\xBC\xA2 f\n       |    ^\n"},
    {"f(\xE6\xBC\xA2)", "\xE6\xBC\xA2", "     1 | f(\xE6\xBC\xA2)\n       |   ^~\n"},
    {"e\xCC\x81 f", "f", "     1 | e\xCC\x81 f\n       |   ^\n"},
    {"\x01 f", "f", "     1 | \\x01 f\n       |      ^\n"},
    {"f(\r\n  x)", "f(\r\n  x)", "     1 | f(\n       | ^~\n"},
    {"x\ny\n", "y", "     2 | y\n       | ^\n"},
    {"x\ry\r", "y", "     2 | y\n       | ^\n"},
    {"", "", "     1 | \n       | ^\n"},
    {"ab", "", "     1 | ab\n       | ^\n"},
};

START_TEST(excerpt_marks_what_is_meant)
{
    fixture of;
    dl_driver_result *result;
    dl_finding finding;
    dl_file *file;
    const dl_driver_result *drivers[1];
    const char *text = excerpts[_i].text;

    fixture_init(&of);
    file = make_file(of.arena, "a.c", text, strlen(text));
    result = DL_NEW(of.arena, dl_driver_result);
    finding = make_finding(make_rule(of.arena, "r", "R1", DL_LEVEL_ERROR), span_of(file, excerpts[_i].judged, 1), "m");
    result->driver = make_driver(of.arena, "a", "a.c", 1);
    result->findings = &finding;
    result->finding_count = 1;
    drivers[0] = result;
    text = strchr(fixture_write(&of, dl_report_text, run_of(of.arena, drivers, 1)), '\n') + 1;
    ck_assert_msg(dl_text_starts(text, excerpts[_i].want), "%s", text);
    fixture_clear(&of);
}
END_TEST

START_TEST(long_line_is_cut_around_what_is_meant)
{
    fixture of;
    dl_driver_result *result;
    dl_finding finding;
    dl_file *file;
    const dl_driver_result *drivers[1];
    char text[601];
    const char *shown, *marks;

    fixture_init(&of);
    memset(text, '.', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    memcpy(text + 300, "Here(x)", 7);
    file = make_file(of.arena, "a.c", text, sizeof text - 1);
    result = DL_NEW(of.arena, dl_driver_result);
    finding = make_finding(make_rule(of.arena, "r", "R1", DL_LEVEL_ERROR), span_of(file, "Here(x)", 1), "m");
    result->driver = make_driver(of.arena, "a", "a.c", 1);
    result->findings = &finding;
    result->finding_count = 1;
    drivers[0] = result;
    shown = strchr(fixture_write(&of, dl_report_text, run_of(of.arena, drivers, 1)), '\n') + 1;
    marks = strchr(shown, '\n') + 1;
    ck_assert_int_lt(marks - shown, 150);
    ck_assert_int_eq(strstr(shown, "Here(x)") - shown, strchr(marks, '^') - marks);
    ck_assert_uint_eq(strspn(strchr(marks, '^'), "^~"), 7);
    fixture_clear(&of);
}
END_TEST

/* ---- JSON and SARIF ---- */

static const cJSON *get(const cJSON *from, const char *key)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(from, key);

    ck_assert_msg(item != NULL, "no '%s'", key);
    return item;
}

static const cJSON *region_of(const cJSON *log, int result)
{
    const cJSON *results = get(cJSON_GetArrayItem(get(log, "runs"), 0), "results");
    const cJSON *location = cJSON_GetArrayItem(get(cJSON_GetArrayItem(results, result), "locations"), 0);

    return get(get(location, "physicalLocation"), "region");
}

START_TEST(sarif_counts_columns_in_utf16_units)
{
    fixture of;
    cJSON *log;
    const cJSON *region;

    fixture_init(&of);
    log = cJSON_Parse(fixture_write(&of, dl_report_sarif, full_run(of.arena)));
    region = region_of(log, 4); /* Keep(b), behind a character of two units, two of one, and one with an accent apart */
    ck_assert_int_eq(get(region, "startColumn")->valueint, 19);
    ck_assert_int_eq(get(region, "endColumn")->valueint, 26);
    ck_assert_str_eq(get(get(region, "snippet"), "text")->valuestring, "Keep(b)");
    region = region_of(log, 5); /* over two lines: cut to the first */
    ck_assert_int_eq(get(region, "endLine")->valueint, get(region, "startLine")->valueint);
    cJSON_Delete(log);
    fixture_clear(&of);
}
END_TEST

START_TEST(sarif_has_no_hash_of_a_text_that_is_not_on_disk)
{
    fixture of;
    dl_run_result *run;
    dl_file *file;
    const char *text;

    fixture_init(&of);
    run = full_run(of.arena);
    ck_assert_ptr_nonnull(strstr(fixture_write(&of, dl_report_sarif, run), "primaryLocationLineHash"));
    for (size_t i = 0; i < 2; i++) {
        file = dl_arena_copy(of.arena, run->drivers[i]->findings[1].span.file, sizeof *file);
        file->is_recoded = true;
        for (size_t k = 0; k < run->drivers[i]->finding_count; k++)
            ((dl_finding *)run->drivers[i]->findings)[k].span.file = file;
    }
    text = fixture_write(&of, dl_report_sarif, run);
    ck_assert_ptr_null(strstr(text, "primaryLocationLineHash"));
    ck_assert_ptr_nonnull(strstr(text, "drvlintContext/v1"));
    fixture_clear(&of);
}
END_TEST

/* Services raise an alert for each result, whatever its kind. */
START_TEST(sarif_results_are_findings_only)
{
    fixture of;
    cJSON *log;
    const cJSON *run;

    fixture_init(&of);
    log = cJSON_Parse(fixture_write(&of, dl_report_sarif, full_run(of.arena)));
    run = cJSON_GetArrayItem(get(log, "runs"), 0);
    ck_assert_int_eq(cJSON_GetArraySize(get(run, "results")), 6);
    ck_assert_ptr_null(strstr(dl_text_str(&of.out), "\"open\""));
    ck_assert_ptr_nonnull(strstr(dl_text_str(&of.out), "mf-unregister-only-if-registered could not be decided"));
    cJSON_Delete(log);
    fixture_clear(&of);
}
END_TEST

static const struct {
    const char *name;
    dl_report_write *write;
} formats[] = {
    {"text", dl_report_text}, {"json", dl_report_json}, {"sarif", dl_report_sarif}, {"xml", NULL}, {"", NULL}};

START_TEST(format_is_found_by_name)
{
    ck_assert(dl_report_by_name(formats[_i].name) == formats[_i].write);
}
END_TEST

/* ---- memory ---- */

static long allocations_left;

static void *failing_malloc(size_t size)
{
    return allocations_left-- > 0 ? malloc(size) : NULL;
}

static bool unwinds(fixture *of, dl_report_write *write, const dl_run_result *run)
{
    if (setjmp(of->trap.back))
        return true;
    fixture_write(of, write, run);
    return false;
}

/* Each allocation of the tree fails once: the writer goes to the arena's trap and leaves nothing behind. */
START_TEST(writer_unwinds_when_memory_runs_out)
{
    dl_report_write *const write = formats[1 + _i].write;
    cJSON_Hooks failing = {failing_malloc, free};
    dl_run_result *run;
    fixture of;
    long most = 0;

    fixture_init(&of);
    run = full_run(of.arena);
    cJSON_InitHooks(&failing);
    allocations_left = most;
    while (unwinds(&of, write, run))
        allocations_left = most += most < 40 ? 1 : 37;
    cJSON_InitHooks(NULL);
    ck_assert_int_gt(most, 400);
    fixture_clear(&of);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("report.formats");
    TCase *tcase = tcase_create("formats");

    tcase_add_loop_test(tcase, each_finding_is_one_line_for_editors, 0, COUNT(ways));
    tcase_add_test(tcase, steps_of_a_trace_stand_in_columns);
    tcase_add_test(tcase, nothing_reaches_the_terminal_unescaped);
    tcase_add_test(tcase, doubt_is_shown_even_when_quiet);
    tcase_add_loop_test(tcase, excerpt_marks_what_is_meant, 0, COUNT(excerpts));
    tcase_add_test(tcase, long_line_is_cut_around_what_is_meant);
    tcase_add_test(tcase, sarif_counts_columns_in_utf16_units);
    tcase_add_test(tcase, sarif_has_no_hash_of_a_text_that_is_not_on_disk);
    tcase_add_test(tcase, sarif_results_are_findings_only);
    tcase_add_loop_test(tcase, format_is_found_by_name, 0, COUNT(formats));
    tcase_add_loop_test(tcase, writer_unwinds_when_memory_runs_out, 0, 2);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
