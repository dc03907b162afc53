/* Values of MSBuild: properties, property functions, references to items and metadata. */
#include "project/msbuild_parts.h"
#include "support/platform.h"

#include <string.h>

enum { DEEPEST = 24, MOST_ARGUMENTS = 8 };

typedef struct expansion {
    dl_msbuild *project;
    dl_msbuild_ask *ask;
    void *self;
    unsigned depth;
} expansion;

static const char *expand(const expansion *in, const char *text, size_t size);

char *dl_msbuild_trim(const char *from, size_t size, dl_arena *arena)
{
    while (size > 0 && strchr(" \t\r\n", *from)) {
        from++;
        size--;
    }
    while (size > 0 && strchr(" \t\r\n", from[size - 1]))
        size--;
    return dl_arena_strndup(arena, from, size);
}

static bool is_name_char(char c)
{
    return dl_text_is_word(c) || c == '-';
}

static size_t name_size(const char *text, size_t size)
{
    size_t count = 0;

    while (count < size && is_name_char(text[count]))
        count++;
    return count;
}

/* The offset of the `)` that closes the `(` before `text`; `size` when none does. Quoted ones do not count. */
static size_t close_of(const char *text, size_t size)
{
    size_t depth = 1;
    char quote = 0;

    for (size_t i = 0; i < size; i++) {
        if (quote)
            quote = text[i] == quote ? (char)0 : quote;
        else if (text[i] == '\'' || text[i] == '"' || text[i] == '`')
            quote = text[i];
        else if (text[i] == '(')
            depth++;
        else if (text[i] == ')' && --depth == 0)
            return i;
    }
    return size;
}

/* ---- property functions ---- */

static const char *is_true(bool value)
{
    return value ? "True" : "False";
}

static bool ends_with(const char *text, const char *end)
{
    size_t size = strlen(text), tail = strlen(end);

    return size >= tail && dl_text_equal_case(text + size - tail, end);
}

static const char *replace(const char *text, const char *old, const char *with, dl_arena *arena)
{
    size_t size = strlen(old);
    dl_text out;

    if (size == 0)
        return text;
    dl_text_init(&out, arena);
    while (*text) {
        if (strncmp(text, old, size) == 0) {
            dl_text_add(&out, with);
            text += size;
        } else {
            dl_text_add_char(&out, *text++);
        }
    }
    return dl_text_str(&out);
}

static const char *upper(const char *text, dl_arena *arena)
{
    char *made = dl_arena_strdup(arena, text);

    for (char *at = made; *at; at++)
        if (*at >= 'a' && *at <= 'z')
            *at = (char)(*at - 'a' + 'A');
    return made;
}

/* A method of a string; NULL: it is not known. */
static const char *call_method(const char *text, const char *method, const char *const *arguments, size_t count,
                               dl_arena *arena)
{
    const char *first = count > 0 ? arguments[0] : "";

    if (dl_text_equal_case(method, "Replace") && count == 2)
        return replace(text, first, arguments[1], arena);
    if (dl_text_equal_case(method, "EndsWith") && count >= 1)
        return is_true(dl_text_ends(text, first));
    if (dl_text_equal_case(method, "StartsWith") && count >= 1)
        return is_true(dl_text_starts(text, first));
    if (dl_text_equal_case(method, "Contains") && count >= 1)
        return is_true(strstr(text, first) != NULL);
    if (dl_text_equal_case(method, "Equals") && count >= 1)
        return is_true(strcmp(text, first) == 0);
    if (dl_text_starts(method, "ToLower"))
        return dl_text_lower(text, arena);
    if (dl_text_starts(method, "ToUpper"))
        return upper(text, arena);
    if (dl_text_equal_case(method, "ToString"))
        return text;
    if (dl_text_equal_case(method, "Trim") && count == 0)
        return dl_msbuild_trim(text, strlen(text), arena);
    if (dl_text_equal_case(method, "TrimEnd") && count == 1 && first[0] && !first[1]) {
        size_t size = strlen(text);

        while (size > 0 && text[size - 1] == first[0])
            size--;
        return dl_arena_strndup(arena, text, size);
    }
    return NULL;
}

/* The nearest folder at or above `from` within the tree that holds the file; "" for none. */
static const char *folder_above(const dl_msbuild *project, const char *from, const char *file)
{
    const char *folder = dl_msbuild_resolve(project, project->folder, from);

    while (*file && dl_tree_shown(project->files->tree, folder, project->arena)) {
        const char *above = dl_path_folder(folder, project->arena);

        if (dl_msbuild_exists(project, dl_path_join(folder, file, project->arena)))
            return folder;
        if (strcmp(above, folder) == 0)
            break;
        folder = above;
    }
    return "";
}

