/* configure.h: the configuration of a project becomes part of the options. */
#ifndef DL_CLI_CONFIGURE_H
#define DL_CLI_CONFIGURE_H

#include "cli/session.h"

/* Reads the configuration that is named or found, and adds it to the session's options: in front of the lists of the
 * command line, and where this says nothing. Fails with DL_USAGE. */
dl_code dl_configure(dl_session *session, dl_status *why);

#endif
