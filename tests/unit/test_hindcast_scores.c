/*
 * Scores of a hindcast by filter, its groups and its tables (analysis/hindcast.c,
 * report/hindcast.c): what is counted apart adds up to what is counted together, and the files say
 * what the functions do.
 */
#include "report/hindcast.h"
#include "support/close.h"
#include "support/csv.h"
#include "support/files.h"
#include "support/past.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WARM, RELATIONS, OTHERS, MEASURELESS, POLLS };

#define POLL(name, keys)                                                                           \
    "{ name = '" name "'; series = 'waves.csv'; " SUPPORT_PAST_TERMS " " keys " }"

static const char polls[] =
    "hindcast = { train_from = '2020-06'; train_until = '2023-01'; };"
    "polls = ( " POLL("warm", "measures = 'affinity'; respondent = 'AAA';") ", " POLL(
        "relations", "measures = 'relations'; respondent = 'AAA'; house = 'Office, "
                     "\\'A\\'';") ", " POLL("others", "measures = 'relations'; "
                                                      "respondent = 'BBB'; like = "
                                                      "'relations';") ", " POLL("measurel"
                                                                                "ess",
                                                                                "title = "
                                                                                "'Anythin"
                                                                                "g, "
                                                                                "really'"
                                                                                ";") " )"
                                                                                     ";";

/* Waves within the run of each poll that count, by hand from below. */
static const size_t counted[POLLS] = {13, 19, 3, 6};

static int open_past(void **state) {
    support_past_t *past = calloc(1, sizeof *past);
    support_waves_t waves = {.used = 0};
    assert_non_null(past);
    for (int i = 0; i < 13; i++) { /* at 0, 6 … 72, the last instant */
        support_waves_add(&waves, "warm", 6 * i, "AAA", 30 + 5 * (i % 4), 1000, "read");
    }
    for (int i = 0; i < 20; i++) {
        support_waves_add(&waves, "relations", -1 + 3 * i, "AAA", 25 + 3 * (i % 5), 0, "derived");
    }
    for (int i = 0; i < 3; i++) { /* of which one is for training */
        support_waves_add(&waves, "others", 28 + 9 * i, "BBB", 40 + i, 0, "partial");
        support_waves_add(&waves, "others", 29 + 9 * i, "BBB", 90, 0, "memory");
        support_waves_add(&waves, "measureless", 30 + 2 * i, i == 0 ? "AAA" : "BBB", 50 + i, 0,
                          "read");
        support_waves_add(&waves, "measureless", 60 + i, "AAA", 60 + i, 0, "read");
    }
    support_past_open(past, true, polls, &waves);
    support_past_run(past, NULL, 1);
    *state = past;
    return 0;
}

static int close_past(void **state) {
    support_past_close(*state);
    free(*state);
    return 0;
}

static const ent_hindcast_t *hindcast_of(void **state) {
    const support_past_t *past = *state;
    return &past->hindcast;
}

/* ---- Filters ---------------------------------------------------------------------------------
 */

/* Scores of parts, weighted by their counts, are those of the whole. */
static void assert_adds_up(const ent_scores_t *whole, const ent_scores_t *parts, size_t count) {
    double bias = 0, squares = 0, crps = 0, log_score = 0, within[ENT_CENTRALS] = {0};
    size_t scored = 0, missing = 0;
    for (size_t i = 0; i < count; i++) {
        double n = (double)parts[i].count;
        scored += parts[i].count;
        missing += parts[i].missing;
        if (parts[i].count > 0) {
            bias += n * parts[i].bias;
            squares += n * parts[i].rmse * parts[i].rmse;
            crps += n * parts[i].crps;
            log_score += n * parts[i].log_score;
            for (size_t k = 0; k < ENT_CENTRALS; k++) {
                within[k] += n * parts[i].coverage[k].share;
            }
        }
    }
    double n = (double)scored;
    assert_int_equal(scored, whole->count);
    assert_int_equal(missing, whole->missing);
    if (scored > 0) {
        assert_close(bias / n, whole->bias, 1e-10, 1e-10);
        assert_close(sqrt(squares / n), whole->rmse, 1e-10, 0);
        assert_close(crps / n, whole->crps, 1e-10, 0);
        assert_close(log_score / n, whole->log_score, 1e-10, 0);
        for (size_t k = 0; k < ENT_CENTRALS; k++) {
            assert_close(within[k] / n, whole->coverage[k].share, 1e-10, 1e-10);
        }
    }
}

