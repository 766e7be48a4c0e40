#include "cli/job_sides.h"

#include "base/memory.h"
#include "cli/folders.h"
#include "cli/load.h"
#include "cli/talk.h"

#include <stdlib.h>
#include <string.h>

/*
 * Reads all scenarios, so that what is wrong with any of them is said at once. A wrong --set would
 * be as wrong for the next one.
 */
ent_err_t ent_job_load(ent_job_t *job) {
    const ent_run_options_t *options = job->options;
    ent_err_t error = ENT_OK;
    for (size_t i = 0; i < job->count && (error == ENT_OK || options->shared.override_count == 0);
         i++) {
        ent_err_t found =
            ent_load_as_asked(options->scenarios[i], &options->shared, &job->sides[i].scenario);
        if (found == ENT_ERR_SCENARIO && i > 0 && options->shared.override_count > 0) {
            ent_say("%s: it cannot be compared so", options->scenarios[i]);
        }
        error = error == ENT_OK ? found : error;
    }
    for (size_t i = 1; i < job->count && error == ENT_OK; i++) {
        error = ent_check_agreement(&job->sides[0].scenario, &job->sides[i].scenario);
    }
    for (size_t i = 0; i < job->count && error == ENT_OK; i++) {
        ent_job_side_t *side = &job->sides[i];
        error = ent_plan_init(&side->plan, &side->scenario);
        if (error == ENT_OK) {
            error = ent_metrics_init(&side->metrics, &side->plan, options->shared.falls);
        }
    }
    return error;
}

ent_err_t ent_job_choose_variables(ent_job_t *job) {
    const ent_run_options_t *options = job->options;
    for (size_t i = 0; i < job->count && options->pattern_count > 0; i++) {
        size_t count = job->sides[i].plan.variables.count;
        job->sides[i].record = ent_alloc(count, sizeof *job->sides[i].record);
        if (job->sides[i].record == NULL) {
            return ENT_ERR_MEMORY;
        }
    }
    for (size_t p = 0; p < options->pattern_count; p++) {
        bool matched = false;
        for (size_t i = 0; i < job->count; i++) {
            matched = ent_match_variables(&job->sides[i].plan.variables, options->patterns[p],
                                          job->sides[i].record) ||
                      matched;
        }
        if (!matched) {
            ent_say_no_variable(&job->sides[0].plan.variables, options->patterns[p]);
            return ENT_ERR_USAGE;
        }
    }
    return ENT_OK;
}

ent_err_t ent_job_match(ent_job_t *job) {
    const ent_side_t control = {&job->sides[0].plan, &job->sides[0].metrics, job->sides[0].record};
    ent_err_t error = ENT_OK;
    for (size_t i = 0; i < job->count && error == ENT_OK; i++) {
        ent_job_side_t *side = &job->sides[i];
        ent_compared_t *compared = &job->compared[i];
        compared->run = (ent_run_t){.scenario = &side->scenario,
                                    .plan = &side->plan,
                                    .metrics = &side->metrics,
                                    .members = job->options->shared.members,
                                    .seed = job->options->shared.seed,
                                    .deterministic = job->options->deterministic};
        if (i == 0) {
            continue;
        }
        const ent_side_t other = {&side->plan, &side->metrics, side->record};
        error = ent_counterparts_init(&compared->counterparts, &control, &other);
        if (error == ENT_OK) {
            error = ent_scenario_difference(&job->sides[0].scenario, &side->scenario,
                                            &compared->changes);
        }
        job->pairings[i] = compared->counterparts.pairing;
    }
    return error;
}

ent_err_t ent_job_name_folders(ent_job_t *job) {
    char *folders[ENT_MOST_COMPARED] = {ent_strdup("")};
    ent_err_t error = folders[0] != NULL ? ENT_OK : ENT_ERR_MEMORY;
    if (job->count > 1) {
        free(folders[0]);
        error = ent_name_folders(job->options->scenarios, job->count, folders);
    }
    for (size_t i = 0; i < job->count; i++) {
        job->sides[i].folder = folders[i];
        job->compared[i].label = folders[i];
    }
    return error;
}
