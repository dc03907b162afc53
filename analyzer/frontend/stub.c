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

static void find_names(dl_stub *stub, dl_stub_part *part, const dl_tokens *tokens, dl_arena *scratch)
{
    dl_uses uses;

    dl_uses_init(&uses, scratch);
    dl_uses_add(&uses, tokens);
    for (size_t i = 0; i < uses.list.count; i++) {
        const dl_use *use = uses.list.at[i];
        const char *name;

        if (!use->is_declared && !use->is_macro)
            continue;
        name = dl_arena_strdup(stub->arena, use->name);
        dl_vec_push(stub->arena, &part->names, (dl_stub_name){name, use->is_macro});
        dl_map_set(stub->names, name, stub);
    }
}

static void load_part(dl_stub *stub, dl_stub_part *part, const dl_embedded_file *file, bool is_cut, dl_arena *scratch)
{
    char *text = dl_embedded_text(file, stub->arena), *once = strstr(text, "#pragma once");
    dl_arena *arena = is_cut ? stub->arena : scratch;
    dl_tokens *tokens = DL_NEW(arena, dl_tokens);

    if (once)
        memset(once, ' ', strlen("#pragma once")); /* they become one file */
    *tokens = dl_lex(text, file->size, arena);
    find_names(stub, part, tokens, scratch);
    find_hooks(stub, tokens);
    if (is_cut)
        dl_stub_cut(part, tokens, stub->arena);
    part->text = text;
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
    for (size_t k = 0; k < DL_STUB_PARTS; k++) {
        stub->parts[k].text = "";
        for (size_t i = 0; i < dl_embedded_stubs_count; i++)
            if (strcmp(dl_embedded_stubs[i].path, order[k]) == 0)
                load_part(stub, &stub->parts[k], &dl_embedded_stubs[i], has_headers, scratch);
    }
    dl_arena_free(scratch);
    return stub;
}

bool dl_stub_declares(const dl_stub *stub, const char *name)
{
    return dl_map_get(stub->names, name) != NULL;
}

bool dl_stub_needs(const dl_stub *stub, size_t part, const dl_uses *uses)
{
    const dl_stub_part *known = &stub->parts[part];

    for (size_t i = 0; part > 0 && i < known->names.count; i++)
        if (dl_uses_get(uses, known->names.at[i].name))
            return true;
    return part == 0;
}
