#!/bin/sh
# test_tutorial.sh DRVLINT [--update]: docs/writing-rules.md, followed to the letter in an empty folder. A block whose
# first line is ```json PATH or ```c PATH is what a reader writes to that file. In a block ```console stand commands
# behind `$ `, each with all that it prints, standard error too. --update writes what they print into the document.
set -eu
drvlint=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
update=${2-}
cd "$(dirname "$0")/../.."
page=$PWD/docs/writing-rules.md
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/folder"
cd "$work/folder"

drvlint() {
    "$drvlint" "$@"
}

inside=
commands=0
files=0
while IFS= read -r line; do
    case $inside$line in
    '```console')
        inside=output
        ;;
    '```json '* | '```c '*)
        inside=file
        path=${line#* }
        mkdir -p "$(dirname "$path")"
        : >"$path"
        files=$((files + 1))
        ;;
    'output$ '*)
        printf '%s\n' "$line"
        eval "${line#??}" 2>&1 || true
        commands=$((commands + 1))
        continue
        ;;
    'output```' | 'file```') inside= ;;
    output*) continue ;;
    file*) printf '%s\n' "$line" >>"$path" ;;
    esac
    printf '%s\n' "$line"
done <"$page" >"$work/page.md"
[ -z "$inside" ] # no block is left open
[ $commands -gt 0 ] && [ $files -gt 0 ]

if [ "$update" = --update ]; then
    cat "$work/page.md" >"$page"
elif ! diff -u "$page" "$work/page.md"; then
    echo "docs/writing-rules.md shows something else: sh tests/docs/test_tutorial.sh $1 --update"
    exit 1
fi
echo "100%: Checks: $commands, Failures: 0, Errors: 0"
