/* How many of a scenario's numbers rest on evidence, on judgement, or on deep uncertainty. */
#ifndef ENT_SCENARIO_TAGS_H
#define ENT_SCENARIO_TAGS_H

#include "scenario/keys.h"

/*
 * Numbers by tag; those of maps count one by one unless they are 0, which a map leaves out. Rows of
 * an event record are counted by nobody: they are data.
 */
typedef struct {
    size_t numbers[ENT_TAG_DEEP_UNCERTAINTY + 1];
} ent_tag_counts_t;

/* Each key of a scenario with a tag, and how many numbers it holds there; of lists, by element. */
typedef void ent_tag_visit_t(void *user, ent_scope_t scope, const ent_key_t *key, size_t numbers);
void ent_tags_visit(const ent_scenario_t *scenario, ent_tag_visit_t *visit, void *user);

/* Of the whole scenario. */
void ent_tags_count(const ent_scenario_t *scenario, ent_tag_counts_t *counts);

/* Of one element of the scenario's own lists ("institutions.council"); false if there is none. */
bool ent_tags_count_element(const ent_scenario_t *scenario, const char *path,
                            ent_tag_counts_t *counts);

#endif
