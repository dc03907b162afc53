#include "frontend/synth_items.h"

#include "frontend/unit.h"
#include "kernel/wdk_index.h"

#include <string.h>

static const char made_up[] = "made up"; /* what any name of `names` stands for */

void dl_synth_write(dl_synth *s, const char *text)
{
    for (const char *at = text; *at; at++)
        s->line += *at == '\n';
    dl_text_add(&s->out, text);
}

/* One declaration, on lines of its own, which are blamed on `item`. A line may end with a comment that
 * names the member it is about. */
static void add_item(dl_synth *s, dl_item *item, const char *text)
{
    dl_synth_write(s, text);
    for (const char *at = text; *at && s->blame.count < s->line - s->first_line;) {
        size_t size = strcspn(at, "\n"), name = size;
        dl_blame blame = {item, NULL};

        while (name > 0 && at[name - 1] != ' ')
            name--;
        if (name > 3 && memcmp(at + name - 4, " // ", 4) == 0)
            blame.member = dl_arena_strndup(s->arena, at + name, size - name);
        dl_vec_push(s->arena, &s->blame, blame);
        at += size + (at[size] == '\n');
    }
}

/* ---- members ---- */

typedef struct member {
    const char *name;
    dl_shape shape;
    bool is_reached; /* through a variable of the record: the shape is that of the uses there */
    bool is_inner;   /* an array of the record itself: an offset into it is asked for */
} member;

typedef struct member_list {
    DL_VEC(member) list;
    dl_arena *arena;
} member_list;

static member *keep(member_list *members, const char *name)
{
    member made = {name, DL_SHAPE_NONE, false, false};

    for (size_t i = 0; i < members->list.count; i++)
        if (strcmp(members->list.at[i].name, name) == 0)
            return &members->list.at[i];
    dl_vec_push(members->arena, &members->list, made);
    return &members->list.at[members->list.count - 1];
}

static void keep_reached(void *self, const char *name, dl_shape shape)
{
    member *kept = keep(self, name);

    kept->is_reached = true;
    kept->is_inner = kept->is_inner || shape == DL_SHAPE_INNER_ARRAY;
    kept->shape = shape > kept->shape ? shape : kept->shape;
}

static dl_shape shape_of_member(const dl_synth *s, const member *m, const char **type)
{
    const dl_forced *forced = dl_map_get(s->forced, m->name);
    const dl_use *use = dl_uses_get(&s->uses, m->name);

    *type = forced ? forced->type : NULL;
    if (m->is_reached && m->shape == DL_SHAPE_INNER_ARRAY) {
        *type = NULL;
        return m->shape;
    }
    if (forced && forced->is_plain)
        *type = NULL;
    if (forced && (forced->shape || *type))
        return forced->shape;
    if (m->is_reached && m->shape)
        return m->shape;
    return use ? dl_shape_of_member(&s->uses, use) : DL_SHAPE_NONE;
}

static bool write_bag(dl_synth *s, const char *name, dl_item *item);
static void write_record(dl_synth *s, dl_item *item);

/* A member of this type needs the whole record before it. */
static void write_needed(dl_synth *s, const char *type)
{
    const char *bare = dl_text_starts(type, "struct ") ? type + strlen("struct ") : type;

    for (size_t i = 0; !strchr(type, '*') && i < s->list.count; i++) {
        dl_item *item = s->list.at[i];

        if (!item->is_banned && (item->kind == DL_ITEM_RECORD || item->kind == DL_ITEM_TAG) &&
            (strcmp(item->name, bare) == 0 || dl_text_equal(item->tag, bare)))
            write_record(s, item);
    }
}

