#!/bin/sh
# test_cli.sh DRVLINT JSON_VALID [KEEP]: the command line as people meet it; expect.sh says what the arguments are.
. "$(dirname "$0")/expect.sh"

# ---- what the tests run on ----

mkdir bad good empty plain many rules rules/kmdf twice twice/kmdf
driver 'return STATUS_SUCCESS;' >bad/driver.c
driver 'return status;' >good/driver.c
for i in 1 2 3 4 5 6 7 8; do
    cp bad/driver.c "many/bad$i.c"
    cp good/driver.c "many/good$i.c"
done
echo 'int Add(int a, int b) { return a + b; }' >plain/plain.c
printf 'NTSTATUS DriverEntry(\001\000\002\000\377\000\000\000)' >binary.c
printf '\177ELF\000\000\000\001\002' >program
entry='NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)'
printf '((( {{{\n%s\n{\n    return 0;\n}\n' "$entry" >torn.c
printf '%s\n{ ((( ]] = \n' "$entry" >half.c
printf '{\n  "schema": "drvlint-rule-1",\n  "id": kmdf-broken\n}\n' >rules/kmdf/kmdf-broken.json
mkfifo pipe
mkdir steps
cat >steps/driver.c <<END
#include <ntddk.h>
#include <wdf.h>

EVT_WDF_DRIVER_DEVICE_ADD DeviceAdd;
PVOID First, Second;
WDFWAITLOCK Lock;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    NTSTATUS status = STATUS_INSUFFICIENT_RESOURCES;

    First = ExAllocatePool2(POOL_FLAG_PAGED, 16, 'tsF1');
    if (First == NULL)
        goto Exit;
    Second = ExAllocatePool2(POOL_FLAG_PAGED, 16, 'tsF2');
    if (Second == NULL)
        goto Exit;
    WDF_DRIVER_CONFIG_INIT(&config, DeviceAdd);
    status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, WDF_NO_HANDLE);
    if (!NT_SUCCESS(status))
        goto Exit;
    status = WdfWaitLockCreate(WDF_NO_OBJECT_ATTRIBUTES, &Lock);
Exit:
    if (!NT_SUCCESS(status) && First)
        ExFreePoolWithTag(First, 'tsF1');
    return status;
}
END
propagated=kmdf-driver-create-propagated

cat >forgotten.c <<'END'
#include <ntddk.h>
static PVOID Block;
DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
VOID Unload(PDRIVER_OBJECT DriverObject)
{
    if (Block)
        ExFreePool(Block);
}
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    Block = ExAllocatePool2(POOL_FLAG_PAGED, 8, 'kcoB');
    if (!Block)
        return STATUS_INSUFFICIENT_RESOURCES;
    DriverObject->DriverUnload = Unload;
    Block = NULL;
    return STATUS_SUCCESS;
}
END

cat >watching.c <<'END'
#include <ntddk.h>
DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
static VOID OnThread(HANDLE ProcessId, HANDLE ThreadId, BOOLEAN Create) {}
VOID Unload(PDRIVER_OBJECT DriverObject) {}
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    DriverObject->DriverUnload = Unload;
    return PsSetCreateThreadNotifyRoutineEx(PsCreateThreadNotifyNonSystem, (PVOID)OnThread);
}
END
cat >opaque.c <<END
#include <ntddk.h>
NTSTATUS Mystery(PDRIVER_OBJECT d);
PDEVICE_OBJECT Device;
$entry
{
    NTSTATUS status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, 0, FALSE, &Device);
    if (!NT_SUCCESS(status))
        return status;
    return Mystery(DriverObject);
}
END
sed 's/Mystery(DriverObject)/IoRegisterShutdownNotification(Device)/' opaque.c >untested.c
cat >rounds.c <<END
$entry
{
    PIO_STACK_LOCATION stack = IoGetCurrentIrpStackLocation(Get(DriverObject));
    stack->Parameters.Unlisted.Length = 1;
    return Use(RegistryPath);
}
END
# Twice as much to make at each of 40 levels.
endless() {
    cat <<END
#include <ntddk.h>
template <class T, class U> struct Pair {};
template <int N, class T> struct Grow {
    static const int value = Grow<N - 1, Pair<T, int> >::value + Grow<N - 1, Pair<T, char> >::value;
};
template <class T> struct Grow<0, T> { static const int value = 1; };
extern "C" NTSTATUS $1(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(RegistryPath);
    return Grow<40, int>::value ? STATUS_SUCCESS : STATUS_UNSUCCESSFUL;
}
END
}
mkdir endless endless/parts crowd crowd/1 crowd/2 crowd/3 crowd/4 crowd/5 crowd/6
endless DriverEntry >endless/driver.cpp
cat >endless/parts/entry.c <<END
#include <ntddk.h>
NTSTATUS Start(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath);
$entry
{
    return Start(DriverObject, RegistryPath);
}
END
endless Start >endless/parts/start.cpp
for i in 1 2 3 4 5 6; do
    cp endless/driver.cpp crowd/$i
done

# ---- help, version, usage ----

