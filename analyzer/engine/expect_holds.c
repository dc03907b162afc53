/* expect_holds.c: whether structures, arrays and values are as an item of `expect` says; see expect_parts.h. */
#include "engine/expect_parts.h"
#include "ruleset/explain.h"

#include <inttypes.h>
#include <string.h>

static dl_answer yes(void)
{
    return (dl_answer){DL_YES, NULL};
}

static dl_answer worse(dl_answer a, dl_answer b)
{
    return b.how < a.how ? b : a;
}

static dl_val read_field(dl_match *match, dl_loc object, const char *field)
{
    dl_world *world = match->sim->world;
    dl_loc loc = object;
    char name[128];

    while (*field) { /* `FdoData.ClassDeviceControl` */
        size_t size = strcspn(field, ".");

        if (size >= sizeof name)
            break;
        memcpy(name, field, size);
        name[size] = '\0';
        loc = dl_loc_field(world, loc, dl_arena_strdup(world->arena, name));
        field += size + (field[size] == '.');
    }
    return dl_state_read(world, match->state, loc);
}

static dl_answer field_is(dl_arena *arena, dl_match *match, dl_loc object, const char *field,
                          const dl_value_pattern *pattern, const char *problem)
{
    dl_val val = read_field(match, object, field);
    dl_tri how = dl_match_value(match, pattern, val, NULL);
    const char *text = problem;

    if (how == DL_YES)
        return yes();
    if (!text && val.kind == DL_VAL_UNSET)
        text = dl_arena_printf(arena, "%s is not set", field);
    else if (!text)
        text = dl_arena_printf(arena, how == DL_MAYBE ? "whether %s is %s could not be followed" : "%s is not %s",
                               field, pattern->text ? dl_explain_words(pattern->text, arena) : "as documented");
    return (dl_answer){how, text};
}

static dl_answer class_of_field(dl_arena *arena, dl_match *match, dl_loc object, const char *field, dl_class wanted)
{
    dl_value_pattern pattern = {.kind = DL_V_CLASS, .value_class = wanted};

    if (dl_val_mask(match->sim->world, match->state, read_field(match, object, field)) == DL_ALL &&
        read_field(match, object, field).kind == DL_VAL_SYM)
        return field_is(arena, match, object, field, &pattern,
                        dl_arena_printf(arena, "the value of %s could not be followed", field));
    return field_is(
        arena, match, object, field, &pattern,
        dl_arena_printf(arena, wanted == DL_CLASS_NONZERO ? "%s is not set" : "%s must be left empty", field));
}

static dl_tri fields_hold(dl_match *match, dl_loc object, const dl_field_value *fields, size_t count, bool any)
{
    dl_tri result = any ? DL_NO : DL_YES;

    for (size_t i = 0; i < count; i++) {
        dl_tri how = dl_match_value(match, fields[i].value, read_field(match, object, fields[i].field), NULL);

        result = any ? dl_tri_or(result, how) : dl_tri_and(result, how);
    }
    return result;
}

/* Whether an object of the record begins as one of `base` does: a class that is derived from it. */
static bool begins_as(const dl_record *record, const dl_record *base)
{
    if (base->field_count == 0 || base->field_count > record->field_count)
        return false;
    for (size_t i = 0; i < base->field_count; i++)
        if (!dl_text_equal(record->fields[i].name, base->fields[i].name))
            return false;
    return true;
}

static bool size_is_own(const dl_expr *size, const dl_type *type)
{
    const char *name;

    if (!size || !size->of_type)
        return false;
    if (!type)
        return true;
    if (dl_type_named(size->of_type, type->spelling) || dl_type_begins_with(type, size->of_type->spelling))
        return true;
    if (type->record && size->of_type->record)
        return dl_record_is_same(type->record, size->of_type->record) || begins_as(type->record, size->of_type->record);
    name = size->of_type->spelling;
    return dl_type_named(type, name);
}

