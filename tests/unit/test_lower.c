/* Each file of tests/ir holds one construct; the file `.ir` beside it is its dump.
 * With DRVLINT_ACCEPT set in the environment the dumps are written anew: read the difference. */
#include "ir_fixture.h"

#include "ir/print.h"

#include <stdio.h>
#include <string.h>

static const char *const cases[] = {
    "assign_chain.c",
    "assign_compound.c",
    "calls.c",
    "calls_through.c",
    "conditions.c",
    "constants.c",
    "declared.c",
    "declared_otherwise.c",
    "do_while_zero.c",
    "dropped.c",
    "dropped_init.c",
    "function_pointers.c",
    "goto_cleanup.c",
    "guessed.c",
    "goto_into_block.c",
    "init_aggregates.c",
    "interlocked.c",
    "init_static.c",
    "loop_ranges.c",
    "loops.c",
    "macro_calls.c",
    "macro_defined.c",
    "macro_only.c",
    "macro_redefined.c",
    "members.c",
    "offsets.c",
    "optional_parameter.c",
    "recovery.c",
    "seh_except.c",
    "seh_finally.c",
    "sizeof.c",
    "statement_expr.c",
    "strings.c",
    "switch.c",
    "unreachable.c",
    "broken_calls.cpp",
    "class.cpp",
    "virtual.cpp",
    "conversions.cpp",
    "default_arguments.cpp",
    "enum_class.cpp",
    "lambda.cpp",
    "null_handles.cpp",
    "objects.cpp",
    "raii.cpp",
    "range_for.cpp",
    "bindings.cpp",
    "heads.cpp",
    "folds.cpp",
    "references_held.cpp",
    "library.cpp",
    "library_counts.cpp",
    "member_types.cpp",
    "record_casts.cpp",
    "references.cpp",
    "templates.cpp",
    "class_templates.cpp",
    "cleared_objects.cpp",
    "new_delete.cpp",
    "try_catch.cpp",
    "unread_types.cpp",
    "unnamed.cpp",
    "unnamed_conditions.cpp",
    "scope_exit.cpp",
    "constexpr_made.cpp",
    "role_type_section.cpp",
    "dropped_case.cpp",
    "macro_in_initialisers.cpp",
    "annotation_of_lock.cpp",
};

static void accept_dump(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");

    ck_assert_msg(file != NULL, "%s cannot be written", path);
    ck_assert_uint_eq(fwrite(text, 1, strlen(text), file), strlen(text));
    ck_assert_int_eq(fclose(file), 0);
}

START_TEST(construct_lowers_to_its_dump)
{
    ir_fixture f;
    char source[1024], expected[1040];
    dl_status why = {0};
    const dl_program *program;
    const char *want;
    dl_text got;
    size_t size;

    (void)snprintf(source, sizeof source, "%s/tests/ir/%s", DRVLINT_SOURCE_DIR, cases[_i]);
    (void)snprintf(expected, sizeof expected, "%s.ir", source);
    program = ir_fixture_open(&f, source);
    dl_text_init(&got, f.arena);
    dl_print_program(&got, program);
    if (getenv("DRVLINT_ACCEPT"))
        accept_dump(expected, dl_text_str(&got));
    ck_assert_msg(dl_file_read(&want, &size, expected, 1 << 20, f.arena, &why) == DL_OK, "%s", why.message);
    ck_assert_msg(strcmp(want, dl_text_str(&got)) == 0, "%s differs; it is now:\n%s", expected, dl_text_str(&got));
    ir_fixture_close(&f);
}
END_TEST

static const dl_instr *call_of(const dl_function *function, const char *name)
{
    for (size_t i = 0; i < function->block_count; i++)
        for (size_t j = 0; j < function->blocks[i].count; j++)
            if (function->blocks[i].instrs[j].kind == DL_I_CALL &&
                dl_text_equal(function->blocks[i].instrs[j].name, name))
                return &function->blocks[i].instrs[j];
    return NULL;
}

