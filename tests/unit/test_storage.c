/* What shares storage: members of unions; and what is linked: a driver's devices, its own lists. Each source with its
 * bad twin, or left open where nobody can tell. */
#define FIXTURE_FILE "storage_fixture.c"
#include "engine_rules.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

static const tiny_rule tiny_rules[] = {
    {"leak", "", FORM("release") "\"resource\": [\"device-object\", \"pool\"]}"},
    {"unmade", "", FORM("release") "\"resource\": \"device-object\", \"faults\": [\"release-unacquired\"]}"},
    {"used", "",
     FORM("examine") "\"call\": {\"call\": \"IoCreateDevice\", \"args\": {\"DeviceObject\": {\"to\": \"$d\"}}}, "
                     "\"before\": [{\"use\": \"$d\"}], \"after-failure\": \"forbid\"}"},
    {"unload", "", FORM("release") "\"resource\": \"pool\", \"on\": [\"unload\"]}"},
    {"lost", "", FORM("release") "\"resource\": \"pool\", \"on\": [\"success\"]}"},
    {"freed", "", FORM("release") "\"resource\": \"pool\", \"faults\": [\"release-unacquired\"]}"},
};

static void set_up_tiny(void)
{
    set_up_rules();
    load_tiny(tiny_rules, COUNT(tiny_rules));
}

/* ---- unions ---- */

#define WORD "union { PVOID p; ULONG_PTR u; } "
#define WORKS "RtlCheckRegistryKey(0, RegistryPath->Buffer)"

static const twins unions[] = {
    {"a block that is known as a number", "leak",
     HEAD ENTRY WORD "x;\nNTSTATUS status;\nx.p = " ALLOCATE ";\nif (!x.u) return STATUS_NO_MEMORY;\n"
                     "status = " WORKS ";\nExFreePool((PVOID)x.u);\nreturn status;\n}\n",
     HEAD ENTRY WORD "x;\nNTSTATUS status;\nx.p = " ALLOCATE ";\nif (!x.u) return STATUS_NO_MEMORY;\n"
                     "status = " WORKS ";\nif (!x.u) ExFreePool(x.p);\nreturn status; /*!*/\n}\n",
     false, false},
    {"a union without a name", "leak",
     HEAD "static struct { ULONG Kind; union { PVOID Block; ULONG_PTR Number; }; } Kept;\n" ENTRY
          "Kept.Block = " ALLOCATE ";\nif (Kept.Number == 0) return STATUS_NO_MEMORY;\nKept.Kind = 1;\n"
          "if (" OPEN
          ") {\nExFreePool((PVOID)Kept.Number);\nreturn STATUS_UNSUCCESSFUL;\n}\nreturn STATUS_SUCCESS;\n}\n",
     HEAD "static struct { ULONG Kind; union { PVOID Block; ULONG_PTR Number; }; } Kept;\n" ENTRY
          "Kept.Block = " ALLOCATE ";\nif (Kept.Number == 0) return STATUS_NO_MEMORY;\nKept.Kind = 1;\n"
          "if (" OPEN ") {\nKept.Number = 0;\nreturn STATUS_UNSUCCESSFUL; /*!*/\n}\nreturn STATUS_SUCCESS;\n}\n",
     false, false},
    {"a union that begins as the one and is read as the other", "leak",
     HEAD ENTRY WORD "x = {.u = 0};\nif (" OPEN ") x.p = " ALLOCATE
                     ";\nif (x.u) ExFreePool(x.p);\nreturn STATUS_UNSUCCESSFUL;\n}\n",
     HEAD ENTRY WORD "x = {.u = 0};\nif (" OPEN ") x.p = " ALLOCATE
                     ";\nif (!x.u) Mode = 1;\nreturn STATUS_UNSUCCESSFUL; /*!*/\n}\n",
     false, false},
    {"members of one structure in a union do not share storage", "leak",
     HEAD ENTRY "union { struct { PVOID block; ULONG count; } s; ULONG words[4]; } x;\n"
                "x.s.block = " ALLOCATE ";\nx.s.count = 1;\n"
                "if (x.s.block && x.s.count) ExFreePool(x.s.block);\nreturn STATUS_UNSUCCESSFUL;\n}\n",
     HEAD ENTRY "union { struct { PVOID block; ULONG count; } s; ULONG words[4]; } x;\n"
                "x.s.block = " ALLOCATE ";\nx.s.count = 0;\n"
                "if (x.s.block && x.s.count) ExFreePool(x.s.block);\nreturn STATUS_UNSUCCESSFUL; /*!*/\n}\n",
     false, false},
};

