/* test_property.c: random programs under random automata: what the engine says against every path there is.
 *
 *     test_property [--count N] [--seed S] [--only NUMBER] [--verbose] [--unload | --uses]
 *
 * Never may a violation be missed: where some path breaks the rule at a line, there is a finding at that line or the
 * verdict is undetermined. A definite finding that no path bears out is a fault as well, where all paths were
 * followed; a possible one is counted. Graphs are the same for the same seed, and each by its number alone. */
#include "graphs.h"

#include "engine/judge.h"
#include "ir/print.h"
#include "ruleset/rule.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    POOL = 96,
    MOST_PATHS = 2000,
    DUTIES = 6,         /* of so many automata one is a form with `if` */
    ONE_MISSED_IN = 200 /* of so many things left behind an unload routine one may be missed */
};

static const char facts_text[] =
    "{\"schema\": \"drvlint-apis-1\","
    " \"results\": {\"ntstatus\": {\"success\": [\"zero\"], \"failure\": [\"negative\"]},"
    "               \"pointer\": {\"success\": [\"nonnull\"], \"failure\": [\"null\"]},"
    "               \"void\": {\"success\": [\"always\"]}},"
    " \"functions\": {"
    "   \"Ev0\": {\"params\": [], \"result\": \"void\"}, \"Ev1\": {\"params\": [], \"result\": \"void\"},"
    "   \"Ev2\": {\"params\": [], \"result\": \"void\"}, \"Ev3\": {\"params\": [], \"result\": \"void\"},"
    "   \"St0\": {\"params\": [], \"result\": \"ntstatus\"}, \"St1\": {\"params\": [], \"result\": \"ntstatus\"},"
    "   \"Acq\": {\"params\": [\"Slot\"], \"result\": \"ntstatus\","
    "             \"out\": {\"Slot\": {\"success\": \"nonnull\", \"failure\": \"unchanged\"}}},"
    "   \"Make\": {\"params\": [], \"result\": \"pointer\"},"
    "   \"Use\": {\"params\": [\"Handle\"], \"result\": \"void\"},"
    "   \"Rel\": {\"params\": [\"Handle\"], \"result\": \"void\"}},"
    " \"roles\": {\"entry\": {\"runs\": \"once\", \"first\": true},"
    "             \"unload\": {\"runs\": \"after-success\", \"from\": [\"@driver-object->DriverUnload\"]}},"
    " \"resources\": {\"thing\": {\"title\": \"thing\", \"acquire\": [{\"call\": \"Acq\", \"object\": \"*Slot\"},"
    "     {\"call\": \"Make\", \"object\": \"result\"}],"
    "   \"release\": [{\"call\": \"Rel\", \"object\": \"Handle\"}], \"identity\": \"handle\","
    "   \"unload\": \"required\"}}}";

static const char model_text[] = "{\"schema\": \"drvlint-model-1\", \"id\": \"random\", \"title\": \"Random\", "
                                 "\"codes\": \"RND\", \"recognise\": {\"always\": true}}";

/* ---- rules ---- */

static const char *const happening_texts[HAPPENINGS] = {
    "{\"call\": \"Ev0\"}",
    "{\"call\": \"Ev1\"}",
    "{\"call\": \"Ev2\"}",
    "{\"call\": \"Ev3\"}",
    "{\"call\": \"St0\", \"outcome\": \"success\"}",
    "{\"call\": \"St1\", \"outcome\": \"success\"}",
    "{\"call\": \"St0\", \"outcome\": \"failure\"}",
    "{\"call\": \"St1\", \"outcome\": \"failure\"}",
    "{\"return\": \"success\"}",
    "{\"return\": \"failure\"}",
};

static void add_states(dl_text *text, unsigned set)
{
    const char *comma = "";

    for (unsigned i = 0; i < MOST_STATES; i++)
        if (set >> i & 1) {
            dl_text_printf(text, "%s\"s%u\"", comma, i);
            comma = ", ";
        }
}

static unsigned any_set(random_source *random, unsigned states)
{
    return 1u << random_below(random, states) | (random_percent(random, 30) ? 1u << random_below(random, states) : 0);
}

/* On a return there is nothing left to move. */
static void make_machine(random_source *random, machine *m)
{
    memset(m, 0, sizeof *m);
    m->states = 2 + random_below(random, MOST_STATES - 1);
    m->move_count = 2 + random_below(random, MOST_RULES - 2);
    m->error_count = 1 + random_below(random, 3);
    for (size_t i = 0; i < m->move_count; i++)
        m->moves[i] =
            (machine_rule){any_set(random, m->states), (happening)random_below(random, HAPPENS_RETURN_SUCCESS),
                           random_below(random, m->states)};
    for (size_t i = 0; i < m->error_count; i++)
        m->errors[i] = (machine_rule){any_set(random, m->states), (happening)random_below(random, HAPPENINGS), 0};
    if (random_percent(random, 60))
        return;
    m->error_count = MOST_RULES; /* every call is one: whichever line a path comes to, it is to be found */
    for (size_t i = 0; i < m->error_count; i++)
        m->errors[i] = (machine_rule){1u << random_below(random, m->states), (happening)i, 0};
}

