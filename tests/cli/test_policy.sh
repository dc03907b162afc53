#!/bin/sh
# test_policy.sh DRVLINT JSON_VALID [KEEP]: what a project says of findings: suppressions in its sources,
# baselines, configuration. expect.sh says what the arguments are.
. "$(dirname "$0")/expect.sh"

propagated=kmdf-driver-create-propagated
entry='NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)'

# ---- suppressions in sources ----

mkdir bad
mkfifo pipe
driver 'return STATUS_SUCCESS;' >bad/driver.c
# sources NAME: bad/driver.c with the text of standard input in place of its last statement, as NAME/driver.c
sources() {
    mkdir -p "$1"
    {
        sed '/return STATUS_SUCCESS/,$d' bad/driver.c
        cat
        echo '}'
    } >"$1/driver.c"
}

sources behind <<'END'
    return STATUS_SUCCESS; // drvlint: allow(kmdf-driver-create-propagated) it cannot fail here
END
expect "suppressed behind the code" 0 "no findings (1 suppressed)" - check behind
lacks "the verdict stays" out " 0 violated"
expect "it is shown on demand" 0 "(suppressed) [DRV2002 $propagated]" "" check --verbose behind
says "with its reason" out "= suppressed: it cannot fail here (behind/driver.c:14)"
expect "suppressed, quiet" 0 - - check --quiet behind
expect "suppressed in JSON" 0 '"suppressed":	true,' - check --format json behind
says "kind in JSON" out '"kind":	"source",'
says "reason in JSON" out '"reason":	"it cannot fail here",'
says "count in JSON" out '"suppressed":	1,'
lacks "verdict in JSON" out '"violated":	0,'
expect "suppressed in SARIF" 0 '"kind":	"inSource",' - check --format sarif behind
says "reason in SARIF" out '"justification":	"it cannot fail here",'

sources before <<'END'
    /* drvlint: allow(DRV2002)
     * it cannot fail here
     */

    return STATUS_SUCCESS;
END
expect "suppressed before the code, by its code" 0 "(1 suppressed)" - check before
sources alias <<'END'
    return STATUS_SUCCESS; // drvlint: allow(DriverCreate) by another's name
END
expect "suppressed by an alias" 0 "(1 suppressed)" - check alias
cat >kept.c <<END
#include <ntddk.h>
UNICODE_STRING Path;
$entry
{
    UNREFERENCED_PARAMETER(DriverObject);
#pragma warning(suppress: 28131)
    Path = *RegistryPath;
    return STATUS_SUCCESS;
}
END
expect "suppressed by a directive" 0 "(1 suppressed)" - check kept.c
sed 's/^#pragma.*/#pragma prefast(suppress: 28131, "copied later")/' kept.c >kept_why.c
expect "with a reason" 0 "= suppressed: copied later (kept_why.c:6)" "" check --verbose kept_why.c
sed 's/28131/28132/' kept.c >kept_other.c
expect "a directive of another number" 1 "DRV0101" - check kept_other.c
sed 's,^#pragma.*,    // drvlint: allow(C28131) copied later,' kept.c >kept_alias.c
expect "a comment with the name of another analyser" 0 "(1 suppressed)" - check kept_alias.c
sed 's,^#pragma.*,#pragma warning(disable: 28131),' kept.c >kept_all.c
expect "switched off" 0 "(1 suppressed)" - check kept_all.c
sed 's,^#pragma.*,#pragma warning(push)\n#pragma warning(disable: 28131)\n#pragma warning(pop),' kept.c >kept_past.c
expect "switched off and on" 1 "DRV0101" - check kept_past.c

{
    printf '\377\376'
    iconv -f UTF-8 -t UTF-16LE behind/driver.c
} >utf16.c
expect "a source in UTF-16" 0 "(1 suppressed)" "" check utf16.c
{
    printf '\357\273\277'
    sed 's/$/\r/' before/driver.c
} >marked.c
expect "a source with a mark and line ends of Windows" 0 "(1 suppressed)" - check marked.c

sources text <<'END'
    DbgPrint("// drvlint: allow(kmdf-driver-create-propagated) no comment");
    return STATUS_SUCCESS;
END
expect "a text is no comment" 1 "$propagated" - check text
sources other <<'END'
    return STATUS_SUCCESS; // drvlint: allow(kmdf-driver-create-required) another rule
