/* paths.c: every path of a random program, one after the other: run with real values, each choice (an outcome, an
 * input) made anew until all were made; see graphs.h. */
#include "graphs.h"

#include <string.h>

enum {
    CELLS = MEMBERS + 1 /* of a variable: its own, its members' */,
    MOST_CELLS = 512 * CELLS,
    MOST_CHOICES = 64,
    MOST_BLOCKS_RUN = 40,
    MOST_OBJECTS = 48,
    FIRST_OBJECT = 1000
};
enum { FIRST_ADDRESS = 1000000, MOST_PARAMS = 3 };

typedef struct runner {
    const made_program *made;
    const machine *machine;
    truth *out;
    int64_t values[MOST_CELLS];
    bool is_chosen[MOST_CELLS]; /* inputs that have a value */
    unsigned state;             /* of the machine */
    unsigned objects;
    bool is_live[MOST_OBJECTS], is_used[MOST_OBJECTS]; /* used: since it was released */
    bool is_null_released;
    unsigned lines[MOST_OBJECTS];       /* where they were acquired */
    unsigned entry_objects, entry_made; /* objects and choices when the entry had ended; of the former path too: */
    bool is_always_left[MOST_OBJECTS];  /* on all ways of the unload routine, so far, behind this one of the entry */
    bool is_unload_begun, is_unloading;
    unsigned choices[MOST_CHOICES], radix[MOST_CHOICES], choice_count, made_count;
    unsigned blocks;
    bool is_cut; /* this path was not followed to its end */
} runner;

static void violate(runner *r, unsigned line)
{
    r->out->is_borne_out[line] = true;
    r->out->is_wanted[line] |= !r->is_unloading;
}

static unsigned choose(runner *r, unsigned radix)
{
    if (r->made_count == MOST_CHOICES) {
        r->is_cut = true;
        return 0;
    }
    if (r->made_count == r->choice_count)
        r->choices[r->choice_count++] = 0;
    r->radix[r->made_count] = radix;
    return r->choices[r->made_count++];
}

/* The next row of choices; false: there is none. */
static bool next_path(runner *r)
{
    r->choice_count = r->made_count;
    while (r->choice_count) {
        if (++r->choices[r->choice_count - 1] < r->radix[r->choice_count - 1])
            return true;
        r->choice_count--;
    }
    return false;
}

/* ---- the machine ---- */

static void tell(runner *r, happening what, unsigned line)
{
    const machine *m = r->machine;

    if (m->is_release)
        return;
    for (size_t i = 0; i < m->error_count; i++)
        if (m->errors[i].on == what && (m->errors[i].in >> r->state & 1))
            violate(r, line);
    for (size_t i = 0; i < m->move_count; i++)
        if (m->moves[i].on == what && (m->moves[i].in >> r->state & 1)) {
            r->state = m->moves[i].to;
            return;
        }
}

/* ---- values ---- */

static int64_t value_of(runner *r, const dl_expr *expr);

static size_t cell_of(runner *r, const dl_expr *place)
{
    if (place->kind == DL_E_VAR)
        return place->var->id * CELLS;
    if (place->kind == DL_E_FIELD)
        return cell_of(r, place->a) + 1 + (size_t)(place->name[0] - 'a');
    if (place->kind == DL_E_INDEX)
        return cell_of(r, place->a) + 1 + (size_t)value_of(r, place->b);
    return (size_t)(value_of(r, place->a) - FIRST_ADDRESS);
}

static int64_t value_of(runner *r, const dl_expr *expr)
{
    static const int64_t inputs[] = {0, 1, -1, 2, -2, 3, 4, 5, 6, 7, 8};
    int64_t a, b;

    switch (expr->kind) {
    case DL_E_CONST:
        return expr->value;
    case DL_E_VAR:
        if (expr->var->is_extern && !r->is_chosen[cell_of(r, expr)]) {
            r->is_chosen[cell_of(r, expr)] = true;
            r->values[cell_of(r, expr)] = inputs[choose(r, r->made->inputs)];
        }
        return r->values[cell_of(r, expr)];
    case DL_E_FIELD:
    case DL_E_INDEX:
    case DL_E_DEREF:
        return r->values[cell_of(r, expr)];
    case DL_E_ADDRESS:
        return FIRST_ADDRESS + (int64_t)cell_of(r, expr->a);
    case DL_E_UNARY:
        return !value_of(r, expr->a);
    default:
        a = value_of(r, expr->a);
        b = value_of(r, expr->b);
        if (expr->a->type->is_unsigned || expr->b->type->is_unsigned) {
            a = (uint32_t)a;
            b = (uint32_t)b;
        }
        switch (expr->op) {
        case DL_OP_EQ:
            return a == b;
        case DL_OP_NE:
            return a != b;
        case DL_OP_LT:
            return a < b;
        case DL_OP_LE:
            return a <= b;
        case DL_OP_GT:
            return a > b;
        case DL_OP_AND:
            return a & b;
        case DL_OP_OR:
            return a | b;
        default:
            return a >= b;
        }
    }
}

