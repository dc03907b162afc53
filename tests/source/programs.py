"""programs.py: random drivers as source text, each written twice.

A driver acquires some things (pool blocks, devices, handles, callbacks) and undoes them where a later step fails, in
one of the styles that drivers are written in. Its parts may be helpers with a style of their own. Now and then
something is left out or done twice. The text is written once as a driver, and once as C++ that this machine can run:
there `__try`, `__finally` and `__leave` are jumps, and native.h tries every outcome of every call.

    python3 programs.py SEED COUNT OUT      OUT/dN/main.c or main.cpp, and OUT/native.cpp
"""
import os
import random
import re
import sys

# Of each kind: how it is acquired into {to}, what that gives, and how it is released. A driver has one of a kind, so a
# kind names an object. STATUS: a status, and {to} is filled; POINTER: what is returned, or null.
STATUS, POINTER = range(2)
KINDS = {
    "pool": ("PVOID", POINTER, "ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, 'loop')", "ExFreePoolWithTag({to}, 'loop');"),
    "tagged": ("PVOID", POINTER, "ExAllocatePoolWithTag(NonPagedPoolNx, 64, 'ggat')",
               "ExFreePoolWithTag({to}, 'ggat');"),
    "mdl": ("PMDL", POINTER, "IoAllocateMdl(Page, 64, FALSE, FALSE, NULL)", "IoFreeMdl({to});"),
    "device": ("PDEVICE_OBJECT", STATUS,
               "IoCreateDevice(Driver, 0, NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &{to})",
               "IoDeleteDevice({to});"),
    "key": ("HANDLE", STATUS, "ZwOpenKey(&{to}, KEY_READ, &Attributes)", "ZwClose({to});"),
    "event": ("HANDLE", STATUS, "ZwCreateEvent(&{to}, EVENT_ALL_ACCESS, &Attributes, NotificationEvent, FALSE)",
              "ZwClose({to});"),
    "process": (None, STATUS, "PsSetCreateProcessNotifyRoutine(OnProcess, FALSE)",
                "PsSetCreateProcessNotifyRoutine(OnProcess, TRUE);"),
    "image": (None, STATUS, "PsSetLoadImageNotifyRoutine(OnImage)", "PsRemoveLoadImageNotifyRoutine(OnImage);"),
    "thread": (None, STATUS, "PsSetCreateThreadNotifyRoutine(OnThread)", "PsRemoveCreateThreadNotifyRoutine(OnThread);"),
    "link": (None, STATUS, "IoCreateSymbolicLink(&Link, &Name)", "IoDeleteSymbolicLink(&Link);"),
    "registry": (None, STATUS, "CmRegisterCallback(OnRegistry, NULL, &Cookie)", "CmUnRegisterCallback(Cookie);"),
}

FAILS = ["!NT_SUCCESS({0})"] * 4 + ["{0} < 0", "{0} != STATUS_SUCCESS", "NT_ERROR({0})", "FALSE == NT_SUCCESS({0})"]
WORKS = ["NT_SUCCESS({0})"] * 3 + ["{0} >= 0", "{0} == STATUS_SUCCESS", "!({0} < 0)"]
ASKED = "ExIsProcessorFeaturePresent({0})"  # either way is possible


class Thing:
    """What is acquired and undone: `acquire(status, to)` and `release(to)` are statements. `type` None: in no variable."""

    def __init__(self, kind, type_, acquire, release):
        self.kind, self.type, self.acquire, self.release = kind, type_, acquire, release
        self.name = None
        self.is_global = True

    @property
    def undo(self):
        return self.release(self.name)


