/* Every metric of one member on hand-made lives (model.md, "Metrics of one member"). */
#include "analysis/metrics.h"

#include "support/world.h"

#include <math.h>
#include <string.h>

/* A world of four years in months, its metrics, and a member to be filled in by hand. */
typedef struct {
    support_world_t world;
    ent_metrics_t metrics;
    ent_member_t member;
    ent_metric_value_t values[64];
} life_t;

static void open_life(life_t *life, const char *more, const char *const *overrides) {
    support_world_open(&life->world, more, overrides);
    assert_int_equal(ent_metrics_init(&life->metrics, &life->world.plan, ENT_FALL_POINTS), ENT_OK);
    assert_true(life->metrics.count <= 64);
    assert_int_equal(ent_member_init(&life->member, &life->world.plan), ENT_OK);
    for (size_t n = 0; n <= life->world.plan.steps; n++) {
        life->member.health[n] = 50;
    }
}

static void open_four_years(life_t *life) {
    const char *const overrides[] = {"years=4.0", NULL};
    open_life(life,
              "institutions = ( { name = \"i\"; cadence = 2.0; " SUPPORT_ACTIVE
              "}, { name = \"j\"; cadence = 2.0; } );",
              overrides);
}

static void close_life(life_t *life) {
    ent_member_free(&life->member);
    ent_metrics_free(&life->metrics);
    support_world_close(&life->world);
}

static void evaluate(life_t *life) {
    ent_metric_set_t set = ent_metrics_set(&life->metrics);
    set.evaluate(set.user, &life->member, life->values);
}

static ent_metric_value_t value(const life_t *life, const char *name) {
    for (size_t i = 0; i < life->metrics.count; i++) {
        if (strcmp(life->metrics.items[i].name, name) == 0) {
            return life->values[i];
        }
    }
    fail_msg("there is no metric \"%s\"", name);
    return (ent_metric_value_t){0};
}

static void assert_value(const life_t *life, const char *name, double expected) {
    ent_metric_value_t found = value(life, name);
    assert_int_equal(found.state, ENT_METRIC_DEFINED);
    if (!(fabs(found.value - expected) <= 1e-12 * (1 + fabs(expected)))) {
        fail_msg("%s: found %.17g, expected %.17g", name, found.value, expected);
    }
}

static void assert_undefined(const life_t *life, const char *name) {
    assert_int_equal(value(life, name).state, ENT_METRIC_UNDEFINED);
}

/* From one year after the start on: instants 12 to 48, half of them at 40 but the last, at 70. */
static void health_is_summed_up_after_the_first_year(void **state) {
    life_t life;
    (void)state;
    open_four_years(&life);
    for (size_t n = 0; n < 12; n++) {
        life.member.health[n] = 5; /* the first year does not count */
    }
    for (size_t n = 30; n < 48; n++) {
        life.member.health[n] = 40;
    }
    life.member.health[48] = 70;
    evaluate(&life);
    const double mean = (18 * 50 + 18 * 40 + 70) / 37.0;
    const double squares =
        18 * (50 - mean) * (50 - mean) + 18 * (40 - mean) * (40 - mean) + (70 - mean) * (70 - mean);
    assert_value(&life, "health_mean", mean);
    assert_value(&life, "health_sd", sqrt(squares / 36)); /* divisor n − 1 */
    assert_value(&life, "health_min", 40);
    assert_value(&life, "health_end", 70);
    close_life(&life);
}

static void a_short_horizon_leaves_health_undefined(void **state) {
    static const struct {
        const char *years;
        bool mean, sd;
    } cases[] = {
        {"years=0.5", false, false}, {"years=1.0", true, false}, {"years=1.1", true, true}};
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        const char *const overrides[] = {cases[i].years, NULL};
        life_t life;
        open_life(&life, "", overrides);
        evaluate(&life);
        static const char *const names[] = {"health_mean", "health_min", "health_end"};
        for (size_t j = 0; j < 3; j++) {
            assert_int_equal(value(&life, names[j]).state,
                             cases[i].mean ? ENT_METRIC_DEFINED : ENT_METRIC_UNDEFINED);
        }
        assert_int_equal(value(&life, "health_sd").state,
                         cases[i].sd ? ENT_METRIC_DEFINED : ENT_METRIC_UNDEFINED);
        close_life(&life);
    }
}

