/* shape_value.c: what values, members and variables of a type are used as; see shape.h. */
#include "frontend/shape_parts.h"

static dl_shape stronger(dl_shape left, dl_shape right)
{
    return left > right ? left : right;
}

/* `*a->b.c` at c, `*x` at x, where the star cannot be an operator between two. */
static bool is_pointed_to(const dl_occurrence *at)
{
    static const char *const starts[] = {
        "(", "=", ",", ";", "{", "}", "==", "!=", "&&", "||", "!", "return", "[", NULL};
    const dl_token *p = dl_occurrence_before(at), *n = dl_occurrence_behind(at);

    if (!(dl_token_is(n, ")") || dl_token_is(n, ";") || dl_token_is(n, ",") || dl_token_is(n, "=") ||
          dl_token_is(n, "==") || dl_token_is(n, "!=")))
        return false;
    while ((dl_token_is(p, ".") || dl_token_is(p, "->")) && dl_token_is_name(dl_occurrence_step(at, p, -1)))
        p = dl_occurrence_step(at, dl_occurrence_step(at, p, -1), -1);
    if (dl_token_is(p, "(") && dl_token_is(n, ")")) /* `*(a->b)` */
        p = dl_occurrence_step(at, p, -1);
    return at->in_body && dl_token_is(p, "*") && dl_token_is_any(dl_occurrence_step(at, p, -1), starts);
}

dl_shape dl_shape_of(const dl_uses *uses, const dl_occurrence *at)
{
    static const char *const arithmetic[] = {"|=", "&=", "+=", "-=", "++", "--", "<<", ">>", "|",  "%",
                                             "<",  ">",  "<=", ">=", "+",  "-",  "/",  "*",  "^=", NULL};
    const dl_token *n = dl_occurrence_behind(at);
    bool is_array = false;

    if (dl_token_is(n, "(")) {
        const dl_token *close = dl_occurrence_close(at, n);

        return close ? DL_SHAPE_CALLED : DL_SHAPE_NONE;
    }
    while (dl_token_is(n, "[")) {
        n = dl_occurrence_close(at, n);
        n = n ? dl_occurrence_step(at, n, 1) : NULL;
        is_array = true;
    }
    if (is_array)
        return dl_token_is(n, ".") ? DL_SHAPE_POINTER_TO_RECORD : DL_SHAPE_ARRAY;
    if (is_pointed_to(at))
        return dl_token_is(n, ")") && dl_token_is(dl_occurrence_step(at, n, 1), "(")   ? DL_SHAPE_CALLED
               : dl_token_is(n, ")") && dl_token_is(dl_occurrence_step(at, n, 1), ".") ? DL_SHAPE_POINTER_TO_RECORD
                                                                                       : DL_SHAPE_ARRAY;
    if (dl_token_is(n, "->"))
        return DL_SHAPE_POINTER_TO_RECORD;
    if (dl_token_is(n, "."))
        return DL_SHAPE_RECORD;
    if (dl_token_is_any(n, arithmetic))
        return DL_SHAPE_INT;
    if (dl_token_is(n, "=") || dl_token_is(n, "==") || dl_token_is(n, "!=")) {
        const dl_token *value = dl_occurrence_step(at, n, 1);

        if (dl_token_is(value, "&") || dl_token_is(value, "NULL") || dl_token_is(value, "nullptr") ||
            (value && value->kind == DL_TOKEN_STRING))
            return DL_SHAPE_POINTER;
        if (value && (value->kind == DL_TOKEN_NUMBER || value->kind == DL_TOKEN_CHAR || dl_token_is(value, "sizeof") ||
                      dl_token_is(value, "TRUE") || dl_token_is(value, "FALSE")))
            return DL_SHAPE_INT;
        if (dl_token_is_name(value) && dl_token_is(dl_occurrence_step(at, value, 1), ";")) {
            const dl_use *named = dl_uses_of(uses, value);

            if (named && named->is_function)
                return DL_SHAPE_POINTER;
        }
    }
    return DL_SHAPE_NONE;
}

/* `static_cast<T *>(f(…))`, `(T *)f(…)`. */
static bool is_cast_to_pointer(const dl_occurrence *at)
{
    const dl_token *p = dl_occurrence_before(at);

    if (!dl_token_is(p, "("))
        return dl_token_is(p, ")") && dl_token_is(dl_occurrence_step(at, p, -1), "*");
    p = dl_token_is(dl_occurrence_step(at, p, -1), ">") ? dl_occurrence_step(at, dl_occurrence_step(at, p, -1), -1)
                                                        : NULL;
    return dl_token_is(p, "*") || (dl_token_is_name(p) && p->text[0] == 'P' && dl_shape_is_known_type(p));
}