expect "help goes to standard output" 0 "usage: drvlint" - --help
expect "help of a command" 0 "--fail-on" - check --help
expect "short help" 0 "usage: drvlint trace" - trace -h
expect "version" 0 "drvlint " - --version
expect "nothing given" 2 - "no command given"
expect "unknown command" 2 - "unknown command 'chekc'; did you mean 'check'?" chekc bad
expect "unknown option" 2 - "unknown option '--formta'; did you mean '--format'?" check --formta json bad
expect "unknown letter" 2 - "unknown option '-x'" check -x bad
checks=$((checks + 1))
name="help does not promise what is not there"
"$drvlint" check --help >out 2>err
"$drvlint" --help >>out 2>>err
! grep -qF -e --test-rules out || complain "it does"
expect "unknown format" 2 - "unknown format 'xml' (text|json|sarif)" check --format xml bad
expect "unknown format of a report" 2 - "unknown format 'xml'" check --report xml=x bad
expect "report without a file" 2 - "FORMAT=FILE" check --report json bad
expect "missing value" 2 - "--format needs a value" check bad --format
expect "value where none is taken" 2 - "--strict takes no value" check --strict=yes bad
expect "bad threshold" 2 - "'high' is no value for --fail-on" check --fail-on high bad
expect "bad level" 2 - "for --level" check --level "$propagated=fatal" bad
expect "folder of headers that is none" 2 - "'nowhere' is no folder of headers" check --wdk nowhere bad
mkdir kit
printf '#include "kit.h"\ntypedef int KIT_NUMBER;\n' >kit/ntddk.h
printf '#include "ntddk.h"\n#include "/etc/passwd"\n#include <../../../etc/passwd>\n#import "x"\n' >kit/kit.h
printf '\000\001\002' >kit/wdm.h
ln -s /etc/passwd kit/ntifs.h
printf '#include <ntddk.h>\n#include <wdm.h>\n#include <ntifs.h>\n%s\n{ KIT_NUMBER n = 1; return Use(n); }\n' "$entry" >kit.c
expect "headers that lead astray" 0 "n: KIT_NUMBER" - dump-ir --wdk kit kit.c
mkdir rests kit/rests
echo 'typedef ULONG (*REST)(PVOID what);' >rests/rests.h
printf '#include <rests.h>\nULONG DriverEntry(PVOID a, PVOID b)\n{ return Use(a, b); }\n' >kit/rests/rests.c
expect "headers that rest on others" 0 "undetermined" "" check --wdk rests kit/rests
expect "headers as compilers spell it" 1 "$propagated" "" check -isystem empty --wdk=empty bad
# A link to a source is that source; one that includes itself is read once more; files of modules are sources.
mkdir twin self modules
cp bad/driver.c twin
ln -s driver.c twin/again.c
expect "source and a link to it" 1 "checked 1 driver " "" check twin
expect "link alone" 1 "twin/again.c:" "" check twin/again.c
{ printf '#ifndef INNER\n#define INNER\n#include "self.c"\n#else\n'; cat bad/driver.c; echo '#endif'; } >self/self.c
expect "source that includes itself" 1 "checked 1 driver " "" check self
{ printf 'module;\n#include <ntddk.h>\nexport module own.driver;\nimport std;\nexport {\nint Own() { return 1; }\n}\n'
  printf 'export namespace n { class C { }; }\nextern "C"\n'; sed 1d bad/driver.c; } >modules/one.ixx
sed 's/^DRIVER_INI/extern "C" &/;s/^NTSTATUS/extern "C" &/' modules/one.ixx >modules/two.cppm
sed '1,7d;s/^export//' modules/two.cppm >modules/three.c++
expect "sources of modules" 1 "checked 3 drivers" "" check --disable '*' --enable '*-propagated' modules
# What lies beside a file is looked at so far, and it is said where that was not far enough.
mkdir full
cp bad/driver.c full
(cd full && seq 5000 | sed 's/.*/note&.txt/' | xargs touch)
expect "more files than are looked at" 1 "$propagated" "full: warning: holds more files than are looked at" check full/driver.c
expect "the same, as a folder" 1 "$propagated" - check full
rm -r full
# A database that is a link out of the folder is not read, unless it is asked for.
mkdir linked away
cp bad/driver.c linked
printf '[{"directory": "%s/linked", "file": "driver.c", "arguments": ["cc", "-Xclang", "driver.c"]}]' "$work" >away/compile_commands.json
ln -s ../away/compile_commands.json linked/compile_commands.json
expect "database behind a link" 1 "$propagated" "a link out of the folder" check linked
expect "the same, asked for" 1 "$propagated" "'-Xclang driver.c' is not taken" check -p away linked
# A header that is there and cannot be read is told of, whatever is written.
mkdir torn-header
printf '\177ELF\000\000\000\001\002' >torn-header/own.h
{ echo '#include "own.h"'; cat bad/driver.c; } >torn-header/driver.c
expect "header that cannot be read" 1 "$propagated" "torn-header/own.h: warning: is not a text file" check --quiet torn-header
expect "bad time limit" 2 - "for --timeout" check --timeout soon bad
expect "no time limit" 1 "$propagated" "" check --timeout 0 bad
expect "bad number of threads" 2 - "for -j" check -j 0 bad
expect "bad name" 2 - "for -D" check -D 1X bad
expect "no path" 2 - "check needs PATH" check
expect "option of another command" 2 - "unknown option '--strict'" rules --strict
expect "one argument too many" 2 - "too many" dump-ir bad/driver.c good/driver.c

# ---- findings and thresholds ----

