/* lower_gap.c: what the parser dropped between two statements. */
#include "frontend/lower.h"
#include "project/lex.h"

/* A chain of names is as deep as it is long; those who read it recurse. */
enum { MOST_NAMES = 64 };

static unsigned directive_end(const dl_file *file, unsigned at, unsigned end)
{
    return at < end ? (unsigned)(dl_line_end(file->text + at, file->text + end) - file->text) : at;
}

static bool is_directive(const dl_file *file, unsigned at)
{
    if (file->text[at] != '#')
        return false;
    while (at > 0 && (file->text[at - 1] == ' ' || file->text[at - 1] == '\t'))
        at--;
    return at == 0 || file->text[at - 1] == '\n';
}

/* `(` and operators of a fold expression up to what it was made into, of which the tree has the operands alone. */
static bool is_fold_head(const dl_file *file, unsigned at, unsigned until)
{
    while (at < until && strchr("(.,&|+", file->text[at]))
        at = dl_lower_skip_space(file, at + 1, until);
    return at >= until;
}

/* Behind a region that #if left out, when `at` lies in one. */
static unsigned skipped_end(dl_fn *fn, const dl_file *file, unsigned at)
{
    CXFile cx = dl_lower_cx_file(fn->l, file);
    CXSourceRangeList *list;

    if (!cx)
        return at;
    list = clang_getSkippedRanges(fn->l->unit->tu, cx);
    for (unsigned i = 0; list && i < list->count; i++) {
        unsigned begin = 0, end = 0;

        clang_getFileLocation(clang_getRangeStart(list->ranges[i]), NULL, NULL, NULL, &begin);
        clang_getFileLocation(clang_getRangeEnd(list->ranges[i]), NULL, NULL, NULL, &end);
        if (at >= begin && at < end)
            at = end;
    }
    if (list)
        clang_disposeSourceRangeList(list);
    return at;
}

/* To behind the `;` of a dropped statement, or a `}` that closes what it opened. */
static unsigned lost_end(const dl_file *file, unsigned at, unsigned end)
{
    unsigned depth = 0;

    while (at < end) {
        char c = file->text[at];

        if (c == '(' || c == '[' || c == '{')
            depth++;
        else if ((c == ')' || c == ']' || c == '}') && depth)
            depth--;
        if (depth == 0 && (c == ';' || c == '}'))
            return at + 1;
        at = dl_lower_skip_space(file, dl_lower_token_end(file, at, end), end);
    }
    return end;
}

/* Whether the variable is in the chain already. */
static bool is_named(const dl_expr *all, const dl_var *var)
{
    for (; all; all = all->kind == DL_E_UNKNOWN ? all->a : NULL)
        if ((all->kind == DL_E_VAR && all->var == var) || (all->b && all->b->var == var))
            return true;
    return false;
}

static const dl_expr *names_in(dl_fn *fn, const dl_file *file, unsigned at, unsigned end)
{
    dl_span span = dl_lower_span_at(fn->l, file, at, end);
    const dl_expr *all = NULL;
    unsigned count = 0;

    for (; at < end && count < MOST_NAMES; at = dl_lower_skip_space(file, dl_lower_token_end(file, at, end), end)) {
        unsigned stop = dl_lower_token_end(file, at, end);
        const dl_expr *one;

        if (!dl_text_is_letter(file->text[at]) || file->text[stop - 1] == '"')
            continue;
        one = dl_lower_named(fn, dl_name_n(fn->l->names, file->text + at, stop - at),
                             dl_lower_span_at(fn->l, file, at, stop));
        if (!one || one->kind != DL_E_VAR || is_named(all, one->var))
            continue;
        all = all ? dl_expr_unknown(fn->l, span, all, one) : one;
        count++;
    }
    return dl_expr_unknown(fn->l, span, all, NULL);
}

