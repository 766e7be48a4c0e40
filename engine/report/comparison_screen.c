/* A comparison as text for people: what changed, and what that gains. */
#include "analysis/gain.h"
#include "base/number.h"
#include "report/changes.h"
#include "report/comparison.h"
#include "report/note.h"
#include "report/verdict.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

enum { CHANGES_SHOWN = 8 };

/* "+4.1" or "0"; "-" for what is not defined. */
static const char *signed_brief(double value, char text[ENT_NUMBER_SIZE]) {
    char number[ENT_NUMBER_SIZE];
    (void)snprintf(text, ENT_NUMBER_SIZE, "%s%s", value > 0 ? "+" : "",
                   ent_number_brief(value, number));
    return text;
}

static void print_interval(const ent_estimate_t *estimate, FILE *stream) {
    char text[ENT_NUMBER_SIZE];
    if (isnan(estimate->low)) {
        fprintf(stream, "  %20s", ""); /* of one member, say */
        return;
    }
    fprintf(stream, "  %8s to", signed_brief(estimate->low, text));
    fprintf(stream, " %-8s", signed_brief(estimate->high, text));
}

static void print_gain(const ent_comparison_t *comparison, size_t scenario, size_t metric,
                       FILE *stream) {
    const ent_compared_t *compared = &comparison->items[scenario];
    const ent_metric_t *item = &comparison->items[0].run.metrics->items[metric];
    char label[64], text[ENT_NUMBER_SIZE];
    size_t pair = 0;
    if (!ent_compared_pair(comparison, scenario, metric, &pair)) {
        return;
    }
    size_t other = compared->counterparts.pairing.metrics[pair].other;
    ent_gain_t gain = ent_gain(comparison->ensemble, scenario, pair, item->row->better);
    ent_metric_label(item, label, sizeof label);
    fprintf(stream, "  %-30.30s", label);
    fprintf(stream, " %8s",
            ent_number_brief(ent_distribution_mean(
                                 ent_gathered_metric(comparison->items[0].run.gathered, metric)),
                             text));
    fprintf(stream, " %8s",
            ent_number_brief(
                ent_distribution_mean(ent_gathered_metric(compared->run.gathered, other)), text));
    fprintf(stream, " %8s", signed_brief(gain.paired.mean, text));
    print_interval(&gain.paired, stream);
    if (gain.pairs > 0 && item->row->better != ENT_NEITHER_IS_BETTER) {
        fprintf(stream, " %3.0f %% %3.0f %%", 100 * gain.better, 100 * gain.worse);
    } else {
        fprintf(stream, "%12s", "");
    }
    fprintf(stream, "  %s\n", ent_verdict(&gain, item->row->better));
}

static void print_scenario(const ent_comparison_t *comparison, size_t scenario, FILE *stream) {
    const ent_compared_t *compared = &comparison->items[scenario];
    fputc('\n', stream);
    ent_table_changes_screen(compared->run.scenario->title, &compared->changes, CHANGES_SHOWN,
                             stream);
    if (ent_changes_nothing(comparison->ensemble, scenario)) {
        fputs("\n  Every member fares exactly as under the control, in every metric.\n", stream);
        return;
    }
    fprintf(stream, "\n  %-30s %8s %8s %8s  %-20s %5s %5s\n", "", "control", "mean", "change",
            "   95 % interval", "better", "worse");
    for (size_t i = 0; i < comparison->items[0].run.metrics->count; i++) {
        if (comparison->items[0].run.metrics->items[i].row->per != ENT_PER_INSTITUTION) {
            print_gain(comparison, scenario, i, stream);
        }
    }
}

void ent_table_comparison_screen(const ent_comparison_t *comparison, FILE *stream) {
    const ent_run_t *control = &comparison->items[0].run;
    char start[ENT_DATE_SIZE], end[ENT_DATE_SIZE];
    ent_instant_date(control->scenario, 0, start);
    ent_instant_date(control->scenario, (double)control->plan->steps, end);
    fprintf(stream,
            "%s to %s: %" PRIu64 " member%s, seed %" PRIu64
            ", each with the same luck in %zu scenarios\n"
            "Control: %s\n",
            start, end, control->members, control->members == 1 ? "" : "s", control->seed,
            comparison->count, control->scenario->title);
    for (size_t s = 1; s < comparison->count; s++) {
        print_scenario(comparison, s, stream);
    }
    fprintf(stream,
            "\n  The gain is the mean difference to the control, with the interval that its "
            "Monte Carlo\n  error leaves; better and worse are shares of members.\n"
            "\n  " ENT_NOTE ".\n");
}
