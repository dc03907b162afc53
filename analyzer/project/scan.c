#include "project/scan.h"

#include "support/text.h"
#include "support/vec.h"

#include <string.h>

static const char *entry_name(const dl_token *token, const char *const *names, size_t count)
{
    for (size_t i = 0; token->kind == DL_TOKEN_NAME && i < count; i++)
        if (dl_token_is(token, names[i]))
            return names[i];
    return NULL;
}

/* Whether the parentheses hold names and commas only, as those of a K&R definition do. */
static bool holds_names_only(const dl_tokens *tokens, size_t open, size_t close)
{
    bool wants_name = true;

    for (size_t i = open + 1; i < close; i++) {
        if (tokens->at[i].is_directive)
            continue;
        if (wants_name ? tokens->at[i].kind != DL_TOKEN_NAME : !dl_token_is(&tokens->at[i], ","))
            return false;
        wants_name = !wants_name;
    }
    return !wants_name;
}

/* Leaves an arm of a conditional that ended at `i`: the token behind its `#endif`. */
static size_t skip_other_arms(const dl_tokens *tokens, size_t i)
{
    size_t depth = 1;

    for (; i + 1 < tokens->count && depth > 0; i++) {
        const dl_token *word = &tokens->at[i + 1];

        if (!tokens->at[i].is_hash)
            continue;
        if (dl_token_is(word, "if") || dl_token_is(word, "ifdef") || dl_token_is(word, "ifndef"))
            depth++;
        else if (dl_token_is(word, "endif"))
            depth--;
    }
    return i;
}

static size_t next_in_arm(const dl_tokens *tokens, size_t i)
{
    while (i < tokens->count && (tokens->at[i].is_dead || tokens->at[i].is_directive)) {
        const dl_token *word = &tokens->at[i + 1];

        if (tokens->at[i].is_hash && !tokens->at[i].is_dead && i + 1 < tokens->count &&
            (dl_token_is(word, "else") || dl_token_is(word, "elif")))
            i = skip_other_arms(tokens, i + 1);
        else
            i++;
    }
    return i;
}

/* The `{` of the body when the name at `i` is being defined, else `count`. */
static size_t body_of(const dl_tokens *tokens, size_t i)
{
    size_t open = next_in_arm(tokens, i + 1), close, at;
    bool is_old_style, is_trailing = false; /* the type of the result stands behind */

    if (open == tokens->count || !dl_token_is(&tokens->at[open], "("))
        return tokens->count;
    close = dl_tokens_close(tokens, open);
    if (close == tokens->count)
        return close;
    is_old_style = holds_names_only(tokens, open, close);
    for (at = next_in_arm(tokens, close + 1); at < tokens->count; at = next_in_arm(tokens, at + 1)) {
        const dl_token *token = &tokens->at[at];

        if (dl_token_is(token, "{"))
            return at;
        if (token->kind == DL_TOKEN_NAME) {
            size_t next = next_in_arm(tokens, at + 1); /* an annotation, with or without arguments */

            if (!is_old_style && next < tokens->count && dl_token_is(&tokens->at[next], "("))
                at = dl_tokens_close(tokens, next);
            continue;
        }
        if (dl_token_is(token, "->") || (is_trailing && (dl_token_is(token, "::") || dl_token_is(token, "*")))) {
            is_trailing = true;
            continue;
        }
        if (!is_old_style || !(dl_token_is(token, ";") || dl_token_is(token, "*") || dl_token_is(token, ",")))
            return tokens->count;
        if (dl_token_is(token, ";") && at == next_in_arm(tokens, close + 1))
            return tokens->count;
    }
    return tokens->count;
}

static bool is_member(const dl_tokens *tokens, size_t i)
{
    while (i > 0 && (tokens->at[i - 1].is_directive || tokens->at[i - 1].is_dead))
        i--;
    return i > 0 && (dl_token_is(&tokens->at[i - 1], "::") || dl_token_is(&tokens->at[i - 1], ".") ||
                     dl_token_is(&tokens->at[i - 1], "->"));
}

/* Whether the `{` at `i` opens the body of a class, whose functions are methods. */
static bool opens_class(const dl_tokens *tokens, size_t i)
{
    for (size_t back = 0; i > 0 && back < 16; back++) {
        const dl_token *token = &tokens->at[--i];

        if (token->is_directive || token->is_dead)
            continue;
        if (dl_token_is(token, "class") || dl_token_is(token, "struct"))
            return true;
        if (token->kind == DL_TOKEN_PUNCT && !dl_token_is(token, ":") && !dl_token_is(token, "::") &&
            !dl_token_is(token, ",") && !dl_token_is(token, "<") && !dl_token_is(token, ">"))
            return false;
    }
    return false;
}

