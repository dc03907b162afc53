#include "policy/baseline.h"

#include "policy/suppress.h"
#include "reports/report.h"
#include "reports/utf8.h"
#include "support/json.h"
#include "support/platform.h"
#include "support/table.h"
#include "support/vec.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_BYTES = 32 << 20, PRINT_SIZE = 16 };

static const char schema[] = "drvlint-baseline-1";

/* Findings of one identity. */
typedef struct entry {
    const char *rule, *file, *function, *print;
    size_t count;   /* how many stand there */
    size_t found;   /* how many of them are in the run */
    bool is_shared; /* one that an earlier driver has told under another print is */
    unsigned line;
} entry;

struct dl_baseline {
    const char *path;
    const char *folder; /* its prints are those of a run in this folder, absolute; NULL: in the current one */
    entry *at;
    size_t count;
    dl_map *by_key; /* rule and print */
};

static const char *key_of(const char *rule, const char *print, dl_arena *arena)
{
    return dl_arena_printf(arena, "%s %s", print, rule);
}

/* ---- reading ---- */

static bool is_print(const char *text)
{
    return strlen(text) == PRINT_SIZE && strspn(text, "0123456789abcdef") == PRINT_SIZE;
}

static void read_entry(dl_reader *read, dl_baseline *made, const dl_json *value)
{
    static const char *const keys[] = {"rule", "file", "function", "fingerprint", "count", NULL};
    static const char what[] = "a finding of the baseline";
    entry *to = &made->at[made->count];
    const dl_json *print, *function, *count;

    if (!dl_reader_keys(read, value, keys, what))
        return;
    to->line = value->line;
    to->rule = dl_reader_text(read, dl_reader_need(read, value, "rule", what), "'rule'");
    to->file = dl_reader_text(read, dl_reader_need(read, value, "file", what), "'file'");
    function = dl_reader_need(read, value, "function", what);
    if (dl_reader_expect(read, function, DL_JSON_STRING, "'function'"))
        to->function = function->text;
    print = dl_reader_need(read, value, "fingerprint", what);
    to->print = dl_reader_text(read, print, "'fingerprint'");
    if (!read->failed && !is_print(to->print))
        dl_reader_fail(read, print, "a fingerprint is 16 digits of 0-9 and a-f");
    count = dl_json_get(value, "count");
    to->count = 1;
    if (count && dl_reader_expect(read, count, DL_JSON_NUMBER, "'count'")) {
        if (!count->is_integer || count->integer < 1 || count->integer > UINT32_MAX)
            dl_reader_fail(read, count, "'count' must be a number from 1 on");
        else
            to->count = (size_t)count->integer;
    }
    if (!read->failed && !dl_map_add(made->by_key, key_of(to->rule, to->print, read->arena), to))
        dl_reader_fail(read, print, "this finding of '%s' stands twice in the baseline", to->rule);
    made->count++;
}

/* The folder that the prints were made in, told from where the baseline is. */
static const char *folder_of(dl_reader *read, const dl_json *root, const char *path)
{
    const char *text = root ? dl_reader_text(read, root, "'root'") : NULL;
    const char *own = dl_path_real(dl_path_folder(path, read->arena), read->arena);

    if (!text || !own || read->failed)
        return NULL;
    if (text[0] == '/' || text[0] == '\\' || (text[1] == ':' && (text[2] == '/' || text[2] == '\\'))) {
        dl_reader_fail(read, root, "'root' is relative to the baseline's folder");
        return NULL;
    }
    return dl_path_join(own, text, read->arena);
}

static void read_all(dl_reader *read, dl_baseline *made, const dl_json *root)
{
    static const char *const keys[] = {"$schema", "schema", "root", "findings", NULL};
    const dl_json *own, *list;

    if (!dl_reader_keys(read, root, keys, "a baseline"))
        return;
    own = dl_reader_need(read, root, "schema", "a baseline");
    if (dl_reader_expect(read, own, DL_JSON_STRING, "'schema'") && strcmp(own->text, schema) != 0)
        dl_reader_fail(read, own, "'schema' must be '%s'", schema);
    made->folder = folder_of(read, dl_json_get(root, "root"), made->path);
    list = dl_reader_need(read, root, "findings", "a baseline");
    if (!dl_reader_expect(read, list, DL_JSON_ARRAY, "'findings'"))
        return;
    made->at = DL_NEW_ARRAY(read->arena, list->count, entry);
    for (size_t i = 0; i < list->count && !read->failed; i++)
        read_entry(read, made, list->at[i].value);
}

dl_code dl_baseline_read(dl_baseline **out, const char *path, dl_arena *arena, dl_status *why)
{
    dl_reader read = {.arena = arena, .why = why};
    dl_baseline *made = DL_NEW(arena, dl_baseline);
    const dl_json *root;
    const char *text;
    size_t size;

    if (dl_file_read(&text, &size, path, MOST_BYTES, arena, why) != DL_OK)
        return why->code = DL_USAGE;
    if (dl_json_parse(&root, path, text, size, arena, why) != DL_OK)
        return DL_USAGE;
    made->path = dl_arena_strdup(arena, path);
    made->by_key = dl_map_new(arena);
    read_all(&read, made, root);
    *out = made;
    return read.failed ? DL_USAGE : DL_OK;
}

