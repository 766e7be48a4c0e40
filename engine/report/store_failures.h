/* Why points of a sweep failed, for people: reasons that are the same but for their numbers once.
 */
#ifndef ENT_REPORT_STORE_FAILURES_H
#define ENT_REPORT_STORE_FAILURES_H

#include "report/store.h"

enum { ENT_FAILURES_SHOWN = 3 };

typedef struct {
    uint64_t points; /* that failed, in all */
    /* The first kinds of reasons in the order of points, and how many points failed so. */
    struct {
        char reason[ENT_REASON_SIZE]; /* of the first of them */
        uint64_t points;
    } kinds[ENT_FAILURES_SHOWN];
    size_t kind_count;
} ent_store_failures_t;

/* Points that failed for other reasons than those kept are in `points` alone. */
ENT_CHECKED ent_err_t ent_store_failures(ent_store_t *store, ent_store_failures_t *failures);

#endif
