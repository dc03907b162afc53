#include "policy/config.h"

#include "support/platform.h"
#include "support/text.h"
#include "support/vec.h"

#include <string.h>

enum { MOST_BYTES = 64 << 10, MOST_SECONDS = 600 };

typedef struct reader {
    dl_reader read;
    dl_config *out;
    const char *folder; /* of the file: absolute, without links */
    const char *current;
    DL_VEC(dl_rule_setting) settings;
} reader;

/* ---- where it is ---- */

/* Of a folder that nobody lets in nothing is known: not that it holds a configuration, either. */
static bool is_closed(const char *folder, dl_arena *arena)
{
    return dl_path_kind_of(dl_arena_printf(arena, "%s/.", folder)) == DL_PATH_OTHER;
}

const char *dl_config_find(const char *path, dl_arena *arena)
{
    const char *folder = dl_path_real(path, arena), *above;

    if (folder && dl_path_kind_of(folder) != DL_PATH_FOLDER)
        folder = dl_path_folder(folder, arena);
    for (; folder; folder = above) {
        const char *file = dl_path_join(folder, DL_CONFIG_NAME, arena);

        if (dl_path_kind_of(file) != DL_PATH_MISSING && !is_closed(folder, arena))
            return dl_path_below(file, dl_path_current(arena), arena);
        if (!is_closed(folder, arena) && dl_path_kind_of(dl_path_join(folder, ".git", arena)) != DL_PATH_MISSING)
            return NULL;
        above = dl_path_folder(folder, arena);
        if (strcmp(above, folder) == 0)
            return NULL;
    }
    return NULL;
}

/* ---- texts ---- */

static bool is_plain(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text < 32 || *text == 127)
            return false;
    return true;
}

static dl_config_texts read_texts(reader *in, const dl_json *root, const char *key)
{
    const dl_json *list = dl_json_get(root, key);
    const dl_json **places;
    dl_config_texts made = {0};

    if (!list)
        return made;
    made.count = dl_reader_texts(&in->read, &made.at, list, dl_arena_printf(in->read.arena, "'%s'", key));
    if (in->read.failed)
        return (dl_config_texts){0};
    places = DL_NEW_ARRAY(in->read.arena, made.count + 1, const dl_json *);
    for (size_t i = 0; i < made.count; i++) {
        places[i] = list->kind == DL_JSON_ARRAY ? list->at[i].value : list;
        if (!is_plain(made.at[i]))
            dl_reader_fail(&in->read, places[i], "a control character in '%s'", key);
    }
    made.places = places;
    return made;
}

static dl_config_texts read_macros(reader *in, const dl_json *root, const char *key, bool has_value)
{
    dl_config_texts made = read_texts(in, root, key);

    for (size_t i = 0; i < made.count; i++) {
        const char *text = made.at[i];

        if (!dl_text_is_name(text, has_value ? strcspn(text, "=") : strlen(text)))
            dl_reader_fail(&in->read, made.places[i], "'%s' is no macro (%s)", text,
                           has_value ? "NAME[=VALUE]" : "NAME");
    }
    return made;
}

/* ---- paths ---- */

static bool leads_out(const reader *in, const char *path)
{
    const char *real = dl_path_real(path, in->read.arena);

    return real && !dl_path_is_below(real, in->folder);
}

/* What the text names, as reports show it. It must lie in the folder, also when links are followed. */
static const char *read_path(reader *in, const dl_json *at, const char *text)
{
    const char *path = dl_path_join(in->folder, text, in->read.arena);

    if (dl_path_is_rooted(text) || !dl_path_is_below(path, in->folder)) {
        dl_reader_fail(&in->read, at, "'%s' does not lie in the folder of the configuration", text);
        return text;
    }
    if (leads_out(in, path))
        dl_reader_fail(&in->read, at, "'%s' leads out of the folder of the configuration", text);
    return dl_path_below(path, in->current, in->read.arena);
}

static dl_config_texts read_paths(reader *in, const dl_json *root, const char *key)
{
    dl_config_texts made = read_texts(in, root, key);
    const char **paths = DL_NEW_ARRAY(in->read.arena, made.count + 1, const char *);

    for (size_t i = 0; i < made.count; i++)
        paths[i] = read_path(in, made.places[i], made.at[i]);
    made.at = paths;
    return made;
}

typedef struct rule_walk {
    reader *in;
    const dl_json *at;
} rule_walk;

static bool is_inside(void *self, const char *path)
{
    rule_walk *walk = self;

    if (dl_text_ends(path, ".json") && leads_out(walk->in, path))
        dl_reader_fail(&walk->in->read, walk->at, "'%s' leads out of the folder of the configuration", path);
    return !walk->in->read.failed;
}

/* A folder of rules is read by its name; so what stands in it is looked at here. */
static dl_config_texts read_rule_folders(reader *in, const dl_json *root)
{
    dl_config_texts made = read_paths(in, root, "rules");

    for (size_t i = 0; i < made.count && !in->read.failed; i++) {
        rule_walk walk = {in, made.places[i]};
        dl_status why = {0};

        if (dl_path_kind_of(made.at[i]) != DL_PATH_FOLDER)
            dl_reader_fail(&in->read, made.places[i], "there is no folder of rules '%s'", made.at[i]);
        else if (dl_folder_walk(made.at[i], is_inside, &walk, in->read.arena, &why) != DL_OK)
            dl_reader_fail(&in->read, made.places[i], "'%s' %s", why.file, why.message);
    }
    return made;
}

