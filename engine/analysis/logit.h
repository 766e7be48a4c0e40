/*
 * Percentages on the logit scale, where a poll's curve is a straight line and its noise has one
 * size: ln(p/(1 − p)) of a share p = percent/100.
 */
#ifndef ENT_ANALYSIS_LOGIT_H
#define ENT_ANALYSIS_LOGIT_H

/*
 * Surveys round to whole points or tenths, so 0 and 100 stand for "fewer than half a tenth" and
 * "all but that". On the logit scale they would be infinite, and a single wave would decide
 * everything: percentages are pulled into these ends.
 */
#define ENT_LEAST_PERCENT 0.05
#define ENT_MOST_PERCENT 99.95

/* Pulled into [ENT_LEAST_PERCENT, ENT_MOST_PERCENT]. */
double ent_percent_clamp(double percent);

/* ln(p/(1 − p)) of a percentage, which is pulled in first. */
double ent_logit_of_percent(double percent);

/* 100·logistic(logit), by the same operations as a poll of the model (model.md, "Polls"). */
double ent_percent_of_logit(double logit);

#endif