static void training_and_held_out_make_up_all(void **state) {
    const ent_hindcast_t *hindcast = hindcast_of(state);
    for (size_t method = 0; method < ENT_HINDCAST_METHODS; method++) {
        for (size_t poll = 0; poll <= POLLS; poll++) {
            ent_wave_filter_t filter = ent_wave_filter_any();
            ent_scores_t splits[ENT_SPLITS];
            filter.poll = poll < POLLS ? poll : SIZE_MAX;
            for (int s = 0; s < ENT_SPLITS; s++) {
                filter.split = (ent_split_t)s;
                splits[s] = ent_hindcast_scores(hindcast, method, &filter);
            }
            assert_adds_up(&splits[ENT_SPLIT_ALL], &splits[ENT_SPLIT_TRAINING], 2);
        }
    }
}

static void leads_part_the_waves(void **state) {
    static const double leads[] = {-INFINITY, 0, 0.5, 2, 2.25, 5, INFINITY};
    enum { LEADS = sizeof leads / sizeof leads[0] - 1 };
    const ent_hindcast_t *hindcast = hindcast_of(state);
    for (size_t method = 0; method < ENT_HINDCAST_METHODS; method++) {
        ent_wave_filter_t filter = ent_wave_filter_any();
        ent_scores_t whole = ent_hindcast_scores(hindcast, method, &filter), parts[LEADS];
        for (size_t i = 0; i < LEADS; i++) {
            filter.lead_from = leads[i];
            filter.lead_to = leads[i + 1];
            parts[i] = ent_hindcast_scores(hindcast, method, &filter);
        }
        assert_int_equal(parts[0].count + parts[0].missing, 0);
        assert_adds_up(&whole, parts, LEADS);
    }
}

/* A wave half a month after an instant: from ≤ lead < to. */
static void a_lead_includes_its_beginning(void **state) {
    const ent_hindcast_t *hindcast = hindcast_of(state);
    double lead = hindcast->waves[1].years - 2020;
    ent_wave_filter_t filter = ent_wave_filter_any();
    filter.poll = WARM;
    filter.lead_from = lead;
    assert_int_equal(ent_hindcast_scores(hindcast, 0, &filter).count, 12);
    filter.lead_from = -INFINITY;
    filter.lead_to = lead;
    assert_int_equal(ent_hindcast_scores(hindcast, 0, &filter).count, 1);
}

static void polls_measures_and_publics_part_the_waves(void **state) {
    const ent_hindcast_t *hindcast = hindcast_of(state);
    for (size_t method = 0; method < ENT_HINDCAST_METHODS; method++) {
        ent_wave_filter_t filter = ent_wave_filter_any();
        ent_scores_t whole = ent_hindcast_scores(hindcast, method, &filter), parts[ENT_MEASURES];
        for (size_t p = 0; p < POLLS; p++) {
            filter.poll = p;
            parts[p] = ent_hindcast_scores(hindcast, method, &filter);
            if (method == ENT_MODEL_GIVEN) {
                assert_int_equal(parts[p].count, counted[p]);
            }
        }
        assert_adds_up(&whole, parts, POLLS);
        filter = ent_wave_filter_any();
        for (int m = 0; m < ENT_MEASURES; m++) {
            filter.measures = (ent_measure_t)m;
            parts[m] = ent_hindcast_scores(hindcast, method, &filter);
        }
        assert_adds_up(&whole, parts, ENT_MEASURES);
        filter = ent_wave_filter_any();
        for (size_t s = 0; s < ENT_STATES; s++) {
            filter.respondent = s;
            parts[s] = ent_hindcast_scores(hindcast, method, &filter);
        }
        assert_adds_up(&whole, parts, ENT_STATES);
    }
}

