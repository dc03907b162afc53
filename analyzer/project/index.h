/* index.h: which file of a driver defines what, by tokens alone: so that only the files that matter are parsed.
 *
 * Neither types nor macros are known here, and every arm of a conditional counts: what it says of a name is where to
 * look for it, the parser has the last word.
 * Owns: all in the arena given; each file is read once, and shared by the drivers that hold it. One thread only. */
#ifndef DL_PROJECT_INDEX_H
#define DL_PROJECT_INDEX_H

#include "project/driver.h"

typedef struct dl_index dl_index;

/* Bytes of a file; `end` is exclusive. */
typedef struct dl_bytes {
    unsigned from, end;
} dl_bytes;

/* A member that a body may store to. */
typedef struct dl_indexed_store {
    const char *member;
    const char *type; /* `PEXTENSION` of `PEXTENSION extension; … extension->Member = …`; NULL: not told there */
    bool is_copied;   /* `x = extension->Member;`: unless it is an array, nothing is stored there */
} dl_indexed_store;

typedef struct dl_indexed_function {
    const char *name; /* `Function`; `Class::Method` outside of its class; `Space::DriverEntry` */
    bool is_static;
    unsigned line;
    /* The body without its braces, without the lines of directives that stand in it. */
    const dl_bytes *pieces;
    size_t piece_count;
    unsigned open, close;     /* the bytes of its braces */
    const char *const *names; /* each name that the body mentions, once */
    const bool *is_called;    /* … directly before a `(`; of `Owner owner(…)` it is the type */
    const bool *is_stored;    /* … as a member, behind which something else than a comparison or a call stands */
    const bool *is_whole;     /* … where no `.` or `->` stands behind it, or behind its indexes */
    size_t name_count;
    const dl_indexed_store *stores; /* each member and type, mostly once */
    size_t store_count;
    const char *const
        *made_of; /* `ROUTINE(Read) {`: what a macro may make the name of, `Read`; `name` is the macro's */
    size_t made_of_count;
} dl_indexed_function;

typedef struct dl_indexed_variable {
    const char *name;
    bool is_static;
    bool has_initialiser;
    unsigned line;
} dl_indexed_variable;

typedef struct dl_indexed_include {
    const char *name; /* as written */
    bool is_quoted;
} dl_indexed_include;

/* What stands in a file outside of the bodies of its functions: macros, initialisers, classes, templates. */
typedef struct dl_indexed_rest {
    const char *const *names; /* each that is mentioned, once; what a declaration declares is not, nor are pragmas */
    const unsigned *lines;    /* of the first mention of each */
    size_t name_count;
    const char *const *declared; /* what file scope declares, more than once maybe */
    size_t declared_count;
    const char *const *records; /* the names that typedefs give to structures, or to pointers to such */
    size_t record_count;
    const char *const *statements; /* names in capitals that are a statement each, anywhere: `NAME;` */
    size_t statement_count;
    const char *const *texts; /* of strings anywhere in the file that are nothing but a name */
    size_t text_count;
    const dl_indexed_include *includes;
    size_t include_count;
    bool is_pasting; /* it has `##`: names may be put together */
} dl_indexed_rest;

typedef struct dl_indexed_file {
    const char *path;
    const dl_indexed_function *functions;
    size_t function_count;
    const dl_indexed_variable *variables; /* at file scope; not those that are only declared `extern` */
    size_t variable_count;
    const dl_indexed_rest *rest;
    bool makes_entry; /* a macro of it makes an entry routine there */
} dl_indexed_file;

dl_index *dl_index_new(dl_arena *arena);
/* NULL: it could not be read, or is no text. `path` is one of the driver's sources. */
const dl_indexed_file *dl_index_file(dl_index *index, const dl_driver *driver, const char *path);
/* The function of that name; of several the first. NULL: none. */
/* Whether a program's or a driver's entry may have the name. A function of that name in a namespace is none: it is
 * named with the namespace. */
bool dl_indexed_is_entry_name(const char *name);
const dl_indexed_function *dl_indexed_find(const dl_indexed_file *file, const char *name);
/* Whether a macro may make that name of what the function's head gives it: all of that is in it. */
bool dl_indexed_may_be(const dl_indexed_function *function, const char *name);
/* Whether a source that lies beside the driver's is no part of it: it holds another driver's entry routine, or the main
 * routine of a program. */
bool dl_indexed_is_program(const dl_indexed_file *file, const dl_driver *driver);
/* The one text that the index has for the name: all names in it are such texts. NULL: no file that it has read holds
 * the name. */
const char *dl_index_name(const dl_index *index, const char *name);
const char *dl_index_name_n(const dl_index *index, const char *name, size_t size);
/* Such a text has a number, below the count, which grows with each file that is read. */
size_t dl_index_number(const char *name);
size_t dl_index_name_count(const dl_index *index);
/* Whether a stub header holds the name. */
bool dl_index_is_of_stubs(dl_index *index, const char *name);
/* Whether the body mentions the name, which is such a text, or NULL. */
bool dl_indexed_mentions(const dl_indexed_function *function, const char *name);
/* Whether it may store to a member of that name, or give its address away. */
bool dl_indexed_may_store(const dl_indexed_function *function, const char *name);
/* … but for those to members of what is declared there as of a type that `is_other`. `is_array`: the member is one. */
bool dl_indexed_may_store_but(const dl_indexed_function *function, const char *name, bool is_array,
                              bool (*is_other)(void *self, const char *type), void *self);
/* Whether it mentions more of what the name stands for than members of it. */
bool dl_indexed_mentions_whole(const dl_indexed_function *function, const char *name);

#endif
