/* rulecheck.c: drvlint_rulecheck [SOURCE_FOLDER]: loads analyzer/kernel/ *.json and rules/ from the
 * source folder, as it is on disk now, and says OK or what is wrong with each rule. For those who write rules. */
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

    if (!dl_text_ends(path, ".json") || dl_text_ends(path, ".schema.json"))
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

static void print_error(const dl_status *why)
{
    (void)fprintf(stderr, "%s:%u:%u: error: %s\n", why->file, why->line, why->column, why->message);
}

/* Takes the rule with the error out, so that the next ones show; false when it is no rule's. */
static bool drop_rule(texts *rules, const char *path)
{
    if (dl_text_ends(path, "/model.json") || dl_text_ends(path, "/requirements.json") ||
        dl_text_ends(path, "/undecided.json"))
        return false;
    for (size_t i = 0; i < rules->list.count; i++) {
        if (dl_text_equal(rules->list.at[i].path, path)) {
            rules->list.at[i] = rules->list.at[--rules->list.count];
            return true;
        }
    }
    return false;
}

/* Returns how many errors there are. */
static unsigned check(const char *root, dl_arena *arena)
{
    dl_status why = {0};
    texts facts = {.arena = arena, .why = &why}, rules = {.arena = arena, .why = &why};
    dl_facts *known;
    dl_ruleset *set;
    unsigned errors = 0;

    if (read_folder(&facts, root, "analyzer/kernel") || read_folder(&rules, root, "rules") ||
        dl_facts_load_texts(&known, facts.list.at, facts.list.count, NULL, 0, arena, &why)) {
        print_error(&why);
        return 1;
    }
    while (
        dl_ruleset_load_texts(&set, known, rules.list.at, rules.list.count, rules.list.count, NULL, 0, arena, &why)) {
        print_error(&why);
        errors++;
        if (!drop_rule(&rules, why.file))
            return errors;
        why = (dl_status){0};
    }
    (void)printf("%s: %zu rules, %zu models\n", errors ? "the rest is right" : "OK", set->rule_count, set->model_count);
    return errors;
}

int main(int argc, char **argv)
{
    dl_trap trap;
    dl_arena *arena = dl_arena_new(&trap);
    unsigned errors = 1;

    if (arena && setjmp(trap.back) == 0)
        errors = check(argc > 1 ? argv[1] : ".", arena);
    dl_arena_free(arena);
    return errors ? 1 : 0;
}
