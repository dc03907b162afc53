#include "frontend/lower.h"
#include "project/lex.h"

#include <stdlib.h>

/* ---- text ---- */

static bool is_word(char c)
{
    return dl_text_is_word(c) || c == '$' || (unsigned char)c >= 0x80;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

static char char_at(const dl_file *file, unsigned at)
{
    return at < file->size ? file->text[at] : '\0';
}

static unsigned comment_end(const dl_file *file, unsigned at, unsigned end)
{
    if (char_at(file, at + 1) == '/')
        return (unsigned)(dl_line_end(file->text + at, file->text + end) - file->text);
    for (at += 2; at < end; at++)
        if (file->text[at] == '*' && char_at(file, at + 1) == '/')
            return at + 2;
    return end;
}

unsigned dl_lower_skip_space(const dl_file *file, unsigned offset, unsigned end)
{
    if (end > file->size)
        end = (unsigned)file->size;
    while (offset < end) {
        char c = file->text[offset];
        size_t splice = dl_splice_size(file->text + offset);

        if (is_space(c) || splice)
            offset += splice ? (unsigned)splice : 1;
        else if (c == '/' && (char_at(file, offset + 1) == '/' || char_at(file, offset + 1) == '*'))
            offset = comment_end(file, offset, end);
        else
            break;
    }
    return offset;
}

static unsigned quoted_end(const dl_file *file, unsigned at, unsigned end)
{
    char quote = file->text[at++];

    while (at < end && file->text[at] != quote && file->text[at] != '\n')
        at += file->text[at] == '\\' ? 2 : 1;
    return at < end ? at + 1 : end;
}

unsigned dl_lower_token_end(const dl_file *file, unsigned offset, unsigned end)
{
    unsigned at = offset;

    if (end > file->size)
        end = (unsigned)file->size;
    if (at >= end)
        return end;
    if (is_word(file->text[at])) {
        while (at < end && is_word(file->text[at]))
            at++;
        if (at < end && (file->text[at] == '"' || file->text[at] == '\'') && at - offset <= 2)
            return quoted_end(file, at, end);
        if (file->text[offset] >= '0' && file->text[offset] <= '9')
            while (at < end && (is_word(file->text[at]) || file->text[at] == '.' || file->text[at] == '\''))
                at++;
        return at;
    }
    if (file->text[at] == '"' || file->text[at] == '\'')
        return quoted_end(file, at, end);
    if (file->text[at] == '-' && char_at(file, at + 1) == '>')
        return at + 2;
    return at + 1;
}

unsigned dl_lower_skip_space_back(const dl_file *file, unsigned offset, unsigned end)
{
    while (end > offset && is_space(file->text[end - 1]))
        end--;
    return end;
}

static void add_arg(dl_lower *l, const dl_file *file, unsigned offset, unsigned end, dl_text_ranges *out)
{
    offset = dl_lower_skip_space(file, offset, end);
    dl_vec_push(l->scratch, out, (dl_text_range){offset, dl_lower_skip_space_back(file, offset, end)});
}

bool dl_lower_text_args(dl_lower *l, const dl_file *file, unsigned name_end, dl_text_ranges *out, unsigned *end)
{
    unsigned size = (unsigned)file->size, at = dl_lower_skip_space(file, name_end, size), begin, depth = 0;

    if (at >= size || file->text[at] != '(')
        return false;
    begin = ++at;
    for (;;) {
        at = dl_lower_skip_space(file, at, size);
        if (at >= size)
            return false;
        if (strchr("([{", file->text[at]) && file->text[at]) {
            depth++;
        } else if (depth && strchr(")]}", file->text[at])) {
            depth--;
        } else if (file->text[at] == ')') {
            break;
        } else if (depth == 0 && file->text[at] == ',') {
            add_arg(l, file, begin, at, out);
            begin = at + 1;
        }
        at = dl_lower_token_end(file, at, size);
    }
    add_arg(l, file, begin, at, out);
    if (out->count == 1 && out->at[0].offset >= out->at[0].end)
        out->count = 0;
    *end = at + 1;
    return true;
}

/* ---- lines ---- */

static const dl_lines *lines_of(dl_lower *l, const dl_file *file)
{
    DL_VEC(unsigned) starts = {0};

    for (size_t i = 0; i < l->lines.count; i++)
        if (l->lines.at[i].file == file)
            return &l->lines.at[i];
    dl_vec_push(l->scratch, &starts, 0);
    for (unsigned i = 0; i < file->size; i++)
        if (file->text[i] == '\n')
            dl_vec_push(l->scratch, &starts, i + 1);
    dl_vec_push(l->scratch, &l->lines, (dl_lines){file, starts.at, starts.count});
    return &l->lines.at[l->lines.count - 1];
}

static void line_at(const dl_lines *lines, unsigned offset, unsigned *line, unsigned *column)
{
    size_t low = 0, high = lines->count;

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;

        if (lines->starts[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    *line = (unsigned)low + 1;
    *column = offset - lines->starts[low] + 1;
}

dl_span dl_lower_span_at(dl_lower *l, const dl_file *file, unsigned offset, unsigned end)
{
    dl_span span = {0};
    const dl_lines *lines;

    if (!file)
        return span;
    lines = lines_of(l, file);
    if (offset > file->size)
        offset = (unsigned)file->size;
    if (end > file->size)
        end = (unsigned)file->size;
    if (end < offset)
        end = offset;
    span.file = file;
    span.offset = offset;
    span.end = end;
    line_at(lines, offset, &span.line, &span.column);
    line_at(lines, end, &span.end_line, &span.end_column);
    return span;
}

/* ---- expansions ---- */

static int by_place(const void *left, const void *right)
{
    const dl_expansion *a = left, *b = right;

    if (a->file != b->file)
        return (uintptr_t)a->file < (uintptr_t)b->file ? -1 : 1;
    if (a->offset != b->offset)
        return a->offset < b->offset ? -1 : 1;
    return a->end > b->end ? -1 : a->end < b->end;
}

CXFile dl_lower_cx_file(const dl_lower *l, const dl_file *file)
{
    for (size_t i = 0; i < l->known_files.count; i++)
        if (l->known_files.at[i].file == file)
            return l->known_files.at[i].cx;
    return NULL;
}

bool dl_lower_offset(dl_lower *l, CXSourceLocation location, const dl_file **file, unsigned *offset)
{
    CXFile cx = NULL;

    clang_getFileLocation(location, &cx, NULL, NULL, offset);
    if (!cx)
        return false;
    if (cx != l->last_cx_file) {
        l->last_cx_file = cx;
        l->last_file = dl_unit_file_of(l->unit, cx);
        if (l->last_file && !dl_lower_cx_file(l, l->last_file))
            dl_vec_push(l->scratch, &l->known_files, (dl_known_file){l->last_file, cx});
    }
    *file = l->last_file;
    return *file != NULL;
}

void dl_lower_find_expansions(dl_lower *l, const dl_cursors *found)
{
    for (size_t i = 0; i < found->count; i++) {
        CXSourceRange range = clang_getCursorExtent(found->at[i]);
        dl_expansion made = {.outer = -1};
        const dl_file *end_file;

        if (!dl_lower_offset(l, clang_getRangeStart(range), &made.file, &made.offset) || !made.file->is_user)
            continue;
        if (!dl_lower_offset(l, clang_getRangeEnd(range), &end_file, &made.end) || end_file != made.file)
            continue;
        made.name = dl_lower_string(l, clang_getCursorSpelling(found->at[i]));
        if (made.end < made.offset + strlen(made.name))
            made.end = made.offset + (unsigned)strlen(made.name);
        made.definition = clang_getCursorReferenced(found->at[i]);
        dl_vec_push(l->scratch, &l->expansions, made);
    }
    if (l->expansions.count)
        qsort(l->expansions.at, l->expansions.count, sizeof *l->expansions.at, by_place);
    for (size_t i = 1; i < l->expansions.count; i++) {
        dl_expansion *one = &l->expansions.at[i];
        int outer = (int)i - 1;

        while (outer >= 0 && (l->expansions.at[outer].file != one->file || l->expansions.at[outer].end <= one->offset))
            outer = l->expansions.at[outer].outer;
        one->outer = outer;
    }
}

/* The last that begins at or before the byte, in the same file, or NULL. */
static dl_expansion *last_before(const dl_lower *l, const dl_file *file, unsigned offset)
{
    dl_expansion key = {.file = file, .offset = offset, .end = 0};
    size_t low = 0, high = l->expansions.count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (by_place(&l->expansions.at[middle], &key) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 && l->expansions.at[low - 1].file == file ? &l->expansions.at[low - 1] : NULL;
}

size_t dl_lower_first_expansion(const dl_lower *l, const dl_file *file, unsigned offset)
{
    const dl_expansion *last = offset > 0 ? last_before(l, file, offset - 1) : NULL;
    dl_expansion key = {.file = file, .end = ~0u};
    size_t low = 0, high = l->expansions.count;

    if (last)
        return (size_t)(last - l->expansions.at) + 1;
    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (by_place(&l->expansions.at[middle], &key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

dl_expansion *dl_lower_expansion_at(dl_lower *l, const dl_file *file, unsigned offset)
{
    dl_expansion *at = last_before(l, file, offset);

    while (at && at->end <= offset)
        at = at->outer >= 0 ? &l->expansions.at[at->outer] : NULL;
    return at;
}

dl_expansion *dl_lower_expansion_from(dl_lower *l, const dl_file *file, unsigned offset)
{
    dl_expansion *at = last_before(l, file, offset);

    return at && at->offset == offset ? at : NULL;
}

/* Whether two bytes inside an expansion stand in different arguments of it. */
static bool is_across_args(dl_lower *l, const dl_expansion *e, unsigned first, unsigned last)
{
    dl_text_ranges args = {0};
    unsigned end;

    if (!dl_lower_text_args(l, e->file, e->offset + (unsigned)strlen(e->name), &args, &end))
        return false;
    for (size_t i = 0; i < args.count; i++)
        if (first >= args.at[i].offset && first < args.at[i].end)
            return last < args.at[i].offset || last >= args.at[i].end;
    return false;
}

/* Which expansion's body the bytes come from; widens them to all of it. libclang gives the place in
 * the argument for what was written there, else the start of the expansion and the end of it. */
static const dl_expansion *origin(dl_lower *l, const dl_file *file, unsigned *begin, unsigned *end)
{
    dl_expansion *from = dl_lower_expansion_from(l, file, *begin), *other;

    if (*end <= *begin)
        *end = from ? from->end : dl_lower_token_end(file, *begin, (unsigned)file->size);
    other = dl_lower_expansion_from(l, file, *end);
    if (other && other != from && *end > *begin)
        *end = other->end; /* the end of an expansion in an argument is given as its start */
    if (from) {
        if (*end < from->end)
            *end = from->end;
        return *end <= from->end ? from : NULL;
    }
    other = *end > 0 ? dl_lower_expansion_at(l, file, *end - 1) : NULL;
    while (other && other->offset > *begin)
        other = other->outer >= 0 ? &l->expansions.at[other->outer] : NULL;
    if (!other || other->end < *end)
        return NULL;
    if (other->end != *end && !is_across_args(l, other, *begin, *end - 1))
        return NULL;
    *begin = other->offset;
    *end = other->end;
    return other;
}

dl_place dl_lower_place(dl_lower *l, CXCursor cursor)
{
    CXSourceRange range = clang_getCursorExtent(cursor);
    dl_place place = {0};
    const dl_file *file, *end_file;
    unsigned begin, end;

    if (!dl_lower_offset(l, clang_getRangeStart(range), &file, &begin))
        return place;
    if (!dl_lower_offset(l, clang_getRangeEnd(range), &end_file, &end) || end_file != file)
        end = begin;
    place.from = origin(l, file, &begin, &end);
    place.is_whole = place.from && begin == place.from->offset && end == place.from->end;
    place.span = dl_lower_span_at(l, file, begin, end);
    return place;
}

dl_span dl_lower_span_range(dl_lower *l, CXSourceRange range)
{
    const dl_file *file, *end_file;
    unsigned begin, end;

    if (!dl_lower_offset(l, clang_getRangeStart(range), &file, &begin))
        return (dl_span){0};
    if (!dl_lower_offset(l, clang_getRangeEnd(range), &end_file, &end) || end_file != file)
        end = begin;
    (void)origin(l, file, &begin, &end);
    return dl_lower_span_at(l, file, begin, end);
}

dl_span dl_lower_name_span(dl_lower *l, CXCursor decl)
{
    const dl_file *file;
    unsigned offset;

    if (!dl_lower_offset(l, clang_getCursorLocation(decl), &file, &offset))
        return (dl_span){0};
    return dl_lower_span_at(l, file, offset, dl_lower_token_end(file, offset, (unsigned)file->size));
}

static bool is_empty_definition(dl_lower *l, CXCursor definition, const char *name, unsigned depth);

/* No token at all, or only macros that give none. */
static bool is_empty_body(dl_lower *l, const dl_file *text, unsigned at, unsigned depth)
{
    unsigned size = (unsigned)text->size;

    while ((at = dl_lower_skip_space(text, at, size)) < size) {
        unsigned end = dl_lower_token_end(text, at, size);
        const char *name = dl_name_n(l->names, text->text + at, end - at);
        const CXCursor *definition = dl_map_get(l->macros, name);
        dl_text_ranges args = {0};

        if (!definition || depth == 0 || !is_empty_definition(l, *definition, name, depth - 1))
            return false;
        if (!dl_lower_text_args(l, text, end, &args, &at))
            at = end;
    }
    return true;
}

static bool is_empty_definition(dl_lower *l, CXCursor definition, const char *name, unsigned depth)
{
    CXSourceRange range;
    CXFile file = NULL, end_file = NULL;
    unsigned begin = 0, end = 0;
    size_t size = 0;
    const char *text;

    if (clang_Cursor_isNull(definition))
        return false;
    range = clang_getCursorExtent(definition);
    clang_getFileLocation(clang_getRangeStart(range), &file, NULL, NULL, &begin);
    clang_getFileLocation(clang_getRangeEnd(range), &end_file, NULL, NULL, &end);
    text = file && file == end_file ? clang_getFileContents(l->unit->tu, file, &size) : NULL;
    if (!text || end > size)
        return false;
    begin += (unsigned)strlen(name);
    if (begin < end && text[begin] == '(') {
        while (begin < end && text[begin] != ')')
            begin++;
        begin++;
    }
    return is_empty_body(l, &(dl_file){.text = text, .size = end}, begin, depth);
}

/* Its body gives no token: it can leave nothing in a tree. */
bool dl_lower_is_empty_macro(dl_lower *l, const dl_expansion *expansion)
{
    return is_empty_definition(l, expansion->definition, expansion->name, 8);
}
