/* Values and paths of the rule language (docs/rules.md, section 5). */
#include "kernel/wdk_index.h"
#include "ruleset/compile.h"

#include <stdlib.h>

static const dl_value_pattern any_value = {.kind = DL_V_ANY, .text = "any", .capture = -1};

/* ---- paths ---- */

typedef struct path_text {
    dl_compiler *c; /* NULL: outside rules, where captures are refused */
    const dl_facts *facts;
    dl_arena *arena;
    const char *at;
    const dl_json *where;
    bool binds;
    const char *problem; /* NULL so far */
} path_text;

static const char *take_word(path_text *p)
{
    const char *start = p->at;

    while (dl_text_is_word(*p->at))
        p->at++;
    return dl_arena_strndup(p->arena, start, (size_t)(p->at - start));
}

static bool take(path_text *p, const char *text)
{
    if (!dl_text_starts(p->at, text))
        return false;
    p->at += strlen(text);
    return true;
}

static void complain(path_text *p, const char *problem)
{
    if (!p->problem)
        p->problem = problem;
}

/* At the `$`. */
static int take_capture(path_text *p)
{
    const char *name;

    p->at++;
    name = dl_arena_printf(p->arena, "$%s", take_word(p));
    if (!name[1]) {
        complain(p, "'$' needs a name behind it");
    } else if (!p->c) {
        complain(p, "a capture has no meaning here");
    } else {
        return dl_compile_capture(p->c, name, p->where, p->binds);
    }
    return -1;
}

/* A number or constant, with `+N`. */
static int64_t take_bound(path_text *p)
{
    const char *word = take_word(p);
    int64_t value = 0;
    char *end;

    if (!*word) {
        complain(p, "an index is a number, a constant, 'a..b', 'a..', '$i', '*' or '?'");
        return 0;
    }
    value = strtoll(word, &end, 0);
    if (*end && !dl_facts_constant(p->facts, word, &value)) {
        const char *near = dl_facts_nearest_constant(p->facts, word);

        complain(p, dl_arena_printf(p->arena, "the index '%s' is no constant of known value%s%s%s", word,
                                    near ? "; did you mean '" : "", near ? near : "", near ? "'?" : ""));
    }
    if (take(p, "+")) {
        word = take_word(p);
        value += strtoll(word, &end, 0);
        if (!*word || *end)
            complain(p, "'+' in an index needs a number behind it");
    }
    return value;
}

/* Behind the `[`. */
static void take_index(path_text *p, dl_path_step *step)
{
    const char *start = p->at;

    if (take(p, "*")) {
        step->kind = DL_P_EACH;
    } else if (take(p, "?")) {
        step->kind = DL_P_SOME;
    } else if (*p->at == '$') {
        step->kind = DL_P_INDEX_CAPTURE;
        step->capture = take_capture(p);
    } else {
        step->kind = DL_P_INDEX;
        step->first = step->last = take_bound(p);
        if (take(p, "..")) {
            step->kind = DL_P_RANGE;
            step->last = *p->at == ']' ? INT64_MAX : take_bound(p);
        }
    }
    step->first_name = dl_arena_strndup(p->arena, start, (size_t)(p->at - start));
    if (!take(p, "]"))
        complain(p, "the index has no ']'");
}

static void take_steps(path_text *p, dl_path_pattern *out)
{
    DL_VEC(dl_path_step) steps = {0};

    while (*p->at && !p->problem) {
        dl_path_step step = {.kind = DL_P_FIELD, .capture = -1};

        if (take(p, "[")) {
            take_index(p, &step);
        } else if (take(p, ".") || take(p, "->")) {
            if (take(p, "*"))
                step.kind = DL_P_EACH_FIELD;
            else
                step.field = take_word(p);
            if (step.field && !*step.field)
                complain(p, "a member's name is missing");
        } else {
            complain(p, dl_arena_printf(p->arena, "'%s' is no member or index", p->at));
        }
        dl_vec_push(p->arena, &steps, step);
    }
    out->steps = steps.at;
    out->count = steps.count;
}

