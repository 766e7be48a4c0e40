/* The head of the scenario: times, health, domains, drivers; institutions. */
#include "oracle_config.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define NEEDED(type, key, member, life)                                                            \
    { key, offsetof(type, member), KEY_NEEDED, life, 0.0 }
#define OPTIONAL(type, key, member, life, value)                                                   \
    { key, offsetof(type, member), KEY_OPTIONAL, life, value }

static void read_times(reader_t *reader) {
    static const char *const steps[] = {"week", "month", "quarter"};
    static const size_t per_year[] = {52, 12, 4};
    oracle_t *oracle = reader->oracle;
    const char *step = reader_text(reader, reader->root, "scenario", "step");
    oracle->start = reader_date(reader, reader->root, "scenario", "start");
    oracle->years = reader_real(reader, reader->root, "scenario", "years");
    oracle->steps_per_year =
        per_year[reader_word(reader, "scenario.step", step, steps, COUNT(steps))];
    oracle->step_exact = 1.0L / (long double)oracle->steps_per_year;
    oracle->step_years = (double)oracle->step_exact;
    const double count = round(oracle->years / oracle->step_years);
    if (!(count >= 1.0 && count < 1e7)) {
        reader_fail(reader, "scenario.years: at least one step is expected");
        return;
    }
    oracle->steps = (size_t)count;
}

static void read_health(reader_t *reader) {
    static const real_key_t keys[] = {
        NEEDED(oracle_t, "initial", health.initial, KEY_START),
        NEEDED(oracle_t, "public_weight", health.public_weight, KEY_LIVE),
        NEEDED(oracle_t, "rise", health.rise, KEY_LIVE),
        NEEDED(oracle_t, "fall", health.fall, KEY_LIVE),
        NEEDED(oracle_t, "shield_health", health.shield_health, KEY_LIVE),
        NEEDED(oracle_t, "shield_commitment", health.shield_commitment, KEY_LIVE),
    };
    reader_reals(reader, reader_find(reader->root, "health"), NULL, "health", reader->oracle, keys,
                 COUNT(keys));
}

static void read_domains(reader_t *reader) {
    static const real_key_t keys[] = {
        NEEDED(domain_t, "weight", weight, KEY_LIVE),
        NEEDED(domain_t, "inertia", inertia, KEY_LIVE),
        OPTIONAL(domain_t, "autonomy", autonomy, KEY_LIVE, 0.0),
        OPTIONAL(domain_t, "base", base, KEY_LIVE, 0.0),
        OPTIONAL(domain_t, "initial", initial, KEY_START, 0.0),
    };
    oracle_t *oracle = reader->oracle;
    size_t count;
    config_setting_t *list = reader_list(reader, reader->root, "scenario", "domains", &count);
    if (count < 1 || count > ORACLE_DOMAINS) {
        reader_fail(reader, "scenario.domains: 1 to %d domains are expected", ORACLE_DOMAINS);
        return;
    }
    oracle->domains = reader_take(reader, count, sizeof *oracle->domains);
    if (reader->failed) {
        return;
    }
    oracle->domain_count = count;
    oracle->contact = count;
    oracle->crisis = count;
    for (size_t d = 0; d < count; d++) {
        config_setting_t *group = config_setting_get_elem(list, (unsigned)d);
        domain_t *domain = &oracle->domains[d];
        reader_name(reader, group, "domains", domain->name);
        const path_t path = reader_path("domains.%s", domain->name);
        reader_reals(reader, group, NULL, path.text, domain, keys, COUNT(keys));
        oracle->contact =
            reader_flag(reader, group, path.text, "contact", false) ? d : oracle->contact;
        oracle->crisis =
            reader_flag(reader, group, path.text, "crisis", false) ? d : oracle->crisis;
    }
    if (oracle->contact == count) {
        reader_fail(reader, "domains: one of them must be marked contact");
    }
}

