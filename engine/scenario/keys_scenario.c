/* Keys of the file itself, its domains, drivers and polls. */
#include "scenario/keys_tables.h"

static const char *const step_words[] = {"week", "month", "quarter", NULL};

#define ROW ent_scenario_t
const ent_key_t ent_scenario_keys[] = {
    {ENT_TEXT("title", title), ENT_DEFAULT_AS("the file's name"),
     .help = "what figures and tables are headed with"},
    {ENT_TEXT("description", description), ENT_DEFAULT_AS("empty"),
     .help = "what the scenario assumes, for readers"},
    {ENT_TEXT("question", question), ENT_DEFAULT_AS("empty"),
     .help = "the question the scenario answers"},
    {.path = "extends",
     .type = ENT_KEY_TEXT,
     .unit = "",
     .offset = ENT_NOWHERE,
     ENT_DEFAULT_AS("none"),
     .help = "a scenario file, relative to this one, to start from"},
    {.path = "format_version",
     .type = ENT_KEY_INTEGER,
     .unit = "",
     .offset = offsetof(ROW, format_version),
     .low = 1,
     .high = ENT_FORMAT_VERSION,
     ENT_DEFAULT(1),
     .at_start = true,
     .help = "version of this language"},
    {ENT_DATE("start", start), ENT_REQUIRED, .help = "the date of the first recorded instant"},
    {ENT_REAL("years", years, "years", 0, 500), .above_low = true, ENT_REQUIRED, .at_start = true,
     .help = "horizon"},
    {ENT_CHOICE("step", step, step_words), ENT_REQUIRED, .at_start = true,
     .help = "length of a step: 1/52, 1/12 or 1/4 of a year"},
    {ENT_LIST("domains", domains, domain_count, ENT_SCOPE_DOMAIN, ent_domain_t, 1, ENT_MAX_DOMAINS),
     ENT_REQUIRED, .keyed = true, .names_are_keys = true,
     .help = "fields of cooperation, one of them marked contact"},
    {ENT_REAL("health.initial", health_initial, "points", 0, 100), ENT_REQUIRED, .at_start = true,
     ENT_JUDGEMENT("anchored to the scale: 1998 warm, 2012 and 2019 strained"),
     .help = "relationship health at the start"},
    {ENT_REAL("health.public_weight", public_weight, "share", 0, 1), ENT_REQUIRED,
     ENT_DEEP("composite weights cannot be estimated; publish components beside the index"),
     .help = "weight of the two publics' warmth in health"},
    {ENT_TIME("health.rise", rise), ENT_REQUIRED,
     ENT_DEEP("slow up, fast down: Slovic; contested by Poortinga & Pidgeon 2004"),
     .help = "time constant of health when it rises"},
    {ENT_TIME("health.fall", fall), ENT_REQUIRED,
     ENT_DEEP("slow up, fast down: Slovic; contested by Poortinga & Pidgeon 2004"),
     .help = "time constant of health when it falls"},
    {ENT_REAL("health.shield_health", shield_health, "share", 0, 1), ENT_REQUIRED,
     ENT_DEEP("no estimate exists"), .help = "share of a shock that full health takes away"},
    {ENT_REAL("health.shield_commitment", shield_commitment, "share", 0, 1), ENT_REQUIRED,
     ENT_DEEP("no estimate exists; an institutional channel, 0 switches it off"),
     .help = "share of a shock that full commitment takes away"},
    {ENT_LIST("drivers", drivers, driver_count, ENT_SCOPE_DRIVER, ent_driver_t, 0, ENT_MAX_DRIVERS),
     ENT_DEFAULT_AS("none"), .keyed = true, .names_are_keys = true,
     .help = "outside influences on both states"},
    {.path = "states",
     .type = ENT_KEY_LIST,
     .unit = "",
     .offset = offsetof(ROW, states),
     .count_offset = ENT_NOWHERE,
     .element = ENT_SCOPE_STATE,
     .element_size = sizeof(ent_state_t),
     .least = ENT_STATES,
     .most = ENT_STATES,
     ENT_REQUIRED,
     .keyed = true,
     .names_are_keys = true,
     .help = "the two states; their order does not matter"},
    {.path = "institution_defaults",
     .type = ENT_KEY_GROUP,
     .unit = "",
     .element = ENT_SCOPE_INSTITUTION,
     .offset = ENT_NOWHERE,
     ENT_DEFAULT_AS("none"),
     .help = "numeric keys for institutions that do not give them"},
    {ENT_LIST("institutions", institutions, institution_count, ENT_SCOPE_INSTITUTION,
              ent_institution_t, 0, ENT_MAX_INSTITUTIONS),
     ENT_DEFAULT_AS("none"), .keyed = true, .help = "what the two states keep together"},
    {ENT_LIST("shocks", shocks, shock_count, ENT_SCOPE_SHOCK, ent_shock_t, 0, ENT_MAX_SHOCKS),
     ENT_DEFAULT_AS("none"), .keyed = true,
     .help = "random incidents by one state against the other"},
    {ENT_LIST("events", events, event_count, ENT_SCOPE_EVENT, ent_event_t, 0, ENT_MAX_EVENTS),
     ENT_DEFAULT_AS("none"), .keyed = true, .help = "things that happen on dates or conditions"},
    {.path = "event_record",
     .type = ENT_KEY_GROUP,
     .unit = "",
     .element = ENT_SCOPE_RECORD,
     .offset = ENT_NOWHERE,
     ENT_DEFAULT_AS("none"),
     .help = "dated events from a spreadsheet; while enabled, nothing arrives or is elected at "
             "random: rates of shocks are 0, succession is off"},
    {ENT_LIST("polls", polls, poll_count, ENT_SCOPE_POLL, ent_poll_t, 0, ENT_MAX_POLLS),
     ENT_DEFAULT_AS("none"), .keyed = true,
     .help = "what surveys would find: observation equations"},
};
ENT_KEY_COUNT(scenario);
#undef ROW

