/* parse.h: the steps behind lowering. Private to frontend/. */
#ifndef DL_FRONTEND_PARSE_H
#define DL_FRONTEND_PARSE_H

#include "frontend/unit.h"

/* Fills in the section of each function that `#pragma alloc_text`, `#pragma code_seg` or
 * `__declspec(code_seg(…))` puts into one; read from the tokens, as the parser does not tell. */
void dl_sections_read(dl_unit *unit, dl_program *program);

/* For tests: the parser crashes in this round of each file. 0: in none but where it does. */
void dl_frontend_crash_at(dl_frontend *frontend, unsigned round);

#endif
