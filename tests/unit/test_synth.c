/* Tests of parsing without headers: what a source names and nobody declares is made up, so that nothing of
 * a body is lost; and what the WDK documents keeps its real value. */
#include "frontend_fixture.h"

#include "kernel/wdk_index.h"

#define COUNT_OF(a) ((int)(sizeof(a) / sizeof *(a)))
#define ENTRY "NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)\n"

typedef struct whole_case {
    const char *source;
    unsigned events; /* of the entry */
} whole_case;

/* Both in C and in C++. */
static const whole_case wholes[] = {
    /* includes that are not there, in any spelling */
    {"#include <ntddk.h>\n#include \"Sub\\Own.h\"\n#include \"../../x.h\"\n#include \"/etc/passwd\"\n#define H <a.h>\n"
     "#include H\n" ENTRY "{ return STATUS_SUCCESS; }",
     1},
    /* functions and constants that nobody declares */
    {ENTRY "{ NTSTATUS s = UnknownCall(DriverObject, UNKNOWN_FLAG | 1); if (s == UNKNOWN_CODE) return s;\n"
           "Another(&s); switch (s) { case UNKNOWN_ONE: break; case UNKNOWN_TWO: return 1; } return 0; }",
     8},
    /* types, by declaration, cast and pointer */
    {ENTRY
     "{ UNKNOWN_T a = 0; PUNKNOWN_T p = (PUNKNOWN_T)DriverObject; UNKNOWN_R r; r.Size = sizeof(r); r.Inner.Deep = 2;\n"
     "p->Next = p->Next; if (p->Flags & 4) { a += 1; } return 0; }",
     8},
    /* annotations, old and new, with and without arguments */
    {"_Success_(return >= 0) _IRQL_requires_max_(PASSIVE_LEVEL) _Must_inspect_result_\n"
     "NTSTATUS DriverEntry(_In_ PDRIVER_OBJECT DriverObject, __in_opt IN PUNICODE_STRING RegistryPath)\n"
     "{ _Analysis_assume_(RegistryPath != NULL); return 0; }",
     2},
    /* a section in front of a definition */
    {"UNKNOWN_SEG\nVOID Before(PVOID p)\n{ Use(p); }\nUNKNOWN_SEG\n" ENTRY "{ Before(RegistryPath); return 0; }", 2},
    /* role types that are not known: as the routine is defined */
    {"EVT_UNKNOWN_THING OnThing;\nUNKNOWN_CALLBACK OnOther;\n" ENTRY
     "{ UNKNOWN_CONFIG c; c.Thing = OnThing; c.Other = &OnOther; return Register(&c); }\n"
     "VOID OnThing(_In_ UNKNOWN_H h, ULONG n) { Use(h, n); }\nBOOLEAN OnOther(PVOID p) { return TRUE; }",
     4},
    /* macros of missing headers: declarations, places to store to, strings, members of types */
    {"UNKNOWN_DECLARE(One, Two);\nUNKNOWN_STATE(x)\n" ENTRY
     "{ UNICODE_STRING n; UNKNOWN_NEXT(DriverObject) = NULL; RtlInitUnicodeString(&n, UNKNOWN_NAME);\n"
     "return FIELD_OFFSET(UNKNOWN_LAYOUT, Field) + sizeof(UNKNOWN_LAYOUT); }",
     5},
    /* what the source declares stays its own, though the index knows it too */
    {"typedef struct _DEVICE_CAPABILITIES { int Mine; } DEVICE_CAPABILITIES, *PDEVICE_CAPABILITIES;\n"
     "typedef enum _KINDS { StopCompletion = 3, ContinueCompletion } KINDS;\n"
     "static NTSTATUS ZwClose(int h) { return h; }\n" ENTRY
     "{ DEVICE_CAPABILITIES c; c.Mine = StopCompletion; return ZwClose(c.Mine); }",
     3},
    /* places with a type: what the name is elsewhere assigned to or from */
    {ENTRY "{ PDEVICE_OBJECT d = UNKNOWN_FIRST(DriverObject), *at; PDRIVER_OBJECT other = UNKNOWN_OWNER(d);\n"
           "UNKNOWN_FIRST(DriverObject) = d->NextDevice; at = &UNKNOWN_FIRST(DriverObject);\n"
           "UNKNOWN_OWNER(d) = other; return at != NULL; }",
     11},
    /* lists of the network, whose links are behind macros */
    {"UCHAR Kind(PNET_BUFFER_LIST list) { return (UCHAR)(ULONG_PTR)NET_BUFFER_LIST_INFO(list, 3); }\n" ENTRY
     "{ PNET_BUFFER_LIST list = Take(DriverObject), *last = &NET_BUFFER_LIST_NEXT_NBL(list); PNET_BUFFER b;\n"
     "for (b = NET_BUFFER_LIST_FIRST_NB(list); b; b = NET_BUFFER_NEXT_NB(b)) Use(b->DataLength);\n"
     "NET_BUFFER_LIST_NEXT_NBL(list) = NULL; NET_BUFFER_LIST_INFO(list, 2) = DriverObject; return Kind(*last); }",
     16},
    /* a pointer to a callback, in a parameter without a name */
    {ENTRY "{ NTSTATUS (NTAPI *expand)(PEXPAND_STACK_CALLOUT, PVOID, SIZE_T) = Find(DriverObject);\n"
           "return expand(0, DriverObject, 3); }",
     4},
    /* numbers of user mode, though something of that name is a structure */
    {"typedef struct _OWN { SOCKET s; int n; } OWN;\n" ENTRY
     "{ SOCKET a = (SOCKET)RegistryPath; OWN *s = Take(a); if (!s->s) return s->n; s->s = -1; return 0; }",
     7},
    {"typedef struct _SOCKET { int a; } SOCKET, *PSOCKET;\n" ENTRY "{ SOCKET s; s.a = 3; return Use(&s); }", 3},
    /* a pointer to a callback, by its old name */
    {"typedef MINIPORT_SYNCHRONIZE_INTERRUPT_HANDLER SYNCHRONISED;\n" ENTRY
     "{ SYNCHRONISED routine; routine = (SYNCHRONISED)DriverObject; return Call(routine); }",
     3},
    /* more arguments than the macro takes are left out, as the WDK's compiler does */
    {"#define TRACE_START(a)\n#define TRACE_STOP()\n" ENTRY
     "{ TRACE_START(DriverObject, RegistryPath); TRACE_STOP(DriverObject); return 0; }",
     3},
    /* a macro that names a function of a missing header */
    {"#define LOG UnknownPrint\n" ENTRY "{ LOG(1, (\"x\")); return 0; }", 2},
    /* members of the system's structures that the stub does not list */
    {ENTRY "{ PIO_STACK_LOCATION s = GetStack(DriverObject); s->Parameters.Unlisted.Length = 1;\n"
           "DriverObject->AlsoUnlisted = 1; return s->Parameters.Other.Deep.Value; }",
     5},
    /* framework objects with contexts */
    {"typedef struct _CTX { int a; } CTX, *PCTX;\nWDF_DECLARE_CONTEXT_TYPE_WITH_NAME(CTX, GetCtx)\n"
     "WDF_DECLARE_CONTEXT_TYPE(CTX)\n" ENTRY
     "{ WDF_DRIVER_CONFIG c; WDF_OBJECT_ATTRIBUTES a; WDFDRIVER d; WDF_DRIVER_CONFIG_INIT(&c, NULL);\n"
     "WDF_OBJECT_ATTRIBUTES_INIT_CONTEXT_TYPE(&a, CTX); c.EvtDriverUnload = NULL;\n"
     "if (!NT_SUCCESS(WdfDriverCreate(DriverObject, RegistryPath, &a, &c, &d))) return 1;\n"
     "GetCtx(d)->a = WdfObjectGet_CTX(d)->a; return 0; }",
     11},
    /* members that are called, indexed, and reached through a call */
    {ENTRY "{ UNKNOWN_I i; i.Call(1, DriverObject); i.Table[3] = 1; GetUnknown(i)->Field = 2; return 0; }", 5},
    /* a word of the stub that the source uses for its own */
    {ENTRY "{ NTSTATUS s = First(1); int far = 2; if (s) goto leave; s = far; leave: return s; }", 7},
    /* what only the text of a macro names: members, functions, arrays, types */
    {"#define SLOT(x) (UNKNOWN_PART(x)[0])\n#define OWNER(x) ((x)->Part.Owner)\n#define NAMED UnknownThing\n"
     "#define LAYOUT_SIZE (FIELD_OFFSET(UNKNOWN_LAYOUT, Data))\n" ENTRY
     "{ UNKNOWN_PACKET *p = First(); SLOT(p) = 1; OWNER(p) = DriverObject; NAMED(p); return LAYOUT_SIZE; }",
     8},
    /* a macro that brings its own semicolon, before a statement and before a brace */
    {ENTRY "{ PVOID p = First();\nUNKNOWN_FREE(p)\nif (RegistryPath) {\nUNKNOWN_TRACE(1)\n}\nreturn 0; }", 6},
    /* labels of a switch that are put together */
    {"#define BOTH(x) case x: Use(#x); break; case x | UNKNOWN_MORE: Use(2); break;\n" ENTRY
     "{ switch (DriverObject->Flags) {\nBOTH(UNKNOWN_A)\nBOTH(UNKNOWN_B)\nBOTH(UNKNOWN_C)\nBOTH(UNKNOWN_D)\n"
     "case UNKNOWN_A | UNKNOWN_B: break; } return 0; }",
     6},
    /* identifiers of interfaces and devices */
    {"VOID Take(const GUID *a);\n" ENTRY "{ Take(&IID_IUnknownThing); Take(&GUID_UNKNOWN_THING); return 0; }", 3},
    /* annotations that are part of a type's name */
    {"VOID Show(IN_CONST_PDXGKARG_SETPOINTERSHAPE shape, IN_PVOID p) { Use(shape->Height, p); }\n" ENTRY
     "{ const DXGKARG_SETPOINTERSHAPE *s = First(); Show(s, DriverObject); return 0; }",
     4},
    /* VOID as the source's own */
    {"typedef void VOID;\nEVT_UNKNOWN_THING OnThing;\nVOID OnThing(PVOID p) { Use(p); }\n" ENTRY
     "{ UNKNOWN_CONFIG c; c.Thing = OnThing; return Register(&c); }",
     3},
    /* a member and a function of one name */
    {"typedef struct _OWN { KS_VIDEOINFOHEADER *Header; PUNKNOWN_KIND State; } OWN;\nVOID State(int a) { Use(a); "
     "}\n" ENTRY "{ OWN o; o.Header->bmiHeader.biSize = 1; o.State->Kind = 2; State(3); return 0; }",
     4},
    /* a number of a type that nobody declares, which counts elements */
    {"typedef struct _OWN { struct { USHORT Length; ULONGLONG At; } Known[8]; } OWN;\n"
     "UNKNOWN_KIND Find(PVOID p) { return *(UNKNOWN_KIND *)p; }\n" ENTRY
     "{ OWN o; UNKNOWN_KIND id; ULONGLONG n = 1; id = Find(DriverObject); o.Known[id].Length = 1;\n"
     "o.Known[id].At = n + 1; return 0; }",
     6},
    /* exceptions */
    {ENTRY "{ NTSTATUS s = 0; __try { s = Work(); if (s) __leave; } __finally { Undo(); } return s; }", 6},
};

