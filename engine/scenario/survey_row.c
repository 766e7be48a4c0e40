#include "scenario/survey_row.h"

#include "scenario/survey.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const grades[] = {[ENT_GRADE_READ] = "read",
                                     [ENT_GRADE_DERIVED] = "derived",
                                     [ENT_GRADE_PARTIAL] = "partial",
                                     [ENT_GRADE_MEMORY] = "memory"};
enum { GRADES = sizeof grades / sizeof grades[0] };

const char *ent_grade_name(ent_grade_t grade) {
    return grades[grade];
}

/* A row, and where its problems go. */
typedef struct {
    const ent_scenario_t *scenario;
    const ent_csv_header_t *header;
    const ent_csv_row_t *row;
    ent_diags_t *diags;
} cells_t;

static const char *cell(const cells_t *cells, const char *column) {
    return cells->row->fields[ent_csv_column(cells->header, column)];
}

static bool report(const cells_t *cells, const char *column, const char *expected,
                   const char *hint) {
    ent_csv_error(cells->diags, cells->header, cells->row, column, "found \"%.60s\", expected %s%s",
                  cell(cells, column), expected, hint);
    return false;
}

static bool read_date(const cells_t *cells, ent_survey_t *survey) {
    return ent_date_parse(cell(cells, "date"), &survey->date) ||
           report(cells, "date", "a date YYYY-MM or YYYY-MM-DD", "");
}

static bool read_respondent(const cells_t *cells, ent_survey_t *survey) {
    const ent_scenario_t *scenario = cells->scenario;
    const ent_poll_t *poll = &scenario->polls[survey->poll];
    const char *name = cell(cells, "respondent");
    ent_nearest_t nearest;
    char hint[ENT_HINT_SIZE];
    ent_nearest_init(&nearest, name);
    for (size_t i = 0; i < ENT_STATES; i++) {
        if (strcmp(scenario->states[i].name, name) == 0) {
            survey->state = i;
            if (poll->respondent == ENT_BOTH_STATES || poll->respondent == i) {
                return true;
            }
            ent_csv_error(cells->diags, cells->header, cells->row, "respondent",
                          "found \"%s\", expected \"%s\", the respondent of the poll \"%s\"", name,
                          scenario->states[poll->respondent].name, poll->name);
            return false;
        }
        ent_nearest_offer(&nearest, scenario->states[i].name);
    }
    return report(cells, "respondent", "the name of a state", ent_nearest_hint(&nearest, hint));
}

/* strtod takes more than people write: hexadecimal, blanks, words for what is no number. */
static bool read_value(const cells_t *cells, ent_survey_t *survey) {
    const char *text = cell(cells, "value");
    char *end = NULL;
    bool plain = text[0] != '\0' && text[strspn(text, "0123456789.+-eE")] == '\0';
    survey->value = plain ? strtod(text, &end) : NAN;
    bool valid = plain && *end == '\0' && survey->value >= 0 && survey->value <= 100;
    return valid || report(cells, "value", "a number from 0 to 100", "");
}

static bool read_number(const cells_t *cells, ent_survey_t *survey) {
    enum { MOST_DIGITS = 15 };
    const char *text = cell(cells, "n");
    size_t digits = strspn(text, "0123456789");
    survey->respondents = text[0] != '\0' ? strtod(text, NULL) : NAN;
    bool valid = text[digits] == '\0' && digits <= MOST_DIGITS && !(survey->respondents < 1);
    return valid || report(cells, "n", "a whole number from 1 on, or nothing", "");
}

static bool read_grade(const cells_t *cells, ent_survey_t *survey) {
    const char *text = cell(cells, "grade");
    ent_nearest_t nearest;
    char hint[ENT_HINT_SIZE];
    ent_nearest_init(&nearest, text);
    for (size_t i = 0; i < GRADES; i++) {
        if (strcmp(grades[i], text) == 0) {
            survey->grade = (ent_grade_t)i;
            return true;
        }
        ent_nearest_offer(&nearest, grades[i]);
    }
    return report(cells, "grade", "one of \"read\", \"derived\", \"partial\", \"memory\"",
                  ent_nearest_hint(&nearest, hint));
}

bool ent_survey_row(const ent_scenario_t *scenario, const ent_csv_header_t *header,
                    const ent_csv_row_t *row, ent_survey_t *survey, ent_diags_t *diags) {
    static bool (*const columns[])(const cells_t *cells, ent_survey_t *survey) = {
        read_date, read_respondent, read_value, read_number, read_grade};
    const cells_t cells = {scenario, header, row, diags};
    bool valid = true;
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
        valid = columns[i](&cells, survey) && valid;
    }
    return valid;
}
