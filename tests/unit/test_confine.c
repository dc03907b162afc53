/* Tests of what the parser may open: the files that it is given, and no other, however a source asks for it. */
#include "frontend_fixture.h"
#include "ir/print.h"
#include "support/platform.h"

/* In the texts, `@` stands for the address of a file outside of the driver's folder, which defines OUTSIDE. */
#define INCLUDED "\n#ifdef OUTSIDE\n#define SEEN 1\n#endif\n"
#define ASKED "\n#define SEEN 1\n#endif\n"

static const struct {
    const char *what, *text;
    bool is_cpp;
} cases[] = {
    {"plain", "#include \"@\"" INCLUDED, false},
    {"a word with a splice", "#inc\\\nlude \"@\"" INCLUDED, false},
    {"a splice with a blank", "#inc\\ \nlude \"@\"" INCLUDED, false},
    {"a splice with a tab behind the mark", "#\\\t\ninclude \"@\"" INCLUDED, false},
    {"a splice in the digraph", "%\\\n:include \"@\"" INCLUDED, false},
    {"a blank of Unicode in front", "\xC2\xA0#include \"@\"" INCLUDED, false},
    {"a blank of Unicode behind the mark", "#\xC2\xA0include \"@\"" INCLUDED, false},
    {"a universal character name", "\\u00a0#include \"@\"" INCLUDED, false},
    {"a comment that begins with a splice", "/\\\n* x *\\\n/ #include \"@\"" INCLUDED, false},
    {"a comment that ends with splices", "/* x *\\\n\\\n/\n#include \"@\"" INCLUDED "/* */\n", false},
    {"a comment behind the mark", "# /\\\n* x *\\ \n/ include \"@\"" INCLUDED, false},
    {"a comment in a header's name", "#include <a/*b>\n#include \"@\"" INCLUDED "//*/\n", false},
    {"a number that is none", "int q = 1'a /* ';\n#include \"@\"" INCLUDED "// */\n", false},
    {"a raw string with a bad tag", "const char *s = R\"a b(\"\n;\n#include \"@\"" INCLUDED "// )a b\"\n", false},
    {"a raw string with a line end in its tag", "const char *s = R\"a\n(\";\n#include \"@\"" INCLUDED "// )a\n\"\n",
     false},
    {"an escape over a splice", "const char *s = \"\\\\\n\"\" /* \"\n;\n#include \"@\"" INCLUDED "// */\n", false},
    {"an alias", "#pragma include_\\\nalias(\"a.h\", \"@\")\n#include \"a.h\"" INCLUDED, false},
    {"an import", "#import \"@\"" INCLUDED, false},
    {"a header unit", "import \"@\";" INCLUDED, true},
    {"a header unit, spliced", "imp\\ \nort \"@\";" INCLUDED, true},
    {"a question", "#if __has_include(\"@\")" ASKED, false},
    {"a question by angles", "#if __has_include(<@>)" ASKED, false},
    {"a question of a macro", "#define ASK __has_include\n#if ASK(\"@\")" ASKED, false},
    {"a question put together", "#define ASK(a, b) a##b\n#if ASK(__has_, include)(\"@\")" ASKED, false},
    {"a question about a macro", "#define FILE \"@\"\n#if __has_include(FILE)" ASKED, false},
    {"a question for the next", "#if __has_include_next(\"@\")" ASKED, false},
    {"a question for data", "#if __has_embed(\"@\")" ASKED, false},
};

static const char body[] = "NTSTATUS DriverEntry(PDRIVER_OBJECT d, PUNICODE_STRING p)\n{\n#ifdef SEEN\n    Seen();\n"
                           "#endif\n    return Done(d, p);\n}\n";

static char outside[] = "/tmp/drvlint-test-outside.h";

/* The text with the address for each `@`, and the driver behind it. */
static const char *source_of(const char *text)
{
    dl_text made;

    dl_text_init(&made, arena);
    for (; *text; text++)
        if (*text == '@')
            dl_text_add(&made, outside);
        else
            dl_text_add_char(&made, *text);
    dl_text_add(&made, body);
    return dl_text_str(&made);
}

static bool calls_seen(const dl_parse *parse)
{
    dl_text out;

    dl_text_init(&out, arena);
    dl_print_program(&out, parse->program);
    ck_assert_ptr_nonnull(strstr(dl_text_str(&out), "Done"));
    return strstr(dl_text_str(&out), "Seen") != NULL;
}

START_TEST(parser_opens_no_file_that_it_is_not_given)
{
    const char *path = cases[_i].is_cpp ? "test_confine.input.cpp" : "test_confine.input.c";
    const dl_parse *parse;

    write_file(outside, "#define OUTSIDE 1\n");
    parse = parse_source(path, source_of(cases[_i].text));
    (void)remove(outside);
    if (parse->status == DL_PARSE_FAILED) { /* by what is left of the directive, and not by what was opened */
        ck_assert_str_eq(parse->reason, "the parser did not find the body of DriverEntry");
        return;
    }
    ck_assert_msg(!calls_seen(parse), "%s: the file was asked for", cases[_i].what);
}
END_TEST

/* What a driver may well ask is answered as before. */
static const struct {
    const char *text;
    bool is_seen;
} questions[] = {
    {"#if __has_include(<wdf.h>)\n#include <wdf.h>" ASKED, true},
    {"#if __has_include(<none.h>)" ASKED, false},
    {"#if defined(__has_include) && __has_include(\"test_confine.beside.h\")" ASKED, true},
    {"#ifdef __has_include" ASKED, true},
    {"#include \"test_confine.beside.h\"\n#ifdef BESIDE" ASKED, true},
    {"#define JOIN(a, b) a /* # include */ ## b\n#if JOIN(1, 0) == 10" ASKED, true},
    {"#define LONG 1 \\ \n + 1\n#if LONG == 2" ASKED, true},
};

START_TEST(what_is_given_is_found)
{
    const dl_parse *parse;

    write_file("test_confine.beside.h", "#define BESIDE 1\n");
    parse = parse_source("test_confine.input.c", source_of(questions[_i].text));
    (void)remove("test_confine.beside.h");
    ck_assert_msg(parse->status == DL_PARSE_COMPLETE, "%s: %s", questions[_i].text, parse->reason);
    ck_assert_msg(calls_seen(parse) == questions[_i].is_seen, "%s", questions[_i].text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("confine");
    TCase *tests = tcase_create("files");
    SRunner *runner;
    int failed;

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, parser_opens_no_file_that_it_is_not_given, 0, (int)(sizeof cases / sizeof *cases));
    tcase_add_loop_test(tests, what_is_given_is_found, 0, (int)(sizeof questions / sizeof *questions));
    suite_add_tcase(suite, tests);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
