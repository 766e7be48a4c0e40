/* Stands in for scenario/factor.c until that is there. */
#include "scenario/factor.h"

#include "scenario/parameter.h"

#include <stdio.h>
#include <string.h>

ent_err_t ent_factored_copy(const ent_factored_t *source, ent_factored_t *copy) {
    *copy = (ent_factored_t){.slot_count = source->slot_count};
    ent_arena_init(&copy->arena);
    ent_err_t error = ent_scenario_copy(&source->scenario, &copy->scenario);
    if (error != ENT_OK) {
        return error;
    }
    copy->slots = ent_arena_alloc(&copy->arena, copy->slot_count, sizeof *copy->slots);
    if (copy->slots == NULL) {
        ent_factored_free(copy);
        return ENT_ERR_MEMORY;
    }
    for (size_t i = 0; i < copy->slot_count; i++) {
        char problem[ENT_PROBLEM_SIZE];
        copy->slots[i] = source->slots[i];
        copy->slots[i].number = ent_parameter_find(&copy->scenario, source->slots[i].path,
                                                   &copy->slots[i].key, problem);
    }
    return ENT_OK;
}

void ent_factored_free(ent_factored_t *factored) {
    ent_scenario_free(&factored->scenario);
    ent_arena_free(&factored->arena);
    *factored = (ent_factored_t){0};
}

bool ent_factored_set(ent_factored_t *factored, const double *values, char reason[ENT_REASON_SIZE],
                      ent_err_t *error) {
    *error = ENT_OK;
    for (size_t i = 0; i < factored->slot_count; i++) {
        const ent_factor_slot_t *slot = &factored->slots[i];
        *slot->number = values[slot->factor];
        if (!(*slot->number >= slot->key->low && *slot->number <= slot->key->high)) {
            (void)snprintf(reason, ENT_REASON_SIZE, "%s is out of range", slot->path);
            return false;
        }
    }
    return true;
}