/* The public is that of the wave, also where the poll does not say whom it asks. */
static void a_respondent_is_the_waves(void **state) {
    ent_wave_filter_t filter = ent_wave_filter_any();
    filter.poll = MEASURELESS;
    filter.respondent = 1;
    assert_int_equal(ent_hindcast_scores(hindcast_of(state), 0, &filter).count, 2);
}

/* Memories and waves outside the run are in no row, whatever is asked for. */
static void what_does_not_count_is_never_selected(void **state) {
    const ent_hindcast_t *hindcast = hindcast_of(state);
    ent_wave_filter_t filter = ent_wave_filter_any();
    size_t selected = 0, memories = 0;
    for (size_t i = 0; i < hindcast->wave_count; i++) {
        bool memory = hindcast->waves[i].survey->grade == ENT_GRADE_MEMORY;
        bool before = hindcast->waves[i].years < 2020;
        assert_int_equal(ent_hindcast_selects(hindcast, &filter, i), !memory && !before);
        selected += !memory && !before;
        memories += memory;
    }
    assert_int_equal(selected, 13 + 19 + 3 + 6);
    assert_int_equal(memories, 3);
}

/* Against a method the model is scored on the waves that the method could forecast, no others. */
static void methods_are_held_against_the_model_on_the_same_waves(void **state) {
    const ent_hindcast_t *hindcast = hindcast_of(state);
    const ent_wave_filter_t any = ent_wave_filter_any();
    size_t fewer = 0;
    for (size_t method = 0; method < ENT_HINDCAST_METHODS; method++) {
        ent_scores_t own = ent_hindcast_scores(hindcast, method, &any);
        ent_scores_t beside = ent_hindcast_scores_beside(hindcast, method, &any);
        double squares = 0;
        for (size_t i = 0; i < hindcast->wave_count; i++) {
            if (ent_hindcast_selects(hindcast, &any, i) &&
                ent_hindcast_forecast(hindcast, method, i)->kind != ENT_FORECAST_NONE) {
                double error =
                    ent_hindcast_forecast(hindcast, 0, i)->mean - hindcast->waves[i].survey->value;
                squares += error * error;
            }
        }
        assert_int_equal(beside.count, own.count);
        assert_int_equal(beside.missing, 0);
        assert_close(beside.rmse, sqrt(squares / (double)own.count), 1e-12, 0);
        fewer += own.count < 41;
    }
    assert_true(fewer > 2); /* some methods cannot forecast all */
}

/* ---- Groups ----------------------------------------------------------------------------------
 */

static void groups_are_those_that_hold_a_wave(void **state) {
    static const char *const names[] = {"all",  "affinity AAA", "relations AAA", "relations BBB",
                                        "warm", "relations",    "others",        "measureless"};
    static const size_t counts[] = {41, 13, 19, 3, 13, 19, 3, 6};
    const ent_hindcast_t *hindcast = hindcast_of(state);
    ent_hindcast_group_t groups[ENT_MOST_HINDCAST_GROUPS];
    assert_int_equal(ent_hindcast_groups(hindcast, groups), 8);
    for (size_t g = 0; g < 8; g++) {
        assert_string_equal(groups[g].name, names[g]);
        assert_int_equal(ent_hindcast_scores(hindcast, 0, &groups[g].filter).count, counts[g]);
        assert_int_equal(groups[g].filter.poll == SIZE_MAX, g < 4);
    }
}

/* ---- Tables ----------------------------------------------------------------------------------
 */

typedef void table_t(const ent_hindcast_t *hindcast, ent_writer_t *writer);

static support_csv_t read_table(void **state, table_t *table) {
    char *folder = support_folder(), *path = support_path(folder, "table.csv");
    ent_writer_t writer;
    assert_int_equal(ent_writer_open(&writer, path), ENT_OK);
    table(hindcast_of(state), &writer);
    assert_int_equal(ent_writer_commit(&writer), ENT_OK);
    support_csv_t csv = support_csv_parse(support_read(path));
    free(path);
    support_remove(folder);
    return csv;
}

