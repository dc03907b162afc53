#include "arena_fixture.h"

#include "kernel/facts.h"

#include <stdlib.h>
#include <string.h>

#define HEAD "{\"schema\": \"drvlint-apis-1\",\n"

static dl_code load(dl_facts **facts, const char *own, const char *more, dl_status *why)
{
    dl_source_text ours = {"own.json", own, strlen(own)}, users = {"apis.json", more, more ? strlen(more) : 0};

    return dl_facts_load_texts(facts, &ours, 1, &users, more ? 1 : 0, arena, why);
}

static const dl_facts *load_good(const char *own, const char *more)
{
    dl_status why = {0};
    dl_facts *facts;

    ck_assert_msg(load(&facts, own, more, &why) == DL_OK, "%s:%u:%u: %s", why.file, why.line, why.column, why.message);
    return facts;
}

/* ---- what is refused ---- */

static const struct {
    const char *text;
    unsigned line, column;
    const char *message;
} broken[] = {
    {"{\"schema\": \"drvlint-apis-2\"}", 1, 12, "'drvlint-apis-2' is no schema of API facts; it is 'drvlint-apis-1'"},
    {HEAD "\"functoins\": {}}", 2, 1, "unknown key 'functoins' in the API facts; did you mean 'functions'?"},
    {HEAD "\"functions\": {\"F\": {\"parms\": []}}}", 2, 21,
     "unknown key 'parms' in a function; did you mean 'params'?"},
    {HEAD "\"functions\": {\"F\": {\"params\": [\"Handle\"], \"kept\": [\"Hande\"]}}}", 2, 52,
     "F has no parameter 'Hande'; did you mean 'Handle'?"},
    {HEAD "\"functions\": {\"F\": {\"params\": [], \"result\": \"ntstats\"}}}", 2, 45,
     "'ntstats' is no result convention; it is 'value', 'ntstatus', 'ndis', 'zero', 'hresult', 'pointer', 'boolean', "
     "'void', 'always' or 'error'"},
    {HEAD "\"functions\": {\"F\": {\"params\": [\"A\"], \"callbacks\": {\"A\": \"unlaod\"}}},\n"
          "\"roles\": {\"unload\": {\"runs\": \"after-success\"}}}",
     2, 57, "unknown role 'unlaod'; did you mean 'unload'?"},
    {HEAD "\"functions\": {\"F\": {\"params\": [\"A\"], \"writes\": [\"A-x\"]}}}", 2, 49,
     "'A-x' is no path such as 'Parameter->Member[*].Member'"},
    {HEAD "\"functions\": {\"F\": {\"params\": [], \"performs\": [\"IoCreateDevic\"]}}}", 2, 48,
     "unknown API 'IoCreateDevic'; did you mean 'IoCreateDevice'?"},
    {HEAD "\"functions\": {\"F\": {\"params\": [], \"sameAs\": [\"G\"]}, \"G\": {\"params\": []}}}", 2, 35,
     "'G' is an entry or another name of 'G' already"},
    {HEAD "\"functions\": {\"F\": {\"params\": [], \"nonnullWhile\": \"x\"}}}", 2, 51, "unknown resource 'x'"},
    {HEAD "\"functions\": {\"F\": {\"params\": [\"Run\", \"With\"], \"calls\": {\"Rin\": \"With\"}}}}", 2, 65,
     "F has no parameter 'Rin'; did you mean 'Run'?"},
    {HEAD "\"functions\": {\"F\": {\"params\": [\"Run\", \"With\"], \"calls\": {\"Run\": [\"Run\", \"Wiht\"]}}}}", 2,
     73, "F has no parameter 'Wiht'; did you mean 'With'?"},
    {HEAD "\"functions\": {\"F\": {\"params\": [\"Run\", \"With\"], \"calls\": {\"Run\": \"result\"}}}}", 2, 65,
     "F has no parameter 'result'"},
    {HEAD "\"functions\": {\"F\": {\"params\": [\"A\", \"B\"], \"moves\": {\"A\": [\"result\", \"B\"]}}}}", 2, 58,
     "F has no parameter 'result'"},
    {HEAD "\"functions\": {\"F\": {\"params\": [\"A\", \"B\"], \"calls\": {\"A\": [], \"B\": []}}}}", 2, 52,
     "'calls' names one routine, and what it is called with"},
    {HEAD "\"resources\": {\"r\": {\"title\": \"t\", \"identity\": \"handle\"}}}", 2, 20,
     "a resource needs the key 'acquire'"},
    {HEAD "\"resources\": {\"r\": {\"title\": \"t\", \"mismatch\": \"m\"}}}", 2, 35,
     "unknown key 'mismatch' in a resource (known: title, acquire, release, consumedBy, uses, identity, alsoAt, note, "
     "owner, releasedBy, unload, level, nests, againHarmless)"},
    {HEAD
     "\"functions\": {\"A\": {\"params\": []}}, \"resources\": {\"r\": {\"title\": \"t\", \"acquire\": [{\"call\": "
     "\"A\"}], \"release\": [{\"call\": \"A\"}], \"identity\": \"name\"}}}",
     2, 127, "the identity 'name' needs families of functions ('EventRegister*') to acquire and release"},
    {HEAD "\"resources\": {\"r\": {\"title\": \"t\", \"identity\": \"name\", \"acquire\": [{\"call\": "
          "\"IoCreateDevice\"}]}}}",
     2, 35, "the identity 'name' needs families of functions ('EventRegister*') to acquire and release"},
    {HEAD
     "\"resources\": {\"r\": {\"title\": \"t\", \"acquire\": [{\"call\": \"IoDeleteDevice\", \"object\": \"*Devic\"}], "
     "\"identity\": \"handle\"}}}",
     2, 84, "IoDeleteDevice has no parameter 'Devic'"},
    {HEAD "\"structs\": {\"S\": {\"arrays\": {\"A\": {\"last\": \"IRP_MJ_NONE\"}}}}}", 2, 44,
     "unknown constant 'IRP_MJ_NONE'"},
    {HEAD "\"structs\": {\"S\": {\"revisions\": []}}}", 2, 19, "'revisions' is not built yet"},
    {HEAD "\"roles\": {\"r\": {\"runs\": \"with-owner\"}}}", 2, 16,
     "a role that runs 'with-owner' needs the key 'owner'"},
    {HEAD "\"constants\": {\"C\": \"12\"}}", 2, 20, "a constant is a number, '0x…' or null"},
    {HEAD "\"constants\": {\"C\": 1.5}}", 2, 20, "a constant is a whole number, '0x…' or null"},
    {HEAD "\"results\": {\"errno\": {}}}", 2, 22, "'errno' is no result convention; new ones need code"},
    {HEAD "\"macros\": {\"M\": {\"tests\": \"truth\"}}}", 2, 27,
     "'truth' is no outcome that a macro tests; it is 'nothing', 'success' or 'failure'"},
};

