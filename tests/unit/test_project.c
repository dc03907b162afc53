/* Tests of project: entry routines by their tokens, source encodings, headers by name, INFs, drivers of a path. */
#include "arena_fixture.h"

#include "project/driver.h"
#include "project/inf.h"
#include "project/link_text.h"
#include "project/scan.h"
#include "project/tree.h"
#include "support/platform.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DATA DRVLINT_SOURCE_DIR "/tests/unit/data/project"
#define AROUND DRVLINT_SOURCE_DIR "/tests/unit/data/around"
#define MADE DRVLINT_SOURCE_DIR "/tests/unit/data/made"
#define COUNT_OF(a) ((int)(sizeof(a) / sizeof *(a)))

static const char *const names[] = {"DriverEntry", "GsDriverEntry"};
static const dl_settings no_settings;

/* ---- entry routines ---- */

static const struct {
    const char *source;
    unsigned line; /* of the only definition; 0: none */
} scans[] = {
    {"NTSTATUS DriverEntry(PDRIVER_OBJECT D, PUNICODE_STRING R) { return 0; }", 1},
    {"NTSTATUS\nDriverEntry (\n    IN PDRIVER_OBJECT D,\n    IN PUNICODE_STRING R\n    )\n/* text */\n{\n}\n", 2},
    {"extern \"C\" NTSTATUS DriverEntry(void *D, void *R)\n{\n}\n", 1},
    {"extern \"C\" {\nNTSTATUS DriverEntry(void *D, void *R) { }\n}\n", 2},
    {"namespace a {\nNTSTATUS DriverEntry(void *D, void *R) { }\n}\n", 2},
    {"namespace a {\nint DriverEntry(int a) { }\n}\nextern \"C\" int DriverEntry(void *D, void *R) { }\n", 4},
    {"namespace a {\nextern \"C\" int DriverEntry(void *D) { }\nnamespace b {\nint DriverEntry(int a) { }\n}\n}\n", 2},
    {"NTSTATUS DriverEntry(D, R)\n    PDRIVER_OBJECT D;\n    PUNICODE_STRING *R;\n{\n}\n", 1},
    {"_Use_decl_annotations_\nNTSTATUS NTAPI DriverEntry(_In_reads_(2) void *D, void *R) noexcept\n{\n}\n", 2},
    {"NTSTATUS DriverEntry(void *D, void *R) try { } catch (...) { }", 1},
    {"extern \"C\" auto DriverEntry(void *D, void *R) noexcept -> ns::type *\n{\n}\n", 1},
    {"#ifdef OLD\nNTSTATUS DriverEntry(int a)\n#else\nNTSTATUS DriverEntry(int a, int b)\n#endif\n{\n}\n", 2},
    {"#if 0\nint DriverEntry(int a) { }\n#else\n\nint DriverEntry(int b) { }\n#endif\n", 5},
    {"int f(void) {\n#if A\n if (a) {\n#else\n if (b) {\n#endif\n }\n}\nint DriverEntry(int b) { }\n", 9},
    {"int GsDriverEntry(int a) { return DriverEntry(a); }", 1},
    {"Driver\\\nEntry(int a) { }", 0}, /* spliced names are not looked for */
    {"NTSTATUS DriverEntry(PDRIVER_OBJECT D, PUNICODE_STRING R);", 0},
    {"DRIVER_INITIALIZE DriverEntry;", 0},
    {"int f(void) { if (DriverEntry(a, b)->c) { g(); } DriverEntry(a)->d = 1; { h(); } }", 0},
    {"int f(void) { if (DriverEntry(a, b)) { g(); } return DriverEntry(a, b); }", 0},
    {"// NTSTATUS DriverEntry(int a) { }\n/* DriverEntry(a) { } */ const char *s = \"DriverEntry(a) {\";", 0},
    {"const char *s = R\"x(DriverEntry(a) { })x\";", 0},
    {"#define ENTRY NTSTATUS DriverEntry(int a) { }\n", 0},
    {"NTSTATUS Driver::DriverEntry(int a) { }", 0},
    {"class Driver {\npublic:\n    NTSTATUS DriverEntry(int a) { return 0; }\n};", 0},
    {"#if 0\nint DriverEntry(int a) { }\n#endif\n", 0},
    {"NTSTATUS MyDriverEntry(int a) { }", 0},
    {"NTSTATUS (*p)(int) = DriverEntry; struct s t = { DriverEntry };", 0},
};

