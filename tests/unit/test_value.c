/* Tests of abstract memory: what reads give after writes, zeroing, copies and joins; what narrowing leaves; that
 * joining ends. Cases are small scripts over the variables of one source. */
#define FIXTURE_FILE "value_fixture.c"
#include "world_fixture.h"

static const char source[] =
    "typedef struct { int h; int k; } INNER;\n"
    "typedef struct { int f; int g; void *p; INNER in; int row[3]; } OUTER;\n"
    "OUTER G = {1, 2}; const OUTER C = {.g = 9}; int T[4] = {7, 7, 7, 7}; int Z; OUTER Blank; extern int X;\n"
    "INNER Table[2] = {{1, 2}, {3}};\n"
    "void Use(void *p);\n"
    "NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)\n"
    "{ OUTER s, t; int a[4], x, y; static int Kept = 5; Use(&s); Use(&t); Use(a); Use(&x); Use(&y); Use(&Kept); "
    "Use(&G); Use((void *)&C); Use(T); Use(&Z); Use(&Blank); Use(&X); Use(Table); return 0; }\n";

static void set_up_source(void)
{
    set_up_rules();
    set_up();
    source_arena = arena;
    made = load(source);
}

/* ---- the language of the scripts ---- */

static const dl_var *variable(const char *name)
{
    const dl_function *entry = made.parse->entry;

    for (size_t i = 0; i < entry->param_count; i++)
        if (strcmp(entry->params[i]->name, name) == 0)
            return entry->params[i];
    for (size_t i = 0; i < entry->local_count; i++)
        if (strcmp(entry->locals[i]->name, name) == 0)
            return entry->locals[i];
    for (size_t i = 0; i < made.program->global_count; i++)
        if (strcmp(made.program->globals[i]->name, name) == 0)
            return made.program->globals[i];
    ck_abort_msg("no variable %s", name);
    return NULL;
}

static const char *word(const char **at, const char *until)
{
    size_t size = strcspn(*at, until);
    const char *made_word = dl_arena_strndup(arena, *at, size);

    *at += size;
    return made_word;
}

/* `s.in.h`, `a[2]`, `a[?]` an unknown element, `a[*]` what each element without a value of its own holds,
 * `RegistryPath->Length`. */
static dl_loc place(const char *text)
{
    dl_loc at = dl_loc_var(world, variable(word(&text, ".[-")));

    while (*text)
        if (*text == '-') {
            dl_state nothing = {0};
            dl_val pointer = dl_state_read(world, &nothing, at);

            text += 2;
            at = dl_loc_field(world, dl_loc_object(world, pointer.id), word(&text, ".[-"));
        } else if (*text++ == '.') {
            at = dl_loc_field(world, at, word(&text, ".[-"));
        } else {
            const char *index = word(&text, "]");

            text++;
            at = *index == '?'   ? dl_loc_any(world, at)
                 : *index == '*' ? dl_loc_each(world, at)
                                 : dl_loc_index(world, at, strtol(index, NULL, 10));
        }
    return at;
}

/* A number, `&place`, `f()`, `$symbol`, `unset`. */
static dl_val value(const char *text)
{
    if (*text == '&')
        return dl_val_address(place(text + 1));
    if (*text == '$')
        return dl_val_sym(dl_sym(world, (dl_symbol){.kind = DL_SYM_NAMED, .name = dl_arena_strdup(arena, text)}));
    if (strcmp(text, "unset") == 0)
        return dl_val_unset();
    if (strchr(text, '('))
        return dl_val_function(dl_arena_strndup(arena, text, strlen(text) - 2));
    return dl_val_const(strtol(text, NULL, 10), NULL);
}

static const char *mask_text(unsigned mask)
{
    static const char *const texts[] = {"none", "-", "0", "-0", "+", "-+", "0+", "any"};

    return texts[mask];
}

