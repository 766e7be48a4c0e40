/*
 * A whole hindcast, from files to a folder of results: every request for memory and every call to
 * the system fails once. The error says which kind it was, nothing is leaked, every file is whole,
 * and a folder that was made for it and has no results is gone.
 */
#include "fault/faults.h"
#include "report/curves.h"
#include "report/hindcast.h"
#include "report/manifest.h"
#include "scenario/load.h"
#include "support/files.h"

#include <dirent.h>
#include <gsl/gsl_errno.h>
#include <jansson.h>
#include <string.h>

enum { MEMBERS = 9, SEED = 3 };

static const char past[] = "tests/scenarios/past.cfg";
static const char no_record[] = "event_record.enabled=false";
static const char *const names[] = {"bands.csv", "polls.csv",    "forecasts.csv", "scores.csv",
                                    "pit.csv",   "scenario.cfg", "surveys.csv",   "manifest.json"};
enum { NAMES = sizeof names / sizeof names[0] };

/* Fewer polls and years than the past has, which is quick. */
static const char *const overrides[] = {"years=4.0", "polls.trust.enabled=false", no_record};

/* All that the command holds, and how it is made. */
typedef struct {
    ent_scenario_t scenarios[ENT_HINDCAST_MODELS];
    ent_plan_t plans[ENT_HINDCAST_MODELS];
    ent_hindcast_t hindcast;
} job_t;

static ent_err_t load(job_t *job, size_t model) {
    static ent_diags_t diags;
    ent_diags_init(&diags);
    ent_err_t error = ent_scenario_load(past, overrides, model == ENT_MODEL_GIVEN ? 2 : 3,
                                        &job->scenarios[model], &diags);
    return error == ENT_OK ? ent_plan_init(&job->plans[model], &job->scenarios[model]) : error;
}

static ent_err_t simulate(job_t *job, const ent_curve_t *given) {
    const ent_plan_t *plans[] = {&job->plans[0], &job->plans[1]};
    const ent_sampled_options_t options = {.members = MEMBERS, .seed = SEED, .threads = 1};
    ent_err_t error = load(job, ENT_MODEL_GIVEN);
    if (error == ENT_OK) {
        error = load(job, ENT_MODEL_NO_RECORD);
    }
    if (error == ENT_OK) {
        error = ent_hindcast_init(&job->hindcast, &job->scenarios[0], SEED);
    }
    return error == ENT_OK ? ent_hindcast_run(&job->hindcast, plans, 2, given, &options) : error;
}

static void free_job(job_t *job) {
    ent_hindcast_free(&job->hindcast);
    for (size_t k = 0; k < ENT_HINDCAST_MODELS; k++) {
        ent_plan_free(&job->plans[k]);
        ent_scenario_free(&job->scenarios[k]);
    }
    free(job);
}

static ent_err_t write_manifest(job_t *job, ent_output_t *output) {
    static const char *const command[] = {"entente hindcast", past};
    const ent_circumstances_t circumstances = {.command = command,
                                               .words = 2,
                                               .wall_seconds = 0.25,
                                               .started = "2025-11-01T00:00:00Z",
                                               .input = past};
    const ent_run_t run = {
        .scenario = &job->scenarios[0], .plan = &job->plans[0], .members = MEMBERS, .seed = SEED};
    const ent_run_t *runs[] = {&run};
    output->finished = true;
    ent_err_t error = ent_output_remove_stale(output);
    return error == ENT_OK ? ent_manifest_write(runs, 1, &circumstances, output) : error;
}

/* In the program's order. */
static ent_err_t write_all(job_t *job, const char *folder, bool force) {
    ent_output_t output;
    ent_err_t error = ent_output_open(&output, folder, force);
    if (error == ENT_OK) {
        error = ent_hindcast_write(&job->hindcast, &output);
    }
    if (error == ENT_OK) {
        error = ent_output_publish(&output);
    }
    if (error == ENT_OK) {
        error = write_manifest(job, &output);
    }
    ent_output_close(&output);
    return error;
}

