/* match_value.c: patterns of values against values; see match.h. */
#include "engine/eval_parts.h"
#include "engine/match_parts.h"
#include "engine/step.h"
#include "engine/unread.h"

#include <string.h>

static dl_tri match_class(dl_match *match, dl_class wanted, dl_val val)
{
    const dl_known *known;
    unsigned mask, want = wanted == DL_CLASS_ZERO ? DL_ZERO : DL_NEG | DL_POS;

    if (val.kind == DL_VAL_UNSET)
        return DL_NO;
    mask = dl_val_mask(match->sim->world, match->state, val);
    if ((mask & want) == 0)
        return DL_NO;
    known = val.kind == DL_VAL_SYM ? dl_state_known(match->state, val.id) : NULL;
    /* What the system passes to a root is there, unless the code doubts it. */
    if (wanted == DL_CLASS_NONZERO && val.kind == DL_VAL_SYM && !known &&
        dl_symbol_of(match->sim->world, val.id)->kind == DL_SYM_PARAM)
        return DL_YES;
    return (mask & ~want) == 0 && !(known && known->maybe_unset) ? DL_YES : DL_MAYBE;
}

static dl_tri match_is_function(dl_match *match, dl_val val)
{
    const dl_known *known;
    const dl_symbol *symbol;

    if (val.kind == DL_VAL_FUNCTION)
        return DL_YES;
    if (val.kind != DL_VAL_SYM)
        return DL_NO;
    known = dl_state_known(match->state, val.id);
    if (known && known->all_functions)
        return DL_YES;
    if (dl_symbol_of(match->sim->world, val.id)->kind == DL_SYM_ELEMENT && dl_symbol_of(match->sim->world, val.id)->b)
        return DL_YES;
    if (dl_val_mask(match->sim->world, match->state, val) == DL_ZERO)
        return DL_NO;
    symbol = dl_symbol_of(match->sim->world, val.id);
    if (symbol->kind == DL_SYM_INITIAL) { /* the table's default, unless it is the driver's own memory */
        const dl_place *root = dl_place_of(match->sim->world, dl_place_of(match->sim->world, symbol->loc)->root);

        while (root->kind == DL_LOC_OBJECT && dl_symbol_of(match->sim->world, root->sym)->kind == DL_SYM_INITIAL) {
            dl_loc at = dl_symbol_of(match->sim->world, root->sym)->loc;

            root = dl_place_of(match->sim->world, dl_place_of(match->sim->world, at)->root);
        }
        if (root->kind == DL_LOC_OBJECT && dl_symbol_of(match->sim->world, root->sym)->kind == DL_SYM_PARAM)
            return DL_NO;
    }
    return DL_MAYBE;
}

/* `expr`: what the place is written as, which may tell its type where it itself does not; or NULL. */
static bool is_scalar(dl_match *match, dl_loc loc, const dl_expr *expr)
{
    const dl_type *type = dl_loc_type(match->sim->world, loc);
    const dl_cell *cell = dl_state_cell(match->state, loc);

    if ((type && dl_type_is_aggregate(type)) || (expr && dl_type_is_aggregate(expr->type)))
        return false;
    return !(cell && dl_cell_is_mark(match->sim->world, cell));
}

/* A number is no object that a call gave, as the type of what that was captured from tells. */
static bool is_number_for_object(dl_match *match, const dl_bind *bind, dl_val val, const dl_expr *expr)
{
    const dl_type *type = bind->loc ? dl_loc_type(match->sim->world, bind->loc) : bind->expr ? bind->expr->type : NULL;

    if (!type || type->kind != DL_TYPE_POINTER || !bind->has_val || bind->val.kind != DL_VAL_SYM)
        return false;
    return (val.kind == DL_VAL_CONST && val.k != 0) ||
           (expr && expr->type->kind == DL_TYPE_INT && expr->type->size < type->size);
}

