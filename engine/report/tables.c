#include "report/tables.h"

#include "base/number.h"
#include "report/note.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

const double ent_quantiles[ENT_TABLE_QUANTILES] = {0.05, 0.25, 0.5, 0.75, 0.95};

static const double shown_quantiles[] = {0.05, 0.5, 0.95}; /* on a screen */

/* A saturation above this share is a warning (model.md). */
static const double saturation_warning = 0.05;

void ent_csv_field(ent_writer_t *writer, const char *text) {
    if (strpbrk(text, ",\"\r\n") == NULL) {
        ent_writer_text(writer, text);
        return;
    }
    ent_writer_text(writer, "\"");
    for (const char *c = text; *c != '\0'; c++) {
        ent_writer_bytes(writer, c, 1);
        if (*c == '"') {
            ent_writer_text(writer, "\"");
        }
    }
    ent_writer_text(writer, "\"");
}

void ent_table_number(ent_writer_t *writer, double value) {
    ent_writer_text(writer, ",");
    ent_writer_number(writer, isfinite(value) ? value : NAN);
}

void ent_instant_date(const ent_scenario_t *scenario, double instant, char text[ENT_DATE_SIZE]) {
    double years = instant * ent_scenario_step_years(scenario);
    ent_date_t date = ent_date_from_decimal(ent_date_decimal(scenario->start) + years);
    ent_date_format(date, false, text);
}

void ent_table_quantiles(ent_writer_t *writer, ent_distribution_t distribution) {
    for (size_t i = 0; i < ENT_TABLE_QUANTILES; i++) {
        ent_table_number(writer, ent_distribution_quantile(distribution, ent_quantiles[i]));
    }
}

void ent_table_numbers(ent_writer_t *writer, ent_distribution_t distribution) {
    ent_table_number(writer, ent_distribution_mean(distribution));
    ent_table_number(writer, ent_distribution_sd(distribution));
    ent_table_quantiles(writer, distribution);
}

void ent_table_summary(const ent_run_t *run, ent_writer_t *writer) {
    const ent_plan_t *plan = run->plan;
    ent_writer_text(writer, "time,date,variable,mean,sd," ENT_QUANTILE_COLUMNS "\n");
    for (size_t i = 0; i < plan->variables.count; i++) {
        for (size_t n = 0; n <= plan->steps && run->gathered->recorded[i]; n++) {
            char date[ENT_DATE_SIZE];
            ent_instant_date(run->scenario, (double)n, date);
            ent_writer_number(writer, (double)n * plan->step_years);
            ent_writer_print(writer, ",%s,%s", date, plan->variables.items[i].name);
            ent_table_numbers(writer, ent_gathered_variable(run->gathered, i, n));
            ent_writer_text(writer, "\n");
        }
    }
}

const char *ent_better_word(ent_better_t better) {
    static const char *const names[] = {[ENT_MORE_IS_BETTER] = "more",
                                        [ENT_LESS_IS_BETTER] = "less",
                                        [ENT_NEITHER_IS_BETTER] = "neither"};
    return names[better];
}

void ent_table_metrics(const ent_run_t *run, ent_writer_t *writer) {
    ent_writer_text(writer, "metric,unit,better,mean,sd," ENT_QUANTILE_COLUMNS ",standard_error,"
                            "members,undefined,censored\n");
    for (size_t i = 0; i < run->metrics->count; i++) {
        const ent_metric_t *metric = &run->metrics->items[i];
        ent_distribution_t distribution = ent_gathered_metric(run->gathered, i);
        double members = (double)distribution.moments->count;
        ent_writer_print(writer, "%s,%s,%s", metric->name, metric->row->unit,
                         ent_better_word(metric->row->better));
        ent_table_numbers(writer, distribution);
        ent_table_number(writer, ent_distribution_sd(distribution) / sqrt(members));
        ent_writer_print(writer, ",%" PRIu64 ",%" PRIu64 ",%" PRIu64 "\n",
                         distribution.moments->count, run->gathered->metric_undefined[i],
                         run->gathered->metric_censored[i]);
    }
}

bool ent_tally_dates(const ent_tally_t *tally, size_t row, uint64_t *members, size_t *first,
                     size_t *median) {
    const uint32_t *counts = tally->first + row * tally->steps;
    uint64_t sum = 0;
    *members = 0;
    for (size_t n = 0; n < tally->steps; n++) {
        if (*members == 0 && counts[n] > 0) {
            *first = n;
        }
        *members += counts[n];
    }
    for (size_t n = 0; n<tally->steps && * members> 0; n++) {
        sum += counts[n];
        if (2 * sum >= *members) {
            *median = n;
            return true;
        }
    }
    return false;
}

static void put_happening(const ent_run_t *run, ent_writer_t *writer, ent_happened_t what,
                          size_t index, const char *kind, const char *name, const char *title) {
    const ent_tally_t *tally = &run->gathered->tally;
    size_t row = ent_tally_row(run->plan, what, index), first = 0, median = 0;
    uint64_t members = 0;
    char first_date[ENT_DATE_SIZE] = "", median_date[ENT_DATE_SIZE] = "";
    if (ent_tally_dates(tally, row, &members, &first, &median)) {
        ent_instant_date(run->scenario, (double)first, first_date);
        ent_instant_date(run->scenario, (double)median, median_date);
    }
    ent_writer_print(writer, "%s,%s,", kind, name);
    ent_csv_field(writer, title);
    ent_table_number(writer, (double)members / (double)run->members);
    ent_table_number(writer, (double)tally->total[row] / (double)run->members);
    ent_writer_print(writer, ",%s,%s,%" PRIu64 "\n", first_date, median_date,
                     tally->not_applied[row]);
}

