/* sources.h: the files of one translation unit, as the parser is given them: all in memory, under
 * names of our own, so that nothing is read from the disk behind our back. Private to frontend/.
 *
 * Each file of the project stands alone in a folder `/drvlint/N/`; beside it stands one small file per
 * include that it asks for, under the spelling asked for: it includes the file that was found, by its
 * full name, or is empty. So `#pragma once` and `..` work, and no search leaves these folders. */
#ifndef DL_FRONTEND_SOURCES_H
#define DL_FRONTEND_SOURCES_H

#include "frontend/headers.h"
#include "ir/ir.h"
#include "project/index.h"
#include "project/lex.h"
#include "support/vec.h"

#include <clang-c/Index.h>

#define DL_UNIT_HEADER "/drvlint/s/unit.h"

/* The files of a driver, each read once for all of its units. */
typedef struct dl_texts {
    const dl_driver *driver;
    dl_arena *arena;               /* of the texts, which spans point to */
    dl_arena *scratch;             /* of their tokens: while the driver is parsed */
    dl_headers *headers;           /* real ones, or NULL */
    dl_map *by_path;               /* path → dl_text_read */
    struct dl_lessons *lessons[2]; /* of C, of C++; NULL before the first unit */
} dl_texts;

typedef struct dl_unit_source {
    const dl_file *file; /* as the reports show it */
    const char *path;    /* in the project */
    const char *given;   /* the name that the parser knows it by */
    char *parsed;        /* the text that the parser sees: as long, computed includes and hidden bodies blanked */
    dl_tokens tokens;
    DL_VEC(unsigned) includes; /* where the `#` stands of each that the parser may follow, ascending */
} dl_unit_source;

/* A function that a comment configures, as the tracing tool defines it: `#define NAME(…) PRE(…) `, the message, what
 * stands behind that. See wpp.h. */
typedef struct dl_tracing_macro {
    const char *name, *head, *message, *tail;
} dl_tracing_macro;

typedef struct dl_sources {
    dl_arena *arena;
    const dl_driver *driver;
    const dl_settings *settings; /* of the main file; or NULL */
    dl_texts *texts;
    DL_VEC(dl_unit_source *) files;       /* files.at[0] is the unit's main file */
    DL_VEC(struct CXUnsavedFile) unsaved; /* unsaved.at[0] is the unit header */
    DL_VEC(const char *) forced;          /* what the settings include before the source, as the parser knows them */
    DL_VEC(const char *) forced_missing;  /* those of them that are not to be had */
    DL_VEC(dl_include) includes;
    dl_headers *headers;                 /* real ones, or NULL */
    dl_header_list system_asked, system; /* of those: what the sources ask for, in order; all that this reaches */
    DL_VEC(dl_notice) notices;
    DL_VEC(dl_tracing_macro) tracing;
    dl_map *by_given, *by_path, *asked;
} dl_sources;

void dl_texts_init(dl_texts *texts, const dl_driver *driver, dl_arena *arena, dl_arena *scratch);

/* Reads a unit's main file, in which `hidden` bytes are blanked, and every header that it reaches. Fails with
 * DL_BAD_INPUT when the main file cannot be read. `arena` lives as long as the unit. */
dl_code dl_sources_load(dl_sources *sources, dl_texts *texts, const char *path, const dl_bytes *hidden,
                        size_t hidden_count, dl_arena *arena, dl_status *why);
/* What the parser gets for the stub and what was synthesized. */
void dl_sources_set_header(dl_sources *sources, const char *text, size_t size);
/* Hides bytes of a source from the parser. */
void dl_sources_blank(const dl_unit_source *source, size_t from, size_t end);
/* Hides the casts of `(T)x = y;` from the parser. */
void dl_sources_hide_lvalue_casts(const dl_sources *sources);
/* Hides what makes a source of C++ part of a module. */
void dl_sources_hide_modules(const dl_sources *sources);
/* Takes from what the parser sees all that would make it look for another file than it is given, however it is written:
 * `parsed` of each source is changed. Follows when all files are loaded. */
void dl_sources_confine(dl_sources *sources, bool is_cpp);
/* Whether an include of the name, in this source, is answered. */
bool dl_sources_has(const dl_sources *sources, const dl_unit_source *source, const char *name, bool is_quoted);
/* The source behind a name that the parser gives; NULL for ours. */
const dl_unit_source *dl_sources_find(const dl_sources *sources, const char *given);

#endif
