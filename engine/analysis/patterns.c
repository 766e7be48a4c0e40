#include "analysis/patterns.h"

#include "analysis/pattern_tests.h"
#include "analysis/statistics.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char *const verdict_names[ENT_VERDICTS] = {
    [ENT_VERDICT_PASS] = "pass",
    [ENT_VERDICT_PARTIAL] = "partial",
    [ENT_VERDICT_FAIL] = "fail",
    [ENT_VERDICT_NOT_REPRESENTED] = "not represented",
    [ENT_VERDICT_NOT_APPLICABLE] = "not applicable here",
    [ENT_VERDICT_REPORTED] = "reported",
};

const char *ent_verdict_name(ent_verdict_t verdict) {
    return verdict_names[verdict];
}

/* ---- Findings -------------------------------------------------------------------------------- */

static ent_quantity_t *new_quantity(ent_finding_t *finding, double measured, const char *name,
                                    va_list arguments) {
    ent_quantity_t *quantity = &finding->quantities[finding->count++];
    *quantity = (ent_quantity_t){
        .measured = measured, .low = NAN, .high = NAN, .loose_low = NAN, .loose_high = NAN};
    (void)vsnprintf(quantity->name, sizeof quantity->name, name, arguments);
    return quantity;
}

ent_quantity_t *ent_finding_add(ent_finding_t *finding, double measured, double low, double high,
                                const char *name, ...) {
    va_list arguments;
    va_start(arguments, name);
    ent_quantity_t *quantity = new_quantity(finding, measured, name, arguments);
    va_end(arguments);
    quantity->low = low;
    quantity->high = high;
    return quantity;
}

void ent_finding_report(ent_finding_t *finding, double measured, const char *name, ...) {
    va_list arguments;
    va_start(arguments, name);
    (void)new_quantity(finding, measured, name, arguments);
    va_end(arguments);
}

ent_err_t ent_finding_add_median(ent_finding_t *finding, const double *values, size_t count,
                                 double low, double high, const char *name, ...) {
    double median = NAN;
    ent_err_t error = ent_median_of(values, count, &median);
    va_list arguments;
    va_start(arguments, name);
    ent_quantity_t *quantity = new_quantity(finding, median, name, arguments);
    va_end(arguments);
    quantity->low = low;
    quantity->high = high;
    return error;
}

void ent_finding_loosen(ent_quantity_t *quantity) {
    const double wider = 1.5;
    double middle = (quantity->low + quantity->high) / 2;
    double half = (quantity->high - quantity->low) / 2;
    quantity->loose_low = middle - wider * half;
    quantity->loose_high = middle + wider * half;
}

ent_err_t ent_finding_decline(ent_finding_t *finding, ent_verdict_t verdict, const char *format,
                              ...) {
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(finding->why, sizeof finding->why, format, arguments);
    va_end(arguments);
    finding->verdict = verdict;
    finding->count = 0;
    return ENT_OK;
}

bool ent_finding_has_poll(const ent_trials_t *trials, ent_finding_t *finding, const size_t *polls,
                          size_t state, const char *what) {
    bool there = polls[state] != ENT_NO_POLL;
    if (!there) {
        ent_finding_decline(finding, ENT_VERDICT_NOT_REPRESENTED, "no poll of %s of %s", what,
                            trials->scenario->states[state].name);
    }
    return there;
}

static bool is_judged(const ent_quantity_t *quantity) {
    return !isnan(quantity->low);
}

/* Names of those outside their bands, for the reader who asks which. */
static void say_outside(ent_finding_t *finding) {
    size_t used = 0;
    for (size_t i = 0; i < finding->count && used < sizeof finding->why; i++) {
        const ent_quantity_t *quantity = &finding->quantities[i];
        bool within = quantity->measured >= quantity->low && quantity->measured <= quantity->high;
        if (is_judged(quantity) && !within) {
            int wrote = snprintf(finding->why + used, sizeof finding->why - used, "%s%s%s",
                                 used == 0 ? "outside: " : "; ", quantity->name,
                                 isnan(quantity->measured) ? " (undefined)" : "");
            used += wrote > 0 ? (size_t)wrote : 0;
        }
    }
}

void ent_finding_judge(ent_finding_t *finding, size_t enough) {
    size_t judged = 0, within = 0, nearly = 0, defined = 0;
    for (size_t i = 0; i < finding->count; i++) {
        const ent_quantity_t *quantity = &finding->quantities[i];
        double x = quantity->measured;
        if (is_judged(quantity)) {
            bool inside = x >= quantity->low && x <= quantity->high;
            judged++;
            defined += isnan(x) ? 0 : 1;
            within += inside;
            nearly += inside || (x >= quantity->loose_low && x <= quantity->loose_high);
        }
    }
    if (judged == 0) {
        finding->verdict = ENT_VERDICT_REPORTED;
    } else if (defined == 0) {
        ent_finding_decline(finding, ENT_VERDICT_NOT_APPLICABLE,
                            "nothing to measure: no member has it");
    } else if (within == judged) {
        finding->verdict = ENT_VERDICT_PASS;
    } else {
        bool partial = (enough > 0 && within >= enough) || nearly == judged;
        finding->verdict = partial ? ENT_VERDICT_PARTIAL : ENT_VERDICT_FAIL;
        say_outside(finding);
    }
}

ent_err_t ent_pattern_test(const ent_pattern_t *pattern, const ent_trials_t *trials,
                           ent_finding_t *finding) {
    const ent_scenario_t *scenario = trials->scenario;
    *finding = (ent_finding_t){.verdict = ENT_VERDICTS};
    if (pattern->absent != NULL) {
        return ent_finding_decline(finding, ENT_VERDICT_NOT_REPRESENTED, "%s", pattern->absent);
    }
    if (pattern->of_japan_and_korea && !trials->japan_and_korea) {
        return ent_finding_decline(finding, ENT_VERDICT_NOT_APPLICABLE,
                                   "is about JPN and KOR, and the states are %s and %s",
                                   scenario->states[0].name, scenario->states[1].name);
    }
    ent_err_t error = pattern->test(trials, finding);
    if (error == ENT_OK && finding->verdict == ENT_VERDICTS) {
        ent_finding_judge(finding, pattern->enough);
    }
    return error;
}
