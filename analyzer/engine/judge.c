/* judge.c: tallies and messages; see judge.h. */
#include "engine/judge.h"
#include "engine/footprint.h"
#include "engine/witness.h"
#include "support/platform.h"

#include <inttypes.h>
#include <string.h>

/* ---- tallies ---- */

static bool same_names(dl_name_set a, dl_name_set b)
{
    if (a.count != b.count)
        return false;
    for (size_t i = 0; i < a.count; i++)
        if (strcmp(a.at[i], b.at[i]) != 0)
            return false;
    return true;
}

dl_tally *dl_judge_tally(dl_judge *judge, const dl_check *check, dl_name_set covers)
{
    dl_tally *made;

    for (size_t i = 0; i < judge->tallies.count; i++)
        if (judge->tallies.at[i]->check == check && same_names(judge->tallies.at[i]->covers, covers))
            return judge->tallies.at[i];
    made = DL_NEW(judge->arena, dl_tally);
    made->check = check;
    made->covers = covers;
    dl_vec_push(judge->arena, &judge->tallies, made);
    return made;
}

void dl_judge_doubt(dl_judge *judge, dl_tally *tally, const char *reason)
{
    tally->is_triggered = true;
    judge->is_refused |= judge->is_coarse;
    if (!tally->doubt && !judge->is_coarse)
        tally->doubt = dl_arena_strdup(judge->arena, reason);
}

enum { FEWEST_FLAGS = 2 }; /* one makes no more ways than its test does */

bool dl_judge_try(dl_judge *judge, const dl_function *root)
{
    if (dl_graph_of(judge->world, root)->flags < FEWEST_FLAGS)
        return false;
    judge->is_coarse = true;
    judge->is_refused = false;
    judge->before.count = 0;
    for (size_t i = 0; i < judge->tallies.count; i++)
        dl_vec_push(judge->arena, &judge->before, *judge->tallies.at[i]);
    return true;
}

bool dl_judge_stands(dl_judge *judge)
{
    bool stands = !judge->is_refused;

    judge->is_coarse = judge->is_refused = false;
    for (size_t i = 0; !stands && i < judge->tallies.count; i++) {
        dl_tally *tally = judge->tallies.at[i];

        *tally =
            i < judge->before.count ? judge->before.at[i] : (dl_tally){.check = tally->check, .covers = tally->covers};
    }
    return stands;
}

enum { MOST_EVIDENCE = 4 };

void dl_judge_evidence(dl_judge *judge, dl_tally *tally, dl_span span, const char *message)
{
    tally->is_triggered = true;
    for (size_t i = 0; i < tally->evidence.count; i++)
        if (tally->evidence.at[i].span.file == span.file && tally->evidence.at[i].span.offset == span.offset)
            return;
    if (tally->evidence.count < MOST_EVIDENCE)
        dl_vec_push(judge->arena, &tally->evidence, (dl_evidence){span, dl_arena_strdup(judge->arena, message)});
}

const dl_path_pattern *dl_judge_slot(dl_judge *judge, dl_slot slot)
{
    static const char *const texts[DL_SLOTS] = {
        [DL_SLOT_UNLOAD] = "@driver-object->DriverUnload", [DL_SLOT_PNP] = "@driver-object->MajorFunction[IRP_MJ_PNP]"};

    if (!judge->slots[slot]) {
        dl_path_pattern *made = DL_NEW(judge->arena, dl_path_pattern);

        (void)dl_path_pattern_read(made, texts[slot], judge->world->facts, judge->arena);
        judge->slots[slot] = made;
    }
    return judge->slots[slot];
}

const char *dl_judge_where(const dl_judge *judge, dl_span span)
{
    const dl_program *program = judge->world->program;

    if (!span.file || program->file_count == 0 || span.file == program->files[0])
        return dl_arena_printf(judge->arena, "line %u", span.line);
    return dl_arena_printf(judge->arena, "line %u of %s", span.line, dl_path_name(span.file->path));
}

const char *dl_judge_why_degraded(const dl_judge *judge, const dl_function *function)
{
    return dl_arena_printf(judge->arena, "%s was not understood in full (%s at %s)", function->name,
                           function->lost[0].kind, dl_judge_where(judge, function->lost[0].span));
}

const char *dl_judge_why_endless(const dl_judge *judge, const dl_function *function)
{
    return dl_arena_printf(judge->arena, "%s %s than can be followed: to be checked by hand", function->name,
                           dl_reach_is_recursive(judge->world, function) ? "calls itself in more ways"
                                                                         : "has more paths");
}