static const char *shown(const dl_state *state, dl_val val)
{
    int64_t k;
    dl_text text;

    dl_text_init(&text, arena);
    if (dl_val_constant(world, state, val, &k))
        dl_text_printf(&text, "%ld", (long)k);
    else if (val.kind == DL_VAL_UNSET)
        dl_text_add(&text, "unset");
    else if (val.kind == DL_VAL_FUNCTION)
        dl_text_printf(&text, "%s()", val.name);
    else if (val.kind == DL_VAL_ADDRESS) {
        dl_text_add_char(&text, '&');
        dl_loc_print(world, val.id, &text);
    } else if (val.kind == DL_VAL_SYM && dl_symbol_of(world, val.id)->kind == DL_SYM_NAMED) {
        dl_text_add(&text, dl_symbol_of(world, val.id)->name);
    } else {
        dl_text_add(&text, mask_text(dl_val_mask(world, state, val)));
    }
    return dl_text_str(&text);
}

/* `place = value`, `zero place`, `forget place`, `begin place` (its life begins), `copy to from`, separated by `;`.
 * A store to `[?]` is one to an element nobody knows. */
static void play(dl_state *state, const char *script)
{
    for (const char *at = script; at && *at;) {
        const char *step = word(&at, ";"), *first;

        at += strspn(at, "; ");
        first = word(&step, " ");
        step += strspn(step, " =");
        if (strcmp(first, "zero") == 0)
            dl_state_mark(world, state, place(step), DL_MARK_ZERO, 0);
        else if (strcmp(first, "forget") == 0)
            dl_state_mark(world, state, place(step), DL_MARK_HAVOC, 1);
        else if (strcmp(first, "begin") == 0)
            dl_state_mark(world, state, place(step), DL_MARK_UNSET, 0);
        else if (strcmp(first, "copy") == 0) {
            const char *to = word(&step, " ");

            dl_state_copy_object(world, state, place(to), place(step + 1));
        } else if (strstr(first, "[?]"))
            dl_state_write_weak(world, state, place(first), value(step), 1);
        else
            dl_state_write(world, state, place(first), value(step));
    }
}

static dl_state *played(const char *script)
{
    dl_state *state = DL_NEW(scratch, dl_state);

    play(state, script);
    return state;
}

/* `place is value; …` */
static void expect_reads(const dl_state *state, const char *expected, const char *what)
{
    for (const char *at = expected; *at;) {
        const char *step = word(&at, ";"), *first = word(&step, " ");

        at += strspn(at, "; ");
        step += strlen(" is ");
        ck_assert_msg(strcmp(shown(state, dl_state_read(world, state, place(first))), step) == 0,
                      "%s: %s is %s instead of %s", what, first,
                      shown(state, dl_state_read(world, state, place(first))), step);
    }
}

/* ---- reading what was written ---- */

