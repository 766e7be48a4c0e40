/* Shocks, polls and events of a scenario. */
#include "oracle_config.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static int compare_doubles(const void *a, const void *b) {
    const double x = *(const double *)a;
    const double y = *(const double *)b;
    return (x > y) - (x < y);
}

static void read_empirical(reader_t *reader, config_setting_t *group, const char *path,
                           severity_t *severity) {
    config_setting_t *values = reader_find(group, "values");
    if (values == NULL || !config_setting_is_aggregate(values) ||
        config_setting_length(values) < 1) {
        reader_fail(reader, "%s.values: an array of numbers is expected", path);
        return;
    }
    severity->value_count = (size_t)config_setting_length(values);
    severity->values = reader_take(reader, severity->value_count, sizeof *severity->values);
    if (reader->failed) {
        return;
    }
    for (size_t i = 0; i < severity->value_count; i++) {
        if (!reader_number(config_setting_get_elem(values, (unsigned)i), &severity->values[i])) {
            reader_fail(reader, "%s.values[%zu]: a number is expected", path, i);
        }
    }
    qsort(severity->values, severity->value_count, sizeof *severity->values, compare_doubles);
}

static void read_severity(reader_t *reader, config_setting_t *group, const char *path,
                          severity_t *severity) {
    static const char *const kinds[] = {"beta", "uniform", "fixed", "lognormal", "empirical"};
    static const struct {
        severity_kind_t kind;
        real_key_t key;
    } keys[] = {
#define LIVE(kind, name)                                                                           \
    {                                                                                              \
        kind, {                                                                                    \
#name, offsetof(severity_t, name), KEY_NEEDED, KEY_LIVE, 0.0                           \
        }                                                                                          \
    }
        LIVE(SEVERITY_BETA, a),          LIVE(SEVERITY_BETA, b),
        LIVE(SEVERITY_UNIFORM, low),     LIVE(SEVERITY_UNIFORM, high),
        LIVE(SEVERITY_FIXED, value),     LIVE(SEVERITY_LOGNORMAL, median),
        LIVE(SEVERITY_LOGNORMAL, sigma), LIVE(SEVERITY_LOGNORMAL, cap),
#undef LIVE
    };
    const char *kind = reader_text(reader, group, path, "distribution");
    severity->kind = (severity_kind_t)reader_word(reader, path, kind, kinds, COUNT(kinds));
    for (size_t i = 0; i < COUNT(keys); i++) {
        if (keys[i].kind == severity->kind) {
            reader_reals(reader, group, NULL, path, severity, &keys[i].key, 1);
        }
    }
    if (severity->kind == SEVERITY_EMPIRICAL) {
        read_empirical(reader, group, path, severity);
    }
}

void oracle_read_shocks(reader_t *reader) {
    static const real_key_t keys[] = {
        {"rate", offsetof(shock_t, rate), KEY_NEEDED, KEY_LIVE, 0.0},
        {"opportunism", offsetof(shock_t, opportunism), KEY_OPTIONAL, KEY_LIVE, 0.0},
    };
    oracle_t *oracle = reader->oracle;
    size_t count;
    config_setting_t *list = reader_list(reader, reader->root, "scenario", "shocks", &count);
    oracle->shocks = reader_take(reader, count, sizeof *oracle->shocks);
    if (reader->failed) {
        return;
    }
    oracle->shock_count = count;
    for (size_t k = 0; k < count; k++) {
        config_setting_t *group = config_setting_get_elem(list, (unsigned)k);
        shock_t *shock = &oracle->shocks[k];
        reader_name(reader, group, "shocks", shock->name);
        const path_t path = reader_path("shocks.%s", shock->name);
        shock->by = reader_state(reader, group, path.text, "by");
        reader_reals(reader, group, NULL, path.text, shock, keys, COUNT(keys));
        reader_domain_map(reader, group, path.text, "hits", shock->hits);
        read_severity(reader, reader_find(group, "severity"),
                      reader_path("%s.severity", path.text).text, &shock->severity);
        shock->arrival.hash = reader_process(reader, "shock/%s", shock->name);
    }
}

