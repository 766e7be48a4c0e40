/*
 * The key table against the key listing of the scenario format: every key it lists exists with its
 * type, need and default, and there is none that it does not list.
 */
#include "scenario/keys.h"

#include "support/close.h"

#include <string.h>

/* What the listing says of a key: must be given, has a default, or is needed at times only. */
typedef enum { REQUIRED, DEFAULT, AT_TIMES } need_t;

typedef struct {
    const char *path;
    ent_key_type_t type;
    need_t need;
    double fallback; /* of numbers and booleans with a default */
} row_t;

#define REAL(path)                                                                                 \
    { path, ENT_KEY_REAL, REQUIRED, 0 }
#define REAL_OR(path, fallback)                                                                    \
    { path, ENT_KEY_REAL, DEFAULT, fallback }
#define REAL_AT_TIMES(path)                                                                        \
    { path, ENT_KEY_REAL, AT_TIMES, 0 }
#define NAMED {"name", ENT_KEY_NAME, REQUIRED, 0}, TITLED
#define TITLED                                                                                     \
    { "title", ENT_KEY_TEXT, DEFAULT, 0 }
#define MAP(path)                                                                                  \
    { path, ENT_KEY_MAP, DEFAULT, 0 }
#define LIST(path)                                                                                 \
    { path, ENT_KEY_LIST, DEFAULT, 0 }
#define ENABLED                                                                                    \
    { "enabled", ENT_KEY_BOOLEAN, DEFAULT, 1 }
#define TYPE                                                                                       \
    { "type", ENT_KEY_CHOICE, REQUIRED, 0 }

static const row_t scenario[] = {
    {"title", ENT_KEY_TEXT, DEFAULT, 0},
    {"description", ENT_KEY_TEXT, DEFAULT, 0},
    {"question", ENT_KEY_TEXT, DEFAULT, 0},
    {"topic", ENT_KEY_TEXT, DEFAULT, 0},
    {"claims", ENT_KEY_TEXT, DEFAULT, 0},
    {"sources", ENT_KEY_TEXT, DEFAULT, 0},
    {"evidence", ENT_KEY_CHOICE, DEFAULT, 0},
    {"extends", ENT_KEY_TEXT, DEFAULT, 0},
    {"format_version", ENT_KEY_INTEGER, DEFAULT, 1},
    {"start", ENT_KEY_DATE, REQUIRED, 0},
    REAL("years"),
    {"step", ENT_KEY_CHOICE, REQUIRED, 0},
    {"domains", ENT_KEY_LIST, REQUIRED, 0},
    REAL("health.initial"),
    REAL("health.public_weight"),
    REAL("health.rise"),
    REAL("health.fall"),
    REAL("health.shield_health"),
    REAL("health.shield_commitment"),
    LIST("drivers"),
    {"states", ENT_KEY_LIST, REQUIRED, 0},
    {"institution_defaults", ENT_KEY_GROUP, DEFAULT, 0},
    LIST("institutions"),
    LIST("shocks"),
    LIST("events"),
    {"event_record", ENT_KEY_GROUP, DEFAULT, 0},
    LIST("polls"),
    {"hindcast.train_from", ENT_KEY_DATE, DEFAULT, 0},
    {"hindcast.train_until", ENT_KEY_DATE, DEFAULT, 0},
    LIST("anchors"),
};

static const row_t domain[] = {
    NAMED,
    REAL("weight"),
    REAL("inertia"),
    REAL_OR("autonomy", 0),
    REAL_OR("base", 0),
    REAL_OR("initial", 0),
    {"contact", ENT_KEY_BOOLEAN, DEFAULT, 0},
    {"crisis", ENT_KEY_BOOLEAN, DEFAULT, 0},
};

static const row_t driver[] = {
    NAMED,       ENABLED,     REAL("level"),   REAL("inertia"), REAL("volatility"),
    MAP("pull"), MAP("need"), MAP("reaction"),
};

