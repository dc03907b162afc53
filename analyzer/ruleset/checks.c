/* The checks of a rule, form by form (docs/rules.md, section 6). */
#include "ruleset/compile.h"

#define COMMON "form", "message", "level", "in", "when", "covers", "reportedBy"
#define ON_PATHS COMMON, "if", "unless"

static const char *const require_keys[] = {ON_PATHS, "event", "by", NULL};
static const char *const order_keys[] = {ON_PATHS, "first", "then", NULL};
static const char *const forbid_keys[] = {ON_PATHS, "event",  "after", "until", "unclear",
                                          "anchor", "undone", "by",    NULL};
static const char *const release_keys[] = {ON_PATHS, "resource", "alsoClaimed", "on", "faults", NULL};
static const char *const propagate_keys[] = {ON_PATHS, "call", "as", "mandatory", NULL};
static const char *const examine_keys[] = {ON_PATHS, "call", "before", "after-failure", NULL};
static const char *const expect_keys[] = {ON_PATHS, "at", "items", NULL};
static const char *const declare_keys[] = {COMMON, "subject", "that", NULL};
static const char *const automaton_keys[] = {ON_PATHS, "track", "states", "start", "transitions", "errors", NULL};

static const dl_event_pattern *need_event(dl_compiler *c, const dl_json *value, const char *key, const char *what)
{
    const dl_json *event = dl_reader_need(&c->read, value, key, what);

    return c->read.failed ? dl_compile_return(c, DL_OUTCOME_ANY) : dl_compile_event(c, event);
}

/* A set of names as bits: 1 << their index in `names`, which is NULL-terminated. */
static unsigned read_bit_set(dl_compiler *c, const dl_json *value, const char *const *names, const char *what)
{
    unsigned bits = 0;

    if (value->kind != DL_JSON_ARRAY)
        return 1u << dl_reader_choice(&c->read, value, names, what);
    for (size_t i = 0; i < value->count; i++)
        bits |= 1u << dl_reader_choice(&c->read, value->at[i].value, names, what);
    if (value->count == 0)
        dl_reader_fail(&c->read, value, "this list names at least one %s", what);
    return bits;
}

/* ---- short forms ---- */

static void read_require(dl_compiler *c, dl_check *check, const dl_json *value)
{
    check->event = need_event(c, value, "event", "'require'");
    check->by = dl_compile_event_member(c, value, "by");
    if (!check->by)
        check->by = dl_compile_return(c, DL_OUTCOME_SUCCESS);
}

static void read_order(dl_compiler *c, dl_check *check, const dl_json *value)
{
    check->first = need_event(c, value, "first", "'order'");
    check->then = need_event(c, value, "then", "'order'");
}

static void read_forbid(dl_compiler *c, dl_check *check, const dl_json *value)
{
    static const char *const anchors[] = {"event", "after", NULL};
    const dl_json *anchor = dl_json_get(value, "anchor");

    check->event = need_event(c, value, "event", "'forbid'");
    check->after = dl_compile_event_member(c, value, "after");
    check->until = dl_compile_event_member(c, value, "until");
    check->unclear = dl_compile_event_member(c, value, "unclear");
    check->undone = dl_compile_event_member(c, value, "undone");
    check->by = dl_compile_event_member(c, value, "by");
    if (anchor)
        check->anchor = (dl_anchor)dl_reader_choice(&c->read, anchor, anchors, "anchor");
    if (check->anchor == DL_ANCHOR_AFTER && !check->after)
        dl_reader_fail(&c->read, anchor, "'anchor' is 'after', but the check has no 'after'");
    if (check->by && !check->undone)
        dl_reader_fail_key(&c->read, value, "by", "'by' of 'forbid' needs 'undone'");
    if (check->undone && !check->by)
        check->by = dl_compile_return(c, DL_OUTCOME_ANY);
}

