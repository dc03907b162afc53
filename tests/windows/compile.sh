#!/bin/sh
# compile.sh SOURCES: every source compiles for 64-bit Windows (MinGW-w64), with the warnings of the other builds as errors:
# `long` of 32 bits, no POSIX. With the libraries' headers of this machine, so nothing is linked. Exit status 77: no
# such compiler here.
set -eu
cd "$1"
compiler=x86_64-w64-mingw32-gcc
command -v $compiler >/dev/null 2>&1 || compiler=x86_64-w64-mingw32-gcc-win32
if ! command -v $compiler >/dev/null 2>&1; then
    echo "skipped: no $compiler here; apt-get install gcc-mingw-w64-x86-64-win32 brings it"
    exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for llvm in 19 18 17; do
    [ ! -d "/usr/lib/llvm-$llvm/include/clang-c" ] || { ln -s "/usr/lib/llvm-$llvm/include/clang-c" "$work/clang-c"; break; }
done
ln -s "$(pkg-config --variable=includedir libcjson)/cjson" "$work/cjson"
ln -s "$(pkg-config --variable=includedir libxml-2.0)/libxml2/libxml" "$work/libxml"
# libxml2 may be built with these here; its headers name their types.
mkdir "$work/unicode"
echo 'typedef void *iconv_t;' >"$work/iconv.h"
echo 'typedef struct UConverter UConverter; typedef unsigned short UChar;' >"$work/unicode/ucnv.h"
find analyzer reports -name '*.c' | sort >"$work/sources"
[ -s "$work/sources" ]
# As cmake/Warnings.cmake has it.
xargs -P "$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)" -n 16 $compiler -std=c11 -fsyntax-only -Wall -Wextra -Wpedantic \
    -Wshadow -Wconversion -Wno-sign-conversion -Wstrict-prototypes -Wmissing-prototypes -Werror -D__USE_MINGW_ANSI_STDIO=1 \
    -DDRVLINT_VERSION='"0"' -DLIBCLANG_RESOURCE_DIR='"."' -Ianalyzer -I. -isystem "$work" <"$work/sources"
echo "$(wc -l <"$work/sources") sources compile for Windows"
