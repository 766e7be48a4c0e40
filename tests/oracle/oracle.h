/* A reference implementation of docs/model ("The model") in plain scalar C, one member at a time,
 * written from the specification alone, to check the engine path by path.
 *
 * Readings of model.md
 *
 * Where the text leaves a choice, this is what the oracle does, and why.
 *
 * Time and dates
 *  1. A date that falls up to 1e-6 of a step before the start counts as the start ("those before
 *     start skipped" is judged by the step a date acts in, not by its bits): 2025-11 reached as
 *     2020-11 + 5 years must not depend on rounding.
 *  2. N = round(years/step), halves away from zero. Dates at or after step N never act.
 *  3. every_years >= step makes two dates of one event in one step a matter of rounding only;
 *     should it happen they are one occasion. rate and hazard events, too, fire at most once a
 *     step.
 *  4. A cadence of 0 means no meetings (the formula would divide by 0).
 *
 * Drivers
 *  5. A ramp's "baseline at the event" is the baseline at that moment, without what other ramps
 *     still have to add: ramps simply add up ("runs beside it"). Baselines are not clamped and
 *     the last increment does not snap to `to`: the text has equal increments only.
 *
 * Events and shocks
 *  6. A provocation is > 0. With P = 0 nothing ages and nothing is drawn (draws are by step, so
 *     this changes no other draw). P is set to 0 before either answer acts, so an answer given in
 *     the same step always leaves the other side a new provocation of age 0.
 *  7. Of the two states' answers, the hits on a domain are summed as two complete terms h·eff·(1
 *     − Q), each with the emitter's own retaliation.hits. G, m and P change at once too; each is
 *     touched by one shock only.
 *  8. p of an answer uses G, A at the start of 2a; `div_by` of a random shock uses A as it stands
 *     when that shock is drawn, after scenario events and earlier shocks ("one after another").
 *  9. In `when`, status, habit, level, f + m, O, A, G, x, e and H are as they stand, so active.I
 *     and habit.I see an earlier event of the same step; public.S, reliance.D, commitment are as
 *     last refreshed, so public.S does not see an earlier public shift of the same step, while
 *     cohort.S.C does. weight.S.* uses the C last refreshed and the parameters in force.
 *     poll.NAME follows from those.
 * 10. With once = false the clock is set to 0 at the occasion (even if the draw of `probability`
 *     then fails) and runs on from the next step, also during the rest; an occasion needs both
 *     the clock at for_years and rest_years since the last occasion (steps times step length,
 *     tolerance 1e-9). With once = true nothing is evaluated after the occasion.
 * 11. A clock can only be "at" its limit in a step in which its condition holds, so for_years = 0
 *     or patience = 0 means at once, not always.
 * 12. An event fires when its occasion comes and its draw succeeds; the event's count is of
 *     firings, with effects that do not apply counted apart. The first step is that of the first
 *     firing.
 * 13. The ordinal of an occasion counts every occasion, whether or not probability is below 1.
 *     Deterministic: an event with probability >= 1/2 fires, as chance(p) says; a rate event
 *     never.
 * 14. The severity of a `shock` effect is a number, not a distribution.
 * 15. `suspend`, `resume`, `establish` leave level, and suspend and resume leave habit, as they
 *     are. A suspension "by an event" stops being one as soon as any effect changes the status.
 * 16. Parameter effects may stand in `at` and in every_years events (model.md: "events with a
 *     date"), not in others, and not with a probability below 1. They take effect at the start of
 *     phase 3 in file order; W as last refreshed in phase 1 still serves the succession of that
 *     step.
 * 17. Not settable: initial values and levels, cadence, phase, next, term_years, every_years,
 *     dates, years, step, and states.S.public.contact/cue/partner, which are defaults used up
 *     when the cohorts are read (set the cohorts' own). An institution's `habit` is settable: it
 *     also serves establishment. Numbers in unnamed lists (poll terms, effects, empirical values)
 *     have no path. Every member starts from the scenario's own values again.
 *
 * Succession and governments
 * 18. Several leadership changes of one state in one step (events, then a succession) each act in
 *     turn; the term calendar takes no notice of leader events; a term date and the hazard never
 *     act in one step (no hazard is evaluated in a term's step).
 * 19. mode "hazard" ignores next and term_years; mode "none" ignores turnover_rate.
 * 20. The next date after an early succession is t_n + term_years; should that lie in the same
 *     step (term shorter than a step) it moves on by whole terms.
 * 21. A new leader is clamped to ±1 after the electorate is added and before continuity is
 *     applied. Deterministic: the same clamp.
 * 22. If all weights in use are 0 (w_L to w_N are 0 and C is 0) the weighted part of the target
 *     is 0 and weight.S.* are 0; likewise the wish without commitments in autonomy_cost.
 * 23. If the voices (or shares) of a state sum to 0, heard opinion is W (the shares are equal).
 *
 * Institutions
 * 24. Habit fades in every status (absent and suspended too) from its value at n = 0; so `habit`
 *     at establishment is a floor.
 * 25. Openness is not clamped. min G is that after phase 4; min W (hurdle) as last refreshed,
 *     that is after phase 3. x_d in `adapt` is as it stands, after the misses of earlier
 *     institutions.
 * 26. The two clocks of an institution count in the same step in which talks succeed (its clocks
 *     were zeroed by that change), but an institution suspended in a step starts its second clock
 *     in the next one.
 *
 * Health and records
 * 27. H is not clamped (with weights summing to 1 it cannot leave [-1,1]).
 * 28. weight.S.X is w_X / sum, with w_C·C for commitment; they sum to 1.
 * 29. The terms of a poll are recorded variables other than polls.
 * 30. 1 - exp(-x) is computed as -expm1(-x), the same value with less rounding.
 *
 * Metrics
 * 31. "After the first year": records n with n·step >= 1 year. sd divides by count - 1. With no
 *     such record (sd: fewer than two) undefined.
 * 32. max_drawdown, rupture, falls and swings are over all records n = 0..N.
 * 33. Durations (years_strained, years_active) count the records n = 0..N-1, each standing for
 *     its step, so they cannot exceed the horizon. Means (grievance_mean, legitimacy_gap,
 *     leader_share, readiness) and saturation are over all records n = 0..N; autonomy_cost over
 *     the N steps.
 * 34. A fall is at least 10 points deep (the threshold), measured from the running peak; after a
 *     regain of 10 points from the low (a swing) the running peak starts anew at that record.
 * 35. Recovery is sought from the low (the first record with that value) to the end of the
 *     record, through later falls if need be, to low + half the depth, at whole steps. One
 *     censored fall flags the metric.
 * 36. A leadership change (succession or leader event) in step n lies between record n and n + 1:
 *     its windows are the records of one year up to n and of two years from n + 1. Several
 *     changes in one step are one. Changes without full windows are left out.
 * 37. longest_gap runs in steps (times t_n, not the meetings' own dates) from the start (if
 *     active or suspended there) or from the step of establishment, by event or by talks, over
 *     suspensions, to the end or the termination; undefined if the institution never came into
 *     being. An establishment of a suspended institution does not restart it.
 * 38. years_active is by recorded status; suspensions counts events' and own, not an initial
 *     status.
 * 39. saturation: the variables e, O, A, G, W_sc and x at any of their bounds, at all records.
 * 40. An empty or missing list of drivers, institutions, shocks, events or polls is no error.
 * 41. A uniform is computed in doubles as the text has it, ((w >> 11) + 1/2)*2^-53; from 1/2 on
 *     the half is rounded to even, so the largest is 1, not below it. A leader's type that no
 *     cumulated weight exceeds is the last of positive weight.
 * 42. Members are taken modulo 2^48: the counter has no room for more.
 * 43. A succession counts (successions, ordinals) when the hazard or the calendar acts; leader
 *     events are counted apart.
 */
