#include "cli/switch_job.h"

#include "base/memory.h"
#include "base/name.h"
#include "base/number.h"
#include "cli/interrupt.h"
#include "cli/load.h"
#include "cli/talk.h"
#include "ensemble/queue.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- Scenarios ---------------------------------------------------------------------------------
 */

/* A sweep of one factor, as a file would have it. */
static ent_err_t describe(ent_switch_job_t *job) {
    const ent_switch_options_t *options = job->options;
    const ent_place_t place = {"--factor", 1};
    job->override_places = ent_alloc(options->override_count, sizeof *job->override_places);
    if (job->override_places == NULL) {
        return ENT_ERR_MEMORY;
    }
    for (size_t i = 0; i < options->override_count; i++) {
        job->override_places[i] = (ent_place_t){"--set", (int)i + 1};
    }
    for (size_t s = 0; s < ENT_SWITCH_SIDES; s++) {
        job->scenarios[s] = options->scenarios[s];
        job->places[s] = (ent_place_t){options->scenarios[s], 1};
    }
    job->factor = (ent_factor_t){.name = options->paths[0],
                                 .title = options->paths[0],
                                 .paths = options->paths,
                                 .path_count = options->path_count,
                                 .apply = ENT_FACTOR_SET,
                                 .distribution = ENT_FACTOR_UNIFORM,
                                 .low = options->low,
                                 .high = options->high,
                                 .mode = NAN,
                                 .mean = NAN,
                                 .sd = NAN,
                                 .place = place};
    job->sweep = (ent_sweep_t){.scenarios = job->scenarios,
                               .scenario_count = ENT_SWITCH_SIDES,
                               .overrides = options->overrides,
                               .override_count = options->override_count,
                               .factors = &job->factor,
                               .factor_count = 1,
                               .members = options->members,
                               .seed = options->seed,
                               .falls = options->falls,
                               .path = "--factor",
                               .place = place,
                               .scenario_places = job->places,
                               .override_places = job->override_places};
    return ENT_OK;
}

/* Whether both scenarios are sound and can be held against each other, as `compare` says it. */
static ent_err_t check_scenarios(const ent_switch_job_t *job) {
    const ent_switch_options_t *options = job->options;
    ent_scenario_t *sides = ent_alloc(ENT_SWITCH_SIDES, sizeof *sides);
    ent_err_t error = sides != NULL ? ENT_OK : ENT_ERR_MEMORY;
    for (size_t s = 0; s < ENT_SWITCH_SIDES && error == ENT_OK; s++) {
        error = ent_load_scenario(options->scenarios[s], (const char *const *)options->overrides,
                                  options->override_count, options->quiet, &sides[s]);
    }
    if (error == ENT_OK) {
        error = ent_check_agreement(&sides[0], &sides[1]);
    }
    for (size_t s = 0; s < ENT_SWITCH_SIDES && sides != NULL; s++) {
        ent_scenario_free(&sides[s]);
    }
    free(sides);
    return error;
}

/* Prints what is wrong with the factor; keys of a sweep's file mean nothing on a command line. */
static void print(ent_diags_t *diags) {
    for (size_t i = 0; i < diags->count && i < ENT_DIAG_KEPT; i++) {
        diags->kept[i].key[0] = '\0';
    }
    ent_diags_print(diags, stderr);
}

/* The scenarios are sound: what is wrong now is wrong with the factor. */
static ent_err_t load(ent_switch_job_t *job) {
    ent_diags_t *diags = ent_alloc(1, sizeof *diags);
    ent_err_t error = diags != NULL ? check_scenarios(job) : ENT_ERR_MEMORY;
    for (size_t s = 0; s < ENT_SWITCH_SIDES && error == ENT_OK; s++) {
        ent_diags_init(diags);
        error = ent_factored_load(&job->sweep, s, &job->sides[s], diags);
    }
    if (error == ENT_OK) {
        ent_diags_init(diags);
        error = ent_factors_check(&job->sweep, job->sides, diags);
    }
    if (error == ENT_ERR_SCENARIO && diags->errors > 0) {
        print(diags);
    }
    free(diags);
    return error;
}

/* ---- The metric --------------------------------------------------------------------------------
 */

static const ent_metric_row_t *find_row(const char *name) {
    size_t count = 0, length = strcspn(name, ".");
    const ent_metric_row_t *rows = ent_metric_rows(&count);
    for (size_t i = 0; i < count; i++) {
        if (strlen(rows[i].name) == length && strncmp(rows[i].name, name, length) == 0) {
            return &rows[i];
        }
    }
    return NULL;
}

/* The question is asked with a pattern, and a pattern with marks could match several. */
static ent_err_t ask(ent_switch_job_t *job, const char *pattern) {
    const ent_factored_t *const sides[] = {&job->sides[0], &job->sides[1]};
    char *text = ent_strdup(pattern);
    size_t unmatched = 0;
    ent_err_t error = text != NULL ? ent_question_init(&job->question, sides, ENT_SWITCH_SIDES,
                                                       &text, 1, &unmatched)
                                   : ENT_ERR_MEMORY;
    free(text);
    return error;
}

