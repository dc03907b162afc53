/* Tests of support: arenas, strings, growing arrays, paths and the walk over folders. */
#include "arena_fixture.h"

#include "support/embedded.h"
#include "support/platform.h"
#include "support/text.h"
#include "support/vec.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* ---- arena ---- */

static const size_t sizes[] = {0, 1, 7, 64, 4095, 64 * 1024, 300 * 1024};

START_TEST(memory_is_zeroed_and_aligned)
{
    for (int round = 0; round < 3; round++) {
        unsigned char *memory = dl_arena_alloc(arena, sizes[_i]);

        ck_assert_uint_eq((uintptr_t)memory % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < sizes[_i]; i++)
            ck_assert_uint_eq(memory[i], 0);
        memset(memory, 0xa5, sizes[_i]);
    }
    dl_arena_reset(arena);
    ck_assert_uint_eq(dl_arena_used(arena), 0);
    {
        const unsigned char *again = dl_arena_alloc(arena, sizes[_i]);

        for (size_t i = 0; i < sizes[_i]; i++)
            ck_assert_uint_eq(again[i], 0);
    }
}
END_TEST

START_TEST(blocks_do_not_overlap)
{
    enum { COUNT = 2000 };
    unsigned char *memory[COUNT];

    for (size_t i = 0; i < COUNT; i++) {
        memory[i] = dl_arena_alloc(arena, i % 97 + 1);
        memset(memory[i], (int)(i % 251), i % 97 + 1);
    }
    for (size_t i = 0; i < COUNT; i++)
        for (size_t at = 0; at <= i % 97; at++)
            ck_assert_uint_eq(memory[i][at], i % 251);
}
END_TEST

START_TEST(size_that_cannot_be_had_unwinds_to_the_trap)
{
    volatile int reached = 0;

    if (setjmp(trap.back) == 0) {
        (void)dl_arena_array(arena, SIZE_MAX / 2, 4);
        reached = 1;
    }
    ck_assert_int_eq(reached, 0);
    if (setjmp(trap.back) == 0) {
        (void)dl_arena_alloc(arena, SIZE_MAX - 1);
        reached = 1;
    }
    ck_assert_int_eq(reached, 0);
    ck_assert_ptr_nonnull(dl_arena_alloc(arena, 16)); /* still usable */
}
END_TEST

START_TEST(printf_takes_any_length)
{
    char *text = dl_arena_printf(arena, "%s %0500d", "x", 7);

    ck_assert_uint_eq(strlen(text), 502);
    ck_assert_str_eq(text + 499, "007");
}
END_TEST

/* ---- text ---- */

START_TEST(interned_strings_are_equal_when_their_pointers_are)
{
    dl_names *names = dl_names_new(arena);
    const char *first = dl_name(names, "DriverEntry");
    char text[16];

    for (int i = 0; i < 5000; i++) {
        (void)snprintf(text, sizeof text, "n%d", i);
        (void)dl_name(names, text);
    }
    ck_assert_ptr_eq(first, dl_name_n(names, "DriverEntry2", 11));
    ck_assert_ptr_ne(first, dl_name(names, "DriverEntry2"));
    ck_assert_str_eq(first, "DriverEntry");
}
END_TEST

START_TEST(map_keeps_the_first_value_unless_set)
{
    dl_map *map = dl_map_new(arena);
    int one = 1, two = 2;
    char key[16];

    ck_assert_ptr_null(dl_map_get(map, "a"));
    ck_assert(dl_map_add(map, "a", &one));
    ck_assert(!dl_map_add(map, "a", &two));
    ck_assert_ptr_eq(dl_map_get(map, "a"), &one);
    dl_map_set(map, "a", &two);
    ck_assert_ptr_eq(dl_map_get(map, "a"), &two);
    for (int i = 0; i < 1000; i++) {
        (void)snprintf(key, sizeof key, "k%d", i);
        ck_assert(dl_map_add(map, key, &one));
    }
    ck_assert_ptr_eq(dl_map_get(map, "k999"), &one);
    ck_assert_ptr_null(dl_map_get(map, "k1000"));
}
END_TEST

