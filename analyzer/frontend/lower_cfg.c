#include "frontend/lower.h"

#include "ir/loops.h"

/* Far beyond any driver; keeps copied __finally blocks of hostile input from growing without end. */
enum { MOST_BLOCKS = 200000, MOST_INSTRS = 200000 };
#define NOWHERE 0xFFFFFFFFu

static dl_draft *draft(dl_fn *fn, unsigned id)
{
    return fn->drafts.at[id];
}

unsigned dl_block_new(dl_fn *fn)
{
    if (fn->drafts.count >= MOST_BLOCKS)
        fn->is_overflow = true;
    dl_vec_push(fn->l->scratch, &fn->drafts, DL_NEW(fn->l->scratch, dl_draft));
    return (unsigned)fn->drafts.count - 1;
}

void dl_emit(dl_fn *fn, dl_instr instr)
{
    if (fn->is_pure) {
        fn->is_spoiled = true;
        return;
    }
    instr.is_init = fn->is_init && (instr.kind == DL_I_ASSIGN || instr.kind == DL_I_ZERO);
    if (fn->inits) {
        dl_vec_push(fn->l->scratch, fn->inits, instr);
        return;
    }
    if (++fn->instr_count > MOST_INSTRS)
        fn->is_overflow = true;
    dl_vec_push(fn->l->scratch, &draft(fn, fn->at)->instrs, instr);
    if (instr.kind == DL_I_ASSIGN && instr.op == DL_ASSIGN)
        (void)dl_unseen_hand_over(fn, instr.target->type, instr.value, instr.target->span);
}

void dl_emit_assign(dl_fn *fn, const dl_expr *target, const dl_expr *value, dl_span span)
{
    dl_emit(fn, (dl_instr){.kind = DL_I_ASSIGN, .span = span, .target = target, .value = value, .op = DL_ASSIGN});
}

void dl_emit_lost(dl_fn *fn, dl_span span, const dl_expr *what)
{
    if (!what)
        what = dl_expr_unknown(fn->l, span, NULL, NULL);
    dl_emit(fn, (dl_instr){.kind = DL_I_LOST, .span = span, .value = what});
}

void dl_end(dl_fn *fn, dl_term term)
{
    if (fn->is_pure || fn->inits) {
        fn->is_spoiled = true;
        return;
    }
    draft(fn, fn->at)->term = term;
    draft(fn, fn->at)->is_ended = true;
    fn->at = dl_block_new(fn);
}

static const unsigned *targets(dl_fn *fn, unsigned first, unsigned second)
{
    unsigned *to = DL_NEW_ARRAY(fn->l->scratch, 2, unsigned);

    to[0] = first;
    to[1] = second;
    return to;
}

void dl_end_jump(dl_fn *fn, unsigned to)
{
    dl_end(fn, (dl_term){.kind = DL_T_JUMP, .to = targets(fn, to, to), .to_count = 1});
}

void dl_end_branch(dl_fn *fn, const dl_expr *value, unsigned yes, unsigned no, dl_span span)
{
    dl_end(fn, (dl_term){.kind = DL_T_BRANCH, .value = value, .span = span, .to = targets(fn, yes, no), .to_count = 2});
}

void dl_start(dl_fn *fn, unsigned block)
{
    if (fn->is_pure || fn->inits) {
        fn->is_spoiled = true;
        return;
    }
    if (!draft(fn, fn->at)->is_ended && fn->at != block)
        dl_end_jump(fn, block);
    fn->at = block;
}

const dl_var *dl_temp_new(dl_fn *fn, const dl_type *type, dl_span span)
{
    dl_lower *l = fn->l;
    dl_var *var = DL_NEW(l->arena, dl_var);

    var->id = l->var_count++;
    var->name = dl_lower_name(l, dl_arena_printf(l->scratch, "%%%u", ++fn->temp_count));
    var->type = type;
    var->storage = DL_TEMP;
    var->span = span;
    var->function = fn->function;
    dl_vec_push(l->arena, &fn->locals, var);
    return var;
}

/* ---- scopes ---- */

