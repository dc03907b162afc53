"""styles_shared.py: styles in which one routine undoes what was done, whether the entry fails or the driver unloads."""
import spellings


def make_all_global(d, things):
    for thing in things:
        thing.is_global = True
    d.declare(things)


def leave_to(things, call):
    """Behind a success the call undoes them all."""
    for thing in things:
        thing.release = lambda to: ""
    things[0].release = lambda to: call
    things[0].type = None


def shares_cleanup(d, things, _):
    """Each is undone if it is there, and forgotten."""
    make_all_global(d, things)
    cleanup, out, undo = d.name("Cleanup"), ["NTSTATUS st;"], []
    for thing in things:
        out += [thing.acquire("st", thing.name), f"if ({d.fails('st')}) goto fail;", d.noise()]
        if not thing.undo:
            continue
        if thing.type and not d.chance(15):
            test, clear = d.pick(["{0}", "{0} != NULL", "NULL != {0}"], thing.name), f"{thing.name} = NULL;"
        else:
            flag = spellings.global_flag(d)
            d.globals.append(flag.declared)
            test, clear = flag.test, flag.clear
            out.append("" if d.is_faulty() else flag.set)
        if not d.is_faulty():
            before, after = (clear, "") if d.chance(15) and clear != f"{thing.name} = NULL;" else ("", clear)
            undo.insert(0, f"if ({test}) {{ {before} {thing.undo} {'' if d.is_faulty(2) else after} }}")
    body = "\n".join(undo)
    d.functions.append(f"static VOID {cleanup}(VOID)\n{{\n{body}\n}}\n")
    leave_to(things, f"{cleanup}();")
    return "\n".join(out + [f"return STATUS_SUCCESS;\nfail:\n{cleanup}();\nreturn st;"])


def undoes_by_word(d, things, _):
    """The routine is told, by bits or a level, what was done."""
    make_all_global(d, things)
    undo, done, is_level = d.name("UndoSteps"), d.name("Done"), d.chance(50)
    holder = d.random.choice([done, f"{done}.word", "local"])
    if holder == "local":
        word, begin = "done", ["NTSTATUS st;", "ULONG done = 0;"]
        d.globals.append(f"static ULONG {done};")
        keep, kept = f"{done} = done;", done
    else:
        d.globals.append(f"static ULONG {done};" if holder == done else f"static struct {{ ULONG pad, word; }} {done};")
        word, begin, keep, kept = holder, ["NTSTATUS st;"], "", holder
    out, undone = begin, []
    for i, thing in enumerate(things):
        bit = i + 1 if is_level else 1 << i
        out += [thing.acquire("st", thing.name), f"if ({d.fails('st')}) goto fail;"]
        out.append("" if d.is_faulty() else f"{word} {'=' if is_level else '|='} {bit};")
        if thing.undo and not d.is_faulty():
            test = d.pick(["what >= {0}", "!(what < {0})", "what > {1}"] if is_level else
                          ["what & {0}", "(what & {0}) != 0", "(what & {0}) == {0}"], bit, bit - 1)
            undone.insert(0, f"if ({test}) {{ {thing.undo} }}")
    body = "\n".join(undone)
    d.functions.append(f"static VOID {undo}(ULONG what)\n{{\n{body}\n}}\n")
    leave_to(things, f"{undo}({kept});")
    return "\n".join(out + [keep, f"return STATUS_SUCCESS;\nfail:\n{undo}({word});\nreturn st;"])


def chains_truths(d, things, _):
    """Each step is a routine that says whether it worked, and the next is not tried where it did not."""
    make_all_global(d, things)
    cleanup, out, undo = d.name("Cleanup"), ["BOOLEAN ok = TRUE;"], []
    way = d.random.randrange(3)
    for thing in things:
        begin, flag = d.name("Init"), spellings.global_flag(d)
        d.globals.append(flag.declared)
        noted = "" if d.is_faulty() else flag.set
        d.functions.append(f"static BOOLEAN {begin}(VOID)\n{{\nNTSTATUS r;\n{thing.acquire('r', thing.name)}\n"
                           f"if ({d.fails('r')}) return FALSE;\n{noted}\nreturn TRUE;\n}}\n")
        out.append([f"ok = ok && {begin}();", f"if (ok) ok = {begin}();", f"if (ok && !{begin}()) ok = FALSE;"][way])
        if thing.undo and not d.is_faulty():
            undo.insert(0, f"if ({flag.test}) {{ {thing.undo} {flag.clear} }}")
    body = "\n".join(undo)
    d.functions.append(f"static VOID {cleanup}(VOID)\n{{\n{body}\n}}\n")
    leave_to(things, f"{cleanup}();")
    return "\n".join(out + [f"if (!ok) {{\n{cleanup}();\nreturn STATUS_UNSUCCESSFUL;\n}}\nreturn STATUS_SUCCESS;"])


def steps_in_a_switch(d, things, _):
    """A number goes through the steps, and back through those that were made."""
    make_all_global(d, things)
    step, undo, count = d.name("step"), d.name("UndoStep"), len(things)
    cases = "\n".join(f"case {i}:\n{thing.acquire('st', thing.name)}\nbreak;" for i, thing in enumerate(things))
    backs = "\n".join(f"case {i}:\n{'' if d.is_faulty() else thing.undo}\n{'' if d.is_faulty(2) else 'break;'}"
                      for i, thing in enumerate(things))
    d.functions.append(f"static VOID {undo}(int which)\n{{\nswitch (which) {{\n{backs}\ndefault:\nbreak;\n}}\n}}\n")
    back = d.random.choice([f"while ({step}-- > 0) {undo}({step});", f"while ({step} > 0) {undo}(--{step});",
                            f"for ({step}--; {step} >= 0; {step}--) {undo}({step});"])
    if d.is_faulty():
        back = f"while (--{step} > 0) {undo}({step});"
    leave_to(things, "\n".join(f"{undo}({i});" for i in range(count - 1, -1, -1)))
    return (f"NTSTATUS st = STATUS_SUCCESS;\nint {step};\nfor ({step} = 0; {step} < {count}; {step}++) {{\n"
            f"switch ({step}) {{\n{cases}\ndefault:\nbreak;\n}}\nif ({d.fails('st')}) break;\n}}\n"
            f"if ({d.fails('st')}) {{\n{back}\n}}\nreturn st;")


STYLES = [shares_cleanup, shares_cleanup, undoes_by_word, chains_truths, steps_in_a_switch]
for style in STYLES:
    style.is_inline = False
