/* Indices of a sweep's factors as CSV files. */
#include "base/memory.h"
#include "report/code.h"
#include "report/sensitivity.h"
#include "report/tables.h"

#include <stdlib.h>

/* What all rows of an outcome begin with. */
typedef struct {
    const ent_sensitivity_t *sensitivity;
    const ent_influence_t *item;
    ent_writer_t *writer;
} rows_t;

static void write_outcome(const rows_t *rows) {
    const ent_store_names_t *names = rows->sensitivity->names;
    ent_writer_text(rows->writer, rows->sensitivity->difference ? "difference," : "value,");
    ent_csv_field(rows->writer, names->scenarios[rows->item->scenario]);
    ent_writer_text(rows->writer, ",");
    ent_csv_field(rows->writer, names->metrics[rows->item->metric]);
}

static void write_numbers(ent_writer_t *writer, double value, double low, double high) {
    const double numbers[] = {value, low, high};
    for (size_t i = 0; i < 3; i++) {
        ent_writer_text(writer, ",");
        ent_writer_number(writer, numbers[i]);
    }
    ent_writer_text(writer, "\n");
}

/* `with` is the second factor of a pair, or -1. */
static void write_row(const rows_t *rows, const char *method, size_t factor, const char *index,
                      long with, ent_interval_t estimate) {
    const ent_factor_t *factors = rows->sensitivity->sweep.factors;
    write_outcome(rows);
    ent_writer_print(rows->writer, ",%s,", method);
    ent_csv_field(rows->writer, factors[factor].name);
    ent_writer_print(rows->writer, ",%s,", index);
    ent_csv_field(rows->writer, with >= 0 ? factors[with].name : "");
    write_numbers(rows->writer, estimate.value, estimate.low, estimate.high);
}

static void write_factor(const rows_t *rows, size_t factor) {
    const ent_influence_t *item = rows->item;
    if (item->morris != NULL) {
        write_row(rows, "morris", factor, "mu_star", -1, item->morris[factor].mu_star);
        write_row(rows, "morris", factor, "mu", -1, item->morris[factor].mu);
        write_row(rows, "morris", factor, "sigma", -1, item->morris[factor].sigma);
    }
    if (item->sobol != NULL) {
        write_row(rows, "sobol", factor, "first", -1, item->sobol[factor].first);
        write_row(rows, "sobol", factor, "total", -1, item->sobol[factor].total);
    }
    if (item->ranks != NULL) {
        write_row(rows, "rank", factor, "spearman", -1, item->ranks[factor]);
    }
    write_row(rows, "tornado", factor, "low", -1, item->tornado[factor].low);
    write_row(rows, "tornado", factor, "high", -1, item->tornado[factor].high);
    write_row(rows, "tornado", factor, "rise", -1, item->tornado[factor].rise);
}

static void write_pairs(const rows_t *rows, size_t factors) {
    for (size_t i = 0; i < factors; i++) {
        for (size_t j = i + 1; j < factors; j++) {
            write_row(rows, "sobol", i, "pair", (long)j, rows->item->pairs[i * factors + j]);
        }
    }
}

void ent_sensitivity_table(const ent_sensitivity_t *sensitivity, ent_writer_t *writer) {
    size_t factors = sensitivity->sweep.factor_count;
    ent_writer_text(writer, "of,scenario,metric,method,factor,index,with,value,low,high\n");
    for (size_t i = 0; i < sensitivity->count; i++) {
        const rows_t rows = {sensitivity, &sensitivity->items[i], writer};
        for (size_t f = 0; f < factors && rows.item->state == ENT_INFLUENCE_GOOD; f++) {
            write_factor(&rows, f);
        }
        if (rows.item->state == ENT_INFLUENCE_GOOD && rows.item->pairs != NULL) {
            write_pairs(&rows, factors);
        }
    }
}

/* ",settings", its quantiles, and ",more,less,undecided,none". */
static void write_across(const ent_influence_t *item, ent_writer_t *writer) {
    const ent_across_t *across = &item->across;
    const size_t counts[] = {across->more, across->less, across->neither, across->none};
    ent_writer_print(writer, ",%zu", across->settings);
    for (size_t q = 0; q < ENT_TABLE_QUANTILES; q++) {
        ent_writer_text(writer, ",");
        ent_writer_number(writer, ent_across_quantile(across, ent_quantiles[q]));
    }
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        ent_writer_text(writer, ",");
        if (item->has_signs) {
            ent_writer_print(writer, "%zu", counts[i]);
        }
    }
}

void ent_spread_table(const ent_sensitivity_t *sensitivity, ent_writer_t *writer) {
    ent_writer_text(writer, "of,scenario,metric,mean,sd,noise_sd,noise_share,points,left_out,"
                            "settings,q05,q25,q50,q75,q95,more,less,undecided,none\n");
    for (size_t i = 0; i < sensitivity->count; i++) {
        const rows_t rows = {sensitivity, &sensitivity->items[i], writer};
        const ent_influence_t *item = rows.item;
        bool known = item->points > 0;
        const double numbers[] = {item->spread.mean, item->spread.sd, item->spread.noise_sd,
                                  item->spread.noise_share};
        write_outcome(&rows);
        for (size_t k = 0; k < sizeof numbers / sizeof numbers[0]; k++) {
            ent_writer_text(writer, ",");
            if (known) {
                ent_writer_number(writer, numbers[k]);
            }
        }
        ent_writer_print(writer, ",%llu,%llu", (unsigned long long)item->points,
                         (unsigned long long)(sensitivity->design.points - item->points));
        write_across(item, writer);
        ent_writer_text(writer, "\n");
    }
}

ent_err_t ent_sensitivity_write(const ent_sensitivity_t *sensitivity, ent_output_t *output) {
    static const struct {
        const char *name;
        void (*table)(const ent_sensitivity_t *sensitivity, ent_writer_t *writer);
    } tables[] = {{"sensitivity.csv", ent_sensitivity_table}, {"spread.csv", ent_spread_table}};
    ent_err_t error = ENT_OK;
    for (size_t i = 0; i < sizeof tables / sizeof tables[0] && error == ENT_OK; i++) {
        ent_writer_t writer;
        error = ent_output_begin(output, tables[i].name, &writer);
        if (error == ENT_OK) {
            tables[i].table(sensitivity, &writer);
            error = ent_output_finish(output, tables[i].name, &writer);
        }
    }
    return error == ENT_OK ? ent_output_publish(output) : error;
}

ent_err_t ent_sensitivity_manifest(const ent_sensitivity_t *sensitivity,
                                   const ent_circumstances_t *circumstances, ent_output_t *output) {
    const ent_store_names_t *names = sensitivity->names;
    const char *folder = sensitivity->options.folder;
    char *sweep = ent_path_join(folder, "sweep.cfg"), *store = ent_path_join(folder, "sweep.db");
    const char *inputs[] = {sweep, store, sensitivity->sweep.file};
    const char *title = sensitivity->sweep.title;
    const ent_manifest_about_t about = {.titles = &title,
                                        .title_count = 1,
                                        .code_key = "sweep",
                                        .code = names->sweep_hash,
                                        .seed = names->seed,
                                        .members = names->members,
                                        .inputs = inputs,
                                        .input_count =
                                            sensitivity->sweep.method == ENT_DESIGN_LIST ? 3 : 2};
    ent_err_t error = sweep != NULL && store != NULL
                          ? ent_manifest_write_about(&about, circumstances, output)
                          : ENT_ERR_MEMORY;
    free(sweep);
    free(store);
    return error;
}
