#include "analysis/gain.h"

#include <math.h>

double ent_student_quantile(double degrees) {
    static const double few[] = {12.7062047364, 4.30265272991, 3.18244630528, 2.77644510520};
    const double z = 1.95996398454005423552, z3 = z * z * z, z5 = z3 * z * z, z7 = z5 * z * z;
    const double fourth = 79 * z7 * z * z + 776 * z7 + 1482 * z5 - 1920 * z3 - 945 * z;
    if (degrees <= 4) {
        return degrees >= 1 ? few[(int)degrees - 1] : NAN;
    }
    double n = degrees;
    return z + (z3 + z) / (4 * n) + (5 * z5 + 16 * z3 + 3 * z) / (96 * n * n) +
           (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * n * n * n) +
           fourth / (92160 * n * n * n * n);
}

ent_estimate_t ent_estimate(double mean, double sd, double n) {
    double standard_error = n >= 2 ? sd / sqrt(n) : NAN;
    double reach = ent_student_quantile(n - 1) * standard_error;
    return (ent_estimate_t){mean, standard_error, mean - reach, mean + reach};
}

/* Two means of members that have nothing to do with each other (Welch). */
static ent_estimate_t difference_of_means(ent_distribution_t other, ent_distribution_t control) {
    double n = (double)other.moments->count, m = (double)control.moments->count;
    double by_other = ent_distribution_sd(other), by_control = ent_distribution_sd(control);
    double a = by_other * by_other / n, b = by_control * by_control / m;
    double mean = ent_distribution_mean(other) - ent_distribution_mean(control);
    if (!(n >= 2 && m >= 2)) {
        return (ent_estimate_t){mean, NAN, NAN, NAN};
    }
    double standard_error = sqrt(a + b);
    double degrees = a + b > 0 ? (a + b) * (a + b) / (a * a / (n - 1) + b * b / (m - 1)) : n + m;
    double reach = ent_student_quantile(floor(degrees + 1e-9)) * standard_error;
    return (ent_estimate_t){mean, standard_error, mean - reach, mean + reach};
}

static void share_out(ent_gain_t *gain, const ent_fared_t *fared, ent_better_t better) {
    double pairs = (double)gain->pairs;
    uint64_t good = better == ENT_LESS_IS_BETTER ? fared->less : fared->more;
    uint64_t bad = better == ENT_LESS_IS_BETTER ? fared->more : fared->less;
    gain->better = (double)good / pairs;
    gain->equal = (double)fared->same / pairs;
    gain->worse = (double)bad / pairs;
}

ent_gain_t ent_gain(const ent_ensemble_t *ensemble, size_t plan, size_t pair, ent_better_t better) {
    const ent_contrast_t *contrast = &ensemble->contrasts[plan];
    const ent_metric_pair_t *metrics = &contrast->pairing.metrics[pair];
    ent_distribution_t differences = ent_contrast_metric(contrast, pair);
    ent_distribution_t other = ent_gathered_metric(&ensemble->plans[plan], metrics->other);
    ent_distribution_t control = ent_gathered_metric(&ensemble->plans[0], metrics->control);
    ent_gain_t gain = {.pairs = differences.moments->count, .sd = ent_distribution_sd(differences)};
    double spread = ent_distribution_sd(other), control_spread = ent_distribution_sd(control);
    gain.paired = ent_estimate(ent_distribution_mean(differences), gain.sd, (double)gain.pairs);
    gain.unpaired = difference_of_means(other, control);
    gain.effect = gain.paired.mean / sqrt((spread * spread + control_spread * control_spread) / 2);
    share_out(&gain, &contrast->fared[pair], better);
    return gain;
}
