/* Coverage of the catalogue: what rules/undecided.json may say, and how it stands with the rules as they are. */
#include "ruleset/coverage.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

/* The models whose rules are written: nothing of them is open. Add a model here when its last rule lands. */
static const char *const finished[] = {"acx",
                                       "any",
                                       "any-miniport",
                                       "ata-miniport",
                                       "avstream",
                                       "avstream-bda",
                                       "battery-miniclass",
                                       "changer-miniclass",
                                       "crashdump-filter",
                                       "export-driver",
                                       "file-system",
                                       "fs-legacy-filter",
                                       "gpioclx",
                                       "hid-minidriver",
                                       "hwnclx",
                                       "iddcx",
                                       "kernel-callbacks",
                                       "kmdf",
                                       "kmdf-control",
                                       "kmdf-elam",
                                       "kmdf-hid",
                                       "kmdf-miniport",
                                       "kmdod",
                                       "legacy-nonpnp",
                                       "minifilter",
                                       "mpio-dsm",
                                       "ndis-filter",
                                       "ndis-intermediate",
                                       "ndis-miniport",
                                       "ndis-protocol",
                                       "ndis5-miniport",
                                       "network-redirector",
                                       "nmr",
                                       "portcls",
                                       "pshed-plugin",
                                       "san-tdi",
                                       "scsi-miniport",
                                       "sd-miniport",
                                       "smartcard-reader",
                                       "storage-class",
                                       "storage-filter",
                                       "storport-miniport",
                                       "storport-virtual-miniport",
                                       "stream-class",
                                       "stream-usbcamd",
                                       "tape-miniclass",
                                       "tracing",
                                       "umdf2",
                                       "user-mode-components",
                                       "vhf",
                                       "video-miniport",
                                       "wddm-miniport",
                                       "wdf-class-extension",
                                       "wdf-device-classes",
                                       "wdm",
                                       "wdm-bus",
                                       "wdm-filter",
                                       "wdm-pnp",
                                       "wfp-callout",
                                       "whea-source",
                                       "wsk"};

static dl_trap trap;
static dl_arena *arena;
static dl_ruleset *shipped;

static void open_arena(void)
{
    dl_status why = {0};

    arena = dl_arena_new(&trap);
    ck_assert_msg(dl_ruleset_load(&shipped, NULL, 0, NULL, 0, arena, &why) == DL_OK, "%s:%u:%u: %s", why.file, why.line,
                  why.column, why.message);
}

static void close_arena(void)
{
    dl_arena_free(arena);
}

/* ---- the rules as they are ---- */

START_TEST(nothing_of_a_finished_model_is_open)
{
    ck_assert_msg(dl_coverage_has_model(shipped, finished[_i]), "the catalogue has no model '%s'", finished[_i]);
    for (size_t i = 0; i < shipped->requirement_count; i++) {
        const dl_requirement *requirement = shipped->requirements[i];

        if (strcmp(requirement->model, finished[_i]) == 0)
            ck_assert_msg(dl_coverage_of(shipped, requirement) != DL_COVERAGE_OPEN,
                          "%s: no rule names it, and rules/undecided.json says nothing of it", requirement->id);
    }
}
END_TEST

START_TEST(every_requirement_counts_once)
{
    size_t count = 0;

    for (int i = DL_COVERAGE_DECIDED; i <= DL_COVERAGE_OPEN; i++)
        count += dl_coverage_count(shipped, NULL, (dl_coverage)i);
    ck_assert_uint_eq(count, shipped->requirement_count);
    ck_assert_uint_eq(dl_coverage_count(shipped, NULL, DL_COVERAGE_UNDECIDED), shipped->undecided_count);
    ck_assert(!dl_coverage_has_model(shipped, "no-such-model"));
}
END_TEST

/* ---- the file ---- */

static const char requirements_text[] =
    "{\"schema\": \"drvlint-requirements-1\", \"requirements\": {"
    "\"de-one\": {\"model\": \"wdm\", \"strength\": \"must\", \"statement\": \"One.\"},"
    "\"de-three\": {\"model\": \"wdm\", \"strength\": \"must\", \"statement\": \"Three.\"},"
    "\"de-two\": {\"model\": \"kmdf\", \"strength\": \"must\", \"statement\": \"Two.\"}}}";
static const char model_text[] = "{\"schema\": \"drvlint-model-1\", \"id\": \"wdm\", \"title\": \"Kernel driver\", "
                                 "\"codes\": \"DRV01\", \"recognise\": {\"always\": true}}";
static const char rule_text[] =
    "{\"schema\": \"drvlint-rule-1\", \"id\": \"wdm-rule\", \"code\": \"DRV0199\", \"model\": \"wdm\", \"title\": "
    "\"t\", \"why\": \"w\", \"fix\": \"f\", \"level\": \"error\", \"strength\": \"must\", \"requirements\": "
    "[\"de-one\"], \"source\": [{\"document\": \"d\"}], \"check\": [{\"form\": \"require\", \"event\": "
    "\"ExFreePool\"}]}";

static dl_code load(dl_ruleset **set, const char *undecided, size_t ours, dl_status *why)
{
    const char *text =
        dl_arena_printf(arena, "{\"schema\": \"drvlint-undecided-1\",\n\"undecided\": [\n%s]}", undecided);
    const dl_source_text files[] = {{"rules/undecided.json", text, strlen(text)},
                                    {"rules/requirements.json", requirements_text, sizeof requirements_text - 1},
                                    {"rules/wdm/model.json", model_text, sizeof model_text - 1},
                                    {"rules/wdm/wdm-rule.json", rule_text, sizeof rule_text - 1}};

    return dl_ruleset_load_texts(set, shipped->facts, files, 4, ours, NULL, 0, arena, why);
}

