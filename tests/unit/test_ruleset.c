/* Tests of the loader of rules: what is refused and where, and what is made of a good rule. */
#include "ruleset_fixture.h"

static const struct {
    int line;
    const char *text;
    unsigned column;
    const char *message;
} broken[] = {
    /* names and places */
    {HEAD, "{\"schema\": \"drvlint-rule-2\", \"id\": \"wdm-rule\", \"code\": \"DRV0199\", \"model\": \"wdm\",", 12,
     "'drvlint-rule-2' is no schema of a rule; it is 'drvlint-rule-1'"},
    {HEAD, "{\"schema\": \"drvlint-rule-1\", \"id\": \"wdm-other\", \"code\": \"DRV0199\", \"model\": \"wdm\",", 36,
     "the id 'wdm-other' differs from the name of the file, 'wdm-rule'"},
    {HEAD, "{\"schema\": \"drvlint-rule-1\", \"id\": \"wdm-rule\", \"code\": \"DRV0299\", \"model\": \"wdm\",", 56,
     "codes of the model 'wdm' begin with 'DRV01'"},
    {HEAD, "{\"schema\": \"drvlint-rule-1\", \"id\": \"wdm-rule\", \"code\": \"DRV019\", \"model\": \"wdm\",", 56,
     "a code is capital letters and four digits, such as DRV0901"},
    {HEAD, "{\"schema\": \"drvlint-rule-1\", \"id\": \"wdm-rule\", \"code\": \"DRV0199\", \"model\": \"kmdf\",", 76,
     "the rule stands in the folder 'wdm', but says 'kmdf'"},
    {HEAD, "{\"schema\": \"drvlint-rule-1\", \"id\": \"wdm-rule\", \"code\": 199, \"model\": \"wdm\",", 56,
     "'code' must be a string, not a number"},
    {WORDS,
     "\"title\": \"A thing is made.\", \"why\": \"w\", \"fix\": \"f\", \"level\": \"error\", \"strength\": \"must\",",
     10, "a title has no full stop"},
    {WORDS, "\"title\": \"t\", \"why\": \"\", \"fix\": \"f\", \"level\": \"error\", \"strength\": \"must\",", 22,
     "'why' must not be empty"},
    {WORDS, "\"title\": \"t\", \"why\": \"w\", \"fix\": \"f\", \"level\": \"eror\", \"strength\": \"must\",", 48,
     "'eror' is no level; it is 'note', 'warning' or 'error'"},
    {WORDS, "\"title\": \"t\", \"why\": \"w\", \"fix\": \"f\", \"level\": \"error\", \"strength\": \"should\",", 69,
     "the strongest requirement of the rule is a 'must', not a 'should'"},
    {HEAD, "{\"id\": \"wdm-rule\", \"code\": \"DRV0199\", \"model\": \"wdm\",", 1, "a rule needs the key 'schema'"},
    {LISTS, "\"requirements\": [\"de-on\"], \"source\": [{\"document\": \"d\"}],", 18,
     "unknown requirement 'de-on'; did you mean 'de-one'?"},
    {LISTS, "\"requirements\": [\"de-one\", \"de-one\"], \"source\": [{\"document\": \"d\"}],", 28,
     "'de-one' stands twice in the requirements"},
    {LISTS, "\"requirements\": [\"de-one\"], \"source\": [],", 39, "a rule names at least one document"},
    {MORE, "\"limit\": [],", 1, "unknown key 'limit' in a rule; did you mean 'limits'?"},
    {MORE, "\"in\": [\"unlod\"],", 8, "unknown role 'unlod'; did you mean 'unload'?"},
    {MORE, "\"in\": [\"shutdown\"],", 8, "unknown role 'shutdown' (known: entry and unload)"},
    {LET, "\"let\": {\"made\": {\"call\": \"FooBarBaz\"}},", 26,
     "unknown API 'FooBarBaz': functions of your own are told in 'apis.json' of the folder"},
    {LET, "\"let\": {\"made\": {\"store\": \"DriverObject->DriverUnload\"}},", 27,
     "a parameter of the entry is '@driver-object', whatever the driver calls it"},
    {MORE, "\"override\": \"x\",", 1, "'override' of a rule is not built yet"},
    /* guards */
    {MORE, "\"when\": {\"posible\": \"made\"},", 10, "unknown key 'posible' in a guard; did you mean 'possible'?"},
    {MORE, "\"when\": {\"model\": \"wmd\"},", 19, "unknown model 'wmd'; did you mean 'wdm'?"},
    {MORE, "\"when\": {\"model\": \"wdm\", \"define\": \"X\"},", 9,
     "a guard has one key, not 2; 'allOf' joins several"},
    {MORE, "\"when\": {\"target\": {\"ntddi\": \">=NTDDI_WIN10\"}},", 20, "'target' of a guard is not built yet"},
    {MORE, "\"when\": {\"allOf\": []},", 19, "an empty list says nothing"},
    /* events */
    {LET, "\"let\": {\"made\": \"made\"},", 17, "'made' is defined by itself"},
    {LET, "\"let\": {\"made\": \"other\", \"other\": [\"made\"]},", 36, "'made' is defined by itself"},
    {LET, "\"let\": {\"made\": {\"call\": \"Creat\"}},", 26, "unknown API 'Creat'; did you mean 'Create'?"},
    {LET, "\"let\": {\"made\": {\"call\": {\"trait\": \"makr\"}}},", 36, "unknown trait 'makr'; did you mean 'maker'?"},
    {LET, "\"let\": {\"made\": {\"call\": \"Cre8*\"}},", 26, "no known API matches 'Cre8*'"},
    {LET, "\"let\": {\"made\": {\"call\": \"Create\", \"args\": {\"Ot\": \"any\"}}},", 45,
     "Create has no parameter 'Ot'; did you mean 'Out'? (it has Driver and Out)"},
    {LET, "\"let\": {\"made\": {\"call\": [\"Create\", \"Delete\"], \"args\": {\"Out\": \"any\"}}},", 57,
     "Delete has no parameter 'Out' (it has Object)"},
    {LET, "\"let\": {\"made\": {\"call\": \"NAMELESS\", \"args\": {\"X\": \"any\"}}},", 47,
     "the parameters of 'NAMELESS' have no known names: use an index"},
    {LET, "\"let\": {\"made\": {\"call\": \"*\", \"args\": {\"#kpt\": \"any\"}}},", 40,
     "unknown fact '#kpt' of a parameter; did you mean '#kept'?"},
    {LET, "\"let\": {\"made\": {\"call\": \"Create\", \"outcome\": \"succes\"}},", 47,
     "'succes' is no outcome; it is 'any', 'success' or 'failure'"},
    {LET, "\"let\": {\"made\": {\"call\": \"Create\", \"store\": \"CONFIG.A\"}},", 17,
     "an event has one head, not both 'call' and 'store'"},
    {LET, "\"let\": {\"made\": {\"call\": \"Create\", \"op\": \"or\"}},", 36,
     "unknown key 'op' in a 'call' event (known: call, args, outcome, result, as, in)"},
    {LET, "\"let\": {\"made\": {\"store\": \"CONFG.A\"}},", 27,
     "unknown type 'CONFG': it is neither in the index of names nor in 'structs' of the API facts"},
    {LET, "\"let\": {\"made\": {\"store\": \"@driver-object->A[LST]\"}},", 27,
     "in the path '@driver-object->A[LST]': the index 'LST' is no constant of known value; did you mean 'LAST'?"},
    {LET, "\"let\": {\"made\": {\"store\": \"@driverobject->A\"}},", 27,
     "in the path '@driverobject->A': a parameter is '@driver-object', '@registry-path' or '@parameter-0' to "
     "'@parameter-9'"},
    {LET, "\"let\": {\"made\": {\"store\": \"CONFIG->\"}},", 27, "in the path 'CONFIG->': a member's name is missing"},
    {LET, "\"let\": {\"made\": {\"store\": \"CONFIG.A[1\"}},", 27, "in the path 'CONFIG.A[1': the index has no ']'"},
    {LET, "\"let\": {\"made\": {\"test\": \"InitSafeBootMode\"}},", 17, "a 'test' needs the key 'is'"},
    {LET, "\"let\": {\"made\": []},", 17, "an event needs at least one alternative"},
    {LET, "\"let\": {\"Create\": {\"return\": \"any\"}},", 9, "'Create' is the name of an API"},
    {LET, "\"let\": {\"made\": {\"args\": {}}},", 17,
     "an event needs one of 'call', 'store', 'return', 'test', 'use', 'deref'"},
    /* values */
    {LET, "\"let\": {\"made\": {\"return\": \"any\", \"value\": \"nonnul\"}},", 44,
     "unknown value 'nonnul'; did you mean 'nonnull'?"},
    {LET, "\"let\": {\"made\": {\"return\": \"any\", \"value\": \"STATUS_NONSENSE\"}},", 44,
     "unknown constant 'STATUS_NONSENSE' (a documented one stands in 'constants' of the API facts: its value, or null "
     "where that varies)"},
    {LET, "\"let\": {\"made\": {\"return\": \"any\", \"value\": 1.5}},", 44, "a value must be a whole number"},
    {LET, "\"let\": {\"made\": {\"return\": \"any\", \"value\": {\"bit\": {}}}},", 45,
     "unknown key 'bit' in a value; did you mean 'bits'?"},
    {LET, "\"let\": {\"made\": {\"return\": \"any\", \"value\": {\"bits\": {\"set\": [\"FLG\"]}}}},", 62,
     "unknown constant 'FLG'; did you mean 'FLAG'? (a documented one stands in 'constants' of the API facts: its "
     "value, or null where that varies)"},
    {LET, "\"let\": {\"made\": {\"return\": \"any\", \"value\": {\"storage\": \"heap\"}}},", 56,
     "'heap' is no storage; it is 'automatic' or 'persistent'"},
    {LET, "\"let\": {\"made\": {\"return\": \"any\", \"value\": {\"string\": {\"equal\": \"a\"}}}},", 56,
     "unknown key 'equal' in 'string'; did you mean 'equals'?"},
    {LET, "\"let\": {\"made\": {\"return\": \"any\", \"value\": {\"string\": {\"same\": \"x\"}}}},", 64,
     "'same' is a capture such as '$name'"},
    {LET, "\"let\": {\"made\": {\"return\": \"any\", \"value\": {\"string\": {}}}},", 55,
     "'string' needs 'equals', 'prefix', 'suffix', 'same', or 'as' beside it"},
    {LET, "\"let\": {\"made\": {\"return\": \"any\", \"value\": {\"sizeof\": \"CONFIGS\"}}},", 55,
     "unknown type 'CONFIGS': it is neither in the index of names nor in 'structs' of the API facts"},
    {LET, "\"let\": {\"made\": {\"return\": \"any\", \"value\": {\"readBy\": [\"entri\"]}}},", 56,
     "unknown role 'entri'; did you mean 'entry'?"},
    {LET,
     "\"let\": {\"made\": {\"return\": \"any\", \"value\": {\"givenTo\": {\"call\": \"ZwClose\", \"param\": "
     "\"Name\"}}}},",
     85, "ZwClose has no parameter 'Name'"},
    {LET, "\"let\": {\"made\": {\"return\": \"any\", \"value\": {}}},", 44,
     "this is no value: it needs one of 'constant', 'bits', 'to', 'storage', 'not' …"},
    {LET, "\"let\": {\"made\": {\"return\": \"any\", \"value\": {\"to\": \"$x\", \"as\": \"$y\"}}},", 57,
     "'as' belongs to 'storage' or 'string' in a value"},
    /* checks */
    {CHECK, "\"check\": []}", 10, "a rule has at least one check"},
    {CHECK, "\"check\": [{\"event\": \"made\"}]}", 11, "a check needs the key 'form'"},
    {ONE_CHECK("\"form\": \"requires\", " MADE), 20,
     "'requires' is no form; it is 'require', 'order', 'forbid', 'release', 'propagate', 'examine', 'expect', "
     "'declare' or 'automaton'"},
    {ONE_CHECK("\"form\": \"require\", \"evnt\": \"made\""), 31,
     "unknown key 'evnt' in 'require'; did you mean 'event'?"},
    {ONE_CHECK("\"form\": \"require\", \"event\": \"mad\""), 40, "unknown event 'mad'; did you mean 'made'?"},
    {ONE_CHECK("\"form\": \"require\", " MADE ", \"first\": \"made\""), 48,
     "unknown key 'first' in 'require' (known: form, message, level, in, when, covers, reportedBy, if, unless, "
     "event, by)"},
    {ONE_CHECK("\"form\": \"require\", " MADE ", \"covers\": [\"de-two\"]"), 59,
     "'de-two' is not among the requirements of the rule; did you mean 'de-one'?"},
    {ONE_CHECK("\"form\": \"forbid\", \"event\": \"made\", \"first-time\": true"), 47,
     "unknown key 'first-time' in 'forbid' (known: form, message, level, in, when, covers, reportedBy, if, unless, "
     "event, "
     "after, until, unclear, anchor, undone, by)"},
    {ONE_CHECK("\"form\": \"declare\", \"subject\": {\"function\": {\"storedIn\": \"A\"}}, "
               "\"that\": {\"prototype\": true}"),
     68, "unknown type 'A': it is neither in the index of names nor in 'structs' of the API facts"},
    {ONE_CHECK("\"form\": \"forbid\", " MADE ", \"anchor\": \"after\""), 57,
     "'anchor' is 'after', but the check has no 'after'"},
    {ONE_CHECK("\"form\": \"forbid\", " MADE ", \"by\": {\"return\": \"any\"}"), 47, "'by' of 'forbid' needs 'undone'"},
    {ONE_CHECK("\"form\": \"forbid\", \"event\": {\"use\": \"$thing\"}"), 47, "nothing in this check binds '$thing'"},
    {ONE_CHECK("\"form\": \"release\", \"resource\": \"thng\""), 43, "unknown resource 'thng'; did you mean 'thing'?"},
    {ONE_CHECK("\"form\": \"release\", \"resource\": {\"de-one\": [\"thng\"]}"), 55,
     "unknown resource 'thng'; did you mean 'thing'?"},
    {ONE_CHECK("\"form\": \"release\", \"resource\": {\"de-two\": [\"thing\"]}"), 44,
     "'de-two' is not among the requirements of the rule; did you mean 'de-one'?"},
    {ONE_CHECK("\"form\": \"release\", \"resource\": {\"de-one\": [\"thing\"]}, \"covers\": [\"de-one\"]"), 66,
     "'resource' says which requirements the check covers"},
    {ONE_CHECK("\"form\": \"release\", \"resource\": {}"), 43,
     "'resource' names at least one requirement and its kinds"},
    {ONE_CHECK("\"form\": \"release\", \"resource\": \"thing\", \"on\": [\"fail\"]"), 59,
     "'fail' is no place to judge a leak; it is 'failure', 'success', 'return' or 'unload'"},
    {ONE_CHECK("\"form\": \"release\", \"resource\": \"thing\", \"faults\": []"), 62,
     "this list names at least one fault"},
    {ONE_CHECK(
         "\"form\": \"release\", \"resource\": \"thing\", \"on\": [\"unload\"], \"faults\": [\"double-release\"]"),
     52, "'on' says where a 'leak' is judged, but 'faults' does not name it"},
    {ONE_CHECK("\"form\": \"release\", \"acquire\": \"made\", \"release\": \"Delete\""), 31,
     "unknown key 'acquire' in 'release' (known: form, message, level, in, when, covers, reportedBy, if, unless, "
     "resource, "
     "alsoClaimed, on, faults)"},
    {ONE_CHECK("\"form\": \"release\", \"resource\": \"thing\", \"alsoClaimed\": [\"de-one\"]"), 52,
     "'alsoClaimed' belongs to \"resource\": \"unclaimed\""},
    {ONE_CHECK("\"form\": \"require\", \"event\": \"made\", \"reportedBy\": \"nobody\""), 62, "unknown rule 'nobody'"},
    {ONE_CHECK("\"form\": \"propagate\", \"call\": {\"return\": \"any\"}, \"as\": \"same\""), 33,
     "'call' must be a call"},
    {ONE_CHECK("\"form\": \"propagate\", \"call\": \"Create\""), 11, "'propagate' needs the key 'as'"},
    {ONE_CHECK("\"form\": \"declare\", \"subject\": {\"function\": {\"section\": \"INIT\"}}, \"that\": {\"sections\": "
               "\"C\"}"),
     86, "unknown key 'sections' in 'that'; did you mean 'section'?"},
    {ONE_CHECK("\"form\": \"declare\", \"subject\": \"project\", \"that\": {\"exists\": true}"), 42,
     "'subject' must be an object, not a string"},
    {ONE_CHECK(EXPECT "\"is\": \"null\"}]"), 54, "an item needs one of 'of', 'struct', 'array'"},
    {ONE_CHECK(EXPECT "\"of\": \"$thing\"}]"), 54, "an item with 'of' needs the key 'is'"},
    {ONE_CHECK(EXPECT "\"of\": \"$other\", \"is\": \"null\"}]"), 61, "nothing in this check binds '$other'"},
    {ONE_CHECK(EXPECT "\"struct\": \"$thing\"}]"), 54, "this item asks nothing of the structure"},
    {ONE_CHECK(EXPECT "\"struct\": \"null\", \"zeroed\": true}]"), 65,
     "'struct' is a capture such as '$x', or a path from one"},
    {ONE_CHECK(EXPECT "\"struct\": \"$thing\", \"revision\": {}}]"), 75,
     "'revision' of a structure's conditions is not built yet"},
    {ONE_CHECK(EXPECT "\"struct\": \"$thing\", \"together\": [[\"A\"]]}]"), 88, "a pair has two members, not 1"},
    {ONE_CHECK(EXPECT "\"array\": \"$thing.A\", \"count\": {}}]"), 85, "'count' needs the key 'by'"},
    {ONE_CHECK(EXPECT "\"array\": \"$thing.A\", \"count\": {\"by\": \"B\", \"atMost\": -1}}]"), 107,
     "'atMost' is a whole number, not below 0"},
    {ONE_CHECK(EXPECT "\"struct\": \"$thing\", \"initialisedBy\": [\"Creat\"]}]"), 93,
     "unknown API 'Creat'; did you mean 'Create'?"},
    {ONE_CHECK("\"form\": \"automaton\", \"states\": [\"a\"], \"start\": \"b\", \"transitions\": [], \"errors\": []"),
     59, "unknown state 'b'; did you mean 'a'?"},
    {ONE_CHECK(
         "\"form\": \"automaton\", \"track\": \"$x\", \"states\": [\"a\"], \"start\": \"a\", \"transitions\": [], "
         "\"errors\": [{\"in\": [\"a\"], \"on\": \"Delete\", \"message\": \"m\"}]"),
     42, "nothing in this check binds '$x'"},
    /* messages */
    {ONE_CHECK("\"form\": \"require\", " MADE ", \"message\": \"{entri} m\""), 59,
     "unknown placeholder '{entri}'; did you mean 'entry'?"},
    {ONE_CHECK("\"form\": \"require\", " MADE ", \"message\": \"{$thng} m\""), 59,
     "nothing in this check binds '$thng'"},
    {ONE_CHECK("\"form\": \"require\", " MADE ", \"message\": \"{line:mad} m\""), 59,
     "no event of this check has the label 'mad'; did you mean 'made'?"},
    {ONE_CHECK("\"form\": \"require\", " MADE ", \"message\": \"{arg:Ou} m\""), 59,
     "no call of this check has a parameter 'Ou'; did you mean 'Out'?"},
    {ONE_CHECK("\"form\": \"require\", " MADE ", \"message\": \"{line:acquired} m\""), 59,
     "'{line:acquired}' has no meaning in the form 'require'"},
    {ONE_CHECK("\"form\": \"require\", " MADE ", \"message\": \"{entry\""), 59,
     "'{' in a message has no '}' behind it"},
    {ONE_CHECK("\"form\": \"require\", " MADE ", \"message\": \"a full stop.\""), 59,
     "a message is one sentence without a full stop"},
    {CHECK, "\"check\": [{\"form\": \"require\", \"event\": \"made\"}], \"check\": []}", 50, "duplicate key 'check'"},
    {CHECK, "\"check\": [{\"form\": \"require\", \"event\": \"made\"}]} {}", 50, "text after the value: '{'"},
};