START_TEST(definition_of_an_entry_is_found_and_nothing_else)
{
    dl_tokens tokens = dl_lex(scans[_i].source, strlen(scans[_i].source), arena);
    size_t count;
    const dl_scanned_entry *entries = dl_scan_entries(&tokens, names, 2, &count, arena);

    ck_assert_msg(count == (scans[_i].line != 0), "%zu found in: %s", count, scans[_i].source);
    if (count)
        ck_assert_uint_eq(entries[0].line, scans[_i].line);
}
END_TEST

START_TEST(two_routines_of_a_file_are_two)
{
    const char *source = "int DriverEntry(int a) { }\nint GsDriverEntry(int a) { }\n";
    dl_tokens tokens = dl_lex(source, strlen(source), arena);
    size_t count;
    const dl_scanned_entry *entries = dl_scan_entries(&tokens, names, 2, &count, arena);

    ck_assert_uint_eq(count, 2);
    ck_assert_str_eq(entries[1].function, "GsDriverEntry");
    ck_assert_uint_eq(entries[1].line, 2);
}
END_TEST

START_TEST(two_bodies_of_a_name_are_told_apart)
{
    static const struct {
        const char *source;
        unsigned other;
    } bodies[] = {
        {"#if A\nint DriverEntry(int a) { }\n#else\nint DriverEntry(int b) { }\n#endif\n", 4},
        {"#if A\nint DriverEntry(int a)\n#else\nint DriverEntry(int b)\n#endif\n{ }\n", 0},
        {"namespace a {\nint DriverEntry(int a) { }\n}\nint DriverEntry(int b) { }\n", 0},
    };

    for (size_t i = 0; i < COUNT_OF(bodies); i++) {
        dl_tokens tokens = dl_lex(bodies[i].source, strlen(bodies[i].source), arena);
        size_t count;
        const dl_scanned_entry *entries = dl_scan_entries(&tokens, names, 2, &count, arena);

        ck_assert_uint_eq(count, 1);
        ck_assert_uint_eq(entries[0].other, bodies[i].other);
    }
}
END_TEST

static const struct {
    const char *source;
    unsigned line; /* of the only definition that a macro of it makes; 0: none */
} made_scans[] = {
    {"#define ENTRY(o, p) NTSTATUS DriverEntry(PDRIVER_OBJECT o, PUNICODE_STRING p)\nENTRY(o, p);\nENTRY(o, p)\n{\n}",
     3},
    {"#define MyMain DriverEntry\nextern \"C\" {\nNTSTATUS MyMain(PDRIVER_OBJECT o, PUNICODE_STRING p) { }\n}\n", 3},
    {"#define HEAD NTSTATUS NTAPI DriverEntry(PDRIVER_OBJECT o, PUNICODE_STRING p)\nnamespace a {\nHEAD\n{\n}\n}\n", 3},
    {"#define BEGIN NTSTATUS DriverEntry(PDRIVER_OBJECT o, PUNICODE_STRING p) { Start(o);\nBEGIN\nreturn 0; }\n", 2},
    {"#define CALL(o) DriverEntry(o, NULL)\nint f(int o) { if (CALL(o)) { g(); } return CALL(o); }\n", 0},
    {"#define NAME \"DriverEntry\"\n#define TAG DriverEntry: \nint NAME(int a) { }\nint TAG(int a) { }\n", 0},
    {"#define MyMain DriverEntry\nNTSTATUS MyMain(PDRIVER_OBJECT o, PUNICODE_STRING p);\nint f(int a) { MyMain(a); { } "
     "}\n",
     0},
    {"#define DriverEntry MyMain\nNTSTATUS MyMain(PDRIVER_OBJECT o, PUNICODE_STRING p) { }\n", 0},
    {"#if 0\n#define MyMain DriverEntry\n#endif\nNTSTATUS MyMain(PDRIVER_OBJECT o, PUNICODE_STRING p) { }\n", 0},
};

