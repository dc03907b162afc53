#include "engine/trace.h"

#include <string.h>

typedef struct tracer {
    dl_judge *judge;
} tracer;

static bool in_names(dl_name_set set, const char *name)
{
    for (size_t i = 0; name && i < set.count; i++)
        if (strcmp(set.at[i], name) == 0)
            return true;
    return false;
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

                if (!view->api || !in_names(uses[u].calls, view->api->canonical))
                    continue;
                param = uses[u].args_name ? dl_api_param(view->api, uses[u].args_name) : -1;
                if (param >= 0 && (size_t)param < view->arg_count &&
                    ((dl_val_mask(world, state, view->vals[param]) & DL_ZERO) != 0) != uses[u].args_zero)
                    continue;
                *object = dl_val_unset();
                if (uses[u].has_object && uses[u].object == DL_FACT_RESULT)
                    *object = event->result;
                else if (uses[u].has_object && uses[u].object < view->arg_count)
                    *object =
                        uses[u].object_is_deref
                            ? dl_state_read(sim->world, state, dl_eval_pointee(sim, state, view->vals[uses[u].object]))
                            : view->vals[uses[u].object];
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

static void on_event(void *self, dl_sim *sim, dl_state *state, const dl_event *event)
{
    tracer *t = self;
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
        node.name = dl_arena_printf(t->judge->scratch, "%s = %s", dl_expr_text(event->target_expr, t->judge->scratch),
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

static bool is_relevant(void *self, const dl_instr *instr, const dl_api *by_name, const dl_api *by_macro)
{
    (void)self;
    return instr->kind == DL_I_CALL &&
           ((by_name && !by_name->is_known_only && !by_name->is_ignored && by_name->result != DL_RESULT_VOID) ||
            (by_macro && !by_macro->is_known_only && !by_macro->is_ignored));
}

static bool is_split(void *self, const dl_instr *instr, const dl_api *by_name, const dl_api *by_macro)
{
    (void)self;
    (void)instr;
    return (by_name && !by_name->is_known_only) || (by_macro && !by_macro->is_known_only);
}

/* ---- from nodes to events ---- */

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
    return !(api && api->is_ignored);
}

static bool same_object(const dl_node *a, const dl_node *b)
{
    return dl_text_equal(a->resource, b->resource) && a->object.kind == b->object.kind &&
           a->object.id == b->object.id && a->object.k == b->object.k;
}

static dl_trace_path path_of(dl_judge *judge, const dl_state *exit, bool is_success)
{
    DL_VEC(const dl_node *) nodes = {0};
    DL_VEC(dl_trace_event) events = {0};
    dl_trace_path path = {.is_success = is_success, .title = is_success ? "success" : NULL, .end = exit->return_span};
    const dl_node *failed = NULL;
    unsigned pairs = 0;

    for (const dl_node *node = exit->trace; node; node = node->parent) {
        if (!failed && node->kind == DL_NODE_CALL && node->outcome == DL_OUTCOME_FAILURE)
            failed = node;
        if (is_shown(node, judge->world->facts))
            dl_vec_push(judge->scratch, &nodes, node);
    }
    if (!is_success)
        path.title = failed ? dl_arena_printf(judge->arena, "%s fails (line %u)", failed->name, failed->span.line)
                            : dl_arena_printf(judge->arena, "failure returned at line %u", exit->return_span.line);
    for (size_t i = nodes.count; i-- > 0;) {
        const dl_node *node = nodes.at[i];
        dl_trace_event event = {.span = node->span, .kind = "call", .depth = node->depth};

        /* The call's own node comes with the one that says what it acquires or releases: one row for both. */
        if (node->kind == DL_NODE_CALL) {
            bool told = false;

            for (size_t k = 0; k < nodes.count; k++)
                told |= k != i && nodes.at[k]->label && nodes.at[k]->instr == node->instr &&
                        nodes.at[k]->depth == node->depth;
            if (told && node->outcome != DL_OUTCOME_FAILURE)
                continue;
            event.event =
                dl_arena_printf(judge->arena, "%s%s", node->name, node->outcome == DL_OUTCOME_FAILURE ? " fails" : "");
        } else if (node->kind == DL_NODE_RETURN) {
            event.kind = "return";
            event.event =
                dl_arena_printf(judge->arena, "return %s", node->cond ? dl_expr_text(node->cond, judge->arena) : "");
        } else if (node->label) {
            event.kind = dl_text_equal(node->label, "acquire") ? "acquire" : "release";
            event.event = dl_arena_strdup(judge->arena, node->name);
            if (event.kind[0] == 'a') {
                event.pair = ++pairs;
            } else {
                unsigned number = 0;

                for (size_t k = nodes.count; k-- > i + 1;) {
                    if (!dl_text_equal(nodes.at[k]->label, "acquire"))
                        continue;
                    number++;
                    if (same_object(nodes.at[k], node))
                        event.pair = number;
                }
            }
        } else {
            event.kind = "store";
            event.event = dl_arena_strdup(judge->arena, node->name);
        }
        dl_vec_push(judge->arena, &events, event);
    }
    path.events = events.at;
    path.event_count = events.count;
    return path;
}

const dl_trace_path *dl_trace_paths(dl_judge *judge, bool all, size_t *count)
{
    tracer t = {.judge = judge};
    dl_sim *sim = DL_NEW(judge->scratch, dl_sim);
    dl_monitor monitor = {.self = &t, .event = on_event, .is_relevant = is_relevant, .is_split = is_split};
    const dl_function *entry = dl_scope_entry(judge->scope);
    DL_VEC(dl_trace_path) paths = {0};
    const dl_state *best = NULL;

    sim->root_result = dl_root_result(judge, entry);
    dl_sim_run(sim, judge->world, &monitor, entry, NULL);
    judge->visits += sim->visits;
    for (size_t i = 0; i < sim->exits.count; i++) /* the longest success is the one with every step */
        if (sim->exits.at[i]->trace && sim->exits.at[i]->trace->outcome == DL_OUTCOME_SUCCESS &&
            (!best || sim->exits.at[i]->trace->length > best->trace->length))
            best = sim->exits.at[i];
    if (best)
        dl_vec_push(judge->arena, &paths, path_of(judge, best, true));
    for (size_t i = 0; all && i < sim->exits.count; i++) {
        const dl_state *exit = sim->exits.at[i];
        dl_trace_path path;
        bool is_new = true;

        if (!exit->trace || exit->trace->outcome != DL_OUTCOME_FAILURE)
            continue;
        path = path_of(judge, exit, false);
        for (size_t k = 0; k < paths.count && is_new; k++)
            is_new = paths.at[k].is_success || !dl_text_equal(paths.at[k].title, path.title);
        if (is_new)
            dl_vec_push(judge->arena, &paths, path);
    }
    *count = paths.count;
    return paths.at;
}
