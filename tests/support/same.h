/* Equality of what was gathered, bit by bit. */
#ifndef SUPPORT_SAME_H
#define SUPPORT_SAME_H

#include "ensemble/ensemble.h"
#include "support/close.h"

/* Fails the test unless both have the same moments and the same counts in all bins. */
void support_assert_same_distribution(ent_distribution_t a, ent_distribution_t b);

/* The same of every recorded variable at every instant, of every metric, and of the tally. */
void support_assert_same_gathered(const ent_gathered_t *a, const ent_gathered_t *b);

#endif
