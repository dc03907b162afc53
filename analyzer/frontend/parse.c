#include "frontend/parse.h"
#include "frontend/growth.h"
#include "frontend/lessons.h"
#include "frontend/looked_up.h"
#include "frontend/synth.h"
#include "frontend/wpp.h"

#include <string.h>

enum { MOST_ROUNDS = 8, MOST_STRAYS = 4 };

static const double least_wait = 1; /* seconds, for a round: a thread that is given up costs more */

dl_frontend *dl_frontend_new(const dl_facts *facts, dl_arena *arena)
{
    dl_frontend *frontend = DL_NEW(arena, dl_frontend);

    frontend->facts = facts;
    frontend->arena = arena;
    return frontend;
}

void dl_frontend_free(dl_frontend *frontend)
{
    if (!frontend)
        return;
    if (frontend->index)
        clang_disposeIndex(frontend->index);
    frontend->index = NULL;
    dl_arena_free(frontend->files_arena);
    frontend->files_arena = NULL;
    frontend->files = NULL;
}

void dl_frontend_use_headers(dl_frontend *frontend, const char *const *folders, size_t count)
{
    frontend->headers = dl_headers_new(folders, count, frontend->arena);
}

void dl_frontend_limit(dl_frontend *frontend, double seconds, dl_strays *strays)
{
    frontend->most_seconds = seconds;
    frontend->strays = strays;
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

const dl_file *dl_unit_main_file(const dl_unit *unit)
{
    return ((const dl_sources *)unit->files)->files.at[0]->file;
}

bool dl_unit_is_synthesized(const dl_unit *unit, const char *name)
{
    return dl_map_get(unit->synthesized, name) != NULL;
}

void dl_unit_say_open(dl_unit *unit, const dl_file *file, unsigned offset, const char *why)
{
    if (!unit->open_arms)
        unit->open_arms = dl_map_new(unit->arena);
    dl_map_set(unit->open_arms, dl_arena_printf(unit->arena, "%s:%u", file->path, offset), (void *)why);
}

const char *dl_unit_why_open(const dl_unit *unit, const dl_file *file, unsigned offset)
{
    return unit->open_arms && file
               ? dl_map_get(unit->open_arms, dl_arena_printf(unit->arena, "%s:%u", file->path, offset))
               : NULL;
}

/* ---- parsing ---- */

typedef DL_VEC(const char *) arguments;

static void collect_arguments(arguments *args, const dl_sources *sources, bool is_cpp, dl_arena *arena)
{
    const dl_settings *settings = sources->settings;
    /* Nothing is searched but our own folders: the compiler's headers are not needed. */
    static const char *const fixed[] = {"-target",
                                        "x86_64-pc-windows-msvc",
                                        "-fms-extensions",
                                        "-fms-compatibility",
                                        "-fms-compatibility-version=19.39",
                                        "-ferror-limit=0",
                                        "-nostdinc",
                                        "-nobuiltininc",
                                        ("-I" DL_SEARCHED_FOLDER),
                                        "-include",
                                        DL_UNIT_HEADER,
                                        "-Wno-everything",
                                        "-w",
                                        "-fno-delayed-template-parsing",
                                        "-fno-spell-checking",
                                        "-D__has_include(...)=0", /* see confine.c */
                                        "-D__has_include_next(...)=0",
                                        "-D__has_embed(...)=0",
                                        "-D_AMD64_=1",
                                        "-D_WIN64=1",
                                        "-DUNICODE=1",
                                        "-D_UNICODE=1",
                                        "-DALLOC_PRAGMA=1"};

    dl_vec_push(arena, args, is_cpp ? "-xc++" : "-xc");
    dl_vec_push(arena, args, is_cpp ? "-std=gnu++20" : "-std=gnu17");
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        dl_vec_push(arena, args, fixed[i]);
    if (is_cpp) {
        dl_vec_push(arena, args, "-nostdinc++");
        dl_vec_push(arena, args, "-Xclang"); /* the driver's own option is not handed on */
        dl_vec_push(arena, args, "-fno-cxx-modules");
    }
    if (sources->system.count == 0)
        dl_vec_push(arena, args, "-undef"); /* see kernel/compiler.h.in; real headers may ask for anything */
    if (!sources->driver->is_user_mode)
        dl_vec_push(arena, args, "-D_KERNEL_MODE=1");
    if (!settings || !settings->is_whole) { /* the kits' builds do */
        dl_vec_push(arena, args, "-DAMD64=1");
        dl_vec_push(arena, args, "-DWINNT=1");
    }
    for (size_t i = 0; settings && i < settings->define_count; i++)
        dl_vec_push(arena, args, dl_arena_printf(arena, "-D%s", settings->defines[i]));
    for (size_t i = 0; settings && i < settings->undefine_count; i++)
        dl_vec_push(arena, args, dl_arena_printf(arena, "-U%s", settings->undefines[i]));
    for (size_t i = 0; i < sources->forced.count; i++) {
        dl_vec_push(arena, args, "-include");
        dl_vec_push(arena, args, sources->forced.at[i]);
    }
}

/* What a unit is parsed with, and read from. A call of the parser that was given up holds it until it returns. */
typedef struct workshop {
    dl_arena *scratch; /* this is in it */
    dl_arena *made;    /* of synthesis */
    atomic_uint holders;
    bool is_shared; /* it ever was */
} workshop;

static void let_go(workshop *shop)
{
    dl_arena *scratch = shop->scratch, *made = shop->made;

    if (atomic_fetch_sub(&shop->holders, 1) > 1)
        return;
    dl_arena_free(made);
    dl_arena_free(scratch);
}

/* One call of the parser. Nobody changes what it is given: texts and names are in the arenas of the workshop and of
 * the frontend. */
typedef struct parser_call {
    workshop *shop;
    CXIndex index;
    const char *file;
    const arguments *args;
    struct CXUnsavedFile *unsaved;
    size_t unsaved_count;
    CXTranslationUnit tu;
} parser_call;

static void call_parser(void *self)
{
    const unsigned options = CXTranslationUnit_KeepGoing | CXTranslationUnit_DetailedPreprocessingRecord;
    parser_call *call = self;
    enum CXErrorCode code =
        clang_parseTranslationUnit2(call->index, call->file, call->args->at, (int)call->args->count, call->unsaved,
                                    (unsigned)call->unsaved_count, options, &call->tu);

    if (code != CXError_Success)
        call->tu = NULL;
}

/* Too late: nobody waits for what it gave. */
static void release_call(void *self)
{
    parser_call *call = self;

    if (call->tu)
        clang_disposeTranslationUnit(call->tu);
    clang_disposeIndex(call->index);
    let_go(call->shop);
}

/* `seconds`: that are left. */
static dl_ran parse_once(dl_frontend *frontend, const dl_sources *sources, const arguments *args, workshop *shop,
                         double seconds, CXTranslationUnit *tu)
{
    parser_call *call = DL_NEW(shop->scratch, parser_call);
    dl_ran ran = DL_RAN;

    if (!frontend->index)
        frontend->index = clang_createIndex(1, 0); /* 1: what templates were made into is shown too */
    *call = (parser_call){.shop = shop,
                          .index = frontend->index,
                          .file = sources->files.at[0]->given,
                          .args = args,
                          .unsaved = sources->unsaved.at,
                          .unsaved_count = sources->unsaved.count};
    *tu = NULL;
    if (frontend->most_seconds <= 0 || !frontend->strays) {
        call_parser(call);
    } else {
        call->unsaved = dl_arena_copy(shop->scratch, call->unsaved, call->unsaved_count * sizeof *call->unsaved);
        (void)atomic_fetch_add(&shop->holders, 1); /* before the thread can let it go */
        ran = dl_run_limited(frontend->strays, seconds > least_wait ? seconds : least_wait, call_parser, release_call,
                             call);
        if (ran != DL_RAN) { /* the index is not used again */
            shop->is_shared = true;
            frontend->index = NULL;
            return ran;
        }
        (void)atomic_fetch_sub(&shop->holders, 1);
    }
    *tu = call->tu;
    return DL_RAN;
}

/* What a round was made with, and what came of it. */
typedef struct round {
    const char *header;
    size_t size;
    unsigned edits;
    dl_synth_state state; /* of synthesis, before it learnt from the round */
    dl_map *names;
    unsigned synthesized, errors;
} round;

typedef struct rounds {
    dl_frontend *frontend;
    dl_sources *sources;
    dl_synth *synth;
    const arguments *args;
    workshop *shop;
    dl_unit_result *result;
    round all[MOST_ROUNDS]; /* those that did not crash */
    CXTranslationUnit tu;   /* of the last, or NULL */
    bool is_given_up;       /* it is */
} rounds;

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

static void parse_with(rounds *r, const round *with, double seconds, bool crashes)
{
    double start = dl_wall_seconds();

    if (r->tu)
        clang_disposeTranslationUnit(r->tu);
    r->tu = NULL;
    dl_sources_set_header(r->sources, with->header, with->size);
    r->is_given_up = !crashes && parse_once(r->frontend, r->sources, r->args, r->shop, seconds, &r->tu) == DL_GIVEN_UP;
    r->result->seconds += dl_wall_seconds() - start;
}

/* Once more, what came to its end before. */
static void parse_again(rounds *r, const round *with)
{
    parse_with(r, with, r->frontend->most_seconds, false);
}

static const char *why_no_tree(const rounds *r)
{
    dl_arena *arena = r->sources->texts->arena;

    return r->is_given_up ? dl_arena_printf(arena, "parsing took longer than %g s, and was given up in round %u",
                                            r->frontend->most_seconds, r->result->rounds)
                          : dl_arena_printf(arena, "the parser crashed in round %u", r->result->rounds);
}

/* The round whose results stand is the one that synthesis is put back to. */
static void settle(rounds *r, const round *best, dl_map **names)
{
    dl_synth_restore(r->synth, &best->state);
    *names = best->names;
    r->result->synthesized = best->synthesized;
}

static bool is_same(const round *a, const round *b)
{
    return a->size == b->size && a->edits == b->edits && memcmp(a->header, b->header, a->size) == 0;
}

/* Of the rounds from `first` on the one that left the fewest errors, the last of these. */
static void take_best(rounds *r, size_t first, size_t count, dl_map **names)
{
    size_t best = count - 1;

    for (size_t i = count; i-- > first;)
        if (r->all[i].errors < r->all[best].errors && r->all[i].edits == r->all[count - 1].edits)
            best = i;
    if (best != count - 1)
        parse_again(r, &r->all[best]);
    if (!r->tu)
        r->result->cut = r->is_given_up ? why_no_tree(r) : "the parser crashed where it had not before";
    settle(r, &r->all[best], names);
}

/* What one complaint teaches another may take back. */
static bool ends_circle(rounds *r, size_t count, const round *next, dl_map **names)
{
    size_t first = 0;

    while (first < count && !is_same(&r->all[first], next))
        first++;
    if (first == count)
        return false;
    take_best(r, first, count, names);
    return true;
}

/* What is left after three rounds and hardly gets less is not what can be learnt. */
static bool is_stuck(const rounds *r, size_t count)
{
    return count >= 3 && r->all[count - 1].errors * 5 >= r->all[count - 2].errors * 4;
}

/* Parses until there is nothing more to learn. Where the parser crashes, what the round before gave is made again: no
 * two trees are kept at one time, they are the largest things there are. `result->cut` tells why it ended before that.
 * So it goes where the parser is given up. */
static CXTranslationUnit parse_rounds(rounds *r, dl_map **names)
{
    dl_arena *arena = r->sources->texts->arena;
    dl_unit_result *result = r->result;

    for (size_t count = 0; count < MOST_ROUNDS;) {
        round *now = &r->all[count];

        now->header = dl_synth_header(r->synth, &now->size);
        now->edits = dl_synth_edits(r->synth);
        if (ends_circle(r, count, now, names))
            break;
        result->rounds++;
        parse_with(r, now, r->frontend->most_seconds - result->seconds, result->rounds == r->frontend->crash_at);
        if (!r->tu) {
            result->cut = why_no_tree(r);
            if (count > 0)
                parse_again(r, now - 1);
            break;
        }
        count++;
        now->names = dl_synth_names(r->synth);
        now->synthesized = dl_synth_count(r->synth);
        now->errors = count_errors(r->tu);
        *names = now->names;
        result->synthesized = now->synthesized;
        if (now->errors > 0)
            dl_synth_save(r->synth, &now->state);
        if (now->errors == 0 || !dl_synth_learn(r->synth, r->tu))
            break;
        if (is_stuck(r, count)) {
            take_best(r, 0, count, names);
            break;
        }
        if (r->frontend->most_seconds > 0 && result->seconds > r->frontend->most_seconds) {
            result->cut = dl_arena_printf(arena, "parsing was stopped after round %u: it took longer than %g s",
                                          result->rounds, r->frontend->most_seconds);
            break;
        }
    }
    return r->tu;
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

/* ---- the result ---- */

/* In the file itself, or in a source that it includes. Where no routine has the name, it is a macro that stands for
 * another one: the routine is what is defined where the name stands. */
static const dl_function *entry_of(const dl_program *program, const dl_unit_request *request)
{
    const dl_function *found = NULL, *included = NULL, *renamed = NULL;
    unsigned on_line = 0;

    for (size_t i = 0; request->entry_function && i < program->function_count; i++) {
        const dl_function *function = program->functions[i];

        if (function->is_method)
            continue;
        if (function->span.line == request->entry_line && function->span.file == program->files[0] && on_line++ == 0)
            renamed = function;
        if (strcmp(function->name, request->entry_function) != 0)
            continue;
        if (function->span.file != program->files[0])
            included = included ? included : function;
        else if (!found || function->span.line == request->entry_line)
            found = function;
    }
    if (!found)
        found = included || on_line != 1 ? included : renamed;
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

/* The parser opens a small file of ours for each include: which of them lead on is known here. */
static void mark_found(dl_program *program, const dl_sources *sources)
{
    for (size_t i = 0; i < program->include_count; i++) {
        dl_include *include = (dl_include *)&program->includes[i];

        for (size_t k = 0; k < sources->includes.count; k++)
            if (sources->includes.at[k].span.file == include->span.file &&
                sources->includes.at[k].span.line == include->span.line) {
                include->is_found = sources->includes.at[k].is_found;
                include->is_guess = sources->includes.at[k].is_guess;
                include->is_quoted = sources->includes.at[k].is_quoted;
            }
    }
}

/* The parser was not told of those that settings name and that are not to be had. */
static void add_missing(dl_program *program, const dl_sources *sources)
{
    DL_VEC(dl_include) all = {0};
    dl_span top = {program->files[0], 0, 0, 1, 1, 1, 1};

    if (sources->forced_missing.count == 0)
        return;
    for (size_t i = 0; i < program->include_count; i++)
        dl_vec_push(program->arena, &all, program->includes[i]);
    for (size_t i = 0; i < sources->forced_missing.count; i++) {
        const char *name = dl_arena_strdup(program->arena, sources->forced_missing.at[i]);

        dl_vec_push(program->arena, &all, ((dl_include){.name = name, .is_quoted = true, .span = top}));
    }
    program->includes = all.at;
    program->include_count = all.count;
}

static dl_bytes *hidden_bytes(const dl_unit_request *request, size_t *count, dl_arena *arena)
{
    DL_VEC(dl_bytes) bytes = {0};

    for (size_t i = 0; i < request->hidden_count; i++)
        for (size_t k = 0; k < request->hidden[i]->piece_count; k++)
            dl_vec_push(arena, &bytes, request->hidden[i]->pieces[k]);
    *count = bytes.count;
    return bytes.at;
}

static const char *missing_entry(const dl_unit *unit, const dl_unit_request *request)
{
    return dl_arena_printf(unit->arena,
                           stands_in_skipped(unit->tu, unit->files, request->entry_line)
                               ? "%s stands under a condition that is false here: -D may make it true"
                               : "the parser did not find the body of %s",
                           request->entry_function);
}

/* From the parser's tree to the program. */
static void lower(dl_unit *unit, const dl_unit_request *request, dl_unit_result *result)
{
    dl_seen_list *seen = NULL;
    dl_program *program = dl_lower_unit(unit, &seen);

    if (!program || program->file_count == 0) {
        result->reason = "the parser gave no code";
        return;
    }
    mark_found(program, unit->files);
    add_missing(program, unit->files);
    dl_selfcheck(unit, program, seen);
    dl_sections_read(unit, program);
    result->entry = entry_of(program, request);
    if (request->entry_function && !result->entry)
        result->reason = missing_entry(unit, request);
    else
        result->program = program;
}

static dl_arena *new_arena(dl_arena *beside)
{
    dl_arena *made = dl_arena_new(dl_arena_trap(beside));

    if (!made)
        longjmp(dl_arena_trap(beside)->back, 1);
    return made;
}

/* What the parser is to be given. Returns false, with the reason in `result`, when the unit is not parsed. */
static bool load_unit(dl_sources *sources, dl_texts *texts, const dl_unit_request *request, bool is_cpp,
                      dl_arena *scratch, dl_unit_result *result)
{
    size_t hidden_count;
    const dl_bytes *hidden = hidden_bytes(request, &hidden_count, scratch);
    dl_status why = {0};

    if (dl_sources_load(sources, texts, request->path, hidden, hidden_count, scratch, &why) != DL_OK) {
        result->reason = dl_arena_strdup(texts->arena, why.message);
        return false;
    }
    result->reason = dl_growth_check(sources, texts->arena, scratch);
    if (result->reason)
        return false;
    if (is_cpp)
        dl_sources_hide_modules(sources);
    else
        dl_sources_hide_lvalue_casts(sources);
    dl_sources_confine(sources, is_cpp);
    return true;
}

static void parse_unit(dl_frontend *frontend, dl_texts *texts, dl_names *names, const dl_unit_request *request,
                       workshop *shop, dl_unit_result *result)
{
    dl_arena *scratch = shop->scratch;
    arguments *args = DL_NEW(scratch, arguments);
    bool is_foreign = false;
    dl_sources sources;
    dl_synth *synth;
    rounds r;
    dl_unit unit = {.arena = texts->arena,
                    .names = names,
                    .facts = frontend->facts,
                    .driver = texts->driver,
                    .is_cpp = dl_driver_is_cpp(texts->driver, request->path),
                    .first_var = request->first_var,
                    .hidden = request->hidden,
                    .hidden_count = request->hidden_count,
                    .files = &sources};

    if (!load_unit(&sources, texts, request, unit.is_cpp, scratch, result))
        return;
    dl_wpp_read(&sources, &unit.traced, &unit.leaving, scratch);
    collect_arguments(args, &sources, unit.is_cpp, scratch);
    shop->made = new_arena(scratch);
    synth = dl_synth_new(frontend->stub, frontend->facts, &sources, unit.is_cpp, shop->made, scratch);
    if (!texts->lessons[unit.is_cpp])
        texts->lessons[unit.is_cpp] = dl_lessons_new(texts->scratch);
    dl_lessons_teach(texts->lessons[unit.is_cpp], synth);
    r = (rounds){
        .frontend = frontend, .sources = &sources, .synth = synth, .args = args, .shop = shop, .result = result};
    unit.tu = parse_rounds(&r, &unit.synthesized);
    if (result->cut)
        dl_vec_push(scratch, &sources.notices,
                    (dl_notice){DL_NOTICE_WARNING, result->cut, dl_arena_strdup(texts->arena, request->path), 0, 0});
    result->notices = dl_arena_copy(texts->arena, sources.notices.at, sources.notices.count * sizeof(dl_notice));
    result->notice_count = sources.notices.count;
    if (unit.tu)
        dl_lessons_keep(texts->lessons[unit.is_cpp], synth);
    if (!shop->is_shared) { /* it is large, and gone before the tree is lowered */
        dl_arena_free(shop->made);
        shop->made = NULL;
    }
    if (!unit.tu) {
        result->reason = result->cut;
        return;
    }
    clang_getInclusions(unit.tu, find_foreign, &is_foreign);
    result->unresolved = count_errors(unit.tu);
    if (is_foreign)
        result->reason = "the parser read a file outside the folder";
    else
        lower(&unit, request, result);
    clang_disposeTranslationUnit(unit.tu);
}

dl_unit_result dl_unit_parse(dl_frontend *frontend, dl_texts *texts, dl_names *names, const dl_unit_request *request)
{
    dl_unit_result result = {0};
    dl_arena *scratch;
    workshop *shop;

    if (frontend->strays && atomic_load(&frontend->strays->running) >= MOST_STRAYS) {
        result.reason = dl_arena_printf(texts->arena, "the parser is busy with %d sources that took longer than %g s",
                                        (int)MOST_STRAYS, frontend->most_seconds);
        return result;
    }
    scratch = new_arena(texts->arena);
    shop = DL_NEW(scratch, workshop);
    shop->scratch = scratch;
    atomic_init(&shop->holders, 1);
    if (!frontend->stub)
        frontend->stub = dl_stub_load(frontend->headers != NULL, frontend->arena);
    parse_unit(frontend, texts, names, request, shop, &result);
    let_go(shop);
    return result;
}

/* ---- a driver ---- */

static bool is_source_of(const dl_driver *driver, const dl_file *file)
{
    for (size_t i = 0; i < driver->source_count; i++)
        if (strcmp(driver->sources[i], file->path) == 0)
            return true;
    return strcmp(driver->entry_file, file->path) == 0;
}

/* Degraded: when a function in a source that was read has lost something; those of headers may never be called. */
static void judge(dl_parse *parse, const dl_driver *driver, dl_arena *arena)
{
    const dl_program *program = parse->program;

    parse->status = parse->reason ? DL_PARSE_DEGRADED : DL_PARSE_COMPLETE; /* a unit was not parsed to its end */
    for (size_t i = 0; i < program->function_count; i++) {
        parse->events += program->functions[i]->events;
        parse->lost += (unsigned)program->functions[i]->lost_count;
    }
    for (size_t i = 0; i < program->function_count; i++) {
        const dl_function *function = program->functions[i];

        if (function->lost_count == 0 || (function != parse->entry && !is_source_of(driver, function->span.file)))
            continue;
        parse->status = DL_PARSE_DEGRADED;
        if (!parse->reason || function == parse->entry)
            parse->reason = dl_arena_printf(arena, "%s: the parser lost %s at line %u", function->name,
                                            function->lost[0].kind, function->lost[0].span.line);
        if (function == parse->entry)
            break;
    }
}

dl_parse *dl_frontend_parse(dl_frontend *frontend, const dl_driver *driver, dl_arena *arena)
{
    dl_parse *parse = DL_NEW(arena, dl_parse);
    double start = dl_seconds();
    dl_arena *scratch = dl_arena_new(dl_arena_trap(arena));
    dl_names *names = dl_names_new(arena);
    dl_unit_request request = {
        .path = driver->entry_file, .entry_function = driver->entry_function, .entry_line = driver->entry_line};
    dl_unit_result unit;
    dl_texts texts;

    if (!scratch)
        longjmp(dl_arena_trap(arena)->back, 1);
    dl_texts_init(&texts, driver, arena, scratch);
    texts.headers = frontend->headers;
    dl_program_prepare(frontend);
    parse->files = frontend->files;
    unit = dl_unit_parse(frontend, &texts, names, &request);
    parse->program = unit.program;
    parse->entry = unit.entry;
    parse->status = DL_PARSE_FAILED;
    parse->reason = unit.reason;
    parse->rounds = parse->all_rounds = unit.rounds;
    parse->synthesized = unit.synthesized;
    parse->unresolved = unit.unresolved;
    parse->seconds = unit.seconds;
    parse->notices = unit.notices;
    parse->notice_count = unit.notice_count;
    if (unit.program) {
        parse->units = 1;
        parse->reason = unit.cut;
        if (unit.entry && driver->source_count > 1)
            dl_program_complete(frontend, &texts, names, parse);
        dl_name_looked_up(parse->program, frontend->facts, scratch);
        judge(parse, driver, arena);
    }
    dl_arena_free(scratch);
    parse->seconds += dl_seconds() - start;
    return parse;
}