START_TEST(broken_facts_are_refused_with_their_place)
{
    dl_status why = {0};
    dl_facts *facts;

    ck_assert_int_eq(load(&facts, broken[_i].text, NULL, &why), DL_USAGE);
    ck_assert_str_eq(why.message, broken[_i].message);
    ck_assert_str_eq(why.file, "own.json");
    ck_assert_uint_eq(why.line, broken[_i].line);
    ck_assert_uint_eq(why.column, broken[_i].column);
}
END_TEST

START_TEST(two_files_of_ours_may_not_hold_one_name)
{
    static const char text[] = HEAD "\"macros\": {\"M\": {\"ignored\": true}}}";
    const dl_source_text own[] = {{"a.json", text, sizeof text - 1}, {"b.json", text, sizeof text - 1}};
    dl_status why = {0};
    dl_facts *facts;

    ck_assert_int_eq(dl_facts_load_texts(&facts, own, 2, NULL, 0, arena, &why), DL_USAGE);
    ck_assert_str_eq(why.message, "'M' stands twice in 'macros', first in a.json");
    ck_assert_str_eq(why.file, "b.json");
    ck_assert_uint_eq(why.line, 2);
    ck_assert_uint_eq(why.column, 12);
}
END_TEST

/* ---- what users may add ---- */

START_TEST(users_add_keys_and_change_none)
{
    static const char own[] = HEAD "\"functions\": {\"F\": {\"params\": [\"A\"], \"result\": \"ntstatus\"}}}";
    const dl_facts *facts =
        load_good(own, HEAD "\"functions\": {\"F\": {\"kept\": [\"A\"]}, \"Mine\": {\"params\": []}}}");
    dl_status why = {0};
    dl_facts *refused;

    ck_assert_uint_eq(dl_facts_api(facts, "F")->kept.count, 1);
    ck_assert_int_eq(dl_facts_api(facts, "F")->result, DL_RESULT_NTSTATUS);
    ck_assert_ptr_nonnull(dl_facts_api(facts, "Mine"));
    ck_assert_int_eq(load(&refused, own, HEAD "\"functions\": {\"F\": {\"result\": \"void\"}}}", &why), DL_USAGE);
    ck_assert_str_eq(why.message, "'result' is set already, in own.json");
    ck_assert_str_eq(why.file, "apis.json");
}
END_TEST

