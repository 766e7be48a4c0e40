/* Results as CSV files: of a run of two members over half a year in quarters, filled in by hand. */
#include "report/tables.h"

#include "ensemble/gathered.h"
#include "support/files.h"
#include "support/world.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MEMBERS = 2, STEPS = 2 };

typedef struct {
    support_world_t world;
    ent_metrics_t metrics;
    ent_metric_set_t set;
    ent_gathered_t gathered;
    ent_run_t run;
    char *folder;
} stage_t;

static const char more[] =
    "title = \"Two\";"
    "shocks = ( { name = \"row\"; title = \"A row\"; by = \"AAA\"; rate = 0.1;"
    "             severity = { distribution = \"fixed\"; value = 0.1; }; } );"
    "events = ( { name = \"talks\"; title = \"Talks, \\\"round\\\" two\"; rate = "
    "1.0; " SUPPORT_NO_EFFECT ", { name = \"never\"; rate = 0.0; " SUPPORT_NO_EFFECT ");";

/* Only health and the driver are recorded. */
static void open_stage(stage_t *stage) {
    const char *const overrides[] = {"years=0.5", "step=quarter", NULL};
    bool record[64] = {false};
    support_world_open(&stage->world, more, overrides);
    const ent_plan_t *plan = &stage->world.plan;
    assert_int_equal(plan->steps, STEPS);
    for (size_t i = 0; i < plan->variables.count; i++) {
        record[i] = plan->variables.items[i].kind == ENT_VAR_HEALTH ||
                    plan->variables.items[i].kind == ENT_VAR_DRIVER;
    }
    assert_int_equal(ent_metrics_init(&stage->metrics, plan, ENT_FALL_POINTS), ENT_OK);
    stage->set = ent_metrics_set(&stage->metrics);
    assert_int_equal(ent_gathered_init(&stage->gathered, plan, record, &stage->set), ENT_OK);
    stage->run = (ent_run_t){.scenario = &stage->world.scenario,
                             .plan = plan,
                             .metrics = &stage->metrics,
                             .gathered = &stage->gathered,
                             .members = MEMBERS,
                             .seed = 7};
    stage->folder = support_folder();
}

static void close_stage(stage_t *stage) {
    ent_gathered_free(&stage->gathered);
    ent_metrics_free(&stage->metrics);
    support_world_close(&stage->world);
    support_remove(stage->folder);
}

/* What a table writes, as text; the caller's to free. */
static ent_writer_t begin(const stage_t *stage) {
    ent_writer_t writer;
    char *path = support_path(stage->folder, "table.csv");
    assert_int_equal(ent_writer_open(&writer, path), ENT_OK);
    free(path);
    return writer;
}

static char *finish(const stage_t *stage, ent_writer_t *writer) {
    char *path = support_path(stage->folder, "table.csv");
    assert_int_equal(ent_writer_commit(writer), ENT_OK);
    char *text = support_read(path);
    assert_non_null(text);
    free(path);
    return text;
}

/* Fields from the n-th on of a line, as numbers; empty ones are NaN. */
static void read_numbers(const char *line, size_t first, double *numbers, size_t count) {
    for (size_t i = 0; i < first; i++) {
        line = strchr(line, ',');
        assert_non_null(line);
        line++;
    }
    for (size_t i = 0; i < count; i++) {
        char *end = NULL;
        numbers[i] = strtod(line, &end);
        numbers[i] = end == line ? NAN : numbers[i];
        assert_true(*end == ',' || *end == '\n');
        line = end + 1;
    }
}

static void add(const stage_t *stage, size_t variable, size_t instant, double one, double other) {
    ent_distribution_t into = ent_gathered_variable(&stage->gathered, variable, instant);
    ent_distribution_add(into, one);
    ent_distribution_add(into, other);
}

