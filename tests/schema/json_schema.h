/* json_schema.h: a value held against a JSON Schema (draft 7), as far as rules/ *.schema.json need it.
 * A keyword that is not known here is a fault of the schema, not passed over. */
#ifndef DL_TESTS_JSON_SCHEMA_H
#define DL_TESTS_JSON_SCHEMA_H

#include "support/json.h"

typedef struct json_schema_fault {
    const dl_json *at;   /* the value that is refused */
    const char *message; /* NULL: none */
    bool is_of_schema;   /* the schema says what nobody here understands */
} json_schema_fault;

/* The first fault, or one without a message. `root` holds the schema's definitions. */
json_schema_fault json_schema_check(const dl_json *root, const dl_json *value, dl_arena *arena);

#endif