/* ---- In memory -------------------------------------------------------------------------------
 */

/* libcsv, refused the memory of its buffer, asks for half as much: that is survived. */
typedef struct {
    const ent_curve_t *given;
    size_t survived;
} attempt_t;

static ent_err_t hindcast(void *context) {
    attempt_t *attempt = context;
    job_t *job = malloc(sizeof *job);
    assert_non_null(job);
    memset(job, 0, sizeof *job);
    ent_err_t error = simulate(job, attempt->given);
    free_job(job);
    if (faults.struck && error == ENT_OK) {
        attempt->survived++;
        return ENT_ERR_MEMORY; /* as good */
    }
    return error;
}

static void a_lack_of_memory_is_reported(void **state) {
    static const ent_curve_t given[ENT_MAX_POLLS] = {{0, 1, 0.2}};
    attempt_t fitted = {.given = NULL}, with_curves = {.given = given};
    (void)state;
    size_t requests = fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_OK, hindcast, &fitted);
    assert_true(requests > 100);
    assert_true(fitted.survived <= 3); /* the record once, the surveys twice */
    assert_true(fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_OK, hindcast, &with_curves) <
                requests); /* a fit less */
}

static ent_err_t read_curves(void *context) {
    static ent_diags_t diags;
    const ent_scenario_t *scenario = context;
    ent_curve_t curves[ENT_MAX_POLLS] = {{7, 7, 7}};
    ent_diags_init(&diags);
    ent_err_t error =
        ent_curves_read("tests/golden/expected/hindcast-polls.csv", scenario, curves, &diags);
    assert_int_equal(error == ENT_OK, curves[0].shift < 7);
    if (faults.struck && error == ENT_OK) {
        return ENT_ERR_MEMORY; /* libcsv's buffer */
    }
    return error;
}

static void reading_curves_reports_a_lack_of_memory(void **state) {
    job_t *job = calloc(1, sizeof *job);
    (void)state;
    assert_non_null(job);
    assert_int_equal(load(job, ENT_MODEL_GIVEN), ENT_OK);
    assert_true(fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_OK, read_curves,
                           &job->scenarios[0]) >= 4);
    free_job(job);
}

/* ---- In a folder -----------------------------------------------------------------------------
 */

typedef struct {
    job_t *job;
    char *base, *folder;
    char *whole[NAMES]; /* what files hold; but the manifest, which says when */
    bool over;          /* earlier results are in the folder, which these replace */
} place_t;

static void read_texts(const char *folder, char *texts[NAMES]) {
    for (size_t i = 0; i < NAMES; i++) {
        char *path = support_path(folder, names[i]);
        texts[i] = support_read(path);
        free(path);
    }
}

static void free_texts(char *texts[NAMES]) {
    for (size_t i = 0; i < NAMES; i++) {
        free(texts[i]);
    }
}

static void open_place(place_t *place, bool over) {
    *place = (place_t){.base = support_folder(), .over = over, .job = calloc(1, sizeof(job_t))};
    place->folder = support_path(place->base, "results");
    char *reference = support_path(place->base, "reference");
    assert_non_null(place->job);
    assert_int_equal(simulate(place->job, NULL), ENT_OK);
    assert_int_equal(write_all(place->job, reference, false), ENT_OK);
    read_texts(reference, place->whole);
    free(reference);
}

static void close_place(place_t *place) {
    free_texts(place->whole);
    free_job(place->job);
    free(place->folder);
    support_remove(place->base);
}

/* Makes the folder what it is before each attempt. */
static void prepare(const place_t *place) {
    static const char stale[] = "old\n";
    for (size_t i = 0; i < NAMES; i++) {
        char *path = support_path(place->folder, names[i]);
        (void)unlink(path);
        free(path);
    }
    (void)rmdir(place->folder);
    if (place->over) {
        assert_int_equal(mkdir(place->folder, 0777), 0);
        for (size_t i = 0; i < NAMES; i++) {
            free(support_write(place->folder, names[i], stale));
        }
    }
}