dl_scope *dl_scope_push(dl_fn *fn)
{
    dl_scope *scope = DL_NEW(fn->l->scratch, dl_scope);

    scope->parent = fn->scope;
    scope->depth = fn->scope ? fn->scope->depth + 1 : 0;
    scope->parent_count = fn->scope ? fn->scope->vars.count : 0;
    fn->scope = scope;
    return scope;
}

void dl_scope_add(dl_fn *fn, const dl_var *var)
{
    if (fn->scope)
        dl_vec_push(fn->l->scratch, &fn->scope->vars, (dl_scope_var){.var = var});
}

void dl_scope_add_object(dl_fn *fn, const dl_expr *object, CXType type)
{
    if (fn->scope && dl_object_ends(fn->l, type))
        dl_vec_push(fn->l->scratch, &fn->scope->vars, (dl_scope_var){.object = object, .type = type});
}

void dl_scope_add_field(dl_fn *fn, const dl_expr *object, CXCursor field)
{
    const char *unseen = dl_unseen_member(fn->l, field);
    dl_scope_var made = {.object = object, .type = clang_getCursorType(field)};

    if (!unseen) {
        dl_scope_add_object(fn, object, made.type);
        return;
    }
    made.guard = dl_unseen_destructor(fn->l, unseen);
    if (fn->scope)
        dl_vec_push(fn->l->scratch, &fn->scope->vars, made);
}

void dl_scope_add_base(dl_fn *fn, const dl_expr *object, CXType type)
{
    size_t count = fn->scope ? fn->scope->vars.count : 0;

    dl_scope_add_object(fn, object, type);
    if (fn->scope && fn->scope->vars.count > count)
        fn->scope->vars.at[count].is_base = true;
}

void dl_scope_add_local(dl_fn *fn, const dl_var *var, CXCursor decl)
{
    dl_scope_var made = {.var = var, .type = clang_getCursorType(decl)};

    for (size_t i = 0; i < fn->at_end.count; i++)
        if (fn->at_end.at[i]->var == var)
            made.run = fn->at_end.at[i];
    if (made.run)
        made.object = dl_expr_var(fn->l, var, var->span);
    else if (dl_object_is_guard(fn->l, decl, &made.guard) || dl_object_ends(fn->l, made.type))
        made.object = dl_expr_var(fn->l, var, var->span);
    if (fn->scope)
        dl_vec_push(fn->l->scratch, &fn->scope->vars, made);
}

const dl_var *dl_scope_find(const dl_fn *fn, const char *name)
{
    for (const dl_scope *scope = fn->scope; scope; scope = scope->parent)
        for (size_t i = scope->vars.count; i-- > 0;)
            if (scope->vars.at[i].var && scope->vars.at[i].var->name == name)
                return scope->vars.at[i].var;
    for (size_t i = 0; i < fn->function->param_count; i++)
        if (fn->function->params[i]->name == name)
            return fn->function->params[i];
    return NULL;
}

static void destroy(dl_fn *fn, const dl_scope_var *one)
{
    const dl_expr **args;

    if (one->run) {
        dl_lower_guard_end(fn, one->run, one->object->span);
        return;
    }
    if (!one->guard) {
        (one->is_base ? dl_object_end_base : dl_object_end)(fn, one->object, one->type, one->object->span);
        return;
    }
    args = DL_NEW_ARRAY(fn->l->arena, 1, const dl_expr *);
    args[0] = dl_expr_address(fn->l, one->object, dl_lower_pointer_to(fn->l, one->object->type), one->object->span);
    dl_emit(fn,
            (dl_instr){.kind = DL_I_CALL, .span = one->object->span, .name = one->guard, .args = args, .arg_count = 1});
}

static void leave_vars(dl_fn *fn, const dl_scope *scope, size_t from, size_t count, dl_leave how)
{
    for (size_t i = count; i-- > from;) {
        const dl_scope_var *one = &scope->vars.at[i];

        if (one->object && !(fn->moved && one->object->kind == DL_E_VAR && one->object->var == fn->moved))
            destroy(fn, one);
        if (how != DL_LEAVE_RETURN && one->var && one->var->storage == DL_LOCAL)
            dl_emit(fn, (dl_instr){.kind = DL_I_LEAVE, .span = one->var->span, .var = one->var});
    }
}

