#include "report/code.h"

#include <errno.h>
#include <fcntl.h>
#include <sha256.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool has_list(const ent_sweep_t *sweep) {
    return sweep->method == ENT_DESIGN_LIST && sweep->file != NULL;
}

/* Adds all bytes of the list, which may be larger than memory. */
static ent_err_t add_list(SHA2_CTX *digest, const char *path) {
    uint8_t bytes[1 << 14];
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    ssize_t part = file >= 0 ? 1 : -1;
    while (part > 0) {
        part = read(file, bytes, sizeof bytes);
        if (part < 0 && errno == EINTR) {
            part = 1;
        } else if (part > 0) {
            SHA256Update(digest, bytes, (size_t)part);
        }
    }
    int cause = errno;
    if (file >= 0) {
        (void)close(file);
    }
    errno = cause;
    return part == 0 ? ENT_OK : ENT_ERR_NO_INPUT;
}

/* The sweep with a number in place of each name of a file. */
static ent_err_t add_sweep(SHA2_CTX *digest, const ent_sweep_t *sweep) {
    char numbers[ENT_SWEEP_MOST_SCENARIOS][24], *names[ENT_SWEEP_MOST_SCENARIOS], list[] = "list";
    char *text = NULL;
    ent_sweep_t nameless = *sweep;
    for (size_t i = 0; i < sweep->scenario_count; i++) {
        (void)snprintf(numbers[i], sizeof numbers[i], "%zu", i);
        names[i] = numbers[i];
    }
    nameless.scenarios = names;
    nameless.file = has_list(sweep) ? list : NULL;
    ent_err_t error = ent_sweep_text(&nameless, &text);
    if (error == ENT_OK) {
        SHA256Update(digest, (const uint8_t *)text, strlen(text));
    }
    free(text);
    return error;
}

ent_err_t ent_sweep_hash(const ent_sweep_t *sweep, char hash[ENT_SWEEP_HASH_SIZE]) {
    char text[SHA256_DIGEST_STRING_LENGTH];
    SHA2_CTX digest;
    SHA256Init(&digest);
    ent_err_t error = add_sweep(&digest, sweep);
    if (error == ENT_OK && has_list(sweep)) {
        error = add_list(&digest, sweep->file);
    }
    if (error == ENT_OK) {
        (void)SHA256End(&digest, text);
        memcpy(hash, text, ENT_SWEEP_HASH_SIZE);
    }
    return error;
}
