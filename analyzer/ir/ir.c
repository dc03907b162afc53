#include "ir/ir.h"

#include <string.h>

const dl_function *dl_program_function(const dl_program *program, const char *name)
{
    for (size_t i = 0; i < program->function_count; i++)
        if (program->functions[i]->name == name)
            return program->functions[i];
    for (size_t i = 0; i < program->function_count; i++)
        if (dl_text_equal(program->functions[i]->name, name))
            return program->functions[i];
    return NULL;
}

const char *dl_program_unread(const dl_program *program, const char *name, bool is_bound)
{
    size_t count = 0;

    for (size_t i = 0; i < program->unread_count; i++)
        if (dl_text_equal(program->unread[i].name, name))
            return program->unread[i].reason;
    for (size_t i = 0; name && i < program->function_count; i++)
        count += dl_text_equal(program->functions[i]->name, name);
    if (count == 0)
        return "is not in the sources that were read";
    if (is_bound)
        return "calls itself or is called too deep to be followed";
    return count > 1 ? "is defined more than once" : "is defined with other parameters";
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

const char *dl_span_text(dl_span span, size_t most, dl_arena *arena)
{
    dl_text out;
    bool is_gap = false;

    dl_text_init(&out, arena);
    if (!span.file || span.offset >= span.file->size)
        return "";
    for (size_t i = span.offset; i < span.end && i < span.file->size; i++) {
        char c = span.file->text[i];

        if (c == '\0' || is_space(c)) {
            is_gap = out.count > 0;
            continue;
        }
        if (out.count + is_gap >= most) {
            /* never cut inside a character */
            while (out.count && ((unsigned char)out.at[out.count - 1] & 0xC0) == 0x80)
                out.count--;
            if (out.count && (unsigned char)out.at[out.count - 1] >= 0xC0)
                out.count--;
            dl_text_add(&out, "...");
            break;
        }
        if (is_gap)
            dl_text_add_char(&out, ' ');
        is_gap = false;
        dl_text_add_char(&out, c);
    }
    return dl_text_str(&out);
}

dl_op dl_op_turned(dl_op op)
{
    switch (op) {
    case DL_OP_LT:
        return DL_OP_GT;
    case DL_OP_LE:
        return DL_OP_GE;
    case DL_OP_GT:
        return DL_OP_LT;
    case DL_OP_GE:
        return DL_OP_LE;
    default:
        return op;
    }
}

dl_op dl_op_negated(dl_op op)
{
    switch (op) {
    case DL_OP_LT:
        return DL_OP_GE;
    case DL_OP_LE:
        return DL_OP_GT;
    case DL_OP_GT:
        return DL_OP_LE;
    case DL_OP_GE:
        return DL_OP_LT;
    case DL_OP_EQ:
        return DL_OP_NE;
    case DL_OP_NE:
        return DL_OP_EQ;
    default:
        return DL_OP_NONE;
    }
}

static bool is_text(const dl_expr *expr)
{
    expr = dl_expr_uncast(expr);
    return expr->kind == DL_E_STRING || (expr->kind == DL_E_ADDRESS && expr->decays && expr->a->kind == DL_E_INDEX &&
                                         expr->a->a->kind == DL_E_STRING);
}

bool dl_is_in_capitals(const char *name)
{
    bool has_letter = false;

    for (; name && *name; name++) {
        if (*name >= 'a' && *name <= 'z')
            return false;
        has_letter |= *name >= 'A' && *name <= 'Z';
    }
    return has_letter;
}

static bool has_trace_messages(const dl_file *file)
{
    return file && strstr(file->text, ".tmh") != NULL;
}

/* `TRD(DRIVER, "…")`: a trace function that the build makes from a configuration of the driver's own is given flags
 * that only the build knows, and then a text; where a file of trace messages is included. */
static bool is_traced(const dl_instr *call)
{
    size_t i = 0;

    while (i < call->arg_count && call->args[i]->kind == DL_E_CONST && !call->args[i]->has_value &&
           call->args[i]->name && strncmp(call->args[i]->name, "STATUS_", strlen("STATUS_")) != 0)
        i++;
    return i > 0 && i < call->arg_count && is_text(call->args[i]) && has_trace_messages(call->span.file);
}

/* `TRACE_FUNC_ENTRY(TRACE_FLAG_DRIVER)`: nothing but flags, there too. */
static bool is_given_flags(const dl_instr *call)
{
    for (size_t i = 0; i < call->arg_count; i++)
        if (call->args[i]->kind != DL_E_CONST || call->args[i]->has_value || !call->args[i]->name)
            return false;
    return call->arg_count > 0 && call->name && (strstr(call->name, "RACE") || strstr(call->name, "race")) &&
           has_trace_messages(call->span.file);
}

/* `_DbgPrintF(DEBUGLVL_ERROR, ("%x", status))`: without the macro's text what is in the brackets is a comma expression.
 */
static bool has_text_in_brackets(dl_span span)
{
    const char *text = span.file ? span.file->text : NULL;

    for (unsigned i = span.offset; text && i + 2 < span.end && i + 2 < span.file->size; i++) {
        unsigned k = i + 1;

        if (text[i] != ',')
            continue;
        while (k + 1 < span.end && is_space(text[k]))
            k++;
        if (text[k] == '(' && text[k + 1] == '"')
            return true;
    }
    return false;
}

bool dl_expr_is_behind_pointer(const dl_expr *place)
{
    while (place && place->kind != DL_E_DEREF)
        place = place->a;
    return place != NULL;
}

bool dl_expr_same(const dl_expr *a, const dl_expr *b)
{
    if (a == b)
        return true;
    if (!a || !b || a->kind != b->kind)
        return false;
    switch (a->kind) {
    case DL_E_VAR:
        return a->var == b->var;
    case DL_E_FIELD:
        return dl_text_equal(a->name, b->name) && dl_expr_same(a->a, b->a);
    case DL_E_INDEX:
        return dl_expr_same(a->a, b->a) && dl_expr_same(a->b, b->b);
    case DL_E_DEREF:
    case DL_E_ADDRESS:
    case DL_E_CAST:
        return dl_expr_same(a->a, b->a);
    case DL_E_CONST:
        return a->has_value == b->has_value && a->value == b->value &&
               (a->has_value || dl_text_equal(a->name, b->name));
    case DL_E_FUNCTION:
        return dl_text_equal(a->name, b->name);
    case DL_E_UNARY:
    case DL_E_BINARY:
        return a->op == b->op && dl_expr_same(a->a, b->a) && (a->kind == DL_E_UNARY || dl_expr_same(a->b, b->b));
    default:
        return false;
    }
}

bool dl_expr_mentions(const dl_expr *expr, const dl_var *var)
{
    for (; expr; expr = expr->a)
        if ((expr->kind == DL_E_VAR && expr->var == var) || dl_expr_mentions(expr->b, var))
            return true;
    return false;
}

static bool takes_address(const dl_expr *expr, const dl_var *var, unsigned depth)
{
    enum { DEEPEST = 64 };

    if (!expr || depth > DEEPEST)
        return expr != NULL;
    return (expr->kind == DL_E_ADDRESS && expr->a && expr->a->kind == DL_E_VAR && expr->a->var == var) ||
           takes_address(expr->a, var, depth + 1) || takes_address(expr->b, var, depth + 1);
}

bool dl_expr_takes_address(const dl_expr *expr, const dl_var *var)
{
    return takes_address(expr, var, 0);
}

const dl_block *dl_function_block(const dl_function *function, const dl_instr *instr)
{
    for (size_t b = 0; b < function->block_count; b++)
        if (dl_block_holds(&function->blocks[b], instr))
            return &function->blocks[b];
    return NULL;
}

const dl_expr *dl_function_only_value(const dl_function *function, const dl_var *var)
{
    const dl_expr *value = NULL;

    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_instr *instr = &function->blocks[b].instrs[i];

            if (instr->result == var)
                return NULL;
            if (!instr->target || instr->target->kind != DL_E_VAR || instr->target->var != var)
                continue;
            if (value || instr->kind != DL_I_ASSIGN || instr->op != DL_ASSIGN)
                return NULL;
            value = instr->value;
        }
    return value;
}

