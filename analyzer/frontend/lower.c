#include "frontend/lower.h"

#include "ir/members.h"

/* ---- small things ---- */

const char *dl_lower_name(dl_lower *l, const char *text)
{
    return dl_name(l->names, text);
}

typedef struct child_list {
    dl_lower *l;
    dl_cursors *out;
} child_list;

static enum CXChildVisitResult take_child(CXCursor cursor, CXCursor parent, CXClientData data)
{
    child_list *list = data;

    (void)parent;
    dl_vec_push(list->l->scratch, list->out, cursor);
    return CXChildVisit_Continue;
}

void dl_lower_children(dl_lower *l, CXCursor of, dl_cursors *out)
{
    child_list list = {l, out};

    out->count = 0;
    clang_visitChildren(of, take_child, &list);
}

static dl_cursor_slot *cursor_slot(dl_cursor_slot *slots, size_t room, CXCursor key)
{
    size_t i = (size_t)clang_hashCursor(key) * 2654435761u & (room - 1);

    while (slots[i].value && !clang_equalCursors(slots[i].key, key))
        i = (i + 1) & (room - 1);
    return &slots[i];
}

void *dl_cursor_get(const dl_cursor_map *map, CXCursor key)
{
    return map->count ? cursor_slot(map->slots, map->room, key)->value : NULL;
}

void dl_cursor_put(dl_arena *arena, dl_cursor_map *map, CXCursor key, void *value)
{
    dl_cursor_slot *at;

    if ((map->count + 1) * 2 > map->room) {
        size_t room = map->room ? map->room * 2 : 64;
        dl_cursor_slot *slots = DL_NEW_ARRAY(arena, room, dl_cursor_slot);

        for (size_t i = 0; i < map->room; i++)
            if (map->slots[i].value)
                *cursor_slot(slots, room, map->slots[i].key) = map->slots[i];
        map->slots = slots;
        map->room = room;
    }
    at = cursor_slot(map->slots, map->room, key);
    if (!at->value)
        map->count++;
    at->key = key;
    at->value = value;
}

/* ---- names that synthesis made up ---- */

bool dl_lower_is_real(const dl_lower *l, const char *name, int64_t *value, bool *is_changed)
{
    int64_t known;

    *is_changed = false;
    if (!dl_unit_is_synthesized(l->unit, name))
        return true;
    if (!l->unit->facts || !dl_facts_constant(l->unit->facts, name, &known))
        return false;
    *value = known;
    *is_changed = true;
    return true;
}

bool dl_lower_is_made_up(const dl_lower *l, const char *name)
{
    return dl_unit_is_synthesized(l->unit, name) && !(l->unit->facts && dl_facts_struct(l->unit->facts, name));
}

/* ---- variables and functions ---- */

dl_var *dl_lower_var(dl_lower *l, CXCursor decl, dl_storage storage, const dl_function *function)
{
    dl_var *var = DL_NEW(l->arena, dl_var);

    var->id = l->var_count++;
    var->name = dl_lower_string(l, clang_getCursorSpelling(decl));
    var->type = dl_lower_type(l, clang_getCursorType(decl));
    var->storage = storage;
    var->is_const =
        var->type->is_const || (var->type->element && var->type->kind == DL_TYPE_ARRAY && var->type->element->is_const);
    var->span = dl_lower_name_span(l, decl);
    var->function = function;
    dl_cursor_put(l->scratch, &l->vars, clang_getCanonicalCursor(decl), var);
    return var;
}

static bool is_local_decl(CXCursor decl)
{
    return !clang_Cursor_hasVarDeclGlobalStorage(decl) || clang_getCursorKind(decl) == CXCursor_ParmDecl;
}

/* A static member of a class template, or what the parser made of a variable's template, which libclang shows as no
 * variable: no declaration of the unit, it is met where it is used. */
static bool is_made_variable(CXCursor decl)
{
    return dl_template_is_made(decl) || clang_getCursorKind(decl) == CXCursor_UnexposedDecl;
}

