/* Tests of the engine, from text to verdict: hard cases with their bad twins, each form alone in a small set of rules
 * of its own over the shipped facts, so that a change of a shipped rule is not a change here. */
#define FIXTURE_FILE "engine_test_fixture.c"
#include "engine_rules.h"

/* ---- the rules ---- */

#define TABLE "@driver-object->MajorFunction"

static const tiny_rule tiny_rules[] = {
    {"leak", "", FORM("release") "\"resource\": [\"flt-filter\", \"device-object\", \"pool\", \"symbolic-link\"]}"},
    {"unacquired", "",
     FORM("release") "\"resource\": [\"flt-filter\", \"pool\"], \"faults\": [\"release-unacquired\"]}"},
    {"double", "", FORM("release") "\"resource\": [\"flt-filter\", \"pool\"], \"faults\": [\"double-release\"]}"},
    {"unload", "",
     FORM("release") "\"resource\": [\"flt-filter\", \"device-object\", \"pool\"], \"on\": [\"unload\"]}"},
    {"start", "",
     FORM("require") "\"event\": {\"call\": \"FltStartFiltering\", \"outcome\": \"success\"}, "
                     "\"by\": {\"return\": \"success\"}, "
                     "\"unless\": {\"test\": {\"deref\": \"InitSafeBootMode\"}, \"is\": \"nonzero\"}}"},
    {"begun", "",
     FORM("require") "\"if\": {\"call\": \"FltRegisterFilter\", \"args\": {\"RetFilter\": {\"to\": \"$filter\"}}, "
                     "\"outcome\": \"success\"}, \"by\": {\"return\": \"any\"}, "
                     "\"event\": {\"call\": \"FltStartFiltering\", \"args\": {\"Filter\": \"$filter\"}}}"},
    {"order", "",
     FORM("order") "\"first\": {\"call\": \"FltRegisterFilter\", \"args\": {\"RetFilter\": {\"to\": \"$filter\"}}, "
                   "\"outcome\": \"success\"}, "
                   "\"then\": {\"call\": \"FltStartFiltering\", \"args\": {\"Filter\": \"$filter\"}}}"},
    {"fails", "",
     FORM("propagate") "\"call\": [\"FltRegisterFilter\", \"IoCreateDevice\", \"IoCreateSymbolicLink\"], "
                       "\"as\": \"any-failure\"}"},
    {"same", "", FORM("propagate") "\"call\": \"FltRegisterFilter\", \"as\": \"same\"}"},
    {"once", "",
     FORM("forbid") "\"event\": {\"call\": \"FltStartFiltering\"}, "
                    "\"after\": {\"call\": \"FltStartFiltering\"}}"},
    {"until", "",
     FORM("forbid") "\"event\": {\"call\": \"FltStartFiltering\"}, "
                    "\"until\": {\"call\": \"FltRegisterFilter\"}}"},
    {"kept", "",
     FORM("forbid") "\"event\": {\"call\": \"FltRegisterFilter\", \"args\": {\"RetFilter\": {\"to\": \"$filter\"}}, "
                    "\"outcome\": \"success\"}, "
                    "\"undone\": [{\"call\": \"FltUnregisterFilter\", \"args\": {\"Filter\": \"$filter\"}}, "
                    "{\"store\": {\"storage\": \"persistent\"}, \"value\": \"$filter\"}], "
                    "\"by\": {\"return\": \"any\"}}"},
    {"extension", "",
     FORM("examine") "\"call\": {\"call\": \"IoAllocateDriverObjectExtension\", "
                     "\"args\": {\"DriverObjectExtension\": {\"to\": \"$extension\"}}}, "
                     "\"before\": [{\"deref\": \"$extension\"}, {\"use\": \"$extension\"}], "
                     "\"after-failure\": \"forbid\"}"},
    {"pnp", "",
     FORM("expect") "\"at\": {\"return\": \"success\"}, "
                    "\"items\": [{\"of\": \"" TABLE "[IRP_MJ_PNP]\", \"is\": \"function\"}]}"},
    {"every", "",
     FORM("expect") "\"at\": {\"return\": \"success\"}, "
                    "\"items\": [{\"of\": \"" TABLE "[*]\", \"is\": \"function\"}]}"},
    {"binds", "",
     FORM("order") "\"first\": {\"call\": \"FltCreateCommunicationPort\", \"args\": {\"Filter\": \"$a\", "
                   "\"ServerPort\": {\"to\": \"$b\"}, \"ObjectAttributes\": \"$c\", \"ServerPortCookie\": \"$d\", "
                   "\"ConnectNotifyCallback\": \"$e\", \"DisconnectNotifyCallback\": \"$f\", "
                   "\"MessageNotifyCallback\": \"$g\", \"MaxConnections\": \"$h\"}}, "
                   "\"then\": {\"call\": \"FltStartFiltering\", \"args\": {\"Filter\": \"$a\"}}}"},
    {"gone", "\"in\": [\"unload\"], ",
     FORM("require") "\"event\": {\"call\": \"FltUnregisterFilter\"}, \"by\": {\"return\": \"success\"}}"},
};

static void set_up_tiny(void)
{
    set_up_rules();
    load_tiny(tiny_rules, sizeof tiny_rules / sizeof *tiny_rules);
}

/* ---- sources ---- */

/* A flag says what has been done; %s is what the label does. */
#define FLAGGED(undo)                                                                                                  \
    HEAD ENTRY "NTSTATUS status; BOOLEAN registered = FALSE;\n" REGISTER                                               \
               "if (!NT_SUCCESS(status)) goto out;\nregistered = TRUE;\n" START                                        \
               "out:\nif (!NT_SUCCESS(status) && registered) " undo

#define NESTED(inner)                                                                                                  \
    HEAD ENTRY "NTSTATUS status;\n__try {\n" REGISTER "if (!NT_SUCCESS(status)) __leave;\n__try {\n" START             \
               "if (!NT_SUCCESS(status)) __leave;\n} __finally {\nMode = 1;\n}\n} __finally {\n" inner "}\n"

#define OBJECT_WALK(condition)                                                                                         \
    HEAD "VOID Unload(PDRIVER_OBJECT DriverObject)\n{\n"                                                               \
         "PDEVICE_OBJECT at = DriverObject->DeviceObject;\nwhile (" condition ") {\n"                                  \
         "PDEVICE_OBJECT next = at->NextDevice;\nIoDeleteDevice(at);\nat = next;\n}\n}\n"

#define CHAIN(rounds, rest, expect)                                                                                    \
    "typedef struct L { struct L *Next; void *Data; } L; static L *Head;\n" HEAD                                       \
    "static void Free(L *l) { if (!l) return;\n" rest "if (l->Data) ExFreePool(l->Data);\nExFreePool(l); }\n" ENTRY    \
    "ULONG i; L *l;\nfor (i = 0; i < " rounds "; i++) {\nl = " ALLOCATE ";\n"                                          \
    "if (!l) { Free(Head); Head = NULL; return STATUS_NO_MEMORY; " expect " }\n"                                       \
    "l->Next = Head; l->Data = " ALLOCATE ";\nHead = l;\n}\nreturn STATUS_SUCCESS;\n}\n"

/* Behind a call that fills a slot which is known not to be null; `kept` is asked before the block is freed. */
#define OPENED_AGAIN(kept, expect)                                                                                     \
    HEAD ENTRY "OBJECT_ATTRIBUTES a = {0}; HANDLE key = NULL, *at = &key; PVOID block;\n"                              \
               "if (!NT_SUCCESS(ZwOpenKey(&key, KEY_READ, &a))) return STATUS_UNSUCCESSFUL;\n"                         \
               "block = " ALLOCATE ";\nif (!block) { ZwClose(key); return STATUS_NO_MEMORY; }\n"                       \
               "(void)ZwOpenKey(&key, KEY_READ, &a);\nif (" kept ") ExFreePool(block);\nZwClose(key);\n"               \
               "return STATUS_UNSUCCESSFUL; " expect "\n}\n"

/* A helper that returns in more ways than are kept apart; `last` is its last word. */
#define STEP "status = RtlCheckRegistryKey(Mode, RegistryPath->Buffer);\nif (!NT_SUCCESS(status)) return status;\n"
#define MANY_STEPS STEP STEP STEP STEP STEP STEP STEP STEP STEP STEP
#define MANY_RETURNS(last)                                                                                             \
    HEAD "static NTSTATUS SetUp(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)\n{\nNTSTATUS "              \
         "status;\n" MANY_STEPS REGISTER RETURN_IF_FAILED START                                                        \
         "if (!NT_SUCCESS(status)) FltUnregisterFilter(Filter);\n" last "}\n" ENTRY                                    \
         "return SetUp(DriverObject, RegistryPath);"

/* A part of the entry with a flag of its own; %s stands behind the step that fails. */
#define PART(flag, length, undo)                                                                                       \
    "if (RegistryPath->Length > " length ") " flag " = TRUE;\nMode++;\nif (" flag ") {\n" REGISTER                     \
    "if (!NT_SUCCESS(status)) return status;\n"                                                                        \
    "if (RegistryPath->Buffer[" length "]) {\n" undo "}\nFltUnregisterFilter(Filter);\n}\n"
#define UNDONE "FltUnregisterFilter(Filter);\nreturn STATUS_UNSUCCESSFUL;\n"
#define PARTS(undo)                                                                                                    \
    HEAD ENTRY "NTSTATUS status; BOOLEAN a = FALSE, b = FALSE, c = FALSE, d = FALSE, e = FALSE, f = FALSE;\n" PART(    \
        "a", "1", UNDONE) PART("b", "2", UNDONE) PART("c", "3", UNDONE) PART("d", "4", UNDONE) PART("e", "5", UNDONE)  \
        PART("f", "6", undo) "return STATUS_SUCCESS;\n}\n"

