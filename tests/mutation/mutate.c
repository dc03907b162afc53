#include "mutation/mutate.h"

#include "engine/scope.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

typedef struct maker {
    const dl_ruleset *rules;
    const dl_driver_result *result;
    const dl_scope *scope;
    mutant_list list;
    dl_arena *arena;
} maker;

static const char *const entry_names[] = {"entry"}, *const unload_names[] = {"unload"};
static const dl_role_set entry_role = {.roles = {entry_names, 1}}, unload_role = {.roles = {unload_names, 1}};

/* ---- text ---- */

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

/* Behind blanks, comments and line ends, backwards: the offset of the last character before `at`, or -1. */
static long before(const char *text, unsigned at)
{
    long i = (long)at - 1;

    for (;;) {
        while (i >= 0 && isspace((unsigned char)text[i]))
            i--;
        if (i < 1 || text[i] != '/' || text[i - 1] != '*')
            return i;
        for (i -= 2; i > 0 && !(text[i] == '*' && text[i - 1] == '/'); i--)
            ;
        i -= 2;
    }
}

/* Whether a statement begins at `at`, maybe behind a cast to void. */
static bool begins_statement(const char *text, unsigned at)
{
    long i = before(text, at);

    if (i >= 5 && text[i] == ')' &&
        (strncmp(text + i - 5, "(VOID)", 6) == 0 || strncmp(text + i - 5, "(void)", 6) == 0))
        i = before(text, (unsigned)i - 5);
    if (i >= 3 && strncmp(text + i - 3, "else", 4) == 0)
        return true;
    return i < 0 || strchr(";{})", text[i]) != NULL;
}

static bool ends_statement(const char *text, unsigned at)
{
    while (isspace((unsigned char)text[at]))
        at++;
    return text[at] == ';';
}

/* Whether the call is all of the right side of `variable = call;`. */
static bool is_assigned(const char *text, unsigned first, unsigned last)
{
    long i = before(text, first);

    return i > 0 && text[i] == '=' && !strchr("=!<>|&+-", text[i - 1]) && ends_statement(text, last);
}

/* ---- what is known of the driver ---- */

static bool has_name(dl_name_set set, const char *name)
{
    for (size_t i = 0; i < set.count; i++)
        if (strcmp(set.at[i], name) == 0)
            return true;
    return false;
}

static bool is_in_uses(const dl_api_use *uses, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (has_name(uses[i].calls, name))
            return true;
    return false;
}

typedef enum use_kind { ACQUIRES, RELEASES } use_kind;

static bool uses_resource(const maker *m, const char *name, use_kind kind)
{
    size_t count;
    const dl_resource *const *all = dl_facts_resources(m->rules->facts, &count);

    for (size_t i = 0; i < count; i++)
        if (kind == ACQUIRES ? is_in_uses(all[i]->acquire, all[i]->acquire_count, name)
                             : is_in_uses(all[i]->release, all[i]->release_count, name))
            return true;
    return false;
}

static bool has_form(const dl_rule *rule, unsigned forms)
{
    for (size_t i = 0; i < rule->check_count; i++)
        if (forms & (1u << rule->checks[i].form))
            return true;
    return false;
}

enum { ASKS_FOR_EVENTS = 1u << DL_FORM_REQUIRE | 1u << DL_FORM_ORDER, ASKS_FOR_VALUES = 1u << DL_FORM_EXPECT };

/* Whether a satisfied verdict of a rule of these forms has its evidence on this line. */
static bool is_evidence(const maker *m, dl_span span, unsigned forms)
{
    for (size_t i = 0; i < m->result->verdict_count; i++) {
        const dl_verdict *verdict = &m->result->verdicts[i];

        if (verdict->kind != DL_SATISFIED || !has_form(verdict->rule, forms))
            continue;
        for (size_t k = 0; k < verdict->evidence_count; k++)
            if (verdict->evidence[k].span.file == span.file && verdict->evidence[k].span.line == span.line)
                return true;
    }
    return false;
}

static bool is_event_of(const dl_event_pattern *event, const char *name)
{
    for (size_t i = 0; event && i < event->count; i++)
        if (has_name(event->forms[i].calls, name))
            return true;
    return false;
}

static bool is_initialiser(const dl_check *check, const char *name)
{
    for (size_t i = 0; i < check->item_count; i++)
        if (has_name(check->items[i].conditions.initialised_by, name))
            return true;
    return false;
}

/* Whether a satisfied requirement is that this call is made. */
static bool is_required(const maker *m, const char *name)
{
    for (size_t i = 0; i < m->result->verdict_count; i++) {
        const dl_rule *rule = m->result->verdicts[i].rule;

        for (size_t k = 0; m->result->verdicts[i].kind == DL_SATISFIED && k < rule->check_count; k++) {
            const dl_check *check = &rule->checks[k];

            if ((check->form == DL_FORM_REQUIRE && is_event_of(check->event, name)) ||
                (check->form == DL_FORM_ORDER && is_event_of(check->first, name)) || is_initialiser(check, name))
                return true;
        }
    }
    return false;
}