static dl_shape shape_of_result_at(const dl_occurrence *at)
{
    const dl_token *close =
        dl_token_is(dl_occurrence_behind(at), "(") ? dl_occurrence_close(at, dl_occurrence_behind(at)) : NULL;
    const dl_token *then = close ? dl_occurrence_step(at, close, 1) : NULL;

    if (dl_token_is(then, "->"))
        return DL_SHAPE_POINTER_TO_RECORD;
    if (dl_token_is(then, "."))
        return DL_SHAPE_RECORD;
    if (dl_token_is(then, "["))
        return DL_SHAPE_ARRAY;
    return close && is_cast_to_pointer(at) ? DL_SHAPE_POINTER : DL_SHAPE_NONE;
}

dl_shape dl_shape_of_result(const dl_use *use)
{
    dl_shape shape = DL_SHAPE_NONE;

    for (size_t i = 0; i < use->plain.count; i++)
        shape = stronger(shape, shape_of_result_at(&use->plain.at[i]));
    for (size_t i = 0; i < use->in_macros.count; i++)
        shape = stronger(shape, shape_of_result_at(&use->in_macros.at[i]));
    return shape;
}

dl_shape dl_shape_of_value(const dl_uses *uses, const dl_use *use)
{
    dl_shape shape = DL_SHAPE_NONE;

    for (size_t i = 0; i < use->plain.count; i++)
        shape = stronger(shape, dl_shape_of(uses, &use->plain.at[i]));
    for (size_t i = 0; i < use->in_macros.count; i++)
        shape = stronger(shape, dl_shape_of(uses, &use->in_macros.at[i]));
    return shape;
}

dl_shape dl_shape_of_member(const dl_uses *uses, const dl_use *use)
{
    dl_shape shape = DL_SHAPE_NONE;

    for (size_t i = 0; i < use->members.count; i++)
        shape = stronger(shape, dl_shape_of(uses, &use->members.at[i]));
    return shape;
}

bool dl_shape_is_listed(const dl_use *type)
{
    for (size_t i = 0; i < type->plain.count; i++) {
        const dl_occurrence *at = &type->plain.at[i];
        const dl_token *n = dl_occurrence_behind(at);

        n = dl_token_is_name(n) ? dl_occurrence_step(at, n, 1) : NULL;
        while (dl_token_is(n, "[")) {
            n = dl_occurrence_close(at, n);
            n = n ? dl_occurrence_step(at, n, 1) : NULL;
        }
        n = dl_token_is(n, "=") ? dl_occurrence_step(at, n, 1) : n;
        while (dl_token_is(n, "{"))
            n = dl_occurrence_step(at, n, 1);
        if (n && dl_token_is(dl_occurrence_step(at, n, -1), "{") && !dl_token_is(n, ".") && !dl_token_is(n, "}") &&
            !dl_token_is(n, "0"))
            return true;
    }
    return false;
}

static void members_behind(const dl_uses *uses, const dl_occurrence *at, dl_visit_name *visit, void *self,
                           dl_arena *arena)
{
    const dl_token *n = dl_occurrence_behind(at);

    while (dl_token_is(n, "[") || dl_token_is(n, "(")) {
        n = dl_occurrence_close(at, n);
        n = n ? dl_occurrence_step(at, n, 1) : NULL;
    }
    if (dl_token_is(n, ".") || dl_token_is(n, "->")) {
        n = dl_occurrence_step(at, n, 1);
        if (dl_token_is_name(n)) {
            dl_occurrence member = *at;

            member.at = (unsigned)(n - at->tokens->at);

            visit(self, dl_token_str(n, arena), dl_shape_of(uses, &member));
        }
    }
}

void dl_shape_members(const dl_uses *uses, const dl_use *use, dl_visit_name *visit, void *self, dl_arena *arena)
{
    for (size_t i = 0; i < use->plain.count; i++)
        members_behind(uses, &use->plain.at[i], visit, self, arena);
    for (size_t i = 0; i < use->in_macros.count; i++)
        members_behind(uses, &use->in_macros.at[i], visit, self, arena);
    for (size_t i = 0; i < use->members.count; i++)
        members_behind(uses, &use->members.at[i], visit, self, arena);
}

/* The variable that an occurrence of a type declares, or NULL. */
static const dl_token *declared_with(const dl_occurrence *at, size_t *stars)
{
    const dl_token *n = dl_occurrence_behind(at), *made = dl_shape_made_into(at);

    *stars = 0;
    if (made)
        return made;
    for (; dl_token_is(n, "*") || dl_token_is(n, "const") || dl_token_is(n, "&"); n = dl_occurrence_step(at, n, 1))
        *stars += dl_token_is(n, "*");
    return dl_token_is_name(n) ? n : NULL;
}

/* Whether a use of a variable's name can be of the variable that the occurrence of a type declares. */
static bool can_reach(const dl_occurrence *type, const dl_occurrence *use, bool is_member)
{
    if (type->in_record || is_member)
        return type->in_record && is_member;
    if (type->in_body || dl_token_is(dl_shape_before_annotations(type), "(") ||
        dl_token_is(dl_shape_before_annotations(type), ","))
        return use->tokens == type->tokens && use->body == type->body;
    return true;
}

