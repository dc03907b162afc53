/* state_union.c: members of unions share storage: what is written as the one is not known as the other.
 *
 * Members that are numbers or pointers of one size have one place (the frontend names it), and need nothing of this. */
#include "engine/state_private.h"

/* The part of the union that holds `loc`, below its parent `whole`; NOWHERE: it lies elsewhere. */
static dl_loc part_of(const dl_world *world, dl_loc loc, dl_loc whole)
{
    unsigned depth = dl_place_of(world, whole)->depth + 1;

    if (dl_place_of(world, loc)->depth < depth || dl_place_of(world, loc)->root != dl_place_of(world, whole)->root)
        return DL_NOWHERE;
    while (dl_place_of(world, loc)->depth > depth)
        loc = dl_place_of(world, loc)->parent;
    return dl_place_of(world, loc)->parent == whole ? loc : DL_NOWHERE;
}

/* Whether `loc` is, or is a part of, another member of the union that `member` is one of. */
static bool shares_storage(const dl_world *world, dl_loc loc, dl_loc member)
{
    unsigned own = dl_place_of(world, member)->overlay, other;
    dl_loc part;

    if (!dl_place_of(world, loc)->is_overlaid)
        return false;
    part = part_of(world, loc, dl_place_of(world, member)->parent);
    other = part ? dl_place_of(world, part)->overlay : 0;
    return other != own && other >> 8 == own >> 8;
}

static void forget_others(dl_world *world, dl_state *state, dl_loc member)
{
    unsigned i = 0, kept;

    while (i < state->cell_count && !shares_storage(world, state->cells[i].loc, member))
        i++;
    if (i == state->cell_count)
        return;
    dl_state_own_cells(world, state, 0);
    for (kept = i; i < state->cell_count; i++)
        if (!shares_storage(world, state->cells[i].loc, member))
            state->cells[kept++] = state->cells[i];
    state->cell_count = kept;
}

void dl_state_write_over(dl_world *world, dl_state *state, dl_loc loc)
{
    for (; loc && dl_place_of(world, loc)->is_overlaid; loc = dl_place_of(world, loc)->parent)
        if (dl_place_of(world, loc)->overlay)
            forget_others(world, state, loc);
}

bool dl_state_is_written_over(const dl_world *world, const dl_state *state, dl_loc loc)
{
    for (unsigned i = 0; i < state->cell_count; i++)
        if (shares_storage(world, state->cells[i].loc, loc))
            return true;
    return false;
}

dl_val dl_val_overlaid(dl_world *world, dl_loc loc)
{
    return dl_val_sym(
        dl_sym(world, (dl_symbol){.kind = DL_SYM_PHI, .a = DL_JOINED_BY_ALIAS, .b = DL_SHARED_JOIN, .loc = loc}));
}

/* What stands in the union before a part of it is written, for the parts beside that one. */
static dl_val before_part(dl_world *world, const dl_state *state, dl_loc whole, dl_loc beside)
{
    dl_val val = dl_state_read(world, state, whole);

    if (dl_val_mask(world, state, val) == DL_ZERO)
        return (dl_val){.kind = DL_MARK_ZERO};
    for (dl_loc at = whole; at; at = dl_place_of(world, at)->parent)
        if (dl_state_cell(state, at))
            return dl_val_overlaid(world, beside);
    return (dl_val){.kind = DL_MARK_COPY, .id = beside};
}

/* Parts of the same member stand beside one another, and stay as they are: flags that are bits of one word. */
static void keep_beside(dl_world *world, dl_state *state, dl_loc whole, dl_loc part)
{
    const dl_type *type = dl_loc_type(world, whole);
    dl_loc member = part_of(world, part, whole);
    unsigned own = member ? dl_place_of(world, member)->overlay : 0;

    if (!own || !type || !type->record)
        return;
    for (size_t i = 0; i < type->record->field_count; i++) {
        const char *name = type->record->fields[i].name;
        dl_loc beside = *name && dl_type_overlay(type, name) == own ? dl_loc_field(world, whole, name) : DL_NOWHERE;

        if (beside && beside != part && !dl_state_cell(state, beside))
            dl_state_put_cell(world, state, beside, before_part(world, state, whole, beside));
    }
}

void dl_state_write_part(dl_world *world, dl_state *state, dl_loc whole, dl_loc part)
{
    keep_beside(world, state, whole, part);
    dl_state_put_cell(world, state, whole, dl_val_overlaid(world, part));
}

bool dl_val_is_overlaid(const dl_world *world, dl_val val)
{
    const dl_symbol *symbol = val.kind == DL_VAL_SYM ? dl_symbol_of(world, val.id) : NULL;

    if (symbol && symbol->kind == DL_SYM_EXPR)
        return dl_val_is_overlaid(world, *symbol->left) || dl_val_is_overlaid(world, *symbol->right);
    if (symbol && symbol->kind == DL_SYM_HAVOC)
        return symbol->a == DL_LEFT_BY_ALIAS;
    return symbol && dl_sym_is_shared(world, val.id) && symbol->a == DL_JOINED_BY_ALIAS &&
           dl_place_of(world, symbol->loc)->is_overlaid;
}
