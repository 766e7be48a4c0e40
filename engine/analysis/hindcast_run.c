#include "analysis/hindcast.h"
#include "analysis/logit.h"
#include "analysis/signal.h"
#include "base/machine.h"
#include "base/memory.h"
#include "scenario/process.h"

#include <math.h>
#include <stdlib.h>

/* The waves of a poll stand one after the other. */
static void find_waves(const ent_hindcast_t *hindcast, size_t poll, size_t *first, size_t *count) {
    *first = 0;
    while (*first < hindcast->wave_count && hindcast->waves[*first].survey->poll != poll) {
        (*first)++;
    }
    *count = 0;
    while (*first + *count < hindcast->wave_count &&
           hindcast->waves[*first + *count].survey->poll == poll) {
        (*count)++;
    }
}

/* ---- Curves -------------------------------------------------------------------------------------
 */

static double mean_of(const double *values, size_t count) {
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += values[i];
    }
    return sum / (double)count;
}

/* The training waves of a poll and the ensemble's mean at each. Arrays have room for all waves. */
static size_t gather_training(const ent_hindcast_t *hindcast, const ent_sampled_t *sampled,
                              size_t poll, double *logits, double *percent, double *index,
                              double *respondents) {
    size_t count = 0;
    for (size_t i = 0; i < hindcast->wave_count; i++) {
        const ent_hindcast_wave_t *wave = &hindcast->waves[i];
        if (wave->survey->poll == poll && wave->inside && wave->training) {
            ent_sampled_poll(sampled, poll, wave->instant, logits);
            percent[count] = wave->survey->value;
            index[count] = mean_of(logits, sampled->members);
            respondents[count++] = wave->survey->respondents;
        }
    }
    return count;
}

/* The prior is the curve as declared, or that of the poll this one is like. */
static ent_err_t fit_curve(const ent_hindcast_t *hindcast, ent_hindcast_run_t *run, size_t poll,
                           double *scratch) {
    const ent_poll_t *source = &hindcast->scenario->polls[poll];
    const size_t room = hindcast->wave_count;
    double *logits = scratch + 3 * room;
    bool like = source->like != ENT_NO_POLL;
    ent_curve_t prior = like ? run->curves[source->like]
                             : (ent_curve_t){.shift = 0, .slope = 1, .noise = source->noise};
    const ent_poll_prior_t priors = {.intercept = prior.shift,
                                     .intercept_sd = source->prior_intercept_sd,
                                     .slope = prior.slope,
                                     .log_slope_sd = source->prior_slope_sd};
    const ent_poll_data_t data = {.percent = scratch,
                                  .index = scratch + room,
                                  .respondents = scratch + 2 * room,
                                  .count =
                                      gather_training(hindcast, &run->sampled, poll, logits,
                                                      scratch, scratch + room, scratch + 2 * room),
                                  .noise = source->noise};
    run->curves[poll] = prior;
    run->sources[poll] = like ? ENT_CURVE_LIKE : ENT_CURVE_DECLARED;
    ent_err_t error = ent_poll_fit(&data, &priors, &run->fits[poll]);
    if (error == ENT_OK && run->fits[poll].outcome == ENT_FIT_DONE) {
        const ent_poll_fit_t *fit = &run->fits[poll];
        run->curves[poll] = (ent_curve_t){fit->intercept, fit->slope, fit->residual_sd};
        run->sources[poll] = ENT_CURVE_FITTED;
    }
    return error;
}

/* A poll after the one it is like; there are no cycles (scenario/check). */
static ent_err_t fit_in_order(const ent_hindcast_t *hindcast, ent_hindcast_run_t *run, size_t poll,
                              bool *done, double *scratch) {
    size_t like = hindcast->scenario->polls[poll].like;
    ent_err_t error = ENT_OK;
    if (done[poll]) {
        return ENT_OK;
    }
    if (like != ENT_NO_POLL) {
        error = fit_in_order(hindcast, run, like, done, scratch);
    }
    done[poll] = true;
    return error == ENT_OK ? fit_curve(hindcast, run, poll, scratch) : error;
}

