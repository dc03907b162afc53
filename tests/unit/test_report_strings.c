/* Text of any origin becomes valid and visible; the line hash is exact. */
#include "test_report_fixture.h"

#include "reports/linehash.h"
#include "reports/utf8.h"

static const struct {
    const char *from, *clean, *visible;
    unsigned units, width;
} strings[] = {
    {"", "", "", 0, 0},
    {"plain", "plain", "plain", 5, 5},
    {"a\tb\n", "a\tb\n", "a\\tb\\n", 4, 6},
    {"\x1B[1m", "\x1B[1m", "\\x1b[1m", 4, 7},
    {"\x7F", "\x7F", "\\x7f", 1, 4},
    {"\xC3\xA9", "\xC3\xA9", "\xC3\xA9", 1, 1},
    {"e\xCC\x81", "e\xCC\x81", "e\xCC\x81", 2, 1},
    {"\xE6\xBC\xA2", "\xE6\xBC\xA2", "\xE6\xBC\xA2", 1, 2},
    {"\xF0\x9F\x90\xA7", "\xF0\x9F\x90\xA7", "\xF0\x9F\x90\xA7", 2, 2},
    /* turned round, and a byte order mark inside */
    {"\xE2\x80\xAE", "\xE2\x80\xAE", "\\u202e", 1, 6},
    {"\xEF\xBB\xBF", "\xEF\xBB\xBF", "\\ufeff", 1, 6},
    {"\xC2\x9B", "\xC2\x9B", "\\x9b", 1, 4},
    /* malformed: one mark for each maximal subpart */
    {"\xFF", "\xEF\xBF\xBD", "\xEF\xBF\xBD", 1, 1},
    {"\xC0\xAF", "\xEF\xBF\xBD\xEF\xBF\xBD", "\xEF\xBF\xBD\xEF\xBF\xBD", 2, 2},
    {"\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", 3, 3},
    {"\xE2\x80"
     "a",
     "\xEF\xBF\xBD"
     "a",
     "\xEF\xBF\xBD"
     "a",
     2, 2},
    {"\xF0\x9F\x90", "\xEF\xBF\xBD", "\xEF\xBF\xBD", 1, 1},
    {"\xF4\x90\x80\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD",
     "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", 4, 4},
    {"\xEF\xBF\xBD", "\xEF\xBF\xBD", "\xEF\xBF\xBD", 1, 1},
};

START_TEST(string_is_cleaned_shown_and_measured)
{
    fixture of;
    const char *from = strings[_i].from;

    fixture_init(&of);
    ck_assert_str_eq(dl_utf8_clean(from, of.arena), strings[_i].clean);
    ck_assert_str_eq(dl_utf8_visible(from, of.arena), strings[_i].visible);
    ck_assert_uint_eq(dl_utf16_units(from, strlen(from)), strings[_i].units);
    ck_assert_uint_eq(dl_utf8_width_of(from), strings[_i].width);
    fixture_clear(&of);
}
END_TEST

START_TEST(nul_inside_is_replaced)
{
    fixture of;

    fixture_init(&of);
    ck_assert_str_eq(dl_utf8_clean_n("a\0b", 3, of.arena), "a\xEF\xBF\xBD"
                                                           "b");
    fixture_clear(&of);
}
END_TEST

START_TEST(each_character_survives_a_round)
{
    fixture of;

    fixture_init(&of);
    for (uint32_t code = 1; code <= 0x10FFFF; code = code == 0xD7FF ? 0xE000 : code + 1) {
        unsigned size;

        dl_text_init(&of.out, of.arena);
        dl_text_add_utf8(&of.out, code);
        ck_assert_uint_eq(dl_utf8_next(of.out.at, of.out.at + of.out.count, &size), code);
        ck_assert_uint_eq(size, of.out.count);
        dl_arena_reset(of.arena);
    }
    fixture_clear(&of);
}
END_TEST

/* The published vectors of the algorithm, and a text with characters beyond 16 bits and malformed bytes. */
static const struct {
    const char *text;
    const char *want;
} hashes[] = {
    {"", "c129715d7a2bc9a3:1"},
    {" a\nb\n  \t\tc\n d", "271789c17abda88f:1 54703d4cd895b18:1 180aee12dab6264:1 a23a3dc5e078b07b:1"},
    {" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End", "8b7cf3e952e7aeb2:1 b1ae1287ec4718d9:1 bff680108adb0fcc:1 "
                                                        "c6805c5e1288b612:1 b86d3392aea1be30:1 e6ceba753e1a442:1"},
    {" hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n",
     "e9496ae3ebfced30:1 fb7c023a8b9ccb3f:1 ce8ba1a563dcdaca:1 e20e36e16fcb0cc8:1 b3edc88f2938467e:1 "
     "c8e28b0b4002a3a0:1 c129715d7a2bc9a3:1"},
    {"Lorem ipsum dolor sit amet.\nLorem ipsum dolor sit amet.\nLorem ipsum dolor sit amet.\n"
     "Lorem ipsum dolor sit amet.\nLorem ipsum dolor sit amet.\nLorem ipsum dolor sit amet.\n"
     "Lorem ipsum dolor sit amet.\nLorem ipsum dolor sit amet.\nLorem ipsum dolor sit amet.\n"
     "Lorem ipsum dolor sit amet.\n",
     "a7f2ff13bc495cf2:1 a7f2ff13bc495cf2:2 a7f2ff13bc495cf2:3 a7f2ff13bc495cf2:4 a7f2ff13bc495cf2:5 "
     "a7f2ff13bc495cf2:6 a7f2ff1481e87703:1 a9cf91f7bbf1862b:1 55ec222b86bcae53:1 cc97dc7b1d7d8f7b:1 "
     "c129715d7a2bc9a3:1"},
    {"/* \xF0\x9F\x90\xA7 */\r\n\xFF\xE2\x80 x\r \n\xED\xA0\x80\n",
     "4d2b166ce3983276:1 96abe1600f99c69e:1 4eabfc2a54cff6fe:1 66bb4c1842ee204c:1 c129715d7a2bc9a3:1"},
};

START_TEST(line_hash_is_exact)
{
    fixture of;
    const char *const *lines;
    size_t count;

    fixture_init(&of);
    lines = dl_line_hashes(hashes[_i].text, strlen(hashes[_i].text), &count, of.arena);
    for (size_t i = 0; i < count; i++)
        dl_text_printf(&of.out, "%s%s", i ? " " : "", lines[i]);
    ck_assert_str_eq(dl_text_str(&of.out), hashes[_i].want);
    fixture_clear(&of);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("report.strings");
    TCase *tcase = tcase_create("strings");

    tcase_add_loop_test(tcase, string_is_cleaned_shown_and_measured, 0, COUNT(strings));
    tcase_add_test(tcase, nul_inside_is_replaced);
    tcase_add_test(tcase, each_character_survives_a_round);
    tcase_add_loop_test(tcase, line_hash_is_exact, 0, COUNT(hashes));
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
