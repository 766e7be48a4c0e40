/* Equality of scenarios, member by member along the key table. */
#ifndef SUPPORT_SAME_SCENARIO_H
#define SUPPORT_SAME_SCENARIO_H

#include "scenario/scenario.h"

/*
 * Fails at the first key whose values differ: numbers bit for bit, NaN being equal to NaN, texts by
 * content, lists by length and element. Places and the files read are not compared.
 */
void support_assert_same_scenario(const ent_scenario_t *a, const ent_scenario_t *b);

#endif
