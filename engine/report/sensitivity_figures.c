/* Figures of a sweep: how each outcome shown is spread over settings, what moves it as a tornado,
 * and what its design gives besides. */
#include "base/memory.h"
#include "base/version.h"
#include "report/code.h"
#include "report/sensitivity.h"

#include <ctype.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TITLE_CHARACTERS = 60, WIDTH = 640, HEIGHT = 480, KINDS = 5, RUN_SIZE = 256 };

/* Steps of a curve through all settings: finer than half a per cent nobody sees. */
enum { MOST_QUANTILES = 201 };

/* The figures of a folder: of which outcomes, and what they are called. */
typedef struct {
    const ent_sensitivity_t *sensitivity;
    const ent_influence_t *items[ENT_INFLUENCES_SHOWN];
    size_t count;
    ent_figure_row_t rows[ENT_INFLUENCES_SHOWN * KINDS];
    size_t row_count;
} figures_t;

_Static_assert(ENT_INFLUENCES_SHOWN *KINDS <= ENT_MOST_FIGURES, "a folder has room for all");

/* ---- Which figures ----------------------------------------------------------------------------
 */

/* Appends a name in small letters, all else than letters and digits as "-", one at a time. */
static void append_words(char name[ENT_FIGURE_NAME_SIZE], const char *words) {
    size_t length = strlen(name);
    for (const char *c = words; *c != '\0' && length + 1 < ENT_FIGURE_NAME_SIZE; c++) {
        bool plain = isalnum((unsigned char)*c) != 0 && (unsigned char)*c < 0x80;
        if (plain || name[length - 1] != '-') {
            name[length++] = plain ? (char)tolower((unsigned char)*c) : '-';
        }
    }
    name[length] = '\0';
    while (name[length - 1] == '-') {
        name[--length] = '\0';
    }
}

static void add_row(figures_t *figures, const char *kind, size_t part) {
    const ent_influence_t *item = figures->items[part - 1];
    const ent_store_names_t *names = figures->sensitivity->names;
    ent_figure_row_t *row = &figures->rows[figures->row_count++];
    *row = (ent_figure_row_t){.width = WIDTH, .height = HEIGHT};
    (void)snprintf(row->name, sizeof row->name, "%s-%zu-", kind, part);
    append_words(row->name, names->scenarios[item->scenario]);
    (void)strncat(row->name, "-", sizeof row->name - strlen(row->name) - 1);
    append_words(row->name, names->metrics[item->metric]);
}

/* Outcomes with indices, or those that have settings without; as many as there is room for. */
static void choose_items(const ent_sensitivity_t *sensitivity, bool good, figures_t *figures,
                         size_t *left_out) {
    for (size_t i = 0; i < sensitivity->count; i++) {
        const ent_influence_t *item = &sensitivity->items[i];
        bool is_good = item->state == ENT_INFLUENCE_GOOD;
        bool wanted = is_good == good && (is_good || item->across.settings > 0);
        if (wanted && figures->count < ENT_INFLUENCES_SHOWN) {
            figures->items[figures->count++] = item;
        } else {
            *left_out += wanted;
        }
    }
}

static void choose(const ent_sensitivity_t *sensitivity, figures_t *figures, size_t *left_out) {
    *figures = (figures_t){.sensitivity = sensitivity};
    *left_out = 0;
    choose_items(sensitivity, true, figures, left_out);
    choose_items(sensitivity, false, figures, left_out);
    for (size_t part = 1; part <= figures->count; part++) {
        const ent_influence_t *item = figures->items[part - 1];
        if (item->across.settings > 0) {
            add_row(figures, "across", part);
        }
        if (item->tornado != NULL) {
            add_row(figures, "tornado", part);
        }
        if (item->morris != NULL) {
            add_row(figures, "morris", part);
        }
        if (item->sobol != NULL) {
            add_row(figures, "sobol", part);
        }
        if (item->pairs != NULL) {
            add_row(figures, "interactions", part);
        }
    }
}

/* ---- What they show ---------------------------------------------------------------------------
 */

