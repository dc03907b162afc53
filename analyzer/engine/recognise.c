#include "engine/recognise.h"

#include "support/vec.h"

#include <stdlib.h>
#include <string.h>

static const char *const entry_name[] = {"entry"};
static const dl_role_set entry_role = {.roles = {entry_name, 1}};

/* BESIDE: of a directive of the INF, or of the project: firm beside a call that the entry makes, and thin alone. */
typedef enum strength { NOT_SHOWN, THIN, BESIDE, FIRM } strength;

typedef struct evidence_list {
    strength best;
    DL_VEC(dl_model_evidence) list;
} evidence_list;

typedef struct recogniser {
    dl_guard_context context; /* models: those found so far */
    const dl_ruleset *rules;
    evidence_list *found; /* by model */
    dl_model_hit *hits;
    dl_arena *arena;
} recogniser;

static void add(recogniser *at, size_t model, strength how, const char *kind, const char *detail, const char *file,
                unsigned line)
{
    dl_model_evidence evidence = {kind, detail, file, line};

    dl_vec_push(at->arena, &at->found[model].list, evidence);
    if (how > at->found[model].best)
        at->found[model].best = how;
}

static const char *file_of(dl_span span)
{
    return span.file ? span.file->path : NULL;
}

/* ---- what the code calls and defines ---- */

/* A call that shows a model. */
typedef struct sought_call {
    size_t model;
    const char *name;
    bool in_entry; /* only there */
    const dl_function *by;
    const dl_instr *first;     /* NULL: not found yet */
    struct sought_call *other; /* sought by the same name */
} sought_call;
typedef DL_VEC(sought_call *) sought_list;

static void seek(const recogniser *at, sought_list *list, dl_map *by_name, size_t model, bool in_entry)
{
    dl_name_set calls = in_entry ? at->rules->models[model]->calls : at->rules->models[model]->reaches;

    for (size_t i = 0; i < calls.count; i++) {
        sought_call *made = DL_NEW(at->arena, sought_call);

        *made = (sought_call){.model = model, .name = calls.at[i], .in_entry = in_entry};
        made->other = dl_map_get(by_name, made->name);
        dl_map_set(by_name, made->name, made);
        dl_vec_push(at->arena, list, made);
    }
}

/* Of the calls in one function the first of the text counts, of functions the first of the program. */
static void meet(sought_call *sought, const dl_instr *call, const dl_function *by, bool in_entry)
{
    for (; sought; sought = sought->other) {
        bool is_first = !sought->first || (sought->by == by && call->span.offset < sought->first->span.offset);

        if (is_first && (in_entry || !sought->in_entry)) {
            sought->first = call;
            sought->by = by;
        }
    }
}

static void look_at_function(const recogniser *at, const dl_map *by_name, const dl_function *function)
{
    const dl_scope *scope = at->context.scope;
    bool in_entry = dl_scope_in(scope, function, &entry_role);

    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_instr *instr = &function->blocks[b].instrs[i];
            const dl_api *api = instr->kind == DL_I_CALL ? dl_scope_api(scope, instr, NULL, NULL) : NULL;
            const char *name = instr->kind == DL_I_CALL ? dl_scope_called(scope, instr) : NULL;
            if (api)
                meet(dl_map_get(by_name, api->canonical), instr, function, in_entry);
            if (name && (!api || strcmp(name, api->canonical) != 0))
                meet(dl_map_get(by_name, name), instr, function, in_entry);
        }
}

static void look_at_calls(recogniser *at)
{
    const dl_program *program = dl_scope_program(at->context.scope);
    dl_map *by_name = dl_map_new(at->arena);
    sought_list sought = {0};

    for (size_t m = 0; m < at->rules->model_count; m++) {
        seek(at, &sought, by_name, m, true);
        seek(at, &sought, by_name, m, false);
    }
    for (size_t i = 0; i < program->function_count; i++)
        if (dl_scope_reaches(at->context.scope, program->functions[i]))
            look_at_function(at, by_name, program->functions[i]);
    for (size_t i = 0; i < sought.count; i++) {
        const sought_call *one = sought.at[i];
        if (one->first)
            add(at, one->model, FIRM, "call", one->name, file_of(one->first->span), one->first->span.line);
    }
}

