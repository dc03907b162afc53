/* Tests of what is refused before the parser sees it: texts that grow, nest or repeat without an end. What a driver may
 * well have is let through. */
#include "frontend_fixture.h"

#define HEAD "#include <ntddk.h>\n"
#define ENTRY "NTSTATUS DriverEntry(PDRIVER_OBJECT d, PUNICODE_STRING p)\n{ int a = 0, b = 1; Use(d, p, &a, &b);\n"
#define DONE " return STATUS_SUCCESS; }\n"

/* `before`, then `again` so many times with `%d` as the number of the time, then `behind`. */
typedef struct growing {
    const char *what, *before, *again, *behind;
    unsigned times;
    const char *reason; /* behind the file's name; NULL: it is read */
} growing;

static const growing cases[] = {
    {"one variable over and over", HEAD, "extern int x;\n", ENTRY DONE, 20000,
     "line 3002: x is declared more than 3000 times"},
    {"one function over and over", HEAD, "int f(int x);\n", ENTRY DONE, 20000,
     "line 3002: f is declared more than 3000 times"},
    {"as many functions of other names", HEAD, "int f%d(int x);\n", ENTRY DONE, 4000, NULL},
    {"macros that hold each other four times", HEAD "#define A0 a = b;\n", "#define A%d A%p A%p A%p A%p\n",
     ENTRY "A20" DONE, 20, "line 25: the macro A20 grows to more than 400000 tokens"},
    {"the same, from the last on", HEAD "#define A0 A1 A1 A1 A1\n", "#define A%d A%n A%n A%n A%n\n", ENTRY "A0" DONE,
     20, "line 25: the macro A0 grows to more than 400000 tokens"},
    {"macros that take each other", HEAD "#define B0(x) x x\n", "#define B%d(x) B%p(B%p(x))\n", ENTRY "B6(a = b;)" DONE,
     6, "line 11: the macro B6 grows to more than 400000 tokens"},
    {"in a condition", HEAD "#define A0 1\n", "#define A%d (A%p + A%p)\n", "#if A20\n#endif\n" ENTRY DONE, 20,
     "line 23: the macro A20 grows to more than 400000 tokens"},
    {"strings", HEAD "#define A0 \"a\"\n", "#define A%d A%p A%p A%p A%p\n", ENTRY "Use(A12);" DONE, 12,
     "line 17: the macro A12 grows to more than 400000 tokens"},
    {"uses that are small each",
     HEAD "#define A0 a = b;\n#define A1 A0 A0 A0 A0 A0 A0 A0 A0 A0 A0\n"
          "#define A2 A1 A1 A1 A1 A1 A1 A1 A1 A1 A1\n#define A3 A2 A2 A2 A2 A2 A2 A2 A2 A2 A2\n" ENTRY,
     "A3\n", DONE, 3000, "line 2007: the macros of the file grow to more than 8000000 tokens"},
    {"macros of many statements", HEAD "#define A0(x) a = x;\n", "#define A%d(x) A%p(x) A%p(x)\n", ENTRY "A10(b)" DONE,
     10, NULL},
    {"a macro that names itself", HEAD "#define Use Use\n#define same(x) same(x) + same(x)\n" ENTRY, "a = same(b);\n",
     DONE, 100, NULL},
    {"terms", HEAD ENTRY "a = b", " + b", ";" DONE, 20000,
     "line 4: an expression or a statement of more than 5000 tokens"},
    {"terms of a macro", HEAD "#define A0 b\n", "#define A%d A%p + A%p\n", ENTRY "a = A14;" DONE, 14,
     "line 19: an expression or a statement of more than 5000 tokens"},
    {"terms that a driver may have", HEAD ENTRY "a = b", " + b", ";" DONE, 400, NULL},
    {"casts", HEAD ENTRY "a = ", "(int)", "b;" DONE, 2000,
     "line 4: more than 900 tokens of casts and operators before an operand"},
    {"negations", HEAD ENTRY "a = ", "!", "b;" DONE, 2000,
     "line 4: more than 900 tokens of casts and operators before an operand"},
    {"casts of macros", HEAD "#define B0(x) (int)x\n", "#define B%d(x) B%p(B%p(x))\n", ENTRY "a = B10(b);" DONE, 10,
     "line 15: more than 900 tokens of casts and operators before an operand"},
    {"casts of macros, a few", HEAD "#define B0(x) (int)x\n", "#define B%d(x) B%p(B%p(x))\n", ENTRY "a = B5(b);" DONE,
     5, NULL},
    {"a loop over a list that macros make",
     HEAD "typedef struct link { struct link *next; } link;\n"
          "typedef struct item { int x; link at; } item;\n"
          "#define OF(e, type, field) ((type *)((char *)(e) - __builtin_offsetof(type, field)))\n"
          "#define EACH(c, n, head, type, field) for ((c) = OF((head)->next, type, field), "
          "(n) = OF((c)->field.next, type, field); &(c)->field != (head); (c) = (n), "
          "(n) = OF((c)->field.next, type, field))\n" ENTRY,
     "{ link *first = (link *)d; struct item *c, *n; EACH(c, n, first, struct item, at) Use(c); }\n", DONE, 20, NULL},
    {"an else-if chain", HEAD ENTRY "if (a) b = 1;", "\nelse if (a == %d) b = 2;", DONE, 20000,
     "line 3005: a chain of more than 3000 `else if`"},
    {"the same, in braces", HEAD ENTRY "if (a) { b = 1; }",
     "\nelse if (a == %d) { if (b) { b = 2; } else if (a) b = 3; }", DONE, 20000,
     "line 3005: a chain of more than 3000 `else if`"},
    {"an else-if chain that a driver may have", HEAD ENTRY "if (a) b = 1;", "\nelse if (a == %d) b = 2;", DONE, 300,
     NULL},
    {"loops in one another", HEAD ENTRY, "for (;;) ", "b = 2;" DONE, 5000,
     "line 4: an expression or a statement of more than 5000 tokens"},
    {"statements", HEAD ENTRY, "a = b; if (a) { Use(a); }\n", DONE, 2000, NULL},
    {"a table", HEAD "static const int table[] = {", "%d, ", "};\n" ENTRY "Use(table);" DONE, 20000, NULL},
    {"a table of records", HEAD "static const struct { int a, b; } table[] = {", "{%d, FLAG_A | FLAG_B},\n",
     "};\n" ENTRY "Use(table);" DONE, 2000, NULL},
    {"a long text", HEAD "static const char text[] = ", "\"line %d\"\n", ";\n" ENTRY "Use(text);" DONE, 6000, NULL},
    {"a list of macros without semicolons", HEAD "#define EXPORT(x, y)\n", "EXPORT(Name%d, 3)\n", ENTRY DONE, 2000,
     NULL},
    {"labels of a switch", HEAD ENTRY "switch (a) { ", "case %d: ", "b = 2; }" DONE, 1000, NULL},
};