START_TEST(text_grows)
{
    dl_text text;

    dl_text_init(&text, arena);
    ck_assert_str_eq(dl_text_str(&text), "");
    for (int i = 0; i < 1000; i++)
        dl_text_printf(&text, "%d,", i);
    dl_text_add_n(&text, "abc", 2);
    dl_text_add_char(&text, '!');
    ck_assert_uint_eq(text.count, strlen(text.at));
    ck_assert_str_eq(text.at + text.count - 7, "999,ab!");
}
END_TEST

static const struct {
    const char *pattern, *text;
    bool matches;
} globs[] = {
    {"", "", true},
    {"*", "", true},
    {"Wdf*", "WdfDriverCreate", true},
    {"Wdf*", "wdfX", false},
    {"*_1", "a_1_1", true},
    {"a?c", "abc", true},
    {"a?c", "ac", false},
    {"a*b*c", "axxbyyc", true},
    {"a*b*c", "axxbyy", false},
    {"kmdf", "kmdf-x", false},
    {"**", "x", true},
};

START_TEST(glob_matches_the_whole_text)
{
    ck_assert_int_eq(dl_text_glob(globs[_i].pattern, globs[_i].text), globs[_i].matches);
}
END_TEST

START_TEST(glob_may_ignore_letter_case)
{
    ck_assert(dl_text_glob_case("Wdf*01000?.LIB", "WDFdriver010005.lib"));
    ck_assert(!dl_text_glob("Wdf*01000?.LIB", "WDFdriver010005.lib"));
    ck_assert(!dl_text_glob_case("Wdf*.lib", "wdm.lib"));
}
END_TEST

START_TEST(name_is_found_where_it_is_held)
{
    dl_names *names = dl_names_new(arena);
    const char *held;

    ck_assert_ptr_null(dl_name_find(names, "Filter"));
    held = dl_name(names, "Filter");
    ck_assert_ptr_eq(dl_name_find(names, "Filter"), held);
    ck_assert_ptr_null(dl_name_find(names, "Filte"));
}
END_TEST

START_TEST(nearest_name_is_one_that_may_have_been_meant)
{
    static const char *const names[] = {"check", "trace", "rules", "explain"};

    ck_assert_str_eq(dl_text_nearest("chekc", names, 4), "check");
    ck_assert_str_eq(dl_text_nearest("EXPLAIN", names, 4), "explain");
    ck_assert_ptr_null(dl_text_nearest("zzzzzzzz", names, 4));
    ck_assert_uint_eq(dl_text_distance("abc", "xyz", 10), 3);
    ck_assert_uint_eq(dl_text_distance("", "xyz", 10), 3);
    ck_assert_uint_eq(dl_text_distance("abc", "xyz", 2), 2);
}
END_TEST

START_TEST(vector_keeps_its_elements_while_it_grows)
{
    DL_VEC(int) numbers = {0};

    for (int i = 0; i < 1000; i++)
        dl_vec_push(arena, &numbers, i * 3);
    ck_assert_uint_eq(numbers.count, 1000);
    for (int i = 0; i < 1000; i++)
        ck_assert_int_eq(numbers.at[i], i * 3);
}
END_TEST

/* ---- status ---- */

START_TEST(first_failure_wins)
{
    dl_status why = {0};

    ck_assert_int_eq(dl_fail_at(&why, DL_BAD_INPUT, "a.c", 3, 4, "no %s", "luck"), DL_BAD_INPUT);
    ck_assert_int_eq(dl_fail(&why, DL_USAGE, "second"), DL_USAGE);
    ck_assert_int_eq(why.code, DL_BAD_INPUT);
    ck_assert_str_eq(why.message, "no luck");
    ck_assert_str_eq(why.file, "a.c");
    ck_assert_uint_eq(why.line, 3);
    ck_assert_uint_eq(why.column, 4);
}
END_TEST

/* ---- paths ---- */

