/* lower.h: from libclang's tree to IR, shared by the lower*.c files. Private to them.
 *
 * lower.c        the unit: which functions and variables there are
 * lower_place.c  spans, and which macro of the user something comes from
 * lower_type.c   types
 * lower_cfg.c    blocks, scopes, exits, the finished function
 * lower_expr.c   expressions; lower_operator.c operators; lower_call.c calls; lower_string.c literals;
 * lower_interlocked.c functions that change a word at once; lower_run.c routines that a call runs;
 * lower_make.c   the one form of an expression; lower_offset.c members told by where they stand
 * lower_broken.c expressions that the parser gave up on; lower_token.c what is read from text
 * lower_init.c   initialisers
 * lower_effect.c expressions as branches and for their effect alone
 * lower_stmt.c   statements; lower_loop.c loops; lower_jump.c what leaves them; lower_seh.c guarded blocks;
 * lower_gap.c    what was dropped between statements
 * lower_cpp.c    what only C++ has; lower_new.c new and delete; lower_object.c how objects begin and end;
 * lower_construct.c constructors; lower_bases.c virtual bases; lower_closure.c what lambdas keep;
 * lower_guard.c  scope guards of headers that are not there; lower_unseen.c classes of such;
 * lower_virtual.c virtual methods; lower_range.c range-for; lower_span.c `std::span`;
 * lower_each.c   `std::for_each`; lower_std.c what else of the library is known; lower_bind.c `auto [a, b]`;
 * lower_head.c   what libclang leaves out of the tree;
 * lower_template.c classes of templates; lower_pass.c objects copied and moved;
 * lower_seen.c   what the tree has of a body, for the self-check
 *
 * Drafts, cursors and work lists live in `scratch`, which goes when the unit is lowered;
 * what the program keeps lives in `arena`. Nothing here aborts: a cursor that is not
 * understood becomes DL_E_UNKNOWN or DL_I_LOST. */
#ifndef DL_FRONTEND_LOWER_H
#define DL_FRONTEND_LOWER_H

#include "frontend/unit.h"
#include "support/table.h"

/* Nested deeper, an expression is left unread: the stack is not ours to use up. */
enum { DL_DEEPEST_EXPR = 400 };

typedef DL_VEC(CXCursor) dl_cursors;

/* A map from cursors to pointers, by declaration or expression. */
typedef struct dl_cursor_slot {
    CXCursor key;
    void *value;
} dl_cursor_slot;
typedef struct dl_cursor_map {
    dl_cursor_slot *slots;
    size_t room, count;
} dl_cursor_map;

/* One macro expansion that stands in a user's file: the outermost, or one in another's argument. */
typedef struct dl_expansion {
    const dl_file *file;
    unsigned offset, end; /* up to the end of the name, or of the closing parenthesis */
    const char *name;
    CXCursor definition;
    int outer;               /* the expansion whose argument holds it, or -1 */
    bool has_node, has_call; /* something in a visited body comes from it */
} dl_expansion;

typedef struct dl_place {
    dl_span span;
    const dl_expansion *from; /* whose body it comes from, or NULL */
    bool is_whole;            /* it is all that the expansion gives */
} dl_place;

typedef struct dl_lines {
    const dl_file *file;
    unsigned *starts;
    size_t count;
} dl_lines;

typedef struct dl_known_file {
    const dl_file *file;
    CXFile cx;
} dl_known_file;

/* A function whose body will be lowered. */
typedef struct dl_body {
    dl_function *function;
    CXCursor cursor;           /* of the definition */
    CXCursor statement;        /* its compound statement */
    const dl_function *around; /* of a lambda: the method whose `this` it means, or NULL */
    bool is_made_end;          /* the destructor that the compiler makes of the class `cursor`; no statement */
} dl_body;

/* A record whose fields are still to be filled in. */
typedef struct dl_record_todo {
    dl_record *record;
    CXType type;
} dl_record_todo;

/* Fields as the compiler lays them out, anonymous ones included. */
typedef struct dl_layout {
    CXCursor *fields;
    size_t count;
} dl_layout;

/* Through how many definitions it is followed why a name may be defined: lower_arm.c. */
enum { DL_DEEPEST_ARM = 3 };

typedef struct dl_lower {
    dl_unit *unit;
    dl_arena *arena, *scratch;
    dl_names *names;
    dl_program *program;
    dl_cursor_map vars, functions, records, layouts;
    dl_cursor_map lambdas;               /* by their class: the expression → CXCursor */
    dl_cursor_map lambda_functions;      /* by their class */
    dl_cursor_map lambda_methods;        /* by their class: what `around` is of a dl_body */
    dl_cursor_map closures;              /* by their class: lower_closure.c */
    dl_cursor_map made_classes, made_of; /* lower_template.c */
    dl_cursor_map aliases;               /* references of range-for, names of `auto [a, b]` → what they name */
    dl_cursor_map endings;               /* of records: whether their end runs code */
    dl_cursor_map made_ends;             /* of records: the destructor that no source shows */
    dl_map *types;                       /* spelling → dl_type */
    dl_table types_met;                  /* the parser's own, which has one of each → dl_type */
    dl_map *record_names;                /* USR of a record → list of typedef names */
    dl_map *roles;                       /* USR of a function → list of role names */
    dl_map *globals_by_name;
    dl_map *constants_by_name; /* enumerators → CXCursor */
    dl_map *bodies_by_name;    /* the first of a name → dl_function */
    dl_map *bodies_by_scope;   /* `Space::Name` → the one of that name in that namespace; itself where there are two */
    dl_map *macros;            /* definitions → CXCursor, the last of a name */
    dl_cursors made_globals;   /* that the parser made of templates */
    size_t made_done;          /* of these, read */
    dl_cursors allocators;     /* `operator new` and `operator delete` that the driver declares */
    dl_cursors locals; /* variables of functions, once a statement's head is not in the tree; see lower_head.c */
    bool has_locals;
    dl_map *given_away; /* members → whether the address of one of that name is taken: lower_unseen.c */
    dl_map *open_names[DL_DEEPEST_ARM + 1]; /* by depth: what `#if` asks for → why that is open: lower_arm.c */
    DL_VEC(dl_record_todo) todo;
    DL_VEC(const dl_record *) classes; /* see dl_program */
    DL_VEC(dl_expansion) expansions;   /* by file, then offset */
    DL_VEC(dl_lines) lines;
    DL_VEC(dl_known_file) known_files;
    DL_VEC(dl_body) bodies;
    DL_VEC(dl_seen_list) seen; /* of each body */
    DL_VEC(const dl_var *) globals;
    DL_VEC(dl_declared) declared;
    DL_VEC(dl_include) includes;
    DL_VEC(const char *) defined;
    DL_VEC(const dl_file *) files;
    const dl_type *type_other, *type_int, *type_void;
    CXFile last_cx_file;
    const dl_file *last_file;
    unsigned var_count;
} dl_lower;

