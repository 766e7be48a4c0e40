/* Bisections that advance together, so that their values can be worked out at once: crossing.c. */
#ifndef ENT_ANALYSIS_CROSSING_SEARCH_H
#define ENT_ANALYSIS_CROSSING_SEARCH_H

#include "analysis/crossing.h"

/* What a search tells points apart by. */
typedef int (*ent_class_of_t)(const ent_crossing_point_t *point, double z);

/* −1, 0, 1, or ENT_CLASS_UNDEFINED. */
enum { ENT_CLASS_UNDEFINED = 2 };
int ent_class_sign(const ent_crossing_point_t *point, double z);
int ent_class_zero(const ent_crossing_point_t *point, double z); /* 1: the mean is 0 */
int ent_class_band(const ent_crossing_point_t *point, double z); /* 1: 0 is in the band */

typedef struct {
    ent_class_of_t class_of;
    ent_crossing_point_t a, b; /* a.x < b.x, of different classes */
    ent_crossing_point_t third;
    bool met; /* `third` was found between them, of neither's class, and the search ended there */
} ent_search_t;

/* The searches under way, and every point that was evaluated. */
typedef struct {
    const ent_crossing_options_t *options;
    ent_search_t *items;
    size_t count, most;
    ent_crossing_point_t *batch; /* [search] */
    ent_search_t **asking;       /* [search] whose point that is */
    ent_crossing_point_t *points;
    size_t point_count, room;
} ent_searches_t;

/* Room for `most` searches at a time. Free it either way. */
ENT_CHECKED ent_err_t ent_searches_init(ent_searches_t *searches,
                                        const ent_crossing_options_t *options, size_t most);
void ent_searches_free(ent_searches_t *searches);

/* Width at which a bracket is narrow enough. */
double ent_searches_tolerance(const ent_searches_t *searches);

/* Begins a search between two points, which the next run does; valid until ent_searches_clear. */
ent_search_t *ent_searches_add(ent_searches_t *searches, ent_class_of_t class_of,
                               const ent_crossing_point_t *a, const ent_crossing_point_t *b);
void ent_searches_clear(ent_searches_t *searches);

/* Halves all brackets until each is narrow, can be halved no more, or has met a third class. */
ENT_CHECKED ent_err_t ent_searches_run(ent_searches_t *searches);

/* Evaluates points and keeps them. */
ENT_CHECKED ent_err_t ent_searches_evaluate(ent_searches_t *searches, ent_crossing_point_t *points,
                                            size_t count);

/* All points that were evaluated, by x and each once; the caller's to free. */
ent_crossing_point_t *ent_searches_take_points(ent_searches_t *searches, size_t *count);

#endif
