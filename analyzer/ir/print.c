#include "ir/print.h"

#include <inttypes.h>

enum { DEEPEST = 64, LONGEST = 120 };

static const char *const op_texts[] = {
    [DL_OP_NONE] = "?", [DL_OP_NOT] = "!", [DL_OP_NEG] = "-",  [DL_OP_BITNOT] = "~", [DL_OP_ADD] = "+",
    [DL_OP_SUB] = "-",  [DL_OP_MUL] = "*", [DL_OP_DIV] = "/",  [DL_OP_REM] = "%",    [DL_OP_AND] = "&",
    [DL_OP_OR] = "|",   [DL_OP_XOR] = "^", [DL_OP_SHL] = "<<", [DL_OP_SHR] = ">>",   [DL_OP_EQ] = "==",
    [DL_OP_NE] = "!=",  [DL_OP_LT] = "<",  [DL_OP_LE] = "<=",  [DL_OP_GT] = ">",     [DL_OP_GE] = ">=",
};

static const char *const assign_texts[] = {
    [DL_ASSIGN] = "=",      [DL_ASSIGN_OR] = "|=",  [DL_ASSIGN_AND] = "&=",
    [DL_ASSIGN_ADD] = "+=", [DL_ASSIGN_SUB] = "-=", [DL_ASSIGN_OTHER] = "?=",
};

/* How an expression is written: for people as the source has it, for the dump with all that is known. */
typedef struct writer {
    dl_text *out;
    bool is_dump;
    unsigned depth;
} writer;

static void write_expr(writer *w, const dl_expr *e);

static void write_quoted(dl_text *out, const char *text)
{
    dl_text_add_char(out, '"');
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            dl_text_printf(out, "\\%c", *text);
        else if (*text == '\n')
            dl_text_add(out, "\\n");
        else if (*text == '\r')
            dl_text_add(out, "\\r");
        else if (*text == '\t')
            dl_text_add(out, "\\t");
        else if ((unsigned char)*text < ' ')
            dl_text_printf(out, "\\x%02x", (unsigned)(unsigned char)*text);
        else
            dl_text_add_char(out, *text);
    }
    dl_text_add_char(out, '"');
}

/* `'gaT1'`: nobody knows it by its number. */
static bool is_spelled_as_characters(const dl_expr *e)
{
    const dl_file *file = e->span.file;

    return e->has_value && file && e->span.end <= file->size && e->span.end > e->span.offset + 3 &&
           file->text[e->span.offset] == '\'' && file->text[e->span.end - 1] == '\'';
}

static void write_const(const writer *w, const dl_expr *e)
{
    if (e->name)
        dl_text_add(w->out, e->name);
    if (!e->name && !w->is_dump && is_spelled_as_characters(e))
        dl_text_add_n(w->out, e->span.file->text + e->span.offset, e->span.end - e->span.offset);
    else if (!e->name && e->has_value)
        dl_text_printf(w->out, "%" PRId64, e->value);
    else if (w->is_dump && e->has_value)
        dl_text_printf(w->out, "{%" PRId64 "}", e->value);
    else if (w->is_dump)
        dl_text_add(w->out, "{?}");
    else if (!e->name)
        dl_text_add(w->out, "?");
}

static bool is_simple(const dl_expr *e)
{
    return e->kind != DL_E_BINARY && e->kind != DL_E_CAST && e->kind != DL_E_UNARY && e->kind != DL_E_DEREF &&
           (e->kind != DL_E_ADDRESS || e->decays);
}

/* An operand of something that binds tighter than what it may be. */
static void write_inner(writer *w, const dl_expr *e)
{
    bool in_braces = w->is_dump && e->macro && e->kind != DL_E_CONST;

    if (is_simple(e) || in_braces) {
        write_expr(w, e);
        return;
    }
    dl_text_add_char(w->out, '(');
    write_expr(w, e);
    dl_text_add_char(w->out, ')');
}

static void write_member(writer *w, const dl_expr *e)
{
    bool is_arrow = e->a->kind == DL_E_DEREF;

    write_inner(w, is_arrow ? e->a->a : e->a);
    dl_text_add(w->out, is_arrow ? "->" : ".");
    if (!w->is_dump && dl_expr_is_slot(e)) /* what the method takes is no part of its name */
        dl_text_printf(w->out, "%.*s", (int)strcspn(e->name, "("), e->name);
    else if (!w->is_dump && e->name)
        dl_text_printf(w->out, "%.*s", (int)dl_member_name_size(e->name), e->name);
    else
        dl_text_add(w->out, e->name ? e->name : "?");
}