class Driver:
    def __init__(self, source):
        self.random = source
        self.is_cpp = self.chance(35)
        self.faults = source.choice([0, 1, 1, 1, 2, 3])  # so many, more or less, are made
        self.kinds = list(KINDS) + ["array"]
        self.names = 0
        self.globals, self.members, self.functions = [], [], []
        self.has_structure = self.chance(30)
        source.shuffle(self.kinds)

    def chance(self, percent):
        return self.random.random() * 100 < percent

    def pick(self, forms, *values):
        return self.random.choice(forms).format(*values)

    def name(self, stem):
        self.names += 1
        return f"{stem}{self.names}"

    def is_faulty(self, percent=6):
        return self.chance(percent * self.faults)

    def fails(self, status):
        return self.pick(FAILS, status)

    def works(self, status):
        return self.pick(WORKS, status)

    def noise(self):
        """What has nothing to do with it."""
        if not self.chance(25):
            return ""
        return self.random.choice([
            "Count++;",
            f"if ({ASKED.format(7)}) Count = 3;",
            f"Mode = (ULONG){ASKED.format(9)};",
            "for (ULONG q = 0; q < 3; q++) Count += q;",
            "switch (Mode) { case 1: Count = 1; break; default: break; }",
        ])

    # ---- things ----

    def step(self):
        return Thing("step", None, lambda status, to: f'{status} = RtlCheckRegistryKey(RTL_REGISTRY_ABSOLUTE, L"x");',
                     lambda to: "")

    def array(self):
        cells, fill, drop = self.name("Cells"), self.name("Fill"), self.name("Drop")
        self.globals.append(f"static PVOID {cells}[3];")
        free = f"ExFreePoolWithTag({cells}[n], 'yarr');"
        back = self.random.choice([f"while (n-- > 0) {{ {free} {cells}[n] = NULL; }}", f"while (n > 0) {{ n--; {free} }}",
                                   f"for (n = 0; n < 3; n++) if ({cells}[n] != NULL) {{ {free} {cells}[n] = NULL; }}"])
        if self.is_faulty():
            back = f"while (--n > 0) {{ {free} }}"
        self.functions.append(f"""static NTSTATUS {fill}(VOID)
{{
int n;
for (n = 0; n < 3; n++) {{
{cells}[n] = ExAllocatePoolUninitialized(PagedPool, 16, 'yarr');
if ({cells}[n] == NULL) break;
}}
if (n == 3) return STATUS_SUCCESS;
{back}
return STATUS_NO_MEMORY;
}}
static VOID {drop}(VOID)
{{
int n;
for (n = 0; n < 3; n++)
if ({cells}[n]) {{ {free} {cells}[n] = NULL; }}
}}
""")
        return Thing("array", None, lambda status, to: f"{status} = {fill}();", lambda to: f"{drop}();")

    def leaf(self):
        if not self.kinds:
            return self.step()
        kind = self.kinds.pop()
        if kind == "array":
            return self.array()
        type_, gives, call, release = KINDS[kind]
        form = self.random.randrange(4)

        def by_status(status, to):
            return f"{status} = {call.format(to=to)};"

        def by_pointer(status, to):
            if form == 0:
                return f"{to} = {call};\n{status} = {to} ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;"
            if form == 1:
                return f"{to} = {call};\nif ({to} == NULL) {status} = STATUS_NO_MEMORY; else {status} = STATUS_SUCCESS;"
            if form == 2:
                return f"{status} = STATUS_SUCCESS;\n{to} = {call};\nif (!{to}) {{ {status} = STATUS_NO_MEMORY; }}"
            return f"{status} = STATUS_NO_MEMORY;\nif (({to} = {call}) != NULL)\n{status} = STATUS_SUCCESS;"

        thing = Thing(kind, type_, by_pointer if gives == POINTER else by_status, lambda to: release.format(to=to))
        if type_:
            thing.name = self.name(kind.capitalize())
            thing.is_global = kind in ("key", "event") or self.chance(60)
            self.wrap(thing)
        return thing

    def wrap(self, thing):
        """Maybe in helpers of its own."""
        type_, inner, release = thing.type, thing.acquire, thing.release
        make, drop = self.name("Make"), self.name("Close")
        way = self.random.randrange(10)
        if way == 0:
            self.functions.append(f"static NTSTATUS {make}({type_} *Out)\n{{\nNTSTATUS r;\n{type_} one = NULL;\n"
                                  f"{inner('r', 'one')}\nif ({self.fails('r')}) return r;\n*Out = one;\n"
                                  "return STATUS_SUCCESS;\n}\n")
            thing.acquire = lambda status, to: f"{status} = {make}(&{to});"
        elif way == 1:
            self.functions.append(f"static {type_} {make}(VOID)\n{{\nNTSTATUS r;\n{type_} one = NULL;\n"
                                  f"{inner('r', 'one')}\nreturn NT_SUCCESS(r) ? one : NULL;\n}}\n")
            thing.acquire = lambda status, to: (f"{to} = {make}();\n"
                                                f"{status} = {to} ? STATUS_SUCCESS : STATUS_UNSUCCESSFUL;")
        elif way == 2:
            self.functions.append(f"static BOOLEAN {make}({type_} *Out)\n{{\nNTSTATUS r;\n*Out = NULL;\n"
                                  f"{inner('r', '(*Out)')}\nreturn (BOOLEAN)({self.works('r')});\n}}\n")
            thing.acquire = lambda status, to: (f"if ({make}(&{to})) {status} = STATUS_SUCCESS; "
                                                f"else {status} = STATUS_UNSUCCESSFUL;")
        elif way == 3 and self.is_cpp:
            self.functions.append(f"static bool {make}({type_} &Out)\n{{\nNTSTATUS r;\n{inner('r', 'Out')}\n"
                                  f"return {self.works('r')};\n}}\n")
            thing.acquire = lambda status, to: f"{status} = {make}({to}) ? STATUS_SUCCESS : STATUS_UNSUCCESSFUL;"
        if self.chance(20):
            self.functions.append(f"static VOID {drop}({type_} it)\n{{\nif (it == NULL) return;\n{release('it')}\n}}\n")
            thing.release = lambda to: f"{drop}({to});"

    def part(self, depth):
        """A helper that acquires several, and one that undoes them all."""
        name = self.name("Part")
        things = [self.thing(depth + 1) for _ in range(self.random.randrange(1, 4))]
        for thing in things:
            thing.is_global = True
        body, undo = self.build(things, name)
        if self.chance(30):
            self.functions.append(f"static NTSTATUS {name}Inner(VOID)\n{{\n{body}\n}}\n"
                                  f"static BOOLEAN {name}(VOID)\n{{\nreturn NT_SUCCESS({name}Inner());\n}}\n")
            acquire = lambda status, to: f"{status} = {name}() ? STATUS_SUCCESS : STATUS_UNSUCCESSFUL;"
        else:
            self.functions.append(f"static NTSTATUS {name}(VOID)\n{{\n{body}\n}}\n")
            acquire = lambda status, to: f"{status} = {name}();"
        self.functions.append(f"static VOID {name}Undo(VOID)\n{{\n{undo}\n}}\n")
        return Thing("part", None, acquire, lambda to: f"{name}Undo();")

    def thing(self, depth=0):
        draw = self.random.random()
        if draw < 0.16 and depth < 2:
            return self.part(depth)
        return self.step() if draw < 0.3 else self.leaf()

    # ---- what styles are made of ----

    def declare(self, things):
        """Where they are kept. Returns the locals, and what makes them last at a success."""
        local, keep = [], []
        for thing in things:
            if not thing.type:
                continue
            if not thing.is_global:
                self.globals.append(f"static {thing.type} Kept{thing.name};")
                local.append(f"{thing.type} {thing.name} = NULL;")
                keep.append(f"Kept{thing.name} = {thing.name};")
            elif self.has_structure:
                self.members.append(f"{thing.type} {thing.name};")
                thing.name = f"All.{thing.name}"
            else:
                self.globals.append(f"static {thing.type} {thing.name};")
        return "\n".join(local), "\n".join(keep)

    def flags(self, things):
        """What tells which were acquired: by thing the test, and what sets it."""
        declared, tests, sets = [], {}, {}
        word = self.name("state") if self.chance(25) else None
        if word:
            declared.append(f"ULONG {word} = 0;")
        for number, thing in enumerate(things):
            if thing.kind == "step" or (thing.type and self.chance(70)):
                continue
            if word:
                tests[thing] = self.pick(["{0} & {1}", "({0} & {1}) != 0"], word, 1 << number)
                sets[thing] = f"{word} |= {1 << number};"
            else:
                flag = self.name(self.random.choice(["made", "has", "is"]))
                declared.append(f"BOOLEAN {flag} = FALSE;")
                tests[thing] = self.pick(["{0}", "{0} == TRUE", "{0} != FALSE"], flag)
                sets[thing] = f"{flag} = TRUE;"
        return "\n".join(declared), tests, {t: "" if self.is_faulty() else s for t, s in sets.items()}

    def release_all(self, things):
        """Without asking."""
        out = []
        for thing in reversed(things):
            if thing.undo and not self.is_faulty():
                out += [thing.undo] * (2 if self.is_faulty(2) else 1)
        return "\n".join(out)

    def release_made(self, things, tests):
        """Each where it was acquired."""
        out = []
        for thing in reversed(things):
            if not thing.undo or self.is_faulty():
                continue
            test = tests.get(thing) or self.pick(["{0}", "{0} != NULL"], thing.name)
            out.append(self.pick(["if ({0}) {{ {1} }}", "if ({0})\n{1}", "if (!({0})) {{ }} else {{ {1} }}"], test,
                                 thing.undo))
        return "\n".join(out)

    def build(self, things, name):
        """The body that acquires them, in some style, and what undoes all of them behind a success."""
        body = self.random.choice(STYLES)(self, things or [self.step()], name)
        undo = []
        for thing in reversed(things):
            kept = thing.name if thing.is_global else f"Kept{thing.name}"
            release = thing.release(kept)
            if release and not self.is_faulty(2):
                undo.append(f"if ({kept} != NULL) {{ {release} }}" if thing.type and self.chance(50) else release)
        return body, "\n".join(undo)


