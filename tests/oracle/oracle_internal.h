/* What the files of the oracle share. */
#ifndef ORACLE_INTERNAL_H
#define ORACLE_INTERNAL_H

#include "oracle_types.h"

static inline double oracle_clamp(double value, double low, double high) {
    return value < low ? low : value > high ? high : value;
}

static inline double oracle_positive(double value) {
    return value > 0.0 ? value : 0.0;
}

static inline double oracle_active(const institution_t *institution) {
    return institution->now.status == STATUS_ACTIVE ? 1.0 : 0.0;
}

/* oracle.c: zeroed memory that lives as long as the oracle; NULL when there is none. */
void *oracle_take(oracle_t *oracle, size_t count, size_t size);

/* oracle_read.c, oracle_read_state.c, oracle_read_event.c */
struct reader;
int oracle_read(oracle_t *oracle, const char *path, char *error, size_t error_size);
void oracle_read_states(struct reader *reader);
void oracle_read_institutions(struct reader *reader);
void oracle_read_shocks(struct reader *reader);
void oracle_read_events(struct reader *reader);
void oracle_read_polls(struct reader *reader);

/* oracle_random.c */
void oracle_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t output[4]);
uint32_t oracle_hash(const char *name);
double oracle_step_uniform(const luck_t *luck, stream_t *stream, size_t step);
double oracle_step_normal(const luck_t *luck, stream_t *stream, size_t step);
double oracle_occasion_uniform(const luck_t *luck, uint32_t hash, uint32_t ordinal, uint32_t draw);
double oracle_occasion_normal(const luck_t *luck, uint32_t hash, uint32_t ordinal, uint32_t draw);
/* The quantile at 1 - tail. */
double oracle_severity(const severity_t *severity, double tail);

/* oracle_derive.c */
int oracle_list_variables(oracle_t *oracle);
size_t oracle_find_variable(const oracle_t *oracle, const char *name); /* the count if none */
void oracle_set_constants(oracle_t *oracle);
void oracle_set_shares(oracle_t *oracle);
void oracle_refresh(oracle_t *oracle);
double oracle_value(const oracle_t *oracle, size_t variable);
long oracle_step_of(const oracle_t *oracle, double date);
double oracle_diversion(const state_t *state, double approval); /* div_s */
double oracle_weight_sum(const oracle_t *oracle, const state_t *state);

/* oracle_effect.c */
void oracle_shock(oracle_t *oracle, size_t by, double severity, const double *hits);
void oracle_two_shocks(oracle_t *oracle, const bool emits[2], const double severities[2]);
void oracle_seat_leader(oracle_t *oracle, state_t *state, double orientation, double approval);
void oracle_set_status(oracle_t *oracle, institution_t *institution, status_t status);
bool oracle_apply_effect(oracle_t *oracle, effect_t *effect); /* false: did not apply */
void oracle_set_parameters(oracle_t *oracle);

/* oracle_event.c */
bool oracle_chance(const oracle_t *oracle, stream_t *stream, double probability);
/* Moves a dated event on to its first date in from_step or later (an `at` event to its date). */
void oracle_next_date(const oracle_t *oracle, event_t *event, long from_step);
void oracle_answer_provocations(oracle_t *oracle);
void oracle_scenario_events(oracle_t *oracle);
void oracle_random_shocks(oracle_t *oracle);

/* oracle_start.c */
void oracle_start_member(oracle_t *oracle);

/* oracle_step.c */
void oracle_step(oracle_t *oracle);
/* Moves a term calendar on, by whole terms, to its first date in from_step or later. */
void oracle_next_election(const oracle_t *oracle, state_t *state, long from_step);

/* oracle_metrics.c */
int oracle_list_metrics(oracle_t *oracle);
void oracle_compute_metrics(oracle_t *oracle, const double *path);

#endif
