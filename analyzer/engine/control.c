/* control.c: which expressions belong into the key: a backward slice, one function at a time.
 * A condition guards an event when exactly one of its ways always comes to the event's block
 * (control dependence, by post-dominators). Its operand is a control expression; so is what is returned. */
#include "engine/ask.h"
#include "engine/footprint.h"
#include "engine/level.h"
#include "engine/scope.h"
#include "engine/step.h"
#include "engine/wanted.h"

#include <string.h>

dl_assign_op dl_expr_update(const dl_instr *assign, const dl_expr **operand)
{
    static const struct {
        dl_op op;
        dl_assign_op means;
        bool is_commutative;
    } ops[] = {{DL_OP_OR, DL_ASSIGN_OR, true},
               {DL_OP_AND, DL_ASSIGN_AND, true},
               {DL_OP_ADD, DL_ASSIGN_ADD, true},
               {DL_OP_SUB, DL_ASSIGN_SUB, false}};
    const dl_expr *value = assign->op == DL_ASSIGN ? dl_expr_uncast(assign->value) : NULL;

    *operand = assign->value;
    for (size_t i = 0; value && value->kind == DL_E_BINARY && i < sizeof ops / sizeof *ops; i++) {
        if (value->op != ops[i].op)
            continue;
        if (dl_expr_same(dl_expr_uncast(value->a), assign->target)) {
            *operand = value->b;
            return ops[i].means;
        }
        if (ops[i].is_commutative && dl_expr_same(dl_expr_uncast(value->b), assign->target)) {
            *operand = value->a;
            return ops[i].means;
        }
    }
    return assign->op;
}

bool dl_control_is_constant(const dl_expr *expr)
{
    while (expr->kind == DL_E_CAST || (expr->kind == DL_E_UNARY && expr->op != DL_OP_NOT))
        expr = expr->a;
    return expr->kind == DL_E_CONST || expr->kind == DL_E_SIZEOF || expr->kind == DL_E_STRING ||
           expr->kind == DL_E_FUNCTION;
}

const dl_expr *dl_control_operand(const dl_facts *facts, const dl_expr *cond)
{
    const dl_macro_fact *macro = cond->macro ? dl_facts_macro(facts, cond->macro) : NULL;
    bool is_class_macro = macro && macro->tests != DL_TESTS_NOTHING;

    while (cond) {
        if (dl_expr_is_place(cond))
            return cond;
        switch (cond->kind) {
        case DL_E_CAST:
            cond = cond->a;
            break;
        case DL_E_UNARY:
            if (cond->op != DL_OP_NOT)
                return cond;
            cond = cond->a;
            break;
        case DL_E_BINARY:
            if (cond->op < DL_OP_EQ && !is_class_macro)
                return cond; /* a flag word: the word itself would say too little */
            if (dl_control_is_constant(cond->b))
                cond = cond->a;
            else if (dl_control_is_constant(cond->a))
                cond = cond->b;
            else
                return cond;
            break;
        default:
            return cond->kind == DL_E_CONST ? NULL : cond;
        }
    }
    return NULL;
}

/* ---- the slice ---- */

/* The variable that the expression is, or is a part of with a name of its own, or NULL. */
static const dl_var *named_root(const dl_expr *expr)
{
    while (expr->kind == DL_E_FIELD || expr->kind == DL_E_CAST ||
           (expr->kind == DL_E_INDEX && expr->b->kind == DL_E_CONST))
        expr = expr->a;
    return expr->kind == DL_E_VAR ? expr->var : NULL;
}

static bool is_global_root(const dl_expr *expr)
{
    const dl_var *var = named_root(expr);

    return var && dl_var_is_static(var);
}

static bool is_local_root(const dl_expr *expr)
{
    const dl_var *var = named_root(expr);

    return var && !dl_var_is_static(var);
}

/* Of a local that no loop counts there are no more constants than steps. What others hold may be counted again
 * wherever the function is called. */