static void leave_finally(dl_fn *fn, dl_scope *scope, dl_leave how)
{
    dl_scope *saved_scope = fn->scope;
    dl_handler *saved_handler = fn->handler;
    int saved_abnormal = fn->abnormal;

    if (fn->is_overflow)
        return;
    fn->scope = scope->parent;
    fn->handler = NULL; /* what undoes does not raise */
    fn->abnormal = how == DL_LEAVE_END ? 0 : 1;
    dl_lower_stmt(fn, scope->finally_body);
    fn->scope = saved_scope;
    fn->handler = saved_handler;
    fn->abnormal = saved_abnormal;
}

void dl_scopes_leave(dl_fn *fn, dl_scope *until, size_t kept, dl_leave how)
{
    dl_scope *scope = fn->scope;
    size_t count = scope ? scope->vars.count : 0;

    for (; scope && scope != until; scope = scope->parent) {
        leave_vars(fn, scope, 0, count, how);
        if (scope->has_finally)
            leave_finally(fn, scope, how);
        count = scope->parent_count;
    }
    if (scope && count > kept)
        leave_vars(fn, scope, kept, count, how);
}

bool dl_scopes_have_exit_code(const dl_fn *fn, const dl_scope *until)
{
    for (const dl_scope *scope = fn->scope; scope && scope != until; scope = scope->parent) {
        if (scope->has_finally)
            return true;
        for (size_t i = 0; i < scope->vars.count; i++)
            if (scope->vars.at[i].object)
                return true;
    }
    return false;
}

void dl_scope_pop(dl_fn *fn)
{
    dl_scope *scope = fn->scope;

    leave_vars(fn, scope, 0, scope->vars.count, DL_LEAVE_END);
    if (scope->has_finally)
        leave_finally(fn, scope, DL_LEAVE_END);
    fn->scope = scope->parent;
}

/* ---- gotos: labels may stand behind them ---- */

static void resolve_goto(dl_fn *fn, const dl_goto *one)
{
    dl_scope *common = one->label->scope, *from = one->scope;
    size_t count = one->var_count;

    if (!one->label->is_placed) {
        fn->at = one->block;
        dl_end(fn, (dl_term){.kind = DL_T_UNREACHABLE});
        return;
    }
    while (common && from != common) {
        if (from && from->depth >= common->depth)
            from = from->parent;
        else
            common = common->parent;
    }
    fn->at = one->block;
    fn->scope = one->scope;
    fn->handler = one->handler;
    fn->abnormal = one->abnormal;
    if (one->scope) {
        size_t all = one->scope->vars.count;

        one->scope->vars.count = count < all ? count : all;
        dl_scopes_leave(fn, common, common == one->label->scope ? one->label->var_count : (size_t)-1, DL_LEAVE_JUMP);
        one->scope->vars.count = all;
    }
    dl_end(fn, (dl_term){.kind = DL_T_JUMP,
                         .span = one->span,
                         .macro = one->macro,
                         .to = targets(fn, one->label->block, 0),
                         .to_count = 1});
}

/* ---- the finished function ---- */

typedef struct finish {
    dl_fn *fn;
    unsigned *number; /* of a draft, or NOWHERE */
    unsigned *preds;  /* how many */
    unsigned *order;  /* drafts in their final order */
    size_t count;
} finish;

static bool is_empty_jump(dl_fn *fn, unsigned id)
{
    const dl_draft *d = draft(fn, id);

    return d->instrs.count == 0 && d->term.kind == DL_T_JUMP && d->term.to[0] != id;
}

/* Where a jump to a block comes to, past blocks that only jump on. */
static unsigned landing(dl_fn *fn, unsigned id)
{
    for (size_t steps = 0; is_empty_jump(fn, id) && steps < fn->drafts.count; steps++)
        id = draft(fn, id)->term.to[0];
    return id;
}

