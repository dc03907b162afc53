# packages.sh: installs what the scripts beside it need, on Debian 12 and Ubuntu 24.04. To be sourced.
# shellcheck shell=sh

# To build and to run.
build_packages="gcc libc6-dev cmake ninja-build pkg-config libclang-19-dev libcjson-dev"
# For the tests too.
test_packages="check clang-19 clang-format-19 clang-tidy-19 dpkg-dev"
# Node may be there from elsewhere, and then bars the distribution's npm.
command -v npm >/dev/null 2>&1 || test_packages="$test_packages nodejs npm"

is_installed() {
    dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null | grep -qx installed
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
    sudo=
    [ "$(id -u)" -eq 0 ] || sudo=sudo
    $sudo apt-get update -qq || return 1
    # shellcheck disable=SC2086
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
}
