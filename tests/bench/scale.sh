#!/bin/sh
# scale.sh DRVLINT: how work grows with the source, on sources made here. Printed, never judged: the tests of the
# engine judge the visits, which are the same everywhere.
#   branches   n branches in a row, 2^n paths; their outcomes go into k flags that the cleanup tests
#   helpers    a tree of helpers, each called from one place, with a call that may fail in each
#   wide       functions that each write a global of their own, and a table of them all; eight blocks that the unload
#              routine frees where a flag says so: what is asked of globals is asked of few functions
set -eu
drvlint=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

head='#include <fltKernel.h>
PFLT_FILTER Filter;
const FLT_REGISTRATION Registration = {sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION};'

branches() { # count, flags
    awk -v n="$1" -v k="$2" -v head="$head" 'BEGIN {
        print head
        print "NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)\n{\n    NTSTATUS status;"
        print "    ULONG Mode = 0;"
        for (i = 0; i < k; i++) printf "    BOOLEAN flag%d = FALSE;\n", i
        print "    status = FltRegisterFilter(DriverObject, &Registration, &Filter);"
        print "    if (!NT_SUCCESS(status)) return status;"
        for (i = 0; i < n; i++) {
            if (k) printf "    if (RegistryPath->Length > %d) flag%d = TRUE;\n", i, i % k
            else printf "    if (RegistryPath->Length > %d) Mode++;\n", i
        }
        for (i = 0; i < k; i++) printf "    if (flag%d) { FltUnregisterFilter(Filter); return STATUS_UNSUCCESSFUL; }\n", i
        print "    status = FltStartFiltering(Filter);\n    if (!NT_SUCCESS(status)) FltUnregisterFilter(Filter);"
        print "    return status;\n}"
    }'
}

helpers() { # depth of the tree, two calls in each helper
    awk -v depth="$1" -v head="$head" 'BEGIN {
        print head
        last = 2 ^ depth - 1
        for (i = last; i >= 1; i--) {
            printf "static NTSTATUS Step%d(PDRIVER_OBJECT Object)\n{\n    NTSTATUS status = RtlCheckRegistryKey(%d, L\"x\");\n", i, i
            for (c = 2 * i; c <= 2 * i + 1 && 2 * i <= last; c++)
                printf "    if (NT_SUCCESS(status)) status = Step%d(Object);\n", c
            print "    return status;\n}"
        }
        print "NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)\n{"
        print "    NTSTATUS status = FltRegisterFilter(DriverObject, &Registration, &Filter);\n    (void)RegistryPath;"
        print "    if (!NT_SUCCESS(status)) return status;\n    status = Step1(DriverObject);"
        print "    if (NT_SUCCESS(status)) status = FltStartFiltering(Filter);"
        print "    if (!NT_SUCCESS(status)) FltUnregisterFilter(Filter);\n    return status;\n}"
    }'
}

wide() { # count of functions
    awk -v n="$1" 'BEGIN {
        print "#include <ntddk.h>\ntypedef struct STEP { PCSTR Name; VOID (*Run)(VOID); } STEP;"
        for (i = 0; i < n; i++) printf "ULONG G%d;\nstatic VOID Write%d(VOID) { G%d = %d; }\n", i, i, i, i
        print "STEP Steps[] = {"
        for (i = 0; i < n; i++) printf "    {\"%d\", Write%d},\n", i, i
        print "};"
        for (i = 0; i < 8; i++) printf "PVOID Block%d;\nBOOLEAN Has%d;\n", i, i
        print "static VOID Unload(PDRIVER_OBJECT DriverObject)\n{\n    (void)DriverObject;"
        for (i = 0; i < 8; i++) printf "    if (Has%d) ExFreePoolWithTag(Block%d, 1);\n", i, i
        print "}\nNTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)\n{\n    (void)RegistryPath;"
        for (i = 0; i < 8; i++) {
            printf "    Block%d = ExAllocatePool2(POOL_FLAG_NON_PAGED, 8, 1);\n", i
            printf "    if (Block%d) Has%d = TRUE;\n", i, i
        }
        print "    DriverObject->DriverUnload = Unload;\n    return STATUS_SUCCESS;\n}"
    }'
}

rule=minifilter-unregister-on-failure
figures() { # format of the report: visits and milliseconds of the analysis
    "$drvlint" check --format "$1" -j 1 --verbose --disable '*' --enable "$rule" \
        "$work/source.c" >"$work/report" 2>"$work/talk" || true
    sed -n 's/.*, \([0-9.]*\) s analysis, \([0-9]*\) edges visited.*/\2 \1/p' "$work/talk"
}

measure() { # name; with the run for the report's trace, which JSON has and text has not, and without
    set -- "$1" $(figures json) $(figures text)
    open=$(grep -c 'undetermined  ' "$work/report" || true)
    printf '%s %s %s %s %s %s\n' "$open" "$4" "$5" "$2" "$3" "$1" | awk '{
        what = $6; for (i = 7; i <= NF; i++) what = what " " $i
        printf "%-26s %7d visits %7.1f ms   with trace %7d visits %7.1f ms%s\n", what, $2, $3 * 1000, $4, $5 * 1000,
            $1 + 0 ? "  undetermined" : "" }'
}

for flags in 0 2 4; do
    for count in 250 500 1000 2000; do
        branches $count $flags >"$work/source.c"
        measure "$count branches, $flags flags"
    done
done
for depth in 4 7 10; do
    helpers $depth >"$work/source.c"
    measure "$((1 << depth)) helpers, $depth deep"
done
rule=wdm-unload-releases
for count in 250 500 1000 2000; do
    wide $count >"$work/source.c"
    measure "$count functions and globals"
done
