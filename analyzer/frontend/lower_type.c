#include "frontend/lower.h"

#include "kernel/wdk_index.h"

/* Without typedefs, attributes and elaborations, but with the spelling of what is below. */
CXType dl_lower_plain_type(CXType type)
{
    for (unsigned i = 0; i < 64; i++) {
        CXType next;

        if (type.kind == CXType_Elaborated)
            next = clang_Type_getNamedType(type);
        else if (type.kind == CXType_Typedef)
            next = clang_getTypedefDeclUnderlyingType(clang_getTypeDeclaration(type));
        else if (type.kind == CXType_Attributed)
            next = clang_Type_getModifiedType(type);
        else if (type.kind == CXType_Unexposed || type.kind == CXType_Auto)
            next = clang_getCanonicalType(type);
        else
            return type;
        if (next.kind == CXType_Invalid)
            return type;
        if (next.kind == type.kind && clang_equalTypes(next, type))
            return type;
        type = next;
    }
    return type;
}

static dl_type_kind kind_of(enum CXTypeKind kind)
{
    switch (kind) {
    case CXType_Void:
        return DL_TYPE_VOID;
    case CXType_Bool:
        return DL_TYPE_BOOL;
    case CXType_Char_U:
    case CXType_UChar:
    case CXType_Char16:
    case CXType_Char32:
    case CXType_UShort:
    case CXType_UInt:
    case CXType_ULong:
    case CXType_ULongLong:
    case CXType_UInt128:
    case CXType_Char_S:
    case CXType_SChar:
    case CXType_WChar:
    case CXType_Short:
    case CXType_Int:
    case CXType_Long:
    case CXType_LongLong:
    case CXType_Int128:
        return DL_TYPE_INT;
    case CXType_Enum:
        return DL_TYPE_ENUM;
    case CXType_Float:
    case CXType_Double:
    case CXType_LongDouble:
    case CXType_Float128:
    case CXType_Half:
    case CXType_Float16:
        return DL_TYPE_FLOAT;
    case CXType_Pointer:
    case CXType_LValueReference:
    case CXType_RValueReference:
    case CXType_MemberPointer:
    case CXType_NullPtr:
        return DL_TYPE_POINTER;
    case CXType_ConstantArray:
    case CXType_IncompleteArray:
    case CXType_VariableArray:
    case CXType_DependentSizedArray:
        return DL_TYPE_ARRAY;
    case CXType_FunctionProto:
    case CXType_FunctionNoProto:
        return DL_TYPE_FUNCTION;
    case CXType_Record:
        return DL_TYPE_RECORD;
    default:
        return DL_TYPE_OTHER;
    }
}

static bool is_unsigned_kind(enum CXTypeKind kind)
{
    return kind == CXType_Bool || kind == CXType_Char_U || kind == CXType_UChar || kind == CXType_Char16 ||
           kind == CXType_Char32 || kind == CXType_UShort || kind == CXType_UInt || kind == CXType_ULong ||
           kind == CXType_ULongLong || kind == CXType_UInt128;
}

/* wchar_t of Windows is unsigned; libclang's kind does not say so. */
static bool is_unsigned_type(CXType type)
{
    if (type.kind == CXType_Enum)
        type = clang_getCanonicalType(clang_getEnumDeclIntegerType(clang_getTypeDeclaration(type)));
    return is_unsigned_kind(type.kind) || type.kind == CXType_WChar;
}

static bool is_only_named(dl_lower *l, const dl_record *record, CXCursor decl)
{
    CXFile file;

    clang_getFileLocation(clang_getCursorLocation(decl), &file, NULL, NULL, NULL);
    if (file && dl_unit_file_of(l->unit, file))
        return false;
    if (record->tag[0] && dl_lower_is_made_up(l, record->tag))
        return true;
    for (size_t i = 0; i < record->name_count; i++)
        if (dl_lower_is_made_up(l, record->names[i]))
            return true;
    return false;
}

