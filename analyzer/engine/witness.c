/* witness.c: which nodes of a trace are shown, and in what words. */
#include "engine/witness.h"

#include <string.h>

/* Helpers are shown for what is in them. */
static bool is_interesting(const dl_node *node)
{
    return node->kind != DL_NODE_ENTER && node->kind != DL_NODE_LEAVE && dl_node_is_of_witness(node);
}

/* How the call went, in the words of what it returns; "" for a plain value. */
static const char *outcome_text(const dl_symbol *symbol, dl_outcome outcome)
{
    bool failed = outcome == DL_OUTCOME_FAILURE;

    switch (symbol->api ? symbol->api->result : DL_RESULT_VALUE) {
    case DL_RESULT_NTSTATUS:
    case DL_RESULT_NDIS:
    case DL_RESULT_HRESULT:
    case DL_RESULT_ZERO:
        return failed ? "failed" : "succeeded";
    case DL_RESULT_POINTER:
        return failed ? "returned null" : "returned a pointer";
    case DL_RESULT_BOOLEAN:
        return failed ? "returned false" : "returned true";
    default:
        return "";
    }
}

static const char *branch_text(dl_judge *judge, dl_sim *sim, const dl_node *node)
{
    const char *cond = node->cond ? dl_expr_text(node->cond, judge->arena) : "";
    const dl_symbol *symbol = node->failed_sym >= 0 ? dl_symbol_of(sim->world, node->failed_sym) : NULL;
    const char *truth = node->taken ? "true" : "false";
    const char *call = symbol && symbol->kind == DL_SYM_RESULT ? symbol->instr->name : NULL;
    const char *outcome = call && node->outcome != DL_OUTCOME_ANY ? outcome_text(symbol, node->outcome) : "";

    if (strchr(cond, '%')) /* a temporary has no name in the source */
        cond = dl_span_text(node->span, 60, judge->arena);
    if (*outcome)
        return dl_arena_printf(judge->arena, "'%s' is %s: %s at line %u %s", cond, truth, call,
                               symbol->instr->span.line, outcome);
    if (call && !strstr(cond, call))
        return dl_arena_printf(judge->arena, "'%s' is %s after %s at line %u", cond, truth, call,
                               symbol->instr->span.line);
    return dl_arena_printf(judge->arena, "'%s' is %s", cond, truth);
}

static dl_path_step_shown shown(dl_judge *judge, dl_sim *sim, const dl_node *node)
{
    dl_path_step_shown step = {.span = node->span, .depth = node->depth, .kind = "event"};

    switch (node->kind) {
    case DL_NODE_BRANCH:
        step.kind = "decision";
        step.message = branch_text(judge, sim, node);
        break;
    case DL_NODE_CASE:
        step.kind = "decision";
        step.message = node->cond ? dl_arena_printf(judge->arena, "case %s", dl_expr_text(node->cond, judge->arena))
                                  : "no case applies";
        break;
    case DL_NODE_CALL:
        step.kind = "call";
        step.message = dl_arena_printf(judge->arena, "%s fails", node->name ? node->name : "the call");
        break;
    case DL_NODE_EXCEPTION:
        step.kind = "decision";
        step.message = "an exception is raised here";
        break;
    case DL_NODE_ENTER:
        step.kind = "enter";
        step.message = dl_arena_printf(judge->arena, "%s is called", node->name);
        break;
    default:
        step.kind = "state";
        step.message = dl_arena_strdup(judge->arena, node->text ? node->text : "");
    }
    return step;
}

typedef DL_VEC(const dl_node *) node_list;     /* the newest first */
typedef DL_VEC(dl_path_step_shown) shown_list; /* the first first */

/* Where the helper that is entered here has come back, if nothing happened in it that the fault rests on: no change of
 * the tracked thing, no exception, and no failure for its caller to see. Else `entered`. */
static size_t end_of_quiet(const node_list *nodes, size_t entered)
{
    unsigned depth = 1;

    for (size_t k = entered; k-- > 0;) {
        const dl_node *node = nodes->at[k];

        if (node->kind == DL_NODE_EXCEPTION || (node->kind == DL_NODE_STORE && node->text))
            return entered;
        depth += node->kind == DL_NODE_ENTER;
        depth -= node->kind == DL_NODE_LEAVE;
        if (!depth)
            return node->outcome == DL_OUTCOME_SUCCESS ? k : entered;
    }
    return entered;
}

static bool is_same_step(const dl_path_step_shown *a, const dl_path_step_shown *b)
{
    return a->span.file == b->span.file && a->span.offset == b->span.offset && a->depth == b->depth &&
           strcmp(a->message, b->message) == 0;
}

enum { LONGEST_ROUND = 24 };