/* `declarator` with the type that the shape asks for. Bags of members have been written. */
static const char *declaration(dl_synth *s, dl_shape shape, const char *type, const char *bag, const char *declarator)
{
    const char *any = s->is_cpp ? "..." : "";

    if (type)
        return dl_arena_printf(s->arena, "__typeof__(%s) %s", type, declarator);
    switch (shape) {
    case DL_SHAPE_POINTER:
        return dl_arena_printf(s->arena, "void *%s", declarator);
    case DL_SHAPE_ARRAY:
        return dl_arena_printf(s->arena, "ULONG_PTR *%s", declarator);
    case DL_SHAPE_INNER_ARRAY:
        return dl_arena_printf(s->arena, "ULONG_PTR %s[1]", declarator);
    case DL_SHAPE_CALLED:
        return dl_arena_printf(s->arena, "ULONG_PTR (*%s)(%s)", declarator, any);
    case DL_SHAPE_POINTER_TO_RECORD:
        return dl_arena_printf(s->arena, "struct " DL_NAMELESS_TAG "%s *%s", bag, declarator);
    case DL_SHAPE_RECORD:
        return dl_arena_printf(s->arena, "struct " DL_NAMELESS_TAG "%s %s", bag, declarator);
    case DL_SHAPE_NONE:
    case DL_SHAPE_INT:
        break;
    }
    return dl_arena_printf(s->arena, "ULONG_PTR %s", declarator);
}

static void write_members(dl_synth *s, const member_list *members, dl_item *item, dl_text *out)
{
    for (size_t i = 0; i < members->list.count; i++) {
        const char *name = members->list.at[i].name, *declarator = name, *type;
        dl_shape shape = shape_of_member(s, &members->list.at[i], &type);
        bool is_inner = members->list.at[i].is_inner && shape != DL_SHAPE_INNER_ARRAY;

        if (type)
            write_needed(s, type);
        if ((shape == DL_SHAPE_RECORD || shape == DL_SHAPE_POINTER_TO_RECORD) && !type && !write_bag(s, name, item) &&
            (shape == DL_SHAPE_RECORD || is_inner))
            shape = DL_SHAPE_NONE; /* it would hold itself */
        if (is_inner) {
            shape = shape == DL_SHAPE_POINTER_TO_RECORD ? DL_SHAPE_RECORD : DL_SHAPE_NONE;
            declarator = dl_arena_printf(s->arena, "%s[1]", name);
        }
        dl_text_printf(out, " %s; // %s\n", declaration(s, shape, type, name, declarator), name);
    }
    if (members->list.count == 0)
        dl_text_add(out, " ULONG_PTR dl_unused;");
}

/* The record that stands for whatever the member or variable `name` holds. False while it is being written. */
static bool write_bag(dl_synth *s, const char *name, dl_item *item)
{
    static const char open[] = "open", done[] = "done";
    const char *key = dl_arena_printf(s->arena, DL_NAMELESS_TAG "%s", name);
    const char *state = dl_map_get(s->written, key);
    const dl_use *use = dl_uses_get(&s->uses, name);
    const dl_learnt_members *learnt = dl_map_get(s->members, key);
    member_list members = {{0}, s->arena};
    dl_text text;

    if (state)
        return state != open;
    dl_map_set(s->written, key, (void *)open);
    dl_text_init(&text, s->arena);
    if (use)
        dl_shape_members(&s->uses, use, keep_reached, &members, s->arena);
    for (size_t i = 0; learnt && i < learnt->count; i++)
        (void)keep(&members, learnt->at[i]);
    dl_text_printf(&text, "struct %s {\n", key);
    write_members(s, &members, item, &text);
    dl_text_add(&text, " };\n");
    dl_map_set(s->written, key, (void *)done);
    dl_map_set(s->names, key, (void *)made_up);
    add_item(s, item, dl_text_str(&text));
    return true;
}

/* ---- types ---- */

static void add_type_members(dl_synth *s, const char *name, member_list *members)
{
    const dl_use *use = dl_uses_get(&s->uses, name);

    if (use)
        dl_shape_type_members(&s->uses, use, keep_reached, members, s->arena);
}

/* The members that the index gives the structure: those that the sources name, or all in their order when
 * some list without names relies on it. */
