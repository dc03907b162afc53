#include "engine/lasting.h"
#include "engine/effects.h"

#include "engine/naming.h"

enum { MOST_HELPERS = 64, MOST_DEEP = 12 };

/* What may be written: a variable, or what a parameter leads to; one member of it, or all. */
typedef struct target {
    const dl_var *var;
    const char *member; /* NULL: any part */
    bool is_behind;     /* `var` is a pointer to it */
    bool may_point;     /* what is written through a local pointer of its type is asked for otherwise */
} target;

/* `Table[i]` of a variable that is an array. */
static bool is_element(const dl_expr *expr)
{
    return expr->kind == DL_E_INDEX && expr->a->kind == DL_E_VAR && expr->a->type->kind == DL_TYPE_ARRAY;
}

/* The member of the variable, of each element of it, or of what it leads to, that the expression is or lies in; NULL:
 * not one alone. */
static const char *member_of(const dl_expr *expr)
{
    const char *name = NULL;

    for (; expr && expr->kind != DL_E_VAR; expr = expr->a)
        if (expr->kind == DL_E_FIELD)
            name = expr->name;
        else if (expr->kind != DL_E_DEREF && expr->kind != DL_E_ADDRESS && !is_element(expr))
            name = NULL;
    return name;
}

/* `G->x`, `&G->x`: what the pointer leads to, and not the pointer. */
static bool is_behind(const dl_expr *expr)
{
    for (; expr && expr->kind != DL_E_VAR; expr = expr->a)
        if (expr->kind == DL_E_DEREF && dl_expr_uncast(expr->a)->kind != DL_E_ADDRESS)
            return true;
    return false;
}

static bool touches(const target *what, const dl_expr *expr)
{
    const char *member = what->member ? member_of(expr) : NULL;

    return (what->is_behind || !is_behind(expr)) && dl_expr_root(expr) == what->var &&
           (!member || dl_text_equal(member, what->member));
}

/* An address in a value goes where nobody follows it; a member's value does not. */
static bool gives_away(const dl_expr *value, const target *what)
{
    value = dl_expr_uncast(value);
    if (!value || value->kind == DL_E_SIZEOF)
        return false;
    if (value->kind == DL_E_ADDRESS || value->type->kind == DL_TYPE_ARRAY)
        return touches(what, value);
    if (what->is_behind && value->kind == DL_E_VAR)
        return value->var == what->var;
    if (what->is_behind && dl_expr_is_place(value))
        return value->b && gives_away(value->b, what);
    return (value->a && gives_away(value->a, what)) || (value->b && gives_away(value->b, what));
}

/* What is known of a function that has no body here; NULL: nothing. */
static const dl_api *api_of(const dl_facts *facts, const dl_instr *call)
{
    return call->name && !call->callee ? dl_facts_api(facts, call->name) : NULL;
}

static bool is_only_read(const dl_facts *facts, const dl_instr *call, size_t arg)
{
    const dl_api *api = api_of(facts, call);

    return (api && dl_effects_only_reads(api, (unsigned)arg)) || dl_call_is_message(call);
}

/* What was asked of helpers so far: each once, by its parameter. */
typedef struct search {
    const dl_world *world;
    target asked[MOST_HELPERS];
    size_t count;
} search;

static bool may_write(search *s, const dl_function *function, const target *what);

static bool was_asked(const search *s, const target *what)
{
    for (size_t i = 0; i < s->count; i++)
        if (s->asked[i].var == what->var && (!s->asked[i].member || s->asked[i].member == what->member))
            return true;
    return false;
}

/* A helper that is given the address. */
static bool helper_writes(search *s, const dl_function *helper, const dl_instr *call, size_t arg, const target *what)
{
    const dl_expr *given = dl_expr_uncast(call->args[arg]);
    const dl_type *to, *of;
    target there;

    if (arg >= helper->param_count || helper->lost_count)
        return true;
    there = (target){.var = helper->params[arg], .is_behind = true};
    to = there.var->type->kind == DL_TYPE_POINTER ? there.var->type->element : NULL;
    of = given->kind == DL_E_ADDRESS                                       ? given->a->type
         : given->kind == DL_E_VAR && given->type->kind == DL_TYPE_POINTER ? given->type->element
                                                                           : NULL;
    /* By another type its members have other names. */
    if (what->member && !member_of(given) && to && of && to->record && to->record == of->record)
        there.member = what->member;
    if (was_asked(s, &there))
        return false; /* what it writes has been told, or is being asked */
    if (s->count == MOST_HELPERS)
        return true;
    s->asked[s->count++] = there;
    return may_write(s, helper, &there);
}