static void check_whole(const whole_case *whole, const char *path)
{
    const dl_parse *parse = parse_source(path, whole->source);

    ck_assert_msg(parse->status == DL_PARSE_COMPLETE, "%s: %s\n%s", path, parse->reason, whole->source);
    ck_assert_msg(parse->entry->events == whole->events, "%s: %u events in\n%s", path, parse->entry->events,
                  whole->source);
    ck_assert_uint_eq(parse->lost, 0);
    ck_assert_uint_le(parse->rounds, 4);
}

START_TEST(nothing_of_a_c_body_is_lost)
{
    check_whole(&wholes[_i], "test_synth.input.c");
}
END_TEST

START_TEST(nothing_of_a_cpp_body_is_lost)
{
    check_whole(&wholes[_i], "test_synth.input.cpp");
}
END_TEST

static const char *const cpp_wholes[] = {
    /* attributes between the word and the name of a class */
    "struct [[nodiscard]] One { NTSTATUS v; };\nclass __declspec(novtable) Two { public: int f(); };\n"
    "struct alignas(16) Three final { int w; };\nstatic One Make() { return One{0}; }\nextern \"C\" " ENTRY
    "{ Two t; Three r; r.w = t.f(); if (auto s = Make(); s.v < 0) return s.v; return r.w; }",
    /* a handle of a class extension, cast from the framework's */
    "extern \"C\" " ENTRY "{ WDFREQUEST r = (WDFREQUEST)DriverObject;\n"
    "UNKNOWNREQUEST u = static_cast<UNKNOWNREQUEST>(r); return UnknownSend(u, static_cast<UNKNOWNREQUEST>(r)); }",
    "class Device { public: Device(PVOID p) : m(p) { } NTSTATUS Start() { return Unknown(m); } PVOID m; };\n"
    "extern \"C\" " ENTRY "{ auto d = new (NonPagedPoolNx, 'gaT ') Device(DriverObject); if (d == nullptr) return 1;\n"
    "return d->Start(); }",
    ENTRY "{ auto guard = Finally::Do([&] { Use(RegistryPath); }); Kinds::Kind kind = Kinds::First; return Use(guard, "
          "kind); }",
    /* plain `new`, with and without what the source declares for it */
    "struct Own { Own(int x) : a(x) { } int a; };\n" ENTRY
    "{ auto p = new Own(1); int *q = new int[3]; auto r = new (std::nothrow) Own(2); if (!p || !q || !r) return 1;\n"
    "delete p; delete[] q; return 0; }",
    "void *operator new(size_t size, POOL_TYPE type, ULONG tag) { return ExAllocatePoolWithTag(type, size, tag); }\n"
    "struct Own { int a; };\n" ENTRY "{ Own *p = new (NonPagedPoolNx, 'gaT ') Own; if (!p) return 1; return p->a; }",
    /* what a constructor or an overload takes, given by what nobody declares */
    "class Init { public: explicit Init(PWDFDEVICE_INIT p) : m(p) { } Init(const Init &) = delete;\n"
    "~Init() { if (m) WdfDeviceInitFree(m); } PWDFDEVICE_INIT m; };\nvoid Take(int, PMDL);\nvoid Take(int, int, "
    "int);\n" ENTRY
    "{ Init one{WdfControlDeviceInitAllocate((WDFDRIVER)DriverObject, nullptr)}; Init two(UnknownInit(1, (2)));\n"
    "if (!one.m || !two.m) return 1; Take(Count(1, 2), UnknownMdl(one.m)); return 0; }",
    /* interfaces, the global namespace, values of a class of values, casts of what a function gives */
    ENTRY
    "{ PUNKNOWN_PORT port = ::First(); IUnknown *u = nullptr; u->QueryInterface(IID_IUnknownThing, (void **)&port);\n"
    "ULONG kind = (ULONG)UnknownKind::One; UNKNOWN_CAPS caps; caps.Kind = UnknownKind::Two;\n"
    "auto p = static_cast<PUNICODE_STRING>(UnknownBuffer(port)); p->Length = (USHORT)kind; return ::Last(caps.Kind); }",
    /* a namespace in a namespace */
    ENTRY
    "{ Lib::Sub::Handle h = Lib::Sub::Make(1); if (Lib::Open(h)) return (NTSTATUS)Lib::Sub::Last; Lib::Sub::Use(&h); "
    "return 0; }",
    "bool Find(WDFDEVICE device, ULONG n) { return device && n; }\n" ENTRY
    "{ NTSTATUS s; if (Find(UnknownDevice(DriverObject), 1)) { s = 1; return s; } return 0; }",
    "extern \"C\" DRIVER_INITIALIZE DriverEntry;\n_Use_decl_annotations_\n" ENTRY
    "{ UNKNOWN_CFG cfg = {}; cfg.OnAdd = [](PVOID, ULONG) -> NTSTATUS { return 0; }; PUNICODE_STRING s = cfg.Name;\n"
    "return RegisterIt(&cfg, s); }",
    /* the library, where the source has a use of its own for each of the names */
    "struct Own { int move; int *first; };\n" ENTRY
    "{ int span = 3, optional = 2; Own a{}; Own b = std::move(a); std::span<int> s(&span, 1); std::optional<int> o;\n"
    "std::array<int, 2> array{}; o = span; array[0] = optional; for (int x : {span, b.move}) Use(x);\n"
    "return s.empty() ? *o : b.move; }",
    "namespace std { template <class T> struct span { T *p; span(T *x, int) : p(x) { } int size() { return 1; } }; }\n"
    "template <class T> struct ComPtr { T *p; T *Get() { return p; } };\n" ENTRY
    "{ int x = 3; std::span<int> s(&x, 1); ComPtr<int> c; c.p = &x; std::vector<int> v; v.push_back(std::move(x));\n"
    "return s.size() + *c.Get(); }",
    /* a class by the name of one of the system's */
    "class CUnknown { LONG held; public: CUnknown() : held(1) { } LONG Drop() { return --held; } };\n"
    "struct IUnknown { LONG kept; };\n" ENTRY
    "{ CUnknown *p = new CUnknown; IUnknown u{1}; PUNKNOWN q = &u; if (!p) return 1; return p->Drop() + q->kept; }",
    ENTRY "{ std::unique_ptr<int, void (*)(int *)> p(new int, [](int *q) { delete q; });\n"
          "std::lock_guard<FAST_MUTEX> hold(*(FAST_MUTEX *)RegistryPath); auto [a, b] = std::pair{1, 2L};\n"
          "return std::exchange(a, 2) + b + *p; }",
    /* texts, streams, what is looked up by a key, and threads of the library */
    "#include <map>\nusing namespace std;\n" ENTRY
    "{ stringstream out; out << \"n\" << 3 << endl; Use(out.str().c_str()); static std::wofstream log;\n"
    "if (!log.is_open()) log.open(L\"x\", std::ios::app); std::string name = \"a\" + std::to_string(5);\n"
    "if (name.empty() || name.find(\"a\") != string::npos) name += name; std::map<int, std::string> names;\n"
    "names[3] = \"b\"; auto it = names.find(3); if (it != names.end()) Use(it->second.c_str());\n"
    "for (auto &[number, word] : names) Use(number, word.c_str()); std::atomic<bool> ends = false;\n"
    "std::thread runs([&ends] { while (!ends) std::this_thread::sleep_for(std::chrono::milliseconds(10)); });\n"
    "ends = true; runs.join(); std::function<int(int)> f = [](int x) { return x; }; return f(3); }",
    "#include <expected>\nstd::expected<int, NTSTATUS> One(int a) { if (a) return std::unexpected(1); return 5; "
    "}\n" ENTRY
    "{ auto one = One(1); if (!one) return one.error(); std::unique_ptr<int[]> many(new int[4]); many[*one] = 3;\n"
    "try { Use(many.get()); } catch (const std::exception &e) { Use(e.what()); } return 0; }",
    /* a variable of the system that is only cast, and words of the build's own behind parameters */
    "static bool IsHigh() { if (reinterpret_cast<ULONG_PTR>(UnknownStart) != 0x80000000) return true; return false; }\n"
    "static bool Has(PDRIVER_OBJECT driver MY_OPT, ULONG *count MY_OUT) { if (!driver || !count) return false;\n"
    "*count = 1; return true; }\n" ENTRY "{ ULONG n; if (!Has(DriverObject, &n) || IsHigh()) return 1; return n; }",
    /* routines, given where a type of callbacks is asked for that nobody shows */
    "class Queue { public: Queue(PFN_UNKNOWN_ONE f) : one(f) { } void Add(PFN_WDF_DEVICE_D0_EXIT f);\n"
    "void Add2(EVT_UNKNOWN_TWO *f); void Add3(PUNKNOWN_CALLBACK f) { f(3, DriverOf(this)); } void Mixed(UNKNOWN_FN "
    "f);\n"
    "static NTSTATUS On(WDFDEVICE d, WDF_POWER_DEVICE_STATE s) noexcept; static void Other(ULONG n, PVOID p);\n"
    "PFN_UNKNOWN_ONE one; };\nstruct { ULONG n; UNKNOWN_ROW_FN f; } Rows[] = {{1, &Queue::Other}, {2, nullptr}};\n"
    "PFN_UNKNOWN_RET Pick(int n) { return n ? &Queue::Other : nullptr; }\n" ENTRY
    "{ Queue q(&Queue::Other); PFN_UNKNOWN_LOCAL f = &Queue::On; q.Add(&Queue::On); q.Add2(&Queue::On);\n"
    "q.Add3(Queue::Other); q.Mixed(&Queue::On); q.Mixed(&Queue::Other); return Use(f, Rows, Pick(1)); }",
    /* parts of modules */
    "module;\n#include <ntddk.h>\nexport module own.part:inner;\nimport std;\nexport import :other;\nimport <vector>;\n"
    "export namespace one { int f() { return 1; } }\nexport { struct S { int import; }; int g(S s); }\n"
    "export template <class T> T h(T t) { return t; }\nmodule :private;\nint module;\nextern \"C\" " ENTRY
    "{ S s{one::f()}; int import = h(3); module = import; if (g(s) == s.import) return import; return 0; }",
    "struct Node;\nclass Queue { public: void Add(PFN_UNKNOWN_ONE f); void Mine(PFN_UNKNOWN_MINE f);\n"
    "static NTSTATUS On(Node *n); };\n" ENTRY
    "{ Queue q; q.Add([](WDFREQUEST r, ULONG) -> NTSTATUS { return Use(r); }); q.Mine(&Queue::On); return 0; }",
};

