/* Hard cases of control flow, from text to verdict: each a good source and its bad twin, in C and in C++, over a small
 * set of rules of their own. */
#define FIXTURE_FILE "hard_cases_fixture.c"
#include "engine_rules.h"

#define CPP_FILE "hard_cases_fixture.cpp"

static const tiny_rule tiny_rules[] = {
    {"leak", "", FORM("release") "\"resource\": [\"flt-filter\", \"device-object\", \"pool\", \"symbolic-link\"]}"},
    {"unload", "",
     FORM("release") "\"resource\": [\"flt-filter\", \"device-object\", \"pool\"], \"on\": [\"unload\"]}"},
    {"once", "",
     FORM("forbid") "\"event\": {\"call\": \"FltStartFiltering\"}, \"after\": {\"call\": \"FltStartFiltering\"}}"},
    {"missed", "", FORM("propagate") "\"call\": \"ExAllocatePool2\", \"as\": \"any-failure\"}"},
    {"kept", "",
     FORM("expect") "\"at\": {\"call\": \"FltRegisterFilter\", \"args\": {\"RetFilter\": {\"to\": \"$slot\"}}}, "
                    "\"items\": [{\"of\": \"$slot\", \"is\": {\"storage\": \"persistent\"}, \"escape\": true}]}"},
    {"whole", "",
     FORM("expect") "\"at\": {\"call\": \"FltRegisterFilter\", \"args\": {\"Registration\": {\"to\": \"$r\"}}}, "
                    "\"items\": [{\"struct\": \"$r\", \"set\": [\"Size\", \"Version\"]}]}"},
    {"every", "",
     FORM("expect") "\"at\": {\"return\": \"success\"}, "
                    "\"items\": [{\"of\": \"@driver-object->MajorFunction[*]\", \"is\": \"function\"}]}"},
};

static void set_up_tiny(void)
{
    set_up_rules();
    load_tiny(tiny_rules, sizeof tiny_rules / sizeof *tiny_rules);
}

/* ---- how a status is asked ---- */

static const char *const failures[] = {
    "NT_ERROR(status)",
    "status != STATUS_SUCCESS",
    "STATUS_SUCCESS != status",
    "!(status == STATUS_SUCCESS)",
    "status",
    "!!status",
    "status < 0",
    "0 > status",
    "(LONG)status < 0",
    "status < STATUS_SUCCESS",
    "!NT_SUCCESS(status)",
    "NT_SUCCESS(status) == FALSE",
    "FALSE == NT_SUCCESS(status)",
    "NT_SUCCESS(status) != TRUE",
    "(status & 0x80000000) != 0",
    "(ULONG)status >= 0x80000000",
    "(ULONG)status > 0x7FFFFFFF",
    "((ULONG)status >> 31) != 0",
    "((ULONG)status) >> 30 == 3",
    "-status > 0",
    "0 < -status",
    "!NT_SUCCESS(status) || Mode != Mode",
    "!NT_SUCCESS(status) && Mode == Mode",
    "!(NT_SUCCESS(status) && status == STATUS_SUCCESS)",
    "NT_SUCCESS(status) ? FALSE : TRUE",
    "status ^ STATUS_SUCCESS",
    "~status >= 0",
    "!!(status >> 31)",
    "!(~status & 0x80000000)",
    "((ULONG)status & 0xC0000000) == 0xC0000000",
    "(((ULONG)(status)) >> 30) >= 2",
    "!(NT_SUCCESS(status) || NT_INFORMATION(status))",
    "NT_ERROR(status) || NT_WARNING(status)",
    "(status == STATUS_SUCCESS) ^ 1",
    "(NT_SUCCESS(status) & 1) == 0",
    "0 - status > 0",
    "(status | STATUS_SUCCESS) < 0",
    "IS_ERROR(HRESULT_FROM_NT(status))",
    "!NT_VERIFY(NT_SUCCESS(status))",
};

START_TEST(a_failure_is_known_however_it_is_asked)
{
    const char *good = dl_arena_printf(
        arena, REGISTERED START "if (%s) FltUnregisterFilter(Filter);\nreturn status;\n}\n", failures[_i]);
    const char *bad = dl_arena_printf(
        arena, REGISTERED START "if (!(%s)) Mode = 1; else Mode = 2;\nreturn status; /*!*/\n}\n", failures[_i]);
    const char *wrong_way = dl_arena_printf(
        arena, REGISTERED START "if (%s) { Mode = 1; return STATUS_UNSUCCESSFUL; /*!*/ }\nreturn STATUS_SUCCESS;\n}\n",
        failures[_i]);

    expect_result(failures[_i], "leak", good, DL_SATISFIED, false);
    expect_result(failures[_i], "leak", bad, DL_VIOLATED, false);
    expect_result(failures[_i], "leak", wrong_way, DL_VIOLATED, false);
}
END_TEST

/* ---- control flow in C ---- */

#define UNREGISTER "FltUnregisterFilter(Filter);"

/* The third step may fail, and a table that ends with a null tells them. */
#define STEPS(undo)                                                                                                    \
    HEAD "static PVOID Block;\n"                                                                                       \
         "static NTSTATUS A(void) { Block = " ALLOCATE "; return Block ? STATUS_SUCCESS : STATUS_NO_MEMORY; }\n"       \
         "static VOID UnA(void) { ExFreePool(Block); }\n"                                                              \
         "static NTSTATUS B(void) { return STATUS_SUCCESS; }\nstatic VOID UnB(void) { Mode = 1; }\n"                   \
         "static NTSTATUS C(void) { return FltStartFiltering(Filter); }\nstatic VOID UnC(void) { Mode = 2; }\n"        \
         "typedef struct { NTSTATUS (*Do)(void); VOID (*Undo)(void); } STEP;\n"                                        \
         "static STEP Steps[] = {{A, UnA}, {B, UnB}, {C, UnC}, {NULL, NULL}};\n" ENTRY "NTSTATUS status; STEP *s;\n"   \
         "for (s = Steps; s->Do != NULL; s++) {\nstatus = s->Do();\nif (!NT_SUCCESS(status)) {\n" undo "\n"
#define COUNTED_STEPS                                                                                                  \
    HEAD "static PVOID Block;\n"                                                                                       \
         "static NTSTATUS A(void) { Block = " ALLOCATE "; return Block ? STATUS_SUCCESS : STATUS_NO_MEMORY; }\n"       \
         "static VOID UnA(void) { ExFreePool(Block); }\n"                                                              \
         "static NTSTATUS B(void) { return FltStartFiltering(Filter); }\nstatic VOID UnB(void) { Mode = 1; }\n"        \
         "typedef struct { NTSTATUS (*Do)(void); VOID (*Undo)(void); } STEP;\n"                                        \
         "static STEP Steps[] = {{A, UnA}, {B, UnB}, {B, UnB}};\n" ENTRY "NTSTATUS status = STATUS_SUCCESS; LONG i;\n" \
         "for (i = 0; i < 3 && NT_SUCCESS(status); i++)\nstatus = Steps[i].Do();\n{\nif (!NT_SUCCESS(status)) {\n"
#define COPIED_BYTES                                                                                                   \
    HEAD "static struct kept { PVOID Block; ULONG Count; } Kept;\n" ENTRY "struct kept made = {0};\n"                  \
         "made.Block = " ALLOCATE ";\nif (!made.Block) return STATUS_NO_MEMORY;\n"                                     \
         "RtlCopyMemory(&Kept, &made, sizeof(made));\nif (RegistryPath->Length > 64)\n"
#define STEPS_END "\n}\n}\nreturn STATUS_SUCCESS;\n}\n"

/* A length of 64 bits that is held against the largest word. */
#define FITS(undo, mark)                                                                                               \
    REGISTERED "LONG64 length = *(LONG64 *)RegistryPath->Buffer;\nif (length > 0 && length < MAXULONG) {\n" undo       \
               "return STATUS_UNSUCCESSFUL; " mark "\n}\n" UNREGISTER "\nreturn STATUS_UNSUCCESSFUL;\n}\n"