static const struct {
    const char *what, *script, *reads;
} memory[] = {
    {"locals begin unset", "", "x is unset; s.f is unset; a[2] is unset; s.in.k is unset"},
    {"globals begin with their initialisers", "",
     "G.f is 1; G.g is 2; G.p is 0; G.in.h is 0; C.f is 0; C.g is 9; T[3] is 7; Z is 0; Blank.in.k is 0"},
    {"tables of structures begin with theirs", "",
     "Table[0].h is 1; Table[0].k is 2; Table[1].h is 3; Table[1].k is 0"},
    {"a static local begins with its own", "", "Kept is 5"},
    {"what is defined elsewhere is unknown", "", "X is any"},
    {"what a parameter points to is unknown", "", "RegistryPath->Length is any; DriverObject->DeviceObject is any"},
    {"the last write counts", "x = 1; x = 2", "x is 2; y is unset"},
    {"members apart", "s.f = 1; s.g = 2", "s.f is 1; s.g is 2; s.p is unset; t.f is unset"},
    {"a write over an initialiser", "G.f = 5", "G.f is 5; G.g is 2; C.f is 0"},
    {"zeroing reaches every member", "s.f = 1; zero s; s.g = 2", "s.f is 0; s.g is 2; s.in.h is 0; s.row[1] is 0"},
    {"zeroing a member leaves the others", "s.f = 1; s.in.h = 3; zero s.in", "s.f is 1; s.in.h is 0; s.in.k is 0"},
    {"forgetting", "s.f = 1; s.in.h = 2; forget s", "s.f is any; s.in.h is any"},
    {"forgetting a member leaves the others", "s.f = 1; forget s.in", "s.f is 1; s.in.h is any"},
    {"a new life", "s.f = 1; begin s", "s.f is unset"},
    {"a copied structure", "s.f = 1; s.in.k = 4; copy t s", "t.f is 1; t.in.k is 4; t.g is unset"},
    {"a copy stands alone", "s.f = 1; copy t s; s.f = 2; t.g = 3", "t.f is 1; s.f is 2; s.g is unset; t.g is 3"},
    {"a copy replaces what was there", "t.g = 3; s.f = 1; copy t s", "t.g is unset; t.f is 1"},
    {"a copy of a zeroed structure", "zero s; s.f = 1; copy t s", "t.f is 1; t.in.h is 0"},
    {"a copy of a global", "copy s G", "s.f is 1; s.g is 2; s.in.h is 0"},
    {"a copy of a changed global", "G.f = 8; copy s G", "s.f is 8; s.g is 2; s.p is 0"},
    {"a copy of a forgotten structure", "forget s; copy t s", "t.f is any"},
    {"a copied member", "s.in.h = 3; copy t.in s.in", "t.in.h is 3; t.in.k is unset; t.f is unset"},
    {"a copy of a copy", "copy s G; copy t s", "t.f is 1; t.in.h is 0"},
    {"an element", "a[1] = 5", "a[1] is 5; a[0] is unset"},
    {"each element", "a[*] = 5", "a[0] is 5; a[3] is 5; a[?] is 5"},
    {"each element but one", "a[*] = 5; a[2] = 6", "a[0] is 5; a[2] is 6; a[?] is +"},
    {"an element nobody knows", "zero a; a[?] = 6", "a[0] is 0+; a[3] is 0+"},
    {"an element nobody knows, of a kind", "a[*] = 5; a[?] = 5", "a[0] is 5"},
    {"an element nobody knows may be the one that was set", "zero a; a[1] = 5; a[?] = -1", "a[1] is -+; a[0] is any"},
    {"what all elements have in common", "a[0] = 1; a[1] = 2; a[2] = 3; a[3] = 4", "a[?] is +"},
    {"all elements alike", "", "T[?] is 7"},
    {"addresses and functions", "s.p = &x; G.p = f()", "s.p is &x; G.p is f()"},
    {"a symbol keeps its identity through a copy", "s.f = $h; copy t s; G.f = $h", "t.f is $h; G.f is $h"},
};

START_TEST(memory_reads_what_was_written)
{
    expect_reads(played(memory[_i].script), memory[_i].reads, memory[_i].what);
}
END_TEST

START_TEST(copied_state_is_its_own)
{
    dl_state *first = played("x = 1; s.f = 2"), *second = dl_state_copy(world, first);

    play(second, "x = 5; zero s");
    expect_reads(first, "x is 1; s.f is 2", "the first");
    expect_reads(second, "x is 5; s.f is 0", "the second");
}
END_TEST

START_TEST(locals_go_with_their_function)
{
    dl_state *state = played("x = 1; s.f = 2; G.f = 3; Kept = 4");

    dl_state_drop_locals(world, state, made.parse->entry);
    expect_reads(state, "x is unset; s.f is unset; G.f is 3; Kept is 4", "after the drop");
}
END_TEST

START_TEST(globals_of_other_roots_are_unknown)
{
    world->at_entry = false;
    expect_reads(played(""), "Z is any; G.f is any; C.g is 9", "another root");
}
END_TEST

/* ---- joins ---- */

