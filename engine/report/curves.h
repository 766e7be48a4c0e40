/* Fitted curves of polls, as a CSV file keeps them. */
#ifndef ENT_REPORT_CURVES_H
#define ENT_REPORT_CURVES_H

#include "analysis/curve.h"
#include "base/diag.h"
#include "base/error.h"
#include "scenario/scenario.h"

/* [poll] as the scenario declares them. */
typedef struct {
    ent_curve_t of[ENT_MAX_POLLS];
} ent_curves_t;

ent_curves_t ent_curves_declared(const ent_scenario_t *scenario);

/*
 * Reads a CSV file with the columns poll, shift, slope, noise (more are allowed) into the curves of
 * some scenarios: a row is of the poll of that name in each of them, and must be one of some. An
 * empty field leaves what the scenario declares. ENT_ERR_NO_INPUT where the file cannot be read,
 * ENT_ERR_SCENARIO with errors in `diags`, ENT_ERR_MEMORY.
 */
ENT_CHECKED ent_err_t ent_curves_read(const char *path, const ent_scenario_t *const *scenarios,
                                      size_t count, ent_curves_t *const *curves,
                                      ent_diags_t *diags);

#endif
