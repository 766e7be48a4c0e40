#include "scenario/scenario.h"

#include <math.h>

void ent_scenario_free(ent_scenario_t *scenario) {
    ent_arena_free(&scenario->arena);
    *scenario = (ent_scenario_t){0};
}

double ent_scenario_step_years(const ent_scenario_t *scenario) {
    static const double steps_per_year[] = {
        [ENT_STEP_WEEK] = 52.0, [ENT_STEP_MONTH] = 12.0, [ENT_STEP_QUARTER] = 4.0};
    return 1.0 / steps_per_year[scenario->step];
}

size_t ent_scenario_steps(const ent_scenario_t *scenario) {
    return (size_t)floor(scenario->years / ent_scenario_step_years(scenario) + 0.5);
}

double ent_step_of(double years, double step_years) {
    const double tolerance = 1e-6; /* of a step: dates are sums of fractions of a year */
    return floor(years / step_years + tolerance);
}

long ent_scenario_step_of(const ent_scenario_t *scenario, double when) {
    double since = when - ent_date_decimal(scenario->start);
    return (long)ent_step_of(since, ent_scenario_step_years(scenario));
}