static const row_t state_keys[] = {
    NAMED,
    {"leader.name", ENT_KEY_TEXT, REQUIRED, 0},
    REAL("leader.orientation"),
    REAL("leader.approval"),
    REAL("approval.mean"),
    REAL("approval.inertia"),
    REAL("approval.volatility"),
    REAL("approval.honeymoon"),
    REAL("approval.cost_of_leading"),
    REAL("stance.initial"),
    REAL("stance.inertia"),
    REAL("stance.volatility"),
    REAL("stance.jolt"),
    REAL("stance.grievance"),
    REAL("stance.diversion"),
    REAL("stance.diversion_below"),
    REAL("stance.weights.leader"),
    REAL("stance.weights.public"),
    REAL("stance.weights.reciprocity"),
    REAL("stance.weights.necessity"),
    REAL("stance.weights.commitment"),
    {"succession.mode", ENT_KEY_CHOICE, REQUIRED, 0},
    {"succession.next", ENT_KEY_DATE, AT_TIMES, 0},
    REAL_AT_TIMES("succession.term_years"),
    REAL_OR("succession.turnover_rate", 0),
    REAL_OR("succession.sensitivity", 0),
    REAL_OR("succession.continuity", 0),
    REAL_OR("succession.electorate", 0),
    {"succession.pool", ENT_KEY_LIST, AT_TIMES, 0},
    REAL("memory.initial"),
    REAL("memory.fast"),
    REAL("memory.slow"),
    REAL("memory.slow_share"),
    REAL_OR("memory.backlash", 0),
    REAL("retaliation.propensity"),
    REAL("retaliation.ladder"),
    REAL_OR("retaliation.threshold", 0.05),
    REAL_OR("retaliation.delay", 1.0 / 12.0),
    MAP("retaliation.hits"),
    {"public.shares_at", ENT_KEY_DATE, DEFAULT, 0},
    REAL("public.inertia"),
    REAL("public.volatility"),
    REAL_AT_TIMES("public.contact"),
    REAL_AT_TIMES("public.cue"),
    REAL_AT_TIMES("public.partner"),
    {"public.cohorts", ENT_KEY_LIST, REQUIRED, 0},
};

static const row_t leader_type[] = {
    {"name", ENT_KEY_NAME, REQUIRED, 0}, REAL("weight"), REAL("orientation"), REAL("spread")};

static const row_t cohort[] = {
    {"name", ENT_KEY_NAME, REQUIRED, 0},
    REAL("share"),
    REAL_OR("trend", 0),
    REAL_OR("voice", 1),
    REAL("base"),
    REAL("memory"),
    {"initial", ENT_KEY_REAL, DEFAULT, 0},
    {"contact", ENT_KEY_REAL, DEFAULT, 0},
    {"cue", ENT_KEY_REAL, DEFAULT, 0},
    {"partner", ENT_KEY_REAL, DEFAULT, 0},
};

static const row_t institution[] = {
    NAMED,
    ENABLED,
    {"status", ENT_KEY_CHOICE, DEFAULT, 0},
    MAP("coverage"),
    REAL("cadence"),
    REAL_OR("phase", 0),
    REAL("insulation"),
    REAL("binding"),
    REAL("level"),
    REAL_OR("adapt", 0),
    REAL("habit"),
    REAL("build"),
    REAL("fade"),
    REAL("threshold"),
    REAL("slope"),
    REAL_OR("miss_cost", 0),
    REAL("suspend_below"),
    REAL("resume_above"),
    REAL("patience"),
    REAL_AT_TIMES("negotiation.years"),
    REAL_AT_TIMES("negotiation.hurdle"),
    MAP("support"),
};

static const row_t shock[] = {
    NAMED,
    ENABLED,
    {"by", ENT_KEY_REFER, REQUIRED, 0},
    REAL("rate"),
    REAL_OR("opportunism", 0),
    {"severity", ENT_KEY_GROUP, REQUIRED, 0},
    MAP("hits"),
};

static const row_t severity[] = {
    {"distribution", ENT_KEY_CHOICE, REQUIRED, 0},
    REAL_AT_TIMES("a"),
    REAL_AT_TIMES("b"),
    REAL_AT_TIMES("low"),
    REAL_AT_TIMES("high"),
    REAL_AT_TIMES("value"),
    REAL_AT_TIMES("median"),
    REAL_AT_TIMES("sigma"),
    REAL_AT_TIMES("cap"),
    {"values", ENT_KEY_VALUES, AT_TIMES, 0},
};

