/* report_entries REPORT: one line for each driver of a JSON report: FILE:LINE, status of the parse, its reason. */
#include "support/json.h"
#include "support/platform.h"

#include <stdlib.h>

static const char *text_at(const dl_json *object, const char *key)
{
    const dl_json *value = object ? dl_json_get(object, key) : NULL;

    return value && value->kind == DL_JSON_STRING ? value->text : "";
}

static int print_entries(const char *path, dl_arena *arena, dl_status *why)
{
    const dl_json *tree = NULL, *drivers;
    const char *text = NULL;
    size_t size = 0;

    if (dl_file_read(&text, &size, path, 1u << 30, arena, why) != DL_OK ||
        dl_json_parse(&tree, path, text, size, arena, why) != DL_OK)
        return EXIT_FAILURE;
    drivers = dl_json_get(tree, "drivers");
    for (size_t i = 0; drivers && i < drivers->count; i++) {
        const dl_json *entry = dl_json_get(drivers->at[i].value, "entry");
        const dl_json *parse = dl_json_get(drivers->at[i].value, "parse");
        const dl_json *line = entry ? dl_json_get(entry, "line") : NULL;

        (void)printf("%s:%ld\t%s\t%s\n", text_at(entry, "file"), line ? (long)line->integer : 0L,
                     text_at(parse, "status"), text_at(parse, "reason"));
    }
    return EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
    dl_trap trap;
    dl_arena *arena = dl_arena_new(&trap);
    dl_status why = {0};
    int status = EXIT_FAILURE;

    if (arena && argc == 2 && setjmp(trap.back) == 0)
        status = print_entries(argv[1], arena, &why);
    if (status != EXIT_SUCCESS)
        (void)fprintf(stderr, "%s:%u:%u: %s\n", why.file, why.line, why.column, why.message);
    dl_arena_free(arena);
    return status;
}
