/* unload_rows.c: a loop acquires an object for each element of an array, and loops at the driver's end release them: by
 * the constants between which the indexes run, no path is followed.
 *
 * Only where every release that may be of such an object is one of an element of that very array, at indexes that are
 * known, is an element left that none of them names. How many rounds the filling makes need not be known: its first
 * element is there if any is. */
#include "engine/unload.h"

static const int64_t ENDLESS = INT64_MAX; /* up to what is not known */

/* The indexes of one place in the code: `row[i].Ring` in a loop, or `row[0].Ring`. */
typedef struct indexes {
    const dl_expr *element; /* the INDEX among the members; NULL: it is no such place */
    int64_t first, last;
} indexes;

static const dl_expr *element_in(const dl_expr *place)
{
    for (place = dl_expr_uncast(place); place && place->kind == DL_E_FIELD;)
        place = dl_expr_uncast(place->a);
    return place && place->kind == DL_E_INDEX ? place : NULL;
}

static indexes indexes_of(const dl_expr *place)
{
    const dl_expr *element = element_in(place);
    const dl_expr *index = element ? dl_expr_uncast(element->b) : NULL;
    const dl_range *range = element ? element->range : NULL;

    if (!element)
        return (indexes){0};
    if (index->has_value)
        return (indexes){element, index->value, index->value};
    if (range && range->known)
        return (indexes){element, range->first, range->last};
    if (range && range->loop->has_first && range->loop->step == 1 && !range->loop->asks_before)
        return (indexes){element, range->loop->first, ENDLESS};
    return (indexes){0};
}

/* Whether the two are alike but for the indexes of their elements. */
static bool is_same_row(const dl_expr *a, const dl_expr *b, const dl_expr *of_a, const dl_expr *of_b)
{
    a = dl_expr_uncast(a);
    b = dl_expr_uncast(b);
    if (a == of_a || b == of_b)
        return a == of_a && b == of_b && dl_expr_same(dl_expr_uncast(a->a), dl_expr_uncast(b->a));
    return a->kind == DL_E_FIELD && b->kind == DL_E_FIELD && dl_text_equal(a->name, b->name) &&
           is_same_row(a->a, b->a, of_a, of_b);
}

/* The place with this index. */
static const dl_expr *with_index(const dl_expr *place, const dl_expr *element, int64_t k, dl_arena *arena)
{
    dl_expr *made;

    place = dl_expr_uncast(place);
    made = dl_arena_copy(arena, place, sizeof *place);
    if (place != element) {
        made->a = with_index(place->a, element, k, arena);
        return made;
    }
    made->range = NULL;
    made->b = dl_arena_copy(
        arena,
        &(dl_expr){.kind = DL_E_CONST, .type = place->b->type, .span = place->b->span, .value = k, .has_value = true},
        sizeof(dl_expr));
    return made;
}

static bool is_within(int64_t k, const indexes *of)
{
    return of->first <= k && k <= of->last;
}

/* The array itself, or what stands in another one that the objects never come to. */
static bool is_of_others(const dl_unload_site *site, const dl_expr *released, const indexes *filled)
{
    const dl_expr *array = filled->element->a, *base = dl_expr_uncast(released);

    if (base->kind == DL_E_VAR && base->var == dl_expr_root(array))
        return true;
    while (base->kind == DL_E_FIELD || base->kind == DL_E_INDEX)
        base = dl_expr_uncast(base->a);
    return base->kind == DL_E_VAR && dl_var_is_static(base->var) && base->var != dl_expr_root(array) &&
           dl_unload_holds_results(site->judge, base);
}

typedef DL_VEC(indexes) indexes_list;

/* False: some release may be of any element. */
static bool find_released(const dl_unload_site *site, const dl_expr *acquired, const indexes *filled,
                          indexes_list *found)
{
    const dl_unload_releases *all = dl_unload_releases_of(site);

    for (size_t i = 0; i < all->count; i++) {
        const dl_unload_release *release = &all->at[i];
        const dl_api_use *use;
        const dl_expr *released;
        indexes of;

        if (dl_unload_may_release(site, acquired, release) == DL_NO)
            continue;
        use = dl_unload_release_of(site, release->instr);
        released = dl_unload_object_of(site->judge->world, release->function, use, release->instr);
        if (released && is_of_others(site, released, filled))
            continue;
        of = released ? indexes_of(released) : (indexes){0};
        if (!of.element || !is_same_row(acquired, released, filled->element, of.element))
            return false;
        dl_vec_push(site->judge->arena, found, of);
    }
    return true;
}

const dl_expr *dl_unload_missed_element(const dl_unload_site *site, const dl_expr *acquired)
{
    indexes filled = acquired ? indexes_of(acquired) : (indexes){0};
    const dl_var *array = filled.element ? dl_expr_root(filled.element->a) : NULL;
    indexes_list released = {0};
    int64_t k = filled.first;

    if (!array || !dl_var_is_static(array) || filled.last < filled.first || !filled.element->range ||
        !filled.element->range->is_each_ended || !find_released(site, acquired, &filled, &released))
        return NULL;
    for (size_t i = 0; i < released.count;) {
        if (!is_within(k, &released.at[i])) {
            i++;
            continue;
        }
        if (released.at[i].last >= filled.last)
            return NULL;
        k = released.at[i].last + 1;
        i = 0;
    }
    if (filled.last == ENDLESS && k != filled.first) /* whether there are so many */
        return NULL;
    return with_index(acquired, filled.element, k, site->judge->arena);
}
