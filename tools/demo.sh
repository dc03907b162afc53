#!/bin/sh
# demo.sh: installs what the build needs, builds drvlint, and checks a driver that has a fault.
set -eu
cd "$(dirname "$0")/.."
. tools/packages.sh

install_build_packages
echo "building into build/demo"
cmake -S . -B build/demo -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo -DDRVLINT_TESTS=OFF >/dev/null
cmake --build build/demo --target drvlint >/dev/null

driver=corpus/drivers/guard-leak
echo
echo "\$ build/demo/drvlint check $driver"
status=0
build/demo/drvlint check "$driver" || status=$?
# The driver has a fault, so 1 is what must come.
if [ "$status" -ne 1 ]; then
    echo "expected exit status 1, got $status" >&2
    exit 1
fi
