#include "support/generate.h"

#include "support/chance.h"
#include "support/close.h"

#include <stdio.h>
#include <stdlib.h>

enum { MOST_DOMAINS = 4, MOST_DRIVERS = 3, MOST_INSTITUTIONS = 3 };

/* Each part has a stream of its own, so that leaving one out changes no other. */
enum {
    FRAME,
    DOMAINS,
    DRIVERS,
    STATES,
    INSTITUTIONS = STATES + 2,
    PLACEBO,
    ACTIONS,
    SHOCKS,
    EVENTS,
    PARTS
};

typedef struct {
    const support_recipe_t *recipe;
    support_chance_t chance[PARTS];
    size_t domains, drivers, institutions;
    FILE *file;
} writer_t;

support_recipe_t support_recipe(uint64_t seed) {
    return (support_recipe_t){.seed = seed, .states = {"AAA", "BBB"}};
}

/* `key = x;` with x drawn between two ends. */
static void put(writer_t *w, size_t part, const char *key, double low, double high) {
    fprintf(w->file, "%s = %.6f; ", key, support_between(&w->chance[part], low, high));
}

/* Keys of a group with the ends their values are drawn between; the last has no name. */
typedef struct {
    const char *key;
    double low, high;
} range_t;

static void put_all(writer_t *w, size_t part, const range_t *ranges) {
    for (const range_t *range = ranges; range->key != NULL; range++) {
        put(w, part, range->key, range->low, range->high);
    }
}

static void put_group(writer_t *w, size_t part, const char *name, const range_t *ranges) {
    fprintf(w->file, "%s = { ", name);
    put_all(w, part, ranges);
    fprintf(w->file, "};\n");
}

static bool toss(writer_t *w, size_t part, double probability) {
    return support_chance(&w->chance[part]) < probability;
}

static void put_map(writer_t *w, size_t part, const char *key, const char *stem, size_t count,
                    double low, double high) {
    fprintf(w->file, "%s = { ", key);
    for (size_t i = 0; i < count; i++) {
        if (toss(w, part, 0.6)) {
            fprintf(w->file, "%s%zu = %.6f; ", stem, i,
                    support_between(&w->chance[part], low, high));
        }
    }
    fprintf(w->file, "}; ");
}

static void put_frame(writer_t *w) {
    static const char *const steps[] = {"month", "quarter", "week"};
    size_t step = support_pick(&w->chance[FRAME], 3);
    fprintf(w->file, "start = \"2020-0%zu\"; years = %s; step = \"%s\";\n",
            1 + support_pick(&w->chance[FRAME], 9), step == 2 ? "1.5" : "4.0", steps[step]);
}

static const range_t health_keys[] = {{"initial", 20, 80},         {"rise", 0.2, 1},
                                      {"fall", 0.05, 0.5},         {"shield_health", 0, 1},
                                      {"shield_commitment", 0, 1}, {NULL, 0, 0}};
static const range_t domain_keys[] = {
    {"inertia", 0.1, 3}, {"autonomy", 0, 1}, {"base", -1, 1}, {"initial", -1, 1}, {NULL, 0, 0}};

/* Weights of all domains and the publics sum to 1. */
static void put_health_and_domains(writer_t *w) {
    double weights[MOST_DOMAINS + 1], sum = 0;
    for (size_t i = 0; i <= w->domains; i++) {
        weights[i] = support_between(&w->chance[DOMAINS], 0.05, 1);
        sum += weights[i];
    }
    fprintf(w->file, "health = { public_weight = %.17g; ", weights[w->domains] / sum);
    put_all(w, DOMAINS, health_keys);
    size_t contact = support_pick(&w->chance[DOMAINS], w->domains);
    size_t crisis = support_pick(&w->chance[DOMAINS], w->domains + 1);
    fprintf(w->file, "};\ndomains = ( ");
    for (size_t d = 0; d < w->domains; d++) {
        fprintf(w->file, "%s{ name = \"d%zu\"; weight = %.17g; contact = %s; crisis = %s; ",
                d > 0 ? ", " : "", d, weights[d] / sum, d == contact ? "true" : "false",
                d == crisis ? "true" : "false");
        put_all(w, DOMAINS, domain_keys);
        fprintf(w->file, "}");
    }
    fprintf(w->file, " );\n");
}

