/* Tests of conditions: what they are worth, and what their two ways leave of what was tested. */
#define FIXTURE_FILE "eval_fixture.c"
#include "world_fixture.h"

/* Of `x`: what is known before, whether the condition is decided, what is left of `x` on either way. Classes are
 * `-0+`, a number is one constant, `never` a way that cannot be taken. */
static const struct {
    const char *before, *condition, *worth, *if_true, *if_false;
} cases[] = {
    {"any", "x", "open", "-+", "0"},
    {"any", "!x", "open", "0", "-+"}, /* the way is turned round by the lowering */
    {"any", "!!x", "open", "-+", "0"},
    {"0", "x", "0", "never", "0"},
    {"+", "x", "open", "+", "never"},
    {"any", "x == 0", "open", "0", "-+"},
    {"any", "0 == x", "open", "0", "-+"},
    {"any", "x != 0", "open", "-+", "0"},
    {"any", "x == 5", "open", "5", "any"},
    {"any", "5 != x", "open", "any", "5"},
    {"5", "x == 5", "1", "5", "never"},
    {"6", "x == 5", "0", "never", "6"},
    {"-", "x == 5", "0", "never", "-"},
    {"any", "x < 0", "open", "-", "0+"},
    {"any", "0 > x", "open", "-", "0+"},
    {"any", "x >= 0", "open", "0+", "-"},
    {"any", "x <= 0", "open", "-0", "+"},
    {"any", "x > 0", "open", "+", "-0"},
    {"any", "x < 1", "open", "-0", "+"},
    {"any", "x > -1", "open", "0+", "-"},
    {"any", "x > 5", "open", "+", "any"},
    {"any", "x < 5", "open", "any", "+"},
    {"0+", "x < 0", "0", "never", "0+"},
    {"-", "x < 0", "1", "-", "never"},
    {"-0", "x > 5", "0", "never", "-0"},
    {"any", "NT_SUCCESS(x)", "open", "0+", "-"},
    {"any", "!NT_SUCCESS(x)", "open", "-", "0+"},
    {"0", "NT_SUCCESS(x)", "1", "0", "never"},
    {"-", "NT_SUCCESS(x)", "0", "never", "-"},
    {"any", "NT_ERROR(x)", "open", "-", "0+"},
    {"any", "x == STATUS_SUCCESS", "open", "0", "-+"},
    {"any", "x != STATUS_SUCCESS", "open", "-+", "0"},
    {"-", "x == STATUS_UNSUCCESSFUL", "open", "-1073741823", "-"},
    {"0+", "x == STATUS_UNSUCCESSFUL", "0", "never", "0+"},
    {"any", "(ULONG)x", "open", "-+", "0"},
    {"any", "(x)", "open", "-+", "0"},
    {"6", "x & 2", "2", "6", "never"},
    {"4", "x & 2", "0", "never", "4"},
    {"6", "(x & 6) == 6", "1", "6", "never"},
    {"3", "x + 2 > 4", "1", "3", "never"},
    {"any", "x == x", "1", "any", "never"},
    {"any", "(x | 8) != 0", "1", "any", "never"},
    /* as unsigned numbers: what is negative is large */
    {"any", "(ULONG)x > 5", "open", "-+", "0+"},
    {"any", "5 >= (ULONG)x", "open", "0+", "-+"},
    {"any", "(ULONG)x >= 1", "open", "-+", "0"},
    {"-", "(ULONG)x > 5", "1", "-", "never"},
    {"0", "(ULONG)x < 1", "1", "0", "never"},
    {"6", "(ULONG)x - 7 < 4", "0", "never", "6"},
    {"6", "x - 7 < 4", "1", "6", "never"},
    {"any", "(ULONG_PTR)p >= (ULONG_PTR)-4095", "open", "any", "any"},
    {"any", "(ULONG_PTR)x >= (ULONG_PTR)-4095", "open", "-", "any"},
    {"0+", "(ULONG_PTR)x >= (ULONG_PTR)-4095", "0", "never", "0+"},
    {"any", "(ULONG_PTR)&x >= (ULONG_PTR)-4095", "0", "never", "any"},
    {"any", "p == NULL", "open", "any", "any"},
    {"any", "&x != NULL", "1", "any", "never"},
    {"-1", "(ULONG)x == 0xFFFFFFFF", "1", "-1", "never"},
    {"-1", "(ULONG)x > 7", "1", "-1", "never"},
    {"-", "(ULONG)x > 7", "1", "-", "never"},
    {"-1", "(ULONG)x / 2 == 0x7FFFFFFF", "1", "-1", "never"},
    {"-1", "(ULONGLONG)(ULONG)x == 0xFFFFFFFF", "1", "-1", "never"},
    {"-1", "(ULONGLONG)x == 0xFFFFFFFF", "0", "never", "-1"},
    {"-1", "(UCHAR)x == 255", "1", "-1", "never"},
    {"-1", "(USHORT)x == 0xFFFF", "1", "-1", "never"},
    {"-1", "(SHORT)x < 0", "1", "-1", "never"},
    {"4294967295", "x == -1", "1", "4294967295", "never"},
    /* what a narrower type keeps */
    {"any", "(UCHAR)x", "open", "-+", "any"},
    {"any", "!(UCHAR)x", "open", "any", "-+"},
    {"+", "(UCHAR)x", "open", "+", "+"},
    {"0", "(UCHAR)x", "0", "never", "0"},
    {"256", "(UCHAR)x", "0", "never", "256"},
    {"257", "(UCHAR)x == 1", "1", "257", "never"},
    {"any", "(UCHAR)(x & 0x100)", "0", "never", "any"},
    {"any", "(UCHAR)(x & 0x80)", "open", "-+", "any"},
    {"any", "(USHORT)(x & 0x100)", "open", "-+", "any"},
    {"any", "(UCHAR)(x << 8)", "open", "-+", "any"},
    {"any", "(UCHAR)(x == 5)", "open", "5", "any"},
    {"any", "(UCHAR)!x", "open", "0", "-+"},
    {"any", "(UCHAR)x > 255", "0", "never", "any"},
    {"any", "(CHAR)x < 0", "open", "-+", "any"},
    {"128", "(CHAR)x < 0", "1", "128", "never"},
    {"384", "(CHAR)x < 0", "1", "384", "never"},
    {"any", "(ULONG)((ULONGLONG)x & 0x100000000)", "0", "never", "any"},
    {"any", "(ULONG)x > 0", "open", "-+", "0"},
    {"any", "0 < (ULONG)x", "open", "-+", "0"},
    {"any", "(ULONG)x >= 1", "open", "-+", "0"},
    {"any", "(ULONG)x < 1", "open", "0", "-+"},
    {"any", "(ULONG)x >= 0x80000000", "open", "-", "0+"},
    {"-", "(ULONG)x >= 0x80000000", "1", "-", "never"},
    {"any", "(ULONGLONG)x > 0x100000000", "open", "-+", "any"},
    {"any", "0x80000000 <= (ULONG)x", "open", "-", "0+"},
    {"-", "0x80000000 > (ULONG)x", "0", "never", "-"},
    {"+", "-(ULONG)x > 0", "open", "+", "never"},
    {"+", "0 < -(ULONG)x", "open", "+", "never"},
    {"any", "p == (PVOID)&x", "open", "any", "any"},
};

