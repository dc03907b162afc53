/* headers.h: real headers of the WDK or the like, in folders that the user named (`--wdk`, `-isystem`). Each is read
 * and scanned once, and given to the parser as the sources are: in memory, under a name of ours. Private to frontend/.
 */
#ifndef DL_FRONTEND_HEADERS_H
#define DL_FRONTEND_HEADERS_H

#include "frontend/uses.h"

#include <clang-c/Index.h>

/* Where the parser looks for `#include <name>`. */
#define DL_SEARCHED_FOLDER "/drvlint/i"

typedef struct dl_header dl_header;
struct dl_header {
    const char *path;
    const char *given; /* the name that the parser knows it by */
    const char *text;
    size_t size;
    dl_uses uses;                         /* what it declares, in whatever arm of its conditionals */
    DL_VEC(const dl_header *) includes;   /* those that were found */
    DL_VEC(struct CXUnsavedFile) unsaved; /* itself, and a small file for each include, which may be another's */
};

typedef struct dl_headers dl_headers;

/* Lists the files below the folders; one that cannot be listed is empty. NULL when no folder is given. */
dl_headers *dl_headers_new(const char *const *folders, size_t count, dl_arena *arena);
/* What `#include <name>` means: the name below a folder itself, else below one of its folders, those of the kernel
 * first. Any letter case. NULL: none. */
const dl_header *dl_headers_find(dl_headers *headers, const char *name);

typedef DL_VEC(const dl_header *) dl_header_list;
/* Adds the header and all that it reaches, each once. */
void dl_headers_add(dl_header_list *list, const dl_header *header, dl_arena *arena);

#endif
