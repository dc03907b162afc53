/* msbuild.h: a project file of MSBuild, evaluated as far as the tree tells: properties, imports within the tree,
 * conditions, item definitions, items. What tools and kits bring is not there: their properties are empty, but for the
 * well-known ones (docs/design.md, section 3). Targets are not run. Private to project/. */
#ifndef DL_PROJECT_MSBUILD_H
#define DL_PROJECT_MSBUILD_H

#include "project/build.h"
#include "project/tree.h"
#include "project/xml.h"

/* The files that projects of a tree import, each read once. */
typedef struct dl_msbuild_files {
    const dl_tree *tree;
    dl_map *by_path;
    dl_arena *arena;     /* of the files */
    dl_notices *notices; /* of files that could not be read */
    dl_arena *notice_arena;
} dl_msbuild_files;

typedef struct dl_msbuild_item {
    const char *name; /* as written, `\` turned into `/` */
    const char *path; /* where it would stand, absolute */
    dl_map *metadata; /* its own, by lower-case name; NULL: none */
} dl_msbuild_item;

typedef DL_VEC(dl_msbuild_item) dl_msbuild_items;

typedef struct dl_msbuild dl_msbuild;

/* Evaluates the file of the tree, for the configuration nearest to `Release|x64`. `solution_folder` is absolute; NULL:
 * not known. Fails with DL_BAD_INPUT, file and line. The result lives in `arena`, which fills with much that is gone
 * with it. */
dl_code dl_msbuild_evaluate(dl_msbuild **out, const dl_msbuild_files *files, const char *path,
                            const char *solution_folder, dl_arena *arena, dl_status *why);

/* "" where it has no value; trimmed. */
const char *dl_msbuild_property(const dl_msbuild *project, const char *name);
/* The properties that the project and its imports set, in order. */
const dl_project_property *dl_msbuild_properties(const dl_msbuild *project, size_t *count);
/* The items of ClCompile, ProjectReference and Inf. */
const dl_msbuild_items *dl_msbuild_items_of(const dl_msbuild *project, const char *type);
/* A list or value that an item definition gives, with what the item itself says where `item` is given. "" for none. */
const char *dl_msbuild_metadata(const dl_msbuild *project, const char *type, const dl_msbuild_item *item,
                                const char *name);
/* The parts of a `;` list, trimmed, `%xx` decoded, none empty. */
void dl_msbuild_split(const char *list, dl_strings *out, dl_arena *arena);
/* The first sheet, as written, that was to be imported and is not in the tree; NULL: none. Those of kits and tools do
 * not count. */
const char *dl_msbuild_absent(const dl_msbuild *project);
/* The absolute folder of the project file. */
const char *dl_msbuild_folder(const dl_msbuild *project);

#endif
