/* looked_up.c: see looked_up.h. */
#include "frontend/looked_up.h"

#include "support/text.h"
#include "support/vec.h"

#include <string.h>

enum { DEEPEST_EXPR = 32, LONGEST_NAME = 128 };

typedef DL_VEC(const char *) name_list;

typedef struct finder {
    const dl_facts *facts;
    dl_arena *scratch;
    dl_map *texts;
    name_list names; /* routines that a text names */
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
    if (expr->kind == DL_E_STRING)
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

static void name_call(const finder *f, const dl_program *program, dl_instr *call)
{
    const char *by_slot = spoken_of(f, name_of_slot(call->pointer));
    const char *by_type = spoken_of(f, call->pointer->type->spelling);
    const char *name = by_slot ? by_slot : by_type;

    if (by_slot && by_type && strcmp(by_slot, by_type) != 0)
        return;
    if (name && !dl_program_function(program, name))
        call->name = name;
}

void dl_name_looked_up(const dl_program *program, const dl_facts *facts, dl_arena *scratch)
{
    finder f = {.facts = facts, .scratch = scratch, .texts = dl_map_new(scratch)};

    see_texts(&f, program);
    for (size_t i = 0; f.names.count && i < program->function_count; i++)
        for (size_t b = 0; b < program->functions[i]->block_count; b++)
            for (size_t k = 0; k < program->functions[i]->blocks[b].count; k++) {
                const dl_instr *instr = &program->functions[i]->blocks[b].instrs[k];

                if (instr->kind == DL_I_CALL && instr->pointer && !instr->name && !instr->callee)
                    name_call(&f, program, (dl_instr *)instr);
            }
}
