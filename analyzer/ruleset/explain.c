#include "ruleset/explain.h"

#include "ruleset/example.h"

#include <ctype.h>
#include <string.h>

enum { WIDTH = 100 };

/* ---- lines ---- */

/* `text` in lines of at most WIDTH columns, the first behind `first`, the others behind `indent`. */
static void add_wrapped(dl_text *out, const char *first, const char *indent, const char *text)
{
    size_t column = strlen(first);
    bool is_start = true;

    dl_text_add(out, first);
    while (*text) {
        size_t size = strcspn(text, " \n");

        if (!is_start && column + 1 + size > WIDTH) {
            dl_text_printf(out, "\n%s", indent);
            column = strlen(indent);
        } else if (!is_start) {
            dl_text_add_char(out, ' ');
            column++;
        }
        is_start = false;
        dl_text_add_n(out, text, size);
        column += size;
        text += size;
        text += strspn(text, " \n");
    }
    dl_text_add_char(out, '\n');
}

static void add_section(dl_text *out, const char *title, const char *text)
{
    dl_text_printf(out, "\n%s\n", title);
    add_wrapped(out, "  ", "  ", text);
}

static void add_list(dl_text *out, const char *title, dl_name_set names)
{
    if (names.count > 0)
        dl_text_printf(out, "\n%s\n", title);
    for (size_t i = 0; i < names.count; i++)
        add_wrapped(out, "  ", "  ", names.at[i]);
}

static void add_names(dl_text *out, dl_name_set names, const char *last)
{
    for (size_t i = 0; i < names.count; i++)
        dl_text_printf(out, "%s%s", i == 0 ? "" : i + 1 == names.count ? last : ", ", names.at[i]);
}

/* ---- checks ---- */

static void say_require(dl_text *out, const dl_check *check)
{
    dl_text_printf(out, "before %s there is %s", check->by->text, check->event->text);
}

static void say_order(dl_text *out, const dl_check *check)
{
    dl_text_printf(out, "%s comes only after %s", check->then->text, check->first->text);
}

static void say_forbid(dl_text *out, const dl_check *check)
{
    dl_text_printf(out, "there is never %s", check->event->text);
    if (check->after)
        dl_text_printf(out, ", after %s", check->after->text);
    if (check->until)
        dl_text_printf(out, ", until %s", check->until->text);
    if (check->unclear)
        dl_text_printf(out, "; it is not clear after %s", check->unclear->text);
    if (check->undone)
        dl_text_printf(out, ", but what %s undoes before %s", check->undone->text, check->by->text);
}

static void say_release(dl_text *out, const dl_check *check)
{
    static const char *const on[] = {"a failing return", "a successful return", "any return", "the end of unload"};
    static const char *const faults[] = {"", "released twice", "released without having been acquired",
                                         "used after its release", "used without having been acquired"};
    bool is_first = true;

    dl_text_add(out, "what was acquired (");
    if (check->unclaimed)
        dl_text_add(out, "every kind that no other rule names");
    add_names(out, check->resources, " or ");
    dl_text_add(out, ") is ");
    for (unsigned i = 0; i < 4; i++) {
        if (!(check->faults & DL_FAULT_LEAK) || !(check->on & (1u << i)))
            continue;
        dl_text_printf(out, "%s%s", is_first ? "released before " : " and ", on[i]);
        is_first = false;
    }
    for (unsigned i = 1; i < 5; i++) {
        if (!(check->faults & (1u << i)))
            continue;
        dl_text_printf(out, "%s%s", is_first ? "never " : ", never ", faults[i]);
        is_first = false;
    }
}

static void say_propagate(dl_text *out, const dl_check *check)
{
    static const char *const as[] = {"a failure is returned", "that very status is returned",
                                     "its result is returned in either case"};

    dl_text_printf(out, "when %s fails, %s",
                   check->essential_calls ? "a call of an essential function" : check->call->text, as[check->as]);
}

static void say_examine(dl_text *out, const dl_check *check)
{
    dl_text_printf(out, "the result of %s is tested before %s%s", check->call->text,
                   check->before ? check->before->text : "an out-parameter is used",
                   check->forbid_after_failure ? ", which does not come after a failure" : "");
}

static void say_fields(dl_text *out, const dl_field_value *fields, size_t count, const char *between)
{
    for (size_t i = 0; i < count; i++)
        dl_text_printf(out, "%s%s is %s", i ? between : "", fields[i].field, fields[i].value->text);
}

/* Begins each part with `; ` but the first. */
static void part(dl_text *out, bool *is_first)
{
    dl_text_add(out, *is_first ? "" : "; ");
    *is_first = false;
}

