/* guard.c: what `when` and `applies` ask of a driver; see guard.h. */
#include "engine/guard.h"
#include "engine/possible.h"
#include "project/build_files.h"
#include "ruleset/explain.h"
#include "support/platform.h"

#include <string.h>

static dl_guard_result answer(dl_tri value, dl_span where, const char *reason)
{
    return (dl_guard_result){value, reason, where};
}

static const dl_span nowhere;

/* A reason, put together only where somebody wants it: of the `context` and in the `arena` at hand. */
#define SAY(...) (context->is_brief ? "" : dl_arena_printf(arena, __VA_ARGS__))

static bool glob_any_case(const dl_name_set *patterns, const char *text)
{
    for (size_t i = 0; i < patterns->count; i++)
        if (dl_text_glob_case(patterns->at[i], text))
            return true;
    return false;
}

static const char *listed(const dl_name_set *names, dl_arena *arena)
{
    dl_text text;

    dl_text_init(&text, arena);
    for (size_t i = 0; i < names->count; i++) {
        dl_text_add(&text, i ? ", " : "");
        dl_text_add(&text, names->at[i]);
    }
    return dl_text_str(&text);
}

/* ---- possible ---- */

static const char *describe(const dl_event_pattern *event, dl_arena *arena)
{
    const dl_event_form *form = event->count ? &event->forms[0] : NULL;
    const char *more = event->count > 1 ? " and the like" : "";

    if (!form)
        return "nothing";
    switch (form->kind) {
    case DL_ON_CALL:
        if (form->calls.count)
            return dl_arena_printf(arena, "call of %s%s", listed(&form->calls, arena), more);
        if (form->call_globs.count)
            return dl_arena_printf(arena, "call of %s%s", listed(&form->call_globs, arena), more);
        return dl_arena_printf(arena, "call of a %s function%s", form->trait ? form->trait : "known", more);
    case DL_ON_STORE:
        return dl_arena_printf(arena, "store to %s%s", form->path_count ? form->paths[0].text : "that storage", more);
    case DL_ON_RETURN:
        return "such a return";
    case DL_ON_TEST:
        return dl_arena_printf(arena, "test of %s%s", form->value && form->value->text ? form->value->text : "it",
                               more);
    case DL_ON_USE:
        return dl_arena_printf(arena, "use of %s%s", form->value && form->value->text ? form->value->text : "it", more);
    case DL_ON_DEREF:
        return dl_arena_printf(arena, "access behind %s%s", form->value && form->value->text ? form->value->text : "it",
                               more);
    }
    return "event";
}

/* `no call of X with Flags 1, and no store to Y`: all that was asked for, of each alternative. */
static const char *none_of(const dl_event_pattern *event, dl_arena *arena)
{
    static const char between[] = ", or ";
    static const char *const heads[] = {"a ", "an ", "success of ", "failure of "};
    enum { ARTICLES = 2, HEADS = sizeof heads / sizeof *heads };
    dl_text out;

    dl_text_init(&out, arena);
    for (const char *at = dl_explain_words(event->text, arena); *at;) {
        bool is_next = dl_text_starts(at, between);
        const char *form = is_next ? at + strlen(between) : at;
        size_t head = 0;

        while (head < HEADS && !dl_text_starts(form, heads[head]))
            head++;
        if (head == HEADS || (!is_next && out.count > 0)) {
            dl_text_add_char(&out, *at++);
            continue;
        }
        dl_text_add(&out, is_next ? ", and no " : "no ");
        at = head < ARTICLES ? form + strlen(heads[head]) : form;
    }
    return dl_text_str(&out);
}

/* What stands at a place, short: the name of a call, the target of a store. */
static const char *shown(dl_span where, const char *what, dl_arena *arena)
{
    const char *text = where.file ? dl_span_text(where, 60, arena) : "";
    size_t size = strcspn(text, "(=&|");

    while (size && text[size - 1] == ' ')
        size--;
    return size ? dl_arena_strndup(arena, text, size) : what;
}

/* What is registered, or deleted, is got at by an object of the driver's: a device, a driver. */
static bool is_given_object(const dl_instr *call)
{
    for (size_t i = 0; i < call->arg_count; i++) {
        const dl_type *type = call->args[i]->type;

        if (type->kind == DL_TYPE_POINTER && type->element && type->element->kind == DL_TYPE_RECORD)
            return true;
    }
    return false;
}

