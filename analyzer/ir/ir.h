/* ir.h: what the analysis knows of a driver's code: control-flow graphs of small
 * instructions over access paths.
 *
 * Owns: everything is in the program's arena; no cursor, string or location of
 * the parser is kept. Read-only once the frontend has returned it.
 * Units: lines and columns from 1, columns in bytes; offsets from 0, in bytes.
 *
 * Expressions are free of side effects: calls, assignments, `&&`, `||`, `?:`,
 * `++` and the comma are lowered to instructions, branches and temporaries.
 * A condition of a branch is therefore a plain expression. */
#ifndef DL_IR_IR_H
#define DL_IR_IR_H

#include "support/arena.h"
#include "support/text.h"

#include <stdint.h>
#include <string.h>

/* ---- places ---- */

typedef struct dl_file {
    const char *path; /* as reports show it: relative to the current folder where below it */
    const char *text; /* UTF-8, whole, NUL behind it; what the columns count */
    size_t size;
    bool is_user;    /* false for the stub and what was synthesized */
    bool is_recoded; /* the bytes on disk differ from `text`: UTF-16, Latin-1, or a byte order mark was taken away */
} dl_file;

typedef struct dl_span {
    const dl_file *file;  /* NULL: nowhere */
    unsigned offset, end; /* bytes; end is exclusive */
    unsigned line, column, end_line, end_column;
} dl_span;

/* ---- types ---- */

typedef enum dl_type_kind {
    DL_TYPE_OTHER,
    DL_TYPE_VOID,
    DL_TYPE_BOOL,
    DL_TYPE_INT,
    DL_TYPE_ENUM,
    DL_TYPE_FLOAT,
    DL_TYPE_POINTER,
    DL_TYPE_ARRAY,
    DL_TYPE_FUNCTION,
    DL_TYPE_RECORD
} dl_type_kind;

typedef struct dl_type dl_type;
typedef struct dl_record dl_record;

typedef struct dl_field {
    const char *name; /* "" for an anonymous member, whose own members count as the record's */
    const dl_type *type;
    const dl_type *owner; /* the user's class of C++ that declares it, or NULL */
} dl_field;

/* Stands in the name of a member of which a class has two, as it inherits one: what comes behind it tells their places
   apart, and is no part of the name that the source has. */
#define DL_MEMBER_MARK '@'

/* What the tag of a structure begins with that stands for one of which nobody knows the name. */
#define DL_NAMELESS_TAG "dl_m_"

struct dl_record {
    const char *tag;          /* `_DRIVER_OBJECT`; "" without one */
    const char *const *names; /* typedef names of the record itself; not of pointers to it */
    size_t name_count;
    const dl_field *fields; /* in order of declaration, anonymous members flattened */
    size_t field_count;
    const unsigned short *overlays; /* of each member, see dl_type_overlay; NULL: none lies in a union */
    const dl_record *const *bases;  /* the classes that it extends */
    size_t base_count;
    bool knows_bases;  /* these are all that it extends */
    bool lacks_fields; /* it extends a class of which not even the members are known */
    bool is_union;
    bool is_synthesized; /* members are only those the code names */
};

struct dl_type {
    dl_type_kind kind;
    const char *spelling;         /* as declared: `PDRIVER_OBJECT` */
    const char *canonical;        /* without typedefs */
    const dl_type *element;       /* of a pointer, an array; the result of a function */
    const dl_record *record;      /* of a record */
    const dl_type *const *params; /* of a function */
    size_t param_count;
    int64_t count; /* elements of an array; -1 unknown */
    int64_t size;  /* bytes; -1 unknown or arbitrary (synthesized) */
    bool is_unsigned, is_variadic, is_const;
};

/* ---- expressions ---- */

typedef enum dl_storage { DL_LOCAL, DL_PARAM, DL_STATIC_LOCAL, DL_GLOBAL, DL_TEMP } dl_storage;

