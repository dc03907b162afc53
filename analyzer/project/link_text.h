/* link_text.h: the entry routine that a text (a build script, a source) tells the linker, without running anything.
 * Private to project/. */
#ifndef DL_PROJECT_LINK_TEXT_H
#define DL_PROJECT_LINK_TEXT_H

#include "project/build.h"

/* Whether the file, by its name, is one that tells how something is built, other than a project that is evaluated. */
bool dl_link_text_is_script(const char *path);

/* Names, each once. Begins as zeros. */
typedef struct dl_link_names {
    dl_strings list; /* at most 4096 */
    dl_map *known;
    bool is_full; /* there were more than are taken */
} dl_link_names;

/* Adds the names behind each option that looks like the linker's: `/ENTRY:Name`, `-Wl,-e,Name`, `entrypoint "Name"`. */
void dl_link_text_read(dl_link_names *names, const char *text, dl_arena *arena);
/* Of a source: on the lines that speak of the linker, `#pragma comment(linker, "/entry:Name")`. */
void dl_link_source_read(dl_link_names *names, const char *text, dl_arena *arena);

#endif
