/* What the two files of metrics share. */
#ifndef ORACLE_METRICS_H
#define ORACLE_METRICS_H

#include "oracle_internal.h"

#include <math.h>

enum { DEFINED = 0, UNDEFINED = 1, CENSORED = 2 };

typedef struct answer {
    double value;
    unsigned char state;
} answer_t;

/* One metric of one scope: index is that of the state or institution, 0 for the dyad. */
typedef answer_t formula_t(const oracle_t *oracle, const double *path, size_t index);

static inline answer_t defined(double value) {
    const answer_t answer = {value, DEFINED};
    return answer;
}

static inline answer_t undefined(void) {
    const answer_t answer = {NAN, UNDEFINED};
    return answer;
}

/* A recorded value: the index-th variable of a kind at record n. */
static inline double at(const oracle_t *oracle, const double *path, size_t n, variable_kind_t kind,
                        size_t index) {
    return path[n * oracle->variable_count + oracle->column[kind] + index];
}

/* oracle_health.c */
void oracle_find_falls(oracle_t *oracle, const double *path);
formula_t oracle_health_mean, oracle_health_sd, oracle_health_min, oracle_health_end;
formula_t oracle_max_drawdown, oracle_years_strained, oracle_rupture, oracle_swings_per_decade;
formula_t oracle_recovery_years, oracle_transition_cost;

#endif
