/* msbuild_parts.h: what the files of the MSBuild reader share. */
#ifndef DL_PROJECT_MSBUILD_PARTS_H
#define DL_PROJECT_MSBUILD_PARTS_H

#include "project/msbuild.h"

/* A group that is evaluated after all properties are known. */
typedef struct dl_msbuild_group {
    const dl_xml *at;
    const char *file; /* absolute path of the file that holds it */
} dl_msbuild_group;

struct dl_msbuild {
    const dl_msbuild_files *files;
    dl_arena *arena;
    const char *path;                        /* as reports show it */
    const char *folder;                      /* absolute */
    const char *file;                        /* absolute path of the file at hand */
    dl_map *properties;                      /* lower-case name → dl_project_property */
    DL_VEC(const dl_project_property *) set; /* those that a file sets */
    dl_map *locked;                          /* lower-case names that no file may set */
    dl_map *definitions;                     /* lower-case `type/name` → value */
    dl_map *items;                           /* lower-case type → dl_msbuild_items */
    DL_VEC(dl_msbuild_group) groups;
    dl_map *imported; /* shown path → state of an import */
    unsigned line;    /* of the element at hand */
    size_t left;      /* bytes that expansion may still make */
    unsigned imports;
    const char *absent; /* the first sheet that was to be imported and is not in the tree; NULL: none */
    bool is_spent;      /* it may not: what follows is empty */
};

/* What `%(Name)` in a text stands for. */
typedef const char *dl_msbuild_ask(const dl_msbuild *project, void *self, const char *name);

/* The text with `$(…)`, `@(…)` and, where `ask` is given, `%(…)` replaced. */
const char *dl_msbuild_expand(dl_msbuild *project, const char *text, dl_msbuild_ask *ask, void *self);
/* Whether the element's Condition holds; without one, it does. A condition that is not understood does not, and is
 * noted. */
bool dl_msbuild_holds(dl_msbuild *project, const dl_xml *element);
const dl_msbuild_items *dl_msbuild_list(const dl_msbuild *project, const char *type);
/* The absolute path that a name in the project means, seen from `folder`. */
const char *dl_msbuild_resolve(const dl_msbuild *project, const char *folder, const char *name);
/* Whether a file or folder of the tree stands at the absolute path. */
bool dl_msbuild_exists(const dl_msbuild *project, const char *absolute);
void dl_msbuild_note(dl_msbuild *project, unsigned line, const char *message);
char *dl_msbuild_trim(const char *from, size_t size, dl_arena *arena);

/* Adds the items of all groups. */
void dl_msbuild_read_items(dl_msbuild *project);

#endif