/* Sets three arrays at an index: an estimate, and the ends of its interval. */
static void put_interval(const char *const names[3], size_t index, const ent_interval_t *interval,
                         ent_figure_data_t *data) {
    ent_figure_data_set_real(data, names[0], index, interval->value);
    ent_figure_data_set_real(data, names[1], index, interval->low);
    ent_figure_data_set_real(data, names[2], index, interval->high);
}

static void put_order(const char *name, const size_t *order, size_t count, size_t from,
                      ent_figure_data_t *data) {
    for (size_t i = 0; i < count; i++) {
        ent_figure_data_set_count(data, name, from + i, order[i] + 1);
    }
}

static void put_tornado(const ent_influence_t *item, size_t factors, size_t from,
                        ent_figure_data_t *data) {
    static const char *const low[] = {"LOW_MEAN", "LOW_FROM", "LOW_TO"};
    static const char *const high[] = {"HIGH_MEAN", "HIGH_FROM", "HIGH_TO"};
    double *lengths = ent_alloc(factors, sizeof *lengths);
    size_t *order = ent_alloc(factors, sizeof *order);
    if (lengths == NULL || order == NULL) {
        ent_figure_data_fail(data, ENT_ERR_MEMORY);
    } else {
        for (size_t f = 0; f < factors; f++) {
            lengths[f] = ent_tornado_length(&item->tornado[f]);
            put_interval(low, from + f, &item->tornado[f].low, data);
            put_interval(high, from + f, &item->tornado[f].high, data);
        }
        ent_factors_order(lengths, factors, order);
        put_order("BAR_ORDER", order, factors, from, data);
    }
    free(lengths);
    free(order);
}

static void put_indices(const ent_influence_t *item, size_t factors, size_t from,
                        ent_figure_data_t *data) {
    static const char *const mu_star[] = {"MU_STAR", "MU_STAR_FROM", "MU_STAR_TO"};
    static const char *const first[] = {"FIRST", "FIRST_FROM", "FIRST_TO"};
    static const char *const total[] = {"TOTAL", "TOTAL_FROM", "TOTAL_TO"};
    put_order("INDEX_ORDER", item->order, factors, from, data);
    for (size_t f = 0; f < factors && item->morris != NULL; f++) {
        put_interval(mu_star, from + f, &item->morris[f].mu_star, data);
        ent_figure_data_set_real(data, "SIGMA", from + f, item->morris[f].sigma.value);
    }
    for (size_t f = 0; f < factors && item->sobol != NULL; f++) {
        put_interval(first, from + f, &item->sobol[f].first, data);
        put_interval(total, from + f, &item->sobol[f].total, data);
    }
}

static void put_pairs(const ent_influence_t *item, size_t factors, size_t from,
                      ent_figure_data_t *data) {
    static const char *const pair[] = {"PAIR", "PAIR_FROM", "PAIR_TO"};
    for (size_t i = 0; i < factors && item->pairs != NULL; i++) {
        for (size_t j = i + 1; j < factors; j++) {
            put_interval(pair, from + i * factors + j, &item->pairs[i * factors + j], data);
        }
    }
}

/* Settings in the middle of steps of equal share: each with its own error and sign. */
static void put_quantiles(const ent_across_t *across, size_t from, size_t steps,
                          ent_figure_data_t *data) {
    for (size_t i = 0; i < steps; i++) {
        size_t setting = (2 * i + 1) * across->settings / (2 * steps);
        double result = across->sorted[setting], error = across->errors[setting];
        double room = ENT_ACROSS_ERRORS * error;
        ent_figure_data_set_real(data, "QUANTILE", from + i, result);
        ent_figure_data_set_real(data, "QUANTILE_FROM", from + i, result - room);
        ent_figure_data_set_real(data, "QUANTILE_TO", from + i, result + room);
        ent_figure_data_set_integer(data, "QUANTILE_SIGN", from + i,
                                    (long long)ent_across_sign(result, error));
    }
}

static size_t count_quantiles(const ent_across_t *across) {
    return across->settings < MOST_QUANTILES ? across->settings : MOST_QUANTILES;
}