dl_tri dl_match_capture(dl_match *match, int capture, dl_val val, dl_loc loc, const dl_expr *expr)
{
    dl_bind *bind;
    dl_tri result = DL_NO;

    if (capture < 0 || capture >= DL_MAX_BINDS)
        return DL_NO;
    bind = &match->binds[capture];
    if (!bind->is_bound) {
        *bind = (dl_bind){.is_bound = true, .loc = loc, .val = val, .has_val = val.kind < DL_MARK_ZERO, .expr = expr};
        return DL_YES;
    }
    if (loc && bind->loc)
        result = loc != bind->loc ? DL_NO : dl_loc_is_one(match->sim->world, loc) ? DL_YES : DL_MAYBE;
    if (result != DL_YES && bind->has_val && val.kind < DL_MARK_ZERO &&
        !(loc && bind->loc && val.kind == DL_VAL_CONST)) {
        dl_tri same = dl_val_same(match->sim->world, match->state, val, bind->val);

        if (same == DL_MAYBE && is_number_for_object(match, bind, val, expr))
            same = DL_NO;
        result = dl_tri_or(result, same);
    }
    if (result != DL_YES && bind->loc && val.kind == DL_VAL_ADDRESS && val.id == bind->loc)
        result = DL_YES;
    return result;
}

/* The object at `loc`, which holds `content` when it is no structure, and was written as `expr`. */
static dl_tri match_object(dl_match *match, const dl_value_pattern *pattern, dl_val content, dl_loc loc,
                           const dl_expr *expr)
{
    const dl_type *type = dl_loc_type(match->sim->world, loc);
    bool is_any = pattern->kind == DL_V_ANY_OF;
    dl_tri result = is_any ? DL_NO : DL_YES, one;

    switch (pattern->kind) {
    case DL_V_CAPTURE:
        if (pattern->path.count == 0)
            return dl_match_capture(match, pattern->capture, content, loc, expr);
        if (pattern->path.count == 1 && pattern->path.steps[0].kind == DL_P_EACH_FIELD)
            return dl_match_is_part(match, &pattern->path, loc);
        break;
    case DL_V_STORAGE:
        result = dl_loc_is_persistent(match->sim->world, loc);
        return pattern->is_persistent ? result : dl_tri_not(result);
    case DL_V_TYPE:
        for (size_t i = 0; i < pattern->names.count; i++)
            if (type && dl_type_named(type, pattern->names.at[i]))
                return DL_YES;
        return type ? DL_NO : DL_MAYBE;
    case DL_V_ANY:
        return DL_YES;
    case DL_V_NOT:
        return dl_tri_not(match_object(match, pattern->inner[0], content, loc, expr));
    case DL_V_ANY_OF:
    case DL_V_ALL_OF:
        for (size_t i = 0; i < pattern->inner_count; i++) {
            one = match_object(match, pattern->inner[i], content, loc, expr);
            result = is_any ? dl_tri_or(result, one) : dl_tri_and(result, one);
        }
        return result;
    default:
        break;
    }
    return content.kind < DL_MARK_ZERO ? dl_match_value(match, pattern, content, expr) : DL_MAYBE;
}

/* The element of the index that the code names, where it is one value for a while; an address does not tell it. */
static dl_loc chosen_place(dl_match *match, dl_loc loc, const dl_expr *expr)
{
    dl_loc chosen;

    if (!expr || !dl_expr_is_place(expr) || !dl_place_of(match->sim->world, loc)->any)
        return loc;
    chosen = dl_eval_place(match->sim, match->state, expr);
    return chosen && dl_loc_unchosen(match->sim->world, chosen) == loc ? chosen : loc;
}

static dl_tri match_to(dl_match *match, const dl_value_pattern *inner, dl_val val, const dl_expr *expr)
{
    dl_loc loc = dl_eval_pointee(match->sim, match->state, val);
    const dl_expr *behind = dl_expr_uncast(expr);
    dl_val content;

    if (behind && behind->kind == DL_E_ADDRESS)
        behind = behind->a;
    if ((dl_val_mask(match->sim->world, match->state, val) & ~DL_ZERO) ==
        0) /* no object: the event is one all the same */
        return inner->kind == DL_V_CAPTURE && inner->path.count == 0
                   ? dl_match_capture(match, inner->capture, val, DL_NOWHERE, expr)
                   : DL_NO;
    if (loc == DL_NOWHERE)
        return DL_NO;
    loc = chosen_place(match, loc, behind);
    content = is_scalar(match, loc, behind) ? dl_state_read(match->sim->world, match->state, loc)
                                            : (dl_val){.kind = DL_MARK_UNSET};
    return match_object(match, inner, content, loc, behind);
}