END
expect "another rule's finding stays" 1 "$propagated" \
    "other/driver.c:14: note: this suppression of 'kmdf-driver-create-required' matches no finding" check other
expect "the note is in the report" 1 "this suppression of 'kmdf-driver-create-required' matches no finding" "" \
    check --format json other
expect "quiet leaves notes out" 1 "$propagated" - check --quiet other
expect "nothing of rules that are off" 1 "$propagated" - check --disable kmdf-driver-create-required other
sources far <<'END'
    // drvlint: allow(kmdf-driver-create-propagated) too far away
    DbgPrint("here");
    return STATUS_SUCCESS;
END
expect "another line's finding stays" 1 "$propagated" "far/driver.c:14: note: this suppression" check far

# broken NAME TEXT WARNING
broken() {
    echo "    return STATUS_SUCCESS; // drvlint: $2" | sources broken
    expect "suppression $1" 1 "$propagated" "broken/driver.c:14: warning: $3" check --quiet broken
    expect "suppression $1, JSON" 1 "$3" "" check --format json broken
}
broken "with a typo" "allow(${propagated}x) r" "unknown rule '${propagated}x' in a suppression; did you mean '$propagated'?"
broken "of nothing known" "allow(x) r" "unknown rule 'x' in a suppression; 'drvlint rules' lists them"
broken "of a model" "allow(kmdf) r" "'kmdf' is a model: a suppression names its rules one by one"
broken "by a pattern" "allow(kmdf-*) r" "'kmdf-*' is a pattern: a suppression names its rules one by one"
broken "without a reason" "allow($propagated)" "the reason is missing"
broken "without brackets" "allow $propagated r" "'(' is missing behind 'allow'"
broken "of another word" "ignore($propagated) r" "'ignore' is nothing that drvlint is told in a comment"
echo "    return STATUS_SUCCESS; // drvlint: allow(nothing, $propagated) r" | sources half
expect "what is right of it holds" 0 "(1 suppressed)" "half/driver.c:14: warning: unknown rule 'nothing'" check half

mkdir -p shared/a shared/b
echo 'static void Keep(PUNICODE_STRING p) { Path = *p; } // drvlint: allow(C28131) both know' >shared/keep.h
for one in a b; do
    sed 's/Path = \*RegistryPath/Keep(RegistryPath)/; s/^#pragma.*//; /^UNICODE_STRING/a #include "../keep.h"' kept.c \
        >shared/$one/driver.c
done
expect "a suppression in a header" 0 "checked 2 drivers: no findings (2 suppressed)" - check shared
sed -i 's/Keep(Reg.*/return 0;/' shared/b/driver.c
expect "one that is used by one of two drivers" 0 "checked 2 drivers: no findings (1 suppressed)" - check shared
sed -i 's/Keep(Reg.*/return 0;/' shared/a/driver.c
expect "and by none" 0 "no findings" "shared/keep.h:1: note: this suppression of 'C28131' matches no finding" check shared
says "it is said once" err "note: this suppression"
checks=$((checks + 1))
[ "$(wc -l <err)" -eq 1 ] || complain "it is not"
checks=$((checks + 1))
name="same bytes whatever -j is"
for format in json sarif text; do
    "$drvlint" check --format "$format" -j 1 . >one 2>errors
    "$drvlint" check --format "$format" -j 3 . >out 2>err
    cmp -s one out || complain "$format differs with -j 3"
    cmp -s errors err || complain "the notices of $format differ with -j 3"
done

# ---- baselines ----

mkdir -p old/src/one old/src/two old/ci
cp bad/driver.c old/src/one/driver.c
sed 's/^#pragma.*//' kept.c >old/src/two/driver.c
cd old || exit 1
mv ../out ../err .
expect "a baseline is written, and the run judged" 1 "2 errors" "" check --write-baseline ci/base.json src
cp ci/base.json ci/first.json
"$json_valid" ci/base.json 2>err || complain "it is no JSON"
says "it tells the folder" ci/base.json '"root": ".."'
says "it is named for people" ci/base.json \
    "{\"rule\": \"$propagated\", \"file\": \"src/one/driver.c\", \"function\": \"DriverEntry\", \"fingerprint\": \""