static const twins cases[] = {
    {"six flags, each asked in a part of its own", "leak", PARTS(UNDONE), PARTS("return STATUS_UNSUCCESSFUL; /*!*/\n"),
     false, false},
    {"a flag that goes with the status", "leak", FLAGGED("FltUnregisterFilter(Filter);\nreturn status;\n}\n"),
     FLAGGED("Mode = 1;\nreturn status; /*!*/\n}\n"), false, false},
    {"a flag set too late", "leak", FLAGGED("FltUnregisterFilter(Filter);\nreturn status;\n}\n"),
     HEAD ENTRY "NTSTATUS status; BOOLEAN registered = FALSE;\n" REGISTER "if (!NT_SUCCESS(status)) goto out;\n" START
                "if (!NT_SUCCESS(status)) goto out;\nregistered = TRUE;\n"
                "out:\nif (registered && !NT_SUCCESS(status)) FltUnregisterFilter(Filter);\nreturn status; /*!*/\n}\n",
     false, false},
    {"a status that cleaning up overwrites", "fails",
     HEAD ENTRY "NTSTATUS status, undone; PDEVICE_OBJECT device; UNICODE_STRING n;\nRtlInitUnicodeString(&n, L\"x\");\n"
                "status = " CREATE ";\nif (!NT_SUCCESS(status)) { undone = IoDeleteSymbolicLink(&n); (void)undone; }\n"
                "return status;\n}\n",
     HEAD ENTRY "NTSTATUS status; PDEVICE_OBJECT device; UNICODE_STRING n;\nRtlInitUnicodeString(&n, L\"x\");\n"
                "status = " CREATE ";\nif (!NT_SUCCESS(status)) status = IoDeleteSymbolicLink(&n);\n"
                "return status; /*!*/\n}\n",
     false, false},
    {"a guarded release of a pointer that began as null", "leak",
     HEAD ENTRY "NTSTATUS status; PVOID block = NULL;\n" REGISTER "if (!NT_SUCCESS(status)) goto out;\n"
                "block = " ALLOCATE ";\nif (!block) { status = STATUS_INSUFFICIENT_RESOURCES; goto out; }\n" START
                "out:\nif (!NT_SUCCESS(status)) {\nif (block != NULL) ExFreePool(block);\n"
                "if (Filter) FltUnregisterFilter(Filter);\n}\nreturn status;\n}\n",
     HEAD ENTRY "NTSTATUS status; PVOID block = NULL;\n" REGISTER "if (!NT_SUCCESS(status)) goto out;\n"
                "block = " ALLOCATE ";\nif (!block) { status = STATUS_INSUFFICIENT_RESOURCES; goto out; }\n" START
                "out:\nif (!NT_SUCCESS(status)) {\nif (block == NULL) ExFreePool(block);\n"
                "if (Filter) FltUnregisterFilter(Filter);\n}\nreturn status; /*!*/\n}\n",
     false, false},
    {"a second call that fails leaves the handle that was there", "leak", OPENED_AGAIN("*at", ""),
     OPENED_AGAIN("!*at", "/*!*/"), false, false},
    {"a helper with many failing returns", "start", MANY_RETURNS("return status;\n") "\n}\n",
     MANY_RETURNS("return STATUS_SUCCESS;\n") " /*!*/\n}\n", false, false},
    {"a chain that is freed by a routine that calls itself", "leak", CHAIN("3", "Free(l->Next);\n", ""),
     CHAIN("3", "", "/*!*/"), false, false},
    {"a result that a helper looks at", "leak",
     HEAD
     "typedef struct { NTSTATUS status; ULONG more; } RESULT;\n"
     "static BOOLEAN IsGood(const RESULT *r) { return NT_SUCCESS(r->status); }\n"
     "static NTSTATUS StatusOf(const RESULT *r) { return r->status; }\n"
     "static RESULT Make(NTSTATUS s) { RESULT r; r.status = s; r.more = 1; return r; }\n"
     "static RESULT Begin(PDRIVER_OBJECT DriverObject)\n{\nRESULT registered, started;\n"
     "registered = Make(FltRegisterFilter(DriverObject, &Registration, &Filter));\n"
     "if (!IsGood(&registered)) return registered;\nstarted = Make(FltStartFiltering(Filter));\n"
     "if (!IsGood(&started)) { FltUnregisterFilter(Filter); return started; }\nreturn Make(STATUS_SUCCESS);\n}\n" ENTRY
     "RESULT r = Begin(DriverObject);\nif (!IsGood(&r)) Mode = 1;\nreturn StatusOf(&r);\n}\n",
     HEAD "typedef struct { NTSTATUS status; ULONG more; } RESULT;\n"
          "static BOOLEAN IsGood(const RESULT *r) { return NT_SUCCESS(r->status); }\n"
          "static NTSTATUS StatusOf(const RESULT *r) { return r->status; }\n"
          "static RESULT Make(NTSTATUS s) { RESULT r; r.status = s; r.more = 1; return r; }\n"
          "static RESULT Begin(PDRIVER_OBJECT DriverObject)\n{\nRESULT registered, started;\n"
          "registered = Make(FltRegisterFilter(DriverObject, &Registration, &Filter));\n"
          "if (!IsGood(&registered)) return registered;\nstarted = Make(FltStartFiltering(Filter));\n"
          "if (!IsGood(&started)) { Mode = 2; return started; }\nreturn Make(STATUS_SUCCESS);\n}\n" ENTRY
          "RESULT r = Begin(DriverObject);\nif (!IsGood(&r)) Mode = 1;\nreturn StatusOf(&r); /*!*/\n}\n",
     false, false},
    {"a block of zeroes that nothing writes, and one that is written", "leak",
     HEAD "typedef struct { ULONG Count; } SEEN;\n" ENTRY "NTSTATUS status; ULONG size; SEEN *seen;\n"
          "seen = ExAllocatePool2(POOL_FLAG_PAGED, sizeof(SEEN), 1);\nif (!seen) return STATUS_NO_MEMORY;\n"
          "status = ZwQueryValueKey(NULL, RegistryPath, KeyValueFullInformation, &size, 4, &size);\n" REGISTER
          "if (!NT_SUCCESS(status)) goto out;\nstatus = STATUS_UNSUCCESSFUL;\nif (seen->Count) goto out;\n"
          "FltUnregisterFilter(Filter);\nout:\nExFreePool(seen);\nreturn status;\n}\n",
     HEAD "typedef struct { ULONG Count; } SEEN;\n" ENTRY "NTSTATUS status; ULONG size; SEEN *seen;\n"
          "seen = ExAllocatePool2(POOL_FLAG_PAGED, sizeof(SEEN), 1);\nif (!seen) return STATUS_NO_MEMORY;\n"
          "status = ZwQueryValueKey(NULL, RegistryPath, KeyValueFullInformation, seen, 4, &size);\n" REGISTER
          "if (!NT_SUCCESS(status)) goto out;\nstatus = STATUS_UNSUCCESSFUL;\nif (seen->Count) goto out;\n"
          "FltUnregisterFilter(Filter);\nout:\nExFreePool(seen);\nreturn status; /*!*/\n}\n",
     false, false},
    {"a block of zeroes that only the end of the driver writes, and one that a routine writes beside the entry", "leak",
     HEAD "typedef struct { ULONG Count; } SEEN;\nstatic SEEN *Seen;\n"
          "VOID Un(PDRIVER_OBJECT d) { (void)d; Seen->Count = 0; }\n" ENTRY "NTSTATUS status;\n"
          "DriverObject->DriverUnload = Un;\n"
          "Seen = ExAllocatePool2(POOL_FLAG_PAGED, sizeof(SEEN), 1);\nif (!Seen) return STATUS_NO_MEMORY;\n" REGISTER
          "if (!NT_SUCCESS(status)) goto out;\nstatus = STATUS_UNSUCCESSFUL;\nif (Seen->Count) goto out;\n"
          "FltUnregisterFilter(Filter);\nout:\nExFreePool(Seen);\nreturn status;\n}\n",
     HEAD "typedef struct { ULONG Count; } SEEN;\nstatic SEEN *Seen;\nKDEFERRED_ROUTINE Due;\n"
          "VOID Due(PKDPC d, PVOID c, PVOID a, PVOID b) { (void)d; (void)c; (void)a; (void)b; Seen->Count++; }\n" ENTRY
          "NTSTATUS status;\n"
          "Seen = ExAllocatePool2(POOL_FLAG_PAGED, sizeof(SEEN), 1);\nif (!Seen) return STATUS_NO_MEMORY;\n" REGISTER
          "if (!NT_SUCCESS(status)) goto out;\nstatus = STATUS_UNSUCCESSFUL;\nif (Seen->Count) goto out;\n"
          "FltUnregisterFilter(Filter);\nout:\nExFreePool(Seen);\nreturn status; /*!*/\n}\n",
     false, false},
    {"a block of zeroes that a routine of the entry's alone may write, and one that runs beside it, too", "leak",
     HEAD "typedef struct { ULONG Count; } SEEN;\nstatic SEEN *Seen;\n"
          "VOID Due(PVOID a) { if (a) Seen->Count++; }\n" ENTRY "NTSTATUS status;\n"
          "Seen = ExAllocatePool2(POOL_FLAG_PAGED, sizeof(SEEN), 1);\nif (!Seen) return STATUS_NO_MEMORY;\n"
          "Due(NULL);\n" REGISTER
          "if (!NT_SUCCESS(status)) goto out;\nstatus = STATUS_UNSUCCESSFUL;\nif (Seen->Count) goto out;\n"
          "FltUnregisterFilter(Filter);\nout:\nExFreePool(Seen);\nreturn status;\n}\n",
     HEAD "typedef struct { ULONG Count; } SEEN;\nstatic SEEN *Seen;\n"
          "VOID Due(PVOID a) { if (a) Seen->Count++; }\n" ENTRY "NTSTATUS status; HANDLE thread;\n"
          "Seen = ExAllocatePool2(POOL_FLAG_PAGED, sizeof(SEEN), 1);\nif (!Seen) return STATUS_NO_MEMORY;\n"
          "Due(NULL);\nPsCreateSystemThread(&thread, 0, NULL, NULL, NULL, Due, NULL);\n" REGISTER
          "if (!NT_SUCCESS(status)) goto out;\nstatus = STATUS_UNSUCCESSFUL;\nif (Seen->Count) goto out;\n"
          "FltUnregisterFilter(Filter);\nout:\nExFreePool(Seen);\nreturn status; /*!*/\n}\n",
     false, false},
    {"a block of zeroes, and one that is mapped to another address", "leak",
     HEAD "typedef struct { ULONG Count; } SEEN;\n" ENTRY "NTSTATUS status; SEEN *seen;\n"
          "seen = ExAllocatePool2(POOL_FLAG_PAGED, sizeof(SEEN), 1);\nif (!seen) return STATUS_NO_MEMORY;\n"
          "if (MmIsAddressValid(seen)) Mode = 1;\n" REGISTER
          "if (!NT_SUCCESS(status)) goto out;\nstatus = STATUS_UNSUCCESSFUL;\nif (seen->Count) goto out;\n"
          "FltUnregisterFilter(Filter);\nout:\nExFreePool(seen);\nreturn status;\n}\n",
     HEAD "typedef struct { ULONG Count; } SEEN;\n" ENTRY "NTSTATUS status; SEEN *seen; PMDL mdl;\n"
          "seen = ExAllocatePool2(POOL_FLAG_PAGED, sizeof(SEEN), 1);\nif (!seen) return STATUS_NO_MEMORY;\n"
          "mdl = IoAllocateMdl(seen, sizeof(SEEN), FALSE, FALSE, NULL);\n" REGISTER
          "if (!NT_SUCCESS(status)) goto out;\nstatus = STATUS_UNSUCCESSFUL;\nif (seen->Count) goto out;\n"
          "FltUnregisterFilter(Filter);\nout:\nExFreePool(seen);\nreturn status; /*!*/\n}\n",
     false, false},
    {"a number that is declared as a union", "leak",
     HEAD "static void Undo(LARGE_INTEGER on) { if (on.QuadPart) FltUnregisterFilter(Filter); }\n" ENTRY
          "NTSTATUS status; LARGE_INTEGER on; ULONGLONG saved;\non.QuadPart = 0;\n" REGISTER RETURN_IF_FAILED
          "saved = 1;\non.QuadPart = saved;\n" START "if (!NT_SUCCESS(status)) Undo(on);\nreturn status;\n}\n",
     HEAD "static void Undo(LARGE_INTEGER on) { if (on.QuadPart) FltUnregisterFilter(Filter); }\n" ENTRY
          "NTSTATUS status; LARGE_INTEGER on; on.QuadPart = 1;\n" REGISTER RETURN_IF_FAILED "on.QuadPart = 0;\n" START
          "if (!NT_SUCCESS(status)) Undo(on);\nreturn status; /*!*/\n}\n",
     false, false},
    {"a union's number that is asked with the other sign", "leak",
     HEAD "typedef union { ULONG Bits; LONG Sign; } NUMBER;\ntypedef union { UCHAR Bits; CHAR Sign; } SMALL;\n" ENTRY
          "NTSTATUS status; NUMBER word; SMALL small;\nword.Sign = -1;\nsmall.Sign = -1;\n" REGISTER RETURN_IF_FAILED
          "if (word.Bits != 0xFFFFFFFF || word.Bits < 7 || small.Bits != 255) return STATUS_UNSUCCESSFUL;\n"
          "switch (word.Bits) { case 0xFFFFFFFF: break; default: return STATUS_UNSUCCESSFUL; }\n" START
          "if (!NT_SUCCESS(status)) FltUnregisterFilter(Filter);\nreturn status;\n}\n",
     HEAD "typedef union { ULONG Bits; LONG Sign; } NUMBER;\ntypedef union { UCHAR Bits; CHAR Sign; } SMALL;\n" ENTRY
          "NTSTATUS status; NUMBER word; SMALL small;\nword.Sign = -1;\nsmall.Sign = -1;\n" REGISTER RETURN_IF_FAILED
          "if (small.Bits == 255) return STATUS_UNSUCCESSFUL; /*!*/\n" START
          "if (!NT_SUCCESS(status)) FltUnregisterFilter(Filter);\nreturn status;\n}\n",
     false, false},
    {"a count, which is not negative", "leak",
     HEAD ENTRY "NTSTATUS status = STATUS_UNSUCCESSFUL; ULONG count = RegistryPath->Length;\n"
                "if (count > 0) {\n" REGISTER RETURN_IF_FAILED "}\n"
                "if (count == 0) return STATUS_SUCCESS;\n"
                "if (!NT_SUCCESS(status)) { status = FltRegisterFilter(DriverObject, &Registration, &Other);\n"
                "return STATUS_UNSUCCESSFUL; }\nreturn status;\n}\n",
     HEAD ENTRY "NTSTATUS status = STATUS_UNSUCCESSFUL; LONG count = RegistryPath->Length - 8;\n"
                "if (count > 0) {\n" REGISTER RETURN_IF_FAILED "}\n"
                "if (count == 0) return STATUS_SUCCESS;\n"
                "if (!NT_SUCCESS(status)) { status = FltRegisterFilter(DriverObject, &Registration, &Other);\n"
                "return STATUS_UNSUCCESSFUL; /*!*/ }\nreturn status;\n}\n",
     false, false},
    {"a guarded release of a pointer that was not initialised", "unacquired",
     HEAD ENTRY "NTSTATUS status; PVOID block = NULL;\n" REGISTER "if (!NT_SUCCESS(status)) goto out;\n"
                "block = " ALLOCATE ";\nout:\nif (block) ExFreePool(block);\nreturn status;\n}\n",
     HEAD ENTRY "NTSTATUS status; PVOID block;\n" REGISTER "if (!NT_SUCCESS(status)) goto out;\n"
                "block = " ALLOCATE ";\nout:\nif (block) ExFreePool(block); /*!*/\nreturn status;\n}\n",
     false, false},
    {"what is forbidden from the start, until", "until", REGISTERED START "return status;\n}\n",
     HEAD ENTRY "NTSTATUS status;\nstatus = FltStartFiltering(Filter); /*!*/\n" REGISTER "return status;\n}\n", false,
     false},
    {"a handle that is kept, and a flag that is", "kept",
     HEAD ENTRY "PFLT_FILTER one; NTSTATUS status = FltRegisterFilter(DriverObject, &Registration, &one);\n"
                "if (NT_SUCCESS(status)) Filter = one;\nreturn status;\n}\n",
     HEAD ENTRY "PFLT_FILTER one;\nNTSTATUS status = FltRegisterFilter(DriverObject, &Registration, &one); /*!*/\n"
                "if (NT_SUCCESS(status)) Mode = TRUE;\nreturn status;\n}\n",
     false, false},
    {"a release in a helper", "leak",
     HEAD "static void Undo(PFLT_FILTER f) { if (f) FltUnregisterFilter(f); }\n" ENTRY
          "NTSTATUS status;\n" REGISTER RETURN_IF_FAILED START
          "if (!NT_SUCCESS(status)) Undo(Filter);\nreturn status;\n}\n",
     HEAD "static void Undo(PFLT_FILTER f) { if (f) FltUnregisterFilter(f); }\n" ENTRY
          "NTSTATUS status;\n" REGISTER RETURN_IF_FAILED START
          "if (!NT_SUCCESS(status)) Undo(Other);\nreturn status; /*!*/\n}\n",
     false, false},
    {"a release two helpers deep, with a flag as argument", "leak",
     HEAD "static void End(PFLT_FILTER *f) { FltUnregisterFilter(*f); *f = NULL; }\n"
          "static void Undo(BOOLEAN failed) { if (failed) End(&Filter); }\n" ENTRY
          "NTSTATUS status;\n" REGISTER RETURN_IF_FAILED START "Undo(!NT_SUCCESS(status));\nreturn status;\n}\n",
     HEAD "static void End(PFLT_FILTER *f) { FltUnregisterFilter(*f); *f = NULL; }\n"
          "static void Undo(BOOLEAN failed) { if (failed) End(&Filter); }\n" ENTRY
          "NTSTATUS status;\n" REGISTER RETURN_IF_FAILED START "Undo(NT_SUCCESS(status));\nreturn status; /*!*/\n}\n",
     false, false},
    {"a label entered with two statuses", "leak",
     REGISTERED START "if (!NT_SUCCESS(status)) goto failed;\nif (" OPEN
                      ") { status = STATUS_NOT_SUPPORTED; goto failed; }\n"
                      "return STATUS_SUCCESS;\nfailed:\nFltUnregisterFilter(Filter);\nreturn status;\n}\n",
     REGISTERED START "if (" OPEN ") { status = STATUS_NOT_SUPPORTED; goto out; }\n"
                      "if (!NT_SUCCESS(status)) FltUnregisterFilter(Filter);\nout:\nreturn status; /*!*/\n}\n",
     false, false},
    {"nested try blocks and AbnormalTermination", "leak",
     NESTED("if (AbnormalTermination() || !NT_SUCCESS(status)) {\nif (Filter) FltUnregisterFilter(Filter);\n}\n"
            "}\nreturn status;\n"),
     NESTED("if (AbnormalTermination()) {\nif (Filter) FltUnregisterFilter(Filter);\n}\n}\nreturn status; /*!*/\n"),
     false, false},
    {"a macro that jumps", "leak",
     "#define CHECK(s) if (!NT_SUCCESS(status = (s))) goto failed\n" HEAD ENTRY
     "NTSTATUS status; PVOID block = NULL;\nCHECK(FltRegisterFilter(DriverObject, &Registration, &Filter));\n"
     "CHECK(FltStartFiltering(Filter));\nreturn status;\nfailed:\nif (Filter) FltUnregisterFilter(Filter);\n"
     "(void)block;\nreturn status;\n}\n",
     "#define CHECK(s) if (!NT_SUCCESS(status = (s))) return status\n" HEAD ENTRY
     "NTSTATUS status;\nCHECK(FltRegisterFilter(DriverObject, &Registration, &Filter));\n"
     "CHECK(FltStartFiltering(Filter)); /*!*/\nreturn status;\n}\n",
     false, false},
    {"an out-parameter that only success sets", "leak",
     HEAD "static NTSTATUS Open(PVOID *out) { PVOID b = " ALLOCATE ";\n"
          "if (!b) return STATUS_INSUFFICIENT_RESOURCES;\n*out = b; return STATUS_SUCCESS; }\n" ENTRY
          "PVOID block; NTSTATUS status = Open(&block);\n" RETURN_IF_FAILED
          "status = FltStartFiltering(Filter);\nif (!NT_SUCCESS(status)) ExFreePool(block);\nreturn status;\n}\n",
     HEAD "static NTSTATUS Open(PVOID *out) { PVOID b = " ALLOCATE ";\n"
          "if (!b) return STATUS_INSUFFICIENT_RESOURCES;\n*out = b; return STATUS_SUCCESS; }\n" ENTRY
          "PVOID block; NTSTATUS status = Open(&block);\n" RETURN_IF_FAILED
          "status = FltStartFiltering(Filter);\nreturn status; /*!*/\n}\n",
     false, false},
    {"a handle copied to a global and released through it", "leak",
     HEAD ENTRY
     "NTSTATUS status; PFLT_FILTER f;\nstatus = FltRegisterFilter(DriverObject, &Registration, &f);\n" RETURN_IF_FAILED
     "Other = f;\nstatus = FltStartFiltering(f);\n"
     "if (!NT_SUCCESS(status)) FltUnregisterFilter(Other);\nreturn status;\n}\n",
     HEAD ENTRY
     "NTSTATUS status; PFLT_FILTER f;\nstatus = FltRegisterFilter(DriverObject, &Registration, &f);\n" RETURN_IF_FAILED
     "Other = f; Other = NULL;\nstatus = FltStartFiltering(f);\n"
     "if (!NT_SUCCESS(status) && Other) FltUnregisterFilter(Other);\nreturn status; /*!*/\n}\n",
     false, false},
    {"a handle copied with its structure", "leak",
     HEAD "typedef struct { PFLT_FILTER F; ULONG N; } STATE; STATE Kept;\n" ENTRY
          "NTSTATUS status; STATE s = {0};\nstatus = FltRegisterFilter(DriverObject, &Registration, "
          "&s.F);\n" RETURN_IF_FAILED "Kept = s;\nstatus = FltStartFiltering(Kept.F);\n"
          "if (!NT_SUCCESS(status)) FltUnregisterFilter(Kept.F);\nreturn status;\n}\n",
     HEAD "typedef struct { PFLT_FILTER F; ULONG N; } STATE; STATE Kept;\n" ENTRY
          "NTSTATUS status; STATE s = {0};\nKept = s;\n"
          "status = FltRegisterFilter(DriverObject, &Registration, &s.F);\n" RETURN_IF_FAILED
          "status = FltStartFiltering(s.F);\n"
          "if (!NT_SUCCESS(status) && Kept.F) FltUnregisterFilter(Kept.F);\nreturn status; /*!*/\n}\n",
     false, false},
    {"success without a start in safe mode", "start",
     HEAD "extern PULONG InitSafeBootMode;\n" ENTRY
          "NTSTATUS status;\nif (*InitSafeBootMode > 0) return STATUS_SUCCESS;\n" REGISTER RETURN_IF_FAILED START
          "if (!NT_SUCCESS(status)) FltUnregisterFilter(Filter);\nreturn status;\n}\n",
     HEAD ENTRY "NTSTATUS status;\nif (" OPEN ") return STATUS_SUCCESS; /*!*/\n" REGISTER RETURN_IF_FAILED START
                "if (!NT_SUCCESS(status)) FltUnregisterFilter(Filter);\nreturn status;\n}\n",
     false, false},
    {"an optional step whose failure is tolerated", "fails",
     HEAD ENTRY "UNICODE_STRING n;\nRtlInitUnicodeString(&n, L\"x\");\n(void)IoCreateSymbolicLink(&n, &n);\n"
                "return STATUS_SUCCESS;\n}\n",
     HEAD ENTRY "NTSTATUS status; UNICODE_STRING n;\nRtlInitUnicodeString(&n, L\"x\");\n"
                "status = IoCreateSymbolicLink(&n, &n);\nif (!NT_SUCCESS(status)) Mode = 1;\n"
                "return STATUS_SUCCESS; /*!*/\n}\n",
     false, false},
    {"a helper that swallows the status", "fails",
     HEAD "static NTSTATUS Make(PDRIVER_OBJECT d) { return FltRegisterFilter(d, &Registration, &Filter); }\n" ENTRY
          "return Make(DriverObject);\n}\n",
     HEAD "static NTSTATUS Make(PDRIVER_OBJECT d) { NTSTATUS s = FltRegisterFilter(d, &Registration, &Filter);\n"
          "if (!NT_SUCCESS(s)) Mode = 1;\nreturn STATUS_SUCCESS; }\n" ENTRY "return Make(DriverObject); /*!*/\n}\n",
     false, false},
    {"the very status, and another one", "same", HEAD ENTRY "NTSTATUS status;\n" REGISTER "return status;\n}\n",
     HEAD ENTRY "NTSTATUS status;\n" REGISTER
                "if (!NT_SUCCESS(status)) return STATUS_UNSUCCESSFUL; /*!*/\nreturn status;\n}\n",
     false, false},
    {"if (p) release(p)", "leak",
     HEAD ENTRY "NTSTATUS status; PVOID a, b = NULL;\na = " ALLOCATE ";\nif (a) b = " ALLOCATE ";\n"
                "status = a && b ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;\n"
                "if (!NT_SUCCESS(status)) {\nif (a) ExFreePool(a);\nif (b) ExFreePool(b);\n}\nreturn status;\n}\n",
     HEAD ENTRY "NTSTATUS status; PVOID a, b = NULL;\na = " ALLOCATE ";\nif (a) b = " ALLOCATE ";\n"
                "status = a && b ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;\n"
                "if (!NT_SUCCESS(status)) {\nif (b) ExFreePool(b);\n}\nreturn status; /*!*/\n}\n",
     false, false},
    {"a release twice on one path", "double",
     REGISTERED START "if (!NT_SUCCESS(status)) { FltUnregisterFilter(Filter); Filter = NULL; }\n"
                      "if (!NT_SUCCESS(status) && Filter) FltUnregisterFilter(Filter);\nreturn status;\n}\n",
     REGISTERED START "if (!NT_SUCCESS(status)) FltUnregisterFilter(Filter);\n"
                      "if (!NT_SUCCESS(status) && Filter) FltUnregisterFilter(Filter); /*!*/\nreturn status;\n}\n",
     false, false},
    {"a release in one branch and after it", "double",
     REGISTERED START "if (!NT_SUCCESS(status)) { FltUnregisterFilter(Filter); return status; }\n"
                      "if (" OPEN
                      ") { FltUnregisterFilter(Filter); return STATUS_NOT_SUPPORTED; }\nreturn status;\n}\n",
     REGISTERED START "if (" OPEN ") FltUnregisterFilter(Filter);\n"
                      "if (!NT_SUCCESS(status)) FltUnregisterFilter(Filter); /*!*/\nreturn status;\n}\n",
     false, false},
    {"a goto that skips exactly one release", "leak",
     HEAD ENTRY "NTSTATUS status = STATUS_SUCCESS; PVOID a, b;\na = " ALLOCATE ";\n"
                "if (!a) return STATUS_NO_MEMORY;\nb = " ALLOCATE ";\n"
                "if (!b) { status = STATUS_NO_MEMORY; goto free_a; }\n" REGISTER
                "if (NT_SUCCESS(status)) return status;\n"
                "ExFreePool(b);\nfree_a:\nExFreePool(a);\nreturn status;\n}\n",
     HEAD ENTRY "NTSTATUS status = STATUS_SUCCESS; PVOID a, b;\na = " ALLOCATE ";\n"
                "if (!a) return STATUS_NO_MEMORY;\nb = " ALLOCATE ";\n"
                "if (!b) { status = STATUS_NO_MEMORY; goto free_a; }\n" REGISTER
                "if (NT_SUCCESS(status)) return status;\n"
                "goto free_a;\nExFreePool(b);\nfree_a:\nExFreePool(a);\nreturn status; /*!*/\n}\n",
     false, false},
    {"a switch over a flag", "leak",
     HEAD ENTRY "NTSTATUS status; ULONG step = 0;\n" REGISTER "if (NT_SUCCESS(status)) { step = 1;\n" START
                "if (NT_SUCCESS(status)) step = 2; }\n"
                "switch (step) {\ncase 1: FltUnregisterFilter(Filter); break;\ndefault: break;\n}\nreturn status;\n}\n",
     HEAD ENTRY "NTSTATUS status; ULONG step = 0;\n" REGISTER "if (NT_SUCCESS(status)) { step = 1;\n" START
                "if (NT_SUCCESS(status)) step = 2; }\n"
                "switch (step) {\ncase 0: FltUnregisterFilter(Filter); break;\ndefault: break;\n}\n"
                "return status; /*!*/\n}\n",
     false, false},
    {"a switch that falls through", "leak",
     HEAD "enum { Nothing, Filtered, Started };\n" ENTRY "NTSTATUS status; int done = Nothing;\n" REGISTER
          "if (NT_SUCCESS(status)) { done = Filtered;\n" START "if (NT_SUCCESS(status)) done = Started; }\n"
          "if (!NT_SUCCESS(status)) switch (done) {\ncase Started: Mode = 2;\ncase Filtered: "
          "FltUnregisterFilter(Filter);\ncase Nothing: break;\n}\nreturn status;\n}\n",
     HEAD "enum { Nothing, Filtered, Started };\n" ENTRY "NTSTATUS status; int done = Nothing;\n" REGISTER
          "if (NT_SUCCESS(status)) { done = Filtered;\n" START "if (NT_SUCCESS(status)) done = Started; }\n"
          "if (!NT_SUCCESS(status)) switch (done) {\ncase Started: FltUnregisterFilter(Filter);\ncase Filtered: Mode = "
          "2;\ncase Nothing: break;\n}\nreturn status; /*!*/\n}\n",
     false, false},
    {"what is null behind a pointer was not had, whatever stood there before", "leak",
     HEAD "extern PFLT_FILTER Shared;\n" ENTRY "NTSTATUS status; PFLT_FILTER *slot = &Shared;\n"
          "PVOID block = ExAllocatePool2(POOL_FLAG_PAGED, 8, 'abcd');\nif (!block) return STATUS_NO_MEMORY;\n"
          "status = FltGetFilterFromName(NULL, slot);\nif (*slot != NULL) { ExFreePool(block); return status; }\n"
          "if (NT_SUCCESS(status)) return STATUS_UNSUCCESSFUL;\nExFreePool(block);\nreturn status;\n}\n",
     HEAD "extern PFLT_FILTER Shared;\n" ENTRY "NTSTATUS status; PFLT_FILTER *slot = &Shared;\n"
          "PVOID block = ExAllocatePool2(POOL_FLAG_PAGED, 8, 'abcd');\nif (!block) return STATUS_NO_MEMORY;\n"
          "status = FltGetFilterFromName(NULL, slot);\nif (*slot == NULL) { ExFreePool(block); return status; }\n"
          "if (NT_SUCCESS(status)) return STATUS_UNSUCCESSFUL; /*!*/\nExFreePool(block);\nreturn status;\n}\n",
     false, false},
    {"what is left behind the unload routine on a way that need not be there", "unload",
     HEAD "ULONG Count;\nPVOID Block;\nVOID Unload(PDRIVER_OBJECT d) { (void)d; ExFreePool(Block); }\n" ENTRY
          "PULONG p = RegistryPath->Length > 8 ? &Mode : &Count;\nDriverObject->DriverUnload = Unload;\nif (*p == 7)\n"
          "Block = ExAllocatePool2(POOL_FLAG_PAGED, 8, 'abcd');\nreturn STATUS_SUCCESS;\n}\n",
     HEAD "ULONG Count;\nPVOID Block;\nVOID Unload(PDRIVER_OBJECT d) { (void)d; }\n" ENTRY
          "PULONG p = RegistryPath->Length > 8 ? &Mode : &Count;\nDriverObject->DriverUnload = Unload;\nif (*p == 7)\n"
          "Block = ExAllocatePool2(POOL_FLAG_PAGED, 8, 'abcd'); /*?*/\nreturn STATUS_SUCCESS;\n}\n",
     false, false},
    {"a loop in unload that deletes every device", "unload",
     OBJECT_WALK("at != NULL") ENTRY "PDEVICE_OBJECT device;\nDriverObject->DriverUnload = Unload;\nreturn " CREATE
                                     ";\n}\n",
     HEAD "VOID Unload(PDRIVER_OBJECT DriverObject)\n{\nPDEVICE_OBJECT at = DriverObject->DeviceObject;\n"
          "while (at != NULL) at = at->NextDevice;\n}\n" ENTRY
          "PDEVICE_OBJECT device;\nDriverObject->DriverUnload = Unload;\nreturn " CREATE "; /*!*/\n}\n",
     false, false},
    {"a loop on the failing path that deletes every device", "leak",
     OBJECT_WALK("at != NULL") ENTRY "NTSTATUS status; PDEVICE_OBJECT device;\nstatus = " CREATE ";\n" RETURN_IF_FAILED
                                     "status = FltStartFiltering(Filter);\n"
                                     "if (!NT_SUCCESS(status)) Unload(DriverObject);\nreturn status;\n}\n",
     OBJECT_WALK("at == NULL") ENTRY "NTSTATUS status; PDEVICE_OBJECT device;\nstatus = " CREATE ";\n" RETURN_IF_FAILED
                                     "status = FltStartFiltering(Filter);\n"
                                     "if (!NT_SUCCESS(status)) Unload(DriverObject);\nreturn status; /*!*/\n}\n",
     false, false},
    {"the device by its other name", "leak",
     HEAD ENTRY "NTSTATUS status; PDEVICE_OBJECT device;\nstatus = " CREATE ";\n" RETURN_IF_FAILED START
                "if (!NT_SUCCESS(status)) IoDeleteDevice(DriverObject->DeviceObject);\nreturn status;\n}\n",
     HEAD ENTRY "NTSTATUS status; PDEVICE_OBJECT device;\nstatus = " CREATE ";\n" RETURN_IF_FAILED START
                "if (!NT_SUCCESS(status)) IoDeleteDevice(Device);\nreturn status; /*!*/\n}\n",
     false, false},
    {"a link by its text", "leak",
     HEAD ENTRY "NTSTATUS status; UNICODE_STRING a, b;\nRtlInitUnicodeString(&a, L\"link\");\n"
                "status = IoCreateSymbolicLink(&a, &a);\n" RETURN_IF_FAILED START
                "if (!NT_SUCCESS(status)) { RtlInitUnicodeString(&b, L\"link\"); IoDeleteSymbolicLink(&b); }\n"
                "return status;\n}\n",
     HEAD ENTRY "NTSTATUS status; UNICODE_STRING a, b;\nRtlInitUnicodeString(&a, L\"link\");\n"
                "status = IoCreateSymbolicLink(&a, &a);\n" RETURN_IF_FAILED START
                "if (!NT_SUCCESS(status)) { RtlInitUnicodeString(&b, L\"kink\"); IoDeleteSymbolicLink(&b); }\n"
                "return status; /*!*/\n}\n",
     false, false},
    {"a dispatch table filled by a loop", "every",
     HEAD DISPATCH ENTRY
     "ULONG i;\nfor (i = 0; i <= IRP_MJ_MAXIMUM_FUNCTION; i++) DriverObject->MajorFunction[i] = Pass;\n"
     "return STATUS_SUCCESS;\n}\n",
     HEAD DISPATCH ENTRY "ULONG i;\nfor (i = 0; i < 5; i++) DriverObject->MajorFunction[i] = Pass;\n"
                         "return STATUS_SUCCESS; /*!*/\n}\n",
     false, false},
    {"a dispatch table filled through a walking pointer", "pnp",
     HEAD DISPATCH ENTRY "ULONG i; PDRIVER_DISPATCH *p = DriverObject->MajorFunction;\n"
                         "for (i = 0; i <= IRP_MJ_MAXIMUM_FUNCTION; i++) *p++ = Pass;\nreturn STATUS_SUCCESS;\n}\n",
     HEAD DISPATCH ENTRY "ULONG i; PDRIVER_DISPATCH *p = DriverObject->MajorFunction;\n"
                         "for (i = 0; i < 4; i++) *p++ = Pass;\nreturn STATUS_SUCCESS; /*!*/\n}\n",
     false, false},
    {"a dispatch table filled by chained stores", "pnp",
     HEAD DISPATCH ENTRY "DriverObject->MajorFunction[IRP_MJ_READ] = DriverObject->MajorFunction[IRP_MJ_PNP] = Pass;\n"
                         "return STATUS_SUCCESS;\n}\n",
     HEAD DISPATCH ENTRY
     "DriverObject->MajorFunction[IRP_MJ_READ] = DriverObject->MajorFunction[IRP_MJ_POWER] = Pass;\n"
     "return STATUS_SUCCESS; /*!*/\n}\n",
     false, false},
    {"a slot that one path leaves out", "pnp",
     HEAD DISPATCH ENTRY "if (" OPEN ") DriverObject->MajorFunction[IRP_MJ_PNP] = Pass;\n"
                         "else DriverObject->MajorFunction[IRP_MJ_PNP] = Pass;\nreturn STATUS_SUCCESS;\n}\n",
     HEAD DISPATCH ENTRY "if (" OPEN ") DriverObject->MajorFunction[IRP_MJ_PNP] = Pass;\n"
                         "return STATUS_SUCCESS; /*!*/\n}\n",
     false, false},
    {"a start with the handle that was registered", "order", REGISTERED START "return status;\n}\n",
     REGISTERED "status = FltStartFiltering(Other); /*!*/\nreturn status;\n}\n", false, false},
    {"a start on one branch", "start", REGISTERED START "return status;\n}\n",
     REGISTERED "if (" OPEN ") { " START "}\nreturn status; /*!*/\n}\n", false, false},
    {"a call that happens once on every path", "once",
     REGISTERED "if (" OPEN ") { " START "} else { " START "}\nreturn status;\n}\n",
     REGISTERED "if (" OPEN ") { " START "}\nstatus = FltStartFiltering(Filter); /*!*/\nreturn status;\n}\n", false,
     false},
    {"memory of a call that was tested", "extension",
     HEAD ENTRY "PULONG e; NTSTATUS status = IoAllocateDriverObjectExtension(DriverObject, &Mode, 8, (PVOID "
                "*)&e);\n" RETURN_IF_FAILED "*e = 1;\nreturn status;\n}\n",
     HEAD ENTRY "PULONG e; NTSTATUS status = IoAllocateDriverObjectExtension(DriverObject, &Mode, 8, (PVOID *)&e);\n"
                "*e = 1; /*!*/\n" RETURN_IF_FAILED "return status;\n}\n",
     false, false},
    {"an unload routine that ends on every path", "gone",
     HEAD "VOID Unload(PDRIVER_OBJECT d)\n{\nif (d->DeviceObject) IoDeleteDevice(d->DeviceObject);\n"
          "FltUnregisterFilter(Filter);\n}\n" ENTRY "DriverObject->DriverUnload = Unload;\nreturn STATUS_SUCCESS;\n}\n",
     HEAD
     "VOID Unload(PDRIVER_OBJECT d)\n{\nif (d->DeviceObject) {\nIoDeleteDevice(d->DeviceObject);\nreturn; /*!*/\n}\n"
     "FltUnregisterFilter(Filter);\n}\n" ENTRY "DriverObject->DriverUnload = Unload;\nreturn STATUS_SUCCESS;\n}\n",
     false, false},
    {"a function pointer with a known target", "leak",
     HEAD "static VOID Undo(void) { FltUnregisterFilter(Filter); }\n" ENTRY
          "NTSTATUS status; VOID (*undo)(void) = Undo;\n" REGISTER RETURN_IF_FAILED START
          "if (!NT_SUCCESS(status)) undo();\nreturn status;\n}\n",
     HEAD "static VOID Undo(void) { FltUnregisterFilter(Filter); }\nstatic VOID Nothing(void) { }\n" ENTRY
          "NTSTATUS status; VOID (*undo)(void) = Undo;\nundo = Nothing;\n" REGISTER RETURN_IF_FAILED START
          "if (!NT_SUCCESS(status)) undo();\nreturn status; /*!*/\n}\n",
     false, false},
    {"a function pointer that is one of two", "leak",
     HEAD "static VOID Undo(void) { FltUnregisterFilter(Filter); }\n"
          "static VOID UndoAll(void) { FltUnregisterFilter(Filter); Mode = 0; }\n" ENTRY
          "NTSTATUS status; VOID (*undo)(void);\nif (" OPEN
          ") undo = Undo; else undo = UndoAll;\n" REGISTER RETURN_IF_FAILED START
          "if (!NT_SUCCESS(status)) undo();\nreturn status;\n}\n",
     HEAD "static VOID Undo(void) { FltUnregisterFilter(Filter); }\nstatic VOID Nothing(void) { }\n" ENTRY
          "NTSTATUS status; VOID (*undo)(void);\nif (" OPEN
          ") undo = Undo; else undo = Nothing;\n" REGISTER RETURN_IF_FAILED START
          "if (!NT_SUCCESS(status)) undo();\nreturn status; /*!*/\n}\n",
     false, false},
    {"a status compared otherwise", "leak",
     REGISTERED START "if (status != STATUS_SUCCESS) FltUnregisterFilter(Filter);\nreturn status;\n}\n",
     REGISTERED START "if (status == STATUS_SUCCESS) Mode = 1; else Mode = 2;\nreturn status; /*!*/\n}\n", false,
     false},
    {"a do-while that runs once", "leak",
     HEAD ENTRY "NTSTATUS status;\ndo {\n" REGISTER "if (!NT_SUCCESS(status)) break;\n" START
                "if (!NT_SUCCESS(status)) FltUnregisterFilter(Filter);\n} while (FALSE);\nreturn status;\n}\n",
     HEAD ENTRY "NTSTATUS status;\ndo {\n" REGISTER "if (!NT_SUCCESS(status)) break;\n" START
                "if (!NT_SUCCESS(status)) break;\n} while (FALSE);\nreturn status; /*!*/\n}\n",
     false, false},
    {"a switch over a member of a global structure", "leak",
     HEAD
     "enum { Nothing, Filtered, Started }; struct { int Done; PFLT_FILTER F; } Steps;\n"
     "static void Undo(void) { switch (Steps.Done) {\ncase Started:\ncase Filtered: FltUnregisterFilter(Steps.F);\n"
     "default: break;\n} }\n" ENTRY
     "NTSTATUS status = FltRegisterFilter(DriverObject, &Registration, &Steps.F);\n" RETURN_IF_FAILED
     "Steps.Done = Filtered;\nstatus = FltStartFiltering(Steps.F);\nif (!NT_SUCCESS(status)) Undo();\n"
     "return status;\n}\n",
     HEAD "enum { Nothing, Filtered, Started }; struct { int Done; PFLT_FILTER F; } Steps;\n"
          "static void Undo(void) { switch (Steps.Done) {\ncase Started: FltUnregisterFilter(Steps.F);\n"
          "default: break;\n} }\n" ENTRY
          "NTSTATUS status = FltRegisterFilter(DriverObject, &Registration, &Steps.F);\n" RETURN_IF_FAILED
          "Steps.Done = Filtered;\nstatus = FltStartFiltering(Steps.F);\nif (!NT_SUCCESS(status)) Undo();\n"
          "return status; /*!*/\n}\n",
     false, false},
    {"a slot that a second registration overwrites", "order",
     REGISTERED REGISTER RETURN_IF_FAILED START "return status;\n}\n",
     REGISTERED REGISTER RETURN_IF_FAILED
     "Filter = Other;\nstatus = FltStartFiltering(Filter); /*!*/\nreturn status;\n}\n",
     false, false},
    {"a helper called with each of two handles", "leak",
     HEAD "static void End(PFLT_FILTER f) { if (f) FltUnregisterFilter(f); }\n" ENTRY
          "NTSTATUS status;\n" REGISTER RETURN_IF_FAILED
          "status = FltRegisterFilter(DriverObject, &Registration, &Other);\n"
          "if (!NT_SUCCESS(status)) { End(Filter); return status; }\n" START
          "if (!NT_SUCCESS(status)) { End(Other); End(Filter); }\nreturn status;\n}\n",
     HEAD "static void End(PFLT_FILTER f) { if (f) FltUnregisterFilter(f); }\n" ENTRY
          "NTSTATUS status;\n" REGISTER RETURN_IF_FAILED
          "status = FltRegisterFilter(DriverObject, &Registration, &Other);\n"
          "if (!NT_SUCCESS(status)) { End(Filter); return status; }\n" START
          "if (!NT_SUCCESS(status)) { End(Filter); }\nreturn status; /*!*/\n}\n",
     false, false},
    {"a retry by a jump backwards", "fails",
     HEAD ENTRY "NTSTATUS status; ULONG tries = 0;\nagain:\n" REGISTER
                "if (!NT_SUCCESS(status) && tries++ < 3) goto again;\nreturn status;\n}\n",
     HEAD ENTRY "NTSTATUS status; ULONG tries = 0;\nagain:\n" REGISTER
                "if (!NT_SUCCESS(status) && tries++ < 3) goto again;\nreturn STATUS_SUCCESS; /*!*/\n}\n",
     false, false},
    {"a failure that is meant", "leak", REGISTERED "FltUnregisterFilter(Filter);\nreturn STATUS_UNSUCCESSFUL;\n}\n",
     REGISTERED "return STATUS_UNSUCCESSFUL; /*!*/\n}\n", false, false},
    {"a status that goes through a ternary", "leak",
     REGISTERED START "if (!NT_SUCCESS(status)) FltUnregisterFilter(Filter);\n"
                      "return NT_SUCCESS(status) ? STATUS_SUCCESS : STATUS_UNSUCCESSFUL;\n}\n",
     REGISTERED START "return NT_SUCCESS(status) ? STATUS_SUCCESS : STATUS_UNSUCCESSFUL; /*!*/\n}\n", false, false},
    {"a success kept in a BOOLEAN", "leak",
     REGISTERED "BOOLEAN ok = NT_SUCCESS(FltStartFiltering(Filter));\nif (!ok) FltUnregisterFilter(Filter);\n"
                "return ok ? STATUS_SUCCESS : STATUS_UNSUCCESSFUL;\n}\n",
     REGISTERED "BOOLEAN ok = NT_SUCCESS(FltStartFiltering(Filter));\nif (ok) Mode = 1;\n"
                "return ok ? STATUS_SUCCESS : STATUS_UNSUCCESSFUL; /*!*/\n}\n",
     false, false},
    {"a helper that says TRUE for success", "leak",
     HEAD "static BOOLEAN Begin(void) { return NT_SUCCESS(FltStartFiltering(Filter)); }\n" ENTRY
          "NTSTATUS status;\n" REGISTER RETURN_IF_FAILED
          "if (!Begin()) { FltUnregisterFilter(Filter); return STATUS_UNSUCCESSFUL; }\n"
          "return STATUS_SUCCESS;\n}\n",
     HEAD "static BOOLEAN Begin(void) { return NT_SUCCESS(FltStartFiltering(Filter)); }\n" ENTRY
          "NTSTATUS status;\n" REGISTER RETURN_IF_FAILED
          "if (Begin()) return STATUS_SUCCESS;\nreturn STATUS_UNSUCCESSFUL; /*!*/\n}\n",
     false, false},
    {"bits that say what has been done", "leak",
     HEAD ENTRY "NTSTATUS status; ULONG done = 0;\n" REGISTER "if (!NT_SUCCESS(status)) goto out;\ndone |= 1;\n" START
                "out:\nif (!NT_SUCCESS(status) && (done & 1)) FltUnregisterFilter(Filter);\nreturn status;\n}\n",
     HEAD ENTRY "NTSTATUS status; ULONG done = 0;\n" REGISTER "if (!NT_SUCCESS(status)) goto out;\ndone |= 1;\n" START
                "out:\nif (!NT_SUCCESS(status) && (done & 2)) FltUnregisterFilter(Filter);\nreturn status; /*!*/\n}\n",
     false, false},
    {"a word that is two, or whether another is zero", "leak",
     REGISTERED "ULONG word = 2;\nif (" OPEN ") word = !Mode;\n" START
                "if (!NT_SUCCESS(status) && !(word & 4)) FltUnregisterFilter(Filter);\nreturn status;\n}\n",
     REGISTERED "ULONG word = 2;\nif (" OPEN ") word = !Mode;\n" START
                "if (!NT_SUCCESS(status) && (word & 4)) FltUnregisterFilter(Filter);\nreturn status; /*!*/\n}\n",
     false, false},
};

