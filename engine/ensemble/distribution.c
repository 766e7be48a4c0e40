#include "ensemble/distribution.h"

#include <math.h>

void ent_moments_init(ent_moments_t *moments) {
    *moments = (ent_moments_t){.least = INFINITY, .greatest = -INFINITY};
}

uint32_t ent_scale_bin(const ent_scale_t *scale, double value) {
    double bins = scale->bins, place = (value - scale->low) * (bins / (scale->high - scale->low));
    if (value <= scale->low) {
        return 0;
    }
    if (value >= scale->high) {
        return scale->bins + 1;
    }
    return place > bins - 1 ? scale->bins : (uint32_t)place + 1;
}

/* The nearest whole number; the narrower integer, where it suffices, is far quicker to convert to.
 */
static ent_int128_t whole_of(double value) {
    double whole = rint(value);
    return fabs(whole) < 0x1p62 ? (ent_int128_t)(int64_t)whole : (ent_int128_t)whole;
}

void ent_distribution_add(ent_distribution_t distribution, double value) {
    ent_moments_t *moments = distribution.moments;
    double excess = value - distribution.scale->centre;
    moments->sum += whole_of(excess * ENT_FIXED_POINT);
    moments->squares += whole_of(excess * excess * ENT_FIXED_POINT);
    moments->least = fmin(moments->least, value);
    moments->greatest = fmax(moments->greatest, value);
    moments->count++;
    distribution.counts[ent_scale_bin(distribution.scale, value)]++;
}

void ent_distribution_merge(ent_distribution_t into, ent_distribution_t from) {
    into.moments->sum += from.moments->sum;
    into.moments->squares += from.moments->squares;
    into.moments->least = fmin(into.moments->least, from.moments->least);
    into.moments->greatest = fmax(into.moments->greatest, from.moments->greatest);
    into.moments->count += from.moments->count;
    for (uint32_t i = 0; i < into.scale->bins + 2; i++) {
        into.counts[i] += from.counts[i];
    }
}

double ent_distribution_mean(ent_distribution_t distribution) {
    const ent_moments_t *moments = distribution.moments;
    if (moments->count == 0) {
        return NAN;
    }
    if (moments->least == moments->greatest) {
        return moments->least + 0.0; /* no −0, whichever zero came first */
    }
    long double sum = (long double)moments->sum / (long double)ENT_FIXED_POINT;
    return (double)(distribution.scale->centre + sum / (long double)moments->count);
}

double ent_distribution_sd(ent_distribution_t distribution) {
    const ent_moments_t *moments = distribution.moments;
    if (moments->count == 0) {
        return NAN;
    }
    if (moments->least == moments->greatest) {
        return 0;
    }
    long double n = (long double)moments->count, unit = (long double)ENT_FIXED_POINT;
    long double sum = (long double)moments->sum / unit;
    long double squares = (long double)moments->squares / unit;
    long double variance = (squares - sum * sum / n) / (n - 1);
    return variance > 0 ? (double)sqrtl(variance) : 0;
}

/* Ends of a bin, narrowed to the values there are. */
static void bin_ends(ent_distribution_t distribution, uint32_t bin, double *low, double *high) {
    const ent_scale_t *scale = distribution.scale;
    const ent_moments_t *moments = distribution.moments;
    double width = (scale->high - scale->low) / scale->bins;
    *low = bin == 0 ? moments->least : scale->low + (bin - 1) * width;
    *high = bin == scale->bins + 1 ? moments->greatest : scale->low + bin * width;
    if (bin == scale->bins + 1) {
        *low = scale->high;
    }
    *low = fmax(*low, moments->least);
    *high = fmin(*high, moments->greatest);
}

double ent_distribution_quantile(ent_distribution_t distribution, double p) {
    const ent_moments_t *moments = distribution.moments;
    if (moments->count == 0) {
        return NAN;
    }
    double rank = (double)(moments->count - 1) * p, below = 0;
    uint32_t bin = 0;
    while (below + distribution.counts[bin] <= rank) {
        below += distribution.counts[bin];
        bin++;
    }
    double low = 0, high = 0;
    bin_ends(distribution, bin, &low, &high);
    if (distribution.scale->whole) {
        return floor((low + high) / 2 + 0.5);
    }
    /* The k-th of m values in a bin stands at (k + ½)/m of it, on average. */
    double share = fmin((rank - below + 0.5) / distribution.counts[bin], 1);
    double value = low + (high - low) * share;
    return fmax(moments->least, fmin(value, moments->greatest)) + 0.0;
}