static const twins cases[] = {
    {"a length below the largest word", "leak", FITS(UNREGISTER, ""), FITS("", "/*!*/"), false, false},
    {"a flag that is set through a pointer to one of two", "leak",
     REGISTERED "BOOLEAN done = FALSE, other = FALSE, *which = &other;\n"
                "for (ULONG i = 0; i < RegistryPath->Length; i++) which = i & 1 ? &other : &done;\n" START
                "*which = TRUE;\nif (!NT_SUCCESS(status)) { " UNREGISTER
                " return status; }\nreturn STATUS_SUCCESS;\n}\n",
     REGISTERED "BOOLEAN done = FALSE, other = FALSE, *which = &other;\n"
                "for (ULONG i = 0; i < RegistryPath->Length; i++) which = i & 1 ? &other : &done;\n" START
                "*which = TRUE;\nif (!NT_SUCCESS(status)) { if (!done) " UNREGISTER
                " return status; /*?*/ }\nreturn STATUS_SUCCESS;\n}\n",
     false, false},
    {"steps that a pointer walks back", "leak",
     STEPS("while (s != Steps) { --s; s->Undo(); }") "return status;" STEPS_END,
     STEPS("while (s != Steps) { s->Undo(); --s; }") "return status; /*!*/" STEPS_END, false, false},
    {"two statuses joined by their bits", "leak",
     REGISTERED "NTSTATUS other;\n" START "other = FltStartFiltering(Filter);\nif ((status | other) < 0) { " UNREGISTER
                " return STATUS_UNSUCCESSFUL; }\nreturn status;\n}\n",
     REGISTERED "NTSTATUS other;\n" START "other = FltStartFiltering(Filter);\nif ((status & other) < 0) { " UNREGISTER
                " return STATUS_UNSUCCESSFUL; }\nreturn status; /*!*/\n}\n",
     false, false},
    {"a status that gathers what the steps return", "leak",
     REGISTERED "status = STATUS_SUCCESS;\nstatus |= FltStartFiltering(Filter);\n"
                "if (!NT_SUCCESS(status)) " UNREGISTER "\nreturn status;\n}\n",
     REGISTERED "status = STATUS_SUCCESS;\nstatus |= FltStartFiltering(Filter);\n"
                "if (NT_SUCCESS(status)) Mode = 1;\nreturn status; /*!*/\n}\n",
     false, false},
    {"statuses that are gathered, and asked by the return alone", "leak",
     HEAD ENTRY "NTSTATUS status = STATUS_SUCCESS; PVOID block;\nstatus |= RtlCheckRegistryKey(1, L\"x\");\n"
                "status |= RtlCheckRegistryKey(2, L\"x\");\nblock = " ALLOCATE
                ";\nif (block) ExFreePool(block);\nreturn status;\n}\n",
     REGISTERED "status |= RtlCheckRegistryKey(1, L\"x\");\nstatus |= FltStartFiltering(Filter);\n"
                "return status; /*!*/\n}\n",
     false, false},
    {"a status that only one step is gathered in", "leak",
     REGISTERED "status = STATUS_SUCCESS;\nstatus |= FltStartFiltering(Filter);\nif (status) " UNREGISTER
                "\nreturn status;\n}\n",
     REGISTERED "status = STATUS_SUCCESS;\nreturn status |= FltStartFiltering(Filter); /*!*/\n}\n", false, false},
    {"helpers that are called before anything declares them", "leak",
     REGISTERED START "if (!NT_SUCCESS(status)) Undo();\nreturn status;\n}\nstatic VOID Undo(VOID) { " UNREGISTER
                      " }\n",
     REGISTERED START
     "if (!NT_SUCCESS(status)) Undo();\nreturn status; /*!*/\n}\nstatic VOID Undo(VOID) { Mode = 1; }\n",
     false, false},
    {"a flag that is toggled", "leak",
     REGISTERED "BOOLEAN held = FALSE;\nheld ^= TRUE;\n" START
                "if (NT_SUCCESS(status)) held ^= TRUE;\nif (held) " UNREGISTER "\nreturn status;\n}\n",
     REGISTERED "BOOLEAN held = FALSE;\nheld ^= TRUE;\n" START
                "if (!NT_SUCCESS(status)) held ^= TRUE; else return status;\nif (held) " UNREGISTER
                "\nreturn status; /*!*/\n}\n",
     false, false},
    {"a bit that is taken out by InterlockedAnd", "leak",
     REGISTERED "LONG held = 0;\nInterlockedOr(&held, 2);\n" START
                "if (!NT_SUCCESS(status) && (InterlockedAnd(&held, ~2) & 2)) " UNREGISTER "\nreturn status;\n}\n",
     REGISTERED "LONG held = 0;\nInterlockedOr(&held, 2);\n" START
                "if (!NT_SUCCESS(status) && (InterlockedAnd(&held, ~2) & 1)) " UNREGISTER "\nreturn status; /*!*/\n}\n",
     false, false},
    {"a flag that is taken once", "leak",
     REGISTERED "LONG held = 1;\n" START
                "if (!NT_SUCCESS(status) && InterlockedCompareExchange(&held, 0, 1) == 1) " UNREGISTER
                "\nif (InterlockedCompareExchange(&held, 0, 1) == 1) Mode = 1;\nreturn status;\n}\n",
     REGISTERED "LONG held = 1;\n" START "InterlockedCompareExchange(&held, 0, 1);\n"
                "if (!NT_SUCCESS(status) && InterlockedCompareExchange(&held, 0, 1) == 1) " UNREGISTER
                "\nreturn status; /*!*/\n}\n",
     false, false},
    {"a range of a switch", "leak",
     REGISTERED START "switch (status) {\ncase STATUS_SUCCESS ... 0x7FFFFFFF: break;\ndefault: " UNREGISTER
                      "\n}\nreturn status;\n}\n",
     REGISTERED START "switch (status) {\ncase STATUS_SUCCESS ... 0x7FFFFFFF: " UNREGISTER
                      " return STATUS_UNSUCCESSFUL;\ndefault: break;\n}\nreturn status; /*!*/\n}\n",
     false, false},
    {"steps that are counted while they succeed, and taken back from the last", "leak",
     COUNTED_STEPS "for (i -= 2; i >= 0; i--) Steps[i].Undo();\nreturn status;" STEPS_END,
     COUNTED_STEPS "for (i -= 3; i >= 0; i--) Steps[i].Undo();\nreturn status; /*!*/" STEPS_END, false, false},
    {"a structure that is copied as bytes", "leak",
     COPIED_BYTES "{ ExFreePool(Kept.Block); return STATUS_NO_MEMORY; }\nreturn STATUS_SUCCESS;\n}\n",
     COPIED_BYTES "{ Kept.Block = NULL; return STATUS_NO_MEMORY; /*!*/ }\nreturn STATUS_SUCCESS;\n}\n", false, false},
    {"a switch on the status", "leak",
     REGISTERED START "switch (status) {\ncase STATUS_SUCCESS: break;\ndefault: " UNREGISTER "\n}\nreturn status;\n}\n",
     REGISTERED START "switch (status) {\ncase STATUS_SUCCESS: break;\ncase STATUS_NOT_SUPPORTED: " UNREGISTER
                      "\n}\nreturn status; /*!*/\n}\n",
     false, false},
    {"a status chosen by a condition", "leak",
     REGISTERED "status = " OPEN " ? FltStartFiltering(Filter) : STATUS_NOT_SUPPORTED;\n"
                "if (!NT_SUCCESS(status)) " UNREGISTER "\nreturn status;\n}\n",
     REGISTERED "status = " OPEN " ? FltStartFiltering(Filter) : STATUS_NOT_SUPPORTED;\n"
                "if (status == STATUS_NOT_SUPPORTED) " UNREGISTER "\nreturn status; /*!*/\n}\n",
     false, false},
    {"a flag made of two conditions", "leak",
     REGISTERED "BOOLEAN ok;\n" START "ok = NT_SUCCESS(status) && " OPEN ";\nif (!ok) { " UNREGISTER
                " return STATUS_UNSUCCESSFUL; }\nreturn STATUS_SUCCESS;\n}\n",
     REGISTERED "BOOLEAN ok;\n" START "ok = NT_SUCCESS(status) || " OPEN ";\nif (ok) return STATUS_SUCCESS;\n"
                "if (status == STATUS_SUCCESS) " UNREGISTER "\nreturn STATUS_UNSUCCESSFUL; /*!*/\n}\n",
     false, false},
    {"a flag that says the contrary", "leak",
     REGISTERED "BOOLEAN failed = TRUE;\n" START "if (NT_SUCCESS(status)) failed = FALSE;\n"
                "if (failed) " UNREGISTER "\nreturn failed ? STATUS_UNSUCCESSFUL : STATUS_SUCCESS;\n}\n",
     REGISTERED "BOOLEAN failed = TRUE;\n" START "if (NT_SUCCESS(status)) failed = FALSE;\n"
                "if (!failed) Mode = 1;\nreturn failed ? STATUS_UNSUCCESSFUL : STATUS_SUCCESS; /*!*/\n}\n",
     false, false},
    {"an enumerator for success", "leak",
     HEAD "typedef enum { Ok, Bad } ANSWER;\n"
          "static ANSWER Begin(void) { return NT_SUCCESS(FltStartFiltering(Filter)) ? Ok : Bad; }\n" ENTRY
          "NTSTATUS status;\n" REGISTER RETURN_IF_FAILED "if (Begin() != Ok) { " UNREGISTER
          " return STATUS_UNSUCCESSFUL; }\nreturn STATUS_SUCCESS;\n}\n",
     HEAD "typedef enum { Ok, Bad } ANSWER;\n"
          "static ANSWER Begin(void) { return NT_SUCCESS(FltStartFiltering(Filter)) ? Ok : Bad; }\n" ENTRY
          "NTSTATUS status;\n" REGISTER RETURN_IF_FAILED
          "if (Begin() == Bad) return STATUS_UNSUCCESSFUL; /*!*/\nreturn STATUS_SUCCESS;\n}\n",
     false, false},
    {"a helper that says zero for success", "leak",
     HEAD "static int Begin(void) { if (!NT_SUCCESS(FltStartFiltering(Filter))) return -1; return 0; }\n" ENTRY
          "NTSTATUS status;\n" REGISTER RETURN_IF_FAILED "if (Begin()) { " UNREGISTER
          " return STATUS_UNSUCCESSFUL; }\nreturn STATUS_SUCCESS;\n}\n",
     HEAD "static int Begin(void) { if (!NT_SUCCESS(FltStartFiltering(Filter))) return -1; return 0; }\n" ENTRY
          "NTSTATUS status;\n" REGISTER RETURN_IF_FAILED
          "if (!Begin()) return STATUS_SUCCESS;\nreturn STATUS_UNSUCCESSFUL; /*!*/\n}\n",
     false, false},
    {"a jump into a block", "leak",
     REGISTERED START "if (!NT_SUCCESS(status)) goto undo;\nif (" OPEN
                      ") {\nstatus = STATUS_NOT_SUPPORTED;\nundo:\n" UNREGISTER "\n}\nreturn status;\n}\n",
     REGISTERED START "if (!NT_SUCCESS(status)) goto undo;\nif (" OPEN
                      ") {\nstatus = STATUS_NOT_SUPPORTED;\n" UNREGISTER
                      "\nundo:\nMode = 1;\n}\nreturn status; /*!*/\n}\n",
     false, false},
    {"a call that does not come back", "leak",
     REGISTERED START "if (!NT_SUCCESS(status)) KeBugCheck(1);\nreturn status;\n}\n",
     REGISTERED START "if (!NT_SUCCESS(status)) DbgPrint(\"x\");\nreturn status; /*!*/\n}\n", false, false},
    {"the own unload routine called by hand", "leak",
     HEAD "VOID Un(PDRIVER_OBJECT d) { (void)d; if (Filter) " UNREGISTER " }\n" ENTRY
          "NTSTATUS status;\nDriverObject->DriverUnload = Un;\n" REGISTER RETURN_IF_FAILED START
          "if (!NT_SUCCESS(status)) Un(DriverObject);\nreturn status;\n}\n",
     HEAD "VOID Un(PDRIVER_OBJECT d) { (void)d; if (Other) " UNREGISTER " }\n" ENTRY
          "NTSTATUS status;\nDriverObject->DriverUnload = Un;\n" REGISTER RETURN_IF_FAILED START
          "if (!NT_SUCCESS(status)) Un(DriverObject);\nreturn status; /*!*/\n}\n",
     false, false},
    {"the own unload routine called through the driver object", "leak",
     HEAD "VOID Un(PDRIVER_OBJECT d) { (void)d; if (Filter) " UNREGISTER " }\n" ENTRY
          "NTSTATUS status;\nDriverObject->DriverUnload = Un;\n" REGISTER RETURN_IF_FAILED START
          "if (!NT_SUCCESS(status)) DriverObject->DriverUnload(DriverObject);\nreturn status;\n}\n",
     HEAD "VOID Un(PDRIVER_OBJECT d) { (void)d; }\n" ENTRY
          "NTSTATUS status;\nDriverObject->DriverUnload = Un;\n" REGISTER RETURN_IF_FAILED START
          "if (!NT_SUCCESS(status)) DriverObject->DriverUnload(DriverObject);\nreturn status; /*!*/\n}\n",
     false, false},
    {"a table of steps", "leak",
     HEAD
     "static NTSTATUS A(void) { return FltStartFiltering(Filter); }\nstatic NTSTATUS B(void) { Mode = 1; return 0; }\n"
     "static NTSTATUS (*const Steps[])(void) = { A, B };\n" ENTRY
     "NTSTATUS status; ULONG i;\n" REGISTER RETURN_IF_FAILED
     "for (i = 0; i < sizeof Steps / sizeof Steps[0]; i++) {\nstatus = Steps[i]();\n"
     "if (!NT_SUCCESS(status)) goto fail;\n}\nreturn STATUS_SUCCESS;\nfail:\n" UNREGISTER "\nreturn status;\n}\n",
     HEAD
     "static NTSTATUS A(void) { return FltStartFiltering(Filter); }\nstatic NTSTATUS B(void) { Mode = 1; return 0; }\n"
     "static NTSTATUS (*const Steps[])(void) = { A, B };\n" ENTRY
     "NTSTATUS status; ULONG i;\n" REGISTER RETURN_IF_FAILED
     "for (i = 0; i < sizeof Steps / sizeof Steps[0]; i++) {\nstatus = Steps[i]();\n"
     "if (!NT_SUCCESS(status)) goto fail;\n}\nreturn STATUS_SUCCESS;\nfail:\nMode = 2;\nreturn status; /*!*/\n}\n",
     false, false},
    {"a helper that calls itself a known number of times", "leak",
     HEAD "static VOID Undo(ULONG n) { if (n == 0) { " UNREGISTER " return; }\nUndo(n - 1); }\n" ENTRY
          "NTSTATUS status;\n" REGISTER RETURN_IF_FAILED START "if (!NT_SUCCESS(status)) Undo(3);\nreturn status;\n}\n",
     HEAD "static VOID Undo(ULONG n) { if (n == 0) { Mode = 1; return; }\nUndo(n - 1); }\n" ENTRY
          "NTSTATUS status;\n" REGISTER RETURN_IF_FAILED START
          "if (!NT_SUCCESS(status)) Undo(3);\nreturn status; /*!*/\n}\n",
     false, false},
    {"a helper that calls itself, nobody knows how often", "leak",
     HEAD "static VOID Undo(ULONG n) { if (n == 0) { " UNREGISTER " return; }\nUndo(n - 1); }\n" ENTRY
          "NTSTATUS status;\n" REGISTER RETURN_IF_FAILED START
          "if (!NT_SUCCESS(status)) Undo(RegistryPath->Length);\nreturn status;\n}\n",
     HEAD "static VOID Undo(ULONG n) { if (n == 0) { Mode = 1; return; }\nUndo(n - 1); }\n" ENTRY
          "NTSTATUS status;\n" REGISTER RETURN_IF_FAILED START
          "if (!NT_SUCCESS(status)) Undo(RegistryPath->Length);\nreturn status; /*!*/\n}\n",
     false, false},
    {"a helper that keeps a variable over a call of itself", "leak",
     HEAD "static VOID Undo(BOOLEAN top) { BOOLEAN mine = top; if (top) Undo(FALSE);\nif (mine) " UNREGISTER
          " }\n" ENTRY "NTSTATUS status;\n" REGISTER RETURN_IF_FAILED START
          "if (!NT_SUCCESS(status)) Undo(TRUE);\nreturn status;\n}\n",
     HEAD "static VOID Undo(BOOLEAN top) { BOOLEAN mine = top; if (top) Undo(FALSE);\nif (mine && !top) " UNREGISTER
          " }\n" ENTRY "NTSTATUS status;\n" REGISTER RETURN_IF_FAILED START
          "if (!NT_SUCCESS(status)) Undo(TRUE);\nreturn status; /*!*/\n}\n",
     false, false},
    {"two helpers that call each other", "leak",
     HEAD "static VOID Even(ULONG n);\nstatic VOID Odd(ULONG n) { if (n) Even(n - 1); else " UNREGISTER " }\n"
          "static VOID Even(ULONG n) { if (n) Odd(n - 1); else " UNREGISTER " }\n" ENTRY
          "NTSTATUS status;\n" REGISTER RETURN_IF_FAILED START
          "if (!NT_SUCCESS(status)) Even(RegistryPath->Length);\nreturn status;\n}\n",
     HEAD "static VOID Even(ULONG n);\nstatic VOID Odd(ULONG n) { if (n) Even(n - 1); }\n"
          "static VOID Even(ULONG n) { if (n) Odd(n - 1); else " UNREGISTER " }\n" ENTRY
          "NTSTATUS status;\n" REGISTER RETURN_IF_FAILED START
          "if (!NT_SUCCESS(status)) Even(RegistryPath->Length);\nreturn status; /*!*/\n}\n",
     false, false},
    {"blocks acquired in a loop and freed in reverse", "leak",
     HEAD ENTRY "PVOID b[4]; LONG i;\nfor (i = 0; i < 4; i++) {\nb[i] = " ALLOCATE ";\nif (!b[i]) goto fail;\n}\n"
                "return STATUS_SUCCESS;\nfail:\nwhile (--i >= 0) ExFreePool(b[i]);\nreturn STATUS_NO_MEMORY;\n}\n",
     HEAD ENTRY "PVOID b[4]; LONG i;\nfor (i = 0; i < 4; i++) {\nb[i] = " ALLOCATE ";\nif (!b[i]) goto fail;\n}\n"
                "return STATUS_SUCCESS;\nfail:\nwhile (--i > 0) ExFreePool(b[i]);\nreturn STATUS_NO_MEMORY; /*!*/\n}\n",
     false, false},
    {"a loop that nobody knows the rounds of", "missed",
     HEAD "PVOID Blocks[64];\n" ENTRY "ULONG i;\nfor (i = 0; i < RegistryPath->Length; i++) {\nBlocks[i] = " ALLOCATE
          ";\nif (!Blocks[i]) return STATUS_NO_MEMORY;\n}\nreturn STATUS_SUCCESS;\n}\n",
     HEAD "PVOID Blocks[64];\n" ENTRY "ULONG i;\nfor (i = 0; i < RegistryPath->Length; i++) {\nBlocks[i] = " ALLOCATE
          ";\nif (!Blocks[0]) return STATUS_NO_MEMORY;\n}\nreturn STATUS_SUCCESS; /*!*/\n}\n",
     false, false},
    {"a handle that moves to where it stays", "kept",
     HEAD "static PFLT_FILTER Take(PFLT_FILTER *from) { PFLT_FILTER f = *from; *from = NULL; return f; }\n" ENTRY
          "PFLT_FILTER mine; NTSTATUS status = FltRegisterFilter(DriverObject, &Registration, &mine);\n"
          "if (!NT_SUCCESS(status)) return STATUS_SUCCESS;\nFilter = Take(&mine);\nreturn status;\n}\n",
     HEAD "static PFLT_FILTER Take(PFLT_FILTER *from) { PFLT_FILTER f = *from; *from = NULL; return f; }\n" ENTRY
          "PFLT_FILTER mine; NTSTATUS status = FltRegisterFilter(DriverObject, &Registration, &mine); /*!*/\n"
          "if (!NT_SUCCESS(status)) return STATUS_SUCCESS;\nTake(&mine);\nFilter = mine;\nreturn status;\n}\n",
     false, false},
    {"an exception that becomes a status", "leak",
     REGISTERED "__try {\n" START "} __except (EXCEPTION_EXECUTE_HANDLER) {\nstatus = GetExceptionCode();\n}\n"
                "if (!NT_SUCCESS(status)) " UNREGISTER "\nreturn status;\n}\n",
     REGISTERED "__try {\n" START "} __except (EXCEPTION_EXECUTE_HANDLER) {\nMode = GetExceptionCode();\n}\n"
                "if (!NT_SUCCESS((NTSTATUS)Mode)) " UNREGISTER "\nreturn status; /*!*/\n}\n",
     false, false},
    {"a block that is freed where an exception ended it, and where none did", "leak",
     HEAD ENTRY
     "PVOID b = NULL; NTSTATUS status = STATUS_SUCCESS; BOOLEAN made = FALSE;\n__try {\n__try {\nb = " ALLOCATE
     ";\nif (!b) { status = STATUS_NO_MEMORY; __leave; }\nmade = TRUE;\n" START
     "if (!NT_SUCCESS(status)) __leave;\nExFreePool(b);\nmade = FALSE;\n} __finally {\n"
     "if (AbnormalTermination() || !NT_SUCCESS(status)) {\nif (made) ExFreePool(b);\n}\n}\n"
     "} __except (EXCEPTION_EXECUTE_HANDLER) {\nstatus = GetExceptionCode();\n}\nreturn status;\n}\n",
     HEAD ENTRY
     "PVOID b = NULL; NTSTATUS status = STATUS_SUCCESS; BOOLEAN made = FALSE;\n__try {\n__try {\nb = " ALLOCATE
     ";\nif (!b) { status = STATUS_NO_MEMORY; __leave; }\nmade = TRUE;\n" START
     "if (!NT_SUCCESS(status)) __leave;\nExFreePool(b);\nmade = FALSE;\n} __finally {\n"
     "if (AbnormalTermination()) {\nif (made) ExFreePool(b);\n}\n}\n"
     "} __except (EXCEPTION_EXECUTE_HANDLER) {\nstatus = GetExceptionCode();\n}\nreturn status; /*!*/\n}\n",
     false, false},
    {"devices made in a loop and deleted in reverse", "leak",
     HEAD "PDEVICE_OBJECT Devices[3];\n" ENTRY "NTSTATUS status; ULONG i;\nfor (i = 0; i < 3; i++) {\n"
          "status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, 0, FALSE, &Devices[i]);\n"
          "if (!NT_SUCCESS(status)) {\nwhile (i-- > 0) IoDeleteDevice(Devices[i]);\nreturn status;\n}\n}\n"
          "return STATUS_SUCCESS;\n}\n",
     HEAD "PDEVICE_OBJECT Devices[3];\n" ENTRY "NTSTATUS status; ULONG i;\nfor (i = 0; i < 3; i++) {\n"
          "status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, 0, FALSE, &Devices[i]);\n"
          "if (!NT_SUCCESS(status)) {\nMode = i;\nreturn status; /*!*/\n}\n}\n"
          "return STATUS_SUCCESS;\n}\n",
     false, false},
};

