/* Drivers of several files: what is read of them, and how it is bound together. */
#include "frontend_fixture.h"

#include "project/index.h"

#define ENTRY "NTSTATUS DriverEntry(PDRIVER_OBJECT d, PUNICODE_STRING r)"
#define KERNEL "#include <ntddk.h>\n"

enum { MOST_FILES = 4 };

typedef struct test_file {
    const char *path, *text;
} test_file;

/* `main.c` or `main.cpp` holds the entry; `h.h` is a header. */
static const dl_parse *parse_files(const test_file *files)
{
    static const char *const names[] = {"DriverEntry"};
    static const dl_settings settings;
    const char *folder = ".";
    dl_status why = {0};
    dl_project *project;
    const dl_parse *parse = NULL;

    for (size_t i = 0; i < MOST_FILES && files[i].path; i++)
        write_file(files[i].path, files[i].text);
    ck_assert_int_eq(dl_project_find(&project, &folder, 1, &settings, names, 1, arena, &why), DL_OK);
    for (size_t i = 0; i < project->driver_count; i++)
        if (dl_text_starts(project->drivers[i]->entry_file, "main."))
            parse = dl_frontend_parse(frontend, project->drivers[i], arena);
    for (size_t i = 0; i < MOST_FILES && files[i].path; i++)
        (void)remove(files[i].path);
    ck_assert_ptr_nonnull(parse);
    ck_assert_ptr_nonnull(parse->program);
    return parse;
}

static const dl_instr *call_in(const dl_function *function, const char *name)
{
    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++)
            if (function->blocks[b].instrs[i].kind == DL_I_CALL &&
                dl_text_equal(function->blocks[b].instrs[i].name, name))
                return &function->blocks[b].instrs[i];
    return NULL;
}

/* ---- calls ---- */