expect "what is in the baseline does not count" 0 "no findings (2 suppressed)" - check --baseline ci/base.json src
lacks "the verdicts stay" out " 0 violated"
expect "it is shown on demand" 0 "= suppressed: in the baseline ci/base.json" "" check --verbose --baseline ci/base.json src
expect "baseline in JSON" 0 '"kind":	"baseline",' - check --format json --baseline ci/base.json src
expect "baseline in SARIF" 0 '"baselineState":	"unchanged",' - check --format sarif --baseline ci/base.json src
says "its kind in SARIF" out '"kind":	"external",'
expect "no state without a baseline" 1 '"ruleId"' - check --format sarif src
lacks "none at all" out baselineState
expect "from another folder, of a part" 0 "no findings (1 suppressed)" - check --baseline ci/base.json src/two
cd src/one || exit 1
expect "from below" 0 "no findings (1 suppressed)" - check --baseline ../../ci/base.json driver.c
cd ../../.. || exit 1
expect "from above" 0 "no findings (2 suppressed)" - check --baseline old/ci/base.json old/src
cd old || exit 1
expect "written anew it is the same" 0 "(2 suppressed)" - check --baseline ci/base.json --write-baseline ci/base.json src
cmp -s ci/first.json ci/base.json || complain "it differs"
expect "whatever -j is" 1 "" "" check -j 2 --write-baseline ci/second.json src
cmp -s ci/first.json ci/second.json || complain "it differs"

sed -i 's/^DRIVER_INIT/\n\n&/' src/one/driver.c
expect "code before it may change" 0 "no findings (2 suppressed)" - check --baseline ci/base.json src
sed -i 's/return STATUS_SUCCESS/return 0/' src/one/driver.c
expect "a new finding counts" 1 "1 error (1 suppressed)" \
    "ci/base.json:5: note: 1 finding of the baseline is gone: --write-baseline writes it anew" \
    check --baseline ci/base.json src
expect "a new finding in SARIF" 1 '"baselineState":	"new",' "" check --format sarif --baseline ci/base.json src
says "beside an old one" out '"baselineState":	"unchanged",'
expect "of a part that was not analysed nothing is gone" 0 "(1 suppressed)" - check --baseline ci/base.json src/two
expect "nor of a rule that is off" 0 "(1 suppressed)" - check --baseline ci/base.json --disable "kmdf*" src
rm -r src/one
expect "nor of a run that came to nothing" 2 "" "" check --baseline ci/base.json --disable no-such-rule src
lacks "nothing is said of it" err "is gone"
expect "of a file that is not there any more" 0 "(1 suppressed)" "1 finding of the baseline is gone" \
    check --baseline ci/base.json src
expect "without what is gone" 0 "(1 suppressed)" "" check --baseline ci/base.json --write-baseline ci/base.json src
lacks "it is gone" ci/base.json "$propagated"
sed -i 's,    Path = .*,& // drvlint: allow(C28131) kept here,' src/two/driver.c
expect "what the source puts aside is not written" 0 "(1 suppressed)" "" check --write-baseline ci/none.json src
says "nothing is written" ci/none.json '"findings": []'
expect "source and baseline" 0 '"kind":	"source",' "" check --format json --baseline ci/first.json src/two
says "both are told" out '"kind":	"baseline",'

mkdir both
cp ../bad/driver.c both
for one in a b; do
    mkdir both/$one
    echo '<Project><ItemGroup><ClCompile Include="..\driver.c" /></ItemGroup></Project>' >both/$one/$one.vcxproj
done
expect "what two projects share" 1 "" "" check --write-baseline both.json both
lacks "is one finding" both.json '"count"'
expect "and known to both" 0 "no findings (1 suppressed)" - check --baseline both.json both
sed 's/^    return.*/    if (RegistryPath) return 0;\n    return 0;/' ../bad/driver.c >twice.c
expect "two in one function" 1 "" "" check --write-baseline twice.json twice.c
expect "two that are alike" 0 "no findings" - check --baseline twice.json twice.c

sed 's|"file": "twice.c"|"file": "../other.c"|' twice.json >other.json
expect "the print of a finding in another file" 1 "error: " "" check --baseline other.json twice.c
sed 's|"function": "DriverEntry"|"function": "Other"|' twice.json >other.json
expect "or in another function" 1 "error: " "" check --baseline other.json twice.c

