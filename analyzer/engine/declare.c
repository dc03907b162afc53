#include "engine/declare.h"
#include "engine/possible.h"

#include "support/vec.h"

#include <stdlib.h>
#include <string.h>

typedef struct declarer {
    const dl_guard_context *context;
    const dl_scope *scope;
    const dl_check *check;
    dl_arena *arena;
    DL_VEC(dl_declare_fault) faults;
    DL_VEC(dl_evidence) evidence;
    const char *doubt; /* the first reason not to say satisfied */
} declarer;

static const dl_role_set any_role = {.is_any = true};

static void doubt(declarer *at, const char *reason)
{
    if (!at->doubt)
        at->doubt = reason;
}

static void show(declarer *at, dl_span span, const char *message)
{
    dl_evidence evidence = {span, message};

    dl_vec_push(at->arena, &at->evidence, evidence);
}

/* ---- the subject ---- */

/* Whether one of the words stands in the function's text, outside of comments and texts. */
static bool mentions(const dl_function *function, const dl_name_set *words, dl_arena *arena)
{
    const dl_file *file = function->span.file;
    const char *at = file ? file->text + function->span.offset : NULL,
               *end = at ? file->text + function->end.offset : NULL;

    while (at && at < end) {
        size_t size = 0;

        if (at[0] == '/' && at[1] == '*') {
            at = strstr(at, "*/");
            at = at ? at + 2 : end;
        } else if (at[0] == '/' && at[1] == '/') {
            at += strcspn(at, "\n");
        } else if (*at == '"' || *at == '\'') {
            const char quote = *at++;

            while (at < end && *at != quote)
                at += *at == '\\' ? 2 : 1;
            at++;
        } else if (dl_text_is_letter(*at)) {
            while (dl_text_is_word(at[size]))
                size++;
            if (dl_name_set_fits(*words, dl_arena_strndup(arena, at, size)))
                return true;
            at += size;
        } else {
            at++;
        }
    }
    return false;
}

static bool is_subject(const declarer *at, const dl_function *function)
{
    const dl_function_pattern *subject = &at->check->subject;
    bool has_role = !subject->roles.count, has_type = !subject->role_types.count;

    if (subject->names.count && !dl_name_set_fits(subject->names, function->name))
        return false;
    if (subject->section && !(function->section && dl_text_glob(subject->section, function->section)))
        return false;
    dl_name_set own = dl_scope_own_roles(at->scope, function);
    for (size_t i = 0; i < own.count && !has_role; i++)
        has_role = dl_name_set_fits(subject->roles, own.at[i]);
    for (size_t i = 0; i < function->role_count && !has_type; i++)
        has_type = dl_name_set_fits(subject->role_types, function->roles[i]);
    if (!has_role || !has_type || (subject->mentions.count && !mentions(function, &subject->mentions, at->arena)))
        return false;
    return !subject->stored_count ||
           dl_possible_stored_in(at->scope, function->name, subject->stored_in, subject->stored_count) == DL_YES;
}

/* ---- prototypes ---- */

static bool is_int(const dl_type *type, bool is_unsigned)
{
    return type->kind == DL_TYPE_INT && type->size == 4 && type->is_unsigned == is_unsigned;
}

/* Typedefs do not count: what is compared is what they stand for. */
static dl_tri type_is(const dl_type *type, const char *name)
{
    if (!type)
        return DL_MAYBE;
    if (dl_type_named(type, name))
        return DL_YES;
    if (type->kind == DL_TYPE_OTHER)
        return DL_MAYBE;
    if (strcmp(name, "NTSTATUS") == 0)
        return is_int(type, false) ? DL_YES : DL_NO;
    if (strcmp(name, "ULONG") == 0)
        return is_int(type, true) ? DL_YES : DL_NO;
    if (strcmp(name, "VOID") == 0)
        return type->kind == DL_TYPE_VOID ? DL_YES : DL_NO;
    if (strcmp(name, "PVOID") == 0)
        return type->kind == DL_TYPE_POINTER && type->element && type->element->kind == DL_TYPE_VOID ? DL_YES : DL_NO;
    if (*name != 'P' || type->kind != DL_TYPE_POINTER || !type->element)
        return DL_NO;
    if (dl_type_named(type->element, name + 1))
        return DL_YES;
    /* The headers that say what it is were not there. */
    return type->element->kind == DL_TYPE_OTHER ? DL_MAYBE : DL_NO;
}