typedef DL_VEC(const char *) dl_name_list;

/* ---- a function under construction ---- */

typedef DL_VEC(dl_instr) dl_instrs;

typedef struct dl_draft {
    dl_instrs instrs;
    dl_term term;
    bool is_ended;
} dl_draft;

typedef struct dl_scope dl_scope;

/* Where an exception leaves to. */
typedef struct dl_handler {
    struct dl_handler *outer;
    unsigned block;
    dl_scope *finally; /* a __finally on the way: its block is copied when first needed */
    bool is_made;
} dl_handler;

/* `auto undo = wil::scope_exit([&] { … });` of a header that is not there: it is known what such a variable does. */
typedef struct dl_run_at_end {
    const dl_var *var;
    const dl_expr *is_armed; /* a temporary */
    const dl_function *function;
    const dl_expr *object; /* of the lambda, where it keeps anything; or NULL */
} dl_run_at_end;

/* A variable, or a part of the object that a destructor ends. */
typedef struct dl_scope_var {
    const dl_var *var;     /* or NULL */
    const dl_expr *object; /* or NULL: its end runs no code */
    CXType type;
    const char *guard; /* the destructor of what only stands in for an object, or NULL */
    const struct dl_run_at_end *run;
    bool is_base; /* of another object, which ends its virtual bases itself */
} dl_scope_var;

struct dl_scope {
    dl_scope *parent;
    unsigned depth;
    DL_VEC(dl_scope_var) vars;
    bool has_finally;
    CXCursor finally_body;
    size_t parent_count; /* variables of the parent when this one began */
};

/* What break, continue and __leave mean. */
typedef enum dl_exit_kind { DL_EXIT_LOOP, DL_EXIT_SWITCH, DL_EXIT_TRY } dl_exit_kind;
typedef struct dl_exit {
    struct dl_exit *outer;
    dl_exit_kind kind;
    unsigned leave, again; /* blocks */
    dl_scope *scope;
    struct dl_switch *cases;
} dl_exit;

typedef struct dl_switch {
    DL_VEC(dl_case) cases;
    int fallback; /* block of `default`, or -1 */
    const dl_type *type;
} dl_switch;

typedef struct dl_label {
    const char *name;
    unsigned block;
    dl_scope *scope;
    size_t var_count;
    bool is_placed;
} dl_label;

typedef struct dl_goto {
    unsigned block; /* the draft that it ends */
    dl_label *label;
    dl_scope *scope;
    size_t var_count;
    dl_handler *handler;
    int abnormal;
    dl_span span;
    const char *macro;
} dl_goto;

/* The body of a lambda lowered where it is called. */
typedef struct dl_inline {
    struct dl_inline *outer;
    CXCursor lambda;
    const dl_expr *object; /* that is called, where it keeps anything; or NULL */
    const dl_var *result;
    unsigned end;
    dl_scope *scope;
    size_t unnamed; /* objects of the expressions around the call */
} dl_inline;

/* An object without a name, which ends with the expression that it stands in. */
typedef struct dl_unnamed {
    const dl_expr *object;
    CXType type;
    const dl_expr *is_made; /* of one made on one of several ways: a temporary that says so; else NULL */
} dl_unnamed;

/* A parameter of a constexpr function that no code runs of, and what it is given. */
typedef struct dl_given {
    struct dl_given *outer;
    CXCursor param;
    const dl_expr *value;
} dl_given;

typedef struct dl_fn {
    dl_lower *l;
    dl_function *function;
    CXCursor cursor; /* of its definition; null: there is none */
    DL_VEC(dl_draft *) drafts;
    unsigned at; /* the draft that grows */
    DL_VEC(const dl_var *) locals;
    unsigned temp_count, lambda_count;
    dl_scope *scope;
    dl_exit *exits;
    dl_handler *handler;
    dl_inline *inlined;
    DL_VEC(dl_label *) labels;
    DL_VEC(dl_goto) gotos;
    DL_VEC(dl_unnamed) unnamed; /* of the statement */
    DL_VEC(const dl_run_at_end *) at_end;
    dl_cursor_map values; /* of calls and assignments that were lowered: what they gave */
    int abnormal;         /* AbnormalTermination() where a __finally block is copied; -1: elsewhere */
    bool is_pure;         /* nothing may be emitted: an argument is read a second time */
    bool is_spoiled;      /* something would have been */
    bool is_discarding;   /* the call at hand is cast to void */
    bool is_part;         /* what is constructed next is a base, or an object whose bases have begun */
    bool is_init;         /* assignments are an initialiser's */
    bool is_overflow;     /* past the budget: the rest of the body is lost */
    bool is_cut;          /* and that was said */
    unsigned depth;
    unsigned instr_count;
    const dl_expansion *inside; /* of the expression that is being lowered */
    const dl_expansion *macro;  /* of the statement */
    const dl_expr *self;        /* what `this` is in a member's initialiser, or NULL: the parameter */
    const dl_function *around;  /* as of dl_body */
    const dl_given *given;      /* while an initialiser is what such a function returns */
    const dl_var *moved;        /* returned whole: it does not end here */
    dl_instrs *inits;           /* where a global's initialiser goes, instead of into blocks; in the scratch arena */
} dl_fn;