static void write_element(writer *w, const dl_expr *e)
{
    write_inner(w, e->a->kind == DL_E_DEREF ? e->a->a : e->a);
    dl_text_add_char(w->out, '[');
    if (!w->is_dump && e->b->kind == DL_E_VAR && e->b->var->storage == DL_TEMP)
        dl_text_add(w->out, "..."); /* what a range-for counts with has no name */
    else
        write_expr(w, e->b);
    if (w->is_dump && e->range) {
        dl_text_add(w->out, e->range->is_each ? " each " : " some ");
        if (e->range->known)
            dl_text_printf(w->out, "%" PRId64 "..%" PRId64, e->range->first, e->range->last);
        else
            dl_text_add_char(w->out, '?');
    }
    dl_text_add_char(w->out, ']');
}

static void write_unknown(writer *w, const dl_expr *e)
{
    if (!w->is_dump) {
        const char *text = dl_span_text(e->span, LONGEST, w->out->arena);

        dl_text_add(w->out, *text ? text : "?");
        return;
    }
    dl_text_printf(w->out, "unknown(%s", e->name ? e->name : "");
    if (e->a)
        write_expr(w, e->a);
    if (e->b) {
        dl_text_add(w->out, e->a ? ", " : "");
        write_expr(w, e->b);
    }
    dl_text_add_char(w->out, ')');
}

static void write_sizeof(const writer *w, const dl_expr *e)
{
    const char *operand = e->name ? e->name : e->of_type ? e->of_type->spelling : "?";

    dl_text_printf(w->out, "sizeof(%s)", operand);
    if (!w->is_dump)
        return;
    if (e->has_value)
        dl_text_printf(w->out, "{%" PRId64 "}", e->value);
    if (e->of_type && !dl_text_equal(e->of_type->spelling, operand))
        dl_text_printf(w->out, ":%s", e->of_type->spelling);
}

static void write_plain(writer *w, const dl_expr *e)
{
    switch (e->kind) {
    case DL_E_UNKNOWN:
        write_unknown(w, e);
        break;
    case DL_E_CONST:
        write_const(w, e);
        break;
    case DL_E_STRING:
        write_quoted(w->out, e->name ? e->name : "");
        break;
    case DL_E_VAR:
        dl_text_add(w->out, e->var->name);
        break;
    case DL_E_FUNCTION:
        dl_text_add(w->out, e->name ? e->name : "?");
        if (w->is_dump)
            dl_text_add(w->out, "()");
        break;
    case DL_E_FIELD:
        write_member(w, e);
        break;
    case DL_E_INDEX:
        write_element(w, e);
        break;
    case DL_E_DEREF:
        dl_text_add_char(w->out, '*');
        write_inner(w, e->a);
        break;
    case DL_E_ADDRESS:
        if (e->decays) {
            write_inner(w, e->a->a);
            break;
        }
        dl_text_add_char(w->out, '&');
        write_inner(w, e->a);
        break;
    case DL_E_UNARY:
        dl_text_add(w->out, op_texts[e->op]);
        write_inner(w, e->a);
        break;
    case DL_E_BINARY:
        write_inner(w, e->a);
        dl_text_printf(w->out, " %s ", op_texts[e->op]);
        write_inner(w, e->b);
        break;
    case DL_E_CAST:
        dl_text_printf(w->out, "(%s)", e->type->spelling);
        write_inner(w, e->a);
        break;
    case DL_E_SIZEOF:
        write_sizeof(w, e);
        break;
    }
}

static void write_expr(writer *w, const dl_expr *e)
{
    if (!e) {
        dl_text_add_char(w->out, '-');
        return;
    }
    if (w->depth >= DEEPEST) {
        dl_text_add(w->out, "...");
        return;
    }
    w->depth++;
    if (e->macro && e->kind != DL_E_CONST && !w->is_dump && e->span.file) {
        dl_text_add(w->out, dl_span_text(e->span, LONGEST, w->out->arena));
    } else if (e->macro && e->kind != DL_E_CONST && w->is_dump) {
        dl_text_printf(w->out, "%s{", e->macro);
        write_plain(w, e);
        dl_text_add_char(w->out, '}');
    } else {
        write_plain(w, e);
    }
    w->depth--;
}

