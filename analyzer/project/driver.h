/* driver.h: from paths to drivers. A driver is an entry routine with the files
 * and settings it is built with, and its INF if there is one.
 * Owns: all in the arena given; read-only afterwards. */
#ifndef DL_PROJECT_DRIVER_H
#define DL_PROJECT_DRIVER_H

#include "support/arena.h"
#include "support/text.h"

#include <string.h>

/* One fact of an INF or INX file that tells what the driver is. */
typedef enum dl_inf_kind { DL_INF_CLASS, DL_INF_CLASS_GUID, DL_INF_SECTION, DL_INF_DIRECTIVE } dl_inf_kind;
typedef struct dl_inf_fact {
    dl_inf_kind kind;
    const char *name; /* section or directive; "Class" for a class */
    const char *value;
    const char *file;
    unsigned line;
} dl_inf_fact;

/* What stands below the given paths: names only, nothing parsed. Shared by the drivers of a run. */
typedef struct dl_tree dl_tree;

typedef enum dl_language { DL_LANGUAGE_OF_NAME, DL_LANGUAGE_C, DL_LANGUAGE_CPP } dl_language;

typedef struct dl_settings {
    const char *const *include_folders; /* -I */
    size_t include_count;
    const char *const *defines; /* -D: `NAME` or `NAME=VALUE` */
    size_t define_count;
    const char *const *undefines; /* -U */
    size_t undefine_count;
    const char *const
        *forced_includes; /* names as #include "…" at the top of each source would give them, or absolute */
    size_t forced_count;
    dl_language language; /* that the compiler is told to take the source for */
    bool is_whole;        /* a compiler's own command line told them: no kit adds to it */
    const char *database; /* -p: a compile database that says how the sources are built, or NULL; NULL of a driver */
} dl_settings;

/* Whether `NAME` or `NAME=VALUE` is of the macro whose name are the first `size` bytes of `name`. */
static inline bool dl_define_is_of(const char *define, const char *name, size_t size)
{
    return strncmp(define, name, size) == 0 && (define[size] == '\0' || define[size] == '=');
}

/* What a project file says of the whole: `DriverType`, `KMDF_VERSION_MAJOR`, … */
typedef struct dl_project_property {
    const char *name, *value;
} dl_project_property;

typedef struct dl_driver {
    const char *name;           /* shown to people: folder/file without ending */
    const char *project;        /* project file, or NULL */
    const char *target;         /* the name of what the project builds, without ending; NULL without a project */
    bool is_user_mode;          /* the project builds a driver of user mode */
    bool is_made_elsewhere;     /* the project runs another build tool, which is not followed */
    bool is_partial;            /* the project imports what was not given: settings may be missing */
    const char *missing_source; /* the first that the project builds and that was not given, or NULL */
    const char *lost_by; /* without a project: one with a source of the entry's name that is not there; or NULL */
    const char *const *build_files; /* without a project: those of the tree that name the entry's file */
    size_t build_file_count;
    bool is_of_programs;        /* without a project: some build the entry's file, but all of these are programs */
    const char *entry_file;     /* path as reports show it */
    const char *entry_function; /* `DriverEntry` as the scan saw it */
    unsigned entry_line;
    bool entry_is_inner;        /* in a namespace, and no other has the name: it lends that nothing */
    const char *root;           /* the folder that was pointed at; nothing above it is read */
    const char *const *sources; /* what it is built from, the entry's file first: paths as reports show them */
    size_t source_count;
    const dl_settings *settings;                /* of the entry's file */
    const dl_settings *const *sources_settings; /* of each source; NULL: of all those of the entry's file */
    const dl_project_property *properties;
    size_t property_count;
    const char *const *libraries; /* that it is linked with: file names without folder */
    size_t library_count;
    const char *const *link_options;
    size_t link_option_count;
    const dl_inf_fact *inf;
    size_t inf_count;
    const dl_tree *tree;
    const struct dl_driver *twin; /* an earlier driver of the run that differs in `project` only, or NULL */
} dl_driver;

typedef enum dl_notice_level { DL_NOTICE_NOTE, DL_NOTICE_WARNING, DL_NOTICE_ERROR } dl_notice_level;
typedef struct dl_notice {
    dl_notice_level level;
    const char *message;
    const char *file; /* or NULL */
    unsigned line;    /* or 0 */
    unsigned column;  /* or 0 */
} dl_notice;

typedef struct dl_project {
    const dl_driver *const *drivers; /* by entry file, then line */
    size_t driver_count;
    const dl_notice *notices;
    size_t notice_count;
    bool has_unread; /* something given could not be read: exit status 3 */
    bool has_empty;  /* a folder given holds no entry routine: exit status 3 */
} dl_project;

/* `entry_names` are the names of entry routines that the models know. Fails with DL_USAGE for
 * a path that does not exist; everything else becomes a notice. */
dl_code dl_project_find(dl_project **out, const char *const *paths, size_t path_count, const dl_settings *settings,
                        const char *const *entry_names, size_t entry_count, dl_arena *arena, dl_status *why);

/* What a source is built with; those of the entry's file for what is none. */
const dl_settings *dl_driver_settings(const dl_driver *driver, const char *source);

/* Whether a source is one of C++, by its settings or else by the ending of its name. */
bool dl_driver_is_cpp(const dl_driver *driver, const char *source);

/* The file that `#include "name"` or `<name>` in `from` means, in the tree or an include folder:
 * any letter case, either slash. NULL: none; then the include is mapped to an empty file.
 * A file outside the tree and the include folders is never an answer. In `arena`. */
const char *dl_tree_include(const dl_tree *tree, const dl_settings *settings, const char *from, const char *name,
                            bool is_quoted, dl_arena *arena);

/* The file that an option means which includes it before the source `from`: it may be told by an absolute path, too. */
const char *dl_tree_forced(const dl_tree *tree, const dl_settings *settings, const char *from, const char *name,
                           dl_arena *arena);

/* Whether such a file was taken by its name alone, of several that have it: it may be another one that is meant, and
 * not be there. */
bool dl_tree_is_guess(const dl_tree *tree, const dl_settings *settings, const char *from, const char *name,
                      bool is_quoted, dl_arena *arena);

/* Reads and decodes a file of the tree or of an include folder. Fails with DL_BAD_INPUT; a link that leads
 * out of the tree and the include folders counts as unreadable. `is_binary`: then `text` is empty. */
dl_code dl_tree_read(const dl_tree *tree, const char *path, const char **text, size_t *size, bool *is_binary,
                     dl_arena *arena, dl_status *why);

/* Source bytes → UTF-8: UTF-16 with a mark, UTF-8 with a mark, else as they are when valid UTF-8, else Latin-1; of a
 * text that seems to be of an East Asian code page each character becomes U+FFFD.
 * A carriage return that no line feed follows becomes one.
 * What is UTF-8 already is not copied: `bytes`, with a NUL behind them, live as long as the text is needed.
 * `is_binary`: holds NULs and is no UTF-16. */
const char *dl_source_decode(const char *bytes, size_t size, size_t *out_size, bool *is_binary, dl_arena *arena);

#endif
