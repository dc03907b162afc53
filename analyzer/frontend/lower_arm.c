/* lower_arm.c: arms of conditionals that the parser left out, though nobody knows whether the build does: only a header
 * that was not found, or a build file that is not followed, can say what the name is that the directive asks for. */
#include "frontend/lower.h"
#include "frontend/sources.h"
#include "kernel/wdk_index.h"
#include "project/build_files.h"
#include "support/platform.h"

#include <string.h>

static bool may_be_of_driver(const char *name)
{
    return !dl_text_ends(name, ".tmh") && !dl_wdk_is_header(name);
}

/* Whether a header of the driver's is missing, in which the name may be defined. */
static bool misses_header(const dl_lower *l)
{
    const dl_sources *sources = l->unit->files;

    for (size_t i = 0; i < sources->forced_missing.count; i++)
        if (may_be_of_driver(sources->forced_missing.at[i]))
            return true;

    for (size_t i = 0; i < sources->includes.count; i++) {
        const dl_include *include = &sources->includes.at[i];

        if (!include->is_found && include->is_quoted && may_be_of_driver(include->name))
            return true;
    }
    return false;
}

/* What the compiler and the kits give a free build, or do not, whatever else a build file says. */
static bool is_given(const char *name)
{
    static const char *const beginnings[] = {"_", "NTDDI", "WIN", "DBG", "DEBUG", "UNICODE"};

    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (dl_text_starts(name, beginnings[i]))
            return true;
    return false;
}

/* Names that the compiler, the kits and the ways in which drivers are built give, or do not. */
static bool is_of_build(const char *name)
{
    static const char *const beginnings[] = {"NDIS", "KMDF", "UMDF", "WDF", "FLT_", "ALLOC", "POOL_", "WPP", "EVENT_"};

    size_t position;

    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (dl_text_starts(name, beginnings[i]))
            return true;
    return is_given(name) || dl_wdk_find_enumerator(name, &position) != NULL;
}

/* Where `#define NAME` stands from `at` on, in an arm that is not compiled or a comment, too; NULL: nowhere. */
static const char *find_define(const char *at, const char *name)
{
    size_t size = strlen(name);

    for (at = strstr(at, "define"); at; at = strstr(at, "define")) {
        at += strlen("define");
        while (*at == ' ' || *at == '\t')
            at++;
        if (strncmp(at, name, size) == 0 && !dl_text_is_word(at[size]))
            return at;
    }
    return NULL;
}

/* The settings have the last word on it. */
static bool is_said(const dl_lower *l, const char *name)
{
    const dl_settings *settings = ((const dl_sources *)l->unit->files)->settings;

    for (size_t i = 0; settings && i < settings->undefine_count; i++)
        if (strcmp(settings->undefines[i], name) == 0)
            return true;
    return dl_map_get(l->macros, name) != NULL;
}

/* The name may be defined by a header that is missing. Where a file defines it, the switch is the driver's own. */
static bool is_open_name(const dl_lower *l, const char *name)
{
    const dl_sources *sources = l->unit->files;

    if (is_of_build(name) || !misses_header(l))
        return false;
    for (size_t i = 0; i < sources->files.count; i++)
        if (find_define(sources->files.at[i]->file->text, name))
            return false;
    return true;
}

/* What may define the name and is not followed, as a clause behind the directive; NULL: nothing. */
static const char *unfollowed(const dl_lower *l, const char *name)
{
    const dl_driver *driver = l->unit->driver;
    const char *file;

    if (is_given(name) || !driver || !driver->tree)
        return NULL;
    if (driver->is_partial)
        return is_of_build(name)
                   ? NULL
                   : dl_arena_printf(l->arena, "#if of %s, which a sheet that is not there may define,", name);
    file = driver->project && !driver->is_made_elsewhere ? NULL : dl_build_naming(driver, name, l->scratch);
    return file ? dl_arena_printf(l->arena, "#if of %s, which %s names,", name, dl_path_name(file)) : NULL;
}

static const char *behind_word(const char *at, const char *end, const char *word)
{
    size_t size = strlen(word);

    return (size_t)(end - at) > size && strncmp(at, word, size) == 0 && !dl_text_is_word(at[size]) ? at + size : NULL;
}

/* Behind the `#` of a directive, and the space there. */
static const char *word_of(const char *at, const char *end)
{
    at++;
    while (at < end && (*at == ' ' || *at == '\t'))
        at++;
    return at;
}

/* What a directive asks for; NULL: nothing. */
static const char *condition_of(const char *at, const char *end)
{
    static const char *const words[] = {"if", "ifdef", "ifndef", "elif"};
    const char *behind = NULL;

    at = word_of(at, end);
    for (size_t i = 0; !behind && i < sizeof words / sizeof *words; i++)
        behind = behind_word(at, end, words[i]);
    return behind;
}