static bool is_ordered(const maker *m, const char *first, const char *then)
{
    for (size_t i = 0; i < m->result->verdict_count; i++) {
        const dl_rule *rule = m->result->verdicts[i].rule;

        for (size_t k = 0; m->result->verdicts[i].kind == DL_SATISFIED && k < rule->check_count; k++)
            if (rule->checks[k].form == DL_FORM_ORDER && is_event_of(rule->checks[k].first, first) &&
                is_event_of(rule->checks[k].then, then))
                return true;
    }
    return false;
}

/* ---- calls ---- */

typedef struct seen_call {
    const dl_instr *instr;
    const dl_api *api;
} seen_call;
typedef DL_VEC(seen_call) call_list;

static int by_offset(const void *left, const void *right)
{
    unsigned l = ((const seen_call *)left)->instr->span.offset, r = ((const seen_call *)right)->instr->span.offset;

    return (l > r) - (l < r);
}

/* The calls of known APIs in a function, in the order of the text, each place once. */
static call_list calls_of(const maker *m, const dl_function *function)
{
    call_list all = {0}, once = {0};

    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_instr *instr = &function->blocks[b].instrs[i];
            const dl_api *api =
                instr->kind == DL_I_CALL && !instr->callee ? dl_scope_api(m->scope, instr, NULL, NULL) : NULL;

            if (api && instr->span.file == function->span.file && instr->span.file->is_user)
                dl_vec_push(m->arena, &all, ((seen_call){instr, api}));
        }
    if (all.count)
        qsort(all.at, all.count, sizeof *all.at, by_offset);
    for (size_t i = 0; i < all.count; i++)
        if (i == 0 || all.at[i].instr->span.offset != all.at[i - 1].instr->span.offset)
            dl_vec_push(m->arena, &once, all.at[i]);
    return once;
}

static void add(maker *m, const char *how, const char *what, const dl_file *file, unsigned line, edit first,
                const edit *second)
{
    mutant made = {.how = how, .what = what, .number = 1, .file = file, .line = line, .edit_count = 1};

    made.edits[0] = first;
    if (second)
        made.edits[made.edit_count++] = *second;
    for (size_t i = 0; i < m->list.count; i++)
        made.number += strcmp(m->list.at[i].how, how) == 0 && strcmp(m->list.at[i].what, what) == 0;
    dl_vec_push(m->arena, &m->list, made);
}

static const char *success_of(const dl_api *api)
{
    return api->result == DL_RESULT_NTSTATUS  ? "STATUS_SUCCESS"
           : api->result == DL_RESULT_NDIS    ? "NDIS_STATUS_SUCCESS"
           : api->result == DL_RESULT_ZERO    ? "0"
           : api->result == DL_RESULT_BOOLEAN ? "TRUE"
                                              : NULL;
}

static void drop_calls(maker *m, const call_list *calls, bool is_entry)
{
    for (size_t i = 0; i < calls->count; i++) {
        const dl_api *api = calls->at[i].api;
        dl_span span = calls->at[i].instr->span;
        const char *text = span.file->text, *name = api->canonical;
        bool is_statement = begins_statement(text, span.offset) && ends_statement(text, span.end);
        bool is_release = uses_resource(m, name, RELEASES);

        if (is_release && is_statement)
            add(m, "drop-release", name, span.file, span.line, (edit){span.offset, span.end, "(void)0"}, NULL);
        else if (!is_entry || is_release || uses_resource(m, name, ACQUIRES) || !is_required(m, name))
            continue;
        else if (is_statement)
            add(m, "drop-call", name, span.file, span.line, (edit){span.offset, span.end, "(void)0"}, NULL);
        else if (is_assigned(text, span.offset, span.end) && success_of(api))
            add(m, "drop-call", name, span.file, span.line, (edit){span.offset, span.end, success_of(api)}, NULL);
    }
}

static void swap_calls(maker *m, const call_list *calls)
{
    for (size_t i = 0; i < calls->count; i++)
        for (size_t k = i + 1; k < calls->count; k++) {
            dl_span a = calls->at[i].instr->span, b = calls->at[k].instr->span;
            const char *text = a.file->text;
            const edit second = {b.offset, b.end, dl_arena_strndup(m->arena, text + a.offset, a.end - a.offset)};

            if (a.end > b.offset || !is_ordered(m, calls->at[i].api->canonical, calls->at[k].api->canonical))
                continue;
            add(m, "swap-calls",
                dl_arena_printf(m->arena, "%s,%s", calls->at[i].api->canonical, calls->at[k].api->canonical), a.file,
                a.line, (edit){a.offset, a.end, dl_arena_strndup(m->arena, text + b.offset, b.end - b.offset)},
                &second);
        }
}

