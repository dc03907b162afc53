"""parts.py: a driver's one source file as two and a header, where that is the same."""
import re

FUNCTION = re.compile(r"^static ([\w ]+?[ *]+)(\w+)(\([^\n]*\))\n\{", re.MULTILINE)
POINTER = re.compile(r"^static (\w+ \(\*\w+\)\(VOID\))", re.MULTILINE)
VARIABLE = re.compile(r"^static ((?:const )?(?:(?:struct|union|enum) \{.*\}|\w+)) (\*?)(\w+)((?:\[\d+\])?)( = [^\n]*)?;$",
                      re.MULTILINE)


def declared(match):
    """A variable, as the header has it."""
    type_, star, name, dimension, _ = match.groups()
    if "{" not in type_:
        return f"extern {type_} {star}{name}{dimension};"
    return f"typedef {type_} {name}_TYPE;\nextern {name}_TYPE {name}{dimension};"


def defined(match):
    type_, star, name, dimension, value = match.groups()
    type_ = f"{name}_TYPE" if "{" in type_ else type_
    return f"{type_} {star}{name}{dimension}{value or ''};"


def split(random, include, variables, functions, rest):
    """{file name: text}. `functions`: texts that are moved whole; `rest` stands in the file of the entry."""
    header, main, other = ["#pragma once", include], ['#include "driver.h"'], ['#include "driver.h"']

    for line in variables.split("\n"):
        match = VARIABLE.match(line)
        header.append(declared(match) if match else line)
        if match:
            main.append(defined(match))
    for number, text in enumerate(functions):
        header += re.findall(r"^typedef enum .*", text, re.MULTILINE)
        header += [f"{kind}{name}{arguments};" for kind, name, arguments in FUNCTION.findall(text)]
        header += [f"extern {pointer};" for pointer in POINTER.findall(text)]
        text = re.sub(r"^typedef enum .*\n", "", text, flags=re.MULTILINE)
        text = POINTER.sub(r"\1", FUNCTION.sub(r"\1\2\3\n{", text))
        is_moved = number > 0 and "Table" not in text and random.random() < 0.6
        (other if is_moved else main).append(text)
    return {"driver.h": "\n".join(header) + "\n", "main.c": "\n".join(main) + "\n" + FUNCTION.sub(r"\1\2\3\n{", rest),
            "other.c": "\n".join(other)}
