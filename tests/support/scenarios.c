#include "support/scenarios.h"

#include "scenario/load.h"
#include "support/close.h"
#include "support/files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char small[] =
    "title = \"Small\"; start = \"2020-01\"; years = 2.0; step = \"month\";\n"
    "health = { initial = 55.0; public_weight = 0.2; rise = 0.5; fall = 0.2;\n"
    "           shield_health = 0.4; shield_commitment = 0.5; };\n"
    "domains = ( { name = \"talks\"; weight = 0.5; inertia = 0.5; initial = 0.1; crisis = true; "
    "},\n"
    "            { name = \"people\"; weight = 0.3; inertia = 1.0; initial = 0.2; contact = true;\n"
    "              autonomy = 0.4; base = 0.3; } );\n"
    "drivers = ( { name = \"threat\"; level = 0.4; inertia = 1.0; volatility = 0.0;\n"
    "              pull = { talks = 0.1; }; need = { AAA = 0.5; BBB = 0.4; }; } );\n"
    "states = (\n"
    "  { name = \"AAA\"; leader = { name = \"a\"; orientation = 0.2; approval = 0.5; };\n"
    "    approval = { mean = 0.4; inertia = 1.5; volatility = 0.0; honeymoon = 0.2; "
    "cost_of_leading = 0.1; };\n"
    "    stance = { initial = 0.1; inertia = 0.3; volatility = 0.0; jolt = 0.3; grievance = 0.5;\n"
    "               diversion = 0.8; diversion_below = 0.4;\n"
    "               weights = { leader = 0.6; public = 0.5; reciprocity = 0.5; necessity = 0.6; "
    "commitment = 1.0; }; };\n"
    "    succession = { mode = \"none\"; };\n"
    "    memory = { initial = 0.2; fast = 0.6; slow = 6.0; slow_share = 0.4; backlash = 0.05; };\n"
    "    retaliation = { propensity = 0.5; ladder = 0.6; hits = { talks = 0.8; }; };\n"
    "    public = { inertia = 0.3; volatility = 0.0; contact = 0.2; cue = 0.2; partner = 0.4;\n"
    "               cohorts = ( { name = \"all\"; share = 1.0; base = 0.0; memory = 1.0; } ); }; "
    "},\n"
    "  { name = \"BBB\"; leader = { name = \"b\"; orientation = 0.3; approval = 0.6; };\n"
    "    approval = { mean = 0.4; inertia = 2.0; volatility = 0.0; honeymoon = 0.3; "
    "cost_of_leading = 0.1; };\n"
    "    stance = { initial = 0.2; inertia = 0.3; volatility = 0.0; jolt = 0.3; grievance = 0.5;\n"
    "               diversion = 0.8; diversion_below = 0.4;\n"
    "               weights = { leader = 0.6; public = 0.5; reciprocity = 0.5; necessity = 0.6; "
    "commitment = 1.0; }; };\n"
    "    succession = { mode = \"none\"; };\n"
    "    memory = { initial = 0.3; fast = 0.6; slow = 6.0; slow_share = 0.4; backlash = 0.05; };\n"
    "    retaliation = { propensity = 0.5; ladder = 0.6; hits = { talks = 0.8; people = 0.1; }; "
    "};\n"
    "    public = { inertia = 0.3; volatility = 0.0; contact = 0.2; cue = 0.2; partner = 0.4;\n"
    "               cohorts = ( { name = \"all\"; share = 1.0; base = -0.1; memory = 1.0; } ); }; "
    "} );\n";

const char *support_small_scenario(void) {
    return small;
}

static void load(const char *path, const char *const *overrides, size_t count,
                 ent_scenario_t *scenario) {
    ent_diags_t diags;
    ent_diags_init(&diags);
    ent_err_t error = ent_scenario_load(path, overrides, count, scenario, &diags);
    if (error != ENT_OK) {
        ent_diags_print(&diags, stderr);
        fail_msg("%s: %s", path, ent_err_text(error));
    }
}

void support_load_text(const char *text, const char *const *overrides, size_t count,
                       ent_scenario_t *scenario) {
    char *folder = support_folder();
    char *path = support_write(folder, "scenario.cfg", text);
    load(path, overrides, count, scenario);
    free(path);
    support_remove(folder);
}

void support_load_small(const char *more, const char *const *overrides, size_t count,
                        ent_scenario_t *scenario) {
    size_t size = sizeof small + strlen(more);
    char *text = malloc(size);
    assert_non_null(text);
    (void)snprintf(text, size, "%s%s", small, more);
    support_load_text(text, overrides, count, scenario);
    free(text);
}

void support_load_shipped(const char *name, ent_scenario_t *scenario) {
    char *path = support_path("scenarios", name);
    load(path, NULL, 0, scenario);
    free(path);
}