static void add_index_members(dl_synth *s, const char *name, bool wants_all, member_list *members)
{
    const dl_wdk_struct *known = dl_wdk_find_struct(name);
    const char *at = known ? known->fields : "";

    while (*at) {
        size_t size = strcspn(at, ";");
        char *field = dl_arena_strndup(s->arena, at, size), *end = strpbrk(field, "[ ");
        const dl_use *use;

        if (end)
            *end = '\0';
        use = dl_uses_get(&s->uses, field);
        if (*field && !strchr(field, '.') && (wants_all || (use && use->members.count > 0)))
            (void)keep(members, use ? use->name : field);
        at += size;
        at += strspn(at, "; ");
    }
}

static void write_record(dl_synth *s, dl_item *item)
{
    const char *key = dl_arena_printf(s->arena, "struct %s", item->tag);
    const dl_learnt_members *learnt = dl_map_get(s->members, item->tag);
    member_list members = {{0}, s->arena};
    dl_text text;

    if (!dl_map_add(s->written, key, s))
        return;
    for (size_t i = 0; i < s->list.count; i++) {
        const dl_item *other = s->list.at[i];

        if (!other->is_banned &&
            (other->kind == DL_ITEM_RECORD || other->kind == DL_ITEM_POINTER || other->kind == DL_ITEM_TAG) &&
            dl_text_equal(other->tag, item->tag)) {
            const dl_use *use = dl_uses_get(&s->uses, other->name);

            add_index_members(s, other->name, use && dl_shape_is_listed(use), &members);
            add_type_members(s, other->name, &members);
        }
    }
    for (size_t i = 0; learnt && i < learnt->count; i++)
        (void)keep(&members, learnt->at[i]);
    dl_text_init(&text, s->arena);
    dl_text_printf(&text, "struct %s {\n", item->tag);
    write_members(s, &members, item, &text);
    dl_text_add(&text, " };\n");
    dl_map_set(s->names, item->tag, (void *)made_up);
    add_item(s, item, dl_text_str(&text));
}

/* ---- function types: as the routine that is declared with it is defined ---- */

static const dl_occurrence *definition_of(const dl_synth *s, const char *name)
{
    const dl_use *use = dl_uses_get(&s->uses, name);

    for (size_t i = 0; use && i < use->plain.count; i++) {
        const dl_occurrence *at = &use->plain.at[i];
        size_t open = dl_tokens_live(at->tokens, at->at + 1), close;

        if (at->in_body || open >= at->tokens->count || !dl_token_is(&at->tokens->at[open], "("))
            continue;
        close = dl_tokens_close(at->tokens, open);
        if (close < at->tokens->count && dl_tokens_live(at->tokens, close + 1) < at->tokens->count &&
            dl_token_is(&at->tokens->at[dl_tokens_live(at->tokens, close + 1)], "{"))
            return at;
    }
    return NULL;
}

static const char *params_of(dl_synth *s, const dl_occurrence *at)
{
    size_t open = dl_tokens_live(at->tokens, at->at + 1), close = dl_tokens_close(at->tokens, open);
    dl_text text;

    dl_text_init(&text, s->arena);
    for (size_t i = open + 1; i < close; i++)
        if (!at->tokens->at[i].is_directive && !at->tokens->at[i].is_dead)
            dl_text_printf(&text, "%s ", dl_token_str(&at->tokens->at[i], s->arena));
    return dl_text_str(&text);
}

/* `PAGED_SEGMENT`, of which nothing is known but that it may be left out. */
static bool is_annotation(const dl_synth *s, const char *name)
{
    const dl_item *item = dl_synth_item(s, name);

    return item && (item->kind == DL_ITEM_EMPTY || item->kind == DL_ITEM_EMPTY_WITH_ARGS);
}

/* Where a declarator's name begins: at `CLASS` of `CLASS::name`. */
static size_t scope_of(const dl_occurrence *at)
{
    const dl_token *tokens = at->tokens->at, *before = dl_token_before(at->tokens, at->at);
    size_t i = at->at;

    while (dl_token_is(before, "::")) {
        i = (size_t)(before - tokens);
        before = dl_token_before(at->tokens, i);
        if (!dl_token_is_name(before))
            break;
        i = (size_t)(before - tokens);
        before = dl_token_before(at->tokens, i);
    }
    return i;
}

