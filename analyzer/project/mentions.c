#include "project/mentions.h"

#include "kernel/wdk_index.h"
#include "project/tree.h"
#include "support/platform.h"
#include "support/vec.h"

#include <string.h>

enum { MOST_FILES = 2000, MOST_SOURCES = 400, PAIRS = 1024, LONGEST_OF_LENGTHS = 63 };

typedef struct mentioning_file {
    const dl_indexed_file *file;
    const dl_indexed_rest *rest;
} mentioning_file;

struct dl_mentions {
    dl_arena *arena;
    dl_index *index;
    const dl_driver *driver;
    DL_VEC(mentioning_file) files;
    DL_VEC(const char *) names;
    dl_map *paths;
    unsigned char *where; /* of each name of the index, by number: MENTIONED and the like */
    size_t where_count;   /* what has a greater number is nowhere */
    const char *gap;
    const char *missing, *missing_in; /* a header, and what includes it */
    bool is_pasting, has_cpp;
    /* Of the names that begin with two characters, by a hash of these: their lengths, as bits. */
    uint64_t lengths[PAIRS];
};

static char yes;

/* Where a name stands: as a name or a text anywhere; outside of bodies, declarations included; mentioned there.
 * KNOWN: something else than the files declares it. */
enum { MENTIONED = 1, OUTSIDE = 2, IN_NO_BODY = 4, KNOWN = 8 };

static unsigned where_is(const dl_mentions *m, const char *name)
{
    size_t number = dl_index_number(name);

    return number < m->where_count ? m->where[number] : 0;
}

static unsigned where_is_text(const dl_mentions *m, const char *name)
{
    name = dl_index_name(m->index, name);
    return name ? where_is(m, name) : 0;
}

static void miss(dl_mentions *m, const char *reason)
{
    if (!m->gap)
        m->gap = reason;
}

/* Room for all names that the index has by now. */
static void grow_where(dl_mentions *m)
{
    size_t count = dl_index_name_count(m->index) * 2;
    unsigned char *made = DL_NEW_ARRAY(m->arena, count, unsigned char);

    if (m->where_count)
        memcpy(made, m->where, m->where_count);
    dl_arena_drop(m->arena, m->where);
    m->where = made;
    m->where_count = count;
}

static void add_name(dl_mentions *m, const char *name, unsigned how)
{
    size_t number = dl_index_number(name);
    unsigned before;

    if (number >= m->where_count)
        grow_where(m);
    before = m->where[number];
    if (how & ~before & MENTIONED)
        dl_vec_push(m->arena, &m->names, name);
    m->where[number] = (unsigned char)(before | how);
}

static void add_names(dl_mentions *m, const mentioning_file *at)
{
    for (size_t i = 0; i < at->file->function_count; i++)
        for (size_t k = 0; k < at->file->functions[i].name_count; k++)
            add_name(m, at->file->functions[i].names[k], MENTIONED);
    for (size_t i = 0; i < at->rest->name_count; i++)
        add_name(m, at->rest->names[i], MENTIONED | OUTSIDE | IN_NO_BODY);
    for (size_t i = 0; i < at->rest->declared_count; i++)
        add_name(m, at->rest->declared[i], OUTSIDE);
    for (size_t i = 0; i < at->rest->text_count; i++)
        add_name(m, at->rest->texts[i], MENTIONED);
    m->is_pasting = m->is_pasting || at->rest->is_pasting;
}

/* `by`: the file that includes it; NULL: a source. */
static void add_file(dl_mentions *m, const char *path, const char *by)
{
    mentioning_file at;

    if (!dl_map_add(m->paths, path, &yes))
        return;
    if (m->files.count >= MOST_FILES) {
        miss(m, dl_arena_printf(m->arena, "the driver has more than %d files", (int)MOST_FILES));
        return;
    }
    at.file = dl_index_file(m->index, m->driver, path);
    at.rest = at.file ? at.file->rest : NULL;
    if (!at.file)
        miss(m, dl_arena_printf(m->arena, "%s could not be read", path));
    else if (by || path == m->driver->entry_file || !dl_indexed_is_program(at.file, m->driver))
        dl_vec_push(m->arena, &m->files, at);
}

