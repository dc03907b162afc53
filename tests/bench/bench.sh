#!/bin/sh
# bench.sh DRVLINT FOLDER [HEADERS]: ratios over the drivers below FOLDER, and scale.sh; printed, never judged.
#   analysis / parsing    processor time inside drvlint: with the stub alone, and with the kernel headers of HEADERS
#                         (--wdk), by default those of Wine or of MinGW, where they are
#   drvlint / clang       processor time for the same files: drvlint in one process against clang -fsyntax-only
#                         with the same headers (the stub, the folder's own, empty files for what is missing)
#   -j 1 / -j 2           time that passes; the reports must be the same bytes
#   peak memory           of the whole folder at -j 1, where GNU time is there
set -eu
drvlint=$1
folder=$(cd "$2" && pwd)
here=$(cd "$(dirname "$0")/../.." && pwd)
clang=${CLANG:-clang-19}
headers=${3:-}
for known in /usr/include/wine/wine/windows /usr/include/wine/windows /usr/share/mingw-w64/include; do
    [ -n "$headers" ] || [ ! -d "$known" ] || headers=$known
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Seconds of user and system time of what a command starts.
seconds() {
    ("$@" >"$work/out" 2>"$work/err"; times) |
        awk 'END { for (i = 1; i <= 2; i++) { split($i, part, "m"); sum += part[1] * 60 + part[2] } printf "%.2f", sum }'
}

mkdir "$work/stub" "$work/empty"
includes=
for stub in "$here"/analyzer/kernel/*.h.in; do
    name=$(basename "$stub" .in)
    case $name in compiler.h | library.h) continue ;; esac # clang's own, and not of the WDK
    cp "$stub" "$work/stub/$name"
done
for stub in "$work"/stub/*.h; do
    includes="$includes -include $stub"
done

"$drvlint" check --format json -j 1 --verbose "$folder" >"$work/report.json" 2>"$work/talk" || true
"$(dirname "$drvlint")/tests/report_entries" "$work/report.json" | sed 's/:[0-9]*	.*//' | sort -u >"$work/files"
count=$(grep -c . "$work/files" || true)
[ "$count" -gt 0 ] || { echo "bench: no driver below $folder" >&2; exit 1; }

# The headers that are missing, as clang names them, become empty files.
find "$folder" -type d | sed 's/^/-I/' >"$work/folders"
flags="-target x86_64-pc-windows-msvc -fms-extensions -fms-compatibility -w -ferror-limit=0 $includes"
while read -r file; do
    # shellcheck disable=SC2086
    "$clang" $flags "@$work/folders" -I"$work/stub" -E -M -MG "$file" 2>/dev/null || true
done <"$work/files" | tr -s ' \\\n' '\n' | grep -v '[/:]' | sort -u | while read -r header; do
    : >"$work/empty/$header"
done

clang_all() {
    while read -r file; do
        # shellcheck disable=SC2086
        "$clang" $flags "@$work/folders" -I"$work/stub" -I"$work/empty" -fsyntax-only "$file" || true
    done <"$work/files"
}
drvlint_all() {
    # shellcheck disable=SC2046
    "$drvlint" check --format json -j 1 $(cat "$work/files") || true
}

# What --verbose said, with these headers.
print_ratio() {
    sed -n 's/.*drvlint: \([0-9.]*\) s parsing, \([0-9.]*\) s analysis.*/\1 \2/p' "$work/talk" |
        awk -v with="$1" \
            '{ printf "analysis / parsing, %s: %.3f (%.2f s / %.2f s)\n", with, ($1 > 0 ? $2 / $1 : 0), $2, $1 }'
}
print_ratio 'with the stub alone'
if [ -n "$headers" ]; then
    "$drvlint" check --format json -j 1 --verbose --wdk "$headers" "$folder" >/dev/null 2>"$work/talk" || true
    print_ratio "with $headers"
fi
ours=$(seconds drvlint_all)
theirs=$(seconds clang_all)
echo "$ours $theirs $count" |
    awk '{ printf "drvlint / clang -fsyntax-only: %.2f (%.2f s / %.2f s, %d files)\n", ($2 > 0 ? $1 / $2 : 0), $1, $2, $3 }'

# Seconds that pass.
passing() {
    begin=$(date +%s.%N)
    "$@" >"$work/passing.json" 2>/dev/null || true
    end=$(date +%s.%N)
    echo "$begin $end" | awk '{ printf "%.2f", $2 - $1 }'
}
one=$(passing "$drvlint" check --format json -j 1 "$folder")
cp "$work/passing.json" "$work/one.json"
two=$(passing "$drvlint" check --format json -j 2 "$folder")
same=different
cmp -s "$work/one.json" "$work/passing.json" && same=same
echo "$one $two $same" | awk '{ printf "-j 1 / -j 2: %.2f (%.2f s / %.2f s), %s reports\n", ($2 > 0 ? $1 / $2 : 0), $1, $2, $3 }'
if [ -x /usr/bin/time ]; then
    /usr/bin/time -f 'peak memory: %M KB' "$drvlint" check --format json -j 1 "$folder" 2>&1 >/dev/null | grep '^peak' || true
fi
sh "$(dirname "$0")/scale.sh" "$drvlint"
