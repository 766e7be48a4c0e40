#include "report/headline.h"

#include "base/number.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* The size of a number, rounded. */
typedef struct {
    char text[ENT_NUMBER_SIZE];
} rounded_t;

static rounded_t rounded(double value) {
    rounded_t result;
    (void)ent_number_plain(fabs(value), result.text);
    return result;
}

static bool same(rounded_t a, rounded_t b) {
    return strcmp(a.text, b.text) == 0;
}

/* "1 point", "3.8 points". */
static const char *points(rounded_t number) {
    return strcmp(number.text, "1.0") == 0 ? "point" : "points";
}

static void tell_undecided(const ent_estimate_t *paired, char *text) {
    rounded_t low = rounded(paired->low), high = rounded(paired->high);
    (void)snprintf(text, ENT_HEADLINE_SIZE,
                   "Undecided: from these assumptions, and with so many members, sampling alone "
                   "leaves mean health between %s %s lower and %s %s higher than under the "
                   "control.",
                   low.text, points(low), high.text, points(high));
}

static void tell_decided(const ent_estimate_t *paired, char *text) {
    bool up = paired->mean > 0;
    rounded_t mean = rounded(paired->mean);
    rounded_t near = rounded(up ? paired->low : paired->high);
    rounded_t far = rounded(up ? paired->high : paired->low);
    int used = snprintf(text, ENT_HEADLINE_SIZE,
                        "From these assumptions, the relationship is about %s %s %s on average "
                        "than under the control",
                        mean.text, points(mean), up ? "healthier" : "less healthy");
    size_t left = ENT_HEADLINE_SIZE - (size_t)used;
    if (same(near, far)) {
        (void)snprintf(text + used, left, " (sampling alone leaves no more than rounding does).");
    } else {
        (void)snprintf(text + used, left, " (%s to %s from sampling alone).", near.text, far.text);
    }
}

/* One member has no interval, and says nothing of others. */
static void tell_one(const ent_estimate_t *paired, char *text) {
    rounded_t mean = rounded(paired->mean);
    if (paired->mean == 0) {
        (void)snprintf(text, ENT_HEADLINE_SIZE,
                       "No difference in mean health in the one member that was run.");
        return;
    }
    (void)snprintf(text, ENT_HEADLINE_SIZE,
                   "From these assumptions, the relationship is about %s %s %s on average than "
                   "under the control, in the one member that was run.",
                   mean.text, points(mean), paired->mean > 0 ? "healthier" : "less healthy");
}

const char *ent_headline_gain(const ent_gain_t *gain, bool nothing_changes,
                              char text[ENT_HEADLINE_SIZE]) {
    const ent_estimate_t *paired = &gain->paired;
    if (nothing_changes) {
        (void)snprintf(text, ENT_HEADLINE_SIZE,
                       "No difference: from these assumptions every member fares exactly as under "
                       "the control, in every metric.");
    } else if (gain->pairs == 0) {
        (void)snprintf(text, ENT_HEADLINE_SIZE,
                       "Mean health cannot be compared: it is not defined over so short a time.");
    } else if (gain->pairs == 1) {
        tell_one(paired, text);
    } else if (paired->low == 0 && paired->high == 0) {
        (void)snprintf(text, ENT_HEADLINE_SIZE,
                       "No difference in mean health, from these assumptions, in any member.");
    } else if (paired->low > 0 || paired->high < 0) {
        tell_decided(paired, text);
    } else {
        tell_undecided(paired, text);
    }
    return text;
}

const char *ent_headline_run(ent_distribution_t health_mean, char text[ENT_HEADLINE_SIZE]) {
    uint64_t members = health_mean.moments->count;
    rounded_t mean = rounded(ent_distribution_mean(health_mean));
    rounded_t low = rounded(ent_distribution_quantile(health_mean, 0.05));
    rounded_t high = rounded(ent_distribution_quantile(health_mean, 0.95));
    if (members == 0) {
        (void)snprintf(text, ENT_HEADLINE_SIZE, "Mean health is not defined over so short a time.");
    } else if (members == 1 || same(low, high)) {
        (void)snprintf(text, ENT_HEADLINE_SIZE,
                       "From these assumptions, relationship health is about %s of 100 on "
                       "average%s.",
                       mean.text, members == 1 ? " in the one member that was run" : "");
    } else {
        (void)snprintf(text, ENT_HEADLINE_SIZE,
                       "From these assumptions, relationship health is about %s of 100 on "
                       "average, and between %s and %s in nine of ten members.",
                       mean.text, low.text, high.text);
    }
    return text;
}