static void put_drivers(writer_t *w) {
    fprintf(w->file, "drivers = ( ");
    if (w->recipe->idle) {
        fprintf(w->file, "{ name = \"idle\"; level = 0.5; inertia = 1.0; volatility = 0.3; }, ");
    }
    for (size_t v = 0; v < w->drivers; v++) {
        fprintf(w->file, "%s{ name = \"v%zu\"; ", v > 0 ? ", " : "", v);
        put(w, DRIVERS, "level", 0, 1);
        put(w, DRIVERS, "inertia", 0.2, 3);
        put(w, DRIVERS, "volatility", 0, 0.4);
        put_map(w, DRIVERS, "pull", "d", w->domains, -0.5, 0.5);
        put_map(w, DRIVERS, "reaction", "d", w->domains, -0.2, 0.5);
        fprintf(w->file, "need = { %s = %.6f; %s = %.6f; }; }", w->recipe->states[0],
                support_between(&w->chance[DRIVERS], -1, 1), w->recipe->states[1],
                support_between(&w->chance[DRIVERS], -1, 1));
    }
    fprintf(w->file, " );\n");
}

static const range_t succession_keys[] = {{"term_years", 0.5, 3}, {"turnover_rate", 0, 2},
                                          {"sensitivity", 0, 10}, {"continuity", 0, 1},
                                          {"electorate", -1, 1},  {NULL, 0, 0}};
static const range_t leader_type_keys[] = {
    {"weight", 0.1, 1}, {"orientation", -1, 1}, {"spread", 0, 0.5}, {NULL, 0, 0}};

static void put_succession(writer_t *w, size_t part) {
    static const char *const modes[] = {"none", "hazard", "term"};
    fprintf(w->file, "succession = { mode = \"%s\"; next = \"20%zu-06\"; ",
            modes[support_pick(&w->chance[part], 3)], 15 + support_pick(&w->chance[part], 9));
    put_all(w, part, succession_keys);
    fprintf(w->file, "pool = ( ");
    for (size_t i = 0; i < 3; i++) {
        fprintf(w->file, "%s{ name = \"t%zu\"; ", i > 0 ? ", " : "", i);
        put_all(w, part, leader_type_keys);
        fprintf(w->file, "}");
    }
    fprintf(w->file, " ); };\n");
}

static const range_t public_keys[] = {{"inertia", 0.1, 1},    {"volatility", 0, 0.2},
                                      {"contact", -0.2, 0.6}, {"cue", 0, 0.6},
                                      {"partner", 0, 0.6},    {NULL, 0, 0}};
static const range_t cohort_keys[] = {
    {"share", 0.3, 1}, {"voice", 0.5, 8}, {"base", -1, 1}, {"memory", 0, 2}, {NULL, 0, 0}};

static void put_public(writer_t *w, size_t part) {
    size_t cohorts = 1 + support_pick(&w->chance[part], 3);
    fprintf(w->file, "public = { shares_at = \"2019-01\"; ");
    put_all(w, part, public_keys);
    fprintf(w->file, "cohorts = ( ");
    for (size_t i = 0; i < cohorts; i++) {
        fprintf(w->file, "%s{ name = \"c%zu\"; ", i > 0 ? ", " : "", i);
        put_all(w, part, cohort_keys);
        put(w, part, "trend", i == 0 ? 0 : -0.2, 0.1); /* one never vanishes */
        fprintf(w->file, "}");
    }
    fprintf(w->file, " ); };\n");
}