static void find_kinds(dl_compiler *c, dl_check *check)
{
    size_t count;
    const dl_resource *const *all = dl_facts_resources(c->facts, &count);
    const dl_resource **found = DL_NEW_ARRAY(c->read.arena, check->resources.count + 1, const dl_resource *);

    for (size_t i = 0; i < count && check->kind_count < check->resources.count; i++)
        if (dl_name_set_has(check->resources, all[i]->id))
            found[check->kind_count++] = all[i];
    check->kinds = found;
}

static void read_release(dl_compiler *c, dl_check *check, const dl_json *value)
{
    static const char *const on[] = {"failure", "success", "return", "unload", NULL};
    static const char *const faults[] = {
        "leak", "double-release", "release-unacquired", "use-after-release", "use-unacquired", NULL};
    const dl_json *kind, *part;

    kind = dl_reader_need(&c->read, value, "resource", "'release'");
    if (c->read.failed)
        return;
    (void)dl_compile_capture(c, "$object", value, true);
    check->unclaimed = kind->kind == DL_JSON_STRING && strcmp(kind->text, "unclaimed") == 0;
    if (!check->unclaimed)
        check->resources.count = dl_reader_texts(&c->read, &check->resources.at, kind, "the resources");
    for (size_t i = 0; i < check->resources.count && !c->read.failed; i++)
        if (!dl_facts_resource(c->facts, check->resources.at[i]))
            dl_compile_unknown(c, kind->kind == DL_JSON_ARRAY ? kind->at[i].value : kind, "resource",
                               check->resources.at[i], dl_facts_nearest_resource(c->facts, check->resources.at[i]));
    find_kinds(c, check);
    check->also_claimed = dl_compile_covers(c, value, "alsoClaimed");
    if (check->also_claimed.count && !check->unclaimed)
        dl_reader_fail_key(&c->read, value, "alsoClaimed", "'alsoClaimed' belongs to \"resource\": \"unclaimed\"");
    part = dl_json_get(value, "on");
    check->on = part ? read_bit_set(c, part, on, "place to judge a leak") : DL_ON_FAILURE;
    part = dl_json_get(value, "faults");
    check->faults = part ? read_bit_set(c, part, faults, "fault") : DL_FAULT_LEAK;
    if (dl_json_get(value, "on") && !(check->faults & DL_FAULT_LEAK))
        dl_reader_fail_key(&c->read, value, "on", "'on' says where a 'leak' is judged, but 'faults' does not name it");
}

static void read_propagate(dl_compiler *c, dl_check *check, const dl_json *value)
{
    static const char *const as[] = {"any-failure", "same", "exact", NULL};
    const dl_json *call = dl_reader_need(&c->read, value, "call", "'propagate'");

    check->as = (dl_propagate_as)dl_reader_choice(&c->read, dl_reader_need(&c->read, value, "as", "'propagate'"), as,
                                                  "way to propagate");
    check->mandatory = dl_reader_bool(&c->read, value, "mandatory", false);
    check->essential_calls = call->kind == DL_JSON_STRING && strcmp(call->text, "essential") == 0;
    if (!check->essential_calls && !c->read.failed)
        check->call = dl_compile_event(c, call);
}

static void refuse_other_heads(dl_compiler *c, const dl_event_pattern *event, const dl_json *value, const char *key)
{
    for (size_t i = 0; event && i < event->count; i++)
        if (event->forms[i].kind != DL_ON_CALL)
            dl_reader_fail_key(&c->read, value, key, "'%s' must be a call", key);
}

static void read_examine(dl_compiler *c, dl_check *check, const dl_json *value)
{
    static const char *const ways[] = {"allow", "forbid", NULL};
    const dl_json *after = dl_json_get(value, "after-failure");

    check->call = need_event(c, value, "call", "'examine'");
    check->before = dl_compile_event_member(c, value, "before");
    if (after)
        check->forbid_after_failure = dl_reader_choice(&c->read, after, ways, "way with what follows a failure") == 1;
}

