/* A hindcast as text for people: how far off, beside what knows nothing of the model. */
#include "base/number.h"
#include "report/hindcast.h"
#include "report/note.h"

#include <inttypes.h>
#include <math.h>

static void print_number(double value, FILE *stream) {
    char text[ENT_NUMBER_SIZE];
    fprintf(stream, " %7s", ent_number_brief(value, text));
}

/* "76 % (61 to 88)" */
static void print_coverage(const ent_proportion_t *coverage, FILE *stream) {
    fprintf(stream, "  %3.0f %% (%2.0f-%3.0f)", 100 * coverage->share, 100 * coverage->low,
            100 * coverage->high);
}

static void print_method(const ent_hindcast_t *hindcast, size_t method,
                         const ent_wave_filter_t *filter, FILE *stream) {
    ent_scores_t scores = ent_hindcast_scores(hindcast, method, filter);
    if (scores.count == 0) {
        return;
    }
    fprintf(stream, "    %-34s %5zu", ent_hindcast_method_title(method), scores.count);
    print_number(scores.rmse, stream);
    print_number(ent_hindcast_scores_beside(hindcast, method, filter).rmse, stream);
    print_number(scores.bias, stream);
    print_number(scores.crps, stream);
    print_number(scores.log_score, stream);
    for (size_t c = 0; c < ENT_CENTRALS; c++) {
        print_coverage(&scores.coverage[c], stream);
    }
    fprintf(stream, "\n");
}

static void print_group(const ent_hindcast_t *hindcast, const ent_hindcast_group_t *group,
                        FILE *stream) {
    ent_wave_filter_t filter = group->filter;
    for (int split = 0; split < ENT_SPLITS; split++) {
        filter.split = (ent_split_t)split;
        if (split == ENT_SPLIT_TRAINING ||
            ent_hindcast_scores(hindcast, ENT_MODEL_GIVEN, &filter).count == 0) {
            continue;
        }
        fprintf(stream, "\n  %s, %s\n", group->name,
                split == ENT_SPLIT_ALL ? "all waves" : "held-out waves");
        for (size_t method = 0; method < ENT_HINDCAST_METHODS; method++) {
            print_method(hindcast, method, &filter, stream);
        }
    }
}

/* Why a poll's curve is not its own. */
static void print_curve(const ent_hindcast_t *hindcast, size_t poll, FILE *stream) {
    const ent_hindcast_run_t *run = &hindcast->models[ENT_MODEL_GIVEN];
    const ent_poll_t *polls = hindcast->scenario->polls;
    size_t waves = run->fits[poll].waves;
    fprintf(stream, "  %s has %zu wave%s ", polls[poll].name, waves, waves == 1 ? "" : "s");
    if (run->fits[poll].outcome == ENT_FIT_TOO_FEW) {
        fprintf(stream, "to fit, it takes %d: ", ENT_FIT_LEAST_WAVES);
    } else {
        fputs("that no curve was found for: ", stream);
    }
    if (run->sources[poll] == ENT_CURVE_LIKE) {
        fprintf(stream, "it is taken to be like %s\n", polls[polls[poll].like].name);
    } else {
        fprintf(stream, "it stands as declared\n");
    }
}

static void print_curves(const ent_hindcast_t *hindcast, FILE *stream) {
    for (size_t p = 0; p < hindcast->scenario->poll_count; p++) {
        ent_curve_source_t source = hindcast->models[ENT_MODEL_GIVEN].sources[p];
        if (source == ENT_CURVE_LIKE || source == ENT_CURVE_DECLARED) {
            print_curve(hindcast, p, stream);
        }
    }
}

void ent_hindcast_screen(const ent_hindcast_t *hindcast, FILE *stream) {
    ent_hindcast_group_t groups[ENT_MOST_HINDCAST_GROUPS];
    size_t count = ent_hindcast_groups(hindcast, groups);
    fprintf(stream, "%s, %zu members, seed %" PRIu64 "\n", hindcast->scenario->title,
            hindcast->models[ENT_MODEL_GIVEN].sampled.members, hindcast->seed);
    print_curves(hindcast, stream);
    fprintf(stream, "\n    %-34s %5s %7s %7s %7s %7s %7s  %-14s  %s\n", "in points", "waves",
            "RMSE", "(model)", "bias", "CRPS", "log", "in 50 % band",
            "in 90 % band (95 % interval)");
    for (size_t g = 0; g < count; g++) {
        if (groups[g].filter.poll == SIZE_MAX) {
            print_group(hindcast, &groups[g], stream);
        }
    }
    fputs("\nLess is better but for the bands. (model) is the model's RMSE on the waves that the "
          "line "
          "is\nabout. Held out are waves outside the training period; baselines that know the "
          "previous\nwave learn from it there, too. Every poll: scores.csv\n" ENT_NOTE ".\n",
          stream);
}
