/* The loops of tests/ir/loop_ranges.c, one a function, and what their index runs through; those of
 * tests/ir/loop_elements.c, and what their locals lead to. */
#include "ir_fixture.h"

typedef struct wanted {
    const char *function;
    bool has_range, is_each, known;
    int64_t first, last;
} wanted;

static const wanted cases[] = {
    {"at_most", true, true, true, 0, 27},           {"below", true, true, true, 2, 8},
    {"not_equal", true, true, true, 3, 8},          {"down_to_zero", true, true, true, 0, 5},
    {"down_above", true, true, true, 2, 5},         {"quotient", true, true, true, 0, 6},
    {"bound_first", true, true, true, 0, 3},        {"by_while", true, true, true, 0, 3},
    {"conditional", true, false, true, 0, 3},       {"continued", true, false, true, 0, 3},
    {"left_early", true, false, true, 0, 3},        {"unknown_bound", true, true, false, 0, 0},
    {"unknown_start", true, true, false, 0, 0},     {"step_of_two", false, false, false, 0, 0},
    {"written_inside", false, false, false, 0, 0},  {"address_taken", false, false, false, 0, 0},
    {"after_the_step", true, true, true, 1, 4},     {"down_before_the_step", true, true, true, 0, 3},
    {"down_by_its_value", true, true, true, 0, 3},  {"down_stepping_first", true, true, true, 0, 3},
    {"down_once_at_least", true, true, true, 0, 4},
};

static const dl_expr *stored_element(const dl_function *function)
{
    for (size_t i = 0; i < function->block_count; i++)
        for (size_t j = 0; j < function->blocks[i].count; j++) {
            const dl_instr *in = &function->blocks[i].instrs[j];

            if (in->kind == DL_I_ASSIGN && in->target->kind == DL_E_INDEX)
                return in->target;
        }
    return NULL;
}

START_TEST(loop_gives_range)
{
    ir_fixture f;
    const dl_program *program = ir_fixture_open(&f, DRVLINT_SOURCE_DIR "/tests/ir/loop_ranges.c");
    const wanted *want = &cases[_i];
    const dl_expr *element = stored_element(dl_program_function(program, want->function));

    ck_assert_ptr_nonnull(element);
    ck_assert_msg((element->range != NULL) == want->has_range, "%s", want->function);
    if (element->range) {
        ck_assert_msg(element->range->is_each == want->is_each, "%s", want->function);
        ck_assert_msg(element->range->known == want->known, "%s", want->function);
        ck_assert_int_eq(element->range->first, want->first);
        ck_assert_int_eq(element->range->last, want->last);
    }
    ir_fixture_close(&f);
}
END_TEST

START_TEST(loop_head_has_the_back_edge_among_its_predecessors)
{
    ir_fixture f;
    const dl_program *program = ir_fixture_open(&f, DRVLINT_SOURCE_DIR "/tests/ir/loop_ranges.c");
    const dl_function *function = dl_program_function(program, "below");
    size_t heads = 0;

    for (size_t i = 0; i < function->block_count; i++) {
        bool has_later = false;

        for (size_t j = 0; j < function->blocks[i].pred_count; j++)
            has_later = has_later || function->blocks[i].preds[j] >= i;
        ck_assert_int_eq(function->blocks[i].is_loop_head, has_later);
        heads += function->blocks[i].is_loop_head;
    }
    ck_assert_uint_eq(heads, 1);
    ir_fixture_close(&f);
}
END_TEST

typedef struct named {
    const char *function, *text;
    bool has_range;
} named;

static const named walks[] = {
    {"below_sum", "Rows[row - Rows].Ring", true},  {"not_end", "Rows[row - Rows].Ring", true},
    {"to_a_local", "Rows[row - Rows].Ring", true}, {"of_a_member", "Hall.Rows[row - Hall.Rows].Ring", true},
    {"down", "Rows[row - Rows].Ring", true},       {"up_and_down", "Rows[row - Rows].Ring", false},
    {"handed_on", "Rows[row - Rows].Ring", true},  {"of_two_arrays", "row->Ring", false},
    {"set_elsewhere", "row->Ring", false},         {"address_taken", "row->Ring", false},
    {"behind_a_pointer", "row->Ring", false},      {"to_a_mark", "row->Ring", false},
};

