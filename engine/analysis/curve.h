/* A poll's curve as fitted to surveys, beside the one its scenario declares. */
#ifndef ENT_ANALYSIS_CURVE_H
#define ENT_ANALYSIS_CURVE_H

#include "analysis/logit.h"

/*
 * value = 100·logistic(shift + slope·(intercept + Σ weight·variable)), the brackets being what the
 * poll declares; a wave of a survey differs from it by `noise` (a standard deviation, in logits).
 */
typedef struct {
    double shift, slope, noise;
} ent_curve_t;

/* The poll as declared; its noise is the poll's own. */
static inline ent_curve_t ent_curve_declared(double noise) {
    return (ent_curve_t){.shift = 0, .slope = 1, .noise = noise};
}

/* What a survey finds, in percent, where the declared logit is `declared`; z is the wave's luck. */
static inline double ent_curve_percent(ent_curve_t curve, double declared, double z) {
    return ent_percent_of_logit(curve.shift + curve.slope * declared + curve.noise * z);
}

#endif