typedef struct dl_var dl_var;
typedef struct dl_function dl_function;
typedef struct dl_instr dl_instr;
typedef struct dl_expr dl_expr;

struct dl_var {
    unsigned id;      /* dense within the program */
    const char *name; /* `%3` for a temporary */
    const dl_type *type;
    dl_storage storage;
    bool is_extern;       /* a global without a definition here */
    bool may_be_function; /* its type is made up, and nothing here says that it is a variable: `SOME_UNLOAD Leave;` */
    bool is_shared;       /* a global that other files can name: not `static` */
    bool is_const;
    bool is_read;   /* of those of a function: a value, an argument or a condition there mentions it */
    unsigned index; /* of a parameter */
    dl_span span;
    const dl_function *function; /* of locals, parameters, temporaries; else NULL */
    /* Initialiser of a global or static local: DL_I_ZERO and DL_I_ASSIGN, in order. A global without one is zero. */
    const dl_instr *inits;
    size_t init_count;
    /* Of a global or static local whose end runs code: the calls of that, in order. When they are made, if ever, no
     * source says. */
    const dl_instr *ends;
    size_t end_count;
};

/* Whether it outlives the call of its function. */
static inline bool dl_var_is_static(const dl_var *var)
{
    return var->storage == DL_GLOBAL || var->storage == DL_STATIC_LOCAL;
}

typedef enum dl_expr_kind {
    DL_E_UNKNOWN, /* not understood; may be anything. a, b may hold what is in it; name the word that stands there. With
                     is_synthesized nothing stands there: the system decides */
    DL_E_CONST,   /* value, if known; name is the constant's or macro's spelling, or NULL; a: of the offset of a
                     member, that member of a structure at null */
    DL_E_STRING,  /* name: the characters, UTF-8, without prefix and quotes, escapes resolved; also where it decays */
    DL_E_VAR,     /* var */
    DL_E_FUNCTION, /* name: the address of a function or the function itself; function if defined in the program */
    DL_E_FIELD,    /* a.name ; `p->f` is FIELD(DEREF(p), f); of_type: as dl_field.owner */
    DL_E_INDEX,    /* a[b] with a an array lvalue; `p[i]` of a pointer is INDEX(DEREF(p), i) */
    DL_E_DEREF,    /* *a */
    DL_E_ADDRESS,  /* &a; an array that decays is ADDRESS(INDEX(a, 0)) with `decays` set */
    DL_E_UNARY,    /* op a */
    DL_E_BINARY,   /* a op b; never && || , = */
    DL_E_CAST,     /* (type) a, written or implied, where it changes more than the spelling */
    DL_E_SIZEOF    /* of_type; name is the text of the operand; a if it was an expression */
} dl_expr_kind;

typedef enum dl_op {
    DL_OP_NONE,
    DL_OP_NOT,
    DL_OP_NEG,
    DL_OP_BITNOT, /* unary */
    DL_OP_ADD,
    DL_OP_SUB,
    DL_OP_MUL,
    DL_OP_DIV,
    DL_OP_REM,
    DL_OP_AND,
    DL_OP_OR,
    DL_OP_XOR,
    DL_OP_SHL,
    DL_OP_SHR, /* bitwise */
    DL_OP_EQ,
    DL_OP_NE,
    DL_OP_LT,
    DL_OP_LE,
    DL_OP_GT,
    DL_OP_GE
} dl_op;

/* What a loop makes an index run through: see ir/loops.h. */
typedef struct dl_loop dl_loop;
typedef struct dl_range {
    const dl_loop *loop;
    bool known;          /* first and last are */
    bool is_each;        /* the store is reached in every round, without a condition */
    bool is_each_ended;  /* likewise in every round that comes to its end: the loop may be left before */
    int64_t first, last; /* inclusive; first > last: never */
} dl_range;

/* A loop that goes through a row of indexes: the round that has run is followed by another one while `index op bound`.
 */
