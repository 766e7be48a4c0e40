#include "analysis/score.h"

#include "analysis/logit.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>

#define HALF_LOG_2PI 0.91893853320467274178 /* ½ ln 2π */

ent_forecast_t ent_forecast_none(void) {
    return (ent_forecast_t){.kind = ENT_FORECAST_NONE, .mean = NAN, .sd = NAN};
}

ent_forecast_t ent_forecast_normal(double mean, double sd) {
    return (ent_forecast_t){.kind = ENT_FORECAST_NORMAL, .mean = mean, .sd = sd};
}

ent_forecast_t ent_forecast_sample(double *values, size_t count) {
    if (count == 0) {
        return ent_forecast_none();
    }
    gsl_sort(values, 1, count);
    return (ent_forecast_t){.kind = ENT_FORECAST_SAMPLE,
                            .mean = gsl_stats_mean(values, 1, count),
                            .sd = count >= 2 ? gsl_stats_sd(values, 1, count) : NAN,
                            .values = values,
                            .count = count};
}

ent_forecast_t ent_forecast_poll(double *values, const double *logits, size_t count, double noise) {
    ent_forecast_t forecast = ent_forecast_sample(values, count);
    forecast.logits = logits;
    forecast.noise = noise;
    return forecast;
}

double ent_forecast_quantile(const ent_forecast_t *forecast, double p) {
    switch (forecast->kind) {
    case ENT_FORECAST_NORMAL:
        return forecast->mean + forecast->sd * gsl_cdf_ugaussian_Pinv(p);
    case ENT_FORECAST_SAMPLE:
        return ent_quantile_sample(forecast->values, forecast->count, p);
    case ENT_FORECAST_NONE:
        break;
    }
    return NAN;
}

double ent_forecast_pit(const ent_forecast_t *forecast, double outcome) {
    switch (forecast->kind) {
    case ENT_FORECAST_NORMAL:
        return gsl_cdf_ugaussian_P((outcome - forecast->mean) / forecast->sd);
    case ENT_FORECAST_SAMPLE:
        return ent_pit_sample(forecast->values, forecast->count, outcome);
    case ENT_FORECAST_NONE:
        break;
    }
    return NAN;
}

double ent_forecast_crps(const ent_forecast_t *forecast, double outcome) {
    switch (forecast->kind) {
    case ENT_FORECAST_NORMAL:
        return ent_crps_normal(forecast->mean, forecast->sd, outcome);
    case ENT_FORECAST_SAMPLE:
        return ent_crps_sample(forecast->values, forecast->count, outcome);
    case ENT_FORECAST_NONE:
        break;
    }
    return NAN;
}

double ent_forecast_log_score(const ent_forecast_t *forecast, double outcome) {
    switch (forecast->kind) {
    case ENT_FORECAST_NORMAL:
        return ent_log_score_normal(forecast->mean, forecast->sd, outcome);
    case ENT_FORECAST_SAMPLE:
        return forecast->logits != NULL ? ent_log_score_mixture(forecast->logits, forecast->count,
                                                                forecast->noise, outcome)
                                        : NAN;
    case ENT_FORECAST_NONE:
        break;
    }
    return NAN;
}

/*
 * Of sorted values, Σ_i Σ_j |x_i − x_j| = 2 Σ_i (2i − n + 1) x_i, i from 0. The weights add up to
 * 0, so values may be taken as distances from the outcome, which loses no digits.
 */
double ent_crps_sample(const double *sorted, size_t count, double outcome) {
    double n = (double)count, distance = 0, spread = 0;
    for (size_t i = 0; i < count; i++) {
        double off = sorted[i] - outcome;
        distance += fabs(off);
        spread += (2 * (double)i - n + 1) * off;
    }
    return count > 0 ? fmax(0, distance / n - spread / (n * n)) : NAN;
}

double ent_crps_normal(double mean, double sd, double outcome) {
    const double one_by_root_pi = 0.56418958354775628695;
    if (!(sd > 0)) {
        return fabs(outcome - mean);
    }
    double z = (outcome - mean) / sd; /* 2Φ(z) − 1 = erf(z/√2) */
    return sd * (z * erf(z / sqrt(2)) + 2 * exp(-z * z / 2 - HALF_LOG_2PI) - one_by_root_pi);
}

double ent_log_score_normal(double mean, double sd, double outcome) {
    double z = (outcome - mean) / sd;
    return HALF_LOG_2PI + log(sd) + z * z / 2;
}