/* What the compiler of the WDK takes, and clang does not. */
static const whole_case c_wholes[] = {
    /* a structure of a missing header, by its tag alone */
    {ENTRY "{ const struct unknown_params p = {1, 2}; struct unknown_head *h = Get();\n"
           "if (h->flags & 1) return sizeof(struct unknown_head); return Use(&p); }",
     7},
    /* an array of records at the end of a record whose size depends on it */
    {ENTRY "{ UNKNOWN_LIST *l = Get(FIELD_OFFSET(UNKNOWN_LIST, Rows[4])); l->Count = 4;\n"
           "l->Rows[1].Start = FIELD_OFFSET(struct unknown_tail, Rows[l->Count]); return 0; }",
     7},
    /* a macro of the stub in the bounds of a member's array */
    {"struct mine { char room[offsetof(UNKNOWN_LIST, Rows[8])]; };\n" ENTRY
     "{ if (offsetof(UNKNOWN_LIST, Rows[1]) > sizeof(struct mine)) return 1; return 0; }",
     3},
    /* attributes behind the parameters */
    {"void Hidden(int a) UNKNOWN_HIDDEN;\nint Fast(void) UNKNOWN_FAST;\n" ENTRY "{ Hidden(1); return Fast(); }", 3},
    {ENTRY "{ ULONG_PTR slots[2]; (PVOID)slots[0] = DriverObject; ((ULONG)slots[1]) = 3; return slots[0] != 0; }", 3},
    {"#define SET(x, v) (ULONG_PTR)((x)->DriverExtension) = v\n" ENTRY "{ SET(DriverObject, 1); return 0; }", 2},
};