static void look_at_definitions(recogniser *at, size_t m)
{
    const dl_model *model = at->rules->models[m];

    for (size_t i = 0; i < model->defines.count; i++) {
        const dl_function *function = dl_program_function(dl_scope_program(at->context.scope), model->defines.at[i]);
        if (function)
            add(at, m, FIRM, "define", function->name, file_of(function->span), function->span.line);
    }
}

/* ---- what the project says ---- */

static dl_guard_result ask_project(const recogniser *at, const dl_model *model)
{
    const dl_project_pattern *asked = &model->project;
    const dl_guard guard = {.kind = DL_GUARD_PROJECT, .project = *asked};

    if (!asked->property_count && !asked->links_with.count && !asked->link_options.count)
        return (dl_guard_result){.value = DL_MAYBE};
    return dl_guard_eval(&at->context, &guard, NULL, at->arena);
}

/* ---- what the INF says ---- */

static bool is_directive(const dl_inf_fact *fact, const char *name)
{
    return fact->kind == DL_INF_DIRECTIVE && dl_text_equal_case(fact->name, name);
}

/* `AddService = name, flags, section`: with the flag 2 it is the function driver's. */
static bool adds_function_service(const dl_inf_fact *fact)
{
    const char *flags = is_directive(fact, "AddService") ? strchr(fact->value, ',') : NULL;

    if (!flags)
        return false;
    return strstr(flags, "ASSOCSERVICE") || (strtoul(flags + 1, NULL, 0) & 2) != 0;
}

/* Whether the INF installs what it calls its class: the class of a filter's INF is that of the device it sits on. */
static bool installs_function_driver(const dl_driver *driver, const char *file)
{
    bool is_device = false, has_service = false, has_function = false, has_filter = false;

    for (size_t i = 0; i < driver->inf_count; i++) {
        const dl_inf_fact *fact = &driver->inf[i];
        if (!dl_text_equal(fact->file, file))
            continue;
        has_service = has_service || is_directive(fact, "AddService");
        has_function = has_function || adds_function_service(fact);
        has_filter = has_filter || is_directive(fact, "AddFilter") || is_directive(fact, "UpperFilters") ||
                     is_directive(fact, "LowerFilters");
        is_device = is_device || (fact->kind == DL_INF_SECTION && dl_text_equal_case(fact->name, "Manufacturer"));
    }
    return has_function || (is_device ? !has_service && !has_filter : !has_filter);
}

static void look_at_inf(recogniser *at, size_t m)
{
    const dl_model *model = at->rules->models[m];
    const dl_driver *driver = at->context.driver;

    if (!model->inf_class.count && !model->inf_section.count && !model->inf_directive.count)
        return;
    /* An INF may install several drivers; the project speaks of this one. */
    if (ask_project(at, model).value == DL_NO)
        return;
    for (size_t i = 0; driver && i < driver->inf_count; i++) {
        const dl_inf_fact *fact = &driver->inf[i];
        dl_guard guard = {.kind = DL_GUARD_INF};
        dl_driver one = *driver;
        dl_guard_context context = at->context;
        guard.inf_class = model->inf_class;
        guard.inf_section = model->inf_section;
        guard.inf_directive = model->inf_directive;
        one.inf = fact;
        one.inf_count = 1;
        context.driver = &one;
        context.is_brief = true;
        if (dl_guard_eval(&context, &guard, NULL, at->arena).value != DL_YES ||
            (fact->kind == DL_INF_CLASS && !installs_function_driver(driver, fact->file)))
            continue;
        const char *detail = *fact->value ? dl_arena_printf(at->arena, "%s = %s", fact->name, fact->value) : fact->name;
        add(at, m, THIN, "inf", detail, fact->file, fact->line);
    }
}

