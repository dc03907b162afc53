/* link_text.h: the entry routine that a text (a build script, a source) tells the linker, without running anything.
 * Private to project/. */
#ifndef DL_PROJECT_LINK_TEXT_H
#define DL_PROJECT_LINK_TEXT_H

#include "project/build.h"

/* Whether the file, by its name, is one that tells how something is built, other than a project that is evaluated. */
bool dl_link_text_is_script(const char *path);
/* Adds the names behind each option that looks like the linker's: `/ENTRY:Name`, `-Wl,-e,Name`, `entrypoint "Name"`. */
void dl_link_text_read(dl_strings *names, const char *text, dl_arena *arena);

#endif
