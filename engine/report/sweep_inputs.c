#include "report/sweep_inputs.h"

#include "base/memory.h"
#include "report/run_files.h"
#include "scenario/factor_paths.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { LIST_LIMIT = 1 << 30 }; /* bytes, as of any table */

static const char not_exact[] = "// Not quite what was run: a factor was a default that some "
                                "scenarios do not inherit, and here\n"
                                "// it changes their own numbers as well.\n";

/* ---- Paths of factors ----
 *
 * A path may name a default that others inherit, "institution_defaults.level". Scenarios written
 * with every default inherit nothing: there the numbers that follow have to be named themselves.
 */

static bool has_slot(const ent_factored_t *factored, size_t factor, const char *path) {
    for (size_t i = 0; i < factored->slot_count; i++) {
        const ent_factor_slot_t *slot = &factored->slots[i];
        if (slot->factor == factor && strcmp(slot->path, path) == 0) {
            return true;
        }
    }
    return false;
}

/* Whether a number stays what it is, whether it is named or not. */
static bool stays(const ent_factor_t *factor, const ent_factor_path_t *path) {
    return factor->apply == ENT_FACTOR_MULTIPLY && path->original == 0;
}

/* Whether the factor's paths name just the numbers of the scenario that follow it. */
static ent_err_t names_slots(const ent_factored_t *factored, size_t factor, ent_arena_t *arena,
                             bool *same) {
    const ent_factor_t *given = &factored->sweep->factors[factor];
    ent_factor_paths_t named = {0};
    char problem[ENT_PROBLEM_SIZE];
    size_t slots = 0;
    ent_err_t error = ENT_OK;
    for (size_t i = 0; i < given->path_count && error == ENT_OK; i++) {
        error = ent_factor_expand(&factored->scenario, given->paths[i], arena, &named, problem);
    }
    for (size_t i = 0; i < factored->slot_count; i++) {
        slots += factored->slots[i].factor == factor;
    }
    for (size_t i = 0; i < named.count && error == ENT_OK; i++) {
        bool follows = has_slot(factored, factor, named.items[i].text);
        *same = *same && (follows || stays(given, &named.items[i]));
        slots -= follows;
    }
    *same = *same && slots == 0;
    return error;
}

/* Every number that follows the factor in any of the scenarios, once. */
static ent_err_t list_slots(const ent_factored_t *factored, size_t scenarios, size_t factor,
                            ent_arena_t *arena, ent_factor_t *written) {
    size_t most = 0;
    for (size_t i = 0; i < scenarios; i++) {
        most += factored[i].slot_count;
    }
    written->paths = ent_arena_alloc(arena, most, sizeof *written->paths);
    written->path_count = 0;
    for (size_t i = 0; i < scenarios && written->paths != NULL; i++) {
        for (size_t j = 0; j < factored[i].slot_count; j++) {
            const ent_factor_slot_t *slot = &factored[i].slots[j];
            bool known = slot->factor != factor;
            for (size_t k = 0; k < i && !known; k++) {
                known = has_slot(&factored[k], factor, slot->path);
            }
            if (!known) {
                written->paths[written->path_count++] = slot->path;
            }
        }
    }
    return written->paths != NULL ? ENT_OK : ENT_ERR_MEMORY;
}

/* Whether the paths name nothing that does not follow the factor: see the header. */
static ent_err_t check_exact(const ent_factored_t *factored, size_t scenarios, size_t factor,
                             const ent_factor_t *written, ent_arena_t *arena, bool *exact) {
    ent_err_t error = ENT_OK;
    for (size_t i = 0; i < scenarios && error == ENT_OK; i++) {
        for (size_t j = 0; j < written->path_count && error == ENT_OK; j++) {
            ent_factor_paths_t named = {0};
            char problem[ENT_PROBLEM_SIZE];
            if (!has_slot(&factored[i], factor, written->paths[j])) {
                error = ent_factor_expand(&factored[i].scenario, written->paths[j], arena, &named,
                                          problem);
                *exact = *exact && (named.count == 0 || stays(written, &named.items[0]));
            }
        }
    }
    return error;
}

