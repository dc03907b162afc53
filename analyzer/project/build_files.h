/* build_files.h: which files tell how a driver without a project is built (`Makefile`, `CMakeLists.txt`, `rules.mk` …),
 * and whether they name a macro. They are not run. Owns: all in the arena given. */
#ifndef DL_PROJECT_BUILD_FILES_H
#define DL_PROJECT_BUILD_FILES_H

#include "project/driver.h"

/* What the files of a tree name, whatever folder they stand in. */
typedef struct dl_build_files dl_build_files;
dl_build_files *dl_build_files_read(const dl_tree *tree, dl_arena *arena);
/* Those that name the source; a name alone counts where the file's own folder has no other source of that name. */
const char *const *dl_build_files_of(const dl_build_files *files, const char *source, size_t *count, dl_arena *arena);

/* In the folder of the driver's entry, in those above it in the tree, and among those that name the entry's file: the
 * first that holds the word, else the first; NULL: there is none. */
const char *dl_build_file(const dl_driver *driver, const char *word, bool *holds, dl_arena *arena);
/* The first of them that names the macro, `-DNAME` included, where that may be for the driver; NULL: none does. */
const char *dl_build_naming(const dl_driver *driver, const char *macro, dl_arena *arena);

#endif
