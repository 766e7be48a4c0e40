/*
 * The text of a sweep file beside small.cfg. A sound one must read back the same as it is written,
 * and its factors, where the scenarios are there, must be found or refused with a reason.
 */
#include "fuzz/fuzzed.h"
#include "scenario/factor.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* More factors and values are left alone: a fuzzer should be fast. */
enum { MOST_TRIED = 4 };

static void put_small_beside(void) {
    static bool done = false;
    if (!done) {
        char path[256], *text = NULL;
        size_t size = 0;
        must(ent_file_read("tests/scenarios/small.cfg", 1 << 20, &text, &size) == ENT_FILE_READ,
             "tests run from the repository's top folder");
        fuzz_write("small.cfg", text, size, path, sizeof path);
        free(text);
        done = true;
    }
}

static void check_problems(ent_err_t error, const ent_diags_t *diags) {
    must(error == ENT_OK || error == ENT_ERR_SCENARIO, "it is sound or invalid");
    must((error == ENT_OK) == (diags->errors == 0), "what is invalid has problems");
    for (size_t i = 0; i < diags->count && i < ENT_DIAG_KEPT; i++) {
        must(diags->kept[i].line > 0 && diags->kept[i].file[0] != '\0', "a problem has a place");
        must(diags->kept[i].text[0] != '\0', "a problem has a text");
    }
}

static bool load(const char *path, ent_sweep_t *sweep, ent_diags_t *diags) {
    ent_diags_init(diags);
    ent_err_t error = ent_sweep_load(path, sweep, diags);
    check_problems(error, diags);
    return error == ENT_OK;
}

static void read_back(const ent_sweep_t *sweep, ent_diags_t *diags) {
    ent_sweep_t again;
    char *text = NULL, *text_again = NULL, path[256];
    must(ent_sweep_text(sweep, &text) == ENT_OK, "it can be written");
    fuzz_write("resolved.cfg", text, strlen(text), path, sizeof path);
    if (!load(path, &again, diags)) {
        ent_diags_print(diags, stderr);
        must(false, "the resolved sweep is sound");
    }
    must(ent_sweep_recognise(path), "it is known for a sweep");
    must(ent_sweep_text(&again, &text_again) == ENT_OK, "it can be written");
    /* The folder's own path is absolute, so that names of files stay as they are. */
    must(strcmp(text, text_again) == 0, "the resolved sweep reads back the same");
    free(text);
    free(text_again);
    ent_sweep_free(&again);
}

static void set_middle(ent_factored_t *factored) {
    double values[MOST_TRIED];
    char reason[ENT_REASON_SIZE];
    ent_err_t error = ENT_OK;
    for (size_t i = 0; i < factored->sweep->factor_count; i++) {
        const ent_factor_t *factor = &factored->sweep->factors[i];
        values[i] = factor->value_count > 0 ? factor->values[0] : (factor->low + factor->high) / 2;
    }
    bool set = ent_factored_set(factored, values, reason, &error);
    must(error == ENT_OK, "there is memory");
    must(set == (reason[0] == '\0'), "what cannot be set has a reason");
}

static void use(const ent_sweep_t *sweep, ent_diags_t *diags) {
    bool small = sweep->factor_count <= MOST_TRIED;
    for (size_t i = 0; i < sweep->factor_count; i++) {
        small = small && sweep->factors[i].value_count <= MOST_TRIED;
    }
    for (size_t i = 0; i < sweep->scenario_count && small; i++) {
        ent_factored_t factored, copy;
        ent_diags_init(diags);
        ent_err_t error = ent_factored_load(sweep, i, &factored, diags);
        check_problems(error, diags);
        if (error == ENT_OK) {
            set_middle(&factored);
            must(ent_factored_copy(&factored, &copy) == ENT_OK, "it can be copied");
            set_middle(&copy);
            ent_factored_free(&copy);
            ent_factored_free(&factored);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static ent_diags_t diags;
    ent_sweep_t sweep;
    char path[256];
    put_small_beside();
    fuzz_write("scenario.cfg", data, size, path, sizeof path);
    if (load(path, &sweep, &diags)) {
        read_back(&sweep, &diags);
        use(&sweep, &diags);
        ent_sweep_free(&sweep);
    }
    return 0;
}
