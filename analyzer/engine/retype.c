/* retype.c: what a place is, seen as a type that it was not declared with: the structure that another one begins with,
 * the other way round, or one that is laid out alike. */
#include "engine/context.h"

#include <string.h>

static bool is_returned(const dl_function *function, const dl_var *result)
{
    for (size_t b = 0; b < function->block_count; b++) {
        const dl_term *term = &function->blocks[b].term;
        const dl_expr *value = term->kind == DL_T_RETURN ? dl_expr_uncast(term->value) : NULL;

        if (value && value->kind == DL_E_VAR && value->var == result)
            return true;
    }
    return false;
}

/* Where what the call made is kept first: by its own function; NULL: nowhere, or it is returned from there. */
static const dl_type *kept_as(dl_world *world, const dl_instr *call)
{
    static const dl_type none;
    const dl_type *type = dl_table_get(&world->made_types, call);

    if (!type && call->result->function) {
        const dl_expr *slot = dl_result_slot(call->result->function, call);

        type = slot ? slot->type : NULL;
    }
    if (!type)
        type = &none;
    dl_table_set(&world->made_types, call, (void *)(uintptr_t)type);
    return type == &none ? NULL : type;
}

/* The type of the variable that what the call made is kept in, by whoever got it: of a block nothing else tells. */
static const dl_type *made_as(dl_world *world, const dl_instr *call, int context)
{
    const dl_type *type = kept_as(world, call);

    while (!type && context > 0 && call->result->function && is_returned(call->result->function, call->result)) {
        context = dl_context_of_call(world, context); /* of the wrapper that returns it */
        call = context > 0 ? world->contexts.at[context].instr : NULL;
        if (!call || !call->result)
            break;
        context = world->contexts.at[context].parent;
        type = kept_as(world, call);
    }
    return type && type->kind == DL_TYPE_POINTER ? type->element : NULL;
}

static const dl_type *structure_behind(const dl_type *type)
{
    return type && type->kind == DL_TYPE_POINTER && type->element && type->element->kind == DL_TYPE_RECORD
               ? type->element
               : NULL;
}

/* What the call says that its result points to, where it is a structure, or the accessor that returns it as one:
 * `GetContext(Object)->Flags`. */
static const dl_type *returned_as(const dl_instr *call)
{
    const dl_type *structure = structure_behind(call->result->type);
    const dl_function *by = call->result->function;

    return structure || !by || !is_returned(by, call->result) ? structure : structure_behind(by->type->element);
}

/* The structure that a block of this size begins with: `sizeof(EXTENSION) + length`. NULL: none is named. */
static const dl_type *sized_as(const dl_expr *size)
{
    while (size && (size->kind == DL_E_CAST || (size->kind == DL_E_BINARY && size->op == DL_OP_ADD)))
        size = size->a;
    return size && size->kind == DL_E_SIZEOF && size->of_type && size->of_type->kind == DL_TYPE_RECORD ? size->of_type
                                                                                                       : NULL;
}

/* Likewise, of what the call makes: a helper's parameter is what its caller gave. */
static const dl_type *asked_for_as(dl_world *world, const dl_instr *call, int context, const dl_expr *size)
{
    const dl_type *type = sized_as(size);

    for (; size && !type; type = sized_as(size)) {
        const dl_expr *given = dl_expr_uncast(size);
        const dl_var *param = given->kind == DL_E_VAR && given->var->storage == DL_PARAM ? given->var : NULL;

        context = param && context > 0 ? dl_context_of_call(world, context) : 0;
        call = context > 0 ? world->contexts.at[context].instr : NULL;
        if (!call || param->index >= call->arg_count)
            return NULL;
        size = call->args[param->index];
        context = world->contexts.at[context].parent;
    }
    return type;
}

static const dl_type *asked_for(dl_world *world, const dl_symbol *symbol)
{
    const dl_type *type = NULL;

    if (symbol->kind == DL_SYM_INITIAL)
        return sized_as(dl_loc_size_asked(world, symbol->loc));
    if (symbol->kind == DL_SYM_RESULT && symbol->instr)
        for (size_t i = 0; i < symbol->instr->arg_count && !type; i++)
            type = asked_for_as(world, symbol->instr, symbol->a, symbol->instr->args[i]);
    return type;
}

