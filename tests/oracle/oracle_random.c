/* Philox 4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC11), the layout
 * of "Randomness" in model.md, and the quantiles of the severities. */
#include "oracle_internal.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <string.h>

static const double PI = 3.14159265358979323846;

void oracle_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t output[4]) {
    uint32_t k0 = key[0];
    uint32_t k1 = key[1];
    memcpy(output, counter, 4 * sizeof *output);
    for (int round = 0; round < 10; round++) {
        uint64_t p0 = (uint64_t)0xD2511F53u * output[0];
        uint64_t p1 = (uint64_t)0xCD9E8D57u * output[2];
        uint32_t c1 = output[1];
        uint32_t c3 = output[3];
        output[0] = (uint32_t)(p1 >> 32) ^ c1 ^ k0;
        output[1] = (uint32_t)p1;
        output[2] = (uint32_t)(p0 >> 32) ^ c3 ^ k1;
        output[3] = (uint32_t)p0;
        k0 += 0x9E3779B9u;
        k1 += 0xBB67AE85u;
    }
}

/* 32-bit FNV-1a. */
uint32_t oracle_hash(const char *name) {
    uint32_t hash = 2166136261u;
    for (const char *c = name; *c != '\0'; c++) {
        hash ^= (unsigned char)*c;
        hash *= 16777619u;
    }
    return hash;
}

static double uniform(uint32_t low, uint32_t high) {
    uint64_t word = ((uint64_t)high << 32) | low;
    return ((double)(word >> 11) + 0.5) * 0x1p-53;
}

/* The two uniforms of one counter. */
static void draw_uniforms(const luck_t *luck, uint32_t hash, uint32_t occasion, uint32_t draw,
                          double values[2]) {
    const uint32_t key[2] = {(uint32_t)luck->seed, (uint32_t)(luck->seed >> 32)};
    const uint32_t member_high = (uint32_t)(luck->member >> 32) & 0xFFFFu;
    const uint32_t counter[4] = {(uint32_t)luck->member, occasion, hash,
                                 (draw & 0xFFFFu) | (member_high << 16)};
    uint32_t words[4];
    oracle_philox(counter, key, words);
    values[0] = uniform(words[0], words[1]);
    values[1] = uniform(words[2], words[3]);
}

double oracle_step_uniform(const luck_t *luck, stream_t *stream, size_t step) {
    const size_t pair = step / 2;
    if (!stream->filled || stream->pair != pair) {
        draw_uniforms(luck, stream->hash, (uint32_t)pair, 0, stream->value);
        stream->filled = true;
        stream->pair = pair;
    }
    return stream->value[step % 2];
}

double oracle_step_normal(const luck_t *luck, stream_t *stream, size_t step) {
    const size_t pair = step / 2;
    if (!stream->filled || stream->pair != pair) {
        double u[2];
        draw_uniforms(luck, stream->hash, (uint32_t)pair, 0, u);
        const double radius = sqrt(-2.0 * log(u[0]));
        const double angle = 2.0 * PI * u[1];
        stream->value[0] = radius * cos(angle);
        stream->value[1] = radius * sin(angle);
        stream->filled = true;
        stream->pair = pair;
    }
    return stream->value[step % 2];
}

double oracle_occasion_uniform(const luck_t *luck, uint32_t hash, uint32_t ordinal, uint32_t draw) {
    double u[2];
    draw_uniforms(luck, hash, ordinal, draw, u);
    return u[0];
}

double oracle_occasion_normal(const luck_t *luck, uint32_t hash, uint32_t ordinal, uint32_t draw) {
    double u[2];
    draw_uniforms(luck, hash, ordinal, draw, u);
    return sqrt(-2.0 * log(u[0])) * cos(2.0 * PI * u[1]);
}

/* How far the distribution at x lies beyond the quantile wanted, on the smaller of its tails. */
static double beta_excess(double x, double a, double b, double tail) {
    return tail < 0.5 ? tail - gsl_cdf_beta_Q(x, a, b) : gsl_cdf_beta_P(x, a, b) - (1.0 - tail);
}

/* GSL stops its search at a relative step of 1e-10, so a few Newton steps finish the work; a step
 * that would leave (0,1) or is not finite (a density of 0 or infinity at an end) is not taken.
 * Where GSL fails altogether, halving the interval gives the answer. */
static double beta_quantile(double a, double b, double tail) {
    double x = tail < 0.5 ? gsl_cdf_beta_Qinv(tail, a, b) : gsl_cdf_beta_Pinv(1.0 - tail, a, b);
    if (!isfinite(x)) {
        double low = 0.0;
        double high = 1.0;
        for (int i = 0; i < 64; i++) {
            x = low + (high - low) / 2.0;
            if (beta_excess(x, a, b, tail) < 0.0) {
                low = x;
            } else {
                high = x;
            }
        }
    }
    for (int i = 0; i < 4; i++) {
        const double better = x - beta_excess(x, a, b, tail) / gsl_ran_beta_pdf(x, a, b);
        if (!isfinite(better) || better <= 0.0 || better >= 1.0) {
            break;
        }
        const double change = fabs(better - x);
        x = better;
        if (change <= 1e-15 * x) {
            break;
        }
    }
    return x;
}

/* Type 7: position (n - 1)p among the ascending values, linear between neighbours. */
static double empirical_quantile(const severity_t *severity, double p) {
    const double position = (double)(severity->value_count - 1) * p;
    size_t below = (size_t)floor(position);
    if (below + 1 >= severity->value_count) {
        return severity->values[severity->value_count - 1];
    }
    const double part = position - (double)below;
    const double low = severity->values[below];
    return low + part * (severity->values[below + 1] - low);
}

double oracle_severity(const severity_t *severity, double tail) {
    const double p = 1.0 - tail;
    switch (severity->kind) {
    case SEVERITY_BETA:
        return beta_quantile(severity->a, severity->b, tail);
    case SEVERITY_UNIFORM:
        return severity->low + p * (severity->high - severity->low);
    case SEVERITY_LOGNORMAL: {
        const double z = tail < 0.5 ? gsl_cdf_ugaussian_Qinv(tail) : gsl_cdf_ugaussian_Pinv(p);
        const double value = severity->median * exp(severity->sigma * z);
        return value > severity->cap ? severity->cap : value;
    }
    case SEVERITY_EMPIRICAL:
        return empirical_quantile(severity, p);
    case SEVERITY_FIXED:
    default:
        return severity->value;
    }
}