/* ---- what the unload routine does with what the entry left ---- */

#define LEFT(undo)                                                                                                     \
    HEAD "static PVOID Block; static BOOLEAN Made; static ULONG Steps;\n"                                              \
         "static struct { PVOID Block; BOOLEAN Made; } Kept;\n"                                                        \
         "VOID Un(PDRIVER_OBJECT d) { (void)d; " undo " }\n" ENTRY "DriverObject->DriverUnload = Un;\n"
#define BLOCK_OR_RETURN "Block = " ALLOCATE ";\nif (!Block) return STATUS_NO_MEMORY;\n"
#define BAD_BLOCK "Block = " ALLOCATE "; /*!*/\nif (!Block) return STATUS_NO_MEMORY;\n"
#define BETWEEN                                                                                                        \
    "NTSTATUS Pass(PDEVICE_OBJECT d, PIRP i) { (void)d; (void)i; Made = TRUE; return 0; }\n" ENTRY                     \
    "DriverObject->MajorFunction[IRP_MJ_CREATE] = Pass;\n"

static const twins unload_cases[] = {
    {"a flag that only unload asks", "unload",
     LEFT("if (Made) ExFreePool(Block);") BLOCK_OR_RETURN "Made = TRUE;\nreturn STATUS_SUCCESS;\n}\n",
     LEFT("if (Made) ExFreePool(Block);") BAD_BLOCK "return STATUS_SUCCESS;\n}\n", false, false},
    {"a flag in a structure", "unload",
     LEFT("if (Kept.Made) ExFreePool(Block);") BLOCK_OR_RETURN "Kept.Made = TRUE;\nreturn STATUS_SUCCESS;\n}\n",
     LEFT("if (Kept.Made) ExFreePool(Block);") BAD_BLOCK "return STATUS_SUCCESS;\n}\n", false, false},
    {"a handle that is released from where it was copied to", "unload",
     LEFT("ExFreePool(Kept.Block);") BLOCK_OR_RETURN "Kept.Block = Block;\nreturn STATUS_SUCCESS;\n}\n",
     LEFT("ExFreePool(Kept.Block);") BAD_BLOCK "Kept.Block = NULL;\nreturn STATUS_SUCCESS;\n}\n", false, false},
    {"steps counted otherwise than they are undone", "unload",
     LEFT("switch (Steps) { case 2: case 1: ExFreePool(Block); }") BLOCK_OR_RETURN
     "Steps = 1;\nreturn STATUS_SUCCESS;\n}\n",
     LEFT("switch (Steps) { case 2: ExFreePool(Block); }") BAD_BLOCK "Steps = 1;\nreturn STATUS_SUCCESS;\n}\n", false,
     false},
    {"a handle that the entry forgets", "unload",
     LEFT("if (Block) ExFreePool(Block);") BLOCK_OR_RETURN "return STATUS_SUCCESS;\n}\n",
     LEFT("if (Block) ExFreePool(Block);") BAD_BLOCK "Block = NULL;\nreturn STATUS_SUCCESS;\n}\n", false, false},
    {"one way through the entry of two", "unload",
     LEFT("if (Made) ExFreePool(Block);") BLOCK_OR_RETURN "Made = TRUE;\nif (" OPEN
                                                          ") Mode = 1;\nreturn STATUS_SUCCESS;\n}\n",
     LEFT("if (Made) ExFreePool(Block);") BAD_BLOCK "if (" OPEN ") Made = TRUE;\nreturn STATUS_SUCCESS;\n}\n", false,
     false},
};

