/* test_structure.c: what the folders promise, read from the sources: includes point one way along the pipeline,
 * each library has its door, and what may not be called is not. */
#include "support/platform.h"
#include "support/text.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static const char root[] = DRVLINT_SOURCE_DIR;

/* The pipeline: a folder includes only itself and what stands before it. */
static const char *const pipeline[] = {"support", "kernel",   "ir",      "project", "frontend", "ruleset",
                                       "engine",  "examples", "reports", "policy",  "cli"};

enum { FOLDERS = sizeof pipeline / sizeof pipeline[0], NONE = -1 };

/* A header, by its beginning, and the only places that may include it. */
static const struct {
    const char *header;
    const char *places[4];
} doors[] = {
    {"clang-c/", {"analyzer/frontend/"}},
    {"cJSON", {"analyzer/ruleset/", "analyzer/kernel/", "reports/"}},
    {"cjson/", {"analyzer/ruleset/", "analyzer/kernel/", "reports/"}},
    {"libxml/", {"analyzer/project/xml.c"}},
    {"windows.h", {"analyzer/support/platform.c", "analyzer/support/platform_threads.c"}},
    {"unistd.h", {"analyzer/support/platform.c", "analyzer/support/platform_threads.c"}},
    {"pthread.h", {"analyzer/support/platform_threads.c"}},
    {"dirent.h", {"analyzer/support/platform.c"}},
    {"fcntl.h", {"analyzer/support/platform.c"}},
    {"sys/", {"analyzer/support/platform.c"}},
    {"io.h", {"analyzer/support/platform.c"}},
    {"process.h", {"analyzer/support/platform_threads.c"}},
};

/* A function, and the places that may call it. */
static const struct {
    const char *name;
    const char *places[4];
} banned[] = {
    {"sprintf", {NULL}},
    {"vsprintf", {NULL}},
    {"strcpy", {NULL}},
    {"strcat", {NULL}},
    {"atoi", {NULL}},
    {"strtok", {NULL}},
    {"gets", {NULL}},
    {"exit", {"tools/"}},
    {"abort", {"tests/"}},
    {"printf", {"tests/", "tools/"}},
    {"puts", {"tests/"}},
    {"fprintf", {"analyzer/cli/", "tests/", "tools/"}},
    {"fputs", {"analyzer/cli/", "tests/", "tools/"}},
    {"perror", {"tools/"}},
};

static dl_trap trap;
static dl_arena *arena;
static dl_text complaints;
static unsigned files;

static void set_up(void)
{
    arena = dl_arena_new(&trap);
    ck_assert_ptr_nonnull(arena);
    dl_text_init(&complaints, arena);
    files = 0;
}

static void tear_down(void)
{
    dl_arena_free(arena);
}

static int rank_of(const char *text)
{
    for (int i = 0; i < FOLDERS; i++)
        if (dl_text_starts(text, pipeline[i]) && text[strlen(pipeline[i])] == '/')
            return i;
    return NONE;
}

static bool is_at(const char *path, const char *const places[4])
{
    for (size_t i = 0; i < 4 && places[i]; i++)
        if (dl_text_starts(path, places[i]))
            return true;
    return false;
}

/* The text with comments and literals blanked; includes are kept. */
static char *code_of(const char *path)
{
    const char *text = NULL;
    size_t size = 0;
    dl_status why = {0};
    char *code, quote = 0;

    ck_assert_msg(dl_file_read(&text, &size, path, 1 << 24, arena, &why) == DL_OK, "%s: %s", path, why.message);
    code = dl_arena_strdup(arena, text);
    for (char *at = code; *at; at++) {
        if (quote == '*') { /* a comment */
            if (at[0] == '*' && at[1] == '/')
                quote = 0;
            *at = *at == '\n' ? '\n' : ' ';
        } else if (quote) {
            if (at[0] == '\\' && at[1])
                *at++ = ' ';
            else if (*at == quote)
                quote = 0;
            *at = *at == '\n' ? '\n' : ' ';
        } else if (*at == '#') {
            while (at[1] && at[1] != '\n')
                at++;
        } else if (at[0] == '/' && at[1] == '*') {
            quote = '*';
            *at++ = ' ';
            *at = ' ';
        } else if (at[0] == '/' && at[1] == '/') {
            for (; at[1] && at[1] != '\n'; at++)
                *at = ' ';
            *at = ' ';
        } else if (*at == '"' || *at == '\'') {
            quote = *at;
        }
    }
    return code;
}