/* The filter that a row of scores.csv is about, by its words. */
static ent_wave_filter_t filter_of(void **state, const support_csv_t *csv, size_t row) {
    static const char *const leads[] = {"0-2", "2-5", "5-10", "10-20", "20-"};
    static const double ends[] = {0, 2, 5, 10, 20, INFINITY};
    ent_hindcast_group_t groups[ENT_MOST_HINDCAST_GROUPS];
    size_t count = ent_hindcast_groups(hindcast_of(state), groups), g = 0;
    while (g < count && strcmp(groups[g].name, support_csv_text(csv, row, "waves")) != 0) {
        g++;
    }
    assert_true(g < count);
    ent_wave_filter_t filter = groups[g].filter;
    const char *split = support_csv_text(csv, row, "split");
    filter.split = strcmp(split, "training") == 0   ? ENT_SPLIT_TRAINING
                   : strcmp(split, "held out") == 0 ? ENT_SPLIT_HELD_OUT
                                                    : ENT_SPLIT_ALL;
    for (size_t l = 0; l < 5; l++) {
        if (strcmp(support_csv_text(csv, row, "lead_years"), leads[l]) == 0) {
            filter.lead_from = ends[l];
            filter.lead_to = ends[l + 1];
        }
    }
    return filter;
}

static size_t method_of(const char *name) {
    size_t method = 0;
    while (strcmp(ent_hindcast_method_name(method), name) != 0) {
        method++;
        assert_true(method < ENT_HINDCAST_METHODS);
    }
    return method;
}

static void assert_field(const support_csv_t *csv, size_t row, const char *column, double value) {
    assert_same(support_csv_number(csv, row, column), isfinite(value) ? value : NAN);
}

static void scores_are_written_as_they_are(void **state) {
    const ent_hindcast_t *hindcast = hindcast_of(state);
    support_csv_t csv = read_table(state, ent_table_scores);
    for (size_t row = 0; row < csv.rows; row++) {
        ent_wave_filter_t filter = filter_of(state, &csv, row);
        size_t method = method_of(support_csv_text(&csv, row, "method"));
        ent_scores_t scores = ent_hindcast_scores(hindcast, method, &filter);
        ent_scores_t model = ent_hindcast_scores_beside(hindcast, method, &filter);
        assert_true(scores.count > 0);
        assert_field(&csv, row, "scored", (double)scores.count);
        assert_field(&csv, row, "not_forecast", (double)scores.missing);
        assert_field(&csv, row, "bias", scores.bias);
        assert_field(&csv, row, "rmse", scores.rmse);
        assert_field(&csv, row, "crps", scores.crps);
        assert_field(&csv, row, "log_score", scores.log_score);
        assert_field(&csv, row, "coverage50", scores.coverage[0].share);
        assert_field(&csv, row, "coverage90_low", scores.coverage[1].low);
        assert_field(&csv, row, "coverage90_high", scores.coverage[1].high);
        assert_field(&csv, row, "model_rmse_same_waves", model.rmse);
        assert_field(&csv, row, "model_crps_same_waves", model.crps);
    }
    /* every group, whole and in its two splits, has the model; leads only where waves are */
    size_t of_model = 0;
    for (size_t row = 0; row < csv.rows; row++) {
        of_model += strcmp(support_csv_text(&csv, row, "method"), "model") == 0;
    }
    /* 8 groups × 3 splits; leads: 0-2, 2-5, 5-10 of all, affinity AAA and warm; the first two of
     * relations AAA (to 4.7 years), relations; 2-5 of others twice; 2-5 and 5-10 of measureless */
    assert_int_equal(of_model, 8 * 3 + 3 * 3 + 2 * 2 + 2 * 1 + 2);
    support_csv_free(&csv);
}

