#include "frontend/growth.h"

#include <string.h>

/* Sizes are in tokens, after expansion. The parser's stack of 8 MiB takes some 1,000 casts and 2,500 operators before
 * an operand, 5,000 terms, 5,000 links of an else-if chain. */
enum {
    MOST_OF_ONE = 400000,  /* what one use of a macro may grow to */
    MOST_OF_ALL = 8000000, /* a unit */
    LONGEST_RUN = 5000,    /* without a `;`, a brace, or a comma between two elements of a list */
    LONGEST_PREFIX = 900,  /* casts and operators before an operand */
    LONGEST_CHAIN = 3000,  /* else if */
    MOST_DECLARED = 3000,  /* declarations of one name at file scope */
    DEEPEST = 200,         /* macros in one another, brackets that are kept apart */
    MOST_PARAMS = 6,       /* of a macro that are told apart: what lies behind counts as the last */
};

/* `fixed` tokens, and each token of an argument `factor` times. */
typedef struct extent {
    double fixed, factor[MOST_PARAMS];
} extent;

/* What a piece of text grows to. Its prefixes, casts and operators before an operand: the longest; the one that it
 * begins with, and the one that it ends in, where an operand parts them. Of a macro that is defined more than once, one
 * definition may be parted and another not. */
typedef struct growth {
    extent size;
    extent prefix, head, tail;
    extent whole; /* not parted: all of it is one prefix */
    double run;   /* the longest in it */
    bool is_parted, is_whole;
    bool has_end; /* a `;` or a brace */
} growth;

typedef struct definition {
    const dl_tokens *tokens;
    size_t params, body, end; /* `params`: behind the `(`; 0: it takes none */
    growth growth;
    bool is_known, is_open;
    struct definition *other; /* of the same name */
} definition;

typedef struct checker {
    dl_map *macros; /* name → definition, the last first */
    dl_map *declared;
    dl_arena *scratch;
    unsigned depth;
    double all;
    const char *what; /* the first bound that was passed, and where */
    const dl_token *where;
} checker;

/* Text on its way: the statement so far. */
typedef struct reading {
    const dl_tokens *tokens;
    const definition *in; /* whose body it is, or NULL */
    bool is_line;         /* of a directive */
    growth sum;
    extent prefix; /* since the last operand */
    double run;
    unsigned depth, braces;
    bool is_call[DEEPEST]; /* of each open bracket: a name stands before it */
    bool is_list[DEEPEST]; /* a brace whose commas part elements; else of statements */
    unsigned chain[DEEPEST];
} reading;

static bool is(const dl_tokens *tokens, size_t i, const char *text)
{
    return i < tokens->count && dl_token_is(&tokens->at[i], text);
}

static bool is_punct(const dl_tokens *tokens, size_t i, char c)
{
    return i < tokens->count && tokens->at[i].kind == DL_TOKEN_PUNCT && tokens->at[i].size == 1 &&
           *tokens->at[i].text == c;
}

static void pass(checker *c, const char *what, const dl_token *where)
{
    if (c->what)
        return;
    c->what = what;
    c->where = where;
}

static void pass_name(checker *c, const char *before, const char *what, const dl_token *where)
{
    if (!c->what)
        pass(c, dl_arena_printf(c->scratch, "%s%.*s%s", before, (int)where->size, where->text, what), where);
}

/* ---- macros ---- */

static void add_macro(checker *c, const dl_tokens *tokens, size_t hash)
{
    definition *made;
    const char *name;
    void **at;
    size_t end = dl_tokens_directive_end(tokens, hash);

    if (!is(tokens, hash + 1, "define") || hash + 2 >= end)
        return;
    made = DL_NEW(c->scratch, definition);
    made->tokens = tokens;
    made->body = hash + 3;
    made->end = end;
    if (is_punct(tokens, hash + 3, '(') && hash + 3 < end &&
        tokens->at[hash + 3].offset == tokens->at[hash + 2].offset + tokens->at[hash + 2].size) {
        made->params = hash + 4;
        while (made->body < end && !is_punct(tokens, made->body, ')'))
            made->body++;
        made->body++;
    }
    at = dl_map_at(c->macros, tokens->at[hash + 2].text, tokens->at[hash + 2].size, &name);
    made->other = *at;
    *at = made;
}