enum { CASES = sizeof cases / sizeof *cases };

static void set_up_source(void)
{
    dl_text text;

    set_up_rules();
    set_up();
    source_arena = arena;
    dl_text_init(&text, arena);
    dl_text_add(&text, "#include <ntddk.h>\n");
    for (unsigned i = 0; i < CASES; i++)
        dl_text_printf(&text, "int Case%u(LONG x, PVOID p)\n{\nif (%s) return 1;\nreturn p ? 2 : 3;\n}\n", i,
                       cases[i].condition);
    dl_text_add(&text, "NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)\n{\n");
    for (unsigned i = 0; i < CASES; i++)
        dl_text_printf(&text, "Case%u(RegistryPath->Length, DriverObject);\n", i);
    dl_text_add(&text, "return 0;\n}\n");
    made = load(dl_text_str(&text));
    ck_assert_int_eq(made.parse->status, DL_PARSE_COMPLETE);
}

static const char *left_of(const dl_state *state, dl_val val)
{
    static const char *const classes[] = {"none", "-", "0", "-0", "+", "-+", "0+", "any"};
    int64_t k;

    return dl_val_constant(world, state, val, &k) ? dl_arena_printf(arena, "%ld", (long)k)
                                                  : classes[dl_val_mask(world, state, val)];
}