expect "finding" 1 "$propagated" "" check bad
expect "no finding" 0 "" "" check good
expect "source file" 1 "bad/driver.c:14" "" check bad/driver.c
expect "options behind paths, joined and apart" 1 "" "" check bad/driver.c -DA=1 -D B -I. -U C -j2 --format=json
expect "all behind two dashes are paths" 2 "" "no such file or folder" check -- --format
expect "never" 0 "$propagated" "" check --fail-on never bad
expect "level below the threshold" 0 "note" "" check --level "$propagated=note" bad
expect "level at the threshold" 1 "note" "" check --level "$propagated=note" --fail-on note bad
expect "what is left is named without its cast" 1 "the thread notification OnThread registered here" "" check watching.c
expect "the way through the unload routine is shown" 1 "Unload runs when the driver goes" "" check forgotten.c
expect "disabled rule" 0 "" "" check --disable "$propagated" --disable kmdf-driver-create-required bad
expect "what it would have told is told by another" 1 "kmdf-driver-create-required" "" check --disable "$propagated" bad
expect "disabled model" 0 "" "" check --disable kmdf bad
expect "last word wins" 1 "$propagated" "" check --disable kmdf --enable "$propagated" bad
expect "asked model" 1 '"kmdf"' "" check --format json --model kmdf bad
expect "JSON" 1 '"drvlint-report-1"' "" check --format json bad
expect "SARIF" 1 '"2.1.0"' "" check --format sarif bad
expect "colour when asked" 1 "$(printf '\033[')" "" check --color always bad
expect "quiet" 1 "$propagated" - check --quiet bad

checks=$((checks + 1))
name="no colour into a file"
"$drvlint" check bad >out 2>err
! grep -q "$(printf '\033')" out || complain "colour codes"

checks=$((checks + 1))
name="same bytes whatever -j is"
for format in json sarif text; do
    "$drvlint" check --format "$format" -j 1 many bad good >one 2>err
    for threads in 2 7; do
        "$drvlint" check --format "$format" -j "$threads" many bad good >out 2>err
        cmp -s one out || complain "$format differs with -j $threads"
    done
done

# ---- bad input ----

for format in text json sarif; do
    expect "missing path, $format" 2 "" "missing: error: no such file or folder" check --format $format missing
    expect "missing beside a finding, $format" 2 "$propagated" "missing: error" check --format $format missing bad
    expect "empty folder, $format" 3 "" "empty: error" check --format $format empty
    expect "folder without an entry, $format" 3 "" "plain: error" check --format $format plain
    expect "file without an entry, $format" 0 "" "plain/plain.c" check --format $format plain/plain.c
    expect "binary file, $format" 3 "" "binary.c" check --format $format binary.c
    expect "program, $format" 3 "" "program" check --format $format program
    expect "unreadable file, $format" 3 "" "pipe: error" check --format $format pipe
    expect "findings win over bad input, $format" 1 "$propagated" "binary.c" check --format $format binary.c bad
    expect "source that does not parse, $format" 3 "" "torn.c:2: error" check --format $format torn.c
    expect "source that is half understood, $format" 0 "degraded" "" check --format $format half.c
    expect "doubt counts when asked, $format" 1 "degraded" "" check --format $format --strict half.c
    expect "broken rule file, $format" 2 "" "rules/kmdf/kmdf-broken.json:3:9: error" \
        check --format $format --rules rules bad
    expect "missing rule folder, $format" 2 "" "norules" check --format $format --rules norules bad
    expect "unknown rule, $format" 2 "" "unknown" check --format $format --enable no-such-rule bad
    expect "unknown rule with a near one, $format" 2 "" "did you mean '$propagated'" \
        check --format $format --disable "${propagated}x" bad
    expect "unknown model, $format" 2 "" "unknown model 'kmdv'; did you mean 'kmdf'?" \
        check --format $format --model kmdv bad
done
if [ "$(id -u)" -ne 0 ]; then
    cp bad/driver.c closed.c
    chmod 000 closed.c
    expect "file without permission" 3 "" "closed.c: error" check closed.c
fi

called="Mystery, called at line 9, is not in the sources that were read"
for doubt in "the return at line 9 is a success could not be followed: $called" \
    "$called and can reach the device object" \
    "$called, and is given the driver object: it may bring a function that runs as unload"; do
    expect "doubt names the callee: $doubt" 0 "$doubt" - check --format json opaque.c
done
expect "a call whose failure is returned untested is a step" 1 "line 9  IoRegisterShutdownNotification fails" - check untested.c
expect "time limit of a file" 0 "stopped after round 1" "" check --timeout 0.000001 rounds.c
# What the parser does not come back from is given up; a slow machine has time enough.
start=$(date +%s)
late="parsing took longer than 2 s"
expect "an entry's file that takes too long" 3 "$late" "driver.cpp:7: error: could not be analysed: $late" \
    check --timeout 2 --format json endless/driver.cpp
holds out '"failed":	1' || complain "it does not count as failed"
holds out '"file":	"endless/driver.cpp",' || complain "the notification does not name the file"
expect "another file that takes too long is not clean" 1 "endless/parts/start.cpp: $late" "" \
    check --timeout 2 --format json --strict endless/parts
expect "the rest of the run goes on" 1 "$propagated" "$late" \
    check --timeout 2 -j 2 --format sarif --report json=late.json endless/driver.cpp bad
