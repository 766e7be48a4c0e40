/*
 * A sweep as tables: points.csv (settings, and which points failed, why), metrics.csv and
 * differences.csv, tidy and in the order of points, so that they are the same bytes in whatever
 * order the points came.
 */
#ifndef ENT_REPORT_SWEEP_FILES_H
#define ENT_REPORT_SWEEP_FILES_H

#include "report/output.h"
#include "report/store.h"

/*
 * Writes what is in the store, finished but not published, each point checked against its checksum;
 * the sweep gives factors their names. ENT_ERR_IO also where the store is damaged: see
 * ent_store_problem, and no culprit.
 */
ENT_CHECKED ent_err_t ent_sweep_files_write(ent_store_t *store, const ent_sweep_t *sweep,
                                            ent_output_t *output);

/* Removes those of an earlier time, which are not of all points any more. */
ENT_CHECKED ent_err_t ent_sweep_files_withdraw(ent_output_t *output);

#endif
