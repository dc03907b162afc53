/* What sources say of findings in them: which lines a suppression speaks of, which rules it names, and what is wrong
 * with one. */
#include "policy/allow.h"
#include "support/text.h"

#include <check.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

static dl_trap trap;
static dl_arena *arena;

static void open_arena(void)
{
    arena = dl_arena_new(&trap);
    ck_assert_ptr_nonnull(arena);
}

static void close_arena(void)
{
    dl_arena_free(arena);
    arena = NULL;
}

/* `LINE>FIRST-LAST NAME,NAME: REASON` or `LINE! FAULT`, one line each. */
static const char *shown(dl_allow_list list)
{
    dl_text text;

    dl_text_init(&text, arena);
    for (size_t i = 0; i < list.count; i++) {
        const dl_allow *one = &list.at[i];

        if (one->fault) {
            dl_text_printf(&text, "%u! %s\n", one->line, one->fault);
            continue;
        }
        dl_text_printf(&text, "%u>%u", one->line, one->first);
        if (one->last == UINT_MAX)
            dl_text_add(&text, "-end");
        else if (one->last != one->first)
            dl_text_printf(&text, "-%u", one->last);
        for (size_t k = 0; k < one->name_count; k++)
            dl_text_printf(&text, "%s%s", k ? "," : " ", one->names[k]);
        dl_text_printf(&text, ": %s\n", one->reason);
    }
    return dl_text_str(&text);
}

typedef struct example {
    const char *what, *source, *want;
} example;

#define FORM "a suppression is written 'drvlint: allow(RULE, RULE) reason'"

static const example comments[] = {
    {"nothing", "int a; /* plain */ // too\n", ""},
    {"behind code", "a();\nb(); // drvlint: allow(wdm-x) it is so\nc();\n", "2>2 wdm-x: it is so\n"},
    {"behind code, in a block", "b(); /* drvlint: allow(DRV0101) it is so */\nc();\n", "1>1 DRV0101: it is so\n"},
    {"before code on its line", "a();\n/* drvlint: allow(x) r */ b();\n", "2>2 x: r\n"},
    {"alone", "a();\n\n  // drvlint: allow(x) r\n\n  b();\n", "3>5 x: r\n"},
    {"alone, on several lines", "/* drvlint: allow(x)\n * because\n *   of that */\nb();\n",
     "1>4 x: because of that\n"},
    {"several comments before one line", "// drvlint: allow(x) r\n// drvlint: allow(y) s\n// more\nb();\n",
     "1>4 x: r\n2>4 y: s\n"},
    {"several rules", "b(); // drvlint: allow( x , y,z ) r\n", "1>1 x,y,z: r\n"},
    {"several statements in a comment", "/*\n * drvlint: allow(x) r\n * drvlint: allow(y) s\n */\nb();\n",
     "2>5 x: r\n3>5 y: s\n"},
    {"text before it in a comment", "/*\n * So it is.\n * drvlint: allow(x) r\n */\nb();\n", "3>5 x: r\n"},
    {"not where a line begins", "b(); // see drvlint: allow(x) r\n", ""},
    {"directives between", "// drvlint: allow(x) r\n#if DBG\n#pragma code_seg(\"INIT\")\nb();\n#endif\n", "1>4 x: r\n"},
    {"a head of a function",
     "// drvlint: allow(x) r\n_Use_decl_annotations_\nNTSTATUS\nDriverEntry(\n    PDRIVER_OBJECT d)\n{\n    b();\n}\n",
     "1>2-6 x: r\n"},
    {"a statement of several lines",
     "// drvlint: allow(x) r\nstatus = f(a,\n  // drvlint: allow(y) s\n  b,\n  c);\nd();\n",
     "1>2-5 x: r\n3>4-5 y: s\n"},
    {"a statement in a statement", "// drvlint: allow(x) r\nif (a)\n    return b;\nreturn c;\n", "1>2-3 x: r\n"},
    {"a block", "// drvlint: allow(x) r\nfor (;;) {\n    b();\n}\n", "1>2 x: r\n"},
    {"an end of a block", "b();\n// drvlint: allow(x) r\n}\nc();\n", "2>3 x: r\n"},
    {"an initialiser", "T t[] = {\n  // drvlint: allow(x) r\n  {a, b},\n  c,\n};\n", "2>3 x: r\n"},
    {"what has no end", "// drvlint: allow(x) r\na\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\nb\n", "1>2 x: r\n"},
    {"arms that are both there", "// drvlint: allow(x) r\nf(\n#if A\n  a);\n#else\n  b);\n#endif\nc();\n",
     "1>2-4 x: r\n"},
    {"behind a directive", "#define A 1 // drvlint: allow(x) r\nb();\n", "1>1 x: r\n"},
    {"behind what begins lines before", "f(\"a\\\nb\"); // drvlint: allow(x) r\ng();\n", "2>2 x: r\n"},
    {"code is code, bracket or not", "{ // drvlint: allow(x) r\n}\n", "1>1 x: r\n"},
    {"nothing behind", "b();\n// drvlint: allow(x) r\n", "2>0 x: r\n"},
    {"nothing at all but it", "// drvlint: allow(x) r", "1>0 x: r\n"},
    {"at the first token", "// drvlint: allow(x) r\nb();\n// drvlint: allow(y) r\nc();\n", "1>2 x: r\n3>4 y: r\n"},
    {"joined lines", "// drvlint: allow(x) r \\\n more\nb();\n", "1>3 x: r \\ more\n"},
    {"line ends of Windows", "a();\r\n// drvlint: allow(x) r\r\nb();\r\n", "2>3 x: r\n"},
    {"comments of documentation",
     "/** drvlint: allow(x) r */\n/// drvlint: allow(y) s\n//! drvlint: allow(z) t\nb();\n",
     "1>4 x: r\n2>4 y: s\n3>4 z: t\n"},
    {"what sets the reason off", "b(); // drvlint: allow(x): r - s\nc(); // drvlint: allow(x) -- r\n",
     "1>1 x: r - s\n2>2 x: r\n"},
    {"brackets in the reason", "b(); // drvlint: allow(x) as f(a, b) says\n", "1>1 x: as f(a, b) says\n"},
    {"in a text", "f(\"// drvlint: allow(x) r\");\n", ""},
    {"in a character and a text over lines", "f('\"', \"\\\"/* drvlint: allow(x) r */\");\n", ""},
    {"in a raw text", "f(R\"(\n// drvlint: allow(x) r\n)\");\n", ""},
    {"in what is switched off", "#if 0\n// drvlint: allow(x) r\nb();\n#endif\nc();\n", ""},
    {"behind what is switched off", "#if 0\nb();\n#endif\n// drvlint: allow(x) r\nc();\n", "4>5 x: r\n"},
    {"a block without end", "a();\n/* drvlint: allow(x) r", "2>0 x: r\n"},
    {"no rule", "b(); // drvlint: allow() r\n", "1! a name of a rule is missing; " FORM "\n"},
    {"a rule too few", "b(); // drvlint: allow(x,) r\n", "1! a name of a rule is missing; " FORM "\n"},
    {"no brackets", "b(); // drvlint: allow x r\n", "1! '(' is missing behind 'allow'; " FORM "\n"},
    {"no end of brackets", "b(); // drvlint: allow(x r\n", "1! ')' is missing behind the rules; " FORM "\n"},
    {"a pattern", "b(); // drvlint: allow(wdm-*) r\n",
     "1! 'wdm-*' is a pattern: a suppression names its rules one by one\n"},
    {"no reason", "b(); // drvlint: allow(x)\n", "1! the reason is missing; " FORM "\n"},
    {"no reason but what sets it off", "/* drvlint: allow(x): */\n", "1! the reason is missing; " FORM "\n"},
    {"another word", "// drvlint: disable(x) r\n",
     "1! 'disable' is nothing that drvlint is told in a comment; " FORM "\n"},
    {"a longer word", "// drvlint: allowed(x) r\n",
     "1! 'allowed' is nothing that drvlint is told in a comment; " FORM "\n"},
    {"no word", "// drvlint:\n", "1! '' is nothing that drvlint is told in a comment; " FORM "\n"},
};