/* ---- releases that run at other times, or of what else leads to the block ---- */

#define AT_OTHER_TIMES(more, undo)                                                                                     \
    HEAD "static PVOID Block, Other; static KDPC Dpc; static WORK_QUEUE_ITEM Item; static UNICODE_STRING Path;\n" more \
         "VOID Un(PDRIVER_OBJECT d) { (void)d; " undo " }\n" ENTRY "DriverObject->DriverUnload = Un;\n"
#define FREES_OTHER                                                                                                    \
    "NTSTATUS Pass(PDEVICE_OBJECT d, PIRP i) { PVOID own = " ALLOCATE                                                  \
    "; (void)d; (void)i; if (own) ExFreePool(own); return 0; }\n"
#define DPC "static KDEFERRED_ROUTINE Run;\nstatic VOID Run(PKDPC d, PVOID c, PVOID a, PVOID b) { ExFreePool("
#define OK "return STATUS_SUCCESS;\n}\n"

static const struct {
    const char *what, *source;
    dl_verdict_kind verdict;
} other_times[] = {
    {"a routine that is given the block",
     AT_OTHER_TIMES(DPC "c); }\n", "KeInsertQueueDpc(&Dpc, NULL, NULL);") BLOCK_OR_RETURN
     "KeInitializeDpc(&Dpc, Run, Block);\n" OK,
     DL_UNDETERMINED},
    {"a routine that is given the block when it is queued",
     AT_OTHER_TIMES(DPC "a); }\n", "KeInsertQueueDpc(&Dpc, Block, NULL);") BLOCK_OR_RETURN
     "KeInitializeDpc(&Dpc, Run, NULL);\n" OK,
     DL_UNDETERMINED},
    {"a routine of a work item",
     AT_OTHER_TIMES("static VOID Run(PVOID c) { ExFreePool(c); }\n",
                    "ExInitializeWorkItem(&Item, Run, Block); ExQueueWorkItem(&Item, DelayedWorkQueue);")
         BLOCK_OR_RETURN OK,
     DL_UNDETERMINED},
    {"a routine that is given another block",
     AT_OTHER_TIMES(DPC "c); }\n", "KeInsertQueueDpc(&Dpc, NULL, NULL);") BAD_BLOCK
     "Other = " ALLOCATE ";\nKeInitializeDpc(&Dpc, Run, Other);\n" OK,
     DL_VIOLATED},
    {"a text of it",
     AT_OTHER_TIMES("", "UNICODE_STRING s; RtlInitUnicodeString(&s, Block); ExFreePool(s.Buffer);") BLOCK_OR_RETURN OK,
     DL_SATISFIED},
    {"a text of it that lasts",
     AT_OTHER_TIMES("", "ExFreePool(Path.Buffer);") BLOCK_OR_RETURN "RtlInitUnicodeString(&Path, Block);\n" OK,
     DL_SATISFIED},
    {"the whole text, copied",
     AT_OTHER_TIMES("static UNICODE_STRING Kept;\n",
                    "ExFreePool(Kept.Buffer);") "Path.Buffer = " ALLOCATE
                                                ";\nif (!Path.Buffer) return STATUS_NO_MEMORY;\nKept = Path;\n" OK,
     DL_SATISFIED},
    {"a structure around it, copied",
     AT_OTHER_TIMES("static struct { PVOID Block; } One, Two;\n", "ExFreePool(Two.Block);") BLOCK_OR_RETURN
     "One.Block = Block;\nTwo = One;\n" OK,
     DL_SATISFIED},
    {"a structure around another, copied",
     AT_OTHER_TIMES("static struct { PVOID Block; } One, Two;\n", "ExFreePool(Two.Block);") BAD_BLOCK
     "One.Block = Other;\nTwo = One;\n" OK,
     DL_VIOLATED},
    {"taken out by an exchange",
     AT_OTHER_TIMES("", "if (Other) ExFreePool(Other);") BLOCK_OR_RETURN
     "Other = InterlockedExchangePointer(&Block, NULL);\n" OK,
     DL_SATISFIED},
    {"a text of something else",
     AT_OTHER_TIMES("", "ExFreePool(Path.Buffer);") BAD_BLOCK "RtlInitUnicodeString(&Path, L\"x\");\n" OK, DL_VIOLATED},
    {"a dispatch routine that frees what it made",
     AT_OTHER_TIMES(FREES_OTHER, "") "DriverObject->MajorFunction[IRP_MJ_CREATE] = Pass;\n" BAD_BLOCK OK, DL_VIOLATED},
    {"a dispatch routine that frees what it made, and a copy of the block",
     AT_OTHER_TIMES(FREES_OTHER, "") "DriverObject->MajorFunction[IRP_MJ_CREATE] = Pass;\n" BLOCK_OR_RETURN
                                     "Other = Block;\n" OK,
     DL_UNDETERMINED},
    {"a dispatch routine that frees what it made, and a flag that the entry leaves clear",
     AT_OTHER_TIMES(
         FREES_OTHER,
         "if (Other) ExFreePool(Block);") "DriverObject->MajorFunction[IRP_MJ_CREATE] = Pass;\n" BAD_BLOCK OK,
     DL_VIOLATED},
    {"a text's block, which calls read and write",
     AT_OTHER_TIMES(FREES_OTHER, "") "DriverObject->MajorFunction[IRP_MJ_CREATE] = Pass;\nPath.Buffer = " ALLOCATE
                                     "; /*!*/\nif (!Path.Buffer) return STATUS_NO_MEMORY;\n"
                                     "Path.MaximumLength = 64; RtlCopyUnicodeString(&Path, RegistryPath);\n" OK,
     DL_VIOLATED},
    {"a flag that hangs on merged values",
     AT_OTHER_TIMES("static BOOLEAN Made;\n",
                    "if (Made) ExFreePool(Block);") "ULONG n;\n" BLOCK_OR_RETURN "if (" OPEN
                                                    ") n = Mode; else n = RegistryPath->MaximumLength;\n"
                                                    "if (n > 5) Made = TRUE;\n" OK,
     DL_UNDETERMINED},
    {"a few bytes that are cleared",
     AT_OTHER_TIMES("static struct { PVOID First, Block; } Two;\n",
                    "if (Two.Block) ExFreePool(Two.Block);") "Two.Block = " ALLOCATE ";\nif (!Two.Block) return "
                                                             "STATUS_NO_MEMORY;\nmemset(&Two, 0, sizeof(PVOID));\n" OK,
     DL_SATISFIED},
    {"all bytes that are cleared",
     AT_OTHER_TIMES("static struct { PVOID First, Block; } Two;\n",
                    "if (Two.Block) ExFreePool(Two.Block);") "Two.Block = " ALLOCATE "; /*!*/\nif (!Two.Block) return "
                                                             "STATUS_NO_MEMORY;\nmemset(&Two, 0, sizeof(Two));\n" OK,
     DL_VIOLATED},
    {"the driver's list of devices",
     AT_OTHER_TIMES(
         "static PDEVICE_OBJECT Device;\n",
         "IoDeleteDevice(d->DeviceObject);") "if (!NT_SUCCESS(IoCreateDevice(DriverObject, 0, NULL, "
                                             "FILE_DEVICE_UNKNOWN, 0, FALSE, &Device)))\n"
                                             "return STATUS_NO_MEMORY;\nDevice->Flags &= ~DO_DEVICE_INITIALIZING;\n" OK,
     DL_SATISFIED},
};

