#include "analysis/crossing.h"

#include "analysis/crossing_search.h"
#include "base/memory.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/*
 * What a jump changes within a bracket of a millionth of the range, as a share of all that the mean
 * changes over the scan: a continuous function would have to be this many thousand times steeper
 * there than on average.
 */
static const double least_jump = 1e-3;

/* A crossing under way. */
typedef struct {
    ent_crossing_t item;
    ent_crossing_point_t left, right;   /* evaluated at item.from and item.to */
    ent_search_t *search;               /* for the turn; NULL without one */
    ent_search_t *from_edge, *to_edge;  /* of the stretch, where it does not end at the range's */
    ent_search_t *low_edge, *high_edge; /* of the interval */
} found_t;

typedef struct {
    const ent_crossing_options_t *options;
    ent_searches_t searches;
    ent_crossing_point_t *grid; /* [point] */
    found_t *found;
    size_t count;
    double least, greatest;
} work_t;

static ent_err_t init(work_t *work, const ent_crossing_options_t *options) {
    size_t n = options->points;
    *work = (work_t){.options = options, .least = NAN, .greatest = NAN};
    /* Turns lie between values, stretches on them, and what touches on yet others. */
    size_t most = 2 * n;
    work->grid = ent_alloc(n, sizeof *work->grid);
    work->found = ent_alloc(most, sizeof *work->found);
    ent_err_t error = ent_searches_init(&work->searches, options, 2 * most);
    return work->grid != NULL && work->found != NULL ? error : ENT_ERR_MEMORY;
}

static void release(work_t *work) {
    ent_searches_free(&work->searches);
    free(work->grid);
    free(work->found);
}

/* ---- The scan ----------------------------------------------------------------------------------
 */

static ent_err_t check(const ent_crossing_options_t *options) {
    bool range = isfinite(options->low) && isfinite(options->high) &&
                 options->low < options->high && isfinite(options->high - options->low);
    bool points =
        options->points >= ENT_CROSSING_LEAST_POINTS && options->points <= ENT_CROSSING_MOST_POINTS;
    return range && points && options->z >= 0 ? ENT_OK : ENT_ERR_USAGE;
}

static ent_err_t scan(work_t *work) {
    const ent_crossing_options_t *options = work->options;
    size_t last = options->points - 1;
    for (size_t i = 0; i <= last; i++) {
        double share = (double)i / (double)last;
        double x = i < last ? options->low + (options->high - options->low) * share : options->high;
        if (i > 0 && !(x > work->grid[i - 1].x)) {
            return ENT_ERR_USAGE;
        }
        work->grid[i] = (ent_crossing_point_t){.x = x, .scanned = true};
    }
    ent_err_t error = ent_searches_evaluate(&work->searches, work->grid, options->points);
    for (size_t i = 0; i <= last && error == ENT_OK; i++) {
        work->least = fmin(work->least, work->grid[i].mean);
        work->greatest = fmax(work->greatest, work->grid[i].mean);
    }
    return error;
}

static int sign_at(const work_t *work, size_t i) {
    return ent_class_sign(&work->grid[i], work->options->z);
}

/* The sign beside a stretch; 0 beyond the range, and where there is none. */
static int side_sign(const work_t *work, size_t i) {
    int sign = i < work->options->points ? sign_at(work, i) : 0;
    return sign == ENT_CLASS_UNDEFINED ? 0 : sign;
}

/* ---- Turns and stretches -----------------------------------------------------------------------
 */

static found_t *add(work_t *work, ent_crossing_kind_t kind, size_t first, size_t last) {
    found_t *found = &work->found[work->count++];
    *found = (found_t){.left = work->grid[first], .right = work->grid[last], .item.kind = kind};
    return found;
}

static void add_turn(work_t *work, size_t first, size_t last) {
    bool gap = last > first + 1;
    found_t *found = add(work, gap ? ENT_CROSSING_GAP : ENT_CROSSING_ROOT, first, last);
    found->item.before = sign_at(work, first);
    found->item.after = sign_at(work, last);
    if (!gap) {
        found->search =
            ent_searches_add(&work->searches, ent_class_sign, &found->left, &found->right);
    }
}

/* The mean is 0 from one value to another; how far beyond them is searched. */
static void add_stretch(work_t *work, size_t first, size_t last) {
    found_t *found = add(work, ENT_CROSSING_FLAT, first, last);
    found->item.before = first > 0 ? side_sign(work, first - 1) : 0;
    found->item.after = side_sign(work, last + 1);
    if (first > 0) {
        found->from_edge =
            ent_searches_add(&work->searches, ent_class_zero, &work->grid[first - 1], &found->left);
    }
    if (last + 1 < work->options->points) {
        found->to_edge =
            ent_searches_add(&work->searches, ent_class_zero, &found->right, &work->grid[last + 1]);
    }
}

