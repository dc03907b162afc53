/* xml.h: an XML file as a tree of its elements. Private to project/; the only door to libxml2.
 * The file is untrusted: one with a document type is refused, so there is no entity to expand and nothing to load;
 * nothing is fetched; depth and size are bounded by the library's own limits.
 * Owns: all in the arena given. */
#ifndef DL_PROJECT_XML_H
#define DL_PROJECT_XML_H

#include "support/arena.h"

typedef struct dl_xml_attribute {
    const char *name, *value;
} dl_xml_attribute;

typedef struct dl_xml dl_xml;
struct dl_xml {
    const char *name; /* without prefix */
    const char *text; /* that stands directly in it; "" where there is none */
    unsigned line;
    const dl_xml_attribute *attributes;
    size_t attribute_count;
    const dl_xml *first, *next; /* child, sibling */
};

/* `text` is UTF-8; an encoding that the file declares is passed over. `path` is for messages and is not opened.
 * Fails with DL_BAD_INPUT, file, line and column. One thread at a time. */
dl_code dl_xml_read(const dl_xml **out, const char *path, const char *text, size_t size, dl_arena *arena,
                    dl_status *why);
/* The value of the attribute, letter case ignored; NULL: it has none. */
const char *dl_xml_get(const dl_xml *element, const char *name);
/* Whether the element has the name, letter case ignored. */
bool dl_xml_is(const dl_xml *element, const char *name);

#endif