"$json_valid" late.json 2>err || complain "report beside the output is not valid"
expect "dump-ir gives up as well" 3 "" "parsing took longer than 1 s" dump-ir --timeout 1 endless/driver.cpp
expect "not too many at one time" 3 "the parser is busy with 4 sources that took longer than 1 s" "" \
    check --timeout 1 -j 1 crowd
checks=$((checks + 1))
name="all of it ends in time"
[ $(($(date +%s) - start)) -lt 300 ] || complain "it took $(($(date +%s) - start)) s"
expect "enough time" 0 "1 driver" "2 rounds, 6 events, 0 lost" check --verbose rounds.c

# ---- reports in files ----

expect "reports beside the output" 1 "$propagated" "" check --report json=a.json --report sarif=b.sarif --report text=c.txt bad
for file in a.json b.sarif; do
    checks=$((checks + 1))
    name="report $file is valid"
    "$json_valid" $file 2>err || complain "it is not"
done
checks=$((checks + 1))
name="report in a file is the one of standard output"
"$drvlint" check --format json bad >out 2>err
cmp -s out a.json || complain "they differ"
expect "report that cannot be written" 2 "$propagated" "no/such/x.json: error: cannot be written" \
    check --report json=no/such/x.json bad
expect "report into a folder" 2 "" "empty: error: cannot be written: is a folder" check --report json=empty bad
checks=$((checks + 1))
name="nothing is left beside reports"
[ -z "$(find . -name '*.tmp')" ] || complain "$(find . -name '*.tmp')"
if [ -w /dev/full ]; then
    checks=$((checks + 1))
    name="full disk is not success"
    "$drvlint" check good >/dev/full 2>err
    status=$?
    : >out
    if [ "$status" -ne 4 ] || ! grep -q 'cannot be written' err; then
        complain "status $status"
    fi
fi

# ---- the other commands ----

expect "rules" 0 "$propagated" - rules
expect "rules of a model" 0 "$propagated" - rules --model kmdf
expect "rules of a model leave out those of others" 0 "minifilter-" - rules --model minifilter
checks=$((checks + 1))
! grep -q "$propagated" out || complain "$propagated is among the rules of minifilters"
expect "rules as JSON" 0 "\"$propagated\"" - rules --format json
checks=$((checks + 1))
name="rules as JSON are an array of objects"
[ "$(sed -n '1p;$p' out | tr -d '\n')" = "[]" ] && [ "$(grep -c '^  {"code": "' out)" -eq "$(($(wc -l <out) - 2))" ] ||
    complain "it is not"
expect "rules as JSON of an unknown model" 2 "[]" "unknown model 'kmdv'" rules --model kmdv --format json
expect "rules of an unknown model" 2 "" "unknown model 'kmdv'" rules --model kmdv
mkdir pos
cat >pos/pos.c <<'SOURCE'
#include <wdf.h>
#include <poscx.h>
static NTSTATUS Add(WDFDRIVER Driver, PWDFDEVICE_INIT Init)
{
    WDFDEVICE device;
    NTSTATUS status = WdfDeviceCreate(&Init, WDF_NO_OBJECT_ATTRIBUTES, &device);

    return NT_SUCCESS(status) ? PosCxInit(device, NULL) : status;
}
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;

    WDF_DRIVER_CONFIG_INIT(&config, Add);
    return WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, WDF_NO_HANDLE);
}
SOURCE
expect "model without rules" 0 "not decided   wdf-device-classes has no rules: its documented requirement cannot be decided from the sources" - \
    check pos
expect "model without rules, quiet" 0 "not decided   wdf-device-classes has no rules" - check --quiet pos
expect "model without rules, JSON" 0 '"unchecked":	1' - check --format json pos
expect "model without rules, SARIF" 0 "wdf-device-classes has no rules: its" - check --format sarif pos
expect "model without rules, trace" 0 "wdf-device-classes" - trace pos
expect "model that was asked for, without rules" 0 "user-mode-components has no rules" - \
    check --model user-mode-components pos
expect "coverage" 0 "67 models" - rules --coverage
expect "coverage of a model" 0 "compared with sign" - rules --coverage --model scsi-miniport
! grep -q "^storage-class" out || complain "storage-class is in the coverage of scsi-miniport"
expect "coverage of a model without rules yet" 0 "wdf-device-classes" - rules --coverage --model wdf-device-classes
expect "coverage as JSON" 0 '"coverage": "undecided", "reason": "' - rules --coverage --format json
expect "coverage of an unknown model" 2 - "unknown model 'ndis-filtr'" rules --coverage --model ndis-filtr
expect "coverage as JSON of an unknown model" 2 "{}" "unknown model 'kmdv'" rules --coverage --model kmdv --format json
expect "coverage with a value" 2 - "--coverage takes no value" rules --coverage=all
# ---- test-rules ----