/* Far from all logits every term of the sum underflows: the nearest one is taken out of it. */
double ent_log_score_mixture(const double *logits, size_t count, double noise, double percent) {
    double at = ent_percent_clamp(percent), logit = ent_logit_of_percent(percent);
    double nearest = INFINITY, sum = 0;
    for (size_t m = 0; m < count; m++) {
        nearest = fmin(nearest, fabs(logit - logits[m]) / noise);
    }
    for (size_t m = 0; m < count; m++) {
        double z = (logit - logits[m]) / noise;
        sum += exp((nearest * nearest - z * z) / 2);
    }
    double per_point = 100 / (at * (100 - at)); /* |d logit/dy| */
    return nearest * nearest / 2 - log(sum) + log((double)count) + HALF_LOG_2PI + log(noise) -
           log(per_point);
}

double ent_quantile_sample(const double *sorted, size_t count, double p) {
    return count > 0 ? gsl_stats_quantile_from_sorted_data(sorted, 1, count, p) : NAN;
}

/* How many of the values are below, or with `ties` not above. */
static size_t count_below(const double *sorted, size_t count, double outcome, bool ties) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        bool below = ties ? sorted[middle] <= outcome : sorted[middle] < outcome;
        low = below ? middle + 1 : low;
        high = below ? high : middle;
    }
    return low;
}

double ent_pit_sample(const double *sorted, size_t count, double outcome) {
    size_t below = count_below(sorted, count, outcome, false);
    size_t not_above = count_below(sorted, count, outcome, true);
    return count > 0 ? ((double)below + (double)not_above) / (2 * (double)count) : NAN;
}

void ent_pit_histogram(const double *pits, size_t count, size_t bins, size_t *counts) {
    for (size_t k = 0; k < bins; k++) {
        counts[k] = 0;
    }
    for (size_t i = 0; i < count; i++) {
        if (!isnan(pits[i])) {
            size_t bin = (size_t)(pits[i] * (double)bins);
            counts[bin < bins ? bin : bins - 1]++;
        }
    }
}

/* ---- Many forecasts ----------------------------------------------------------------------------
 */

const double ent_central_shares[ENT_CENTRALS] = {0.5, 0.9};

void ent_score_sums_add(ent_score_sums_t *sums, const ent_forecast_t *forecast, double outcome) {
    if (forecast->kind == ENT_FORECAST_NONE) {
        sums->missing++;
        return;
    }
    double error = forecast->mean - outcome, log_score = ent_forecast_log_score(forecast, outcome);
    sums->count++;
    sums->errors += error;
    sums->squares += error * error;
    sums->crps += ent_forecast_crps(forecast, outcome);
    if (!isnan(log_score)) {
        sums->dense++;
        sums->log_scores += log_score;
    }
    for (size_t k = 0; k < ENT_CENTRALS; k++) {
        double tail = (1 - ent_central_shares[k]) / 2;
        sums->within[k] += outcome >= ent_forecast_quantile(forecast, tail) &&
                           outcome <= ent_forecast_quantile(forecast, 1 - tail);
    }
}

ent_scores_t ent_scores(const ent_score_sums_t *sums) {
    double n = sums->count > 0 ? (double)sums->count : NAN;
    ent_scores_t scores = {.count = sums->count,
                           .missing = sums->missing,
                           .bias = sums->errors / n,
                           .rmse = sqrt(sums->squares / n),
                           .crps = sums->crps / n,
                           .log_score = sums->dense == sums->count ? sums->log_scores / n : NAN};
    for (size_t k = 0; k < ENT_CENTRALS; k++) {
        scores.coverage[k] = ent_proportion(sums->within[k], sums->count);
    }
    return scores;
}

/*
 * GSL's quantile of a beta distribution fails to converge in places (2.7: at 0.975 for 17 and 484),
 * where its distribution function does not: then by halving, down to neighbouring doubles.
 */
static double beta_quantile(double p, double a, double b) {
    double quantile = gsl_cdf_beta_Pinv(p, a, b), low = 0, high = 1;
    if (isfinite(quantile)) {
        return quantile;
    }
    for (double middle = 0.5; middle > low && middle < high; middle = (low + high) / 2) {
        if (gsl_cdf_beta_P(middle, a, b) < p) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return high;
}

ent_proportion_t ent_proportion(size_t hits, size_t trials) {
    const double tail = 0.025;
    double k = (double)hits, n = (double)trials;
    if (trials == 0) {
        return (ent_proportion_t){NAN, NAN, NAN};
    }
    return (ent_proportion_t){.share = k / n,
                              .low = hits > 0 ? beta_quantile(tail, k, n - k + 1) : 0,
                              .high = hits < trials ? beta_quantile(1 - tail, k + 1, n - k) : 1};
}