START_TEST(broken_rule_is_refused_with_its_place)
{
    dl_status why = {0};
    dl_ruleset *set;
    dl_code code = load(&set, rule_with(broken[_i].line, broken[_i].text), &why);

    ck_assert_int_eq(code, DL_USAGE);
    ck_assert_str_eq(why.message, broken[_i].message);
    ck_assert_str_eq(why.file, "rules/wdm/wdm-rule.json");
    ck_assert_uint_eq(why.line, (unsigned)broken[_i].line + 1);
    ck_assert_uint_eq(why.column, broken[_i].column);
}
END_TEST

/* ---- the other files ---- */

static const struct {
    const char *path, *model;
    const char *file;
    unsigned line, column;
    const char *message;
} broken_files[] = {
    {"rules/kmdf/wdm-rule.json", model_text, "rules/kmdf/wdm-rule.json", 1, 76,
     "the rule stands in the folder 'kmdf', but says 'wdm'"},
    {"rules/wdm/wdm-rule.json",
     "{\"schema\": \"drvlint-model-1\", \"id\": \"wmd\", \"title\": \"t\", \"codes\": \"DRV01\", "
     "\"recognise\": {\"always\": true}}",
     "rules/wdm/model.json", 1, 1, "the id of the model differs from its folder, 'wdm'"},
    {"rules/wdm/wdm-rule.json",
     "{\"schema\": \"drvlint-model-1\", \"id\": \"wdm\", \"title\": \"t\", \"codes\": \"DRV01\",\n"
     "\"recognise\": {\"calls\": [\"Creat\"]}}",
     "rules/wdm/model.json", 2, 25, "unknown API 'Creat'; did you mean 'Create'?"},
    {"rules/wdm/wdm-rule.json",
     "{\"schema\": \"drvlint-model-1\", \"id\": \"wdm\", \"title\": \"t\", \"codes\": \"DRV01\",\n"
     "\"extends\": [\"wdm\"], \"recognise\": {\"always\": true}}",
     "rules/wdm/model.json", 2, 12, "the model 'wdm' extends itself, by way of 'wdm'"},
    {"rules/wdm/wdm-rule.json",
     "{\"schema\": \"drvlint-model-1\", \"id\": \"wdm\", \"title\": \"t\", \"codes\": \"DRV01\",\n"
     "\"extends\": [\"kmdf\"], \"recognise\": {\"always\": true}}",
     "rules/wdm/model.json", 2, 13, "unknown model 'kmdf'"},
    {"rules/wdm/wdm-rule.json",
     "{\"schema\": \"drvlint-model-1\", \"id\": \"wdm\", \"title\": \"t\", \"codes\": \"DRV01\",\n"
     "\"recognise\": {\"always\": true}, \"disables\": [{\"rules\": \"wdm-rul\", \"why\": \"w\"}]}",
     "rules/wdm/model.json", 2, 55, "unknown rule 'wdm-rul'; did you mean 'wdm-rule'?"},
    {"rules/wdm/wdm-rule.json",
     "{\"schema\": \"drvlint-model-1\", \"id\": \"wdm\", \"title\": \"t\", \"codes\": \"DRV01\",\n"
     "\"recognise\": {\"always\": true}, \"roles\": {\"unlod\": {}}}",
     "rules/wdm/model.json", 2, 42, "unknown role 'unlod'; did you mean 'unload'?"},
};

