#include "engine/unread.h"

#include "engine/named.h"
#include "support/platform.h"
#include "support/table.h"
#include "support/vec.h"

#include <string.h>

enum { MOST_SOURCES = 400 };

typedef struct body {
    const dl_indexed_file *file;
    const dl_indexed_function *function;
} body;

/* Bodies in the order of the sources, and what stands in them. */
typedef struct body_set {
    DL_VEC(body *) bodies;
    dl_table names;             /* name, as the index has it → the first body that names it */
    DL_VEC(dl_named_api) known; /* routines among these */
} body_set;

/* An argument of a call of one of them, in a function that was read. */
typedef struct given {
    const dl_function *by;
    const dl_expr *arg;
} given;

/* Whether something runs a body is told by the names in all files of the driver, headers too. These are not read where
 * no body that the parser has not seen, run or not, says anything of what is asked. */
struct dl_unread_bodies {
    dl_index *files;
    const dl_driver *driver;
    const dl_scope *scope;
    dl_named *named;
    dl_arena *arena;
    bool is_found, is_sifted;
    body_set all, run; /* that were not read; those of them that something may run */
    const char *gap;   /* a source that could not be read, or NULL */
    bool is_given_found;
    DL_VEC(given) given; /* what is handed to them */
};

static char yes;

dl_unread_bodies *dl_unread_new(dl_index *files, const dl_driver *driver, const dl_scope *scope, dl_named *named,
                                dl_arena *arena)
{
    dl_unread_bodies *unread = DL_NEW(arena, dl_unread_bodies);

    unread->files = files;
    unread->driver = driver;
    unread->scope = scope;
    unread->named = named;
    unread->arena = arena;
    return unread;
}

/* ---- which they are ---- */

/* Namespaces and classes are spelled in many ways: the last name tells. */
static const char *key_of_body(const dl_unread_bodies *unread, const char *file, const char *function)
{
    return dl_arena_printf(unread->arena, "%s:%s", file, dl_text_last_name(function));
}

/* A macro may make the name of it. */
static const char *key_of_line(const dl_unread_bodies *unread, const char *file, unsigned line)
{
    return dl_arena_printf(unread->arena, "%s:%u:", file, line);
}

static dl_map *find_read(const dl_unread_bodies *unread)
{
    const dl_program *program = dl_scope_program(unread->scope);
    dl_map *read = dl_map_new(unread->arena);

    for (size_t i = 0; i < program->function_count; i++) {
        const dl_function *function = program->functions[i];

        if (!function->span.file || !function->block_count)
            continue;
        (void)dl_map_add(read, key_of_body(unread, function->span.file->path, function->name), &yes);
        (void)dl_map_add(read, key_of_line(unread, function->span.file->path, function->span.line), &yes);
    }
    return read;
}

/* What tells whether a routine is named at all; NULL: that is not known. */
static const dl_mentions *names_of_all(const dl_unread_bodies *unread)
{
    const dl_mentions *mentions = unread->named ? dl_named_mentions(unread->named) : NULL;

    return mentions && !dl_mentions_has(mentions, "dllexport") && !dl_is_named_beside_c(unread->driver, unread->arena)
               ? mentions
               : NULL;
}

/* It is neither called nor given to anybody who might call it. */
static bool is_never_run(const dl_mentions *all, const dl_indexed_function *function)
{
    return all && !dl_text_starts(function->name, "Dll") && !dl_mentions_has(all, function->name) &&
           !dl_mentions_has_text(all, function->name);
}

static void add_body(dl_unread_bodies *unread, body_set *set, body *at)
{
    dl_vec_push(unread->arena, &set->bodies, at);
    for (size_t k = 0; k < at->function->name_count; k++) {
        const char *name = at->function->names[k];
        const dl_api *api;

        if (dl_table_get(&set->names, name))
            continue;
        dl_table_set(&set->names, name, at);
        api = dl_facts_api(dl_scope_facts(unread->scope), name);
        if (api && !api->is_known_only)
            dl_vec_push(unread->arena, &set->known, ((dl_named_api){name, api}));
    }
}

static bool is_read(const dl_unread_bodies *unread, const dl_map *read, const char *path,
                    const dl_indexed_function *function)
{
    return dl_map_get(read, key_of_body(unread, path, function->name)) ||
           (function->made_of_count && dl_map_get(read, key_of_line(unread, path, function->line)));
}

