/* lasting_unread.c: what files and bodies that were not read may change, by the names in them; see lasting.h. */
#include "engine/lasting.h"

static bool is_read_file(const dl_program *program, const char *path)
{
    for (size_t f = 0; f < program->file_count; f++)
        if (dl_text_equal(program->files[f]->path, path))
            return true;
    return false;
}

static bool has_unread_source(const dl_judge *judge)
{
    const dl_program *program = judge->world->program;
    const dl_driver *driver = judge->guards->driver;

    for (size_t i = 0; driver && i < driver->source_count; i++)
        if (!is_read_file(program, driver->sources[i]))
            return true;
    return false;
}

/* A mention in a file that was read: what it does is known. */
static bool is_in_read_file(void *self, const dl_mention *mention)
{
    const dl_judge *judge = self;

    return is_read_file(judge->world->program, mention->file);
}

/* … or in a body of one of the sources: what is not read of these is asked by itself. */
static bool is_in_body(void *self, const dl_mention *mention)
{
    const dl_judge *judge = self;
    const dl_driver *driver = judge->guards->driver;

    if (is_in_read_file(self, mention))
        return true;
    for (size_t i = 0; mention->function && i < driver->source_count; i++)
        if (dl_text_equal(driver->sources[i], mention->file))
            return true;
    return false;
}

/* Whether a file that was not read names it, which it must to write it, where that is not passed over. */
static bool is_named_elsewhere(dl_judge *judge, const dl_var *var, bool (*is_passed)(void *, const dl_mention *))
{
    const dl_mentions *mentions = dl_named_mentions(judge->guards->named);
    const char *name = dl_text_last_name(var->name);
    dl_mention where;

    return !mentions || dl_mentions_may_paste(mentions, name) ||
           dl_mentions_find(mentions, name, is_passed, judge, &where);
}

enum { CHANGES = 1, CHANGES_BY_NAME, LASTS };

/* By name: where bodies tell which member it is. */
static char change_unread(dl_judge *judge, const dl_var *var)
{
    bool may_be = var->is_shared && has_unread_source(judge);

    if (var->is_extern || (may_be && is_named_elsewhere(judge, var, is_in_body)))
        return CHANGES;
    return (may_be && is_named_elsewhere(judge, var, is_in_read_file)) ||
                   dl_unread_names_var(judge->guards->unread, var)
               ? CHANGES_BY_NAME
               : LASTS;
}

bool dl_lasting_may_change_unread(dl_judge *judge, const dl_var *var, const char *member)
{
    char *known;

    if (!judge->unread_changes.arena)
        dl_table_init(&judge->unread_changes, judge->arena);
    known = dl_table_get(&judge->unread_changes, var);
    if (!known) {
        known = DL_NEW(judge->arena, char);
        *known = change_unread(judge, var);
        dl_table_set(&judge->unread_changes, var, known);
    }
    return *known == CHANGES ||
           (*known == CHANGES_BY_NAME && (!member || dl_unread_names_member_of(judge->guards->unread, var, member)));
}