static ent_err_t fit_curves(const ent_hindcast_t *hindcast, ent_hindcast_run_t *run,
                            const ent_curve_t *given) {
    bool done[ENT_MAX_POLLS] = {false};
    double *scratch = ent_alloc(3 * hindcast->wave_count + run->sampled.members, sizeof *scratch);
    ent_err_t error = scratch != NULL ? ENT_OK : ENT_ERR_MEMORY;
    for (size_t p = 0; p < hindcast->scenario->poll_count && given != NULL; p++) {
        if (given[p].slope > 0) {
            run->curves[p] = given[p];
            run->sources[p] = ENT_CURVE_GIVEN;
            done[p] = true;
        }
    }
    for (size_t p = 0; p < hindcast->scenario->poll_count && error == ENT_OK; p++) {
        error = fit_in_order(hindcast, run, p, done, scratch);
    }
    free(scratch);
    return error;
}

/* ---- Forecasts ----------------------------------------------------------------------------------
 */

/* Members' polls at an instant on the logit scale, and the scatter of a wave there. */
static double curve_logits(const ent_hindcast_run_t *run, size_t poll, size_t instant,
                           double *logits) {
    const ent_curve_t *curve = &run->curves[poll];
    ent_sampled_poll(&run->sampled, poll, instant, logits);
    double index = mean_of(logits, run->sampled.members);
    for (size_t m = 0; m < run->sampled.members; m++) {
        logits[m] = curve->shift + curve->slope * logits[m];
    }
    bool fitted = run->sources[poll] == ENT_CURVE_FITTED;
    return fitted ? ent_poll_fit_noise(&run->fits[poll], index) : curve->noise;
}

/* A survey of every member's public: its poll, and the noise of a wave. */
static void draw_surveys(const ent_hindcast_t *hindcast, size_t poll, size_t instant, double noise,
                         const double *logits, size_t members, double *percents) {
    const ent_random_t *random = ent_random(ENT_ISA_BASELINE);
    uint32_t process = ent_process_hash(ENT_PROCESS_WAVE, hindcast->scenario->polls[poll].name);
    for (size_t m = 0; m < members; m++) {
        double z = random->normal_pair(hindcast->seed, m, (uint32_t)instant, process, 0).first;
        percents[m] = ent_percent_of_logit(logits[m] + noise * z);
    }
}

static ent_err_t forecast_model(ent_hindcast_t *hindcast, size_t model) {
    const ent_hindcast_run_t *run = &hindcast->models[model];
    const size_t members = run->sampled.members;
    double *room = hindcast->pool + model * hindcast->wave_count * 2 * members;
    for (size_t i = 0; i < hindcast->wave_count; i++) {
        const ent_hindcast_wave_t *wave = &hindcast->waves[i];
        double *logits = room + i * 2 * members, *percents = logits + members;
        if (ent_hindcast_stopped(hindcast)) {
            return ENT_ERR_INTERRUPTED;
        }
        if (wave->inside) {
            size_t poll = wave->survey->poll;
            double noise = curve_logits(run, poll, wave->instant, logits);
            draw_surveys(hindcast, poll, wave->instant, noise, logits, members, percents);
            *ent_hindcast_forecast(hindcast, model, i) =
                ent_forecast_poll(percents, logits, members, noise);
        }
    }
    return ENT_OK;
}

/* Graded waves of a poll, before the run too, with what the record says of each. */
static ent_err_t forecast_baselines(ent_hindcast_t *hindcast, size_t poll) {
    size_t first = 0, count = 0, used = 0;
    find_waves(hindcast, poll, &first, &count);
    double *numbers = ent_alloc(3 * count, sizeof *numbers);
    bool *training = ent_alloc(count, sizeof *training);
    size_t *places = ent_alloc(count, sizeof *places);
    ent_forecast_t *forecasts = ent_alloc(count, sizeof *forecasts);
    ent_err_t error = ENT_ERR_MEMORY;
    if (numbers == NULL || training == NULL || places == NULL || forecasts == NULL) {
        goto out;
    }
    double *years = numbers, *values = numbers + count, *record = numbers + 2 * count;
    for (size_t i = first; i < first + count; i++) {
        const ent_hindcast_wave_t *wave = &hindcast->waves[i];
        if (wave->graded) {
            years[used] = wave->years;
            values[used] = wave->survey->value;
            training[used] = wave->training;
            record[used] = ent_record_signal(hindcast->scenario, wave->survey->state,
                                             used > 0 ? years[used - 1] : -INFINITY, years[used]);
            places[used++] = i;
        }
    }
    const ent_waves_t waves = {
        .years = years, .values = values, .training = training, .record = record, .count = used};
    error = ENT_OK;
    for (size_t b = 0; b < ENT_BASELINES && error == ENT_OK; b++) {
        error = ent_baseline_forecast((ent_baseline_t)b, &waves, forecasts);
        for (size_t i = 0; i < used && error == ENT_OK; i++) {
            *ent_hindcast_forecast(hindcast, ENT_HINDCAST_MODELS + b, places[i]) = forecasts[i];
        }
    }
out:
    free(numbers);
    free(training);
    free(places);
    free(forecasts);
    return error;
}

