/* The rows of an event record, behind the header, in tests/scenarios/recorded.cfg. */
#include "fuzz/fuzzed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The scenario and what it extends, beside the record. */
static void put_scenario(char *path, size_t path_size) {
    static const char *const names[] = {"small.cfg", "recorded.cfg"};
    static bool done = false;
    for (size_t i = 0; i < 2; i++) {
        char source[64], *text = NULL;
        size_t size = 0;
        (void)snprintf(source, sizeof source, "tests/scenarios/%s", names[i]);
        (void)snprintf(path, path_size, "%s/%s", fuzz_folder, names[i]);
        if (done) {
            continue;
        }
        must(ent_file_read(source, 1 << 20, &text, &size) == ENT_FILE_READ,
             "tests run from the repository's top folder");
        fuzz_write(names[i], text, size, path, path_size);
        free(text);
    }
    done = true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static ent_diags_t diags;
    static const char header[] = "date,type,initiator,severity,description,gain,who,id\n";
    ent_scenario_t scenario;
    char path[256];
    char *text = ent_alloc(sizeof header + size, 1);
    must(text != NULL, "there is memory");
    memcpy(text, header, sizeof header - 1);
    if (size > 0) {
        memcpy(text + sizeof header - 1, data, size);
    }
    fuzz_write("record.csv", text, sizeof header - 1 + size, path, sizeof path);
    put_scenario(path, sizeof path);
    if (fuzz_load(path, NULL, 0, &scenario, &diags)) {
        must(scenario.record.used <= scenario.record.rows, "events come from rows");
        fuzz_use(&scenario, &diags);
        ent_scenario_free(&scenario);
    }
    free(text);
    return 0;
}