static const struct {
    const char *what, *left, *right, *reads;
} joins[] = {
    {"the same", "x = 1", "x = 1", "x is 1"},
    {"two positive ones", "x = 1", "x = 2", "x is +"},
    {"success and failure", "x = 0", "x = -1", "x is -0"},
    {"everything", "x = 0", "x = $a", "x is any"},
    {"null and an address", "s.p = 0", "s.p = &x", "s.p is 0+"},
    {"set and not", "x = 1", "", "x is any"},
    {"one side leaves the initialiser", "G.f = 1", "", "G.f is 1"},
    {"one side writes another", "G.f = 2", "", "G.f is +"},
    {"two functions", "s.p = f()", "s.p = g()", "s.p is +"},
    {"members one by one", "zero s; s.f = 1", "zero s; s.g = 2", "s.f is 0+; s.g is 0+; s.in.h is 0"},
    {"zeroed and not", "zero s", "begin s", "s.f is any"},
    {"elements", "zero a; a[1] = 5", "zero a; a[1] = 5; a[2] = 6", "a[1] is 5; a[2] is 0+; a[3] is 0"},
    {"filled and not", "a[*] = 5", "a[*] = 6", "a[0] is +; a[?] is +"},
    {"a symbol on both sides", "x = $a; y = $b", "x = $a; y = 1", "x is $a; y is any"},
};

START_TEST(join_keeps_what_both_sides_say)
{
    for (int turn = 0; turn < 2; turn++) {
        dl_state *left = played(turn ? joins[_i].right : joins[_i].left);
        dl_state *right = played(turn ? joins[_i].left : joins[_i].right);
        dl_state *kept = dl_state_copy(world, right);

        (void)dl_state_join(world, left, right, 3);
        expect_reads(left, joins[_i].reads, joins[_i].what);
        ck_assert_msg(!dl_state_join(world, left, right, 3), "%s: joined again it changes", joins[_i].what);
        ck_assert_msg(!dl_state_join(world, left, dl_state_copy(world, left), 3), "%s: joined with itself it changes",
                      joins[_i].what);
        ck_assert_msg(!dl_state_join(world, kept, right, 3), "%s: the other side was changed", joins[_i].what);
    }
}
END_TEST

START_TEST(join_keeps_flags_and_the_first_reason)
{
    dl_state *into = played(""), *from = played("");

    from->flags = DL_STATE_MERGED;
    from->doubt = "because";
    ck_assert(dl_state_join(world, into, from, 1));
    ck_assert_uint_eq(into->flags, DL_STATE_MERGED);
    ck_assert_str_eq(into->doubt, "because");
    from->doubt = "another";
    ck_assert(!dl_state_join(world, into, from, 1));
    ck_assert_str_eq(into->doubt, "because");
}
END_TEST

/* What a copy has kept of the value that was joined before says nothing of the one that is joined now. */
START_TEST(joined_again_it_is_another_value)
{
    dl_state *first = played("x = 1"), *head, *one, *other;
    dl_val kept, now;

    (void)dl_state_join(world, first, played("x = 2"), 3);
    head = dl_state_copy(world, first);
    dl_state_write(world, head, place("y"), dl_state_read(world, head, place("x")));
    one = dl_state_copy(world, head);
    other = dl_state_copy(world, head);
    play(one, "x = 0");
    play(other, "x = -1");
    (void)dl_state_join(world, one, other, 3);
    expect_reads(one, "x is -0; y is +", "a copy of the value joined before");
    kept = dl_state_read(world, one, place("y"));
    now = dl_state_read(world, one, place("x"));
    ck_assert_int_ne(dl_val_same(world, one, kept, now), DL_YES);
    ck_assert(dl_state_narrow(world, one, now, DL_NEG));
    expect_reads(one, "y is +", "a copy, behind a test of the new value");
    ck_assert(!dl_state_join(world, one, dl_state_copy(world, one), 3));
}
END_TEST

/* A value behind a pointer that was joined: `p` leads to `x` or to `y`. */
static dl_loc behind_joined(dl_state **state, const char *script)
{
    dl_state *other = played(script);

    *state = played(script);
    play(*state, "s.p = &x");
    play(other, "s.p = &y");
    (void)dl_state_join(world, *state, other, 3);
    return dl_loc_object(world, dl_state_read(world, *state, place("s.p")).id);
}