/* ---- lower.c ---- */
const char *dl_lower_string(dl_lower *l, CXString string);
const char *dl_lower_name(dl_lower *l, const char *text);
void dl_lower_children(dl_lower *l, CXCursor of, dl_cursors *out);
void *dl_cursor_get(const dl_cursor_map *map, CXCursor key);
void dl_cursor_put(dl_arena *arena, dl_cursor_map *map, CXCursor key, void *value);
dl_var *dl_lower_var(dl_lower *l, CXCursor decl, dl_storage storage, const dl_function *function);
/* Of any scope; made when met for the first time. */
const dl_var *dl_lower_var_of(dl_fn *fn, CXCursor decl);
const dl_function *dl_lower_function_of(dl_lower *l, CXCursor decl);
/* The function of C that the source defines by this name, where no declaration leads to it: it is called before one, or
 * was declared with another type. */
const dl_function *dl_lower_function_named(const dl_lower *l, const char *name);
/* The first function of that name with a body, of C++ too; NULL: none. */
const dl_function *dl_lower_body_named(const dl_lower *l, const char *name);
/* What the unit defines as a part of what nothing declares: `decl` was made up for `Space::Name`, a namespace or a
 * class whose header is missing. NULL: nothing, or `decl` is a declaration of the driver's. */
const dl_function *dl_lower_scoped_body(dl_lower *l, CXCursor decl);
const char *dl_lower_function_name(dl_lower *l, CXCursor decl);
/* False for what synthesis made up. `value` is changed where the facts know better than the tree. */
bool dl_lower_is_real(const dl_lower *l, const char *name, int64_t *value, bool *is_changed);
bool dl_lower_is_in_user_file(dl_lower *l, CXSourceLocation location);
bool dl_lower_is_made_up(const dl_lower *l, const char *name);
/* The function that a lambda of this class is, or NULL. */
dl_function *dl_lower_lambda_function(dl_lower *l, CXCursor class_decl);
/* Lowers a body into a function of its own, later. */
dl_function *dl_lower_add_body(dl_lower *l, CXCursor cursor, CXCursor statement, const char *name);

/* ---- lower_place.c ---- */
void dl_lower_find_expansions(dl_lower *l, const dl_cursors *found);
dl_place dl_lower_place(dl_lower *l, CXCursor cursor);
dl_span dl_lower_span_at(dl_lower *l, const dl_file *file, unsigned offset, unsigned end);
dl_span dl_lower_span_range(dl_lower *l, CXSourceRange range);
dl_span dl_lower_name_span(dl_lower *l, CXCursor decl);
bool dl_lower_offset(dl_lower *l, CXSourceLocation location, const dl_file **file, unsigned *offset);
CXFile dl_lower_cx_file(const dl_lower *l, const dl_file *file);
/* The innermost expansion that holds the byte, or NULL. */
dl_expansion *dl_lower_expansion_at(dl_lower *l, const dl_file *file, unsigned offset);
dl_expansion *dl_lower_expansion_from(dl_lower *l, const dl_file *file, unsigned offset);
/* The number of the first of the file that begins at or behind the byte; those of the file follow one another. */
size_t dl_lower_first_expansion(const dl_lower *l, const dl_file *file, unsigned offset);
/* Arguments of an expansion as byte ranges; of `Name(…)` text in general. */
typedef struct dl_text_range {
    unsigned offset, end;
} dl_text_range;
typedef DL_VEC(dl_text_range) dl_text_ranges;
bool dl_lower_text_args(dl_lower *l, const dl_file *file, unsigned name_end, dl_text_ranges *out, unsigned *end);
/* Behind white space and comments. */
unsigned dl_lower_skip_space(const dl_file *file, unsigned offset, unsigned end);
unsigned dl_lower_skip_space_back(const dl_file *file, unsigned offset, unsigned end);
/* The token at `offset`: its end. */
unsigned dl_lower_token_end(const dl_file *file, unsigned offset, unsigned end);
bool dl_lower_is_empty_macro(dl_lower *l, const dl_expansion *expansion);

/* ---- lower_seen.c ---- */
void dl_lower_seen(dl_lower *l, const dl_body *body, dl_seen_list *out);
/* What stands there is in the tree, but too deep or too much to be lowered. */
void dl_lower_unsee(dl_fn *fn, dl_span span);
/* A lambda that is a function of its own, and is asked for itself: nothing of it is lost where it stands. */
void dl_lower_see_lambda(dl_lower *l, dl_span span);

typedef DL_VEC(CXType) dl_cx_types;

/* ---- lower_type.c ---- */
const dl_type *dl_lower_type(dl_lower *l, CXType type);
/* Of what the cursor declares, or is worth. */
const dl_type *dl_lower_type_of(dl_lower *l, CXCursor cursor);
bool dl_is_void_type(CXType type);
const dl_type *dl_lower_pointer_to(dl_lower *l, const dl_type *type);
const dl_type *dl_lower_type_named(dl_lower *l, const char *spelling, dl_type_kind kind);
void dl_lower_fill_records(dl_lower *l);
const dl_layout *dl_lower_layout(dl_lower *l, CXType record);
/* The name of the place that a member is: its own; of numbers and pointers of one size in a union of the user's, that
   of the first of them, for they are one place. */