static void take_root(path_text *p, dl_path_pattern *out)
{
    if (*p->at == '$') {
        out->root = DL_ROOT_CAPTURE;
        out->capture = take_capture(p);
    } else if (*p->at == '@') {
        out->root = DL_ROOT_PARAM;
        if (take(p, "@driver-object")) {
            out->param = DL_PARAM_DRIVER_OBJECT;
        } else if (take(p, "@registry-path")) {
            out->param = DL_PARAM_REGISTRY_PATH;
        } else if (take(p, "@parameter-") && *p->at >= '0' && *p->at <= '9' && !dl_text_is_word(p->at[1])) {
            out->param = DL_PARAM_NUMBER;
            out->param_number = (unsigned)(*p->at++ - '0');
        } else {
            complain(p, "a parameter is '@driver-object', '@registry-path' or '@parameter-0' to '@parameter-9'");
        }
    } else {
        out->root = DL_ROOT_TYPE;
        out->type = take_word(p);
        if (!*out->type)
            complain(p, "a path begins with '$', '@' or a structure's type");
    }
}

static void read_path(path_text *p, dl_path_pattern *out)
{
    memset(out, 0, sizeof *out);
    out->capture = -1;
    out->text = p->at;
    take_root(p, out);
    take_steps(p, out);
}

static bool is_known_type(const dl_facts *facts, const char *name)
{
    return dl_facts_struct(facts, name) || dl_wdk_find_struct(name) || dl_wdk_find_enum(name) ||
           dl_wdk_find_callback(name);
}

void dl_compile_type(dl_compiler *c, const char *name, const dl_json *at)
{
    if (!c->read.failed && (strcmp(name, "DriverObject") == 0 || strcmp(name, "RegistryPath") == 0))
        dl_reader_fail(&c->read, at, "a parameter of the entry is '%s', whatever the driver calls it",
                       *name == 'D' ? "@driver-object" : "@registry-path");
    else if (!c->read.failed && !is_known_type(c->facts, name))
        dl_reader_fail(&c->read, at,
                       "unknown type '%s': it is neither in the index of names nor in 'structs' of the API facts",
                       name);
}

bool dl_compile_path(dl_compiler *c, dl_path_pattern *out, const char *text, const dl_json *at, bool binds)
{
    path_text p = {c, c->facts, c->read.arena, text, at, binds, NULL};

    read_path(&p, out);
    if (p.problem)
        dl_reader_fail(&c->read, at, "in the path '%s': %s", text, p.problem);
    else if (out->root == DL_ROOT_TYPE)
        dl_compile_type(c, out->type, at);
    return !c->read.failed;
}

bool dl_path_pattern_read(dl_path_pattern *out, const char *text, const dl_facts *facts, dl_arena *arena)
{
    path_text p = {NULL, facts, arena, text, NULL, false, NULL};

    read_path(&p, out);
    return !p.problem;
}

/* ---- constants ---- */

typedef DL_VEC(int64_t) number_list;

