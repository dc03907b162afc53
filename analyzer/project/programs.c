#include "project/programs.h"

#include "project/build.h"
#include "project/scan.h"
#include "support/platform.h"

#include <string.h>

/* How many headers may stand between a source and one of the kits. */
enum { MOST_HEADERS = 4 };

static bool is_conditional(const dl_token *word)
{
    return dl_token_is(word, "if") || dl_token_is(word, "ifdef") || dl_token_is(word, "ifndef");
}

/* The tokens that stand under no condition. */
static dl_tokens unconditional(const dl_tokens *tokens, dl_arena *scratch)
{
    dl_token *kept = DL_NEW_ARRAY(scratch, tokens->count + 1, dl_token);
    dl_tokens plain = {tokens->text, tokens->size, kept, 0};
    size_t depth = 0;

    for (size_t i = 0; i < tokens->count; i++) {
        const dl_token *word = i + 1 < tokens->count ? &tokens->at[i + 1] : NULL;

        if (tokens->at[i].is_hash && is_conditional(word))
            depth++;
        if (depth == 0)
            kept[plain.count++] = tokens->at[i];
        if (tokens->at[i].is_hash && dl_token_is(word, "endif"))
            depth -= depth > 0;
    }
    return plain;
}

static bool defines_one_of(const dl_tokens *tokens, const char *const *names, size_t name_count, dl_arena *scratch)
{
    size_t count;

    (void)dl_scan_entries(tokens, names, name_count, &count, scratch);
    return count > 0;
}

bool dl_program_has_main(const dl_tokens *tokens, dl_arena *scratch)
{
    static const char *const names[] = {
        "main", "wmain", "_tmain", "WinMain", "wWinMain", "_tWinMain", "LLVMFuzzerTestOneInput"};

    return defines_one_of(tokens, names, sizeof names / sizeof *names, scratch);
}

/* ---- by what they include ---- */

/* Stands for the header that a macro names. */
static const char named_by_macro[] = "?.h";

/* The names that are included, in quotes or not, in lower case and with slashes. */
static dl_strings included(const dl_tokens *tokens, dl_arena *scratch)
{
    dl_strings names = {0};

    for (size_t i = 0; i + 2 < tokens->count; i++) {
        const dl_token *first = &tokens->at[i + 2];
        const char *from = first->text + 1, *end;

        if (!tokens->at[i].is_hash || first->is_dead || !dl_token_is(&tokens->at[i + 1], "include") ||
            !(first->kind == DL_TOKEN_STRING || first->kind == DL_TOKEN_NAME || dl_token_is(first, "<")))
            continue;
        if (first->kind == DL_TOKEN_NAME) { /* a macro */
            dl_vec_push(scratch, &names, named_by_macro);
            continue;
        }
        end = from + strcspn(from, "\">\r\n");
        dl_vec_push(
            scratch, &names,
            dl_path_clean(dl_text_lower(dl_arena_strndup(scratch, from, (size_t)(end - from)), scratch), scratch));
    }
    return names;
}