/* What the build makes a header from: a template, an interface, a file of messages. */
static const char *find_origin(const dl_mentions *m, const char *from, const dl_indexed_include *include)
{
    static const char *const endings[] = {".idl", ".mc", ".mof"};
    const dl_driver *driver = m->driver;
    size_t size = strlen(include->name);
    const char *found = dl_tree_include(driver->tree, driver->settings, from,
                                        dl_arena_printf(m->arena, "%s.in", include->name), false, m->arena);

    for (size_t i = 0; !found && dl_text_ends(include->name, ".h") && i < sizeof endings / sizeof *endings; i++)
        found = dl_tree_include(driver->tree, driver->settings, from,
                                dl_arena_printf(m->arena, "%.*s%s", (int)size - 2, include->name, endings[i]), false,
                                m->arena);
    return found;
}

static void add_include(dl_mentions *m, const char *from, const dl_indexed_include *include, bool is_forced)
{
    const dl_driver *driver = m->driver;
    const char *found =
        is_forced ? dl_tree_forced(driver->tree, driver->settings, from, include->name, m->arena)
                  : dl_tree_include(driver->tree, driver->settings, from, include->name, include->is_quoted, m->arena);

    if (!found)
        found = find_origin(m, from, include);
    if (found)
        add_file(m, found, from);
    else if (include->is_quoted && !m->missing && !dl_text_ends(include->name, ".tmh") &&
             !dl_wdk_is_header(include->name)) {
        m->missing = include->name;
        m->missing_in = from;
    }
}

static size_t pair_of(const char *name, size_t size)
{
    return ((size_t)(unsigned char)name[0] * 33 + (size > 1 ? (unsigned char)name[1] : 0)) % PAIRS;
}

static uint64_t bit_of(size_t size)
{
    return UINT64_C(1) << (size < LONGEST_OF_LENGTHS ? size : LONGEST_OF_LENGTHS);
}

static void note_lengths(dl_mentions *m)
{
    for (size_t i = 0; i < m->names.count; i++) {
        size_t size = strlen(m->names.at[i]);

        m->lengths[pair_of(m->names.at[i], size)] |= bit_of(size);
    }
}

static bool is_cpp(const char *path)
{
    static const char *const endings[] = {".cpp", ".cxx", ".cc", ".hpp", ".hxx", ".ixx", ".cppm"};

    return dl_path_ends_as(path, endings, sizeof endings / sizeof *endings);
}

static bool is_told_cpp(const dl_driver *driver, const char *path)
{
    const dl_settings *settings = dl_driver_settings(driver, path);

    return settings && settings->language == DL_LANGUAGE_CPP;
}

static bool has_cpp(const dl_driver *driver)
{
    for (size_t i = 0; i < driver->source_count; i++)
        if (is_cpp(driver->sources[i]) || is_told_cpp(driver, driver->sources[i]))
            return true;
    return is_cpp(driver->entry_file) || is_told_cpp(driver, driver->entry_file);
}

dl_mentions *dl_mentions_read(dl_index *index, const dl_driver *driver, dl_arena *arena)
{
    dl_mentions *m = DL_NEW(arena, dl_mentions);
    const dl_settings *settings = driver->settings;

    m->arena = arena;
    m->index = index;
    m->driver = driver;
    m->has_cpp = has_cpp(driver);
    m->paths = dl_map_new(arena);
    add_file(m, driver->entry_file, NULL);
    for (size_t i = 0; i < driver->source_count && i < MOST_SOURCES; i++)
        add_file(m, driver->sources[i], NULL);
    if (driver->source_count > MOST_SOURCES)
        miss(m, dl_arena_printf(arena, "the driver has more than %d sources", (int)MOST_SOURCES));
    for (size_t i = 0; settings && i < settings->forced_count; i++)
        add_include(m, driver->entry_file, &(dl_indexed_include){settings->forced_includes[i], true}, true);
    for (size_t i = 0; i < m->files.count; i++) {
        const mentioning_file at = m->files.at[i];

        add_names(m, &at);
        for (size_t k = 0; k < at.rest->include_count; k++)
            add_include(m, at.file->path, &at.rest->includes[k], false);
    }
    if (m->is_pasting)
        note_lengths(m);
    return m;
}