static void refuse_constant(dl_compiler *c, const dl_json *at)
{
    const char *near = dl_facts_nearest_constant(c->facts, at->text);

    dl_reader_fail(
        &c->read, at,
        "unknown constant '%s'%s%s%s (a documented one stands in 'constants' of the API facts: its value, or "
        "null where that varies)",
        at->text, near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
}

/* Globs are compared by spelling when the rule runs. */
static void add_constant(dl_compiler *c, const dl_json *at, dl_text_list *names, number_list *numbers)
{
    int64_t value;

    if (at->kind == DL_JSON_NUMBER && at->is_integer) {
        dl_vec_push(c->read.arena, numbers, at->integer);
        return;
    }
    if (!*dl_reader_text(&c->read, at, "a constant"))
        return;
    dl_vec_push(c->read.arena, names, at->text);
    if (dl_facts_constant(c->facts, at->text, &value))
        dl_vec_push(c->read.arena, numbers, value);
    else if (!strpbrk(at->text, "*?") && !dl_facts_is_constant(c->facts, at->text) && !c->read.failed)
        refuse_constant(c, at);
}

static void read_constants(dl_compiler *c, dl_value_pattern *made, const dl_json *value)
{
    dl_text_list names = {0};
    number_list numbers = {0};

    made->kind = DL_V_CONSTANTS;
    if (value->kind == DL_JSON_ARRAY)
        for (size_t i = 0; i < value->count; i++)
            add_constant(c, value->at[i].value, &names, &numbers);
    else
        add_constant(c, value, &names, &numbers);
    made->names = (dl_name_set){names.at, names.count};
    made->numbers = numbers.at;
    made->number_count = numbers.count;
}

/* ---- strings and numbers ---- */

static const dl_value_pattern *word_value(dl_compiler *c, dl_value_pattern *made, const dl_json *value, bool binds)
{
    static const struct {
        const char *word;
        dl_value_kind kind;
        dl_class value_class;
    } words[] = {{"any", DL_V_ANY, DL_CLASS_ZERO},          {"null", DL_V_CLASS, DL_CLASS_ZERO},
                 {"zero", DL_V_CLASS, DL_CLASS_ZERO},       {"nonnull", DL_V_CLASS, DL_CLASS_NONZERO},
                 {"nonzero", DL_V_CLASS, DL_CLASS_NONZERO}, {"function", DL_V_FUNCTION, DL_CLASS_ZERO},
                 {"unset", DL_V_UNSET, DL_CLASS_ZERO}};
    static const char *const names[] = {"any", "null", "zero", "nonnull", "nonzero", "function", "unset"};
    const char *text = dl_reader_text(&c->read, value, "a value");
    const char *near;

    made->text = text;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(text, words[i].word) == 0) {
            made->kind = words[i].kind;
            made->value_class = words[i].value_class;
            return made;
        }
    }
    if (*text == '$' || *text == '@') {
        made->kind = *text == '$' ? DL_V_CAPTURE : DL_V_PARAM;
        if (dl_compile_path(c, &made->path, text, value, binds))
            made->capture = made->path.capture;
    } else if (dl_facts_is_global(c->facts, text)) {
        made->kind = DL_V_GLOBAL;
        made->names.at = dl_arena_copy(c->read.arena, &text, sizeof text);
        made->names.count = 1;
    } else if (!c->read.failed && (near = dl_text_nearest(text, names, sizeof names / sizeof *names)) &&
               !dl_facts_is_constant(c->facts, text)) {
        dl_compile_unknown(c, value, "value", text, near);
    } else {
        read_constants(c, made, value);
    }
    return made;
}

/* ---- objects ---- */

const char *dl_join_names(dl_arena *arena, dl_name_set names, const char *between)
{
    dl_text text;

    dl_text_init(&text, arena);
    for (size_t i = 0; i < names.count; i++)
        dl_text_printf(&text, "%s%s", i == 0 ? "" : i + 1 == names.count ? between : ", ", names.at[i]);
    return dl_text_str(&text);
}

/* One bit set: constants by name, numbers as text. */
static dl_name_set read_mask(dl_compiler *c, const dl_json *object, const char *key, int64_t *mask, bool *is_known)
{
    const dl_json *value = dl_json_get(object, key);
    dl_value_pattern list = {0};
    dl_text_list names = {0};

    *mask = 0;
    if (!value)
        return (dl_name_set){0};
    read_constants(c, &list, value);
    for (size_t i = 0; i < list.names.count; i++) {
        int64_t bit;

        *is_known = *is_known && dl_facts_constant(c->facts, list.names.at[i], &bit);
        if (strpbrk(list.names.at[i], "*?"))
            dl_reader_fail(&c->read, value, "'bits' takes no globs");
    }
    names.at = dl_arena_array(c->read.arena, list.names.count + list.number_count + 1, sizeof *names.at);
    for (size_t i = 0; i < list.names.count; i++)
        names.at[names.count++] = list.names.at[i];
    for (size_t i = 0; i < list.number_count; i++)
        *mask |= list.numbers[i];
    for (size_t i = 0; value->kind == DL_JSON_ARRAY && i < value->count; i++)
        if (value->at[i].value->kind == DL_JSON_NUMBER)
            names.at[names.count++] = dl_arena_printf(c->read.arena, "%lld", (long long)value->at[i].value->integer);
    return (dl_name_set){names.at, names.count};
}

