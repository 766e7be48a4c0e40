#include "analysis/sensitivity_sums.h"

#include "base/memory.h"
#include "base/name.h"
#include "random/random.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- Blocks and groups ---------------------------------------------------------------------- */

bool ent_block_whole(const ent_responses_t *responses, uint64_t block) {
    const double *values = responses->values + block * responses->block;
    for (size_t j = 0; j < responses->block; j++) {
        if (!isfinite(values[j])) {
            return false;
        }
    }
    return true;
}

uint64_t ent_blocks_whole(const ent_responses_t *responses) {
    uint64_t whole = 0;
    for (uint64_t b = 0; b < responses->blocks; b++) {
        whole += ent_block_whole(responses, b);
    }
    return whole;
}

double ent_responses_mean(const ent_responses_t *responses) {
    double sum = 0, n = 0;
    for (uint64_t b = 0; b < responses->blocks; b++) {
        if (ent_block_whole(responses, b)) {
            const double *values = responses->values + b * responses->block;
            for (size_t j = 0; j < responses->block; j++) {
                sum += values[j];
            }
            n += (double)responses->block;
        }
    }
    return sum / n;
}

double ent_centred(double value, double mean) {
    const double rounding = 1e-13;
    double difference = value - mean;
    return fabs(difference) <= rounding * fabs(mean) ? 0 : difference;
}

/* Of the design; those that are kept apart may be fewer. */
static uint64_t groups_of_design(const ent_responses_t *responses) {
    uint64_t group = responses->group > 1 ? responses->group : 1;
    return responses->blocks / group + (responses->blocks % group > 0);
}

size_t ent_group_count(const ent_responses_t *responses) {
    uint64_t groups = groups_of_design(responses);
    return groups < ENT_SENSITIVITY_MOST_GROUPS ? (size_t)groups : ENT_SENSITIVITY_MOST_GROUPS;
}

/* By chance and not by turns, which would put the same level of a factor into the same group. */
size_t ent_group_of(const ent_responses_t *responses, uint64_t block) {
    const size_t most = ENT_SENSITIVITY_MOST_GROUPS;
    uint64_t group = responses->group > 1 ? block / responses->group : block;
    if (groups_of_design(responses) <= most) {
        return (size_t)group;
    }
    double uniform =
        ent_random(ENT_ISA_BASELINE)
            ->uniform_pair(responses->seed, group, 0, ent_name_hash("sensitivity/group"), 0)
            .first;
    size_t drawn = (size_t)(uniform * (double)most);
    return drawn < most ? drawn : most - 1;
}

/* ---- Sums ----------------------------------------------------------------------------------- */

static void add_blocks(const ent_responses_t *responses, const ent_estimator_t *estimator,
                       double *centred, double *sums) {
    const size_t block = responses->block;
    double mean = ent_responses_mean(responses);
    for (uint64_t b = 0; b < responses->blocks; b++) {
        if (!ent_block_whole(responses, b)) {
            continue;
        }
        for (size_t j = 0; j < block; j++) {
            centred[j] = ent_centred(responses->values[b * block + j], mean);
        }
        double *row = sums + ent_group_of(responses, b) * estimator->columns;
        row[0]++;
        estimator->add(estimator->context, centred,
                       responses->units + b * block * responses->factors, row);
    }
}

/* Moves groups that have a block to the front; returns how many they are. */
static size_t close_ranks(double *sums, size_t groups, size_t columns) {
    size_t kept = 0;
    for (size_t g = 0; g < groups; g++) {
        if (sums[g * columns] > 0) {
            memmove(sums + kept * columns, sums + g * columns, columns * sizeof *sums);
            kept++;
        }
    }
    return kept;
}

ent_err_t ent_sensitivity_estimate(const ent_responses_t *responses,
                                   const ent_estimator_t *estimator, ent_interval_t *intervals) {
    const size_t columns = estimator->columns;
    ent_err_t error = ENT_ERR_MEMORY;
    size_t cells, groups = ent_group_count(responses);
    double *centred = ent_alloc(responses->block, sizeof *centred), *sums = NULL;
    if (centred == NULL || !ent_multiply(groups, columns, &cells) ||
        (sums = ent_alloc(cells, sizeof *sums)) == NULL) {
        goto out;
    }
    add_blocks(responses, estimator, centred, sums);
    groups = close_ranks(sums, groups, columns);
    error = ENT_ERR_USAGE;
    if (groups >= 2) {
        ent_bootstrap_t bootstrap = {groups,
                                     columns,
                                     estimator->estimates,
                                     sums,
                                     estimator->of_totals,
                                     estimator->context,
                                     responses->seed,
                                     responses->resamples,
                                     responses->level};
        error = ent_bootstrap(&bootstrap, intervals);
    }
out:
    free(sums);
    free(centred);
    return error;
}