TWIN_TESTS(cases)

/* ---- single cases: what leaves a question open, and what does not ---- */

#define GIVES_UP(what) REGISTERED START "if (!NT_SUCCESS(status)) { " what " }\nreturn status;"
#define BLOCK HEAD ENTRY "NTSTATUS status; PVOID block = " ALLOCATE ";\nif (!block) return STATUS_NO_MEMORY;\n"
#define CLOSE "\n}\n"
#define ROUNDS                                                                                                         \
    HEAD ENTRY "NTSTATUS status = STATUS_SUCCESS; ULONG i, k, n = RegistryPath->Length; PVOID d[16];\n(void)k;\n"      \
               "for (i = 0; i < n; i++) {\nd[i] = " ALLOCATE ";\n"
#define LINKS                                                                                                          \
    "typedef struct L { struct L *Next; void *Data; } L; static L *Head;\n" HEAD ENTRY                                 \
    "NTSTATUS status = STATUS_SUCCESS; ULONG i, n = RegistryPath->Length;\nfor (i = 0; i < n; i++) {\nL *s "           \
    "= " ALLOCATE ";\nif (!s) { status = STATUS_NO_MEMORY; goto out; }\ns->Next = NULL; s->Data = " ALLOCATE ";\n"
#define TWO_BLOCKS                                                                                                     \
    HEAD "static NTSTATUS Open(PVOID *to) { *to = " ALLOCATE ";\nreturn *to ? STATUS_SUCCESS : STATUS_NO_MEMORY; }\n"  \
         "PVOID A, B;\n" ENTRY "NTSTATUS status = Open(&A);\n" RETURN_IF_FAILED                                        \
         "status = Open(&B);\nif (!NT_SUCCESS(status)) { ExFreePool(A); return status; }\n" START                      \
         "if (NT_SUCCESS(status)) return status;\n"