START_TEST(what_else_releases_is_told)
{
    expect_result(other_times[_i].what, "unload", other_times[_i].source, other_times[_i].verdict, false);
}
END_TEST

TWIN_TESTS(unload_cases)

/* What may have changed since the entry returned is no ground for a finding. */
START_TEST(what_others_write_is_left_open)
{
    static const char source[] =
        HEAD "static PVOID Block; static BOOLEAN Made;\n"
             "VOID Un(PDRIVER_OBJECT d) { (void)d; if (Made) ExFreePool(Block); }\n" BETWEEN
             "DriverObject->DriverUnload = Un;\n" BLOCK_OR_RETURN "return STATUS_SUCCESS;\n}\n";

    expect_result("a flag that a dispatch routine sets", "unload", source, DL_SATISFIED, false);
}
END_TEST

/* How many were made is not known: whether as many are undone is not, either. */
START_TEST(rounds_that_were_joined_are_left_open)
{
    static const char source[] =
        HEAD "static PVOID Blocks[64]; static ULONG Made;\n"
             "static NTSTATUS Add(ULONG i) { Blocks[i] = " ALLOCATE "; if (!Blocks[i]) return STATUS_NO_MEMORY;\n"
             "Made++; return STATUS_SUCCESS; }\n"
             "static VOID Drop(VOID) { while (Made) { Made--; ExFreePool(Blocks[Made]); } }\n" ENTRY
             "NTSTATUS status; ULONG i;\nfor (i = 0; i < RegistryPath->Length; i++) {\nstatus = Add(i);\n"
             "if (!NT_SUCCESS(status)) {\nDrop();\nreturn status;\n}\n}\nreturn STATUS_SUCCESS;\n}\n";

    expect_result("as many as were made", "leak", source, DL_UNDETERMINED, false);
}
END_TEST

