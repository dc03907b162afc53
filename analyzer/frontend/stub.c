#include "frontend/synth.h"

#include "frontend/stub.h"
#include "support/embedded.h"

#include <string.h>

static const char *const order[DL_STUB_PARTS] = {"base.h.in", "wdf.h.in",  "flt.h.in",      "storage.h.in",
                                                 "port.h.in", "ndis.h.in", "compiler.h.in", "library.h.in"};

static void load_part(dl_stub *stub, dl_stub_part *part, const dl_embedded_file *file, bool is_kept, dl_arena *scratch)
{
    dl_arena *arena = is_kept ? stub->arena : scratch;
    char *text = dl_embedded_text(file, arena), *once = strstr(text, "#pragma once");
    dl_tokens *tokens = DL_NEW(arena, dl_tokens);

    if (once)
        memset(once, ' ', strlen("#pragma once")); /* they become one file */
    *tokens = dl_lex(text, file->size, arena);
    part->first = (unsigned)stub->pieces.count;
    dl_stub_cut(stub, tokens, is_kept, scratch);
    part->end = (unsigned)stub->pieces.count;
}

const dl_stub *dl_stub_load(bool has_headers, dl_arena *arena)
{
    dl_stub *stub = DL_NEW(arena, dl_stub);
    dl_arena *scratch = dl_arena_new(dl_arena_trap(arena));

    if (!scratch)
        longjmp(dl_arena_trap(arena)->back, 1);
    stub->arena = arena;
    stub->names = dl_map_new(arena);
    stub->hooks_known = dl_map_new(arena);
    for (size_t k = 0; k < DL_STUB_PARTS; k++)
        for (size_t i = 0; i < dl_embedded_stubs_count; i++)
            if (strcmp(dl_embedded_stubs[i].path, order[k]) == 0)
                load_part(stub, &stub->parts[k], &dl_embedded_stubs[i], has_headers, scratch);
    dl_stub_connect(stub, scratch);
    stub->pieces.at = dl_arena_copy(arena, stub->pieces.at, stub->pieces.count * sizeof *stub->pieces.at);
    dl_arena_free(scratch);
    return stub;
}

bool dl_stub_declares(const dl_stub *stub, const char *name)
{
    return dl_map_get(stub->names, name) != NULL;
}

bool dl_stub_needs(const dl_stub *stub, size_t part, const dl_uses *uses)
{
    for (size_t i = stub->parts[part].first; part > 0 && i < stub->parts[part].end; i++)
        for (size_t k = 0; k < stub->pieces.at[i].name_count; k++)
            if (dl_uses_get(uses, stub->pieces.at[i].names[k]->name))
                return true;
    return part == 0;
}
