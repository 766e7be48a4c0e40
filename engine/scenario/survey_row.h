/* A row of a file of surveys, for survey.c. */
#ifndef ENT_SCENARIO_SURVEY_ROW_H
#define ENT_SCENARIO_SURVEY_ROW_H

#include "base/csv.h"
#include "scenario/scenario.h"

/*
 * Reads all but the series and the source of a row into `survey`, whose poll is known. False when
 * something is wrong with it, which is reported column by column. Numbers have a '.' here.
 */
bool ent_survey_row(const ent_scenario_t *scenario, const ent_csv_header_t *header,
                    const ent_csv_row_t *row, ent_survey_t *survey, ent_diags_t *diags);

#endif
