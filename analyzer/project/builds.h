/* builds.h: what the project files of a tree build, and which build an entry routine belongs to.
 * Private to project/. Owns: all in the arena given. */
#ifndef DL_PROJECT_BUILDS_H
#define DL_PROJECT_BUILDS_H

#include "project/build.h"
#include "project/tree.h"

typedef struct dl_builds dl_builds;

/* Reads every project file of the tree (`only` NULL), or one and what it refers to; and the compile `database`, which
 * may stand outside of the tree, where one was given (NULL: none). `given` are the settings of the command line. A file
 * that cannot be read is a notice; where `only` or the database cannot be, this fails with DL_BAD_INPUT. */
dl_code dl_builds_read(dl_builds **out, const dl_tree *tree, const char *only, const char *database,
                       const dl_settings *given, dl_notices *notices, dl_arena *arena, dl_status *why);

/* Those of the files asked for; what is read to be linked with them is not among them. */
const dl_build *const *dl_builds_all(const dl_builds *builds, size_t *count);

/* The builds that the source goes into: as its own, or by a static library. A library stands for itself only when
 * nothing links it, a program or a library of user mode when nothing else has the source, and not at all where its
 * project shows a main routine or tests; a `sources` file or a database when no project has. */
const dl_build *const *dl_builds_owners(dl_builds *builds, const char *source, size_t *count, dl_arena *arena);
/* Whether it is a driver of the kernel: what only a database or a folder tells of may be one. */
bool dl_build_is_driver(const dl_build *build);
/* Whether it is one for the system, names a routine to enter by, or is a project of which nobody knows what it builds.
 */
bool dl_build_may_be_driver(const dl_build *build);
/* Whether it is a program or library of user mode, as far as the project tells. */
bool dl_build_is_plain(const dl_build *build);
/* Whether one of its own sources holds the main routine of a program, or tests. What may be a driver is none, whatever
 * its sources hold. A source that includes a header for drivers says nothing of it, but for a main routine of what is
 * told to be a program, or of the target of a database. */
bool dl_builds_is_program(dl_builds *builds, const dl_build *build);
/* Whether any build takes the source. */
bool dl_builds_have(const dl_builds *builds, const char *source);
/* A project file that names a source which is not there, or outside, and has the name of this one; NULL: none does. */
const char *dl_builds_losing(const dl_builds *builds, const char *source);
/* Whether some do, and each is the project of a program. */
bool dl_builds_are_programs(dl_builds *builds, const char *source);
/* Whether a build forces a header for drivers upon the source. */
bool dl_builds_force_kernel(const dl_builds *builds, const char *source, dl_arena *scratch);
/* The sources of the build and of the static libraries that it links, each once. */
const dl_build_source *dl_builds_sources(const dl_builds *builds, const dl_build *build, size_t *count);

/* Whether the file, by its name, is a project file that dl_builds_read takes. */
bool dl_builds_is_project(const char *path);

#endif