START_TEST(definition_that_a_macro_makes_is_found_and_nothing_else)
{
    const char *source = made_scans[_i].source;
    dl_tokens tokens = dl_lex(source, strlen(source), arena);
    size_t macro_count, count;
    const dl_entry_macro *macros = dl_scan_entry_macros(&tokens, names, 2, &macro_count, arena);
    const dl_made_entry *made = dl_scan_made_entries(&tokens, macros, macro_count, NULL, 0, &count, arena);

    ck_assert_msg(count == (made_scans[_i].line != 0), "%zu found in: %s", count, source);
    if (!count)
        return;
    ck_assert_uint_eq(made[0].line, made_scans[_i].line);
    ck_assert_str_eq(made[0].function, "DriverEntry");
    ck_assert(dl_scan_defines(&tokens, &made[0]));
}
END_TEST

/* ---- encodings ---- */

static const struct {
    const char *bytes;
    size_t size;
    const char *text; /* NULL: binary */
} encodings[] = {
    {"a\xC3\xA4", 3, "a\xC3\xA4"},
    {"\xEF\xBB\xBFx", 4, "x"},
    {"\xFF\xFEi\0n\0t\0", 8, "int"},
    {"\xFE\xFF\0i\0n\0t", 8, "int"},
    {"\xFF\xFE\x3D\xD8\x00\xDE", 6, "\xF0\x9F\x98\x80"},
    {"\xFF\xFE\x3D\xD8", 4, "\xEF\xBF\xBD"},
    {"na\xEFve", 5, "na\xC3\xAFve"},
    {"\"Gr\xF6\xDF"
     "e\xE4\\n\"",
     10,
     "\"Gr\xC3\xB6\xC3\x9F"
     "e\xC3\xA4\\n\""},
    /* a second byte that reads like a backslash: GBK, Big5, Shift JIS */
    {"// \xC7\xFD\xB6\xAF\xD5\\\n}", 11, "// \xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\n}"},
    {"\"\xB5\xA7\xA6\xA8\xA5\\\"", 8, "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\""},
    {"\"\x95\\\x8E\xA6\x82\xB7\\n\"", 10, "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\\n\""},
    {"\"\xEF\xF0\xE8\xE2\xE5 \xEC\xE8\xF0\\\"", 12, /* Cyrillic: this one is an escape */
     "\"\xC3\xAF\xC3\xB0\xC3\xA8\xC3\xA2\xC3\xA5 \xC3\xAC\xC3\xA8\xC3\xB0\\\""},
    {"int a;\r\rint b;\r", 15, "int a;\n\nint b;\n"},
    {"a\r\nb\rc\n\r", 8, "a\r\nb\nc\n\n"},
    {"\xFF\xFE\r\0i\0\r\0\n\0", 10, "\ni\r\n"},
    {"", 0, ""},
    /* UTF-16 without a mark, room kept behind the text, UTF-32 */
    {"i\0n\0t\0 \0\x3D\xD8\x00\xDE", 12, NULL},
    {"i\0n\0t\0 \0a\0;\0\xE4\0", 14, "int a;\xC3\xA4"},
    {"\0i\0n\0t\0 \0a\0;", 12, "int a;"},
    {"int a;\0\0\0", 9, "int a;"},
    {"int ab;\0\0", 9, "int ab;"},
    {"\xFF\xFEi\0n\0t\0\0\0\0", 11, "int"},
    {"\xFF\xFE\0\0i\0\0\0n\0\0\0", 12, NULL},
    {"int \0 a;", 8, NULL},
    {"MZ\0\x01", 4, NULL},
};

START_TEST(source_becomes_utf8)
{
    size_t size;
    bool is_binary;
    const char *text = dl_source_decode(encodings[_i].bytes, encodings[_i].size, &size, &is_binary, arena);

    ck_assert_int_eq(is_binary, encodings[_i].text == NULL);
    if (!encodings[_i].text)
        return;
    ck_assert_uint_eq(size, strlen(encodings[_i].text));
    ck_assert_str_eq(text, encodings[_i].text);
}
END_TEST

/* ---- headers ---- */

