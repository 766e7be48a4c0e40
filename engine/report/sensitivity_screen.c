/* What the factors of a sweep do as text for people. */
#include "report/sensitivity_screen.h"

#include "report/note.h"

#include <inttypes.h>
#include <math.h>

/* Above it, chance is a part of the variance to speak of. */
static const double much_noise = 0.1;

/* ---- An outcome -------------------------------------------------------------------------------
 */

const char *ent_screen_level(double value, double sd, char text[ENT_NUMBER_SIZE]) {
    const int most = 6;
    int decimals = 0;
    for (double scaled = sd; scaled < 9.95 && decimals < most; scaled *= 10) {
        decimals++;
    }
    if (!(sd > 0) || isnan(value) || fabs(value) > 1e9) {
        return ent_number_brief(value, text);
    }
    (void)snprintf(text, ENT_NUMBER_SIZE, "%.*f", decimals, value);
    return text;
}

static void print_noise(const ent_sensitivity_t *sensitivity, const ent_spread_t *spread,
                        FILE *stream) {
    double percent = 100 * spread->noise_share;
    if (isnan(percent)) {
        fprintf(stream, "  How much of the variance is Monte Carlo noise is not known%s.\n",
                sensitivity->names->members < 2 ? ": it takes two members a point" : "");
    } else {
        fprintf(stream, "  Monte Carlo noise is %s%.0f %% of the variance over points%s.\n",
                percent < 1 ? "below " : "", percent < 1 ? 1.0 : percent,
                spread->noise_share > much_noise ? ": more members would sharpen this" : "");
    }
}

static void print_outcome(const ent_sensitivity_t *sensitivity, const ent_influence_t *item,
                          FILE *stream) {
    char text[ENT_NUMBER_SIZE];
    fprintf(stream, "\n%s, %s%s%s%s", item->title, item->of, item->unit[0] != '\0' ? " (" : "",
            item->unit, item->unit[0] != '\0' ? ")" : "");
    if (item->state == ENT_INFLUENCE_TOO_FEW) {
        fprintf(stream, "\n  Too few points have it for indices.\n");
        ent_screen_settings(sensitivity, item, stream);
        return;
    }
    fprintf(stream, ": mean %s", ent_screen_level(item->spread.mean, item->spread.sd, text));
    fprintf(stream, ", standard deviation %s", ent_number_brief(item->spread.sd, text));
    fprintf(stream, " over %" PRIu64 " points\n", item->points);
    ent_screen_settings(sensitivity, item, stream);
    if (item->state == ENT_INFLUENCE_CONSTANT) {
        fprintf(stream, "  It is the same at all of them: no factor changes it.\n");
        return;
    }
    ent_screen_factors(sensitivity, item, stream);
    print_noise(sensitivity, &item->spread, stream);
    ent_screen_order(sensitivity, item, stream);
}

/* ---- The whole --------------------------------------------------------------------------------
 */

static const char *method_title(ent_design_method_t method) {
    static const char *const titles[] = {[ENT_DESIGN_FULL] = "Full factorial design",
                                         [ENT_DESIGN_LHS] = "Latin hypercube",
                                         [ENT_DESIGN_SOBOL] = "Sobol design",
                                         [ENT_DESIGN_MORRIS] = "Morris design",
                                         [ENT_DESIGN_LIST] = "List of points"};
    return titles[method];
}

static void print_points(const ent_sensitivity_t *sensitivity, FILE *stream) {
    uint64_t all = sensitivity->design.points, failed = sensitivity->failed;
    uint64_t there = sensitivity->done + failed;
    bool blocks = sensitivity->design.block > 1;
    if (there == all) {
        fprintf(stream, "All %" PRIu64 " points are there", all);
    } else {
        fprintf(stream, "%" PRIu64 " of %" PRIu64 " points are there", there, all);
    }
    if (failed > 0) {
        fprintf(stream, ", %" PRIu64 " of them failed", failed);
    }
    if (there < all || failed > 0) {
        fprintf(stream, ": %s left out", blocks ? "blocks that are not whole are" : "others are");
    }
    fputs("\n", stream);
}

static void print_legend(const ent_sensitivity_t *sensitivity, FILE *stream) {
    ent_design_method_t method = sensitivity->sweep.method;
    fputs("\n", stream);
    if (method == ENT_DESIGN_SOBOL) {
        fputs("total and first: shares of the variance that a factor brings about, with and "
              "without its interactions.\n",
              stream);
    } else if (method == ENT_DESIGN_MORRIS) {
        fputs("mu* and mu: mean effect over a factor's range, without and with its sign; sigma: "
              "how unlike its effects are.\n",
              stream);
    } else {
        fputs("rank r: Spearman's rank correlation. Indices need a sweep of design \"morris\" or "
              "\"sobol\".\n",
              stream);
    }
    fputs("lowest, highest: means over the points with the factor in that quarter of its range.\n"
          "Shares and quantiles over settings depend on the ranges of the factors and on the "
          "design: they are no probabilities.\n",
          stream);
    if (method == ENT_DESIGN_MORRIS) {
        fprintf(stream,
                "The points of a Morris design lie on a grid of %d levels, at its corners more "
                "than inside.\n",
                sensitivity->sweep.grid);
    }
    fputs(ENT_NOTE ".\n", stream);
}

void ent_sensitivity_screen(const ent_sensitivity_t *sensitivity, FILE *stream) {
    const ent_sweep_t *sweep = &sensitivity->sweep;
    const ent_store_names_t *names = sensitivity->names;
    size_t shown =
        sensitivity->count < ENT_INFLUENCES_SHOWN ? sensitivity->count : ENT_INFLUENCES_SHOWN;
    fprintf(stream, "%s\n%s of %zu factor%s, %" PRIu64 " member%s a point, seed %" PRIu64 "\n",
            sweep->title, method_title(sweep->method), sweep->factor_count,
            sweep->factor_count == 1 ? "" : "s", names->members, names->members == 1 ? "" : "s",
            names->seed);
    print_points(sensitivity, stream);
    for (size_t i = 0; i < shown; i++) {
        print_outcome(sensitivity, &sensitivity->items[i], stream);
    }
    if (shown < sensitivity->count) {
        fprintf(stream, "\nand %zu more: sensitivity.csv, or --metric\n",
                sensitivity->count - shown);
    }
    print_legend(sensitivity, stream);
}
