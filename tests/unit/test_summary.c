/* What a helper did before is gone on from only where it would do the same again: sources in which it would not, each
 * good with its bad twin. In all of them the helper is run without a rule first, and its exits are known when a rule's
 * own run comes to it. */
#define FIXTURE_FILE "summary_fixture.c"
#include "engine_rules.h"

static const tiny_rule tiny_rules[] = {
    {"leak", "", FORM("release") "\"resource\": [\"flt-filter\", \"pool\"]}"},
    {"started", "",
     FORM("require") "\"event\": {\"call\": \"FltStartFiltering\"}, "
                     "\"unless\": {\"test\": {\"deref\": \"InitSafeBootMode\"}, \"is\": \"nonzero\"}}"},
    {"once", "",
     FORM("forbid") "\"event\": {\"call\": \"FltStartFiltering\"}, \"after\": {\"call\": \"FltStartFiltering\"}}"},
};

static void set_up_tiny(void)
{
    set_up_rules();
    load_tiny(tiny_rules, sizeof tiny_rules / sizeof *tiny_rules);
}

#define FAIL "return STATUS_UNSUCCESSFUL;"
#define LEAKS "return STATUS_UNSUCCESSFUL; /*!*/"
#define PREPARE                                                                                                        \
    "static BOOLEAN Made;\n"                                                                                           \
    "static VOID Prepare(USHORT n) { if (n > 80) { Made = TRUE; } else { Mode = 2; } }\n"
#define PREPARED                                                                                                       \
    HEAD PREPARE ENTRY "NTSTATUS status;\nPrepare(RegistryPath->Length);\n"                                            \
                       "if (Made) {\n" REGISTER RETURN_IF_FAILED "}\nif (RegistryPath->MaximumLength > 90) {\n"
#define DROP                                                                                                           \
    "static VOID Drop(PVOID *slot) { if (*slot != NULL) { ExFreePool(*slot); *slot = NULL; } else { Mode++; } }\n"
#define TWO_BLOCKS                                                                                                     \
    HEAD "static PVOID First, Second;\n" DROP ENTRY "First = " ALLOCATE                                                \
         ";\nif (!First) { Drop(&First); Drop(&Second); " FAIL " }\nSecond = " ALLOCATE                                \
         ";\nif (!Second) { Drop(&First); Drop(&Second); " FAIL " }\nif (" OPEN ") {\n"
#define IS_BIG "static BOOLEAN IsBig(USHORT n) { if (n > 80) return TRUE; return FALSE; }\n"
#define BIG "IsBig(RegistryPath->Length)"
#define GET "static PVOID Get(ULONG n) { PVOID p = " ALLOCATE "; if (p != NULL && n > 3) { Mode = n; } return p; }\n"
#define GOT                                                                                                            \
    HEAD GET ENTRY "PVOID a, b;\na = Get(1);\nif (!a) " FAIL "\nb = Get(2);\nif (!b) { ExFreePool(a); " FAIL           \
                   " }\nif (" OPEN ") {\n"
#define LOAD                                                                                                           \
    "typedef struct { ULONG Count; BOOLEAN Ready; } CONFIG;\nstatic CONFIG Config;\n"                                  \
    "static NTSTATUS Load(CONFIG *c, USHORT n) { if (n > c->Count) return STATUS_UNSUCCESSFUL; c->Count = n; "         \
    "c->Ready = TRUE; return STATUS_SUCCESS; }\n"
#define LOADED                                                                                                         \
    HEAD LOAD ENTRY "NTSTATUS status;\nULONG i;\n" REGISTER RETURN_IF_FAILED                                           \
                    "for (i = 0; i < 3; i++) {\nstatus = Load(&Config, RegistryPath->Length);\n"                       \
                    "if (!NT_SUCCESS(status)) {\n"
