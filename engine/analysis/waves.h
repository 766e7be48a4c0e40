/* The waves of one series of a survey, as forecasts of it use them. */
#ifndef ENT_ANALYSIS_WAVES_H
#define ENT_ANALYSIS_WAVES_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Arrays of `count` waves in the order of time, which belong to the caller. Waves that are neither
 * trained on nor forecast (before the training years, say) may stand among them; what is forecast
 * of them is not to be scored.
 */
typedef struct {
    const double *years;  /* when, in years; ascending, equal ones allowed */
    const double *values; /* in percent; finite */
    const bool *training; /* known to those who forecast; the others are held out */
    /*
     * What the event record says about each wave: signed severities since the wave before, as they
     * have decayed by the time of the wave; for the first wave, since the record began. NULL where
     * there is no record.
     */
    const double *record;
    size_t count;
} ent_waves_t;

/* Stands for "no wave". */
#define ENT_NO_WAVE ((size_t)-1)

size_t ent_waves_training(const ent_waves_t *waves);

/*
 * The last wave before this one, of those in training or, with `any`, of all; ENT_NO_WAVE if there
 * is none.
 */
size_t ent_waves_previous(const ent_waves_t *waves, size_t wave, bool any);

/*
 * Years from one wave to another; a week at least, so that two houses asking in the same days do
 * not give a change infinite speed.
 */
double ent_waves_gap(const ent_waves_t *waves, size_t from, size_t to);

/* False where a number is not finite or the years descend: a mistake of the caller's. */
bool ent_waves_sound(const ent_waves_t *waves);

#endif
