/* lower_run.c: routines of the driver's that a call of the system runs before it comes back: one that it is given, or
 * those of a table. RULES: docs/rules.md, `calls`, `callsOnce` and `callsEach` of API facts. */
#include "frontend/lower.h"

#include <string.h>

/* Entries of a table that are told apart. */
enum { MOST_ENTRIES = 16 };

static const int64_t failure = -0x3FFFFFFF; /* STATUS_UNSUCCESSFUL */

/* Of a function that calls the routine it is given, and returns what that returned (`calls`): a call of the routine, or
 * through the pointer to it. */
void dl_run_routine(dl_fn *fn, dl_instr *call)
{
    const dl_facts *facts = fn->l->unit->facts;
    const dl_api *api = facts ? dl_facts_api(facts, call->name) : NULL;
    const dl_expr *routine, **args;

    if (!api || api->called < 0 || call->arg_count != api->params.count)
        return;
    routine = dl_expr_uncast(call->args[api->called]);
    if (routine->kind != DL_E_FUNCTION && (!dl_expr_is_place(routine) || routine->type->kind != DL_TYPE_POINTER))
        return;
    args = DL_NEW_ARRAY(fn->l->arena, api->called_with.count, const dl_expr *);
    for (size_t i = 0; i < api->called_with.count; i++)
        args[i] = api->called_with.at[i] == DL_FACT_UNTOLD ? dl_expr_unknown(fn->l, call->span, NULL, NULL)
                                                           : call->args[api->called_with.at[i]];
    call->through = call->name;
    call->name = routine->kind == DL_E_FUNCTION ? routine->name : NULL;
    call->callee = routine->kind == DL_E_FUNCTION ? routine->function : NULL;
    call->pointer = routine->kind == DL_E_FUNCTION ? NULL : routine;
    call->args = args;
    call->arg_count = api->called_with.count;
}

/* Nobody knows: the system decides. */
static void end_open(dl_fn *fn, unsigned yes, unsigned no, dl_span span)
{
    dl_expr *open = dl_expr_unknown(fn->l, span, NULL, NULL);

    open->is_synthesized = true;
    dl_end_branch(fn, open, yes, no, span);
}

static bool is_repeated(const dl_fn *fn, const dl_instr *call)
{
    const dl_api *through = call->through ? dl_facts_api(fn->l->unit->facts, call->through) : NULL;

    return through && dl_api_has_trait(through, "on-each-processor");
}

/* What runs on each processor, of which nobody knows how many there are: a loop. */
static unsigned begin_rounds(dl_fn *fn, const dl_instr *call)
{
    unsigned again = is_repeated(fn, call) ? dl_block_new(fn) : 0;

    if (again)
        dl_start(fn, again);
    return again;
}

static void end_rounds(dl_fn *fn, const dl_instr *call, unsigned again)
{
    unsigned end = again ? dl_block_new(fn) : 0;

    if (!again)
        return;
    end_open(fn, again, end, call->span);
    dl_start(fn, end);
}

static const dl_expr *new_result(dl_fn *fn, const dl_type *type, dl_span span)
{
    const dl_expr *result = dl_expr_var(fn->l, dl_temp_new(fn, type, span), span);

    dl_emit_assign(fn, result, dl_expr_const(fn->l, 0, type, span), span);
    return result;
}

static const dl_expr *compare(dl_fn *fn, dl_op op, const dl_expr *value, dl_span span)
{
    return dl_expr_binary(fn->l, op, value, dl_expr_const(fn->l, 0, fn->l->type_int, span), fn->l->type_int, span);
}

/* `result = failure; if (there was room) { routine(); result = 0; }` */
static const dl_expr *emit_or_fail(dl_fn *fn, dl_instr call, const dl_type *type)
{
    const dl_expr *result = new_result(fn, type, call.span);
    unsigned run = dl_block_new(fn), done = dl_block_new(fn);

    dl_emit_assign(fn, result, dl_expr_const(fn->l, failure, type, call.span), call.span);
    end_open(fn, run, done, call.span);
    dl_start(fn, run);
    (void)dl_emit_call(fn, call, fn->l->type_void);
    dl_emit_assign(fn, result, dl_expr_const(fn->l, 0, type, call.span), call.span);
    dl_start(fn, done);
    return result;
}

/* ---- once ---- */

