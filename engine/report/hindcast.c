#include "report/hindcast.h"

#include "base/memory.h"
#include "report/run_files.h"
#include "report/survey_table.h"
#include "report/tables.h"
#include "scenario/keys.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PIT_BINS = 10 };

static void put_field(ent_writer_t *writer, const char *text) {
    ent_writer_text(writer, ",");
    ent_csv_field(writer, text);
}

/* ---- Groups -------------------------------------------------------------------------------------
 */

static size_t count_waves(const ent_hindcast_t *hindcast, const ent_wave_filter_t *filter) {
    size_t count = 0;
    for (size_t i = 0; i < hindcast->wave_count; i++) {
        count += ent_hindcast_selects(hindcast, filter, i);
    }
    return count;
}

static void offer_group(const ent_hindcast_t *hindcast, const char *name, const char *of,
                        ent_wave_filter_t filter, ent_hindcast_group_t *groups, size_t *count) {
    if (count_waves(hindcast, &filter) > 0) {
        ent_hindcast_group_t *group = &groups[(*count)++];
        (void)snprintf(group->name, sizeof group->name, "%s%s%s", name, of[0] != '\0' ? " " : "",
                       of);
        group->filter = filter;
    }
}

size_t ent_hindcast_groups(const ent_hindcast_t *hindcast, ent_hindcast_group_t *groups) {
    const ent_scenario_t *scenario = hindcast->scenario;
    const ent_key_t *key = ent_key_find(ENT_SCOPE_POLL, "measures");
    size_t count = 0;
    offer_group(hindcast, "all", "", ent_wave_filter_any(), groups, &count);
    for (int m = ENT_MEASURES_AFFINITY; m < ENT_MEASURES; m++) {
        for (size_t s = 0; s < ENT_STATES; s++) {
            ent_wave_filter_t filter = ent_wave_filter_any();
            filter.measures = (ent_measure_t)m;
            filter.respondent = s;
            offer_group(hindcast, ent_key_choice(key, m), scenario->states[s].name, filter, groups,
                        &count);
        }
    }
    for (size_t p = 0; p < scenario->poll_count; p++) {
        ent_wave_filter_t filter = ent_wave_filter_any();
        filter.poll = p;
        offer_group(hindcast, scenario->polls[p].name, "", filter, groups, &count);
    }
    return count;
}

/* ---- Tables -------------------------------------------------------------------------------------
 */

void ent_table_polls(const ent_hindcast_t *hindcast, ent_writer_t *writer) {
    const ent_hindcast_run_t *run = &hindcast->models[ENT_MODEL_GIVEN];
    ent_writer_text(writer, "poll,title,house,mode,curve,shift,slope,noise,shift_error,slope_error,"
                            "training_waves,training_rmse\n");
    for (size_t p = 0; p < hindcast->scenario->poll_count; p++) {
        const ent_poll_t *poll = &hindcast->scenario->polls[p];
        const ent_poll_fit_t *fit = &run->fits[p];
        bool fitted = run->sources[p] == ENT_CURVE_FITTED;
        ent_writer_text(writer, poll->name);
        put_field(writer, poll->title);
        put_field(writer, poll->house);
        put_field(writer, poll->mode);
        put_field(writer, ent_curve_source_name(run->sources[p]));
        ent_table_number(writer, run->curves[p].shift);
        ent_table_number(writer, run->curves[p].slope);
        ent_table_number(writer, run->curves[p].noise);
        ent_table_number(writer, fitted ? fit->intercept_error : NAN);
        ent_table_number(writer, fitted ? fit->slope_error : NAN);
        ent_writer_print(writer, ",%zu", ent_hindcast_training(hindcast, p));
        ent_table_number(writer, fitted ? fit->rmse : NAN);
        ent_writer_text(writer, "\n");
    }
}

static const char *wave_role(const ent_hindcast_wave_t *wave) {
    return !wave->graded    ? "from memory"
           : !wave->inside  ? "outside the run"
           : wave->training ? "training"
                            : "held out";
}

