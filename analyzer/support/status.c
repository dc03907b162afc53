#include "support/status.h"

#include <stdio.h>

static void record(dl_status *why, dl_code code, const char *file, unsigned line, unsigned column, const char *format,
                   va_list args)
{
    if (why == NULL || why->code != DL_OK)
        return;
    why->code = code;
    why->line = line;
    why->column = column;
    (void)snprintf(why->file, sizeof why->file, "%s", file ? file : "");
    (void)vsnprintf(why->message, sizeof why->message, format, args);
}

dl_code dl_fail(dl_status *why, dl_code code, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    record(why, code, NULL, 0, 0, format, args);
    va_end(args);
    return code;
}

dl_code dl_fail_at(dl_status *why, dl_code code, const char *file, unsigned line, unsigned column, const char *format,
                   ...)
{
    va_list args;

    va_start(args, format);
    record(why, code, file, line, column, format, args);
    va_end(args);
    return code;
}