static dl_answer size_holds(dl_arena *arena, dl_match *match, dl_loc object, const char *field)
{
    dl_val val = read_field(match, object, field);
    const dl_type *type = dl_loc_type_made(match->sim->world, object);
    int64_t k;

    if (type && type->kind != DL_TYPE_RECORD) /* memory that no structure was said of */
        type = NULL;
    if (val.kind == DL_VAL_SIZEOF) {
        const dl_expr *size = val.p;

        if (size_is_own(size, type))
            return yes();
        if (type && !type->record->knows_bases && strchr(type->canonical, '<')) /* which may have such a base */
            return (dl_answer){DL_MAYBE,
                               dl_arena_printf(arena, "what a class made of a template begins with is not known")};
        if (size && (dl_sizeof_is_made_up(size) || dl_type_is_nameless(type) || dl_type_is_nameless(size->of_type)))
            return (dl_answer){DL_MAYBE, dl_arena_printf(arena, "%s is the size of what no file declares: sizeof %s",
                                                         field, val.name ? val.name : "?")};
        return (dl_answer){DL_NO, dl_arena_printf(arena, "%s is the size of something else: sizeof %s", field,
                                                  val.name ? val.name : "?")};
    }
    if (val.kind == DL_VAL_UNSET)
        return (dl_answer){DL_NO, dl_arena_printf(arena, "%s is not set", field)};
    if (dl_val_constant(match->sim->world, match->state, val, &k)) {
        if (k == 0)
            return (dl_answer){DL_NO, dl_arena_printf(arena, "%s is zero instead of the size of the structure", field)};
        if (type && type->size > 0 && k == type->size)
            return yes();
    }
    return (dl_answer){DL_MAYBE, dl_arena_printf(arena, "%s could not be followed to a sizeof", field)};
}

/* Every byte that was not set otherwise is zero. */
static dl_answer zeroed_holds(dl_arena *arena, dl_match *match, dl_loc object)
{
    dl_val val =
        dl_state_read(match->sim->world, match->state, dl_loc_field(match->sim->world, object, "(any other member)"));

    switch (val.kind) {
    case DL_VAL_UNSET:
        return (dl_answer){DL_NO, "it is not zeroed first"};
    case DL_VAL_CONST:
        return yes();
    default:
        return (dl_answer){DL_MAYBE, dl_arena_strdup(arena, "whether it is zeroed could not be followed")};
    }
}

/* An initialiser leaves the size of the structure in it: its stores tell whether it ran. */
static dl_answer initialised_holds(dl_arena *arena, dl_match *match, dl_loc object, const dl_struct_conditions *c)
{
    const dl_facts *facts = match->sim->world->facts;
    const char *field = c->or_sized;

    for (size_t i = 0; i < c->initialised_by.count && !field; i++) {
        const dl_api *api = dl_facts_api(facts, c->initialised_by.at[i]);

        for (size_t s = 0; api && s < api->store_count; s++)
            if (api->stores[s].kind == DL_STORED_SIZEOF && api->stores[s].path.count)
                field = api->stores[s].path.steps[0].field;
    }
    if (!field)
        return (dl_answer){DL_MAYBE, "its initialiser leaves nothing that could be asked for"};
    {
        dl_answer made = size_holds(arena, match, object, field);

        if (made.how == DL_NO)
            made.problem = dl_arena_printf(arena, "it has not been through %s", c->initialised_by.at[0]);
        return made;
    }
}

static dl_answer pairs_hold(dl_arena *arena, dl_match *match, dl_loc object, const dl_field_pair *pairs, size_t count,
                            bool exactly_one)
{
    dl_answer result = yes();

    for (size_t i = 0; i < count; i++) {
        unsigned a = dl_val_mask(match->sim->world, match->state, read_field(match, object, pairs[i].a));
        unsigned b = dl_val_mask(match->sim->world, match->state, read_field(match, object, pairs[i].b));
        bool sure_a = a == DL_ZERO || !(a & DL_ZERO), sure_b = b == DL_ZERO || !(b & DL_ZERO);
        bool both = (a == DL_ZERO) == (b == DL_ZERO);

        if (!sure_a || !sure_b)
            result = worse(result, (dl_answer){DL_MAYBE, dl_arena_printf(arena, "%s and %s could not be followed",
                                                                         pairs[i].a, pairs[i].b)});
        else if (exactly_one && both)
            result = worse(result, (dl_answer){DL_NO, dl_arena_printf(arena, "%s of %s and %s is set, one must be",
                                                                      a == DL_ZERO ? "none" : "more than one",
                                                                      pairs[i].a, pairs[i].b)});
        else if (!exactly_one && !both)
            result = worse(result, (dl_answer){DL_NO, dl_arena_printf(arena, "%s is set without %s",
                                                                      a == DL_ZERO ? pairs[i].b : pairs[i].a,
                                                                      a == DL_ZERO ? pairs[i].a : pairs[i].b)});
    }
    return result;
}