START_TEST(good_union_is_satisfied)
{
    expect_good_twin(&unions[_i]);
}
END_TEST

START_TEST(bad_union_is_violated_at_its_line)
{
    expect_bad_twin(&unions[_i]);
}
END_TEST

/* What members of other sizes make of one another is not worked out: no finding rests on it. */
static const char *const overlaid[] = {
    "union { struct { ULONG a : 1; ULONG b : 31; }; ULONG all; } made = {0};\n",
    "union { struct { ULONG b; ULONG a; } of; ULONG64 all; } made = {0};\n#define a of.a\n",
    "struct { ULONG kind; union { UCHAR a; ULONG all; }; } made = {0};\n",
    "union { ULONG all; UCHAR bytes[4]; } made = {0};\n#define a bytes[2]\n",
    "LARGE_INTEGER made = {0};\n#define a LowPart\n#define all QuadPart\n",
    "LARGE_INTEGER made = {0};\n#define a QuadPart\n#define all LowPart\n",
};

START_TEST(what_was_written_as_another_member_is_left_open)
{
    const char *source = dl_arena_printf(
        arena,
        HEAD ENTRY "PVOID first, second;\n%sfirst = " ALLOCATE ";\nif (!first) return STATUS_NO_MEMORY;\nmade.a = 1;\n"
                   "second = " ALLOCATE ";\nif (second) {\nExFreePool(second);\nExFreePool(first);\n"
                   "return STATUS_SUCCESS;\n}\nif (made.all) ExFreePool(first);\nreturn STATUS_NO_MEMORY;\n}\n",
        overlaid[_i]);

    expect_result(overlaid[_i], "leak", source, DL_UNDETERMINED, false);
}
END_TEST

/* ---- a driver's devices ---- */

#define DEVICE(of) "status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, 0, FALSE, &" of ");\n"
#define FIRST "DriverObject->DeviceObject"
#define DEVICES HEAD ENTRY "NTSTATUS status; PDEVICE_OBJECT a = NULL, b = NULL; PVOID block;\n" DEVICE("a")
#define OR_DELETE_FIRST "if (!NT_SUCCESS(status)) {\nIoDeleteDevice(a);\nreturn status;\n}\n"
#define BLOCK "block = " ALLOCATE ";\nif (!block) {\nIoDeleteDevice(a);\nreturn STATUS_NO_MEMORY;\n}\n"
#define KEPT_BLOCK                                                                                                     \
    "*(PVOID *)a->DeviceExtension = " ALLOCATE                                                                         \
    ";\nif (!*(PVOID *)a->DeviceExtension) {\nIoDeleteDevice(a);\nreturn STATUS_NO_MEMORY;\n}\nstatus = " WORKS ";\n"

#define THREE                                                                                                          \
    HEAD ENTRY "NTSTATUS status; PDEVICE_OBJECT a, next; ULONG i;\nfor (i = 0; i < 3; i++) {\n" DEVICE(                \
        "a") "if (!NT_SUCCESS(status)) {\n"

