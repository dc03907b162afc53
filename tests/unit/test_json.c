#include "arena_fixture.h"

#include "support/json.h"

#include <stdlib.h>
#include <string.h>

/* ---- what is refused, and where ---- */

static const struct {
    const char *text;
    unsigned line, column;
    const char *message;
} broken[] = {
    {"", 1, 1, "expected a value, found the end of the file"},
    {"{\n  \"a\": 1,\n  \"a\": 2\n}", 3, 3, "duplicate key 'a'"},
    {"{\"a\": 1} x", 1, 10, "text after the value: 'x'"},
    {"[1, 2,]", 1, 7, "a comma before ']' is not JSON"},
    {"{\"a\": 1,\n}", 2, 1, "a comma before '}' is not JSON"},
    {"[1 2]", 1, 4, "expected ',' or ']', found '2'"},
    {"{\"a\" 1}", 1, 6, "expected ':' after the key 'a', found '1'"},
    {"{a: 1}", 1, 2, "expected a key in quotes, found 'a'"},
    {"{\"a\": NaN}", 1, 7, "expected a value, found 'N'"},
    {"// no\n1", 1, 1, "expected a value, found '/': there are no comments in JSON"},
    {"[01]", 1, 2, "this is no number as JSON writes them"},
    {"[1.]", 1, 2, "this is no number as JSON writes them"},
    {"[-]", 1, 2, "this is no number as JSON writes them"},
    {"[1e+]", 1, 2, "this is no number as JSON writes them"},
    {"[+1]", 1, 2, "expected a value, found '+'"},
    {"[99999999999999999999]", 1, 2, "the number is too large"},
    {"[\"a\nb\"]", 1, 4, "a control character in a string must be written as an escape"},
    {"[\"\\q\"]", 1, 3, "unknown escape in a string"},
    {"[\"\\u12g4\"]", 1, 7, "'\\u' needs four hexadecimal digits"},
    {"[\"\\ud800x\"]", 1, 3, "half a surrogate pair in a string"},
    {"[\"\\udc00\"]", 1, 3, "half a surrogate pair in a string"},
    {"[\"\\u0000\"]", 1, 3, "a string may not hold U+0000"},
    {"[\"\xC0\xAF\"]", 1, 3, "this is not UTF-8"},
    {"[\"\xED\xA0\x80\"]", 1, 3, "this is not UTF-8"},
    {"[\"\xF4\x90\x80\x80\"]", 1, 3, "this is not UTF-8"},
    {"[\"ab", 1, 2, "the string has no end"},
    {"[\"ab\\", 1, 6, "the string has no end"},
    {"{\"a\": [1,\n 2}", 2, 3, "expected ',' or ']', found '}'"},
};

START_TEST(broken_text_is_refused_with_its_place)
{
    dl_status why = {0};
    const dl_json *value;

    ck_assert_int_eq(dl_json_parse(&value, "a.json", broken[_i].text, strlen(broken[_i].text), arena, &why), DL_USAGE);
    ck_assert_str_eq(why.message, broken[_i].message);
    ck_assert_str_eq(why.file, "a.json");
    ck_assert_uint_eq(why.line, broken[_i].line);
    ck_assert_uint_eq(why.column, broken[_i].column);
}
END_TEST

static const dl_json *parse(const char *text)
{
    dl_status why = {0};
    const dl_json *value;

    ck_assert_msg(dl_json_parse(&value, "a.json", text, strlen(text), arena, &why) == DL_OK, "%s", why.message);
    return value;
}

START_TEST(deep_nesting_is_refused_and_the_limit_is_not)
{
    char text[2 * (DL_JSON_DEPTH + 1) + 1];
    dl_status why = {0};
    const dl_json *value;

    for (size_t depth = DL_JSON_DEPTH; depth <= DL_JSON_DEPTH + 1; depth++) {
        memset(text, '[', depth);
        memset(text + depth, ']', depth);
        ck_assert_int_eq(dl_json_parse(&value, "a.json", text, depth * 2, arena, &why),
                         depth <= DL_JSON_DEPTH ? DL_OK : DL_USAGE);
    }
    ck_assert_str_eq(why.message, "more than 64 levels of nesting");
}
END_TEST

/* ---- what is read ---- */