/* ---- what is in it is known ---- */

/* What a run is held against. */
typedef struct comparison {
    dl_baseline *baseline;
    const dl_run_result *run;
    dl_table known; /* findings, as they were, that are in the baseline */
    const char *current;
    dl_arena *arena;
} comparison;

/* The entry of that identity, NULL: there is none. One with the print of a finding in another file is none of it. */
static entry *entry_of(const comparison *all, const dl_finding *finding, const dl_finding_id *id)
{
    entry *one = dl_map_get(all->baseline->by_key, key_of(finding->rule->id, id->print, all->arena));
    bool is_it = one && strcmp(one->file, dl_utf8_clean(id->file, all->arena)) == 0 &&
                 strcmp(one->function, dl_utf8_clean(id->function, all->arena)) == 0;

    return is_it ? one : NULL;
}

/* What was told before is what it was then, though in this driver it may have another print. */
static bool is_known(comparison *all, const dl_driver_result *driver, const dl_finding *finding)
{
    const dl_finding *told = dl_report_told_before(all->run, driver, finding);
    dl_finding_id id = dl_report_finding_id(driver, finding, all->baseline->folder, all->current, all->arena);
    entry *here = entry_of(all, finding, &id);

    if (told) {
        if (here)
            here->is_shared = true;
        return dl_table_get(&all->known, told) != NULL;
    }
    return here && here->found++ < here->count;
}

static const dl_driver_result *with_known(comparison *all, const dl_driver_result *driver)
{
    dl_driver_result *made = dl_arena_copy(all->arena, driver, sizeof *driver);
    dl_finding *findings = dl_arena_copy(all->arena, driver->findings, driver->finding_count * sizeof *findings);

    for (size_t i = 0; i < driver->finding_count; i++) {
        if (!is_known(all, driver, &driver->findings[i]))
            continue;
        dl_suppress(&findings[i], (dl_suppression){.kind = DL_IN_BASELINE, .file = all->baseline->path}, all->arena);
        dl_table_set(&all->known, &driver->findings[i], made);
    }
    made->findings = findings;
    return made;
}

void dl_baseline_apply(dl_baseline *baseline, dl_run_result *run, const char *current, dl_arena *arena)
{
    const dl_driver_result **results = DL_NEW_ARRAY(arena, run->driver_count, const dl_driver_result *);
    comparison all = {.baseline = baseline, .run = run, .current = current, .arena = arena};

    dl_table_init(&all.known, arena);
    for (size_t i = 0; i < run->driver_count; i++)
        results[i] = with_known(&all, run->drivers[i]);
    run->drivers = results;
    run->baseline = baseline->path;
}

/* ---- what is gone ---- */

static dl_map *files_read(const dl_baseline *baseline, const dl_run_result *run, const char *current, dl_arena *arena)
{
    dl_map *files = dl_map_new(arena);

    for (size_t i = 0; i < run->driver_count; i++) {
        const dl_program *program = run->drivers[i]->parse ? run->drivers[i]->parse->program : NULL;

        for (size_t k = 0; program && k < program->file_count; k++)
            if (program->files[k]->is_user)
                dl_map_set(files,
                           dl_report_file(run->drivers[i], program->files[k]->path, baseline->folder, current, arena),
                           files);
    }
    return files;
}

static bool is_off(const dl_ruleset *rules, const char *id)
{
    const dl_rule *rule = rules ? dl_ruleset_rule(rules, id) : NULL;

    return rule && !rule->enabled;
}

/* A file that was not read says nothing, unless it is not there any more. */
static bool may_be_gone(const entry *one, const dl_map *files, const char *folder, dl_arena *arena)
{
    bool is_inside = one->file[0] != '/' && dl_path_is_below(dl_path_clean(one->file, arena), ".");

    return dl_map_get(files, one->file) ||
           (is_inside && dl_path_kind_of(dl_path_join(folder, one->file, arena)) == DL_PATH_MISSING);
}

size_t dl_baseline_notices(dl_notice *out, const dl_baseline *baseline, const dl_run_result *run, const char *current,
                           dl_arena *arena)
{
    dl_map *files = files_read(baseline, run, current, arena);
    const char *folder = baseline->folder ? baseline->folder : current;
    const entry *first = NULL;
    size_t gone = 0;

    for (size_t i = 0; i < baseline->count; i++) {
        const entry *one = &baseline->at[i];
        size_t found = one->found == 0 && one->is_shared ? 1 : one->found;

        if (found >= one->count || is_off(run->rules, one->rule) || !may_be_gone(one, files, folder, arena))
            continue;
        gone += one->count - found;
        first = first ? first : one;
    }
    if (!first)
        return 0;
    *out = (dl_notice){DL_NOTICE_NOTE, NULL, baseline->path, first->line, 0};
    out->message = dl_arena_printf(arena, "%zu %s gone: --write-baseline writes it anew", gone,
                                   gone == 1 ? "finding of the baseline is" : "findings of the baseline are");
    return 1;
}

/* ---- writing ---- */

