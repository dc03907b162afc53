/* compdb.h: a compile database (compile_commands.json) as untrusted input: of its commands only what tells how a source
 * is read is taken (arguments.h). Private to project/. */
#ifndef DL_PROJECT_COMPDB_H
#define DL_PROJECT_COMPDB_H

#include "project/build.h"
#include "project/tree.h"

typedef DL_VEC(dl_build *) dl_build_list;

/* Adds one build for each target that the commands show (CMake's `CMakeFiles/NAME.dir`, Meson's `NAME.p`), else for
 * each folder of sources. `shown` is the file as reports show it; what it names lies in the tree, and so does it
 * itself, unless it `is_asked` for. Fails with DL_BAD_INPUT, file, line and column. `scratch` is free after. */
dl_code dl_compdb_read(dl_build_list *out, const dl_tree *tree, const char *shown, bool is_asked,
                       const dl_settings *given, dl_notices *notices, dl_arena *scratch, dl_arena *arena,
                       dl_status *why);

#endif
