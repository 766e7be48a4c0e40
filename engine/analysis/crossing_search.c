#include "analysis/crossing_search.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int ent_class_sign(const ent_crossing_point_t *point, double z) {
    (void)z;
    return isnan(point->mean) ? ENT_CLASS_UNDEFINED : (point->mean > 0) - (point->mean < 0);
}

int ent_class_zero(const ent_crossing_point_t *point, double z) {
    (void)z;
    return point->mean == 0;
}

int ent_class_band(const ent_crossing_point_t *point, double z) {
    bool clear = fabs(point->mean) > z * point->standard_error; /* false for an unknown error */
    return !isnan(point->mean) && !clear;
}

ent_err_t ent_searches_init(ent_searches_t *searches, const ent_crossing_options_t *options,
                            size_t most) {
    *searches = (ent_searches_t){.options = options, .most = most, .room = options->points};
    searches->items = ent_alloc(most, sizeof *searches->items);
    searches->batch = ent_alloc(most, sizeof *searches->batch);
    searches->asking = ent_alloc(most, sizeof(ent_search_t *));
    searches->points = ent_alloc(searches->room, sizeof *searches->points);
    bool whole = searches->items != NULL && searches->batch != NULL && searches->asking != NULL &&
                 searches->points != NULL;
    return whole ? ENT_OK : ENT_ERR_MEMORY;
}

void ent_searches_free(ent_searches_t *searches) {
    free(searches->items);
    free(searches->batch);
    free(searches->asking);
    free(searches->points);
    *searches = (ent_searches_t){.options = NULL};
}

double ent_searches_tolerance(const ent_searches_t *searches) {
    return (searches->options->high - searches->options->low) * ENT_CROSSING_TOLERANCE;
}

ent_search_t *ent_searches_add(ent_searches_t *searches, ent_class_of_t class_of,
                               const ent_crossing_point_t *a, const ent_crossing_point_t *b) {
    ent_search_t *search = &searches->items[searches->count++];
    *search = (ent_search_t){.class_of = class_of, .a = *a, .b = *b};
    return search;
}

void ent_searches_clear(ent_searches_t *searches) {
    searches->count = 0;
}

/* Makes room for more points: at least as many again as there are. */
static ent_err_t make_room(ent_searches_t *searches, size_t more) {
    if (searches->point_count + more <= searches->room) {
        return ENT_OK;
    }
    size_t room = 2 * searches->room + more;
    ent_crossing_point_t *points = ent_alloc(room, sizeof *points);
    if (points == NULL) {
        return ENT_ERR_MEMORY;
    }
    memcpy(points, searches->points, searches->point_count * sizeof *points);
    free(searches->points);
    searches->points = points;
    searches->room = room;
    return ENT_OK;
}

ent_err_t ent_searches_evaluate(ent_searches_t *searches, ent_crossing_point_t *points,
                                size_t count) {
    ent_err_t error = make_room(searches, count);
    if (error == ENT_OK) {
        error = searches->options->evaluate(searches->options->user, points, count);
    }
    if (error == ENT_OK) {
        memcpy(searches->points + searches->point_count, points, count * sizeof *points);
        searches->point_count += count;
    }
    return error;
}

/* The value a search asks for next; false when it has ended. */
static bool next_value(const ent_searches_t *searches, const ent_search_t *search, double *x) {
    double width = search->b.x - search->a.x;
    *x = search->a.x + width / 2;
    bool between = *x > search->a.x && *x < search->b.x;
    return !search->met && width > ent_searches_tolerance(searches) && between;
}

static void take(ent_search_t *search, const ent_crossing_point_t *point, double z) {
    int found = search->class_of(point, z);
    if (found == search->class_of(&search->a, z)) {
        search->a = *point;
    } else if (found == search->class_of(&search->b, z)) {
        search->b = *point;
    } else {
        search->third = *point;
        search->met = true;
    }
}

ent_err_t ent_searches_run(ent_searches_t *searches) {
    ent_err_t error = ENT_OK;
    size_t asked = 1;
    while (asked > 0 && error == ENT_OK) {
        asked = 0;
        for (size_t i = 0; i < searches->count; i++) {
            double x = 0;
            if (next_value(searches, &searches->items[i], &x)) {
                searches->batch[asked] = (ent_crossing_point_t){.x = x};
                searches->asking[asked++] = &searches->items[i];
            }
        }
        if (asked > 0) {
            error = ent_searches_evaluate(searches, searches->batch, asked);
        }
        for (size_t i = 0; i < asked && error == ENT_OK; i++) {
            take(searches->asking[i], &searches->batch[i], searches->options->z);
        }
    }
    return error;
}

static int by_x(const void *a, const void *b) {
    double x = ((const ent_crossing_point_t *)a)->x, y = ((const ent_crossing_point_t *)b)->x;
    return (x > y) - (x < y);
}

/* The two edges of a band may have met at one value, which then stands twice. */
static size_t leave_once(ent_crossing_point_t *points, size_t count) {
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept > 0 && points[kept - 1].x == points[i].x) {
            points[kept - 1].scanned = points[kept - 1].scanned || points[i].scanned;
        } else {
            points[kept++] = points[i];
        }
    }
    return kept;
}

ent_crossing_point_t *ent_searches_take_points(ent_searches_t *searches, size_t *count) {
    ent_crossing_point_t *points = searches->points;
    qsort(points, searches->point_count, sizeof *points, by_x);
    *count = leave_once(points, searches->point_count);
    searches->points = NULL;
    searches->point_count = searches->room = 0;
    return points;
}