const char *dl_judge_called(const dl_judge *judge, const dl_instr *call)
{
    if (call->name || !call->pointer)
        return call->name ? call->name : "a function pointer";
    return dl_expr_text(call->pointer, judge->arena);
}

enum { MOST_TOLD_TARGETS = 4 };

/* What is called through a pointer may be one of those that are put there, or what nothing here shows. */
static const char *may_be(const dl_judge *judge, dl_function_list targets, bool is_complete)
{
    dl_text text;

    if (targets.count == 0)
        return "through a pointer, leads to what was not seen";
    dl_text_init(&text, judge->arena);
    dl_text_add(&text, "may be ");
    for (size_t i = 0; i < targets.count && i < MOST_TOLD_TARGETS; i++)
        dl_text_printf(&text, "%s%s",
                       i == 0                                  ? ""
                       : i + 1 < targets.count || !is_complete ? ", "
                                                               : " or ",
                       targets.at[i]->name);
    if (targets.count > MOST_TOLD_TARGETS || !is_complete)
        dl_text_add(&text, " or another");
    return dl_text_str(&text);
}

/* Whether the call at that place is of a function whose body was found. */
static bool is_bound(const dl_judge *judge, dl_span span)
{
    const dl_program *program = judge->world->program;

    for (size_t i = 0; i < program->function_count; i++) {
        size_t count;
        const dl_opaque_call *opaque = dl_scope_opaque(judge->scope, program->functions[i], &count);

        for (size_t k = 0; k < count; k++)
            if (opaque[k].call->span.file == span.file && opaque[k].call->span.offset == span.offset)
                return false;
    }
    return true;
}

const char *dl_judge_why_unread(const dl_judge *judge, const char *name, dl_span span)
{
    const dl_instr *call = dl_scope_pointer_call(judge->scope, span);
    dl_function_list targets;
    bool is_complete;

    if (!call)
        return dl_program_unread(judge->world->program, name, is_bound(judge, span));
    targets = dl_scope_targets(judge->scope, call, &is_complete);
    return may_be(judge, targets, is_complete);
}

const char *dl_judge_callee(const dl_judge *judge, const char *name, dl_span span)
{
    return dl_arena_printf(judge->arena, "%s, called at %s, %s", name, dl_judge_where(judge, span),
                           dl_judge_why_unread(judge, name, span));
}

const char *dl_judge_opaque(const dl_judge *judge, const dl_state *state)
{
    return state->flags & DL_STATE_OPAQUE ? dl_judge_callee(judge, state->opaque, state->opaque_span) : NULL;
}

const char *dl_judge_unseen_role(const dl_judge *judge, const char *role)
{
    const dl_instr *opaque = dl_scope_opaque_with_driver_object(judge->scope);
    dl_span where;

    if (!dl_scope_role_unknown(judge->scope, role, &where))
        return NULL;
    if (opaque && opaque->span.file == where.file && opaque->span.offset == where.offset)
        return dl_arena_printf(judge->arena,
                               "%s, and is given the driver object: it may bring a function that runs as %s",
                               dl_judge_callee(judge, dl_judge_called(judge, opaque), where), role);
    return dl_arena_printf(judge->arena, "the function that runs as %s was not seen (%s)", role,
                           dl_judge_where(judge, where));
}

/* ---- messages ---- */

/* A temporary has no name: the source has. */
static const char *spelled_in_source(const dl_expr *expr, dl_arena *arena)
{
    const char *text = dl_expr_text(expr, arena);

    return strchr(text, '%') && expr->span.file ? dl_span_text(expr->span, 60, arena) : text;
}

/* What a helper knows by a parameter of its own has a name in its caller. */
static bool is_callers(const dl_world *world, const dl_bind *bind)
{
    const dl_expr *root = bind->expr;
    const dl_place *place = bind->loc ? dl_place_of(world, dl_place_of(world, bind->loc)->root) : NULL;

    while (root && root->kind != DL_E_VAR)
        root = root->a;
    return root && root->var->storage == DL_PARAM && place && place->kind == DL_LOC_VAR && place->var != root->var;
}

/* Where the call's result goes, of what is known as that alone. */
static const dl_expr *slot_of_result(const dl_sim *sim, dl_val val)
{
    const dl_symbol *symbol = sim && val.kind == DL_VAL_SYM ? dl_symbol_of(sim->world, val.id) : NULL;

    return symbol && symbol->kind == DL_SYM_RESULT && symbol->instr->result
               ? dl_result_slot(symbol->instr->result->function, symbol->instr)
               : NULL;
}

