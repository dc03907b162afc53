#include "frontend/parse.h"
#include "frontend/synth.h"
#include "frontend/unit.h"
#include "support/platform.h"

#include <string.h>
#include <time.h>

enum { MOST_ROUNDS = 8 };

struct dl_frontend {
    const dl_facts *facts;
    dl_arena *arena;
    CXIndex index; /* made at the first parse */
    const dl_stub *stub;
    double most_seconds; /* of a file; 0: any */
    unsigned crash_at;   /* tests: the round that is to crash; 0: none */
};

dl_frontend *dl_frontend_new(const dl_facts *facts, dl_arena *arena)
{
    dl_frontend *frontend = DL_NEW(arena, dl_frontend);

    frontend->facts = facts;
    frontend->arena = arena;
    return frontend;
}

void dl_frontend_free(dl_frontend *frontend)
{
    if (frontend && frontend->index)
        clang_disposeIndex(frontend->index);
    if (frontend)
        frontend->index = NULL;
}

void dl_frontend_limit(dl_frontend *frontend, double seconds)
{
    frontend->most_seconds = seconds;
}

void dl_frontend_crash_at(dl_frontend *frontend, unsigned round)
{
    frontend->crash_at = round;
}

const char *dl_frontend_version(dl_arena *arena)
{
    CXString version = clang_getClangVersion();
    const char *text = dl_arena_strdup(arena, clang_getCString(version));

    clang_disposeString(version);
    return text;
}

/* ---- what lowering asks of a unit ---- */

const dl_file *dl_unit_file_of(dl_unit *unit, CXFile file)
{
    const dl_sources *sources = unit->files;
    const dl_unit_source *source;
    CXString name;

    if (!file)
        return NULL;
    name = clang_getFileName(file);
    source = clang_getCString(name) ? dl_sources_find(sources, clang_getCString(name)) : NULL;
    clang_disposeString(name);
    return source ? source->file : NULL;
}

bool dl_unit_is_synthesized(const dl_unit *unit, const char *name)
{
    return dl_map_get(unit->synthesized, name) != NULL;
}

/* ---- parsing ---- */

typedef DL_VEC(const char *) arguments;

static bool is_cpp_file(const char *path)
{
    return !dl_text_equal_case(strrchr(path, '.') ? strrchr(path, '.') : "", ".c");
}

static void collect_arguments(arguments *args, const dl_driver *driver, bool is_cpp, dl_arena *arena)
{
    /* Nothing is searched but our own folders: the compiler's headers are not needed. */
    static const char *const fixed[] = {"-target",
                                        "x86_64-pc-windows-msvc",
                                        "-fms-extensions",
                                        "-fms-compatibility",
                                        "-fms-compatibility-version=19.39",
                                        "-ferror-limit=0",
                                        "-nostdinc",
                                        "-nobuiltininc",
                                        "-I/drvlint/i",
                                        "-include",
                                        DL_UNIT_HEADER,
                                        "-Wno-everything",
                                        "-fno-delayed-template-parsing",
                                        "-fno-spell-checking",
                                        "-D_AMD64_=1",
                                        "-D_WIN64=1",
                                        "-D_KERNEL_MODE=1",
                                        "-DUNICODE=1",
                                        "-D_UNICODE=1",
                                        "-DALLOC_PRAGMA=1",
                                        "-D_NT_TARGET_VERSION=0x0A00"};

    dl_vec_push(arena, args, is_cpp ? "-xc++" : "-xc");
    dl_vec_push(arena, args, is_cpp ? "-std=gnu++20" : "-std=gnu17");
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        dl_vec_push(arena, args, fixed[i]);
    if (is_cpp)
        dl_vec_push(arena, args, "-nostdinc++");
    for (size_t i = 0; driver->settings && i < driver->settings->define_count; i++)
        dl_vec_push(arena, args, dl_arena_printf(arena, "-D%s", driver->settings->defines[i]));
    for (size_t i = 0; driver->settings && i < driver->settings->undefine_count; i++)
        dl_vec_push(arena, args, dl_arena_printf(arena, "-U%s", driver->settings->undefines[i]));
}

/* The parser works on a thread of its own, whose processor time cannot be had: its wall time stands for it. */
static double wall_seconds(void)
{
    struct timespec now;

    return timespec_get(&now, TIME_UTC) == TIME_UTC ? (double)now.tv_sec + (double)now.tv_nsec * 1e-9 : 0;
}

