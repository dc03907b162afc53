#include "cli/configure.h"

#include "support/platform.h"

#include <string.h>

/* Those of the file, then those of the command line. */
static const char *const *joined(dl_config_texts first, const char *const *then, size_t *count, dl_arena *arena)
{
    const char *const *made = dl_arena_join(arena, first.at, first.count, then, *count, sizeof *made);

    *count += first.count;
    return made;
}

static bool speaks_of(const char *const *list, size_t count, const char *macro)
{
    size_t size = strcspn(macro, "=");

    for (size_t i = 0; i < count; i++)
        if (dl_define_is_of(list[i], macro, size))
            return true;
    return false;
}

/* Those of which the command line says nothing. */
static dl_config_texts unsaid(dl_config_texts list, const dl_settings *given, dl_arena *arena)
{
    const char **made = DL_NEW_ARRAY(arena, list.count, const char *);
    dl_config_texts kept = {.at = made};

    for (size_t i = 0; i < list.count; i++)
        if (!speaks_of(given->defines, given->define_count, list.at[i]) &&
            !speaks_of(given->undefines, given->undefine_count, list.at[i]))
            made[kept.count++] = list.at[i];
    return kept;
}

static void add_build(dl_settings *build, const dl_config *config, dl_arena *arena)
{
    dl_config_texts defines = unsaid(config->defines, build, arena);
    dl_config_texts undefines = unsaid(config->undefines, build, arena);

    build->defines = joined(defines, build->defines, &build->define_count, arena);
    build->undefines = joined(undefines, build->undefines, &build->undefine_count, arena);
    build->include_folders = joined(config->include_folders, build->include_folders, &build->include_count, arena);
}

static bool are_one_file(const char *left, const char *right, dl_arena *arena)
{
    const char *current = dl_path_current(arena);

    return strcmp(dl_path_join(current, left, arena), dl_path_join(current, right, arena)) == 0;
}

/* The first baseline of a project is written by a run that has none yet. */
static bool is_about_to_be(const dl_options *options, const char *baseline, dl_arena *arena)
{
    return options->new_baseline && are_one_file(options->new_baseline, baseline, arena) &&
           dl_path_kind_of(baseline) == DL_PATH_MISSING;
}

static void add(dl_options *options, const dl_config *config, dl_arena *arena)
{
    options->models = joined(config->models, options->models, &options->model_count, arena);
    options->rule_folders = joined(config->rule_folders, options->rule_folders, &options->rule_folder_count, arena);
    options->settings = dl_arena_join(arena, config->settings, config->setting_count, options->settings,
                                      options->setting_count, sizeof *options->settings);
    options->setting_count += config->setting_count;
    add_build(&options->build, config, arena);
    if (config->has_fail_on && !options->is_fail_on_given)
        options->fail_on = (unsigned)config->fail_on;
    if (config->has_strict && !options->is_strict_given)
        options->strict = config->strict;
    if (config->has_timeout && !options->is_timeout_given)
        options->timeout = config->timeout;
    if (config->baseline && !options->is_baseline_given && !is_about_to_be(options, config->baseline, arena))
        options->baseline = config->baseline;
}

dl_code dl_configure(dl_session *session, dl_status *why)
{
    dl_options *options = &session->options;
    const char *path = options->config_path;

    if (options->no_config)
        return DL_OK;
    if (!path)
        path = dl_config_find(options->operands[0], session->arena);
    if (!path)
        return DL_OK;
    if (dl_config_read(&options->config, path, !options->config_path, session->arena, why) != DL_OK)
        return DL_USAGE;
    add(options, &options->config, session->arena);
    return DL_OK;
}