static const struct {
    const char *from, *name;
    bool is_quoted;
    const char *found; /* below DATA; NULL: none */
    bool is_guess;
} includes[] = {
    {"alpha/alpha.c", "..\\Inc\\shared.h", true, "inc/Shared.h", false},
    {"alpha/alpha.c", "../inc/SHARED.H", true, "inc/Shared.h", false},
    {"alpha/alpha.c", "shared.h", true, "inc/Shared.h", true},
    {"beta/sys/beta.cpp", "Shared.h", true, "beta/inc/shared.h", true},
    {"beta/sys/beta.cpp", "shared.h", false, "beta/inc/shared.h", true},
    {"beta/sys/beta.cpp", "inc/Shared.h", true, "beta/inc/shared.h", true},
    {"beta/sys/beta.cpp", "../../inc/Shared.h", true, "inc/Shared.h", false},
    {"gamma/tool/tool.c", "shared.h", true, NULL, false}, /* two other parts have one */
    {"alpha/alpha.c", "ntddk.h", false, NULL, false},
    {"alpha/alpha.c", "hared.h", true, NULL, false},
    {"alpha/alpha.c", "/etc/passwd", true, NULL, false},
    {"alpha/alpha.c", "C:\\inc\\shared.h", true, NULL, false},
    {"alpha/alpha.c", "../../test_project.c", true, NULL, false},
    {"alpha/alpha.c", "", true, NULL, false},
};

START_TEST(header_is_found_by_name_inside_the_tree_only)
{
    dl_status why = {0};
    dl_tree *tree;
    const char *from = dl_arena_printf(arena, "%s/%s", DATA, includes[_i].from), *found;

    ck_assert_int_eq(dl_tree_new(&tree, dl_path_clean(DATA, arena), &no_settings, 1000, arena, &why), DL_OK);
    found = dl_tree_include(tree, &no_settings, from, includes[_i].name, includes[_i].is_quoted, arena);
    if (includes[_i].found) {
        ck_assert_msg(found != NULL, "%s not found", includes[_i].name);
        ck_assert_str_eq(found, dl_path_join(DATA, includes[_i].found, arena));
        ck_assert(dl_tree_is_guess(tree, &no_settings, from, includes[_i].name, includes[_i].is_quoted, arena) ==
                  includes[_i].is_guess);
    } else {
        ck_assert_ptr_null(found);
    }
}
END_TEST

START_TEST(tree_tells_that_it_was_cut)
{
    dl_status why = {0};
    dl_tree *tree;
    size_t count, all;

    ck_assert_int_eq(dl_tree_new(&tree, DATA, &no_settings, 1000, arena, &why), DL_OK);
    ck_assert_ptr_null(dl_tree_cut(tree));
    (void)dl_tree_files(tree, &all);
    ck_assert_int_eq(dl_tree_new(&tree, DATA, &no_settings, all, arena, &why), DL_OK);
    ck_assert_ptr_null(dl_tree_cut(tree));
    ck_assert_int_eq(dl_tree_new(&tree, DATA, &no_settings, all - 1, arena, &why), DL_OK);
    ck_assert_str_eq(dl_tree_cut(tree), DATA);
    (void)dl_tree_files(tree, &count);
    ck_assert_uint_eq(count, all - 1);
}
END_TEST

START_TEST(include_folder_answers_before_the_nearest_name)
{
    const char *folders[] = {DATA "/inc"};
    dl_settings settings = {.include_folders = folders, .include_count = 1};
    dl_status why = {0};
    dl_tree *tree;

    ck_assert_int_eq(dl_tree_new(&tree, dl_path_clean(DATA "/beta", arena), &settings, 1000, arena, &why), DL_OK);
    ck_assert_str_eq(dl_tree_include(tree, &settings, DATA "/beta/sys/beta.cpp", "shared.h", false, arena),
                     dl_path_join(DATA, "inc/Shared.h", arena));
}
END_TEST

/* ---- INF ---- */

START_TEST(inf_gives_class_sections_directives_and_binaries)
{
    const char *text = "; c\r\n[Version]\r\nClass = \"Disk;Drive\" ; c\r\nClassGuid={1}\r\n[Svc.Install]\r\n"
                       "ServiceBinary = %12%\\Foo.SYS\r\nAddReg\r\n";
    static const struct {
        dl_inf_kind kind;
        const char *name, *value;
        unsigned line;
    } want[] = {{DL_INF_SECTION, "Version", "", 2},
                {DL_INF_CLASS, "Class", "Disk;Drive", 3},
                {DL_INF_CLASS_GUID, "ClassGuid", "{1}", 4},
                {DL_INF_SECTION, "Svc.Install", "", 5},
                {DL_INF_DIRECTIVE, "ServiceBinary", "%12%\\Foo.SYS", 6}};
    const dl_inf *inf;
    dl_status why = {0};

    ck_assert_int_eq(dl_inf_read(&inf, "x.inf", text, arena, arena, &why), DL_OK);
    ck_assert_uint_eq(inf->count, sizeof want / sizeof *want);
    for (size_t i = 0; i < inf->count; i++) {
        ck_assert_int_eq(inf->facts[i].kind, want[i].kind);
        ck_assert_str_eq(inf->facts[i].name, want[i].name);
        ck_assert_str_eq(inf->facts[i].value, want[i].value);
        ck_assert_uint_eq(inf->facts[i].line, want[i].line);
    }
    ck_assert_uint_eq(inf->binary_count, 1);
    ck_assert_str_eq(inf->binaries[0], "foo.sys");
}
END_TEST

