#include "support/trials.h"

#include "scenario/load.h"
#include "support/files.h"
#include "support/problems.h"
#include "support/scenarios.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define POLL(name, measures, state, variable)                                                      \
    "{ name = '" name "_" state "'; measures = '" measures "'; respondent = '" state               \
    "'; intercept = 0.0; terms = ( { variable = '" variable "." state "'; weight = 1.0; } ); }"
#define POLLS(state)                                                                               \
    POLL("affinity", "affinity", state, "public")                                                  \
    "," POLL("relations", "relations", state, "stance") "," POLL("security", "security", state,    \
                                                                 "leader")
#define SHOCK(name, state)                                                                         \
    "{ name = '" name "'; by = '" state                                                            \
    "'; rate = 0.0; severity = { distribution = 'fixed'; value = 0.5; };"                          \
    "  hits = { talks = 1.0; }; }"

static const char polls_and_shocks[] = "polls = (" POLLS("JPN") "," POLLS(
    "KOR") ");\n"
           "shocks = (" SHOCK("row", "JPN") "," SHOCK("spat", "KOR") ");\n";

/* Every AAA of a text becomes JPN, and every BBB KOR. */
static void rename_states(char *text) {
    for (char *at = strstr(text, "AAA"); at != NULL; at = strstr(at, "AAA")) {
        memcpy(at, "JPN", 3);
    }
    for (char *at = strstr(text, "BBB"); at != NULL; at = strstr(at, "BBB")) {
        memcpy(at, "KOR", 3);
    }
}

/* Writes a text in which ' stands for ", with the states renamed. */
static void write_renamed(const char *folder, const char *name, const char *start,
                          const char *more) {
    char *whole = support_edit(start, NULL, NULL, more);
    rename_states(whole);
    support_write_quoted(folder, name, whole);
    free(whole);
}

static void load(support_trials_t *made, int years, const char *more, const char *set) {
    char *folder = support_folder(), *path = support_path(folder, "child.cfg"), horizon[32];
    const char *overrides[] = {horizon, set};
    ent_diags_t diags;
    (void)snprintf(horizon, sizeof horizon, "years=%d", years);
    write_renamed(folder, "base.cfg", support_small_scenario(), polls_and_shocks);
    write_renamed(folder, "child.cfg", "extends = 'base.cfg';\n", more != NULL ? more : "");
    ent_diags_init(&diags);
    if (ent_scenario_load(path, overrides, set != NULL ? 2 : 1, &made->scenario, &diags) !=
        ENT_OK) {
        support_fail(&diags, path);
    }
    free(path);
    support_remove(folder);
}

void support_trials_run(support_trials_t *made, int years, size_t members, const char *more,
                        const char *set) {
    memset(made, 0, sizeof *made);
    load(made, years, more, set);
    for (size_t i = 0; i < made->scenario.poll_count; i++) {
        made->curves[i] = ent_curve_declared(0);
    }
    const ent_trials_options_t options = {
        .members = members, .seed = 3, .isa = ent_isa_best(), .threads = 1};
    assert_int_equal(ent_trials_run(&made->scenario, made->curves, &options, &made->trials),
                     ENT_OK);
}

void support_trials_open(support_trials_t *made, int years, size_t members, const char *more,
                         const char *set) {
    support_trials_run(made, years, members, more, set);
    ent_trials_t *trials = &made->trials;
    trials->asked = INFINITY; /* what is said is what surveys find */
    for (size_t t = 0; t < ENT_TRIALS; t++) {
        const ent_sampled_t *sampled = &trials->sampled[t];
        if (trials->run[t]) {
            memset(sampled->values, 0,
                   members * sampled->instant_count * sampled->variable_count * sizeof(double));
        }
    }
    size_t institutions = made->scenario.institution_count;
    for (size_t s = 0; s < ENT_STATES; s++) {
        memset(trials->leader_changes[s], 0, members * trials->steps * sizeof(bool));
    }
    memset(trials->suspensions, 0, members * institutions * sizeof(double));
    memset(trials->years_active, 0, members * institutions * sizeof(double));
}

void support_trials_close(support_trials_t *made) {
    ent_trials_free(&made->trials);
    ent_trials_free(&made->trials);
    ent_scenario_free(&made->scenario);
}

void support_trials_set(support_trials_t *made, ent_trial_t trial, ent_variable_kind_t kind,
                        size_t index, size_t member, size_t instant, double value) {
    const ent_sampled_t *sampled = &made->trials.sampled[trial];
    size_t column = ent_sampled_column(sampled, kind, index);
    assert_true(made->trials.run[trial] && column != SIZE_MAX);
    assert_true(member < sampled->members && instant < sampled->instant_count);
    sampled
        ->values[(member * sampled->instant_count + instant) * sampled->variable_count + column] =
        value;
}

void support_trials_say(support_trials_t *made, ent_trial_t trial, ent_variable_kind_t kind,
                        size_t state, size_t member, size_t instant, double percent) {
    support_trials_set(made, trial, kind, state, member, instant, log(percent / (100 - percent)));
}

ent_finding_t support_trials_test(const support_trials_t *made, const char *id) {
    for (size_t p = 0; p < ent_pattern_count; p++) {
        if (strcmp(ent_patterns[p].id, id) == 0) {
            ent_finding_t finding;
            assert_int_equal(ent_pattern_test(&ent_patterns[p], &made->trials, &finding), ENT_OK);
            return finding;
        }
    }
    fail_msg("no pattern is called %s", id);
    return (ent_finding_t){0};
}

double support_trials_found(const ent_finding_t *finding, const char *piece) {
    double found = NAN;
    size_t count = 0;
    for (size_t i = 0; i < finding->count; i++) {
        if (strstr(finding->quantities[i].name, piece) != NULL) {
            found = finding->quantities[i].measured;
            count++;
        }
    }
    if (count != 1) {
        fail_msg("%zu quantities are like \"%s\"", count, piece);
    }
    return found;
}