static bool is_one_of(const char *name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

/* What is called `unity.h` may put a driver together, too: of the framework for tests, the words. */
static bool asks_unity(const dl_tokens *plain)
{
    static const char *const words[] = {"setUp", "tearDown", "RUN_TEST", "UNITY_BEGIN", NULL};

    for (size_t i = 0; i < plain->count; i++)
        if (dl_token_is_any(&plain->at[i], words) ||
            (plain->at[i].size > 12 && memcmp(plain->at[i].text, "TEST_ASSERT_", 12) == 0))
            return true;
    return false;
}

static bool includes_tests(const dl_tokens *plain, dl_arena *scratch)
{
    static const char *const headers[] = {"gtest.h",
                                          "gmock.h",
                                          "catch.hpp",
                                          "catch_all.hpp",
                                          "doctest.h",
                                          "catch_test_macros.hpp",
                                          "cppunittest.h",
                                          "cmocka.h",
                                          "wextestclass.h",
                                          "testharness.h",
                                          "criterion.h",
                                          "unit_test.hpp",
                                          "unity_fixture.h",
                                          "munit.h",
                                          "cppunittestassert.h",
                                          "catch_amalgamated.hpp",
                                          "greatest.h",
                                          "acutest.h",
                                          "utest.h",
                                          "minunit.h"};
    const dl_strings names = included(plain, scratch);

    for (size_t i = 0; i < names.count; i++)
        if (is_one_of(dl_path_name(names.at[i]), headers, sizeof headers / sizeof *headers) ||
            (strcmp(dl_path_name(names.at[i]), "unity.h") == 0 && asks_unity(plain)))
            return true;
    return false;
}

bool dl_program_is_test(const dl_tokens *tokens, dl_arena *scratch)
{
    const dl_tokens plain = unconditional(tokens, scratch);

    return includes_tests(&plain, scratch);
}

bool dl_program_is_one(const dl_tokens *tokens, dl_arena *scratch)
{
    /* `TEST(Suite, Name) {` reads as a definition of TEST. */
    static const char *const tests[] = {"TEST",       "TEST_F",      "TEST_P",   "TYPED_TEST",           "TEST_CASE",
                                        "TEST_CLASS", "TEST_METHOD", "SCENARIO", "BOOST_AUTO_TEST_CASE", "TEST_GROUP"};
    const dl_tokens plain = unconditional(tokens, scratch);

    return dl_program_has_main(&plain, scratch) ||
           defines_one_of(&plain, tests, sizeof tests / sizeof *tests, scratch) || includes_tests(&plain, scratch);
}

bool dl_program_begins_one(const dl_tokens *tokens, dl_arena *scratch)
{
    static const char *const entry[] = {"DriverEntry"};
    const dl_tokens plain = unconditional(tokens, scratch);

    return dl_program_has_main(&plain, scratch) && !defines_one_of(tokens, entry, 1, scratch);
}

static dl_reached reached_by(const dl_strings *names)
{
    static const char *const kernel[] = {
        "ntddk.h",    "wdm.h",     "ntifs.h",   "ntosp.h",    "fltkernel.h", "wdf.h",          "ndis.h",
        "storport.h", "ks.h",      "portcls.h", "miniport.h", "dispmprt.h",  "video.h",        "scsi.h",
        "srb.h",      "tdikrnl.h", "fwpsk.h",   "wsk.h",      "wudfddi.h",   "netadaptercx.h", "hidport.h",
        "minitape.h", "strmini.h", "ata.h",     "irb.h",      "classpnp.h",  "wudfwdm.h",      "usbcamdi.h",
        "vhf.h",      "rxprocs.h", "mrx.h",     "nthal.h",    "drivinit.h"};
    static const char *const user[] = {"windows.h", "winsock2.h", "winsock.h", "iostream", "tchar.h"};
    dl_reached reached = {0};

    for (size_t i = 0; i < names->count; i++) {
        const char *name = dl_path_name(names->at[i]);

        reached.kernel = reached.kernel || is_one_of(name, kernel, sizeof kernel / sizeof *kernel);
        reached.user = reached.user || is_one_of(name, user, sizeof user / sizeof *user);
    }
    return reached;
}

dl_reached dl_program_reaches(const dl_tokens *tokens, dl_arena *scratch)
{
    const dl_strings names = included(tokens, scratch);

    return reached_by(&names);
}

/* Of a header that is not there: whether it may be the driver's own, or one of a kit that nobody here knows. */
static bool is_of_driver_perhaps(const char *name)
{
    static const char *const user[] = {"windows.h", "winsock2.h", "winsock.h", "tchar.h",  "stdio.h",  "stdlib.h",
                                       "string.h",  "assert.h",   "stdint.h",  "stddef.h", "stdarg.h", "wchar.h",
                                       "ctype.h",   "errno.h",    "limits.h",  "math.h",   "time.h",   "setjmp.h",
                                       "signal.h",  "stdbool.h",  "conio.h",   "io.h",     "process.h"};

    return dl_text_ends(name, ".h") && !strchr(name, '/') && !is_one_of(name, user, sizeof user / sizeof *user);
}

/* Where it is not a header of the kit's that is reached, adds what the file includes. */
static void reach(const dl_tree *tree, const dl_settings *settings, const char *path, dl_reached *out,
                  dl_strings *files, dl_arena *arena, dl_arena *scratch)
{
    const char *text;
    size_t size;
    bool is_binary;
    dl_status why = {0};
    dl_tokens tokens;
    dl_strings names;
    dl_reached own;

    if (dl_tree_read(tree, path, &text, &size, &is_binary, scratch, &why) != DL_OK || is_binary ||
        !strstr(text, "include"))
        return;
    tokens = dl_lex(text, size, scratch);
    names = included(&tokens, scratch);
    own = reached_by(&names);
    out->kernel = out->kernel || own.kernel;
    out->user = out->user || own.user;
    for (size_t i = 0; !out->kernel && i < names.count; i++) {
        const char *to = dl_tree_include(tree, settings, path, names.at[i], true, arena);

        if (to)
            dl_vec_push(arena, files, to);
        else
            out->unknown = out->unknown || is_of_driver_perhaps(names.at[i]);
    }
}

bool dl_program_is_forced(const dl_tree *tree, const dl_settings *settings, const char *path, dl_arena *scratch)
{
    dl_reached reached = {0};

    for (size_t i = 0; settings && i < settings->forced_count && !reached.kernel; i++) {
        const char *name = dl_path_clean(dl_text_lower(settings->forced_includes[i], scratch), scratch);
        const char *file = dl_tree_forced(tree, settings, path, settings->forced_includes[i], scratch);
        dl_strings names = {0};

        dl_vec_push(scratch, &names, name);
        reached = reached_by(&names);
        if (file && !reached.kernel)
            reached = dl_program_reaches_all(tree, settings, file, scratch);
    }
    return reached.kernel;
}

dl_reached dl_program_reaches_all(const dl_tree *tree, const dl_settings *settings, const char *path, dl_arena *scratch)
{
    dl_arena *of_file = dl_arena_new(dl_arena_trap(scratch));
    dl_map *seen = dl_map_new(scratch);
    dl_strings files = {0};
    dl_reached reached = {0};
    size_t at = 0;

    if (!of_file)
        longjmp(dl_arena_trap(scratch)->back, 1);
    dl_vec_push(scratch, &files, path);
    for (unsigned depth = 0; depth <= MOST_HEADERS; depth++)
        for (size_t end = files.count; at < end && !reached.kernel; at++) {
            if (dl_map_add(seen, files.at[at], seen))
                reach(tree, settings, files.at[at], &reached, &files, scratch, of_file);
            dl_arena_reset(of_file);
        }
    reached.unknown = reached.unknown || at < files.count;
    dl_arena_free(of_file);
    return reached;
}