static dl_exactness exactness_in(const dl_graph *graph, const dl_expr *expr)
{
    bool is_counted = false, goes_down = false, is_in_loop = false;

    for (size_t i = 0; i < graph->counted.count; i++) {
        const dl_counted *of = &graph->counted.at[i];

        if (dl_expr_same(of->expr, expr)) {
            is_counted = true;
            goes_down |= of->goes_down;
            is_in_loop |= of->is_in_loop;
        }
    }
    if (!is_counted || (!is_in_loop && is_local_root(expr)))
        return DL_EXACT_ALL;
    return goes_down || !is_in_loop ? DL_EXACT_FIRST : DL_EXACT_NONE;
}

/* A global or a part of one, as some function counts it. */
typedef struct counted {
    const dl_expr *expr;
    dl_exactness exact;
} counted;

typedef struct counted_parts {
    DL_VEC(counted) parts;
} counted_parts;

static void note_counted(dl_world *world, const dl_graph *graph)
{
    for (size_t i = 0; i < graph->counted.count; i++) {
        const dl_expr *expr = graph->counted.at[i].expr;
        counted_parts *of = is_global_root(expr) ? dl_table_get(world->counted, dl_expr_root(expr)) : NULL;

        if (!is_global_root(expr))
            continue;
        if (!of) {
            of = DL_NEW(world->arena, counted_parts);
            dl_table_set(world->counted, dl_expr_root(expr), of);
        }
        dl_vec_push(world->arena, &of->parts, ((counted){expr, exactness_in(graph, expr)}));
    }
}

/* By all functions: each run of each function asks. */
static dl_exactness exactness_of_global(dl_world *world, const dl_expr *expr)
{
    const dl_program *program = world->program;
    const counted_parts *of;
    dl_exactness exact = DL_EXACT_ALL;

    if (!world->counted) {
        world->counted = DL_NEW(world->arena, dl_table);
        dl_table_init(world->counted, world->arena);
        for (size_t f = 0; f < program->function_count; f++)
            note_counted(world, dl_graph_of(world, program->functions[f]));
    }
    of = dl_table_get(world->counted, dl_expr_root(expr));
    for (size_t i = 0; of && i < of->parts.count && exact != DL_EXACT_FIRST; i++)
        if (dl_expr_same(of->parts.at[i].expr, expr))
            exact = of->parts.at[i].exact;
    return exact;
}

static dl_exactness exactness_of(const dl_sim *sim, const dl_function *function, const dl_expr *expr)
{
    return is_global_root(expr) ? exactness_of_global(sim->world, expr)
                                : exactness_in(dl_graph_of(sim->world, function), expr);
}

/* Of the controls that are wanted in one block no more than the most, but for sources. */
static bool has_room(const dl_function_info *info, dl_wanted wanted)
{
    for (size_t b = 0; b < info->function->block_count; b++) {
        unsigned others = wanted.within[b] ? info->wanted_within[b] : 0, count = 0;

        for (; others; others &= others - 1)
            count++;
        if (count >= DL_MAX_CONTROLS)
            return false;
    }
    return true;
}

static void note_control(dl_function_info *info, const dl_expr *expr, dl_exactness exact, dl_wanted wanted)
{
    for (size_t b = 0; b < info->function->block_count; b++) {
        info->wanted_from[b] |= (uint16_t)(wanted.from[b] << info->control_count);
        info->wanted_within[b] |= (uint16_t)(wanted.within[b] << info->control_count);
    }
    info->exact[info->control_count] = exact;
    info->controls[info->control_count++] = expr;
}

static bool is_control(const dl_function_info *info, const dl_expr *expr)
{
    for (size_t i = 0; i < info->control_count; i++)
        if (dl_expr_same(info->controls[i], expr))
            return true;
    return false;
}

