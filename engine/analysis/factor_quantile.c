#include "analysis/design_methods.h"
#include "random/random.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

/* The uniforms nearest to the ends at which distributions without ends are asked for a value. */
static const double least = 0x1p-53, most = 1 - 0x1p-53;

static double uniform(const ent_factor_t *factor, double unit) {
    return factor->low + unit * (factor->high - factor->low);
}

static double log_uniform(const ent_factor_t *factor, double unit) {
    return factor->low * ent_exp(unit * log(factor->high / factor->low));
}

static double triangular(const ent_factor_t *factor, double unit) {
    double width = factor->high - factor->low, rise = factor->mode - factor->low;
    double fall = factor->high - factor->mode;
    return unit * width < rise ? factor->low + sqrt(unit * width * rise)
                               : factor->high - sqrt((1 - unit) * width * fall);
}

/*
 * The quantile of a standard normal cut off at `low` and `high`, which may be infinite. It is
 * looked for from the nearer tail, where probabilities are small numbers and lose no digits.
 */
static double normal_between(double unit, double low, double high) {
    double mass = low > 0 ? gsl_cdf_ugaussian_Q(low) - gsl_cdf_ugaussian_Q(high)
                          : gsl_cdf_ugaussian_P(high) - gsl_cdf_ugaussian_P(low);
    double below = gsl_cdf_ugaussian_P(low) + unit * mass;
    double above = gsl_cdf_ugaussian_Q(high) + (1 - unit) * mass;
    double z = below < above ? gsl_cdf_ugaussian_Pinv(below) : gsl_cdf_ugaussian_Qinv(above);
    if (!isfinite(z)) { /* all of it lies so far out that nothing is left: at the nearer bound */
        z = fabs(low) < fabs(high) ? low : high;
    }
    return z;
}

/* Bounds that cut something off; NaN for none. A lognormal is above 0 without being cut off. */
static double low_bound(const ent_factor_t *factor) {
    bool idle = factor->distribution == ENT_FACTOR_LOGNORMAL && !(factor->low > 0);
    return !idle && isfinite(factor->low) ? factor->low : NAN;
}

static double high_bound(const ent_factor_t *factor) {
    return isfinite(factor->high) ? factor->high : NAN;
}

/* How many standard deviations a bound is from the mean; `none` for no bound. */
static double standard(const ent_factor_t *factor, double bound, double none) {
    return isnan(bound) ? none : (bound - factor->mean) / factor->sd;
}

static double normal(const ent_factor_t *factor, double unit) {
    double z = normal_between(unit, standard(factor, low_bound(factor), -INFINITY),
                              standard(factor, high_bound(factor), INFINITY));
    return factor->mean + factor->sd * z;
}

static double lognormal(const ent_factor_t *factor, double unit) {
    double z = normal_between(unit, standard(factor, log(low_bound(factor)), -INFINITY),
                              standard(factor, log(high_bound(factor)), INFINITY));
    return ent_exp(factor->mean + factor->sd * z);
}

static double one_of_values(const ent_factor_t *factor, double unit) {
    size_t index = (size_t)(unit * (double)factor->value_count);
    return factor->values[index < factor->value_count ? index : factor->value_count - 1];
}

bool ent_factor_has_ends(const ent_factor_t *factor) {
    return factor->distribution == ENT_FACTOR_VALUES ||
           (!isnan(low_bound(factor)) && !isnan(high_bound(factor)));
}

/* A value by the table, kept between the bounds there are: rounding must not cross them. */
double ent_factor_quantile(const ent_factor_t *factor, double unit) {
    static double (*const quantiles[])(const ent_factor_t *, double) = {
        [ENT_FACTOR_UNIFORM] = uniform,       [ENT_FACTOR_LOG_UNIFORM] = log_uniform,
        [ENT_FACTOR_TRIANGULAR] = triangular, [ENT_FACTOR_NORMAL] = normal,
        [ENT_FACTOR_LOGNORMAL] = lognormal,   [ENT_FACTOR_VALUES] = one_of_values,
    };
    double low = NAN, high = NAN;
    if (factor->distribution != ENT_FACTOR_VALUES) {
        low = low_bound(factor);
        high = high_bound(factor);
    }
    if (unit <= 0 && !isnan(low)) {
        return low;
    }
    if (unit >= 1 && !isnan(high)) {
        return high;
    }
    double value = quantiles[factor->distribution](factor, fmax(least, fmin(unit, most)));
    return fmax(low, fmin(value, high)); /* which pass over NaN */
}