static const char *shown_type(const dl_type *type)
{
    return type && type->spelling && *type->spelling ? type->spelling : "an unknown type";
}

/* `*problem` gets the first difference. */
static dl_tri compare(declarer *at, const dl_function *function, const dl_prototype *wanted, const char **problem)
{
    const dl_type *result = function->type ? function->type->element : NULL;
    size_t count = wanted->count ? wanted->count - 1 : 0;
    dl_tri all = DL_YES;

    if (function->has_lost_params) /* and the result's type, it may be */
        return DL_MAYBE;
    if (function->param_count != count || (function->type && function->type->is_variadic)) {
        *problem = dl_arena_printf(at->arena, "has %zu parameter%s%s instead of %zu", function->param_count,
                                   function->param_count == 1 ? "" : "s",
                                   function->type && function->type->is_variadic ? " and more" : "", count);
        return DL_NO;
    }
    for (size_t i = 0; i <= count; i++) {
        const dl_type *type = i ? function->params[i - 1]->type : result;
        dl_tri one = type_is(type, wanted->types[i]);
        if (one == DL_NO)
            *problem = i ? dl_arena_printf(at->arena, "has %s as parameter %zu instead of %s", shown_type(type), i,
                                           wanted->types[i])
                         : dl_arena_printf(at->arena, "returns %s instead of %s", shown_type(type), wanted->types[0]);
        if (one == DL_NO)
            return DL_NO;
        all = dl_tri_and(all, one);
    }
    return all;
}

static bool is_at_work(const declarer *at, const dl_model *model)
{
    for (size_t i = 0; i < at->context->model_count; i++)
        if (dl_model_extends(at->context->models[i].model, model->id))
            return true;
    return model == dl_scope_entry_model(at->scope);
}

/* Every model of the driver may bring a prototype that will do; the first difference is told against the nearest's. */
static dl_tri has_prototype(declarer *at, const dl_function *function, const char **problem)
{
    const dl_ruleset *rules = dl_scope_rules(at->scope);
    const dl_model *nearest = dl_scope_entry_model(at->scope);
    dl_tri best = DL_NO;

    *problem = NULL;
    if (at->check->prototype) {
        const dl_prototype own = {at->check->prototype, at->check->prototype_count};

        return compare(at, function, &own, problem);
    }
    for (size_t m = 0; m <= rules->model_count; m++) {
        const dl_model *model = m ? rules->models[m - 1] : nearest;
        for (size_t i = 0; model && is_at_work(at, model) && i < model->prototype_count; i++) {
            const char *difference = NULL;
            best = dl_tri_or(best, compare(at, function, &model->prototypes[i], &difference));
            if (!*problem)
                *problem = difference;
        }
    }
    return best;
}

/* Any declaration may give the linkage. */
static bool has_c_linkage(const declarer *at, const dl_function *function)
{
    const dl_program *program = dl_scope_program(at->scope);

    if (!function->is_cpp || function->is_extern_c)
        return true;
    for (size_t i = 0; i < program->declared_count; i++)
        if (program->declared[i].is_extern_c && strcmp(program->declared[i].name, function->name) == 0)
            return true;
    return false;
}

static const char *why_missing(const dl_include *header)
{
    return header->is_found ? "of which the one that is meant may not be there" : "which was not found";
}

static void check_linkage(declarer *at, const dl_function *function, dl_declare_fault *fault)
{
    const dl_include *missing;

    if (has_c_linkage(at, function))
        return;
    missing = dl_scope_missing_header(at->scope);
    if (missing)
        doubt(at, dl_arena_printf(at->arena, "extern \"C\" for %s may stand in %s, %s", function->name, missing->name,
                                  why_missing(missing)));
    else
        fault->problem = "has C++ linkage: extern \"C\" is missing";
}

