#include "analysis/falls.h"

void ent_fall_walk_init(ent_fall_walk_t *walk, const double *path, size_t count, double points) {
    *walk = (ent_fall_walk_t){.path = path, .count = count, .points = points};
}

bool ent_fall_walk_next(ent_fall_walk_t *walk, ent_fall_t *fall) {
    const double *path = walk->path;
    size_t peak = walk->peak, at = walk->at;
    for (; at < walk->count && path[peak] - path[at] < walk->points; at++) {
        peak = path[at] > path[peak] ? at : peak;
    }
    if (at == walk->count) {
        return false;
    }
    size_t low = at;
    for (; at < walk->count && path[at] - path[low] < walk->points; at++) {
        low = path[at] < path[low] ? at : low;
    }
    *fall = (ent_fall_t){peak, low, at < walk->count};
    walk->at = at;
    walk->peak = at < walk->count ? at : low; /* a new peak is sought from the regain on */
    return true;
}

bool ent_fall_recovery(const double *path, size_t count, const ent_fall_t *fall, size_t *instants) {
    double half = path[fall->low] + (path[fall->peak] - path[fall->low]) / 2;
    for (size_t n = fall->low; n < count; n++) {
        if (path[n] >= half) {
            *instants = n - fall->low;
            return true;
        }
    }
    *instants = count - 1 - fall->low;
    return false;
}
