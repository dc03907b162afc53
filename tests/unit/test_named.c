/* What a driver cannot do since none of its files names it: the names of its files, and the verdicts that rest on them.
 * Each conclusion comes with the twin in which it must not be drawn. */
#define FIXTURE_FILE "named_fixture.c"
#include "engine_rules.h"

#include "project/mentions.h"

#define KERNEL "#include <ntddk.h>\n"
#define GIVES(routine) "PVOID Routine = (PVOID)" routine ";\n" /* so that it may run */
#define CALLS(what) ENTRY "    NTSTATUS status = " what ";\n    return status;\n}\n"
#define HELP "NTSTATUS Help(PVOID *Kept);\nextern PVOID Kept;\n"
#define LATER(what) "VOID Later(HANDLE Handle, PVOID Block) { UNREFERENCED_PARAMETER(Block); " what " }\n"

#define READS(what)                                                                                                    \
    "NTSTATUS Read(PDEVICE_OBJECT Device, PIRP Irp) { " what " return 0; }\n" ENTRY                                    \
    "DriverObject->MajorFunction[IRP_MJ_READ] = Read;\nreturn 0;\n}\n"

#define FILTER                                                                                                         \
    "#include <fltKernel.h>\nPFLT_FILTER f;\nextern const FLT_REGISTRATION r;\n" ENTRY                                 \
    "return FltRegisterFilter(DriverObject, &r, &f);\n}\n"

#define KEEPS                                                                                                          \
    KERNEL "PVOID Kept;\nVOID Go(PDRIVER_OBJECT d) { }\n" ENTRY "DriverObject->DriverUnload = Go;\n"                   \
           "Kept = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, 'tpeK');\n"                                                \
           "return Kept ? 0 : STATUS_INSUFFICIENT_RESOURCES;\n}\n"

#define FILLS                                                                                                          \
    KERNEL                                                                                                             \
    "PVOID Kept, Spare;\nVOID Go(PDRIVER_OBJECT d) { ExFreePool(Spare); }\n"                                           \
    "NTSTATUS Fill(PVOID *p) { *p = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, 'tpeK');\n"                               \
    "return *p ? 0 : STATUS_INSUFFICIENT_RESOURCES; }\n" ENTRY "DriverObject->DriverUnload = Go;\n"                    \
    "if (!NT_SUCCESS(Fill(&Spare))) return STATUS_INSUFFICIENT_RESOURCES;\n"                                           \
    "if (!NT_SUCCESS(Fill(&Kept))) { ExFreePool(Spare); return STATUS_INSUFFICIENT_RESOURCES; }\nreturn 0;\n}\n"

#define RECORD(does)                                                                                                   \
    KERNEL "typedef struct { PVOID Block; BOOLEAN IsLive, Seen; KDPC Dpc; } STATE;\nstatic STATE State;\n"             \
           "static VOID Due(PKDPC d, PVOID c, PVOID a, PVOID b) { STATE *x = CONTAINING_RECORD(d, STATE, Dpc); " does  \
           " }\nVOID Go(PDRIVER_OBJECT d) { if (State.IsLive) ExFreePool(State.Block); }\n" ENTRY                      \
           "DriverObject->DriverUnload = Go;\nState.IsLive = FALSE;\n"                                                 \
           "State.Block = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, 'tpeK');\n"                                         \
           "if (!State.Block) return STATUS_INSUFFICIENT_RESOURCES;\n"                                                 \
           "KeInitializeDpc(&State.Dpc, Due, NULL);\nreturn 0;\n}\n"

#define PARTS "typedef struct { PVOID Block; BOOLEAN IsLive, Seen; } PARTS;\nextern PARTS Parts;\n"

#define HOLDS                                                                                                          \
    KERNEL PARTS "PARTS Parts;\nVOID Go(PDRIVER_OBJECT d) { if (Parts.IsLive) ExFreePool(Parts.Block); }\n" ENTRY      \
                 "DriverObject->DriverUnload = Go;\nParts.IsLive = FALSE;\n"                                           \
                 "Parts.Block = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, 'tpeK');\n"                                   \
                 "return Parts.Block ? 0 : STATUS_INSUFFICIENT_RESOURCES;\n}\n"

enum { MOST_FILES = 4 };

typedef struct test_file {
    const char *path, *text;
} test_file;

static const dl_driver *find_driver(const test_file *files)
{
    static const char *const names[] = {"DriverEntry"};
    static const dl_settings settings;
    const char *folder = ".";
    dl_status why = {0};
    dl_project *project;

    for (size_t i = 0; i < MOST_FILES && files[i].path; i++)
        write_source(files[i].path, files[i].text);
    ck_assert_int_eq(dl_project_find(&project, &folder, 1, &settings, names, 1, arena, &why), DL_OK);
    ck_assert_uint_eq(project->driver_count, 1);
    return project->drivers[0];
}

