#include "report/figure_data.h"

#include "base/name.h"
#include "base/number.h"
#include "report/gnuplot.h"

#include <jansson.h>
#include <math.h>
#include <stdint.h>
#include <string.h>
#include <unistr.h>

void ent_figure_data_init(ent_figure_data_t *data) {
    *data = (ent_figure_data_t){.variables = json_object()};
    data->error = data->variables != NULL ? ENT_OK : ENT_ERR_MEMORY;
}

void ent_figure_data_free(ent_figure_data_t *data) {
    json_decref(data->variables);
    data->variables = NULL;
}

void ent_figure_data_fail(ent_figure_data_t *data, ent_err_t error) {
    data->error = data->error == ENT_OK ? error : data->error;
}

/* Whether nothing failed yet and this is a variable of that kind. */
static bool is_allowed(ent_figure_data_t *data, const char *name, ent_figure_kind_t kind,
                       bool array) {
    const ent_figure_variable_t *variable = ent_figure_variable(name, NULL);
    if (variable == NULL || variable->kind != kind || ent_figure_is_array(variable) != array) {
        ent_figure_data_fail(data, ENT_ERR_BUG);
    }
    return data->error == ENT_OK;
}

/* Takes the value, which is NULL for lack of memory. */
static void set(ent_figure_data_t *data, const char *name, ent_figure_kind_t kind, json_t *value) {
    if (!is_allowed(data, name, kind, false)) {
        json_decref(value);
    } else if (value == NULL || json_object_set_new(data->variables, name, value) != 0) {
        ent_figure_data_fail(data, ENT_ERR_MEMORY);
    }
}

static void set_at(ent_figure_data_t *data, const char *name, ent_figure_kind_t kind, size_t index,
                   json_t *value) {
    json_t *array = NULL;
    if (is_allowed(data, name, kind, true)) {
        array = json_object_get(data->variables, name);
    }
    if (index >= json_array_size(array)) {
        json_decref(value);
        ent_figure_data_fail(data, ENT_ERR_BUG);
    } else if (value == NULL || json_array_set_new(array, index, value) != 0) {
        ent_figure_data_fail(data, ENT_ERR_MEMORY);
    }
}

/* Titles were checked to be UTF-8 when they were read. */
static json_t *text_value(const char *text, size_t most) {
    size_t length = ent_text_prefix(text, most);
    return json_sprintf("%.*s%s", (int)length, text, text[length] != '\0' ? "..." : "");
}

/* Names of files may be any bytes. */
static json_t *file_value(ent_figure_data_t *data, const char *file) {
    const uint8_t *bytes = (const uint8_t *)file;
    data->foreign_names = data->foreign_names || u8_check(bytes, strlen(file)) != NULL;
    return json_string_nocheck(file);
}

static json_t *real_value(double value) {
    return isfinite(value) ? json_real(value) : json_null();
}

void ent_figure_data_integer(ent_figure_data_t *data, const char *name, long long value) {
    set(data, name, ENT_FIGURE_INTEGER, json_integer(value));
}

void ent_figure_data_count(ent_figure_data_t *data, const char *name, size_t value) {
    ent_figure_data_integer(data, name, (long long)value);
}

void ent_figure_data_real(ent_figure_data_t *data, const char *name, double value) {
    if (!isfinite(value)) {
        ent_figure_data_fail(data, ENT_ERR_BUG);
    }
    set(data, name, ENT_FIGURE_REAL, real_value(value));
}

void ent_figure_data_text(ent_figure_data_t *data, const char *name, const char *text,
                          size_t most) {
    set(data, name, ENT_FIGURE_TEXT, text_value(text, most));
}

void ent_figure_data_file(ent_figure_data_t *data, const char *name, const char *file) {
    set(data, name, ENT_FIGURE_FILE, file_value(data, file));
}

static json_t *default_value(ent_figure_kind_t kind) {
    return kind == ENT_FIGURE_INTEGER ? json_integer(0)
           : kind == ENT_FIGURE_REAL  ? json_null()
                                      : json_string("");
}

void ent_figure_data_array(ent_figure_data_t *data, const char *name, size_t count) {
    const ent_figure_variable_t *variable = ent_figure_variable(name, NULL);
    if (variable == NULL || !is_allowed(data, name, variable->kind, true)) {
        ent_figure_data_fail(data, ENT_ERR_BUG);
        return;
    }
    json_t *array = json_array();
    bool whole = array != NULL;
    for (size_t i = 0; i < (count > 0 ? count : 1) && whole; i++) {
        whole = json_array_append_new(array, default_value(variable->kind)) == 0;
    }
    if (!whole) {
        json_decref(array);
        ent_figure_data_fail(data, ENT_ERR_MEMORY);
    } else if (json_object_set_new(data->variables, name, array) != 0) {
        ent_figure_data_fail(data, ENT_ERR_MEMORY);
    }
}