START_TEST(broken_model_is_refused_with_its_place)
{
    dl_status why = {0};
    dl_ruleset *set;
    dl_code code = load_at(&set, broken_files[_i].path, rule_with(LINES, ""), broken_files[_i].model, 3, &why);

    ck_assert_int_eq(code, DL_USAGE);
    ck_assert_str_eq(why.message, broken_files[_i].message);
    ck_assert_str_eq(why.file, broken_files[_i].file);
    ck_assert_uint_eq(why.line, broken_files[_i].line);
    ck_assert_uint_eq(why.column, broken_files[_i].column);
}
END_TEST

START_TEST(ids_and_codes_are_unique)
{
    const char *rule = rule_with(LINES, "");
    const dl_source_text files[] = {{"rules/requirements.json", requirements_text, sizeof requirements_text - 1},
                                    {"rules/wdm/model.json", model_text, sizeof model_text - 1},
                                    {"a/wdm/wdm-rule.json", rule, strlen(rule)},
                                    {"b/wdm/wdm-rule.json", rule, strlen(rule)}};
    dl_status why = {0};
    dl_ruleset *set;

    ck_assert_int_eq(dl_ruleset_load_texts(&set, facts, files, 4, 4, NULL, 0, arena, &why), DL_USAGE);
    ck_assert_str_eq(why.message, "'wdm-rule' is the id of another rule already, in a/wdm/wdm-rule.json");
    ck_assert_str_eq(why.file, "b/wdm/wdm-rule.json");
}
END_TEST