static const struct {
    const char *what;
    test_file files[MOST_FILES];
    const char *caller, *callee;
    const char *bound;  /* the file of the body; NULL: none is bound */
    const char *reason; /* where none is */
} calls[] = {
    {"a helper in another file",
     {{"main.c", KERNEL "NTSTATUS Help(void);\n" ENTRY " { return Help(); }\n"},
      {"b.c", KERNEL "NTSTATUS Help(void) { return STATUS_SUCCESS; }\n"}},
     "DriverEntry",
     "Help",
     "b.c",
     NULL},
    {"a helper that is nowhere",
     {{"main.c", KERNEL "NTSTATUS Help(void);\n" ENTRY " { return Help(); }\n"},
      {"b.c", KERNEL "NTSTATUS Other(void) { return STATUS_SUCCESS; }\n"}},
     "DriverEntry",
     "Help",
     NULL,
     "is not in the sources"},
    {"a helper's helper in a third file",
     {{"main.c", KERNEL "NTSTATUS Help(void);\n" ENTRY " { return Help(); }\n"},
      {"b.c", KERNEL "NTSTATUS More(void);\nNTSTATUS Help(void) { return More(); }\n"},
      {"c.c", KERNEL "NTSTATUS More(void) { return STATUS_SUCCESS; }\n"}},
     "Help",
     "More",
     "c.c",
     NULL},
    {"a function of a namespace, defined outside of it",
     {{"h.h", "#pragma once\nnamespace space { struct S; S *Help(void); }\n"},
      {"main.cpp", KERNEL "#include \"h.h\"\nextern \"C\" " ENTRY " { return space::Help() ? 0 : 1; }\n"},
      {"b.cpp", KERNEL "#include \"h.h\"\nspace::S *space::Help(void) { return nullptr; }\n"}},
     "DriverEntry",
     "Help",
     "b.cpp",
     NULL},
    {"static names of two files: the one",
     {{"main.c", KERNEL "void StartB(void);\nvoid StopC(void);\n" ENTRY " { StartB(); StopC(); return 0; }\n"},
      {"b.c", KERNEL "static void Clear(void) { }\nvoid StartB(void) { Clear(); }\n"},
      {"c.c", KERNEL "static void Clear(void) { }\nvoid StopC(void) { Clear(); }\n"}},
     "StartB",
     "Clear",
     "b.c",
     NULL},
    {"static names of two files: the other",
     {{"main.c", KERNEL "void StartB(void);\nvoid StopC(void);\n" ENTRY " { StartB(); StopC(); return 0; }\n"},
      {"b.c", KERNEL "static void Clear(void) { }\nvoid StartB(void) { Clear(); }\n"},
      {"c.c", KERNEL "static void Clear(void) { }\nvoid StopC(void) { Clear(); }\n"}},
     "StopC",
     "Clear",
     "c.c",
     NULL},
    {"what is static elsewhere",
     {{"main.c", KERNEL "NTSTATUS Help(void);\n" ENTRY " { return Help(); }\n"},
      {"b.c", KERNEL "static NTSTATUS Help(void) { return STATUS_SUCCESS; }\n"}},
     "DriverEntry",
     "Help",
     NULL,
     "is not in the sources"},
    {"what was declared static before",
     {{"main.c", KERNEL "NTSTATUS Help(void);\n" ENTRY " { return Help(); }\n"},
      {"b.c", KERNEL "static NTSTATUS Help(void);\nNTSTATUS Help(void) { return STATUS_SUCCESS; }\n"}},
     "DriverEntry",
     "Help",
     NULL,
     "is not in the sources"},
    {"a function that two files define",
     {{"main.c", KERNEL "NTSTATUS Help(void);\n" ENTRY " { return Help(); }\n"},
      {"b.c", KERNEL "NTSTATUS Help(void) { return 1; }\n"},
      {"c.c", KERNEL "\nNTSTATUS Help(void) { return 2; }\n"}},
     "DriverEntry",
     "Help",
     NULL,
     "is defined twice: line 2 of b.c, line 3 of c.c"},
    {"a function of another driver",
     {{"main.c", KERNEL "NTSTATUS Help(void);\n" ENTRY " { return Help(); }\n"},
      {"b.c", KERNEL "NTSTATUS Help(void) { return 1; }\n" ENTRY " { return Help(); }\n"}},
     "DriverEntry",
     "Help",
     NULL,
     "is not in the sources"},
    {"a function of a program in the same folder",
     {{"main.c", KERNEL "NTSTATUS Help(void);\n" ENTRY " { return Help(); }\n"},
      {"b.c", "int Help(void) { return 1; }\nint main(void) { return Help(); }\n"}},
     "DriverEntry",
     "Help",
     NULL,
     "is not in the sources"},
    {"the arm that is compiled",
     {{"main.c", KERNEL "NTSTATUS Help(void);\n" ENTRY " { return Help(); }\n"},
      {"b.c", KERNEL "NTSTATUS One(void) { return 1; }\nNTSTATUS Two(void) { return 2; }\n#ifdef NOT_HERE\n"
                     "NTSTATUS Help(void) { return One(); }\n#else\nNTSTATUS Help(void) { return Two(); }\n#endif\n"}},
     "Help",
     "Two",
     "b.c",
     NULL},
    {"a header in two arms of one body",
     {{"main.c", KERNEL "NTSTATUS Help(int);\n" ENTRY " { return Help(1); }\n"},
      {"b.c", KERNEL "#ifdef NOT_HERE\nNTSTATUS Help(long a) {\n#else\nNTSTATUS Help(int a) {\n#endif\n"
                     "return More(); }\nNTSTATUS Unused(void) { return More(); }\n"},
      {"c.c", KERNEL "NTSTATUS More(void) { return 2; }\n"}},
     "Help",
     "More",
     "c.c",
     NULL},
    {"recursion across files",
     {{"main.c", KERNEL "void Help(int);\nvoid Back(int n) { Help(n - 1); }\n" ENTRY " { Help(3); return 0; }\n"},
      {"b.c", KERNEL "void Back(int);\nvoid Help(int n) { if (n) Back(n); }\n"}},
     "Help",
     "Back",
     "main.c",
     NULL},
    {"extern \"C\" of C++ from C",
     {{"main.c", KERNEL "NTSTATUS Help(void);\n" ENTRY " { return Help(); }\n"},
      {"b.cpp", KERNEL "extern \"C\" NTSTATUS Help(void) { return STATUS_SUCCESS; }\n"}},
     "DriverEntry",
     "Help",
     "b.cpp",
     NULL},
    {"a method of a class in a header",
     {{"h.h", "struct Device { NTSTATUS Start(int n); int count; };\n"},
      {"main.cpp", KERNEL "#include \"h.h\"\nDevice device;\nextern \"C\" " ENTRY " { return device.Start(1); }\n"},
      {"b.cpp", KERNEL "#include \"h.h\"\nNTSTATUS Device::Start(int n) { count = n; return STATUS_SUCCESS; }\n"}},
     "DriverEntry",
     "Device::Start",
     "b.cpp",
     NULL},
    {"an operator new in another file",
     {{"h.h", "void *operator new(size_t n, int pool, int tag = 7);\nvoid *operator new[](size_t n, int pool);\n"},
      {"main.cpp", KERNEL "#include \"h.h\"\nint *p;\nextern \"C\" " ENTRY " { p = new (1) int; return 0; }\n"},
      {"a.cpp", KERNEL "#include \"h.h\"\nvoid *operator new[](size_t n, int pool) { return 0; }\n"},
      {"b.cpp", KERNEL "#include \"h.h\"\nvoid *operator new(size_t n, int pool, int tag) { return 0; }\n"}},
     "DriverEntry",
     "operator new",
     "b.cpp",
     NULL},
    {"an operator new that a helper elsewhere needs",
     {{"h.h", "void *operator new(size_t n, int pool);\nint *Make();\n"},
      {"main.cpp", KERNEL "#include \"h.h\"\nint *p;\nextern \"C\" " ENTRY " { p = Make(); return 0; }\n"},
      {"a.cpp", KERNEL "#include \"h.h\"\nint *Make() { return new (1) int; }\n"},
      {"b.cpp", KERNEL "#include \"h.h\"\nvoid *operator new(size_t n, int pool) { return 0; }\n"}},
     "Make",
     "operator new",
     "b.cpp",
     NULL},
    {"parameters that are declared behind the list",
     {{"main.c", KERNEL "NTSTATUS Help();\n" ENTRY " { return Help(1, d); }\n"},
      {"b.c", KERNEL "NTSTATUS Help(n, d)\nint n;\nPDRIVER_OBJECT d;\n{ return n ? STATUS_SUCCESS : 1; }\n"}},
     "DriverEntry",
     "Help",
     "b.c",
     NULL},
    {"an argument that the definition does not take",
     {{"main.c", KERNEL "NTSTATUS Help(int n, PDRIVER_OBJECT d);\n" ENTRY " { return Help(1, d); }\n"},
      {"b.c", KERNEL "NTSTATUS Help(int n) { return n; }\n"}},
     "DriverEntry",
     "Help",
     "b.c",
     NULL},
    {"an argument that is missing",
     {{"main.c", KERNEL "NTSTATUS Help(int n);\n" ENTRY " { return Help(1); }\n"},
      {"b.c", KERNEL "NTSTATUS Help(int n, PDRIVER_OBJECT d) { return d ? n : 0; }\n"}},
     "DriverEntry",
     "Help",
     NULL,
     "is defined with other parameters"},
    {"a template that another file is made of",
     {{"h.h", "template <typename T> struct Box { T t; NTSTATUS Fill(T v); };\n"},
      {"main.cpp", KERNEL "#include \"h.h\"\nBox<int> box;\nextern \"C\" " ENTRY " { return box.Fill(1); }\n"},
      {"b.cpp", KERNEL "#include \"h.h\"\ntemplate <typename T> NTSTATUS Box<T>::Fill(T v) { t = v; return 0; }\n"
                       "template struct Box<int>;\n"}},
     "DriverEntry",
     "Box::Fill",
     "b.cpp",
     NULL},
    {"a body with directives behind one that is hidden",
     {{"main.c", KERNEL "NTSTATUS Help(void);\n" ENTRY " { return Help(); }\n"},
      {"b.c", KERNEL "void Unused(void)\n{\n#define STEP More\n    STEP();\n#if 1\n    if (1) {\n#else\n    if (2) {\n"
                     "#endif\n    }\n}\nNTSTATUS Help(void) { return STEP(); }\n"},
      {"c.c", KERNEL "NTSTATUS More(void) { return 2; }\n"}},
     "Help",
     "More",
     "c.c",
     NULL},
};

