/* Keys of institutions, shocks, events and their effects. */
#include "scenario/keys_tables.h"

static const char *const status_words[] = {"absent",    "negotiating", "active",
                                           "suspended", "ended",       NULL};
static const char *const distribution_words[] = {"beta",      "uniform",   "fixed",
                                                 "lognormal", "empirical", NULL};
static const char *const effect_words[] = {"leader",   "shock",       "reconcile", "shift",
                                           "baseline", "institution", "parameter", NULL};
static const char *const action_words[] = {"propose", "establish", "suspend",
                                           "resume",  "terminate", NULL};

#define ROW ent_institution_t
const ent_key_t ent_institution_keys[] = {
    {ENT_NAME("name", name), .help = "an institution, such as 2+2"},
    {ENT_TEXT("title", title), ENT_DEFAULT_AS("name"), .help = "for tables and figures"},
    {ENT_ENABLED},
    {ENT_CHOICE("status", status, status_words), ENT_DEFAULT_AS("absent"), .at_start = true,
     .help = "at the start"},
    {ENT_MAP("coverage", coverage, "domains", "share", 0, 1),
     ENT_DEEP("an institutional channel: 0 switches it off"),
     .help = "part of a domain's cooperation it carries, by domain"},
    {ENT_REAL("cadence", cadence, "per year", 0, 52), ENT_REQUIRED, .at_start = true,
     ENT_EVIDENCE("calendars of the bodies that exist"), .help = "meetings per year; 0 for none"},
    {ENT_REAL("phase", phase, "years", 0, 1000), ENT_DEFAULT(0), .at_start = true,
     ENT_JUDGEMENT("spreads the calendar"), .help = "time from the start to the first meeting"},
    {ENT_REAL("insulation", insulation, "share", 0, 1), ENT_REQUIRED,
     ENT_EVIDENCE("interruptions per year: ad hoc 0.25, working level 0.08, legal 0.025"),
     .help = "how far meetings do not depend on leaders"},
    {ENT_REAL("binding", binding, "share", 0, 1), ENT_REQUIRED,
     ENT_DEEP("an institutional channel: 0 switches it off"),
     .help = "how far it commits governments"},
    {ENT_REAL("level", level, "-1..1", -1, 1), ENT_REQUIRED, .at_start = true,
     ENT_DEEP("no estimate exists"), .help = "the cooperation it holds to"},
    {ENT_REAL("adapt", adapt, "share", 0, 1), ENT_DEFAULT(0), ENT_DEEP("no estimate exists"),
     .help = "how far a meeting moves that level to what has been achieved"},
    {ENT_REAL("habit", habit, "0..1", 0, 1), ENT_REQUIRED,
     ENT_JUDGEMENT("age and regularity of the body"),
     .help = "habit at the start, and least habit when established"},
    {ENT_REAL("build", build, "share", 0, 1), ENT_REQUIRED,
     ENT_DEEP("0.01 to 0.08 a meeting; an institutional channel, 0 switches it off"),
     .help = "habit gained by a meeting, of what is missing"},
    {ENT_TIME("fade", fade), ENT_REQUIRED, ENT_DEEP("half-life 6 to 36 months"),
     .help = "time constant at which habit fades"},
    {ENT_REAL("threshold", threshold, "openness", -10, 10), ENT_REQUIRED,
     ENT_DEEP("no estimate exists"), .help = "openness at which a meeting is as likely as not"},
    {ENT_REAL("slope", slope, "per unit", 0, 1000), ENT_REQUIRED, ENT_DEEP("no estimate exists"),
     .help = "how sharply openness decides"},
    {ENT_REAL("miss_cost", miss_cost, "per unit", 0, 1), ENT_DEFAULT(0),
     ENT_DEEP("a missed meeting costs more than none due; no estimate"),
     .help = "fall of a covered domain when a meeting is missed"},
    {ENT_REAL("suspend_below", suspend_below, "openness", -10, 10), ENT_REQUIRED,
     ENT_JUDGEMENT("from the gaps of 2005, 2009-15, 2012 and 2018-23"),
     .help = "openness below which it comes to be suspended"},
    {ENT_REAL("resume_above", resume_above, "openness", -10, 10), ENT_REQUIRED,
     ENT_JUDGEMENT("repairs took 0.2 to 9 years"),
     .help = "openness above which it comes to be resumed"},
    {ENT_REAL("patience", patience, "years", 0, 100), ENT_REQUIRED,
     ENT_JUDGEMENT("repairs took 0.2 to 9 years"), .help = "how long either must last"},
    {ENT_TIME("negotiation.years", negotiation_years), ENT_IF_USED("it can be negotiated"),
     ENT_JUDGEMENT("adoption 0.02 to 0.15 a year unless a window opens"),
     .help = "years of talks at full goodwill"},
    {ENT_REAL("negotiation.hurdle", negotiation_hurdle, "-1..1", -1, 1),
     ENT_IF_USED("it can be negotiated"),
     ENT_JUDGEMENT("2012: a signing cancelled an hour before, by public protest"),
     .help = "warmth both publics must have for it to be concluded"},
    {ENT_MAP("support", support, "drivers", "per unit", -10, 10),
     ENT_DEEP("brokerage raises repair (November 2019); no size"),
     .help = "openness a driver lends above its middle, by driver"},
};
ENT_KEY_COUNT(institution);
#undef ROW

