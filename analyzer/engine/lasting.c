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