/* Which one of the parameters it is; -1: none. */
static int param_of(const definition *in, const dl_token *token)
{
    int number = 0;

    for (size_t i = in && in->params ? in->params : SIZE_MAX; in && i < in->body; i++) {
        const dl_token *param = &in->tokens->at[i];

        if (dl_token_is(param, ","))
            number += number + 1 < MOST_PARAMS;
        else if ((param->size == token->size && memcmp(param->text, token->text, token->size) == 0) ||
                 (dl_token_is(param, "...") && dl_token_is(token, "__VA_ARGS__")))
            return number;
    }
    return -1;
}

static void add(extent *to, const extent *more, double times)
{
    to->fixed += times * more->fixed;
    for (int i = 0; i < MOST_PARAMS; i++)
        to->factor[i] += times * more->factor[i];
}

static void take_larger(extent *to, const extent *other)
{
    to->fixed = other->fixed > to->fixed ? other->fixed : to->fixed;
    for (int i = 0; i < MOST_PARAMS; i++)
        to->factor[i] = other->factor[i] > to->factor[i] ? other->factor[i] : to->factor[i];
}

/* The arguments are put in. */
static void put_in(extent *to, const extent *args)
{
    extent made = {.fixed = to->fixed};

    for (int i = 0; i < MOST_PARAMS; i++)
        if (to->factor[i] > 0)
            add(&made, &args[i], to->factor[i]);
    *to = made;
}

static growth whole(extent size)
{
    return (growth){.size = size, .whole = size, .is_whole = true};
}

static growth measure(checker *c, const dl_tokens *tokens, size_t from, size_t end, const definition *in, bool is_line);

/* Of the definitions of a name the largest. */
static const growth *growth_of(checker *c, definition *macro)
{
    if (macro->is_known)
        return &macro->growth;
    macro->is_open = true; /* in its own text it is a name like others */
    if (c->depth >= DEEPEST) {
        macro->growth = whole((extent){.fixed = MOST_OF_ONE + 1.0});
    } else {
        macro->growth =
            macro->body < macro->end ? measure(c, macro->tokens, macro->body, macro->end, macro, true) : (growth){0};
    }
    for (definition *at = macro->other; at; at = at->other) {
        growth one = whole((extent){0});

        if (at->body < at->end && c->depth < DEEPEST)
            one = measure(c, at->tokens, at->body, at->end, at, true);
        take_larger(&macro->growth.size, &one.size);
        take_larger(&macro->growth.prefix, &one.prefix);
        take_larger(&macro->growth.head, &one.head);
        take_larger(&macro->growth.tail, &one.tail);
        take_larger(&macro->growth.whole, &one.whole);
        macro->growth.run = one.run > macro->growth.run ? one.run : macro->growth.run;
        macro->growth.is_parted = macro->growth.is_parted || one.is_parted;
        macro->growth.is_whole = macro->growth.is_whole || one.is_whole;
        macro->growth.has_end = macro->growth.has_end || one.has_end;
    }
    macro->is_open = false;
    macro->is_known = true;
    return &macro->growth;
}

static bool takes_arguments(const definition *macro)
{
    for (; macro; macro = macro->other)
        if (macro->params)
            return true;
    return false;
}

/* The bracket that closes the one at `open`; `end`: none. */
static size_t close_of(const dl_tokens *tokens, size_t open, size_t end)
{
    unsigned depth = 0;

    for (size_t i = open; i < end; i++) {
        if (is_punct(tokens, i, '('))
            depth++;
        else if (is_punct(tokens, i, ')') && --depth == 0)
            return i;
    }
    return end;
}

/* What the macro grows to with the arguments between the brackets. */
static growth put_arguments(checker *c, const growth *macro, const reading *r, size_t open, size_t close)
{
    growth made = *macro;
    extent args[MOST_PARAMS] = {{0}};
    int number = 0;
    size_t from = open + 1;
    unsigned depth = 0;

    for (size_t i = open + 1; i <= close; i++) {
        growth arg;

        depth += is_punct(r->tokens, i, '(');
        depth -= depth > 0 && is_punct(r->tokens, i, ')');
        if (i < close && !(depth == 0 && is_punct(r->tokens, i, ',')))
            continue;
        arg = measure(c, r->tokens, from, i, r->in, r->is_line);
        arg.size.fixed += i < close; /* the comma, where `...` holds it */
        add(&args[number], &arg.size, 1);
        number += number + 1 < MOST_PARAMS;
        from = i + 1;
        take_larger(&made.prefix, &arg.prefix);
        made.run = made.run > arg.run ? made.run : arg.run;
        made.has_end = made.has_end || arg.has_end;
    }
    put_in(&made.size, args);
    put_in(&made.prefix, args);
    put_in(&made.head, args);
    put_in(&made.tail, args);
    put_in(&made.whole, args);
    return made;
}

