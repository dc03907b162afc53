/* test_rules.c: the command `test-rules`: users' rules on their own examples. */
#include "cli/run.h"
#include "examples/examples.h"

static const char *counted(const dl_session *session, size_t count, const char *one)
{
    return dl_arena_printf(session->arena, "%zu %s%s", count, one, count == 1 ? "" : "s");
}

static void add_result(dl_session *session, const dl_examples_result *result)
{
    for (size_t i = 0; i < result->failure_count; i++)
        dl_text_printf(&session->out, "%s:%u: error: %s\n", result->failures[i].file, result->failures[i].line,
                       result->failures[i].message);
    dl_text_printf(&session->out, "%s of %s: %s\n", counted(session, result->example_count, "example"),
                   counted(session, result->rule_count, "rule"),
                   result->failure_count ? counted(session, result->failure_count, "failure") : "all as they say");
    if (result->failure_count)
        dl_session_raise(session, DL_EXIT_FINDINGS);
}

void dl_command_test_rules(dl_session *session)
{
    const char *folder = session->options.operands[0];
    const dl_examples_options options = {.folder = folder,
                                         .rule_folder = folder,
                                         .threads = session->options.threads,
                                         .seconds = session->options.timeout,
                                         .strays = session->strays};
    dl_examples_result result;
    dl_ruleset *rules = NULL;
    dl_status why = {0};
    dl_code code = dl_ruleset_load(&rules, &folder, 1, NULL, 0, session->arena, &why);
    size_t count = 0;

    for (size_t i = 0; code == DL_OK && i < rules->rule_count; i++)
        count += !rules->rules[i]->is_ours;
    if (code == DL_OK && count == 0)
        code = dl_fail(&why, DL_USAGE, "there is no rule in '%s': rules stand there as <model>/<rule>.json", folder);
    if (code == DL_OK)
        code = dl_examples_run(&result, rules, &options, session->arena, &why);
    if (code != DL_OK)
        dl_session_fail(session, &why);
    else
        add_result(session, &result);
}