static void say_sets(dl_text *out, const dl_struct_conditions *conditions, bool *is_first)
{
    const struct {
        dl_name_set names;
        const char *before, *behind;
    } sets[] = {{conditions->nonnull, "", " not null"},
                {conditions->null, "", " null"},
                {conditions->set, "", " written"},
                {conditions->initialised_by, "initialised by ", ""}};

    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        if (sets[i].names.count == 0)
            continue;
        part(out, is_first);
        dl_text_add(out, sets[i].before);
        add_names(out, sets[i].names, i == 3 ? " or " : " and ");
        dl_text_add(out, sets[i].behind);
    }
}

static void say_pairs(dl_text *out, const dl_struct_conditions *conditions, bool *is_first)
{
    for (size_t i = 0; i < conditions->together_count; i++) {
        part(out, is_first);
        dl_text_printf(out, "%s and %s both or neither", conditions->together[i].a, conditions->together[i].b);
    }
    for (size_t i = 0; i < conditions->one_of_count; i++) {
        part(out, is_first);
        dl_text_printf(out, "exactly one of %s and %s", conditions->one_of[i].a, conditions->one_of[i].b);
    }
    for (size_t i = 0; i < conditions->implies_count; i++) {
        const dl_implication *one = &conditions->implies[i];

        part(out, is_first);
        dl_text_add(out, "where ");
        say_fields(out, one->if_fields, one->if_count, one->if_any ? " or " : " and ");
        dl_text_add(out, ", ");
        say_fields(out, one->then_fields, one->then_count, one->then_any ? " or " : " and ");
    }
}

static void say_conditions(dl_text *out, const dl_struct_conditions *conditions)
{
    bool is_first = true;

    if (conditions->when_count) {
        dl_text_add(out, "where ");
        say_fields(out, conditions->when, conditions->when_count, " and ");
        dl_text_add(out, ": ");
    }
    if (conditions->zeroed) {
        part(out, &is_first);
        dl_text_add(out, "zeroed before its members are set");
    }
    if (conditions->type) {
        part(out, &is_first);
        dl_text_printf(out, "of type %s", conditions->type);
    }
    if (conditions->size) {
        part(out, &is_first);
        dl_text_printf(out, "%s its size", conditions->size);
    }
    say_sets(out, conditions, &is_first);
    if (conditions->or_sized)
        dl_text_printf(out, ", or its size in %s", conditions->or_sized);
    if (conditions->field_count) {
        part(out, &is_first);
        say_fields(out, conditions->fields, conditions->field_count, " and ");
    }
    say_pairs(out, conditions, &is_first);
}

static void say_count(dl_text *out, const dl_count_demand *count)
{
    dl_text_printf(out, "at most %lld elements", (long long)count->at_most);
    if (count->where_count) {
        dl_text_add(out, " in which ");
        say_fields(out, count->where, count->where_count, " and ");
    }
    dl_text_printf(out, " with one %s", count->by);
    if (count->with_count) {
        dl_text_add(out, " that an element has in which ");
        say_fields(out, count->with, count->with_count, " and ");
    }
}

static void say_item(dl_text *out, const dl_item *item)
{
    bool is_first = true;

    if (item->kind == DL_ITEM_VALUE) {
        dl_text_printf(out, "%s is %s%s", item->of->text, item->is->text, item->escape ? ", or is copied there" : "");
        return;
    }
    dl_text_printf(out, "%s%s (", item->kind == DL_ITEM_ARRAY ? "array " : "", item->object->text);
    if (item->kind == DL_ITEM_STRUCT)
        say_conditions(out, &item->conditions);
    if (item->last_count) {
        part(out, &is_first);
        dl_text_add(out, "in the last element ");
        say_fields(out, item->last, item->last_count, " and ");
    }
    for (size_t i = 0; i < item->each_count; i++) {
        part(out, &is_first);
        dl_text_add(out, "in each element ");
        say_conditions(out, &item->each[i]);
    }
    if (item->some_count) {
        part(out, &is_first);
        dl_text_add(out, "in some element ");
        say_fields(out, item->some, item->some_count, " and ");
    }
    for (size_t i = 0; i < item->count_count; i++) {
        part(out, &is_first);
        say_count(out, &item->counts[i]);
    }
    if (item->unique) {
        part(out, &is_first);
        dl_text_printf(out, "no %s twice", item->unique);
    }
    dl_text_add(out, ")");
}

