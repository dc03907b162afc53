#include "frontend/program_parts.h"

#include "ir/link.h"
#include "kernel/wdk_index.h"

#include <stdlib.h>
#include <string.h>

/* Which of a driver's other sources matter. What the entry's file leaves open is looked for in the lexical index; the
 * files that have it are parsed with every other body hidden; what they leave open in turn is looked for again. */

enum {
    MOST_ROUNDS = 6,               /* of looking and parsing */
    MOST_UNITS = 64,               /* beside the entry's */
    MOST_SOURCES = 400,            /* that are indexed */
    MOST_FUNCTIONS = 2000,         /* that are wanted */
    MOST_INDEXED = 4 * 1024 * 1024 /* bytes of the index that the next driver may still use */
};

static char yes;

/* ---- what is looked for ---- */

static void add_notice(dl_whole *w, dl_notice_level level, const char *message, const char *file, unsigned line)
{
    dl_vec_push(w->arena, &w->notices, (dl_notice){level, message, file, line, 0});
}

void dl_program_index(dl_whole *w)
{
    const dl_driver *driver = w->texts->driver;
    size_t count = driver->source_count;

    w->is_indexed = true;
    if (count > MOST_SOURCES) {
        add_notice(w, DL_NOTICE_WARNING,
                   dl_arena_printf(w->arena, "of the driver's %zu sources only the first %d are looked at", count,
                                   (int)MOST_SOURCES),
                   driver->entry_file, driver->entry_line);
        count = MOST_SOURCES;
    }
    w->sources = DL_NEW_ARRAY(w->scratch, count, dl_source);
    for (size_t i = 0; i < count; i++) {
        dl_source *at = &w->sources[w->source_count];

        if (strcmp(driver->sources[i], driver->entry_file) == 0)
            continue;
        at->index = dl_index_file(w->frontend->files, driver, driver->sources[i]);
        /* another driver's, or a program's that stands in the same folder */
        if (!at->index || dl_indexed_is_program(at->index, driver))
            continue;
        at->is_cpp = dl_driver_is_cpp(driver, driver->sources[i]);
        at->is_wanted = DL_NEW_ARRAY(w->scratch, at->index->function_count + 1, bool);
        w->source_count++;
    }
}

static void want(dl_whole *w, dl_source *from, size_t number)
{
    if (from->is_wanted[number])
        return;
    from->is_wanted[number] = true;
    from->is_used = from->is_new = true;
    w->wanted_count++;
    dl_vec_push(w->scratch, &w->todo, (dl_wanted_function){from, number});
}

static bool want_all(dl_whole *w, dl_source *from, const char *name, bool with_static)
{
    bool is_any = false;

    for (size_t i = 0; i < from->index->function_count; i++) {
        const dl_indexed_function *function = &from->index->functions[i];

        if ((function->is_static && !with_static) || strcmp(function->name, name) != 0)
            continue;
        want(w, from, i);
        is_any = true;
    }
    return is_any;
}

static const dl_indexed_function *shared_function(const dl_source *from, const char *name)
{
    for (size_t i = 0; i < from->index->function_count; i++)
        if (!from->index->functions[i].is_static && strcmp(from->index->functions[i].name, name) == 0)
            return &from->index->functions[i];
    return NULL;
}

/* False: that was said before. */
static bool doubt(dl_whole *w, const char *name, const char *reason)
{
    if (!dl_map_add(w->doubts, name, (void *)reason))
        return false;
    dl_vec_push(w->arena, &w->unread, (dl_unread){dl_arena_strdup(w->arena, name), reason});
    return true;
}

static bool is_known_api(const dl_whole *w, const char *name)
{
    const dl_api *api = dl_facts_api(w->frontend->facts, name);

    return (api && !api->is_known_only) || dl_text_starts(name, "__builtin_") || dl_text_starts(name, "dl_") ||
           dl_text_starts(name, "_Interlocked");
}