/* Whether two names begin with the same word: `NDIS_OBJECT_TYPE_DEFAULT` and `NDIS_WDM_DRIVER`. */
static bool is_of_family(const char *name, const char *other)
{
    size_t word = strcspn(name, "_");

    return name[word] == '_' && strncmp(name, other, word + 1) == 0;
}

/* Whether a constant of unknown value is none of those asked for: each of these is spelled otherwise, and it is a
 * documented one. What a header that is absent defines may have any value. */
static bool is_another(const dl_match *match, const dl_value_pattern *pattern, const char *name)
{
    for (size_t i = 0; i < pattern->names.count; i++)
        if (is_of_family(name, pattern->names.at[i]))
            return true;
    return pattern->names.count > 0 && dl_facts_is_constant(match->sim->world->facts, name);
}

static dl_tri match_constants(dl_match *match, const dl_value_pattern *pattern, dl_val val, const dl_expr *expr)
{
    const char *name = val.kind == DL_VAL_CONST ? val.name : NULL;
    int64_t k;
    unsigned mask;

    if (val.kind == DL_VAL_SYM && dl_symbol_of(match->sim->world, val.id)->kind == DL_SYM_NAMED)
        name = dl_symbol_of(match->sim->world, val.id)->name;
    if (expr && expr->kind == DL_E_CONST && expr->name)
        name = expr->name;
    if (dl_name_set_fits(pattern->names, name))
        return DL_YES;
    if (val.kind == DL_VAL_UNSET)
        return DL_NO;
    if (dl_val_constant(match->sim->world, match->state, val, &k)) {
        for (size_t i = 0; i < pattern->number_count; i++)
            if (pattern->numbers[i] == k || (uint32_t)pattern->numbers[i] == (uint32_t)k)
                return DL_YES;
        /* Names without a known value: what is spelled otherwise, or put together of several, is another one. */
        if (name || val.kind == DL_VAL_CONST || val.kind == DL_VAL_SIZEOF ||
            (expr && (expr->kind == DL_E_BINARY || expr->kind == DL_E_CONST)))
            return DL_NO;
        return pattern->number_count >= pattern->names.count ? DL_NO : DL_MAYBE;
    }
    if (name)
        return is_another(match, pattern, name) ? DL_NO : DL_MAYBE;
    if (val.kind != DL_VAL_SYM)
        return DL_NO;
    mask = dl_val_mask(match->sim->world, match->state, val);
    for (size_t i = 0; i < pattern->number_count; i++) {
        int64_t n = pattern->numbers[i];

        if (mask & (n < 0 ? DL_NEG : n == 0 ? DL_ZERO : DL_POS))
            return DL_MAYBE;
    }
    return pattern->number_count >= pattern->names.count ? DL_NO : DL_MAYBE;
}

static void known_bits(const dl_match *match, dl_val val, uint64_t *ones, uint64_t *zeros, unsigned depth)
{
    const dl_symbol *symbol;
    uint64_t a1, a0, b1, b0;
    int64_t k;

    *ones = *zeros = 0;
    if (dl_val_constant(match->sim->world, match->state, val, &k)) {
        *ones = (uint64_t)k;
        *zeros = ~(uint64_t)k;
        return;
    }
    if (val.kind != DL_VAL_SYM || depth > 16)
        return;
    symbol = dl_symbol_of(match->sim->world, val.id);
    if (symbol->kind != DL_SYM_EXPR || (symbol->op != DL_OP_OR && symbol->op != DL_OP_AND))
        return;
    known_bits(match, *symbol->left, &a1, &a0, depth + 1);
    known_bits(match, *symbol->right, &b1, &b0, depth + 1);
    *ones = symbol->op == DL_OP_OR ? a1 | b1 : a1 & b1;
    *zeros = symbol->op == DL_OP_OR ? a0 & b0 : a0 | b0;
}

