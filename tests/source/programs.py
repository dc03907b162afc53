"""programs.py: random drivers as source text, each written twice.

A driver acquires some things (pool blocks, devices, handles, callbacks) and undoes them where a later step fails, in
one of the styles that drivers are written in. Its parts may be helpers with a style of their own, or structures that
hold several. Now and then something is left out, done twice or in another order. It is a plain driver, a minifilter or
one of the framework. The text is written once as a driver, and once as C++ that this machine can run: there `__try`,
`__finally` and `__leave` are jumps, and native.h tries every outcome of every call.

    python3 programs.py SEED COUNT OUT      OUT/dN/main.c or main.cpp, and OUT/native.cpp
"""
import os
import random
import re
import sys

import parts
import spellings
import styles
import styles_shared
from driver import Driver, Thing

STYLES = styles.STYLES + styles_shared.STYLES
INCLUDES = {"wdm": "#include <ntddk.h>\n", "filter": "#include <fltKernel.h>\n",
            "framework": "#include <ntddk.h>\n#include <wdf.h>\n"}
VARIABLES = """typedef VOID UNDO(VOID);
static PDRIVER_OBJECT Driver;
static OBJECT_ATTRIBUTES Attributes;
static UNICODE_STRING Link = RTL_CONSTANT_STRING(L"\\\\DosDevices\\\\x");
static UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\\\Device\\\\x");
static const GUID Setting = {1};
static ULONG Count;
static ULONG Mode;
static UCHAR Page[64];
static LARGE_INTEGER Cookie;
static LARGE_INTEGER CookieEx;
static PHYSICAL_ADDRESS Highest;
static REGHANDLE Provider;
static LOOKASIDE_LIST_EX List;
static NPAGED_LOOKASIDE_LIST Pieces;
static ERESOURCE Lock;
static KBUGCHECK_CALLBACK_RECORD Crash;
"""
FILTER_VARIABLES = """NTSTATUS OnFilterUnload(FLT_FILTER_UNLOAD_FLAGS Flags);
static const FLT_REGISTRATION Registration = { sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, NULL, NULL, OnFilterUnload };
"""
ROUTINES = """static VOID OnProcess(HANDLE a, HANDLE b, BOOLEAN c)
{ UNREFERENCED_PARAMETER(a); UNREFERENCED_PARAMETER(b); UNREFERENCED_PARAMETER(c); }
static VOID OnProcessEx(PEPROCESS a, HANDLE b, PPS_CREATE_NOTIFY_INFO c)
{ UNREFERENCED_PARAMETER(a); UNREFERENCED_PARAMETER(b); UNREFERENCED_PARAMETER(c); }
static VOID OnThread(HANDLE a, HANDLE b, BOOLEAN c)
{ UNREFERENCED_PARAMETER(a); UNREFERENCED_PARAMETER(b); UNREFERENCED_PARAMETER(c); }
static VOID OnImage(PUNICODE_STRING a, HANDLE b, PIMAGE_INFO c)
{ UNREFERENCED_PARAMETER(a); UNREFERENCED_PARAMETER(b); UNREFERENCED_PARAMETER(c); }
static NTSTATUS OnRegistry(PVOID a, PVOID b, PVOID c)
{ UNREFERENCED_PARAMETER(a); UNREFERENCED_PARAMETER(b); UNREFERENCED_PARAMETER(c); return STATUS_SUCCESS; }
static NTSTATUS OnPower(LPCGUID a, PVOID b, ULONG c, PVOID e)
{ UNREFERENCED_PARAMETER(a); UNREFERENCED_PARAMETER(b); UNREFERENCED_PARAMETER(c); UNREFERENCED_PARAMETER(e);
return STATUS_SUCCESS; }
static NTSTATUS OnPnp(PVOID a, PVOID b)
{ UNREFERENCED_PARAMETER(a); UNREFERENCED_PARAMETER(b); return STATUS_SUCCESS; }
static VOID OnCrash(PVOID a, ULONG b)
{ UNREFERENCED_PARAMETER(a); UNREFERENCED_PARAMETER(b); }
""" + spellings.HELPERS
FILTER_ROUTINES = """static NTSTATUS OnConnect(PFLT_PORT a, PVOID b, PVOID c, ULONG e, PVOID *f)
{ UNREFERENCED_PARAMETER(a); UNREFERENCED_PARAMETER(b); UNREFERENCED_PARAMETER(c); UNREFERENCED_PARAMETER(e);
*f = NULL; return STATUS_SUCCESS; }
static VOID OnDisconnect(PVOID a)
{ UNREFERENCED_PARAMETER(a); }
static NTSTATUS OnMessage(PVOID a, PVOID b, ULONG c, PVOID e, ULONG f, PULONG g)
{ UNREFERENCED_PARAMETER(a); UNREFERENCED_PARAMETER(b); UNREFERENCED_PARAMETER(c); UNREFERENCED_PARAMETER(e);
UNREFERENCED_PARAMETER(f); *g = 0; return STATUS_SUCCESS; }
"""
GUARD = """template <class F> struct Guard { F f; bool on; explicit Guard(F x) : f(x), on(true) {}
Guard(Guard &&o) : f(o.f), on(o.on) { o.on = false; } ~Guard() { if (on) f(); } void dismiss() { on = false; } };
template <class F> Guard<F> MakeGuard(F f) { return Guard<F>(f); }
"""
# Of each model: {0} what unloading undoes, {1} `extern "C"` or nothing, {2} what the driver object's end undoes.
BEGIN = """{1}NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{{
Driver = DriverObject;
UNREFERENCED_PARAMETER(RegistryPath);
InitializeObjectAttributes(&Attributes, &Name, OBJ_KERNEL_HANDLE, NULL, NULL);
KeInitializeCallbackRecord(&Crash);
"""
TAILS = {
    "wdm": """static VOID Unload(PDRIVER_OBJECT d)
{{
UNREFERENCED_PARAMETER(d);
{0}
}}
""" + BEGIN + """DriverObject->DriverUnload = Unload;
return Setup();
}}
""",
    "filter": """NTSTATUS OnFilterUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{{
UNREFERENCED_PARAMETER(Flags);
{0}
return STATUS_SUCCESS;
}}
""" + BEGIN + """return Setup();
}}
""",
    "framework": """static VOID OnUnload(WDFDRIVER d)
{{
UNREFERENCED_PARAMETER(d);
{0}
}}
static VOID OnCleanup(WDFOBJECT d)
{{
UNREFERENCED_PARAMETER(d);
{2}
}}
""" + BEGIN + """WDF_DRIVER_CONFIG config;
WDF_OBJECT_ATTRIBUTES attributes;
NTSTATUS status;
WDF_DRIVER_CONFIG_INIT(&config, WDF_NO_EVENT_CALLBACK);
config.DriverInitFlags |= WdfDriverInitNonPnpDriver;
config.EvtDriverUnload = OnUnload;
WDF_OBJECT_ATTRIBUTES_INIT(&attributes);
attributes.EvtCleanupCallback = OnCleanup;
status = WdfDriverCreate(DriverObject, RegistryPath, &attributes, &config, WDF_NO_HANDLE);
if (!NT_SUCCESS(status)) return status;
return Setup();
}}
""",
}
EXTERN_C = 'extern "C" '
# Of each mark: what it is in a driver, and as jumps. {0}: the block's name, {1}: the value.
MARKS = {
    "UNSET": ("", "= Wild"),  # a local without a value
    "TRY": ("__try {{", "{{ int ended{0} = 1, returns{0} = 0; NTSTATUS value{0} = 0, code{0} = 0; (void)ended{0}; "
                       "(void)returns{0}; (void)value{0}; (void)code{0}; {{"),
    "LEAVE": ("__leave;", "{{ ended{0} = 0; goto finally{0}; }}"),
    "RETURN": ("return {1};", "{{ value{0} = {1}; returns{0} = 1; goto finally{0}; }}"),
    "FINALLY": ("}}\n__finally {{", "}} ended{0} = 0; finally{0}: {{"),
    "ABNORMAL": ("AbnormalTermination()", "ended{0}"),
    "END": ("}}", "}} if (returns{0}) return value{0}; }}"),
    "RAISE": ("ExRaiseStatus({1});", "{{ code{0} = {1}; goto except{0}; }}"),
    "EXCEPT": ("}}\n__except (EXCEPTION_EXECUTE_HANDLER) {{", "}} goto behind{0}; except{0}: {{"),
    "CODE": ("GetExceptionCode()", "code{0}"),
    "END_EXCEPT": ("}}", "}} behind{0}: ; }}"),
}


