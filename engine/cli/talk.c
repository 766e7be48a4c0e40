#include "cli/talk.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void ent_say(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fputs("entente: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
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

int ent_finish_stdout(int status) {
    errno = 0;
    bool failed = ferror(stdout) != 0;
    failed = fflush(stdout) != 0 || failed;
    if (!failed || status != 0) {
        return status;
    }
    if (errno != EPIPE) { /* whoever read our output has had enough, as in `show --keys | head` */
        ent_say("standard output: %s", strerror(errno));
    }
    return ent_err_exit_status(ENT_ERR_IO);
}
