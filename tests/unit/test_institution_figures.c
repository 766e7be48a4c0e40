/*
 * Variables for the figure of institutions (report/institution_figures.c): which are shown, and
 * where their rows are in summary.csv, which is written and searched here.
 */
#include "report/institution_figures.h"

#include "support/close.h"
#include "support/files.h"
#include "support/problems.h"
#include "support/results.h"
#include "support/script.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    char *folder;
    support_results_t results;
} world_t;

/* The small scenario, without the event that proposes its "2+2", and with these institutions. */
static void open_world(world_t *world, const char *institutions) {
    char top[4096], text[8192];
    world->folder = support_folder();
    assert_non_null(getcwd(top, sizeof top));
    (void)snprintf(text, sizeof text,
                   "extends = '%s/tests/scenarios/small.cfg';\nevents = ( { name = 'thaw'; enabled "
                   "= false; } );\ninstitutions = ( %s );\n",
                   top, institutions);
    support_write_quoted(world->folder, "world.cfg", text);
    char *path = support_path(world->folder, "world.cfg");
    assert_int_equal(support_results_open(&world->results, path, 4, 1), ENT_OK);
    assert_int_equal(support_results_simulate(&world->results), ENT_OK);
    free(path);
}

static void close_world(world_t *world) {
    support_results_free(&world->results);
    support_remove(world->folder);
}

static char *put(const world_t *world) {
    ent_figure_data_t data;
    ent_figure_data_init(&data);
    ent_institutions_put(&world->results.run, &data);
    char *script = support_script(&data);
    ent_figure_data_free(&data);
    return script;
}

static void only_what_is_ever_active_is_shown(void **state) {
    world_t world;
    (void)state;
    open_world(&world, "{ name = 'council'; title = '협의체 `x`'; }");
    assert_true(ent_institutions_active(&world.results.run));
    char *script = put(&world);
    assert_same(support_script_number(script, "INSTITUTIONS"), 1); /* the "2+2" stays absent */
    support_assert_script_text(script, "INSTITUTION_TITLE[1]", "\"협의체 \\140x\\140\"");
    support_assert_script_text(script, "INSTITUTION_DUE[1]", "\"4 a year\""); /* its cadence */
    free(script);
    close_world(&world);
}

static void without_an_active_institution_there_is_nothing_to_draw(void **state) {
    world_t world;
    (void)state;
    open_world(&world, "{ name = 'council'; enabled = false; }");
    assert_false(ent_institutions_active(&world.results.run));
    char *script = put(&world);
    assert_same(support_script_number(script, "INSTITUTIONS"), 0);
    free(script);
    close_world(&world);
}

static void what_is_not_recorded_is_not_shown(void **state) {
    world_t world;
    (void)state;
    open_world(&world, "{ name = 'council'; status = 'active'; }");
    const ent_variables_t *variables = &world.results.plan.variables;
    for (size_t i = 0; i < variables->count; i++) {
        if (variables->items[i].kind == ENT_VAR_ACTIVE) {
            world.results.ensemble.plans[0].recorded[i] = false;
        }
    }
    assert_false(ent_institutions_active(&world.results.run));
    close_world(&world);
}

/* Line `number`, from 1, of a text has this as its third field. */
static void assert_variable(const char *text, size_t number, const char *variable) {
    for (size_t i = 1; i < number; i++) {
        const char *end = strchr(text, '\n');
        assert_non_null(end);
        text = end + 1;
    }
    char found[64] = "";
    assert_int_equal(sscanf(text, "%*[^,],%*[^,],%63[^,]", found), 1);
    assert_string_equal(found, variable);
}

static void rows_are_where_summary_csv_has_them(void **state) {
    static const struct {
        const char *key, *variable;
    } rows[] = {{"ACTIVE_LINE[1]", "active.council"},
                {"ACTIVE_LINE[2]", "active.2+2"},
                {"HABIT_LINE[1]", "habit.council"},
                {"HABIT_LINE[2]", "habit.2+2"}};
    const size_t instants = 37; /* three years of months, both ends */
    world_t world;
    (void)state;
    open_world(&world, "{ name = '2+2'; status = 'active'; }");
    char *folder = support_path(world.folder, "results");
    assert_int_equal(support_results_write(&world.results, folder, false), ENT_OK);
    assert_int_equal(support_results_simulate(&world.results), ENT_OK);
    char *path = support_path(folder, "summary.csv"), *text = support_read(path);
    char *script = put(&world);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        size_t above = (size_t)support_script_number(script, rows[i].key);
        assert_variable(text, above + 1, rows[i].variable);
        assert_variable(text, above + instants, rows[i].variable);
    }
    free(script);
    free(text);
    free(path);
    free(folder);
    close_world(&world);
}

/*
 * A council that nothing can keep from meeting (its threshold is far below any openness, its slope
 * steep) holds all that are due; one that can never meet holds none.
 */
static void meetings_held_are_a_share_of_those_due(void **state) {
    world_t world;
    (void)state;
    open_world(&world, "{ name = 'council'; threshold = -1.0; slope = 1000.0; insulation = 1.0; "
                       "suspend_below = -1.0; resume_above = -1.0; },\n"
                       "{ name = '2+2'; status = 'active'; threshold = 1.0; slope = 1000.0; "
                       "insulation = 0.0; suspend_below = -1.0; resume_above = -1.0; }");
    char *script = put(&world);
    assert_close(support_script_number(script, "INSTITUTION_HELD[1]"), 1, 0, 1e-9);
    assert_close(support_script_number(script, "INSTITUTION_HELD[2]"), 0, 0, 1e-9);
    assert_same(support_script_number(script, "INSTITUTION_SUSPENSIONS[1]"), 0);
    free(script);
    close_world(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_is_ever_active_is_shown),
        cmocka_unit_test(without_an_active_institution_there_is_nothing_to_draw),
        cmocka_unit_test(what_is_not_recorded_is_not_shown),
        cmocka_unit_test(rows_are_where_summary_csv_has_them),
        cmocka_unit_test(meetings_held_are_a_share_of_those_due),
    };
    return cmocka_run_group_tests_name("institution figures", tests, NULL, NULL);
}
