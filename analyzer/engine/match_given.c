/* match_given.c: the pattern `{"givenTo": {"call": …, "param": …}}`: what the driver gives a routine as one parameter,
 * by the names of variables and members alone; see match_parts.h. */
#include "engine/match_parts.h"

enum { GIVEN = 1, GIVEN_ELSE = 2 }; /* as the parameter, as another one */
enum { MOST_PASSES = 12 };

typedef struct dl_given {
    const dl_value_pattern *pattern;
    dl_world *world;
    dl_table vars;   /* → what it is given as */
    dl_map *members; /* likewise, of any structure */
    bool is_changed;
    bool is_unknown; /* a statement was lost */
} dl_given;

/* The characters of a counted string stand for the string. */
static bool is_text(const dl_expr *field)
{
    return dl_text_equal(field->name, "Buffer") && dl_type_member(field->a->type, "MaximumLength");
}

/* What is known of the variable or the member that the value, or the pointer, is of; NULL: it is of neither. */
static unsigned char *known_of(dl_given *g, const dl_expr *expr)
{
    unsigned char *known;

    expr = dl_expr_uncast(expr);
    while (expr && (expr->kind == DL_E_ADDRESS || expr->kind == DL_E_DEREF || expr->kind == DL_E_INDEX ||
                    (expr->kind == DL_E_FIELD && expr->name && is_text(expr))))
        expr = dl_expr_uncast(expr->a);
    if (!expr || !(expr->kind == DL_E_VAR || (expr->kind == DL_E_FIELD && expr->name)))
        return NULL;
    known = expr->kind == DL_E_VAR ? dl_table_get(&g->vars, expr->var) : dl_map_get(g->members, expr->name);
    if (known)
        return known;
    known = DL_NEW(g->world->arena, unsigned char);
    if (expr->kind == DL_E_VAR)
        dl_table_set(&g->vars, expr->var, known);
    else
        dl_map_set(g->members, expr->name, known);
    return known;
}

/* The one is a copy of the other: both are given as either is. */
static void join(dl_given *g, unsigned char *one, unsigned char *other)
{
    if (!one || !other || *one == *other)
        return;
    *one = *other = (unsigned char)(*one | *other);
    g->is_changed = true;
}

static void mark(dl_given *g, const dl_expr *arg, unsigned as)
{
    unsigned char *known = known_of(g, arg);

    if (!known || (*known & as) == as)
        return;
    *known = (unsigned char)(*known | as);
    g->is_changed = true;
}

/* `RtlInitUnicodeString(&Link, Text)`: what one argument leads to is left in a member of what the other does. */
static void join_stored(dl_given *g, const dl_api *api, const dl_instr *call)
{
    for (size_t i = 0; i < api->store_count; i++) {
        const dl_store_fact *fact = &api->stores[i];

        if (fact->kind == DL_STORED_PARAM && fact->path.param < call->arg_count && fact->param < call->arg_count)
            join(g, known_of(g, call->args[fact->path.param]), known_of(g, call->args[fact->param]));
    }
}

static void look_at_call(dl_given *g, const dl_instr *call)
{
    const dl_api *api = !call->callee && call->name ? dl_world_api(g->world, call->name) : NULL;
    int param = api && dl_name_set_has(g->pattern->names, api->canonical) ? dl_api_param(api, g->pattern->param) : -1;

    for (size_t a = 0; call->callee && a < call->arg_count && a < call->callee->param_count; a++) {
        unsigned char *known = dl_table_get(&g->vars, call->callee->params[a]);

        if (!known) {
            known = DL_NEW(g->world->arena, unsigned char);
            dl_table_set(&g->vars, call->callee->params[a], known);
        }
        join(g, known_of(g, call->args[a]), known);
    }
    for (size_t a = 0; param >= 0 && a < call->arg_count; a++)
        mark(g, call->args[a], a == (size_t)param ? GIVEN : GIVEN_ELSE);
    if (api)
        join_stored(g, api, call);
}

static void look_at(dl_given *g, const dl_instr *instr)
{
    dl_type_kind kind = instr->kind == DL_I_ASSIGN ? instr->target->type->kind : DL_TYPE_VOID;

    g->is_unknown |= instr->kind == DL_I_LOST;
    if (instr->kind == DL_I_CALL)
        look_at_call(g, instr);
    else if (kind == DL_TYPE_POINTER || kind == DL_TYPE_RECORD)
        join(g, known_of(g, instr->target), known_of(g, instr->value));
}

static void find(dl_given *g)
{
    const dl_program *program = g->world->program;

    for (unsigned pass = 0; pass == 0 || (g->is_changed && !g->is_unknown); pass++) {
        g->is_unknown |= pass == MOST_PASSES;
        g->is_changed = false;
        for (size_t f = 0; f < program->function_count; f++) {
            g->is_unknown |= program->functions[f]->lost_count > 0;
            for (size_t b = 0; b < program->functions[f]->block_count; b++)
                for (size_t i = 0; i < program->functions[f]->blocks[b].count; i++)
                    look_at(g, &program->functions[f]->blocks[b].instrs[i]);
        }
    }
}

dl_tri dl_match_given_to(dl_match *match, const dl_value_pattern *pattern, dl_val val, const dl_expr *expr)
{
    dl_world *world = match->sim->world;
    const unsigned char *known;

    if (dl_val_text(world, dl_eval_literal(match->sim, match->state, val)))
        return DL_NO; /* what it says tells more than what it is given to */
    if (!world->given || world->given->pattern != pattern) {
        world->given = DL_NEW(world->arena, dl_given);
        *world->given = (dl_given){.pattern = pattern, .world = world, .members = dl_map_new(world->arena)};
        dl_table_init(&world->given->vars, world->arena);
        find(world->given);
    }
    known = expr && !world->given->is_unknown ? known_of(world->given, expr) : NULL;
    return known && *known == GIVEN ? DL_YES : DL_NO;
}
