#!/bin/sh
# headers.sh DRVLINT COMPARE_REPORTS MODEL...: what is found with Wine's kernel headers (Debian's libwine-dev) is what is
# found without: the same findings and verdicts on the corpus of the models, which rest on what these headers declare.
# They lack a good part; that is made up as ever. Exit status 77: the headers are not here.
set -eu
drvlint=$1
compare=$2
shift 2
cd "$(dirname "$0")/../.."
headers=
for folder in ${DRVLINT_WINE_HEADERS:-} /usr/include/wine/wine/windows /usr/include/wine/windows; do
    [ ! -f "$folder/ddk/wdm.h" ] || { headers=$folder; break; }
done
if [ -z "$headers" ]; then
    echo "skipped: Wine's headers are not here; apt-get install libwine-dev brings them"
    exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for model in "$@"; do
    cp -R "corpus/$model" "$work"
done
# Wine's headers are for C. From Wine 9 on they have a RTL_CONSTANT_STRING that C++ refuses: it gives a void pointer to a PWSTR.
if grep -q 'RTL_CONSTANT_STRING.*(void\*)' "$headers/ntdef.h" 2>/dev/null; then
    find "$work" -name '*.cpp' -exec rm {} +
fi
cd "$work"
"$drvlint" check --format json "$@" >without 2>talk || [ $? -eq 1 ]
"$drvlint" check --format json --wdk "$headers" "$@" >with 2>talk || [ $? -eq 1 ]
"$compare" "$work/without" "$work/with"
# They are read: fewer declarations are made up.
synthesized() { grep '"synthesized":' "$1" | awk -F: '{ sum += $2 } END { print sum + 0 }'; }
echo "declarations made up: $(synthesized "$work/without") without, $(synthesized "$work/with") with $headers"
[ "$(synthesized "$work/with")" -lt "$(synthesized "$work/without")" ]