/* How often the `count` steps that begin at `first` stand there, one time behind the other. */
static size_t times_of(const shown_list *steps, size_t first, size_t count)
{
    size_t times = 1;

    for (size_t at = first + count; at + count <= steps->count; at += count, times++)
        for (size_t i = 0; i < count; i++)
            if (!is_same_step(&steps->at[first + i], &steps->at[at + i]))
                return times;
    return times;
}

/* Rounds of a loop that go the same way are shown once; a step behind them tells how many more there are. */
static void fold_rounds(dl_judge *judge, shown_list *steps)
{
    shown_list folded = {0};

    for (size_t i = 0; i < steps->count;) {
        size_t count = 1, times = 1;

        for (size_t n = 1; n <= LONGEST_ROUND && i + 2 * n <= steps->count && times == 1; n++) {
            times = times_of(steps, i, n);
            count = n;
        }
        if ((times - 1) * count < 2) {
            dl_vec_push(judge->arena, &folded, steps->at[i]);
            i++;
            continue;
        }
        for (size_t k = 0; k < count; k++)
            dl_vec_push(judge->arena, &folded, steps->at[i + k]);
        dl_path_step_shown again = steps->at[i];
        again.kind = "decision";
        again.message = count == 1 ? dl_arena_printf(judge->arena, "the same %zu more times", times - 1)
                        : times == 2
                            ? dl_arena_printf(judge->arena, "the %zu steps above once more", count)
                            : dl_arena_printf(judge->arena, "the %zu steps above %zu more times", count, times - 1);
        dl_vec_push(judge->arena, &folded, again);
        i += count * times;
    }
    *steps = folded;
}

/* A branch of which a later one says the opposite, as no call came between: two ways had met behind it, and the trace
 * is the other's. */
static bool is_overruled(const dl_world *world, const node_list *nodes, size_t i)
{
    const dl_node *node = nodes->at[i];
    const dl_instr *call;

    if (node->kind != DL_NODE_BRANCH || node->failed_sym < 0 || node->outcome == DL_OUTCOME_ANY)
        return false;
    call = dl_symbol_of(world, node->failed_sym)->instr;
    for (size_t k = i; k-- > 0;) {
        const dl_node *later = nodes->at[k];

        if (call && later->kind == DL_NODE_CALL && later->instr == call)
            return false;
        if (later->kind == DL_NODE_BRANCH && later->failed_sym == node->failed_sym && later->outcome != DL_OUTCOME_ANY)
            return later->outcome != node->outcome;
    }
    return false;
}

static bool is_wanted(const dl_world *world, const node_list *nodes, size_t i)
{
    return is_interesting(nodes->at[i]) && !is_overruled(world, nodes, i);
}

void dl_witness_make(dl_judge *judge, dl_sim *sim, dl_draft *draft)
{
    node_list nodes = {0};
    shown_list steps = {0};
    const dl_node *node;

    for (node = draft->trace; node; node = node->parent)
        dl_vec_push(judge->scratch, &nodes, node);
    dl_vec_push(judge->arena, &steps,
                (dl_path_step_shown){.span = judge->root->span,
                                     .kind = "enter",
                                     .message = dl_arena_printf(judge->arena, "%s starts", judge->root->name)});
    for (size_t i = nodes.count; i-- > 0;) {
        bool wanted = is_wanted(judge->world, &nodes, i);

        if (nodes.at[i]->kind == DL_NODE_ENTER) { /* shown when something in it is */
            unsigned depth = 1;

            i = end_of_quiet(&nodes, i);
            if (nodes.at[i]->kind == DL_NODE_LEAVE)
                continue;
            for (size_t k = i; k-- > 0 && depth && !wanted;) {
                depth += nodes.at[k]->kind == DL_NODE_ENTER;
                depth -= nodes.at[k]->kind == DL_NODE_LEAVE;
                wanted = depth && is_wanted(judge->world, &nodes, k);
                if (depth && k == 0)
                    wanted = true; /* the judged event is in it */
            }
        }
        /* A call that fails and the tracked thing that failed with it are one step. */
        if (wanted && nodes.at[i]->kind == DL_NODE_CALL && i > 0 && nodes.at[i - 1]->kind == DL_NODE_STORE &&
            nodes.at[i - 1]->text && nodes.at[i - 1]->span.offset == nodes.at[i]->span.offset)
            wanted = false;
        if (wanted)
            dl_vec_push(judge->arena, &steps, shown(judge, sim, nodes.at[i]));
    }
    fold_rounds(judge, &steps);
    dl_vec_push(judge->arena, &steps,
                (dl_path_step_shown){.span = draft->judged, .kind = "event", .message = draft->judged_text});
    draft->finding.path = steps.at;
    draft->finding.path_count = steps.count;
}