/* Forms with `if`, as the machine that they are: what happened before it counts. */
static void make_duty(random_source *random, machine *m)
{
    happening met = (happening)random_below(random, HAPPENS_RETURN_SUCCESS);
    happening begun = (happening)random_below(random, HAPPENS_RETURN_SUCCESS);
    bool is_order = random_percent(random, 50);
    happening judged = is_order ? (happening)random_below(random, HAPPENS_RETURN_SUCCESS) : HAPPENS_RETURN_SUCCESS;

    *m = (machine){.is_duty = true, .states = 3, .move_count = 2, .error_count = 1};
    m->moves[0] = (machine_rule){1u << 0 | 1u << 1, met, 2};
    m->moves[1] = (machine_rule){1u << 0, begun, 1};
    m->errors[0] = (machine_rule){1u << 1, judged, 0};
}

static const char *duty_text(const machine *m, dl_arena *arena)
{
    const char *met = happening_texts[m->moves[0].on], *begun = happening_texts[m->moves[1].on];

    if (m->errors[0].on == HAPPENS_RETURN_SUCCESS)
        return dl_arena_printf(arena, "{\"form\": \"require\", \"message\": \"m\", \"if\": %s, \"event\": %s}", begun,
                               met);
    return dl_arena_printf(arena, "{\"form\": \"order\", \"message\": \"m\", \"if\": %s, \"first\": %s, \"then\": %s}",
                           begun, met, happening_texts[m->errors[0].on]);
}

static const char *check_text(const machine *m, dl_arena *arena)
{
    dl_text text;

    if (m->is_duty)
        return duty_text(m, arena);

    if (m->is_use)
        return "{\"form\": \"forbid\", \"event\": {\"call\": \"Use\", \"args\": {\"Handle\": \"$h\"}}, \"after\": "
               "{\"call\": \"Rel\", \"args\": {\"Handle\": \"$h\"}}, \"until\": [{\"call\": \"Make\", \"result\": "
               "\"$h\"}, {\"call\": \"Use\", \"args\": {\"Handle\": \"$h\"}}], \"message\": \"m\"}";
    if (m->is_unload)
        return "{\"form\": \"release\", \"resource\": [\"thing\"], \"on\": [\"unload\"], "
               "\"faults\": [\"leak\"], \"message\": \"m\"}";
    if (m->is_release)
        return "{\"form\": \"release\", \"resource\": [\"thing\"], \"on\": [\"failure\"], "
               "\"faults\": [\"leak\", \"double-release\"], \"message\": \"m\"}";
    dl_text_init(&text, arena);
    dl_text_add(&text, "{\"form\": \"automaton\", \"message\": \"m\", \"states\": [");
    add_states(&text, (1u << m->states) - 1);
    dl_text_printf(&text, "], \"start\": \"s%u\", \"transitions\": [", m->start);
    for (size_t i = 0; i < m->move_count; i++) {
        dl_text_printf(&text, "%s{\"from\": [", i ? ", " : "");
        add_states(&text, m->moves[i].in);
        dl_text_printf(&text, "], \"on\": %s, \"to\": \"s%u\"}", happening_texts[m->moves[i].on], m->moves[i].to);
    }
    dl_text_add(&text, "], \"errors\": [");
    for (size_t i = 0; i < m->error_count; i++) {
        dl_text_printf(&text, "%s{\"in\": [", i ? ", " : "");
        add_states(&text, m->errors[i].in);
        dl_text_printf(&text, "], \"on\": %s, \"message\": \"e%zu\"}", happening_texts[m->errors[i].on], i);
    }
    dl_text_add(&text, "]}");
    return dl_text_str(&text);
}

