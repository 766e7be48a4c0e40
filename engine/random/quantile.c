#include "random/quantile.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

enum {
    OCTAVES = 55, /* from 1/2 down to 2⁻⁵⁶: below the smallest tail probability that can occur */
    PIECES = 32,  /* an octave */
    CONTROLS = 6, /* of a quintic piece */
    MOST_ITERATIONS = 200
};

/* A distribution's lower tail: x with F(x) = p, and the first two derivatives of x by p. */
typedef struct {
    long double x, first, second;
} point_t;

typedef struct tail tail_t;
struct tail {
    point_t (*solve)(tail_t *tail, long double p); /* called with p descending from 1/2 */
    long double a, b, log_beta;                    /* beta(a, b) */
    long double median, sigma;                     /* lognormal; sigma < 0 for the upper tail */
    long double x, log_p, log_slope; /* last solution, from which the next search starts */
};

/* Continued fraction of the incomplete beta function (DLMF 8.17.22) by Lentz's method. */
static long double beta_fraction(long double a, long double b, long double x) {
    const long double tiny = 1e-4000L;
    long double c = 1, d = 1 - (a + b) * x / (a + 1);
    d = 1 / (fabsl(d) < tiny ? tiny : d);
    long double result = d;
    for (int m = 1; m <= MOST_ITERATIONS * 50; m++) {
        long double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        d = 1 + even * d;
        c = 1 + even / c;
        d = 1 / (fabsl(d) < tiny ? tiny : d);
        c = fabsl(c) < tiny ? tiny : c;
        result *= d * c;
        long double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        d = 1 + odd * d;
        c = 1 + odd / c;
        d = 1 / (fabsl(d) < tiny ? tiny : d);
        c = fabsl(c) < tiny ? tiny : c;
        result *= d * c;
        if (fabsl(d * c - 1) < 1e-18L) {
            break;
        }
    }
    return result;
}

/* ln of the density of beta(a, b) */
static long double beta_log_density(const tail_t *tail, long double x) {
    return (tail->a - 1) * logl(x) + (tail->b - 1) * log1pl(-x) - tail->log_beta;
}

/* ln of the distribution function of beta(a, b) */
static long double beta_log_cumulative(const tail_t *tail, long double x) {
    long double a = tail->a, b = tail->b;
    long double log_front = a * logl(x) + b * log1pl(-x) - tail->log_beta;
    if (x < (a + 1) / (a + b + 2)) {
        return log_front + logl(beta_fraction(a, b, x) / a);
    }
    return log1pl(-expl(log_front) * beta_fraction(b, a, 1 - x) / b);
}

/* Newton's method for ln F against ln x, where tails are nearly straight, kept in a bracket. */
static point_t solve_beta(tail_t *tail, long double p) {
    long double log_p = logl(p), low = -11000.0L, high = logl(1 - 1e-19L);
    long double log_x = logl(tail->x) + (log_p - tail->log_p) * tail->log_slope;
    for (int i = 0; i < MOST_ITERATIONS; i++) {
        long double x = expl(log_x), log_f = beta_log_cumulative(tail, x);
        if (log_f > log_p) {
            high = log_x;
        } else {
            low = log_x;
        }
        long double slope = expl(beta_log_density(tail, x) + log_x - log_f);
        long double next = log_x - (log_f - log_p) / slope;
        tail->log_slope = 1 / slope;
        if (!(next >= low && next <= high)) {
            next = (low + high) / 2;
        }
        long double change = fabsl(next - log_x);
        log_x = next;
        if (change < 1e-9L) { /* it converges quadratically: 1e-18 is left */
            break;
        }
    }
    long double x = expl(log_x);
    tail->x = x;
    tail->log_p = log_p;
    long double slope = expl(-beta_log_density(tail, x));
    long double bend = (tail->a - 1) / x - (tail->b - 1) / (1 - x);
    return (point_t){x, slope, -bend * slope * slope};
}

/* z with Φ(z) = p ≤ 1/2, by Newton's method for ln Φ. */
static long double normal_lower_tail(long double p, long double start) {
    const long double root_half = sqrtl(0.5L), log_root_2pi = 0.5L * logl(2 * acosl(-1.0L));
    long double z = start, log_p = logl(p);
    for (int i = 0; i < MOST_ITERATIONS; i++) {
        long double log_f = logl(0.5L * erfcl(-z * root_half));
        long double slope = expl(-z * z / 2 - log_root_2pi - log_f);
        long double change = (log_f - log_p) / slope;
        z -= change;
        if (fabsl(change) < 1e-9L) {
            break;
        }
    }
    return z;
}

/* The tail at p of exp(sigma·z), z standard normal; with sigma < 0 that is the upper tail. */
static point_t solve_lognormal(tail_t *tail, long double p) {
    const long double root_2pi = sqrtl(2 * acosl(-1.0L));
    long double z = normal_lower_tail(p, tail->x), sigma = tail->sigma;
    tail->x = z;
    long double x = tail->median * expl(sigma * z);
    long double by_p = root_2pi * expl(z * z / 2); /* dz/dp */
    return (point_t){x, x * sigma * by_p, x * (sigma * sigma + sigma * z) * by_p * by_p};
}

/*
 * Rounds to 42 significant bits. The last bits of long double functions differ between machines;
 * after this the chance that any entry of a table does is negligible.
 */
static double round_entry(long double value) {
    const long double bits = 0x1p42L;
    int exponent = 0;
    long double mantissa = frexpl(value, &exponent);
    return (double)ldexpl(roundl(mantissa * bits) / bits, exponent);
}

/* Six control values of the quintic through both ends with their derivatives, p from low to high.
 */