const char *dl_lower_field_name(dl_lower *l, CXCursor field);
/* The user's class of C++ that the member, or the union in which it lies, is declared in; else NULL. */
const dl_type *dl_lower_field_owner(dl_lower *l, CXCursor field);
CXType dl_lower_plain_type(CXType type);

/* ---- lower_cfg.c ---- */
unsigned dl_block_new(dl_fn *fn);
void dl_emit(dl_fn *fn, dl_instr instr);
void dl_emit_assign(dl_fn *fn, const dl_expr *target, const dl_expr *value, dl_span span);
void dl_emit_lost(dl_fn *fn, dl_span span, const dl_expr *what);
void dl_end(dl_fn *fn, dl_term term); /* goes on in a block that nothing reaches */
void dl_end_jump(dl_fn *fn, unsigned to);
void dl_end_branch(dl_fn *fn, const dl_expr *value, unsigned yes, unsigned no, dl_span span);
void dl_start(dl_fn *fn, unsigned block); /* jumps there when the current block still runs */
dl_scope *dl_scope_push(dl_fn *fn);
void dl_scope_pop(dl_fn *fn); /* with what the end of a scope does */
void dl_scope_add(dl_fn *fn, const dl_var *var);
void dl_scope_add_object(dl_fn *fn, const dl_expr *object, CXType type);
void dl_scope_add_field(dl_fn *fn, const dl_expr *object, CXCursor field);
void dl_scope_add_base(dl_fn *fn, const dl_expr *object, CXType type);
void dl_scope_add_local(dl_fn *fn, const dl_var *var, CXCursor decl);
const dl_var *dl_scope_find(const dl_fn *fn, const char *name);
typedef enum dl_leave { DL_LEAVE_END, DL_LEAVE_JUMP, DL_LEAVE_RETURN } dl_leave;
/* Emits what leaving every scope up to `until` does. `kept`: variables of `until` that stay. */
void dl_scopes_leave(dl_fn *fn, dl_scope *until, size_t kept, dl_leave how);
bool dl_scopes_have_exit_code(const dl_fn *fn, const dl_scope *until);
const dl_var *dl_temp_new(dl_fn *fn, const dl_type *type, dl_span span);
void dl_fn_finish(dl_fn *fn);

/* ---- lower_make.c ---- */
dl_expr *dl_expr_new(dl_lower *l, dl_expr_kind kind, const dl_type *type, dl_span span);
dl_expr *dl_expr_var(dl_lower *l, const dl_var *var, dl_span span);
dl_expr *dl_expr_const(dl_lower *l, int64_t value, const dl_type *type, dl_span span);
dl_expr *dl_expr_unknown(dl_lower *l, dl_span span, const dl_expr *a, const dl_expr *b);
const dl_expr *dl_expr_field(dl_lower *l, const dl_expr *base, const char *name, const dl_type *type, dl_span span);
/* The member that the cursor declares; an anonymous one adds no step. */
const dl_expr *dl_expr_member(dl_lower *l, const dl_expr *base, CXCursor field, dl_span span);
const dl_expr *dl_expr_index(dl_lower *l, const dl_expr *base, const dl_expr *index, const dl_type *type, dl_span span);
const dl_expr *dl_expr_deref(dl_lower *l, const dl_expr *of, const dl_type *type, dl_span span);
const dl_expr *dl_expr_address(dl_lower *l, const dl_expr *of, const dl_type *type, dl_span span);
const dl_expr *dl_expr_cast(dl_lower *l, const dl_expr *of, const dl_type *type, dl_span span, bool is_written);
const dl_expr *dl_expr_binary(dl_lower *l, dl_op op, const dl_expr *a, const dl_expr *b, const dl_type *type,
                              dl_span span);
const dl_expr *dl_expr_unary(dl_lower *l, dl_op op, const dl_expr *of, const dl_type *type, dl_span span);

/* ---- lower_expr.c ---- */
/* The value or the place; what it does on the way is emitted. Never NULL. */
const dl_expr *dl_lower_expr(dl_fn *fn, CXCursor cursor);
/* Of an expression that is never run: nothing is emitted. */
const dl_expr *dl_lower_unevaluated(dl_fn *fn, CXCursor cursor);
/* An array where a pointer of that type is wanted. */
const dl_expr *dl_lower_decayed(dl_fn *fn, const dl_expr *array, const dl_type *type, dl_span span);
bool dl_is_wrapper(dl_lower *l, CXCursor cursor, CXCursor *inner);
static inline bool dl_lower_is_reference(CXType type)
{
    enum CXTypeKind kind = clang_getCanonicalType(type).kind;

    return kind == CXType_LValueReference || kind == CXType_RValueReference;
}
CXCursor dl_strip(dl_lower *l, CXCursor cursor);                          /* of wrappers and parentheses */
bool dl_is_broken(CXCursor cursor);                                       /* RecoveryExpr, dependent */
const dl_expr *dl_lower_variable(dl_fn *fn, CXCursor decl, dl_span span); /* by its name */
const dl_expr *dl_lower_named(dl_fn *fn, const char *name, dl_span span); /* by spelling; NULL: nothing of that name */

/* What the parser computes of a constant expression, synthesized constants included. */
bool dl_lower_evaluate(CXCursor cursor, int64_t *value);
/* Only expressions: references to types and names are left out. */
void dl_lower_operands(dl_lower *l, CXCursor cursor, dl_cursors *out);
/* Grows with everything that is emitted. */
size_t dl_lower_work_done(const dl_fn *fn);