mkdir -p acme/wdm/wdm-acme-log-once
cat >acme/wdm/wdm-acme-log-once.json <<END
{
  "schema": "drvlint-rule-1",
  "id": "wdm-acme-log-once",
  "code": "ACME0001",
  "title": "The log is opened once",
  "why": "The second call writes over the log of the first.",
  "fix": "Open the log in DriverEntry alone.",
  "model": "wdm",
  "level": "error",
  "strength": "must",
  "requirements": [],
  "source": [{"document": "https://wiki.acme.example/driver-log"}],
  "check": [{"form": "forbid", "event": "AcmeLogOpen", "after": "AcmeLogOpen"}]
}
END
printf '{"schema": "drvlint-apis-1", "functions": {"AcmeLogOpen": {"params": ["Name"], "result": "void"}}}' >acme/apis.json
example() {
    printf '#include <ntddk.h>\n#include "acmelog.h"\n\n%s\n{\n    AcmeLogOpen("a");\n    %s\n    return STATUS_SUCCESS;\n}\n' \
        "$entry" "$2" >acme/wdm/wdm-acme-log-once/$1
}
once=acme/wdm/wdm-acme-log-once
expect "rule without examples" 1 "acme/wdm/wdm-acme-log-once.json:1: error: the rule has no bad example: $once/bad.c" - \
    test-rules acme
example bad.c 'AcmeLogOpen("b"); /* expect: wdm-acme-log-once */'
expect "rule without a good example" 1 "1 example of 1 rule: 1 failure" - test-rules acme
example good.c ''
expect "examples as they say" 0 "2 examples of 1 rule: all as they say" - test-rules acme
expect "examples as they say, on threads" 0 "2 examples of 1 rule: all as they say" - test-rules -j4 acme
example good-second.c 'AcmeLogOpen("b");'
expect "good example with a finding" 1 "$once/good-second.c:7: error: not expected: error: wdm-acme-log-once: " - test-rules acme
example good-second.c '/* expect: wdm-acme-log-onec */'
expect "unknown rule in an example" 1 \
    "$once/good-second.c:7: error: no rule is called 'wdm-acme-log-onec'; did you mean 'wdm-acme-log-once'?" - test-rules acme
rm $once/good-second.c
example bad-silent.c '/* expect: wdm-acme-log-once */'
expect "finding that is missing" 1 "$once/bad-silent.c:7: error: missing: a finding of wdm-acme-log-once" - test-rules acme
example bad-silent.c 'AcmeLogOpen("b");'
expect "bad example that expects nothing" 1 "$once/bad-silent.c:1: error: a bad example must expect a finding of its rule" - \
    test-rules acme
mv $once/bad-silent.c $once/other.c
expect "example of another name" 1 "$once/other.c:1: error: the name of an example begins with 'bad' or with 'good'" - \
    test-rules acme
mv $once/other.c acme/wdm/good.c
expect "example beside the rule" 1 "acme/wdm/good.c:1: error: an example stands in the folder of its rule: wdm/RULE/good.c" - \
    test-rules acme
mkdir acme/wdm/wdm-acme-other
mv acme/wdm/good.c acme/wdm/wdm-acme-other
expect "example of no rule" 1 "good.c:1: error: the model 'wdm' has no rule 'wdm-acme-other'" - test-rules acme
rm -r acme/wdm/wdm-acme-other
printf 'int Add(int a) { return a; }\n' >$once/good-plain.c
expect "example without an entry" 1 "$once/good-plain.c:1: error: no entry routine found" - test-rules acme
rm $once/good-plain.c
endless DriverEntry >$once/good-endless.cpp
expect "example that takes too long" 1 "$once/good-endless.cpp:1: error: could not be parsed: parsing took longer than 1 s" - \
    test-rules --timeout 1 acme
rm $once/good-endless.cpp
expect "test-rules of a broken rule" 2 - "rules/kmdf/kmdf-broken.json:3:9: error" test-rules rules
expect "test-rules of nothing" 2 - "there is no rule in 'empty'" test-rules empty
expect "--rules with no rule" 2 "no driver was checked" "there is no rule in 'empty': rules stand there as" check --rules empty good
mkdir -p twice-deep/a/b
cp rules/kmdf/kmdf-broken.json twice-deep/a/b
expect "--rules of the folder above" 2 "" "there is no rule in 'twice-deep'" check --rules twice-deep good
expect "test-rules of a missing folder" 2 - "there is no folder of rules 'norules'" test-rules norules
expect "test-rules without a folder" 2 - "test-rules needs DIR" test-rules
expect "test-rules with a wrong option" 2 - "unknown option '--strict'" test-rules --strict acme

expect "rules of users among ours" 2 "" "rules/kmdf/kmdf-broken.json:3:9: error" rules --rules rules
expect "explain" 0 "Why" - explain "$propagated"
expect "explain says what is checked" 0 "- when a call of WdfDriverCreate fails" - explain "$propagated"
expect "explain says where to read" 0 \
    "https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdriver/nf-wdfdriver-wdfdrivercreate (Return value)" - \
    explain "$propagated"
expect "explain by code" 0 "$propagated" - explain "$("$drvlint" explain $propagated | sed -n '1s/ .*//p')"
expect "explain by the name of another analyser" 0 "wdm-device-initializing" - explain C28152
expect "explain by a name of several rules" 0 "kmdf-driver-create-placement" - explain drivercreate
expect "explain by no name" 2 - "unknown rule 'C99999'" explain C99999
expect "explain with examples" 0 "/* expect: $propagated */" - explain "$propagated"
expect "explain as a page" 0 '| level | error: a documented must' - explain --format markdown "$propagated"
expect "explain as a page, with examples" 0 '```c' - explain --format markdown "$propagated"
expect "explain in a format of reports" 2 - "unknown format 'json' (text|markdown)" explain --format json "$propagated"
expect "explain a rule of users" 0 'AcmeLogOpen("b"); /* expect: wdm-acme-log-once */' - \
    explain --rules acme --format markdown wdm-acme-log-once
