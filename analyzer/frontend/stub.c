#include "frontend/synth.h"

#include "frontend/stub.h"
#include "support/embedded.h"

#include <string.h>

static const char *const order[] = {"base.h.in", "wdf.h.in", "flt.h.in", "storage.h.in"};

static void find_hooks(dl_stub *stub, const dl_tokens *tokens)
{
    for (size_t i = 0; i < tokens->count; i++)
        if (tokens->at[i].kind == DL_TOKEN_NAME && dl_text_starts(tokens->at[i].text, "DL_MORE_")) {
            const char *hook = dl_token_str(&tokens->at[i], stub->arena);

            if (dl_map_add(stub->hooks_known, hook, stub))
                dl_vec_push(stub->arena, &stub->hooks, hook);
        }
}

const dl_stub *dl_stub_load(dl_arena *arena)
{
    dl_stub *stub = DL_NEW(arena, dl_stub);
    dl_text text;

    stub->arena = arena;
    stub->hooks_known = dl_map_new(arena);
    dl_text_init(&text, arena);
    dl_uses_init(&stub->uses, arena);
    for (size_t k = 0; k < sizeof order / sizeof *order; k++)
        for (size_t i = 0; i < dl_embedded_stubs_count; i++)
            if (strcmp(dl_embedded_stubs[i].path, order[k]) == 0) {
                char *part = dl_embedded_text(&dl_embedded_stubs[i], arena);
                dl_tokens *tokens = DL_NEW(arena, dl_tokens);
                char *once = strstr(part, "#pragma once");

                if (once)
                    memset(once, ' ', strlen("#pragma once")); /* they become one file */
                *tokens = dl_lex(part, dl_embedded_stubs[i].size, arena);
                dl_uses_add(&stub->uses, tokens);
                find_hooks(stub, tokens);
                dl_text_add(&text, part);
            }
    stub->text = dl_text_str(&text);
    return stub;
}

bool dl_stub_declares(const dl_stub *stub, const char *name)
{
    const dl_use *use = dl_uses_get(&stub->uses, name);

    return use && (use->is_declared || use->is_macro);
}