/* The first call of what may be a part of the driver that is in none of its sources. */
static const dl_opaque_call *unseen_part(const dl_guard_context *context)
{
    static const dl_role_set any = {.is_any = true};
    dl_function_list functions = dl_scope_functions(context->scope, &any);

    for (size_t f = 0; f < functions.count; f++) {
        size_t count;
        const dl_opaque_call *calls = dl_scope_opaque(context->scope, functions.at[f], &count);

        for (size_t i = 0; i < count; i++)
            if (calls[i].name && is_given_object(calls[i].call) && !dl_call_is_message(calls[i].call) &&
                !dl_scope_is_foreign(context->scope, calls[i].call) &&
                !dl_named_is_of_system(context->named, calls[i].call) &&
                !dl_named_is_defined(context->named, calls[i].name) &&
                !dl_unread_has(context->unread, dl_text_last_name(calls[i].name)))
                return &calls[i];
    }
    return NULL;
}

/* What is nowhere in the driver may stand where nobody has looked: why it was not seen, or NULL. */
static const char *may_be_unseen(const dl_guard_context *context, const dl_guard *guard, dl_span *where,
                                 dl_arena *arena)
{
    const char *named = dl_unread_event(context->unread, guard->event);
    const dl_opaque_call *part = named ? NULL : unseen_part(context);

    if (!part)
        return named;
    *where = part->call->span;
    return dl_arena_printf(arena, "%s is seen, but %s, called at line %u, was not read", none_of(guard->event, arena),
                           part->name, where->line);
}

/* What was read, but nothing that was leads there: a body that was not read may. */
static const char *may_be_led_to(const dl_guard_context *context, const dl_guard *guard, dl_span *where,
                                 dl_arena *arena)
{
    const dl_program *program = dl_scope_program(context->scope);

    for (size_t i = 0; context->unread && i < program->function_count; i++) {
        const dl_function *function = program->functions[i];

        if (dl_scope_reaches(context->scope, function) ||
            dl_possible_in(context->scope, guard->event, function, where) == DL_NO ||
            !dl_unread_names_routine(context->unread, function))
            continue;
        return dl_arena_printf(arena, "line %u has it, but what leads to %s was not read", where->line, function->name);
    }
    return NULL;
}

/* Why what was not seen may be there all the same, or NULL. */
static const char *why_unseen(const dl_guard_context *context, const dl_guard *guard, bool is_excuse, dl_span *where,
                              dl_arena *arena)
{
    const char *unseen;

    if (is_excuse)
        return may_be_unseen(context, guard, where, arena);
    unseen = dl_unread_event(context->unread, guard->event);
    return unseen ? unseen : may_be_led_to(context, guard, where, arena);
}

static bool is_asked_everywhere(const dl_event_pattern *event)
{
    for (size_t i = 0; i < event->count; i++)
        if (event->forms[i].has_in && (event->forms[i].in.is_any || event->forms[i].in.is_not))
            return true;
    return false;
}

/* `is_excuse`: that it is not possible brings the duty. */
static dl_guard_result eval_possible(const dl_guard_context *context, const dl_guard *guard, const dl_role_set *in,
                                     bool is_excuse, dl_arena *arena)
{
    dl_span where = {0};
    const char *unseen = NULL;
    dl_tri found = dl_possible_event(context->scope, guard->event, in, &where);

    if (found == DL_YES)
        return answer(DL_YES, where,
                      SAY("line %u has %s", where.line, shown(where, describe(guard->event, arena), arena)));
    for (size_t i = 0; i < guard->event->count; i++) {
        const dl_event_form *form = &guard->event->forms[i];
        const dl_event_pattern only = {.forms = form, .count = 1, .text = guard->event->text};
        dl_function_list list = dl_scope_degraded_all(context->scope, form->has_in ? &form->in : in);
        const dl_function *lossy = NULL;

        for (size_t k = 0; found == DL_NO && !lossy && k < list.count; k++)
            if (dl_named_may_hold(context->named, list.at[k], &only))
                lossy = list.at[k];
        if (!lossy)
            continue;
        return answer(DL_MAYBE, lossy->lost[0].span,
                      SAY("%s is seen, but line %u of %s was not understood", none_of(guard->event, arena),
                          lossy->lost[0].span.line, lossy->name));
    }
    for (size_t i = 0; found == DL_NO && i < guard->event->count; i++) {
        const dl_event_form *form = &guard->event->forms[i];

        /* That no callback does it can be said of callbacks that were read. */
        if (form->has_in && form->in.is_not && dl_scope_has_unseen(context->scope, &form->in, &where))
            return answer(DL_MAYBE, where,
                          SAY("%s is seen, but the callback given at line %u was not read",
                              none_of(guard->event, arena), where.line));
    }
    if (found == DL_NO && context->named && is_asked_everywhere(guard->event))
        unseen = why_unseen(context, guard, is_excuse, &where, arena);
    if (unseen)
        return answer(DL_MAYBE, where, unseen);
    if (found == DL_MAYBE)
        return answer(DL_MAYBE, where,
                      SAY("%s at line %u may be a %s", shown(where, "what stands", arena), where.line,
                          describe(guard->event, arena)));
    return answer(DL_NO, nowhere, SAY("%s is reached", none_of(guard->event, arena)));
}

