/*
 * Surveys that polls are held against: CSV files with a row for each wave, and the columns series
 * (the poll's name), date, respondent, value, n, source and grade; more are allowed.
 */
#ifndef ENT_SCENARIO_SURVEY_H
#define ENT_SCENARIO_SURVEY_H

#include "base/error.h"
#include "scenario/scenario.h"
#include "scenario/setting.h"

/*
 * Reads the series of all polls of a scenario that was filled in; several polls may name one file.
 * `root` is the merged tree, which says what file a series is relative to, and which polls are
 * switched off: their rows are passed over. Afterwards `series` is ENT_SURVEYS_FILE, and the files
 * are among the scenario's. What is wrong goes into `diags`; ENT_ERR_MEMORY is the only error.
 */
ENT_CHECKED ent_err_t ent_surveys_read(const ent_setting_t *root, ent_scenario_t *scenario,
                                       ent_diags_t *diags);

/* "read", "derived", "partial", "memory". */
const char *ent_grade_name(ent_grade_t grade);

#endif
