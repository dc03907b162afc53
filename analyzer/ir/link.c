#include "ir/link.h"

#include "ir/members.h"
#include "support/table.h"
#include "support/vec.h"

#include <string.h>

enum { DEEPEST_EXPR = 400 };

typedef DL_VEC(const dl_function *) function_list;
typedef DL_VEC(const dl_var *) var_list;

/* What stands for a function of a unit in the program: itself, or the same one of an earlier unit. */
typedef struct kept_function {
    const dl_function *function, *kept;
} kept_function;

typedef struct linker {
    dl_arena *arena;
    const dl_program *const *units;
    size_t unit_count;
    dl_program *program;
    function_list functions;
    kept_function *kept; /* open addressing by pointer */
    size_t kept_room;
    dl_map *in_headers; /* `file:offset` → the function */
    dl_map *externals;  /* name → function_list */
    dl_map *variables;  /* name → the variable that stands for all of that name */
} linker;

/* ---- functions ---- */

static kept_function *find_kept(const linker *l, const dl_function *function)
{
    size_t i = (size_t)dl_hash_mix(0, (uint64_t)(uintptr_t)function) & (l->kept_room - 1);

    while (l->kept[i].function && l->kept[i].function != function)
        i = (i + 1) & (l->kept_room - 1);
    return &l->kept[i];
}

static void keep(linker *l, const dl_function *function, const dl_function *kept)
{
    *find_kept(l, function) = (kept_function){function, kept};
}

static void add_external(linker *l, const dl_function *function)
{
    function_list *list = dl_map_get(l->externals, function->name);

    if (!list) {
        list = DL_NEW(l->arena, function_list);
        dl_map_set(l->externals, function->name, list);
    }
    dl_vec_push(l->arena, list, function);
}

static void add_function(linker *l, const dl_program *unit, const dl_function *function)
{
    const dl_file *file = function->span.file;

    if (file && file != unit->files[0]) {
        const char *key = dl_arena_printf(l->arena, "%s:%u:%s:%s", file->path, function->span.offset, function->name,
                                          function->instance ? function->instance : "");
        const dl_function *first = dl_map_get(l->in_headers, key);

        if (first && first->param_count == function->param_count) {
            keep(l, function, first);
            return;
        }
        dl_map_set(l->in_headers, key, (void *)function);
    }
    keep(l, function, function);
    dl_vec_push(l->arena, &l->functions, function);
    if (!function->is_static)
        add_external(l, function);
}

static void collect_functions(linker *l)
{
    size_t count = 0;

    for (size_t u = 0; u < l->unit_count; u++)
        count += l->units[u]->function_count;
    for (l->kept_room = 64; l->kept_room < 2 * count;)
        l->kept_room *= 2;
    l->kept = DL_NEW_ARRAY(l->arena, l->kept_room, kept_function);
    for (size_t u = 0; u < l->unit_count; u++)
        for (size_t i = 0; i < l->units[u]->function_count; i++)
            add_function(l, l->units[u], l->units[u]->functions[i]);
}

/* A function's value is its name: two of one name get names of their own, equal as text alone. */
static void part_names(linker *l)
{
    dl_map *first = dl_map_new(l->arena);

    for (size_t i = 0; i < l->functions.count; i++) {
        dl_function *function = (dl_function *)l->functions.at[i];

        if (!dl_map_add(first, function->name, function))
            function->name = dl_arena_strdup(l->arena, function->name);
    }
}

static bool takes(const dl_function *function, size_t count)
{
    return function->param_count == count ||
           (function->type && function->type->is_variadic && function->param_count < count);
}

static bool has_type(const dl_function *function, const dl_type *type)
{
    if (!type || type->kind != DL_TYPE_FUNCTION || type->param_count != function->param_count)
        return false;
    for (size_t i = 0; i < type->param_count; i++)
        if (!dl_text_equal(type->params[i]->canonical, function->params[i]->type->canonical))
            return false;
    return true;
}

static bool fits(const dl_function *function, const dl_type *const *args, size_t count)
{
    if (!takes(function, count))
        return false;
    for (size_t i = 0; i < function->param_count; i++)
        if (!dl_text_equal(args[i]->canonical, function->params[i]->type->canonical))
            return false;
    return true;
}

/* The only one of a name, where C lets the arguments go that it does not take. */
static const dl_function *with_less(const function_list *list, const dl_instr *call)
{
    const dl_function *only = list && list->count == 1 ? list->at[0] : NULL;

    return only && (!only->is_cpp || only->is_extern_c) && only->param_count < call->arg_count ? only : NULL;
}

