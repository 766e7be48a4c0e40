#include "report/survey_table.h"

#include "report/tables.h"
#include "scenario/survey.h"

void ent_table_surveys(const ent_scenario_t *scenario, ent_writer_t *writer) {
    ent_writer_text(writer, "series,date,respondent,value,n,source,grade\n");
    for (size_t i = 0; i < scenario->survey_count; i++) {
        const ent_survey_t *survey = &scenario->surveys[i];
        char date[ENT_DATE_SIZE];
        ent_date_format(survey->date, true, date);
        ent_writer_print(writer, "%s,%s,%s,", scenario->polls[survey->poll].name, date,
                         scenario->states[survey->state].name);
        ent_writer_number(writer, survey->value);
        ent_table_number(writer, survey->respondents);
        ent_writer_text(writer, ",");
        ent_csv_field(writer, survey->source);
        ent_writer_print(writer, ",%s\n", ent_grade_name(survey->grade));
    }
}