/* What a function that is known gets by value it cannot write; of others it may be a macro that does. */
static bool is_given_by_value(const dl_facts *facts, const dl_instr *call, size_t arg, const target *what)
{
    const dl_api *api = api_of(facts, call);

    return api && !api->is_macro && !call->macro && !gives_away(call->args[arg], what);
}

/* The functions of the driver that the call is of, through a pointer, too; none: it may be of others. */
static dl_function_list callees_of(const dl_world *world, const dl_instr *call)
{
    dl_function_list list = {0};

    if (call->callee)
        return (dl_function_list){&call->callee, 1};
    if (call->pointer && world->find_targets)
        list.at = world->find_targets(world->scope_self, call, &list.count);
    return list;
}

static bool call_writes(search *s, const dl_instr *call, const target *what)
{
    const dl_facts *facts = s->world->facts;

    for (size_t a = 0; a < call->arg_count; a++) {
        dl_function_list callees;

        if (!touches(what, call->args[a]) || is_only_read(facts, call, a) || is_given_by_value(facts, call, a, what))
            continue;
        callees = callees_of(s->world, call);
        if (callees.count == 0)
            return true;
        for (size_t c = 0; c < callees.count && gives_away(call->args[a], what); c++)
            if (helper_writes(s, callees.at[c], call, a, what))
                return true;
    }
    return false;
}

/* The structure that the variable is, or each element of it; NULL: neither. */
static const dl_record *record_in(const dl_type *type)
{
    return type->kind == DL_TYPE_ARRAY ? type->element->record : type->record;
}

static bool is_pointer_to(const dl_type *type, const dl_record *record)
{
    return type->kind == DL_TYPE_POINTER && type->element && dl_record_is_same(type->element->record, record);
}

/* An object that holds such a pointer, or the address of one. */
static bool is_holder_of(const dl_type *type, const dl_record *record)
{
    const dl_record *holder = type->kind == DL_TYPE_POINTER && type->element ? type->element->record : type->record;

    for (size_t i = 0; holder && i < holder->field_count; i++)
        if (is_pointer_to(holder->fields[i].type, record))
            return true;
    return false;
}

static bool is_in_local(const dl_expr *place)
{
    while (place->kind == DL_E_FIELD)
        place = place->a;
    return place->kind == DL_E_VAR && (place->var->storage == DL_LOCAL || place->var->storage == DL_TEMP);
}

/* `entry = &Table[i]`, to a pointer of the structure's own type, be it a member of a local object. */
static bool is_pointed_to(const dl_instr *instr, const target *what)
{
    const dl_expr *at = instr->target;
    const dl_record *record = record_in(what->var->type);

    return what->may_point && instr->kind == DL_I_ASSIGN && instr->op == DL_ASSIGN && at && record && is_in_local(at) &&
           is_pointer_to(at->type, record);
}

static bool may_write(search *s, const dl_function *function, const target *what)
{
    for (size_t b = 0; b < function->block_count; b++) {
        const dl_term *term = &function->blocks[b].term;

        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_instr *instr = &function->blocks[b].instrs[i];

            if ((instr->target && touches(what, instr->target)) ||
                (instr->value && instr->kind != DL_I_EVAL && gives_away(instr->value, what) &&
                 !is_pointed_to(instr, what)) ||
                call_writes(s, instr, what))
                return true;
        }
        if (term->kind == DL_T_RETURN && term->value && gives_away(term->value, what))
            return true;
    }
    return false;
}

bool dl_lasting_writes(const dl_world *world, const dl_function *function, const dl_var *var, const char *member)
{
    search s;

    s.world = world;
    s.count = 0;
    return may_write(&s, function, &(target){.var = var, .member = member});
}

/* ---- through pointers that come back to it: CONTAINING_RECORD, a routine's context ---- */

/* The member (NULL: any part) of a structure of that kind that a pointer leads to, a part of it, or all of the
 * structure. */
