/* Keys of polls, and of the anchors that give the scale of health a meaning. */
#include "scenario/keys_tables.h"

static const char *const measure_words[] = {"other",     "affinity", "favourability",
                                            "relations", "security", NULL};

#define ROW ent_poll_t
const ent_key_t ent_poll_keys[] = {
    {ENT_NAME("name", name), .help = "reported as poll.NAME"},
    {ENT_TEXT("title", title), ENT_DEFAULT_AS("name"), .help = "for tables and figures"},
    {ENT_ENABLED},
    {ENT_TEXT("house", house), ENT_DEFAULT_AS("empty"), .help = "who asks"},
    {ENT_TEXT("mode", mode), ENT_DEFAULT_AS("empty"),
     .help = "how it is asked: face to face, telephone, online"},
    {ENT_CHOICE("measures", measures, measure_words), ENT_DEFAULT_AS("other"), .at_start = true,
     .help = "what is asked about: warmth to the partner (affinity, favourability), whether "
             "relations are good, support for security cooperation"},
    {ENT_REFER("respondent", respondent, "states"), ENT_DEFAULT_AS("none"),
     .help = "the state whose people are asked"},
    {ENT_REAL("intercept", intercept, "logits", -100, 100), ENT_REQUIRED,
     ENT_JUDGEMENT("house effects exceed 15 points: one house at one mode is one poll"),
     .help = "logit of the share that answers yes when all terms are 0"},
    {ENT_LIST("terms", terms, term_count, ENT_SCOPE_TERM, ent_poll_term_t, 1, ENT_MAX_TERMS),
     ENT_REQUIRED, .help = "what the answer depends on"},
    {ENT_TEXT("series", series), ENT_DEFAULT_AS("none"),
     .help = "CSV file of its surveys, relative to this one: series, date, respondent, value, n, "
             "source, grade"},
    {ENT_REAL("noise", noise, "logits", 0, 10), .above_low = true, ENT_DEFAULT(0.15),
     .at_start = true,
     ENT_JUDGEMENT(
         "3 to 4 points near one half: total survey error is about twice that of sampling "
         "(Shirani-Mehr et al. 2018)"),
     .help = "standard deviation of a survey about the poll"},
    {ENT_REAL("prior.intercept_sd", prior_intercept_sd, "logits", 0, 100), .above_low = true,
     ENT_DEFAULT(1), .at_start = true,
     ENT_JUDGEMENT("houses differ by 15 points and more, so it says little"),
     .help = "standard deviation of the intercept before it is fitted"},
    {ENT_REAL("prior.slope_sd", prior_slope_sd, "log units", 0, 10), .above_low = true,
     ENT_DEFAULT(0.5), .at_start = true,
     ENT_JUDGEMENT("the slope is known to a factor of 2 or 3, and its sign for certain"),
     .help = "standard deviation of the slope's logarithm before it is fitted"},
    {ENT_REFER("like", like, "polls"), ENT_DEFAULT_AS("none"),
     .help = "another poll, whose fit is this one's prior"},
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

#define ROW ent_anchor_t
const ent_key_t ent_anchor_keys[] = {
    {ENT_REAL("health", health, "points", 0, 100), ENT_REQUIRED, .at_start = true,
     ENT_JUDGEMENT("what the scale means is agreed on, not measured"),
     .help = "the level of health"},
    {ENT_TEXT("title", title), ENT_REQUIRED,
     .help = "what it was like: \"1998, joint declaration\""},
};
ENT_KEY_COUNT(anchor);
#undef ROW
