#include "ir/members.h"

#include <string.h>

enum { DEEPEST_EXPR = 400 };

typedef struct parter {
    dl_arena *arena;
    dl_map *classes; /* class → of its members those that have names of their own: name → that name */
    unsigned count;  /* of such names */
} parter;

static bool is_one_name(const char *a, const char *b)
{
    size_t size = dl_member_name_size(a);

    return size == dl_member_name_size(b) && memcmp(a, b, size) == 0;
}

static void add_name(parter *p, const dl_field *field)
{
    const char *plain = dl_arena_strndup(p->arena, field->name, dl_member_name_size(field->name));
    dl_map *names = dl_map_get(p->classes, field->owner->canonical);

    if (!names) {
        names = dl_map_new(p->arena);
        dl_map_set(p->classes, field->owner->canonical, names);
    }
    if (!dl_map_get(names, plain))
        dl_map_set(names, plain, dl_arena_printf(p->arena, "%s%c%u", plain, DL_MEMBER_MARK, ++p->count));
}

/* Members of bases stand first. What a class inherits that is not known may have any name of its own members. */
static void find_in(parter *p, const dl_record *class)
{
    const dl_type *own = class->fields[class->field_count - 1].owner;

    for (size_t i = 0; i < class->field_count && class->lacks_fields; i++)
        if (class->fields[i].owner == own)
            add_name(p, &class->fields[i]);
    if (class->fields[0].owner == own)
        return;
    for (size_t i = 1; i < class->field_count; i++)
        for (size_t k = 0; class->fields[i].owner && k < i; k++)
            if (class->fields[k].owner != class->fields[i].owner &&
                is_one_name(class->fields[k].name, class->fields[i].name)) {
                add_name(p, &class->fields[i]);
                break;
            }
}

static void rename_member(const parter *p, const char **name, const dl_type *owner)
{
    const dl_map *names = owner ? dl_map_get(p->classes, owner->canonical) : NULL;
    const char *found = names ? dl_map_get_n(names, *name, dl_member_name_size(*name)) : NULL;

    if (found)
        *name = found;
}

static void rename_in(const parter *p, const dl_expr *expr, unsigned depth)
{
    if (!expr || depth > DEEPEST_EXPR)
        return;
    if (expr->kind == DL_E_FIELD)
        rename_member(p, &((dl_expr *)expr)->name, expr->of_type);
    rename_in(p, expr->a, depth + 1);
    rename_in(p, expr->b, depth + 1);
}

static void rename_in_instr(const parter *p, const dl_instr *instr)
{
    for (size_t i = 0; i < dl_instr_expr_count(instr); i++)
        rename_in(p, dl_instr_expr(instr, i), 0);
}

static void rename_in_inits(const parter *p, const dl_var *var)
{
    for (size_t i = 0; i < var->init_count; i++)
        rename_in_instr(p, &var->inits[i]);
}

static void rename_in_function(const parter *p, const dl_function *function)
{
    for (size_t i = 0; i < function->local_count; i++)
        rename_in_inits(p, function->locals[i]);
    for (size_t b = 0; b < function->block_count; b++) {
        const dl_block *block = &function->blocks[b];

        for (size_t i = 0; i < block->count; i++)
            rename_in_instr(p, &block->instrs[i]);
        rename_in(p, block->term.value, 0);
        for (size_t i = 0; i < block->term.case_count; i++)
            rename_in(p, block->term.cases[i].value, 0);
    }
}

static void rename_in_unit(const parter *p, const dl_program *unit)
{
    for (size_t i = 0; i < unit->class_count; i++)
        for (size_t k = 0; k < unit->classes[i]->field_count; k++) {
            dl_field *field = (dl_field *)&unit->classes[i]->fields[k];

            rename_member(p, &field->name, field->owner);
        }
    for (size_t i = 0; i < unit->function_count; i++)
        rename_in_function(p, unit->functions[i]);
    for (size_t i = 0; i < unit->global_count; i++)
        rename_in_inits(p, unit->globals[i]);
}

void dl_members_part(const dl_program *const *units, size_t count, dl_arena *arena)
{
    parter p = {.arena = arena, .classes = dl_map_new(arena)};

    for (size_t u = 0; u < count; u++)
        for (size_t i = 0; i < units[u]->class_count; i++)
            find_in(&p, units[u]->classes[i]);
    for (size_t u = 0; u < count && p.count; u++)
        rename_in_unit(&p, units[u]);
}