static const twins devices[] = {
    {"a device that was made is there", "leak",
     DEVICES RETURN_IF_FAILED BLOCK "if (!" FIRST ") return STATUS_NO_SUCH_DEVICE;\nExFreePool(block);\n"
                                    "IoDeleteDevice(a);\nreturn STATUS_UNSUCCESSFUL;\n}\n",
     DEVICES RETURN_IF_FAILED BLOCK "if (" FIRST ") {\nIoDeleteDevice(a);\nreturn STATUS_NO_SUCH_DEVICE; /*!*/\n}\n"
                                    "ExFreePool(block);\nreturn STATUS_UNSUCCESSFUL;\n}\n",
     false, false},
    {"a block that the first device keeps", "leak",
     DEVICES RETURN_IF_FAILED KEPT_BLOCK "if (!NT_SUCCESS(status)) {\nExFreePool(*(PVOID *)" FIRST
                                         "->DeviceExtension);\nIoDeleteDevice(" FIRST ");\n}\nreturn status;\n}\n",
     DEVICES RETURN_IF_FAILED KEPT_BLOCK "if (!NT_SUCCESS(status)) {\nIoDeleteDevice(" FIRST
                                         ");\n}\nreturn status; /*!*/\n}\n",
     false, false},
    {"all that were made", "leak",
     DEVICES "if (NT_SUCCESS(status)) " DEVICE("b") "if (!NT_SUCCESS(status)) while (" FIRST ") IoDeleteDevice(" FIRST
                                                    ");\nreturn status;\n}\n",
     DEVICES RETURN_IF_FAILED DEVICE("b") OR_DELETE_FIRST "status = " WORKS ";\nif (!NT_SUCCESS(status) && " FIRST
                                                          ") IoDeleteDevice(" FIRST ");\nreturn status; /*!*/\n}\n",
     false, false},
    {"from the newest to the oldest", "leak",
     DEVICES RETURN_IF_FAILED DEVICE("b") OR_DELETE_FIRST
     "status = " WORKS ";\nif (NT_SUCCESS(status)) return status;\n"
     "while (" FIRST ") {\na = " FIRST ";\nIoDeleteDevice(a);\n}\nreturn status;\n}\n",
     DEVICES RETURN_IF_FAILED DEVICE("b") OR_DELETE_FIRST
     "status = " WORKS ";\nif (NT_SUCCESS(status)) return status;\n"
     "while (" FIRST "->NextDevice) {\na = " FIRST ";\nIoDeleteDevice(a);\n}\nreturn status; /*!*/\n}\n",
     false, false},
    {"one of two, by its own name", "leak",
     DEVICES RETURN_IF_FAILED DEVICE("b") OR_DELETE_FIRST "IoDeleteDevice(a);\nif (" FIRST
                                                          " == b) IoDeleteDevice(b);\nreturn STATUS_UNSUCCESSFUL;\n}\n",
     DEVICES RETURN_IF_FAILED DEVICE("b") OR_DELETE_FIRST
     "IoDeleteDevice(b);\nif (" FIRST " != a) IoDeleteDevice(a);\nreturn STATUS_UNSUCCESSFUL; /*!*/\n}\n",
     false, false},
    {"three of them, by the list", "leak",
     THREE "while (" FIRST ") IoDeleteDevice(" FIRST ");\nreturn status;\n}\n}\nreturn STATUS_SUCCESS;\n}\n",
     THREE "if (" FIRST ") IoDeleteDevice(" FIRST ");\nreturn status; /*!*/\n}\n}\nreturn STATUS_SUCCESS;\n}\n", false,
     false},
    {"three of them, by each one's next", "leak",
     THREE "for (a = " FIRST "; a; a = next) {\nnext = a->NextDevice;\nIoDeleteDevice(a);\n}\n"
           "return status;\n}\n}\nreturn STATUS_SUCCESS;\n}\n",
     THREE "for (a = " FIRST "; a && a->NextDevice; a = next) {\nnext = a->NextDevice;\nIoDeleteDevice(a);\n}\n"
           "return status; /*!*/\n}\n}\nreturn STATUS_SUCCESS;\n}\n",
     false, false},
    {"a helper that takes out what it is given", "leak",
     HEAD "static VOID Drop(PDEVICE_OBJECT d) { IoDeleteDevice(d); }\n" ENTRY
          "NTSTATUS status; PDEVICE_OBJECT a;\n" DEVICE("a") RETURN_IF_FAILED
     "Drop(a);\nif (" FIRST ") IoDeleteDevice(" FIRST ");\nreturn STATUS_UNSUCCESSFUL;\n}\n",
     HEAD "static VOID Drop(PDEVICE_OBJECT d) { if (d->NextDevice) IoDeleteDevice(d); }\n" ENTRY
          "NTSTATUS status; PDEVICE_OBJECT a;\n" DEVICE("a") RETURN_IF_FAILED
     "Drop(a);\nif (!" FIRST ") IoDeleteDevice(a);\nreturn STATUS_UNSUCCESSFUL; /*!*/\n}\n",
     false, false},
};