/* Goes over runs of values with the same sign. */
static void list_turns(work_t *work) {
    size_t n = work->options->points, end = 0;
    int before = 0;
    for (size_t first = 0; first < n; first = end) {
        int sign = sign_at(work, first);
        for (end = first + 1; end < n && sign_at(work, end) == sign; end++) {
        }
        int after = end < n ? sign_at(work, end) : 0;
        if (sign == 0) {
            add_stretch(work, first, end - 1);
        } else if (sign == ENT_CLASS_UNDEFINED && before * after == -1) {
            add_turn(work, first - 1, end);
        } else if (sign * after == -1) {
            add_turn(work, end - 1, end);
        }
        before = sign;
    }
}

/* A turn that came upon a mean of 0 has a stretch there, if only of this one value. */
static void open_stretch(work_t *work, found_t *found) {
    const ent_crossing_point_t zero = found->search->third;
    found->item.kind = ENT_CROSSING_FLAT;
    found->from_edge = ent_searches_add(&work->searches, ent_class_zero, &found->left, &zero);
    found->to_edge = ent_searches_add(&work->searches, ent_class_zero, &zero, &found->right);
    found->left = found->right = zero;
}

static void take_turn(work_t *work, found_t *found) {
    const ent_search_t *search = found->search;
    double z = work->options->z;
    found->left = search->a;
    found->right = search->b;
    if (search->met && isnan(search->third.mean)) {
        found->item.kind = ENT_CROSSING_GAP;
    } else if (search->met) {
        open_stretch(work, found);
    } else if (ent_class_band(&search->a, z) == 0 && ent_class_band(&search->b, z) == 0 &&
               fabs(search->b.mean - search->a.mean) >
                   least_jump * (work->greatest - work->least)) {
        found->item.kind = ENT_CROSSING_JUMP;
    }
}

static void take_edges(found_t *found) {
    if (found->from_edge != NULL) {
        found->left = found->from_edge->b;
    }
    if (found->to_edge != NULL) {
        found->right = found->to_edge->a;
    }
}

/* A stretch of one value is a root, or touches 0; so is one of differences that cancel. */
static void judge_stretch(const work_t *work, found_t *found) {
    bool narrow = found->right.x - found->left.x <= 2 * ent_searches_tolerance(&work->searches);
    bool differs = found->left.standard_error != 0 || found->right.standard_error != 0;
    bool same_side = found->item.before * found->item.after == 1;
    if (narrow || differs) {
        found->item.kind = same_side ? ENT_CROSSING_TOUCH : ENT_CROSSING_ROOT;
    }
}

static ent_err_t find_turns(work_t *work) {
    list_turns(work);
    ent_err_t error = ent_searches_run(&work->searches);
    /* What is added here uses places behind those of the searches that are read. */
    for (size_t i = 0; i < work->count && error == ENT_OK; i++) {
        if (work->found[i].search != NULL) {
            take_turn(work, &work->found[i]);
        }
    }
    if (error == ENT_OK) {
        error = ent_searches_run(&work->searches);
    }
    for (size_t i = 0; i < work->count && error == ENT_OK; i++) {
        take_edges(&work->found[i]);
        if (work->found[i].item.kind == ENT_CROSSING_FLAT) {
            judge_stretch(work, &work->found[i]);
        }
    }
    ent_searches_clear(&work->searches);
    return error;
}

/* ---- Intervals ---------------------------------------------------------------------------------
 */

static bool is_inside(const work_t *work, const ent_crossing_point_t *point) {
    return ent_class_band(point, work->options->z) == 1;
}

/* Looks for the end of the band to the left, cell by cell. */
static void search_low(work_t *work, found_t *found) {
    ent_crossing_point_t inside = found->left;
    found->item.low = inside.x;
    if (!is_inside(work, &inside)) {
        return;
    }
    for (size_t i = work->options->points; i-- > 0;) {
        const ent_crossing_point_t *point = &work->grid[i];
        if (point->x >= inside.x) {
            continue;
        }
        if (!is_inside(work, point)) {
            found->low_edge = ent_searches_add(&work->searches, ent_class_band, point, &inside);
            return;
        }
        inside = *point;
    }
    found->item.low = work->options->low;
    found->item.low_open = true;
}

static void search_high(work_t *work, found_t *found) {
    ent_crossing_point_t inside = found->right;
    found->item.high = inside.x;
    if (!is_inside(work, &inside)) {
        return;
    }
    for (size_t i = 0; i < work->options->points; i++) {
        const ent_crossing_point_t *point = &work->grid[i];
        if (point->x <= inside.x) {
            continue;
        }
        if (!is_inside(work, point)) {
            found->high_edge = ent_searches_add(&work->searches, ent_class_band, &inside, point);
            return;
        }
        inside = *point;
    }
    found->item.high = work->options->high;
    found->item.high_open = true;
}

