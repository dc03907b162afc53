# expect.sh: what the tests of the command line share. Sourced with the arguments DRVLINT JSON_VALID [KEEP]: the JSON
# and SARIF reports are kept in the folder KEEP, emptied before, for validators that take longer. Works in a folder of
# its own.
#
#     expect NAME STATUS OUT ERR ARGUMENT...
#
# runs drvlint with the arguments and compares the exit status. OUT and ERR are texts that standard output and
# standard error hold; `-` stands for nothing at all, an empty text for anything. Standard output of a run with
# --format json or sarif must be valid, whatever the status, unless an option was wrong (OUT is `-`).
set -u
drvlint=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
json_valid=$(cd "$(dirname "$2")" && pwd)/$(basename "$2")
test=$(basename "$0" .sh)
keep=
if [ $# -gt 2 ]; then
    rm -rf "$3"
    mkdir -p "$3"
    keep=$(cd "$3" && pwd)
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
checks=0
failures=0

complain() {
    failures=$((failures + 1))
    echo "$name:F: $*"
    sed 's/^/    out: /' out | head -n 5
    sed 's/^/    err: /' err | head -n 5
}

holds() {
    case $2 in
    '') return 0 ;;
    -) [ ! -s "$1" ] ;;
    *) grep -qF -e "$2" "$1" ;;
    esac
}

expect() {
    name=$1 want=$2 out=$3 err=$4
    shift 4
    checks=$((checks + 1))
    "$drvlint" "$@" >out 2>err
    status=$?
    if [ "$status" -ne "$want" ]; then
        complain "status $status, not $want: drvlint $*"
    elif ! holds out "$out"; then
        complain "standard output lacks '$out': drvlint $*"
    elif ! holds err "$err"; then
        complain "standard error lacks '$err': drvlint $*"
    elif [ "$out" != - ] && printf '%s\n' "$*" | grep -qE -e '--format[ =](json|sarif)'; then
        "$json_valid" out 2>why || complain "not valid JSON: $(cat why): drvlint $*"
        [ -z "$keep" ] || [ "$1" != check ] || cp out "$keep/$test-$checks.$(printf '%s\n' "$*" | grep -oE 'json|sarif' | head -n 1)"
    fi
}

# The framework's own porting listing: success, whatever WdfDriverCreate says.
driver() {
    cat <<END
#include <ntddk.h>
#include <wdf.h>

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_DEVICE_ADD DeviceAdd;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    NTSTATUS status;

    WDF_DRIVER_CONFIG_INIT(&config, DeviceAdd);
    status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, WDF_NO_HANDLE);
    $1
}
END
}

# says NAME FILE TEXT: the file of the last run holds the text; lacks: it does not.
says() {
    name=$1
    checks=$((checks + 1))
    grep -qF -e "$3" "$2" || complain "$2 lacks '$3'"
}
lacks() {
    name=$1
    checks=$((checks + 1))
    ! grep -qF -e "$3" "$2" || complain "$2 has '$3'"
}

# The last words of a test.
finish() {
    echo "$(((checks - failures) * 100 / checks))%: Checks: $checks, Failures: $failures, Errors: 0"
    [ "$failures" -eq 0 ]
}
