/* index.c: the functions and variables of a file, and what each body mentions; see index.h. */
#include "project/index_parts.h"
#include "project/scan.h"
#include "project/tree.h"

#include <string.h>

dl_index *dl_index_new(dl_arena *arena)
{
    dl_index *index = DL_NEW(arena, dl_index);

    index->arena = arena;
    index->by_path = dl_map_new(arena);
    return index;
}

static const char *intern(const dl_indexer *x, const char *name)
{
    return dl_index_intern(x->index, name, strlen(name));
}

const char *dl_indexer_intern(const dl_indexer *x, size_t i)
{
    const dl_token *token = dl_indexer_token(x, i);

    if (memchr(token->text, '\\', token->size))
        return intern(x, dl_token_str(token, x->scratch));
    return dl_index_intern(x->index, token->text, token->size);
}

/* ---- bodies ---- */

typedef struct mentions {
    DL_VEC(const char *) names;
    DL_VEC(bool) called;
    DL_VEC(bool) stored;
    DL_VEC(bool) whole;
} mentions;

typedef struct mentioned {
    bool is_called, is_stored, is_whole;
} mentioned;

static void mention(dl_indexer *x, mentions *all, const char *name, mentioned how)
{
    dl_index_name_entry *met = dl_index_entry_of(name);

    if (met->body != x->index->bodies) {
        met->body = x->index->bodies;
        met->at = (unsigned)all->names.count;
        dl_vec_push(x->scratch, &all->names, name);
        dl_vec_push(x->scratch, &all->called, false);
        dl_vec_push(x->scratch, &all->stored, false);
        dl_vec_push(x->scratch, &all->whole, false);
    }
    if (how.is_called && met->at < all->called.count)
        all->called.at[met->at] = true;
    if (how.is_stored && met->at < all->stored.count)
        all->stored.at[met->at] = true;
    if (how.is_whole && met->at < all->whole.count)
        all->whole.at[met->at] = true;
}

/* No member of it is meant. */
static bool is_whole(const dl_indexer *x, size_t i)
{
    size_t behind = dl_indexer_behind_indexes(x, dl_indexer_next(x, i));

    return !dl_indexer_is(x, behind, "->") && !dl_indexer_is(x, behind, ".");
}

static const char *const statement_ends[] = {";", "{", "}", NULL};

enum { LONGEST_TYPE = 256 };

/* `Owner<Key>` that ends before `at`: the name in it; `count`: there is none, or it has more tokens than types have. */
static size_t type_before(const dl_indexer *x, size_t at)
{
    size_t depth = 0, size = 0;

    do {
        at = dl_indexer_previous(x, at);
        if (at == x->tokens->count || size++ == LONGEST_TYPE || dl_indexer_is_any(x, at, statement_ends))
            return x->tokens->count;
        depth += dl_indexer_is(x, at, ">") ? 1 : dl_indexer_is(x, at, ">>") ? 2 : 0;
        if (dl_indexer_is(x, at, "<") && depth > 0 && --depth == 0)
            at = dl_indexer_previous(x, at);
    } while (depth > 0);
    return at < x->tokens->count && dl_indexer_is_name(x, at) ? at : x->tokens->count;
}

/* Of a statement `static Space::Owner<Key> owner(…)`, which declares an object: the type, which is what is called.
 * `count`: it is none. */
static size_t type_of_object(const dl_indexer *x, size_t name)
{
    static const char *const no_types[] = {"return", "else",      "do",       "goto",  "throw", "new", "delete",
                                           "case",   "co_return", "co_await", "__try", "try",   NULL};
    static const char *const before[] = {"static", "const", "constexpr", "volatile", "class", "struct", "::", NULL};
    size_t type = type_before(x, name), first = type;

    if (type == x->tokens->count || dl_indexer_is_any(x, type, no_types))
        return x->tokens->count;
    for (bool is_part = true; is_part;) {
        size_t at = dl_indexer_previous(x, first);

        is_part = dl_indexer_is_any(x, at, before) || (dl_indexer_is(x, first, "::") && dl_indexer_is_name(x, at));
        first = is_part ? at : first;
    }
    return dl_indexer_is_any(x, dl_indexer_previous(x, first), statement_ends) ? type : x->tokens->count;
}

