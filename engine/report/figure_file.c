#include "report/figure_file.h"

#include "base/memory.h"
#include "report/json.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* {"figures": […], "variables": {…}}; NULL without memory. */
static json_t *describe(const ent_figure_row_t *rows, size_t count, const ent_figure_data_t *data) {
    json_t *root = json_object(), *figures = json_array();
    bool whole = json_object_set(root, "figures", figures) == 0 &&
                 json_object_set(root, "variables", data->variables) == 0;
    for (size_t i = 0; i < count && whole; i++) {
        json_t *figure = json_pack("{s:s, s:i, s:i}", "name", rows[i].name, "width", rows[i].width,
                                   "height", rows[i].height);
        whole = json_array_append_new(figures, figure) == 0;
    }
    json_decref(figures);
    if (!whole) {
        json_decref(root);
        return NULL;
    }
    return root;
}

int ent_figure_part(const char *name, size_t *length) {
    const char *dash = strchr(name, '-');
    const char *digits = dash != NULL ? dash + 1 : "";
    size_t count = strspn(digits, "0123456789");
    bool numbered = count > 0 && count <= 4 && (digits[count] == '\0' || digits[count] == '-');
    *length = numbered ? (size_t)(dash - name) : strlen(name);
    return numbered ? (int)strtol(digits, NULL, 10) : 0;
}

ent_err_t ent_figure_file_write(const ent_figure_row_t *rows, size_t count,
                                const ent_figure_data_t *data, ent_output_t *output) {
    ent_writer_t writer;
    if (data->foreign_names) {
        return ENT_OK;
    }
    json_t *root = describe(rows, count, data);
    char *text = root != NULL ? ent_json_text(root) : NULL;
    ent_err_t error =
        text != NULL ? ent_output_begin(output, ENT_FIGURES_FILE, &writer) : ENT_ERR_MEMORY;
    if (error == ENT_OK) {
        ent_writer_text(&writer, text);
        ent_writer_text(&writer, "\n");
        error = ent_output_commit(output, ENT_FIGURES_FILE, &writer);
    }
    free(text);
    json_decref(root);
    return error;
}