static void check_prototype(declarer *at, const dl_function *function)
{
    const char *problem = NULL;
    dl_tri fits = has_prototype(at, function, &problem);
    dl_declare_fault fault = {.span = function->span, .subject = function, .declared = function->span};

    if (fits == DL_MAYBE)
        doubt(at, dl_arena_printf(at->arena, "a type in the declaration at line %u is unknown", function->span.line));
    if (fits == DL_NO)
        fault.problem = problem ? problem : "is no entry routine";
    else
        check_linkage(at, function, &fault);
    if (fault.problem)
        dl_vec_push(at->arena, &at->faults, fault);
    else if (fits == DL_YES)
        show(at, function->span, dl_arena_printf(at->arena, "%s has the documented type", function->name));
}

/* ---- who may use it ---- */

static bool is_allowed(const dl_role_set *from, const char *role)
{
    if (from->is_any)
        return true;
    return dl_name_set_fits(from->roles, role) != from->is_not;
}

static bool is_weak_role(const declarer *at, const char *role)
{
    const char *const name[] = {role};
    const dl_role_set only = {.roles = {name, 1}};
    dl_function_list roots = dl_scope_roots(at->scope, &only);

    for (size_t i = 0; i < roots.count; i++) {
        bool is_weak = false;
        if (dl_scope_role_given(at->scope, roots.at[i], role, NULL, &is_weak) && !is_weak)
            return false;
    }
    return true;
}

static void add_use(declarer *at, const dl_function *subject, dl_span span, const char *user, const char *role,
                    bool is_weak)
{
    dl_declare_fault fault = {.span = span, .subject = subject, .user = user, .role = role, .is_possible = is_weak};

    for (size_t i = 0; i < at->faults.count; i++)
        if (at->faults.at[i].span.file == span.file && at->faults.at[i].span.offset == span.offset)
            return;
    fault.declared = subject->section_span.file ? subject->section_span : subject->span;
    fault.declared_as = dl_arena_printf(at->arena, "%s is put into %s", subject->name,
                                        subject->section ? subject->section : "its section");
    fault.problem = dl_arena_printf(at->arena, "is used as %s", role);
    dl_vec_push(at->arena, &at->faults, fault);
}

static const char *user_of(const dl_function_use *use)
{
    return use->by ? use->by->name : use->holder ? use->holder->name : "an initialiser";
}

/* Roles it was given by its address. */
static void check_own_roles(declarer *at, const dl_function *subject)
{
    dl_name_set own = dl_scope_own_roles(at->scope, subject);
    size_t use_count = 0;
    const dl_function_use *uses = dl_scope_uses(at->scope, subject, &use_count);

    for (size_t i = 0; i < own.count; i++) {
        dl_span where = {0};
        bool is_weak = false;
        const char *user = "an initialiser";
        if (is_allowed(&at->check->used_only_from, own.at[i]))
            continue;
        dl_scope_role_given(at->scope, subject, own.at[i], &where, &is_weak);
        if (is_weak && strcmp(own.at[i], "callback") == 0) {
            doubt(at, dl_arena_printf(at->arena, "line %u hands on the address of %s, and it is not known what for",
                                      where.line, subject->name));
            continue;
        }
        for (size_t k = 0; k < use_count; k++)
            if (uses[k].span.file == where.file && uses[k].span.offset == where.offset)
                user = user_of(&uses[k]);
        add_use(at, subject, where, user, own.at[i], is_weak);
    }
}

/* A caller outside of the section must not be reached in another role. */
static void check_caller(declarer *at, const dl_function *subject, const dl_function *caller, dl_span span)
{
    dl_name_set roles = dl_scope_roles(at->scope, caller);
    const char *role = NULL;

    if (subject->section && dl_text_equal(subject->section, caller->section))
        return;
    for (size_t i = 0; i < roles.count; i++) {
        if (is_allowed(&at->check->used_only_from, roles.at[i]) || (role && is_weak_role(at, roles.at[i])))
            continue;
        if (!role || is_weak_role(at, role))
            role = roles.at[i];
    }
    if (role)
        add_use(at, subject, span, caller->name, role, is_weak_role(at, role));
}

static void check_pointer_calls(declarer *at, const dl_function *subject)
{
    const dl_program *program = dl_scope_program(at->scope);

    for (size_t i = 0; i < program->function_count; i++) {
        const dl_function *caller = program->functions[i];
        for (size_t b = 0; b < caller->block_count; b++)
            for (size_t k = 0; k < caller->blocks[b].count; k++) {
                const dl_instr *instr = &caller->blocks[b].instrs[k];
                if (instr->kind != DL_I_CALL || instr->callee || !instr->pointer)
                    continue;
                dl_function_list targets = dl_scope_targets(at->scope, instr, NULL);
                for (size_t t = 0; t < targets.count; t++)
                    if (targets.at[t] == subject)
                        check_caller(at, subject, caller, instr->span);
            }
    }
}

