#include "analysis/metrics.h"

#include "analysis/falls.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double strained_below = 45, ruptured_below = 25; /* points of health */

static ent_metric_value_t defined(double value) {
    return (ent_metric_value_t){value, ENT_METRIC_DEFINED};
}

static ent_metric_value_t undefined(void) {
    return (ent_metric_value_t){NAN, ENT_METRIC_UNDEFINED};
}

static double instants(const ent_member_t *member) {
    return (double)(member->plan->steps + 1);
}

static double horizon_years(const ent_member_t *member) {
    return (double)member->plan->steps * member->plan->step_years;
}

/* The first instant that counts for health's mean, deviation and least: a year after the start. */
static size_t after_first_year(const ent_member_t *member) {
    return (size_t)ceil(1 / member->plan->step_years - 1e-9);
}

static ent_metric_value_t health_mean(const ent_member_t *member, size_t index, double falls) {
    size_t first = after_first_year(member);
    double sum = 0;
    (void)index;
    (void)falls;
    if (first > member->plan->steps) {
        return undefined();
    }
    for (size_t n = first; n <= member->plan->steps; n++) {
        sum += member->health[n];
    }
    return defined(sum / (double)(member->plan->steps + 1 - first));
}

static ent_metric_value_t health_sd(const ent_member_t *member, size_t index, double falls) {
    size_t first = after_first_year(member);
    if (first >= member->plan->steps) {
        return undefined();
    }
    double mean = health_mean(member, index, falls).value, squares = 0;
    for (size_t n = first; n <= member->plan->steps; n++) {
        squares += (member->health[n] - mean) * (member->health[n] - mean);
    }
    return defined(sqrt(squares / (double)(member->plan->steps - first)));
}

static ent_metric_value_t health_min(const ent_member_t *member, size_t index, double falls) {
    size_t first = after_first_year(member);
    double least = INFINITY;
    (void)index;
    (void)falls;
    if (first > member->plan->steps) {
        return undefined();
    }
    for (size_t n = first; n <= member->plan->steps; n++) {
        least = member->health[n] < least ? member->health[n] : least;
    }
    return defined(least);
}

static ent_metric_value_t health_end(const ent_member_t *member, size_t index, double falls) {
    (void)index;
    (void)falls;
    if (after_first_year(member) > member->plan->steps) {
        return undefined();
    }
    return defined(member->health[member->plan->steps]);
}

static ent_metric_value_t max_drawdown(const ent_member_t *member, size_t index, double falls) {
    double peak = member->health[0], deepest = 0;
    (void)index;
    (void)falls;
    for (size_t n = 1; n <= member->plan->steps; n++) {
        double health = member->health[n];
        peak = health > peak ? health : peak;
        deepest = peak - health > deepest ? peak - health : deepest;
    }
    return defined(deepest);
}

/* Each step counts by the health at its beginning. */
static ent_metric_value_t years_strained(const ent_member_t *member, size_t index, double falls) {
    size_t strained = 0;
    (void)index;
    (void)falls;
    for (size_t n = 0; n < member->plan->steps; n++) {
        strained += member->health[n] < strained_below;
    }
    return defined((double)strained * member->plan->step_years);
}

static ent_metric_value_t rupture(const ent_member_t *member, size_t index, double falls) {
    (void)index;
    (void)falls;
    for (size_t n = 0; n <= member->plan->steps; n++) {
        if (member->health[n] < ruptured_below) {
            return defined(1);
        }
    }
    return defined(0);
}

static ent_metric_value_t swings_per_decade(const ent_member_t *member, size_t index,
                                            double falls) {
    ent_fall_walk_t walk;
    ent_fall_t fall;
    size_t swings = 0;
    (void)index;
    ent_fall_walk_init(&walk, member->health, member->plan->steps + 1, falls);
    while (ent_fall_walk_next(&walk, &fall)) {
        swings += fall.regained;
    }
    return defined((double)swings / horizon_years(member) * 10);
}

static int compare_sizes(const void *a, const void *b) {
    size_t x = *(const size_t *)a, y = *(const size_t *)b;
    return (x > y) - (x < y);
}

