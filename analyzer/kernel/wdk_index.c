#include "kernel/wdk_index.h"

#include "kernel/wdk_tables.h"
#include "support/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Every row of every table begins with its name. */
static int by_name(const void *name, const void *row)
{
    return strcmp(name, *(const char *const *)row);
}

static const void *find(const char *name, const void *table, size_t count, size_t size)
{
    return name ? bsearch(name, table, count, size, by_name) : NULL;
}

static const dl_index_alias *find_alias(const char *name, const dl_index_alias *table, size_t count)
{
    return find(name, table, count, sizeof *table);
}

const dl_wdk_function *dl_wdk_find_function(const char *name)
{
    return find(name, dl_index_functions, dl_index_functions_count, sizeof *dl_index_functions);
}

size_t dl_wdk_function_count(void)
{
    return dl_index_functions_count;
}

const dl_wdk_function *dl_wdk_function_at(size_t i)
{
    return &dl_index_functions[i];
}

const dl_wdk_struct *dl_wdk_find_struct(const char *any_name)
{
    const dl_index_alias *alias = find_alias(any_name, dl_index_struct_names, dl_index_struct_names_count);

    return alias ? &dl_index_structs[alias->row] : NULL;
}

const dl_wdk_callback *dl_wdk_find_callback(const char *name)
{
    return find(name, dl_index_callbacks, dl_index_callbacks_count, sizeof *dl_index_callbacks);
}

const dl_wdk_enum *dl_wdk_find_enum(const char *any_name)
{
    const dl_index_alias *alias = find_alias(any_name, dl_index_enum_names, dl_index_enum_names_count);

    return alias ? &dl_index_enums[alias->row] : NULL;
}

const dl_wdk_enum *dl_wdk_find_enumerator(const char *name, size_t *position)
{
    const dl_index_alias *alias = find_alias(name, dl_index_enumerators, dl_index_enumerators_count);

    if (alias)
        *position = alias->position;
    return alias ? &dl_index_enums[alias->row] : NULL;
}

bool dl_wdk_is_header(const char *name)
{
    char lower[64];
    size_t size = 0;

    for (; *name; name++) {
        if (*name == '/' || *name == '\\')
            size = 0;
        else if (size + 1 < sizeof lower)
            lower[size++] = *name >= 'A' && *name <= 'Z' ? (char)(*name - 'A' + 'a') : *name;
        else
            return false;
    }
    lower[size] = '\0';
    return find(lower, dl_index_headers, dl_index_headers_count, sizeof *dl_index_headers) != NULL;
}

/* NDIS has a name of its own for a code of its facility, and for one of the system: `NDIS_STATUS_BAD_VERSION` is
 * STATUS_NDIS_BAD_VERSION, `NDIS_STATUS_INVALID_PARAMETER` STATUS_INVALID_PARAMETER. */
static const dl_index_status *find_of_ndis(const char *name)
{
    static const char own[] = "NDIS_STATUS_", *const as[] = {"STATUS_NDIS_", "STATUS_"};
    const dl_index_status *found = NULL;
    char code[128];

    if (!dl_text_starts(name, own))
        return NULL;
    for (size_t i = 0; !found && i < sizeof as / sizeof *as; i++) {
        int size = snprintf(code, sizeof code, "%s%s", as[i], name + strlen(own));

        if (size > 0 && (size_t)size < sizeof code)
            found = find(code, dl_index_statuses, dl_index_statuses_count, sizeof *dl_index_statuses);
    }
    return found;
}

bool dl_wdk_find_status(const char *name, int64_t *value)
{
    const dl_index_status *found = find(name, dl_index_statuses, dl_index_statuses_count, sizeof *dl_index_statuses);

    if (!found)
        found = find_of_ndis(name);
    if (found)
        *value = found->value >= 0x80000000u ? (int64_t)found->value - INT64_C(0x100000000) : (int64_t)found->value;
    return found != NULL;
}
