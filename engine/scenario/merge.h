/* Inheritance: what a scenario writes, laid over what the one it extends wrote. */
#ifndef ENT_SCENARIO_MERGE_H
#define ENT_SCENARIO_MERGE_H

#include "base/error.h"
#include "scenario/setting.h"

/* Reports elements of keyed lists that share a name within one file: merging would hide them. */
ENT_CHECKED ent_err_t ent_merge_check_names(const ent_setting_t *root, ent_diags_t *diags);

/*
 * Lays the settings of `child` over `parent` in place. Groups merge key by key and keyed lists by
 * name, keeping the parent's order; everything else is replaced. A severity that names a
 * distribution replaces the parent's whole, and an event that gives a timing key drops the
 * parent's timing. Both trees belong to the same arena; `child` must not be used afterwards.
 */
void ent_merge(ent_setting_t *parent, ent_setting_t *child);

#endif
