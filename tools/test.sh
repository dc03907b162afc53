#!/bin/sh
# test.sh: installs what the tests need, then builds and runs everything:
# release and sanitizer builds with all tests, formatting, clang-tidy, report validators, random drivers, Wine's drivers.
# Each step says how long it took; a failing step does not stop the others.
set -u
cd "$(dirname "$0")/.." || exit 1
. tools/packages.sh

jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
failed=

step() {
    name=$1
    shift
    echo "== $name"
    begun=$(date +%s)
    if "$@"; then
        echo "== $name: good ($(($(date +%s) - begun)) s)"
    else
        echo "== $name: FAILED ($(($(date +%s) - begun)) s)"
        failed="$failed $name;"
    fi
}

sources() {
    find analyzer reports tools tests -name '*.[ch]' ! -path '*/data/*' ! -path 'tests/ir/*' | sort
}

build() {
    cmake --preset "$1" -DDRVLINT_WERROR=ON >"build/$1.log" || return 1
    cmake --build --preset "$1" -j "$jobs" >"build/$1.log" 2>&1 && return 0
    tail -n 60 "build/$1.log"
    return 1
}

run_tests() {
    ctest --preset "$1" --no-tests=error
}

check_format() {
    if [ "$llvm" -ne 19 ]; then
        echo "not checked: clang-format-$llvm lays out otherwise than clang-format-19"
        return 0
    fi
    sources | xargs clang-format-19 --dry-run -Werror
}

check_scripts() {
    for script in tools/*.sh tests/*/*.sh .ci/run; do
        sh -n "$script" || return 1
    done
}

run_tidy() {
    sources | grep '^\(analyzer\|reports\)/.*\.c$' |
        xargs -P "$jobs" -n 4 "clang-tidy-$llvm" -p build/release --quiet --warnings-as-errors='*' 2>build/tidy.log
}

# Every report that the command line's tests have made, and those of the whole corpus.
check_reports() {
    reports=build/release/reports
    build/release/drvlint check --quiet --fail-on never --report json=$reports/corpus.json \
        --report sarif=$reports/corpus.sarif corpus >/dev/null || return 1
    npm ci --prefix tests/reports --no-audit --no-fund --silent &&
        node --test tests/reports/validate.test.mjs >build/validate.log 2>&1 || {
        cat build/validate.log
        return 1
    }
    node tests/reports/validate.mjs $reports/cli/* $reports/policy/* $reports/corpus.*
}

# Rules and models, by a validator that is not ours.
check_schemas() {
    npm ci --prefix tests/reports --no-audit --no-fund --silent &&
        find rules -mindepth 2 -name '*.json' ! -name model.json -print0 |
        xargs -0 node tests/reports/rules.mjs rules/rule.schema.json &&
        node tests/reports/rules.mjs rules/model.schema.json rules/*/model.json
}

run_programs() {
    sh tests/source/run.sh build/release/drvlint
}

run_wine() {
    sh tests/wine/run.sh build/release/drvlint build/release/tests/report_entries build/wine
}

mkdir -p build
step packages install_test_packages
step "release build" build release
step "release tests" run_tests release
step "sanitizer build" build debug
step "sanitizer tests" run_tests debug
step formatting check_format
step scripts check_scripts
step clang-tidy run_tidy
step reports check_reports
step schemas check_schemas
step mutation cmake --build build/release --target mutation
step "random drivers" run_programs
step wine run_wine

if [ -n "$failed" ]; then
    echo "FAILED:$failed"
    exit 1
fi
echo "all good"
