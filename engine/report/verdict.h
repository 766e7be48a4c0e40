/* What a comparison found, in words and rounded numbers, for all that people read. */
#ifndef ENT_REPORT_VERDICT_H
#define ENT_REPORT_VERDICT_H

#include "analysis/gain.h"

/*
 * Whether the interval tells a gain from a loss, in one word: "better", "worse", "more", "less";
 * "undecided" for one that spans zero; "the same" for one that is zero with certainty, as of a
 * placebo; "" where nothing could be paired.
 */
const char *ent_verdict(const ent_gain_t *gain, ent_better_t better);

/* Whether no member fares any differently, in any metric, under the scenario. */
bool ent_changes_nothing(const ent_ensemble_t *ensemble, size_t plan);

/*
 * A share in words, "nearly all" or "about a third": as good as what these shares are known.
 * "none" and "all" are exact; "-" for NaN.
 */
const char *ent_share_words(double share);

#endif