static const struct {
    const char *path, *clean;
} cleans[] = {
    {"", "."},
    {".", "."},
    {"./", "."},
    {"a", "a"},
    {"a/", "a"},
    {"a//b", "a/b"},
    {"a/./b/", "a/b"},
    {"a/../b", "b"},
    {"a/..", "."},
    {"../a", "../a"},
    {"../../a", "../../a"},
    {"a/../../b", "../b"},
    {"../a/..", ".."},
    {"/", "/"},
    {"/..", "/"},
    {"/../a", "/a"},
    {"/a/../..", "/"},
    {"/a/b/..", "/a"},
    {"a\\b\\..\\c", "a/c"},
    {"C:\\x\\..\\y", "C:/y"},
    {"C:\\..", "C:/"},
    {"c:x", "c:x"},
    {"...", "..."},
    {"a/..b", "a/..b"},
};

START_TEST(clean_folds_dots_and_slashes)
{
    ck_assert_str_eq(dl_path_clean(cleans[_i].path, arena), cleans[_i].clean);
    ck_assert_str_eq(dl_path_clean(cleans[_i].clean, arena), cleans[_i].clean);
}
END_TEST

static const struct {
    const char *path, *folder, *below;
    bool is_below;
} belows[] = {
    {"/a/b/c.c", "/a", "b/c.c", true}, {"/a/b", "/a/b", ".", true},
    {"/ab/c", "/a", "/ab/c", false},   {"/a", "/", "a", true},
    {"x/y.c", "x", "y.c", true},       {"x/y.c", ".", "x/y.c", true},
    {"../y.c", ".", "../y.c", false},  {"/a/b/", "/a", "b", true},
    {"/a", "/a/b", "/a", false},
};

START_TEST(below_is_relative_only_inside_the_folder)
{
    ck_assert_str_eq(dl_path_below(belows[_i].path, belows[_i].folder, arena), belows[_i].below);
    ck_assert_int_eq(dl_path_is_below(belows[_i].path, belows[_i].folder), belows[_i].is_below);
}
END_TEST

START_TEST(join_folder_and_name)
{
    ck_assert_str_eq(dl_path_join("a/b", "../c.h", arena), "a/c.h");
    ck_assert_str_eq(dl_path_join("a", "/c.h", arena), "/c.h");
    ck_assert_str_eq(dl_path_join("", "c.h", arena), "c.h");
    ck_assert_str_eq(dl_path_folder("a/b/c.c", arena), "a/b");
    ck_assert_str_eq(dl_path_folder("c.c", arena), ".");
    ck_assert_str_eq(dl_path_folder("/c.c", arena), "/");
    ck_assert_str_eq(dl_path_name("a\\b/c.c"), "c.c");
    ck_assert_str_eq(dl_path_name("c.c"), "c.c");
}
END_TEST

/* ---- files: in the folder that the build gives to this test ---- */

typedef struct seen_paths {
    dl_text text;
    unsigned left;
} seen_paths;

static bool note_path(void *self, const char *path)
{
    seen_paths *seen = self;

    dl_text_printf(&seen->text, "%s;", path);
    return --seen->left > 0;
}

static const char tree[] = DRVLINT_SOURCE_DIR "/tests/unit/data/walk";

static const char *walked(unsigned most)
{
    seen_paths seen = {.left = most};
    dl_status why = {0};

    dl_text_init(&seen.text, arena);
    ck_assert_int_eq(dl_folder_walk(tree, note_path, &seen, arena, &why), DL_OK);
    return dl_text_str(&seen.text);
}

START_TEST(walk_goes_by_name_files_before_folders)
{
    const char *want =
        dl_arena_printf(arena, "%s/B.c;%s/a.c;%s/z.c;%s/Sub/x.c;%s/b/deep/d.c;", tree, tree, tree, tree, tree);

    ck_assert_str_eq(walked(100), want);
}
END_TEST

START_TEST(walk_ends_when_the_visitor_says_so)
{
    ck_assert_str_eq(walked(2), dl_arena_printf(arena, "%s/B.c;%s/a.c;", tree, tree));
}
END_TEST

