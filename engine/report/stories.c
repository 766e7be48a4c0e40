#include "report/stories.h"

#include "analysis/parting.h"
#include "analysis/pick.h"
#include "base/number.h"
#include "report/tables.h"
#include "report/trace.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { SENTENCE_SIZE = 1024 };

/* The deepest fall of a path of health: from a running peak to a later low. */
typedef struct {
    size_t peak, low;
    double depth;
} fall_t;

static fall_t deepest_fall(const ent_story_t *story) {
    fall_t fall = {0, 0, 0};
    size_t peak = 0;
    for (size_t n = 1; n <= story->plan->steps; n++) {
        peak = story->health[n] > story->health[peak] ? n : peak;
        double depth = story->health[peak] - story->health[n];
        if (depth > fall.depth) {
            fall = (fall_t){peak, n, depth};
        }
    }
    return fall;
}

static const char *date_of(const ent_plan_t *plan, size_t instant, char text[ENT_DATE_SIZE]) {
    ent_instant_date(plan->scenario, (double)instant, text);
    if (plan->scenario->step != ENT_STEP_WEEK && plan->scenario->start.day == 1) {
        text[sizeof "YYYY-MM" - 1] = '\0';
    }
    return text;
}

static size_t lowest(const ent_story_t *story) {
    size_t low = 0;
    for (size_t n = 1; n <= story->plan->steps; n++) {
        low = story->health[n] < story->health[low] ? n : low;
    }
    return low;
}

/* "Health begins at 62, is lowest in 2034-02, at 33, and ends at 48. …" */
static void put_course(ent_values_t *values, json_t *row, const char *name,
                       const ent_story_t *story) {
    char dates[3][ENT_DATE_SIZE], numbers[4][ENT_NUMBER_SIZE], sentence[SENTENCE_SIZE];
    const ent_plan_t *plan = story->plan;
    fall_t fall = deepest_fall(story);
    size_t low = lowest(story);
    int used = snprintf(
        sentence, sizeof sentence, "Health begins at %s, is lowest in %s, at %s, and ends at %s.",
        ent_number_plain(story->health[0], numbers[0]), date_of(plan, low, dates[0]),
        ent_number_plain(story->health[low], numbers[1]),
        ent_number_plain(story->health[plan->steps], numbers[2]));
    if (fall.depth > 0) {
        (void)snprintf(sentence + used, sizeof sentence - (size_t)used,
                       " Its deepest fall, of %s points, runs from %s to %s.",
                       ent_number_plain(fall.depth, numbers[3]), date_of(plan, fall.peak, dates[1]),
                       date_of(plan, fall.low, dates[2]));
    }
    ent_put_text(values, row, name, sentence);
}

/* ---- The way down -----------------------------------------------------------------------------
 */

static bool is_meeting(const ent_happening_t *happening) {
    return ent_told_group(happening->kind) == ENT_PART_MEETING;
}

/* What counts most for a short table: severe shocks, then what changes who or what is there. */
static double weight_of(const ent_happening_t *happening) {
    bool arrival = ent_told_group(happening->kind) == ENT_PART_ARRIVAL;
    const double other = 0.3; /* as much as a serious shock */
    return arrival && !isnan(happening->value) ? happening->value : other;
}

/* Whether fewer than the most rows within the fall weigh more, or as much and come earlier. */
static bool is_shown(const ent_story_t *story, fall_t fall, size_t index) {
    size_t before = 0;
    double weight = weight_of(&story->happenings[index]);
    for (size_t i = 0; i < story->count; i++) {
        const ent_happening_t *other = &story->happenings[i];
        bool within = other->step >= fall.peak && other->step < fall.low && !is_meeting(other) &&
                      !ent_told_at_start(other->kind);
        double heavier = weight_of(other) - weight;
        before += within && (heavier > 0 || (heavier >= 0 && i < index));
    }
    return before < ENT_STORY_ROWS;
}

static void put_way_down(ent_values_t *values, json_t *row, const ent_story_t *story) {
    fall_t fall = deepest_fall(story);
    json_t *list = ent_put_list(values, row, "happenings");
    size_t held = 0, missed = 0, more = 0;
    for (size_t i = 0; i < story->count; i++) {
        const ent_happening_t *happening = &story->happenings[i];
        if (happening->step < fall.peak || happening->step >= fall.low ||
            ent_told_at_start(happening->kind)) {
            continue;
        }
        held += happening->kind == ENT_TOLD_HELD;
        missed += happening->kind == ENT_TOLD_MISSED;
        if (is_meeting(happening)) {
            continue;
        }
        if (!is_shown(story, fall, i)) {
            more++;
            continue;
        }
        char text[ENT_HAPPENING_SIZE], number[ENT_NUMBER_SIZE], date[ENT_DATE_SIZE];
        json_t *entry = ent_put_row(values, list);
        ent_put_text(values, entry, "date", date_of(story->plan, happening->step, date));
        ent_put_text(values, entry, "health",
                     ent_number_plain(story->health[happening->step], number));
        ent_put_text(values, entry, "what", ent_happening_text(happening, text));
    }
    ent_put_print(values, row, "held", "%zu", held);
    ent_put_print(values, row, "missed", "%zu", missed);
    ent_put_flag(values, row, "has_more", more > 0);
    ent_put_print(values, row, "more", "%zu", more);
}

