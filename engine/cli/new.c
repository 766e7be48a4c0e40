#include "base/file.h"
#include "base/name.h"
#include "cli/commands.h"
#include "cli/library.h"
#include "cli/load.h"
#include "cli/shared_options.h"
#include "cli/starter.h"
#include "cli/talk.h"

#include <argp.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { OPTION_EXTENDS = 256, OPTION_TITLE };

typedef struct {
    const char *file, *base, *title; /* the last two NULL when not given */
} new_options_t;

static const struct argp_option option_table[] = {
    {"extends", OPTION_EXTENDS, "BASE", 0,
     "The scenario to start from (by default japan-rok/base.cfg of the library)", 0},
    {"title", OPTION_TITLE, "TEXT", 0, "Its title (by default the file's name)", 0},
    {0}};

static error_t parse(int key, char *text, struct argp_state *state) {
    new_options_t *options = state->input;
    switch (key) {
    case OPTION_EXTENDS:
        options->base = text;
        return 0;
    case OPTION_TITLE:
        if (text[0] == '\0' || !ent_text_valid(text)) {
            argp_error(state, "--title: expected a text in UTF-8, without control characters");
        }
        options->title = text;
        return 0;
    case ARGP_KEY_ARG:
        ent_take_one(state, "file", text, &options->file);
        return 0;
    case ARGP_KEY_END:
        if (options->file == NULL || options->file[0] == '\0') {
            argp_error(state, "no file, expected the name of the scenario to write");
        }
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* "dir/hawk.cfg" is titled "hawk". The caller's to free. */
static char *title_of(const new_options_t *options) {
    const char *slash = strrchr(options->file, '/');
    const char *name = slash != NULL ? slash + 1 : options->file;
    const char *ending = strrchr(name, '.');
    size_t length = ending != NULL && ending != name ? (size_t)(ending - name) : strlen(name);
    if (options->title != NULL) {
        return ent_strdup(options->title);
    }
    return ent_text_valid(name) ? ent_strndup(name, length) : ent_strdup("New scenario");
}

/* How many bytes two paths share, up to and with a '/' that both have, or the end of one. */
static size_t common_folders(const char *a, const char *b) {
    size_t common = 0, i = 0;
    for (; a[i] != '\0' && a[i] == b[i]; i++) {
        if (a[i] == '/') {
            common = i + 1;
        }
    }
    return a[i] == '\0' && b[i] == '/' ? i + 1 : common;
}

/* The path of a file from a folder, both of them real paths. The caller's to free. */
static char *relative_path(const char *folder, const char *file) {
    static const char up[] = "../";
    size_t common = common_folders(folder, file), ups = 0, length = strlen(folder);
    for (size_t i = common; i < length; i++) {
        ups += i == common || folder[i] == '/';
    }
    char *path = ent_alloc(ups * (sizeof up - 1) + strlen(file + common) + 1, 1);
    char *end = path;
    for (size_t i = 0; i < ups && path != NULL; i++) {
        end = stpcpy(end, up);
    }
    if (path != NULL) {
        (void)strcpy(end, file + common);
    }
    return path;
}

/* The base's path as the new file has to write it. */
static ent_err_t find_parent(const char *file, const char *base, char **extends) {
    char real_base[PATH_MAX], real_folder[PATH_MAX];
    char *folder = ent_path_directory(file), *path = NULL;
    if (folder == NULL) {
        return ENT_ERR_MEMORY;
    }
    bool there = realpath(folder[0] != '\0' ? folder : ".", real_folder) != NULL;
    int cause = errno;
    if (!there) {
        ent_say("\"%s\" cannot be written: \"%s\": %s", file, folder, strerror(cause));
    }
    free(folder);
    if (!there) {
        return ENT_ERR_CANNOT_CREATE;
    }
    if (realpath(base, real_base) == NULL) {
        ent_say("\"%s\": %s", base, strerror(errno));
        return ENT_ERR_NO_INPUT;
    }
    path = relative_path(real_folder, real_base);
    if (path != NULL && !ent_text_valid(path)) {
        ent_say("\"%s\": a scenario cannot name this path, expected UTF-8 without control "
                "characters",
                path);
        free(path);
        return ENT_ERR_USAGE;
    }
    *extends = path;
    return path != NULL ? ENT_OK : ENT_ERR_MEMORY;
}

/* What stands under a temporary name must be sound before it gets its own. */
static ent_err_t prove(const ent_writer_t *writer) {
    ent_scenario_t scenario = {0};
    ent_err_t error = ent_load_scenario(writer->temporary, NULL, 0, false, &scenario);
    ent_scenario_free(&scenario);
    return error;
}

static ent_err_t write_file(const char *file, const ent_scenario_t *base, const char *extends,
                            const char *title) {
    ent_writer_t writer;
    errno = 0;
    ent_err_t error = ent_writer_open(&writer, file);
    if (error == ENT_OK) {
        ent_starter_write(&writer, base, extends, title);
        error = ent_writer_finish(&writer);
    }
    if (error == ENT_OK) {
        error = prove(&writer);
        if (error != ENT_OK) {
            ent_writer_abandon(&writer);
            return error;
        }
        error = ent_writer_publish_new(&writer);
    }
    if (error == ENT_ERR_CANNOT_CREATE || error == ENT_ERR_IO) {
        ent_say("\"%s\" cannot be written: %s", file, strerror(errno));
    }
    return error;
}

/* A word that a shell takes as it is, in quotes where it needs them. */
static void say_word(const char *word) {
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "._/+-=:,@%";
    if (word[0] != '\0' && strspn(word, plain) == strlen(word)) {
        fprintf(stderr, " %s", word);
        return;
    }
    fputs(" '", stderr);
    for (const char *c = word; *c != '\0'; c++) {
        bool control = (unsigned char)*c < ' ' || *c == '\177'; /* would command the terminal */
        fputs(*c == '\'' ? "'\\'" : "", stderr);
        fputc(control ? '?' : *c, stderr);
    }
    fputc('\'', stderr);
}

static void say_next(const char *file, const char *base) {
    ent_say("wrote \"%s\", which extends \"%s\"; change it, then", file, base);
    fputs(" ", stderr);
    say_word(program_invocation_name);
    fputs(" check", stderr);
    say_word(file);
    fputs("\n ", stderr);
    say_word(program_invocation_name);
    fputs(" compare", stderr);
    say_word(base);
    say_word(file);
    fputs("\n", stderr);
}

static ent_err_t write_starter(const new_options_t *options, const char *base) {
    ent_scenario_t scenario = {0};
    char *extends = NULL, *title = title_of(options);
    struct stat status;
    ent_err_t error = title != NULL ? ENT_OK : ENT_ERR_MEMORY;
    if (error == ENT_OK && lstat(options->file, &status) == 0) {
        ent_say("\"%s\" exists, and is left as it is; choose another name", options->file);
        error = ENT_ERR_CANNOT_CREATE;
    }
    if (error == ENT_OK) {
        error = ent_load_scenario(base, NULL, 0, true, &scenario);
    }
    if (error == ENT_OK) {
        error = find_parent(options->file, base, &extends);
    }
    if (error == ENT_OK) {
        error = write_file(options->file, &scenario, extends, title);
    }
    if (error == ENT_OK) {
        say_next(options->file, base);
    }
    ent_scenario_free(&scenario);
    free(extends);
    free(title);
    return error;
}

/* The base named, or that of the library. The caller's to free. */
static ent_err_t find_base(const char *named, char **base) {
    char *folder = NULL;
    if (named != NULL) {
        *base = ent_strdup(named);
        return *base != NULL ? ENT_OK : ENT_ERR_MEMORY;
    }
    ent_err_t error = ent_library_folder(&folder);
    if (error == ENT_OK && folder == NULL) {
        ent_say("the library of scenarios is not where it belongs, ../scenarios or "
                "../share/entente/scenarios beside the program; expected --extends BASE");
        return ENT_ERR_NO_INPUT;
    }
    if (error == ENT_OK) {
        *base = ent_path_join(folder, "japan-rok/base.cfg");
        error = *base != NULL ? ENT_OK : ENT_ERR_MEMORY;
    }
    free(folder);
    return error;
}

const struct argp ent_new_argp = {
    option_table,
    parse,
    "FILE",
    "Writes a scenario to start from: it extends another one, changes nothing yet, and shows "
    "the usual changes as comments. A FILE that exists is left as it is.",
    NULL,
    NULL,
    NULL};

int ent_command_new(int argc, char **argv) {
    char program[] = "entente new";
    argv[0] = program;
    new_options_t options = {0};
    char *base = NULL;
    ent_err_t error =
        argp_parse(&ent_new_argp, argc, argv, 0, NULL, &options) == 0 ? ENT_OK : ENT_ERR_MEMORY;
    if (error == ENT_OK) {
        error = find_base(options.base, &base);
    }
    if (error == ENT_OK) {
        error = write_starter(&options, base);
    }
    if (error == ENT_ERR_MEMORY) {
        ent_say("%s", ent_err_text(error));
    }
    free(base);
    return ent_err_exit_status(error);
}