/* ---- lower_offset.c ---- */

/* `offsetof(T, m)`, of which these are the parts: a number that keeps the member, see dl_expr. NULL: it is none. */
const dl_expr *dl_lower_offsetof(dl_fn *fn, CXCursor cursor, const dl_cursors *parts, dl_place place);
/* `(ULONG_PTR)&((T *)0)->m`, as the kit's headers have it: likewise. NULL: `pointer`, which is cast, is none. */
const dl_expr *dl_lower_offset_of_null(dl_fn *fn, CXCursor cast, const dl_expr *pointer, dl_place place);
/* The address, as `type`, of the member that stands there behind a pointer counted in bytes; NULL: it is no such sum.
 */
const dl_expr *dl_lower_at_offset(dl_fn *fn, const dl_expr *pointer, const dl_expr *offset, const dl_type *type,
                                  dl_span span);

/* ---- lower_operator.c ---- */
const dl_expr *dl_lower_unary(dl_fn *fn, CXCursor cursor, dl_place place);
const dl_expr *dl_lower_binary(dl_fn *fn, CXCursor cursor, dl_place place);
const dl_expr *dl_lower_assignment(dl_fn *fn, CXCursor cursor, dl_place place);
const dl_expr *dl_lower_subscript(dl_fn *fn, CXCursor cursor, dl_place place);
const dl_expr *dl_lower_choice(dl_fn *fn, CXCursor cursor, dl_place place);
/* `a ?: b`, by its children. */
const dl_expr *dl_lower_short_choice(dl_fn *fn, CXCursor cursor, const dl_cursors *children, dl_place place);
/* `++`, `--`, before or behind the operand. */
const dl_expr *dl_lower_step(dl_fn *fn, CXCursor operand, bool is_up, bool is_post, dl_place place);
/* What stands for an assigned value where it is used on: the place, unless the value cannot change. */
const dl_expr *dl_expr_assigned(const dl_expr *target, const dl_expr *value);
const dl_expr *dl_lower_in_temp(dl_fn *fn, const dl_expr *value);
/* Blocks cannot be made where nothing may be emitted. */
bool dl_lower_cannot_branch(dl_fn *fn);

/* ---- lower_effect.c ---- */
/* A whole expression: the objects made in it end. */
void dl_lower_effect(dl_fn *fn, CXCursor cursor);
/* A part of one, before a comma. */
void dl_lower_part_effect(dl_fn *fn, CXCursor cursor);
/* A part of one: the objects made in it stay. */
void dl_lower_condition(dl_fn *fn, CXCursor cursor, unsigned yes, unsigned no);
/* All that a statement asks: they have ended where it leads. `yes` and `no` are two blocks. */
void dl_lower_whole_condition(dl_fn *fn, CXCursor cursor, unsigned yes, unsigned no);

/* ---- lower_string.c ---- */
/* From a literal with its prefix, quotes and escapes. */
const char *dl_lower_read_string(dl_lower *l, const char *printed);

/* ---- lower_call.c ---- */
const dl_expr *dl_lower_call(dl_fn *fn, CXCursor cursor);
/* A temporary that has the value as it is now. */
const dl_expr *dl_lower_kept(dl_fn *fn, const dl_expr *value, dl_span span);
/* What a function of that type is given: the address of it where the parameter is a reference; what the declaration
   says where it is left out. `decl`: null where the function is not known. */
const dl_expr *dl_lower_argument(dl_fn *fn, CXType function, CXCursor decl, int param, CXCursor given);
/* An object where a pointer or a number is wanted, which the parser does not know of a function that is made up: what
   its class makes of it. */
const dl_expr *dl_lower_converted(dl_fn *fn, const dl_expr *value, CXCursor given);
/* The default argument of a parameter. False: it has none, or the parser has not made one yet. */
bool dl_lower_default_of(dl_lower *l, CXCursor function, int param, CXCursor *value);
/* `in`: the call whose operands may hold the arguments, or NULL. */
void dl_lower_take_macro(dl_fn *fn, dl_instr *call, const dl_expansion *macro, const CXCursor *in);
bool dl_lower_is_noreturn(dl_fn *fn, const char *name, CXCursor decl);
const dl_expr *dl_emit_call(dl_fn *fn, dl_instr call, const dl_type *result);
/* A statement that the parser dropped and that only spells a known macro, with arguments that do not fit it. */
bool dl_lower_unread_macro(dl_fn *fn, const dl_file *file, unsigned at, unsigned end);
/* Known macros of [from, until) that left no call in the tree, as calls. */
void dl_lower_macros_in(dl_fn *fn, const dl_file *file, unsigned from, unsigned until);
/* The same of an expansion that holds whole statements. */
void dl_lower_macro_whole(dl_fn *fn, const dl_expansion *whole);

/* ---- lower_std.c ---- */
/* A function of the library of C++ that is known to do nothing but with what it is given; NULL: it is none. */
const dl_expr *dl_lower_std(dl_fn *fn, const char *name, CXCursor decl, CXCursor cursor, dl_span span);

/* ---- lower_run.c ---- */
/* Of a function that runs the routine it is given: the call becomes one of that routine. */
void dl_run_routine(dl_fn *fn, dl_instr *call);
/* Emits the call, with what it runs. */
const dl_expr *dl_run_emit(dl_fn *fn, dl_instr call, const dl_type *type);

/* ---- lower_interlocked.c ---- */
/* A function of the compiler's that changes a word at once, or reads or writes one; NULL: it is none. */
const dl_expr *dl_lower_interlocked(dl_fn *fn, const char *name, CXCursor call, dl_span span);

/* ---- lower_broken.c ---- */
const dl_expr *dl_lower_broken(dl_fn *fn, CXCursor cursor, const dl_cursors *children, dl_place place);