/* Of what is handed on at once, so that no variable holds it: which call made it. */
static const char *made_by(const dl_sim *sim, dl_val val)
{
    const dl_symbol *symbol = sim && val.kind == DL_VAL_SYM ? dl_symbol_of(sim->world, val.id) : NULL;

    return symbol && symbol->kind == DL_SYM_RESULT ? symbol->instr->name : NULL;
}

static const char *spelled(dl_judge *judge, dl_sim *sim, const dl_bind *bind)
{
    const dl_expr *slot = bind->has_val ? slot_of_result(sim, bind->val) : NULL;
    dl_text text;

    if (bind->expr && bind->expr->span.file && !(sim && is_callers(sim->world, bind)))
        return spelled_in_source(bind->expr, judge->arena);
    dl_text_init(&text, judge->arena);
    if (bind->loc)
        dl_loc_print(sim->world, bind->loc, &text);
    else if (bind->val.kind == DL_VAL_FUNCTION || (bind->val.kind == DL_VAL_CONST && bind->val.name))
        dl_text_add(&text, bind->val.name);
    else if (bind->val.kind == DL_VAL_CONST)
        dl_text_printf(&text, "%" PRId64, bind->val.k);
    else if (bind->val.kind == DL_VAL_ADDRESS)
        dl_loc_print(sim->world, bind->val.id, &text);
    else if (slot)
        return spelled_in_source(slot, judge->arena);
    else if (bind->has_val && made_by(sim, bind->val))
        dl_text_printf(&text, "what %s gave", made_by(sim, bind->val));
    return dl_text_str(&text);
}

const char *dl_event_call_name(const dl_event *event)
{
    if (event->kind != DL_ON_CALL)
        return NULL;
    for (size_t v = event->view_count; v-- > 0;)
        if (event->views[v].name && (event->views[v].api || event->view_count == 1))
            return event->views[v].name;
    return event->view_count ? event->views[0].name : NULL;
}

const char *dl_event_call_name_or(const dl_event *event, const char *other)
{
    const char *name = dl_event_call_name(event);

    return name ? name : other;
}

/* `3`, `3 of helper.c`. */
static const char *line_in(const dl_words *words, unsigned line, const dl_file *file, dl_arena *arena)
{
    return words->file && file && file != words->file
               ? dl_arena_printf(arena, "%u of %s", line, dl_path_name(file->path))
               : dl_arena_printf(arena, "%u", line);
}

static const char *line_word(const dl_words *words, const char *label, dl_arena *arena)
{
    const dl_instance *instance = words->instance;

    for (unsigned i = 0; instance && i < DL_MAX_LABELS && strcmp(label, "event") != 0; i++)
        if (instance->labels[i].name && strcmp(instance->labels[i].name, label) == 0)
            return line_in(words, instance->labels[i].line, instance->labels[i].file, arena);
    if (instance && instance->last.line && strcmp(label, "event") != 0)
        return line_in(words, instance->last.line, instance->last.file, arena);
    return line_in(words, words->event_line, words->event ? words->event->span.file : NULL, arena);
}

static const dl_bind *bind_of(dl_judge *judge, const dl_words *words, const char *name)
{
    const dl_check *check = judge->check;

    for (size_t i = 0; i < check->capture_count && i < DL_MAX_BINDS; i++) {
        const char *capture = check->captures[i];

        if (capture[0] == '$')
            capture++;
        if (strcmp(capture, name) != 0)
            continue;
        if (words->match && words->match->binds[i].is_bound)
            return &words->match->binds[i];
        if (words->instance && words->instance->binds[i].is_bound)
            return &words->instance->binds[i];
    }
    if (strcmp(name, "object") == 0 && words->instance && words->instance->binds[0].is_bound)
        return &words->instance->binds[0];
    return NULL;
}

/* The finding stands at an event before the judged one. */
static bool is_about_earlier(const dl_check *check)
{
    return check->form == DL_FORM_FORBID && (check->anchor == DL_ANCHOR_AFTER || check->undone);
}

static const char *site_word(const dl_instr *site)
{
    return site->name ? site->name : site->macro;
}