const char *dl_mentions_gap(const dl_mentions *mentions)
{
    return mentions->gap;
}

/* `new->Parent = NULL;` in C: a name like others. */
static bool is_no_operator(const dl_mentions *m, const char *name, const char *path)
{
    return dl_text_starts(name, "operator ") && (!dl_driver_is_cpp(m->driver, path) || !m->has_cpp);
}

/* Many bodies call the same: each name is asked for once. What a macro makes by `##` (`set_buffer_##name`) it declares
 * itself, and what stands in that was read as all macros are. */
static bool is_declared(dl_mentions *m, const char *name, bool (*is_known)(void *self, const char *name), void *self)
{
    unsigned where = where_is(m, name);

    if (where & (OUTSIDE | KNOWN))
        return true;
    if (!is_known(self, name) && !(m->is_pasting && dl_mentions_may_paste(m, name)))
        return false;
    add_name(m, name, KNOWN);
    return true;
}

bool dl_mentions_undeclared(dl_mentions *m, bool (*is_known)(void *self, const char *name), void *self,
                            dl_undeclared *out)
{
    for (size_t i = 0; m->missing && i < m->files.count; i++) {
        const mentioning_file *at = &m->files.at[i];

        *out = (dl_undeclared){NULL, at->file->path, m->missing, m->missing_in};
        for (size_t f = 0; f < at->file->function_count; f++)
            for (size_t k = 0; k < at->file->functions[f].name_count; k++) {
                out->name = at->file->functions[f].names[k];
                if (at->file->functions[f].is_called[k] && !is_declared(m, out->name, is_known, self) &&
                    !is_no_operator(m, out->name, out->file))
                    return true;
            }
        for (size_t k = 0; k < at->rest->statement_count; k++) {
            out->name = at->rest->statements[k];
            if (!is_declared(m, out->name, is_known, self))
                return true;
        }
    }
    return false;
}

const char *const *dl_mentions_names(const dl_mentions *mentions, size_t *count)
{
    *count = mentions->names.count;
    return mentions->names.at;
}

bool dl_mentions_pastes(const dl_mentions *mentions)
{
    return mentions->is_pasting;
}

static bool is_mentioned(const dl_mentions *m, const char *text, size_t size)
{
    const char *name = dl_index_name_n(m->index, text, size);

    return name && (where_is(m, name) & MENTIONED);
}

/* How long the mentioned names are, as bits, that the text may begin with. */
static uint64_t lengths_at(const dl_mentions *m, const char *text)
{
    return (m->lengths[pair_of(text, 1)] & bit_of(1)) | (text[1] ? m->lengths[pair_of(text, 2)] & ~bit_of(1) : 0);
}

/* Whether the name is one mentioned name, or number, behind another. */
bool dl_mentions_may_paste(const dl_mentions *m, const char *name)
{
    enum { LONGEST = 120 };
    bool ends[LONGEST + 1] = {true}; /* what stands before is made of names */
    size_t size = strlen(name);

    if (!m->is_pasting || size > LONGEST)
        return m->is_pasting;
    for (size_t from = 0; from < size; from++) {
        uint64_t lengths = ends[from] ? lengths_at(m, name + from) : 0;

        for (size_t end = from + 1; ends[from] && end <= size && name[end - 1] >= '0' && name[end - 1] <= '9'; end++)
            ends[end] = ends[end] || end - from < size;
        for (size_t end = from + 1; lengths && end <= size; end++)
            if ((lengths & bit_of(end - from)) && end - from < size && !ends[end])
                ends[end] = is_mentioned(m, name + from, end - from);
    }
    return ends[size];
}

