#include "project/nmake.h"

#include "support/platform.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_BYTES = 4 << 20, MOST_GROWTH = 16 << 20, DEEPEST = 16, MOST_FILES = 100, DEEPEST_EXPRESSION = 64 };

struct dl_nmake {
    const dl_tree *tree;
    dl_arena *arena;
    dl_map *macros; /* lower-case name → dl_project_property */
    DL_VEC(const dl_project_property *) set;
    DL_VEC(dl_nmake_place) doubts;
    size_t left; /* bytes that expansion may still make */
    unsigned files;
};

/* The file at hand. */
typedef struct source {
    dl_nmake *nmake;
    const char *path; /* as reports show it */
    unsigned line, depth;
    bool is_skipping;      /* an arm of a conditional that does not hold */
    bool was_taken;        /* another arm of it did */
    unsigned skipped;      /* conditionals within it */
    DL_VEC(unsigned) open; /* lines of the conditionals that have begun */
    dl_status *why;
} source;

static dl_code read_file(source *in);

/* What a free build for x64 finds set. */
static const dl_project_property preset[] = {
    {"AMD64", "1"},
    {"_AMD64_", "1"},
    {"_BUILDARCH", "AMD64"},
    {"_BUILDTYPE", "fre"},
    {"FREEBUILD", "1"},
    {"DDKBUILDENV", "fre"},
    {"O", "objfre_win7_amd64/amd64"},
    {"OBJ_PATH", "."},
    {"TARGET_DIRECTORY", "amd64"},
    {"_NT_TARGET_VERSION", "0x601"},
    {"_NT_TARGET_VERSION_WIN2K", "0x500"},
    {"_NT_TARGET_VERSION_WINXP", "0x501"},
    {"_NT_TARGET_VERSION_WS03", "0x502"},
    {"_NT_TARGET_VERSION_VISTA", "0x600"},
    {"_NT_TARGET_VERSION_LONGHORN", "0x600"},
    {"_NT_TARGET_VERSION_WIN7", "0x601"},
};

static void set_macro(dl_nmake *nmake, const char *name, const char *value, bool is_own)
{
    dl_project_property *macro = DL_NEW(nmake->arena, dl_project_property);

    macro->name = name;
    macro->value = value;
    dl_map_set(nmake->macros, dl_text_lower(name, nmake->arena), macro);
    if (is_own)
        dl_vec_push(nmake->arena, &nmake->set, macro);
}

const char *dl_nmake_macro(const dl_nmake *nmake, const char *name)
{
    const dl_project_property *macro = dl_map_get(nmake->macros, dl_text_lower(name, nmake->arena));

    return macro ? macro->value : "";
}

const dl_nmake_place *dl_nmake_doubts(const dl_nmake *file, size_t *count)
{
    *count = file->doubts.count;
    return file->doubts.at;
}

const dl_project_property *dl_nmake_macros(const dl_nmake *nmake, size_t *count)
{
    DL_VEC(dl_project_property) list = {0};
    dl_map *seen = dl_map_new(nmake->arena);

    for (size_t i = 0; i < nmake->set.count; i++) {
        const char *low = dl_text_lower(nmake->set.at[i]->name, nmake->arena);

        if (dl_map_get(nmake->macros, low) && dl_map_add(seen, low, seen))
            dl_vec_push(nmake->arena, &list, *(dl_project_property *)dl_map_get(nmake->macros, low));
    }
    *count = list.count;
    return list.at;
}

/* Replaces `$(NAME)`, at once: what is set later does not count. A substitution in it is passed over. */
static const char *expand(source *in, const char *text)
{
    dl_nmake *nmake = in->nmake;
    dl_text out;

    dl_text_init(&out, nmake->arena);
    while (*text && out.count <= nmake->left) {
        const char *close = text[0] == '$' && text[1] == '(' ? strchr(text, ')') : NULL;

        if (close) {
            char *name = dl_text_trimmed(text + 2, close, nmake->arena);

            name[strcspn(name, ":")] = '\0';
            dl_text_add(&out, dl_nmake_macro(nmake, name));
            text = close + 1;
        } else {
            dl_text_add_char(&out, *text++);
        }
    }
    if (out.count > nmake->left)
        (void)dl_fail_at(in->why, DL_BAD_INPUT, in->path, in->line, 0,
                         "grows without end when its macros are replaced");
    nmake->left -= out.count > nmake->left ? nmake->left : out.count;
    return in->why->code == DL_OK ? dl_text_str(&out) : "";
}