static size_t read_variable(reader_t *reader, config_setting_t *group, const char *path) {
    const char *name = reader_text(reader, group, path, "variable");
    const size_t variable = oracle_find_variable(reader->oracle, name);
    if (variable == reader->oracle->variable_count) {
        reader_fail(reader, "%s.variable: there is no variable \"%s\"", path, name);
        return 0;
    }
    return variable;
}

static void read_terms(reader_t *reader, config_setting_t *group, poll_t *poll) {
    const path_t path = reader_path("polls.%s", poll->name);
    const real_key_t intercept = {"intercept", offsetof(poll_t, intercept), KEY_NEEDED, KEY_LIVE,
                                  0.0};
    reader_reals(reader, group, NULL, path.text, poll, &intercept, 1);
    config_setting_t *terms = reader_list(reader, group, path.text, "terms", &poll->term_count);
    poll->variables = reader_take(reader, poll->term_count, sizeof *poll->variables);
    poll->weights = reader_take(reader, poll->term_count, sizeof *poll->weights);
    for (size_t i = 0; i < poll->term_count && !reader->failed; i++) {
        config_setting_t *term = config_setting_get_elem(terms, (unsigned)i);
        poll->variables[i] = read_variable(reader, term, path.text);
        poll->weights[i] = reader_real(reader, term, path.text, "weight");
        if (reader->oracle->variables[poll->variables[i]].kind == VARIABLE_POLL) {
            reader_fail(reader, "%s: a poll may not refer to a poll", path.text);
        }
    }
}

void oracle_read_polls(reader_t *reader) {
    oracle_t *oracle = reader->oracle;
    size_t count;
    config_setting_t *list = reader_list(reader, reader->root, "scenario", "polls", &count);
    oracle->polls = reader_take(reader, count, sizeof *oracle->polls);
    if (reader->failed) {
        return;
    }
    oracle->poll_count = count;
    for (size_t p = 0; p < count; p++) {
        reader_name(reader, config_setting_get_elem(list, (unsigned)p), "polls",
                    oracle->polls[p].name);
    }
    if (oracle_list_variables(oracle) != 0) {
        reader_fail(reader, "out of memory");
    }
    for (size_t p = 0; p < count && !reader->failed; p++) {
        read_terms(reader, config_setting_get_elem(list, (unsigned)p), &oracle->polls[p]);
    }
}

static double *find_parameter(reader_t *reader, const char *path, const char *name) {
    for (size_t i = 0; i < reader->parameter_count; i++) {
        if (strcmp(reader->parameters[i].path.text, name) == 0) {
            if (reader->parameters[i].value == NULL) {
                reader_fail(reader, "%s: \"%s\" is used up at the start", path, name);
            }
            return reader->parameters[i].value;
        }
    }
    reader_fail(reader, "%s: \"%s\" is no numeric parameter", path, name);
    return NULL;
}

static void read_institution_effect(reader_t *reader, config_setting_t *group, const char *path,
                                    effect_t *effect) {
    static const char *const actions[] = {"propose", "establish", "suspend", "resume", "terminate"};
    const oracle_t *oracle = reader->oracle;
    const char *name = reader_text(reader, group, path, "name");
    const char *action = reader_text(reader, group, path, "action");
    effect->action = (action_t)reader_word(reader, path, action, actions, COUNT(actions));
    size_t i = 0;
    while (i < oracle->institution_count && strcmp(oracle->institutions[i].name, name) != 0) {
        i++;
    }
    if (i == oracle->institution_count) {
        reader_fail(reader, "%s.name: there is no institution \"%s\"", path, name);
        return;
    }
    if (effect->action == ACTION_PROPOSE && !oracle->institutions[i].negotiable) {
        reader_fail(reader, "institutions.%s.negotiation: missing, \"%s\" proposes it", name, path);
    }
    effect->subject = i;
}