#define ROW ent_shock_t
const ent_key_t ent_shock_keys[] = {
    {ENT_NAME("name", name), .help = "a kind of incident"},
    {ENT_TEXT("title", title), ENT_DEFAULT_AS("name"), .help = "for tables and figures"},
    {ENT_ENABLED},
    {ENT_REFER("by", by, "states"), ENT_REQUIRED, .help = "the acting state"},
    {ENT_REAL("rate", rate, "per year", 0, 365), ENT_REQUIRED,
     ENT_EVIDENCE("notable 0.3 to 1.5, severe 0.05 to 0.15 a year"),
     .help = "how often, at comfortable approval"},
    {ENT_REAL("opportunism", opportunism, "per unit", 0, 100), ENT_DEFAULT(0),
     ENT_DEEP("multiplier 1 to 2.5; courts and legislatures 0"),
     .help = "how far the actor's low approval makes it likelier"},
    {.path = "severity",
     .type = ENT_KEY_GROUP,
     .unit = "",
     .offset = offsetof(ROW, severity),
     .element = ENT_SCOPE_SEVERITY,
     ENT_REQUIRED,
     .help = "distribution of its severity"},
    {ENT_MAP("hits", hits, "domains", "per unit", 0, 10), ENT_DEEP("no estimate exists"),
     .help = "what it strikes, by domain"},
};
ENT_KEY_COUNT(shock);
#undef ROW

#define ROW ent_severity_t
#define SEVERITY_SOURCE ENT_JUDGEMENT("graded 0 to 1 by hand from a chronology of 195 events")
const ent_key_t ent_severity_keys[] = {
    {ENT_CHOICE("distribution", distribution, distribution_words), ENT_REQUIRED, .at_start = true,
     .help = "of the severity"},
    {ENT_REAL("a", a, "shape", 0.2, 1000), ENT_IF_USED("beta"), SEVERITY_SOURCE,
     .help = "first shape"},
    {ENT_REAL("b", b, "shape", 0.2, 1000), ENT_IF_USED("beta"), SEVERITY_SOURCE,
     .help = "second shape"},
    {ENT_REAL("low", low, "severity", 0, 10), ENT_IF_USED("uniform"), SEVERITY_SOURCE,
     .help = "least"},
    {ENT_REAL("high", high, "severity", 0, 10), ENT_IF_USED("uniform"), SEVERITY_SOURCE,
     .help = "greatest"},
    {ENT_REAL("value", value, "severity", 0, 10), ENT_IF_USED("fixed"), SEVERITY_SOURCE,
     .help = "the only one"},
    {ENT_REAL("median", median, "severity", 0, 10), .above_low = true, ENT_IF_USED("lognormal"),
     SEVERITY_SOURCE, .help = "half are smaller"},
    {ENT_REAL("sigma", sigma, "log units", 0, 3), ENT_IF_USED("lognormal"), SEVERITY_SOURCE,
     .help = "standard deviation of the logarithm"},
    {ENT_REAL("cap", cap, "severity", 0, 10), .above_low = true, ENT_IF_USED("lognormal"),
     SEVERITY_SOURCE, .help = "larger ones are cut to it"},
    {.path = "values",
     .type = ENT_KEY_VALUES,
     .unit = "severity",
     .low = 0,
     .high = 10,
     .offset = offsetof(ROW, values),
     .count_offset = offsetof(ROW, value_count),
     .least = 1,
     .most = ENT_MAX_VALUES,
     ENT_IF_USED("empirical"),
     SEVERITY_SOURCE,
     .at_start = true,
     .help = "observed severities; quantiles are interpolated (type 7)"},
};
ENT_KEY_COUNT(severity);
#undef ROW

