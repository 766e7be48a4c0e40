#include "report/sweep_files.h"

#include "base/memory.h"
#include "report/tables.h"

#include <inttypes.h>
#include <stdlib.h>

enum { POINTS, METRICS, DIFFERENCES, FILES };

static const char *const names[FILES] = {"points.csv", "metrics.csv", "differences.csv"};

/* One point at a time, whatever their number. */
typedef struct {
    ent_store_t *store;
    const ent_store_names_t *names;
    const ent_sweep_t *sweep;
    double *values;
    ent_point_result_t result;
    ent_writer_t writers[FILES];
} files_t;

static void put_heads(files_t *files) {
    ent_writer_t *points = &files->writers[POINTS];
    ent_writer_text(points, "point,state,reason");
    for (size_t i = 0; i < files->sweep->factor_count; i++) {
        ent_writer_text(points, ",");
        ent_csv_field(points, files->sweep->factors[i].name);
    }
    ent_writer_text(points, "\n");
    ent_writer_text(&files->writers[METRICS], "point,scenario,metric,mean,sd,standard_error,"
                                              "members,undefined,censored\n");
    ent_writer_text(&files->writers[DIFFERENCES], "point,scenario,metric,mean,sd,standard_error,"
                                                  "more,same,less,members\n");
}

static void put_settings(files_t *files, uint64_t point) {
    ent_writer_t *writer = &files->writers[POINTS];
    ent_writer_print(writer, "%" PRIu64 ",%s,", point, files->result.failed ? "failed" : "done");
    ent_csv_field(writer, files->result.reason);
    for (size_t i = 0; i < files->sweep->factor_count; i++) {
        ent_writer_text(writer, ",");
        ent_writer_number(writer, files->values[i]);
    }
    ent_writer_text(writer, "\n");
}

/* What both tables have in front: "point,scenario,metric,mean,sd,standard_error". */
static void put_moments(const files_t *files, ent_writer_t *writer, uint64_t point, size_t row,
                        const ent_point_moments_t *moments) {
    size_t metrics = files->names->metric_count;
    ent_writer_print(writer, "%" PRIu64 ",", point);
    ent_csv_field(writer, files->names->scenarios[row / metrics]);
    ent_writer_text(writer, ",");
    ent_csv_field(writer, files->names->metrics[row % metrics]);
    const double numbers[] = {moments->mean, moments->sd, moments->standard_error};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        ent_writer_text(writer, ",");
        ent_writer_number(writer, numbers[i]);
    }
}

static void put_results(files_t *files, uint64_t point) {
    size_t metrics = files->names->metric_count, rows = files->names->scenario_count * metrics;
    for (size_t i = 0; i < rows; i++) {
        const ent_point_moments_t *moments = &files->result.metrics[i];
        ent_writer_t *writer = &files->writers[METRICS];
        put_moments(files, writer, point, i, moments);
        ent_writer_print(writer, ",%" PRIu64 ",%" PRIu64 ",%" PRIu64 "\n", moments->members,
                         moments->undefined, moments->censored);
    }
    for (size_t i = metrics; i < rows; i++) {
        const ent_point_moments_t *moments = &files->result.differences[i];
        ent_writer_t *writer = &files->writers[DIFFERENCES];
        put_moments(files, writer, point, i, moments);
        ent_writer_print(writer, ",%" PRIu64 ",%" PRIu64 ",%" PRIu64 ",%" PRIu64 "\n",
                         moments->more, moments->same, moments->less, moments->members);
    }
}

static ent_err_t put_point(void *user, uint64_t point) {
    files_t *files = user;
    put_settings(files, point);
    if (!files->result.failed) {
        put_results(files, point);
    }
    return ENT_OK;
}

static ent_err_t begin(files_t *files, ent_output_t *output) {
    size_t rows = files->names->scenario_count * files->names->metric_count;
    if (files->names->factor_count != files->sweep->factor_count) {
        return ENT_ERR_BUG;
    }
    files->values = ent_alloc(files->sweep->factor_count, sizeof *files->values);
    files->result.metrics = ent_alloc(rows, sizeof *files->result.metrics);
    files->result.differences = ent_alloc(rows, sizeof *files->result.differences);
    bool whole =
        files->values != NULL && files->result.metrics != NULL && files->result.differences != NULL;
    ent_err_t error = whole ? ENT_OK : ENT_ERR_MEMORY;
    for (size_t i = 0; i < FILES && error == ENT_OK; i++) {
        error = ent_output_begin(output, names[i], &files->writers[i]);
    }
    return error;
}

ent_err_t ent_sweep_files_write(ent_store_t *store, const ent_sweep_t *sweep,
                                ent_output_t *output) {
    files_t files = {.store = store, .names = ent_store_names(store), .sweep = sweep};
    for (size_t i = 0; i < FILES; i++) {
        files.writers[i] = (ent_writer_t){.file = -1};
    }
    ent_err_t error = begin(&files, output);
    if (error == ENT_OK) {
        put_heads(&files);
        error = ent_store_each(files.store, files.values, &files.result, put_point, &files);
    }
    for (size_t i = 0; i < FILES; i++) {
        if (error == ENT_OK) {
            error = ent_output_finish(output, names[i], &files.writers[i]);
        } else {
            ent_writer_abandon(&files.writers[i]);
        }
    }
    free(files.values);
    free(files.result.metrics);
    free(files.result.differences);
    return error;
}

ent_err_t ent_sweep_files_withdraw(ent_output_t *output) {
    ent_err_t error = ENT_OK;
    for (size_t i = 0; i < FILES && error == ENT_OK; i++) {
        error = ent_output_withdraw(output, names[i]);
    }
    return error;
}
