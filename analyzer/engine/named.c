#include "engine/named.h"

#include "kernel/wdk_index.h"
#include "support/platform.h"
#include "support/vec.h"

#include <string.h>

struct dl_named {
    dl_index *files;
    const dl_driver *driver;
    const dl_scope *scope;
    dl_arena *arena;
    bool is_read;
    const char *gap;
    const dl_mentions *found;    /* as far as the files are there */
    const dl_mentions *mentions; /* NULL: not read, or not whole */
    dl_map *canonicals;          /* of the known routines that are mentioned */
    DL_VEC(dl_named_api) known;  /* these, by the names that files have for them */
    DL_VEC(dl_named_api) apis;   /* what files name, with what only the index of names has, without what is pasted */
    dl_table resources;          /* of each kind that was asked for: whether a file names it, `yes` or `no` */
    dl_table by_text;            /* likewise: what a text names, or `no` */
    dl_table callees;            /* of each call that was asked for: what may be of its callee, in `gives` */
};

static char yes, no;

/* ---- names of the system ---- */

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* `ZwQuerySystemInformation`: what the kernel exports is named by its part and a word. */
static bool is_named_as_export(const char *name)
{
    static const char *const parts[] = {"Zw", "Nt", "Rtl",   "Ke", "Ob", "Ps", "Ex",  "Mm",
                                        "Io", "Se", "FsRtl", "Cm", "Cc", "Po", "Hal", "Etw"};

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (dl_text_starts(name, parts[i]) && is_upper(name[strlen(parts[i])]))
            return true;
    return false;
}

/* ---- what nothing that was found declares ---- */

static bool is_known(void *self, const char *name)
{
    static const char *const words[] = {"if",     "while",   "for",      "switch",   "return",   "sizeof",  "break",
                                        "else",   "do",      "continue", "defined",  "decltype", "alignof", "catch",
                                        "delete", "new",     "throw",    "goto",     "default",  "case",    "this",
                                        "__try",  "__leave", "__except", "__finally"};
    /* Families of macros of the kits, which the index of names does not list one by one. */
    static const char *const kits[] = {"TraceLogging", "WPP_",         "FWPS_",  "FWPM_",      "NDIS_",
                                       "ETH_",         "ACPI_METHOD_", "__sdv_", "Interlocked"};
    const dl_named *named = self;
    const dl_facts *facts = dl_scope_facts(named->scope);

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i], name) == 0)
            return true;
    for (size_t i = 0; i < sizeof kits / sizeof *kits; i++)
        if (dl_text_starts(name, kits[i]))
            return true;
    return is_named_as_export(name) || dl_facts_api(facts, name) || dl_facts_macro(facts, name) ||
           dl_text_starts(name, "__builtin_") || dl_text_starts(name, "_Interlocked") || dl_wdk_find_struct(name) ||
           dl_wdk_find_enum(name) || dl_index_is_of_stubs(named->files, name);
}

static const char *gap_of(dl_named *named, dl_mentions *mentions)
{
    dl_undeclared open;

    if (dl_mentions_gap(mentions))
        return dl_mentions_gap(mentions);
    if (!dl_mentions_undeclared(mentions, is_known, named, &open))
        return NULL;
    return dl_arena_printf(named->arena, "%s, which %s uses, may stand in %s, which was not found", open.name,
                           dl_path_name(open.file), open.header);
}

dl_named *dl_named_new(dl_index *files, const dl_driver *driver, const dl_scope *scope, dl_arena *arena)
{
    dl_named *named = DL_NEW(arena, dl_named);

    named->files = files;
    named->driver = driver;
    named->scope = scope;
    named->arena = arena;
    dl_table_init(&named->resources, arena);
    dl_table_init(&named->by_text, arena);
    dl_table_init(&named->callees, arena);
    return named;
}

static void add_known(dl_named *named, const char *name, const dl_api *api)
{
    if (!api || api->is_known_only)
        return;
    dl_vec_push(named->arena, &named->known, ((dl_named_api){name, api}));
    (void)dl_map_add(named->canonicals, api->canonical, &yes);
    for (size_t i = 0; i < api->performs.count; i++)
        (void)dl_map_add(named->canonicals, api->performs.at[i], &yes);
}

static void add_named(dl_named *named, const char *name)
{
    const dl_api *api = dl_facts_api(dl_scope_facts(named->scope), name);

    if (api)
        dl_vec_push(named->arena, &named->apis, ((dl_named_api){name, api}));
    add_known(named, name, api);
}

