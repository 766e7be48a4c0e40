/* The files that a run leaves of a scenario, and a comparison of each of its scenarios. */
#ifndef ENT_REPORT_RUN_FILES_H
#define ENT_REPORT_RUN_FILES_H

#include "report/code.h"
#include "report/output.h"
#include "report/tables.h"

/* "name", or "folder/name" when the folder is not "". */
enum { ENT_RUN_FILE_SIZE = ENT_OUTPUT_NAME_SIZE };
const char *ent_run_file(const char *folder, const char *name, char path[ENT_RUN_FILE_SIZE]);

/* The run code of the first member of a run, or of a comparison of several. */
ENT_CHECKED ent_err_t ent_run_code(const ent_run_t *const *runs, size_t count,
                                   char text[ENT_CODE_SIZE]);

/* "1000 members, seed 1, code …": what stands below every figure. */
enum { ENT_CAPTION_SIZE = ENT_CODE_SIZE + 80 };
ENT_CHECKED ent_err_t ent_run_caption(const ent_run_t *const *runs, size_t count,
                                      char text[ENT_CAPTION_SIZE]);

/* Finishes scenario.cfg and, with surveys, surveys.csv in a folder of the output, or in the output
 * itself for "". */
ENT_CHECKED ent_err_t ent_scenario_write(const ent_scenario_t *scenario, const char *folder,
                                         ent_output_t *output);

/*
 * Finishes summary.csv, metrics.csv, events.csv, scenario.cfg and, where its polls have surveys,
 * surveys.csv in a folder of the output, or in the output itself for "".
 */
ENT_CHECKED ent_err_t ent_run_write(const ent_run_t *run, const char *folder, ent_output_t *output);

#endif