/* Weeks and quarters: a year is 52 and 4 instants. */
static void the_first_year_is_a_year_at_every_step(void **state) {
    static const char *const steps[] = {"step=week", "step=quarter"};
    static const size_t year[] = {52, 4};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        const char *const overrides[] = {steps[i], NULL};
        life_t life;
        open_life(&life, "", overrides);
        life.member.health[year[i] - 1] = 3;
        life.member.health[year[i]] = 9;
        evaluate(&life);
        assert_value(&life, "health_min", 9);
        close_life(&life);
    }
}

/* Largest running peak minus later value, anywhere: 80 to 45, not 90 to 60 at the end. */
static void the_deepest_fall_may_come_before_the_highest_peak(void **state) {
    life_t life;
    (void)state;
    open_four_years(&life);
    life.member.health[3] = 80;
    life.member.health[9] = 45;
    life.member.health[20] = 46;
    life.member.health[40] = 90;
    for (size_t n = 41; n <= 48; n++) {
        life.member.health[n] = 60;
    }
    evaluate(&life);
    assert_value(&life, "max_drawdown", 35);
    close_life(&life);
}

/* Below 45 for seven months, below 25 once: strictly, and the last instant begins no month. */
static void strain_and_rupture_are_strict(void **state) {
    life_t life;
    (void)state;
    open_four_years(&life);
    evaluate(&life);
    assert_value(&life, "years_strained", 0);
    assert_value(&life, "rupture", 0);
    assert_value(&life, "max_drawdown", 0);
    for (size_t n = 10; n < 17; n++) {
        life.member.health[n] = 44.9;
    }
    life.member.health[20] = 45;
    life.member.health[25] = 25;
    life.member.health[48] = 24.9;
    evaluate(&life);
    assert_value(&life, "years_strained", 8 / 12.0); /* and the instant at 25 */
    assert_value(&life, "rupture", 1);
    close_life(&life);
}

/* Three falls: half regained after 2, 6 and 4 months; two of them swings, in four years. */
static void put_falls(life_t *life) {
    static const double path[] = {60, 40, 45, 50, 50, 50, 70, 55, 58, 59, 60, 60, 61, 66};
    for (size_t n = 0; n <= 48; n++) {
        life->member.health[n] = n < 14 ? path[n] : 66;
    }
    life->member.health[30] = 50;
    life->member.health[31] = 51;
    life->member.health[32] = 52;
    life->member.health[33] = 53;
}

static void swings_and_recoveries_are_counted(void **state) {
    life_t life;
    (void)state;
    open_four_years(&life);
    put_falls(&life);
    evaluate(&life);
    /* 60→40: half 50 after 2; 70→55: half 62.5 after 6; 66→50: half 58 after 4; all regained */
    assert_value(&life, "swings_per_decade", 3 / 4.0 * 10);
    assert_value(&life, "recovery_years", 4 / 12.0);
    close_life(&life);
}

/* A fall not half regained at the end counts as the time so far, and the value as censored. */
static void an_open_recovery_is_censored(void **state) {
    life_t life;
    (void)state;
    open_four_years(&life);
    put_falls(&life);
    for (size_t n = 45; n <= 48; n++) {
        life.member.health[n] = 48; /* from 66, never back: three months so far */
    }
    evaluate(&life);
    ent_metric_value_t found = value(&life, "recovery_years");
    assert_int_equal(found.state, ENT_METRIC_CENSORED);
    assert_close(found.value, 3.5 / 12, 1e-14, 0); /* the median of 2, 3, 4, 6 */
    assert_value(&life, "swings_per_decade", 3 / 4.0 * 10);
    close_life(&life);
}