/* The last word of the result's type: macros, attributes and calling conventions may stand before the name. */
static const char *result_of(const dl_synth *s, const dl_occurrence *at)
{
    static const char *const others[] = {"static", "extern", "inline", "virtual", "const"};
    const char *nearest = NULL; /* where nothing but macros stands there, one of them is the type */
    size_t i = scope_of(at);

    for (unsigned steps = 0; i-- > 0 && steps < 32; steps++) {
        const dl_token *token = &at->tokens->at[i];
        const dl_use *use;
        const char *name;

        if (token->is_dead || token->is_directive)
            continue;
        if (dl_token_is(token, ")")) {
            for (unsigned depth = 1; i > 0 && depth;) {
                i--;
                depth += dl_token_is(&at->tokens->at[i], ")");
                depth -= dl_token_is(&at->tokens->at[i], "(");
            }
            i -= i > 0; /* `__declspec(...)` */
            continue;
        }
        if (token->kind != DL_TOKEN_NAME)
            return nearest;
        name = dl_token_str(token, s->arena);
        use = dl_uses_get(&s->uses, name);
        for (size_t k = 0; k < sizeof others / sizeof *others; k++)
            if (dl_text_equal(name, others[k]))
                return nearest;
        if (is_annotation(s, name))
            continue;
        if (!(use && use->is_macro) && strncmp(name, "__", 2) != 0 && !dl_text_equal(name, "NTAPI") &&
            !dl_text_equal(name, "STDCALL"))
            return name;
        if (!nearest && strncmp(name, "__", 2) != 0)
            nearest = name;
    }
    return nearest;
}

static void write_function_type(dl_synth *s, dl_item *item)
{
    const dl_use *use = dl_uses_get(&s->uses, item->name);
    const char *result = "NTSTATUS", *params = s->is_cpp ? "..." : "";

    if (item->shape == DL_SHAPE_POINTER || (item->type && !item->is_plain)) {
        add_item(
            s, item,
            dl_arena_printf(s->arena, "typedef __typeof__(%s) %s;\n", item->type ? item->type : "void", item->name));
        return;
    }
    for (size_t i = 0; use && i < use->plain.count; i++) {
        const dl_token *name = dl_token_behind(use->plain.at[i].tokens, use->plain.at[i].at);
        const dl_occurrence *at =
            name && name->kind == DL_TOKEN_NAME ? definition_of(s, dl_token_str(name, s->arena)) : NULL;
        const char *before = at ? result_of(s, at) : NULL;

        if (!before)
            continue;
        result = before;
        if (!item->is_plain)
            params = params_of(s, at);
        break;
    }
    if (item->is_plain && !dl_synth_is_known(s, result) && !dl_text_equal(result, "void"))
        result = "NTSTATUS";
    add_item(s, item, dl_arena_printf(s->arena, "typedef %s %s(%s);\n", result, item->name, params));
}

static void write_function_pointer(dl_synth *s, dl_item *item)
{
    const char *any = s->is_cpp ? "..." : "";

    if (item->shape == DL_SHAPE_POINTER)
        add_item(s, item, dl_arena_printf(s->arena, "typedef void *%s;\n", item->name));
    else if (item->type && !item->is_plain)
        add_item(s, item, dl_arena_printf(s->arena, "typedef __typeof__(%s) *%s;\n", item->type, item->name));
    else
        add_item(s, item, dl_arena_printf(s->arena, "typedef ULONG_PTR (*%s)(%s);\n", item->name, any));
}

/* ---- values ---- */

