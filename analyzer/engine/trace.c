#include "engine/trace.h"

#include "engine/effects.h"

#include <string.h>

typedef struct tracer {
    dl_judge *judge;
    bool all;       /* each way to fail is told apart */
    bool is_coarse; /* the outcomes of calls that give or end something alone, since there are too many otherwise */
    const dl_node *farthest;
} tracer;

static bool argument_fits(const dl_api_use *use, const dl_world *world, const dl_state *state, dl_val val)
{
    int64_t number;

    if (use->args_is_number)
        return dl_val_constant(world, state, val, &number) && number == use->args_number;
    return ((dl_val_mask(world, state, val) & DL_ZERO) != 0) == use->args_zero;
}

/* The use of a resource that a call is, acquisitions or releases. */
static const dl_resource *resource_of(const dl_facts *facts, const dl_event *event, const dl_world *world,
                                      const dl_state *state, bool acquires, dl_val *object, dl_sim *sim)
{
    size_t count;
    const dl_resource *const *kinds = dl_facts_resources(facts, &count);

    for (size_t k = 0; k < count; k++) {
        const dl_api_use *uses = acquires ? kinds[k]->acquire : kinds[k]->release;
        size_t use_count = acquires ? kinds[k]->acquire_count : kinds[k]->release_count;

        for (size_t u = 0; u < use_count; u++)
            for (size_t v = 0; v < event->view_count; v++) {
                const dl_call_view *view = &event->views[v];
                int param;

                if (!view->api || !dl_name_set_has(uses[u].calls, view->api->canonical))
                    continue;
                param = uses[u].args_name ? dl_api_param(view->api, uses[u].args_name) : -1;
                if (param >= 0 && (size_t)param < view->arg_count &&
                    !argument_fits(&uses[u], world, state, view->vals[param]))
                    continue;
                *object = dl_val_unset();
                if (uses[u].has_object && uses[u].object == DL_FACT_RESULT)
                    *object = event->result;
                else if (uses[u].has_object && uses[u].object < view->arg_count)
                    *object = dl_eval_use(sim, state, &uses[u], view->vals[uses[u].object], NULL);
                return kinds[k];
            }
    }
    return NULL;
}

static const char *call_text(dl_judge *judge, const dl_event *event)
{
    for (size_t v = event->view_count; v-- > 0;)
        if (event->views[v].name && (event->views[v].api || event->view_count == 1))
            return dl_arena_strdup(judge->scratch, event->views[v].name);
    return "call";
}

static bool is_acquire(const dl_node *node)
{
    return dl_text_equal(node->label, "acquire");
}

static bool same_object(const dl_node *a, const dl_node *b)
{
    return a->object.kind == b->object.kind && a->object.id == b->object.id && a->object.k == b->object.k;
}

/* Whether what the call gave before, in an earlier round or for another caller, is still held at that node. */
static bool is_held_from_before(const dl_node *at, const dl_instr *call)
{
    for (const dl_node *node = at; node; node = node->parent) {
        bool is_released = false;

        if (!is_acquire(node) || node->instr != call)
            continue;
        for (const dl_node *later = at; later != node && !is_released; later = later->parent)
            is_released = dl_text_equal(later->label, "release") && same_object(node, later);
        if (!is_released)
            return true;
    }
    return false;
}

/* The key holds the call that failed last, so that what follows is not merged with what follows another; and whether it
 * failed when it was called again. */
static void tell_apart(dl_sim *sim, dl_state *state, const dl_instr *failed)
{
    dl_state_own_instances(sim->world, state);
    if (state->instance_count == 0)
        (void)dl_state_add_instance(sim->world, state);
    state->instances[0].site = failed;
    state->instances[0].is_again = is_held_from_before(state->trace, failed);
}

static bool has_temporary(const dl_expr *expr)
{
    return expr && ((expr->kind == DL_E_VAR && expr->var->storage == DL_TEMP) || has_temporary(expr->a) ||
                    has_temporary(expr->b));
}

