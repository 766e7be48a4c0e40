/* The command line as mdoc, from the tables that argp reads it by. */
#include "base/error.h"
#include "cli/command_table.h"
#include "generate/blocks.h"
#include "generate/escape.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

enum { TEXT_SIZE = 200, LARGEST_GROUP = 9 };

/* "[OTHER...]" as `.Op Ar OTHER ...`, a line for each word. */
static void write_argument(FILE *out, const char *word, size_t length) {
    char text[TEXT_SIZE];
    bool optional = length > 2 && word[0] == '[';
    (void)snprintf(text, sizeof text, "%.*s", (int)(optional ? length - 2 : length),
                   optional ? word + 1 : word);
    char *dots = strstr(text, "...");
    if (dots != NULL) {
        *dots = '\0';
    }
    fputs(optional ? ".Op Ar" : ".Ar", out);
    doc_mdoc_argument(out, text);
    fputs(dots != NULL ? " ...\n" : "\n", out);
}

static void write_arguments(FILE *out, const char *words) {
    for (const char *word = words; word != NULL && *word != '\0';) {
        size_t length = strcspn(word, " ");
        write_argument(out, word, length);
        word += length + strspn(word + length, " ");
    }
}

static bool has_options(const struct argp *argp) {
    return argp->options != NULL && argp->options[0].name != NULL;
}

void doc_synopsis_mdoc(FILE *out, int unused) {
    size_t count = 0;
    const ent_command_t *commands = ent_command_table(&count);
    (void)unused;
    for (size_t i = 0; i < count; i++) {
        fprintf(out, ".Nm\n.Cm %s\n", commands[i].name);
        fputs(has_options(commands[i].argp) ? ".Op Ar option ...\n" : "", out);
        write_arguments(out, commands[i].argp->args_doc);
    }
}

/* `.It Fl n Ar N , Fl -members Ns = Ns Ar N` */
static void write_option(FILE *out, const struct argp_option *option) {
    fputs(".It", out);
    if (isprint(option->key)) {
        fprintf(out, " Fl %c", option->key);
        if (option->arg != NULL) {
            fputs(" Ar", out);
            doc_mdoc_argument(out, option->arg);
        }
        fputs(" ,", out);
    }
    fprintf(out, " Fl \\-%s", option->name);
    if (option->arg != NULL) {
        fputs(" Ns = Ns Ar", out);
        doc_mdoc_argument(out, option->arg);
    }
    fputs("\n", out);
    doc_mdoc_text(out, option->doc);
}

/* By group, and within one in the order of the table. */
static void write_options(FILE *out, const struct argp_option *options) {
    fputs(".Bl -tag -width Ds\n", out);
    for (int group = 0; group <= LARGEST_GROUP; group++) {
        for (const struct argp_option *option = options; option->name != NULL; option++) {
            if (option->group == group && (option->flags & OPTION_HIDDEN) == 0) {
                write_option(out, option);
            }
        }
    }
    fputs(".El\n", out);
}

/* What stands before and after the options in a command's help. */
static void write_command(FILE *out, const ent_command_t *command) {
    const char *doc = command->argp->doc != NULL ? command->argp->doc : "";
    size_t before = strcspn(doc, "\v");
    char text[4 * TEXT_SIZE];
    (void)snprintf(text, sizeof text, "%.*s", (int)before, doc);
    fprintf(out, ".Ss %s\n", command->name);
    doc_mdoc_text(out, text);
    if (doc[before] == '\v') {
        doc_mdoc_text(out, doc + before + 1);
    }
    if (has_options(command->argp)) {
        write_options(out, command->argp->options);
    }
}

void doc_commands_mdoc(FILE *out, int unused) {
    size_t count = 0;
    const ent_command_t *commands = ent_command_table(&count);
    (void)unused;
    for (size_t i = 0; i < count; i++) {
        write_command(out, &commands[i]);
    }
}

void doc_statuses_mdoc(FILE *out, int unused) {
    static const struct {
        int status;
        const char *text;
    } rows[] = {
#define X(name, status, text) {status, text},
        ENT_ERROR_LIST(X)
#undef X
    };
    (void)unused;
    fputs(".Bl -tag -width Ds\n.It 0\nAll is well.\n", out);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[TEXT_SIZE];
        (void)snprintf(text, sizeof text, "%c%s.", toupper((unsigned char)rows[i].text[0]),
                       rows[i].text + 1);
        fprintf(out, ".It %d\n", rows[i].status);
        doc_mdoc_text(out, text);
    }
    fputs(".El\n", out);
}
