/* spread.c: where what a call returns may have gone; see spread.h. */
#include "engine/spread.h"

#include "engine/effects.h"
#include "engine/footprint.h"
#include "engine/sim.h"

enum { MOST_PASSES = 12 };

typedef struct dl_spread {
    dl_judge *judge;
    const dl_instr *site;
    const dl_function *root;
    dl_table vars;    /* that may hold it */
    dl_map *members;  /* so may any member of that name */
    dl_table returns; /* functions that may return it */
    bool returns_some;
    bool is_any; /* it may be anywhere */
    bool is_changed;
} dl_spread;

static char yes;

static bool is_in(const dl_spread *s, const dl_expr *place)
{
    while (place->kind == DL_E_CAST || (place->kind == DL_E_INDEX && place->a->kind != DL_E_DEREF))
        place = place->a;
    if (place->kind == DL_E_VAR)
        return s->is_any || dl_table_get(&s->vars, place->var) != NULL;
    if (place->kind == DL_E_FIELD)
        return s->is_any || !place->name || dl_map_get(s->members, place->name) != NULL;
    return s->is_any;
}

/* Whether the value may be the object, or a place in it. */
static bool holds(const dl_spread *s, const dl_expr *value)
{
    if (!value)
        return false;
    switch (value->kind) {
    case DL_E_VAR:
    case DL_E_FIELD:
    case DL_E_INDEX:
    case DL_E_DEREF:
        return is_in(s, value);
    case DL_E_ADDRESS:
        value = value->a;
        while (value->kind == DL_E_FIELD || value->kind == DL_E_INDEX || value->kind == DL_E_CAST)
            value = value->a;
        return value->kind == DL_E_DEREF && holds(s, value->a);
    case DL_E_BINARY:
    case DL_E_UNARY:
        return value->op < DL_OP_EQ && value->op != DL_OP_NOT && (holds(s, value->a) || holds(s, value->b));
    case DL_E_CAST:
    case DL_E_UNKNOWN:
        return holds(s, value->a) || holds(s, value->b);
    default:
        return false;
    }
}

/* Whether it is the address of what may hold the object, or has that in it. */
static bool lends(const dl_spread *s, const dl_expr *value)
{
    if (!value || value->kind == DL_E_SIZEOF)
        return false;
    if (value->kind == DL_E_ADDRESS)
        return is_in(s, value->a);
    return lends(s, value->a) || lends(s, value->b);
}

static void mark_var(dl_spread *s, const dl_var *var)
{
    if (!var || dl_table_get(&s->vars, var))
        return;
    dl_table_set(&s->vars, var, &yes);
    s->is_changed = true;
}

static void mark(dl_spread *s, const dl_expr *place)
{
    while (place->kind == DL_E_CAST || (place->kind == DL_E_INDEX && place->a->kind != DL_E_DEREF))
        place = place->a;
    if (place->kind == DL_E_VAR)
        mark_var(s, place->var);
    else if (place->kind == DL_E_FIELD && place->name)
        s->is_changed |= dl_map_add(s->members, place->name, &yes);
    else
        s->is_any = true;
}

/* A call of the driver's own: the parameters have it, or who has the address of what has it may put it anywhere. */
static void give(dl_spread *s, const dl_instr *call)
{
    const dl_function *callee = call->callee;
    bool is_one_each = callee->param_count == call->arg_count;

    for (size_t a = 0; a < call->arg_count; a++) {
        s->is_any = s->is_any || lends(s, call->args[a]);
        if (!holds(s, call->args[a]))
            continue;
        for (size_t p = 0; p < callee->param_count; p++)
            if (p == a || !is_one_each)
                mark_var(s, callee->params[p]);
        s->is_any = s->is_any || callee->param_count == 0;
    }
    if (call->result && dl_table_get(&s->returns, callee))
        mark_var(s, call->result);
}

