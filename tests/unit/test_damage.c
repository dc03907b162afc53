/* Tests of rules that are damaged: cut off at every byte, and with every byte changed. */
#include "ruleset_fixture.h"

#include "support/embedded.h"
#include "support/json.h"

static dl_arena *kept_arena, *round_arena;

static void close_damage(void)
{
    dl_arena_free(round_arena);
    dl_arena_free(kept_arena);
    round_arena = kept_arena = NULL;
    close_facts();
}

static const dl_embedded_file *embedded(const char *path)
{
    for (size_t i = 0; i < dl_embedded_rules_count; i++)
        if (strcmp(dl_embedded_rules[i].path, path) == 0)
            return &dl_embedded_rules[i];
    ck_abort_msg("%s is not embedded", path);
    return NULL;
}

enum { MOST_FILES = 128 };
typedef struct victim {
    dl_source_text files[MOST_FILES]; /* requirements and models, then the rule */
    size_t count, size;
    char *text;
    const dl_facts *facts;
} victim;

/* Those of the rule alone: reading all of them for every byte takes minutes. */
static dl_source_text requirements_of(const dl_rule *rule)
{
    dl_text text;

    dl_text_init(&text, kept_arena);
    dl_text_add(&text, "{\"schema\": \"drvlint-requirements-1\", \"requirements\": {");
    for (size_t i = 0; i < rule->requirements.count; i++)
        dl_text_printf(&text, "%s\"%s\": {\"model\": \"wdm\", \"strength\": \"must\", \"statement\": \"s\"}",
                       i ? "," : "", rule->requirements.at[i]);
    dl_text_add(&text, "}}");
    return (dl_source_text){"rules/requirements.json", dl_text_str(&text), text.count};
}

static void open_victim(victim *v, const char *path)
{
    const char *id = strchr(path, '/') + 1;
    dl_status why = {0};
    dl_ruleset *set;
    const dl_rule *rule;

    kept_arena = dl_arena_new(&trap);
    round_arena = dl_arena_new(&trap);
    ck_assert_int_eq(dl_ruleset_load(&set, NULL, 0, NULL, 0, kept_arena, &why), DL_OK);
    v->facts = set->facts;
    rule = dl_ruleset_rule(set, dl_arena_strndup(kept_arena, id, strlen(id) - strlen(".json")));
    ck_assert_ptr_nonnull(rule);
    v->files[0] = requirements_of(rule);
    v->count = 1;
    for (size_t i = 0; i < set->model_count; i++) {
        const char *file = dl_arena_printf(kept_arena, "%s/model.json", set->models[i]->id);

        ck_assert_uint_lt(v->count + 1, sizeof v->files / sizeof *v->files); /* guards may ask for any model */
        v->files[v->count++] = (dl_source_text){dl_arena_printf(kept_arena, "rules/%s", file),
                                                dl_embedded_text(embedded(file), kept_arena), embedded(file)->size};
    }
    v->text = dl_embedded_text(embedded(path), kept_arena);
    v->size = embedded(path)->size;
    v->files[v->count++] = (dl_source_text){dl_arena_printf(kept_arena, "rules/%s", path), v->text, v->size};
}

/* OK or a place in a file, nothing else; `size` bytes in memory of exactly that size, so that a step too far shows. */
static dl_code load_damaged(victim *v, size_t size)
{
    dl_source_text *rule = &v->files[v->count - 1];
    char *exact = malloc(size ? size : 1);
    dl_status why = {0};
    dl_ruleset *set;
    dl_code code;

    ck_assert_ptr_nonnull(exact);
    memcpy(exact, v->text, size);
    rule->text = exact;
    rule->size = size;
    code = dl_ruleset_load_texts(&set, v->facts, v->files, v->count, v->count, NULL, 0, round_arena, &why);
    free(exact);
    ck_assert(code == DL_OK || code == DL_USAGE);
    if (code)
        ck_assert_msg(*why.message && *why.file && why.line && why.column, "'%s' has no place", why.message);
    dl_arena_reset(round_arena);
    return code;
}

static const char *const victims[] = {"wdm/wdm-dispatch-table.json", "wdm/wdm-device-initializing.json",
                                      "kmdf/kmdf-config-initialised.json"};

START_TEST(truncated_rule_is_refused_at_every_byte)
{
    victim v;

    open_victim(&v, victims[_i]);
    for (size_t size = 0; size + 2 < v.size; size++)
        ck_assert_int_eq(load_damaged(&v, size), DL_USAGE);
}
END_TEST

START_TEST(changed_rule_is_refused_or_read_at_every_byte)
{
    static const char changes[] = "\"{}[],:0$@*\\\x80";
    victim v;

    open_victim(&v, victims[_i]);
    ck_assert_int_eq(load_damaged(&v, v.size), DL_OK);
    for (size_t at = 0; at < v.size; at++) {
        char kept = v.text[at];

        v.text[at] = (char)(at % 2 ? changes[at / 2 % (sizeof changes - 1)] : kept ^ (1 << at % 7));
        (void)load_damaged(&v, v.size);
        v.text[at] = kept;
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("damage");
    TCase *tests = tcase_create("damage");

    tcase_add_checked_fixture(tests, open_facts, close_damage);
    tcase_set_timeout(tests, 120);
    tcase_add_loop_test(tests, truncated_rule_is_refused_at_every_byte, 0, COUNT(victims));
    tcase_add_loop_test(tests, changed_rule_is_refused_or_read_at_every_byte, 0, COUNT(victims));
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
