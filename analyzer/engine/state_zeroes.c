/* state_zeroes.c: blocks that come zeroed from what makes them, and what is zero in them still; see state_private.h. */
#include "engine/state_private.h"

#include "engine/beside.h"
#include "engine/context.h"
#include "engine/lasting.h"

#include <string.h>

static const char gives_zeroed[] = "gives-zeroed-";

/* Of `device->DeviceExtension` of a device that was made here: what made it; else NULL. */
static const dl_symbol *maker_of_zeroed(const dl_world *world, dl_loc loc)
{
    const dl_place *member = dl_place_of(world, loc), *root = dl_place_of(world, member->root);
    const dl_symbol *maker = root->kind == DL_LOC_OBJECT ? dl_symbol_of(world, root->sym) : NULL;
    char name[64] = "";

    if (member->kind != DL_LOC_FIELD || member->parent != member->root || !maker || maker->kind != DL_SYM_OUT ||
        !maker->api || strlen(member->field) + sizeof gives_zeroed > sizeof name)
        return NULL;
    memcpy(name, gives_zeroed, sizeof gives_zeroed);
    memcpy(name + sizeof gives_zeroed - 1, member->field, strlen(member->field) + 1);
    return dl_api_has_trait(maker->api, name) ? maker : NULL;
}

/* As it is written: more than nothing. */
static bool is_some_size(const dl_expr *size)
{
    switch (size->kind) {
    case DL_E_SIZEOF:
        return true;
    case DL_E_CONST:
        return size->has_value && size->value != 0;
    case DL_E_CAST:
        return is_some_size(size->a);
    case DL_E_BINARY:
        return (size->op == DL_OP_ADD && (is_some_size(size->a) || is_some_size(size->b))) ||
               (size->op == DL_OP_MUL && is_some_size(size->a) && is_some_size(size->b));
    default:
        return false;
    }
}

const dl_expr *dl_loc_size_asked(const dl_world *world, dl_loc loc)
{
    const dl_symbol *maker = dl_place_of(world, loc)->kind == DL_LOC_FIELD ? maker_of_zeroed(world, loc) : NULL;
    const char *member = dl_place_of(world, loc)->field;
    char name[64];
    int param;

    if (!maker || strlen(member) + sizeof "Size" > sizeof name)
        return NULL;
    (void)snprintf(name, sizeof name, "%sSize", member);
    param = dl_api_param(maker->api, name);
    return param >= 0 && (size_t)param < maker->instr->arg_count ? maker->instr->args[param] : NULL;
}

/* `device->DeviceExtension` is not null where a `DeviceExtensionSize` was asked for. */
bool dl_state_is_made_sized(const dl_world *world, dl_loc loc)
{
    const dl_expr *size = dl_loc_size_asked(world, loc);

    return size && is_some_size(size);
}

/* What the caller gave for the parameter, in `*context`, which becomes the caller's; NULL: it is not seen, or the
 * function writes to the parameter. */
static const dl_expr *given_for(const dl_world *world, const dl_var *param, int *context)
{
    const dl_instr *call;

    *context = dl_context_of_call(world, *context);
    call = *context > 0 ? world->contexts.at[*context].instr : NULL;
    if (!call || call->callee != param->function || param->index >= call->arg_count ||
        dl_lasting_writes(world, param->function, param, NULL))
        return NULL;
    *context = world->contexts.at[*context].parent;
    return call->args[param->index];
}

/* Constants alone, in the call or given to the helper that calls, and none of them asks for a block as it is. */
static bool asks_for_zeroes(const dl_world *world, const dl_expr *flags, int context, unsigned depth)
{
    enum { UNINITIALIZED = 2, DEEPEST = 8 };
    const dl_expr *given;

    if (depth > DEEPEST)
        return false;
    switch (flags->kind) {
    case DL_E_CAST:
        return asks_for_zeroes(world, flags->a, context, depth + 1);
    case DL_E_BINARY:
        return flags->op == DL_OP_OR && asks_for_zeroes(world, flags->a, context, depth + 1) &&
               asks_for_zeroes(world, flags->b, context, depth + 1);
    case DL_E_VAR:
        given = flags->var->storage == DL_PARAM ? given_for(world, flags->var, &context) : NULL;
        return given && asks_for_zeroes(world, given, context, depth + 1);
    case DL_E_CONST:
        return flags->has_value ? (flags->value & UNINITIALIZED) == 0
                                : flags->name && strcmp(flags->name, "POOL_FLAG_UNINITIALIZED") != 0;
    default:
        return false;
    }
}

