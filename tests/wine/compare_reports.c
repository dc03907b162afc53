/* compare_reports ONE OTHER: whether two JSON reports find the same: entries, findings, verdicts. Prints what differs.
 * The exit status is 1 when something does, or when a report holds no driver. */
#include "support/json.h"
#include "support/platform.h"
#include "support/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *text_at(const dl_json *object, const char *key)
{
    const dl_json *value = object ? dl_json_get(object, key) : NULL;

    return value && value->kind == DL_JSON_STRING ? value->text : "";
}

static long number_at(const dl_json *object, const char *key)
{
    const dl_json *value = object ? dl_json_get(object, key) : NULL;

    return value && value->is_integer ? (long)value->integer : 0;
}

/* What is compared of a driver, as lines. */
static const char *digest(const dl_json *driver, dl_arena *arena)
{
    const dl_json *entry = dl_json_get(driver, "entry"), *findings = dl_json_get(driver, "findings");
    const dl_json *verdicts = dl_json_get(driver, "verdicts");
    dl_text out;

    dl_text_init(&out, arena);
    dl_text_printf(&out, "%s:%ld\n", text_at(entry, "file"), number_at(entry, "line"));
    for (size_t i = 0; findings && i < findings->count; i++) {
        const dl_json *one = findings->at[i].value;

        dl_text_printf(&out, "%s:%ld:%ld: %s %s: %s\n", text_at(one, "file"), number_at(one, "line"),
                       number_at(one, "column"), text_at(one, "level"), text_at(one, "certainty"),
                       text_at(one, "message"));
    }
    for (size_t i = 0; verdicts && i < verdicts->count; i++) {
        const dl_json *one = verdicts->at[i].value, *asked = dl_json_get(one, "requirements");

        dl_text_printf(&out, "%s %s", text_at(one, "verdict"), text_at(one, "rule"));
        for (size_t k = 0; asked && k < asked->count; k++)
            dl_text_printf(&out, " %s", asked->at[k].value->text);
        dl_text_add_char(&out, '\n');
    }
    return dl_text_str(&out);
}

/* The first line that is not the same. */
static void print_difference(const char *one, const char *other)
{
    size_t entry = strcspn(one, "\n");

    (void)printf("%.*s\n", (int)entry, one);
    while (*one && *other) {
        size_t left = strcspn(one, "\n"), right = strcspn(other, "\n");

        if (left != right || memcmp(one, other, left) != 0)
            break;
        one += left + (one[left] == '\n');
        other += right + (other[right] == '\n');
    }
    (void)printf("    - %.*s\n    + %.*s\n", (int)strcspn(one, "\n"), one, (int)strcspn(other, "\n"), other);
}

static const dl_json *read_drivers(const char *path, dl_arena *arena, dl_status *why)
{
    const dl_json *tree = NULL;
    const char *text = NULL;
    size_t size = 0;

    if (dl_file_read(&text, &size, path, 1u << 30, arena, why) != DL_OK ||
        dl_json_parse(&tree, path, text, size, arena, why) != DL_OK)
        return NULL;
    return dl_json_get(tree, "drivers");
}

static int compare(const char *one, const char *other, dl_arena *arena, dl_status *why)
{
    const dl_json *left = read_drivers(one, arena, why), *right = left ? read_drivers(other, arena, why) : NULL;
    size_t different = 0;

    if (!left || !right) {
        (void)fprintf(stderr, "%s: %s\n", why->file, why->message);
        return EXIT_FAILURE;
    }
    for (size_t i = 0; i < left->count && i < right->count; i++) {
        const char *a = digest(left->at[i].value, arena), *b = digest(right->at[i].value, arena);

        if (strcmp(a, b) == 0)
            continue;
        print_difference(a, b);
        different++;
    }
    (void)printf("%zu and %zu drivers, %zu differ\n", left->count, right->count, different);
    return left->count > 0 && left->count == right->count && different == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

int main(int argc, char **argv)
{
    dl_trap trap;
    dl_arena *arena = dl_arena_new(&trap);
    dl_status why = {0};
    int status = EXIT_FAILURE;

    if (arena && argc == 3 && setjmp(trap.back) == 0)
        status = compare(argv[1], argv[2], arena, &why);
    dl_arena_free(arena);
    return status;
}
