/* moved.h: where stands what was named with the whole path of another machine, on which a project was made or a
 * database was written: `C:\work\thing\drv.c`. Private to project/. */
#ifndef DL_PROJECT_MOVED_H
#define DL_PROJECT_MOVED_H

#include "project/tree.h"

/* A folder of that machine, and the one that it is here. */
typedef struct dl_move {
    const char *from, *to; /* both whole and cleaned; NULL: none is known */
} dl_move;

/* The file of the tree that lies as the end of `path` says, below the folder `near` or one above it: the one of which
 * most folders have the names that the path has for them; a name alone is enough in `near` itself. `near` is whole.
 * NULL: there is none. */
const char *dl_moved_file(const dl_tree *tree, const char *path, const char *near, dl_move *how, dl_arena *arena);

/* The text with the first folder that was moved in it as it is here: `-IC:\work\thing\inc`. */
const char *dl_moved_text(const dl_move *how, const char *text, dl_arena *arena);

#endif