/* A part of what a parameter of the entry points to, by its members; NULL: of something else. */
static const char *part_text(const tracer *t, const dl_world *world, dl_loc part)
{
    const dl_place *place = dl_place_of(world, part);
    const dl_symbol *symbol = place->kind == DL_LOC_OBJECT ? dl_symbol_of(world, place->sym) : NULL;
    int size = place->kind == DL_LOC_FIELD ? (int)dl_member_name_size(place->field) : 0;
    const char *above;

    if (symbol)
        return symbol->kind == DL_SYM_PARAM && (size_t)symbol->a < world->entry->param_count
                   ? dl_arena_printf(t->judge->scratch, "(*%s)", world->entry->params[symbol->a]->name)
                   : NULL;
    above = place->parent ? part_text(t, world, place->parent) : NULL;
    return !above                        ? NULL
           : place->kind != DL_LOC_FIELD ? dl_arena_printf(t->judge->scratch, "%s[...]", above)
           : above[0] == '('
               ? dl_arena_printf(t->judge->scratch, "%.*s->%.*s", (int)strlen(above) - 3, above + 2, size, place->field)
               : dl_arena_printf(t->judge->scratch, "%s.%.*s", above, size, place->field);
}

/* What is stored to, as it is spelled; `for (auto &slot : table)`, the lowering's own pointers: as a part of what it is
 * of. */
static const char *target_text(const tracer *t, const dl_world *world, const dl_event *event)
{
    const char *part = has_temporary(event->target_expr) ? part_text(t, world, event->target) : NULL;

    return part ? part : dl_expr_text(event->target_expr, t->judge->scratch);
}

static void tell_event(tracer *t, dl_sim *sim, dl_state *state, const dl_event *event)
{
    dl_val object;
    const dl_resource *kind;
    dl_node node = {.kind = DL_NODE_STORE, .span = event->span, .instr = event->instr};

    if (event->kind == DL_ON_STORE && event->target) {
        dl_tri persistent = dl_loc_is_persistent(sim->world, event->target);
        const dl_place *root = dl_place_of(sim->world, dl_place_of(sim->world, event->target)->root);
        dl_match match;

        dl_match_init(&match, t->judge, sim, state);
        if (persistent != DL_YES || root->kind != DL_LOC_OBJECT || event->is_init)
            return;
        if (event->value.kind != DL_VAL_FUNCTION &&
            dl_match_is_param(&match, dl_val_sym(root->sym), match.driver_object) != DL_YES)
            return;
        node.name = dl_arena_printf(t->judge->scratch, "%s = %s", target_text(t, sim->world, event),
                                    event->value_expr ? dl_expr_text(event->value_expr, t->judge->scratch) : "0");
        dl_node_add(sim, state, node);
        return;
    }
    if (event->kind != DL_ON_CALL)
        return;
    if (!event->is_after) {
        kind = resource_of(sim->world->facts, event, sim->world, state, false, &object, sim);
        if (!kind)
            return;
        node.label = "release";
    } else {
        if (event->outcome == DL_OUTCOME_FAILURE && t->all && !t->is_coarse &&
            !resource_of(sim->world->facts, event, sim->world, state, false, &object, sim))
            tell_apart(sim, state, event->instr);
        if (event->outcome == DL_OUTCOME_FAILURE)
            return;
        kind = resource_of(sim->world->facts, event, sim->world, state, true, &object, sim);
        if (!kind)
            return;
        node.label = "acquire";
    }
    node.name = call_text(t->judge, event);
    node.resource = kind->id;
    node.object.kind = (int)object.kind;
    node.object.id = object.id;
    node.object.k = object.k;
    node.object.name = object.name;
    dl_node_add(sim, state, node);
}

static void on_event(void *self, dl_sim *sim, dl_state *state, const dl_event *event)
{
    tracer *t = self;

    tell_event(t, sim, state, event);
    if (state->trace && (!t->farthest || state->trace->length > t->farthest->length))
        t->farthest = state->trace;
}

static bool is_relevant(void *self, const dl_instr *instr, const dl_api *by_name, const dl_api *by_macro)
{
    const tracer *t = self;
    const dl_facts *facts = t->judge->world->facts;

    if (t->is_coarse)
        return instr->kind == DL_I_CALL &&
               (dl_facts_is_acquisition(facts, by_name) || dl_facts_is_acquisition(facts, by_macro));
    return instr->kind == DL_I_CALL &&
           ((by_name && !by_name->is_known_only && !by_name->is_ignored && by_name->result != DL_RESULT_VOID) ||
            (by_macro && !by_macro->is_known_only && !by_macro->is_ignored));
}

static bool is_split(void *self, const dl_instr *instr, const dl_api *by_name, const dl_api *by_macro)
{
    if (((const tracer *)self)->is_coarse)
        return is_relevant(self, instr, by_name, by_macro);
    return (by_name && !by_name->is_known_only) || (by_macro && !by_macro->is_known_only);
}

/* ---- from nodes to events ---- */