/* Something that other files can name may be used there. */
static bool is_offered(const declarer *at, const dl_function *subject)
{
    const dl_program *program = dl_scope_program(at->scope);

    if (subject->is_static || subject == dl_scope_entry(at->scope))
        return false;
    for (size_t i = 0; i < program->declared_count; i++)
        if (strcmp(program->declared[i].name, subject->name) == 0 &&
            program->declared[i].span.file != subject->span.file)
            return true;
    return false;
}

typedef struct other_use {
    const dl_program *program;
    const dl_function *subject;
} other_use;

/* What was read is asked for its uses; a static function is nobody else's. */
static bool is_seen_use(void *self, const dl_mention *mention)
{
    const other_use *other = self;

    if (other->subject->is_static && other->subject->span.file &&
        !dl_text_equal(other->subject->span.file->path, mention->file))
        return true;
    for (size_t i = 0; mention->function && i < other->program->function_count; i++) {
        const dl_function *function = other->program->functions[i];

        if (dl_text_equal(function->name, mention->function) && function->span.file &&
            dl_text_equal(function->span.file->path, mention->file))
            return true;
    }
    return false;
}

/* Why something that was not read may use it; NULL: nothing does. */
static const char *unseen_use(const declarer *at, const dl_function *subject)
{
    const dl_function *entry = dl_scope_entry(at->scope);
    bool is_of_entry_file = !entry || subject->span.file == entry->span.file;
    other_use other = {dl_scope_program(at->scope), subject};
    const dl_mentions *mentions;
    dl_mention where;

    if (!is_offered(at, subject) && is_of_entry_file)
        return NULL;
    mentions = dl_named_mentions(at->context->named);
    if (!mentions || dl_mentions_may_paste(mentions, subject->name)) {
        const char *gap = dl_named_gap(at->context->named);

        return is_offered(at, subject)
                   ? dl_arena_printf(at->arena, "%s is declared in a header: files that are not seen may use it%s%s",
                                     subject->name, gap ? "; " : "", gap ? gap : "")
                   : NULL;
    }
    if (!dl_mentions_find(mentions, subject->name, is_seen_use, &other, &where))
        return NULL;
    if (where.function)
        return dl_arena_printf(at->arena, "%s is named by %s, line %u of %s, which was not read", subject->name,
                               where.function, where.line, where.file);
    return dl_arena_printf(at->arena, "%s is named at line %u of %s: what comes of it was not followed", subject->name,
                           where.line, where.file);
}

static void check_uses(declarer *at, const dl_function *subject)
{
    const char *unseen;

    size_t before = at->faults.count, count = 0;
    const dl_function_use *uses = dl_scope_uses(at->scope, subject, &count);

    check_own_roles(at, subject);
    for (size_t i = 0; i < count; i++)
        if (uses[i].is_call && uses[i].by)
            check_caller(at, subject, uses[i].by, uses[i].span);
    check_pointer_calls(at, subject);
    if (at->faults.count > before)
        return;
    unseen = unseen_use(at, subject);
    if (unseen)
        doubt(at, unseen);
    else
        show(at, subject->section_span.file ? subject->section_span : subject->span,
             dl_arena_printf(at->arena, "%s is used from there only", subject->name));
}

/* ---- sections, role types, where its address goes ---- */

static void add_fault(declarer *at, const dl_function *subject, dl_span declared, const char *problem)
{
    dl_declare_fault fault = {.span = subject->span,
                              .subject = subject,
                              .problem = problem,
                              .declared = declared.file ? declared : subject->span};

    dl_vec_push(at->arena, &at->faults, fault);
}