/* true: that of the driver's models; else the types, the result first. */
static void read_prototype(dl_compiler *c, dl_check *check, const dl_json *that)
{
    const dl_json *value = dl_json_get(that, "prototype");
    dl_name_set types;

    if (!value)
        return;
    check->wants_prototype = true;
    if (value->kind != DL_JSON_ARRAY) {
        if (!dl_reader_bool(&c->read, that, "prototype", true))
            dl_reader_fail(&c->read, value, "'prototype' is true, or a list of types, the result first");
        return;
    }
    types = dl_compile_names(c, that, "prototype");
    if (types.count == 0 && !c->read.failed)
        dl_reader_fail(&c->read, value, "'prototype' names the type of the result first");
    check->prototype = types.at;
    check->prototype_count = types.count;
}

static void read_stored_demand(dl_compiler *c, dl_check *check, const dl_json *that)
{
    const dl_json *value = dl_json_get(that, "storedIn");

    check->wants_address_taken = value && value->kind == DL_JSON_STRING && strcmp(value->text, "any") == 0;
    if (!check->wants_address_taken)
        check->stored_count = dl_compile_places(c, &check->stored_in, that, "storedIn");
}

static void read_declare(dl_compiler *c, dl_check *check, const dl_json *value)
{
    static const char *const subjects[] = {"function", NULL};
    static const char *const demands[] = {"exists",     "prototype", "roleType",     "section",  "notSection",
                                          "annotation", "storedIn",  "usedOnlyFrom", "mentions", NULL};
    static const char *const annotations[] = {"_Dispatch_type_", NULL};
    const dl_json *subject = dl_reader_need(&c->read, value, "subject", "'declare'"),
                  *that = dl_reader_need(&c->read, value, "that", "'declare'");

    if (c->read.failed)
        return;
    if (!dl_reader_keys(&c->read, subject, subjects, "'subject'") || !dl_reader_keys(&c->read, that, demands, "'that'"))
        return;
    if (that->count == 0)
        dl_reader_fail(&c->read, that,
                       "'that' demands nothing: it needs 'exists', 'prototype', 'roleType', 'section', "
                       "'notSection', 'annotation', 'storedIn', 'usedOnlyFrom' or 'mentions'");
    check->subject = dl_compile_function_pattern(c, dl_reader_need(&c->read, subject, "function", "'subject'"), true);
    check->has_exists = dl_json_get(that, "exists") != NULL;
    check->exists = dl_reader_bool(&c->read, that, "exists", true);
    if (check->has_exists && !check->exists && that->count > 1)
        dl_reader_fail(&c->read, that, "what must not exist has no other demands");
    read_prototype(c, check, that);
    check->role_types = dl_compile_names(c, that, "roleType");
    check->sections = dl_compile_names(c, that, "section");
    check->not_sections = dl_compile_names(c, that, "notSection");
    check->mentions = dl_compile_names(c, that, "mentions");
    if (dl_json_get(that, "annotation")) {
        (void)dl_reader_choice(&c->read, dl_json_get(that, "annotation"), annotations, "annotation");
        check->wants_annotation = true;
    }
    read_stored_demand(c, check, that);
    if (dl_json_get(that, "usedOnlyFrom")) {
        check->has_used_only_from = true;
        check->used_only_from = dl_compile_role_set(c, dl_json_get(that, "usedOnlyFrom"));
    }
}

/* ---- expect ---- */

#define CONDITIONS                                                                                                     \
    "zeroed", "size", "orSized", "type", "nonnull", "null", "set", "initialisedBy", "fields", "together", "oneOf",     \
        "implies", "if", "optional", "sizeof", "strings", "revision"

static const char *const later_conditions[] = {"sizeof", "strings", "revision", NULL};