/* The next name of a condition from `*at` on; NULL: there is none, or a comment. */
static const char *next_name(const dl_lower *l, const char **at, const char *end)
{
    while (*at < end) {
        const char *start = *at;

        while (*at < end && dl_text_is_word(**at))
            ++*at;
        if (*at > start && dl_text_is_letter(*start)) {
            const char *name = dl_name_n(l->names, start, (size_t)(*at - start));

            if (strcmp(name, "defined") != 0 && !is_said(l, name))
                return name;
        }
        if (*at == start && start[0] == '/' && (start[1] == '/' || start[1] == '*'))
            return NULL;
        *at += *at == start;
    }
    return NULL;
}

enum { MOST_ARMS = 64 };

/* The directives of the arms that a place in a file stands in; of those past MOST_ARMS their count alone. */
typedef struct arms {
    const char *open[MOST_ARMS];
    size_t count;
    bool is_new; /* since they were last asked about */
} arms;

static const char *why_open(const dl_lower *l, const char *at, const char *end, unsigned depth);

static void see_line(arms *around, const char *line)
{
    const char *word;

    if (*line != '#')
        return;
    word = line + 1 + strspn(line + 1, " \t");
    if (strncmp(word, "endif", 5) == 0) {
        around->count -= around->count > 0;
    } else if (strncmp(word, "if", 2) == 0) {
        if (around->count < MOST_ARMS)
            around->open[around->count] = line;
        around->count++;
    } else if (strncmp(word, "elif", 4) == 0 && around->count > 0 && around->count <= MOST_ARMS) {
        around->open[around->count - 1] = line;
    } else {
        return;
    }
    around->is_new = true;
}

/* Whether one of the arms is open, and why. */
static const char *why_one_open(const dl_lower *l, const arms *around, unsigned depth)
{
    for (size_t i = around->count < MOST_ARMS ? around->count : MOST_ARMS; i-- > 0;) {
        const char *line = around->open[i], *why = why_open(l, line, line + strcspn(line, "\n"), depth + 1);

        if (why)
            return why;
    }
    return NULL;
}

/* Of the definitions of the name in a text: whether one of the arms around them is open, and why. */
static const char *why_defined_in_open(const dl_lower *l, const char *text, const char *name, unsigned depth,
                                       bool *is_own)
{
    arms around = {.count = 0};
    const char *line = text;

    for (const char *at = find_define(text, name); at; at = find_define(at, name)) {
        const char *why;

        for (; line && line < at; line = strchr(line, '\n')) {
            line += strspn(line, " \t\r\n");
            see_line(&around, line);
        }
        why = around.is_new && depth < DL_DEEPEST_ARM ? why_one_open(l, &around, depth) : NULL;
        if (why)
            return why;
        around.is_new = false;
        *is_own = true;
    }
    return NULL;
}

/* A name that is defined in an arm which is open itself is open, too. */
static const char *find_why_open(const dl_lower *l, const char *name, unsigned depth)
{
    const dl_sources *sources = l->unit->files;
    bool is_own = false;

    for (size_t i = 0; i < sources->files.count; i++) {
        const char *why = why_defined_in_open(l, sources->files.at[i]->file->text, name, depth, &is_own);

        if (why)
            return why;
    }
    return is_own ? NULL : unfollowed(l, name);
}

/* Arms that ask for each other's names would be gone through over and over: each name is asked about once at a depth.
 */
static const char *why_name_open(const dl_lower *l, const char *name, unsigned depth)
{
    static const char none[] = "";
    const char *known = dl_map_get(l->open_names[depth], name);

    if (!known) {
        known = find_why_open(l, name, depth);
        dl_map_set(l->open_names[depth], name, (void *)(uintptr_t)(known ? known : none));
    }
    return known == none ? NULL : known;
}

static const char *why_open(const dl_lower *l, const char *at, const char *end, unsigned depth)
{
    at = condition_of(at, end);
    for (const char *name = at ? next_name(l, &at, end) : NULL; name; name = next_name(l, &at, end)) {
        const char *why = why_name_open(l, name, depth);

        if (why)
            return why;
    }
    return NULL;
}

bool dl_lower_is_doubtful_arm(const dl_lower *l, const dl_file *file, unsigned from, unsigned until)
{
    const char *why = why_open(l, file->text + from, file->text + until, 0);

    if (why)
        dl_unit_say_open(l->unit, file, from, why);
    return why != NULL;
}

bool dl_lower_is_open_arm(const dl_lower *l, const dl_file *file, unsigned from, unsigned until)
{
    const char *end = file->text + until, *at = condition_of(file->text + from, end);
    bool is_negative = behind_word(word_of(file->text + from, end), end, "ifndef") != NULL;

    for (const char *name = at && !is_negative ? next_name(l, &at, end) : NULL; name; name = next_name(l, &at, end))
        if (is_open_name(l, name))
            return true;
    return dl_lower_is_doubtful_arm(l, file, from, until);
}