const dl_type *dl_loc_type_made(dl_world *world, dl_loc loc)
{
    const dl_place *place = dl_place_of(world, loc);
    const dl_type *type, *asked;
    const dl_symbol *symbol;

    switch (place->kind) {
    case DL_LOC_OBJECT:
        symbol = dl_symbol_of(world, place->sym);
        if (symbol->kind == DL_SYM_RESULT && symbol->instr && symbol->instr->result) {
            type = made_as(world, symbol->instr, symbol->a);
            type = type ? type : returned_as(symbol->instr);
        } else {
            type = dl_loc_type(world, loc);
        }
        asked = type && type->kind == DL_TYPE_VOID ? asked_for(world, symbol) : NULL;
        return asked ? asked : type;
    case DL_LOC_FIELD:
        return dl_type_member(dl_loc_type_made(world, place->parent), place->field);
    default:
        return dl_loc_type(world, loc);
    }
}

static bool is_record(const dl_type *type)
{
    return type && type->kind == DL_TYPE_RECORD && type->record;
}

static bool is_plain(const dl_type *type)
{
    return !type || type->kind == DL_TYPE_VOID || type->kind == DL_TYPE_OTHER;
}

/* What names the places in a block: where nothing tells its type, that of the first pointer through which it was seen.
 * So what two structures share has one place, whichever they are. */
static const dl_type *named_by(dl_world *world, dl_loc loc)
{
    const dl_place *place = dl_place_of(world, loc);
    const dl_type *own;

    if (place->kind == DL_LOC_FIELD)
        return dl_type_member(named_by(world, place->parent), place->field);
    own = dl_loc_type_made(world, loc);
    return place->kind == DL_LOC_OBJECT && is_plain(own) && place->seen ? place->seen : own;
}

/* Its members are known, in their order, each with a place of its own. */
static bool is_laid_out(const dl_type *type)
{
    return is_record(type) && !type->record->is_synthesized && !type->record->is_union && !type->record->overlays &&
           type->record->field_count > 0;
}

static bool is_same(const dl_type *a, const dl_type *b)
{
    return is_record(a) && is_record(b) && dl_record_is_same(a->record, b->record);
}

static bool is_scalar(const dl_type *type)
{
    return type->kind == DL_TYPE_POINTER || type->kind == DL_TYPE_INT;
}

/* The structure of that type which the place is the beginning of; DL_NOWHERE: none is known. */
static dl_loc whole_of(dl_world *world, dl_loc loc, const dl_type *type)
{
    for (const dl_place *place = dl_place_of(world, loc); place->kind == DL_LOC_FIELD;
         place = dl_place_of(world, place->parent)) {
        const dl_type *own = named_by(world, place->parent);

        if (!is_laid_out(own ? own : type) || strcmp((own ? own : type)->record->fields[0].name, place->field) != 0)
            break;
        if (!own || is_same(own, type))
            return place->parent;
    }
    return DL_NOWHERE;
}

dl_val dl_val_begun(dl_world *world, dl_val val)
{
    dl_loc loc = val.kind == DL_VAL_ADDRESS ? val.id : DL_NOWHERE;

    while (loc && dl_place_of(world, loc)->kind == DL_LOC_FIELD) {
        const dl_place *place = dl_place_of(world, loc);
        const dl_type *own = named_by(world, place->parent);

        loc = is_laid_out(own) && dl_text_equal(own->record->fields[0].name, place->field) ? place->parent : DL_NOWHERE;
    }
    return loc && dl_place_of(world, loc)->kind == DL_LOC_OBJECT ? dl_val_sym(dl_place_of(world, loc)->sym) : val;
}

/* The first member, or its first one, of that type; the place itself where there is none. */
static dl_loc first_part(dl_world *world, dl_loc loc, const dl_type *own, const dl_type *type)
{
    dl_loc part = loc;

    while (is_laid_out(own)) {
        const dl_field *first = &own->record->fields[0];

        part = dl_loc_field(world, part, first->name);
        own = first->type;
        if (is_same(own, type) || (is_scalar(own) && is_scalar(type) && own->size == type->size))
            return part;
    }
    return loc;
}

/* What is nothing but bytes; NULL: there is more to it. */
static const dl_type *bytes_of(const dl_type *type)
{
    while (is_laid_out(type) && type->record->field_count == 1)
        type = type->record->fields[0].type;
    return type && type->kind == DL_TYPE_ARRAY && type->element && type->element->size == 1 ? type : NULL;
}

