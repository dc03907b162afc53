#include "project/entries.h"

#include "project/link_text.h"
#include "project/programs.h"
#include "project/scan.h"
#include "support/text.h"
#include "support/vec.h"

#include <string.h>

/* How many headers may stand between a source and the one that holds the routine, and how many macros make one. */
enum { MOST_HEADERS = 4, MOST_MACROS = 256 };

/* A header that holds an entry routine, and the routine. */
typedef struct held_entry {
    const char *header, *function;
} held_entry;

/* What a file of the tree includes. */
typedef struct file_includes {
    const char *const *to;
    const unsigned *lines;
    size_t count;
} file_includes;

/* What is asked of the definitions of a name. */
typedef enum asked_name { KNOWN_NAME, NAME_OF_PROJECT, NAME_OF_TEXT } asked_name;

typedef struct finding {
    const dl_entry_search *of;
    DL_VEC(dl_found_entry) entries;
    dl_strings included;           /* sources with an entry routine that another source includes */
    dl_link_names linked;          /* names that build scripts and sources give the linker */
    DL_VEC(dl_entry_macro) macros; /* that make a routine of a known name, or its name */
    /* The names looked for. */
    const char *const *names;
    size_t name_count;
    asked_name asked;
    /* Of headers, read when first needed. */
    bool has_read_headers;
    DL_VEC(held_entry) held;
    dl_strings role_names; /* declared by the role type */
    dl_map *includes;      /* file → file_includes */
    dl_map *in_vain;       /* file → by how many others a header was looked for from it, and one; of one header */
    dl_arena *scratch;
} finding;

