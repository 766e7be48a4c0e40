#include "report/sweep_inputs.h"

#include "report/run_files.h"

#include <errno.h>
#include <stdlib.h>

enum { LIST_LIMIT = 1 << 30 }; /* bytes, as of any table */

static ent_err_t write_sweep(const ent_sweep_t *sweep, const char *const *folders,
                             ent_output_t *output) {
    char paths[ENT_SWEEP_MOST_SCENARIOS][ENT_RUN_FILE_SIZE];
    char *names[ENT_SWEEP_MOST_SCENARIOS], list[] = ENT_SWEEP_LIST_FILE;
    ent_sweep_t here = *sweep; /* shares all but names of files */
    ent_writer_t writer;
    for (size_t i = 0; i < sweep->scenario_count; i++) {
        (void)ent_run_file(folders[i], "scenario.cfg", paths[i]);
        names[i] = paths[i];
    }
    here.scenarios = names;
    here.override_count = 0;
    here.file = sweep->file != NULL ? list : NULL;
    ent_err_t error = ent_output_begin(output, ENT_SWEEP_FILE, &writer);
    if (error == ENT_OK) {
        ent_sweep_write(&here, &writer);
        error = ent_output_finish(output, ENT_SWEEP_FILE, &writer);
    }
    return error;
}

static ent_err_t copy_list(const ent_sweep_t *sweep, ent_output_t *output) {
    char *data = NULL;
    size_t size = 0;
    ent_writer_t writer;
    ent_file_state_t state = ent_file_read(sweep->file, LIST_LIMIT, &data, &size);
    if (state != ENT_FILE_READ) {
        return state == ENT_FILE_NO_MEMORY ? ENT_ERR_MEMORY : ENT_ERR_NO_INPUT;
    }
    ent_err_t error = ent_output_begin(output, ENT_SWEEP_LIST_FILE, &writer);
    if (error == ENT_OK) {
        ent_writer_bytes(&writer, data, size);
        error = ent_output_finish(output, ENT_SWEEP_LIST_FILE, &writer);
    }
    free(data);
    return error;
}

ent_err_t ent_sweep_inputs_write(const ent_sweep_t *sweep, const char *const *folders,
                                 ent_output_t *output) {
    ent_err_t error = write_sweep(sweep, folders, output);
    return error == ENT_OK && sweep->file != NULL ? copy_list(sweep, output) : error;
}