static void read_names(dl_indexer *x, dl_indexed_function *function, const dl_name_group *of, size_t open, size_t close)
{
    mentions all = {0};

    x->index->bodies++;
    for (size_t i = dl_tokens_live(x->tokens, open + 1), behind; i < close; i = behind) {
        bool is_called;
        size_t type;

        behind = dl_indexer_next(x, i);
        if (dl_indexer_token(x, i)->kind != DL_TOKEN_NAME)
            continue;
        is_called = dl_indexer_is(x, behind, "(");
        type = is_called ? type_of_object(x, i) : x->tokens->count;
        if (type < x->tokens->count)
            mention(x, &all, dl_indexer_intern(x, type), (mentioned){.is_called = true});
        mention(x, &all, dl_indexer_intern(x, i),
                (mentioned){is_called && type == x->tokens->count, dl_indexer_is_stored(x, i), is_whole(x, i)});
        if (dl_indexer_is(x, i, "new"))
            mention(x, &all, intern(x, "operator new"), (mentioned){true, false, true});
        else if (dl_indexer_is(x, i, "delete"))
            mention(x, &all, intern(x, "operator delete"), (mentioned){true, false, true});
    }
    function->name_count = all.names.count;
    function->names = dl_arena_copy(x->index->arena, all.names.at, all.names.count * sizeof *all.names.at);
    function->is_called = dl_arena_copy(x->index->arena, all.called.at, all.called.count * sizeof *all.called.at);
    function->is_stored = dl_arena_copy(x->index->arena, all.stored.at, all.stored.count * sizeof *all.stored.at);
    function->is_whole = dl_arena_copy(x->index->arena, all.whole.at, all.whole.count * sizeof *all.whole.at);
    dl_index_stores(x, function, of, open, close);
}

/* What may be hidden from the parser: all but the directives. Nothing, where the braces of the arms of a conditional
 * do not match, as what looks like one body then may be more. */
static void read_pieces(dl_indexer *x, dl_indexed_function *function, size_t open, size_t close)
{
    DL_VEC(dl_bytes) pieces = {0};
    unsigned from = function->open + 1;
    bool is_open = true;
    long depth = 0;

    for (size_t i = open + 1; i < close; i++) {
        const dl_token *token = dl_indexer_token(x, i);

        if (token->is_directive && is_open && token->offset > from)
            dl_vec_push(x->scratch, &pieces, (dl_bytes){from, token->offset});
        if (!token->is_directive && !is_open)
            from = token->offset;
        is_open = !token->is_directive;
        if (!token->is_directive && !token->is_dead)
            depth += dl_token_is(token, "{") - dl_token_is(token, "}");
    }
    if (depth != 0)
        return;
    if (is_open && function->close > from)
        dl_vec_push(x->scratch, &pieces, (dl_bytes){from, function->close});
    function->piece_count = pieces.count;
    function->pieces = dl_arena_copy(x->index->arena, pieces.at, pieces.count * sizeof *pieces.at);
}

/* ---- declarations ---- */

static void start_declaration(dl_indexer *x, size_t from)
{
    x->from = from;
    x->worded_end = x->words = 0;
    x->groups.count = 0;
    x->is_initialised = x->has_record = x->is_template = false;
}

enum { STATIC = 1, EXTERN = 2, TYPEDEF = 4, USING = 8, NAMESPACE = 16, RECORD = 32 };

static unsigned word_of(const dl_token *token)
{
    static const struct {
        const char *text;
        unsigned size, word;
    } words[] = {{"static", 6, STATIC}, {"extern", 6, EXTERN},       {"typedef", 7, TYPEDEF},
                 {"using", 5, USING},   {"namespace", 9, NAMESPACE}, {"class", 5, RECORD},
                 {"struct", 6, RECORD}, {"union", 5, RECORD},        {"enum", 4, RECORD}};

    if (token->kind != DL_TOKEN_NAME || token->size < 4 || token->size > 9)
        return 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words[i].size == token->size && memcmp(words[i].text, token->text, token->size) == 0)
            return words[i].word;
    return 0;
}

