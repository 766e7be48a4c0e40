/* A line on a terminal that says how far a run has come, and how long it will take. */
#ifndef ENT_CLI_PROGRESS_H
#define ENT_CLI_PROGRESS_H

#include <stdbool.h>

typedef struct {
    bool shown; /* only on a terminal, and not when quiet */
    double started, last_drawn;
} ent_progress_t;

void ent_progress_start(ent_progress_t *progress, bool quiet);
void ent_progress_draw(ent_progress_t *progress, double share_done);
void ent_progress_clear(ent_progress_t *progress);

/* Seconds of a clock that never goes back. */
double ent_seconds(void);

#endif