#define COUNT_UP "static VOID CountUp(ULONG *n) { if (*n < 7) { *n = *n + 1; } else { Mode = 1; } }\n"
#define COUNTED                                                                                                        \
    HEAD COUNT_UP ENTRY "NTSTATUS status;\nULONG n = 0;\nBOOLEAN done = FALSE;\nCountUp(&n);\n"                        \
                        "if (" OPEN ") {\n" REGISTER RETURN_IF_FAILED "done = TRUE;\n}\nCountUp(&n);\n"                \
                        "if (RegistryPath->MaximumLength > 90) {\n"
#define BEGIN                                                                                                          \
    "static ULONG Phase;\n"                                                                                            \
    "static VOID Begin(void) { if (Phase == 1) { (void)FltStartFiltering(Filter); /*!*/ } Phase = Phase + 1; }\n"
#define BEGIN_ONCE                                                                                                     \
    "static ULONG Phase;\n"                                                                                            \
    "static VOID Begin(void) { if (Phase == 1) { (void)FltStartFiltering(Filter); } Phase = Phase + 1; }\n"

#define ASK                                                                                                            \
    "static KEVENT Event;\n"                                                                                           \
    "static LONG Ask(VOID) { LONG v = KeResetEvent(&Event); if (v > 9) return v; return v; }\n"
#define ASKED                                                                                                          \
    HEAD ASK ENTRY "NTSTATUS status;\nLONG i, now, last = 0;\n" REGISTER RETURN_IF_FAILED                              \
                   "for (i = 0; i < 3; i++) {\nnow = Ask();\nif (i > 0 && now != last) {\n"
#define ASKED_END "}\nlast = now;\n}\nreturn STATUS_SUCCESS;\n}\n"

#define SET_UP                                                                                                         \
    "static VOID SetUp(USHORT n) { BOOLEAN big = FALSE; if (n > 80) big = TRUE; Mode = 1; "                            \
    "if (big) FltUnregisterFilter(Other); }\n"
#define SET_UP_FIRST HEAD SET_UP ENTRY "NTSTATUS status;\nSetUp(RegistryPath->Length);\n" REGISTER RETURN_IF_FAILED

#define PARTS "typedef struct { ULONG Count; BOOLEAN Made; } PARTS;\nstatic PARTS Parts, Saved;\nstatic BOOLEAN Seen;\n"
#define TOUCHED(also)                                                                                                  \
    HEAD PARTS "static VOID Touch(USHORT n) { ULONG *p = &Parts.Count; if (n > 80) { *p = n; } else { *p = 2; } " also \
               " }\n" ENTRY "NTSTATUS status;\nULONG i;\n" REGISTER RETURN_IF_FAILED                                   \
               "for (i = 0; i < 4; i++) {\nTouch(RegistryPath->Length);\nif (i == 2) Parts.Made = TRUE;\n}\nif (" OPEN \
               ") {\nif (Seen) FltUnregisterFilter(Filter);\n"
#define TOUCHED_END "\n}\nreturn STATUS_SUCCESS;\n}\n"
#define ON_MEMBER(which, member)                                                                                       \
    {which,                                                                                                            \
     "leak",                                                                                                           \
     TOUCHED("if (" member ") Seen = TRUE;") FAIL TOUCHED_END,                                                         \
     TOUCHED("if (!" member ") Seen = TRUE; else Seen = FALSE;") LEAKS TOUCHED_END,                                    \
     false,                                                                                                            \
     false}