struct dl_loop {
    unsigned head, latch; /* blocks; the test stands behind the latch, and once more before the loop */
    const dl_expr *place; /* of the index: a variable, or a member of one */
    const dl_var *index;  /* that variable; NULL: it is a member */
    const dl_expr *bound;
    dl_op op;
    int64_t step;      /* 1 or -1 */
    bool asks_before;  /* of the index as it was before the step: `while (i-- > 0)` */
    bool steps_first;  /* `while (i > 0) { i--; … }` */
    bool ends_by_test; /* nothing else leaves it */
    bool is_even; /* which way a round goes, but for its test, is asked of nothing that tells rounds apart: of neither
                     the index nor what the loop writes */
    bool has_first;
    int64_t first; /* index of the first round, where it is a constant */
};

struct dl_expr {
    dl_expr_kind kind;
    dl_op op;
    const dl_type *type; /* never NULL; DL_TYPE_OTHER when unknown */
    dl_span span;        /* in a user's file: the expansion for what comes from a macro */
    const char *macro;   /* outermost macro that the user spelled for the whole of it, or NULL: `NT_SUCCESS` */
    const char *name;
    const dl_var *var;
    const dl_function *function;
    const dl_expr *a, *b;
    const dl_type *of_type;
    int64_t value;
    bool has_value; /* value is known and real, not a synthesized one; of what is computed from constants too */
    bool decays;
    bool is_synthesized;   /* names something that was declared for it; of a text: nobody knows what stands behind its
                              first `value` bytes */
    const dl_range *range; /* of an INDEX whose index is a loop's variable, else NULL */
};

/* ---- instructions ---- */

typedef enum dl_instr_kind {
    DL_I_CALL,
    DL_I_ASSIGN, /* target op= value */
    DL_I_ZERO,   /* the whole of target becomes zero: `= {0}`, what an aggregate initialiser leaves out */
    DL_I_EVAL,   /* value is read and dropped: `(void)x;`, an expression statement */
    DL_I_ENTER,  /* the life of var begins; its value is not yet written */
    DL_I_LEAVE,  /* it ends, other than by a return of the function */
    DL_I_LOST    /* the parser dropped something here: anything may have happened to what `value` names */
} dl_instr_kind;

typedef enum dl_assign_op {
    DL_ASSIGN,
    DL_ASSIGN_OR,
    DL_ASSIGN_AND,
    DL_ASSIGN_ADD,
    DL_ASSIGN_SUB,
    DL_ASSIGN_OTHER
} dl_assign_op;

struct dl_instr {
    dl_instr_kind kind;
    dl_span span; /* the judged range; findings point here */

    /* call */
    const char *name;    /* of the function called directly; `Class::Method` for a method; NULL through a pointer */
    const char *through; /* a known function that was given what is called, and calls it at once, or NULL */
    const dl_function *callee;  /* when its body is in the program */
    const dl_expr *pointer;     /* called through */
    const char *macro;          /* outermost macro the user spelled around this call, or NULL */
    const dl_expr *const *args; /* of the function; the object of a method comes first */
    size_t arg_count;
    const dl_expr *const *macro_args; /* of the macro, as far as they could be read; elements may be UNKNOWN */
    size_t macro_arg_count;
    const dl_var *result; /* temporary that receives the value; NULL when it has none */
    bool is_macro_only;   /* a macro that left no call in the tree: macro and macro_args speak, name is NULL */
    bool is_discarded;    /* cast to void by the user */
    bool is_noreturn;
    bool is_traced;  /* of a tracing function that the driver's own comments configure: it changes nothing … */
    bool is_leaving; /* … or is a macro that may leave the function, too */
    bool is_message; /* dl_call_is_message, as the lowering has found it */

    /* assign, zero, eval, enter, leave, lost */
    const dl_expr *target;
    const dl_expr *value;
    dl_assign_op op;
    bool is_init; /* from an initialiser */
    const dl_var *var;
};

