#include "scenario/check_context.h"
#include "scenario/fill.h"
#include "scenario/keys.h"
#include "scenario/parameter.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* "events.NAME"; of an event record with the row that it comes from before it. */
static ent_keypath_t path_of(const ent_event_t *event) {
    ent_keypath_t path = ent_keypath("events", event->name);
    if (event->row > 0) {
        (void)snprintf(path.text, sizeof path.text, "row %zu, events.%s", event->row, event->name);
    }
    return path;
}

static void report(const ent_checker_t *checker, const ent_event_t *event, const char *key,
                   const char *text) {
    ent_keypath_t of_event = path_of(event);
    ent_keypath_t path = ent_keypath(of_event.text, key);
    ent_diag_error(checker->diags, ent_checker_place(checker, path.text), path.text, "%s", text);
}

/* Which of the four timings the file gives; the reader of a valid event needs exactly one. */
static void check_timing(const ent_checker_t *checker, const ent_event_t *event,
                         const ent_setting_t *setting) {
    static const char *const keys[] = {"at", "every_years", "rate", "when"};
    size_t given = 0;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        given += ent_setting_member(setting, keys[i]) != NULL;
    }
    bool from = ent_setting_member(setting, "from") != NULL;
    bool every = ent_setting_member(setting, "every_years") != NULL;
    if (from != every) {
        report(checker, event, from ? "from" : "every_years",
               "from and every_years belong together, expected both");
    } else if (given != 1) {
        ent_keypath_t path = ent_keypath("events", event->name);
        ent_diag_error(checker->diags, setting->place, path.text,
                       "found %zu timings, expected one: at, from with every_years, rate or when",
                       given);
    }
}

static void check_dates(const ent_checker_t *checker, const ent_event_t *event) {
    const ent_scenario_t *scenario = checker->scenario;
    if (isnan(scenario->years) || scenario->start.year == 0) {
        return;
    }
    double end = ent_date_decimal(scenario->start) + scenario->years;
    char first[ENT_DATE_SIZE], last[ENT_DATE_SIZE], found[ENT_DATE_SIZE];
    ent_date_format(scenario->start, true, first);
    ent_date_format(ent_date_from_decimal(end), true, last);
    ent_date_t date = event->timing == ENT_TIMING_AT ? event->at : event->from;
    if (date.year == 0) {
        return;
    }
    long step = ent_scenario_step_of(scenario, ent_date_decimal(date));
    bool early = event->timing == ENT_TIMING_AT && step < 0;
    bool late = step >= (long)ent_scenario_steps(scenario);
    if (early || late) {
        ent_keypath_t of_event = ent_keypath("events", event->name);
        ent_keypath_t path =
            ent_keypath(of_event.text, event->timing == ENT_TIMING_AT ? "at" : "from");
        ent_date_format(date, true, found);
        ent_diag_error(checker->diags, ent_checker_place(checker, path.text), path.text,
                       "found %s, expected a date within the horizon, %s to %s (the end excluded)",
                       found, first, last);
    }
}

/* Reports a name that is no recorded variable. NULL then. */
static const ent_variable_t *check_variable(const ent_variables_t *variables, const char *name,
                                            ent_place_t place, const char *path,
                                            ent_diags_t *diags) {
    ent_nearest_t nearest;
    char hint[ENT_HINT_SIZE];
    const ent_variable_t *variable = ent_variables_find(variables, name, NULL);
    if (variable == NULL) {
        (void)ent_variables_find(variables, name, &nearest);
        ent_diag_error(diags, place, path, "\"%.80s\" is no recorded variable%s", name,
                       ent_nearest_hint(&nearest, hint));
    }
    return variable;
}

static void check_when(const ent_checker_t *checker, const ent_event_t *event,
                       const ent_setting_t *setting) {
    ent_keypath_t of_event = ent_keypath("events", event->name);
    ent_keypath_t path = ent_keypath(of_event.text, "when");
    const ent_setting_t *when = ent_setting_member(setting, "when");
    if (when == NULL || when->type != ENT_SETTING_GROUP) {
        return; /* reported */
    }
    if (event->when_variable != NULL) {
        (void)check_variable(checker->variables, event->when_variable, event->when_place, path.text,
                             checker->diags);
    } else if (ent_setting_member(when, "variable") == NULL) {
        ent_diag_error(checker->diags, event->when_place, path.text,
                       "missing variable, expected the name of a recorded variable");
    }
    bool below = ent_setting_member(when, "below") != NULL;
    bool above = ent_setting_member(when, "above") != NULL;
    if (below == above) {
        ent_diag_error(checker->diags, event->when_place, path.text,
                       "found %s, expected either below or above", below ? "both" : "neither");
    }
}