expect "rules as a page" 0 "[$propagated](kmdf/$propagated.md)" - rules --model kmdf --format markdown
expect "coverage as a page" 2 - "--coverage has no format 'markdown'" rules --coverage --format markdown
expect "explain what is not there" 2 - "unknown rule 'kmdf-driver-create-propagate'; did you mean '$propagated'?" \
    explain kmdf-driver-create-propagate
expect "explain what is like nothing" 2 - "unknown rule 'x'; 'drvlint rules' lists them" explain x

# ---- projects ----

mkdir -p proj/sys proj/inc proj/base db/build laughs circle huge
sed 's/return STATUS_SUCCESS/return OWN_RESULT/' bad/driver.c >proj/sys/driver.c
echo '#define OWN_RESULT status' >proj/inc/result.h
cat >proj/sys/thing.vcxproj <<'END'
<Project>
  <PropertyGroup>
    <ConfigurationType>Driver</ConfigurationType>
    <DriverType>KMDF</DriverType>
  </PropertyGroup>
  <Import Project="..\base\thing.props" />
  <ItemGroup><ClCompile Include="DRIVER.C" /></ItemGroup>
</Project>
END
cat >proj/base/thing.props <<'END'
<Project><ItemDefinitionGroup><ClCompile>
  <AdditionalIncludeDirectories>$(MSBuildThisFileDirectory)..\Inc</AdditionalIncludeDirectories>
  <ForcedIncludeFiles>result.h</ForcedIncludeFiles>
  <PreprocessorDefinitions>THING=1;%(PreprocessorDefinitions)</PreprocessorDefinitions>
</ClCompile></ItemDefinitionGroup></Project>
END
printf 'Microsoft Visual Studio Solution File\nProject("{1}") = "thing", "sys\\thing.vcxproj", "{2}"\n' >proj/thing.sln
mkdir -p broken plain
cp good/driver.c broken
echo 'text' | tee text.vcxproj >broken/text.vcxproj
echo '<Project><ItemGroup><ClCompile Include="plain.c" /></ItemGroup></Project>' >plain/plain.vcxproj
cp good/driver.c laughs; cp good/driver.c circle; cp good/driver.c huge
printf '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><Project>&b;</Project>' >laughs/laughs.vcxproj
printf '<!DOCTYPE a [<!ENTITY a SYSTEM "/etc/passwd">]><Project>&a;</Project>' >laughs/external.vcxproj
{
    printf '<Project><PropertyGroup><A>aaaaaaaaaaaaaaaa</A>\n'
    for i in 1 2 3 4 5 6; do printf '<A>$(A)$(A)$(A)$(A)$(A)$(A)$(A)$(A)$(A)$(A)$(A)$(A)$(A)$(A)$(A)$(A)$(A)$(A)$(A)</A>'; done
    printf '</PropertyGroup></Project>\n'
} >huge/grow.vcxproj
{
    printf '<Project><ItemGroup><ClCompile Include="driver.c'
    i=0
    while [ "$i" -lt 20000 ]; do printf ';x%d.c' "$i"; i=$((i + 1)); done
    printf '" /></ItemGroup></Project>\n'
} >huge/list.vcxproj
printf '<Project><Import Project="a.props" /><ItemGroup><ClCompile Include="driver.c" /></ItemGroup></Project>' >circle/circle.vcxproj
printf '<Project><Import Project="b.props" /></Project>' >circle/a.props
printf '<Project><Import Project="a.props" /></Project>' >circle/b.props
printf '<Project><ItemGroup><ClCompile Include="/etc/*;..\\..\\..\\..\\**\\*.c" /></ItemGroup></Project>' >circle/wild.vcxproj
cat >db/build/compile_commands.json <<'END'
[
  {"directory": "../../proj/sys", "file": "driver.c", "arguments": ["clang-cl", "/I../inc", "/I/etc", "/FIresult.h",
    "-load", "evil.so", "-fplugin=/tmp/evil.so", "-Xclang", "-load", "@/etc/passwd", "/c", "driver.c"]}
]
END
echo '[' >db/compile_commands.json
expect "a folder with a project" 0 "checked 1 driver" "" check proj
expect "the project is in the report" 0 '"project":	"proj/sys/thing.vcxproj"' - check --format json proj
expect "a project" 0 "checked 1 driver" "" check proj/sys/thing.vcxproj
mkdir -p proj/other
printf '<Solution' | tee proj/torn.slnx >proj/other/torn.slnx
expect "a project under a broken solution" 0 "" "proj/torn.slnx:1:10: warning: is no XML" check proj/sys/thing.vcxproj
checks=$((checks + 1))
name="and one beside it"
! grep -q other/torn err || complain "it is told"
rm proj/torn.slnx proj/other/torn.slnx
expect "a solution" 0 "checked 1 driver" "" check proj/thing.sln
mkdir thing
sed 's/^    return.*/#if THING == 1\n    return status;\n#else\n    return 0;\n#endif/' bad/driver.c >thing/driver.c
cat >thing/thing.vcxproj <<'END'
<Project>
  <ItemDefinitionGroup><ClCompile><PreprocessorDefinitions>THING=1</PreprocessorDefinitions></ClCompile></ItemDefinitionGroup>
  <ItemGroup><ClCompile Include="driver.c" /></ItemGroup>
