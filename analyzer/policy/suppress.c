#include "policy/suppress.h"

#include "policy/allow.h"
#include "support/vec.h"

#include <string.h>

/* ---- names ---- */

static bool is_name_of(const dl_rule *rule, const char *name, bool is_directive)
{
    if (!is_directive && (strcmp(rule->id, name) == 0 || strcmp(rule->code, name) == 0))
        return true;
    for (size_t i = 0; i < rule->aliases.count; i++)
        if (strcmp(rule->aliases.at[i], name) == 0)
            return true;
    return false;
}

typedef enum meaning { MEANS_NOTHING, MEANS_RULE_THAT_IS_OFF, MEANS_RULE } meaning;

static meaning meaning_of(const dl_ruleset *rules, const char *name)
{
    meaning found = MEANS_NOTHING;

    for (size_t i = 0; i < rules->rule_count; i++)
        if (is_name_of(rules->rules[i], name, false)) {
            if (rules->rules[i]->enabled)
                return MEANS_RULE;
            found = MEANS_RULE_THAT_IS_OFF;
        }
    return found;
}

static const char *unknown_name(const dl_ruleset *rules, const char *name, dl_arena *arena)
{
    const char *near = dl_ruleset_nearest(rules, name);

    if (dl_ruleset_model(rules, name))
        return dl_arena_printf(arena, "'%s' is a model: a suppression names its rules one by one", name);
    if (near && dl_ruleset_rule(rules, near))
        return dl_arena_printf(arena, "unknown rule '%s' in a suppression; did you mean '%s'?", name, near);
    return dl_arena_printf(arena, "unknown rule '%s' in a suppression; 'drvlint rules' lists them", name);
}

/* ---- the findings of a driver ---- */

typedef struct suppressor {
    dl_driver_result *result;
    const dl_ruleset *rules;
    dl_finding *findings;
    DL_VEC(dl_allowance) allowances;
    dl_arena *arena;
} suppressor;

/* Where reports show the finding. */
static dl_span place_of(const suppressor *in, const dl_finding *finding)
{
    dl_span entry = {0};

    if (finding->span.file || !in->result->parse->entry)
        return finding->span.file ? finding->span : entry;
    return in->result->parse->entry->span;
}

/* A finding of several lines is met at the first, which reports show, and at the last, where a comment fits better. */
static bool is_meant(const dl_allow *allow, dl_span span)
{
    if (span.line >= allow->first && span.line <= allow->last)
        return true;
    return !allow->is_directive && span.end_line == allow->first;
}

void dl_suppress(dl_finding *finding, dl_suppression by, dl_arena *arena)
{
    finding->suppressions = dl_arena_join(arena, finding->suppressions, finding->suppression_count, &by, 1, sizeof by);
    finding->suppression_count++;
    finding->suppressed = true;
}

/* Whether a finding was met. */
static bool suppress(const suppressor *in, const dl_allow *allow, const char *name, const char *file)
{
    bool is_used = false;

    for (size_t i = 0; allow->first > 0 && i < in->result->finding_count; i++) {
        dl_finding *finding = &in->findings[i];
        dl_span span = place_of(in, finding);

        if (!span.file || !is_meant(allow, span) || strcmp(span.file->path, file) != 0 ||
            !is_name_of(finding->rule, name, allow->is_directive))
            continue;
        dl_suppress(finding, (dl_suppression){DL_IN_SOURCE, allow->reason, file, allow->line}, in->arena);
        is_used = true;
    }
    return is_used;
}

static void apply_comment(suppressor *in, const dl_allow *allow, const char *file)
{
    if (allow->fault)
        dl_vec_push(in->arena, &in->allowances,
                    (dl_allowance){.file = file, .line = allow->line, .fault = allow->fault});
    for (size_t i = 0; i < allow->name_count; i++) {
        dl_allowance made = {.file = file, .line = allow->line, .name = allow->names[i]};
        meaning means = meaning_of(in->rules, made.name);

        if (means == MEANS_RULE_THAT_IS_OFF)
            continue;
        if (means == MEANS_NOTHING)
            made.fault = unknown_name(in->rules, made.name, in->arena);
        else
            made.is_used = suppress(in, allow, made.name, file);
        dl_vec_push(in->arena, &in->allowances, made);
    }
}

static bool has_finding(const suppressor *in, const char *path)
{
    for (size_t i = 0; i < in->result->finding_count; i++) {
        dl_span span = place_of(in, &in->findings[i]);

        if (span.file && strcmp(span.file->path, path) == 0)
            return true;
    }
    return false;
}

static void apply_file(suppressor *in, const dl_file *file)
{
    dl_allow_list list = dl_allow_comments(file->text, file->size, in->arena);

    for (size_t i = 0; i < list.count; i++)
        apply_comment(in, &list.at[i], file->path);
    if (!has_finding(in, file->path))
        return;
    list = dl_allow_directives(file->text, file->size, in->arena);
    for (size_t i = 0; i < list.count; i++)
        (void)suppress(in, &list.at[i], list.at[i].names[0], file->path);
}

void dl_suppress_in_sources(dl_driver_result *result, const dl_ruleset *rules, dl_arena *arena)
{
    const dl_program *program = result->parse ? result->parse->program : NULL;
    suppressor in = {.result = result, .rules = rules, .arena = arena};
    dl_map *seen;

    if (!program)
        return;
    seen = dl_map_new(arena); /* each unit has its own of what they share */
    in.findings = dl_arena_copy(arena, result->findings, result->finding_count * sizeof *in.findings);
    for (size_t i = 0; i < program->file_count; i++)
        if (program->files[i]->is_user && program->files[i]->text && dl_map_add(seen, program->files[i]->path, result))
            apply_file(&in, program->files[i]);
    result->findings = in.findings;
    result->allowances = in.allowances.at;
    result->allowance_count = in.allowances.count;
}

/* ---- the drivers of a run ---- */

static const char *key_of(const dl_allowance *one, dl_arena *arena)
{
    return dl_arena_printf(arena, "%u:%s:%s", one->line, one->file, one->name ? one->name : one->fault);
}

const dl_notice *dl_suppress_notices(size_t *count, const dl_run_result *run, dl_arena *arena)
{
    DL_VEC(dl_notice) notices = {0};
    dl_map *settled = dl_map_new(arena); /* what is used somewhere, or has been told */

    for (size_t i = 0; i < run->driver_count; i++)
        for (size_t k = 0; k < run->drivers[i]->allowance_count; k++)
            if (run->drivers[i]->allowances[k].is_used)
                (void)dl_map_add(settled, key_of(&run->drivers[i]->allowances[k], arena), settled);
    for (size_t i = 0; i < run->driver_count; i++)
        for (size_t k = 0; k < run->drivers[i]->allowance_count; k++) {
            const dl_allowance *one = &run->drivers[i]->allowances[k];
            dl_notice made = {one->fault ? DL_NOTICE_WARNING : DL_NOTICE_NOTE, one->fault, one->file, one->line, 0};

            if (!dl_map_add(settled, key_of(one, arena), settled))
                continue;
            if (!one->fault)
                made.message = dl_arena_printf(arena, "this suppression of '%s' matches no finding", one->name);
            dl_vec_push(arena, &notices, made);
        }
    *count = notices.count;
    return notices.at;
}