static bool is_print(const dl_file *file, unsigned at, unsigned end)
{
    static const char *const names[] = {"DbgPrint", "DbgPrintEx", "KdPrint", "KdPrintEx"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (end - at == strlen(names[i]) && strncmp(file->text + at, names[i], end - at) == 0)
            return true;
    return false;
}

/* More than directives, comments and prints for a debugger. */
static bool has_statement(const dl_file *file, unsigned at, unsigned end)
{
    while ((at = dl_lower_skip_space(file, at, end)) < end) {
        unsigned stop = dl_lower_token_end(file, at, end);

        if (file->text[at] == ';' || file->text[at] == '{')
            return true;
        at = is_directive(file, at)     ? directive_end(file, at, end)
             : is_print(file, at, stop) ? lost_end(file, at, end)
                                        : stop;
    }
    return false;
}

/* `case Default:` of a constant that the parser could not work out: the statements behind it are there. Behind the
 * label; `at`: it is none. */
static unsigned behind_label(dl_fn *fn, const dl_file *file, unsigned at, unsigned until)
{
    unsigned begin = dl_lower_token_end(file, at, until), end, stop;

    if (begin - at != strlen("case") || strncmp(file->text + at, "case", begin - at) != 0)
        return at;
    begin = dl_lower_skip_space(file, begin, until);
    for (end = begin; end < until; end = dl_lower_skip_space(file, stop, until)) {
        stop = dl_lower_token_end(file, end, until);
        if (file->text[end] == ':' && file->text[stop] == ':')
            stop++;
        else if (file->text[end] == ':')
            break;
    }
    if (end >= until)
        return at;
    dl_lower_dropped_case(fn, file, begin, end);
    return end + 1;
}

/* Where the arm ends that begins behind a directive: at the one that goes with it. */
static unsigned arm_end(const dl_file *file, unsigned at)
{
    unsigned depth = 0;

    while (at < file->size) {
        const char *word = file->text + dl_lower_skip_space(file, at, (unsigned)file->size);
        unsigned here = (unsigned)(word - file->text);

        if (*word == '#') {
            word += 1 + strspn(word + 1, " \t");
            if (depth == 0 && (strncmp(word, "el", 2) == 0 || strncmp(word, "endif", 5) == 0))
                return here;
            depth += strncmp(word, "if", 2) == 0;
            depth -= strncmp(word, "endif", 5) == 0;
        }
        at = here + (unsigned)strcspn(file->text + here, "\n");
        at += at < file->size;
    }
    return at;
}

static unsigned line_before(const dl_file *file, unsigned line)
{
    for (line -= line > 0; line > 0 && file->text[line - 1] != '\n';)
        line--;
    return line;
}

/* Whether an arm before that of the `#elif` at `line` is the one that is compiled, whatever is defined elsewhere. */
static bool is_settled(dl_fn *fn, const dl_file *file, unsigned line)
{
    unsigned depth = 0, at = line;

    while (at > 0 && file->text[at - 1] != '\n')
        at--;
    while (at > 0) {
        unsigned hash, end;
        const char *word;

        at = line_before(file, at);
        hash = at + (unsigned)strspn(file->text + at, " \t");
        word = file->text[hash] == '#' ? file->text + hash + 1 + strspn(file->text + hash + 1, " \t") : "";
        depth += strncmp(word, "endif", 5) == 0;
        if (depth == 0 && (strncmp(word, "if", 2) == 0 || strncmp(word, "elif", 4) == 0)) {
            end = directive_end(file, hash, line);
            if (skipped_end(fn, file, end) == end && !dl_lower_is_open_arm(fn->l, file, hash, end))
                return true;
        }
        if (strncmp(word, "if", 2) == 0 && depth-- == 0)
            return false;
    }
    return false;
}

static bool is_elif(const dl_file *file, unsigned hash)
{
    const char *word = file->text + hash + 1 + strspn(file->text + hash + 1, " \t");

    return strncmp(word, "elif", 4) == 0;
}

void dl_lower_gap(dl_fn *fn, const dl_file *file, unsigned from, unsigned until)
{
    unsigned at = from;

    if (!file || fn->is_pure || fn->inits)
        return;
    dl_lower_macros_in(fn, file, from, until);
    while ((at = dl_lower_skip_space(file, at, until)) < until) {
        const dl_expansion *macro = dl_lower_expansion_from(fn->l, file, at);
        unsigned end;

        if (is_directive(file, at)) {
            unsigned line = at;

            at = directive_end(file, at, until);
            end = skipped_end(fn, file, at);
            if (end > at && has_statement(file, at, end) && !(is_elif(file, line) && is_settled(fn, file, line)) &&
                dl_lower_is_open_arm(fn->l, file, line, at))
                dl_emit_lost(fn, dl_lower_span_at(fn->l, file, line, at), names_in(fn, file, at, end));
            else if (end == at && dl_lower_is_doubtful_arm(fn->l, file, line, at) &&
                     has_statement(file, at, arm_end(file, at)))
                dl_emit_lost(fn, dl_lower_span_at(fn->l, file, line, at), NULL);
            at = end;
            if (at < until && file->text[at] != '\n')
                at = directive_end(file, at, until);
            continue;
        }
        if (file->text[at] == ';') {
            at++;
            continue;
        }
        if (macro && (macro->has_node || dl_lower_is_empty_macro(fn->l, macro))) {
            at = macro->end;
            continue;
        }
        if ((!dl_text_is_letter(file->text[at]) && file->text[at] != '*' && file->text[at] != '(') ||
            (file->text[at] == '(' && is_fold_head(file, at, until))) {
            at = dl_lower_token_end(file, at, until);
            continue;
        }
        end = behind_label(fn, file, at, until);
        if (end > at) {
            at = end;
            continue;
        }
        end = lost_end(file, at, until);
        if (dl_lower_unread_macro(fn, file, at, end) || dl_lower_text_statement(fn, file, at, end)) {
            at = end;
            continue;
        }
        dl_emit_lost(fn, dl_lower_span_at(fn->l, file, at, end), names_in(fn, file, at, end));
        at = end;
    }
}

/* The parser puts an empty statement where it could not read one. */
void dl_lower_dropped(dl_fn *fn, const dl_file *file, unsigned at)
{
    unsigned end = lost_end(file, at, (unsigned)file->size);

    if (!dl_lower_text_statement(fn, file, at, end))
        dl_emit_lost(fn, dl_lower_span_at(fn->l, file, at, end), names_in(fn, file, at, end));
}