static void remove_files(const test_file *files)
{
    for (size_t i = 0; i < MOST_FILES && files[i].path; i++)
        (void)remove(files[i].path);
}

/* ---- names ---- */

static const struct {
    const char *what, *name;
    test_file files[MOST_FILES];
    bool is_mentioned;
} names[] = {
    {"in a body", "ZwClose", {{"main.c", KERNEL ENTRY "return ZwClose(0); }\n"}}, true},
    {"in no body", "ZwClose", {{"main.c", KERNEL ENTRY "return 0; }\n"}}, false},
    {"in a comment", "ZwClose", {{"main.c", KERNEL ENTRY "/* ZwClose(h) */ return 0; }\n// ZwClose\n"}}, false},
    {"in a text among other words",
     "ZwClose",
     {{"main.c", KERNEL ENTRY "DbgPrint(\"ZwClose failed\"); return 0; }\n"}},
     false},
    {"as a text, to be looked up by", "ZwClose", {{"main.c", KERNEL ENTRY "Find(L\"ZwClose\"); return 0; }\n"}}, true},
    {"in a macro", "ZwClose", {{"main.c", KERNEL "#define END(h) \\\n    ZwClose(h)\n" ENTRY "return 0; }\n"}}, true},
    {"in a macro within a body",
     "ZwClose",
     {{"main.c", KERNEL ENTRY "\n#define END(h) ZwClose(h)\nreturn 0; }\n"}},
     true},
    {"in an initialiser", "ZwClose", {{"main.c", KERNEL "void *End = ZwClose;\n" ENTRY "return 0; }\n"}}, true},
    {"where it is declared",
     "ZwClose",
     {{"main.c", KERNEL "NTSYSAPI NTSTATUS NTAPI ZwClose(HANDLE h);\n" ENTRY "return 0; }\n"}},
     false},
    {"in an annotation of a declaration",
     "ZwClose",
     {{"main.c", KERNEL "HANDLE Take(void) RELEASED_BY(ZwClose);\n" ENTRY "return 0; }\n"}},
     false},
    {"as what a parameter is by default",
     "ZwClose",
     {{"main.cpp", KERNEL "HANDLE Take(PVOID end = ZwClose);\n" ENTRY "return 0; }\n"}},
     true},
    {"where a variable of the name is declared",
     "Count",
     {{"main.c", KERNEL "extern int Count;\n" ENTRY "return 0; }\n"}},
     false},
    {"where it is defined", "Help", {{"main.c", KERNEL "void Help(void) { }\n" ENTRY "return 0; }\n"}}, false},
    {"in a pragma",
     "Help",
     {{"main.c", KERNEL "void Help(void);\n#pragma alloc_text(INIT, Help)\n" ENTRY "return 0; }\n"}},
     false},
    {"in what is switched off for good",
     "ZwClose",
     {{"main.c", KERNEL ENTRY "\n#if 0\nZwClose(0);\n#endif\nreturn 0; }\n"}},
     false},
    {"in an arm that is not compiled",
     "ZwClose",
     {{"main.c", KERNEL ENTRY "\n#ifdef NOT_HERE\nZwClose(0);\n#endif\nreturn 0; }\n"}},
     true},
    {"in another source",
     "ZwClose",
     {{"main.c", KERNEL ENTRY "return 0; }\n"}, {"b.c", KERNEL "void End(HANDLE h) { ZwClose(h); }\n"}},
     true},
    {"in a program beside it",
     "ZwClose",
     {{"main.c", KERNEL ENTRY "return 0; }\n"}, {"b.c", KERNEL "int main(void) { ZwClose(0); }\n"}},
     false},
    {"in a header",
     "ZwClose",
     {{"h.h", "static void End(HANDLE h) { ZwClose(h); }\n"},
      {"main.c", KERNEL "#include \"h.h\"\n" ENTRY "return 0; }\n"}},
     true},
    {"in a class of a header's header",
     "ZwClose",
     {{"g.h", "struct Handle { HANDLE h; ~Handle() { ZwClose(h); } };\n"},
      {"h.h", "#include \"g.h\"\n"},
      {"main.cpp", KERNEL "#include \"h.h\"\n" ENTRY "return 0; }\n"}},
     true},
    {"in a template",
     "ZwClose",
     {{"main.cpp", KERNEL "template <class T> void End(T h) { ZwClose(h); }\n" ENTRY "return 0; }\n"}},
     true},
    {"in a header that nobody includes",
     "ZwClose",
     {{"h.h", "static void End(HANDLE h) { ZwClose(h); }\n"}, {"main.c", KERNEL ENTRY "return 0; }\n"}},
     false},
    {"put together",
     "ZwClose",
     {{"main.c", KERNEL "#define CALL(name) Zw##name\n" ENTRY "return CALL(Close)(0); }\n"}},
     true},
    {"of parts that nobody puts together",
     "ZwClose",
     {{"main.c", KERNEL "#define CALL(name) name\n" ENTRY "int Zw = 0; return CALL(Close)(Zw); }\n"}},
     false},
    {"put together with a number",
     "ExAllocatePool2",
     {{"main.c", KERNEL "#define CALL(n) ExAllocatePool##n\n" ENTRY "CALL(2)(0, 0, 0); return 0; }\n"}},
     true},
};

