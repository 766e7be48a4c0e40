/*
 * Every request for memory fails once: loading, compiling, running, writing. Each time the error is
 * ENT_ERR_MEMORY, what was to be filled is untouched, and nothing is leaked (also under asan).
 * Arenas are exact here, so that each piece is a request of its own.
 */
#include "fault/faults.h"
#include "model/phases.h"
#include "random/quantile.h"
#include "scenario/load.h"
#include "scenario/parameter.h"
#include "scenario/writer.h"
#include "support/exact_arena.h"
#include "support/files.h"
#include "support/results.h"
#include "support/scenarios.h"

static const char child[] = "tests/scenarios/child.cfg";
static const char recorded[] = "tests/scenarios/recorded.cfg";
static const char stress[] = "scenarios/japan-rok/stress.cfg";

typedef struct {
    const char *path;
    const char *const *overrides;
    size_t override_count;
    ent_diags_t diags;
} load_t;

static ent_err_t load(void *context) {
    load_t *job = context;
    ent_scenario_t scenario, before;
    memset(&scenario, 0x5a, sizeof scenario);
    memcpy(&before, &scenario, sizeof scenario);
    ent_diags_init(&job->diags);
    ent_err_t error =
        ent_scenario_load(job->path, job->overrides, job->override_count, &scenario, &job->diags);
    if (error == ENT_OK) {
        ent_scenario_free(&scenario);
        ent_scenario_free(&scenario); /* twice is harmless */
    } else {
        assert_memory_equal(&scenario, &before, sizeof scenario);
    }
    return error;
}

/* A chain of two files, and overrides of every kind of key, some of which make groups. */
static void loading_reports_a_lack_of_memory(void **state) {
    static const char *const overrides[] = {"title=Bare text",
                                            "years=2.5",
                                            "events.scare.enabled=false",
                                            "start=2020-02",
                                            "shocks.incident.severity.distribution=\"fixed\"",
                                            "institutions.council.negotiation.years=1.0",
                                            "domains.talks.title=\"T\"",
                                            "drivers.threat.pull.people=0.1"};
    load_t job = {.path = child, .overrides = overrides, .override_count = 8};
    (void)state;
    size_t requests = fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_OK, load, &job);
    assert_true(requests > 500); /* a piece for every setting and text of the two files */
}

static void loading_every_form_reports_a_lack_of_memory(void **state) {
    load_t job = {.path = stress};
    (void)state;
    assert_true(fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_OK, load, &job) > 1000);
}

/* An event record: the reader of CSV, its rules, its rows, and rows that are wrong. */
static void loading_a_record_reports_a_lack_of_memory(void **state) {
    load_t job = {.path = recorded};
    char *folder = support_folder(), text[200];
    char *record = support_write(folder, "wrong.csv",
                                 "date,type,initiator,severity,description,gain,who,id\n"
                                 "2020-02,vizit,AAA,0,a,,,\n2020-02,visit,both,1,b,11,,\n"
                                 "2020-02,election,AAA,1,c,much,x,\n2020-02,mark,AAA,0,d,,,x\n"
                                 "2020-02,mark,AAA,0,d,,,\n2020-02,mark,AAA,0,e,,,x\n\"open,");
    (void)snprintf(text, sizeof text, "event_record.file=%s", record);
    const char *const overrides[] = {text};
    load_t wrong = {.path = recorded, .overrides = overrides, .override_count = 1};
    (void)state;
    assert_true(fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_OK, load, &job) > 600);
    (void)fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_ERR_SCENARIO, load, &wrong);
    free(record);
    support_remove(folder);
}

/* A scenario with problems is invalid, or memory is short: never anything else. */
static void refusing_reports_a_lack_of_memory(void **state) {
    static const char *const overrides[] = {"yeers=1", "states.AAA=1", "years=1e999",
                                            "=",       "a.b.c=1",      "events.x.at=1"};
    char *folder = support_folder();
    char *path = support_write(folder, "bare.cfg", "institution_defaults = { level = 0.1; };\n");
    load_t jobs[] = {{.path = child, .overrides = overrides, .override_count = 6}, {.path = path}};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        (void)fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_ERR_SCENARIO, load, &jobs[i]);
    }
    free(path);
    support_remove(folder);
}

static void load_file(const char *path, ent_scenario_t *scenario) {
    static ent_diags_t diags;
    ent_diags_init(&diags);
    assert_int_equal(ent_scenario_load(path, NULL, 0, scenario, &diags), ENT_OK);
}

static ent_err_t copy(void *context) {
    ent_scenario_t twin;
    ent_err_t error = ent_scenario_copy(context, &twin);
    ent_scenario_free(&twin); /* half a copy frees itself, and may be freed again */
    return error;
}

static ent_err_t put_in_text(void *context) {
    char mark = 'x', *text = &mark;
    ent_err_t error = ent_scenario_text(context, &text);
    if (error != ENT_OK) {
        assert_ptr_equal(text, &mark);
        return error;
    }
    free(text);
    return error;
}

static ent_err_t compile(void *context) {
    ent_plan_t plan;
    ent_err_t error = ent_plan_init(&plan, context);
    ent_plan_free(&plan);
    ent_plan_free(&plan);
    return error;
}