static const range_t leader_keys[] = {{"orientation", -1, 1}, {"approval", 0, 1}, {NULL, 0, 0}};
static const range_t approval_keys[] = {{"mean", 0.2, 0.6},          {"inertia", 0.3, 3},
                                        {"volatility", 0, 0.3},      {"honeymoon", -0.2, 0.4},
                                        {"cost_of_leading", 0, 0.5}, {NULL, 0, 0}};
static const range_t stance_keys[] = {
    {"initial", -1, 1},  {"inertia", 0.1, 1}, {"volatility", 0, 0.3},        {"jolt", 0, 1},
    {"grievance", 0, 1}, {"diversion", 0, 2}, {"diversion_below", 0.2, 0.6}, {NULL, 0, 0}};
static const range_t weight_keys[] = {{"leader", 0.1, 1},    {"public", 0, 1},
                                      {"reciprocity", 0, 1}, {"necessity", 0, 1},
                                      {"commitment", 0, 2},  {NULL, 0, 0}};
static const range_t memory_keys[] = {{"initial", 0, 1},       {"fast", 0.1, 1},
                                      {"slow", 2, 10},         {"slow_share", 0, 1},
                                      {"backlash", -0.5, 0.5}, {NULL, 0, 0}};
static const range_t retaliation_keys[] = {
    {"propensity", 0, 2}, {"ladder", 0, 1}, {"threshold", 0, 0.2}, {"delay", 0, 0.5}, {NULL, 0, 0}};

static void put_state(writer_t *w, size_t index) {
    size_t part = STATES + index;
    fprintf(w->file, "{ name = \"%s\"; leader = { name = \"x\"; ", w->recipe->states[index]);
    put_all(w, part, leader_keys);
    fprintf(w->file, "};\n");
    put_group(w, part, "approval", approval_keys);
    fprintf(w->file, "stance = { ");
    put_all(w, part, stance_keys);
    put_group(w, part, "weights", weight_keys);
    fprintf(w->file, "};\n");
    put_group(w, part, "memory", memory_keys);
    fprintf(w->file, "retaliation = { ");
    put_all(w, part, retaliation_keys);
    put_map(w, part, "hits", "d", w->domains, 0, 2);
    fprintf(w->file, "};\n");
    put_succession(w, part);
    put_public(w, part);
    fprintf(w->file, "}");
}

/* What is drawn of every institution; what can be switched off is not among them. */
static const range_t institution_keys[] = {
    {"cadence", 0.5, 4},        {"phase", 0, 0.24},   {"insulation", 0, 1},
    {"level", -1, 1},           {"adapt", 0, 0.5},    {"fade", 0.5, 5},
    {"threshold", -0.3, 0.5},   {"slope", 0, 6},      {"suspend_below", -0.5, 0.3},
    {"resume_above", 0.3, 0.6}, {"patience", 0, 0.5}, {NULL, 0, 0}};
static const range_t negotiation_keys[] = {{"years", 0.3, 2}, {"hurdle", -0.8, 0.2}, {NULL, 0, 0}};

static void put_institution(writer_t *w, size_t index, bool placebo) {
    static const char *const statuses[] = {"active", "active", "negotiating", "suspended",
                                           "absent"};
    size_t part = placebo ? PLACEBO : INSTITUTIONS;
    support_institutions_t how = w->recipe->institutions;
    bool unbuilt = how == SUPPORT_INSTITUTIONS_UNBUILT;
    bool unbound = how == SUPPORT_INSTITUTIONS_UNBOUND || placebo;
    if (placebo) {
        fprintf(w->file, "{ name = \"placebo\"; status = \"active\"; ");
    } else {
        fprintf(w->file, "{ name = \"i%zu\"; status = \"%s\"; ", index,
                statuses[support_pick(&w->chance[part], 5)]);
    }
    put_all(w, part, institution_keys);
    put(w, part, "binding", 0, unbound ? 0 : 0.6);
    put(w, part, "habit", 0, unbuilt ? 0 : 1);
    put(w, part, "build", 0, unbuilt ? 0 : 0.5);
    put(w, part, "miss_cost", 0, unbuilt ? 0 : 0.3);
    put_map(w, part, "support", "v", w->drivers, -0.5, 0.5);
    put_map(w, part, "coverage", "d", w->domains, 0, unbound ? 0 : 0.6);
    put_group(w, part, "negotiation", negotiation_keys);
    fprintf(w->file, "}");
}