START_TEST(call_is_bound_to_its_body)
{
    const dl_parse *parse = parse_files(calls[_i].files);
    const dl_function *caller = dl_program_function(parse->program, calls[_i].caller);
    const dl_instr *call;

    ck_assert_msg(caller != NULL, "%s: no %s", calls[_i].what, calls[_i].caller);
    call = call_in(caller, calls[_i].callee);
    ck_assert_msg(call != NULL, "%s: no call of %s", calls[_i].what, calls[_i].callee);
    ck_assert_str_eq(parse->program->files[0]->path, parse->entry->span.file->path);
    if (calls[_i].bound) {
        ck_assert_msg(call->callee != NULL, "%s: not bound: %s %s", calls[_i].what, call->name,
                      dl_program_unread(parse->program, call->name, call->callee != NULL));
        ck_assert_msg(strcmp(call->callee->span.file->path, calls[_i].bound) == 0, "%s: bound to %s", calls[_i].what,
                      call->callee->span.file->path);
        return;
    }
    ck_assert_msg(call->callee == NULL, "%s: bound to %s", calls[_i].what,
                  call->callee ? call->callee->span.file->path : "");
    ck_assert_msg(strstr(dl_program_unread(parse->program, call->name, call->callee != NULL), calls[_i].reason) != NULL,
                  "%s: %s", calls[_i].what, dl_program_unread(parse->program, call->name, call->callee != NULL));
}
END_TEST

START_TEST(two_definitions_are_told_of_once)
{
    static const test_file files[MOST_FILES] = {
        {"main.c", KERNEL "NTSTATUS Help(void);\nvoid More(void);\n" ENTRY " { More(); return Help() + Help(); }\n"},
        {"b.c", KERNEL "NTSTATUS Help(void) { return 1; }\n"},
        {"c.c", KERNEL "NTSTATUS Help(void) { return 2; }\nvoid More(void) { Help(); }\n"}};
    const dl_parse *parse = parse_files(files);

    ck_assert_uint_eq(parse->notice_count, 1);
    ck_assert_int_eq(parse->notices[0].level, DL_NOTICE_NOTE);
    ck_assert_str_eq(parse->notices[0].file, "b.c");
    ck_assert_uint_eq(parse->notices[0].line, 2);
    ck_assert_ptr_nonnull(strstr(parse->notices[0].message, "line 2 of c.c"));
}
END_TEST

