/* A scenario written out in full, every default included: `scenario.cfg`, `show --resolved`. */
#ifndef ENT_SCENARIO_WRITER_H
#define ENT_SCENARIO_WRITER_H

#include "base/file.h"
#include "scenario/scenario.h"

/*
 * The scenario as text in the language of scenario files, which reads back to an equal scenario.
 * *text is the caller's to free.
 */
ENT_CHECKED ent_err_t ent_scenario_text(const ent_scenario_t *scenario, char **text);

#endif
