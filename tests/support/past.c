#include "support/past.h"

#include "scenario/load.h"
#include "support/close.h"
#include "support/files.h"
#include "support/paths.h"
#include "support/problems.h"
#include "support/scenarios.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char events[] =
    "events = (\n"
    "{ name = 'insult'; title = 'Insult'; at = '2020-07'; effects = (\n"
    "  { type = 'shock'; by = 'BBB'; severity = 0.8; hits = { talks = 1.0; people = 0.5; }; } ); "
    "},\n"
    "{ name = 'peace'; title = 'Peace'; at = '2022-04'; effects = (\n"
    "  { type = 'reconcile'; share = 0.9; },\n"
    "  { type = 'shift'; variable = 'public.AAA'; by = 0.5; } ); },\n"
    "{ name = 'slight'; title = 'Slight'; at = '2024-02-10'; effects = (\n"
    "  { type = 'shock'; by = 'BBB'; severity = 0.5; hits = { talks = 0.5; }; } ); } );\n";

static const char *const liveliness[] = {
    "states.AAA.public.volatility=0.15", "states.BBB.public.volatility=0.1",
    "states.AAA.stance.volatility=0.1", "drivers.threat.volatility=0.1"};

void support_waves_add(support_waves_t *waves, const char *poll, int instant, const char *state,
                       double value, int respondents, const char *grade) {
    int months = 2020 * 12 + instant;
    char count[16] = "";
    if (respondents > 0) {
        (void)snprintf(count, sizeof count, "%d", respondents);
    }
    if (waves->used == 0) {
        waves->used = (size_t)snprintf(waves->text, sizeof waves->text,
                                       "series,date,respondent,value,n,source,grade\n");
    }
    waves->used += (size_t)snprintf(waves->text + waves->used, sizeof waves->text - waves->used,
                                    "%s,%04d-%02d-15,%s,%.17g,%s,made up,%s\n", poll, months / 12,
                                    months % 12 + 1, state, value, count, grade);
    assert_true(waves->used < sizeof waves->text);
}

double support_logistic(double logit) {
    return 100 / (1 + exp(-logit));
}

void support_past_open(support_past_t *past, bool lively, const char *more,
                       const support_waves_t *waves) {
    char *folder = support_folder(), *added = NULL;
    size_t size = sizeof events + strlen(more);
    ent_diags_t diags;
    *past = (support_past_t){.index = NULL};
    added = malloc(size);
    assert_non_null(added);
    (void)snprintf(added, size, "%s%s", events, more);
    char *text = support_edit(support_small_scenario(), "years = 2.0", "years = 6.0", added);
    char *path = support_write(folder, "past.cfg", text);
    if (waves != NULL) {
        free(support_write(folder, "waves.csv", waves->text));
    }
    ent_diags_init(&diags);
    if (ent_scenario_load(path, liveliness, lively ? sizeof liveliness / sizeof liveliness[0] : 0,
                          &past->scenario, &diags) != ENT_OK) {
        support_fail(&diags, "the test's past is not sound");
    }
    assert_int_equal(ent_plan_init(&past->plan, &past->scenario), ENT_OK);
    assert_int_equal(past->plan.steps, SUPPORT_PAST_STEPS);
    assert_int_equal(ent_hindcast_init(&past->hindcast, &past->scenario, SUPPORT_PAST_SEED),
                     ENT_OK);
    past->index = support_paths(&past->plan, SUPPORT_PAST_SEED, SUPPORT_PAST_MEMBERS, "public.AAA");
    for (size_t i = 0; i < (SUPPORT_PAST_STEPS + 1) * SUPPORT_PAST_MEMBERS; i++) {
        past->index[i] = -0.3 + 2 * past->index[i];
    }
    free(added);
    free(text);
    free(path);
    support_remove(folder);
}

void support_past_run(support_past_t *past, const ent_curve_t *given, size_t threads) {
    const ent_plan_t *plans[] = {&past->plan};
    const ent_sampled_options_t options = {.members = SUPPORT_PAST_MEMBERS,
                                           .seed = SUPPORT_PAST_SEED,
                                           .isa = ent_isa_best(),
                                           .threads = threads};
    assert_int_equal(ent_hindcast_run(&past->hindcast, plans, 1, given, &options), ENT_OK);
}

double support_past_mean(const support_past_t *past, size_t instant) {
    double sum = 0;
    for (size_t m = 0; m < SUPPORT_PAST_MEMBERS; m++) {
        sum += past->index[instant * SUPPORT_PAST_MEMBERS + m];
    }
    return sum / SUPPORT_PAST_MEMBERS;
}

void support_past_close(support_past_t *past) {
    free(past->index);
    ent_hindcast_free(&past->hindcast);
    ent_hindcast_free(&past->hindcast); /* harmless twice */
    ent_plan_free(&past->plan);
    ent_scenario_free(&past->scenario);
}