/* Where an object begins that is made in an array of bytes, or in a structure of nothing else. */
static dl_loc first_byte(dl_world *world, dl_loc loc, const dl_type *own, const dl_type *type)
{
    if (!is_record(type) || bytes_of(type) || !bytes_of(own))
        return loc;
    for (; is_record(own); own = own->record->fields[0].type)
        loc = dl_loc_field(world, loc, own->record->fields[0].name);
    return dl_loc_index(world, loc, 0);
}

dl_loc dl_loc_as(dl_world *world, dl_loc loc, const dl_type *type)
{
    const dl_type *own = loc && (is_record(type) || is_scalar(type)) ? named_by(world, loc) : NULL;
    dl_loc whole, part;

    if (loc && is_laid_out(type) && is_plain(own) && dl_place_of(world, loc)->kind == DL_LOC_OBJECT)
        world->places.at[loc].seen = own = type;
    if (!loc || (own && own->kind == type->kind && own->record == type->record) || is_same(own, type))
        return loc;
    whole = is_laid_out(type) ? whole_of(world, loc, type) : DL_NOWHERE;
    if (whole || !own)
        return whole ? whole : loc;
    part = first_part(world, loc, own, type);
    return part == loc ? first_byte(world, loc, own, type) : part;
}

/* How many members, from the first one on, stand at the same place in both. */
static size_t common_members(const dl_record *a, const dl_record *b)
{
    size_t n = 0;

    while (n < a->field_count && n < b->field_count) {
        const dl_type *x = a->fields[n].type, *y = b->fields[n].type;

        if (!is_same(x, y) && !(is_scalar(x) && is_scalar(y) && x->size > 0 && x->size == y->size))
            break;
        n++;
    }
    return n;
}

/* Whether it is the other structure, or begins with it, however deep. */
static bool begins_with(const dl_type *type, const dl_type *other)
{
    while (!is_same(type, other) && is_laid_out(type))
        type = type->record->fields[0].type;
    return is_same(type, other);
}

static const dl_type *owner_of(const dl_type *type, const char *name)
{
    for (size_t i = 0; i < type->record->field_count; i++)
        if (strcmp(type->record->fields[i].name, name) == 0)
            return type->record->fields[i].owner;
    return NULL;
}

/* Whether both have the member of one class: the one is a base of the other, at whatever place. */
static bool is_inherited(const dl_type *own, const dl_type *type, const char *name)
{
    const dl_type *owner = owner_of(own, name), *other = owner ? owner_of(type, name) : NULL;

    return other && dl_text_equal(owner->canonical, other->canonical);
}

dl_loc dl_loc_member(dl_world *world, dl_loc base, const dl_type *type, const char *name)
{
    const dl_type *own = named_by(world, base);

    if (!is_laid_out(own) || !is_laid_out(type) || is_same(own, type) || is_inherited(own, type, name) ||
        dl_member_is_slot(name))
        return dl_loc_field(world, base, name);
    if (begins_with(type->record->fields[0].type, own)) {
        if (strcmp(type->record->fields[0].name, name) == 0)
            return base;
        return dl_type_member(own, name) ? DL_NOWHERE : dl_loc_field(world, base, name);
    }
    for (size_t i = common_members(own->record, type->record); i-- > 0;)
        if (strcmp(type->record->fields[i].name, name) == 0)
            return dl_loc_field(world, base, own->record->fields[i].name);
    return dl_type_member(own, name) || dl_place_of(world, base)->kind == DL_LOC_OBJECT
               ? dl_loc_field(world, base, name)
               : DL_NOWHERE;
}

bool dl_state_copy_across(dl_world *world, dl_state *state, dl_loc to, dl_loc from)
{
    const dl_type *a = to ? named_by(world, to) : NULL, *b = from ? named_by(world, from) : NULL;
    dl_val vals[16];
    size_t count;

    if (!is_laid_out(a) || !is_laid_out(b) || is_same(a, b))
        return false;
    count = common_members(a->record, b->record);
    count = count < sizeof vals / sizeof *vals ? count : sizeof vals / sizeof *vals;
    for (size_t i = 0; i < count; i++)
        vals[i] = dl_state_read(world, state, dl_loc_field(world, from, b->record->fields[i].name));
    dl_state_mark(world, state, to, DL_MARK_HAVOC, -1);
    for (size_t i = 0; i < count; i++)
        if (is_scalar(a->record->fields[i].type))
            dl_state_write(world, state, dl_loc_field(world, to, a->record->fields[i].name), vals[i]);
    return true;
}