START_TEST(walk_of_what_is_no_folder_fails)
{
    seen_paths seen = {.left = 1};
    dl_status why = {0};

    dl_text_init(&seen.text, arena);
    ck_assert_int_eq(dl_folder_walk("no/such/folder", note_path, &seen, arena, &why), DL_BAD_INPUT);
    ck_assert_str_eq(why.file, "no/such/folder");
    ck_assert_uint_eq(seen.text.count, 0);
}
END_TEST

START_TEST(written_file_reads_back)
{
    static const char bytes[] = "one\0two\n";
    const char *text = NULL;
    size_t size = 0;
    dl_status why = {0};

    for (int round = 0; round < 2; round++) /* the second replaces the first */
        ck_assert_int_eq(dl_file_write("test_support.out", bytes, sizeof bytes - 1, arena, &why), DL_OK);
    ck_assert_int_eq(dl_path_kind_of("test_support.out"), DL_PATH_FILE);
    ck_assert_int_eq(dl_file_read(&text, &size, "test_support.out", 100, arena, &why), DL_OK);
    ck_assert_uint_eq(size, sizeof bytes - 1);
    ck_assert_mem_eq(text, bytes, size + 1);
    ck_assert_int_eq(dl_file_read(&text, &size, "test_support.out", 3, arena, &why), DL_BAD_INPUT);
    ck_assert_int_eq(remove("test_support.out"), 0);
    ck_assert_int_eq(dl_path_kind_of("test_support.out"), DL_PATH_MISSING);
}
END_TEST

static const char *const unreadable[] = {"no-such-file", "."};

START_TEST(what_is_no_file_is_bad_input)
{
    const char *text = NULL;
    size_t size = 0;
    dl_status why = {0};

    ck_assert_int_eq(dl_file_read(&text, &size, unreadable[_i], 100, arena, &why), DL_BAD_INPUT);
    ck_assert_str_eq(why.file, unreadable[_i]);
    ck_assert_str_ne(why.message, "");
}
END_TEST

START_TEST(write_where_nothing_can_be_written_fails)
{
    dl_status why = {0};

    ck_assert_int_eq(dl_file_write("no/such/folder/x", "x", 1, arena, &why), DL_USAGE);
    ck_assert_str_eq(why.file, "no/such/folder/x");
    why = (dl_status){0};
    ck_assert_int_eq(dl_file_write(".", "x", 1, arena, &why), DL_USAGE);
}
END_TEST

START_TEST(real_path_is_absolute)
{
    ck_assert_str_eq(dl_path_real("././", arena), dl_path_real(dl_path_current(arena), arena));
    ck_assert_ptr_null(dl_path_real("no/such/file", arena));
}
END_TEST

/* ---- threads ---- */

enum { JOBS = 500 };

typedef struct job_table {
    unsigned char runs[JOBS];
    unsigned char is_odd_worker[JOBS];
    unsigned threads;
} job_table;

static void count_run(void *self, unsigned worker, size_t i)
{
    job_table *jobs = self;

    jobs->runs[i]++;
    jobs->is_odd_worker[i] = worker >= jobs->threads;
}

static const unsigned thread_counts[] = {0, 1, 2, 8, 1000};

START_TEST(each_job_runs_once)
{
    job_table jobs = {.threads = thread_counts[_i] ? thread_counts[_i] : 1};

    dl_run_parallel(thread_counts[_i], JOBS, count_run, &jobs);
    for (size_t i = 0; i < JOBS; i++) {
        ck_assert_uint_eq(jobs.runs[i], 1);
        ck_assert_uint_eq(jobs.is_odd_worker[i], 0);
    }
    dl_run_parallel(thread_counts[_i], 0, count_run, &jobs);
    ck_assert_uint_eq(jobs.runs[0], 1);
    ck_assert_uint_ge(dl_cpu_count(), 1);
}
END_TEST

/* ---- faults ---- */

#if defined(__SANITIZE_ADDRESS__) || defined(_WIN32)
enum { CATCHES = 0 }; /* a sanitizer shall see them */
#else
enum { CATCHES = 1 };
#endif

