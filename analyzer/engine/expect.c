/* expect.c: at this event these values, structures and arrays are so. */
#include "engine/judge.h"
#include "ruleset/explain.h"

#include <inttypes.h>
#include <string.h>

typedef struct expecter {
    dl_judge *judge;
    const dl_check *check;
    dl_tally **tallies; /* one for each item */
    bool waits_for_copies;
} expecter;

/* What an item said: the answer, and what is wrong. */
typedef struct answer {
    dl_tri how;
    const char *problem;
} answer;

static answer yes(void)
{
    return (answer){DL_YES, NULL};
}

static answer worse(answer a, answer b)
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

static answer field_is(expecter *e, dl_match *match, dl_loc object, const char *field, const dl_value_pattern *pattern,
                       const char *problem)
{
    dl_val val = read_field(match, object, field);
    dl_tri how = dl_match_value(match, pattern, val, NULL);
    const char *text = problem;

    if (how == DL_YES)
        return yes();
    if (!text && val.kind == DL_VAL_UNSET)
        text = dl_arena_printf(e->judge->arena, "%s is not set", field);
    else if (!text)
        text = dl_arena_printf(e->judge->arena, "%s is not %s", field,
                               pattern->text ? dl_explain_words(pattern->text, e->judge->arena) : "as documented");
    return (answer){how, text};
}