/* ---- what is known of a function ---- */

START_TEST(names_of_one_function_share_all_but_their_name)
{
    const dl_facts *facts = load_good(HEAD "\"functions\": {\"F\": {\"params\": [\"A\"], \"result\": \"ntstatus\", "
                                           "\"sameAs\": [\"G\"], \"traits\": [\"t\"]}}}",
                                      NULL);
    const dl_api *other = dl_facts_api(facts, "G");

    ck_assert_str_eq(other->name, "G");
    ck_assert_str_eq(other->canonical, "F");
    ck_assert_int_eq(other->result, DL_RESULT_NTSTATUS);
    ck_assert(dl_api_has_trait(other, "t"));
    ck_assert(dl_facts_is_trait(facts, "t"));
    ck_assert(!dl_facts_is_trait(facts, "u"));
}
END_TEST

START_TEST(memset_with_zero_is_zeroing_with_its_own_parameters)
{
    const dl_facts *facts = load_good(HEAD "\"functions\": {\"RtlZeroMemory\": {\"params\": [\"To\", \"Length\"], "
                                           "\"zeroes\": {\"To\": \"Length\"}, \"sameAs\": [\"memset:0\"]}}}",
                                      NULL);
    const dl_api *api = dl_facts_api_with_value(facts, "memset", 0);

    ck_assert_ptr_nonnull(api);
    ck_assert_str_eq(api->canonical, "RtlZeroMemory");
    ck_assert_uint_eq(api->params.count, 3);
    ck_assert_uint_eq(api->zeroes[0].param, 0);
    ck_assert_int_eq(api->zeroes[0].length_param, 2);
    ck_assert_ptr_null(dl_facts_api_with_value(facts, "memset", 1));
}
END_TEST

START_TEST(function_of_the_index_is_known_and_harmless)
{
    const dl_facts *facts = load_good(HEAD "\"functions\": {}}", NULL);
    const dl_api *api = dl_facts_api(facts, "IoCreateDevice");

    ck_assert_ptr_nonnull(api);
    ck_assert(api->is_known_only);
    ck_assert_int_eq(dl_api_param(api, "DeviceObject"), 6);
    ck_assert_int_eq(dl_api_param(api, "DeviceObjct"), -1);
    ck_assert_ptr_null(dl_facts_api(facts, "MyOwnHelper"));
    ck_assert_str_eq(dl_facts_nearest_api(facts, "IoCreateDevcie"), "IoCreateDevice");
}
END_TEST

START_TEST(routine_that_a_function_calls_is_known_with_its_arguments)
{
    const dl_facts *facts =
        load_good(HEAD "\"functions\": {\"F\": {\"params\": [\"Lock\", \"Run\", \"With\"], "
                       "\"calls\": {\"Run\": [\"Lock\", \"With\"]}, \"sameAs\": [\"G\"]}, "
                       "\"One\": {\"params\": [\"Run\", \"With\"], \"calls\": {\"Run\": \"With\"}}, "
                       "\"None\": {\"params\": [\"Run\"]}}}",
                  NULL);
    const dl_api *api = dl_facts_api(facts, "G");

    ck_assert_int_eq(api->called, 1);
    ck_assert_uint_eq(api->called_with.count, 2);
    ck_assert_uint_eq(api->called_with.at[0], 0);
    ck_assert_uint_eq(api->called_with.at[1], 2);
    ck_assert_int_eq(dl_facts_api(facts, "One")->called, 0);
    ck_assert(dl_param_set_has(dl_facts_api(facts, "One")->called_with, 1));
    ck_assert_int_eq(dl_facts_api(facts, "None")->called, -1);
    ck_assert_int_eq(dl_facts_api(facts, "IoCreateDevice")->called, -1);
}
END_TEST

START_TEST(prefix_gives_traits_but_to_the_excepted)
{
    const dl_facts *facts =
        load_good(HEAD "\"functions\": {\"WdfThing\": {\"params\": [], \"traits\": [\"own\"]}},\n"
                       "\"prefixes\": {\"Wdf*\": {\"traits\": [\"wdf-method\"], \"except\": [\"WdfDriverCreate\"]}}}",
                  NULL);

    ck_assert(dl_api_has_trait(dl_facts_api(facts, "WdfThing"), "wdf-method"));
    ck_assert(dl_api_has_trait(dl_facts_api(facts, "WdfThing"), "own"));
    ck_assert(dl_api_has_trait(dl_facts_api(facts, "WdfDeviceCreate"), "wdf-method"));
    ck_assert(!dl_api_has_trait(dl_facts_api(facts, "WdfDriverCreate"), "wdf-method"));
    ck_assert(!dl_api_has_trait(dl_facts_api(facts, "IoCreateDevice"), "wdf-method"));
}
END_TEST

