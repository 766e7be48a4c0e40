#include "analysis/hindcast.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

const char *ent_hindcast_method_name(size_t method) {
    static const char *const names[ENT_HINDCAST_MODELS] = {"model", "model_no_record"};
    return method < ENT_HINDCAST_MODELS
               ? names[method]
               : ent_baseline_row((ent_baseline_t)(method - ENT_HINDCAST_MODELS))->name;
}

const char *ent_hindcast_method_title(size_t method) {
    static const char *const titles[ENT_HINDCAST_MODELS] = {"the model",
                                                            "the model without the record"};
    return method < ENT_HINDCAST_MODELS
               ? titles[method]
               : ent_baseline_row((ent_baseline_t)(method - ENT_HINDCAST_MODELS))->title;
}

const char *ent_curve_source_name(ent_curve_source_t source) {
    static const char *const names[] = {"fitted", "like", "declared", "given"};
    return names[source];
}

const char *ent_split_name(ent_split_t split) {
    static const char *const names[ENT_SPLITS] = {"all", "training", "held out"};
    return names[split];
}

/* ---- Waves --------------------------------------------------------------------------------------
 */

static ent_hindcast_wave_t describe(const ent_scenario_t *scenario, const ent_survey_t *survey) {
    long step = ent_scenario_step_of(scenario, ent_date_decimal(survey->date));
    double years = ent_date_decimal(survey->date);
    bool graded = survey->grade != ENT_GRADE_MEMORY;
    bool from = scenario->train_from.year == 0 || years >= ent_date_decimal(scenario->train_from);
    bool until = scenario->train_until.year == 0 || years < ent_date_decimal(scenario->train_until);
    bool inside = step >= 0 && (size_t)step <= ent_scenario_steps(scenario);
    return (ent_hindcast_wave_t){.survey = survey,
                                 .years = years,
                                 .inside = inside,
                                 .graded = graded,
                                 .training = graded && from && until,
                                 .instant = inside ? (size_t)step : 0};
}

ent_err_t ent_hindcast_init(ent_hindcast_t *hindcast, const ent_scenario_t *scenario,
                            uint64_t seed) {
    *hindcast = (ent_hindcast_t){.scenario = scenario, .seed = seed};
    hindcast->waves = ent_alloc(scenario->survey_count, sizeof *hindcast->waves);
    hindcast->forecasts =
        ent_alloc(ENT_HINDCAST_METHODS * scenario->survey_count, sizeof *hindcast->forecasts);
    if (hindcast->waves == NULL || hindcast->forecasts == NULL) {
        return ENT_ERR_MEMORY;
    }
    hindcast->wave_count = scenario->survey_count;
    for (size_t i = 0; i < scenario->survey_count; i++) {
        hindcast->waves[i] = describe(scenario, &scenario->surveys[i]);
    }
    for (size_t i = 0; i < ENT_HINDCAST_METHODS * scenario->survey_count; i++) {
        hindcast->forecasts[i] = ent_forecast_none();
    }
    return ENT_OK;
}

void ent_hindcast_free(ent_hindcast_t *hindcast) {
    for (size_t k = 0; k < ENT_HINDCAST_MODELS; k++) {
        ent_sampled_free(&hindcast->models[k].sampled);
    }
    free(hindcast->waves);
    free(hindcast->forecasts);
    free(hindcast->pool);
    *hindcast = (ent_hindcast_t){0};
}

size_t ent_hindcast_training(const ent_hindcast_t *hindcast, size_t poll) {
    size_t count = 0;
    for (size_t i = 0; i < hindcast->wave_count; i++) {
        const ent_hindcast_wave_t *wave = &hindcast->waves[i];
        count += wave->survey->poll == poll && wave->inside && wave->training;
    }
    return count;
}

/* ---- Results ------------------------------------------------------------------------------------
 */

ent_wave_filter_t ent_wave_filter_any(void) {
    return (ent_wave_filter_t){.poll = SIZE_MAX,
                               .measures = ENT_MEASURES,
                               .respondent = ENT_BOTH_STATES,
                               .split = ENT_SPLIT_ALL,
                               .lead_from = -INFINITY,
                               .lead_to = INFINITY,
                               .also = ENT_ANY_METHOD};
}

bool ent_hindcast_selects(const ent_hindcast_t *hindcast, const ent_wave_filter_t *filter,
                          size_t wave) {
    const ent_hindcast_wave_t *found = &hindcast->waves[wave];
    const ent_poll_t *poll = &hindcast->scenario->polls[found->survey->poll];
    double lead = found->years - ent_date_decimal(hindcast->scenario->start);
    return found->inside && found->graded &&
           (filter->poll == SIZE_MAX || filter->poll == found->survey->poll) &&
           (filter->measures == ENT_MEASURES || filter->measures == poll->measures) &&
           (filter->respondent == ENT_BOTH_STATES || filter->respondent == found->survey->state) &&
           (filter->split == ENT_SPLIT_ALL ||
            (filter->split == ENT_SPLIT_TRAINING) == found->training) &&
           lead >= filter->lead_from && lead < filter->lead_to &&
           (filter->also == ENT_ANY_METHOD ||
            ent_hindcast_forecast(hindcast, filter->also, wave)->kind != ENT_FORECAST_NONE);
}

ent_scores_t ent_hindcast_scores(const ent_hindcast_t *hindcast, size_t method,
                                 const ent_wave_filter_t *filter) {
    ent_score_sums_t sums = {0};
    for (size_t i = 0; i < hindcast->wave_count; i++) {
        if (ent_hindcast_selects(hindcast, filter, i)) {
            ent_score_sums_add(&sums, ent_hindcast_forecast(hindcast, method, i),
                               hindcast->waves[i].survey->value);
        }
    }
    return ent_scores(&sums);
}

ent_scores_t ent_hindcast_scores_beside(const ent_hindcast_t *hindcast, size_t method,
                                        const ent_wave_filter_t *filter) {
    ent_wave_filter_t same = *filter;
    same.also = method;
    return ent_hindcast_scores(hindcast, ENT_MODEL_GIVEN, &same);
}