START_TEST(rules_of_users_leave_our_codes_alone)
{
    dl_status why = {0};
    dl_ruleset *set;

    ck_assert_int_eq(load_at(&set, "mine/wdm/wdm-rule.json", rule_with(LINES, ""), model_text, 2, &why), DL_USAGE);
    ck_assert_str_eq(why.message, "codes that begin with DRV belong to drvlint: choose other letters");
    memset(&why, 0, sizeof why);
    ck_assert_int_eq(
        load_at(&set, "mine/wdm/wdm-rule.json",
                rule_with(HEAD, "{\"schema\": \"drvlint-rule-1\", \"id\": \"wdm-rule\", \"code\": \"ACME0001\", "
                                "\"model\": \"wdm\","),
                model_text, 2, &why),
        DL_OK);
    ck_assert(!set->rules[0]->is_ours);
}
END_TEST

/* A rule whose parts can break separately must say which check decides what. */
START_TEST(requirement_that_no_check_decides_is_refused)
{
    static const char text[] =
        "{\"schema\": \"drvlint-rule-1\", \"id\": \"wdm-rule\", \"code\": \"DRV0199\", \"model\": \"wdm\",\n"
        "\"title\": \"t\", \"why\": \"w\", \"fix\": \"f\", \"level\": \"error\", \"strength\": \"must\",\n"
        "\"requirements\": [\"de-one\", \"de-two\"], \"source\": [{\"document\": \"d\"}],\n"
        "\"check\": [{\"form\": \"require\", \"covers\": [\"de-one\"], \"event\": \"Create\"}]}";
    dl_status why = {0};
    dl_ruleset *set;

    ck_assert_int_eq(load(&set, text, &why), DL_USAGE);
    ck_assert_str_eq(why.message, "no check decides 'de-two': each has 'covers', and none of them names it");
    ck_assert_uint_eq(why.line, 3);
    ck_assert_uint_eq(why.column, 28);
}
END_TEST