static const char *with_slash(const char *text, dl_arena *arena)
{
    size_t size = strlen(text);

    return size == 0 || text[size - 1] == '/' || text[size - 1] == '\\' ? text : dl_arena_printf(arena, "%s/", text);
}

/* A function of a class; NULL: it is not known. */
static const char *call_static(const dl_msbuild *project, const char *function, const char *const *arguments,
                               size_t count)
{
    dl_arena *arena = project->arena;
    const char *first = count > 0 ? arguments[0] : "";

    if (ends_with(function, "::GetDirectoryNameOfFileAbove") && count == 2)
        return folder_above(project, first, arguments[1]);
    if (ends_with(function, "::GetPathOfFileAbove") && count >= 1) {
        const char *from = count > 1 ? arguments[1] : dl_path_folder(project->file, arena);
        const char *folder = folder_above(project, from, first);

        return *folder ? dl_path_join(folder, first, arena) : "";
    }
    if (ends_with(function, "::EnsureTrailingSlash"))
        return with_slash(first, arena);
    if (ends_with(function, "::NormalizePath") || ends_with(function, "Path]::GetFullPath") ||
        ends_with(function, "Path]::Combine")) {
        const char *path = first;

        for (size_t i = 1; i < count; i++)
            path = dl_path_join(path, arguments[i], arena);
        return ends_with(function, "::Combine") ? path : dl_msbuild_resolve(project, project->folder, path);
    }
    if (ends_with(function, "Path]::GetDirectoryName"))
        return dl_path_folder(first, arena);
    if (ends_with(function, "Path]::GetFileName"))
        return dl_path_name(first);
    if (ends_with(function, "::IsNullOrEmpty") || ends_with(function, "::IsNullOrWhiteSpace"))
        return is_true(first[0] == '\0');
    if (ends_with(function, "::ValueOrDefault") && count == 2)
        return first[0] ? first : arguments[1];
    return NULL;
}

/* Splits what stands between the parentheses of a call, without the quotes around each. */
static size_t read_arguments(const expansion *in, const char *text, size_t size, const char *arguments[MOST_ARGUMENTS])
{
    dl_arena *arena = in->project->arena;
    size_t count = 0, depth = 0, from = 0;
    char quote = 0;

    for (size_t i = 0; i <= size && count < MOST_ARGUMENTS; i++) {
        char c = i < size ? text[i] : ',';
        char *one;

        if (quote && i < size) {
            quote = c == quote ? (char)0 : quote;
            continue;
        }
        if (c == '\'' || c == '"' || c == '`')
            quote = c;
        depth += c == '(';
        depth -= c == ')' && depth > 0;
        if (c != ',' || (depth > 0 && i < size))
            continue;
        one = dl_msbuild_trim(text + from, i - from, arena);
        from = i + 1;
        if (!*one && i == size && count == 0)
            return 0;
        if (strlen(one) >= 2 && strchr("'\"`", one[0]) && one[strlen(one) - 1] == one[0])
            one = dl_arena_strndup(arena, one + 1, strlen(one) - 2);
        arguments[count++] = expand(in, one, strlen(one));
    }
    return count;
}

/* Applies the chain of `.Method(…)` at `text`. */
static const char *apply_methods(const expansion *in, const char *value, const char *text, size_t size)
{
    const char *end = text + size;

    while (value && text < end && *text == '.') {
        const char *arguments[MOST_ARGUMENTS];
        size_t length = name_size(text + 1, (size_t)(end - text) - 1), count = 0;
        const char *method = dl_arena_strndup(in->project->arena, text + 1, length);

        text += 1 + length;
        if (text < end && *text == '(') {
            size_t close = close_of(text + 1, (size_t)(end - text) - 1);

            if (close == (size_t)(end - text) - 1)
                return NULL;
            count = read_arguments(in, text + 1, close, arguments);
            text += close + 2;
        }
        value = call_method(value, method, arguments, count, in->project->arena);
    }
    return text == end ? value : NULL;
}

static const char *expand_function(const expansion *in, const char *text, size_t size)
{
    const char *open = memchr(text, '(', size), *arguments[MOST_ARGUMENTS], *value;
    size_t close, count;

    if (!open)
        return NULL;
    close = close_of(open + 1, size - (size_t)(open - text) - 1);
    if (open + 1 + close >= text + size)
        return NULL;
    count = read_arguments(in, open + 1, close, arguments);
    value =
        call_static(in->project, dl_msbuild_trim(text, (size_t)(open - text), in->project->arena), arguments, count);
    open += close + 2;
    return apply_methods(in, value, open, (size_t)(text + size - open));
}

/* ---- references ---- */