/* A member that a loop of unknown rounds sets is not set for sure. */
START_TEST(what_is_set_on_some_ways_is_left_open)
{
    static const char begin[] = HEAD ENTRY "NTSTATUS status; FLT_REGISTRATION r; ULONG i;\nr.Size = sizeof(r);\n";
    static const char end[] = "status = FltRegisterFilter(DriverObject, &r, &Filter);\nreturn status;\n}\n";
    static const char set[] = "r.Version = FLT_REGISTRATION_VERSION;\n";

    expect_result("set", "whole", dl_arena_printf(arena, "%s%s%s", begin, set, end), DL_SATISFIED, false);
    expect_result("set in a loop", "whole",
                  dl_arena_printf(arena, "%sfor (i = 0; i < RegistryPath->Length; i++) %s%s", begin, set, end),
                  DL_UNDETERMINED, false);
}
END_TEST

/* Whether `ABSENT_PASS_TYPE Pass;` declares a function or defines a variable that is zero, its header would say. */
START_TEST(a_name_of_a_made_up_type_is_left_open)
{
    static const char begin[] = ENTRY "ULONG i;\nfor (i = 0; i <= IRP_MJ_MAXIMUM_FUNCTION; i++)\n"
                                      "DriverObject->MajorFunction[i] = Pass;\n";
    static const char clears[] = HEAD "ABSENT_PASS_TYPE Pass;\nVOID Clear(VOID) { Pass = 0; }\n";
    static const char bad[] = "return STATUS_SUCCESS; /*!*/\n}\n";

    expect_result("never written", "every",
                  dl_arena_printf(arena, HEAD "ABSENT_PASS_TYPE Pass;\n%sreturn STATUS_SUCCESS;\n}\n", begin),
                  DL_UNDETERMINED, false);
    expect_result("a variable, since it is written", "every", dl_arena_printf(arena, "%s%s%s", clears, begin, bad),
                  DL_VIOLATED, false);
    expect_result("of a known type", "every", dl_arena_printf(arena, HEAD "PDRIVER_DISPATCH Pass;\n%s%s", begin, bad),
                  DL_VIOLATED, false);
}
END_TEST

TWIN_TESTS(cases)

/* ---- many helpers ---- */

/* A tree of helpers, each called from one place by one that may have failed before. */
static const dl_driver_result *run_tree(unsigned depth, const char *at_the_end)
{
    unsigned last = (1u << depth) - 1;
    dl_text text;

    dl_text_init(&text, arena);
    dl_text_add(&text, HEAD);
    for (unsigned i = last; i >= 1; i--) {
        dl_text_printf(&text, "static NTSTATUS Step%u(void)\n{\nNTSTATUS status = RtlCheckRegistryKey(%u, L\"x\");\n",
                       i, i);
        for (unsigned k = 2 * i; k <= 2 * i + 1 && k <= last; k++)
            dl_text_printf(&text, "if (NT_SUCCESS(status)) status = Step%u();\n", k);
        dl_text_add(&text, "return status;\n}\n");
    }
    dl_text_printf(&text,
                   ENTRY "NTSTATUS status;\n" REGISTER RETURN_IF_FAILED "status = Step1();\n"
                         "if (!NT_SUCCESS(status)) %s;\nreturn status;\n}\n",
                   at_the_end);
    return run(tiny, dl_text_str(&text));
}

START_TEST(helpers_are_run_once_for_each_way_in)
{
    const dl_driver_result *few = run_tree(5, "FltUnregisterFilter(Filter)");
    const dl_driver_result *many = run_tree(10, "FltUnregisterFilter(Filter)"), *bad = run_tree(10, "Mode = 1");

    ck_assert_str_eq(name_of(verdict_of(many, "leak")->kind), "satisfied");
    ck_assert_str_eq(name_of(verdict_of(bad, "leak")->kind), "violated");
    ck_assert_msg(many->edge_visits < few->edge_visits * (1023 / 31) * 9 / 8, "31 helpers: %lu visits, 1023: %lu",
                  few->edge_visits, many->edge_visits);
}
END_TEST

/* ---- many flags ---- */

enum { BRANCHES = 60 };

/* Branches in a row, each of which may set one of the flags that the cleanup asks. */
static const dl_driver_result *run_flags(unsigned flags, const char *at_the_end)
{
    dl_text text;

    dl_text_init(&text, arena);
    dl_text_add(&text, HEAD ENTRY "NTSTATUS status;\n");
    for (unsigned i = 0; i < flags; i++)
        dl_text_printf(&text, "BOOLEAN flag%u = FALSE;\n", i);
    dl_text_add(&text, REGISTER RETURN_IF_FAILED);
    for (unsigned i = 0; i < BRANCHES && flags; i++)
        dl_text_printf(&text, "if (RegistryPath->Length > %u) flag%u = TRUE;\n", i, i % flags);
    for (unsigned i = 0; i < BRANCHES && !flags; i++)
        dl_text_printf(&text, "if (RegistryPath->Length > %u) Mode = TRUE;\n", i);
    for (unsigned i = 0; i < flags; i++)
        dl_text_printf(&text, "if (flag%u) { FltUnregisterFilter(Filter); return STATUS_UNSUCCESSFUL; }\n", i);
    dl_text_printf(&text, "status = FltStartFiltering(Filter);\nif (!NT_SUCCESS(status)) %s;\nreturn status;\n}\n",
                   at_the_end);
    return run(tiny, dl_text_str(&text));
}

START_TEST(flags_that_no_finding_hangs_on_cost_nothing)
{
    const dl_driver_result *none = run_flags(0, "FltUnregisterFilter(Filter)");
    const dl_driver_result *four = run_flags(4, "FltUnregisterFilter(Filter)"), *bad = run_flags(4, "Mode = 1");

    ck_assert_str_eq(name_of(verdict_of(four, "leak")->kind), "satisfied");
    ck_assert_str_eq(name_of(verdict_of(bad, "leak")->kind), "violated");
    ck_assert_msg(four->edge_visits < none->edge_visits * 2, "%lu visits without flags, %lu with", none->edge_visits,
                  four->edge_visits);
}
END_TEST

/* ---- control flow in C++ ---- */

#define C_ENTRY "extern \"C\" " ENTRY

