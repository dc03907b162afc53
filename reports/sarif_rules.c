#include "reports/sarif.h"
#include "reports/utf8.h"
#include "ruleset/explain.h"

#include <stdlib.h>
#include <string.h>

/* A service refuses longer descriptions. */
enum { MOST_DESCRIPTION = 1000 };

/* ---- which rules ---- */

static void collect(dl_sarif *to, const dl_rule *rule)
{
    for (size_t i = 0; i < to->rules.count; i++)
        if (strcmp(to->rules.at[i]->id, rule->id) == 0)
            return;
    dl_vec_push(to->document->arena, &to->rules, rule);
}

static int by_code(const void *left, const void *right)
{
    const dl_rule *const *a = left, *const *b = right;
    int order = strcmp((*a)->code, (*b)->code);

    return order ? order : strcmp((*a)->id, (*b)->id);
}

void dl_sarif_collect_rules(dl_sarif *to)
{
    for (size_t i = 0; i < to->run->driver_count; i++) {
        const dl_driver_result *driver = to->run->drivers[i];

        for (size_t k = 0; k < driver->finding_count; k++)
            collect(to, driver->findings[k].rule);
        for (size_t k = 0; k < driver->verdict_count; k++)
            if (driver->verdicts[k].kind == DL_UNDETERMINED)
                collect(to, driver->verdicts[k].rule);
    }
    if (to->rules.count)
        qsort(to->rules.at, to->rules.count, sizeof(const dl_rule *), by_code);
}

size_t dl_sarif_rule_index(const dl_sarif *to, const dl_rule *rule)
{
    size_t i = 0;

    while (strcmp(to->rules.at[i]->id, rule->id) != 0)
        i++;
    return i;
}

/* ---- texts ---- */

/* `[text](1)` would be read as a link. */
static const char *without_links(const char *text, dl_arena *arena)
{
    dl_text out;

    if (!strstr(text, "]("))
        return text;
    dl_text_init(&out, arena);
    for (; *text; text++) {
        if (*text == '[' || *text == ']')
            dl_text_add_char(&out, '\\');
        dl_text_add_char(&out, *text);
    }
    return dl_text_str(&out);
}

static const char *sentence(const char *text, dl_arena *arena)
{
    size_t size = strlen(text);

    return size && strchr(".!?", text[size - 1]) ? text : dl_arena_printf(arena, "%s.", text);
}

/* At most MOST_DESCRIPTION bytes, whole characters. */
static const char *shortened(const char *text, dl_arena *arena)
{
    size_t size = 0;
    const char *end = text + strlen(text);
    unsigned step;

    if (end - text <= MOST_DESCRIPTION)
        return text;
    while (size < MOST_DESCRIPTION - 4) {
        dl_utf8_next(text + size, end, &step);
        size += step;
    }
    return dl_arena_printf(arena, "%.*s...", (int)size, text);
}

void dl_sarif_add_message(dl_sarif *to, cJSON *object, const char *key, const char *text)
{
    cJSON *message = dl_put_object(to->document, object, key);

    dl_put_string(to->document, message, "text",
                  without_links(sentence(text, to->document->arena), to->document->arena));
}

static void add_markdown(dl_text *out, const char *text)
{
    for (; *text; text++) {
        if (strchr("\\`*_[]<>#|", *text))
            dl_text_add_char(out, '\\');
        dl_text_add_char(out, *text == '\n' || *text == '\r' ? ' ' : *text);
    }
}

/* ---- a rule's help ---- */

static void add_paragraph(dl_text *out, const char *heading, const char *text, bool is_markdown)
{
    if (is_markdown) {
        dl_text_printf(out, "\n\n## %s\n\n", heading);
        add_markdown(out, text);
    } else {
        dl_text_printf(out, "\n\n%s: %s", heading, text);
    }
}

static void add_list_item(dl_text *out, const char *text, const char *address, bool is_markdown)
{
    dl_text_add(out, "\n- ");
    if (is_markdown && address)
        dl_text_add_char(out, '[');
    if (is_markdown)
        add_markdown(out, text);
    else
        dl_text_add(out, text);
    if (address)
        dl_text_printf(out, is_markdown ? "](%s)" : ": %s", address);
}

static void add_list_heading(dl_text *out, const char *heading, bool is_markdown)
{
    dl_text_printf(out, is_markdown ? "\n\n## %s\n" : "\n\n%s:", heading);
}

static const char *help_of(const dl_rule *rule, bool is_markdown, dl_arena *arena)
{
    dl_text out;

    dl_text_init(&out, arena);
    if (is_markdown)
        add_markdown(&out, sentence(rule->title, arena));
    else
        dl_text_add(&out, sentence(rule->title, arena));
    add_paragraph(&out, "Why", rule->why, is_markdown);
    add_paragraph(&out, "Fix", rule->fix, is_markdown);
    add_list_heading(&out, "Documentation", is_markdown);
    for (size_t i = 0; i < rule->source_count; i++) {
        const dl_source *source = &rule->sources[i];
        const char *text =
            source->heading ? dl_arena_printf(arena, "%s, %s", source->document, source->heading) : source->document;

        add_list_item(&out, text, dl_source_address(rule, source, arena), is_markdown);
    }
    if (rule->limits.count)
        add_list_heading(&out, "What the rule does not see", is_markdown);
    for (size_t i = 0; i < rule->limits.count; i++)
        add_list_item(&out, rule->limits.at[i], NULL, is_markdown);
    dl_text_add_char(&out, '\n');
    return dl_text_str(&out);
}