/* Of a call that has succeeded: whether it does more than to move memory about. */
static bool says_something(const dl_api *api)
{
    bool moves_memory = api->store_count || api->zero_count || api->copy_count || api->move_count ||
                        api->copied.count || api->initialised.count || api->freed.count;

    if (api->is_essential || api->callback_count || api->write_count || api->kept.count)
        return true;
    return !moves_memory && !api->is_known_only && dl_effects_failure_mask(api->result) != 0;
}

static bool is_shown(const dl_node *node, const dl_facts *facts)
{
    const dl_api *api;

    if (node->kind == DL_NODE_STORE)
        return node->name != NULL;
    if (node->kind == DL_NODE_RETURN)
        return node->depth == 0;
    if (node->kind != DL_NODE_CALL || !node->name)
        return false;
    api = dl_facts_api(facts, node->name);
    if (!api || node->outcome == DL_OUTCOME_FAILURE)
        return !(api && api->is_ignored);
    return !api->is_ignored && says_something(api);
}

typedef DL_VEC(const dl_node *) node_list; /* the newest first */

/* The row of a call that acquires or releases is that of its label. */
static bool is_told(const node_list *nodes, size_t call)
{
    for (size_t k = 0; k < nodes->count; k++)
        if (k != call && nodes->at[k]->label && nodes->at[k]->instr == nodes->at[call]->instr &&
            nodes->at[k]->depth == nodes->at[call]->depth)
            return nodes->at[call]->outcome != DL_OUTCOME_FAILURE;
    return false;
}

/* One routine may release several kinds. */
static bool undoes(const dl_facts *facts, const dl_node *release, const dl_node *acquire)
{
    const dl_resource *kind = is_acquire(acquire) ? dl_facts_resource(facts, acquire->resource) : NULL;

    return kind && dl_api_is_among(dl_facts_api(facts, release->name), kind->release, kind->release_count);
}

/* Number of the acquisition that the release at `i` belongs to: of the same object, or the only one that it can undo;
 * 0: it is not on this path. */
static unsigned pair_of(const dl_facts *facts, const node_list *nodes, size_t i)
{
    unsigned number = 0, same = 0, other = 0, others = 0;

    for (size_t k = nodes->count; k-- > i + 1;) {
        number += is_acquire(nodes->at[k]);
        if (!undoes(facts, nodes->at[i], nodes->at[k]))
            continue;
        if (same_object(nodes->at[k], nodes->at[i]))
            same = number;
        other = number;
        others++;
    }
    return same ? same : others == 1 ? other : 0;
}

/* A cleanup callback of an object that lives on this path, which releases such resources. */
static const char *cleaner_of(dl_judge *judge, const node_list *nodes, const dl_resource *kind)
{
    size_t count;
    const dl_role *const *roles = dl_facts_roles(judge->world->facts, &count);

    for (size_t i = 0; i < count; i++) {
        const dl_role_set set = {.roles = {&roles[i]->id, 1}};
        const dl_function *by = NULL;
        bool has_owner = false;

        for (size_t k = 0; k < nodes->count; k++)
            has_owner |= is_acquire(nodes->at[k]) && dl_text_equal(nodes->at[k]->resource, roles[i]->owner);
        if (roles[i]->runs != DL_RUNS_WITH_OWNER || !has_owner)
            continue;
        for (size_t u = 0; u < kind->release_count; u++)
            for (size_t c = 0; c < kind->release[u].calls.count; c++)
                if (dl_scope_first_call(judge->scope, kind->release[u].calls.at[c], &set, &by) && by)
                    return by->name;
    }
    return NULL;
}

/* A call that succeeded and took the object over. */
static const char *consumer_of(const dl_facts *facts, const node_list *nodes, const dl_resource *kind)
{
    for (size_t k = 0; k < nodes->count; k++) {
        const dl_node *node = nodes->at[k];
        const dl_api *api = node->kind == DL_NODE_CALL ? dl_facts_api(facts, node->name) : NULL;

        if (api && node->outcome != DL_OUTCOME_FAILURE && dl_api_is_among(api, kind->consumed_by, kind->consumed_count))
            return api->canonical;
    }
    return NULL;
}

static const char *keeper_of(dl_judge *judge, const node_list *nodes, const char *id)
{
    const dl_resource *kind = dl_facts_resource(judge->world->facts, id), *owner;

    const char *consumer = kind ? consumer_of(judge->world->facts, nodes, kind) : NULL;

    if (!kind || consumer)
        return consumer;
    if (!kind->owner)
        return cleaner_of(judge, nodes, kind);
    owner = dl_facts_resource(judge->world->facts, kind->owner);
    return dl_arena_printf(judge->arena, "the %s",
                           owner                                         ? owner->title
                           : dl_text_equal(kind->owner, "driver-object") ? "driver object"
                                                                         : kind->owner);
}