/* ---- what is declared, defined, included ---- */

static bool has_name(const dl_guard *guard, const char *name)
{
    return guard->name && dl_text_glob(guard->name, name);
}

static dl_guard_result eval_declared(const dl_guard_context *context, const dl_guard *guard, dl_arena *arena)
{
    const dl_program *program = dl_scope_program(context->scope);
    dl_span at = {0};
    const char *name = NULL;

    for (size_t i = 0; i < program->function_count && !name; i++) {
        const dl_function *function = program->functions[i];
        bool holds = has_name(guard, function->name);
        for (size_t k = 0; k < function->role_count && !holds; k++)
            holds = dl_name_set_fits(guard->names, function->roles[k]);
        if (holds) {
            name = function->name;
            at = function->span;
        }
    }
    for (size_t i = 0; i < program->declared_count && !name; i++) {
        const dl_declared *declared = &program->declared[i];
        if (!dl_name_set_fits(guard->names, declared->role) && !has_name(guard, declared->name))
            continue;
        name = declared->name;
        at = declared->span;
    }
    for (size_t i = 0; i < program->global_count && !name; i++) {
        const dl_var *var = program->globals[i];
        bool holds = has_name(guard, var->name);
        for (size_t k = 0; k < guard->names.count && !holds; k++)
            holds = dl_type_named(var->type, guard->names.at[k]);
        if (holds) {
            name = var->name;
            at = var->span;
        }
    }
    if (!name)
        return answer(DL_NO, nowhere,
                      SAY("nothing is declared as %s", guard->name ? guard->name : listed(&guard->names, arena)));
    return answer(DL_YES, at, SAY("line %u declares %s", at.line, name));
}

/* What is built by files of another kind is defined there, if it is; without any, only the user can tell. */
static dl_guard_result define_without_project(const dl_guard_context *context, const dl_guard *guard, dl_arena *arena)
{
    bool holds = false;
    const char *file =
        context->driver && context->driver->tree ? dl_build_file(context->driver, guard->name, &holds, arena) : NULL;

    if (file && !holds)
        return answer(DL_NO, nowhere, SAY("neither a source nor %s names %s", dl_path_name(file), guard->name));
    if (file)
        return answer(DL_MAYBE, nowhere,
                      SAY("%s names %s, but is not followed: -D or -U tells whether it is defined", dl_path_name(file),
                          guard->name));
    return answer(DL_MAYBE, nowhere,
                  SAY("without a project it is not known whether %s is defined: -D or -U tells", guard->name));
}

