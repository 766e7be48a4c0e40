#include "support/contest.h"

#include "support/files.h"

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define BUSY(institutions, rate)                                                                   \
    "drivers = ( { name = \"threat\"; volatility = 0.1; } );"                                      \
    "states = ( { name = \"AAA\"; stance = { volatility = 0.2; };"                                 \
    "             succession = { mode = \"hazard\"; turnover_rate = 0.5; " SUPPORT_POOL " }; } );" \
    "institutions = ( " institutions " );"                                                         \
    "shocks = ( { name = \"row\"; by = \"BBB\"; rate = " rate "; hits = { talks = 2.0; };"         \
    "             severity = { distribution = \"beta\"; a = 2.0; b = 5.0; }; } );"
#define INSTITUTION(name, more)                                                                    \
    "{ name = \"" name                                                                             \
    "\"; cadence = 4.0; suspend_below = 0.42; resume_above = 0.5; patience = 0.1;" more            \
    " " SUPPORT_ACTIVE "}"
#define CARRIES "coverage = { talks = 0.3; };"
#define I INSTITUTION("i", CARRIES)
#define OLD INSTITUTION("old", CARRIES)
#define NEW INSTITUTION("new", CARRIES)
#define COUNCIL INSTITUTION("council", "binding = 0.0;")

static const char *const texts[SUPPORT_CONTEST_SIDES] = {
    "title = \"Control\";" BUSY(I ", " OLD, "0.5"), "title = \"Rough\";" BUSY(I ", " NEW, "1.0"),
    "title = \"Placebo\";" BUSY(I ", " OLD ", " COUNCIL, "0.5")};
static const char *const labels[SUPPORT_CONTEST_SIDES] = {"control", SUPPORT_CONTEST_LABEL,
                                                          "placebo"};

static ent_err_t keep_tile(void *user, const ent_tile_t *tile) {
    support_contest_t *contest = user;
    size_t count = contest->rivals.metrics[tile->plan].count;
    for (size_t k = 0; k < tile->members; k++) {
        size_t member = (size_t)tile->first_member + k;
        size_t lanes = tile->blocks[0].lanes;
        const ent_block_t *block = &tile->blocks[k / lanes];
        memcpy(contest->metrics[tile->plan][member], tile->metrics + k * count,
               count * sizeof *tile->metrics);
        for (size_t n = 0; n < SUPPORT_CONTEST_INSTANTS; n++) {
            contest->health[tile->plan][member][n] = block->health_path[n * lanes + k % lanes];
        }
    }
    return ENT_OK;
}

static void mark(const ent_plan_t *plan, bool record[64]) {
    assert_true(plan->variables.count <= 64);
    for (size_t i = 0; i < plan->variables.count; i++) {
        ent_variable_kind_t kind = plan->variables.items[i].kind;
        record[i] = kind == ENT_VAR_HEALTH || kind == ENT_VAR_STANCE || kind == ENT_VAR_ACTIVE;
    }
}

void support_contest_open(support_contest_t *contest) {
    static const char *const overrides[] = {"years=5.0", NULL};
    memset(contest, 0, sizeof *contest);
    for (size_t i = 0; i < SUPPORT_CONTEST_SIDES; i++) {
        support_world_open(&contest->worlds[i], texts[i], overrides);
        const ent_plan_t *plan = &contest->worlds[i].plan;
        assert_int_equal(plan->steps + 1, SUPPORT_CONTEST_INSTANTS);
        mark(plan, contest->records[i]);
        support_rivals_add(&contest->rivals, labels[i], plan, contest->records[i]);
        assert_true(contest->rivals.metrics[i].count <= SUPPORT_CONTEST_METRICS);
    }
    contest->options = (ent_ensemble_options_t){.members = SUPPORT_CONTEST_MEMBERS,
                                                .seed = 11,
                                                .lanes = 8,
                                                .tile = 16,
                                                .threads = 2,
                                                .tile_done = keep_tile,
                                                .user = contest};
    contest->ensemble = support_rivals_run(&contest->rivals, contest->options);
    contest->comparison =
        support_rivals_comparison(&contest->rivals, &contest->options, &contest->ensemble);
    contest->folder = support_folder();
}

