#include "frontend/parse.h"

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

/* One of the driver's other sources. */
typedef struct source {
    const dl_indexed_file *index; /* NULL: not read */
    bool *is_wanted;              /* by function */
    bool is_used, is_new;         /* something of it is wanted, something since it was last parsed */
    bool is_failed;
    const dl_program *unit; /* NULL: not parsed */
} source;

typedef struct wanted_function {
    source *from;
    size_t number;
} wanted_function;

typedef struct whole {
    dl_frontend *frontend;
    dl_texts *texts;
    dl_names *names;
    dl_arena *arena, *scratch;
    dl_parse *parse;
    const dl_program *first; /* the entry's unit */
    dl_program *program;     /* as linked */
    unsigned var_count, parsed;
    bool is_indexed;
    source *sources;
    size_t source_count;
    DL_VEC(wanted_function) todo;
    size_t wanted_count;
    dl_map *asked;  /* names that were looked for, with the file that asks */
    dl_map *plain;  /* variables that another file defines without an initialiser */
    dl_map *doubts; /* name → why its body is not read */
    DL_VEC(dl_unread) unread;
    DL_VEC(dl_notice) notices;
} whole;

static char yes;
static const char guessed[] = "callback"; /* no fact says what the routine is for */

/* ---- what a routine is stored for ---- */

static void add_role(dl_map *roles, const char *field, const char *role)
{
    (void)dl_map_add(roles, field, (void *)role);
}

/* The last member of `@driver-object->DriverExtension->AddDevice`. */
static const char *last_member(const char *path, dl_arena *arena)
{
    size_t end = strcspn(path, "["), from;

    for (from = end; from > 0 && path[from - 1] != '>' && path[from - 1] != '.'; from--)
        ;
    return dl_arena_strndup(arena, path + from, end - from);
}

static const dl_map *roles_of_fields(dl_frontend *frontend)
{
    size_t count;
    const dl_role *const *roles = dl_facts_roles(frontend->facts, &count);
    const dl_api *const *apis;

    if (frontend->roles_of_fields)
        return frontend->roles_of_fields;
    frontend->roles_of_fields = dl_map_new(frontend->arena);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < roles[i]->from.count; k++)
            add_role(frontend->roles_of_fields, last_member(roles[i]->from.at[k], frontend->arena), roles[i]->id);
    apis = dl_facts_apis(frontend->facts, &count);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < apis[i]->callback_count; k++) {
            const dl_fact_path *path = &apis[i]->callbacks[k].path;

            if (path->count && path->steps[path->count - 1].kind == DL_STEP_FIELD)
                add_role(frontend->roles_of_fields, path->steps[path->count - 1].field, apis[i]->callbacks[k].role);
        }
    return frontend->roles_of_fields;
}

/* Routines that the system calls again and again are judged only where they stand in what is read anyway. That of a
 * thread runs once: what it signals tells which wait is for it. */
static bool is_role_read(const char *role)
{
    static const char *const others[] = {"dispatch", "worker"};

    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(role, others[i]) == 0)
            return false;
    return !dl_text_ends(role, "callback");
}

static bool is_of_kernel(const dl_type *type)
{
    const dl_record *record = type->kind == DL_TYPE_POINTER && type->element ? type->element->record : type->record;

    if (!record)
        return false;
    if (record->is_synthesized || (record->tag[0] && dl_wdk_find_struct(record->tag)))
        return true;
    for (size_t i = 0; i < record->name_count; i++)
        if (dl_wdk_find_struct(record->names[i]))
            return true;
    return false;
}

/* What an address that is stored there is for: a role, "callback" for the system's other structures, or NULL: own. */
static const char *role_of_target(dl_frontend *frontend, const dl_expr *target)
{
    const char *role;

    while (target && (target->kind == DL_E_INDEX || target->kind == DL_E_CAST))
        target = target->a;
    if (!target || target->kind != DL_E_FIELD)
        return NULL;
    role = dl_map_get(roles_of_fields(frontend), target->name);
    return role ? role : is_of_kernel(target->a->type) ? guessed : NULL;
}

static const char *role_of_argument(const dl_api *api, size_t number)
{
    for (size_t i = 0; i < api->callback_count; i++)
        if (api->callbacks[i].path.param == number && api->callbacks[i].path.count == 0)
            return api->callbacks[i].role;
    return guessed;
}

/* ---- what is looked for ---- */

static void add_notice(whole *w, dl_notice_level level, const char *message, const char *file, unsigned line)
{
    dl_vec_push(w->arena, &w->notices, (dl_notice){level, message, file, line, 0});
}

