/* platform.h: the only door to the operating system. platform.c (files and paths, the rest) and platform_threads.c are
 * the only files that may call what C11 does not have; each has a POSIX and a Windows half.
 * Paths use forward slashes on the way out, either kind on the way in. */
#ifndef DL_SUPPORT_PLATFORM_H
#define DL_SUPPORT_PLATFORM_H

#include "support/arena.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>

typedef enum dl_path_kind { DL_PATH_MISSING, DL_PATH_FILE, DL_PATH_FOLDER, DL_PATH_OTHER } dl_path_kind;

dl_path_kind dl_path_kind_of(const char *path);

bool dl_path_is_link(const char *path);

/* Reads a whole file, adds a NUL behind it. Fails with DL_BAD_INPUT: no such
 * file, not a regular file, larger than `most` bytes. */
dl_code dl_file_read(const char **text, size_t *size, const char *path, size_t most, dl_arena *arena, dl_status *why);

/* Writes a whole file: beside it first, then renamed, so that it is never seen half written. What is
 * no regular file (a pipe, a device) is written directly. Fails with DL_USAGE. */
dl_code dl_file_write(const char *path, const char *bytes, size_t size, dl_arena *arena, dl_status *why);

/* Calls `visit` for each regular file below `folder`, in the order of their names
 * (bytes), folders after files. Links to folders are not followed; names that
 * begin with a dot are passed over. `visit` gets a path that begins with
 * `folder`. A false return of `visit` ends the walk. Fails with DL_BAD_INPUT when a
 * folder could not be read, after the others have been walked. */
typedef bool dl_visit(void *self, const char *path);
dl_code dl_folder_walk(const char *folder, dl_visit *visit, void *self, dl_arena *arena, dl_status *why);

/* The absolute path without `.`, `..` and links; NULL when it does not exist. */
char *dl_path_real(const char *path, dl_arena *arena);
/* The current folder, absolute. */
char *dl_path_current(dl_arena *arena);
/* Without touching the disk: joins, folds `.` and `..`, turns `\` into `/`. */
char *dl_path_join(const char *folder, const char *name, dl_arena *arena);
char *dl_path_clean(const char *path, dl_arena *arena);
char *dl_path_folder(const char *path, dl_arena *arena); /* "." where there is none */
const char *dl_path_name(const char *path);              /* behind the last slash */
/* `path` relative to `folder` when it lies below it, else `path` itself, cleaned. Both absolute or both relative. */
char *dl_path_below(const char *path, const char *folder, dl_arena *arena);
/* Whether it begins at a root or a drive, whatever the system. */
bool dl_path_is_rooted(const char *path);
bool dl_path_is_below(const char *path, const char *folder);
/* What is equal for paths that differ in letter case (ASCII) or in the kind of their slashes only. */
char *dl_path_key(const char *path, dl_arena *arena);
/* How many folders two cleaned paths begin with in common. */
size_t dl_path_shared(const char *left, const char *right);

unsigned dl_cpu_count(void);
bool dl_is_terminal(FILE *stream);
/* Puts standard output into binary mode, where there is such a thing. */
void dl_stdout_binary(void);

/* Runs `work(self, i)` for each i < count, on at most `threads` threads, and
 * returns when all are done. With one thread no thread is made. */
typedef void dl_work(void *self, unsigned worker, size_t i);
void dl_run_parallel(unsigned threads, size_t count, dl_work *work, void *self);

/* Runs `work(self)`. Returns false when a fault of the program (a bad access, no more stack, an abort) ended it: what
 * it held is lost, and the process should say so and end. Only after dl_catch_faults, which is called once, before any
 * thread is made; without it, on Windows and under a sanitizer, which shall see the fault, nothing is caught. */
void dl_catch_faults(void);
bool dl_run_guarded(void (*work)(void *self), void *self);

/* Threads that were given up. Zeroed at first; shared by all who give threads up, and there until the process ends. */
typedef struct dl_strays {
    atomic_uint running;
    atomic_uint all; /* those that have ended since, too */
} dl_strays;

typedef enum dl_ran { DL_RAN, DL_RAN_INTO_FAULT, DL_GIVEN_UP } dl_ran;

/* Runs `work(self)` on a thread of its own and waits for it, for so many seconds at most (wall time). Past them the
 * thread is given up: it runs on, so all that the work uses stays as it is, unread but for what cannot change, until it
 * has called `release(self)`. The process may end before; then by dl_exit_now. A fault is caught as by dl_run_guarded;
 * where it is, or where memory for the thread was lacking, `release` is not called. */
dl_ran dl_run_limited(dl_strays *strays, double seconds, void (*work)(void *self), void (*release)(void *self),
                      void *self);

/* Ends the process with threads that run on: nothing is closed, written or taken apart any more, as they may use it.
 * For main alone. */
DL_NORETURN void dl_exit_now(int status);

/* Seconds of processor time of the calling thread, for --verbose only. */
double dl_seconds(void);

/* Seconds of a clock that never runs back, from a beginning of its own: for that, and for limits of time. */
double dl_wall_seconds(void);

#endif