/* Whether the text may define one of the names; of a routine that only a text names, the parameters tell. */
static bool names_entry(const finding *find, const char *text)
{
    if (find->asked == NAME_OF_TEXT && !strstr(text, "DRIVER_OBJECT"))
        return false;
    for (size_t i = 0; i < find->name_count; i++)
        if (strstr(text, find->names[i]))
            return true;
    return false;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* `NAME(Entry)(PDRIVER_OBJECT`: a macro may make the name of what is given a driver object. */
static bool may_paste_name(const char *text)
{
    for (const char *at = strstr(text, "DRIVER_OBJECT"); at; at = strstr(at + 1, "DRIVER_OBJECT")) {
        const char *from = at;

        while (from > text && (dl_text_is_word(from[-1]) || is_blank(from[-1])))
            from--;
        if (from == text || *--from != '(')
            continue;
        while (from > text && is_blank(from[-1]))
            from--;
        if (from > text && from[-1] == ')')
            return true;
    }
    return false;
}

/* False: it is there already. */
static bool add_entry(finding *find, const char *path, const char *function, unsigned line, const char *space)
{
    dl_found_entry entry = {.file = path,
                            .function = function,
                            .line = line,
                            .is_of_project = find->asked == NAME_OF_PROJECT,
                            .space = space ? dl_arena_strdup(find->of->arena, space) : NULL};

    for (size_t i = 0; i < find->entries.count; i++)
        if (strcmp(find->entries.at[i].file, path) == 0 && strcmp(find->entries.at[i].function, function) == 0)
            return false;
    dl_vec_push(find->of->arena, &find->entries, entry);
    return true;
}

/* The definitions of the names that are looked for. A name that only a text gives may be that of a program's entry. */
static const dl_scanned_entry *scan(const finding *find, const dl_tokens *tokens, size_t *count)
{
    DL_VEC(dl_scanned_entry) kept = {0};
    size_t all;
    const dl_scanned_entry *entries = dl_scan_entries(tokens, find->names, find->name_count, &all, find->scratch);

    for (size_t i = 0; i < all; i++)
        if (find->asked != NAME_OF_TEXT || entries[i].takes_driver)
            dl_vec_push(find->scratch, &kept, entries[i]);
    *count = kept.count;
    return kept.at;
}

/* The text of a file, or NULL; what cannot be read is said once, of sources. */
static const char *read_text(finding *find, const char *path, bool is_told, size_t *size)
{
    const dl_entry_search *of = find->of;
    const char *text;
    bool is_binary;
    dl_status why = {0};

    if (dl_tree_read(of->tree, path, &text, size, &is_binary, find->scratch, &why) == DL_OK && !is_binary)
        return text;
    if (is_told) {
        dl_notice notice = {DL_NOTICE_ERROR, is_binary ? "is not a text file" : dl_arena_strdup(of->arena, why.message),
                            path, 0, 0};

        dl_vec_push(of->arena, of->notices, notice);
        *of->has_unread = true;
    }
    return NULL;
}

/* Whether a build that is for the system, or may be, takes the source. */
static bool is_of_driver(const finding *find, const char *path)
{
    size_t count;
    const dl_build *const *owners = dl_builds_owners(find->of->builds, path, &count, find->scratch);

    for (size_t i = 0; i < count; i++)
        if (dl_build_may_be_driver(owners[i]))
            return true;
    return false;
}

/* Whether the source calls the routine of what it includes where the system would: to test it, say. */
static bool is_of_program(const finding *find, const char *path, const dl_tokens *tokens)
{
    dl_reached reached = dl_program_reaches(tokens, find->scratch);

    if (is_of_driver(find, path))
        return false;
    reached.kernel = reached.kernel || dl_builds_force_kernel(find->of->builds, path, find->scratch);
    return dl_program_has_main(tokens, find->scratch) || dl_program_is_one(tokens, find->scratch) ||
           (reached.user && !reached.kernel) || dl_builds_are_programs(find->of->builds, path);
}

/* Whether a build that may be a driver takes the one source, and not the other by itself. */
static bool is_built_without(const finding *find, const char *source, const char *other)
{
    size_t count, other_count;
    const dl_build *const *owners = dl_builds_owners(find->of->builds, source, &count, find->scratch);
    const dl_build *const *others = dl_builds_owners(find->of->builds, other, &other_count, find->scratch);

    for (size_t i = 0; i < count; i++) {
        bool has_both = false;

        for (size_t k = 0; k < other_count; k++)
            has_both = has_both || owners[i] == others[k];
        if (!has_both && !dl_build_is_plain(owners[i]) && !dl_builds_is_program(find->of->builds, owners[i]))
            return true;
    }
    return false;
}

/* The routines of a source that another one includes, as the other's; what is built by itself keeps them, too. */
static void add_included(finding *find, const char *path, unsigned line, const char *to)
{
    const dl_scanned_entry *entries;
    size_t size, count = 0;
    const char *text = read_text(find, to, false, &size);
    bool is_built = text && !dl_builds_are_programs(find->of->builds, to) && dl_builds_have(find->of->builds, to);
    dl_tokens tokens;

    if (!text || !names_entry(find, text) || (is_built && !is_built_without(find, path, to)))
        return;
    tokens = dl_lex(text, size, find->scratch);
    entries = scan(find, &tokens, &count);
    for (size_t i = 0; i < count; i++)
        add_entry(find, path, entries[i].function, line, entries[i].space);
    if (count && !is_built)
        dl_vec_push(find->of->arena, &find->included, to);
}

/* Of a source that is put together from others, the routine stands in one that it includes. */
static void scan_included(finding *find, const char *path, const dl_tokens *tokens)
{
    const dl_entry_search *of = find->of;
    size_t include_count;
    const dl_scanned_include *includes = dl_scan_includes(tokens, &include_count, find->scratch);

    if (is_of_program(find, path, tokens))
        return;
    for (size_t i = 0; i < include_count; i++) {
        const char *to = dl_source_is_one(includes[i].name)
                             ? dl_tree_include(of->tree, of->settings, path, includes[i].name, true, of->arena)
                             : NULL;

        if (to && strcmp(to, path) != 0)
            add_included(find, path, includes[i].line, to);
    }
}

/* What is included is built with what includes it. */
static void drop_included(finding *find)
{
    size_t kept = 0;

    for (size_t i = 0; i < find->entries.count; i++)
        if (!dl_strings_have(&find->included, find->entries.at[i].file))
            find->entries.at[kept++] = find->entries.at[i];
    find->entries.count = kept;
}

/* Whether the text calls a routine of that name in that namespace. */
static bool names_inner(const char *text, const char *space, const char *function, dl_arena *scratch)
{
    return strstr(text, space) && strstr(text, dl_arena_printf(scratch, "::%s", function));
}

/* What stands in a namespace is none where the one that the system calls names it: `Space::DriverEntry(…)`. */
static void drop_inner(finding *find)
{
    size_t kept = 0;

    for (size_t i = 0; i < find->entries.count; i++) {
        const dl_found_entry inner = find->entries.at[i];
        bool is_named = false;

        for (size_t k = 0; inner.space && k < find->entries.count && !is_named; k++) {
            const dl_found_entry *other = &find->entries.at[k];
            size_t size;
            const char *text = k == i || other->space ? NULL : read_text(find, other->file, false, &size);

            is_named = text && names_inner(text, inner.space, inner.function, find->scratch);
            dl_arena_reset(find->scratch);
        }
        if (!is_named)
            find->entries.at[kept++] = inner;
    }
    find->entries.count = kept;
}

/* Whether a program, or a test, has a routine of the name in the place of a driver's: the system never calls it. */
static bool stands_in(finding *find, const char *path)
{
    const dl_entry_search *of = find->of;
    size_t size;
    const char *text = is_of_driver(find, path) ? NULL : read_text(find, path, false, &size);
    dl_tokens tokens;
    dl_reached reached;

    if (!text)
        return false;
    tokens = dl_lex(text, size, find->scratch);
    if (!dl_program_is_one(&tokens, find->scratch) && !dl_builds_are_programs(of->builds, path))
        return false;
    reached = dl_program_reaches_all(of->tree, of->settings, path, find->scratch);
    if (reached.kernel || dl_builds_force_kernel(of->builds, path, find->scratch))
        return false;
    if (reached.unknown && !(reached.user && dl_program_is_test(&tokens, find->scratch)))
        return false; /* a header that is not there may be one for drivers */
    return reached.user || dl_program_is_one(&tokens, find->scratch);
}

static void drop_stand_ins(finding *find)
{
    size_t kept = 0;

    for (size_t i = 0; i < find->entries.count; i++) {
        if (!stands_in(find, find->entries.at[i].file))
            find->entries.at[kept++] = find->entries.at[i];
        dl_arena_reset(find->scratch);
    }
    find->entries.count = kept;
}

static void drop_others(finding *find)
{
    drop_included(find);
    drop_inner(find);
    drop_stand_ins(find);
}

static void note_macros(finding *find, const dl_tokens *tokens)
{
    const dl_entry_search *of = find->of;
    size_t count;
    const dl_entry_macro *macros = dl_scan_entry_macros(tokens, of->names, of->name_count, &count, of->arena);

    for (size_t i = 0; i < count && find->macros.count < MOST_MACROS; i++)
        dl_vec_push(of->arena, &find->macros, macros[i]);
}

/* Whether a file, or one that it includes, has the macro. */
static bool sees_macro(finding *find, const char *path, const dl_tokens *tokens, const dl_made_entry *made,
                       dl_strings *seen, unsigned depth)
{
    const dl_entry_search *of = find->of;
    size_t size, count = 0;
    const dl_scanned_include *includes;

    dl_vec_push(find->scratch, seen, path);
    if (dl_scan_defines(tokens, made))
        return true;
    includes = dl_scan_includes(tokens, &count, find->scratch);
    for (size_t i = 0; depth < MOST_HEADERS && i < count; i++) {
        const char *to = dl_tree_include(of->tree, of->settings, path, includes[i].name, true, find->scratch);
        const char *text = to && !dl_strings_have(seen, to) ? read_text(find, to, false, &size) : NULL;
        dl_tokens inner;

        if (!text)
            continue;
        inner = dl_lex(text, size, find->scratch);
        if (sees_macro(find, to, &inner, made, seen, depth + 1))
            return true;
    }
    return false;
}

/* Notes what macros make in a file: those that are known, or, where there are none, those that are given a name. */
static void add_made(finding *find, const char *path, const dl_tokens *tokens, const dl_entry_macro *macros,
                     size_t macro_count)
{
    const dl_entry_search *of = find->of;
    size_t count;
    const dl_made_entry *made = dl_scan_made_entries(tokens, macros, macro_count, of->names,
                                                     macros ? 0 : of->name_count, &count, find->scratch);

    for (size_t i = 0; i < count; i++) {
        dl_strings seen = {0};

        if (sees_macro(find, path, tokens, &made[i], &seen, 0))
            add_entry(find, path, made[i].function, made[i].line, NULL);
    }
}

/* Notes the entry routines of one source. Its text is kept in `scratch` only. */
static void scan_file(finding *find, const char *path)
{
    const dl_scanned_entry *entries;
    size_t size, count = 0;
    const char *text = read_text(find, path, find->asked == KNOWN_NAME, &size);
    bool includes_source;
    dl_tokens tokens;

    if (!text)
        return;
    if (find->asked == KNOWN_NAME)
        dl_link_source_read(&find->linked, text, find->of->arena);
    includes_source = strstr(text, ".c\"") || strstr(text, ".cpp\"") || strstr(text, ".cc\"") || strstr(text, ".cxx\"");
    if (!includes_source && !names_entry(find, text) && !(find->asked == KNOWN_NAME && may_paste_name(text)))
        return;
    tokens = dl_lex(text, size, find->scratch);
    entries = scan(find, &tokens, &count);
    for (size_t i = 0; i < count; i++)
        if (add_entry(find, path, entries[i].function, entries[i].line, entries[i].space))
            find->entries.at[find->entries.count - 1].other = entries[i].other;
    if (find->asked == KNOWN_NAME) {
        note_macros(find, &tokens);
        add_made(find, path, &tokens, NULL, 0);
    }
    if (includes_source && count == 0)
        scan_included(find, path, &tokens);
}

static void scan_files(finding *find, const dl_strings *files, const char *const *names, size_t name_count,
                       asked_name asked)
{
    find->names = names;
    find->name_count = name_count;
    find->asked = asked;
    for (size_t i = 0; name_count && i < files->count; i++) {
        scan_file(find, files->at[i]);
        dl_arena_reset(find->scratch);
    }
}

/* ---- what macros make ---- */

static void scan_for_macros(finding *find, const char *path)
{
    size_t size;
    const char *text = read_text(find, path, false, &size);
    bool is_named = false;

    for (size_t i = 0; text && i < find->macros.count && !is_named; i++)
        is_named = strstr(text, find->macros.at[i].name) != NULL;
    if (is_named) {
        dl_tokens tokens = dl_lex(text, size, find->scratch);

        add_made(find, path, &tokens, find->macros.at, find->macros.count);
    }
    dl_arena_reset(find->scratch);
}

/* Where a macro, of a source or of a header, makes the head of the routine or its name. */
static void scan_made(finding *find, const dl_strings *files)
{
    size_t count, size;
    const char *const *all = dl_tree_files(find->of->tree, &count);

    find->names = find->of->names;
    find->name_count = find->of->name_count;
    find->asked = KNOWN_NAME;
    for (size_t i = 0; i < count; i++) {
        const char *text = dl_header_is_one(all[i]) ? read_text(find, all[i], false, &size) : NULL;

        if (text && names_entry(find, text) && strstr(text, "define")) {
            dl_tokens tokens = dl_lex(text, size, find->scratch);

            note_macros(find, &tokens);
        }
        dl_arena_reset(find->scratch);
    }
    for (size_t i = 0; find->macros.count && i < files->count; i++)
        scan_for_macros(find, files->at[i]);
}

/* The routine that a project tells the linker to enter by is one as well. Of `file` alone, where it is not NULL. */
static void scan_for_symbol(finding *find, const dl_build *build, const char *file)
{
    const dl_build_source *sources;
    size_t count;
    dl_strings files = {0};

    if (!build->entry_symbol || !dl_build_is_driver(build))
        return;
    for (size_t i = 0; i < find->of->name_count; i++)
        if (strcmp(find->of->names[i], build->entry_symbol) == 0)
            return;
    sources = dl_builds_sources(find->of->builds, build, &count);
    for (size_t i = 0; i < count; i++)
        if (!file || strcmp(file, sources[i].path) == 0)
            dl_vec_push(find->of->arena, &files, sources[i].path);
    scan_files(find, &files, &build->entry_symbol, 1, NAME_OF_PROJECT);
}

/* ---- where no routine has a name that is known ---- */

static void note_role_names(finding *find, const char *text, dl_strings *names)
{
    size_t size = strlen(text), count = 0;
    const char *const *found = NULL;

    if (strstr(text, "DRIVER_INITIALIZE")) {
        dl_tokens tokens = dl_lex(text, size, find->scratch);

        found = dl_scan_role_names(&tokens, &count, find->of->arena);
    }
    for (size_t i = 0; i < count; i++)
        if (!dl_strings_have(names, found[i]))
            dl_vec_push(find->of->arena, names, found[i]);
}

static void note_held(finding *find, const char *path, const char *text, size_t size)
{
    const dl_scanned_entry *entries;
    dl_tokens tokens;
    size_t count;

    if (!names_entry(find, text))
        return;
    tokens = dl_lex(text, size, find->scratch);
    entries = scan(find, &tokens, &count);
    for (size_t i = 0; i < count; i++) {
        held_entry one = {path, entries[i].function};

        dl_vec_push(find->of->arena, &find->held, one);
    }
}

static void read_headers(finding *find)
{
    const dl_entry_search *of = find->of;
    size_t count, size;
    const char *const *files = dl_tree_files(of->tree, &count);

    if (find->has_read_headers)
        return;
    find->has_read_headers = true;
    find->includes = dl_map_new(of->arena);
    find->names = of->names;
    find->name_count = of->name_count;
    find->asked = KNOWN_NAME;
    for (size_t i = 0; i < count; i++) {
        const char *text = dl_header_is_one(files[i]) ? read_text(find, files[i], false, &size) : NULL;

        if (text) {
            note_held(find, files[i], text, size);
            note_role_names(find, text, &find->role_names);
        }
        dl_arena_reset(find->scratch);
    }
}

/* `scratch` is free after. */
static const file_includes *includes_of(finding *find, const char *path)
{
    const dl_entry_search *of = find->of;
    file_includes *known = dl_map_get(find->includes, path);
    size_t size, count = 0;
    const char *text = known ? NULL : read_text(find, path, false, &size);
    const dl_scanned_include *includes = NULL;
    dl_strings to = {0};
    DL_VEC(unsigned) lines = {0};
    dl_tokens tokens;

    if (known)
        return known;
    if (text && strstr(text, "include")) {
        tokens = dl_lex(text, size, find->scratch);
        includes = dl_scan_includes(&tokens, &count, find->scratch);
    }
    for (size_t i = 0; i < count; i++) {
        const char *file = dl_tree_include(of->tree, of->settings, path, includes[i].name, true, of->arena);

        if (!file)
            continue;
        dl_vec_push(of->arena, &to, file);
        dl_vec_push(of->arena, &lines, includes[i].line);
    }
    dl_arena_reset(find->scratch);
    known = DL_NEW(of->arena, file_includes);
    *known = (file_includes){to.at, lines.at, to.count};
    dl_map_set(find->includes, path, known);
    return known;
}

/* The line of the file that includes the header, be it by `depth` others; 0: none does. */
static unsigned line_to(finding *find, const char *path, const char *header, unsigned depth)
{
    const file_includes *file = includes_of(find, path);

    if ((uintptr_t)dl_map_get(find->in_vain, path) > depth)
        return 0;
    for (size_t i = 0; i < file->count; i++)
        if (strcmp(file->to[i], header) == 0 ||
            (depth > 0 && dl_header_is_one(file->to[i]) && line_to(find, file->to[i], header, depth - 1)))
            return file->lines[i];
    dl_map_set(find->in_vain, path, (void *)(uintptr_t)(depth + 1));
    return 0;
}

/* A header's routine belongs to those of the sources that include the header. */
static void scan_includers(finding *find, const held_entry *held, const dl_strings *files)
{
    size_t entries = find->entries.count;
    dl_arena *arena = dl_arena_new(dl_arena_trap(find->of->arena));

    if (!arena)
        longjmp(dl_arena_trap(find->of->arena)->back, 1);
    find->in_vain = dl_map_new(arena);
    for (unsigned depth = 0; depth < MOST_HEADERS && find->entries.count == entries; depth++)
        for (size_t i = 0; i < files->count; i++) {
            unsigned line = line_to(find, files->at[i], held->header, depth);

            if (line)
                add_entry(find, files->at[i], held->function, line, NULL);
        }
    dl_arena_free(arena);
}

/* `DRIVER_INITIALIZE Name;`, in one of the sources or in a header. */
static void scan_role_types(finding *find, const dl_strings *files)
{
    dl_strings names = {0};
    size_t size;

    for (size_t i = 0; i < files->count; i++) {
        const char *text = read_text(find, files->at[i], false, &size);

        if (text)
            note_role_names(find, text, &names);
        dl_arena_reset(find->scratch);
    }
    for (size_t i = 0; i < find->role_names.count; i++)
        dl_vec_push(find->of->arena, &names, find->role_names.at[i]);
    scan_files(find, files, names.at, names.count, NAME_OF_TEXT);
}

/* In headers that the sources include; else, of what is declared by the role type. */
static void scan_unnamed(finding *find, const dl_strings *files)
{
    size_t entries = find->entries.count;

    read_headers(find);
    for (size_t i = 0; i < find->held.count; i++)
        scan_includers(find, &find->held.at[i], files);
    if (find->entries.count == entries)
        scan_role_types(find, files);
}

/* Of a driver's project none of whose sources holds an entry. Of `file` alone, where it is not NULL. */
static void scan_project(finding *find, const dl_build *build, const char *file)
{
    size_t count;
    const dl_build_source *sources = dl_builds_sources(find->of->builds, build, &count);
    dl_strings files = {0};

    if (!dl_build_is_driver(build))
        return;
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < find->entries.count; k++)
            if (strcmp(find->entries.at[k].file, sources[i].path) == 0)
                return;
        if (dl_source_is_one(sources[i].path) && (!file || strcmp(file, sources[i].path) == 0))
            dl_vec_push(find->of->arena, &files, sources[i].path);
    }
    if (files.count)
        scan_unnamed(find, &files);
}