static void write_variable(dl_synth *s, dl_item *item)
{
    const dl_use *use = dl_uses_get(&s->uses, item->name);
    dl_shape shape = item->shape ? item->shape : use ? dl_shape_of_value(&s->uses, use) : DL_SHAPE_NONE;
    const char *type = item->is_plain ? NULL : item->type;

    if (!type && dl_synth_is_guid_name(item->name))
        type = "GUID";
    if (!type && (shape == DL_SHAPE_RECORD || shape == DL_SHAPE_POINTER_TO_RECORD))
        (void)write_bag(s, item->name, item);
    add_item(s, item, dl_arena_printf(s->arena, "extern %s;\n", declaration(s, shape, type, item->name, item->name)));
}

/* `before`: what stands before the name; of what gives the address of its result. */
static void write_function(dl_synth *s, dl_item *item, const char *before)
{
    static const char *const results[] = {"ULONG_PTR ", "NTSTATUS ", "void *", "BOOLEAN ", "void "};
    const char *any = s->is_cpp ? "..." : "";
    const char *result = results[*before && item->result == DL_RETURNS_VOID ? DL_RETURNS_UNKNOWN : item->result];
    const char *declarator = dl_arena_printf(s->arena, "%s%s(%s)", before, item->name, any);
    const dl_use *use = dl_uses_get(&s->uses, item->name);
    dl_shape shape = item->shape;

    if (shape == DL_SHAPE_NONE && use && item->result == DL_RETURNS_UNKNOWN)
        shape = dl_shape_of_result(use);
    if (item->type && !item->is_plain) {
        result = dl_arena_printf(s->arena, "__typeof__(%s) ", item->type);
    } else if (shape == DL_SHAPE_RECORD || shape == DL_SHAPE_POINTER_TO_RECORD) {
        (void)write_bag(s, item->name, item);
        result = dl_arena_printf(s->arena, "struct " DL_NAMELESS_TAG "%s %s", item->name,
                                 shape == DL_SHAPE_RECORD ? "" : "*");
    } else if (shape == DL_SHAPE_POINTER) {
        result = "void *";
    } else if (shape == DL_SHAPE_ARRAY) {
        result = "ULONG_PTR *";
    }
    add_item(s, item, dl_arena_printf(s->arena, "%s%s;\n", result, declarator));
}

static void write_scoped(void *self, const char *name, dl_shape shape)
{
    dl_synth *s = self;
    const char *key = dl_arena_printf(s->arena, "%s::%s%s", s->scope->name, s->inner ? s->inner : "", name);

    if ((s->inner && dl_synth_stub_declares(s, name)) || !dl_map_add(s->written, key, s))
        return;
    add_item(s, s->scope,
             dl_arena_printf(s->arena,
                             shape == DL_SHAPE_CALLED   ? "ULONG_PTR %s(...);\n"
                             : shape == DL_SHAPE_RECORD ? "typedef ULONG_PTR %s;\n"
                                                        : "extern ULONG_PTR %s;\n",
                             name));
}

static void list_enumerator(void *self, const char *name, dl_shape shape)
{
    dl_synth *s = self;
    const char *key = dl_arena_printf(s->arena, "%s::%s", s->scope->name, name);

    (void)shape;
    if (dl_map_add(s->written, key, s))
        dl_text_printf(&s->enumerators, "%s, ", name);
}

/* `X::One` of a type X that is a number. Its values stay out of the way of others. */
static bool write_scoped_enum(dl_synth *s, dl_item *item)
{
    const dl_use *use = dl_uses_get(&s->uses, item->name);

    dl_text_init(&s->enumerators, s->arena);
    s->scope = item;
    if (use && s->is_cpp)
        dl_shape_scoped(use, NULL, list_enumerator, s, s->arena);
    if (s->enumerators.count == 0)
        return false;
    add_item(s, item,
             dl_arena_printf(s->arena, "namespace dl_e_%s { enum %s { dl_unused, %s}; } using dl_e_%s::%s;\n",
                             item->name, item->name, dl_text_str(&s->enumerators), item->name, item->name));
    return true;
}

