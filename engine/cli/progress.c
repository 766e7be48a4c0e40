#include "cli/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static const double seconds_between = 0.2, seconds_before_first = 0.5, seconds_between_logged = 600;

double ent_seconds(void) {
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

void ent_progress_start(ent_progress_t *progress, bool quiet) {
    progress->shown = !quiet && isatty(STDERR_FILENO) == 1;
    progress->logged = !quiet && !progress->shown;
    progress->started = ent_seconds();
    progress->last_drawn = progress->started + seconds_before_first - seconds_between;
    progress->pieces = 0;
}

/* Whether it is time to draw again; *left is how long the rest will take. */
static bool is_due(ent_progress_t *progress, double share_done, double *left) {
    double now = progress->shown ? ent_seconds() : 0;
    if (!progress->shown || now - progress->last_drawn < seconds_between || share_done <= 0) {
        return false;
    }
    *left = (now - progress->started) / share_done * (1 - share_done);
    progress->last_drawn = now;
    return true;
}

static void draw(const char *before, double share_done, double left) {
    bool long_time = left >= 90;
    fprintf(stderr, "%s%3.0f %%, %.0f %s left", before, 100 * share_done,
            long_time ? left / 60 : left, long_time ? "minutes" : "seconds");
}

void ent_progress_draw(ent_progress_t *progress, double share_done) {
    double left = 0;
    if (is_due(progress, share_done, &left)) {
        draw("\r", share_done, left);
        fputs(" \033[K", stderr);
        fflush(stderr);
    }
}

static bool is_due_to_log(ent_progress_t *progress, double share_done, double *left) {
    double now = progress->logged ? ent_seconds() : 0;
    if (!progress->logged || now - progress->last_drawn < seconds_between_logged) {
        return false;
    }
    *left = (now - progress->started) / share_done * (1 - share_done);
    progress->last_drawn = now;
    return true;
}

void ent_progress_draw_piece(ent_progress_t *progress, uint64_t total, const char *unit,
                             uint64_t failed) {
    double done = (double)++progress->pieces, share = done / (double)total, left = 0;
    bool drawn = is_due(progress, share, &left);
    if (!drawn && !is_due_to_log(progress, share, &left)) {
        return;
    }
    draw(drawn ? "\r" : "entente: ", share, left);
    fprintf(stderr, ", %.3g %s a second", done / (ent_seconds() - progress->started), unit);
    if (failed > 0) {
        fprintf(stderr, ", %" PRIu64 " failed", failed);
    }
    fputs(drawn ? " \033[K" : "\n", stderr);
    fflush(stderr);
}

void ent_progress_clear(ent_progress_t *progress) {
    if (progress->shown) {
        fputs("\r\033[K", stderr);
        fflush(stderr);
    }
}
