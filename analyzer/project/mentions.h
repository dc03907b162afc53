/* mentions.h: which names all files of a driver mention: its sources and the headers that these reach, read or not by
 * the parser. By tokens alone, in every arm of every conditional: a name that is not mentioned is not used.
 *
 * Owns: all in the arena given and in that of the index. One thread only. */
#ifndef DL_PROJECT_MENTIONS_H
#define DL_PROJECT_MENTIONS_H

#include "project/index.h"

typedef struct dl_mentions dl_mentions;

/* One mention, for people. */
typedef struct dl_mention {
    const char *file;
    const char *function; /* whose body it stands in; NULL: outside of any */
    unsigned line;        /* of the mention outside of bodies, else of the function */
} dl_mention;

dl_mentions *dl_mentions_read(dl_index *index, const dl_driver *driver, dl_arena *arena);
/* Why a name may stand where it was not looked for, as a clause: `helper.c could not be read`; NULL: every file that
 * was found was read. */
const char *dl_mentions_gap(const dl_mentions *mentions);
/* Of a header that was not found: a name that it may define as a routine or a macro, since one of the files uses it
 * and none declares it, nor does `is_known` know it. NULL: no header is missing, or what it may hold is used nowhere.
 */
typedef struct dl_undeclared {
    const char *name, *file;      /* where it is used */
    const char *header, *include; /* the header, and what includes it */
} dl_undeclared;
bool dl_mentions_undeclared(dl_mentions *mentions, bool (*is_known)(void *self, const char *name), void *self,
                            dl_undeclared *out);
/* Each name once, in the order of first mention. */
const char *const *dl_mentions_names(const dl_mentions *mentions, size_t *count);
/* Whether the name is mentioned, or may be put together by `##` of what is. Neither its own declaration or definition
 * nor a pragma is a mention. */
bool dl_mentions_has(const dl_mentions *mentions, const char *name);
/* Whether a text in one of the files is this name and nothing else. */
bool dl_mentions_has_text(const dl_mentions *mentions, const char *name);
/* Whether a function of that name has a body in one of the files. */
bool dl_mentions_defines(const dl_mentions *mentions, const char *name);
/* Whether one of the files gives the name to a structure, other than the driver object, or to a pointer to one. */
bool dl_mentions_is_record(const dl_mentions *mentions, const char *name);
/* Whether the name stands in the body of that function of that file, or in what stands outside of all bodies: a macro
 * that the body uses may hold it. */
bool dl_mentions_in(const dl_mentions *mentions, const char *file, const char *function, const char *name);
/* The first mention that `is_passed` does not pass over; false: none. What is put together by `##` is not seen here. */
bool dl_mentions_find(const dl_mentions *mentions, const char *name,
                      bool (*is_passed)(void *self, const dl_mention *mention), void *self, dl_mention *out);
/* Whether the name may be put together by `##` of what is mentioned. */
bool dl_mentions_may_paste(const dl_mentions *mentions, const char *name);
/* Whether a file puts names together by `##`. */
bool dl_mentions_pastes(const dl_mentions *mentions);

/* Whether a routine may be named where no name of C is looked for: in a source of C++, or in assembly or a list of
 * exports in the driver's folders. */
bool dl_is_named_beside_c(const dl_driver *driver, dl_arena *arena);

#endif
