#include "report/manifest.h"

#include "base/memory.h"
#include "base/version.h"
#include "report/json.h"
#include "report/note.h"
#include "report/run_files.h"

#include <errno.h>
#include <fcntl.h>
#include <gnu/libc-version.h>
#include <inttypes.h>
#include <jansson.h>
#include <libconfig.h>
#include <sha256.h>
#include <sleef.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistr.h>

#define TEXT_OF_(x) #x
#define TEXT_OF(x) TEXT_OF_(x)

/* Names of files and words of the command line may be any bytes; JSON takes UTF-8 only. */
static json_t *describe_text(const char *text) {
    const uint8_t *bytes = (const uint8_t *)text;
    return json_string(u8_check(bytes, strlen(text)) == NULL ? text : "(not UTF-8)");
}

/* Adds a member, whose value may be NULL for lack of memory; false then, and the value is freed. */
static bool put(json_t *object, const char *key, json_t *value) {
    return json_object_set_new(object, key, value) == 0;
}

static bool append(json_t *list, json_t *value) {
    return json_array_append_new(list, value) == 0;
}

/* The value, or NULL, and freed, where something within it is missing for lack of memory. */
static json_t *complete(json_t *value, bool whole) {
    if (!whole) {
        json_decref(value);
        return NULL;
    }
    return value;
}

json_t *ent_manifest_file(const char *name, const char *path) {
    char hash[SHA256_DIGEST_STRING_LENGTH];
    struct stat status;
    json_t *file = json_object();
    bool whole = put(file, "name", describe_text(name));
    if (stat(path, &status) == 0 && SHA256File(path, hash) != NULL) {
        whole = whole && put(file, "bytes", json_integer((json_int_t)status.st_size));
        whole = whole && put(file, "sha256", json_string(hash));
    }
    return complete(file, whole);
}

static bool is_listed(const ent_manifest_about_t *about, size_t index) {
    for (size_t i = 0; i < index; i++) {
        if (strcmp(about->inputs[i], about->inputs[index]) == 0) {
            return true;
        }
    }
    return false;
}

static json_t *list_inputs(const ent_manifest_about_t *about, const char *other) {
    json_t *list = json_array();
    bool whole = list != NULL;
    for (size_t i = 0; i < about->input_count && whole; i++) {
        const char *name = about->inputs[i];
        whole = is_listed(about, i) || append(list, ent_manifest_file(name, name));
    }
    whole = whole && (other == NULL || append(list, ent_manifest_file(other, other)));
    return complete(list, whole);
}

static json_t *list_outputs(const ent_output_t *output) {
    json_t *list = json_array();
    bool whole = list != NULL;
    for (size_t i = 0; i < output->count && whole; i++) {
        char *path = ent_output_path(output, output->names[i]);
        whole = path != NULL && append(list, ent_manifest_file(output->names[i], path));
        free(path);
    }
    return complete(list, whole);
}

json_t *ent_manifest_words(const char *const *words, size_t count) {
    json_t *list = json_array();
    bool whole = list != NULL;
    for (size_t i = 0; i < count && whole; i++) {
        whole = append(list, describe_text(words[i]));
    }
    return complete(list, whole);
}

static json_t *describe_libraries(void) {
    static const struct {
        const char *name, *version;
    } rows[] = {
        {"libconfig", TEXT_OF(LIBCONFIG_VER_MAJOR) "." TEXT_OF(LIBCONFIG_VER_MINOR)},
        {"sleef", TEXT_OF(SLEEF_VERSION_MAJOR) "." TEXT_OF(SLEEF_VERSION_MINOR) "." TEXT_OF(
                      SLEEF_VERSION_PATCHLEVEL)},
        {"jansson", JANSSON_VERSION},
        {"sqlite", SQLITE_VERSION},
    };
    json_t *libraries = json_object();
    bool whole = put(libraries, "glibc", json_string(gnu_get_libc_version()));
    for (size_t i = 0; i < sizeof rows / sizeof rows[0] && whole; i++) {
        whole = put(libraries, rows[i].name, json_string(rows[i].version));
    }
    return complete(libraries, whole);
}