/* It calls itself with the address of a local: one place stands for that of each call. `act`: what the last one does.
 */
#define DOWN(act)                                                                                                      \
    HEAD "static BOOLEAN Gone;\nstatic NTSTATUS Result;\nstatic PFLT_FILTER Own;\n"                                    \
         "static void Down(PDRIVER_OBJECT DriverObject, ULONG n, PULONG seen)\n{\nULONG own = 0;\n"                    \
         "if (n) Down(DriverObject, n - 1, &own);\nelse { " act " }\n*seen = own + 1;\n}\n" ENTRY                      \
         "NTSTATUS status; ULONG n = 0;\n"
#define GO_DOWN "Down(DriverObject, RegistryPath->Length, &n);\n"

static const struct {
    const char *what, *rule, *source;
    dl_verdict_kind wanted;
    const char *reason; /* is in the verdict's, or NULL */
    bool is_gap;
} singles[] = {
    /* objects of loops with unknown rounds: what is left of the first is found, what is undone is not decided */
    {"a loop backwards over what was made", "leak",
     ROUNDS "if (!d[i]) { status = STATUS_NO_MEMORY; goto undo; }\n}\nundo:\nwhile (i--) ExFreePool(d[i]);\nreturn "
            "status;\n}\n",
     DL_SATISFIED, NULL, false},
    {"a return out of the loop that passes it by", "leak",
     ROUNDS "if (!d[i]) return STATUS_NO_MEMORY; /*!*/\n}\nwhile (i--) ExFreePool(d[i]);\nreturn status;\n}\n",
     DL_VIOLATED, NULL, false},
    {"a loop forwards", "leak",
     ROUNDS "if (!d[i]) { status = STATUS_NO_MEMORY; break; }\n}\nfor (k = 0; k < i; k++) ExFreePool(d[k]);\n"
            "return status;\n}\n",
     DL_SATISFIED, NULL, false},
    {"a loop that leaves the first", "leak",
     ROUNDS "if (!d[i]) { status = STATUS_NO_MEMORY; break; }\n}\nwhile (i > 1) ExFreePool(d[--i]);\n"
            "return status; /*!*/\n}\n",
     DL_VIOLATED, NULL, false},
    {"a block behind a pointer, from its first element", "leak",
     HEAD ENTRY
     "NTSTATUS status = STATUS_SUCCESS; ULONG i, n = RegistryPath->Length; PVOID *d = " ALLOCATE
     ";\nif (!d) return STATUS_NO_MEMORY;\nfor (i = 0; i < n; i++) {\nd[i] = " ALLOCATE
     ";\nif (!d[i]) { status = STATUS_NO_MEMORY; break; }\n}\nwhile (i > 0) ExFreePool(d[--i]);\nExFreePool(d);\n"
     "return status;\n}\n",
     DL_SATISFIED, NULL, false},
    {"a list that the driver links itself", "leak",
     LINKS "if (!s->Data) { ExFreePool(s); status = STATUS_NO_MEMORY; goto out; }\ns->Next = Head; Head = s;\n}\n"
           "out:\nif (!NT_SUCCESS(status)) while (Head) { L *s = Head; Head = s->Next; ExFreePool(s->Data); "
           "ExFreePool(s); }\nreturn status;\n}\n",
     DL_UNDETERMINED, NULL, false},
    {"a list that is left", "leak",
     LINKS "if (!s->Data) { ExFreePool(s); return STATUS_NO_MEMORY; } /*!*/\ns->Next = Head; Head = s;\n}\n"
           "out:\nif (!NT_SUCCESS(status)) while (Head) { L *s = Head; Head = s->Next; ExFreePool(s->Data); "
           "ExFreePool(s); }\nreturn status;\n}\n",
     DL_VIOLATED, NULL, false},
    {"a message", "leak",
     HEAD "PVOID Block; VOID LogLine(PCSTR text);\n" ENTRY "Block = " ALLOCATE
          ";\nif (!Block) return STATUS_NO_MEMORY;\nLogLine(\"x\");\nreturn STATUS_UNSUCCESSFUL; /*!*/\n}\n",
     DL_VIOLATED, NULL, false},
    {"a message behind the part of the driver that it is of", "leak",
     HEAD "PVOID Block; enum { PART_MAIN };\n" ENTRY "Block = " ALLOCATE
          ";\nif (!Block) return STATUS_NO_MEMORY;\nWARN_(PART_MAIN, \"x\");\nreturn STATUS_UNSUCCESSFUL; /*!*/\n}\n",
     DL_VIOLATED, NULL, false},
    {"what tells, and may return", "leak",
     HEAD "PVOID Block;\n" ENTRY "Block = " ALLOCATE
          ";\nif (!Block) return STATUS_NO_MEMORY;\nLOG_AND_RETURN(\"x\", STATUS_NO_MEMORY);\n"
          "return STATUS_UNSUCCESSFUL;\n}\n",
     DL_UNDETERMINED, "LOG_AND_RETURN, called at line 9, is not in the sources", false},
    {"a macro without a definition that stands alone", "leak",
     REGISTERED START "if (!NT_SUCCESS(status)) {\nWAY_OUT;\n}\nreturn status;\n}\n", DL_UNDETERMINED,
     "WAY_OUT, called at line 11, is not in the sources", false},
    {"a switch on a constant of unknown value", "leak",
     HEAD "static void Undo(int how) { switch (how) {\ncase HOW_FILTER: FltUnregisterFilter(Filter); break;\n"
          "default: break;\n} }\n" ENTRY "NTSTATUS status;\n" REGISTER RETURN_IF_FAILED START
          "if (!NT_SUCCESS(status)) Undo(HOW_ALL);\nreturn status;\n}\n",
     DL_UNDETERMINED, "this branch asks a constant whose value is not known", false},
    {"what is made of a constant of unknown value", "leak",
     REGISTERED START "{ int code = NT_SUCCESS(status) ? 0 : -CODE_FAILED;\n"
                      "if (code) FltUnregisterFilter(Filter);\n}\nreturn status;\n}\n",
     DL_UNDETERMINED, "this branch asks a constant whose value is not known", false},
    {"what is called as a message is, and gives an answer", "leak",
     HEAD "PVOID Block; NTSTATUS LogOpen(PCSTR name);\n" ENTRY "NTSTATUS status;\nBlock = " ALLOCATE
          ";\nif (!Block) return STATUS_NO_MEMORY;\nstatus = LogOpen(\"x\");\n"
          "return NT_SUCCESS(status) ? STATUS_UNSUCCESSFUL : status;\n}\n",
     DL_UNDETERMINED, "LogOpen, called at line 10,", false},
    {"what is called as a message is, and gives what another is given", "leak",
     HEAD
     "PVOID Block; PVOID LogOpen(PCSTR name);\n" ENTRY "Block = " ALLOCATE
     ";\nif (!Block) return STATUS_NO_MEMORY;\nObDereferenceObject(LogOpen(\"x\"));\nreturn STATUS_UNSUCCESSFUL;\n}\n",
     DL_UNDETERMINED, "LogOpen, called at line 9,", false},
    {"a start that may be of another filter", "begun",
     HEAD ENTRY "NTSTATUS status; PFLT_FILTER one; ULONG i;\n" REGISTER RETURN_IF_FAILED "one = Filter;\n"
                "for (i = 0; i < RegistryPath->Length; i++) one = i & 1 ? Filter : Other;\n"
                "return FltStartFiltering(one);\n}\n",
     DL_UNDETERMINED, "whether FltStartFiltering at line 11 is the one that is meant was not decided", false},
    {"what may be kept", "kept",
     HEAD ENTRY "NTSTATUS status; PFLT_FILTER one, other; ULONG i;\n"
                "status = FltRegisterFilter(DriverObject, &Registration, &one);\n" RETURN_IF_FAILED "other = one;\n"
                "for (i = 0; i < RegistryPath->Length; i++) other = i & 1 ? Other : one;\n"
                "Filter = other;\nreturn STATUS_SUCCESS;\n}\n",
     DL_UNDETERMINED, "whether the statement at line 11 is the one that is meant was not decided", false},
    {"a start that is sure behind one that is not", "begun",
     HEAD ENTRY "NTSTATUS status; PFLT_FILTER one; ULONG i;\n" REGISTER RETURN_IF_FAILED "one = Filter;\n"
                "for (i = 0; i < RegistryPath->Length; i++) one = i & 1 ? Filter : Other;\n"
                "(void)FltStartFiltering(one);\nreturn FltStartFiltering(Filter);\n}\n",
     DL_SATISFIED, NULL, false},
    {"what is deleted once of many", "leak",
     HEAD ENTRY
     "ULONG i; PVOID p; PDEVICE_OBJECT device;\nfor (i = 0; i < RegistryPath->Length; i++)\nif (!NT_SUCCESS(" CREATE
     ")) break;\np = " ALLOCATE ";\nif (!p) { if (DriverObject->DeviceObject) "
     "IoDeleteDevice(DriverObject->DeviceObject); return STATUS_NO_MEMORY; /*!*/ }\nExFreePool(p);\nreturn 0;\n}\n",
     DL_VIOLATED, NULL, false},
    {"what is deleted until none is left", "leak",
     HEAD ENTRY
     "ULONG i; PVOID p; PDEVICE_OBJECT device;\nfor (i = 0; i < RegistryPath->Length; i++)\nif (!NT_SUCCESS(" CREATE
     ")) break;\np = " ALLOCATE ";\nif (!p) { while (DriverObject->DeviceObject) "
     "IoDeleteDevice(DriverObject->DeviceObject); return STATUS_NO_MEMORY; }\nExFreePool(p);\nreturn 0;\n}\n",
     DL_UNDETERMINED, "acquired in a loop", false},
    {"a pointer that may lead to many functions", "leak",
     HEAD "static VOID U(void) { FltUnregisterFilter(Filter); }\nstatic VOID A(void) { }\nstatic VOID B(void) { }\n"
          "static VOID C(void) { }\nstatic VOID D(void) { }\nstatic VOID (*Ways[5])(void) = {U, A, B, C, D};\n" ENTRY
          "NTSTATUS status; VOID (*undo)(void) = Ways[RegistryPath->Length];\n" REGISTER RETURN_IF_FAILED START
          "if (!NT_SUCCESS(status)) undo();\nreturn status;\n}\n",
     DL_UNDETERMINED, "undo, called at line 16, may be U, A, B, C or another", false},
    /* a callee nothing is known of */
    {"a library's acquires nothing of the driver's", "leak", HEAD ENTRY "Mystery();\nreturn STATUS_UNSUCCESSFUL;\n}\n",
     DL_NOT_APPLICABLE, NULL, false},
    {"the driver's own may acquire", "leak",
     HEAD "VOID Mystery(VOID);\n" ENTRY "Mystery();\nreturn STATUS_UNSUCCESSFUL;\n}\n", DL_UNDETERMINED, "Mystery",
     false},
    {"a header of the driver's own that is not there may declare it", "leak",
     "#include \"mystery.h\"\n" HEAD ENTRY "Mystery();\nreturn STATUS_UNSUCCESSFUL;\n}\n", DL_UNDETERMINED, "Mystery",
     false},
    {"a header of the kit that is not there may not", "leak",
     "#include \"NTSTRSAFE.H\"\n#include <mystery.h>\n" HEAD ENTRY "Mystery();\nreturn STATUS_UNSUCCESSFUL;\n}\n",
     DL_NOT_APPLICABLE, NULL, false},
    {"it can reach a global", "leak", GIVES_UP("Mystery();") CLOSE, DL_UNDETERMINED, "Mystery", false},
    {"it gets what leads to the block", "unacquired",
     "typedef struct { PVOID Block; } EXT;\nVOID Mystery(PVOID p);\n" HEAD "static struct { EXT *Ext; } Kept;\n" ENTRY
     "EXT *ext = " ALLOCATE ";\nif (!ext) return STATUS_NO_MEMORY;\next->Block = NULL;\nKept.Ext = ext;\n"
     "Mystery(&Kept);\nExFreePool(ext->Block);\nreturn STATUS_SUCCESS;\n}\n",
     DL_SATISFIED, NULL, false},
    {"it gets something else", "unacquired",
     "typedef struct { PVOID Block; } EXT;\nVOID Mystery(PVOID p);\n" HEAD "static struct { EXT *Ext; } Kept;\n" ENTRY
     "EXT *ext = " ALLOCATE ";\nif (!ext) return STATUS_NO_MEMORY;\next->Block = NULL;\nKept.Ext = NULL;\n"
     "Mystery(&Kept);\nExFreePool(ext->Block); /*!*/\nreturn STATUS_SUCCESS;\n}\n",
     DL_VIOLATED, NULL, false},
    {"it gets the handle", "leak", BLOCK "Mystery(block);\nreturn STATUS_NO_MEMORY;\n}\n", DL_UNDETERMINED, "Mystery",
     false},
    {"it gets the address of the variable", "leak", BLOCK "Mystery(&block);\nreturn STATUS_NO_MEMORY;\n}\n",
     DL_UNDETERMINED, NULL, false},
    {"it gets a structure that holds the handle", "leak",
     BLOCK "{ struct { PVOID b; } s; s.b = block;\nMystery(&s); }\nreturn STATUS_NO_MEMORY;\n}\n", DL_UNDETERMINED,
     NULL, false},
    {"it cannot reach a local", "leak", BLOCK "Mystery(3);\nreturn STATUS_NO_MEMORY; /*!*/\n}\n", DL_VIOLATED, NULL,
     false},
    {"it comes before the acquisition", "leak",
     HEAD ENTRY "NTSTATUS status;\nMystery();\n" REGISTER RETURN_IF_FAILED START "return status; /*!*/\n}\n",
     DL_VIOLATED, NULL, false},
    {"it may have started", "start", REGISTERED "Mystery();\nreturn status;\n}\n", DL_UNDETERMINED, "Mystery", false},
    {"it is called on the failing path only", "start",
     REGISTERED START "if (!NT_SUCCESS(status)) Mystery();\nreturn status;\n}\n", DL_SATISFIED, NULL, false},
    {"a failure stays one", "fails", REGISTERED "Mystery();\nreturn STATUS_SUCCESS;\n}\n", DL_SATISFIED, NULL, false},
    {"a failure passed over stays passed over", "fails",
     HEAD ENTRY "NTSTATUS status;\n" REGISTER "Mystery();\n(void)status;\nreturn STATUS_SUCCESS; /*!*/\n}\n",
     DL_VIOLATED, NULL, false},
    {"a constant that nobody defines may be a failure", "fails",
     HEAD ENTRY "NTSTATUS status;\n" REGISTER "if (!NT_SUCCESS(status)) return OWN_RESULT;\n"
                "return STATUS_SUCCESS;\n}\n",
     DL_UNDETERMINED, NULL, false},
    {"a status of the driver's own is one", "fails",
     HEAD ENTRY "NTSTATUS status;\n" REGISTER "if (!NT_SUCCESS(status)) return STATUS_OWN_RESULT;\n"
                "return STATUS_SUCCESS;\n}\n",
     DL_SATISFIED, NULL, false},
    {"a second start is one whoever stands between", "once",
     REGISTERED START "Mystery();\nstatus = FltStartFiltering(Filter); /*!*/\nreturn status;\n}\n", DL_VIOLATED, NULL,
     false},
    {"it gets the driver object", "pnp", HEAD ENTRY "Mystery(DriverObject);\nreturn STATUS_SUCCESS;\n}\n",
     DL_UNDETERMINED, NULL, false},
    {"its result is any status", "fails",
     HEAD ENTRY "NTSTATUS status;\n" REGISTER RETURN_IF_FAILED "return Mystery();\n}\n", DL_SATISFIED, NULL, false},
    {"printing is no doing", "leak", GIVES_UP("DriverTrace(\"failed %x\", status); FltUnregisterFilter(Filter);") CLOSE,
     DL_SATISFIED, NULL, false},
    {"a macro nobody knows may leave", "start",
     REGISTERED "BAIL_OUT(status, \"failed\");\n" START "return status;\n}\n", DL_UNDETERMINED, "BAIL_OUT", false},
    {"one that the build makes for tracing does not", "start",
     "#include \"own.tmh\"\n" REGISTERED "TRD(FLAG_START, \"failed\");\n" START "return status;\n}\n", DL_SATISFIED,
     NULL, false},
    {"without trace messages it may", "start", REGISTERED "TRD(FLAG_START, \"failed\");\n" START "return status;\n}\n",
     DL_UNDETERMINED, "TRD", false},
    {"given a status it may", "start",
     "#include \"own.tmh\"\n" REGISTERED "TRD(STATUS_OWN, \"failed\");\n" START "return status;\n}\n", DL_UNDETERMINED,
     "TRD", false},
    /* a function that was not understood in full */
    {"what is missing may be the release", "leak", GIVES_UP("Filter ->* nonsense(1);") CLOSE, DL_UNDETERMINED,
     "DriverEntry", false},
    {"what is there may not be all", "leak", GIVES_UP("FltUnregisterFilter(Filter); Filter ->* nonsense(1);") CLOSE,
     DL_UNDETERMINED, "DriverEntry", false},
    {"a helper that was not understood", "leak",
     HEAD "static void Undo(void) { Filter ->* nonsense(1); }\n" ENTRY
          "NTSTATUS status;\n" REGISTER RETURN_IF_FAILED START
          "if (!NT_SUCCESS(status)) { Undo(); FltUnregisterFilter(Filter); }\nreturn status;\n}\n",
     DL_UNDETERMINED, "Undo", false},
    {"one that is not reached does not matter", "leak",
     HEAD "static void Dead(void) { Filter ->* nonsense(1); }\n" ENTRY
          "NTSTATUS status;\n" REGISTER RETURN_IF_FAILED START
          "if (!NT_SUCCESS(status)) FltUnregisterFilter(Filter);\nreturn status;\n}\n",
     DL_SATISFIED, NULL, false},
    {"an event that is forbidden is seen all the same", "once",
     REGISTERED START "Filter ->* nonsense(1);\nstatus = FltStartFiltering(Filter); /*?*/\nreturn status;\n}\n",
     DL_VIOLATED, NULL, false},
    {"no start is seen, and none is missed for sure", "start",
     REGISTERED "Filter ->* nonsense(1);\nreturn status;\n}\n", DL_UNDETERMINED, "DriverEntry", false},
    /* what has many names */
    {"eight captures in a check", "binds",
     HEAD "PFLT_PORT Port;\n" ENTRY
          "FltCreateCommunicationPort(Filter, &Port, NULL, RegistryPath, NULL, NULL, NULL, 1);\n"
          "return FltStartFiltering(Filter);\n}\n",
     DL_SATISFIED, NULL, false},
    /* what never happens */
    {"nothing acquires", "leak", HEAD ENTRY "return STATUS_SUCCESS;\n}\n", DL_NOT_APPLICABLE, NULL, false},
    {"nothing is called", "order", HEAD ENTRY "return STATUS_SUCCESS;\n}\n", DL_NOT_APPLICABLE, NULL, false},
    {"no unload routine", "unload", REGISTERED "return status;\n}\n", DL_NOT_APPLICABLE, "unload", false},
    {"a branch that cannot be taken", "leak",
     REGISTERED "if (Mode) return STATUS_UNSUCCESSFUL;\nreturn STATUS_SUCCESS;\n}\n", DL_SATISFIED, NULL, false},
    /* recursion, loops */
    {"a helper that calls itself", "leak",
     HEAD "static void Down(int n) { if (n > 0) Down(n - 1); }\n" ENTRY "NTSTATUS status;\n" REGISTER RETURN_IF_FAILED
          "Down(RegistryPath->Length);\nreturn status;\n}\n",
     DL_SATISFIED, NULL, false},
    {"a helper that is not followed, and acquires", "unacquired",
     DOWN("Result = FltRegisterFilter(DriverObject, &Registration, &Own);") GO_DOWN
     "status = Result;\n" RETURN_IF_FAILED "FltUnregisterFilter(Own);\nreturn STATUS_UNSUCCESSFUL;\n}\n",
     DL_UNDETERMINED, "Down calls itself in more ways", false},
    {"a helper that is not followed, and sets a flag", "leak",
     DOWN("Gone = TRUE;") REGISTER RETURN_IF_FAILED GO_DOWN
     "if (Gone) FltUnregisterFilter(Filter);\nreturn STATUS_UNSUCCESSFUL;\n}\n",
     DL_UNDETERMINED, "what Down does here was not followed", false},
    {"what was wrong before it", "leak",
     DOWN("Gone = TRUE;") REGISTER RETURN_IF_FAILED
     "if (" OPEN ") return STATUS_NOT_SUPPORTED; /*!*/\n" GO_DOWN
     "if (Gone) FltUnregisterFilter(Filter);\nreturn STATUS_UNSUCCESSFUL;\n}\n",
     DL_VIOLATED, NULL, false},
    {"a helper that is not followed, and changes nothing", "leak",
     DOWN("") REGISTER RETURN_IF_FAILED GO_DOWN "return STATUS_UNSUCCESSFUL; /*!*/\n}\n", DL_VIOLATED, NULL, false},
    {"two helpers that call each other", "start",
     HEAD "static void B(int n);\nstatic void A(int n) { if (n > 0) B(n - 1); }\n"
          "static void B(int n) { if (n > 0) A(n - 1); }\n" ENTRY "NTSTATUS status;\n" REGISTER RETURN_IF_FAILED
          "A(RegistryPath->Length);\n" START "return status;\n}\n",
     DL_SATISFIED, NULL, false},
    {"a list of unknown length", "leak",
     HEAD ENTRY "NTSTATUS status; PDEVICE_OBJECT d = DriverObject->DeviceObject;\n" REGISTER RETURN_IF_FAILED
                "while (d) { d = d->NextDevice; Mode++; }\n" START "return status; /*!*/\n}\n",
     DL_VIOLATED, NULL, false},
    {"blocks acquired in a loop and freed in another", "leak",
     HEAD ENTRY "PVOID b[4]; ULONG i;\nfor (i = 0; i < RegistryPath->Length && i < 4; i++) { b[i] = " ALLOCATE ";\n"
                "if (!b[i]) { while (i--) ExFreePool(b[i]);\nreturn STATUS_NO_MEMORY; } }\nreturn STATUS_SUCCESS;\n}\n",
     DL_SATISFIED, NULL, false},
    {"blocks acquired in a loop and freed but for the first", "leak",
     HEAD ENTRY
     "PVOID b[4]; ULONG i;\nfor (i = 0; i < RegistryPath->Length && i < 4; i++) { b[i] = " ALLOCATE ";\n"
     "if (!b[i]) { while (i > 1) ExFreePool(b[--i]);\nreturn STATUS_NO_MEMORY; /*!*/ } }\nreturn STATUS_SUCCESS;\n}\n",
     DL_VIOLATED, NULL, false},
    {"blocks acquired in a loop and left", "leak",
     HEAD ENTRY "PVOID b[4]; ULONG i;\nfor (i = 0; i < RegistryPath->Length && i < 4; i++) { b[i] = " ALLOCATE ";\n"
                "if (!b[i]) return STATUS_NO_MEMORY; /*!*/ }\nreturn STATUS_SUCCESS;\n}\n",
     DL_VIOLATED, NULL, false},
    {"blocks acquired in a loop of unknown length", "leak",
     HEAD ENTRY "PVOID b[80]; ULONG i;\nfor (i = 0; i < RegistryPath->Length; i++) { b[i] = " ALLOCATE ";\n"
                "if (!b[i]) { while (i--) ExFreePool(b[i]);\nreturn STATUS_NO_MEMORY; } }\nreturn STATUS_SUCCESS;\n}\n",
     DL_SATISFIED, NULL, false},
    {"a block acquired in a loop and freed in the round", "leak",
     HEAD ENTRY "PVOID b; ULONG i;\nfor (i = 0; i < RegistryPath->Length; i++) { b = " ALLOCATE ";\n"
                "if (!b) return STATUS_NO_MEMORY;\nExFreePool(b); }\nreturn STATUS_SUCCESS;\n}\n",
     DL_SATISFIED, NULL, false},
    {"a block acquired in a loop and kept in a later round", "leak",
     HEAD ENTRY "PVOID b; ULONG i;\nfor (i = 0; i < RegistryPath->Length; i++) { b = " ALLOCATE ";\n"
                "if (!b) return STATUS_NO_MEMORY;\nif (i > 7) return STATUS_UNSUCCESSFUL; /*?*/\nExFreePool(b); }\n"
                "return STATUS_SUCCESS;\n}\n",
     DL_VIOLATED, NULL, false},
    {"a chain of more blocks than are told apart", "leak", CHAIN("6", "Free(l->Next);\n", ""), DL_UNDETERMINED,
     "acquired in a loop", false},
    {"a chain of more blocks than are told apart, of which one alone is freed", "leak", CHAIN("6", "", "/*!*/"),
     DL_VIOLATED, NULL, false},
    {"a place that was not understood, beside a finding", "leak",
     HEAD "PVOID Block, Other; NTSTATUS Open(PVOID block);\n" ENTRY "NTSTATUS status;\nBlock = " ALLOCATE
          ";\nif (!Block) return STATUS_NO_MEMORY;\nOther = " ALLOCATE
          ";\nif (!Other) return STATUS_NO_MEMORY; /*!*/\nstatus = Open(Other);\n"
          "ExFreePool(Block);\nreturn status;\n}\n",
     DL_VIOLATED, "besides: Open, called at line 12,", false},
    {"two blocks of one helper", "leak", TWO_BLOCKS "ExFreePool(A); ExFreePool(B);\nreturn status;\n}\n", DL_SATISFIED,
     NULL, false},
    {"two blocks of one helper, one freed", "leak", TWO_BLOCKS "ExFreePool(A);\nreturn status; /*!*/\n}\n", DL_VIOLATED,
     NULL, false},
    {"two blocks of one helper, one freed twice", "double",
     TWO_BLOCKS "ExFreePool(A);\nExFreePool(A); /*!*/\nreturn status;\n}\n", DL_VIOLATED, NULL, false},
    {"two blocks of one helper, freed once each", "double",
     TWO_BLOCKS "ExFreePool(A);\nExFreePool(B);\nreturn status;\n}\n", DL_SATISFIED, NULL, false},
    /* what makes a finding only possible */
    {"an exception must be raised first", "leak",
     HEAD ENTRY
     "NTSTATUS status;\n" REGISTER RETURN_IF_FAILED "__try {\n*(PULONG)RegistryPath->Buffer = 1;\n"
     "} __except (EXCEPTION_EXECUTE_HANDLER) {\nreturn STATUS_UNSUCCESSFUL; /*?*/\n}\nreturn STATUS_SUCCESS;\n}\n",
     DL_VIOLATED, "may not be possible", false},
};

