/* Tests of what is said of rules in words: `drvlint explain`, `drvlint rules`, and the pages of docs/rules. */
#include "ruleset_fixture.h"

#include "ruleset/explain.h"
#include "support/json.h"

static const struct {
    const char *check, *words;
} explained[] = {
    {"\"form\": \"require\", \"event\": \"made\", \"unless\": \"declines\"",
     "- before a successful return there is success of Create with Out the address of $thing; not where\n"
     "  there was a test that RegistryPath is null before\n"},
    {"\"form\": \"order\", \"first\": \"Create\", \"then\": \"Delete\", \"in\": [\"unload\"]",
     "- in unload: a call of Delete comes only after a call of Create\n"},
    {"\"form\": \"forbid\", \"event\": {\"store\": \"CONFIG.A\", \"value\": {\"bits\": {\"set\": [\"FLAG\"]}}}, "
     "\"after\": \"Create\", \"until\": \"Delete\"",
     "- there is never a store to CONFIG.A of a value with FLAG, after a call of Create, until a call of\n  Delete\n"},
    {"\"form\": \"release\", \"resource\": \"thing\", \"on\": [\"failure\", \"unload\"], \"faults\": [\"leak\", "
     "\"double-release\"]",
     "- what was acquired (thing) is released before a failing return and the end of unload, never\n  released "
     "twice\n"},
    {"\"form\": \"propagate\", \"call\": \"Create\", \"as\": \"same\"",
     "- when a call of Create fails, that very status is returned\n"},
    {"\"form\": \"examine\", \"call\": \"made\", \"before\": {\"deref\": \"$thing\"}",
     "- the result of success of Create with Out the address of $thing is tested before an access through\n"
     "  $thing\n"},
    {"\"form\": \"expect\", \"at\": \"made\", \"items\": [{\"struct\": \"$thing\", \"zeroed\": true, \"nonnull\": "
     "[\"A\"], \"implies\": [{\"if\": {\"B\": \"null\"}, \"then\": {\"C\": 3}}]}, {\"array\": \"$thing.T\", "
     "\"unique\": "
     "\"N\"}]",
     "- at success of Create with Out the address of $thing: $thing (zeroed before its members are set; A\n"
     "  not null; where B is null, C is 3); array $thing.T (no N twice)\n"},
    {"\"form\": \"declare\", \"subject\": {\"function\": {\"section\": \"INIT\"}}, \"that\": {\"usedOnlyFrom\": "
     "[\"entry\"]}",
     "- a function in the section INIT is used only in entry\n"},
    {"\"form\": \"automaton\", \"states\": [\"a\", \"b\"], \"start\": \"a\", \"transitions\": [{\"from\": [\"a\"], "
     "\"on\": \"Create\", \"to\": \"b\"}], \"errors\": [{\"in\": [\"b\"], \"on\": {\"return\": \"failure\"}, "
     "\"message\": "
     "\"m\"}]",
     "- begins as a; a becomes b on a call of Create; never a failing return while b\n"},
};

START_TEST(each_form_is_said_in_words)
{
    const char *line = dl_arena_printf(arena, "\"check\": [{%s}]}", explained[_i].check);
    dl_text out;

    dl_text_init(&out, arena);
    dl_explain_checks(&out, load_good(rule_with(CHECK, line)), "");
    ck_assert_str_eq(dl_text_str(&out), explained[_i].words);
}
END_TEST

static bool is_of_wdm(void *self, const dl_rule *rule)
{
    (void)self;
    return strcmp(rule->model, "wdm") == 0;
}

START_TEST(lists_are_json_that_can_be_read_back)
{
    dl_status why = {0};
    dl_ruleset *set;
    dl_text out;
    const dl_json *list;

    ck_assert_int_eq(dl_ruleset_load(&set, NULL, 0, NULL, 0, arena, &why), DL_OK);
    dl_text_init(&out, arena);
    dl_explain_json(&out, set, is_of_wdm, NULL);
    ck_assert_int_eq(dl_json_parse(&list, "out", dl_text_str(&out), out.count, arena, &why), DL_OK);
    ck_assert_uint_gt(list->count, 1);
    ck_assert_uint_lt(list->count, set->rule_count);
    ck_assert_str_eq(dl_json_get(list->at[0].value, "code")->text, "DRV0101");
    ck_assert_str_eq(dl_json_get(list->at[0].value, "level")->text, "error");
}
END_TEST