void ent_check_shift(const ent_variables_t *variables, const ent_effect_t *effect, const char *path,
                     ent_diags_t *diags) {
    ent_keypath_t below = ent_keypath(path, "variable");
    if (effect->variable == NULL) {
        return;
    }
    const ent_variable_t *variable =
        check_variable(variables, effect->variable, effect->place, below.text, diags);
    if (variable != NULL && !ent_variable_row(variable->kind)->shiftable) {
        ent_diag_error(diags, effect->place, below.text,
                       "\"%s\" cannot be shifted, expected a domain, stance, approval, public, "
                       "driver or leader",
                       effect->variable);
    }
}

static void check_certain(const ent_checker_t *checker, const ent_event_t *event,
                          const ent_effect_t *effect, const char *path) {
    if (event->timing != ENT_TIMING_AT || event->probability < 1) {
        ent_diag_error(checker->diags, effect->place, path,
                       "a parameter can change only in an event with `at` and no probability");
    }
}

static void check_parameter(const ent_checker_t *checker, const ent_event_t *event,
                            const ent_effect_t *effect, const char *path) {
    check_certain(checker, event, effect, path);
    if (effect->path == NULL) {
        return;
    }
    ent_keypath_t below = ent_keypath(path, "path");
    char problem[ENT_PROBLEM_SIZE], expected[ENT_EXPECTED_SIZE];
    const ent_key_t *key = NULL;
    if (ent_parameter_find(checker->trial, effect->path, &key, problem) == NULL) {
        ent_diag_error(checker->diags, effect->place, below.text, "%s", problem);
    } else if (key->at_start) {
        ent_diag_error(checker->diags, effect->place, below.text,
                       "\"%s\" is used at the start only, expected a parameter used in every step",
                       effect->path);
    } else if (effect->to < key->low || effect->to > key->high ||
               (key->above_low && effect->to <= key->low)) {
        below = ent_keypath(path, "to");
        ent_diag_error(checker->diags, effect->place, below.text, "found %g, expected %s",
                       effect->to, ent_key_expected(key, expected));
    } else if (key->need == ENT_NEED_IF_USED && !ent_checker_given(checker, effect->path)) {
        ent_diag_error(checker->diags, effect->place, below.text,
                       "\"%s\" is not in use in this scenario", effect->path);
    }
}

static void check_effects(const ent_checker_t *checker, const ent_event_t *event) {
    ent_keypath_t of_event = path_of(event);
    ent_keypath_t list = ent_keypath(of_event.text, "effects");
    for (size_t i = 0; i < event->effect_count; i++) {
        const ent_effect_t *effect = &event->effects[i];
        ent_keypath_t path = ent_keypath_at(list.text, i + 1);
        if (effect->type == ENT_EFFECT_SHIFT) {
            ent_check_shift(checker->variables, effect, path.text, checker->diags);
        } else if (effect->type == ENT_EFFECT_PARAMETER) {
            check_parameter(checker, event, effect, path.text);
        }
    }
}

static void check_interval(const ent_checker_t *checker, const ent_event_t *event) {
    if (event->every_years < ent_scenario_step_years(checker->scenario)) {
        report(checker, event, "every_years", "found less than a step, expected at least one");
    }
}

static void check_event(const ent_checker_t *checker, const ent_event_t *event,
                        const ent_setting_t *setting) {
    check_timing(checker, event, setting);
    check_dates(checker, event);
    if (event->timing == ENT_TIMING_WHEN) {
        check_when(checker, event, setting);
    }
    check_interval(checker, event);
    check_effects(checker, event);
}

void ent_check_event_numbers(const ent_checker_t *checker) {
    for (size_t i = 0; i < checker->scenario->event_count; i++) {
        const ent_event_t *event = &checker->scenario->events[i];
        if (event->row > 0) {
            break; /* those of a record stand last, and none of their numbers can be named */
        }
        check_dates(checker, event);
        check_interval(checker, event);
        for (size_t j = 0; j < event->effect_count; j++) {
            if (event->effects[j].type == ENT_EFFECT_PARAMETER) {
                ent_keypath_t path = path_of(event);
                check_certain(checker, event, &event->effects[j], path.text);
            }
        }
    }
}