/* ---- lower_token.c ---- */
const dl_expr *dl_lower_text(dl_fn *fn, const dl_file *file, unsigned offset, unsigned end);
/* What stands there was read from the text, all of it. */
void dl_lower_see_read(dl_lower *l, dl_event_kind_seen kind, unsigned at, unsigned end);
/* A call, an assignment or a return of simple operands that the parser dropped whole; else emits nothing. */
bool dl_lower_text_statement(dl_fn *fn, const dl_file *file, unsigned at, unsigned end);

/* ---- lower_init.c ---- */
void dl_emit_init(dl_fn *fn, dl_instr instr); /* as an initialiser's */
void dl_lower_init(dl_fn *fn, const dl_expr *target, CXType type, CXCursor init);

/* ---- lower_gap.c ---- */
/* The text between two statements: known macros that left nothing, and statements that the parser dropped. */
void dl_lower_gap(dl_fn *fn, const dl_file *file, unsigned from, unsigned until);
void dl_lower_dropped(dl_fn *fn, const dl_file *file, unsigned at);

/* ---- lower_arm.c ---- */
/* Of the directive that stands there: whether it asks for a name that only a missing header could define. */
bool dl_lower_is_open_arm(const dl_lower *l, const dl_file *file, unsigned from, unsigned until);
/* Likewise, of an arm that was compiled or not: whether it asks for a name that a build file which is not followed may
 * define. */
bool dl_lower_is_doubtful_arm(const dl_lower *l, const dl_file *file, unsigned from, unsigned until);

/* ---- lower_stmt.c ---- */
void dl_lower_stmt(dl_fn *fn, CXCursor cursor);
/* A label of the switch that the parser dropped; its value stands there. */
void dl_lower_dropped_case(dl_fn *fn, const dl_file *file, unsigned at, unsigned end);
bool dl_is_constexpr_if(dl_lower *l, CXCursor cursor);
void dl_lower_local(dl_fn *fn, CXCursor decl);
/* Of a global or static one whose initialiser the parser has lost: it begins as something unknown. */
void dl_lower_lost_lasting(dl_fn *fn, CXCursor decl, const dl_var *var);
void dl_lower_function(dl_lower *l, const dl_body *body);
/* A condition, with the macros that stand in it. */
void dl_lower_test(dl_fn *fn, CXCursor test, unsigned yes, unsigned no);
/* A statement under if, else or a loop, with the macros between the byte `from` of `file` (or NULL) and it. */
void dl_lower_inner(dl_fn *fn, CXCursor cursor, unsigned from, const dl_file *file);

/* ---- lower_unnamed.c ---- */
/* `value` is what `cursor` gave, and it is used as a place: an object that the expression makes ends with it. */
void dl_unnamed_note(dl_fn *fn, CXCursor cursor, const dl_expr *value);
/* A reference of the scope is bound to the place: where it is of one noted since there were `first`, that lasts. */
void dl_unnamed_keep(dl_fn *fn, size_t first, const dl_expr *place);
/* Ends those noted since there were `first`. */
void dl_unnamed_end(dl_fn *fn, size_t first, dl_span span);
/* Those stay until the whole expression ends, to which other ways lead that part behind the block `head`. */
void dl_unnamed_may_be(dl_fn *fn, size_t first, unsigned head, dl_span span);
/* Ends them where control leaves: on other ways they are still there. */
void dl_unnamed_leave(dl_fn *fn, size_t first, dl_span span);

/* ---- lower_loop.c ---- */
void dl_lower_while(dl_fn *fn, CXCursor cursor);
void dl_lower_do(dl_fn *fn, CXCursor cursor);
void dl_lower_for(dl_fn *fn, CXCursor cursor, dl_place place);

/* ---- lower_jump.c ---- */
void dl_lower_break(dl_fn *fn, dl_place place);
void dl_lower_continue(dl_fn *fn, dl_place place);
void dl_lower_leave(dl_fn *fn, dl_place place); /* of a guarded block */
void dl_lower_goto(dl_fn *fn, CXCursor cursor, dl_place place);
void dl_lower_label(dl_fn *fn, CXCursor cursor);
void dl_lower_return_stmt(dl_fn *fn, CXCursor cursor, dl_place place);
/* Out of the function, or of the lambda whose body is lowered in place. `value` and `macro` may be NULL. */
void dl_lower_return(dl_fn *fn, const dl_expr *value, dl_span span, const char *macro);

/* ---- lower_seh.c ---- */
void dl_lower_seh_try(dl_fn *fn, CXCursor cursor);
void dl_lower_cpp_try(dl_fn *fn, CXCursor cursor);
void dl_lower_throw(dl_fn *fn, CXCursor cursor, dl_place place);
/* where an exception may leave: a call that raises has done nothing */
void dl_lower_before_call(dl_fn *fn, dl_span span);

/* ---- lower_new.c ---- */
const dl_expr *dl_lower_new(dl_fn *fn, CXCursor cursor, dl_place place);
const dl_expr *dl_lower_delete(dl_fn *fn, CXCursor cursor, dl_place place);
/* `operator new`, `operator delete`, and those of arrays. */
bool dl_is_allocator(dl_lower *l, CXCursor function);