/* ---- all of it ---- */

static void read_scripts(finding *find)
{
    size_t count, size;
    const char *const *files = dl_tree_files(find->of->tree, &count);

    for (size_t i = 0; i < count; i++) {
        const char *text = dl_link_text_is_script(files[i]) ? read_text(find, files[i], false, &size) : NULL;

        if (text)
            dl_link_text_read(&find->linked, text, find->of->arena);
        dl_arena_reset(find->scratch);
    }
    if (find->linked.is_full) {
        dl_notice notice = {DL_NOTICE_WARNING,
                            "build scripts and sources name more entry points than are looked for: some are not",
                            dl_tree_root(find->of->tree), 0, 0};

        dl_vec_push(find->of->arena, find->of->notices, notice);
    }
}

static dl_strings files_of(const dl_entry_search *of, const char *file, bool is_built)
{
    size_t count, build_count, source_count;
    const char *const *files = dl_tree_files(of->tree, &count);
    const dl_build *const *builds = dl_builds_all(of->builds, &build_count);
    dl_map *seen = dl_map_new(of->arena);
    dl_strings list = {0};

    if (file)
        dl_vec_push(of->arena, &list, file);
    for (size_t i = 0; !file && !is_built && i < count; i++)
        if (dl_source_is_one(files[i]))
            dl_vec_push(of->arena, &list, files[i]);
    for (size_t i = 0; !file && is_built && i < build_count; i++) {
        const dl_build_source *sources = dl_builds_sources(of->builds, builds[i], &source_count);

        for (size_t k = 0; k < source_count; k++)
            if (dl_map_add(seen, sources[k].path, seen))
                dl_vec_push(of->arena, &list, sources[k].path);
    }
    return list;
}

const dl_found_entry *dl_entries_find(const dl_entry_search *search, const char *file, bool is_built, size_t *count,
                                      dl_arena *scratch)
{
    finding find = {.of = search, .scratch = scratch};
    dl_strings files = files_of(search, file, is_built);
    size_t build_count;
    const dl_build *const *builds = dl_builds_all(search->builds, &build_count);

    scan_files(&find, &files, search->names, search->name_count, KNOWN_NAME);
    scan_made(&find, &files);
    if (!is_built)
        read_scripts(&find);
    scan_files(&find, &files, find.linked.list.at, find.linked.list.count, NAME_OF_TEXT);
    for (size_t i = 0; i < build_count; i++)
        scan_for_symbol(&find, builds[i], file);
    drop_others(&find);
    for (size_t i = 0; i < build_count; i++)
        scan_project(&find, builds[i], file);
    if (find.entries.count == 0)
        scan_unnamed(&find, &files);
    drop_others(&find);
    *count = find.entries.count;
    return find.entries.at;
}