#define ROW ent_domain_t
const ent_key_t ent_domain_keys[] = {
    {ENT_NAME("name", name), .help = "stands as a key in hits, coverage, pull and reaction"},
    {ENT_TEXT("title", title), ENT_DEFAULT_AS("name"), .help = "for tables and figures"},
    {ENT_REAL("weight", weight, "share", 0, 1), ENT_REQUIRED,
     ENT_DEEP("composite weights cannot be estimated; publish components beside the index"),
     .help = "weight in health; all weights and public_weight sum to 1"},
    {ENT_TIME("inertia", inertia), ENT_REQUIRED,
     ENT_JUDGEMENT("trade outlasts quarrels, diplomacy does not (Leeds & Mattes 2022)"),
     .help = "time constant of cooperation in the domain"},
    {ENT_REAL("autonomy", autonomy, "share", 0, 1), ENT_DEFAULT(0),
     ENT_JUDGEMENT("turnover moves policy but not trade (Leeds & Mattes 2022)"),
     .help = "how far firms and people act without governments"},
    {ENT_REAL("base", base, "-1..1", -1, 1), ENT_DEFAULT(0),
     ENT_JUDGEMENT("level of trade and travel in years without a quarrel"),
     .help = "cooperation that firms and people keep by themselves"},
    {ENT_REAL("initial", initial, "-1..1", -1, 1), ENT_DEFAULT(0), .at_start = true,
     ENT_JUDGEMENT("state of affairs at the start date"), .help = "cooperation at the start"},
    {ENT_FLAG("contact", contact), ENT_DEFAULT(0),
     .help = "the domain in which people meet; exactly one is marked"},
    {ENT_FLAG("crisis", crisis), ENT_DEFAULT(0),
     .help = "the domain whose readiness counts in a crisis; at most one"},
};
ENT_KEY_COUNT(domain);
#undef ROW

#define ROW ent_driver_t
const ent_key_t ent_driver_keys[] = {
    {ENT_NAME("name", name), .help = "stands as a key in support"},
    {ENT_TEXT("title", title), ENT_DEFAULT_AS("name"), .help = "for tables and figures"},
    {ENT_ENABLED},
    {ENT_REAL("level", level, "0..1", 0, 1), ENT_REQUIRED, .at_start = true,
     ENT_JUDGEMENT("no scale of threat or commitment is agreed on"),
     .help = "level at the start, and baseline it returns to"},
    {ENT_TIME("inertia", inertia), ENT_REQUIRED,
     ENT_JUDGEMENT("threat perceptions move within a year, commitments within years"),
     .help = "time constant of the return to the baseline"},
    {ENT_REAL("volatility", volatility, "0..1", 0, 1), ENT_REQUIRED,
     ENT_JUDGEMENT("widen it twofold to test the boundary of the model"),
     .help = "stationary standard deviation"},
    {ENT_MAP("pull", pull, "domains", "per unit", -10, 10),
     ENT_DEEP("Cha 1999 gives the sign of US retrenchment, nobody a size"),
     .help = "push on a domain's own level, by domain"},
    {ENT_MAP("need", need, "states", "per unit", -10, 10),
     ENT_JUDGEMENT("threat raises support for security cooperation (Jeong 2025)"),
     .help = "strategic need for the partner it gives a state, by state"},
    {ENT_MAP("reaction", reaction, "domains", "per unit", -10, 10),
     ENT_DEEP("closeness provoking pressure: no elasticity found"),
     .help = "how far cooperation in a domain raises the driver"},
};
ENT_KEY_COUNT(driver);
#undef ROW

#define ROW ent_poll_t
const ent_key_t ent_poll_keys[] = {
    {ENT_NAME("name", name), .help = "reported as poll.NAME"},
    {ENT_TEXT("title", title), ENT_DEFAULT_AS("name"), .help = "for tables and figures"},
    {ENT_ENABLED},
    {ENT_REAL("intercept", intercept, "logits", -100, 100), ENT_REQUIRED,
     ENT_JUDGEMENT("house effects exceed 15 points: one house at one mode is one poll"),
     .help = "logit of the share that answers yes when all terms are 0"},
    {ENT_LIST("terms", terms, term_count, ENT_SCOPE_TERM, ent_poll_term_t, 1, ENT_MAX_TERMS),
     ENT_REQUIRED, .help = "what the answer depends on"},
    {ENT_TEXT("series", series), ENT_DEFAULT_AS("none"),
     .help = "CSV file of the survey it stands for"},
};
ENT_KEY_COUNT(poll);
#undef ROW

#define ROW ent_poll_term_t
const ent_key_t ent_term_keys[] = {
    {ENT_TEXT("variable", variable), ENT_REQUIRED, .help = "a recorded variable"},
    {ENT_REAL("weight", weight, "logits", -1000, 1000), ENT_REQUIRED,
     ENT_JUDGEMENT("fitted where the survey is given"), .help = "logits per unit of the variable"},
};
ENT_KEY_COUNT(term);
#undef ROW