static dl_guard_result eval_define(const dl_guard_context *context, const dl_guard *guard, dl_arena *arena)
{
    const dl_program *program = dl_scope_program(context->scope);
    const dl_settings *settings = context->driver ? context->driver->settings : NULL;

    for (size_t i = 0; settings && i < settings->define_count; i++) {
        if (!dl_define_is_of(settings->defines[i], guard->name, strlen(guard->name)))
            continue;
        if (dl_text_ends(settings->defines[i], "=0"))
            return answer(DL_NO, nowhere, SAY("%s is 0", guard->name));
        return answer(DL_YES, nowhere, SAY("%s is defined", guard->name));
    }
    for (size_t i = 0; i < program->macro_count; i++)
        if (strcmp(program->macros_defined[i], guard->name) == 0)
            return answer(DL_YES, nowhere, SAY("%s is defined", guard->name));
    for (size_t i = 0; settings && i < settings->undefine_count; i++)
        if (strcmp(settings->undefines[i], guard->name) == 0)
            return answer(DL_NO, nowhere, SAY("%s is undefined", guard->name));
    /* A project, or a sheet of it, that we did not read may define it. */
    if (context->driver && context->driver->is_partial)
        return answer(DL_MAYBE, nowhere,
                      SAY("a sheet that the project imports was not read: it may define %s", guard->name));
    if (!context->driver || !context->driver->project)
        return define_without_project(context, guard, arena);
    return answer(DL_NO, nowhere, SAY("%s is not defined", guard->name));
}

/* ---- what the project says ---- */

static const char *property_of(const dl_driver *driver, const char *name)
{
    for (size_t i = 0; i < driver->property_count; i++)
        if (dl_text_equal_case(driver->properties[i].name, name))
            return driver->properties[i].value;
    return "";
}

static const char *first_match(const dl_name_set *patterns, const char *const *texts, size_t count)
{
    for (size_t i = 0; patterns->count && i < count; i++)
        if (glob_any_case(patterns, texts[i]))
            return texts[i];
    return NULL;
}

/* What a project file does not set has no value: what only tools and kits set is not asked for. */
static dl_guard_result eval_project(const dl_guard_context *context, const dl_guard *guard, dl_arena *arena)
{
    const dl_project_pattern *asked = &guard->project;
    const dl_driver *driver = context->driver;
    const char *found;

    if (!driver || !driver->project)
        return answer(DL_MAYBE, nowhere, "there is no project to ask");
    for (size_t i = 0; i < asked->property_count; i++) {
        const dl_property *property = &asked->properties[i];
        const char *value = property_of(driver, property->name);

        if (*value && glob_any_case(&property->values, value))
            return answer(DL_YES, nowhere, SAY("the project sets %s to %s", property->name, value));
    }
    found = first_match(&asked->links_with, driver->libraries, driver->library_count);
    if (found)
        return answer(DL_YES, nowhere, SAY("the project links %s", found));
    found = first_match(&asked->link_options, driver->link_options, driver->link_option_count);
    if (found)
        return answer(DL_YES, nowhere, SAY("the project gives the linker %s", found));
    if (driver->is_partial)
        return answer(DL_MAYBE, nowhere, "a sheet that the project imports was not read: it may say so");
    return answer(DL_NO, nowhere, "the project does not say so");
}

static dl_guard_result eval_includes(const dl_guard_context *context, const dl_guard *guard, dl_arena *arena)
{
    const dl_program *program = dl_scope_program(context->scope);

    for (size_t i = 0; i < program->include_count; i++) {
        const dl_include *include = &program->includes[i];
        if (glob_any_case(&guard->names, include->name) || glob_any_case(&guard->names, dl_path_name(include->name)))
            return answer(DL_YES, include->span, SAY("line %u includes %s", include->span.line, include->name));
    }
    return answer(DL_NO, nowhere, SAY("%s is not included", listed(&guard->names, arena)));
}

/* ---- what stands outside of the code ---- */

/* An INF that gives the directive several values speaks of several services: which is the driver's is not known. */
static dl_guard_result eval_inf_value(const dl_guard_context *context, const dl_guard *guard, dl_arena *arena)
{
    const dl_driver *driver = context->driver;
    const dl_inf_fact *found = NULL;
    bool has_other = false;

    for (size_t i = 0; i < driver->inf_count; i++) {
        const dl_inf_fact *fact = &driver->inf[i];

        if (fact->kind != DL_INF_DIRECTIVE || !glob_any_case(&guard->inf_directive, fact->name))
            continue;
        if (!glob_any_case(&guard->inf_value, fact->value))
            has_other = true;
        else if (!found)
            found = fact;
    }
    if (!found)
        return answer(DL_NO, nowhere, "the INF says nothing of the kind");
    return answer(has_other ? DL_MAYBE : DL_YES, nowhere,
                  SAY("line %u of %s has %s = %s%s", found->line, found->file, found->name, found->value,
                      has_other ? ", but other lines say otherwise" : ""));
}

