/*
 * Periodograms (analysis/periodogram.c) against their definition, summed up term by term, and
 * against sines, whose power lies at one frequency (Priestley 1981, Spectral Analysis, 6.1).
 */
#include "analysis/periodogram.h"

#include "support/chance.h"
#include "support/close.h"

#include <math.h>

static const double pi = 3.14159265358979323846;
enum { EVEN = 60, ODD = 45, PATHS = 40 };

static void make(ent_periodogram_t *periodogram, size_t length) {
    assert_int_equal(ent_periodogram_init(periodogram, length), ENT_OK);
}

static void add(ent_periodogram_t *periodogram, const double *path) {
    assert_int_equal(ent_periodogram_add(periodogram, path), ENT_OK);
}

/* |Σ (x − mean)·e^(−2πikt/n)|²/n, in the plainest way. */
static double power(const double *path, size_t length, size_t k) {
    double mean = 0, real = 0, imaginary = 0, n = (double)length;
    for (size_t t = 0; t < length; t++) {
        mean += path[t] / n;
    }
    for (size_t t = 0; t < length; t++) {
        double angle = 2 * pi * (double)k * (double)t / n;
        real += (path[t] - mean) * cos(angle);
        imaginary -= (path[t] - mean) * sin(angle);
    }
    return (real * real + imaginary * imaginary) / n;
}

static void check_definition(size_t length) {
    ent_periodogram_t periodogram;
    support_chance_t chance = {7};
    double path[EVEN], sums[EVEN] = {0};
    make(&periodogram, length);
    assert_int_equal(periodogram.bins, length / 2 + 1);
    for (size_t i = 0; i < 3; i++) {
        for (size_t t = 0; t < length; t++) {
            path[t] = support_between(&chance, 20, 80);
        }
        add(&periodogram, path);
        for (size_t k = 0; k < periodogram.bins; k++) {
            sums[k] += power(path, length, k);
        }
    }
    assert_same(periodogram.paths, 3);
    for (size_t k = 0; k < periodogram.bins; k++) {
        assert_close(periodogram.power[k], sums[k], 1e-10, 1e-8);
    }
    ent_periodogram_free(&periodogram);
    ent_periodogram_free(&periodogram);
}

static void test_definition(void **state) {
    (void)state;
    check_definition(EVEN);
    check_definition(ODD);
    check_definition(2);
}

/* A path of `cycles` cycles with some amplitude, on a random walk that is pulled back. */
static void add_paths(ent_periodogram_t *periodogram, double cycles, double amplitude) {
    support_chance_t chance = {11};
    double path[EVEN];
    for (size_t i = 0; i < PATHS; i++) {
        double red = 0;
        for (size_t t = 0; t < EVEN; t++) {
            red = 0.9 * red + support_between(&chance, -1, 1);
            path[t] = 50 + red + amplitude * sin(2 * pi * cycles * (double)t / EVEN + (double)i);
        }
        add(periodogram, path);
    }
}

static size_t peak_of(double cycles, double amplitude, size_t least) {
    ent_periodogram_t periodogram;
    make(&periodogram, EVEN);
    add_paths(&periodogram, cycles, amplitude);
    size_t peak = ent_periodogram_peak(&periodogram, least);
    ent_periodogram_free(&periodogram);
    return peak;
}

/* A cycle stands out wherever it is; what only wanders has no peak, however much it does. */
static void test_peak(void **state) {
    (void)state;
    assert_int_equal(peak_of(4, 5, 2), 4);
    assert_int_equal(peak_of(7, 5, 2), 7);
    assert_int_equal(peak_of(2, 5, 2), 2);
    assert_int_equal(peak_of(0, 0, 2), 0);
    assert_int_equal(peak_of(3, 5, 4), 0); /* fewer cycles than asked for */
    assert_int_equal(peak_of(3, 5, 0), 3);
}

/* Of two cycles the stronger; a trend is none. */
static void test_two_and_trend(void **state) {
    (void)state;
    ent_periodogram_t periodogram;
    double path[EVEN];
    make(&periodogram, EVEN);
    for (size_t t = 0; t < EVEN; t++) {
        path[t] = sin(2 * pi * 4 * (double)t / EVEN) + 2 * cos(2 * pi * 10 * (double)t / EVEN);
    }
    add(&periodogram, path);
    assert_int_equal(ent_periodogram_peak(&periodogram, 2), 10);
    ent_periodogram_free(&periodogram);
    make(&periodogram, EVEN);
    for (size_t t = 0; t < EVEN; t++) {
        path[t] = (double)t;
    }
    add(&periodogram, path);
    assert_int_equal(ent_periodogram_peak(&periodogram, 2), 0);
    ent_periodogram_free(&periodogram);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_definition),
        cmocka_unit_test(test_peak),
        cmocka_unit_test(test_two_and_trend),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