/* The names of the states are needed before the states are read, for the needs of drivers. */
static void read_state_names(reader_t *reader) {
    size_t count;
    config_setting_t *list = reader_list(reader, reader->root, "scenario", "states", &count);
    if (count != ORACLE_STATES) {
        reader_fail(reader, "scenario.states: two states are expected");
        return;
    }
    for (size_t s = 0; s < ORACLE_STATES; s++) {
        reader_name(reader, config_setting_get_elem(list, (unsigned)s), "states",
                    reader->oracle->states[s].name);
    }
}

static void read_drivers(reader_t *reader) {
    static const real_key_t keys[] = {
        NEEDED(driver_t, "level", level, KEY_START),
        NEEDED(driver_t, "inertia", inertia, KEY_LIVE),
        NEEDED(driver_t, "volatility", volatility, KEY_LIVE),
    };
    oracle_t *oracle = reader->oracle;
    size_t count;
    config_setting_t *list = reader_list(reader, reader->root, "scenario", "drivers", &count);
    oracle->drivers = reader_take(reader, count, sizeof *oracle->drivers);
    if (reader->failed) {
        return;
    }
    oracle->driver_count = count;
    for (size_t v = 0; v < count; v++) {
        config_setting_t *group = config_setting_get_elem(list, (unsigned)v);
        driver_t *driver = &oracle->drivers[v];
        reader_name(reader, group, "drivers", driver->name);
        const path_t path = reader_path("drivers.%s", driver->name);
        reader_reals(reader, group, NULL, path.text, driver, keys, COUNT(keys));
        reader_domain_map(reader, group, path.text, "pull", driver->pull);
        reader_domain_map(reader, group, path.text, "reaction", driver->reaction);
        reader_map(reader, reader_find(group, "need"), NULL, reader_path("%s.need", path.text).text,
                   oracle->states[0].name, sizeof oracle->states[0], ORACLE_STATES, driver->need);
        driver->noise.hash = reader_process(reader, "driver/%s", driver->name);
    }
}

static void read_negotiation(reader_t *reader, config_setting_t *group, config_setting_t *defaults,
                             const char *path, institution_t *institution) {
    static const real_key_t keys[] = {
        NEEDED(institution_t, "years", years, KEY_LIVE),
        NEEDED(institution_t, "hurdle", hurdle, KEY_LIVE),
    };
    config_setting_t *own = reader_find(group, "negotiation");
    config_setting_t *common = reader_find(defaults, "negotiation");
    institution->negotiable = own != NULL || common != NULL;
    if (institution->negotiable) {
        reader_reals(reader, own, common, reader_path("%s.negotiation", path).text, institution,
                     keys, COUNT(keys));
    } else if (institution->initial_status == STATUS_NEGOTIATING) {
        reader_fail(reader, "%s.negotiation: missing, years and hurdle are expected", path);
    }
}

/* Meetings fall at start + phase + j/cadence; a cadence of 0 means none. */
static void plan_meetings(reader_t *reader, institution_t *institution) {
    const oracle_t *oracle = reader->oracle;
    institution->due = reader_take(reader, oracle->steps, sizeof *institution->due);
    if (reader->failed || !(institution->cadence > 0.0)) {
        return;
    }
    for (size_t j = 0;; j++) {
        const double years = institution->phase + (double)j / institution->cadence;
        const long step = oracle_step_of(oracle, oracle->start + years);
        if (step >= (long)oracle->steps) {
            return;
        }
        if (step >= 0) {
            institution->due[step] = 1;
        }
    }
}