START_TEST(inf_whose_strings_grow_without_end_is_refused)
{
    const char *uses = "%a%%a%%a%%a%%a%%a%%a%%a%%a%%a%%a%%a%%a%%a%%a%%a%%a%%a%%a%%a%";
    dl_status why = {0};
    const dl_inf *inf;
    dl_text text;

    dl_text_init(&text, arena);
    dl_text_printf(&text, "[Strings]\na = \"%090000d\"\n[M]\n", 0);
    for (unsigned i = 0; i < 6; i++)
        dl_text_printf(&text, "q = %s\n", uses);
    ck_assert_int_eq(dl_inf_read(&inf, "x.inf", dl_text_str(&text), arena, arena, &why), DL_BAD_INPUT);
    ck_assert_str_eq(why.file, "x.inf");
    ck_assert_uint_eq(why.line, 8);
}
END_TEST

START_TEST(binaries_of_an_inf_are_apart_whatever_stands_between)
{
    dl_status why = {0};
    const dl_inf *inf;
    dl_text text;

    dl_text_init(&text, arena);
    dl_text_add(&text, "[M]\nq = \"");
    for (unsigned i = 0; i < 20000; i++)
        dl_text_add(&text, "x.sys;y.dll'");
    dl_text_add(&text, "\"\n");
    ck_assert_int_eq(dl_inf_read(&inf, "x.inf", dl_text_str(&text), arena, arena, &why), DL_OK);
    ck_assert_uint_eq(inf->binary_count, 40000);
    ck_assert_str_eq(inf->binaries[39998], "x.sys");
    ck_assert_str_eq(inf->binaries[39999], "y.dll");
}
END_TEST

/* ---- what is said to the linker ---- */

START_TEST(linker_is_told_names_on_lines_that_speak_of_it)
{
    dl_link_names found = {0};
    dl_text text;

    dl_text_init(&text, arena);
    dl_text_add(&text, "/* /entry:None */\n#pragma comment(linker, \"/entry:One\") // linker -entry:Two\n-e None\n");
    for (unsigned i = 0; i < 100000; i++) /* a line is read once */
        dl_text_add(&text, "linker ");
    dl_link_source_read(&found, dl_text_str(&text), arena);
    ck_assert_uint_eq(found.list.count, 2);
    ck_assert_str_eq(found.list.at[0], "One");
    ck_assert_str_eq(found.list.at[1], "Two");
}
END_TEST

START_TEST(names_for_the_linker_are_bounded)
{
    dl_link_names found = {0};
    dl_text text;

    dl_text_init(&text, arena);
    for (unsigned i = 0; i < 60000; i++)
        dl_text_printf(&text, "ld -e Name%u\n", i % 5000);
    dl_link_text_read(&found, dl_text_str(&text), arena);
    ck_assert_uint_eq(found.list.count, 4096);
    ck_assert(found.is_full);
}
END_TEST

/* ---- drivers ---- */

static dl_project *find(const char *const *paths, size_t count)
{
    dl_status why = {0};
    dl_project *project;

    ck_assert_int_eq(dl_project_find(&project, paths, count, &no_settings, names, 2, arena, &why), DL_OK);
    return project;
}