/* ---- what only the code shows ---- */

/* An entry point that the driver stores in its driver object, a member of a structure that its entry fills in, or a
 * call that its entry makes shows a model as firmly as the calls of the model do. */
static bool is_registration(const dl_event_pattern *event)
{
    for (size_t i = 0; i < event->count; i++) {
        const dl_event_form *form = &event->forms[i];
        bool is_entry = form->has_in && !form->in.is_any && !form->in.is_not && form->in.roles.count == 1 &&
                        strcmp(form->in.roles.at[0], "entry") == 0;
        if (form->kind == DL_ON_CALL && (is_entry || !form->has_in))
            continue;
        if (form->kind != DL_ON_STORE || !form->path_count)
            return false;
        for (size_t k = 0; k < form->path_count; k++)
            if (!(form->paths[k].root == DL_ROOT_TYPE && is_entry) &&
                (form->paths[k].root != DL_ROOT_PARAM || form->paths[k].param != DL_PARAM_DRIVER_OBJECT))
                return false;
    }
    return true;
}

typedef struct shown {
    strength how;
    bool has_call;
    dl_guard_result by;
} shown;

static shown show(recogniser *at, const dl_guard *guard);

/* Each part must be shown; a part in doubt that something is absent leaves the whole thin. */
static shown show_all(recogniser *at, const dl_guard *guard)
{
    shown all = {.how = FIRM};

    for (size_t i = 0; i < guard->inner_count && all.how != NOT_SHOWN; i++) {
        const dl_guard *inner = guard->inner[i];
        shown one = show(at, inner);
        if (one.how < all.how)
            all.how = one.how;
        all.has_call = all.has_call || one.has_call;
        if (inner->kind == DL_GUARD_NOT || !one.by.reason || !*one.by.reason)
            continue;
        if (!all.by.reason)
            all.by = one.by;
        else
            all.by.reason = dl_arena_printf(at->arena, "%s, %s", all.by.reason, one.by.reason);
    }
    if (all.how == BESIDE && all.has_call)
        all.how = FIRM;
    return all;
}

static shown show_any(recogniser *at, const dl_guard *guard)
{
    shown any = {.how = NOT_SHOWN};

    for (size_t i = 0; i < guard->inner_count && any.how != FIRM; i++) {
        shown one = show(at, guard->inner[i]);
        if (one.how > any.how)
            any = one;
    }
    return any;
}

/* Most show nothing, and nobody is told why. */
static dl_guard_result evaluate(recogniser *at, const dl_guard *guard)
{
    dl_guard_context context = at->context;
    dl_guard_result result;

    context.is_brief = true;
    result = dl_guard_eval(&context, guard, &entry_role, at->arena);
    return result.value == DL_NO || (result.value == DL_MAYBE && guard->kind != DL_GUARD_NOT)
               ? result
               : dl_guard_eval(&at->context, guard, &entry_role, at->arena);
}

static shown show(recogniser *at, const dl_guard *guard)
{
    shown one = {.how = NOT_SHOWN};

    if (guard->kind == DL_GUARD_ALL)
        return show_all(at, guard);
    if (guard->kind == DL_GUARD_ANY)
        return show_any(at, guard);
    one.by = evaluate(at, guard);
    if (guard->kind == DL_GUARD_NOT) {
        one.how = one.by.value == DL_YES ? FIRM : one.by.value == DL_MAYBE ? THIN : NOT_SHOWN;
        return one;
    }
    if (one.by.value != DL_YES)
        return one;
    switch (guard->kind) {
    case DL_GUARD_POSSIBLE:
        one.how = is_registration(guard->event) ? FIRM : THIN;
        one.has_call = one.how == FIRM;
        break;
    case DL_GUARD_INF:
        one.how = guard->inf_directive.count ? BESIDE : THIN;
        break;
    case DL_GUARD_PROJECT:
        one.how = BESIDE;
        break;
    case DL_GUARD_DECLARED:
    case DL_GUARD_MODEL:
    case DL_GUARD_TRUE:
        one.how = FIRM;
        break;
    default:
        one.how = THIN;
        break;
    }
    return one;
}

