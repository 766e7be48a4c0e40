#include "scenario/merge.h"

#include "scenario/keypath.h"
#include "scenario/keys.h"
#include "scenario/seen.h"

#include <string.h>

static const char *const timing_keys[] = {"at", "from", "every_years", "rate", "when"};

static void merge_group(ent_scope_t scope, const char *prefix, ent_setting_t *parent,
                        ent_setting_t *child);

static void merge_list(ent_scope_t element, ent_setting_t *parent, ent_setting_t *child) {
    ent_setting_t *next = NULL;
    for (ent_setting_t *item = child->first; item != NULL; item = next) {
        next = item->next;
        const char *name = ent_setting_name(item);
        ent_setting_t *known = name != NULL ? ent_setting_named(parent, name) : NULL;
        if (known != NULL) {
            merge_group(element, "", known, item);
        } else {
            ent_setting_append(parent, item);
        }
    }
}

static bool gives_timing(const ent_setting_t *event) {
    for (size_t i = 0; i < sizeof timing_keys / sizeof timing_keys[0]; i++) {
        if (ent_setting_member(event, timing_keys[i]) != NULL) {
            return true;
        }
    }
    return false;
}

static void drop_timing(ent_setting_t *event) {
    for (size_t i = 0; i < sizeof timing_keys / sizeof timing_keys[0]; i++) {
        ent_setting_t *key = ent_setting_member(event, timing_keys[i]);
        if (key != NULL) {
            ent_setting_remove(event, key);
        }
    }
}

/* A setting that both trees have. */
static void merge_setting(ent_scope_t scope, const char *path, ent_setting_t *parent,
                          ent_setting_t *known, ent_setting_t *item) {
    const ent_key_t *key = ent_key_find(scope, path);
    bool groups = known->type == ENT_SETTING_GROUP && item->type == ENT_SETTING_GROUP;
    bool lists = known->type == ENT_SETTING_LIST && item->type == ENT_SETTING_LIST;
    bool whole_severity = key != NULL && key->element == ENT_SCOPE_SEVERITY && groups &&
                          ent_setting_member(item, "distribution") != NULL;
    if (key != NULL && key->keyed && lists) {
        merge_list(key->element, known, item);
    } else if (!groups || whole_severity) {
        ent_setting_replace(parent, known, item);
    } else if (key != NULL && key->type == ENT_KEY_GROUP) {
        merge_group(key->element, "", known, item);
    } else {
        merge_group(scope, path, known, item);
    }
}

static void merge_group(ent_scope_t scope, const char *prefix, ent_setting_t *parent,
                        ent_setting_t *child) {
    if (scope == ENT_SCOPE_EVENT && prefix[0] == '\0' && gives_timing(child)) {
        drop_timing(parent);
    }
    ent_setting_t *next = NULL;
    for (ent_setting_t *item = child->first; item != NULL; item = next) {
        next = item->next;
        ent_setting_t *known = ent_setting_member(parent, item->name);
        if (known == NULL) {
            ent_setting_append(parent, item);
            continue;
        }
        ent_keypath_t path = ent_keypath(prefix, item->name);
        merge_setting(scope, path.text, parent, known, item);
    }
}

void ent_merge(ent_setting_t *parent, ent_setting_t *child) {
    merge_group(ENT_SCOPE_SCENARIO, "", parent, child);
}

static ent_err_t check_group(ent_scope_t scope, const char *prefix, const char *shown,
                             const ent_setting_t *group, ent_diags_t *diags);

static ent_err_t check_element(const ent_key_t *key, const char *shown, const ent_setting_t *item,
                               size_t position, ent_seen_t *seen, ent_diags_t *diags) {
    const char *name = ent_setting_name(item);
    size_t first = 0;
    if (name == NULL) {
        return ENT_OK; /* reported when it is filled in */
    }
    ent_err_t error = ent_seen_add(seen, name, (size_t)item->place.line, &first);
    if (error != ENT_OK) {
        return error;
    }
    if (first > 0) {
        ent_diag_error(diags, item->place, shown,
                       "found a second element named \"%s\" (the first is in line %zu), "
                       "expected different names",
                       name, first);
    }
    ent_keypath_t deeper = ent_keypath_element(shown, name, position);
    return check_group(key->element, "", deeper.text, item, diags);
}

static ent_err_t check_list(const ent_key_t *key, const char *shown, const ent_setting_t *list,
                            ent_diags_t *diags) {
    size_t position = 0;
    ent_seen_t seen = {0};
    ent_err_t error = ENT_OK;
    for (const ent_setting_t *item = list->first; item != NULL && error == ENT_OK;
         item = item->next) {
        error = check_element(key, shown, item, ++position, &seen, diags);
    }
    ent_seen_free(&seen);
    return error;
}

static ent_err_t check_group(ent_scope_t scope, const char *prefix, const char *shown,
                             const ent_setting_t *group, ent_diags_t *diags) {
    ent_err_t error = ENT_OK;
    for (const ent_setting_t *item = group->first; item != NULL && error == ENT_OK;
         item = item->next) {
        ent_keypath_t path = ent_keypath(prefix, item->name);
        ent_keypath_t name = ent_keypath(shown, item->name);
        const ent_key_t *key = ent_key_find(scope, path.text);
        if (key != NULL && key->keyed && item->type == ENT_SETTING_LIST) {
            error = check_list(key, name.text, item, diags);
        } else if (key == NULL && item->type == ENT_SETTING_GROUP) {
            error = check_group(scope, path.text, name.text, item, diags);
        }
    }
    return error;
}

ent_err_t ent_merge_check_names(const ent_setting_t *root, ent_diags_t *diags) {
    return check_group(ENT_SCOPE_SCENARIO, "", "", root, diags);
}