static ent_err_t list_variables(void *context) {
    ent_variables_t variables = {0};
    ent_err_t error = ent_variables_init(&variables, context);
    ent_variables_free(&variables);
    return error;
}

static ent_err_t list_metrics(void *context) {
    ent_plan_t plan;
    ent_metrics_t metrics = {0};
    ent_err_t error = ent_plan_init(&plan, context);
    if (error == ENT_OK) {
        error = ent_metrics_init(&metrics, &plan, ENT_FALL_POINTS);
    }
    ent_metrics_free(&metrics);
    ent_metrics_free(&metrics);
    ent_plan_free(&plan);
    return error;
}

static ent_err_t make_block(void *context) {
    ent_plan_t plan;
    ent_block_t block = {0};
    ent_err_t error = ent_plan_init(&plan, context);
    if (error == ENT_OK) {
        error = ent_block_init(&block, &plan, 8);
    }
    ent_block_free(&block);
    ent_block_free(&block);
    ent_plan_free(&plan);
    return error;
}

static void what_a_scenario_becomes_reports_a_lack_of_memory(void **state) {
    static const struct {
        const char *what;
        fault_attempt_t *attempt;
        size_t least; /* requests there must be */
    } rows[] = {
        {"copy", copy, 40},
        {"text", put_in_text, 2},
        {"plan", compile, 100},
        {"variables", list_variables, 1},
        {"metrics", list_metrics, 100},
        {"block", make_block, 100},
    };
    static const char *const paths[] = {child, stress};
    (void)state;
    for (size_t p = 0; p < 2; p++) {
        ent_scenario_t scenario;
        load_file(paths[p], &scenario);
        for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
            size_t requests = fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_OK,
                                         rows[i].attempt, &scenario);
            if (requests < rows[i].least) {
                fail_msg("%s of %s: %zu requests only", rows[i].what, paths[p], requests);
            }
        }
        ent_scenario_free(&scenario);
    }
}

static ent_err_t make_quantiles(void *context) {
    ent_quantile_t beta = {0}, lognormal = {0};
    (void)context;
    ent_err_t error = ent_quantile_beta(&beta, 1.5, 6);
    if (error == ENT_OK) {
        error = ent_quantile_lognormal(&lognormal, 0.3, 0.8, 1);
    }
    ent_quantile_free(&beta);
    ent_quantile_free(&lognormal);
    return error;
}

static void tables_of_quantiles_report_a_lack_of_memory(void **state) {
    (void)state;
    assert_true(fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_OK, make_quantiles, NULL) >=
                4);
}

typedef struct {
    const ent_plan_t *plan;
    ent_metric_set_t set;
    const bool *record;
    size_t tile;
} ensemble_job_t;

static ent_err_t run_ensemble(void *context) {
    const ensemble_job_t *job = context;
    const ent_plan_t *plans[] = {job->plan, job->plan};
    const ent_metric_set_t sets[] = {job->set, job->set};
    const bool *record[] = {job->record, NULL};
    ent_ensemble_options_t options = {
        .members = 20, .seed = 3, .tile = job->tile, .lanes = 8, .record = record, .metrics = sets};
    ent_ensemble_t ensemble, before;
    memset(&ensemble, 0x5a, sizeof ensemble);
    memcpy(&before, &ensemble, sizeof ensemble);
    ent_err_t error = ent_ensemble_run(plans, 2, &options, &ensemble);
    if (error != ENT_OK) {
        assert_memory_equal(&ensemble, &before, sizeof ensemble);
        return error;
    }
    ent_ensemble_free(&ensemble);
    ent_ensemble_free(&ensemble);
    return error;
}

/* Two plans at once, over one tile and over several. */
static void ensembles_report_a_lack_of_memory(void **state) {
    ent_scenario_t scenario;
    ent_plan_t plan;
    ent_metrics_t metrics;
    (void)state;
    load_file(child, &scenario);
    assert_int_equal(ent_plan_init(&plan, &scenario), ENT_OK);
    assert_int_equal(ent_metrics_init(&metrics, &plan, ENT_FALL_POINTS), ENT_OK);
    bool *record = calloc(plan.variables.count, sizeof *record);
    assert_non_null(record);
    for (size_t tile = 7; tile <= 20; tile += 13) {
        ensemble_job_t job = {&plan, ent_metrics_set(&metrics), record, tile};
        size_t requests =
            fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_OK, run_ensemble, &job);
        assert_true(requests > 40);
    }
    free(record);
    ent_metrics_free(&metrics);
    ent_plan_free(&plan);
    ent_scenario_free(&scenario);
}

int main(int count, char **arguments) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(loading_reports_a_lack_of_memory),
        cmocka_unit_test(loading_every_form_reports_a_lack_of_memory),
        cmocka_unit_test(loading_a_record_reports_a_lack_of_memory),
        cmocka_unit_test(refusing_reports_a_lack_of_memory),
        cmocka_unit_test(what_a_scenario_becomes_reports_a_lack_of_memory),
        cmocka_unit_test(tables_of_quantiles_report_a_lack_of_memory),
        cmocka_unit_test(ensembles_report_a_lack_of_memory),
    };
    (void)count;
    fault_start(arguments);
    return cmocka_run_group_tests_name("memory", tests, NULL, NULL);
}