#define SCOPE_EXIT                                                                                                     \
    "template <typename F> auto scope_exit(F f)\n{\nclass guard {\npublic:\nguard(F f) : run{f} {}\n"                  \
    "~guard() { if (armed) run(); }\nvoid release() { armed = false; }\nprivate:\nF run;\nbool armed = true;\n};\n"    \
    "return guard{f};\n}\n"
#define CLASS_TEMPLATE                                                                                                 \
    "template <typename F> class Final {\npublic:\nFinal(F f) : m_f(f), m_on(true) {}\n~Final() { if (m_on) m_f(); "   \
    "}\n"                                                                                                              \
    "void Dismiss() { m_on = false; }\nprivate:\nF m_f; bool m_on;\n};\n"                                              \
    "template <typename F> Final<F> Finally(F f) { return Final<F>(f); }\n"

#define SPAN_CLASS                                                                                                     \
    "template <typename T> struct Span {\nT *first; size_t count;\nconst T *begin() const { return first; }\n"         \
    "T *begin() { return first; }\nT *end() { return first + count; }\n};\n"

#define BLOCK_CLASS                                                                                                    \
    "class Buffer {\npublic:\nBuffer() : p(" ALLOCATE ") {}\n~Buffer() { if (p) ExFreePool(p); }\n"                    \
    "PVOID Get() { return p; }\nPVOID Take() { PVOID taken = p; p = nullptr; return taken; }\nprivate:\nPVOID "        \
    "p;\n};\n"

/* Helpers that return an object, which holds a status: each from several places. `undo`: behind the last step. */
#define HANDED_UP(undo, mark)                                                                                          \
    HEAD "struct Status {\nNTSTATUS code;\nStatus(NTSTATUS c) : code(c) {}\n"                                          \
         "explicit operator bool() const { return code >= 0; }\n};\nstatic PDEVICE_OBJECT Low;\n"                      \
         "static Status Tell() { return IoRegisterShutdownNotification(Low); }\n"                                      \
         "static Status Set()\n{\nif (Status s = Tell(); !s) return s;\nif (Status s = Tell(); !s) return s;\n"        \
         "Status s = Tell();\nif (!s) return s;\nMode = 1;\nreturn s;\n}\n"                                            \
         "static Status Run()\n{\nPVOID block = " ALLOCATE ";\nif (!block) return STATUS_NO_MEMORY;\n"                 \
         "if (auto s = Set(); !s) { ExFreePool(block); return s; }\nif (auto s = Tell(); !s) { " undo " return s; }\n" \
         "ExFreePool(block);\nreturn STATUS_SUCCESS;\n}\n" C_ENTRY "return Run().code; " mark "\n}\n"

/* What an object's own member tells its method, outside of which nobody looks at it. */
#define MARKED(first, second, mark)                                                                                    \
    HEAD "static PDEVICE_OBJECT Low;\nclass Unit {\nbool on = false;\npublic:\nvoid Mark() { on = true; }\n"           \
         "void Undo() { if (on) { " UNREGISTER " on = false; } }\n};\nstatic Unit unit;\n" C_ENTRY                     \
         "NTSTATUS status;\n" REGISTER "if (NT_SUCCESS(status)) {\n" first                                             \
         "status = IoRegisterShutdownNotification(Low);\nif (NT_SUCCESS(status)) {\n" second START "}\n}\n"            \
         "if (!NT_SUCCESS(status)) unit.Undo();\nreturn status; " mark "\n}\n"

/* A result that is handed to the next step, a routine that is given by reference; `undo`: where that step fails. */
#define CHAINED(undo, behind)                                                                                          \
    HEAD DISPATCH "struct Result {\nPVOID value; NTSTATUS code; bool ok;\n"                                            \
                  "template <class F> Result Then(F &&next) { if (ok) return next(value); return Result{nullptr, "     \
                  "code, false}; }\n};\nstatic PDEVICE_OBJECT Low;\nstatic Result Make()\n{\nPVOID p = " ALLOCATE      \
                  ";\nif (p) return Result{p, STATUS_SUCCESS, true};\nreturn Result{nullptr, STATUS_NO_MEMORY, "       \
                  "false};\n}\nstatic Result Start(PVOID p)\n{\nNTSTATUS s = IoRegisterShutdownNotification(Low);\n"   \
                  "if (NT_SUCCESS(s)) return Result{p, s, true};\n" undo                                               \
                  "return Result{nullptr, s, false};\n}\n" C_ENTRY "auto r = Make().Then(Start);\n" behind             \
                  "return STATUS_SUCCESS;\n}\n"
#define FILL "for (auto &slot : DriverObject->MajorFunction) slot = Pass;\nExFreePool(r.value);\n"

/* `base` and `derived`: how the classes end. */
#define OWNER(base, derived)                                                                                           \
    HEAD "void *operator new(size_t n) { return ExAllocatePool2(POOL_FLAG_PAGED, n, 'efgh'); }\n"                      \
         "void operator delete(void *p) { if (p) ExFreePool(p); }\n"                                                   \
         "void operator delete(void *p, size_t) { if (p) ExFreePool(p); }\n" BLOCK_CLASS                               \
         "class Base {\npublic:\n" base " virtual ULONG Number() { return 1; }\n};\n"                                  \
         "class Owner : public Base {\npublic:\n" derived " ULONG Number() { return 2; }\n};\n" C_ENTRY                \
         "Base *made = new Owner();\nif (!made) return STATUS_NO_MEMORY;\nMode = made->Number();\ndelete made;\n"
#define HOLDS "PVOID block; Owner() : block(" ALLOCATE ") {} "
#define FREES "{ if (block) ExFreePool(block); }"

/* What holds no filter yet holds what its type is without a value; `end` is what ends it. */
#define HELD(end)                                                                                                      \
    HEAD "template <class T> class Held {\nT v;\npublic:\nexplicit Held(T t = T()) : v(t) {}\n~Held() { " end " }\n"   \
         "T *Put() { return &v; }\nvoid Drop() { v = T(); }\n};\n" C_ENTRY                                             \
         "PFLT_FILTER none = PFLT_FILTER();\nHeld<PFLT_FILTER> held;\nif (none) return STATUS_UNSUCCESSFUL;\n"         \
         "NTSTATUS status = FltRegisterFilter(DriverObject, &Registration, held.Put());\n" RETURN_IF_FAILED            \
         "if (" OPEN ") return STATUS_UNSUCCESSFUL; "

