/* unit.h: one parsed translation unit, between the parser half of the frontend
 * (parse.c, synth.c, selfcheck.c) and the lowering half (lower*.c).
 * Private to frontend/. Lives until dl_unit_parse returns. */
#ifndef DL_FRONTEND_UNIT_H
#define DL_FRONTEND_UNIT_H

#include "frontend/frontend.h"
#include "project/index.h"
#include "support/vec.h"

#include <clang-c/Index.h>

/* What the lexer and the tree are compared on. */
typedef enum dl_event_kind_seen {
    DL_SEEN_CALL,
    DL_SEEN_ASSIGN,
    DL_SEEN_IF,
    DL_SEEN_LOOP,
    DL_SEEN_SWITCH,
    DL_SEEN_RETURN,
    DL_SEEN_GOTO,
    DL_SEEN_MACRO,
    DL_SEEN_OBJECT,    /* a variable; of the lexer's, of a class template */
    DL_SEEN_NOT_TAKEN, /* the way of an `if constexpr` that the parser left out of what it made of a template */
    DL_SEEN_BODY       /* where the body begins: what a constructor initialises stands before it */
} dl_event_kind_seen;
typedef struct dl_seen {
    dl_event_kind_seen kind;
    /* Bytes in the file that holds the body. What comes from a macro: its expansion. Else offset is where the lexer
     * finds the event: the keyword of a statement; the name before `(` of a call (the start of the call where there is
     * no name); the operator of an assignment, the `=` of an initialiser. end is the end of the whole expression or
     * statement. */
    unsigned offset, end;
    bool is_partial; /* only inside an expression that the parser could not finish */
    bool is_read;    /* from the text, all of it */
} dl_seen;
typedef DL_VEC(dl_seen) dl_seen_list;

typedef struct dl_unit {
    CXTranslationUnit tu;
    dl_arena *arena; /* of the result */
    dl_names *names; /* every string of the IR is interned here */
    const dl_facts *facts;
    const dl_driver *driver;
    bool is_cpp;
    unsigned first_var;                       /* number of the unit's first variable */
    const dl_indexed_function *const *hidden; /* in the main file: their bodies were not shown to the parser */
    size_t hidden_count;
    void *files;         /* parse.c's: see dl_unit_file_of */
    dl_map *synthesized; /* names that synthesis declared → non-NULL */
    dl_map *traced;      /* names of tracing functions that the files configure (wpp.h), likewise */
    dl_map *leaving;     /* those of them that may leave the function they stand in */
    dl_map *open_arms;   /* place of a directive → why it is not known whether its arm is compiled */
} dl_unit;

/* The user's file behind a CXFile, with the text that was parsed; NULL for the stub, for what
 * was synthesized, and for files outside the project (system headers). */
const dl_file *dl_unit_file_of(dl_unit *unit, CXFile file);
const dl_file *dl_unit_main_file(const dl_unit *unit);
/* What a text begins with that synthesis made up for a macro of which nothing is known, as the sources spell it and in
 * UTF-8: a character for private use, so that whatever is put together with it is told from what the driver spells. */
#define DL_MADE_UP_SPELLED "\\uE000"
#define DL_MADE_UP_TEXT "\xEE\x80\x80"
/* Why the arm of a directive is open, where a build file is the reason; NULL: nothing was said. */
void dl_unit_say_open(dl_unit *unit, const dl_file *file, unsigned offset, const char *why);
const char *dl_unit_why_open(const dl_unit *unit, const dl_file *file, unsigned offset);
/* Whether `name` (function, type, constant) was declared by the stub or by synthesis. */
bool dl_unit_is_synthesized(const dl_unit *unit, const char *name);

/* Lowers every function body in the user's files. `seen[i]` belongs to program->functions[i]: the
 * self-check fills in `events`, `lost` of the functions from it (they are still writable there). */
dl_program *dl_lower_unit(dl_unit *unit, dl_seen_list **seen);

/* Compares the lexer's view of each body with the tree's; fills events, lost and lost_count. */
void dl_selfcheck(dl_unit *unit, dl_program *program, const dl_seen_list *seen);

#endif
