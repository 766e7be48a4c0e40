/* How the runner evaluates metrics of single members, without knowing which there are. */
#ifndef ENT_ENSEMBLE_METRIC_H
#define ENT_ENSEMBLE_METRIC_H

#include "ensemble/distribution.h"
#include "model/member.h"

typedef enum { ENT_METRIC_DEFINED, ENT_METRIC_CENSORED, ENT_METRIC_UNDEFINED } ent_metric_state_t;

typedef struct {
    double value; /* of no meaning when undefined */
    ent_metric_state_t state;
} ent_metric_value_t;

/* The metrics of a plan: how many, on which scales, and how to evaluate them for one member. */
typedef struct {
    size_t count;
    const ent_scale_t *scales; /* [metric] */
    void (*evaluate)(const void *user, const ent_member_t *member, ent_metric_value_t *values);
    const void *user;
} ent_metric_set_t;

#endif