/* Whether it may be a control at all; temporaries are of themselves. */
static bool may_be_control(const dl_sim *sim, const dl_expr *expr, bool wants_temporaries)
{
    if (expr->kind == DL_E_CONST || (expr->kind == DL_E_VAR && (expr->var->storage == DL_TEMP) != wants_temporaries))
        return false;
    for (size_t i = 0; i < sim->handle_count; i++)
        if (dl_expr_same(sim->handles[i], expr))
            return false;
    return true;
}

static void add_asked(dl_sim *sim, dl_function_info *info, const dl_expr *expr, bool wants_temporaries,
                      bool is_told_by_returns, const dl_function *asker)
{
    dl_wanted wanted;

    if (!expr || info->control_count == DL_MAX_CONTROLS_IN_ALL || expr->kind == DL_E_UNKNOWN)
        return;
    expr = dl_expr_uncast(expr);
    if (!may_be_control(sim, expr, wants_temporaries) || is_control(info, expr))
        return;
    wanted = dl_wanted_of(sim->world, info->graph, expr, is_told_by_returns, asker);
    if (has_room(info, wanted))
        note_control(info, expr, exactness_of(sim, info->function, expr), wanted);
}

static void add_control(dl_sim *sim, dl_function_info *info, const dl_expr *expr, bool wants_temporaries)
{
    add_asked(sim, info, expr, wants_temporaries, false, NULL);
}

enum { DEEPEST_PART = 3 };

/* Behind the first `count`. Returns how many there are then. */
static size_t add_parts(dl_arena *arena, const dl_expr *value, const dl_expr *parts[DL_MAX_ANSWERS], size_t count,
                        unsigned depth)
{
    const dl_record *record = value->type->kind == DL_TYPE_RECORD ? value->type->record : NULL;

    if (!dl_type_is_aggregate(value->type)) {
        parts[count] = value;
        return count + 1;
    }
    for (size_t i = 0; record && depth < DEEPEST_PART && i < record->field_count && count < DL_MAX_ANSWERS; i++) {
        const dl_field *field = &record->fields[i];
        dl_expr *member = DL_NEW(arena, dl_expr);

        *member =
            (dl_expr){.kind = DL_E_FIELD, .type = field->type, .span = value->span, .name = field->name, .a = value};
        count = add_parts(arena, member, parts, count, depth + 1);
    }
    return count;
}

size_t dl_control_answers(dl_arena *arena, const dl_expr *value, const dl_expr *parts[DL_MAX_ANSWERS])
{
    return dl_expr_is_place(value) ? add_parts(arena, value, parts, 0, 0) : 0;
}

static bool is_relevant(const dl_sim *sim, const dl_instr *instr)
{
    dl_called called = dl_called_by(sim->world, instr);

    return sim->monitor.is_relevant &&
           sim->monitor.is_relevant(sim->monitor.self, instr, called.by_name, called.by_macro);
}

/* Whether a routine is that the call may lead to through its pointer. */
static bool pointer_is_relevant(dl_sim *sim, const dl_instr *call)
{
    enum { MOST = 16 };
    dl_function_list targets;
    bool is_complete;

    if (!call->pointer || !sim->world->find_targets)
        return false;
    targets = dl_scope_targets(sim->world->scope_self, call, &is_complete);
    for (size_t i = 0; i < targets.count && i < MOST; i++)
        if (dl_control_info(sim, targets.at[i])->is_relevant)
            return true;
    return false;
}

bool dl_control_concerns(dl_sim *sim, const dl_instr *instr)
{
    return is_relevant(sim, instr) ||
           (instr->kind == DL_I_CALL &&
            (instr->callee ? dl_control_info(sim, instr->callee)->is_relevant : pointer_is_relevant(sim, instr)));
}

static bool block_is_relevant(dl_sim *sim, const dl_block *block)
{
    for (size_t i = 0; i < block->count; i++)
        if (dl_control_concerns(sim, &block->instrs[i]))
            return true;
    return false;
}

