/* A state that nothing more can happen to is not followed on: sources in which something still can, behind calls,
 * loops and activations of one function, each good with its bad twin. */
#define FIXTURE_FILE "ahead_fixture.c"
#include "engine_rules.h"

static const tiny_rule tiny_rules[] = {
    {"released", "",
     FORM("release") "\"resource\": [\"flt-filter\", \"pool\"], "
                     "\"faults\": [\"leak\", \"double-release\", \"release-unacquired\", \"use-after-release\"]}"},
    {"once", "",
     FORM("forbid") "\"event\": {\"call\": \"FltStartFiltering\"}, \"after\": {\"call\": \"FltStartFiltering\"}}"},
    {"started", "", FORM("require") "\"event\": {\"call\": \"FltStartFiltering\"}, \"by\": {\"return\": \"success\"}}"},
};

static void set_up_tiny(void)
{
    set_up_rules();
    load_tiny(tiny_rules, sizeof tiny_rules / sizeof *tiny_rules);
}

#define OUT "FltUnregisterFilter(Filter);"
#define OUT_AGAIN "FltUnregisterFilter(Filter); /*!*/"
#define UNDO(again) "static VOID Undo(ULONG n) { if (n > 3) { " again " } }\n"
#define DEEP "static VOID Deeper(ULONG n) { Undo(n + 1); }\nstatic VOID Deep(ULONG n) { if (n > 2) Deeper(n); }\n"
#define DOWN(again) "static VOID Down(ULONG n) { if (n > 0) { Down(n - 1); if (n == 1) { " again " } } }\n"
#define EVEN(again)                                                                                                    \
    "static VOID Odd(ULONG n);\n"                                                                                      \
    "static VOID Even(ULONG n) { if (n > 0) { Odd(n - 1); if (n == 2) { " again " } } }\n"                             \
    "static VOID Odd(ULONG n) { if (n > 0) { Even(n - 1); } }\n"
#define NOTE                                                                                                           \
    "static VOID Note(ULONG n) { Mode = n; }\nstatic VOID StartOther(ULONG n) { (void)FltStartFiltering(Other); "      \
    "Note(n); "                                                                                                        \
    "}\n"
#define CALL                                                                                                           \
    "static VOID Call(VOID (*step)(VOID)) { Mode = 4; step(); }\nstatic VOID CallIt(VOID (*step)(VOID)) { "            \
    "Call(step); }\n"
#define UNDONE REGISTER RETURN_IF_FAILED OUT "\n"
#define TABLE(again)                                                                                                   \
    "static VOID Undo(VOID) { " again " }\nstatic VOID Keep(VOID) { Mode = 1; }\n"                                     \
    "static VOID (*const Steps[])(VOID) = {Keep, Undo};\n"