static dl_tri match_bits(dl_match *match, const dl_value_pattern *pattern, dl_val val)
{
    uint64_t ones, zeros;
    dl_tri result = DL_YES;

    if (val.kind == DL_VAL_UNSET)
        return DL_NO;
    if (!pattern->has_masks)
        return DL_MAYBE;
    known_bits(match, val, &ones, &zeros, 0);
    if ((uint64_t)pattern->set_mask & zeros)
        return DL_NO;
    if ((uint64_t)pattern->clear_mask & ones)
        return DL_NO;
    if (((uint64_t)pattern->set_mask & ~ones) || ((uint64_t)pattern->clear_mask & ~zeros))
        result = DL_MAYBE;
    if (pattern->has_only) {
        if (~(uint64_t)pattern->only_mask & ones)
            return DL_NO;
        if (~(uint64_t)pattern->only_mask & ~zeros)
            result = DL_MAYBE;
    }
    return result;
}

static dl_tri match_sizeof(dl_match *match, const dl_value_pattern *pattern, dl_val val)
{
    const dl_expr *size = val.kind == DL_VAL_SIZEOF ? val.p : NULL;
    int64_t k;

    if (size) {
        for (size_t i = 0; i < pattern->names.count; i++)
            if ((size->of_type && dl_type_named(size->of_type, pattern->names.at[i])) ||
                (dl_sizeof_is_made_up(size) && dl_text_equal(size->name, pattern->names.at[i])))
                return DL_YES;
        return dl_sizeof_is_made_up(size) ? DL_MAYBE : DL_NO;
    }
    if (val.kind == DL_VAL_UNSET)
        return DL_NO;
    if (dl_val_constant(match->sim->world, match->state, val, &k))
        return k == 0 ? DL_NO : DL_MAYBE;
    return val.kind == DL_VAL_SYM ? DL_MAYBE : DL_NO;
}

static dl_tri match_function_is(dl_match *match, const dl_function_pattern *pattern, dl_val val)
{
    const dl_function *function;
    dl_name_set roles;

    if (val.kind != DL_VAL_FUNCTION)
        return val.kind == DL_VAL_SYM && dl_sym_is_fuzzy(match->sim->world, val.id) ? DL_MAYBE : DL_NO;
    if (pattern->names.count && !dl_name_set_fits(pattern->names, val.name))
        return DL_NO;
    function = dl_val_routine(match->sim->world, val);
    if (pattern->section && !(function && function->section && dl_text_glob(pattern->section, function->section)))
        return function ? DL_NO : DL_MAYBE;
    if (pattern->stored_count) {
        dl_tri stored = dl_possible_stored_in(match->scope, val.name, pattern->stored_in, pattern->stored_count);

        if (stored != DL_YES)
            return stored;
    }
    if (pattern->role_types.count) {
        bool found = false;

        for (size_t i = 0; function && i < function->role_count; i++)
            found |= dl_name_set_fits(pattern->role_types, function->roles[i]);
        if (!found)
            return function ? DL_NO : DL_MAYBE;
    }
    if (pattern->roles.count) {
        bool found = false;

        if (!function)
            return DL_MAYBE;
        roles = dl_scope_roles(match->scope, function);
        for (size_t i = 0; i < roles.count; i++)
            found |= dl_name_set_has(pattern->roles, roles.at[i]);
        return found ? DL_YES : DL_NO;
    }
    return DL_YES;
}