void ent_table_events(const ent_run_t *run, ent_writer_t *writer) {
    const ent_scenario_t *scenario = run->scenario;
    ent_writer_text(writer,
                    "kind,name,title,share,per_member,first_date,median_date,not_applied\n");
    for (size_t i = 0; i < scenario->event_count; i++) {
        put_happening(run, writer, ENT_HAPPENED_EVENT, i, "event", scenario->events[i].name,
                      scenario->events[i].title);
    }
    for (size_t i = 0; i < scenario->shock_count; i++) {
        put_happening(run, writer, ENT_HAPPENED_SHOCK, i, "shock", scenario->shocks[i].name,
                      scenario->shocks[i].title);
    }
    for (size_t s = 0; s < ENT_STATES; s++) {
        put_happening(run, writer, ENT_HAPPENED_ANSWER, s, "answer", scenario->states[s].name,
                      scenario->states[s].title);
    }
    for (size_t s = 0; s < ENT_STATES; s++) {
        put_happening(run, writer, ENT_HAPPENED_SUCCESSION, s, "succession",
                      scenario->states[s].name, scenario->states[s].title);
    }
}

void ent_table_members_head(const ent_metrics_t *metrics, ent_writer_t *writer) {
    ent_writer_text(writer, "member");
    for (size_t i = 0; i < metrics->count; i++) {
        ent_writer_print(writer, ",%s", metrics->items[i].name);
    }
    ent_writer_text(writer, "\n");
}

void ent_table_members(const ent_metrics_t *metrics, const ent_tile_t *tile, ent_writer_t *writer) {
    for (size_t k = 0; k < tile->members; k++) {
        const ent_metric_value_t *values = tile->metrics + k * metrics->count;
        ent_writer_print(writer, "%" PRIu64, tile->first_member + k);
        for (size_t i = 0; i < metrics->count; i++) {
            bool undefined = values[i].state == ENT_METRIC_UNDEFINED;
            ent_table_number(writer, undefined ? NAN : values[i].value);
        }
        ent_writer_text(writer, "\n");
    }
}

void ent_table_paths_head(ent_writer_t *writer) {
    ent_writer_text(writer, "time,date,member,health\n");
}

void ent_table_paths(const ent_run_t *run, const ent_tile_t *tile, size_t most,
                     ent_writer_t *writer) {
    const ent_plan_t *plan = run->plan;
    for (size_t k = 0; k < tile->members && tile->first_member + k < most; k++) {
        const ent_block_t *block = &tile->blocks[k / tile->blocks[0].lanes];
        size_t lane = k % block->lanes;
        for (size_t n = 0; n <= plan->steps; n++) {
            char date[ENT_DATE_SIZE];
            ent_instant_date(run->scenario, (double)n, date);
            ent_writer_number(writer, (double)n * plan->step_years);
            ent_writer_print(writer, ",%s,%" PRIu64 ",", date, tile->first_member + k);
            ent_writer_number(writer, block->health_path[n * block->lanes + lane]);
            ent_writer_text(writer, "\n");
        }
    }
}

void ent_metric_label(const ent_metric_t *metric, char *text, size_t size) {
    const char *dot = strchr(metric->name, '.');
    (void)snprintf(text, size, "%s%s%s", metric->row->title, dot != NULL ? ", " : "",
                   dot != NULL ? dot + 1 : "");
}

static void print_row(const ent_run_t *run, size_t metric, FILE *stream) {
    const ent_metric_t *item = &run->metrics->items[metric];
    ent_distribution_t distribution = ent_gathered_metric(run->gathered, metric);
    char text[ENT_NUMBER_SIZE], label[64];
    ent_metric_label(item, label, sizeof label);
    fprintf(stream, "  %-36.36s", label);
    fprintf(stream, " %8s", ent_number_brief(ent_distribution_mean(distribution), text));
    for (size_t i = 0; i < sizeof shown_quantiles / sizeof shown_quantiles[0]; i++) {
        double value = ent_distribution_quantile(distribution, shown_quantiles[i]);
        if (run->members > 1) {
            fprintf(stream, " %8s", ent_number_brief(value, text));
        }
    }
    fprintf(stream, "  %s\n", item->row->unit);
}

void ent_table_screen(const ent_run_t *run, FILE *stream) {
    char start[ENT_DATE_SIZE], end[ENT_DATE_SIZE];
    ent_instant_date(run->scenario, 0, start);
    ent_instant_date(run->scenario, (double)run->plan->steps, end);
    fprintf(stream, "%s, %s to %s: %" PRIu64 " member%s, ", run->scenario->title, start, end,
            run->members, run->members == 1 ? "" : "s");
    if (run->deterministic) {
        fprintf(stream, "deterministic\n\n");
    } else {
        fprintf(stream, "seed %" PRIu64 "\n\n", run->seed);
    }
    if (run->members > 1) {
        fprintf(stream, "  %-36s %8s %8s %8s %8s\n", "", "mean", "5 %", "median", "95 %");
    }
    for (size_t i = 0; i < run->metrics->count; i++) {
        const ent_metric_row_t *row = run->metrics->items[i].row;
        if (row->per != ENT_PER_INSTITUTION) {
            print_row(run, i, stream);
        }
        bool saturation = strcmp(row->name, "saturation") == 0;
        if (saturation &&
            ent_distribution_mean(ent_gathered_metric(run->gathered, i)) > saturation_warning) {
            fprintf(stream, "  warning: variables stand on the ends of their ranges too often\n");
        }
    }
    fprintf(stream, "\n  " ENT_NOTE ".\n");
}
