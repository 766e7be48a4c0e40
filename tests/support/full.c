#include "support/full.h"

#include "support/close.h"
#include "support/scenarios.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* In these texts ' stands for ", so that they can be read. */
static const char states[] =
    "title = 'Full'; start = '2020-01'; years = 4.0; step = 'month';\n"
    "description = 'One of everything.'; question = 'Is every key read?'; format_version = 1;\n"
    "health = { initial = 55.0; public_weight = 0.2; rise = 0.5; fall = 0.2;\n"
    "           shield_health = 0.4; shield_commitment = 0.5; };\n"
    "domains = (\n"
    "  { name = 'talks'; title = 'Talks'; weight = 0.5; inertia = 0.5; crisis = true; },\n"
    "  { name = 'people'; weight = 0.3; inertia = 1.0; initial = 0.2; contact = true;\n"
    "    autonomy = 0.4; base = 0.3; } );\n"
    "drivers = (\n"
    "  { name = 'threat'; level = 0.4; inertia = 1.0; volatility = 0.1;\n"
    "    pull = { talks = 0.1; }; need = { AAA = 0.5; BBB = 0.4; }; },\n"
    "  { name = 'patron'; level = 0.6; inertia = 2.0; volatility = 0.0;\n"
    "    reaction = { people = 0.2; }; } );\n"
    "states = (\n"
    "  { name = 'AAA'; title = 'Aland';\n"
    "    leader = { name = 'Adams'; orientation = 0.2; approval = 0.5; };\n"
    "    approval = { mean = 0.4; inertia = 1.5; volatility = 0.1; honeymoon = 0.2;\n"
    "                 cost_of_leading = 0.1; };\n"
    "    stance = { initial = 0.1; inertia = 0.3; volatility = 0.05; jolt = 0.3; grievance = 0.5;\n"
    "               diversion = 0.8; diversion_below = 0.4;\n"
    "               weights = { leader = 0.6; public = 0.5; reciprocity = 0.5; necessity = 0.6;\n"
    "                           commitment = 1.0; }; };\n"
    "    succession = { mode = 'hazard'; turnover_rate = 0.4; sensitivity = 4.0;\n"
    "      continuity = 0.1; electorate = 0.2;\n"
    "      pool = ( { name = 'moderate'; weight = 1.0; orientation = 0.3; spread = 0.2; },\n"
    "               { name = 'hawk'; weight = 2.0; orientation = -0.3; spread = 0.1; } ); };\n"
    "    memory = { initial = 0.2; fast = 0.6; slow = 6.0; slow_share = 0.4; backlash = 0.05; };\n"
    "    retaliation = { propensity = 0.5; ladder = 0.6; threshold = 0.02; delay = 0.1;\n"
    "                    hits = { talks = 0.8; }; };\n"
    "    public = { shares_at = '2020-01'; inertia = 0.3; volatility = 0.0; contact = 0.2;\n"
    "      cue = 0.2; partner = 0.4;\n"
    "      cohorts = ( { name = 'old'; share = 0.6; trend = -0.01; base = 0.0; memory = 1.0; },\n"
    "                  { name = 'young'; share = 0.4; voice = 2.0; base = 0.1; memory = 0.5;\n"
    "                    initial = 0.2; contact = 0.3; cue = 0.1; partner = 0.5; } ); }; },\n"
    "  { name = 'BBB'; leader = { name = 'Brown'; orientation = 0.3; approval = 0.6; };\n"
    "    approval = { mean = 0.4; inertia = 2.0; volatility = 0.0; honeymoon = 0.3;\n"
    "                 cost_of_leading = 0.1; };\n"
    "    stance = { initial = 0.2; inertia = 0.3; volatility = 0.0; jolt = 0.3; grievance = 0.5;\n"
    "               diversion = 0.8; diversion_below = 0.4;\n"
    "               weights = { leader = 0.6; public = 0.5; reciprocity = 0.5; necessity = 0.6;\n"
    "                           commitment = 1.0; }; };\n"
    "    succession = { mode = 'term'; next = '2021-06-15'; term_years = 2.0;\n"
    "      pool = ( { name = 'any'; weight = 1.0; orientation = 0.0; spread = 0.3; } ); };\n"
    "    memory = { initial = 0.3; fast = 0.6; slow = 6.0; slow_share = 0.4; };\n"
    "    retaliation = { propensity = 0.5; ladder = 0.6; };\n"
    "    public = { inertia = 0.3; volatility = 0.0; contact = 0.2; cue = 0.2; partner = 0.4;\n"
    "      cohorts = ( { name = 'all'; share = 1.0; base = -0.1; memory = 1.0; } ); }; } );\n";

