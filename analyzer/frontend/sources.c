#include "frontend/sources.h"

#include "support/platform.h"

#include <string.h>

enum { MOST_FILES = 2000 };

typedef struct text_read {
    dl_file file;
    dl_tokens tokens;
} text_read;

/* An include directive: the name and how it was written. */
typedef struct asked_include {
    const char *name;
    bool is_quoted;
    unsigned line;
    size_t offset, end;
} asked_include;

static void add_unsaved(dl_sources *s, const char *given, const char *text, size_t size)
{
    struct CXUnsavedFile file = {given, text, (unsigned long)size};

    dl_vec_push(s->arena, &s->unsaved, file);
}

void dl_sources_blank(const dl_unit_source *source, size_t from, size_t end)
{
    for (size_t i = from; i < end; i++)
        if (source->parsed[i] != '\n' && source->parsed[i] != '\r')
            source->parsed[i] = ' ';
}

static void blank(const dl_unit_source *source, size_t from, size_t end)
{
    const dl_tokens *tokens = &source->tokens;

    dl_sources_blank(source, tokens->at[from].offset, tokens->at[end - 1].offset + tokens->at[end - 1].size);
}

/* Reads the name of `#include` at `i` (its `#`). False: computed, or not a name. */
static bool read_include(const dl_tokens *tokens, size_t i, asked_include *out, dl_arena *arena)
{
    const dl_token *name = &tokens->at[i + 2];
    size_t from, end, line_end;

    if (i + 2 >= tokens->count || !name->is_directive || name->is_hash)
        return false;
    out->line = name->line;
    out->is_quoted = name->kind == DL_TOKEN_STRING;
    from = name->offset + 1;
    line_end = from + strcspn(tokens->text + from, "\r\n");
    if (name->text[0] == '"')
        end = from + strcspn(tokens->text + from, "\"\r\n");
    else if (name->text[0] == '<')
        end = from + strcspn(tokens->text + from, ">\r\n");
    else
        return false;
    if (end >= line_end || end == from)
        return false;
    out->offset = name->offset;
    out->end = end + 1;
    out->name = dl_arena_strndup(arena, tokens->text + from, end - from);
    return true;
}

static bool is_pragma_with_files(const dl_tokens *tokens, size_t i)
{
    static const char *const words[] = {"include_alias", "clang", "GCC"};

    for (size_t k = 0; i + 2 < tokens->count && k < sizeof words / sizeof *words; k++)
        if (dl_token_is(&tokens->at[i + 1], "pragma") && dl_token_is(&tokens->at[i + 2], words[k]))
            return true;
    return false;
}

static dl_unit_source *add_file(dl_sources *s, const text_read *read, const dl_bytes *hidden, size_t hidden_count);

static char *both_slashes(const char *name, dl_arena *arena)
{
    char *made = dl_arena_strdup(arena, name);

    for (char *at = made; *at; at++)
        if (*at == '\\')
            *at = '/';
    return made;
}

static void add_asked(dl_sources *s, const char *folder, const char *name, const char *text)
{
    const char *given = dl_arena_printf(s->arena, "%s/%s", folder, name);

    if (!dl_map_get(s->by_given, given) && dl_map_add(s->asked, given, (void *)given)) /* not the file itself */
        add_unsaved(s, given, text, strlen(text));
}

static dl_span include_span(const dl_unit_source *source, const asked_include *asked)
{
    dl_span span = {source->file, (unsigned)asked->offset, (unsigned)asked->end, asked->line, 1, asked->line, 1};
    size_t start = asked->offset;

    while (start > 0 && source->file->text[start - 1] != '\n')
        start--;
    span.column = (unsigned)(asked->offset - start + 1);
    span.end_column = (unsigned)(asked->end - start + 1);
    return span;
}

/* NULL: `why` tells. */
static text_read *read_text(dl_texts *texts, const char *path, dl_status *why)
{
    text_read *known = dl_map_get(texts->by_path, path);
    const char *text;
    size_t size;
    bool is_binary;
    dl_code code;

    if (known)
        return known;
    code = dl_tree_read(texts->driver->tree, path, &text, &size, &is_binary, texts->arena, why);
    if (code == DL_OK && is_binary)
        code = dl_fail_at(why, DL_BAD_INPUT, path, 0, 0, "is not a text file");
    if (code != DL_OK)
        return NULL;
    known = DL_NEW(texts->arena, text_read);
    known->file.path = dl_arena_strdup(texts->arena, path);
    known->file.text = text;
    known->file.size = size;
    known->file.is_user = true;
    known->tokens = dl_lex(text, size, texts->scratch);
    dl_map_set(texts->by_path, path, known);
    return known;
}

