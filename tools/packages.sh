# packages.sh: installs what the scripts beside it need, on Debian 12 and Ubuntu 24.04. To be sourced.
# shellcheck shell=sh

is_installed() {
    dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null | grep -qx installed
}

is_offered() {
    apt-cache policy "$1" 2>/dev/null | grep -q 'Candidate: [0-9]'
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

# The newest LLVM that is there or can be had; 19 is what the checks of style are made for.
choose_llvm() {
    for llvm in 19 18 17; do
        ! is_installed "libclang-$llvm-dev" || return 0
    done
    as_root apt-get update -qq || return 1
    for llvm in 19 18 17; do
        ! is_offered "libclang-$llvm-dev" || return 0
    done
    echo "packages: no libclang of version 19, 18 or 17 can be had here" >&2
    return 1
}

# install_packages NAME...: says what is missing, and installs that.
install_packages() {
    missing=
    for package in "$@"; do
        is_installed "$package" || missing="$missing $package"
    done
    if [ -z "$missing" ]; then
        echo "packages: all there"
        return 0
    fi
    echo "packages: installing$missing"
    as_root apt-get update -qq || return 1
    # shellcheck disable=SC2086
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
}

# To build and to run.
install_build_packages() {
    choose_llvm && install_packages gcc libc6-dev cmake ninja-build pkg-config "libclang-$llvm-dev" libcjson-dev libxml2-dev "$@"
}

# For the tests too.
install_test_packages() {
    choose_llvm || return 1
    set -- check "clang-$llvm" "clang-format-$llvm" "clang-tidy-$llvm" dpkg-dev libwine-dev gcc-mingw-w64-x86-64-win32 \
        g++ python3
    # Node may be there from elsewhere, and then bars the distribution's npm.
    command -v npm >/dev/null 2>&1 || set -- "$@" nodejs npm
    install_build_packages "$@"
}
