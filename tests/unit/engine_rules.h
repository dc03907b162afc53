/* engine_rules.h: a small set of rules over the shipped facts, sources run under them, and what came of it. For the
 * tests of the engine, beside engine_fixture.h.
 *
 * A comment that holds nothing but `!` stands on each line that a definite finding is expected on, one that holds
 * nothing but `?` on that of a possible one. No other finding of the rule may appear. */
#ifndef DL_TESTS_ENGINE_RULES_H
#define DL_TESTS_ENGINE_RULES_H

#include "engine_fixture.h"

#include "engine/engine.h"

#define FORM(form) "{\"form\": \"" form "\", \"message\": \"{entry}: " form "\", "

typedef struct tiny_rule {
    const char *id, *more, *check; /* `more`: further keys of the rule, each with a comma behind it */
} tiny_rule;

static dl_ruleset *tiny;

static inline void load_tiny(const tiny_rule *rules_of, size_t count)
{
    static const char model[] = "{\"schema\": \"drvlint-model-1\", \"id\": \"tiny\", \"title\": \"Tiny\", "
                                "\"codes\": \"TINY\", \"recognise\": {\"always\": true}}";
    dl_source_text *files = dl_arena_array(rules_arena, count + 1, sizeof *files);
    dl_status why = {0};

    files[0] = (dl_source_text){"own/tiny/model.json", model, sizeof model - 1};
    for (unsigned i = 0; i < count; i++) {
        const char *text = dl_arena_printf(
            rules_arena,
            "{\"schema\": \"drvlint-rule-1\", \"id\": \"tiny-%s\", \"code\": \"TINY%04u\", \"model\": \"tiny\", "
            "\"title\": \"t\", \"why\": \"w\", \"fix\": \"f\", \"level\": \"error\", \"strength\": \"must\", "
            "\"requirements\": [], \"source\": [{\"document\": \"d\"}], %s\"check\": [%s]}",
            rules_of[i].id, i + 1, rules_of[i].more, rules_of[i].check);

        files[i + 1] =
            (dl_source_text){dl_arena_printf(rules_arena, "own/tiny/tiny-%s.json", rules_of[i].id), text, strlen(text)};
    }
    ck_assert_msg(dl_ruleset_load_texts(&tiny, facts, files, count + 1, 0, NULL, 0, rules_arena, &why) == DL_OK,
                  "%s:%u:%u: %s", why.file, why.line, why.column, why.message);
}

/* ---- running, and what came of it ---- */

static inline const dl_driver_result *run_file(const dl_ruleset *set, const char *path, const char *source)
{
    static const dl_engine_options options = {0};
    loaded made = load_with(set, path, source, NULL, 0);
    dl_driver *driver = dl_arena_copy(arena, &made.driver, sizeof made.driver);

    return dl_engine_run(set, driver, made.parse, &options, arena);
}

static inline const dl_driver_result *run(const dl_ruleset *set, const char *source)
{
    return run_file(set, FIXTURE_FILE, source);
}

static inline bool is_of(const dl_rule *rule, const char *id)
{
    return strcmp(rule->id + strlen("tiny-"), id) == 0;
}

/* Lines of the rule's findings, in order: `12 15?`. */
static inline const char *found_lines(const dl_driver_result *result, const char *rule)
{
    dl_text text;

    dl_text_init(&text, arena);
    for (size_t i = 0; i < result->finding_count; i++) {
        const dl_finding *finding = &result->findings[i];

        if (is_of(finding->rule, rule))
            dl_text_printf(&text, "%u%s ", finding->span.line, finding->certainty == DL_POSSIBLE ? "?" : "");
    }
    return dl_text_str(&text);
}

static inline const char *marked_lines(const char *source)
{
    dl_text text;
    unsigned line = 1;

    dl_text_init(&text, arena);
    for (const char *at = source; *at; at++) {
        if (*at == '\n')
            line++;
        else if (strncmp(at, "/*!*/", 5) == 0)
            dl_text_printf(&text, "%u ", line);
        else if (strncmp(at, "/*?*/", 5) == 0)
            dl_text_printf(&text, "%u? ", line);
    }
    return dl_text_str(&text);
}

static inline const dl_verdict *verdict_of(const dl_driver_result *result, const char *rule)
{
    for (size_t i = 0; i < result->verdict_count; i++)
        if (is_of(result->verdicts[i].rule, rule))
            return &result->verdicts[i];
    ck_abort_msg("no verdict of '%s'", rule);
    return NULL;
}

static inline const char *name_of(dl_verdict_kind kind)
{
    static const char *const names[] = {"not-applicable", "satisfied", "undetermined", "violated"};

    return names[kind];
}