START_TEST(good_devices_are_satisfied)
{
    expect_good_twin(&devices[_i]);
}
END_TEST

START_TEST(bad_devices_are_violated_at_their_line)
{
    expect_bad_twin(&devices[_i]);
}
END_TEST

/* The device of an earlier round is there, whatever has failed since. */
START_TEST(a_failed_call_gives_nothing_of_an_earlier_round)
{
    static const char source[] =
        THREE "if (" FIRST ") IoDeleteDevice(" FIRST ");\nreturn status;\n}\n}\nreturn STATUS_SUCCESS;\n}\n";

    expect_result("used behind a failure", "used", source, DL_SATISFIED, false);
    expect_result("released though not acquired", "unmade", source, DL_SATISFIED, false);
}
END_TEST

/* What each round of a loop keeps in its device is not lost when the next round makes another. */
START_TEST(what_the_device_of_an_earlier_round_keeps_is_left_open)
{
    static const char source[] = HEAD
        "static NTSTATUS Make(PDRIVER_OBJECT DriverObject)\n{\nNTSTATUS status; PDEVICE_OBJECT a; PVOID block;\n"
        "block = " ALLOCATE ";\nif (!block) return STATUS_NO_MEMORY;\n" DEVICE(
            "a") "if (!NT_SUCCESS(status)) {\nExFreePool(block);\nreturn status;\n}\n"
                 "*(PVOID *)a->DeviceExtension = block;\nreturn status;\n}\n" ENTRY "ULONG i;\n"
                 "for (i = 0; i < RegistryPath->Length; i++) (void)Make(DriverObject);\nreturn STATUS_SUCCESS;\n}\n";

    expect_result("a block in each device", "lost", source, DL_UNDETERMINED, false);
}
END_TEST

/* ---- what drivers link ---- */

#define LIST HEAD "typedef struct { LIST_ENTRY Link; ULONG Number; } ITEM;\nstatic LIST_ENTRY List;\n"
#define CLEAR                                                                                                          \
    "static VOID Clear(VOID) { while (!IsListEmpty(&List)) { LIST_ENTRY *e = RemoveHeadList(&List);\n"                 \
    "ExFreePool(CONTAINING_RECORD(e, ITEM, Link)); } }\n"
#define UNLOAD "VOID Un(PDRIVER_OBJECT d) { (void)d; Clear(); }\n"
#define ITEM "item = " ALLOCATE ";\nif (!item) return STATUS_NO_MEMORY;\n"
#define LINKED ENTRY "NTSTATUS status; ITEM *item;\nDriverObject->DriverUnload = Un;\nInitializeListHead(&List);\n" ITEM