static bool is_c(const char *path)
{
    return dl_text_ends(path, ".c") || dl_text_ends(path, ".h");
}

static void judge_include(const char *path, unsigned line, const char *header)
{
    const char *inside = dl_text_starts(path, "analyzer/") ? path + strlen("analyzer/") : path;
    int own = rank_of(inside), other = rank_of(header);

    if (own != NONE && other > own)
        dl_text_printf(&complaints, "%s:%u: includes \"%s\", which comes later\n", path, line, header);
    for (size_t i = 0; i < sizeof doors / sizeof doors[0]; i++)
        if (dl_text_starts(header, doors[i].header) && !is_at(path, doors[i].places))
            dl_text_printf(&complaints, "%s:%u: may not include <%s>\n", path, line, header);
}

static bool read_includes(void *self, const char *full)
{
    const char *path = full + sizeof root;
    unsigned line = 1;

    (void)self;
    if (!is_c(path))
        return true;
    files++;
    for (const char *at = code_of(full); *at; line++) {
        const char *word = at + strspn(at, " \t#");

        if (at[strspn(at, " \t")] == '#' && dl_text_starts(word, "include")) {
            word += strlen("include");
            word += strspn(word, " \t<\"");
            judge_include(path, line, dl_arena_strndup(arena, word, strcspn(word, ">\"\n")));
        }
        at += strcspn(at, "\n");
        at += *at == '\n';
    }
    return true;
}

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static bool read_calls(void *self, const char *full)
{
    const char *path = full + sizeof root, *code;
    unsigned line = 1;

    (void)self;
    if (!is_c(path))
        return true;
    files++;
    code = code_of(full);
    for (const char *at = code; *at; at++) {
        size_t size = 0;

        line += *at == '\n';
        if (!is_word(*at) || (at > code && is_word(at[-1])))
            continue;
        while (is_word(at[size]))
            size++;
        for (size_t i = 0; i < sizeof banned / sizeof banned[0]; i++)
            if (strlen(banned[i].name) == size && memcmp(banned[i].name, at, size) == 0 &&
                at[size + strspn(at + size, " ")] == '(' && !is_at(path, banned[i].places))
                dl_text_printf(&complaints, "%s:%u: calls %s\n", path, line, banned[i].name);
    }
    return true;
}

static void walk(const char *folder, dl_visit *visit)
{
    dl_status why = {0};

    ck_assert_msg(dl_folder_walk(dl_arena_printf(arena, "%s/%s", root, folder), visit, NULL, arena, &why) == DL_OK,
                  "%s: %s", why.file, why.message);
}

START_TEST(includes_point_one_way)
{
    walk("analyzer", read_includes);
    walk("reports", read_includes);
    ck_assert_uint_gt(files, 20);
    ck_assert_msg(complaints.count == 0, "\n%s", dl_text_str(&complaints));
}
END_TEST

START_TEST(nothing_banned_is_called)
{
    walk("analyzer", read_calls);
    walk("reports", read_calls);
    walk("tools", read_calls);
    walk("tests/unit", read_calls);
    walk("tests/corpus", read_calls);
    walk("tests/structure", read_calls);
    ck_assert_uint_gt(files, 20);
    ck_assert_msg(complaints.count == 0, "\n%s", dl_text_str(&complaints));
}
END_TEST

/* The two readers see what they are there to see. */
START_TEST(wrong_include_is_seen)
{
    judge_include("analyzer/ir/ir.c", 7, "frontend/unit.h");
    judge_include("analyzer/cli/main.c", 8, "clang-c/Index.h");
    judge_include("analyzer/frontend/parse.c", 9, "clang-c/Index.h");
    judge_include("reports/sarif.c", 10, "engine/result.h");
    ck_assert_str_eq(dl_text_str(&complaints), "analyzer/ir/ir.c:7: includes \"frontend/unit.h\", which comes later\n"
                                               "analyzer/cli/main.c:8: may not include <clang-c/Index.h>\n");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("structure");
    TCase *all = tcase_create("structure");
    SRunner *runner;
    int failed;

    tcase_add_checked_fixture(all, set_up, tear_down);
    tcase_add_test(all, includes_point_one_way);
    tcase_add_test(all, nothing_banned_is_called);
    tcase_add_test(all, wrong_include_is_seen);
    suite_add_tcase(suite, all);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