/* What `##` may make of the names that are there counts as there. */
static void add_pasted(dl_named *named)
{
    size_t count;
    const dl_api *const *apis = dl_facts_apis(dl_scope_facts(named->scope), &count);

    for (size_t i = 0; i < count; i++)
        if (!apis[i]->is_known_only && dl_mentions_has(named->mentions, apis[i]->name))
            add_known(named, apis[i]->name, dl_facts_api(dl_scope_facts(named->scope), apis[i]->name));
}

const dl_mentions *dl_named_mentions(dl_named *named)
{
    dl_mentions *mentions;
    const char *const *names;
    size_t count;

    if (!named || named->is_read || !named->files)
        return named ? named->mentions : NULL;
    named->is_read = true;
    mentions = dl_mentions_read(named->files, named->driver, named->arena);
    named->found = dl_mentions_gap(mentions) ? NULL : mentions;
    named->gap = gap_of(named, mentions);
    if (named->gap)
        return NULL;
    named->mentions = mentions;
    named->canonicals = dl_map_new(named->arena);
    names = dl_mentions_names(mentions, &count);
    for (size_t i = 0; i < count; i++)
        add_named(named, names[i]);
    if (dl_mentions_pastes(mentions))
        add_pasted(named);
    return mentions;
}

const char *dl_named_gap(dl_named *named)
{
    (void)dl_named_mentions(named);
    return named ? named->gap : NULL;
}

static bool names_one(const dl_named *named, const dl_api_use *uses, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < uses[i].calls.count; k++)
            if (dl_map_get(named->canonicals, uses[i].calls.at[k]))
                return true;
    return false;
}

bool dl_named_resource(dl_named *named, const dl_resource *kind)
{
    const char *known;

    if (!dl_named_mentions(named))
        return true;
    known = dl_table_get(&named->resources, kind);
    if (!known) {
        known =
            names_one(named, kind->acquire, kind->acquire_count) || names_one(named, kind->release, kind->release_count)
                ? &yes
                : &no;
        dl_table_set(&named->resources, kind, (void *)known);
    }
    return known == &yes;
}

bool dl_named_pushes(dl_named *named)
{
    bool pushes = !dl_named_mentions(named);

    for (size_t i = 0; !pushes && i < named->known.count; i++)
        pushes = named->known.at[i].api->push_count > 0;
    return pushes;
}

static const char *find_text(const dl_named *named, const dl_resource *kind)
{
    for (size_t i = 0; i < named->apis.count; i++)
        if (dl_api_is_among(named->apis.at[i].api, kind->acquire, kind->acquire_count) &&
            dl_mentions_has_text(named->mentions, named->apis.at[i].name))
            return named->apis.at[i].name;
    return &no;
}

const char *dl_named_by_text(dl_named *named, const dl_resource *kind)
{
    const char *known;

    if (!dl_named_mentions(named))
        return NULL;
    known = dl_table_get(&named->by_text, kind);
    if (!known) {
        known = find_text(named, kind);
        dl_table_set(&named->by_text, kind, (void *)known);
    }
    return known == &no ? NULL : known;
}

bool dl_named_event(dl_named *named, const dl_event_pattern *event)
{
    if (!dl_named_mentions(named))
        return true;
    for (size_t i = 0; i < event->count; i++) {
        const dl_event_form *form = &event->forms[i];

        if (form->kind != DL_ON_CALL || form->any_call || form->call_globs.count)
            return true;
        for (size_t k = 0; k < form->calls.count; k++)
            if (dl_map_get(named->canonicals, form->calls.at[k]) || dl_mentions_has(named->mentions, form->calls.at[k]))
                return true;
        for (size_t k = 0; form->trait && k < named->known.count; k++)
            if (dl_api_has_trait(named->known.at[k].api, form->trait))
                return true;
    }
    return false;
}

/* ---- what a function may hold that was not understood in full ---- */

bool dl_named_may_name(dl_named *named, const dl_function *function, const char *name)
{
    const dl_mentions *mentions = dl_named_mentions(named);

    return !mentions || !function->span.file || !name ||
           dl_mentions_in(mentions, function->span.file->path, function->name, name);
}