static const dl_record *record_of(dl_lower *l, CXType type)
{
    CXCursor decl = clang_getTypeDeclaration(type), definition = clang_getCursorDefinition(decl);
    dl_record *record;
    dl_name_list *names;
    CXString usr;

    if (!clang_Cursor_isNull(definition))
        decl = definition;
    decl = clang_getCanonicalCursor(decl);
    record = dl_cursor_get(&l->records, decl);
    if (record)
        return record;
    record = DL_NEW(l->arena, dl_record);
    dl_cursor_put(l->scratch, &l->records, decl, record);
    record->tag = clang_Cursor_isAnonymous(decl) ? "" : dl_lower_string(l, clang_getCursorSpelling(decl));
    record->is_union = clang_getCursorKind(decl) == CXCursor_UnionDecl;
    usr = clang_getCursorUSR(decl);
    names = dl_map_get(l->record_names, clang_getCString(usr) ? clang_getCString(usr) : "");
    clang_disposeString(usr);
    if (names) {
        record->names = dl_arena_copy(l->arena, names->at, names->count * sizeof *names->at);
        record->name_count = names->count;
    }
    /* a typedef of an unnamed record lends it its name */
    if (record->tag[0] && (strchr(record->tag, '(') || strchr(record->tag, ' ')))
        record->tag = "";
    record->is_synthesized = is_only_named(l, record, clang_Cursor_isNull(definition) ? decl : definition);
    dl_vec_push(l->scratch, &l->todo, (dl_record_todo){record, type});
    return record;
}

static void fill_function(dl_lower *l, dl_type *made, CXType plain)
{
    int count = clang_getNumArgTypes(plain);
    const dl_type **params;

    made->element = dl_lower_type(l, clang_getResultType(plain));
    made->is_variadic = clang_isFunctionTypeVariadic(plain) != 0;
    if (count <= 0)
        return;
    params = DL_NEW_ARRAY(l->arena, (size_t)count, const dl_type *);
    for (int i = 0; i < count; i++)
        params[i] = dl_lower_type(l, clang_getArgType(plain, (unsigned)i));
    made->params = params;
    made->param_count = (size_t)count;
}

static void fill_type(dl_lower *l, dl_type *made, CXType plain)
{
    switch (made->kind) {
    case DL_TYPE_POINTER:
        if (plain.kind == CXType_MemberPointer || plain.kind == CXType_NullPtr)
            made->element = l->type_void;
        else
            made->element = dl_lower_type(l, clang_getPointeeType(plain));
        break;
    case DL_TYPE_ARRAY:
        made->element = dl_lower_type(l, clang_getArrayElementType(plain));
        made->count = plain.kind == CXType_ConstantArray ? clang_getArraySize(plain) : -1;
        if (made->element->size < 0)
            made->size = -1;
        break;
    case DL_TYPE_FUNCTION:
        fill_function(l, made, plain);
        break;
    case DL_TYPE_RECORD:
        made->record = record_of(l, plain);
        if (made->record->is_synthesized)
            made->size = -1;
        break;
    default:
        break;
    }
}

/* libclang crashes when asked for the size of its placeholders. */
static int64_t size_of(dl_type_kind kind, CXType canonical)
{
    long long size;

    if (kind == DL_TYPE_OTHER || kind == DL_TYPE_VOID || kind == DL_TYPE_FUNCTION)
        return -1;
    size = clang_Type_getSizeOf(canonical);
    return size >= 0 ? size : -1;
}

const dl_type *dl_lower_type(dl_lower *l, CXType type)
{
    dl_type *made = type.data[0] ? dl_table_get(&l->types_met, type.data[0]) : NULL;
    CXType canonical, plain;
    const char *spelling, *canonical_text;
    char *key;

    if (made)
        return made;
    canonical = clang_getCanonicalType(type);
    spelling = dl_lower_string(l, clang_getTypeSpelling(type));
    canonical_text = dl_lower_string(l, clang_getTypeSpelling(canonical));
    key = dl_arena_printf(l->scratch, "%s|%s", spelling, canonical_text);
    made = dl_map_get(l->types, key);
    if (made) {
        if (type.data[0])
            dl_table_set(&l->types_met, type.data[0], made);
        return made;
    }
    made = DL_NEW(l->arena, dl_type);
    dl_map_set(l->types, key, made);
    if (type.data[0])
        dl_table_set(&l->types_met, type.data[0], made);
    made->spelling = spelling;
    made->canonical = canonical_text;
    made->kind = kind_of(canonical.kind);
    made->count = -1;
    made->size = size_of(made->kind, canonical);
    made->is_const = clang_isConstQualifiedType(type) != 0;
    made->is_unsigned = is_unsigned_type(canonical);
    plain = dl_lower_plain_type(type);
    if (kind_of(plain.kind) != made->kind)
        plain = canonical;
    fill_type(l, made, plain);
    return made;
}

const dl_type *dl_lower_type_of(dl_lower *l, CXCursor cursor)
{
    return dl_lower_type(l, clang_getCursorType(cursor));
}

bool dl_is_void_type(CXType type)
{
    return clang_getCanonicalType(type).kind == CXType_Void;
}