static size_t read_fields(dl_compiler *c, const dl_field_value **out, const dl_json *value)
{
    dl_field_value *at = DL_NEW_ARRAY(c->read.arena, value->count + 1, dl_field_value);

    *out = at;
    if (!dl_reader_expect(&c->read, value, DL_JSON_OBJECT, "a list of members and values"))
        return 0;
    if (value->count == 0)
        dl_reader_fail(&c->read, value, "no member is named");
    for (size_t i = 0; i < value->count; i++) {
        at[i].field = value->at[i].key;
        at[i].value = dl_compile_value(c, value->at[i].value, false);
    }
    return value->count;
}

static size_t read_pairs(dl_compiler *c, const dl_field_pair **out, const dl_json *value, const char *what)
{
    dl_field_pair *at = DL_NEW_ARRAY(c->read.arena, value->count + 1, dl_field_pair);

    *out = at;
    if (!dl_reader_expect(&c->read, value, DL_JSON_ARRAY, what))
        return 0;
    for (size_t i = 0; i < value->count && !c->read.failed; i++) {
        const dl_json *pair = value->at[i].value;

        if (!dl_reader_expect(&c->read, pair, DL_JSON_ARRAY, "a pair of members"))
            return 0;
        if (pair->count != 2) {
            dl_reader_fail(&c->read, pair, "a pair has two members, not %zu", pair->count);
            return 0;
        }
        at[i].a = dl_reader_text(&c->read, pair->at[0].value, "a member");
        at[i].b = dl_reader_text(&c->read, pair->at[1].value, "a member");
    }
    return value->count;
}

/* {F: V} or {"anyOf": [{F: V}, …]}. */
static size_t read_side(dl_compiler *c, const dl_field_value **out, bool *is_any, const dl_json *value)
{
    const dl_json *list = dl_json_get(value, "anyOf");
    DL_VEC(dl_field_value) fields = {0};

    *is_any = list != NULL;
    if (!list)
        return read_fields(c, out, value);
    if (value->count > 1)
        dl_reader_fail(&c->read, value, "'anyOf' stands alone");
    if (!dl_reader_expect(&c->read, list, DL_JSON_ARRAY, "'anyOf'"))
        return 0;
    for (size_t i = 0; i < list->count && !c->read.failed; i++) {
        const dl_field_value *one;

        if (read_fields(c, &one, list->at[i].value) != 1)
            dl_reader_fail(&c->read, list->at[i].value, "each of 'anyOf' names one member");
        dl_vec_push(c->read.arena, &fields, *one);
    }
    *out = fields.at;
    return fields.count;
}

static void read_implications(dl_compiler *c, dl_struct_conditions *made, const dl_json *value)
{
    static const char *const keys[] = {"if", "then", NULL};
    dl_implication *at = DL_NEW_ARRAY(c->read.arena, value->count + 1, dl_implication);

    made->implies = at;
    if (!dl_reader_expect(&c->read, value, DL_JSON_ARRAY, "'implies'"))
        return;
    for (size_t i = 0; i < value->count; i++) {
        const dl_json *one = value->at[i].value;

        if (!dl_reader_keys(&c->read, one, keys, "'implies'"))
            return;
        at[i].if_count =
            read_side(c, &at[i].if_fields, &at[i].if_any, dl_reader_need(&c->read, one, "if", "'implies'"));
        at[i].then_count =
            read_side(c, &at[i].then_fields, &at[i].then_any, dl_reader_need(&c->read, one, "then", "'implies'"));
    }
    made->implies_count = value->count;
}

static dl_name_set read_initialisers(dl_compiler *c, const dl_json *object)
{
    dl_name_set names = dl_compile_names(c, object, "initialisedBy");
    const char **at = DL_NEW_ARRAY(c->read.arena, names.count + 1, const char *);
    const dl_json *value = dl_json_get(object, "initialisedBy");

    for (size_t i = 0; i < names.count && !c->read.failed; i++)
        at[i] = dl_compile_api(c, names.at[i], value->kind == DL_JSON_ARRAY ? value->at[i].value : value);
    return (dl_name_set){at, names.count};
}

