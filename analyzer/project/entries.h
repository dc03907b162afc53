/* entries.h: the entry routines of a tree: those of a known name, those that the linker is told to enter by, and, where
 * a project has none of these, those that an included header holds or that are declared by the role type.
 * Private to project/. */
#ifndef DL_PROJECT_ENTRIES_H
#define DL_PROJECT_ENTRIES_H

#include "project/builds.h"

typedef struct dl_found_entry {
    const char *file, *function;
    unsigned line;
    bool is_of_project; /* an entry for the projects that give the linker this name, and for no other */
    const char *space;  /* the namespace that it stands in, or NULL */
    unsigned other;     /* the line of another definition in the file, or 0: a condition says which is compiled */
} dl_found_entry;

typedef struct dl_entry_search {
    const dl_tree *tree;
    const dl_settings *settings;
    dl_builds *builds;
    const char *const *names; /* that the models know */
    size_t name_count;
    dl_notices *notices; /* of files that cannot be read, which is noted in `has_unread` too */
    bool *has_unread;
    dl_arena *arena;
} dl_entry_search;

/* Of `file` alone, or where it is NULL, of the sources that the projects build, or of all of the tree. */
const dl_found_entry *dl_entries_find(const dl_entry_search *search, const char *file, bool is_built, size_t *count,
                                      dl_arena *scratch);

#endif