# ---- styles: (driver, things, name of the helper) → body ----

def returns_early(d, things, _):
    local, keep = d.declare(things)
    out = ["NTSTATUS st;", local]
    for i, thing in enumerate(things):
        result = "return STATUS_SUCCESS;" if d.is_faulty(3) else "return st;"
        out += [thing.acquire("st", thing.name),
                f"if ({d.fails('st')}) {{\n{d.release_all(things[:i])}\n{result}\n}}", d.noise()]
    return "\n".join(out + [keep, "return STATUS_SUCCESS;"])


def switches_on_status(d, things, _):
    local, keep = d.declare(things)
    out = ["NTSTATUS st;", local]
    for i, thing in enumerate(things):
        out += [thing.acquire("st", thing.name),
                f"switch (st) {{\ncase STATUS_SUCCESS:\nbreak;\ndefault:\n{d.release_all(things[:i])}\nreturn st;\n}}"]
    return "\n".join(out + [keep, "return STATUS_SUCCESS;"])


def jumps_to_labels(d, things, _):
    local, keep = d.declare(things)
    out = ["NTSTATUS st;", local]
    for i, thing in enumerate(things):
        to = max(0, min(len(things) - 1, i + d.random.choice([-1, 1]))) if d.is_faulty() else i
        out += [thing.acquire("st", thing.name), f"if ({d.fails('st')})\ngoto undo{to};", d.noise()]
    out += [keep, "return st;"]
    for i in range(len(things) - 1, -1, -1):
        release = things[i - 1].undo if i else ""
        out.append(f"undo{i}:\n{'' if d.is_faulty() else release};")
    return "\n".join(out + ["return st;"])