/* The one that a call with these arguments means; NULL: none, or which one is not known. */
static const dl_function *called(const linker *l, const dl_instr *call)
{
    const function_list *list = dl_map_get(l->externals, call->name);
    const dl_function *found = NULL, *exact = NULL;
    const dl_type **types = list ? DL_NEW_ARRAY(l->arena, call->arg_count + 1, const dl_type *) : NULL;
    size_t able = 0, exactly = 0;

    for (size_t i = 0; list && i < call->arg_count; i++)
        types[i] = call->args[i]->type;
    for (size_t i = 0; list && i < list->count; i++) {
        if (!takes(list->at[i], call->arg_count))
            continue;
        found = list->at[i];
        able++;
        if (!found->is_cpp || found->is_extern_c || !fits(found, types, call->arg_count))
            continue;
        exact = found;
        exactly++;
    }
    if (able == 0)
        return with_less(list, call);
    return able == 1 ? found : exactly == 1 ? exact : NULL;
}

/* The one whose address is taken. */
static const dl_function *addressed(const linker *l, const dl_expr *expr)
{
    const function_list *list = expr->name ? dl_map_get(l->externals, expr->name) : NULL;
    const dl_type *type = expr->type->kind == DL_TYPE_POINTER ? expr->type->element : expr->type;
    const dl_function *found = NULL;
    size_t count = 0;

    if (list && list->count == 1)
        return list->at[0];
    for (size_t i = 0; list && i < list->count; i++)
        if (has_type(list->at[i], type)) {
            found = list->at[i];
            count++;
        }
    return count == 1 ? found : NULL;
}

/* ---- variables ---- */

static bool is_same_place(const dl_var *a, const dl_var *b)
{
    return a->span.file == b->span.file && a->span.offset == b->span.offset;
}

static unsigned rank(const dl_var *var)
{
    return var->init_count ? 2 : !var->is_extern;
}

static bool is_linked(const dl_var *var)
{
    return var->storage == DL_GLOBAL && var->is_shared;
}

/* Of each name, interned, the variable of the unit, or `several`: of classes and namespaces. */
static void find_single(const linker *l, const dl_program *unit, const dl_var *several, dl_table *single)
{
    dl_table_init(single, l->arena);
    for (size_t i = 0; i < unit->global_count; i++) {
        const dl_var *var = unit->globals[i], *known = is_linked(var) ? dl_table_get(single, var->name) : NULL;

        if (is_linked(var))
            dl_table_set(single, var->name, (void *)(known && known != var ? several : var));
    }
}

/* `taken` tells of each name whether it stands for one variable only. */
static void collect_variables(linker *l, dl_map *unclear)
{
    static const dl_var several;
    static char yes;

    for (size_t u = 0; u < l->unit_count; u++) {
        dl_table single;

        find_single(l, l->units[u], &several, &single);
        for (size_t i = 0; i < l->units[u]->global_count; i++) {
            const dl_var *var = l->units[u]->globals[i], *known;

            if (!is_linked(var) || dl_map_get(unclear, var->name))
                continue;
            known = dl_map_get(l->variables, var->name);
            if ((known && rank(known) == 2 && rank(var) == 2 && !is_same_place(known, var)) ||
                dl_table_get(&single, var->name) == &several) {
                dl_map_set(unclear, var->name, &yes);
                dl_map_set(l->variables, var->name, NULL);
            } else if (!known || rank(var) > rank(known)) {
                dl_map_set(l->variables, var->name, (void *)var);
            }
        }
    }
}

static const dl_var *variable(const linker *l, const dl_var *var)
{
    const dl_var *found = is_linked(var) ? dl_map_get(l->variables, var->name) : NULL;

    return found ? found : var;
}

static void collect_globals(linker *l)
{
    var_list globals = {0};

    for (size_t u = 0; u < l->unit_count; u++)
        for (size_t i = 0; i < l->units[u]->global_count; i++)
            if (variable(l, l->units[u]->globals[i]) == l->units[u]->globals[i])
                dl_vec_push(l->arena, &globals, l->units[u]->globals[i]);
    l->program->globals = globals.at;
    l->program->global_count = globals.count;
}

/* ---- binding ---- */

/* What the unit knew no declaration of is the routine or the variable of that name, where another defines one. */
static void bind_made_up(linker *l, dl_expr *expr)
{
    const char *name = dl_expr_made_up_name(expr);
    const function_list *list = name ? dl_map_get(l->externals, name) : NULL;
    const dl_var *var = name && expr->kind == DL_E_CONST ? dl_map_get(l->variables, name) : NULL;

    if (var) {
        expr->kind = DL_E_VAR;
        expr->var = var;
        expr->type = var->type;
    }
    if (var || !list || list->count != 1)
        return;
    expr->kind = DL_E_FUNCTION;
    expr->function = list->at[0];
    expr->type = expr->function->type;
    expr->name = expr->function->name;
    expr->var = NULL;
}

