/* synth_complaint.h: one error of the parser, taken apart, and the names around its place. Private to synth*.c.
 * Owns: texts are in the synthesis's arena. Fails: never. What is not there is NULL, or the count of the tokens. */
#ifndef DL_FRONTEND_SYNTH_COMPLAINT_H
#define DL_FRONTEND_SYNTH_COMPLAINT_H

#include "frontend/synth_items.h"

/* One error, taken apart. */
typedef struct dl_complaint {
    dl_synth *s;
    const char *text;
    const char *quoted[3];        /* what stands in quotes, in order; NULL where there is none */
    const dl_unit_source *source; /* NULL: not in a file of the project */
    bool in_header;
    unsigned line;                 /* in the header */
    size_t token;                  /* the token at the place, in source->tokens; count: none */
    const dl_unit_source *used_in; /* where the macro that the place stands in is used, or NULL */
    size_t used_at;                /* its token there */
    const char *wanted;            /* the type of a parameter that nothing given can become, or NULL */
    unsigned argument;             /* what is given for it, from 0 */
    const char *given;             /* the type of that, where one overload alone is meant; or NULL */
} dl_complaint;

/* False: it stands in no file. */
bool dl_complaint_take(dl_complaint *c, dl_synth *s, CXDiagnostic diagnostic);
bool dl_complaint_says(const dl_complaint *c, const char *words);
/* The name before a token of its source, brackets passed over. */
const char *dl_complaint_name_before(const dl_complaint *c, size_t token, bool *is_member);
/* The last name of the path that begins behind a token: `&a->b.c` → c. */
const char *dl_complaint_name_behind(const dl_complaint *c, size_t token, bool *is_member);
/* The type of a variable, as the nearest declaration before the place has it; NULL: none is seen. */
const char *dl_complaint_declared_type(const dl_complaint *c, const char *name);

/* At or behind a place; in the text of a macro, there. */
size_t dl_complaint_token_from(const dl_tokens *tokens, size_t at);
size_t dl_complaint_token_behind(const dl_tokens *tokens, size_t at);

/* In the text of a macro: moves the complaint behind what is given, where the macro is used, for its parameter `name`,
 * which stands before the place. False: there is none; the complaint is as it was. */
bool dl_complaint_move_to_argument(dl_complaint *c, const char *name);

/* Behind the bracket at `open`, the comma or the bracket that ends what is given for a parameter, from 0. */
size_t dl_complaint_argument_end(const dl_tokens *tokens, size_t open, unsigned number);

/* Accepts NULL. */
bool dl_is_identifier(const char *text);
/* `struct _X`, `const X` … → the name alone. Accepts NULL. */
const char *dl_bare_type(const char *type);
/* `struct X`, `const struct X` */
bool dl_is_tagged(const char *type);

/* ---- synth_hide.c ---- */

/* An argument that the macro does not take; `(T)` of `(T)x = y`; `T` of `T(x)`. */
void dl_synth_hide_too_many(dl_complaint *c);
void dl_synth_hide_lvalue_cast(dl_complaint *c);
void dl_synth_hide_conversion(dl_complaint *c);

#endif