static bool is_temporary(const dl_expr *expr)
{
    expr = dl_expr_uncast(expr);
    return expr && expr->kind == DL_E_VAR && expr->var->storage == DL_TEMP;
}

/* What is returned. `%1 = status; call ~Guard(&guard); return %1`: where objects end behind it, what it was read from.
 */
static const dl_expr *returned(const dl_function *function, const dl_expr *value)
{
    const dl_expr *source = NULL, *temporary = dl_expr_uncast(value);

    if (!is_temporary(value))
        return value;
    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_instr *instr = &function->blocks[b].instrs[i];

            if (instr->kind != DL_I_ASSIGN || !dl_expr_same(instr->target, temporary))
                continue;
            if (source)
                return value;
            source = instr->value;
        }
    return source && !is_temporary(source) ? source : value;
}

/* ---- what a helper is asked for ---- */

enum { DEEPEST_ANSWER = 3 };

static const dl_instr *call_that_gives(const dl_function *function, const dl_expr *temporary)
{
    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_instr *instr = &function->blocks[b].instrs[i];

            if (instr->kind == DL_I_CALL && instr->result == temporary->var)
                return instr;
        }
    return NULL;
}

/* The one value that it returns, NULL where there are several. */
static const dl_expr *one_return(const dl_function *function)
{
    const dl_expr *value = NULL;

    for (size_t b = 0; b < function->block_count; b++) {
        const dl_term *term = &function->blocks[b].term;

        if (term->kind != DL_T_RETURN)
            continue;
        if (value || !term->value)
            return NULL;
        value = returned(function, term->value);
    }
    return value;
}

/* `if (vault->Key) BCryptDestroyKey(vault->Key)`: to a call that the monitor acts on. */
static bool is_handed(dl_sim *sim, const dl_function *function, const dl_expr *control)
{
    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_instr *instr = &function->blocks[b].instrs[i];

            for (size_t a = 0; a < instr->arg_count; a++)
                if (dl_expr_same(dl_expr_uncast(instr->args[a]), control) && is_relevant(sim, instr))
                    return true;
        }
    return false;
}

/* A place that is found by names of members and globals alone. */
static bool is_behind_global(const dl_expr *place)
{
    for (place = dl_expr_uncast(place); place && dl_expr_is_place(place); place = dl_expr_uncast(place->a)) {
        if (place->kind == DL_E_VAR)
            return dl_var_is_static(place->var);
        if (place->kind == DL_E_INDEX && !dl_expr_uncast(place->b)->has_value)
            return false;
    }
    return false;
}

/* `CORE *core = &Core;` or `= Globals->Core;`, and `core->Stage` asks: the same by the name of the global; NULL: it is
 * none such. */
static const dl_expr *by_global(dl_arena *arena, const dl_function *function, const dl_expr *control)
{
    const dl_expr *pointer = control->kind == DL_E_DEREF ? dl_expr_uncast(control->a) : NULL, *value, *base;
    dl_expr *made;

    if (is_behind_global(control))
        return control;
    if (control->kind != DL_E_FIELD && control->kind != DL_E_DEREF)
        return NULL;
    if (pointer && pointer->kind == DL_E_VAR && pointer->var->storage == DL_LOCAL) {
        value = dl_function_only_value(function, pointer->var);
        value = value ? dl_expr_uncast(value) : NULL;
        if (value && is_temporary(value)) { /* `auto &core = Core::Instance();` */
            const dl_instr *call = call_that_gives(function, value);

            value = call && call->callee ? dl_expr_uncast(one_return(call->callee)) : NULL;
        }
        if (value && value->kind == DL_E_ADDRESS && is_behind_global(value->a))
            return value->a;
        if (!value || !is_behind_global(value))
            return NULL;
        base = value;
    } else {
        base = pointer ? NULL : by_global(arena, function, control->a);
    }
    if (!base)
        return NULL;
    made = dl_arena_copy(arena, control, sizeof *made);
    made->a = base;
    return made;
}