static void read_institution(reader_t *reader, config_setting_t *group, config_setting_t *defaults,
                             institution_t *institution) {
    static const char *const statuses[] = {"absent", "negotiating", "active", "suspended", "ended"};
    static const real_key_t keys[] = {
        NEEDED(institution_t, "cadence", cadence, KEY_START),
        OPTIONAL(institution_t, "phase", phase, KEY_START, 0.0),
        NEEDED(institution_t, "insulation", insulation, KEY_LIVE),
        NEEDED(institution_t, "binding", binding, KEY_LIVE),
        NEEDED(institution_t, "level", level, KEY_START),
        OPTIONAL(institution_t, "adapt", adapt, KEY_LIVE, 0.0),
        NEEDED(institution_t, "habit", habit, KEY_LIVE),
        NEEDED(institution_t, "build", build, KEY_LIVE),
        NEEDED(institution_t, "fade", fade, KEY_LIVE),
        NEEDED(institution_t, "threshold", threshold, KEY_LIVE),
        NEEDED(institution_t, "slope", slope, KEY_LIVE),
        OPTIONAL(institution_t, "miss_cost", miss_cost, KEY_LIVE, 0.0),
        NEEDED(institution_t, "suspend_below", suspend_below, KEY_LIVE),
        NEEDED(institution_t, "resume_above", resume_above, KEY_LIVE),
        NEEDED(institution_t, "patience", patience, KEY_LIVE),
    };
    oracle_t *oracle = reader->oracle;
    reader_name(reader, group, "institutions", institution->name);
    const path_t path = reader_path("institutions.%s", institution->name);
    const char *status = reader_text(reader, group, path.text, "status");
    institution->initial_status =
        (status_t)reader_word(reader, path.text, status, statuses, COUNT(statuses));
    reader_reals(reader, group, defaults, path.text, institution, keys, COUNT(keys));
    read_negotiation(reader, group, defaults, path.text, institution);
    reader_map(reader, reader_find(group, "coverage"), reader_find(defaults, "coverage"),
               reader_path("%s.coverage", path.text).text, oracle->domains->name,
               sizeof *oracle->domains, oracle->domain_count, institution->coverage);
    institution->support = reader_take(reader, oracle->driver_count, sizeof(double));
    if (reader->failed) {
        return;
    }
    reader_map(reader, reader_find(group, "support"), reader_find(defaults, "support"),
               reader_path("%s.support", path.text).text, oracle->drivers->name,
               sizeof *oracle->drivers, oracle->driver_count, institution->support);
    institution->meeting.hash = reader_process(reader, "institution/%s/meeting", institution->name);
    plan_meetings(reader, institution);
}

void oracle_read_institutions(reader_t *reader) {
    oracle_t *oracle = reader->oracle;
    config_setting_t *defaults = reader_find(reader->root, "institution_defaults");
    size_t count;
    config_setting_t *list = reader_list(reader, reader->root, "scenario", "institutions", &count);
    oracle->institutions = reader_take(reader, count, sizeof *oracle->institutions);
    if (reader->failed) {
        return;
    }
    oracle->institution_count = count;
    for (size_t i = 0; i < count; i++) {
        read_institution(reader, config_setting_get_elem(list, (unsigned)i), defaults,
                         &oracle->institutions[i]);
    }
}

/* What comes later in this list refers to what comes before. */
static void read_all(reader_t *reader) {
    static void (*const parts[])(reader_t *) = {
        read_times,
        read_health,
        read_domains,
        read_state_names,
        read_drivers,
        oracle_read_states,
        oracle_read_institutions,
        oracle_read_shocks,
        oracle_read_polls,
        oracle_read_events,
    };
    static const char *const unresolved[] = {"extends", "event_record"};
    for (size_t i = 0; i < COUNT(unresolved); i++) {
        if (reader_find(reader->root, unresolved[i]) != NULL) {
            reader_fail(reader, "scenario.%s: a resolved file is expected", unresolved[i]);
        }
    }
    for (size_t i = 0; i < COUNT(parts) && !reader->failed; i++) {
        parts[i](reader);
    }
}

int oracle_read(oracle_t *oracle, const char *path, char *error, size_t error_size) {
    config_t config;
    reader_t reader = {.oracle = oracle, .error = error, .error_size = error_size};
    config_init(&config);
    if (config_read_file(&config, path) == CONFIG_TRUE) {
        reader.root = config_root_setting(&config);
        read_all(&reader);
    } else {
        reader_fail(&reader, "%s:%d: %s", path, config_error_line(&config),
                    config_error_text(&config));
    }
    free(reader.parameters);
    free(reader.processes);
    config_destroy(&config);
    return reader.failed ? 1 : 0;
}
