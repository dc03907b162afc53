#include "frontend/synth.h"

#include "frontend/infer.h"
#include "frontend/shape.h"
#include "frontend/stub.h"
#include "frontend/synth_change.h"
#include "kernel/wdk_index.h"

#include <string.h>

/* ---- what is known of a name ---- */

dl_item *dl_synth_item(const dl_synth *s, const char *name)
{
    return dl_map_get(s->items, name);
}

typedef struct in_headers {
    bool is_declared, is_macro;
} in_headers;

static in_headers find_in_headers(const dl_synth *s, const char *name)
{
    const dl_header_list *system = &s->sources->system;
    in_headers found = {false, false};

    for (size_t i = 0; i < system->count; i++) {
        const dl_use *use = dl_uses_get(&system->at[i]->uses, name);

        found.is_declared = found.is_declared || (use && use->is_declared);
        found.is_macro = found.is_macro || (use && use->is_macro);
    }
    return found;
}

static bool is_documented_function(const dl_synth *s, const char *name)
{
    const dl_api *api = s->facts ? dl_facts_api(s->facts, name) : NULL;

    return api ? !api->is_macro : dl_wdk_find_function(name) != NULL;
}

/* A function that the headers have as a macro is a function all the same: rules go by its name. */
bool dl_synth_is_hidden_by_macro(const dl_synth *s, const char *name)
{
    in_headers found = find_in_headers(s, name);

    return found.is_macro && !found.is_declared && is_documented_function(s, name);
}

static bool is_in_headers(const void *self, const char *name)
{
    in_headers found = find_in_headers(self, name);

    return found.is_declared || (found.is_macro && !is_documented_function(self, name));
}

static const char kept[] = "kept", dropped[] = "dropped";

const char *dl_synth_piece_left(const dl_synth *s, const dl_stub_piece *piece)
{
    const char *learnt = dl_map_get(s->pieces, piece->text);

    if (learnt)
        return learnt == kept ? piece->text : "";
    if (dl_token_is(&piece->tokens.at[0], "#") && !piece->is_structure && piece->name_count > 0)
        return dl_arena_printf(s->arena, "#ifndef %s\n%s#endif\n", piece->names[0]->name, piece->text);
    return dl_stub_piece_left(piece, is_in_headers, s, s->arena);
}

void dl_synth_keep_piece(dl_synth *s, const dl_stub_piece *piece, bool is_kept)
{
    if (!piece->is_structure && dl_map_add(s->pieces, piece->text, (void *)(is_kept ? kept : dropped)))
        s->is_changed = true;
}

const dl_stub_piece *dl_synth_piece_of(const dl_synth *s, const char *name)
{
    const dl_stub_name *known = s->from_stub ? dl_map_get(s->stub->names, name) : NULL;

    return known ? &s->stub->pieces.at[known->pieces[0]] : NULL;
}

bool dl_synth_headers_have(const dl_synth *s, const dl_stub_piece *piece)
{
    for (size_t n = 0; n < piece->name_count; n++)
        if (is_in_headers(s, piece->names[n]->name))
            return true;
    return false;
}

/* The kit has no library of C++: what the sources name of it comes from the stub, unless a header brings it. */
static void find_library(dl_synth *s)
{
    const dl_stub_part *part = &s->stub->parts[DL_STUB_LIBRARY];

    s->library = dl_need_new(s->stub, s->arena);
    dl_need_uses(s->library, &s->uses);
    for (size_t i = part->first; i < part->end; i++) {
        const dl_stub_piece *piece = &s->stub->pieces.at[i];

        for (size_t n = 0; n < piece->name_count; n++)
            if (dl_need_has(s->library, i) && !dl_synth_headers_have(s, piece))
                dl_map_set(s->from_stub, piece->names[n]->name, s);
    }
}

/* With real headers: what of the stub they leave to it. */
static void find_from_stub(dl_synth *s)
{
    s->from_stub = dl_map_new(s->arena);
    find_library(s);
    for (size_t i = 0; i < s->stub->parts[DL_STUB_COMPILER].first; i++) {
        const dl_stub_piece *piece = &s->stub->pieces.at[i];
        bool is_left = *dl_synth_piece_left(s, piece) != '\0';

        for (size_t n = 0; is_left && n < piece->name_count; n++)
            if (!is_in_headers(s, piece->names[n]->name))
                dl_map_set(s->from_stub, piece->names[n]->name, s);
    }
}

