/* A branch on merged values puts what follows in doubt, until all of its ways have met again: see engine/doubt.h. */
#define FIXTURE_FILE "doubt_fixture.c"
#include "engine_rules.h"

#include "engine/doubt.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const tiny_rule tiny_rules[] = {
    {"released", "", FORM("release") "\"resource\": \"flt-filter\", \"faults\": [\"leak\", \"double-release\"]}"},
    {"kept", "", FORM("release") "\"resource\": \"pool\", \"on\": [\"success\"], \"faults\": [\"leak\"]}"},
};

static void set_up_tiny(void)
{
    set_up_rules();
    load_tiny(tiny_rules, COUNT(tiny_rules));
}

/* What a pointer of two targets leads to is merged, whatever is asked of it. */
#define POINTERS                                                                                                       \
    HEAD "ULONG Count;\n" ENTRY "NTSTATUS status; PULONG p = RegistryPath->Length > 8 ? &Mode : &Count;\n"             \
         "PULONG q = RegistryPath->Length > 16 ? &Mode : &Count;\n" REGISTER RETURN_IF_FAILED
#define STEPS                                                                                                          \
    HEAD "ULONG Count;\nstatic VOID Keep(VOID) { Mode = 1; }\nstatic VOID Undo(VOID) { FltUnregisterFilter(Filter); "  \
         "Filter = NULL; }\n" ENTRY "NTSTATUS status; PULONG p = RegistryPath->Length > 8 ? &Mode : &Count;\n"         \
         "VOID (*step)(VOID) = RegistryPath->Length > 16 ? Keep : Undo;\n" REGISTER RETURN_IF_FAILED
#define OUT_ONCE "if (Filter != NULL) FltUnregisterFilter(Filter);\n"
#define LOOP "while (*p > 7) { Mode++; Count++; }\n"
#define HELPED(helper)                                                                                                 \
    HEAD "ULONG Count;\n" helper ENTRY "NTSTATUS status; PULONG p = " OPEN                                             \
         " ? &Mode : &Count;\n" REGISTER RETURN_IF_FAILED
#define DRAIN HELPED("static VOID Drain(PULONG p) { while (*p > 7) (*p)--; }\n") "Count = *p;\n"
#define NOTE HELPED("static VOID Note(PULONG p) { if (*p == 9) Mode = 1; else (*p)--; }\n")
#define FAIL "return STATUS_UNSUCCESSFUL;\n"
#define FAIL_BAD "return STATUS_UNSUCCESSFUL; /*!*/\n"
#define FAIL_MAYBE "return STATUS_UNSUCCESSFUL; /*?*/\n"

#define OUT "FltUnregisterFilter(Filter);\n"
#define BRANCH "if (*p == 7) Mode = 2;\n"
#define OTHER "if (*q == 7) Mode = 3;\nelse Count = 2;\n"
#define CALLS "if (*p == 7) ExFreePool(RegistryPath->Buffer);\n"
#define WITHIN "if (*p == 7) { if (*q == 7) Mode = 2;\nelse Mode = 3;\nCount = 2; }\n"
#define BOTH "if (*p == 7 && *q == 7) Mode = 1;\n"
#define EITHER "if (*p == 7 || *q == 7) Mode = 1;\n"
#define SWITCH "switch (*p) {\ncase 1: Mode = 2;\ncase 2: Count = 2; break;\ncase 5: break;\ndefault: Mode = 3; }\n"
#define FORK "if (*p == 7) { if (!NT_SUCCESS(RtlCheckRegistryKey(1, L\"a\"))) Mode = 3; }\n"