static bool asks_for_models(const dl_guard *guard)
{
    if (guard->kind == DL_GUARD_MODEL)
        return true;
    for (size_t i = 0; i < guard->inner_count; i++)
        if (asks_for_models(guard->inner[i]))
            return true;
    return false;
}

static void look_at_code(recogniser *at, size_t m)
{
    shown found = show(at, at->rules->models[m]->when);

    if (found.how != NOT_SHOWN)
        add(at, m, found.how == FIRM ? FIRM : THIN, "code", found.by.reason ? found.by.reason : "",
            file_of(found.by.where), found.by.where.line);
}

/* ---- includes ---- */

/* Whether the name begins with the word that a call of the model begins with: `Flt` of FltRegisterFilter. */
static bool is_of_api(const dl_model *model, const char *name)
{
    size_t count = model->calls.count + model->reaches.count;

    for (size_t i = 0; name && i < count; i++) {
        const char *call = i < model->calls.count ? model->calls.at[i] : model->reaches.at[i - model->calls.count];
        size_t size = 1;
        while (call[size] >= 'a' && call[size] <= 'z')
            size++;
        if (strncmp(call, name, size) == 0 && name[size] >= 'A' && name[size] <= 'Z')
            return true;
    }
    return !count;
}

static bool calls_api(const recogniser *at, const dl_model *model)
{
    const dl_program *program = dl_scope_program(at->context.scope);

    for (size_t i = 0; i < program->function_count; i++) {
        const dl_function *function = program->functions[i];
        for (size_t b = 0; b < function->block_count; b++)
            for (size_t k = 0; k < function->blocks[b].count; k++) {
                const dl_instr *instr = &function->blocks[b].instrs[k];
                if (instr->kind == DL_I_CALL && !instr->callee &&
                    (is_of_api(model, instr->name) || is_of_api(model, instr->macro)))
                    return true;
            }
    }
    return false;
}

static bool defines_api(const recogniser *at, const dl_model *model)
{
    const dl_program *program = dl_scope_program(at->context.scope);

    for (size_t i = 0; model->calls.count + model->reaches.count && i < program->function_count; i++)
        if (is_of_api(model, program->functions[i]->name) &&
            dl_facts_api(at->rules->facts, program->functions[i]->name))
            return true;
    return false;
}

/* A header says something where its functions are called, or may be in what was not read; not where they are made. */
static bool may_use_api(const recogniser *at, const dl_model *model)
{
    return !defines_api(at, model) && (calls_api(at, model) || dl_scope_opaque_with_driver_object(at->context.scope));
}

/* A project made from the framework's template may hold a driver that never calls it. */
static void look_at_project(recogniser *at, size_t m)
{
    const dl_model *model = at->rules->models[m];
    dl_guard_result said = ask_project(at, model);

    if (said.value == DL_YES && may_use_api(at, model))
        add(at, m, FIRM, "project", said.reason, at->context.driver->project, 0);
}

static void look_at_includes(recogniser *at, size_t m)
{
    const dl_model *model = at->rules->models[m];
    dl_guard guard = {.kind = DL_GUARD_INCLUDES, .names = model->includes};

    if (!model->includes.count || !may_use_api(at, model))
        return;
    dl_guard_result found = dl_guard_eval(&at->context, &guard, NULL, at->arena);
    if (found.value != DL_YES)
        return;
    /* The reason is a sentence; the evidence is the name, which the line shows. */
    const char *name = strrchr(found.reason, ' ');
    add(at, m, THIN, "include", name ? name + 1 : found.reason, file_of(found.where), found.where.line);
}

/* ---- together ---- */