/* Without: what the sources and the settings name. What is made up beside it is known when it is written. */
static void find_needed(dl_synth *s)
{
    const dl_settings *settings = s->sources->settings;

    s->need = dl_need_new(s->stub, s->arena);
    dl_need_uses(s->need, &s->uses);
    for (size_t i = 0; settings && i < settings->define_count; i++)
        dl_need_text(s->need, settings->defines[i], strlen(settings->defines[i]));
    for (size_t i = 0; i < s->sources->tracing.count; i++)
        dl_need_text(s->need, s->sources->tracing.at[i].head, strlen(s->sources->tracing.at[i].head));
}

bool dl_synth_stub_declares(const dl_synth *s, const char *name)
{
    return s->from_stub ? dl_map_get(s->from_stub, name) != NULL || is_in_headers(s, name)
                        : dl_stub_declares(s->stub, name);
}

bool dl_synth_is_known(const dl_synth *s, const char *name)
{
    const dl_use *use = dl_uses_get(&s->uses, name);

    return dl_synth_item(s, name) || dl_synth_stub_declares(s, name) || (use && (use->is_declared || use->is_macro));
}

dl_item *dl_synth_add(dl_synth *s, const char *name, dl_item_kind kind)
{
    dl_item *item = dl_synth_item(s, name);

    if (!item) {
        item = DL_NEW(s->arena, dl_item);
        item->name = dl_arena_strdup(s->arena, name);
        item->number = (unsigned)s->list.count;
        dl_map_set(s->items, item->name, item);
        dl_vec_push(s->arena, &s->list, item);
    }
    if (item->is_banned || item->changes > 3)
        return item;
    if (item->kind != kind) {
        item->changes++;
        s->is_changed = true;
    }
    item->kind = kind;
    return item;
}

void dl_synth_ban(dl_synth *s, dl_item *item)
{
    if (!item->is_banned)
        s->is_changed = true;
    item->is_banned = true;
}

/* ---- types ---- */

/* The first of a structure's names that is no pointer's, or `name`. */
static const char *plain_name(const dl_synth *s, const dl_wdk_struct *known, const char *name)
{
    size_t size = known ? strcspn(known->names, ", ") : 0;

    return size && known->names[0] != '*' ? dl_arena_strndup(s->arena, known->names, size) : name;
}

/* The tag of a record called `name`: one that the sources do not use for their own. */
static const char *tag_for(dl_synth *s, const char *name)
{
    const dl_wdk_struct *known = dl_wdk_find_struct(name);
    const char *tag =
        known && known->tag[0] ? known->tag : dl_arena_printf(s->arena, "_%s", plain_name(s, known, name));
    const dl_use *use = dl_uses_get(&s->uses, tag);

    if ((use && use->is_declared) || dl_synth_stub_declares(s, tag))
        tag = dl_arena_printf(s->arena, "dl_t_%s", plain_name(s, known, name));
    return tag;
}

/* Whether `name` stands behind a star in the names of the index's structure. */
static bool is_pointer_name(const dl_wdk_struct *known, const char *name)
{
    for (const char *at = known->names; (at = strstr(at, name)); at++)
        if (at > known->names && at[-1] == '*' && strspn(at + strlen(name), ", ") > 0)
            return true;
        else if (at > known->names && at[-1] == '*' && at[strlen(name)] == '\0')
            return true;
    /* `X, PX`, as some pages have it */
    return name[0] == 'P' && name[1] && dl_wdk_find_struct(name + 1) == known && known->names[0] != '*' &&
           strcmp(known->tag, name) != 0 && !dl_text_starts(known->names, name);
}

static bool looks_like_pointer(const char *name)
{
    size_t at = dl_text_starts(name, "LP") ? 2 : 1;

    if (name[0] != 'P' && !dl_text_starts(name, "LP"))
        return false;
    for (const char *c = name + at; *c; c++)
        if (*c >= 'a' && *c <= 'z')
            return false;
    return name[at] && name[at + 1] && name[at] != '_';
}