/* The characters behind the parameter, in whatever wrapping. */
static dl_tri match_alias(dl_match *match, const dl_value_pattern *inner, dl_val val, unsigned depth)
{
    dl_world *world = match->sim->world;
    const dl_symbol *symbol;
    dl_tri itself = dl_match_value(match, inner, val, NULL);
    int param = inner->kind == DL_V_PARAM ? dl_match_param_number(match, &inner->path) : -1;

    if (itself == DL_YES || param < 0)
        return itself;
    if (val.kind == DL_VAL_SYM) {
        const dl_place *root;
        const dl_type *type;

        symbol = dl_symbol_of(world, val.id);
        if (symbol->kind != DL_SYM_INITIAL)
            return DL_NO;
        root = dl_place_of(world, dl_place_of(world, symbol->loc)->root);
        if (root->kind != DL_LOC_OBJECT || dl_match_is_param(match, dl_val_sym(root->sym), param) != DL_YES)
            return DL_NO;
        type = dl_loc_type(world, symbol->loc);
        return !type || type->kind == DL_TYPE_POINTER ? DL_YES : DL_NO;
    }
    if (val.kind == DL_VAL_ADDRESS && depth == 0) {
        const dl_place *place = dl_place_of(world, val.id);
        const dl_place *root = dl_place_of(world, place->root);
        const dl_cell *cell = dl_state_cell(match->state, val.id);

        if (root->kind == DL_LOC_OBJECT && dl_match_is_param(match, dl_val_sym(root->sym), param) == DL_YES)
            return DL_YES;
        if (cell && dl_cell_val(world, cell).kind == DL_MARK_COPY) {
            const dl_place *from = dl_place_of(world, dl_place_of(world, dl_cell_val(world, cell).id)->root);
            const dl_cell *buffer = dl_state_cell(match->state, dl_loc_field(world, val.id, "Buffer"));

            if (!buffer && from->kind == DL_LOC_OBJECT &&
                dl_match_is_param(match, dl_val_sym(from->sym), param) == DL_YES)
                return DL_YES;
        }
        if ((cell = dl_state_cell(match->state, dl_loc_field(world, val.id, "Buffer"))) != NULL &&
            dl_cell_val(world, cell).kind == DL_VAL_SYM)
            return match_alias(match, inner, dl_cell_val(world, cell), depth + 1);
    }
    return DL_NO;
}

/* The expression is what a call returns, whatever its value. */
static bool is_result(const dl_function *function, const dl_expr *expr)
{
    expr = dl_expr_uncast(expr);
    if (!expr || expr->kind != DL_E_VAR || expr->var->storage != DL_TEMP)
        return false;
    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++)
            if (function->blocks[b].instrs[i].kind == DL_I_CALL && function->blocks[b].instrs[i].result == expr->var)
                return true;
    return false;
}

static dl_tri match_from(dl_match *match, const dl_event_pattern *event, dl_val val, const dl_expr *expr)
{
    const dl_symbol *symbol;

    for (size_t i = 0; i < event->count; i++)
        if (event->forms[i].kind == DL_ON_CALL && event->forms[i].any_call &&
            is_result(match->sim->frame->function, expr))
            return DL_YES;
    if (val.kind != DL_VAL_SYM)
        return DL_NO;
    symbol = dl_symbol_of(match->sim->world, val.id);
    if (symbol->kind == DL_SYM_RESULT || symbol->kind == DL_SYM_OUT) {
        for (size_t i = 0; i < event->count; i++)
            if (event->forms[i].kind == DL_ON_CALL &&
                (event->forms[i].any_call ||
                 (symbol->api && dl_name_set_has(event->forms[i].calls, symbol->api->canonical))))
                return DL_YES;
        return DL_NO;
    }
    return dl_sym_is_fuzzy(match->sim->world, val.id) ? DL_MAYBE : DL_NO;
}

static dl_tri match_deref(dl_match *match, const dl_value_pattern *inner, dl_val val)
{
    const dl_world *world = match->sim->world;
    const dl_place *place;

    if (val.kind != DL_VAL_SYM || dl_symbol_of(world, val.id)->kind != DL_SYM_INITIAL)
        return DL_NO;
    place = dl_place_of(world, dl_symbol_of(world, val.id)->loc);
    if (place->kind != DL_LOC_OBJECT)
        return DL_NO;
    return dl_match_value(match, inner, dl_val_sym(place->sym), NULL);
}

static dl_tri match_global(dl_match *match, const dl_value_pattern *pattern, dl_val val)
{
    const dl_world *world = match->sim->world;
    const dl_place *place;

    if (val.kind == DL_VAL_ADDRESS) {
        place = dl_place_of(world, val.id);
    } else if (val.kind == DL_VAL_SYM && dl_symbol_of(world, val.id)->kind == DL_SYM_INITIAL) {
        place = dl_place_of(world, dl_symbol_of(world, val.id)->loc);
    } else {
        return DL_NO;
    }
    return place->kind == DL_LOC_VAR && dl_name_set_has(pattern->names, place->var->name) ? DL_YES : DL_NO;
}