START_TEST(a_name_is_mentioned_or_not)
{
    const dl_driver *driver = find_driver(names[_i].files);
    const dl_mentions *mentions = dl_mentions_read(dl_index_new(arena), driver, arena);

    remove_files(names[_i].files);
    ck_assert_msg(dl_mentions_gap(mentions) == NULL, "%s: %s", names[_i].what, dl_mentions_gap(mentions));
    ck_assert_msg(dl_mentions_has(mentions, names[_i].name) == names[_i].is_mentioned, "%s", names[_i].what);
}
END_TEST

static bool never(void *self, const dl_mention *mention)
{
    (void)self;
    (void)mention;
    return false;
}

static bool in_entry(void *self, const dl_mention *mention)
{
    (void)self;
    return dl_text_equal(mention->function, "DriverEntry");
}

START_TEST(a_mention_has_a_place)
{
    static const test_file files[MOST_FILES] = {
        {"b.c", KERNEL "void Help(void) { }\n\nvoid Other(void)\n{\n    Help();\n}\n"},
        {"main.c", KERNEL "#pragma alloc_text(INIT, Help)\n" ENTRY "Help(); return 0; }\n"}};
    const dl_mentions *mentions = dl_mentions_read(dl_index_new(arena), find_driver(files), arena);
    dl_mention at;

    remove_files(files);
    ck_assert(dl_mentions_defines(mentions, "Help"));
    ck_assert(!dl_mentions_defines(mentions, "DbgPrint"));
    ck_assert(dl_mentions_find(mentions, "Help", never, NULL, &at));
    ck_assert_str_eq(at.function, "DriverEntry");
    ck_assert(dl_mentions_find(mentions, "Help", in_entry, NULL, &at));
    ck_assert_str_eq(at.file, "b.c");
    ck_assert_str_eq(at.function, "Other");
    ck_assert_uint_eq(at.line, 4);
    ck_assert(!dl_mentions_find(mentions, "Unheard", never, NULL, &at));
}
END_TEST

/* ---- verdicts ---- */