static json_t *describe(const ent_manifest_about_t *about, const ent_circumstances_t *circumstances,
                        const ent_output_t *output) {
    char seed[32]; /* a text, because it may need all of 64 bits */
    (void)snprintf(seed, sizeof seed, "%" PRIu64, about->seed);
    json_t *m = json_object();
    bool whole = put(m, "program", json_string("entente"));
    whole = whole && put(m, "version", json_string(ENT_VERSION));
    whole = whole && put(m, "note", json_string(ENT_NOTE));
    whole = whole && put(m, "titles", ent_manifest_words(about->titles, about->title_count));
    whole = whole && put(m, about->code_key, json_string(about->code));
    whole = whole && put(m, "seed", json_string(seed));
    whole = whole && put(m, "members", json_integer((json_int_t)about->members));
    whole = whole && put(m, "deterministic", json_boolean(about->deterministic));
    whole = whole &&
            put(m, "command", ent_manifest_words(circumstances->command, circumstances->words));
    whole = whole && put(m, "started", json_string(circumstances->started));
    whole = whole && put(m, "wall_seconds", json_real(circumstances->wall_seconds));
    whole = whole && put(m, "instruction_set", json_string(ent_isa_name(circumstances->isa)));
    whole = whole && put(m, "compiler", json_string(__VERSION__));
    whole = whole && put(m, "libraries", describe_libraries());
    whole = whole && put(m, "inputs", list_inputs(about, circumstances->input));
    whole = whole && put(m, "outputs", list_outputs(output));
    return complete(m, whole);
}

ent_err_t ent_manifest_write_about(const ent_manifest_about_t *about,
                                   const ent_circumstances_t *circumstances, ent_output_t *output) {
    ent_writer_t writer;
    json_t *manifest = describe(about, circumstances, output);
    char *text = manifest != NULL ? ent_json_text(manifest) : NULL;
    ent_err_t error =
        text != NULL ? ent_output_begin(output, "manifest.json", &writer) : ENT_ERR_MEMORY;
    if (error == ENT_OK) {
        ent_writer_text(&writer, text);
        ent_writer_text(&writer, "\n");
        error = ent_output_finish(output, "manifest.json", &writer);
    }
    if (error == ENT_OK) {
        error = ent_output_publish(output);
    }
    free(text);
    json_decref(manifest);
    return error;
}

/* The files and titles of all scenarios, in lists that are the caller's to free. */
static ent_err_t collect(const ent_run_t *const *runs, size_t count, const char ***titles,
                         const char ***inputs, size_t *input_count) {
    size_t files = 0;
    for (size_t i = 0; i < count; i++) {
        files += runs[i]->scenario->file_count;
    }
    *titles = ent_alloc(count, sizeof **titles);
    *inputs = ent_alloc(files, sizeof **inputs);
    if (*titles == NULL || *inputs == NULL) {
        return ENT_ERR_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        const ent_scenario_t *scenario = runs[i]->scenario;
        (*titles)[i] = scenario->title;
        for (size_t j = 0; j < scenario->file_count; j++) {
            (*inputs)[(*input_count)++] = scenario->files[j];
        }
    }
    return ENT_OK;
}

ent_err_t ent_manifest_write(const ent_run_t *const *runs, size_t count,
                             const ent_circumstances_t *circumstances, ent_output_t *output) {
    char code[ENT_CODE_SIZE];
    const char **titles = NULL, **inputs = NULL;
    size_t input_count = 0;
    ent_err_t error = ent_run_code(runs, count, code);
    if (error == ENT_OK) {
        error = collect(runs, count, &titles, &inputs, &input_count);
    }
    if (error == ENT_OK) {
        const ent_manifest_about_t about = {.titles = titles,
                                            .title_count = count,
                                            .code_key = "code",
                                            .code = code,
                                            .seed = runs[0]->seed,
                                            .members = runs[0]->members,
                                            .deterministic = runs[0]->deterministic,
                                            .inputs = inputs,
                                            .input_count = input_count};
        error = ent_manifest_write_about(&about, circumstances, output);
    }
    free(titles);
    free(inputs);
    return error;
}