typedef struct entry_list {
    entry *at;
    size_t count;
} entry_list;

static int by_place(const void *left, const void *right)
{
    const entry *a = left, *b = right;
    int by = strcmp(a->file, b->file);

    if (by == 0)
        by = strcmp(a->rule, b->rule);
    return by != 0 ? by : strcmp(a->print, b->print);
}

static bool is_in_source(const dl_finding *finding)
{
    for (size_t i = 0; i < finding->suppression_count; i++)
        if (finding->suppressions[i].kind == DL_IN_SOURCE)
            return true;
    return false;
}

/* A finding that drivers share stands there once, under each of its prints: a run of one of them alone knows it too. */
static entry_list list_findings(const dl_run_result *run, dl_arena *arena)
{
    DL_VEC(entry *) list = {0};
    dl_map *by_key = dl_map_new(arena);
    entry_list made = {0};

    for (size_t i = 0; i < run->driver_count; i++)
        for (size_t k = 0; k < run->drivers[i]->finding_count; k++) {
            const dl_finding *finding = &run->drivers[i]->findings[k];
            dl_finding_id id = dl_report_finding_id(run->drivers[i], finding, NULL, NULL, arena);
            const char *key = key_of(finding->rule->id, id.print, arena);
            entry *one = dl_map_get(by_key, key);

            if (is_in_source(finding))
                continue;
            if (!one) {
                one = DL_NEW(arena, entry);
                *one = (entry){.rule = finding->rule->id, .file = id.file, .function = id.function, .print = id.print};
                dl_map_set(by_key, key, one);
                dl_vec_push(arena, &list, one);
            }
            one->count += !dl_report_told_before(run, run->drivers[i], finding);
        }
    made.at = DL_NEW_ARRAY(arena, list.count, entry);
    for (; made.count < list.count; made.count++)
        made.at[made.count] = *list.at[made.count];
    if (made.count > 0)
        qsort(made.at, made.count, sizeof *made.at, by_place);
    return made;
}

/* The way from the baseline's folder to the one that the run was in; NULL: they do not lie on one line. */
static const char *way_to(const char *current, const char *folder, dl_arena *arena)
{
    dl_text text;

    if (strcmp(current, folder) == 0)
        return ".";
    if (dl_path_is_below(current, folder))
        return dl_path_below(current, folder, arena);
    if (!dl_path_is_below(folder, current))
        return NULL;
    dl_text_init(&text, arena);
    dl_text_add(&text, "..");
    for (const char *at = dl_path_below(folder, current, arena); *at; at++)
        if (*at == '/')
            dl_text_add(&text, "/..");
    return dl_text_str(&text);
}

static void add_entry(dl_text *out, const entry *one, bool is_last)
{
    dl_text_add(out, "    {\"rule\": ");
    dl_text_add_quoted(out, one->rule);
    dl_text_add(out, ", \"file\": ");
    dl_text_add_quoted(out, dl_utf8_clean(one->file, out->arena));
    dl_text_add(out, ", \"function\": ");
    dl_text_add_quoted(out, dl_utf8_clean(one->function, out->arena));
    dl_text_printf(out, ", \"fingerprint\": \"%s\"", one->print);
    if (one->count > 1)
        dl_text_printf(out, ", \"count\": %zu", one->count);
    dl_text_add(out, is_last ? "}\n" : "},\n");
}

static const char *print_all(const char *path, const dl_run_result *run, const char *current, dl_arena *arena)
{
    const char *own = dl_path_real(dl_path_folder(path, arena), arena);
    const char *root = own ? way_to(current, own, arena) : NULL;
    entry_list list = list_findings(run, arena);
    dl_text out;

    dl_text_init(&out, arena);
    dl_text_printf(&out, "{\n  \"schema\": \"%s\",\n", schema);
    if (root) {
        dl_text_add(&out, "  \"root\": ");
        dl_text_add_quoted(&out, dl_utf8_clean(root, arena));
        dl_text_add(&out, ",\n");
    }
    dl_text_add(&out, list.count ? "  \"findings\": [\n" : "  \"findings\": [");
    for (size_t i = 0; i < list.count; i++)
        add_entry(&out, &list.at[i], i + 1 == list.count);
    dl_text_add(&out, list.count ? "  ]\n}\n" : "]\n}\n");
    return dl_text_str(&out);
}

/* A name that was meant for something else is not worth a source file. */
static bool is_other_file(const char *path, dl_arena *arena)
{
    dl_status why = {0};
    const char *text;
    size_t size;

    return dl_path_kind_of(path) == DL_PATH_FILE &&
           (dl_file_read(&text, &size, path, MOST_BYTES, arena, &why) != DL_OK || (size > 0 && !strstr(text, schema)));
}

dl_code dl_baseline_write(const char *path, const dl_run_result *run, const char *current, dl_arena *arena,
                          dl_status *why)
{
    const char *text;

    if (is_other_file(path, arena))
        return dl_fail_at(why, DL_USAGE, path, 0, 0, "is there and no baseline: it is not written over");
    text = print_all(path, run, current, arena);
    return dl_file_write(path, text, strlen(text), arena, why);
}
