/* Keys of sweep files: what is compared, over which settings of which numbers. */
#include "scenario/keys_tables.h"
#include "scenario/sweep.h"

static const char *const method_words[] = {"full", "lhs", "sobol", "morris", "list", NULL};
static const char *const distribution_words[] = {"uniform", "loguniform", "triangular",
                                                 "normal",  "lognormal",  NULL};
static const char *const apply_words[] = {"set", "multiply", NULL};

#define WORDS(key, member, counter, fewest, greatest)                                              \
    .path = (key), .type = ENT_KEY_WORDS, .unit = "", .offset = offsetof(ROW, member),             \
    .count_offset = offsetof(ROW, counter), .least = (fewest), .most = (greatest)
#define INTEGER(key, member, least_value, most_value)                                              \
    .path = (key), .type = ENT_KEY_INTEGER, .unit = "", .offset = offsetof(ROW, member),           \
    .low = (least_value), .high = (most_value)
#define WHOLE(key, member, least_value, most_value)                                                \
    .path = (key), .type = ENT_KEY_WHOLE, .unit = "", .offset = offsetof(ROW, member),             \
    .low = (least_value), .high = (double)(most_value)
/* What a factor says is in the unit of the number it changes. */
#define NUMBER(key, member) ENT_REAL(key, member, "the number's", -1e12, 1e12)

#define ROW ent_sweep_t
const ent_key_t ent_sweep_keys[] = {
    {ENT_TEXT("title", title), ENT_DEFAULT_AS("the file's name"),
     .help = "what figures and tables are headed with"},
    {ENT_TEXT("question", question), ENT_DEFAULT_AS("empty"),
     .help = "the question the sweep answers"},
    {ENT_TEXT("description", description), ENT_DEFAULT_AS("empty"),
     .help = "what is varied and why, for readers"},
    {WORDS("scenarios", scenarios, scenario_count, 1, ENT_SWEEP_MOST_SCENARIOS), ENT_REQUIRED,
     .help = "scenario files, relative to this one; the first is the control"},
    {WORDS("set", overrides, override_count, 0, ENT_MAX_WORDS), ENT_DEFAULT_AS("none"),
     .help = "PATH=VALUE as for --set, for all scenarios, before any factor"},
    {ENT_LIST("factors", factors, factor_count, ENT_SCOPE_FACTOR, ent_factor_t, 1,
              ENT_SWEEP_MOST_FACTORS),
     ENT_REQUIRED, .keyed = true, .help = "the numbers that are varied"},
    {ENT_CHOICE("design.method", method, method_words), ENT_REQUIRED,
     .help = "every combination; Latin hypercube; Saltelli's arrangement of a Sobol sequence; "
             "trajectories of elementary effects; settings from a file"},
    {INTEGER("design.points", points, 1, INT32_MAX), ENT_IF_USED("method lhs or sobol"),
     .help = "lhs: how many points; sobol: rows of the base sample, a power of 2"},
    {INTEGER("design.trajectories", trajectories, 1, INT32_MAX), ENT_IF_USED("method morris"),
     .help = "morris: how many trajectories"},
    {INTEGER("design.grid", grid, 2, 1000), ENT_DEFAULT(4),
     .help = "morris: levels of the grid, an even number"},
    {ENT_FLAG("design.second_order", second_order), ENT_DEFAULT(0),
     .help = "sobol: also what pairs of factors do, for nearly twice the points"},
    {ENT_TEXT("design.file", file), ENT_IF_USED("method list"),
     .help = "list: a CSV file, relative to this one, with a column for each factor"},
    {WHOLE("members", members, 1, UINT32_MAX), ENT_DEFAULT(1000),
     .help = "members of each scenario at each point"},
    {WHOLE("seed", seed, 0, INT64_MAX), ENT_DEFAULT(1),
     .help = "seed of the random numbers, which all points and scenarios share, and of the design"},
    {ENT_REAL("falls", falls, "points", 0, 100), .above_low = true, ENT_DEFAULT(10),
     .help = "how deep a fall of health must be to count, as --falls"},
    {WORDS("metrics", metrics, metric_count, 1, ENT_MAX_WORDS),
     ENT_DEFAULT_AS("[ \"health_mean\" ]"),
     .help = "names of metrics; * and ? stand for any characters and for any one"},
};
ENT_KEY_COUNT(sweep);
#undef ROW

#define ROW ent_factor_t
const ent_key_t ent_factor_keys[] = {
    {ENT_TEXT("name", name), ENT_DEFAULT_AS("the first path"),
     .help = "what tables and columns call it; different from those of the others"},
    {ENT_TEXT("title", title), ENT_DEFAULT_AS("its name"), .help = "for tables and figures"},
    {.path = "path",
     .type = ENT_KEY_TEXT,
     .unit = "",
     .offset = ENT_NOWHERE,
     ENT_IF_USED("there are no paths"),
     .help = "a number of the scenarios, as for --set; * stands for every element that has it"},
    {WORDS("paths", paths, path_count, 1, ENT_MAX_WORDS), ENT_IF_USED("there is no path"),
     .help = "several numbers that change together"},
    {ENT_CHOICE("apply", apply, apply_words), ENT_DEFAULT_AS("set"),
     .help = "the value is the number's, or multiplies what the scenario says"},
    {ENT_CHOICE("distribution", distribution, distribution_words), ENT_DEFAULT_AS("uniform"),
     .help = "how likely which values are"},
    {NUMBER("low", low), ENT_IF_USED("there are no values"), .help = "least value"},
    {NUMBER("high", high), ENT_IF_USED("there are no values"), .help = "greatest value"},
    {NUMBER("mode", mode), ENT_IF_USED("distribution triangular"), .help = "likeliest value"},
    {NUMBER("mean", mean), ENT_IF_USED("distribution normal or lognormal"),
     .help = "mean before it is cut off at low and high; lognormal: of the logarithm"},
    {ENT_REAL("sd", sd, "the number's", 0, 1e12), .above_low = true,
     ENT_IF_USED("distribution normal or lognormal"),
     .help =
         "standard deviation before it is cut off at low and high; lognormal: of the logarithm"},
    {.path = "values",
     .type = ENT_KEY_VALUES,
     .unit = "the number's",
     .offset = offsetof(ROW, values),
     .count_offset = offsetof(ROW, value_count),
     .low = -1e12,
     .high = 1e12,
     .least = 2,
     .most = ENT_FACTOR_MOST_VALUES,
     ENT_DEFAULT_AS("none"),
     .help = "in place of low and high: all the values there are, each as likely"},
    {INTEGER("levels", levels, 2, 1000), ENT_DEFAULT(3),
     .help = "method full: how many values from low to high"},
};
ENT_KEY_COUNT(factor);
#undef ROW