/* Of the declaration up to `end`, outside of brackets. Each is asked for at the same end. */
static bool has_word(dl_indexer *x, size_t end, unsigned word)
{
    if (x->worded_end != end) {
        x->words = 0;
        x->worded_end = end;
        for (size_t i = dl_tokens_live(x->tokens, x->from); i < end; i = dl_indexer_next(x, i)) {
            x->words |= word_of(dl_indexer_token(x, i));
            if (dl_indexer_is(x, i, "("))
                i = dl_tokens_close(x->tokens, i);
        }
    }
    return (x->words & word) != 0;
}

/* SAL and the compiler's own: by the form of the name. */
static bool is_annotation(const dl_token *name)
{
    static const char *const words[] = {"__declspec", "__attribute__", "__pragma", "_Pragma",  "alignas",
                                        "decltype",   "noexcept",      "throw",    "requires", "explicit"};
    static const char *const starts[] = {"__drv_", "__in", "__out", "__check", "__req", "__on_", "__allow"};

    if (name->size > 2 && name->text[0] == '_' && name->text[name->size - 1] == '_')
        return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (dl_token_is(name, words[i]))
            return true;
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (name->size >= strlen(starts[i]) && memcmp(name->text, starts[i], strlen(starts[i])) == 0)
            return true;
    return false;
}

static bool is_specifier(const dl_indexer *x, size_t i)
{
    static const char *const words[] = {"static",        "extern", "inline", "virtual", "__inline",
                                        "__forceinline", "class",  "struct", "union",   "enum"};

    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (dl_indexer_is(x, i, words[k]))
            return true;
    return false;
}

/* Whether what stands before the name may be a type, so that the name may be a declarator's. */
static bool stands_behind_type(const dl_indexer *x, size_t name)
{
    static const char *const ends[] = {"*", "&", "&&", "::", ">", "~"};
    size_t before = dl_indexer_previous(x, name);

    if (before == x->tokens->count)
        return false;
    if (dl_indexer_is_name(x, before))
        return !is_specifier(x, before);
    for (size_t k = 0; k < sizeof ends / sizeof *ends; k++)
        if (dl_indexer_is(x, before, ends[k]))
            return true;
    return false;
}

/* The `NAME (…)` that declares a function; NULL: none does. */
static const dl_name_group *declarator(const dl_indexer *x)
{
    const dl_name_group *last = NULL;

    for (size_t i = 0; i < x->groups.count; i++) {
        if (is_annotation(dl_indexer_token(x, x->groups.at[i].name)))
            continue;
        if (stands_behind_type(x, x->groups.at[i].name))
            return &x->groups.at[i];
        last = &x->groups.at[i];
    }
    return last;
}

/* `operator new[]`, `operator=`, as the parser spells them. */
static const char *operator_name(const dl_indexer *x, size_t word)
{
    const char *name = dl_indexer_intern(x, word);

    for (size_t i = dl_indexer_next(x, word), first = i;
         i < x->tokens->count && (i == first || !dl_indexer_is(x, i, "(")); i = dl_indexer_next(x, i))
        name = dl_arena_printf(x->scratch, "%s%s%s", name, dl_indexer_is_name(x, i) ? " " : "",
                               dl_token_str(dl_indexer_token(x, i), x->scratch));
    return name;
}

/* The class of `Class::` and of `Class<T>::` that ends before `at`; `count`: none. */
static size_t class_before(const dl_indexer *x, size_t at)
{
    size_t before = dl_indexer_previous(x, at);
    size_t depth = 0;

    if (before == x->tokens->count || !dl_indexer_is(x, before, "::"))
        return x->tokens->count;
    do {
        before = dl_indexer_previous(x, before);
        if (before == x->tokens->count)
            return before;
        depth += dl_indexer_is(x, before, ">") ? 1 : dl_indexer_is(x, before, ">>") ? 2 : 0;
        if (dl_indexer_is(x, before, "<") && depth > 0 && --depth == 0)
            before = dl_indexer_previous(x, before);
    } while (depth > 0);
    return before;
}

