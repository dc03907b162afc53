/* looked_up.c: see looked_up.h. */
#include "frontend/looked_up.h"

#include "support/text.h"
#include "support/vec.h"

#include <string.h>

enum { DEEPEST_EXPR = 32, LONGEST_NAME = 128 };

typedef DL_VEC(const char *) name_list;

/* What a routine of the system's is kept in: a variable, or a member of a structure. */
typedef struct slot {
    const dl_var *var;
    const char *field;
    const dl_record *record;
    const char *routine; /* the one that is kept there; NULL: others may be */
} slot;

/* A counted string that was given a text, or what a call has returned that looks up a routine by it. */
typedef struct named_var {
    const dl_var *var;
    const char *text;
} named_var;

typedef struct finder {
    const dl_program *program;
    const dl_facts *facts;
    dl_arena *scratch;
    dl_map *texts;
    name_list names; /* routines that a text names */
    DL_VEC(slot) slots;
    DL_VEC(named_var) strings, found; /* of one block */
    DL_VEC(named_var) only;           /* strings with the one text that all of the program gives them; NULL: several */
} finder;

/* ---- texts ---- */

static void see_text(finder *f, const char *text)
{
    const dl_api *api;

    if (!text || !dl_map_add(f->texts, text, f))
        return;
    api = dl_facts_api(f->facts, text);
    if (api && !api->is_known_only)
        dl_vec_push(f->scratch, &f->names, text);
}

static void see_expr(finder *f, const dl_expr *expr, unsigned depth)
{
    if (!expr || depth > DEEPEST_EXPR)
        return;
    if (expr->kind == DL_E_STRING && !expr->is_synthesized)
        see_text(f, expr->name);
    see_expr(f, expr->a, depth + 1);
    see_expr(f, expr->b, depth + 1);
}

static void see_instr(finder *f, const dl_instr *instr)
{
    for (size_t i = 0; i < instr->arg_count; i++)
        see_expr(f, instr->args[i], 0);
    see_expr(f, instr->value, 0);
}

static void see_inits(finder *f, const dl_var *var)
{
    for (size_t i = 0; i < var->init_count; i++)
        see_instr(f, &var->inits[i]);
}

static void see_texts(finder *f, const dl_program *program)
{
    for (size_t i = 0; i < program->global_count; i++)
        see_inits(f, program->globals[i]);
    for (size_t i = 0; i < program->function_count; i++) {
        const dl_function *function = program->functions[i];

        for (size_t k = 0; k < function->local_count; k++)
            see_inits(f, function->locals[k]);
        for (size_t b = 0; b < function->block_count; b++)
            for (size_t k = 0; k < function->blocks[b].count; k++)
                see_instr(f, &function->blocks[b].instrs[k]);
    }
}

/* ---- what is kept where ---- */

static const char *text_of(const dl_expr *expr)
{
    expr = dl_expr_uncast(expr);
    return expr && expr->kind == DL_E_STRING ? expr->name : NULL;
}

static const dl_var *var_of(const dl_expr *expr)
{
    expr = dl_expr_uncast(expr);
    if (expr && expr->kind == DL_E_ADDRESS)
        expr = dl_expr_uncast(expr->a);
    return expr && expr->kind == DL_E_VAR ? expr->var : NULL;
}

static bool read_slot(const dl_expr *expr, slot *out)
{
    *out = (slot){0};
    expr = dl_expr_uncast(expr);
    if (expr && expr->kind == DL_E_VAR && expr->var->storage != DL_TEMP)
        out->var = expr->var;
    if (expr && expr->kind == DL_E_FIELD && expr->a->type->record) {
        out->field = expr->name;
        out->record = expr->a->type->record;
    }
    return out->var || out->field;
}

static slot *find_slot(const finder *f, const slot *wanted)
{
    for (size_t i = 0; i < f->slots.count; i++) {
        slot *one = &f->slots.at[i];

        if (one->var == wanted->var && !one->field == !wanted->field &&
            (!one->field || (strcmp(one->field, wanted->field) == 0 && dl_record_is_same(one->record, wanted->record))))
            return one;
    }
    return NULL;
}

static const char *named(const named_var *list, size_t count, const dl_var *var)
{
    for (size_t i = count; var && i-- > 0;)
        if (list[i].var == var)
            return list[i].text;
    return NULL;
}

/* The text that the counted string was given last in the block, else the only one that it ever is given. */
static const char *text_in(const finder *f, const dl_var *string)
{
    const char *text = named(f->strings.at, f->strings.count, string);

    return text ? text : named(f->only.at, f->only.count, string);
}

static bool takes_string(const dl_instr *call)
{
    return call->name && call->arg_count > 0 &&
           (strcmp(call->name, "MmGetSystemRoutineAddress") == 0 || strcmp(call->name, "NdisGetRoutineAddress") == 0);
}

static bool makes_string(const dl_instr *call)
{
    return call->name && call->arg_count > 1 && strcmp(call->name, "RtlInitUnicodeString") == 0;
}

/* The parameter of a helper that is the name of what it looks up, as a text or a counted string; NULL: there is none.
 */