static bool is_behind_like(const dl_expr *expr, const dl_record *record, const char *member)
{
    for (expr = dl_expr_uncast(expr); expr; expr = expr->a) {
        if (expr->kind == DL_E_DEREF && dl_record_is_same(expr->type->record, record))
            return true;
        if (expr->kind == DL_E_FIELD && dl_record_is_same(expr->a->type->record, record))
            return (!member || dl_text_equal(expr->name, member)) && dl_expr_is_behind_pointer(expr->a);
    }
    return false;
}

/* `Set(&state->Stage, HAS_LINK)`: the helper knows of no structure. One that does is asked for what it writes behind
 * its own pointer. */
static bool is_written_by_helper(const dl_world *world, const dl_function *helper, const dl_instr *call, size_t arg,
                                 const dl_record *record)
{
    const target any = {0};
    search s;

    s.world = world;
    s.count = 0;
    if (arg < helper->param_count && is_pointer_to(helper->params[arg]->type, record))
        return false;
    return helper_writes(&s, helper, call, arg, &any);
}

/* A structure of the kind, a part of one, or what holds such is handed to the call. */
static bool is_written_by_call(const dl_world *world, const dl_instr *call, size_t arg, const dl_record *record,
                               const char *member)
{
    const dl_expr *given = dl_expr_uncast(call->args[arg]);
    bool is_part = given->kind == DL_E_ADDRESS && is_behind_like(given->a, record, member);
    bool is_whole = !call->callee && (is_pointer_to(given->type, record) || is_holder_of(given->type, record));
    dl_function_list callees;

    if (!(is_part || is_whole) || (!call->callee && is_only_read(world->facts, call, arg)))
        return false;
    callees = callees_of(world, call);
    for (size_t c = 0; c < callees.count; c++)
        if (is_written_by_helper(world, callees.at[c], call, arg, record))
            return true;
    return callees.count == 0;
}

static bool writes_behind(const dl_world *world, const dl_function *function, const dl_record *record,
                          const char *member)
{
    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_instr *instr = &function->blocks[b].instrs[i];

            if (instr->target && is_behind_like(instr->target, record, member))
                return true;
            for (size_t a = 0; a < instr->arg_count; a++)
                if (is_written_by_call(world, instr, a, record, member))
                    return true;
        }
    return false;
}

const char *dl_lasting_member(const dl_world *world, dl_loc loc)
{
    const dl_place *place = dl_place_of(world, loc), *root = dl_place_of(world, place->root);
    const dl_type *type = root->kind == DL_LOC_VAR ? root->var->type : NULL;
    unsigned depth = type && type->kind == DL_TYPE_ARRAY ? 2 : 1;

    if (!type || !record_in(type) || place->is_overlaid || place->depth < depth)
        return NULL;
    while (place->depth > depth)
        place = dl_place_of(world, place->parent);
    return place->kind == DL_LOC_FIELD ? place->field : NULL;
}

static bool is_given_by_initialiser(dl_world *world, const dl_var *var)
{
    const dl_naming *naming = dl_naming_of(world, var);
    const target what = {.var = var};

    for (size_t i = 0; i < naming->values.count; i++)
        if (gives_away(naming->values.at[i], &what))
            return true;
    return false;
}

static bool gives_it_away(const dl_facts *facts, const dl_function *function, const dl_var *var)
{
    const target what = {.var = var};

    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_instr *instr = &function->blocks[b].instrs[i];

            if (instr->value && instr->kind != DL_I_EVAL && gives_away(instr->value, &what))
                return true;
            for (size_t a = 0; a < instr->arg_count; a++)
                if (gives_away(instr->args[a], &what) && !is_only_read(facts, instr, a))
                    return true;
        }
    return false;
}

/* Whether its address, or that of a part of it, is given to what may keep it. */
static bool is_given_away(dl_world *world, const dl_var *var)
{
    const dl_naming *naming = dl_naming_of(world, var);

    if (is_given_by_initialiser(world, var))
        return true;
    for (size_t i = 0; i < naming->functions.count; i++)
        if (gives_it_away(world->facts, world->program->functions[naming->functions.at[i]], var))
            return true;
    return false;
}

static bool may_change_in(dl_world *world, const bool *in, const dl_var *var, const char *member)
{
    const dl_program *program = world->program;
    const dl_naming *naming = dl_naming_of(world, var);

    for (size_t i = 0; i < naming->functions.count; i++)
        if (in[naming->functions.at[i]] &&
            dl_lasting_writes(world, program->functions[naming->functions.at[i]], var, member))
            return true;
    if (!var->type->record || !is_given_away(world, var))
        return false;
    for (size_t f = 0; f < program->function_count; f++)
        if (in[f] && writes_behind(world, program->functions[f], var->type->record, member))
            return true;
    return false;
}