/* ---- expressions of !IF ---- */

typedef struct expression {
    source *in;
    const char *at;
    unsigned depth;
    bool is_wrong;
} expression;

typedef struct operand {
    bool is_text;
    const char *text;
    long long number;
} operand;

static long long read_or(expression *e);

static bool take(expression *e, const char *mark)
{
    size_t size = strlen(mark);

    e->at += strspn(e->at, " \t");
    if (strncmp(e->at, mark, size) != 0)
        return false;
    e->at += size;
    return true;
}

/* `DEFINED(NAME)` and `EXIST(PATH)`. */
static bool read_call(expression *e, operand *out)
{
    size_t size = strcspn(e->at, "( \t");
    dl_nmake *nmake = e->in->nmake;
    char *name = dl_arena_strndup(nmake->arena, e->at, size), *inside;
    bool is_defined = dl_text_equal_case(name, "DEFINED"), is_exist = dl_text_equal_case(name, "EXIST");
    const char *open = strchr(e->at, '('), *close = open ? strchr(open, ')') : NULL;

    if ((!is_defined && !is_exist) || !close)
        return false;
    inside = dl_text_trimmed(open + 1, close, nmake->arena);
    e->at = close + 1;
    if (is_defined) {
        out->number = dl_map_get(nmake->macros, dl_text_lower(inside, nmake->arena)) != NULL;
    } else {
        const char *folder = dl_path_folder(dl_tree_absolute(nmake->tree, e->in->path, nmake->arena), nmake->arena);
        const char *path = dl_path_join(folder, dl_path_clean(inside, nmake->arena), nmake->arena);
        const char *shown = dl_tree_shown(nmake->tree, path, nmake->arena);

        out->number = shown && (dl_tree_file(nmake->tree, shown, nmake->arena) ||
                                dl_tree_has_folder(nmake->tree, shown, nmake->arena));
    }
    return true;
}

static operand read_operand(expression *e)
{
    operand out = {false, "", 0};
    char *end;

    e->at += strspn(e->at, " \t");
    if (*e->at == '"') {
        const char *close = strchr(e->at + 1, '"');

        out.is_text = true;
        e->is_wrong = e->is_wrong || !close;
        if (close) {
            out.text = dl_arena_strndup(e->in->nmake->arena, e->at + 1, (size_t)(close - e->at) - 1);
            e->at = close + 1;
        }
    } else if (!read_call(e, &out)) {
        out.number = strtoll(e->at, &end, 0);
        e->is_wrong = e->is_wrong || end == e->at;
        e->at = end;
    }
    return out;
}

static long long read_unary(expression *e)
{
    static const char *const marks[] = {"==", "!=", "<=", ">=", "<", ">"};
    operand left, right;
    long long order;

    if (e->is_wrong || ++e->depth > DEEPEST_EXPRESSION) {
        e->is_wrong = true;
        return 0;
    }
    if (take(e, "!")) {
        order = !read_unary(e);
        e->depth--;
        return order;
    }
    if (take(e, "(")) {
        order = read_or(e);
        e->is_wrong = e->is_wrong || !take(e, ")");
        e->depth--;
        return order;
    }
    e->depth--;
    left = read_operand(e);
    for (size_t i = 0; !e->is_wrong && i < sizeof marks / sizeof *marks; i++) {
        if (!take(e, marks[i]))
            continue;
        right = read_operand(e);
        order = left.is_text || right.is_text ? (dl_text_equal_case(left.text, right.text) ? 0 : 1)
                                              : (left.number > right.number) - (left.number < right.number);
        return i == 0   ? order == 0
               : i == 1 ? order != 0
               : i == 2 ? order <= 0
               : i == 3 ? order >= 0
               : i == 4 ? order < 0
                        : order > 0;
    }
    return left.is_text ? *left.text != '\0' : left.number;
}