/* ---- lower_cpp.c ---- */
const dl_expr *dl_lower_lambda(dl_fn *fn, CXCursor cursor, dl_place place);
/* The variables that a lambda brings of its own, `[name = value]`, begin where it is made. */
void dl_lower_captures(dl_fn *fn, CXCursor lambda);
/* Whether this, of a lambda's list, is such a variable. */
bool dl_lower_is_capture(CXCursor reference);
/* lower_closure.c: NULL where a lambda keeps nothing of its own. */
typedef struct dl_closure dl_closure;
const dl_closure *dl_closure_of(dl_lower *l, CXCursor class_decl);
const dl_closure *dl_closure_of_lambda(dl_lower *l, CXCursor lambda);
/* The object begins. */
void dl_closure_make(dl_fn *fn, const dl_closure *closure, const dl_expr *object, dl_span span);
const dl_expr *dl_closure_new(dl_fn *fn, const dl_closure *closure, dl_span span); /* in a temporary */
/* What `this` is in the function of a lambda that keeps it; else NULL. */
const dl_expr *dl_closure_self(dl_fn *fn, dl_span span);
/* What a variable's name means in the body of a lambda that keeps it; else NULL. */
const dl_expr *dl_closure_captured(dl_fn *fn, CXCursor decl, dl_span span);
/* lower_guard.c: variables that run a lambda at the end of their scope. */
/* The declaration of one; false: it is none. */
bool dl_lower_run_at_end(dl_fn *fn, CXCursor decl, const dl_var *var);
/* `undo.release()`, `undo.reset()`; false: it is no such call. */
bool dl_lower_guard_call(dl_fn *fn, CXCursor call);
/* It is used otherwise: whether it still runs anything is not known. */
void dl_lower_guard_used(dl_fn *fn, const dl_var *var, dl_span span);
void dl_lower_guard_end(dl_fn *fn, const dl_run_at_end *run, dl_span span);
/* The lambda that an expression is, or that a variable holds. */
bool dl_lower_find_lambda(dl_lower *l, CXCursor cursor, CXCursor *lambda);
/* A lambda made into a pointer to a function. */
bool dl_lower_lambda_pointer(dl_fn *fn, CXCursor cursor, const dl_expr **value);
bool dl_lower_lambda_call(dl_fn *fn, CXCursor call, dl_place place, const dl_expr **value);
/* lower_virtual.c */
bool dl_lower_is_virtual(CXCursor method);
/* Sets what calls of the virtual methods go through that the class itself declares. */
void dl_object_fill_slots(dl_fn *fn, const dl_expr *object, CXType type);
/* Those of its bases as well: of an object that is there before any code runs. */
void dl_object_fill_all_slots(dl_fn *fn, const dl_expr *object, CXType type, unsigned depth);
/* Whether `delete` of a pointer to the class, which is the user's, ends an object of whatever class it is. */
bool dl_lower_ends_virtually(dl_lower *l, CXType type);
/* Its end, through the object. The pointer is not null. */
void dl_lower_virtual_end(dl_fn *fn, const dl_expr *pointer, CXType type, dl_span span);
/* The call of a method, its arguments taken: where it is virtual, it goes through the object. */
void dl_lower_virtual_call(dl_fn *fn, dl_instr *call, CXCursor cursor, CXCursor method, dl_span span);
/* `object.*pointer`, `object->*pointer`: what is called through, and the address of the object; false: it is neither.
 */
bool dl_lower_through_member(dl_fn *fn, CXCursor callee, const dl_expr **pointer, const dl_expr **object);
/* What a reference is bound to. */
const dl_expr *dl_lower_reference_to(dl_fn *fn, const dl_expr *value);

bool dl_lower_construct(dl_fn *fn, const dl_expr *object, CXType type, CXCursor init);
const dl_expr *dl_lower_this(dl_fn *fn, dl_span span);

/* ---- lower_range.c ---- */
void dl_lower_range_for(dl_fn *fn, CXCursor cursor);
/* A `std::array` has its elements in one member, however that is named; else the object as it is. */
const dl_expr *dl_lower_array_in(dl_fn *fn, const dl_expr *object, CXType type);

/* ---- lower_each.c ---- */
/* A function of `std` by that name: `begin`, `end` of an array, `for_each` with a lambda; NULL: it is none of them. */
const dl_expr *dl_lower_each(dl_fn *fn, const char *name, CXCursor call, dl_span span);

/* ---- lower_span.c ---- */
/* `std::span`, made by the call of a constructor. False: it is none, or what it is made of is not known. */
bool dl_span_construct(dl_fn *fn, const dl_expr *place, CXType type, CXCursor call);
/* What a method of one gives, its object and arguments taken; NULL: it is no such method. */
const dl_expr *dl_span_call(dl_fn *fn, CXCursor method, const dl_instr *call, CXType result);
/* Between which pointers the elements of one stand now; false: it is none. */
bool dl_span_range(dl_fn *fn, const dl_expr *object, CXType type, const dl_expr **first, const dl_expr **past);

/* ---- lower_bind.c ---- */
bool dl_is_binding(dl_lower *l, CXCursor decl);
/* A local `auto [a, b] = x;`. */
void dl_lower_binding(dl_fn *fn, CXCursor decl);
/* Its names, of what is there already. */
void dl_bind_parts(dl_fn *fn, CXCursor decl, const dl_expr *object);

/* ---- lower_head.c ---- */
/* What stands before the `;` in the head of a switch or a range-for: the variables that are declared there. Their
 * cursors are complete, but no tree holds them. `whole`: the statement. */
void dl_lower_head_vars(dl_lower *l, CXCursor whole, dl_cursors *out);
/* The same, lowered. */
void dl_lower_hidden_head(dl_fn *fn, CXCursor whole);

/* ---- lower_template.c ---- */
/* Whether the parser made it of a template's pattern. */
bool dl_template_is_made(CXCursor decl);
/* A function that was made for a class: such a class is asked for its members below. */
void dl_template_note(dl_lower *l, CXCursor member);
void dl_template_members(dl_lower *l, CXType type, dl_cursors *out);
/* The type of a base of this class: what the template's pattern names, or what was given for it, as far as it can be
   told. */