/* As a control that is known as exactly as that at least. */
static void add_exactly(dl_sim *sim, dl_function_info *info, const dl_expr *control, dl_exactness exact)
{
    dl_exactness less = exact == DL_EXACT_WHICH ? DL_EXACT_ALL : DL_EXACT_NONE;

    add_control(sim, info, control, false);
    for (size_t c = 0; exact != DL_EXACT_ALL && c < info->control_count; c++)
        if (info->exact[c] == less && dl_expr_same(info->controls[c], control))
            info->exact[c] = exact;
}

/* `for (i = 0; i < Made; i++) Free(Row[i])`: how many there are a global has counted, maybe in another helper. */
static void add_bound(dl_sim *sim, dl_function_info *info, const dl_expr *compared)
{
    const dl_expr *sides[2];

    if (!compared || compared->kind != DL_E_BINARY || compared->op < DL_OP_EQ)
        return;
    sides[0] = dl_expr_uncast(compared->a);
    sides[1] = dl_expr_uncast(compared->b);
    for (int i = 0; i < 2; i++)
        if (dl_expr_is_place(sides[i]) && dl_level_is_number(sides[i]) && is_behind_global(sides[i]))
            add_exactly(sim, info, sides[i], DL_EXACT_FIRST);
}

/* The number that a helper of the call asks for by a name that the call does not give it (`c = D->DeviceExtension`): as
 * the function spells it where it is set, or else by what the helper is given. */
static void import_hidden(dl_sim *sim, dl_function_info *info, const dl_instr *call, const dl_function *asker)
{
    enum { MOST = 2 };
    const dl_function_info *other = dl_control_info(sim, asker);
    dl_arena *arena = sim->world->scratch;

    for (size_t c = 0; other->is_relevant && c < other->control_count; c++) {
        const dl_expr *control = other->controls[c], *set[MOST];
        size_t count;

        if (control->kind != DL_E_FIELD || !dl_level_is_number(control) || is_global_root(control) ||
            dl_level_is_of_parameter(control))
            continue;
        count = dl_level_set_in(info->function, control, set, MOST);
        for (size_t i = 0; i < count; i++)
            add_asked(sim, info, set[i], false, false, asker);
        control = asker == call->callee && count == 0 ? dl_level_by_parameter(arena, asker, control) : NULL;
        if (control)
            add_control(sim, info, dl_level_given(arena, control, call), false);
    }
}

static void import_hidden_levels(dl_sim *sim, dl_function_info *info)
{
    const dl_function *function = info->function;
    bool sets_levels = dl_level_is_set_in(function);

    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_instr *call = &function->blocks[b].instrs[i];
            const dl_reach *reach = call->callee && sets_levels ? dl_reach_of(sim->world, call->callee) : NULL;

            for (size_t f = 0; reach && f < reach->functions.count; f++)
                import_hidden(sim, info, call, reach->functions.at[f]);
            if (call->callee && !reach)
                import_hidden(sim, info, call, call->callee);
        }
}

/* A global that decides in a helper, in a method a member of the object, the number that a helper is given, or what it
 * is given for what it releases, must not be merged in the caller. */
static void import_controls(dl_sim *sim, dl_function_info *info, bool levels)
{
    const dl_function *function = info->function;

    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_instr *call = &function->blocks[b].instrs[i];
            const dl_function_info *other = call->callee ? dl_control_info(sim, call->callee) : NULL;

            for (size_t c = 0; other && other->is_relevant && c < other->control_count; c++) {
                const dl_expr *control = other->controls[c];
                bool is_global = is_global_root(control);
                const dl_expr *behind = !is_global && dl_level_is_number(control)
                                            ? by_global(sim->world->scratch, call->callee, control)
                                            : NULL;

                if ((is_global || behind) && levels)
                    continue;
                if (is_global || behind)
                    add_exactly(sim, info, is_global ? control : behind, other->exact[c]);
                else if (levels ? dl_level_is_of_parameter(control)
                                : call->callee->is_method || dl_level_is_of_parameter(control) ||
                                      is_handed(sim, call->callee, control))
                    add_control(sim, info, dl_level_given(sim->world->scratch, control, call), false);
            }
        }
}