/* The innermost namespace with a name that lends it to what is declared here; NULL: none does. */
static const char *space_of(const dl_indexer *x, size_t end)
{
    bool is_c = false;

    for (size_t i = dl_tokens_live(x->tokens, x->from); i < end; i = dl_indexer_next(x, i))
        is_c = is_c ||
               (dl_indexer_is(x, i, "extern") && dl_indexer_token(x, dl_indexer_next(x, i))->kind == DL_TOKEN_STRING);
    for (size_t i = x->nested.count; i-- > 0 && !is_c;) {
        if (!x->nested.at[i])
            return NULL; /* `extern "C" {` */
        if (x->nested.at[i][0])
            return x->nested.at[i];
    }
    return NULL;
}

/* `Method` or `Class::Method`, as the IR names it; of a name that entry routines have, `Space::DriverEntry`. */
static const char *function_name(const dl_indexer *x, size_t name)
{
    size_t before = dl_indexer_previous(x, name), outer;
    const char *own = dl_indexer_is(x, name, "operator") ? operator_name(x, name) : dl_indexer_intern(x, name);

    if (before < x->tokens->count && dl_indexer_is(x, before, "~")) {
        own = dl_arena_printf(x->scratch, "~%s", own);
        name = before;
    }
    outer = class_before(x, name);
    if (outer == x->tokens->count || !dl_indexer_is_name(x, outer)) {
        const char *space = dl_indexed_is_entry_name(own) ? space_of(x, name) : NULL;

        return intern(x, space ? dl_arena_printf(x->scratch, "%s::%s", space, own) : own);
    }
    return intern(x, dl_arena_printf(x->scratch, "%s::%s", dl_indexer_intern(x, outer), own));
}

static bool is_in_unnamed(const dl_indexer *x)
{
    for (size_t i = 0; i < x->nested.count; i++)
        if (x->nested.at[i] && !x->nested.at[i][0])
            return true;
    return false;
}

/* `ROUTINE(Read) {`, `static ROUTINE(Disk, Read) {`: no type stands before it, and names alone in the brackets. */
static void read_made_of(dl_indexer *x, dl_indexed_function *function, const dl_name_group *of, size_t open)
{
    DL_VEC(const char *) parts = {0};
    bool is_name = true;

    if (stands_behind_type(x, of->name) || dl_indexer_next(x, of->close) != open)
        return;
    for (size_t i = dl_indexer_next(x, of->open); i < of->close; i = dl_indexer_next(x, i), is_name = !is_name) {
        if (is_name ? !dl_indexer_is_name(x, i) : !dl_indexer_is(x, i, ","))
            return;
        if (is_name)
            dl_vec_push(x->scratch, &parts, dl_indexer_intern(x, i));
    }
    function->made_of = dl_arena_copy(x->index->arena, parts.at, parts.count * sizeof *parts.at);
    function->made_of_count = parts.count;
}

static void add_function(dl_indexer *x, const dl_name_group *of, size_t open, size_t close)
{
    dl_indexed_function function = {.name = function_name(x, of->name),
                                    .is_static = has_word(x, of->name, STATIC) || is_in_unnamed(x),
                                    .line = dl_indexer_token(x, of->name)->line,
                                    .open = dl_indexer_token(x, open)->offset,
                                    .close = dl_indexer_token(x, close)->offset};

    for (size_t i = 0; i < x->statics.count && !function.is_static; i++)
        function.is_static = x->statics.at[i] == function.name;
    dl_vec_push(x->scratch, &x->declared, of->name);
    read_made_of(x, &function, of, open);
    read_names(x, &function, of, open, close);
    if (!x->is_template) /* what is made of it may be needed to tell what others are */
        read_pieces(x, &function, open, close);
    dl_vec_push(x->scratch, &x->functions, function);
}