static void say_expect(dl_text *out, const dl_check *check)
{
    dl_text_printf(out, "at %s: ", check->at->text);
    for (size_t i = 0; i < check->item_count; i++) {
        dl_text_add(out, i ? "; " : "");
        say_item(out, &check->items[i]);
    }
}

static void also(dl_text *out, bool *is_first)
{
    dl_text_add(out, *is_first ? "" : " and");
    *is_first = false;
}

static void say_demand(dl_text *out, bool *is_first, const char *words, dl_name_set names)
{
    if (names.count == 0)
        return;
    also(out, is_first);
    dl_text_add(out, words);
    add_names(out, names, " or ");
}

static void say_declare(dl_text *out, const dl_check *check)
{
    const dl_function_pattern *subject = &check->subject;
    bool is_first = true;

    dl_text_add(out, "a function");
    if (subject->names.count) {
        dl_text_add(out, " named ");
        add_names(out, subject->names, " or ");
    }
    if (subject->section)
        dl_text_printf(out, " in the section %s", subject->section);
    if (subject->mentions.count) {
        dl_text_add(out, " that has the word ");
        add_names(out, subject->mentions, " or ");
    }
    if (subject->role_types.count) {
        dl_text_add(out, " of type ");
        add_names(out, subject->role_types, " or ");
    }
    if (subject->roles.count) {
        dl_text_add(out, " that runs as ");
        add_names(out, subject->roles, " or ");
    }
    if (subject->stored_count)
        dl_text_printf(out, " that is stored in %s", subject->stored_in[0].text);
    if (check->has_exists) {
        also(out, &is_first);
        dl_text_add(out, check->exists ? " is there" : " is not there");
    }
    if (check->wants_prototype) {
        also(out, &is_first);
        dl_text_add(out, check->prototype ? " has the prototype" : " has one of the prototypes of the model");
    }
    for (size_t i = 0; check->prototype && i < check->prototype_count; i++)
        dl_text_printf(out, "%s%s", i == 0 ? " " : i == 1 ? " of " : ", ", check->prototype[i]);
    say_demand(out, &is_first, " is declared as ", check->role_types);
    say_demand(out, &is_first, " is in the section ", check->sections);
    say_demand(out, &is_first, " is not in the section ", check->not_sections);
    say_demand(out, &is_first, " has the word ", check->mentions);
    if (check->wants_annotation) {
        also(out, &is_first);
        dl_text_add(out, " is declared for the slots that it is put into");
    }
    if (check->wants_address_taken || check->stored_count) {
        also(out, &is_first);
        dl_text_printf(out, " is stored in %s", check->stored_count ? check->stored_in[0].text : "something");
    }
    if (check->has_used_only_from) {
        also(out, &is_first);
        dl_text_printf(out, " is used only %s ", check->used_only_from.is_not ? "elsewhere than in" : "in");
        add_names(out, check->used_only_from.roles, " and ");
    }
}

static void add_states(dl_text *out, const dl_check *check, unsigned set)
{
    bool is_first = true;

    for (unsigned i = 0; i < check->states.count; i++) {
        if (!(set & (1u << i)))
            continue;
        dl_text_printf(out, "%s%s", is_first ? "" : " or ", check->states.at[i]);
        is_first = false;
    }
}

static void say_automaton(dl_text *out, const dl_check *check)
{
    dl_text_printf(out, "%s%sbegins as %s; ", check->track >= 0 ? check->captures[check->track] : "",
                   check->track >= 0 ? " " : "", check->states.at[check->start]);
    for (size_t i = 0; i < check->transition_count; i++) {
        add_states(out, check, check->transitions[i].from);
        dl_text_printf(out, " becomes %s on %s; ", check->states.at[check->transitions[i].to],
                       check->transitions[i].on->text);
    }
    for (size_t i = 0; i < check->error_count; i++) {
        dl_text_printf(out, "%snever %s while ", i ? "; " : "", check->errors[i].on->text);
        add_states(out, check, check->errors[i].in);
    }
}

static void (*const say_form[])(dl_text *out, const dl_check *check) = {say_require, say_order,     say_forbid,
                                                                        say_release, say_propagate, say_examine,
                                                                        say_expect,  say_declare,   say_automaton};

static bool is_entry(const dl_role_set *set)
{
    return !set->is_not && !set->is_any && set->roles.count == 1 && strcmp(set->roles.at[0], "entry") == 0;
}

