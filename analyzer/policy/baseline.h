/* baseline.h: the findings that a project has put aside as they were, so that only new ones count. A file of identities
 * (reports/report.h); its schema is reports/drvlint-baseline-1.schema.json.
 * Owns: all in the arena given. */
#ifndef DL_POLICY_BASELINE_H
#define DL_POLICY_BASELINE_H

#include "engine/result.h"

typedef struct dl_baseline dl_baseline;

/* Fails with DL_USAGE: it cannot be read, or is none; with line and column where there are such. */
dl_code dl_baseline_read(dl_baseline **out, const char *path, dl_arena *arena, dl_status *why);

/* Suppresses the findings of the run that are in the baseline, each as often as it stands there; what drivers share
 * counts once. `current`: the current folder, absolute. */
void dl_baseline_apply(dl_baseline *baseline, dl_run_result *run, const char *current, dl_arena *arena);

/* After dl_baseline_apply: a note when findings of the baseline are gone, as far as what was analysed tells; else 0. */
size_t dl_baseline_notices(dl_notice *out, const dl_baseline *baseline, const dl_run_result *run, const char *current,
                           dl_arena *arena);

/* Writes a file of the findings that no suppression in the sources puts aside. Fails with DL_USAGE: it cannot be
 * written, or is there and no baseline. */
dl_code dl_baseline_write(const char *path, const dl_run_result *run, const char *current, dl_arena *arena,
                          dl_status *why);

#endif
