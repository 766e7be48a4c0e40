#include "cli/talk.h"

#include "base/memory.h"
#include "base/name.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Two of the longest paths and some words. */
enum { SAID_SIZE = 2 * 4096 + 1024 };

void ent_say(const char *format, ...) {
    char text[SAID_SIZE];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    ent_text_mask(text);
    fprintf(stderr, "entente: %s\n", text);
}

void ent_say_failure(ent_err_t error, const ent_output_t *output) {
    if (error == ENT_OK || error == ENT_ERR_SCENARIO || error == ENT_ERR_NO_INPUT ||
        error == ENT_ERR_USAGE) {
        return;
    }
    if (output->culprit != NULL && output->cause == EEXIST) {
        ent_say("%s: is not empty; choose another --output, or --force to overwrite",
                output->culprit);
    } else if (output->culprit != NULL && output->cause == ENOTEMPTY) {
        ent_say("%s: a sweep is kept there; choose another --output", output->culprit);
    } else if (output->culprit != NULL && output->cause == EBUSY) {
        ent_say("%s: is an input that a result would replace; choose another --output",
                output->culprit);
    } else if (output->culprit != NULL) {
        ent_say("%s: %s", output->culprit, strerror(output->cause));
    } else if (error != ENT_ERR_INTERRUPTED) {
        ent_say("%s", ent_err_text(error));
    }
}

bool ent_read_count(const char *text, uint64_t least, uint64_t most, uint64_t *value) {
    uint64_t count = 0;
    if (text[0] == '\0' || strspn(text, "0123456789") != strlen(text)) {
        return false;
    }
    for (const char *c = text; *c != '\0'; c++) {
        uint64_t digit = (uint64_t)(*c - '0');
        if (count > (UINT64_MAX - digit) / 10) {
            return false;
        }
        count = count * 10 + digit;
    }
    *value = count;
    return count >= least && count <= most;
}

void ent_take_count(struct argp_state *state, const char *option, const char *text, uint64_t least,
                    uint64_t most, uint64_t *value) {
    if (!ent_read_count(text, least, most, value)) {
        argp_error(state,
                   "--%s: found \"%s\", expected a whole number from %" PRIu64 " to %" PRIu64,
                   option, text, least, most);
    }
}

void ent_take_size(struct argp_state *state, const char *option, const char *text, uint64_t least,
                   uint64_t most, size_t *value) {
    uint64_t count = 0;
    ent_take_count(state, option, text, least, most, &count);
    *value = (size_t)count;
}

void ent_take_formats(struct argp_state *state, const char *option, const char *text,
                      unsigned *formats) {
    static const char *const names[] = {"svg", "png", "pdf", "dumb"};
    *formats = 0;
    do {
        size_t length = strcspn(text, ",");
        unsigned found = 0;
        for (unsigned i = 0; i < sizeof names / sizeof names[0]; i++) {
            if (length == strlen(names[i]) && strncmp(text, names[i], length) == 0) {
                found = 1u << i;
            }
        }
        if (found == 0) {
            argp_error(state, "--%s: found \"%s\", expected svg, png, pdf or dumb, with commas",
                       option, text);
            return;
        }
        *formats |= found;
        text += length + (text[length] == ',');
    } while (*text != '\0');
}

bool ent_read_positive(const char *text, double *value) {
    char *end = NULL;
    *value = strtod(text, &end);
    return end != text && *end == '\0' && isfinite(*value) && *value > 0;
}

ent_err_t ent_choose_isa(ent_isa_t *isa) {
    const char *wanted = getenv("ENTENTE_ISA");
    *isa = ent_isa_best();
    if (wanted == NULL || wanted[0] == '\0') {
        return ENT_OK;
    }
    if (!ent_isa_find(wanted, isa)) {
        ent_say("ENTENTE_ISA: found \"%s\", expected one of:", wanted);
        for (int i = 0; i < ENT_ISA_COUNT; i++) {
            fprintf(stderr, "  %s\n", ent_isa_name((ent_isa_t)i));
        }
        return ENT_ERR_USAGE;
    }
    if (!ent_isa_available(*isa)) {
        ent_say("ENTENTE_ISA: this machine cannot run \"%s\"", wanted);
        return ENT_ERR_USAGE;
    }
    return ENT_OK;
}

/*
 * Runs at exit, however that comes about. Whoever reads our output may have had enough, as in
 * `show --keys | head`: that is no error to speak of.
 */
static void finish_stdout(void) {
    errno = 0;
    bool failed = ferror(stdout) != 0;
    failed = fflush(stdout) != 0 || failed;
    if (failed) {
        if (errno != EPIPE) {
            ent_say("standard output: %s", strerror(errno != 0 ? errno : EIO));
        }
        _exit(ent_err_exit_status(ENT_ERR_IO));
    }
}

void ent_watch_stdout(void) {
    /* Room for all that is printed to a file or a pipe, so that the end meets its errors. */
    const size_t room = 1 << 18;
    char *buffer = isatty(STDOUT_FILENO) == 0 ? ent_alloc(room, 1) : NULL;
    if (buffer != NULL) {
        (void)setvbuf(stdout, buffer, _IOFBF, room); /* in use until the very end */
    }
    (void)atexit(finish_stdout);
}
