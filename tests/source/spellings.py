"""spellings.py: other ways to write the same: a driver's steps, tests and bodies, without a change of what they do."""
import re

# Of a status, tests that it is a failure or a success. Failed and Worked are helpers of programs.py.
FAILS = ["!NT_SUCCESS({0})"] * 6 + ["{0} < 0", "{0} != STATUS_SUCCESS", "NT_ERROR({0})", "FALSE == NT_SUCCESS({0})",
                                    "Failed({0})", "!Worked({0})", "(NT_SUCCESS({0}) ? FALSE : TRUE)",
                                    "((ULONG){0} & 0x80000000) != 0", "STATUS_SUCCESS > {0}", "!({0} >= 0)",
                                    "!(BOOLEAN)NT_SUCCESS({0})", "(ULONG){0} >> 31"]
WORKS = ["NT_SUCCESS({0})"] * 5 + ["{0} >= 0", "{0} == STATUS_SUCCESS", "!({0} < 0)", "Worked({0})", "!Failed({0})",
                                   "(NT_SUCCESS({0}) ? TRUE : FALSE)", "NT_SUCCESS({0}) == TRUE", "!NT_ERROR({0})"]
HELPERS = """static BOOLEAN Failed(NTSTATUS s)
{ return !NT_SUCCESS(s); }
static BOOLEAN Worked(NTSTATUS s)
{ if (NT_SUCCESS(s)) return TRUE; return FALSE; }
"""


def truth_of(d, status, flag):
    """Statements that set the flag, a BOOLEAN, to whether the status is a success."""
    works = d.works(status)
    return d.random.choice([
        f"{flag} = (BOOLEAN)({works});",
        f"{flag} = ({works}) ? TRUE : FALSE;",
        f"if ({works}) {flag} = TRUE; else {flag} = FALSE;",
        f"{flag} = FALSE;\nif ({works}) {{ {flag} = TRUE; }}",
        f"switch ({status}) {{\ncase STATUS_SUCCESS:\n{flag} = TRUE;\nbreak;\ndefault:\n{flag} = FALSE;\nbreak;\n}}",
        f"{flag} = TRUE;\nif ({d.fails(status)}) {flag} = FALSE;",
    ])


class Flag:
    """Something that is true or not: how it is declared, asked, set and cleared."""

    def __init__(self, declared, test, set_, clear, from_status=None):
        self.declared, self.test, self.set, self.clear, self.from_status = declared, test, set_, clear, from_status


def global_flag(d):
    """In a variable, a member, a bit of a word or of a structure of bits."""
    name, way = d.name("Has"), d.random.randrange(6)
    if way == 0:
        return Flag(f"static ULONG {name};", d.pick(["{0} & 4", "({0} & 4) != 0", "({0} & 4) == 4"], name),
                    f"{name} |= 4;", f"{name} &= ~4;")
    if way == 1:
        return Flag(f"static struct {{ ULONG made : 1; ULONG other : 3; }} {name};",
                    d.pick(["{0}.made", "{0}.made != 0", "{0}.made == 1"], name), f"{name}.made = 1;", f"{name}.made = 0;")
    if way == 2:
        return Flag(f"static union {{ struct {{ ULONG made : 1; ULONG other : 3; }} bits; ULONG all; }} {name};",
                    d.pick(["{0}.bits.made", "{0}.bits.made == 1", "({0}.all & 1) != 0"], name),
                    d.pick(["{0}.bits.made = 1;", "{0}.all |= 1;"], name),
                    d.pick(["{0}.bits.made = 0;", "{0}.all = 0;"], name))
    if way == 3:
        return Flag(f"static struct {{ ULONG count; BOOLEAN made; }} {name};", f"{name}.made", f"{name}.made = TRUE;",
                    f"{name}.made = FALSE;", f"{name}.made")
    if way == 4:
        return Flag(f"static enum {{ {name}No, {name}Yes }} {name};", f"{name} == {name}Yes", f"{name} = {name}Yes;",
                    f"{name} = {name}No;")
    return Flag(f"static BOOLEAN {name};", d.pick(["{0}", "{0} == TRUE", "{0} != FALSE"], name), f"{name} = TRUE;",
                f"{name} = FALSE;", name)