/* Values that are equal are written exactly; 40 and 60 have mean 50 and sd √200. */
static void the_summary_has_a_line_for_each_variable_and_instant(void **state) {
    stage_t stage;
    double numbers[7];
    (void)state;
    open_stage(&stage);
    add(&stage, 0, 0, 62.5, 62.5);
    add(&stage, 0, 1, 40, 60);
    add(&stage, 0, 2, 0.1 + 0.2, 0.1 + 0.2);
    for (size_t n = 0; n <= STEPS; n++) {
        add(&stage, 2, n, 0.25, 0.25); /* variable 2, after health and commitment */
    }
    ent_writer_t writer = begin(&stage);
    ent_table_summary(&stage.run, &writer);
    char *text = finish(&stage, &writer), *line = strchr(text, '\n') + 1;
    const char head[] = "time,date,variable,mean,sd,q05,q25,q50,q75,q95\n";
    assert_memory_equal(text, head, strlen(head));
    const char first[] = "0,2020-01-01,health,62.5,0,62.5,62.5,62.5,62.5,62.5\n";
    assert_memory_equal(line, first, strlen(first));
    line = strchr(line, '\n') + 1;
    assert_memory_equal(line, "0.25,2020-04-01,health,50,", 26);
    read_numbers(line, 3, numbers, 7);
    assert_close(numbers[1], sqrt(200), 1e-15, 0);
    assert_close(numbers[2], 40, 0, 0.1);
    assert_true(numbers[6] >= 40 && numbers[6] <= 60);
    line = strchr(line, '\n') + 1;
    assert_memory_equal(line, "0.5,2020-07-01,health,0.30000000000000004,0,", 44);
    const char rest[] = "0,2020-01-01,driver.threat,0.25,0,0.25,0.25,0.25,0.25,0.25\n"
                        "0.25,2020-04-01,driver.threat,0.25,0,0.25,0.25,0.25,0.25,0.25\n"
                        "0.5,2020-07-01,driver.threat,0.25,0,0.25,0.25,0.25,0.25,0.25\n";
    assert_string_equal(strchr(line, '\n') + 1, rest);
    free(text);
    close_stage(&stage);
}

/* The metric of a name, by its number. */
static size_t find_metric(const stage_t *stage, const char *name) {
    size_t i = 0;
    while (strcmp(stage->metrics.items[i].name, name) != 0) {
        i++;
        assert_true(i < stage->metrics.count);
    }
    return i;
}

/* Two members: drawdowns of 10 and 14, a censored recovery in one, an undefined in the other. */
static void put_metrics(const stage_t *stage, ent_metric_value_t values[MEMBERS][64]) {
    for (size_t k = 0; k < MEMBERS; k++) {
        for (size_t i = 0; i < stage->metrics.count; i++) {
            values[k][i] = (ent_metric_value_t){0.25, ENT_METRIC_DEFINED};
        }
        values[k][find_metric(stage, "health_mean")].state = ENT_METRIC_UNDEFINED;
        values[k][find_metric(stage, "max_drawdown")].value = k == 0 ? 10 : 14;
        values[k][find_metric(stage, "recovery_years")].state =
            k == 0 ? ENT_METRIC_CENSORED : ENT_METRIC_UNDEFINED;
    }
}

static const char *find_line(const char *text, const char *start) {
    for (const char *line = text; line != NULL; line = strchr(line, '\n')) {
        line += *line == '\n';
        if (strncmp(line, start, strlen(start)) == 0) {
            return line;
        }
    }
    fail_msg("no line begins with \"%s\"", start);
    return NULL;
}