START_TEST(extensions_of_the_other_compiler_survive)
{
    check_whole(&c_wholes[_i], "test_synth.input.c");
}
END_TEST

START_TEST(cpp_of_its_own_survives)
{
    const dl_parse *parse = parse_source("test_synth.input.cpp", cpp_wholes[_i]);

    ck_assert_msg(parse->status == DL_PARSE_COMPLETE, "%s\n%s", parse->reason, cpp_wholes[_i]);
}
END_TEST

/* With the headers of tests/unit/data/kit. */
static const struct {
    const char *path, *source;
    unsigned rounds; /* at most */
} kit_wholes[] = {
    /* the library, of which they have nothing, or a part */
    {"test_synth.input.cpp",
     "#include <wdm.h>\n" ENTRY "{ int n = 3; std::unique_ptr<int> p(new int); std::span<int> s(&n, 1);\n"
     "if (s.empty()) return *p; std::optional<int> o; o = n; return *o + std::move(n); }",
     2},
    {"test_synth.input.cpp", "#include <wdm.h>\n" ENTRY "{ int n = 3; for (int x : {n, 2}) Use(x); return n; }", 3},
    {"test_synth.input.cpp",
     "#include <wdm.h>\n#include <shelf.h>\n" ENTRY
     "{ int n = 3; std::span<int> s(&n, 1); std::unique_ptr<int> p(new int); return s.shelf() + *p; }",
     2},
    /* members that are callbacks, of the stub's structures of another model */
    {"test_synth.input.c",
     "#include <wdm.h>\n" ENTRY "{ NDIS_FILTER_DRIVER_CHARACTERISTICS c; c.AttachHandler = NULL; return Use(&c); }", 2},
};