</Project>
END
expect "what a project defines" 0 "no findings" - check thing
expect "-D has the last word" 1 "[DRV2002 $propagated]" "" check -D THING=2 thing
expect "-U has the last word" 1 "[DRV2002 $propagated]" "" check -U THING thing
sed 's/return STATUS_SUCCESS/return OWN_RESULT/' bad/driver.c >own.c
expect "a number of -D is known" 1 "[DRV2002 $propagated]" "" check -D "OWN_RESULT=(0x0L)" own.c
expect "what else it says is not" 0 "2 undetermined" "" check -D OWN_RESULT=NOT_KNOWN own.c
rm own.c
mkdir um
cp good/driver.c um
sed 's/^DRIVER_INITIALIZE/#define DriverEntry StartHere\n&/' bad/driver.c >renamed.c
expect "an entry routine that a macro renames" 1 "error: StartHere returns success although WdfDriverCreate failed" "" check renamed.c
cat >um/um.vcxproj <<'END'
<Project>
  <PropertyGroup><ConfigurationType>DynamicLibrary</ConfigurationType><DriverType>UMDF</DriverType></PropertyGroup>
  <ItemGroup><ClCompile Include="driver.c" /></ItemGroup>
</Project>
END
expect "a project of a user-mode driver" 0 "checked 1 driver (any, kernel-callbacks, kmdf, tracing, umdf2, wdm)" - check um
expect "a project without an entry routine" 3 "" "no source of it in . holds an entry routine" check plain/plain.vcxproj
expect "a project that is none" 3 "" "text.vcxproj:1:1: error: is no XML" check text.vcxproj
expect "a folder with a project that is none" 0 "checked 1 driver" "broken/text.vcxproj:1:1: warning: is no XML" check broken
expect "a project that grows" 3 "" "laughs/laughs.vcxproj:1: error: declares a document type" check laughs/laughs.vcxproj
expect "a project with an external entity" 3 "" "declares a document type" check laughs/external.vcxproj
expect "properties that grow" 3 "" "grow.vcxproj:2: error: grows without end" check huge/grow.vcxproj
expect "a huge list" 0 "checked 1 driver" "list.vcxproj:1: warning: names more files than are looked at" check huge/list.vcxproj
expect "sheets in a circle" 0 "checked 1 driver" "circle/b.props:1: warning: imports in a circle: circle/a.props" \
    check circle/circle.vcxproj
expect "a wildcard that leaves the tree" 3 "" "no source of it in . holds an entry routine" check circle/wild.vcxproj
expect "a missing project" 2 "" "missing.vcxproj: error: no such file or folder" check missing.vcxproj
expect "a compile database" 0 "checked 1 driver" \
    "compile_commands.json:2:3: warning: the argument '-fplugin=/tmp/evil.so' is not taken" check db/build/compile_commands.json
expect "its plugins" 0 "" "the argument '-load evil.so' is not taken" check -p db/build proj
expect "its response files" 0 "" "the argument '@/etc/passwd' is not taken" check -p db/build proj
expect "a compile database that is none" 3 "" "db/compile_commands.json:2:1: error: is no JSON" check db/compile_commands.json
printf '[\n {"directory": "../proj/sys", "file": "driver.c", "arguments": ["cl", 1]}]' >db/compile_commands.json
expect "a command that is none" 0 "checked 1 driver" "db/compile_commands.json:2:2: warning: an entry has neither" \
    check db/compile_commands.json
mkdir -p shared/a shared/b
cp bad/driver.c shared
for one in a b; do
    echo '<Project><ItemGroup><ClCompile Include="..\driver.c" /></ItemGroup></Project>' >shared/$one/$one.vcxproj
done
expect "what two projects share is told once" 1 "= in 2 projects: shared/a/a.vcxproj, shared/b/b.vcxproj" "" check shared
checks=$((checks + 1))
name="and counted once"
grep -qF "checked 2 drivers: 1 error" out || complain "it is not"
expect "and once in SARIF, with the projects" 1 '"projects":	["shared/a/a.vcxproj", "shared/b/b.vcxproj"]' - check --format sarif shared
checks=$((checks + 1))
name="one result in SARIF"
[ "$(grep -c '"partialFingerprints"' out)" = 1 ] || complain "there are others"
expect "each has it in JSON" 1 '"findings":	2,' - check --format json shared
expect "-I without a folder" 0 "no findings" "warning: the include folder 'nowhere' is not there" check -I nowhere good
lacks "no other" err plain
expect "-I with one" 0 "no findings" - check -I plain good
expect "-I with a file" 0 "" "warning: the include folder 'own.c' is not there" trace --quiet -I own.c good
expect "two reports in one file" 2 - "one.json' is to be written twice" \
    check --report json=one.json --report sarif=./one.json good
expect "a report and a baseline in one file" 2 - "'one.json' is to be written twice" \
    check --write-baseline one.json --report json=one.json good
expect "two reports to a device" 0 "" - check --report json=/dev/null --report sarif=/dev/null good
expect "-p without a database" 2 "" "proj/compile_commands.json: error: no such file" check -p proj proj
expect "-p needs a value" 2 - "-p needs a value (DIR)" check -p

