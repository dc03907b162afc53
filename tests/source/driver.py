"""driver.py: one random driver: its things, the helpers around them, and what its styles of cleanup are made of."""
import spellings
from kinds import KINDS, PLAIN, POINTER, SURE, TRUTH

ASKED = "ExIsProcessorFeaturePresent({0})"  # either way is possible


class Thing:
    """What is acquired and undone: `acquire(status, to)` and `release(to)` are statements. `type` None: in no variable."""

    def __init__(self, kind, type_, acquire, release):
        self.kind, self.type, self.acquire, self.release = kind, type_, acquire, release
        self.name = self.kept = None  # kept: where a local stays behind a success
        self.is_global = True

    @property
    def undo(self):
        return self.release(self.name)


class Driver:
    def __init__(self, source, styles):
        self.random, self.styles = source, styles
        self.is_cpp = self.chance(35)
        self.model = source.choice(["wdm"] * 5 + ["filter", "framework"])
        self.faults = source.choice([0, 1, 1, 1, 2, 3])  # so many, more or less, are made
        self.kinds = PLAIN + ["array", "context"]
        self.kinds += {"filter": ["port"], "framework": ["object"]}.get(self.model, [])
        self.names = 0
        self.globals, self.members, self.functions = [], [], []
        self.within = None  # of a context that is being made: its members
        self.has_structure = self.chance(30)
        self.left_to_owner = None  # what the framework's driver object undoes when it goes
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
        return self.pick(spellings.FAILS, status)

    def works(self, status):
        return self.pick(spellings.WORKS, status)

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
        """Several of a kind, made in a loop."""
        return self.random.choice([self.cells, self.counted_cells, self.items])()

    def cells(self):
        cells, fill, drop = self.name("Cells"), self.name("Fill"), self.name("Drop")
        n, counter = self.random.choice([("n", "int n;"), ("n", "int n;"), ("it.n", "struct { int pad, n; } it;")])
        self.globals.append(f"static PVOID {cells}[3];")
        free = f"ExFreePoolWithTag({cells}[{n}], 'yarr');"
        back = self.random.choice([f"while ({n}-- > 0) {{ {free} {cells}[{n}] = NULL; }}", f"while ({n} > 0) {{ {n}--; {free} }}",
                                   f"for ({n} = 0; {n} < 3; {n}++) if ({cells}[{n}] != NULL) {{ {free} {cells}[{n}] = NULL; }}"])
        if self.is_faulty():
            back = f"while (--{n} > 0) {{ {free} }}"
        self.functions.append(f"""static NTSTATUS {fill}(VOID)
{{
{counter}
for ({n} = 0; {n} < 3; {n}++) {{
{cells}[{n}] = ExAllocatePoolUninitialized(PagedPool, 16, 'yarr');
if ({cells}[{n}] == NULL) break;
}}
if ({n} == 3) return STATUS_SUCCESS;
{back}
return STATUS_NO_MEMORY;
}}
static VOID {drop}(VOID)
{{
{counter}
for ({n} = 0; {n} < 3; {n}++)
if ({cells}[{n}]) {{ {free} {cells}[{n}] = NULL; }}
}}
""")
        return Thing("array", None, lambda status, to: f"{status} = {fill}();", lambda to: f"{drop}();")

    def counted_cells(self):
        """A global counts them, and one routine undoes as many as there are."""
        cells, made, fill, drop = self.name("Cells"), self.name("Made"), self.name("Fill"), self.name("Drop")
        self.globals += [f"static PVOID {cells}[3];", f"static ULONG {made};"]
        test = f"{made} > 1" if self.is_faulty() else self.random.choice([f"{made} > 0", f"{made} != 0", made])
        self.functions.append(f"""static VOID {drop}(VOID)
{{
while ({test}) {{
{made}--;
ExFreePoolWithTag({cells}[{made}], 'yarr');
}}
}}
static NTSTATUS {fill}(VOID)
{{
while ({made} < 3) {{
PVOID one = ExAllocatePoolUninitialized(PagedPool, 16, 'yarr');
if (one == NULL) {{ {drop}(); return STATUS_NO_MEMORY; }}
{cells}[{made}++] = one;
}}
return STATUS_SUCCESS;
}}
""")
        return Thing("array", None, lambda status, to: f"{status} = {fill}();", lambda to: f"{drop}();")

    def items(self):
        """Structures, each given to its helpers by pointer."""
        items, item, begin, end = self.name("Items"), self.name("ITEM"), self.name("Open"), self.name("Shut")
        self.globals += [f"typedef struct {{ ULONG size; PVOID block; }} {item};", f"static {item} {items}[3];"]
        after = "" if self.is_faulty(3) else "i->block = NULL;"
        first = "1" if self.is_faulty() else "0"
        self.functions.append(f"""static NTSTATUS {begin}({item} *i)
{{
i->size = 16;
i->block = ExAllocatePoolUninitialized(PagedPool, i->size, 'yarr');
return i->block ? STATUS_SUCCESS : STATUS_NO_MEMORY;
}}
static VOID {end}({item} *i)
{{
if (i->block != NULL) ExFreePoolWithTag(i->block, 'yarr');
{after}
}}
static VOID {end}All(VOID)
{{
int n;
for (n = {first}; n < 3; n++) {end}(&{items}[n]);
}}
static NTSTATUS {begin}All(VOID)
{{
NTSTATUS st = STATUS_SUCCESS;
{item} *i;
for (i = {items}; i < {items} + 3; i++) {{
st = {begin}(i);
if ({self.fails('st')}) {{ {end}All(); break; }}
}}
return st;
}}
""")
        return Thing("array", None, lambda status, to: f"{status} = {begin}All();", lambda to: f"{end}All();")

    def context(self):
        """A structure that holds other things, and helpers that are given it."""
        if self.within is not None:
            return self.step()
        name = self.name("CONTEXT")
        holder = self.random.choice(["block"] * 3 + ["global"] * 2 + ["device"] * 2 + ["driver"])
        self.within = []
        things = [self.leaf() for _ in range(self.random.randrange(1, 4))]
        for thing in things:
            thing.is_global = True
        body, undo = self.build(things, name, [style for style in self.styles if style.is_inline])
        self.globals.append(f"typedef struct {{ ULONG size; {' '.join(self.within)} }} {name}, *P{name};")
        self.within = None
        self.functions.append(f"static NTSTATUS {name}Fill(P{name} c)\n{{\n{body}\n}}\n"
                              f"static VOID {name}Clear(P{name} c)\n{{\nc->size = 0;\n{undo}\n}}\n")
        if holder == "device":
            return self.extension(name)
        if holder == "driver":
            return self.driver_extension(name)
        if holder == "global":
            self.globals.append(f"static {name} The{name};")
            return Thing("part", None, lambda status, to: f"{status} = {name}Fill(&The{name});",
                         lambda to: f"{name}Clear(&The{name});")
        return self.block(name)

    def extension(self, name):
        """The context is what a device brings along."""
        undo = "" if self.is_faulty() else "IoDeleteDevice(d);"
        keep = self.chance(50)
        to_device = f"PDEVICE_OBJECT d = {name}Device;" if keep else "PDEVICE_OBJECT d = Given;"
        self.globals.append(f"static PDEVICE_OBJECT {name}Device;")
        self.functions.append(f"""static NTSTATUS {name}Make(PDEVICE_OBJECT *Out)
{{
NTSTATUS st;
PDEVICE_OBJECT d = NULL;
st = IoCreateDevice(Driver, sizeof({name}), NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &d);
if ({self.fails('st')}) return st;
RtlZeroMemory(d->DeviceExtension, sizeof({name}));
st = {name}Fill((P{name})d->DeviceExtension);
if ({self.fails('st')}) {{ {undo} return st; }}
*Out = d;
return st;
}}
static VOID {name}Free(PDEVICE_OBJECT Given)
{{
{to_device}
UNREFERENCED_PARAMETER(Given);
if (d == NULL) return;
{name}Clear((P{name})d->DeviceExtension);
{'' if self.is_faulty() else 'IoDeleteDevice(d);'}
}}
""")
        if keep:
            return Thing("part", None, lambda status, to: f"{status} = {name}Make(&{name}Device);",
                         lambda to: f"{name}Free(NULL);")
        thing = Thing("extension", "PDEVICE_OBJECT", lambda status, to: f"{status} = {name}Make(&{to});",
                      lambda to: f"{name}Free({to});")
        thing.name = self.name("Extended")
        thing.is_global = self.chance(60)
        return thing

    def driver_extension(self, name):
        """The context goes with the driver object."""
        self.globals.append(f"static P{name} The{name};")
        self.functions.append(f"""static NTSTATUS {name}Make(VOID)
{{
NTSTATUS st;
st = IoAllocateDriverObjectExtension(Driver, (PVOID)OnProcess, sizeof({name}), (PVOID *)&The{name});
if ({self.fails('st')}) return st;
RtlZeroMemory(The{name}, sizeof({name}));
return {name}Fill(The{name});
}}
""")
        return Thing("part", None, lambda status, to: f"{status} = {name}Make();", lambda to: f"if (The{name} != NULL) {name}Clear(The{name});")

    def block(self, name):
        """The context is a block of pool."""
        free = "ExFreePoolWithTag(c, 'xtnc');"
        self.functions.append(f"""static NTSTATUS {name}Make(P{name} *Out)
{{
NTSTATUS st;
P{name} c = (P{name})ExAllocatePoolZero(NonPagedPoolNx, sizeof({name}), 'xtnc');
if (c == NULL) return STATUS_NO_MEMORY;
st = {name}Fill(c);
if ({self.fails('st')}) {{ {'' if self.is_faulty() else free} return st; }}
*Out = c;
return st;
}}
static VOID {name}Free(P{name} c)
{{
if (c == NULL) return;
{name}Clear(c);
{'' if self.is_faulty() else free}
}}
""")
        thing = Thing("context", f"P{name}", lambda status, to: f"{status} = {name}Make(&{to});",
                      lambda to: f"{name}Free({to});")
        thing.name = self.name("Context")
        thing.is_global = self.chance(60)
        return thing

    def leaf(self):
        if not self.kinds:
            return self.step()
        kind = self.kinds.pop()
        if kind in ("array", "context"):
            return self.array() if kind == "array" else self.context()
        return self.one(kind)

    def one(self, kind):
        """An object of the kind."""
        type_, gives, call, release = KINDS[kind]
        form = self.random.randrange(4)

        def by_status(status, to):
            return f"{status} = {call.format(to=to)};"

        def by_truth(status, to):
            if form < 2:
                return f"{status} = {call} ? STATUS_SUCCESS : STATUS_UNSUCCESSFUL;"
            return f"{status} = STATUS_SUCCESS;\nif (!{call}) {status} = STATUS_UNSUCCESSFUL;"

        def for_sure(status, to):
            return f"{call};\n{status} = STATUS_SUCCESS;"

        def by_pointer(status, to):
            if form == 0:
                return f"{to} = {call};\n{status} = {to} ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;"
            if form == 1:
                return f"{to} = {call};\nif ({to} == NULL) {status} = STATUS_NO_MEMORY; else {status} = STATUS_SUCCESS;"
            if form == 2:
                return f"{status} = STATUS_SUCCESS;\n{to} = {call};\nif (!{to}) {{ {status} = STATUS_NO_MEMORY; }}"
            return f"{status} = STATUS_NO_MEMORY;\nif (({to} = {call}) != NULL)\n{status} = STATUS_SUCCESS;"

        acquire = {POINTER: by_pointer, TRUTH: by_truth, SURE: for_sure}.get(gives, by_status)
        thing = Thing(kind, type_, acquire, lambda to: release.format(to=to))
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
            call = spellings.forwarded(self, name) if self.chance(40) else lambda status: f"{status} = {name}();"
            acquire = lambda status, to: call(status)
        self.functions.append(f"static VOID {name}Undo(VOID)\n{{\n{undo}\n}}\n")
        return Thing("part", None, acquire, lambda to: f"{name}Undo();")

    def thing(self, depth=0):
        draw = self.random.random()
        if draw < 0.16 and depth < 2:
            return self.part(depth)
        thing = self.step() if draw < 0.3 else self.leaf()
        if thing.release("x") and self.chance(12):
            spellings.optional(self, thing)
        return thing

    # ---- what styles are made of ----

    def declare(self, things):
        """Where they are kept. Returns the locals, and what makes them last at a success."""
        local, keep, together = [], [], self.name("l") if self.chance(12) else None
        for thing in things:
            if not thing.type:
                continue
            if not thing.is_global:
                thing.kept = f"Kept{thing.name}"
                self.globals.append(f"static {thing.type} {thing.kept};")
                begin = f" @UNSET {thing.name}@" if self.chance(10) and not together else "" if together else " = NULL"
                local.append(f"{thing.type} {thing.name}{begin};")
                thing.name = f"{together}.{thing.name}" if together else thing.name
                keep.append(f"{thing.kept} = {thing.name};")
            elif self.within is not None:
                self.within.append(f"{thing.type} {thing.name};")
                thing.name = f"c->{thing.name}"
            elif self.has_structure:
                self.members.append(f"{thing.type} {thing.name};")
                thing.name = f"All.{thing.name}"
            else:
                self.globals.append(f"static {thing.type} {thing.name};")
        if together and local:
            local = [f"struct {{ ULONG pad; {' '.join(local)} }} {together} = {{ 0 }};"]
        return "\n".join(local), "\n".join(keep)

    def flags(self, things):
        """What tells which were acquired: by thing the test, and what sets it."""
        declared, tests, sets = [], {}, {}
        word = self.name("state") if self.chance(25) else None
        together = self.name("f") if self.chance(20) and not word else None
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
                declared.append(f"BOOLEAN {flag}{'' if together else ' = FALSE'};")
                flag = f"{together}.{flag}" if together else flag
                tests[thing] = self.pick(["{0}", "{0} == TRUE", "{0} != FALSE"], flag)
                sets[thing] = f"{flag} = TRUE;"
        if together and declared:
            declared = [f"struct {{ ULONG pad; {' '.join(declared)} }} {together} = {{ 0 }};"]
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

    def build(self, things, name, styles=None):
        """The body that acquires them, in some style, and what undoes all of them behind a success."""
        body = self.random.choice(styles or self.styles)(self, things or [self.step()], name)
        undo = []
        for thing in reversed(things):
            kept = thing.name if thing.is_global else thing.kept
            release = thing.release(kept)
            if not release or self.is_faulty(2):
                continue
            undo.append(f"if ({kept} != NULL) {{ {release} }}" if thing.type and self.chance(50) else release)
            if self.is_faulty(1):
                undo.append(release)
        if self.is_faulty(2):
            self.random.shuffle(undo)
        return spellings.body_of(self, body), "\n".join(undo)
