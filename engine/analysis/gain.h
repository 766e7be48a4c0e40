/* What a scenario gains or loses against the control in one metric, and how sure that is. */
#ifndef ENT_ANALYSIS_GAIN_H
#define ENT_ANALYSIS_GAIN_H

#include "analysis/metrics.h"

/* An estimated mean with its Monte Carlo standard error and 95 % confidence interval. */
typedef struct {
    double mean, standard_error, low, high;
} ent_estimate_t;

typedef struct {
    uint64_t pairs;              /* members that have the metric in both scenarios */
    ent_estimate_t paired;       /* mean difference, other − control, over pairs */
    ent_estimate_t unpaired;     /* difference of the two means, as if the luck were not the same */
    double sd;                   /* of the paired differences */
    double better, equal, worse; /* shares of pairs; for a metric of which neither more nor less is
                                    better: more, equal, less */
    double effect;               /* mean difference in standard deviations of members (Cohen's d) */
} ent_gain_t;

/*
 * The mean of n values with this mean and standard deviation; its interval from Student's t. NaN
 * where there are too few.
 */
ent_estimate_t ent_estimate(double mean, double sd, double n);

/* The gain in the index-th metric pair of a plan of the ensemble against the first. */
ent_gain_t ent_gain(const ent_ensemble_t *ensemble, size_t plan, size_t pair, ent_better_t better);

/*
 * The 97.5 % quantile of Student's t with n degrees of freedom, to 3 digits: exact values up to 4,
 * then the expansion of Abramowitz and Stegun 26.7.5, in plain arithmetic that is the same on every
 * machine.
 */
double ent_student_quantile(double degrees);

#endif
