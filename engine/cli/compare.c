#include "cli/commands.h"
#include "cli/job.h"
#include "report/comparison_figures.h"

static ent_err_t write_table(ent_job_t *job, const char *name,
                             void (*table)(const ent_comparison_t *, ent_writer_t *)) {
    ent_comparison_t comparison = ent_job_comparison(job);
    ent_writer_t writer;
    ent_err_t error = ent_output_begin(&job->output, name, &writer);
    if (error == ENT_OK) {
        table(&comparison, &writer);
        error = ent_output_finish(&job->output, name, &writer);
    }
    return error;
}

static ent_err_t write_tables(ent_job_t *job) {
    static const struct {
        const char *name;
        void (*table)(const ent_comparison_t *comparison, ent_writer_t *writer);
    } rows[] = {{"changes.csv", ent_table_all_changes},
                {"comparison.csv", ent_table_comparison},
                {"differences.csv", ent_table_differences},
                {"distributions.csv", ent_table_distributions},
                {"regret.csv", ent_table_regret}};
    ent_err_t error = ENT_OK;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0] && error == ENT_OK; i++) {
        error = write_table(job, rows[i].name, rows[i].table);
    }
    return error;
}

static ent_err_t draw(ent_job_t *job, char *note) {
    ent_comparison_t comparison = ent_job_comparison(job);
    return ent_comparison_draw(&comparison, job->options->formats, &job->output, note);
}

static void show(const ent_job_t *job) {
    ent_comparison_t comparison = ent_job_comparison(job);
    ent_table_comparison_screen(&comparison, stdout);
}

int ent_command_compare(int argc, char **argv) {
    static const ent_job_command_t command = {.write = write_tables, .draw = draw, .show = show};
    char program[] = "entente compare"; /* for usage messages, and in the manifest */
    argv[0] = program;
    return ent_job_main(ENT_COMMAND_COMPARE, &command, argc, argv);
}