const dl_expr *dl_function_only_source(const dl_function *function, const dl_expr *value)
{
    const dl_expr *source = NULL;

    value = dl_expr_uncast(value);
    if (value->kind != DL_E_VAR || value->var->storage != DL_LOCAL)
        return NULL;
    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_instr *instr = &function->blocks[b].instrs[i];
            const dl_expr *from;

            if (instr->kind != DL_I_ASSIGN || !dl_expr_same(instr->target, value))
                continue;
            from = dl_expr_uncast(instr->value);
            if (instr->op != DL_ASSIGN)
                return NULL;
            if (from->kind != DL_E_VAR || from->var->storage != DL_LOCAL)
                continue;
            if (source && source->var != from->var)
                return NULL;
            source = from;
        }
    return source;
}

/* `status = log_open(L"…")`: a status or a pointer that the caller goes on with tells of more than a message. */
static bool is_answer_used(const dl_instr *call)
{
    const dl_var *result = call->result;

    return result && result->function &&
           (result->type->kind == DL_TYPE_POINTER || dl_type_named(result->type, "NTSTATUS")) && result->is_read;
}

/* Whether one of the words of a name in capitals is among these. */
static bool has_word(const char *name, const char *const *words)
{
    for (size_t size; name; name = name[size] ? name + size + 1 : NULL) {
        size = strcspn(name, "_");
        for (const char *const *word = words; *word; word++)
            if (strlen(*word) == size && memcmp(name, *word, size) == 0)
                return true;
    }
    return false;
}

