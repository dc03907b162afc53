/* inf.h: what an INF or INX file says of its driver. Private to project/. */
#ifndef DL_PROJECT_INF_H
#define DL_PROJECT_INF_H

#include "project/driver.h"

typedef struct dl_inf {
    const char *path;
    const dl_inf_fact *facts;
    size_t count;
    const char *const *binaries; /* names of .sys and .dll files it installs, in lower case */
    size_t binary_count;
} dl_inf;

/* `text` is UTF-8. What is needed only meanwhile goes to `scratch`. Fails with DL_BAD_INPUT, file and line where its
 * strings grow without end. */
dl_code dl_inf_read(const dl_inf **out, const char *path, const char *text, dl_arena *arena, dl_arena *scratch,
                    dl_status *why);

#endif
