/* ruleset_fixture.h: a rule as text, over facts, requirements and a model of its own. For the tests of the loader and
 * of what is said of rules in words. */
#ifndef DL_TESTS_RULESET_FIXTURE_H
#define DL_TESTS_RULESET_FIXTURE_H

#include "ruleset/rule.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(list) (int)(sizeof(list) / sizeof *(list))

static dl_trap trap;
static dl_arena *arena;
static const dl_facts *facts;

static const char facts_text[] =
    "{\"schema\": \"drvlint-apis-1\",\n"
    "\"functions\": {\"Create\": {\"params\": [\"Driver\", \"Out\"], \"result\": \"ntstatus\", \"sameAs\": "
    "[\"CreateEx\"],"
    " \"traits\": [\"maker\"]}, \"Delete\": {\"params\": [\"Object\"], \"result\": \"void\", \"freed\": [\"Object\"]},"
    " \"NAMELESS\": {\"macro\": true, \"params\": []}},\n"
    "\"resources\": {\"thing\": {\"title\": \"thing\", \"acquire\": [{\"call\": \"Create\", \"object\": \"*Out\"}],"
    " \"release\": [{\"call\": \"Delete\", \"object\": \"Object\"}], \"identity\": \"handle\"}},\n"
    "\"roles\": {\"entry\": {\"runs\": \"once\", \"first\": true}, \"unload\": {\"runs\": \"after-success\"}},\n"
    "\"structs\": {\"CONFIG\": {}},\n"
    "\"constants\": {\"LAST\": 27, \"FLAG\": 4, \"OTHER\": 8, \"VARIES\": null}, \"globals\": {\"InitSafeBootMode\": "
    "{}}}";

static const char requirements_text[] =
    "{\"schema\": \"drvlint-requirements-1\", \"requirements\": {"
    "\"de-one\": {\"model\": \"wdm\", \"strength\": \"must\", \"statement\": \"One.\"},"
    "\"de-two\": {\"model\": \"wdm\", \"strength\": \"should\", \"statement\": \"Two.\"}}}";

static const char model_text[] =
    "{\"schema\": \"drvlint-model-1\", \"id\": \"wdm\", \"title\": \"Kernel driver\", \"codes\": \"DRV01\",\n"
    "\"recognise\": {\"always\": true}, \"let\": {\"declines\": {\"test\": \"@registry-path\", \"is\": \"null\"}}}";

static void open_facts(void)
{
    const dl_source_text own = {"facts.json", facts_text, sizeof facts_text - 1};
    dl_status why = {0};
    dl_facts *made;

    arena = dl_arena_new(&trap);
    ck_assert_ptr_nonnull(arena);
    ck_assert_msg(dl_facts_load_texts(&made, &own, 1, NULL, 0, arena, &why) == DL_OK, "%u:%u: %s", why.line, why.column,
                  why.message);
    facts = made;
}

static void close_facts(void)
{
    dl_arena_free(arena);
}

/* The rule of most tests, line by line; a case replaces one. */
enum { HEAD, WORDS, LISTS, LET, MORE, CHECK, LINES };
static const char *const good_lines[LINES] = {
    "{\"schema\": \"drvlint-rule-1\", \"id\": \"wdm-rule\", \"code\": \"DRV0199\", \"model\": \"wdm\",",
    "\"title\": \"A thing is made\", \"why\": \"w\", \"fix\": \"f\", \"level\": \"error\", \"strength\": \"must\",",
    "\"requirements\": [\"de-one\"], \"source\": [{\"document\": \"d\"}],",
    "\"let\": {\"made\": {\"call\": \"Create\", \"args\": {\"Out\": {\"to\": \"$thing\"}}, \"outcome\": \"success\"}},",
    "\"limits\": [],",
    "\"check\": [{\"form\": \"require\", \"event\": \"made\"}]}",
};

static inline const char *rule_with(int line, const char *text)
{
    dl_text rule;

    dl_text_init(&rule, arena);
    for (int i = 0; i < LINES; i++)
        dl_text_printf(&rule, "%s\n", i == line ? text : good_lines[i]);
    return dl_text_str(&rule);
}

static dl_code load_at(dl_ruleset **set, const char *path, const char *rule, const char *model, size_t ours,
                       dl_status *why)
{
    const dl_source_text files[] = {{"rules/requirements.json", requirements_text, sizeof requirements_text - 1},
                                    {"rules/wdm/model.json", model, strlen(model)},
                                    {path, rule, strlen(rule)}};

    return dl_ruleset_load_texts(set, facts, files, 3, ours, NULL, 0, arena, why);
}

static dl_code load(dl_ruleset **set, const char *rule, dl_status *why)
{
    return load_at(set, "rules/wdm/wdm-rule.json", rule, model_text, 3, why);
}

static inline const dl_rule *load_good(const char *rule)
{
    dl_status why = {0};
    dl_ruleset *set;

    ck_assert_msg(load(&set, rule, &why) == DL_OK, "%u:%u: %s", why.line, why.column, why.message);
    ck_assert_uint_eq(set->rule_count, 1);
    return set->rules[0];
}

#define ONE_CHECK(text) CHECK, "\"check\": [{" text "}]}"
#define MADE "\"event\": \"made\""
#define EXPECT "\"form\": \"expect\", \"at\": \"made\", \"items\": [{"

static inline int run_suite(Suite *suite)
{
    SRunner *runner = srunner_create(suite);
    int failed;

    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

#endif