/* `status`, or the call whose result is returned at once. */
static const char *returned_text(dl_judge *judge, const node_list *nodes, size_t i)
{
    const dl_expr *value = nodes->at[i]->cond;

    if (!value)
        return "";
    if (value->kind != DL_E_VAR || value->var->storage != DL_TEMP)
        return dl_expr_text(value, judge->arena);
    for (size_t k = i + 1; k < nodes->count; k++) {
        const dl_node *node = nodes->at[k];

        if (node->kind == DL_NODE_CALL && node->instr && node->instr->target && node->instr->target->kind == DL_E_VAR &&
            node->instr->target->var == value->var)
            return dl_arena_printf(judge->arena, "%s(...)", node->name);
    }
    return "";
}

static dl_trace_event event_of(dl_judge *judge, const node_list *nodes, size_t i, unsigned *pairs)
{
    const dl_node *node = nodes->at[i];
    dl_trace_event event = {.span = node->span, .kind = "call", .depth = node->depth};

    if (node->kind == DL_NODE_CALL) {
        event.event =
            dl_arena_printf(judge->arena, "%s%s", node->name, node->outcome == DL_OUTCOME_FAILURE ? " fails" : "");
    } else if (node->kind == DL_NODE_RETURN) {
        const char *value = returned_text(judge, nodes, i);

        event.kind = "return";
        event.event = dl_arena_printf(judge->arena, "return%s%s", *value ? " " : "", value);
    } else if (is_acquire(node)) {
        event.kind = "acquire";
        event.event = dl_arena_strdup(judge->arena, node->name);
        event.pair = ++*pairs;
        event.keeper = keeper_of(judge, nodes, node->resource);
    } else {
        event.kind = node->label ? "release" : "store";
        event.event = dl_arena_strdup(judge->arena, node->name);
        event.pair = node->label ? pair_of(judge->world->facts, nodes, i) : 0;
    }
    return event;
}

/* What fails while all is being undone is no cause. A routine that both registers and takes back does the one or the
 * other. */
static bool is_release_call(const dl_facts *facts, const dl_node *call)
{
    const dl_api *api = dl_facts_api(facts, call->name);

    if (!dl_facts_is_release(facts, api) || !dl_facts_is_acquisition(facts, api))
        return dl_facts_is_release(facts, api);
    for (const dl_node *node = call->parent; node && node->kind != DL_NODE_CALL; node = node->parent)
        if (node->label && node->instr == call->instr)
            return !is_acquire(node);
    return false;
}

/* In the next round of a loop. */
static bool is_same_store(const dl_node *node, const dl_node *before)
{
    return node->kind == DL_NODE_STORE && before->kind == DL_NODE_STORE && !node->label && !before->label &&
           node->span.file == before->span.file && node->span.offset == before->span.offset &&
           dl_text_equal(node->name, before->name);
}

/* `when` tells how far it went before it failed. */
static dl_trace_path path_of(dl_judge *judge, const dl_node *trace, dl_span end, bool is_success, unsigned *when)
{
    node_list nodes = {0};
    DL_VEC(dl_trace_event) events = {0};
    dl_trace_path path = {.is_success = is_success, .title = "success", .end = end};
    const dl_node *failed = NULL;
    unsigned pairs = 0;

    for (const dl_node *node = trace; node; node = node->parent) {
        if (!failed && (node->kind == DL_NODE_EXCEPTION ||
                        (node->kind == DL_NODE_CALL && node->outcome == DL_OUTCOME_FAILURE &&
                         !dl_text_starts(node->name, "dl_") && !is_release_call(judge->world->facts, node))))
            failed = node;
        if (is_shown(node, judge->world->facts))
            dl_vec_push(judge->scratch, &nodes, node);
    }
    if (!is_success)
        path.title =
            !failed ? "a failure of the driver's own"
            : failed->kind == DL_NODE_EXCEPTION
                ? dl_arena_printf(judge->arena, "an exception is raised (%s)", dl_judge_where(judge, failed->span))
                : dl_arena_printf(judge->arena, "%s fails (%s)%s", failed->name, dl_judge_where(judge, failed->span),
                                  is_held_from_before(failed, failed->instr) ? " when called again" : "");
    for (size_t i = nodes.count; i-- > 0;) {
        if ((nodes.at[i]->kind == DL_NODE_CALL && is_told(&nodes, i)) ||
            (i + 1 < nodes.count && is_same_store(nodes.at[i], nodes.at[i + 1])))
            continue;
        dl_vec_push(judge->arena, &events, event_of(judge, &nodes, i, &pairs));
    }
    path.events = events.at;
    path.event_count = events.count;
    *when = failed ? failed->length : trace->length;
    return path;
}

