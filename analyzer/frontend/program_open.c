/* program_open.c: what the code that is linked so far leaves open: callees, callbacks and variables whose bodies
 * another file has. */
#include "frontend/program_parts.h"

#include "kernel/wdk_index.h"

#include <string.h>

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

/* What a routine that goes to a place of the driver's own may come to be for, by what it is given: the driver alone as
 * an unload routine is. NULL: anything. */
static const char *role_of_type(const dl_type *type)
{
    if (type->kind == DL_TYPE_POINTER && type->element)
        type = type->element;
    if (type->kind != DL_TYPE_FUNCTION || type->param_count == 0 ||
        !(dl_type_named(type->params[0], "PDRIVER_OBJECT") || dl_type_named(type->params[0], "WDFDRIVER")))
        return NULL;
    return type->param_count == 1 ? "unload" : "add-device";
}

/* ---- what the code leaves open ---- */

typedef struct stored_address {
    const dl_expr *address;
    const char *file;
    bool is_aside;   /* what stores it is */
    bool is_request; /* it serves requests: what it calls is most of the driver */
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
    dl_whole *w;
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
        dl_program_want_callee(walk->w, address->name, file);
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
        dl_program_want_function(walk->w, dl_expr_made_up_name(expr), file);
    if (expr->kind == DL_E_FUNCTION && !role) {
        dl_vec_push(walk->w->scratch, &walk->stored, (stored_address){expr, file, walk->is_aside, false});
        if (role_of_type(expr->type))
            reach_callback(walk, expr, role_of_type(expr->type), file);
    } else if (expr->kind == DL_E_FUNCTION && is_role_read(role)) {
        reach_callback(walk, expr, role, file);
    } else if (expr->kind == DL_E_FUNCTION && role != guessed) {
        dl_vec_push(walk->w->scratch, &walk->served,
                    (stored_address){expr, file, walk->is_aside, !dl_text_ends(role, "callback")});
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
        dl_program_want_callee(walk->w, call->name, file);
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
        dl_program_want_variable(walk->w, var->name);
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

/* What a routine that the system calls again and again would meet of what the entry sets up, were it called before
 * that: through what it calls, too. */
typedef struct search {
    const walker *walk;
    dl_map *seen; /* functions of the program by address; names of others, with the file that asks → yes, or no */
    bool is_flat; /* what the routine calls is not looked at */
} search;

enum { DEEPEST_SERVED = 4 };

static char no;

static bool meets(search *s, const char *name, const char *asker, unsigned depth);

static bool body_meets(search *s, const char *file, const dl_indexed_function *function, unsigned depth)
{
    bool is_met = names_any(s->walk, file, function);

    for (size_t k = 0; k < function->name_count; k++)
        if (function->is_called[k] && !s->is_flat && meets(s, function->names[k], file, depth + 1))
            is_met = true;
    return is_met;
}

/* All bodies on the way there are wanted. `name`: a text of the index. */
static bool meets(search *s, const char *name, const char *asker, unsigned depth)
{
    dl_whole *w = s->walk->w;
    const char *key = dl_arena_printf(w->scratch, "%s\n%s", name, asker);
    const void *known = dl_map_get(s->seen, key);
    bool is_met = false;

    if (known || depth > DEEPEST_SERVED)
        return known == &yes;
    (void)dl_map_add(s->seen, key, &no);
    for (size_t i = 0; i < w->source_count; i++) {
        const dl_indexed_file *file = w->sources[i].index;

        for (size_t k = 0; k < file->function_count; k++)
            if (file->functions[k].name == name && (!file->functions[k].is_static || strcmp(file->path, asker) == 0) &&
                body_meets(s, file->path, &file->functions[k], depth))
                is_met = true;
    }
    if (is_met) {
        dl_map_set(s->seen, key, &yes);
        dl_program_want_callee(w, name, asker);
    }
    return is_met;
}

/* A body that was read. */
static void function_meets(search *s, const dl_function *function, unsigned depth)
{
    dl_whole *w = s->walk->w;
    const char *file = function->span.file ? function->span.file->path : "";

    if (depth > DEEPEST_SERVED || !is_first(s->walk, s->seen, function))
        return;
    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_instr *call = &function->blocks[b].instrs[i];
            const char *name = call->kind == DL_I_CALL && call->name && !call->callee
                                   ? dl_index_name(w->frontend->files, call->name)
                                   : NULL;

            if (call->kind == DL_I_CALL && call->callee)
                function_meets(s, call->callee, depth + 1);
            else if (name)
                (void)meets(s, name, file, depth + 1);
        }
}

static void look_at_served(const walker *walk)
{
    dl_whole *w = walk->w;
    search s = {walk, dl_map_new(w->scratch), false};

    if (walk->served.count == 0 || walk->set_up.count == 0)
        return;
    if (!w->is_indexed)
        dl_program_index(w);
    for (size_t n = 0; n < walk->served.count; n++) {
        const stored_address *served = &walk->served.at[n];
        const char *name = dl_index_name(w->frontend->files, served->address->name);

        s.is_flat = served->is_request;
        if (served->address->function && !s.is_flat)
            function_meets(&s, served->address->function, 0);
        else if (!served->address->function && name)
            (void)meets(&s, name, served->file, 0);
    }
}

void dl_program_look(dl_whole *w)
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
}
