/* synth_items.h: what synthesis keeps between its parts: synth.c decides what a name is, synth_write.c
 * writes the items and synth_stub.c what stands before them, synth_complaint.c and synth_learn.c read the diagnostics,
 * synth_change.c does what they teach, and synth_hide.c hides text. Private to frontend/. */
#ifndef DL_FRONTEND_SYNTH_ITEMS_H
#define DL_FRONTEND_SYNTH_ITEMS_H

#include "frontend/shape.h"
#include "frontend/stub.h"

typedef enum dl_item_kind {
    DL_ITEM_NONE,
    DL_ITEM_EMPTY,
    DL_ITEM_EMPTY_WITH_ARGS, /* #define X, #define X(...) */
    DL_ITEM_STATUS,
    DL_ITEM_REAL, /* constants with their real value */
    DL_ITEM_SCALAR,
    DL_ITEM_SCALAR_POINTER,
    DL_ITEM_RECORD,
    DL_ITEM_TAG,
    DL_ITEM_POINTER,
    DL_ITEM_FUNCTION_TYPE,
    DL_ITEM_FUNCTION_POINTER,
    DL_ITEM_CONSTANT,
    DL_ITEM_VARIABLE,
    DL_ITEM_STRING,
    DL_ITEM_FUNCTION,
    DL_ITEM_LVALUE_FUNCTION,
    DL_ITEM_STATEMENT,
    DL_ITEM_LOOP,
    DL_ITEM_ALIAS, /* IN_CONST_X */
    DL_ITEM_NAMESPACE
} dl_item_kind;

typedef enum dl_item_result {
    DL_RETURNS_UNKNOWN,
    DL_RETURNS_STATUS,
    DL_RETURNS_POINTER,
    DL_RETURNS_BOOLEAN,
    DL_RETURNS_VOID
} dl_item_result;

typedef struct dl_item {
    const char *name;
    dl_item_kind kind;
    dl_item_result result;
    const char *tag;   /* of a record, or of what a pointer type points to */
    const char *whole; /* of a pointer type: the name without its P; of an alias: what it stands for */
    int64_t value;
    const char *type; /* learnt: the type of a variable, a result */
    dl_shape shape;   /* learnt */
    unsigned number, changes;
    unsigned spread; /* of a constant: how often its value met another's */
    bool is_banned;
    const char *declared_in; /* the source whose own declaration ruled it out, or NULL */
    bool is_plain;           /* its details did not parse: write the simplest form */
} dl_item;

/* Members learnt of a record. */
typedef struct dl_learnt_members {
    const char *tag; /* or a hook of the stub */
    const char **at;
    size_t count, room;
} dl_learnt_members;

/* What was learnt of a member, by its name alone, in whatever made-up record it stands. */
typedef struct dl_forced {
    const char *member;
    dl_shape shape;
    const char *type;
    unsigned changes;
    bool is_plain; /* its type did not parse */
} dl_forced;

/* Whose line of the header it is. */
typedef struct dl_blame {
    dl_item *item;
    const char *member; /* or NULL */
} dl_blame;

struct dl_synth {
    dl_arena *arena;
    dl_arena *keep; /* of `names`: outlives the rest */
    const dl_stub *stub;
    const dl_facts *facts;
    const dl_sources *sources;
    bool is_cpp, is_changed;
    unsigned edits; /* of the sources' text */
    dl_uses uses;
    dl_map *from_stub; /* with real headers: names that the stub still declares; else NULL */
    dl_need *need;     /* without them: what of the stub the parser gets; else NULL */
    dl_need *library;  /* with them: what of the stub's library the sources name; else NULL */
    dl_map *pieces;    /* with real headers: text of a piece of the stub → kept, or dropped, against what they say */
    dl_map *items;     /* name → dl_item */
    DL_VEC(dl_item *) list;
    dl_item *expected; /* the first of the list, as they were before anything was learnt */
    size_t expected_count;
    dl_map *members; /* tag or hook → dl_learnt_members */
    DL_VEC(dl_learnt_members *) member_lists;
    dl_map *forced; /* member → dl_forced */
    DL_VEC(dl_forced *) forced_list;
    dl_map *names; /* what was made up */
    /* while writing */
    dl_text out;
    unsigned line;
    DL_VEC(dl_blame) blame; /* of each line of the header, from `first_line` */
    unsigned first_line;
    DL_VEC(const dl_stub_piece *) stub_lines; /* with real headers: of each line of the header, from 1 */
    dl_item *scope;                           /* the namespace being written */
    const char *inner;                        /* the one in it, with `::`; or NULL */
    dl_text enumerators;
    dl_map *written; /* tags, and bags of members */
};

/* What a piece of the stub still says, where real headers are read. */
const char *dl_synth_piece_left(const dl_synth *s, const dl_stub_piece *piece);
/* Whether any name of the piece is declared by the real headers. */
bool dl_synth_headers_have(const dl_synth *s, const dl_stub_piece *piece);
/* The stub's declaration of a name, against what the real headers seem to declare: is it to stand? */
void dl_synth_keep_piece(dl_synth *s, const dl_stub_piece *piece, bool is_kept);
const dl_stub_piece *dl_synth_piece_of(const dl_synth *s, const char *name);
bool dl_synth_is_hidden_by_macro(const dl_synth *s, const char *name);
bool dl_synth_stub_declares(const dl_synth *s, const char *name);
dl_item *dl_synth_item(const dl_synth *s, const char *name);
bool dl_synth_is_guid_name(const char *name);
bool dl_synth_is_known(const dl_synth *s, const char *name);
dl_item *dl_synth_add(dl_synth *s, const char *name, dl_item_kind kind);
void dl_synth_ban(dl_synth *s, dl_item *item);
void dl_synth_declare(dl_synth *s, const char *name, bool is_certain);
/* Adds text to the header that is being written, and counts its lines. */
void dl_synth_write(dl_synth *s, const char *text);
/* Adds what stands before the items, once it is known what of the stub they need. */
void dl_synth_write_stub(dl_synth *s);
/* From here on what changes was learnt. */
void dl_synth_expect(dl_synth *s);

#endif
