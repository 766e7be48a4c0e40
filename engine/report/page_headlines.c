/* What was found, in words: a sentence for each scenario, and which metrics go which way. */
#include "report/headline.h"
#include "report/page_parts.h"
#include "report/verdict.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* A saturation above this share is a warning (model.md). */
static const double saturation_warning = 0.05;

enum { NAMES_SIZE = 2048 };

static const char slight[] = "slight";

static size_t find_metric(const ent_run_t *run, const char *name) {
    size_t i = 0;
    while (strcmp(run->metrics->items[i].row->name, name) != 0) {
        i++;
    }
    return i;
}

/* The gain of a scenario in a metric of the control; false where it has none. */
static bool find_gain(const ent_parts_t *parts, size_t scenario, size_t metric, ent_gain_t *gain) {
    const ent_comparison_t *comparison = parts->comparison;
    size_t pair = 0;
    if (!ent_compared_pair(comparison, scenario, metric, &pair)) {
        return false;
    }
    *gain = ent_gain(comparison->ensemble, scenario, pair,
                     comparison->items[0].run.metrics->items[metric].row->better);
    return true;
}

/* Metrics with a direction, but for mean health, which has the first sentence. */
static bool is_told(const ent_metric_row_t *row) {
    return row->better != ENT_NEITHER_IS_BETTER && row->per != ENT_PER_INSTITUTION &&
           strcmp(row->name, "health_mean") != 0;
}

/* A difference below a tenth of what members differ by (Cohen's d) is none that anybody notices. */
static const char *told_verdict(const ent_gain_t *gain, ent_better_t better) {
    const double least = 0.1;
    const char *verdict = ent_verdict(gain, better);
    bool decided = strcmp(verdict, "better") == 0 || strcmp(verdict, "worse") == 0;
    return decided && fabs(gain->effect) < least ? slight : verdict;
}

/* Adds a name to a list in words. */
static void add_name(char names[NAMES_SIZE], const char *name) {
    size_t used = strlen(names);
    (void)snprintf(names + used, NAMES_SIZE - used, "%s%s", used > 0 ? ", " : "", name);
}

/* Whether the metric is of the first state, and both states' fare alike: they are told as one. */
static bool goes_with_next(const ent_parts_t *parts, size_t scenario, size_t metric,
                           const char *verdict) {
    const ent_metrics_t *metrics = parts->comparison->items[0].run.metrics;
    const ent_metric_t *item = &metrics->items[metric];
    ent_gain_t gain;
    return item->row->per == ENT_PER_STATE && item->index == 0 && metric + 1 < metrics->count &&
           metrics->items[metric + 1].row == item->row &&
           find_gain(parts, scenario, metric + 1, &gain) &&
           strcmp(told_verdict(&gain, item->row->better), verdict) == 0;
}

/* The metrics that have this verdict, in words. */
static void list_metrics(const ent_parts_t *parts, size_t scenario, const char *verdict,
                         char names[NAMES_SIZE]) {
    const ent_run_t *control = &parts->comparison->items[0].run;
    names[0] = '\0';
    for (size_t i = 0; i < control->metrics->count; i++) {
        const ent_metric_t *item = &control->metrics->items[i];
        char label[ENT_PAGE_LABEL_SIZE];
        ent_gain_t gain;
        if (!is_told(item->row) || !find_gain(parts, scenario, i, &gain) ||
            strcmp(told_verdict(&gain, item->row->better), verdict) != 0) {
            continue;
        }
        if (goes_with_next(parts, scenario, i, verdict)) {
            (void)snprintf(label, sizeof label, "%s in both states", item->row->title);
            add_name(names, label);
            i++;
        } else {
            add_name(names, ent_page_metric(control, item, label));
        }
    }
}

static void put_verdicts(ent_parts_t *parts, json_t *row, size_t scenario) {
    static const struct {
        const char *verdict, *heading;
    } rows[] = {{"better", "Better"},
                {"worse", "Worse"},
                {slight, "Slight, less than a tenth of what members differ by"},
                {"undecided", "Undecided"},
                {"the same", "The same"}};
    json_t *list = ent_put_list(&parts->values, row, "verdicts");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char names[NAMES_SIZE];
        list_metrics(parts, scenario, rows[i].verdict, names);
        if (names[0] != '\0') {
            json_t *entry = ent_put_row(&parts->values, list);
            ent_put_text(&parts->values, entry, "way", rows[i].heading);
            ent_put_text(&parts->values, entry, "names", names);
        }
    }
}

static void put_gain(ent_parts_t *parts, json_t *list, size_t scenario) {
    const ent_comparison_t *comparison = parts->comparison;
    ent_gain_t gain = {.pairs = 0};
    char sentence[ENT_HEADLINE_SIZE];
    bool nothing = ent_changes_nothing(comparison->ensemble, scenario);
    (void)find_gain(parts, scenario, find_metric(&comparison->items[0].run, "health_mean"), &gain);
    json_t *row = ent_put_row(&parts->values, list);
    ent_put_flag(&parts->values, row, "titled", true);
    ent_put_text(&parts->values, row, "name", ent_page_title(parts, scenario));
    ent_put_text(&parts->values, row, "sentence", ent_headline_gain(&gain, nothing, sentence));
    ent_put_flag(&parts->values, row, "has_shares", gain.pairs > 1 && !nothing);
    ent_put_text(&parts->values, row, "higher_in", ent_share_words(gain.better));
    ent_put_text(&parts->values, row, "lower_in", ent_share_words(gain.worse));
    put_verdicts(parts, row, nothing || gain.pairs < 2 ? 0 : scenario); /* of the control: none */
}

static void put_run(ent_parts_t *parts, json_t *list) {
    const ent_run_t *run = &parts->comparison->items[0].run;
    char sentence[ENT_HEADLINE_SIZE];
    ent_distribution_t health = ent_gathered_metric(run->gathered, find_metric(run, "health_mean"));
    json_t *row = ent_put_row(&parts->values, list);
    ent_put_flag(&parts->values, row, "titled", false);
    ent_put_text(&parts->values, row, "name", run->scenario->title);
    ent_put_text(&parts->values, row, "sentence", ent_headline_run(health, sentence));
    ent_put_flag(&parts->values, row, "has_shares", false);
    (void)ent_put_list(&parts->values, row, "verdicts");
}

/* Variables that stand on the ends of their ranges too often say something of the assumptions. */
static void put_saturation(ent_parts_t *parts) {
    json_t *list = ent_put_list(&parts->values, parts->values.root, "saturated");
    for (size_t s = 0; s < parts->comparison->count; s++) {
        const ent_run_t *run = &parts->comparison->items[s].run;
        ent_distribution_t share =
            ent_gathered_metric(run->gathered, find_metric(run, "saturation"));
        if (ent_distribution_mean(share) > saturation_warning) {
            json_t *row = ent_put_row(&parts->values, list);
            ent_put_text(&parts->values, row, "name", run->scenario->title);
        }
    }
}

void ent_page_put_headlines(ent_parts_t *parts) {
    json_t *list = ent_put_list(&parts->values, parts->values.root, "headlines");
    if (parts->comparison->count == 1) {
        put_run(parts, list);
    }
    for (size_t s = 1; s < parts->comparison->count; s++) {
        put_gain(parts, list, s);
    }
    ent_put_flag(&parts->values, parts->values.root, "one_member",
                 parts->comparison->items[0].run.members == 1);
    put_saturation(parts);
}