/* The names of `T *a, b[2] = {…};`, at the `;` in `end`. */
static void add_variables(dl_indexer *x, size_t end)
{
    bool is_static = has_word(x, end, STATIC);
    bool is_elsewhere = has_word(x, end, EXTERN) && !x->is_initialised;

    if (has_word(x, end, TYPEDEF) || has_word(x, end, USING) || x->is_template)
        return;
    for (size_t i = dl_tokens_live(x->tokens, x->from); i < end; i = dl_indexer_next(x, i)) {
        size_t behind = dl_indexer_next(x, i);
        bool has_value = dl_indexer_is(x, behind, "=");

        if (dl_indexer_is(x, i, "(") || dl_indexer_is(x, i, "{") || dl_indexer_is(x, i, "[")) {
            i = dl_tokens_close(x->tokens, i);
            continue;
        }
        while (dl_indexer_is(x, behind, "["))
            behind = dl_indexer_next(x, dl_tokens_close(x->tokens, behind));
        has_value = has_value || dl_indexer_is(x, behind, "=");
        if (!dl_indexer_is_name(x, i) || i == dl_tokens_live(x->tokens, x->from) ||
            !(has_value || behind == end || dl_indexer_is(x, behind, ",")))
            continue;
        dl_vec_push(x->scratch, &x->declared, i);
        if (!is_elsewhere)
            dl_vec_push(x->scratch, &x->variables,
                        (dl_indexed_variable){dl_indexer_intern(x, i), is_static || is_in_unnamed(x), has_value,
                                              dl_indexer_token(x, i)->line});
        while (i < end && !dl_indexer_is(x, i, ",")) /* over the initialiser */
            i = dl_indexer_is(x, i, "(") || dl_indexer_is(x, i, "{") || dl_indexer_is(x, i, "[")
                    ? dl_indexer_next(x, dl_tokens_close(x->tokens, i))
                    : dl_indexer_next(x, i);
    }
}

/* What a prototype names is only declared by it, or tells of it: its types, its annotations. A value that a
 * parameter has by default is one that is used. */
static void add_declared(dl_indexer *x, const dl_name_group *of, size_t end)
{
    bool has_default = false;

    for (size_t i = x->from; i < end; i++)
        has_default = has_default || dl_indexer_is(x, i, "=");
    for (size_t i = x->from; i < end; i++)
        if (i == of->name || (!has_default && dl_indexer_is_name(x, i) && !dl_indexer_token(x, i)->is_directive))
            dl_vec_push(x->scratch, &x->declared, i);
}

static void end_declaration(dl_indexer *x, size_t end)
{
    const dl_name_group *of = declarator(x);

    if (has_word(x, end, TYPEDEF) && has_word(x, end, RECORD))
        dl_index_records(x, end);
    if (!of || x->is_initialised) {
        if (has_word(x, end, STATIC)) { /* with a role type for a type: `static DRIVER_UNLOAD Unload;` */
            size_t name = dl_indexer_previous(x, end);

            if (name < x->tokens->count && dl_indexer_is_name(x, name))
                dl_vec_push(x->scratch, &x->statics, dl_indexer_intern(x, name));
        }
        add_variables(x, end);
    } else {
        if (has_word(x, end, STATIC))
            dl_vec_push(x->scratch, &x->statics, function_name(x, of->name));
        if (!has_word(x, end, TYPEDEF) && !has_word(x, end, USING))
            add_declared(x, of, end);
    }
    start_declaration(x, end + 1);
}

/* ---- braces ---- */

bool dl_indexer_is_directive(const dl_indexer *x, size_t hash, const char *const *words)
{
    for (; *words; words++)
        if (dl_indexer_is(x, hash + 1, *words))
            return true;
    return false;
}

static const char *const conditional[] = {"if", "ifdef", "ifndef", NULL};
static const char *const arm[] = {"else", "elif", NULL};
static const char *const end_of_arms[] = {"endif", NULL};