static dl_ruleset *load_rules(const machine *pool, size_t count, dl_arena *arena)
{
    dl_source_text own = {"facts.json", facts_text, sizeof facts_text - 1};
    dl_source_text *files = DL_NEW_ARRAY(arena, count + 1, dl_source_text);
    dl_facts *facts;
    dl_ruleset *rules;
    dl_status why = {0};

    files[0] = (dl_source_text){"own/random/model.json", model_text, sizeof model_text - 1};
    for (size_t i = 0; i < count; i++) {
        const char *text = dl_arena_printf(
            arena,
            "{\"schema\": \"drvlint-rule-1\", \"id\": \"random-%03zu\", \"code\": \"RND%04zu\", \"model\": \"random\", "
            "\"title\": \"t\", \"why\": \"w\", \"fix\": \"f\", \"level\": \"error\", \"strength\": \"must\", "
            "\"requirements\": [], \"source\": [{\"document\": \"d\"}], \"check\": [%s]}",
            i, i + 1, check_text(&pool[i], arena));

        files[i + 1] = (dl_source_text){dl_arena_printf(arena, "own/random/random-%03zu.json", i), text, strlen(text)};
    }
    if (dl_facts_load_texts(&facts, &own, 1, NULL, 0, arena, &why) == DL_OK &&
        dl_ruleset_load_texts(&rules, facts, files, count + 1, 0, NULL, 0, arena, &why) == DL_OK)
        return rules;
    (void)fprintf(stderr, "%s:%u:%u: %s\n", why.file, why.line, why.column, why.message);
    return NULL;
}

/* ---- one graph ---- */

typedef struct counts {
    unsigned long graphs, violations, found, undetermined, missed, definite, possible, spurious, wrong, visits, paths,
        cut;
} counts;

typedef struct tester {
    dl_ruleset *rules;
    machine pool[POOL + 2]; /* and one for what is left behind the unload routine, one for uses */
    uint64_t seed;
    bool is_verbose, has_unload, has_uses;
    counts counts;
    dl_arena *arena, *scratch; /* of one graph */
} tester;

static dl_tally *judge_program(tester *t, const made_program *made, const dl_rule *rule)
{
    static const dl_driver driver = {.name = "graph"};
    dl_judge *judge = DL_NEW(t->arena, dl_judge);
    dl_guard_context *guards = DL_NEW(t->arena, dl_guard_context);

    guards->driver = &driver;
    guards->scope = dl_scope_build(t->rules, &made->program, made->entry, NULL, 0, t->arena);
    judge->guards = guards;
    judge->arena = t->arena;
    judge->scratch = t->scratch;
    judge->scope = guards->scope;
    judge->rule = rule;
    judge->check = &rule->checks[0];
    judge->root = made->entry;
    judge->world = dl_world_new(t->rules->facts, &made->program, made->entry, t->arena, t->scratch);
    judge->world->driver_object = dl_scope_driver_object(judge->scope);
    dl_sim_globals(judge->world);
    dl_release_begin(judge);
    if (judge->check->on == DL_ON_UNLOAD)
        dl_unload_run(judge, judge->check);
    else
        dl_check_run(judge, judge->check, made->entry);
    t->counts.visits += judge->visits;
    return dl_judge_tally(judge, judge->check, judge->check->covers);
}

static const dl_draft *draft_at(const dl_tally *tally, unsigned line)
{
    for (size_t i = 0; i < tally->drafts.count; i++)
        if (tally->drafts.at[i].finding.span.line == line)
            return &tally->drafts.at[i];
    return NULL;
}

static const char *judge_line(tester *t, const machine *m, const dl_tally *tally, const truth *real, unsigned line)
{
    const dl_draft *draft = draft_at(tally, line);
    counts *c = &t->counts;

    if (real->is_wanted[line]) {
        c->violations++;
        c->found += draft != NULL;
        if (!draft && tally->doubt)
            c->undetermined++;
        if (!draft && !tally->doubt) {
            c->missed++;
            return m->is_unload && !t->is_verbose ? NULL : "missed";
        }
        return NULL;
    }
    if (!draft || !real->is_whole || real->is_borne_out[line])
        return NULL;
    if (draft->finding.certainty == DL_POSSIBLE) {
        c->spurious++;
        return NULL;
    }
    c->wrong++;
    return "definite, and no path bears it out";
}

static void print_case(tester *t, const made_program *made, const machine *m, unsigned long number, unsigned line,
                       const char *what, const dl_draft *draft)
{
    dl_text text;

    dl_text_init(&text, t->arena);
    dl_print_program(&text, &made->program);
    (void)printf("graph %lu: line %u: %s\n%s\n%s\n", number, line, what, check_text(m, t->arena), dl_text_str(&text));
    if (!draft)
        return;
    (void)printf("%s\n", draft->finding.message);
    for (size_t i = 0; i < draft->finding.path_count; i++)
        (void)printf("line %u: %s\n", draft->finding.path[i].span.line, draft->finding.path[i].message);
}