CXType dl_template_base(dl_lower *l, CXType type, CXCursor base);
/* What was given for the template's parameter of that name, where `made`, or what stands around it, was made of the
 * template; invalid: it is none. */
CXType dl_template_argument(dl_lower *l, CXCursor made, const char *name);
/* What tells it from others of the same template; NULL: it is of none. */
const char *dl_template_identity(dl_lower *l, CXCursor decl);

/* ---- lower_pass.c ---- */
typedef struct dl_passing {
    bool is_move, is_assignment;
    dl_span span;
} dl_passing;
typedef enum dl_passed { DL_PASSED_MADE, DL_PASSED_COPIED, DL_PASSED_MOVED } dl_passed;
/* How an expression of a class gives its object: one made for it, one that stays, one that may be emptied. */
dl_passed dl_pass_kind(dl_fn *fn, CXCursor value);
/* Whether an object that is given by value is one of its own: code of the user's makes it, nothing copies it, or it
 * ends in the callee, be it a copy bit by bit. */
bool dl_pass_is_own(dl_lower *l, CXType type);
/* Copies or moves `source` part by part. False: no code of the user's runs, it is one assignment. */
bool dl_pass_object(dl_fn *fn, const dl_expr *target, CXType type, const dl_expr *source, dl_passing how);

/* ---- lower_unseen.c ---- */
/* The name of a type that stands in for a class nobody shows, or NULL. */
const char *dl_unseen_class(dl_lower *l, CXType type);
/* `Handle(key)` of such a type, of which the parser knows no constructor. */
bool dl_unseen_is_made(dl_lower *l, CXCursor cursor);
/* Of a local, or a member, whose type came out as a number, but may be such a class: it is begun with something, or its
 * address is given away. */
const char *dl_unseen_scalar(dl_lower *l, CXCursor decl);
const char *dl_unseen_member(dl_lower *l, CXCursor field);
const char *dl_unseen_destructor(dl_lower *l, const char *name);
/* What is no number becomes a value of a type that came out as one, or a pointer one of a type that came out as another
 * pointer: such a class may keep it, or close it. False: it does not, or the type is no such class. */
bool dl_unseen_hand_over(dl_fn *fn, const dl_type *type, const dl_expr *value, dl_span span);

/* ---- lower_object.c ---- */
bool dl_object_is_record(CXType type);
bool dl_object_is_union(CXType type);
/* The object that a lambda is: what it brings of its own are variables, see dl_lower_captures. */
bool dl_object_is_closure(const dl_lower *l, CXType type);
/* Of an array, in arrays too, what it consists of, and how many; of another type: itself, once. */
CXType dl_object_element(CXType type, int64_t *count);
/* Of the class alone, as the parser made them of a template. */
void dl_object_own_members(dl_lower *l, CXType type, dl_cursors *out);
void dl_object_bases(dl_lower *l, CXType type, dl_cx_types *bases);
void dl_object_own_bases(dl_lower *l, CXType type, dl_cx_types *bases); /* those that are not virtual */
/* lower_bases.c: the virtual ones of the class and of its bases, each once. */
void dl_object_virtual_bases(dl_lower *l, CXType type, dl_cx_types *bases);
/* Whether it is known how they begin and end; of a constructor, or null. */
bool dl_object_begins_plainly(dl_lower *l, CXType type, CXCursor constructor);
/* Of the class and its bases. */
void dl_object_members(dl_lower *l, CXType type, dl_cursors *out);
/* Whether the end of an object runs code: a destructor, its own or a member's, or one that nobody shows. */
bool dl_object_ends(dl_lower *l, CXType type);
bool dl_object_field_ends(dl_lower *l, CXCursor field);
/* How many functions make a number or a pointer of an object where one is wanted, but for what makes a truth value; the
 * last of them. */
size_t dl_object_conversions(dl_lower *l, CXType type, CXCursor *found);
/* The method of that name without parameters, of the two the one that may write. */
bool dl_object_method(dl_lower *l, CXType type, const char *name, CXCursor *found);
/* A variable that only stands in for an object of an unseen class; `name`: of the destructor. */
bool dl_object_is_guard(dl_lower *l, CXCursor decl, const char **name);
/* Whether it is of an unseen function that is known to run what it is given at the end of the scope. */
bool dl_object_runs_at_end(dl_lower *l, CXCursor decl, CXCursor *given);
/* What a method is given as `this`. */
const dl_expr *dl_object_address(dl_fn *fn, const dl_expr *object);
void dl_object_end(dl_fn *fn, const dl_expr *object, CXType type, dl_span span);
void dl_object_end_base(dl_fn *fn, const dl_expr *object, CXType type, dl_span span);
/* Of a global or static local, which no scope ends: fills `ends`. */
void dl_object_end_lasting(dl_fn *fn, dl_var *var, CXCursor decl);
void dl_object_end_members(dl_fn *fn, CXType type);
/* Without an initialiser: its constructor, or what the class writes at its members. */
void dl_object_begin(dl_fn *fn, const dl_expr *object, CXType type);
void dl_object_begin_base(dl_fn *fn, const dl_expr *object, CXType type); /* without its virtual bases */
void dl_object_begin_virtual(dl_fn *fn, const dl_expr *object, CXType type, CXCursor constructor); /* those alone */
void dl_object_begin_field(dl_fn *fn, const dl_expr *object, CXCursor field);
/* All but the base that its own constructor has begun. */
void dl_object_begin_rest(dl_fn *fn, const dl_expr *object, CXType type, CXType base);
/* Whether a constructor is one that the class has from a base, which is it that runs. */
bool dl_object_inherited(dl_lower *l, CXType type, CXCursor decl, CXType *base, CXCursor *constructor);
void dl_object_construct(dl_fn *fn, CXCursor constructor);

#endif