/* What the name at `*i` grows to; `*i` is moved onto the last token of the use. False: it is one token as it stands. */
static bool use_of(checker *c, reading *r, size_t *i, size_t end, growth *out)
{
    const dl_token *token = &r->tokens->at[*i];
    definition *macro = dl_map_get_n(c->macros, token->text, token->size);
    int param = param_of(r->in, token);
    size_t open = *i + 1, close;
    bool grows = true;

    if (param >= 0) {
        extent argument = {0};

        argument.factor[param] = 1;
        *out = whole(argument);
        return true;
    }
    if (!macro || macro->is_open)
        return false;
    c->depth++;
    if (takes_arguments(macro)) {
        while (!r->is_line && open < end && (r->tokens->at[open].is_directive || r->tokens->at[open].is_dead))
            open++;
        close =
            is_punct(r->tokens, open, '(') && open < end && c->depth < DEEPEST ? close_of(r->tokens, open, end) : end;
        grows = close < end;
        if (grows) {
            *out = put_arguments(c, growth_of(c, macro), r, open, close);
            *i = close;
        }
    } else {
        *out = *growth_of(c, macro);
    }
    c->depth--;
    if (grows && out->size.fixed > MOST_OF_ONE && !r->in)
        pass_name(c, "the macro ", " grows to more than 400000 tokens", token);
    return grows;
}

/* ---- statements ---- */

/* What stands here belongs to no prefix of what comes. */
static void part(reading *r)
{
    if (!r->sum.is_parted)
        r->sum.head = r->prefix;
    r->sum.is_parted = true;
    r->prefix = (extent){0};
}

static void end_statement(reading *r)
{
    part(r);
    r->run = 0;
    r->sum.has_end = true;
}

static bool opens_list(const reading *r, size_t i)
{
    const dl_tokens *tokens = r->tokens;

    if (i == 0)
        return false;
    if (is_punct(tokens, i - 1, '{') || is_punct(tokens, i - 1, ','))
        return r->depth > 0 && r->depth <= DEEPEST && r->is_list[r->depth - 1];
    return !(is_punct(tokens, i - 1, ')') || is_punct(tokens, i - 1, ';') || is_punct(tokens, i - 1, '}') ||
             is_punct(tokens, i - 1, ':') || is(tokens, i - 1, "else") || is(tokens, i - 1, "do"));
}

static void open_bracket(reading *r, size_t i)
{
    bool is_brace = is_punct(r->tokens, i, '{');

    if (r->depth < DEEPEST) {
        r->is_call[r->depth] = i > 0 && r->tokens->at[i - 1].kind == DL_TOKEN_NAME && !is_brace;
        r->is_list[r->depth] = is_brace && opens_list(r, i);
    }
    r->depth++;
    if (r->depth < DEEPEST)
        r->chain[r->depth] = 0;
    if (is_brace) {
        r->braces++;
        end_statement(r);
    }
}

static bool is_keyword_before_statement(const dl_tokens *tokens, size_t i)
{
    static const char *const words[] = {"if", "for", "while", "switch", "do", "else", "goto", "return", NULL};

    return i < tokens->count && dl_token_is_any(&tokens->at[i], words);
}

static void close_bracket(reading *r, size_t i)
{
    bool was_call = r->depth > 0 && r->depth <= DEEPEST && r->is_call[r->depth - 1];

    r->depth -= r->depth > 0;
    if (is_punct(r->tokens, i, '}')) {
        r->braces -= r->braces > 0;
        end_statement(r);
    } else if (was_call && i + 1 < r->tokens->count && r->tokens->at[i + 1].kind == DL_TOKEN_NAME &&
               !is_keyword_before_statement(r->tokens, i + 1)) {
        part(r); /* `ENTRY(a) ENTRY(b)` */
        r->run = 0;
    }
}