const char *dl_expr_text(const dl_expr *expr, dl_arena *arena)
{
    dl_text out;

    dl_text_init(&out, arena);
    write_expr(&(writer){&out, false, 0}, expr);
    return dl_text_str(&out);
}

void dl_print_expr(dl_text *out, const dl_expr *expr)
{
    write_expr(&(writer){out, true, 0}, expr);
}

static void print_list(dl_text *out, const dl_expr *const *list, size_t count)
{
    dl_text_add_char(out, '(');
    for (size_t i = 0; i < count; i++) {
        dl_text_add(out, i ? ", " : "");
        dl_print_expr(out, list[i]);
    }
    dl_text_add_char(out, ')');
}

static void print_call(dl_text *out, const dl_instr *in)
{
    if (in->result)
        dl_text_printf(out, "%s = ", in->result->name);
    if (in->is_macro_only) {
        dl_text_printf(out, "macro %s", in->macro);
        print_list(out, in->macro_args, in->macro_arg_count);
        return;
    }
    dl_text_add(out, "call ");
    if (in->name) {
        dl_text_add(out, in->name);
    } else {
        dl_text_add(out, "*(");
        dl_print_expr(out, in->pointer);
        dl_text_add_char(out, ')');
    }
    print_list(out, in->args, in->arg_count);
}

static void print_place(dl_text *out, dl_span span)
{
    if (span.file)
        dl_text_printf(out, "  ; %u:%u", span.line, span.column);
    else
        dl_text_add(out, "  ;");
}

static void print_call_notes(dl_text *out, const dl_instr *in)
{
    if (in->macro && !in->is_macro_only) {
        dl_text_printf(out, " macro=%s", in->macro);
        print_list(out, in->macro_args, in->macro_arg_count);
    }
    dl_text_add(out, in->callee ? " defined" : "");
    dl_text_add(out, in->is_discarded ? " discarded" : "");
    dl_text_add(out, in->is_noreturn ? " noreturn" : "");
}

static void print_what(dl_text *out, const dl_instr *in)
{
    switch (in->kind) {
    case DL_I_CALL:
        print_call(out, in);
        break;
    case DL_I_ASSIGN:
        dl_print_expr(out, in->target);
        dl_text_printf(out, " %s ", assign_texts[in->op]);
        dl_print_expr(out, in->value);
        break;
    case DL_I_ZERO:
        dl_text_add(out, "zero ");
        dl_print_expr(out, in->target);
        break;
    case DL_I_EVAL:
        dl_text_add(out, "eval ");
        dl_print_expr(out, in->value);
        break;
    case DL_I_ENTER:
        dl_text_printf(out, "enter %s: %s", in->var->name, in->var->type->spelling);
        break;
    case DL_I_LEAVE:
        dl_text_printf(out, "leave %s", in->var->name);
        break;
    case DL_I_LOST:
        dl_text_add(out, "lost ");
        dl_print_expr(out, in->value);
        break;
    }
}

void dl_print_instr(dl_text *out, const dl_instr *instr)
{
    print_what(out, instr);
    print_place(out, instr->span);
    dl_text_add(out, instr->is_init ? " init" : "");
    if (instr->kind == DL_I_CALL)
        print_call_notes(out, instr);
}

static void print_targets(dl_text *out, const dl_term *term)
{
    for (size_t i = 0; i < term->to_count; i++)
        dl_text_printf(out, " %u", term->to[i]);
}

static void print_switch(dl_text *out, const dl_term *term)
{
    dl_text_add(out, "switch ");
    dl_print_expr(out, term->value);
    for (size_t i = 0; i < term->case_count; i++) {
        const dl_case *one = &term->cases[i];

        dl_text_add(out, i ? ", " : ": ");
        dl_print_expr(out, one->value);
        if (one->has_value && one->last != one->first)
            dl_text_printf(out, "...%" PRId64, one->last);
        dl_text_printf(out, " -> %u", one->to);
    }
    dl_text_printf(out, "%s default -> %u", term->case_count ? "," : ":", term->to_count ? term->to[0] : 0);
}