static void retarget(dl_fn *fn, dl_draft *d)
{
    dl_term *term = &d->term;
    unsigned *to = dl_arena_copy(fn->l->scratch, term->to, term->to_count * sizeof *to);
    dl_case *cases = dl_arena_copy(fn->l->scratch, term->cases, term->case_count * sizeof *cases);

    for (size_t i = 0; i < term->to_count; i++)
        to[i] = landing(fn, to[i]);
    for (size_t i = 0; i < term->case_count; i++)
        cases[i].to = landing(fn, cases[i].to);
    term->to = to;
    term->cases = cases;
    if (term->kind == DL_T_CHOICE && term->to_count == 2 && to[0] == to[1])
        *term = (dl_term){.kind = DL_T_JUMP, .to = to, .to_count = 1};
    if (term->kind == DL_T_BRANCH && to[0] == to[1]) {
        if (term->value->kind != DL_E_VAR || term->value->var->storage != DL_TEMP)
            dl_vec_push(fn->l->scratch, &d->instrs,
                        (dl_instr){.kind = DL_I_EVAL, .span = term->span, .value = term->value});
        *term = (dl_term){.kind = DL_T_JUMP, .to = to, .to_count = 1};
    }
}

static size_t successor_count(const dl_draft *d)
{
    return d->term.to_count + d->term.case_count;
}

static unsigned successor(const dl_draft *d, size_t i)
{
    return i < d->term.to_count ? d->term.to[i] : d->term.cases[i - d->term.to_count].to;
}

typedef struct visit {
    unsigned id;
    size_t left; /* successors still to be visited, from the last to the first */
} visit;

/* Reverse post-order, so that a block stands behind those that lead to it. */
static void put_in_order(finish *f)
{
    dl_fn *fn = f->fn;
    size_t all = fn->drafts.count, post = all;
    visit *stack = DL_NEW_ARRAY(fn->l->scratch, all + 1, visit);
    size_t depth = 0;

    for (size_t i = 0; i < all; i++)
        f->number[i] = NOWHERE;
    f->number[0] = 0;
    stack[depth++] = (visit){0, successor_count(draft(fn, 0))};
    while (depth) {
        visit *top = &stack[depth - 1];

        if (top->left > 0) {
            unsigned to = successor(draft(fn, top->id), --top->left);

            f->preds[to]++;
            if (f->number[to] != NOWHERE)
                continue;
            f->number[to] = 0;
            stack[depth++] = (visit){to, successor_count(draft(fn, to))};
        } else {
            f->order[--post] = top->id;
            depth--;
        }
    }
    f->count = all - post;
    memmove(f->order, f->order + post, f->count * sizeof *f->order);
}

/* Joins straight lines: a block that only one jump leads to becomes part of where it comes from. */
static void join_lines(finish *f)
{
    dl_fn *fn = f->fn;

    for (size_t i = 0; i < f->count; i++) {
        dl_draft *d = draft(fn, f->order[i]);

        if (f->number[f->order[i]] == NOWHERE)
            continue;
        while (d->term.kind == DL_T_JUMP) {
            unsigned to = d->term.to[0];
            dl_draft *next = draft(fn, to);

            if (to == 0 || to == f->order[i] || f->preds[to] != 1)
                break;
            for (size_t j = 0; j < next->instrs.count; j++)
                dl_vec_push(fn->l->scratch, &d->instrs, next->instrs.at[j]);
            d->term = next->term;
            f->number[to] = NOWHERE;
        }
    }
}

static void number_blocks(finish *f)
{
    size_t kept = 0;

    for (size_t i = 0; i < f->count; i++)
        if (f->number[f->order[i]] != NOWHERE)
            f->order[kept++] = f->order[i];
    f->count = kept;
    for (size_t i = 0; i < kept; i++)
        f->number[f->order[i]] = (unsigned)i;
}

static void write_block(finish *f, dl_block *block, unsigned id)
{
    dl_arena *arena = f->fn->l->arena;
    const dl_draft *d = draft(f->fn, f->order[id]);
    unsigned *to = dl_arena_copy(arena, d->term.to, d->term.to_count * sizeof *to);
    dl_case *cases = dl_arena_copy(arena, d->term.cases, d->term.case_count * sizeof *cases);

    for (size_t i = 0; i < d->term.to_count; i++)
        to[i] = f->number[to[i]];
    for (size_t i = 0; i < d->term.case_count; i++)
        cases[i].to = f->number[cases[i].to];
    block->id = id;
    block->instrs = dl_arena_copy(arena, d->instrs.at, d->instrs.count * sizeof *d->instrs.at);
    block->count = d->instrs.count;
    block->term = d->term;
    block->term.to = to;
    block->term.cases = cases;
}