static inline const char *everything(const dl_driver_result *result)
{
    dl_text text;

    dl_text_init(&text, arena);
    for (size_t i = 0; i < result->verdict_count; i++)
        dl_text_printf(&text, "%s %s %s\n", result->verdicts[i].rule->id, name_of(result->verdicts[i].kind),
                       result->verdicts[i].reason);
    for (size_t i = 0; i < result->finding_count; i++) {
        const dl_finding *finding = &result->findings[i];

        dl_text_printf(&text, "%u: %s %d %d %s\n", finding->span.line, finding->rule->id, (int)finding->level,
                       (int)finding->certainty, finding->message);
        for (size_t k = 0; k < finding->path_count; k++)
            dl_text_printf(&text, "  %u %u %s: %s\n", finding->path[k].span.line, finding->path[k].depth,
                           finding->path[k].kind, finding->path[k].message);
    }
    for (size_t i = 0; i < result->path_count; i++)
        for (size_t k = 0; k < result->paths[i].event_count; k++)
            dl_text_printf(&text, "%u %s %s %u\n", result->paths[i].events[k].span.line,
                           result->paths[i].events[k].kind, result->paths[i].events[k].event,
                           result->paths[i].events[k].pair);
    dl_text_printf(&text, "%lu visits\n", result->edge_visits);
    return dl_text_str(&text);
}

/* NULL: as expected; else what is wrong. */
static inline const char *difference(const dl_driver_result *result, const char *rule, const char *source,
                                     dl_verdict_kind wanted)
{
    const dl_verdict *verdict = verdict_of(result, rule);
    const char *found = found_lines(result, rule), *marked = marked_lines(source);

    if (verdict->kind != wanted)
        return dl_arena_printf(arena, "%s (%s) instead of %s", name_of(verdict->kind), verdict->reason,
                               name_of(wanted));
    if (strcmp(found, marked) != 0)
        return dl_arena_printf(arena, "findings at '%s' instead of '%s'", found, marked);
    return NULL;
}

/* A gap is what is known to be wrong: the day it is right, its mark goes. */
static inline void expect_of_file(const char *what, const char *rule, const char *path, const char *source,
                                  dl_verdict_kind wanted, bool is_gap)
{
    const dl_driver_result *result = run_file(tiny, path, source);
    const char *wrong = difference(result, rule, source, wanted);

    if (is_gap)
        ck_assert_msg(wrong != NULL, "%s: no gap any more, take the mark out", what);
    else
        ck_assert_msg(wrong == NULL, "%s: %s\n%s\n%s", what, wrong, source, everything(result));
}

static inline void expect_result(const char *what, const char *rule, const char *source, dl_verdict_kind wanted,
                                 bool is_gap)
{
    expect_of_file(what, rule, FIXTURE_FILE, source, wanted, is_gap);
}

/* ---- sources ---- */

#define HEAD                                                                                                           \
    "#include <fltKernel.h>\n"                                                                                         \
    "PFLT_FILTER Filter; PFLT_FILTER Other; PDEVICE_OBJECT Device; ULONG Mode;\n"                                      \
    "const FLT_REGISTRATION Registration = {sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION};\n"
#define ENTRY "NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)\n{\n"
/* Either way is possible. */
#define OPEN "RegistryPath->Length > 80"
#define REGISTER "status = FltRegisterFilter(DriverObject, &Registration, &Filter);\n"
#define START "status = FltStartFiltering(Filter);\n"
#define RETURN_IF_FAILED "if (!NT_SUCCESS(status)) return status;\n"
#define REGISTERED HEAD ENTRY "NTSTATUS status;\n" REGISTER RETURN_IF_FAILED
#define ALLOCATE "ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, 'abcd')"
#define CREATE "IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, 0, FALSE, &device)"
#define DISPATCH "NTSTATUS Pass(PDEVICE_OBJECT d, PIRP i) { (void)d; (void)i; return 0; }\n"

typedef struct twins {
    const char *what, *rule, *good, *bad;
    bool good_is_gap, bad_is_gap;
} twins;

static inline void expect_good_twin(const twins *t)
{
    expect_result(t->what, t->rule, t->good, DL_SATISFIED, t->good_is_gap);
}

static inline void expect_bad_twin(const twins *t)
{
    ck_assert_msg(*marked_lines(t->bad), "%s: nothing is marked", t->what);
    expect_result(t->what, t->rule, t->bad, DL_VIOLATED, t->bad_is_gap);
}

/* The tests of a table of twins; ADD_TWIN_TESTS puts them into a case. */
#define TWIN_TESTS(table)                                                                                              \
    START_TEST(good_of_##table##_is_satisfied)                                                                         \
    {                                                                                                                  \
        expect_good_twin(&(table)[_i]);                                                                                \
    }                                                                                                                  \
    END_TEST                                                                                                           \
    START_TEST(bad_of_##table##_is_violated_at_its_line)                                                               \
    {                                                                                                                  \
        expect_bad_twin(&(table)[_i]);                                                                                 \
    }                                                                                                                  \
    END_TEST

#define ADD_TWIN_TESTS(tcase, table)                                                                                   \
    do {                                                                                                               \
        tcase_add_loop_test(tcase, good_of_##table##_is_satisfied, 0, COUNT(table));                                   \
        tcase_add_loop_test(tcase, bad_of_##table##_is_violated_at_its_line, 0, COUNT(table));                         \
    } while (0)

#endif
