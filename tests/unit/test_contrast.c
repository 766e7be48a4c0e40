/* Paired differences: their scales, what is left out, and merging in any order. */
#include "ensemble/contrast.h"

#include "support/chance.h"
#include "support/rivals.h"
#include "support/world.h"

#include <math.h>

/* A world with an institution against itself: contrasts of some variables and of all metrics. */
typedef struct {
    support_world_t world;
    ent_metrics_t metrics;
    ent_metric_set_t set;
    ent_row_pair_t rows[3];
    ent_metric_pair_t pairs[64];
    ent_pairing_t pairing;
} stage_t;

static const char *const row_names[] = {"health", "stance.AAA", "active.i"};

static void open_stage(stage_t *stage) {
    support_world_open(&stage->world,
                       "institutions = ( { name = \"i\"; cadence = 2.0; " SUPPORT_ACTIVE "} );",
                       NULL);
    const ent_plan_t *plan = &stage->world.plan;
    assert_int_equal(ent_metrics_init(&stage->metrics, plan, ENT_FALL_POINTS), ENT_OK);
    stage->set = ent_metrics_set(&stage->metrics);
    assert_true(stage->metrics.count <= 64);
    for (size_t i = 0; i < 3; i++) {
        const ent_variable_t *variable =
            &plan->variables.items[support_variable(plan, row_names[i])];
        ent_lane_row_t row = {variable->kind, variable->index, false};
        stage->rows[i] = (ent_row_pair_t){row, row};
    }
    for (size_t i = 0; i < stage->metrics.count; i++) {
        stage->pairs[i] = (ent_metric_pair_t){i, i};
    }
    stage->pairing = (ent_pairing_t){stage->rows, 3, stage->pairs, stage->metrics.count};
}

static void close_stage(stage_t *stage) {
    ent_metrics_free(&stage->metrics);
    support_world_close(&stage->world);
}

static ent_contrast_t make_contrast(const stage_t *stage) {
    ent_contrast_t contrast;
    assert_int_equal(ent_contrast_init(&contrast, &stage->pairing, &stage->world.plan, &stage->set),
                     ENT_OK);
    return contrast;
}

static void assert_scale(const ent_scale_t *scale, double low, double high, uint32_t bins,
                         bool whole) {
    assert_same(scale->low, low);
    assert_same(scale->high, high);
    assert_same(scale->centre, 0);
    assert_int_equal(scale->bins, bins);
    assert_int_equal(scale->whole, whole);
}

/* Values from low to high in n bins differ by up to ±(high − low), in 2n bins. */
static void scales_are_twice_as_wide_around_zero(void **state) {
    stage_t stage;
    (void)state;
    open_stage(&stage);
    ent_contrast_t contrast = make_contrast(&stage);
    static const struct {
        const char *metric;
        double high;
        uint32_t bins;
    } cases[] = {{"health_mean", 100, 2000},
                 {"health_sd", 50, 2000},
                 {"years_strained", 2, 2000}, /* as long as the horizon */
                 {"transition_cost.AAA", 200, 4000},
                 {"readiness", 2, 2000}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t metric = support_metric(&stage.metrics, cases[i].metric);
        assert_scale(ent_contrast_metric(&contrast, metric).scale, -cases[i].high, cases[i].high,
                     cases[i].bins, false);
    }
    assert_scale(ent_contrast_row(&contrast, 0, 0).scale, -100, 100, 2000, false);
    assert_scale(ent_contrast_row(&contrast, 1, 0).scale, -2, 2, 800, false);
    ent_contrast_free(&contrast);
    close_stage(&stage);
}