const dl_type *dl_lower_type_named(dl_lower *l, const char *spelling, dl_type_kind kind)
{
    char *key = dl_arena_printf(l->scratch, "made:%s", spelling);
    dl_type *made = dl_map_get(l->types, key);

    if (made)
        return made;
    made = DL_NEW(l->arena, dl_type);
    made->spelling = made->canonical = dl_lower_name(l, spelling);
    made->kind = kind;
    made->count = made->size = -1;
    if (kind == DL_TYPE_INT || kind == DL_TYPE_ENUM)
        made->size = 4;
    dl_map_set(l->types, key, made);
    return made;
}

/* As the parser spells it: `void *`, `void **`. */
static const char *pointer_spelling(dl_lower *l, const char *element)
{
    size_t size = strlen(element);

    return dl_lower_name(l, dl_arena_printf(l->scratch, size && element[size - 1] == '*' ? "%s*" : "%s *", element));
}

const dl_type *dl_lower_pointer_to(dl_lower *l, const dl_type *type)
{
    char *key = dl_arena_printf(l->scratch, "made:%s *|%s", type->spelling, type->canonical);
    dl_type *made = dl_map_get(l->types, key);

    if (made)
        return made;
    made = DL_NEW(l->arena, dl_type);
    made->kind = DL_TYPE_POINTER;
    made->spelling = pointer_spelling(l, type->spelling);
    made->canonical = pointer_spelling(l, type->canonical);
    made->element = type;
    made->count = -1;
    made->size = 8;
    dl_map_set(l->types, key, made);
    return made;
}

/* ---- fields ---- */

typedef struct field_list {
    dl_lower *l;
    dl_cursors fields;
} field_list;

static enum CXVisitorResult take_field(CXCursor field, CXClientData data)
{
    field_list *list = data;

    dl_vec_push(list->l->scratch, &list->fields, field);
    return CXVisit_Continue;
}

static bool is_anonymous_field(CXCursor field)
{
    CXType type = clang_getCanonicalType(clang_getCursorType(field));
    CXString name;
    bool is_unnamed;

    if (type.kind != CXType_Record)
        return false;
    name = clang_getCursorSpelling(field);
    is_unnamed = !clang_getCString(name) || !clang_getCString(name)[0] || strchr(clang_getCString(name), '(');
    clang_disposeString(name);
    return is_unnamed || clang_Cursor_isAnonymousRecordDecl(clang_getTypeDeclaration(type)) != 0;
}

const dl_layout *dl_lower_layout(dl_lower *l, CXType record)
{
    CXType canonical = clang_getCanonicalType(record);
    CXCursor decl = clang_getCanonicalCursor(clang_getTypeDeclaration(canonical));
    dl_layout *layout = dl_cursor_get(&l->layouts, decl);
    field_list list = {l, {0}};

    if (layout)
        return layout;
    layout = DL_NEW(l->scratch, dl_layout);
    dl_cursor_put(l->scratch, &l->layouts, decl, layout);
    clang_Type_visitFields(canonical, take_field, &list);
    layout->fields = list.fields.at;
    layout->count = list.fields.count;
    return layout;
}

static bool is_scalar(const dl_type *type)
{
    return type->size > 0 && (type->kind == DL_TYPE_BOOL || type->kind == DL_TYPE_INT || type->kind == DL_TYPE_ENUM ||
                              type->kind == DL_TYPE_POINTER);
}

static bool is_of_user(dl_lower *l, CXCursor decl)
{
    CXFile cx = NULL;
    const dl_file *file;

    clang_getFileLocation(clang_getCursorLocation(decl), &cx, NULL, NULL, NULL);
    file = cx ? dl_unit_file_of(l->unit, cx) : NULL;
    return file && file->is_user;
}

const char *dl_lower_field_name(dl_lower *l, CXCursor field)
{
    const char *own = dl_lower_string(l, clang_getCursorSpelling(field));
    CXCursor parent = clang_getCursorSemanticParent(field);
    const dl_type *type;
    const dl_layout *layout;

    if (clang_getCursorKind(parent) != CXCursor_UnionDecl || clang_Cursor_isBitField(field) || !is_of_user(l, parent))
        return own;
    type = dl_lower_type_of(l, field);
    if (!is_scalar(type))
        return own;
    layout = dl_lower_layout(l, clang_getCursorType(parent));
    for (size_t i = 0; i < layout->count; i++) {
        const dl_type *other = dl_lower_type_of(l, layout->fields[i]);

        if (is_scalar(other) && other->size == type->size && !clang_Cursor_isBitField(layout->fields[i]))
            return dl_lower_string(l, clang_getCursorSpelling(layout->fields[i]));
    }
    return own;
}