static const row_t event[] = {
    NAMED,
    ENABLED,
    {"at", ENT_KEY_DATE, AT_TIMES, 0},
    {"from", ENT_KEY_DATE, AT_TIMES, 0},
    REAL_AT_TIMES("every_years"),
    REAL_AT_TIMES("rate"),
    {"when.variable", ENT_KEY_TEXT, AT_TIMES, 0},
    REAL_AT_TIMES("when.below"),
    REAL_AT_TIMES("when.above"),
    {"when.for_years", ENT_KEY_REAL, DEFAULT, 0},
    {"once", ENT_KEY_BOOLEAN, DEFAULT, 1},
    REAL_OR("rest_years", 1),
    REAL_OR("probability", 1),
    {"effects", ENT_KEY_LIST, REQUIRED, 0},
};

static const row_t effect[] = {TYPE};
static const row_t leader_effect[] = {TYPE,
                                      {"state", ENT_KEY_REFER, REQUIRED, 0},
                                      {"name", ENT_KEY_TEXT, DEFAULT, 0},
                                      REAL("orientation"),
                                      {"approval", ENT_KEY_REAL, DEFAULT, 0}};
static const row_t shock_effect[] = {
    TYPE, {"by", ENT_KEY_REFER, REQUIRED, 0}, REAL("severity"), MAP("hits")};
static const row_t reconcile[] = {TYPE, REAL("share"), {"state", ENT_KEY_REFER, DEFAULT, 0}};
static const row_t shift[] = {TYPE, {"variable", ENT_KEY_TEXT, REQUIRED, 0}, REAL("by")};
static const row_t baseline[] = {
    TYPE, {"driver", ENT_KEY_REFER, REQUIRED, 0}, REAL("to"), REAL("over_years")};
static const row_t institution_effect[] = {
    TYPE, {"name", ENT_KEY_REFER, REQUIRED, 0}, {"action", ENT_KEY_CHOICE, REQUIRED, 0}};
static const row_t parameter[] = {TYPE, {"path", ENT_KEY_TEXT, REQUIRED, 0}, REAL("to")};

static const row_t poll[] = {NAMED,
                             ENABLED,
                             {"house", ENT_KEY_TEXT, DEFAULT, 0},
                             {"mode", ENT_KEY_TEXT, DEFAULT, 0},
                             {"measures", ENT_KEY_CHOICE, DEFAULT, 0},
                             {"respondent", ENT_KEY_REFER, DEFAULT, 0},
                             REAL("intercept"),
                             {"terms", ENT_KEY_LIST, REQUIRED, 0},
                             {"series", ENT_KEY_TEXT, DEFAULT, 0},
                             REAL_OR("noise", 0.15),
                             REAL_OR("prior.intercept_sd", 1),
                             REAL_OR("prior.slope_sd", 0.5),
                             {"like", ENT_KEY_REFER, DEFAULT, 0}};
static const row_t term[] = {{"variable", ENT_KEY_TEXT, REQUIRED, 0}, REAL("weight")};
static const row_t anchor[] = {REAL("health"), {"title", ENT_KEY_TEXT, REQUIRED, 0}};

/* "Event records in a spreadsheet". */
static const row_t record[] = {
    {"file", ENT_KEY_TEXT, REQUIRED, 0},   {"enabled", ENT_KEY_BOOLEAN, DEFAULT, 1},
    {"from", ENT_KEY_DATE, DEFAULT, 0},    {"until", ENT_KEY_DATE, DEFAULT, 0},
    {"ignore", ENT_KEY_WORDS, DEFAULT, 0}, {"others", ENT_KEY_WORDS, DEFAULT, 0},
    {"rules", ENT_KEY_LIST, REQUIRED, 0},
};
static const row_t record_rule[] = {{"type", ENT_KEY_TEXT, REQUIRED, 0},
                                    REAL_OR("at_least", 0),
                                    REAL_OR("below", 2),
                                    {"effects", ENT_KEY_LIST, REQUIRED, 0}};
static const row_t record_effect[] = {REAL_AT_TIMES("severity_scale")};