START_TEST(stub_gives_what_real_headers_lack)
{
    static const char *const folder[] = {DRVLINT_SOURCE_DIR "/tests/unit/data/kit"};
    const dl_parse *parse;

    dl_frontend_use_headers(frontend, folder, 1);
    parse = parse_source(kit_wholes[_i].path, kit_wholes[_i].source);
    ck_assert_msg(parse->status == DL_PARSE_COMPLETE, "%s\n%s", parse->reason, kit_wholes[_i].source);
    ck_assert_msg(parse->rounds <= kit_wholes[_i].rounds, "%u rounds of\n%s", parse->rounds, kit_wholes[_i].source);
}
END_TEST

START_TEST(known_names_need_no_second_round)
{
    const dl_parse *parse = parse_source(
        "test_synth.input.c",
        ENTRY "{ PDEVICE_OBJECT d; UNICODE_STRING n; NTSTATUS s;\n RtlInitUnicodeString(&n, L\"\\\\Device\\\\X\");\n"
              "s = IoCreateDevice(DriverObject, 0, &n, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &d);\n"
              "if (s == STATUS_OBJECT_NAME_COLLISION) return s; return STATUS_SUCCESS; }");

    ck_assert_int_eq(parse->status, DL_PARSE_COMPLETE);
    ck_assert_uint_eq(parse->rounds, 1);
    ck_assert_uint_eq(parse->unresolved, 0);
}
END_TEST