static void put_across(const figures_t *figures, const ent_influence_t *item, size_t index,
                       ent_figure_data_t *data) {
    const ent_across_t *across = &item->across;
    ent_better_t better = figures->sensitivity->names->better[item->metric];
    size_t steps = count_quantiles(across);
    ent_figure_data_set_integer(data, "OUTCOME_BETTER", index,
                                better == ENT_MORE_IS_BETTER   ? 1
                                : better == ENT_LESS_IS_BETTER ? -1
                                                               : 0);
    ent_figure_data_set_count(data, "SETTINGS", index, across->settings);
    ent_figure_data_set_real(data, "SETTINGS_MEAN", index, across->mean);
    ent_figure_data_set_count(data, "SETTINGS_MORE", index, across->more);
    ent_figure_data_set_count(data, "SETTINGS_LESS", index, across->less);
    ent_figure_data_set_count(data, "SETTINGS_UNDECIDED", index, across->neither);
    ent_figure_data_set_count(data, "SETTINGS_NONE", index, across->none);
    ent_figure_data_set_count(data, "OUTCOME_QUANTILES", index, steps);
    put_quantiles(across, index * MOST_QUANTILES, steps, data);
}

static void put_outcome(const ent_influence_t *item, size_t factors, size_t index,
                        ent_figure_data_t *data) {
    ent_figure_data_set_text(data, "OUTCOME_TITLE", index, item->title, TITLE_CHARACTERS);
    ent_figure_data_set_text(data, "OUTCOME_OF", index, item->of, 2 * ENT_TITLE_CHARACTERS);
    ent_figure_data_set_text(data, "OUTCOME_UNIT", index, item->unit, TITLE_CHARACTERS);
    ent_figure_data_set_count(data, "OUTCOME_POINTS", index, (size_t)item->points);
    ent_figure_data_set_real(data, "OUTCOME_MEAN", index, item->spread.mean);
    ent_figure_data_set_real(data, "OUTCOME_SD", index, item->spread.sd);
    ent_figure_data_set_real(data, "NOISE_SD", index, item->spread.noise_sd);
    ent_figure_data_set_real(data, "NOISE_SHARE", index, item->spread.noise_share);
    if (item->tornado != NULL) {
        put_tornado(item, factors, index * factors, data);
        put_indices(item, factors, index * factors, data);
        put_pairs(item, factors, index * factors * factors, data);
    }
}

/* What each method shows of every factor, and of every pair of them. */
static const char *const tornado_arrays[] = {"LOW_MEAN",  "LOW_FROM", "LOW_TO",    "HIGH_MEAN",
                                             "HIGH_FROM", "HIGH_TO",  "BAR_ORDER", "INDEX_ORDER"};
static const char *const morris_arrays[] = {"MU_STAR", "MU_STAR_FROM", "MU_STAR_TO", "SIGMA"};
static const char *const sobol_arrays[] = {"FIRST", "FIRST_FROM", "FIRST_TO",
                                           "TOTAL", "TOTAL_FROM", "TOTAL_TO"};
static const char *const pair_arrays[] = {"PAIR", "PAIR_FROM", "PAIR_TO"};
static const char *const outcome_arrays[] = {"OUTCOME_TITLE",  "OUTCOME_OF",   "OUTCOME_UNIT",
                                             "OUTCOME_POINTS", "OUTCOME_MEAN", "OUTCOME_SD",
                                             "NOISE_SD",       "NOISE_SHARE"};
static const char *const across_arrays[] = {
    "OUTCOME_BETTER", "SETTINGS",           "SETTINGS_MEAN", "SETTINGS_MORE",
    "SETTINGS_LESS",  "SETTINGS_UNDECIDED", "SETTINGS_NONE", "OUTCOME_QUANTILES"};
static const char *const quantile_arrays[] = {"QUANTILE", "QUANTILE_FROM", "QUANTILE_TO",
                                              "QUANTILE_SIGN"};

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

static void declare(const char *const *names, size_t count, size_t length,
                    ent_figure_data_t *data) {
    for (size_t i = 0; i < count; i++) {
        ent_figure_data_array(data, names[i], length);
    }
}

