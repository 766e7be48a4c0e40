#include "cli/commands.h"
#include "cli/job.h"
#include "report/comparison_figures.h"

static ent_err_t write_tables(ent_job_t *job) {
    ent_comparison_t comparison = ent_job_comparison(job);
    return ent_comparison_write(&comparison, &job->output);
}

static ent_err_t draw(ent_job_t *job, char *note) {
    ent_comparison_t comparison = ent_job_comparison(job);
    return ent_comparison_draw(&comparison, job->options->shared.formats, &job->output, note);
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