static void tell_of_two(dl_whole *w, const char *name, const char *path, unsigned line, const char *other,
                        unsigned other_line)
{
    if (doubt(
            w, name,
            dl_arena_printf(w->arena, "is defined twice: line %u of %s, line %u of %s", line, path, other_line, other)))
        add_notice(w, DL_NOTICE_NOTE,
                   dl_arena_printf(w->arena, "%s is defined here and at line %u of %s: it is not followed", name,
                                   other_line, other),
                   path, line);
}

/* What the source defines as `Outer::Name`. */
static void want_qualified(dl_whole *w, dl_source *at, const char *name)
{
    size_t size = strlen(name);

    for (size_t k = 0; k < at->index->function_count; k++) {
        const char *own = at->index->functions[k].name;
        size_t own_size = strlen(own);

        if (own_size > size + 2 && strcmp(own + own_size - size, name) == 0 && own[own_size - size - 1] == ':')
            want(w, at, k);
    }
}

/* `object.Method()` names no class. In what is read anyway each method of the name is shown to the parser. */
static void want_methods(dl_whole *w, const char *name, const char *asker)
{
    for (size_t i = 0; dl_driver_is_cpp(w->texts->driver, asker) && i < w->source_count; i++)
        if (w->sources[i].is_used)
            want_qualified(w, &w->sources[i], name);
}

/* What nothing defines by this name a macro may: `ROUTINE(Read) {`. The parser has the last word. */
static void want_made(dl_whole *w, const char *name)
{
    for (size_t i = 0; i < w->source_count; i++)
        for (size_t k = 0; k < w->sources[i].index->function_count; k++)
            if (dl_indexed_may_be(&w->sources[i].index->functions[k], name))
                want(w, &w->sources[i], k);
}

/* `asker`: the file where the name stands. */
void dl_program_want_function(dl_whole *w, const char *name, const char *asker)
{
    dl_source *found = NULL;
    const dl_indexed_function *first = NULL;

    if (is_known_api(w, name) || !dl_map_add(w->asked, dl_arena_printf(w->scratch, "%s\n%s", name, asker), &yes))
        return;
    if (!w->is_indexed)
        dl_program_index(w);
    for (size_t i = 0; i < w->source_count; i++)
        if (strcmp(w->sources[i].index->path, asker) == 0 && want_all(w, &w->sources[i], name, true) &&
            !dl_driver_is_cpp(w->texts->driver, asker))
            return; /* in C++ another file may hold the overload that is meant */
    for (size_t i = 0; i < w->source_count; i++) {
        dl_source *at = &w->sources[i];
        const dl_indexed_function *function = shared_function(at, name);

        if (!function)
            continue;
        /* overloads and methods of C++ are told apart when they are linked */
        if (found && !at->is_cpp && !found->is_cpp) {
            tell_of_two(w, name, found->index->path, first->line, at->index->path, function->line);
            return;
        }
        if (found)
            (void)want_all(w, at, name, false);
        else
            first = function;
        found = found ? found : at;
    }
    if (found)
        (void)want_all(w, found, name, false);
    else
        want_made(w, name);
}

/* A callee that nothing defines by this name may be a namespace's: `void space::Function() { … }`. */
void dl_program_want_callee(dl_whole *w, const char *name, const char *asker)
{
    dl_program_want_function(w, name, asker);
    if (!dl_driver_is_cpp(w->texts->driver, asker) || is_known_api(w, name) || strchr(name, ':') ||
        !dl_map_add(w->asked, dl_arena_printf(w->scratch, "%s\n::", name), &yes))
        return;
    for (size_t i = 0; i < w->source_count; i++)
        if (shared_function(&w->sources[i], name))
            return;
    for (size_t i = 0; i < w->source_count; i++)
        if (w->sources[i].is_cpp)
            want_qualified(w, &w->sources[i], name);
}

