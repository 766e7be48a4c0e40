#include "support/factored.h"

#include "scenario/parameter.h"
#include "support/close.h"

/* Factors that set their numbers, as many as tests have. */
static const ent_sweep_t *sweep_of_factors(void) {
    static char name[] = "factor";
    static ent_factor_t factors[8];
    static const ent_sweep_t sweep = {.factors = factors, .factor_count = 8};
    for (size_t i = 0; i < 8; i++) {
        factors[i] = (ent_factor_t){.name = name, .apply = ENT_FACTOR_SET};
    }
    return &sweep;
}

void support_factored_make(ent_factored_t *factored, ent_scenario_t *scenario,
                           const support_slot_t *slots, size_t count) {
    *factored = (ent_factored_t){.sweep = sweep_of_factors(), .scenario = *scenario};
    *scenario = (ent_scenario_t){0};
    ent_arena_init(&factored->arena);
    factored->slots = ent_arena_alloc(&factored->arena, count, sizeof *factored->slots);
    assert_non_null(factored->slots);
    for (size_t i = 0; i < count; i++) {
        char problem[ENT_PROBLEM_SIZE];
        const ent_key_t *key = NULL;
        double *number = ent_parameter_find(&factored->scenario, slots[i].path, &key, problem);
        if (number != NULL) {
            ent_factor_slot_t *slot = &factored->slots[factored->slot_count++];
            *slot = (ent_factor_slot_t){.factor = slots[i].factor,
                                        .number = number,
                                        .original = *number,
                                        .key = key,
                                        .path = ent_arena_strdup(&factored->arena, slots[i].path)};
            assert_non_null(slot->path);
        }
    }
}