/* `PFN_WDF_X`: a pointer to the stub's EVT_WDF_X; `PX`, where X is one of the stub's: a pointer to that. Else NULL. */
static const char *known_callback(const dl_synth *s, const char *name)
{
    const char *of = dl_text_starts(name, "PFN_WDF_") ? dl_arena_printf(s->arena, "EVT_WDF_%s", name + 8)
                     : name[0] == 'P'                 ? name + 1
                                                      : NULL;

    return of && dl_wdk_find_callback(of) && dl_synth_stub_declares(s, of) ? of : NULL;
}

static void add_type(dl_synth *s, const char *name)
{
    const dl_wdk_struct *known = dl_wdk_find_struct(name);
    const dl_wdk_callback *callback = dl_wdk_find_callback(name);
    const dl_use *use = dl_uses_get(&s->uses, name);
    bool has_stars = false, is_held = false;
    dl_shape shape = use ? dl_shape_of_type(&s->uses, use, &has_stars, &is_held) : DL_SHAPE_NONE;
    dl_item *item;

    if (known_callback(s, name)) {
        item = dl_synth_add(s, name, DL_ITEM_FUNCTION_POINTER);
        item->type = known_callback(s, name);
    } else if (known && is_pointer_name(known, name)) {
        item = dl_synth_add(s, name, DL_ITEM_POINTER);
        item->tag = tag_for(s, name);
    } else if (known) {
        item = dl_synth_add(s, name, DL_ITEM_RECORD);
        item->tag = tag_for(s, name);
    } else if (callback || shape == DL_SHAPE_CALLED) {
        dl_synth_add(s, name, has_stars ? DL_ITEM_FUNCTION_TYPE : DL_ITEM_FUNCTION_POINTER);
    } else if (dl_wdk_find_enum(name)) {
        dl_synth_add(s, name,
                     looks_like_pointer(name) && dl_wdk_find_enum(name + 1) ? DL_ITEM_SCALAR_POINTER : DL_ITEM_SCALAR);
    } else if (shape == DL_SHAPE_RECORD && (is_held || has_stars || !looks_like_pointer(name))) {
        item = dl_synth_add(s, name, DL_ITEM_RECORD);
        item->tag = tag_for(s, name);
    } else if (shape == DL_SHAPE_POINTER_TO_RECORD ||
               (looks_like_pointer(name) && !has_stars && shape != DL_SHAPE_INT)) {
        const char *whole = name + (dl_text_starts(name, "LP") ? 2 : 1);

        item = dl_synth_add(s, name, DL_ITEM_POINTER);
        item->tag = tag_for(s, dl_wdk_find_struct(whole) || dl_uses_get(&s->uses, whole) ? whole : name);
        item->whole = dl_arena_strdup(s->arena, whole);
    } else {
        dl_synth_add(s, name, DL_ITEM_SCALAR);
    }
}

/* ---- values ---- */

/* clang-format off */
static const char *const keywords[] = {
    "auto", "break", "case", "char", "const", "continue", "default", "do", "double", "else", "enum", "extern",
    "float", "for", "goto", "if", "inline", "int", "long", "register", "restrict", "return", "short", "signed",
    "sizeof", "static", "struct", "switch", "typedef", "union", "unsigned", "void", "volatile", "while", "asm",
    "bool", "catch", "class", "const_cast", "delete", "dynamic_cast", "explicit", "export", "false", "friend",
    "mutable", "namespace", "new", "operator", "private", "protected", "public", "reinterpret_cast", "static_cast",
    "template", "this", "throw", "true", "try", "typeid", "typename", "using", "virtual", "wchar_t", "constexpr",
    "consteval", "constinit", "decltype", "noexcept", "nullptr", "static_assert", "thread_local", "alignas",
    "alignof", "override", "final", "concept", "requires", "co_await", "co_return", "co_yield", "char8_t", "char16_t",
    "char32_t", "except", "finally", "leave", "and", "or", "not", "defined", "import", "module", "typeof", "main", NULL};
/* clang-format on */

static bool is_keyword(const char *name)
{
    for (size_t i = 0; name[0] >= 'a' && name[0] <= 'z' && keywords[i]; i++)
        if (keywords[i][0] == name[0] && strcmp(keywords[i], name) == 0)
            return true;
    return false;
}

/* Names of two underscores are the compiler's, save those that are annotations or known. */
static bool is_compilers(const char *name)
{
    return is_keyword(name) || dl_text_starts(name, "__builtin") || (name[0] == '_' && name[1] == '_') ||
           dl_text_starts(name, "_Static_assert") || dl_text_starts(name, "_Alignof") ||
           dl_text_starts(name, "_Bool") || dl_text_starts(name, "_Pragma") || dl_text_starts(name, "_Generic") ||
           strcmp(name, "_asm") == 0 || strcmp(name, "dl_unused") == 0;
}