/* The intervals of what was found from `first` on. */
static ent_err_t find_intervals(work_t *work, size_t first) {
    for (size_t i = first; i < work->count; i++) {
        search_low(work, &work->found[i]);
        search_high(work, &work->found[i]);
    }
    ent_err_t error = ent_searches_run(&work->searches);
    for (size_t i = first; i < work->count && error == ENT_OK; i++) {
        found_t *found = &work->found[i];
        if (found->low_edge != NULL) {
            found->item.low = found->low_edge->b.x;
        }
        if (found->high_edge != NULL) {
            found->item.high = found->high_edge->a.x;
        }
    }
    ent_searches_clear(&work->searches);
    return error;
}

/* Whether a stretch of the scan lies, if only in part, in the interval of something found. */
static bool is_covered(const work_t *work, double from, double to) {
    for (size_t i = 0; i < work->count; i++) {
        if (from <= work->found[i].item.high && to >= work->found[i].item.low) {
            return true;
        }
    }
    return false;
}

/* Values of the scan that cannot be told from 0 although the sign turns nowhere near them. */
static ent_err_t find_touches(work_t *work) {
    size_t n = work->options->points, end = 0, before = work->count;
    for (size_t first = 0; first < n; first = end) {
        bool inside = is_inside(work, &work->grid[first]);
        for (end = first + 1; end < n && is_inside(work, &work->grid[end]) == inside; end++) {
        }
        if (inside && !is_covered(work, work->grid[first].x, work->grid[end - 1].x)) {
            found_t *found = add(work, ENT_CROSSING_TOUCH, first, end - 1);
            found->item.low = found->left.x;
            found->item.high = found->right.x;
            found->item.before = first > 0 ? side_sign(work, first - 1) : 0;
            found->item.after = side_sign(work, end);
        }
    }
    ent_err_t error = find_intervals(work, before);
    for (size_t i = before; i < work->count && error == ENT_OK; i++) {
        found_t *found = &work->found[i];
        found->left.x = found->item.low;
        found->right.x = found->item.high;
    }
    return error;
}

/* ---- The result --------------------------------------------------------------------------------
 */

static int by_value(const void *a, const void *b) {
    double x = ((const ent_crossing_t *)a)->value, y = ((const ent_crossing_t *)b)->value;
    return (x > y) - (x < y);
}

static bool is_same(const ent_crossing_point_t *a, const ent_crossing_point_t *b) {
    bool errors = isnan(a->standard_error) ? isnan(b->standard_error)
                                           : a->standard_error == b->standard_error;
    return a->mean == b->mean && errors;
}

static ent_err_t deliver(work_t *work, ent_crossings_t *crossings) {
    ent_crossings_t result = {
        .count = work->count, .constant = true, .least = work->least, .greatest = work->greatest};
    result.items = ent_alloc(work->count, sizeof *result.items);
    if (result.items == NULL) {
        return ENT_ERR_MEMORY;
    }
    for (size_t i = 0; i < work->count; i++) {
        const found_t *found = &work->found[i];
        result.items[i] = found->item;
        result.items[i].from = found->left.x;
        result.items[i].to = found->right.x;
        result.items[i].value = found->left.x + (found->right.x - found->left.x) / 2;
    }
    for (size_t i = 0; i < work->options->points; i++) {
        result.undefined += isnan(work->grid[i].mean) ? 1 : 0;
        result.constant = result.constant && is_same(&work->grid[0], &work->grid[i]);
    }
    qsort(result.items, result.count, sizeof *result.items, by_value);
    result.points = ent_searches_take_points(&work->searches, &result.point_count);
    *crossings = result;
    return ENT_OK;
}

ent_err_t ent_crossings_find(const ent_crossing_options_t *options, ent_crossings_t *crossings) {
    work_t work;
    ent_err_t error = check(options);
    if (error != ENT_OK) {
        return error;
    }
    error = init(&work, options);
    if (error == ENT_OK) {
        error = scan(&work);
    }
    if (error == ENT_OK) {
        error = find_turns(&work);
    }
    if (error == ENT_OK) {
        error = find_intervals(&work, 0);
    }
    if (error == ENT_OK) {
        error = find_touches(&work);
    }
    if (error == ENT_OK) {
        error = deliver(&work, crossings);
    }
    release(&work);
    return error;
}

void ent_crossings_free(ent_crossings_t *crossings) {
    free(crossings->points);
    free(crossings->items);
    *crossings = (ent_crossings_t){.points = NULL};
}

double ent_crossing_z(double level) {
    return gsl_cdf_ugaussian_Pinv(0.5 + level / 2);
}
