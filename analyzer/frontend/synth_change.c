/* synth_change.c: see synth_change.h. Each name is changed a few times only, so that rounds of learning end. */
#include "frontend/synth_change.h"

#include "frontend/synth_complaint.h"

#include <string.h>

bool dl_synth_add_member(dl_synth *s, const char *tag, const char *member)
{
    dl_learnt_members *list = dl_map_get(s->members, tag);

    if (!list) {
        list = DL_NEW(s->arena, dl_learnt_members);
        list->tag = dl_arena_strdup(s->arena, tag);
        dl_map_set(s->members, tag, list);
        dl_vec_push(s->arena, &s->member_lists, list);
    }
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->at[i], member) == 0)
            return false;
    dl_vec_push(s->arena, list, dl_arena_strdup(s->arena, member));
    s->is_changed = true;
    return true;
}

dl_forced *dl_synth_force(dl_synth *s, const char *member)
{
    dl_forced *forced = dl_map_get(s->forced, member);

    if (!forced) {
        forced = DL_NEW(s->arena, dl_forced);
        forced->member = dl_arena_strdup(s->arena, member);
        dl_map_set(s->forced, member, forced);
        dl_vec_push(s->arena, &s->forced_list, forced);
    }
    return forced;
}

void dl_synth_set_shape(dl_synth *s, const char *name, bool is_member, dl_shape shape)
{
    dl_item *item = name && !is_member ? dl_synth_item(s, name) : NULL;

    if (is_member && name) {
        dl_forced *forced = dl_synth_force(s, name);

        if ((forced->shape == shape && !forced->type) || forced->changes >= 4)
            return;
        forced->shape = shape;
        forced->type = NULL;
        forced->changes++;
        s->is_changed = true;
    } else if (item && item->changes < 6 && (item->shape != shape || item->type)) {
        if (item->kind == DL_ITEM_CONSTANT && shape == DL_SHAPE_POINTER) /* `reinterpret_cast<ULONG_PTR>(X)` */
            item->kind = DL_ITEM_VARIABLE;
        item->shape = shape;
        item->type = NULL;
        item->changes++;
        s->is_changed = true;
    }
}

/* `typeof(X)`, which is what we wrote for a member → X. */
static const char *without_typeof(const dl_synth *s, const char *type)
{
    static const char *const heads[] = {"typeof(", "__typeof__("};

    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        size_t head = strlen(heads[i]), size = strlen(type);

        if (!dl_text_starts(type, heads[i]) || type[size - 1] != ')')
            continue;
        type = dl_arena_strndup(s->arena, type + head, size - head - 1);
        i = (size_t)-1;
    }
    return type;
}

void dl_synth_set_type(dl_synth *s, const char *name, bool is_member, const char *type)
{
    dl_item *item = name && !is_member ? dl_synth_item(s, name) : NULL;

    while (type && dl_text_starts(type, "const ") && !strchr(type, '*'))
        type += strlen("const ");
    type = type ? without_typeof(s, type) : NULL;
    if (!name || !type || strstr(type, DL_NAMELESS_TAG) || strstr(type, "overloaded") || strstr(type, "lambda") ||
        strstr(type, "unnamed") || strstr(type, "anonymous"))
        return;
    if (is_member) {
        dl_forced *forced = dl_synth_force(s, name);

        if (dl_text_equal(forced->type, type) || forced->changes >= 4)
            return;
        forced->type = type;
        forced->changes++;
        s->is_changed = true;
    } else if (item && item->changes < 6 && !dl_text_equal(item->type, type) &&
               (item->kind == DL_ITEM_FUNCTION || item->kind == DL_ITEM_LVALUE_FUNCTION ||
                item->kind == DL_ITEM_VARIABLE || item->kind == DL_ITEM_CONSTANT)) {
        if (item->kind == DL_ITEM_CONSTANT)
            item->kind = DL_ITEM_VARIABLE;
        item->type = type;
        item->changes++;
        s->is_changed = true;
    }
}

/* What a made-up pointer type points to is no record. */
static bool change_pointed(dl_synth *s, const char *tag)
{
    for (size_t i = 0; i < s->list.count; i++) {
        dl_item *item = s->list.at[i];

        if (item->kind != DL_ITEM_POINTER || item->is_banned || item->changes > 3 || !dl_text_equal(item->tag, tag))
            continue;
        item->kind = DL_ITEM_SCALAR_POINTER;
        item->changes++;
        s->is_changed = true;
        return true;
    }
    return false;
}

bool dl_synth_change_type(dl_synth *s, const char *type, dl_item_kind kind)
{
    const char *bare = dl_bare_type(type);
    dl_item *item = dl_is_identifier(bare) ? dl_synth_item(s, bare) : NULL;

    if (!item && kind == DL_ITEM_SCALAR && dl_is_identifier(bare) && change_pointed(s, bare))
        return true;

    if (kind == DL_ITEM_SCALAR && item) {
        const dl_use *use = dl_uses_get(&s->uses, bare);
        bool has_stars, is_held;

        if (use && dl_shape_of_type(&s->uses, use, &has_stars, &is_held) == DL_SHAPE_RECORD)
            return false;
    }
    if (!item || item->is_banned || item->kind == kind || item->changes > 3 ||
        !(item->kind == DL_ITEM_SCALAR || item->kind == DL_ITEM_RECORD || item->kind == DL_ITEM_POINTER ||
          item->kind == DL_ITEM_FUNCTION_POINTER || item->kind == DL_ITEM_SCALAR_POINTER))
        return false;
    item->kind = kind;
    item->changes++;
    if ((kind == DL_ITEM_RECORD || kind == DL_ITEM_POINTER) && !item->tag)
        item->tag = dl_arena_printf(s->arena, "dl_t_%s", item->name);
    s->is_changed = true;
    return true;
}

bool dl_synth_make_pointer(dl_synth *s, const char *type)
{
    const dl_item *item = dl_is_identifier(type) ? dl_synth_item(s, type) : NULL;

    return item && item->kind == DL_ITEM_SCALAR && dl_synth_change_type(s, type, DL_ITEM_POINTER);
}