/* The call that a message is about: of what a call's failure or result became, the one that was made first. */
static const char *call_word(const dl_judge *judge, const dl_words *words)
{
    const dl_instr *site = words->instance ? words->instance->site : NULL;
    const char *name = words->event ? dl_event_call_name(words->event) : NULL;

    if (site && (judge->check->form == DL_FORM_PROPAGATE || judge->check->form == DL_FORM_EXAMINE))
        return site_word(site);
    if (name || !site)
        return name;
    return site->macro && dl_facts_api(judge->world->facts, site->macro) ? site->macro : site->name;
}

static const char *event_word(const dl_event *event, dl_arena *arena)
{
    const char *name = event ? dl_event_call_name(event) : NULL;

    return name ? name : event ? dl_span_text(event->span, 60, arena) : NULL;
}

static const char *target_word(const dl_judge *judge, const dl_words *words)
{
    const dl_expr *target = is_about_earlier(judge->check) && words->instance ? words->instance->stored
                            : words->event                                    ? words->event->target_expr
                                                                              : NULL;

    return target ? dl_expr_text(target, judge->arena) : NULL;
}

static const char *value_word(const dl_judge *judge, const dl_words *words)
{
    const dl_expr *value = is_about_earlier(judge->check) && words->instance ? words->instance->stored_value
                           : words->event                                    ? words->event->value_expr
                                                                             : NULL;

    return value ? spelled_in_source(value, judge->arena) : NULL;
}

static const char *of_word(const dl_words *words, dl_arena *arena)
{
    if (words->of)
        return words->of;
    return words->event && words->event->value_expr ? dl_expr_text(words->event->value_expr, arena) : NULL;
}

static const char *arg_word(const dl_event *event, const char *name, dl_arena *arena)
{
    dl_val val;
    const dl_expr *expr;

    return event && dl_match_arg(event, name, &val, &expr) ? dl_expr_text(expr, arena) : name;
}

/* What stands for `{name}` where it is a word that the form of the rule has; NULL: there is none. */
static const char *given_word(const dl_words *words, const char *name)
{
    const struct {
        const char *name, *text;
    } given[] = {
        {"problem", words->problem},
        {"object", words->object},
        {"kind", words->kind},
        {"instead", words->instead},
        {"discharge", words->discharge},
        {"user", words->user},
        {"reader", words->reader ? words->reader : "a callback"},
        {"role", words->role},
        {"unload", words->unload ? words->unload : "the unload routine"},
        {"missing", words->missing},
    };

    for (size_t i = 0; i < sizeof given / sizeof *given; i++)
        if (strcmp(given[i].name, name) == 0)
            return given[i].text;
    return NULL;
}

/* What stands for `{name}` in a message; "" where there is nothing to say. */
static const char *word(dl_judge *judge, dl_sim *sim, const dl_words *words, const char *name)
{
    const dl_event *event = words->event;
    const char *text;

    if (name[0] == '$') {
        const dl_bind *bind = bind_of(judge, words, name + 1);

        if (strcmp(name, "$object") == 0 && words->object)
            return words->object;
        return bind ? spelled(judge, sim, bind) : name + 1;
    }
    if (dl_text_starts(name, "line:"))
        return line_word(words, name + strlen("line:"), judge->arena);
    if (dl_text_starts(name, "arg:"))
        return arg_word(event, name + strlen("arg:"), judge->arena);
    if (strcmp(name, "entry") == 0)
        return judge->root->name;
    if (strcmp(name, "function") == 0)
        return event && event->function ? event->function->name : judge->root->name;
    if (strcmp(name, "call") == 0)
        text = call_word(judge, words);
    else if (strcmp(name, "event") == 0)
        text = event_word(event, judge->arena);
    else if (strcmp(name, "target") == 0)
        text = target_word(judge, words);
    else if (strcmp(name, "value") == 0)
        text = value_word(judge, words);
    else if (strcmp(name, "of") == 0)
        text = of_word(words, judge->arena);
    else
        text = given_word(words, name);
    return text ? text : "";
}

const char *dl_judge_message(dl_judge *judge, dl_sim *sim, const dl_state *state, const char *form,
                             const dl_words *words)
{
    dl_text out;
    char name[64];

    (void)state;
    dl_text_init(&out, judge->arena);
    while (*form) {
        const char *end = *form == '{' ? strchr(form, '}') : NULL;

        if (end && (size_t)(end - form) < sizeof name) {
            memcpy(name, form + 1, (size_t)(end - form) - 1);
            name[end - form - 1] = '\0';
            const char *text = word(judge, sim, words, name);

            form = end + 1;
            if (!text[0] && *form == ' ' && out.count && out.at[out.count - 1] == ' ')
                form++; /* a word that is not there leaves no gap */
            dl_text_add(&out, text);
        } else {
            dl_text_add_char(&out, *form++);
        }
    }
    return dl_text_str(&out);
}