/* Whether the object has any condition. */
static bool read_conditions(dl_compiler *c, dl_struct_conditions *made, const dl_json *value)
{
    const dl_json *part;

    dl_compile_not_built(c, value, later_conditions, "a structure's conditions");
    made->zeroed = dl_reader_bool(&c->read, value, "zeroed", false);
    made->optional = dl_reader_bool(&c->read, value, "optional", false);
    made->size = dl_reader_member(&c->read, value, "size");
    made->or_sized = dl_reader_member(&c->read, value, "orSized");
    made->type = dl_reader_member(&c->read, value, "type");
    if (made->type)
        dl_compile_type(c, made->type, dl_json_get(value, "type"));
    made->nonnull = dl_compile_names(c, value, "nonnull");
    made->null = dl_compile_names(c, value, "null");
    made->set = dl_compile_names(c, value, "set");
    made->initialised_by = read_initialisers(c, value);
    if (made->or_sized && made->initialised_by.count == 0)
        dl_reader_fail_key(&c->read, value, "orSized", "'orSized' belongs to 'initialisedBy'");
    if ((part = dl_json_get(value, "fields")))
        made->field_count = read_fields(c, &made->fields, part);
    if ((part = dl_json_get(value, "if")))
        made->when_count = read_fields(c, &made->when, part);
    if ((part = dl_json_get(value, "together")))
        made->together_count = read_pairs(c, &made->together, part, "'together'");
    if ((part = dl_json_get(value, "oneOf")))
        made->one_of_count = read_pairs(c, &made->one_of, part, "'oneOf'");
    if ((part = dl_json_get(value, "implies")))
        read_implications(c, made, part);
    return made->zeroed || made->size || made->type || made->nonnull.count || made->null.count || made->set.count ||
           made->initialised_by.count || made->field_count || made->together_count || made->one_of_count ||
           made->implies_count;
}

static void read_value_item(dl_compiler *c, dl_item *item, const dl_json *value)
{
    item->kind = DL_ITEM_VALUE;
    item->of = dl_compile_value(c, dl_json_get(value, "of"), false);
    item->is = dl_compile_value(c, dl_reader_need(&c->read, value, "is", "an item with 'of'"), false);
    item->escape = dl_reader_bool(&c->read, value, "escape", false);
}

static const dl_value_pattern *read_object(dl_compiler *c, const dl_json *value, const char *what)
{
    const dl_value_pattern *object = dl_compile_value(c, value, false);

    if (object->kind != DL_V_CAPTURE && object->kind != DL_V_PARAM && !c->read.failed)
        dl_reader_fail(&c->read, value, "'%s' is a capture such as '$x', or a path from one", what);
    return object;
}

static void read_struct_item(dl_compiler *c, dl_item *item, const dl_json *value)
{
    item->kind = DL_ITEM_STRUCT;
    item->object = read_object(c, dl_json_get(value, "struct"), "struct");
    if (!read_conditions(c, &item->conditions, value) && !c->read.failed)
        dl_reader_fail(&c->read, value, "this item asks nothing of the structure");
}

static void read_count(dl_compiler *c, dl_count_demand *made, const dl_json *value)
{
    static const char *const keys[] = {"by", "atMost", "where", "with", NULL};
    const dl_json *most;

    if (!dl_reader_keys(&c->read, value, keys, "'count'"))
        return;
    made->by = dl_reader_text(&c->read, dl_reader_need(&c->read, value, "by", "'count'"), "'by'");
    most = dl_reader_need(&c->read, value, "atMost", "'count'");
    if (!c->read.failed && (most->kind != DL_JSON_NUMBER || !most->is_integer || most->integer < 0))
        dl_reader_fail(&c->read, most, "'atMost' is a whole number, not below 0");
    made->at_most = most->integer;
    if (dl_json_get(value, "where"))
        made->where_count = read_fields(c, &made->where, dl_json_get(value, "where"));
    if (dl_json_get(value, "with"))
        made->with_count = read_fields(c, &made->with, dl_json_get(value, "with"));
}