static const named elements[] = {
    {"named", "Rows[i].Ring", true},           {"by_sum", "Rows[i].Ring", true},
    {"declared_before", "Rows[i].Ring", true}, {"behind_parameter", "context->Rows[i].Ring", true},
    {"behind_global", "Others[i].Ring", true}, {"where_it_is_left", "Rows[i].Ring", false},
    {"global_may_change", "row->Ring", false}, {"member_changes", "row->Ring", false},
    {"parameter_changes", "row->Ring", false}, {"index_goes_on", "row->Ring", false},
    {"written_twice", "row->Ring", false},     {"address_taken", "row->Ring", false},
    {"on_one_way", "row->Ring", false},        {"of_two_pointers", "row->Ring", false},
    {"next_to_it", "row[1].Ring", false},
};

/* The place of a Ring that the function stores to. */
static const dl_expr *stored_ring(const dl_function *function)
{
    for (size_t i = 0; i < function->block_count; i++)
        for (size_t j = 0; j < function->blocks[i].count; j++) {
            const dl_instr *in = &function->blocks[i].instrs[j];

            if (in->kind == DL_I_ASSIGN && in->target->kind == DL_E_FIELD && dl_text_equal(in->target->name, "Ring"))
                return in->target;
        }
    return NULL;
}

static void check_stored(const char *source, const named *want)
{
    ir_fixture f;
    const dl_program *program = ir_fixture_open(&f, source);
    const dl_function *function = dl_program_function(program, want->function);
    const dl_expr *stored = stored_ring(function);

    ck_assert_ptr_nonnull(stored);
    ck_assert_msg(dl_text_equal(dl_expr_text(stored, f.arena), want->text), "%s: %s", function->name,
                  dl_expr_text(stored, f.arena));
    ck_assert_msg((stored->a->range != NULL) == want->has_range, "%s", function->name);
    ir_fixture_close(&f);
}

START_TEST(element_is_named_where_a_local_holds_its_address)
{
    check_stored(DRVLINT_SOURCE_DIR "/tests/ir/loop_elements.c", &elements[_i]);
}
END_TEST

START_TEST(pointer_that_walks_over_an_array_is_an_index)
{
    check_stored(DRVLINT_SOURCE_DIR "/tests/ir/loop_walks.c", &walks[_i]);
}
END_TEST

START_TEST(element_is_handed_over_by_name)
{
    ir_fixture f;
    const dl_program *program = ir_fixture_open(&f, DRVLINT_SOURCE_DIR "/tests/ir/loop_elements.c");
    const dl_function *function = dl_program_function(program, "handed");
    size_t calls = 0;

    for (size_t i = 0; i < function->block_count; i++)
        for (size_t j = 0; j < function->blocks[i].count; j++) {
            const dl_instr *in = &function->blocks[i].instrs[j];

            calls += in->kind == DL_I_CALL && dl_text_equal(dl_expr_text(in->args[0], f.arena), "&Rows[i]");
            ck_assert_msg(in->kind != DL_I_ASSIGN || !dl_text_equal(dl_expr_text(in->target, f.arena), "row"),
                          "what nobody reads is still stored");
        }
    ck_assert_uint_eq(calls, 1);
    ir_fixture_close(&f);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("ir_loops");
    TCase *tests = tcase_create("ir_loops");
    SRunner *runner;
    int failed;

    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, loop_gives_range, 0, (int)(sizeof cases / sizeof *cases));
    tcase_add_test(tests, loop_head_has_the_back_edge_among_its_predecessors);
    tcase_add_loop_test(tests, element_is_named_where_a_local_holds_its_address, 0,
                        (int)(sizeof elements / sizeof *elements));
    tcase_add_loop_test(tests, pointer_that_walks_over_an_array_is_an_index, 0, (int)(sizeof walks / sizeof *walks));
    tcase_add_test(tests, element_is_handed_over_by_name);
    suite_add_tcase(suite, tests);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
