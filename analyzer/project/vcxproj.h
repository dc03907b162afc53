/* vcxproj.h: what a C++ project of Visual Studio builds, and the projects of a solution. Private to project/. */
#ifndef DL_PROJECT_VCXPROJ_H
#define DL_PROJECT_VCXPROJ_H

#include "project/msbuild.h"

/* Reads the project of the tree. `given` is the command line's. Fails with DL_BAD_INPUT. `scratch` is free after. */
dl_code dl_vcxproj_read(dl_build **out, const dl_msbuild_files *files, const char *path, const char *solution_folder,
                        const dl_settings *given, dl_arena *scratch, dl_arena *arena, dl_status *why);

/* The projects that a solution (.sln or .slnx) of the tree names. */
typedef struct dl_solution {
    dl_strings projects; /* that stand in the tree, as reports show them */
    dl_strings absent;   /* that do not, as written */
    dl_map *named;       /* all of them, as written */
} dl_solution;

/* Fails with DL_BAD_INPUT. */
dl_code dl_solution_read(dl_solution *out, const dl_msbuild_files *files, const char *path, dl_arena *arena,
                         dl_status *why);

#endif