static dl_var *global_of(dl_lower *l, CXCursor decl)
{
    CXCursor canonical = clang_getCanonicalCursor(decl), definition = clang_getCursorDefinition(decl);
    dl_var *var = dl_cursor_get(&l->vars, canonical);

    if (var)
        return var;
    var = dl_lower_var(l, clang_Cursor_isNull(definition) ? canonical : definition, DL_GLOBAL, NULL);
    if (!clang_equalCursors(canonical, definition))
        dl_cursor_put(l->scratch, &l->vars, canonical, var);
    /* `int x;` of C is a definition, though a tentative one */
    var->is_extern = clang_Cursor_isNull(definition) && (clang_Cursor_hasVarDeclExternalStorage(canonical) == 1 ||
                                                         !var->span.file || dl_template_is_made(canonical));
    var->is_shared = clang_getCursorLinkage(canonical) == CXLinkage_External;
    dl_vec_push(l->arena, &l->globals, var);
    dl_map_set(l->globals_by_name, var->name, var);
    if (is_made_variable(canonical))
        dl_vec_push(l->scratch, &l->made_globals, clang_Cursor_isNull(definition) ? canonical : definition);
    return var;
}

const dl_var *dl_lower_var_of(dl_fn *fn, CXCursor decl)
{
    dl_lower *l = fn->l;
    dl_var *var = dl_cursor_get(&l->vars, clang_getCanonicalCursor(decl));
    enum CXCursorKind parent;

    if (var)
        return var;
    parent = clang_getCursorKind(clang_getCursorSemanticParent(decl));
    if (!is_local_decl(decl) && parent != CXCursor_FunctionDecl && parent != CXCursor_CXXMethod)
        return global_of(l, decl);
    if (clang_Cursor_hasVarDeclExternalStorage(decl) == 1)
        return global_of(l, decl);
    var = dl_lower_var(l, decl, is_local_decl(decl) ? DL_LOCAL : DL_STATIC_LOCAL, fn->function);
    dl_vec_push(l->arena, &fn->locals, var);
    return var;
}

static bool is_extern_c(const dl_lower *l, CXCursor decl)
{
    CXString mangled;
    bool is_plain;

    if (!l->unit->is_cpp)
        return true;
    mangled = clang_Cursor_getMangling(decl);
    is_plain = clang_getCString(mangled) && clang_getCString(mangled)[0] && clang_getCString(mangled)[0] != '?';
    clang_disposeString(mangled);
    return is_plain;
}

const char *dl_lower_function_name(dl_lower *l, CXCursor decl)
{
    const char *name = dl_lower_string(l, clang_getCursorSpelling(decl));
    CXCursor parent = clang_getCursorSemanticParent(decl);
    enum CXCursorKind kind = clang_getCursorKind(parent);
    const char *outer;

    if (kind == CXCursor_Namespace && dl_indexed_is_entry_name(name) && !l->unit->driver->entry_is_inner &&
        !is_extern_c(l, decl)) {
        outer = dl_lower_string(l, clang_getCursorSpelling(parent));
        return outer[0] ? dl_lower_name(l, dl_arena_printf(l->scratch, "%s::%s", outer, name)) : name;
    }
    if (kind != CXCursor_StructDecl && kind != CXCursor_ClassDecl && kind != CXCursor_UnionDecl &&
        kind != CXCursor_ClassTemplate)
        return name;
    outer = dl_lower_string(l, clang_getCursorSpelling(parent));
    return dl_lower_name(l, dl_arena_printf(l->scratch, "%s::%s", outer, name));
}

static const char *plain_role(dl_lower *l, CXCursor decl)
{
    CXType type = clang_getCursorType(decl);

    if (type.kind != CXType_Elaborated && type.kind != CXType_Typedef)
        return NULL;
    return dl_lower_string(l, clang_getTypeSpelling(type));
}

static void add_role(dl_lower *l, CXCursor decl)
{
    const char *role = plain_role(l, decl), *key;
    dl_name_list *list;
    CXString usr;

    if (!role)
        return;
    usr = clang_getCursorUSR(decl);
    key = clang_getCString(usr);
    list = key ? dl_map_get(l->roles, key) : NULL;
    if (key) {
        bool is_new = true;

        if (!list) {
            list = DL_NEW(l->scratch, dl_name_list);
            dl_map_set(l->roles, key, list);
        }
        for (size_t i = 0; i < list->count; i++)
            is_new = is_new && list->at[i] != role;
        if (is_new)
            dl_vec_push(l->scratch, list, role);
    }
    clang_disposeString(usr);
}

static dl_span end_span(dl_lower *l, CXCursor statement)
{
    dl_place place = dl_lower_place(l, statement);

    if (!place.span.file)
        return place.span;
    return dl_lower_span_at(l, place.span.file, place.span.end ? place.span.end - 1 : 0, place.span.end);
}

