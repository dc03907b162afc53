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

static const dl_field members[MEMBERS] = {
    {"a", &pointer_type, NULL}, {"b", &pointer_type, NULL}, {"c", &pointer_type, NULL}};
static const dl_record record = {.tag = "CONTEXT", .fields = members, .field_count = MEMBERS};
static const dl_type record_type = {.kind = DL_TYPE_RECORD,
                                    .spelling = "CONTEXT",
                                    .canonical = "struct CONTEXT",
                                    .record = &record,
                                    .count = -1,
                                    .size = 8 * MEMBERS};
static const dl_type record_pointer_type = {.kind = DL_TYPE_POINTER,
                                            .spelling = "CONTEXT *",
                                            .canonical = "struct CONTEXT *",
                                            .element = &record_type,
                                            .count = -1,
                                            .size = 8};

static const dl_type array_type = {.kind = DL_TYPE_ARRAY,
                                   .spelling = "PVOID [3]",
                                   .canonical = "void *[3]",
                                   .element = &pointer_type,
                                   .count = MEMBERS,
                                   .size = 8 * MEMBERS};
static const dl_type pointer_function_type = {.kind = DL_TYPE_FUNCTION,
                                              .spelling = "PVOID (void)",
                                              .canonical = "void *(void)",
                                              .element = &pointer_type,
                                              .count = -1,
                                              .size = -1};

static const dl_type unload_type = {.kind = DL_TYPE_FUNCTION,
                                    .spelling = "void (void)",
                                    .canonical = "void (void)",
                                    .element = &void_type,
                                    .count = -1,
                                    .size = -1};
static const dl_type unload_pointer_type = {.kind = DL_TYPE_POINTER,
                                            .spelling = "PDRIVER_UNLOAD",
                                            .canonical = "void (*)(void)",
                                            .element = &unload_type,
                                            .count = -1,
                                            .size = 8};
static const dl_field driver_members[] = {{"DriverUnload", &unload_pointer_type, NULL}};
static const dl_record driver_record = {.tag = "_DRIVER_OBJECT", .fields = driver_members, .field_count = 1};
static const dl_type driver_type = {.kind = DL_TYPE_RECORD,
                                    .spelling = "DRIVER_OBJECT",
                                    .canonical = "struct _DRIVER_OBJECT",
                                    .record = &driver_record,
                                    .count = -1,
                                    .size = 8};
static const dl_type driver_pointer_type = {.kind = DL_TYPE_POINTER,
                                            .spelling = "PDRIVER_OBJECT",
                                            .canonical = "struct _DRIVER_OBJECT *",
                                            .element = &driver_type,
                                            .count = -1,
                                            .size = 8};

enum { FEW_FLAGS = 2, FLAGS = 5, INPUTS = 3, POINTERS = 2, HELPERS = 3, PARAMS = 3, CONTEXTS = 2 };

typedef struct maker {
    random_source *random;
    const shape *shape;
    dl_arena *arena;
    dl_file *file;
    unsigned line, var_count, temp_count;
    const dl_function *helpers[HELPERS]; /* to be called */
    unsigned helper_count;
    const dl_function *unload; /* that the entry stores, or NULL */
    const dl_var *global, *inputs[INPUTS], *kept_handle, *contexts[CONTEXTS];
    /* of the function that is being made */
    dl_function *function;
    const dl_var *status, *flags[FLAGS], *handle, *pointers[POINTERS];
    const dl_var *other_handle, *way_to_context, *way_to_handle, *slots, *index; /* with places */
    const dl_var *params[PARAMS]; /* of a helper, with places: a place, a handle, a flag; else NULL */
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
    unsigned i = random_below(m->random, flag_count(m) + (m->params[2] ? 2 : 1));

    return i < flag_count(m) ? m->flags[i] : i == flag_count(m) ? m->global : m->params[2];
}

static const dl_var *any_pointer(maker *m)
{
    return m->pointers[random_below(m->random, POINTERS)];
}

static const dl_expr *address_of(maker *m, const dl_expr *place, const dl_type *type)
{
    return new_expr(m, (dl_expr){.kind = DL_E_ADDRESS, .type = type, .a = place});
}

static const dl_expr *behind(maker *m, const dl_var *pointer)
{
    return new_expr(m, (dl_expr){.kind = DL_E_DEREF, .type = pointer->type->element, .a = read_var(m, pointer)});
}

static const dl_expr *member_of(maker *m, const dl_expr *whole)
{
    return new_expr(m, (dl_expr){.kind = DL_E_FIELD,
                                 .type = &pointer_type,
                                 .a = whole,
                                 .name = members[random_below(m->random, MEMBERS)].name});
}

static const dl_var *any_context(maker *m)
{
    return m->contexts[random_below(m->random, CONTEXTS)];
}

