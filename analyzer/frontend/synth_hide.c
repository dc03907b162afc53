/* synth_hide.c: what the compiler of the WDK takes and the parser does not is hidden from it, in the text that it is
 * given; see synth_complaint.h. */
#include "frontend/synth_complaint.h"

static void hide(dl_complaint *c, const dl_unit_source *source, size_t from, size_t end)
{
    dl_sources_blank(source, from, end);
    c->s->edits++;
    c->s->is_changed = true;
}

/* What the compiler of the WDK only warns of: it leaves the arguments out that the macro does not take. */
void dl_synth_hide_too_many(dl_complaint *c)
{
    const dl_tokens *tokens = &c->source->tokens;
    const dl_token *comma = dl_token_before(tokens, c->token);
    size_t at = c->token, from = comma && dl_token_is(comma, ",") ? comma->offset : tokens->at[at].offset;
    int depth = 0;

    for (; at < tokens->count; at = dl_tokens_live(tokens, at + 1)) {
        depth += dl_token_is(&tokens->at[at], "(") - dl_token_is(&tokens->at[at], ")");
        if (depth < 0)
            break;
    }
    if (at >= tokens->count || at - c->token > 400 || c->source->parsed[tokens->at[c->token].offset] == ' ')
        return;
    hide(c, c->source, from, tokens->at[at].offset);
}

/* `(T)x = y`, which the compiler of the WDK takes for `x = y`. */
void dl_synth_hide_lvalue_cast(dl_complaint *c)
{
    const dl_tokens *tokens = &c->source->tokens;
    size_t at = c->token;
    const dl_token *close;

    while (at < tokens->count && dl_token_is(&tokens->at[at], "(") &&
           dl_complaint_token_behind(tokens, at) < tokens->count &&
           dl_token_is(&tokens->at[dl_complaint_token_behind(tokens, at)], "("))
        at = dl_complaint_token_behind(tokens, at);
    close = at < tokens->count && dl_token_is(&tokens->at[at], "(") ? dl_token_close(tokens, at) : NULL;
    if (!close || c->source->parsed[tokens->at[at].offset] == ' ')
        return;
    hide(c, c->source, tokens->at[at].offset, close->offset + 1);
}

/* `u16(x)`, where that is a macro of two words, `unsigned short(x)`: the value without its conversion. */
void dl_synth_hide_conversion(dl_complaint *c)
{
    const dl_unit_source *source = c->used_in ? c->used_in : c->source;
    size_t from = c->used_in ? c->used_at : c->token, open = from;

    while (open < source->tokens.count && source->tokens.at[open].kind == DL_TOKEN_NAME)
        open = dl_complaint_token_behind(&source->tokens, open);
    if (open == from || open >= source->tokens.count || !dl_token_is(&source->tokens.at[open], "(") ||
        source->tokens.at[from].is_directive || source->parsed[source->tokens.at[from].offset] == ' ')
        return;
    hide(c, source, source->tokens.at[from].offset, source->tokens.at[open].offset);
}