/* From the `#else` of an arm to its `#endif`. */
static size_t pass_arms(const dl_indexer *x, size_t i)
{
    size_t depth = 1;

    for (i++; i < x->tokens->count; i++) {
        if (!dl_indexer_token(x, i)->is_hash)
            continue;
        if (dl_indexer_is_directive(x, i, conditional))
            depth++;
        else if (dl_indexer_is_directive(x, i, end_of_arms) && --depth == 0)
            break;
    }
    return i;
}

/* The `}` of the `{` at `open`; `count`: none. Of a conditional in between every arm counts, as each closes what it
 * opens or leaves the same open; of one that begins before, the arm of the `{` alone. */
static size_t closing_brace(const dl_indexer *x, size_t open)
{
    enum { MOST_NESTED = 64 };
    size_t nested = 0;
    long depth = 0, at_if[MOST_NESTED] = {0};

    for (size_t i = open; i < x->tokens->count; i++) {
        const dl_token *token = dl_indexer_token(x, i);

        if (token->is_hash && !token->is_dead) {
            if (dl_indexer_is_directive(x, i, conditional)) {
                if (nested < MOST_NESTED)
                    at_if[nested] = depth;
                nested++;
            } else if (dl_indexer_is_directive(x, i, arm) && nested == 0) {
                i = pass_arms(x, i);
            } else if (dl_indexer_is_directive(x, i, arm) && nested <= MOST_NESTED) {
                depth = at_if[nested - 1];
            } else if (dl_indexer_is_directive(x, i, end_of_arms) && nested > 0) {
                nested--;
            }
        } else if (!token->is_directive && !token->is_dead) {
            depth += dl_token_is(token, "{");
            if (dl_token_is(token, "}") && --depth == 0)
                return i;
        }
    }
    return x->tokens->count;
}

/* `: member{1}, other{2} {` of a constructor. */
static bool is_member_initialiser(const dl_indexer *x, size_t open, size_t close)
{
    size_t behind = dl_indexer_next(x, close), before = dl_indexer_previous(x, open);

    return before < x->tokens->count && dl_indexer_is_name(x, before) &&
           (dl_indexer_is(x, behind, ",") || dl_indexer_is(x, behind, "{"));
}

static bool opens_scope(dl_indexer *x, size_t open)
{
    size_t first = dl_tokens_live(x->tokens, x->from), before = dl_indexer_previous(x, open);

    if (has_word(x, open, NAMESPACE))
        return true;
    return before < x->tokens->count && dl_indexer_token(x, before)->kind == DL_TOKEN_STRING &&
           has_word(x, open, EXTERN) && first < open;
}

static bool opens_record(dl_indexer *x, size_t open)
{
    const dl_name_group *of = declarator(x);

    return !(of && stands_behind_type(x, of->name)) && has_word(x, open, RECORD);
}

/* At the `{` of a scope: what `nested` has of it. */
static const char *space_opened(dl_indexer *x, size_t open)
{
    size_t before = dl_indexer_previous(x, open);

    if (!has_word(x, open, NAMESPACE))
        return NULL;
    return dl_indexer_is_name(x, before) && !dl_indexer_is(x, before, "namespace") ? dl_indexer_intern(x, before) : "";
}

/* At a `{` at file scope; returns where to go on. */
static size_t read_brace(dl_indexer *x, size_t open)
{
    size_t close = closing_brace(x, open);
    const dl_name_group *of = declarator(x);

    if (opens_scope(x, open)) {
        dl_vec_push(x->scratch, &x->nested, space_opened(x, open));
        start_declaration(x, open + 1);
        return open + 1;
    }
    if (close == x->tokens->count)
        return close;
    if (x->is_initialised || opens_record(x, open)) {
        x->has_record = !x->is_initialised;
        return close + 1;
    }
    if (of && is_member_initialiser(x, open, close))
        return close + 1;
    if (of)
        add_function(x, of, open, close);
    start_declaration(x, close + 1);
    return close + 1;
}

