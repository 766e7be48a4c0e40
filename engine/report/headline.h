/* What came of a scenario, in a sentence, with ranges rounded to two figures. */
#ifndef ENT_REPORT_HEADLINE_H
#define ENT_REPORT_HEADLINE_H

#include "analysis/gain.h"

enum { ENT_HEADLINE_SIZE = 400 };

/*
 * What a scenario does to mean health, by its paired difference: so many points healthier or less
 * healthy, with the range that sampling alone leaves; undecided, where that spans zero; no
 * difference, as for a placebo, with `nothing_changes` where that holds in every metric. Never a
 * probability. Returns `text`.
 */
const char *ent_headline_gain(const ent_gain_t *gain, bool nothing_changes,
                              char text[ENT_HEADLINE_SIZE]);

/* What a run says of mean health: its mean, and where 90 % of members lie. Returns `text`. */
const char *ent_headline_run(ent_distribution_t health_mean, char text[ENT_HEADLINE_SIZE]);

#endif