START_TEST(open_question_is_said_to_be_open)
{
    const dl_driver_result *result = run(tiny, singles[_i].source);
    const char *wrong = difference(result, singles[_i].rule, singles[_i].source, singles[_i].wanted);
    const char *reason = verdict_of(result, singles[_i].rule)->reason;

    if (!wrong && singles[_i].reason && !strstr(reason, singles[_i].reason))
        wrong = dl_arena_printf(arena, "the reason '%s' does not say '%s'", reason, singles[_i].reason);
    if (singles[_i].is_gap)
        ck_assert_msg(wrong != NULL, "%s: no gap any more, take the mark out", singles[_i].what);
    else
        ck_assert_msg(wrong == NULL, "%s: %s\n%s\n%s", singles[_i].what, wrong, singles[_i].source, everything(result));
}
END_TEST

/* ---- scale ---- */

static const struct {
    const char *what, *step; /* one step; %u is its number */
    unsigned count;
    bool is_gap;
} scales[] = {
    {"branches", "if (RegistryPath->Length > %u) Mode++;\n", 100, false},
    {"calls that may fail", "status = RtlCheckRegistryKey(%u, L\"x\");\nif (!NT_SUCCESS(status)) goto out;\n", 75,
     false},
    {"calls that may fail and return at once", "status = RtlCheckRegistryKey(%u, L\"x\");\n" RETURN_IF_FAILED, 75,
     false},
    {"guarded releases",
     "if (RegistryPath->Length == %u) { FltUnregisterFilter(Filter); return STATUS_UNSUCCESSFUL; }\n", 50, false},
    {"many branches", "if (RegistryPath->Length > %u) Mode++;\n", 500, false},
    {"many calls that may fail", "status = RtlCheckRegistryKey(%u, L\"x\");\nif (!NT_SUCCESS(status)) goto out;\n", 500,
     false},
};

