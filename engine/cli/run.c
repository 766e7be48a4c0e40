#include "cli/commands.h"
#include "cli/job.h"
#include "report/figures.h"

static ent_err_t draw(ent_job_t *job, char *note) {
    return ent_figures_draw(&job->compared[0].run, job->options->formats, &job->output, note);
}

static void show(const ent_job_t *job) {
    ent_table_screen(&job->compared[0].run, stdout);
}

int ent_command_run(int argc, char **argv) {
    static const ent_job_command_t command = {.draw = draw, .show = show};
    char program[] = "entente run"; /* for usage messages, and in the manifest */
    argv[0] = program;
    return ent_job_main(ENT_COMMAND_RUN, &command, argc, argv);
}