/* `LOG_AND_RETURN("…")`: more than a message. */
static bool may_leave(const char *name)
{
    static const char *const words[] = {"RETURN", "RET", "GOTO", "JUMP", "BAIL", "THROW", NULL};

    return dl_is_in_capitals(name) && has_word(name, words);
}

/* `WARN_(DRIVER, "…")` */
static bool is_warning(const char *name)
{
    static const char *const words[] = {"WARN", "WARNING", "ERR", "ERROR", "INFO", "NOTICE", "FIXME", NULL};
    static const char *const others[] = {"CHECK", "TRY", "FAIL", "EXIT", "LEAVE", "REQUIRE", "ENSURE", "VERIFY", NULL};

    return dl_is_in_capitals(name) && has_word(name, words) && !has_word(name, others);
}

bool dl_call_reads_as_message(const dl_instr *call)
{
    static const char *const words[] = {"*race*", "*RACE*",  "*rint*",   "*RINT*", "*bg*", "*BG*",
                                        "*ebug*", "*EBUG*",  "*og*",     "*OG*",   "*sg*", "*MSG*",
                                        "*vent*", "*EVENT*", "*erbose*", "DPF*"};
    bool has_text = false;

    if (call->is_traced)
        return true;
    if (!call->name || may_leave(call->name))
        return false;
    if (call->arg_count && is_text(call->args[0]) && dl_is_in_capitals(call->name))
        return true; /* ERR("…", status) */
    if (dl_is_in_capitals(call->name) && is_traced(call))
        return true;
    for (size_t i = 0; i < call->arg_count; i++)
        has_text |= is_text(call->args[i]);
    if (has_text && is_warning(call->name))
        return !is_answer_used(call);
    has_text = has_text || has_text_in_brackets(call->span) || is_given_flags(call);
    for (size_t i = 0; has_text && i < sizeof words / sizeof *words; i++)
        if (dl_text_glob(words[i], call->name))
            return !is_answer_used(call);
    return false;
}

bool dl_expr_is_null(const dl_expr *expr)
{
    expr = dl_expr_uncast(expr);
    return expr && expr->kind == DL_E_CONST && expr->has_value && expr->value == 0;
}

bool dl_expr_is_at_null(const dl_expr *place)
{
    bool is_member = place->kind == DL_E_FIELD;

    while (place->kind == DL_E_FIELD)
        place = place->a;
    return is_member && place->kind == DL_E_DEREF && dl_expr_is_null(place->a);
}

const dl_var *dl_expr_root(const dl_expr *expr)
{
    while (expr && expr->kind != DL_E_VAR)
        expr = expr->a;
    return expr ? expr->var : NULL;
}

static bool spells(const char *spelling, const char *name)
{
    static const char *const words[] = {"const ", "volatile ", "struct ", "union ", "enum ", "class "};

    if (!spelling)
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (*spelling == words[i][0] && dl_text_starts(spelling, words[i])) {
            spelling += strlen(words[i]);
            i = (size_t)-1;
        }
    size_t size = strlen(spelling);
    while (size && (spelling[size - 1] == ' '))
        size--;
    return strlen(name) == size && memcmp(spelling, name, size) == 0;
}

bool dl_record_is_same(const dl_record *a, const dl_record *b)
{
    return a && b && (a == b || (a->tag[0] && strcmp(a->tag, b->tag) == 0));
}

static bool extends(const dl_record *record, const dl_record *class, unsigned depth)
{
    if (!record->knows_bases || dl_record_is_same(record, class))
        return true;
    for (size_t i = 0; i < record->base_count && depth < 16; i++)
        if (extends(record->bases[i], class, depth + 1))
            return true;
    return false;
}

