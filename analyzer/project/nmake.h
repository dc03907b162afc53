/* nmake.h: macros and conditionals of NMAKE, of which `sources` files are made. Private to project/. */
#ifndef DL_PROJECT_NMAKE_H
#define DL_PROJECT_NMAKE_H

#include "project/build.h"
#include "project/tree.h"

typedef struct dl_nmake dl_nmake;

/* Reads the file of the tree and what it includes there. Fails with DL_BAD_INPUT, file and line. All in `arena`, which
 * fills with much that is gone with it. */
dl_code dl_nmake_read(dl_nmake **out, const dl_tree *tree, const char *path, dl_arena *arena, dl_status *why);
/* "" where it has no value; any letter case. */
const char *dl_nmake_macro(const dl_nmake *file, const char *name);
/* The conditions that were not understood, and taken as false. */
typedef struct dl_nmake_place {
    const char *file;
    unsigned line;
} dl_nmake_place;
const dl_nmake_place *dl_nmake_doubts(const dl_nmake *file, size_t *count);
/* The macros that the files set, in order. */
const dl_project_property *dl_nmake_macros(const dl_nmake *file, size_t *count);

#endif
