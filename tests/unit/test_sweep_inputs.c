/* What a sweep's folder says of itself: sweep.cfg and its hash, why points failed, and what killed
 * processes leave (report/sweep_inputs.c, store_failures.c, output_stale.c). */
#include "report/sweep_inputs.h"

#include "report/run_files.h"
#include "report/store_failures.h"
#include "report/sweep_files.h"
#include "support/close.h"
#include "support/files.h"
#include "support/full.h"
#include "support/problems.h"
#include "support/sweep.h"
#include "support/sweeps.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SCENARIOS = 2 };

/* "full.cfg", and "other.cfg" in which an institution gives a number of its own. */
static int set_up(void **state) {
    *state = support_folder();
    free(support_write(*state, "full.cfg", support_full_scenario()));
    support_write_quoted(*state, "other.cfg",
                         "extends = 'full.cfg';\n"
                         "institutions = ( { name = '2+2'; patience = 0.25; } );\n");
    return 0;
}

static int tear_down(void **state) {
    support_remove(*state);
    return 0;
}

typedef struct {
    ent_sweep_t sweep;
    ent_factored_t scenarios[SCENARIOS];
    ent_output_t output;
    char hash[ENT_SWEEP_HASH_SIZE]; /* of the sweep that was written */
} written_t;

static void load(const char *folder, const char *factors, written_t *written) {
    support_sweep_with(folder, "'full.cfg', 'other.cfg'", factors, "set = [ 'years=10' ];",
                       &written->sweep);
    for (size_t i = 0; i < SCENARIOS; i++) {
        support_factored(&written->sweep, i, &written->scenarios[i]);
    }
}

/* Writes the sweep into the folder's folder "out". */
static void write_out(const char *folder, written_t *written) {
    static const char *const folders[SCENARIOS] = {"full", "other"};
    char *path = support_path(folder, "out");
    assert_int_equal(ent_sweep_inputs_hash(&written->sweep, written->scenarios, written->hash),
                     ENT_OK);
    assert_int_equal(ent_output_open_sweep(&written->output, path, true), ENT_OK);
    assert_int_equal(
        ent_sweep_inputs_write(&written->sweep, written->scenarios, folders, &written->output),
        ENT_OK);
    for (size_t i = 0; i < SCENARIOS; i++) {
        assert_int_equal(ent_output_folder(&written->output, folders[i]), ENT_OK);
        assert_int_equal(
            ent_scenario_write(&written->scenarios[i].scenario, folders[i], &written->output),
            ENT_OK);
    }
    assert_int_equal(ent_output_publish(&written->output), ENT_OK);
    free(path);
}

static void read_back(const char *folder, written_t *read) {
    char *path = support_path(folder, "out/sweep.cfg");
    ent_diags_t diags;
    ent_diags_init(&diags);
    assert_int_equal(ent_sweep_load(path, &read->sweep, &diags), ENT_OK);
    assert_int_equal(ent_sweep_hash(&read->sweep, read->hash), ENT_OK);
    for (size_t i = 0; i < SCENARIOS; i++) {
        support_factored(&read->sweep, i, &read->scenarios[i]);
    }
    free(path);
}

static void free_written(written_t *written) {
    for (size_t i = 0; i < SCENARIOS; i++) {
        ent_factored_free(&written->scenarios[i]);
    }
    ent_output_close(&written->output);
    ent_sweep_free(&written->sweep);
}

static bool follows(const ent_factored_t *factored, const ent_factor_slot_t *slot) {
    for (size_t i = 0; i < factored->slot_count; i++) {
        const ent_factor_slot_t *other = &factored->slots[i];
        if (other->factor == slot->factor && strcmp(other->path, slot->path) == 0) {
            return memcmp(&other->original, &slot->original, sizeof slot->original) == 0;
        }
    }
    return false;
}

