/*
 * libentente: load scenarios, run an ensemble of them, read what came out. C11 and C++.
 *
 *     entente_study_t *study = entente_study_new();
 *     entente_summary_t mean;
 *     if (study == NULL || entente_study_add(study, "base.cfg", NULL, 0) != ENTENTE_OK ||
 *         entente_study_run(study, NULL) != ENTENTE_OK ||
 *         entente_metric(study, 0, "health_mean", &mean) != ENTENTE_OK) {
 *         fprintf(stderr, "%s\n", study != NULL ? entente_study_message(study) : "no memory");
 *     }
 *     entente_study_free(study);
 *
 * A study holds one scenario, or several that are compared: the first is the control, and every
 * member meets the same luck in all of them. Scenarios are numbered from 0 in the order in which
 * they were added; instants from 0, the start, to entente_study_steps, the end.
 *
 * The library never prints, never ends the program and keeps nothing outside of studies. Threads
 * may work on studies of their own; one study serves one thread at a time. Every text is the
 * library's or the study's: do not free it; those of a study live as long as it does, unless it is
 * said otherwise. Calls that can fail return an error and leave what they were to fill untouched;
 * entente_study_message then says what was found and what is expected. No pointer to a study may be
 * NULL, but for entente_study_free.
 *
 * Same scenarios, options and version: same bits, on any number of threads.
 */
#ifndef ENTENTE_H
#define ENTENTE_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ENTENTE_VERSION "0.1.0"
#define ENTENTE_VERSION_MAJOR 0
#define ENTENTE_VERSION_MINOR 1
#define ENTENTE_VERSION_PATCH 0

#if defined(__GNUC__)
#define ENTENTE_API __attribute__((visibility("default")))
#define ENTENTE_CHECKED ENTENTE_API __attribute__((warn_unused_result))
#else
#define ENTENTE_API
#define ENTENTE_CHECKED
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* The version of the library that runs, to hold against ENTENTE_VERSION, that of this header. */
ENTENTE_API const char *entente_version(void);

/* ---- Errors ---------------------------------------------------------------------------------- */

/* The numbers are the exit statuses of the program `entente` (sysexits.h). */
typedef enum {
    ENTENTE_OK = 0,
    ENTENTE_ERROR_USAGE = 64,       /* a call asks for what there is not */
    ENTENTE_ERROR_SCENARIO = 65,    /* see entente_study_problem */
    ENTENTE_ERROR_NO_INPUT = 66,    /* a scenario's file cannot be read */
    ENTENTE_ERROR_BUG = 70,         /* of the library */
    ENTENTE_ERROR_MEMORY = 71,      /* there is not enough */
    ENTENTE_ERROR_INTERRUPTED = 130 /* by `stop` in the options */
} entente_error_t;

/* What kind of error it is: a sentence without a full stop, never NULL. */
ENTENTE_API const char *entente_error_text(entente_error_t error);

/* ---- Studies --------------------------------------------------------------------------------- */

typedef struct entente_study entente_study_t;

/* An empty study, which the caller frees; NULL without memory. */
ENTENTE_API entente_study_t *entente_study_new(void);
ENTENTE_API void entente_study_free(entente_study_t *study);

/*
 * Adds the scenario in the file `path`, with `override_count` overrides of single keys, such as
 * "institutions.2+2.insulation=0.2" (as with `entente run --set`; NULL for none). It must agree
 * with the control in start, step, horizon and states. After an error the study is as it was, but
 * for its message and problems; so are results of an earlier run.
 *
 * ENTENTE_ERROR_NO_INPUT if there is no such file, ENTENTE_ERROR_SCENARIO with problems,
 * ENTENTE_ERROR_USAGE if a text is missing, ENTENTE_ERROR_MEMORY.
 */
ENTENTE_CHECKED entente_error_t entente_study_add(entente_study_t *study, const char *path,
                                                  const char *const *overrides,
                                                  size_t override_count);

/* What went wrong in the study's last call that returns an error; "" if nothing did. It lives until
 * the next such call. */
ENTENTE_API const char *entente_study_message(const entente_study_t *study);

/* A problem in what a scenario says, at the line that says it; in an override, whose number is the
 * line, of a file "--set". Texts live until the next entente_study_add. */
typedef struct {
    const char *file;
    int line;         /* from 1 */
    const char *key;  /* "states.KOR.approval.mean"; "" where no key is meant */
    const char *text; /* what was found, what is expected */
    bool is_warning;  /* it did not make the scenario invalid */
} entente_problem_t;

/* The problems that the last entente_study_add found: the first twenty. NULL beyond them. */
ENTENTE_API size_t entente_study_problem_count(const entente_study_t *study);
ENTENTE_API const entente_problem_t *entente_study_problem(const entente_study_t *study,
                                                           size_t index);

/* ---- What is in a study ---------------------------------------------------------------------- */

ENTENTE_API size_t entente_study_scenario_count(const entente_study_t *study);

/* Steps from the start to the end, and the length of one; 0 of an empty study. */
ENTENTE_API size_t entente_study_steps(const entente_study_t *study);
ENTENTE_API double entente_study_step_years(const entente_study_t *study);

/* The date of an instant, "YYYY-MM-DD"; NULL beyond the end. */
ENTENTE_API const char *entente_study_date(const entente_study_t *study, size_t instant);