#define ENTRY(id, model) "{\"id\": \"" id "\", \"model\": \"" model "\", \"reason\": \"r\"}"

static const struct {
    const char *text;
    unsigned line, column;
    const char *message;
} broken[] = {
    {ENTRY("de-thre", "wdm"), 3, 8, "unknown requirement 'de-thre'; did you mean 'de-three'?"},
    {ENTRY("de-two", "wdm"), 3, 27, "'de-two' is a requirement of 'kmdf', not of 'wdm'"},
    {ENTRY("de-two", "kmdf") ",\n" ENTRY("de-three", "wdm"), 4, 8,
     "'de-three' is out of order: the list is sorted by id"},
    {ENTRY("de-two", "kmdf") ",\n" ENTRY("de-two", "kmdf"), 4, 8, "'de-two' stands here twice"},
    {ENTRY("de-one", "wdm"), 3, 8,
     "'de-one' is not undecided: the rule 'wdm-rule' decides it, in rules/wdm/wdm-rule.json"},
    {"{\"id\": \"de-two\", \"model\": \"kmdf\"}", 3, 1, "an undecided requirement needs the key 'reason'"},
    {"{\"id\": \"de-two\", \"model\": \"kmdf\", \"reason\": \"\"}", 3, 45, "'reason' must not be empty"},
    {"{\"id\": \"de-two\", \"model\": \"kmdf\", \"why\": \"r\"}", 3, 35,
     "unknown key 'why' in an undecided requirement (known: id, model, reason)"},
};

START_TEST(broken_file_is_refused)
{
    dl_status why = {0};
    dl_ruleset *set;

    ck_assert_int_eq(load(&set, broken[_i].text, 4, &why), DL_USAGE);
    ck_assert_str_eq(why.message, broken[_i].message);
    ck_assert_str_eq(why.file, "rules/undecided.json");
    ck_assert_uint_eq(why.line, broken[_i].line);
    ck_assert_uint_eq(why.column, broken[_i].column);
}
END_TEST

START_TEST(requirements_are_decided_undecided_or_open)
{
    dl_status why = {0};
    dl_ruleset *set;
    dl_text out;

    ck_assert_int_eq(load(&set, ENTRY("de-two", "kmdf"), 4, &why), DL_OK);
    ck_assert_int_eq(dl_coverage_of(set, dl_ruleset_requirement(set, "de-one")), DL_COVERAGE_DECIDED);
    ck_assert_int_eq(dl_coverage_of(set, dl_ruleset_requirement(set, "de-two")), DL_COVERAGE_UNDECIDED);
    ck_assert_int_eq(dl_coverage_of(set, dl_ruleset_requirement(set, "de-three")), DL_COVERAGE_OPEN);
    ck_assert_uint_eq(dl_coverage_count(set, "wdm", DL_COVERAGE_OPEN), 1);
    ck_assert_uint_eq(dl_coverage_count(set, "kmdf", DL_COVERAGE_OPEN), 0);
    dl_text_init(&out, arena);
    dl_coverage_text(&out, set, (const char *const[]){"wdm"}, 1);
    ck_assert_str_eq(dl_text_str(&out), "model                       decided  undecided   open   all\n"
                                        "wdm                               1          0      1     2\n"
                                        "  de-one                                    wdm-rule\n"
                                        "  de-three                                  open\n");
}
END_TEST

/* What a user's rule decides may be undecided by ours. */
START_TEST(rules_of_users_may_decide_more)
{
    static const char text[] = ENTRY("de-one", "wdm");
    const char *undecided = dl_arena_printf(arena, "{\"schema\": \"drvlint-undecided-1\", \"undecided\": [%s]}", text);
    const char *users = "{\"schema\": \"drvlint-rule-1\", \"id\": \"wdm-rule\", \"code\": \"ACME0001\", "
                        "\"model\": \"wdm\", \"title\": \"t\", \"why\": \"w\", \"fix\": \"f\", \"level\": \"error\", "
                        "\"strength\": \"must\", \"requirements\": [\"de-one\"], \"source\": [{\"document\": \"d\"}], "
                        "\"check\": [{\"form\": \"require\", \"event\": \"ExFreePool\"}]}";
    const dl_source_text files[] = {{"rules/requirements.json", requirements_text, sizeof requirements_text - 1},
                                    {"rules/undecided.json", undecided, strlen(undecided)},
                                    {"rules/wdm/model.json", model_text, sizeof model_text - 1},
                                    {"mine/wdm/wdm-rule.json", users, strlen(users)}};
    dl_status why = {0};
    dl_ruleset *set;

    ck_assert_msg(dl_ruleset_load_texts(&set, shipped->facts, files, 4, 3, NULL, 0, arena, &why) == DL_OK, "%s",
                  why.message);
    ck_assert_int_eq(dl_coverage_of(set, dl_ruleset_requirement(set, "de-one")), DL_COVERAGE_DECIDED);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("coverage");
    TCase *each = tcase_create("each");
    SRunner *runner;
    int failed;

    tcase_add_checked_fixture(each, open_arena, close_arena);
    tcase_add_loop_test(each, nothing_of_a_finished_model_is_open, 0, sizeof finished / sizeof *finished);
    tcase_add_test(each, every_requirement_counts_once);
    tcase_add_loop_test(each, broken_file_is_refused, 0, sizeof broken / sizeof *broken);
    tcase_add_test(each, requirements_are_decided_undecided_or_open);
    tcase_add_test(each, rules_of_users_may_decide_more);
    suite_add_tcase(suite, each);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? 1 : 0;
}