/* `if (a) …; else if (b) …;` of one depth. */
static void follow_chain(checker *c, reading *r, size_t i)
{
    unsigned *chain = r->depth < DEEPEST ? &r->chain[r->depth] : NULL;

    if (!chain)
        return;
    if (is(r->tokens, i, "else") && is(r->tokens, i + 1, "if"))
        ++*chain;
    else if ((is_punct(r->tokens, i, ';') || is_punct(r->tokens, i, '}')) && !is(r->tokens, i + 1, "else"))
        *chain = 0;
    if (*chain > LONGEST_CHAIN)
        pass(c, "a chain of more than 3000 `else if`", &r->tokens->at[i]);
}

static void add_to_prefix(reading *r, const growth *one)
{
    extent through = r->prefix;

    add(&through, &one->whole, 1);
    if (one->is_parted) {
        add(&r->prefix, &one->head, 1);
        take_larger(&r->sum.prefix, &r->prefix);
        part(r);
        r->prefix = one->tail;
    }
    if (one->is_whole && one->is_parted)
        take_larger(&r->prefix, &through);
    else if (one->is_whole)
        r->prefix = through;
    take_larger(&r->sum.prefix, &r->prefix);
    take_larger(&r->sum.prefix, &one->prefix);
}

/* `one`: what the token grows to, or NULL: it stays as it is. */
static void add_to_run(checker *c, reading *r, size_t i, size_t end, const growth *one)
{
    const dl_token *token = &r->tokens->at[i];
    bool is_operand = token->kind == DL_TOKEN_NAME || token->kind == DL_TOKEN_NUMBER || token->kind == DL_TOKEN_CHAR;
    size_t next = i + 1;

    if (one) {
        add_to_prefix(r, one);
        r->run = one->has_end ? one->run : r->run + one->size.fixed;
        r->sum.has_end = r->sum.has_end || one->has_end;
    } else {
        r->run++;
        r->prefix.fixed++;
        if (r->prefix.fixed > r->sum.prefix.fixed)
            r->sum.prefix.fixed = r->prefix.fixed;
    }
    r->sum.run = r->run > r->sum.run ? r->run : r->sum.run;
    if (is_operand && next < end && r->tokens->at[next].kind == DL_TOKEN_PUNCT && !is_punct(r->tokens, next, '(') &&
        !is_punct(r->tokens, next, ')') && !is_punct(r->tokens, next, ']'))
        part(r);
    if (r->in)
        return; /* it counts where it is used */
    if (r->run > LONGEST_RUN || (one && one->run > LONGEST_RUN))
        pass(c, "an expression or a statement of more than 5000 tokens", token);
    if (r->prefix.fixed > LONGEST_PREFIX || (one && one->prefix.fixed > LONGEST_PREFIX))
        pass(c, "more than 900 tokens of casts and operators before an operand", token);
}

static void read_token(checker *c, reading *r, size_t *i, size_t end)
{
    const dl_tokens *tokens = r->tokens;
    const dl_token *token = &tokens->at[*i];
    size_t first = *i;
    growth made;
    bool grows;

    follow_chain(c, r, *i);
    grows = token->kind == DL_TOKEN_NAME && use_of(c, r, i, end, &made);
    if (grows)
        add(&r->sum.size, &made.size, 1);
    else
        r->sum.size.fixed++;
    if (token->kind == DL_TOKEN_STRING)
        return;
    if (is_punct(tokens, *i, ';') && first == *i && (r->depth == 0 || r->braces > 0)) {
        bool is_in_for = r->depth > 0 && r->depth <= DEEPEST && r->is_call[r->depth - 1];

        part(r);
        if (!is_in_for)
            end_statement(r);
        return;
    }
    if (is_punct(tokens, first, ',') || is_punct(tokens, first, ';')) {
        part(r);
        if (r->depth > 0 && r->depth <= DEEPEST && r->is_list[r->depth - 1])
            r->run = 0;
    }
    add_to_run(c, r, *i, end, grows ? &made : NULL);
    if (first != *i)
        return;
    if (is_punct(tokens, first, '(') || is_punct(tokens, first, '[') || is_punct(tokens, first, '{'))
        open_bracket(r, first);
    else if (is_punct(tokens, first, ')') || is_punct(tokens, first, ']') || is_punct(tokens, first, '}'))
        close_bracket(r, first);
}