/* What a wanted body calls is most likely wanted too: it need not be parsed for that. */
static void follow_wanted(dl_whole *w)
{
    for (size_t i = 0; i < w->todo.count && w->wanted_count < MOST_FUNCTIONS; i++) {
        dl_wanted_function at = w->todo.at[i];
        const dl_indexed_function *function = &at.from->index->functions[at.number];

        for (size_t k = 0; k < function->name_count; k++)
            if (function->is_called[k]) {
                dl_program_want_function(w, function->names[k], at.from->index->path);
                want_methods(w, function->names[k], at.from->index->path);
            }
    }
    w->todo.count = 0;
}

void dl_program_want_variable(dl_whole *w, const char *name)
{
    dl_source *found = NULL;
    bool is_plain = false;

    if (!dl_map_add(w->asked, dl_arena_printf(w->scratch, "%s\n", name), &yes))
        return;
    if (!w->is_indexed)
        dl_program_index(w);
    for (size_t i = 0; i < w->source_count; i++)
        for (size_t k = 0; k < w->sources[i].index->variable_count; k++) {
            const dl_indexed_variable *variable = &w->sources[i].index->variables[k];

            if (variable->is_static || strcmp(variable->name, name) != 0)
                continue;
            if (variable->has_initialiser && found && found != &w->sources[i])
                return; /* which one it is, nobody knows */
            if (variable->has_initialiser)
                found = &w->sources[i];
            else
                is_plain = true;
        }
    if (found && !found->unit)
        found->is_used = found->is_new = true;
    if (!found && is_plain)
        dl_map_set(w->plain, name, &yes);
}

/* ---- parsing and linking ---- */

static int by_open(const void *left, const void *right)
{
    const dl_indexed_function *a = *(const dl_indexed_function *const *)left;
    const dl_indexed_function *b = *(const dl_indexed_function *const *)right;

    return a->open < b->open ? -1 : a->open > b->open;
}

static const dl_indexed_function **hidden_of(dl_whole *w, const dl_source *from, size_t *count)
{
    const dl_indexed_function **hidden =
        DL_NEW_ARRAY(w->scratch, from->index->function_count + 1, const dl_indexed_function *);

    *count = 0;
    for (size_t i = 0; i < from->index->function_count; i++)
        if (!from->is_wanted[i] && from->index->functions[i].piece_count)
            hidden[(*count)++] = &from->index->functions[i];
    if (*count)
        qsort(hidden, *count, sizeof *hidden, by_open);
    return hidden;
}

static void doubt_all(dl_whole *w, const dl_source *from, const char *reason)
{
    for (size_t i = 0; i < from->index->function_count; i++)
        if (from->is_wanted[i])
            (void)doubt(w, from->index->functions[i].name, reason);
}

/* What a C++ body calls through objects is known only when it is parsed. A file of which that asks for more is parsed
 * once again, as a whole: not once for each step of such a chain. */
static void show_all(dl_source *from)
{
    for (size_t i = 0; i < from->index->function_count; i++)
        from->is_wanted[i] = true;
}

static void parse_source(dl_whole *w, dl_source *from)
{
    dl_unit_request request = {.path = from->index->path, .first_var = w->var_count};
    dl_unit_result unit;

    from->is_new = false;
    if (!from->unit && w->parsed >= MOST_UNITS) {
        from->is_failed = true;
        doubt_all(w, from,
                  dl_arena_printf(w->arena, "is defined in %s, which was not read: the driver needs more than %d files",
                                  from->index->path, (int)MOST_UNITS + 1));
        add_notice(w, DL_NOTICE_WARNING, "was not read: the driver needs more files than are read for one",
                   from->index->path, 0);
        return;
    }
    if (from->unit && from->is_cpp)
        show_all(from);
    request.hidden = hidden_of(w, from, &request.hidden_count);
    unit = dl_unit_parse(w->frontend, w->texts, w->names, &request);
    w->parsed += !from->unit;
    w->parse->all_rounds += unit.rounds;
    if (unit.cut && !w->parse->reason)
        w->parse->reason = dl_arena_printf(w->arena, "%s: %s", from->index->path, unit.cut);
    w->parse->seconds += unit.seconds;
    for (size_t i = 0; i < unit.notice_count; i++)
        dl_vec_push(w->arena, &w->notices, unit.notices[i]);
    if (!unit.program) {
        from->is_failed = true;
        doubt_all(w, from, dl_arena_printf(w->arena, "is defined in %s: %s", from->index->path, unit.reason));
        add_notice(w, DL_NOTICE_WARNING, dl_arena_printf(w->arena, "could not be read: %s", unit.reason),
                   from->index->path, 0);
        return;
    }
    from->unit = unit.program;
    w->var_count = unit.program->var_count;
    w->parse->synthesized += unit.synthesized;
    w->parse->unresolved += unit.unresolved;
}