static dl_state *before(const dl_function *function, const char *what, dl_val *x)
{
    dl_state *state = DL_NEW(scratch, dl_state);
    unsigned mask = 0;
    char *end;
    long k = strtol(what, &end, 10);

    *x = dl_val_sym(dl_sym(world, (dl_symbol){.kind = DL_SYM_PARAM, .a = 1}));
    dl_state_write(world, state, dl_loc_var(world, function->params[0]), *x);
    dl_state_write(world, state, dl_loc_var(world, function->params[1]),
                   dl_val_sym(dl_sym(world, (dl_symbol){.kind = DL_SYM_OPAQUE, .a = 2})));
    if (end != what && !*end && strcmp(what, "-0") != 0) {
        ck_assert(dl_state_fix(world, state, *x, k, true));
        return state;
    }
    for (const char *at = what; *at; at++)
        mask |= *at == '-' ? DL_NEG : *at == '0' ? DL_ZERO : *at == '+' ? DL_POS : DL_ALL;
    ck_assert(dl_state_narrow(world, state, *x, mask));
    return state;
}

/* The branch of the condition and the way on which it holds: a negation in front may have been lowered to turned ways,
 * and then the two are told apart by what they return. */
static const dl_expr *find_condition(const dl_function *function, bool *is_turned)
{
    for (size_t b = 0; b < function->block_count; b++) {
        const dl_term *term = &function->blocks[b].term, *way;

        if (term->kind != DL_T_BRANCH)
            continue;
        way = &function->blocks[term->to[1]].term;
        *is_turned = way->kind == DL_T_RETURN && way->value->kind == DL_E_CONST && way->value->value == 1;
        return term->value;
    }
    ck_abort_msg("no branch in %s", function->name);
    return NULL;
}

START_TEST(condition_leaves_what_is_possible)
{
    const dl_function *function = function_of(&made, dl_arena_printf(arena, "Case%d", _i));
    bool is_turned;
    const dl_expr *condition = find_condition(function, &is_turned);
    dl_sim sim = {.world = world, .is_quiet = true};
    dl_frame frame = {.function = function};
    dl_val x, worth;
    const dl_state *state = before(function, cases[_i].before, &x);
    const char *text = "open";
    int64_t k;

    sim.frame = &frame;
    worth = dl_eval(&sim, dl_state_copy(world, state), condition);
    if (dl_val_constant(world, state, worth, &k))
        text = dl_arena_printf(arena, "%ld", (long)(is_turned ? !k : k));
    ck_assert_msg(strcmp(text, cases[_i].worth) == 0, "%s: '%s' is %s, not %s", cases[_i].before, cases[_i].condition,
                  text, cases[_i].worth);
    for (int way = 0; way < 2; way++) {
        dl_state *there = dl_state_copy(world, state);
        const char *wanted = way ? cases[_i].if_true : cases[_i].if_false;
        const char *left =
            dl_eval_assume(&sim, there, condition, (way == 1) != is_turned) ? left_of(there, x) : "never";

        ck_assert_msg(strcmp(left, wanted) == 0, "%s: '%s' is %s leaves %s, not %s", cases[_i].before,
                      cases[_i].condition, way ? "true" : "false", left, wanted);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("eval");
    SRunner *runner = srunner_create(suite);
    TCase *tests = tcase_create("eval");

    tcase_add_unchecked_fixture(tests, set_up_source, tear_down_source);
    tcase_add_checked_fixture(tests, set_up_world, tear_down_world);
    tcase_add_loop_test(tests, condition_leaves_what_is_possible, 0, CASES);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