/* The factors as they are to be written; their paths name what follows them. */
static ent_err_t name_followers(const ent_factored_t *factored, ent_arena_t *arena,
                                ent_sweep_t *here, bool *exact) {
    ent_factor_t *written = ent_arena_alloc(arena, here->factor_count, sizeof *written);
    ent_err_t error = written != NULL ? ENT_OK : ENT_ERR_MEMORY;
    for (size_t i = 0; i < here->factor_count && error == ENT_OK; i++) {
        bool same = true;
        written[i] = here->factors[i];
        for (size_t k = 0; k < here->scenario_count && error == ENT_OK; k++) {
            error = names_slots(&factored[k], i, arena, &same);
        }
        if (error == ENT_OK && !same) {
            error = list_slots(factored, here->scenario_count, i, arena, &written[i]);
            error = error == ENT_OK
                        ? check_exact(factored, here->scenario_count, i, &written[i], arena, exact)
                        : error;
        }
    }
    here->factors = written;
    return error;
}

/* The sweep as it is with scenarios that have every default and override; shares all else. */
static ent_err_t resolve(const ent_sweep_t *sweep, const ent_factored_t *factored,
                         ent_arena_t *arena, ent_sweep_t *here, bool *exact) {
    *here = *sweep;
    *exact = true;
    here->override_count = 0;
    return name_followers(factored, arena, here, exact);
}

ent_err_t ent_sweep_inputs_hash(const ent_sweep_t *sweep, const ent_factored_t *factored,
                                char hash[ENT_SWEEP_HASH_SIZE]) {
    ent_sweep_t here;
    ent_arena_t arena;
    bool exact = true;
    ent_arena_init(&arena);
    ent_err_t error = resolve(sweep, factored, &arena, &here, &exact);
    error = error == ENT_OK ? ent_sweep_hash(&here, hash) : error;
    ent_arena_free(&arena);
    return error;
}

/* ---- The files ---- */

static ent_err_t write_resolved(const ent_sweep_t *here, bool exact, ent_output_t *output) {
    ent_writer_t writer;
    ent_err_t error = ent_output_begin(output, ENT_SWEEP_FILE, &writer);
    if (error == ENT_OK) {
        ent_writer_text(&writer, exact ? "" : not_exact);
        ent_sweep_write(here, &writer);
        error = ent_output_finish(output, ENT_SWEEP_FILE, &writer);
    }
    return error;
}

static ent_err_t write_sweep(const ent_sweep_t *sweep, const ent_factored_t *factored,
                             const char *const *folders, ent_output_t *output) {
    char paths[ENT_SWEEP_MOST_SCENARIOS][ENT_RUN_FILE_SIZE];
    char *names[ENT_SWEEP_MOST_SCENARIOS], list[] = ENT_SWEEP_LIST_FILE;
    ent_sweep_t here;
    ent_arena_t arena;
    bool exact = true;
    for (size_t i = 0; i < sweep->scenario_count; i++) {
        (void)ent_run_file(folders[i], "scenario.cfg", paths[i]);
        names[i] = paths[i];
    }
    ent_arena_init(&arena);
    ent_err_t error = resolve(sweep, factored, &arena, &here, &exact);
    if (error == ENT_OK) {
        here.scenarios = names;
        here.file = sweep->file != NULL ? list : NULL;
        error = write_resolved(&here, exact, output);
    }
    ent_arena_free(&arena);
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

ent_err_t ent_sweep_inputs_write(const ent_sweep_t *sweep, const ent_factored_t *factored,
                                 const char *const *folders, ent_output_t *output) {
    ent_err_t error = write_sweep(sweep, factored, folders, output);
    return error == ENT_OK && sweep->file != NULL ? copy_list(sweep, output) : error;
}