static const char institutions[] =
    "institution_defaults = { level = 0.2; habit = 0.5; build = 0.1; fade = 3.0;\n"
    "  threshold = 0.1; slope = 3.0; patience = 0.5; negotiation = { years = 1.0; hurdle = -0.5; "
    "}; };\n"
    "institutions = (\n"
    "  { name = '2+2'; title = 'Ministers'; status = 'active'; cadence = 4.0; phase = 0.1;\n"
    "    insulation = 0.5; binding = 0.2; adapt = 0.1; miss_cost = 0.05;\n"
    "    suspend_below = -0.2; resume_above = 0.1;\n"
    "    coverage = { talks = 0.4; people = 0.1; }; support = { patron = 0.3; }; },\n"
    "  { name = 'talks-2'; cadence = 2.0; insulation = 0.7; binding = 0.1; level = 0.4;\n"
    "    suspend_below = -0.3; resume_above = 0.0; } );\n"
    "shocks = (\n"
    "  { name = 'remarks'; title = 'Remarks'; by = 'AAA'; rate = 0.5; opportunism = 0.5;\n"
    "    severity = { distribution = 'beta'; a = 1.5; b = 6.0; }; hits = { talks = 1.0; }; },\n"
    "  { name = 'islets'; by = 'BBB'; rate = 0.2;\n"
    "    severity = { distribution = 'uniform'; low = 0.1; high = 0.5; }; },\n"
    "  { name = 'ruling'; by = 'BBB'; rate = 0.2;\n"
    "    severity = { distribution = 'fixed'; value = 0.4; }; },\n"
    "  { name = 'leak'; by = 'AAA'; rate = 0.2;\n"
    "    severity = { distribution = 'lognormal'; median = 0.2; sigma = 0.5; cap = 1.0; }; },\n"
    "  { name = 'visit'; by = 'AAA'; rate = 0.2;\n"
    "    severity = { distribution = 'empirical'; values = [ 0.3, 0.1, 0.2 ]; }; } );\n";

static const char events[] =
    "events = (\n"
    "  { name = 'apology'; title = 'Apology'; at = '2021-08-15'; effects = (\n"
    "      { type = 'leader'; state = 'AAA'; name = 'Clark'; orientation = 0.4;\n"
    "        approval = 0.7; },\n"
    "      { type = 'shock'; by = 'BBB'; severity = 0.2; hits = { people = 0.5; }; },\n"
    "      { type = 'reconcile'; share = 0.5; state = 'BBB'; },\n"
    "      { type = 'shift'; variable = 'domain.talks'; by = 0.1; },\n"
    "      { type = 'baseline'; driver = 'patron'; to = 0.3; over_years = 1.0; },\n"
    "      { type = 'institution'; name = 'talks-2'; action = 'propose'; },\n"
    "      { type = 'parameter'; path = 'states.AAA.stance.jolt'; to = 0.1; } ); },\n"
    "  { name = 'summer'; from = '2020-08'; every_years = 1.0; probability = 0.5;\n"
    "    effects = ( { type = 'reconcile'; share = 0.1; } ); },\n"
    "  { name = 'chill'; when = { variable = 'health'; below = 40.0; for_years = 0.5; };\n"
    "    once = false; rest_years = 2.0;\n"
    "    effects = ( { type = 'institution'; name = '2+2'; action = 'suspend'; } ); },\n"
    "  { name = 'quake'; rate = 0.3;\n"
    "    effects = ( { type = 'shift'; variable = 'public.AAA'; by = 0.1; } ); } );\n"
    "polls = (\n"
    "  { name = 'affinity'; title = 'Affinity'; house = 'Office'; mode = 'telephone';\n"
    "    respondent = 'AAA'; intercept = -0.3;\n"
    "    terms = ( { variable = 'public.AAA'; weight = 2.5; } );\n"
    "    noise = 0.2; prior = { intercept_sd = 2.0; slope_sd = 0.25; }; },\n"
    "  { name = 'support'; intercept = 0.1; terms = ( { variable = 'health'; weight = 0.1; },\n"
    "      { variable = 'driver.threat'; weight = 1.0; } ); like = 'affinity'; } );\n"
    "hindcast = { train_from = '2020-02'; train_until = '2022-01-15'; };\n"
    "anchors = ( { health = 60.0; title = 'Warm'; }, { health = 20; title = 'Cold'; } );\n";

const char *support_full_scenario(void) {
    static char text[sizeof states + sizeof institutions + sizeof events];
    (void)snprintf(text, sizeof text, "%s%s%s", states, institutions, events);
    for (char *c = text; *c != '\0'; c++) {
        *c = *c == '\'' ? '"' : *c;
    }
    return text;
}

void support_load_full(const char *const *overrides, size_t count, ent_scenario_t *scenario) {
    support_load_text(support_full_scenario(), overrides, count, scenario);
}

static bool is_list(const char *part) {
    static const char *const lists[] = {"domains", "drivers", "states", "pool",        "cohorts",
                                        "events",  "shocks",  "polls",  "institutions"};
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        if (strcmp(part, lists[i]) == 0) {
            return true;
        }
    }
    return false;
}

char *support_child(const char *file, const char *path, const char *value) {
    const size_t size = 4096;
    char *text = malloc(size), *parts = strdup(path), *rest = NULL, closing[512] = "";
    assert_non_null(text);
    assert_non_null(parts);
    int used = snprintf(text, size, "extends = \"%s\";\n", file);
    for (char *part = strtok_r(parts, ".", &rest); part != NULL;) {
        char *next = strtok_r(NULL, ".", &rest), outer[512];
        memcpy(outer, closing, sizeof outer);
        if (next == NULL) {
            used += snprintf(text + used, size - (size_t)used, "%s = %s;", part, value);
        } else if (is_list(part)) {
            used +=
                snprintf(text + used, size - (size_t)used, "%s = ( { name = \"%s\"; ", part, next);
            (void)snprintf(closing, sizeof closing, " } );%.400s", outer);
            next = strtok_r(NULL, ".", &rest);
        } else {
            used += snprintf(text + used, size - (size_t)used, "%s = { ", part);
            (void)snprintf(closing, sizeof closing, " };%.400s", outer);
        }
        part = next;
    }
    (void)snprintf(text + used, size - (size_t)used, "%s\n", closing);
    free(parts);
    return text;
}