void dl_explain_check(dl_text *out, const dl_check *check)
{
    if (!is_entry(&check->in)) {
        dl_text_add(out, check->in.is_any ? "in any function" : check->in.is_not ? "in no function of " : "in ");
        add_names(out, check->in.roles, " and ");
        dl_text_add(out, ": ");
    }
    if (check->when)
        dl_text_printf(out, "when %s: ", check->when->text);
    if (check->if_event)
        dl_text_printf(out, "after %s: ", check->if_event->text);
    say_form[check->form](out, check);
    if (check->unless)
        dl_text_printf(out, "; not where there was %s before", check->unless->text);
}

const char *dl_explain_words(const char *text, dl_arena *arena)
{
    static const char *const signs[][2] = {{"@driver-object", "DriverObject"},
                                           {"@registry-path", "RegistryPath"},
                                           {"with #kept ", "that keeps "},
                                           {"with #freed ", "that frees "},
                                           {"with #initialised ", "that initialises "},
                                           {"with #copied ", "that copies "},
                                           {"@parameter-0", "the first parameter"},
                                           {"@parameter-1", "the second parameter"}};
    enum { SIGNS = sizeof signs / sizeof *signs };
    dl_text words;

    if (!strchr(text, '@') && !strstr(text, "with #"))
        return text;
    dl_text_init(&words, arena);
    while (*text) {
        size_t i = 0, plain = strcspn(text + 1, "@w") + 1;

        while (i < SIGNS && !dl_text_starts(text, signs[i][0]))
            i++;
        if (i < SIGNS)
            dl_text_add(&words, signs[i][1]);
        else
            dl_text_add_n(&words, text, plain);
        text += i < SIGNS ? strlen(signs[i][0]) : plain;
    }
    return dl_text_str(&words);
}

void dl_explain_checks(dl_text *out, const dl_rule *rule, const char *indent)
{
    for (size_t i = 0; i < rule->check_count; i++) {
        dl_text line;

        dl_text_init(&line, out->arena);
        dl_explain_check(&line, &rule->checks[i]);
        add_wrapped(out, dl_arena_printf(out->arena, "%s- ", indent), dl_arena_printf(out->arena, "%s  ", indent),
                    dl_explain_words(dl_text_str(&line), out->arena));
    }
}

/* ---- documents ---- */

/* `nf-wdm-iocreatedevice.md`: the pages of the API reference begin with the kind of what they describe. */
static bool is_reference_page(const char *page)
{
    static const char *const kinds[] = {"nf-", "nc-", "ns-", "ne-", "ni-", "nl-", "nn-"};

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (dl_text_starts(page, kinds[i]))
            return true;
    return false;
}

/* Our rules name a page of the driver documentation as `folder/page.md`. */
static bool is_page_name(const char *document)
{
    size_t size = strlen(document), slashes = 0;

    for (size_t i = 0; i < size; i++) {
        if (document[i] == '/')
            slashes++;
        else if (!isalnum((unsigned char)document[i]) && !strchr("-_.", document[i]))
            return false;
    }
    return slashes == 1 && document[0] != '/' && dl_text_ends(document, ".md");
}

const char *dl_source_address(const dl_rule *rule, const dl_source *source, dl_arena *arena)
{
    const char *document = source->document, *slash = strrchr(document, '/');

    if (dl_text_starts(document, "https://") || dl_text_starts(document, "http://"))
        return document;
    if (!rule->is_ours || !slash || !is_page_name(document))
        return NULL;
    return dl_arena_printf(arena, "https://learn.microsoft.com/windows-hardware/drivers/%s%.*s",
                           is_reference_page(slash + 1) ? "ddi/" : "", (int)strlen(document) - 3, document);
}

static void add_documents(dl_text *out, const dl_rule *rule)
{
    dl_text_add(out, "\nDocuments\n");
    for (size_t i = 0; i < rule->source_count; i++) {
        const dl_source *source = &rule->sources[i];
        const char *address = dl_source_address(rule, source, out->arena);

        dl_text_printf(out, "  %s", address ? address : source->document);
        if (source->heading)
            dl_text_printf(out, " (%s)", source->heading);
        dl_text_add_char(out, '\n');
    }
}

/* ---- a rule ---- */

const char *dl_strength_name(dl_strength strength)
{
    static const char *const names[] = {"may", "should", "must"};

    return names[strength];
}

const char *dl_level_meaning(dl_level level)
{
    static const char *const meanings[] = {"a 'should', or style", "a documented must of less effect",
                                           "a documented must that breaks the driver or the system"};

    return meanings[level];
}

const char *dl_join_aliases(const dl_rule *rule, dl_arena *arena)
{
    dl_text text;

    dl_text_init(&text, arena);
    add_names(&text, rule->aliases, ", ");
    return dl_text_str(&text);
}

