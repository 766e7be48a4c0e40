/* Every request for memory of a story, a parting, a pick and a run code fails once. */
#include "analysis/parting.h"
#include "analysis/pick.h"
#include "fault/faults.h"
#include "report/code.h"
#include "scenario/load.h"
#include "support/exact_arena.h"

typedef struct {
    ent_scenario_t scenario;
    ent_plan_t plan;
    ent_story_t story;
    ent_pick_t which;
} job_t;

static void open_job(job_t *job, const char *path) {
    static ent_diags_t diags;
    *job = (job_t){.which = ENT_PICK_TYPICAL};
    ent_diags_init(&diags);
    assert_int_equal(ent_scenario_load(path, NULL, 0, &job->scenario, &diags), ENT_OK);
    assert_int_equal(ent_plan_init(&job->plan, &job->scenario), ENT_OK);
    assert_int_equal(ent_story_tell(&job->plan, 1, 0, false, ENT_ISA_BASELINE, &job->story),
                     ENT_OK);
}

static void close_job(job_t *job) {
    ent_story_free(&job->story);
    ent_plan_free(&job->plan);
    ent_scenario_free(&job->scenario);
}

static ent_err_t tell(void *context) {
    const job_t *job = context;
    ent_story_t story, before;
    memset(&story, 0x5a, sizeof story);
    memcpy(&before, &story, sizeof story);
    ent_err_t error = ent_story_tell(&job->plan, 1, 3, false, ENT_ISA_BASELINE, &story);
    if (error != ENT_OK) {
        assert_memory_equal(&story, &before, sizeof story);
        return error;
    }
    ent_story_free(&story);
    ent_story_free(&story);
    return error;
}

static ent_err_t part(void *context) {
    const job_t *job = context;
    ent_parting_t parting, before;
    memset(&parting, 0x5a, sizeof parting);
    memcpy(&before, &parting, sizeof parting);
    ent_err_t error = ent_parting_find(&job->story, &job->story, 1, &parting);
    if (error != ENT_OK) {
        assert_memory_equal(&parting, &before, sizeof parting);
        return error;
    }
    ent_parting_free(&parting);
    return error;
}

static ent_err_t pick(void *context) {
    const job_t *job = context;
    ent_ensemble_options_t options = {.members = 9, .seed = 1, .tile = 5, .lanes = 8};
    uint64_t member = 99;
    ent_err_t error = ent_pick_member(&job->plan, job->which, &options, &member);
    assert_int_equal(member == 99, error != ENT_OK);
    return error;
}

static ent_err_t make_code(void *context) {
    const job_t *job = context;
    const ent_scenario_t *scenarios[] = {&job->scenario, &job->scenario};
    ent_code_t code, before;
    memset(&code, 0x5a, sizeof code);
    memcpy(&before, &code, sizeof code);
    ent_err_t error = ent_code_of(scenarios, 2, 1, false, 0, &code);
    if (error != ENT_OK) {
        assert_memory_equal(&code, &before, sizeof code);
    }
    return error;
}

static void assert_reported(job_t *job, fault_attempt_t *attempt, size_t least) {
    size_t requests = fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_OK, attempt, job);
    assert_true(requests >= least);
}

static void stories_report_a_lack_of_memory(void **state) {
    job_t job;
    (void)state;
    open_job(&job, "scenarios/japan-rok/stress.cfg"); /* with more than fits at first */
    assert_true(job.story.count > 256);
    assert_reported(&job, tell, 7);
    assert_reported(&job, part, 2);
    close_job(&job);
}

static void picks_and_codes_report_a_lack_of_memory(void **state) {
    job_t job;
    (void)state;
    open_job(&job, "tests/scenarios/child.cfg");
    assert_reported(&job, pick, 40);
    job.which = ENT_PICK_WORST;
    assert_reported(&job, pick, 20);
    assert_reported(&job, make_code, 4);
    close_job(&job);
}

int main(int count, char **arguments) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stories_report_a_lack_of_memory),
        cmocka_unit_test(picks_and_codes_report_a_lack_of_memory),
    };
    (void)count;
    fault_start(arguments);
    return cmocka_run_group_tests_name("story", tests, NULL, NULL);
}
