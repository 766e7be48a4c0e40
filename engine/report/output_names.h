/* The names that this program gives to files of results; used by output*.c only. */
#ifndef ENT_REPORT_OUTPUT_NAMES_H
#define ENT_REPORT_OUTPUT_NAMES_H

#include <stdbool.h>

/* Every name that may be written, up to NULL; --force removes those that were not written again.
 * The database of a sweep is none of them. */
extern const char *const ent_output_names[];

/* Files of a sweep, up to NULL. As people give such names to inputs too, they are removed only
 * where an earlier manifest lists them. */
extern const char *const ent_output_sweep_names[];

/* Whether a file is one that a sweep leaves that is killed before its database is there. */
bool ent_output_is_leftover(const char *name);

/*
 * Whether a name that an earlier manifest gives is of a file this program writes: a known one in
 * the folder or in a folder of it, or a figure.
 */
bool ent_output_owns(const char *name);

#endif
