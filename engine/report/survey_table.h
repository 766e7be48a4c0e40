/* The surveys that a scenario's polls are held against, as one CSV file beside scenario.cfg. */
#ifndef ENT_REPORT_SURVEY_TABLE_H
#define ENT_REPORT_SURVEY_TABLE_H

#include "base/file.h"
#include "scenario/scenario.h"

/* series, date, respondent, value, n, source, grade: read back, these are the same surveys. */
void ent_table_surveys(const ent_scenario_t *scenario, ent_writer_t *writer);

#endif