static const twins cases[] = {
    {"a branch", "released", POINTERS BRANCH OUT FAIL "}\n", POINTERS BRANCH FAIL_BAD "}\n", false, false},
    {"a branch that calls", "released", POINTERS CALLS OUT FAIL "}\n", POINTERS CALLS FAIL_BAD "}\n", false, false},
    {"two branches", "released", POINTERS BRANCH OTHER OUT FAIL "}\n", POINTERS BRANCH OTHER FAIL_BAD "}\n", false,
     false},
    {"one within another", "released", POINTERS WITHIN OUT FAIL "}\n", POINTERS WITHIN FAIL_BAD "}\n", false, false},
    {"both of two", "released", POINTERS BOTH OUT FAIL "}\n", POINTERS BOTH FAIL_BAD "}\n", false, false},
    {"either of two", "released", POINTERS EITHER OUT FAIL "}\n", POINTERS EITHER FAIL_BAD "}\n", false, false},
    {"a switch", "released", POINTERS SWITCH OUT FAIL "}\n", POINTERS SWITCH FAIL_BAD "}\n", false, false},
    {"a branch that a call in between may fail", "released", POINTERS FORK OUT FAIL "}\n", POINTERS FORK FAIL_BAD "}\n",
     false, false},
    {"a helper's guard", "released",
     HEAD "static VOID Note(PULONG p) { if (*p == 7) Mode = 1; }\nULONG Count;\n" ENTRY
          "NTSTATUS status;\n" REGISTER RETURN_IF_FAILED "Note(" OPEN " ? &Mode : &Count);\n" OUT FAIL "}\n",
     HEAD "static VOID Note(PULONG p) { if (*p == 7) Mode = 1; }\nULONG Count;\n" ENTRY
          "NTSTATUS status;\n" REGISTER RETURN_IF_FAILED "Note(" OPEN " ? &Mode : &Count);\n" FAIL_BAD "}\n",
     false, false},
    /* what has not met again */
    {"one way that leaves", "released", POINTERS "if (*p == 7) {\n" OUT FAIL "}\n" OUT FAIL "}\n",
     POINTERS "if (*p == 7) {\n" FAIL_MAYBE "}\n" OUT FAIL "}\n", false, false},
    {"one way that leaves, and the joined value stands on the right", "released",
     POINTERS "if (DriverObject->Flags == *p) {\n" OUT FAIL "}\n" OUT FAIL "}\n",
     POINTERS "if (DriverObject->Flags == *p) {\n" FAIL_MAYBE "}\n" OUT FAIL "}\n", false, false},
    {"one way that leaves, by a bit of what was lost where it was joined", "released",
     POINTERS "ULONG kept = *p;\nif (" OPEN ") kept = 1;\nif (kept & 4) {\n" OUT FAIL "}\n" OUT FAIL "}\n",
     POINTERS "ULONG kept = *p;\nif (" OPEN ") kept = 1;\nif (kept & 4) {\n" FAIL_MAYBE "}\n" OUT FAIL "}\n", false,
     false},
    {"one way of one way that leaves", "released",
     POINTERS "if (*p == 7) { if (*q == 7) {\n" OUT FAIL "}\n}\n" OUT FAIL "}\n",
     POINTERS "if (*p == 7) { if (*q == 7) {\n" OUT FAIL "}\n}\n" FAIL_MAYBE "}\n", false, false},
    {"one way of which a part leaves, that need not be", "released",
     POINTERS "if (*p == 7) { if (" OPEN ") {\n" OUT FAIL "}\n}\n" OUT FAIL "}\n",
     POINTERS "if (*p == 7) { if (" OPEN ") {\n" OUT FAIL "}\n}\n" FAIL_BAD "}\n", false, false},
    {"one way that releases", "released", POINTERS "if (*p == 7) Mode = 2;\nelse Mode = 3;\n" OUT FAIL "}\n",
     POINTERS "if (*p == 7) FltUnregisterFilter(Filter);\n" FAIL_MAYBE "}\n", false, false},
    {"a case without a default that releases", "released",
     POINTERS "switch (*p) {\ncase 1: Mode = 2; break;\ncase 2: Mode = 3; break; }\n" OUT FAIL "}\n",
     POINTERS "switch (*p) {\ncase 1: Mode = 2; break;\ncase 2: FltUnregisterFilter(Filter); break; }\n" FAIL_MAYBE
              "}\n",
     false, false},
    {"a second case that does not", "released",
     POINTERS "switch (*p) {\ncase 1: Mode = 2; break;\ncase 2: Mode = 3; break; }\n" OUT FAIL "}\n",
     POINTERS "switch (*p) {\ncase 1: break;\ncase 2:\n" FAIL_MAYBE "}\n" OUT FAIL "}\n", false, false},
    /* another doubt on one of the ways */
    {"a call of one of two routines", "released", STEPS "if (*p == 7) step();\n" OUT_ONCE FAIL "}\n",
     STEPS "if (*p == 7) step();\n" FAIL_MAYBE "}\n", false, false},
    {"an exception on each way", "released",
     POINTERS
     "__try {\nif (*p == 7) ProbeForRead(RegistryPath->Buffer, 1, 1);\nelse ProbeForRead(RegistryPath->Buffer, 2, 1);\n"
     "} __except (EXCEPTION_EXECUTE_HANDLER) {\n" OUT FAIL "}\n" OUT FAIL "}\n",
     POINTERS
     "__try {\nif (*p == 7) ProbeForRead(RegistryPath->Buffer, 1, 1);\nelse ProbeForRead(RegistryPath->Buffer, 2, 1);\n"
     "} __except (EXCEPTION_EXECUTE_HANDLER) {\n" FAIL_MAYBE "}\n" OUT FAIL "}\n",
     false, false},
    {"an exception behind a doubt that has ended", "released",
     POINTERS "__try {\nif (*p == 7) Mode = 2;\nProbeForRead(RegistryPath->Buffer, 1, 1);\n"
              "} __except (EXCEPTION_EXECUTE_HANDLER) {\n" OUT FAIL "}\n" OUT FAIL "}\n",
     POINTERS "__try {\nif (*p == 7) Mode = 2;\nProbeForRead(RegistryPath->Buffer, 1, 1);\n"
              "} __except (EXCEPTION_EXECUTE_HANDLER) {\nif (*q == 9) Mode = 3;\n" FAIL_MAYBE "}\n" OUT FAIL "}\n",
     false, false},
    /* loops that nothing hangs on */
    {"a loop", "released", POINTERS LOOP OUT FAIL "}\n", POINTERS LOOP FAIL_BAD "}\n", false, false},
    {"a loop that is run once at least", "released", POINTERS "do { Count++; } while (*p > 7);\n" OUT FAIL "}\n",
     POINTERS "do { Count++; } while (*p > 7);\n" FAIL_BAD "}\n", false, false},
    {"a loop with two tests", "released", POINTERS "while (*p > 7 && *q > 9) Count++;\n" OUT FAIL "}\n",
     POINTERS "while (*p > 7 && *q > 9) Count++;\n" FAIL_BAD "}\n", false, false},
    {"a loop within a loop", "released", POINTERS "while (*p > 7) { Count++; while (*q > 9) Mode++; }\n" OUT FAIL "}\n",
     POINTERS "while (*p > 7) { Count++; while (*q > 9) Mode++; }\n" FAIL_BAD "}\n", false, false},
    {"a helper's loop", "released", DRAIN "Drain(" OPEN " ? &Mode : &Count);\n" OUT FAIL "}\n",
     DRAIN "Drain(" OPEN " ? &Mode : &Count);\n" FAIL_BAD "}\n", false, false},
    {"a loop that calls a helper", "released", NOTE "while (*p > 7) Note(p);\n" OUT FAIL "}\n",
     NOTE "while (*p > 7) Note(p);\n" FAIL_BAD "}\n", false, false},
};