/* What the parser would complain of, known before from the text around it. `c`, `cpp`: the language. */
static const struct {
    const char *language, *source;
} one_rounds[] = {
    /* a name behind an operator in a value is not declared there */
    {"c", "LONGLONG Timeout = 5 * -1 * UNKNOWN_TO_SEC;\n" ENTRY "{ Timeout *= 2; return 0; }"},
    {"c", ENTRY "{ ULONG a = Get(); if (a & UNKNOWN_ONE) Use(a * UNKNOWN_TWO); return 0; }"},
    /* macros of an arm that is not compiled */
    {"c",
     "#ifdef NOT_DEFINED\n#define UNKNOWN_ONE 1\n#define Print(a)\n#endif\n" ENTRY "{ Print(UNKNOWN_ONE); return 0; }"},
    {"c", "#ifndef STATUS_PENDING\n#define UNKNOWN_ONE 1\n#endif\n#ifndef MINE\n#define MINE 3\n#endif\n" ENTRY
          "{ if (Get() & MINE) Use(UNKNOWN_ONE); return 0; }"},
    /* a name in the list of a macro that nobody shows */
    {"cpp", "DEFINE_UNKNOWN_TABLE(Rows, Cells);\n" ENTRY "{ Use(&Rows); return 0; }"},
    /* a function whose annotation stands before its name */
    {"c", "FORCEINLINE\nVOID\n_Acquires_lock_(*Lock)\nTake(PKSPIN_LOCK Lock)\n{ Use(Lock); }\n" ENTRY
          "{ Take(Get()); return 0; }"},
    /* structures whose names look like pointers, and pointers whose star the documents forgot */
    {"c", ENTRY "{ PROBE_DATA d; PROBE_ROW r[2]; d.Size = sizeof(d); r[0].Size = d.Size; return Use(&d, r); }"},
    {"c", ENTRY "{ PSTORAGE_REQUEST_BLOCK s = Get(); s->Length = 1; if (!s) return 1; return 0; }"},
    {"cpp", "class C : public IUnknownBase, public IOther { public: void M(); };\n" ENTRY "{ C c; c.M(); return 0; }"},
    /* members and results that are records or pointers, by the variables they meet */
    {"c",
     "DEFINE_GUID(Mine, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);\n" ENTRY
     "{ UNKNOWN_INFO i; NDIS_STRING n; LARGE_INTEGER l; i.Kind = Mine; i.Name = n; l = i.Start; return Use(&i, &l); }"},
    {"c", ENTRY "{ PDEVICE_OBJECT d; UNICODE_STRING n; d = UnknownDevice(1); n = *UnknownName(d); return Use(&n); }"},
    {"cpp", ENTRY "{ PDEVICE_OBJECT d; d = UnknownDevice(1); return Use(d); }"},
    {"c", ENTRY "{ UNKNOWN_LIST *l = Get(); *l->Value = 1; (*l->Next)(l); return 0; }"},
    /* the filter manager's parameters */
    {"c", "FLT_PREOP_CALLBACK_STATUS Pre(PFLT_CALLBACK_DATA d, PCFLT_RELATED_OBJECTS o, PVOID *c)\n"
          "{ if (d->Iopb->Parameters.Create.Options & 1) Use(o->Transaction);\n"
          "InitializeListHead(&d->QueueLinks); return Get(d->Iopb->Parameters.DirectoryControl.QueryDirectory.Length); "
          "}\n" ENTRY "{ return 0; }"},
};