static const dl_var *name_parameter(const dl_function *helper)
{
    const dl_var *string = NULL, *text = NULL, *made = NULL;
    unsigned lookups = 0, strings = 0;

    for (size_t b = 0; b < helper->block_count; b++)
        for (size_t k = 0; k < helper->blocks[b].count; k++) {
            const dl_instr *call = &helper->blocks[b].instrs[k];

            if (call->kind == DL_I_CALL && makes_string(call) && ++strings) {
                made = var_of(call->args[0]);
                text = var_of(call->args[1]);
            } else if (call->kind == DL_I_CALL && takes_string(call) && ++lookups) {
                string = var_of(call->args[0]);
            }
        }
    if (lookups != 1 || strings > 1 || !string)
        return NULL;
    text = string == made ? text : string;
    return text && text->storage == DL_PARAM ? text : NULL;
}

static const char *text_by_helper(const finder *f, const dl_instr *call)
{
    const dl_var *name = name_parameter(call->callee);
    const dl_expr *given = name && name->index < call->arg_count ? call->args[name->index] : NULL;

    return !given ? NULL : text_of(given) ? text_of(given) : text_in(f, var_of(given));
}

/* The routine that the call looks up, or NULL. */
static const char *looked_up_by(const finder *f, const dl_instr *call)
{
    const char *text = NULL;

    if (call->callee)
        text = text_by_helper(f, call);
    else if (takes_string(call))
        text = text_in(f, var_of(call->args[0]));
    else if (strcmp(call->name, "FltGetRoutineAddress") == 0)
        text = text_of(call->args[0]);
    for (size_t i = 0; text && i < f->names.count; i++)
        if (strcmp(text, f->names.at[i]) == 0)
            return f->names.at[i];
    return NULL;
}

static void see_only(finder *f, const dl_var *string, const char *text)
{
    if (!string || !string->type->spelling || !strstr(string->type->spelling, "UNICODE_STRING"))
        return;
    for (size_t i = 0; i < f->only.count; i++)
        if (f->only.at[i].var == string) {
            if (!text || !f->only.at[i].text || strcmp(f->only.at[i].text, text) != 0)
                f->only.at[i].text = NULL;
            return;
        }
    dl_vec_push(f->scratch, &f->only, ((named_var){string, text}));
}

/* What gives a counted string a text, or something else. */
static void see_string(finder *f, const dl_instr *instr)
{
    const dl_expr *target = instr->kind == DL_I_ASSIGN && instr->target ? dl_expr_uncast(instr->target) : NULL;

    if (instr->kind == DL_I_CALL && !takes_string(instr))
        for (size_t i = 0; i < instr->arg_count; i++) {
            const dl_expr *arg = dl_expr_uncast(instr->args[i]);

            if (arg && arg->kind == DL_E_ADDRESS)
                see_only(f, var_of(arg), i == 0 && makes_string(instr) ? text_of(instr->args[1]) : NULL);
        }
    if (target && target->kind == DL_E_FIELD && target->a->kind == DL_E_VAR && dl_text_equal(target->name, "Buffer"))
        see_only(f, target->a->var, text_of(instr->value));
    else if (target && target->kind == DL_E_VAR && target->type->record)
        see_only(f, target->var, NULL);
}

static void see_strings(finder *f, const dl_program *program)
{
    for (size_t i = 0; i < program->global_count; i++)
        for (size_t k = 0; k < program->globals[i]->init_count; k++)
            see_string(f, &program->globals[i]->inits[k]);
    for (size_t i = 0; i < program->function_count; i++)
        for (size_t b = 0; b < program->functions[i]->block_count; b++)
            for (size_t k = 0; k < program->functions[i]->blocks[b].count; k++)
                see_string(f, &program->functions[i]->blocks[b].instrs[k]);
}

static void see_call(finder *f, const dl_instr *call)
{
    if (!call->name || call->arg_count == 0)
        return;
    if (makes_string(call))
        dl_vec_push(f->scratch, &f->strings, ((named_var){var_of(call->args[0]), text_of(call->args[1])}));
    else if (call->result)
        dl_vec_push(f->scratch, &f->found, ((named_var){call->result, looked_up_by(f, call)}));
}

/* `Os = {PsSetLoadImageNotifyRoutine, …}`: a routine of the system's that facts are known of. */
static const char *own_routine(const finder *f, const dl_expr *value)
{
    const dl_api *api;

    if (value && value->kind == DL_E_ADDRESS)
        value = dl_expr_uncast(value->a);
    if (!value || value->kind != DL_E_FUNCTION || !value->name || value->function ||
        dl_program_function(f->program, value->name))
        return NULL;
    api = dl_facts_api(f->facts, value->name);
    return api && !api->is_known_only ? value->name : NULL;
}