/* A member that nobody wrote may be null by chance: that the structure was not zeroed is told as the fault. */
static bool is_empty_by_chance(dl_match *match, dl_loc object, const dl_field_value *demand)
{
    return demand->value->kind == DL_V_CLASS && demand->value->value_class == DL_CLASS_ZERO &&
           read_field(match, object, demand->field).kind == DL_VAL_UNSET;
}

static dl_answer implications_hold(dl_arena *arena, dl_match *match, dl_loc object, const dl_struct_conditions *c)
{
    dl_answer result = yes();

    for (size_t i = 0; i < c->implies_count; i++) {
        const dl_implication *rule = &c->implies[i];
        dl_tri when = fields_hold(match, object, rule->if_fields, rule->if_count, rule->if_any);
        dl_tri then = fields_hold(match, object, rule->then_fields, rule->then_count, rule->then_any);
        dl_tri how = dl_tri_or(dl_tri_not(when), then);
        const char *first = rule->then_count ? rule->then_fields[0].field : "";
        const char *end;

        for (size_t f = 0; f < rule->then_count && how == DL_NO; f++)
            if (is_empty_by_chance(match, object, &rule->then_fields[f]))
                how = DL_MAYBE;
        if (how == DL_YES)
            continue;
        end = how == DL_MAYBE ? ", and what they are could not be followed" : "";
        if (rule->then_count && rule->then_fields[0].value->kind == DL_V_CLASS &&
            rule->then_fields[0].value->value_class == DL_CLASS_ZERO)
            result =
                worse(result, (dl_answer){how, dl_arena_printf(arena, "%s must be left empty where %s is as it is%s",
                                                               first, rule->if_fields[0].field, end)});
        else
            result =
                worse(result, (dl_answer){how, dl_arena_printf(arena, "%s must be set where %s is as it is%s", first,
                                                               rule->if_count ? rule->if_fields[0].field : "", end)});
    }
    return result;
}

dl_answer dl_expect_struct(dl_match *match, dl_loc object, const dl_struct_conditions *c, dl_arena *arena)
{
    dl_answer result = yes();
    dl_tri when = c->when_count ? fields_hold(match, object, c->when, c->when_count, false) : DL_YES;

    if (when == DL_NO)
        return result;
    if (c->zeroed)
        result = worse(result, zeroed_holds(arena, match, object));
    if (c->initialised_by.count)
        result = worse(result, initialised_holds(arena, match, object, c));
    if (c->size)
        result = worse(result, size_holds(arena, match, object, c->size));
    for (size_t i = 0; i < c->nonnull.count; i++)
        result = worse(result, class_of_field(arena, match, object, c->nonnull.at[i], DL_CLASS_NONZERO));
    for (size_t i = 0; i < c->null.count; i++)
        result = worse(result, class_of_field(arena, match, object, c->null.at[i], DL_CLASS_ZERO));
    for (size_t i = 0; i < c->set.count; i++) {
        dl_val val = read_field(match, object, c->set.at[i]);
        const dl_known *known = val.kind == DL_VAL_SYM ? dl_state_known(match->state, val.id) : NULL;

        if (val.kind == DL_VAL_UNSET)
            result = worse(result, (dl_answer){DL_NO, dl_arena_printf(arena, "%s is not set", c->set.at[i])});
        else if (known && known->maybe_unset)
            result = worse(result,
                           (dl_answer){DL_MAYBE, dl_arena_printf(arena, "%s is set on some ways only", c->set.at[i])});
    }
    for (size_t i = 0; i < c->field_count; i++)
        result = worse(result, field_is(arena, match, object, c->fields[i].field, c->fields[i].value, NULL));
    result = worse(result, pairs_hold(arena, match, object, c->together, c->together_count, false));
    result = worse(result, pairs_hold(arena, match, object, c->one_of, c->one_of_count, true));
    result = worse(result, implications_hold(arena, match, object, c));
    if (c->type) {
        const dl_type *type = dl_loc_type(match->sim->world, object);

        if (!type || !dl_type_named(type, c->type))
            result =
                worse(result, (dl_answer){type ? DL_NO : DL_MAYBE, dl_arena_printf(arena, "it is no %s", c->type)});
    }
    if (when == DL_MAYBE && result.how == DL_NO)
        result.how = DL_MAYBE;
    return result;
}

