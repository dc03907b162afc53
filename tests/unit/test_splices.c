/* Tests of lines that are joined: a backslash does it with blanks behind it as well, and wherever it stands. */
#include "frontend_fixture.h"
#include "ir/print.h"
#include "project/lex.h"

/* ---- the lexer ---- */

static const struct {
    const char *text;
    const char *tokens; /* with a blank between; `|` begins the next line */
} lexed[] = {
    {"a \\\nb", "a |b"},
    {"a \\ \t\nb", "a |b"},
    {"a \\ \r\nb", "a |b"},
    {"a \\ b", "a \\ b"},
    {"// a \\ \nb\nc", "||c"},
    {"/\\\n/ a\nb", "||b"},
    {"/\\ \n* a\n* *\\\n\\\n/ b", "||||b"},
    {"/\\\nb", "/ |b"},
    {"\"a\\ \nb\" c", "\"a\\ \nb\" |c"},
    {"\"\\\\\n\" \" c", "\"\\\\\n\" \" |c"},
    {"R\"a b(\" c\nd", "R\"a b(\" c |d"},
    {"R\"a(\nb)a\" c", "R\"a(\nb)a\" |c"},
};

static const char *shown(const dl_tokens *tokens)
{
    dl_text out;
    unsigned line = 1;

    dl_text_init(&out, arena);
    for (size_t i = 0; i < tokens->count; i++) {
        const dl_token *token = &tokens->at[i];

        if (i > 0)
            dl_text_add_char(&out, ' ');
        for (; line < token->line; line++)
            dl_text_add_char(&out, '|');
        dl_text_add_n(&out, token->text, token->size);
    }
    return dl_text_str(&out);
}

START_TEST(lexer_joins_lines_as_the_parser_does)
{
    dl_tokens tokens = dl_lex(lexed[_i].text, strlen(lexed[_i].text), arena);

    ck_assert_str_eq(shown(&tokens), lexed[_i].tokens);
}
END_TEST

START_TEST(directive_is_one_whatever_joins_its_parts)
{
    const char *text = "%\\\n:define A \\ \n 1\nint b;\n";
    dl_tokens tokens = dl_lex(text, strlen(text), arena);

    ck_assert_str_eq(shown(&tokens), "%\\\n: |define A |1 |int b ;");
    ck_assert(tokens.at[0].is_hash && tokens.at[3].is_directive && !tokens.at[4].is_directive);
}
END_TEST

START_TEST(line_ends_where_no_backslash_joins_the_next)
{
    const char *text = "a \\\nb \\ \r\nc\nd", *end = text + strlen(text);

    ck_assert_str_eq(dl_line_end(text, end), "\nd");
    ck_assert_str_eq(dl_line_end(text + strlen(text) - 1, end), "");
}
END_TEST

/* ---- what a source means ---- */

/* `@` stands for what is behind a backslash. */
static const char *const sources[] = {
    "#define LEAVE(s) \\@\n    if (!NT_SUCCESS(s)) \\@\n        return s\n"
    "NTSTATUS DriverEntry(PDRIVER_OBJECT d, PUNICODE_STRING p)\n{\n    NTSTATUS s = Begin(d, p);\n    LEAVE(s);\n"
    "    return End(d);\n}\n",
    "/* begin_wpp config\n * FUNC LeaveIfFailed{LEVEL=TRACE_LEVEL_ERROR}((STATUS));\n * end_wpp\n */\n"
    "#define WPP_LEVEL_STATUS_PRE(l, s) {\n"
    "#define WPP_LEVEL_STATUS_POST(l, s) \\@\n    ; \\@\n    if (!NT_SUCCESS(s)) return s; }\n"
    "NTSTATUS DriverEntry(PDRIVER_OBJECT d, PUNICODE_STRING p)\n{\n    NTSTATUS s = Begin(d, p);\n"
    "    LeaveIfFailed((s));\n    return End(d);\n}\n",
    "NTSTATUS DriverEntry(PDRIVER_OBJECT d, PUNICODE_STRING p)\n{\n    Begin(d, p); // one \\@\n    Hidden();\n"
    "#define MORE \\@\n    Other()\n    return End(d);\n}\n",
};

static const char *program_of(const char *text, const char *blanks)
{
    dl_text made, out;
    const dl_parse *parse;

    dl_text_init(&made, arena);
    for (; *text; text++)
        if (*text == '@')
            dl_text_add(&made, blanks);
        else
            dl_text_add_char(&made, *text);
    parse = parse_source("test_splices.input.c", dl_text_str(&made));
    ck_assert_msg(parse->status == DL_PARSE_COMPLETE, "%s", parse->reason);
    dl_text_init(&out, arena);
    dl_print_program(&out, parse->program);
    return dl_text_str(&out);
}

START_TEST(blanks_behind_a_backslash_change_nothing)
{
    ck_assert_str_eq(program_of(sources[_i], " \t"), program_of(sources[_i], ""));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("splices");
    TCase *tests = tcase_create("lines");
    SRunner *runner;
    int failed;

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, lexer_joins_lines_as_the_parser_does, 0, (int)(sizeof lexed / sizeof *lexed));
    tcase_add_test(tests, directive_is_one_whatever_joins_its_parts);
    tcase_add_test(tests, line_ends_where_no_backslash_joins_the_next);
    tcase_add_loop_test(tests, blanks_behind_a_backslash_change_nothing, 0, (int)(sizeof sources / sizeof *sources));
    suite_add_tcase(suite, tests);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