/* Whether a parameter of the definition whose name stands at `i` is of the type of driver objects. */
static bool takes_driver(const dl_tokens *tokens, size_t i, size_t body)
{
    static const char type[] = "DRIVER_OBJECT";

    for (i++; i < body; i++) {
        const dl_token *token = &tokens->at[i];

        if (token->kind == DL_TOKEN_NAME && token->size + 1 >= sizeof type &&
            memcmp(token->text + token->size + 1 - sizeof type, type, sizeof type - 1) == 0)
            return true;
    }
    return false;
}

/* The last name of the namespace that the `{` at `i` opens, which lends it to what is in it; NULL: it opens none with a
 * name. */
static const char *opened_space(const dl_tokens *tokens, size_t i, dl_arena *arena)
{
    const dl_token *last = NULL;

    for (size_t back = 0; i > 0 && back < 16; back++) {
        const dl_token *token = &tokens->at[--i];

        if (token->is_directive || token->is_dead)
            continue;
        if (dl_token_is(token, "namespace"))
            return last ? dl_token_str(last, arena) : NULL;
        if (token->kind != DL_TOKEN_NAME && !dl_token_is(token, "::"))
            return NULL;
        last = last ? last : token;
    }
    return NULL;
}

/* `extern "C"` before the name at `i`, in its own declaration. */
static bool has_c_linkage(const dl_tokens *tokens, size_t i)
{
    static const char *const ends[] = {";", "{", "}", NULL};

    for (bool is_text = false; i > 0; i--) {
        const dl_token *token = &tokens->at[i - 1];

        if (token->is_directive || token->is_dead)
            continue;
        if (dl_token_is_any(token, ends))
            return false;
        if (is_text && dl_token_is(token, "extern"))
            return true;
        is_text = token->kind == DL_TOKEN_STRING;
    }
    return false;
}

const dl_scanned_entry *dl_scan_entries(const dl_tokens *tokens, const char *const *names, size_t name_count,
                                        size_t *count, dl_arena *arena)
{
    DL_VEC(dl_scanned_entry) found = {0};
    size_t class_end = 0, space_end = 0, last_body = 0;
    const char *space = NULL;

    for (size_t i = dl_tokens_live(tokens, 0); i < tokens->count; i = dl_tokens_live(tokens, i + 1)) {
        dl_scanned_entry entry = {.line = tokens->at[i].line};
        const char *opened = dl_token_is(&tokens->at[i], "{") ? opened_space(tokens, i, arena) : NULL, *name;
        size_t body, same = 0;

        if (i >= class_end && dl_token_is(&tokens->at[i], "{") && opens_class(tokens, i))
            class_end = dl_tokens_close(tokens, i);
        if (opened) {
            space = opened;
            space_end = i < space_end ? space_end : dl_tokens_close(tokens, i);
        }
        name = i >= class_end ? entry_name(&tokens->at[i], names, name_count) : NULL;
        if (!name || is_member(tokens, i))
            continue;
        body = body_of(tokens, i);
        if (body == tokens->count)
            continue;
        entry.function = name;
        entry.takes_driver = takes_driver(tokens, i, body);
        entry.space = i < space_end && !has_c_linkage(tokens, i) ? space : NULL;
        while (same < found.count && strcmp(found.at[same].function, name) != 0)
            same++;
        if (same < found.count && !entry.space == !found.at[same].space && body != last_body && !found.at[same].other)
            found.at[same].other = entry.line;
        last_body = body;
        if (same == found.count)
            dl_vec_push(arena, &found, entry);
        else if (found.at[same].space && !entry.space)
            found.at[same] = entry;
    }
    *count = found.count;
    return found.at;
}

/* ---- by macros ---- */

/* A `#define`: the tokens of its name and text, the first behind it, and whether it has parameters. */
typedef struct definition {
    size_t name, text, end;
    bool has_params;
} definition;

static bool take_definition(definition *out, const dl_tokens *tokens, size_t i)
{
    size_t name = i + 2;

    if (!tokens->at[i].is_hash || tokens->at[i].is_dead || name >= tokens->count ||
        !dl_token_is(&tokens->at[i + 1], "define") || tokens->at[name].kind != DL_TOKEN_NAME)
        return false;
    *out = (definition){name, name + 1, dl_tokens_directive_end(tokens, i), false};
    if (out->text < out->end && dl_token_is(&tokens->at[out->text], "(") &&
        tokens->at[out->text].offset == tokens->at[name].offset + tokens->at[name].size) {
        out->has_params = true;
        while (out->text < out->end && !dl_token_is(&tokens->at[out->text], ")"))
            out->text++;
        out->text += out->text < out->end;
    }
    return true;
}