/* "Sweep files" of the reference. */
static const row_t sweep[] = {{"title", ENT_KEY_TEXT, DEFAULT, 0},
                              {"question", ENT_KEY_TEXT, DEFAULT, 0},
                              {"description", ENT_KEY_TEXT, DEFAULT, 0},
                              {"scenarios", ENT_KEY_WORDS, REQUIRED, 0},
                              {"set", ENT_KEY_WORDS, DEFAULT, 0},
                              {"factors", ENT_KEY_LIST, REQUIRED, 0},
                              {"design.method", ENT_KEY_CHOICE, REQUIRED, 0},
                              {"design.points", ENT_KEY_INTEGER, AT_TIMES, 0},
                              {"design.trajectories", ENT_KEY_INTEGER, AT_TIMES, 0},
                              {"design.grid", ENT_KEY_INTEGER, DEFAULT, 4},
                              {"design.second_order", ENT_KEY_BOOLEAN, DEFAULT, 0},
                              {"design.file", ENT_KEY_TEXT, AT_TIMES, 0},
                              {"members", ENT_KEY_WHOLE, DEFAULT, 1000},
                              {"seed", ENT_KEY_WHOLE, DEFAULT, 1},
                              REAL_OR("falls", 10),
                              {"metrics", ENT_KEY_WORDS, DEFAULT, 0}};
static const row_t factor[] = {{"name", ENT_KEY_TEXT, DEFAULT, 0},
                               {"title", ENT_KEY_TEXT, DEFAULT, 0},
                               {"path", ENT_KEY_TEXT, AT_TIMES, 0},
                               {"paths", ENT_KEY_WORDS, AT_TIMES, 0},
                               {"apply", ENT_KEY_CHOICE, DEFAULT, 0},
                               {"distribution", ENT_KEY_CHOICE, DEFAULT, 0},
                               REAL_AT_TIMES("low"),
                               REAL_AT_TIMES("high"),
                               REAL_AT_TIMES("mode"),
                               REAL_AT_TIMES("mean"),
                               REAL_AT_TIMES("sd"),
                               {"values", ENT_KEY_VALUES, DEFAULT, 0},
                               {"levels", ENT_KEY_INTEGER, DEFAULT, 3}};

#define SCOPE(rows)                                                                                \
    { rows, sizeof(rows) / sizeof(rows)[0] }

static const struct {
    const row_t *rows;
    size_t count;
} scopes[ENT_SCOPE_COUNT] = {
    [ENT_SCOPE_SCENARIO] = SCOPE(scenario),
    [ENT_SCOPE_DOMAIN] = SCOPE(domain),
    [ENT_SCOPE_DRIVER] = SCOPE(driver),
    [ENT_SCOPE_STATE] = SCOPE(state_keys),
    [ENT_SCOPE_LEADER_TYPE] = SCOPE(leader_type),
    [ENT_SCOPE_COHORT] = SCOPE(cohort),
    [ENT_SCOPE_INSTITUTION] = SCOPE(institution),
    [ENT_SCOPE_SHOCK] = SCOPE(shock),
    [ENT_SCOPE_SEVERITY] = SCOPE(severity),
    [ENT_SCOPE_EVENT] = SCOPE(event),
    [ENT_SCOPE_EFFECT] = SCOPE(effect),
    [ENT_SCOPE_EFFECT_LEADER] = SCOPE(leader_effect),
    [ENT_SCOPE_EFFECT_SHOCK] = SCOPE(shock_effect),
    [ENT_SCOPE_EFFECT_RECONCILE] = SCOPE(reconcile),
    [ENT_SCOPE_EFFECT_SHIFT] = SCOPE(shift),
    [ENT_SCOPE_EFFECT_BASELINE] = SCOPE(baseline),
    [ENT_SCOPE_EFFECT_INSTITUTION] = SCOPE(institution_effect),
    [ENT_SCOPE_EFFECT_PARAMETER] = SCOPE(parameter),
    [ENT_SCOPE_POLL] = SCOPE(poll),
    [ENT_SCOPE_TERM] = SCOPE(term),
    [ENT_SCOPE_ANCHOR] = SCOPE(anchor),
    [ENT_SCOPE_RECORD] = SCOPE(record),
    [ENT_SCOPE_RECORD_RULE] = SCOPE(record_rule),
    [ENT_SCOPE_RECORD_EFFECT] = SCOPE(record_effect),
    [ENT_SCOPE_SWEEP] = SCOPE(sweep),
    [ENT_SCOPE_FACTOR] = SCOPE(factor),
};

static void assert_listed(ent_scope_t scope, const row_t *row) {
    static const ent_need_t needs[] = {[REQUIRED] = ENT_NEED_REQUIRED,
                                       [DEFAULT] = ENT_NEED_DEFAULT,
                                       [AT_TIMES] = ENT_NEED_IF_USED};
    const ent_key_t *key = ent_key_find(scope, row->path);
    if (key == NULL) {
        fail_msg("%s%s is missing in the table", ent_scope_prefix(scope), row->path);
        return;
    }
    if (key->type != row->type || key->need != needs[row->need]) {
        fail_msg("%s%s differs in type or need", ent_scope_prefix(scope), row->path);
    }
    if (key->fallback_text == NULL) {
        assert_same(key->fallback, row->fallback);
    }
}