/* `Space::Name` of what stands in a namespace, or NULL. */
static const char *scoped_name(dl_lower *l, CXCursor decl)
{
    CXCursor parent = clang_getCursorSemanticParent(decl);
    const char *space;

    if (clang_getCursorKind(parent) != CXCursor_Namespace)
        return NULL;
    space = dl_lower_string(l, clang_getCursorSpelling(parent));
    return dl_arena_printf(l->scratch, "%s::%s", space, dl_lower_string(l, clang_getCursorSpelling(decl)));
}

static void note_scoped(dl_lower *l, CXCursor decl, const dl_function *function)
{
    const char *name = scoped_name(l, decl);

    if (name && !dl_map_add(l->bodies_by_scope, name, (void *)function))
        dl_map_set(l->bodies_by_scope, name, l->bodies_by_scope);
}

const dl_function *dl_lower_scoped_body(dl_lower *l, CXCursor decl)
{
    const char *name = dl_lower_is_in_user_file(l, clang_getCursorLocation(decl)) ? NULL : scoped_name(l, decl);
    const void *found = name ? dl_map_get(l->bodies_by_scope, name) : NULL;

    return found == l->bodies_by_scope ? NULL : found;
}

dl_function *dl_lower_add_body(dl_lower *l, CXCursor cursor, CXCursor statement, const char *name)
{
    dl_function *function = DL_NEW(l->arena, dl_function);
    enum CXCursorKind kind = clang_getCursorKind(cursor);

    function->name = name;
    function->type = dl_lower_type(l, clang_getCursorType(cursor));
    function->span = dl_lower_name_span(l, cursor);
    function->end = end_span(l, statement);
    function->is_cpp = l->unit->is_cpp;
    function->instance = l->unit->is_cpp ? dl_template_identity(l, cursor) : NULL;
    function->is_static = clang_getCursorLinkage(cursor) == CXLinkage_Internal;
    function->is_extern_c = kind == CXCursor_FunctionDecl && is_extern_c(l, cursor);
    function->is_method = (kind == CXCursor_CXXMethod && !clang_CXXMethod_isStatic(cursor)) ||
                          kind == CXCursor_Constructor || kind == CXCursor_Destructor ||
                          kind == CXCursor_ConversionFunction;
    dl_vec_push(l->scratch, &l->bodies, (dl_body){.function = function, .cursor = cursor, .statement = statement});
    (void)dl_map_add(l->bodies_by_name, name, function);
    note_scoped(l, cursor, function);
    return function;
}

/* ---- what the unit declares ---- */

typedef struct survey {
    dl_lower *l;
    dl_cursors expansions;
    dl_cursors globals;
    dl_cursors bodies;
} survey;

static CXCursor body_of(dl_lower *l, CXCursor cursor)
{
    dl_cursors children = {0};

    dl_lower_children(l, cursor, &children);
    for (size_t i = children.count; i-- > 0;) {
        enum CXCursorKind kind = clang_getCursorKind(children.at[i]);

        if (kind == CXCursor_CompoundStmt || kind == CXCursor_CXXTryStmt)
            return children.at[i];
    }
    return clang_getNullCursor();
}

bool dl_lower_is_in_user_file(dl_lower *l, CXSourceLocation location)
{
    const dl_file *file;
    unsigned offset;

    return dl_lower_offset(l, location, &file, &offset) && file->is_user;
}

static bool is_in_user_file(dl_lower *l, CXCursor cursor)
{
    return dl_lower_is_in_user_file(l, clang_getCursorLocation(cursor));
}

/* What a template was made into where it is used: the parser shows the body there. */
static dl_function *instance_of(dl_lower *l, CXCursor decl)
{
    CXCursor statement;
    dl_function *function;

    if (!dl_template_is_made(decl) || !is_in_user_file(l, decl))
        return NULL;
    statement = body_of(l, decl);
    if (clang_Cursor_isNull(statement))
        return NULL;
    function = dl_lower_add_body(l, decl, statement, dl_lower_function_name(l, decl));
    dl_cursor_put(l->scratch, &l->functions, clang_getCanonicalCursor(decl), function);
    return function;
}

const dl_function *dl_lower_function_of(dl_lower *l, CXCursor decl)
{
    dl_function *known = dl_cursor_get(&l->functions, clang_getCanonicalCursor(decl));

    if (known || !l->unit->is_cpp)
        return known;
    if (clang_getCursorKind(decl) == CXCursor_CXXMethod)
        known = dl_lower_lambda_function(l, clang_getCursorSemanticParent(decl));
    return known ? known : instance_of(l, decl);
}