typedef enum dl_term_kind {
    DL_T_JUMP,       /* to[0] */
    DL_T_BRANCH,     /* value ? to[0] : to[1] */
    DL_T_SWITCH,     /* value: cases; to[0] is the default */
    DL_T_CHOICE,     /* any of to[]: where an exception may leave a guarded block */
    DL_T_RETURN,     /* value or NULL */
    DL_T_UNREACHABLE /* behind a call that does not come back */
} dl_term_kind;

typedef struct dl_case {
    int64_t first, last;  /* inclusive */
    const dl_expr *value; /* as written */
    bool has_value;       /* false: a synthesized constant */
    unsigned to;
} dl_case;

typedef struct dl_term {
    dl_term_kind kind;
    dl_span span;
    const dl_expr *value;
    const dl_case *cases;
    size_t case_count;
    const unsigned *to; /* block numbers */
    size_t to_count;
    const char *macro; /* `return` or `goto` written inside this macro, or NULL */
} dl_term;

/* Where it may go on: to[], then the cases. */
static inline size_t dl_term_count(const dl_term *term)
{
    return term->to_count + term->case_count;
}

static inline unsigned dl_term_to(const dl_term *term, size_t i)
{
    return i < term->to_count ? term->to[i] : term->cases[i - term->to_count].to;
}

typedef struct dl_block {
    unsigned id;
    const dl_instr *instrs;
    size_t count;
    dl_term term;
    bool is_loop_head;   /* entered by a back edge */
    const dl_loop *loop; /* that begins here, where it goes through a row of indexes; or NULL */
    const unsigned *preds;
    size_t pred_count;
} dl_block;

/* Something that the lexer saw in a body and the tree lacks. */
typedef struct dl_lost {
    dl_span span;
    const char *kind;   /* `call`, `assignment`, `if`, `return`, `goto` … */
    const char *detail; /* the source, shortened */
} dl_lost;

struct dl_function {
    const char *name;     /* `DriverEntry`, `Class::Method` */
    const char *instance; /* of a template: tells it from the others that were made of it; else NULL */
    const dl_type *type;
    const dl_var *const *params;
    size_t param_count;
    const dl_var *const *locals; /* temporaries included */
    size_t local_count;
    const dl_block *blocks; /* blocks[0] is the entry */
    size_t block_count;
    dl_span span; /* the name at the definition */
    dl_span end;  /* the closing brace */
    bool is_static, is_extern_c, is_method, is_cpp;
    bool has_lost_params; /* the parser shows fewer than there are, as it knew no type of them */
    const char *section;  /* `INIT`, `PAGE…` from alloc_text and code_seg, or NULL */
    dl_span section_span;
    const char *const *roles; /* role types it was declared with: `DRIVER_INITIALIZE` */
    size_t role_count;
    /* the self-check */
    unsigned events;     /* calls, assignments, conditions, returns, gotos that the lexer counts */
    const dl_lost *lost; /* what of them the tree lacks: not empty means degraded */
    size_t lost_count;
    bool lends_locals; /* to lambdas, which may be functions of their own */
};

typedef struct dl_declared {
    const char *name;
    const dl_type *type;
    const char *role; /* role type, or NULL */
    dl_span span;
    bool is_extern_c;
} dl_declared;

typedef struct dl_include {
    const char *name; /* as written */
    bool is_found;    /* a file of the project answers it */
    bool is_guess;    /* by its name alone, which others have, too */
    bool is_quoted;   /* "…", not <…> */
    dl_span span;
} dl_include;

/* A function that the driver defines and whose body was not read. */
typedef struct dl_unread {
    const char *name;
    const char *reason; /* behind `Helper, called at line 3,` in a sentence: `is defined in a.c and in b.c` */
} dl_unread;

