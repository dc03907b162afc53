#include "project/xml.h"

#include "support/text.h"
#include "support/vec.h"

#include <libxml/parser.h>
#include <limits.h>
#include <string.h>

static const char *text_of(const xmlChar *text)
{
    return text ? (const char *)text : "";
}

/* A document type that was met. */
typedef struct met_type {
    bool is_there;
    unsigned line;
} met_type;

/* Called as soon as a document type begins: nothing that it declares is read. */
static void refuse_type(void *self, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
    xmlParserCtxtPtr parser = self;
    met_type *met = parser->_private;

    (void)name;
    (void)external;
    (void)system;
    met->is_there = true;
    met->line = parser->input && parser->input->line > 0 ? (unsigned)parser->input->line : 1;
    xmlStopParser(parser);
}

static dl_xml *copy_element(const xmlNode *node, dl_arena *arena)
{
    dl_xml *made = DL_NEW(arena, dl_xml);
    DL_VEC(dl_xml_attribute) attributes = {0};
    long line = xmlGetLineNo((xmlNode *)node);
    dl_text text;

    dl_text_init(&text, arena);
    made->name = dl_arena_strdup(arena, text_of(node->name));
    made->line = line > 0 ? (unsigned)line : 0;
    for (const xmlAttr *at = node->properties; at; at = at->next) {
        xmlChar *value = xmlNodeListGetString(node->doc, at->children, 1);
        dl_xml_attribute attribute = {dl_arena_strdup(arena, text_of(at->name)),
                                      dl_arena_strdup(arena, text_of(value))};

        xmlFree(value);
        dl_vec_push(arena, &attributes, attribute);
    }
    for (const xmlNode *child = node->children; child; child = child->next)
        if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE)
            dl_text_add(&text, text_of(child->content));
    made->attributes = attributes.at;
    made->attribute_count = attributes.count;
    made->text = dl_text_str(&text);
    return made;
}

/* As deep as the library lets a file be: 256 elements. */
static const dl_xml *copy_tree(const xmlNode *node, dl_arena *arena)
{
    dl_xml *made = copy_element(node, arena);
    const dl_xml **end = &made->first;

    for (const xmlNode *child = node->children; child; child = child->next)
        if (child->type == XML_ELEMENT_NODE) {
            dl_xml *copy = (dl_xml *)copy_tree(child, arena);

            *end = copy;
            end = &copy->next;
        }
    return made;
}

static dl_code say_failure(xmlParserCtxtPtr parser, const char *path, dl_status *why)
{
    const xmlError *error = xmlCtxtGetLastError(parser);
    const char *message = error && error->message ? error->message : "no element";

    return dl_fail_at(why, DL_BAD_INPUT, path, error && error->line > 0 ? (unsigned)error->line : 0,
                      error && error->int2 > 0 ? (unsigned)error->int2 : 0, "is no XML: %.*s",
                      (int)strcspn(message, "\r\n"), message);
}

dl_code dl_xml_read(const dl_xml **out, const char *path, const char *text, size_t size, dl_arena *arena,
                    dl_status *why)
{
    const int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_BIG_LINES;
    xmlParserCtxtPtr parser;
    const xmlNode *root;
    xmlDocPtr document;
    met_type met = {false, 0};
    dl_code code = DL_OK;

    *out = NULL;
    if (size > INT_MAX)
        return dl_fail_at(why, DL_BAD_INPUT, path, 0, 0, "is too large");
    parser = xmlNewParserCtxt();
    if (!parser)
        return dl_fail(why, DL_NO_MEMORY, "out of memory");
    parser->_private = &met;
    parser->sax->internalSubset = refuse_type;
    parser->sax->externalSubset = NULL;
    document = xmlCtxtReadMemory(parser, text, (int)size, NULL, "UTF-8", options);
    root = document ? xmlDocGetRootElement(document) : NULL;
    if (met.is_there)
        code = dl_fail_at(why, DL_BAD_INPUT, path, met.line, 0, "declares a document type, which no project file does");
    else if (!root)
        code = say_failure(parser, path, why);
    else
        *out = copy_tree(root, arena);
    if (document)
        xmlFreeDoc(document);
    xmlFreeParserCtxt(parser);
    return code;
}

const char *dl_xml_get(const dl_xml *element, const char *name)
{
    for (size_t i = 0; i < element->attribute_count; i++)
        if (dl_text_equal_case(element->attributes[i].name, name))
            return element->attributes[i].value;
    return NULL;
}

bool dl_xml_is(const dl_xml *element, const char *name)
{
    return dl_text_equal_case(element->name, name);
}