bool dl_expect_asks_nothing(dl_match *match, dl_loc object, const dl_struct_conditions *c)
{
    if (c->when_count && fields_hold(match, object, c->when, c->when_count, false) == DL_NO)
        return true;
    if (c->implies_count == 0 || c->zeroed || c->initialised_by.count || c->size || c->nonnull.count || c->null.count ||
        c->set.count || c->field_count || c->together_count || c->one_of_count || c->type)
        return false;
    for (size_t i = 0; i < c->implies_count; i++) {
        const dl_implication *rule = &c->implies[i];

        if (fields_hold(match, object, rule->if_fields, rule->if_count, rule->if_any) != DL_NO)
            return false;
    }
    return true;
}

static dl_answer merge_elements(dl_answer result, dl_answer one, int64_t index, dl_arena *arena)
{
    if (one.how == DL_YES || one.how >= result.how)
        return result;
    return (dl_answer){one.how, dl_arena_printf(arena, "entry %" PRId64 ": %s", index,
                                                one.problem ? one.problem : "not as documented")};
}

/* One entry at least is so. */
static dl_answer some_holds(dl_arena *arena, dl_match *match, dl_loc array, int64_t count, const dl_item *item)
{
    dl_tri found = DL_NO;

    for (int64_t k = 0; k < count && found != DL_YES; k++)
        found = dl_tri_or(
            found, fields_hold(match, dl_loc_index(match->sim->world, array, k), item->some, item->some_count, false));
    return (dl_answer){found, dl_arena_printf(arena, "no entry has %s %s", item->some[0].field,
                                              item->some[0].value->text ? item->some[0].value->text : "as documented")};
}

/* Whether the value of `by` that entry `k` has is one that is asked about. */
static dl_tri is_asked(dl_match *match, dl_loc array, int64_t count, int64_t k, const dl_count_demand *demand)
{
    dl_world *world = match->sim->world;
    dl_val own = read_field(match, dl_loc_index(world, array, k), demand->by);
    dl_tri asked = demand->with_count ? DL_NO : DL_YES;

    for (int64_t i = 0; i < count && asked != DL_YES; i++) {
        dl_loc entry = dl_loc_index(world, array, i);

        asked =
            dl_tri_or(asked, dl_tri_and(fields_hold(match, entry, demand->with, demand->with_count, false),
                                        dl_val_same(world, match->state, own, read_field(match, entry, demand->by))));
    }
    return asked;
}

static dl_answer count_holds(dl_arena *arena, dl_match *match, dl_loc array, int64_t count,
                             const dl_count_demand *demand)
{
    dl_world *world = match->sim->world;
    dl_answer result = yes();

    for (int64_t k = 0; k < count; k++) {
        dl_val own = read_field(match, dl_loc_index(world, array, k), demand->by);
        int64_t sure = 0, maybe = 0;
        dl_tri asked = is_asked(match, array, count, k, demand);

        for (int64_t i = 0; i < count && asked != DL_NO; i++) {
            dl_loc entry = dl_loc_index(world, array, i);
            dl_tri one = dl_val_same(world, match->state, own, read_field(match, entry, demand->by));

            one = dl_tri_and(dl_tri_and(one, asked),
                             fields_hold(match, entry, demand->where, demand->where_count, false));
            sure += one == DL_YES;
            maybe += one == DL_MAYBE;
        }
        if (sure + maybe > demand->at_most)
            result = worse(result, (dl_answer){sure > demand->at_most ? DL_NO : DL_MAYBE,
                                               dl_arena_printf(arena,
                                                               "%" PRId64 " entries have the %s of entry %" PRId64
                                                               ", and at most %" PRId64 " may",
                                                               sure + maybe, demand->by, k, demand->at_most)});
    }
    return result;
}