static const twins lists[] = {
    {"an item that is in the list once nothing can fail any more", "leak",
     LIST CLEAR UNLOAD LINKED "status = " WORKS ";\nif (!NT_SUCCESS(status)) {\nExFreePool(item);\nreturn status;\n}\n"
                              "InsertTailList(&List, &item->Link);\nreturn status;\n}\n",
     LIST CLEAR UNLOAD LINKED "InsertTailList(&List, &item->Link);\nstatus = " WORKS ";\nreturn status; /*!*/\n}\n",
     false, false},
    {"items of all rounds, of which only the unload routine takes any out", "leak",
     LIST CLEAR UNLOAD LINKED "InsertTailList(&List, &item->Link);\nreturn STATUS_SUCCESS;\n}\n",
     LIST CLEAR UNLOAD ENTRY "ITEM *item; ULONG i;\nDriverObject->DriverUnload = Un;\nInitializeListHead(&List);\n"
                             "for (i = 0; i < RegistryPath->Length; i++) {\nitem = " ALLOCATE
                             ";\nif (!item) return STATUS_NO_MEMORY; /*!*/\nInsertTailList(&List, &item->Link);\n}\n"
                             "return STATUS_SUCCESS;\n}\n",
     false, false},
};

START_TEST(good_list_is_satisfied)
{
    expect_good_twin(&lists[_i]);
}
END_TEST

START_TEST(bad_list_is_violated_at_its_line)
{
    expect_bad_twin(&lists[_i]);
}
END_TEST

/* Whether what comes out of a list is what went in is not followed. */
START_TEST(what_is_taken_out_of_a_list_is_left_open)
{
    static const char failing[] = LIST CLEAR UNLOAD LINKED "InsertTailList(&List, &item->Link);\nstatus = " WORKS
                                                           ";\nif (!NT_SUCCESS(status)) Clear();\nreturn status;\n}\n";
    static const char first[] =
        LIST CLEAR UNLOAD LINKED "InsertTailList(&List, &item->Link);\nstatus = " WORKS
                                 ";\nif (!NT_SUCCESS(status)) ExFreePool(CONTAINING_RECORD(List.Flink, ITEM, Link));\n"
                                 "return status;\n}\n";
    static const char before[] =
        LIST CLEAR "VOID Un(PDRIVER_OBJECT d) { (void)d; }\n" LINKED
                   "InsertTailList(&List, &item->Link);\nstatus = " WORKS ";\nClear();\nreturn status;\n}\n";
    static const char beside[] =
        LIST CLEAR "static KDPC Dpc;\nKDEFERRED_ROUTINE Due;\nVOID Due(PKDPC d, PVOID c, PVOID a, PVOID b)\n"
                   "{ (void)d; (void)c; (void)a; (void)b; Clear(); }\n" UNLOAD LINKED
                   "KeInitializeDpc(&Dpc, Due, NULL);\nInsertTailList(&List, &item->Link);\nstatus = " WORKS
                   ";\nreturn status;\n}\n";

    expect_result("in a helper", "leak", failing, DL_UNDETERMINED, false);
    expect_result("by what runs beside the entry", "leak", beside, DL_UNDETERMINED, false);
    expect_result("by the link", "leak", first, DL_UNDETERMINED, false);
    expect_result("before the driver has started", "unload", before, DL_UNDETERMINED, false);
}
END_TEST

/* ---- what runs beside the entry ---- */

#define BESIDE(value)                                                                                                  \
    HEAD "static PVOID Block;\nstatic KDPC Dpc;\nKDEFERRED_ROUTINE Due;\n"                                             \
         "VOID Due(PKDPC d, PVOID c, PVOID a, PVOID b)\n{ (void)d; (void)c; (void)a; (void)b; Block = " value          \
         "; }\n" ENTRY "KeInitializeDpc(&Dpc, Due, NULL);\n"