START_TEST(span_of_a_macro_is_its_expansion_in_the_users_file)
{
    ir_fixture f;
    const dl_program *program = ir_fixture_open(&f, DRVLINT_SOURCE_DIR "/tests/ir/macro_calls.c");
    const dl_instr *call = call_of(dl_program_function(program, "test"), "RealStep");

    ck_assert_ptr_nonnull(call);
    ck_assert_str_eq(dl_span_text(call->span, 100, f.arena), "Step(device, 1)");
    ck_assert_str_eq(call->macro, "Step");
    ck_assert_uint_eq(call->macro_arg_count, 2);
    ck_assert_str_eq(dl_expr_text(call->macro_args[0], f.arena), "device");
    ir_fixture_close(&f);
}
END_TEST

START_TEST(every_span_lies_in_a_users_file)
{
    ir_fixture f;
    const dl_program *program = ir_fixture_open(&f, DRVLINT_SOURCE_DIR "/tests/ir/macro_calls.c");
    const dl_function *function = dl_program_function(program, "test");

    for (size_t i = 0; i < function->block_count; i++)
        for (size_t j = 0; j < function->blocks[i].count; j++) {
            dl_span span = function->blocks[i].instrs[j].span;

            ck_assert_ptr_nonnull(span.file);
            ck_assert(span.file->is_user && span.offset < span.end && span.end <= span.file->size);
        }
    ir_fixture_close(&f);
}
END_TEST

START_TEST(record_has_its_fields_flattened)
{
    ir_fixture f;
    const dl_program *program = ir_fixture_open(&f, DRVLINT_SOURCE_DIR "/tests/ir/members.c");
    const dl_type *type = dl_program_function(program, "test")->params[1]->type;
    static const char *const want[] = {"deep", "either", "other", "list", "next"};

    ck_assert_int_eq(type->kind, DL_TYPE_RECORD);
    ck_assert_uint_eq(type->record->field_count, sizeof want / sizeof *want);
    for (size_t i = 0; i < type->record->field_count; i++)
        ck_assert_str_eq(type->record->fields[i].name, want[i]);
    ck_assert_str_eq(type->record->names[0], "outer");
    ck_assert_ptr_eq(type->record->fields[4].type->element->record, type->record);
    ir_fixture_close(&f);
}
END_TEST

static const dl_instr *store_at_variable(const dl_function *function)
{
    for (size_t i = 0; i < function->block_count; i++)
        for (size_t j = 0; j < function->blocks[i].count; j++) {
            const dl_expr *target = function->blocks[i].instrs[j].target;

            if (target && target->kind == DL_E_INDEX && target->b->kind == DL_E_VAR)
                return &function->blocks[i].instrs[j];
        }
    return NULL;
}

START_TEST(counter_of_a_range_for_has_no_name)
{
    ir_fixture f;
    const dl_program *program = ir_fixture_open(&f, DRVLINT_SOURCE_DIR "/tests/ir/range_for.cpp");
    const dl_instr *store = store_at_variable(dl_program_function(program, "test"));

    ck_assert_ptr_nonnull(store);
    ck_assert_str_eq(dl_expr_text(store->target, f.arena), "driver->MajorFunction[...]");
    ir_fixture_close(&f);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("lower");
    TCase *tests = tcase_create("lower");
    SRunner *runner;
    int failed;

    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, construct_lowers_to_its_dump, 0, (int)(sizeof cases / sizeof *cases));
    tcase_add_test(tests, span_of_a_macro_is_its_expansion_in_the_users_file);
    tcase_add_test(tests, every_span_lies_in_a_users_file);
    tcase_add_test(tests, record_has_its_fields_flattened);
    tcase_add_test(tests, counter_of_a_range_for_has_no_name);
    suite_add_tcase(suite, tests);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