def optional(d, thing):
    """The driver does without it where it cannot be had."""
    inner, release, flag, own = thing.acquire, thing.release, global_flag(d), d.name("o")
    d.globals.append(flag.declared)
    after = "" if d.is_faulty(3) else flag.clear
    set_always = d.is_faulty(3)

    def acquire(status, to):
        made = d.name("ok")
        way = d.random.randrange(4)
        if set_always:
            noted = flag.set
        elif way == 0 and flag.from_status:
            noted = truth_of(d, own, flag.from_status)
        elif way == 1:
            noted = f"BOOLEAN {made};\n{truth_of(d, own, made)}\nif ({made}) {{ {flag.set} }}"
        else:
            noted = f"if ({d.works(own)}) {{ {flag.set} }}"
        tried = inner(own, to) if set_always else inner(own, to).replace("\n", " /* optional */\n") + " /* optional */"
        return f"{{\nNTSTATUS {own};\n{tried}\n{noted}\n}}\n{status} = STATUS_SUCCESS;"

    thing.acquire = acquire
    thing.release = lambda to: f"if ({flag.test}) {{ {release(to)} {after} }}"


# ---- a body, in other words ----

def status_in_structure(d, body):
    """Its status is a member of a local structure."""
    found = re.search(r"^NTSTATUS st( = \w+)?;$", body, re.MULTILINE)
    if not found or "@" in body or "#define" in body or "[&]" in body:
        return body
    before, after = body[:found.start()], body[found.end():]
    begin = "v.st" + found.group(1) + ";" if found.group(1) else ""
    return (f"struct {{ ULONG pad; NTSTATUS st; }} v;\n{before}{begin}" + re.sub(r"\bst\b", "v.st", after))


def one_return(d, body):
    """All its returns are jumps to the last one."""
    if "@" in body or d.is_cpp or "#define" in body:
        return body
    label, result = d.name("leave"), d.name("result")
    jumps = re.sub(r"\breturn ([^;]+);", rf"{{ {result} = \1; goto {label}; }}", body)
    return f"NTSTATUS {result};\n{jumps}\n{label}:\nreturn {result};"


def in_one_round(d, body):
    """It stands in a loop of one round."""
    return f"for (;;) {{\n{body}\n}}" if "@" not in body and "goto" not in body else body


def body_of(d, body):
    for spell in (status_in_structure, one_return, in_one_round):
        if d.chance(8):
            body = spell(d, body)
    return body


# ---- a helper that returns a status, called in other ways ----

def forwarded(d, name):
    """Another helper that does what the one of the name does, and what calls it: (status) → statements."""
    outer, way = d.name("Forward"), d.random.randrange(8)
    if way == 0:
        d.functions.append(f"static NTSTATUS {outer}(VOID)\n{{\nreturn {name}();\n}}\n")
    elif way == 1:
        d.functions.append(f"static NTSTATUS {outer}(VOID)\n{{\nNTSTATUS r = {name}();\nif ({d.fails('r')}) return r;\n"
                           "Count++;\nreturn STATUS_SUCCESS;\n}\n")
    elif way == 2:
        d.functions.append(f"static VOID {outer}(NTSTATUS *Out)\n{{\n*Out = {name}();\n}}\n")
        return lambda status: f"{outer}(&{status});"
    elif way == 3:
        d.functions.append(f"static int {outer}(VOID)\n{{\nNTSTATUS r = {name}();\nreturn {d.fails('r')} ? -1 : 0;\n}}\n")
        return lambda status: (f"if ({outer}() == 0) {status} = STATUS_SUCCESS; "
                               f"else {status} = STATUS_UNSUCCESSFUL;")
    elif way == 4:
        d.functions.append(f"static NTSTATUS {outer}(NTSTATUS (*Step)(VOID))\n{{\nreturn Step();\n}}\n")
        return lambda status: f"{status} = {outer}({name});"
    elif way == 5:
        d.functions.append(f"static NTSTATUS (*{outer})(VOID) = {name};\n")
    elif way == 6:
        d.functions.append(f"static BOOLEAN {outer}(NTSTATUS *Why)\n{{\nNTSTATUS r = {name}();\n"
                           f"if (Why != NULL) *Why = r;\n{truth_of_return(d)}\n}}\n")
        return lambda status: f"if (!{outer}(&{status})) {{ Count = 0; }}"
    else:
        d.functions.append(f"typedef enum {{ {outer}Good, {outer}Bad }} {outer}_RESULT;\nstatic {outer}_RESULT {outer}(VOID)\n"
                           f"{{\nNTSTATUS r = {name}();\nif ({d.works('r')}) return {outer}Good;\nreturn {outer}Bad;\n}}\n")
        return lambda status: (f"{status} = {outer}() == {outer}Good ? STATUS_SUCCESS : STATUS_UNSUCCESSFUL;")
    return lambda status: f"{status} = {outer}();"


def truth_of_return(d):
    return d.random.choice([f"return (BOOLEAN)({d.works('r')});", f"if ({d.fails('r')}) return FALSE;\nreturn TRUE;",
                            f"return {d.works('r')} ? TRUE : FALSE;"])