static void read_counts(dl_compiler *c, dl_item *item, const dl_json *value)
{
    size_t count = value->kind == DL_JSON_ARRAY ? value->count : 1;
    dl_count_demand *at = DL_NEW_ARRAY(c->read.arena, count + 1, dl_count_demand);

    for (size_t i = 0; i < count && !c->read.failed; i++)
        read_count(c, &at[i], value->kind == DL_JSON_ARRAY ? value->at[i].value : value);
    item->counts = at;
    item->count_count = count;
}

static void read_array_item(dl_compiler *c, dl_item *item, const dl_json *value)
{
    static const char *const keys[] = {CONDITIONS, NULL};
    const dl_json *each = dl_json_get(value, "each");

    item->kind = DL_ITEM_ARRAY;
    item->object = read_object(c, dl_json_get(value, "array"), "array");
    item->optional = dl_reader_bool(&c->read, value, "optional", false);
    item->unique = dl_reader_member(&c->read, value, "unique");
    if (dl_json_get(value, "last"))
        item->last_count = read_fields(c, &item->last, dl_json_get(value, "last"));
    if (dl_json_get(value, "some"))
        item->some_count = read_fields(c, &item->some, dl_json_get(value, "some"));
    if (dl_json_get(value, "count"))
        read_counts(c, item, dl_json_get(value, "count"));
    if (each && dl_reader_expect(&c->read, each, DL_JSON_ARRAY, "'each'")) {
        dl_struct_conditions *at = DL_NEW_ARRAY(c->read.arena, each->count + 1, dl_struct_conditions);

        for (size_t i = 0; i < each->count; i++)
            if (dl_reader_keys(&c->read, each->at[i].value, keys, "'each'") &&
                !read_conditions(c, &at[i], each->at[i].value) && !c->read.failed)
                dl_reader_fail(&c->read, each->at[i].value, "this asks nothing of the elements");
        item->each = at;
        item->each_count = each->count;
    }
    if (!item->unique && item->last_count + item->each_count + item->some_count + item->count_count == 0 &&
        !c->read.failed)
        dl_reader_fail(&c->read, value, "this item asks nothing of the array");
}

#define ITEM "covers", "level", "message"
static const struct {
    const char *head;
    void (*read)(dl_compiler *c, dl_item *item, const dl_json *value);
    const char *const keys[24];
} item_kinds[] = {
    {"of", read_value_item, {ITEM, "of", "is", "escape", NULL}},
    {"struct", read_struct_item, {ITEM, "struct", CONDITIONS, NULL}},
    {"array", read_array_item, {ITEM, "array", "last", "each", "some", "unique", "count", "optional", NULL}}};

static void read_item(dl_compiler *c, dl_item *item, const dl_json *value)
{
    size_t kind = 3;

    if (!dl_reader_expect(&c->read, value, DL_JSON_OBJECT, "an item"))
        return;
    for (size_t i = 0; i < 3; i++) {
        if (!dl_json_get(value, item_kinds[i].head))
            continue;
        if (kind < 3)
            dl_reader_fail(&c->read, value, "an item has one of 'of', 'struct', 'array'");
        kind = i;
    }
    if (kind == 3) {
        dl_reader_fail(&c->read, value, "an item needs one of 'of', 'struct', 'array'");
        return;
    }
    if (!dl_reader_keys(&c->read, value, item_kinds[kind].keys,
                        dl_arena_printf(c->read.arena, "an item with '%s'", item_kinds[kind].head)))
        return;
    item_kinds[kind].read(c, item, value);
    item->covers = dl_compile_covers(c, value, "covers");
    item->has_level = dl_json_get(value, "level") != NULL;
    if (item->has_level)
        item->level = dl_compile_level(c, dl_json_get(value, "level"));
    item->message = dl_reader_member(&c->read, value, "message");
}