START_TEST(entry_of_a_family_speaks_for_names_without_their_own)
{
    const dl_facts *facts = load_good(HEAD "\"functions\": {\"Join*\": {\"params\": [], \"result\": \"zero\"},\n"
                                           "\"JoinOne\": {\"params\": [], \"result\": \"void\"}}}",
                                      NULL);

    ck_assert_int_eq(dl_facts_api(facts, "JoinLantern")->result, DL_RESULT_ZERO);
    ck_assert_str_eq(dl_facts_api(facts, "JoinLantern")->canonical, "Join*");
    ck_assert_int_eq(dl_facts_api(facts, "JoinOne")->result, DL_RESULT_VOID);
    ck_assert_ptr_null(dl_facts_api(facts, "Join"));
    ck_assert_ptr_null(dl_facts_api(facts, "ReJoinLantern"));
}
END_TEST

START_TEST(paths_are_taken_apart)
{
    const dl_facts *facts =
        load_good(HEAD "\"functions\": {\"F\": {\"params\": [\"A\", \"B\"], \"callbacks\": "
                       "{\"B->Ops[*].Pre\": \"r\", \"A->*\": \"r\"}, \"writes\": [\"*A\", \"A[3]\"]}},\n"
                       "\"roles\": {\"r\": {\"runs\": \"any-time\"}}}",
                  NULL);
    const dl_api *api = dl_facts_api(facts, "F");
    const dl_fact_path *path = &api->callbacks[0].path;

    ck_assert_uint_eq(path->param, 1);
    ck_assert_uint_eq(path->count, 3);
    ck_assert_str_eq(path->steps[0].field, "Ops");
    ck_assert_int_eq(path->steps[1].kind, DL_STEP_EACH_INDEX);
    ck_assert_str_eq(path->steps[2].field, "Pre");
    ck_assert_int_eq(api->callbacks[1].path.steps[0].kind, DL_STEP_EACH_FIELD);
    ck_assert_int_eq(api->writes[0].path.steps[0].kind, DL_STEP_DEREF);
    ck_assert_int_eq(api->writes[1].path.steps[0].index, 3);
}
END_TEST

START_TEST(initialiser_says_what_it_leaves)
{
    const dl_facts *facts = load_good(
        HEAD
        "\"constants\": {\"C\": 7},\n\"functions\": {\"INIT\": {\"params\": [\"P\", \"Callback\"], \"zeroes\": {\"P\": "
        "\"sizeof\"}, \"stores\": {\"P->Size\": {\"sizeof\": \"T\"}, \"P->F\": \"Callback\", \"P->N\": 3, \"P->C\": "
        "\"C\", \"P->X\": \"unknown\"}}}}",
        NULL);
    const dl_api *api = dl_facts_api(facts, "INIT");

    ck_assert_int_eq(api->zeroes[0].length_param, -1);
    ck_assert_int_eq(api->stores[0].kind, DL_STORED_SIZEOF);
    ck_assert_str_eq(api->stores[0].name, "T");
    ck_assert_int_eq(api->stores[1].kind, DL_STORED_PARAM);
    ck_assert_uint_eq(api->stores[1].param, 1);
    ck_assert_int_eq(api->stores[2].value, 3);
    ck_assert_int_eq(api->stores[3].kind, DL_STORED_CONSTANT);
    ck_assert_int_eq(api->stores[3].value, 7);
    ck_assert_int_eq(api->stores[4].kind, DL_STORED_UNKNOWN);
}
END_TEST

