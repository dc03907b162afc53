/* Events of the rule language (docs/rules.md, section 4), and the state of the check they belong to. */
#include "ruleset/compile.h"

#include <stdlib.h>

/* ---- the check ---- */

void dl_compile_begin(dl_compiler *c)
{
    c->capture_count = 0;
    c->open_let_count = 0;
    c->patterns = 0;
    memset(&c->labels, 0, sizeof c->labels);
    memset(&c->apis, 0, sizeof c->apis);
}

void dl_compile_end(dl_compiler *c, const char *const **captures, size_t *count)
{
    const char **names = DL_NEW_ARRAY(c->read.arena, c->capture_count + 1, const char *);

    for (size_t i = 0; i < c->capture_count; i++) {
        names[i] = c->captures[i].name;
        if (!c->captures[i].is_bound)
            dl_reader_fail(&c->read, c->captures[i].first, "nothing in this check binds '%s'", names[i]);
    }
    *captures = names;
    *count = c->capture_count;
}

int dl_compile_capture(dl_compiler *c, const char *name, const dl_json *at, bool binds)
{
    dl_capture *capture;

    for (size_t i = 0; i < c->capture_count; i++) {
        if (strcmp(c->captures[i].name, name) == 0) {
            c->captures[i].is_bound = c->captures[i].is_bound || binds;
            return (int)i;
        }
    }
    if (c->capture_count == DL_MAX_CAPTURES) {
        dl_reader_fail(&c->read, at, "more than %d captures in one check", DL_MAX_CAPTURES);
        return -1;
    }
    capture = &c->captures[c->capture_count];
    *capture = (dl_capture){name, at, binds};
    return (int)c->capture_count++;
}

bool dl_compile_spend(dl_compiler *c, const dl_json *at)
{
    if (++c->patterns > DL_MAX_PATTERNS)
        dl_reader_fail(&c->read, at, "the check grows beyond %d patterns when its 'let' entries are put in",
                       DL_MAX_PATTERNS);
    return !c->read.failed;
}

/* ---- names ---- */

void dl_compile_unknown(dl_compiler *c, const dl_json *at, const char *what, const char *name, const char *near)
{
    if (near)
        dl_reader_fail(&c->read, at, "unknown %s '%s'; did you mean '%s'?", what, name, near);
    else
        dl_reader_fail(&c->read, at, "unknown %s '%s'", what, name);
}

void dl_compile_not_built(dl_compiler *c, const dl_json *object, const char *const *keys, const char *what)
{
    for (; *keys; keys++)
        if (dl_json_get(object, *keys))
            dl_reader_fail_key(&c->read, object, *keys, "'%s' of %s is not built yet", *keys, what);
}

dl_name_set dl_compile_names(dl_compiler *c, const dl_json *object, const char *key)
{
    const dl_json *value = dl_json_get(object, key);
    dl_name_set set = {0};

    if (value)
        set.count = dl_reader_texts(&c->read, &set.at, value, dl_arena_printf(c->read.arena, "'%s'", key));
    return set;
}

/* The place of the i-th of a list, or of the one name that stands for it. */
static const dl_json *place(const dl_json *value, size_t i)
{
    return value->kind == DL_JSON_ARRAY && i < value->count ? value->at[i].value : value;
}

static void refuse_unknown_role(dl_compiler *c, const dl_json *at, const char *name)
{
    const char *near = dl_text_nearest(name, c->role_names.at, c->role_names.count);
    dl_name_set all = {c->role_names.at, c->role_names.count};

    if (near)
        dl_compile_unknown(c, at, "role", name, near);
    else
        dl_reader_fail(&c->read, at, "unknown role '%s' (known: %s)", name, dl_join_names(c->read.arena, all, " and "));
}

