/* The schemas that editors use, rules/ *.schema.json: they hold for every rule and model there is, and what is
 * broken in its structure they refuse as the loader does. */
#include "ruleset/rule.h"
#include "schema/json_schema.h"
#include "support/embedded.h"
#include "support/platform.h"
#include "support/text.h"
#include "support/vec.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static dl_trap trap;
static dl_arena *arena;
static const dl_json *rule_schema, *model_schema;
static dl_ruleset *shipped;

static const dl_json *parse(const char *path, const char *text, size_t size)
{
    const dl_json *root = NULL;
    dl_status why = {0};

    ck_assert_msg(dl_json_parse(&root, path, text, size, arena, &why) == DL_OK, "%s:%u:%u: %s", why.file, why.line,
                  why.column, why.message);
    return root;
}

static const dl_json *read_schema(const char *name)
{
    const char *text = NULL, *path = dl_arena_printf(arena, "%s/rules/%s", DRVLINT_SOURCE_DIR, name);
    dl_status why = {0};
    size_t size = 0;

    ck_assert_msg(dl_file_read(&text, &size, path, 1 << 20, arena, &why) == DL_OK, "%s: %s", path, why.message);
    return parse(path, text, size);
}

static void set_up(void)
{
    dl_status why = {0};

    arena = dl_arena_new(&trap);
    ck_assert_ptr_nonnull(arena);
    rule_schema = read_schema("rule.schema.json");
    model_schema = read_schema("model.schema.json");
    ck_assert_msg(dl_ruleset_load(&shipped, NULL, 0, NULL, 0, arena, &why) == DL_OK, "%s", why.message);
}

static void tear_down(void)
{
    dl_arena_free(arena);
}

START_TEST(every_rule_and_model_is_as_the_schema_says)
{
    size_t rules = 0, models = 0;

    for (size_t i = 0; i < dl_embedded_rules_count; i++) {
        const dl_embedded_file *file = &dl_embedded_rules[i];
        bool is_model = dl_text_ends(file->path, "/model.json");
        const dl_json *root;
        json_schema_fault fault;

        if (!strchr(file->path, '/'))
            continue;
        root = parse(file->path, dl_embedded_text(file, arena), file->size);
        fault = json_schema_check(is_model ? model_schema : rule_schema, root, arena);
        ck_assert_msg(!fault.message,
                      "rules/%s:%u:%u: %s, says rules/%s.schema.json: what the language has belongs there", file->path,
                      fault.at->line, fault.at->column, fault.message, is_model ? "model" : "rule");
        rules += !is_model;
        models += is_model;
    }
    ck_assert_uint_eq(rules, shipped->rule_count);
    ck_assert_uint_eq(models, shipped->model_count);
}
END_TEST

/* ---- broken ones ---- */

/* A rule that is right, in lines of which a case replaces one. */
enum { HEAD, WORDS, LISTS, MORE, CHECK, LINES };
static const char *const good_lines[LINES] = {
    "{\"schema\": \"drvlint-rule-1\", \"id\": \"wdm-acme\", \"code\": \"ACME0001\", \"model\": \"wdm\",",
    "\"title\": \"t\", \"why\": \"w\", \"fix\": \"f\", \"level\": \"error\", \"strength\": \"must\",",
    "\"requirements\": [], \"source\": [{\"document\": \"d\"}],",
    "\"limits\": [],",
    "\"check\": [{\"form\": \"require\", \"event\": \"ExFreePool\"}]}",
};
#define ONE(text) CHECK, "\"check\": [{" text "}]}"
#define EXPECT(item) ONE("\"form\": \"expect\", \"at\": \"FltRegisterFilter\", \"items\": [{" item "}]")