/* What was found of a variable, or of a member of it, in a set of functions. */
typedef struct change {
    const bool *in;
    const char *member;
    bool is_possible;
    struct change *other; /* of the same variable */
} change;

bool dl_lasting_may_change_in(dl_judge *judge, const bool *in, const dl_var *var, const char *member)
{
    change *first, *known;

    if (!judge->changes.arena)
        dl_table_init(&judge->changes, judge->arena);
    first = known = dl_table_get(&judge->changes, var);
    while (known && !(known->in == in && dl_text_equal(known->member, member)))
        known = known->other;
    if (!known) {
        known = DL_NEW(judge->arena, change);
        *known = (change){in, member, may_change_in(judge->world, in, var, member), first};
        dl_table_set(&judge->changes, var, known);
    }
    return known->is_possible;
}

/* All of it, or the one member, of each element. */
static bool holds_initialiser(dl_judge *judge, const dl_var *var, const char *member)
{
    const dl_program *program = judge->world->program;
    const dl_naming *naming = dl_naming_of(judge->world, var);
    const target what = {.var = var, .member = member, .may_point = member != NULL};
    search s;

    s.world = judge->world;
    s.count = 0;
    if ((var->storage != DL_GLOBAL && var->storage != DL_STATIC_LOCAL) || var->is_extern || var->init_count == 0 ||
        is_given_by_initialiser(judge->world, var))
        return false;
    for (size_t i = 0; i < naming->functions.count; i++)
        if (may_write(&s, program->functions[naming->functions.at[i]], &what))
            return false;
    for (size_t f = 0; member && f < program->function_count; f++)
        if (program->functions[f]->lost_count ||
            writes_behind(judge->world, program->functions[f], record_in(var->type), member))
            return false;
    return !dl_lasting_may_change_unread(judge, var, member);
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

/* What the call puts into another of its arguments: by a fact, or since nobody knows what it puts there. */
static bool is_put_elsewhere(const dl_api *api, const dl_instr *call, size_t arg)
{
    for (size_t i = 0; i < api->store_count; i++)
        if (api->stores[i].kind == DL_STORED_PARAM && api->stores[i].param == arg && api->stores[i].path.param != arg)
            return true;
    if (api->is_known_only && call->args[arg]->type->kind == DL_TYPE_INT)
        return true; /* an address as a number: a context */
    for (size_t a = 0; api->is_known_only && a < call->arg_count; a++)
        if (a != arg && dl_expr_uncast(call->args[a])->type->kind == DL_TYPE_POINTER &&
            !dl_effects_only_reads(api, (unsigned)a))
            return true;
    return false;
}

/* Routines that it is given may get it too. */
static bool gives_routine(const dl_instr *call)
{
    for (size_t a = 0; a < call->arg_count; a++)
        if (dl_expr_uncast(call->args[a])->kind == DL_E_FUNCTION)
            return true;
    return false;
}

static bool is_kept_by(const dl_facts *facts, const dl_instr *call, size_t arg)
{
    const dl_api *api = api_of(facts, call);

    if (api && dl_param_set_has(api->kept, (unsigned)arg))
        return true;
    return call->callee || call->pointer || (api && is_put_elsewhere(api, call, arg)) || gives_routine(call);
}

/* `&Path` of the slot `Path.Buffer`: routines of the system read and write the text, and leave the pointer to its
 * owner. */
static bool is_text_lent(const dl_facts *facts, const dl_instr *call, size_t arg, const dl_expr *slot)
{
    static const char *const texts[] = {"_UNICODE_STRING", "_STRING"};
    const dl_name_set tags = {texts, sizeof texts / sizeof *texts};
    const dl_api *api = api_of(facts, call);
    const dl_expr *given = dl_expr_uncast(call->args[arg]);

    if (!api || api->is_macro || given->kind != DL_E_ADDRESS || slot->kind != DL_E_FIELD || !slot->a->type->record ||
        !dl_name_set_has(tags, slot->a->type->record->tag) || !dl_expr_same(given->a, slot->a))
        return false;
    for (size_t i = 0; i < api->move_count; i++)
        if (api->moves[i].from == arg)
            return false;
    return !is_kept_by(facts, call, arg);
}

static bool is_zeroed(const dl_api *api, size_t arg)
{
    for (size_t i = 0; i < api->zero_count; i++)
        if (api->zeroes[i].param == arg)
            return !dl_param_set_has(api->kept, (unsigned)arg);
    return false;
}

static bool is_written_to(const dl_api *api, size_t arg)
{
    for (size_t i = 0; i < api->out_count; i++)
        if (api->out[i].param == arg)
            return !dl_param_set_has(api->kept, (unsigned)arg);
    return false;
}

/* `&Globals.Filter` of the slot `Globals.Path`: a routine of the system that writes there, or that gives the address
 * to no routine of the driver, does not come by what stands beside it. `RtlZeroMemory(&Globals, …)` only writes. */
static bool is_neighbour_lent(const dl_facts *facts, const dl_instr *call, size_t arg, const dl_expr *slot)
{
    const dl_api *api = api_of(facts, call);
    const dl_expr *given = dl_expr_uncast(call->args[arg]);

    if (!api || given->kind != DL_E_ADDRESS || is_way_through(slot, given->a))
        return false;
    return is_zeroed(api, arg) || (!api->is_macro && !is_part_of(slot, given->a) &&
                                   (is_written_to(api, arg) || !is_kept_by(facts, call, arg)));
}

static bool helper_hands_on(const dl_judge *judge, const dl_scope *scope, const dl_instr *by, size_t arg,
                            const dl_instr *call, unsigned depth);

/* `&slot` or, in a helper, the parameter that it stands in: what has a body is asked for what it does with that. */
static bool is_lent(const dl_judge *judge, const dl_scope *scope, const dl_instr *instr, size_t arg,
                    const dl_instr *call, const dl_expr *slot, unsigned depth)
{
    const dl_expr *given = dl_expr_uncast(instr->args[arg]);
    bool is_slot = given->kind == DL_E_ADDRESS ? dl_expr_same(given->a, slot)
                                               : slot->kind == DL_E_DEREF && dl_expr_same(given, slot->a);

    if (!is_slot)
        return false;
    return instr->callee ? !helper_hands_on(judge, scope, instr, arg, call, depth + 1)
                         : slot->kind == DL_E_DEREF && !is_kept_by(judge->world->facts, instr, arg) &&
                               !dl_scope_is_opaque(scope, instr);
}

static bool hands_on_in(const dl_judge *judge, const dl_scope *scope, const dl_instr *instr, const dl_instr *call,
                        const dl_expr *slot, unsigned depth)
{
    if (instr->kind == DL_I_LOST)
        return true;
    if (instr->kind == DL_I_ASSIGN && copies(instr->value, slot, true))
        return true;
    for (size_t a = 0; a < instr->macro_arg_count; a++)
        if (instr->is_macro_only && copies(instr->macro_args[a], slot, true))
            return true;
    for (size_t a = 0; a < instr->arg_count; a++)
        if ((copies(instr->args[a], slot, false) && !is_text_lent(judge->world->facts, instr, a, slot) &&
             !is_neighbour_lent(judge->world->facts, instr, a, slot) &&
             !is_lent(judge, scope, instr, a, call, slot, depth)) ||
            (copies(instr->args[a], slot, true) &&
             (is_kept_by(judge->world->facts, instr, a) || dl_scope_is_opaque(scope, instr)) &&
             !is_neighbour_lent(judge->world->facts, instr, a, slot) &&
             !is_lent(judge, scope, instr, a, call, slot, depth)))
            return true;
    return false;
}

/* Whether a helper that is given the slot's address lets that, or what the slot holds, go anywhere else. */
static bool helper_hands_on(const dl_judge *judge, const dl_scope *scope, const dl_instr *by, size_t arg,
                            const dl_instr *call, unsigned depth)
{
    const dl_function *helper = by->callee;
    const dl_expr pointer = {.kind = DL_E_VAR, .var = arg < helper->param_count ? helper->params[arg] : NULL};
    const dl_expr slot = {.kind = DL_E_DEREF, .a = &pointer};

    if (!pointer.var || helper->lost_count || depth > MOST_DEEP)
        return true;
    for (size_t b = 0; b < helper->block_count; b++) {
        const dl_term *term = &helper->blocks[b].term;

        for (size_t i = 0; i < helper->blocks[b].count; i++) {
            const dl_instr *instr = &helper->blocks[b].instrs[i];

            if ((instr->target && dl_expr_same(instr->target, &pointer)) ||
                (instr->kind == DL_I_ASSIGN && copies(instr->value, &pointer, true)) ||
                (instr != call && hands_on_in(judge, scope, instr, call, &slot, depth)))
                return true;
            for (size_t a = 0; instr != call && a < instr->arg_count; a++)
                if (copies(instr->args[a], &pointer, true) && !is_lent(judge, scope, instr, a, call, &slot, depth))
                    return true;
        }
        if (term->kind == DL_T_RETURN && (copies(term->value, &slot, true) || copies(term->value, &pointer, true)))
            return true;
    }
    return false;
}

static bool hands_on(const dl_judge *judge, const dl_scope *scope, const dl_instr *instr, const dl_instr *call,
                     const dl_expr *slot)
{
    return hands_on_in(judge, scope, instr, call, slot, 0);
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
                hands_on(judge, scope, instr, call, value))
                return true;
        }
        if (term->kind == DL_T_RETURN && copies(term->value, value, true))
            return true;
    }
    return function->lost_count > 0;
}

