#include "report/results.h"

#include "base/memory.h"
#include "base/version.h"
#include "report/json.h"
#include "report/manifest.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <sha256.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const size_t most_bytes = (size_t)16 << 20; /* of a manifest, or of figures.json */

__attribute__((format(printf, 3, 4))) static ent_err_t
refuse(ent_results_t *results, ent_err_t error, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(results->problem, sizeof results->problem, format, arguments);
    va_end(arguments);
    return error;
}

/* Reads a file of the folder whole; the caller's to free. */
static ent_err_t read_whole(ent_results_t *results, const char *name, const char *hint, char **text,
                            size_t *size) {
    char *path = ent_path_join(results->directory, name);
    if (path == NULL) {
        return ENT_ERR_MEMORY;
    }
    ent_file_state_t state = ent_file_read(path, most_bytes, text, size);
    int cause = errno;
    free(path);
    switch (state) {
    case ENT_FILE_READ:
        return ENT_OK;
    case ENT_FILE_NO_MEMORY:
        return ENT_ERR_MEMORY;
    case ENT_FILE_NOT_PLAIN:
        return refuse(results, ENT_ERR_NO_INPUT, "%s: is no plain file", name);
    case ENT_FILE_TOO_LARGE:
        return refuse(results, ENT_ERR_SCENARIO, "%s: is larger than %zu bytes", name, most_bytes);
    default:
        return refuse(results, ENT_ERR_NO_INPUT, "%s: %s%s", name, strerror(cause),
                      cause == ENOENT || cause == ENOTDIR ? hint : "");
    }
}

/* Figures are drawn from the other files, and are not held against the manifest. */
static bool is_drawn(const char *name) {
    return strncmp(name, "plots/", 6) == 0 && strcmp(name, ENT_FIGURES_FILE) != 0;
}

/* Whether every output is named, within the folder, and has a size and a hash if it is of the data.
 */
static ent_err_t check_outputs(ent_results_t *results, const json_t *outputs) {
    for (size_t i = 0; i < json_array_size(outputs); i++) {
        const json_t *file = json_array_get(outputs, i);
        const json_t *bytes = json_object_get(file, "bytes");
        const char *name = json_string_value(json_object_get(file, "name"));
        const char *hash = json_string_value(json_object_get(file, "sha256"));
        if (name == NULL || !ent_file_within(name)) {
            return refuse(results, ENT_ERR_SCENARIO,
                          "manifest.json: outputs[%zu].name: expected the name of a file within "
                          "the folder",
                          i);
        }
        bool hashed = hash != NULL && strlen(hash) == SHA256_DIGEST_STRING_LENGTH - 1;
        if (!is_drawn(name) && (!json_is_integer(bytes) || !hashed)) {
            return refuse(results, ENT_ERR_SCENARIO,
                          "manifest.json: outputs[%zu]: expected \"bytes\" and \"sha256\" of "
                          "\"%.100s\"",
                          i, name);
        }
    }
    return ENT_OK;
}

static ent_err_t read_manifest(ent_results_t *results) {
    char wrong[ENT_JSON_PROBLEM_SIZE], *text = NULL;
    size_t size = 0;
    ent_err_t error =
        read_whole(results, "manifest.json",
                   ", expected a folder of results, whose last file it is", &text, &size);
    if (error != ENT_OK) {
        return error;
    }
    error = ent_json_read(text, size, &results->manifest, wrong);
    free(text);
    if (error != ENT_OK) {
        return error == ENT_ERR_MEMORY ? error : refuse(results, error, "manifest.json: %s", wrong);
    }
    const char *program = json_string_value(json_object_get(results->manifest, "program"));
    if (program == NULL || strcmp(program, "entente") != 0) {
        return refuse(results, ENT_ERR_SCENARIO,
                      "manifest.json: is not one of this program's, whose \"program\" is "
                      "\"entente\"");
    }
    const json_t *outputs = json_object_get(results->manifest, "outputs");
    if (ent_results_version(results) == NULL || !json_is_array(outputs)) {
        return refuse(results, ENT_ERR_SCENARIO,
                      "manifest.json: expected \"version\" and a list of \"outputs\"");
    }
    return check_outputs(results, outputs);
}

/* Whether a file of figures is one of the results, which are checked. */
static bool is_listed(const ent_results_t *results, const char *name) {
    const json_t *outputs = json_object_get(results->manifest, "outputs");
    for (size_t i = 0; i < json_array_size(outputs); i++) {
        const json_t *file = json_array_get(outputs, i);
        if (strcmp(json_string_value(json_object_get(file, "name")), name) == 0) {
            return true;
        }
    }
    return false;
}

static ent_err_t check_files(ent_results_t *results) {
    const char *name = NULL;
    json_t *value = NULL;
    ent_err_t error = ENT_OK;
    json_object_foreach(results->figures.data.variables, name, value) {
        bool files = ent_figure_variable(name, NULL)->kind == ENT_FIGURE_FILE;
        for (size_t i = 0; i < json_array_size(value) && files && error == ENT_OK; i++) {
            const char *file = json_string_value(json_array_get(value, i));
            if (!is_listed(results, file)) {
                error = refuse(results, ENT_ERR_SCENARIO,
                               "%s: variables.%s[%zu]: found \"%.100s\", expected a file that the "
                               "manifest lists",
                               ENT_FIGURES_FILE, name, i, file);
            }
        }
    }
    return error;
}