bool dl_mentions_has(const dl_mentions *mentions, const char *name)
{
    return (where_is_text(mentions, name) & MENTIONED) || dl_mentions_may_paste(mentions, name);
}

bool dl_mentions_defines(const dl_mentions *mentions, const char *name)
{
    for (size_t i = 0; i < mentions->files.count; i++)
        if (dl_indexed_find(mentions->files.at[i].file, name))
            return true;
    return false;
}

bool dl_mentions_has_text(const dl_mentions *mentions, const char *name)
{
    name = dl_index_name(mentions->index, name);
    for (size_t i = 0; i < mentions->files.count; i++)
        for (size_t k = 0; k < mentions->files.at[i].rest->text_count; k++)
            if (mentions->files.at[i].rest->texts[k] == name)
                return true;
    return false;
}

bool dl_mentions_is_record(const dl_mentions *mentions, const char *name)
{
    for (size_t f = 0; f < mentions->files.count; f++)
        for (size_t i = 0; i < mentions->files.at[f].rest->record_count; i++)
            if (mentions->files.at[f].rest->records[i] == name)
                return true;
    return false;
}

bool dl_mentions_in(const dl_mentions *m, const char *file, const char *function, const char *name)
{
    bool is_known = false;

    if ((where_is_text(m, name) & IN_NO_BODY) || dl_mentions_may_paste(m, name))
        return true;
    name = dl_index_name(m->index, name);
    for (size_t i = 0; i < m->files.count; i++) {
        const dl_indexed_file *at = m->files.at[i].file;

        for (size_t k = 0; dl_text_equal(at->path, file) && k < at->function_count; k++) {
            if (!dl_text_equal(at->functions[k].name, function))
                continue;
            is_known = true;
            if (dl_indexed_mentions(&at->functions[k], name))
                return true;
        }
        /* the body of a method in its class stands outside of all */
        is_known = is_known || dl_text_equal(at->path, file);
    }
    return !is_known;
}

bool dl_mentions_find(const dl_mentions *mentions, const char *name,
                      bool (*is_passed)(void *self, const dl_mention *mention), void *self, dl_mention *out)
{
    name = dl_index_name(mentions->index, name);
    for (size_t i = 0; i < mentions->files.count; i++) {
        const mentioning_file *at = &mentions->files.at[i];

        *out = (dl_mention){at->file->path, NULL, 0};
        for (size_t k = 0; k < at->rest->name_count; k++) {
            out->line = at->rest->lines[k];
            if (at->rest->names[k] == name && !is_passed(self, out))
                return true;
        }
        for (size_t k = 0; k < at->rest->text_count; k++)
            if (at->rest->texts[k] == name) {
                out->line = 1;
                if (!is_passed(self, out))
                    return true;
            }
        for (size_t k = 0; k < at->file->function_count; k++) {
            *out = (dl_mention){at->file->path, at->file->functions[k].name, at->file->functions[k].line};
            if (dl_indexed_mentions(&at->file->functions[k], name) && !is_passed(self, out))
                return true;
        }
    }
    return false;
}

/* ---- what is no C ---- */

bool dl_is_named_beside_c(const dl_driver *driver, dl_arena *arena)
{
    /* `..\asm` stands beside the folder of the entry */
    const char *folder = dl_path_folder(dl_path_folder(driver->entry_file, arena), arena);
    size_t count;
    const char *const *files = dl_tree_files_beside_c(driver->tree, &count);

    if (has_cpp(driver))
        return true;
    for (size_t i = 0; i < count; i++)
        if (dl_path_is_below(files[i], folder))
            return true;
    return false;
}