# damaged WHAT STATUS-LINE TEXT: a baseline of this text is refused
damaged() {
    printf '%s' "$3" >ci/bad.json
    expect "a baseline $1" 2 "" "ci/bad.json$2" check --baseline ci/bad.json src
    expect "a baseline $1, JSON" 2 '"notifications"' "ci/bad.json$2" check --format json --baseline ci/bad.json src
}
damaged "that is empty" ":1:1: error: expected a value" ""
damaged "that is cut off" ":1:25: error: expected ':'" '{"schema": "x", "findin"'
damaged "with a conflict" ":2:1: error: expected a key" "{
<<<<<<< ours"
damaged "of another schema" ":1:12: error: 'schema' must be 'drvlint-baseline-1'" '{"schema": "drvlint-report-1"}'
damaged "with an unknown key" ":1:2: error: " '{"scheme": "drvlint-baseline-1", "findings": []}'
damaged "with another key" ":2:44: error: unknown key 'finger' in a finding" '{"schema": "drvlint-baseline-1", "findings": [
{"rule": "r", "file": "f", "function": "", "finger": "0123456789abcdef"}]}'
one='{"rule": "r", "file": "f", "function": "", "fingerprint": "0123456789abcdef"}'
damaged "with a finding twice" ":2:59: error: this finding of 'r' stands twice" \
    "{\"schema\": \"drvlint-baseline-1\", \"findings\": [$one,
$one]}"
damaged "with an absolute folder" ":1:42: error: 'root' is relative" \
    '{"schema": "drvlint-baseline-1", "root": "/etc", "findings": []}'
damaged "that is no UTF-8" ":1:13: error: this is not UTF-8" "$(printf '{"schema": "\377"}')"
damaged "that is too deep" ":1:65: error: more than 64 levels" "$(printf '%070d' 0 | tr 0 '[')"
expect "a baseline that is missing" 2 "" "ci/missing.json: error: cannot be read: no such file" \
    check --baseline ci/missing.json src
expect "a baseline that is a folder" 2 "" "ci: error: cannot be read: not a regular file" check --baseline ci src
expect "a baseline that is a pipe" 2 "" "../pipe: error: cannot be read: not a regular file" check --baseline ../pipe src
truncate -s 40M huge.json
expect "a baseline that is huge" 2 "" "huge.json: error: is larger than" check --baseline huge.json src
if [ "$(id -u)" -ne 0 ]; then
    chmod 000 ci/bad.json
    expect "a baseline without permission" 2 "" "ci/bad.json: error: cannot be read" check --baseline ci/bad.json src
    chmod 600 ci/bad.json
fi
expect "a damaged one is not written over" 2 "" "is not written" check --baseline ci --write-baseline ci/first.json src
says "it is as it was" ci/first.json "$propagated"
expect "nor is one when a path is missing" 2 "" "ci/first.json: error: is not written, as not all was analysed" \
    check --write-baseline ci/first.json src missing
expect "a source is not written over" 2 "" "src/two/driver.c: error: is there and no baseline" \
    check --write-baseline src/two/driver.c src
expect "a baseline into a folder that is missing" 2 "" "no/base.json: error: cannot be written" \
    check --write-baseline no/base.json src
expect "a baseline without a name" 2 - "--baseline needs a value (FILE)" check src --baseline
expect "no baseline of trace" 2 - "unknown option '--baseline'" trace --baseline x src
checks=$((checks + 1))
name="nothing is left beside baselines"
[ -z "$(find . -name '*.tmp')" ] || complain "$(find . -name '*.tmp')"
cd ..

# ---- configuration ----

