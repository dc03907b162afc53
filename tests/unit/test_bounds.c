/* What comparisons of one number with constants leave of it: see engine/bounds.h. */
#define FIXTURE_FILE "bounds_fixture.c"
#include "engine_rules.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const tiny_rule tiny_rules[] = {
    {"released", "", FORM("release") "\"resource\": \"flt-filter\", \"faults\": [\"leak\", \"double-release\"]}"},
};

static void set_up_tiny(void)
{
    set_up_rules();
    load_tiny(tiny_rules, COUNT(tiny_rules));
}

/* Registered where the one holds, taken back where the other does. */
#define KEPT(type, taken, released, how)                                                                               \
    HEAD ENTRY "NTSTATUS status;\n" type " n = *(" type " *)RegistryPath->Buffer;\n"                                   \
               "if (" taken ") { " REGISTER RETURN_IF_FAILED "}\nelse return STATUS_SUCCESS;\n"                        \
               "if (" released ") FltUnregisterFilter(Filter);\n"                                                      \
               "return STATUS_UNSUCCESSFUL;" how "\n}\n"
#define GOOD(type, taken, released) KEPT(type, taken, released, "")
#define BAD(type, taken, released) KEPT(type, taken, released, " /*!*/")
#define MAYBE(type, taken, released) KEPT(type, taken, released, " /*?*/")

#define FAIL "return STATUS_UNSUCCESSFUL;\n"
#define FAIL_BAD "return STATUS_UNSUCCESSFUL; /*!*/\n"
#define FAIL_MAYBE "return STATUS_UNSUCCESSFUL; /*?*/\n"
#define UNDONE "FltUnregisterFilter(Filter);\n" FAIL "}\n"
#define NUMBER HEAD ENTRY "NTSTATUS status; ULONG n = *(ULONG *)RegistryPath->Buffer;\n"
#define FAILS_BUT(released) "if (" released ") FltUnregisterFilter(Filter);\n"
#define CASES(second)                                                                                                  \
    "if (n > 1 && " second ") { " REGISTER RETURN_IF_FAILED "}\nelse return STATUS_SUCCESS;\n"                         \
    "switch (n) { case 2: case 3: FltUnregisterFilter(Filter); break; }\n"
#define MET "if (n > 7) Mode = 1;\nelse if (n > 5) Mode = 2;\nelse return STATUS_SUCCESS;\n" REGISTER RETURN_IF_FAILED
#define LARGE(test)                                                                                                    \
    HEAD "static BOOLEAN IsLarge(ULONG n) { if (" test ") return TRUE; return FALSE; }\n" ENTRY                        \
         "NTSTATUS status; ULONG n = *(ULONG *)RegistryPath->Buffer;\nif (n > 10) { " REGISTER RETURN_IF_FAILED        \
         "}\nif (IsLarge(n)) { if (Filter) FltUnregisterFilter(Filter); Filter = NULL; }\n"