static void collect(recogniser *at)
{
    size_t count = 0;

    for (size_t m = 0; m < at->rules->model_count; m++) {
        const evidence_list *found = &at->found[m];
        if (!found->list.count)
            continue;
        at->hits[count++] =
            (dl_model_hit){at->rules->models[m], found->best != FIRM, found->list.at, found->list.count};
    }
    at->context.models = at->hits;
    at->context.model_count = count;
}

static size_t model_index(const recogniser *at, const dl_model *model)
{
    size_t m = 0;

    while (at->rules->models[m] != model)
        m++;
    return m;
}

static bool is_bare(const recogniser *at)
{
    for (size_t i = 0; i < at->context.model_count; i++)
        if (!at->context.models[i].model->always)
            return false;
    return true;
}

/* A model that always holds and of which another switches all rules off says so. */
static void tell_of_silent_packs(recogniser *at)
{
    for (size_t i = 0; i < at->context.model_count; i++) {
        const dl_model *pack = at->context.models[i].model;
        const char *any = dl_arena_printf(at->arena, "%s-*", pack->id);
        for (size_t k = 0; pack->always && k < at->context.model_count; k++) {
            const dl_model *model = at->context.models[k].model;
            for (size_t n = 0; n < model->disable_count; n++) {
                const dl_disable *off = &model->disables[n];
                if (strcmp(off->rules, any) == 0 &&
                    (!off->unless || dl_guard_eval(&at->context, off->unless, NULL, at->arena).value == DL_NO))
                    add(at, model_index(at, pack), FIRM, "always",
                        dl_arena_printf(at->arena, "its rules are off: %s", off->why), NULL, 0);
            }
        }
    }
    collect(at);
}

const dl_model_hit *dl_models_recognise(size_t *count, const dl_scope *scope, const dl_driver *driver,
                                        const char *const *asked, size_t asked_count, dl_arena *arena)
{
    const dl_ruleset *rules = dl_scope_rules(scope);
    recogniser at = {.context = {.scope = scope, .driver = driver}, .rules = rules, .arena = arena};

    at.found = DL_NEW_ARRAY(arena, rules->model_count + 1, evidence_list);
    at.hits = DL_NEW_ARRAY(arena, rules->model_count + 1, dl_model_hit);
    for (size_t m = 0; m < rules->model_count; m++) {
        for (size_t i = 0; i < asked_count; i++)
            if (strcmp(asked[i], rules->models[m]->id) == 0)
                add(&at, m, FIRM, "asked", "--model", NULL, 0);
        if (rules->models[m]->always)
            add(&at, m, FIRM, "always", "holds for every driver", NULL, 0);
    }
    look_at_calls(&at);
    for (size_t m = 0; m < rules->model_count; m++) {
        look_at_definitions(&at, m);
        look_at_project(&at, m);
        look_at_inf(&at, m);
    }
    collect(&at);
    /* Guards that ask for models come after the models that they may ask for. */
    for (int pass = 0; pass < 2; pass++)
        for (size_t m = 0; m < rules->model_count; m++) {
            const dl_guard *when = rules->models[m]->when;
            if (!when || asks_for_models(when) != (pass == 1))
                continue;
            look_at_code(&at, m);
            collect(&at);
        }
    if (is_bare(&at)) {
        for (size_t m = 0; m < rules->model_count; m++)
            look_at_includes(&at, m);
        collect(&at);
    }
    tell_of_silent_packs(&at);
    *count = at.context.model_count;
    return at.hits;
}

/* ---- which rules that brings ---- */

/* What the user said of the driver is not doubted. */
static bool was_asked_for(const dl_guard_context *context, const dl_model *model)
{
    for (size_t i = 0; i < context->model_count; i++)
        for (size_t k = 0; k < context->models[i].evidence_count && context->models[i].model == model; k++)
            if (strcmp(context->models[i].evidence[k].kind, "asked") == 0)
                return true;
    return false;
}

static bool is_at_work(const dl_guard_context *context, const dl_model *model)
{
    for (size_t i = 0; i < context->model_count; i++)
        if (dl_model_extends(context->models[i].model, model->id))
            return true;
    return false;
}