static int64_t run_function(runner *r, const dl_function *function);

static void release(runner *r, const dl_instr *call)
{
    int64_t object = value_of(r, call->args[0]) - FIRST_OBJECT;

    r->is_null_released |= object < 0;
    if (object < 0)
        return;
    if (r->machine->is_release && !r->machine->is_unload && !r->machine->is_use && !r->is_live[object])
        violate(r, call->span.line);
    r->is_live[object] = r->is_used[object] = false;
}

static void use(runner *r, const dl_instr *call)
{
    int64_t object = value_of(r, call->args[0]) - FIRST_OBJECT;

    if (!r->machine->is_use)
        return;
    if (object < 0 ? r->is_null_released : !r->is_live[object])
        r->out->is_borne_out[call->span.line] = true;
    if (object < 0 || r->is_live[object] || r->is_used[object])
        return;
    violate(r, call->span.line);
    r->is_used[object] = true;
}

/* Zero: it fails. */
static int64_t new_object(runner *r, unsigned line)
{
    if (choose(r, 2))
        return 0;
    if (r->objects == MOST_OBJECTS) {
        r->is_cut = true;
        return 0;
    }
    r->is_live[r->objects] = true;
    r->lines[r->objects] = line;
    return FIRST_OBJECT + (int64_t)r->objects++;
}

static int64_t acquire(runner *r, const dl_instr *call)
{
    size_t cell = cell_of(r, call->args[0]->a);
    int64_t object = new_object(r, call->span.line);

    if (!object)
        return -1;
    r->values[cell] = object;
    return 0;
}

static int64_t run_helper(runner *r, const dl_instr *call)
{
    int64_t given[MOST_PARAMS];

    for (size_t i = 0; i < call->arg_count; i++)
        given[i] = value_of(r, call->args[i]);
    for (size_t i = 0; i < call->arg_count; i++)
        r->values[call->callee->params[i]->id * CELLS] = given[i];
    return run_function(r, call->callee);
}

static void run_call(runner *r, const dl_instr *call)
{
    unsigned number = (unsigned)(call->name[2] - '0');
    int64_t result = 0;

    if (call->callee) {
        result = run_helper(r, call);
    } else if (strcmp(call->name, "Acq") == 0) {
        result = acquire(r, call);
    } else if (strcmp(call->name, "Make") == 0) {
        result = new_object(r, call->span.line);
    } else if (strcmp(call->name, "Rel") == 0) {
        release(r, call);
    } else if (call->name[0] == 'U') {
        use(r, call);
    } else if (call->name[0] == 'E') {
        tell(r, (happening)(HAPPENS_EVENT + number), call->span.line);
    } else {
        result = choose(r, 2) ? -1 : 0;
        tell(r, (happening)((result ? HAPPENS_FAILURE : HAPPENS_SUCCESS) + number), call->span.line);
    }
    if (call->result)
        r->values[call->result->id * CELLS] = result;
}

static unsigned way_of(runner *r, const dl_term *term)
{
    int64_t value;

    if (term->kind == DL_T_JUMP)
        return term->to[0];
    value = value_of(r, term->value);
    if (term->kind == DL_T_BRANCH)
        return value ? term->to[0] : term->to[1];
    for (size_t i = 0; i < term->case_count; i++)
        if (term->cases[i].first == value)
            return term->cases[i].to;
    return term->to[0];
}

