#include "support/sample.h"

const struct support_sample_step support_sample_steps[SUPPORT_SAMPLE_STEPS] = {
    {"step=week", 1.0 / 52}, {"step=month", 1.0 / 12}, {"step=quarter", 1.0 / 4}};

void support_sample_open(support_world_t *sample, const char *more, const char *const *overrides) {
    support_world_open(sample, more, overrides);
    ent_block_free(&sample->block);
    assert_int_equal(ent_block_init(&sample->block, &sample->plan, SUPPORT_SAMPLE_LANES), ENT_OK);
    sample->block.random = ent_random(ent_isa_best());
}

void support_sample_start(support_world_t *sample, size_t b) {
    ent_block_start(&sample->block, &sample->plan, 20200101, b * SUPPORT_SAMPLE_LANES,
                    SUPPORT_SAMPLE_LANES, false);
    sample->model->record_instant(&sample->plan, &sample->block, 0);
}

double support_sample_count(support_world_t *sample,
                            ent_lanes_t (*look)(const ent_happenings_t *happened)) {
    double found = 0;
    for (size_t b = 0; b < SUPPORT_SAMPLE_BLOCKS; b++) {
        support_sample_start(sample, b);
        for (size_t n = 0; n < sample->plan.steps; n++) {
            sample->model->step(&sample->plan, &sample->block, n);
            found += __builtin_popcountll(look(&sample->block.happened));
        }
    }
    return found;
}
