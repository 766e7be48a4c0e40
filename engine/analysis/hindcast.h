/*
 * A model held against surveys of its past. Polls are fitted to the ensemble's mean on the waves of
 * the training period; every member's poll with the noise of a wave is then the forecast of each
 * wave, to be scored beside baselines that know nothing of the model.
 */
#ifndef ENT_ANALYSIS_HINDCAST_H
#define ENT_ANALYSIS_HINDCAST_H

#include "analysis/baseline.h"
#include "analysis/curve.h"
#include "analysis/poll_fit.h"
#include "analysis/sampled.h"

/* Models held against the surveys: the scenario, and the same without its event record. */
typedef enum { ENT_MODEL_GIVEN, ENT_MODEL_NO_RECORD, ENT_HINDCAST_MODELS } ent_hindcast_model_t;

/* All that makes forecasts: the models, then the baselines. */
enum { ENT_HINDCAST_METHODS = ENT_HINDCAST_MODELS + ENT_BASELINES };

/* "model", "model_no_record", or a baseline's name; and for people. */
const char *ent_hindcast_method_name(size_t method);
const char *ent_hindcast_method_title(size_t method);

/* Where a poll's curve comes from. */
typedef enum {
    ENT_CURVE_FITTED,   /* to its own waves of the training period */
    ENT_CURVE_LIKE,     /* that of the poll it is like: its own training waves are too few */
    ENT_CURVE_DECLARED, /* the scenario's: they are too few, and it is like no other poll */
    ENT_CURVE_GIVEN     /* by the caller */
} ent_curve_source_t;
const char *ent_curve_source_name(ent_curve_source_t source);

/* A wave as the hindcast uses it: one for each survey of the scenario, in the same order. */
typedef struct {
    const ent_survey_t *survey;
    double years; /* decimal date */
    bool inside;  /* the run: there is a forecast of it */
    bool graded;  /* not from memory: it may be fitted and scored */
    bool training;
    size_t instant; /* of the run, at or just before its date */
} ent_hindcast_wave_t;

typedef struct {
    ent_sampled_t sampled; /* every instant of the run */
    ent_curve_t curves[ENT_MAX_POLLS];
    ent_curve_source_t sources[ENT_MAX_POLLS];
    ent_poll_fit_t fits[ENT_MAX_POLLS]; /* of those fitted */
} ent_hindcast_run_t;

typedef struct {
    const ent_scenario_t *scenario;
    uint64_t seed;
    size_t model_count;                             /* 1, or 2 with a record */
    ent_hindcast_run_t models[ENT_HINDCAST_MODELS]; /* the first `model_count` */
    ent_hindcast_wave_t *waves;
    size_t wave_count;
    ent_forecast_t *forecasts;         /* methods × waves; none where nothing was forecast */
    double *pool;                      /* what the forecasts point into */
    const volatile sig_atomic_t *stop; /* that of the options it was run with; NULL for none */
} ent_hindcast_t;

/* What a method forecasts for a wave. */
static inline ent_forecast_t *ent_hindcast_forecast(const ent_hindcast_t *hindcast, size_t method,
                                                    size_t wave) {
    return &hindcast->forecasts[method * hindcast->wave_count + wave];
}

/* Whether a method makes forecasts at all: without a record there is no model without it. */
static inline bool ent_hindcast_has(const ent_hindcast_t *hindcast, size_t method) {
    return method < hindcast->model_count || method >= ENT_HINDCAST_MODELS;
}

/* Whether the user wants an end; looked at where work takes long. */
static inline bool ent_hindcast_stopped(const ent_hindcast_t *hindcast) {
    return hindcast->stop != NULL && *hindcast->stop != 0;
}

/* The waves of a scenario's polls. Free the hindcast whatever is returned. */
ENT_CHECKED ent_err_t ent_hindcast_init(ent_hindcast_t *hindcast, const ent_scenario_t *scenario,
                                        uint64_t seed);
void ent_hindcast_free(ent_hindcast_t *hindcast);

/* How many waves of a poll may be fitted. */
size_t ent_hindcast_training(const ent_hindcast_t *hindcast, size_t poll);

/*
 * Runs the plans, with and (where `plan_count` is 2) without the record, fits the polls of each to
 * its own ensemble, unless `given` ([poll], or NULL) says a curve, and forecasts every wave.
 * A given curve with slope 0 stands for none. ENT_ERR_MEMORY, ENT_ERR_INTERRUPTED.
 */
ENT_CHECKED ent_err_t ent_hindcast_run(ent_hindcast_t *hindcast, const ent_plan_t *const *plans,
                                       size_t plan_count, const ent_curve_t *given,
                                       const ent_sampled_options_t *options);

/* Which waves a table's row is about. */
#define ENT_ANY_METHOD SIZE_MAX
typedef enum { ENT_SPLIT_ALL, ENT_SPLIT_TRAINING, ENT_SPLIT_HELD_OUT, ENT_SPLITS } ent_split_t;
const char *ent_split_name(ent_split_t split);

typedef struct {
    size_t poll;            /* SIZE_MAX for any */
    ent_measure_t measures; /* ENT_MEASURES for any */
    size_t respondent;      /* ENT_BOTH_STATES for any */
    ent_split_t split;
    double lead_from, lead_to; /* years since the start: from ≤ lead < to */
    size_t also;               /* a method that must have forecast them, too; or ENT_ANY_METHOD */
} ent_wave_filter_t;

/* All waves inside the run that are graded. */
ent_wave_filter_t ent_wave_filter_any(void);

bool ent_hindcast_selects(const ent_hindcast_t *hindcast, const ent_wave_filter_t *filter,
                          size_t wave);

/* Scores of a method over the waves inside the run that are graded and selected. */
ent_scores_t ent_hindcast_scores(const ent_hindcast_t *hindcast, size_t method,
                                 const ent_wave_filter_t *filter);

/* Those of the model on just the waves that the method forecasts: what it can be held against. */
ent_scores_t ent_hindcast_scores_beside(const ent_hindcast_t *hindcast, size_t method,
                                        const ent_wave_filter_t *filter);

/*
 * What a survey would find at an instant of the run: quantiles ([count]) of a poll in percent, the
 * noise of a wave included. `scratch` has room for 2 × members.
 */
void ent_hindcast_band(const ent_hindcast_t *hindcast, ent_hindcast_model_t model, size_t poll,
                       size_t instant, const double *probabilities, size_t count, double *scratch,
                       double *quantiles);

#endif
