/* test_mutation.c: test_mutation CORPUS SURVIVORS [--sample N] [--list]
 *
 * Seeds faults into the drivers without faults of a copy of corpus/, one at a time, and looks whether a finding comes
 * of it. CORPUS is changed while that goes on, and left as it was. SURVIVORS (survivors.json) holds what is known of
 * mutants without a finding: `equivalent` ones, which are no faults, `undecided` ones, of which no documented
 * requirement that a rule decides speaks, and `missed` ones. Fails when a mutant survives that is not named there, when
 * something is named that does not survive, and when less than 98 of 100 of the others are found.
 * --sample N takes each Nth mutant only, and fails when less than 90 of 100 are found: a quick look while rules and
 * their examples are being written. */
#include "engine/engine.h"
#include "examples/said.h"
#include "mutation/mutate.h"
#include "support/json.h"
#include "support/platform.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LEAST_FOUND = 98, LEAST_SAMPLED = 90 }; /* of 100 */

typedef enum fate { FOUND, DOUBTED, SILENT } fate;

typedef struct seeded {
    const char *name; /* `wdm/wdm-close-handles/good.c drop-release ZwClose 1` */
    const char *file;
    unsigned line;
    fate fate;
} seeded;
typedef DL_VEC(seeded) seeded_list;

typedef struct known {
    const char *pattern; /* a glob of names */
    const dl_json *at;
    bool is_missed, is_met; /* missed: a fault that should have been found */
} known;

typedef struct worker {
    dl_trap trap;
    dl_arena *keep, *scratch;
    dl_frontend *frontend;
} worker;

/* Drivers of one folder, in a row: what stands beside a driver is read with it, so one worker has them all. */
typedef struct group {
    size_t first, end;
} group;

typedef struct harness {
    const dl_ruleset *rules;
    const char *corpus;
    DL_VEC(const char *) drivers; /* a file, or a folder */
    DL_VEC(group) groups;
    seeded_list *seeded; /* of each driver */
    unsigned sample;
    worker *workers;
    DL_VEC(const char *) entry_names;
    dl_arena *arena;
} harness;

/* ---- drivers ---- */

static bool is_source(const char *path)
{
    return dl_text_ends(path, ".c") || dl_text_ends(path, ".cpp");
}

static bool visit_corpus(void *self, const char *path)
{
    harness *h = self;
    const char *name = dl_path_below(path, h->corpus, h->arena);
    const char *first = strchr(name, '/'), *second = first ? strchr(first + 1, '/') : NULL;
    bool is_folder = dl_text_starts(name, "drivers/") || dl_text_starts(name, "models/");

    if (!second || !is_source(path) || (!is_folder && !dl_text_starts(dl_path_name(path), "good")))
        return true;
    if (is_folder)
        name = dl_arena_strndup(h->arena, name, (size_t)(second - name));
    path = dl_path_join(h->corpus, name, h->arena);
    if (h->drivers.count == 0 || strcmp(h->drivers.at[h->drivers.count - 1], path) != 0)
        dl_vec_push(h->arena, &h->drivers, path);
    return true;
}

typedef struct reader {
    dl_said *said;
    dl_arena *arena;
} reader;

static bool visit_file(void *self, const char *path)
{
    const reader *to = self;

    if (is_source(path) || dl_text_ends(path, ".h"))
        dl_said_read(to->said, path, to->arena);
    return true;
}

static dl_said *said_of(const char *path, dl_arena *arena)
{
    dl_said *said = DL_NEW(arena, dl_said);
    reader to = {said, arena};
    dl_status why = {0};

    if (dl_path_kind_of(path) == DL_PATH_FOLDER)
        (void)dl_folder_walk(path, visit_file, &to, arena, &why);
    else
        dl_said_read(said, path, arena);
    return said;
}