static void bind_expr(linker *l, const dl_expr *bound, unsigned depth)
{
    dl_expr *expr = (dl_expr *)bound;

    if (!expr || depth > DEEPEST_EXPR)
        return;
    bind_made_up(l, expr);
    if (expr->kind == DL_E_VAR)
        expr->var = variable(l, expr->var);
    if (expr->kind == DL_E_FUNCTION) {
        expr->function = expr->function ? find_kept(l, expr->function)->kept : NULL;
        if (!expr->function)
            expr->function = addressed(l, expr);
        if (expr->function)
            expr->name = expr->function->name;
    }
    bind_expr(l, expr->a, depth + 1);
    bind_expr(l, expr->b, depth + 1);
}

static void bind_instr(linker *l, const dl_instr *bound)
{
    dl_instr *instr = (dl_instr *)bound;

    if (instr->kind == DL_I_CALL) {
        instr->callee = instr->callee ? find_kept(l, instr->callee)->kept : NULL;
        if (!instr->callee && instr->name && !instr->is_macro_only)
            instr->callee = called(l, instr);
    }
    for (size_t i = 0; i < dl_instr_expr_count(instr); i++)
        bind_expr(l, dl_instr_expr(instr, i), 0);
}

static void bind_lasting(linker *l, const dl_var *var)
{
    for (size_t i = 0; i < var->init_count; i++)
        bind_instr(l, &var->inits[i]);
    for (size_t i = 0; i < var->end_count; i++)
        bind_instr(l, &var->ends[i]);
}

static void bind_function(linker *l, const dl_function *function)
{
    for (size_t i = 0; i < function->local_count; i++)
        bind_lasting(l, function->locals[i]);
    for (size_t b = 0; b < function->block_count; b++) {
        const dl_block *block = &function->blocks[b];

        for (size_t i = 0; i < block->count; i++)
            bind_instr(l, &block->instrs[i]);
        bind_expr(l, block->term.value, 0);
        for (size_t i = 0; i < block->term.case_count; i++)
            bind_expr(l, block->term.cases[i].value, 0);
    }
}

static void bind_all(linker *l)
{
    for (size_t i = 0; i < l->functions.count; i++)
        bind_function(l, l->functions.at[i]);
    for (size_t i = 0; i < l->program->global_count; i++)
        bind_lasting(l, l->program->globals[i]);
}

/* ---- what else the units hold ---- */

static void collect_files(linker *l)
{
    DL_VEC(const dl_file *) files = {0};

    for (size_t u = 0; u < l->unit_count; u++)
        for (size_t i = 0; i < l->units[u]->file_count; i++) {
            bool is_new = true;

            for (size_t k = 0; k < files.count; k++)
                is_new = is_new && files.at[k] != l->units[u]->files[i];
            if (is_new)
                dl_vec_push(l->arena, &files, l->units[u]->files[i]);
        }
    l->program->files = files.at;
    l->program->file_count = files.count;
}

typedef struct same_name {
    const dl_declared *declared;
    const struct same_name *next;
} same_name;

static void collect_declared(linker *l)
{
    DL_VEC(dl_declared) declared = {0};
    dl_table by_name; /* names are interned, and files are read once: both are known by their address */

    dl_table_init(&by_name, l->arena);
    for (size_t u = 0; u < l->unit_count; u++)
        for (size_t i = 0; i < l->units[u]->declared_count; i++) {
            const dl_declared *one = &l->units[u]->declared[i];
            const same_name *first = dl_table_get(&by_name, one->name), *at = first;

            while (at && (at->declared->span.file != one->span.file || at->declared->span.offset != one->span.offset))
                at = at->next;
            if (at)
                continue;
            dl_table_set(&by_name, one->name, dl_arena_copy(l->arena, &(same_name){one, first}, sizeof *first));
            dl_vec_push(l->arena, &declared, *one);
        }
    l->program->declared = declared.at;
    l->program->declared_count = declared.count;
}

dl_program *dl_link(const dl_program *const *units, size_t count, unsigned var_count, dl_arena *arena)
{
    linker l = {.arena = arena, .units = units, .unit_count = count};

    l.program = DL_NEW(arena, dl_program);
    *l.program = *units[0];
    l.program->arena = arena;
    l.program->var_count = var_count;
    l.in_headers = dl_map_new(arena);
    l.externals = dl_map_new(arena);
    l.variables = dl_map_new(arena);
    collect_functions(&l);
    part_names(&l);
    collect_variables(&l, dl_map_new(arena));
    collect_globals(&l);
    dl_members_part(units, count, arena);
    bind_all(&l);
    collect_files(&l);
    collect_declared(&l);
    l.program->functions = l.functions.at;
    l.program->function_count = l.functions.count;
    return l.program;
}