static const dl_expr *element_of(maker *m)
{
    const dl_expr *index =
        random_percent(m->random, 50) ? read_var(m, m->index) : number(m, random_below(m->random, MEMBERS));

    return new_expr(m, (dl_expr){.kind = DL_E_INDEX, .type = &pointer_type, .a = read_var(m, m->slots), .b = index});
}

/* Where a handle may stand. */
static const dl_expr *handle_place(maker *m)
{
    if (!m->shape->has_places)
        return read_var(m, m->handle);
    switch (random_below(m->random, m->params[0] ? 12 : 10)) {
    case 0:
    case 1:
        return read_var(m, m->handle);
    case 2:
        return read_var(m, m->other_handle);
    case 3:
        return read_var(m, m->kept_handle);
    case 4:
    case 5:
        return member_of(m, read_var(m, any_context(m)));
    case 6:
        return element_of(m);
    case 7:
    case 8:
        return member_of(m, behind(m, m->way_to_context));
    case 9:
        return behind(m, m->way_to_handle);
    case 10:
        return behind(m, m->params[0]);
    default:
        return read_var(m, m->params[1]);
    }
}

static const dl_expr *pointed_to(maker *m)
{
    return behind(m, any_pointer(m));
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

static const dl_expr *bits_of(maker *m, dl_op op)
{
    return new_expr(m, (dl_expr){.kind = DL_E_BINARY,
                                 .op = op,
                                 .type = &status_type,
                                 .a = read_var(m, any_flag(m)),
                                 .b = number(m, 1 << random_below(m->random, 3))});
}

static const dl_expr *same_handle(maker *m)
{
    dl_op op = random_percent(m->random, 50) ? DL_OP_EQ : DL_OP_NE;
    const dl_expr *first = handle_place(m);

    return new_expr(m,
                    (dl_expr){.kind = DL_E_BINARY, .op = op, .type = &status_type, .a = first, .b = handle_place(m)});
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
    if (m->shape->has_bits && random_percent(m->random, 40))
        return bits_of(m, DL_OP_AND);
    if (m->shape->has_places && random_percent(m->random, 10))
        return same_handle(m);
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
        return handle_place(m);
    default:
        return compare(m, random_percent(m->random, 50) ? DL_OP_EQ : DL_OP_NE, handle_place(m), 0);
    }
}

/* ---- instructions ---- */

typedef DL_VEC(dl_instr) instr_list;

/* `result`: what the call's result is stored in, or NULL. */
static void add_call(maker *m, instr_list *list, dl_instr call, const dl_expr *result)
{
    call.kind = DL_I_CALL;
    call.span = next_line(m);
    if (result)
        call.result = new_var(m, dl_arena_printf(m->arena, "%%%u", ++m->temp_count), result->type, DL_TEMP);
    dl_vec_push(m->arena, list, call);
    if (result)
        dl_vec_push(
            m->arena, list,
            (dl_instr){.kind = DL_I_ASSIGN, .span = next_line(m), .target = result, .value = read_var(m, call.result)});
}

static void add_call_with(maker *m, instr_list *list, const char *name, const dl_expr *arg, const dl_expr *result)
{
    const dl_expr **args = DL_NEW_ARRAY(m->arena, 1, const dl_expr *);

    args[0] = arg;
    add_call(m, list, (dl_instr){.name = name, .args = args, .arg_count = 1}, result);
}

static void add_helper_call(maker *m, instr_list *list)
{
    const dl_function *helper = m->helpers[random_below(m->random, m->helper_count)];
    dl_instr call = {.name = helper->name, .callee = helper};

    if (m->shape->has_places) {
        const dl_expr **args = DL_NEW_ARRAY(m->arena, PARAMS, const dl_expr *);

        args[0] = address_of(m, handle_place(m), &slot_type);
        args[1] = handle_place(m);
        args[2] = random_percent(m->random, 50) ? read_var(m, any_flag(m)) : flag_value(m);
        call.args = args;
        call.arg_count = PARAMS;
    }
    add_call(m, list, call, helper->type == &pointer_function_type ? handle_place(m) : read_var(m, m->status));
}

static void add_assignment(maker *m, instr_list *list, const dl_expr *target, const dl_expr *value)
{
    dl_vec_push(m->arena, list,
                (dl_instr){.kind = DL_I_ASSIGN, .span = next_line(m), .target = target, .value = value});
}

static void add_store(maker *m, instr_list *list, const dl_var *var, const dl_expr *value)
{
    add_assignment(m, list, read_var(m, var), value);
}

static const char *numbered(maker *m, const char *name, unsigned count)
{
    return dl_arena_printf(m->arena, "%s%u", name, random_below(m->random, count));
}