/* Whether the same numbers follow the factors of both sweeps in each of the scenarios. */
static bool mean_the_same(const written_t *one, const written_t *other) {
    bool same = true;
    for (size_t i = 0; i < SCENARIOS; i++) {
        same = same && one->scenarios[i].slot_count == other->scenarios[i].slot_count;
        for (size_t j = 0; same && j < one->scenarios[i].slot_count; j++) {
            same = follows(&other->scenarios[i], &one->scenarios[i].slots[j]);
        }
    }
    return same;
}

/* Writes, reads back, and compares with what was written; returns what stands in the file. */
static char *turn_around(const char *folder, const char *factors, bool expected) {
    written_t written = {0}, read = {0};
    char *path = support_path(folder, "out/sweep.cfg");
    load(folder, factors, &written);
    write_out(folder, &written);
    read_back(folder, &read);
    assert_string_equal(read.hash, written.hash);
    if (mean_the_same(&written, &read) != expected) {
        fail_msg("%s: the file %s", factors, expected ? "means something else" : "means the same");
    }
    char *text = support_read(path);
    free(path);
    free_written(&read);
    free_written(&written);
    return text;
}

#define RANGE "low = 0.1; high = 0.9;"

static void a_sweep_in_its_folder_means_the_same(void **state) {
    static const char *const factors[] = {
        "{ path = 'health.rise'; " RANGE " }",
        "{ path = 'institutions.*.binding'; " RANGE " }",
        "{ path = 'institutions.*.level'; " RANGE " }, { path = 'health.rise'; " RANGE " }",
        "{ path = 'institution_defaults.level'; " RANGE " }",
        "{ path = 'institution_defaults.negotiation.years'; " RANGE " }",
        "{ path = 'shocks.*.hits.*'; apply = 'multiply'; low = 0; high = 2; }",
        "{ paths = [ 'health.rise', 'health.fall' ]; values = [ 0.5, 0.7 ]; }",
    };
    for (size_t i = 0; i < sizeof factors / sizeof factors[0]; i++) {
        char *text = turn_around(*state, factors[i], true);
        assert_null(strstr(text, "//"));
        assert_null(strstr(text, "years=10")); /* it is in the scenarios */
        free(text);
    }
}

/* What is written names followers only where the path itself would not. */
static void paths_stay_where_they_can(void **state) {
    char *text = turn_around(*state, "{ path = 'institutions.*.binding'; " RANGE " }", true);
    assert_non_null(strstr(text, "paths = [ \"institutions.*.binding\" ];"));
    free(text);
    text = turn_around(*state, "{ path = 'institution_defaults.level'; " RANGE " }", true);
    assert_non_null(strstr(text, "paths = [ \"institutions.2+2.level\" ];"));
    assert_non_null(strstr(text, "name = \"institution_defaults.level\";"));
    free(text);
}

static void what_the_file_cannot_say_is_told_in_it(void **state) {
    char *text =
        turn_around(*state, "{ path = 'institution_defaults.patience'; " RANGE " }", false);
    assert_ptr_equal(strstr(text, "// Not quite what was run"), text);
    free(text);
}

static void what_set_says_is_no_part_of_the_hash(void **state) {
    written_t one = {0}, other = {0};
    load(*state, "{ path = 'health.rise'; " RANGE " }", &one);
    support_sweep(*state, "'full.cfg', 'other.cfg'", "{ path = 'health.rise'; " RANGE " }",
                  &other.sweep);
    for (size_t i = 0; i < SCENARIOS; i++) {
        support_factored(&other.sweep, i, &other.scenarios[i]);
    }
    assert_int_equal(ent_sweep_inputs_hash(&one.sweep, one.scenarios, one.hash), ENT_OK);
    assert_int_equal(ent_sweep_inputs_hash(&other.sweep, other.scenarios, other.hash), ENT_OK);
    assert_string_equal(one.hash, other.hash);
    free_written(&one);
    free_written(&other);
}