dl_name_set dl_compile_roles(dl_compiler *c, const dl_json *value)
{
    dl_name_set set = {0};

    set.count = dl_reader_texts(&c->read, &set.at, value, "the roles");
    for (size_t i = 0; i < set.count && !c->read.failed; i++)
        if (!dl_facts_role(c->facts, set.at[i]))
            refuse_unknown_role(c, place(value, i), set.at[i]);
    return set;
}

dl_role_set dl_compile_role_set(dl_compiler *c, const dl_json *value)
{
    static const char *const keys[] = {"not", NULL};
    dl_role_set set = {0};

    if (value->kind == DL_JSON_STRING && strcmp(value->text, "any") == 0) {
        set.is_any = true;
    } else if (value->kind == DL_JSON_OBJECT) {
        set.is_not = true;
        if (dl_reader_keys(&c->read, value, keys, "'in'"))
            set.roles = dl_compile_roles(c, dl_reader_need(&c->read, value, "not", "'in'"));
    } else if (value->kind == DL_JSON_ARRAY && value->count == 1 && value->at[0].value->kind == DL_JSON_STRING &&
               strcmp(value->at[0].value->text, "any") == 0) {
        set.is_any = true;
    } else {
        set.roles = dl_compile_roles(c, value);
        if (set.roles.count == 0 && !c->read.failed)
            dl_reader_fail(&c->read, value, "'in' names at least one role");
    }
    return set;
}

dl_name_set dl_compile_requirements(dl_compiler *c, const dl_json *value)
{
    dl_name_set set = {0};

    if (!dl_reader_expect(&c->read, value, DL_JSON_ARRAY, "the requirements"))
        return set;
    set.count = dl_reader_texts(&c->read, &set.at, value, "the requirements");
    for (size_t i = 0; i < set.count && !c->read.failed; i++)
        if (!dl_map_get(c->requirements, set.at[i]))
            dl_compile_unknown(c, place(value, i), "requirement", set.at[i],
                               dl_text_nearest(set.at[i], c->requirement_names.at, c->requirement_names.count));
    return set;
}

dl_name_set dl_compile_covers(dl_compiler *c, const dl_json *object, const char *key)
{
    dl_name_set set = dl_compile_names(c, object, key);

    for (size_t i = 0; i < set.count && !c->read.failed; i++) {
        bool is_known = false;

        for (size_t j = 0; j < c->rule_requirements.count; j++)
            is_known = is_known || strcmp(set.at[i], c->rule_requirements.at[j]) == 0;
        if (!is_known)
            dl_reader_fail(&c->read, place(dl_json_get(object, key), i),
                           "'%s' is not among the requirements of the rule%s", set.at[i],
                           dl_reader_hint(&c->read, set.at[i], c->rule_requirements.at, c->rule_requirements.count));
    }
    return set;
}

dl_level dl_compile_level(dl_compiler *c, const dl_json *value)
{
    static const char *const names[] = {"note", "warning", "error", NULL};

    return (dl_level)dl_reader_choice(&c->read, value, names, "level");
}

static void refuse_unknown_api(dl_compiler *c, const dl_json *at, const char *what, const char *name, const char *near)
{
    if (near)
        dl_compile_unknown(c, at, what, name, near);
    else
        dl_reader_fail(&c->read, at, "unknown %s '%s': functions of your own are told in 'apis.json' of the folder",
                       what, name);
}

const char *dl_compile_api(dl_compiler *c, const char *name, const dl_json *at)
{
    const dl_api *api = dl_facts_api(c->facts, name);

    if (!api && !c->read.failed)
        refuse_unknown_api(c, at, "API", name, dl_facts_nearest_api(c->facts, name));
    return api ? api->canonical : name;
}

/* ---- calls ---- */

static void remember_api(dl_compiler *c, const dl_api *api)
{
    for (size_t i = 0; i < c->apis.count; i++)
        if (c->apis.at[i] == api)
            return;
    dl_vec_push(c->read.arena, &c->apis, api);
}

static bool has_name(const dl_text_list *list, const char *name)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->at[i], name) == 0)
            return true;
    return false;
}