static const dl_driver_result *analyse(const harness *h, worker *own, const char *path, const dl_said *said)
{
    static const dl_settings settings = {0};
    const dl_engine_options options = {.models = said->models.at, .model_count = said->models.count};
    dl_project *project = NULL;
    dl_status why = {0};

    if (dl_project_find(&project, &path, 1, &settings, h->entry_names.at, h->entry_names.count, own->scratch, &why) !=
            DL_OK ||
        project->driver_count != 1)
        return NULL;
    /* What it keeps of files is not theirs any more: they were written anew. */
    dl_frontend_free(own->frontend);
    own->frontend = dl_frontend_new(h->rules->facts, own->keep);
    return dl_engine_run(h->rules, project->drivers[0],
                         dl_frontend_parse(own->frontend, project->drivers[0], own->scratch), &options, own->scratch);
}

/* ---- one mutant ---- */

static size_t count_findings(const dl_driver_result *result, const dl_rule *rule)
{
    size_t count = 0;

    for (size_t i = 0; i < result->finding_count; i++)
        count += result->findings[i].rule == rule;
    return count;
}

static size_t count_verdicts(const dl_driver_result *result, dl_verdict_kind kind)
{
    size_t count = 0;

    for (size_t i = 0; i < result->verdict_count; i++)
        count += result->verdicts[i].kind == kind;
    return count;
}

/* Found: some rule has more findings than before. Doubted: a requirement is no longer decided. */
static fate fate_of(const dl_driver_result *before, const dl_driver_result *after)
{
    if (!after)
        return SILENT;
    for (size_t i = 0; i < after->finding_count; i++)
        if (count_findings(after, after->findings[i].rule) > count_findings(before, after->findings[i].rule))
            return FOUND;
    return count_verdicts(after, DL_UNDETERMINED) > count_verdicts(before, DL_UNDETERMINED) ? DOUBTED : SILENT;
}

static void try_mutant(const harness *h, worker *own, const char *driver, const dl_said *said,
                       const dl_driver_result *before, const mutant *one, seeded *out)
{
    const char *text = mutant_text(one, own->scratch), *path = dl_path_clean(one->file->path, own->scratch);
    dl_status why = {0};

    out->name = dl_arena_printf(own->keep, "%s %s %s %u", dl_path_below(driver, h->corpus, own->scratch), one->how,
                                one->what, one->number);
    out->file = dl_arena_strdup(own->keep, path);
    out->line = one->line;
    if (!one->line) {
        out->line = 1;
        for (unsigned i = 0; i < one->edits[0].first; i++)
            out->line += one->file->text[i] == '\n';
    }
    if (dl_file_write(path, text, strlen(text), own->scratch, &why) != DL_OK) {
        (void)fprintf(stderr, "%s: %s\n", path, why.message);
        abort();
    }
    out->fate = fate_of(before, analyse(h, own, driver, said));
    if (dl_file_write(path, one->file->text, one->file->size, own->scratch, &why) != DL_OK)
        abort();
}

/* Each Nth by a number that does not hang on the order of the corpus. */
static bool is_sampled(const harness *h, const char *driver, const mutant *one, dl_arena *arena)
{
    const char *name = dl_arena_printf(arena, "%s %s %s %u", dl_path_below(driver, h->corpus, arena), one->how,
                                       one->what, one->number);

    return dl_hash_bytes(name, strlen(name), 1) % h->sample == 0;
}

/* A fault does not change what the driver is meant to be. */
static void ask_for_models(dl_said *said, const dl_driver_result *result, dl_arena *arena)
{
    for (size_t i = 0; i < result->model_count; i++)
        if (!result->models[i].model->always && !result->models[i].is_thin)
            dl_vec_push(arena, &said->models, result->models[i].model->id);
}

static void try_driver(harness *h, worker *own, size_t i)
{
    const char *driver = h->drivers.at[i];
    dl_said *said = said_of(driver, own->scratch);
    const dl_driver_result *before = analyse(h, own, driver, said);
    mutant_list mutants;

    /* One with a known fault is none to seed others into. */
    if (!before || before->parse->status != DL_PARSE_COMPLETE || said->findings.count)
        return;
    mutants = mutants_of(h->rules, before, own->scratch);
    ask_for_models(said, before, own->scratch);
    for (size_t k = 0; k < mutants.count; k++) {
        const mutant *one = &mutants.at[k];
        seeded made = {0};

        if (!is_sampled(h, driver, one, own->scratch) || one->file->is_recoded)
            continue;
        try_mutant(h, own, driver, said, before, one, &made);
        dl_vec_push(own->keep, &h->seeded[i], made);
    }
}

