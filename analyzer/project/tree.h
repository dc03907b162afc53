/* tree.h: the files below the folders that were given, by name. Private to project/. */
#ifndef DL_PROJECT_TREE_H
#define DL_PROJECT_TREE_H

#include "project/driver.h"
#include "project/lex.h"

/* Lists `root`, of which at most `most` files are taken, and each include folder of `settings`. An include folder that
 * does not exist is an empty one. Fails with DL_BAD_INPUT when some folder could not be listed; `out` is good for the
 * rest. */
dl_code dl_tree_new(dl_tree **out, const char *root, const dl_settings *settings, size_t most, dl_arena *arena,
                    dl_status *why);
/* The folder that had more files than are taken, those beside one another before those below; NULL: none had. */
const char *dl_tree_cut(const dl_tree *tree);
/* The files below the root, in the order of the walk. */
const char *const *dl_tree_files(const dl_tree *tree, size_t *count);
/* Those of them that are assembly or a list of exports. */
const char *const *dl_tree_files_beside_c(const dl_tree *tree, size_t *count);
const char *dl_tree_root(const dl_tree *tree);

/* The tokens of a source, which live in `scratch` as its text does. False: it cannot be read, or is no text. */
bool dl_tree_lex(const dl_tree *tree, const char *path, dl_tokens *tokens, dl_arena *scratch);

/* Whether the file lies in one of the folders, links followed; one that is not there does: reading it tells why. */
bool dl_tree_holds(const dl_tree *tree, const char *path, dl_arena *arena);

/* An absolute path as reports show what lies below the root, whether it exists or not. NULL: it does not lie there. */
const char *dl_tree_shown(const dl_tree *tree, const char *absolute, dl_arena *arena);
/* The absolute path, not looked up, of one as reports show it. */
const char *dl_tree_absolute(const dl_tree *tree, const char *shown, dl_arena *arena);
/* The file of the tree at the path as reports show it, any letter case; NULL: there is none. */
const char *dl_tree_file(const dl_tree *tree, const char *shown, dl_arena *arena);
bool dl_tree_has_folder(const dl_tree *tree, const char *shown, dl_arena *arena);
/* The files that stand directly in the folder at the path as reports show it, any letter case. */
const char *const *dl_tree_folder_files(const dl_tree *tree, const char *shown, size_t *count, dl_arena *arena);

/* Whether the name ends with one of the endings (`.c`), in any letter case. */
bool dl_path_ends_as(const char *path, const char *const *endings, size_t count);
/* Whether the name is one of a C or C++ source. */
bool dl_source_is_one(const char *path);
/* Whether it is one of a file that sources include. */
bool dl_header_is_one(const char *path);

#endif
