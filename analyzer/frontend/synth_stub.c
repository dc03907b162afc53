/* synth_stub.c: what stands in the unit header before anything made up: of the stub what the sources need, or the real
 * headers and of the stub what they lack. */
#include "frontend/synth_items.h"

#include <string.h>

/* `std::max(a, b)`: whoever writes that has no macro of the name. */
static bool is_scoped_call(const dl_synth *s, const char *name)
{
    for (size_t k = 0; s->is_cpp && k < s->sources->files.count; k++) {
        const dl_tokens *tokens = &s->sources->files.at[k]->tokens;

        for (size_t i = 1; i + 1 < tokens->count; i++)
            if (dl_token_is(&tokens->at[i - 1], "::") && dl_token_is(&tokens->at[i + 1], "(") &&
                dl_token_is(&tokens->at[i], name) && !tokens->at[i].is_dead)
                return true;
    }
    return false;
}

/* A macro of the stub that the sources declare otherwise gives way. */
static void write_undef(dl_synth *s, const dl_stub_piece *piece)
{
    for (size_t i = 0; i < piece->name_count; i++) {
        const dl_stub_name *stub = piece->names[i];
        const dl_use *use = stub->is_macro ? dl_uses_get(&s->uses, stub->name) : NULL;

        if (use && (use->is_declared || dl_shape_is_own_word(use) || is_scoped_call(s, stub->name)))
            dl_synth_write(s, dl_arena_printf(s->arena, "#undef %s\n%s", stub->name,
                                              strcmp(stub->name, "VOID") == 0 ? "typedef void VOID;\n" : ""));
    }
}

static bool is_undefined(const dl_settings *settings, const char *name)
{
    for (size_t i = 0; settings && i < settings->undefine_count; i++)
        if (strcmp(settings->undefines[i], name) == 0)
            return true;
    return false;
}

/* What the parser would define of itself: the settings have the last word. */
static void write_compiler(dl_synth *s)
{
    const dl_stub_part *part = &s->stub->parts[DL_STUB_COMPILER];

    for (size_t i = part->first; i < part->end; i++) {
        const dl_stub_piece *piece = &s->stub->pieces.at[i];

        if (!dl_need_has(s->need, i))
            continue;
        if (piece->is_structure)
            dl_synth_write(s, piece->text);
        else if (!is_undefined(s->sources->settings, piece->names[0]->name))
            dl_synth_write(s, dl_arena_printf(s->arena, "#ifndef %s\n%s#endif\n", piece->names[0]->name, piece->text));
    }
}

static bool is_declared_here(const dl_synth *s, const dl_stub_piece *piece)
{
    const dl_use *library = dl_uses_get(&s->uses, "std");

    /* a member, a variable of one of these names is something else, unless the source has a `namespace std` */
    if (dl_text_starts(piece->text, "namespace std") && !(library && library->is_declared))
        return false;
    for (size_t i = 0; i < piece->name_count; i++) {
        const dl_use *use = dl_uses_get(&s->uses, piece->names[i]->name);

        if (use && use->is_declared)
            return true;
    }
    return false;
}

static void write_library(dl_synth *s)
{
    const dl_stub_part *part = &s->stub->parts[DL_STUB_LIBRARY];

    for (size_t i = part->first; i < part->end; i++) {
        const dl_stub_piece *piece = &s->stub->pieces.at[i];

        if (dl_need_has(s->need ? s->need : s->library, i) && !is_declared_here(s, piece) &&
            !(s->library && dl_synth_headers_have(s, piece)))
            dl_synth_write(s, piece->text);
    }
}

/* A class of C++ that the sources have one of their own of: its name, for those that point to it. */
static bool is_class_of_sources(const dl_synth *s, const dl_stub_piece *piece)
{
    return s->is_cpp && piece->name_count > 0 && dl_text_starts(piece->text, "struct ") &&
           dl_text_starts(piece->text + strlen("struct "), piece->names[0]->name) && is_declared_here(s, piece);
}

static void write_part(dl_synth *s, const dl_stub_part *part)
{
    for (size_t i = part->first; i < part->end; i++) {
        const dl_stub_piece *piece = &s->stub->pieces.at[i];

        if (s->need) {
            if (dl_need_has(s->need, i))
                dl_synth_write(s, is_class_of_sources(s, piece)
                                      ? dl_arena_printf(s->arena, "struct %s;\n", piece->names[0]->name)
                                      : piece->text);
            continue;
        }
        while (s->stub_lines.count < s->line)
            dl_vec_push(s->arena, &s->stub_lines, NULL);
        dl_synth_write(s, dl_synth_piece_left(s, piece));
        while (s->stub_lines.count < s->line)
            dl_vec_push(s->arena, &s->stub_lines, piece);
    }
    for (size_t i = part->first; i < part->end; i++)
        if (!s->need || dl_need_has(s->need, i))
            write_undef(s, &s->stub->pieces.at[i]);
}

/* The real headers come first, as what they lack is made for what they have. What the compiler's own headers give,
 * which are not searched, they find before them. */
static void write_system(dl_synth *s)
{
    static const char before[] = "#ifndef _WIN32_WINNT\n"
                                 "#define _WIN32_WINNT 0x0A00\n"
                                 "#endif\n"
                                 "#ifndef WINVER\n"
                                 "#define WINVER _WIN32_WINNT\n"
                                 "#endif\n"
                                 "#ifndef NTDDI_VERSION\n"
                                 "#define NTDDI_VERSION 0x0A00000C\n"
                                 "#endif\n"
                                 "#define WINE_UNICODE_NATIVE\n"
                                 "#define offsetof(type, member) __builtin_offsetof(type, member)\n"
                                 "#define va_start(list, last) __builtin_va_start(list, last)\n"
                                 "#define va_end(list) __builtin_va_end(list)\n"
                                 "#define va_arg(list, type) __builtin_va_arg(list, type)\n"
                                 "#ifdef __cplusplus\n"
                                 "extern \"C\" {\n"
                                 "#else\n"
                                 "typedef unsigned short wchar_t;\n"
                                 "#endif\n"
                                 "typedef __builtin_va_list va_list;\n"
                                 "typedef unsigned long long size_t, uintptr_t;\n"
                                 "typedef long long ptrdiff_t, intptr_t;\n"
                                 "int memcmp(const void *a, const void *b, size_t n);\n"
                                 "void *memcpy(void *to, const void *from, size_t n);\n"
                                 "void *memmove(void *to, const void *from, size_t n);\n"
                                 "void *memset(void *to, int value, size_t n);\n"
                                 "size_t strlen(const char *text);\n"
                                 "size_t wcslen(const wchar_t *text);\n"
                                 "#ifdef __cplusplus\n"
                                 "}\n"
                                 "#endif\n";

    dl_synth_write(s, before);
    for (size_t i = 0; i < s->sources->system_asked.count; i++)
        dl_synth_write(s, dl_arena_printf(s->arena, "#include \"%s\"\n", s->sources->system_asked.at[i]->given));
    for (size_t i = 0; i < s->uses.list.count; i++)
        if (dl_synth_is_hidden_by_macro(s, s->uses.list.at[i]->name))
            dl_synth_write(s, dl_arena_printf(s->arena, "#undef %s\n", s->uses.list.at[i]->name));
}

void dl_synth_write_stub(dl_synth *s)
{
    if (s->from_stub)
        write_system(s);
    else
        write_compiler(s);
    for (size_t k = 0; k < DL_STUB_COMPILER; k++)
        if (s->need || dl_stub_needs(s->stub, k, &s->uses))
            write_part(s, &s->stub->parts[k]);
    write_library(s);
}