def falls_through_labels(d, things, _):
    """The success comes by them too."""
    local, keep = d.declare(things)
    flag = d.name("undo")
    out = ["NTSTATUS st;", f"BOOLEAN {flag} = TRUE;", local]
    for i, thing in enumerate(things):
        out += [thing.acquire("st", thing.name), f"if ({d.fails('st')}) goto out{i};"]
    out += [keep, "" if d.is_faulty(3) else f"{flag} = FALSE;"]
    for i in range(len(things), 0, -1):
        release = things[i - 1].undo
        out.append((f"out{i}:\n" if i < len(things) else "") +
                   (f"if ({flag}) {{ {release} }}" if release and not d.is_faulty() else ";"))
    return "\n".join(out + ["out0:\nreturn st;"])


def cleans_at_one_label(d, things, _):
    local, keep = d.declare(things)
    declared, tests, sets = d.flags(things)
    out = ["NTSTATUS st = STATUS_SUCCESS;", local, declared]
    for thing in things:
        body = f"{thing.acquire('st', thing.name)}\nif ({d.fails('st')})\ngoto done;\n{sets.get(thing, '')}"
        out.append(f"if ({ASKED.format(5)}) {{\n{body}\n}}" if thing.kind != "step" and d.chance(12) else body)
        out.append(d.noise())
    return "\n".join(out + [keep, f"done:\nif ({d.fails('st')}) {{\n{d.release_made(things, tests)}\n}}\nreturn st;"])