typedef DL_VEC(const dl_api *) api_list;

/* Those that the glob or trait means, `all` when both are NULL. */
static size_t collect_apis(dl_compiler *c, api_list *into, const char *glob, const char *trait)
{
    size_t count, before = into->count;
    const dl_api *const *apis = dl_facts_apis(c->facts, &count);

    for (size_t i = 0; i < count; i++)
        if ((!glob || dl_text_glob(glob, apis[i]->name)) && (!trait || dl_api_has_trait(apis[i], trait)))
            dl_vec_push(c->read.arena, into, apis[i]);
    return into->count - before;
}

static void read_callee(dl_compiler *c, const dl_json *at, dl_text_list *names, dl_text_list *globs, api_list *named,
                        api_list *meant)
{
    const char *name = dl_reader_text(&c->read, at, "the name of an API");

    if (c->read.failed)
        return;
    if (strpbrk(name, "*?")) {
        if (collect_apis(c, meant, name, NULL) == 0)
            dl_reader_fail(&c->read, at, "no known API matches '%s'", name);
        dl_vec_push(c->read.arena, globs, name);
        return;
    }
    if (!has_name(names, dl_compile_api(c, name, at)) && !c->read.failed)
        dl_vec_push(c->read.arena, names, dl_compile_api(c, name, at));
    if (!c->read.failed)
        dl_vec_push(c->read.arena, named, dl_facts_api(c->facts, name));
}

/* Fills `named` with the APIs that are named each, `meant` with those that a glob or trait means. */
static void read_callees(dl_compiler *c, dl_event_form *form, const dl_json *value, api_list *named, api_list *meant)
{
    static const char *const keys[] = {"trait", NULL};
    dl_text_list names = {0}, globs = {0};

    if (value->kind == DL_JSON_OBJECT) {
        if (!dl_reader_keys(&c->read, value, keys, "'call'"))
            return;
        form->trait = dl_reader_text(&c->read, dl_reader_need(&c->read, value, "trait", "'call'"), "'trait'");
        if (!c->read.failed && !dl_facts_is_trait(c->facts, form->trait))
            dl_compile_unknown(c, dl_json_get(value, "trait"), "trait", form->trait,
                               dl_facts_nearest_trait(c->facts, form->trait));
        (void)collect_apis(c, meant, NULL, form->trait);
    } else if (value->kind == DL_JSON_STRING && strcmp(value->text, "*") == 0) {
        form->any_call = true;
        (void)collect_apis(c, meant, NULL, NULL);
    } else if (value->kind == DL_JSON_ARRAY) {
        if (value->count == 0)
            dl_reader_fail(&c->read, value, "'call' names at least one API");
        for (size_t i = 0; i < value->count; i++)
            read_callee(c, value->at[i].value, &names, &globs, named, meant);
    } else {
        read_callee(c, value, &names, &globs, named, meant);
    }
    form->calls = (dl_name_set){names.at, names.count};
    form->call_globs = (dl_name_set){globs.at, globs.count};
    for (size_t i = 0; i < named->count; i++)
        remember_api(c, named->at[i]);
    for (size_t i = 0; i < meant->count && !form->any_call; i++)
        remember_api(c, meant->at[i]);
}

static void refuse_param(dl_compiler *c, const dl_json *args, const char *name, const dl_api *api)
{
    if (api->params.count == 0)
        dl_reader_fail_key(&c->read, args, name, "the parameters of '%s' have no known names: use an index", api->name);
    else
        dl_reader_fail_key(&c->read, args, name, "%s has no parameter '%s'%s (it has %s)", api->name, name,
                           dl_reader_hint(&c->read, name, api->params.at, api->params.count),
                           dl_join_names(c->read.arena, api->params, " and "));
}