START_TEST(resource_is_split_where_its_object_stands_elsewhere)
{
    const dl_facts *facts = load_good(
        HEAD
        "\"functions\": {\"A\": {\"params\": [\"O\"]}, \"B\": {\"params\": [\"x\", \"O\"]}, \"C\": {\"params\": "
        "[\"O\", \"Remove\"]}},\n\"resources\": {\"r\": {\"title\": \"t\", \"acquire\": [{\"call\": [\"A\", \"B\", "
        "\"C\"], \"object\": \"*O\"}], \"release\": [{\"call\": \"C\", \"args\": {\"Remove\": \"nonzero\"}, "
        "\"object\": \"O\"}], \"identity\": \"handle\"}}}",
        NULL);
    const dl_resource *resource = dl_facts_resource(facts, "r");

    ck_assert_uint_eq(resource->acquire_count, 2);
    ck_assert_uint_eq(resource->acquire[0].calls.count, 2);
    ck_assert_uint_eq(resource->acquire[0].object, 0);
    ck_assert(resource->acquire[0].object_is_deref);
    ck_assert_uint_eq(resource->acquire[1].object, 1);
    ck_assert_str_eq(resource->release[0].args_name, "Remove");
    ck_assert(!resource->release[0].args_zero);
}
END_TEST

START_TEST(constants_have_their_documented_values)
{
    const dl_facts *facts = load_good(
        HEAD "\"constants\": {\"A\": 5, \"B\": \"0x80\", \"V\": null}, \"globals\": {\"InitSafeBootMode\": {}}}", NULL);
    int64_t value = 0;

    ck_assert(dl_facts_constant(facts, "A", &value));
    ck_assert_int_eq(value, 5);
    ck_assert(dl_facts_constant(facts, "B", &value));
    ck_assert_int_eq(value, 0x80);
    ck_assert(!dl_facts_constant(facts, "V", &value));
    ck_assert(dl_facts_is_constant(facts, "V"));
    ck_assert(dl_facts_constant(facts, "STATUS_UNSUCCESSFUL", &value));
    ck_assert_int_eq(value, -1073741823);
    ck_assert(!dl_facts_is_constant(facts, "STATUS_NONSENSE"));
    ck_assert(dl_facts_is_global(facts, "InitSafeBootMode"));
}
END_TEST

/* ---- ours ---- */

START_TEST(embedded_facts_load)
{
    dl_status why = {0};
    dl_facts *facts;
    size_t count;
    int64_t value = 0;

    ck_assert_msg(dl_facts_load(&facts, NULL, 0, arena, &why) == DL_OK, "%s:%u:%u: %s", why.file, why.line, why.column,
                  why.message);
    ck_assert(dl_facts_constant(facts, "IRP_MJ_MAXIMUM_FUNCTION", &value));
    ck_assert_int_eq(value, 27);
    ck_assert_int_eq(dl_facts_struct(facts, "DRIVER_OBJECT")->array_last, 27);
    ck_assert_int_eq(dl_facts_macro(facts, "NT_SUCCESS")->tests, DL_TESTS_SUCCESS);
    ck_assert_int_eq(dl_facts_role(facts, "entry")->runs, DL_RUNS_ONCE_FIRST);
    ck_assert_int_eq(dl_facts_api(facts, "ClassInitialize")->driver_object, 0);
    ck_assert_uint_gt(dl_facts_api(facts, "ClassInitialize")->write_count, 0);
    (void)dl_facts_resources(facts, &count);
    ck_assert_uint_gt(count, 10);
    for (size_t i = 0; i < count; i++) {
        const dl_resource *resource = dl_facts_resources(facts, &count)[i];

        ck_assert_msg(resource->acquire_count > 0, "%s has no acquire", resource->id);
        ck_assert_msg(resource->release_count > 0 || resource->owner || resource->unload == DL_UNLOAD_AUTOMATIC,
                      "%s is never released", resource->id);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("facts");
    TCase *tests = tcase_create("facts");
    SRunner *runner = srunner_create(suite);
    int failed;

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, broken_facts_are_refused_with_their_place, 0, (int)(sizeof broken / sizeof *broken));
    tcase_add_test(tests, two_files_of_ours_may_not_hold_one_name);
    tcase_add_test(tests, users_add_keys_and_change_none);
    tcase_add_test(tests, names_of_one_function_share_all_but_their_name);
    tcase_add_test(tests, memset_with_zero_is_zeroing_with_its_own_parameters);
    tcase_add_test(tests, function_of_the_index_is_known_and_harmless);
    tcase_add_test(tests, routine_that_a_function_calls_is_known_with_its_arguments);
    tcase_add_test(tests, prefix_gives_traits_but_to_the_excepted);
    tcase_add_test(tests, entry_of_a_family_speaks_for_names_without_their_own);
    tcase_add_test(tests, paths_are_taken_apart);
    tcase_add_test(tests, initialiser_says_what_it_leaves);
    tcase_add_test(tests, resource_is_split_where_its_object_stands_elsewhere);
    tcase_add_test(tests, constants_have_their_documented_values);
    tcase_add_test(tests, embedded_facts_load);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