static bool test_graph(tester *t, unsigned long number)
{
    random_source random;
    shape wanted;
    const made_program *made;
    const dl_tally *tally;
    truth real;
    size_t at;
    bool is_right = true, is_long;

    random_seed(&random, t->seed, number);
    at = random_percent(&random, 25) ? 0 : 1 + random_below(&random, POOL - 1);
    at = t->has_uses ? POOL + 1 : !t->has_unload ? at : random_percent(&random, 50) ? POOL : 0;
    is_long = random_percent(&random, 40);
    wanted =
        (shape){.blocks = (is_long ? 8 : 3) + random_below(&random, is_long ? 14 : 10),
                .instrs = 1 + random_below(&random, 3),
                .has_loops = random_percent(&random, 30),
                .has_helper = random_percent(&random, 30),
                .has_handles = t->pool[at].is_release,
                .is_long = is_long,
                .has_values = random_percent(&random, is_long ? 70 : 20),
                .has_pointers = random_percent(&random, is_long ? 70 : 20),
                .has_ranges = random_percent(&random, 30),
                .has_bits = random_percent(&random, 25),
                .has_places = t->pool[at].is_release && (random_percent(&random, 60) || t->has_unload || t->has_uses),
                .has_uses = t->has_uses,
                .has_unload = t->has_unload};
    wanted.instrs += wanted.has_places;
    made = make_program(&random, &wanted, t->arena);
    follow_all_paths(made, &t->pool[at], MOST_PATHS, &real, t->arena);
    tally = judge_program(t, made, t->rules->rules[at]);
    t->counts.graphs++;
    t->counts.paths += real.paths;
    t->counts.cut += !real.is_whole;
    for (unsigned line = 0; line <= made->line_count; line++) {
        const char *wrong = judge_line(t, &t->pool[at], tally, &real, line);

        if (wrong && is_right)
            print_case(t, made, &t->pool[at], number, line, wrong, draft_at(tally, line));
        is_right = is_right && !wrong;
    }
    if (t->is_verbose)
        print_case(t, made, &t->pool[at], number, 0, tally->doubt ? tally->doubt : "no doubt", NULL);
    dl_arena_reset(t->arena);
    dl_arena_reset(t->scratch);
    return is_right;
}

static int run_tests(tester *t, unsigned long first, unsigned long count)
{
    const counts *c = &t->counts;
    unsigned long wrong = 0;

    for (unsigned long i = first; i < first + count && wrong < 5; i++)
        wrong += !test_graph(t, i);
    (void)printf("seed %llu: %lu graphs, %lu paths (%lu graphs cut off), %lu visits\n"
                 "%lu violated lines: %lu found, %lu undetermined, %lu missed\n"
                 "findings that no path bears out: %lu possible, %lu definite\n",
                 (unsigned long long)t->seed, c->graphs, c->paths, c->cut, c->visits, c->violations, c->found,
                 c->undetermined, c->missed, c->spurious, c->wrong);
    return wrong || c->missed * ONE_MISSED_IN > c->violations ? EXIT_FAILURE : EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
    static tester t = {.seed = 3};
    volatile unsigned long first = 0, count = 120000;
    dl_trap trap;
    dl_arena *arena = dl_arena_new(&trap);
    random_source random;

    if (setjmp(trap.back) != 0 || !arena)
        return EXIT_FAILURE;
    for (int i = 1; i < argc; i++) {
        unsigned long number = i + 1 < argc ? strtoul(argv[i + 1], NULL, 10) : 0;
        bool *flag = strcmp(argv[i], "--verbose") == 0  ? &t.is_verbose
                     : strcmp(argv[i], "--unload") == 0 ? &t.has_unload
                     : strcmp(argv[i], "--uses") == 0   ? &t.has_uses
                                                        : NULL;

        if (flag) {
            *flag = true;
            continue;
        }
        if (strcmp(argv[i], "--seed") == 0)
            t.seed = number;
        else if (strcmp(argv[i], "--count") == 0)
            count = number;
        else if (strcmp(argv[i], "--only") == 0)
            first = number, count = 1;
        i++;
    }
    random_seed(&random, t.seed, UINT64_MAX);
    t.pool[0].is_release = t.pool[POOL].is_release = t.pool[POOL].is_unload = true;
    t.pool[POOL + 1].is_release = t.pool[POOL + 1].is_use = true;
    for (size_t i = 1; i < POOL; i++)
        make_machine(&random, &t.pool[i]);
    for (size_t i = 1; i < POOL; i += DUTIES)
        make_duty(&random, &t.pool[i]);
    t.rules = load_rules(t.pool, POOL + 2, arena);
    t.arena = dl_arena_new(&trap);
    t.scratch = dl_arena_new(&trap);
    return t.rules && t.arena && t.scratch ? run_tests(&t, first, count) : EXIT_FAILURE;
}
