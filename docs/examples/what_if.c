/*
 * Gives one key of a scenario several values, and prints what each changes in the mean of health
 * against the scenario as it is. Every member has the same luck under all of them, so that the
 * interval is narrow: what differs is the key's doing.
 *
 *     cc -o what_if what_if.c $(pkg-config --cflags --libs entente)
 *     ./what_if "$(pkg-config --variable=scenariosdir entente)/japan-rok/institutionalised.cfg" \
 *         institutions.2+2.insulation 0.0 0.3 0.9
 */
#include <entente.h>

#include <stdio.h>

/* The control, which is the scenario as it is; then one scenario for each value of the key. */
static entente_error_t add_all(entente_study_t *study, const char *path, const char *key,
                               char **values, int count) {
    entente_error_t error = entente_study_add(study, path, NULL, 0);
    for (int i = 0; i < count && error == ENTENTE_OK; i++) {
        char text[512];
        const char *const overrides[] = {text};
        snprintf(text, sizeof text, "%s=%s", key, values[i]);
        error = entente_study_add(study, path, overrides, 1);
    }
    return error;
}

static entente_error_t print_all(entente_study_t *study, const char *key, char **values) {
    printf("%s\nmean of health against that, with the 95 %% interval, and the share of futures "
           "that fare better\n",
           entente_scenario_title(study, 0));
    for (size_t i = 1; i < entente_study_scenario_count(study); i++) {
        entente_difference_t difference;
        entente_error_t error = entente_metric_difference(study, i, "health_mean", &difference);
        if (error != ENTENTE_OK) {
            return error;
        }
        printf("%s = %s: %+.3f (%+.3f to %+.3f), %.0f %%\n", key, values[i - 1], difference.mean,
               difference.low, difference.high, 100 * difference.more);
    }
    return ENTENTE_OK;
}

int main(int argc, char **argv) {
    /* Memory grows with scenarios and with what is kept of each: health is enough. */
    static const char *const record[] = {"health"};
    entente_options_t options = ENTENTE_DEFAULTS;
    options.members = 2000;
    options.record = record;
    options.record_count = 1;
    if (argc < 4) {
        fprintf(stderr, "Usage: %s SCENARIO KEY VALUE...\n", argv[0]);
        return ENTENTE_ERROR_USAGE;
    }
    entente_study_t *study = entente_study_new();
    if (study == NULL) {
        fprintf(stderr, "%s\n", entente_error_text(ENTENTE_ERROR_MEMORY));
        return ENTENTE_ERROR_MEMORY;
    }
    entente_error_t error = add_all(study, argv[1], argv[2], argv + 3, argc - 3);
    if (error == ENTENTE_OK) {
        error = entente_study_run(study, &options);
    }
    if (error == ENTENTE_OK) {
        error = print_all(study, argv[2], argv + 3);
    }
    if (error != ENTENTE_OK) {
        fprintf(stderr, "%s\n", entente_study_message(study));
    }
    entente_study_free(study);
    return (int)error;
}