START_TEST(folder_gives_its_drivers_with_the_nearest_inf)
{
    const char *paths[] = {DATA, DATA "/alpha"};
    const dl_project *project = find(paths, 2);

    ck_assert_uint_eq(project->driver_count, 3); /* once each, though the paths overlap */
    ck_assert_uint_eq(project->notice_count, 0);
    ck_assert_str_eq(project->drivers[0]->name, "alpha/alpha");
    ck_assert_uint_eq(project->drivers[0]->entry_line, 6);
    ck_assert_str_eq(dl_path_name(project->drivers[0]->inf[0].file), "Alpha.inf");
    ck_assert_str_eq(project->drivers[1]->name, "sys/beta");
    ck_assert_str_eq(dl_path_name(project->drivers[1]->inf[0].file), "beta.inx");
    for (size_t i = 0; i < project->drivers[0]->inf_count; i++)
        ck_assert_str_ne(dl_path_name(project->drivers[0]->inf[i].file), "other.inf");
    /* Not that of its neighbour's folder, nor of one below that holds sources. */
    ck_assert_str_eq(project->drivers[2]->name, "gamma/gamma");
    ck_assert_uint_gt(project->drivers[2]->inf_count, 0);
    for (size_t i = 0; i < project->drivers[2]->inf_count; i++)
        ck_assert_str_eq(dl_path_name(project->drivers[2]->inf[i].file), "gammaum.inx");
}
END_TEST

static bool has_source(const dl_driver *driver, const char *end)
{
    for (size_t i = 0; i < driver->source_count; i++)
        if (dl_text_ends(driver->sources[i], end))
            return true;
    return false;
}

/* Without a project: what lies around the entry's folder, and no other driver's, program's or user mode's. */
START_TEST(sources_around_the_entry_are_the_drivers)
{
    const char *whole[] = {AROUND}, *alone[] = {AROUND "/one/src/entry.c"};
    const dl_project *project = find(whole, 1);

    ck_assert_uint_eq(project->driver_count, 2);
    ck_assert(has_source(project->drivers[0], "src/entry.c"));
    ck_assert(has_source(project->drivers[0], "src/deep/more.c"));
    ck_assert(has_source(project->drivers[0], "common/start.c"));
    ck_assert(!has_source(project->drivers[0], "app/start.c"));
    ck_assert(!has_source(project->drivers[0], "shared/window.c"));
    ck_assert(!has_source(project->drivers[0], "lib/lib.c"));
    ck_assert(has_source(project->drivers[0], "both/both.c")); /* beside what is included, and of its name */
    ck_assert(has_source(project->drivers[0], "below/Deeper.cpp"));
    ck_assert(!has_source(project->drivers[0], "both/other.c"));
    ck_assert_uint_eq(project->drivers[1]->source_count, 1);

    project = find(alone, 1);
    ck_assert_uint_eq(project->driver_count, 1);
    ck_assert_uint_eq(project->drivers[0]->source_count, 1);
}
END_TEST

/* The macro stands in the source, or in a header that it includes; a name that it does not see makes nothing. */
START_TEST(macro_that_the_source_sees_makes_its_entry)
{
    const char *whole[] = {MADE}, *alone[] = {MADE "/name/name.c"};
    const dl_project *project = find(whole, 1);

    ck_assert_uint_eq(project->driver_count, 4);
    ck_assert_str_eq(project->drivers[0]->name, "given/given");
    ck_assert_uint_eq(project->drivers[0]->entry_line, 4);
    ck_assert_str_eq(project->drivers[1]->name, "head/head");
    ck_assert_uint_eq(project->drivers[1]->entry_line, 4);
    ck_assert_str_eq(project->drivers[2]->name, "name/name");
    ck_assert_str_eq(project->drivers[2]->entry_function, "DriverEntry");
    ck_assert_uint_eq(project->drivers[2]->entry_line, 6);
    ck_assert_str_eq(project->drivers[3]->name, "part/part");
    ck_assert_str_eq(project->drivers[3]->entry_function, "DriverEntry");
    ck_assert_uint_eq(project->drivers[3]->entry_line, 14);
    ck_assert_uint_eq(find(alone, 1)->driver_count, 1);
}
END_TEST

START_TEST(file_that_is_no_source_is_unread)
{
    const char *paths[] = {DATA "/alpha/Alpha.inf"}, *header[] = {DATA "/inc/Shared.h"};
    const dl_project *project = find(paths, 1);

    ck_assert_uint_eq(project->notice_count, 1);
    ck_assert_int_eq(project->notices[0].level, DL_NOTICE_ERROR);
    ck_assert(project->has_unread);
    ck_assert(!find(header, 1)->has_unread);
}
END_TEST

