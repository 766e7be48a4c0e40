/* Curves of polls, as an earlier hindcast has written them into polls.csv. */
#ifndef ENT_REPORT_CURVES_H
#define ENT_REPORT_CURVES_H

#include "analysis/curve.h"
#include "base/diag.h"
#include "base/error.h"
#include "scenario/scenario.h"

/*
 * Reads shift, slope and noise of the scenario's polls from a CSV file with the columns poll,
 * shift, slope, noise and any more; rows of other polls are passed over. `curves` is [poll]; a poll
 * the file does not have keeps what is there, and so do all on failure. Problems go into `diags`:
 * ENT_ERR_SCENARIO, or ENT_ERR_NO_INPUT where there is no such file, ENT_ERR_MEMORY.
 */
ENT_CHECKED ent_err_t ent_curves_read(const char *path, const ent_scenario_t *scenario,
                                      ent_curve_t *curves, ent_diags_t *diags);

#endif