static void read_bits(dl_compiler *c, dl_value_pattern *made, const dl_json *value, bool binds)
{
    static const char *const keys[] = {"set", "clear", "only", NULL};
    dl_text text;

    (void)binds;
    made->kind = DL_V_BITS;
    if (!dl_reader_keys(&c->read, value, keys, "'bits'"))
        return;
    if (value->count == 0)
        dl_reader_fail(&c->read, value, "'bits' needs 'set', 'clear' or 'only'");
    made->has_masks = true;
    made->bits_set = read_mask(c, value, "set", &made->set_mask, &made->has_masks);
    made->bits_clear = read_mask(c, value, "clear", &made->clear_mask, &made->has_masks);
    made->has_only = dl_json_get(value, "only") != NULL;
    made->bits_only = read_mask(c, value, "only", &made->only_mask, &made->has_masks);
    dl_text_init(&text, c->read.arena);
    if (made->bits_set.count)
        dl_text_printf(&text, "a value with %s", dl_join_names(c->read.arena, made->bits_set, " and "));
    if (made->bits_clear.count)
        dl_text_printf(&text, "%swithout %s", made->bits_set.count ? ", " : "a value ",
                       dl_join_names(c->read.arena, made->bits_clear, " and "));
    if (made->has_only)
        dl_text_printf(&text, "%swith no bits but %s",
                       made->bits_set.count + made->bits_clear.count ? ", " : "a value ",
                       dl_join_names(c->read.arena, made->bits_only, " and "));
    made->text = dl_text_str(&text);
}

static void read_constant_list(dl_compiler *c, dl_value_pattern *made, const dl_json *value, bool binds)
{
    dl_text_list words = {0};

    (void)binds;
    read_constants(c, made, value);
    for (size_t i = 0; i < made->names.count; i++)
        dl_vec_push(c->read.arena, &words, made->names.at[i]);
    for (size_t i = 0; value->kind == DL_JSON_ARRAY && i < value->count; i++)
        if (value->at[i].value->kind == DL_JSON_NUMBER)
            dl_vec_push(c->read.arena, &words,
                        dl_arena_printf(c->read.arena, "%lld", (long long)value->at[i].value->integer));
    if (words.count == 0 && !c->read.failed)
        dl_reader_fail(&c->read, value, "'constant' names at least one");
    made->text = dl_join_names(c->read.arena, (dl_name_set){words.at, words.count}, " or ");
}

static void read_type_name(dl_compiler *c, dl_value_pattern *made, const dl_json *value)
{
    made->names.count = dl_reader_texts(&c->read, &made->names.at, value, "a type");
    for (size_t i = 0; i < made->names.count; i++)
        dl_compile_type(c, made->names.at[i], value);
}

static void read_sizeof(dl_compiler *c, dl_value_pattern *made, const dl_json *value, bool binds)
{
    (void)binds;
    made->kind = DL_V_SIZEOF;
    read_type_name(c, made, value);
    made->text = dl_arena_printf(c->read.arena, "the size of %s", dl_join_names(c->read.arena, made->names, " or "));
}

static void read_type(dl_compiler *c, dl_value_pattern *made, const dl_json *value, bool binds)
{
    (void)binds;
    made->kind = DL_V_TYPE;
    read_type_name(c, made, value);
    made->text = dl_arena_printf(c->read.arena, "of type %s", dl_join_names(c->read.arena, made->names, " or "));
}

static void read_member_of(dl_compiler *c, dl_value_pattern *made, const dl_json *value, bool binds)
{
    (void)binds;
    made->kind = DL_V_MEMBER_OF;
    read_type_name(c, made, value);
    made->text = dl_arena_printf(c->read.arena, "in a %s", dl_join_names(c->read.arena, made->names, " or "));
}

static const char *string_words(dl_arena *arena, const dl_string_pattern *string)
{
    if (string->equals.count)
        return dl_arena_printf(arena, "the text %s", dl_join_names(arena, string->equals, " or "));
    if (string->prefixes.count)
        return dl_arena_printf(arena, "a text that begins with %s", dl_join_names(arena, string->prefixes, " or "));
    if (string->suffixes.count)
        return dl_arena_printf(arena, "a text that ends with %s", dl_join_names(arena, string->suffixes, " or "));
    return string->same >= 0 ? "the same text" : "a text";
}