/* ---- assignments ---- */

/* Of what a call returns the call is the step: that is for drop_calls. */
/* The last member that the target names: `MajorFunction` of `DriverObject->MajorFunction[IRP_MJ_PNP]`. */
static const char *target_name(const dl_expr *target)
{
    for (; target; target = target->a) {
        if (target->kind == DL_E_FIELD)
            return target->name;
        if (target->kind == DL_E_VAR)
            return target->var->name;
    }
    return "?";
}

static void drop_stores(maker *m, const dl_function *function)
{
    unsigned last = 0;

    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_instr *instr = &function->blocks[b].instrs[i];
            dl_span span = instr->span;
            const char *text;
            unsigned first, end;

            if (instr->kind != DL_I_ASSIGN || instr->is_init || span.file != function->span.file ||
                !is_evidence(m, span, ASKS_FOR_EVENTS | ASKS_FOR_VALUES))
                continue;
            text = span.file->text;
            for (first = span.offset; first > 0 && !strchr(";{}\n", text[first - 1]); first--)
                ;
            while (isspace((unsigned char)text[first]))
                first++;
            for (end = span.end; text[end] && text[end] != ';'; end++)
                ;
            if (first == last || !begins_statement(text, first) || memchr(text + first, '{', end - first) ||
                memchr(text + first, '(', end - first) || strncmp(text + first, "return", 6) == 0)
                continue;
            last = first;
            add(m, "drop-store", target_name(instr->target), span.file, span.line, (edit){first, end, ""}, NULL);
        }
}

/* ---- tests and returns ---- */

/* Whether a satisfied requirement is that the entry fails when this call does. */
static bool must_succeed(const maker *m, const dl_api *api)
{
    for (size_t i = 0; i < m->result->verdict_count; i++) {
        const dl_rule *rule = m->result->verdicts[i].rule;

        for (size_t k = 0; m->result->verdicts[i].kind == DL_SATISFIED && k < rule->check_count; k++) {
            const dl_check *check = &rule->checks[k];

            if (check->form == DL_FORM_PROPAGATE &&
                (check->essential_calls ? api->is_essential : is_event_of(check->call, api->canonical)))
                return true;
        }
    }
    return false;
}

/* The last call before `at` whose failure counts, when the entry may not go on without it; else NULL. */
static const dl_api *needed_before(const maker *m, const call_list *calls, unsigned at)
{
    const dl_api *last = NULL;

    for (size_t i = 0; i < calls->count && calls->at[i].instr->span.offset < at; i++) {
        const dl_api *api = calls->at[i].api;
        bool can_fail = api->result == DL_RESULT_NTSTATUS || api->result == DL_RESULT_NDIS ||
                        (api->result == DL_RESULT_POINTER && uses_resource(m, api->canonical, ACQUIRES));

        if (can_fail && !uses_resource(m, api->canonical, RELEASES))
            last = api;
    }
    return last && must_succeed(m, last) ? last : NULL;
}

/* Moves to the next word of the body that is `word`; comments and texts are passed over. */
static const char *find_word(const char *at, const char *end, const char *word)
{
    size_t size = strlen(word);

    while (at < end) {
        if (at[0] == '/' && at[1] == '*') {
            at = strstr(at, "*/");
            at = at ? at + 2 : end;
        } else if (at[0] == '/' && at[1] == '/') {
            at += strcspn(at, "\n");
        } else if (*at == '"' || *at == '\'') {
            char quote = *at++;

            while (at < end && *at != quote)
                at += *at == '\\' ? 2 : 1;
            at++;
        } else if (is_word(*at)) {
            size_t length = 0;

            while (is_word(at[length]))
                length++;
            if (length == size && strncmp(at, word, size) == 0)
                return at;
            at += length;
        } else {
            at++;
        }
    }
    return NULL;
}

static bool is_success(const char *text, size_t size)
{
    return (size == 14 && strncmp(text, "STATUS_SUCCESS", 14) == 0) ||
           (size == 19 && strncmp(text, "NDIS_STATUS_SUCCESS", 19) == 0) || (size == 1 && *text == '0');
}

static void change_returns(maker *m, const dl_function *function, const call_list *calls)
{
    const char *text = function->span.file->text, *end = text + function->end.offset;

    for (const char *at = text + function->span.offset; (at = find_word(at, end, "return")) != NULL;) {
        size_t size;
        const dl_api *needed;

        at += strlen("return");
        at += strspn(at, " \t");
        size = strcspn(at, ";");
        needed = needed_before(m, calls, (unsigned)(at - text));
        if (needed && size && !is_success(at, size) && !memchr(at, '(', size))
            add(m, "return-success", needed->canonical, function->span.file, 0,
                (edit){(unsigned)(at - text), (unsigned)(at - text + (long)size), "STATUS_SUCCESS"}, NULL);
        at += size;
    }
}