/* What a variable of the type is used as, its stars and the brackets of an array taken off. */
static dl_shape without_declarator(dl_shape shape, size_t stars, bool is_array)
{
    if (stars == 0 && !is_array)
        return shape;
    return shape == DL_SHAPE_POINTER_TO_RECORD ? DL_SHAPE_RECORD : DL_SHAPE_NONE;
}

/* `((T *)x)->m`, `((PT)&y)->m`: the operator before the member, or NULL. */
static const dl_token *member_of_cast(const dl_occurrence *at, bool *has_star)
{
    const dl_token *p = dl_occurrence_before(at), *n = dl_occurrence_behind(at);

    if (dl_token_is(p, "struct") || dl_token_is(p, "union"))
        p = dl_occurrence_step(at, p, -1);
    p = dl_token_is(p, "(") ? dl_occurrence_step(at, p, -1) : NULL;
    *has_star = dl_token_is(n, "*");
    n = *has_star ? dl_occurrence_step(at, n, 1) : n;
    if (!dl_token_is(p, "(") || !dl_token_is(n, ")"))
        return NULL;
    n = dl_occurrence_close(at, p);
    n = n ? dl_occurrence_step(at, n, 1) : NULL;
    return dl_token_is(n, "->") ? n : NULL;
}

dl_shape dl_shape_of_type(const dl_uses *uses, const dl_use *type, bool *has_stars, bool *is_held)
{
    dl_shape shape = DL_SHAPE_NONE;

    *has_stars = *is_held = false;
    for (size_t i = 0; i < type->plain.count; i++) {
        size_t stars;
        const dl_token *name = declared_with(&type->plain.at[i], &stars);
        const dl_use *variable = name ? dl_uses_of(uses, name) : NULL;
        dl_shape found;
        bool has_star;

        if (dl_shape_offset_member(&type->plain.at[i]) || dl_shape_is_base(&type->plain.at[i]))
            shape = stronger(shape, DL_SHAPE_RECORD);
        if (member_of_cast(&type->plain.at[i], &has_star)) {
            shape = stronger(shape, has_star ? DL_SHAPE_RECORD : DL_SHAPE_POINTER_TO_RECORD);
            *has_stars = *has_stars || has_star;
        }
        if (stars > 0)
            *has_stars = true;
        if (!variable)
            continue;
        found = DL_SHAPE_NONE;
        for (size_t k = 0; k < variable->plain.count; k++)
            if (can_reach(&type->plain.at[i], &variable->plain.at[k], false))
                found = stronger(found, dl_shape_of(uses, &variable->plain.at[k]));
        for (size_t k = 0; k < variable->members.count; k++)
            if (can_reach(&type->plain.at[i], &variable->members.at[k], true))
                found = stronger(found, dl_shape_of(uses, &variable->members.at[k]));
        found = without_declarator(found, stars, dl_token_is(dl_occurrence_step(&type->plain.at[i], name, 1), "["));
        *is_held = *is_held || (found == DL_SHAPE_RECORD && stars == 0 &&
                                (type->plain.at[i].in_body || (variable->is_declared && !variable->is_local)));
        shape = stronger(shape, found);
    }
    return shape;
}

void dl_shape_type_members(const dl_uses *uses, const dl_use *type, dl_visit_name *visit, void *self, dl_arena *arena)
{
    for (size_t i = 0; i < type->plain.count; i++) {
        size_t stars;
        const dl_token *name = declared_with(&type->plain.at[i], &stars);
        const dl_use *variable = name ? dl_uses_of(uses, name) : NULL;
        const dl_token *member = dl_shape_offset_member(&type->plain.at[i]);
        bool has_star;
        const dl_token *arrow = member_of_cast(&type->plain.at[i], &has_star);

        if (arrow && dl_token_is_name(dl_occurrence_step(&type->plain.at[i], arrow, 1))) {
            dl_occurrence reached = type->plain.at[i];

            reached.at = (unsigned)(dl_occurrence_step(&reached, arrow, 1) - reached.tokens->at);
            visit(self, dl_token_str(&reached.tokens->at[reached.at], arena), dl_shape_of(uses, &reached));
        }
        if (member) {
            const dl_token *then =
                dl_token_behind(type->plain.at[i].tokens, (size_t)(member - type->plain.at[i].tokens->at));

            visit(self, dl_token_str(member, arena), dl_token_is(then, "[") ? DL_SHAPE_INNER_ARRAY : DL_SHAPE_NONE);
        }
        for (size_t k = 0; variable && k < variable->plain.count; k++)
            if (can_reach(&type->plain.at[i], &variable->plain.at[k], false))
                members_behind(uses, &variable->plain.at[k], visit, self, arena);
        for (size_t k = 0; variable && k < variable->members.count; k++)
            if (can_reach(&type->plain.at[i], &variable->members.at[k], true))
                members_behind(uses, &variable->members.at[k], visit, self, arena);
    }
}