void support_contest_close(support_contest_t *contest) {
    ent_ensemble_free(&contest->ensemble);
    support_rivals_free(&contest->rivals);
    for (size_t i = 0; i < SUPPORT_CONTEST_SIDES; i++) {
        support_world_close(&contest->worlds[i]);
    }
    support_remove(contest->folder);
}

support_csv_t support_contest_table(const support_contest_t *contest,
                                    void (*table)(const ent_comparison_t *, ent_writer_t *)) {
    ent_writer_t writer;
    char *path = support_path(contest->folder, "table.csv");
    assert_int_equal(ent_writer_open(&writer, path), ENT_OK);
    table(&contest->comparison, &writer);
    assert_int_equal(ent_writer_commit(&writer), ENT_OK);
    char *text = support_read(path);
    free(path);
    return support_csv_parse(text);
}

bool support_contest_metric(const support_contest_t *contest, size_t side, const char *name,
                            size_t *index) {
    const ent_metrics_t *metrics = &contest->rivals.metrics[side];
    for (*index = 0; *index < metrics->count; ++*index) {
        if (strcmp(metrics->items[*index].name, name) == 0) {
            return true;
        }
    }
    return false;
}

support_values_t support_contest_values(const support_contest_t *contest, size_t side,
                                        const char *name) {
    support_values_t found = {.count = 0};
    size_t index = 0;
    assert_true(support_contest_metric(contest, side, name, &index));
    for (size_t k = 0; k < SUPPORT_CONTEST_MEMBERS; k++) {
        const ent_metric_value_t *value = &contest->metrics[side][k][index];
        if (value->state != ENT_METRIC_UNDEFINED) {
            found.values[found.count++] = value->value;
        }
    }
    return found;
}

support_values_t support_contest_differences(const support_contest_t *contest, size_t side,
                                             const char *name) {
    support_values_t found = {.count = 0};
    size_t own = 0, control = 0;
    assert_true(support_contest_metric(contest, side, name, &own));
    assert_true(support_contest_metric(contest, 0, name, &control));
    for (size_t k = 0; k < SUPPORT_CONTEST_MEMBERS; k++) {
        const ent_metric_value_t *a = &contest->metrics[side][k][own];
        const ent_metric_value_t *b = &contest->metrics[0][k][control];
        if (a->state != ENT_METRIC_UNDEFINED && b->state != ENT_METRIC_UNDEFINED) {
            found.values[found.count++] = a->value - b->value;
        }
    }
    return found;
}

/* The deviation of a single value is 0 in all tables. */
static double deviation(const support_values_t *values) {
    return values->count > 1 ? gsl_stats_sd(values->values, 1, values->count) : 0;
}

void support_assert_numbers(const support_csv_t *csv, size_t row, const char *mean, const char *sd,
                            support_values_t values, double width) {
    static const struct {
        const char *column;
        double p;
    } quantiles[] = {{"q05", 0.05}, {"q25", 0.25}, {"q50", 0.5}, {"q75", 0.75}, {"q95", 0.95}};
    if (values.count == 0) {
        assert_true(isnan(support_csv_number(csv, row, mean)));
        assert_true(isnan(support_csv_number(csv, row, "q50")));
        return;
    }
    gsl_sort(values.values, 1, values.count);
    assert_close(support_csv_number(csv, row, mean), gsl_stats_mean(values.values, 1, values.count),
                 1e-9, 1e-9);
    assert_close(support_csv_number(csv, row, sd), deviation(&values), 1e-7, 1e-6);
    for (size_t i = 0; i < sizeof quantiles / sizeof quantiles[0] && !isnan(width); i++) {
        size_t rank = (size_t)(quantiles[i].p * (double)(values.count - 1));
        assert_close(support_csv_number(csv, row, quantiles[i].column), values.values[rank], 1e-12,
                     width);
    }
}