bool dl_named_is_of_call(const dl_event_form *form, const dl_api *api, const char *name)
{
    if (dl_name_set_has(form->calls, name) || (api && dl_name_set_has(form->calls, api->canonical)))
        return true;
    for (size_t i = 0; i < form->call_globs.count; i++)
        if (dl_text_glob(form->call_globs.at[i], name) || (api && dl_text_glob(form->call_globs.at[i], api->canonical)))
            return true;
    for (size_t i = 0; api && i < api->performs.count; i++)
        if (dl_name_set_has(form->calls, api->performs.at[i]))
            return true;
    return form->trait && api && dl_api_has_trait(api, form->trait);
}

static bool may_hold_call(dl_named *named, const dl_function *function, const dl_event_form *form)
{
    size_t count;
    const char *const *names = dl_mentions_names(named->mentions, &count);

    for (size_t i = 0; i < named->known.count; i++)
        if (dl_named_is_of_call(form, named->known.at[i].api, named->known.at[i].name) &&
            dl_named_may_name(named, function, named->known.at[i].name))
            return true;
    for (size_t i = 0; i < count; i++)
        if (dl_named_is_of_call(form, NULL, names[i]) && dl_named_may_name(named, function, names[i]))
            return true;
    return form->any_call;
}

/* Whether what was lost may store through a pointer: where to, its text does not say. */
static bool loses_store(const dl_function *function)
{
    for (size_t i = 0; i < function->lost_count; i++)
        if (dl_text_equal(function->lost[i].kind, "assignment") &&
            (!function->lost[i].detail || strchr("*(=", function->lost[i].detail[0])))
            return true;
    return false;
}

const char *dl_named_member(const dl_path_pattern *path)
{
    const char *member = NULL;

    for (size_t i = 0; i < path->count; i++)
        if (path->steps[i].kind == DL_P_FIELD)
            member = path->steps[i].field;
    return member;
}

/* A store is spelled with the member that it writes, or is one of a whole object. */
static bool may_hold_store(dl_named *named, const dl_function *function, const dl_event_form *form)
{
    if (loses_store(function))
        return true;
    for (size_t i = 0; i < form->path_count; i++) {
        const char *field = dl_named_member(&form->paths[i]);

        if (!field || dl_named_may_name(named, function, field))
            return true;
    }
    return form->path_count == 0 || form->target;
}

bool dl_named_may_hold(dl_named *named, const dl_function *function, const dl_event_pattern *event)
{
    if (!dl_named_mentions(named))
        return true;
    for (size_t i = 0; i < event->count; i++) {
        const dl_event_form *form = &event->forms[i];
        bool may = form->kind == DL_ON_CALL    ? may_hold_call(named, function, form)
                   : form->kind == DL_ON_STORE ? may_hold_store(named, function, form)
                                               : true;

        if (may)
            return true;
    }
    return false;
}

/* ---- routines of the system ---- */

/* Whether one of the words that a driver imports by stands between the declaration before and the declared name. */
static bool is_imported(dl_span span)
{
    static const char *const words[] = {"NTSYSAPI", "NTKERNELAPI", "NTHALAPI", "DECLSPEC_IMPORT", "dllimport"};
    unsigned from = span.offset;
    const char *text;

    if (!span.file)
        return false;
    text = span.file->text;
    while (from > 0 && !strchr(";}", text[from - 1]))
        from--;
    for (unsigned at = from; at < span.offset; at++)
        for (size_t i = 0; (at == 0 || !dl_text_is_word(text[at - 1])) && i < sizeof words / sizeof *words; i++)
            if (at + strlen(words[i]) < span.offset && strncmp(text + at, words[i], strlen(words[i])) == 0 &&
                !dl_text_is_word(text[at + strlen(words[i])]))
                return true;
    return false;
}

static bool is_declared_as_import(const dl_program *program, const char *name)
{
    for (size_t i = 0; i < program->declared_count; i++)
        if (strcmp(program->declared[i].name, name) == 0 && is_imported(program->declared[i].span))
            return true;
    return false;
}

/* What it gives has to be given back, by another routine of its family. */
static bool says_that_it_gives(const char *name)
{
    static const char *const words[] = {"Create", "Open",   "Duplicate", "Reference", "Alloc", "Acquire",
                                        "Map",    "Lock",   "Build",     "Attach",    "Start", "Register",
                                        "Init",   "Notify", "Callback",  "Insert",    "Enter", "Subscribe"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strstr(name, words[i]))
            return true;
    return false;
}