START_TEST(values_know_their_place)
{
    const dl_json *root = parse("\xEF\xBB\xBF{\n \"a\": [true,\n  \"x\"], \"b\": null}");
    const dl_json *list = dl_json_get(root, "a");

    ck_assert_uint_eq(root->line, 1);
    ck_assert_uint_eq(root->column, 1);
    ck_assert_uint_eq(root->at[0].line, 2);
    ck_assert_uint_eq(root->at[0].column, 2);
    ck_assert_uint_eq(list->at[1].value->line, 3);
    ck_assert_uint_eq(list->at[1].value->column, 3);
    ck_assert(list->at[0].value->is_true);
    ck_assert_int_eq(dl_json_get(root, "b")->kind, DL_JSON_NULL);
    ck_assert_ptr_null(dl_json_get(root, "c"));
    ck_assert_ptr_null(dl_json_get(list, "a"));
}
END_TEST

START_TEST(strings_are_decoded)
{
    ck_assert_str_eq(parse("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"")->text, "\"\\/\b\f\n\r\t");
    ck_assert_str_eq(parse("\"\\u00e9\\u20AC\\ud83d\\ude00\"")->text, "\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80");
    ck_assert_str_eq(parse("\"\xC3\xA9\"")->text, "\xC3\xA9");
}
END_TEST

START_TEST(numbers_keep_their_kind)
{
    ck_assert(parse("-9223372036854775808")->is_integer);
    ck_assert_int_eq(parse("-9223372036854775808")->integer, INT64_MIN);
    ck_assert(!parse("1.5e2")->is_integer);
    ck_assert_double_eq(parse("1.5e2")->number, 150.0);
    ck_assert_int_eq(parse("0")->integer, 0);
}
END_TEST

/* ---- the reader ---- */

static const char *const keys[] = {"name", "level", NULL};

START_TEST(unknown_key_is_refused_at_the_key_with_the_nearest)
{
    dl_status why = {0};
    dl_reader reader = {.arena = arena, .why = &why};

    ck_assert(!dl_reader_keys(&reader, parse("{\n \"name\": \"x\",\n \"lvel\": 1}"), keys, "a thing"));
    ck_assert_str_eq(why.message, "unknown key 'lvel' in a thing; did you mean 'level'?");
    ck_assert_uint_eq(why.line, 3);
    ck_assert_uint_eq(why.column, 2);
}
END_TEST

START_TEST(first_failure_wins)
{
    dl_status why = {0};
    dl_reader reader = {.arena = arena, .why = &why};
    const dl_json *root = parse("{\"name\": 7}");

    ck_assert_str_eq(dl_reader_text(&reader, dl_reader_need(&reader, root, "level", "a thing"), "'level'"), "");
    (void)dl_reader_text(&reader, dl_json_get(root, "name"), "'name'");
    ck_assert(reader.failed);
    ck_assert_str_eq(why.message, "a thing needs the key 'level'");
}
END_TEST

START_TEST(choice_names_what_it_accepts)
{
    static const char *const levels[] = {"note", "warning", "error", NULL};
    dl_status why = {0};
    dl_reader reader = {.arena = arena, .why = &why};

    ck_assert_uint_eq(dl_reader_choice(&reader, parse("\"error\""), levels, "level"), 2);
    ck_assert(!reader.failed);
    (void)dl_reader_choice(&reader, parse("\"fatal\""), levels, "level");
    ck_assert_str_eq(why.message, "'fatal' is no level; it is 'note', 'warning' or 'error'");
}
END_TEST

START_TEST(one_string_stands_for_a_list)
{
    dl_status why = {0};
    dl_reader reader = {.arena = arena, .why = &why};
    const char *const *texts;

    ck_assert_uint_eq(dl_reader_texts(&reader, &texts, parse("\"a\""), "names"), 1);
    ck_assert_str_eq(texts[0], "a");
    ck_assert_uint_eq(dl_reader_texts(&reader, &texts, parse("[\"a\", \"b\"]"), "names"), 2);
    ck_assert(!reader.failed);
    (void)dl_reader_texts(&reader, &texts, parse("[\"a\", \"a\"]"), "names");
    ck_assert_str_eq(why.message, "'a' stands twice in names");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("json");
    TCase *tests = tcase_create("json");
    SRunner *runner = srunner_create(suite);
    int failed;

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, broken_text_is_refused_with_its_place, 0, (int)(sizeof broken / sizeof *broken));
    tcase_add_test(tests, deep_nesting_is_refused_and_the_limit_is_not);
    tcase_add_test(tests, values_know_their_place);
    tcase_add_test(tests, strings_are_decoded);
    tcase_add_test(tests, numbers_keep_their_kind);
    tcase_add_test(tests, unknown_key_is_refused_at_the_key_with_the_nearest);
    tcase_add_test(tests, first_failure_wins);
    tcase_add_test(tests, choice_names_what_it_accepts);
    tcase_add_test(tests, one_string_stands_for_a_list);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