/* Whole numbers 0 … n − 1 differ by −(n − 1) … n − 1, each in the middle of a bin of its own. */
static void whole_numbers_differ_by_whole_numbers(void **state) {
    stage_t stage;
    (void)state;
    open_stage(&stage);
    ent_contrast_t contrast = make_contrast(&stage);
    size_t rupture = support_metric(&stage.metrics, "rupture");
    size_t suspensions = support_metric(&stage.metrics, "suspensions.i");
    assert_scale(ent_contrast_metric(&contrast, rupture).scale, -1.5, 1.5, 3, true);
    assert_scale(ent_contrast_metric(&contrast, suspensions).scale, -99.5, 99.5, 199, true);
    ent_distribution_t differences = ent_contrast_metric(&contrast, suspensions);
    for (int k = -99; k <= 99; k++) {
        ent_distribution_add(differences, k);
        assert_int_equal(differences.counts[k + 100], 1);
    }
    for (int k = -99; k <= 99; k++) { /* rank (n − 1)p is k + 99 and a bit */
        assert_same(ent_distribution_quantile(differences, fmin((k + 99.25) / 198, 1)), k);
    }
    ent_contrast_free(&contrast);
    close_stage(&stage);
}

/* A flag differs by −1, 0 or 1: when 199 of 200 members are alike, the quantiles are 0. */
static void quantiles_of_a_flags_differences_are_whole(void **state) {
    stage_t stage;
    (void)state;
    open_stage(&stage);
    ent_contrast_t contrast = make_contrast(&stage);
    ent_distribution_t differences = ent_contrast_row(&contrast, 2, 0);
    for (int k = 0; k < 200; k++) {
        ent_distribution_add(differences, k == 0);
    }
    assert_same(ent_distribution_quantile(differences, 0.05), 0);
    assert_same(ent_distribution_quantile(differences, 0.5), 0);
    assert_same(ent_distribution_quantile(differences, 0.95), 0);
    assert_same(ent_distribution_quantile(differences, 1), 1);
    ent_contrast_free(&contrast);
    close_stage(&stage);
}

/* Undefined on either side: left out. Censored: kept. The rest is counted by its sign. */
static void metrics_that_one_side_lacks_are_left_out(void **state) {
    static const struct {
        ent_metric_value_t other, control;
    } members[] = {
        {{60, ENT_METRIC_DEFINED}, {50, ENT_METRIC_DEFINED}},
        {{40, ENT_METRIC_CENSORED}, {43, ENT_METRIC_DEFINED}},
        {{40, ENT_METRIC_DEFINED}, {40, ENT_METRIC_CENSORED}},
        {{70, ENT_METRIC_UNDEFINED}, {10, ENT_METRIC_DEFINED}},
        {{70, ENT_METRIC_DEFINED}, {10, ENT_METRIC_UNDEFINED}},
        {{NAN, ENT_METRIC_UNDEFINED}, {NAN, ENT_METRIC_UNDEFINED}},
        {{51, ENT_METRIC_CENSORED}, {50, ENT_METRIC_CENSORED}},
    };
    ent_metric_value_t other[64] = {0}, control[64] = {0};
    stage_t stage;
    (void)state;
    open_stage(&stage);
    ent_contrast_t contrast = make_contrast(&stage);
    size_t metric = support_metric(&stage.metrics, "max_drawdown");
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
        other[metric] = members[i].other;
        control[metric] = members[i].control;
        ent_contrast_add_metrics(&contrast, other, control);
    }
    ent_distribution_t differences = ent_contrast_metric(&contrast, metric);
    assert_int_equal(differences.moments->count, 4); /* 10, −3, 0 and 1 */
    assert_same(ent_distribution_mean(differences), 2);
    assert_same(differences.moments->least, -3);
    assert_same(differences.moments->greatest, 10);
    assert_int_equal(contrast.fared[metric].more, 2);
    assert_int_equal(contrast.fared[metric].same, 1);
    assert_int_equal(contrast.fared[metric].less, 1);
    assert_int_equal(contrast.fared[0].same, 7); /* all other metrics were 0 − 0 */
    ent_contrast_free(&contrast);
    close_stage(&stage);
}

/* Other metrics may stand in other places, and some may have no counterpart. */
static void pairs_say_which_metrics_belong_together(void **state) {
    static const ent_metric_pair_t pairs[] = {{.other = 2, .control = 5},
                                              {.other = 0, .control = 1}};
    ent_metric_value_t other[64] = {{0}};
    ent_metric_value_t control[64] = {{0}};
    stage_t stage;
    (void)state;
    open_stage(&stage);
    stage.pairing.metrics = pairs;
    stage.pairing.metric_count = 2;
    ent_contrast_t contrast = make_contrast(&stage);
    other[2].value = 30;
    control[5].value = 10;
    other[0].value = 7;
    control[1].value = 9;
    ent_contrast_add_metrics(&contrast, other, control);
    assert_same(ent_distribution_mean(ent_contrast_metric(&contrast, 0)), 20);
    assert_same(ent_distribution_mean(ent_contrast_metric(&contrast, 1)), -2);
    ent_contrast_free(&contrast);
    close_stage(&stage);
}