static dl_unit_source *load_header(dl_sources *s, const char *path)
{
    dl_unit_source *known = dl_map_get(s->by_path, path);
    dl_status why = {0};
    text_read *read;

    if (known || s->files.count >= MOST_FILES)
        return known;
    read = read_text(s->texts, path, &why);
    if (!read) {
        dl_vec_push(s->arena, &s->notices,
                    (dl_notice){DL_NOTICE_WARNING, dl_arena_strdup(s->texts->arena, why.message),
                                dl_arena_strdup(s->texts->arena, path), 0, 0});
        return NULL;
    }
    return add_file(s, read, NULL, 0);
}

/* A name that the parser would look for just there. */
static bool is_rooted(const char *name)
{
    return name[0] == '/' || (name[0] && name[1] == ':');
}

/* By the guards of the kernel's own headers projects ask which of them were included; wdm.h defines ntddk.h's too. */
static const char *guards_of(const char *name)
{
#define WDM "#define _WDMDDK_\n#define _NTDDK_\n"
#define NTIFS WDM "#define _NTIFS_\n"
    static const struct {
        const char *name, *text;
    } guards[] = {{"wdm.h", WDM}, {"ntddk.h", WDM}, {"ntifs.h", NTIFS}, {"fltKernel.h", NTIFS}};
#undef WDM
#undef NTIFS

    for (size_t i = 0; i < sizeof guards / sizeof *guards; i++)
        if (dl_text_equal_case(dl_path_name(name), guards[i].name))
            return guards[i].text;
    return "\n";
}

static void add_system(dl_sources *s, const dl_header *header)
{
    size_t first = s->system.count;

    for (size_t i = 0; i < s->system_asked.count; i++)
        if (s->system_asked.at[i] == header)
            return;
    dl_vec_push(s->arena, &s->system_asked, header);
    dl_headers_add(&s->system, header, s->arena);
    for (size_t i = first; i < s->system.count; i++)
        for (size_t k = 0; k < s->system.at[i]->unsaved.count; k++) {
            const struct CXUnsavedFile *file = &s->system.at[i]->unsaved.at[k];

            if (dl_map_add(s->asked, file->Filename, s))
                dl_vec_push(s->arena, &s->unsaved, *file);
        }
}

/* Wine's kernel headers, other than the WDK's, do not include what they rest on. */
static void add_foundation(dl_sources *s)
{
    static const char *const names[] = {"windef.h", "winternl.h"};
    const dl_header *kernel = dl_headers_find(s->headers, "wdm.h");
    dl_header_list reached = {0};

    if (!kernel || !dl_headers_find(s->headers, names[1]))
        return;
    dl_headers_add(&reached, kernel, s->arena);
    for (size_t i = 0; i < reached.count; i++)
        if (dl_text_equal_case(dl_path_name(reached.at[i]->path), "ntdef.h"))
            return;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (dl_headers_find(s->headers, names[i]))
            add_system(s, dl_headers_find(s->headers, names[i]));
}

/* A name between angles that the lexer takes for something else. */
static bool is_misread(const asked_include *asked)
{
    return !asked->is_quoted && (strpbrk(asked->name, "\"'") || strstr(asked->name, "/*") || strstr(asked->name, "//"));
}

/* Returns false when the directive must not reach the parser. */
static bool add_include(dl_sources *s, const dl_unit_source *source, const char *folder, const asked_include *asked)
{
    const char *name = both_slashes(asked->name, s->arena), *found, *text = guards_of(name);
    dl_unit_source *header;
    const dl_header *system;
    dl_include include = {.name = asked->name, .is_quoted = asked->is_quoted, .span = include_span(source, asked)};

    found = dl_tree_include(s->driver->tree, s->settings, source->path, asked->name, asked->is_quoted, s->arena);
    header = found ? load_header(s, found) : NULL;
    if (header) {
        text = dl_arena_printf(s->arena, "#include \"%s\"\n", header->given);
        include.is_found = true;
        include.is_guess =
            dl_tree_is_guess(s->driver->tree, s->settings, source->path, asked->name, asked->is_quoted, s->arena);
    }
    dl_vec_push(s->arena, &s->includes, include);
    if (is_rooted(name) || is_misread(asked))
        return false;
    system = header ? NULL : dl_headers_find(s->headers, name);
    if (system) {
        if (s->system_asked.count == 0)
            add_foundation(s);
        add_system(s, system);
        text = dl_arena_printf(s->arena, "#include \"%s\"\n", system->given);
    }
    if (!asked->is_quoted)
        folder = DL_SEARCHED_FOLDER;
    add_asked(s, folder, name, text);
    if (strcmp(name, asked->name) != 0)
        add_asked(s, folder, asked->name, text);
    return true;
}

