#include "cli/commands.h"
#include "cli/job.h"
#include "cli/talk.h"
#include "report/figures.h"
#include "report/poll_figures.h"

static ent_err_t draw(ent_job_t *job, char *note) {
    return ent_figures_draw(&job->compared[0].run, job->options->with_history,
                            job->options->shared.formats, &job->output, note);
}

/* What --with-history asks for need not be there. */
static void say_history(const ent_job_t *job) {
    const ent_run_t *run = &job->compared[0].run;
    if (job->options->with_history && !ent_polls_have_history(run)) {
        ent_say("--with-history adds nothing: %s",
                run->scenario->survey_count == 0
                    ? "no poll has surveys"
                    : "no survey of a recorded poll is from before the start");
    }
}

static void show(const ent_job_t *job) {
    say_history(job);
    ent_table_screen(&job->compared[0].run, stdout);
}

int ent_command_run(int argc, char **argv) {
    static const ent_job_command_t command = {.draw = draw, .show = show};
    char program[] = "entente run"; /* for usage messages, and in the manifest */
    argv[0] = program;
    return ent_job_main(ENT_COMMAND_RUN, &command, argc, argv);
}