/* Whether a known routine may put what this argument holds, or leads to, anywhere else than into its result. */
static bool is_put_elsewhere(const dl_api *api, const dl_instr *call, size_t arg, bool is_lent)
{
    if (dl_param_set_has(api->kept, (unsigned)arg) || (is_lent && api->move_count))
        return true;
    for (size_t i = 0; i < api->store_count; i++)
        if (api->stores[i].kind == DL_STORED_PARAM && api->stores[i].param == arg)
            return true;
    for (size_t a = 0; a < call->arg_count; a++)
        if (a != arg && ((api->is_known_only && dl_expr_uncast(call->args[a])->type->kind == DL_TYPE_POINTER &&
                          !dl_effects_only_reads(api, (unsigned)a)) ||
                         dl_expr_uncast(call->args[a])->kind == DL_E_FUNCTION))
            return true;
    return api->is_known_only && call->result && call->result->type->kind == DL_TYPE_POINTER;
}

/* A call of somebody else's. */
static void hand_over(dl_spread *s, const dl_instr *call)
{
    const dl_facts *facts = s->judge->world->facts;
    const dl_api *api = call->name ? dl_facts_api(facts, call->name) : NULL;

    for (size_t a = 0; a < call->macro_arg_count; a++)
        s->is_any =
            s->is_any || (call->is_macro_only && (holds(s, call->macro_args[a]) || lends(s, call->macro_args[a])));
    for (size_t a = 0; a < call->arg_count; a++) {
        bool is_lent = lends(s, call->args[a]);

        if (!is_lent && !holds(s, call->args[a]))
            continue;
        if (!api || is_put_elsewhere(api, call, a, is_lent))
            s->is_any = true;
        else
            mark_var(s, call->result);
    }
    if (call->pointer && s->returns_some)
        mark_var(s, call->result);
}

static void look_at(dl_spread *s, const dl_instr *instr)
{
    switch (instr->kind) {
    case DL_I_ASSIGN:
        s->is_any = s->is_any || lends(s, instr->value);
        if (holds(s, instr->value))
            mark(s, instr->target);
        break;
    case DL_I_CALL:
        if (instr->callee)
            give(s, instr);
        else if (!instr->is_traced)
            hand_over(s, instr);
        break;
    case DL_I_LOST:
        s->is_any = true;
        break;
    default:
        break;
    }
}

static void look_through(dl_spread *s, const dl_function *function)
{
    s->is_any = s->is_any || function->lost_count;
    for (size_t b = 0; b < function->block_count && !s->is_any; b++) {
        const dl_term *term = &function->blocks[b].term;

        for (size_t i = 0; i < function->blocks[b].count; i++)
            look_at(s, &function->blocks[b].instrs[i]);
        if (term->kind != DL_T_RETURN)
            continue;
        s->is_any = s->is_any || lends(s, term->value);
        if (!holds(s, term->value) || dl_table_get(&s->returns, function))
            continue;
        dl_table_set(&s->returns, function, &yes);
        s->returns_some = s->is_changed = true;
    }
}

static dl_spread *find(dl_judge *judge, const dl_function *root, const dl_instr *site)
{
    const dl_reach *reach = dl_reach_of(judge->world, root);
    const dl_program *program = judge->world->program;
    dl_spread *s = DL_NEW(judge->arena, dl_spread);
    unsigned passes = 0;

    *s = (dl_spread){.judge = judge, .site = site, .root = root, .members = dl_map_new(judge->arena)};
    dl_table_init(&s->vars, judge->arena);
    dl_table_init(&s->returns, judge->arena);
    s->is_any = !site->result;
    mark_var(s, site->result);
    while (s->is_changed && !s->is_any) {
        s->is_changed = false;
        if (reach->is_open) /* any of them may be what a pointer calls */
            for (size_t f = 0; f < program->function_count; f++)
                look_through(s, program->functions[f]);
        else
            for (size_t f = 0; f < reach->functions.count; f++)
                look_through(s, reach->functions.at[f]);
        s->is_any = s->is_any || ++passes == MOST_PASSES;
    }
    return s;
}

bool dl_spread_may_be_in(dl_judge *judge, const dl_function *root, const dl_instr *site, const dl_expr *place)
{
    if (!judge->spread || judge->spread->site != site || judge->spread->root != root)
        judge->spread = find(judge, root, site);
    return holds(judge->spread, place);
}