static void load_index(whole *w)
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
    w->sources = DL_NEW_ARRAY(w->scratch, count, source);
    for (size_t i = 0; i < count; i++) {
        source *at = &w->sources[w->source_count];

        if (strcmp(driver->sources[i], driver->entry_file) == 0)
            continue;
        at->index = dl_index_file(w->frontend->files, driver, driver->sources[i]);
        /* another driver's, or a program's that stands in the same folder */
        if (!at->index || dl_indexed_is_program(at->index, driver))
            continue;
        at->is_wanted = DL_NEW_ARRAY(w->scratch, at->index->function_count + 1, bool);
        w->source_count++;
    }
}

static void want(whole *w, source *from, size_t number)
{
    if (from->is_wanted[number])
        return;
    from->is_wanted[number] = true;
    from->is_used = from->is_new = true;
    w->wanted_count++;
    dl_vec_push(w->scratch, &w->todo, (wanted_function){from, number});
}

static bool want_all(whole *w, source *from, const char *name, bool with_static)
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

static const dl_indexed_function *shared_function(const source *from, const char *name)
{
    for (size_t i = 0; i < from->index->function_count; i++)
        if (!from->index->functions[i].is_static && strcmp(from->index->functions[i].name, name) == 0)
            return &from->index->functions[i];
    return NULL;
}

static bool is_c_file(const char *path)
{
    return dl_text_ends(path, ".c") || dl_text_ends(path, ".C");
}

/* False: that was said before. */
static bool doubt(whole *w, const char *name, const char *reason)
{
    if (!dl_map_add(w->doubts, name, (void *)reason))
        return false;
    dl_vec_push(w->arena, &w->unread, (dl_unread){dl_arena_strdup(w->arena, name), reason});
    return true;
}

static bool is_known_api(const whole *w, const char *name)
{
    const dl_api *api = dl_facts_api(w->frontend->facts, name);

    return (api && !api->is_known_only) || dl_text_starts(name, "__builtin_") || dl_text_starts(name, "dl_") ||
           dl_text_starts(name, "_Interlocked");
}