static void read_expect(dl_compiler *c, dl_check *check, const dl_json *value)
{
    const dl_json *items = dl_reader_need(&c->read, value, "items", "'expect'");
    dl_item *at = DL_NEW_ARRAY(c->read.arena, items->count + 1, dl_item);

    check->at = need_event(c, value, "at", "'expect'");
    check->items = at;
    if (c->read.failed || !dl_reader_expect(&c->read, items, DL_JSON_ARRAY, "'items'"))
        return;
    if (items->count == 0)
        dl_reader_fail(&c->read, items, "'items' needs at least one item");
    for (size_t i = 0; i < items->count && !c->read.failed; i++)
        read_item(c, &at[i], items->at[i].value);
    check->item_count = items->count;
}

/* ---- automaton ---- */

static unsigned state_of(dl_compiler *c, const dl_check *check, const dl_json *value)
{
    const char *name = dl_reader_text(&c->read, value, "a state");

    for (unsigned i = 0; i < check->states.count; i++)
        if (strcmp(check->states.at[i], name) == 0)
            return i;
    if (!c->read.failed)
        dl_compile_unknown(c, value, "state", name, dl_text_nearest(name, check->states.at, check->states.count));
    return 0;
}

static unsigned states_of(dl_compiler *c, const dl_check *check, const dl_json *value)
{
    unsigned bits = 0;

    if (value->kind == DL_JSON_STRING)
        return 1u << state_of(c, check, value);
    if (!dl_reader_expect(&c->read, value, DL_JSON_ARRAY, "the states"))
        return 0;
    if (value->count == 0)
        dl_reader_fail(&c->read, value, "the list of states is empty");
    for (size_t i = 0; i < value->count && !c->read.failed; i++)
        bits |= 1u << state_of(c, check, value->at[i].value);
    return bits;
}

static void read_transitions(dl_compiler *c, dl_check *check, const dl_json *value)
{
    static const char *const keys[] = {"from", "on", "to", NULL};
    dl_transition *at = DL_NEW_ARRAY(c->read.arena, value->count + 1, dl_transition);

    check->transitions = at;
    if (!dl_reader_expect(&c->read, value, DL_JSON_ARRAY, "'transitions'"))
        return;
    for (size_t i = 0; i < value->count; i++) {
        const dl_json *one = value->at[i].value;

        if (!dl_reader_keys(&c->read, one, keys, "a transition"))
            return;
        at[i].from = states_of(c, check, dl_reader_need(&c->read, one, "from", "a transition"));
        at[i].on = need_event(c, one, "on", "a transition");
        at[i].to = state_of(c, check, dl_reader_need(&c->read, one, "to", "a transition"));
    }
    check->transition_count = value->count;
}

static void read_errors(dl_compiler *c, dl_check *check, const dl_json *value)
{
    static const char *const keys[] = {"in", "on", "message", "covers", NULL};
    dl_automaton_error *at = DL_NEW_ARRAY(c->read.arena, value->count + 1, dl_automaton_error);

    check->errors = at;
    if (!dl_reader_expect(&c->read, value, DL_JSON_ARRAY, "'errors'"))
        return;
    if (value->count == 0)
        dl_reader_fail(&c->read, value, "an automaton without errors finds nothing");
    for (size_t i = 0; i < value->count; i++) {
        const dl_json *one = value->at[i].value;

        if (!dl_reader_keys(&c->read, one, keys, "an error"))
            return;
        at[i].in = states_of(c, check, dl_reader_need(&c->read, one, "in", "an error"));
        at[i].on = need_event(c, one, "on", "an error");
        at[i].message = dl_reader_text(&c->read, dl_reader_need(&c->read, one, "message", "an error"), "'message'");
        at[i].covers = dl_compile_covers(c, one, "covers");
    }
    check->error_count = value->count;
}