static const twins cases[] = {
    ON_MEMBER("a member that the helper names", "Parts.Made"),
    ON_MEMBER("a member of what the helper points to", "(&Parts)->Made"),
    ON_MEMBER("a member of what begins with another", "((PARTS *)p)->Made"),
    ON_MEMBER("a member of what is around another", "CONTAINING_RECORD(p, PARTS, Count)->Made"),
    {"a structure that the helper clears", "leak",
     TOUCHED("if (n > 90) Mode = 4; Seen = Parts.Made; RtlZeroMemory(p, sizeof *p);") FAIL TOUCHED_END,
     TOUCHED("if (n > 90) Mode = 4; RtlZeroMemory(&Parts, sizeof Parts); Seen = Parts.Made;") LEAKS TOUCHED_END, false,
     false},
    {"a structure that the helper copies", "leak",
     TOUCHED("if (n > 90) Mode = 4; Saved = Parts; Seen = Saved.Made;") FAIL TOUCHED_END,
     TOUCHED("if (n > 90) Mode = 4; Saved = Parts; Seen = !Saved.Made;") LEAKS TOUCHED_END, false, false},
    {"a branch that is no guess for the rule that the helper is about", "leak",
     SET_UP_FIRST "FltUnregisterFilter(Filter);\n" FAIL "\n}\n", SET_UP_FIRST LEAKS "\n}\n", false, false},
    {"a flag that the helper sets on one of its ways", "leak",
     PREPARED "if (Made) FltUnregisterFilter(Filter);\n" FAIL "\n}\nreturn STATUS_SUCCESS;\n}\n",
     PREPARED "if (Mode == 2) FltUnregisterFilter(Filter);\n" LEAKS "\n}\nreturn STATUS_SUCCESS;\n}\n", false, false},
    {"a slot that was empty when the helper was run first", "leak",
     TWO_BLOCKS "Drop(&First); Drop(&Second);\n" FAIL "\n}\nreturn STATUS_SUCCESS;\n}\n",
     TWO_BLOCKS "Drop(&First); Drop(&First);\n" LEAKS "\n}\nreturn STATUS_SUCCESS;\n}\n", false, false},
    {"an answer that goes with what was asked before", "leak",
     HEAD IS_BIG ENTRY "NTSTATUS status;\nif (" BIG ") {\n" REGISTER RETURN_IF_FAILED
                       "}\nif (RegistryPath->MaximumLength > 90) {\nif (" BIG ") FltUnregisterFilter(Filter);\n" FAIL
                       "\n}\nreturn STATUS_SUCCESS;\n}\n",
     HEAD IS_BIG ENTRY "NTSTATUS status;\nif (" BIG ") {\n" REGISTER RETURN_IF_FAILED
                       "}\nif (RegistryPath->MaximumLength > 90) {\nif (!" BIG ") FltUnregisterFilter(Filter);\n" LEAKS
                       "\n}\nreturn STATUS_SUCCESS;\n}\n",
     false, false},
    {"two calls, two objects", "leak", GOT "ExFreePool(b);\nExFreePool(a);\n" FAIL "\n}\nreturn STATUS_SUCCESS;\n}\n",
     GOT "ExFreePool(a);\n" LEAKS "\n}\nreturn STATUS_SUCCESS;\n}\n", false, false},
    {"a structure that each round finds as the last has left it", "leak",
     LOADED "FltUnregisterFilter(Filter);\nreturn status;\n}\n}\nreturn STATUS_SUCCESS;\n}\n",
     LOADED "if (Config.Count > 70000) FltUnregisterFilter(Filter);\nreturn status; /*!*/\n}\n}\n"
            "return STATUS_SUCCESS;\n}\n",
     false, false},
    {"what the caller alone holds", "leak",
     COUNTED "if (done) FltUnregisterFilter(Filter);\n" FAIL "\n}\nreturn STATUS_SUCCESS;\n}\n",
     COUNTED "if (!done) Mode = 3;\n" LEAKS "\n}\nreturn STATUS_SUCCESS;\n}\n", false, false},
    {"a state of the driver that decides in the helper", "once",
     HEAD BEGIN_ONCE ENTRY "Begin();\nBegin();\nBegin();\nreturn STATUS_SUCCESS;\n}\n",
     HEAD BEGIN ENTRY "Begin();\nBegin();\nPhase = 1;\nBegin();\nreturn STATUS_SUCCESS;\n}\n", false, false},
    {"a test that only the helper makes", "started",
     HEAD "extern PULONG InitSafeBootMode;\nstatic BOOLEAN IsSafe(VOID) { if (*InitSafeBootMode) return TRUE; return "
          "FALSE; }\n" ENTRY "NTSTATUS status;\nif (IsSafe()) return STATUS_SUCCESS;\n" REGISTER RETURN_IF_FAILED START
          "if (!NT_SUCCESS(status)) FltUnregisterFilter(Filter);\nreturn status;\n}\n",
     HEAD "extern PULONG InitSafeBootMode;\nstatic BOOLEAN IsSafe(VOID) { if (Mode) return TRUE; return "
          "FALSE; }\n" ENTRY "NTSTATUS status;\nMode = RegistryPath->Length;\nif (IsSafe()) return STATUS_SUCCESS; "
          "/*!*/\n" REGISTER RETURN_IF_FAILED START
          "if (!NT_SUCCESS(status)) FltUnregisterFilter(Filter);\nreturn status;\n}\n",
     false, false},
    {"what it answered in the round before", "leak", ASKED "FltUnregisterFilter(Filter);\n" FAIL "\n" ASKED_END,
     ASKED LEAKS "\n" ASKED_END, false, false},
};