static const struct {
    const char *what, *rule;
    test_file files[MOST_FILES];
    dl_verdict_kind wanted;
    const char *reason; /* is in the verdict's */
} verdicts[] = {
    {"no file names what acquires or releases",
     "wdm-close-handles",
     {{"main.c", KERNEL HELP CALLS("Help(&Kept)")}},
     DL_NOT_APPLICABLE,
     "nothing that the driver calls gives it"},
    {"another function of the file does",
     "wdm-close-handles",
     {{"main.c", KERNEL HELP LATER("ZwClose(Handle);") CALLS("Help(&Kept)")}},
     DL_UNDETERMINED,
     "Help, called at"},
    {"another source does",
     "wdm-close-handles",
     {{"b.c", KERNEL LATER("ZwClose(Handle);")}, {"main.c", KERNEL HELP CALLS("Help(&Kept)")}},
     DL_UNDETERMINED,
     "Help, called at"},
    {"a macro of a header does",
     "wdm-close-handles",
     {{"h.h", "#define END(h) ZwClose(h)\n"}, {"main.c", KERNEL "#include \"h.h\"\n" HELP CALLS("Help(&Kept)")}},
     DL_UNDETERMINED,
     "Help, called at"},
    {"a name that is put together is one",
     "wdm-close-handles",
     {{"main.c", KERNEL "#define CALL(name) Zw##name\n" HELP LATER("CALL(Close)(Handle);") CALLS("Help(&Kept)")}},
     DL_UNDETERMINED,
     "Help, called at"},
    {"only what has to do with another kind is named",
     "wdm-close-handles",
     {{"main.c", KERNEL HELP LATER("IoFreeMdl(Block);") CALLS("Help(&Kept)")}},
     DL_NOT_APPLICABLE,
     "nothing that the driver calls gives it"},
    {"a header that is not there may say what End is",
     "wdm-close-handles",
     {{"main.c", KERNEL "#include \"gone.h\"\n" HELP LATER("End(Handle);") CALLS("Help(&Kept)")}},
     DL_UNDETERMINED,
     "End, which main.c uses, may stand in gone.h, which was not found"},
    {"and what END is",
     "wdm-close-handles",
     {{"main.c", KERNEL "#include \"gone.h\"\n" HELP LATER("END;") CALLS("Help(&Kept)")}},
     DL_UNDETERMINED,
     "END, which main.c uses, may stand in gone.h"},
    {"nothing that it could define is used",
     "wdm-close-handles",
     {{"main.c", KERNEL "#include \"gone.h\"\n" HELP LATER("IoFreeMdl(Block);") CALLS("Help(&Kept)")}},
     DL_NOT_APPLICABLE,
     "nothing that the driver calls gives it"},
    {"what a macro makes of two names it says itself",
     "wdm-close-handles",
     {{"h.h", "#define MAKES(name) static VOID Set##name(VOID) { }\nMAKES(Dirty)\n"},
      {"main.c", KERNEL "#include \"gone.h\"\n#include \"h.h\"\n" HELP LATER("SetDirty();") CALLS("Help(&Kept)")}},
     DL_NOT_APPLICABLE,
     "nothing that the driver calls gives it"},
    {"and not what it cannot make",
     "wdm-close-handles",
     {{"h.h", "#define MAKES(name) static VOID Set##name(VOID) { }\nMAKES(Dirty)\n"},
      {"main.c", KERNEL "#include \"gone.h\"\n#include \"h.h\"\n" HELP LATER("SetClean();") CALLS("Help(&Kept)")}},
     DL_UNDETERMINED,
     "SetClean, which main.c uses, may stand in gone.h"},
    {"a name that is an operator elsewhere",
     "wdm-close-handles",
     {{"main.c", KERNEL "#include \"gone.h\"\n" HELP LATER("PMDL new = Block; IoFreeMdl(new);") CALLS("Help(&Kept)")}},
     DL_NOT_APPLICABLE,
     "nothing that the driver calls gives it"},
    {"and one that is there",
     "wdm-close-handles",
     {{"main.cpp", KERNEL "#include \"gone.h\"\n" HELP LATER("Block = new int;") CALLS("Help(&Kept)")}},
     DL_UNDETERMINED,
     "operator new, which main.cpp uses, may stand in gone.h"},
    {"an object is no routine",
     "wdm-close-handles",
     {{"main.cpp", KERNEL "#include \"gone.h\"\nclass Owner { public: Owner(PVOID p); };\n"
                          "template <class T> class Guard { public: Guard(T &t); };\n" HELP LATER(
                              "Owner owner(Block); static const ::Guard<Guard<PVOID>> guard(Block); IoFreeMdl(Block);")
                              CALLS("Help(&Kept)")}},
     DL_NOT_APPLICABLE,
     "nothing that the driver calls gives it"},
    {"but its class may stand there",
     "wdm-close-handles",
     {{"main.cpp", KERNEL "#include \"gone.h\"\n" HELP LATER("Keeper keeper(Block);") CALLS("Help(&Kept)")}},
     DL_UNDETERMINED,
     "Keeper, which main.cpp uses, may stand in gone.h"},
    {"a result is no type",
     "wdm-close-handles",
     {{"main.cpp",
       KERNEL "#include \"gone.h\"\n" HELP
              "static PVOID Later(PVOID b) { if (b > End(b)) return 0; return End(b); }\n" CALLS("Help(&Kept)")}},
     DL_UNDETERMINED,
     "End, which main.cpp uses, may stand in gone.h"},
    /* routines of the system */
    {"what the kernel exports gives what its documents say",
     "wdm-close-handles",
     {{"main.c", KERNEL "NTSTATUS ZwQuerySystemInformation(ULONG c, PVOID b, ULONG n, PULONG r);\n" LATER(
                     "ZwClose(Handle);") CALLS("ZwQuerySystemInformation(5, &status, 4, NULL)")}},
     DL_NOT_APPLICABLE,
     NULL},
    {"not where its name says that it gives more",
     "wdm-close-handles",
     {{"main.c", KERNEL "NTSTATUS ZwCreateWidget(PHANDLE h);\nextern HANDLE Kept;\n" LATER("ZwClose(Handle);")
                     CALLS("ZwCreateWidget(&Kept)")}},
     DL_UNDETERMINED,
     "ZwCreateWidget"},
    {"nor where no file releases it",
     "wdm-close-handles",
     {{"main.c", KERNEL "NTSTATUS ZwCreateWidget(PHANDLE h);\nextern HANDLE Kept;\n" CALLS("ZwCreateWidget(&Kept)")}},
     DL_UNDETERMINED,
     "ZwCreateWidget"},
    {"a routine of another part of the system gives no handle",
     "wdm-close-handles",
     {{"main.c", KERNEL "NTSTATUS RtlCreateWidget(PVOID *w);\nextern PVOID Kept;\n" LATER("ZwClose(Handle);")
                     CALLS("RtlCreateWidget(&Kept)")}},
     DL_NOT_APPLICABLE,
     NULL},
    {"what is declared as imported is the system's",
     "wdm-close-handles",
     {{"main.c", KERNEL "NTSYSAPI NTSTATUS NTAPI WidgetPoke(PVOID *b);\nextern PVOID Kept;\n" LATER("ZwClose(Handle);")
                     CALLS("WidgetPoke(&Kept)")}},
     DL_NOT_APPLICABLE,
     NULL},
    {"what is declared without it is not",
     "wdm-close-handles",
     {{"main.c", KERNEL "NTSYSAPI ULONG NTAPI Other(void);\nNTSTATUS WidgetPoke(PVOID *b);\nextern PVOID Kept;\n" LATER(
                     "ZwClose(Handle);") CALLS("WidgetPoke(&Kept)")}},
     DL_UNDETERMINED,
     "WidgetPoke"},
    {"nor what the driver defines twice under such a name",
     "wdm-close-handles",
     {{"b.c", KERNEL "NTSTATUS ZwPoke(PVOID *b) { return ZwClose(*b); }\n"},
      {"c.c", KERNEL "NTSTATUS ZwPoke(PVOID *b) { return 0; }\n"},
      {"main.c", KERNEL "NTSTATUS ZwPoke(PVOID *b);\nextern PVOID Kept;\n" CALLS("ZwPoke(&Kept)")}},
     DL_UNDETERMINED,
     "ZwPoke"},
    /* what is defined where there is no project */
    {"nothing tells how it is built",
     "wdm-nx-optin-call",
     {{"main.c", KERNEL ENTRY "PVOID p = ExAllocatePoolWithTag(NonPagedPool, 4, 1);\nExFreePool(p);\nreturn 0;\n}\n"}},
     DL_UNDETERMINED,
     "-D or -U tells"},
    {"a file that builds it does not name the macro",
     "wdm-nx-optin-call",
     {{"Makefile", "driver.sys: main.c\n\tcc main.c\n"},
      {"main.c", KERNEL ENTRY "PVOID p = ExAllocatePoolWithTag(NonPagedPool, 4, 1);\nExFreePool(p);\nreturn 0;\n}\n"}},
     DL_NOT_APPLICABLE,
     "neither a source nor Makefile names POOL_NX_OPTIN"},
    {"one that does",
     "wdm-nx-optin-call",
     {{"Makefile", "driver.sys: main.c\n\tcc -DPOOL_NX_OPTIN main.c\n"},
      {"main.c", KERNEL ENTRY "PVOID p = ExAllocatePoolWithTag(NonPagedPool, 4, 1);\nExFreePool(p);\nreturn 0;\n}\n"}},
     DL_UNDETERMINED,
     "Makefile names POOL_NX_OPTIN"},
    /* a function that lost a statement */
    {"what was lost can be no such store",
     "wdm-driver-object-late-store",
     {{"main.c", KERNEL READS("Device ->* nonsense(1);")}},
     DL_NOT_APPLICABLE,
     NULL},
    {"the function names the member",
     "wdm-driver-object-late-store",
     {{"main.c", KERNEL READS("Device->DriverObject->MajorFunction[0] ->* nonsense(1);")}},
     DL_UNDETERMINED,
     "Read was not understood in full"},
    {"a macro names it",
     "wdm-driver-object-late-store",
     {{"main.c", KERNEL "#define SLOT(d) ((d)->MajorFunction[0])\n" READS("Device ->* nonsense(1);")}},
     DL_UNDETERMINED,
     "Read was not understood in full"},
    {"a call of another routine was lost",
     "wdm-cleanup-dispatch",
     {{"main.c", KERNEL READS("Device ->* nonsense(1);")}},
     DL_NOT_APPLICABLE,
     NULL},
    {"the function names the routine",
     "wdm-cleanup-dispatch",
     {{"main.c", KERNEL READS("Device ->* IoCsqInitialize(1);")}},
     DL_UNDETERMINED,
     "Read was not understood"},
    {"it does not name the code of the init section",
     "wdm-init-section-escape",
     {{"main.c", KERNEL
       "VOID Help(VOID);\n#pragma alloc_text(INIT, Help)\nVOID Help(VOID) { }\n" READS("Device ->* nonsense(1);")}},
     DL_SATISFIED,
     NULL},
    {"it names it",
     "wdm-init-section-escape",
     {{"main.c", KERNEL
       "VOID Help(VOID);\n#pragma alloc_text(INIT, Help)\nVOID Help(VOID) { }\n" READS("Device ->* nonsense(Help);")}},
     DL_UNDETERMINED,
     "line "},
    /* what the code of the init section is used by */
    {"its one user is the entry",
     "wdm-init-section-escape",
     {{"h.h", "VOID Help(VOID);\n"},
      {"b.c", KERNEL "#include \"h.h\"\n#pragma alloc_text(INIT, Help)\nVOID Help(VOID) { }\nVOID Other(VOID) { }\n"},
      {"main.c", KERNEL "#include \"h.h\"\n" ENTRY "Help();\nreturn 0;\n}\n"}},
     DL_SATISFIED,
     ""},
    {"a routine that is not read names it too",
     "wdm-init-section-escape",
     {{"h.h", "VOID Help(VOID);\n"},
      {"b.c",
       KERNEL "#include \"h.h\"\n#pragma alloc_text(INIT, Help)\nVOID Help(VOID) { }\nVOID Other(VOID) { Help(); }\n"},
      {"main.c", KERNEL "#include \"h.h\"\n" ENTRY "Help();\nreturn 0;\n}\n"}},
     DL_UNDETERMINED,
     "Help is named by Other, line 5 of b.c, which was not read"},
    {"a macro names it",
     "wdm-init-section-escape",
     {{"h.h", "VOID Help(VOID);\n#define HELP() Help()\n"},
      {"b.c",
       KERNEL "#include \"h.h\"\n#pragma alloc_text(INIT, Help)\nVOID Help(VOID) { }\nVOID Other(VOID) { HELP(); }\n"},
      {"main.c", KERNEL "#include \"h.h\"\n" ENTRY "Help();\nreturn 0;\n}\n"}},
     DL_UNDETERMINED,
     "Help is named at line 2 of h.h"},
    {"a static routine of a file that is read in part",
     "wdm-init-section-escape",
     {{"b.c", KERNEL "static VOID More(VOID);\n#pragma alloc_text(INIT, More)\nstatic VOID More(VOID) { }\n"
                     "VOID Help(VOID) { More(); }\nVOID Other(VOID) { More(); }\n"},
      {"main.c", KERNEL "VOID Help(VOID);\n" ENTRY "Help();\nreturn 0;\n}\n"}},
     DL_UNDETERMINED,
     "More is named by Other, line 6 of b.c"},
    /* what has to exist */
    {"a routine that another source defines",
     "export-driver-routines",
     {{"b.c", KERNEL "NTSTATUS DllInitialize(PUNICODE_STRING Path) { return 0; }\n"},
      {"main.c", KERNEL "NTSTATUS DllUnload(VOID) { return 0; }\n" ENTRY "return 0;\n}\n"}},
     DL_SATISFIED,
     ""},
    {"one that no source defines",
     "export-driver-routines",
     {{"b.c", KERNEL "NTSTATUS Other(PUNICODE_STRING Path) { return 0; }\n"},
      {"main.c", KERNEL "NTSTATUS DllUnload(VOID) { return 0; }\n" ENTRY "return 0;\n}\n"}},
     DL_VIOLATED,
     ""},
    {"one that a macro may define",
     "export-driver-routines",
     {{"b.c",
       KERNEL "#define LIBRARY(name) NTSTATUS name(PUNICODE_STRING Path) { return 0; }\nLIBRARY(DllInitialize)\n"},
      {"main.c", KERNEL "NTSTATUS DllUnload(VOID) { return 0; }\n" ENTRY "return 0;\n}\n"}},
     DL_UNDETERMINED,
     "may stand in b.c"},
    /* a library without sources */
    {"a library's routine that gives nothing keeps its own",
     "wdm-close-handles",
     {{"main.c", KERNEL "VOID Help(ULONG Level);\n" LATER("ZwClose(Handle);") ENTRY "Help(3);\nreturn 0;\n}\n"}},
     DL_NOT_APPLICABLE,
     NULL},
    {"nor one that returns an int",
     "wdm-close-handles",
     {{"main.c", KERNEL "int Help(void);\n" LATER("ZwClose(Handle);") ENTRY "return Help() ? -1 : 0;\n}\n"}},
     DL_NOT_APPLICABLE,
     NULL},
    {"but one that returns what it is",
     "wdm-close-handles",
     {{"main.c", KERNEL "HANDLE Help(void);\n" LATER("ZwClose(Handle);") ENTRY "return Help() ? -1 : 0;\n}\n"}},
     DL_UNDETERMINED,
     "Help, called at"},
    {"nor one that returns a status",
     "wdm-close-handles",
     {{"main.c", KERNEL "NTSTATUS Help(ULONG Level);\n" LATER("ZwClose(Handle);") CALLS("Help(3)")}},
     DL_NOT_APPLICABLE,
     NULL},
    {"one that returns a handle may give it",
     "wdm-close-handles",
     {{"main.c", KERNEL "HANDLE Help(ULONG Level);\nHANDLE Kept;\n" LATER("ZwClose(Handle);") ENTRY
       "Kept = Help(3);\nreturn 0;\n}\n"}},
     DL_UNDETERMINED,
     "Help"},
    {"one that is told where may give",
     "wdm-close-handles",
     {{"main.c", KERNEL "VOID Help(PVOID *To);\nextern PVOID Kept;\n" LATER("ZwClose(Handle);") ENTRY
       "Help(&Kept);\nreturn 0;\n}\n"}},
     DL_UNDETERMINED,
     "Help"},
    {"one that returns may",
     "wdm-close-handles",
     {{"main.c", KERNEL HELP LATER("ZwClose(Handle);") CALLS("Help(&Kept)")}},
     DL_UNDETERMINED,
     "Help"},
    {"the driver's own that is defined twice may",
     "wdm-close-handles",
     {{"b.c", KERNEL "HANDLE Kept;\nVOID Help(ULONG n) { ZwClose(Kept); }\n"},
      {"c.c", KERNEL "VOID Help(ULONG n) { }\n"},
      {"main.c", KERNEL "VOID Help(ULONG Level);\n" ENTRY "Help(3);\nreturn 0;\n}\n"}},
     DL_UNDETERMINED,
     "Help"},
    /* bodies that nothing reaches from the entry */
    {"a body that was not read names the member and a driver object",
     "wdm-driver-object-late-store",
     {{"b.c", KERNEL "VOID Add(PDRIVER_OBJECT DriverObject) { DriverObject->DriverUnload = NULL; }\n" GIVES("Add")},
      {"main.c", KERNEL ENTRY "return 0;\n}\n"}},
     DL_UNDETERMINED,
     "Add of b.c, which was not read, names DriverUnload"},
    {"one that nothing names",
     "wdm-driver-object-late-store",
     {{"b.c", KERNEL "VOID Add(PDRIVER_OBJECT DriverObject) { DriverObject->DriverUnload = NULL; }\n"},
      {"main.c", KERNEL ENTRY "return 0;\n}\n"}},
     DL_NOT_APPLICABLE,
     "not seen in"},
    {"it names a member of that name alone",
     "wdm-driver-object-late-store",
     {{"b.c", KERNEL "VOID Add(PIO_STACK_LOCATION s) { s->MajorFunction = 1; }\n"},
      {"main.c", KERNEL ENTRY "return 0;\n}\n"}},
     DL_NOT_APPLICABLE,
     "not seen in"},
    {"it stores to an element of it",
     "wdm-driver-object-late-store",
     {{"b.c", KERNEL
       "VOID Add(PDRIVER_OBJECT d, PDEVICE_OBJECT o) { o->DriverObject->MajorFunction[d[0]] = 0; }\n" GIVES("Add")},
      {"main.c", KERNEL ENTRY "return 0;\n}\n"}},
     DL_UNDETERMINED,
     "Add of b.c, which was not read, names MajorFunction"},
    {"it gives the address away",
     "wdm-driver-object-late-store",
     {{"b.c", KERNEL "VOID Add(PDEVICE_OBJECT o) { Keep(&o->DriverObject->DriverUnload == 0); }\n" GIVES("Add")},
      {"main.c", KERNEL ENTRY "return 0;\n}\n"}},
     DL_UNDETERMINED,
     "Add of b.c, which was not read, names DriverUnload"},
    {"it compares it, and has a variable of that name",
     "wdm-driver-object-late-store",
     {{"b.c",
       KERNEL "VOID Add(PDEVICE_OBJECT o, ULONG DriverUnload) { DriverUnload = 1;\n"
              "if (o->DriverObject->DriverUnload == 0) o->DriverObject->MajorFunction[2](o, 0); }\n" GIVES("Add")},
      {"main.c", KERNEL ENTRY "return 0;\n}\n"}},
     DL_NOT_APPLICABLE,
     "not seen in"},
    {"a body that was not read names the routine",
     "minifilter-no-legacy-registration",
     {{"b.c", KERNEL "VOID Add(PDRIVER_OBJECT d) { IoRegisterFsRegistrationChange(d, 0); }\n" GIVES("Add")},
      {"main.c", FILTER}},
     DL_UNDETERMINED,
     "Add of b.c, which was not read, names IoRegisterFsRegistrationChange"},
    {"none does",
     "minifilter-no-legacy-registration",
     {{"b.c", KERNEL "VOID Add(PDRIVER_OBJECT d) { IoRegisterShutdownNotification(d); }\n"}, {"main.c", FILTER}},
     DL_NOT_APPLICABLE,
     "not seen in"},
    {"what Unload leaves is released by a body that was not read",
     "wdm-unload-releases",
     {{"b.c", KERNEL "extern PVOID Kept;\nVOID Drop(void) { ExFreePool(Kept); }\n" GIVES("Drop")}, {"main.c", KEEPS}},
     DL_UNDETERMINED,
     "Drop of b.c, which was not read, names ExFreePool and may release it"},
    {"it is named in assembly",
     "wdm-unload-releases",
     {{"b.c", KERNEL "extern PVOID Kept;\nVOID Drop(void) { ExFreePool(Kept); }\n"},
      {"main.c", KEEPS},
      {"c.asm", "extern Drop : proc\n"}},
     DL_UNDETERMINED,
     "Drop of b.c, which was not read, names ExFreePool and may release it"},
    {"it is named by nobody",
     "wdm-unload-releases",
     {{"b.c", KERNEL "extern PVOID Kept;\nVOID Drop(void) { ExFreePool(Kept); }\n"}, {"main.c", KEEPS}},
     DL_VIOLATED,
     NULL},
    {"one of two globals that one helper fills, in a driver with another source",
     "wdm-unload-releases",
     {{"b.c", KERNEL "extern ULONG Mode;\nVOID Set(void) { Mode = 1; }\n"}, {"main.c", FILLS}},
     DL_VIOLATED,
     NULL},
    {"the other source exchanges them",
     "wdm-unload-releases",
     {{"b.c", KERNEL "extern PVOID Kept, Spare;\nVOID Set(void) { PVOID k = Kept; Kept = Spare; Spare = k; }\n"},
      {"main.c", FILLS}},
     DL_UNDETERMINED,
     "whether every way through Go releases"},
    {"a body that was not read names a member beside the flag",
     "wdm-unload-releases",
     {{"b.c", KERNEL PARTS "VOID Seen(void) { Parts.Seen = TRUE; }\n" GIVES("Seen")}, {"main.c", HOLDS}},
     DL_VIOLATED,
     NULL},
    {"it names the flag",
     "wdm-unload-releases",
     {{"b.c", KERNEL PARTS "VOID Seen(void) { Parts.IsLive = TRUE; }\n" GIVES("Seen")}, {"main.c", HOLDS}},
     DL_SATISFIED,
     NULL},
    {"it names all of what the flag is in",
     "wdm-unload-releases",
     {{"b.c", KERNEL PARTS "VOID Seen(void) { Parts.Seen = TRUE; Fill(&Parts); }\n" GIVES("Seen")}, {"main.c", HOLDS}},
     DL_SATISFIED,
     NULL},
    {"another one names the flag behind a pointer",
     "wdm-unload-releases",
     {{"b.c", KERNEL PARTS "VOID Set(PARTS *p) { p->IsLive = TRUE; }\nVOID Seen(void) { Parts.Seen = TRUE; }\n" GIVES(
                  "Seen") "PVOID Other = (PVOID)Set;\n"},
      {"main.c", HOLDS}},
     DL_SATISFIED,
     NULL},
    {"a flag that a routine sets, which comes to it by a part of it",
     "wdm-unload-releases",
     {{"main.c", RECORD("x->IsLive = TRUE;")}},
     DL_SATISFIED,
     NULL},
    {"that routine sets another member",
     "wdm-unload-releases",
     {{"main.c", RECORD("x->Seen = TRUE;")}},
     DL_VIOLATED,
     NULL},
    {"that body releases something else",
     "wdm-unload-releases",
     {{"b.c", KERNEL "VOID Drop(PVOID Other) { ExFreePool(Other); }\n"}, {"main.c", KEEPS}},
     DL_VIOLATED,
     NULL},
};