/* Those of the driver's models that turn rules off or set their levels. */
typedef struct changers {
    const dl_model **at;
    size_t count;
} changers;

static changers find_changers(const dl_guard_context *context, dl_arena *arena)
{
    const dl_ruleset *rules = dl_scope_rules(context->scope);
    changers found = {.at = DL_NEW_ARRAY(arena, rules->model_count + 1, const dl_model *)};

    for (size_t m = 0; m < rules->model_count; m++) {
        const dl_model *model = rules->models[m];
        if ((model->disable_count || model->level_count) && is_at_work(context, model))
            found.at[found.count++] = model;
    }
    return found;
}

static bool is_base_of(const dl_guard_context *context, const dl_model *model, const dl_rule *rule)
{
    const dl_model *own = dl_ruleset_model(dl_scope_rules(context->scope), rule->model);

    return own && dl_model_extends(own, model->id);
}

/* Whether models of the driver turn the rule off. */
static bool is_disabled(const dl_guard_context *context, const changers *by, const dl_rule *rule, const char **why,
                        bool *doubtful, dl_arena *arena)
{
    *why = NULL;
    *doubtful = false;
    for (size_t m = 0; m < by->count; m++) {
        const dl_model *model = by->at[m];
        for (size_t i = 0; i < model->disable_count; i++) {
            const dl_disable *off = &model->disables[i];
            if (!dl_text_glob(off->rules, rule->id))
                continue;
            if (is_base_of(context, model, rule)) /* no rule is turned off by what its model extends */
                break;
            dl_tri unless = off->unless ? dl_guard_eval(context, off->unless, NULL, arena).value : DL_NO;
            if (unless == DL_MAYBE && was_asked_for(context, model))
                unless = DL_NO;
            if (unless == DL_MAYBE)
                *doubtful = true;
            if (unless != DL_NO)
                continue;
            *why = off->why;
            return true;
        }
    }
    return false;
}

static dl_level level_of(const changers *by, const dl_rule *rule)
{
    dl_level level = rule->level;

    for (size_t m = 0; m < by->count && !rule->is_level_set; m++)
        for (size_t i = 0; i < by->at[m]->level_count; i++)
            if (dl_text_glob(by->at[m]->levels[i].rule, rule->id))
                level = by->at[m]->levels[i].level;
    return level;
}

/* What brings the rules of a model: the firmest of the models that extend it. */
static dl_rule_use use_of(const dl_guard_context *context, const char *model)
{
    dl_rule_use use = {.is_thin = true};

    for (size_t k = 0; k < context->model_count; k++) {
        const dl_model_hit *hit = &context->models[k];
        if (!dl_model_extends(hit->model, model))
            continue;
        if (!use.hit || (use.is_thin && !hit->is_thin))
            use.hit = hit;
        use.is_thin = use.is_thin && hit->is_thin;
    }
    return use;
}

const dl_rule_use *dl_rules_of_models(size_t *count, const dl_guard_context *context, dl_arena *arena)
{
    const dl_ruleset *rules = dl_scope_rules(context->scope);
    dl_rule_use *uses = DL_NEW_ARRAY(arena, rules->rule_count + 1, dl_rule_use);
    changers by = find_changers(context, arena);
    const char *model = NULL; /* of the rule before: rules of one model stand together */
    dl_rule_use of_model = {0};

    *count = 0;
    for (size_t i = 0; i < rules->rule_count; i++) {
        const dl_rule *rule = rules->rules[i];
        dl_rule_use use;
        if (i == 0 || !dl_text_equal(rule->model, model)) {
            model = rule->model;
            of_model = use_of(context, model);
        }
        if (!of_model.hit)
            continue;
        use = of_model;
        use.rule = rule;
        use.is_disabled = is_disabled(context, &by, rule, &use.why, &use.is_doubtful, arena);
        use.level = level_of(&by, rule);
        uses[(*count)++] = use;
    }
    return uses;
}