START_TEST(let_entries_that_multiply_are_stopped)
{
    dl_status why = {0};
    dl_ruleset *set;
    dl_text text;

    dl_text_init(&text, arena);
    dl_text_add(&text, "\"let\": {\"e0\": {\"use\": \"any\"}");
    for (int i = 1; i < 14; i++)
        dl_text_printf(&text, ", \"e%d\": [\"e%d\", \"e%d\", \"e%d\"]", i, i - 1, i - 1, i - 1);
    dl_text_add(&text, ", \"made\": \"e13\"},");
    ck_assert_int_eq(load(&set, rule_with(LET, dl_text_str(&text)), &why), DL_USAGE);
    ck_assert_str_eq(why.message, "more than 256 alternatives of one event");
}
END_TEST

/* ---- what is made of a good one ---- */

START_TEST(events_are_resolved)
{
    const dl_rule *rule = load_good(rule_with(
        CHECK,
        "\"check\": [{\"form\": \"order\", \"first\": \"made\", \"unless\": \"declines\", \"then\": {\"call\": "
        "\"Delete\", \"args\": {\"Object\": \"$thing\"}, \"as\": \"gone\"}, \"message\": \"{line:made} {line:gone} "
        "{arg:Object} {$thing}\"}]}"));
    const dl_check *check = &rule->checks[0];

    ck_assert_uint_eq(check->capture_count, 1);
    ck_assert_str_eq(check->captures[0], "$thing");
    ck_assert_str_eq(check->first->forms[0].label, "made");
    ck_assert_str_eq(check->first->forms[0].calls.at[0], "Create");
    ck_assert_int_eq(check->first->forms[0].outcome, DL_OUTCOME_SUCCESS);
    ck_assert_int_eq(check->first->forms[0].args[0].value->kind, DL_V_TO);
    ck_assert_int_eq(check->first->forms[0].args[0].value->inner[0]->capture, 0);
    ck_assert_int_eq(check->then->forms[0].args[0].value->capture, 0);
    ck_assert_str_eq(check->then->forms[0].label, "gone");
    ck_assert_int_eq(check->unless->forms[0].kind, DL_ON_TEST);
    ck_assert_int_eq(check->unless->forms[0].value->path.param, DL_PARAM_REGISTRY_PATH);
    ck_assert_str_eq(check->first->text, "success of Create with Out the address of $thing");
}
END_TEST