dl_tri dl_match_storage(dl_match *match, const dl_value_pattern *pattern, dl_loc loc, const dl_expr *expr)
{
    dl_tri persistent = dl_loc_is_persistent(match->sim->world, loc);
    dl_tri result = pattern->is_persistent ? persistent : dl_tri_not(persistent);

    if (result != DL_NO && pattern->capture >= 0)
        result =
            dl_tri_and(result, dl_match_capture(match, pattern->capture, (dl_val){.kind = DL_MARK_UNSET}, loc, expr));
    return result;
}

/* A text of the driver's, of which the part behind what is known may be missing. */
typedef struct driver_text {
    const char *known;
    bool is_whole;
} driver_text;

static driver_text driver_text_of(const dl_world *world, dl_val literal)
{
    const char *text = dl_val_text(world, literal);
    size_t known = dl_val_known_text(world, literal);

    return (driver_text){dl_arena_strndup(world->scratch, text, known), text[known] == '\0'};
}

static dl_tri text_is(driver_text text, const char *that)
{
    if (text.is_whole)
        return dl_text_equal_case(text.known, that) ? DL_YES : DL_NO;
    return dl_text_starts_case(that, text.known) ? DL_MAYBE : DL_NO;
}

static dl_tri text_begins(driver_text text, const char *with)
{
    if (dl_text_starts_case(text.known, with))
        return DL_YES;
    return !text.is_whole && dl_text_starts_case(with, text.known) ? DL_MAYBE : DL_NO;
}

static dl_tri text_ends(driver_text text, const char *with)
{
    size_t size = strlen(text.known), tail = strlen(with);

    if (!text.is_whole)
        return DL_MAYBE;
    return size >= tail && dl_text_equal_case(text.known + size - tail, with) ? DL_YES : DL_NO;
}

static dl_tri text_fits(const dl_string_pattern *pattern, driver_text text)
{
    dl_tri equals = pattern->equals.count == 0 ? DL_YES : DL_NO, begins = pattern->prefixes.count == 0 ? DL_YES : DL_NO,
           ends = pattern->suffixes.count == 0 ? DL_YES : DL_NO;

    for (size_t i = 0; i < pattern->equals.count; i++)
        equals = dl_tri_or(equals, text_is(text, pattern->equals.at[i]));
    for (size_t i = 0; i < pattern->prefixes.count; i++)
        begins = dl_tri_or(begins, text_begins(text, pattern->prefixes.at[i]));
    for (size_t i = 0; i < pattern->suffixes.count; i++)
        ends = dl_tri_or(ends, text_ends(text, pattern->suffixes.at[i]));
    return dl_tri_and(equals, dl_tri_and(begins, ends));
}

/* A text that the code does not show, by what its buffer holds: that is the same until something is written there. */
static dl_val unknown_text(dl_match *match, dl_val val)
{
    dl_sim *sim = match->sim;
    dl_loc string = dl_eval_pointee(sim, match->state, val), array, first;
    dl_val length, content;

    if (!string || !dl_loc_is_one(sim->world, string))
        return val;
    length = dl_state_read(sim->world, match->state, dl_loc_field(sim->world, string, "Length"));
    content = dl_state_read(sim->world, match->state, dl_loc_field(sim->world, string, "Buffer"));
    array = dl_eval_pointee(sim, match->state, content);
    if (!array)
        return val;
    first = array;
    if (dl_place_of(sim->world, array)->kind == DL_LOC_INDEX)
        array = dl_place_of(sim->world, array)->parent;
    else
        first = dl_loc_index(sim->world, array, 0);
    for (unsigned i = 0; i < match->state->cell_count; i++) /* it is put together one by one */
        if (match->state->cells[i].loc != array && dl_loc_is_below(sim->world, match->state->cells[i].loc, array))
            return val;
    content = dl_state_read(sim->world, match->state, first);
    return content.kind == DL_VAL_SYM ? dl_eval_symbol(sim, DL_OP_ADD, content, length, 0, DL_ALL) : val;
}

static bool is_sum(const dl_world *world, dl_val val)
{
    return val.kind == DL_VAL_SYM && dl_symbol_of(world, val.id)->kind == DL_SYM_EXPR;
}

