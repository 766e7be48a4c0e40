#include "report/figure_variables.h"

#include <string.h>

#define INTEGER ENT_FIGURE_INTEGER
#define REAL ENT_FIGURE_REAL
#define TEXT ENT_FIGURE_TEXT
#define FILE_OF_RESULTS ENT_FIGURE_FILE

/* Names that the program gives to each script itself are not here: PLOTS, DATA, OUT, WIDTH … */
static const ent_figure_variable_t rows[] = {
    /* Of all figures. */
    {"TITLE", TEXT, {NULL}},
    {"RUN", TEXT, {NULL}},
    {"START", REAL, {NULL}},
    {"YEARS", REAL, {NULL}},
    {"STEPS", INTEGER, {NULL}},
    /* Of a run: its series, and where they are in summary.csv. */
    {"BANDS", INTEGER, {NULL}},
    {"MEMBER_PATHS", INTEGER, {NULL}},
    {"HEALTHS", INTEGER, {NULL}},
    {"HEALTH_LINE", INTEGER, {"HEALTHS"}},
    {"HEALTH_TITLE", TEXT, {"HEALTHS"}},
    {"STANCES", INTEGER, {NULL}},
    {"STANCE_LINE", INTEGER, {"STANCES"}},
    {"STANCE_TITLE", TEXT, {"STANCES"}},
    {"PUBLICS", INTEGER, {NULL}},
    {"PUBLIC_LINE", INTEGER, {"PUBLICS"}},
    {"PUBLIC_TITLE", TEXT, {"PUBLICS"}},
    {"DOMAINS", INTEGER, {NULL}},
    {"DOMAIN_LINE", INTEGER, {"DOMAINS"}},
    {"DOMAIN_TITLE", TEXT, {"DOMAINS"}},
    {"GRIEVANCES", INTEGER, {NULL}},
    {"GRIEVANCE_LINE", INTEGER, {"GRIEVANCES"}},
    {"GRIEVANCE_TITLE", TEXT, {"GRIEVANCES"}},
    {"COHORTS", INTEGER, {NULL}},
    {"COHORT_LINE", INTEGER, {"COHORTS"}},
    {"COHORT_TITLE", TEXT, {"COHORTS"}},
    {"COHORT_COUNT", INTEGER, {"PUBLICS"}},
    {"WEIGHTS", INTEGER, {NULL}},
    {"WEIGHT_LINE", INTEGER, {"WEIGHTS"}},
    {"WEIGHT_TITLE", TEXT, {"WEIGHTS"}},
    /* Institutions that are ever active. */
    {"INSTITUTIONS", INTEGER, {NULL}},
    {"INSTITUTION_TITLE", TEXT, {"INSTITUTIONS"}},
    {"ACTIVE_LINE", INTEGER, {"INSTITUTIONS"}},
    {"HABIT_LINE", INTEGER, {"INSTITUTIONS"}},
    {"INSTITUTION_HELD", REAL, {"INSTITUTIONS"}},
    {"INSTITUTION_DUE", TEXT, {"INSTITUTIONS"}},
    {"INSTITUTION_SUSPENSIONS", REAL, {"INSTITUTIONS"}},
    /* Events as numbered flags. */
    {"FLAGS", INTEGER, {NULL}},
    {"MORE_FLAGS", INTEGER, {NULL}},
    {"FLAG_AT", REAL, {"FLAGS"}},
    {"FLAG_DATE", TEXT, {"FLAGS"}},
    {"FLAG_TITLE", TEXT, {"FLAGS"}},
    {"FLAG_IN", INTEGER, {"FLAGS", "SCENARIOS"}},
    /* Anchors of health. */
    {"ANCHORS", INTEGER, {NULL}},
    {"ANCHOR_HEALTH", REAL, {"ANCHORS"}},
    {"ANCHOR_TITLE", TEXT, {"ANCHORS"}},
    {"ANCHOR_MARK", INTEGER, {"ANCHORS"}},
    {"MARKS", INTEGER, {NULL}},
    {"MARK_HEALTH", REAL, {"MARKS"}},
    /* Polls. */
    {"POLLS", INTEGER, {NULL}},
    {"FROM", REAL, {NULL}},
    {"POLL_NAME", TEXT, {"POLLS"}},
    {"POLL_TITLE", TEXT, {"POLLS"}},
    {"POLL_LINE", INTEGER, {"POLLS"}},
    {"POLL_WAVES", INTEGER, {"POLLS"}},
    {"POLL_MEMORY", TEXT, {"POLLS"}},
    {"WAVES", INTEGER, {NULL}},
    {"MEMORY_WAVES", INTEGER, {NULL}},
    /* Of a comparison: its scenarios, and its metrics by scenario. */
    {"SCENARIOS", INTEGER, {NULL}},
    {"SCENARIO_TITLE", TEXT, {"SCENARIOS"}},
    {"SUMMARY_FILE", FILE_OF_RESULTS, {"SCENARIOS"}},
    {"HEALTH_LINE", INTEGER, {"SCENARIOS"}},
    {"DIFFERENCE_LINE", INTEGER, {"SCENARIOS"}},
    {"METRICS", INTEGER, {NULL}},
    {"METRIC_MEAN", REAL, {"METRICS", "SCENARIOS"}},
    {"METRIC_TITLE", TEXT, {"METRICS"}},
    {"METRIC_UNIT", TEXT, {"METRICS"}},
    {"METRIC_BETTER", INTEGER, {"METRICS"}},
    {"CLASS_COUNT", INTEGER, {"METRICS"}},
    {"CLASS_LINE", INTEGER, {"METRICS", "SCENARIOS"}},
    {"DIFFERENCE_MEAN", REAL, {"METRICS", "SCENARIOS"}},
    {"DIFFERENCE_LOW", REAL, {"METRICS", "SCENARIOS"}},
    {"DIFFERENCE_HIGH", REAL, {"METRICS", "SCENARIOS"}},
    {"UNPAIRED_LOW", REAL, {"METRICS", "SCENARIOS"}},
    {"UNPAIRED_HIGH", REAL, {"METRICS", "SCENARIOS"}},
    /* Of a hindcast. */
    {"TRAIN_UNTIL", REAL, {NULL}},
    {"GROUPS", INTEGER, {NULL}},
    {"GROUP_NAME", TEXT, {"GROUPS"}},
    {"METHODS", INTEGER, {NULL}},
    {"METHOD_TITLE", TEXT, {"METHODS"}},
    {"RMSE", REAL, {"GROUPS", "METHODS"}},
    {"RMSE_HELD", REAL, {"GROUPS", "METHODS"}},
    /* Of a sweep: its factors, and what they do to each outcome; PAIRS is FACTORS squared. */
    {"FACTORS", INTEGER, {NULL}},
    {"FACTOR_TITLE", TEXT, {"FACTORS"}},
    {"OUTCOMES", INTEGER, {NULL}},
    {"OUTCOME_TITLE", TEXT, {"OUTCOMES"}},
    {"OUTCOME_OF", TEXT, {"OUTCOMES"}},
    {"OUTCOME_UNIT", TEXT, {"OUTCOMES"}},
    {"OUTCOME_POINTS", INTEGER, {"OUTCOMES"}},
    {"OUTCOME_MEAN", REAL, {"OUTCOMES"}},
    {"OUTCOME_SD", REAL, {"OUTCOMES"}},
    {"NOISE_SD", REAL, {"OUTCOMES"}},
    {"NOISE_SHARE", REAL, {"OUTCOMES"}},
    /* How outcomes are spread over settings: QUANTILES steps through the sorted ones at most. */
    {"MEMBERS", REAL, {NULL}},
    {"HAS_SIGNS", INTEGER, {NULL}},
    {"OUTCOME_BETTER", INTEGER, {"OUTCOMES"}},
    {"SETTINGS", INTEGER, {"OUTCOMES"}},
    {"SETTINGS_MEAN", REAL, {"OUTCOMES"}},
    {"SETTINGS_MORE", INTEGER, {"OUTCOMES"}},
    {"SETTINGS_LESS", INTEGER, {"OUTCOMES"}},
    {"SETTINGS_UNDECIDED", INTEGER, {"OUTCOMES"}},
    {"SETTINGS_NONE", INTEGER, {"OUTCOMES"}},
    {"QUANTILES", INTEGER, {NULL}},
    {"OUTCOME_QUANTILES", INTEGER, {"OUTCOMES"}},
    {"QUANTILE", REAL, {"OUTCOMES", "QUANTILES"}},
    {"QUANTILE_FROM", REAL, {"OUTCOMES", "QUANTILES"}},
    {"QUANTILE_TO", REAL, {"OUTCOMES", "QUANTILES"}},
    {"QUANTILE_SIGN", INTEGER, {"OUTCOMES", "QUANTILES"}},
    {"LEVEL", REAL, {NULL}},
    {"BAR_ORDER", INTEGER, {"OUTCOMES", "FACTORS"}},
    {"LOW_MEAN", REAL, {"OUTCOMES", "FACTORS"}},
    {"LOW_FROM", REAL, {"OUTCOMES", "FACTORS"}},
    {"LOW_TO", REAL, {"OUTCOMES", "FACTORS"}},
    {"HIGH_MEAN", REAL, {"OUTCOMES", "FACTORS"}},
    {"HIGH_FROM", REAL, {"OUTCOMES", "FACTORS"}},
    {"HIGH_TO", REAL, {"OUTCOMES", "FACTORS"}},
    {"INDEX_ORDER", INTEGER, {"OUTCOMES", "FACTORS"}},
    {"MU_STAR", REAL, {"OUTCOMES", "FACTORS"}},
    {"MU_STAR_FROM", REAL, {"OUTCOMES", "FACTORS"}},
    {"MU_STAR_TO", REAL, {"OUTCOMES", "FACTORS"}},
    {"SIGMA", REAL, {"OUTCOMES", "FACTORS"}},
    {"FIRST", REAL, {"OUTCOMES", "FACTORS"}},
    {"FIRST_FROM", REAL, {"OUTCOMES", "FACTORS"}},
    {"FIRST_TO", REAL, {"OUTCOMES", "FACTORS"}},
    {"TOTAL", REAL, {"OUTCOMES", "FACTORS"}},
    {"TOTAL_FROM", REAL, {"OUTCOMES", "FACTORS"}},
    {"TOTAL_TO", REAL, {"OUTCOMES", "FACTORS"}},
    {"PAIRS", INTEGER, {NULL}},
    {"PAIR", REAL, {"OUTCOMES", "PAIRS"}},
    {"PAIR_FROM", REAL, {"OUTCOMES", "PAIRS"}},
    {"PAIR_TO", REAL, {"OUTCOMES", "PAIRS"}},
    /* Of a search for the value of a factor at which a comparison turns. */
    {"SWITCH_FACTOR", TEXT, {NULL}},
    {"SWITCH_LEVEL", TEXT, {NULL}},
    {"SWITCH_LOW", REAL, {NULL}},
    {"SWITCH_HIGH", REAL, {NULL}},
    {"TURNS", INTEGER, {NULL}},
    {"TURN_MARK", INTEGER, {"TURNS"}},
    {"TURN_RISES", INTEGER, {"TURNS"}},
    {"TURN_TEXT", TEXT, {"TURNS"}},
    {"TURN_AT", REAL, {"TURNS"}},
    {"TURN_FROM", REAL, {"TURNS"}},
    {"TURN_TO", REAL, {"TURNS"}},
    {"TURN_LOW", REAL, {"TURNS"}},
    {"TURN_HIGH", REAL, {"TURNS"}},
};

enum { ROWS = sizeof rows / sizeof rows[0] };

const ent_figure_variable_t *ent_figure_variable(const char *name,
                                                 const ent_figure_variable_t *before) {
    for (size_t i = before != NULL ? (size_t)(before - rows) + 1 : 0; i < ROWS; i++) {
        if (strcmp(rows[i].name, name) == 0) {
            return &rows[i];
        }
    }
    return NULL;
}

const ent_figure_variable_t *ent_figure_variables(size_t *count) {
    *count = ROWS;
    return rows;
}

bool ent_figure_is_array(const ent_figure_variable_t *variable) {
    return variable->counts[0] != NULL;
}
