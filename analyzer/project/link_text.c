#include "project/link_text.h"

#include "project/tree.h"
#include "support/platform.h"
#include "support/text.h"
#include "support/vec.h"

#include <string.h>

bool dl_link_text_is_script(const char *path)
{
    static const char *const whole[] = {"CMakeLists.txt", "Makefile", "GNUmakefile", "meson.build", "SConstruct",
                                        "SConscript",     "BUILD.gn", "BUILD",       "sources"};
    static const char *const endings[] = {".cmake", ".mk", ".mak", ".lua",   ".sh",    ".bat",   ".cmd",
                                          ".ps1",   ".gn", ".rsp", ".ninja", ".bazel", ".vcproj"};
    const char *name = dl_path_name(path);

    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        if (dl_text_equal_case(name, whole[i]))
            return true;
    return dl_path_ends_as(name, endings, sizeof endings / sizeof *endings) || dl_text_starts_case(name, "Makefile.");
}

/* What an option begins with. `before` is one of the characters in front of it. */
static const struct {
    const char *option, *before;
} options[] = {
    {"entry", "/-"}, {"entrypoint", " \t\n;({"}, {"entrypointsymbol", " \t\n"}, {"e", "-"}, {"driverentry", " \t\n"},
};

/* The name behind an option, of `size` bytes: quotes, and the decoration of a 32-bit routine, are no part of it. */
static const char *name_behind(const char *at, size_t *size)
{
    const char *from = at + strspn(at, ":=, \t\"'(");

    *size = 0;
    if (from == at)
        return NULL;
    while (dl_text_is_word(from[*size]))
        ++*size;
    return *size && dl_text_is_letter(*from) ? from : NULL;
}

static void add_name(dl_link_names *names, const char *name, size_t size, dl_arena *arena)
{
    enum { MOST_NAMES = 4096 };
    const char *kept;

    if (dl_map_get_n(names->known, name, size))
        return;
    if (names->list.count == MOST_NAMES) {
        names->is_full = true;
        return;
    }
    *dl_map_at(names->known, name, size, &kept) = names;
    dl_vec_push(arena, &names->list, kept);
}

static void read_span(dl_link_names *names, const char *text, const char *end, dl_arena *arena)
{
    if (!names->known)
        names->known = dl_map_new(arena);
    for (const char *at = text; at < end; at++) {
        char before = at == text ? '\n' : at[-1];

        if ((*at != 'e' && *at != 'E' && *at != 'd' && *at != 'D') || dl_text_is_word(before))
            continue;
        for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
            const char *name;
            size_t size;

            if (!strchr(options[i].before, before) || !dl_text_starts_case(at, options[i].option))
                continue;
            name = name_behind(at + strlen(options[i].option), &size);
            if (!name)
                continue;
            add_name(names, name, size, arena);
            if (*name == '_')
                add_name(names, name + 1, size - 1, arena);
        }
    }
}

void dl_link_text_read(dl_link_names *names, const char *text, dl_arena *arena)
{
    read_span(names, text, text + strlen(text), arena);
}

void dl_link_source_read(dl_link_names *names, const char *text, dl_arena *arena)
{
    for (const char *at = strstr(text, "linker"); at; at = strstr(at, "linker")) {
        const char *end = at + strcspn(at, "\n");

        read_span(names, at, end, arena);
        at = end;
    }
}