/* One of two texts is not known: they may be equal, unless they are one. `{}` is any text, known or not. */
static dl_tri match_unknown_text(dl_match *match, const dl_value_pattern *pattern, dl_val val, const dl_expr *expr,
                                 dl_tri fits)
{
    const dl_string_pattern *string = &pattern->string;
    bool is_any = string->equals.count + string->prefixes.count + string->suffixes.count == 0 && string->same < 0;
    const dl_bind *bind = &match->binds[pattern->capture];

    if (!bind->is_bound)
        return is_sum(match->sim->world, val) && is_any
                   ? dl_match_capture(match, pattern->capture, val, DL_NOWHERE, expr)
                   : dl_tri_and(fits, dl_match_capture(match, pattern->capture, val, DL_NOWHERE, expr));
    if (!bind->has_val || !is_sum(match->sim->world, bind->val) || !is_any)
        return dl_tri_and(fits, dl_match_capture(match, pattern->capture, val, DL_NOWHERE, expr));
    if (!is_sum(match->sim->world, val) || !dl_val_equal(val, bind->val))
        return DL_MAYBE;
    match->is_of_bound_text = true;
    return DL_YES;
}

static dl_tri match_string(dl_match *match, const dl_value_pattern *pattern, dl_val val, const dl_expr *expr)
{
    const dl_world *world = match->sim->world;
    const dl_string_pattern *string = &pattern->string;
    dl_val literal = dl_eval_literal(match->sim, match->state, val);
    const char *text = dl_val_text(world, literal);
    dl_tri result = text ? DL_YES : DL_MAYBE;

    if (!text && (val.kind == DL_VAL_CONST || (dl_val_mask(world, match->state, val) & ~DL_ZERO) == 0))
        return DL_NO; /* no text at all */
    if (string->equals.count + string->prefixes.count + string->suffixes.count)
        result = !text ? DL_MAYBE : text_fits(string, driver_text_of(world, literal));
    if (result != DL_NO && string->same >= 0 && string->same < DL_MAX_BINDS) {
        const dl_bind *bind = &match->binds[string->same];
        dl_val other = bind->has_val ? bind->val : dl_val_address(bind->loc);

        result = dl_tri_and(result,
                            !bind->is_bound
                                ? DL_MAYBE
                                : dl_val_same_text(world, literal, dl_eval_literal(match->sim, match->state, other)));
    }
    if (result != DL_NO && pattern->capture >= 0 && pattern->capture < DL_MAX_BINDS) {
        const dl_bind *bind = &match->binds[pattern->capture];
        const char *bound = bind->is_bound && bind->has_val ? dl_val_text(world, bind->val) : NULL;

        /* a text may stand in the driver more than once */
        if (text && bound)
            result = dl_tri_and(result, dl_val_same_text(world, literal, bind->val));
        else
            result = match_unknown_text(match, pattern, text ? literal : unknown_text(match, val), expr, result);
    }
    return result;
}

/* `lower->DeviceType`: what stood in an object before the driver had it is spelled by no constant of the driver's. */
static bool was_there_before(const dl_world *world, dl_val val)
{
    int sym = val.kind == DL_VAL_SYM ? val.id : 0;

    while ((sym = dl_symbol_behind(world, sym)) != 0) {
        dl_sym_kind kind = dl_symbol_of(world, sym)->kind;

        if (kind == DL_SYM_PARAM || kind == DL_SYM_RESULT || kind == DL_SYM_OUT)
            return true;
    }
    return false;
}

static dl_tri match_at_path(dl_match *match, const dl_value_pattern *pattern, dl_val val, const dl_expr *expr)
{
    dl_world *world = match->sim->world;
    dl_loc places[64];
    bool some;
    size_t count = dl_match_places(match, &pattern->path, places, 64, &some);
    dl_tri result = DL_NO;

    for (size_t i = 0; i < count; i++) {
        dl_val there = dl_state_read(world, match->state, places[i]);

        if (!expr || !dl_expr_is_null(expr) || !was_there_before(world, there))
            result = dl_tri_or(result, dl_val_same(world, match->state, val, there));
    }
    return result;
}

static bool is_spelled_nowhere(const dl_match *match, const dl_value_pattern *pattern, dl_val val)
{
    return pattern->kind == DL_V_CONSTANTS && pattern->number_count == 0 && was_there_before(match->sim->world, val);
}