static bool is_among(const dl_indexer *x, const dl_name_group *of, size_t name)
{
    for (size_t i = dl_indexer_next(x, of->open); i < of->close; i = dl_indexer_next(x, i))
        if (dl_indexer_is_name(x, i) && dl_indexer_token(x, i)->size == dl_indexer_token(x, name)->size &&
            memcmp(dl_indexer_token(x, i)->text, dl_indexer_token(x, name)->text, dl_indexer_token(x, i)->size) == 0)
            return true;
    return false;
}

/* `int f(a, b) int a; char *b; {`: whether the `;` in `end` ends what declares a parameter. */
static bool declares_parameter(const dl_indexer *x, size_t end)
{
    const dl_name_group *of = x->is_initialised ? NULL : declarator(x);

    if (!of || !stands_behind_type(x, of->name) || !dl_indexer_is_name(x, dl_indexer_next(x, of->close)) ||
        is_annotation(dl_indexer_token(x, dl_indexer_next(x, of->close))))
        return false;
    for (size_t i = dl_indexer_next(x, of->open); i < of->close; i = dl_indexer_next(x, i))
        if (!dl_indexer_is_name(x, i) && !dl_indexer_is(x, i, ","))
            return false;
    for (size_t i = dl_indexer_next(x, of->close); i < end; i = dl_indexer_next(x, i))
        if (dl_indexer_is_name(x, i) && is_among(x, of, i))
            return true;
    return false;
}

/* What a `(` gives parameters to: the name right before it, or the word `operator` of what it names. */
static bool name_before(const dl_indexer *x, size_t *at)
{
    size_t word = *at;

    for (unsigned i = 0; i < 4 && word < x->tokens->count; i++, word = dl_indexer_previous(x, word))
        if (dl_indexer_is(x, word, "operator") && word != *at) {
            *at = word;
            return true;
        }
    return *at < x->tokens->count && dl_indexer_is_name(x, *at) && !dl_indexer_is(x, *at, "operator");
}

static void read_tokens(dl_indexer *x)
{
    size_t i = dl_tokens_live(x->tokens, 0);

    start_declaration(x, 0);
    while (i < x->tokens->count) {
        size_t before = dl_indexer_previous(x, i);

        if (dl_indexer_is(x, i, "{")) {
            i = dl_tokens_live(x->tokens, read_brace(x, i));
            continue;
        }
        if (dl_indexer_is(x, i, "(") || dl_indexer_is(x, i, "[")) {
            size_t close = dl_tokens_close(x->tokens, i);

            if (dl_indexer_is(x, i, "(") && name_before(x, &before))
                dl_vec_push(x->scratch, &x->groups, (dl_name_group){before, i, close});
            i = close < x->tokens->count ? dl_indexer_next(x, close) : close;
            continue;
        }
        if (dl_indexer_is(x, i, "}")) {
            if (x->nested.count)
                x->nested.count--;
            start_declaration(x, i + 1);
        } else if (dl_indexer_is(x, i, ";") && !declares_parameter(x, i)) {
            end_declaration(x, i);
        } else if (dl_indexer_is(x, i, "=") && !(before < x->tokens->count && dl_indexer_is(x, before, "operator"))) {
            x->is_initialised = true;
        } else if (dl_indexer_is(x, i, "template")) {
            x->is_template = true;
        }
        i = dl_indexer_next(x, i);
    }
}

/* ---- files ---- */

static bool makes_entry(const dl_tokens *tokens, dl_arena *scratch)
{
    static const char *const names[] = {"DriverEntry"};
    size_t macro_count, count = 0;
    const dl_entry_macro *macros;

    if (!strstr(tokens->text, names[0]) || !strstr(tokens->text, "define"))
        return false;
    macros = dl_scan_entry_macros(tokens, names, 1, &macro_count, scratch);
    if (macro_count > 0)
        (void)dl_scan_made_entries(tokens, macros, macro_count, NULL, 0, &count, scratch);
    return count > 0;
}

