#include "analysis/logit.h"

#include "random/random.h"

#include <math.h>

double ent_percent_clamp(double percent) {
    return fmin(fmax(percent, ENT_LEAST_PERCENT), ENT_MOST_PERCENT);
}

double ent_logit_of_percent(double percent) {
    double clamped = ent_percent_clamp(percent);
    return log(clamped / (100 - clamped));
}

double ent_percent_of_logit(double logit) {
    return 100 / (1 + ent_exp(-logit));
}