enum { MOST_ELEMENTS = 512 };

dl_loc dl_expect_object(dl_match *match, const dl_value_pattern *object, dl_tri *known)
{
    dl_world *world = match->sim->world;
    const dl_bind *bind =
        object->capture >= 0 && object->capture < DL_MAX_BINDS ? &match->binds[object->capture] : NULL;
    dl_loc loc;

    *known = DL_YES;
    if (!bind || !bind->is_bound)
        return DL_NOWHERE;
    loc = bind->loc ? bind->loc : dl_eval_pointee(match->sim, match->state, bind->val);
    for (size_t i = 0; i < object->path.count && loc; i++) {
        dl_val val;

        if (object->path.steps[i].kind != DL_P_FIELD)
            return DL_NOWHERE;
        loc = dl_loc_field(world, loc, object->path.steps[i].field);
        if (dl_loc_type(world, loc) && dl_loc_type(world, loc)->kind == DL_TYPE_RECORD)
            continue;
        val = dl_state_read(world, match->state, loc);
        if (dl_val_mask(world, match->state, val) == DL_ZERO)
            return DL_NOWHERE;
        if (val.kind != DL_VAL_ADDRESS) {
            *known = DL_MAYBE;
            return DL_NOWHERE;
        }
        loc = val.id;
        if (dl_place_of(world, loc)->kind == DL_LOC_INDEX && dl_place_of(world, loc)->index == 0)
            loc = dl_place_of(world, loc)->parent; /* the array that decayed */
    }
    return loc;
}

/* What stands behind the end marker is not read: a table may have room to spare. */
static int64_t ends_at(dl_arena *arena, dl_match *match, dl_loc array, int64_t count, const dl_item *item)
{
    for (int64_t k = 0; item->last_count && k < count; k++) {
        bool is_end = true;

        for (size_t i = 0; i < item->last_count && is_end; i++)
            is_end = field_is(arena, match, dl_loc_index(match->sim->world, array, k), item->last[i].field,
                              item->last[i].value, NULL)
                         .how == DL_YES;
        if (is_end)
            return k + 1;
    }
    return count;
}

dl_answer dl_expect_array(const dl_check *check, dl_match *match, dl_loc array, const dl_item *item, dl_arena *arena)
{
    dl_world *world = match->sim->world;
    const dl_type *type = dl_loc_type(world, array);
    int64_t count = type && type->kind == DL_TYPE_ARRAY ? type->count : -1;
    dl_answer result = yes();

    if (count <= 0 || count > MOST_ELEMENTS)
        return (dl_answer){DL_MAYBE, "the table could not be read"};
    for (size_t i = 0; i < check->item_count; i++) {
        const dl_item *other = &check->items[i];
        dl_tri known;

        if (other->last_count && dl_expect_object(match, other->object, &known) == array)
            count = ends_at(arena, match, array, count, other);
    }
    if (item->last_count) {
        dl_loc last = dl_loc_index(world, array, count - 1);

        for (size_t i = 0; i < item->last_count; i++) {
            dl_answer one = field_is(arena, match, last, item->last[i].field, item->last[i].value, NULL);

            if (one.how != DL_YES)
                result = worse(
                    result,
                    (dl_answer){one.how, dl_arena_printf(arena, "the last entry's %s is not %s", item->last[i].field,
                                                         item->last[i].value->text ? item->last[i].value->text
                                                                                   : "the end marker")});
        }
    }
    for (int64_t k = 0; k < count; k++)
        for (size_t c = 0; c < item->each_count; c++)
            result = merge_elements(
                result, dl_expect_struct(match, dl_loc_index(world, array, k), &item->each[c], arena), k, arena);
    if (item->some_count)
        result = worse(result, some_holds(arena, match, array, count, item));
    for (size_t i = 0; i < item->count_count; i++)
        result = worse(result, count_holds(arena, match, array, count, &item->counts[i]));
    if (item->unique)
        for (int64_t a = 0; a < count; a++)
            for (int64_t b = a + 1; b < count; b++) {
                dl_val x = read_field(match, dl_loc_index(world, array, a), item->unique);
                dl_val y = read_field(match, dl_loc_index(world, array, b), item->unique);
                dl_tri same = dl_val_same(world, match->state, x, y);

                if (same == DL_YES)
                    result = worse(result, (dl_answer){DL_NO, dl_arena_printf(arena,
                                                                              "entries %" PRId64 " and %" PRId64
                                                                              " have the same %s",
                                                                              a, b, item->unique)});
            }
    return result;
}

