#!/bin/sh
# run.sh DRVLINT [SEED [COUNT]]: random drivers as source text, run on this machine along every path, and judged by
# drvlint. Prints what differs; exit status 1: something is missed, or definite and wrong.
set -eu
drvlint=$1
seed=${2:-3}
count=${3:-400}
here=$(cd "$(dirname "$0")" && pwd)
compiler=${CXX:-c++}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -B "$here/programs.py" "$seed" "$count" "$work"
"$compiler" -std=c++17 -w -O1 -I "$here" -o "$work/native" "$work/native.cpp"
python3 -B "$here/judge.py" "$work" "$drvlint"