static void add_file(dl_unread_bodies *unread, const dl_map *read, const char *path)
{
    const dl_indexed_file *file = dl_index_file(unread->files, unread->driver, path);

    if (!file) {
        if (!unread->gap)
            unread->gap = path;
        return;
    }
    if (strcmp(path, unread->driver->entry_file) != 0 && dl_indexed_is_program(file, unread->driver))
        return;
    for (size_t i = 0; i < file->function_count; i++) {
        body *made;

        if (is_read(unread, read, path, &file->functions[i]))
            continue;
        made = DL_NEW(unread->arena, body);
        *made = (body){file, &file->functions[i]};
        add_body(unread, &unread->all, made);
    }
}

static void find_all(dl_unread_bodies *unread)
{
    const dl_driver *driver = unread->driver;
    dl_map *read;

    if (unread->is_found)
        return;
    unread->is_found = true;
    dl_table_init(&unread->all.names, unread->arena);
    if (!unread->files)
        return;
    read = find_read(unread);
    for (size_t i = 0; i < driver->source_count && i < MOST_SOURCES; i++)
        add_file(unread, read, driver->sources[i]);
    if (driver->source_count > MOST_SOURCES)
        unread->gap = driver->sources[MOST_SOURCES];
}

static const body_set *sift(dl_unread_bodies *unread)
{
    const dl_mentions *all;

    if (unread->is_sifted)
        return &unread->run;
    unread->is_sifted = true;
    all = names_of_all(unread);
    if (!all) {
        unread->run = unread->all;
        return &unread->run;
    }
    dl_table_init(&unread->run.names, unread->arena);
    for (size_t i = 0; i < unread->all.bodies.count; i++)
        if (!is_never_run(all, unread->all.bodies.at[i]->function))
            add_body(unread, &unread->run, unread->all.bodies.at[i]);
    return &unread->run;
}

/* ---- what they name ---- */

static const body *first_naming(const dl_unread_bodies *unread, const body_set *set, const char *name)
{
    name = unread->files ? dl_index_name(unread->files, name) : NULL;
    return name ? dl_table_get(&set->names, name) : NULL;
}

/* The first body that names it. `only_in`: a file, or NULL. */
static const body *find_in(const dl_unread_bodies *unread, const body_set *set, const char *name, const char *only_in)
{
    const body *first = first_naming(unread, set, name);

    if (!first || !only_in)
        return first;
    name = dl_index_name(unread->files, name);
    for (size_t i = 0; i < set->bodies.count; i++)
        if (dl_text_equal(set->bodies.at[i]->file->path, only_in) &&
            dl_indexed_mentions(set->bodies.at[i]->function, name))
            return set->bodies.at[i];
    return NULL;
}

static const body *find_name(dl_unread_bodies *unread, const char *name, const char *only_in)
{
    if (strchr(name, DL_MEMBER_MARK))
        name = dl_arena_strndup(unread->arena, name, dl_member_name_size(name));
    find_all(unread);
    return find_in(unread, &unread->all, name, only_in) ? find_in(unread, sift(unread), name, only_in) : NULL;
}

static bool has(const body_set *set, const char *name)
{
    for (size_t i = 0; i < set->bodies.count; i++)
        if (dl_text_equal(dl_text_last_name(set->bodies.at[i]->function->name), name))
            return true;
    return false;
}

bool dl_unread_has(dl_unread_bodies *unread, const char *name)
{
    find_all(unread);
    return has(&unread->all, name) && has(sift(unread), name);
}

bool dl_unread_names_routine(dl_unread_bodies *unread, const dl_function *function)
{
    const char *only_in = function->is_static && function->span.file ? function->span.file->path : NULL;

    return find_name(unread, function->name, only_in) != NULL;
}

bool dl_unread_names(dl_unread_bodies *unread, const char *member)
{
    return unread && (find_name(unread, member, NULL) || unread->gap);
}

bool dl_unread_names_var(dl_unread_bodies *unread, const dl_var *var)
{
    if (!unread || var->storage != DL_GLOBAL)
        return false;
    if (!var->is_shared && var->span.file)
        return find_name(unread, var->name, var->span.file->path) != NULL;
    return find_name(unread, var->name, NULL) != NULL || unread->gap;
}

