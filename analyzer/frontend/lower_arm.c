/* lower_arm.c: arms of conditionals that the parser left out, though nobody knows whether the build does: only a header
 * that was not found can say what the name is that the directive asks for. */
#include "frontend/lower.h"
#include "frontend/sources.h"
#include "kernel/wdk_index.h"

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

/* Names that the compiler, the kits and the ways in which drivers are built give, or do not. */
static bool is_of_build(const char *name)
{
    static const char *const beginnings[] = {"_",    "NTDDI", "WINVER", "WIN",   "NDIS",    "KMDF",  "UMDF", "WDF",
                                             "FLT_", "ALLOC", "DBG",    "DEBUG", "UNICODE", "POOL_", "WPP",  "EVENT_"};

    size_t position;

    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (dl_text_starts(name, beginnings[i]))
            return true;
    return dl_wdk_find_enumerator(name, &position) != NULL;
}

/* `#define NAME`, in an arm that is not compiled or a comment, too: then the switch is the driver's own. */
static bool is_defined_in(const char *text, const char *name)
{
    size_t size = strlen(name);

    for (const char *at = strstr(text, "define"); at; at = strstr(at, "define")) {
        at += strlen("define");
        while (*at == ' ' || *at == '\t')
            at++;
        if (strncmp(at, name, size) == 0 && !dl_text_is_word(at[size]))
            return true;
    }
    return false;
}

static bool is_open_name(const dl_lower *l, const char *name)
{
    const dl_sources *sources = l->unit->files;

    if (strcmp(name, "defined") == 0 || is_of_build(name) || dl_map_get(l->macros, name))
        return false;
    for (size_t i = 0; i < sources->files.count; i++)
        if (is_defined_in(sources->files.at[i]->file->text, name))
            return false;
    return true;
}

static const char *behind_word(const char *at, const char *end, const char *word)
{
    size_t size = strlen(word);

    return (size_t)(end - at) > size && strncmp(at, word, size) == 0 && !dl_text_is_word(at[size]) ? at + size : NULL;
}

static const char *condition_of(const char *at, const char *end)
{
    static const char *const words[] = {"if", "ifdef", "elif"};
    const char *behind = NULL;

    at++; /* the `#` */
    while (at < end && (*at == ' ' || *at == '\t'))
        at++;
    for (size_t i = 0; !behind && i < sizeof words / sizeof *words; i++)
        behind = behind_word(at, end, words[i]);
    return behind;
}

bool dl_lower_is_open_arm(const dl_lower *l, const dl_file *file, unsigned from, unsigned until)
{
    const char *end = file->text + until, *at = condition_of(file->text + from, end);

    if (!at || !misses_header(l))
        return false;
    while (at < end) {
        const char *start = at;

        while (at < end && dl_text_is_word(*at))
            at++;
        if (at > start && dl_text_is_letter(*start) &&
            is_open_name(l, dl_name_n(l->names, start, (size_t)(at - start))))
            return true;
        if (at == start && at[0] == '/' && (at[1] == '/' || at[1] == '*')) /* a comment */
            return false;
        at += at == start;
    }
    return false;
}
