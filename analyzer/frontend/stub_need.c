/* stub_need.c: which pieces of the stub a unit needs. */
#include "frontend/stub.h"

#include <string.h>

struct dl_need {
    const dl_stub *stub;
    dl_arena *arena;
    bool *has;
    DL_VEC(unsigned) todo;
};

/* Where the next name of a text begins, and how long it is; `size` when there is none. */
static size_t next_name(const char *text, size_t size, size_t at, size_t *name_size)
{
    while (at < size && !dl_text_is_word(text[at]))
        at++;
    for (*name_size = 0; at + *name_size < size && dl_text_is_word(text[at + *name_size]);)
        ++*name_size;
    return at;
}

static void connect(dl_stub *stub, dl_stub_piece *piece, size_t number, unsigned *seen, unsigned *list)
{
    size_t size = strlen(piece->text), count = 0, name_size;

    for (size_t at = next_name(piece->text, size, 0, &name_size); at < size;
         at = next_name(piece->text, size, at + name_size, &name_size)) {
        const dl_stub_name *name = dl_map_get_n(stub->names, piece->text + at, name_size);

        for (size_t i = 0; name && i < name->piece_count; i++) {
            if (seen[name->pieces[i]] == number + 1 || name->pieces[i] == number)
                continue;
            seen[name->pieces[i]] = (unsigned)number + 1;
            list[count++] = name->pieces[i];
        }
    }
    piece->needs = count ? dl_arena_copy(stub->arena, list, count * sizeof *list) : NULL;
    piece->need_count = count;
}

void dl_stub_connect(dl_stub *stub, dl_arena *scratch)
{
    unsigned *seen = DL_NEW_ARRAY(scratch, stub->pieces.count + 1, unsigned);
    unsigned *list = DL_NEW_ARRAY(scratch, stub->pieces.count + 1, unsigned);

    for (size_t i = 0; i < stub->pieces.count; i++)
        connect(stub, &stub->pieces.at[i], i, seen, list);
}

static void add_piece(dl_need *need, unsigned number)
{
    if (need->has[number])
        return;
    need->has[number] = true;
    dl_vec_push(need->arena, &need->todo, number);
}

static void follow(dl_need *need)
{
    while (need->todo.count > 0) {
        const dl_stub_piece *piece = &need->stub->pieces.at[need->todo.at[--need->todo.count]];

        for (size_t i = 0; i < piece->need_count; i++)
            add_piece(need, piece->needs[i]);
    }
}

dl_need *dl_need_new(const dl_stub *stub, dl_arena *arena)
{
    dl_need *need = DL_NEW(arena, dl_need);

    need->stub = stub;
    need->arena = arena;
    need->has = DL_NEW_ARRAY(arena, stub->pieces.count + 1, bool);
    for (size_t i = 0; i < stub->pieces.count; i++)
        if (stub->pieces.at[i].is_structure || stub->pieces.at[i].name_count == 0)
            add_piece(need, (unsigned)i);
    follow(need);
    return need;
}

bool dl_need_name(dl_need *need, const char *name, size_t size)
{
    const dl_stub_name *known = dl_map_get_n(need->stub->names, name, size);
    bool is_new = false;

    for (size_t i = 0; known && i < known->piece_count; i++) {
        is_new = is_new || !need->has[known->pieces[i]];
        add_piece(need, known->pieces[i]);
    }
    follow(need);
    return is_new;
}

void dl_need_text(dl_need *need, const char *text, size_t size)
{
    size_t name_size;

    for (size_t at = next_name(text, size, 0, &name_size); at < size;
         at = next_name(text, size, at + name_size, &name_size))
        (void)dl_need_name(need, text + at, name_size);
}

void dl_need_uses(dl_need *need, const dl_uses *uses)
{
    for (size_t i = 0; i < uses->list.count; i++)
        (void)dl_need_name(need, uses->list.at[i]->name, strlen(uses->list.at[i]->name));
    for (size_t i = 0; i < uses->asked.count; i++)
        (void)dl_need_name(need, uses->asked.at[i]->text, uses->asked.at[i]->size);
}

bool dl_need_has(const dl_need *need, size_t piece)
{
    return need->has[piece];
}
