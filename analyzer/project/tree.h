/* tree.h: the files below the folders that were given, by name. Private to project/. */
#ifndef DL_PROJECT_TREE_H
#define DL_PROJECT_TREE_H

#include "project/driver.h"

/* Lists `root` and each include folder of `settings`. `most` bounds the files taken from each.
 * An include folder that does not exist is an empty one. Fails with DL_BAD_INPUT when some folder could
 * not be listed; `out` is good for the rest. */
dl_code dl_tree_new(dl_tree **out, const char *root, const dl_settings *settings, size_t most, dl_arena *arena,
                    dl_status *why);
/* The files below the root, in the order of the walk. */
const char *const *dl_tree_files(const dl_tree *tree, size_t *count);
const char *dl_tree_root(const dl_tree *tree);

#endif