START_TEST(text_around_a_name_saves_a_round)
{
    const dl_parse *parse =
        parse_source(dl_arena_printf(arena, "test_synth.input.%s", one_rounds[_i].language), one_rounds[_i].source);

    ck_assert_int_eq(parse->status, DL_PARSE_COMPLETE);
    ck_assert_uint_eq(parse->rounds, 1);
}
END_TEST

static const dl_expr *returned(const dl_parse *parse)
{
    const dl_function *entry = parse->entry;

    for (size_t i = 0; i < entry->block_count; i++)
        if (entry->blocks[i].term.kind == DL_T_RETURN) {
            const dl_expr *value = entry->blocks[i].term.value;

            while (value && value->kind == DL_E_CAST)
                value = value->a;
            return value;
        }
    return NULL;
}

static const struct {
    const char *name;
    bool has_value;
    int64_t value;
} values[] = {
    {"STATUS_SUCCESS", true, 0},
    {"STATUS_INSUFFICIENT_RESOURCES", true, -1073741670},
    {"STATUS_PENDING", true, 0x103},
    {"IRP_MJ_PNP", true, 0x1b},
    {"UNKNOWN_TO_EVERYBODY", false, 0},
    {"WdfIoQueueDispatchParallel", false, 0}, /* its place in the documentation is not its value */
};

START_TEST(only_documented_constants_have_values)
{
    const dl_parse *parse =
        parse_source("test_synth.input.c", dl_arena_printf(arena, ENTRY "{ return (NTSTATUS)%s; }", values[_i].name));
    const dl_expr *value = returned(parse);

    ck_assert_ptr_nonnull(value);
    ck_assert_int_eq(value->has_value, values[_i].has_value);
    if (value->has_value)
        ck_assert_int_eq(value->value, values[_i].value);
}
END_TEST

START_TEST(settings_reach_the_parser)
{
    static const char *const defines[] = {"SWITCH=2", "GONE"}, *const undefines[] = {"GONE"};
    dl_settings settings = {.defines = defines, .define_count = 2, .undefines = undefines, .undefine_count = 1};
    const dl_parse *parse =
        parse_with("test_synth.input.c",
                   ENTRY "{\n#if SWITCH == 2 && !defined(GONE)\nreturn 5;\n#else\nreturn 6;\n#endif\n}", &settings);

    ck_assert_int_eq(parse->status, DL_PARSE_COMPLETE);
    ck_assert_int_eq(returned(parse)->value, 5);
}
END_TEST

