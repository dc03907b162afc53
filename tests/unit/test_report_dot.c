/* The picture that `drvlint trace --format dot` prints: that it is in the DOT language, whatever the names in it. */
#include "test_report_fixture.h"

#include <ctype.h>

/* ---- a reader of the part of DOT that is written ---- */

typedef struct reader {
    const char *at;
    char names[256][32]; /* nodes that were declared */
    size_t name_count;
    unsigned strings, edges;
} reader;

static void skip(reader *r)
{
    while (isspace((unsigned char)*r->at))
        r->at++;
}

static bool take(reader *r, const char *word)
{
    skip(r);
    if (strncmp(r->at, word, strlen(word)) != 0)
        return false;
    r->at += strlen(word);
    return true;
}

static void need(reader *r, const char *word)
{
    ck_assert_msg(take(r, word), "'%s' is missing at: %.60s", word, r->at);
}

static void read_string(reader *r)
{
    for (r->at++; *r->at != '"'; r->at++) {
        ck_assert_msg((unsigned char)*r->at >= ' ', "a control character, or the end, in a string");
        if (*r->at == '\\')
            r->at++;
    }
    r->at++;
    r->strings++;
}

static void read_value(reader *r)
{
    skip(r);
    if (*r->at == '"') {
        read_string(r);
        return;
    }
    ck_assert_msg(isalnum((unsigned char)*r->at), "no value at: %.60s", r->at);
    while (isalnum((unsigned char)*r->at))
        r->at++;
}

static void read_attributes(reader *r)
{
    if (!take(r, "["))
        return;
    do {
        read_value(r);
        need(r, "=");
        read_value(r);
    } while (take(r, ","));
    need(r, "]");
}

static void read_name(reader *r, char *out)
{
    size_t size = 0;

    skip(r);
    while (isalnum((unsigned char)r->at[size]) || r->at[size] == '_')
        size++;
    ck_assert_msg(size > 0 && size < 32, "no name at: %.60s", r->at);
    memcpy(out, r->at, size);
    out[size] = '\0';
    r->at += size;
}

static bool is_declared(const reader *r, const char *name)
{
    for (size_t i = 0; i < r->name_count; i++)
        if (strcmp(r->names[i], name) == 0)
            return true;
    return false;
}

static void read_statement(reader *r)
{
    char name[32], other[32];

    read_name(r, name);
    if (take(r, "->")) {
        read_name(r, other);
        ck_assert_msg(is_declared(r, name) && is_declared(r, other), "an edge from %s to %s: which nodes?", name,
                      other);
        r->edges++;
    } else if (take(r, "=")) {
        read_value(r);
    } else if (strcmp(name, "node") != 0) {
        ck_assert_msg(!is_declared(r, name), "the node %s twice", name);
        ck_assert_uint_lt(r->name_count, 256);
        memcpy(r->names[r->name_count++], name, sizeof name);
    }
    read_attributes(r);
    need(r, ";");
}

static void read_graph(reader *r)
{
    char name[32];

    need(r, "digraph");
    read_name(r, name);
    need(r, "{");
    while (!take(r, "}")) {
        if (!take(r, "subgraph")) {
            read_statement(r);
            continue;
        }
        read_name(r, name);
        need(r, "{");
        while (!take(r, "}"))
            read_statement(r);
    }
    skip(r);
    ck_assert_str_eq(r->at, "");
}

/* ---- tests ---- */

START_TEST(picture_is_a_graph_with_every_step)
{
    fixture of;
    reader r = {0};

    fixture_init(&of);
    r.at = fixture_write(&of, dl_report_dot, full_run(of.arena));
    read_graph(&r);
    ck_assert_uint_eq(r.name_count, 15);
    ck_assert_uint_eq(r.edges, 12);
    fixture_clear(&of);
}
END_TEST

static const char *const hostile[] = {
    "\"quoted\"", "a\\", "\\\"", "two\nlines", "bell\a", "[label=x]; }", "\xc3\xb6 and \xe2\x82\xac", "\\N \\G", "",
};

START_TEST(no_text_breaks_the_picture)
{
    fixture of;
    reader r = {0};
    dl_run_result *run;
    dl_driver_result *driver;
    dl_trace_path *paths;
    dl_trace_event *events;

    fixture_init(&of);
    run = full_run(of.arena);
    driver = dl_arena_copy(of.arena, run->drivers[0], sizeof *driver);
    paths = dl_arena_copy(of.arena, driver->paths, driver->path_count * sizeof *paths);
    events = dl_arena_copy(of.arena, paths[0].events, paths[0].event_count * sizeof *events);
    events[0].event = hostile[_i];
    paths[0].events = events;
    paths[1].title = hostile[_i];
    driver->paths = paths;
    run->drivers = dl_arena_copy(of.arena, &driver, sizeof driver);
    run->driver_count = 1;
    r.at = fixture_write(&of, dl_report_dot, run);
    read_graph(&r);
    ck_assert_uint_gt(r.edges, 5);
    fixture_clear(&of);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("report.dot");
    TCase *tcase = tcase_create("dot");

    tcase_add_test(tcase, picture_is_a_graph_with_every_step);
    tcase_add_loop_test(tcase, no_text_breaks_the_picture, 0, COUNT(hostile));
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
