/* What the factors of a sweep do as text for people. */
#include "base/memory.h"
#include "base/number.h"
#include "report/note.h"
#include "report/sensitivity.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <uniwidth.h>

enum { NAME_WIDTH = 34, MOST_FACTORS = 20 };

/* Above it, chance is a part of the variance to speak of. */
static const double much_noise = 0.1;

/* A number of every factor that the screen shows. */
typedef struct {
    const char *heading;
    bool interval; /* with its ends */
    bool level;    /* a value of the outcome itself */
    ent_interval_t (*of)(const ent_influence_t *item, size_t factor);
} column_t;

static ent_interval_t total_of(const ent_influence_t *item, size_t factor) {
    return item->sobol[factor].total;
}

static ent_interval_t first_of(const ent_influence_t *item, size_t factor) {
    return item->sobol[factor].first;
}

static ent_interval_t mu_star_of(const ent_influence_t *item, size_t factor) {
    return item->morris[factor].mu_star;
}

static ent_interval_t mu_of(const ent_influence_t *item, size_t factor) {
    return item->morris[factor].mu;
}

static ent_interval_t sigma_of(const ent_influence_t *item, size_t factor) {
    return item->morris[factor].sigma;
}

static ent_interval_t rank_of(const ent_influence_t *item, size_t factor) {
    return item->ranks[factor];
}

static ent_interval_t low_of(const ent_influence_t *item, size_t factor) {
    return item->tornado[factor].low;
}

static ent_interval_t high_of(const ent_influence_t *item, size_t factor) {
    return item->tornado[factor].high;
}

/* The first is the one that factors are in the order of. */
enum { MOST_COLUMNS = 5 };
static const column_t sobol_columns[MOST_COLUMNS] = {{"total", true, false, total_of},
                                                     {"first", true, false, first_of},
                                                     {"lowest", false, true, low_of},
                                                     {"highest", false, true, high_of}};
static const column_t morris_columns[MOST_COLUMNS] = {{"mu*", true, false, mu_star_of},
                                                      {"mu", false, false, mu_of},
                                                      {"sigma", false, false, sigma_of},
                                                      {"lowest", false, true, low_of},
                                                      {"highest", false, true, high_of}};
static const column_t rank_columns[MOST_COLUMNS] = {{"rank r", true, false, rank_of},
                                                    {"lowest", false, true, low_of},
                                                    {"highest", false, true, high_of}};

static const column_t *columns_of(const ent_influence_t *item) {
    return item->sobol != NULL    ? sobol_columns
           : item->morris != NULL ? morris_columns
                                  : rank_columns;
}

/* ---- Rows -------------------------------------------------------------------------------------
 */

/* A title in so many columns of a terminal, cut where it is wider. */
static void print_name(const char *title, FILE *stream) {
    char cut[ENT_FIGURE_CUT_SIZE];
    size_t most = NAME_WIDTH;
    (void)ent_figure_cut(title, most, cut);
    int width = u8_strwidth((const uint8_t *)cut, "UTF-8");
    for (; width > NAME_WIDTH && most > 4; most--) {
        (void)ent_figure_cut(title, most - 4, cut); /* and three dots */
        width = u8_strwidth((const uint8_t *)cut, "UTF-8");
    }
    fprintf(stream, "  %s%*s", cut, width < NAME_WIDTH ? NAME_WIDTH - width : 0, "");
}