/* Follows the includes of a file, and blanks what would open a file by another way. */
static void follow_includes(dl_sources *s, dl_unit_source *source)
{
    const dl_tokens *tokens = &source->tokens;
    const char *folder = dl_path_folder(source->given, s->arena);

    for (size_t i = 0; i + 1 < tokens->count; i++) {
        const dl_token *word = &tokens->at[i + 1];
        asked_include asked;

        if (!tokens->at[i].is_hash || !word->is_directive || word->is_hash)
            continue;
        if (dl_token_is(word, "include") || dl_token_is(word, "include_next") || dl_token_is(word, "import") ||
            dl_token_is(word, "embed") || dl_token_is(word, "__include_macros")) {
            if (!dl_token_is(word, "include") || !read_include(tokens, i, &asked, s->arena) ||
                !add_include(s, source, folder, &asked))
                blank(source, i, dl_tokens_directive_end(tokens, i));
            else
                dl_vec_push(s->arena, &source->includes, tokens->at[i].offset);
        } else if (is_pragma_with_files(tokens, i) || memchr(word->text, '\\', word->size)) {
            blank(source, i, dl_tokens_directive_end(tokens, i));
        }
    }
}

static dl_unit_source *add_file(dl_sources *s, const text_read *read, const dl_bytes *hidden, size_t hidden_count)
{
    dl_unit_source *source = DL_NEW(s->arena, dl_unit_source);
    const dl_file *file = &read->file;

    source->file = file;
    source->path = file->path;
    source->given = dl_arena_printf(s->arena, "/drvlint/%zu/%s", s->files.count, dl_path_name(file->path));
    source->parsed = dl_arena_strndup(s->arena, file->text, file->size);
    for (size_t i = 0; i < hidden_count; i++)
        dl_sources_blank(source, hidden[i].from, hidden[i].end);
    source->tokens = hidden_count ? dl_lex(source->parsed, file->size, s->arena) : read->tokens;
    dl_vec_push(s->arena, &s->files, source);
    dl_map_set(s->by_path, file->path, source);
    dl_map_set(s->by_given, source->given, source);
    add_unsaved(s, source->given, source->parsed, file->size);
    follow_includes(s, source);
    return source;
}

void dl_texts_init(dl_texts *texts, const dl_driver *driver, dl_arena *arena, dl_arena *scratch)
{
    *texts = (dl_texts){.driver = driver, .arena = arena, .scratch = scratch, .by_path = dl_map_new(scratch)};
}

/* One that is not to be had is passed over, as another missing header is. */
static void add_forced(dl_sources *s, const char *path, const char *name)
{
    const char *found = dl_tree_forced(s->driver->tree, s->settings, path, name, s->arena);
    const dl_unit_source *header = found ? load_header(s, found) : NULL;

    if (header)
        dl_vec_push(s->arena, &s->forced, header->given);
    else
        dl_vec_push(s->arena, &s->forced_missing, name);
}

dl_code dl_sources_load(dl_sources *s, dl_texts *texts, const char *path, const dl_bytes *hidden, size_t hidden_count,
                        dl_arena *arena, dl_status *why)
{
    const text_read *read;

    memset(s, 0, sizeof *s);
    s->arena = arena;
    s->texts = texts;
    s->driver = texts->driver;
    s->settings = dl_driver_settings(texts->driver, path);
    s->headers = texts->headers;
    s->by_given = dl_map_new(arena);
    s->by_path = dl_map_new(arena);
    s->asked = dl_map_new(arena);
    add_unsaved(s, DL_UNIT_HEADER, "", 0);
    read = read_text(texts, path, why);
    if (!read)
        return why->code;
    (void)add_file(s, read, hidden, hidden_count);
    for (size_t i = 0; s->settings && i < s->settings->forced_count; i++)
        add_forced(s, path, s->settings->forced_includes[i]);
    return DL_OK;
}

void dl_sources_set_header(dl_sources *s, const char *text, size_t size)
{
    s->unsaved.at[0].Contents = text;
    s->unsaved.at[0].Length = (unsigned long)size;
}

bool dl_sources_has(const dl_sources *s, const dl_unit_source *source, const char *name, bool is_quoted)
{
    const char *folder = is_quoted ? dl_path_folder(source->given, s->arena) : DL_SEARCHED_FOLDER;
    const char *clean = both_slashes(name, s->arena);

    return !is_rooted(clean) &&
           (dl_tree_include(s->driver->tree, s->settings, source->path, name, is_quoted, s->arena) ||
            dl_headers_find(s->headers, clean) ||
            dl_map_get(s->asked, dl_arena_printf(s->arena, "%s/%s", folder, clean)) ||
            dl_map_get(s->asked, dl_arena_printf(s->arena, "%s/%s", DL_SEARCHED_FOLDER, clean)));
}

const dl_unit_source *dl_sources_find(const dl_sources *s, const char *given)
{
    return dl_map_get(s->by_given, given);
}