/* Every rule of ours, so that no construct is left without words. */
START_TEST(every_rule_can_be_explained)
{
    dl_status why = {0};
    dl_ruleset *set;

    ck_assert_int_eq(dl_ruleset_load(&set, NULL, 0, NULL, 0, arena, &why), DL_OK);
    for (size_t i = 0; i < set->rule_count; i++) {
        dl_text out;

        dl_text_init(&out, arena);
        dl_explain_rule(&out, set, set->rules[i]);
        ck_assert_ptr_nonnull(strstr(dl_text_str(&out), set->rules[i]->code));
        ck_assert_ptr_nonnull(strstr(dl_text_str(&out), "\nChecks\n"));
        ck_assert_msg(!strstr(dl_text_str(&out), "(null)"), "%s", dl_text_str(&out));
    }
}
END_TEST

/* The page says the same: the words of the rule, and both examples as code. */
/* Of each level that a finding of the rule may have, the reason is told. */
static void says_why_its_levels(const dl_rule *rule)
{
    ck_assert_msg(rule->level_why && strstr(rule->level_why, dl_level_name(rule->level)),
                  "%s: says not why it is a rule of the level %s", rule->id, dl_level_name(rule->level));
    ck_assert_msg(rule->enabled == !strstr(rule->level_why, ", off:"), "%s: says not why it is off", rule->id);
    for (size_t i = 0; i < rule->check_count; i++) {
        const dl_check *check = &rule->checks[i];

        ck_assert_msg(!check->has_level || strstr(rule->level_why, dl_level_name(check->level)),
                      "%s: says not why a check has the level %s", rule->id, dl_level_name(check->level));
        for (size_t k = 0; k < check->item_count; k++)
            ck_assert_msg(!check->items[k].has_level || strstr(rule->level_why, dl_level_name(check->items[k].level)),
                          "%s: says not why an item has the level %s", rule->id, dl_level_name(check->items[k].level));
    }
}

START_TEST(every_rule_has_a_page)
{
    dl_status why = {0};
    dl_ruleset *set;
    dl_text index;

    ck_assert_int_eq(dl_ruleset_load(&set, NULL, 0, NULL, 0, arena, &why), DL_OK);
    dl_text_init(&index, arena);
    dl_explain_index(&index, set, NULL, NULL);
    for (size_t i = 0; i < set->rule_count; i++) {
        const dl_rule *rule = set->rules[i];
        const char *bad, *good, *text;
        dl_text out;

        dl_text_init(&out, arena);
        dl_explain_page(&out, set, rule);
        text = dl_text_str(&out);
        bad = strstr(text, "\n## An example that breaks it\n\n```c");
        good = strstr(text, "\n## The same, repaired\n\n```c");
        ck_assert_msg(bad && good && bad < good, "%s: an example is missing", rule->id);
        bad = strstr(bad, dl_arena_printf(arena, "expect: %s", rule->id));
        ck_assert_msg(bad && bad < good, "%s: the bad example does not show it", rule->id);
        ck_assert_msg(!strstr(text, "(null)"), "%s", text);
        says_why_its_levels(rule);
        ck_assert_ptr_nonnull(
            strstr(dl_text_str(&index), dl_arena_printf(arena, "| [%s](%s/%s.md) |", rule->id, rule->model, rule->id)));
    }
}
END_TEST

START_TEST(page_has_no_signs_of_its_own)
{
    const dl_rule *rule = load_good(rule_with(MORE, "\"limits\": [\"a_b *c* <d> [e] `f` | g\"],"));
    dl_status why = {0};
    dl_ruleset *set;
    dl_text out;

    ck_assert_int_eq(load(&set, rule_with(MORE, "\"limits\": [\"a_b *c* <d> [e] `f` | g\"],"), &why), DL_OK);
    dl_text_init(&out, arena);
    dl_explain_page(&out, set, rule);
    ck_assert_ptr_nonnull(strstr(dl_text_str(&out), "\n- a\\_b \\*c\\* \\<d\\> \\[e\\] \\`f\\` \\| g\n"));
    ck_assert_msg(!strstr(dl_text_str(&out), "example"), "%s", dl_text_str(&out));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("explain");
    TCase *tests = tcase_create("explain");

    tcase_add_checked_fixture(tests, open_facts, close_facts);
    tcase_set_timeout(tests, 120);
    tcase_add_loop_test(tests, each_form_is_said_in_words, 0, COUNT(explained));
    tcase_add_test(tests, lists_are_json_that_can_be_read_back);
    tcase_add_test(tests, every_rule_can_be_explained);
    tcase_add_test(tests, every_rule_has_a_page);
    tcase_add_test(tests, page_has_no_signs_of_its_own);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