START_TEST(source_without_an_entry_is_a_note)
{
    const char *paths[] = {DATA "/none/lib.c"};
    const dl_project *project = find(paths, 1);

    ck_assert_uint_eq(project->driver_count, 0);
    ck_assert_uint_eq(project->notice_count, 1);
    ck_assert_int_eq(project->notices[0].level, DL_NOTICE_NOTE);
    ck_assert(!project->has_unread && !project->has_empty);
}
END_TEST

/* What is wrong with project files counts where they may be the source's own. */
START_TEST(source_alone_has_notices_of_its_own_surroundings)
{
    const char *paths[] = {DRVLINT_SOURCE_DIR "/tests/unit/data/surroundings/drv.c"};
    const dl_project *project = find(paths, 1);

    ck_assert_uint_eq(project->driver_count, 1);
    ck_assert_uint_eq(project->notice_count, 1);
    ck_assert_str_eq(dl_path_name(project->notices[0].file), "own.vcxproj");
}
END_TEST

START_TEST(folder_without_an_entry_is_empty)
{
    const char *paths[] = {DATA "/none"};
    const dl_project *project = find(paths, 1);

    ck_assert_uint_eq(project->notice_count, 1);
    ck_assert_int_eq(project->notices[0].level, DL_NOTICE_ERROR);
    ck_assert(project->has_empty);
}
END_TEST

START_TEST(binary_file_is_unread)
{
    const char *paths[] = {"test_project.bin.c"};
    FILE *file = fopen(paths[0], "wb");
    const dl_project *project;

    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite("MZ\0\1", 1, 4, file), 4);
    ck_assert_int_eq(fclose(file), 0);
    project = find(paths, 1);
    (void)remove(paths[0]);
    ck_assert_uint_eq(project->notice_count, 1);
    ck_assert_int_eq(project->notices[0].level, DL_NOTICE_ERROR);
    ck_assert(project->has_unread && !project->has_empty);
}
END_TEST

START_TEST(missing_path_is_a_usage_error)
{
    const char *paths[] = {DATA, DATA "/nowhere"};
    dl_status why = {0};
    dl_project *project;

    ck_assert_int_eq(dl_project_find(&project, paths, 2, &no_settings, names, 2, arena, &why), DL_USAGE);
    ck_assert_ptr_nonnull(strstr(why.message, "nowhere"));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("project");
    TCase *tests = tcase_create("project");
    SRunner *runner;
    int failed;

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, definition_of_an_entry_is_found_and_nothing_else, 0, COUNT_OF(scans));
    tcase_add_test(tests, two_routines_of_a_file_are_two);
    tcase_add_test(tests, two_bodies_of_a_name_are_told_apart);
    tcase_add_loop_test(tests, definition_that_a_macro_makes_is_found_and_nothing_else, 0, COUNT_OF(made_scans));
    tcase_add_loop_test(tests, source_becomes_utf8, 0, COUNT_OF(encodings));
    tcase_add_loop_test(tests, header_is_found_by_name_inside_the_tree_only, 0, COUNT_OF(includes));
    tcase_add_test(tests, tree_tells_that_it_was_cut);
    tcase_add_test(tests, include_folder_answers_before_the_nearest_name);
    tcase_add_test(tests, inf_gives_class_sections_directives_and_binaries);
    tcase_add_test(tests, inf_whose_strings_grow_without_end_is_refused);
    tcase_add_test(tests, binaries_of_an_inf_are_apart_whatever_stands_between);
    tcase_add_test(tests, linker_is_told_names_on_lines_that_speak_of_it);
    tcase_add_test(tests, names_for_the_linker_are_bounded);
    tcase_add_test(tests, folder_gives_its_drivers_with_the_nearest_inf);
    tcase_add_test(tests, sources_around_the_entry_are_the_drivers);
    tcase_add_test(tests, macro_that_the_source_sees_makes_its_entry);
    tcase_add_test(tests, file_that_is_no_source_is_unread);
    tcase_add_test(tests, source_without_an_entry_is_a_note);
    tcase_add_test(tests, source_alone_has_notices_of_its_own_surroundings);
    tcase_add_test(tests, folder_without_an_entry_is_empty);
    tcase_add_test(tests, binary_file_is_unread);
    tcase_add_test(tests, missing_path_is_a_usage_error);
    suite_add_tcase(suite, tests);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
