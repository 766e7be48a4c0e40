/*
 * Forecasts of survey waves that know nothing of the model: what a model has to beat. Each is
 * fitted on the training waves; held-out waves are forecast from the last training wave, many years
 * ahead, but for those baselines that know the previous wave also there.
 */
#ifndef ENT_ANALYSIS_BASELINE_H
#define ENT_ANALYSIS_BASELINE_H

#include "analysis/score.h"
#include "analysis/waves.h"

typedef enum {
    ENT_BASELINE_PERSISTENCE,
    ENT_BASELINE_CLIMATOLOGY,
    ENT_BASELINE_TREND,
    ENT_BASELINE_CLOCK,
    ENT_BASELINE_AR1,
    ENT_BASELINE_AR1_RECORD,
    ENT_BASELINE_PERSISTENCE_KNOWN,
    ENT_BASELINE_AR1_KNOWN,
    ENT_BASELINES
} ent_baseline_t;

typedef struct {
    const char *name, *title;
    size_t least_waves;  /* in training; with fewer it makes no forecast */
    bool knows_previous; /* the wave before the one forecast, also in the held-out period */
    bool needs_record;   /* of events */
} ent_baseline_row_t;

const ent_baseline_row_t *ent_baseline_row(ent_baseline_t baseline);

/*
 * Forecasts every wave ([waves->count], the caller's): normal distributions in points, or none
 * where a baseline cannot be made: too few training waves, no wave to start from, a wave before the
 * first training wave, no record or one that does not move. A training wave is forecast by what was
 * fitted to it among others, the first by AR(1) from its stationary distribution. No standard
 * deviation is below ENT_LEAST_SD_POINTS.
 *
 * ENT_ERR_BUG if waves are not sound (analysis/waves.h), ENT_ERR_MEMORY.
 */
ENT_CHECKED ent_err_t ent_baseline_forecast(ent_baseline_t baseline, const ent_waves_t *waves,
                                            ent_forecast_t *forecasts);

#endif
