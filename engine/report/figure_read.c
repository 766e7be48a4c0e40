#include "report/figure_read.h"

#include "base/name.h"
#include "report/json.h"

#include <jansson.h>
#include <stdarg.h>
#include <string.h>

/* Points; a page of a metre is 2835. */
enum { LEAST_SIZE = 50, MOST_SIZE = 5000, MOST_ELEMENTS = 10000, MOST_NUMBER = 1000000000 };

/* Writes the problem; returns the error that it is. */
__attribute__((format(printf, 2, 3))) static ent_err_t refuse(char *problem, const char *format,
                                                              ...) {
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(problem, ENT_FIGURE_PROBLEM_SIZE, format, arguments);
    va_end(arguments);
    return ENT_ERR_SCENARIO;
}

static const char *describe(const json_t *value) {
    static const struct {
        json_type type;
        const char *text;
    } rows[] = {{JSON_OBJECT, "an object"},   {JSON_ARRAY, "an array"},
                {JSON_STRING, "a text"},      {JSON_INTEGER, "a whole number"},
                {JSON_REAL, "a real number"}, {JSON_TRUE, "true"},
                {JSON_FALSE, "false"},        {JSON_NULL, "null"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0] && value != NULL; i++) {
        if (json_typeof(value) == rows[i].type) {
            return rows[i].text;
        }
    }
    return "nothing";
}

bool ent_file_within(const char *name) {
    for (const char *part = name;; part++) {
        size_t length = strcspn(part, "/");
        if (length == 0 || strncmp(part, "..", length + 1) == 0 || strncmp(part, "../", 3) == 0) {
            return false;
        }
        part += length;
        if (*part == '\0') {
            return true;
        }
    }
}

/* ---- Figures -----------------------------------------------------------------------------------
 */

static bool is_figure_name(const char *name) {
    size_t length = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-");
    return name[0] >= 'a' && name[0] <= 'z' && name[length] == '\0' &&
           length < ENT_FIGURE_NAME_SIZE;
}

static ent_err_t read_size(const json_t *figure, const char *key, size_t index, int *size,
                           char *problem) {
    const json_t *value = json_object_get(figure, key);
    json_int_t number = json_integer_value(value);
    if (!json_is_integer(value)) {
        return refuse(problem, "figures[%zu].%s: found %s, expected points, a whole number", index,
                      key, describe(value));
    }
    if (number < LEAST_SIZE || number > MOST_SIZE) {
        return refuse(problem,
                      "figures[%zu].%s: found %" JSON_INTEGER_FORMAT
                      ", expected points from %d to %d",
                      index, key, number, LEAST_SIZE, MOST_SIZE);
    }
    *size = (int)number;
    return ENT_OK;
}

static ent_err_t check_keys(json_t *object, const char *const *known, size_t count,
                            const char *where, char *problem) {
    for (void *at = json_object_iter(object); at != NULL; at = json_object_iter_next(object, at)) {
        const char *key = json_object_iter_key(at);
        ent_nearest_t nearest;
        char hint[ENT_HINT_SIZE];
        bool found = false;
        ent_nearest_init(&nearest, key);
        for (size_t i = 0; i < count; i++) {
            found = found || strcmp(known[i], key) == 0;
            ent_nearest_offer(&nearest, known[i]);
        }
        if (!found) {
            return refuse(problem, "%s\"%.80s\" is not known%s", where, key,
                          ent_nearest_hint(&nearest, hint));
        }
    }
    return ENT_OK;
}

static ent_err_t read_figure(json_t *figure, ent_figure_file_t *file, char *problem) {
    static const char *const keys[] = {"name", "width", "height"};
    size_t index = file->count;
    ent_figure_row_t *row = &file->rows[index];
    char where[32];
    (void)snprintf(where, sizeof where, "figures[%zu].", index);
    if (!json_is_object(figure)) {
        return refuse(problem, "figures[%zu]: found %s, expected an object", index,
                      describe(figure));
    }
    const char *name = json_string_value(json_object_get(figure, "name"));
    if (name == NULL || !is_figure_name(name)) {
        return refuse(problem, "figures[%zu].name: expected small letters, digits and \"-\"",
                      index);
    }
    for (size_t i = 0; i < index; i++) {
        if (strcmp(file->rows[i].name, name) == 0) {
            return refuse(problem, "figures[%zu].name: \"%s\" stands there twice", index, name);
        }
    }
    (void)snprintf(row->name, sizeof row->name, "%s", name);
    ent_err_t error = check_keys(figure, keys, 3, where, problem);
    if (error == ENT_OK) {
        error = read_size(figure, "width", index, &row->width, problem);
    }
    if (error == ENT_OK) {
        error = read_size(figure, "height", index, &row->height, problem);
    }
    file->count += error == ENT_OK;
    return error;
}

static ent_err_t read_figures(const json_t *list, ent_figure_file_t *file, char *problem) {
    ent_err_t error = ENT_OK;
    size_t count = json_array_size(list);
    if (!json_is_array(list) || count == 0) {
        return refuse(problem, "figures: found %s, expected an array with a figure at least",
                      json_is_array(list) ? "none" : describe(list));
    }
    if (count > ENT_MOST_FIGURES) {
        return refuse(problem, "figures: found %zu, expected at most %d", count, ENT_MOST_FIGURES);
    }
    for (size_t i = 0; i < count && error == ENT_OK; i++) {
        error = read_figure(json_array_get(list, i), file, problem);
    }
    return error;
}

