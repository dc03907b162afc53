/* sources_file.h: the `sources` and `dirs` files of the old build tool of the WDK. Private to project/. */
#ifndef DL_PROJECT_SOURCES_FILE_H
#define DL_PROJECT_SOURCES_FILE_H

#include "project/build.h"
#include "project/tree.h"

bool dl_sources_file_is_one(const char *path);
bool dl_dirs_file_is_one(const char *path);

/* What the `sources` file of the tree builds, for a free build of x64; NULL: it names no target, so it is something
 * else. Fails with DL_BAD_INPUT, file and line. `scratch` is free after. */
dl_code dl_sources_file_read(dl_build **out, const dl_tree *tree, const char *path, const dl_settings *given,
                             dl_notices *notices, dl_arena *scratch, dl_arena *arena, dl_status *why);

/* The `sources` files that a `dirs` file of the tree leads to. */
dl_code dl_dirs_file_read(dl_strings *out, const dl_tree *tree, const char *path, dl_arena *arena, dl_status *why);

#endif