static void add_store_through(maker *m, instr_list *list)
{
    const dl_expr *target = pointed_to(m);

    add_assignment(m, list, target, number(m, (int64_t)random_below(m->random, 2)));
}

static void add_pointer_instr(maker *m, instr_list *list)
{
    switch (random_below(m->random, 4)) {
    case 0:
    case 1:
        add_store(m, list, any_pointer(m), address_of(m, read_var(m, any_flag(m)), &place_type));
        break;
    case 2:
        add_store_through(m, list);
        break;
    default:
        add_store(m, list, any_flag(m), pointed_to(m));
    }
}

static void add_acquisition(maker *m, instr_list *list)
{
    const dl_expr *place = handle_place(m);

    if (m->shape->has_places && random_percent(m->random, 40))
        add_call(m, list, (dl_instr){.name = "Make"}, place);
    else
        add_call_with(m, list, "Acq", address_of(m, place, &slot_type), read_var(m, m->status));
}

static const dl_expr *whole_context(maker *m)
{
    return random_percent(m->random, 60) ? read_var(m, any_context(m)) : behind(m, m->way_to_context);
}

/* What leads to places is changed, or a whole object. */
static void add_way(maker *m, instr_list *list)
{
    switch (random_below(m->random, 5)) {
    case 0:
        add_store(m, list, m->way_to_context, address_of(m, read_var(m, any_context(m)), &record_pointer_type));
        break;
    case 1:
        add_store(m, list, m->way_to_handle, address_of(m, handle_place(m), &slot_type));
        break;
    case 2:
        add_assignment(m, list, whole_context(m), whole_context(m));
        break;
    case 3:
        dl_vec_push(m->arena, list,
                    (dl_instr){.kind = DL_I_ZERO,
                               .span = next_line(m),
                               .target = random_percent(m->random, 70) ? whole_context(m) : read_var(m, m->slots)});
        break;
    default:
        add_store(m, list, m->index, number(m, random_below(m->random, MEMBERS)));
    }
}

static void add_handle_instr(maker *m, instr_list *list)
{
    if (m->shape->has_places && random_percent(m->random, 20)) {
        add_way(m, list);
        return;
    }
    if (m->shape->has_uses && random_percent(m->random, 45)) {
        add_call_with(m, list, "Use", handle_place(m), NULL);
        return;
    }
    switch (random_below(m->random, 3)) {
    case 0:
        add_acquisition(m, list);
        break;
    case 1:
        add_call_with(m, list, "Rel", handle_place(m), NULL);
        break;
    default:
        add_assignment(m, list, handle_place(m),
                       m->shape->has_places && random_percent(m->random, 60) ? handle_place(m) : number(m, 0));
    }
}

static void add_instr(maker *m, instr_list *list)
{
    const dl_var *flag = any_flag(m);

    if (m->shape->has_pointers && random_percent(m->random, 30)) {
        add_pointer_instr(m, list);
        return;
    }
    if (m->shape->has_bits && random_percent(m->random, 20)) {
        add_store(m, list, flag, bits_of(m, random_percent(m->random, 70) ? DL_OP_OR : DL_OP_AND));
        return;
    }
    if (m->shape->has_values && random_percent(m->random, 25)) {
        add_store(
            m, list, flag,
            read_var(m, random_percent(m->random, 50) ? m->inputs[random_below(m->random, INPUTS)] : any_flag(m)));
        return;
    }
    if (m->shape->has_handles && random_percent(m->random, m->shape->has_places ? 50 : 25)) {
        add_handle_instr(m, list);
        return;
    }
    switch (random_below(m->random, 9)) {
    case 0:
    case 1:
    case 2:
        add_call(m, list, (dl_instr){.name = numbered(m, "Ev", EVENTS)}, NULL);
        break;
    case 3:
    case 4:
        if (m->helper_count && random_percent(m->random, 40))
            add_helper_call(m, list);
        else
            add_call(m, list, (dl_instr){.name = numbered(m, "St", STATUSES)}, read_var(m, m->status));
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
    default:
        add_store(m, list, m->status, number(m, random_percent(m->random, 50) ? 0 : -1));
        break;
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
    for (int again = 0; to_count == 2 && to[0] == to[1] && again < 3; again++)
        to[1] = target(m, block, count);
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
        if (m->function->type == &unload_type)
            return;
        if (m->function->type == &pointer_function_type)
            term->value = random_percent(m->random, 80) ? handle_place(m) : number(m, 0);
        else
            term->value = random_percent(m->random, 75) ? read_var(m, m->status)
                                                        : number(m, random_percent(m->random, 50) ? 0 : -1);
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
        add_store(m, list, m->pointers[i], address_of(m, read_var(m, m->flags[i]), &place_type));
    }
    if (!m->shape->has_places)
        return;
    m->other_handle = new_var(m, "k", &pointer_type, DL_LOCAL);
    add_store(m, list, m->other_handle, number(m, 0));
    m->way_to_context = new_var(m, "c", &record_pointer_type, DL_LOCAL);
    add_store(m, list, m->way_to_context, address_of(m, read_var(m, m->contexts[0]), &record_pointer_type));
    m->way_to_handle = new_var(m, "w", &slot_type, DL_LOCAL);
    add_store(m, list, m->way_to_handle, address_of(m, read_var(m, m->handle), &slot_type));
    m->index = new_var(m, "i", &status_type, DL_LOCAL);
    add_store(m, list, m->index, number(m, 0));
    m->slots = new_var(m, "slots", &array_type, DL_LOCAL);
    dl_vec_push(m->arena, list, (dl_instr){.kind = DL_I_ZERO, .span = next_line(m), .target = read_var(m, m->slots)});
}

