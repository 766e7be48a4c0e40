/* Values of single keys, for fill.c. */
#ifndef ENT_SCENARIO_FILL_VALUE_H
#define ENT_SCENARIO_FILL_VALUE_H

#include "scenario/keys.h"
#include "scenario/setting.h"

typedef struct {
    const ent_setting_t *root; /* whose lists references are names from */
    ent_scenario_t *scenario;  /* NULL for sweep files, whose keys refer to nothing */
    ent_arena_t *arena;        /* owns texts and lists */
    ent_diags_t *diags;
    const ent_institution_t *defaults;  /* institution_defaults, NaN where it says nothing */
    const ent_setting_t *default_group; /* where they were read from, or NULL */
    bool no_memory;
} ent_filler_t;

/* Stores the setting's value in the struct at `base`, or reports why it cannot. */
void ent_fill_value(ent_filler_t *filler, const ent_key_t *key, const ent_setting_t *setting,
                    void *base, const char *path);

/* Stores the key's default, or reports that it is missing from the group at `place`. */
void ent_fill_missing(ent_filler_t *filler, const ent_key_t *key, void *base, ent_place_t place,
                      const char *path);

/* The double a real key is stored in. */
double *ent_key_real(const ent_key_t *key, void *base);

/* ---- In fill.c: what the rules of an event record share with the file's own elements -----------
 */

/* Stores all keys of a group in the struct at `base`, and reports what is wrong. */
void ent_fill_scope(ent_filler_t *filler, ent_scope_t scope, const ent_setting_t *group, void *base,
                    const char *path);

/* The same for the elements of a list that is a key of `base`, and for one element. */
void ent_fill_list(ent_filler_t *filler, const ent_key_t *key, const ent_setting_t *list,
                   void *base, const char *path);
void ent_fill_element(ent_filler_t *filler, const ent_key_t *list, const ent_setting_t *item,
                      void *base, const char *path);

#endif