static void mark_read(const dl_function *function, const dl_expr *expr)
{
    for (; expr; expr = expr->a) {
        if (expr->kind == DL_E_VAR && expr->var->function == function)
            ((dl_var *)expr->var)->is_read = true; /* lowering made it */
        mark_read(function, expr->b);
    }
}

static void mark_all_read(const dl_function *function)
{
    for (size_t b = 0; b < function->block_count; b++) {
        const dl_block *block = &function->blocks[b];

        mark_read(function, block->term.value);
        for (size_t i = 0; i < block->count; i++) {
            const dl_instr *instr = &block->instrs[i];

            mark_read(function, instr->value);
            mark_read(function, instr->pointer);
            for (size_t a = 0; a < instr->arg_count; a++)
                mark_read(function, instr->args[a]);
        }
    }
}

/* A label that nothing jumps to: what a macro does whose header is missing (`try_return(status)`). */
static bool has_loose_label(const dl_fn *fn)
{
    for (size_t i = 0; i < fn->labels.count; i++) {
        bool is_gone_to = !fn->labels.at[i]->is_placed;

        for (size_t k = 0; k < fn->gotos.count && !is_gone_to; k++)
            is_gone_to = fn->gotos.at[k].label == fn->labels.at[i];
        if (!is_gone_to)
            return true;
    }
    return false;
}

/* Calls for nothing but what they do, of what nobody has shown so far, may be such macros. */
static void mark_jumps(const dl_function *function)
{
    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            dl_instr *instr = (dl_instr *)&function->blocks[b].instrs[i]; /* lowering made it */

            if (instr->kind == DL_I_CALL && instr->name && !instr->callee && !instr->pointer && !instr->is_message &&
                !(instr->result && instr->result->is_read))
                instr->is_leaving = true;
        }
}

static void mark_messages(const dl_function *function)
{
    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            dl_instr *instr = (dl_instr *)&function->blocks[b].instrs[i]; /* lowering made it */

            if (instr->kind == DL_I_CALL)
                instr->is_message = dl_call_reads_as_message(instr);
        }
}

void dl_fn_finish(dl_fn *fn)
{
    dl_arena *scratch = fn->l->scratch;
    finish f = {.fn = fn};
    dl_block *blocks;

    for (size_t i = 0; i < fn->gotos.count; i++) {
        dl_goto one = fn->gotos.at[i]; /* the list may grow: exit code can hold gotos */

        resolve_goto(fn, &one);
    }
    for (size_t i = 0; i < fn->drafts.count; i++)
        if (!fn->drafts.at[i]->is_ended)
            fn->drafts.at[i]->term = (dl_term){.kind = DL_T_RETURN, .span = fn->function->end};
    for (size_t i = 0; i < fn->drafts.count; i++)
        retarget(fn, fn->drafts.at[i]);
    f.number = DL_NEW_ARRAY(scratch, fn->drafts.count, unsigned);
    f.preds = DL_NEW_ARRAY(scratch, fn->drafts.count, unsigned);
    f.order = DL_NEW_ARRAY(scratch, fn->drafts.count, unsigned);
    put_in_order(&f);
    join_lines(&f);
    number_blocks(&f);
    blocks = DL_NEW_ARRAY(fn->l->arena, f.count, dl_block);
    for (size_t i = 0; i < f.count; i++)
        write_block(&f, &blocks[i], (unsigned)i);
    fn->function->blocks = blocks;
    fn->function->block_count = f.count;
    fn->function->locals = fn->locals.at;
    fn->function->local_count = fn->locals.count;
    mark_all_read(fn->function);
    mark_messages(fn->function); /* asks what is read */
    if (has_loose_label(fn))
        mark_jumps(fn->function);
    dl_loops_find(fn->function, fn->l->arena);
}