bool dl_expect_escapes(dl_world *world, const dl_state *state, const dl_bind *bind)
{
    const dl_cell *own = bind->loc ? dl_state_cell(state, bind->loc) : NULL;

    for (unsigned i = 0; i < state->cell_count; i++) {
        dl_val val = dl_cell_val(world, &state->cells[i]);
        const dl_symbol *symbol = val.kind == DL_VAL_SYM ? dl_symbol_of(world, val.id) : NULL;
        bool is_part =
            symbol && symbol->kind == DL_SYM_HAVOC && bind->loc && dl_loc_is_below(world, symbol->loc, bind->loc);

        if (dl_loc_is_persistent(world, state->cells[i].loc) != DL_YES ||
            dl_val_mask(world, state, val) == DL_ZERO) /* a null is nobody's copy */
            continue;
        if (is_part || (bind->has_val && dl_val_equal(val, bind->val)) ||
            (own && dl_held_equal(world, state->cells[i].held, own->held)))
            return true;
    }
    return false;
}

static bool asks_storage(const dl_value_pattern *pattern)
{
    if (pattern->kind == DL_V_STORAGE)
        return true;
    for (size_t i = 0; i < pattern->inner_count; i++)
        if (asks_storage(pattern->inner[i]))
            return true;
    return false;
}

dl_answer dl_expect_value(dl_match *match, const dl_item *item, const char **of, dl_arena *arena)
{
    dl_world *world = match->sim->world;
    const dl_value_pattern *what = item->of;
    const dl_bind *bind;
    dl_loc places[64];
    size_t count;
    bool some;
    dl_tri result;

    *of = what->text;
    if ((what->kind == DL_V_CAPTURE || what->kind == DL_V_PARAM) && what->path.count) {
        count = dl_match_places(match, &what->path, places, 64, &some);
        if (count == 0)
            return (dl_answer){DL_MAYBE, "it could not be found"};
        result = some ? DL_NO : DL_YES;
        for (size_t i = 0; i < count; i++) {
            dl_tri how = dl_match_value(match, item->is, dl_state_read(world, match->state, places[i]), NULL);

            if (!some && how < result) {
                dl_text text;

                dl_text_init(&text, arena);
                dl_loc_print(world, places[i], &text);
                *of = dl_text_str(&text);
            }
            result = some ? dl_tri_or(result, how) : dl_tri_and(result, how);
        }
        return (dl_answer){result, what->text};
    }
    bind = what->capture >= 0 && what->capture < DL_MAX_BINDS ? &match->binds[what->capture] : NULL;
    if (what->kind != DL_V_CAPTURE || !bind || !bind->is_bound)
        return (dl_answer){DL_MAYBE, "it could not be found"};
    if (bind->expr)
        *of = dl_expr_text(bind->expr, arena);
    if (asks_storage(item->is) && bind->loc) {
        result = dl_match_value(match, item->is, dl_val_address(bind->loc), bind->expr);
    } else {
        result = dl_match_value(match, item->is, bind->val, bind->expr);
    }
    if (result != DL_YES && item->escape && dl_expect_escapes(match->sim->world, match->state, bind))
        result = DL_YES;
    return (dl_answer){result, *of};
}