static void no_fall_no_recovery(void **state) {
    life_t life;
    (void)state;
    open_four_years(&life);
    evaluate(&life);
    assert_undefined(&life, "recovery_years");
    assert_value(&life, "swings_per_decade", 0);
    close_life(&life);
}

/* Mean health in the 12 instants up to the change's minus that in the 24 after it. */
static void a_transition_costs_the_years_after_against_the_year_before(void **state) {
    life_t life;
    (void)state;
    open_four_years(&life);
    for (size_t n = 0; n <= 48; n++) {
        life.member.health[n] = (double)n;
    }
    life.member.leader_changes[0][11] = true; /* 0…11 against 12…35: 5.5 − 23.5 */
    life.member.leader_changes[0][24] = true; /* 13…24 against 25…48: the same */
    life.member.leader_changes[1][10] = true; /* no full year before */
    life.member.leader_changes[1][25] = true; /* no two full years after */
    evaluate(&life);
    assert_value(&life, "transition_cost.AAA", -18);
    assert_undefined(&life, "transition_cost.BBB");
    life.member.health[11] = 11 + 12; /* + 1 for the first only, before and not after */
    evaluate(&life);
    assert_value(&life, "transition_cost.AAA", -17.5);
    close_life(&life);
}

static void transition_windows_are_years_at_every_step(void **state) {
    const char *const overrides[] = {"years=4.0", "step=quarter", NULL};
    life_t life;
    (void)state;
    open_life(&life, "", overrides);
    for (size_t n = 0; n <= 16; n++) {
        life.member.health[n] = (double)(n * n);
    }
    life.member.leader_changes[1][3] = true; /* 0…3 against 4…11 */
    evaluate(&life);
    assert_value(&life, "transition_cost.BBB", 14 / 4.0 - (506 - 14) / 8.0);
    close_life(&life);
}

/* held/due; undefined if none was due, or if it never stood; years and counts as they are. */
static void institutions_are_measured_one_by_one(void **state) {
    life_t life;
    (void)state;
    open_four_years(&life);
    life.member.meetings_due[0] = 8;
    life.member.meetings_held[0] = 6;
    life.member.longest_gap[0] = 1.25;
    life.member.longest_gap[1] = -1;
    life.member.years_active[0] = 3.5;
    life.member.suspensions[0] = 2;
    evaluate(&life);
    assert_value(&life, "meetings_held.i", 0.75);
    assert_undefined(&life, "meetings_held.j");
    assert_value(&life, "longest_gap.i", 1.25);
    assert_undefined(&life, "longest_gap.j");
    assert_value(&life, "years_active.i", 3.5);
    assert_value(&life, "years_active.j", 0);
    assert_value(&life, "suspensions.i", 2);
    assert_value(&life, "suspensions.j", 0);
    close_life(&life);
}

/* Means over the 49 instants; autonomy over the 48 steps; saturation over 11 variables, too. */
static void sums_become_means(void **state) {
    life_t life;
    (void)state;
    open_four_years(&life);
    life.member.grievance_sum[0] = 4.9;
    life.member.grievance_sum[1] = 9.8;
    life.member.legitimacy_sum[1] = 24.5;
    life.member.autonomy_sum[0] = 12;
    life.member.leader_share_sum[1] = 14.7;
    life.member.readiness_sum = 7.35;
    life.member.clamped_count = 53.9;
    evaluate(&life);
    assert_value(&life, "grievance_mean.AAA", 0.1);
    assert_value(&life, "grievance_mean.BBB", 0.2);
    assert_value(&life, "legitimacy_gap.BBB", 0.5);
    assert_value(&life, "autonomy_cost.AAA", 0.25);
    assert_value(&life, "leader_share.BBB", 0.3);
    assert_value(&life, "readiness", 0.15);
    assert_value(&life, "saturation", 0.1);
    close_life(&life);
}

