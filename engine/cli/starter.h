/* The scenario that `entente new` writes: sound as it is, with the usual changes as comments. */
#ifndef ENT_CLI_STARTER_H
#define ENT_CLI_STARTER_H

#include "base/file.h"
#include "scenario/scenario.h"

/*
 * Writes a scenario that extends `base`, which stands at the path `extends`, relative to the new
 * file. Its examples name states, domains and institutions of the base, with dates within its
 * horizon; lines that begin with "//" and three blanks are meant to be uncommented.
 */
void ent_starter_write(ent_writer_t *writer, const ent_scenario_t *base, const char *extends,
                       const char *title);

#endif