static void put_forecast(const ent_hindcast_t *hindcast, size_t method, size_t i,
                         ent_writer_t *writer) {
    const ent_hindcast_wave_t *wave = &hindcast->waves[i];
    const ent_forecast_t *forecast = ent_hindcast_forecast(hindcast, method, i);
    char date[ENT_DATE_SIZE]; /* as surveys.csv has it */
    ent_date_format(wave->survey->date, true, date);
    ent_writer_print(writer, "%s,%s,%s", ent_hindcast_method_name(method),
                     hindcast->scenario->polls[wave->survey->poll].name, date);
    ent_table_number(writer, wave->years - ent_date_decimal(hindcast->scenario->start));
    put_field(writer, wave_role(wave));
    ent_table_number(writer, wave->survey->value);
    bool made = forecast->kind != ENT_FORECAST_NONE && wave->inside;
    ent_table_number(writer, made ? forecast->mean : NAN);
    for (size_t q = 0; q < ENT_TABLE_QUANTILES; q++) {
        ent_table_number(writer, made ? ent_forecast_quantile(forecast, ent_quantiles[q]) : NAN);
    }
    bool scored = made && wave->graded; /* a memory is shown, and tells nothing */
    double found = wave->survey->value;
    ent_table_number(writer, scored ? ent_forecast_pit(forecast, found) : NAN);
    ent_table_number(writer, scored ? ent_forecast_crps(forecast, found) : NAN);
    ent_table_number(writer, scored ? ent_forecast_log_score(forecast, found) : NAN);
    ent_writer_text(writer, "\n");
}

void ent_table_forecasts(const ent_hindcast_t *hindcast, ent_writer_t *writer) {
    ent_writer_text(writer, "method,poll,date,lead_years,role,observed,mean," ENT_QUANTILE_COLUMNS
                            ",pit,crps,log_score\n");
    for (size_t method = 0; method < ENT_HINDCAST_METHODS; method++) {
        size_t waves = ent_hindcast_has(hindcast, method) ? hindcast->wave_count : 0;
        for (size_t i = 0; i < waves; i++) {
            put_forecast(hindcast, method, i, writer);
        }
    }
}

static void put_scores(const ent_hindcast_t *hindcast, const char *group, const char *lead,
                       const ent_wave_filter_t *filter, ent_writer_t *writer) {
    for (size_t method = 0; method < ENT_HINDCAST_METHODS; method++) {
        ent_scores_t scores = ent_hindcast_scores(hindcast, method, filter);
        if (scores.count == 0) {
            continue;
        }
        ent_csv_field(writer, group);
        ent_writer_print(writer, ",%s,%s,%s,%zu,%zu", ent_split_name(filter->split), lead,
                         ent_hindcast_method_name(method), scores.count, scores.missing);
        ent_table_number(writer, scores.bias);
        ent_table_number(writer, scores.rmse);
        ent_table_number(writer, scores.crps);
        ent_table_number(writer, scores.log_score);
        for (size_t c = 0; c < ENT_CENTRALS; c++) {
            ent_table_number(writer, scores.coverage[c].share);
            ent_table_number(writer, scores.coverage[c].low);
            ent_table_number(writer, scores.coverage[c].high);
        }
        ent_scores_t model = ent_hindcast_scores_beside(hindcast, method, filter);
        ent_table_number(writer, model.rmse);
        ent_table_number(writer, model.crps);
        ent_writer_text(writer, "\n");
    }
}

void ent_table_scores(const ent_hindcast_t *hindcast, ent_writer_t *writer) {
    static const double leads[] = {0, 2, 5, 10, 20, INFINITY};
    static const char *const lead_names[] = {"0-2", "2-5", "5-10", "10-20", "20-"};
    ent_hindcast_group_t groups[ENT_MOST_HINDCAST_GROUPS];
    size_t count = ent_hindcast_groups(hindcast, groups);
    ent_writer_text(writer, "waves,split,lead_years,method,scored,not_forecast,bias,rmse,crps,"
                            "log_score,coverage50,coverage50_low,coverage50_high,coverage90,"
                            "coverage90_low,coverage90_high,model_rmse_same_waves,"
                            "model_crps_same_waves\n");
    for (size_t g = 0; g < count; g++) {
        ent_wave_filter_t filter = groups[g].filter;
        for (int split = 0; split < ENT_SPLITS; split++) {
            filter.split = (ent_split_t)split;
            put_scores(hindcast, groups[g].name, "any", &filter, writer);
        }
        filter.split = ENT_SPLIT_ALL;
        for (size_t l = 0; l < sizeof lead_names / sizeof lead_names[0]; l++) {
            filter.lead_from = leads[l];
            filter.lead_to = leads[l + 1];
            put_scores(hindcast, groups[g].name, lead_names[l], &filter, writer);
        }
    }
}