static const twins cpp_cases[] = {
    {"a holder of what its type is without a value", "leak",
     HELD("if (v) FltUnregisterFilter(v);") "\nheld.Drop();\nreturn STATUS_SUCCESS;\n}\n",
     HELD("") "/*!*/\nheld.Drop();\nreturn STATUS_SUCCESS;\n}\n", false, false},
    {"a virtual destructor", "leak",
     OWNER("virtual ~Base() {}", HOLDS "~Owner() " FREES) "return STATUS_UNSUCCESSFUL;\n}\n",
     OWNER("virtual ~Base() {}", HOLDS "~Owner() {}") "return STATUS_UNSUCCESSFUL; /*!*/\n}\n", false, false},
    {"a virtual destructor that the compiler makes", "leak",
     OWNER("virtual ~Base() = default;", HOLDS "~Owner() override " FREES) "return STATUS_UNSUCCESSFUL;\n}\n",
     OWNER("virtual ~Base() = default;", HOLDS) "return STATUS_UNSUCCESSFUL; /*!*/\n}\n", false, false},
    {"a destructor that only looks virtual", "leak",
     OWNER("virtual ~Base() {}", HOLDS "virtual ~Owner() " FREES) "return STATUS_UNSUCCESSFUL;\n}\n",
     OWNER("~Base() {}", HOLDS "virtual ~Owner() " FREES) "return STATUS_UNSUCCESSFUL; /*!*/\n}\n", false, false},
    {"an end that the compiler makes", "leak",
     OWNER("virtual ~Base() {}", "Buffer buffer;") "return STATUS_UNSUCCESSFUL;\n}\n",
     OWNER("virtual ~Base() {}", "Buffer buffer; Owner() { Mode = buffer.Take() != nullptr; }") "return "
                                                                                                "STATUS_UNSUCCESSFUL; "
                                                                                                "/*!*/\n}\n",
     false, false},
    {"a lambda that runs at every exit", "leak",
     HEAD SCOPE_EXIT C_ENTRY "NTSTATUS status;\n" REGISTER RETURN_IF_FAILED
                             "auto undo = scope_exit([&]() { if (!NT_SUCCESS(status)) { " UNREGISTER " } });\n" START
                             "if (!NT_SUCCESS(status)) return status;\nreturn status;\n}\n",
     HEAD SCOPE_EXIT C_ENTRY "NTSTATUS status;\n" REGISTER RETURN_IF_FAILED
                             "auto undo = scope_exit([&]() { if (NT_SUCCESS(status)) { Mode = 1; } });\n" START
                             "if (!NT_SUCCESS(status)) return status; /*!*/\nreturn status;\n}\n",
     false, false},
    {"a guard that is dismissed", "leak",
     HEAD SCOPE_EXIT C_ENTRY "NTSTATUS status;\n" REGISTER RETURN_IF_FAILED "auto undo = scope_exit([]() { " UNREGISTER
                             " });\n" START
                             "if (!NT_SUCCESS(status)) return status;\nundo.release();\nreturn status;\n}\n",
     HEAD SCOPE_EXIT C_ENTRY "NTSTATUS status;\n" REGISTER RETURN_IF_FAILED "auto undo = scope_exit([]() { " UNREGISTER
                             " });\nundo.release();\n" START
                             "if (!NT_SUCCESS(status)) return status; /*!*/\nreturn status;\n}\n",
     false, false},
    {"a class template around a lambda", "leak",
     HEAD CLASS_TEMPLATE C_ENTRY "NTSTATUS status;\n" REGISTER RETURN_IF_FAILED "auto undo = Finally([]() { " UNREGISTER
                                 " });\n" START
                                 "if (!NT_SUCCESS(status)) return status;\nundo.Dismiss();\nreturn status;\n}\n",
     HEAD CLASS_TEMPLATE C_ENTRY "NTSTATUS status;\n" REGISTER RETURN_IF_FAILED
                                 "auto undo = Finally([]() { Mode = 1; });\n" START
                                 "if (!NT_SUCCESS(status)) return status; /*!*/\nundo.Dismiss();\nreturn status;\n}\n",
     false, false},
    {"an entry that only forwards", "leak",
     HEAD "class Driver {\npublic:\nstatic NTSTATUS DriverEntry(PDRIVER_OBJECT d, PUNICODE_STRING p);\n};\n"
          "NTSTATUS Driver::DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING) {\nNTSTATUS status;\n" REGISTER
              RETURN_IF_FAILED START "if (!NT_SUCCESS(status)) " UNREGISTER "\nreturn status;\n}\n" C_ENTRY
          "return Driver::DriverEntry(DriverObject, RegistryPath);\n}\n",
     HEAD "class Driver {\npublic:\nstatic NTSTATUS DriverEntry(PDRIVER_OBJECT d, PUNICODE_STRING p);\n};\n"
          "NTSTATUS Driver::DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING) {\nNTSTATUS status;\n" REGISTER
              RETURN_IF_FAILED START "return status;\n}\n" C_ENTRY
          "return Driver::DriverEntry(DriverObject, RegistryPath); /*!*/\n}\n",
     false, false},
    {"a status that is mapped while an object lives", "every",
     HEAD DISPATCH BLOCK_CLASS C_ENTRY
     "Buffer buffer; NTSTATUS status;\nfor (auto &slot : DriverObject->MajorFunction) slot = Pass;\n" START
     "if (status == STATUS_NOT_SUPPORTED) status = STATUS_SUCCESS;\nreturn status;\n}\n",
     HEAD DISPATCH BLOCK_CLASS C_ENTRY
     "Buffer buffer; NTSTATUS status;\nDriverObject->MajorFunction[IRP_MJ_CREATE] = Pass;\n" START
     "if (status == STATUS_NOT_SUPPORTED) status = STATUS_SUCCESS;\nreturn status; /*!*/\n}\n",
     false, false},
    {"an object that lives for one call", "leak",
     HEAD BLOCK_CLASS C_ENTRY "if (!Buffer().Get()) return STATUS_NO_MEMORY;\nMode = Buffer().Get() != nullptr;\n"
                              "return Mode ? STATUS_UNSUCCESSFUL : STATUS_SUCCESS;\n}\n",
     HEAD BLOCK_CLASS C_ENTRY "if (!Buffer().Take()) return STATUS_NO_MEMORY;\n"
                              "return STATUS_UNSUCCESSFUL; /*!*/\n}\n",
     false, false},
    {"a routine that is given by reference", "leak", CHAINED("ExFreePool(p);\n", "if (!r.ok) return r.code;\n" FILL),
     CHAINED("", "if (!r.ok) return r.code; /*!*/\n" FILL), false, false},
    {"a result that is handed on", "every", CHAINED("ExFreePool(p);\n", "if (!r.ok) return r.code;\n" FILL),
     CHAINED("ExFreePool(p);\n", "if (!r.ok) return STATUS_SUCCESS; /*!*/\n" FILL), false, false},
    {"a member that decides in a method", "leak", MARKED("unit.Mark();\n", "", ""),
     MARKED("", "unit.Mark();\n", "/*!*/"), false, false},
    {"an object with a status that helpers hand up", "leak", HANDED_UP("ExFreePool(block);", ""),
     HANDED_UP("Mode = 2;", "/*!*/"), false, false},
    {"a dispatch table filled through a class of its own", "every",
     HEAD DISPATCH SPAN_CLASS C_ENTRY
     "for (auto &slot : Span<PDRIVER_DISPATCH>{DriverObject->MajorFunction, 28}) slot = Pass;\n"
     "return STATUS_SUCCESS;\n}\n",
     HEAD DISPATCH SPAN_CLASS C_ENTRY
     "for (auto &slot : Span<PDRIVER_DISPATCH>{DriverObject->MajorFunction, 27}) slot = Pass;\n"
     "DriverObject->MajorFunction[27] = NULL;\nreturn STATUS_SUCCESS; /*!*/\n}\n",
     false, false},
    {"a dispatch table filled by a range-for", "every",
     HEAD DISPATCH C_ENTRY "for (auto &slot : DriverObject->MajorFunction) slot = Pass;\nreturn STATUS_SUCCESS;\n}\n",
     HEAD DISPATCH C_ENTRY "DriverObject->MajorFunction[IRP_MJ_CREATE] = Pass;\nfor (auto &slot : "
                           "DriverObject->MajorFunction) { (void)slot; }\nreturn STATUS_SUCCESS; /*!*/\n}\n",
     false, false},
};

START_TEST(good_cpp_twin_is_satisfied)
{
    expect_of_file(cpp_cases[_i].what, cpp_cases[_i].rule, CPP_FILE, cpp_cases[_i].good, DL_SATISFIED,
                   cpp_cases[_i].good_is_gap);
}
END_TEST

START_TEST(bad_cpp_twin_is_violated_at_its_line)
{
    ck_assert_msg(*marked_lines(cpp_cases[_i].bad), "%s: nothing is marked", cpp_cases[_i].what);
    expect_of_file(cpp_cases[_i].what, cpp_cases[_i].rule, CPP_FILE, cpp_cases[_i].bad, DL_VIOLATED,
                   cpp_cases[_i].bad_is_gap);
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

int main(void)
{
    Suite *suite = suite_create("hard cases");
    SRunner *runner = srunner_create(suite);
    TCase *tests = tcase_create("hard cases");

    tcase_set_timeout(tests, 120);
    tcase_add_unchecked_fixture(tests, set_up_tiny, tear_down_rules);
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, a_failure_is_known_however_it_is_asked, 0, COUNT(failures));
    tcase_add_test(tests, what_is_set_on_some_ways_is_left_open);
    tcase_add_test(tests, rounds_that_were_joined_are_left_open);
    ADD_TWIN_TESTS(tests, cases);
    tcase_add_test(tests, helpers_are_run_once_for_each_way_in);
    tcase_add_test(tests, flags_that_no_finding_hangs_on_cost_nothing);
    tcase_add_loop_test(tests, good_cpp_twin_is_satisfied, 0, COUNT(cpp_cases));
    tcase_add_loop_test(tests, bad_cpp_twin_is_violated_at_its_line, 0, COUNT(cpp_cases));
    tcase_add_loop_test(tests, what_else_releases_is_told, 0, COUNT(other_times));
    ADD_TWIN_TESTS(tests, unload_cases);
    tcase_add_test(tests, what_others_write_is_left_open);
    tcase_add_test(tests, a_name_of_a_made_up_type_is_left_open);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