static const twins cases[] = {
    {"all but the highest", "released", GOOD("ULONG", "n < 0xFFFFFFFF", "n != 0xFFFFFFFF"),
     BAD("ULONG", "n < 0xFFFFFFFF", "n != 0xFFFFFFFE"), false, false},
    {"all but the highest, asked first", "released", GOOD("ULONG", "n != 0xFFFFFFFF", "n < 0xFFFFFFFF"),
     BAD("ULONG", "n != 0xFFFFFFFF", "n < 0xFFFFFFFE"), false, false},
    {"what no number of the type is above", "released", GOOD("USHORT", "n != 7", "n <= 70000"),
     BAD("USHORT", "n != 7", "n <= 60000"), false, false},
    {"the highest of the type", "released", GOOD("UCHAR", "n != 7", "n <= 255"), BAD("UCHAR", "n != 7", "n < 255"),
     false, false},
    {"the next one", "released", GOOD("ULONG", "n > 5", "n >= 6"), BAD("ULONG", "n > 5", "n >= 7"), false, false},
    {"the next one of a number with a sign", "released", GOOD("LONG", "n >= -3", "n > -4"),
     BAD("LONG", "n >= -3", "n > -3"), false, false},
    {"a bit", "released", GOOD("ULONG", "n & 4", "(n & 4) == 4"), BAD("ULONG", "n & 4", "(n & 8) == 8"), false, false},
    {"the constant first", "released", GOOD("ULONG", "n > 10", "10 < n"), BAD("ULONG", "n > 10", "11 < n"), false,
     false},
    {"another number, the other one first", "released",
     GOOD("ULONG", "n == DriverObject->Flags", "DriverObject->Flags == n"),
     BAD("ULONG", "n == DriverObject->Flags", "DriverObject->Flags != n"), false, false},
    {"another number, not the same", "released", GOOD("ULONG", "DriverObject->Flags != n", "n != DriverObject->Flags"),
     BAD("ULONG", "DriverObject->Flags != n", "n == DriverObject->Flags"), false, false},
    {"another number, the larger one first", "released",
     GOOD("ULONG", "DriverObject->Flags > n", "n < DriverObject->Flags"),
     BAD("ULONG", "DriverObject->Flags > n", "n >= DriverObject->Flags"), false, false},
    {"one that is left over", "released", GOOD("ULONG", "n > 3 && n < 5", "n == 4"),
     BAD("ULONG", "n > 3 && n < 6", "n == 4"), false, false},
    {"a part of what is left out", "released", GOOD("LONG", "n > 300", "n > 20"), BAD("LONG", "n > 20", "n > 300"),
     false, false},
    {"a number of many bits", "released", GOOD("ULONGLONG", "n > 70000", "n >= 70001"),
     BAD("ULONGLONG", "n >= 70000", "n >= 70001"), false, false},
    {"bounds of more bits than a word", "released", GOOD("ULONGLONG", "n > 0x100000000", "n >= 0x100000001"),
     BAD("ULONGLONG", "n >= 0x100000000", "n >= 0x100000001"), true, false},
    {"a number that is widened", "released", GOOD("USHORT", "(ULONG)n > 300", "n > 299"),
     BAD("USHORT", "(ULONG)n > 300", "n > 301"), false, false},
    {"a number less", "released", GOOD("ULONG", "n > 5", "n - 1 >= 3"), BAD("ULONG", "n > 5", "n - 1 >= 9"), false,
     false},
    {"a number less, with a sign", "released", GOOD("LONG", "n > 5", "n - 1 >= 3"), BAD("LONG", "n > 5", "n - 1 >= 9"),
     false, false},
    {"a sum, and then the number", "released", GOOD("ULONG", "n - 1 < 3", "n <= 3"),
     BAD("ULONG", "n - 1 < 3", "n <= 2"), false, false},
    {"a sum that can not be too large", "released", GOOD("ULONG", "n + 1 > 2", "n > 1"),
     BAD("ULONG", "n > 5 && n < 20", "n + 1 > 7"), false, false},
    {"nothing is left of it", "released", GOOD("ULONG", "n - 7 != 0", "n != 7"), BAD("ULONG", "n - 7 == 0", "n == 8"),
     false, false},
    {"what arithmetic gives", "released", GOOD("ULONG", "n / 8 > 5", "n / 8 > 4"),
     BAD("ULONG", "n / 8 > 5", "n / 8 > 6"), false, false},
    {"a length that no USHORT has", "released",
     HEAD ENTRY "NTSTATUS status; USHORT l = RegistryPath->Length;\n" REGISTER RETURN_IF_FAILED
                "if (l > 70000) return STATUS_UNSUCCESSFUL;\n" UNDONE,
     HEAD ENTRY "NTSTATUS status; USHORT l = RegistryPath->Length;\n" REGISTER RETURN_IF_FAILED
                "if (l > 60000) return STATUS_UNSUCCESSFUL; /*!*/\n" UNDONE,
     false, false},
    {"a comparison that is kept", "released",
     NUMBER "BOOLEAN isLarge = n > 7;\nif (n < 7) { " REGISTER RETURN_IF_FAILED "}\nelse return STATUS_SUCCESS;\n"
            "if (!isLarge) FltUnregisterFilter(Filter);\n" FAIL "}\n",
     NUMBER "BOOLEAN isLarge = n > 5;\nif (n < 7) { " REGISTER RETURN_IF_FAILED "}\nelse return STATUS_SUCCESS;\n"
            "if (!isLarge) FltUnregisterFilter(Filter);\n" FAIL_BAD "}\n",
     false, false},
    {"cases", "released", NUMBER CASES("n < 4") FAIL "}\n", NUMBER CASES("n < 5") FAIL_BAD "}\n", false, false},
    {"ways that meet", "released", NUMBER MET FAILS_BUT("n > 3") FAIL "}\n",
     NUMBER MET FAILS_BUT("n > 6") FAIL_BAD "}\n", false, false},
    {"a helper that is called with both", "released", LARGE("n > 9") FAIL "}\n", LARGE("n > 11") FAIL_BAD "}\n", false,
     false},
};

/* What is above the highest number of a type comes out as a low one, and a narrower type keeps the low bits alone. */
static const struct {
    const char *what, *source;
    dl_verdict_kind verdict;
} others[] = {
    {"a sum that may come out as zero", MAYBE("ULONG", "n + 1 < 8", "n < 7"), DL_VIOLATED},
    {"a sum that is another number", MAYBE("ULONG", "n - 1 >= 3", "n != 2"), DL_VIOLATED},
    {"a number that is a truth", MAYBE("ULONG", "n == (ULONG)(RegistryPath->Length != 3)", "n < 2"), DL_VIOLATED},
    {"a part of a number", MAYBE("ULONG", "n > 8", "n / 2 >= 4"), DL_VIOLATED},
    {"what is left of a number", MAYBE("ULONG", "n == 8 || n == 12", "n % 4 == 0"), DL_VIOLATED},
    {"the same as a number with a sign", BAD("ULONG", "n > 5", "(LONG)n > 5"), DL_VIOLATED},
    {"a number between those of the ways that meet",
     HEAD ENTRY
     "NTSTATUS status; LONG n = *(LONG *)RegistryPath->Buffer;\n"
     "if (n > 7) Mode = 1;\nelse if (n > 0 && n < 3) Mode = 2;\nelse return STATUS_SUCCESS;\n" REGISTER RETURN_IF_FAILED
         FAILS_BUT("n != 5") FAIL_MAYBE "}\n",
     DL_VIOLATED},
    {"a low byte", BAD("ULONG", "n > 5", "(UCHAR)n > 5"), DL_VIOLATED},
};

TWIN_TESTS(cases)

START_TEST(other_numbers_are_found)
{
    expect_result(others[_i].what, "released", others[_i].source, others[_i].verdict, false);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("bounds of numbers");
    SRunner *runner = srunner_create(suite);
    TCase *all = tcase_create("all");
    int failed;

    tcase_add_unchecked_fixture(all, set_up_tiny, tear_down_rules);
    tcase_add_checked_fixture(all, set_up, tear_down);
    ADD_TWIN_TESTS(all, cases);
    tcase_add_loop_test(all, other_numbers_are_found, 0, COUNT(others));
    suite_add_tcase(suite, all);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? 1 : 0;
}