static answer class_of_field(expecter *e, dl_match *match, dl_loc object, const char *field, dl_class wanted)
{
    dl_value_pattern pattern = {.kind = DL_V_CLASS, .value_class = wanted};

    if (dl_val_mask(match->sim->world, match->state, read_field(match, object, field)) == DL_ALL &&
        read_field(match, object, field).kind == DL_VAL_SYM)
        return field_is(e, match, object, field, &pattern,
                        dl_arena_printf(e->judge->arena, "the value of %s could not be followed", field));
    return field_is(e, match, object, field, &pattern,
                    dl_arena_printf(e->judge->arena,
                                    wanted == DL_CLASS_NONZERO ? "%s is not set" : "%s must be left empty", field));
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

static bool size_is_own(const dl_expr *size, const dl_type *type)
{
    const char *name;

    if (!size || !size->of_type)
        return false;
    if (!type)
        return true;
    if (dl_type_named(size->of_type, type->spelling))
        return true;
    if (type->record && size->of_type->record)
        return size->of_type->record == type->record ||
               (type->record->tag[0] && dl_text_equal(type->record->tag, size->of_type->record->tag));
    name = size->of_type->spelling;
    return dl_type_named(type, name);
}

static answer size_holds(expecter *e, dl_match *match, dl_loc object, const char *field)
{
    dl_val val = read_field(match, object, field);
    const dl_type *type = dl_loc_type(match->sim->world, object);
    int64_t k;

    if (val.kind == DL_VAL_SIZEOF) {
        if (size_is_own(val.p, type))
            return yes();
        return (answer){DL_NO, dl_arena_printf(e->judge->arena, "%s is the size of something else: sizeof %s", field,
                                               val.name ? val.name : "?")};
    }
    if (val.kind == DL_VAL_UNSET)
        return (answer){DL_NO, dl_arena_printf(e->judge->arena, "%s is not set", field)};
    if (dl_val_constant(match->sim->world, match->state, val, &k)) {
        if (k == 0)
            return (answer){DL_NO,
                            dl_arena_printf(e->judge->arena, "%s is zero instead of the size of the structure", field)};
        if (type && type->size > 0 && k == type->size)
            return yes();
    }
    return (answer){DL_MAYBE, dl_arena_printf(e->judge->arena, "%s could not be followed to a sizeof", field)};
}

/* Every byte that was not set otherwise is zero. */
static answer zeroed_holds(expecter *e, dl_match *match, dl_loc object)
{
    dl_val val =
        dl_state_read(match->sim->world, match->state, dl_loc_field(match->sim->world, object, "(any other member)"));

    switch (val.kind) {
    case DL_VAL_UNSET:
        return (answer){DL_NO, "it is not zeroed first"};
    case DL_VAL_CONST:
        return yes();
    default:
        return (answer){DL_MAYBE, dl_arena_strdup(e->judge->arena, "whether it is zeroed could not be followed")};
    }
}

static bool is_in(dl_name_set set, const char *name)
{
    for (size_t i = 0; name && i < set.count; i++)
        if (strcmp(set.at[i], name) == 0)
            return true;
    return false;
}

/* An initialiser leaves the size of the structure in it: its stores tell whether it ran. */
static answer initialised_holds(expecter *e, dl_match *match, dl_loc object, const dl_struct_conditions *c)
{
    const dl_facts *facts = match->sim->world->facts;
    const char *field = c->or_sized;

    for (size_t i = 0; i < c->initialised_by.count && !field; i++) {
        const dl_api *api = dl_facts_api(facts, c->initialised_by.at[i]);

        for (size_t s = 0; api && s < api->store_count; s++)
            if (api->stores[s].kind == DL_STORED_SIZEOF && api->stores[s].path.count)
                field = api->stores[s].path.steps[0].field;
    }
    (void)is_in;
    if (!field)
        return (answer){DL_MAYBE, "its initialiser leaves nothing that could be asked for"};
    {
        answer made = size_holds(e, match, object, field);

        if (made.how == DL_NO)
            made.problem = dl_arena_printf(e->judge->arena, "it has not been through %s", c->initialised_by.at[0]);
        return made;
    }
}

static answer pairs_hold(expecter *e, dl_match *match, dl_loc object, const dl_field_pair *pairs, size_t count,
                         bool exactly_one)
{
    answer result = yes();

    for (size_t i = 0; i < count; i++) {
        unsigned a = dl_val_mask(match->sim->world, match->state, read_field(match, object, pairs[i].a));
        unsigned b = dl_val_mask(match->sim->world, match->state, read_field(match, object, pairs[i].b));
        bool sure_a = a == DL_ZERO || !(a & DL_ZERO), sure_b = b == DL_ZERO || !(b & DL_ZERO);
        bool both = (a == DL_ZERO) == (b == DL_ZERO);

        if (!sure_a || !sure_b)
            result =
                worse(result, (answer){DL_MAYBE, dl_arena_printf(e->judge->arena, "%s and %s could not be followed",
                                                                 pairs[i].a, pairs[i].b)});
        else if (exactly_one && both)
            result =
                worse(result, (answer){DL_NO, dl_arena_printf(e->judge->arena, "%s of %s and %s is set, one must be",
                                                              a == DL_ZERO ? "none" : "more than one", pairs[i].a,
                                                              pairs[i].b)});
        else if (!exactly_one && !both)
            result = worse(result, (answer){DL_NO, dl_arena_printf(e->judge->arena, "%s is set without %s",
                                                                   a == DL_ZERO ? pairs[i].b : pairs[i].a,
                                                                   a == DL_ZERO ? pairs[i].a : pairs[i].b)});
    }
    return result;
}

static answer implications_hold(expecter *e, dl_match *match, dl_loc object, const dl_struct_conditions *c)
{
    answer result = yes();

    for (size_t i = 0; i < c->implies_count; i++) {
        const dl_implication *rule = &c->implies[i];
        dl_tri when = fields_hold(match, object, rule->if_fields, rule->if_count, rule->if_any);
        dl_tri then = fields_hold(match, object, rule->then_fields, rule->then_count, rule->then_any);
        dl_tri how = dl_tri_or(dl_tri_not(when), then);
        const char *first = rule->then_count ? rule->then_fields[0].field : "";

        if (how == DL_YES)
            continue;
        if (rule->then_count && rule->then_fields[0].value->kind == DL_V_CLASS &&
            rule->then_fields[0].value->value_class == DL_CLASS_ZERO)
            result = worse(result,
                           (answer){how, dl_arena_printf(e->judge->arena, "%s must be left empty where %s is as it is",
                                                         first, rule->if_fields[0].field)});
        else
            result =
                worse(result, (answer){how, dl_arena_printf(e->judge->arena, "%s must be set where %s is as it is",
                                                            first, rule->if_count ? rule->if_fields[0].field : "")});
    }
    return result;
}

static answer struct_holds(expecter *e, dl_match *match, dl_loc object, const dl_struct_conditions *c)
{
    answer result = yes();
    dl_tri when = c->when_count ? fields_hold(match, object, c->when, c->when_count, false) : DL_YES;

    if (when == DL_NO)
        return result;
    if (c->zeroed)
        result = worse(result, zeroed_holds(e, match, object));
    if (c->initialised_by.count)
        result = worse(result, initialised_holds(e, match, object, c));
    if (c->size)
        result = worse(result, size_holds(e, match, object, c->size));
    for (size_t i = 0; i < c->nonnull.count; i++)
        result = worse(result, class_of_field(e, match, object, c->nonnull.at[i], DL_CLASS_NONZERO));
    for (size_t i = 0; i < c->null.count; i++)
        result = worse(result, class_of_field(e, match, object, c->null.at[i], DL_CLASS_ZERO));
    for (size_t i = 0; i < c->set.count; i++) {
        dl_val val = read_field(match, object, c->set.at[i]);
        const dl_known *known = val.kind == DL_VAL_SYM ? dl_state_known(match->state, val.id) : NULL;

        if (val.kind == DL_VAL_UNSET)
            result = worse(result, (answer){DL_NO, dl_arena_printf(e->judge->arena, "%s is not set", c->set.at[i])});
        else if (known && known->maybe_unset)
            result = worse(result, (answer){DL_MAYBE, dl_arena_printf(e->judge->arena, "%s is set on some ways only",
                                                                      c->set.at[i])});
    }
    for (size_t i = 0; i < c->field_count; i++)
        result = worse(result, field_is(e, match, object, c->fields[i].field, c->fields[i].value, NULL));
    result = worse(result, pairs_hold(e, match, object, c->together, c->together_count, false));
    result = worse(result, pairs_hold(e, match, object, c->one_of, c->one_of_count, true));
    result = worse(result, implications_hold(e, match, object, c));
    if (c->type) {
        const dl_type *type = dl_loc_type(match->sim->world, object);

        if (!type || !dl_type_named(type, c->type))
            result = worse(result,
                           (answer){type ? DL_NO : DL_MAYBE, dl_arena_printf(e->judge->arena, "it is no %s", c->type)});
    }
    if (when == DL_MAYBE && result.how == DL_NO)
        result.how = DL_MAYBE;
    return result;
}

/* Conditions that are asked only where other fields are as written, and those are not: nothing of this object is
   required, and a verdict must not rest on it. */
static bool asks_nothing(dl_match *match, dl_loc object, const dl_struct_conditions *c)
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

static answer merge_elements(answer result, expecter *e, answer one, int64_t index)
{
    if (one.how == DL_YES || one.how >= result.how)
        return result;
    return (answer){one.how, dl_arena_printf(e->judge->arena, "entry %" PRId64 ": %s", index,
                                             one.problem ? one.problem : "not as documented")};
}

/* One entry at least is so. */
static answer some_holds(expecter *e, dl_match *match, dl_loc array, int64_t count, const dl_item *item)
{
    dl_tri found = DL_NO;

    for (int64_t k = 0; k < count && found != DL_YES; k++)
        found = dl_tri_or(
            found, fields_hold(match, dl_loc_index(match->sim->world, array, k), item->some, item->some_count, false));
    return (answer){found, dl_arena_printf(e->judge->arena, "no entry has %s %s", item->some[0].field,
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

static answer count_holds(expecter *e, dl_match *match, dl_loc array, int64_t count, const dl_count_demand *demand)
{
    dl_world *world = match->sim->world;
    answer result = yes();

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
            result = worse(result, (answer){sure > demand->at_most ? DL_NO : DL_MAYBE,
                                            dl_arena_printf(e->judge->arena,
                                                            "%" PRId64 " entries have the %s of entry %" PRId64
                                                            ", and at most %" PRId64 " may",
                                                            sure + maybe, demand->by, k, demand->at_most)});
    }
    return result;
}

enum { MOST_ELEMENTS = 512 };

/* ---- items ---- */

/* The object that an item is about: what the capture was bound to, then the steps. DL_NOWHERE: it is null. */
static dl_loc object_of(dl_match *match, const dl_value_pattern *object, dl_tri *known)
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
static int64_t ends_at(expecter *e, dl_match *match, dl_loc array, int64_t count, const dl_item *item)
{
    for (int64_t k = 0; item->last_count && k < count; k++) {
        bool is_end = true;

        for (size_t i = 0; i < item->last_count && is_end; i++)
            is_end = field_is(e, match, dl_loc_index(match->sim->world, array, k), item->last[i].field,
                              item->last[i].value, NULL)
                         .how == DL_YES;
        if (is_end)
            return k + 1;
    }
    return count;
}

static answer array_holds(expecter *e, dl_match *match, dl_loc array, const dl_item *item)
{
    dl_world *world = match->sim->world;
    const dl_type *type = dl_loc_type(world, array);
    int64_t count = type && type->kind == DL_TYPE_ARRAY ? type->count : -1;
    answer result = yes();

    if (count <= 0 || count > MOST_ELEMENTS)
        return (answer){DL_MAYBE, "the table could not be read"};
    for (size_t i = 0; i < e->check->item_count; i++) {
        const dl_item *other = &e->check->items[i];
        dl_tri known;

        if (other->last_count && object_of(match, other->object, &known) == array)
            count = ends_at(e, match, array, count, other);
    }
    if (item->last_count) {
        dl_loc last = dl_loc_index(world, array, count - 1);

        for (size_t i = 0; i < item->last_count; i++) {
            answer one = field_is(e, match, last, item->last[i].field, item->last[i].value, NULL);

            if (one.how != DL_YES)
                result = worse(result,
                               (answer){one.how, dl_arena_printf(e->judge->arena, "the last entry's %s is not %s",
                                                                 item->last[i].field,
                                                                 item->last[i].value->text ? item->last[i].value->text
                                                                                           : "the end marker")});
        }
    }
    for (int64_t k = 0; k < count; k++)
        for (size_t c = 0; c < item->each_count; c++)
            result =
                merge_elements(result, e, struct_holds(e, match, dl_loc_index(world, array, k), &item->each[c]), k);
    if (item->some_count)
        result = worse(result, some_holds(e, match, array, count, item));
    for (size_t i = 0; i < item->count_count; i++)
        result = worse(result, count_holds(e, match, array, count, &item->counts[i]));
    if (item->unique)
        for (int64_t a = 0; a < count; a++)
            for (int64_t b = a + 1; b < count; b++) {
                dl_val x = read_field(match, dl_loc_index(world, array, a), item->unique);
                dl_val y = read_field(match, dl_loc_index(world, array, b), item->unique);
                dl_tri same = dl_val_same(world, match->state, x, y);

                if (same == DL_YES)
                    result = worse(
                        result, (answer){DL_NO, dl_arena_printf(e->judge->arena,
                                                                "entries %" PRId64 " and %" PRId64 " have the same %s",
                                                                a, b, item->unique)});
            }
    return result;
}

static bool escapes(dl_world *world, const dl_state *state, const dl_bind *bind)
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

static answer value_holds(expecter *e, dl_match *match, const dl_item *item, const char **of)
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
            return (answer){DL_MAYBE, "it could not be found"};
        result = some ? DL_NO : DL_YES;
        for (size_t i = 0; i < count; i++) {
            dl_tri how = dl_match_value(match, item->is, dl_state_read(world, match->state, places[i]), NULL);

            if (!some && how < result) {
                dl_text text;

                dl_text_init(&text, e->judge->arena);
                dl_loc_print(world, places[i], &text);
                *of = dl_text_str(&text);
            }
            result = some ? dl_tri_or(result, how) : dl_tri_and(result, how);
        }
        return (answer){result, what->text};
    }
    bind = what->capture >= 0 && what->capture < DL_MAX_BINDS ? &match->binds[what->capture] : NULL;
    if (what->kind != DL_V_CAPTURE || !bind || !bind->is_bound)
        return (answer){DL_MAYBE, "it could not be found"};
    if (bind->expr)
        *of = dl_expr_text(bind->expr, e->judge->arena);
    if (asks_storage(item->is) && bind->loc) {
        result = dl_match_value(match, item->is, dl_val_address(bind->loc), bind->expr);
    } else {
        result = dl_match_value(match, item->is, bind->val, bind->expr);
    }
    if (result != DL_YES && item->escape && escapes(match->sim->world, match->state, bind))
        result = DL_YES;
    return (answer){result, *of};
}

enum { NO_DUTY = 0, DUTY = 1, FREED = 2, WAITING = 3 };

static void wait_for_copy(dl_sim *sim, dl_state *state, const dl_event *event, const dl_match *match, size_t index,
                          const char *of)
{
    dl_instance *made;

    made = dl_state_add_instance(sim->world, state);
    if (!made)
        return;
    made->state = WAITING;
    memcpy(made->binds, match->binds, sizeof made->binds);
    made->last = event->span;
    made->site = event->instr;
    made->value = dl_val_const((int64_t)index, of);
}

/* What stands in the place whose copy is waited for. */
static void remember(dl_sim *sim, const dl_state *state, dl_bind *bind)
{
    if (!bind->loc)
        return;
    bind->val = dl_state_read(sim->world, state, bind->loc);
    bind->has_val = bind->val.kind < DL_MARK_ZERO;
}

/* The call has left its value there; or it has failed, and there is none. */
static void keep_given(expecter *e, dl_sim *sim, dl_state *state, const dl_event *event)
{
    unsigned kept = 0;

    for (unsigned i = 0; i < state->instance_count; i++) {
        dl_instance *instance = &state->instances[i];
        dl_bind *bind;

        if (instance->state == WAITING && instance->site == event->instr) {
            bind = &instance->binds[e->check->items[instance->value.k].of->capture];
            if (event->outcome == DL_OUTCOME_FAILURE)
                continue;
            remember(sim, state, bind);
        }
        state->instances[kept++] = *instance;
    }
    state->instance_count = kept;
}

static void judge_copies(expecter *e, dl_sim *sim, dl_state *state, const dl_event *event)
{
    for (unsigned i = 0; i < state->instance_count; i++) {
        const dl_instance *instance = &state->instances[i];
        const dl_item *item;
        dl_bind bind;
        dl_words words = {.event = event, .instance = instance, .event_line = event->span.line};

        if (instance->state != WAITING)
            continue;
        item = &e->check->items[instance->value.k];
        bind = instance->binds[item->of->capture];
        words.of = instance->value.name;
        e->tallies[instance->value.k]->is_triggered = true;
        if (escapes(sim->world, state, &bind))
            continue;
        remember(sim, state, &bind); /* what stands there now may be a later one */
        if (!escapes(sim->world, state, &bind))
            dl_judge_fault(e->judge, e->tallies[instance->value.k], sim, state, event->is_success, &words,
                           item->message ? item->message : e->check->message, item->has_level ? &item->level : NULL,
                           instance->last, NULL);
    }
}

/* A value whose problem is its own text, or that of its pattern, has none that could be told. */
static const char *doubt_of(const expecter *e, const dl_words *words, const dl_item *item, const dl_state *state)
{
    const char *of = words->of ? words->of : "the value", *opaque = dl_judge_opaque(e->judge, state);

    if (!words->problem || dl_text_equal(words->problem, of) ||
        (item->kind == DL_ITEM_VALUE && words->problem == item->of->text))
        return dl_arena_printf(e->judge->arena, "what %s holds at %s could not be followed%s%s", of,
                               dl_judge_where(e->judge, words->event->span), opaque ? ": " : "", opaque ? opaque : "");
    return dl_arena_printf(e->judge->arena, "%s: %s", of, words->problem);
}

static const char *doubt_of_return(const expecter *e, const dl_state *state, const dl_event *event)
{
    const dl_symbol *symbol = event->value.kind == DL_VAL_SYM ? dl_symbol_of(e->judge->world, event->value.id) : NULL;
    const char *opaque = symbol && symbol->kind == DL_SYM_OPAQUE && symbol->instr->name
                             ? dl_judge_callee(e->judge, symbol->instr->name, symbol->instr->span)
                             : dl_judge_opaque(e->judge, state);

    return dl_arena_printf(e->judge->arena, "whether the return at %s is a success could not be followed%s%s",
                           dl_judge_where(e->judge, event->span), opaque ? ": " : "", opaque ? opaque : "");
}

static void judge_item(expecter *e, dl_sim *sim, dl_state *state, const dl_event *event, const dl_match *at,
                       size_t index)
{
    const dl_item *item = &e->check->items[index];
    dl_match match = *at;
    dl_words words = {.event = event, .match = &match, .event_line = event->span.line};
    dl_tri known = DL_YES;
    dl_loc object = DL_NOWHERE;
    answer said;
    const char *message = item->message ? item->message : e->check->message;

    if (item->kind == DL_ITEM_VALUE) {
        said = value_holds(e, &match, item, &words.of);
    } else {
        const dl_value_pattern *what = item->object;
        bool optional = item->optional || item->conditions.optional;

        words.of = what->text;
        if (what->capture >= 0 && what->capture < DL_MAX_BINDS && match.binds[what->capture].expr)
            words.of = dl_expr_text(match.binds[what->capture].expr, e->judge->arena);
        object = object_of(&match, what, &known);
        if (object == DL_NOWHERE && known == DL_YES)
            said = optional ? yes()
                            : (answer){match.binds[what->capture < 0 ? 0 : what->capture].is_bound ? DL_NO : DL_MAYBE,
                                       "there is none"};
        else if (object == DL_NOWHERE)
            said = (answer){DL_MAYBE, "what it points to could not be followed"};
        else if (item->kind == DL_ITEM_STRUCT && asks_nothing(&match, object, &item->conditions))
            return;
        else if (item->kind == DL_ITEM_STRUCT)
            said = struct_holds(e, &match, object, &item->conditions);
        else
            said = array_holds(e, &match, object, item);
    }
    e->tallies[index]->is_triggered = true;
    words.problem = said.problem;
    if (said.how == DL_NO && item->escape &&
        item->of->capture >= 0) { /* unless it is copied to where it stays, before success */
        wait_for_copy(sim, state, event, &match, index, words.of);
        return;
    }
    if (said.how == DL_YES) {
        dl_judge_evidence(e->judge, e->tallies[index], event->span, dl_span_text(event->span, 60, e->judge->arena));
        return;
    }
    dl_judge_fault(e->judge, e->tallies[index], sim, state, dl_tri_not(said.how), &words, message,
                   item->has_level ? &item->level : NULL, event->span,
                   said.how == DL_MAYBE ? doubt_of(e, &words, item, state) : NULL);
}

static dl_instance *duty_of(dl_state *state)
{
    for (unsigned i = 0; i < state->instance_count; i++)
        if (state->instances[i].state != WAITING)
            return &state->instances[i];
    return NULL;
}

static bool has_duty(const expecter *e, dl_state *state)
{
    const dl_instance *instance = duty_of(state);

    if (!instance)
        return !e->check->if_event;
    return instance->state == DUTY;
}

static void note(expecter *e, dl_sim *sim, dl_state *state, const dl_event *event)
{
    dl_match match;

    for (int i = 0; i < 2; i++) {
        const dl_event_pattern *pattern = i == 0 ? e->check->if_event : e->check->unless;
        dl_instance *instance;
        dl_tri how;

        if (!pattern)
            continue;
        dl_match_init(&match, e->judge, sim, state);
        how = dl_match_event(&match, pattern, event);
        if (how == DL_NO || (i == 0 && how != DL_YES))
            continue;
        instance = duty_of(state);
        if (!instance)
            instance = dl_state_add_instance(sim->world, state);
        if (!instance)
            return;
        if (instance->state != FREED)
            instance->state = i == 0 ? DUTY : FREED;
    }
}

static void on_event(void *self, dl_sim *sim, dl_state *state, const dl_event *event)
{
    expecter *e = self;
    dl_match match;
    dl_tri how;

    dl_state_own_instances(sim->world, state);
    if (e->check->if_event || e->check->unless)
        note(e, sim, state, event);
    dl_match_init(&match, e->judge, sim, state);
    how = dl_match_event(&match, e->check->at, event);
    if (event->kind == DL_ON_CALL && event->is_after)
        keep_given(e, sim, state, event);
    if (event->kind == DL_ON_RETURN && event->is_success != DL_NO)
        judge_copies(e, sim, state, event);
    if (how == DL_NO || !has_duty(e, state))
        return;
    for (size_t i = 0; i < e->check->item_count; i++) {
        if (how == DL_MAYBE && event->kind == DL_ON_RETURN)
            dl_judge_doubt(e->judge, e->tallies[i], doubt_of_return(e, state, event));
        else if (how == DL_YES)
            judge_item(e, sim, state, event, &match, i);
    }
}

static bool any_pattern(const expecter *e, dl_pattern_test *test, const dl_instr *instr, const dl_api *by_name,
                        const dl_api *by_macro)
{
    return test(e->check->at, instr, by_name, by_macro) ||
           (e->check->if_event && test(e->check->if_event, instr, by_name, by_macro)) ||
           (e->check->unless && test(e->check->unless, instr, by_name, by_macro));
}

static bool is_relevant(void *self, const dl_instr *instr, const dl_api *by_name, const dl_api *by_macro)
{
    return any_pattern(self, dl_relevant_pattern, instr, by_name, by_macro);
}

static bool is_told(void *self, const dl_instr *instr, const dl_api *by_name, const dl_api *by_macro,
                    bool has_instances)
{
    (void)has_instances;
    return any_pattern(self, dl_told_pattern, instr, by_name, by_macro);
}

static bool is_split(void *self, const dl_instr *instr, const dl_api *by_name, const dl_api *by_macro)
{
    const expecter *e = self;

    return (e->waits_for_copies && dl_relevant_pattern(e->check->at, instr, by_name, by_macro)) ||
           any_pattern(e, dl_pattern_splits, instr, by_name, by_macro);
}

/* What items ask about at a return tells paths apart. */
static void track_places(expecter *e, dl_sim *sim)
{
    dl_state none = {0};
    dl_match match;

    dl_match_init(&match, e->judge, sim, &none);
    for (size_t i = 0; i < e->check->item_count && sim->place_count < DL_MAX_HANDLES; i++) {
        const dl_item *item = &e->check->items[i];
        dl_loc places[2];
        bool some;

        if (item->kind == DL_ITEM_VALUE && item->of->kind == DL_V_PARAM && item->of->path.count &&
            dl_match_places(&match, &item->of->path, places, 2, &some) == 1 && !some)
            sim->places[sim->place_count++] = places[0];
    }
}

void dl_expect_run(dl_judge *judge, const dl_check *check, const dl_function *root, const dl_state *start)
{
    expecter *e = DL_NEW(judge->scratch, expecter);
    dl_sim *sim = DL_NEW(judge->scratch, dl_sim);
    dl_monitor monitor = {
        .self = e, .event = on_event, .is_relevant = is_relevant, .is_told = is_told, .is_split = is_split};

    *e = (expecter){.judge = judge, .check = check};
    e->tallies = DL_NEW_ARRAY(judge->scratch, check->item_count + 1, dl_tally *);
    for (size_t i = 0; i < check->item_count; i++)
        e->tallies[i] =
            dl_judge_tally(judge, check, check->items[i].covers.count ? check->items[i].covers : check->covers);
    for (size_t i = 0; i < check->item_count; i++)
        e->waits_for_copies |= check->items[i].escape;
    monitor.wants_reads = dl_pattern_reads(check->at);
    sim->root_result = dl_root_result(judge, root);
    judge->root = root;
    sim->world = judge->world;
    track_places(e, sim);
    dl_track_handles(sim, judge->scope, check->at, &check->in);
    sim->tells_addresses = true;
    dl_sim_run(sim, judge->world, &monitor, root, start);
    dl_judge_keep(judge, sim);
}
