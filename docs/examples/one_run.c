/*
 * Runs one scenario and prints, for the beginning of every year, the median of relationship health
 * and the band in which it lies in nine of ten futures.
 *
 *     cc -o one_run one_run.c $(pkg-config --cflags --libs entente)
 *     ./one_run "$(pkg-config --variable=scenariosdir entente)/japan-rok/base.cfg"
 */
#include <entente.h>

#include <stdio.h>

/* One line of the table: quantiles over members at an instant. */
static entente_error_t print_instant(entente_study_t *study, size_t instant) {
    static const double probabilities[] = {0.05, 0.5, 0.95};
    printf("%s", entente_study_date(study, instant));
    for (size_t i = 0; i < sizeof probabilities / sizeof probabilities[0]; i++) {
        double health = 0;
        entente_error_t error =
            entente_variable_quantile(study, 0, "health", instant, probabilities[i], &health);
        if (error != ENTENTE_OK) {
            return error;
        }
        printf("  %6.2f", health);
    }
    printf("\n");
    return ENTENTE_OK;
}

/* Steps are weeks, months or quarters: so many of them are a year. */
static entente_error_t print_years(entente_study_t *study) {
    size_t a_year = (size_t)(1 / entente_study_step_years(study) + 0.5);
    printf("%s\n%-10s  %6s  %6s  %6s\n", entente_scenario_title(study, 0), "", "5 %", "median",
           "95 %");
    for (size_t instant = 0; instant <= entente_study_steps(study); instant += a_year) {
        entente_error_t error = print_instant(study, instant);
        if (error != ENTENTE_OK) {
            return error;
        }
    }
    return ENTENTE_OK;
}

int main(int argc, char **argv) {
    /* Health is all we read, so nothing else is kept. */
    static const char *const record[] = {"health"};
    entente_options_t options = ENTENTE_DEFAULTS;
    options.members = 2000;
    options.record = record;
    options.record_count = 1;
    if (argc != 2) {
        fprintf(stderr, "Usage: %s SCENARIO\n", argv[0]);
        return ENTENTE_ERROR_USAGE;
    }
    entente_study_t *study = entente_study_new();
    if (study == NULL) {
        fprintf(stderr, "%s\n", entente_error_text(ENTENTE_ERROR_MEMORY));
        return ENTENTE_ERROR_MEMORY;
    }
    entente_error_t error = entente_study_add(study, argv[1], NULL, 0);
    if (error == ENTENTE_OK) {
        error = entente_study_run(study, &options);
    }
    if (error == ENTENTE_OK) {
        error = print_years(study);
    }
    if (error != ENTENTE_OK) {
        fprintf(stderr, "%s\n", entente_study_message(study));
    }
    entente_study_free(study);
    return (int)error;
}