/* Nothing that the pointers were chosen by. */
#define ELSEWHERE "RegistryPath->MaximumLength > 80"

/* What hangs on how often a loop runs is left open. */
static const struct {
    const char *what, *source;
} opens[] = {
    {"a macro that may jump to a label which nothing else jumps to",
     HEAD ENTRY "NTSTATUS status;\n" REGISTER RETURN_IF_FAILED
                "status = FltStartFiltering(Filter);\nif (!NT_SUCCESS(status)) try_leave(status);\n"
                "if (NT_SUCCESS(status)) return status;\nreturn STATUS_UNSUCCESSFUL;\nleave:\n"
                "FltUnregisterFilter(Filter);\nreturn status;\n}\n"},
    {"a round that releases", POINTERS "while (*p > 7) { Count++; FltUnregisterFilter(Filter); }\n" FAIL "}\n"},
    {"a round that sets what is asked later",
     POINTERS "while (*p > 7) { Count++; status = STATUS_UNSUCCESSFUL; }\nif (!NT_SUCCESS(status)) {\n" FAIL
              "}\n" OUT FAIL "}\n"},
    {"a helper of a round that sets it",
     HEAD "ULONG Count;\nstatic BOOLEAN Found;\nstatic VOID Find(PULONG p) { (*p)--; Found = TRUE; }\n" ENTRY
          "NTSTATUS status; PULONG p = " OPEN " ? &Mode : &Count;\nFound = FALSE;\n" REGISTER RETURN_IF_FAILED
          "while (*p > 7) Find(p);\nif (Found) {\n" FAIL "}\n" OUT FAIL "}\n"},
    {"a round that leaves", POINTERS "while (*p > 7) { Count++; if (" ELSEWHERE ") {\n" FAIL "}\n}\n" OUT FAIL "}\n"},
    {"a round that goes elsewhere",
     POINTERS "while (*p > 7) { Count++; if (" ELSEWHERE ") goto out;\n}\n" OUT "out:\n" FAIL "}\n"},
    {"a round that sets it through a pointer",
     HEAD "ULONG Count;\n" ENTRY "NTSTATUS status; ULONG on = 1, *w = &on; PULONG p = " OPEN
          " ? &Mode : &Count;\n" REGISTER RETURN_IF_FAILED "while (*p > 7) { (*p)--; *w = 0; }\nif (on == 0) {\n" FAIL
          "}\n" OUT FAIL "}\n"},
    {"a round that sets it as a part", HEAD
     "ULONG Count;\ntypedef struct { ULONG On; } PART;\n" ENTRY
     "NTSTATUS status; PART part = {1}, off = {0}; PULONG p = " OPEN " ? &Mode : &Count;\n" REGISTER RETURN_IF_FAILED
     "while (*p > 7) { (*p)--; part = off; }\nif (part.On == 0) {\n" FAIL "}\n" OUT FAIL "}\n"},
    {"a round that goes on to another",
     HEAD "ULONG Count;\ntypedef struct { ULONG On; } PART;\n" ENTRY
          "NTSTATUS status; PART part = {1}, off = {0}, *at = &part; PULONG p = " OPEN
          " ? &Mode : &Count;\n" REGISTER RETURN_IF_FAILED
          "while (*p > 7) { (*p)--; at = &off; }\nif (at->On == 0) {\n" FAIL "}\n" OUT FAIL "}\n"},
    {"a round that clears it", HEAD
     "ULONG Count;\ntypedef struct { ULONG On; } PART;\n" ENTRY
     "NTSTATUS status; PART part = {1}, *at = &part; PULONG p = " OPEN " ? &Mode : &Count;\n" REGISTER RETURN_IF_FAILED
     "while (*p > 7) { (*p)--; RtlZeroMemory(at, sizeof(*at)); }\nif (part.On == 0) {\n" FAIL "}\n" OUT FAIL "}\n"},
    {"a round that calls what no source has", POINTERS "while (*p > 7) { Count++; TakeBack(); }\n" FAIL "}\n"},
    {"a helper of a round that does",
     HELPED(
         "VOID TakeBack(VOID);\nstatic VOID Note(PULONG p) { (*p)--; TakeBack(); }\n") "while (*p > 7) Note(p);\n" FAIL
                                                                                       "}\n"},
    {"a cleanup callback of another object, by a helper", HEAD
     "typedef struct { PVOID EvtCleanupCallback; } ATTRIBUTES;\nVOID Keep(ATTRIBUTES *attributes);\n"
     "static VOID Undo(VOID) { FltUnregisterFilter(Filter); }\nstatic VOID Clean(PVOID object) { Undo(); }\n" ENTRY
     "NTSTATUS status; ATTRIBUTES attributes;\nattributes.EvtCleanupCallback = Clean;\n" REGISTER RETURN_IF_FAILED FAIL
     "}\n"},
    {"a round that does not come back",
     POINTERS "while (*p > 7) { Count++; if (" OPEN ") KeBugCheckEx(1, 2, 3, 4, 5); }\n" FAIL "}\n"},
    {"a round that calls through a pointer",
     POINTERS "while (*p > 7) { Count++; ((VOID (*)(PFLT_FILTER))RegistryPath->Buffer)(Filter); }\n" FAIL "}\n"},
};

