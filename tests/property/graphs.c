/* graphs.c: random programs; see graphs.h. */
#include "graphs.h"

#include "ir/loops.h"

#include <string.h>

void random_seed(random_source *random, uint64_t seed, uint64_t number)
{
    random->state = dl_hash_mix(dl_hash_mix(1, seed), number) | 1;
}

unsigned random_below(random_source *random, unsigned bound)
{
    random->state ^= random->state >> 12;
    random->state ^= random->state << 25;
    random->state ^= random->state >> 27;
    return (unsigned)((random->state * 0x2545f4914f6cdd1du) >> 33) % bound;
}

bool random_percent(random_source *random, unsigned percent)
{
    return random_below(random, 100) < percent;
}

/* ---- parts ---- */

static const dl_type void_type = {
    .kind = DL_TYPE_VOID, .spelling = "void", .canonical = "void", .count = -1, .size = -1};
static const dl_type status_type = {
    .kind = DL_TYPE_INT, .spelling = "NTSTATUS", .canonical = "int", .count = -1, .size = 4};
static const dl_type word_type = {
    .kind = DL_TYPE_INT, .spelling = "ULONG", .canonical = "unsigned int", .count = -1, .size = 4, .is_unsigned = true};
static const dl_type pointer_type = {
    .kind = DL_TYPE_POINTER, .spelling = "PVOID", .canonical = "void *", .element = &void_type, .count = -1, .size = 8};
static const dl_type slot_type = {.kind = DL_TYPE_POINTER,
                                  .spelling = "PVOID *",
                                  .canonical = "void **",
                                  .element = &pointer_type,
                                  .count = -1,
                                  .size = 8};
static const dl_type function_type = {.kind = DL_TYPE_FUNCTION,
                                      .spelling = "NTSTATUS (void)",
                                      .canonical = "int (void)",
                                      .element = &status_type,
                                      .count = -1,
                                      .size = -1};

static const dl_type place_type = {.kind = DL_TYPE_POINTER,
                                   .spelling = "NTSTATUS *",
                                   .canonical = "int *",
                                   .element = &status_type,
                                   .count = -1,
                                   .size = 8};

enum { FEW_FLAGS = 2, FLAGS = 5, INPUTS = 3, POINTERS = 2 };

typedef struct maker {
    random_source *random;
    const shape *shape;
    dl_arena *arena;
    dl_file *file;
    unsigned line, var_count, temp_count;
    const dl_function *helper; /* to be called, or NULL */
    const dl_var *global, *inputs[INPUTS];
    /* of the function that is being made */
    dl_function *function;
    const dl_var *status, *flags[FLAGS], *handle, *pointers[POINTERS];
    DL_VEC(const dl_var *) locals;
} maker;

static dl_span next_line(maker *m)
{
    unsigned line = ++m->line;

    return (dl_span){.file = m->file,
                     .offset = line * 8,
                     .end = line * 8 + 4,
                     .line = line,
                     .column = 1,
                     .end_line = line,
                     .end_column = 5};
}

static const dl_var *new_var(maker *m, const char *name, const dl_type *type, dl_storage storage)
{
    dl_var *var = DL_NEW(m->arena, dl_var);

    var->id = m->var_count++;
    var->name = name;
    var->type = type;
    var->storage = storage;
    if (storage == DL_LOCAL || storage == DL_TEMP) {
        var->function = m->function;
        dl_vec_push(m->arena, &m->locals, var);
    }
    return var;
}

static const dl_expr *new_expr(maker *m, dl_expr expr)
{
    expr.span = (dl_span){.file = m->file, .offset = m->line * 8, .end = m->line * 8 + 4, .line = m->line};
    return dl_arena_copy(m->arena, &expr, sizeof expr);
}

static const dl_expr *read_var(maker *m, const dl_var *var)
{
    return new_expr(m, (dl_expr){.kind = DL_E_VAR, .type = var->type, .var = var});
}

static const dl_expr *number(maker *m, int64_t value)
{
    return new_expr(m, (dl_expr){.kind = DL_E_CONST, .type = &status_type, .value = value, .has_value = true});
}

static const dl_expr *compare(maker *m, dl_op op, const dl_expr *a, int64_t b)
{
    return new_expr(m, (dl_expr){.kind = DL_E_BINARY, .op = op, .type = &status_type, .a = a, .b = number(m, b)});
}

static unsigned flag_count(const maker *m)
{
    return m->shape->has_values ? FLAGS : FEW_FLAGS;
}

static const dl_expr *negated(maker *m, const dl_expr *a)
{
    return new_expr(m, (dl_expr){.kind = DL_E_UNARY, .op = DL_OP_NOT, .type = &status_type, .a = a});
}