START_TEST(overloads_are_told_apart)
{
    static const test_file files[MOST_FILES] = {{"main.cpp",
                                                 KERNEL "int Step(int);\nint Step(void *);\nextern \"C\" " ENTRY
                                                        " { int a = Step(1); return a + Step((void *)d); }\n"},
                                                {"b.cpp", "int Step(int n) { return n; }\n"},
                                                {"c.cpp", "int Step(void *p) { return p != 0; }\n"}};
    const dl_parse *parse = parse_files(files);
    size_t seen = 0;

    for (size_t b = 0; b < parse->entry->block_count; b++)
        for (size_t i = 0; i < parse->entry->blocks[b].count; i++) {
            const dl_instr *instr = &parse->entry->blocks[b].instrs[i];

            if (instr->kind != DL_I_CALL)
                continue;
            ck_assert_ptr_nonnull(instr->callee);
            ck_assert_str_eq(instr->callee->span.file->path, seen++ == 0 ? "b.cpp" : "c.cpp");
        }
    ck_assert_uint_eq(seen, 2);
}
END_TEST

/* The one that is meant stands in another file than the caller and a namesake of it. */
START_TEST(overload_of_another_file_is_found)
{
    static const test_file files[MOST_FILES] = {
        {"h.h", "struct Device { NTSTATUS Make(int a); NTSTATUS Make(int a, int b); };\n"},
        {"main.cpp", KERNEL "#include \"h.h\"\nDevice device;\nextern \"C\" " ENTRY " { return device.Make(1); }\n"},
        {"b.cpp", KERNEL "#include \"h.h\"\nNTSTATUS Device::Make(int a) { return Make(a, 2); }\n"},
        {"c.cpp", KERNEL "#include \"h.h\"\nNTSTATUS Device::Make(int a, int b) { return a + b; }\n"}};
    const dl_parse *parse = parse_files(files);
    const dl_instr *first = call_in(parse->entry, "Device::Make"), *second;

    ck_assert_ptr_nonnull(first);
    ck_assert_ptr_nonnull(first->callee);
    ck_assert_str_eq(first->callee->span.file->path, "b.cpp");
    second = call_in(first->callee, "Device::Make");
    ck_assert_ptr_nonnull(second);
    ck_assert_ptr_nonnull(second->callee);
    ck_assert_str_eq(second->callee->span.file->path, "c.cpp");
}
END_TEST

/* ---- what is read ---- */

START_TEST(bodies_that_nothing_asks_for_are_not_read)
{
    static const test_file files[MOST_FILES] = {
        {"main.c", KERNEL "void Help(void);\n" ENTRY " { Help(); return 0; }\n"},
        {"b.c", KERNEL "void Other(void) { ExFreePool(0); }\nvoid Help(void) { }\nvoid Third(void) { Other(); }\n"},
        {"c.c", KERNEL "void Fourth(void) { }\n"}};
    const dl_program *program = parse_files(files)->program;

    ck_assert_ptr_nonnull(dl_program_function(program, "Help"));
    ck_assert_ptr_null(dl_program_function(program, "Other"));
    ck_assert_ptr_null(dl_program_function(program, "Third"));
    ck_assert_uint_eq(program->file_count, 2);
    ck_assert_uint_eq(dl_program_function(program, "Help")->span.line, 3);
}
END_TEST

START_TEST(function_of_a_header_is_one)
{
    static const test_file files[MOST_FILES] = {
        {"h.h", "static __inline LONG Twice(LONG n) { return 2 * n; }\n"},
        {"main.c", KERNEL "#include \"h.h\"\nLONG Help(void);\n" ENTRY " { return Twice(Help()); }\n"},
        {"b.c", KERNEL "#include \"h.h\"\nLONG Help(void) { return Twice(2); }\n"}};
    const dl_program *program = parse_files(files)->program;
    const dl_function *twice = dl_program_function(program, "Twice");
    size_t count = 0;

    for (size_t i = 0; i < program->function_count; i++)
        count += dl_text_equal(program->functions[i]->name, "Twice");
    ck_assert_uint_eq(count, 1);
    ck_assert_ptr_eq(call_in(dl_program_function(program, "Help"), "Twice")->callee, twice);
    ck_assert_ptr_eq(call_in(dl_program_function(program, "DriverEntry"), "Twice")->callee, twice);
}
END_TEST

static const dl_var *global(const dl_program *program, const char *name)
{
    const dl_var *found = NULL;

    for (size_t i = 0; i < program->global_count; i++)
        if (dl_text_equal(program->globals[i]->name, name)) {
            ck_assert_msg(found == NULL, "%s is there twice", name);
            found = program->globals[i];
        }
    ck_assert_msg(found != NULL, "no variable %s", name);
    return found;
}