START_TEST(a_store_through_a_joined_pointer_may_be_to_each)
{
    dl_state *state;
    dl_loc behind = behind_joined(&state, "x = 0; y = 0; Z = 0");

    dl_state_write(world, state, behind, value("1"));
    expect_reads(state, "x is 0+; y is 0+; Z is 0", "a store through the pointer");
    ck_assert_str_eq(shown(state, dl_state_read(world, state, behind)), "1");
    play(state, "x = -1");
    ck_assert_str_eq(shown(state, dl_state_read(world, state, behind)), "-+");
    play(state, "Z = -1");
    ck_assert_str_eq(shown(state, dl_state_read(world, state, behind)), "-+");
    dl_state_mark(world, state, behind, DL_MARK_ZERO, 0);
    expect_reads(state, "x is any; y is any; Z is -1", "the whole behind the pointer is zeroed");
}
END_TEST

START_TEST(a_pointer_that_walks_an_array_ends_too)
{
    dl_state *head = played("zero a; s.p = &a[0]");
    unsigned changes = 0;

    for (int i = 1; i < 40; i++) {
        dl_state *round = dl_state_copy(world, head);
        dl_val pointer = dl_state_read(world, round, place("s.p"));

        dl_state_write(world, round, pointer.kind == DL_VAL_ADDRESS ? pointer.id : dl_loc_object(world, pointer.id),
                       value("1"));
        play(round, dl_arena_printf(arena, "s.p = &a[%d]", i));
        changes += dl_state_join(world, head, round, 9);
    }
    expect_reads(head, "a[0] is 0+; a[3] is 0+", "any element may be the one");
    ck_assert_uint_le(changes, 4);
}
END_TEST

/* Made anew each round: what leads to it may be what was made before, and so on behind each of these. */
START_TEST(a_list_that_leads_to_itself_ends_too)
{
    dl_state *head = played("");
    size_t count = 0;

    for (int i = 0; i < 40; i++) {
        dl_state *round = dl_state_copy(world, head), *other;

        play(round, "s.p = &s; s.q = &s");
        other = dl_state_copy(world, round);
        play(other, "s.p = $u; s.q = $u");
        (void)dl_state_join(world, round, other, 8);
        (void)dl_state_join(world, head, round, 9);
        if (i == 20)
            count = world->places.count;
    }
    ck_assert_uint_eq(world->places.count, count);
    ck_assert_uint_le(head->cell_count, 40);
}
END_TEST

/* Whatever a loop brings, its head stops changing: there are only so many classes. */
START_TEST(joining_at_a_loop_ends)
{
    static const char *const rounds[] = {"x = %d; G.f = %d",
                                         "x = -%d; zero s; s.f = %d",
                                         "a[%d] = %d",
                                         "a[?] = %d; x = %d",
                                         "s.p = &a[%d]; s.f = %d",
                                         "forget s; s.in.h = %d; y = %d",
                                         "copy t s; t.f = %d; s.f = %d"};
    dl_state *head = played("x = 0; zero a; zero s");
    unsigned changes = 0;

    for (int i = 1; i <= 60; i++) {
        dl_state *round = dl_state_copy(world, head);

        play(round, dl_arena_printf(arena, rounds[_i], i % 4, i));
        changes += dl_state_join(world, head, round, 9);
    }
    ck_assert_msg(changes <= 12, "'%s' changes the head %u times", rounds[_i], changes);
}
END_TEST

/* ---- knowledge of a symbol ---- */

static const struct {
    const char *steps; /* `in CLASSES`, `is K`, `not K` */
    const char *left;  /* what is left, or `impossible` */
} narrowing[] = {
    {"", "any"},
    {"in -", "-"},
    {"in 0", "0"},
    {"in 0+;in -0", "0"},
    {"in -;in 0+", "impossible"},
    {"is 5", "5"},
    {"is 5;is 5", "5"},
    {"is 5;is 6", "impossible"},
    {"is 5;not 5", "impossible"},
    {"is 5;not 6", "5"},
    {"is 5;in +", "5"},
    {"is 5;in -0", "impossible"},
    {"in -;is 5", "impossible"},
    {"in -;is -5", "-5"},
    {"not 0", "-+"},
    {"not 0;in 0+", "+"},
    {"is 0", "0"},
    {"is 0;not 0", "impossible"},
    {"not 5;is 5", "impossible"},
    {"not 5;is 6", "6"},
    {"in 0;not 0", "impossible"},
    {"is 3221225473", "3221225473"}, /* a failure code of an unsigned type */
    {"is 3221225473;in -", "3221225473"},
    {"is 3221225473;in 0+", "impossible"},
};