static bool add_real_constant(dl_synth *s, const char *name)
{
    int64_t value;
    dl_item *item;

    if (dl_wdk_find_status(name, &value)) {
        item = dl_synth_add(s, name, DL_ITEM_STATUS);
    } else if (s->facts && dl_facts_constant(s->facts, name, &value)) {
        item = dl_synth_add(s, name, DL_ITEM_REAL);
    } else {
        return false;
    }
    item->value = value;
    return true;
}

static dl_item_result result_of(const dl_synth *s, const char *name)
{
    const dl_api *api = s->facts ? dl_facts_api(s->facts, name) : NULL;

    if (!api || api->is_known_only)
        return DL_RETURNS_UNKNOWN;
    switch (api->result) {
    case DL_RESULT_NTSTATUS:
    case DL_RESULT_ALWAYS:
    case DL_RESULT_ERROR:
    case DL_RESULT_NDIS:
        return DL_RETURNS_STATUS;
    case DL_RESULT_POINTER:
        return DL_RETURNS_POINTER;
    case DL_RESULT_BOOLEAN:
        return DL_RETURNS_BOOLEAN;
    case DL_RESULT_VOID:
        return DL_RETURNS_VOID;
    case DL_RESULT_HRESULT:
    case DL_RESULT_ZERO:
    case DL_RESULT_VALUE:
        break;
    }
    return DL_RETURNS_UNKNOWN;
}

/* Whether some declaration of the variable says NTSTATUS. */
static bool is_status_variable(const dl_use *use)
{
    for (size_t i = 0; use && i < use->plain.count; i++) {
        const dl_token *before = dl_token_before(use->plain.at[i].tokens, use->plain.at[i].at);

        if (before && dl_token_is(before, "NTSTATUS"))
            return true;
    }
    return false;
}

/* `status = f(…)`, `NT_SUCCESS(f(…))`. */
static bool gives_status(const dl_synth *s, const dl_use *use)
{
    for (size_t i = 0; use && i < use->plain.count; i++) {
        const dl_occurrence *at = &use->plain.at[i];
        const dl_token *before = dl_token_before(at->tokens, at->at), *first;

        first = before ? dl_token_before(at->tokens, (size_t)(before - at->tokens->at)) : NULL;
        if (!first || first->kind != DL_TOKEN_NAME)
            continue;
        if (dl_token_is(before, "(") && (dl_token_is(first, "NT_SUCCESS") || dl_token_is(first, "NT_ERROR")))
            return true;
        if (dl_token_is(before, "=") && is_status_variable(dl_uses_of(&s->uses, first)))
            return true;
    }
    return false;
}

static void add_function(dl_synth *s, const char *name)
{
    dl_item *item = dl_synth_add(s, name, DL_ITEM_FUNCTION);

    item->result = result_of(s, name);
    if (item->result == DL_RETURNS_UNKNOWN && gives_status(s, dl_uses_get(&s->uses, name)))
        item->result = DL_RETURNS_STATUS;
}

bool dl_synth_is_guid_name(const char *name)
{
    return dl_text_starts(name, "GUID_") || dl_text_ends(name, "_GUID") || dl_text_starts(name, "IID_") ||
           dl_text_starts(name, "CLSID_");
}

/* `IN_CONST_PX`, as the display headers have it: PX, with annotations. */
static bool add_alias(dl_synth *s, const char *name)
{
    static const char *const heads[] = {"IN_OUT_", "INOUT_", "IN_", "OUT_", "OPTIONAL_", "CONST_"};
    const char *rest = name;
    bool is_const = false;
    dl_item *item;

    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (dl_text_starts(rest, heads[i])) {
            is_const = is_const || strcmp(heads[i], "CONST_") == 0;
            rest += strlen(heads[i]);
            i = (size_t)-1;
        }
    if (rest == name || dl_text_starts(name, "CONST_"))
        return false;
    if (!dl_wdk_find_struct(rest) && !(rest[0] == 'P' && dl_wdk_find_struct(rest + 1)) && !dl_wdk_find_enum(rest) &&
        !dl_synth_stub_declares(s, rest))
        return false;
    if (!dl_synth_is_known(s, rest))
        add_type(s, dl_arena_strdup(s->arena, rest));
    if (is_const && rest[0] == 'P' && dl_wdk_find_struct(rest + 1) && !dl_synth_is_known(s, rest + 1))
        add_type(s, dl_arena_strdup(s->arena, rest + 1));
    item = dl_synth_add(s, name, DL_ITEM_ALIAS);
    item->whole = is_const && rest[0] == 'P' && dl_wdk_find_struct(rest + 1)
                      ? dl_arena_printf(s->arena, "const %s *", rest + 1)
                      : dl_arena_strdup(s->arena, rest);
    return true;
}