static void end_well(void *self)
{
    *(int *)self = 1;
}

static void end_by_abort(void *self)
{
    *(int *)self = 2;
    abort();
}

static void end_by_bad_access(void *self)
{
    volatile int *volatile nowhere = NULL;

    *(int *)self = 3;
    *nowhere = 1;
}

static int use_up_stack(unsigned left)
{
    volatile char page[4096];

    page[0] = (char)left;
    return left == 0 ? 0 : use_up_stack(left - 1) + page[0];
}

static void end_without_stack(void *self)
{
    volatile int *reached = self;

    *reached = 4;
    *reached = use_up_stack(UINT_MAX);
}

static void (*const faults[])(void *self) = {end_by_abort, end_by_bad_access, end_without_stack};

START_TEST(fault_comes_back_as_false)
{
    int reached = 0;

    if (!CATCHES)
        return;
    dl_catch_faults();
    for (int round = 0; round < 2; round++) {
        ck_assert(!dl_run_guarded(faults[_i], &reached));
        ck_assert_int_eq(reached, _i + 2);
        ck_assert(dl_run_guarded(end_well, &reached));
        ck_assert_int_eq(reached, 1);
    }
}
END_TEST

static void fault_every_third(void *self, unsigned worker, size_t i)
{
    job_table *jobs = self;
    int reached = 0;

    (void)worker;
    jobs->runs[i] = dl_run_guarded(i % 3 == 0 ? end_by_bad_access : end_well, &reached) ? 1 : 2;
}

START_TEST(fault_of_one_job_leaves_the_others)
{
    job_table jobs = {.threads = 4};

    if (!CATCHES)
        return;
    dl_catch_faults();
    dl_run_parallel(4, JOBS, fault_every_third, &jobs);
    for (size_t i = 0; i < JOBS; i++)
        ck_assert_uint_eq(jobs.runs[i], i % 3 == 0 ? 2 : 1);
}
END_TEST

/* ---- work with a limit of time ---- */

typedef struct slow_job {
    atomic_bool may_end, is_released;
    int reached;
} slow_job;

static void be_slow(void *self)
{
    slow_job *job = self;

    while (!atomic_load(&job->may_end))
        ;
    job->reached = 1;
}

static void note_release(void *self)
{
    atomic_store(&((slow_job *)self)->is_released, true);
}

START_TEST(work_that_ends_in_time_is_waited_for)
{
    slow_job job = {.may_end = true};
    dl_strays strays = {0};

    for (int round = 0; round < 100; round++) {
        job.reached = 0;
        ck_assert_int_eq(dl_run_limited(&strays, 60, be_slow, note_release, &job), DL_RAN);
        ck_assert_int_eq(job.reached, 1);
    }
    ck_assert(!atomic_load(&job.is_released));
    ck_assert_uint_eq(atomic_load(&strays.all), 0);
}
END_TEST

START_TEST(work_that_takes_too_long_is_given_up)
{
    slow_job job = {0};
    dl_strays strays = {0};
    double start = dl_wall_seconds();

    ck_assert_int_eq(dl_run_limited(&strays, 0.01, be_slow, note_release, &job), DL_GIVEN_UP);
    ck_assert(dl_wall_seconds() - start >= 0.01);
    ck_assert_uint_eq(atomic_load(&strays.running), 1);
    ck_assert(!atomic_load(&job.is_released));
    atomic_store(&job.may_end, true);
    while (atomic_load(&strays.running) > 0 && dl_wall_seconds() - start < 60)
        ;
    ck_assert_uint_eq(atomic_load(&strays.running), 0);
    ck_assert_uint_eq(atomic_load(&strays.all), 1);
    ck_assert(atomic_load(&job.is_released));
    ck_assert_int_eq(job.reached, 1);
}
END_TEST