/* NULL where there is no such scenario; the question is "" where the scenario asks none. */
ENTENTE_API const char *entente_scenario_title(const entente_study_t *study, size_t scenario);
ENTENTE_API const char *entente_scenario_question(const entente_study_t *study, size_t scenario);

typedef enum {
    ENTENTE_NEITHER_IS_BETTER,
    ENTENTE_MORE_IS_BETTER,
    ENTENTE_LESS_IS_BETTER
} entente_better_t;

/* A recorded variable or a metric. */
typedef struct {
    const char *name; /* "health", "domain.economic"; "health_mean", "transition_cost.KOR" */
    const char *title, *unit;
    entente_better_t better; /* of metrics; variables are not judged */
} entente_quantity_t;

/* Variables and metrics of a scenario, in the order of its tables; NULL beyond the last. */
ENTENTE_API size_t entente_variable_count(const entente_study_t *study, size_t scenario);
ENTENTE_API const entente_quantity_t *entente_variable_at(const entente_study_t *study,
                                                          size_t scenario, size_t index);
ENTENTE_API size_t entente_metric_count(const entente_study_t *study, size_t scenario);
ENTENTE_API const entente_quantity_t *entente_metric_at(const entente_study_t *study,
                                                        size_t scenario, size_t index);

/* ---- Running --------------------------------------------------------------------------------- */

typedef struct {
    uint64_t members; /* at most 4294967295; 0 for 1000, or for 1 when deterministic */
    uint64_t seed;
    size_t threads;     /* at most 1024; 0 for as many as the machine has; changes no result */
    bool deterministic; /* one member without chance */
    double fall_points; /* how deep a fall of health must be to count; 0 for 10 */
    /* Names of the variables to keep, or patterns such as "domain.*"; NULL for all. Memory grows
     * with them, and with the number of scenarios, not with members. */
    const char *const *record;
    size_t record_count;
    const volatile sig_atomic_t
        *stop; /* not 0, set by a signal's handler, say: end soon; or NULL */
    void (*progress)(void *user, double share_done); /* in the thread that called; NULL for none */
    void *user;
} entente_options_t;

/* entente_options_t options = ENTENTE_DEFAULTS; a thousand members, seed 1. */
#define ENTENTE_DEFAULTS                                                                           \
    { 0, 1, 0, false, 0, NULL, 0, NULL, NULL, NULL }

/*
 * Runs all scenarios of the study; NULL for the defaults. Results of an earlier run are replaced,
 * or kept if this one fails: ENTENTE_ERROR_USAGE if the study is empty or an option is wrong,
 * ENTENTE_ERROR_MEMORY, before any work, or ENTENTE_ERROR_INTERRUPTED.
 */
ENTENTE_CHECKED entente_error_t entente_study_run(entente_study_t *study,
                                                  const entente_options_t *options);

/* ---- Results --------------------------------------------------------------------------------- */

/* Over members. What is undefined is NaN. */
typedef struct {
    uint64_t members; /* that have a value */
    double mean, sd;
    double standard_error; /* Monte Carlo error of the mean: sd/√members */
    double least, greatest;
    uint64_t undefined, censored; /* members without a value, or with one cut short; of metrics */
} entente_summary_t;

/*
 * What was found of a variable at an instant, and of a metric, by name; and the quantile at a
 * probability from 0 to 1, to a bin of a histogram (health: 0.1 points). ENTENTE_ERROR_USAGE if
 * there is no such scenario, name or instant, or it was not run or recorded.
 */
ENTENTE_CHECKED entente_error_t entente_variable(entente_study_t *study, size_t scenario,
                                                 const char *name, size_t instant,
                                                 entente_summary_t *summary);
ENTENTE_CHECKED entente_error_t entente_variable_quantile(entente_study_t *study, size_t scenario,
                                                          const char *name, size_t instant,
                                                          double probability, double *quantile);
ENTENTE_CHECKED entente_error_t entente_metric(entente_study_t *study, size_t scenario,
                                               const char *name, entente_summary_t *summary);
ENTENTE_CHECKED entente_error_t entente_metric_quantile(entente_study_t *study, size_t scenario,
                                                        const char *name, double probability,
                                                        double *quantile);

/*
 * What members gain or lose under a scenario against the control, each with the same luck in both.
 * The interval says how well the futures were sampled, not how well the assumptions are known.
 */
typedef struct {
    uint64_t pairs;  /* members that have a value in both */
    double mean, sd; /* of the differences, scenario − control */
    double standard_error, low,
        high;                /* of the mean; its 95 % interval; NaN of fewer than 2 pairs */
    double more, same, less; /* shares of pairs, of metrics; NaN of variables */
} entente_difference_t;

/*
 * The paired difference in a metric, and in a variable at an instant, by name. ENTENTE_ERROR_USAGE
 * as above, for scenario 0, which is the control, and for what only one of the two has; variables
 * that others are made up of (cohort.*, reliance.*, weight.*) are not paired.
 */
ENTENTE_CHECKED entente_error_t entente_metric_difference(entente_study_t *study, size_t scenario,
                                                          const char *name,
                                                          entente_difference_t *difference);
ENTENTE_CHECKED entente_error_t entente_variable_difference(entente_study_t *study, size_t scenario,
                                                            const char *name, size_t instant,
                                                            entente_difference_t *difference);

#ifdef __cplusplus
}
#endif

#endif
