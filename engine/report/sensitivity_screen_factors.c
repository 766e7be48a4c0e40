/* The table of factors on the screen. */
#include "report/sensitivity_screen.h"

#include <math.h>
#include <uniwidth.h>

enum { NAME_WIDTH = 34, MOST_FACTORS = 20 };

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

static void print_cell(const column_t *column, const ent_interval_t *value, double sd,
                       FILE *stream) {
    char text[ENT_NUMBER_SIZE];
    fprintf(stream, " %8s",
            column->level ? ent_screen_level(value->value, sd, text)
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

void ent_screen_factors(const ent_sensitivity_t *sensitivity, const ent_influence_t *item,
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

/* ---- Their order ------------------------------------------------------------------------------
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

void ent_screen_order(const ent_sensitivity_t *sensitivity, const ent_influence_t *item,
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
