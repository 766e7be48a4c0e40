#include "base/name.h"
#include "cli/commands.h"
#include "cli/library_print.h"
#include "cli/talk.h"

#include <argp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OPTION_TOPIC = 256, OPTION_CLAIMS, OPTION_CSV };

typedef struct {
    const char **folders;
    size_t folder_count;
    const char *topic; /* NULL for all */
    bool claims, csv;
} list_options_t;

static const struct argp_option option_table[] = {
    {"topic", OPTION_TOPIC, "WORD", 0, "Only topics that contain the word, in whatever case", 0},
    {"claims", OPTION_CLAIMS, NULL, 0, "Also the numbers of the claims each represents", 0},
    {"csv", OPTION_CSV, NULL, 0, "As a table: file,folder,topic,title,question,claims,evidence", 0},
    {0}};

static error_t parse(int key, char *text, struct argp_state *state) {
    list_options_t *options = state->input;
    switch (key) {
    case OPTION_TOPIC:
        if (text[0] == '\0') {
            argp_error(state, "--topic: found \"\", expected a word");
        }
        options->topic = text;
        return 0;
    case OPTION_CLAIMS:
        options->claims = true;
        return 0;
    case OPTION_CSV:
        options->csv = true;
        return 0;
    case ARGP_KEY_ARG:
        options->folders[options->folder_count++] = text;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static ent_err_t read_folders(const list_options_t *options, ent_library_t *library) {
    ent_err_t worst = ENT_OK;
    for (size_t i = 0; i < options->folder_count && worst != ENT_ERR_MEMORY; i++) {
        size_t before = library->count;
        ent_err_t error = ent_library_read(library, options->folders[i]);
        if (error == ENT_OK && library->count == before) {
            ent_say("\"%s\": holds no scenario (*.cfg)", options->folders[i]);
        }
        worst = error > worst ? error : worst;
    }
    return worst;
}

static ent_err_t read_own(ent_library_t *library) {
    char *folder = NULL;
    ent_err_t error = ent_library_folder(&folder);
    if (error == ENT_OK && folder == NULL) {
        ent_say("the library of scenarios is not where it belongs, ../scenarios or "
                "../share/entente/scenarios beside the program; expected a FOLDER");
        error = ENT_ERR_NO_INPUT;
    }
    if (error == ENT_OK) {
        error = ent_library_read(library, folder);
    }
    free(folder);
    return error;
}

/* Leaves what is of other topics out. Of what cannot be used nobody knows the topic: it stays. */
static ent_err_t keep_topic(ent_library_t *library, const char *word) {
    size_t kept = 0;
    bool found = false;
    ent_nearest_t nearest;
    char hint[ENT_HINT_SIZE];
    ent_nearest_init(&nearest, word);
    for (size_t i = 0; i < library->count; i++) {
        bool is_meant = strcasestr(library->items[i].topic, word) != NULL;
        ent_nearest_offer(&nearest, library->items[i].topic);
        found = found || is_meant;
        if (is_meant || library->items[i].problem != NULL) {
            library->items[kept++] = library->items[i];
        }
    }
    library->count = kept;
    if (!found) {
        ent_say("--topic: no topic contains \"%s\"%s", word, ent_nearest_hint(&nearest, hint));
    }
    return found ? ENT_OK : ENT_ERR_USAGE;
}

/* Readers see what is broken in the list; who takes the table, on stderr. */
static ent_err_t judge(const ent_library_t *library, bool say) {
    ent_err_t error = ENT_OK;
    for (size_t i = 0; i < library->count; i++) {
        if (library->items[i].problem != NULL) {
            error = ENT_ERR_SCENARIO;
            if (say) {
                ent_say("%s", library->items[i].problem);
            }
        }
    }
    return error;
}

static ent_err_t list(const list_options_t *options) {
    ent_library_t library = {0};
    ent_err_t error =
        options->folder_count > 0 ? read_folders(options, &library) : read_own(&library);
    if (options->topic != NULL && error != ENT_ERR_MEMORY && library.count > 0) {
        ent_err_t found = keep_topic(&library, options->topic);
        error = found > error ? found : error;
    }
    ent_err_t broken = judge(&library, options->csv);
    error = broken > error ? broken : error;
    ent_library_sort(&library);
    if (error != ENT_ERR_MEMORY && options->csv) {
        ent_library_print_csv(&library);
    } else if (error != ENT_ERR_MEMORY && ent_library_print(&library, options->claims) != ENT_OK) {
        error = ENT_ERR_MEMORY;
    }
    ent_library_free(&library);
    return error;
}

const struct argp ent_list_argp = {
    option_table,
    parse,
    "[FOLDER...]",
    "Lists scenarios with the questions they answer, by folder and topic: those that came with "
    "the program, or those of the folders named.\v"
    "The exit status is 65 when a scenario cannot be used, 66 when a folder cannot be read.",
    NULL,
    NULL,
    NULL};

int ent_command_list(int argc, char **argv) {
    char program[] = "entente list";
    argv[0] = program;
    list_options_t options = {.folders = ent_alloc((size_t)argc, sizeof *options.folders)};
    ent_err_t error = options.folders != NULL ? ENT_OK : ENT_ERR_MEMORY;
    if (error == ENT_OK && argp_parse(&ent_list_argp, argc, argv, 0, NULL, &options) != 0) {
        error = ENT_ERR_MEMORY;
    }
    if (error == ENT_OK) {
        error = list(&options);
    }
    if (error == ENT_ERR_MEMORY) {
        ent_say("%s", ent_err_text(error));
    }
    free(options.folders);
    return ent_err_exit_status(error);
}