/* The place that is zero until the routine has succeeded, from what the routine is given; NULL: it is not given it. */
static const dl_expr *mark_of(dl_fn *fn, const dl_instr *call, const dl_api *api)
{
    for (size_t i = 0; i < api->called_with.count; i++) {
        const dl_type *type = call->args[i]->type;

        if (api->called_with.at[i] == api->once.param && type->kind == DL_TYPE_POINTER && type->element)
            return dl_expr_field(fn->l, dl_expr_deref(fn->l, call->args[i], type->element, call->span),
                                 api->once.steps[0].field, dl_lower_type_named(fn->l, "PVOID", DL_TYPE_POINTER),
                                 call->span);
    }
    return NULL;
}

/* `if (!mark) { if (routine()) mark = 1; else result = failure; }` */
static const dl_expr *emit_once(dl_fn *fn, dl_instr call, const dl_expr *mark, const dl_type *type)
{
    const dl_expr *result = new_result(fn, type, call.span), *value;
    unsigned run = dl_block_new(fn), good = dl_block_new(fn), bad = dl_block_new(fn), done = dl_block_new(fn);

    dl_end_branch(fn, compare(fn, DL_OP_EQ, mark, call.span), run, done, call.span);
    dl_start(fn, run);
    value = dl_emit_call(fn, call, fn->l->type_int);
    dl_end_branch(fn, compare(fn, DL_OP_NE, value, call.span), good, bad, call.span);
    dl_start(fn, good);
    dl_emit_assign(fn, mark, dl_expr_const(fn->l, 1, mark->type, call.span), call.span);
    dl_end_jump(fn, done);
    dl_start(fn, bad);
    dl_emit_assign(fn, result, dl_expr_const(fn->l, failure, type, call.span), call.span);
    dl_start(fn, done);
    return result;
}

/* ---- each of a table ---- */

typedef struct entries {
    const dl_expr *at[MOST_ENTRIES]; /* that have a routine */
    size_t count;
    bool are_all; /* no other is given a place to write to */
} entries;

static const dl_var *root_of(const dl_expr *expr)
{
    for (expr = dl_expr_uncast(expr); expr; expr = expr->a ? dl_expr_uncast(expr->a) : NULL)
        if (expr->kind == DL_E_VAR)
            return expr->var;
    return NULL;
}

static bool is_same_entry(const dl_expr *a, const dl_expr *b)
{
    if (a->kind == DL_E_INDEX && b->kind == DL_E_INDEX)
        return a->b->has_value && b->b->has_value && a->b->value == b->b->value;
    return a->kind == b->kind;
}

static bool has_entry(const entries *all, const dl_expr *entry)
{
    for (size_t i = 0; i < all->count; i++)
        if (is_same_entry(all->at[i], entry))
            return true;
    return false;
}

/* The entry of the table to whose member a pointer is stored, or NULL. */
static const dl_expr *stored_entry(const dl_instr *instr, const char *member, const dl_var *table)
{
    const dl_expr *target = instr->kind == DL_I_ASSIGN ? instr->target : NULL;

    return target && target->kind == DL_E_FIELD && strcmp(target->name, member) == 0 &&
                   !dl_expr_is_null(instr->value) && root_of(target->a) == table
               ? target->a
               : NULL;
}

static void note_routine(entries *all, const dl_instr *instr, const dl_api *api, const dl_var *table)
{
    const dl_expr *entry = stored_entry(instr, api->table_routine, table);

    if (entry && dl_expr_uncast(instr->value)->kind == DL_E_FUNCTION &&
        (entry->kind != DL_E_INDEX || entry->b->has_value) && !has_entry(all, entry) && all->count < MOST_ENTRIES)
        all->at[all->count++] = entry;
}

static void note_context(entries *all, const dl_instr *instr, const dl_api *api, const dl_var *table)
{
    for (size_t i = 0; i < api->table_with_count; i++) {
        const char *member = api->table_with[i].member;
        const dl_expr *entry = member ? stored_entry(instr, member, table) : NULL;

        all->are_all &= !entry || has_entry(all, entry);
    }
}

typedef void note_one(entries *all, const dl_instr *instr, const dl_api *api, const dl_var *table);

static void note_all(const dl_fn *fn, entries *all, const dl_api *api, const dl_var *table, note_one *note)
{
    for (size_t i = 0; i < table->init_count; i++)
        note(all, &table->inits[i], api, table);
    for (size_t d = 0; d < fn->drafts.count; d++)
        for (size_t i = 0; i < fn->drafts.at[d]->instrs.count; i++)
            note(all, &fn->drafts.at[d]->instrs.at[i], api, table);
}

