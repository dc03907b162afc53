/* attach.h: which INF and, without a project, which sources are a driver's. Private to project/. */
#ifndef DL_PROJECT_ATTACH_H
#define DL_PROJECT_ATTACH_H

#include "project/builds.h"
#include "project/inf.h"

typedef DL_VEC(const dl_inf *) dl_infs;
typedef DL_VEC(dl_driver *) dl_drivers;

/* The facts of the INFs that the driver's project names or that install what it builds, of these the nearest; else of
 * those in the nearest folder that has any. `build` NULL: it has no project. */
void dl_attach_inf(dl_driver *driver, const dl_builds *builds, const dl_build *build, const dl_infs *infs,
                   dl_arena *arena, dl_arena *scratch);

/* The sources of a driver without a project: those of the entry's folder and, where `is_deep`, of the folders below it
 * in which neither an entry routine stands nor a project file; but no file that another of `drivers` enters by. Where
 * `is_deep`, also those of the folders around (`src`, `common`, `lib`), up to the highest folder below which there is
 * no other entry routine and no project file; but none of a folder that holds a program, and none for user mode; and,
 * in folders with neither an entry routine nor a project file, those beside a header that is included and has their
 * name. */
void dl_attach_folder(dl_driver *driver, const dl_drivers *drivers, bool is_deep, dl_arena *arena, dl_arena *scratch);

#endif
