#include "report/anchors.h"

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

static void put_anchor(const ent_anchor_t *anchor, size_t index, size_t mark,
                       ent_figure_data_t *data) {
    ent_figure_data_set_real(data, "ANCHOR_HEALTH", index, anchor->health);
    ent_figure_data_set_count(data, "ANCHOR_MARK", index, mark);
    ent_figure_data_set_text(data, "ANCHOR_TITLE", index, anchor->title, TITLE_CHARACTERS);
}

void ent_anchors_put(const ent_scenario_t *scenario, ent_figure_data_t *data) {
    const ent_anchor_t *anchors[ENT_MAX_ANCHORS];
    double levels[ENT_MAX_ANCHORS];
    size_t count = scenario->anchor_count, marks = 0;
    for (size_t i = 0; i < count; i++) {
        anchors[i] = &scenario->anchors[i];
    }
    qsort(anchors, count, sizeof anchors[0], compare_anchors);
    ent_figure_data_count(data, "ANCHORS", count);
    ent_figure_data_array(data, "ANCHOR_HEALTH", count);
    ent_figure_data_array(data, "ANCHOR_TITLE", count);
    ent_figure_data_array(data, "ANCHOR_MARK", count);
    for (size_t first = 0, shared = 0; first < count; first += shared) {
        shared = find_mark(&anchors[first], count - first, &levels[marks++]);
        for (size_t i = first; i < first + shared; i++) {
            put_anchor(anchors[i], i, marks, data);
        }
    }
    ent_figure_data_count(data, "MARKS", marks);
    ent_figure_data_array(data, "MARK_HEALTH", marks);
    for (size_t i = 0; i < marks; i++) {
        ent_figure_data_set_real(data, "MARK_HEALTH", i, levels[i]);
    }
}
