#include "cli/session.h"

#include <stdio.h>

static unsigned rank(dl_exit status)
{
    static const unsigned char ranks[] = {
        [DL_EXIT_CLEAN] = 0, [DL_EXIT_INPUT] = 1, [DL_EXIT_FINDINGS] = 2, [DL_EXIT_USAGE] = 3, [DL_EXIT_FAULT] = 4};

    return ranks[status];
}

void dl_session_raise(dl_session *session, dl_exit other)
{
    if (rank(other) > rank(session->status))
        session->status = other;
}

dl_exit dl_exit_of(dl_code code)
{
    switch (code) {
    case DL_OK:
        return DL_EXIT_CLEAN;
    case DL_USAGE:
        return DL_EXIT_USAGE;
    case DL_BAD_INPUT:
        return DL_EXIT_INPUT;
    case DL_INTERNAL:
    case DL_NO_MEMORY:
        break;
    }
    return DL_EXIT_FAULT;
}

static void say(const char *file, unsigned line, unsigned column, const char *kind, const char *message)
{
    if (!file || !file[0])
        (void)fprintf(stderr, "drvlint: %s: %s\n", kind, message);
    else if (line == 0)
        (void)fprintf(stderr, "%s: %s: %s\n", file, kind, message);
    else if (column == 0)
        (void)fprintf(stderr, "%s:%u: %s: %s\n", file, line, kind, message);
    else
        (void)fprintf(stderr, "%s:%u:%u: %s: %s\n", file, line, column, kind, message);
}

void dl_say_failure(const dl_status *why)
{
    say(why->file, why->line, why->column, "error", why->message);
}

void dl_session_fail(dl_session *session, const dl_status *why)
{
    dl_say_failure(why);
    dl_session_raise(session, dl_exit_of(why->code));
}

void dl_say_notice(const dl_notice *notice)
{
    static const char *const kinds[] = {
        [DL_NOTICE_NOTE] = "note", [DL_NOTICE_WARNING] = "warning", [DL_NOTICE_ERROR] = "error"};

    say(notice->file, notice->line, notice->column, kinds[notice->level], notice->message);
}