def keeps_another_status(d, things, _):
    """The cleanup has a status as well, and may overwrite the one that counts."""
    local, keep = d.declare(things)
    declared, tests, sets = d.flags(things)
    out = ["NTSTATUS st = STATUS_SUCCESS, other = STATUS_SUCCESS;", local, declared]
    for thing in things:
        out += [thing.acquire("other", thing.name), f"if ({d.fails('other')}) {{ st = other; goto done; }}",
                sets.get(thing, "")]
    written = "st" if d.is_faulty() else "other"
    return "\n".join(out + [keep, f"done:\nif ({d.fails('st')}) {{\n{d.release_made(things, tests)}\n"
                            f'{written} = RtlCheckRegistryKey(RTL_REGISTRY_ABSOLUTE, L"y");\n}}\nreturn st;'])


def breaks_out(d, things, _):
    local, keep = d.declare(things)
    declared, tests, sets = d.flags(things)
    is_once = d.chance(50)
    out = ["NTSTATUS st = STATUS_UNSUCCESSFUL;", "BOOLEAN good = FALSE;", local, declared,
           "do {" if is_once else "while (TRUE) {"]
    for thing in things:
        out += [thing.acquire("st", thing.name), f"if ({d.fails('st')}) break;", sets.get(thing, ""), d.noise()]
    out += [keep, "good = TRUE;", "} while (0);" if is_once else "break;\n}"]
    return "\n".join(out + [f"if (!good) {{\n{d.release_made(things, tests)}\nreturn st;\n}}\nreturn STATUS_SUCCESS;"])


def nests(d, things, _):
    local, keep = d.declare(things)

    def level(i):
        if i == len(things):
            return keep
        thing = things[i]
        body = f"{thing.acquire('st', thing.name)}\nif ({d.works('st')}) {{\n{level(i + 1)}"
        if i + 1 < len(things) and thing.undo and not d.is_faulty():
            body += f"\nif ({d.fails('st')}) {{ {thing.undo} }}"
        return body + "\n}"

    return "\n".join(["NTSTATUS st;", local, level(0), "return st;"])


def asks_each_time(d, things, _):
    local, keep = d.declare(things)
    declared, tests, sets = d.flags(things)
    out = ["NTSTATUS st = STATUS_SUCCESS;", local, declared]
    for thing in things:
        flag = f"if (NT_SUCCESS(st)) {sets[thing]}" if sets.get(thing) else ""
        out.append(f"if ({d.works('st')}) {{\n{thing.acquire('st', thing.name)}\n{flag}\n}}")
    return "\n".join(out + [f"if (NT_SUCCESS(st)) {{\n{keep}\n}} else {{\n{d.release_made(things, tests)}\n}}\nreturn st;"])


