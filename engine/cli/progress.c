#include "cli/progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

static const double seconds_between = 0.2, seconds_before_first = 0.5;

double ent_seconds(void) {
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

void ent_progress_start(ent_progress_t *progress, bool quiet) {
    progress->shown = !quiet && isatty(STDERR_FILENO) == 1;
    progress->started = ent_seconds();
    progress->last_drawn = progress->started + seconds_before_first - seconds_between;
}

void ent_progress_draw(ent_progress_t *progress, double share_done) {
    double now = progress->shown ? ent_seconds() : 0;
    if (!progress->shown || now - progress->last_drawn < seconds_between || share_done <= 0) {
        return;
    }
    double left = (now - progress->started) / share_done * (1 - share_done);
    progress->last_drawn = now;
    if (left >= 90) {
        fprintf(stderr, "\r%3.0f %%, %.0f minutes left \033[K", 100 * share_done, left / 60);
    } else {
        fprintf(stderr, "\r%3.0f %%, %.0f seconds left \033[K", 100 * share_done, left);
    }
    fflush(stderr);
}

void ent_progress_clear(ent_progress_t *progress) {
    if (progress->shown) {
        fputs("\r\033[K", stderr);
        fflush(stderr);
    }
}
