#include "scenario/fill.h"

#include "scenario/fill_value.h"
#include "scenario/keypath.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* The setting at a key's path below a group, or NULL. */
static const ent_setting_t *find_setting(const ent_setting_t *group, const char *path) {
    bool whole = false;
    const ent_setting_t *found = ent_setting_follow(group, path, &whole);
    return whole ? found : NULL;
}

/* Where a key that is missing should stand: the deepest of its groups that is there. */
static ent_place_t place_of_missing(const ent_setting_t *group, const char *path) {
    bool whole = false;
    return ent_setting_follow(group, path, &whole)->place;
}

static void report_unknown(ent_filler_t *filler, ent_scope_t scope, const ent_setting_t *setting,
                           const char *within, const char *path) {
    ent_keypath_t wanted = ent_keypath(within, setting->name);
    char hint[ENT_HINT_SIZE];
    if (ent_key_find(ENT_SCOPE_RECORD_EFFECT, wanted.text) != NULL) {
        ent_diag_error(filler->diags, setting->place, path,
                       "belongs into the rules of an event_record only");
        return;
    }
    ent_diag_error(filler->diags, setting->place, path, "unknown key%s",
                   ent_key_hint(scope, wanted.text, hint));
}

/* Reports the keys of a group, and of groups within it, that the table does not have. */
static void check_known(ent_filler_t *filler, ent_scope_t scope, const ent_setting_t *group,
                        const char *within, const char *path) {
    for (const ent_setting_t *item = group->first; item != NULL; item = item->next) {
        ent_keypath_t below = ent_keypath(within, item->name);
        ent_keypath_t shown = ent_keypath(path, item->name);
        if (ent_key_find(scope, below.text) != NULL) {
            continue;
        }
        if (!ent_key_is_group(scope, below.text)) {
            report_unknown(filler, scope, item, within, shown.text);
        } else if (item->type != ENT_SETTING_GROUP) {
            char found[ENT_FOUND_SIZE];
            ent_diag_error(filler->diags, item->place, shown.text, "found %s, expected a group { }",
                           ent_setting_found(item, found));
        } else {
            check_known(filler, scope, item, below.text, shown.text);
        }
    }
}

/* Which of the effect scopes an effect belongs to, by its type; false when that is unusable. */
static bool effect_scope(ent_filler_t *filler, const ent_setting_t *group, ent_effect_t *effect,
                         const char *path, ent_scope_t *scope) {
    const ent_key_t *key = ent_key_find(ENT_SCOPE_EFFECT, "type");
    const ent_setting_t *type = ent_setting_member(group, "type");
    ent_keypath_t below = ent_keypath(path, "type");
    size_t errors = filler->diags->errors;
    if (type == NULL) {
        ent_fill_missing(filler, key, effect, group->place, below.text);
    } else {
        ent_fill_value(filler, key, type, effect, below.text);
    }
    *scope = ent_effect_scope(effect->type);
    return filler->diags->errors == errors;
}

static void fill_effect(ent_filler_t *filler, const ent_setting_t *group, ent_effect_t *effect,
                        const char *path) {
    ent_scope_t scope = ENT_SCOPE_EFFECT;
    effect->place = group->place;
    if (!effect_scope(filler, group, effect, path, &scope)) {
        return;
    }
    effect->state = effect->type == ENT_EFFECT_RECONCILE ? ENT_BOTH_STATES : 0;
    ent_fill_scope(filler, scope, group, effect, path);
}

static void fill_cohort_defaults(ent_state_t *state) {
    for (size_t i = 0; i < state->cohort_count; i++) {
        ent_cohort_t *cohort = &state->cohorts[i];
        cohort->initial = isnan(cohort->initial) ? cohort->base : cohort->initial;
        cohort->contact = isnan(cohort->contact) ? state->contact : cohort->contact;
        cohort->cue = isnan(cohort->cue) ? state->cue : cohort->cue;
        cohort->partner = isnan(cohort->partner) ? state->partner : cohort->partner;
    }
}

/* Which timing an event has; whether it is the only one is checked later. */
static ent_timing_t timing_of(const ent_setting_t *event) {
    if (ent_setting_member(event, "at") != NULL) {
        return ENT_TIMING_AT;
    }
    if (ent_setting_member(event, "when") != NULL) {
        return ENT_TIMING_WHEN;
    }
    return ent_setting_member(event, "rate") != NULL ? ENT_TIMING_RATE : ENT_TIMING_EVERY;
}