const dl_function *dl_lower_function_named(const dl_lower *l, const char *name)
{
    return l->unit->is_cpp ? NULL : dl_lower_body_named(l, name);
}

const dl_function *dl_lower_body_named(const dl_lower *l, const char *name)
{
    return name ? dl_map_get(l->bodies_by_name, name) : NULL;
}

static enum CXChildVisitResult survey_cursor(CXCursor cursor, CXCursor parent, CXClientData data);

static void note_lambda(survey *s, CXCursor cursor)
{
    CXCursor *kept = DL_NEW(s->l->scratch, CXCursor);

    *kept = cursor;
    dl_cursor_put(s->l->scratch, &s->l->lambdas, clang_getTypeDeclaration(clang_getCursorType(cursor)), kept);
}

/* Classes that are local to a body have functions too. */
static enum CXChildVisitResult survey_body(CXCursor cursor, CXCursor parent, CXClientData data)
{
    enum CXCursorKind kind = clang_getCursorKind(cursor);

    (void)parent;
    if (kind == CXCursor_LambdaExpr)
        note_lambda(data, cursor);
    if (kind != CXCursor_StructDecl && kind != CXCursor_ClassDecl && kind != CXCursor_UnionDecl)
        return CXChildVisit_Recurse;
    clang_visitChildren(cursor, survey_cursor, data);
    return CXChildVisit_Continue;
}

/* `static const STEP Steps[] = {{[](…) {…}}};` */
static enum CXChildVisitResult survey_value(CXCursor cursor, CXCursor parent, CXClientData data)
{
    enum CXCursorKind kind = clang_getCursorKind(cursor);

    (void)parent;
    if (kind == CXCursor_LambdaExpr)
        note_lambda(data, cursor);
    return clang_isDeclaration(kind) ? CXChildVisit_Continue : CXChildVisit_Recurse;
}

static void survey_function(survey *s, CXCursor cursor)
{
    dl_lower *l = s->l;

    if (clang_getCursorKind(cursor) == CXCursor_FunctionDecl)
        add_role(l, cursor);
    if (!is_in_user_file(l, cursor))
        return;
    if (l->unit->is_cpp)
        dl_template_note(l, cursor);
    if (l->unit->is_cpp && clang_getCursorKind(cursor) == CXCursor_FunctionDecl && dl_is_allocator(l, cursor))
        dl_vec_push(l->scratch, &l->allocators, cursor);
    if (clang_isCursorDefinition(cursor)) {
        dl_vec_push(l->scratch, &s->bodies, cursor);
        if (l->unit->is_cpp)
            clang_visitChildren(cursor, survey_body, s);
        return;
    }
    dl_vec_push(l->arena, &l->declared,
                (dl_declared){.name = dl_lower_function_name(l, cursor),
                              .type = dl_lower_type(l, clang_getCursorType(cursor)),
                              .role = plain_role(l, cursor),
                              .span = dl_lower_name_span(l, cursor),
                              .is_extern_c = is_extern_c(l, cursor)});
}

static void survey_typedef(dl_lower *l, CXCursor cursor)
{
    CXType type = clang_getCanonicalType(clang_getTypedefDeclUnderlyingType(cursor));
    CXString usr;
    dl_name_list *names;
    const char *key;

    if (type.kind != CXType_Record)
        return;
    usr = clang_getCursorUSR(clang_getTypeDeclaration(type));
    key = clang_getCString(usr) ? clang_getCString(usr) : "";
    names = dl_map_get(l->record_names, key);
    if (!names) {
        names = DL_NEW(l->scratch, dl_name_list);
        dl_map_set(l->record_names, key, names);
    }
    dl_vec_push(l->scratch, names, dl_lower_string(l, clang_getCursorSpelling(cursor)));
    clang_disposeString(usr);
}

static void survey_enumerators(dl_lower *l, CXCursor cursor)
{
    dl_cursors children = {0};

    dl_lower_children(l, cursor, &children);
    for (size_t i = 0; i < children.count; i++) {
        CXCursor *kept;
        const char *name;

        if (clang_getCursorKind(children.at[i]) != CXCursor_EnumConstantDecl)
            continue;
        kept = DL_NEW(l->scratch, CXCursor);
        *kept = children.at[i];
        name = dl_lower_string(l, clang_getCursorSpelling(children.at[i]));
        (void)dl_map_add(l->constants_by_name, name, kept);
    }
}