/* Every API that is named must have it; of those that a glob or trait means, one. */
static void check_param(dl_compiler *c, const dl_json *args, const char *name, const api_list *named,
                        const api_list *meant)
{
    bool is_met = meant->count == 0;

    for (size_t i = 0; i < named->count; i++)
        if (dl_api_param(named->at[i], name) < 0)
            refuse_param(c, args, name, named->at[i]);
    for (size_t i = 0; i < meant->count && !is_met; i++)
        is_met = dl_api_param(meant->at[i], name) >= 0;
    if (!is_met && named->count == 0)
        dl_reader_fail_key(&c->read, args, name, "none of the APIs that the event means has a parameter '%s'", name);
}

static void read_arg(dl_compiler *c, dl_arg_pattern *arg, const dl_json *args, const dl_json_member *member,
                     const api_list *named, const api_list *meant)
{
    static const char *const facts[] = {"#kept", "#freed", "#initialised", "#copied"};
    char *end;
    unsigned long index = strtoul(member->key, &end, 10);

    arg->name = member->key;
    if (*member->key == '#') {
        arg->key = DL_ARG_FACT;
        for (unsigned i = 0; i < sizeof facts / sizeof *facts; i++)
            if (strcmp(facts[i], member->key) == 0)
                arg->fact = (dl_arg_fact)i;
        if (strcmp(facts[arg->fact], member->key) != 0)
            dl_reader_fail_key(&c->read, args, member->key, "unknown fact '%s' of a parameter%s", member->key,
                               dl_reader_hint(&c->read, member->key, facts, sizeof facts / sizeof *facts));
    } else if (*member->key >= '0' && *member->key <= '9') {
        arg->key = DL_ARG_INDEX;
        arg->index = (unsigned)index;
        if (*end || index > 63)
            dl_reader_fail_key(&c->read, args, member->key, "'%s' is no index of a parameter", member->key);
    } else {
        check_param(c, args, member->key, named, meant);
    }
    arg->value = dl_compile_value(c, member->value, true);
}

static void read_outcome(dl_compiler *c, dl_outcome *out, const dl_json *value)
{
    static const char *const names[] = {"any", "success", "failure", NULL};

    if (value)
        *out = (dl_outcome)dl_reader_choice(&c->read, value, names, "outcome");
}

static void read_call(dl_compiler *c, dl_event_form *form, const dl_json *value)
{
    const dl_json *args = dl_json_get(value, "args"), *result = dl_json_get(value, "result");
    api_list named = {0}, meant = {0};

    form->kind = DL_ON_CALL;
    read_callees(c, form, dl_json_get(value, "call"), &named, &meant);
    read_outcome(c, &form->outcome, dl_json_get(value, "outcome"));
    if (result)
        form->result = dl_compile_value(c, result, true);
    if (args && dl_reader_expect(&c->read, args, DL_JSON_OBJECT, "'args'") && !c->read.failed) {
        dl_arg_pattern *at = DL_NEW_ARRAY(c->read.arena, args->count + 1, dl_arg_pattern);

        for (size_t i = 0; i < args->count; i++)
            read_arg(c, &at[i], args, &args->at[i], &named, &meant);
        form->args = at;
        form->arg_count = args->count;
    }
}

/* ---- the other heads ---- */