bool dl_symbol_gives_zeroes(const dl_world *world, const dl_symbol *symbol)
{
    int flags;

    if (symbol->kind == DL_SYM_INITIAL)
        return maker_of_zeroed(world, symbol->loc) != NULL;
    if (symbol->kind != DL_SYM_RESULT || !symbol->api)
        return false;
    if (dl_api_has_trait(symbol->api, "gives-zeroes-of-new")) /* the context of an object that was made on this path */
        return symbol->left && symbol->left->kind == DL_VAL_SYM &&
               dl_symbol_of(world, symbol->left->id)->kind == DL_SYM_OUT;
    if (!dl_api_has_trait(symbol->api, "gives-zeroes"))
        return false;
    flags = dl_api_param(symbol->api, "Flags");
    return flags < 0 || ((size_t)flags < symbol->instr->arg_count &&
                         asks_for_zeroes(world, symbol->instr->args[flags], symbol->a, 0));
}

/* Of a member of a block: by the type of what the call's result is put into. NULL: not known. */
static const dl_type *member_type(const dl_world *world, dl_loc loc, const dl_type *block)
{
    const dl_place *place = dl_place_of(world, loc);
    const dl_type *parent;

    if (!place->parent)
        return block;
    parent = member_type(world, place->parent, block);
    if (place->kind == DL_LOC_FIELD)
        return dl_type_member(parent, place->field);
    return place->kind == DL_LOC_INDEX && parent && parent->kind == DL_TYPE_ARRAY && place->index >= 0 &&
                   place->index < parent->count
               ? parent->element
               : NULL;
}

static bool is_scalar(const dl_type *type)
{
    return type->kind == DL_TYPE_POINTER || type->kind == DL_TYPE_INT || type->kind == DL_TYPE_BOOL ||
           type->kind == DL_TYPE_ENUM || dl_type_whole(type);
}

/* Of a block whose type nothing tells only the members that are read are known. */
static bool may_be_scalar(dl_world *world, dl_loc loc, const dl_expr *slot)
{
    const dl_place *place = dl_place_of(world, loc);
    const dl_type *kept = slot && slot->type->kind == DL_TYPE_POINTER ? slot->type->element : NULL;
    bool is_kept = kept && kept->kind == DL_TYPE_RECORD;
    const dl_type *block = is_kept ? kept : dl_loc_type_made(world, place->root);
    const dl_type *type = block && block->kind == DL_TYPE_RECORD ? member_type(world, loc, block) : NULL;

    if (type || is_kept)
        return type && is_scalar(type);
    while (place->kind == DL_LOC_FIELD)
        place = dl_place_of(world, place->parent);
    return place->kind == DL_LOC_OBJECT;
}

/* A scalar in a block that came zeroed, of which nothing but members was written: what is written through a pointer of
 * another type, or by number, may stand anywhere. */
bool dl_state_is_zero_still(dl_world *world, const dl_state *state, dl_loc loc)
{
    const dl_place *place = dl_place_of(world, loc), *root = dl_place_of(world, place->root);
    const dl_symbol *symbol;

    if (root->kind != DL_LOC_OBJECT || (place->kind != DL_LOC_FIELD && place->kind != DL_LOC_INDEX) ||
        (state->flags & DL_STATE_OPAQUE))
        return false;
    if (!world->at_entry &&
        (!world->is_written_since || world->is_written_since(world->is_written_since_self, loc, place->root)))
        return false;
    symbol = dl_symbol_of(world, root->sym);
    if (!dl_symbol_gives_zeroes(world, symbol) || (symbol->kind == DL_SYM_RESULT && !symbol->instr->result))
        return false;
    if (symbol->kind == DL_SYM_INITIAL && dl_loc_type(world, loc) && !is_scalar(dl_loc_type(world, loc)))
        return false;
    if (!may_be_scalar(world, loc,
                       symbol->kind == DL_SYM_RESULT ? dl_result_slot(symbol->instr->result->function, symbol->instr)
                                                     : NULL))
        return false;
    if (dl_beside_sets(world, loc))
        return false;
    for (unsigned i = 0; i < state->cell_count; i++) {
        dl_loc at = state->cells[i].loc;

        if (dl_place_of(world, at)->root != place->root)
            continue;
        while (dl_place_of(world, at)->depth > 1)
            at = dl_place_of(world, at)->parent;
        if (dl_place_of(world, at)->kind != DL_LOC_FIELD)
            return false;
    }
    return true;
}