/* One of several elements holds the block, and which one is not known. */
static const struct {
    const char *what, *source;
} holders[] = {
    {"an element on each of two ways",
     HEAD "static PVOID Kept[4];\nstatic VOID Put(ULONG i, PVOID block) { Kept[i] = block; }\n" ENTRY
          "PVOID block = ExAllocatePoolWithTag(PagedPool, 8, 1);\nif (!block) return STATUS_UNSUCCESSFUL;\n"
          "if (" OPEN ") Put(0, block);\nelse Put(1, block);\nreturn STATUS_SUCCESS;\n}\n"},
    {"an element at an index that is not known",
     HEAD "static PVOID Kept[4];\nstatic PVOID *Slot(ULONG i) { return &Kept[i]; }\n" ENTRY
          "PVOID block = ExAllocatePoolWithTag(PagedPool, 8, 1);\nif (!block) return STATUS_UNSUCCESSFUL;\n"
          "*Slot(RegistryPath->Length & 3) = block;\nreturn STATUS_SUCCESS;\n}\n"},
};

TWIN_TESTS(cases)

START_TEST(which_place_holds_it_is_open)
{
    expect_result(holders[_i].what, "kept", holders[_i].source, DL_UNDETERMINED, false);
}
END_TEST

START_TEST(what_hangs_on_rounds_is_open)
{
    expect_result(opens[_i].what, "released", opens[_i].source, DL_UNDETERMINED, false);
}
END_TEST

