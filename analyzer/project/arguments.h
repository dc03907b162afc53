/* arguments.h: arguments of a compiler as untrusted input: an allow-list of what tells how a source is read, in the
 * forms of GNU and Microsoft; all else is passed over, with its value. Private to project/. */
#ifndef DL_PROJECT_ARGUMENTS_H
#define DL_PROJECT_ARGUMENTS_H

#include "project/build.h"
#include "project/tree.h"

/* The last word on a macro. */
typedef struct dl_macro_word {
    const char *text; /* `NAME` or `NAME=VALUE` */
    bool is_defined;
    bool is_replaced; /* by a later one */
} dl_macro_word;

typedef struct dl_arguments {
    dl_arena *arena;
    const dl_tree *tree;
    const char *folder;  /* absolute: what relative paths are seen from */
    dl_strings includes; /* as reports show them; what lies outside of the tree is not taken */
    dl_strings forced;
    DL_VEC(dl_macro_word *) macros;
    dl_map *last_words;   /* name → dl_macro_word */
    size_t macro_count;   /* names */
    dl_strings refused;   /* arguments that would load or run something, or read outside of the tree */
    bool takes_responses; /* `@file` may be followed, within the tree */
    unsigned responses;   /* that were read */
    dl_language language; /* that the source is taken for */
    bool is_whole;        /* what is read is all that the compiler is given */
} dl_arguments;

void dl_arguments_init(dl_arguments *in, const dl_tree *tree, const char *folder, dl_arena *arena);
void dl_arguments_read(dl_arguments *in, const char *const *arguments, size_t count);
/* Equal for lists that are read alike, whatever source and outputs they name. */
const char *dl_arguments_key(const char *const *arguments, size_t count, dl_arena *arena);
/* Splits a command line: as Windows does (`\` is a character, but before a quote), or as a shell does. */
void dl_arguments_split(const char *line, bool is_windows, dl_strings *out, dl_arena *arena);

/* One of each, sanitised: what is no macro's name is not taken. */
void dl_arguments_define(dl_arguments *in, const char *define);
void dl_arguments_undefine(dl_arguments *in, const char *name);
void dl_arguments_include(dl_arguments *in, const char *folder);
void dl_arguments_force(dl_arguments *in, const char *name);

/* What was read, with what the command line gives before or behind it: its include folders are looked at first, its
 * macros have the last word. */
const dl_settings *dl_arguments_settings(const dl_arguments *in, const dl_settings *given, dl_arena *arena);

#endif
