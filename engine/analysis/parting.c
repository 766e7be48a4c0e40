#include "analysis/parting.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

bool ent_told_at_start(ent_told_t kind) {
    return kind == ENT_TOLD_STANDS || kind == ENT_TOLD_SITS;
}

/* Names of leaders and types, and statuses at the start; other details are no difference. */
static bool detail_counts(ent_told_t kind) {
    return ent_told_group(kind) == ENT_PART_LEADER || kind == ENT_TOLD_STANDS;
}

static bool same(const ent_happening_t *a, const ent_happening_t *b) {
    const char *a_state = a->state != NULL ? a->state->name : "";
    const char *b_state = b->state != NULL ? b->state->name : "";
    return a->kind == b->kind && strcmp(a->name, b->name) == 0 && strcmp(a_state, b_state) == 0 &&
           (!detail_counts(a->kind) || strcmp(a->detail, b->detail) == 0);
}

/* Whether a happening is among those of a step, which begin at `from`. */
static bool is_told(const ent_story_t *story, size_t from, const ent_happening_t *wanted) {
    for (size_t i = from; i < story->count && story->happenings[i].step == wanted->step; i++) {
        if (same(&story->happenings[i], wanted)) {
            return true;
        }
    }
    return false;
}

/* Moves to a story's first happening of a step or a later one. */
static void move_to(const ent_story_t *story, size_t step, size_t *at) {
    while (*at < story->count && story->happenings[*at].step < step) {
        (*at)++;
    }
}

/* Marks what a story tells and the other does not. */
static void mark(const ent_story_t *story, const ent_story_t *other, bool *alone) {
    size_t from = 0;
    for (size_t i = 0; i < story->count; i++) {
        move_to(other, story->happenings[i].step, &from);
        alone[i] = !is_told(other, from, &story->happenings[i]);
    }
}

/* Meetings that took place in one story and failed in the other say more than new bodies do. */
static bool has_other_outcome(const ent_story_t *other, size_t from,
                              const ent_happening_t *happening) {
    ent_happening_t opposite = *happening;
    opposite.kind = happening->kind == ENT_TOLD_HELD ? ENT_TOLD_MISSED : ENT_TOLD_HELD;
    return ent_told_group(happening->kind) == ENT_PART_MEETING && is_told(other, from, &opposite);
}

/* An earlier step comes first, and in it what belongs to an earlier phase. */
static void offer(ent_divergence_t *first, const ent_happening_t *happening, size_t story) {
    const ent_happening_t *present = first->happening;
    if (present == NULL || happening->step < present->step ||
        (happening->step == present->step && happening->kind < present->kind)) {
        *first = (ent_divergence_t){happening, story};
    }
}

static void find_differences(ent_parting_t *parting, size_t k) {
    const ent_story_t *story = parting->stories[k], *other = parting->stories[1 - k];
    size_t from = 0;
    for (size_t i = 0; i < story->count; i++) {
        const ent_happening_t *happening = &story->happenings[i];
        move_to(other, happening->step, &from);
        if (!parting->alone[k][i]) {
            continue;
        }
        if (ent_told_at_start(happening->kind)) {
            parting->starts_differ = true;
            continue;
        }
        offer(&parting->first, happening, k);
        offer(&parting->first_in[ent_told_group(happening->kind)], happening, k);
        if (has_other_outcome(other, from, happening)) {
            offer(&parting->first_in[ENT_PART_OUTCOME], happening, k);
        }
    }
}

static void find_apart(ent_parting_t *parting, double points) {
    const ent_story_t *one = parting->stories[0], *other = parting->stories[1];
    for (size_t n = 0; n <= one->plan->steps && !parting->apart; n++) {
        parting->apart = fabs(other->health[n] - one->health[n]) > points;
        parting->apart_at = n;
    }
}

ent_err_t ent_parting_find(const ent_story_t *one, const ent_story_t *other, double points,
                           ent_parting_t *parting) {
    ent_parting_t found = {.stories = {one, other}};
    for (size_t k = 0; k < ENT_STORIES; k++) {
        found.alone[k] = ent_alloc(found.stories[k]->count, sizeof(bool));
    }
    if (found.alone[0] == NULL || found.alone[1] == NULL) {
        ent_parting_free(&found);
        return ENT_ERR_MEMORY;
    }
    mark(one, other, found.alone[0]);
    mark(other, one, found.alone[1]);
    find_differences(&found, 0);
    find_differences(&found, 1);
    find_apart(&found, points);
    *parting = found;
    return ENT_OK;
}

void ent_parting_free(ent_parting_t *parting) {
    free(parting->alone[0]);
    free(parting->alone[1]);
    *parting = (ent_parting_t){0};
}
