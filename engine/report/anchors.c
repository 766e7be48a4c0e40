#include "report/anchors.h"

#include "report/gnuplot.h"

#include <stdlib.h>

enum { TITLE_CHARACTERS = 40 };

/* Labels nearer than that would stand one on the other. */
static const double together = 4;

/* By level; anchors of one level as the file has them. */
static int compare_anchors(const void *a, const void *b) {
    const ent_anchor_t *x = *(const ent_anchor_t *const *)a, *y = *(const ent_anchor_t *const *)b;
    int by_level = (x->health > y->health) - (x->health < y->health);
    return by_level != 0 ? by_level : (x > y) - (x < y);
}

/* How many anchors from the first on share its label; their mean level. */
static size_t find_mark(const ent_anchor_t *const *anchors, size_t count, double *level) {
    size_t shared = 0;
    double sum = 0;
    while (shared < count && anchors[shared]->health - anchors[0]->health <= together) {
        sum += anchors[shared++]->health;
    }
    *level = sum / (double)shared;
    return shared;
}

void ent_anchors_put(const ent_scenario_t *scenario, FILE *script) {
    const ent_anchor_t *anchors[ENT_MAX_ANCHORS];
    size_t count = scenario->anchor_count, marks = 0;
    for (size_t i = 0; i < count; i++) {
        anchors[i] = &scenario->anchors[i];
    }
    qsort(anchors, count, sizeof anchors[0], compare_anchors);
    fprintf(script, "ANCHORS = %zu\narray ANCHOR_HEALTH[%zu]\narray ANCHOR_TITLE[%zu]\n", count,
            count + 1, count + 1);
    fprintf(script, "array ANCHOR_MARK[%zu]\narray MARK_HEALTH[%zu]\n", count + 1, count + 1);
    for (size_t first = 0, shared = 0; first < count; first += shared) {
        double level = 0;
        shared = find_mark(&anchors[first], count - first, &level);
        fprintf(script, "MARK_HEALTH[%zu] = %.6g\n", ++marks, level);
        for (size_t i = first; i < first + shared; i++) {
            fprintf(script, "ANCHOR_HEALTH[%zu] = %.6g\nANCHOR_MARK[%zu] = %zu\n", i + 1,
                    anchors[i]->health, i + 1, marks);
            fprintf(script, "ANCHOR_TITLE[%zu] = ", i + 1);
            ent_gnuplot_quote(script, anchors[i]->title, TITLE_CHARACTERS);
            fputc('\n', script);
        }
    }
    fprintf(script, "MARKS = %zu\n", marks);
}
