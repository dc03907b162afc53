#include "engine/lasting.h"

/* An address in a value goes where nobody follows it; a member's value does not. */
static bool gives_away(const dl_expr *value, const dl_var *var)
{
    value = dl_expr_uncast(value);
    if (!value)
        return false;
    if (value->kind == DL_E_ADDRESS || value->type->kind == DL_TYPE_ARRAY)
        return dl_expr_root(value) == var;
    return (value->a && gives_away(value->a, var)) || (value->b && gives_away(value->b, var));
}

static bool is_only_read(const dl_facts *facts, const dl_instr *call, size_t arg)
{
    const dl_api *api = call->name && !call->callee ? dl_facts_api(facts, call->name) : NULL;

    return (api && dl_effects_only_reads(api, (unsigned)arg)) || dl_call_is_message(call);
}

bool dl_lasting_writes(const dl_facts *facts, const dl_function *function, const dl_var *var)
{
    for (size_t b = 0; b < function->block_count; b++) {
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_instr *instr = &function->blocks[b].instrs[i];

            if (dl_expr_root(instr->target) == var || (instr->value && gives_away(instr->value, var)))
                return true;
            for (size_t a = 0; a < instr->arg_count; a++)
                if (dl_expr_root(instr->args[a]) == var && !is_only_read(facts, instr, a))
                    return true;
        }
        if (function->blocks[b].term.kind == DL_T_RETURN && function->blocks[b].term.value &&
            gives_away(function->blocks[b].term.value, var))
            return true;
    }
    return false;
}

static bool has_unread_source(const dl_judge *judge)
{
    const dl_program *program = judge->world->program;
    const dl_driver *driver = judge->guards->driver;

    for (size_t i = 0; driver && i < driver->source_count; i++) {
        bool is_read = false;

        for (size_t f = 0; f < program->file_count && !is_read; f++)
            is_read = dl_text_equal(program->files[f]->path, driver->sources[i]);
        if (!is_read)
            return true;
    }
    return false;
}

bool dl_lasting_may_change_unread(const dl_judge *judge, const dl_var *var)
{
    return var->is_extern || (var->is_shared && has_unread_source(judge)) ||
           dl_unread_names_var(judge->guards->unread, var);
}

static bool is_given_by_initialiser(const dl_program *program, const dl_var *var)
{
    for (size_t g = 0; g < program->global_count; g++)
        for (size_t i = 0; i < program->globals[g]->init_count; i++)
            if (program->globals[g]->inits[i].value && gives_away(program->globals[g]->inits[i].value, var))
                return true;
    return false;
}

static bool holds_initialiser(const dl_judge *judge, const dl_var *var)
{
    const dl_program *program = judge->world->program;

    if (var->storage != DL_GLOBAL || var->is_extern || var->init_count == 0 || is_given_by_initialiser(program, var))
        return false;
    for (size_t f = 0; f < program->function_count; f++)
        if (dl_lasting_writes(judge->world->facts, program->functions[f], var))
            return false;
    return !dl_lasting_may_change_unread(judge, var);
}

/* ---- what a slot alone holds ---- */

static bool is_part_of(const dl_expr *slot, const dl_expr *whole)
{
    for (; slot; slot = slot->kind == DL_E_FIELD ? slot->a : NULL)
        if (dl_expr_same(slot, whole))
            return true;
    return false;
}

static bool is_plain_path(const dl_expr *slot)
{
    while (slot->kind == DL_E_FIELD)
        slot = slot->a;
    return slot->kind == DL_E_VAR;
}

/* Whether the place is the slot or holds it: behind a pointer stands another. */
static bool holds_slot(const dl_expr *slot, const dl_expr *place)
{
    for (; place; place = place->kind == DL_E_FIELD || place->kind == DL_E_INDEX ? place->a : NULL)
        if (is_part_of(slot, place))
            return true;
    return false;
}

static bool is_way_through(const dl_expr *slot, const dl_expr *place)
{
    for (const dl_expr *step = place; step; step = step->a)
        if (dl_expr_same(step, slot))
            return true;
    return false;
}

