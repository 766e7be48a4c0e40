/*
 * Every request for memory fails once while a sweep is read and its factors are found, copied and
 * set: the error is ENT_ERR_MEMORY, nothing is leaked, and what was asked for is untouched.
 */
#include "fault/faults.h"
#include "scenario/factor.h"
#include "support/exact_arena.h"
#include "support/files.h"
#include "support/problems.h"
#include "support/scenarios.h"

static const char sound[] =
    "scenarios = [ 'small.cfg' ]; set = [ 'years=1.5' ];\n"
    "factors = ( { name = 'a'; path = 'states.*.public.cue'; low = 0.1; high = 0.4; },\n"
    "  { paths = [ 'health.rise', 'health.fall' ]; apply = 'multiply'; values = [ 0.5, 2.0 ]; } "
    ");\n"
    "design = { method = 'list'; file = 'points.csv'; };\n"
    "metrics = [ 'health_mean', 'health_end' ];\n";

/* A range that one of the numbers cannot have, and one that two factors share. */
static const char wrong[] =
    "scenarios = [ 'small.cfg' ];\n"
    "factors = ( { path = 'health.shield_health'; low = 0.1; high = 1.4; },\n"
    "  { name = 'b'; path = 'health.rise'; low = 0.1; high = 1.0; },\n"
    "  { name = 'c'; path = 'health.rise'; low = 0.1; high = 1.0; } );\n"
    "design = { method = 'lhs'; points = 3; };\n";

typedef struct {
    char *folder, *path;
    ent_diags_t diags;
    ent_sweep_t sweep;
    ent_factored_t factored;
} family_t;

static int open_family(void **state, const char *text) {
    family_t *family = calloc(1, sizeof *family);
    assert_non_null(family);
    family->folder = support_folder();
    free(support_write(family->folder, "small.cfg", support_small_scenario()));
    support_write_quoted(family->folder, "sweep.cfg", text);
    family->path = support_path(family->folder, "sweep.cfg");
    *state = family;
    return 0;
}

static int open_sound(void **state) {
    return open_family(state, sound);
}

static int open_wrong(void **state) {
    return open_family(state, wrong);
}

static int close_family(void **state) {
    family_t *family = *state;
    free(family->path);
    support_remove(family->folder);
    free(family);
    return 0;
}

static ent_err_t read_sweep(void *context) {
    family_t *family = context;
    ent_sweep_t sweep = {.members = 77};
    char *text = NULL;
    ent_diags_init(&family->diags);
    ent_err_t error = ent_sweep_load(family->path, &sweep, &family->diags);
    if (error != ENT_OK) {
        assert_true(sweep.members == 77 && sweep.factors == NULL);
        return error;
    }
    error = ent_sweep_text(&sweep, &text);
    ent_sweep_free(&sweep);
    free(text);
    return error;
}

static void reading_a_sweep_reports_a_lack_of_memory(void **state) {
    size_t requests = fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_OK, read_sweep, *state);
    assert_true(requests > 50);
}

/* It cannot be told what the file is, which is as good as that it is no sweep. */
static ent_err_t recognise(void *context) {
    const family_t *family = context;
    return ent_sweep_recognise(family->path) ? ENT_OK : ENT_ERR_MEMORY;
}

static void recognising_a_sweep_survives_a_lack_of_memory(void **state) {
    size_t requests = fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_OK, recognise, *state);
    assert_true(requests > 5);
}

static ent_err_t find_factors(void *context) {
    family_t *family = context;
    ent_factored_t factored = {.slot_count = 77}, copy = {.slot_count = 77};
    const double values[] = {0.2, 0.5};
    char reason[ENT_REASON_SIZE];
    ent_diags_init(&family->diags);
    ent_err_t error = ent_factored_load(&family->sweep, 0, &factored, &family->diags);
    if (error != ENT_OK) {
        assert_true(factored.slot_count == 77 && factored.slots == NULL);
        return error;
    }
    error = ent_factors_check(&family->sweep, &factored, &family->diags);
    if (error == ENT_OK) {
        error = ent_factored_copy(&factored, &copy);
        assert_true(error == ENT_OK || (copy.slot_count == 77 && copy.slots == NULL));
    }
    if (error == ENT_OK) {
        bool set = ent_factored_set(&copy, values, reason, &error);
        assert_int_equal(set, error == ENT_OK);
        ent_factored_free(&copy);
    }
    ent_factored_free(&factored);
    return error;
}

static void load_sweep(family_t *family) {
    faults.paused = true;
    ent_diags_init(&family->diags);
    assert_int_equal(ent_sweep_load(family->path, &family->sweep, &family->diags), ENT_OK);
    faults.paused = false;
}

static void finding_factors_reports_a_lack_of_memory(void **state) {
    family_t *family = *state;
    load_sweep(family);
    size_t requests =
        fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_OK, find_factors, family);
    assert_true(requests > 1000); /* the scenario is read six times */
    ent_sweep_free(&family->sweep);
}

static void refusing_factors_reports_a_lack_of_memory(void **state) {
    family_t *family = *state;
    load_sweep(family);
    size_t requests =
        fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_ERR_SCENARIO, find_factors, family);
    assert_true(requests > 1000);
    assert_int_equal(family->diags.errors, 2);
    ent_sweep_free(&family->sweep);
}

int main(int count, char **arguments) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(reading_a_sweep_reports_a_lack_of_memory, open_sound,
                                        close_family),
        cmocka_unit_test_setup_teardown(recognising_a_sweep_survives_a_lack_of_memory, open_sound,
                                        close_family),
        cmocka_unit_test_setup_teardown(finding_factors_reports_a_lack_of_memory, open_sound,
                                        close_family),
        cmocka_unit_test_setup_teardown(refusing_factors_reports_a_lack_of_memory, open_wrong,
                                        close_family),
    };
    (void)count;
    fault_start(arguments);
    return cmocka_run_group_tests_name("sweep", tests, NULL, NULL);
}