static const dl_driver_result *run_steps(const char *step, unsigned count)
{
    const char *number = strstr(step, "%u");
    dl_text text;

    dl_text_init(&text, arena);
    dl_text_add(&text, REGISTERED);
    for (unsigned i = 0; i < count; i++)
        dl_text_printf(&text, "%.*s%u%s", (int)(number - step), step, i + 100, number + 2);
    dl_text_add(&text, START "out:\nreturn status;\n}\n");
    return run(tiny, dl_text_str(&text));
}

static bool has_definite_leak(const dl_driver_result *result)
{
    for (size_t i = 0; i < result->finding_count; i++)
        if (is_of(result->findings[i].rule, "leak") && result->findings[i].certainty == DL_DEFINITE)
            return true;
    return false;
}

/* A loop with more rounds, and more in each, than a run has visits for: in a second attempt its rounds are one. */
static const dl_driver_result *run_long_loop(const char *behind)
{
    dl_text text;

    dl_text_init(&text, arena);
    dl_text_add(&text, HEAD "ULONG Table[500];\nstatic void Fill(ULONG i, ULONG Length)\n{\n");
    for (unsigned i = 0; i < 130; i++)
        dl_text_printf(&text, "if (Length > %u + i) Table[i] += %u;\n", i, i);
    dl_text_add(&text, "}\n" ENTRY "NTSTATUS status;\nULONG i;\n" REGISTER RETURN_IF_FAILED
                       "for (i = 0; i < 500; i++) Fill(i, RegistryPath->Length);\n" START);
    dl_text_printf(&text, "if (!NT_SUCCESS(status)) %s;\nreturn status;\n}\n", behind);
    return run(tiny, dl_text_str(&text));
}