static void declare_all(const figures_t *figures, ent_figure_data_t *data) {
    const ent_sweep_t *sweep = &figures->sensitivity->sweep;
    size_t outcomes = figures->count, factors = sweep->factor_count;
    bool pairs = sweep->method == ENT_DESIGN_SOBOL && sweep->second_order;
    ent_figure_data_count(data, "OUTCOMES", outcomes);
    ent_figure_data_count(data, "FACTORS", factors);
    ent_figure_data_array(data, "FACTOR_TITLE", factors);
    ent_figure_data_count(data, "QUANTILES", MOST_QUANTILES);
    declare(outcome_arrays, COUNT_OF(outcome_arrays), outcomes, data);
    declare(across_arrays, COUNT_OF(across_arrays), outcomes, data);
    declare(quantile_arrays, COUNT_OF(quantile_arrays), outcomes * MOST_QUANTILES, data);
    declare(tornado_arrays, COUNT_OF(tornado_arrays), outcomes * factors, data);
    if (sweep->method == ENT_DESIGN_MORRIS) {
        declare(morris_arrays, COUNT_OF(morris_arrays), outcomes * factors, data);
    }
    if (sweep->method == ENT_DESIGN_SOBOL) {
        declare(sobol_arrays, COUNT_OF(sobol_arrays), outcomes * factors, data);
    }
    if (pairs) {
        ent_figure_data_count(data, "PAIRS", factors * factors);
        declare(pair_arrays, COUNT_OF(pair_arrays), outcomes * factors * factors, data);
    }
}

/* "612 of 1380 points, 200 members each, seed 1, sweep 0.1.0/1f3a…": what stands below figures. */
static void put_run(const ent_sensitivity_t *sensitivity, ent_figure_data_t *data) {
    const ent_store_names_t *names = sensitivity->names;
    char run[RUN_SIZE], of[32] = "";
    if (sensitivity->done < names->points) {
        (void)snprintf(of, sizeof of, " of %" PRIu64, names->points);
    }
    (void)snprintf(run, sizeof run,
                   "%" PRIu64 "%s points, %" PRIu64 " member%s each, seed %" PRIu64
                   ", sweep %.31s/%.*s",
                   sensitivity->done, of, names->members, names->members == 1 ? "" : "s",
                   names->seed, names->version, ENT_CODE_HASH_LENGTH, names->sweep_hash);
    ent_figure_data_text(data, "RUN", run, ENT_FIGURE_WHOLE);
}

static ent_err_t put_variables(const void *user, const ent_output_t *output,
                               ent_figure_data_t *data) {
    const figures_t *figures = user;
    const ent_sensitivity_t *sensitivity = figures->sensitivity;
    const ent_sweep_t *sweep = &sensitivity->sweep;
    (void)output;
    ent_figure_data_text(data, "TITLE", sweep->title, ENT_TITLE_CHARACTERS);
    put_run(sensitivity, data);
    ent_figure_data_real(data, "LEVEL", sensitivity->options.level);
    ent_figure_data_real(data, "MEMBERS", (double)sensitivity->names->members);
    ent_figure_data_integer(data, "HAS_SIGNS", sensitivity->difference);
    declare_all(figures, data);
    for (size_t f = 0; f < sweep->factor_count; f++) {
        ent_figure_data_set_text(data, "FACTOR_TITLE", f, sweep->factors[f].title,
                                 TITLE_CHARACTERS);
    }
    for (size_t i = 0; i < figures->count; i++) {
        put_outcome(figures->items[i], sweep->factor_count, i, data);
        put_across(figures, figures->items[i], i, data);
    }
    return ENT_OK;
}

ent_err_t ent_sensitivity_draw(const ent_sensitivity_t *sensitivity, unsigned formats,
                               ent_output_t *output, char note[ENT_FIGURE_NOTE_SIZE],
                               size_t *left_out) {
    figures_t *figures = ent_alloc(1, sizeof *figures);
    note[0] = '\0';
    *left_out = 0;
    if (figures == NULL) {
        return ENT_ERR_MEMORY;
    }
    choose(sensitivity, figures, left_out);
    const ent_figure_set_t set = {
        .rows = figures->rows, .count = figures->row_count, .put = put_variables, .user = figures};
    ent_err_t error = figures->count > 0 ? ent_draw(&set, formats, output, note) : ENT_OK;
    free(figures);
    return error;
}
