/* What the checks share: where a value was written, and how to report it. */
#ifndef ENT_SCENARIO_CHECK_CONTEXT_H
#define ENT_SCENARIO_CHECK_CONTEXT_H

#include "scenario/keypath.h"
#include "scenario/scenario.h"
#include "scenario/setting.h"
#include "scenario/variable.h"

typedef struct {
    const ent_scenario_t *scenario;
    const ent_setting_t *root;
    ent_diags_t *diags;
    const ent_variables_t *variables;
    ent_scenario_t *trial; /* a copy, on which `parameter` effects are tried */
    const ent_place_t
        *instead; /* of every value's own place, while a `parameter` effect is tried */
} ent_checker_t;

/*
 * Where the value at a path was written, elements of lists by name. When the file leaves it out:
 * where its element, or for an institution its default, was written.
 */
ent_place_t ent_checker_place(const ent_checker_t *checker, const char *path);

/* What has no name, or none that is allowed, was reported, and has no path to report more under. */
static inline bool ent_check_has_name(const char name[ENT_NAME_SIZE]) {
    return name[0] != '\0';
}

/* Whether the file gives a value at a path, right or wrong, or for an institution its default. */
bool ent_checker_given(const ent_checker_t *checker, const char *path);

/* Reports that a value is missing, unless it was given and is wrong: that was reported already. */
void ent_check_missing(const ent_checker_t *checker, const char *path, const char *expected);

/* Numbers alone: what may break when a `parameter` effect changes one of them. */
void ent_check_numbers(const ent_checker_t *checker);

/* Events, their timing and effects, shocks' severities, polls. */
void ent_check_events(const ent_checker_t *checker);

/* Of events what a change of numbers can break. */
void ent_check_event_numbers(const ent_checker_t *checker);

/* That `claims` is a list of numbers of claims. */
void ent_check_claims(const ent_checker_t *checker);

/* Which poll is like which, and the span that polls are fitted in. */
void ent_check_polls(const ent_checker_t *checker);

/* Reports a `shift` effect of what is no variable, or none that can be shifted. */
void ent_check_shift(const ent_variables_t *variables, const ent_effect_t *effect, const char *path,
                     ent_diags_t *diags);

/* Whether some event proposes the institution. */
bool ent_check_is_proposed(const ent_scenario_t *scenario, size_t institution);

#endif