static void counts_of_the_transform_are_those_of_the_waves(void **state) {
    static const char *const splits[] = {"all", "training", "held out"};
    const ent_hindcast_t *hindcast = hindcast_of(state);
    support_csv_t csv = read_table(state, ent_table_pit);
    assert_int_equal(csv.rows, 3 * 10);
    for (int s = 0; s < ENT_SPLITS; s++) {
        size_t expected[10] = {0};
        ent_wave_filter_t filter = ent_wave_filter_any();
        filter.split = (ent_split_t)s;
        for (size_t i = 0; i < hindcast->wave_count; i++) {
            if (ent_hindcast_selects(hindcast, &filter, i)) {
                double pit = ent_forecast_pit(ent_hindcast_forecast(hindcast, 0, i),
                                              hindcast->waves[i].survey->value);
                expected[pit < 1 ? (size_t)(10 * pit) : 9]++;
            }
        }
        for (size_t b = 0; b < 10; b++) {
            size_t row = (size_t)s * 10 + b;
            assert_string_equal(support_csv_text(&csv, row, "method"), "model");
            assert_string_equal(support_csv_text(&csv, row, "split"), splits[s]);
            assert_close(support_csv_number(&csv, row, "from"), (double)b / 10, 0, 1e-12);
            assert_close(support_csv_number(&csv, row, "to"), (double)(b + 1) / 10, 0, 1e-12);
            assert_field(&csv, row, "waves", (double)expected[b]);
        }
    }
    support_csv_free(&csv);
}

static void forecasts_are_written_wave_by_wave(void **state) {
    const ent_hindcast_t *hindcast = hindcast_of(state);
    support_csv_t csv = read_table(state, ent_table_forecasts);
    size_t waves = hindcast->wave_count;
    assert_int_equal(csv.rows, (1 + ENT_BASELINES) * waves); /* no model without a record */
    for (size_t row = 0; row < csv.rows; row++) {
        size_t i = row % waves, method = method_of(support_csv_text(&csv, row, "method"));
        const ent_hindcast_wave_t *wave = &hindcast->waves[i];
        const ent_forecast_t *forecast = ent_hindcast_forecast(hindcast, method, i);
        const char *role = support_csv_text(&csv, row, "role"),
                   *date = support_csv_text(&csv, row, "date");
        bool made = wave->inside && forecast->kind != ENT_FORECAST_NONE;
        double found = wave->survey->value;
        assert_string_equal(support_csv_text(&csv, row, "poll"),
                            hindcast->scenario->polls[wave->survey->poll].name);
        assert_int_equal(strlen(date), strlen("2020-01-15")); /* surveys are told by the day */
        assert_string_equal(date + 8, "15");
        assert_string_equal(role, wave->survey->grade == ENT_GRADE_MEMORY ? "from memory"
                                  : wave->years < 2020                    ? "outside the run"
                                  : wave->years >= 2020 + 5 / 12.0 && wave->years < 2023
                                      ? "training"
                                      : "held out");
        assert_field(&csv, row, "lead_years", wave->years - 2020);
        assert_field(&csv, row, "observed", found);
        assert_field(&csv, row, "mean", made ? forecast->mean : NAN);
        assert_field(&csv, row, "q05", made ? ent_forecast_quantile(forecast, 0.05) : NAN);
        assert_field(&csv, row, "q95", made ? ent_forecast_quantile(forecast, 0.95) : NAN);
        made = made && wave->survey->grade != ENT_GRADE_MEMORY; /* never scored */
        assert_field(&csv, row, "pit", made ? ent_forecast_pit(forecast, found) : NAN);
        assert_field(&csv, row, "crps", made ? ent_forecast_crps(forecast, found) : NAN);
        assert_field(&csv, row, "log_score", made ? ent_forecast_log_score(forecast, found) : NAN);
    }
    support_csv_free(&csv);
}

static void write_bands(const ent_hindcast_t *hindcast, ent_writer_t *writer) {
    assert_int_equal(ent_table_bands(hindcast, writer), ENT_OK);
}