/* Whether it is a metric of either scenario; says so if not. */
static ent_err_t check_metric(ent_switch_job_t *job) {
    const char *name = job->options->metric;
    ent_nearest_t nearest;
    char hint[ENT_HINT_SIZE];
    ent_err_t error = ask(job, "*");
    if (error != ENT_OK) {
        return error;
    }
    ent_nearest_init(&nearest, name);
    bool known = false;
    for (size_t i = 0; i < job->question.metric_count; i++) {
        known = known || strcmp(job->question.names[i], name) == 0;
        ent_nearest_offer(&nearest, job->question.names[i]);
    }
    if (!known) {
        ent_say("--metric: \"%s\" is no metric of these scenarios%s", name,
                ent_nearest_hint(&nearest, hint));
    }
    ent_question_free(&job->question);
    return known ? ENT_OK : ENT_ERR_USAGE;
}

static ent_err_t choose_metric(ent_switch_job_t *job, ent_isa_t isa) {
    const ent_switch_options_t *options = job->options;
    ent_err_t error = check_metric(job);
    if (error == ENT_OK) {
        error = ask(job, options->metric);
    }
    if (error == ENT_OK) {
        job->question.members = options->members;
        job->question.seed = options->seed;
        job->question.falls = options->falls;
        job->question.isa = isa;
        job->metric.row = find_row(options->metric);
        (void)snprintf(job->metric.name, sizeof job->metric.name, "%s", options->metric);
    }
    return error == ENT_OK && job->metric.row == NULL ? ENT_ERR_BUG : error;
}

/* ---- The job -----------------------------------------------------------------------------------
 */

static ent_err_t init_points(ent_switch_job_t *job) {
    const ent_queue_t queue = {.count = job->options->points, .threads = job->options->threads};
    size_t threads = ent_queue_threads(&queue);
    ent_err_t error = ENT_OK;
    job->points = ent_alloc(threads, sizeof *job->points);
    if (job->points == NULL) {
        return ENT_ERR_MEMORY;
    }
    for (; job->thread_count < threads && error == ENT_OK; job->thread_count++) {
        error = ent_point_init(&job->points[job->thread_count], &job->question, job->sides);
    }
    return error;
}

ent_err_t ent_switch_job_open(ent_switch_job_t *job, const ent_switch_options_t *options,
                              ent_isa_t isa) {
    *job = (ent_switch_job_t){.options = options};
    ent_err_t error = describe(job);
    if (error == ENT_OK) {
        error = load(job);
    }
    if (error == ENT_OK) {
        error = choose_metric(job, isa);
    }
    return error == ENT_OK ? init_points(job) : error;
}

void ent_switch_job_free(ent_switch_job_t *job) {
    for (size_t i = 0; i < job->thread_count; i++) {
        ent_point_free(&job->points[i]);
    }
    free(job->points);
    ent_question_free(&job->question);
    for (size_t s = 0; s < ENT_SWITCH_SIDES; s++) {
        ent_factored_free(&job->sides[s]);
    }
    free(job->override_places);
    *job = (ent_switch_job_t){.options = NULL};
}

/* ---- The search --------------------------------------------------------------------------------
 */

static ent_err_t run_value(void *user, size_t thread, uint64_t piece) {
    ent_switch_job_t *job = user;
    return ent_point_run(&job->points[thread], &job->batch[piece].x, ent_interrupt_flag());
}

/* The values of a scan and of three searches, as far as is known before. */
static double expected_values(const ent_switch_job_t *job) {
    const double searches = 3, halvings = 16;
    return (double)job->options->points + searches * halvings;
}

static ent_err_t take_value(void *user, size_t thread, uint64_t piece) {
    ent_switch_job_t *job = user;
    const ent_point_result_t *result = &job->points[thread].result;
    const ent_point_moments_t *difference = &result->differences[job->question.metric_count];
    double share = (double)++job->done / expected_values(job);
    ent_progress_draw(&job->progress, share < 0.99 ? share : 0.99);
    if (!result->failed) {
        job->batch[piece].mean = difference->mean;
        job->batch[piece].standard_error = difference->standard_error;
    } else if (!job->failed || piece < job->failed_piece) {
        job->failed = true;
        job->failed_piece = piece;
        job->failed_value = job->batch[piece].x;
        memcpy(job->reason, result->reason, sizeof job->reason);
    }
    return ENT_OK;
}

static ent_err_t evaluate(void *user, ent_crossing_point_t *points, size_t count) {
    ent_switch_job_t *job = user;
    const ent_queue_t queue = {.count = count,
                               .threads = job->options->threads,
                               .stop = ent_interrupt_flag(),
                               .work = run_value,
                               .done = take_value,
                               .user = job};
    job->batch = points;
    ent_err_t error = ent_queue_run(&queue);
    return error == ENT_OK && job->failed ? ENT_ERR_SCENARIO : error;
}

ent_err_t ent_switch_job_search(ent_switch_job_t *job, ent_crossings_t *crossings) {
    const ent_switch_options_t *options = job->options;
    const ent_crossing_options_t search = {.low = options->low,
                                           .high = options->high,
                                           .points = options->points,
                                           .z = ent_crossing_z(options->level),
                                           .evaluate = evaluate,
                                           .user = job};
    ent_progress_start(&job->progress, options->quiet);
    ent_err_t error = ent_crossings_find(&search, crossings);
    ent_progress_clear(&job->progress);
    if (job->failed) {
        char value[ENT_NUMBER_SIZE];
        ent_say("%s = %s: %s", options->paths[0], ent_number_format(job->failed_value, value),
                job->reason);
    }
    return error;
}