enum { PARTS = 4, MEMBERS = 100 };

/* Adds a member made up from its number alone. */
static void add_member(const stage_t *stage, ent_contrast_t *contrast, uint64_t member) {
    support_chance_t chance = {member};
    ent_metric_value_t other[64] = {{0}}, control[64] = {{0}};
    for (size_t i = 0; i < stage->metrics.count; i++) {
        const ent_scale_t *scale = &stage->metrics.scales[i];
        other[i].value = support_between(&chance, scale->low, scale->high);
        control[i].value = support_chance(&chance) < 0.3
                               ? other[i].value
                               : support_between(&chance, scale->low, scale->high);
        control[i].state = (ent_metric_state_t)support_pick(&chance, 3);
    }
    ent_contrast_add_metrics(contrast, other, control);
    for (size_t i = 0; i < contrast->pairing.row_count; i++) {
        for (size_t n = 0; n < contrast->instants; n++) {
            ent_distribution_add(ent_contrast_row(contrast, i, n),
                                 support_between(&chance, -1.5, 1.5));
        }
    }
}

static void parts_merged_in_any_order_are_the_same_bits(void **state) {
    static const size_t orders[][PARTS] = {{0, 1, 2, 3}, {3, 1, 0, 2}, {2, 3, 1, 0}};
    stage_t stage;
    (void)state;
    open_stage(&stage);
    ent_contrast_t whole = make_contrast(&stage), parts[PARTS];
    for (size_t part = 0; part < PARTS; part++) {
        parts[part] = make_contrast(&stage);
        for (uint64_t k = part; k < MEMBERS - 20 * part; k += PARTS) { /* the last has fewest */
            add_member(&stage, &parts[part], k);
            add_member(&stage, &whole, k);
        }
    }
    for (size_t i = 0; i < sizeof orders / sizeof orders[0]; i++) {
        ent_contrast_t merged = make_contrast(&stage); /* nothing may be merged, too */
        for (size_t part = 0; part < PARTS; part++) {
            ent_contrast_merge(&merged, &parts[orders[i][part]]);
        }
        support_assert_same_contrast(&merged, &whole);
        ent_contrast_free(&merged);
    }
    for (size_t part = 0; part < PARTS; part++) {
        ent_contrast_free(&parts[part]);
    }
    ent_contrast_free(&whole);
    close_stage(&stage);
}

/* 25 instants of three rows: the sums, and counts of 4 bytes in the bins and two atoms. */
static void its_bytes_are_those_of_histograms_and_sums(void **state) {
    stage_t stage;
    (void)state;
    open_stage(&stage);
    ent_contrast_t contrast = make_contrast(&stage);
    size_t bins = 0;
    for (size_t i = 0; i < 3; i++) {
        bins += ent_contrast_row(&contrast, i, 0).scale->bins + 2;
    }
    assert_int_equal(contrast.instants, 25);
    assert_int_equal(ent_contrast_bytes(&stage.pairing, &stage.world.plan),
                     25 * (3 * sizeof(ent_moments_t) + 4 * bins));
    ent_contrast_free(&contrast);
    ent_contrast_free(&contrast); /* twice is harmless */
    close_stage(&stage);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scales_are_twice_as_wide_around_zero),
        cmocka_unit_test(whole_numbers_differ_by_whole_numbers),
        cmocka_unit_test(quantiles_of_a_flags_differences_are_whole),
        cmocka_unit_test(metrics_that_one_side_lacks_are_left_out),
        cmocka_unit_test(pairs_say_which_metrics_belong_together),
        cmocka_unit_test(parts_merged_in_any_order_are_the_same_bits),
        cmocka_unit_test(its_bytes_are_those_of_histograms_and_sums),
    };
    return cmocka_run_group_tests_name("contrast", tests, NULL, NULL);
}
