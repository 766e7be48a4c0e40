/*
 * Options that several commands have. A command lists the rows it takes in its table, and hands
 * every key that is not its own to the one parser below: what such an option is called, what it may
 * be and what is said of anything else stands once.
 */
#ifndef ENT_CLI_SHARED_OPTIONS_H
#define ENT_CLI_SHARED_OPTIONS_H

#include "base/error.h"

#include <argp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Groups of --help and the man page, in their order. */
enum {
    ENT_GROUP_QUESTION = 1, /* what is asked */
    ENT_GROUP_SAMPLE,       /* of which members and scenarios */
    ENT_GROUP_RESULTS,      /* what is left, and where */
    ENT_GROUP_SAID,         /* what is said meanwhile */
    ENT_GROUP_SPEED         /* what changes no result */
};

/* Keys of options without a letter; those of one command's own stay below. */
enum {
    ENT_OPTION_SET = 0x1000,
    ENT_OPTION_FALLS,
    ENT_OPTION_FORCE,
    ENT_OPTION_PLOT,
    ENT_OPTION_NO_PLOT,
    ENT_OPTION_THREADS
};

/* Rows for a command's table. Those that take a text differ in what they mean to the command. */
#define ENT_ROW_MEMBERS(text)                                                                      \
    { "members", 'n', "N", 0, text, ENT_GROUP_SAMPLE }
#define ENT_ROW_SEED(more)                                                                         \
    { "seed", 's', "S", 0, "Seed of the random numbers" more, ENT_GROUP_SAMPLE }
#define ENT_ROW_SET(where)                                                                         \
    {                                                                                              \
        "set", ENT_OPTION_SET, "PATH=VALUE", 0,                                                    \
            "Override one key" where                                                               \
            ", e.g. states.KOR.stance.weights.leader=0.8; may be repeated",                        \
            ENT_GROUP_SAMPLE                                                                       \
    }
#define ENT_ROW_FALLS                                                                              \
    {                                                                                              \
        "falls", ENT_OPTION_FALLS, "POINTS", 0, "How deep a fall of health must be to count (10)", \
            ENT_GROUP_SAMPLE                                                                       \
    }
#define ENT_ROW_OUTPUT(text)                                                                       \
    { "output", 'o', "DIR", 0, text, ENT_GROUP_RESULTS }
#define ENT_ROW_FORCE                                                                              \
    { "force", ENT_OPTION_FORCE, NULL, 0, "Overwrite results that are there", ENT_GROUP_RESULTS }
#define ENT_ROW_PLOT(formats)                                                                      \
    { "plot", ENT_OPTION_PLOT, "FORMATS", 0, formats, ENT_GROUP_RESULTS }
#define ENT_ROW_NO_PLOT                                                                            \
    { "no-plot", ENT_OPTION_NO_PLOT, NULL, 0, "No figures", ENT_GROUP_RESULTS }
#define ENT_ROW_QUIET(but)                                                                         \
    { "quiet", 'q', NULL, 0, "Say nothing but " but, ENT_GROUP_SAID }
#define ENT_ROW_THREADS                                                                            \
    {                                                                                              \
        "threads", ENT_OPTION_THREADS, "N", 0,                                                     \
            "Threads to work with (as many as the machine has; changes no result)",                \
            ENT_GROUP_SPEED                                                                        \
    }

/* What --plot may name, of commands that draw on the terminal too. */
#define ENT_FORMATS_HELP "Formats of figures: svg, png, pdf, or dumb for the terminal (svg,png)"

/* What they were given, and between what the command takes it. */
typedef struct {
    uint64_t members, least_members, most_members;
    uint64_t seed, most_seed;
    bool members_given, seed_given;
    char **overrides; /* --set */
    size_t override_count;
    double falls; /* points that a fall of health must be deep */
    char *output; /* NULL unless given, until the command names one; freed with the rest */
    bool force, quiet;
    unsigned formats; /* of figures: a sum of ent_figure_format_t */
    size_t threads;   /* 0 for the default */
} ent_shared_options_t;

/* The defaults, with room for what `argc` words can say; free the options either way. */
ENT_CHECKED ent_err_t ent_shared_init(ent_shared_options_t *shared, int argc);
void ent_shared_free(ent_shared_options_t *shared);

/* For the end of a command's parser: ARGP_ERR_UNKNOWN for what is no shared option. */
error_t ent_shared_parse(int key, char *text, struct argp_state *state,
                         ent_shared_options_t *shared);

/*
 * Ends the program with 64 where an argument is one too many: of `what` ("scenario") the command
 * takes `least` to `most`, at most eight, and `taken` of them stand before it.
 */
void ent_check_room(struct argp_state *state, const char *what, const char *text, size_t taken,
                    size_t least, size_t most);

/* Takes the one argument of a command; a folder loses the slashes at its end. */
void ent_take_one(struct argp_state *state, const char *what, const char *text, const char **one);
void ent_take_folder(struct argp_state *state, char *text, const char **folder);

#endif