static void find_groups(harness *h)
{
    const char *folder = NULL;

    for (size_t i = 0; i < h->drivers.count; i++) {
        const char *own = dl_path_folder(h->drivers.at[i], h->arena);

        if (!folder || strcmp(own, folder) != 0)
            dl_vec_push(h->arena, &h->groups, (group){.first = i});
        h->groups.at[h->groups.count - 1].end = i + 1;
        folder = own;
    }
}

static void work(void *self, unsigned number, size_t i)
{
    harness *h = self;
    worker *own = &h->workers[number];

    if (setjmp(own->trap.back) != 0)
        abort();
    if (!own->keep) {
        own->keep = dl_arena_new(&own->trap);
        own->scratch = dl_arena_new(&own->trap);
        if (!own->keep || !own->scratch)
            abort();
        own->frontend = dl_frontend_new(h->rules->facts, own->keep);
    }
    for (size_t k = h->groups.at[i].first; k < h->groups.at[i].end; k++) {
        try_driver(h, own, k);
        dl_arena_reset(own->scratch);
    }
}

/* ---- survivors ---- */

typedef DL_VEC(known) known_list;

static void read_known(dl_reader *read, known_list *list, const dl_json *root, const char *key)
{
    static const char *const keys[] = {"mutant", "why", NULL};
    const dl_json *all = dl_reader_need(read, root, key, "the list of survivors");

    if (!dl_reader_expect(read, all, DL_JSON_ARRAY, key))
        return;
    for (size_t i = 0; i < all->count && !read->failed; i++) {
        const dl_json *one = all->at[i].value;
        known made = {.at = one, .is_missed = strcmp(key, "missed") == 0};

        if (!dl_reader_keys(read, one, keys, "a survivor"))
            return;
        made.pattern = dl_reader_text(read, dl_reader_need(read, one, "mutant", "a survivor"), "'mutant'");
        (void)dl_reader_text(read, dl_reader_need(read, one, "why", "a survivor"), "'why'");
        dl_vec_push(read->arena, list, made);
    }
}

static bool read_survivors(known_list *list, const char *path, dl_arena *arena)
{
    static const char *const keys[] = {"schema", "equivalent", "undecided", "missed", NULL};
    static const char *const schemas[] = {"drvlint-mutants-1", NULL};
    const dl_json *root = NULL;
    const char *text = NULL;
    dl_status why = {0};
    dl_reader read = {.arena = arena, .why = &why};
    size_t size = 0;

    if (dl_file_read(&text, &size, path, 1 << 20, arena, &why) == DL_OK &&
        dl_json_parse(&root, path, text, size, arena, &why) == DL_OK &&
        dl_reader_keys(&read, root, keys, "the list of survivors")) {
        (void)dl_reader_choice(&read, dl_reader_need(&read, root, "schema", "the list of survivors"), schemas,
                               "schema");
        read_known(&read, list, root, "equivalent");
        read_known(&read, list, root, "undecided");
        read_known(&read, list, root, "missed");
        if (!read.failed)
            return true;
    }
    (void)printf("%s:%u:%u:F: %s\n", path, why.line, why.column, why.message);
    return false;
}

static known *find_known(known_list *list, const char *name)
{
    for (size_t i = 0; i < list->count; i++)
        if (dl_text_glob(list->at[i].pattern, name))
            return &list->at[i];
    return NULL;
}

/* ---- the count ---- */

typedef struct tally {
    size_t all, found, excused, missed, doubted, failures;
} tally;

static void count_one(tally *sum, const harness *h, known_list *list, const seeded *one, bool lists)
{
    known *about = one->fate == FOUND ? NULL : find_known(list, one->name);
    bool is_fault = !about || about->is_missed;

    sum->all++;
    if (one->fate == FOUND) {
        sum->found++;
        return;
    }
    if (about)
        about->is_met = true;
    sum->excused += !is_fault;
    sum->missed += is_fault;
    sum->doubted += is_fault && one->fate == DOUBTED;
    sum->failures += !about && h->sample == 1;
    if (!about || lists)
        (void)printf("%s:%u:%s: %s: %s\n", one->file, one->line, about || h->sample > 1 ? "note" : "F", one->name,
                     one->fate == DOUBTED ? "undetermined" : "nothing is said of it");
}