static void check_section(declarer *at, const dl_function *subject)
{
    const dl_check *check = at->check;
    const char *section = subject->section;

    if (check->sections.count && !(section && dl_name_set_fits(check->sections, section)))
        add_fault(at, subject, subject->section_span,
                  section ? dl_arena_printf(at->arena, "is in the section %s", section) : "is in no section");
    else if (check->not_sections.count && section && dl_name_set_fits(check->not_sections, section))
        add_fault(at, subject, subject->section_span, dl_arena_printf(at->arena, "is in the section %s", section));
    else
        show(at, subject->section_span.file ? subject->section_span : subject->span,
             section ? dl_arena_printf(at->arena, "%s is in %s", subject->name, section)
                     : dl_arena_printf(at->arena, "%s is in no section", subject->name));
}

static void check_mentions(declarer *at, const dl_function *subject)
{
    const char *word = at->check->mentions.at[0];

    if (mentions(subject, &at->check->mentions, at->arena))
        show(at, subject->span, dl_arena_printf(at->arena, "%s has %s", subject->name, word));
    else
        add_fault(at, subject, subject->span, dl_arena_printf(at->arena, "has no %s", word));
}

static void check_role_type(declarer *at, const dl_function *subject)
{
    const dl_include *missing = dl_scope_missing_header(at->scope);

    for (size_t i = 0; i < subject->role_count; i++)
        if (dl_name_set_fits(at->check->role_types, subject->roles[i])) {
            show(at, subject->span, dl_arena_printf(at->arena, "%s is a %s", subject->name, subject->roles[i]));
            return;
        }
    if (missing)
        doubt(at, dl_arena_printf(at->arena, "the declaration of %s may stand in %s, %s", subject->name, missing->name,
                                  why_missing(missing)));
    else
        add_fault(at, subject, subject->span,
                  dl_arena_printf(at->arena, "is not declared as %s", at->check->role_types.at[0]));
}

static void check_stored(declarer *at, const dl_function *subject)
{
    const dl_instr *opaque = dl_scope_opaque_with_driver_object(at->scope);
    size_t count = 0;
    const dl_function_use *uses = dl_scope_uses(at->scope, subject, &count);
    dl_tri stored = DL_NO;

    if (at->check->wants_address_taken)
        for (size_t i = 0; i < count; i++)
            stored = uses[i].is_call ? stored : DL_YES;
    else
        stored = dl_possible_stored_in(at->scope, subject->name, at->check->stored_in, at->check->stored_count);
    if (stored == DL_YES)
        show(at, subject->span, dl_arena_printf(at->arena, "the address of %s is stored", subject->name));
    else if (stored == DL_MAYBE)
        doubt(at, dl_arena_printf(at->arena, "where the address of %s is stored could not be followed", subject->name));
    else if (opaque)
        doubt(at, dl_arena_printf(at->arena, "%s at line %u gets the driver object, and is not in the sources",
                                  opaque->name ? opaque->name : "a callee", opaque->span.line));
    else if (unseen_use(at, subject))
        doubt(at, unseen_use(at, subject));
    else
        add_fault(at, subject, subject->span, "is stored nowhere that would let it be called");
}

/* ---- annotations ---- */

/* Whether the declaration before `span` has _Dispatch_type_(SLOT); `*any`: it has one at all. */
static bool declared_for(const declarer *at, dl_span span, const char *slot, bool *any)
{
    static const char word[] = "_Dispatch_type_";
    const char *text = span.file ? span.file->text : NULL, *from, *end;

    if (!text)
        return false;
    for (from = end = text + span.offset; from > text && !strchr(";{}", from[-1]);)
        from--;
    for (from = strstr(from, word); from && from < end; from = strstr(from + 1, word)) {
        const char *name = from + strlen(word);
        size_t size;
        int64_t wanted, given;

        name += strspn(name, " \t(");
        size = strcspn(name, " \t)");
        *any = true;
        if (strlen(slot) == size && strncmp(name, slot, size) == 0)
            return true;
        if (dl_facts_constant(dl_scope_facts(at->scope), slot, &wanted) &&
            dl_facts_constant(dl_scope_facts(at->scope), dl_arena_strndup(at->arena, name, size), &given) &&
            wanted == given)
            return true;
    }
    return false;
}

/* By any of its declarations. */
static bool is_for_slot(const declarer *at, const dl_function *subject, const char *slot, bool *any)
{
    const dl_program *program = dl_scope_program(at->scope);
    bool found = declared_for(at, subject->span, slot, any);

    for (size_t i = 0; i < program->declared_count; i++)
        if (strcmp(program->declared[i].name, subject->name) == 0)
            found |= declared_for(at, program->declared[i].span, slot, any);
    return found;
}