#undef FORM

START_TEST(comment_speaks_of_its_line)
{
    const example *one = &comments[_i];

    ck_assert_msg(strcmp(shown(dl_allow_comments(one->source, strlen(one->source), arena)), one->want) == 0, "%s:\n%s",
                  one->what, shown(dl_allow_comments(one->source, strlen(one->source), arena)));
}
END_TEST

static const example directives[] = {
    {"nothing", "#pragma once\n#pragma warning(disable)\n#pragma pack(push, 1)\nint a;\n", ""},
    {"suppress", "#pragma warning(suppress: 28131)\n\nb();\n", "1>3 C28131: #pragma warning(suppress: 28131)\n"},
    {"several numbers", "#pragma warning (suppress : 1 2)\nb();\n",
     "1>2 C1: #pragma warning (suppress : 1 2)\n1>2 C2: #pragma warning (suppress : 1 2)\n"},
    {"a reason", "#  pragma prefast(suppress: 28131, \"it is so\")\nb();\n", "1>2 C28131: it is so\n"},
    {"a reason as the compiler takes it", "#pragma warning(suppress: 6011, justification: \"so\")\nb();\n",
     "1>2 C6011: so\n"},
    {"directives between", "#pragma warning(suppress: 1)\n#pragma warning(suppress: 2)\n// a\nb();\n",
     "1>4 C1: #pragma warning(suppress: 1)\n2>4 C2: #pragma warning(suppress: 2)\n"},
    {"a statement of several lines", "#pragma warning(suppress: 1)\nf(a,\n  b);\nc();\n",
     "1>2-3 C1: #pragma warning(suppress: 1)\n"},
    {"nothing behind", "b();\n#pragma warning(suppress: 1)\n", ""},
    {"disable", "a();\n#pragma warning(disable: 1)\nb();\n", "2>2-end C1: #pragma warning(disable: 1)\n"},
    {"disable and default", "#pragma warning(disable: 1 2)\nb();\n#pragma warning(default: 1)\nc();\n",
     "1>1-2 C1: #pragma warning(disable: 1 2)\n1>1-end C2: #pragma warning(disable: 1 2)\n"},
    {"disable and enable", "#pragma prefast(disable: 1, \"r\")\nb();\n#pragma prefast(enable: 1, \"\")\nc();\n",
     "1>1-2 C1: r\n"},
    {"push and pop", "#pragma warning(push)\n#pragma warning(disable: 1)\nb();\n#pragma warning(pop)\nc();\n",
     "2>2-3 C1: #pragma warning(disable: 1)\n"},
    {"what a pop brings back",
     "#pragma warning(disable: 1)\n#pragma warning(push, 3)\n#pragma warning(default: 1)\nb();\n#pragma "
     "warning(pop)\nc();\n",
     "1>1-2 C1: #pragma warning(disable: 1)\n1>5-end C1: #pragma warning(disable: 1)\n"},
    {"a pop too many", "#pragma warning(pop)\n#pragma warning(disable: 1)\nb();\n",
     "2>2-end C1: #pragma warning(disable: 1)\n"},
    {"several clauses", "#pragma warning(push; disable: 1; once: 2)\nb();\n#pragma warning(pop)\n",
     "1>1-2 C1: #pragma warning(push; disable: 1; once: 2)\n"},
    {"joined lines", "#pragma warning(disable: \\\n 1)\nb();\n", "1>1-end C1: #pragma warning(disable:  1)\n"},
    {"names and other numbers", "#pragma warning(suppress: __WARNING_A 0x10 1234567 12L)\nb();\n", ""},
    {"in a comment and a text", "// #pragma warning(disable: 1)\nf(\"#pragma warning(disable: 1)\");\n", ""},
    {"in what is switched off", "#if 0\n#pragma warning(disable: 1)\n#endif\nb();\n", ""},
    {"cut off", "#pragma warning(disable: 1", "1>1-end C1: #pragma warning(disable: 1\n"},
    {"as an operator", "__pragma(warning(disable: 1)) b();\n", ""},
};