/* Errors: without a domain marked crisis there is no readiness. */
static void readiness_needs_a_domain_marked_crisis(void **state) {
    const char *const overrides[] = {"domains.talks.crisis=false", NULL};
    life_t life;
    (void)state;
    open_life(&life, "", overrides);
    evaluate(&life);
    assert_undefined(&life, "readiness");
    close_life(&life);
    ent_metrics_free(&life.metrics); /* twice is harmless */
}

/* model.md's table: name, better direction, and per what. */
static const struct {
    const char *name;
    ent_better_t better;
    ent_variable_per_t per;
} table[] = {
    {"health_mean", ENT_MORE_IS_BETTER, ENT_PER_DYAD},
    {"health_sd", ENT_LESS_IS_BETTER, ENT_PER_DYAD},
    {"health_min", ENT_MORE_IS_BETTER, ENT_PER_DYAD},
    {"health_end", ENT_MORE_IS_BETTER, ENT_PER_DYAD},
    {"max_drawdown", ENT_LESS_IS_BETTER, ENT_PER_DYAD},
    {"years_strained", ENT_LESS_IS_BETTER, ENT_PER_DYAD},
    {"rupture", ENT_LESS_IS_BETTER, ENT_PER_DYAD},
    {"swings_per_decade", ENT_LESS_IS_BETTER, ENT_PER_DYAD},
    {"recovery_years", ENT_LESS_IS_BETTER, ENT_PER_DYAD},
    {"transition_cost", ENT_LESS_IS_BETTER, ENT_PER_STATE},
    {"meetings_held", ENT_MORE_IS_BETTER, ENT_PER_INSTITUTION},
    {"longest_gap", ENT_LESS_IS_BETTER, ENT_PER_INSTITUTION},
    {"years_active", ENT_MORE_IS_BETTER, ENT_PER_INSTITUTION},
    {"suspensions", ENT_LESS_IS_BETTER, ENT_PER_INSTITUTION},
    {"grievance_mean", ENT_LESS_IS_BETTER, ENT_PER_STATE},
    {"legitimacy_gap", ENT_LESS_IS_BETTER, ENT_PER_STATE},
    {"autonomy_cost", ENT_LESS_IS_BETTER, ENT_PER_STATE},
    {"leader_share", ENT_NEITHER_IS_BETTER, ENT_PER_STATE},
    {"readiness", ENT_MORE_IS_BETTER, ENT_PER_DYAD},
    {"saturation", ENT_NEITHER_IS_BETTER, ENT_PER_DYAD},
};

static void the_table_is_the_models(void **state) {
    size_t count = 0;
    const ent_metric_row_t *rows = ent_metric_rows(&count);
    (void)state;
    assert_int_equal(count, sizeof table / sizeof table[0]);
    for (size_t i = 0; i < count; i++) {
        assert_string_equal(rows[i].name, table[i].name);
        assert_int_equal(rows[i].better, table[i].better);
        assert_int_equal(rows[i].per, table[i].per);
        assert_true(strlen(rows[i].title) > 0 && strlen(rows[i].unit) > 0);
        assert_true(strlen(rows[i].formula) > 0 && strlen(rows[i].undefined) > 0);
        assert_true(rows[i].bins >= 2 && rows[i].high >= rows[i].low);
    }
}

/* With a state or an institution behind it, whose name may have dots; what only begins like a row,
 * or has no name at all, is none. */
static void rows_are_found_by_a_metrics_name(void **state) {
    static const char *const strangers[] = {"",        ".",      ".KOR",         "health_mea",
                                            "unknown", "health", "health_means", "Health_mean"};
    size_t count = 0;
    const ent_metric_row_t *rows = ent_metric_rows(&count);
    (void)state;
    for (size_t i = 0; i < count; i++) {
        char name[ENT_METRIC_NAME_SIZE];
        assert_ptr_equal(ent_metric_row(rows[i].name), &rows[i]);
        (void)snprintf(name, sizeof name, "%s.2+2.b", rows[i].name);
        assert_ptr_equal(ent_metric_row(name), &rows[i]);
    }
    for (size_t i = 0; i < sizeof strangers / sizeof strangers[0]; i++) {
        assert_null(ent_metric_row(strangers[i]));
    }
}

