/* test_corpus.c: the rules of rules/ on the examples of corpus/, by what `drvlint test-rules` does for users' rules.
 *
 *     test_corpus [MODEL/RULE | drivers/NAME | models/MODEL]
 */
#include "examples/examples.h"
#include "support/platform.h"

#include <stdio.h>
#include <stdlib.h>

static int run_corpus(dl_arena *arena, const char *only)
{
    const dl_examples_options options = {
        .folder = DRVLINT_SOURCE_DIR "/corpus", .only = only, .threads = dl_cpu_count()};
    dl_examples_result result = {0};
    dl_ruleset *rules = NULL;
    dl_status why = {0};
    size_t checks;

    if (dl_ruleset_load(&rules, NULL, 0, NULL, 0, arena, &why) != DL_OK ||
        dl_examples_run(&result, rules, &options, arena, &why) != DL_OK) {
        (void)printf("%s:%u:%u: %s\n", why.file, why.line, why.column, why.message);
        return EXIT_FAILURE;
    }
    for (size_t i = 0; i < result.failure_count; i++)
        (void)printf("%s:%u:F: %s\n", result.failures[i].file, result.failures[i].line, result.failures[i].message);
    checks = result.example_count + result.rule_count + result.model_count;
    (void)printf("%zu%%: Checks: %zu, Failures: %zu, Errors: 0\n", (checks - result.failed_count) * 100 / checks,
                 checks, result.failed_count);
    return result.failed_count ? EXIT_FAILURE : EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
    dl_trap trap;
    dl_arena *arena = dl_arena_new(&trap);
    int status = EXIT_FAILURE;

    if (arena && setjmp(trap.back) == 0)
        status = run_corpus(arena, argc > 1 ? argv[1] : NULL);
    dl_arena_free(arena);
    return status;
}
