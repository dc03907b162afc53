#include "ruleset/example.h"

#include "support/embedded.h"
#include "support/platform.h"
#include "support/text.h"

#include <string.h>

enum { MOST_BYTES = 1 << 20 };

bool dl_rule_example_is_source(const char *path)
{
    return dl_text_ends(path, ".c") || dl_text_ends(path, ".cpp");
}

/* Whether `name` is the better one: `bad.c` before `bad-other.c`. */
static bool is_better(const char *name, const char *before, const char *kind)
{
    return !before || (name[strlen(kind)] == '.' && before[strlen(kind)] != '.');
}

/* ---- ours ---- */

static dl_rule_example embedded_example(const dl_rule *rule, const char *kind, dl_arena *arena)
{
    const char *prefix = dl_arena_printf(arena, "%s/%s/", rule->model, rule->id);
    const dl_embedded_file *best = NULL;
    dl_rule_example made = {0};

    for (size_t i = 0; i < dl_embedded_examples_count; i++) {
        const dl_embedded_file *file = &dl_embedded_examples[i];
        const char *name = file->path + strlen(prefix);

        if (!dl_text_starts(file->path, prefix) || !dl_text_starts(name, kind) || !is_better(name, made.name, kind))
            continue;
        made.name = name;
        best = file;
    }
    if (best)
        made.text = dl_embedded_text(best, arena);
    return made;
}

/* ---- users' ---- */

typedef struct search {
    const char *folder, *kind;
    const char *path, *name;
    dl_arena *arena;
} search;

static bool visit_file(void *self, const char *path)
{
    search *at = self;
    const char *name = dl_path_below(path, at->folder, at->arena);

    if (dl_rule_example_is_source(name) && dl_text_starts(name, at->kind) && !strchr(name, '/') &&
        is_better(name, at->name, at->kind)) {
        at->path = dl_arena_strdup(at->arena, path);
        at->name = name;
    }
    return true;
}

static dl_rule_example file_example(const dl_rule *rule, const char *kind, dl_arena *arena)
{
    search at = {.kind = kind, .arena = arena};
    dl_rule_example made = {0};
    dl_status why = {0};
    size_t size;

    at.folder = dl_path_clean(dl_arena_strndup(arena, rule->path, strlen(rule->path) - strlen(".json")), arena);
    if (dl_path_kind_of(at.folder) != DL_PATH_FOLDER)
        return made;
    (void)dl_folder_walk(at.folder, visit_file, &at, arena, &why);
    if (at.path && dl_file_read(&made.text, &size, at.path, MOST_BYTES, arena, &why) == DL_OK)
        made.name = at.name;
    return made;
}

dl_rule_example dl_rule_example_of(const dl_rule *rule, bool is_good, dl_arena *arena)
{
    const char *kind = is_good ? "good" : "bad";

    return rule->is_ours ? embedded_example(rule, kind, arena) : file_example(rule, kind, arena);
}