mkdir -p project/.git project/src/deep project/ours/wdm project/ci outside/wdm
cd project || exit 1
mv ../out ../err .
cp ../bad/driver.c src/deep/driver.c
# config TEXT: the project's configuration
config() {
    printf '%s\n' "$1" >.drvlint.json
}
config '{"level": {"kmdf-driver-create-propagated": "note"}}'
expect "the nearest configuration is used" 0 "1 note" - check src/deep/driver.c
expect "it is told when asked" 0 "1 note" ".drvlint.json: note: the settings of this file are used" check --verbose src
expect "it is told in reports" 0 '"message":	"the settings of this file are used",' - check --format json src
says "by its name" out '"file":	".drvlint.json",'
expect "it is told in SARIF" 0 'the settings of this file are used' - check --format sarif src
expect "without it" 1 "1 error" - check --no-config src
expect "the command line has the last word" 1 "1 warning" - check --level $propagated=warning src
expect "the first path counts" 1 "2 errors" - check ../bad src
expect "the first path counts, the other way round" 0 "2 notes" - check src ../bad
cd src/deep || exit 1
expect "from below" 0 "1 note" "/project/.drvlint.json: note: the" check --verbose .
cd ../..
cp .drvlint.json ci/other.json
config '{"disable": "kmdf"}'
expect "the one that is named" 0 "1 note" - check --config ci/other.json src
expect "the last one that is named" 0 "no findings" - check --config ci/other.json --config .drvlint.json src
expect "trace heeds it" 0 "" ".drvlint.json: note: the settings" trace --verbose src
expect "one that is missing" 2 "" "no.json: error: cannot be read: no such file" check --config no.json src
expect "rules have none" 2 - "unknown option '--config'" rules --config ci/other.json
rm -r .git
rm .drvlint.json
printf '{"disable": "kmdf"}' >../.drvlint.json
expect "above the project" 0 "no findings" - check src
mkdir .git
expect "not above the repository" 1 "1 error" - check src
rmdir .git
echo 'gitdir: ../x' >.git
expect "nor above a work tree" 1 "1 error" - check src
rm ../.drvlint.json

# What it says.
config '{"disable": ["kmdf"], "enable": "kmdf-driver-create-propagated"}'
expect "the last word wins" 1 "1 error" - check src
config '{"enable": "kmdf-driver-create-propagated", "disable": ["kmdf"]}'
expect "in the order of the file" 0 "no findings" - check src
expect "then the command line" 1 "1 error" - check --enable $propagated src
config '{"failOn": "never"}'
expect "threshold" 0 "1 error" - check src
expect "threshold of the command line" 1 "1 error" - check --fail-on error src
config '{"model": ["kmdf-control"]}'
expect "model" 1 '"kmdf-control"' - check --format json src
config '{"strict": true}'
printf '%s\n{ ((( ]] = \n' "$entry" >half.c
expect "strict" 1 "degraded" "" check half.c
expect "not strict" 0 "degraded" "" check --no-strict half.c
sed 's/^    return.*/#if defined(GOOD) \&\& GOOD > 1 \&\& !defined(BAD)\n    return status;\n#else\n    return 0;\n#endif/' ../bad/driver.c >defined.c
config '{"define": ["GOOD=2", "BAD"], "undefine": "BAD"}'
expect "define, undefine" 0 "0 violated, 0 undetermined" - check defined.c
expect "define otherwise" 1 "DRV2002" - check -D GOOD=1 defined.c
expect "undefine what it defines" 1 "DRV2002" - check -U GOOD defined.c
expect "define what it undefines" 1 "DRV2002" - check -D BAD defined.c
mkdir -p inc
echo '#define GOOD 2' >inc/result.h
sed '1i\
#include <result.h>' defined.c >src/deep/driver.c
rm defined.c half.c
config '{}'
expect "no include" 1 "DRV2002" - check src/deep/driver.c
config '{"include": ["inc", "not/there"]}'
expect "include" 0 "0 violated, 0 undetermined" ".drvlint.json:1:21: note: the include folder 'not/there' is not there" \
    check src/deep/driver.c
lacks "only that one" err "'inc'"
cp ../bad/driver.c src/deep/driver.c
config '{"timeout": 0.000001}'
expect "timeout" 0 "" "" check --fail-on never src
cat >ours/wdm/wdm-acme-no-keep.json <<END
{
  "schema": "drvlint-rule-1",
  "id": "wdm-acme-no-keep",
  "code": "ACME0001",
  "title": "The log is not opened",
  "why": "It is large.",
  "fix": "Do not open it.",
  "model": "wdm",
  "level": "error",
  "strength": "must",
  "requirements": [],
  "source": [{"document": "https://wiki.acme.example/driver-log"}],
  "check": [{"form": "forbid", "event": "DbgPrint"}]
}
END
sed 's/^    return.*/    DbgPrint("x");\n    return status;/' ../bad/driver.c >src/deep/driver.c
config '{"rules": ["ours"]}'
expect "rules" 1 "ACME0001 wdm-acme-no-keep" - check src
cd src || exit 1
expect "rules from below" 1 "ACME0001 wdm-acme-no-keep" - check .
cd ..
cp ../bad/driver.c src/deep/driver.c
config '{"baseline": "ci/base.json"}'
expect "a baseline that is missing" 2 "" "ci/base.json: error: cannot be read" check src
expect "but for the run that makes it" 1 "1 error" "" check --write-baseline ./ci/base.json src
expect "baseline" 0 "(1 suppressed)" - check src
expect "no baseline" 1 "1 error" - check --no-baseline src
expect "baseline of the command line" 2 "" "no.json: error: cannot be read" check --baseline no.json src

