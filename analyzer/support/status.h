/* status.h: how a function says that it failed, and why.
 * The code is for branching, the status for people. The first failure wins:
 * callers pass it up unedited. Nothing below main prints or exits.
 * Owns: nothing; a dl_status is plain memory of its holder. */
#ifndef DL_SUPPORT_STATUS_H
#define DL_SUPPORT_STATUS_H

#include <stdarg.h>
#include <stdbool.h>

typedef enum dl_code {
    DL_OK = 0,
    DL_USAGE,     /* command line, configuration or rule file: exit status 2 */
    DL_BAD_INPUT, /* something given could not be analysed: exit status 3 */
    DL_INTERNAL,  /* our fault: exit status 4 */
    DL_NO_MEMORY  /* exit status 4 */
} dl_code;

enum { DL_STATUS_TEXT = 1024 };

typedef struct dl_status {
    dl_code code;
    unsigned line, column;        /* from 1; 0 where there is none; bytes */
    char file[DL_STATUS_TEXT];    /* "" where there is none */
    char message[DL_STATUS_TEXT]; /* one lowercase line without a full stop */
} dl_status;

#if defined(__GNUC__) || defined(__clang__)
#ifdef __MINGW32__ /* cmake/Warnings.cmake asks for printf as C11 has it */
#define DL_PRINTF(fmt, args) __attribute__((format(gnu_printf, fmt, args)))
#else
#define DL_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#endif
#define DL_NORETURN __attribute__((noreturn))
#else
#define DL_PRINTF(fmt, args)
#define DL_NORETURN
#endif

/* Records a failure unless one is recorded already. Returns `code`. */
dl_code dl_fail(dl_status *why, dl_code code, const char *format, ...) DL_PRINTF(3, 4);

/* As dl_fail, with the place in a file. */
dl_code dl_fail_at(dl_status *why, dl_code code, const char *file, unsigned line, unsigned column, const char *format,
                   ...) DL_PRINTF(6, 7);

#endif
