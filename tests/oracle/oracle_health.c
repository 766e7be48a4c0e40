/* The metrics that are read off the recorded health. */
#include "oracle_metrics.h"

#include <stdlib.h>

static const double FALL_POINTS = 10.0;

static double health_at(const oracle_t *oracle, const double *path, size_t n) {
    return at(oracle, path, n, VARIABLE_HEALTH, 0);
}

answer_t oracle_health_mean(const oracle_t *oracle, const double *path, size_t index) {
    (void)index;
    double sum = 0.0;
    if (oracle->steps < oracle->steps_per_year) {
        return undefined();
    }
    for (size_t n = oracle->steps_per_year; n <= oracle->steps; n++) {
        sum += health_at(oracle, path, n);
    }
    return defined(sum / (double)(oracle->steps - oracle->steps_per_year + 1));
}

answer_t oracle_health_sd(const oracle_t *oracle, const double *path, size_t index) {
    if (oracle->steps < oracle->steps_per_year + 1) {
        return undefined();
    }
    const double mean = oracle_health_mean(oracle, path, index).value;
    double sum = 0.0;
    for (size_t n = oracle->steps_per_year; n <= oracle->steps; n++) {
        const double deviation = health_at(oracle, path, n) - mean;
        sum += deviation * deviation;
    }
    return defined(sqrt(sum / (double)(oracle->steps - oracle->steps_per_year)));
}

answer_t oracle_health_min(const oracle_t *oracle, const double *path, size_t index) {
    (void)index;
    double least = INFINITY;
    for (size_t n = oracle->steps_per_year; n <= oracle->steps; n++) {
        least = fmin(least, health_at(oracle, path, n));
    }
    return isfinite(least) ? defined(least) : undefined();
}

answer_t oracle_health_end(const oracle_t *oracle, const double *path, size_t index) {
    (void)index;
    return oracle->steps < oracle->steps_per_year ? undefined()
                                                  : defined(health_at(oracle, path, oracle->steps));
}

answer_t oracle_max_drawdown(const oracle_t *oracle, const double *path, size_t index) {
    (void)index;
    double peak = -INFINITY;
    double deepest = 0.0;
    for (size_t n = 0; n <= oracle->steps; n++) {
        const double health = health_at(oracle, path, n);
        peak = fmax(peak, health);
        deepest = fmax(deepest, peak - health);
    }
    return defined(deepest);
}

answer_t oracle_years_strained(const oracle_t *oracle, const double *path, size_t index) {
    (void)index;
    size_t count = 0;
    for (size_t n = 0; n < oracle->steps; n++) {
        count += health_at(oracle, path, n) < 45.0;
    }
    return defined((double)count * oracle->step_years);
}

answer_t oracle_rupture(const oracle_t *oracle, const double *path, size_t index) {
    (void)index;
    for (size_t n = 0; n <= oracle->steps; n++) {
        if (health_at(oracle, path, n) < 25.0) {
            return defined(1.0);
        }
    }
    return defined(0.0);
}

/* A fall begins when health is 10 points under its running peak and is over when health is 10
 * points above the lowest value since; that is a swing, and the running peak starts anew there. */
void oracle_find_falls(oracle_t *oracle, const double *path) {
    double peak = health_at(oracle, path, 0);
    bool falling = false;
    oracle->fall_count = 0;
    oracle->swing_count = 0;
    for (size_t n = 1; n <= oracle->steps; n++) {
        const double health = health_at(oracle, path, n);
        if (!falling) {
            peak = fmax(peak, health);
            if (peak - health >= FALL_POINTS) {
                const fall_t fall = {peak, health, n};
                oracle->falls[oracle->fall_count++] = fall;
                falling = true;
            }
            continue;
        }
        fall_t *fall = &oracle->falls[oracle->fall_count - 1];
        if (health < fall->low) {
            fall->low = health;
            fall->low_step = n;
        } else if (health - fall->low >= FALL_POINTS) {
            oracle->swing_count++;
            peak = health;
            falling = false;
        }
    }
}

answer_t oracle_swings_per_decade(const oracle_t *oracle, const double *path, size_t index) {
    (void)path;
    (void)index;
    const double decades = (double)oracle->steps * oracle->step_years / 10.0;
    return defined((double)oracle->swing_count / decades);
}

static int compare_doubles(const void *a, const void *b) {
    const double x = *(const double *)a;
    const double y = *(const double *)b;
    return (x > y) - (x < y);
}

answer_t oracle_recovery_years(const oracle_t *oracle, const double *path, size_t index) {
    (void)index;
    const size_t count = oracle->fall_count;
    answer_t answer = {0.0, DEFINED};
    if (count == 0) {
        return undefined();
    }
    for (size_t f = 0; f < count; f++) {
        const fall_t *fall = &oracle->falls[f];
        const double half = fall->low + (fall->peak - fall->low) / 2.0;
        size_t n = fall->low_step;
        while (n < oracle->steps && health_at(oracle, path, n) < half) {
            n++;
        }
        if (health_at(oracle, path, n) < half) {
            answer.state = CENSORED;
        }
        oracle->scratch[f] = (double)(n - fall->low_step) * oracle->step_years;
    }
    qsort(oracle->scratch, count, sizeof *oracle->scratch, compare_doubles);
    answer.value = count % 2 == 1
                       ? oracle->scratch[count / 2]
                       : (oracle->scratch[count / 2 - 1] + oracle->scratch[count / 2]) / 2.0;
    return answer;
}

static double mean_health(const oracle_t *oracle, const double *path, size_t from, size_t count) {
    double sum = 0.0;
    for (size_t n = from; n < from + count; n++) {
        sum += health_at(oracle, path, n);
    }
    return sum / (double)count;
}

/* A change in step n lies between the records n and n + 1. */
answer_t oracle_transition_cost(const oracle_t *oracle, const double *path, size_t index) {
    const size_t year = oracle->steps_per_year;
    const unsigned char *changed = oracle->states[index].tally.leader_changed;
    double sum = 0.0;
    size_t count = 0;
    for (size_t n = year - 1; n + 2 * year <= oracle->steps; n++) {
        if (changed[n]) {
            sum += mean_health(oracle, path, n + 1 - year, year) -
                   mean_health(oracle, path, n + 1, 2 * year);
            count++;
        }
    }
    return count == 0 ? undefined() : defined(sum / (double)count);
}