/* The slot of a dispatch table that a store names, or NULL: what counts through it has a name, too. */
static const char *slot_of(const dl_instr *instr, const dl_function *subject)
{
    const dl_expr *value = instr->kind == DL_I_ASSIGN ? instr->value : NULL, *target = instr->target, *index;

    while (value && (value->kind == DL_E_CAST || value->kind == DL_E_ADDRESS))
        value = value->a;
    if (!value || value->kind != DL_E_FUNCTION || value->function != subject)
        return NULL;
    if (!target || target->kind != DL_E_INDEX || target->a->kind != DL_E_FIELD ||
        strcmp(target->a->name, "MajorFunction") != 0)
        return NULL;
    index = dl_expr_uncast(target->b);
    return index->kind == DL_E_CONST ? index->name : NULL;
}

static void check_annotation(declarer *at, const dl_function *subject)
{
    const dl_program *program = dl_scope_program(at->scope);
    bool any = false;

    (void)is_for_slot(at, subject, "", &any);
    for (size_t f = 0; f < program->function_count && any; f++)
        for (size_t b = 0; b < program->functions[f]->block_count; b++)
            for (size_t i = 0; i < program->functions[f]->blocks[b].count; i++) {
                const dl_instr *instr = &program->functions[f]->blocks[b].instrs[i];
                const char *slot = slot_of(instr, subject);
                dl_declare_fault fault = {.span = instr->span, .subject = subject, .declared = subject->span};

                if (!slot)
                    continue;
                if (is_for_slot(at, subject, slot, &any)) {
                    show(at, instr->span, dl_arena_printf(at->arena, "%s is declared for %s", subject->name, slot));
                    continue;
                }
                fault.problem = dl_arena_printf(at->arena, "is not declared for %s", slot);
                dl_vec_push(at->arena, &at->faults, fault);
            }
}

/* ---- whether it is there ---- */

static const char *unread_source(const declarer *at)
{
    const dl_program *program = dl_scope_program(at->scope);
    const dl_driver *driver = at->context->driver;

    for (size_t i = 0; driver && i < driver->source_count; i++) {
        bool is_read = false;

        for (size_t f = 0; f < program->file_count && !is_read; f++)
            is_read = dl_text_equal(program->files[f]->path, driver->sources[i]);
        if (!is_read)
            return driver->sources[i];
    }
    return NULL;
}

static void miss(declarer *at)
{
    const dl_function *entry = dl_scope_entry(at->scope);
    const dl_mentions *mentions = dl_named_mentions(at->context->named);
    const char *unread = unread_source(at),
               *name = at->check->subject.names.count ? at->check->subject.names.at[0] : NULL;
    dl_declare_fault fault = {.subject = entry, .problem = "does not exist"};

    if (name && mentions && dl_mentions_defines(mentions, name)) {
        show(at, entry->span, dl_arena_printf(at->arena, "%s is defined in another source", name));
        return;
    }
    if (unread && !(name && !strpbrk(name, "*?") && mentions && !dl_mentions_has(mentions, name))) {
        doubt(at, dl_arena_printf(at->arena, "%s may stand in %s, which was not read", name ? name : "it", unread));
        return;
    }
    if (entry)
        fault.span = fault.declared = entry->span;
    dl_vec_push(at->arena, &at->faults, fault);
}

/* ---- the verdict ---- */

static int by_place(const void *left, const void *right)
{
    const dl_declare_fault *a = left, *b = right;
    const char *file_a = a->span.file ? a->span.file->path : "", *file_b = b->span.file ? b->span.file->path : "";
    int order = strcmp(file_a, file_b);

    if (order)
        return order;
    return a->span.offset < b->span.offset ? -1 : a->span.offset > b->span.offset;
}