/* ---- descriptors ---- */

/* `wdm-release-on-failure` → `WdmReleaseOnFailure` */
static const char *pascal_name(const char *id, dl_arena *arena)
{
    dl_text out;
    bool is_start = true;

    dl_text_init(&out, arena);
    for (; *id; id++) {
        if (*id == '-') {
            is_start = true;
            continue;
        }
        dl_text_add_char(&out, is_start && *id >= 'a' && *id <= 'z' ? (char)(*id - 'a' + 'A') : *id);
        is_start = false;
    }
    return dl_text_str(&out);
}

static const char *severity_of(dl_level level)
{
    return level == DL_LEVEL_ERROR ? "error" : level == DL_LEVEL_WARNING ? "warning" : "recommendation";
}

static void add_rule_properties(dl_sarif *to, cJSON *descriptor, const dl_rule *rule)
{
    static const char *const strengths[] = {[DL_MAY] = "may", [DL_SHOULD] = "should", [DL_MUST] = "must"};
    cJSON *properties = dl_put_object(to->document, descriptor, "properties");
    const char *const tags[] = {"correctness", "windows-driver", rule->model};

    dl_put_strings(to->document, properties, "tags", (dl_name_set){tags, sizeof tags / sizeof tags[0]});
    dl_put_string(to->document, properties, "precision", "high");
    dl_put_string(to->document, properties, "problem.severity", severity_of(rule->level));
    dl_put_string(to->document, properties, "rule", rule->id);
    dl_put_string(to->document, properties, "strength", strengths[rule->strength]);
    dl_put_strings(to->document, properties, "requirements", rule->requirements);
}

static void add_rule(dl_sarif *to, cJSON *rules, const dl_rule *rule)
{
    dl_arena *arena = to->document->arena;
    cJSON *descriptor = dl_put_object(to->document, rules, NULL), *part;
    const char *address = NULL;

    for (size_t i = 0; i < rule->source_count && !address; i++)
        address = dl_source_address(rule, &rule->sources[i], arena);
    dl_put_string(to->document, descriptor, "id", rule->code);
    dl_put_string(to->document, descriptor, "name", pascal_name(rule->id, arena));
    dl_sarif_add_message(to, descriptor, "shortDescription", shortened(rule->title, arena));
    dl_sarif_add_message(to, descriptor, "fullDescription", shortened(rule->why, arena));
    if (address)
        dl_put_string(to->document, descriptor, "helpUri", address);
    part = dl_put_object(to->document, descriptor, "help");
    dl_put_string(to->document, part, "text", help_of(rule, false, arena));
    dl_put_string(to->document, part, "markdown", help_of(rule, true, arena));
    part = dl_put_object(to->document, descriptor, "defaultConfiguration");
    dl_put_string(to->document, part, "level", dl_level_name(rule->level));
    add_rule_properties(to, descriptor, rule);
}

static const struct {
    const char *id, *name, *text, *help;
} notice_kinds[] = {
    [DL_SARIF_NOTICE] = {"DRVN001", "Notice", "Something about the input, not about the driver's conformance.",
                         "Says what was passed over, not found or not readable."},
    [DL_SARIF_DEGRADED] = {"DRVN002", "DegradedDriver", "Part of the driver was not understood.",
                           "What depends on that part is undetermined: neither satisfied nor violated."},
    [DL_SARIF_FAILED] = {"DRVN003", "FailedDriver", "The driver could not be analysed.",
                         "Nothing is known of it; that there are no findings means nothing."},
    [DL_SARIF_UNDETERMINED] = {"DRVN004", "UndeterminedVerdict",
                               "A requirement that applies to the driver could not be decided.",
                               "The message says what was not known. Look at the place, or make it known."},
    [DL_SARIF_MODELS] = {"DRVN005", "Models", "The models that the driver was taken for, and which have no rules.",
                         "Requirements of a model without rules are not checked; --model says what cannot be seen."},
};

const char *dl_sarif_notice_id(dl_sarif_notice notice)
{
    return notice_kinds[notice].id;
}

void dl_sarif_add_tool(dl_sarif *to, cJSON *run)
{
    cJSON *tool = dl_put_object(to->document, run, "tool"), *driver = dl_put_object(to->document, tool, "driver"),
          *list;

    dl_put_string(to->document, driver, "name", "drvlint");
    dl_put_string(to->document, driver, "fullName", "drvlint " DRVLINT_VERSION);
    dl_put_string(to->document, driver, "version", DRVLINT_VERSION);
    dl_put_string(to->document, driver, "semanticVersion", DRVLINT_VERSION);
    list = dl_put_array(to->document, driver, "rules");
    for (size_t i = 0; i < to->rules.count; i++)
        add_rule(to, list, to->rules.at[i]);
    list = dl_put_array(to->document, driver, "notifications");
    for (size_t i = 0; i < sizeof notice_kinds / sizeof notice_kinds[0]; i++) {
        cJSON *descriptor = dl_put_object(to->document, list, NULL);

        dl_put_string(to->document, descriptor, "id", notice_kinds[i].id);
        dl_put_string(to->document, descriptor, "name", notice_kinds[i].name);
        dl_sarif_add_message(to, descriptor, "shortDescription", notice_kinds[i].text);
        dl_sarif_add_message(to, descriptor, "fullDescription", notice_kinds[i].text);
        dl_sarif_add_message(to, descriptor, "help", notice_kinds[i].help);
    }
}