/* ---- faults ---- */

static bool rests_on_absence(const dl_check *check)
{
    switch (check->form) {
    case DL_FORM_FORBID:
    case DL_FORM_AUTOMATON:
        return false;
    case DL_FORM_RELEASE:
        return (check->faults & DL_FAULT_LEAK) != 0;
    default:
        return true;
    }
}

static dl_level level_of(const dl_judge *judge, const dl_check *check, const dl_level *item, dl_certainty certainty)
{
    dl_level level = judge->use ? judge->use->level : judge->rule->level;

    if (!judge->rule->is_level_set) {
        if (item)
            level = *item < level || level == judge->rule->level ? *item : level;
        else if (check->has_level)
            level = check->level;
    }
    return certainty == DL_POSSIBLE && level > DL_LEVEL_WARNING ? DL_LEVEL_WARNING : level;
}

static dl_name_set decided_by(const dl_judge *judge, const dl_tally *tally)
{
    dl_name_set rest = {0};
    const char **names;
    const dl_rule *rule = judge->rule;

    if (tally->covers.count)
        return tally->covers;
    names = DL_NEW_ARRAY(judge->arena, rule->requirements.count + 1, const char *);
    for (size_t i = 0; i < rule->requirements.count; i++) {
        bool covered = false;

        for (size_t c = 0; c < rule->check_count; c++) {
            const dl_check *check = &rule->checks[c];

            for (size_t n = 0; n < check->covers.count; n++)
                covered |= strcmp(check->covers.at[n], rule->requirements.at[i]) == 0;
            for (size_t k = 0; k < check->item_count; k++)
                for (size_t n = 0; n < check->items[k].covers.count; n++)
                    covered |= strcmp(check->items[k].covers.at[n], rule->requirements.at[i]) == 0;
            for (size_t k = 0; k < check->error_count; k++)
                for (size_t n = 0; n < check->errors[k].covers.count; n++)
                    covered |= strcmp(check->errors[k].covers.at[n], rule->requirements.at[i]) == 0;
        }
        if (!covered)
            names[rest.count++] = rule->requirements.at[i];
    }
    rest.at = names;
    return rest;
}

/* Whether a fault that a rule has found is in doubt all the same: what the run did not see may undo it. `why` may be
 * left as it is. */
static bool is_in_doubt(const dl_judge *judge, const dl_sim *sim, const dl_state *state, const char **why)
{
    unsigned flags = state ? state->flags : 0;

    if (sim && sim->degraded && rests_on_absence(judge->check)) {
        *why = dl_judge_why_degraded(judge, sim->degraded);
        return true;
    }
    if (flags & DL_STATE_JUMP) {
        *why = sim && sim->unknown_jump
                   ? dl_arena_printf(judge->arena, "%s at %s has no definition here and may leave the function",
                                     sim->unknown_jump, dl_judge_where(judge, sim->unknown_jump_span))
                   : state->doubt;
        return true;
    }
    if (sim && sim->joins_rounds && (flags & (DL_STATE_MERGED | DL_STATE_DOUBT))) {
        *why = dl_judge_why_endless(judge, judge->root);
        return true;
    }
    if (flags & (DL_STATE_ROUNDS | DL_STATE_UNFOLLOWED)) {
        *why = dl_arena_printf(judge->arena, "%s: to be checked by hand (%s)", state->doubt,
                               dl_judge_where(judge, state->doubt_span));
        return true;
    }
    return false;
}

static const char *doubt_of_place(const dl_judge *judge, const dl_state *state, dl_span span)
{
    return dl_arena_printf(judge->arena, "whether this holds at '%s' (%s) could not be decided: %s",
                           dl_span_text(span, 50, judge->arena), dl_judge_where(judge, span),
                           state && state->doubt ? state->doubt : "values that it rests on are not known on each path");
}

static const dl_instr *site_of(const dl_words *words)
{
    return words->instance ? words->instance->site : NULL;
}

static const dl_expr *spelled_of(const dl_words *words)
{
    return words->instance ? words->instance->binds[0].expr : NULL;
}

