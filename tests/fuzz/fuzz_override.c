/* Values of --set on the small scenario, one a line, at most four. */
#include "fuzz/fuzzed.h"

enum { MOST_OVERRIDES = 4 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Cuts the text into lines, as the command line has words: none has a NUL within. */
static size_t cut(char *text, const char *lines[MOST_OVERRIDES]) {
    size_t count = 0;
    for (char *line = text; line != NULL && count < MOST_OVERRIDES; count++) {
        char *end = strchr(line, '\n');
        lines[count] = line;
        if (end != NULL) {
            *end++ = '\0';
        }
        line = end;
    }
    return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static ent_diags_t diags;
    const char *lines[MOST_OVERRIDES];
    ent_scenario_t scenario;
    char *text = ent_strndup((const char *)data, size);
    must(text != NULL, "there is memory");
    size_t count = cut(text, lines);
    if (fuzz_load("tests/scenarios/small.cfg", lines, count, &scenario, &diags)) {
        fuzz_use(&scenario, &diags);
        ent_scenario_free(&scenario);
    }
    free(text);
    return 0;
}
