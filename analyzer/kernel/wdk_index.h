/* wdk_index.h: names of the WDK's API from its public documentation, embedded.
 * Source: the .tsv files of analyzer/kernel/wdk. Read-only, shared by all threads. */
#ifndef DL_KERNEL_WDK_INDEX_H
#define DL_KERNEL_WDK_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* params: `a; b`; directions: one letter for each: `i` in, `o` out, `b` both, `?` not said. */
typedef struct dl_wdk_function {
    const char *name, *params, *directions;
} dl_wdk_function;
/* names: `DRIVER_OBJECT, *PDRIVER_OBJECT`; fields: `Type; Size; …` */
typedef struct dl_wdk_struct {
    const char *tag, *names, *fields;
} dl_wdk_struct;
typedef struct dl_wdk_callback {
    const char *name, *params;
} dl_wdk_callback;
typedef struct dl_wdk_header {
    const char *name;
} dl_wdk_header;
typedef struct dl_wdk_enum {
    const char *tag, *names, *values;
} dl_wdk_enum;

const dl_wdk_function *dl_wdk_find_function(const char *name);
/* All of them, for i < count. */
size_t dl_wdk_function_count(void);
const dl_wdk_function *dl_wdk_function_at(size_t i);
const dl_wdk_struct *dl_wdk_find_struct(const char *any_name); /* tag or typedef name, `*` ones too */
const dl_wdk_callback *dl_wdk_find_callback(const char *name);
const dl_wdk_enum *dl_wdk_find_enum(const char *any_name);
const dl_wdk_enum *dl_wdk_find_enumerator(const char *name, size_t *position);
/* A header of the kits or of the C library. `name` as an `#include` has it: any letter case, folders are passed over.
 */
bool dl_wdk_is_header(const char *name);
bool dl_wdk_find_status(const char *name, int64_t *value); /* sign-extended from 32 bits */

#endif
