/* Parts of what the screen shows of an outcome; used by sensitivity_screen*.c only. */
#ifndef ENT_REPORT_SENSITIVITY_SCREEN_H
#define ENT_REPORT_SENSITIVITY_SCREEN_H

#include "base/number.h"
#include "report/sensitivity.h"

/* A value of an outcome, to the two figures of what it varies by: 49.12 where that is 0.28. */
const char *ent_screen_level(double value, double sd, char text[ENT_NUMBER_SIZE]);

/* The table of factors in their order, and whether that order is open. */
void ent_screen_factors(const ent_sensitivity_t *sensitivity, const ent_influence_t *item,
                        FILE *stream);
void ent_screen_order(const ent_sensitivity_t *sensitivity, const ent_influence_t *item,
                      FILE *stream);

/* In how many settings it is better or worse, and what the middle of them lies between. */
void ent_screen_settings(const ent_sensitivity_t *sensitivity, const ent_influence_t *item,
                         FILE *stream);

#endif