static unsigned mask_of(const char *classes)
{
    return (strchr(classes, '-') ? DL_NEG : 0u) | (strchr(classes, '0') ? DL_ZERO : 0u) |
           (strchr(classes, '+') ? DL_POS : 0u);
}

static bool narrow(dl_state *state, dl_val val, const char *steps)
{
    bool can = true;

    for (const char *at = steps; *at && can;) {
        const char *step = word(&at, ";"), *first = word(&step, " ");

        at += *at == ';';
        step++;
        can = strcmp(first, "in") == 0
                  ? dl_state_narrow(world, state, val, mask_of(step))
                  : dl_state_fix(world, state, val, strtoll(step, NULL, 10), strcmp(first, "is") == 0);
    }
    return can;
}

START_TEST(narrowing_leaves_what_is_possible)
{
    dl_state *state = played("");
    dl_val named = value("$s");
    dl_val val = dl_val_sym(dl_sym(world, (dl_symbol){.kind = DL_SYM_OPAQUE, .a = 77}));
    bool can = narrow(state, val, narrowing[_i].steps);

    ck_assert_msg(strcmp(can ? shown(state, val) : "impossible", narrowing[_i].left) == 0, "'%s' leaves %s, not %s",
                  narrowing[_i].steps, can ? shown(state, val) : "nothing", narrowing[_i].left);
    ck_assert_uint_eq(dl_val_mask(world, state, named), DL_ALL);
}
END_TEST

START_TEST(narrowing_of_a_constant_tests_it)
{
    dl_state *state = played("");

    ck_assert(dl_state_narrow(world, state, dl_val_const(3, NULL), DL_POS));
    ck_assert(!dl_state_narrow(world, state, dl_val_const(3, NULL), DL_NEG | DL_ZERO));
    ck_assert(!dl_state_narrow(world, state, dl_val_address(place("x")), DL_ZERO));
    ck_assert(dl_state_fix(world, state, dl_val_const(3, NULL), 3, true));
    ck_assert(!dl_state_fix(world, state, dl_val_const(3, NULL), 3, false));
    ck_assert_uint_eq(state->known_count, 0);
}
END_TEST

START_TEST(knowledge_is_joined_too)
{
    dl_val val = dl_val_sym(dl_sym(world, (dl_symbol){.kind = DL_SYM_RESULT, .a = 3}));
    static const struct {
        const char *left, *right, *joined;
    } cases[] = {
        {"is 5", "is 5", "5"}, {"is 5", "is 6", "+"},     {"in -", "in 0", "-0"},
        {"in -", "", "any"},   {"not 5", "not 5", "any"}, {"not 0", "in +", "-+"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        dl_state *left = played(""), *right = played("");

        ck_assert(narrow(left, val, cases[i].left) && narrow(right, val, cases[i].right));
        (void)dl_state_join(world, left, right, 2);
        ck_assert_str_eq(shown(left, val), cases[i].joined);
    }
}
END_TEST

/* A value that was joined before, of which one side has learned something since. */
START_TEST(a_joined_value_is_known_where_all_that_hold_it_know)
{
    static const struct {
        bool is_kept, is_moved; /* the other side keeps it in its place, or puts it elsewhere */
        const char *joined;
    } cases[] = {{true, false, "any"}, {false, true, "any"}, {false, false, "-"}};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int turn = 0; turn < 2; turn++) {
            dl_state *known = played("x = $a"), *other;
            dl_val val;

            (void)dl_state_join(world, known, played("x = $b"), 4);
            val = dl_state_read(world, known, place("x"));
            other = dl_state_copy(world, known);
            ck_assert(dl_state_narrow(world, known, val, DL_NEG));
            if (cases[i].is_moved)
                dl_state_write(world, other, place("y"), val);
            if (!cases[i].is_kept)
                play(other, "x = 1");
            (void)dl_state_join(world, turn ? other : known, turn ? known : other, 5);
            ck_assert_str_eq(shown(turn ? other : known, val), cases[i].joined);
        }
}
END_TEST