START_TEST(fault_of_limited_work_is_caught)
{
    dl_strays strays = {0};
    int reached = 0;

    if (!CATCHES)
        return;
    dl_catch_faults();
    ck_assert_int_eq(dl_run_limited(&strays, 60, end_by_bad_access, note_release, &reached), DL_RAN_INTO_FAULT);
    ck_assert_int_eq(dl_run_limited(&strays, 60, end_well, note_release, &reached), DL_RAN);
    ck_assert_int_eq(reached, 1);
    ck_assert_uint_eq(atomic_load(&strays.all), 0);
}
END_TEST

/* ---- embedded files ---- */

START_TEST(embedded_rule_is_the_file)
{
    const dl_embedded_file *file = &dl_embedded_rules[_i];
    const char *text = NULL;
    size_t size = 0;
    dl_status why = {0};

    if ((size_t)_i >= dl_embedded_rules_count)
        return;
    ck_assert_int_eq(
        dl_file_read(&text, &size, dl_path_join(DRVLINT_SOURCE_DIR "/rules", file->path, arena), 1 << 24, arena, &why),
        DL_OK);
    ck_assert_uint_eq(size, file->size);
    ck_assert_mem_eq(dl_embedded_text(file, arena), text, size + 1);
}
END_TEST

#define COUNT_OF(table) ((int)(sizeof(table) / sizeof(table)[0]))

static void add(Suite *suite, const char *name, const TTest *const *tests, const int *loops, size_t count)
{
    TCase *one = tcase_create(name);

    tcase_add_checked_fixture(one, set_up, tear_down);
    for (size_t i = 0; i < count; i++)
        tcase_add_loop_test(one, tests[i], 0, loops[i] ? loops[i] : 1);
    suite_add_tcase(suite, one);
}

int main(void)
{
    SRunner *runner;
    int failed;
    Suite *suite = suite_create("support");

    {
        const TTest *const tests[] = {memory_is_zeroed_and_aligned, blocks_do_not_overlap,
                                      size_that_cannot_be_had_unwinds_to_the_trap, printf_takes_any_length};
        const int loops[] = {COUNT_OF(sizes), 0, 0, 0};

        add(suite, "arena", tests, loops, 4);
    }
    {
        const TTest *const tests[] = {interned_strings_are_equal_when_their_pointers_are,
                                      map_keeps_the_first_value_unless_set,
                                      text_grows,
                                      glob_matches_the_whole_text,
                                      glob_may_ignore_letter_case,
                                      name_is_found_where_it_is_held,
                                      nearest_name_is_one_that_may_have_been_meant,
                                      vector_keeps_its_elements_while_it_grows,
                                      first_failure_wins};
        const int loops[] = {0, 0, 0, COUNT_OF(globs), 0, 0, 0, 0, 0};

        add(suite, "text", tests, loops, 9);
    }
    {
        const TTest *const tests[] = {clean_folds_dots_and_slashes, below_is_relative_only_inside_the_folder,
                                      join_folder_and_name};
        const int loops[] = {COUNT_OF(cleans), COUNT_OF(belows), 0};

        add(suite, "paths", tests, loops, 3);
    }
    {
        const TTest *const tests[] = {walk_goes_by_name_files_before_folders,
                                      walk_ends_when_the_visitor_says_so,
                                      walk_of_what_is_no_folder_fails,
                                      written_file_reads_back,
                                      what_is_no_file_is_bad_input,
                                      write_where_nothing_can_be_written_fails,
                                      real_path_is_absolute};
        const int loops[] = {0, 0, 0, 0, COUNT_OF(unreadable), 0, 0};

        add(suite, "files", tests, loops, 7);
    }
    {
        const TTest *const tests[] = {each_job_runs_once,
                                      fault_comes_back_as_false,
                                      fault_of_one_job_leaves_the_others,
                                      work_that_ends_in_time_is_waited_for,
                                      work_that_takes_too_long_is_given_up,
                                      fault_of_limited_work_is_caught,
                                      embedded_rule_is_the_file};
        const int loops[] = {COUNT_OF(thread_counts), COUNT_OF(faults), 0, 0, 0, 0, (int)dl_embedded_rules_count};

        add(suite, "threads and data", tests, loops, 7);
    }
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