START_TEST(table_elsewhere_brings_its_routines)
{
    static const test_file files[MOST_FILES] = {
        {"h.h", "#include <fltKernel.h>\nextern const FLT_REGISTRATION Table;\nextern PFLT_FILTER Filter;\n"
                "NTSTATUS Unload(FLT_FILTER_UNLOAD_FLAGS f);\nextern LONG Count;\n"},
        {"main.c", "#include \"h.h\"\n" ENTRY " { Count++; return FltRegisterFilter(d, &Table, &Filter); }\n"},
        {"b.c", "#include \"h.h\"\nPFLT_FILTER Filter;\nconst FLT_REGISTRATION Table = {sizeof(FLT_REGISTRATION), "
                "FLT_REGISTRATION_VERSION, 0, NULL, NULL, Unload};\n"},
        {"c.c", "#include \"h.h\"\nLONG Count;\nNTSTATUS Unload(FLT_FILTER_UNLOAD_FLAGS f) "
                "{ FltUnregisterFilter(Filter); return 0; }\n"}};
    const dl_program *program = parse_files(files)->program;
    const dl_function *unload = dl_program_function(program, "Unload");
    const dl_var *table = global(program, "Table");
    bool is_bound = false;

    ck_assert_ptr_nonnull(unload);
    ck_assert_str_eq(unload->span.file->path, "c.c");
    for (size_t i = 0; i < table->init_count; i++)
        is_bound = is_bound || (table->inits[i].value && table->inits[i].value->function == unload);
    ck_assert(is_bound);
    ck_assert(!global(program, "Filter")->is_extern);
    ck_assert(!global(program, "Count")->is_extern);
    ck_assert_ptr_eq(call_in(unload, "FltUnregisterFilter")->args[0]->var, global(program, "Filter"));
}
END_TEST

START_TEST(plain_variable_needs_no_parse)
{
    static const test_file files[MOST_FILES] = {{"main.c", KERNEL "extern LONG Count;\n" ENTRY " { return Count; }\n"},
                                                {"b.c", KERNEL "LONG Count;\n"}};
    const dl_parse *parse = parse_files(files);

    ck_assert_uint_eq(parse->units, 1);
    ck_assert(!global(parse->program, "Count")->is_extern);
}
END_TEST

START_TEST(steps_behind_pointers_are_read)
{
    static const test_file files[MOST_FILES] = {
        {"main.c", KERNEL "typedef NTSTATUS STEP(void);\nextern STEP *const Steps[2];\n" ENTRY
                          " { NTSTATUS s = 0; for (int i = 0; i < 2; i++) s = Steps[i](); return s; }\n"},
        {"b.c", KERNEL "typedef NTSTATUS STEP(void);\nSTEP One, Two;\nSTEP *const Steps[2] = {One, Two};\n"},
        {"c.c", KERNEL "NTSTATUS One(void) { return 0; }\nNTSTATUS Two(void) { return 0; }\n"}};
    const dl_program *program = parse_files(files)->program;

    ck_assert_ptr_nonnull(dl_program_function(program, "One"));
    ck_assert_ptr_nonnull(dl_program_function(program, "Two"));
}
END_TEST

START_TEST(routines_that_serve_requests_are_not_read)
{
    static const test_file files[MOST_FILES] = {
        {"main.c", KERNEL "DRIVER_DISPATCH Serve;\nDRIVER_UNLOAD Unload;\n" ENTRY
                          " { d->MajorFunction[0] = Serve; d->DriverUnload = Unload; return 0; }\n"},
        {"b.c", KERNEL "NTSTATUS Serve(PDEVICE_OBJECT o, PIRP i) { return 0; }\nVOID Unload(PDRIVER_OBJECT d) { }\n"}};
    const dl_program *program = parse_files(files)->program;

    ck_assert_ptr_nonnull(dl_program_function(program, "Unload"));
    ck_assert_ptr_null(dl_program_function(program, "Serve"));
}
END_TEST

/* The object is made where a device is added: what the driver's end calls of it is read, what is called between is not.
 */
START_TEST(methods_that_callbacks_call_between_are_not_read)
{
#define PART                                                                                                           \
    "class Base { public: virtual NTSTATUS Start() = 0; virtual void Stop() = 0; };\n"                                 \
    "class Part : public Base { public: NTSTATUS Start() override; void Stop() override; };\n"
    static const test_file files[MOST_FILES] = {
        {"main.cpp", KERNEL PART "extern \"C\" { DRIVER_ADD_DEVICE Add; DRIVER_UNLOAD Unload; }\nstatic Base *Made;\n"
                                 "extern \"C\" " ENTRY
                                 " { d->DriverExtension->AddDevice = Add; d->DriverUnload = Unload; return 0; }\n"
                                 "NTSTATUS Add(PDRIVER_OBJECT, PDEVICE_OBJECT) { static Part part; Made = &part; "
                                 "return Made->Start(); }\nVOID Unload(PDRIVER_OBJECT) { Made->Stop(); }\n"},
        {"b.cpp", KERNEL PART "NTSTATUS Part::Start() { return 0; }\n"},
        {"c.cpp", KERNEL PART "void Part::Stop() { }\n"}};
    const dl_program *program = parse_files(files)->program;

    ck_assert_ptr_nonnull(dl_program_function(program, "Part::Stop"));
    ck_assert_ptr_null(dl_program_function(program, "Part::Start"));
}
END_TEST