/* `if (!result.ok())`: what the helper looks at, a member of what it is given. NULL: it does more than that. */
static const dl_expr *asked(dl_sim *sim, const dl_function *function, const dl_expr *operand, unsigned depth)
{
    const dl_instr *call = is_temporary(operand) ? call_that_gives(function, dl_expr_uncast(operand)) : NULL;
    const dl_expr *value = call && call->callee && depth < DEEPEST_ANSWER ? one_return(call->callee) : NULL;

    value = value ? dl_control_operand(sim->world->facts, value) : NULL;
    if (value && is_temporary(value))
        value = asked(sim, call->callee, value, depth + 1);
    return value ? dl_level_given(sim->world->scratch, dl_expr_uncast(value), call) : NULL;
}

/* Of an object that is returned its parts, unless it is made where it is returned. */
static void add_answers(dl_sim *sim, dl_function_info *info, const dl_expr *value)
{
    const dl_expr *parts[DL_MAX_ANSWERS];
    size_t count;

    if (is_temporary(value) && sim->world->is_single[dl_expr_uncast(value)->var->id])
        return;
    count = dl_control_answers(sim->world->scratch, value, parts);
    for (size_t i = 0; i < count; i++)
        add_asked(sim, info, parts[i], false, true, NULL);
}

/* What the function returns; objects: of such as are returned by value, their parts. */
static void add_returned(dl_sim *sim, dl_function_info *info, bool objects)
{
    const dl_function *function = info->function;

    for (size_t b = 0; b < function->block_count; b++) {
        const dl_term *term = &function->blocks[b].term;
        const dl_expr *value = term->kind == DL_T_RETURN && term->value ? returned(function, term->value) : NULL;

        if (!value || dl_type_is_aggregate(value->type) != objects)
            continue;
        if (objects) {
            add_answers(sim, info, value);
            continue;
        }
        add_asked(sim, info, value, is_temporary(value), true, NULL);
        add_asked(sim, info, asked(sim, function, value, 0), false, true, NULL);
        /* `NTSTATUS kept = status; … return kept;`, as macros do that trace what is returned */
        add_control(sim, info, dl_function_only_source(function, value), false);
    }
}

/* `if (busy) return STATUS_DEVICE_BUSY;`: what decides whether a constant is returned. */
static void add_guards_of_returns(dl_sim *sim, dl_function_info *info)
{
    const dl_function *function = info->function;
    bool *returns = DL_NEW_ARRAY(sim->world->scratch, function->block_count + 1, bool);

    for (size_t b = 0; b < function->block_count; b++) {
        const dl_term *term = &function->blocks[b].term;
        const dl_expr *value = term->kind == DL_T_RETURN && term->value ? returned(function, term->value) : NULL;

        returns[b] = value && dl_expr_uncast(value)->kind == DL_E_CONST;
    }
    for (size_t b = 0; b < function->block_count; b++) {
        const dl_term *term = &function->blocks[b].term;

        if ((term->kind == DL_T_BRANCH || term->kind == DL_T_SWITCH) && dl_graph_guards(info->graph, term, returns))
            add_control(sim, info, dl_control_operand(sim->world->facts, term->value), false);
    }
}

/* `Ops.Add()` hangs on that slot, `ops->Add()` on where `ops` leads; NULL: on neither. */
static const dl_expr *called_by(const dl_instr *call)
{
    const dl_expr *pointer = call->kind == DL_I_CALL && !call->name ? dl_expr_uncast(call->pointer) : NULL, *at;

    if (!pointer || !dl_expr_is_place(pointer))
        return NULL;
    for (at = pointer; at->kind == DL_E_FIELD; at = at->a)
        ;
    if (at->kind == DL_E_DEREF)
        pointer = dl_expr_uncast(at->a);
    return named_root(pointer) ? pointer : NULL;
}