/* What was lost matters where its function names one that is asked about. */
static const char *first_loss(const declarer *at)
{
    const dl_program *program = dl_scope_program(at->scope);
    dl_function_list list = dl_scope_degraded_all(at->scope, &any_role);

    for (size_t i = 0; i < list.count; i++)
        for (size_t k = 0; k < program->function_count; k++)
            if (is_subject(at, program->functions[k]) &&
                dl_named_may_name(at->context->named, list.at[i], program->functions[k]->name))
                return dl_arena_printf(at->arena, "line %u of %s was not understood", list.at[i]->lost[0].span.line,
                                       list.at[i]->name);
    return NULL;
}

static void check_subject(declarer *at, const dl_function *subject)
{
    const dl_check *check = at->check;

    if (check->has_exists && check->exists)
        show(at, subject->span, dl_arena_printf(at->arena, "%s is defined", subject->name));
    else if (check->has_exists)
        add_fault(at, subject, subject->span, "is defined");
    if (check->wants_prototype)
        check_prototype(at, subject);
    if (check->sections.count || check->not_sections.count)
        check_section(at, subject);
    if (check->mentions.count)
        check_mentions(at, subject);
    if (check->role_types.count)
        check_role_type(at, subject);
    if (check->wants_address_taken || check->stored_count)
        check_stored(at, subject);
    if (check->wants_annotation)
        check_annotation(at, subject);
    if (check->has_used_only_from)
        check_uses(at, subject);
}

/* Demands that rest on what is not there. */
static bool rests_on_absence(const dl_check *check)
{
    return check->has_used_only_from || check->wants_address_taken || check->stored_count || check->wants_annotation;
}

/* A routine that is stored where the subject is looked for, and whose definition was not read. */
static bool has_unread_subject(declarer *at)
{
    const dl_function_pattern *subject = &at->check->subject;
    const dl_program *program = dl_scope_program(at->scope);

    for (size_t f = 0; subject->stored_count && f < program->function_count; f++)
        for (size_t b = 0; b < program->functions[f]->block_count; b++)
            for (size_t i = 0; i < program->functions[f]->blocks[b].count; i++) {
                const dl_instr *instr = &program->functions[f]->blocks[b].instrs[i];
                const dl_expr *value = instr->kind == DL_I_ASSIGN ? instr->value : NULL;

                while (value && (value->kind == DL_E_CAST || value->kind == DL_E_ADDRESS))
                    value = value->a;
                if (!value || value->kind != DL_E_FUNCTION || value->function || !value->name ||
                    dl_possible_stored_in(at->scope, value->name, subject->stored_in, subject->stored_count) != DL_YES)
                    continue;
                doubt(at,
                      dl_arena_printf(at->arena, "%s, which is stored at line %u, stands in a file that was not read",
                                      value->name, instr->span.line));
                return true;
            }
    return false;
}

dl_declare_result dl_declare_check(const dl_guard_context *context, const dl_check *check, dl_arena *arena)
{
    declarer at = {.context = context, .scope = context->scope, .check = check, .arena = arena};
    const dl_program *program = dl_scope_program(context->scope);
    dl_declare_result result = {.verdict = DL_NOT_APPLICABLE, .reason = "no function is meant by it"};
    bool has_subject = false, only_possible = true;

    for (size_t i = 0; i < program->function_count; i++) {
        if (!is_subject(&at, program->functions[i]))
            continue;
        has_subject = true;
        check_subject(&at, program->functions[i]);
    }
    if (check->sections.count || check->not_sections.count)
        has_subject |= has_unread_subject(&at);
    if (!has_subject && !check->has_exists)
        return result;
    if (!has_subject && check->exists)
        miss(&at);
    if (check->wants_annotation && !at.faults.count && !at.evidence.count)
        return result;
    if (rests_on_absence(check) && !at.doubt)
        at.doubt = first_loss(&at);
    if (at.faults.count)
        qsort(at.faults.at, at.faults.count, sizeof *at.faults.at, by_place);
    for (size_t i = 0; i < at.faults.count; i++)
        only_possible = only_possible && at.faults.at[i].is_possible;
    result.faults = at.faults.at;
    result.fault_count = at.faults.count;
    result.evidence = at.evidence.at;
    result.evidence_count = at.evidence.count;
    result.verdict = at.faults.count ? DL_VIOLATED : at.doubt ? DL_UNDETERMINED : DL_SATISFIED;
    result.reason = at.faults.count ? (only_possible ? "its findings are possible only" : "")
                    : at.doubt      ? at.doubt
                                    : "";
    return result;
}