static ent_metric_value_t recovery_years(const ent_member_t *member, size_t index, double falls) {
    size_t *recoveries = member->scratch, count = 0, length = member->plan->steps + 1;
    ent_fall_walk_t walk;
    ent_fall_t fall;
    bool censored = false;
    (void)index;
    ent_fall_walk_init(&walk, member->health, length, falls);
    while (ent_fall_walk_next(&walk, &fall)) {
        bool recovered = ent_fall_recovery(member->health, length, &fall, &recoveries[count]);
        censored = censored || !recovered;
        count++;
    }
    if (count == 0) {
        return undefined();
    }
    qsort(recoveries, count, sizeof recoveries[0], compare_sizes);
    double median = (double)(recoveries[(count - 1) / 2] + recoveries[count / 2]) / 2;
    return (ent_metric_value_t){median * member->plan->step_years,
                                censored ? ENT_METRIC_CENSORED : ENT_METRIC_DEFINED};
}

static double mean_of(const double *path, size_t first, size_t count) {
    double sum = 0;
    for (size_t n = first; n < first + count; n++) {
        sum += path[n];
    }
    return sum / (double)count;
}

/* The year before ends with the instant of the change, which is recorded before the step. */
static ent_metric_value_t transition_cost(const ent_member_t *member, size_t index, double falls) {
    size_t year = (size_t)floor(1 / member->plan->step_years + 0.5);
    size_t steps = member->plan->steps, windows = 0;
    double sum = 0;
    (void)falls;
    for (size_t n = year - 1; n + 2 * year <= steps; n++) {
        if (member->leader_changes[index][n]) {
            sum += mean_of(member->health, n + 1 - year, year) -
                   mean_of(member->health, n + 1, 2 * year);
            windows++;
        }
    }
    return windows > 0 ? defined(sum / (double)windows) : undefined();
}

static ent_metric_value_t meetings_held(const ent_member_t *member, size_t index, double falls) {
    (void)falls;
    if (member->meetings_due[index] == 0) {
        return undefined();
    }
    return defined(member->meetings_held[index] / member->meetings_due[index]);
}

static ent_metric_value_t longest_gap(const ent_member_t *member, size_t index, double falls) {
    (void)falls;
    return member->longest_gap[index] >= 0 ? defined(member->longest_gap[index]) : undefined();
}

static ent_metric_value_t years_active(const ent_member_t *member, size_t index, double falls) {
    (void)falls;
    return defined(member->years_active[index]);
}

static ent_metric_value_t suspensions(const ent_member_t *member, size_t index, double falls) {
    (void)falls;
    return defined(member->suspensions[index]);
}

static ent_metric_value_t grievance_mean(const ent_member_t *member, size_t index, double falls) {
    (void)falls;
    return defined(member->grievance_sum[index] / instants(member));
}

static ent_metric_value_t legitimacy_gap(const ent_member_t *member, size_t index, double falls) {
    (void)falls;
    return defined(member->legitimacy_sum[index] / instants(member));
}

static ent_metric_value_t autonomy_cost(const ent_member_t *member, size_t index, double falls) {
    (void)falls;
    return defined(member->autonomy_sum[index] / (double)member->plan->steps);
}

static ent_metric_value_t leader_share(const ent_member_t *member, size_t index, double falls) {
    (void)falls;
    return defined(member->leader_share_sum[index] / instants(member));
}

static ent_metric_value_t readiness(const ent_member_t *member, size_t index, double falls) {
    (void)index;
    (void)falls;
    if (member->plan->crisis_domain == member->plan->domains) {
        return undefined();
    }
    return defined(member->readiness_sum / instants(member));
}

static ent_metric_value_t saturation(const ent_member_t *member, size_t index, double falls) {
    (void)index;
    (void)falls;
    return defined(member->clamped_count / (double)member->clamped_variables / instants(member));
}