/* By its name, wherever it was acquired, if that is the same variable's; without one by where it was. */
static bool is_of_same_object(const dl_draft *draft, const dl_words *words)
{
    const dl_expr *spelled = spelled_of(words);

    if (!draft->object || !words->object)
        return true;
    if (draft->site == site_of(words))
        return true;
    return *draft->object && strcmp(draft->object, words->object) == 0 && draft->spelled && spelled &&
           dl_expr_same(draft->spelled, spelled);
}

/* What is told of the object at the place: the firmest, of these the shortest. NULL: what is there already is no worse.
 */
static dl_draft *draft_at(dl_judge *judge, dl_tally *tally, const dl_state *state, const dl_words *words, dl_span span,
                          dl_certainty certainty)
{
    for (size_t i = 0; i < tally->drafts.count; i++) {
        dl_draft *there = &tally->drafts.at[i];
        bool is_longer = state && state->trace && there->length > state->trace->length;

        if (there->finding.span.file != span.file || there->finding.span.offset != span.offset ||
            !is_of_same_object(there, words))
            continue;
        return there->finding.certainty < certainty || (there->finding.certainty == certainty && is_longer) ? there
                                                                                                            : NULL;
    }
    dl_vec_push(judge->arena, &tally->drafts, (dl_draft){0});
    return &tally->drafts.at[tally->drafts.count - 1];
}

void dl_judge_fault(dl_judge *judge, dl_tally *tally, dl_sim *sim, const dl_state *state, dl_tri how,
                    const dl_words *words, const char *message, const dl_level *level, dl_span span, const char *doubt)
{
    const dl_rule_use *use = judge->use;
    dl_words placed = *words;
    bool is_merged = state && (state->flags & (DL_STATE_MERGED | DL_STATE_DOUBT));
    dl_certainty certainty = is_merged || (use && use->is_thin) ? DL_POSSIBLE : DL_DEFINITE;
    dl_draft *draft;

    placed.file = span.file;
    tally->is_triggered = true;
    if (how == DL_NO)
        return;
    if (judge->is_coarse) {
        judge->is_refused = true;
        if (sim)
            sim->is_refused = true;
        return;
    }
    if (how == DL_YES && is_in_doubt(judge, sim, state, &doubt))
        how = DL_MAYBE;
    if (how == DL_MAYBE || judge->only_doubt || (use && use->is_doubtful)) {
        dl_judge_doubt(judge, tally,
                       judge->only_doubt ? judge->only_doubt_reason
                       : doubt           ? doubt
                                         : doubt_of_place(judge, state, span));
        return;
    }
    draft = draft_at(judge, tally, state, words, span, certainty);
    if (!draft)
        return;
    draft->finding = (dl_finding){.rule = judge->rule,
                                  .requirements = decided_by(judge, tally),
                                  .certainty = certainty,
                                  .level = level_of(judge, judge->check, level, certainty),
                                  .span = span,
                                  .message = dl_judge_message(judge, sim, state, message, &placed)};
    draft->trace = state ? state->trace : NULL;
    draft->wants_path = sim && state;
    draft->length = state && state->trace ? state->trace->length : 0;
    draft->judged = span;
    draft->judged_text = draft->finding.message;
    draft->object = words->object;
    draft->spelled = spelled_of(words);
    draft->site = site_of(words);
}

void dl_judge_keep(dl_judge *judge, dl_sim *sim)
{
    judge->visits += sim->visits;
    judge->is_refused |= sim->is_refused;
    for (size_t t = 0; t < judge->tallies.count; t++) {
        dl_tally *tally = judge->tallies.at[t];

        if (tally->check != judge->check)
            continue;
        if (sim->unknown_jump && tally->is_triggered && !tally->drafts.count && rests_on_absence(judge->check))
            dl_judge_doubt(judge, tally,
                           dl_arena_printf(judge->arena, "where %s at %s goes is not known: it has no definition here",
                                           sim->unknown_jump, dl_judge_where(judge, sim->unknown_jump_span)));
        if (sim->gave_up)
            dl_judge_doubt(judge, tally, dl_judge_why_endless(judge, sim->gave_up_in));
        if (sim->degraded && tally->is_triggered && !tally->drafts.count)
            dl_judge_doubt(judge, tally, dl_judge_why_degraded(judge, sim->degraded));
        for (size_t i = 0; i < tally->drafts.count; i++)
            if (tally->drafts.at[i].wants_path) {
                dl_witness_make(judge, sim, &tally->drafts.at[i]);
                tally->drafts.at[i].wants_path = false;
                tally->drafts.at[i].trace = NULL;
            }
    }
}