def counts_steps(d, things, _):
    local, keep = d.declare(things)
    step = d.name("step")
    out = ["NTSTATUS st;", f"int {step} = 0;", local]
    for i, thing in enumerate(things):
        out += [thing.acquire("st", thing.name), f"if ({d.fails('st')}) goto fail;"]
        if not d.is_faulty():
            out.append(d.pick([f"{step} = {i + 1};", f"{step}++;"]))
    out += [keep, f"return STATUS_SUCCESS;\nfail:\nswitch ({step}) {{"]
    for i in range(len(things), 0, -1):
        out += [f"case {i}:", "" if d.is_faulty() else things[i - 1].undo, "break;" if d.is_faulty(2) else ""]
    return "\n".join(out + ["default:\nbreak;\n}\nreturn st;"])


def bails_by_macro(d, things, name):
    local, keep = d.declare(things)
    declared, tests, sets = d.flags(things)
    bail = f"BAIL_{name.upper()}"
    out = [f"#define {bail}(e) do {{ st = (e); if (!NT_SUCCESS(st)) goto bail; }} while (0)",
           "NTSTATUS st = STATUS_SUCCESS;", local, declared]
    for thing in things:
        call = re.fullmatch(r"st = ([^\n?]*);", thing.acquire("st", thing.name))
        out.append(f"{bail}({call.group(1)});" if call else f"{thing.acquire('st', thing.name)}\n{bail}(st);")
        out.append(sets.get(thing, ""))
    return "\n".join(out + [keep, f"return STATUS_SUCCESS;\nbail:\n{d.release_made(things, tests)}\nreturn st;"])


def ends_in_finally(d, things, _):
    local, keep = d.declare(things)
    declared, tests, sets = d.flags(things)
    block = d.name("F")
    asked = d.random.choice(["status", "status", "abnormal", "flag"])
    out = ["NTSTATUS st = STATUS_SUCCESS;", "BOOLEAN all = FALSE;", local, declared, f"@TRY {block}@"]
    for thing in things:
        leaves = asked != "abnormal" and not d.chance(15)
        out += [thing.acquire("st", thing.name),
                f"if ({d.fails('st')}) {{ {f'@LEAVE {block}@' if leaves else f'@RETURN {block} st@'} }}",
                sets.get(thing, ""), d.noise()]
    test = {"status": d.fails("st"), "abnormal": f"@ABNORMAL {block}@", "flag": "!all"}[asked]
    return "\n".join(out + [keep, "all = TRUE;", f"@FINALLY {block}@",
                            f"if ({test}) {{\n{d.release_made(things, tests)}\n}}", f"@END {block}@", "return st;"])


def raises(d, things, _):
    local, keep = d.declare(things)
    declared, tests, sets = d.flags(things)
    block = d.name("X")
    out = ["NTSTATUS st = STATUS_SUCCESS;", local, declared, f"@TRY {block}@"]
    for thing in things:
        out += [thing.acquire("st", thing.name), f"if ({d.fails('st')}) {{ @RAISE {block} st@ }}", sets.get(thing, "")]
    return "\n".join(out + [keep, f"@EXCEPT {block}@", f"st = @CODE {block}@;", d.release_made(things, tests),
                            f"@END_EXCEPT {block}@", "return st;"])


def runs_a_table(d, things, _):
    for thing in things:
        thing.is_global = True
    d.declare(things)
    rows = []
    for thing in things:
        begin, end = d.name("Begin"), d.name("End")
        d.functions.append(f"static NTSTATUS {begin}(VOID)\n{{\nNTSTATUS st;\n{thing.acquire('st', thing.name)}\n"
                           f"return st;\n}}\nstatic VOID {end}(VOID)\n{{\n{'' if d.is_faulty() else thing.undo}\n}}\n")
        rows.append(f"{{ {begin}, {end} }}")
    table = d.name("Table")
    d.functions.append("static const struct { NTSTATUS (*begin)(VOID); VOID (*end)(VOID); } "
                       f"{table}[] = {{ {', '.join(rows)} }};\n")
    back = d.random.choice([f"while (i > 0) {{ i--; {table}[i].end(); }}", f"while (i-- > 0) {table}[i].end();",
                            f"for (j = i; j > 0; j--) {table}[j - 1].end();"])
    if d.is_faulty():
        back = f"while (--i > 0) {{ {table}[i].end(); }}"
    return (f"NTSTATUS st = STATUS_SUCCESS;\nint i, j = 0;\nUNREFERENCED_PARAMETER(j);\n"
            f"for (i = 0; i < {len(rows)}; i++) {{\nst = {table}[i].begin();\nif ({d.fails('st')}) break;\n}}\n"
            f"if ({d.fails('st')}) {{\n{back}\n}}\nreturn st;")


