#include "analysis/recovery.h"

#include <math.h>

size_t ent_lowest(const double *path, size_t first, size_t last) {
    size_t lowest = first;
    for (size_t i = first + 1; i <= last; i++) {
        lowest = path[i] < path[lowest] ? i : lowest;
    }
    return lowest;
}

double ent_recovered_share(double lowest, double later) {
    return lowest < 0 ? 100 * (1 - later / lowest) : NAN;
}

double ent_regained_after(const double *path, size_t count, size_t since, size_t from,
                          double level) {
    for (size_t i = from; i < count; i++) {
        if (path[i] >= level) {
            return (double)i - (double)since;
        }
    }
    return INFINITY;
}
