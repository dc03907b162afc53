/* json_valid FILE...: whether each is strict JSON; says where not. */
#include "support/json.h"
#include "support/platform.h"

int main(int argc, char **argv)
{
    dl_trap trap;
    dl_arena *arena = dl_arena_new(&trap);
    dl_status why = {0};
    int status = 1;

    if (arena && setjmp(trap.back) == 0) {
        status = argc < 2;
        for (int i = 1; i < argc && status == 0; i++) {
            const dl_json *tree = NULL;
            const char *text = NULL;
            size_t size = 0;

            status = dl_file_read(&text, &size, argv[i], 1u << 28, arena, &why) != DL_OK ||
                     dl_json_parse(&tree, argv[i], text, size, arena, &why) != DL_OK;
        }
    }
    if (status != 0)
        (void)fprintf(stderr, "%s:%u:%u: %s\n", why.file, why.line, why.column, why.message);
    dl_arena_free(arena);
    return status;
}
