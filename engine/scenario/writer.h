/* A scenario written out in full, every default included: `scenario.cfg`, `show --resolved`. */
#ifndef ENT_SCENARIO_WRITER_H
#define ENT_SCENARIO_WRITER_H

#include "base/file.h"
#include "scenario/keys.h"

/*
 * The scenario as text in the language of scenario files, which reads back to an equal scenario.
 * *text is the caller's to free.
 */
ENT_CHECKED ent_err_t ent_scenario_text(const ent_scenario_t *scenario, char **text);

/* The same of a struct of any scope whose keys refer to no names: a sweep. */
ENT_CHECKED ent_err_t ent_scope_text(ent_scope_t scope, void *base, char **text);

#endif