static void finish_event(ent_filler_t *filler, const ent_setting_t *group, ent_event_t *event) {
    const ent_setting_t *when = ent_setting_member(group, "when");
    const ent_setting_t *above = find_setting(group, "when.above");
    const ent_setting_t *below = find_setting(group, "when.below");
    event->place = group->place;
    event->when_place = when != NULL ? when->place : group->place;
    event->timing = timing_of(group);
    event->when_above = above != NULL;
    if (below != NULL && above == NULL) { /* they share a member: the one given has the last word */
        ent_fill_value(filler, ent_key_find(ENT_SCOPE_EVENT, "when.below"), below, event, "");
    }
    if (isnan(event->for_years)) {
        event->for_years = ent_scenario_step_years(filler->scenario);
    }
}

/* What the table cannot say: defaults that come from other keys, keys that share a member. */
static void finish_element(ent_filler_t *filler, ent_scope_t scope, const ent_setting_t *group,
                           void *base) {
    if (scope == ENT_SCOPE_STATE) {
        ent_state_t *state = base;
        fill_cohort_defaults(state);
        if (state->shares_at.year == 0) {
            state->shares_at = filler->scenario->start;
        }
    } else if (scope == ENT_SCOPE_EVENT) {
        finish_event(filler, group, base);
    } else if (scope == ENT_SCOPE_TERM) {
        ((ent_poll_term_t *)base)->place = group->place;
    }
}

void ent_fill_element(ent_filler_t *filler, const ent_key_t *list, const ent_setting_t *item,
                      void *base, const char *path) {
    if (item->type != ENT_SETTING_GROUP) {
        char found[ENT_FOUND_SIZE];
        ent_diag_error(filler->diags, item->place, path, "found %s, expected a group { }",
                       ent_setting_found(item, found));
        return;
    }
    if (list->element == ENT_SCOPE_EFFECT) {
        fill_effect(filler, item, base, path);
        return;
    }
    ent_fill_scope(filler, list->element, item, base, path);
    finish_element(filler, list->element, item, base);
    const char *name = ent_setting_name(item);
    if (list->names_are_keys && name != NULL && ent_name_valid(name) &&
        !ent_name_valid_as_key(name)) {
        ent_keypath_t below = ent_keypath(path, "name");
        ent_diag_error(filler->diags, ent_setting_member(item, "name")->place, below.text,
                       "found \"%s\", expected a name that starts with a letter and has no +, "
                       "because it also stands as a key",
                       name);
    }
}

static size_t count_enabled(const ent_key_t *key, const ent_setting_t *list) {
    size_t count = 0;
    for (const ent_setting_t *item = list->first; item != NULL; item = item->next) {
        count += !ent_setting_switched_off(key, item);
    }
    return count;
}

/* { name = "X"; enabled = false; } and nothing else: X was to be inherited, and was not. */
static void check_switched_off(ent_filler_t *filler, const ent_setting_t *list,
                               const ent_setting_t *item, const char *path) {
    const char *name = ent_setting_name(item);
    if (name == NULL || ent_setting_count(item) != 2) {
        return;
    }
    ent_nearest_t nearest;
    char hint[ENT_HINT_SIZE];
    ent_nearest_init(&nearest, name);
    for (const ent_setting_t *other = list->first; other != NULL; other = other->next) {
        const char *known = ent_setting_name(other);
        if (known != NULL && other != item) {
            ent_nearest_offer(&nearest, known);
        }
    }
    ent_diag_error(filler->diags, item->place, path,
                   "nothing of this name is there to switch off%s",
                   ent_nearest_hint(&nearest, hint));
}

/* The array a list's elements go to: a fixed one in the struct, or new memory. */
static char *element_array(ent_filler_t *filler, const ent_key_t *key, void *base, size_t count) {
    char *slot = (char *)base + key->offset;
    if (key->count_offset == ENT_NOWHERE) {
        return slot;
    }
    char *array = ent_arena_alloc(filler->arena, count, key->element_size);
    if (array == NULL) {
        filler->no_memory = true;
        return NULL;
    }
    memcpy(slot, &array, sizeof array);
    memcpy((char *)base + key->count_offset, &count, sizeof count);
    return array;
}

void ent_fill_list(ent_filler_t *filler, const ent_key_t *key, const ent_setting_t *list,
                   void *base, const char *path) {
    char found[ENT_FOUND_SIZE];
    /* An empty list may be written as an array, too: libconfig has both. */
    if (list->type != ENT_SETTING_LIST && !(list->type == ENT_SETTING_ARRAY && !list->first)) {
        ent_diag_error(filler->diags, list->place, path, "found %s, expected a list ( ) of groups",
                       ent_setting_found(list, found));
        return;
    }
    size_t count = count_enabled(key, list);
    if (count < key->least || count > key->most) {
        char range[32] = "";
        if (key->least < key->most) {
            (void)snprintf(range, sizeof range, "%zu to ", key->least);
        }
        ent_diag_error(filler->diags, list->place, path, "found %zu elements, expected %s%zu",
                       count, range, key->most);
        return;
    }
    char *array = key->offset != ENT_NOWHERE ? element_array(filler, key, base, count) : NULL;
    if (array == NULL) {
        return;
    }
    size_t position = 0, index = 0;
    for (const ent_setting_t *item = list->first; item != NULL; item = item->next) {
        const char *name = key->keyed ? ent_setting_name(item) : NULL;
        ent_keypath_t below = ent_keypath_element(path, name, ++position);
        if (ent_setting_switched_off(key, item)) {
            check_switched_off(filler, list, item, below.text);
        } else {
            ent_fill_element(filler, key, item, array + index * key->element_size, below.text);
            index++;
        }
    }
}