/* Whether the value of the expression may hold what the slot holds, an address in it, or that of the slot. */
static bool copies(const dl_expr *expr, const dl_expr *slot, bool is_value)
{
    if (!expr || expr->kind == DL_E_SIZEOF)
        return false;
    if (is_part_of(slot, expr))
        return is_value;
    switch (expr->kind) {
    case DL_E_ADDRESS:
        return holds_slot(slot, expr->a) || (is_value && is_way_through(slot, expr->a));
    case DL_E_FIELD:
    case DL_E_DEREF:
    case DL_E_INDEX:
        is_value = false;
        break;
    case DL_E_BINARY:
    case DL_E_UNARY:
        is_value = is_value && expr->op < DL_OP_EQ && expr->op != DL_OP_NOT;
        break;
    default:
        break;
    }
    return copies(expr->a, slot, is_value) || copies(expr->b, slot, is_value);
}

static bool is_kept_by(const dl_facts *facts, const dl_instr *call, size_t arg)
{
    const dl_api *api = call->name && !call->callee ? dl_facts_api(facts, call->name) : NULL;

    for (size_t i = 0; api && i < api->kept.count; i++)
        if (api->kept.at[i] == arg)
            return true;
    return call->callee || call->pointer;
}

static bool hands_on(const dl_judge *judge, const dl_scope *scope, const dl_instr *instr, const dl_expr *slot)
{
    if (instr->kind == DL_I_LOST)
        return true;
    if (instr->kind == DL_I_ASSIGN && copies(instr->value, slot, true))
        return true;
    for (size_t a = 0; a < instr->macro_arg_count; a++)
        if (instr->is_macro_only && copies(instr->macro_args[a], slot, true))
            return true;
    for (size_t a = 0; a < instr->arg_count; a++)
        if (copies(instr->args[a], slot, false) ||
            (copies(instr->args[a], slot, true) &&
             (is_kept_by(judge->world->facts, instr, a) || dl_scope_is_opaque(scope, instr))))
            return true;
    return false;
}

/* The call itself, and what stores to the slot, apart. */
static bool function_hands_on(const dl_judge *judge, const dl_scope *scope, const dl_function *function,
                              const dl_instr *call, const dl_expr *slot, const dl_expr *value)
{
    for (size_t b = 0; b < function->block_count; b++) {
        const dl_term *term = &function->blocks[b].term;

        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_instr *instr = &function->blocks[b].instrs[i];

            if (instr != call && !(instr->target && dl_expr_same(instr->target, slot)) &&
                hands_on(judge, scope, instr, value))
                return true;
        }
        if (term->kind == DL_T_RETURN && copies(term->value, value, true))
            return true;
    }
    return function->lost_count > 0;
}

bool dl_lasting_is_sole_holder(const dl_judge *judge, const dl_scope *scope, const dl_function *by,
                               const dl_instr *call, const dl_expr *slot)
{
    const dl_program *program = judge->world->program;
    const dl_var *var = dl_expr_root(slot);
    const dl_expr result = {.kind = DL_E_VAR, .var = call->result};

    if (!var || (var->storage != DL_GLOBAL && var->storage != DL_STATIC_LOCAL) || !is_plain_path(slot) ||
        dl_lasting_may_change_unread(judge, var) || is_given_by_initialiser(program, var))
        return false;
    if (call->result && function_hands_on(judge, scope, by, call, slot, &result))
        return false;
    for (size_t f = 0; f < program->function_count; f++)
        if (function_hands_on(judge, scope, program->functions[f], call, slot, slot))
            return false;
    return true;
}

static bool is_lasting(void *self, const dl_var *var)
{
    static char yes, no;
    dl_judge *judge = self;
    void *known = dl_table_get(&judge->lasting, var);

    if (!known) {
        known = holds_initialiser(judge, var) ? &yes : &no;
        dl_table_set(&judge->lasting, var, known);
    }
    return known == &yes;
}

void dl_lasting_begin(dl_judge *judge)
{
    dl_table_init(&judge->lasting, judge->arena);
    judge->world->is_lasting = is_lasting;
    judge->world->is_lasting_self = judge;
}