/* Whether the condition holds when a call has failed: `!NT_SUCCESS(…)`, `p == NULL`, `!p`, `status != STATUS_SUCCESS`.
 */
static bool tests_failure(const char *text, size_t size)
{
    const char *condition = text;
    size_t word = 0;

    if (size > 11 && strncmp(condition, "!NT_SUCCESS", 11) == 0)
        return !memchr(condition, '&', size) && !memchr(condition, '|', size);
    if (*condition == '!') {
        for (word = 1; word < size && (is_word(condition[word]) || strchr(".->", condition[word])); word++)
            ;
        return word == size;
    }
    while (word < size && (is_word(condition[word]) || strchr(".->", condition[word])))
        word++;
    condition += word;
    size -= word;
    return (size == 8 && strncmp(condition, " == NULL", 8) == 0) ||
           (size == 18 && strncmp(condition, " != STATUS_SUCCESS", 18) == 0) ||
           (size == 23 && strncmp(condition, " != NDIS_STATUS_SUCCESS", 23) == 0);
}

static void skip_checks(maker *m, const dl_function *function, const call_list *calls)
{
    const char *text = function->span.file->text, *end = text + function->end.offset;

    for (const char *at = text + function->span.offset; (at = find_word(at, end, "if")) != NULL;) {
        const char *open = at + 2 + strspn(at + 2, " \t"), *close = open;
        const dl_api *needed = needed_before(m, calls, (unsigned)(at - text));
        int depth = 0;

        at += 2;
        if (*open != '(')
            continue;
        do {
            depth += *close == '(';
            depth -= *close == ')';
            close++;
        } while (depth && close < end);
        if (needed && tests_failure(open + 1, (size_t)(close - open) - 2))
            add(m, "skip-check", needed->canonical, function->span.file, 0,
                (edit){(unsigned)(open + 1 - text), (unsigned)(close - 1 - text), "FALSE"}, NULL);
    }
}

/* ---- the registry path ---- */

static void keep_pointer(maker *m, const dl_function *entry)
{
    int index = dl_scope_registry_path(m->scope);
    const dl_var *path = index >= 0 && (size_t)index < entry->param_count ? entry->params[index] : NULL;
    const char *text = entry->span.file->text, *body = strchr(text + entry->span.offset, '{');
    long line = (long)entry->span.offset;
    edit second;

    if (!path || !path->type || !strstr(path->type->spelling, "UNICODE_STRING") || !*path->name || !body)
        return;
    while (line > 0 && !(text[line - 1] == '\n' && (line == 1 || strchr("\n;}", text[line - 2]))))
        line--;
    second = (edit){(unsigned)(body + 1 - text), (unsigned)(body + 1 - text),
                    dl_arena_printf(m->arena, " KeptByMutant = %s;", path->name)};
    add(m, "keep-pointer", path->name, entry->span.file, entry->span.line,
        (edit){(unsigned)line, (unsigned)line, "PUNICODE_STRING KeptByMutant; "}, &second);
}

/* ---- together ---- */

mutant_list mutants_of(const dl_ruleset *rules, const dl_driver_result *result, dl_arena *arena)
{
    maker m = {.rules = rules, .result = result, .arena = arena};
    const dl_program *program = result->parse->program;

    m.scope = dl_scope_build(rules, program, result->parse->entry, result->models, result->model_count, arena);
    for (size_t i = 0; i < program->function_count; i++) {
        const dl_function *function = program->functions[i];
        bool is_entry = dl_scope_in(m.scope, function, &entry_role);
        call_list calls;

        if (!is_entry && !dl_scope_in(m.scope, function, &unload_role))
            continue;
        calls = calls_of(&m, function);
        drop_calls(&m, &calls, is_entry);
        if (!is_entry)
            continue;
        swap_calls(&m, &calls);
        drop_stores(&m, function);
        skip_checks(&m, function, &calls);
        if (function == result->parse->entry)
            change_returns(&m, function, &calls);
    }
    keep_pointer(&m, result->parse->entry);
    return m.list;
}

const char *mutant_text(const mutant *one, dl_arena *arena)
{
    const char *text = one->file->text;
    unsigned at = 0;
    dl_text out;

    dl_text_init(&out, arena);
    for (size_t i = 0; i < one->edit_count; i++) {
        dl_text_add_n(&out, text + at, one->edits[i].first - at);
        dl_text_add(&out, one->edits[i].with);
        at = one->edits[i].last;
    }
    dl_text_add(&out, text + at);
    return dl_text_str(&out);
}