const dl_type *dl_lower_field_owner(dl_lower *l, CXCursor field)
{
    CXCursor owner = clang_getCursorSemanticParent(field);

    if (!l->unit->is_cpp || !is_of_user(l, owner))
        return NULL;
    while (clang_Cursor_isAnonymousRecordDecl(owner))
        owner = clang_getCursorSemanticParent(owner);
    return dl_lower_type(l, clang_getCursorType(owner));
}

typedef struct dl_fields {
    DL_VEC(dl_field) fields;
    DL_VEC(unsigned short) overlays;
    unsigned unions; /* met so far */
    bool lacks_some; /* a class that it extends is not known */
} dl_fields;

enum { MOST_UNIONS = 255, MOST_ARMS = 255 };

/* `overlay`: of the member of a union that the type is of, or 0. Of unions in unions the outermost counts. */
static void add_fields(dl_lower *l, CXType type, dl_fields *out, unsigned overlay, unsigned depth)
{
    const dl_layout *layout = dl_lower_layout(l, type);
    bool is_union = clang_getCursorKind(clang_getTypeDeclaration(clang_getCanonicalType(type))) == CXCursor_UnionDecl;
    unsigned number = is_union && !overlay && out->unions < MOST_UNIONS ? ++out->unions : 0;

    for (size_t i = 0; i < layout->count; i++) {
        unsigned own = number ? number << 8 | (unsigned)(i < MOST_ARMS ? i : MOST_ARMS) : overlay;
        CXCursor field = layout->fields[i];
        CXType field_type = clang_getCursorType(field);
        const char *name;

        if (is_anonymous_field(field)) {
            if (depth < 16)
                add_fields(l, field_type, out, own, depth + 1);
            continue;
        }
        name = dl_lower_string(l, clang_getCursorSpelling(field));
        if (name[0] && own) {
            while (out->overlays.count < out->fields.count)
                dl_vec_push(l->scratch, &out->overlays, 0);
            dl_vec_push(l->scratch, &out->overlays, (unsigned short)own);
        }
        if (name[0])
            dl_vec_push(l->scratch, &out->fields,
                        (dl_field){name, dl_lower_type(l, field_type), dl_lower_field_owner(l, field)});
    }
}

static void add_all_fields(dl_lower *l, CXType type, dl_fields *out, unsigned depth)
{
    CXCursor decl = clang_getCursorDefinition(clang_getTypeDeclaration(clang_getCanonicalType(type)));
    dl_cx_types bases = {0};

    if (l->unit->is_cpp && !clang_Cursor_isNull(decl) && depth < 16) {
        dl_object_bases(l, type, &bases);
        for (size_t i = 0; i < bases.count; i++) {
            out->lacks_some |= clang_getCanonicalType(bases.at[i]).kind != CXType_Record;
            add_all_fields(l, bases.at[i], out, depth + 1);
        }
    }
    add_fields(l, type, out, 0, depth);
}

/* Of a class that a template made, or that lies in one, it is not asked. */
static void fill_bases(dl_lower *l, dl_record *record, CXType type)
{
    DL_VEC(const dl_record *) found = {0};
    dl_cx_types bases = {0};

    if (!l->unit->is_cpp || strchr(dl_lower_string(l, clang_getTypeSpelling(clang_getCanonicalType(type))), '<'))
        return;
    dl_object_bases(l, type, &bases);
    for (size_t i = 0; i < bases.count; i++) {
        const dl_type *base = dl_lower_type(l, bases.at[i]);

        if (base && base->record)
            dl_vec_push(l->scratch, &found, base->record);
    }
    record->knows_bases = found.count == bases.count;
    record->bases = dl_arena_copy(l->arena, found.at, found.count * sizeof *found.at);
    record->base_count = found.count;
}

/* Filling one record may meet further ones; the list grows until all are known. */
void dl_lower_fill_records(dl_lower *l)
{
    for (size_t i = 0; i < l->todo.count; i++) {
        dl_record_todo todo = l->todo.at[i];
        dl_fields met = {0};

        add_all_fields(l, todo.type, &met, 0);
        fill_bases(l, todo.record, todo.type);
        todo.record->fields = dl_arena_copy(l->arena, met.fields.at, met.fields.count * sizeof *met.fields.at);
        todo.record->field_count = met.fields.count;
        todo.record->lacks_fields = met.lacks_some;
        if (met.fields.count && met.fields.at[met.fields.count - 1].owner)
            dl_vec_push(l->scratch, &l->classes, todo.record);
        if (met.unions) {
            while (met.overlays.count < met.fields.count)
                dl_vec_push(l->scratch, &met.overlays, 0);
            todo.record->overlays =
                dl_arena_copy(l->arena, met.overlays.at, met.overlays.count * sizeof *met.overlays.at);
        }
    }
    l->todo.count = 0;
}
