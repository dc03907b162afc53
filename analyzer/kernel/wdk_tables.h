/* wdk_tables.h: the generated tables behind wdk_index.h, each sorted by its first member. */
#ifndef DL_KERNEL_WDK_TABLES_H
#define DL_KERNEL_WDK_TABLES_H

#include "kernel/wdk_index.h"

/* Another name of a row; of an enumerator: its enum and its place there. */
typedef struct dl_index_alias {
    const char *name;
    uint16_t row, position;
} dl_index_alias;
typedef struct dl_index_status {
    const char *name;
    uint32_t value;
} dl_index_status;

extern const dl_wdk_function dl_index_functions[];
extern const size_t dl_index_functions_count;
extern const dl_wdk_callback dl_index_callbacks[];
extern const size_t dl_index_callbacks_count;
extern const dl_wdk_struct dl_index_structs[];
extern const size_t dl_index_structs_count;
extern const dl_index_alias dl_index_struct_names[];
extern const size_t dl_index_struct_names_count;
extern const dl_wdk_enum dl_index_enums[];
extern const size_t dl_index_enums_count;
extern const dl_index_alias dl_index_enum_names[];
extern const size_t dl_index_enum_names_count;
extern const dl_index_alias dl_index_enumerators[];
extern const size_t dl_index_enumerators_count;
extern const dl_wdk_header dl_index_headers[];
extern const size_t dl_index_headers_count;
extern const dl_index_status dl_index_statuses[];
extern const size_t dl_index_statuses_count;

#endif