START_TEST(header_of_the_folder_is_read_in_any_case_once)
{
    const dl_parse *parse;

    write_file("test_synth.Header.h", "#pragma once\ntypedef struct _OWN { int a; } OWN;\n#define VALUE 7\n");
    parse =
        parse_source("test_synth.input.c", "#include \"TEST_SYNTH.HEADER.H\"\n#include <.\\test_synth.header.h>\n" ENTRY
                                           "{ OWN o; o.a = VALUE; return VALUE; }");
    (void)remove("test_synth.Header.h");
    ck_assert_int_eq(parse->status, DL_PARSE_COMPLETE);
    ck_assert_uint_eq(parse->unresolved, 0);
    ck_assert_int_eq(returned(parse)->value, 7);
    ck_assert_uint_eq(parse->program->include_count, 2);
    ck_assert(parse->program->includes[0].is_found && parse->program->includes[1].is_found);
}
END_TEST

START_TEST(nothing_outside_the_folder_is_read)
{
    const dl_parse *parse;

    write_file("test_synth.outside.h", "#define OUTSIDE 1\n");
    parse = parse_source(
        "test_synth.input.c",
        dl_arena_printf(
            arena,
            "#include \"%s/tests/unit/data/project/inc/Shared.h\"\n"
            "#pragma include_alias(\"alias.h\", \"%s/tests/unit/data/project/inc/Shared.h\")\n#include \"alias.h\"\n"
            "#define H \"%s/tests/unit/data/project/inc/Shared.h\"\n#include H\n%%:include H\n" ENTRY
            "{\n#ifdef SHARED\nreturn 1;\n#else\nreturn 0;\n#endif\n}",
            DRVLINT_SOURCE_DIR, DRVLINT_SOURCE_DIR, DRVLINT_SOURCE_DIR));
    (void)remove("test_synth.outside.h");
    ck_assert_int_eq(parse->status, DL_PARSE_DEGRADED); /* what was not read says whether SHARED is defined */
    ck_assert_int_eq(returned(parse)->value, 0);
}
END_TEST

START_TEST(index_finds_names_by_any_of_their_forms)
{
    size_t position;
    int64_t value;

    ck_assert_ptr_nonnull(dl_wdk_find_function("IoCreateDevice"));
    ck_assert_ptr_null(dl_wdk_find_function("IoCreateDevic"));
    ck_assert_ptr_nonnull(dl_wdk_find_struct("_DEVICE_OBJECT"));
    ck_assert_ptr_eq(dl_wdk_find_struct("PDEVICE_OBJECT"), dl_wdk_find_struct("DEVICE_OBJECT"));
    ck_assert_ptr_nonnull(dl_wdk_find_callback("DRIVER_ADD_DEVICE"));
    ck_assert_ptr_nonnull(dl_wdk_find_enumerator("WdfIoQueueDispatchParallel", &position));
    ck_assert_uint_eq(position, 2);
    ck_assert(dl_wdk_find_status("STATUS_UNSUCCESSFUL", &value));
    ck_assert_int_eq(value, -1073741823);
    ck_assert(!dl_wdk_find_status("STATUS_", &value));
    for (size_t i = 1; i < dl_wdk_function_count(); i++)
        ck_assert_int_lt(strcmp(dl_wdk_function_at(i - 1)->name, dl_wdk_function_at(i)->name), 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("synth");
    TCase *tests = tcase_create("synth");
    SRunner *runner;
    int failed;

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, nothing_of_a_c_body_is_lost, 0, COUNT_OF(wholes));
    tcase_add_loop_test(tests, nothing_of_a_cpp_body_is_lost, 0, COUNT_OF(wholes));
    tcase_add_loop_test(tests, extensions_of_the_other_compiler_survive, 0, COUNT_OF(c_wholes));
    tcase_add_loop_test(tests, cpp_of_its_own_survives, 0, COUNT_OF(cpp_wholes));
    tcase_add_loop_test(tests, stub_gives_what_real_headers_lack, 0, COUNT_OF(kit_wholes));
    tcase_add_test(tests, known_names_need_no_second_round);
    tcase_add_loop_test(tests, text_around_a_name_saves_a_round, 0, COUNT_OF(one_rounds));
    tcase_add_loop_test(tests, only_documented_constants_have_values, 0, COUNT_OF(values));
    tcase_add_test(tests, settings_reach_the_parser);
    tcase_add_test(tests, header_of_the_folder_is_read_in_any_case_once);
    tcase_add_test(tests, nothing_outside_the_folder_is_read);
    tcase_add_test(tests, index_finds_names_by_any_of_their_forms);
    suite_add_tcase(suite, tests);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
