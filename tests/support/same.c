#include "support/same.h"

void support_assert_same_distribution(ent_distribution_t a, ent_distribution_t b) {
    assert_true(a.moments->sum == b.moments->sum && a.moments->squares == b.moments->squares);
    assert_same(a.moments->least, b.moments->least);
    assert_same(a.moments->greatest, b.moments->greatest);
    assert_int_equal(a.moments->count, b.moments->count);
    assert_memory_equal(a.counts, b.counts, (a.scale->bins + 2) * sizeof *a.counts);
}

static void assert_same_tally(const ent_tally_t *a, const ent_tally_t *b) {
    assert_int_equal(a->rows, b->rows);
    assert_int_equal(a->steps, b->steps);
    assert_memory_equal(a->first, b->first, a->rows * a->steps * sizeof *a->first);
    assert_memory_equal(a->total, b->total, a->rows * sizeof *a->total);
    assert_memory_equal(a->not_applied, b->not_applied, a->rows * sizeof *a->not_applied);
}

void support_assert_same_gathered(const ent_gathered_t *a, const ent_gathered_t *b) {
    assert_int_equal(a->variables, b->variables);
    assert_int_equal(a->instants, b->instants);
    assert_int_equal(a->metrics, b->metrics);
    for (size_t i = 0; i < a->variables; i++) {
        assert_int_equal(a->recorded[i], b->recorded[i]);
        for (size_t n = 0; n < a->instants && a->recorded[i]; n++) {
            support_assert_same_distribution(ent_gathered_variable(a, i, n),
                                             ent_gathered_variable(b, i, n));
        }
    }
    for (size_t i = 0; i < a->metrics; i++) {
        support_assert_same_distribution(ent_gathered_metric(a, i), ent_gathered_metric(b, i));
        assert_int_equal(a->metric_undefined[i], b->metric_undefined[i]);
        assert_int_equal(a->metric_censored[i], b->metric_censored[i]);
    }
    assert_same_tally(&a->tally, &b->tally);
}