static void every_listed_key_is_in_the_table(void **state) {
    (void)state;
    for (int scope = 0; scope < ENT_SCOPE_COUNT; scope++) {
        for (size_t i = 0; i < scopes[scope].count; i++) {
            assert_listed((ent_scope_t)scope, &scopes[scope].rows[i]);
        }
    }
}

static void the_table_has_no_key_that_is_not_listed(void **state) {
    (void)state;
    for (int scope = 0; scope < ENT_SCOPE_COUNT; scope++) {
        size_t count = 0;
        (void)ent_keys((ent_scope_t)scope, &count);
        if (count != scopes[scope].count) {
            fail_msg("%s has %zu keys, the listing %zu", ent_scope_prefix((ent_scope_t)scope),
                     count, scopes[scope].count);
        }
    }
}

typedef struct {
    ent_scope_t scope;
    const char *path, *words;
} words_t;

static void choices_are_those_of_the_listing(void **state) {
    (void)state;
    static const words_t rows[] = {
        {ENT_SCOPE_SCENARIO, "step", "week month quarter "},
        {ENT_SCOPE_SCENARIO, "evidence", "evidence judgement deep uncertainty "},
        {ENT_SCOPE_STATE, "succession.mode", "none hazard term "},
        {ENT_SCOPE_INSTITUTION, "status", "absent negotiating active suspended ended "},
        {ENT_SCOPE_SEVERITY, "distribution", "beta uniform fixed lognormal empirical "},
        {ENT_SCOPE_EFFECT, "type", "leader shock reconcile shift baseline institution parameter "},
        {ENT_SCOPE_EFFECT_INSTITUTION, "action", "propose establish suspend resume terminate "},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const ent_key_t *key = ent_key_find(rows[i].scope, rows[i].path);
        char words[200] = "";
        for (size_t k = 0; key->choices[k] != NULL; k++) {
            strcat(strcat(words, key->choices[k]), " ");
        }
        assert_string_equal(words, rows[i].words);
    }
}

/* Sizes the listing gives: domains 1–12, exactly two states, institutions 0–32, anchors 0–12. */
static void lists_hold_as_many_as_the_listing_says(void **state) {
    (void)state;
    static const struct {
        const char *path;
        size_t least, most;
    } rows[] = {{"domains", 1, 12}, {"states", 2, 2}, {"institutions", 0, 32}, {"anchors", 0, 12}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const ent_key_t *key = ent_key_find(ENT_SCOPE_SCENARIO, rows[i].path);
        assert_int_equal(key->least, rows[i].least);
        assert_int_equal(key->most, rows[i].most);
    }
}

/* "The keyed lists (domains, drivers, …) merge by `name`"; the others are replaced. */
static void the_lists_the_format_names_are_keyed(void **state) {
    (void)state;
    const char *const keyed[] = {"domains", "drivers", "states", "institutions",
                                 "shocks",  "events",  "polls"};
    for (size_t i = 0; i < sizeof keyed / sizeof keyed[0]; i++) {
        assert_true(ent_key_find(ENT_SCOPE_SCENARIO, keyed[i])->keyed);
    }
    assert_true(ent_key_find(ENT_SCOPE_STATE, "succession.pool")->keyed);
    assert_true(ent_key_find(ENT_SCOPE_STATE, "public.cohorts")->keyed);
    assert_false(ent_key_find(ENT_SCOPE_EVENT, "effects")->keyed);
    assert_false(ent_key_find(ENT_SCOPE_POLL, "terms")->keyed);
    assert_false(ent_key_find(ENT_SCOPE_SCENARIO, "anchors")->keyed);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_listed_key_is_in_the_table),
        cmocka_unit_test(the_table_has_no_key_that_is_not_listed),
        cmocka_unit_test(choices_are_those_of_the_listing),
        cmocka_unit_test(lists_hold_as_many_as_the_listing_says),
        cmocka_unit_test(the_lists_the_format_names_are_keyed),
    };
    return cmocka_run_group_tests_name("keys listing", tests, NULL, NULL);
}