static void a_list_that_has_gone_is_told(void **state) {
    written_t written = {0};
    char *list = support_write(*state, "list.csv", "health.rise\n0.5\n");
    static const char *const folders[SCENARIOS] = {"full", "other"};
    load(*state, "{ path = 'health.rise'; " RANGE " }", &written);
    written.sweep.method = ENT_DESIGN_LIST;
    written.sweep.file = list;
    write_out(*state, &written);
    char *path = support_path(*state, "out/list.csv"), *text = support_read(path);
    assert_string_equal(text, "health.rise\n0.5\n");
    assert_int_equal(unlink(list), 0);
    assert_int_equal(
        ent_sweep_inputs_write(&written.sweep, written.scenarios, folders, &written.output),
        ENT_ERR_NO_INPUT);
    assert_int_equal(ent_sweep_inputs_hash(&written.sweep, written.scenarios, written.hash),
                     ENT_ERR_NO_INPUT);
    written.sweep.file = NULL;
    free(text);
    free(path);
    free(list);
    free_written(&written);
}

/* ---- Reasons ---- */

static void append_failed(ent_store_t *store, uint64_t point, const char *reason) {
    double values[SUPPORT_SWEEP_FACTORS] = {0};
    ent_point_result_t result = {.failed = true};
    (void)snprintf(result.reason, sizeof result.reason, "%s", reason);
    assert_int_equal(ent_store_append(store, point, values, &result), ENT_OK);
}

static void reasons_are_counted_in_the_order_of_points(void **state) {
    support_sweep_t sweep;
    ent_store_failures_t failures;
    char *folder = support_folder();
    (void)state;
    support_sweep_init(&sweep, 20);
    ent_store_t *store = support_sweep_create(&sweep, folder, 0);
    assert_int_equal(ent_store_failures(store, &failures), ENT_OK);
    assert_true(failures.points == 0 && failures.kind_count == 0);
    append_failed(store, 9, "a = 1.5: x must be from 0 to 1");
    append_failed(store, 3, "a = -2e-05: x must be from 0 to 1");
    append_failed(store, 4, "a = 3: y must be from 0 to 1"); /* another number */
    append_failed(store, 5, "a = 3: x must be from 0 to 1, found 7");
    append_failed(store, 6, "a = 4: x must be from 0 to 1, found 12.5");
    append_failed(store, 7, "b = 3: x must be from 0 to 1");      /* another factor */
    append_failed(store, 8, "a = 3: x must be from 0 to 2");      /* another range */
    append_failed(store, 10, "a = 3: x must be from 0 to 1 and"); /* more of it */
    assert_int_equal(support_sweep_append(store, 1), ENT_OK);
    assert_int_equal(ent_store_failures(store, &failures), ENT_OK);
    assert_int_equal(failures.points, 8);
    assert_int_equal(failures.kind_count, 3);
    assert_string_equal(failures.kinds[0].reason, "a = -2e-05: x must be from 0 to 1");
    assert_int_equal(failures.kinds[0].points, 2);
    assert_string_equal(failures.kinds[1].reason, "a = 3: y must be from 0 to 1");
    assert_int_equal(failures.kinds[1].points, 1);
    assert_string_equal(failures.kinds[2].reason, "a = 3: x must be from 0 to 1, found 7");
    assert_int_equal(failures.kinds[2].points, 2);
    ent_store_close(store);
    support_remove(folder);
}

/* ---- What is left ---- */

static void touch(const char *folder, const char *name) {
    free(support_write(folder, name, "x"));
}

static bool exists(const char *folder, const char *name) {
    char *path = support_path(folder, name);
    bool found = access(path, F_OK) == 0;
    free(path);
    return found;
}

/* Opens the folder for a sweep that begins; the cause of a refusal, or 0. */
static int begin(const char *folder) {
    ent_output_t output;
    ent_err_t error = ent_output_open_sweep(&output, folder, false);
    int cause = error == ENT_OK ? 0 : output.cause;
    assert_true(error == ENT_OK || error == ENT_ERR_CANNOT_CREATE);
    ent_output_close(&output);
    return cause;
}