/* ---- Variables ---------------------------------------------------------------------------------
 */

static bool is_integer(const json_t *value) {
    json_int_t number = json_integer_value(value);
    return json_is_integer(value) && number >= -MOST_NUMBER && number <= MOST_NUMBER;
}

static bool is_text(const json_t *value) {
    return json_is_string(value) && ent_text_valid(json_string_value(value));
}

/* Whether a value, or an element of an array, is of a kind. JSON has no numbers without end. */
static bool is_of_kind(const json_t *value, ent_figure_kind_t kind, bool element) {
    switch (kind) {
    case ENT_FIGURE_INTEGER:
        return is_integer(value);
    case ENT_FIGURE_REAL:
        return json_is_number(value) || (element && json_is_null(value));
    case ENT_FIGURE_TEXT:
        return is_text(value);
    default:
        return is_text(value) && ent_file_within(json_string_value(value));
    }
}

static const char *expected_of(ent_figure_kind_t kind) {
    static const char *const texts[] = {
        [ENT_FIGURE_INTEGER] = "a whole number of at most a thousand million",
        [ENT_FIGURE_REAL] = "a number",
        [ENT_FIGURE_TEXT] = "a text without control characters",
        [ENT_FIGURE_FILE] = "the name of a file within the folder of results"};
    return texts[kind];
}

static ent_err_t check_array(const char *name, const ent_figure_variable_t *variable,
                             const json_t *value, char *problem) {
    size_t count = json_array_size(value);
    if (!json_is_array(value)) {
        return refuse(problem, "variables.%s: found %s, expected an array", name, describe(value));
    }
    if (count == 0 || count > MOST_ELEMENTS) {
        return refuse(problem, "variables.%s: found %zu elements, expected 1 to %d", name, count,
                      MOST_ELEMENTS);
    }
    for (size_t i = 0; i < count; i++) {
        const json_t *element = json_array_get(value, i);
        if (!is_of_kind(element, variable->kind, true)) {
            return refuse(problem, "variables.%s[%zu]: found %s, expected %s", name, i,
                          describe(element), expected_of(variable->kind));
        }
    }
    return ENT_OK;
}

static ent_err_t refuse_unknown(const char *name, char *problem) {
    ent_nearest_t nearest;
    char hint[ENT_HINT_SIZE];
    size_t count = 0;
    const ent_figure_variable_t *known = ent_figure_variables(&count);
    ent_nearest_init(&nearest, name);
    for (size_t i = 0; i < count; i++) {
        ent_nearest_offer(&nearest, known[i].name);
    }
    return refuse(problem, "variables: \"%.80s\" is none that figures know%s", name,
                  ent_nearest_hint(&nearest, hint));
}

static ent_err_t check_variable(const char *name, const json_t *value, char *problem) {
    const ent_figure_variable_t *variable = ent_figure_variable(name, NULL);
    if (variable == NULL) {
        return refuse_unknown(name, problem);
    }
    if (ent_figure_is_array(variable)) {
        return check_array(name, variable, value, problem);
    }
    if (!is_of_kind(value, variable->kind, false)) {
        return refuse(problem, "variables.%s: found %s, expected %s", name, describe(value),
                      expected_of(variable->kind));
    }
    return ENT_OK;
}

static ent_err_t read_variables(json_t *variables, ent_figure_file_t *file, char *problem) {
    const char *name = NULL;
    json_t *value = NULL;
    ent_err_t error = ENT_OK;
    if (!json_is_object(variables)) {
        return refuse(problem, "variables: found %s, expected an object", describe(variables));
    }
    json_object_foreach(variables, name, value) {
        if (error == ENT_OK) {
            error = check_variable(name, value, problem);
        }
    }
    json_decref(file->data.variables);
    file->data.variables = json_incref(variables);
    json_object_foreach(variables, name, value) {
        if (error == ENT_OK && !ent_figure_data_fits(&file->data, name)) {
            error =
                refuse(problem,
                       "variables.%s: found %zu elements, which is not what \"%s\" says it "
                       "should be",
                       name, json_array_size(value), ent_figure_variable(name, NULL)->counts[0]);
        }
    }
    return error;
}

ent_err_t ent_figure_file_read(const char *text, size_t size, ent_figure_file_t *file,
                               char problem[ENT_FIGURE_PROBLEM_SIZE]) {
    static const char *const keys[] = {"figures", "variables"};
    json_t *root = NULL;
    char wrong[ENT_JSON_PROBLEM_SIZE];
    problem[0] = '\0';
    file->count = 0;
    ent_figure_data_init(&file->data);
    ent_err_t error = file->data.error;
    if (error == ENT_OK) {
        error = ent_json_read(text, size, &root, wrong);
    }
    if (error == ENT_ERR_SCENARIO) {
        error = refuse(problem, "%s", wrong);
    }
    if (error == ENT_OK && !json_is_object(root)) {
        error = refuse(problem, "found %s, expected an object", describe(root));
    }
    if (error == ENT_OK) {
        error = check_keys(root, keys, 2, "", problem);
    }
    if (error == ENT_OK) {
        error = read_figures(json_object_get(root, "figures"), file, problem);
    }
    if (error == ENT_OK) {
        error = read_variables(json_object_get(root, "variables"), file, problem);
    }
    json_decref(root);
    return error;
}

void ent_figure_file_free(ent_figure_file_t *file) {
    ent_figure_data_free(&file->data);
}