static void read_string(dl_compiler *c, dl_value_pattern *made, const dl_json *value, bool binds)
{
    static const char *const keys[] = {"equals", "prefix", "suffix", "same", NULL};
    const dl_json *same = dl_json_get(value, "same");

    (void)binds;
    made->kind = DL_V_STRING;
    made->string.same = -1;
    made->text = "such a text";
    if (!dl_reader_keys(&c->read, value, keys, "'string'"))
        return;
    made->string.equals = dl_compile_names(c, value, "equals");
    made->string.prefixes = dl_compile_names(c, value, "prefix");
    made->string.suffixes = dl_compile_names(c, value, "suffix");
    if (same) {
        const char *name = dl_reader_text(&c->read, same, "'same'");

        if (*name != '$' || strpbrk(name, ".-["))
            dl_reader_fail(&c->read, same, "'same' is a capture such as '$name'");
        else
            made->string.same = dl_compile_capture(c, name, same, false);
    }
    made->text = string_words(c->read.arena, &made->string);
}

dl_function_pattern dl_compile_function_pattern(dl_compiler *c, const dl_json *value, bool is_subject)
{
    static const char *const keys[] = {"name", "section", "roleType", "role", "storedIn", NULL};
    static const char *const of_subject[] = {"name", "section", "roleType", "role", "storedIn", "mentions", NULL};
    dl_function_pattern made = {0};
    const dl_json *role = dl_json_get(value, "role");

    if (!dl_reader_keys(&c->read, value, is_subject ? of_subject : keys, "'function'"))
        return made;
    if (value->count == 0)
        dl_reader_fail(&c->read, value, "'function' needs 'name', 'section', 'roleType' or 'role'");
    made.names = dl_compile_names(c, value, "name");
    made.role_types = dl_compile_names(c, value, "roleType");
    made.section = dl_reader_member(&c->read, value, "section");
    made.mentions = dl_compile_names(c, value, "mentions");
    if (role)
        made.roles = dl_compile_roles(c, role);
    made.stored_count = dl_compile_places(c, &made.stored_in, value, "storedIn");
    return made;
}

size_t dl_compile_places(dl_compiler *c, const dl_path_pattern **out, const dl_json *object, const char *key)
{
    const dl_json *value = dl_json_get(object, key);
    dl_name_set texts = dl_compile_names(c, object, key);
    dl_path_pattern *made = DL_NEW_ARRAY(c->read.arena, texts.count + 1, dl_path_pattern);

    *out = made;
    for (size_t i = 0; i < texts.count && !c->read.failed; i++) {
        const dl_json *at = value->kind == DL_JSON_ARRAY ? value->at[i].value : value;

        if (*texts.at[i] == '$')
            dl_reader_fail(&c->read, at, "'%s' takes no captures: a structure's type or a parameter begins it", key);
        else
            dl_compile_path(c, &made[i], texts.at[i], at, false);
    }
    return texts.count;
}

static void read_function(dl_compiler *c, dl_value_pattern *made, const dl_json *value, bool binds)
{
    (void)binds;
    made->kind = DL_V_FUNCTION_IS;
    made->function = dl_compile_function_pattern(c, value, false);
    made->text = "such a function";
}

static void set_inner(dl_compiler *c, dl_value_pattern *made, dl_value_kind kind, const dl_json *value, bool binds,
                      const char *words)
{
    const dl_value_pattern **inner = DL_NEW(c->read.arena, const dl_value_pattern *);

    made->kind = kind;
    made->inner = inner;
    made->inner_count = 1;
    *inner = dl_compile_value(c, value, binds);
    made->text = dl_arena_printf(c->read.arena, words, (*inner)->text);
}

static void read_to(dl_compiler *c, dl_value_pattern *made, const dl_json *value, bool binds)
{
    set_inner(c, made, DL_V_TO, value, binds, "the address of %s");
}

static void read_deref(dl_compiler *c, dl_value_pattern *made, const dl_json *value, bool binds)
{
    set_inner(c, made, DL_V_DEREF, value, binds, "what %s points to");
}