def with_marks(text, is_native):
    def replaced(mark):
        return MARKS[mark.group(1)][is_native].format(mark.group(2), mark.group(3))

    return re.sub(r"@([A-Z_]+) (\w+)(?: (\w+))?@", replaced, text)


def without_blank_lines(text):
    return re.sub(r"\n\n+", "\n", text)


def things_of(d):
    things = [d.thing() for _ in range(d.random.randrange(2, 6))]
    if d.model == "filter":
        registered = d.one("filter")
        registered.name, registered.is_global, d.has_structure = "Filter", True, False
        start = Thing("step", None, lambda status, to: f"{status} = FltStartFiltering(Filter);", lambda to: "")
        things = [registered] + things + [start]
    return things


def write(seed, number):
    d = Driver(random.Random(f"{seed}-{number}"), STYLES)
    things = things_of(d)
    body, undo = d.build(things, "Main")
    is_filter = d.model == "filter"
    structure = [f"static struct {{ {' '.join(d.members)} }} All;"] if d.members else []
    variables = VARIABLES + (FILTER_VARIABLES if is_filter else "") + "\n".join(d.globals + structure) + "\n"
    routines = ROUTINES + (FILTER_ROUTINES if is_filter else "") + (GUARD if d.is_cpp else "")
    tail = TAILS[d.model].format(undo, EXTERN_C if d.is_cpp else "", d.left_to_owner or "")
    rest = f"static NTSTATUS Setup(VOID)\n{{\n{body}\n}}\n" + tail
    names = re.findall(r"^static .*?(\w+)(?:\[3\])?;$", "\n".join(d.globals + structure), re.MULTILINE)
    whole = variables + routines + "".join(d.functions) + rest
    files = {f"main.{'cpp' if d.is_cpp else 'c'}": INCLUDES[d.model] + whole}
    if not d.is_cpp and d.chance(30):
        files = parts.split(d.random, INCLUDES[d.model], variables, [routines] + d.functions, rest)
    return files, whole.replace(EXTERN_C, ""), names


def main():
    seed, count, out = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    native, resets = ['#include "native.h"\n'], []
    for number in range(count):
        files, text, names = write(seed, number)
        os.makedirs(f"{out}/d{number}", exist_ok=True)
        for file_name, content in files.items():
            with open(f"{out}/d{number}/{file_name}", "w") as file:
                file.write(without_blank_lines(with_marks(content, False)))
        native.append("namespace N%d {\n%s\n}\n" % (number, with_marks(text, True)))
        resets.append(f"case {number}: " + " ".join(f"memset((void *)&N{number}::{n}, 0, sizeof N{number}::{n});"
                                                    for n in names) + " break;\n")
    native.append(f"void reset(int number) {{ switch (number) {{\n{''.join(resets)}}} }}\nint main()\n{{\n" +
                  "".join(f"run({n}, N{n}::DriverEntry);\n" for n in range(count)) + "}\n")
    with open(f"{out}/native.cpp", "w") as file:
        file.write("".join(native))


if __name__ == "__main__":
    main()