/* ---- identity ---- */

static const struct {
    const char *a, *b;
    dl_tri same;
} identity[] = {
    {"1", "1", DL_YES},        {"1", "2", DL_NO},       {"0", "&x", DL_NO},     {"&x", "&x", DL_YES},
    {"&x", "&y", DL_NO},       {"&s.f", "&s.g", DL_NO}, {"f()", "f()", DL_YES}, {"f()", "g()", DL_NO},
    {"$a", "$a", DL_YES},      {"$a", "$b", DL_NO},     {"$a", "1", DL_MAYBE},  {"&a[?]", "&a[1]", DL_MAYBE},
    {"&a[0]", "&a[1]", DL_NO}, {"unset", "1", DL_NO},
};

START_TEST(values_are_the_same_or_not)
{
    dl_state *state = played("");
    dl_val a = value(identity[_i].a), b = value(identity[_i].b);

    ck_assert_msg(dl_val_same(world, state, a, b) == identity[_i].same, "%s and %s", identity[_i].a, identity[_i].b);
    ck_assert_msg(dl_val_same(world, state, b, a) == identity[_i].same, "%s and %s", identity[_i].b, identity[_i].a);
}
END_TEST

START_TEST(elements_of_unknown_index_have_no_identity)
{
    dl_state *state = played("a[0] = $a; a[1] = $b");
    dl_val one = dl_state_read(world, state, place("a[?]")), behind;

    behind = dl_val_sym(dl_sym(
        world, (dl_symbol){.kind = DL_SYM_INITIAL, .loc = dl_loc_field(world, dl_loc_object(world, one.id), "h")}));
    ck_assert_int_eq(dl_val_same(world, state, one, one), DL_MAYBE);
    ck_assert_int_eq(dl_val_same(world, state, behind, behind), DL_MAYBE);
}
END_TEST

START_TEST(merged_symbols_have_no_identity)
{
    dl_state *left = played("x = $a"), *right = played("x = $b");
    dl_val joined;

    (void)dl_state_join(world, left, right, 4);
    joined = dl_state_read(world, left, place("x"));
    ck_assert_int_eq(dl_val_same(world, left, joined, value("$a")), DL_MAYBE);
    ck_assert(dl_sym_is_fuzzy(world, joined.id));
}
END_TEST

START_TEST(equal_places_and_symbols_have_one_number)
{
    static const char *const places[] = {"x", "s.in.h", "a[3]", "a[?]", "a[*]", "RegistryPath->Buffer"};

    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        dl_loc first = place(places[i]);

        for (int k = 0; k < 2000; k++) /* past the first table */
            (void)dl_loc_index(world, place("T"), k + (int64_t)i * 2000);
        ck_assert_int_eq(place(places[i]), first);
        for (size_t k = 0; k < i; k++)
            ck_assert_int_ne(place(places[k]), first);
    }
    ck_assert_int_eq(value("$a").id, value("$a").id);
    ck_assert_int_ne(value("$a").id, value("$b").id);
}
END_TEST