# refused WHAT PLACE TEXT
refused() {
    config "$3"
    expect "configuration $1" 2 "" ".drvlint.json$2" check src
    expect "configuration $1, JSON" 2 '"notifications"' ".drvlint.json$2" check --format json src
    expect "configuration $1, SARIF" 2 '"executionSuccessful":	false' ".drvlint.json$2" check --format sarif src
    expect "configuration $1, trace" 2 "" ".drvlint.json$2" trace src
    expect "configuration $1, passed over" 1 "1 error" - check --no-config src
}
refused "with a comment" ":2:3: error: expected a key in quotes, found '/': there are no comments in JSON" '{
  // no
  "strict": true }'
refused "with an unknown key" ":2:12: error: unknown key 'modle' in a configuration; did you mean 'model'?" '{
           "modle": "kmdf" }'
refused "with a wrong type" ":1:12: error: 'strict' must be true or false, not a string" '{"strict": "yes"}'
refused "with an unknown rule" ":1:15: error: unknown rule or model 'kmdf-drvr-create-propagated'; did you mean '$propagated'?" \
    '{"disable": [ "kmdf-drvr-create-propagated"]}'
refused "with an unknown rule of a level" ":1:12: error: unknown rule or model 'xyz-abc-def'" '{"level": {"xyz-abc-def": "note"}}'
refused "with an unknown model" ":1:20: error: unknown model 'kmdv'; did you mean 'kmdf'?" '{"model": ["wdm",  "kmdv"]}'
refused "with rules outside" ":1:13: error: '../outside' does not lie in the folder of the configuration" '{"rules":   "../outside"}'
cp ours/wdm/*.json ../outside/wdm
ln -s ../outside link
refused "with rules behind a link" ":1:11: error: 'link' leads out of the folder of the configuration" '{"rules": "link"}'
refused "with headers behind a link" ":1:14: error: 'link' leads out of" '{"include": ["link"]}'
ln -s ../../../outside/wdm/wdm-acme-no-keep.json ours/wdm/wdm-acme-linked.json
refused "with a rule behind a link" ":1:11: error: 'ours/wdm/wdm-acme-linked.json' leads out of" '{"rules": "ours"}'
rm link ours/wdm/wdm-acme-linked.json
ln -s ../../old/ci/first.json ci/linked.json
refused "with a baseline behind a link" ":1:14: error: 'ci/linked.json' leads out of" '{"baseline": "ci/linked.json"}'
refused "with a report" ":1:2: error: unknown key 'report'" '{"report": "json=x"}'
refused "that is no UTF-8" ":1:12: error: this is not UTF-8" "$(printf '{"model": "\377"}')"
refused "that is too deep" ":1:65: error: more than 64 levels" "$(printf '%070d' 0 | tr 0 '[')"
refused "that is huge" ": error: is larger than 65536 bytes" "{\"model\": \"$(printf '%066000d' 0)\"}"
rm .drvlint.json
mkdir .drvlint.json
expect "a configuration that is a folder" 2 "" ".drvlint.json: error: cannot be read: not a regular file" check src
rmdir .drvlint.json
mkfifo .drvlint.json
expect "a configuration that is a pipe" 2 "" ".drvlint.json: error: cannot be read: not a regular file" check src
rm .drvlint.json
printf '{"disable": "kmdf"}' >../outside/config.json
ln -s ../outside/config.json .drvlint.json
expect "a configuration behind a link" 2 "" ".drvlint.json: error: leads out of its folder" check src
expect "but when it is named" 0 "no findings" - check --config .drvlint.json src
rm .drvlint.json
ln -s ci/other.json .drvlint.json
expect "a link inside" 0 "1 note" - check src
rm .drvlint.json
if [ "$(id -u)" -ne 0 ]; then
    mkdir closed
    chmod 000 closed
    expect "a folder that cannot be read" 3 "" "closed: warning: cannot be read" check closed
    chmod 700 closed
    config '{}'
    chmod 000 .drvlint.json
    expect "a configuration without permission" 2 "" ".drvlint.json: error: cannot be read: permission denied" check src
fi
cd ..

finish
