#!/bin/sh
# test_readme.sh DRVLINT [--update]: what README.md shows is what the program prints. In each block ```console stands
# one command, and behind it all its output. --update writes the output into README.md.
set -eu
drvlint=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
update=${2-}
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

drvlint() {
    "$drvlint" "$@"
}

inside=
while IFS= read -r line; do
    case $inside$line in
    '```console') inside='command' ;;
    'command$ '*)
        inside='output'
        printf '%s\n' "$line"
        eval "${line#??}" || [ $? -eq 1 ] # findings
        continue
        ;;
    'output```') inside= ;;
    output*) continue ;;
    esac
    printf '%s\n' "$line"
done <README.md >"$work/README.md"
[ -z "$inside" ] # no block is left open

if [ "$update" = --update ]; then
    cat "$work/README.md" >README.md
elif ! diff -u README.md "$work/README.md"; then
    echo "README.md shows something else: sh tests/docs/test_readme.sh $1 --update"
    exit 1
fi
echo "100%: Checks: 1, Failures: 0, Errors: 0"
