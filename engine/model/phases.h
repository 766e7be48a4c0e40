/*
 * The phases of a step, in the order of model.md, and what else is compiled once for each
 * instruction set.
 */
#ifndef ENT_MODEL_PHASES_H
#define ENT_MODEL_PHASES_H

#include "base/isa.h"
#include "base/kernel.h"
#include "model/block.h"

typedef void ent_phase_function_t(const ent_plan_t *plan, ent_block_t *block, size_t step);

typedef struct {
    const char *name;
    ent_phase_function_t *run;
    const char *number, *meaning; /* as documents number and describe it; "" for none */
} ent_phase_t;

typedef struct {
    const ent_phase_t *phases;
    size_t phase_count;
    /* Takes a block from n to n + 1 by all phases, in order, and records instant n + 1. */
    ent_phase_function_t *step;
    /* Derives and records an instant: instant 0 at the start, the others are part of `step`. */
    ent_phase_function_t *record_instant;
} ent_model_t;

/* The model for an instruction set; all of them give the same bits. */
const ent_model_t *ent_model(ent_isa_t isa);

extern const ent_model_t ent_model_baseline, ent_model_avx2, ent_model_avx512;

/* One file each. */
ent_phase_function_t ENT_KERNEL(draws), ENT_KERNEL(drivers), ENT_KERNEL(answers),
    ENT_KERNEL(events), ENT_KERNEL(shocks), ENT_KERNEL(parameters), ENT_KERNEL(succession),
    ENT_KERNEL(governments), ENT_KERNEL(institutions), ENT_KERNEL(domains), ENT_KERNEL(publics),
    ENT_KERNEL(health), ENT_KERNEL(record), ENT_KERNEL(record_instant);

/* Refreshes of derived values: what is stale; the publics' warmth at an instant's shares. */
void ENT_KERNEL(derive)(const ent_plan_t *plan, ent_block_t *block, size_t instant);
void ENT_KERNEL(derive_warmth)(const ent_plan_t *plan, ent_block_t *block, size_t instant);
void ENT_KERNEL(derive_institutions)(const ent_plan_t *plan, ent_block_t *block);

/* Σ share·k·active·ℓ / Σ share·k·active over institutions, shares by `links`; 0 where none is. */
void ENT_KERNEL(find_held_level)(const ent_block_t *block, const ent_links_t *links,
                                 double *restrict level);

/*
 * A shock in one lane: severity[s] by each state s (0 for none), with its hits. Two at once are
 * both computed from the state before either.
 */
void ENT_KERNEL(strike)(ent_block_t *block, size_t lane, const double severity[ENT_STATES],
                        const ent_links_t *const hits[ENT_STATES]);

/* A new leader in one lane; approval is NaN for the usual honeymoon. */
void ENT_KERNEL(install_leader)(const ent_plan_t *plan, ent_block_t *block, size_t state,
                                size_t lane, double disposition, double approval, size_t step);

/* Applies an effect in a set of lanes; `event` is for counting what did not apply. */
void ENT_KERNEL(apply_effect)(const ent_plan_t *plan, ent_block_t *block,
                              const ent_effect_plan_t *effect, size_t event, ent_lanes_t lanes,
                              size_t step);

/* A recorded variable as it stands now; `scratch` holds it where it must be computed. */
const double *ENT_KERNEL(variable_now)(const ent_plan_t *plan, const ent_block_t *block,
                                       ent_variable_kind_t kind, size_t index, double *scratch);

#endif
