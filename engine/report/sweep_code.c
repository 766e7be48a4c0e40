#include "report/code.h"

#include <errno.h>
#include <fcntl.h>
#include <sha256.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Adds all bytes of an open file, from its start. */
static ent_err_t add_file(SHA2_CTX *digest, int file) {
    uint8_t bytes[1 << 14];
    ssize_t part = 0;
    for (off_t at = 0; (part = pread(file, bytes, sizeof bytes, at)) != 0; at += part) {
        if (part < 0 && errno != EINTR) {
            return ENT_ERR_NO_INPUT;
        }
        part = part < 0 ? 0 : part;
        SHA256Update(digest, bytes, (size_t)part);
    }
    return ENT_OK;
}

static ent_err_t add_list(SHA2_CTX *digest, const char *path) {
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    ent_err_t error = file >= 0 ? add_file(digest, file) : ENT_ERR_NO_INPUT;
    if (file >= 0) {
        (void)close(file);
    }
    return error;
}

/* The sweep with a number in place of each name of a file. */
static ent_err_t add_sweep(SHA2_CTX *digest, const ent_sweep_t *sweep) {
    char numbers[ENT_SWEEP_MOST_SCENARIOS][4], *names[ENT_SWEEP_MOST_SCENARIOS], list[] = "list";
    ent_sweep_t nameless = *sweep;
    ent_writer_t writer;
    for (size_t i = 0; i < sweep->scenario_count; i++) {
        (void)snprintf(numbers[i], sizeof numbers[i], "%zu", i);
        names[i] = numbers[i];
    }
    nameless.scenarios = names;
    nameless.file = sweep->file != NULL ? list : NULL;
    int file = memfd_create("sweep", MFD_CLOEXEC), copy = file >= 0 ? dup(file) : -1;
    ent_err_t error = copy >= 0 ? ent_writer_take(&writer, copy) : ENT_ERR_MEMORY;
    if (error == ENT_OK) {
        ent_sweep_write(&nameless, &writer);
        error = ent_writer_finish(&writer);
    }
    if (error == ENT_OK) {
        error = add_file(digest, file);
    }
    if (file >= 0) {
        (void)close(file);
    }
    return error;
}

ent_err_t ent_sweep_hash(const ent_sweep_t *sweep, char hash[ENT_SWEEP_HASH_SIZE]) {
    char text[SHA256_DIGEST_STRING_LENGTH];
    SHA2_CTX digest;
    SHA256Init(&digest);
    ent_err_t error = add_sweep(&digest, sweep);
    if (error == ENT_OK && sweep->file != NULL) {
        error = add_list(&digest, sweep->file);
    }
    if (error == ENT_OK) {
        (void)SHA256End(&digest, text);
        memcpy(hash, text, ENT_SWEEP_HASH_SIZE);
    }
    return error;
}