/* The entries of the table that this function, or its initialiser, gives a routine. */
static entries entries_of(const dl_fn *fn, const dl_expr *given, const dl_api *api)
{
    const dl_var *table = root_of(given);
    entries all = {.are_all = true};

    if (!table)
        return all;
    note_all(fn, &all, api, table, note_routine);
    note_all(fn, &all, api, table, note_context);
    return all;
}

static dl_instr call_of_entry(dl_fn *fn, const dl_instr *call, const dl_api *api, const dl_expr *entry)
{
    const dl_type *pointer = dl_lower_type_named(fn->l, "PVOID", DL_TYPE_POINTER);
    dl_instr made = {.kind = DL_I_CALL, .span = call->span, .through = call->name, .macro = call->macro};
    const dl_expr **args = DL_NEW_ARRAY(fn->l->arena, api->table_with_count + 1, const dl_expr *);

    for (size_t i = 0; i < api->table_with_count; i++) {
        const dl_table_arg *with = &api->table_with[i];

        args[i] = with->member                    ? dl_expr_field(fn->l, entry, with->member, pointer, call->span)
                  : with->param == DL_FACT_UNTOLD ? dl_expr_unknown(fn->l, call->span, NULL, NULL)
                                                  : call->args[with->param];
    }
    made.pointer = dl_expr_field(fn->l, entry, api->table_routine, pointer, call->span);
    made.args = args;
    made.arg_count = api->table_with_count;
    return made;
}

/* What the call does by itself: it touches nothing of what is meant for the routines. */
static dl_instr rest_of_call(dl_fn *fn, dl_instr call, const dl_api *api, const entries *all)
{
    const dl_expr *none = dl_expr_const(fn->l, 0, dl_lower_type_named(fn->l, "PVOID", DL_TYPE_POINTER), call.span);
    const dl_expr **args = DL_NEW_ARRAY(fn->l->arena, call.arg_count + 1, const dl_expr *);

    memcpy(args, call.args, call.arg_count * sizeof *args);
    for (size_t i = 0; i < api->table_with_count; i++)
        if (!api->table_with[i].member && api->table_with[i].param != DL_FACT_UNTOLD)
            args[api->table_with[i].param] = none;
    if (all->are_all)
        args[api->table] = none;
    call.args = args;
    return call;
}

/* Before the call itself each routine of the table may run, and end it by its failure. */
static const dl_expr *emit_each(dl_fn *fn, dl_instr call, const dl_api *api, const entries *all, const dl_type *type)
{
    const dl_expr *result = new_result(fn, type, call.span);
    unsigned done = dl_block_new(fn);

    for (size_t i = 0; i < all->count; i++) {
        dl_instr one = call_of_entry(fn, &call, api, all->at[i]);
        unsigned is_set = dl_block_new(fn), run = dl_block_new(fn), next = dl_block_new(fn);

        dl_end_branch(fn, compare(fn, DL_OP_NE, one.pointer, call.span), is_set, next, call.span);
        dl_start(fn, is_set);
        end_open(fn, run, next, call.span);
        dl_start(fn, run);
        dl_emit_assign(fn, result, dl_emit_call(fn, one, type), call.span);
        dl_end_branch(fn, compare(fn, DL_OP_GE, result, call.span), next, done, call.span);
        dl_start(fn, next);
    }
    dl_emit_assign(fn, result, dl_emit_call(fn, rest_of_call(fn, call, api, all), type), call.span);
    dl_start(fn, done);
    return result;
}

const dl_expr *dl_run_emit(dl_fn *fn, dl_instr call, const dl_type *type)
{
    const char *name = call.through ? call.through : call.callee ? NULL : call.name;
    const dl_api *api = name && fn->l->unit->facts ? dl_facts_api(fn->l->unit->facts, name) : NULL;
    const dl_expr *mark = api && call.through && api->is_called_once ? mark_of(fn, &call, api) : NULL, *value;
    entries all = {.count = 0};
    unsigned again;

    if (fn->is_pure || fn->inits)
        return dl_emit_call(fn, call, type);
    if (mark)
        return emit_once(fn, call, mark, type);
    if (api && call.through && dl_api_has_trait(api, "tells-whether-run"))
        return emit_or_fail(fn, call, type);
    if (api && api->table >= 0 && (size_t)api->table < call.arg_count && call.arg_count == api->params.count)
        all = entries_of(fn, call.args[api->table], api);
    if (all.count)
        return emit_each(fn, call, api, &all, type);
    again = begin_rounds(fn, &call);
    value = dl_emit_call(fn, call, type);
    end_rounds(fn, &call, again);
    return value;
}
