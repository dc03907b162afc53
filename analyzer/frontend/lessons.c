/* lessons.c: see lessons.h. */
#include "frontend/lessons.h"

#include "frontend/synth_change.h"

#include <string.h>

typedef struct item_lesson {
    dl_item item;
    const char *path; /* of the source that taught it */
    bool is_own;      /* something there declares or defines the name, though not for this arm of a conditional */
    bool is_pasted;   /* no file there spells it: a macro puts it together */
} item_lesson;

typedef struct member_lesson {
    const char *member;
    dl_forced forced;
    const char *path;
} member_lesson;

typedef struct tag_lesson {
    const char *tag, *member;
} tag_lesson;

struct dl_lessons {
    dl_arena *arena;
    dl_map *by_name;   /* item_lesson */
    dl_map *by_member; /* member_lesson */
    dl_map *by_tag;    /* `tag.member` → tag_lesson */
    DL_VEC(item_lesson *) items;
    DL_VEC(member_lesson *) forced;
    DL_VEC(tag_lesson *) members;
};

dl_lessons *dl_lessons_new(dl_arena *arena)
{
    dl_lessons *made = DL_NEW(arena, dl_lessons);

    made->arena = arena;
    made->by_name = dl_map_new(arena);
    made->by_member = dl_map_new(arena);
    made->by_tag = dl_map_new(arena);
    return made;
}

static const char *copy(const char *text, dl_arena *arena)
{
    return text ? dl_arena_strdup(arena, text) : NULL;
}

/* ---- from a unit ---- */

static bool is_learnt(const dl_item *item, const dl_item *expected)
{
    return !expected || item->kind != expected->kind || item->result != expected->result ||
           item->shape != expected->shape || item->spread != expected->spread ||
           item->is_banned != expected->is_banned || item->is_plain != expected->is_plain ||
           !dl_text_equal(item->type, expected->type) || !dl_text_equal(item->tag, expected->tag);
}

static bool is_own(const dl_use *use)
{
    return use && (use->is_declared || use->is_macro);
}

static void keep_item(dl_lessons *lessons, const dl_item *item, const char *path, const dl_use *use)
{
    item_lesson *lesson = dl_map_get(lessons->by_name, item->name);

    if (lesson && ((item->is_banned && !item->declared_in) || item->is_plain) && strcmp(lesson->path, path) != 0)
        return; /* there it did well */
    if (!lesson) {
        lesson = DL_NEW(lessons->arena, item_lesson);
        dl_map_set(lessons->by_name, item->name, lesson);
        dl_vec_push(lessons->arena, &lessons->items, lesson);
    }
    lesson->item = *item;
    lesson->item.name = copy(item->name, lessons->arena);
    lesson->item.tag = copy(item->tag, lessons->arena);
    lesson->item.whole = copy(item->whole, lessons->arena);
    lesson->item.type = copy(item->type, lessons->arena);
    lesson->item.declared_in = copy(item->declared_in, lessons->arena);
    lesson->path = copy(path, lessons->arena);
    lesson->is_own = is_own(use);
    lesson->is_pasted = !use;
}

static void keep_forced(dl_lessons *lessons, const dl_forced *forced, const char *path)
{
    member_lesson *lesson = dl_map_get(lessons->by_member, forced->member);

    if (lesson && forced->is_plain && strcmp(lesson->path, path) != 0)
        return;
    if (!lesson) {
        lesson = DL_NEW(lessons->arena, member_lesson);
        lesson->member = copy(forced->member, lessons->arena);
        dl_map_set(lessons->by_member, lesson->member, lesson);
        dl_vec_push(lessons->arena, &lessons->forced, lesson);
    }
    lesson->forced = *forced;
    lesson->forced.type = copy(forced->type, lessons->arena);
    lesson->path = copy(path, lessons->arena);
}

static void keep_member(dl_lessons *lessons, const char *tag, const char *member)
{
    const char *key = dl_arena_printf(lessons->arena, "%s.%s", tag, member);
    tag_lesson *lesson;

    if (dl_map_get(lessons->by_tag, key))
        return;
    lesson = DL_NEW(lessons->arena, tag_lesson);
    *lesson = (tag_lesson){copy(tag, lessons->arena), copy(member, lessons->arena)};
    dl_map_set(lessons->by_tag, key, lesson);
    dl_vec_push(lessons->arena, &lessons->members, lesson);
}

void dl_lessons_keep(dl_lessons *lessons, const dl_synth *s)
{
    const char *path = s->sources->files.at[0]->path;

    for (size_t i = 0; i < s->list.count; i++)
        if (is_learnt(s->list.at[i], i < s->expected_count ? &s->expected[i] : NULL))
            keep_item(lessons, s->list.at[i], path, dl_uses_get(&s->uses, s->list.at[i]->name));
    for (size_t i = 0; i < s->forced_list.count; i++)
        keep_forced(lessons, s->forced_list.at[i], path);
    for (size_t i = 0; i < s->member_lists.count; i++)
        for (size_t k = 0; k < s->member_lists.at[i]->count; k++)
            keep_member(lessons, s->member_lists.at[i]->tag, s->member_lists.at[i]->at[k]);
}

/* ---- to another ---- */

/* Whether what one source taught holds for another. */
static bool is_common(const dl_synth *s, const item_lesson *lesson, const dl_use *use)
{
    if (lesson->item.is_banned)
        return lesson->item.declared_in && dl_map_get(s->sources->by_path, lesson->item.declared_in);
    return (lesson->is_own || !is_own(use)) && !lesson->item.is_plain;
}

static void teach_item(dl_synth *s, const item_lesson *lesson, bool is_same)
{
    const dl_item *from = &lesson->item;
    const dl_use *use = dl_uses_get(&s->uses, from->name);
    dl_item *item;

    if ((!use && !lesson->is_pasted) || (!is_same && !is_common(s, lesson, use)))
        return;
    item = dl_synth_add(s, from->name, from->kind);
    item->result = from->result;
    item->value = from->value;
    item->shape = from->shape;
    item->spread = from->spread;
    item->is_banned = from->is_banned;
    item->is_plain = from->is_plain;
    item->type = copy(from->type, s->arena);
    if (!item->tag || (from->tag && dl_text_starts(from->tag, "dl_t_")))
        item->tag = copy(from->tag, s->arena);
    item->declared_in = copy(from->declared_in, s->arena);
    item->whole = item->whole ? item->whole : copy(from->whole, s->arena);
    item->changes = 0;
}

static void teach_forced(dl_synth *s, const member_lesson *lesson)
{
    dl_forced *forced = dl_synth_force(s, lesson->member);

    forced->shape = lesson->forced.shape;
    forced->type = copy(lesson->forced.type, s->arena);
    forced->is_plain = lesson->forced.is_plain;
}

void dl_lessons_teach(const dl_lessons *lessons, dl_synth *s)
{
    const char *path = s->sources->files.at[0]->path;

    for (size_t i = 0; i < lessons->items.count; i++)
        teach_item(s, lessons->items.at[i], strcmp(lessons->items.at[i]->path, path) == 0);
    for (size_t i = 0; i < lessons->forced.count; i++)
        if (!lessons->forced.at[i]->forced.is_plain || strcmp(lessons->forced.at[i]->path, path) == 0)
            teach_forced(s, lessons->forced.at[i]);
    for (size_t i = 0; i < lessons->members.count; i++)
        (void)dl_synth_add_member(s, lessons->members.at[i]->tag, lessons->members.at[i]->member);
    dl_synth_expect(s);
}