static void read_baseline_effect(reader_t *reader, config_setting_t *group, const char *path,
                                 effect_t *effect) {
    const oracle_t *oracle = reader->oracle;
    const char *name = reader_text(reader, group, path, "driver");
    effect->amount = reader_real(reader, group, path, "to");
    effect->over_years = reader_real(reader, group, path, "over_years");
    while (effect->subject < oracle->driver_count &&
           strcmp(oracle->drivers[effect->subject].name, name) != 0) {
        effect->subject++;
    }
    if (effect->subject == oracle->driver_count) {
        reader_fail(reader, "%s.driver: there is no driver \"%s\"", path, name);
    }
}

static void read_shift_effect(reader_t *reader, config_setting_t *group, const char *path,
                              effect_t *effect) {
    effect->subject = read_variable(reader, group, path);
    effect->amount = reader_real(reader, group, path, "by");
    if (reader->failed) {
        return;
    }
    switch (reader->oracle->variables[effect->subject].kind) {
    case VARIABLE_DOMAIN:
    case VARIABLE_STANCE:
    case VARIABLE_APPROVAL:
    case VARIABLE_PUBLIC:
    case VARIABLE_DRIVER:
    case VARIABLE_LEADER:
        return;
    default:
        reader_fail(reader, "%s: \"%s\" cannot be shifted", path,
                    reader->oracle->variables[effect->subject].name);
    }
}

static void read_effect(reader_t *reader, config_setting_t *group, const char *path,
                        effect_t *effect) {
    static const char *const types[] = {"leader",   "shock",       "reconcile", "shift",
                                        "baseline", "institution", "parameter"};
    const char *type = reader_text(reader, group, path, "type");
    effect->kind = (effect_kind_t)reader_word(reader, path, type, types, COUNT(types));
    switch (effect->kind) {
    case EFFECT_LEADER:
        effect->subject = reader_state(reader, group, path, "state");
        effect->amount = reader_real(reader, group, path, "orientation");
        effect->approval_given = reader_number(reader_find(group, "approval"), &effect->approval);
        break;
    case EFFECT_SHOCK:
        effect->subject = reader_state(reader, group, path, "by");
        effect->amount = reader_real(reader, group, path, "severity");
        reader_domain_map(reader, group, path, "hits", effect->hits);
        break;
    case EFFECT_RECONCILE:
        effect->both = reader_find(group, "state") == NULL;
        effect->subject = effect->both ? 0 : reader_state(reader, group, path, "state");
        effect->amount = reader_real(reader, group, path, "share");
        break;
    case EFFECT_SHIFT:
        read_shift_effect(reader, group, path, effect);
        break;
    case EFFECT_BASELINE:
        read_baseline_effect(reader, group, path, effect);
        break;
    case EFFECT_INSTITUTION:
        read_institution_effect(reader, group, path, effect);
        break;
    case EFFECT_PARAMETER:
        effect->parameter = find_parameter(reader, path, reader_text(reader, group, path, "path"));
        effect->parameter_at_start = effect->parameter == NULL ? 0.0 : *effect->parameter;
        effect->amount = reader_real(reader, group, path, "to");
        break;
    }
}

static void read_when(reader_t *reader, config_setting_t *when, const char *event_path,
                      event_t *event) {
    const path_t path = reader_path("%s.when", event_path);
    const real_key_t keys[] = {
        {"for_years", offsetof(event_t, for_years), KEY_OPTIONAL, KEY_LIVE,
         reader->oracle->step_years},
        {"below", offsetof(event_t, bound), KEY_NEEDED, KEY_LIVE, 0.0},
        {"above", offsetof(event_t, bound), KEY_NEEDED, KEY_LIVE, 0.0},
    };
    event->timing = TIMING_WHEN;
    event->variable = read_variable(reader, when, path.text);
    event->above = reader_find(when, "above") != NULL;
    reader_reals(reader, when, NULL, path.text, event, &keys[0], 1);
    reader_reals(reader, when, NULL, path.text, event, &keys[event->above ? 2 : 1], 1);
}