/* Of a work item for which the entry waits; the second entry takes back what that has made. */
#define STARTED                                                                                                        \
    HEAD "static PVOID Block;\nstatic WORK_QUEUE_ITEM Item;\nstatic KEVENT Done;\nWORKER_THREAD_ROUTINE Make;\n"       \
         "VOID Make(PVOID c)\n{ (void)c; Block = " ALLOCATE "; KeSetEvent(&Done, 0, FALSE); }\n" ENTRY                 \
         "ExInitializeWorkItem(&Item, Make, NULL);\nExQueueWorkItem(&Item, DelayedWorkQueue);\n"                       \
         "KeWaitForSingleObject(&Done, Executive, KernelMode, FALSE, NULL);\nif (!Block) return STATUS_NO_MEMORY;\n"

START_TEST(what_a_work_item_leaves_is_left_open)
{
    expect_result("left", "leak", STARTED "return " WORKS ";\n}\n", DL_UNDETERMINED, false);
    expect_result("taken back", "leak",
                  STARTED "if (!NT_SUCCESS(" WORKS ")) {\nExFreePool(Block);\nreturn STATUS_UNSUCCESSFUL;\n}\n"
                          "return 0;\n}\n",
                  DL_NOT_APPLICABLE, false);
}
END_TEST

START_TEST(what_others_may_have_put_into_a_global_is_left_open)
{
    expect_result("a block", "freed", BESIDE(ALLOCATE) "ExFreePool(Block);\nreturn STATUS_UNSUCCESSFUL;\n}\n",
                  DL_UNDETERMINED, false);
    expect_result("null", "freed", BESIDE("NULL") ALLOCATE ";\nExFreePool(Block); /*!*/\nreturn 0;\n}\n", DL_VIOLATED,
                  false);
}
END_TEST

/* ---- bytes that are counted ---- */

#define KEEPER                                                                                                         \
    HEAD "typedef struct _KEEPER { ULONG Kind; PVOID Block; PVOID Other; LIST_ENTRY Link; } KEEPER;\n"                 \
         "static KEEPER Kept;\n" ENTRY "KEEPER *k = " ALLOCATE                                                         \
         ";\nPVOID b;\nif (!k) return STATUS_NO_MEMORY;\nb = " ALLOCATE ";\n"                                          \
         "if (!b) { ExFreePool(k); return STATUS_NO_MEMORY; }\n"
#define FREED(what) "ExFreePool(" what ");\nExFreePool(k);\nreturn STATUS_UNSUCCESSFUL;\n}\n"
#define LEFT "ExFreePool(k);\nreturn STATUS_UNSUCCESSFUL; /*!*/\n}\n"

static const twins counted[] = {
    {"a member by its offset", "leak",
     KEEPER "*(PVOID *)((PUCHAR)k + FIELD_OFFSET(KEEPER, Block)) = b;\n" FREED("k->Block"),
     KEEPER "*(PVOID *)((PUCHAR)k + FIELD_OFFSET(KEEPER, Block)) = b;\n" LEFT, false, false},
    {"a structure from its link", "leak",
     KEEPER "CONTAINING_RECORD(&k->Link, KEEPER, Link)->Block = b;\n" FREED("k->Block"),
     KEEPER "CONTAINING_RECORD(&k->Link, KEEPER, Link)->Block = b;\n" LEFT, false, false},
    {"what lies behind the structure", "leak",
     KEEPER "k->Block = b;\n*((PUCHAR)k + sizeof(KEEPER)) = 0;\nif (k->Block) " FREED("b"),
     KEEPER "k->Block = NULL;\n*((PUCHAR)k + sizeof(KEEPER)) = 0;\nif (k->Block) ExFreePool(b);\n" LEFT, false, false},
    {"back from behind a header", "leak",
     KEEPER "PVOID x = k + 1;\nif (!x) return STATUS_UNSUCCESSFUL;\n((KEEPER *)x - 1)->Block = b;\n" FREED("k->Block"),
     KEEPER "PVOID x = k + 1;\nif (!x) return STATUS_UNSUCCESSFUL;\n((KEEPER *)x - 1)->Block = b;\n" LEFT, false,
     false},
    {"back by bytes", "leak",
     KEEPER "PUCHAR x = (PUCHAR)k;\nk->Block = b;\nx += sizeof(KEEPER);\n*x = 1;\n" FREED(
         "((KEEPER *)(x - sizeof(KEEPER)))->Block"),
     KEEPER "PUCHAR x = (PUCHAR)k;\nk->Block = b;\nx += sizeof(KEEPER);\n*x = 1;\n" LEFT, false, false},
    {"a rounded address", "leak",
     KEEPER
     "PVOID x = (PVOID)(((ULONG_PTR)b + 64 + 7) & ~(ULONG_PTR)63);\nif (!x) return STATUS_UNSUCCESSFUL;\n" FREED("b"),
     KEEPER "PVOID x = (PVOID)(((ULONG_PTR)b + 64 + 7) & ~(ULONG_PTR)63);\nif (!x) ExFreePool(b);\n" LEFT, false,
     false},
    {"bytes of an array", "leak", KEEPER "UCHAR bytes[8] = {0};\n*(bytes + 2) = 1;\nif (bytes[2]) " FREED("b"),
     KEEPER "UCHAR bytes[8] = {0};\n*(bytes + 2) = 1;\nif (bytes[3]) ExFreePool(b);\n" LEFT, false, false},
};