#ifndef ORACLE_H
#define ORACLE_H

#include <stddef.h>
#include <stdint.h>

typedef struct oracle oracle_t;

/* Counts of an event or shock in the member run last. */
typedef struct oracle_count {
    size_t fired;
    long first_step;  /* of the first firing, or -1 */
    size_t occasions; /* with those whose `probability` failed */
    size_t unapplied; /* institution effects that did not apply */
} oracle_count_t;

typedef struct oracle_state_count {
    size_t successions;
    size_t leader_events;
    size_t answers; /* to provocations */
} oracle_state_count_t;

/* Reads a resolved scenario file: extends merged, disabled elements absent; documented defaults may
 * be left out. NULL on failure, with a sentence in error (which may be NULL). Close it after use.
 * One oracle serves one thread. Turns GSL's error handler off. */
oracle_t *oracle_open(const char *path, char *error, size_t error_size);
/* Frees it; NULL is harmless. */
void oracle_close(oracle_t *oracle);

/* N; the start as a year; the step in years. */
size_t oracle_steps(const oracle_t *oracle);
double oracle_start(const oracle_t *oracle);
double oracle_step_years(const oracle_t *oracle);

/* The recorded variables, named as in "State" of model.md. */
size_t oracle_variables(const oracle_t *oracle);
const char *oracle_variable_name(const oracle_t *oracle, size_t variable);

/* Runs one member; path is (N + 1) x variables, row-major, owned by the caller. 0 on success. */
int oracle_run(oracle_t *oracle, uint64_t seed, uint64_t member, int deterministic, double *path);

/* Metrics of the member run last: "health_mean", ..., or "metric.SCOPE", e.g. "meetings_held.2+2".
 * state: 0 defined, 1 undefined (the value is NaN), 2 defined but censored. */
size_t oracle_metrics(const oracle_t *oracle);
const char *oracle_metric_name(const oracle_t *oracle, size_t metric);
void oracle_metric_values(const oracle_t *oracle, double *values, unsigned char *state);

/* Scenario events, random shocks and the two states (0 and 1), in file order. */
size_t oracle_events(const oracle_t *oracle);
const char *oracle_event_name(const oracle_t *oracle, size_t event);
oracle_count_t oracle_event_count(const oracle_t *oracle, size_t event);
size_t oracle_shocks(const oracle_t *oracle);
const char *oracle_shock_name(const oracle_t *oracle, size_t shock);
oracle_count_t oracle_shock_count(const oracle_t *oracle, size_t shock);
const char *oracle_state_name(const oracle_t *oracle, size_t state);
oracle_state_count_t oracle_state_count(const oracle_t *oracle, size_t state);

#endif