static void end_entry(runner *r, int64_t result, unsigned line)
{
    bool asks_failures = r->machine->is_release && !r->machine->is_unload && !r->machine->is_use;

    tell(r, result < 0 ? HAPPENS_RETURN_FAILURE : HAPPENS_RETURN_SUCCESS, line);
    for (unsigned i = 0; asks_failures && result < 0 && i < r->objects; i++)
        if (r->is_live[i])
            violate(r, line);
}

static int64_t run_function(runner *r, const dl_function *function)
{
    unsigned at = 0;

    for (;;) {
        const dl_block *block = &function->blocks[at];

        if (r->blocks++ == MOST_BLOCKS_RUN)
            r->is_cut = true;
        for (size_t i = 0; i < block->count && !r->is_cut; i++) {
            const dl_instr *instr = &block->instrs[i];

            if (instr->kind == DL_I_CALL)
                run_call(r, instr);
            else if (instr->kind == DL_I_ASSIGN && instr->value->kind == DL_E_FUNCTION)
                continue;
            else if (instr->kind == DL_I_ZERO)
                memset(&r->values[cell_of(r, instr->target)], 0, CELLS * sizeof *r->values);
            else if (instr->target->type->kind == DL_TYPE_RECORD)
                memmove(&r->values[cell_of(r, instr->target)], &r->values[cell_of(r, instr->value)],
                        CELLS * sizeof *r->values);
            else
                r->values[cell_of(r, instr->target)] = value_of(r, instr->value);
        }
        if (r->is_cut)
            return 0;
        if (block->term.kind == DL_T_RETURN) {
            int64_t result = block->term.value ? value_of(r, block->term.value) : 0;

            if (function == r->made->entry)
                end_entry(r, result, block->term.span.line);
            return result;
        }
        at = way_of(r, &block->term);
        if (r->is_cut)
            return 0;
    }
}

/* All ways of the unload routine behind the last one of the entry were followed. */
static void end_ways(runner *r)
{
    for (unsigned i = 0; r->is_unload_begun && r->machine->is_unload && i < r->entry_objects; i++)
        if (r->is_always_left[i])
            r->out->is_wanted[r->lines[i]] = true;
    r->is_unload_begun = false;
}

static void run_unload(runner *r, bool is_same_entry)
{
    r->entry_objects = is_same_entry ? r->entry_objects : r->objects;
    r->entry_made = is_same_entry ? r->entry_made : r->made_count;
    r->blocks = 0;
    r->is_unloading = true;
    (void)run_function(r, r->made->unload);
    r->is_unloading = false;
    for (unsigned i = 0; i < r->entry_objects && !r->is_cut && r->machine->is_unload; i++)
        if (r->is_live[i])
            r->out->is_borne_out[r->lines[i]] = true;
    for (unsigned i = 0; i < r->entry_objects; i++)
        r->is_always_left[i] = r->is_live[i] && !r->is_cut && (!is_same_entry || r->is_always_left[i]);
    r->is_unload_begun = true;
}

static void run_path(runner *r, bool is_same_entry)
{
    int64_t result = run_function(r, r->made->entry);

    if (r->made->unload && !r->is_cut && result >= 0)
        run_unload(r, is_same_entry);
}

void follow_all_paths(const made_program *made, const machine *wanted, unsigned long most_paths, truth *out,
                      dl_arena *arena)
{
    runner *r = DL_NEW(arena, runner);
    bool is_same_entry = false, is_next;

    memset(out, 0, sizeof *out);
    out->is_whole = true;
    r->made = made;
    r->machine = wanted;
    r->out = out;
    do {
        memset(r->values, 0, made->program.var_count * CELLS * sizeof *r->values);
        memset(r->is_chosen, 0, made->program.var_count * CELLS * sizeof *r->is_chosen);
        memset(r->is_live, 0, sizeof r->is_live);
        r->is_null_released = false;
        r->objects = r->blocks = r->made_count = 0;
        r->state = wanted->start;
        r->is_cut = false;
        run_path(r, is_same_entry);
        out->is_whole = out->is_whole && !r->is_cut;
        if (++out->paths == most_paths) {
            out->is_whole = false;
            return;
        }
        is_next = next_path(r);
        is_same_entry = is_next && r->is_unload_begun && r->choice_count > r->entry_made;
        if (!is_same_entry)
            end_ways(r);
    } while (is_next);
}