/* Either way may be the one that cannot be: the path shows neither. */
START_TEST(path_goes_around_the_branch)
{
    const dl_driver_result *result = run(tiny, POINTERS "if (*p == 7) Mode = 2;\n" FAIL_BAD "}\n");
    const dl_driver_result *open = run(tiny, POINTERS "if (*p == 7) {\n" FAIL_MAYBE "}\n" OUT FAIL "}\n");
    bool is_told = false;

    ck_assert_uint_eq(result->finding_count, 1);
    for (size_t i = 0; i < result->findings[0].path_count; i++)
        ck_assert_msg(!strstr(result->findings[0].path[i].message, "*p"), "%s", everything(result));
    ck_assert_uint_eq(open->finding_count, 1);
    for (size_t i = 0; i < open->findings[0].path_count; i++)
        is_told |= strstr(open->findings[0].path[i].message, "*p") != NULL;
    ck_assert_msg(is_told, "%s", everything(open));
}
END_TEST

/* ---- shares ---- */

static const dl_span nowhere;

static dl_state in_doubt(dl_world *world, dl_state *other)
{
    dl_state first = {0};

    *other = first;
    dl_doubt_part(world, &first, other, "merged", nowhere);
    return first;
}

START_TEST(ways_that_meet_end_it)
{
    dl_world world = {.scratch = arena};
    dl_state right, left = in_doubt(&world, &right), within = left;

    dl_doubt_part(&world, &left, &within, "merged", nowhere);
    ck_assert(!dl_doubt_meet(&within, &right));
    ck_assert_uint_eq(within.flags, DL_STATE_DOUBT);
    ck_assert(dl_doubt_meet(&within, &left));
    ck_assert_uint_eq(within.flags, 0);
    ck_assert_ptr_null(within.doubt);
}
END_TEST

/* `if (p) { if (open) { if (a) leave; } else { if (!b) leave; } }`: what is left of the one may be what the other
 * leaves, and with neither it is not come here. */
START_TEST(ways_of_other_branches_do_not_make_one)
{
    dl_world world = {.scratch = arena};
    dl_state right, left = in_doubt(&world, &right), fork = left, of_left = left, of_fork = left;

    dl_doubt_part(&world, &left, &of_left, "merged", nowhere);
    dl_doubt_part(&world, &fork, &of_fork, "merged", nowhere);
    ck_assert(!dl_doubt_meet(&right, &of_left));
    ck_assert(!dl_doubt_meet(&right, &fork));
    ck_assert_uint_eq(right.flags, DL_STATE_DOUBT);
    ck_assert(dl_doubt_meet(&right, &left));
}
END_TEST

/* It is not sure that the loop is left this way. */
START_TEST(a_way_through_rounds_makes_none)
{
    dl_world world = {.scratch = arena};
    dl_state right, left = in_doubt(&world, &right), again = right;

    left.flags |= DL_STATE_ROUNDS;
    ck_assert(!dl_doubt_meet(&right, &left));
    ck_assert(!dl_doubt_meet(&right, &again));
    ck_assert_uint_eq(right.flags, DL_STATE_DOUBT);
}
END_TEST

START_TEST(too_many_branches_leave_it_open)
{
    enum { DEEP = 7 };
    dl_world world = {.scratch = arena};
    dl_state ways[DEEP], rest = in_doubt(&world, &ways[0]), whole;

    for (size_t i = 1; i < DEEP; i++) {
        ways[i] = rest;
        dl_doubt_part(&world, &rest, &ways[i], "merged", nowhere);
    }
    whole = ways[0];
    for (size_t i = 1; i < DEEP; i++)
        ck_assert(!dl_doubt_meet(&whole, &ways[i]));
    ck_assert(!dl_doubt_meet(&whole, &rest));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("doubts that end");
    SRunner *runner = srunner_create(suite);
    TCase *all = tcase_create("all");
    int failed;

    tcase_add_unchecked_fixture(all, set_up_tiny, tear_down_rules);
    tcase_add_checked_fixture(all, set_up, tear_down);
    ADD_TWIN_TESTS(all, cases);
    tcase_add_loop_test(all, what_hangs_on_rounds_is_open, 0, COUNT(opens));
    tcase_add_loop_test(all, which_place_holds_it_is_open, 0, COUNT(holders));
    tcase_add_test(all, path_goes_around_the_branch);
    tcase_add_test(all, ways_that_meet_end_it);
    tcase_add_test(all, ways_of_other_branches_do_not_make_one);
    tcase_add_test(all, a_way_through_rounds_makes_none);
    tcase_add_test(all, too_many_branches_leave_it_open);
    suite_add_tcase(suite, all);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? 1 : 0;
}