/* `Ops.Add = AddEx; Ops.Remove = RemoveEx;`, or the older ones: what is called by one pointer goes with what is called
 * by the other. */
static void add_called(dl_sim *sim, dl_function_info *info)
{
    const dl_function *function = info->function;

    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_expr *by = called_by(&function->blocks[b].instrs[i]);

            if (!by || !pointer_is_relevant(sim, &function->blocks[b].instrs[i]))
                continue;
            add_control(sim, info, by, false);
            for (size_t c = 0; c < info->control_count; c++)
                if (info->exact[c] == DL_EXACT_ALL && dl_expr_same(info->controls[c], by))
                    info->exact[c] = DL_EXACT_WHICH;
        }
}

/* `if (level > 2) for (i = 0; i < COUNT; i++) if (Pools[i]) …`: that there is another round is no step of its own. */
static bool is_loop_test(const dl_function *function, const dl_block *block)
{
    for (size_t i = 0; i < dl_term_count(&block->term); i++)
        if (function->blocks[dl_term_to(&block->term, i)].is_loop_head)
            return true;
    return false;
}

/* What the instruction writes down in which the arms of a choice have met; NULL: it is none such. */
static const dl_expr *choice_in(const dl_sim *sim, const dl_instr *instr)
{
    const dl_expr *from = instr->kind == DL_I_ASSIGN ? dl_expr_uncast(instr->value) : NULL;

    return from && is_temporary(from) && !sim->world->is_single[from->var->id] ? from : NULL;
}

static bool holds_choice(const dl_sim *sim, const dl_function *function, const dl_expr *local)
{
    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++)
            if (choice_in(sim, &function->blocks[b].instrs[i]) &&
                dl_expr_same(function->blocks[b].instrs[i].target, local))
                return true;
    return false;
}

/* `ok = NT_SUCCESS(status) ? TRUE : FALSE; … result.Status = ok ? STATUS_SUCCESS : status;`: what a control is chosen
 * by, where that is a choice itself. */
static void add_choosers(dl_sim *sim, dl_function_info *info)
{
    const dl_function *function = info->function;
    bool *arms = DL_NEW_ARRAY(sim->world->scratch, function->block_count + 1, bool);

    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_instr *instr = &function->blocks[b].instrs[i];
            const dl_expr *choice = is_control(info, instr->target) ? choice_in(sim, instr) : NULL;

            for (size_t a = 0; choice && a < function->block_count; a++)
                for (size_t k = 0; k < function->blocks[a].count; k++)
                    arms[a] |= dl_expr_same(function->blocks[a].instrs[k].target, choice);
        }
    for (size_t b = 0; b < function->block_count; b++) {
        const dl_term *term = &function->blocks[b].term;
        const dl_expr *by = term->kind == DL_T_BRANCH ? dl_expr_uncast(term->value) : NULL;

        if (by && by->kind == DL_E_VAR && by->var->storage == DL_LOCAL && dl_graph_guards(info->graph, term, arms) &&
            holds_choice(sim, function, by))
            add_control(sim, info, by, false);
    }
}