static void put_pit(const ent_hindcast_t *hindcast, size_t method, const ent_wave_filter_t *filter,
                    ent_writer_t *writer) {
    size_t counts[PIT_BINS] = {0};
    for (size_t i = 0; i < hindcast->wave_count; i++) {
        if (ent_hindcast_selects(hindcast, filter, i)) { /* the model forecasts all of them */
            size_t one[PIT_BINS];
            double pit = ent_forecast_pit(ent_hindcast_forecast(hindcast, method, i),
                                          hindcast->waves[i].survey->value);
            ent_pit_histogram(&pit, 1, PIT_BINS, one);
            for (size_t b = 0; b < PIT_BINS; b++) {
                counts[b] += one[b];
            }
        }
    }
    for (size_t b = 0; b < PIT_BINS; b++) {
        ent_writer_print(writer, "%s,%s,%.1f,%.1f,%zu\n", ent_hindcast_method_name(method),
                         ent_split_name(filter->split), (double)b / PIT_BINS,
                         (double)(b + 1) / PIT_BINS, counts[b]);
    }
}

void ent_table_pit(const ent_hindcast_t *hindcast, ent_writer_t *writer) {
    ent_writer_text(writer, "method,split,from,to,waves\n");
    for (size_t method = 0; method < hindcast->model_count; method++) {
        for (int split = 0; split < ENT_SPLITS; split++) {
            ent_wave_filter_t filter = ent_wave_filter_any();
            filter.split = (ent_split_t)split;
            put_pit(hindcast, method, &filter, writer);
        }
    }
}

static void put_band(const ent_hindcast_t *hindcast, size_t poll, size_t instant, double *scratch,
                     ent_writer_t *writer) {
    double quantiles[ENT_TABLE_QUANTILES];
    char date[ENT_DATE_SIZE];
    ent_hindcast_band(hindcast, ENT_MODEL_GIVEN, poll, instant, ent_quantiles, ENT_TABLE_QUANTILES,
                      scratch, quantiles);
    ent_instant_date(hindcast->scenario, (double)instant, date);
    ent_writer_text(writer, hindcast->scenario->polls[poll].name);
    ent_table_number(writer, (double)instant * ent_scenario_step_years(hindcast->scenario));
    ent_writer_print(writer, ",%s", date);
    for (size_t q = 0; q < ENT_TABLE_QUANTILES; q++) {
        ent_table_number(writer, quantiles[q]);
    }
    ent_writer_text(writer, "\n");
}

ent_err_t ent_table_bands(const ent_hindcast_t *hindcast, ent_writer_t *writer) {
    const ent_sampled_t *sampled = &hindcast->models[ENT_MODEL_GIVEN].sampled;
    double *scratch = ent_alloc(2 * sampled->members, sizeof *scratch);
    ent_err_t error = scratch != NULL ? ENT_OK : ENT_ERR_MEMORY;
    ent_writer_text(writer, "poll,time,date," ENT_QUANTILE_COLUMNS "\n");
    for (size_t p = 0; p < hindcast->scenario->poll_count; p++) {
        for (size_t n = 0; n < sampled->instant_count && error == ENT_OK; n++) {
            put_band(hindcast, p, n, scratch, writer);
            error = ent_hindcast_stopped(hindcast) ? ENT_ERR_INTERRUPTED : ENT_OK;
        }
    }
    free(scratch);
    return error;
}

static ent_err_t write_bands(const ent_hindcast_t *hindcast, ent_output_t *output) {
    ent_writer_t writer;
    ent_err_t error = ent_output_begin(output, "bands.csv", &writer);
    if (error != ENT_OK) {
        return error;
    }
    error = ent_table_bands(hindcast, &writer);
    if (error != ENT_OK) {
        ent_writer_abandon(&writer);
        return error;
    }
    return ent_output_finish(output, "bands.csv", &writer);
}

ent_err_t ent_hindcast_write(const ent_hindcast_t *hindcast, ent_output_t *output) {
    static const struct {
        const char *name;
        void (*table)(const ent_hindcast_t *hindcast, ent_writer_t *writer);
    } tables[] = {{"polls.csv", ent_table_polls},
                  {"forecasts.csv", ent_table_forecasts},
                  {"scores.csv", ent_table_scores},
                  {"pit.csv", ent_table_pit}};
    ent_writer_t writer;
    ent_err_t error = write_bands(hindcast, output);
    for (size_t i = 0; i < sizeof tables / sizeof tables[0] && error == ENT_OK; i++) {
        error = ent_output_begin(output, tables[i].name, &writer);
        if (error == ENT_OK) {
            tables[i].table(hindcast, &writer);
            error = ent_output_finish(output, tables[i].name, &writer);
        }
    }
    return error == ENT_OK ? ent_scenario_write(hindcast->scenario, "", output) : error;
}