static void metrics_have_their_error_and_what_was_left_out(void **state) {
    ent_metric_value_t values[MEMBERS][64];
    double numbers[11];
    stage_t stage;
    (void)state;
    open_stage(&stage);
    put_metrics(&stage, values);
    ent_gathered_add_metrics(&stage.gathered, values[0]);
    ent_gathered_add_metrics(&stage.gathered, values[1]);
    ent_writer_t writer = begin(&stage);
    ent_table_metrics(&stage.run, &writer);
    char *text = finish(&stage, &writer);
    const char head[] = "metric,unit,better,mean,sd,q05,q25,q50,q75,q95,standard_error,members,"
                        "undefined,censored\nhealth_mean,points,more,,,,,,,,,0,2,0\n";
    assert_memory_equal(text, head, strlen(head));
    read_numbers(find_line(text, "max_drawdown,points,less,"), 3, numbers, 11);
    assert_close(numbers[0], 12, 1e-12, 0);
    assert_close(numbers[1], sqrt(8), 1e-12, 0);
    assert_close(numbers[7], 2, 1e-12, 0); /* √8/√2 */
    assert_same(numbers[8], 2);
    (void)find_line(text, "recovery_years,years,less,0.25,0,0.25,0.25,0.25,0.25,0.25,0,1,1,1\n");
    (void)find_line(text, "transition_cost.BBB,points,less,");
    (void)find_line(text, "saturation,share,neither,");
    free(text);
    close_stage(&stage);
}

/* Of two members: talks in one, twice; an answer of AAA in both; the rest never. */
static void events_say_to_how_many_and_when(void **state) {
    stage_t stage;
    (void)state;
    open_stage(&stage);
    ent_tally_t *tally = &stage.gathered.tally;
    tally->first[1] = 1;
    tally->total[0] = 2;
    tally->not_applied[0] = 3;
    size_t answers = ent_tally_row(&stage.world.plan, ENT_HAPPENED_ANSWER, 0);
    tally->first[answers * STEPS] = 1;
    tally->first[answers * STEPS + 1] = 1;
    tally->total[answers] = 3;
    ent_writer_t writer = begin(&stage);
    ent_table_events(&stage.run, &writer);
    char *text = finish(&stage, &writer);
    assert_string_equal(text,
                        "kind,name,title,share,per_member,first_date,median_date,not_applied\n"
                        "event,talks,\"Talks, \"\"round\"\" two\",0.5,1,2020-04-01,2020-04-01,3\n"
                        "event,never,never,0,0,,,0\n"
                        "shock,row,A row,0,0,,,0\n"
                        "answer,AAA,AAA,1,1.5,2020-01-01,2020-01-01,0\n"
                        "answer,BBB,BBB,0,0,,,0\n"
                        "succession,AAA,AAA,0,0,,,0\n"
                        "succession,BBB,BBB,0,0,,,0\n");
    free(text);
    close_stage(&stage);
}

/* First occurrence, and the step by which it had happened to half of those it happened to. */
static void dates_of_a_tally_are_first_and_median(void **state) {
    static const struct {
        uint32_t counts[6];
        uint64_t members;
        size_t first, median;
    } cases[] = {
        {{0, 0, 3, 1, 0, 4}, 8, 2, 3}, /* four of eight in step 3 */
        {{0, 0, 3, 0, 1, 5}, 9, 2, 5}, {{7, 0, 0, 0, 0, 0}, 7, 0, 0},
        {{0, 0, 0, 0, 0, 1}, 1, 5, 5}, {{0}, 0, 99, 99}, /* never: nothing is said of dates */
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        uint32_t counts[12] = {0};
        memcpy(counts + 6, cases[i].counts, sizeof cases[i].counts); /* the second row */
        ent_tally_t tally = {.rows = 2, .steps = 6, .first = counts};
        uint64_t members = 99;
        size_t first = 99, median = 99;
        assert_int_equal(ent_tally_dates(&tally, 1, &members, &first, &median),
                         cases[i].members > 0);
        assert_int_equal(members, cases[i].members);
        assert_int_equal(first, cases[i].first);
        assert_int_equal(median, cases[i].median);
    }
}