static void a_sweep_begins_where_one_was_killed_at_its_beginning(void **state) {
    static const char *const harmless[] = {"sweep.lock", "sweep.db.part", "sweep.db.part-wal",
                                           ".manifest.json.1-0", ".points.csv.4242-17"};
    static const char *const others[] = {".manifest.json.1",  ".manifest.json.1-",
                                         ".manifest.json.-1", "manifest.json.1-0",
                                         ".mine.csv.1-0",     "..1-0",
                                         "sweep.lock2",       "points.csv"};
    const char *folder = *state;
    char *own = support_path(folder, "begun");
    for (size_t i = 0; i < sizeof harmless / sizeof harmless[0]; i++) {
        assert_int_equal(begin(own), 0);
        (void)mkdir(own, 0777);
        touch(own, harmless[i]);
    }
    assert_int_equal(begin(own), 0);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        touch(own, others[i]);
        if (begin(own) != EEXIST) {
            fail_msg("%s is taken for nothing", others[i]);
        }
        char *path = support_path(own, others[i]);
        assert_int_equal(unlink(path), 0);
        free(path);
    }
    touch(own, "sweep.db");
    assert_int_equal(begin(own), ENOTEMPTY);
    free(own);
}

static void what_was_not_finished_is_removed_and_nothing_else(void **state) {
    static const char *const kept[] = {"points.csv", ".mine.1-0", ".points.csv.x-0", "sweep.db"};
    const char *folder = *state;
    char *own = support_path(folder, "own"), *within = support_path(folder, "own/full");
    ent_output_t output;
    assert_int_equal(mkdir(own, 0777) | mkdir(within, 0777), 0);
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
        touch(own, kept[i]);
    }
    touch(own, ".metrics.csv.99-3");
    touch(within, ".scenario.cfg.99-3");
    assert_int_equal(ent_output_open_sweep(&output, own, true), ENT_OK);
    assert_int_equal(ent_output_remove_unfinished(&output, ""), ENT_OK);
    assert_true(exists(within, ".scenario.cfg.99-3"));
    assert_int_equal(ent_output_remove_unfinished(&output, "full"), ENT_OK);
    assert_int_equal(ent_output_remove_unfinished(&output, "none"), ENT_OK);
    assert_false(exists(own, ".metrics.csv.99-3") || exists(within, ".scenario.cfg.99-3"));
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
        assert_true(exists(own, kept[i]));
    }
    assert_int_equal(ent_sweep_files_withdraw(&output), ENT_OK);
    assert_false(exists(own, "points.csv"));
    assert_int_equal(ent_output_withdraw(&output, "full"), ENT_ERR_CANNOT_CREATE);
    assert_string_equal(output.culprit, within);
    ent_output_close(&output);
    free(own);
    free(within);
}

/* A sweep's file may be anybody's input: --force of another command leaves it alone. */
static void other_results_do_not_clear_away_sweeps_inputs(void **state) {
    char *own = support_path(*state, "other-results");
    ent_output_t output;
    assert_int_equal(mkdir(own, 0777), 0);
    touch(own, "sweep.cfg");
    touch(own, "list.csv");
    touch(own, "summary.csv");
    assert_int_equal(ent_output_open(&output, own, true), ENT_OK);
    assert_int_equal(ent_output_remove_stale(&output), ENT_OK);
    assert_true(exists(own, "sweep.cfg") && exists(own, "list.csv"));
    assert_false(exists(own, "summary.csv"));
    ent_output_close(&output);
    free(own);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sweep_in_its_folder_means_the_same),
        cmocka_unit_test(paths_stay_where_they_can),
        cmocka_unit_test(what_the_file_cannot_say_is_told_in_it),
        cmocka_unit_test(what_set_says_is_no_part_of_the_hash),
        cmocka_unit_test(a_list_that_has_gone_is_told),
        cmocka_unit_test(reasons_are_counted_in_the_order_of_points),
        cmocka_unit_test(a_sweep_begins_where_one_was_killed_at_its_beginning),
        cmocka_unit_test(what_was_not_finished_is_removed_and_nothing_else),
        cmocka_unit_test(other_results_do_not_clear_away_sweeps_inputs),
    };
    return cmocka_run_group_tests_name("what a sweep's folder says", tests, set_up, tear_down);
}
