#include "cli/shared_options.h"

#include "analysis/metrics.h"
#include "base/memory.h"
#include "cli/talk.h"
#include "report/drawing.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Far more than any machine has; each thread takes memory of its own. */
enum { MOST_THREADS = 1024 };

ent_err_t ent_shared_init(ent_shared_options_t *shared, int argc) {
    *shared = (ent_shared_options_t){.members = 1000,
                                     .least_members = 1,
                                     .most_members = ENT_MOST_MEMBERS,
                                     .seed = 1,
                                     .most_seed = UINT64_MAX,
                                     .falls = ENT_FALL_POINTS,
                                     .formats = ENT_FIGURE_SVG | ENT_FIGURE_PNG};
    shared->overrides = ent_alloc((size_t)argc, sizeof *shared->overrides);
    return shared->overrides != NULL ? ENT_OK : ENT_ERR_MEMORY;
}

void ent_shared_free(ent_shared_options_t *shared) {
    free(shared->output);
    free(shared->overrides);
    *shared = (ent_shared_options_t){.output = NULL};
}

static error_t parse_results(int key, char *text, struct argp_state *state,
                             ent_shared_options_t *shared) {
    switch (key) {
    case 'o':
        free(shared->output);
        shared->output = ent_strdup(text);
        return shared->output != NULL ? 0 : ENOMEM;
    case ENT_OPTION_FORCE:
        shared->force = true;
        return 0;
    case ENT_OPTION_PLOT:
        ent_take_formats(state, "plot", text, &shared->formats);
        return 0;
    case ENT_OPTION_NO_PLOT:
        shared->formats = 0;
        return 0;
    case 'q':
        shared->quiet = true;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

error_t ent_shared_parse(int key, char *text, struct argp_state *state,
                         ent_shared_options_t *shared) {
    switch (key) {
    case 'n':
        ent_take_count(state, "members", text, shared->least_members, shared->most_members,
                       &shared->members);
        shared->members_given = true;
        return 0;
    case 's':
        ent_take_count(state, "seed", text, 0, shared->most_seed, &shared->seed);
        shared->seed_given = true;
        return 0;
    case ENT_OPTION_SET:
        shared->overrides[shared->override_count++] = text;
        return 0;
    case ENT_OPTION_FALLS:
        if (!ent_read_positive(text, &shared->falls) || shared->falls > 100) {
            argp_error(state, "--falls: found \"%s\", expected points above 0, at most 100", text);
        }
        return 0;
    case ENT_OPTION_THREADS:
        ent_take_size(state, "threads", text, 1, MOST_THREADS, &shared->threads);
        return 0;
    default:
        return parse_results(key, text, state, shared);
    }
}

void ent_check_room(struct argp_state *state, const char *what, const char *text, size_t taken,
                    size_t least, size_t most) {
    static const char *const numbers[] = {"none", "one", "two",   "three", "four",
                                          "five", "six", "seven", "eight"};
    static const char *const ordinals[] = {"first", "second",  "third",  "fourth", "fifth",
                                           "sixth", "seventh", "eighth", "ninth"};
    if (taken < most) {
        return;
    }
    argp_error(state, "found a %s %s \"%s\", expected %s%s%s", ordinals[most], what, text,
               least == most       ? ""
               : least + 1 == most ? numbers[least]
                                   : "at most",
               least == most       ? ""
               : least + 1 == most ? " or "
                                   : " ",
               numbers[most]);
}

void ent_take_one(struct argp_state *state, const char *what, const char *text, const char **one) {
    ent_check_room(state, what, text, *one != NULL, 1, 1);
    *one = text;
}

void ent_take_folder(struct argp_state *state, char *text, const char **folder) {
    size_t length = strlen(text);
    ent_take_one(state, "folder", text, folder);
    while (length > 1 && text[length - 1] == '/') {
        text[--length] = '\0';
    }
}
