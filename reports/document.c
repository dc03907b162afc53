#include "reports/document.h"

#include "reports/utf8.h"

static DL_NORETURN void no_memory(const dl_document *document)
{
    longjmp(dl_arena_trap(document->arena)->back, 1);
}

static cJSON *add(dl_document *document, cJSON *to, const char *key, cJSON *item)
{
    bool is_added = item && (key ? cJSON_AddItemToObject(to, key, item) : cJSON_AddItemToArray(to, item));

    if (!is_added) {
        cJSON_Delete(item);
        no_memory(document);
    }
    return item;
}

cJSON *dl_put_object(dl_document *document, cJSON *to, const char *key)
{
    return add(document, to, key, cJSON_CreateObject());
}

cJSON *dl_put_array(dl_document *document, cJSON *to, const char *key)
{
    return add(document, to, key, cJSON_CreateArray());
}

void dl_put_string(dl_document *document, cJSON *to, const char *key, const char *value)
{
    const char *clean = value ? dl_utf8_clean(value, document->arena) : NULL;

    add(document, to, key, clean ? cJSON_CreateString(clean) : cJSON_CreateNull());
}

void dl_put_number(dl_document *document, cJSON *to, const char *key, size_t value)
{
    add(document, to, key, cJSON_CreateNumber((double)value));
}

void dl_put_bool(dl_document *document, cJSON *to, const char *key, bool value)
{
    add(document, to, key, cJSON_CreateBool(value));
}

void dl_put_strings(dl_document *document, cJSON *to, const char *key, dl_name_set values)
{
    cJSON *array = dl_put_array(document, to, key);

    for (size_t i = 0; i < values.count; i++)
        dl_put_string(document, array, NULL, values.at[i]);
}

typedef struct writing {
    dl_document document;
    char *printed;
} writing;

static void write_all(writing *made, dl_text *out, dl_document_build *build, const dl_run_result *run,
                      const dl_report_options *options)
{
    made->document.arena = out->arena;
    made->document.root = cJSON_CreateObject();
    if (!made->document.root)
        no_memory(&made->document);
    build(&made->document, run, options);
    made->printed = cJSON_Print(made->document.root);
    if (!made->printed)
        no_memory(&made->document);
    dl_text_add(out, made->printed);
    dl_text_add_char(out, '\n');
}

static void release(writing *made)
{
    cJSON_free(made->printed);
    cJSON_Delete(made->document.root);
}

/* The tree is malloc's, and an allocation of the arena may unwind past us: so the arena's trap leads here while it
 * lives. */
void dl_document_write(dl_text *out, dl_document_build *build, const dl_run_result *run,
                       const dl_report_options *options)
{
    dl_trap *trap = dl_arena_trap(out->arena);
    writing *made = DL_NEW(out->arena, writing);
    const dl_trap outer = *trap;

    if (setjmp(trap->back)) {
        release(made);
        *trap = outer;
        longjmp(trap->back, 1);
    }
    write_all(made, out, build, run, options);
    *trap = outer;
    release(made);
}
