#include "analysis/point_moments.h"

#include <math.h>

static void add(ent_compensated_t *to, double value) {
    double sum = to->sum + value;
    to->lost += fabs(to->sum) >= fabs(value) ? (to->sum - sum) + value : (value - sum) + to->sum;
    to->sum = sum;
}

static double total(const ent_compensated_t *of) {
    return of->sum + of->lost;
}

static void add_value(ent_point_sums_t *sums, uint64_t member, double value) {
    size_t part = member % 2;
    if (sums->counts[0] + sums->counts[1] == 0) {
        sums->pivot = value;
    }
    double excess = value - sums->pivot;
    add(&sums->parts[part], excess);
    add(&sums->squares, excess * excess);
    sums->counts[part]++;
}

void ent_point_sums_add(ent_point_sums_t *sums, uint64_t member, ent_metric_value_t value) {
    if (value.state == ENT_METRIC_UNDEFINED) {
        sums->undefined++;
        return;
    }
    sums->censored += value.state == ENT_METRIC_CENSORED;
    add_value(sums, member, value.value);
}

void ent_point_sums_add_difference(ent_point_sums_t *sums, uint64_t member,
                                   ent_metric_value_t other, ent_metric_value_t control) {
    if (other.state == ENT_METRIC_UNDEFINED || control.state == ENT_METRIC_UNDEFINED) {
        sums->undefined++;
        return;
    }
    double difference = other.value - control.value;
    sums->censored += other.state == ENT_METRIC_CENSORED || control.state == ENT_METRIC_CENSORED;
    sums->more += difference > 0;
    sums->same += difference == 0;
    sums->less += difference < 0;
    add_value(sums, member, difference);
}

/* As ent_distribution_sd: 0 of a single value, and where all are the same. */
static double deviation(const ent_point_sums_t *sums, double sum, double n) {
    double variance = (total(&sums->squares) - sum * sum / n) / (n - 1);
    return variance > 0 ? sqrt(variance) : 0;
}

ent_point_moments_t ent_point_sums_moments(const ent_point_sums_t *sums) {
    ent_point_moments_t moments = {.mean = NAN,
                                   .sd = NAN,
                                   .standard_error = NAN,
                                   .half_difference = NAN,
                                   .members = sums->counts[0] + sums->counts[1],
                                   .undefined = sums->undefined,
                                   .censored = sums->censored,
                                   .more = sums->more,
                                   .same = sums->same,
                                   .less = sums->less};
    double even = total(&sums->parts[0]), odd = total(&sums->parts[1]);
    double evens = (double)sums->counts[0], odds = (double)sums->counts[1], n = evens + odds;
    if (n > 0) {
        moments.mean = sums->pivot + (even + odd) / n + 0.0; /* no −0, whichever zero came first */
        moments.sd = deviation(sums, even + odd, n);
        moments.standard_error = moments.sd / sqrt(n);
    }
    if (evens > 0 && odds > 0) {
        moments.half_difference = (even / evens - odd / odds) / 2;
    }
    return moments;
}