static const char *this_file(const dl_msbuild *project, const char *name)
{
    dl_arena *arena = project->arena;
    const char *file = dl_path_name(project->file), *dot = strrchr(file, '.');

    if (dl_text_equal_case(name, "MSBuildThisFile"))
        return file;
    if (dl_text_equal_case(name, "MSBuildThisFileDirectory"))
        return with_slash(dl_path_folder(project->file, arena), arena);
    if (dl_text_equal_case(name, "MSBuildThisFileFullPath"))
        return project->file;
    if (dl_text_equal_case(name, "MSBuildThisFileName"))
        return dl_arena_strndup(arena, file, dot ? (size_t)(dot - file) : strlen(file));
    if (dl_text_equal_case(name, "MSBuildThisFileExtension"))
        return dot ? dot : "";
    return NULL;
}

const char *dl_msbuild_property(const dl_msbuild *project, const char *name)
{
    const dl_project_property *property = dl_map_get(project->properties, dl_text_lower(name, project->arena));
    const char *own = property ? NULL : this_file(project, name);

    return property ? property->value : own ? own : "";
}

static const char *expand_property(const expansion *in, const char *text, size_t size)
{
    dl_arena *arena = in->project->arena;
    char *inside = dl_msbuild_trim(text, size, arena);
    size_t length = strlen(inside), name = name_size(inside, length);
    const char *value;

    if (inside[0] == '[')
        value = expand_function(in, inside, length);
    else if (name == 0 || (name < length && inside[name] != '.'))
        value = NULL; /* the registry, and what is no reference */
    else
        value = apply_methods(in, dl_msbuild_property(in->project, dl_arena_strndup(arena, inside, name)),
                              inside + name, length - name);
    return value ? value : "";
}

/* `@(Type)`, and with a transform, which is passed over, `@(Type->'…')`. */
static const char *expand_items(const expansion *in, const char *text, size_t size)
{
    const dl_msbuild_items *items =
        dl_msbuild_list(in->project, dl_msbuild_trim(text, name_size(text, size), in->project->arena));
    dl_text out;

    dl_text_init(&out, in->project->arena);
    for (size_t i = 0; items && i < items->count && out.count < in->project->left; i++)
        dl_text_printf(&out, "%s%s", i ? ";" : "", items->at[i].name);
    return dl_text_str(&out);
}

/* `%(Name)` or `%(Type.Name)`. */
static const char *expand_metadata(const expansion *in, const char *text, size_t size)
{
    char *name = dl_msbuild_trim(text, size, in->project->arena), *dot = strchr(name, '.');
    const char *value = in->ask(in->project, in->self, dot ? dot + 1 : name);

    return value ? value : "";
}

static const char *expand(const expansion *in, const char *text, size_t size)
{
    expansion deeper = *in;
    dl_text out;

    if (in->project->is_spent || in->depth >= DEEPEST)
        return "";
    deeper.depth++;
    dl_text_init(&out, in->project->arena);
    for (size_t i = 0; i < size; i++) {
        size_t close, rest = i + 2 <= size ? size - i - 2 : 0;
        bool is_reference =
            i + 1 < size && text[i + 1] == '(' && (text[i] == '$' || text[i] == '@' || (text[i] == '%' && in->ask));
        const char *inside = text + i + 2, *value;

        close = is_reference ? close_of(inside, rest) : rest;
        if (!is_reference || close == rest) {
            dl_text_add_char(&out, text[i]);
            continue;
        }
        value = text[i] == '$'   ? expand_property(&deeper, inside, close)
                : text[i] == '@' ? expand_items(&deeper, inside, close)
                                 : expand_metadata(&deeper, inside, close);
        if (strlen(value) + out.count > in->project->left) {
            in->project->is_spent = true;
            return "";
        }
        dl_text_add(&out, value);
        i += close + 2;
    }
    if (out.count > in->project->left) {
        in->project->is_spent = true;
        return "";
    }
    in->project->left -= out.count;
    return dl_text_str(&out);
}

const char *dl_msbuild_expand(dl_msbuild *project, const char *text, dl_msbuild_ask *ask, void *self)
{
    expansion in = {project, ask, self, 0};

    return expand(&in, text, strlen(text));
}

static int hex_of(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

static char *decoded(char *text)
{
    char *to = text;

    for (const char *at = text; *at; at++) {
        int high = *at == '%' ? hex_of(at[1]) : -1, low = high >= 0 ? hex_of(at[2]) : -1;

        if (low >= 0 && high + low > 0) {
            *to++ = (char)(high * 16 + low);
            at += 2;
        } else {
            *to++ = *at;
        }
    }
    *to = '\0';
    return text;
}

void dl_msbuild_split(const char *list, dl_strings *out, dl_arena *arena)
{
    while (*list) {
        size_t size = strcspn(list, ";");
        char *one = dl_msbuild_trim(list, size, arena);

        if (*one)
            dl_vec_push(arena, out, decoded(one));
        list += size + (list[size] == ';');
    }
}