expect "trace" 0 "WdfDriverCreate" "" trace good
expect "trace as a picture" 0 "digraph drvlint {" "" trace --format dot good
expect "trace in an unknown format" 2 "" "unknown format 'svg' (text|dot)" trace --format svg good
expect "trace tells one way to fail from another" 0 "ExAllocatePool2 fails (line 16), returns at line 27" "" trace steps
for row in 'ExAllocatePool2 fails (line 13), returns' 'WdfDriverCreate fails (line 20), returns' \
    'line 13  ExAllocatePool2   line 26  ExFreePoolWithTag' 'line 16  ExAllocatePool2   not undone' \
    'line 20  WdfDriverCreate   left to the framework'; do
    checks=$((checks + 1))
    name="trace shows: $row"
    grep -qF -e "$row" out || complain "it does not"
done
cat >raised.c <<END
#include <ntddk.h>
PVOID Block;
$entry
{
    NTSTATUS status = STATUS_SUCCESS;
    Block = ExAllocatePool2(POOL_FLAG_PAGED, 10, 'tsRb');
    if (!Block)
        return STATUS_NO_MEMORY;
    __try {
        ProbeForRead(RegistryPath->Buffer, 1, 1);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        status = GetExceptionCode();
    }
    return status;
}
END
mkdir -p rounds
cat >rounds/main.c <<END
#include <ntddk.h>
NTSTATUS ReadPath(PUNICODE_STRING Path);
static PVOID Blocks[3];
$entry
{
    LONG i;
    for (i = 0; i < 3; i++) {
        Blocks[i] = ExAllocatePool2(POOL_FLAG_PAGED, 10, 'tsRb');
        if (!Blocks[i])
            goto undo;
    }
    if (NT_SUCCESS(ReadPath(RegistryPath)))
        return STATUS_SUCCESS;
undo:
    while (--i > 0)
        ExFreePool(Blocks[i]);
    return STATUS_UNSUCCESSFUL;
}
END
cat >rounds/path.c <<END
#include <ntddk.h>
NTSTATUS ReadPath(PUNICODE_STRING Path)
{
    return RtlCheckRegistryKey(RTL_REGISTRY_ABSOLUTE, Path->Buffer);
}
END
expect "trace of a loop tells what a later round leaves" 0 \
    "ExAllocatePool2 fails (line 8) when called again, returns at line 17" "" trace rounds
for row in 'ExAllocatePool2 fails (line 8), returns at line 17' 'line 8           ExAllocatePool2   not undone' \
    'RtlCheckRegistryKey fails (line 4 of path.c), returns at line 17'; do
    checks=$((checks + 1))
    name="trace of a loop shows: $row"
    grep -qF -e "$row" out || complain "it does not"
done
cat >table.cpp <<END
#include <ntddk.h>
static NTSTATUS Pass(PDEVICE_OBJECT, PIRP) { return STATUS_SUCCESS; }
static void OnProcess(HANDLE, HANDLE, BOOLEAN) { }
static NTSTATUS Watch(void) { return PsSetCreateProcessNotifyRoutine(OnProcess, FALSE); }
static NTSTATUS (*const Steps[])(void) = {Watch};
extern "C" $entry
{
    for (auto &slot : DriverObject->MajorFunction)
        slot = Pass;
    NTSTATUS status = Steps[0]();
    if (!NT_SUCCESS(status))
        return status;
    if (RegistryPath->Length)
        return STATUS_SUCCESS;
    PsSetCreateProcessNotifyRoutine(OnProcess, TRUE);
    return STATUS_UNSUCCESSFUL;
}
END
expect "trace names a call that registers and takes back" 0 \
    "PsSetCreateProcessNotifyRoutine fails (line 4), returns at line 12" "" trace table.cpp
for row in 'a failure of the driver'"'"'s own, returns at line 16' \
    '1. line 9   store    DriverObject->MajorFunction[...] = Pass' '2. line 4'; do
    checks=$((checks + 1))
    name="trace of a table shows: $row"
    grep -qF -e "$row" out || complain "it does not"
done
expect "trace tells of exceptions" 0 "an exception is raised (line 10), returns at line 14" "" trace raised.c
{
    printf '#include <ntddk.h>\nPVOID Block;\nULONG Steps;\nstatic VOID Step0(VOID) { Steps = Steps * 3 + 1; }\n'
    for i in 1 2 3 4 5 6 7 8 9; do
        printf 'static VOID Step%s(VOID) { Step%s(); Step%s(); Step%s(); }\n' "$i" $((i - 1)) $((i - 1)) $((i - 1))
    done
    printf '%s\n{\n' "$entry"
    printf 'Block = ExAllocatePool2(POOL_FLAG_PAGED, 10, 0x62);\nif (!Block)\nreturn STATUS_NO_MEMORY;\n'
    printf 'Step9();\nreturn STATUS_SUCCESS;\n}\n'
} >long.c
expect "trace of a run that gives up shows what it has seen" 0 "one way, as far as it was followed" "" trace long.c
for row in 'acquire  ExAllocatePool2' 'more paths than can be followed, in '; do
    checks=$((checks + 1))
    name="trace that gave up shows: $row"
    grep -qF -e "$row" out || complain "it does not"
done
expect "trace of a missing path" 2 "" "missing: error" trace missing
expect "dump-ir" 0 "DriverEntry" - dump-ir good/driver.c
expect "dump-ir of a missing file" 2 "" "missing: error" dump-ir missing

finish
