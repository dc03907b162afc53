/* print.h: the IR as text: what `drvlint dump-ir` shows and the tests read.
 * One line an instruction, `block N:` before each block; the form is stable. */
#ifndef DL_IR_PRINT_H
#define DL_IR_PRINT_H

#include "ir/ir.h"

void dl_print_expr(dl_text *out, const dl_expr *expr);
void dl_print_instr(dl_text *out, const dl_instr *instr);
void dl_print_function(dl_text *out, const dl_function *function);
void dl_print_program(dl_text *out, const dl_program *program);

#endif
