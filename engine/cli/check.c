#include "base/memory.h"
#include "cli/commands.h"
#include "cli/load.h"
#include "cli/sweep_load.h"
#include "cli/talk.h"

#include <argp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const char **files;
    size_t count;
} check_options_t;

static error_t parse(int key, char *text, struct argp_state *state) {
    check_options_t *options = state->input;
    if (key == ARGP_KEY_ARG) {
        options->files[options->count++] = text;
        return 0;
    }
    if (key == ARGP_KEY_NO_ARGS) {
        argp_error(state, "no file, expected at least one scenario or sweep");
    }
    return ARGP_ERR_UNKNOWN;
}

/* What became of a record is worth a line even when all is well. */
static void say_record(const char *file, const ent_record_t *record) {
    if (record->given && record->enabled) {
        ent_say("%s: %zu of %zu rows of \"%s\" became events", file, record->used, record->rows,
                record->file);
    } else if (record->given) {
        ent_say("%s: the event record is switched off", file);
    }
}

static ent_err_t check_sweep(const char *file) {
    const ent_sweep_instead_t nothing = {0};
    ent_swept_t swept;
    char size[ENT_SWEPT_SIZE];
    ent_err_t error = ent_swept_load(file, &nothing, false, &swept);
    if (error == ENT_OK) {
        ent_say("%s: %s", file, ent_swept_size(&swept, size));
    }
    ent_swept_free(&swept);
    return error;
}

static ent_err_t check_scenario(const char *file) {
    ent_scenario_t scenario = {0};
    ent_err_t error = ent_load_scenario(file, NULL, 0, false, &scenario);
    if (error == ENT_OK) {
        say_record(file, &scenario.record);
    }
    ent_scenario_free(&scenario);
    return error;
}

static ent_err_t check_file(const char *file) {
    ent_err_t error = ent_sweep_recognise(file) ? check_sweep(file) : check_scenario(file);
    if (error == ENT_ERR_MEMORY) {
        ent_say("%s: %s", file, ent_err_text(error));
    }
    return error;
}

const struct argp ent_check_argp = {
    NULL,
    parse,
    "FILE...",
    "Says what is wrong with scenario files and sweep files, and nothing when they are sound but "
    "how many rows of an event record became events, and how large a sweep is. A sweep file is "
    "read "
    "with its scenarios, and its factors are tried at both ends of their ranges.\v"
    "The exit status is 0 when all are sound, 65 when one is not, 66 when one is missing.",
    NULL,
    NULL,
    NULL};

int ent_command_check(int argc, char **argv) {
    char program[] = "entente check";
    argv[0] = program;
    check_options_t options = {.files = ent_alloc((size_t)argc, sizeof *options.files)};
    ent_err_t worst = options.files != NULL ? ENT_OK : ENT_ERR_MEMORY;
    if (worst == ENT_OK && argp_parse(&ent_check_argp, argc, argv, 0, NULL, &options) != 0) {
        worst = ENT_ERR_MEMORY;
    }
    for (size_t i = 0; i < options.count && worst != ENT_ERR_MEMORY; i++) {
        ent_err_t error = check_file(options.files[i]);
        worst = error > worst ? error : worst; /* of several, the one with the higher status */
    }
    free(options.files);
    return ent_err_exit_status(worst);
}