/* ---- The other scenarios ----------------------------------------------------------------------
 */

/* What is at the start of one story only: "at the start: …"; NULL where nothing is. */
static const ent_happening_t *first_at_start(const ent_parting_t *parting, size_t *story) {
    for (size_t k = ENT_STORIES; k > 0; k--) { /* the other scenario's says more */
        const ent_story_t *told = parting->stories[k - 1];
        for (size_t i = 0; i < told->count; i++) {
            if (ent_told_at_start(told->happenings[i].kind) && parting->alone[k - 1][i]) {
                *story = k - 1;
                return &told->happenings[i];
            }
        }
    }
    return NULL;
}

/* Where the control's story and another scenario's part. */
static void put_parting(ent_values_t *values, json_t *row, const ent_parting_t *parting) {
    size_t story = 0;
    const ent_happening_t *first = first_at_start(parting, &story);
    char date[ENT_DATE_SIZE], text[ENT_HAPPENING_SIZE];
    if (first == NULL) {
        first = parting->first.happening;
        story = parting->first.story;
    }
    if (first == NULL) {
        ent_put_text(values, row, "parts", "Nothing happens in one and not in the other.");
        return;
    }
    ent_put_print(values, row, "parts", "They part in %s: only %s, %.900s.",
                  date_of(parting->stories[0]->plan, first->step, date),
                  story == 0 ? "under the control" : "here", ent_happening_text(first, text));
}

static ent_err_t put_other(ent_values_t *values, json_t *list, const ent_story_t *control,
                           const ent_story_t *other) {
    ent_parting_t parting;
    ent_err_t error = ent_parting_find(control, other, ENT_PARTED_POINTS, &parting);
    if (error == ENT_OK) {
        json_t *row = ent_put_row(values, list);
        ent_put_text(values, row, "name", other->plan->scenario->title);
        put_course(values, row, "course", other);
        put_parting(values, row, &parting);
        ent_parting_free(&parting);
    }
    return error;
}

/* ---- Members ----------------------------------------------------------------------------------
 */

static ent_err_t tell(const ent_stories_t *stories, size_t plan, uint64_t member,
                      ent_story_t *story) {
    return ent_story_tell(stories->plans[plan], stories->seed, member, stories->deterministic,
                          stories->isa, story);
}

/* One member's story under the control, then how it fares elsewhere. */
static ent_err_t put_member(const ent_stories_t *stories, uint64_t member, ent_values_t *values,
                            json_t *row) {
    ent_story_t control = {0};
    ent_err_t error = tell(stories, 0, member, &control);
    if (error != ENT_OK) {
        return error;
    }
    ent_put_print(values, row, "member", "%" PRIu64, member);
    put_course(values, row, "course", &control);
    put_way_down(values, row, &control);
    json_t *list = ent_put_list(values, row, "elsewhere");
    for (size_t i = 1; i < stories->count && error == ENT_OK; i++) {
        ent_story_t other = {0};
        error = tell(stories, i, member, &other);
        if (error == ENT_OK) {
            error = put_other(values, list, &control, &other);
            ent_story_free(&other);
        }
    }
    ent_story_free(&control);
    return error;
}

static ent_err_t put_picked(const ent_stories_t *stories, ent_pick_t which, ent_values_t *values,
                            json_t *list) {
    static const char *const headings[] = {
        [ENT_PICK_TYPICAL] = "A typical member", [ENT_PICK_WORST] = "The worst member"};
    static const char *const reasons[] = {
        [ENT_PICK_TYPICAL] = "its path of health is the one nearest to the median of",
        [ENT_PICK_WORST] = "its deepest fall is the deepest of"};
    uint64_t member = 0;
    ent_ensemble_options_t options = {
        .members = stories->members < ENT_PICKED_AMONG ? stories->members : ENT_PICKED_AMONG,
        .seed = stories->seed,
        .isa = stories->isa,
        .threads = stories->threads,
        .stop = stories->stop};
    ent_err_t error = ent_pick_member(stories->plans[0], which, &options, &member);
    if (error != ENT_OK) {
        return error;
    }
    json_t *row = ent_put_row(values, list);
    ent_put_text(values, row, "story", headings[which]);
    ent_put_print(values, row, "why", "%s %s%" PRIu64 " members", reasons[which],
                  options.members < stories->members ? "the first " : "", options.members);
    ent_put_flag(values, row, "was_picked", true);
    return put_member(stories, member, values, row);
}

ent_err_t ent_put_stories(const ent_stories_t *stories, ent_values_t *values) {
    json_t *list = ent_put_list(values, values->root, "stories");
    if (stories->members == 1) {
        json_t *row = ent_put_row(values, list);
        ent_put_text(values, row, "story", "The one member that was run");
        ent_put_text(values, row, "why", "");
        ent_put_flag(values, row, "was_picked", false);
        return put_member(stories, 0, values, row);
    }
    ent_err_t error = put_picked(stories, ENT_PICK_TYPICAL, values, list);
    return error == ENT_OK ? put_picked(stories, ENT_PICK_WORST, values, list) : error;
}