START_TEST(long_loop_is_followed_with_its_rounds_joined)
{
    const dl_driver_result *good = run_long_loop("FltUnregisterFilter(Filter)"), *bad = run_long_loop("Mode = 1");

    ck_assert_str_eq(name_of(verdict_of(good, "leak")->kind), "satisfied");
    ck_assert(has_definite_leak(bad));
}
END_TEST

START_TEST(work_grows_with_the_source_and_no_faster)
{
    unsigned count = scales[_i].count;
    unsigned long half = run_steps(scales[_i].step, count)->edge_visits;
    const dl_driver_result *whole = run_steps(scales[_i].step, 2 * count);
    bool is_linear = whole->edge_visits > half && whole->edge_visits < half * 9 / 4;

    if (scales[_i].is_gap)
        ck_assert_msg(!is_linear || !has_definite_leak(whole), "%s: no gap any more, take the mark out",
                      scales[_i].what);
    else
        ck_assert_msg(is_linear && has_definite_leak(whole), "%s: %lu, then %lu visits\n%s", scales[_i].what, half,
                      whole->edge_visits, everything(whole));
}
END_TEST

/* ---- the same twice ---- */

START_TEST(two_runs_give_the_same)
{
    const char *first = everything(run(tiny, cases[_i].bad)), *second = everything(run(tiny, cases[_i].bad));

    ck_assert_str_eq(first, second);
}
END_TEST