static bool parse_wanted(dl_whole *w)
{
    bool is_any = false;

    for (size_t i = 0; i < w->source_count; i++) {
        dl_source *from = &w->sources[i];

        if (!from->is_used || !from->is_new || from->is_failed)
            continue;
        parse_source(w, from);
        is_any = is_any || from->unit;
    }
    return is_any;
}

/* Variables that another file defines without an initialiser begin as zero, as those of this file do. */
static void define_plain(const dl_whole *w)
{
    for (size_t i = 0; i < w->program->global_count; i++) {
        dl_var *var = (dl_var *)w->program->globals[i];

        if (var->is_extern && !var->may_be_function && var->is_shared && dl_map_get(w->plain, var->name))
            var->is_extern = false;
    }
}

static void link_all(dl_whole *w)
{
    const dl_program **units = DL_NEW_ARRAY(w->scratch, w->source_count + 1, const dl_program *);
    size_t count = 0;

    units[count++] = w->first;
    for (size_t i = 0; i < w->source_count; i++)
        if (w->sources[i].unit)
            units[count++] = w->sources[i].unit;
    w->program = dl_link(units, count, w->var_count, w->arena);
    w->parse->program = w->program;
    w->parse->units = (unsigned)count;
}

/* Drivers of one folder share files; nothing else holds on to the index between two drivers. */
void dl_program_prepare(dl_frontend *frontend)
{
    dl_trap *trap = dl_arena_trap(frontend->arena);

    if (!frontend->files_arena && !(frontend->files_arena = dl_arena_new(trap)))
        longjmp(trap->back, 1);
    if (dl_arena_used(frontend->files_arena) > MOST_INDEXED) {
        dl_arena_reset(frontend->files_arena);
        frontend->files = NULL;
    }
    if (!frontend->files)
        frontend->files = dl_index_new(frontend->files_arena);
}

void dl_program_complete(dl_frontend *frontend, dl_texts *texts, dl_names *names, dl_parse *parse)
{
    dl_whole w = {.frontend = frontend,
                  .texts = texts,
                  .names = names,
                  .arena = texts->arena,
                  .scratch = texts->scratch,
                  .parse = parse,
                  .first = parse->program,
                  .var_count = parse->program->var_count};
    unsigned round = 0;

    w.asked = dl_map_new(w.scratch);
    w.plain = dl_map_new(w.scratch);
    w.doubts = dl_map_new(w.scratch);
    for (size_t i = 0; i < parse->notice_count; i++)
        dl_vec_push(w.arena, &w.notices, parse->notices[i]);
    do {
        dl_program_look(&w);
        follow_wanted(&w);
    } while (++round < MOST_ROUNDS && parse_wanted(&w) && (link_all(&w), true));
    if (dl_program_want_asked(&w) && parse_wanted(&w))
        link_all(&w);
    if (w.is_indexed) {
        if (!w.program) {
            w.program = dl_arena_copy(w.arena, w.first, sizeof *w.first);
            parse->program = w.program;
        }
        define_plain(&w);
        w.program->unread = w.unread.at;
        w.program->unread_count = w.unread.count;
    }
    parse->notices = w.notices.at;
    parse->notice_count = w.notices.count;
}