static void bands_are_written_at_every_instant(void **state) {
    static const double probabilities[] = {0.05, 0.25, 0.5, 0.75, 0.95};
    static const char *const columns[] = {"q05", "q25", "q50", "q75", "q95"};
    const ent_hindcast_t *hindcast = hindcast_of(state);
    support_csv_t csv = read_table(state, write_bands);
    assert_int_equal(csv.rows, POLLS * (SUPPORT_PAST_STEPS + 1));
    for (size_t row = 0; row < csv.rows; row += 7) {
        size_t poll = row / (SUPPORT_PAST_STEPS + 1), instant = row % (SUPPORT_PAST_STEPS + 1);
        double scratch[2 * SUPPORT_PAST_MEMBERS], quantiles[5];
        char date[ENT_DATE_SIZE];
        (void)snprintf(date, sizeof date, "%d-%02d-01", 2020 + (int)instant / 12,
                       (int)instant % 12 + 1);
        ent_hindcast_band(hindcast, ENT_MODEL_GIVEN, poll, instant, probabilities, 5, scratch,
                          quantiles);
        assert_string_equal(support_csv_text(&csv, row, "poll"),
                            hindcast->scenario->polls[poll].name);
        assert_string_equal(support_csv_text(&csv, row, "date"), date);
        assert_close(support_csv_number(&csv, row, "time"), (double)instant / 12, 1e-12, 0);
        for (size_t q = 0; q < 5; q++) {
            assert_field(&csv, row, columns[q], quantiles[q]);
        }
    }
    support_csv_free(&csv);
}

static void fits_are_written_poll_by_poll(void **state) {
    const ent_hindcast_t *hindcast = hindcast_of(state);
    support_csv_t csv = read_table(state, ent_table_polls);
    assert_int_equal(csv.rows, POLLS);
    for (size_t p = 0; p < POLLS; p++) {
        const ent_hindcast_run_t *run = &hindcast->models[0];
        bool fitted = p == WARM || p == RELATIONS || p == MEASURELESS;
        assert_string_equal(support_csv_text(&csv, p, "curve"), fitted ? "fitted" : "like");
        assert_field(&csv, p, "shift", run->curves[p].shift);
        assert_field(&csv, p, "slope", run->curves[p].slope);
        assert_field(&csv, p, "noise", run->curves[p].noise);
        assert_field(&csv, p, "shift_error", fitted ? run->fits[p].intercept_error : NAN);
        assert_field(&csv, p, "slope_error", fitted ? run->fits[p].slope_error : NAN);
        assert_field(&csv, p, "training_rmse", fitted ? run->fits[p].rmse : NAN);
    }
    assert_string_equal(support_csv_text(&csv, RELATIONS, "house"), "Office, \"A\"");
    assert_string_equal(support_csv_text(&csv, MEASURELESS, "title"), "Anything, really");
    assert_field(&csv, OTHERS, "training_waves", 1);
    assert_field(&csv, WARM, "training_waves", 5); /* 6, 12 … 30; 36 is 2023-01-15 */
    support_csv_free(&csv);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(training_and_held_out_make_up_all),
        cmocka_unit_test(leads_part_the_waves),
        cmocka_unit_test(a_lead_includes_its_beginning),
        cmocka_unit_test(polls_measures_and_publics_part_the_waves),
        cmocka_unit_test(a_respondent_is_the_waves),
        cmocka_unit_test(what_does_not_count_is_never_selected),
        cmocka_unit_test(methods_are_held_against_the_model_on_the_same_waves),
        cmocka_unit_test(groups_are_those_that_hold_a_wave),
        cmocka_unit_test(scores_are_written_as_they_are),
        cmocka_unit_test(counts_of_the_transform_are_those_of_the_waves),
        cmocka_unit_test(forecasts_are_written_wave_by_wave),
        cmocka_unit_test(bands_are_written_at_every_instant),
        cmocka_unit_test(fits_are_written_poll_by_poll),
    };
    (void)gsl_set_error_handler_off();
    return cmocka_run_group_tests_name("hindcast_scores", tests, open_past, close_past);
}