/* An example, indented. */
static void add_example(dl_text *out, const char *title, dl_rule_example example)
{
    if (!example.name)
        return;
    dl_text_printf(out, "\n%s\n", title);
    for (const char *line = example.text; *line;) {
        size_t size = strcspn(line, "\r\n");

        dl_text_add(out, size ? "    " : "");
        dl_text_add_n(out, line, size);
        dl_text_add_char(out, '\n');
        line += size;
        line += *line == '\r';
        line += *line == '\n';
    }
}

static void add_requirements(dl_text *out, const dl_ruleset *set, const dl_rule *rule)
{
    if (rule->requirements.count)
        dl_text_add(out, "\nDecides\n");
    for (size_t i = 0; i < rule->requirements.count; i++) {
        const dl_requirement *requirement = dl_ruleset_requirement(set, rule->requirements.at[i]);

        dl_text_printf(out, "  %s (%s)\n", requirement->id, dl_strength_name(requirement->strength));
        add_wrapped(out, "    ", "    ", requirement->statement);
    }
}

void dl_explain_rule(dl_text *out, const dl_ruleset *set, const dl_rule *rule)
{
    const dl_model *model = dl_ruleset_model(set, rule->model);

    dl_text_printf(out, "%s  %s\n", rule->code, rule->id);
    add_wrapped(out, "", "", rule->title);
    dl_text_printf(out, "\nmodel %s (%s), level %s, %s of the documentation%s\n", rule->model, model->title,
                   dl_level_name(rule->level), dl_strength_name(rule->strength),
                   rule->enabled ? "" : ", off unless enabled");
    add_section(out, "Why", rule->why);
    add_section(out, "Fix", rule->fix);
    if (rule->level_why)
        add_section(out, "Level", rule->level_why);
    dl_text_add(out, "\nChecks\n");
    if (rule->when)
        add_wrapped(out, "  only when ", "  ", dl_explain_words(rule->when->text, out->arena));
    dl_explain_checks(out, rule, "  ");
    add_requirements(out, set, rule);
    add_list(out, "Not seen", rule->limits);
    if (rule->aliases.count)
        add_section(out, "Also known as", dl_join_aliases(rule, out->arena));
    add_documents(out, rule);
    add_example(out, "An example that breaks it", dl_rule_example_of(rule, false, out->arena));
    add_example(out, "The same, repaired", dl_rule_example_of(rule, true, out->arena));
}

/* ---- lists ---- */

void dl_explain_line(dl_text *out, const dl_rule *rule)
{
    dl_text_printf(out, "%s  %-44s  %-7s  %s%s\n", rule->code, rule->id, dl_level_name(rule->level), rule->title,
                   rule->enabled ? "" : " (off)");
}

static void add_member(dl_text *out, const char *key, const char *text)
{
    dl_text_printf(out, "\"%s\": ", key);
    dl_text_add_quoted(out, text);
    dl_text_add(out, ", ");
}

static void add_list_member(dl_text *out, const char *key, dl_name_set names)
{
    dl_text_printf(out, "\"%s\": [", key);
    for (size_t i = 0; i < names.count; i++) {
        dl_text_add(out, i ? ", " : "");
        dl_text_add_quoted(out, names.at[i]);
    }
    dl_text_add_char(out, ']');
}

static void add_object(dl_text *out, const dl_rule *rule)
{
    dl_text_add_char(out, '{');
    add_member(out, "code", rule->code);
    add_member(out, "id", rule->id);
    add_member(out, "model", rule->model);
    add_member(out, "level", dl_level_name(rule->level));
    if (rule->level_why)
        add_member(out, "levelWhy", rule->level_why);
    add_member(out, "strength", dl_strength_name(rule->strength));
    add_member(out, "title", rule->title);
    dl_text_printf(out, "\"enabled\": %s, ", rule->enabled ? "true" : "false");
    add_list_member(out, "requirements", rule->requirements);
    dl_text_add(out, ", ");
    add_list_member(out, "aliases", rule->aliases);
    dl_text_add_char(out, '}');
}

void dl_explain_json(dl_text *out, const dl_ruleset *set, dl_rule_filter *is_asked, void *self)
{
    bool is_first = true;

    dl_text_add_char(out, '[');
    for (size_t i = 0; i < set->rule_count; i++) {
        if (is_asked && !is_asked(self, set->rules[i]))
            continue;
        dl_text_add(out, is_first ? "\n  " : ",\n  ");
        add_object(out, set->rules[i]);
        is_first = false;
    }
    dl_text_add(out, is_first ? "]\n" : "\n]\n");
}