/* Three files ask for the same header, in which a macro puts a name together that nobody declares. */
START_TEST(what_one_file_taught_is_known_for_the_next)
{
#define SHARED "#define KIND(x) Kind##x\nstatic __inline int Fill(void) { return KIND(One); }\n"
    static const test_file alone[MOST_FILES] = {{"h.h", SHARED},
                                                {"main.c", KERNEL "#include \"h.h\"\n" ENTRY " { return 0; }\n"}};
    static const test_file files[MOST_FILES] = {
        {"h.h", SHARED},
        {"main.c", KERNEL "#include \"h.h\"\nvoid B(void);\nvoid C(void);\n" ENTRY " { B(); C(); return 0; }\n"},
        {"b.c", KERNEL "#include \"h.h\"\nvoid B(void) { }\n"},
        {"c.c", KERNEL "#include \"h.h\"\nvoid C(void) { }\n"}};
    unsigned first = parse_files(alone)->rounds;
    const dl_parse *parse = parse_files(files);

    ck_assert_uint_gt(first, 1);
    ck_assert_uint_eq(parse->units, 3);
    ck_assert_uint_eq(parse->rounds, first);
    ck_assert_uint_eq(parse->all_rounds, first + 2);
    ck_assert_uint_eq(parse->lost, 0);
#undef SHARED
}
END_TEST

/* A source's own structure of a name is not what another source's use of the name taught. */
START_TEST(what_one_file_taught_yields_to_declarations)
{
    static const test_file files[MOST_FILES] = {
        {"main.c",
         KERNEL "void B(void);\nvoid Use(THING *t) { GUID g = {0}; t->Kind = g; }\n" ENTRY " { B(); return 0; }\n"},
        {"b.c", KERNEL "typedef struct _THING { ULONG Kind; } THING;\n"
                       "void B(void) { THING t; t.Kind = 1; ZwClose((HANDLE)t.Kind); }\n"}};
    const dl_parse *parse = parse_files(files);

    ck_assert_uint_eq(parse->units, 2);
    ck_assert_uint_eq(parse->unresolved, 0);
    ck_assert_uint_eq(parse->lost, 0);
}
END_TEST

START_TEST(methods_of_a_file_are_read_at_once)
{
    static const test_file files[MOST_FILES] = {
        {"h.h", "class A { public: void One(); void Two(); void Three(); };\nvoid B(A &a);\n"},
        {"main.cpp", KERNEL "#include \"h.h\"\nextern \"C\" " ENTRY " { A a; B(a); return 0; }\n"},
        {"b.cpp", KERNEL "#include \"h.h\"\nvoid B(A &a) { a.One(); }\n"
                         "void A::One() { Two(); }\nvoid A::Two() { this->Three(); }\n"
                         "void A::Three() { KeBugCheck(1); }\nvoid Other(A &a) { a.One(); }\n"}};
    const dl_parse *parse = parse_files(files);

    ck_assert_ptr_nonnull(call_in(dl_program_function(parse->program, "A::Three"), "KeBugCheck"));
    ck_assert_uint_eq(parse->all_rounds, 2);
}
END_TEST

/* Half of the chain stands in the class, where the index does not see it. */
START_TEST(file_of_methods_is_parsed_again_once)
{
    static const test_file files[MOST_FILES] = {
        {"h.h", "class A { public: void One() { Two(); } void Two(); void Three() { Four(); } void Four();\n"
                " void Five() { Six(); } void Six(); };\nvoid B(A &a);\n"},
        {"main.cpp", KERNEL "#include \"h.h\"\nextern \"C\" " ENTRY " { A a; B(a); return 0; }\n"},
        {"b.cpp", KERNEL "#include \"h.h\"\nvoid B(A &a) { a.One(); }\nvoid A::Two() { Three(); }\n"
                         "void A::Four() { Five(); }\nvoid A::Six() { KeBugCheck(1); }\n"}};
    const dl_parse *parse = parse_files(files);

    ck_assert_ptr_nonnull(call_in(dl_program_function(parse->program, "A::Six"), "KeBugCheck"));
    ck_assert_uint_eq(parse->all_rounds, 3);
}
END_TEST

/* ---- settings of a project ---- */