/* `Zw` and `Nt` are one. */
static bool is_same_part(const char *name, const char *other)
{
    static const char *const parts[] = {"Rtl", "Ke", "Ob", "Ps", "Ex", "Mm", "Io", "Se", "FsRtl", "Cm", "Cc", "Po"};
    bool is_service = dl_text_starts(name, "Zw") || dl_text_starts(name, "Nt");

    if (is_service)
        return dl_text_starts(other, "Zw") || dl_text_starts(other, "Nt");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (dl_text_starts(name, parts[i]) && is_upper(name[strlen(parts[i])]))
            return dl_text_starts(other, parts[i]) && is_upper(other[strlen(parts[i])]);
    return true;
}

static bool is_of_part(const char *name, const dl_resource *kind)
{
    for (size_t i = 0; i < kind->acquire_count; i++)
        for (size_t k = 0; k < kind->acquire[i].calls.count; k++)
            if (is_same_part(name, kind->acquire[i].calls.at[k]))
                return true;
    return false;
}

static const dl_type *result_of(const dl_program *program, const char *name)
{
    for (size_t i = 0; i < program->declared_count; i++)
        if (strcmp(program->declared[i].name, name) == 0 && program->declared[i].type &&
            program->declared[i].type->kind == DL_TYPE_FUNCTION)
            return program->declared[i].type->element;
    return NULL;
}

/* A status, or another number that is too narrow for a handle; what stands for a raised IRQL is one, too. */
static bool is_status(const dl_type *type)
{
    enum { SMALLEST_HANDLE = 8 };
    bool is_number = type->kind == DL_TYPE_INT || type->kind == DL_TYPE_BOOL || type->kind == DL_TYPE_ENUM;

    return is_number && type->size > 0 && type->size < SMALLEST_HANDLE && !dl_type_named(type, "KIRQL");
}

static bool returns_and_takes_nothing(const dl_named *named, const dl_instr *call)
{
    const dl_type *result = result_of(dl_scope_program(named->scope), call->name);

    if (!result || !(result->kind == DL_TYPE_VOID || is_status(result)))
        return false;
    for (size_t i = 0; i < call->arg_count; i++)
        if (call->args[i]->type->kind != DL_TYPE_INT && call->args[i]->type->kind != DL_TYPE_BOOL &&
            call->args[i]->type->kind != DL_TYPE_ENUM)
            return false;
    return true;
}

bool dl_named_is_defined(dl_named *named, const char *name)
{
    (void)dl_named_mentions(named);
    return named && named->found &&
           (dl_mentions_defines(named->found, name) || dl_mentions_defines(named->found, dl_text_last_name(name)));
}

bool dl_named_is_of_system(dl_named *named, const dl_instr *call)
{
    (void)dl_named_mentions(named);
    return named && call->name && !call->callee && !(named->found && dl_mentions_defines(named->found, call->name)) &&
           (is_named_as_export(call->name) || is_declared_as_import(dl_scope_program(named->scope), call->name));
}

typedef enum gives { GIVES_NOTHING, GIVES_OF_ITS_PART, MAY_GIVE } gives;

static gives judge_callee(const dl_named *named, const dl_instr *call)
{
    bool is_export;

    if (!call->name || call->callee || dl_mentions_defines(named->found, call->name))
        return MAY_GIVE;
    is_export = is_named_as_export(call->name);
    if ((is_export || is_declared_as_import(dl_scope_program(named->scope), call->name)) &&
        !says_that_it_gives(call->name))
        return GIVES_NOTHING;
    if (returns_and_takes_nothing(named, call))
        return GIVES_NOTHING;
    return is_export ? GIVES_OF_ITS_PART : MAY_GIVE;
}

/* Kept: each check of each kind asks. */
static gives callee_of(dl_named *named, const dl_instr *call)
{
    gives *known = dl_table_get(&named->callees, call);

    if (!known) {
        known = DL_NEW(named->arena, gives);
        *known = judge_callee(named, call);
        dl_table_set(&named->callees, call, known);
    }
    return *known;
}

bool dl_named_may_give(dl_named *named, const dl_instr *call, const dl_resource *kind)
{
    (void)dl_named_mentions(named);
    if (!named || !named->found)
        return true;
    switch (callee_of(named, call)) {
    case GIVES_NOTHING:
        return false;
    case GIVES_OF_ITS_PART: /* that nobody names a release may be the very fault */
        return is_of_part(call->name, kind);
    case MAY_GIVE:
        break;
    }
    return dl_named_resource(named, kind);
}