bool dl_unread_names_member_of(dl_unread_bodies *unread, const dl_var *var, const char *member)
{
    const body_set *run;
    const char *name;

    if (!dl_unread_names_var(unread, var))
        return false;
    if (dl_unread_names(unread, member))
        return true;
    run = sift(unread);
    name = dl_index_name(unread->files, var->name);
    for (size_t i = 0; i < run->bodies.count; i++)
        if (dl_indexed_mentions_whole(run->bodies.at[i]->function, name))
            return true;
    return false;
}

static void find_given(dl_unread_bodies *unread)
{
    const dl_program *program = dl_scope_program(unread->scope);

    unread->is_given_found = true;
    for (size_t f = 0; f < program->function_count; f++)
        for (size_t b = 0; b < program->functions[f]->block_count; b++)
            for (size_t i = 0; i < program->functions[f]->blocks[b].count; i++) {
                const dl_instr *call = &program->functions[f]->blocks[b].instrs[i];

                if (call->kind != DL_I_CALL || call->callee || !call->name ||
                    !dl_unread_has(unread, dl_text_last_name(call->name)))
                    continue;
                for (size_t a = 0; a < call->arg_count; a++)
                    dl_vec_push(unread->arena, &unread->given, ((given){program->functions[f], call->args[a]}));
            }
}

static bool names_member(const dl_expr *expr, const char *member)
{
    return expr && ((expr->kind == DL_E_FIELD && dl_text_equal(expr->name, member)) || names_member(expr->a, member) ||
                    names_member(expr->b, member));
}

/* Of a local that holds one value, that. */
static const dl_expr *meant_by(const given *at)
{
    const dl_expr *arg = dl_expr_uncast(at->arg);
    const dl_expr *value =
        arg->kind == DL_E_VAR && arg->var->storage == DL_LOCAL ? dl_function_only_value(at->by, arg->var) : NULL;

    return value ? dl_expr_uncast(value) : arg;
}

/* Whether the argument is what stands in a place of that name, or leads to the structure that the place is in. */
static bool may_lead_to(const given *at, const dl_expr *place)
{
    const dl_expr *arg = meant_by(at);
    const dl_var *root = dl_expr_root(place);
    const dl_expr *owner = place->kind == DL_E_FIELD ? place->a : NULL;
    const dl_type *type = arg->type->kind == DL_TYPE_POINTER ? arg->type->element : NULL;

    if (root && dl_var_is_static(root) && dl_expr_mentions(arg, root))
        return true;
    return owner &&
           (names_member(arg, place->name) || (type && dl_text_equal(type->canonical, owner->type->canonical)));
}

/* The arguments alone tell; a member, where it is not handed over itself, has to be named. */
static bool is_given(dl_unread_bodies *unread, const dl_expr *place, bool is_named)
{
    if (!unread->is_given_found)
        find_given(unread);
    for (size_t i = 0; i < unread->given.count; i++)
        if (may_lead_to(&unread->given.at[i], place) &&
            (is_named || names_member(meant_by(&unread->given.at[i]), place->name)))
            return true;
    return false;
}

/* To release what is kept in a place, one has to name the global that leads there, and the member; or is given it. What
 * is in a local is found elsewhere, where it was put. */
static bool may_name_place(dl_unread_bodies *unread, const dl_expr *place)
{
    const dl_expr *member = place, *root = place;
    bool is_named, is_own;

    while (root && root->kind != DL_E_VAR)
        root = root->a;
    while (member && member->kind != DL_E_FIELD && member->kind != DL_E_VAR)
        member = member->a;
    is_named = !member || member->kind != DL_E_FIELD || find_name(unread, member->name, NULL);
    is_own = !root || !dl_var_is_static(root->var);
    if (is_own && (is_named || !dl_expr_is_behind_pointer(place)))
        return true;
    return (is_named && dl_unread_names_var(unread, root->var)) || (member && is_given(unread, member, is_named));
}

/* What is given a routine with the object leaves it to that: its body names the release. */
static bool is_release(const dl_resource *kind, const dl_api *api)
{
    return dl_api_is_among(api, kind->release, kind->release_count) ||
           (dl_api_is_among(api, kind->consumed_by, kind->consumed_count) && !api->callback_count);
}