static bool is_among(const dl_trace_path *paths, size_t count, const dl_trace_path *path)
{
    for (size_t i = 0; i < count; i++)
        if (!paths[i].is_success && dl_text_equal(paths[i].title, path->title) && paths[i].end.line == path->end.line &&
            paths[i].end.file == path->end.file)
            return true;
    return false;
}

typedef struct path_list {
    DL_VEC(dl_trace_path) paths;
    DL_VEC(unsigned) when;
} path_list;

/* In the order in which they leave the way to success. */
static void insert_path(dl_judge *judge, path_list *list, const dl_state *exit)
{
    unsigned when;
    dl_trace_path path = path_of(judge, exit->trace, exit->return_span, false, &when);
    size_t at = list->paths.count;

    if (is_among(list->paths.at, list->paths.count, &path))
        return;
    dl_vec_push(judge->arena, &list->paths, path);
    dl_vec_push(judge->arena, &list->when, when);
    for (; at > 0 && !list->paths.at[at - 1].is_success && !list->paths.at[at - 1].is_partial &&
           list->when.at[at - 1] > when;
         at--) {
        list->paths.at[at] = list->paths.at[at - 1];
        list->when.at[at] = list->when.at[at - 1];
    }
    list->paths.at[at] = path;
    list->when.at[at] = when;
}

/* The one with every step. */
static const dl_state *longest_success(const dl_sim *sim)
{
    const dl_state *best = NULL;

    for (size_t i = 0; i < sim->exits.count; i++) {
        const dl_state *exit = sim->exits.at[i];

        if (exit->trace && exit->trace->outcome == DL_OUTCOME_SUCCESS &&
            (!best || exit->trace->length > best->trace->length))
            best = exit;
    }
    return best;
}

static void run(tracer *t, dl_sim *sim)
{
    dl_monitor monitor = {.self = t, .event = on_event, .is_relevant = is_relevant, .is_split = is_split};
    const dl_function *entry = dl_scope_entry(t->judge->scope);

    t->farthest = NULL;
    sim->tells_ways = true;
    sim->root_result = dl_root_result(t->judge, entry);
    dl_sim_run(sim, t->judge->world, &monitor, entry, NULL);
    t->judge->visits += sim->visits;
}

/* Where no way was followed to a success: the longest beginning of one. */
static dl_trace_path partial_path(const tracer *t)
{
    unsigned when;
    dl_trace_path path = path_of(t->judge, t->farthest, (dl_span){0}, false, &when);

    path.is_partial = true;
    path.title = "one way, as far as it was followed";
    return path;
}

const dl_trace_path *dl_trace_paths(dl_judge *judge, bool all, size_t *count, const char **gap)
{
    tracer t = {.judge = judge, .all = all};
    dl_sim *sim = DL_NEW(judge->scratch, dl_sim);
    path_list list = {0};
    const dl_state *best;

    *gap = NULL;
    run(&t, sim);
    if (all && sim->gave_up) {
        t.is_coarse = true;
        sim = DL_NEW(judge->scratch, dl_sim);
        run(&t, sim);
    }
    best = longest_success(sim);
    if (best) {
        unsigned when;

        dl_vec_push(judge->arena, &list.paths, path_of(judge, best->trace, best->return_span, true, &when));
        dl_vec_push(judge->arena, &list.when, when);
    } else if (all && sim->gave_up && t.farthest) {
        dl_vec_push(judge->arena, &list.paths, partial_path(&t));
        dl_vec_push(judge->arena, &list.when, 0);
    }
    for (size_t i = 0; all && i < sim->exits.count; i++)
        if (sim->exits.at[i]->trace && sim->exits.at[i]->trace->outcome == DL_OUTCOME_FAILURE)
            insert_path(judge, &list, sim->exits.at[i]);
    if (all && sim->gave_up)
        *gap = dl_arena_printf(judge->arena, "more paths than can be followed, in %s (%s): some are missing",
                               sim->gave_up_in->name, dl_judge_where(judge, sim->gave_up_in->span));
    else if (t.is_coarse)
        *gap = "more paths than can be followed: of calls that give nothing to undo, not each failure is told apart";
    *count = list.paths.count;
    return list.paths.at;
}
