/* programs.h: which sources are those of programs and tests, which call an entry routine where the system would, or
 * stand in for one. Private to project/. */
#ifndef DL_PROJECT_PROGRAMS_H
#define DL_PROJECT_PROGRAMS_H

#include "project/lex.h"
#include "project/tree.h"

/* Whether a source defines the main routine of a program, under whatever condition. */
bool dl_program_has_main(const dl_tokens *tokens, dl_arena *scratch);
/* Whether it defines one, or tests, under no condition: a driver's source may have them where it is built for tests. */
bool dl_program_is_one(const dl_tokens *tokens, dl_arena *scratch);
/* Whether it defines a main routine under no condition, and no entry routine beside it: what links it is a program,
 * whatever the source includes. */
bool dl_program_begins_one(const dl_tokens *tokens, dl_arena *scratch);
/* Whether it includes the header of a framework for tests, under no condition. */
bool dl_program_is_test(const dl_tokens *tokens, dl_arena *scratch);

/* What headers of the kits a source includes, under whatever condition. */
typedef struct dl_reached {
    bool kernel;  /* one for drivers, of user mode as well */
    bool user;    /* one for programs */
    bool unknown; /* one of its own that is not there, or that a macro names */
} dl_reached;

/* Whether a header for drivers is forced upon it by its settings, or one of the tree that includes such. */
bool dl_program_is_forced(const dl_tree *tree, const dl_settings *settings, const char *path, dl_arena *scratch);
/* By its own lines. */
dl_reached dl_program_reaches(const dl_tokens *tokens, dl_arena *scratch);
/* And by the headers of the tree that it includes. */
dl_reached dl_program_reaches_all(const dl_tree *tree, const dl_settings *settings, const char *path,
                                  dl_arena *scratch);

#endif