static const dl_var *any_flag(maker *m)
{
    unsigned i = random_below(m->random, flag_count(m) + 1);

    return i < flag_count(m) ? m->flags[i] : m->global;
}

static const dl_var *any_pointer(maker *m)
{
    return m->pointers[random_below(m->random, POINTERS)];
}

static const dl_expr *address_of(maker *m, const dl_var *var)
{
    return new_expr(m, (dl_expr){.kind = DL_E_ADDRESS, .type = &place_type, .a = read_var(m, var)});
}

static const dl_expr *pointed_to(maker *m)
{
    return new_expr(m, (dl_expr){.kind = DL_E_DEREF, .type = &status_type, .a = read_var(m, any_pointer(m))});
}

/* With values there are several of one class. */
static const dl_expr *flag_value(maker *m)
{
    return number(m, (int64_t)random_below(m->random, m->shape->has_values ? 3 : 2));
}

static const dl_expr *same_value(maker *m)
{
    dl_op op = random_percent(m->random, 50) ? DL_OP_EQ : DL_OP_NE;
    const dl_expr *first = read_var(m, any_flag(m));

    return new_expr(
        m, (dl_expr){.kind = DL_E_BINARY, .op = op, .type = &status_type, .a = first, .b = read_var(m, any_flag(m))});
}

/* `in < 3`, `3 > in`. */
static const dl_expr *in_range(maker *m)
{
    static const dl_op ops[] = {DL_OP_EQ, DL_OP_NE, DL_OP_LT, DL_OP_LE, DL_OP_GT, DL_OP_GE};
    dl_op op = ops[random_below(m->random, 6)];
    const dl_expr *input = read_var(m, m->inputs[random_below(m->random, INPUTS)]);
    const dl_expr *bound = number(m, (int64_t)random_below(m->random, 5) - 1);
    bool is_turned = random_percent(m->random, 20);

    return new_expr(m, (dl_expr){.kind = DL_E_BINARY,
                                 .op = op,
                                 .type = &status_type,
                                 .a = is_turned ? bound : input,
                                 .b = is_turned ? input : bound});
}

static const dl_expr *condition(maker *m)
{
    static const dl_op ops[] = {DL_OP_EQ, DL_OP_NE, DL_OP_LT, DL_OP_GE};
    const dl_expr *expr;

    if (m->shape->has_pointers && random_percent(m->random, 20))
        return pointed_to(m);
    if (m->shape->has_values && random_percent(m->random, 25))
        return same_value(m);
    if (m->shape->has_ranges && random_percent(m->random, 50))
        return in_range(m);
    switch (random_below(m->random, m->shape->has_handles ? 9 : 7)) {
    case 0:
    case 1:
        return read_var(m, any_flag(m));
    case 2:
        return negated(m, read_var(m, any_flag(m)));
    case 3:
        return compare(m, DL_OP_GE, read_var(m, m->status), 0);
    case 4:
        return compare(m, ops[random_below(m->random, 4)], read_var(m, m->status), 0);
    case 5:
        expr = read_var(m, m->inputs[random_below(m->random, INPUTS)]);
        return compare(m, ops[random_below(m->random, 4)], expr, (int64_t)random_below(m->random, 2));
    case 6:
        return read_var(m, m->inputs[random_below(m->random, INPUTS)]);
    case 7:
        return read_var(m, m->handle);
    default:
        return compare(m, random_percent(m->random, 50) ? DL_OP_EQ : DL_OP_NE, read_var(m, m->handle), 0);
    }
}

/* ---- instructions ---- */

typedef DL_VEC(dl_instr) instr_list;

static void add_call(maker *m, instr_list *list, const char *name, const dl_function *callee, const dl_expr *arg,
                     bool has_result)
{
    dl_instr call = {.kind = DL_I_CALL, .name = name, .callee = callee, .span = next_line(m)};

    if (arg) {
        const dl_expr **args = DL_NEW_ARRAY(m->arena, 1, const dl_expr *);

        args[0] = arg;
        call.args = args;
        call.arg_count = 1;
    }
    if (has_result)
        call.result = new_var(m, dl_arena_printf(m->arena, "%%%u", ++m->temp_count), &status_type, DL_TEMP);
    dl_vec_push(m->arena, list, call);
    if (has_result)
        dl_vec_push(m->arena, list,
                    (dl_instr){.kind = DL_I_ASSIGN,
                               .span = next_line(m),
                               .target = read_var(m, m->status),
                               .value = read_var(m, call.result)});
}

