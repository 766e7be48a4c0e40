#include "analysis/trials.h"

#include "analysis/probe.h"
#include "base/machine.h"
#include "base/memory.h"
#include "scenario/process.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- What the scenario has ------------------------------------------------------------------- */

static size_t count_waves(const ent_scenario_t *scenario, size_t poll) {
    size_t count = 0;
    for (size_t i = 0; i < scenario->survey_count; i++) {
        count += scenario->surveys[i].poll == poll;
    }
    return count;
}

/* Of the polls that measure this in a state the one with most waves, or the first of those. */
static size_t find_poll(const ent_scenario_t *scenario, size_t state, ent_measure_t measure,
                        ent_measure_t or_measure) {
    size_t found = ENT_NO_POLL, most = 0;
    for (size_t i = 0; i < scenario->poll_count; i++) {
        const ent_poll_t *poll = &scenario->polls[i];
        size_t waves = count_waves(scenario, i);
        bool right = poll->measures == measure || poll->measures == or_measure;
        if (poll->respondent == state && right && (found == ENT_NO_POLL || waves > most)) {
            found = i;
            most = waves;
        }
    }
    return found;
}

/* Months suffice: quarters are kept as they are, weeks by four. */
static size_t kept_steps(const ent_scenario_t *scenario) {
    return scenario->step == ENT_STEP_WEEK ? 4 : 1;
}

static void describe(const ent_scenario_t *scenario, const ent_curve_t *curves,
                     const ent_trials_options_t *options, ent_trials_t *trials) {
    const double forgotten_years = 2; /* the start has been, by then */
    *trials = (ent_trials_t){.scenario = scenario,
                             .curves = curves,
                             .asked = ENT_ASKED,
                             .recorded = ent_probe_has_record(scenario),
                             .members = (size_t)options->members,
                             .seed = options->seed,
                             .isa = options->isa,
                             .steps = ent_scenario_steps(scenario),
                             .step_years = ent_scenario_step_years(scenario),
                             .every = kept_steps(scenario),
                             .probe_years = forgotten_years};
    trials->instants = trials->steps / trials->every + 1;
    trials->gap_years = (double)trials->every * trials->step_years;
    trials->japan_and_korea = strcmp(scenario->states[0].name, "JPN") == 0 &&
                              strcmp(scenario->states[1].name, "KOR") == 0;
    trials->japan = 0; /* states are in the order of their names */
    trials->korea = 1;
    for (size_t s = 0; s < ENT_STATES; s++) {
        trials->affinity[s] =
            find_poll(scenario, s, ENT_MEASURES_AFFINITY, ENT_MEASURES_FAVOURABILITY);
        trials->relations[s] =
            find_poll(scenario, s, ENT_MEASURES_RELATIONS, ENT_MEASURES_RELATIONS);
        trials->security[s] = find_poll(scenario, s, ENT_MEASURES_SECURITY, ENT_MEASURES_SECURITY);
    }
}

size_t ent_trials_instant(const ent_trials_t *trials, double years) {
    double instant = floor(years / trials->gap_years + 0.5);
    return instant >= 0 && instant < (double)trials->instants ? (size_t)instant : ENT_NO_INSTANT;
}

size_t ent_trials_month(const ent_trials_t *trials, int year, int month) {
    double when = ent_date_decimal((ent_date_t){year, month, 1});
    long step = ent_scenario_step_of(trials->scenario, when);
    bool within = step >= 0 && (size_t)step / trials->every < trials->instants;
    return within ? (size_t)step / trials->every : ENT_NO_INSTANT;
}

/* ---- Variants -------------------------------------------------------------------------------- */

/* The most shocks a probe adds. */
enum { MOST_STRIKES = 8, FOLLOWING = 5 };

typedef struct {
    ent_strike_t items[MOST_STRIKES];
    size_t count;
} strikes_t;

static void add_strike(const ent_trials_t *trials, size_t by, double after, double severity,
                       strikes_t *strikes) {
    double start = ent_date_decimal(trials->scenario->start);
    strikes->items[strikes->count++] = (ent_strike_t){.by = by,
                                                      .when = start + trials->probe_years + after,
                                                      .severity = severity,
                                                      .hits = ent_probe_hits(trials->scenario, by)};
}