static dl_tri match_unset(const dl_match *match, dl_val val)
{
    const dl_known *known = val.kind == DL_VAL_SYM ? dl_state_known(match->state, val.id) : NULL;

    return val.kind == DL_VAL_UNSET ? DL_YES : known && known->maybe_unset ? DL_MAYBE : DL_NO;
}

static dl_tri match_type(dl_name_set names, const dl_expr *expr)
{
    for (size_t i = 0; i < names.count; i++)
        if (expr && dl_type_named(expr->type, names.at[i]))
            return DL_YES;
    return expr ? DL_NO : DL_MAYBE;
}

static dl_tri match_any_of(dl_match *match, const dl_value_pattern *pattern, dl_val val, const dl_expr *expr)
{
    dl_tri result = DL_NO;

    for (size_t i = 0; i < pattern->inner_count && result != DL_YES; i++)
        result = dl_tri_or(result, dl_match_value(match, pattern->inner[i], val, expr));
    return result;
}

static dl_tri match_all_of(dl_match *match, const dl_value_pattern *pattern, dl_val val, const dl_expr *expr)
{
    dl_tri result = DL_YES;

    for (size_t i = 0; i < pattern->inner_count; i++)
        result = dl_tri_and(result, dl_match_value(match, pattern->inner[i], val, expr));
    return result;
}

dl_tri dl_match_value(dl_match *match, const dl_value_pattern *pattern, dl_val val, const dl_expr *expr)
{
    switch (pattern->kind) {
    case DL_V_ANY:
        return DL_YES;
    case DL_V_CLASS:
        return match_class(match, pattern->value_class, val);
    case DL_V_FUNCTION:
        return match_is_function(match, val);
    case DL_V_UNSET:
        return match_unset(match, val);
    case DL_V_CAPTURE:
        if (pattern->path.count == 0)
            return dl_match_capture(match, pattern->capture, val, DL_NOWHERE, expr);
        return match_at_path(match, pattern, val, expr);
    case DL_V_PARAM:
        if (pattern->path.count == 0)
            return dl_match_is_param(match, val, dl_match_param_number(match, &pattern->path));
        return match_at_path(match, pattern, val, expr);
    case DL_V_CONSTANTS:
        return match_constants(match, pattern, val, expr);
    case DL_V_GLOBAL:
        return match_global(match, pattern, val);
    case DL_V_BITS:
        return match_bits(match, pattern, val);
    case DL_V_SIZEOF:
        return match_sizeof(match, pattern, val);
    case DL_V_FUNCTION_IS:
        return match_function_is(match, &pattern->function, val);
    case DL_V_TO:
        return match_to(match, pattern->inner[0], val, expr);
    case DL_V_DEREF:
        return match_deref(match, pattern->inner[0], val);
    case DL_V_ALIAS:
        return match_alias(match, pattern->inner[0], val, 0);
    case DL_V_FROM:
        return match_from(match, pattern->event, val, expr);
    case DL_V_STORAGE:
        if (val.kind != DL_VAL_ADDRESS && val.kind != DL_VAL_SYM)
            return pattern->is_persistent ? DL_YES : DL_NO; /* no memory at all: nothing goes away */
        return dl_match_storage(match, pattern, dl_eval_pointee(match->sim, match->state, val), expr);
    case DL_V_READ_BY:
        return dl_match_read_by(match, pattern->names, val);
    case DL_V_GIVEN_TO:
        return dl_match_given_to(match, pattern, val, expr);
    case DL_V_MEMBER_OF:
        break;
    case DL_V_TYPE:
        return match_type(pattern->names, expr);
    case DL_V_STRING:
        return match_string(match, pattern, val, expr);
    case DL_V_NOT:
        if (is_spelled_nowhere(match, pattern->inner[0], val))
            return DL_YES;
        return dl_tri_not(dl_match_value(match, pattern->inner[0], val, expr));
    case DL_V_ANY_OF:
        return match_any_of(match, pattern, val, expr);
    case DL_V_ALL_OF:
        return match_all_of(match, pattern, val, expr);
    }
    return DL_MAYBE;
}
