#include "report/manifest.h"

#include "base/version.h"

#include <errno.h>
#include <fcntl.h>
#include <gnu/libc-version.h>
#include <inttypes.h>
#include <jansson.h>
#include <libconfig.h>
#include <sha256.h>
#include <sleef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define TEXT_OF_(x) #x
#define TEXT_OF(x) TEXT_OF_(x)

/* {"name": …, "bytes": …, "sha256": …}; without hash and size if the file has gone since. */
static json_t *describe_file(const char *name, const char *path) {
    char hash[SHA256_DIGEST_STRING_LENGTH];
    struct stat status;
    if (stat(path, &status) != 0 || SHA256File(path, hash) == NULL) {
        return json_pack("{s:s}", "name", name);
    }
    return json_pack("{s:s, s:I, s:s}", "name", name, "bytes", (json_int_t)status.st_size, "sha256",
                     hash);
}

static json_t *list_inputs(const ent_scenario_t *scenario) {
    json_t *list = json_array();
    for (size_t i = 0; i < scenario->file_count; i++) {
        (void)json_array_append_new(list, describe_file(scenario->files[i], scenario->files[i]));
    }
    return list;
}

static json_t *list_outputs(const ent_output_t *output) {
    json_t *list = json_array();
    for (size_t i = 0; i < output->count; i++) {
        char *path = ent_output_path(output, output->names[i]);
        if (path != NULL) {
            (void)json_array_append_new(list, describe_file(output->names[i], path));
        }
        free(path);
    }
    return list;
}

/* A word of the command line may be any bytes; JSON takes UTF-8 only. */
static json_t *list_words(const ent_circumstances_t *circumstances) {
    json_t *list = json_array();
    for (size_t i = 0; i < circumstances->words; i++) {
        json_t *word = json_string(circumstances->command[i]);
        (void)json_array_append_new(list, word != NULL ? word : json_string("(not UTF-8)"));
    }
    return list;
}

static json_t *describe_libraries(void) {
    return json_pack("{s:s, s:s, s:s, s:s}", "glibc", gnu_get_libc_version(), "libconfig",
                     TEXT_OF(LIBCONFIG_VER_MAJOR) "." TEXT_OF(LIBCONFIG_VER_MINOR), "sleef",
                     TEXT_OF(SLEEF_VERSION_MAJOR) "." TEXT_OF(SLEEF_VERSION_MINOR) "." TEXT_OF(
                         SLEEF_VERSION_PATCHLEVEL),
                     "jansson", JANSSON_VERSION);
}

static json_t *describe(const ent_run_t *run, const ent_circumstances_t *circumstances,
                        const ent_output_t *output) {
    char seed[32];
    (void)snprintf(seed, sizeof seed, "%" PRIu64, run->seed);
    /* The seed is a text, because it may need all of 64 bits. */
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:I, s:b, s:o, s:s, s:f, s:s, s:s, s:o, s:o, s:o}",
                     "program", "entente", "version", ENT_VERSION, "note",
                     "A comparison of assumptions, not a forecast", "title", run->scenario->title,
                     "seed", seed, "members", (json_int_t)run->members, "deterministic",
                     (int)run->deterministic, "command", list_words(circumstances), "started",
                     circumstances->started, "wall_seconds", circumstances->wall_seconds,
                     "instruction_set", ent_isa_name(circumstances->isa), "compiler", __VERSION__,
                     "libraries", describe_libraries(), "inputs", list_inputs(run->scenario),
                     "outputs", list_outputs(output));
}

ent_err_t ent_manifest_write(const ent_run_t *run, const ent_circumstances_t *circumstances,
                             ent_output_t *output) {
    ent_err_t error = ENT_ERR_MEMORY;
    ent_writer_t writer;
    json_t *manifest = describe(run, circumstances, output);
    char *text = manifest != NULL ? json_dumps(manifest, JSON_INDENT(2)) : NULL;
    if (text != NULL) {
        error = ent_output_begin(output, "manifest.json", &writer);
    }
    if (error == ENT_OK) {
        ent_writer_text(&writer, text);
        ent_writer_text(&writer, "\n");
        error = ent_output_commit(output, "manifest.json", &writer);
    }
    free(text);
    json_decref(manifest);
    return error;
}