static ent_err_t read_figures(ent_results_t *results) {
    char problem[ENT_FIGURE_PROBLEM_SIZE], *text = NULL;
    size_t size = 0;
    ent_err_t error = read_whole(results, ENT_FIGURES_FILE,
                                 ", expected what figures show: there is none of runs with "
                                 "--no-plot, and of commands without figures",
                                 &text, &size);
    if (error != ENT_OK) {
        return error;
    }
    error = ent_figure_file_read(text, size, &results->figures, problem);
    free(text);
    if (error == ENT_ERR_SCENARIO) {
        return refuse(results, error, "%s: %s", ENT_FIGURES_FILE, problem);
    }
    return error == ENT_OK ? check_files(results) : error;
}

ent_err_t ent_results_read(ent_results_t *results, const char *directory) {
    *results = (ent_results_t){.directory = directory};
    ent_err_t error = read_manifest(results);
    return error == ENT_OK ? read_figures(results) : error;
}

void ent_results_free(ent_results_t *results) {
    ent_figure_file_free(&results->figures);
    json_decref(results->manifest);
    results->manifest = NULL;
}

const char *ent_results_version(const ent_results_t *results) {
    return json_string_value(json_object_get(results->manifest, "version"));
}

size_t ent_results_count(const ent_results_t *results) {
    return json_array_size(json_object_get(results->manifest, "outputs"));
}

static ent_result_state_t look(const char *path, const char *expected, ent_result_file_t *file) {
    char hash[SHA256_DIGEST_STRING_LENGTH];
    struct stat status;
    if (stat(path, &status) != 0) {
        return errno == ENOENT || errno == ENOTDIR ? ENT_RESULT_MISSING : ENT_RESULT_UNREADABLE;
    }
    if (!S_ISREG(status.st_mode)) {
        return ENT_RESULT_MISSING;
    }
    file->found_bytes = (long long)status.st_size;
    if (file->found_bytes < file->expected_bytes) {
        return ENT_RESULT_TRUNCATED;
    }
    if (file->found_bytes > file->expected_bytes) {
        return ENT_RESULT_FOREIGN;
    }
    if (SHA256File(path, hash) == NULL) {
        return ENT_RESULT_UNREADABLE;
    }
    return strcmp(hash, expected) == 0 ? ENT_RESULT_GOOD : ENT_RESULT_FOREIGN;
}

ent_err_t ent_results_look(const ent_results_t *results, size_t index, bool *data,
                           ent_result_file_t *file) {
    const json_t *row = json_array_get(json_object_get(results->manifest, "outputs"), index);
    const char *hash = json_string_value(json_object_get(row, "sha256"));
    *file = (ent_result_file_t){.name = json_string_value(json_object_get(row, "name")),
                                .expected_bytes =
                                    (long long)json_integer_value(json_object_get(row, "bytes"))};
    *data = !is_drawn(file->name);
    if (!*data) {
        return ENT_OK;
    }
    char *path = ent_path_join(results->directory, file->name);
    if (path == NULL) {
        return ENT_ERR_MEMORY;
    }
    file->state = look(path, hash, file);
    free(path);
    return ENT_OK;
}

/* Puts a figure's entry in the place of its earlier one, or at the end. */
static ent_err_t update_one(json_t *outputs, const char *name, const ent_output_t *output) {
    char *path = ent_output_path(output, name);
    json_t *entry = path != NULL ? ent_manifest_file(name, path) : NULL;
    size_t i = 0;
    free(path);
    if (entry == NULL) {
        return ENT_ERR_MEMORY;
    }
    while (i < json_array_size(outputs) &&
           strcmp(json_string_value(json_object_get(json_array_get(outputs, i), "name")), name) !=
               0) {
        i++;
    }
    int failed = i < json_array_size(outputs) ? json_array_set_new(outputs, i, entry)
                                              : json_array_append_new(outputs, entry);
    return failed == 0 ? ENT_OK : ENT_ERR_MEMORY;
}

static ent_err_t note_redrawing(json_t *manifest, const char *const *command, size_t words) {
    json_t *list = ent_manifest_words(command, words);
    json_t *redrawn = json_pack("{s:s, s:o}", "version", ENT_VERSION, "command", list);
    return json_object_set_new(manifest, "redrawn", redrawn) == 0 ? ENT_OK : ENT_ERR_MEMORY;
}

static ent_err_t write_manifest(const json_t *manifest, ent_output_t *output) {
    ent_writer_t writer;
    char *text = ent_json_text(manifest);
    ent_err_t error =
        text != NULL ? ent_output_begin(output, "manifest.json", &writer) : ENT_ERR_MEMORY;
    if (error == ENT_OK) {
        ent_writer_text(&writer, text);
        ent_writer_text(&writer, "\n");
        error = ent_output_commit(output, "manifest.json", &writer);
    }
    free(text);
    return error;
}

ent_err_t ent_results_update(ent_results_t *results, const char *const *command, size_t words,
                             ent_output_t *output) {
    json_t *outputs = json_object_get(results->manifest, "outputs");
    ent_err_t error = note_redrawing(results->manifest, command, words);
    for (size_t i = 0; i < output->count && error == ENT_OK; i++) {
        error = update_one(outputs, output->names[i], output);
    }
    return error == ENT_OK ? write_manifest(results->manifest, output) : error;
}