#define ROW ent_event_t
const ent_key_t ent_event_keys[] = {
    {ENT_NAME("name", name), .help = "reported in events.csv"},
    {ENT_TEXT("title", title), ENT_DEFAULT_AS("name"), .help = "for tables and figures"},
    {ENT_ENABLED},
    {ENT_DATE("at", at), ENT_IF_USED("it happens once, on a date"),
     .help = "the date; within the horizon"},
    {ENT_DATE("from", from), ENT_IF_USED("every_years"), .help = "the first of its dates"},
    {ENT_REAL("every_years", every_years, "years", 0, 1000), .above_low = true,
     ENT_IF_USED("it recurs on dates"), .at_start = true,
     ENT_JUDGEMENT("the scenario's assumption"), .help = "time between dates; at least a step"},
    {ENT_REAL("rate", rate, "per year", 0, 365), ENT_IF_USED("it happens at random"),
     ENT_JUDGEMENT("the scenario's assumption"), .help = "how often"},
    {ENT_TEXT("when.variable", when_variable), ENT_IF_USED("it waits for a condition"),
     .help = "a recorded variable"},
    {ENT_REAL("when.below", when_threshold, "of the variable", -1000, 1000),
     ENT_IF_USED("when, without above"), ENT_JUDGEMENT("the scenario's assumption"),
     .help = "happens when the variable has stayed below this"},
    {ENT_REAL("when.above", when_threshold, "of the variable", -1000, 1000),
     ENT_IF_USED("when, without below"), ENT_JUDGEMENT("the scenario's assumption"),
     .help = "happens when the variable has stayed above this"},
    {ENT_REAL("when.for_years", for_years, "years", 0, 1000), ENT_DEFAULT_AS("a step"),
     ENT_JUDGEMENT("the scenario's assumption"), .help = "for so long"},
    {ENT_FLAG("once", once), ENT_DEFAULT(1),
     .help = "when: one occasion per member; false for more"},
    {ENT_REAL("rest_years", rest_years, "years", 0, 1000), ENT_DEFAULT(1),
     ENT_JUDGEMENT("the scenario's assumption"),
     .help = "when, repeated: least time between occasions"},
    {ENT_REAL("probability", probability, "probability", 0, 1), ENT_DEFAULT(1),
     ENT_JUDGEMENT("the scenario's assumption"), .help = "that an occasion is taken"},
    {ENT_LIST("effects", effects, effect_count, ENT_SCOPE_EFFECT, ent_effect_t, 0, ENT_MAX_EFFECTS),
     ENT_REQUIRED, .help = "what it does, in this order; none, ( ), only marks its date"},
};
ENT_KEY_COUNT(event);
#undef ROW

#define ROW ent_effect_t
#define EFFECT_TYPE                                                                                \
    { ENT_CHOICE("type", type, effect_words), ENT_REQUIRED, .help = "what the effect does" }