START_TEST(good_sum_is_satisfied)
{
    expect_good_twin(&counted[_i]);
}
END_TEST

START_TEST(bad_sum_is_violated_at_its_line)
{
    expect_bad_twin(&counted[_i]);
}
END_TEST

/* Which member was written is not followed: any of them may hold the block. */
START_TEST(what_stands_at_a_distance_is_left_open)
{
    static const char *const sums[] = {
        KEEPER "*(PVOID *)((PUCHAR)k + 8) = b;\n" FREED("k->Block"),
        KEEPER "*(PVOID *)((PUCHAR)k + RegistryPath->Length) = b;\n" FREED("k->Block"),
        KEEPER "k->Kind = 1;\n*(PVOID *)((ULONG_PTR)k + 8) = b;\n" FREED("k->Block"),
        KEEPER "((PVOID *)k)[1] = b;\n" FREED("k->Block"),
        KEEPER "*((PVOID *)&Kept + 1) = b;\n" FREED("Kept.Block"),
        KEEPER "*(PVOID *)((PUCHAR)&Kept + 8) = b;\n" FREED("Kept.Block"),
        KEEPER "((PVOID *)&Kept)[RegistryPath->Length] = b;\n" FREED("Kept.Block"),
        KEEPER "{ PUCHAR p = (PUCHAR)k;\np += RegistryPath->Length;\n*(PVOID *)p = b; }\n" FREED("k->Block"),
        KEEPER "{ PUCHAR p = (PUCHAR)&Kept;\np += 8;\n*(PVOID *)p = b; }\n" FREED("Kept.Block"),
        KEEPER "*(PVOID *)((PUCHAR)&k->Link - 16) = b;\n" FREED("k->Block"),
        KEEPER "*(PVOID *)((PUCHAR)&Kept + RegistryPath->Length) = b;\nif (Kept.Block) " FREED("Kept.Block"),
        KEEPER "*(PVOID *)((PUCHAR)&Kept + 8) = b;\nif (Kept.Block != NULL) " FREED("Kept.Block"),
        KEEPER "ULONG half = (ULONG)(ULONG_PTR)b;\n" FREED("(PVOID)(ULONG_PTR)half"),
        KEEPER "RtlCopyMemory((PUCHAR)k + 8, &b, sizeof(b));\n" FREED("k->Block"),
        KEEPER "{ PUCHAR p = " OPEN
               " ? (PUCHAR)&Kept + 8 : (PUCHAR)&Kept + 16;\n*(PVOID *)p = b; }\n" FREED("Kept.Other"),
    };

    for (int i = 0; i < COUNT(sums); i++)
        expect_result(sums[i], "leak", sums[i], DL_UNDETERMINED, false);
}
END_TEST