static const char *made_of(const growing *from)
{
    dl_text text;

    dl_text_init(&text, arena);
    dl_text_add(&text, from->before);
    for (unsigned i = 1; i <= from->times; i++)
        for (const char *at = from->again; *at; at++) {
            bool is_number = *at == '%' && strchr("dpn", at[1]);

            if (!is_number)
                dl_text_add_char(&text, *at);
            else
                dl_text_printf(&text, "%u", at[1] == 'd' ? i : at[1] == 'p' ? i - 1 : i + 1);
            at += is_number;
        }
    dl_text_add(&text, from->behind);
    return dl_text_str(&text);
}

START_TEST(text_without_an_end_is_refused_with_its_place)
{
    const growing *one = &cases[_i];
    const dl_parse *parse = parse_source("test_growth.input.c", made_of(one));

    if (!one->reason) {
        ck_assert_msg(parse->status == DL_PARSE_COMPLETE, "%s: %s", one->what, parse->reason);
        return;
    }
    ck_assert_int_eq(parse->status, DL_PARSE_FAILED);
    ck_assert_ptr_null(parse->program);
    ck_assert_str_eq(parse->reason, dl_arena_printf(arena, "test_growth.input.c, %s: it is not parsed", one->reason));
    ck_assert_uint_eq(parse->all_rounds, 0);
}
END_TEST

START_TEST(definitions_of_the_settings_grow_too)
{
    const char *defines[21];
    dl_settings settings = {.defines = defines, .define_count = 21};
    const dl_parse *parse;

    defines[0] = "A0=1";
    for (int i = 1; i <= 20; i++)
        defines[i] = dl_arena_printf(arena, "A%d=A%d A%d", i, i - 1, i - 1);
    parse = parse_with("test_growth.input.c", HEAD ENTRY "a = A20;" DONE, &settings);
    ck_assert_str_eq(parse->reason,
                     "test_growth.input.c, line 4: the macro A20 grows to more than 400000 tokens: it is not parsed");
}
END_TEST

/* The source that holds it is left out; what is called in it is not known. */
START_TEST(other_source_is_left_out_alone)
{
    const dl_parse *parse;
    growing other = cases[0];

    other.behind = "NTSTATUS Other(int n) { return n; }\n";
    write_file("test_growth.other.c", made_of(&other));
    parse = parse_source("test_growth.input.c", HEAD "NTSTATUS Other(int n);\n" ENTRY "return Other(a); }\n");
    (void)remove("test_growth.other.c");
    ck_assert_ptr_nonnull(parse->entry);
    ck_assert_ptr_null(dl_program_function(parse->program, "Other"));
    ck_assert_uint_eq(parse->notice_count, 1);
    ck_assert_str_eq(parse->notices[0].message, "could not be read: test_growth.other.c, line 3002: x is declared more "
                                                "than 3000 times: it is not parsed");
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("growth");
    Suite *suite = suite_create("growth");
    SRunner *runner;
    int failed;

    tcase_set_timeout(tests, 120);
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, text_without_an_end_is_refused_with_its_place, 0, (int)(sizeof cases / sizeof *cases));
    tcase_add_test(tests, definitions_of_the_settings_grow_too);
    tcase_add_test(tests, other_source_is_left_out_alone);
    suite_add_tcase(suite, tests);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? 0 : 1;
}