/* A namespace in one, if nothing else there has its name. */
static void write_inner_scope(void *self, const char *name, dl_shape shape)
{
    dl_synth *s = self;
    dl_item *outer = s->scope;

    (void)shape;
    if (!dl_map_add(s->written, dl_arena_printf(s->arena, "%s::%s", outer->name, name), s))
        return;
    s->inner = dl_arena_printf(s->arena, "%s::", name);
    add_item(s, outer, dl_arena_printf(s->arena, "namespace %s {\n", name));
    dl_shape_scoped(dl_uses_get(&s->uses, outer->name), name, write_scoped, s, s->arena);
    add_item(s, outer, "}\n");
    s->inner = NULL;
}

/* A namespace, or a class that only its static members are used of. */
static void write_namespace(dl_synth *s, dl_item *item)
{
    const dl_use *use = dl_uses_get(&s->uses, item->name);

    s->scope = item;
    add_item(s, item, dl_arena_printf(s->arena, "namespace %s {\n", item->name));
    if (use) {
        dl_shape_scoped(use, NULL, write_scoped, s, s->arena);
        dl_shape_inner_scopes(use, write_inner_scope, s, s->arena);
    }
    add_item(s, item, "}\n");
}

/* Any value, but another one for each; where constants are put together (`case A | B:`), of mixed bits. */
static unsigned value_of_constant(const dl_item *item)
{
    unsigned mixed = (item->number + 1) * 2654435761u + item->spread * 40503u;

    mixed ^= mixed >> 15;
    return item->spread ? 0x1000000u | ((mixed * 2246822519u) >> 8) : 7001 + item->number;
}

static void write_macro(dl_synth *s, dl_item *item)
{
    const char *name = item->name;
    static const char element[] = "(__typeof__(dl_e))dl_next_element()";

    if (item->kind == DL_ITEM_EMPTY)
        add_item(s, item, dl_arena_printf(s->arena, "#define %s\n", name));
    else if (item->kind == DL_ITEM_EMPTY_WITH_ARGS)
        add_item(s, item, dl_arena_printf(s->arena, "#define %s(...)\n", name));
    else if (item->kind == DL_ITEM_STATUS)
        add_item(s, item,
                 dl_arena_printf(s->arena, "#define %s ((NTSTATUS)0x%08lXL)\n", name,
                                 (unsigned long)((uint64_t)item->value & 0xFFFFFFFFu)));
    else if (item->kind == DL_ITEM_REAL)
        add_item(s, item, dl_arena_printf(s->arena, "#define %s (%lld)\n", name, (long long)item->value));
    else if (item->kind == DL_ITEM_STRING)
        add_item(s, item, dl_arena_printf(s->arena, "#define %s L\"" DL_MADE_UP_SPELLED "%s\"\n", name, name));
    else if (item->is_plain) /* a loop: any number of rounds … */
        add_item(s, item, dl_arena_printf(s->arena, "#define %s(...) while (dl_next_element())\n", name));
    else /* … with another element each */
        add_item(s, item,
                 dl_arena_printf(s->arena, "#define %s(dl_e, ...) for ((dl_e) = %s; (dl_e); (dl_e) = %s)\n", name,
                                 element, element));
}

static void write_scalar(dl_synth *s, dl_item *item)
{
    if (!write_scoped_enum(s, item))
        add_item(s, item,
                 dl_arena_printf(s->arena, "typedef %s %s;\n", dl_wdk_find_enum(item->name) ? "int" : "ULONG_PTR",
                                 item->name));
}

static void write_pointer(dl_synth *s, dl_item *item)
{
    const dl_item *whole = item->whole ? dl_synth_item(s, item->whole) : NULL;

    if (whole && !whole->is_banned && (whole->kind == DL_ITEM_SCALAR || whole->kind == DL_ITEM_FUNCTION_POINTER))
        add_item(s, item, dl_arena_printf(s->arena, "typedef %s *%s;\n", item->whole, item->name));
    else
        add_item(s, item, dl_arena_printf(s->arena, "typedef struct %s *%s;\n", item->tag, item->name));
}