static void see_store(finder *f, const dl_instr *store)
{
    const dl_expr *target = dl_expr_uncast(store->target), *value = dl_expr_uncast(store->value);
    const char *routine;
    slot kept, *known;

    if (target->kind == DL_E_FIELD && target->a->kind == DL_E_VAR && text_of(value))
        dl_vec_push(f->scratch, &f->strings, ((named_var){target->a->var, text_of(value)}));
    if (!read_slot(target, &kept) || dl_expr_is_null(value))
        return;
    routine = value && value->kind == DL_E_VAR ? named(f->found.at, f->found.count, value->var) : own_routine(f, value);
    known = f->slots.count ? find_slot(f, &kept) : NULL;
    if (known && (!routine || !known->routine || strcmp(known->routine, routine) != 0)) {
        known->routine = NULL;
    } else if (!known && routine) {
        kept.routine = routine;
        dl_vec_push(f->scratch, &f->slots, kept);
    }
}

/* `Table.Register = MmGetSystemRoutineAddress(&name)`, with `name` made of a text before it in one go. */
static void see_slots(finder *f, const dl_function *function)
{
    for (size_t b = 0; b < function->block_count; b++) {
        f->strings.count = f->found.count = 0;
        for (size_t k = 0; k < function->blocks[b].count; k++) {
            const dl_instr *instr = &function->blocks[b].instrs[k];

            if (instr->kind == DL_I_CALL)
                see_call(f, instr);
            else if (instr->kind == DL_I_ASSIGN && instr->target)
                see_store(f, instr);
        }
    }
}

static void see_all_slots(finder *f, const dl_program *program)
{
    for (size_t i = 0; i < program->global_count; i++)
        for (size_t k = 0; k < program->globals[i]->init_count; k++)
            if (program->globals[i]->inits[k].kind == DL_I_ASSIGN && program->globals[i]->inits[k].target)
                see_store(f, &program->globals[i]->inits[k]);
    for (size_t i = 0; i < program->function_count; i++)
        see_slots(f, program->functions[i]);
}

/* ---- names ---- */

/* Small letters and digits alone: `PFN_OB_REGISTER_CALLBACKS` and `pObRegisterCallbacks` say the same. */
static bool fold(char *to, const char *name)
{
    size_t count = 0;

    for (; *name; name++) {
        char c = *name;

        if (count + 1 >= LONGEST_NAME)
            return false;
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            to[count++] = c;
    }
    to[count] = '\0';
    return true;
}

/* The routine that is spoken of, or NULL. */
static const char *spoken_of(const finder *f, const char *name)
{
    const char *best = NULL;
    char folded[LONGEST_NAME], routine[LONGEST_NAME];

    if (!name || !fold(folded, name))
        return NULL;
    for (size_t i = 0; i < f->names.count; i++)
        if (fold(routine, f->names.at[i]) && strstr(folded, routine) &&
            (!best || strlen(best) < strlen(f->names.at[i])))
            best = f->names.at[i];
    return best;
}

/* The variable or the member that the pointer is read from; NULL: none. */
static const char *name_of_slot(const dl_expr *pointer)
{
    for (pointer = dl_expr_uncast(pointer); pointer; pointer = dl_expr_uncast(pointer->a)) {
        if (pointer->kind == DL_E_VAR)
            return pointer->var->name;
        if (pointer->kind == DL_E_FIELD)
            return pointer->name;
        if (pointer->kind != DL_E_DEREF)
            return NULL;
    }
    return NULL;
}

/* The routine that was looked up and is kept in what the pointer is read from, or NULL. */
static const char *kept_in_slot(const finder *f, const dl_expr *pointer)
{
    const slot *known;
    slot from;

    pointer = dl_expr_uncast(pointer);
    if (pointer && pointer->kind == DL_E_DEREF)
        pointer = pointer->a;
    known = read_slot(pointer, &from) ? find_slot(f, &from) : NULL;
    return known ? known->routine : NULL;
}

static void name_call(const finder *f, const dl_program *program, dl_instr *call)
{
    const char *kept = kept_in_slot(f, call->pointer);
    const char *by_slot = spoken_of(f, name_of_slot(call->pointer));
    const char *by_type = spoken_of(f, call->pointer->type->spelling);
    const char *name = by_slot ? by_slot : by_type;

    if (kept)
        name = kept;
    else if (by_slot && by_type && strcmp(by_slot, by_type) != 0)
        return;
    if (name && !dl_program_function(program, name))
        call->name = name;
}

void dl_name_looked_up(const dl_program *program, const dl_facts *facts, dl_arena *scratch)
{
    finder f = {.program = program, .facts = facts, .scratch = scratch, .texts = dl_map_new(scratch)};

    see_texts(&f, program);
    if (f.names.count)
        see_strings(&f, program);
    see_all_slots(&f, program);
    if (f.slots.count) /* once more: what else is stored in one may come before that it is one */
        see_all_slots(&f, program);
    for (size_t i = 0; (f.names.count || f.slots.count) && i < program->function_count; i++)
        for (size_t b = 0; b < program->functions[i]->block_count; b++)
            for (size_t k = 0; k < program->functions[i]->blocks[b].count; k++) {
                const dl_instr *instr = &program->functions[i]->blocks[b].instrs[k];

                if (instr->kind == DL_I_CALL && instr->pointer && !instr->name && !instr->callee)
                    name_call(&f, program, (dl_instr *)instr);
            }
}
