/* A line that says how far a run has come, and how long it will take. */
#ifndef ENT_CLI_PROGRESS_H
#define ENT_CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

typedef struct {
    bool shown;  /* only on a terminal, and not when quiet */
    bool logged; /* elsewhere, as in a job of the night; not when quiet, either */
    double started, last_drawn;
    uint64_t pieces; /* done since the start, of work that is counted */
} ent_progress_t;

void ent_progress_start(ent_progress_t *progress, bool quiet);
void ent_progress_draw(ent_progress_t *progress, double share_done);

/* Counts one more of `total` pieces and draws how many were done a second, how long the rest will
 * take, and how many failed. `unit`: "points". Where there is no terminal it is a line of its own,
 * every ten minutes. */
void ent_progress_draw_piece(ent_progress_t *progress, uint64_t total, const char *unit,
                             uint64_t failed);
void ent_progress_clear(ent_progress_t *progress);

/* Seconds of a clock that never goes back. */
double ent_seconds(void);

#endif