static void survey_macro(dl_lower *l, CXCursor cursor)
{
    CXCursor *kept = DL_NEW(l->scratch, CXCursor);

    *kept = cursor;
    dl_map_set(l->macros, dl_lower_string(l, clang_getCursorSpelling(cursor)), kept);
}

static void survey_include(dl_lower *l, CXCursor cursor)
{
    CXFile file = clang_getIncludedFile(cursor);
    dl_span span = dl_lower_span_range(l, clang_getCursorExtent(cursor));

    if (!span.file || !span.file->is_user)
        return;
    dl_vec_push(l->arena, &l->includes,
                (dl_include){.name = dl_lower_string(l, clang_getCursorSpelling(cursor)),
                             .is_found = file && dl_unit_file_of(l->unit, file) != NULL,
                             .span = span});
}

static enum CXChildVisitResult survey_cursor(CXCursor cursor, CXCursor parent, CXClientData data)
{
    survey *s = data;
    dl_lower *l = s->l;

    (void)parent;
    switch (clang_getCursorKind(cursor)) {
    case CXCursor_MacroExpansion:
        dl_vec_push(l->scratch, &s->expansions, cursor);
        break;
    case CXCursor_MacroDefinition:
        survey_macro(l, cursor);
        if (is_in_user_file(l, cursor))
            dl_vec_push(l->arena, &l->defined, dl_lower_string(l, clang_getCursorSpelling(cursor)));
        break;
    case CXCursor_InclusionDirective:
        survey_include(l, cursor);
        break;
    case CXCursor_TypedefDecl:
    case CXCursor_TypeAliasDecl:
        survey_typedef(l, cursor);
        if (l->unit->is_cpp && is_in_user_file(l, cursor))
            clang_visitChildren(cursor, survey_value, s);
        break;
    case CXCursor_FieldDecl:
    case CXCursor_CXXBaseSpecifier: /* of a template that is given one */
        if (l->unit->is_cpp && is_in_user_file(l, cursor))
            clang_visitChildren(cursor, survey_value, s);
        break;
    case CXCursor_EnumDecl:
        survey_enumerators(l, cursor);
        break;
    case CXCursor_VarDecl:
        dl_vec_push(l->scratch, &s->globals, cursor);
        if (l->unit->is_cpp && is_in_user_file(l, cursor))
            clang_visitChildren(cursor, survey_value, s);
        break;
    case CXCursor_FunctionDecl:
    case CXCursor_CXXMethod:
    case CXCursor_Constructor:
    case CXCursor_Destructor:
    case CXCursor_ConversionFunction:
        survey_function(s, cursor);
        break;
    case CXCursor_Namespace:
    case CXCursor_LinkageSpec:
    case CXCursor_UnexposedDecl: /* `extern "C"` in some versions */
    case CXCursor_StructDecl:
    case CXCursor_ClassDecl:
    case CXCursor_UnionDecl:
        return CXChildVisit_Recurse;
    default:
        break;
    }
    return CXChildVisit_Continue;
}

/* ---- globals ---- */

static void lower_global(dl_lower *l, CXCursor cursor)
{
    CXCursor init = clang_Cursor_getVarDeclInitializer(cursor);
    dl_var *var;
    dl_instrs inits = {0};
    dl_function nowhere = {0};
    dl_fn fn = {.l = l,
                .function = &nowhere,
                .cursor = clang_getNullCursor(),
                .inits = &inits,
                .abnormal = -1,
                .is_init = true};

    var = global_of(l, cursor);
    if (var->init_count)
        return;
    if (clang_Cursor_isNull(init)) {
        dl_lower_lost_lasting(&fn, cursor, var);
    } else {
        dl_lower_init(&fn, dl_expr_var(l, var, var->span), clang_getCursorType(cursor), init);
        dl_object_fill_all_slots(&fn, dl_expr_var(l, var, var->span), clang_getCursorType(cursor), 0);
    }
    var->inits = dl_arena_copy(l->arena, inits.at, inits.count * sizeof *inits.at);
    var->init_count = inits.count;
    dl_object_end_lasting(&fn, var, cursor);
}