/* The shocks of a trial; none where the state that would strike has nothing to strike with. */
static strikes_t plan_strikes(const ent_trials_t *trials, ent_trial_t trial) {
    const double days = 1 / 365.25, month = 1 / 12.0;
    strikes_t strikes = {.count = 0};
    if (trial == ENT_TRIAL_BREAK || trial == ENT_TRIAL_FOLLOWED) {
        /* The visit to the islets of 10 August 2012, and the remarks of the 14th. */
        add_strike(trials, trials->korea, 0, 0.95, &strikes);
        add_strike(trials, trials->korea, 4 * days, 0.7, &strikes);
    }
    for (int year = 1; trial == ENT_TRIAL_FOLLOWED && year <= FOLLOWING; year++) {
        add_strike(trials, trials->korea, year, 0.5, &strikes); /* as the record of 2013-2018 */
    }
    if (trial == ENT_TRIAL_ANSWERED) {
        /* Export controls of July 2019, and the removal from the list of August. */
        add_strike(trials, trials->japan, 0, 0.8, &strikes);
        add_strike(trials, trials->japan, month, 0.8, &strikes);
    }
    if (trial == ENT_TRIAL_FIRST || trial == ENT_TRIAL_SECOND) {
        add_strike(trials, trial == ENT_TRIAL_FIRST ? 0 : 1, 0, 0.85, &strikes);
    }
    return strikes.count > 0 && strikes.items[0].hits != NULL ? strikes : (strikes_t){.count = 0};
}

static bool has_affinity(const ent_trials_t *trials) {
    return trials->affinity[0] != ENT_NO_POLL || trials->affinity[1] != ENT_NO_POLL;
}

/* Makes the variant of a trial, if it is one to be run. */
static ent_err_t make_variant(ent_trials_t *trials, ent_trial_t trial) {
    const double october_2012 = 2012 + 9 / 12.0;
    const ent_scenario_t *scenario = trials->scenario;
    ent_scenario_t *variant = &trials->variants[trial];
    bool history = trial == ENT_TRIAL_BREAK || trial == ENT_TRIAL_FOLLOWED ||
                   trial == ENT_TRIAL_ANSWERED || trial == ENT_TRIAL_CALM;
    if (history && !trials->japan_and_korea) {
        return ENT_OK;
    }
    strikes_t strikes = plan_strikes(trials, trial);
    ent_err_t error = ENT_OK;
    if (trial == ENT_TRIAL_UNBOUND) {
        trials->run[trial] = ent_probe_is_bound(scenario);
        error = trials->run[trial] ? ent_probe_unbound(scenario, variant) : ENT_OK;
    } else if (trial == ENT_TRIAL_CALM) {
        trials->run[trial] = trials->recorded && has_affinity(trials);
        error = trials->run[trial]
                    ? ent_probe_without(scenario, trials->korea, october_2012, variant)
                    : ENT_OK;
    } else if (strikes.count > 0 && has_affinity(trials) && !(history && trials->recorded)) {
        trials->run[trial] = true;
        error = ent_probe_with(scenario, strikes.items, strikes.count, variant);
    }
    trials->run[trial] = trials->run[trial] && error == ENT_OK;
    return error;
}

static ent_err_t make_plans(ent_trials_t *trials) {
    ent_err_t error = ent_plan_init(&trials->plans[ENT_TRIAL_PLAIN], trials->scenario);
    trials->run[ENT_TRIAL_PLAIN] = error == ENT_OK;
    for (ent_trial_t trial = ENT_TRIAL_PLAIN + 1; trial < ENT_TRIALS && error == ENT_OK; trial++) {
        error = make_variant(trials, trial);
        if (error == ENT_OK && trials->run[trial]) {
            error = ent_plan_init(&trials->plans[trial], &trials->variants[trial]);
        }
    }
    return error;
}

/* ---- The run --------------------------------------------------------------------------------- */