/* `MINIPORT_X_HANDLER`: NDIS calls the pointers to its callbacks so. */
static bool is_handler_name(const char *name)
{
    char callback[128];
    size_t size = strlen(name), ending = strlen("_HANDLER");

    if (size <= ending || size - ending >= sizeof callback || strcmp(name + size - ending, "_HANDLER") != 0)
        return false;
    memcpy(callback, name, size - ending);
    callback[size - ending] = '\0';
    return dl_wdk_find_callback(callback) != NULL;
}

/* A name whose uses say little is what the kits have of that name, if they do. */
static void declare_by_kits(dl_synth *s, const char *name, dl_role_of_name role, bool is_certain)
{
    size_t position;

    if (dl_wdk_find_enumerator(name, &position))
        dl_synth_add(s, name, DL_ITEM_CONSTANT);
    else if (dl_wdk_find_struct(name) || dl_wdk_find_enum(name) || dl_wdk_find_callback(name))
        add_type(s, name);
    else if (dl_wdk_find_function(name) || (s->facts && dl_facts_api(s->facts, name)))
        add_function(s, name);
    else if (name[0] == 'P' && dl_wdk_find_callback(name + 1)) /* of a parameter without a name */
        dl_synth_add(s, name, DL_ITEM_FUNCTION_POINTER);
    else if (role == DL_NAME_NAMESPACE && s->is_cpp)
        dl_synth_add(s, name, DL_ITEM_NAMESPACE);
    else if (role == DL_NAME_CONSTANT || (is_certain && role == DL_NAME_UNKNOWN))
        dl_synth_add(s, name, DL_ITEM_CONSTANT);
}

/* Declares one name as its uses say. */
void dl_synth_declare(dl_synth *s, const char *name, bool is_certain)
{
    const dl_use *use = dl_uses_get(&s->uses, name);
    dl_role_of_name role = use ? dl_shape_role(&s->uses, use) : DL_NAME_UNKNOWN;

    if (dl_shape_is_annotation(name)) {
        dl_synth_add(s, name, role == DL_NAME_ANNOTATION_WITH_ARGS ? DL_ITEM_EMPTY_WITH_ARGS : DL_ITEM_EMPTY);
        return;
    }
    if (add_real_constant(s, name) || add_alias(s, name))
        return;
    if (dl_synth_is_guid_name(name) && (role == DL_NAME_CONSTANT || role == DL_NAME_UNKNOWN)) {
        dl_synth_add(s, name, DL_ITEM_VARIABLE);
        return;
    }
    switch (role) {
    case DL_NAME_LABEL:
        break;
    case DL_NAME_ANNOTATION:
        dl_synth_add(s, name, DL_ITEM_EMPTY);
        break;
    case DL_NAME_ANNOTATION_WITH_ARGS:
    case DL_NAME_STATEMENT_MACRO:
        dl_synth_add(s, name, DL_ITEM_EMPTY_WITH_ARGS);
        break;
    case DL_NAME_TYPE:
        add_type(s, name);
        break;
    case DL_NAME_FUNCTION_TYPE:
        dl_synth_add(s, name, is_handler_name(name) ? DL_ITEM_FUNCTION_POINTER : DL_ITEM_FUNCTION_TYPE);
        break;
    case DL_NAME_FUNCTION:
        add_function(s, name);
        break;
    case DL_NAME_LVALUE_FUNCTION:
        dl_synth_add(s, name, DL_ITEM_LVALUE_FUNCTION);
        break;
    case DL_NAME_LOOP:
        dl_synth_add(s, name, DL_ITEM_LOOP);
        break;
    case DL_NAME_STATEMENT:
        dl_synth_add(s, name, DL_ITEM_STATEMENT);
        break;
    case DL_NAME_VARIABLE:
        if (is_documented_function(s, name)) /* `decltype(&IoDeleteDevice)` */
            add_function(s, name);
        else
            dl_synth_add(s, name, DL_ITEM_VARIABLE);
        break;
    case DL_NAME_STRING:
        dl_synth_add(s, name, DL_ITEM_STRING);
        break;
    case DL_NAME_CONSTANT:
    case DL_NAME_UNKNOWN:
    case DL_NAME_NAMESPACE:
        declare_by_kits(s, name, role, is_certain);
        break;
    }
}