/* What the text of a macro makes of the entry routine whose name stands at `at`: false, no definition of it. */
static bool take_macro(dl_entry_macro *made, const dl_tokens *tokens, const definition *define, size_t at)
{
    size_t close = at + 1;
    int depth = 0;

    if (at > define->text && tokens->at[at - 1].kind != DL_TOKEN_NAME && !dl_token_is(&tokens->at[at - 1], "*"))
        return false;
    if (at + 1 == define->end)
        return true;
    if (at == define->text || !dl_token_is(&tokens->at[at + 1], "(") || dl_token_is(&tokens->at[at - 1], "return"))
        return false;
    for (; close < define->end; close++) {
        depth += dl_token_is(&tokens->at[close], "(") - dl_token_is(&tokens->at[close], ")");
        if (depth == 0)
            break;
    }
    made->is_head = close < define->end;
    for (; close < define->end && !dl_token_is(&tokens->at[close], ";"); close++)
        made->opens_body = made->opens_body || dl_token_is(&tokens->at[close], "{");
    return made->is_head;
}

const dl_entry_macro *dl_scan_entry_macros(const dl_tokens *tokens, const char *const *names, size_t name_count,
                                           size_t *count, dl_arena *arena)
{
    DL_VEC(dl_entry_macro) found = {0};
    definition define;

    for (size_t i = 0; i < tokens->count; i++) {
        if (!take_definition(&define, tokens, i) || entry_name(&tokens->at[define.name], names, name_count))
            continue;
        for (size_t at = define.text; at < define.end; at++) {
            dl_entry_macro made = {NULL, entry_name(&tokens->at[at], names, name_count), false, false};

            if (!made.function || !take_macro(&made, tokens, &define, at))
                continue;
            made.name = dl_token_str(&tokens->at[define.name], arena);
            dl_vec_push(arena, &found, made);
            break;
        }
        i = define.end - 1;
    }
    *count = found.count;
    return found.at;
}

/* Behind the `{` at `i`: that of a namespace or of `extern "C"` is looked into. */
static size_t enter_or_pass(const dl_tokens *tokens, size_t i)
{
    static const char *const passed[] = {")", "}", ";", "=", NULL};

    for (size_t back = 0; i > back && back < 8; back++) {
        const dl_token *before = &tokens->at[i - back - 1];

        if (before->is_directive || before->is_dead)
            continue;
        if (dl_token_is(before, "namespace") || (dl_token_is(before, "extern") && back > 0))
            return i;
        if (dl_token_is_any(before, passed))
            break;
    }
    return dl_tokens_close(tokens, i);
}

/* The number of the argument, from 1, that is one of the names alone; 0: none is. */
static unsigned named_argument(const dl_tokens *tokens, size_t open, const char *const *names, size_t name_count,
                               const char **function)
{
    size_t close = dl_tokens_close(tokens, open);
    unsigned number = 1;

    for (size_t i = open + 1; i < close; i++) {
        if (dl_token_is(&tokens->at[i], ","))
            number++;
        else if ((*function = entry_name(&tokens->at[i], names, name_count)) != NULL)
            return number;
        else if (tokens->at[i].kind == DL_TOKEN_PUNCT)
            return 0;
    }
    return 0;
}

/* The name that a macro may make of a part of it, for a routine that is given a driver object; NULL: none. */
static const char *pasted_name(const dl_tokens *tokens, size_t open, const char *const *names, size_t name_count,
                               const char **rest, dl_arena *arena)
{
    size_t close = dl_tokens_close(tokens, open), body = close < tokens->count ? body_of(tokens, close) : tokens->count;

    if (body == tokens->count || !takes_driver(tokens, close, body))
        return NULL;
    for (size_t k = 0; k < name_count; k++)
        for (size_t i = open + 1; i < close; i++) {
            const dl_token *part = &tokens->at[i];
            size_t size = strlen(names[k]), left = part->size < size ? size - part->size : 0;

            if (part->kind != DL_TOKEN_NAME || left == 0)
                continue;
            if (memcmp(part->text, names[k] + left, part->size) == 0)
                *rest = dl_arena_strndup(arena, names[k], left);
            else if (memcmp(part->text, names[k], part->size) == 0)
                *rest = names[k] + part->size;
            if (*rest)
                return names[k];
        }
    return NULL;
}

static bool is_made(const dl_tokens *tokens, const dl_entry_macro *macro, size_t i)
{
    size_t next = dl_tokens_live(tokens, i + 1);

    if (!dl_token_is(&tokens->at[i], macro->name))
        return false;
    return macro->opens_body || body_of(tokens, i) < tokens->count ||
           (macro->is_head && next < tokens->count && dl_token_is(&tokens->at[next], "{"));
}

