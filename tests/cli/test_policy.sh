#!/bin/sh
# test_policy.sh DRVLINT JSON_VALID [KEEP]: what a project says of findings: suppressions in its sources.
# expect.sh says what the arguments are.
. "$(dirname "$0")/expect.sh"

propagated=kmdf-driver-create-propagated
entry='NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)'

# ---- suppressions in sources ----

mkdir bad
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
says "the verdict stays" out "2 violated"
expect "it is shown on demand" 0 "(suppressed) [DRV2002 $propagated]" "" check --verbose behind
says "with its reason" out "= suppressed: it cannot fail here (behind/driver.c:14)"
expect "suppressed, quiet" 0 - - check --quiet behind
expect "suppressed in JSON" 0 '"suppressed":	true,' - check --format json behind
says "kind in JSON" out '"kind":	"source",'
says "reason in JSON" out '"reason":	"it cannot fail here",'
says "count in JSON" out '"suppressed":	1,'
says "verdict in JSON" out '"violated":	2,'
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

finish