static const char *clause(const dl_unread_bodies *unread, const body *at, const char *name, const char *then)
{
    return dl_arena_printf(unread->arena, "%s of %s, which was not read, names %s%s", at->function->name,
                           dl_path_name(at->file->path), name, then);
}

static const char *find_release(const body_set *set, const dl_resource *kind)
{
    for (size_t i = 0; i < set->known.count; i++)
        if (is_release(kind, set->known.at[i].api))
            return set->known.at[i].name;
    return NULL;
}

const char *dl_unread_release(dl_unread_bodies *unread, const dl_resource *kind, const dl_expr *kept_in)
{
    const char *name;

    if (!unread)
        return NULL;
    find_all(unread);
    name = find_release(&unread->all, kind) ? find_release(sift(unread), kind) : NULL;
    if (name && kept_in && !may_name_place(unread, kept_in))
        return NULL;
    return name ? clause(unread, find_name(unread, name, NULL), name, " and may release it") : NULL;
}

static const char *find_call(const dl_unread_bodies *unread, const body_set *set, const dl_event_form *form)
{
    for (size_t i = 0; i < set->known.count; i++)
        if (dl_named_is_of_call(form, set->known.at[i].api, set->known.at[i].name))
            return set->known.at[i].name;
    for (size_t i = 0; i < form->calls.count; i++)
        if (first_naming(unread, set, form->calls.at[i]))
            return form->calls.at[i];
    return NULL;
}

static bool names_driver_object(const dl_indexed_function *function)
{
    static const char *const words[] = {"driverobj", "driver_obj", "drvobj"};

    for (size_t k = 0; k < function->name_count; k++)
        for (const char *at = function->names[k]; *at; at++)
            for (size_t i = 0; i < sizeof words / sizeof *words; i++)
                if (dl_text_starts_case(at, words[i]))
                    return true;
    return false;
}

static bool is_record(void *self, const char *type)
{
    const dl_mentions *mentions = dl_named_mentions(((const dl_unread_bodies *)self)->named);

    return mentions && dl_mentions_is_record(mentions, type);
}

/* Members such as `Flags` stand everywhere: a body that stores to one of a driver object names that, too, and more than
 * compares it; and not only to one of a structure that the driver has itself. */
static const body *find_store(const dl_unread_bodies *unread, const body_set *set, const dl_path_pattern *path)
{
    const char *member = dl_named_member(path);
    bool is_array = path->count && path->steps[path->count - 1].kind != DL_P_FIELD;

    if (!member || !first_naming(unread, set, member))
        return NULL;
    member = dl_index_name(unread->files, member);
    for (size_t i = 0; i < set->bodies.count; i++) {
        const body *at = set->bodies.at[i];

        if (dl_indexed_may_store(at->function, member) && names_driver_object(at->function) &&
            (!unread->named ||
             dl_indexed_may_store_but(at->function, member, is_array, is_record, (void *)(uintptr_t)unread)))
            return at;
    }
    return NULL;
}

/* The body, and what it names; NULL: none names anything. */
static const body *find_event(const dl_unread_bodies *unread, const body_set *set, const dl_event_pattern *event,
                              const char **name)
{
    for (size_t i = 0; i < event->count; i++) {
        const dl_event_form *form = &event->forms[i];

        *name = form->kind == DL_ON_CALL ? find_call(unread, set, form) : NULL;
        if (*name)
            return find_in(unread, set, *name, NULL);
        for (size_t k = 0; form->kind == DL_ON_STORE && k < form->path_count; k++) {
            const body *at;

            *name = dl_named_member(&form->paths[k]);
            at = find_store(unread, set, &form->paths[k]);
            if (at)
                return at;
        }
    }
    return NULL;
}

const char *dl_unread_event(dl_unread_bodies *unread, const dl_event_pattern *event)
{
    const char *name;
    const body *at;

    if (!unread)
        return NULL;
    find_all(unread);
    at = find_event(unread, &unread->all, event, &name) ? find_event(unread, sift(unread), event, &name) : NULL;
    return at ? clause(unread, at, name, "") : NULL;
}