#define PROJECT(properties, items)                                                                                     \
    "<Project><PropertyGroup><ConfigurationType>Driver</ConfigurationType>" properties                                 \
    "</PropertyGroup><ItemGroup>" items "</ItemGroup></Project>"

START_TEST(each_file_has_its_own_settings)
{
    static const test_file files[MOST_FILES] = {
        {"d.vcxproj", PROJECT("", "<ClCompile Include='main.c'/><ClCompile Include='b.c'>"
                                  "<PreprocessorDefinitions>OWN</PreprocessorDefinitions>"
                                  "<ForcedIncludeFiles>h.h</ForcedIncludeFiles></ClCompile>")},
        {"h.h", "#define FORCED 1\n"},
        {"main.c", KERNEL "void B(void);\n" ENTRY " {\n#if defined OWN || defined FORCED\nKeBugCheck(1);\n#endif\n"
                          "B(); return 0; }\n"},
        {"b.c", KERNEL "void B(void) {\n#if defined OWN && FORCED\nKeBugCheck(2);\n#endif\n}\n"}};
    const dl_parse *parse = parse_files(files);

    ck_assert_ptr_null(call_in(parse->entry, "KeBugCheck"));
    ck_assert_ptr_nonnull(call_in(dl_program_function(parse->program, "B"), "KeBugCheck"));
}
END_TEST

static const struct {
    const char *what, *properties, *condition;
    bool holds;
} modes[] = {
    {"kernel", "", "defined _KERNEL_MODE", true},
    {"user mode", "<DriverType>UMDF</DriverType>", "defined _KERNEL_MODE", false},
    {"newest system", "", "_WIN32_WINNT == 0x0A00 && WINVER == 0x0A00 && NTDDI_VERSION >= NTDDI_WIN10", true},
    {"older system", "<TargetVersion>Windows7</TargetVersion>",
     "_WIN32_WINNT == 0x0601 && WINVER == 0x0601 && NTDDI_VERSION == NTDDI_WIN7", true},
    {"system by number", "<_NT_TARGET_VERSION>0x0603</_NT_TARGET_VERSION>",
     "_NT_TARGET_VERSION == 0x0603 && NTDDI_VERSION == NTDDI_WINBLUE", true},
    {"not a number", "<_NT_TARGET_VERSION>0x06;3</_NT_TARGET_VERSION>", "_NT_TARGET_VERSION == 0x0A00", true},
    {"checked", "<UseDebugLibraries>true</UseDebugLibraries>", "DBG", true},
    {"free", "<UseDebugLibraries>false</UseDebugLibraries>", "DBG", false},
};

START_TEST(project_says_what_it_is_built_for)
{
    const test_file files[MOST_FILES] = {
        {"d.vcxproj", dl_arena_printf(arena, PROJECT("%s", "<ClCompile Include='main.c'/>"), modes[_i].properties)},
        {"main.c", dl_arena_printf(arena, KERNEL ENTRY " {\n#if %s\nKeBugCheck(1);\n#endif\nreturn 0; }\n",
                                   modes[_i].condition)}};
    const dl_parse *parse = parse_files(files);

    ck_assert_msg((call_in(parse->entry, "KeBugCheck") != NULL) == modes[_i].holds, "%s", modes[_i].what);
}
END_TEST

START_TEST(what_is_lost_in_another_file_is_told)
{
    static const test_file files[MOST_FILES] = {
        {"main.c", KERNEL "void Help(void);\n" ENTRY " { Help(); return 0; }\n"},
        {"b.c", KERNEL "void Help(void) { ExFreePool(1 +* 2 ); @@@; }\n"}};
    const dl_parse *parse = parse_files(files);

    ck_assert_int_eq(parse->status, DL_PARSE_DEGRADED);
    ck_assert(dl_text_starts(parse->reason, "Help: "));
}
END_TEST

/* ---- the index ---- */