static growth measure(checker *c, const dl_tokens *tokens, size_t from, size_t end, const definition *in, bool is_line)
{
    reading r = {.tokens = tokens, .in = in, .is_line = is_line};

    for (size_t i = from; i < end; i++)
        if (is_line || !(tokens->at[i].is_directive || tokens->at[i].is_dead))
            read_token(c, &r, &i, end);
    r.sum.tail = r.prefix;
    r.sum.is_whole = !r.sum.is_parted;
    r.sum.whole = r.sum.is_whole ? r.sum.size : (extent){0};
    return r.sum;
}

/* ---- a file ---- */

static bool is_declarator(const dl_tokens *tokens, size_t i)
{
    const dl_token *before = i > 0 ? &tokens->at[i - 1] : NULL;

    return tokens->at[i].kind == DL_TOKEN_NAME && before && !before->is_directive &&
           (before->kind == DL_TOKEN_NAME || is_punct(tokens, i - 1, '*')) &&
           (is_punct(tokens, i + 1, ';') || is_punct(tokens, i + 1, '(') || is_punct(tokens, i + 1, '[') ||
            is_punct(tokens, i + 1, '='));
}

static void count_declaration(checker *c, const dl_token *token)
{
    const char *name;
    void **at = dl_map_at(c->declared, token->text, token->size, &name);
    uintptr_t count = (uintptr_t)*at + 1;

    *at = (void *)count;
    if (count > MOST_DECLARED)
        pass_name(c, "", " is declared more than 3000 times", token);
}

static void read_file(checker *c, const dl_tokens *tokens)
{
    reading r = {.tokens = tokens};

    for (size_t i = 0; i < tokens->count && !c->what; i++) {
        if (tokens->at[i].is_dead)
            continue;
        if (tokens->at[i].is_hash) {
            size_t end = dl_tokens_directive_end(tokens, i);

            if (is(tokens, i + 1, "if") || is(tokens, i + 1, "elif") || is(tokens, i + 1, "include")) {
                reading line = {.tokens = tokens, .is_line = true};

                for (size_t k = i + 2; k < end; k++)
                    read_token(c, &line, &k, end);
                c->all += line.sum.size.fixed;
            }
            i = end - 1;
            continue;
        }
        if (r.depth == 0 && is_declarator(tokens, i))
            count_declaration(c, &tokens->at[i]);
        read_token(c, &r, &i, tokens->count);
        if (c->all + r.sum.size.fixed > MOST_OF_ALL)
            pass(c, "the macros of the file grow to more than 8000000 tokens", &tokens->at[i]);
    }
    c->all += r.sum.size.fixed;
}

/* `-DNAME=TEXT` */
static void add_settings(checker *c, const dl_settings *settings)
{
    for (size_t i = 0; settings && i < settings->define_count; i++) {
        char *text = dl_arena_printf(c->scratch, "#define %s\n", settings->defines[i]), *equal = strchr(text, '=');
        dl_tokens *tokens = DL_NEW(c->scratch, dl_tokens);

        if (!equal)
            continue;
        *equal = ' ';
        *tokens = dl_lex(text, strlen(text), c->scratch);
        add_macro(c, tokens, 0);
    }
}

const char *dl_growth_check(const dl_sources *sources, dl_arena *out, dl_arena *scratch)
{
    checker c = {.macros = dl_map_new(scratch), .declared = dl_map_new(scratch), .scratch = scratch};

    add_settings(&c, sources->settings);
    for (size_t i = 0; i < sources->files.count; i++) {
        const dl_tokens *tokens = &sources->files.at[i]->tokens;

        for (size_t k = 0; k < tokens->count; k++)
            if (tokens->at[k].is_hash && !tokens->at[k].is_dead)
                add_macro(&c, tokens, k);
    }
    for (size_t i = 0; i < sources->files.count; i++) {
        read_file(&c, &sources->files.at[i]->tokens);
        if (c.what)
            return dl_arena_printf(out, "%s, line %u: %s: it is not parsed", sources->files.at[i]->path, c.where->line,
                                   c.what); /* nothing is told of a macro's own text: the place is of this file */
    }
    return NULL;
}