static void add_store(maker *m, instr_list *list, const dl_var *var, const dl_expr *value)
{
    dl_vec_push(m->arena, list,
                (dl_instr){.kind = DL_I_ASSIGN, .span = next_line(m), .target = read_var(m, var), .value = value});
}

static const char *numbered(maker *m, const char *name, unsigned count)
{
    return dl_arena_printf(m->arena, "%s%u", name, random_below(m->random, count));
}

static void add_store_through(maker *m, instr_list *list)
{
    dl_instr store = {.kind = DL_I_ASSIGN, .span = next_line(m)};

    store.target = pointed_to(m);
    store.value = number(m, (int64_t)random_below(m->random, 2));
    dl_vec_push(m->arena, list, store);
}

static void add_pointer_instr(maker *m, instr_list *list)
{
    switch (random_below(m->random, 4)) {
    case 0:
    case 1:
        add_store(m, list, any_pointer(m), address_of(m, any_flag(m)));
        break;
    case 2:
        add_store_through(m, list);
        break;
    default:
        add_store(m, list, any_flag(m), pointed_to(m));
    }
}

static void add_instr(maker *m, instr_list *list)
{
    const dl_var *flag = any_flag(m);

    if (m->shape->has_pointers && random_percent(m->random, 30)) {
        add_pointer_instr(m, list);
        return;
    }
    if (m->shape->has_values && random_percent(m->random, 25)) {
        add_store(
            m, list, flag,
            read_var(m, random_percent(m->random, 50) ? m->inputs[random_below(m->random, INPUTS)] : any_flag(m)));
        return;
    }
    switch (random_below(m->random, m->shape->has_handles ? 12 : 9)) {
    case 0:
    case 1:
    case 2:
        add_call(m, list, numbered(m, "Ev", EVENTS), NULL, NULL, false);
        break;
    case 3:
    case 4:
        if (m->helper && random_percent(m->random, 40))
            add_call(m, list, m->helper->name, m->helper, NULL, true);
        else
            add_call(m, list, numbered(m, "St", STATUSES), NULL, NULL, true);
        break;
    case 5:
        add_store(m, list, flag, flag_value(m));
        break;
    case 6:
        add_store(m, list, flag,
                  random_percent(m->random, 50) ? negated(m, read_var(m, any_flag(m))) : read_var(m, any_flag(m)));
        break;
    case 7:
        add_store(m, list, flag, m->shape->has_ranges ? in_range(m) : compare(m, DL_OP_GE, read_var(m, m->status), 0));
        break;
    case 8:
        add_store(m, list, m->status, number(m, random_percent(m->random, 50) ? 0 : -1));
        break;
    case 9:
        add_call(m, list, "Acq", NULL,
                 new_expr(m, (dl_expr){.kind = DL_E_ADDRESS, .type = &slot_type, .a = read_var(m, m->handle)}), true);
        break;
    case 10:
        add_call(m, list, "Rel", NULL, read_var(m, m->handle), false);
        break;
    default:
        add_store(m, list, m->handle, number(m, 0));
    }
}

/* ---- graphs ---- */

static unsigned target(maker *m, unsigned block, unsigned count)
{
    unsigned farthest = m->shape->is_long ? 2 : 3, left = count - block - 1;

    if (block + 1 >= count || (m->shape->has_loops && block && random_percent(m->random, 15)))
        return 1 + random_below(m->random, count - 1);
    return block + 1 + random_below(m->random, left < farthest ? left : farthest);
}

static void add_targets(maker *m, dl_term *term, unsigned block, unsigned count, size_t to_count)
{
    unsigned *to = DL_NEW_ARRAY(m->arena, to_count, unsigned);

    for (size_t i = 0; i < to_count; i++)
        to[i] = target(m, block, count);
    term->to = to;
    term->to_count = to_count;
}

static void add_cases(maker *m, dl_term *term, unsigned block, unsigned count)
{
    dl_case *cases = DL_NEW_ARRAY(m->arena, 2, dl_case);

    for (unsigned i = 0; i < 2; i++)
        cases[i] = (dl_case){
            .first = (int)i, .last = (int)i, .has_value = true, .value = number(m, i), .to = target(m, block, count)};
    term->cases = cases;
    term->case_count = 2;
}