static void print_term(dl_text *out, const dl_term *term)
{
    switch (term->kind) {
    case DL_T_JUMP:
        dl_text_add(out, "jump");
        print_targets(out, term);
        break;
    case DL_T_BRANCH:
        dl_text_add(out, "branch ");
        dl_print_expr(out, term->value);
        dl_text_printf(out, " ? %u : %u", term->to[0], term->to[1]);
        break;
    case DL_T_SWITCH:
        print_switch(out, term);
        break;
    case DL_T_CHOICE:
        dl_text_add(out, "choice");
        print_targets(out, term);
        break;
    case DL_T_RETURN:
        dl_text_add(out, "return");
        if (term->value) {
            dl_text_add_char(out, ' ');
            dl_print_expr(out, term->value);
        }
        break;
    case DL_T_UNREACHABLE:
        dl_text_add(out, "unreachable");
        break;
    }
    print_place(out, term->span);
    if (term->macro)
        dl_text_printf(out, " macro=%s", term->macro);
}

static void print_head(dl_text *out, const dl_function *function)
{
    dl_text_printf(out, "function %s(", function->name);
    for (size_t i = 0; i < function->param_count; i++)
        dl_text_printf(out, "%s%s: %s", i ? ", " : "", function->params[i]->name, function->params[i]->type->spelling);
    dl_text_add_char(out, ')');
    if (function->type && function->type->element)
        dl_text_printf(out, ": %s", function->type->element->spelling);
    print_place(out, function->span);
    dl_text_add(out, function->is_static ? " static" : "");
    dl_text_add(out, function->is_cpp && function->is_extern_c ? " extern-c" : "");
    for (size_t i = 0; i < function->role_count; i++)
        dl_text_printf(out, " role=%s", function->roles[i]);
    if (function->section)
        dl_text_printf(out, " section=%s", function->section);
    dl_text_add_char(out, '\n');
}

static void print_inits(dl_text *out, const dl_var *var)
{
    for (size_t i = 0; i < var->init_count; i++) {
        dl_text_add(out, "    ");
        dl_print_instr(out, &var->inits[i]);
        dl_text_add_char(out, '\n');
    }
    for (size_t i = 0; i < var->end_count; i++) {
        dl_text_add(out, "    end: ");
        dl_print_instr(out, &var->ends[i]);
        dl_text_add_char(out, '\n');
    }
}

void dl_print_function(dl_text *out, const dl_function *function)
{
    print_head(out, function);
    for (size_t i = 0; i < function->local_count; i++) {
        const dl_var *var = function->locals[i];

        if (var->storage != DL_STATIC_LOCAL)
            continue;
        dl_text_printf(out, "static %s: %s", var->name, var->type->spelling);
        print_place(out, var->span);
        dl_text_add_char(out, '\n');
        print_inits(out, var);
    }
    for (size_t i = 0; i < function->block_count; i++) {
        const dl_block *block = &function->blocks[i];

        dl_text_printf(out, "block %u:%s\n", block->id, block->is_loop_head ? "  ; loop" : "");
        for (size_t j = 0; j < block->count; j++) {
            dl_text_add(out, "    ");
            dl_print_instr(out, &block->instrs[j]);
            dl_text_add_char(out, '\n');
        }
        dl_text_add(out, "    ");
        print_term(out, &block->term);
        dl_text_add_char(out, '\n');
    }
    for (size_t i = 0; i < function->lost_count; i++)
        dl_text_printf(out, "lost %s %u:%u: %s\n", function->lost[i].kind, function->lost[i].span.line,
                       function->lost[i].span.column, function->lost[i].detail ? function->lost[i].detail : "");
}

static void print_global(dl_text *out, const dl_var *var)
{
    dl_text_printf(out, "%s %s: %s", var->is_extern ? "extern" : "global", var->name, var->type->spelling);
    print_place(out, var->span);
    dl_text_add_char(out, '\n');
    print_inits(out, var);
}

void dl_print_program(dl_text *out, const dl_program *program)
{
    for (size_t i = 0; i < program->declared_count; i++) {
        const dl_declared *one = &program->declared[i];

        dl_text_printf(out, "declare %s: %s", one->name, one->type->spelling);
        print_place(out, one->span);
        if (one->role)
            dl_text_printf(out, " role=%s", one->role);
        dl_text_add_char(out, '\n');
    }
    for (size_t i = 0; i < program->global_count; i++)
        print_global(out, program->globals[i]);
    for (size_t i = 0; i < program->function_count; i++) {
        if (out->count)
            dl_text_add_char(out, '\n');
        dl_print_function(out, program->functions[i]);
    }
}
