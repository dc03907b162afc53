#include "support/embedded.h"

#include <string.h>

char *dl_embedded_text(const dl_embedded_file *file, dl_arena *arena)
{
    char *text = dl_arena_alloc(arena, file->size + 1);
    size_t at = 0;

    for (unsigned i = 0; i < file->piece_count; i++) {
        memcpy(text + at, file->pieces[i], file->sizes[i]);
        at += file->sizes[i];
    }
    return text;
}
