/* rulecheck.c: drvlint_rulecheck [SOURCE_FOLDER]: loads analyzer/kernel/ *.json and rules/ from the
 * source folder, as it is on disk now, and says OK or the first error. For those who write rules. */
#include "ruleset/rule.h"
#include "support/platform.h"
#include "support/vec.h"

#include <stdio.h>

typedef struct texts {
    DL_VEC(dl_source_text) list;
    dl_arena *arena;
    dl_status *why;
    bool failed;
} texts;

static bool visit(void *self, const char *path)
{
    texts *into = self;
    dl_source_text file = {.path = dl_arena_strdup(into->arena, path)};

    if (!dl_text_ends(path, ".json"))
        return true;
    if (dl_file_read(&file.text, &file.size, path, 4 << 20, into->arena, into->why)) {
        into->failed = true;
        return false;
    }
    dl_vec_push(into->arena, &into->list, file);
    return true;
}

static dl_code read_folder(texts *into, const char *root, const char *name)
{
    dl_code code = dl_folder_walk(dl_path_join(root, name, into->arena), visit, into, into->arena, into->why);

    return into->failed ? DL_USAGE : code;
}

static dl_code check(const char *root, dl_arena *arena, dl_status *why)
{
    texts facts = {.arena = arena, .why = why}, rules = {.arena = arena, .why = why};
    dl_facts *known;
    dl_ruleset *set;
    dl_code code = read_folder(&facts, root, "analyzer/kernel");

    if (!code)
        code = read_folder(&rules, root, "rules");
    if (!code)
        code = dl_facts_load_texts(&known, facts.list.at, facts.list.count, NULL, 0, arena, why);
    if (!code)
        code =
            dl_ruleset_load_texts(&set, known, rules.list.at, rules.list.count, rules.list.count, NULL, 0, arena, why);
    if (!code)
        printf("OK: %zu rules, %zu models\n", set->rule_count, set->model_count);
    return code;
}

int main(int argc, char **argv)
{
    dl_trap trap;
    dl_arena *arena = dl_arena_new(&trap);
    dl_status why = {0};
    dl_code code = DL_NO_MEMORY;

    if (arena && setjmp(trap.back) == 0)
        code = check(argc > 1 ? argv[1] : ".", arena, &why);
    if (code)
        fprintf(stderr, "%s:%u:%u: error: %s\n", why.file, why.line, why.column, why.message);
    dl_arena_free(arena);
    return code ? 1 : 0;
}
