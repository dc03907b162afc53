#!/bin/sh
# run.sh DRVLINT REPORT_ENTRIES FOLDER: runs drvlint over the drivers of Wine, from its source package.
#
# Downloads the package with apt-get source into FOLDER, unless it is there. The source entries are made from
# this machine's own apt configuration, whatever its form. Passes when drvlint does not crash, finds every entry
# routine that a textual scan finds, and gives a reason for every driver that it did not understand wholly.
set -eu
drvlint=$1
report_entries=$2
mkdir -p "$3"
folder=$(cd "$3" && pwd)

download() {
    mkdir -p "$folder/lists/partial" "$folder/parts"
    apt-get indextargets --format '$(REPO_URI)|$(RELEASE)|$(COMPONENT)|$(SIGNED_BY)|$(ORIGIN)' 'Created-By: Packages' |
        sort -u | while IFS='|' read -r uri release component key origin; do
        case $origin in Debian | Ubuntu) ;; *) continue ;; esac
        case $key in /*) key="[signed-by=$key] " ;; *) key= ;; esac
        echo "deb-src $key$uri $release $component"
    done >"$folder/sources.list"
    [ -s "$folder/sources.list" ] || { echo "wine: no source entries could be made" >&2; return 1; }
    set -- -qq -o "Dir::Etc::SourceList=$folder/sources.list" -o "Dir::Etc::SourceParts=$folder/parts" \
        -o "Dir::State::Lists=$folder/lists" -o "Dir::Cache::pkgcache=" -o "Dir::Cache::srcpkgcache=" \
        -o APT::Sandbox::User=root
    apt-get "$@" update
    (cd "$folder" && apt-get "$@" source --download-only wine)
}

# Every source in which an entry routine is defined, as FILE:LINE.
scan() {
    grep -rnE --include='*.c' '^[A-Za-z_][A-Za-z0-9_ *]*[ *]DriverEntry *\(' . | grep -v ';[[:space:]]*$' |
        sed 's/^\.\///; s/^\([^:]*:[0-9]*\):.*/\1/' | sort
}

if [ ! -e "$folder/done" ]; then
    download
    rm -rf "$folder/wine"
    mkdir "$folder/wine"
    tar -xf "$folder"/wine_*.orig.tar.* -C "$folder/wine" --strip-components=1
    touch "$folder/done"
fi
drvlint=$(cd "$(dirname "$drvlint")" && pwd)/$(basename "$drvlint")
report_entries=$(cd "$(dirname "$report_entries")" && pwd)/$(basename "$report_entries")
cd "$folder/wine"
scan >"$folder/scanned"
[ -s "$folder/scanned" ] || { echo "wine: no entry routine in the package" >&2; exit 1; }

status=0
# shellcheck disable=SC2046
"$drvlint" check --format json --verbose $(cut -d: -f1 "$folder/scanned" | sort -u) \
    >"$folder/report.json" 2>"$folder/talk" || status=$?
if [ "$status" -ge 4 ] || [ "$status" -eq 2 ]; then
    cat "$folder/talk"
    echo "wine: drvlint ended with status $status" >&2
    exit 1
fi
"$report_entries" "$folder/report.json" | sort >"$folder/entries"
cut -f1 "$folder/entries" | sort >"$folder/found"
bad=0
comm -23 "$folder/scanned" "$folder/found" | sed 's/^/wine: not found: /' | grep . && bad=1
awk -F '\t' '$2 != "complete" && $3 == "" { print "wine: no reason given: " $1 " is " $2; bad = 1 } END { exit bad }' \
    "$folder/entries" || bad=1
tail -n 2 "$folder/talk"
echo "wine: $(wc -l <"$folder/scanned") entry routines scanned, $(grep -c . "$folder/found") found," \
    "$(cut -f2 "$folder/entries" | grep -c degraded || true) degraded, exit status $status"
exit "$bad"