/* The helper calls nothing, yet it does something to the block: nobody follows lists that are linked by hand. */
START_TEST(a_helper_that_the_object_is_handed_to_is_run)
{
    static const char source[] = HEAD
        "typedef struct { ULONG Tag; LIST_ENTRY Link; } ITEM;\nstatic LIST_ENTRY Items;\n"
        "static VOID Keep(ITEM *item) { if (Mode < 5) { item->Link.Flink = Items.Flink; Items.Flink = &item->Link; "
        "} }\n" ENTRY "ITEM *item = " ALLOCATE ";\nif (!item) " FAIL "\nKeep(item);\nif (" OPEN ") " FAIL
        "\nExFreePool(item);\nreturn STATUS_SUCCESS;\n}\n";

    expect_result("a block that a helper links", "leak", source, DL_UNDETERMINED, false);
}
END_TEST

TWIN_TESTS(cases)

/* A helper of 180 blocks that no rule asks about costs once, and once more for the rule that asks about tests, which
 * any helper may make; not once for each rule's run. */
START_TEST(a_helper_that_no_rule_is_about_is_run_once)
{
    static const char *const calls[] = {"", "Tidy(RegistryPath->Length);\n"};
    unsigned long visits[2];

    for (size_t i = 0; i < 2; i++) {
        dl_text source;

        dl_text_init(&source, arena);
        dl_text_add(&source, HEAD "static ULONG Bits[64];\nstatic VOID Tidy(USHORT n)\n{\n");
        for (unsigned k = 0; k < 60; k++)
            dl_text_printf(&source, "if (n > %u) Bits[%u] = n;\n", k * 3 + 1, k);
        dl_text_printf(&source,
                       "}\n" ENTRY "NTSTATUS status;\n%s" REGISTER RETURN_IF_FAILED START
                       "if (!NT_SUCCESS(status)) FltUnregisterFilter(Filter);\nreturn status;\n}\n",
                       calls[i]);
        visits[i] = run(tiny, dl_text_str(&source))->edge_visits;
    }
    ck_assert_msg(visits[1] > visits[0] && visits[1] < visits[0] + 400, "%lu visits without the call, %lu with it",
                  visits[0], visits[1]);
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

int main(void)
{
    Suite *suite = suite_create("summaries of helpers");
    SRunner *runner = srunner_create(suite);
    TCase *all = tcase_create("all");
    int failed;

    tcase_add_unchecked_fixture(all, set_up_tiny, tear_down_rules);
    tcase_add_checked_fixture(all, set_up, tear_down);
    ADD_TWIN_TESTS(all, cases);
    tcase_add_test(all, a_helper_that_the_object_is_handed_to_is_run);
    tcase_add_test(all, a_helper_that_no_rule_is_about_is_run_once);
    suite_add_tcase(suite, all);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? 1 : 0;
}