static void lower_globals(survey *s)
{
    for (size_t i = 0; i < s->globals.count; i++)
        if (is_in_user_file(s->l, s->globals.at[i])) {
            dl_var *var = global_of(s->l, s->globals.at[i]);

            /* A header says `extern`, the file says `int x;`: tentative as it is, that defines it. */
            if (clang_Cursor_getStorageClass(s->globals.at[i]) != CX_SC_Extern)
                var->is_extern = false;
        }
    for (size_t i = 0; i < s->globals.count; i++)
        if (is_in_user_file(s->l, s->globals.at[i]))
            lower_global(s->l, s->globals.at[i]);
}

/* ---- functions ---- */

static void take_roles(dl_lower *l, const dl_body *body)
{
    CXString usr = clang_getCursorUSR(body->cursor);
    dl_name_list *list = clang_getCString(usr) ? dl_map_get(l->roles, clang_getCString(usr)) : NULL;

    clang_disposeString(usr);
    if (!list)
        return;
    body->function->roles = dl_arena_copy(l->arena, list->at, list->count * sizeof *list->at);
    body->function->role_count = list->count;
}

/* What stands between the braces was not shown to the parser. */
static bool is_hidden(dl_lower *l, CXCursor statement)
{
    const dl_unit *unit = l->unit;
    const dl_file *file;
    unsigned offset;

    if (!unit->hidden_count || !dl_lower_offset(l, clang_getCursorLocation(statement), &file, &offset) ||
        file != dl_unit_main_file(unit))
        return false;
    for (size_t i = 0; i < unit->hidden_count; i++)
        if (unit->hidden[i]->open == offset)
            return true;
    return false;
}

static void register_bodies(survey *s)
{
    for (size_t i = 0; i < s->bodies.count; i++) {
        CXCursor cursor = s->bodies.at[i], statement = body_of(s->l, cursor);
        dl_function *function;

        /* a local class is shown at its statement and at each variable declared with it */
        if (clang_Cursor_isNull(statement) || dl_cursor_get(&s->l->functions, clang_getCanonicalCursor(cursor)) ||
            is_hidden(s->l, statement))
            continue;
        function = dl_lower_add_body(s->l, cursor, statement, dl_lower_function_name(s->l, cursor));
        dl_cursor_put(s->l->scratch, &s->l->functions, clang_getCanonicalCursor(cursor), function);
    }
}

/* The files that hold bodies, the main file first. */
static void collect_files(dl_lower *l)
{
    const dl_file *entry = dl_unit_main_file(l->unit);

    for (size_t i = 0; i < l->bodies.count; i++) {
        const dl_file *file = l->bodies.at[i].function->span.file;
        bool is_new = file != NULL;

        for (size_t j = 0; j < l->files.count; j++)
            is_new = is_new && l->files.at[j] != file;
        if (is_new)
            dl_vec_push(l->arena, &l->files, file);
    }
    if (!entry)
        return;
    for (size_t j = 0; j < l->files.count; j++)
        if (l->files.at[j] == entry) {
            l->files.at[j] = l->files.at[0];
            l->files.at[0] = entry;
            return;
        }
    dl_vec_push(l->arena, &l->files, entry);
    l->files.at[l->files.count - 1] = l->files.at[0];
    l->files.at[0] = entry;
}

static void add_defines(dl_lower *l)
{
    const dl_settings *settings = l->unit->driver ? l->unit->driver->settings : NULL;

    for (size_t i = 0; settings && i < settings->define_count; i++) {
        const char *text = settings->defines[i];

        dl_vec_push(l->arena, &l->defined, dl_name_n(l->names, text, strcspn(text, "=")));
    }
}

static void finish_program(dl_lower *l, dl_seen_list **seen)
{
    dl_program *program = l->program;
    const dl_function **functions = DL_NEW_ARRAY(l->arena, l->bodies.count, const dl_function *);

    *seen = l->seen.at;
    for (size_t i = 0; i < l->bodies.count; i++)
        functions[i] = l->bodies.at[i].function;
    program->functions = functions;
    program->function_count = l->bodies.count;
    program->globals = l->globals.at;
    program->global_count = l->globals.count;
    program->declared = l->declared.at;
    program->declared_count = l->declared.count;
    program->includes = l->includes.at;
    program->include_count = l->includes.count;
    program->macros_defined = l->defined.at;
    program->macro_count = l->defined.count;
    program->files = l->files.at;
    program->file_count = l->files.count;
    program->var_count = l->var_count;
    program->classes = dl_arena_copy(l->arena, l->classes.at, l->classes.count * sizeof *l->classes.at);
    program->class_count = l->classes.count;
    dl_members_part((const dl_program *const *)&l->program, 1, l->arena);
}

