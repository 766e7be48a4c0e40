#include "cli/trace_options.h"

#include "base/memory.h"
#include "cli/commands.h"
#include "cli/talk.h"
#include "ensemble/ensemble.h"
#include "random/random.h"
#include "report/note.h"

#include <argp.h>
#include <inttypes.h>
#include <stdlib.h>

enum {
    OPTION_TYPICAL = 256,
    OPTION_WORST,
    OPTION_CODE,
    OPTION_SET,
    OPTION_DETERMINISTIC,
    OPTION_FORCE
};

static const struct argp_option option_table[] = {
    {"member", 'k', "K", 0, "Whose story to tell (0)", 1},
    {"typical", OPTION_TYPICAL, NULL, 0,
     "The member whose health is nearest the median path, in SCENARIO", 1},
    {"worst", OPTION_WORST, NULL, 0, "The member with the deepest fall of health, in SCENARIO", 1},
    {"members", 'n', "N", 0, "How many members to choose the typical or worst from (1000)", 1},
    {"code", OPTION_CODE, "CODE", 0,
     "Replay a run code: its seed and member, once version and scenario prove the same", 1},
    {"seed", 's', "S", 0, "Seed of the random numbers (1)", 2},
    {"set", OPTION_SET, "PATH=VALUE", 0, "Override one key, in both scenarios; may be repeated", 2},
    {"deterministic", OPTION_DETERMINISTIC, NULL, 0, "The one run without chance", 2},
    {"output", 'o', "DIR", 0, "Folder for story.csv and path.csv (none: only a text)", 3},
    {"force", OPTION_FORCE, NULL, 0, "Overwrite results that are there", 3},
    {"quiet", 'q', NULL, 0, "Say nothing but the story and errors", 3},
    {0}};

static void read_code(struct argp_state *state, const char *text, ent_trace_options_t *options) {
    char problem[ENT_CODE_PROBLEM_SIZE];
    if (!ent_code_parse(text, &options->code, problem)) {
        argp_error(state, "--code: %s", problem);
    }
    options->coded = true;
}

static void take_scenario(struct argp_state *state, const char *text,
                          ent_trace_options_t *options) {
    if (options->scenario_count == ENT_TRACED_SCENARIOS) {
        argp_error(state, "found a third scenario \"%s\", expected one or two", text);
        return;
    }
    options->scenarios[options->scenario_count++] = text;
}

/* Options that contradict each other; the first that is found is said. */
static void check_options(struct argp_state *state, const ent_trace_options_t *options) {
    bool picked = options->typical || options->worst;
    if (options->scenario_count == 0) {
        argp_error(state, "no scenario, expected a file such as scenarios/japan-rok/base.cfg");
    } else if (options->typical && options->worst) {
        argp_error(state, "expected one of --typical and --worst");
    } else if (picked && options->member_given) {
        argp_error(state, "--%s chooses the member, expected no --member",
                   options->typical ? "typical" : "worst");
    } else if (options->members_given && !picked) {
        argp_error(state, "--members is for --typical and --worst, expected one of them");
    } else if (options->deterministic && (picked || options->member != 0)) {
        argp_error(state, "--deterministic has one member, 0, expected no other to be asked for");
    } else if (options->coded &&
               (picked || options->member_given || options->seed_given || options->deterministic)) {
        argp_error(state, "--code gives the seed and the member, expected no other choice of them");
    }
}

static error_t parse_choice(int key, char *text, struct argp_state *state,
                            ent_trace_options_t *options) {
    switch (key) {
    case 'k':
        ent_take_count(state, "member", text, 0, ENT_MEMBER_LIMIT - 1, &options->member);
        options->member_given = true;
        return 0;
    case OPTION_TYPICAL:
        options->typical = true;
        return 0;
    case OPTION_WORST:
        options->worst = true;
        return 0;
    case 'n':
        ent_take_count(state, "members", text, 1, ENT_MOST_MEMBERS, &options->members);
        options->members_given = true;
        return 0;
    case OPTION_CODE:
        read_code(state, text, options);
        return 0;
    case 's':
        ent_take_count(state, "seed", text, 0, UINT64_MAX, &options->seed);
        options->seed_given = true;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static error_t parse(int key, char *text, struct argp_state *state) {
    ent_trace_options_t *options = state->input;
    switch (key) {
    case OPTION_SET:
        options->overrides[options->override_count++] = text;
        return 0;
    case OPTION_DETERMINISTIC:
        options->deterministic = true;
        return 0;
    case 'o':
        options->output = text;
        return 0;
    case OPTION_FORCE:
        options->force = true;
        return 0;
    case 'q':
        options->quiet = true;
        return 0;
    case ARGP_KEY_ARG:
        take_scenario(state, text, options);
        return 0;
    case ARGP_KEY_END:
        check_options(state, options);
        return 0;
    default:
        return parse_choice(key, text, state, options);
    }
}

const struct argp ent_trace_argp = {
    option_table,
    parse,
    "SCENARIO [OTHER]",
    "Tells one member's story, month by month; with OTHER, the same member's in both "
    "scenarios, and where the two part.\v" ENT_NOTE ".",
    NULL,
    NULL,
    NULL};

ent_err_t ent_trace_options_read(ent_trace_options_t *options, int argc, char **argv) {
    *options = (ent_trace_options_t){.members = 1000, .seed = 1};
    options->overrides = ent_alloc((size_t)argc, sizeof *options->overrides);
    if (options->overrides == NULL ||
        argp_parse(&ent_trace_argp, argc, argv, 0, NULL, options) != 0) {
        return ENT_ERR_MEMORY;
    }
    if (options->coded) {
        options->seed = options->code.seed;
        options->member = options->code.member;
        options->deterministic = options->code.deterministic;
    }
    return ENT_OK;
}

void ent_trace_options_free(ent_trace_options_t *options) {
    free(options->overrides);
    *options = (ent_trace_options_t){0};
}