static size_t count_entries(const char *path) {
    DIR *open = opendir(path);
    size_t count = 0;
    for (const struct dirent *entry = open != NULL ? readdir(open) : NULL; entry != NULL;
         entry = readdir(open)) {
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    }
    if (open != NULL) {
        (void)closedir(open);
    }
    return count;
}

/* Every file is whole, the old one or the new, and there is no other. */
static void check_folder(const place_t *place, ent_err_t error) {
    char *found[NAMES];
    size_t there = 0;
    read_texts(place->folder, found);
    for (size_t i = 0; i < NAMES; i++) {
        bool manifest = i == NAMES - 1, old = found[i] != NULL && strcmp(found[i], "old\n") == 0;
        there += found[i] != NULL;
        if (error == ENT_OK) {
            assert_true(found[i] != NULL && !old);
        }
        if (found[i] != NULL && !manifest && !(place->over && old)) {
            assert_string_equal(found[i], place->whole[i]);
        }
        if (manifest && error != ENT_OK && found[i] != NULL) {
            assert_true(old); /* incomplete results have no manifest */
        }
    }
    assert_int_equal(count_entries(place->folder), there);
    if (error != ENT_OK && !place->over && there == 0) {
        assert_int_not_equal(access(place->folder, F_OK), 0);
    }
    free_texts(found);
}

static ent_err_t write_folder(void *context) {
    const place_t *place = context;
    faults.paused = true;
    prepare(place);
    faults.paused = false;
    ent_err_t error = write_all(place->job, place->folder, place->over);
    faults.paused = true;
    check_folder(place, error);
    faults.paused = false;
    return error;
}

/* A file is made to see whether that is possible, and then eight are. */
static void a_call_that_fails_is_told(void **state) {
    static const struct {
        fault_call_t call;
        int cause;
        ent_err_t error;
        size_t least;
    } rows[] = {{FAULT_CREATE, EACCES, ENT_ERR_CANNOT_CREATE, NAMES + 1},
                {FAULT_WRITE, ENOSPC, ENT_ERR_IO, NAMES},
                {FAULT_SYNC, EIO, ENT_ERR_IO, NAMES},
                {FAULT_RENAME, EACCES, ENT_ERR_CANNOT_CREATE, NAMES}};
    (void)state;
    for (size_t i = 0; i < 2 * sizeof rows / sizeof rows[0]; i++) {
        place_t place;
        open_place(&place, i % 2 == 1);
        assert_true(fault_each(rows[i / 2].call, rows[i / 2].cause, rows[i / 2].error, ENT_OK,
                               write_folder, &place) >= rows[i / 2].least);
        close_place(&place);
    }
}

static void writing_reports_a_lack_of_memory(void **state) {
    place_t place;
    (void)state;
    open_place(&place, false);
    assert_true(fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_OK, write_folder, &place) >
                50);
    close_place(&place);
}

/* Between one instant of the bands and the next. */
static void writing_can_be_interrupted(void **state) {
    static const volatile sig_atomic_t stop = 2;
    place_t place;
    (void)state;
    open_place(&place, false);
    place.job->hindcast.stop = &stop;
    assert_int_equal(write_folder(&place), ENT_ERR_INTERRUPTED);
    assert_int_not_equal(access(place.folder, F_OK), 0);
    close_place(&place);
}

/* jansson's requests, for the manifest, are to fail like the engine's own. */
static void *allocate_for_json(size_t size) {
    return calloc(1, size);
}

int main(int count, char **arguments) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_lack_of_memory_is_reported),
        cmocka_unit_test(reading_curves_reports_a_lack_of_memory),
        cmocka_unit_test(a_call_that_fails_is_told),
        cmocka_unit_test(writing_reports_a_lack_of_memory),
        cmocka_unit_test(writing_can_be_interrupted),
    };
    (void)count;
    fault_start(arguments);
    json_set_alloc_funcs(allocate_for_json, free);
    (void)gsl_set_error_handler_off();
    return cmocka_run_group_tests_name("hindcast", tests, NULL, NULL);
}