static bool may_lose_something(const dl_program *program)
{
    for (size_t f = 0; f < program->function_count; f++) {
        const dl_function *function = program->functions[f];

        if (function->lost_count)
            return true;
        for (size_t b = 0; b < function->block_count; b++)
            for (size_t i = 0; i < function->blocks[b].count; i++)
                if (function->blocks[b].instrs[i].kind == DL_I_LOST)
                    return true;
    }
    return false;
}

/* The functions that name the root of the slot can, and those that lost something. */
static bool any_hands_on(dl_judge *judge, const dl_scope *scope, const dl_instr *call, const dl_expr *slot)
{
    const dl_program *program = judge->world->program;
    const dl_naming *naming = dl_naming_of(judge->world, dl_expr_root(slot));

    if (!judge->loses_something)
        judge->loses_something = may_lose_something(program) ? 1 : -1;
    for (size_t f = 0; judge->loses_something > 0 && f < program->function_count; f++)
        if (function_hands_on(judge, scope, program->functions[f], call, slot, slot))
            return true;
    for (size_t i = 0; judge->loses_something < 0 && i < naming->functions.count; i++)
        if (function_hands_on(judge, scope, program->functions[naming->functions.at[i]], call, slot, slot))
            return true;
    return false;
}

static bool is_copy(const dl_instr *instr, const dl_expr *slot)
{
    return instr->kind == DL_I_ASSIGN && instr->op == DL_ASSIGN && dl_expr_same(dl_expr_uncast(instr->value), slot);
}