typedef struct dl_program {
    dl_arena *arena;
    const dl_file *const *files; /* files[0] is the one that holds the entry */
    size_t file_count;
    const dl_function *const *functions; /* bodies in the user's files */
    size_t function_count;
    const dl_var *const *globals;
    size_t global_count;
    const dl_declared *declared; /* function declarations in the user's files */
    size_t declared_count;
    const dl_include *includes;
    size_t include_count;
    const char *const *macros_defined; /* names of #define in the user's files and of -D */
    size_t macro_count;
    unsigned var_count;
    const dl_unread *unread; /* of what was looked for; else a callee without a body is in no source of the driver */
    size_t unread_count;
    const dl_record *const *classes; /* the user's, of C++, that have members */
    size_t class_count;
} dl_program;

/* What is cast; the expression itself where it is no cast, or NULL. */
static inline const dl_expr *dl_expr_uncast(const dl_expr *expr)
{
    while (expr && expr->kind == DL_E_CAST)
        expr = expr->a;
    return expr;
}

/* `p[i]`, an INDEX that goes on from where a pointer leads; `(*p)[i]` is the element of the array that it leads to. */
static inline bool dl_expr_is_step(const dl_expr *index)
{
    const dl_type *whole = index->a->type;

    return index->a->kind == DL_E_DEREF &&
           (whole->kind != DL_TYPE_ARRAY || strcmp(index->type->canonical, whole->canonical) == 0);
}

static inline bool dl_block_holds(const dl_block *block, const dl_instr *instr)
{
    return instr >= block->instrs && instr < block->instrs + block->count;
}
/* The block that the instruction stands in; NULL: it is none of the function's. */
const dl_block *dl_function_block(const dl_function *function, const dl_instr *instr);
/* By name; the `name` of a function itself means that one, where several have it. */
const dl_function *dl_program_function(const dl_program *program, const char *name);
/* Why a function that is called is not followed: a reason as in dl_unread. `name` may be NULL; `is_bound`: a definition
 * is known to be the one that the call means. */
const char *dl_program_unread(const dl_program *program, const char *name, bool is_bound);
/* Whether it is a message of a tracing macro or of a printing function of the driver's own, which changes nothing: its
   name says so, it is given a format, and nobody goes on with what it returns as a status or a pointer. */
static inline bool dl_call_is_message(const dl_instr *call)
{
    return call->is_message;
}
/* The same, asked of names and texts: once the function is whole. */
bool dl_call_reads_as_message(const dl_instr *call);
/* Storage: what can be written, and whose address can be taken. */
static inline bool dl_expr_is_place(const dl_expr *expr)
{
    return expr->kind == DL_E_VAR || expr->kind == DL_E_FIELD || expr->kind == DL_E_INDEX || expr->kind == DL_E_DEREF;
}
/* What the instruction names, one by one: what it is called through, its target, value and arguments, and those of its
 * macro; NULL where it has none. */
static inline size_t dl_instr_expr_count(const dl_instr *instr)
{
    return 3 + instr->arg_count + instr->macro_arg_count;
}
static inline const dl_expr *dl_instr_expr(const dl_instr *instr, size_t i)
{
    const dl_expr *const first[] = {instr->pointer, instr->target, instr->value};

    if (i < 3)
        return first[i];
    i -= 3;
    return i < instr->arg_count ? instr->args[i] : instr->macro_args[i - instr->arg_count];
}

/* A constant that is zero, whatever it is cast to. */
bool dl_expr_is_null(const dl_expr *expr);
/* A member of what a constant null points to: its address is the member's offset. */
bool dl_expr_is_at_null(const dl_expr *place);
/* The variable that an lvalue, or the address of one, begins at; NULL: it begins at none. */
const dl_var *dl_expr_root(const dl_expr *expr);
/* Whether a pointer is followed on the way to the place, which may be NULL. */
bool dl_expr_is_behind_pointer(const dl_expr *place);
/* Whether the two are spelled alike. Either may be NULL. */
bool dl_expr_same(const dl_expr *a, const dl_expr *b);
/* Whether the variable stands anywhere in the expression, which may be NULL. */
bool dl_expr_mentions(const dl_expr *expr, const dl_var *var);
/* Whether `&var` stands in the expression; true of one too deep to be looked through, too. */
bool dl_expr_takes_address(const dl_expr *expr, const dl_var *var);
/* Of a local that is written once in its function, by a plain assignment, what that assigns; else NULL. Writes by its
 * address are not looked for. */