static CXTranslationUnit parse_once(dl_frontend *frontend, const dl_sources *sources, const arguments *args)
{
    const unsigned options = CXTranslationUnit_KeepGoing | CXTranslationUnit_DetailedPreprocessingRecord;
    CXTranslationUnit tu = NULL;
    enum CXErrorCode code =
        clang_parseTranslationUnit2(frontend->index, sources->files.at[0]->given, args->at, (int)args->count,
                                    sources->unsaved.at, (unsigned)sources->unsaved.count, options, &tu);

    return code == CXError_Success ? tu : NULL;
}

/* Parses until there is nothing more to learn, and keeps the last parse that did not crash. `cut` tells why it ended
 * before that. A parse that does not come back is not guarded against: see docs/design.md. */
static CXTranslationUnit parse_rounds(dl_frontend *frontend, dl_sources *sources, dl_synth *synth,
                                      const arguments *args, dl_parse *parse, dl_map **names, const char **cut)
{
    CXTranslationUnit kept = NULL;
    double spent = 0;

    while (parse->rounds < MOST_ROUNDS) {
        size_t size;
        const char *header = dl_synth_header(synth, &size);
        CXTranslationUnit tu;
        double start;

        dl_sources_set_header(sources, header, size);
        start = wall_seconds();
        tu = ++parse->rounds == frontend->crash_at ? NULL : parse_once(frontend, sources, args);
        spent += wall_seconds() - start;
        if (!tu) {
            *cut = dl_arena_printf(sources->arena, "the parser crashed in round %u", parse->rounds);
            break;
        }
        if (kept)
            clang_disposeTranslationUnit(kept);
        kept = tu;
        *names = dl_synth_names(synth);
        parse->synthesized = dl_synth_count(synth);
        if (!dl_synth_learn(synth, tu))
            break;
        if (frontend->most_seconds > 0 && spent > frontend->most_seconds) {
            *cut = dl_arena_printf(sources->arena, "parsing was stopped after round %u: it took longer than %g s",
                                   parse->rounds, frontend->most_seconds);
            break;
        }
    }
    parse->seconds += spent;
    return kept;
}

/* A file that the parser opened and that is none of ours; NULL when there is none. */
static void find_foreign(CXFile file, CXSourceLocation *stack, unsigned depth, CXClientData data)
{
    CXString name = clang_getFileName(file);

    (void)stack;
    (void)depth;
    if (!dl_text_starts(clang_getCString(name), "/drvlint/"))
        *(bool *)data = true;
    clang_disposeString(name);
}

static unsigned count_errors(CXTranslationUnit tu)
{
    unsigned errors = 0, count = clang_getNumDiagnostics(tu);

    for (unsigned i = 0; i < count; i++) {
        CXDiagnostic diagnostic = clang_getDiagnostic(tu, i);

        errors += clang_getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error;
        clang_disposeDiagnostic(diagnostic);
    }
    return errors;
}

/* ---- the result ---- */

static const dl_function *entry_of(const dl_program *program, const dl_driver *driver)
{
    const dl_function *found = NULL;

    for (size_t i = 0; i < program->function_count; i++) {
        const dl_function *function = program->functions[i];

        if (strcmp(function->name, driver->entry_function) != 0 || function->is_method ||
            function->span.file != program->files[0])
            continue;
        if (!found || function->span.line == driver->entry_line)
            found = function;
    }
    return found;
}

static bool stands_in_skipped(CXTranslationUnit tu, const dl_sources *sources, unsigned line)
{
    CXFile file = clang_getFile(tu, sources->files.at[0]->given);
    CXSourceRangeList *list = file ? clang_getSkippedRanges(tu, file) : NULL;
    bool is_inside = false;

    for (unsigned i = 0; list && i < list->count; i++) {
        unsigned first, last;

        clang_getFileLocation(clang_getRangeStart(list->ranges[i]), NULL, &first, NULL, NULL);
        clang_getFileLocation(clang_getRangeEnd(list->ranges[i]), NULL, &last, NULL, NULL);
        is_inside = is_inside || (line > first && line < last);
    }
    if (list)
        clang_disposeSourceRangeList(list);
    return is_inside;
}

