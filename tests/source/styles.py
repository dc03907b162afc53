"""styles.py: the styles of cleanup that drivers are written in: (driver, things, name of the helper) → body."""
import re

from driver import ASKED


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
        is_asked = thing.kind not in ("step", "filter") and d.chance(12)
        out.append(f"if ({ASKED.format(5)}) {{\n{body}\n}}" if is_asked else body)
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


def tries_within(d, things, _):
    """A block in a block, each with an end of its own."""
    local, keep = d.declare(things)
    declared, tests, sets = d.flags(things)
    outer, inner, split = d.name("F"), d.name("F"), d.random.randrange(len(things) + 1)

    def steps(part, block):
        return [line for thing in part for line in (thing.acquire("st", thing.name),
                                                    f"if ({d.fails('st')}) {{ @LEAVE {block}@ }}", sets.get(thing, ""))]

    def end(part, block):
        return f"@FINALLY {block}@\nif ({d.fails('st')}) {{\n{d.release_made(part, tests)}\n}}\n@END {block}@"

    out = ["NTSTATUS st = STATUS_SUCCESS;", local, declared, f"@TRY {outer}@"] + steps(things[:split], outer)
    out += [f"@TRY {inner}@"] + steps(things[split:], inner) + [end(things[split:], inner)]
    return "\n".join(out + [f"if ({d.works('st')}) {{\n{keep}\n}}", end(things[:split], outer), "return st;"])


def pushes_undos(d, things, _):
    """What was done is on a stack of routines that undo it."""
    for thing in things:
        thing.is_global = True
    d.declare(things)
    stack, top, out = d.name("Stack"), d.name("Top"), ["NTSTATUS st;"]
    d.globals += [f"static UNDO *{stack}[8];", f"static ULONG {top};"]
    back = d.random.choice([f"while ({top} > 0) {stack}[--{top}]();",
                            f"while ({top} != 0) {{ {top}--; {stack}[{top}](); }}"])
    for thing in things:
        out += [thing.acquire("st", thing.name), f"if ({d.fails('st')}) goto back;"]
        if thing.undo:
            undo = d.name("Undo")
            d.functions.append(f"static VOID {undo}(VOID)\n{{\n{thing.undo}\n}}\n")
            out.append("" if d.is_faulty() else f"{stack}[{top}++] = {undo};")
    if d.chance(50):
        for thing in things:
            thing.release = lambda to: ""
        things[0].release = lambda to: back
        things[0].type = None
    return "\n".join(out + [f"return STATUS_SUCCESS;\nback:\n{back}\nreturn st;"])


def leaves_it_to_the_owner(d, things, name):
    """Of the framework: what EvtCleanupCallback of the driver object undoes, whether the entry fails or not."""
    if d.model != "framework" or d.left_to_owner is not None or name != "Main":
        return jumps_to_labels(d, things, name)
    for thing in things:
        thing.is_global = True
    d.declare(things)
    out, undo = ["NTSTATUS st;"], []
    for thing in things:
        out += [thing.acquire("st", thing.name), f"if ({d.fails('st')}) return st;"]
        held = thing.name
        if not thing.type and thing.undo:
            held = d.name("Has")
            d.globals.append(f"static BOOLEAN {held};")
            out.append(f"{held} = TRUE;")
        if thing.undo and not d.is_faulty():
            clear = f"{held} = {'NULL' if thing.type else 'FALSE'};" if d.chance(60) else ""
            undo.insert(0, f"if ({held}) {{ {thing.undo} {clear} }}")
        if not d.is_faulty():
            thing.release = lambda to: ""
    d.left_to_owner = "\n".join(undo)
    return "\n".join(out + ["return STATUS_SUCCESS;"])


STYLES = [returns_early, switches_on_status, jumps_to_labels, falls_through_labels, cleans_at_one_label,
          keeps_another_status, breaks_out, nests, asks_each_time, counts_steps, bails_by_macro, ends_in_finally,
          raises, runs_a_table, guards_by_destructors, is_an_object, tries_within, pushes_undos, leaves_it_to_the_owner]
for style in STYLES:  # whether it makes no functions that name its things
    style.is_inline = style not in (runs_a_table, guards_by_destructors, is_an_object, pushes_undos,
                                    leaves_it_to_the_owner)
