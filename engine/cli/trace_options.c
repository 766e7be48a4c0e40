#include "cli/trace_options.h"

#include "cli/commands.h"
#include "cli/talk.h"
#include "random/random.h"
#include "report/note.h"

#include <argp.h>

enum { OPTION_TYPICAL = 256, OPTION_WORST, OPTION_CODE, OPTION_DETERMINISTIC };

static const struct argp_option option_table[] = {
    {"member", 'k', "K", 0, "Whose story to tell (0)", ENT_GROUP_QUESTION},
    {"typical", OPTION_TYPICAL, NULL, 0,
     "The member whose health is nearest the median path, in SCENARIO", ENT_GROUP_QUESTION},
    {"worst", OPTION_WORST, NULL, 0, "The member with the deepest fall of health, in SCENARIO",
     ENT_GROUP_QUESTION},
    {"code", OPTION_CODE, "CODE", 0,
     "Replay a run code: its seed and member, once version and scenario prove the same",
     ENT_GROUP_QUESTION},
    ENT_ROW_MEMBERS("How many members to choose the typical or worst from (1000)"),
    ENT_ROW_SEED(" (1)"),
    ENT_ROW_SET(", in both scenarios"),
    {"deterministic", OPTION_DETERMINISTIC, NULL, 0, "The one run without chance",
     ENT_GROUP_SAMPLE},
    ENT_ROW_OUTPUT("Folder for story.csv and path.csv (none: only a text)"),
    ENT_ROW_FORCE,
    ENT_ROW_QUIET("the story and errors"),
    {0}};

static void read_code(struct argp_state *state, const char *text, ent_trace_options_t *options) {
    char problem[ENT_CODE_PROBLEM_SIZE];
    if (!ent_code_parse(text, &options->code, problem)) {
        argp_error(state, "--code: %s", problem);
    }
    options->coded = true;
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
    } else if (options->shared.members_given && !picked) {
        argp_error(state, "--members is for --typical and --worst, expected one of them");
    } else if (options->deterministic && (picked || options->member != 0)) {
        argp_error(state, "--deterministic has one member, 0, expected no other to be asked for");
    } else if (options->coded && (picked || options->member_given || options->shared.seed_given ||
                                  options->deterministic)) {
        argp_error(state, "--code gives the seed and the member, expected no other choice of them");
    }
}

static error_t parse_own(int key, char *text, struct argp_state *state,
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
    case OPTION_CODE:
        read_code(state, text, options);
        return 0;
    case OPTION_DETERMINISTIC:
        options->deterministic = true;
        return 0;
    default:
        return ent_shared_parse(key, text, state, &options->shared);
    }
}

static error_t parse(int key, char *text, struct argp_state *state) {
    ent_trace_options_t *options = state->input;
    switch (key) {
    case ARGP_KEY_ARG:
        ent_check_room(state, "scenario", text, options->scenario_count, 1, ENT_TRACED_SCENARIOS);
        options->scenarios[options->scenario_count++] = text;
        return 0;
    case ARGP_KEY_END:
        check_options(state, options);
        return 0;
    default:
        return parse_own(key, text, state, options);
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
    *options = (ent_trace_options_t){.scenario_count = 0};
    if (ent_shared_init(&options->shared, argc) != ENT_OK ||
        argp_parse(&ent_trace_argp, argc, argv, 0, NULL, options) != 0) {
        return ENT_ERR_MEMORY;
    }
    if (options->coded) {
        options->shared.seed = options->code.seed;
        options->member = options->code.member;
        options->deterministic = options->code.deterministic;
    }
    return ENT_OK;
}

void ent_trace_options_free(ent_trace_options_t *options) {
    ent_shared_free(&options->shared);
    *options = (ent_trace_options_t){0};
}
