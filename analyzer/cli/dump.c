/* dump.c: the command `dump-ir`. */
#include "cli/run.h"
#include "ir/print.h"

void dl_command_dump_ir(dl_session *session)
{
    dl_status why = {0};
    const dl_ruleset *rules = dl_run_load_rules(session, &why);
    const dl_project *project = rules ? dl_run_find(session, rules) : NULL;
    dl_frontend *frontend;

    if (!project)
        return;
    frontend = dl_frontend_new(rules->facts, session->arena);
    dl_frontend_limit(frontend, session->options.timeout, session->strays);
    dl_frontend_use_headers(frontend, session->options.header_folders, session->options.header_folder_count);
    for (size_t i = 0; i < project->driver_count; i++) {
        const dl_parse *parse = dl_frontend_parse(frontend, project->drivers[i], session->arena);

        if (parse->program) {
            dl_print_program(&session->out, parse->program);
            continue;
        }
        (void)dl_fail_at(&why, DL_BAD_INPUT, project->drivers[i]->entry_file, project->drivers[i]->entry_line, 0,
                         "could not be analysed: %s", parse->reason ? parse->reason : "the parser gave no reason");
        dl_session_fail(session, &why);
        why = (dl_status){0};
    }
    dl_frontend_free(frontend);
}