static long long read_and(expression *e)
{
    long long value = read_unary(e);

    while (!e->is_wrong && take(e, "&&")) {
        long long other = read_unary(e);

        value = value && other;
    }
    return value;
}

static long long read_or(expression *e)
{
    long long value = read_and(e);

    while (!e->is_wrong && take(e, "||")) {
        long long other = read_and(e);

        value = value || other;
    }
    return value;
}

/* What is not understood does not hold: often it compares a macro that only the build sets. */
static bool holds(source *in, const char *text)
{
    expression e = {in, expand(in, text), 0, false};
    long long value = read_or(&e);

    if (e.is_wrong)
        dl_vec_push(in->nmake->arena, &in->nmake->doubts, ((dl_nmake_place){in->path, in->line}));
    return !e.is_wrong && value != 0;
}

/* ---- lines ---- */

static void include(source *in, const char *text)
{
    dl_nmake *nmake = in->nmake;
    dl_arena *arena = nmake->arena;
    const char *name = expand(in, text), *folder, *shown, *file;
    source inner = {.nmake = nmake, .depth = in->depth + 1, .why = in->why};

    name = dl_text_trimmed(name, name + strlen(name), arena);
    folder = dl_path_folder(dl_tree_absolute(nmake->tree, in->path, arena), arena);
    shown = dl_tree_shown(nmake->tree, dl_path_join(folder, dl_path_clean(name, arena), arena), arena);
    file = shown ? dl_tree_file(nmake->tree, shown, arena) : NULL;
    if (!file || in->depth >= DEEPEST || ++nmake->files > MOST_FILES)
        return;
    inner.path = file;
    (void)read_file(&inner);
}

/* A conditional begins, turns or ends. */
static void turn(source *in, const char *word, const char *rest)
{
    bool is_new =
        dl_text_equal_case(word, "IF") || dl_text_equal_case(word, "IFDEF") || dl_text_equal_case(word, "IFNDEF");
    dl_arena *arena = in->nmake->arena;
    bool value = false;

    if (!is_new && in->open.count == 0) {
        (void)dl_fail_at(in->why, DL_BAD_INPUT, in->path, in->line, 0, "!%s stands behind no !IF", word);
        return;
    }
    if (is_new)
        dl_vec_push(arena, &in->open, in->line);
    in->open.count -= dl_text_equal_case(word, "ENDIF");
    if (is_new && in->is_skipping) {
        in->skipped++;
        return;
    }
    if (in->is_skipping && in->skipped > 0) {
        in->skipped -= dl_text_equal_case(word, "ENDIF");
        return;
    }
    if (dl_text_equal_case(word, "ENDIF")) {
        in->is_skipping = false;
        return;
    }
    if (!is_new && (!in->is_skipping || in->was_taken)) { /* the arms behind the one that was taken */
        in->is_skipping = true;
        in->was_taken = true;
        return;
    }
    if (dl_text_equal_case(word, "IFDEF") || dl_text_equal_case(word, "ELSEIFDEF"))
        value = *dl_nmake_macro(in->nmake, dl_text_trimmed(rest, rest + strlen(rest), arena)) != '\0';
    else if (dl_text_equal_case(word, "IFNDEF") || dl_text_equal_case(word, "ELSEIFNDEF"))
        value = *dl_nmake_macro(in->nmake, dl_text_trimmed(rest, rest + strlen(rest), arena)) == '\0';
    else if (dl_text_equal_case(word, "ELSE"))
        value = true;
    else
        value = holds(in, rest);
    in->is_skipping = !value;
    in->was_taken = value;
    in->skipped = 0;
}

