#include "examples/said.h"

#include "support/platform.h"

#include <string.h>

enum { MOST_BYTES = 4 << 20 };

/* A place in a file. */
typedef struct place {
    const char *path, *file;
    unsigned line;
} place;

/* The words of a comment up to its end, a line end, `(` or, in lists, behind the commas. */
static const char *next_word(const char **at, dl_arena *arena)
{
    const char *start;
    size_t size;

    *at += strspn(*at, " \t,");
    start = *at;
    size = strcspn(start, " \t,(*\r\n");
    *at += size;
    return size ? dl_arena_strndup(arena, start, size) : NULL;
}

/* The words of the comment with one blank between them. */
static const char *words_up_to_end(const char *at, dl_arena *arena)
{
    const char *word;
    dl_text text;

    dl_text_init(&text, arena);
    while ((word = next_word(&at, arena)) != NULL)
        dl_text_printf(&text, "%s%s", text.count ? " " : "", word);
    return dl_text_str(&text);
}

static bool takes(const char **at, const char *word)
{
    if (!dl_text_starts(*at, word))
        return false;
    *at += strlen(word);
    return true;
}

static void read_comment(dl_said *said, const char *at, const place *here, dl_arena *arena)
{
    const char *word;
    bool is_gap;

    at += strspn(at, " \t");
    if (takes(&at, "undetermined-ok")) {
        said->undetermined_ok = true;
    } else if (takes(&at, "not-applicable")) {
        said->not_applicable = true;
    } else if (takes(&at, "models:")) {
        said->recognised = words_up_to_end(at, arena);
        said->recognised_path = here->path;
        said->recognised_line = here->line;
    } else if (takes(&at, "model:")) {
        while ((word = next_word(&at, arena)) != NULL)
            dl_vec_push(arena, &said->models, word);
    } else if (takes(&at, "verdict:")) {
        dl_wanted_verdict want = {.path = here->path, .line = here->line};

        want.rule = next_word(&at, arena);
        want.requirement = next_word(&at, arena);
        want.verdict = next_word(&at, arena);
        dl_vec_push(arena, &said->verdicts, want);
    } else if ((is_gap = takes(&at, "gap:")) || takes(&at, "expect:")) {
        while ((word = next_word(&at, arena)) != NULL)
            dl_vec_push(
                arena, &said->findings,
                (dl_expectation){
                    .path = here->path, .file = here->file, .line = here->line, .rule = word, .is_gap = is_gap});
    }
}

void dl_said_read(dl_said *said, const char *path, dl_arena *arena)
{
    place here = {.path = dl_arena_strdup(arena, path), .file = dl_path_real(path, arena), .line = 1};
    const char *text = NULL;
    dl_status why = {0};
    size_t size;

    if (!here.file || dl_file_read(&text, &size, path, MOST_BYTES, arena, &why) != DL_OK)
        return;
    for (const char *at = text; *at; at++) {
        if (*at == '\n')
            here.line++;
        else if (at[0] == '/' && (at[1] == '/' || at[1] == '*'))
            read_comment(said, at + 2, &here, arena);
    }
}