static const twins cases[] = {
    {"a second release behind a call that does nothing", "released",
     HEAD UNDO("Mode = 1;") ENTRY "NTSTATUS status;\n" UNDONE "Mode = 3;\nUndo(4);\nreturn STATUS_UNSUCCESSFUL;\n}\n",
     HEAD "static VOID Note(ULONG n) { if (n > 3) { Mode = n; } }\n" ENTRY "NTSTATUS status;\n" UNDONE
          "Note(4);\n" OUT_AGAIN "\nreturn STATUS_UNSUCCESSFUL;\n}\n",
     false, false},
    {"a second release some calls down", "released",
     HEAD UNDO("Mode = 1;") DEEP ENTRY "NTSTATUS status;\n" UNDONE "Deep(4);\nreturn STATUS_UNSUCCESSFUL;\n}\n",
     HEAD UNDO(OUT_AGAIN) DEEP ENTRY "NTSTATUS status;\n" UNDONE "Deep(4);\nreturn STATUS_UNSUCCESSFUL;\n}\n", false,
     false},
    {"a second release behind calls within calls", "released",
     HEAD NOTE ENTRY "NTSTATUS status;\n" UNDONE "StartOther(4);\nreturn STATUS_UNSUCCESSFUL;\n}\n",
     HEAD NOTE ENTRY "NTSTATUS status;\n" UNDONE "StartOther(4);\n" OUT_AGAIN "\nreturn STATUS_UNSUCCESSFUL;\n}\n",
     false, false},
    {"a second release in an activation that the first has returned to", "released",
     HEAD DOWN("Mode = 1;") ENTRY "NTSTATUS status;\n" UNDONE "Down(2);\nreturn STATUS_UNSUCCESSFUL;\n}\n",
     HEAD DOWN(OUT_AGAIN) ENTRY "NTSTATUS status;\n" UNDONE "Down(2);\nreturn STATUS_UNSUCCESSFUL;\n}\n", false, false},
    {"the same of two functions that call each other", "released",
     HEAD EVEN("Mode = 1;") ENTRY "NTSTATUS status;\n" UNDONE "Even(2);\nreturn STATUS_UNSUCCESSFUL;\n}\n",
     HEAD EVEN(OUT_AGAIN) ENTRY "NTSTATUS status;\n" UNDONE "Even(2);\nreturn STATUS_UNSUCCESSFUL;\n}\n", false, false},
    {"a second release through a pointer", "released",
     HEAD TABLE(OUT) ENTRY "NTSTATUS status;\n" UNDONE "Steps[0]();\nreturn STATUS_UNSUCCESSFUL;\n}\n",
     HEAD TABLE(OUT_AGAIN) ENTRY "NTSTATUS status;\n" UNDONE "Steps[1]();\nreturn STATUS_UNSUCCESSFUL;\n}\n", false,
     false},
    {"a second release through a pointer that is handed on", "released",
     HEAD TABLE(OUT) CALL ENTRY "NTSTATUS status;\n" UNDONE "CallIt(Keep);\nreturn STATUS_UNSUCCESSFUL;\n}\n",
     HEAD TABLE(OUT_AGAIN) CALL ENTRY "NTSTATUS status;\n" UNDONE "CallIt(Undo);\nreturn STATUS_UNSUCCESSFUL;\n}\n",
     false, false},
    {"a second release through a local pointer", "released",
     HEAD TABLE(OUT) ENTRY "NTSTATUS status;\nVOID (*step)(VOID) = Keep;\n" UNDONE
                           "step();\nreturn STATUS_UNSUCCESSFUL;\n}\n",
     HEAD TABLE(OUT_AGAIN) ENTRY "NTSTATUS status;\nVOID (*step)(VOID) = Undo;\n" UNDONE
                                 "step();\nreturn STATUS_UNSUCCESSFUL;\n}\n",
     false, false},
    {"a release in the next round of a loop", "released",
     HEAD ENTRY "NTSTATUS status;\nULONG i;\n" REGISTER RETURN_IF_FAILED
                "for (i = 0; i < 2; i++) {\nif (i == 1) break;\nif (i == 0) { " OUT " }\n}\n"
                "return STATUS_UNSUCCESSFUL;\n}\n",
     HEAD ENTRY "NTSTATUS status;\nULONG i;\n" REGISTER RETURN_IF_FAILED
                "for (i = 0; i < 2; i++) {\nif (i == 1) { " OUT_AGAIN " }\nif (i == 0) { " OUT " }\n}\n"
                "return STATUS_UNSUCCESSFUL;\n}\n",
     false, false},
    {"acquired only in the second round", "released",
     HEAD ENTRY "NTSTATUS status = STATUS_SUCCESS;\nULONG i;\nfor (i = 0; i < 2; i++) {\nif (i == 1) {\n" REGISTER
                "}\n}\n" RETURN_IF_FAILED OUT "\nreturn STATUS_UNSUCCESSFUL;\n}\n",
     HEAD ENTRY "NTSTATUS status = STATUS_SUCCESS;\nULONG i;\nfor (i = 0; i < 2; i++) {\nif (i == 1) {\n" REGISTER
                "}\n}\n" RETURN_IF_FAILED "return STATUS_UNSUCCESSFUL; /*!*/\n}\n",
     false, false},
    {"what failed is released by a helper behind", "released",
     HEAD UNDO("Mode = 1;") ENTRY "NTSTATUS status;\n" REGISTER "if (!NT_SUCCESS(status)) { Undo(4); return status; }\n"
                                  "return STATUS_SUCCESS;\n}\n",
     HEAD "static VOID Undo(ULONG n) { if (n > 3) { " OUT_AGAIN " } }\n" ENTRY
          "NTSTATUS status;\nFilter = NULL;\n" REGISTER
          "if (!NT_SUCCESS(status)) { Undo(4); return status; }\nreturn STATUS_SUCCESS;\n}\n",
     false, false},
    {"a second start behind a helper that starts nothing", "once",
     HEAD UNDO("Mode = 1;") ENTRY "NTSTATUS status;\n" REGISTER RETURN_IF_FAILED START "Undo(4);\n" OUT
                                  "\nreturn status;\n}\n",
     HEAD UNDO("Mode = 1;") ENTRY "NTSTATUS status;\n" REGISTER RETURN_IF_FAILED START
                                  "Undo(4);\nstatus = FltStartFiltering(Filter); /*!*/\n" OUT "\nreturn status;\n}\n",
     false, false},
    {"nothing is left to do before a return that the rule is about", "started",
     HEAD UNDO("Mode = 1;") ENTRY "NTSTATUS status;\n" REGISTER RETURN_IF_FAILED START
                                  "Undo(4);\nreturn STATUS_SUCCESS;\n}\n",
     HEAD UNDO("Mode = 1;") ENTRY "NTSTATUS status;\n" REGISTER RETURN_IF_FAILED "if (" OPEN ") {\n" START
                                  "}\nUndo(4);\nreturn STATUS_SUCCESS; /*!*/\n}\n",
     false, false},
};

TWIN_TESTS(cases)

/* Sixty branches: where the filter is gone before them, the runs that follow it end there. */
START_TEST(a_settled_state_is_not_followed_on)
{
    static const char *const parts[][2] = {{OUT "\n", ""}, {"", OUT "\n"}};
    unsigned long visits[2];

    for (size_t i = 0; i < 2; i++) {
        dl_text source;

        dl_text_init(&source, arena);
        dl_text_printf(&source, HEAD ENTRY "NTSTATUS status;\n" REGISTER RETURN_IF_FAILED "%s", parts[i][0]);
        for (unsigned k = 0; k < 60; k++)
            dl_text_printf(&source, "if (RegistryPath->Length > %u) Mode = %u;\n", k * 3 + 1, k);
        dl_text_printf(&source, "%sreturn STATUS_UNSUCCESSFUL;\n}\n", parts[i][1]);
        visits[i] = run(tiny, dl_text_str(&source))->edge_visits;
    }
    ck_assert_msg(visits[0] + 150 < visits[1], "%lu visits where it ends before, %lu behind", visits[0], visits[1]);
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

int main(void)
{
    Suite *suite = suite_create("what lies ahead");
    SRunner *runner = srunner_create(suite);
    TCase *all = tcase_create("all");
    int failed;

    tcase_add_unchecked_fixture(all, set_up_tiny, tear_down_rules);
    tcase_add_checked_fixture(all, set_up, tear_down);
    ADD_TWIN_TESTS(all, cases);
    tcase_add_test(all, a_settled_state_is_not_followed_on);
    suite_add_tcase(suite, all);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? 1 : 0;
}
