/* A finding keeps its id while the code around it changes, and shares it with no other. */
#include "test_report_fixture.h"

typedef struct one {
    const char *path, *text, *judged;
    unsigned nth;
    const char *rule, *function, *root;
} one;

static const one base = {
    "src/a.c", "int F(void)\n{\n    Call(x, 1);\n    return 0;\n}\n", "Call(x, 1)", 1, "r-one", "F", "src"};

static const char *print_of(fixture *of, const one *given)
{
    dl_file *file = make_file(of->arena, given->path, given->text, strlen(given->text));
    const dl_function *functions[] = {
        make_function(of->arena, given->function, span_of(file, given->function, 1), span_of(file, "\n}", 1))};
    dl_driver_result result = {.parse = parse_of(of->arena, file, functions, 1)};
    const dl_rule *rule = make_rule(of->arena, given->rule, "DRV0001", DL_LEVEL_ERROR);
    const dl_finding finding = make_finding(rule, span_of(file, given->judged, given->nth), "message of line 3");
    dl_driver *driver = make_driver(of->arena, "a", given->path, 1);

    driver->root = given->root;
    result.driver = driver;
    result.findings = &finding;
    result.finding_count = 1;
    return dl_report_fingerprint(&result, &finding, of->arena);
}

static const struct {
    const char *what;
    one other;
    bool is_same;
} changes[] = {
    {"lines before",
     {"src/a.c", "// new\n\nint F(void)\n{\n    y = 2;\n    Call(x, 1);\n    return 0;\n}\n", "Call(x, 1)", 1, "r-one",
      "F", "src"},
     true},
    {"white space",
     {"src/a.c", "int F(void)\r\n{\r\n\tCall(x,\r\n\t     1);\r\n\treturn 0;\r\n}\r\n", "Call(x,\r\n\t     1)", 1,
      "r-one", "F", "src"},
     true},
    {"slashes",
     {"src\\a.c", "int F(void)\n{\n    Call(x, 1);\n    return 0;\n}\n", "Call(x, 1)", 1, "r-one", "F", "src"},
     true},
    {"judged text",
     {"src/a.c", "int F(void)\n{\n    Call(x, 2);\n    return 0;\n}\n", "Call(x, 2)", 1, "r-one", "F", "src"},
     false},
    {"function",
     {"src/a.c", "int G(void)\n{\n    Call(x, 1);\n    return 0;\n}\n", "Call(x, 1)", 1, "r-one", "G", "src"},
     false},
    {"rule",
     {"src/a.c", "int F(void)\n{\n    Call(x, 1);\n    return 0;\n}\n", "Call(x, 1)", 1, "r-two", "F", "src"},
     false},
    {"file",
     {"src/b.c", "int F(void)\n{\n    Call(x, 1);\n    return 0;\n}\n", "Call(x, 1)", 1, "r-one", "F", "src"},
     false},
};

START_TEST(id_lasts_over_what_does_not_matter)
{
    fixture of;
    const char *print, *other;

    fixture_init(&of);
    print = print_of(&of, &base);
    other = print_of(&of, &changes[_i].other);
    ck_assert_msg((strcmp(print, other) == 0) == changes[_i].is_same, "%s: %s, %s", changes[_i].what, print, other);
    fixture_clear(&of);
}
END_TEST

/* Baselines hold these: a change here breaks every one of them. */
START_TEST(id_is_the_one_promised)
{
    fixture of;

    fixture_init(&of);
    ck_assert_str_eq(print_of(&of, &base), "9986464b5bb71cb9");
    fixture_clear(&of);
}
END_TEST

START_TEST(id_outside_the_current_folder_is_free_of_the_machine)
{
    fixture of;
    one here = base, there = base;

    fixture_init(&of);
    here.path = "/home/one/tree/src/a.c";
    here.root = "/home/one/tree";
    there.path = "/build/7/src/a.c";
    there.root = "/build/7";
    ck_assert_str_eq(print_of(&of, &here), print_of(&of, &there));
    ck_assert_str_eq(print_of(&of, &here), print_of(&of, &base));
    fixture_clear(&of);
}
END_TEST

START_TEST(equal_findings_are_told_apart_in_order)
{
    static const char text[] = "int F(void)\n{\n    Call(x);\n    Call(x);\n    Call(x);\n}\n";
    fixture of;
    dl_file *file;
    const dl_function *functions[1];
    dl_driver_result result = {0}, fewer;
    dl_finding findings[3];
    const char *prints[3];

    fixture_init(&of);
    file = make_file(of.arena, "a.c", text, sizeof text - 1);
    functions[0] = make_function(of.arena, "F", span_of(file, "F", 1), span_of(file, "}", 1));
    result.parse = parse_of(of.arena, file, functions, 1);
    result.driver = make_driver(of.arena, "a", "a.c", 1);
    result.findings = findings;
    result.finding_count = COUNT(findings);
    for (unsigned i = 0; i < COUNT(findings); i++)
        findings[i] =
            make_finding(make_rule(of.arena, "r", "R1", DL_LEVEL_ERROR), span_of(file, "Call(x)", i + 1), "m");
    findings[1].rule = findings[2].rule = findings[0].rule;
    for (unsigned i = 0; i < COUNT(findings); i++)
        prints[i] = dl_report_fingerprint(&result, &findings[i], of.arena);
    ck_assert_str_ne(prints[0], prints[1]);
    ck_assert_str_ne(prints[0], prints[2]);
    ck_assert_str_ne(prints[1], prints[2]);
    /* with the last one repaired, the others keep theirs */
    fewer = result;
    fewer.finding_count = 2;
    ck_assert_str_eq(dl_report_fingerprint(&fewer, &findings[0], of.arena), prints[0]);
    ck_assert_str_eq(dl_report_fingerprint(&fewer, &findings[1], of.arena), prints[1]);
    fixture_clear(&of);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("report.fingerprint");
    TCase *tcase = tcase_create("fingerprint");

    tcase_add_loop_test(tcase, id_lasts_over_what_does_not_matter, 0, COUNT(changes));
    tcase_add_test(tcase, id_is_the_one_promised);
    tcase_add_test(tcase, id_outside_the_current_folder_is_free_of_the_machine);
    tcase_add_test(tcase, equal_findings_are_told_apart_in_order);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