/* The one global that the function copies the local to, if it hands it to nobody else; or NULL. */
static const dl_expr *copied_to(const dl_judge *judge, const dl_scope *scope, const dl_function *function,
                                const dl_instr *call, const dl_expr *local)
{
    const dl_expr *holder = NULL;

    for (size_t b = 0; b < function->block_count; b++) {
        const dl_term *term = &function->blocks[b].term;

        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_instr *instr = &function->blocks[b].instrs[i];

            if (is_copy(instr, local) && (!holder || dl_expr_same(holder, instr->target)))
                holder = instr->target;
            else if (instr != call && hands_on(judge, scope, instr, call, local))
                return NULL;
        }
        if (term->kind == DL_T_RETURN && copies(term->value, local, true))
            return NULL;
    }
    return function->lost_count == 0 ? holder : NULL;
}

/* Whether files and bodies that were not read may come by the global, or its initialiser gives its address away. */
static bool is_seen_elsewhere(dl_judge *judge, const dl_var *root)
{
    return dl_lasting_may_change_unread(judge, root, NULL) || is_given_by_initialiser(judge->world, root);
}

const dl_expr *dl_lasting_sole_holder(dl_judge *judge, const dl_scope *scope, const dl_function *by,
                                      const dl_instr *call, const dl_expr *slot, bool is_result)
{
    const dl_api *api = call->name ? dl_facts_api(judge->world->facts, call->name) : NULL;
    const dl_expr result = {.kind = DL_E_VAR, .var = call->result};
    const dl_expr *holder = slot;
    const dl_var *root;

    if (slot->kind == DL_E_VAR && slot->var->storage == DL_LOCAL)
        holder = copied_to(judge, scope, by, call, slot);
    root = holder ? dl_expr_root(holder) : NULL;
    if (!root || (api && api->push_count) || !is_plain_path(holder) || !dl_var_is_static(root) ||
        is_seen_elsewhere(judge, root))
        return NULL;
    if (is_result && call->result && function_hands_on(judge, scope, by, call, slot, &result))
        return NULL;
    return any_hands_on(judge, scope, call, holder) ? NULL : holder;
}