def guards_by_destructors(d, things, name):
    if not d.is_cpp:
        return cleans_at_one_label(d, things, name)
    local, keep = d.declare(things)
    out, guards, is_lambda = ["NTSTATUS st;", local], [], d.chance(50)
    for thing in things:
        out += [thing.acquire("st", thing.name), f"if ({d.fails('st')}) return st;"]
        if thing.undo and not d.is_faulty():
            guard, undo = d.name("guard"), d.name("Undo")
            guards.append(guard)
            if is_lambda:
                out.append(f"auto {guard} = MakeGuard([&] {{ {thing.undo} }});")
            elif thing.type and not thing.is_global:
                d.functions.append(f"struct {undo} {{ {thing.type} held; bool on; explicit {undo}({thing.type} it) : "
                                   f"held(it), on(true) {{}} ~{undo}() {{ if (on) {{ {thing.release('held')} }} }} "
                                   "void dismiss() { on = false; } };\n")
                out.append(f"{undo} {guard}({thing.name});")
            else:
                d.functions.append(f"class {undo} {{ bool m_on = true; public: ~{undo}() {{ if (!m_on) return; "
                                   f"{thing.undo} }} void dismiss() {{ m_on = false; }} }};\n")
                out.append(f"{undo} {guard};")
        out.append(d.noise())
    out.append(keep)
    out += ["" if d.is_faulty(3) else f"{guard}.dismiss();" for guard in guards]
    return "\n".join(out + ["return STATUS_SUCCESS;"])


def is_an_object(d, things, name):
    if not d.is_cpp:
        return jumps_to_labels(d, things, name)
    for thing in things:
        thing.is_global = True
    d.declare(things)
    unit, begin, end = d.name("Unit"), [], []
    for i, thing in enumerate(things):
        begin += [thing.acquire("st", thing.name), f"if ({d.fails('st')}) return st;",
                  "" if d.is_faulty() else f"m_done = {i + 1};"]
        if thing.undo and not d.is_faulty():
            end.insert(0, f"if (m_done >= {i + 1}) {{ {thing.undo} }}")
    body, undo = "\n".join(begin), "\n".join(end)
    d.functions.append(f"class {unit} {{ int m_done; bool m_keep; public: {unit}() : m_done(0), m_keep(false) {{}}\n"
                       f"NTSTATUS Begin();\nvoid Keep() {{ m_keep = true; }}\nvoid End();\n"
                       f"~{unit}() {{ if (!m_keep) End(); }} }};\n"
                       f"NTSTATUS {unit}::Begin()\n{{\nNTSTATUS st;\n{body}\nreturn STATUS_SUCCESS;\n}}\n"
                       f"void {unit}::End()\n{{\n{undo}\n}}\n")
    return f"{unit} unit;\nNTSTATUS st = unit.Begin();\nif (NT_SUCCESS(st)) unit.Keep();\nreturn st;"


STYLES = [returns_early, switches_on_status, jumps_to_labels, falls_through_labels, cleans_at_one_label,
          keeps_another_status, breaks_out, nests, asks_each_time, counts_steps, bails_by_macro, ends_in_finally, raises,
          runs_a_table, guards_by_destructors, is_an_object]

# ---- the two texts ----