START_TEST(other_names_become_the_canonical_one)
{
    const dl_rule *rule = load_good(
        rule_with(CHECK, "\"check\": [{\"form\": \"require\", \"event\": {\"call\": [\"CreateEx\", \"Create\"]}}]}"));

    ck_assert_uint_eq(rule->checks[0].event->forms[0].calls.count, 1);
    ck_assert_str_eq(rule->checks[0].event->forms[0].calls.at[0], "Create");
}
END_TEST

START_TEST(defaults_are_put_in)
{
    const dl_rule *rule = load_good(rule_with(LINES, ""));
    const dl_check *check = &rule->checks[0];

    ck_assert_int_eq(check->by->forms[0].kind, DL_ON_RETURN);
    ck_assert_int_eq(check->by->forms[0].returned, DL_OUTCOME_SUCCESS);
    ck_assert_str_eq(check->message, "A thing is made");
    ck_assert_uint_eq(check->in.roles.count, 1);
    ck_assert_str_eq(check->in.roles.at[0], "entry");
    ck_assert_int_eq(check->track, -1);
    ck_assert_ptr_null(check->when);
    ck_assert(rule->enabled);
    ck_assert(rule->is_ours);
    rule = load_good(rule_with(CHECK, "\"check\": [{\"form\": \"release\", \"resource\": \"unclaimed\"}]}"));
    ck_assert(rule->checks[0].unclaimed);
    ck_assert_uint_eq(rule->checks[0].on, DL_ON_FAILURE);
    ck_assert_uint_eq(rule->checks[0].faults, DL_FAULT_LEAK);
    ck_assert_str_eq(rule->checks[0].captures[0], "$object");
}
END_TEST

START_TEST(release_of_several_requirements_is_one_check_for_each)
{
    const dl_rule *rule = load_good("{\"schema\": \"drvlint-rule-1\", \"id\": \"wdm-rule\", \"code\": \"DRV0199\",\n"
                                    "\"model\": \"wdm\", \"title\": \"t\", \"why\": \"w\", \"fix\": \"f\",\n"
                                    "\"level\": \"error\", \"strength\": \"must\", \"requirements\": [\"de-one\", "
                                    "\"de-two\"], \"source\": [{\"document\": \"d\"}],\n"
                                    "\"check\": [{\"form\": \"release\", \"on\": [\"return\"], \"message\": \"m\", "
                                    "\"resource\": {\"de-one\": [\"thing\"], \"de-two\": \"thing\"}}]}");

    ck_assert_uint_eq(rule->check_count, 2);
    for (unsigned i = 0; i < 2; i++) {
        ck_assert_uint_eq(rule->checks[i].index, i);
        ck_assert_uint_eq(rule->checks[i].covers.count, 1);
        ck_assert_str_eq(rule->checks[i].covers.at[0], rule->requirements.at[i]);
        ck_assert_uint_eq(rule->checks[i].resources.count, 1);
        ck_assert_uint_eq(rule->checks[i].on, DL_ON_ANY_RETURN);
        ck_assert_str_eq(rule->checks[i].message, "m");
    }
}
END_TEST

static const dl_value_pattern *value_of(const char *value)
{
    const char *check = dl_arena_printf(arena,
                                        "\"check\": [{\"form\": \"require\", \"event\": {\"return\": \"any\", "
                                        "\"value\": %s}}]}",
                                        value);

    return load_good(rule_with(CHECK, check))->checks[0].event->forms[0].value;
}

