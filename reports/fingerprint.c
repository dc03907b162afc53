/* The id of a finding over time. What goes into it, and in which order, is a promise to baselines: docs/reports.md. */
#include "reports/report.h"
#include "reports/shown.h"
#include "support/platform.h"

#include <inttypes.h>
#include <string.h>

enum { MOST_JUDGED = 400 };

static uint64_t add_part(uint64_t hash, const char *part, size_t size)
{
    return dl_hash_mix(hash, dl_hash_bytes(part, size, size));
}

/* Where the paths of an identity begin. */
typedef struct base {
    const char *folder, *current; /* both NULL: the current folder, as it is in the result */
} base;

/* A path that is not below the folder would tie the id to this machine: what is below the driver's own folder is kept
 * of it, else the name. */
static const char *lasting_path(const dl_driver_result *driver, const char *path, base from, dl_arena *arena)
{
    const char *root = driver->driver->root;

    if (from.folder) {
        path = dl_path_below(dl_path_join(from.current, path, arena), from.folder, arena);
        root = root ? dl_path_join(from.current, root, arena) : NULL;
    }
    if (!dl_path_is_rooted(path))
        return dl_path_clean(path, arena);
    if (root && *root && dl_path_is_below(path, root))
        return dl_path_below(path, root, arena);
    return dl_path_name(path);
}

/* The judged text, white space folded. */
static const char *judged_text(dl_span span, dl_arena *arena)
{
    dl_text text;
    bool is_blank = false;

    dl_text_init(&text, arena);
    if (!span.file || !span.file->text || span.end > span.file->size)
        return "";
    for (unsigned at = span.offset; at < span.end && text.count < MOST_JUDGED; at++) {
        char c = span.file->text[at];

        if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
            is_blank = text.count > 0;
            continue;
        }
        if (is_blank)
            dl_text_add_char(&text, ' ');
        is_blank = false;
        dl_text_add_char(&text, c);
    }
    return dl_text_str(&text);
}

static uint64_t hash_of(dl_finding_id *out, const dl_driver_result *driver, const dl_finding *finding, base from,
                        dl_arena *arena)
{
    const char *path = finding->span.file ? finding->span.file->path : driver->driver->entry_file;
    const char *file = lasting_path(driver, path, from, arena), *function = dl_function_of(driver, finding->span);
    const char *parts[] = {finding->rule->id, file, function, judged_text(finding->span, arena)};
    uint64_t hash = 0;

    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        hash = add_part(hash, parts[i], strlen(parts[i]));
    *out = (dl_finding_id){.file = file, .function = function};
    return hash;
}

dl_finding_id dl_report_finding_id(const dl_driver_result *driver, const dl_finding *finding, const char *folder,
                                   const char *current, dl_arena *arena)
{
    base from = {folder, current};
    dl_finding_id made, other;
    uint64_t hash = hash_of(&made, driver, finding, from, arena);
    uint64_t occurrence = 0;

    for (size_t i = 0; i < driver->finding_count && &driver->findings[i] != finding; i++)
        occurrence += driver->findings[i].rule == finding->rule &&
                      hash_of(&other, driver, &driver->findings[i], from, arena) == hash;
    made.print = dl_arena_printf(arena, "%016" PRIx64, occurrence ? dl_hash_mix(hash, occurrence) : hash);
    return made;
}

const char *dl_report_fingerprint(const dl_driver_result *driver, const dl_finding *finding, dl_arena *arena)
{
    return dl_report_finding_id(driver, finding, NULL, NULL, arena).print;
}

const char *dl_report_file(const dl_driver_result *driver, const char *path, const char *folder, const char *current,
                           dl_arena *arena)
{
    return lasting_path(driver, path, (base){folder, current}, arena);
}