/* Health, what the polls need, and of the scenario itself approval. */
static void choose_wanted(const ent_trials_t *trials, ent_trial_t trial, bool *wanted) {
    const ent_plan_t *plan = &trials->plans[trial];
    for (size_t i = 0; i < plan->variables.count; i++) {
        ent_variable_kind_t kind = plan->variables.items[i].kind;
        wanted[i] =
            kind == ENT_VAR_HEALTH || (trial == ENT_TRIAL_PLAIN && kind == ENT_VAR_APPROVAL);
    }
    for (size_t s = 0; s < ENT_STATES && trial != ENT_TRIAL_UNBOUND; s++) {
        const size_t polls[] = {trials->affinity[s], trials->relations[s], trials->security[s]};
        for (size_t i = 0; i < sizeof polls / sizeof polls[0]; i++) {
            if (polls[i] != ENT_NO_POLL) {
                ent_sampled_want_poll(plan, polls[i], wanted);
            }
        }
    }
}

static size_t count_wanted(const bool *wanted, size_t count) {
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        found += wanted[i];
    }
    return found;
}

/* Whether all that will be kept fits into the machine. */
static bool fits(const ent_trials_t *trials, size_t values) {
    size_t limit = ent_memory_limit(), bytes = 0, member = 0;
    size_t others = ENT_STATES * trials->steps + 2 * trials->scenario->institution_count * 8;
    return ent_multiply(values, trials->instants * sizeof(double), &member) &&
           ent_multiply(member + others, trials->members, &bytes) && bytes <= limit;
}

static ent_err_t keep_tile(void *user, const ent_tile_t *tile) {
    ent_trials_t *trials = user;
    const size_t institutions = trials->scenario->institution_count;
    size_t member = (size_t)tile->first_member;
    for (size_t b = 0; b < tile->block_count && tile->plan == ENT_TRIAL_PLAIN; b++) {
        const ent_block_t *block = &tile->blocks[b];
        for (size_t lane = 0; lane < block->members; lane++, member++) {
            for (size_t n = 0; n < ENT_STATES * trials->steps; n++) {
                trials->leader_changes[n / trials->steps]
                                      [member * trials->steps + n % trials->steps] =
                    block->leader_changes[n] >> lane & 1;
            }
            for (size_t i = 0; i < institutions; i++) {
                size_t at = i * block->lanes + lane;
                trials->suspensions[member * institutions + i] = block->suspensions[at];
                trials->years_active[member * institutions + i] = block->years_active[at];
            }
        }
    }
    return ENT_OK;
}

static ent_err_t make_room(ent_trials_t *trials) {
    size_t institutions = trials->scenario->institution_count, cells = 0;
    bool whole = ent_multiply(trials->members, institutions, &cells);
    trials->suspensions = ent_alloc(whole ? cells : SIZE_MAX, sizeof(double));
    trials->years_active = ent_alloc(whole ? cells : SIZE_MAX, sizeof(double));
    whole = trials->suspensions != NULL && trials->years_active != NULL;
    for (size_t s = 0; s < ENT_STATES; s++) {
        trials->leader_changes[s] = ent_alloc(trials->members, trials->steps * sizeof(bool));
        whole = whole && trials->leader_changes[s] != NULL;
    }
    return whole ? ENT_OK : ENT_ERR_MEMORY;
}

/* Plans that are run, one after the other, as the runner wants them; `which` says whose they are.
 */
typedef struct {
    const ent_plan_t *plans[ENT_TRIALS];
    bool *wanted[ENT_TRIALS];
    size_t which[ENT_TRIALS], count, values;
} batch_t;

static ent_err_t fill_batch(const ent_trials_t *trials, batch_t *batch) {
    for (ent_trial_t trial = ENT_TRIAL_PLAIN; trial < ENT_TRIALS; trial++) {
        if (!trials->run[trial]) {
            continue;
        }
        const ent_plan_t *plan = &trials->plans[trial];
        bool *wanted = ent_alloc(plan->variables.count, sizeof *wanted);
        if (wanted == NULL) {
            return ENT_ERR_MEMORY;
        }
        choose_wanted(trials, trial, wanted);
        batch->values += count_wanted(wanted, plan->variables.count);
        batch->which[batch->count] = trial;
        batch->wanted[batch->count] = wanted;
        batch->plans[batch->count++] = plan;
    }
    return fits(trials, batch->values) ? ENT_OK : ENT_ERR_MEMORY;
}

/* The runner hands tiles and progress to one user; this is both. */
typedef struct {
    ent_trials_t *trials;
    const ent_trials_options_t *options;
} watch_t;

