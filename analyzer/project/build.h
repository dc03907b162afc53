/* build.h: what a project file says of one thing that it builds, whatever the file's format.
 * Private to project/. Owns: all in the arena of the reader. */
#ifndef DL_PROJECT_BUILD_H
#define DL_PROJECT_BUILD_H

#include "project/driver.h"
#include "support/vec.h"

typedef enum dl_build_kind { DL_BUILD_MSBUILD, DL_BUILD_COMMANDS, DL_BUILD_SOURCES } dl_build_kind;

typedef enum dl_build_type {
    DL_BUILD_UNKNOWN,
    DL_BUILD_DRIVER,
    DL_BUILD_LIBRARY, /* static: belongs to what links it */
    DL_BUILD_DLL,
    DL_BUILD_PROGRAM
} dl_build_type;

typedef struct dl_build_source {
    const char *path; /* a file of the tree, as reports show it */
    const dl_settings *settings;
} dl_build_source;

typedef struct dl_build {
    const char *project; /* the project file, as reports show it */
    const char *target;  /* the name of what is built, without ending */
    const char *key;     /* the project file, with the target where one file builds several: tells builds apart */
    dl_build_kind kind;
    dl_build_type type;
    bool is_user_mode;      /* a driver of user mode */
    bool is_made_elsewhere; /* the project runs another tool, which may know more than it tells */
    bool is_folder;         /* no command shows a target: it stands for all sources of a folder */
    bool is_native;         /* whatever its type, the kit's tools or the linker are told that it is for the kernel */
    const dl_build_source *sources;
    size_t source_count;
    size_t outside_count, missing_count; /* sources that lie outside of the tree, that are not there */
    const char *first_outside, *first_missing;
    const char *const *lost; /* the names without folder of all these */
    size_t lost_count;
    bool is_elsewhere;  /* the first outside is named with a whole path, of another machine maybe */
    const char *absent; /* a sheet that it imports and that is not in the tree: settings may be missing; or NULL */
    const char *const *references; /* project files whose products it links, as reports show them */
    size_t reference_count;
    const char *const *infs; /* that it names, as reports show them */
    size_t inf_count;
    const char *const *libraries; /* file names of import and static libraries, without folder */
    size_t library_count;
    const char *const *link_options;
    size_t link_option_count;
    const char *entry_symbol; /* the routine that the linker is told to enter by; NULL: it is not told */
    const dl_project_property *properties;
    size_t property_count;
} dl_build;

/* The routine of an option that tells the linker the entry point: `Name` of `Name@8` and `_Name@8`. */
const char *dl_build_entry(const char *symbol, dl_arena *arena);

typedef DL_VEC(dl_notice) dl_notices;
typedef DL_VEC(const char *) dl_strings;

/* A file that many read says the same once. What the notice points to lives in `arena`, or longer. */
void dl_notices_add_once(dl_notices *notices, dl_notice notice, dl_arena *arena);

bool dl_strings_have(const dl_strings *list, const char *text);

#endif
