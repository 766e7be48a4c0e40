/* The text of a scenario file, which may extend small.cfg. */
#include "fuzz/fuzzed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char *small_scenario(size_t *size) {
    char *text = NULL;
    must(ent_file_read("tests/scenarios/small.cfg", 1 << 20, &text, size) == ENT_FILE_READ,
         "tests run from the repository's top folder");
    return text;
}

static void put_small_beside(void) {
    static bool done = false;
    if (!done) {
        char path[256];
        size_t size = 0;
        char *text = small_scenario(&size);
        fuzz_write("small.cfg", text, size, path, sizeof path);
        free(text);
        done = true;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static ent_diags_t diags;
    ent_scenario_t scenario;
    char path[256];
    put_small_beside();
    fuzz_write("scenario.cfg", data, size, path, sizeof path);
    if (fuzz_load(path, NULL, 0, &scenario, &diags)) {
        fuzz_use(&scenario, &diags);
        ent_scenario_free(&scenario);
    }
    return 0;
}