static const struct {
    const char *source, *functions, *variables; /* `name` or `static name`, each with `;` */
} indexed[] = {
    {"int f(void) { return 0; }\nstatic int g(int a) { return a; }", "f;static g;", ""},
    {"_Use_decl_annotations_ NTSTATUS f(PVOID p) { }\n__declspec(noinline) VOID g(VOID) { }", "f;g;", ""},
    {"_IRQL_requires_max_(DISPATCH_LEVEL) NTSTATUS\nf(\n_In_ PVOID p\n)\n_Requires_lock_held_(p)\n{ }", "f;", ""},
    {"int f(void);\nextern int g(int);\ntypedef int h(void);\nint a;", "", "a;"},
    {"class C { void m() { } int n; };\nvoid C::k() { }\nC::C() : n{1}, o(2) { }\nC::~C() { }", "C::k;C::C;C::~C;", ""},
    {"namespace N { void f() { } namespace { void g() { } } }\nextern \"C\" { void h() { } }\nextern \"C\" int i() { }",
     "f;static g;h;i;", ""},
    {"template <typename T> T f(T t) { return t; }\nvoid g() { }", "f;g;", ""},
    {"template <class T, int N> T *C<T, N>::m(T t) { }\ntemplate <class T> C<D<T>>::~C() { }\nint n;", "C::m;C::~C;",
     "n;"},
    {"void *__cdecl operator new(size_t n, int pool) { }\nvoid operator delete[](void *p) { }\nC &C::operator=(const C "
     "&c) "
     "{ }\nbool C::operator()(int a) { }\nC::operator bool() const { }",
     "operator new;operator delete[];C::operator=;C::operator();C::operator bool;", ""},
    {"int f(a, b, c)\nint a;\nchar *b, c[4];\n{ }\nint g;\nint *h(p) int (*p)(int); { }", "f;h;", "g;"},
    {"void f(a) int a; { }\nDECLARE(x) int y;\nint g(void) { }", "f;g;", ""},
    {"int a = 1, *b, c[3] = {1, 2, 3};\nstatic int d;\nextern int e;\nextern int f = 2;\ntypedef int t;", "",
     "a;b;c;static d;f;"},
    {"struct S { int x; } s;\nstruct S *f(struct S *p) { return p; }\nenum E { ONE } e = ONE;", "f;", "s;e;"},
    {"#if A\nvoid f(void) { }\n#else\nvoid f(int a) { }\n#endif", "f;f;", ""},
    {"#if 0\nvoid f(void) { }\n#endif\nvoid g(void) { }", "g;", ""},
    {"DRIVER_INITIALIZE Entry;\nstatic DRIVER_UNLOAD Un;\nVOID Un(PDRIVER_OBJECT d) { }", "static Un;",
     "Entry;static Un;"},
    {"", "", ""},
    {"}}} int f(void) { return 0; } {{{", "f;", ""},
};

START_TEST(index_names_what_a_file_defines)
{
    static const dl_settings settings;
    static const char *const names[] = {"DriverEntry"};
    const char *folder = ".";
    dl_status why = {0};
    dl_project *project;
    const dl_indexed_file *file;
    dl_text functions, variables;

    write_file("main.c", ENTRY " { return 0; }");
    write_file("x.cpp", indexed[_i].source);
    ck_assert_int_eq(dl_project_find(&project, &folder, 1, &settings, names, 1, arena, &why), DL_OK);
    file = dl_index_file(dl_index_new(arena), project->drivers[0], "x.cpp");
    (void)remove("main.c");
    (void)remove("x.cpp");
    ck_assert_ptr_nonnull(file);
    dl_text_init(&functions, arena);
    dl_text_init(&variables, arena);
    for (size_t i = 0; i < file->function_count; i++)
        dl_text_printf(&functions, "%s%s;", file->functions[i].is_static ? "static " : "", file->functions[i].name);
    for (size_t i = 0; i < file->variable_count; i++)
        dl_text_printf(&variables, "%s%s;", file->variables[i].is_static ? "static " : "", file->variables[i].name);
    ck_assert_str_eq(dl_text_str(&functions), indexed[_i].functions);
    ck_assert_str_eq(dl_text_str(&variables), indexed[_i].variables);
}
END_TEST

#define COUNT_OF(table) ((int)(sizeof(table) / sizeof *(table)))

int main(void)
{
    Suite *suite = suite_create("program");
    TCase *tests = tcase_create("program");
    SRunner *runner;
    int failed;

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, call_is_bound_to_its_body, 0, COUNT_OF(calls));
    tcase_add_test(tests, two_definitions_are_told_of_once);
    tcase_add_test(tests, overloads_are_told_apart);
    tcase_add_test(tests, overload_of_another_file_is_found);
    tcase_add_test(tests, bodies_that_nothing_asks_for_are_not_read);
    tcase_add_test(tests, function_of_a_header_is_one);
    tcase_add_test(tests, table_elsewhere_brings_its_routines);
    tcase_add_test(tests, plain_variable_needs_no_parse);
    tcase_add_test(tests, steps_behind_pointers_are_read);
    tcase_add_test(tests, routines_that_serve_requests_are_not_read);
    tcase_add_test(tests, methods_that_callbacks_call_between_are_not_read);
    tcase_add_test(tests, what_one_file_taught_is_known_for_the_next);
    tcase_add_test(tests, what_one_file_taught_yields_to_declarations);
    tcase_add_test(tests, methods_of_a_file_are_read_at_once);
    tcase_add_test(tests, file_of_methods_is_parsed_again_once);
    tcase_add_test(tests, each_file_has_its_own_settings);
    tcase_add_loop_test(tests, project_says_what_it_is_built_for, 0, COUNT_OF(modes));
    tcase_add_test(tests, what_is_lost_in_another_file_is_told);
    tcase_add_loop_test(tests, index_names_what_a_file_defines, 0, COUNT_OF(indexed));
    suite_add_tcase(suite, tests);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