static void read_timing(reader_t *reader, config_setting_t *group, const char *path,
                        event_t *event) {
    config_setting_t *when = reader_find(group, "when");
    if (when != NULL) {
        read_when(reader, when, path, event);
    } else if (reader_find(group, "at") != NULL) {
        event->timing = TIMING_AT;
        event->date = reader_date(reader, group, path, "at");
    } else if (reader_find(group, "from") != NULL) {
        event->timing = TIMING_EVERY;
        event->date = reader_date(reader, group, path, "from");
        event->every_years = reader_real(reader, group, path, "every_years");
        if (!(event->every_years > 0.0)) {
            reader_fail(reader, "%s.every_years: a positive number is expected", path);
        }
    } else {
        const real_key_t rate = {"rate", offsetof(event_t, rate), KEY_NEEDED, KEY_LIVE, 0.0};
        event->timing = TIMING_RATE;
        reader_reals(reader, group, NULL, path, event, &rate, 1);
    }
}

static void read_event(reader_t *reader, config_setting_t *group, event_t *event) {
    static const real_key_t keys[] = {
        {"rest_years", offsetof(event_t, rest_years), KEY_OPTIONAL, KEY_LIVE, 1.0},
        {"probability", offsetof(event_t, probability), KEY_OPTIONAL, KEY_LIVE, 1.0},
    };
    const path_t path = reader_path("events.%s", event->name);
    read_timing(reader, group, path.text, event);
    reader_reals(reader, group, NULL, path.text, event, keys, COUNT(keys));
    event->once = reader_flag(reader, group, path.text, "once", true);
    event->arrival.hash = reader_process(reader, "event/%s", event->name);
    event->probability_hash = reader_process(reader, "event/%s/probability", event->name);
}

static void read_effects(reader_t *reader, config_setting_t *group, event_t *event) {
    const path_t path = reader_path("events.%s", event->name);
    config_setting_t *effects =
        reader_list(reader, group, path.text, "effects", &event->effect_count);
    event->effects = reader_take(reader, event->effect_count, sizeof *event->effects);
    for (size_t i = 0; i < event->effect_count && !reader->failed; i++) {
        const path_t own = reader_path("%s.effects[%zu]", path.text, i);
        read_effect(reader, config_setting_get_elem(effects, (unsigned)i), own.text,
                    &event->effects[i]);
        const bool dated = event->timing == TIMING_AT || event->timing == TIMING_EVERY;
        if (event->effects[i].kind == EFFECT_PARAMETER &&
            (!dated || !(event->probability >= 1.0))) {
            reader_fail(reader, "%s: a parameter needs a dated, certain event", own.text);
        }
    }
}

/* All events first, so that an effect may set a parameter of any of them. */
void oracle_read_events(reader_t *reader) {
    oracle_t *oracle = reader->oracle;
    size_t count;
    size_t ramps = 0;
    config_setting_t *list = reader_list(reader, reader->root, "scenario", "events", &count);
    oracle->events = reader_take(reader, count, sizeof *oracle->events);
    if (reader->failed) {
        return;
    }
    oracle->event_count = count;
    for (size_t e = 0; e < count && !reader->failed; e++) {
        config_setting_t *group = config_setting_get_elem(list, (unsigned)e);
        reader_name(reader, group, "events", oracle->events[e].name);
        read_event(reader, group, &oracle->events[e]);
    }
    for (size_t e = 0; e < count && !reader->failed; e++) {
        event_t *event = &oracle->events[e];
        read_effects(reader, config_setting_get_elem(list, (unsigned)e), event);
        for (size_t i = 0; i < event->effect_count; i++) {
            ramps += event->effects[i].kind == EFFECT_BASELINE;
        }
    }
    /* An event fires at most once a step. */
    oracle->now.ramps = reader_take(reader, ramps * oracle->steps, sizeof *oracle->now.ramps);
}