START_TEST(verdict_where_a_callee_was_not_read)
{
    static const dl_engine_options options = {0};
    const dl_driver *driver = find_driver(verdicts[_i].files);
    dl_frontend *frontend = dl_frontend_new(facts, arena);
    const dl_parse *parse = dl_frontend_parse(frontend, driver, arena);
    const dl_driver_result *result = dl_engine_run(rules, driver, parse, &options, arena);
    bool is_found = false;

    dl_frontend_free(frontend);
    remove_files(verdicts[_i].files);
    ck_assert_ptr_nonnull(parse->entry);
    for (size_t i = 0; i < result->verdict_count; i++) {
        const dl_verdict *verdict = &result->verdicts[i];

        if (!dl_text_equal(verdict->rule->id, verdicts[_i].rule) || is_found)
            continue;
        is_found = true;
        ck_assert_msg(verdict->kind == verdicts[_i].wanted, "%s: %d: %s", verdicts[_i].what, (int)verdict->kind,
                      verdict->reason);
        ck_assert_msg(!verdicts[_i].reason || strstr(verdict->reason, verdicts[_i].reason), "%s: %s", verdicts[_i].what,
                      verdict->reason);
    }
    ck_assert_msg(is_found, "%s", verdicts[_i].what);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("named");
    TCase *tests = tcase_create("named");
    SRunner *runner = srunner_create(suite);
    int failed;

    tcase_set_timeout(tests, 120);
    tcase_add_unchecked_fixture(tests, set_up_rules, tear_down_rules);
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, a_name_is_mentioned_or_not, 0, sizeof names / sizeof *names);
    tcase_add_test(tests, a_mention_has_a_place);
    tcase_add_loop_test(tests, verdict_where_a_callee_was_not_read, 0, sizeof verdicts / sizeof *verdicts);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? 0 : 1;
}