static const struct {
    int line;
    const char *text;
} broken[] = {
    {HEAD, "{\"schema\": \"drvlint-rule-2\", \"id\": \"wdm-acme\", \"code\": \"ACME0001\", \"model\": \"wdm\","},
    {HEAD, "{\"schema\": \"drvlint-rule-1\", \"id\": \"wdm acme\", \"code\": \"ACME0001\", \"model\": \"wdm\","},
    {HEAD, "{\"schema\": \"drvlint-rule-1\", \"id\": \"wdm-acme\", \"code\": \"ACME1\", \"model\": \"wdm\","},
    {HEAD, "{\"schema\": \"drvlint-rule-1\", \"id\": \"wdm-acme\", \"code\": 1, \"model\": \"wdm\","},
    {HEAD, "{\"schema\": \"drvlint-rule-1\", \"code\": \"ACME0001\", \"model\": \"wdm\","},
    {HEAD, "{\"schema\": \"drvlint-rule-1\", \"id\": \"wdm-acme\", \"code\": \"ACME0001\", \"model\": \"\","},
    {WORDS, "\"title\": \"t.\", \"why\": \"w\", \"fix\": \"f\", \"level\": \"error\", \"strength\": \"must\","},
    {WORDS, "\"title\": \"t\", \"why\": \"\", \"fix\": \"f\", \"level\": \"error\", \"strength\": \"must\","},
    {WORDS, "\"title\": \"t\", \"why\": \"w\", \"fix\": \"f\", \"level\": \"fatal\", \"strength\": \"must\","},
    {WORDS, "\"title\": \"t\", \"why\": \"w\", \"fix\": \"f\", \"level\": \"error\", \"strength\": \"shall\","},
    {LISTS, "\"requirements\": \"de-exists\", \"source\": [{\"document\": \"d\"}],"},
    {LISTS, "\"requirements\": [], \"source\": [],"},
    {LISTS, "\"requirements\": [], \"source\": [{\"page\": \"d\"}],"},
    {LISTS, "\"requirements\": [], \"source\": [{\"heading\": \"d\"}],"},
    {MORE, "\"limit\": [],"},
    {MORE, "\"enabled\": \"no\","},
    {MORE, "\"aliases\": [\"C28131\", \"C28131\"],"},
    {MORE, "\"in\": [],"},
    {MORE, "\"in\": {\"but\": [\"entry\"]},"},
    {MORE, "\"when\": {},"},
    {MORE, "\"when\": {\"possible\": \"ExFreePool\", \"model\": \"wdm\"},"},
    {MORE, "\"when\": {\"never\": true},"},
    {MORE, "\"when\": {\"allOf\": []},"},
    {MORE, "\"when\": {\"inf\": {}},"},
    {MORE, "\"when\": {\"declared\": {\"file\": \"x\"}},"},
    {MORE, "\"let\": {\"made\": {\"call\": \"ExFreePool\", \"return\": \"any\"}},"},
    {MORE, "\"let\": {\"made\": {\"args\": {}}},"},
    {MORE, "\"let\": {\"made\": 7},"},
    {CHECK, "\"check\": []}"},
    {CHECK, "\"check\": {\"form\": \"require\", \"event\": \"ExFreePool\"}}"},
    {ONE("\"event\": \"ExFreePool\"")},
    {ONE("\"form\": \"requires\", \"event\": \"ExFreePool\"")},
    {ONE("\"form\": \"require\"")},
    {ONE("\"form\": \"require\", \"event\": \"ExFreePool\", \"then\": \"ExFreePool\"")},
    {ONE("\"form\": \"order\", \"first\": \"ExFreePool\"")},
    {ONE("\"form\": \"forbid\", \"event\": {\"call\": \"ExFreePool\", \"outcome\": \"maybe\"}")},
    {ONE("\"form\": \"forbid\", \"event\": {\"call\": \"ExFreePool\", \"value\": 1}")},
    {ONE("\"form\": \"forbid\", \"event\": {\"test\": \"@registry-path\"}")},
    {ONE("\"form\": \"forbid\", \"event\": \"ExFreePool\", \"anchor\": \"before\"")},
    {ONE("\"form\": \"forbid\", \"event\": []")},
    {ONE("\"form\": \"release\", \"resource\": \"unclaimed\", \"on\": [\"exit\"]")},
    {ONE("\"form\": \"release\", \"resource\": \"unclaimed\", \"faults\": []")},
    {ONE("\"form\": \"release\"")},
    {ONE("\"form\": \"propagate\", \"call\": \"essential\"")},
    {ONE("\"form\": \"propagate\", \"call\": \"essential\", \"as\": \"some\"")},
    {ONE("\"form\": \"examine\", \"call\": \"ExFreePool\", \"after-failure\": true")},
    {ONE("\"form\": \"expect\", \"at\": \"ExFreePool\", \"items\": []")},
    {EXPECT("\"is\": \"null\"")},
    {EXPECT("\"of\": \"@driver-object\"")},
    {EXPECT("\"of\": \"@driver-object\", \"is\": {}")},
    {EXPECT("\"of\": \"@driver-object\", \"is\": {\"equals\": 1}")},
    {EXPECT("\"of\": \"@driver-object\", \"is\": 1.5")},
    {EXPECT("\"of\": \"@driver-object\", \"is\": {\"storage\": \"stack\"}")},
    {EXPECT("\"of\": \"@driver-object\", \"is\": {\"bits\": {}}")},
    {EXPECT("\"of\": \"@driver-object\", \"is\": {\"constant\": []}")},
    {EXPECT("\"struct\": \"@driver-object\", \"array\": \"@driver-object\"")},
    {EXPECT("\"struct\": \"@driver-object\", \"zeroed\": 1")},
    {EXPECT("\"struct\": \"@driver-object\", \"together\": [[\"A\"]]")},
    {EXPECT("\"struct\": \"@driver-object\", \"implies\": [{\"if\": {\"A\": 1}}]")},
    {EXPECT("\"struct\": \"@driver-object\", \"fields\": {}")},
    {EXPECT("\"array\": \"@driver-object->MajorFunction\", \"each\": [{}]")},
    {EXPECT("\"array\": \"@driver-object->MajorFunction\", \"count\": {\"by\": \"A\"}")},
    {ONE("\"form\": \"declare\", \"subject\": {\"function\": {}}, \"that\": {\"exists\": true}")},
    {ONE("\"form\": \"declare\", \"subject\": {\"function\": {\"name\": \"F\"}}, \"that\": {}")},
    {ONE("\"form\": \"declare\", \"subject\": {\"function\": {\"name\": \"F\"}}, \"that\": {\"exists\": true}, \"if\": "
         "\"ExFreePool\"")},
    {ONE("\"form\": \"automaton\", \"states\": [], \"start\": \"a\", \"transitions\": [], \"errors\": []")},
    {ONE("\"form\": \"automaton\", \"states\": [\"a\"], \"start\": \"a\", \"transitions\": [], \"errors\": []")},
    {ONE("\"form\": \"automaton\", \"states\": [\"a\"], \"start\": \"a\", \"transitions\": [{\"from\": \"a\"}], "
         "\"errors\": [{\"in\": \"a\", \"on\": \"ExFreePool\", \"message\": \"m\"}]")},
    {ONE("\"form\": \"automaton\", \"track\": \"x\", \"states\": [\"a\"], \"start\": \"a\", \"transitions\": [], "
         "\"errors\": [{\"in\": \"a\", \"on\": \"ExFreePool\", \"message\": \"m\"}]")},
};