static const ent_metric_row_t rows[] = {
    {"health_mean", "mean health", "points", ENT_MORE_IS_BETTER, ENT_PER_DYAD, 0, 100, 1000, false,
     "mean of recorded health from one year after the start on",
     "the horizon is shorter than a year", health_mean},
    {"health_sd", "deviation of health over time", "points", ENT_LESS_IS_BETTER, ENT_PER_DYAD, 0,
     50, 1000, false, "standard deviation of the same", "there are fewer than two instants",
     health_sd},
    {"health_min", "lowest health", "points", ENT_MORE_IS_BETTER, ENT_PER_DYAD, 0, 100, 1000, false,
     "least of the same", "the horizon is shorter than a year", health_min},
    {"health_end", "health at the end", "points", ENT_MORE_IS_BETTER, ENT_PER_DYAD, 0, 100, 1000,
     false, "recorded health at the last instant", "the horizon is shorter than a year",
     health_end},
    {"max_drawdown", "deepest fall", "points", ENT_LESS_IS_BETTER, ENT_PER_DYAD, 0, 100, 1000,
     false, "largest running peak minus a later value", "never", max_drawdown},
    {"years_strained", "years strained", "years", ENT_LESS_IS_BETTER, ENT_PER_DYAD, 0, 0, 1000,
     false, "years with health below 45", "never", years_strained},
    {"rupture", "rupture", "share", ENT_LESS_IS_BETTER, ENT_PER_DYAD, -0.5, 1.5, 2, true,
     "1 if health is ever below 25", "never", rupture},
    {"swings_per_decade", "swings a decade", "per 10 years", ENT_LESS_IS_BETTER, ENT_PER_DYAD, 0,
     20, 1000, false, "falls of at least 10 points that regained 10, per 10 years", "never",
     swings_per_decade},
    {"recovery_years", "years to recover", "years", ENT_LESS_IS_BETTER, ENT_PER_DYAD, 0, 0, 1000,
     false,
     "median years from the low of a fall to regaining half of it; a fall not yet half regained "
     "counts as the years so far and marks the value censored",
     "there is no fall", recovery_years},
    {"transition_cost", "cost of a transition", "points", ENT_LESS_IS_BETTER, ENT_PER_STATE, -100,
     100, 2000, false,
     "mean over leadership changes of mean health in the 12 months before minus the 24 after",
     "no change has a full window", transition_cost},
    {"meetings_held", "meetings held", "share", ENT_MORE_IS_BETTER, ENT_PER_INSTITUTION, 0, 1, 1000,
     false, "meetings held, of those due while active", "none was due", meetings_held},
    {"longest_gap", "longest gap", "years", ENT_LESS_IS_BETTER, ENT_PER_INSTITUTION, 0, 0, 1000,
     false,
     "longest time between meetings held, from start or establishment, to termination or the end",
     "it never stood", longest_gap},
    {"years_active", "years active", "years", ENT_MORE_IS_BETTER, ENT_PER_INSTITUTION, 0, 0, 1000,
     false, "steps begun active, in years", "never", years_active},
    {"suspensions", "suspensions", "count", ENT_LESS_IS_BETTER, ENT_PER_INSTITUTION, -0.5, 99.5,
     100, true, "changes from active to suspended", "never", suspensions},
    {"grievance_mean", "mean grievance", "0..", ENT_LESS_IS_BETTER, ENT_PER_STATE, 0, 1, 1000,
     false, "mean of grievances held against the partner", "never", grievance_mean},
    {"legitimacy_gap", "legitimacy gap", "-1..1", ENT_LESS_IS_BETTER, ENT_PER_STATE, 0, 2, 1000,
     false, "mean of max(0, stance - public warmth): how far government runs ahead", "never",
     legitimacy_gap},
    {"autonomy_cost", "autonomy cost", "-1..1", ENT_LESS_IS_BETTER, ENT_PER_STATE, 0, 2, 1000,
     false,
     "mean of max(0, stance target - the same without commitments): how far commitments hold a "
     "government above its own wish",
     "never", autonomy_cost},
    {"leader_share", "leader's share of policy", "share", ENT_NEITHER_IS_BETTER, ENT_PER_STATE, 0,
     1, 1000, false, "mean of weight.S.leader", "never", leader_share},
    {"readiness", "readiness in a crisis", "-1..1", ENT_MORE_IS_BETTER, ENT_PER_DYAD, -1, 1, 1000,
     false, "mean of cooperation times reliance in the domain marked crisis", "no domain is marked",
     readiness},
    {"saturation", "saturation", "share", ENT_NEITHER_IS_BETTER, ENT_PER_DYAD, 0, 1, 1000, false,
     "share of (variable, instant) pairs on a clamp; above 5 % is a warning", "never", saturation},
};