/* ---- rules and thresholds ---- */

static void add_setting(reader *in, dl_setting_kind kind, const char *pattern, dl_level level, unsigned line,
                        unsigned column)
{
    dl_vec_push(
        in->read.arena, &in->settings,
        (dl_rule_setting){
            .kind = kind, .pattern = pattern, .level = level, .file = in->out->path, .line = line, .column = column});
}

static void read_switches(reader *in, const dl_json *root, const char *key, dl_setting_kind kind)
{
    dl_config_texts list = read_texts(in, root, key);

    for (size_t i = 0; i < list.count; i++)
        add_setting(in, kind, list.at[i], DL_LEVEL_NOTE, list.places[i]->line, list.places[i]->column);
}

static void read_levels(reader *in, const dl_json *levels)
{
    static const char *const names[] = {"note", "warning", "error", NULL};

    if (!dl_reader_expect(&in->read, levels, DL_JSON_OBJECT, "'level'"))
        return;
    for (size_t i = 0; i < levels->count; i++) {
        const dl_json_member *one = &levels->at[i];
        unsigned level = dl_reader_choice(&in->read, one->value, names, "level");

        if (!*one->key)
            dl_reader_fail_key(&in->read, levels, one->key, "a rule of 'level' has no name");
        add_setting(in, DL_SET_LEVEL, one->key, (dl_level)level, one->line, one->column);
    }
}

/* The last word wins, as on the command line. */
static void read_settings(reader *in, const dl_json *root)
{
    for (size_t i = 0; i < root->count && !in->read.failed; i++) {
        const char *key = root->at[i].key;

        if (strcmp(key, "enable") == 0)
            read_switches(in, root, key, DL_SET_ENABLE);
        else if (strcmp(key, "disable") == 0)
            read_switches(in, root, key, DL_SET_DISABLE);
        else if (strcmp(key, "level") == 0)
            read_levels(in, root->at[i].value);
    }
    in->out->settings = in->settings.at;
    in->out->setting_count = in->settings.count;
}

static void read_threshold(reader *in, const dl_json *root)
{
    static const char *const names[] = {"note", "warning", "error", "never", NULL};
    const dl_json *value = dl_json_get(root, "failOn");

    if (!value)
        return;
    in->out->has_fail_on = true;
    in->out->fail_on = (int)dl_reader_choice(&in->read, value, names, "threshold");
}

/* Without a limit a source could hold a run up for ever: that is for the command line to say. */
static void read_timeout(reader *in, const dl_json *root)
{
    const dl_json *value = dl_json_get(root, "timeout");

    if (!value || !dl_reader_expect(&in->read, value, DL_JSON_NUMBER, "'timeout'"))
        return;
    if (!(value->number > 0 && value->number <= MOST_SECONDS))
        dl_reader_fail(&in->read, value, "'timeout' must be more than 0, and at most %d seconds", (int)MOST_SECONDS);
    in->out->has_timeout = true;
    in->out->timeout = value->number;
}

/* ---- the file ---- */

static void read_all(reader *in, const dl_json *root)
{
    static const char *const keys[] = {"$schema", "model",  "rules",    "enable",  "disable",  "level",   "failOn",
                                       "strict",  "define", "undefine", "include", "baseline", "timeout", NULL};
    dl_config *out = in->out;
    const dl_json *baseline, *schema;

    if (!dl_reader_keys(&in->read, root, keys, "a configuration"))
        return;
    schema = dl_json_get(root, "$schema");
    if (schema)
        (void)dl_reader_expect(&in->read, schema, DL_JSON_STRING, "'$schema'");
    out->models = read_texts(in, root, "model");
    out->rule_folders = read_rule_folders(in, root);
    read_settings(in, root);
    read_threshold(in, root);
    out->has_strict = dl_json_get(root, "strict") != NULL;
    out->strict = dl_reader_bool(&in->read, root, "strict", false);
    out->defines = read_macros(in, root, "define", true);
    out->undefines = read_macros(in, root, "undefine", false);
    out->include_folders = read_paths(in, root, "include");
    baseline = dl_json_get(root, "baseline");
    if (baseline)
        out->baseline = read_path(in, baseline, dl_reader_text(&in->read, baseline, "'baseline'"));
    read_timeout(in, root);
}

dl_code dl_config_read(dl_config *out, const char *path, bool is_found, dl_arena *arena, dl_status *why)
{
    reader in = {.read = {.arena = arena, .why = why}, .out = out};
    const dl_json *root;
    const char *text;
    size_t size;

    memset(out, 0, sizeof *out);
    out->path = dl_arena_strdup(arena, path);
    in.current = dl_path_current(arena);
    in.folder = dl_path_real(dl_path_folder(path, arena), arena);
    if (is_found && in.folder && leads_out(&in, path))
        return dl_fail_at(why, DL_USAGE, path, 0, 0, "leads out of its folder: '--config' takes such a file");
    if (dl_file_read(&text, &size, path, MOST_BYTES, arena, why) != DL_OK)
        return why->code = DL_USAGE;
    if (!in.folder)
        return dl_fail_at(why, DL_USAGE, path, 0, 0, "has no folder");
    if (dl_json_parse(&root, path, text, size, arena, why) != DL_OK)
        return DL_USAGE;
    read_all(&in, root);
    return in.read.failed ? DL_USAGE : DL_OK;
}