static void write_item(dl_synth *s, dl_item *item)
{
    const char *name = item->name;

    switch (item->kind) {
    case DL_ITEM_NONE:
    case DL_ITEM_TAG:
        break;
    case DL_ITEM_EMPTY:
    case DL_ITEM_EMPTY_WITH_ARGS:
    case DL_ITEM_STATUS:
    case DL_ITEM_REAL:
    case DL_ITEM_STRING:
    case DL_ITEM_LOOP:
        write_macro(s, item);
        break;
    case DL_ITEM_SCALAR:
        write_scalar(s, item);
        break;
    case DL_ITEM_SCALAR_POINTER:
        add_item(s, item, dl_arena_printf(s->arena, "typedef int *%s;\n", name));
        break;
    case DL_ITEM_RECORD:
        add_item(s, item, dl_arena_printf(s->arena, "typedef struct %s %s;\n", item->tag, name));
        break;
    case DL_ITEM_POINTER:
        write_pointer(s, item);
        break;
    case DL_ITEM_ALIAS:
        add_item(s, item, dl_arena_printf(s->arena, "typedef %s %s;\n", item->whole, name));
        break;
    case DL_ITEM_FUNCTION_TYPE:
        write_function_type(s, item);
        break;
    case DL_ITEM_FUNCTION_POINTER:
        write_function_pointer(s, item);
        break;
    case DL_ITEM_CONSTANT:
        add_item(s, item, dl_arena_printf(s->arena, "enum { %s = %u };\n", name, value_of_constant(item)));
        break;
    case DL_ITEM_VARIABLE:
        write_variable(s, item);
        break;
    case DL_ITEM_FUNCTION:
        write_function(s, item, "");
        break;
    case DL_ITEM_STATEMENT:
        write_function(s, item, "");
        add_item(s, item, dl_arena_printf(s->arena, "#define %s(...) %s(__VA_ARGS__);\n", name, name));
        break;
    case DL_ITEM_LVALUE_FUNCTION: /* a macro that gives a place to store to */
        write_function(s, item, "*dl_place_");
        add_item(s, item, dl_arena_printf(s->arena, "#define %s(...) (*dl_place_%s(__VA_ARGS__))\n", name, name));
        break;
    case DL_ITEM_NAMESPACE:
        write_namespace(s, item);
        break;
    }
}

static void write_kinds(dl_synth *s, unsigned kinds)
{
    for (size_t i = 0; i < s->list.count; i++) {
        dl_item *item = s->list.at[i];

        if (item->is_banned || !(kinds & 1u << item->kind))
            continue;
        write_item(s, item);
        if (item->kind != DL_ITEM_STATUS && item->kind != DL_ITEM_REAL)
            dl_map_set(s->names, item->name, (void *)made_up);
    }
}

/* A member of a record of the stub: nothing that is made up later may be named in it. */
static const char *hooked_member(dl_synth *s, const member *m, unsigned depth)
{
    const char *type;
    dl_shape shape = shape_of_member(s, m, &type);
    const dl_use *use = dl_uses_get(&s->uses, m->name);
    member_list inner = {{0}, s->arena};
    dl_text text;

    if (shape == DL_SHAPE_POINTER)
        return dl_arena_printf(s->arena, " void *%s;", m->name);
    if (shape == DL_SHAPE_ARRAY || shape == DL_SHAPE_INNER_ARRAY)
        return dl_arena_printf(s->arena, " unsigned long long *%s;", m->name);
    if (shape != DL_SHAPE_RECORD && shape != DL_SHAPE_POINTER_TO_RECORD)
        return dl_arena_printf(s->arena, " unsigned long long %s;", m->name);
    dl_text_init(&text, s->arena);
    dl_text_add(&text, " struct {");
    if (use && depth < 4)
        dl_shape_members(&s->uses, use, keep_reached, &inner, s->arena);
    for (size_t i = 0; i < inner.list.count; i++)
        dl_text_add(&text, hooked_member(s, &inner.list.at[i], depth + 1));
    if (inner.list.count == 0)
        dl_text_add(&text, " int dl_unused;");
    dl_text_printf(&text, " } %s%s;", shape == DL_SHAPE_RECORD ? "" : "*", m->name);
    return dl_text_str(&text);
}