/* ---- the witness ---- */

START_TEST(witness_leads_from_the_entry_to_the_line)
{
    const dl_driver_result *result = run(tiny, HEAD "static void Undo(void) { Mode = 1; }\n" ENTRY
                                                    "NTSTATUS status;\n" REGISTER RETURN_IF_FAILED START
                                                    "if (!NT_SUCCESS(status)) Undo();\nreturn status;\n}\n");
    const dl_finding *finding = NULL;
    bool acquires = false, decides = false;
    unsigned line = 0;

    for (size_t i = 0; i < result->finding_count; i++)
        if (is_of(result->findings[i].rule, "leak"))
            finding = &result->findings[i];
    ck_assert_ptr_nonnull(finding);
    ck_assert_uint_ge(finding->path_count, 3);
    ck_assert_str_eq(finding->path[0].kind, "enter");
    ck_assert_str_eq(finding->path[0].message, "DriverEntry starts");
    ck_assert_uint_eq(finding->path[finding->path_count - 1].span.line, finding->span.line);
    for (size_t i = 1; i < finding->path_count; i++) {
        const dl_path_step_shown *step = &finding->path[i];

        ck_assert_uint_ge(step->span.line, line);
        line = step->span.line;
        acquires |= strstr(step->message, "acquired") != NULL && step->span.line == 8;
        decides |= strcmp(step->kind, "decision") == 0 && strstr(step->message, "FltStartFiltering at line 10 failed");
    }
    ck_assert_msg(acquires && decides, "%s", everything(result));
}
END_TEST

/* Lines of the steps of the first finding of the rule. */
static const char *steps_of(const dl_driver_result *result, const char *rule)
{
    dl_text text;

    dl_text_init(&text, arena);
    for (size_t i = 0; i < result->finding_count; i++) {
        if (!is_of(result->findings[i].rule, rule))
            continue;
        for (size_t k = 0; k < result->findings[i].path_count; k++)
            dl_text_printf(&text, "%u ", result->findings[i].path[k].span.line);
        return dl_text_str(&text);
    }
    ck_abort_msg("no finding of '%s': %s", rule, everything(result));
    return NULL;
}

/* What went well in a helper needs no word; where it fails, its reason is told. */
START_TEST(witness_passes_over_helpers_that_went_well)
{
    static const char helper[] = HEAD "static NTSTATUS Check(PUNICODE_STRING p) {\nif (p->Length > 8)\nMode = 1;\n"
                                      "return p->Buffer ? STATUS_SUCCESS : STATUS_NOT_SUPPORTED;\n}\n" ENTRY
                                      "NTSTATUS status;\n" REGISTER RETURN_IF_FAILED;
    const char *well =
        dl_arena_printf(arena,
                        "%sstatus = Check(RegistryPath);\nif (!NT_SUCCESS(status)) goto fail;\n" START
                        "if (NT_SUCCESS(status)) return status;\nreturn status;\nfail:\nFltUnregisterFilter(Filter);\n"
                        "return status;\n}\n",
                        helper);
    const char *ill = dl_arena_printf(arena, "%sstatus = Check(RegistryPath);\nreturn status;\n}\n", helper);

    ck_assert_str_eq(steps_of(run(tiny, well), "leak"), "9 12 17 18 ");
    ck_assert_str_eq(steps_of(run(tiny, ill), "leak"), "9 12 14 5 7 15 ");
}
END_TEST

/* Rounds of a loop that go the same way are one. */
/* Where the ways of the test inside `new` have met again, the one after it is what counts. */
START_TEST(witness_does_not_contradict_itself)
{
    static const char source[] =
        HEAD "void *operator new(size_t n) { return ExAllocatePool2(POOL_FLAG_PAGED, n, 'efgh'); }\n"
             "void operator delete(void *p, size_t) { ExFreePool(p); }\n"
             "struct Part { KEVENT a; Part() { KeInitializeEvent(&a, NotificationEvent, FALSE); } };\nclass Owner {\n"
             "Part *p;\npublic:\nexplicit Owner(Part *x) : p(x) {}\n~Owner() { if (p) delete p; }\n"
             "explicit operator bool() const { return p != nullptr; }\n"
             "static Owner Make() { return Owner(new Part()); }\n};\nextern \"C\" " ENTRY
             "NTSTATUS status;\nauto kept = Owner::Make();\nif (!kept) return STATUS_NO_MEMORY;\n" REGISTER
             "if (!NT_SUCCESS(status)) return status;\n" START "return status;\n}\n";

    ck_assert_str_eq(steps_of(run_file(tiny, "engine_test_fixture.cpp", source), "leak"), "15 19 20 22 23 ");
}
END_TEST

START_TEST(witness_folds_rounds)
{
    const dl_driver_result *result =
        run(tiny, HEAD ENTRY "NTSTATUS status; ULONG i;\n" REGISTER RETURN_IF_FAILED
                             "for (i = 0; i < 5; i++) {\nif (RegistryPath->Buffer[i] == 'x')\nMode = 1;\n"
                             "if (RegistryPath->Buffer[i] == 'y')\nreturn STATUS_SUCCESS;\n}\n"
                             "return STATUS_NOT_SUPPORTED;\n}\n");

    ck_assert_str_eq(steps_of(result, "leak"), "4 7 10 12 10 15 ");
    for (size_t i = 0; i < result->finding_count; i++)
        if (is_of(result->findings[i].rule, "leak"))
            ck_assert_str_eq(result->findings[i].path[4].message, "the 2 steps above 4 more times");
}
END_TEST

/* ---- with the shipped rules ---- */

#define UNLOADS                                                                                                        \
    "#include <fltKernel.h>\nPFLT_FILTER Filter;\nNTSTATUS Unload(FLT_FILTER_UNLOAD_FLAGS f) { (void)f; "              \
    "FltUnregisterFilter(Filter); return STATUS_SUCCESS; }\nconst FLT_REGISTRATION Registration = "                    \
    "{sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, NULL, NULL, Unload};\n" ENTRY                             \
    "NTSTATUS status;\n" REGISTER RETURN_IF_FAILED START

static const struct {
    const char *source, *rule;
    unsigned line;
} shipped[] = {
    {UNLOADS "if (!NT_SUCCESS(status)) FltUnregisterFilter(Filter);\nreturn status;\n}\n", NULL, 0},
    {UNLOADS "return status;\n}\n", "minifilter-unregister-on-failure", 11},
    {UNLOADS "if (!NT_SUCCESS(status)) FltUnregisterFilter(Filter);\nreturn STATUS_SUCCESS;\n}\n",
     "minifilter-status-returned", 12},
};

/* Exactly what is wrong, of all the rules there are: the good source has no finding, a bad one has that one. */
START_TEST(shipped_rules_find_what_is_wrong_and_nothing_else)
{
    const dl_driver_result *result = run(rules, shipped[_i].source);

    ck_assert_msg(result->verdict_count > 20, "%zu verdicts", result->verdict_count);
    ck_assert_msg(result->finding_count == (shipped[_i].rule ? 1 : 0), "%s\n%s", shipped[_i].source,
                  everything(result));
    if (!shipped[_i].rule)
        return;
    ck_assert_str_eq(result->findings[0].rule->id, shipped[_i].rule);
    ck_assert_uint_eq(result->findings[0].span.line, shipped[_i].line);
}
END_TEST

/* What is handed on at once has no name of its own. */
START_TEST(what_no_variable_holds_is_told_by_its_call)
{
    const dl_driver_result *result =
        run(rules, "#include <ntddk.h>\n#include <wdf.h>\n" ENTRY
                   "WDF_DRIVER_CONFIG config; WDFDRIVER driver; NTSTATUS status;\n"
                   "WDF_DRIVER_CONFIG_INIT(&config, NULL);\nconfig.DriverInitFlags = WdfDriverInitNonPnpDriver;\n"
                   "status = WdfDriverCreate(DriverObject, RegistryPath, NULL, &config, &driver);\n" RETURN_IF_FAILED
                   "WdfDeviceInitSetExclusive(WdfControlDeviceInitAllocate(driver, NULL), TRUE);\n"
                   "return STATUS_SUCCESS;\n}\n");
    bool is_told = false;

    for (size_t i = 0; i < result->finding_count; i++)
        is_told |=
            strstr(result->findings[i].message, "what WdfControlDeviceInitAllocate gave is used, but was not") != NULL;
    ck_assert_msg(is_told, "%s", everything(result));
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

int main(void)
{
    Suite *suite = suite_create("engine");
    SRunner *runner = srunner_create(suite);
    TCase *tests = tcase_create("engine");

    tcase_set_timeout(tests, 120);
    tcase_add_unchecked_fixture(tests, set_up_tiny, tear_down_rules);
    tcase_add_checked_fixture(tests, set_up, tear_down);
    ADD_TWIN_TESTS(tests, cases);
    tcase_add_loop_test(tests, open_question_is_said_to_be_open, 0, COUNT(singles));
    tcase_add_test(tests, long_loop_is_followed_with_its_rounds_joined);
    tcase_add_loop_test(tests, work_grows_with_the_source_and_no_faster, 0, COUNT(scales));
    tcase_add_loop_test(tests, two_runs_give_the_same, 0, COUNT(cases));
    tcase_add_test(tests, witness_leads_from_the_entry_to_the_line);
    tcase_add_test(tests, witness_passes_over_helpers_that_went_well);
    tcase_add_test(tests, witness_does_not_contradict_itself);
    tcase_add_test(tests, witness_folds_rounds);
    tcase_add_loop_test(tests, shipped_rules_find_what_is_wrong_and_nothing_else, 0, COUNT(shipped));
    tcase_add_test(tests, what_no_variable_holds_is_told_by_its_call);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