HEAD = """
static PDRIVER_OBJECT Driver;
static OBJECT_ATTRIBUTES Attributes;
static UNICODE_STRING Link = RTL_CONSTANT_STRING(L"\\\\DosDevices\\\\x"), Name = RTL_CONSTANT_STRING(L"\\\\Device\\\\x");
static ULONG Count, Mode;
static UCHAR Page[64];
static LARGE_INTEGER Cookie;
static VOID OnProcess(HANDLE a, HANDLE b, BOOLEAN c)
{ UNREFERENCED_PARAMETER(a); UNREFERENCED_PARAMETER(b); UNREFERENCED_PARAMETER(c); }
static VOID OnThread(HANDLE a, HANDLE b, BOOLEAN c)
{ UNREFERENCED_PARAMETER(a); UNREFERENCED_PARAMETER(b); UNREFERENCED_PARAMETER(c); }
static VOID OnImage(PUNICODE_STRING a, HANDLE b, PIMAGE_INFO c)
{ UNREFERENCED_PARAMETER(a); UNREFERENCED_PARAMETER(b); UNREFERENCED_PARAMETER(c); }
static NTSTATUS OnRegistry(PVOID a, PVOID b, PVOID c)
{ UNREFERENCED_PARAMETER(a); UNREFERENCED_PARAMETER(b); UNREFERENCED_PARAMETER(c); return STATUS_SUCCESS; }
"""
GUARD = """template <class F> struct Guard { F f; bool on; explicit Guard(F x) : f(x), on(true) {}
Guard(Guard &&o) : f(o.f), on(o.on) { o.on = false; } ~Guard() { if (on) f(); } void dismiss() { on = false; } };
template <class F> Guard<F> MakeGuard(F f) { return Guard<F>(f); }
"""
TAIL = """static VOID Unload(PDRIVER_OBJECT d)
{
UNREFERENCED_PARAMETER(d);
%s
}
%sNTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
Driver = DriverObject;
UNREFERENCED_PARAMETER(RegistryPath);
InitializeObjectAttributes(&Attributes, &Name, OBJ_KERNEL_HANDLE, NULL, NULL);
DriverObject->DriverUnload = Unload;
return Setup();
}
"""
EXTERN_C = 'extern "C" '
# Of each mark: what it is in a driver, and as jumps. {0}: the block's name, {1}: the value.
MARKS = {
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


def write(seed, number):
    d = Driver(random.Random(f"{seed}-{number}"))
    things = [d.thing() for _ in range(d.random.randrange(2, 6))]
    body, undo = d.build(things, "Main")
    structure = f"static struct {{ {' '.join(d.members)} }} All;\n" if d.members else ""
    text = (HEAD + (GUARD if d.is_cpp else "") + structure + "\n".join(d.globals) + "\n" + "".join(d.functions) +
            f"static NTSTATUS Setup(VOID)\n{{\n{body}\n}}\n" + TAIL % (undo, EXTERN_C if d.is_cpp else ""))
    names = re.findall(r"^static \w+ (\w+)", "\n".join(d.globals), re.MULTILINE) + (["All"] if d.members else [])
    return d.is_cpp, re.sub(r"\n\n+", "\n", text), names


def main():
    seed, count, out = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    native, resets = ['#include "native.h"\n'], []
    for number in range(count):
        is_cpp, text, names = write(seed, number)
        os.makedirs(f"{out}/d{number}", exist_ok=True)
        with open(f"{out}/d{number}/main.{'cpp' if is_cpp else 'c'}", "w") as driver:
            driver.write("#include <ntddk.h>\n" + with_marks(text, False))
        native.append("namespace N%d {\n%s\n}\n" % (number, with_marks(text.replace(EXTERN_C, ""), True)))
        resets.append(f"case {number}: " + " ".join(f"memset((void *)&N{number}::{n}, 0, sizeof N{number}::{n});"
                                                    for n in names) + " break;\n")
    native.append(f"void reset(int number) {{ switch (number) {{\n{''.join(resets)}}} }}\nint main()\n{{\n" +
                  "".join(f"run({n}, N{n}::DriverEntry);\n" for n in range(count)) + "}\n")
    with open(f"{out}/native.cpp", "w") as file:
        file.write("".join(native))


if __name__ == "__main__":
    main()