static void judge(dl_parse *parse, dl_unit *unit, const char *cut, dl_arena *arena)
{
    const dl_driver *driver = unit->driver;
    const dl_program *program = parse->program;

    parse->entry = driver->entry_function ? entry_of(program, driver) : NULL;
    if (!parse->entry && driver->entry_function) {
        parse->status = DL_PARSE_FAILED;
        parse->reason = dl_arena_printf(arena,
                                        stands_in_skipped(unit->tu, unit->files, driver->entry_line)
                                            ? "%s stands under a condition that is false here: -D may make it true"
                                            : "the parser did not find the body of %s",
                                        driver->entry_function);
        parse->program = NULL;
        return;
    }
    for (size_t i = 0; i < program->function_count; i++) {
        parse->events += program->functions[i]->events;
        parse->lost += (unsigned)program->functions[i]->lost_count;
    }
    parse->status = DL_PARSE_COMPLETE;
    if (cut) {
        parse->status = DL_PARSE_DEGRADED;
        parse->reason = cut;
    }
    for (size_t i = 0; i < program->function_count; i++) {
        const dl_function *function = program->functions[i];

        if (function->lost_count == 0 || function->span.file != program->files[0])
            continue;
        parse->status = DL_PARSE_DEGRADED;
        if (!parse->reason || function == parse->entry)
            parse->reason = dl_arena_printf(arena, "%s: the parser lost %s at line %u", function->name,
                                            function->lost[0].kind, function->lost[0].span.line);
        if (function == parse->entry)
            break;
    }
}

/* The parser opens a small file of ours for each include: which of them lead on is known here. */
static void mark_found(dl_program *program, const dl_sources *sources)
{
    for (size_t i = 0; i < program->include_count; i++) {
        dl_include *include = (dl_include *)&program->includes[i];

        for (size_t k = 0; k < sources->includes.count; k++)
            if (sources->includes.at[k].span.file == include->span.file &&
                sources->includes.at[k].span.line == include->span.line)
                include->is_found = sources->includes.at[k].is_found;
    }
}

static void add_notices(dl_parse *parse, dl_sources *sources, const char *cut)
{
    if (cut)
        dl_vec_push(sources->arena, &sources->notices,
                    (dl_notice){DL_NOTICE_WARNING, cut, sources->driver->entry_file, 0});
    parse->notices = sources->notices.at;
    parse->notice_count = sources->notices.count;
}

dl_parse *dl_frontend_parse(dl_frontend *frontend, const dl_driver *driver, dl_arena *arena)
{
    dl_parse *parse = DL_NEW(arena, dl_parse);
    double start = dl_seconds();
    CXTranslationUnit tu = NULL;
    dl_seen_list *seen = NULL;
    dl_map *names = NULL;
    dl_status why = {0};
    arguments args = {0};
    bool is_cpp = is_cpp_file(driver->entry_file), is_foreign = false;
    const char *cut = NULL;
    dl_sources sources;
    dl_program *program;
    dl_synth *synth;
    dl_unit unit = {0};

    parse->status = DL_PARSE_FAILED;
    if (!frontend->index)
        frontend->index = clang_createIndex(0, 0);
    if (!frontend->stub)
        frontend->stub = dl_stub_load(frontend->arena);
    if (dl_sources_load(&sources, driver, arena, &why) != DL_OK) {
        parse->reason = dl_arena_strdup(arena, why.message);
        goto out;
    }
    collect_arguments(&args, driver, is_cpp, arena);
    synth = dl_synth_new(frontend->stub, frontend->facts, &sources, is_cpp, arena);
    tu = parse_rounds(frontend, &sources, synth, &args, parse, &names, &cut);
    if (!tu) {
        parse->reason = cut;
        goto out;
    }
    clang_getInclusions(tu, find_foreign, &is_foreign);
    if (is_foreign) {
        parse->reason = "the parser read a file outside the folder";
        goto out;
    }
    parse->unresolved = count_errors(tu);
    unit.tu = tu;
    unit.arena = arena;
    unit.names = dl_names_new(arena);
    unit.facts = frontend->facts;
    unit.driver = driver;
    unit.is_cpp = is_cpp;
    unit.files = &sources;
    unit.synthesized = names;
    program = dl_lower_unit(&unit, &seen);
    if (!program || program->file_count == 0) {
        parse->reason = "the parser gave no code";
        goto out;
    }
    mark_found(program, &sources);
    dl_selfcheck(&unit, program, seen);
    dl_sections_read(&unit, program);
    parse->program = program;
    judge(parse, &unit, cut, arena);
out:
    if (tu)
        clang_disposeTranslationUnit(tu);
    add_notices(parse, &sources, cut);
    parse->seconds += dl_seconds() - start;
    return parse;
}