static dl_guard_result eval_inf(const dl_guard_context *context, const dl_guard *guard, dl_arena *arena)
{
    const dl_driver *driver = context->driver;

    if (guard->inf_value.count && driver && driver->inf_count)
        return eval_inf_value(context, guard, arena);
    for (size_t i = 0; driver && i < driver->inf_count; i++) {
        const dl_inf_fact *fact = &driver->inf[i];
        bool holds = (fact->kind == DL_INF_CLASS && glob_any_case(&guard->inf_class, fact->value)) ||
                     (fact->kind == DL_INF_SECTION && glob_any_case(&guard->inf_section, fact->name)) ||
                     (fact->kind == DL_INF_DIRECTIVE && glob_any_case(&guard->inf_directive, fact->name));
        if (holds)
            return answer(DL_YES, nowhere,
                          SAY("line %u of %s has %s%s%s", fact->line, fact->file, fact->name, *fact->value ? " = " : "",
                              fact->value));
    }
    if (!driver || !driver->inf_count)
        return answer(DL_MAYBE, nowhere, "there is no INF to ask");
    return answer(DL_NO, nowhere, "the INF says nothing of the kind");
}

static dl_guard_result eval_model(const dl_guard_context *context, const dl_guard *guard, dl_arena *arena)
{
    for (size_t i = 0; i < context->model_count; i++)
        if (dl_model_extends(context->models[i].model, guard->name))
            return answer(DL_YES, nowhere, SAY("the driver is a %s", guard->name));
    return answer(DL_NO, nowhere, SAY("the driver is no %s", guard->name));
}

/* ---- together ---- */

static dl_guard_result eval(const dl_guard_context *context, const dl_guard *guard, const dl_role_set *in,
                            bool is_excuse, dl_arena *arena);

static dl_guard_result eval_several(const dl_guard_context *context, const dl_guard *guard, const dl_role_set *in,
                                    bool is_excuse, dl_arena *arena)
{
    bool is_all = guard->kind == DL_GUARD_ALL;
    dl_guard_result result = answer(is_all ? DL_YES : DL_NO, nowhere, "");

    for (size_t i = 0; i < guard->inner_count; i++) {
        dl_guard_result one = eval(context, guard->inner[i], in, is_excuse, arena);
        /* The first that decides gives the reason; without one, the first of all. */
        if (!i || (is_all ? one.value < result.value : one.value > result.value))
            result = one;
    }
    return result;
}

/* `is_excuse`: an odd number of `not` stands around it. */
static dl_guard_result eval(const dl_guard_context *context, const dl_guard *guard, const dl_role_set *in,
                            bool is_excuse, dl_arena *arena)
{
    static const char *const entry_name[] = {"entry"};
    static const dl_role_set entry = {.roles = {entry_name, 1}};
    dl_guard_result inner;

    if (!guard)
        return answer(DL_YES, nowhere, "");
    switch (guard->kind) {
    case DL_GUARD_TRUE:
        return answer(DL_YES, nowhere, "");
    case DL_GUARD_POSSIBLE:
        return eval_possible(context, guard, in ? in : &entry, is_excuse, arena);
    case DL_GUARD_DECLARED:
        return eval_declared(context, guard, arena);
    case DL_GUARD_MODEL:
        return eval_model(context, guard, arena);
    case DL_GUARD_DEFINE:
        return eval_define(context, guard, arena);
    case DL_GUARD_INF:
        return eval_inf(context, guard, arena);
    case DL_GUARD_PROJECT:
        return eval_project(context, guard, arena);
    case DL_GUARD_INCLUDES:
        return eval_includes(context, guard, arena);
    case DL_GUARD_ALL:
    case DL_GUARD_ANY:
        return eval_several(context, guard, in, is_excuse, arena);
    case DL_GUARD_NOT:
        inner = eval(context, guard->inner[0], in, !is_excuse, arena);
        inner.value = dl_tri_not(inner.value);
        return inner;
    }
    return answer(DL_MAYBE, nowhere, "unknown guard");
}

dl_guard_result dl_guard_eval(const dl_guard_context *context, const dl_guard *guard, const dl_role_set *in,
                              dl_arena *arena)
{
    return eval(context, guard, in, false, arena);
}