START_TEST(values_are_resolved)
{
    const dl_value_pattern *value = value_of("{\"constant\": [\"LAST\", 3, \"VARIES\", \"STATUS_*\"]}");

    ck_assert_int_eq(value->kind, DL_V_CONSTANTS);
    ck_assert_uint_eq(value->names.count, 3);
    ck_assert_uint_eq(value->number_count, 2);
    ck_assert_int_eq(value->numbers[0], 27);
    ck_assert_int_eq(value->numbers[1], 3);
    value = value_of("{\"bits\": {\"set\": [\"FLAG\", 1], \"clear\": [\"OTHER\"]}}");
    ck_assert(value->has_masks);
    ck_assert_int_eq(value->set_mask, 5);
    ck_assert_int_eq(value->clear_mask, 8);
    ck_assert(!value->has_only);
    ck_assert(!value_of("{\"bits\": {\"set\": [\"VARIES\"]}}")->has_masks);
    ck_assert_int_eq(value_of("{\"deref\": \"InitSafeBootMode\"}")->inner[0]->kind, DL_V_GLOBAL);
    ck_assert_int_eq(value_of("\"null\"")->value_class, DL_CLASS_ZERO);
    ck_assert_int_eq(value_of("\"nonnull\"")->value_class, DL_CLASS_NONZERO);
    value = value_of("{\"storage\": \"persistent\", \"as\": \"$slot\"}");
    ck_assert_int_eq(value->capture, 0);
    ck_assert(value->is_persistent);
    value = value_of("{\"givenTo\": {\"call\": \"ZwClose\", \"param\": \"Handle\"}}");
    ck_assert_int_eq(value->kind, DL_V_GIVEN_TO);
    ck_assert_str_eq(value->param, "Handle");
    value = value_of("{\"storage\": \"persistent\", \"readBy\": [\"unload\"]}");
    ck_assert_int_eq(value->kind, DL_V_ALL_OF);
    ck_assert_uint_eq(value->inner_count, 2);
}
END_TEST

START_TEST(paths_are_taken_apart)
{
    dl_path_pattern path;

    ck_assert(dl_path_pattern_read(&path, "@driver-object->Table[LAST+1..]", facts, arena));
    ck_assert_int_eq(path.root, DL_ROOT_PARAM);
    ck_assert_int_eq(path.param, DL_PARAM_DRIVER_OBJECT);
    ck_assert_uint_eq(path.count, 2);
    ck_assert_str_eq(path.steps[0].field, "Table");
    ck_assert_int_eq(path.steps[1].kind, DL_P_RANGE);
    ck_assert_int_eq(path.steps[1].first, 28);
    ck_assert_int_eq(path.steps[1].last, INT64_MAX);
    ck_assert(dl_path_pattern_read(&path, "@parameter-1.A[2..4].*", facts, arena));
    ck_assert_uint_eq(path.param_number, 1);
    ck_assert_int_eq(path.steps[1].last, 4);
    ck_assert_int_eq(path.steps[2].kind, DL_P_EACH_FIELD);
    ck_assert(dl_path_pattern_read(&path, "CONFIG.A[?]", facts, arena));
    ck_assert_int_eq(path.root, DL_ROOT_TYPE);
    ck_assert_int_eq(path.steps[1].kind, DL_P_SOME);
    ck_assert(!dl_path_pattern_read(&path, "$x.A", facts, arena));
    ck_assert(!dl_path_pattern_read(&path, "CONFIG.A[", facts, arena));
}
END_TEST

/* ---- settings ---- */

static dl_code load_with(dl_ruleset **set, dl_rule_setting setting, dl_status *why)
{
    const char *rule = rule_with(MORE, "\"aliases\": [\"C28999\"],");
    const dl_source_text files[] = {{"rules/requirements.json", requirements_text, sizeof requirements_text - 1},
                                    {"rules/wdm/model.json", model_text, sizeof model_text - 1},
                                    {"rules/wdm/wdm-rule.json", rule, strlen(rule)}};

    return dl_ruleset_load_texts(set, facts, files, 3, 3, &setting, 1, arena, why);
}

static const char *const names_of_the_rule[] = {"wdm-rule", "DRV0199", "C28999", "wdm", "wdm-*", "DRV01*", "*"};

START_TEST(settings_reach_a_rule_by_each_of_its_names)
{
    dl_status why = {0};
    dl_ruleset *set;

    ck_assert_int_eq(load_with(&set, (dl_rule_setting){.kind = DL_SET_DISABLE, .pattern = names_of_the_rule[_i]}, &why),
                     DL_OK);
    ck_assert(!set->rules[0]->enabled);
    ck_assert_int_eq(load_with(&set, (dl_rule_setting){.kind = DL_SET_LEVEL, .pattern = names_of_the_rule[_i]}, &why),
                     DL_OK);
    ck_assert_int_eq(set->rules[0]->level, DL_LEVEL_NOTE);
    ck_assert(set->rules[0]->is_level_set);
}
END_TEST

START_TEST(setting_of_an_unknown_rule_is_refused_with_the_nearest)
{
    dl_status why = {0};
    dl_ruleset *set;

    ck_assert_int_eq(load_with(&set, (dl_rule_setting){.kind = DL_SET_ENABLE, .pattern = "wdm-rul"}, &why), DL_USAGE);
    ck_assert_str_eq(why.message, "unknown rule or model 'wdm-rul'; did you mean 'wdm-rule'?");
    memset(&why, 0, sizeof why);
    ck_assert_int_eq(load_with(&set, (dl_rule_setting){.kind = DL_SET_ENABLE, .pattern = "q*"}, &why), DL_USAGE);
    ck_assert_str_eq(why.message, "unknown rule or model 'q*'");
}
END_TEST

/* ---- ours ---- */