static dl_indexed_file *read_file(dl_index *index, const dl_driver *driver, const char *path, dl_arena *scratch)
{
    dl_indexed_file *file;
    dl_tokens tokens;
    dl_indexer x = {.index = index, .tokens = &tokens, .scratch = scratch};

    if (!dl_tree_lex(driver->tree, path, &tokens, scratch))
        return NULL;
    read_tokens(&x);
    file = DL_NEW(index->arena, dl_indexed_file);
    file->path = dl_arena_strdup(index->arena, path);
    file->functions = dl_arena_copy(index->arena, x.functions.at, x.functions.count * sizeof *x.functions.at);
    file->function_count = x.functions.count;
    file->variables = dl_arena_copy(index->arena, x.variables.at, x.variables.count * sizeof *x.variables.at);
    file->variable_count = x.variables.count;
    file->makes_entry = makes_entry(&tokens, scratch);
    file->rest = dl_index_rest(&x); /* while the tokens are there: it is mostly asked for, too */
    return file;
}

const dl_indexed_file *dl_index_file(dl_index *index, const dl_driver *driver, const char *path)
{
    static const dl_indexed_file unread = {0};
    const dl_indexed_file *file = dl_map_get(index->by_path, path);
    dl_arena *scratch;

    if (file)
        return file->path ? file : NULL;
    scratch = dl_arena_new(dl_arena_trap(index->arena));
    if (!scratch)
        longjmp(dl_arena_trap(index->arena)->back, 1);
    file = read_file(index, driver, path, scratch);
    dl_arena_free(scratch);
    dl_map_set(index->by_path, path, (void *)(file ? file : &unread));
    return file;
}

static const char *const entry_names[] = {"DriverEntry", "main",     "wmain",
                                          "WinMain",     "wWinMain", "LLVMFuzzerTestOneInput"};

bool dl_indexed_is_entry_name(const char *name)
{
    for (size_t i = 0; i < sizeof entry_names / sizeof *entry_names; i++)
        if (strcmp(entry_names[i], name) == 0)
            return true;
    return false;
}

bool dl_indexed_is_program(const dl_indexed_file *file, const dl_driver *driver)
{
    if (file->makes_entry || dl_indexed_find(file, driver->entry_function))
        return true;
    for (size_t i = 0; i < sizeof entry_names / sizeof *entry_names; i++)
        if (dl_indexed_find(file, entry_names[i]))
            return true;
    return false;
}

bool dl_indexed_may_be(const dl_indexed_function *function, const char *name)
{
    for (size_t i = 0; i < function->made_of_count; i++)
        if (strlen(function->made_of[i]) < 2 || !strstr(name, function->made_of[i]))
            return false;
    return function->made_of_count > 0;
}

const dl_indexed_function *dl_indexed_find(const dl_indexed_file *file, const char *name)
{
    for (size_t i = 0; i < file->function_count; i++)
        if (dl_text_equal(file->functions[i].name, name))
            return &file->functions[i];
    return NULL;
}

/* The number of the name in the body; `name_count`: it is not mentioned. */
static size_t number_of(const dl_indexed_function *function, const char *name)
{
    size_t i = 0;

    while (i < function->name_count && function->names[i] != name)
        i++;
    return i;
}

bool dl_indexed_mentions(const dl_indexed_function *function, const char *name)
{
    return number_of(function, name) < function->name_count;
}

bool dl_indexed_may_store(const dl_indexed_function *function, const char *name)
{
    size_t number = number_of(function, name);

    return number < function->name_count && function->is_stored[number];
}

bool dl_indexed_may_store_but(const dl_indexed_function *function, const char *name, bool is_array,
                              bool (*is_other)(void *self, const char *type), void *self)
{
    for (size_t i = 0; i < function->store_count; i++) {
        const dl_indexed_store *store = &function->stores[i];

        if (store->member == name && (is_array || !store->is_copied) && !(store->type && is_other(self, store->type)))
            return true;
    }
    return false;
}

bool dl_indexed_mentions_whole(const dl_indexed_function *function, const char *name)
{
    size_t number = number_of(function, name);

    return number < function->name_count && function->is_whole[number];
}