static void set_piece(double *controls, point_t low, point_t high, long double width,
                      bool mirrored) {
    long double c[CONTROLS] = {low.x,
                               low.x + width * low.first / 5,
                               low.x + 2 * width * low.first / 5 + width * width * low.second / 20,
                               high.x - 2 * width * high.first / 5 +
                                   width * width * high.second / 20,
                               high.x - width * high.first / 5,
                               high.x};
    bool rising = true, falling = true;
    for (int i = 1; i < CONTROLS; i++) {
        rising = rising && c[i] >= c[i - 1];
        falling = falling && c[i] <= c[i - 1];
    }
    for (int i = 0; i < CONTROLS; i++) {
        /* A piece that would not be monotone is replaced by the straight line. */
        long double value = rising || falling ? c[i] : low.x + (high.x - low.x) * i / 5;
        controls[i] = round_entry(mirrored ? 1 - value : value);
    }
}

/* Octaves from 1/2 downwards, each in pieces of equal width, the pieces in ascending order of p. */
static double *build_table(tail_t *tail, bool mirrored) {
    double *table = ent_alloc((size_t)OCTAVES * PIECES, CONTROLS * sizeof(double));
    if (table == NULL) {
        return NULL;
    }
    point_t high = tail->solve(tail, 0.5L);
    for (int octave = 0; octave < OCTAVES; octave++) {
        long double bottom = ldexpl(1.0L, -octave - 2), width = bottom / PIECES;
        for (int piece = PIECES - 1; piece >= 0; piece--) {
            point_t low = tail->solve(tail, bottom + width * piece);
            set_piece(table + (size_t)(octave * PIECES + piece) * CONTROLS, low, high, width,
                      mirrored);
            high = low;
        }
    }
    return table;
}

static ent_err_t finish(ent_quantile_t *quantile) {
    if (quantile->lower == NULL || quantile->upper == NULL) {
        ent_quantile_free(quantile);
        return ENT_ERR_MEMORY;
    }
    return ENT_OK;
}

ent_err_t ent_quantile_beta(ent_quantile_t *quantile, double a, double b) {
    int sign = 0;
    long double log_beta = lgammal_r(a, &sign) + lgammal_r(b, &sign) - lgammal_r(a + b, &sign);
    long double mean = (long double)a / ((long double)a + b);
    tail_t lower = {.solve = solve_beta, .a = a, .b = b, .log_beta = log_beta, .x = mean};
    tail_t upper = {.solve = solve_beta, .a = b, .b = a, .log_beta = log_beta, .x = 1 - mean};
    *quantile = (ent_quantile_t){.cap = 1};
    quantile->lower = build_table(&lower, false);
    quantile->upper = build_table(&upper, true);
    return finish(quantile);
}

ent_err_t ent_quantile_lognormal(ent_quantile_t *quantile, double median, double sigma,
                                 double cap) {
    tail_t lower = {.solve = solve_lognormal, .median = median, .sigma = sigma};
    tail_t upper = {.solve = solve_lognormal, .median = median, .sigma = -(long double)sigma};
    *quantile = (ent_quantile_t){.cap = cap};
    quantile->lower = build_table(&lower, false);
    quantile->upper = build_table(&upper, false);
    return finish(quantile);
}

void ent_quantile_uniform(ent_quantile_t *quantile, double low, double high) {
    *quantile = (ent_quantile_t){.low = low, .high = high, .cap = high};
}

void ent_quantile_empirical(ent_quantile_t *quantile, const double *values, size_t count) {
    *quantile = (ent_quantile_t){.values = values, .value_count = count, .cap = values[count - 1]};
}

void ent_quantile_free(ent_quantile_t *quantile) {
    free(quantile->lower);
    free(quantile->upper);
    *quantile = (ent_quantile_t){0};
}

/* De Casteljau's algorithm: every step is an average, so the value stays between the controls. */
static double evaluate(const double *controls, double t) {
    double c[CONTROLS];
    for (int i = 0; i < CONTROLS; i++) {
        c[i] = controls[i];
    }
    for (int level = CONTROLS - 1; level > 0; level--) {
        for (int i = 0; i < level; i++) {
            c[i] = c[i] + (c[i + 1] - c[i]) * t;
        }
    }
    return c[0];
}

/* The table's value at a tail probability of at most 1/2. */
static double look_up(const double *table, double p) {
    int exponent = 0;
    double mantissa = frexp(p, &exponent); /* p = mantissa·2^exponent, mantissa in [1/2, 1) */
    double place = (mantissa - 0.5) * 2 * PIECES;
    int octave = -exponent - 1;
    if (octave < 0) { /* p = 1/2, the upper end of the first octave */
        octave = 0;
        place = PIECES;
    }
    int piece = place < PIECES ? (int)place : PIECES - 1;
    octave = octave < OCTAVES ? octave : OCTAVES - 1;
    return evaluate(table + (size_t)(octave * PIECES + piece) * CONTROLS, place - piece);
}

double ent_quantile_at(const ent_quantile_t *quantile, double upper_tail) {
    double value = 0;
    if (quantile->lower != NULL) {
        value = upper_tail <= 0.5 ? look_up(quantile->upper, upper_tail)
                                  : look_up(quantile->lower, 1 - upper_tail);
    } else if (quantile->values != NULL) {
        double place = (double)(quantile->value_count - 1) * (1 - upper_tail); /* type 7 */
        size_t index = (size_t)place;
        value = quantile->values[index];
        if (index + 1 < quantile->value_count) {
            value += (quantile->values[index + 1] - value) * (place - (double)index);
        }
    } else {
        value = quantile->low + (quantile->high - quantile->low) * (1 - upper_tail);
    }
    return value < quantile->cap ? value : quantile->cap;
}