/* By the sources; an argument of `DEFINE_X` is when somebody shows what that makes of it. */
static bool is_declared(const dl_synth *s, const dl_use *use)
{
    return use->is_declared &&
           (!use->made_by || use->made_by->is_macro || dl_synth_stub_declares(s, use->made_by->name));
}

/* Of a macro that stands under a condition an enumerator is made: where the macro is there after all, it hides it. */
static bool is_defined(const dl_synth *s, const dl_use *use)
{
    dl_role_of_name role = use->is_macro && !use->is_macro_always ? dl_shape_role(&s->uses, use) : DL_NAME_UNKNOWN;
    int64_t value;

    return use->is_macro && (use->is_macro_always || (role != DL_NAME_CONSTANT && role != DL_NAME_FUNCTION) ||
                             use->plain.count == 0 || (s->facts && dl_facts_constant(s->facts, use->name, &value)));
}

/* Before anything is parsed: each name that the sources use and nobody declares. */
static void declare_expected(dl_synth *s)
{
    for (size_t i = 0; i < s->uses.list.count; i++) {
        const dl_use *use = s->uses.list.at[i];

        bool is_annotation = dl_shape_is_annotation(use->name);

        if ((is_declared(s, use) && !is_annotation) || is_defined(s, use) || dl_synth_stub_declares(s, use->name))
            continue;
        if (is_compilers(use->name) && !is_annotation)
            continue;
        if (use->plain.count == 0 && (use->members.count > 0 || !use->is_live))
            continue;
        if ((use->is_local || use->is_member) &&
            !is_annotation) /* a typedef or constant of that name would hide nothing, but be noise */
            continue;
        dl_synth_declare(s, use->name, false);
    }
}

/* `PX p; p->m`: X is a record, though nobody names a member of an X. */
static void pair_pointers(dl_synth *s)
{
    for (size_t i = 0; i < s->list.count; i++) {
        const dl_item *pointer = s->list.at[i];
        const dl_use *use =
            pointer->kind == DL_ITEM_POINTER && pointer->whole ? dl_uses_get(&s->uses, pointer->name) : NULL;
        dl_item *whole = use ? dl_synth_item(s, pointer->whole) : NULL;
        bool has_stars, is_held;

        if (!whole || whole->kind != DL_ITEM_SCALAR || dl_wdk_find_enum(whole->name) ||
            dl_shape_of_type(&s->uses, use, &has_stars, &is_held) != DL_SHAPE_POINTER_TO_RECORD)
            continue;
        whole->kind = DL_ITEM_RECORD;
        whole->tag = pointer->tag;
    }
}

/* A type that the header can name: the sources' own come behind it. */
static bool is_in_header(const dl_synth *s, const char *type)
{
    const char *name = dl_arena_strndup(s->arena, type, strcspn(type, " "));
    const dl_item *item = dl_synth_item(s, name);

    return dl_synth_stub_declares(s, name) || (item && item->kind >= DL_ITEM_SCALAR && item->kind <= DL_ITEM_POINTER);
}

static bool is_record_type(const dl_synth *s, const char *type)
{
    const dl_item *item = dl_synth_item(s, type);

    return dl_infer_is_record(type) || (item && item->kind == DL_ITEM_RECORD);
}

static bool is_pointer_type(const dl_synth *s, const char *type)
{
    const dl_item *item = dl_synth_item(s, type);

    if (strchr(type, '*') || (item && item->kind == DL_ITEM_POINTER) || strcmp(type, "HANDLE") == 0)
        return true;
    return !item && (dl_text_starts(type, "WDF") || looks_like_pointer(type)) && dl_synth_stub_declares(s, type);
}