static void write_hooks(dl_synth *s)
{
    for (size_t i = 0; i < s->stub->hooks.count; i++) {
        const char *hook = s->stub->hooks.at[i].name;
        const dl_learnt_members *members = dl_map_get(s->members, hook);

        if (s->need && !dl_need_has(s->need, s->stub->hooks.at[i].piece))
            continue;
        dl_synth_write(s, dl_arena_printf(s->arena, "#define %s", hook));
        for (size_t k = 0; members && k < members->count; k++) {
            member hooked = {members->at[k], DL_SHAPE_NONE, false, false};

            dl_synth_write(s, hooked_member(s, &hooked, 0));
        }
        dl_synth_write(s, "\n");
    }
}

static void write_items(dl_synth *s)
{
    const unsigned macros =
        1u << DL_ITEM_EMPTY | 1u << DL_ITEM_EMPTY_WITH_ARGS | 1u << DL_ITEM_STATUS | 1u << DL_ITEM_REAL;

    write_kinds(s, macros);
    write_kinds(s, 1u << DL_ITEM_SCALAR | 1u << DL_ITEM_SCALAR_POINTER);
    write_kinds(s, 1u << DL_ITEM_RECORD | 1u << DL_ITEM_POINTER);
    write_kinds(s, 1u << DL_ITEM_ALIAS);
    write_kinds(s, 1u << DL_ITEM_FUNCTION_POINTER);
    for (size_t i = 0; i < s->list.count; i++) {
        dl_item *item = s->list.at[i];

        if (!item->is_banned &&
            (item->kind == DL_ITEM_RECORD || item->kind == DL_ITEM_TAG || item->kind == DL_ITEM_POINTER))
            write_record(s, item);
    }
    write_kinds(s, 1u << DL_ITEM_FUNCTION_TYPE);
    write_kinds(s, 1u << DL_ITEM_CONSTANT | 1u << DL_ITEM_NAMESPACE);
    write_kinds(s, 1u << DL_ITEM_VARIABLE | 1u << DL_ITEM_STRING | 1u << DL_ITEM_FUNCTION |
                       1u << DL_ITEM_LVALUE_FUNCTION | 1u << DL_ITEM_STATEMENT | 1u << DL_ITEM_LOOP);
}

/* The message itself is a call of the function, but where the stub knows the name for something else. */
static void write_tracing(dl_synth *s)
{
    for (size_t i = 0; i < s->sources->tracing.count; i++) {
        const dl_tracing_macro *macro = &s->sources->tracing.at[i];

        dl_text_printf(&s->out, "%s %s %s\n", macro->head,
                       dl_synth_stub_declares(s, macro->name) ? "(void)0" : macro->message, macro->tail);
    }
}

const char *dl_synth_header(dl_synth *s, size_t *size)
{
    dl_text items;

    s->blame.count = 0;
    s->stub_lines.count = 0;
    s->written = dl_map_new(s->arena);
    s->names = dl_map_new(s->keep);
    s->is_changed = false;
    /* the items come last, but tell what of the stub is needed */
    dl_text_init(&s->out, s->arena);
    s->line = s->first_line = 1;
    write_items(s);
    items = s->out;
    if (s->need)
        dl_need_text(s->need, dl_text_str(&items), items.count);
    dl_text_init(&s->out, s->arena);
    s->line = 1;
    write_hooks(s);
    dl_synth_write_stub(s);
    if (s->is_cpp)
        dl_synth_write(s, "extern \"C\" {\n");
    s->first_line = s->line;
    dl_text_add_n(&s->out, dl_text_str(&items), items.count);
    if (s->is_cpp)
        dl_text_add(&s->out, "}\n");
    write_tracing(s);
    *size = s->out.count;
    return dl_text_str(&s->out);
}