static const char *rule_with(int line, const char *text)
{
    dl_text rule;

    dl_text_init(&rule, arena);
    for (int i = 0; i < LINES; i++)
        dl_text_printf(&rule, "%s\n", i == line ? text : good_lines[i]);
    return dl_text_str(&rule);
}

/* The rule as a user's, with the model that is shipped. */
static dl_code load(const char *path, const char *text, dl_status *why)
{
    DL_VEC(dl_source_text) files = {0};
    dl_ruleset *set;
    size_t ours;

    for (size_t i = 0; i < dl_embedded_rules_count; i++) {
        const dl_embedded_file *file = &dl_embedded_rules[i];

        if (dl_text_ends(file->path, "requirements.json") || dl_text_ends(file->path, "wdm/model.json"))
            dl_vec_push(arena, &files,
                        (dl_source_text){dl_arena_printf(arena, "rules/%s", file->path), dl_embedded_text(file, arena),
                                         file->size});
    }
    ours = files.count;
    dl_vec_push(arena, &files, (dl_source_text){path, text, strlen(text)});
    return dl_ruleset_load_texts(&set, shipped->facts, files.at, files.count, ours, NULL, 0, arena, why);
}

START_TEST(broken_rule_is_refused_by_both)
{
    const char *path = "mine/wdm/wdm-acme.json", *good = rule_with(LINES, ""),
               *bad = rule_with(broken[_i].line, broken[_i].text);
    json_schema_fault fault = json_schema_check(rule_schema, parse(path, good, strlen(good)), arena);
    dl_status why = {0};

    ck_assert_msg(!fault.message, "%s", fault.message);
    ck_assert_msg(load(path, good, &why) == DL_OK, "%u:%u: %s", why.line, why.column, why.message);
    fault = json_schema_check(rule_schema, parse(path, bad, strlen(bad)), arena);
    ck_assert_msg(fault.message != NULL, "the schema takes it: %s", broken[_i].text);
    ck_assert_msg(!fault.is_of_schema, "%s", fault.message);
    ck_assert_msg(load(path, bad, &why) == DL_USAGE, "the loader takes it: %s", broken[_i].text);
    ck_assert_uint_gt(why.line, 0);
    ck_assert_uint_gt(why.column, 0);
}
END_TEST

#define MODEL(rest) "{\"schema\": \"drvlint-model-1\", \"id\": \"acme\", \"title\": \"t\", \"codes\": \"ACME\"" rest "}"
#define KNOWN MODEL(", \"recognise\": {\"asked\": true}")

static const char *const broken_models[] = {
    "{\"schema\": \"drvlint-model-1\", \"id\": \"acme\", \"title\": \"t\", \"recognise\": {\"asked\": true}}",
    MODEL(""),
    MODEL(", \"recognise\": {}"),
    MODEL(", \"recognise\": {\"guess\": true}"),
    MODEL(", \"recognise\": {\"always\": 1}"),
    MODEL(", \"recognise\": {\"asked\": true}, \"extend\": [\"wdm\"]"),
    MODEL(", \"recognise\": {\"asked\": true}, \"entry\": {\"parameters\": {\"driver-object\": 12}}"),
    MODEL(", \"recognise\": {\"asked\": true}, \"entry\": {\"prototypes\": [[]]}"),
    MODEL(", \"recognise\": {\"asked\": true}, \"disables\": [{\"rules\": \"wdm-*\"}]"),
    MODEL(", \"recognise\": {\"asked\": true}, \"levels\": {\"wdm-nx-optin-call\": \"none\"}"),
    MODEL(", \"recognise\": {\"asked\": true}, \"roles\": {\"unload\": {\"name\": \"DllUnload\"}}"),
};