/* Those that have been met since this was done before. */
static void lower_made_globals(dl_lower *l)
{
    survey s = {.l = l};

    for (; l->made_done < l->made_globals.count; l->made_done++) {
        CXCursor made = l->made_globals.at[l->made_done];

        if (!is_in_user_file(l, made))
            continue;
        clang_visitChildren(made, survey_value, &s);
        lower_global(l, made);
    }
}

/* Lambdas add bodies while others are lowered. */
static void lower_bodies(dl_lower *l)
{
    lower_made_globals(l);
    for (size_t i = 0; i < l->bodies.count; i++) {
        dl_body body = l->bodies.at[i];
        dl_seen_list list = {0};

        dl_lower_seen(l, &body, &list);
        dl_vec_push(l->arena, &l->seen, list);
        take_roles(l, &body);
        dl_lower_function(l, &body);
        lower_made_globals(l);
    }
}

/* ---- what a made-up type leaves open ---- */

/* A type of a header that nobody has, named alone; one with members is a structure. */
static bool may_be_function_type(const dl_lower *l, const dl_type *type)
{
    return dl_lower_is_made_up(l, type->spelling) && !(type->record && type->record->field_count);
}

static void note_written(dl_map *written, const dl_function *function)
{
    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_expr *target = function->blocks[b].instrs[i].target;

            if (target && target->kind == DL_E_VAR && target->var->storage == DL_GLOBAL)
                dl_map_set(written, target->var->name, (void *)target->var);
        }
}

/* Of `SOME_UNLOAD Leave;` nobody knows whether it declares a function or defines a variable that is zero. */
static void open_unclear_globals(dl_lower *l)
{
    dl_map *written = dl_map_new(l->scratch);

    for (size_t i = 0; i < l->bodies.count; i++)
        note_written(written, l->bodies.at[i].function);
    for (size_t i = 0; i < l->globals.count; i++) {
        dl_var *var = (dl_var *)l->globals.at[i];

        var->may_be_function =
            !var->init_count && may_be_function_type(l, var->type) && !dl_map_get(written, var->name);
        var->is_extern |= var->may_be_function;
    }
}

static void start(dl_lower *l, dl_unit *unit)
{
    l->unit = unit;
    l->arena = unit->arena;
    l->scratch = dl_arena_new(dl_arena_trap(unit->arena));
    if (!l->scratch)
        longjmp(dl_arena_trap(unit->arena)->back, 1);
    l->names = unit->names;
    l->var_count = unit->first_var;
    l->program = DL_NEW(l->arena, dl_program);
    l->program->arena = l->arena;
    l->types = dl_map_new(l->scratch);
    dl_table_init(&l->types_met, l->scratch);
    l->record_names = dl_map_new(l->scratch);
    l->roles = dl_map_new(l->scratch);
    l->globals_by_name = dl_map_new(l->scratch);
    l->constants_by_name = dl_map_new(l->scratch);
    l->bodies_by_name = dl_map_new(l->scratch);
    l->bodies_by_scope = dl_map_new(l->scratch);
    l->macros = dl_map_new(l->scratch);
    l->given_away = dl_map_new(l->scratch);
    for (unsigned depth = 0; depth <= DL_DEEPEST_ARM; depth++)
        l->open_names[depth] = dl_map_new(l->scratch);
    l->type_other = dl_lower_type_named(l, "?", DL_TYPE_OTHER);
    l->type_int = dl_lower_type_named(l, "int", DL_TYPE_INT);
    l->type_void = dl_lower_type_named(l, "void", DL_TYPE_VOID);
}

dl_program *dl_lower_unit(dl_unit *unit, dl_seen_list **seen)
{
    dl_lower l = {0};
    survey s = {.l = &l};

    start(&l, unit);
    clang_visitChildren(clang_getTranslationUnitCursor(unit->tu), survey_cursor, &s);
    dl_lower_find_expansions(&l, &s.expansions);
    register_bodies(&s);
    lower_globals(&s);
    collect_files(&l);
    add_defines(&l);
    lower_bodies(&l);
    dl_lower_fill_records(&l);
    open_unclear_globals(&l);
    finish_program(&l, seen);
    dl_arena_free(l.scratch);
    return l.program;
}