static void read_store(dl_compiler *c, dl_event_form *form, const dl_json *value)
{
    static const char *const ops[] = {"any", "assign", "or", "and", "add", "other", NULL};
    static const char *const spans[] = {"any", "one", "range", NULL};
    const dl_json *target = dl_json_get(value, "store"), *op = dl_json_get(value, "op"),
                  *span = dl_json_get(value, "span");

    form->kind = DL_ON_STORE;
    if (op)
        form->op = (dl_store_op)dl_reader_choice(&c->read, op, ops, "operation of a store");
    if (span)
        form->span = (dl_store_span)dl_reader_choice(&c->read, span, spans, "span of a store");
    if (target->kind == DL_JSON_OBJECT) {
        form->target = dl_compile_value(c, target, true);
    } else {
        const char *const *texts;
        size_t count = dl_reader_texts(&c->read, &texts, target, "'store'");
        dl_path_pattern *paths = DL_NEW_ARRAY(c->read.arena, count + 1, dl_path_pattern);

        for (size_t i = 0; i < count && !c->read.failed; i++)
            (void)dl_compile_path(c, &paths[i], texts[i], place(target, i), true);
        if (count == 0 && !c->read.failed)
            dl_reader_fail(&c->read, target, "'store' names at least one path");
        form->paths = paths;
        form->path_count = count;
    }
    if (dl_json_get(value, "value"))
        form->value = dl_compile_value(c, dl_json_get(value, "value"), true);
    if (dl_json_get(value, "outside")) {
        form->outside = dl_compile_role_set(c, dl_json_get(value, "outside"));
        form->has_outside = true;
    }
}

static void read_return(dl_compiler *c, dl_event_form *form, const dl_json *value)
{
    form->kind = DL_ON_RETURN;
    read_outcome(c, &form->returned, dl_json_get(value, "return"));
    if (dl_json_get(value, "value"))
        form->value = dl_compile_value(c, dl_json_get(value, "value"), true);
}

static void read_test(dl_compiler *c, dl_event_form *form, const dl_json *value)
{
    form->kind = DL_ON_TEST;
    form->value = dl_compile_value(c, dl_json_get(value, "test"), false);
    form->is = dl_compile_value(c, dl_reader_need(&c->read, value, "is", "a 'test'"), false);
}

static void read_use(dl_compiler *c, dl_event_form *form, const dl_json *value)
{
    form->kind = DL_ON_USE;
    form->value = dl_compile_value(c, dl_json_get(value, "use"), false);
}

static void read_deref(dl_compiler *c, dl_event_form *form, const dl_json *value)
{
    form->kind = DL_ON_DEREF;
    form->value = dl_compile_value(c, dl_json_get(value, "deref"), false);
}

static const struct {
    const char *head;
    void (*read)(dl_compiler *c, dl_event_form *form, const dl_json *value);
    const char *const keys[9];
} heads[] = {{"call", read_call, {"call", "args", "outcome", "result", "as", "in", NULL}},
             {"store", read_store, {"store", "value", "op", "span", "outside", "as", "in", NULL}},
             {"return", read_return, {"return", "value", "as", "in", NULL}},
             {"test", read_test, {"test", "is", "as", "in", NULL}},
             {"use", read_use, {"use", "as", "in", NULL}},
             {"deref", read_deref, {"deref", "as", "in", NULL}}};
enum { HEADS = sizeof heads / sizeof *heads };

/* ---- words ---- */

static const char *call_words(dl_compiler *c, const dl_event_form *form)
{
    dl_text_list names = {0};
    dl_text text;

    for (size_t i = 0; i < form->calls.count; i++)
        dl_vec_push(c->read.arena, &names, form->calls.at[i]);
    for (size_t i = 0; i < form->call_globs.count; i++)
        dl_vec_push(c->read.arena, &names, form->call_globs.at[i]);
    dl_text_init(&text, c->read.arena);
    dl_text_add(&text, form->outcome == DL_OUTCOME_SUCCESS   ? "success of "
                       : form->outcome == DL_OUTCOME_FAILURE ? "failure of "
                                                             : "a call of ");
    if (form->any_call)
        dl_text_add(&text, "any function");
    else if (form->trait)
        dl_text_printf(&text, "a function with the trait %s", form->trait);
    else
        dl_text_add(&text, dl_join_names(c->read.arena, (dl_name_set){names.at, names.count}, " or "));
    for (size_t i = 0; i < form->arg_count; i++)
        dl_text_printf(&text, "%s%s %s", i == 0 ? " with " : " and ",
                       form->args[i].key == DL_ARG_INDEX
                           ? dl_arena_printf(c->read.arena, "argument %u", form->args[i].index)
                           : form->args[i].name,
                       form->args[i].value->text);
    return dl_text_str(&text);
}