/* `DriverObject->DriverUnload = Unload;` */
static void store_unload(maker *m, instr_list *list)
{
    dl_var *object = (dl_var *)new_var(m, "DriverObject", &driver_pointer_type, DL_PARAM);
    const dl_var **params = DL_NEW_ARRAY(m->arena, 1, const dl_var *);
    const dl_expr *slot;

    params[0] = object;
    object->function = m->function;
    m->function->params = params;
    m->function->param_count = 1;
    slot = new_expr(m, (dl_expr){.kind = DL_E_FIELD,
                                 .type = &unload_pointer_type,
                                 .a = behind(m, object),
                                 .name = driver_members[0].name});
    add_assignment(m, list, slot,
                   new_expr(m, (dl_expr){.kind = DL_E_FUNCTION,
                                         .type = &unload_pointer_type,
                                         .name = m->unload->name,
                                         .function = m->unload}));
}

/* `takes`: what the caller gives it. */
static void add_params(maker *m, bool takes)
{
    static const dl_type *const types[PARAMS] = {&slot_type, &pointer_type, &status_type};
    static const char *const names[PARAMS] = {"slot", "given", "flag"};

    for (unsigned i = 0; i < PARAMS; i++) {
        dl_var *param = takes ? (dl_var *)new_var(m, names[i], types[i], DL_PARAM) : NULL;

        if (param) {
            param->index = i;
            param->function = m->function;
        }
        m->params[i] = param;
    }
    if (takes) {
        m->function->params = dl_arena_copy(m->arena, m->params, sizeof m->params);
        m->function->param_count = PARAMS;
    }
}

static dl_function *make_function(maker *m, const char *name, const dl_type *type, unsigned blocks, bool takes)
{
    dl_function *function = DL_NEW(m->arena, dl_function);
    dl_block *made = DL_NEW_ARRAY(m->arena, blocks, dl_block);

    m->function = function;
    m->locals.at = NULL;
    m->locals.count = m->locals.room = 0;
    function->name = name;
    function->type = type;
    function->span = next_line(m);
    add_params(m, takes);
    for (unsigned b = 0; b < blocks; b++) {
        instr_list list = {0};

        made[b].id = b;
        if (b == 0)
            begin_function(m, &list);
        if (b == 0 && m->unload)
            store_unload(m, &list);
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
    static const char *const names[HELPERS] = {"Helper", "Pick", "Outer"};
    static const dl_type *const types[HELPERS] = {&function_type, &pointer_function_type, &function_type};
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
    if (wanted->has_places) {
        m.kept_handle = new_var(&m, "kept", &pointer_type, DL_GLOBAL);
        dl_vec_push(arena, &globals, m.kept_handle);
        for (unsigned i = 0; i < CONTEXTS; i++) {
            m.contexts[i] = new_var(&m, i ? "spare" : "context", &record_type, DL_GLOBAL);
            dl_vec_push(arena, &globals, m.contexts[i]);
        }
    }
    for (unsigned wanted_helpers = !wanted->has_helper  ? 0
                                   : wanted->has_places ? HELPERS
                                                        : 1;
         m.helper_count < wanted_helpers;) {
        const dl_function *helper =
            make_function(&m, names[m.helper_count], types[m.helper_count],
                          1 + random_below(random, wanted->has_places ? 5 : 3), wanted->has_places);

        m.helpers[m.helper_count++] = helper;
        dl_vec_push(arena, &functions, helper);
    }
    if (wanted->has_unload) {
        made->unload = make_function(&m, "Unload", &unload_type, 1 + random_below(random, 5), false);
        dl_vec_push(arena, &functions, made->unload);
        m.unload = made->unload;
    }
    made->entry = make_function(&m, "DriverEntry", &function_type, 2 + random_below(random, wanted->blocks - 1), false);
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
    made->inputs = wanted->has_bits ? 11 : wanted->has_ranges ? 7 : 4;
    return made;
}