static void read_directive(source *in, const char *text)
{
    static const char *const turns[] = {"IF",     "IFDEF",     "IFNDEF",     "ELSE", "ELIF",
                                        "ELSEIF", "ELSEIFDEF", "ELSEIFNDEF", "ENDIF"};
    size_t size;
    char *word;

    text += strspn(text, " \t");
    size = strcspn(text, " \t(\"!$");
    word = dl_arena_strndup(in->nmake->arena, text, size);
    text += size;
    if (dl_text_equal_case(word, "ELSE") &&
        (dl_text_starts(text + strspn(text, " \t"), "IF") || dl_text_starts(text + strspn(text, " \t"), "if"))) {
        text += strspn(text, " \t");
        size = strcspn(text, " \t(\"!$");
        word = dl_arena_printf(in->nmake->arena, "ELSE%.*s", (int)size, text);
        text += size;
    }
    for (size_t i = 0; i < sizeof turns / sizeof *turns; i++)
        if (dl_text_equal_case(word, turns[i])) {
            turn(in, word, text);
            return;
        }
    if (!in->is_skipping && dl_text_equal_case(word, "INCLUDE"))
        include(in, text);
}

static void read_line(source *in, const char *text)
{
    const char *equals = strchr(text, '=');
    char *name;

    if (*text == '!') {
        read_directive(in, text + 1);
        return;
    }
    if (in->is_skipping || !equals)
        return;
    name = dl_text_trimmed(text, equals, in->nmake->arena);
    if (*name && !strpbrk(name, " \t:"))
        set_macro(in->nmake, name, expand(in, dl_text_trimmed(equals + 1, equals + strlen(equals), in->nmake->arena)),
                  true);
}

/* Takes one logical line from `*at`: comments go, a `\` at the end joins the next. */
static const char *next_line(source *in, const char **at, unsigned *lines)
{
    dl_text line;
    bool goes_on = true;

    dl_text_init(&line, in->nmake->arena);
    *lines = 0;
    while (goes_on && **at) {
        size_t size = strcspn(*at, "\n"), kept = size;
        const char *comment = memchr(*at, '#', size);
        bool is_comment = comment && strspn(*at, " \t") == (size_t)(comment - *at);

        if (comment)
            kept = (size_t)(comment - *at);
        while (kept > 0 && strchr(" \t\r", (*at)[kept - 1]))
            kept--;
        goes_on = (kept > 0 && (*at)[kept - 1] == '\\') || (is_comment && *lines > 0);
        kept -= kept > 0 && (*at)[kept - 1] == '\\';
        dl_text_add_n(&line, *at, kept);
        dl_text_add_char(&line, ' ');
        *at += size + ((*at)[size] == '\n');
        ++*lines;
    }
    return dl_text_str(&line);
}

static dl_code read_file(source *in)
{
    const char *text, *line;
    size_t size;
    bool is_binary;
    unsigned lines;
    dl_code code = dl_tree_read(in->nmake->tree, in->path, &text, &size, &is_binary, in->nmake->arena, in->why);

    if (code == DL_OK && (is_binary || size > MOST_BYTES))
        code = dl_fail_at(in->why, DL_BAD_INPUT, in->path, 0, 0, is_binary ? "is not a text file" : "is too large");
    in->line = 1;
    while (code == DL_OK && *text) {
        line = next_line(in, &text, &lines);
        line += strspn(line, " \t");
        read_line(in, line);
        in->line += lines;
        code = in->why->code;
    }
    if (code == DL_OK && in->open.count > 0)
        code = dl_fail_at(in->why, DL_BAD_INPUT, in->path, in->open.at[in->open.count - 1], 0,
                          "the conditional that begins here has no !ENDIF");
    return code;
}

dl_code dl_nmake_read(dl_nmake **out, const dl_tree *tree, const char *path, dl_arena *arena, dl_status *why)
{
    dl_nmake *nmake = DL_NEW(arena, dl_nmake);
    source in = {.nmake = nmake, .path = path, .why = why};

    nmake->tree = tree;
    nmake->arena = arena;
    nmake->macros = dl_map_new(arena);
    nmake->left = MOST_GROWTH;
    for (size_t i = 0; i < sizeof preset / sizeof *preset; i++)
        set_macro(nmake, preset[i].name, preset[i].value, false);
    *out = nmake;
    return read_file(&in);
}