static void read_alias(dl_compiler *c, dl_value_pattern *made, const dl_json *value, bool binds)
{
    set_inner(c, made, DL_V_ALIAS, value, binds, "%s or what shares its storage");
}

static void read_not(dl_compiler *c, dl_value_pattern *made, const dl_json *value, bool binds)
{
    (void)binds;
    set_inner(c, made, DL_V_NOT, value, false, "not %s");
}

static void read_from(dl_compiler *c, dl_value_pattern *made, const dl_json *value, bool binds)
{
    (void)binds;
    made->kind = DL_V_FROM;
    made->event = dl_compile_event(c, value);
    made->text = dl_arena_printf(c->read.arena, "a result of %s", made->event->text);
}

static void read_storage(dl_compiler *c, dl_value_pattern *made, const dl_json *value, bool binds)
{
    static const char *const names[] = {"automatic", "persistent", NULL};

    (void)binds;
    made->kind = DL_V_STORAGE;
    made->is_persistent = dl_reader_choice(&c->read, value, names, "storage") == 1;
    made->text = made->is_persistent ? "lasting storage" : "a local variable";
}

static void read_read_by(dl_compiler *c, dl_value_pattern *made, const dl_json *value, bool binds)
{
    (void)binds;
    made->kind = DL_V_READ_BY;
    made->names = dl_compile_roles(c, value);
    made->text =
        dl_arena_printf(c->read.arena, "storage that %s reads", dl_join_names(c->read.arena, made->names, " or "));
}

static void read_given_to(dl_compiler *c, dl_value_pattern *made, const dl_json *value, bool binds)
{
    static const char *const keys[] = {"call", "param", NULL};
    const dl_json *call, *param;

    (void)binds;
    made->kind = DL_V_GIVEN_TO;
    if (!dl_reader_keys(&c->read, value, keys, "'givenTo'"))
        return;
    call = dl_reader_need(&c->read, value, "call", "'givenTo'");
    param = dl_reader_need(&c->read, value, "param", "'givenTo'");
    if (c->read.failed)
        return;
    made->names = dl_compile_names(c, value, "call");
    made->param = dl_reader_text(&c->read, param, "'param'");
    for (size_t i = 0; i < made->names.count && !c->read.failed; i++) {
        const dl_api *api = dl_facts_api(c->facts, made->names.at[i]);

        if (!api)
            dl_reader_fail(&c->read, call, "'%s' is no known routine", made->names.at[i]);
        else if (dl_api_param(api, made->param) < 0)
            dl_reader_fail(&c->read, param, "%s has no parameter '%s'", made->names.at[i], made->param);
    }
    if (!c->read.failed)
        made->text = dl_arena_printf(c->read.arena, "what %s is given as %s",
                                     dl_join_names(c->read.arena, made->names, " or "), made->param);
}

static void read_list(dl_compiler *c, dl_value_pattern *made, dl_value_kind kind, const dl_json *value, bool binds)
{
    const dl_value_pattern **inner = DL_NEW_ARRAY(c->read.arena, value->count + 1, const dl_value_pattern *);
    dl_text_list texts = {0};

    made->kind = kind;
    made->inner = inner;
    if (!dl_reader_expect(&c->read, value, DL_JSON_ARRAY, kind == DL_V_ANY_OF ? "'anyOf'" : "'allOf'"))
        return;
    if (value->count == 0)
        dl_reader_fail(&c->read, value, "an empty list says nothing");
    for (size_t i = 0; i < value->count; i++) {
        inner[made->inner_count++] = dl_compile_value(c, value->at[i].value, binds);
        dl_vec_push(c->read.arena, &texts, inner[i]->text);
    }
    made->text =
        dl_join_names(c->read.arena, (dl_name_set){texts.at, texts.count}, kind == DL_V_ANY_OF ? " or " : " and ");
}

static void read_any_of(dl_compiler *c, dl_value_pattern *made, const dl_json *value, bool binds)
{
    read_list(c, made, DL_V_ANY_OF, value, binds);
}

static void read_all_of(dl_compiler *c, dl_value_pattern *made, const dl_json *value, bool binds)
{
    read_list(c, made, DL_V_ALL_OF, value, binds);
}