static void members_have_a_line_each_with_gaps_for_undefined(void **state) {
    ent_metric_value_t values[MEMBERS][64], rows[MEMBERS * 64];
    stage_t stage;
    (void)state;
    open_stage(&stage);
    size_t count = stage.metrics.count;
    put_metrics(&stage, values);
    for (size_t k = 0; k < MEMBERS; k++) {
        memcpy(rows + k * count, values[k], count * sizeof rows[0]);
    }
    ent_tile_t tile = {.first_member = 4711, .members = MEMBERS, .metrics = rows};
    ent_writer_t writer = begin(&stage);
    ent_table_members_head(&stage.metrics, &writer);
    ent_table_members(&stage.metrics, &tile, &writer);
    char *text = finish(&stage, &writer);
    (void)find_line(text, "member,health_mean,health_sd,health_min,health_end,max_drawdown,"
                          "years_strained,rupture,swings_per_decade,recovery_years,"
                          "transition_cost.AAA,transition_cost.BBB,");
    (void)find_line(text, "4711,,0.25,0.25,0.25,10,0.25,0.25,0.25,0.25,0.25,"); /* censored: kept */
    (void)find_line(text, "4712,,0.25,0.25,0.25,14,0.25,0.25,0.25,,0.25,");
    free(text);
    close_stage(&stage);
}

/* Only members of a lower number than `most`; a tile may begin beyond it. */
static void paths_show_the_first_members(void **state) {
    stage_t stage;
    (void)state;
    open_stage(&stage);
    const ent_block_t *block = &stage.world.block;
    for (size_t n = 0; n <= STEPS; n++) {
        for (size_t j = 0; j < SUPPORT_LANES; j++) {
            ent_row(block, block->health_path, n)[j] = (double)(10 * j + n);
        }
    }
    ent_tile_t tile = {.first_member = 3, .members = 4, .blocks = block, .block_count = 1};
    ent_writer_t writer = begin(&stage);
    ent_table_paths_head(&writer);
    ent_table_paths(&stage.run, &tile, 5, &writer);
    ent_table_paths(&stage.run, &tile, 3, &writer);
    char *text = finish(&stage, &writer);
    assert_string_equal(text, "time,date,member,health\n"
                              "0,2020-01-01,3,0\n0.25,2020-04-01,3,1\n0.5,2020-07-01,3,2\n"
                              "0,2020-01-01,4,10\n0.25,2020-04-01,4,11\n0.5,2020-07-01,4,12\n");
    free(text);
    close_stage(&stage);
}

/* RFC 4180: quotes where a field holds a comma, a quote or an end of line; quotes are doubled. */
static void fields_are_quoted_where_they_need_it(void **state) {
    static const char *const fields[] = {
        "plain", "", "a,b", "say \"no\"", "two\nlines", "a\rb", "spaces are fine", "\""};
    stage_t stage;
    (void)state;
    open_stage(&stage);
    ent_writer_t writer = begin(&stage);
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        ent_csv_field(&writer, fields[i]);
        ent_writer_text(&writer, ";");
    }
    char *text = finish(&stage, &writer);
    assert_string_equal(text, "plain;;\"a,b\";\"say \"\"no\"\"\";\"two\nlines\";\"a\rb\";"
                              "spaces are fine;\"\"\"\";");
    free(text);
    close_stage(&stage);
}

/* Errors: what fails while a table is written is reported at the end, and no file appears. */
static void a_failed_writer_leaves_no_table(void **state) {
    stage_t stage;
    (void)state;
    open_stage(&stage);
    ent_writer_t writer = begin(&stage);
    writer.error = ENT_ERR_IO;
    ent_table_events(&stage.run, &writer);
    ent_table_paths_head(&writer);
    assert_int_equal(ent_writer_commit(&writer), ENT_ERR_IO);
    char *path = support_path(stage.folder, "table.csv");
    assert_null(support_read(path));
    free(path);
    close_stage(&stage);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_summary_has_a_line_for_each_variable_and_instant),
        cmocka_unit_test(metrics_have_their_error_and_what_was_left_out),
        cmocka_unit_test(events_say_to_how_many_and_when),
        cmocka_unit_test(dates_of_a_tally_are_first_and_median),
        cmocka_unit_test(members_have_a_line_each_with_gaps_for_undefined),
        cmocka_unit_test(paths_show_the_first_members),
        cmocka_unit_test(fields_are_quoted_where_they_need_it),
        cmocka_unit_test(a_failed_writer_leaves_no_table),
    };
    return cmocka_run_group_tests_name("tables", tests, NULL, NULL);
}