/* One metric for the dyad, two for states, one for each institution; horizons as their range. */
static void metrics_are_named_after_their_entities(void **state) {
    life_t life;
    size_t rows = 0, expected = 0;
    (void)state;
    open_four_years(&life);
    (void)ent_metric_rows(&rows);
    for (size_t i = 0; i < rows; i++) {
        expected += table[i].per == ENT_PER_DYAD ? 1 : 2; /* two states, two institutions */
    }
    assert_int_equal(life.metrics.count, expected);
    evaluate(&life);
    assert_value(&life, "suspensions.j", 0);
    for (size_t i = 0; i < life.metrics.count; i++) {
        const ent_scale_t *scale = &life.metrics.scales[i];
        const ent_metric_row_t *row = life.metrics.items[i].row;
        assert_same(scale->low, row->low);
        assert_same(scale->high, row->high > row->low ? row->high : 4);
        assert_same(scale->centre, (scale->low + scale->high) / 2);
        assert_int_equal(scale->whole, row->whole);
    }
    close_life(&life);
}

/* What is dropped leaves names, scales and values of the others as they were, in their order. */
static void metrics_can_be_dropped(void **state) {
    life_t life;
    bool wanted[128] = {false};
    ent_metrics_t all;
    (void)state;
    open_four_years(&life);
    assert_int_equal(ent_metrics_init(&all, &life.world.plan, ENT_FALL_POINTS), ENT_OK);
    assert_true(all.count <= 128);
    size_t last = all.count - 1, kept[] = {3, 4, last};
    for (size_t i = 0; i < 3; i++) {
        wanted[kept[i]] = true;
    }
    ent_metrics_keep(&life.metrics, wanted);
    assert_int_equal(life.metrics.count, 3);
    assert_int_equal(ent_metrics_set(&life.metrics).count, 3);
    evaluate(&life);
    for (size_t i = 0; i < 3; i++) {
        assert_string_equal(life.metrics.items[i].name, all.items[kept[i]].name);
        assert_memory_equal(&life.metrics.scales[i], &all.scales[kept[i]], sizeof all.scales[0]);
        assert_ptr_equal(life.metrics.items[i].row, all.items[kept[i]].row);
    }
    assert_value(&life, "saturation", 0);
    memset(wanted, 0, sizeof wanted);
    ent_metrics_keep(&life.metrics, wanted);
    assert_int_equal(life.metrics.count, 0);
    ent_metrics_free(&all);
    close_life(&life);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(health_is_summed_up_after_the_first_year),
        cmocka_unit_test(a_short_horizon_leaves_health_undefined),
        cmocka_unit_test(the_first_year_is_a_year_at_every_step),
        cmocka_unit_test(the_deepest_fall_may_come_before_the_highest_peak),
        cmocka_unit_test(strain_and_rupture_are_strict),
        cmocka_unit_test(swings_and_recoveries_are_counted),
        cmocka_unit_test(an_open_recovery_is_censored),
        cmocka_unit_test(no_fall_no_recovery),
        cmocka_unit_test(a_transition_costs_the_years_after_against_the_year_before),
        cmocka_unit_test(transition_windows_are_years_at_every_step),
        cmocka_unit_test(institutions_are_measured_one_by_one),
        cmocka_unit_test(sums_become_means),
        cmocka_unit_test(readiness_needs_a_domain_marked_crisis),
        cmocka_unit_test(the_table_is_the_models),
        cmocka_unit_test(rows_are_found_by_a_metrics_name),
        cmocka_unit_test(metrics_are_named_after_their_entities),
        cmocka_unit_test(metrics_can_be_dropped),
    };
    return cmocka_run_group_tests_name("metrics", tests, NULL, NULL);
}