const ent_key_t ent_effect_keys[] = {EFFECT_TYPE};
ENT_KEY_COUNT(effect);

const ent_key_t ent_leader_effect_keys[] = {
    EFFECT_TYPE,
    {ENT_REFER("state", state, "states"), ENT_REQUIRED, .help = "whose leader changes"},
    {ENT_TEXT("name", leader_name), ENT_DEFAULT_AS("empty"), .help = "a type or a person"},
    {ENT_REAL("orientation", orientation, "-1..1", -1, 1), ENT_REQUIRED,
     ENT_JUDGEMENT("the scenario's assumption"), .help = "the new leader's disposition"},
    {ENT_REAL("approval", approval, "share", 0, 1), ENT_DEFAULT_AS("mean and honeymoon"),
     ENT_JUDGEMENT("the scenario's assumption"), .help = "the new leader's approval"},
};
ENT_KEY_COUNT(leader_effect);

const ent_key_t ent_shock_effect_keys[] = {
    EFFECT_TYPE,
    {ENT_REFER("by", state, "states"), ENT_REQUIRED, .help = "the acting state"},
    {ENT_REAL("severity", severity, "severity", 0, 10), ENT_REQUIRED,
     ENT_JUDGEMENT("the scenario's assumption"), .help = "of this incident"},
    {ENT_MAP("hits", hits, "domains", "per unit", 0, 10),
     ENT_JUDGEMENT("the scenario's assumption"), .help = "what it strikes, by domain"},
};
ENT_KEY_COUNT(shock_effect);

const ent_key_t ent_reconcile_effect_keys[] = {
    EFFECT_TYPE,
    {ENT_REAL("share", share, "share", 0, 1), ENT_REQUIRED,
     ENT_JUDGEMENT("the scenario's assumption"), .help = "of grievances laid to rest"},
    {ENT_REFER("state", state, "states"), ENT_DEFAULT_AS("both"), .help = "whose grievances"},
};
ENT_KEY_COUNT(reconcile_effect);

const ent_key_t ent_shift_effect_keys[] = {
    EFFECT_TYPE,
    {ENT_TEXT("variable", variable), ENT_REQUIRED,
     .help = "a domain, stance, approval, public, driver or leader"},
    {ENT_REAL("by", by, "of the variable", -10, 10), ENT_REQUIRED,
     ENT_JUDGEMENT("the scenario's assumption"), .help = "what is added"},
};
ENT_KEY_COUNT(shift_effect);

const ent_key_t ent_baseline_effect_keys[] = {
    EFFECT_TYPE,
    {ENT_REFER("driver", driver, "drivers"), ENT_REQUIRED, .help = "whose baseline moves"},
    {ENT_REAL("to", to, "0..1", 0, 1), ENT_REQUIRED, ENT_JUDGEMENT("the scenario's assumption"),
     .help = "where to"},
    {ENT_REAL("over_years", over_years, "years", 0, 1000), ENT_REQUIRED,
     ENT_JUDGEMENT("the scenario's assumption"), .help = "in equal steps over this time"},
};
ENT_KEY_COUNT(baseline_effect);

const ent_key_t ent_institution_effect_keys[] = {
    EFFECT_TYPE,
    {ENT_REFER("name", institution, "institutions"), ENT_REQUIRED, .help = "which"},
    {ENT_CHOICE("action", action, action_words), ENT_REQUIRED,
     .help = "what is done, where its status allows"},
};
ENT_KEY_COUNT(institution_effect);

const ent_key_t ent_parameter_effect_keys[] = {
    EFFECT_TYPE,
    {ENT_TEXT("path", path), ENT_REQUIRED,
     .help = "a numeric key by name, such as states.KOR.stance.weights.leader"},
    {ENT_REAL("to", to, "of the key", -1e6, 1e6), ENT_REQUIRED,
     ENT_JUDGEMENT("the scenario's assumption"),
     .help = "its value from this step's governments on"},
};
ENT_KEY_COUNT(parameter_effect);
#undef ROW
