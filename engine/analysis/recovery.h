/* How a loss is regained: of paths of differences to what would have been, or of levels. */
#ifndef ENT_ANALYSIS_RECOVERY_H
#define ENT_ANALYSIS_RECOVERY_H

#include <stddef.h>

/* The lowest value of first … last; the earliest of several. */
size_t ent_lowest(const double *path, size_t first, size_t last);

/*
 * The share of a loss that has been regained, in percent: 100·(1 − later/lowest), both measured
 * from what would have been. NaN if nothing was lost.
 */
double ent_recovered_share(double lowest, double later);

/*
 * How many entries after `since` a path has come back to at least `level`, first looked for at
 * `from`; infinite if it never does before its end (`count` entries).
 */
double ent_regained_after(const double *path, size_t count, size_t since, size_t from,
                          double level);

#endif