const ent_metric_row_t *ent_metric_rows(size_t *count) {
    *count = sizeof rows / sizeof rows[0];
    return rows;
}

const ent_metric_row_t *ent_metric_row(const char *name) {
    size_t length = strcspn(name, ".");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (strlen(rows[i].name) == length && strncmp(rows[i].name, name, length) == 0) {
            return &rows[i];
        }
    }
    return NULL;
}

static size_t entities(const ent_plan_t *plan, ent_variable_per_t per) {
    return per == ENT_PER_DYAD ? 1 : per == ENT_PER_STATE ? ENT_STATES : plan->institutions;
}

static void set_metric(ent_metrics_t *metrics, size_t at, const ent_plan_t *plan,
                       const ent_metric_row_t *row, size_t index) {
    ent_metric_t *metric = &metrics->items[at];
    ent_scale_t *scale = &metrics->scales[at];
    const char *entity = row->per == ENT_PER_STATE ? plan->scenario->states[index].name
                         : row->per == ENT_PER_INSTITUTION
                             ? plan->scenario->institutions[index].name
                             : "";
    double horizon = (double)plan->steps * plan->step_years;
    metric->row = row;
    metric->index = index;
    (void)snprintf(metric->name, sizeof metric->name, "%s%s%s", row->name,
                   entity[0] != '\0' ? "." : "", entity);
    *scale = (ent_scale_t){.low = row->low,
                           .high = row->high > row->low ? row->high : horizon,
                           .bins = row->bins,
                           .whole = row->whole};
    scale->centre = (scale->low + scale->high) / 2;
}

ent_err_t ent_metrics_init(ent_metrics_t *metrics, const ent_plan_t *plan, double falls) {
    size_t row_count = 0, count = 0;
    const ent_metric_row_t *table = ent_metric_rows(&row_count);
    for (size_t i = 0; i < row_count; i++) {
        count += entities(plan, table[i].per);
    }
    *metrics = (ent_metrics_t){.count = count, .falls = falls};
    metrics->items = ent_alloc(count, sizeof *metrics->items);
    metrics->scales = ent_alloc(count, sizeof *metrics->scales);
    if (metrics->items == NULL || metrics->scales == NULL) {
        ent_metrics_free(metrics);
        return ENT_ERR_MEMORY;
    }
    size_t next = 0;
    for (size_t i = 0; i < row_count; i++) {
        for (size_t j = 0; j < entities(plan, table[i].per); j++) {
            set_metric(metrics, next++, plan, &table[i], j);
        }
    }
    return ENT_OK;
}

void ent_metrics_free(ent_metrics_t *metrics) {
    free(metrics->items);
    free(metrics->scales);
    *metrics = (ent_metrics_t){0};
}

void ent_metrics_keep(ent_metrics_t *metrics, const bool *wanted) {
    size_t kept = 0;
    for (size_t i = 0; i < metrics->count; i++) {
        if (wanted[i]) {
            metrics->items[kept] = metrics->items[i];
            metrics->scales[kept++] = metrics->scales[i];
        }
    }
    metrics->count = kept;
}

static void evaluate(const void *user, const ent_member_t *member, ent_metric_value_t *values) {
    const ent_metrics_t *metrics = user;
    for (size_t i = 0; i < metrics->count; i++) {
        const ent_metric_t *metric = &metrics->items[i];
        values[i] = metric->row->evaluate(member, metric->index, metrics->falls);
    }
}

ent_metric_set_t ent_metrics_set(const ent_metrics_t *metrics) {
    return (ent_metric_set_t){
        .count = metrics->count, .scales = metrics->scales, .evaluate = evaluate, .user = metrics};
}