void ent_figure_data_set_integer(ent_figure_data_t *data, const char *name, size_t index,
                                 long long value) {
    set_at(data, name, ENT_FIGURE_INTEGER, index, json_integer(value));
}

void ent_figure_data_set_count(ent_figure_data_t *data, const char *name, size_t index,
                               size_t value) {
    ent_figure_data_set_integer(data, name, index, (long long)value);
}

void ent_figure_data_set_real(ent_figure_data_t *data, const char *name, size_t index,
                              double value) {
    set_at(data, name, ENT_FIGURE_REAL, index, real_value(value));
}

void ent_figure_data_set_text(ent_figure_data_t *data, const char *name, size_t index,
                              const char *text, size_t most) {
    set_at(data, name, ENT_FIGURE_TEXT, index, text_value(text, most));
}

void ent_figure_data_set_file(ent_figure_data_t *data, const char *name, size_t index,
                              const char *file) {
    set_at(data, name, ENT_FIGURE_FILE, index, file_value(data, file));
}

const char *ent_figure_cut(const char *text, size_t most, char cut[ENT_FIGURE_CUT_SIZE]) {
    size_t length = ent_text_prefix(text, most);
    (void)snprintf(cut, ENT_FIGURE_CUT_SIZE, "%.*s%s", (int)length, text,
                   text[length] != '\0' ? "..." : "");
    return cut;
}

/* Whether an array is as long as the counts of a row say. */
static bool fits(const ent_figure_data_t *data, const ent_figure_variable_t *variable,
                 size_t length) {
    size_t expected = 1;
    for (size_t i = 0; i < ENT_FIGURE_COUNTS && variable->counts[i] != NULL; i++) {
        const json_t *count = json_object_get(data->variables, variable->counts[i]);
        json_int_t value = json_integer_value(count);
        if (count == NULL || value < 0 || value > (json_int_t)UINT32_MAX) {
            return false; /* two such counts have a product, and one may be 0 */
        }
        expected *= (size_t)value;
    }
    return length == (expected > 0 ? expected : 1);
}

bool ent_figure_data_fits(const ent_figure_data_t *data, const char *name) {
    const json_t *value = json_object_get(data->variables, name);
    bool good = !json_is_array(value);
    for (const ent_figure_variable_t *v = ent_figure_variable(name, NULL); v != NULL && !good;
         v = ent_figure_variable(name, v)) {
        good = fits(data, v, json_array_size(value));
    }
    return good;
}

ent_err_t ent_figure_data_check(const ent_figure_data_t *data) {
    const char *name = NULL;
    json_t *value = NULL;
    ent_err_t error = data->error;
    json_object_foreach(data->variables, name, value) {
        if (error == ENT_OK && !ent_figure_data_fits(data, name)) {
            error = ENT_ERR_BUG;
        }
    }
    return error;
}

/* A point makes it a real for gnuplot, which else would divide it as an integer. */
static void write_real(FILE *script, double value) {
    char text[ENT_NUMBER_SIZE];
    ent_number_format(value, text);
    fprintf(script, "%s%s", text, strpbrk(text, ".e") == NULL ? ".0" : "");
}

static void write_value(FILE *script, ent_figure_kind_t kind, const json_t *value) {
    if (kind == ENT_FIGURE_INTEGER) {
        fprintf(script, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    } else if (kind == ENT_FIGURE_REAL && json_is_null(value)) {
        fputs("NaN", script);
    } else if (kind == ENT_FIGURE_REAL) {
        write_real(script, json_number_value(value));
    } else {
        /* Behind the folder gnuplot takes the name for no pipe ("<") and no datablock ("$"). */
        fputs(kind == ENT_FIGURE_FILE ? "DATA.'/'." : "", script);
        ent_gnuplot_quote(script, json_string_value(value), ENT_FIGURE_WHOLE);
    }
    fputc('\n', script);
}

void ent_figure_data_script(const ent_figure_data_t *data, FILE *script) {
    const char *name = NULL;
    json_t *value = NULL;
    json_object_foreach(data->variables, name, value) {
        const ent_figure_variable_t *variable = ent_figure_variable(name, NULL);
        if (!json_is_array(value)) {
            fprintf(script, "%s = ", name);
            write_value(script, variable->kind, value);
            continue;
        }
        fprintf(script, "array %s[%zu]\n", name, json_array_size(value));
        for (size_t i = 0; i < json_array_size(value); i++) {
            fprintf(script, "%s[%zu] = ", name, i + 1);
            write_value(script, variable->kind, json_array_get(value, i));
        }
    }
}