bool dl_record_extends(const dl_record *record, const dl_record *class)
{
    return extends(record, class, 0);
}

static bool is_record_named(const dl_record *record, const char *name)
{
    if (strcmp(record->tag, name) == 0 || (record->tag[0] == '_' && strcmp(record->tag + 1, name) == 0))
        return true; /* a tag alone, where the sources name the pointer only */
    for (size_t i = 0; i < record->name_count; i++)
        if (strcmp(record->names[i], name) == 0)
            return true;
    return false;
}

bool dl_type_named(const dl_type *type, const char *name)
{
    if (!type)
        return false;
    if (spells(type->spelling, name) || spells(type->canonical, name))
        return true;
    if (type->kind == DL_TYPE_POINTER && type->element && type->element->kind == DL_TYPE_RECORD && name[0] == 'P' &&
        type->element->record && type->element->record->tag[0] == '_' &&
        strcmp(type->element->record->tag + 1, name + 1) == 0)
        return true; /* `struct _FILE_OBJECT *`, as templates spell a PFILE_OBJECT */
    return type->kind == DL_TYPE_RECORD && type->record && is_record_named(type->record, name);
}

static bool begins_with(const dl_record *record, const char *name, unsigned depth)
{
    enum { DEEPEST = 16 };

    return is_record_named(record, name) ||
           (record->base_count && depth < DEEPEST && begins_with(record->bases[0], name, depth + 1));
}

bool dl_type_begins_with(const dl_type *type, const char *name)
{
    return dl_type_named(type, name) ||
           (type && type->kind == DL_TYPE_RECORD && type->record && begins_with(type->record, name, 0));
}

bool dl_type_is_nameless(const dl_type *type)
{
    return type && type->record && strncmp(type->record->tag, DL_NAMELESS_TAG, strlen(DL_NAMELESS_TAG)) == 0;
}

const char *dl_expr_made_up_name(const dl_expr *expr)
{
    if (!expr->is_synthesized || expr->has_value)
        return NULL;
    return expr->kind == DL_E_VAR ? expr->var->name : expr->kind == DL_E_CONST ? expr->name : NULL;
}

bool dl_sizeof_is_made_up(const dl_expr *size)
{
    return size->a && dl_expr_made_up_name(size->a);
}

bool dl_type_is_boolean(const dl_type *type)
{
    return type->kind == DL_TYPE_BOOL || dl_type_named(type, "BOOLEAN") || dl_type_named(type, "BOOL");
}

const dl_type *dl_type_member(const dl_type *type, const char *name)
{
    for (size_t i = 0; type && type->record && i < type->record->field_count; i++)
        if (dl_text_equal(type->record->fields[i].name, name))
            return type->record->fields[i].type;
    return NULL;
}

unsigned dl_type_overlay(const dl_type *type, const char *name)
{
    if (!type || !type->record || !type->record->overlays)
        return 0;
    for (size_t i = 0; i < type->record->field_count; i++)
        if (dl_text_equal(type->record->fields[i].name, name))
            return type->record->overlays[i];
    return 0;
}

/* Bits of one word are as large as the word, by their type: of such a member of the union there are several. */
static bool is_beside_others(const dl_type *type, const dl_field *field)
{
    unsigned own = dl_type_overlay(type, field->name);

    for (size_t i = 0; own && i < type->record->field_count; i++)
        if (&type->record->fields[i] != field && type->record->overlays[i] == own)
            return true;
    return false;
}

const char *dl_type_whole(const dl_type *type)
{
    const dl_field *whole = NULL;

    if (!type || type->kind != DL_TYPE_RECORD || !type->record || !type->record->is_union)
        return NULL;
    for (size_t i = 0; i < type->record->field_count; i++) {
        const dl_field *field = &type->record->fields[i];

        if (field->type->kind != DL_TYPE_INT || field->type->size != type->size || is_beside_others(type, field))
            continue;
        if (whole)
            return NULL;
        whole = field;
    }
    return whole && whole->type->size > 0 ? whole->name : NULL;
}

const dl_expr *dl_result_slot(const dl_function *function, const dl_instr *call)
{
    for (size_t b = 0; call->result && b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_instr *instr = &function->blocks[b].instrs[i];
            const dl_expr *value = instr->kind == DL_I_ASSIGN ? instr->value : NULL;

            value = dl_expr_uncast(value);
            if (value && value->kind == DL_E_VAR && value->var == call->result && instr->target->kind != DL_E_UNKNOWN)
                return instr->target;
        }
    return NULL;
}
