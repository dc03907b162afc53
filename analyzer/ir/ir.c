#include "ir/ir.h"

const dl_function *dl_program_function(const dl_program *program, const char *name)
{
    for (size_t i = 0; i < program->function_count; i++)
        if (dl_text_equal(program->functions[i]->name, name))
            return program->functions[i];
    return NULL;
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