const dl_made_entry *dl_scan_made_entries(const dl_tokens *tokens, const dl_entry_macro *macros, size_t macro_count,
                                          const char *const *names, size_t name_count, size_t *count, dl_arena *arena)
{
    DL_VEC(dl_made_entry) found = {0};

    for (size_t i = dl_tokens_live(tokens, 0); i < tokens->count; i = dl_tokens_live(tokens, i + 1)) {
        dl_made_entry made = {.line = tokens->at[i].line};
        size_t open = dl_tokens_live(tokens, i + 1);

        if (dl_token_is(&tokens->at[i], "{"))
            i = enter_or_pass(tokens, i);
        if (i >= tokens->count || tokens->at[i].kind != DL_TOKEN_NAME || is_member(tokens, i))
            continue;
        for (size_t k = 0; k < macro_count && !made.function; k++)
            made.function = is_made(tokens, &macros[k], i) ? macros[k].function : NULL;
        if (!made.function && open < tokens->count && dl_token_is(&tokens->at[open], "(") &&
            body_of(tokens, i) < tokens->count)
            made.argument = named_argument(tokens, open, names, name_count, &made.function);
        if (!made.function && open < tokens->count && dl_token_is(&tokens->at[open], "("))
            made.function = pasted_name(tokens, open, names, name_count, &made.rest, arena);
        if (!made.function)
            continue;
        made.macro = dl_token_str(&tokens->at[i], arena);
        dl_vec_push(arena, &found, made);
    }
    *count = found.count;
    return found.at;
}

/* Whether the parameter is followed by `(` in the macro's text: it names what is declared there. */
static bool declares_argument(const dl_tokens *tokens, const definition *define, unsigned argument)
{
    size_t param = define->name + 2;

    for (; argument > 1 && param < define->text; param++)
        argument -= dl_token_is(&tokens->at[param], ",");
    for (size_t i = define->text; define->has_params && i + 1 < define->end; i++)
        if (tokens->at[i].kind == DL_TOKEN_NAME && tokens->at[i].size == tokens->at[param].size &&
            memcmp(tokens->at[i].text, tokens->at[param].text, tokens->at[i].size) == 0 && i > define->text &&
            tokens->at[i - 1].kind == DL_TOKEN_NAME && dl_token_is(&tokens->at[i + 1], "("))
            return true;
    return false;
}

static bool holds_token(const dl_tokens *tokens, const definition *define, const char *text)
{
    for (size_t i = define->text; i < define->end; i++)
        if (dl_token_is(&tokens->at[i], text))
            return true;
    return false;
}

bool dl_scan_defines(const dl_tokens *tokens, const dl_made_entry *made)
{
    definition define;

    for (size_t i = 0; i < tokens->count; i++)
        if (take_definition(&define, tokens, i) && dl_token_is(&tokens->at[define.name], made->macro) &&
            (made->argument == 0 || declares_argument(tokens, &define, made->argument)) &&
            (!made->rest || holds_token(tokens, &define, made->rest)))
            return true;
    return false;
}

/* ---- other lists ---- */

const dl_scanned_include *dl_scan_includes(const dl_tokens *tokens, size_t *count, dl_arena *arena)
{
    DL_VEC(dl_scanned_include) found = {0};

    for (size_t i = 0; i + 2 < tokens->count; i++) {
        const dl_token *text = &tokens->at[i + 2];

        if (tokens->at[i].is_hash && !text->is_dead && dl_token_is(&tokens->at[i + 1], "include") &&
            text->kind == DL_TOKEN_STRING && text->size > 2) {
            dl_scanned_include include = {dl_arena_strndup(arena, text->text + 1, text->size - 2), text->line};

            dl_vec_push(arena, &found, include);
        }
    }
    *count = found.count;
    return found.at;
}

const char *const *dl_scan_role_names(const dl_tokens *tokens, size_t *count, dl_arena *arena)
{
    DL_VEC(const char *) found = {0};

    for (size_t i = dl_tokens_live(tokens, 0); i < tokens->count; i = dl_tokens_live(tokens, i + 1)) {
        if (!dl_token_is(&tokens->at[i], "DRIVER_INITIALIZE") || tokens->at[i].is_directive)
            continue;
        do {
            i = next_in_arm(tokens, i + 1);
            if (i < tokens->count && tokens->at[i].kind == DL_TOKEN_NAME)
                dl_vec_push(arena, &found, dl_arena_strndup(arena, tokens->at[i].text, tokens->at[i].size));
            i = next_in_arm(tokens, i + 1);
        } while (i < tokens->count && dl_token_is(&tokens->at[i], ","));
    }
    *count = found.count;
    return found.at;
}