static const char *store_words(dl_compiler *c, const dl_event_form *form)
{
    dl_text text;

    dl_text_init(&text, c->read.arena);
    dl_text_printf(&text, "a store to %s", form->target ? form->target->text : "");
    for (size_t i = 0; i < form->path_count; i++)
        dl_text_printf(&text, "%s%s", i ? " or " : "", form->paths[i].text);
    if (form->value)
        dl_text_printf(&text, " of %s", form->value->text);
    if (form->span == DL_SPAN_RANGE)
        dl_text_add(&text, " over a range");
    return dl_text_str(&text);
}

static const char *form_words(dl_compiler *c, const dl_event_form *form)
{
    static const char *const returns[] = {"a return", "a successful return", "a failing return"};

    switch (form->kind) {
    case DL_ON_CALL:
        return call_words(c, form);
    case DL_ON_STORE:
        return store_words(c, form);
    case DL_ON_RETURN:
        return form->value ? dl_arena_printf(c->read.arena, "%s of %s", returns[form->returned], form->value->text)
                           : returns[form->returned];
    case DL_ON_TEST:
        return dl_arena_printf(c->read.arena, "a test that %s is %s", form->value->text, form->is->text);
    case DL_ON_USE:
        return dl_arena_printf(c->read.arena, "a use of %s", form->value->text);
    case DL_ON_DEREF:
        return dl_arena_printf(c->read.arena, "an access through %s", form->value->text);
    }
    return "";
}

/* ---- events ---- */

typedef struct forms {
    DL_VEC(dl_event_form) list;
    dl_text text;
} forms;

static void read_event(dl_compiler *c, forms *into, const dl_json *value, const char *label);

static void read_form(dl_compiler *c, forms *into, const dl_json *value, const char *label)
{
    static const char *const all_keys[] = {"call",  "store", "outside", "return", "test", "use",
                                           "deref", "args",  "outcome", "result", "op",   "value",
                                           "span",  "is",    "as",      "in",     NULL};
    dl_event_form form = {0};
    size_t head = HEADS;

    if (!dl_reader_keys(&c->read, value, all_keys, "an event"))
        return;
    for (size_t i = 0; i < HEADS; i++) {
        if (!dl_json_get(value, heads[i].head))
            continue;
        if (head < HEADS)
            dl_reader_fail(&c->read, value, "an event has one head, not both '%s' and '%s'", heads[head].head,
                           heads[i].head);
        head = i;
    }
    if (head == HEADS) {
        dl_reader_fail(&c->read, value, "an event needs one of 'call', 'store', 'return', 'test', 'use', 'deref'");
        return;
    }
    if (!dl_reader_keys(&c->read, value, heads[head].keys,
                        dl_arena_printf(c->read.arena, "a '%s' event", heads[head].head)))
        return;
    form.label = dl_json_get(value, "as") ? dl_reader_member(&c->read, value, "as") : label;
    if (form.label && *form.label == '$')
        dl_reader_fail(&c->read, dl_json_get(value, "as"), "'as' of an event is a label without '$'");
    if (dl_json_get(value, "in")) {
        form.in = dl_compile_role_set(c, dl_json_get(value, "in"));
        form.has_in = true;
    }
    heads[head].read(c, &form, value);
    if (c->read.failed)
        return;
    if (form.label)
        dl_vec_push(c->read.arena, &c->labels, form.label);
    if (into->list.count == DL_MAX_FORMS)
        dl_reader_fail(&c->read, value, "more than %d alternatives of one event", DL_MAX_FORMS);
    if (into->list.count > 0)
        dl_text_add(&into->text, ", or ");
    dl_text_add(&into->text, form_words(c, &form));
    dl_vec_push(c->read.arena, &into->list, form);
}