static ent_err_t forecast(ent_hindcast_t *hindcast) {
    size_t members = hindcast->models[0].sampled.members, room = 0;
    ent_err_t error = ENT_ERR_MEMORY;
    if (ent_multiply(hindcast->model_count * hindcast->wave_count * 2, members, &room) &&
        room <= ent_memory_limit() / sizeof *hindcast->pool) {
        hindcast->pool = ent_alloc(room, sizeof *hindcast->pool);
        error = hindcast->pool != NULL ? ENT_OK : ENT_ERR_MEMORY;
    }
    for (size_t k = 0; k < hindcast->model_count && error == ENT_OK; k++) {
        error = forecast_model(hindcast, k);
    }
    for (size_t p = 0; p < hindcast->scenario->poll_count && error == ENT_OK; p++) {
        error = forecast_baselines(hindcast, p);
    }
    return error;
}

/* Polls' terms, and health for figures. */
static void want(const ent_plan_t *plan, bool *wanted) {
    for (size_t p = 0; p < plan->polls; p++) {
        ent_sampled_want_poll(plan, p, wanted);
    }
    for (size_t i = 0; i < plan->variables.count; i++) {
        wanted[i] = wanted[i] || plan->variables.items[i].kind == ENT_VAR_HEALTH;
    }
}

static ent_err_t sample(ent_hindcast_t *hindcast, const ent_plan_t *const *plans,
                        const ent_sampled_options_t *options) {
    bool *wanted[ENT_HINDCAST_MODELS] = {NULL};
    const bool *shown[ENT_HINDCAST_MODELS] = {NULL};
    ent_sampled_t sampled[ENT_HINDCAST_MODELS] = {{0}};
    ent_err_t error = ENT_OK;
    for (size_t k = 0; k < hindcast->model_count && error == ENT_OK; k++) {
        shown[k] = wanted[k] = ent_alloc(plans[k]->variables.count, sizeof *wanted[k]);
        if (wanted[k] == NULL) {
            error = ENT_ERR_MEMORY;
        } else {
            want(plans[k], wanted[k]);
        }
    }
    if (error == ENT_OK) {
        error = ent_sampled_run(plans, hindcast->model_count, shown, 1, options, sampled);
    }
    for (size_t k = 0; k < hindcast->model_count; k++) {
        hindcast->models[k].sampled = sampled[k];
        free(wanted[k]);
    }
    return error;
}

ent_err_t ent_hindcast_run(ent_hindcast_t *hindcast, const ent_plan_t *const *plans,
                           size_t plan_count, const ent_curve_t *given,
                           const ent_sampled_options_t *options) {
    hindcast->model_count = plan_count;
    hindcast->stop = options->stop;
    ent_err_t error = sample(hindcast, plans, options);
    for (size_t k = 0; k < plan_count && error == ENT_OK; k++) {
        error = fit_curves(hindcast, &hindcast->models[k], given);
    }
    return error == ENT_OK ? forecast(hindcast) : error;
}

void ent_hindcast_band(const ent_hindcast_t *hindcast, ent_hindcast_model_t model, size_t poll,
                       size_t instant, const double *probabilities, size_t count, double *scratch,
                       double *quantiles) {
    const ent_hindcast_run_t *run = &hindcast->models[model];
    const size_t members = run->sampled.members;
    double *logits = scratch, *percents = scratch + members;
    double noise = curve_logits(run, poll, instant, logits);
    draw_surveys(hindcast, poll, instant, noise, logits, members, percents);
    ent_forecast_t forecast = ent_forecast_sample(percents, members);
    for (size_t q = 0; q < count; q++) {
        quantiles[q] = ent_forecast_quantile(&forecast, probabilities[q]);
    }
}