/* A value of an outcome, to the two figures of what it varies by: 49.12 where that is 0.28. */
static const char *level_text(double value, double sd, char text[ENT_NUMBER_SIZE]) {
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

static void print_cell(const column_t *column, const ent_interval_t *value, double sd,
                       FILE *stream) {
    char text[ENT_NUMBER_SIZE];
    fprintf(stream, " %8s",
            column->level ? level_text(value->value, sd, text)
                          : ent_number_brief(value->value, text));
    if (column->interval && isnan(value->low)) {
        fprintf(stream, "  %19s", "");
    } else if (column->interval) {
        fprintf(stream, "  %8s to", ent_number_brief(value->low, text));
        fprintf(stream, " %-7s", ent_number_brief(value->high, text));
    }
}

static void print_heading(const column_t *columns, double level, FILE *stream) {
    char interval[32];
    (void)snprintf(interval, sizeof interval, "%g %% interval", 100 * level);
    fprintf(stream, "  %*s", NAME_WIDTH, "");
    for (size_t c = 0; c < MOST_COLUMNS && columns[c].heading != NULL; c++) {
        fprintf(stream, " %8s", columns[c].heading);
        if (columns[c].interval) {
            fprintf(stream, "  %-19.19s", interval);
        }
    }
    fputs("\n", stream);
}

static void print_factors(const ent_sensitivity_t *sensitivity, const ent_influence_t *item,
                          FILE *stream) {
    const column_t *columns = columns_of(item);
    size_t factors = sensitivity->sweep.factor_count;
    size_t shown = factors < MOST_FACTORS ? factors : MOST_FACTORS;
    print_heading(columns, sensitivity->options.level, stream);
    for (size_t i = 0; i < shown; i++) {
        size_t factor = item->order[i];
        print_name(sensitivity->sweep.factors[factor].title, stream);
        for (size_t c = 0; c < MOST_COLUMNS && columns[c].heading != NULL; c++) {
            const ent_interval_t value = columns[c].of(item, factor);
            print_cell(&columns[c], &value, item->spread.sd, stream);
        }
        fputs("\n", stream);
    }
    if (shown < factors) {
        fprintf(stream, "  and %zu more: sensitivity.csv\n", factors - shown);
    }
}

/* ---- Sentences --------------------------------------------------------------------------------
 */

/* The size of what factors are in the order of: of correlations without their signs. */
static ent_interval_t amount_of(const ent_influence_t *item, size_t factor) {
    ent_interval_t amount = columns_of(item)[0].of(item, factor);
    if (item->ranks != NULL && amount.value < 0) {
        amount = (ent_interval_t){-amount.value, -amount.high, -amount.low};
    }
    return amount;
}

/* How many of the factors, in their order, may be the one that matters most: those whose intervals
 * reach the first one's. 1 if none does, 0 where there are no intervals. */
static size_t count_rivals(const ent_influence_t *item, size_t factors) {
    double least = amount_of(item, item->order[0]).low;
    size_t rivals = isnan(least) ? (size_t)0 : 1;
    for (size_t i = 1; i < factors && rivals > 0; i++) {
        if (amount_of(item, item->order[i]).high >= least) {
            rivals++;
        }
    }
    return rivals;
}

static void print_order(const ent_sensitivity_t *sensitivity, const ent_influence_t *item,
                        FILE *stream) {
    size_t factors = sensitivity->sweep.factor_count, rivals = count_rivals(item, factors);
    if (rivals > 1) {
        fprintf(stream,
                "  Which factor matters most is open: the interval%s of %s%zu other%s reach%s the "
                "first one's; more points would tell.\n",
                rivals == 2 ? "" : "s", rivals == factors && factors > 2 ? "all " : "", rivals - 1,
                rivals == 2 ? "" : "s", rivals == 2 ? "es" : "");
    }
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

/* ---- Over settings ----------------------------------------------------------------------------
 */

/* "86 %", "less than 1 %": of so many, neither none nor all of them. */
static const char *share_text(size_t count, size_t of, char text[ENT_NUMBER_SIZE]) {
    double percent = 100 * (double)count / (double)of;
    bool nearly_none = percent < 0.5, nearly_all = percent >= 99.5;
    (void)snprintf(text, ENT_NUMBER_SIZE, "%s%.0f %%",
                   nearly_none  ? "less than "
                   : nearly_all ? "more than "
                                : "",
                   nearly_none  ? 1
                   : nearly_all ? 99
                                : percent);
    return text;
}

/* "Better than the control in 86 % of 1440 settings" */
static void print_first_share(const char *what, size_t count, size_t of, FILE *stream) {
    char text[ENT_NUMBER_SIZE];
    fprintf(stream, "  %s than the control in ", what);
    if (count == 0 || count == of) {
        fprintf(stream, "%s %zu settings", count == 0 ? "none of" : "all", of);
    } else {
        fprintf(stream, "%s of %zu settings", share_text(count, of, text), of);
    }
}

/* ", worse in 3 %" */
static void print_share(const char *what, size_t count, size_t of, FILE *stream) {
    char text[ENT_NUMBER_SIZE];
    fprintf(stream, ", %s in %s", what,
            count == 0    ? "none"
            : count == of ? "all"
                          : share_text(count, of, text));
}

/* In how many settings the scenario is better, worse or the same; or higher and lower. */
static void print_signs(ent_better_t better, const ent_across_t *across, FILE *stream) {
    bool less = better == ENT_LESS_IS_BETTER, neither = better == ENT_NEITHER_IS_BETTER;
    size_t first = less ? across->less : across->more, settings = across->settings;
    print_first_share(neither ? "Higher" : "Better", first, settings, stream);
    if (first < settings) {
        print_share(neither ? "lower" : "worse", settings - first - across->neither - across->none,
                    settings, stream);
        print_share("undecided", across->neither, settings, stream);
    }
    if (across->none > 0) {
        print_share("exactly the same", across->none, settings, stream);
    }
    fputs("; ", stream);
}

static void print_across(const ent_sensitivity_t *sensitivity, const ent_influence_t *item,
                         FILE *stream) {
    const ent_across_t *across = &item->across;
    double q05 = ent_across_quantile(across, 0.05), q95 = ent_across_quantile(across, 0.95);
    char low[ENT_NUMBER_SIZE], high[ENT_NUMBER_SIZE];
    if (across->settings == 0) {
        return;
    }
    if (item->has_signs && across->none == across->settings) {
        fprintf(stream, "  The same as the control in all %zu settings, member by member.\n",
                across->settings);
        return;
    }
    if (item->has_signs && sensitivity->names->members > 1) {
        print_signs(sensitivity->names->better[item->metric], across, stream);
    } else {
        fprintf(stream, "  Over %zu settings ", across->settings);
    }
    fprintf(stream, "the middle 90 %% of %s lie between %s and %s.\n",
            item->has_signs ? "differences" : "values", level_text(q05, across->sd, low),
            level_text(q95, across->sd, high));
    if (item->has_signs && sensitivity->names->members < 2) {
        fputs("  Better or worse cannot be told from chance with one member a point.\n", stream);
    }
}

static void print_outcome(const ent_sensitivity_t *sensitivity, const ent_influence_t *item,
                          FILE *stream) {
    char text[ENT_NUMBER_SIZE];
    fprintf(stream, "\n%s, %s%s%s%s", item->title, item->of, item->unit[0] != '\0' ? " (" : "",
            item->unit, item->unit[0] != '\0' ? ")" : "");
    if (item->state == ENT_INFLUENCE_TOO_FEW) {
        fprintf(stream, "\n  Too few points have it for indices.\n");
        print_across(sensitivity, item, stream);
        return;
    }
    fprintf(stream, ": mean %s", level_text(item->spread.mean, item->spread.sd, text));
    fprintf(stream, ", standard deviation %s", ent_number_brief(item->spread.sd, text));
    fprintf(stream, " over %" PRIu64 " points\n", item->points);
    print_across(sensitivity, item, stream);
    if (item->state == ENT_INFLUENCE_CONSTANT) {
        fprintf(stream, "  It is the same at all of them: no factor changes it.\n");
        return;
    }
    print_factors(sensitivity, item, stream);
    print_noise(sensitivity, &item->spread, stream);
    print_order(sensitivity, item, stream);
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