/* What members and results must be, from the variables that they meet. */
static void infer_types(dl_synth *s)
{
    for (size_t i = 0; i < s->uses.list.count; i++) {
        const dl_use *use = s->uses.list.at[i];
        const char *type = use->members.count > 0 ? dl_infer_member(&s->uses, use) : NULL;

        if (type && (is_record_type(s, type) || dl_text_ends(type, " *")) && is_in_header(s, type))
            dl_synth_force(s, use->name)->type = type;
    }
    for (size_t i = 0; i < s->list.count; i++) {
        dl_item *item = s->list.at[i];
        const dl_use *use = item->kind == DL_ITEM_FUNCTION ? dl_uses_get(&s->uses, item->name) : NULL;
        const char *type =
            use && (item->result == DL_RETURNS_UNKNOWN || (item->result == DL_RETURNS_POINTER && s->is_cpp))
                ? dl_infer_result(&s->uses, use)
                : NULL;

        if (type && is_in_header(s, type) && (is_record_type(s, type) || is_pointer_type(s, type)))
            item->type = type;
    }
}

dl_synth *dl_synth_new(const dl_stub *stub, const dl_facts *facts, const dl_sources *sources, bool is_cpp,
                       dl_arena *arena, dl_arena *keep)
{
    dl_synth *s = DL_NEW(arena, dl_synth);

    s->arena = arena;
    s->stub = stub;
    s->facts = facts;
    s->sources = sources;
    s->is_cpp = is_cpp;
    s->items = dl_map_new(arena);
    s->members = dl_map_new(arena);
    s->forced = dl_map_new(arena);
    s->keep = keep;
    s->names = dl_map_new(keep);
    dl_uses_init(&s->uses, arena);
    s->uses.is_c = !is_cpp;
    for (size_t i = 0; i < sources->files.count; i++)
        dl_uses_add(&s->uses, &sources->files.at[i]->tokens);
    for (size_t i = 0; i < sources->tracing.count; i++) {
        dl_uses_add_live(&s->uses, sources->tracing.at[i].head);
        dl_uses_add_live(&s->uses, sources->tracing.at[i].tail);
    }
    dl_uses_find_live(&s->uses);
    s->pieces = dl_map_new(arena);
    if (sources->system.count > 0)
        find_from_stub(s);
    else
        find_needed(s);
    declare_expected(s);
    pair_pointers(s);
    infer_types(s);
    dl_synth_expect(s);
    return s;
}

void dl_synth_expect(dl_synth *s)
{
    s->expected_count = s->list.count;
    s->expected = DL_NEW_ARRAY(s->arena, s->list.count, dl_item);
    for (size_t i = 0; i < s->list.count; i++)
        s->expected[i] = *s->list.at[i];
}

unsigned dl_synth_edits(const dl_synth *s)
{
    return s->edits;
}

void dl_synth_save(const dl_synth *s, dl_synth_state *state)
{
    state->item_count = s->list.count;
    state->items = DL_NEW_ARRAY(s->arena, s->list.count, dl_item);
    for (size_t i = 0; i < s->list.count; i++)
        state->items[i] = *s->list.at[i];
    state->forced_count = s->forced_list.count;
    state->forced = DL_NEW_ARRAY(s->arena, s->forced_list.count, dl_forced);
    for (size_t i = 0; i < s->forced_list.count; i++)
        state->forced[i] = *s->forced_list.at[i];
}

void dl_synth_restore(dl_synth *s, const dl_synth_state *state)
{
    for (size_t i = 0; i < state->item_count; i++)
        *s->list.at[i] = state->items[i];
    for (size_t i = state->item_count; i < s->list.count; i++)
        dl_map_set(s->items, s->list.at[i]->name, NULL);
    s->list.count = state->item_count;
    for (size_t i = 0; i < state->forced_count; i++)
        *s->forced_list.at[i] = state->forced[i];
    for (size_t i = state->forced_count; i < s->forced_list.count; i++)
        dl_map_set(s->forced, s->forced_list.at[i]->member, NULL);
    s->forced_list.count = state->forced_count;
}

dl_map *dl_synth_names(const dl_synth *s)
{
    return s->names;
}

unsigned dl_synth_count(const dl_synth *s)
{
    unsigned count = 0;

    for (size_t i = 0; i < s->list.count; i++)
        count += !s->list.at[i]->is_banned;
    return count;
}