START_TEST(directive_speaks_of_its_lines)
{
    const example *one = &directives[_i];

    ck_assert_msg(strcmp(shown(dl_allow_directives(one->source, strlen(one->source), arena)), one->want) == 0,
                  "%s:\n%s", one->what, shown(dl_allow_directives(one->source, strlen(one->source), arena)));
}
END_TEST

/* In memory of exactly its size, so that a step too far shows. */
static void read_part(const char *source, size_t size)
{
    char *exact = malloc(size + 1);

    ck_assert_ptr_nonnull(exact);
    memcpy(exact, source, size);
    exact[size] = '\0';
    (void)dl_allow_comments(exact, size, arena);
    (void)dl_allow_directives(exact, size, arena);
    free(exact);
    dl_arena_reset(arena);
}

START_TEST(source_that_is_cut_off_is_read)
{
    size_t count = sizeof comments / sizeof *comments;

    for (size_t i = 0; i < count + sizeof directives / sizeof *directives; i++) {
        const char *source = i < count ? comments[i].source : directives[i - count].source;

        for (size_t size = 0; size <= strlen(source); size++)
            read_part(source, size);
    }
}
END_TEST

/* Work grows with the source and no faster: minutes else. */
START_TEST(source_full_of_them_is_read)
{
    static const char *const lines[] = {"// drvlint: allow(x) r\n#if A\n", "#pragma warning(suppress: 1 2 3)\n",
                                        "#pragma warning(push; disable: %d)\n", "#pragma warning(pop)\n",
                                        "#pragma warning(disable: %d)\n"};
    enum { ROUNDS = 40000 };

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        dl_text text;
        dl_allow_list list;

        dl_text_init(&text, arena);
        for (int round = 0; round < ROUNDS; round++)
            dl_text_printf(&text, lines[i], round); /* NOLINT(clang-diagnostic-format-nonliteral) */
        dl_text_add(&text, "b();\n");
        list = dl_allow_comments(dl_text_str(&text), text.count, arena);
        ck_assert_uint_eq(list.count, i == 0 ? ROUNDS : 0);
        list = dl_allow_directives(dl_text_str(&text), text.count, arena);
        ck_assert_uint_le(list.count, (size_t)3 * ROUNDS);
        dl_arena_reset(arena);
    }
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

int main(void)
{
    Suite *suite = suite_create("allow");
    TCase *tests = tcase_create("allow");
    SRunner *runner;
    int failed;

    tcase_add_checked_fixture(tests, open_arena, close_arena);
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, comment_speaks_of_its_line, 0, COUNT(comments));
    tcase_add_loop_test(tests, directive_speaks_of_its_lines, 0, COUNT(directives));
    tcase_add_test(tests, source_that_is_cut_off_is_read);
    tcase_add_test(tests, source_full_of_them_is_read);
    suite_add_tcase(suite, tests);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