static void put_institutions(writer_t *w) {
    fprintf(w->file, "institutions = ( ");
    size_t count = w->recipe->institutions == SUPPORT_INSTITUTIONS_NONE ? 0 : w->institutions;
    for (size_t i = 0; i < count; i++) {
        fprintf(w->file, "%s", i > 0 ? ", " : "");
        put_institution(w, i, false);
    }
    if (w->recipe->placebo) {
        fprintf(w->file, "%s", count > 0 ? ", " : "");
        put_institution(w, 0, true);
    }
    fprintf(w->file, " );\n");
}

static void put_shocks(writer_t *w) {
    static const char *const severities[] = {
        "distribution = \"beta\"; a = 1.5; b = 4.0;",
        "distribution = \"uniform\"; low = 0.1; high = 0.9;",
        "distribution = \"fixed\"; value = 0.4;",
        "distribution = \"lognormal\"; median = 0.2; sigma = 0.7; cap = 1.0;",
        "distribution = \"empirical\"; values = [0.1, 0.15, 0.3, 0.8];"};
    fprintf(w->file, "shocks = ( ");
    if (w->recipe->idle) {
        fprintf(w->file, "{ name = \"idle\"; by = \"BBB\"; rate = 0.0; "
                         "severity = { distribution = \"fixed\"; value = 1.0; }; }, ");
    }
    for (size_t k = 0; k < 3; k++) {
        fprintf(w->file, "%s{ name = \"k%zu\"; by = \"%s\"; severity = { %s }; ", k > 0 ? ", " : "",
                k, w->recipe->states[support_pick(&w->chance[SHOCKS], 2)],
                severities[support_pick(&w->chance[SHOCKS], 5)]);
        put(w, SHOCKS, "rate", 0, 3);
        put(w, SHOCKS, "opportunism", 0, 2);
        put_map(w, SHOCKS, "hits", "d", w->domains, 0, 2);
        fprintf(w->file, "}");
    }
    fprintf(w->file, " );\n");
}

/* One effect of a kind that institutions have no part in. */
static void put_effect(writer_t *w) {
    const char *state = w->recipe->states[support_pick(&w->chance[EVENTS], 2)];
    static const char *const shifted[] = {"stance", "approval", "public", "leader"};
    double x = support_between(&w->chance[EVENTS], -0.5, 0.5);
    double y = support_chance(&w->chance[EVENTS]);
    switch (support_pick(&w->chance[EVENTS], 6)) {
    case 0:
        fprintf(w->file, "{ type = \"leader\"; state = \"%s\"; orientation = %.6f; }", state, x);
        break;
    case 1:
        fprintf(w->file,
                "{ type = \"shock\"; by = \"%s\"; severity = %.6f; hits = { d0 = 1.0; }; }", state,
                y);
        break;
    case 2:
        fprintf(w->file, "{ type = \"reconcile\"; share = %.6f; state = \"%s\"; }", y, state);
        break;
    case 3:
        fprintf(w->file, "{ type = \"baseline\"; driver = \"v0\"; to = %.6f; over_years = %.6f; }",
                y, 2 * y);
        break;
    case 4:
        fprintf(w->file, "{ type = \"shift\"; variable = \"domain.d0\"; by = %.6f; }", x);
        break;
    default:
        fprintf(w->file, "{ type = \"shift\"; variable = \"%s.%s\"; by = %.6f; }",
                shifted[support_pick(&w->chance[EVENTS], 4)], state, x);
        break;
    }
}