START_TEST(broken_model_is_refused_by_both)
{
    const char *path = "mine/acme/model.json", *bad = broken_models[_i];
    json_schema_fault fault = json_schema_check(model_schema, parse(path, KNOWN, sizeof KNOWN - 1), arena);
    dl_status why = {0};

    ck_assert_msg(!fault.message, "%s", fault.message);
    ck_assert_msg(load(path, KNOWN, &why) == DL_OK, "%u:%u: %s", why.line, why.column, why.message);
    fault = json_schema_check(model_schema, parse(path, bad, strlen(bad)), arena);
    ck_assert_msg(fault.message != NULL, "the schema takes it: %s", bad);
    ck_assert_msg(!fault.is_of_schema, "%s", fault.message);
    ck_assert_msg(load(path, bad, &why) == DL_USAGE, "the loader takes it: %s", bad);
}
END_TEST

/* The reader of schemas itself, on what it must not confuse. */
static const struct {
    const char *schema, *value;
    bool holds;
} small[] = {
    {"{\"type\": \"integer\"}", "3", true},
    {"{\"type\": \"integer\"}", "3.5", false},
    {"{\"type\": [\"string\", \"null\"]}", "null", true},
    {"{\"oneOf\": [{\"minimum\": 1}, {\"maximum\": 5}]}", "3", false},
    {"{\"oneOf\": [{\"minimum\": 1}, {\"maximum\": 5}]}", "9", true},
    {"{\"not\": {\"const\": 3}}", "3", false},
    {"{\"if\": {\"required\": [\"a\"]}, \"then\": {\"required\": [\"b\"]}}", "{\"a\": 1}", false},
    {"{\"if\": {\"required\": [\"a\"]}, \"then\": {\"required\": [\"b\"]}}", "{\"c\": 1}", true},
    {"{\"properties\": {\"a\": {}}, \"additionalProperties\": {\"type\": \"string\"}}", "{\"a\": 1, \"b\": 2}", false},
    {"{\"uniqueItems\": true}", "[{\"a\": 1}, {\"a\": 1}]", false},
    {"{\"pattern\": \"^[a-z][a-z0-9-]*[a-z0-9]$\"}", "\"a-1-b\"", true},
    {"{\"pattern\": \"^[a-z][a-z0-9-]*[a-z0-9]$\"}", "\"a-1-\"", false},
    {"{\"pattern\": \"[^.]$\"}", "\"end.\"", false},
    {"{\"pattern\": \"^[A-Z]+[0-9]{4}$\"}", "\"AB12345\"", false},
    {"{\"pattern\": \"^\\\\$[a-z]+$\"}", "\"$x\"", true},
};

START_TEST(schemas_are_read_as_the_standard_says)
{
    const dl_json *schema = parse("schema", small[_i].schema, strlen(small[_i].schema));
    json_schema_fault fault =
        json_schema_check(schema, parse("value", small[_i].value, strlen(small[_i].value)), arena);

    ck_assert_msg((fault.message == NULL) == small[_i].holds, "%s of %s: %s", small[_i].schema, small[_i].value,
                  fault.message ? fault.message : "holds");
    ck_assert(!fault.is_of_schema);
}
END_TEST

START_TEST(unknown_keyword_is_a_fault_of_the_schema)
{
    const char *schema = "{\"anyOf\": [{\"const\": 2}, {\"maximal\": 3}]}";
    json_schema_fault fault = json_schema_check(parse("schema", schema, strlen(schema)), parse("value", "1", 1), arena);

    ck_assert(fault.is_of_schema);
    ck_assert_str_eq(fault.message, "the keyword 'maximal' is not known");
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

int main(void)
{
    Suite *suite = suite_create("schema");
    TCase *tests = tcase_create("schema");
    SRunner *runner;
    int failed;

    tcase_add_unchecked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, every_rule_and_model_is_as_the_schema_says);
    tcase_add_loop_test(tests, broken_rule_is_refused_by_both, 0, COUNT(broken));
    tcase_add_loop_test(tests, broken_model_is_refused_by_both, 0, COUNT(broken_models));
    tcase_add_loop_test(tests, schemas_are_read_as_the_standard_says, 0, COUNT(small));
    tcase_add_test(tests, unknown_keyword_is_a_fault_of_the_schema);
    suite_add_tcase(suite, tests);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
