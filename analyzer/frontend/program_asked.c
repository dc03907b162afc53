/* program_asked.c: bodies that nothing which is read leads to, but that may do what a rule asks of the whole driver. */
#include "frontend/program_parts.h"

#include <string.h>

typedef struct search {
    dl_whole *w;
    DL_VEC(const char *) names;     /* routines that a rule asks for, as the index has them */
    const dl_indexed_file *entry;   /* the entry's file, all of which is read; or NULL */
    DL_VEC(dl_wanted_function) led; /* bodies of which it is looked for what leads there */
} search;

static bool is_defined(const dl_whole *w, const char *macro)
{
    const dl_program *program = w->program ? w->program : w->first;

    for (size_t i = 0; i < program->macro_count; i++)
        if (strcmp(program->macros_defined[i], macro) == 0)
            return true;
    return false;
}

static bool is_asked(const dl_whole *w, const dl_api *api)
{
    static const char anywhere[] = "asked-anywhere", with[] = "asked-anywhere-with-";

    for (size_t i = 0; i < api->traits.count; i++) {
        const char *trait = api->traits.at[i];

        if (strcmp(trait, anywhere) == 0 || (dl_text_starts(trait, with) && is_defined(w, trait + strlen(with))))
            return true;
    }
    return false;
}

static void find_asked(search *s)
{
    const dl_frontend *frontend = s->w->frontend;
    size_t count;
    const dl_api *const *apis = dl_facts_apis(frontend->facts, &count);

    for (size_t i = 0; i < count; i++) {
        const char *name = is_asked(s->w, apis[i]) ? dl_index_name(frontend->files, apis[i]->name) : NULL;

        if (name)
            dl_vec_push(s->w->scratch, &s->names, name);
    }
}

static bool names_any(const search *s, const dl_indexed_function *function)
{
    for (size_t i = 0; i < s->names.count; i++)
        if (dl_indexed_mentions(function, s->names.at[i]))
            return true;
    return false;
}

/* What the body calls is not followed: it is asked for this alone. */
static void want_only(search *s, dl_source *from, size_t number)
{
    from->is_wanted[number] = from->is_used = from->is_new = true;
    dl_vec_push(s->w->scratch, &s->led, (dl_wanted_function){from, number});
}

static bool is_named_in(const dl_indexed_file *file, const bool *is_read, const char *name)
{
    for (size_t k = 0; file && k < file->function_count; k++)
        if ((!is_read || is_read[k]) && file->functions[k].name != name &&
            dl_indexed_mentions(&file->functions[k], name))
            return true;
    return false;
}

/* A body that is read anyway names the routine. */
static bool is_led_to(const search *s, const char *name)
{
    for (size_t i = 0; i < s->w->source_count; i++)
        if (is_named_in(s->w->sources[i].index, s->w->sources[i].is_wanted, name))
            return true;
    return is_named_in(s->entry, NULL, name);
}

static void want_those_that_name(search *s, const char *name)
{
    for (size_t i = 0; i < s->w->source_count; i++) {
        const dl_indexed_file *file = s->w->sources[i].index;

        for (size_t k = 0; k < file->function_count; k++)
            if (!s->w->sources[i].is_wanted[k] && dl_indexed_mentions(&file->functions[k], name))
                want_only(s, &s->w->sources[i], k);
    }
}

/* That a routine runs is told by what leads to it. */
static void want_ways(search *s)
{
    for (size_t i = 0; i < s->led.count; i++) {
        const char *name = s->led.at[i].from->index->functions[s->led.at[i].number].name;

        if (!is_led_to(s, name))
            want_those_that_name(s, name);
    }
}

bool dl_program_want_asked(dl_whole *w)
{
    const dl_driver *driver = w->texts->driver;
    search s = {.w = w};

    if (driver->source_count < 2)
        return false;
    if (!w->is_indexed)
        dl_program_index(w);
    find_asked(&s);
    s.entry = s.names.count ? dl_index_file(w->frontend->files, driver, driver->entry_file) : NULL;
    for (size_t i = 0; s.names.count && i < w->source_count; i++)
        for (size_t k = 0; k < w->sources[i].index->function_count; k++)
            if (!w->sources[i].is_wanted[k] && names_any(&s, &w->sources[i].index->functions[k]))
                want_only(&s, &w->sources[i], k);
    want_ways(&s);
    return s.led.count > 0;
}