static void tell_of_two(whole *w, const char *name, const char *path, unsigned line, const char *other,
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
static void want_qualified(whole *w, source *at, const char *name)
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
static void want_methods(whole *w, const char *name, const char *asker)
{
    for (size_t i = 0; !is_c_file(asker) && i < w->source_count; i++)
        if (w->sources[i].is_used)
            want_qualified(w, &w->sources[i], name);
}

/* What nothing defines by this name a macro may: `ROUTINE(Read) {`. The parser has the last word. */
static void want_made(whole *w, const char *name)
{
    for (size_t i = 0; i < w->source_count; i++)
        for (size_t k = 0; k < w->sources[i].index->function_count; k++)
            if (dl_indexed_may_be(&w->sources[i].index->functions[k], name))
                want(w, &w->sources[i], k);
}

/* `asker`: the file where the name stands. */
static void want_function(whole *w, const char *name, const char *asker)
{
    source *found = NULL;
    const dl_indexed_function *first = NULL;

    if (is_known_api(w, name) || !dl_map_add(w->asked, dl_arena_printf(w->scratch, "%s\n%s", name, asker), &yes))
        return;
    if (!w->is_indexed)
        load_index(w);
    for (size_t i = 0; i < w->source_count; i++)
        if (strcmp(w->sources[i].index->path, asker) == 0 && want_all(w, &w->sources[i], name, true) &&
            is_c_file(asker))
            return; /* in C++ another file may hold the overload that is meant */
    for (size_t i = 0; i < w->source_count; i++) {
        source *at = &w->sources[i];
        const dl_indexed_function *function = shared_function(at, name);

        if (!function)
            continue;
        /* overloads and methods of C++ are told apart when they are linked */
        if (found && is_c_file(at->index->path) && is_c_file(found->index->path)) {
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
static void want_callee(whole *w, const char *name, const char *asker)
{
    want_function(w, name, asker);
    if (is_c_file(asker) || is_known_api(w, name) || strchr(name, ':') ||
        !dl_map_add(w->asked, dl_arena_printf(w->scratch, "%s\n::", name), &yes))
        return;
    for (size_t i = 0; i < w->source_count; i++)
        if (shared_function(&w->sources[i], name))
            return;
    for (size_t i = 0; i < w->source_count; i++)
        if (!is_c_file(w->sources[i].index->path))
            want_qualified(w, &w->sources[i], name);
}

/* What a wanted body calls is most likely wanted too: it need not be parsed for that. */
static void follow_wanted(whole *w)
{
    for (size_t i = 0; i < w->todo.count && w->wanted_count < MOST_FUNCTIONS; i++) {
        wanted_function at = w->todo.at[i];
        const dl_indexed_function *function = &at.from->index->functions[at.number];

        for (size_t k = 0; k < function->name_count; k++)
            if (function->is_called[k]) {
                want_function(w, function->names[k], at.from->index->path);
                want_methods(w, function->names[k], at.from->index->path);
            }
    }
    w->todo.count = 0;
}

static void want_variable(whole *w, const char *name)
{
    source *found = NULL;
    bool is_plain = false;

    if (!dl_map_add(w->asked, dl_arena_printf(w->scratch, "%s\n", name), &yes))
        return;
    if (!w->is_indexed)
        load_index(w);
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

/* ---- what the code leaves open ---- */

typedef struct stored_address {
    const dl_expr *address;
    const char *file;
    bool is_aside; /* what stores it is */
} stored_address;

typedef struct filled_slot {
    const dl_instr *store; /* a constructor's */
    const char *file;
} filled_slot;

/* A variable of the driver's, or a member of it, that the entry sets up: a lock, a list. */
typedef struct set_up {
    const char *variable, *member; /* the latter NULL: all of it */
    const char *file;              /* the only one that can name it, or NULL */
} set_up;

typedef struct walker {
    whole *w;
    DL_VEC(const dl_function *) todo;  /* what the entry or the driver's end runs */
    DL_VEC(const dl_function *) aside; /* what only the system's callbacks run between */
    bool is_aside;                     /* such a one is looked at */
    DL_VEC(const dl_var *) vars;
    DL_VEC(stored_address) stored; /* addresses that go to places of the driver's own */
    dl_map *seen, *seen_aside;     /* functions and variables, by address */
    bool has_pointer_calls;
    DL_VEC(filled_slot) slots; /* what virtual calls may lead to */
    dl_map *called_slots;
    DL_VEC(set_up) set_up;
    DL_VEC(stored_address) served; /* routines that the system calls again and again */
} walker;

static const char *key_of(const walker *walk, const void *at)
{
    return dl_arena_printf(walk->w->scratch, "%p", at);
}

static bool is_first(const walker *walk, dl_map *seen, const void *at)
{
    return dl_map_add(seen, key_of(walk, at), &yes);
}

static void reach(walker *walk, const dl_function *function)
{
    if (!walk->is_aside && is_first(walk, walk->seen, function))
        dl_vec_push(walk->w->scratch, &walk->todo, function);
    else if (walk->is_aside && !dl_map_get(walk->seen, key_of(walk, function)) &&
             is_first(walk, walk->seen_aside, function))
        dl_vec_push(walk->w->scratch, &walk->aside, function);
}

static void reach_address(walker *walk, const dl_expr *address, const char *file)
{
    if (address->function)
        reach(walk, address->function);
    else if (address->name)
        want_callee(walk->w, address->name, file);
}

static void reach_callback(walker *walk, const dl_expr *address, const char *role, const char *file)
{
    bool was_aside = walk->is_aside;

    walk->is_aside = was_aside || (strcmp(role, "unload") != 0 && strcmp(role, "driver-cleanup") != 0);
    reach_address(walk, address, file);
    walk->is_aside = was_aside;
}

/* `role`: what the addresses in it are for; NULL: own business. */
static void look_at_expr(walker *walk, const dl_expr *expr, const char *role, const char *file, unsigned depth)
{
    if (!expr || depth > 400 || expr->kind == DL_E_SIZEOF)
        return;
    if (expr->kind == DL_E_VAR && expr->var->storage == DL_GLOBAL && is_first(walk, walk->seen, expr->var))
        dl_vec_push(walk->w->scratch, &walk->vars, expr->var);
    if (role && dl_expr_made_up_name(expr)) /* a routine whose header is missing? */
        want_function(walk->w, dl_expr_made_up_name(expr), file);
    if (expr->kind == DL_E_FUNCTION && !role) {
        dl_vec_push(walk->w->scratch, &walk->stored, (stored_address){expr, file, walk->is_aside});
    } else if (expr->kind == DL_E_FUNCTION && is_role_read(role)) {
        reach_callback(walk, expr, role, file);
    } else if (expr->kind == DL_E_FUNCTION && !expr->function && role != guessed) {
        dl_vec_push(walk->w->scratch, &walk->served, (stored_address){expr, file, walk->is_aside});
    }
    look_at_expr(walk, expr->a, role, file, depth + 1);
    look_at_expr(walk, expr->b, role, file, depth + 1);
}

static void note_set_up(walker *walk, const dl_expr *arg)
{
    set_up made = {0};

    for (arg = dl_expr_uncast(arg); arg && arg->kind != DL_E_VAR; arg = arg->a)
        if (arg->kind == DL_E_FIELD && !made.member)
            made.member = arg->name;
    if (!arg || arg->var->storage != DL_GLOBAL)
        return;
    made.variable = arg->var->name;
    made.file = arg->var->is_shared || !arg->var->span.file ? NULL : arg->var->span.file->path;
    dl_vec_push(walk->w->scratch, &walk->set_up, made);
}

static void look_at_call(walker *walk, const dl_instr *call, const char *file)
{
    const dl_api *api = call->name && !call->callee ? dl_facts_api(walk->w->frontend->facts, call->name) : NULL;

    if (call->callee)
        reach(walk, call->callee);
    else if (call->name && !call->is_macro_only && !(api && !walk->w->is_indexed))
        want_callee(walk->w, call->name, file);
    if (dl_expr_is_slot(call->pointer) && !walk->is_aside)
        (void)dl_map_add(walk->called_slots, call->pointer->name, &yes);
    else if (call->pointer && !call->name && !walk->is_aside)
        walk->has_pointer_calls = true;
    look_at_expr(walk, call->pointer, guessed, file, 0);
    for (size_t i = 0; i < call->arg_count; i++) {
        if (api && dl_param_set_has(api->initialised, (unsigned)i) && dl_api_has_trait(api, "initialises-storage"))
            note_set_up(walk, call->args[i]);
        look_at_expr(walk, call->args[i], api ? role_of_argument(api, i) : NULL, file, 0);
    }
    for (size_t i = 0; i < call->macro_arg_count; i++)
        look_at_expr(walk, call->macro_args[i], guessed, file, 0);
}

static void look_at_instr(walker *walk, const dl_instr *instr, const char *file)
{
    if (instr->kind == DL_I_CALL) {
        look_at_call(walk, instr, file);
        return;
    }
    look_at_expr(walk, instr->target, guessed, file, 0);
    if (dl_expr_is_slot(instr->target) && instr->value->kind == DL_E_FUNCTION) {
        dl_vec_push(walk->w->scratch, &walk->slots, (filled_slot){instr, file});
        return;
    }
    look_at_expr(walk, instr->value, role_of_target(walk->w->frontend, instr->target), file, 0);
}

static void look_at_function(walker *walk, const dl_function *function)
{
    const char *file = function->span.file ? function->span.file->path : "";

    for (size_t i = 0; i < function->local_count; i++)
        for (size_t k = 0; k < function->locals[i]->init_count; k++)
            look_at_instr(walk, &function->locals[i]->inits[k], file);
    for (size_t b = 0; b < function->block_count; b++) {
        for (size_t i = 0; i < function->blocks[b].count; i++)
            look_at_instr(walk, &function->blocks[b].instrs[i], file);
        look_at_expr(walk, function->blocks[b].term.value, NULL, file, 0);
    }
}

static void look_at_variable(walker *walk, const dl_var *var)
{
    const char *file = var->span.file ? var->span.file->path : "";
    /* A table that this file defines without an initialiser may be defined with one by another: in C the two are one.
     */
    bool is_tentative = !var->init_count && var->type->kind == DL_TYPE_RECORD;

    if ((var->is_extern || is_tentative) && var->is_shared && !dl_facts_is_global(walk->w->frontend->facts, var->name))
        want_variable(walk->w, var->name);
    for (size_t i = 0; i < var->init_count; i++)
        look_at_instr(walk, &var->inits[i], file);
}

/* The methods of the classes that objects were seen to be made of, where a virtual call of the entry or the driver's
 * end may lead to them. Those that callbacks call between would bring most of a driver in. */
static bool reach_slots(walker *walk)
{
    size_t kept = 0, before = walk->slots.count;

    for (size_t i = 0; i < before; i++) {
        filled_slot slot = walk->slots.at[i];

        if (dl_map_get(walk->called_slots, slot.store->target->name))
            reach_address(walk, slot.store->value, slot.file);
        else
            walk->slots.at[kept++] = slot;
    }
    walk->slots.count = kept;
    return kept < before;
}

static bool names_any(const walker *walk, const char *file, const dl_indexed_function *function)
{
    for (size_t i = 0; i < walk->set_up.count; i++) {
        const set_up *at = &walk->set_up.at[i];

        if ((!at->file || strcmp(at->file, file) == 0) &&
            dl_indexed_mentions(function, dl_index_name(walk->w->frontend->files, at->variable)) &&
            (!at->member || dl_indexed_mentions(function, dl_index_name(walk->w->frontend->files, at->member))))
            return true;
    }
    return false;
}

static bool names_what_is_set_up(const walker *walk, const source *from, const stored_address *served)
{
    bool is_own = strcmp(from->index->path, served->file) == 0;

    for (size_t i = 0; i < from->index->function_count; i++) {
        const dl_indexed_function *function = &from->index->functions[i];

        if ((is_own || !function->is_static) && strcmp(function->name, served->address->name) == 0 &&
            names_any(walk, from->index->path, function))
            return true;
    }
    return false;
}

/* Of the routines that the system calls again and again those that name what the entry sets up: what they would meet
 * were they called before that. */
static void look_at_served(const walker *walk)
{
    whole *w = walk->w;

    if (walk->served.count && walk->set_up.count && !w->is_indexed)
        load_index(w);
    for (size_t n = 0; n < walk->served.count && walk->set_up.count; n++)
        for (size_t i = 0; i < w->source_count; i++)
            if (names_what_is_set_up(walk, &w->sources[i], &walk->served.at[n]))
                want_callee(w, walk->served.at[n].address->name, walk->served.at[n].file);
}

/* From the entry on, in the program as far as it is linked. */
static void look_for_open(whole *w)
{
    walker walk = {.w = w,
                   .seen = dl_map_new(w->scratch),
                   .seen_aside = dl_map_new(w->scratch),
                   .called_slots = dl_map_new(w->scratch)};
    size_t done = 0, done_aside = 0, done_vars = 0, done_stored = 0;

    reach(&walk, w->parse->entry);
    while (done < walk.todo.count || done_vars < walk.vars.count ||
           (walk.has_pointer_calls && done_stored < walk.stored.count) || reach_slots(&walk) ||
           done_aside < walk.aside.count) {
        if (done < walk.todo.count)
            look_at_function(&walk, walk.todo.at[done++]);
        else if (done_vars < walk.vars.count)
            look_at_variable(&walk, walk.vars.at[done_vars++]);
        else if (walk.has_pointer_calls &&
                 done_stored < walk.stored.count) { /* a table of steps that the entry goes through */
            stored_address stored = walk.stored.at[done_stored++];

            walk.is_aside = stored.is_aside;
            reach_address(&walk, stored.address, stored.file);
            walk.is_aside = false;
        } else if (done_aside < walk.aside.count) {
            walk.is_aside = true;
            look_at_function(&walk, walk.aside.at[done_aside++]);
            walk.is_aside = false;
        }
    }
    look_at_served(&walk);
    follow_wanted(w);
}

/* ---- parsing and linking ---- */

static int by_open(const void *left, const void *right)
{
    const dl_indexed_function *a = *(const dl_indexed_function *const *)left;
    const dl_indexed_function *b = *(const dl_indexed_function *const *)right;

    return a->open < b->open ? -1 : a->open > b->open;
}

static const dl_indexed_function **hidden_of(whole *w, const source *from, size_t *count)
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

static void doubt_all(whole *w, const source *from, const char *reason)
{
    for (size_t i = 0; i < from->index->function_count; i++)
        if (from->is_wanted[i])
            (void)doubt(w, from->index->functions[i].name, reason);
}

/* What a C++ body calls through objects is known only when it is parsed. A file of which that asks for more is parsed
 * once again, as a whole: not once for each step of such a chain. */
static void show_all(source *from)
{
    for (size_t i = 0; i < from->index->function_count; i++)
        from->is_wanted[i] = true;
}

static void parse_source(whole *w, source *from)
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
    if (from->unit && !is_c_file(from->index->path))
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

static bool parse_wanted(whole *w)
{
    bool is_any = false;

    for (size_t i = 0; i < w->source_count; i++) {
        source *from = &w->sources[i];

        if (!from->is_used || !from->is_new || from->is_failed)
            continue;
        parse_source(w, from);
        is_any = is_any || from->unit;
    }
    return is_any;
}

/* Variables that another file defines without an initialiser begin as zero, as those of this file do. */
static void define_plain(const whole *w)
{
    for (size_t i = 0; i < w->program->global_count; i++) {
        dl_var *var = (dl_var *)w->program->globals[i];

        if (var->is_extern && !var->may_be_function && var->is_shared && dl_map_get(w->plain, var->name))
            var->is_extern = false;
    }
}

static void link_all(whole *w)
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
    whole w = {.frontend = frontend,
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
    do
        look_for_open(&w);
    while (++round < MOST_ROUNDS && parse_wanted(&w) && (link_all(&w), true));
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
