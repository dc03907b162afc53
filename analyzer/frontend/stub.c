#include "frontend/synth.h"

#include "frontend/stub.h"
#include "support/embedded.h"

#include <string.h>

static const char *const order[DL_STUB_PARTS] = {"base.h.in", "wdf.h.in", "flt.h.in", "storage.h.in"};

static void find_hooks(dl_stub *stub, const dl_tokens *tokens)
{
    for (size_t i = 0; i < tokens->count; i++)
        if (tokens->at[i].kind == DL_TOKEN_NAME && dl_text_starts(tokens->at[i].text, "DL_MORE_")) {
            const char *hook = dl_token_str(&tokens->at[i], stub->arena);

            if (dl_map_add(stub->hooks_known, hook, stub))
                dl_vec_push(stub->arena, &stub->hooks, hook);
        }
}

static void load_part(dl_stub *stub, dl_stub_part *part, const dl_embedded_file *file)
{
    char *text = dl_embedded_text(file, stub->arena), *once = strstr(text, "#pragma once");
    dl_tokens *tokens = DL_NEW(stub->arena, dl_tokens);

    if (once)
        memset(once, ' ', strlen("#pragma once")); /* they become one file */
    *tokens = dl_lex(text, file->size, stub->arena);
    dl_uses_add(&part->uses, tokens);
    find_hooks(stub, tokens);
    dl_stub_cut(part, tokens, stub->arena);
    part->text = text;
}

const dl_stub *dl_stub_load(dl_arena *arena)
{
    dl_stub *stub = DL_NEW(arena, dl_stub);

    stub->arena = arena;
    stub->hooks_known = dl_map_new(arena);
    for (size_t k = 0; k < DL_STUB_PARTS; k++) {
        stub->parts[k].text = "";
        dl_uses_init(&stub->parts[k].uses, arena);
        for (size_t i = 0; i < dl_embedded_stubs_count; i++)
            if (strcmp(dl_embedded_stubs[i].path, order[k]) == 0)
                load_part(stub, &stub->parts[k], &dl_embedded_stubs[i]);
    }
    return stub;
}

static bool declares(const dl_stub_part *part, const char *name)
{
    const dl_use *use = dl_uses_get(&part->uses, name);

    return use && (use->is_declared || use->is_macro);
}

bool dl_stub_declares(const dl_stub *stub, const char *name)
{
    for (size_t k = 0; k < DL_STUB_PARTS; k++)
        if (declares(&stub->parts[k], name))
            return true;
    return false;
}

bool dl_stub_needs(const dl_stub *stub, size_t part, const dl_uses *uses)
{
    const dl_uses *known = &stub->parts[part].uses;

    for (size_t i = 0; part > 0 && i < known->list.count; i++)
        if ((known->list.at[i]->is_declared || known->list.at[i]->is_macro) &&
            dl_uses_get(uses, known->list.at[i]->name))
            return true;
    return part == 0;
}
