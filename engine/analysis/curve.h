/* A poll's curve as it was fitted: what a hindcast finds, and other commands read back. */
#ifndef ENT_ANALYSIS_CURVE_H
#define ENT_ANALYSIS_CURVE_H

/* percent = 100·logistic(shift + slope·(the poll as declared, in logits)), waves scatter by noise. */
typedef struct {
    double shift, slope;
    double noise; /* standard deviation of a wave, in logits */
} ent_curve_t;

#endif