static void end_block(maker *m, dl_block *block, unsigned count)
{
    dl_term *term = &block->term;
    unsigned dice = random_below(m->random, 100);

    term->span = next_line(m);
    if (block->id + 1 == count || dice < (m->shape->is_long ? 1 : 6)) {
        term->kind = DL_T_RETURN;
        term->value =
            random_percent(m->random, 75) ? read_var(m, m->status) : number(m, random_percent(m->random, 50) ? 0 : -1);
    } else if (dice < 40) {
        term->kind = DL_T_JUMP;
        add_targets(m, term, block->id, count, 1);
    } else if (dice < 93) {
        term->kind = DL_T_BRANCH;
        term->value = condition(m);
        add_targets(m, term, block->id, count, 2);
    } else {
        term->kind = DL_T_SWITCH;
        term->value = random_percent(m->random, 50) ? read_var(m, any_flag(m))
                                                    : read_var(m, m->inputs[random_below(m->random, INPUTS)]);
        add_targets(m, term, block->id, count, 1);
        add_cases(m, term, block->id, count);
    }
}

static void begin_function(maker *m, instr_list *list)
{
    for (unsigned i = 0; i < flag_count(m); i++) {
        m->flags[i] = new_var(m, dl_arena_printf(m->arena, "f%u", i), &status_type, DL_LOCAL);
        add_store(m, list, m->flags[i], number(m, (int64_t)random_below(m->random, 2)));
    }
    m->status = new_var(m, "status", &status_type, DL_LOCAL);
    add_store(m, list, m->status, number(m, 0));
    m->handle = new_var(m, "h", &pointer_type, DL_LOCAL);
    add_store(m, list, m->handle, number(m, 0));
    for (unsigned i = 0; m->shape->has_pointers && i < POINTERS; i++) {
        m->pointers[i] = new_var(m, dl_arena_printf(m->arena, "p%u", i), &place_type, DL_LOCAL);
        add_store(m, list, m->pointers[i], address_of(m, m->flags[i]));
    }
}

static dl_function *make_function(maker *m, const char *name, unsigned blocks)
{
    dl_function *function = DL_NEW(m->arena, dl_function);
    dl_block *made = DL_NEW_ARRAY(m->arena, blocks, dl_block);

    m->function = function;
    m->locals.at = NULL;
    m->locals.count = m->locals.room = 0;
    function->name = name;
    function->type = &function_type;
    function->span = next_line(m);
    for (unsigned b = 0; b < blocks; b++) {
        instr_list list = {0};

        made[b].id = b;
        if (b == 0)
            begin_function(m, &list);
        for (unsigned i = random_below(m->random, m->shape->instrs + 1); i > 0; i--)
            add_instr(m, &list);
        made[b].instrs = list.at;
        made[b].count = list.count;
        end_block(m, &made[b], blocks);
    }
    function->blocks = made;
    function->block_count = blocks;
    function->end = next_line(m);
    function->locals = m->locals.at;
    function->local_count = m->locals.count;
    dl_loops_find(function, m->arena);
    return function;
}

const made_program *make_program(random_source *random, const shape *wanted, dl_arena *arena)
{
    made_program *made = DL_NEW(arena, made_program);
    maker m = {.random = random, .shape = wanted, .arena = arena, .file = DL_NEW(arena, dl_file)};
    DL_VEC(const dl_function *) functions = {0};
    DL_VEC(const dl_var *) globals = {0};
    const dl_file **files = DL_NEW_ARRAY(arena, 1, const dl_file *);
    char *text = dl_arena_alloc(arena, (MOST_LINES + 1) * 8 + 1);

    memset(text, ' ', (MOST_LINES + 1) * 8);
    *m.file = (dl_file){.path = "graph.c", .text = text, .size = (MOST_LINES + 1) * 8, .is_user = true};
    files[0] = m.file;
    m.global = new_var(&m, "g", &status_type, DL_GLOBAL);
    dl_vec_push(arena, &globals, m.global);
    for (unsigned i = 0; i < INPUTS; i++) {
        dl_var *input = (dl_var *)new_var(&m, dl_arena_printf(arena, "in%u", i),
                                          wanted->has_ranges && i == 0 ? &word_type : &status_type, DL_GLOBAL);

        input->is_extern = input->is_shared = true;
        m.inputs[i] = input;
        dl_vec_push(arena, &globals, input);
    }
    if (wanted->has_helper) {
        m.helper = make_function(&m, "Helper", 1 + random_below(random, 3));
        dl_vec_push(arena, &functions, m.helper);
    }
    made->entry = make_function(&m, "DriverEntry", 2 + random_below(random, wanted->blocks - 1));
    dl_vec_push(arena, &functions, made->entry);
    made->program = (dl_program){.arena = arena,
                                 .files = files,
                                 .file_count = 1,
                                 .functions = functions.at,
                                 .function_count = functions.count,
                                 .globals = globals.at,
                                 .global_count = globals.count,
                                 .var_count = m.var_count};
    made->line_count = m.line;
    made->has_ranges = wanted->has_ranges;
    return made;
}