bool dl_lasting_stays_in_local(const dl_judge *judge, const dl_function *by, const dl_instr *call, const dl_expr *slot,
                               bool is_result)
{
    const dl_api *api = call->name ? dl_facts_api(judge->world->facts, call->name) : NULL;
    const dl_expr result = {.kind = DL_E_VAR, .var = call->result};

    return slot && slot->kind == DL_E_VAR && slot->var->storage == DL_LOCAL && !(api && api->push_count) &&
           !function_hands_on(judge, judge->scope, by, call, slot, slot) &&
           !(is_result && call->result && function_hands_on(judge, judge->scope, by, call, slot, &result));
}

/* `*Out`, of a parameter of the function. */
static bool is_behind_parameter(const dl_expr *slot)
{
    return slot->kind == DL_E_DEREF && slot->a->kind == DL_E_VAR && slot->a->var->storage == DL_PARAM;
}

static const dl_expr *spell(dl_judge *judge, dl_loc loc)
{
    const dl_place place = *dl_place_of(judge->world, loc);
    dl_expr *expr = DL_NEW(judge->arena, dl_expr);

    *expr = (dl_expr){.type = dl_loc_type(judge->world, loc)};
    if (!expr->type || place.is_overlaid)
        return NULL;
    if (place.kind == DL_LOC_VAR) {
        expr->kind = DL_E_VAR;
        expr->var = place.var;
        return expr;
    }
    expr->kind = DL_E_FIELD;
    expr->name = place.field;
    expr->a = place.kind == DL_LOC_FIELD ? spell(judge, place.parent) : NULL;
    return expr->a ? expr : NULL;
}

const dl_expr *dl_lasting_sole_place(dl_judge *judge, const dl_function *by, const dl_instr *call, const dl_expr *slot,
                                     bool is_result, dl_loc loc)
{
    const dl_expr result = {.kind = DL_E_VAR, .var = call->result};
    const dl_expr *holder = slot, *place;
    const dl_api *api = call->name ? dl_facts_api(judge->world->facts, call->name) : NULL;

    if (slot->kind == DL_E_VAR && slot->var->storage == DL_LOCAL)
        holder = copied_to(judge, judge->scope, by, call, slot);
    if (!holder || !is_behind_parameter(holder) || (api && api->push_count) ||
        function_hands_on(judge, judge->scope, by, call, holder, holder) ||
        (is_result && call->result && function_hands_on(judge, judge->scope, by, call, slot, &result)))
        return NULL;
    place = spell(judge, loc);
    if (!place || !dl_var_is_static(dl_expr_root(place)) || is_seen_elsewhere(judge, dl_expr_root(place)))
        return NULL;
    return any_hands_on(judge, judge->scope, call, place) ? NULL : place;
}

/* What was found of a variable: of all of it, and of members of one that changes elsewhere. */
typedef struct lasting {
    bool is_whole;
    DL_VEC(const char *) asked;
    DL_VEC(bool) found;
} lasting;

static bool is_lasting(void *self, const dl_var *var, const char *member)
{
    dl_judge *judge = self;
    lasting *known = dl_table_get(&judge->lasting, var);

    if (!known) {
        known = DL_NEW(judge->arena, lasting);
        known->is_whole = holds_initialiser(judge, var, NULL);
        dl_table_set(&judge->lasting, var, known);
    }
    if (known->is_whole || !member)
        return known->is_whole;
    for (size_t i = 0; i < known->asked.count; i++)
        if (dl_text_equal(known->asked.at[i], member))
            return known->found.at[i];
    dl_vec_push(judge->arena, &known->asked, member);
    dl_vec_push(judge->arena, &known->found, holds_initialiser(judge, var, member));
    return known->found.at[known->found.count - 1];
}

void dl_lasting_begin(dl_judge *judge)
{
    dl_table_init(&judge->lasting, judge->arena);
    judge->world->is_lasting = is_lasting;
    judge->world->is_lasting_self = judge;
}