/* The scenario's own events, each with its setting: both lists are in one order. */
static size_t check_own_events(const ent_checker_t *checker) {
    const ent_setting_t *list = ent_setting_member(checker->root, "events");
    const ent_key_t *key = ent_key_find(ENT_SCOPE_SCENARIO, "events");
    const ent_setting_t *item = list != NULL && list->type == ENT_SETTING_LIST ? list->first : NULL;
    size_t index = 0;
    for (; item != NULL && index < checker->scenario->event_count; item = item->next) {
        if (ent_setting_switched_off(key, item)) {
            continue;
        }
        const ent_event_t *event = &checker->scenario->events[index++];
        if (ent_check_has_name(event->name)) {
            check_event(checker, event, item);
        }
    }
    return index;
}

/* The numbers of a severity are those of its distribution, all of them and no others. */
static void check_severity(const ent_checker_t *checker, const ent_shock_t *shock) {
    ent_keypath_t of_shock = ent_keypath("shocks", shock->name);
    ent_keypath_t path = ent_keypath(of_shock.text, "severity");
    const ent_setting_t *shocks = ent_setting_member(checker->root, "shocks");
    const ent_setting_t *element = ent_setting_named(shocks, shock->name);
    const ent_setting_t *group = element != NULL ? ent_setting_member(element, "severity") : NULL;
    const ent_key_t *distribution = ent_key_find(ENT_SCOPE_SEVERITY, "distribution");
    if (group == NULL || group->type != ENT_SETTING_GROUP ||
        ent_setting_member(group, "distribution") == NULL) {
        return; /* reported as missing */
    }
    const char *chosen = ent_key_choice(distribution, (int)shock->severity.distribution);
    size_t count = 0;
    const ent_key_t *keys = ent_keys(ENT_SCOPE_SEVERITY, &count);
    for (size_t i = 0; i < count; i++) {
        if (keys[i].need != ENT_NEED_IF_USED) {
            continue;
        }
        bool used = strcmp(keys[i].fallback_text, chosen) == 0;
        const ent_setting_t *given = ent_setting_member(group, keys[i].path);
        ent_keypath_t below = ent_keypath(path.text, keys[i].path);
        if (used && given == NULL) {
            char expected[ENT_EXPECTED_SIZE];
            ent_diag_error(checker->diags, group->place, below.text, "missing, expected %s",
                           ent_key_expected(&keys[i], expected));
        } else if (!used && given != NULL) {
            ent_diag_error(checker->diags, given->place, below.text,
                           "the distribution \"%s\" has no such number", chosen);
        }
    }
}

static void check_poll(const ent_checker_t *checker, const ent_poll_t *poll) {
    ent_keypath_t of_poll = ent_keypath("polls", poll->name);
    ent_keypath_t list = ent_keypath(of_poll.text, "terms");
    for (size_t i = 0; i < poll->term_count; i++) {
        const ent_poll_term_t *term = &poll->terms[i];
        ent_keypath_t path = ent_keypath_at(list.text, i + 1);
        const ent_variable_t *variable =
            term->variable != NULL ? check_variable(checker->variables, term->variable, term->place,
                                                    path.text, checker->diags)
                                   : NULL;
        if (variable != NULL && variable->kind == ENT_VAR_POLL) {
            ent_diag_error(checker->diags, term->place, path.text,
                           "\"%s\" is a poll, expected a variable of the model", term->variable);
        }
    }
}

void ent_check_events(const ent_checker_t *checker) {
    const ent_scenario_t *scenario = checker->scenario;
    size_t own = check_own_events(checker);
    /* Those of a record were checked row by row, but for what their effects name. */
    for (size_t i = own; i < scenario->event_count && checker->diags->count < ENT_DIAG_KEPT; i++) {
        check_effects(checker, &scenario->events[i]);
    }
    for (size_t i = 0; i < scenario->shock_count; i++) {
        if (ent_check_has_name(scenario->shocks[i].name)) {
            check_severity(checker, &scenario->shocks[i]);
        }
    }
    for (size_t i = 0; i < scenario->poll_count; i++) {
        if (ent_check_has_name(scenario->polls[i].name)) {
            check_poll(checker, &scenario->polls[i]);
        }
    }
}