/* Whether what holds the block was written over, or leads to it, is not followed. */
START_TEST(what_may_still_be_kept_is_left_open)
{
#define BLOCKS                                                                                                         \
    HEAD "typedef struct _KEEPER { ULONG Kind; PVOID Block; PVOID Other; } KEEPER;\nstatic KEEPER Kept;\n"             \
         "static PVOID Blocks[4], *Which;\nstatic ULONG_PTR Number;\nstatic ULONG Half;\n" ENTRY "PVOID b = " ALLOCATE \
         ";\nif (!b) return STATUS_NO_MEMORY;\n"
#define KEPT_BY(how) BLOCKS how ";\nreturn STATUS_SUCCESS;\n}\n"
#define LOST_BY(how) BLOCKS how ";\nreturn STATUS_SUCCESS; /*!*/\n}\n"
    static const char *const kept[] = {
        KEPT_BY("Kept.Block = b;\n*(PVOID *)((PUCHAR)&Kept + RegistryPath->Length) = NULL"),
        KEPT_BY("Blocks[0] = b;\nBlocks[RegistryPath->Length % 4] = NULL"),
        KEPT_BY("Kept.Block = b;\nWhich = " OPEN " ? &Kept.Block : &Kept.Other;\n*Which = NULL"),
        KEPT_BY("Number = (ULONG_PTR)b | 1"),
        KEPT_BY("Half = (ULONG)(ULONG_PTR)b"),
    };
    static const char *const lost[] = {
        LOST_BY("Kept.Block = b;\nKept.Block = NULL"),
        LOST_BY("Blocks[0] = b;\nBlocks[0] = NULL"),
        LOST_BY("Number = b != NULL"),
    };

    for (int i = 0; i < COUNT(kept); i++)
        expect_result(kept[i], "lost", kept[i], DL_UNDETERMINED, false);
    for (int i = 0; i < COUNT(lost); i++)
        expect_result(lost[i], "lost", lost[i], DL_VIOLATED, false);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("storage");
    SRunner *runner = srunner_create(suite);
    TCase *cases = tcase_create("storage");

    tcase_set_timeout(cases, 120);
    tcase_add_unchecked_fixture(cases, set_up_tiny, tear_down_rules);
    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_loop_test(cases, good_union_is_satisfied, 0, COUNT(unions));
    tcase_add_loop_test(cases, bad_union_is_violated_at_its_line, 0, COUNT(unions));
    tcase_add_loop_test(cases, what_was_written_as_another_member_is_left_open, 0, COUNT(overlaid));
    tcase_add_loop_test(cases, good_devices_are_satisfied, 0, COUNT(devices));
    tcase_add_loop_test(cases, bad_devices_are_violated_at_their_line, 0, COUNT(devices));
    tcase_add_test(cases, a_failed_call_gives_nothing_of_an_earlier_round);
    tcase_add_test(cases, what_the_device_of_an_earlier_round_keeps_is_left_open);
    tcase_add_loop_test(cases, good_list_is_satisfied, 0, COUNT(lists));
    tcase_add_loop_test(cases, bad_list_is_violated_at_its_line, 0, COUNT(lists));
    tcase_add_test(cases, what_is_taken_out_of_a_list_is_left_open);
    tcase_add_test(cases, what_a_work_item_leaves_is_left_open);
    tcase_add_test(cases, what_others_may_have_put_into_a_global_is_left_open);
    tcase_add_loop_test(cases, good_sum_is_satisfied, 0, COUNT(counted));
    tcase_add_loop_test(cases, bad_sum_is_violated_at_its_line, 0, COUNT(counted));
    tcase_add_test(cases, what_stands_at_a_distance_is_left_open);
    tcase_add_test(cases, what_may_still_be_kept_is_left_open);
    suite_add_tcase(suite, cases);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
