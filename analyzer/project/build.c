#include "project/build.h"

#include <string.h>

void dl_notices_add_once(dl_notices *notices, dl_notice notice, dl_arena *arena)
{
    for (size_t i = 0; i < notices->count; i++)
        if (notices->at[i].line == notice.line && dl_text_equal(notices->at[i].file, notice.file) &&
            strcmp(notices->at[i].message, notice.message) == 0)
            return;
    dl_vec_push(arena, notices, notice);
}

bool dl_strings_have(const dl_strings *list, const char *text)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->at[i], text) == 0)
            return true;
    return false;
}

const char *dl_build_entry(const char *symbol, dl_arena *arena)
{
    const char *name = symbol + (*symbol == '_');
    size_t size = strcspn(name, "@");
    bool is_decorated = size > 0 && name[size] && strspn(name + size + 1, "0123456789") == strlen(name + size + 1);

    return is_decorated ? dl_arena_strndup(arena, name, size) : dl_arena_strdup(arena, symbol);
}