static const dl_json *find_let(const dl_compiler *c, const char *name)
{
    for (size_t i = 0; i < c->lets.count; i++) {
        const dl_json *value = dl_json_get(c->lets.at[i], name);

        if (value)
            return value;
    }
    return NULL;
}

static const char *nearest_event(dl_compiler *c, const char *name)
{
    dl_text_list names = {0};

    for (size_t i = 0; i < c->lets.count; i++)
        for (size_t j = 0; j < c->lets.at[i]->count; j++)
            dl_vec_push(c->read.arena, &names, c->lets.at[i]->at[j].key);
    if (dl_text_nearest(name, names.at, names.count))
        return dl_text_nearest(name, names.at, names.count);
    return dl_facts_nearest_api(c->facts, name);
}

/* The name of a `let` entry or an API. */
static void read_named(dl_compiler *c, forms *into, const dl_json *value, const char *label)
{
    const char *name = dl_reader_text(&c->read, value, "an event");
    const dl_json *let = find_let(c, name);
    dl_json *call;

    if (!let) {
        if (!c->read.failed && !dl_facts_api(c->facts, name) && !strpbrk(name, "*?")) {
            refuse_unknown_api(c, value, "event", name, nearest_event(c, name));
            return;
        }
        call = dl_arena_copy(c->read.arena, value, sizeof *value);
        call->kind = DL_JSON_OBJECT;
        call->at = dl_arena_copy(c->read.arena, &(dl_json_member){"call", value->line, value->column, value},
                                 sizeof(dl_json_member));
        call->count = 1;
        read_form(c, into, call, label);
        return;
    }
    for (size_t i = 0; i < c->open_let_count; i++)
        if (strcmp(c->open_lets[i], name) == 0)
            dl_reader_fail(&c->read, value, "'%s' is defined by itself", name);
    if (c->open_let_count == DL_MAX_LET_DEPTH)
        dl_reader_fail(&c->read, value, "more than %d 'let' entries inside each other", DL_MAX_LET_DEPTH);
    if (c->read.failed)
        return;
    c->open_lets[c->open_let_count++] = name;
    read_event(c, into, let, label ? label : name);
    c->open_let_count--;
}

static void read_event(dl_compiler *c, forms *into, const dl_json *value, const char *label)
{
    if (!dl_compile_spend(c, value))
        return;
    if (value->kind == DL_JSON_STRING) {
        read_named(c, into, value, label);
    } else if (value->kind == DL_JSON_OBJECT) {
        read_form(c, into, value, label);
    } else if (value->kind == DL_JSON_ARRAY) {
        if (value->count == 0)
            dl_reader_fail(&c->read, value, "an event needs at least one alternative");
        for (size_t i = 0; i < value->count; i++)
            read_event(c, into, value->at[i].value, label);
    } else {
        dl_reader_fail(&c->read, value, "an event is an object, a list, the name of a 'let' entry or of an API");
    }
}

const dl_event_pattern *dl_compile_event(dl_compiler *c, const dl_json *value)
{
    dl_event_pattern *made = DL_NEW(c->read.arena, dl_event_pattern);
    forms into = {0};

    dl_text_init(&into.text, c->read.arena);
    read_event(c, &into, value, NULL);
    made->forms = into.list.at;
    made->count = into.list.count;
    made->text = dl_text_str(&into.text);
    return made;
}

const dl_event_pattern *dl_compile_event_member(dl_compiler *c, const dl_json *object, const char *key)
{
    const dl_json *value = dl_json_get(object, key);

    return value ? dl_compile_event(c, value) : NULL;
}

const dl_event_pattern *dl_compile_return(dl_compiler *c, dl_outcome outcome)
{
    dl_event_pattern *made = DL_NEW(c->read.arena, dl_event_pattern);
    dl_event_form *form = DL_NEW(c->read.arena, dl_event_form);

    form->kind = DL_ON_RETURN;
    form->returned = outcome;
    made->forms = form;
    made->count = 1;
    made->text = form_words(c, form);
    return made;
}