static ent_err_t take_tile(void *user, const ent_tile_t *tile) {
    const watch_t *watch = user;
    return keep_tile(watch->trials, tile);
}

static void take_progress(void *user, double share_done) {
    const watch_t *watch = user;
    if (watch->options->progress != NULL) {
        watch->options->progress(watch->options->user, share_done);
    }
}

static ent_err_t run_batch(ent_trials_t *trials, const ent_trials_options_t *options,
                           const batch_t *batch) {
    watch_t watch = {trials, options};
    ent_sampled_t sampled[ENT_TRIALS] = {0};
    const ent_sampled_options_t run = {.members = options->members,
                                       .seed = options->seed,
                                       .isa = options->isa,
                                       .threads = options->threads,
                                       .stop = options->stop,
                                       .progress = take_progress,
                                       .tile_done = take_tile,
                                       .user = &watch};
    ent_err_t error =
        ent_sampled_run(batch->plans, batch->count, (const bool *const *)batch->wanted,
                        trials->every, &run, sampled);
    for (size_t i = 0; i < batch->count; i++) {
        trials->sampled[batch->which[i]] = sampled[i];
    }
    return error;
}

ent_err_t ent_trials_run(const ent_scenario_t *scenario, const ent_curve_t *curves,
                         const ent_trials_options_t *options, ent_trials_t *trials) {
    batch_t batch = {.count = 0};
    describe(scenario, curves, options, trials);
    ent_err_t error = make_plans(trials);
    if (error == ENT_OK) {
        error = fill_batch(trials, &batch);
    }
    if (error == ENT_OK) {
        error = make_room(trials);
    }
    if (error == ENT_OK) {
        error = run_batch(trials, options, &batch);
    }
    for (size_t i = 0; i < batch.count; i++) {
        free(batch.wanted[i]);
    }
    return error;
}

void ent_trials_free(ent_trials_t *trials) {
    for (ent_trial_t trial = ENT_TRIAL_PLAIN; trial < ENT_TRIALS; trial++) {
        ent_sampled_free(&trials->sampled[trial]);
        ent_plan_free(&trials->plans[trial]);
        ent_scenario_free(&trials->variants[trial]);
    }
    for (size_t s = 0; s < ENT_STATES; s++) {
        free(trials->leader_changes[s]);
    }
    free(trials->suspensions);
    free(trials->years_active);
    *trials = (ent_trials_t){0};
}

/* ---- What is read off ------------------------------------------------------------------------ */

void ent_trials_percent(const ent_trials_t *trials, ent_trial_t trial, size_t poll, size_t instant,
                        double *percent) {
    ent_sampled_poll(&trials->sampled[trial], poll, instant, percent);
    for (size_t m = 0; m < trials->members; m++) {
        percent[m] = ent_curve_percent(trials->curves[poll], percent[m], 0);
    }
}

void ent_trials_survey(const ent_trials_t *trials, size_t poll, size_t instant, double *percent) {
    const ent_random_t *random = ent_random(trials->isa);
    const char *name = trials->scenario->polls[poll].name;
    uint32_t process = ent_process_hash(ENT_PROCESS_WAVE, name);
    uint32_t step = (uint32_t)(instant * trials->every);
    ent_sampled_poll(&trials->sampled[ENT_TRIAL_PLAIN], poll, instant, percent);
    for (size_t m = 0; m < trials->members; m++) {
        double z = random->normal_pair(trials->seed, m, step, process, 0).first;
        double share = ent_curve_percent(trials->curves[poll], percent[m], 0) / 100;
        /* The sampling error of a logit, by the delta method. */
        ent_curve_t asked = trials->curves[poll];
        asked.noise = 1 / sqrt(trials->asked * fmax(share * (1 - share), 1 / trials->asked));
        percent[m] = ent_curve_percent(asked, percent[m], z);
    }
}

double ent_trials_value(const ent_trials_t *trials, ent_trial_t trial, ent_variable_kind_t kind,
                        size_t index, size_t member, size_t instant) {
    const ent_sampled_t *sampled = &trials->sampled[trial];
    return ent_sampled_value(sampled, member, instant, ent_sampled_column(sampled, kind, index));
}