static void put_event(writer_t *w, size_t index, const char *timing) {
    fprintf(w->file, "{ name = \"e%zu\"; %s effects = ( ", index, timing);
    put_effect(w);
    fprintf(w->file, ", ");
    put_effect(w);
    fprintf(w->file, " ); }, ");
}

/* Events that act on an institution, by date and by condition. */
static void put_institution_events(writer_t *w) {
    static const char *const actions[] = {"propose", "establish", "suspend", "resume", "terminate"};
    for (size_t i = 0; i < w->institutions; i++) {
        size_t action = support_pick(&w->chance[ACTIONS], 5);
        fprintf(w->file,
                "{ name = \"j%zu\"; once = false; rest_years = 0.3; when = { variable = "
                "\"health\"; below = %zu.0; }; effects = ( { type = \"institution\"; name = "
                "\"i%zu\"; action = \"%s\"; } ); }, ",
                i, 30 + 10 * action, i, actions[action]);
    }
}

static void put_events(writer_t *w) {
    char when[200];
    fprintf(w->file, "events = ( ");
    if (w->recipe->idle) {
        fprintf(w->file, "{ name = \"idle\"; rate = 3.0; probability = 0.5; effects = ( "
                         "{ type = \"reconcile\"; share = 0.0; } ); }, ");
    }
    put_event(w, 0, "at = \"2020-10\";");
    put_event(w, 1, "from = \"2019-05\"; every_years = 0.4; probability = 0.6;");
    put_event(w, 2, "rate = 0.7;");
    (void)snprintf(when, sizeof when,
                   "once = false; rest_years = 0.25; when = { variable = \"stance.%s\"; "
                   "below = 0.0; for_years = 0.25; };",
                   w->recipe->states[support_pick(&w->chance[EVENTS], 2)]);
    put_event(w, 3, when);
    if (w->recipe->institutions != SUPPORT_INSTITUTIONS_NONE) {
        put_institution_events(w);
    }
    fprintf(w->file,
            "{ name = \"last\"; at = \"2021-02\"; effects = ( { type = \"parameter\"; path = "
            "\"states.%s.stance.weights.leader\"; to = 0.9; } ); } );\n",
            w->recipe->states[1]);
}

static void put_poll(writer_t *w) {
    fprintf(w->file,
            "polls = ( %s{ name = \"p\"; intercept = -0.2; terms = ( { variable = \"public.%s\"; "
            "weight = 2.0; }, { variable = \"health\"; weight = 0.01; } ); } );\n",
            w->recipe->idle ? "{ name = \"idle\"; intercept = 0.0; terms = ( { variable = "
                              "\"driver.idle\"; weight = 1.0; } ); }, "
                            : "",
            w->recipe->states[0]);
}

static void put_states(writer_t *w) {
    size_t first = w->recipe->swapped ? 1 : 0;
    fprintf(w->file, "states = ( ");
    put_state(w, first);
    fprintf(w->file, ", ");
    put_state(w, 1 - first);
    fprintf(w->file, " );\n");
}

char *support_generate(const support_recipe_t *recipe) {
    writer_t w = {.recipe = recipe};
    char *text = NULL;
    size_t size = 0;
    for (size_t part = 0; part < PARTS; part++) {
        w.chance[part].state = recipe->seed * 1000 + part;
        (void)support_chance(&w.chance[part]);
    }
    w.domains = 1 + support_pick(&w.chance[FRAME], MOST_DOMAINS);
    w.drivers = 1 + support_pick(&w.chance[FRAME], MOST_DRIVERS);
    w.institutions = 1 + support_pick(&w.chance[FRAME], MOST_INSTITUTIONS);
    w.file = open_memstream(&text, &size);
    assert_non_null(w.file);
    put_frame(&w);
    put_health_and_domains(&w);
    put_drivers(&w);
    put_states(&w);
    put_institutions(&w);
    put_shocks(&w);
    put_events(&w);
    put_poll(&w);
    assert_int_equal(fclose(w.file), 0);
    return text;
}
