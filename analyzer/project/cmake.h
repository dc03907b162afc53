/* cmake.h: the macros that CMake's files define for a source, as far as their text tells: they are not run.
 * Private to project/. */
#ifndef DL_PROJECT_CMAKE_H
#define DL_PROJECT_CMAKE_H

#include "project/build.h"

/* `given` with what the `CMakeLists.txt` of the source's folder, and of those above it in the tree, defines: for all
 * (`add_definitions`, `add_compile_definitions`, `add_compile_options`) and for the target that the source is named in
 * (`target_compile_definitions`, `target_compile_options`), with what the targets lend that it links; but no program,
 * and no library that only programs link. Of several targets, what they all define. What stands under an `if` or in a
 * function is not taken, nor what is put together from variables other than those that are set once; nothing at all
 * where these grow too long, or there are too many targets. Macros of which something was given keep that. `given`
 * itself where there is nothing to add. */
const dl_settings *dl_cmake_settings(const dl_tree *tree, const char *source, const dl_settings *given,
                                     dl_arena *arena);

/* Where the text names the macro, as a word or behind `-D` or `/D`; NULL: nowhere. */
const char *dl_names_macro(const char *text, const char *macro);
/* Whether the script in `path` names it other than for a target that is another one: the source is not named in it, or
 * it is a program. A script that cannot be read may name anything; so may one that holds the macro's name, where not
 * all is followed. */
bool dl_cmake_names(const dl_tree *tree, const char *path, const char *source, const char *macro, dl_arena *arena);
#endif
