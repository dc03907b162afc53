/* parse_files [-v] FOLDER FILE...: how whole each source file is parsed, whether or not an entry routine stands in it.
 * One line for each: status, rounds, events, lost, functions, degraded ones, milliseconds of processor time, path;
 * with -v each lost event below it. FOLDER: where headers are looked for. A last line sums up. */
#include "frontend/frontend.h"
#include "project/tree.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct sums {
    unsigned long files, failed, events, lost, functions, degraded, whole;
    unsigned rounds[16];
    double *seconds;
} sums;

static const dl_settings settings;

static const char *file_of(dl_span span)
{
    return span.file ? span.file->path : "";
}

static void print_lost(const dl_program *program)
{
    for (size_t i = 0; i < program->function_count; i++) {
        const dl_function *function = program->functions[i];

        for (size_t k = 0; k < function->lost_count; k++)
            (void)printf("    %s:%u: %s in %s: %s\n", file_of(function->lost[k].span), function->lost[k].span.line,
                         function->lost[k].kind, function->name, function->lost[k].detail);
    }
}

static void add(sums *sum, const dl_parse *parse, double seconds)
{
    bool is_whole = true;

    sum->seconds[sum->files++] = seconds;
    sum->rounds[parse->rounds < 15 ? parse->rounds : 15]++;
    if (!parse->program) {
        sum->failed++;
        return;
    }
    for (size_t i = 0; i < parse->program->function_count; i++) {
        const dl_function *function = parse->program->functions[i];

        sum->functions++;
        sum->events += function->events;
        sum->lost += function->lost_count;
        sum->degraded += function->lost_count > 0;
        is_whole = is_whole && function->lost_count == 0;
    }
    sum->whole += is_whole;
}

static void parse_file(dl_frontend *frontend, const dl_tree *tree, const char *root, const char *path, bool is_verbose,
                       sums *sum, dl_arena *arena)
{
    dl_driver driver = {.name = path, .entry_file = path, .root = root, .settings = &settings, .tree = tree};
    clock_t start = clock(); /* of all threads: the parser has one of its own */
    const dl_parse *parse = dl_frontend_parse(frontend, &driver, arena);
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    size_t functions = parse->program ? parse->program->function_count : 0, degraded = 0;

    for (size_t i = 0; i < functions; i++)
        degraded += parse->program->functions[i]->lost_count > 0;
    (void)printf("%d\t%u\t%u\t%u\t%zu\t%zu\t%.1f\t%s\t%s\n", (int)parse->status, parse->rounds, parse->events,
                 parse->lost, functions, degraded, seconds * 1e3, path, parse->reason ? parse->reason : "");
    if (is_verbose && parse->program)
        print_lost(parse->program);
    add(sum, parse, seconds);
}

static int by_size(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;

    return (a > b) - (a < b);
}

static void print_sums(sums *sum)
{
    unsigned long seen = 0;
    unsigned middle = 0;

    qsort(sum->seconds, sum->files, sizeof *sum->seconds, by_size);
    while (middle < 15 && (seen += sum->rounds[middle]) * 2 < sum->files)
        middle++;
    (void)printf("%lu files (%lu failed, %lu with nothing lost), %lu functions (%lu degraded), %lu events (%lu lost, "
                 "%.3f %% survive), median %u rounds, %.1f ms\n",
                 sum->files, sum->failed, sum->whole, sum->functions, sum->degraded, sum->events, sum->lost,
                 sum->events ? 100.0 - 100.0 * (double)sum->lost / (double)sum->events : 100.0, middle,
                 sum->files ? sum->seconds[sum->files / 2] * 1e3 : 0.0);
}

int main(int argc, char **argv)
{
    bool is_verbose = argc > 1 && strcmp(argv[1], "-v") == 0;
    char **paths = argv + 1 + is_verbose;
    dl_trap trap;
    dl_arena *arena = dl_arena_new(&trap), *scratch = dl_arena_new(&trap);
    int status = EXIT_FAILURE;
    dl_frontend *frontend;
    dl_status why = {0};
    dl_facts *facts;
    dl_tree *tree;
    sums sum = {0};

    if (argc - is_verbose < 2 || !arena || !scratch || setjmp(trap.back)) {
        (void)fprintf(stderr, "parse_files: [-v] FOLDER FILE...\n");
        goto out;
    }
    if (dl_facts_load(&facts, NULL, 0, arena, &why) != DL_OK ||
        dl_tree_new(&tree, paths[0], &settings, 1000000, arena, &why) != DL_OK) {
        (void)fprintf(stderr, "parse_files: %s: %s\n", why.file, why.message);
        goto out;
    }
    sum.seconds = DL_NEW_ARRAY(arena, (size_t)argc, double);
    frontend = dl_frontend_new(facts, arena);
    for (char **path = paths + 1; *path; path++) {
        parse_file(frontend, tree, paths[0], *path, is_verbose, &sum, scratch);
        dl_arena_reset(scratch);
    }
    print_sums(&sum);
    dl_frontend_free(frontend);
    status = EXIT_SUCCESS;
out:
    dl_arena_free(scratch);
    dl_arena_free(arena);
    return status;
}