START_TEST(place_tells_where_it_stands)
{
    static const struct {
        const char *place, *printed, *type;
        dl_tri persistent;
    } cases[] = {
        {"x", "x", "int", DL_NO},
        {"G.in.k", "G.in.k", "int", DL_YES},
        {"Kept", "Kept", "int", DL_YES},
        {"s.row[2]", "s.row[2]", "int", DL_NO},
        {"RegistryPath->Length", "RegistryPath->Length", "USHORT", DL_YES},
        {"DriverObject->MajorFunction[3]", "DriverObject->MajorFunction[3]", "PDRIVER_DISPATCH", DL_YES},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        dl_loc loc = place(cases[i].place);
        dl_text text;

        dl_text_init(&text, arena);
        dl_loc_print(world, loc, &text);
        ck_assert_str_eq(dl_text_str(&text), cases[i].printed);
        ck_assert_int_eq(dl_loc_is_persistent(world, loc), cases[i].persistent);
        ck_assert_ptr_nonnull(dl_loc_type(world, loc));
        ck_assert_str_eq(dl_loc_type(world, loc)->spelling, cases[i].type);
    }
    ck_assert(dl_loc_is_below(world, place("s.in.h"), place("s")));
    ck_assert(dl_loc_is_below(world, place("s"), place("s")));
    ck_assert(!dl_loc_is_below(world, place("s"), place("s.in")));
    ck_assert(!dl_loc_is_below(world, place("t.f"), place("s")));
}
END_TEST

/* A list walked in a loop makes ever longer paths; of their number there is an end. */
START_TEST(paths_do_not_grow_for_ever)
{
    dl_state *state = played("");
    dl_val at = dl_state_read(world, state, place("DriverObject->DeviceObject"));
    size_t count = 0;

    for (int i = 0; i < 200; i++) {
        if (i == 100)
            count = world->places.count;
        at = dl_state_read(world, state, dl_loc_field(world, dl_loc_object(world, at.id), "NextDevice"));
    }
    ck_assert_uint_eq(world->places.count, count);
}
END_TEST

/* What ends all long paths is not one place: a list is walked on, not in a ring. */
START_TEST(a_long_walk_comes_to_no_place_twice_for_sure)
{
    dl_state *state = played("");
    dl_val at = dl_state_read(world, state, place("DriverObject->DeviceObject"));

    for (int i = 0; i < 100; i++) {
        dl_val next = dl_state_read(world, state, dl_loc_field(world, dl_loc_object(world, at.id), "NextDevice"));

        ck_assert_msg(dl_val_same(world, state, at, next) != DL_YES, "step %d leads to where it began", i);
        at = next;
    }
    ck_assert(dl_sym_is_fuzzy(world, at.id));
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

int main(void)
{
    Suite *suite = suite_create("value");
    SRunner *runner = srunner_create(suite);
    TCase *tests = tcase_create("value");

    tcase_add_unchecked_fixture(tests, set_up_source, tear_down_source);
    tcase_add_checked_fixture(tests, set_up_world, tear_down_world);
    tcase_add_loop_test(tests, memory_reads_what_was_written, 0, COUNT(memory));
    tcase_add_test(tests, copied_state_is_its_own);
    tcase_add_test(tests, locals_go_with_their_function);
    tcase_add_test(tests, globals_of_other_roots_are_unknown);
    tcase_add_loop_test(tests, join_keeps_what_both_sides_say, 0, COUNT(joins));
    tcase_add_test(tests, join_keeps_flags_and_the_first_reason);
    tcase_add_test(tests, joined_again_it_is_another_value);
    tcase_add_test(tests, a_store_through_a_joined_pointer_may_be_to_each);
    tcase_add_test(tests, a_pointer_that_walks_an_array_ends_too);
    tcase_add_test(tests, a_list_that_leads_to_itself_ends_too);
    tcase_add_loop_test(tests, joining_at_a_loop_ends, 0, 7);
    tcase_add_loop_test(tests, narrowing_leaves_what_is_possible, 0, COUNT(narrowing));
    tcase_add_test(tests, narrowing_of_a_constant_tests_it);
    tcase_add_test(tests, knowledge_is_joined_too);
    tcase_add_test(tests, a_joined_value_is_known_where_all_that_hold_it_know);
    tcase_add_loop_test(tests, values_are_the_same_or_not, 0, COUNT(identity));
    tcase_add_test(tests, elements_of_unknown_index_have_no_identity);
    tcase_add_test(tests, merged_symbols_have_no_identity);
    tcase_add_test(tests, equal_places_and_symbols_have_one_number);
    tcase_add_test(tests, place_tells_where_it_stands);
    tcase_add_test(tests, paths_do_not_grow_for_ever);
    tcase_add_test(tests, a_long_walk_comes_to_no_place_twice_for_sure);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