static const struct {
    const char *key;
    void (*read)(dl_compiler *c, dl_value_pattern *made, const dl_json *value, bool binds);
} heads[] = {{"constant", read_constant_list},
             {"bits", read_bits},
             {"sizeof", read_sizeof},
             {"string", read_string},
             {"function", read_function},
             {"to", read_to},
             {"deref", read_deref},
             {"alias", read_alias},
             {"from", read_from},
             {"storage", read_storage},
             {"readBy", read_read_by},
             {"givenTo", read_given_to},
             {"type", read_type},
             {"memberOf", read_member_of},
             {"not", read_not},
             {"anyOf", read_any_of},
             {"allOf", read_all_of}};
enum { HEADS = sizeof heads / sizeof *heads };

static dl_value_pattern *new_value(dl_compiler *c)
{
    dl_value_pattern *made = DL_NEW(c->read.arena, dl_value_pattern);

    *made = any_value;
    return made;
}

static const dl_value_pattern *object_value(dl_compiler *c, const dl_json *value, bool binds)
{
    static const char *const keys[HEADS + 2] = {"constant", "bits",     "sizeof", "string",  "function", "to",
                                                "deref",    "alias",    "from",   "storage", "readBy",   "givenTo",
                                                "type",     "memberOf", "not",    "anyOf",   "allOf",    "as"};
    const dl_value_pattern *inner[HEADS];
    size_t count = 0;
    dl_value_pattern *made = NULL;

    if (!dl_reader_keys(&c->read, value, keys, "a value"))
        return &any_value;
    for (size_t i = 0; i < HEADS; i++) {
        const dl_json *part = dl_json_get(value, heads[i].key);

        if (!part)
            continue;
        made = new_value(c);
        heads[i].read(c, made, part, binds);
        if ((made->kind == DL_V_STORAGE || made->kind == DL_V_STRING) && dl_json_get(value, "as")) {
            const char *name = dl_reader_member(&c->read, value, "as");

            if (*name != '$')
                dl_reader_fail(&c->read, dl_json_get(value, "as"), "'as' of a value is a capture such as '$slot'");
            else
                made->capture = dl_compile_capture(c, name, dl_json_get(value, "as"), binds);
        }
        if (made->kind == DL_V_STRING && part->count == 0 && !dl_json_get(value, "as"))
            dl_reader_fail(&c->read, part, "'string' needs 'equals', 'prefix', 'suffix', 'same', or 'as' beside it");
        inner[count++] = made;
    }
    if (count == 0)
        dl_reader_fail(&c->read, value,
                       "this is no value: it needs one of 'constant', 'bits', 'to', 'storage', 'not' …");
    else if (dl_json_get(value, "as") && !dl_json_get(value, "storage") && !dl_json_get(value, "string"))
        dl_reader_fail_key(&c->read, value, "as", "'as' belongs to 'storage' or 'string' in a value");
    if (count < 2)
        return made ? made : &any_value;
    made = new_value(c); /* {"storage": …, "readBy": …}: both */
    made->kind = DL_V_ALL_OF;
    made->inner = dl_arena_copy(c->read.arena, inner, count * sizeof *inner);
    made->inner_count = count;
    made->text = dl_arena_printf(c->read.arena, "%s and %s", inner[0]->text, inner[1]->text);
    return made;
}

const dl_value_pattern *dl_compile_value(dl_compiler *c, const dl_json *value, bool binds)
{
    dl_value_pattern *made;

    if (!dl_compile_spend(c, value))
        return &any_value;
    if (value->kind == DL_JSON_OBJECT)
        return object_value(c, value, binds);
    made = new_value(c);
    if (value->kind == DL_JSON_NUMBER) {
        if (!value->is_integer)
            dl_reader_fail(&c->read, value, "a value must be a whole number");
        read_constants(c, made, value);
        made->text = dl_arena_printf(c->read.arena, "%lld", (long long)value->integer);
        return made;
    }
    if (value->kind == DL_JSON_STRING)
        return word_value(c, made, value, binds);
    dl_reader_fail(&c->read, value, "a value is a string, a number or an object");
    return &any_value;
}