const dl_expr *dl_function_only_value(const dl_function *function, const dl_var *var);
/* Of a local that plain assignments alone write (`result = status;` before each jump to the end): the one other local
 * that it is read from; NULL: there is none, or more than one. */
const dl_expr *dl_function_only_source(const dl_function *function, const dl_expr *value);
/* A type definition of that name, its tag or its spelling; qualifiers are passed over. Accepts NULL. */
bool dl_type_named(const dl_type *type, const char *name);
/* Whether it is named so, or is a class whose first base, or the first one of that, is. */
bool dl_type_begins_with(const dl_type *type, const char *name);
/* Whether it was made up for what is declared nowhere: of the structure not even the name is known. Accepts NULL. */
bool dl_type_is_nameless(const dl_type *type);
/* A name that is declared nowhere, as a value: a constant or a variable was made up for it. NULL: the expression is
 * none. */
const char *dl_expr_made_up_name(const dl_expr *expr);
/* Whether a DL_E_SIZEOF asks for the size of a name that is declared nowhere: it may be that of any type. */
bool dl_sizeof_is_made_up(const dl_expr *size);
/* Whether it is meant for true and false, by its name: BOOLEAN is a number to the parser. */
bool dl_type_is_boolean(const dl_type *type);
/* One structure, whichever unit has read it: that has its tag. Accept NULL. */
bool dl_record_is_same(const dl_record *a, const dl_record *b);
/* Whether it is the class, or extends it, as far as is known. */
bool dl_record_extends(const dl_record *record, const dl_record *class);
/* The type of the structure's member of that name; NULL: it has none, or is no structure. */
const dl_type *dl_type_member(const dl_type *type, const char *name);
/* The member that is all of a union, the one number in it that is as large (`QuadPart` of a LARGE_INTEGER): the same
   place as the union. NULL: there is none, or the type is no union. */
const char *dl_type_whole(const dl_type *type);
/* Whether it is what the virtual calls of an object go through: a member named by a method and what it takes,
   `Start(int)`, which constructors set. */
static inline bool dl_member_is_slot(const char *name)
{
    return name[0] != '(' && strchr(name, '(');
}
static inline bool dl_expr_is_slot(const dl_expr *expr)
{
    return expr && expr->kind == DL_E_FIELD && expr->name && dl_member_is_slot(expr->name);
}
/* Where the structure's member of that name lies in a union: the number of the union above the low byte, in that the
   number of the union's member that it is or is a part of. Members of one union that are not of one member of it share
   storage. 0: it lies in none. */
unsigned dl_type_overlay(const dl_type *type, const char *name);
/* How much of a member's name stands in the source. */
static inline size_t dl_member_name_size(const char *name)
{
    const char *mark = strchr(name, DL_MEMBER_MARK);

    return mark ? (size_t)(mark - name) : strlen(name);
}
/* What a call's result is put into, where it stands by itself on the right side; else NULL. */
const dl_expr *dl_result_slot(const dl_function *function, const dl_instr *call);
/* Letters, and none of them small. Accepts NULL. */
bool dl_is_in_capitals(const char *name);
/* The source text of a span, cut at `most` bytes, white space folded. In `arena`. */
const char *dl_span_text(dl_span span, size_t most, dl_arena *arena);
/* Of a comparison: the one that holds where it does not, and the one with the sides exchanged. Of another operator:
   DL_OP_NONE, and itself. */
dl_op dl_op_negated(dl_op op);
dl_op dl_op_turned(dl_op op);
const char *dl_expr_text(const dl_expr *expr, dl_arena *arena);

#endif