START_TEST(embedded_rules_load)
{
    dl_status why = {0};
    dl_ruleset *set;

    ck_assert_msg(dl_ruleset_load(&set, NULL, 0, NULL, 0, arena, &why) == DL_OK, "%s:%u:%u: %s", why.file, why.line,
                  why.column, why.message);
    ck_assert_uint_gt(set->rule_count, 20);
    ck_assert_uint_eq(set->requirement_count, 471);
    ck_assert_ptr_nonnull(dl_ruleset_rule(set, "DRV0901"));
    ck_assert_ptr_eq(dl_ruleset_rule(set, "DRV0901"), dl_ruleset_rule(set, "minifilter-register-then-start"));
    ck_assert_ptr_null(dl_ruleset_rule(set, "DRV9999"));
    ck_assert(dl_model_extends(dl_ruleset_model(set, "minifilter"), "wdm"));
    ck_assert(!dl_model_extends(dl_ruleset_model(set, "wdm"), "minifilter"));
    ck_assert_str_eq(dl_ruleset_nearest(set, "minifilter-register-then-strat"), "minifilter-register-then-start");
    for (size_t i = 1; i < set->rule_count; i++)
        ck_assert_str_lt(set->rules[i - 1]->code, set->rules[i]->code);
    for (size_t i = 0; i < set->rule_count; i++)
        for (size_t j = 0; j < set->rules[i]->requirements.count; j++)
            ck_assert_ptr_nonnull(dl_ruleset_requirement(set, set->rules[i]->requirements.at[j]));
}
END_TEST

/* ---- those of users ---- */

#define USERS DRVLINT_SOURCE_DIR "/tests/unit/data/rules/"

START_TEST(folder_of_a_user_adds_rules_models_and_facts)
{
    const char *const folders[] = {USERS "good"};
    const dl_rule_setting only = {.kind = DL_SET_DISABLE, .pattern = "*"},
                          mine = {.kind = DL_SET_ENABLE, .pattern = "mine"};
    const dl_rule_setting settings[] = {only, mine};
    dl_status why = {0};
    dl_ruleset *set;
    const dl_rule *rule;

    ck_assert_msg(dl_ruleset_load(&set, folders, 1, settings, 2, arena, &why) == DL_OK, "%s:%u:%u: %s", why.file,
                  why.line, why.column, why.message);
    rule = dl_ruleset_rule(set, "MINE0001");
    ck_assert_ptr_nonnull(rule);
    ck_assert(!rule->is_ours);
    ck_assert(rule->enabled);
    ck_assert(!dl_ruleset_rule(set, "DRV0101")->enabled);
    ck_assert(dl_model_extends(dl_ruleset_model(set, "mine"), "wdm"));
    ck_assert_ptr_nonnull(dl_facts_resource(set->facts, "mine-handle"));
    ck_assert(dl_api_has_trait(dl_facts_api(set->facts, "IoDeleteSymbolicLink"), "mine"));
    ck_assert_ptr_nonnull(rule->checks[0].unless);
}
END_TEST

static const struct {
    const char *folder, *file;
    unsigned line, column;
    const char *message;
} broken_folders[] = {
    {USERS "stray", "stray/rule.json", 0, 0,
     "a rule stands in a folder that has the name of its model; only 'apis.json' stands here"},
    {USERS "broken", "broken/wdm/wdm-mine.json", 3, 3, "unknown key 'titel' in a rule; did you mean 'title'?"},
    {USERS "clash", "clash/apis.json", 3, 36, "'result' is set already, in analyzer/kernel/io.json"},
    {USERS "none", "", 0, 0, "there is no folder of rules '" USERS "none'"},
};

START_TEST(broken_folder_of_a_user_is_refused)
{
    dl_status why = {0};
    dl_ruleset *set;

    ck_assert_int_eq(dl_ruleset_load(&set, &broken_folders[_i].folder, 1, NULL, 0, arena, &why), DL_USAGE);
    ck_assert_str_eq(why.message, broken_folders[_i].message);
    ck_assert(dl_text_ends(why.file, broken_folders[_i].file));
    ck_assert_uint_eq(why.line, broken_folders[_i].line);
    ck_assert_uint_eq(why.column, broken_folders[_i].column);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("ruleset");
    TCase *tests = tcase_create("ruleset");

    tcase_add_checked_fixture(tests, open_facts, close_facts);
    tcase_set_timeout(tests, 120);
    tcase_add_loop_test(tests, broken_rule_is_refused_with_its_place, 0, COUNT(broken));
    tcase_add_loop_test(tests, broken_model_is_refused_with_its_place, 0, COUNT(broken_files));
    tcase_add_test(tests, ids_and_codes_are_unique);
    tcase_add_test(tests, rules_of_users_leave_our_codes_alone);
    tcase_add_test(tests, requirement_that_no_check_decides_is_refused);
    tcase_add_test(tests, let_entries_that_multiply_are_stopped);
    tcase_add_test(tests, events_are_resolved);
    tcase_add_test(tests, other_names_become_the_canonical_one);
    tcase_add_test(tests, defaults_are_put_in);
    tcase_add_test(tests, release_of_several_requirements_is_one_check_for_each);
    tcase_add_test(tests, values_are_resolved);
    tcase_add_test(tests, paths_are_taken_apart);
    tcase_add_loop_test(tests, settings_reach_a_rule_by_each_of_its_names, 0, COUNT(names_of_the_rule));
    tcase_add_test(tests, setting_of_an_unknown_rule_is_refused_with_the_nearest);
    tcase_add_test(tests, embedded_rules_load);
    tcase_add_test(tests, folder_of_a_user_adds_rules_models_and_facts);
    tcase_add_loop_test(tests, broken_folder_of_a_user_is_refused, 0, COUNT(broken_folders));
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