static int report(const harness *h, known_list *list, const char *survivors, bool lists)
{
    size_t least = h->sample == 1 ? LEAST_FOUND : LEAST_SAMPLED;
    tally sum = {0};

    for (size_t i = 0; i < h->drivers.count; i++)
        for (size_t k = 0; k < h->seeded[i].count; k++)
            count_one(&sum, h, list, &h->seeded[i].at[k], lists);
    for (size_t i = 0; i < list->count && h->sample == 1; i++)
        if (!list->at[i].is_met) {
            (void)printf("%s:%u:F: no mutant survives that is called '%s'\n", survivors, list->at[i].at->line,
                         list->at[i].pattern);
            sum.failures++;
        }
    (void)printf("%zu mutants: %zu found, %zu that need not be, %zu missed (%zu of them undetermined)\n", sum.all,
                 sum.found, sum.excused, sum.missed, sum.doubted);
    if (sum.all == sum.excused || sum.found * 100 < (sum.all - sum.excused) * least) {
        (void)printf("%s:1:F: less than %zu of 100 faults are found\n", survivors, least);
        sum.failures++;
    }
    (void)printf("%zu%%: Checks: %zu, Failures: %zu, Errors: 0\n",
                 sum.all > sum.excused ? sum.found * 100 / (sum.all - sum.excused) : 0, sum.all, sum.failures);
    return sum.failures ? EXIT_FAILURE : EXIT_SUCCESS;
}

static int run(dl_arena *arena, const char *corpus, const char *survivors, unsigned sample, bool lists)
{
    unsigned threads = dl_cpu_count();
    harness h = {.sample = sample, .arena = arena};
    dl_ruleset *rules = NULL;
    known_list list = {0};
    dl_status why = {0};
    int status;

    h.corpus = dl_path_clean(corpus, arena);
    if (!read_survivors(&list, survivors, arena))
        return EXIT_FAILURE;
    if (dl_ruleset_load(&rules, NULL, 0, NULL, 0, arena, &why) != DL_OK ||
        dl_folder_walk(h.corpus, visit_corpus, &h, arena, &why) != DL_OK) {
        (void)printf("%s:%u:%u:F: %s\n", why.file, why.line, why.column, why.message);
        return EXIT_FAILURE;
    }
    h.rules = rules;
    dl_vec_push(arena, &h.entry_names, "DriverEntry");
    for (size_t i = 0; i < rules->model_count; i++)
        for (size_t at = 0; at < rules->models[i]->entry_functions.count; at++)
            dl_vec_push(arena, &h.entry_names, rules->models[i]->entry_functions.at[at]);
    h.seeded = DL_NEW_ARRAY(arena, h.drivers.count + 1, seeded_list);
    h.workers = DL_NEW_ARRAY(arena, threads, worker);
    find_groups(&h);
    dl_run_parallel(threads, h.groups.count, work, &h);
    status = report(&h, &list, survivors, lists);
    for (unsigned i = 0; i < threads; i++) {
        dl_frontend_free(h.workers[i].frontend);
        dl_arena_free(h.workers[i].scratch);
        dl_arena_free(h.workers[i].keep);
    }
    return status;
}

int main(int argc, char **argv)
{
    dl_trap trap;
    dl_arena *arena = dl_arena_new(&trap);
    unsigned sample = 1;
    bool lists = false;
    int status = EXIT_FAILURE;

    for (int i = 3; i < argc; i++) {
        if (strcmp(argv[i], "--list") == 0)
            lists = true;
        else if (strcmp(argv[i], "--sample") == 0 && i + 1 < argc)
            sample = (unsigned)strtoul(argv[++i], NULL, 10);
    }
    if (argc < 3 || sample == 0) {
        (void)fprintf(stderr, "usage: test_mutation CORPUS SURVIVORS [--sample N] [--list]\n");
        return EXIT_FAILURE;
    }
    if (arena && setjmp(trap.back) == 0)
        status = run(arena, argv[1], argv[2], sample, lists);
    dl_arena_free(arena);
    return status;
}