static void slice(dl_sim *sim, dl_function_info *info)
{
    const dl_function *function = info->function;
    dl_arena *arena = sim->world->scratch;
    size_t n = function->block_count;
    bool *wanted = DL_NEW_ARRAY(arena, n + 1, bool), *guards = DL_NEW_ARRAY(arena, n + 1, bool);

    for (size_t b = 0; b < n; b++)
        if (block_is_relevant(sim, &function->blocks[b]))
            wanted[b] = info->is_relevant = true;
    if (sim->is_coarse)
        return;
    add_returned(sim, info, false);
    if (one_return(function))
        add_returned(sim, info, true);
    import_controls(sim, info, true);
    import_hidden_levels(sim, info);
    for (unsigned round = 0; round < 4; round++) { /* guards, then the guards of these, and of loops among them */
        for (size_t b = 0; b < n; b++) {
            const dl_term *term = &function->blocks[b].term;
            const dl_expr *operand;

            if ((term->kind != DL_T_BRANCH && term->kind != DL_T_SWITCH) || !dl_graph_guards(info->graph, term, wanted))
                continue;
            guards[b] = true;
            operand = dl_control_operand(sim->world->facts, term->value);
            add_control(sim, info, operand, round == 3);
            if (function->blocks[b].is_loop_head)
                add_bound(sim, info, operand);
            add_control(sim, info, asked(sim, function, operand, 0), false);
        }
        if (round == 0)
            import_controls(sim, info, false);
        for (size_t b = 0; b < n; b++)
            wanted[b] |= guards[b] && (round == 0 || (round == 1 && is_loop_test(function, &function->blocks[b])));
    }
    add_returned(sim, info, true);
    add_called(sim, info);
    add_choosers(sim, info);
    add_guards_of_returns(sim, info);
}

static dl_exactness exact_as(const dl_function_info *info, const dl_expr *control)
{
    for (size_t i = 0; i < info->control_count; i++)
        if (dl_expr_same(info->controls[i], control) && info->exact[i] == DL_EXACT_WHICH)
            return DL_EXACT_WHICH;
    return DL_EXACT_ALL;
}

/* `status = c ? f() : g()`, `ok = a && b`: the arms meet before the control is set, in a temporary that is set from one
 * or the other. It is a control as long as it lives. */
static void add_sources(dl_sim *sim, dl_function_info *info)
{
    const dl_function *function = info->function;
    size_t most = info->control_count + DL_MAX_SOURCES;

    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count && info->control_count < most; i++) {
            const dl_instr *instr = &function->blocks[b].instrs[i];
            const dl_expr *from = choice_in(sim, instr);

            if (!from || !is_control(info, instr->target) || is_control(info, from))
                continue;
            note_control(info, from, exact_as(info, instr->target),
                         dl_wanted_of(sim->world, info->graph, from, false, NULL));
        }
}

static void hold(dl_sim *sim, dl_function_info *info, const dl_expr *expr, unsigned controls)
{
    for (; expr; expr = expr->a) {
        if (expr->var && expr->var->function == info->function)
            dl_vec_push(sim->world->scratch, &info->held, (dl_holder){expr->var, controls});
        hold(sim, info, expr->b, controls);
    }
}

static void hold_vars(dl_sim *sim, dl_function_info *info)
{
    for (size_t i = 0; i < info->control_count; i++)
        hold(sim, info, info->controls[i], 1u << i);
    for (size_t i = 0; i < sim->handle_count; i++)
        hold(sim, info, sim->handles[i], 0);
    for (size_t i = 0; i < sim->place_count; i++) {
        const dl_place *root = dl_place_of(sim->world, dl_place_of(sim->world, sim->places[i])->root);

        if (root->kind == DL_LOC_VAR)
            dl_vec_push(sim->world->scratch, &info->held, (dl_holder){root->var, 0});
    }
}

dl_function_info *dl_control_info(dl_sim *sim, const dl_function *function)
{
    dl_function_info *info = dl_table_get(sim->infos, function);

    if (info)
        return info;
    info = DL_NEW(sim->world->scratch, dl_function_info);
    info->function = function;
    info->graph = dl_graph_of(sim->world, function);
    info->wanted_from = DL_NEW_ARRAY(sim->world->scratch, function->block_count + 1, uint16_t);
    info->wanted_within = DL_NEW_ARRAY(sim->world->scratch, function->block_count + 1, uint16_t);
    dl_table_set(sim->infos, function, info); /* before the slice: recursion ends here */
    slice(sim, info);
    hold_vars(sim, info);
    add_sources(sim, info);
    return info;
}
