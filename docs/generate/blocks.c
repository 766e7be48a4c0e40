#include "generate/blocks.h"

#include "scenario/keys.h"

#include <string.h>

#define KEYS(block, scope)                                                                         \
    {                                                                                              \
        "keys-" block, scope, {                                                                    \
            doc_keys_markdown, doc_keys_mdoc                                                       \
        }                                                                                          \
    }

static const doc_block_t blocks[] = {
    KEYS("scenario", ENT_SCOPE_SCENARIO),
    KEYS("domain", ENT_SCOPE_DOMAIN),
    KEYS("driver", ENT_SCOPE_DRIVER),
    KEYS("state", ENT_SCOPE_STATE),
    KEYS("leader-type", ENT_SCOPE_LEADER_TYPE),
    KEYS("cohort", ENT_SCOPE_COHORT),
    KEYS("institution", ENT_SCOPE_INSTITUTION),
    KEYS("shock", ENT_SCOPE_SHOCK),
    KEYS("severity", ENT_SCOPE_SEVERITY),
    KEYS("event", ENT_SCOPE_EVENT),
    KEYS("effect-leader", ENT_SCOPE_EFFECT_LEADER),
    KEYS("effect-shock", ENT_SCOPE_EFFECT_SHOCK),
    KEYS("effect-reconcile", ENT_SCOPE_EFFECT_RECONCILE),
    KEYS("effect-shift", ENT_SCOPE_EFFECT_SHIFT),
    KEYS("effect-baseline", ENT_SCOPE_EFFECT_BASELINE),
    KEYS("effect-institution", ENT_SCOPE_EFFECT_INSTITUTION),
    KEYS("effect-parameter", ENT_SCOPE_EFFECT_PARAMETER),
    KEYS("poll", ENT_SCOPE_POLL),
    KEYS("term", ENT_SCOPE_TERM),
    KEYS("anchor", ENT_SCOPE_ANCHOR),
    KEYS("record", ENT_SCOPE_RECORD),
    KEYS("record-rule", ENT_SCOPE_RECORD_RULE),
    KEYS("record-effect", ENT_SCOPE_RECORD_EFFECT),
    KEYS("sweep", ENT_SCOPE_SWEEP),
    KEYS("factor", ENT_SCOPE_FACTOR),
    {"parameters", 0, {doc_parameters_markdown, NULL}},
    {"variables", 0, {doc_variables_markdown, NULL}},
    {"metrics", 0, {doc_metrics_markdown, NULL}},
    {"processes", 0, {doc_processes_markdown, NULL}},
    {"phases", 0, {doc_phases_markdown, NULL}},
    {"patterns", 0, {doc_patterns_markdown, NULL}},
    {"limits", 0, {doc_limits_markdown, doc_limits_mdoc}},
    {"draws", 0, {doc_draws_markdown, NULL}},
    {"synopsis", 0, {NULL, doc_synopsis_mdoc}},
    {"commands", 0, {NULL, doc_commands_mdoc}},
    {"statuses", 0, {NULL, doc_statuses_mdoc}},
};

enum { BLOCKS = sizeof blocks / sizeof blocks[0] };

const doc_block_t *doc_blocks(size_t *count) {
    *count = BLOCKS;
    return blocks;
}

const doc_block_t *doc_block_find(const char *name, ent_nearest_t *nearest) {
    ent_nearest_init(nearest, name);
    for (size_t i = 0; i < BLOCKS; i++) {
        if (strcmp(blocks[i].name, name) == 0) {
            return &blocks[i];
        }
        ent_nearest_offer(nearest, blocks[i].name);
    }
    return NULL;
}