static void fill_group(ent_filler_t *filler, const ent_key_t *key, const ent_setting_t *setting,
                       void *base, const char *path) {
    if (setting->type != ENT_SETTING_GROUP) {
        char found[ENT_FOUND_SIZE];
        ent_diag_error(filler->diags, setting->place, path, "found %s, expected a group { }",
                       ent_setting_found(setting, found));
    } else if (key->offset != ENT_NOWHERE) {
        ent_fill_scope(filler, key->element, setting, (char *)base + key->offset, path);
    }
}

static bool fill_from_defaults(const ent_filler_t *filler, ent_scope_t scope, const ent_key_t *key,
                               void *base) {
    if (scope != ENT_SCOPE_INSTITUTION || key->type != ENT_KEY_REAL) {
        return false;
    }
    double value = 0;
    memcpy(&value, (const char *)filler->defaults + key->offset, sizeof value);
    *ent_key_real(key, base) = value; /* NaN, too, of a default that was given and is wrong */
    return !isnan(value) || (filler->default_group != NULL &&
                             find_setting(filler->default_group, key->path) != NULL);
}

void ent_fill_scope(ent_filler_t *filler, ent_scope_t scope, const ent_setting_t *group, void *base,
                    const char *path) {
    size_t count = 0;
    const ent_key_t *keys = ent_keys(scope, &count);
    check_known(filler, scope, group, "", path);
    for (size_t i = 0; i < count; i++) {
        const ent_key_t *key = &keys[i];
        const ent_setting_t *setting = find_setting(group, key->path);
        ent_keypath_t below = ent_keypath(path, key->path);
        if (setting == NULL) {
            if (!fill_from_defaults(filler, scope, key, base)) {
                ent_fill_missing(filler, key, base, place_of_missing(group, key->path), below.text);
            }
        } else if (key->type == ENT_KEY_LIST) {
            ent_fill_list(filler, key, setting, base, below.text);
        } else if (key->type == ENT_KEY_GROUP) {
            fill_group(filler, key, setting, base, below.text);
        } else {
            ent_fill_value(filler, key, setting, base, below.text);
        }
    }
}

/* Reads institution_defaults: numeric keys only, NaN for those it does not give. */
static void read_defaults(ent_filler_t *filler, ent_institution_t *defaults) {
    const char *path = "institution_defaults";
    const ent_setting_t *group = ent_setting_member(filler->root, path);
    if (group != NULL && group->type != ENT_SETTING_GROUP) {
        group = NULL; /* reported with the other keys of the file */
    }
    if (group != NULL) {
        check_known(filler, ENT_SCOPE_INSTITUTION, group, "", path);
    }
    filler->default_group = group;
    size_t count = 0;
    const ent_key_t *keys = ent_keys(ENT_SCOPE_INSTITUTION, &count);
    for (size_t i = 0; i < count; i++) {
        const ent_setting_t *setting = group != NULL ? find_setting(group, keys[i].path) : NULL;
        ent_keypath_t below = ent_keypath(path, keys[i].path);
        if (keys[i].type == ENT_KEY_REAL) {
            *ent_key_real(&keys[i], defaults) = NAN;
            if (setting != NULL) {
                ent_fill_value(filler, &keys[i], setting, defaults, below.text);
            }
        } else if (setting != NULL) {
            ent_diag_error(filler->diags, setting->place, below.text,
                           "only numeric keys can have a default here");
        }
    }
}

ent_err_t ent_fill(const ent_setting_t *root, ent_scenario_t *scenario, ent_diags_t *diags) {
    ent_institution_t defaults = {0};
    ent_filler_t filler = {.root = root,
                           .scenario = scenario,
                           .arena = &scenario->arena,
                           .diags = diags,
                           .defaults = &defaults};
    read_defaults(&filler, &defaults);
    ent_fill_scope(&filler, ENT_SCOPE_SCENARIO, root, scenario, "");
    return filler.no_memory ? ENT_ERR_MEMORY : ENT_OK;
}