static void read_automaton(dl_compiler *c, dl_check *check, const dl_json *value)
{
    const dl_json *track = dl_json_get(value, "track");
    const dl_json *states = dl_reader_need(&c->read, value, "states", "'automaton'");

    check->states.count = dl_reader_texts(&c->read, &check->states.at, states, "the states");
    if (check->states.count == 0 || check->states.count > 32)
        dl_reader_fail(&c->read, states, "an automaton has 1 to 32 states");
    check->start = state_of(c, check, dl_reader_need(&c->read, value, "start", "'automaton'"));
    if (c->read.failed)
        return;
    if (track) {
        const char *name = dl_reader_text(&c->read, track, "'track'");

        if (*name != '$' || strpbrk(name, ".-["))
            dl_reader_fail(&c->read, track, "'track' is a capture such as '$device'");
        else
            check->track = dl_compile_capture(c, name, track, false);
    }
    read_transitions(c, check, dl_reader_need(&c->read, value, "transitions", "'automaton'"));
    if (!c->read.failed)
        read_errors(c, check, dl_reader_need(&c->read, value, "errors", "'automaton'"));
}

/* ---- all forms ---- */

static const struct {
    void (*read)(dl_compiler *c, dl_check *check, const dl_json *value);
    const char *const *keys;
} forms[] = {{read_require, require_keys}, {read_order, order_keys},         {read_forbid, forbid_keys},
             {read_release, release_keys}, {read_propagate, propagate_keys}, {read_examine, examine_keys},
             {read_expect, expect_keys},   {read_declare, declare_keys},     {read_automaton, automaton_keys}};

/* Messages come last: they may name every capture and label of the check. */
static void read_messages(dl_compiler *c, dl_check *check, const dl_json *value, const dl_rule *rule)
{
    static const char *const lists[] = {"items", "errors", NULL};
    const dl_json *message = dl_json_get(value, "message");

    check->message = message ? dl_reader_member(&c->read, value, "message") : rule->title;
    if (message)
        dl_compile_message(c, message, check->form);
    for (size_t l = 0; lists[l]; l++) {
        const dl_json *list = dl_json_get(value, lists[l]);

        for (size_t i = 0; list && i < list->count && !c->read.failed; i++)
            if (dl_json_get(list->at[i].value, "message"))
                dl_compile_message(c, dl_json_get(list->at[i].value, "message"), check->form);
    }
}

void dl_compile_check(dl_compiler *c, dl_check *check, const dl_json *value, const dl_rule *rule)
{
    const dl_json *form;

    check->track = -1;
    if (!dl_reader_expect(&c->read, value, DL_JSON_OBJECT, "a check"))
        return;
    form = dl_reader_need(&c->read, value, "form", "a check");
    if (c->read.failed)
        return;
    check->form = (dl_form)dl_reader_choice(&c->read, form, dl_form_names, "form");
    if (c->read.failed || !dl_reader_keys(&c->read, value, forms[check->form].keys,
                                          dl_arena_printf(c->read.arena, "'%s'", dl_form_names[check->form])))
        return;
    check->covers = dl_compile_covers(c, value, "covers");
    check->reported_by = dl_reader_member(&c->read, value, "reportedBy");
    check->has_level = dl_json_get(value, "level") != NULL;
    if (check->has_level)
        check->level = dl_compile_level(c, dl_json_get(value, "level"));
    check->in = dl_json_get(value, "in") ? dl_compile_role_set(c, dl_json_get(value, "in")) : rule->in;
    dl_compile_begin(c);
    check->when = dl_compile_guard(c, dl_json_get(value, "when"));
    dl_compile_begin(c);
    check->if_event = dl_compile_event_member(c, value, "if");
    check->unless = dl_compile_event_member(c, value, "unless");
    if (c->read.failed)
        return;
    forms[check->form].read(c, check, value);
    if (check->form == DL_FORM_PROPAGATE || check->form == DL_FORM_EXAMINE)
        refuse_other_heads(c, check->call, value, "call");
    dl_compile_end(c, &check->captures, &check->capture_count);
    if (!c->read.failed)
        read_messages(c, check, value, rule);
}
